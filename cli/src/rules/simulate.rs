//! Plays a history through a rule.

use super::{
	history::{self, History, Known},
	missing,
	rule_file::RuleFile,
	site, words,
};
use crate::{
	failure::{Failure, Result},
	market::when,
	session::Session,
	text::{count, plain, span, table},
};
use clap::Args;
use serde_json::{json, Value as Json};
use std::path::PathBuf;
use tallystick_client::{records::Millis, time};
use tallystick_rules::{
	node::Span, output::Effect, Cells, Evaluation, Kind, Lack, Node, Ref, Site, Value,
};

/// An evaluation at every second of a third of a year.
const MAX_EVALUATIONS: u64 = 10_000_000;

/// The most evaluations that are shown, so that no history fills the memory.
const MAX_SHOWN: usize = 100_000;

pub(crate) const EXAMPLE: &str = r#"Example:
  tallystick rule simulate heating.rule --site site.json --history day.json

day.json, where a step names the inputs that change:
  { "until": "2026-01-05T12:00Z", "steps": [
    { "at": "2026-01-05T05:00Z", "t": "19.2 Cel" },
    { "at": "+10 min", "t": "19.8 Cel" },
    { "at": "+10 min", "t": null }
  ] }

The same as day.csv, where an empty cell changes nothing, and - says that nothing is known:
  at,t
  2026-01-05T05:00Z,19.2
  +10 min,19.8
  +10 min,-

site.json:
  { "zone": "CET-1CEST,M3.5.0,M10.5.0/3",
    "tables": [[{ "days": "mon-fri", "from": "06:00", "to": "22:00" }]],
    "exceptions": ["2026-12-25"] }

docs/command-line.md has all forms of values. The rule is evaluated at each step, and whenever time alone can change
a value. Nothing is sent anywhere."#;

#[derive(Args, Clone, Debug)]
pub(crate) struct SimulateArgs {
	/// A file with one rule.
	file: PathBuf,
	/// What happened to its inputs: JSON, or CSV if the name ends so.
	#[arg(long, value_name = "FILE")]
	history: PathBuf,
	/// Time zone, weekly tables and exceptions of the site, in JSON. Without, local time is UTC.
	#[arg(long, value_name = "FILE")]
	site: Option<PathBuf>,
	/// End then, instead of at the last step.
	#[arg(long, value_name = "TIME", value_parser = when)]
	until: Option<Millis>,
	/// How long a slot of a price lasts, if the history is CSV.
	#[arg(long, value_name = "SPAN", value_parser = words::parse_span, default_value = "15 min")]
	slot: u64,
	/// Show the value of each node, too.
	#[arg(long)]
	trace: bool,
	/// Show every evaluation, also those that change no output.
	#[arg(long)]
	all: bool,
}

/// Why a rule is evaluated.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Cause {
	/// A step of the history.
	History,
	/// The evaluation before named this moment.
	Time,
}

/// An evaluation that is shown.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Shown {
	now: Millis,
	cause: Cause,
	evaluation: Evaluation,
	/// Of each output, whether it changed.
	changed: Vec<bool>,
}

/// What an output did all in all.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
struct Total {
	changes: u64,
	/// For how long it acted, in milliseconds.
	acted: u64,
	/// For how long its value was true, or a number other than zero.
	on: u64,
}

/// A history on its way through a rule.
struct Play<'a> {
	file: &'a RuleFile,
	site: &'a Site,
	all: bool,
	known: Known,
	cells: Cells,
	before: Option<(Millis, Vec<Effect>)>,
	evaluations: u64,
	totals: Vec<Total>,
	shown: Vec<Shown>,
}

impl<'a> Play<'a> {
	fn new(file: &'a RuleFile, site: &'a Site, all: bool) -> Self {
		let program = &file.rule.program;
		Self {
			file,
			site,
			all,
			known: Known::nothing(program.inputs.len()),
			cells: Cells::default(),
			before: None,
			evaluations: 0,
			totals: vec![Total::default(); program.outputs.len()],
			shown: Vec::new(),
		}
	}

	/// Plays everything up to a moment, which is included.
	fn run(&mut self, history: &History, end: Millis) -> Result {
		let mut due = None;
		for step in history.steps.iter().take_while(|step| step.at <= end) {
			while let Some(at) = due.filter(|at| *at < step.at) {
				due = self.evaluate(at, Cause::Time)?;
			}
			self.known.apply(step);
			due = self.evaluate(step.at, Cause::History)?;
		}
		while let Some(at) = due.filter(|at| *at <= end) {
			due = self.evaluate(at, Cause::Time)?;
		}
		self.count_time(end);
		Ok(())
	}

