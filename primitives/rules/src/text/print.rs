//! From a rule or a condition to its text.
//!
//! A node is written inline, where it is used, if three things hold: it has no name, it is used once, and parsing the
//! text puts it back in its place. Any other node gets a name.

use super::{is_reserved, parse::Word, Names, Rule, TIMES};
use crate::{
	condition::Condition,
	node::{Factor, Node, Span, Statistic},
	output::Output,
	program::{Program, Ref},
	source::{Actuated, AssetState, Source},
	unit::Quantity,
};
use alloc::{
	collections::BTreeSet,
	format,
	string::{String, ToString},
	vec,
	vec::Vec,
};
use core::fmt::{self, Write};
use tallystick_records::{telemetry::Facts, StreamId};

/// How strongly an operator binds. A weaker operand is put in brackets.
mod binding {
	pub(super) const CHOOSE: u8 = 0;
	pub(super) const ELSE: u8 = 1;
	pub(super) const OR: u8 = 2;
	pub(super) const AND: u8 = 3;
	pub(super) const NOT: u8 = 4;
	pub(super) const COMPARE: u8 = 5;
	pub(super) const SUM: u8 = 6;
	pub(super) const TERM: u8 = 7;
	pub(super) const ATOM: u8 = 8;
}

struct Printer<'a> {
	program: &'a Program,
	names: &'a Names,
	/// Which nodes are written inline.
	inline: Vec<bool>,
	inputs: Vec<String>,
	nodes: Vec<String>,
}

/// The text of each part of a rule, as [`Rule`] prints it. Parts stand in the order of the program.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Parts {
	/// The inputs.
	pub inputs: Vec<InputPart>,
	/// The nodes.
	pub nodes: Vec<NodePart>,
	/// The outputs.
	pub outputs: Vec<OutputPart>,
}

/// The text of an input.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct InputPart {
	/// Its name, or one that the printer made.
	pub name: String,
	/// Its source: what stands after `=`.
	pub source: String,
}

/// The text of a node.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NodePart {
	/// Its name, or one that the printer made. `None` if the node is written inline.
	pub name: Option<String>,
	/// Its expression, in which unnamed operands are written out.
	pub expression: String,
}

/// The text of an output.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OutputPart {
	/// What acts: the text before `=` and `when`, such as `set boiler/1 level 12`.
	pub target: String,
	/// The expression of its value, if it has one.
	pub value: Option<String>,
	/// The expression of its condition, if it has one.
	pub when: Option<String>,
}

impl fmt::Display for OutputPart {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		f.write_str(&self.target)?;
		if let Some(value) = &self.value {
			write!(f, " = {value}")?;
		}
		if let Some(when) = &self.when {
			write!(f, " when {when}")?;
		}
		Ok(())
	}
}

impl Rule {
	/// The text of each part.
	pub fn parts(&self) -> Parts {
		let printer = Printer::of_rule(self);
		let inputs = self.program.inputs.iter().zip(&printer.inputs);
		let inputs = inputs
			.map(|(source, name)| InputPart { name: name.clone(), source: printer.source(source) });
		let nodes = self.program.nodes.iter().zip(&printer.nodes).zip(&printer.inline);
		let nodes = nodes.map(|((node, name), inline)| NodePart {
			name: (!inline).then(|| name.clone()),
			expression: printer.node(node).0,
		});
		let outputs = self.program.outputs.iter().map(|output| printer.output(output));
		Parts { inputs: inputs.collect(), nodes: nodes.collect(), outputs: outputs.collect() }
	}
}

impl fmt::Display for Rule {
	/// Writes a text that parses to the same program, if the program is sound.
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		let name = String::from_utf8_lossy(&self.name);
		writeln!(f, "rule {name} site {}", self.site)?;
		let printer = Printer::of_rule(self);
		for (name, device) in &self.names.devices {
			writeln!(f, "device {name} = {}", hex(&device.0))?;
		}
		for (name, table) in &self.names.tables {
			writeln!(f, "table {name} = {table}")?;
		}
		printer.definitions(f)?;
		for output in &self.program.outputs {
			writeln!(f, "{}", printer.output(output))?;
		}
		Ok(())
	}
}

impl fmt::Display for Condition {
	/// Writes a text that parses to the same condition, if it is sound.
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		let (program, names) = (self.program(), Names::default());
		let ends: Vec<Ref> = self.value().into_iter().collect();
		let printer = Printer::new(&program, &names, &ends);
		printer.definitions(f)?;
		for value in ends {
			writeln!(f, "when {}", printer.value(value, binding::CHOOSE))?;
		}
		Ok(())
	}
}

