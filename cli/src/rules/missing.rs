//! What becomes of a rule's outputs while one of its inputs is undefined and all others are known.
//!
//! The nodes are gone through once, with all that each can come to instead of its value. Numbers that do not fit and
//! tables that a site lacks are left out: they are undefined for other reasons.

use tallystick_rules::{Kind, Kinds, Node, Output, Program, Ref};

/// All that an input or a node can come to.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
struct Possible {
	undefined: bool,
	yes: bool,
	no: bool,
	number: Number,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
enum Number {
	#[default]
	None,
	/// This one, which stands in the program.
	Only(i64),
	Any,
}

/// What an output does while an input is undefined.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Consequence {
	/// The output rests, whatever the other inputs are.
	Rests,
	/// Other inputs decide whether it acts. It rests if the undefined one matters.
	Depends,
	/// It acts or rests as other inputs, timers and tables say; the undefined one holds nothing up.
	Unaffected,
	/// The output acts, whatever the other inputs are.
	Acts,
	/// The output acts with this value, whatever the other inputs are.
	ActsWith(i64),
}

impl Possible {
	const UNDEFINED: Self = Self { undefined: true, yes: false, no: false, number: Number::None };
	const TRUTH: Self = Self { undefined: false, yes: true, no: true, number: Number::None };
	const NUMBER: Self = Self { undefined: false, yes: false, no: false, number: Number::Any };

	fn truth(truth: bool) -> Self {
		Self { yes: truth, no: !truth, ..Self::default() }
	}

	fn of(kind: Option<Kind>) -> Self {
		match kind {
			Some(Kind::Truth) => Self::TRUTH,
			Some(Kind::Number(_) | Kind::Series(_)) => Self::NUMBER,
			None => Self::UNDEFINED,
		}
	}

	fn is_defined(self) -> bool {
		self.yes || self.no || self.number != Number::None
	}

	fn defined(self) -> Self {
		Self { undefined: false, ..self }
	}

	/// What either of both can come to.
	fn or(self, other: Self) -> Self {
		let number = match (self.number, other.number) {
			(Number::None, number) | (number, Number::None) => number,
			(one, other) if one == other => one,
			_ => Number::Any,
		};
		Self {
			undefined: self.undefined || other.undefined,
			yes: self.yes || other.yes,
			no: self.no || other.no,
			number,
		}
	}

	/// The same, if it is so.
	fn if_so(self, so: bool) -> Self {
		if so {
			self
		} else {
			Self::default()
		}
	}

	fn not(self) -> Self {
		Self { yes: self.no, no: self.yes, ..self }
	}

	fn and(self, other: Self) -> Self {
		let [a, b] = [self, other];
		let unsure = |a: Self, b: Self| a.undefined && (b.undefined || b.yes);
		Self {
			undefined: unsure(a, b) || unsure(b, a),
			yes: a.yes && b.yes,
			no: a.no || b.no,
			number: Number::None,
		}
	}
}

/// All that the inputs and nodes can come to while one input is undefined.
struct Pass {
	inputs: Vec<Possible>,
	nodes: Vec<Possible>,
}

impl Pass {
	fn get(&self, of: Ref) -> Possible {
		match of {
			Ref::Input(number) => self.inputs.get(usize::from(number)),
			Ref::Node(number) => self.nodes.get(usize::from(number)),
		}
		.copied()
		.unwrap_or(Possible::UNDEFINED)
	}

	/// A result of this form if all operands are defined, otherwise undefined.
	fn strict(&self, node: &Node, result: Possible) -> Possible {
		let operands = || node.operands().map(|of| self.get(of));
		let undefined = operands().any(|operand| operand.undefined);
		let defined = operands().all(Possible::is_defined);
		Possible { undefined, ..result.if_so(defined) }
	}

	fn node(&self, node: &Node, kind: Option<Kind>) -> Possible {
		match *node {
			Node::Number { value, .. } => {
				Possible { number: Number::Only(value), ..Possible::default() }
			},
			Node::Truth(truth) => Possible::truth(truth),
			Node::Not(of) => self.get(of).not(),
			Node::And(a, b) => self.get(a).and(self.get(b)),
			Node::Or(a, b) => self.get(a).not().and(self.get(b).not()).not(),
			Node::Choose { condition, yes, no } => {
				let condition = self.get(condition);
				let yes = self.get(yes).if_so(condition.yes);
				let no = self.get(no).if_so(condition.no);
				yes.or(no).or(Possible::UNDEFINED.if_so(condition.undefined))
			},
			Node::Known(of) => {
				let of = self.get(of);
				Possible { yes: of.is_defined(), no: of.undefined, ..Possible::default() }
			},
			Node::Else(a, b) => {
				let first = self.get(a);
				first.defined().or(self.get(b).if_so(first.undefined))
			},
			Node::OnDelay { of, .. } => {
				let of = self.get(of);
				Possible { no: of.no || of.yes, ..of }
			},
			Node::OffDelay { of, .. } => {
				let of = self.get(of);
				Possible { yes: of.no || of.yes, ..of }
			},
			Node::Count { of, .. } => {
				let of = self.get(of);
				// Once all intervals are unknown. Before, those that are known may decide.
				let mixed = of.undefined && of.is_defined();
				Possible { yes: of.yes || mixed, no: of.no || of.yes || mixed, ..of }
			},
			Node::Delta(_) => {
				let result = self.strict(node, Possible::NUMBER);
				Possible { undefined: true, ..result }
			},
			_ => self.strict(node, Possible::of(kind)),
		}
	}
}