	/// Evaluates once, and returns the next moment at which anything can change.
	fn evaluate(&mut self, now: Millis, cause: Cause) -> Result<Option<Millis>> {
		self.evaluations += 1;
		if self.evaluations > MAX_EVALUATIONS {
			return Err(Failure::usage(format!(
				"by {} the rule has been evaluated {MAX_EVALUATIONS} times; end earlier with --until, or play a part of the history",
				moment_text(now)
			)));
		}
		let snapshot = self.known.snapshot(now, self.site);
		let evaluation = self.file.rule.program.evaluate(&self.cells, self.site, &snapshot);
		self.count_time(now);
		let effects = evaluation.effects.to_vec();
		let before = self.before.as_ref().map(|(_, effects)| effects.as_slice());
		let changed: Vec<_> = (0..effects.len())
			.map(|number| before.is_none_or(|before| before.get(number) != effects.get(number)))
			.collect();
		for (total, changed) in self.totals.iter_mut().zip(&changed) {
			total.changes += u64::from(*changed && before.is_some());
		}
		self.before = Some((now, effects));
		self.cells = evaluation.cells.clone();
		let next = evaluation.next;
		if self.all || changed.contains(&true) {
			if self.shown.len() >= MAX_SHOWN {
				return Err(Failure::usage(format!(
					"by {} there are {MAX_SHOWN} evaluations to show; leave out --all, or end earlier with --until",
					moment_text(now)
				)));
			}
			self.shown.push(Shown { now, cause, evaluation, changed });
		}
		Ok(next)
	}

	/// Adds the time since the last evaluation to the totals.
	fn count_time(&mut self, now: Millis) {
		let Some((since, effects)) = &self.before else { return };
		let passed = now.0.saturating_sub(since.0);
		for (total, effect) in self.totals.iter_mut().zip(effects) {
			if *effect != Effect::Released {
				total.acted = total.acted.saturating_add(passed);
			}
			if !matches!(effect, Effect::Released | Effect::Value(0)) {
				total.on = total.on.saturating_add(passed);
			}
		}
	}
}

/// A moment in UTC, without a fraction of a second if that is zero.
pub(crate) fn moment_text(at: Millis) -> String {
	time::write(at.0).replace(".000Z", "Z")
}

/// Day of the week and clock at the site.
fn local(at: Millis, site: &Site) -> String {
	const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
	let local = site.local(at);
	let day = DAYS.get(usize::from(local.weekday)).copied().unwrap_or_default();
	format!("{day} {:02}:{:02}", local.minute / 60, local.minute % 60)
}

/// What is worth knowing of a history that does not say all that the rule asks.
fn notes(file: &RuleFile, site: &Site, given: bool, history: &History) -> Vec<String> {
	let program = &file.rule.program;
	let mut notes = Vec::new();
	let silent: Vec<_> = file
		.parts
		.inputs
		.iter()
		.enumerate()
		.filter(|(number, _)| {
			let mut changes = history.steps.iter().flat_map(|step| &step.changes);
			!changes.any(|(input, _)| input == number)
		})
		.map(|(_, part)| part.name.as_str())
		.collect();
	if !silent.is_empty() {
		notes.push(format!("the history never says anything of {}", silent.join(", ")));
	}
	for node in &program.nodes {
		if let Node::Weekly(number) = node {
			let missing = usize::from(*number) >= site.tables.len();
			let note = format!(
				"the site has no weekly table {number}, so that weekly({number}) is undefined"
			);
			if missing && !notes.contains(&note) {
				notes.push(note);
			}
		}
	}
	let local = |node: &Node| matches!(node, Node::Holiday | Node::Over { span: Span::Day, .. });
	if !given && program.nodes.iter().any(local) {
		notes.push("the rule asks for the site's local day, which is UTC without --site".into());
	}
	notes
}

fn seen(file: &RuleFile, shown: &Shown, number: usize) -> (Value, Option<Lack>, Kind) {
	let seen = shown.evaluation.trace.inputs.get(number);
	let kind = file.kinds.inputs().get(number).copied().unwrap_or(Kind::Truth);
	seen.map_or((Value::Undefined, None, kind), |seen| (seen.value, seen.lack, kind))
}