/// The wished name, or the first similar one that is free.
fn free(taken: &mut BTreeSet<String>, wish: &str) -> String {
	let mut name = wish.to_string();
	while is_reserved(&name) || !taken.insert(name.clone()) {
		name.push('_');
	}
	name
}

impl<'a> Printer<'a> {
	fn of_rule(rule: &'a Rule) -> Self {
		let ends: Vec<Ref> = rule.program.outputs.iter().flat_map(Output::operands).collect();
		Self::new(&rule.program, &rule.names, &ends)
	}

	/// `ends` is what stands after the nodes, in the order of the text.
	fn new(program: &'a Program, names: &'a Names, ends: &[Ref]) -> Self {
		let mut taken: BTreeSet<String> =
			names.devices.iter().map(|(name, _)| name.clone()).collect();
		taken.extend(names.tables.iter().map(|(name, _)| name.clone()));
		let mut nodes: Vec<Option<String>> = vec![None; program.nodes.len()];
		for (number, name) in &names.nodes {
			if let Some(node) = nodes.get_mut(usize::from(*number)).filter(|node| node.is_none()) {
				*node = Some(free(&mut taken, name));
			}
		}
		let given = names.inputs.iter().map(Some).chain(core::iter::repeat(None));
		let inputs: Vec<Option<String>> = program
			.inputs
			.iter()
			.zip(given)
			.map(|(_, name)| name.map(|name| free(&mut taken, name)))
			.collect();
		let inline = inline(program, &nodes, ends);
		let mut all = |names: Vec<Option<String>>, letter: char| -> Vec<String> {
			let names = names.into_iter().enumerate();
			names
				.map(|(number, name)| {
					name.unwrap_or_else(|| free(&mut taken, &format!("{letter}{number}")))
				})
				.collect()
		};
		let inputs = all(inputs, 'i');
		let nodes = all(nodes, 'n');
		Self { program, names, inline, inputs, nodes }
	}

	/// The inputs, and the nodes that are not written inline.
	fn definitions(&self, f: &mut fmt::Formatter) -> fmt::Result {
		for (source, name) in self.program.inputs.iter().zip(&self.inputs) {
			writeln!(f, "in {name} = {}", self.source(source))?;
		}
		let nodes = self.program.nodes.iter().zip(&self.nodes).zip(&self.inline);
		for ((node, name), inline) in nodes {
			if !inline {
				writeln!(f, "let {name} = {}", self.node(node).0)?;
			}
		}
		Ok(())
	}

	fn stream(&self, stream: &StreamId) -> String {
		let named = self.names.devices.iter().find(|(_, device)| *device == stream.device);
		let device = named.map_or_else(|| hex(&stream.device.0), |(name, _)| name.clone());
		format!("{device}/{}", stream.channel)
	}

	fn source(&self, source: &Source) -> String {
		match source {
			Source::Stream { stream, figure, quantity, max_age, allow } => format!(
				"{}.{} as {} max_age {}{}",
				self.stream(stream),
				figure.word(),
				step(*quantity),
				time(*max_age),
				facts(*allow)
			),
			Source::Actuator { stream, state, quantity } => {
				let plain = *quantity == Quantity::plain()
					&& matches!(state, Actuated::Silent | Actuated::Mode);
				let counts = if plain { String::new() } else { format!(" as {}", step(*quantity)) };
				format!("{}.{}{counts}", self.stream(stream), state.word())
			},
			Source::Price { point, direction } => {
				format!("price {} {}", hex(&point.0), direction.word())
			},
			Source::Need { need, state } => format!("need {need}.{}", state.word()),
			Source::Asset { asset, state: AssetState::Condition } => {
				format!("asset {asset}.condition")
			},
			Source::Asset { asset, state: AssetState::Flag(flag) } => {
				format!("asset {asset}.flag {flag}")
			},
			Source::Event { event, quantity } => format!("event {event} as {}", step(*quantity)),
			Source::Param { param, quantity: None } => format!("param {param}"),
			Source::Param { param, quantity: Some(quantity) } => {
				format!("param {param} as {}", step(*quantity))
			},
		}
	}

	fn output(&self, output: &Output) -> OutputPart {
		let target = match output {
			Output::Set { actuator, level, .. } => {
				format!("set {} level {level}", self.stream(actuator))
			},
			Output::Order { need, .. } => format!("order {need}"),
			Output::Bid { mandate, .. } => format!("bid {mandate}"),
			Output::Alarm { name, severity, .. } => {
				format!("alarm {} {}", String::from_utf8_lossy(name), severity.word())
			},
			Output::Flag { asset, flag, .. } => format!("flag {asset} {flag}"),
		};
		let text = |of: Ref| self.value(of, binding::CHOOSE);
		OutputPart { target, value: output.value().map(text), when: output.when().map(text) }
	}