/// The inputs that an output depends on, by their numbers.
pub(crate) fn inputs_of(program: &Program, output: &Output) -> Vec<usize> {
	reached(program, output)
		.into_iter()
		.filter_map(|of| match of {
			Ref::Input(number) => Some(usize::from(number)),
			Ref::Node(_) => None,
		})
		.collect()
}

/// The inputs and nodes that an output depends on, in ascending order.
pub(crate) fn reached(program: &Program, output: &Output) -> Vec<Ref> {
	let mut found: std::collections::BTreeSet<Ref> = output.operands().collect();
	for (number, node) in (0..=u8::MAX).zip(&program.nodes).rev() {
		if found.contains(&Ref::Node(number)) {
			found.extend(node.operands());
		}
	}
	found.into_iter().collect()
}

/// What each output that depends on an input does while that is undefined: its number, and the consequence.
pub(crate) fn consequences(
	program: &Program,
	kinds: &Kinds,
	missing: usize,
) -> Vec<(usize, Consequence)> {
	let inputs = kinds.inputs().iter().enumerate().map(|(number, kind)| {
		if number == missing {
			Possible::UNDEFINED
		} else {
			Possible::of(Some(*kind))
		}
	});
	let mut pass = Pass { inputs: inputs.collect(), nodes: Vec::new() };
	for (node, kind) in program.nodes.iter().zip(kinds.nodes()) {
		let possible = pass.node(node, Some(*kind));
		pass.nodes.push(possible);
	}
	let outputs = program.outputs.iter().enumerate();
	let affected = outputs.filter(|(_, output)| inputs_of(program, output).contains(&missing));
	affected.map(|(number, output)| (number, consequence(&pass, output))).collect()
}

fn consequence(pass: &Pass, output: &Output) -> Consequence {
	let when = output.when().map_or(Possible::truth(true), |when| pass.get(when));
	let value = output.value().map(|value| pass.get(value));
	if !when.yes || value.is_some_and(|value| !value.is_defined()) {
		return Consequence::Rests;
	}
	if when.undefined || value.is_some_and(|value| value.undefined) {
		return Consequence::Depends;
	}
	if when.no {
		return Consequence::Unaffected;
	}
	match value {
		None => Consequence::Acts,
		Some(Possible { number: Number::Only(number), .. }) => Consequence::ActsWith(number),
		Some(Possible { yes, no, number: Number::None, .. }) if yes != no => {
			Consequence::ActsWith(yes.into())
		},
		Some(_) => Consequence::Unaffected,
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use tallystick_rules::text::parse;

	/// What the outputs do while the first input, `t`, is undefined.
	fn without_t(outputs: &str) -> Vec<Consequence> {
		let device = "0x0101010101010101010101010101010101010101010101010101010101010101";
		let text = format!(
			"rule a site 1\ndevice d = {device}\nin t = d/1.last as 1 W max_age 1 h\nin b = param 0\nin u = param 1 as W\n{outputs}"
		);
		let rule = parse(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
		let found = consequences(&rule.program, &rule.program.check().unwrap(), 0);
		found.into_iter().map(|(_, consequence)| consequence).collect()
	}

	#[test]
	fn an_output_rests_unless_the_rule_says_what_happens_instead() {
		use Consequence::*;
		for (output, expected) in [
			("order 1 when t > 5 W", Rests),
			("order 1 when !(t > 5 W)", Rests),
			("order 1 when t > 5 W && b", Rests),
			("order 1 when t > 5 W || b", Depends),
			("order 1 when t > 5 W else b", Unaffected),
			("order 1 when t > 5 W else true", Acts),
			("order 1 when !known(t)", Acts),
			("order 1 when known(t)", Rests),
			("order 1 when ton(!known(t), 1 min)", Unaffected),
			("order 1 when tof(!known(t), 1 min)", Acts),
			("order 1 when ton(t > 5 W, 1 min)", Rests),
			("order 1 when count(t > 5 W, 1, 1 min, 3)", Rests),
			("order 1 when count(t > 5 W || b, 1, 1 min, 3)", Depends),
			("order 1 when delta(t) > 5 W else b", Unaffected),
			("set d/2 level 10 = t", Rests),
			("set d/2 level 10 = t else 45 W", ActsWith(45)),
			("set d/2 level 10 = t else u", Unaffected),
			("set d/2 level 10 = t else u when known(t)", Rests),
			("set d/2 level 10 = b ? t : 7 W", Depends),
			("set d/2 level 10 = t > 5 W else true", ActsWith(1)),
			("set d/2 level 10 = known(t) ? 5 W : 6 W", ActsWith(6)),
			("set d/2 level 10 = min(t, u)", Rests),
			("set d/2 level 10 = u when hyst(t, 1 W, 2 W)", Rests),
		] {
			assert_eq!(without_t(output), [expected], "{output}");
		}
		// An output that does not depend on the input is not named.
		assert_eq!(without_t("order 1 when b\norder 2 when t > 5 W"), [Rests]);
	}
}