/// An input's value, and why it is undefined.
fn input_text(file: &RuleFile, shown: &Shown, number: usize) -> String {
	let (value, lack, kind) = seen(file, shown, number);
	let source = file.rule.program.inputs.get(number);
	match lack.zip(source) {
		Some((lack, source)) => format!("undefined ({})", words::lack(lack, source)),
		None => words::value(value, kind),
	}
}

fn node_text(file: &RuleFile, shown: &Shown, number: usize) -> String {
	let value = shown.evaluation.trace.nodes.get(number).copied().unwrap_or_default();
	let kind = file.kinds.nodes().get(number).copied().unwrap_or(Kind::Truth);
	words::value(value, kind)
}

fn effect_text(file: &RuleFile, shown: &Shown, number: usize) -> String {
	let program = &file.rule.program;
	let effect = shown.evaluation.effects.get(number).copied();
	let output = program.outputs.get(number);
	effect.zip(output).map_or_else(String::new, |(effect, output)| {
		let kind = output.value().and_then(|value| file.kinds.get(value));
		words::effect(effect, output, kind)
	})
}

/// The inputs and named values on which an output depends, and what its condition and its value are made from.
fn why(file: &RuleFile, shown: &Shown, output: usize) -> String {
	let program = &file.rule.program;
	let Some(output) = program.outputs.get(output) else { return String::new() };
	let node = |of: Ref| match of {
		Ref::Node(number) => program.nodes.get(usize::from(number)),
		Ref::Input(_) => None,
	};
	let named: Vec<_> = file.named().map(|(number, _)| number).collect();
	let mut of: Vec<_> = missing::reached(program, output)
		.into_iter()
		.filter(|of| match of {
			Ref::Input(_) => true,
			Ref::Node(number) => named.contains(&usize::from(*number)),
		})
		.collect();
	let parts = output.when().into_iter().chain(output.value());
	for part in parts.filter_map(node).flat_map(Node::operands) {
		let literal = matches!(node(part), None | Some(Node::Number { .. } | Node::Truth(_)));
		if !literal && !of.contains(&part) {
			of.push(part);
		}
	}
	let values = of.into_iter().map(|of| {
		let value = match of {
			Ref::Input(number) => input_text(file, shown, number.into()),
			Ref::Node(number) => node_text(file, shown, number.into()),
		};
		format!("{} = {value}", file.text(of))
	});
	values.collect::<Vec<_>>().join(", ")
}

/// An evaluation with all its values.
pub(crate) fn traced(
	file: &RuleFile,
	site: &Site,
	now: Millis,
	cause: &str,
	evaluation: &Evaluation,
) -> String {
	let changed = vec![false; evaluation.effects.len()];
	let shown = Shown { now, cause: Cause::Time, evaluation: evaluation.clone(), changed };
	step_text(file, site, &shown, cause)
}

fn step_text(file: &RuleFile, site: &Site, shown: &Shown, cause: &str) -> String {
	let mut rows = Vec::new();
	for (number, part) in file.parts.inputs.iter().enumerate() {
		rows.push(vec![format!("  in {}", part.name), input_text(file, shown, number)]);
	}
	let nodes = file.rule.program.nodes.iter().zip(&file.parts.nodes).enumerate();
	for (number, (node, part)) in nodes {
		if matches!(node, Node::Number { .. } | Node::Truth(_)) {
			continue;
		}
		let text = match &part.name {
			Some(name) => format!("  {name}: {}", part.expression),
			None => format!("  {}", part.expression),
		};
		rows.push(vec![text, node_text(file, shown, number)]);
	}
	for (number, (part, changed)) in file.parts.outputs.iter().zip(&shown.changed).enumerate() {
		let mark = if *changed { " (changed)" } else { "" };
		let effect = effect_text(file, shown, number);
		rows.push(vec![format!("  {}", part.target), format!("{effect}{mark}")]);
	}
	let next = shown.evaluation.next.map_or_else(
		|| "nothing changes with time alone".into(),
		|next| format!("next evaluation at {}", moment_text(next)),
	);
	let (at, local) = (moment_text(shown.now), local(shown.now, site));
	format!("{at}  {local}  {cause}\n{}\n  {next}", table(&rows))
}