	fn name(&self, of: Ref) -> &str {
		let name = match of {
			Ref::Input(number) => self.inputs.get(usize::from(number)),
			Ref::Node(number) => self.nodes.get(usize::from(number)),
		};
		name.map_or("missing", String::as_str)
	}

	/// A value as an operand, in brackets if it binds more weakly than this.
	fn value(&self, of: Ref, least: u8) -> String {
		if let Ref::Node(number) = of {
			let number = usize::from(number);
			let node = self.program.nodes.get(number);
			if let Some(node) = node.filter(|_| self.inline.get(number) == Some(&true)) {
				let (text, binds) = self.node(node);
				return if binds < least { format!("({text})") } else { text };
			}
		}
		self.name(of).to_string()
	}

	/// A node, and how strongly it binds.
	fn node(&self, node: &Node) -> (String, u8) {
		let two = |a: Ref, symbol: &str, b: Ref, [left, right, own]: [u8; 3]| {
			(format!("{} {symbol} {}", self.value(a, left), self.value(b, right)), own)
		};
		let call = |name: &str, values: &[Ref], more: &str| {
			let values: Vec<_> = values.iter().map(|of| self.value(*of, binding::CHOOSE)).collect();
			(format!("{name}({}{more})", values.join(", ")), binding::ATOM)
		};
		use binding::{AND, CHOOSE, COMPARE, ELSE, NOT, OR, SUM, TERM};
		match *node {
			Node::Number { value, quantity } => {
				let number = decimal(value, quantity.exponent);
				(format!("{number}{}", unit(quantity)), binding::ATOM)
			},
			Node::Truth(truth) => (truth.to_string(), binding::ATOM),
			Node::Not(of) => (format!("!{}", self.value(of, NOT)), NOT),
			Node::And(a, b) => two(a, "&&", b, [AND, NOT, AND]),
			Node::Or(a, b) => two(a, "||", b, [OR, AND, OR]),
			Node::Compare { how, left, right } => two(left, how.word(), right, [SUM, SUM, COMPARE]),
			Node::Add(a, b) => two(a, "+", b, [SUM, TERM, SUM]),
			Node::Subtract(a, b) => two(a, "-", b, [SUM, TERM, SUM]),
			Node::Multiply { of, by } => {
				(format!("{} * {}", self.value(of, TERM), factor(by)), TERM)
			},
			Node::Divide { of, by } => (format!("{} / {}", self.value(of, TERM), factor(by)), TERM),
			Node::Scale { of, digits } => call("scale", &[of], &format!(", {digits}")),
			Node::Min(a, b) => call("min", &[a, b], ""),
			Node::Max(a, b) => call("max", &[a, b], ""),
			Node::Abs(of) => call("abs", &[of], ""),
			Node::Clamp { of, low, high } => call("clamp", &[of, low, high], ""),
			Node::Mid(a, b, c) => call("mid", &[a, b, c], ""),
			Node::Line { of, x0, y0, x1, y1 } => call("line", &[of, x0, y0, x1, y1], ""),
			Node::Choose { condition, yes, no } => {
				let [yes, no] = [yes, no].map(|of| self.value(of, CHOOSE));
				(format!("{} ? {yes} : {no}", self.value(condition, ELSE)), CHOOSE)
			},
			Node::Known(of) => call("known", &[of], ""),
			Node::Else(a, b) => two(a, "else", b, [OR, ELSE, ELSE]),
			Node::Hysteresis { of, low, high } => call("hyst", &[of, low, high], ""),
			Node::OnDelay { of, time } => call("ton", &[of], &format!(", {}", self::time(time))),
			Node::OffDelay { of, time } => call("tof", &[of], &format!(", {}", self::time(time))),
			Node::Count { of, least, width, buckets } => {
				call("count", &[of], &format!(", {least}, {}, {buckets}", time(width)))
			},
			Node::Delta(of) => call("delta", &[of], ""),
			Node::Stuck { of, time } => call("stuck", &[of], &format!(", {}", self::time(time))),
			Node::At { series, slot } => call("at", &[series], &format!(", {slot}")),
			Node::Over { series, span, statistic } => {
				let (name, quantile) = match statistic {
					Statistic::Min => ("min", None),
					Statistic::Max => ("max", None),
					Statistic::Mean => ("mean", None),
					Statistic::Rank => ("rank", None),
					Statistic::Quantile(thousandths) => ("quantile", Some(thousandths)),
				};
				let mut more = match span {
					Span::Day => String::from(", day"),
					Span::Slots { from, to } => format!(", {from}, {to}"),
				};
				if let Some(thousandths) = quantile {
					let _ = write!(more, ", {thousandths}");
				}
				call(name, &[series], &more)
			},
			Node::Weekly(table) => {
				let named = self.names.tables.iter().find(|(_, number)| *number == table);
				let name = named.map_or_else(|| table.to_string(), |(name, _)| name.clone());
				(format!("weekly({name})"), binding::ATOM)
			},
			Node::Holiday => ("holiday()".into(), binding::ATOM),
		}
	}
}

