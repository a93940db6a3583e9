//! Checks files of rules.

use super::{
	missing,
	rule_file::{Problem, RuleFile},
};
use crate::{
	failure::{Failure, Result},
	session::Session,
	text::{count, plain, table},
};
use clap::Args;
use serde_json::{json, Value as Json};
use std::{collections::BTreeSet, path::PathBuf};
use tallystick_rules::{
	program::{MAX_CELLS, MAX_INPUTS, MAX_NODES, MAX_OUTPUTS},
	Ref,
};

#[derive(Args, Clone, Debug)]
pub(crate) struct CheckArgs {
	/// Files with one rule each.
	#[arg(required = true)]
	files: Vec<PathBuf>,
}

/// How large a rule is, and the limit of each number.
fn sizes(file: &RuleFile) -> [(&'static str, usize, u32); 4] {
	let program = &file.rule.program;
	[
		("inputs", program.inputs.len(), MAX_INPUTS),
		("nodes", program.nodes.len(), MAX_NODES),
		("cells", program.cells(), MAX_CELLS),
		("outputs", program.outputs.len(), MAX_OUTPUTS),
	]
}

/// The names of inputs and nodes that no output depends on.
fn unused(file: &RuleFile) -> Vec<&str> {
	let program = &file.rule.program;
	let reached = |output| missing::reached(program, output);
	let used: BTreeSet<Ref> = program.outputs.iter().flat_map(reached).collect();
	let inputs = (0..).zip(&file.parts.inputs);
	let inputs = inputs.map(|(number, part)| (Ref::Input(number), part.name.as_str()));
	let nodes = file.named();
	let nodes = nodes.filter_map(|(number, name)| Some((Ref::Node(number.try_into().ok()?), name)));
	let all = inputs.chain(nodes).filter(|(of, _)| !used.contains(of));
	all.map(|(_, name)| name).collect()
}

fn text(path: &str, file: &RuleFile) -> String {
	let mut rows: Vec<_> = sizes(file)
		.into_iter()
		.map(|(name, found, most)| vec![format!("  {name}"), format!("{found} of {most}")])
		.collect();
	rows.push(vec!["  cost".into(), count(file.rule.program.cost(), "step", "steps")]);
	let unused = unused(file);
	if !unused.is_empty() {
		rows.push(vec!["  unused".into(), unused.join(", ")]);
	}
	format!("{path}: rule {}, site {}\n{}", file.name(), file.rule.site, table(&rows))
}

fn json_of(path: &str, found: &std::result::Result<RuleFile, Problem>) -> Json {
	let file = match found {
		Ok(file) => file,
		Err(problem) => return json!({ "file": path, "error": problem.json() }),
	};
	let mut value = json!({
		"file": path, "name": file.name(), "site": file.rule.site, "cost": file.rule.program.cost(),
		"unused": unused(file),
	});
	if let Some(fields) = value.as_object_mut() {
		fields.extend(sizes(file).map(|(name, found, _)| (name.to_owned(), json!(found))));
	}
	value
}

pub(crate) fn run(session: &Session, args: CheckArgs) -> Result {
	let found: Vec<_> =
		args.files.iter().map(|path| (path.display().to_string(), RuleFile::read(path))).collect();
	let sound = found.iter().filter_map(|(path, file)| Some(text(path, file.as_ref().ok()?)));
	let sound = sound.collect::<Vec<_>>().join("\n");
	if session.global.json || !sound.is_empty() {
		let values: Vec<_> = found.iter().map(|(path, file)| json_of(path, file)).collect();
		session.say(sound, Json::Array(values));
	}
	let problems: Vec<_> = found.iter().filter_map(|(_, file)| file.as_ref().err()).collect();
	for problem in &problems {
		eprintln!("{}", plain(&problem.to_string()));
	}
	match problems.len() {
		0 => Ok(()),
		wrong => Err(Failure::usage(format!(
			"{wrong} of {} no sound rule; fix what is named above",
			match found.len() {
				1 => "1 file holds".into(),
				all => format!("{all} files hold"),
			},
		))),
	}
}