fn text(play: &Play, trace: bool, end: Millis) -> String {
	let (file, site) = (play.file, play.site);
	let steps = if trace {
		let steps = play.shown.iter().map(|shown| {
			let cause = match shown.cause {
				Cause::History => "a step of the history",
				Cause::Time => "due",
			};
			step_text(file, site, shown, cause)
		});
		steps.collect::<Vec<_>>().join("\n\n")
	} else {
		let mut rows =
			vec![["time", "local", "output", "is", "because"].map(str::to_owned).to_vec()];
		for shown in &play.shown {
			for (number, part) in file.parts.outputs.iter().enumerate() {
				if play.all || shown.changed.get(number) == Some(&true) {
					rows.push(vec![
						moment_text(shown.now),
						local(shown.now, site),
						part.target.clone(),
						effect_text(file, shown, number),
						why(file, shown, number),
					]);
				}
			}
		}
		table(&rows)
	};
	let outputs = file.rule.program.outputs.iter().zip(&file.parts.outputs).zip(&play.totals);
	let totals = outputs.map(|((output, part), total)| {
		let Total { changes, acted, on } = *total;
		let mut row = vec![format!("  {}", part.target), count(changes, "change", "changes")];
		row.push(format!("{} for {}", words::acts(output), span(acted.into())));
		if output.value().and_then(|value| file.kinds.get(value)) == Some(Kind::Truth) {
			row.push(format!("true for {}", span(on.into())));
		}
		row
	});
	let totals = table(&totals.collect::<Vec<_>>());
	let evaluations = count(play.evaluations, "evaluation", "evaluations");
	format!("{steps}\n\n{evaluations}, until {}\n{totals}", moment_text(end))
}

fn json_of(play: &Play, trace: bool, end: Millis) -> Json {
	let file = play.file;
	let steps = play.shown.iter().map(|shown| {
		let inputs = file.parts.inputs.iter().enumerate().map(|(number, part)| {
			let (value, lack, _) = seen(file, shown, number);
			let text = input_text(file, shown, number);
			json!({ "name": part.name, "value": value, "lack": lack, "text": text })
		});
		let outputs = file.parts.outputs.iter().zip(&shown.changed).enumerate();
		let outputs = outputs.map(|(number, (part, changed))| {
			json!({
				"output": part.target,
				"effect": shown.evaluation.effects.get(number),
				"text": effect_text(file, shown, number),
				"changed": changed,
			})
		});
		let cause = match shown.cause {
			Cause::History => "history",
			Cause::Time => "time",
		};
		let mut step = json!({
			"now": shown.now,
			"cause": cause,
			"inputs": inputs.collect::<Vec<_>>(),
			"outputs": outputs.collect::<Vec<_>>(),
			"next": shown.evaluation.next,
		});
		if let (true, Some(fields)) = (trace, step.as_object_mut()) {
			let nodes = file.parts.nodes.iter().enumerate().map(|(number, part)| {
				json!({
					"name": part.name,
					"expression": part.expression,
					"value": shown.evaluation.trace.nodes.get(number),
					"text": node_text(file, shown, number),
				})
			});
			fields.insert("nodes".into(), nodes.collect());
			fields.insert("cells".into(), json!(shown.evaluation.cells));
		}
		step
	});
	let totals = file.parts.outputs.iter().zip(&play.totals).map(|(part, total)| {
		let Total { changes, acted, on } = total;
		json!({ "output": part.target, "changes": changes, "actedMs": acted, "onMs": on })
	});
	json!({
		"name": file.name(),
		"site": file.rule.site,
		"until": end,
		"evaluations": play.evaluations,
		"steps": steps.collect::<Vec<_>>(),
		"totals": totals.collect::<Vec<_>>(),
	})
}

pub(crate) fn run(session: &Session, args: SimulateArgs) -> Result {
	let file = RuleFile::load(&args.file)?;
	let site = args.site.as_deref().map(site::read).transpose()?;
	let history = history::read(&args.history, &file, args.slot)?;
	let given = site.is_some();
	let site = site.unwrap_or_default();
	for note in notes(&file, &site, given, &history) {
		eprintln!("note: {}", plain(&note));
	}
	let last = history.steps.last().map(|step| step.at).unwrap_or_default();
	let end = args.until.or(history.until).unwrap_or(last);
	let first = history.steps.first().map(|step| step.at).unwrap_or_default();
	if end < first {
		return Err(Failure::usage(format!(
			"the history begins at {}, after the end at {}; give a later --until",
			moment_text(first),
			moment_text(end)
		)));
	}
	let mut play = Play::new(&file, &site, args.all);
	play.run(&history, end)?;
	session.say(text(&play, args.trace, end), json_of(&play, args.trace, end));
	Ok(())
}