/// Which nodes can be written inline.
///
/// The parser adds an expression's nodes in the order of its text: operands from left to right, then the node itself.
/// So, read from right to left, each inline operand ends just before what follows it.
fn inline(program: &Program, names: &[Option<String>], ends: &[Ref]) -> Vec<bool> {
	let mut inline = vec![false; program.nodes.len()];
	let mut uses = vec![0u32; program.nodes.len()];
	let operands = program.nodes.iter().flat_map(Node::operands);
	for of in operands.chain(ends.iter().copied()) {
		if let Ref::Node(number) = of {
			if let Some(uses) = uses.get_mut(usize::from(number)) {
				*uses = uses.saturating_add(1);
			}
		}
	}
	// The first of the nodes that are written for a node: its inline operands and itself.
	let mut begins: Vec<usize> = Vec::new();
	let mut place = |of: Ref, end: usize, begins: &[usize]| {
		let Ref::Node(number) = of else { return end };
		let number = usize::from(number);
		let fits = number.checked_add(1) == Some(end)
			&& uses.get(number) == Some(&1)
			&& names.get(number) == Some(&None);
		match (fits, begins.get(number), inline.get_mut(number)) {
			(true, Some(begin), Some(inline)) => {
				*inline = true;
				*begin
			},
			_ => end,
		}
	};
	for (number, node) in program.nodes.iter().enumerate() {
		let operands = node.operands().rev();
		let begin = operands.fold(number, |end, of| place(of, end, &begins));
		begins.push(begin);
	}
	let ends = ends.iter().rev();
	ends.fold(program.nodes.len(), |end, of| place(*of, end, &begins));
	inline
}

fn hex(bytes: &[u8]) -> String {
	let mut text = String::from("0x");
	for byte in bytes {
		let _ = write!(text, "{byte:02x}");
	}
	text
}

/// A decimal that reads as the same digits and the same exponent.
fn decimal(value: i64, exponent: i8) -> String {
	let sign = if value < 0 { "-" } else { "" };
	let places = usize::from(exponent.unsigned_abs());
	if exponent == 0 {
		return value.to_string();
	}
	if exponent > 0 {
		return format!("{value}e{exponent}");
	}
	let digits = format!("{:0>width$}", value.unsigned_abs(), width = places.saturating_add(1));
	let (whole, fraction) = digits.split_at(digits.len().saturating_sub(places));
	format!("{sign}{whole}.{fraction}")
}

fn factor(factor: Factor) -> String {
	decimal(factor.value, factor.exponent)
}

/// A unit after a number, with the space before it. Words that mean something else stand in quotes.
fn unit(quantity: Quantity) -> String {
	let symbol = quantity.unit.as_str();
	if symbol.is_empty() {
		return String::new();
	}
	let body = symbol.strip_prefix("1/").or(symbol.strip_prefix('/')).unwrap_or(symbol);
	let plain = body.starts_with(|c: char| c.is_ascii_alphabetic())
		|| (body.len() == symbol.len() && body.starts_with('%'));
	if plain && !is_reserved(symbol) {
		format!(" {symbol}")
	} else {
		format!(" \"{symbol}\"")
	}
}

/// The step in which a channel counts, and its unit.
fn step(quantity: Quantity) -> String {
	format!("{}{}", decimal(1, quantity.exponent), unit(quantity))
}

fn time(milliseconds: u32) -> String {
	let fits = |(_, unit): &&(&str, u32)| milliseconds.checked_rem(*unit) == Some(0);
	let (symbol, unit) = TIMES.iter().find(fits).copied().unwrap_or(("ms", 1));
	format!("{} {symbol}", milliseconds.checked_div(unit).unwrap_or_default())
}

fn facts(allow: Facts) -> String {
	if allow == Facts::RESTART {
		return String::new();
	}
	let names: Vec<_> = allow.names().collect();
	let names = if names.is_empty() { String::from("none") } else { names.join(" ") };
	format!(" allow {names}")
}
