//! Says what a rule does.

use super::{
	missing::{self, Consequence},
	rule_file::RuleFile,
	words,
};
use crate::{
	failure::Result,
	session::Session,
	text::{count, span, table},
};
use clap::Args;
use serde_json::{json, Value as Json};
use std::path::PathBuf;
use tallystick_client::records::telemetry::Facts;
use tallystick_rules::{output::Effect, Node, Output, Ref, Severity, Source, Span};

#[derive(Args, Clone, Debug)]
pub(crate) struct ExplainArgs {
	/// A file with one rule.
	file: PathBuf,
}

/// A heading, and rows below it.
fn section(heading: &str, rows: Vec<Vec<String>>) -> Option<String> {
	let indented = |mut row: Vec<String>| {
		if let Some(first) = row.first_mut() {
			first.insert_str(0, "  ");
		}
		row
	};
	let rows: Vec<_> = rows.into_iter().map(indented).collect();
	(!rows.is_empty()).then(|| format!("\n\n{heading}\n{}", table(&rows)))
}

/// What has the rule evaluated, one line each.
fn wakes(file: &RuleFile) -> Vec<String> {
	let names = &file.rule.names;
	let mut lines = Vec::new();
	let inputs = file.rule.program.inputs.iter().zip(&file.parts.inputs);
	for (source, part) in inputs {
		let name = &part.name;
		match source {
			Source::Stream { stream, max_age, .. } => {
				let stream = words::stream(stream, names);
				let age = span((*max_age).into());
				lines.push(format!("{name}: {stream} has a new observation"));
				lines.push(format!("{name}: the newest observation gets older than {age}"));
			},
			Source::Price { .. } => {
				lines.push(format!("{name}: prices become final"));
				lines.push(format!("{name}: a slot ends"));
			},
			source => lines.push(format!("{name}: the {} changes", words::source(source, names))),
		}
	}
	for node in &file.rule.program.nodes {
		let line = match *node {
			Node::Weekly(number) => {
				let named = names.tables.iter().find(|(_, table)| *table == number);
				let named = named.map_or(String::new(), |(name, _)| format!(" ({name})"));
				format!("the site's weekly table {number}{named} changes")
			},
			Node::Holiday => "an exception of the site's calendar begins or ends".into(),
			Node::Over { span: Span::Day, .. } => "the site's local day ends".into(),
			Node::OnDelay { of, time } => {
				format!("{} has been true for {}", file.text(of), span(time.into()))
			},
			Node::OffDelay { of, time } => {
				format!("{} has been false for {}", file.text(of), span(time.into()))
			},
			Node::Stuck { of, time } => {
				format!("{} has not changed for {}", file.text(of), span(time.into()))
			},
			Node::Count { of, width, .. } => {
				format!(
					"an interval of {} ends, for the count of {}",
					span(width.into()),
					file.text(of)
				)
			},
			_ => continue,
		};
		if !lines.contains(&line) {
			lines.push(line);
		}
	}
	lines
}

/// What an input has to be in order to count.
fn needs(source: &Source) -> String {
	match source {
		Source::Stream { max_age, allow, .. } => {
			let facts = match *allow {
				Facts::NONE => "no facts".into(),
				allow => format!("no facts but {}", words::names(allow)),
			};
			format!("at most {} old, {facts}", span((*max_age).into()))
		},
		Source::Price { .. } => "final prices".into(),
		_ => "to be known".into(),
	}
}

/// What an output does while it acts.
fn does(file: &RuleFile, output: &Output, value: Option<&str>) -> String {
	let value = value.unwrap_or_default();
	match output {
		Output::Set { actuator, level, .. } => format!(
			"claims {value} as the set-point of {} at level {level}",
			words::stream(actuator, &file.rule.names)
		),
		Output::Order { need, .. } => format!("places the standing order {need}"),
		Output::Bid { mandate, .. } => format!("bids {value} on mandate {mandate}"),
		Output::Alarm { name, severity, .. } => {
			let severity = match severity {
				Severity::Notice => "notice",
				Severity::Warning => "warning",
				Severity::Critical => "critical alarm",
			};
			format!("raises the {severity} {}", String::from_utf8_lossy(name))
		},
		Output::Flag { asset, flag, .. } => format!("sets flag {flag} of asset {asset}"),
	}
}

fn consequence(file: &RuleFile, output: &Output, of: Consequence) -> String {
	match of {
		Consequence::Rests => words::rests(output).into(),
		Consequence::Depends => {
			format!("{}, unless the other inputs decide alone", words::rests(output))
		},
		Consequence::Unaffected => "acts as the other inputs and the time say".into(),
		Consequence::Acts => words::acts(output).into(),
		Consequence::ActsWith(value) => {
			let kind = output.value().and_then(|value| file.kinds.get(value));
			format!("{} {}", words::acts(output), words::effect(Effect::Value(value), output, kind))
		},
	}
}

/// What each output does while an input is undefined: input, output, consequence.
fn consequences(file: &RuleFile) -> Vec<(usize, usize, Consequence)> {
	let program = &file.rule.program;
	let inputs = 0..program.inputs.len();
	inputs
		.flat_map(|input| {
			let all = missing::consequences(program, &file.kinds, input);
			all.into_iter().map(move |(output, consequence)| (input, output, consequence))
		})
		.collect()
}

fn text(file: &RuleFile) -> String {
	let program = &file.rule.program;
	let size = |number: usize, one: &str, many: &str| count(number as u64, one, many);
	let mut text = format!(
		"Rule {} for site {}: {}, {}, {}, {}; an evaluation costs {}.",
		file.name(),
		file.rule.site,
		size(program.inputs.len(), "input", "inputs"),
		size(program.nodes.len(), "node", "nodes"),
		size(program.cells(), "state", "states"),
		size(program.outputs.len(), "output", "outputs"),
		count(program.cost(), "step", "steps"),
	);
	let devices = file.rule.names.devices.iter();
	let devices = devices.map(|(name, id)| vec![name.clone(), format!("0x{}", hex::encode(id.0))]);
	let inputs = program.inputs.iter().zip(file.kinds.inputs()).zip(&file.parts.inputs);
	let inputs = inputs.map(|((source, kind), part)| {
		let what = words::source(source, &file.rule.names);
		vec![part.name.clone(), what, words::kind(*kind), needs(source)]
	});
	let named = file.named().filter_map(|(number, name)| {
		let kind = words::kind(*file.kinds.nodes().get(number)?);
		Some(vec![name.into(), kind, file.parts.nodes.get(number)?.expression.clone()])
	});
	let outputs = program.outputs.iter().zip(&file.parts.outputs).map(|(output, part)| {
		let when = part.when.as_ref().map_or("always".into(), |when| format!("while {when}"));
		vec![format!("{}, {when}", does(file, output, part.value.as_deref()))]
	});
	let mut last = None;
	let missing = consequences(file).into_iter().filter_map(|(input, output, of)| {
		let name = &file.parts.inputs.get(input)?.name;
		let shown = if last == Some(input) { String::new() } else { name.clone() };
		last = Some(input);
		let target = file.parts.outputs.get(output)?.target.clone();
		Some(vec![shown, target, consequence(file, program.outputs.get(output)?, of)])
	});
	let wakes = wakes(file).into_iter().map(|line| vec![line]);
	let headed = |head: [&str; 4], rows: Vec<Vec<String>>| {
		let head = head.into_iter().filter(|cell| !cell.is_empty()).map(str::to_owned).collect();
		if rows.is_empty() {
			rows
		} else {
			[vec![head], rows].concat()
		}
	};
	let sections = [
		section("Devices", devices.collect()),
		section("Inputs", headed(["name", "value", "counts", "needs"], inputs.collect())),
		section("Named values", headed(["name", "counts", "expression", ""], named.collect())),
		section("Outputs", outputs.collect()),
		section("While an input is undefined and all others are known", missing.collect()),
		section("It is evaluated when", wakes.collect()),
	];
	text.extend(sections.into_iter().flatten());
	text
}

fn json_of(file: &RuleFile) -> Json {
	let program = &file.rule.program;
	let inputs = program.inputs.iter().zip(file.kinds.inputs()).zip(&file.parts.inputs);
	let inputs = inputs.map(|((source, kind), part)| {
		json!({ "name": part.name, "text": part.source, "kind": kind, "source": source })
	});
	let values = file.named().map(|(number, name)| {
		json!({
			"name": name,
			"node": number,
			"text": file.parts.nodes.get(number).map(|part| &part.expression),
			"kind": file.kinds.nodes().get(number),
		})
	});
	let consequences = consequences(file);
	let outputs = program.outputs.iter().zip(&file.parts.outputs).enumerate();
	let outputs = outputs.map(|(number, (output, part))| {
		let missing = consequences.iter().filter(|(_, of, _)| *of == number);
		let missing = missing.filter_map(|(input, _, consequence)| {
			let (name, value) = match consequence {
				Consequence::Rests => ("rests", None),
				Consequence::Depends => ("depends", None),
				Consequence::Unaffected => ("unaffected", None),
				Consequence::Acts => ("acts", None),
				Consequence::ActsWith(value) => ("acts", Some(value.to_string())),
			};
			let input = file.parts.inputs.get(*input)?.name.clone();
			Some(json!({ "input": input, "consequence": name, "value": value }))
		});
		json!({
			"text": part.to_string(),
			"kind": output.value().and_then(|value| file.kinds.get(value)),
			"output": output,
			"inputs": missing::reached(program, output)
				.into_iter()
				.filter(|of| matches!(of, Ref::Input(_)))
				.map(|of| file.text(of))
				.collect::<Vec<_>>(),
			"whileUndefined": missing.collect::<Vec<_>>(),
		})
	});
	json!({
		"name": file.name(),
		"site": file.rule.site,
		"cost": program.cost(),
		"nodes": program.nodes.len(),
		"cells": program.cells(),
		"inputs": inputs.collect::<Vec<_>>(),
		"values": values.collect::<Vec<_>>(),
		"outputs": outputs.collect::<Vec<_>>(),
		"evaluatedWhen": wakes(file),
	})
}

pub(crate) fn run(session: &Session, args: ExplainArgs) -> Result {
	let file = RuleFile::load(&args.file)?;
	session.say(text(&file), json_of(&file));
	Ok(())
}
