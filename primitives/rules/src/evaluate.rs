//! Evaluation in one pass over the nodes.

use crate::{
	cell::{self, Cell},
	horizon::Horizon,
	node::{Comparison, Factor, Node, Span},
	output::Effect,
	program::{Program, Ref, MAX_CELLS, MAX_INPUTS, MAX_NODES, MAX_OUTPUTS},
	series::Series,
	site::{LocalDay, Site},
	snapshot::{Found, Seen, Snapshot},
	value::{and, floor_div, not, or, Value},
};
use bounded_collections::{BoundedVec, ConstU32};
use codec::MaxEncodedLen;
use tallystick_records::Millis;

/// The states of a program's nodes, in the order of the nodes that keep one. Missing states are empty.
pub type Cells = BoundedVec<Cell, ConstU32<MAX_CELLS>>;

record! {
	/// The result of an evaluation.
	#[derive(MaxEncodedLen)]
	pub struct Evaluation {
		/// The result of each output.
		pub effects: BoundedVec<Effect, ConstU32<MAX_OUTPUTS>>,
		/// The states for the next evaluation.
		pub cells: Cells,
		/// The next moment at which something can change without new input. `None` if nothing can.
		pub next: Option<Millis>,
		/// The earliest of these moments that belongs to the rule alone: a timer ends, or an input gets too old. At the
		/// other moments (ends of slots, days and bands of tables) many rules change at once. `None` if there is none.
		pub own: Option<Millis>,
		/// The value of each input and node.
		pub trace: Trace,
	}

	/// The values that led to the result.
	#[derive(MaxEncodedLen)]
	pub struct Trace {
		/// What each input came to.
		pub inputs: BoundedVec<Seen, ConstU32<MAX_INPUTS>>,
		/// The value of each node.
		pub nodes: BoundedVec<Value, ConstU32<MAX_NODES>>,
	}
}

/// The state of a pass over the nodes.
struct Pass<'a> {
	site: &'a Site,
	snapshot: &'a Snapshot,
	inputs: BoundedVec<Seen, ConstU32<MAX_INPUTS>>,
	nodes: BoundedVec<Value, ConstU32<MAX_NODES>>,
	horizon: Horizon,
	day: Option<LocalDay>,
}

impl Program {
	/// Evaluates a snapshot, starting from the states of the last evaluation.
	///
	/// Every program terminates without a panic. What an unchecked one cannot do is undefined.
	pub fn evaluate(&self, cells: &Cells, site: &Site, snapshot: &Snapshot) -> Evaluation {
		let mut pass = Pass {
			site,
			snapshot,
			inputs: BoundedVec::new(),
			nodes: BoundedVec::new(),
			horizon: Horizon::new(snapshot.now),
			day: None,
		};
		for (number, source) in self.inputs.iter().enumerate() {
			let seen = source.see(snapshot.found(number), &mut pass.horizon);
			push(&mut pass.inputs, seen);
		}
		let mut after = Cells::new();
		for node in &self.nodes {
			let value = if node.is_stateful() {
				let before = cells.get(after.len()).copied().unwrap_or_default();
				let (value, cell) = pass.step(node, before);
				push(&mut after, cell);
				value
			} else {
				pass.value(node)
			};
			push(&mut pass.nodes, value);
		}
		let mut effects = BoundedVec::new();
		for output in &self.outputs {
			push(&mut effects, output.effect(|of| pass.get(of)));
		}
		let (next, own) = (pass.horizon.next(), pass.horizon.own());
		let trace = Trace { inputs: pass.inputs, nodes: pass.nodes };
		Evaluation { effects, cells: after, next, own, trace }
	}
}

/// Adds an item to a list as long as the program's. Only an unchecked program can have more cells than fit.
fn push<T, const N: u32>(list: &mut BoundedVec<T, ConstU32<N>>, item: T) {
	let _ = list.try_push(item);
}

impl<'a> Pass<'a> {
	fn get(&self, of: Ref) -> Value {
		match of {
			Ref::Input(number) => self.inputs.get(usize::from(number)).map(|seen| seen.value),
			Ref::Node(number) => self.nodes.get(usize::from(number)).copied(),
		}
		.unwrap_or_default()
	}

	fn truth(&self, of: Ref) -> Option<bool> {
		self.get(of).truth()
	}

	fn number(&self, of: Ref) -> Option<i64> {
		self.get(of).number()
	}

	fn wide(&self, of: Ref) -> Option<i128> {
		self.number(of).map(i128::from)
	}

	/// Both numbers, combined.
	fn two(&self, a: Ref, b: Ref, of: fn(i128, i128) -> Option<i128>) -> Value {
		Value::fit(self.wide(a).zip(self.wide(b)).and_then(|(a, b)| of(a, b)))
	}

	/// Three numbers, combined.
	fn three(&self, all: [Ref; 3], of: fn(i64, i64, i64) -> Option<i64>) -> Value {
		let [a, b, c] = all.map(|of| self.number(of));
		a.zip(b).zip(c).and_then(|((a, b), c)| of(a, b, c)).into()
	}

	/// The value of a node that keeps no state.
	fn value(&mut self, node: &Node) -> Value {
		match *node {
			Node::Number { value, .. } => Value::Number(value),
			Node::Truth(truth) => Value::Truth(truth),
			Node::Not(of) => not(self.truth(of)).into(),
			Node::And(a, b) => and(self.truth(a), self.truth(b)).into(),
			Node::Or(a, b) => or(self.truth(a), self.truth(b)).into(),
			Node::Compare { how, left, right } => {
				compare(how, self.get(left), self.get(right)).into()
			},
			Node::Add(a, b) => self.two(a, b, i128::checked_add),
			Node::Subtract(a, b) => self.two(a, b, i128::checked_sub),
			Node::Multiply { of, by: Factor { value, .. } } => {
				Value::fit(self.wide(of).and_then(|number| number.checked_mul(value.into())))
			},
			Node::Divide { of, by: Factor { value, .. } } => {
				Value::fit(self.wide(of).and_then(|number| floor_div(number, value.into())))
			},
			Node::Scale { of, digits } => {
				let power = 10i128.checked_pow(digits.unsigned_abs().into());
				let scaled = self.wide(of).zip(power).and_then(|(number, power)| {
					if digits > 0 {
						number.checked_mul(power)
					} else {
						floor_div(number, power)
					}
				});
				Value::fit(scaled)
			},
			Node::Min(a, b) => self.two(a, b, |a, b| Some(a.min(b))),
			Node::Max(a, b) => self.two(a, b, |a, b| Some(a.max(b))),
			Node::Abs(of) => Value::fit(self.wide(of).and_then(i128::checked_abs)),
			Node::Clamp { of, low, high } => {
				// No number lies between a lower bound and a smaller upper bound.
				self.three([of, low, high], |of, low, high| {
					(low <= high).then(|| of.clamp(low, high))
				})
			},
			Node::Mid(a, b, c) => {
				self.three([a, b, c], |a, b, c| Some(a.min(b).max(a.max(b).min(c))))
			},
			Node::Line { of, x0, y0, x1, y1 } => {
				let all = [of, x0, y0, x1, y1].map(|of| self.wide(of));
				let [Some(x), Some(x0), Some(y0), Some(x1), Some(y1)] = all else {
					return Value::Undefined;
				};
				Value::fit(line(x, [x0, y0], [x1, y1]))
			},
			Node::Choose { condition, yes, no } => match self.truth(condition) {
				Some(true) => self.get(yes),
				Some(false) => self.get(no),
				None => Value::Undefined,
			},
			Node::Known(of) => Value::Truth(self.get(of).is_defined()),
			Node::Else(a, b) => match self.get(a) {
				Value::Undefined => self.get(b),
				known => known,
			},
			Node::At { series, slot } => {
				let Some(series) = self.series(series) else { return Value::Undefined };
				series.at(self.snapshot.now, slot)
			},
			Node::Over { series, span, statistic } => {
				let Some(series) = self.series(series) else { return Value::Undefined };
				let day = matches!(span, Span::Day).then(|| self.day());
				series.over(self.snapshot.now, span, statistic, day)
			},
			Node::Weekly(table) => {
				let now = self.snapshot.now;
				if let Some(until) = self.site.weekly_until(table, now) {
					self.horizon.may_change_with_others(until);
				}
				self.site.weekly(table, now).into()
			},
			Node::Holiday => {
				let now = self.snapshot.now;
				self.horizon.may_change_with_others(self.site.holiday_until(now));
				Value::Truth(self.site.holiday(now))
			},
			// These keep state: see `step`.
			Node::Hysteresis { .. }
			| Node::OnDelay { .. }
			| Node::OffDelay { .. }
			| Node::Count { .. }
			| Node::Delta(_)
			| Node::Stuck { .. } => Value::Undefined,
		}
	}

	/// The value of a node that keeps a state, and its next state.
	fn step(&mut self, node: &Node, before: Cell) -> (Value, Cell) {
		match *node {
			Node::Hysteresis { of, low, high } => {
				cell::hysteresis(before, self.get(of), self.get(low), self.get(high))
			},
			Node::OnDelay { of, time } => {
				let of = self.truth(of);
				cell::on_delay(before, of, time, &mut self.horizon)
			},
			Node::OffDelay { of, time } => {
				let of = self.truth(of);
				cell::off_delay(before, of, time, &mut self.horizon)
			},
			Node::Count { of, least, width, buckets } => {
				let of = self.truth(of);
				cell::count(before, of, least, width, buckets, &mut self.horizon)
			},
			Node::Delta(of) => cell::delta(before, self.number(of)),
			Node::Stuck { of, time } => {
				let of = self.number(of);
				cell::stuck(before, of, time, &mut self.horizon)
			},
			_ => (Value::Undefined, before),
		}
	}

	fn series(&self, of: Ref) -> Option<&'a Series> {
		let snapshot = self.snapshot;
		let Ref::Input(number) = of else { return None };
		match snapshot.found(usize::from(number)) {
			Found::Prices(series) => Some(series),
			_ => None,
		}
	}

	/// The local day, which is looked up once.
	fn day(&mut self) -> LocalDay {
		let (site, now) = (self.site, self.snapshot.now);
		let day = *self.day.get_or_insert_with(|| site.day(now));
		self.horizon.may_change_with_others(day.ends);
		day
	}
}

fn compare(how: Comparison, left: Value, right: Value) -> Option<bool> {
	if let (Value::Truth(left), Value::Truth(right)) = (left, right) {
		return match how {
			Comparison::Equal => Some(left == right),
			Comparison::Unequal => Some(left != right),
			_ => None,
		};
	}
	let (left, right) = left.number().zip(right.number())?;
	Some(match how {
		Comparison::Less => left < right,
		Comparison::AtMost => left <= right,
		Comparison::Equal => left == right,
		Comparison::Unequal => left != right,
		Comparison::AtLeast => left >= right,
		Comparison::Greater => left > right,
	})
}

/// The height of a line through two points, level beyond them.
fn line(x: i128, [x0, y0]: [i128; 2], [x1, y1]: [i128; 2]) -> Option<i128> {
	if x0 >= x1 {
		return None;
	}
	let along = x.clamp(x0, x1).checked_sub(x0)?.unsigned_abs();
	let width = x1.checked_sub(x0)?.unsigned_abs();
	let rise = y1.checked_sub(y0)?;
	// A difference of 64-bit numbers has up to 64 bits and a sign. The product of two absolute values has up to 128
	// bits.
	let area = along.checked_mul(rise.unsigned_abs())?;
	let height = i128::try_from(area.checked_div(width)?).ok()?;
	if rise >= 0 {
		return y0.checked_add(height);
	}
	let exact = area.checked_rem(width)? == 0;
	y0.checked_sub(height)?.checked_sub((!exact).into())
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	#[test]
	fn a_line_is_rounded_towards_minus_infinity_and_level_beyond_its_ends() {
		let rising = |x| line(x, [-10, 5], [20, 26]);
		assert_eq!([-11, -10, -9, 0, 19, 20, 21].map(rising), [5, 5, 5, 12, 25, 26, 26].map(Some));
		let falling = |x| line(x, [-10, 26], [20, 5]);
		assert_eq!([-11, -10, -9, 0, 19, 20, 21].map(falling), [26, 26, 25, 19, 5, 5, 5].map(Some));
		assert_eq!(line(3, [4, 0], [4, 9]), None);
	}

	proptest! {
		#[test]
		fn a_line_between_any_numbers_has_a_height_everywhere(x: i64, x0: i64, x1: i64, y0: i64, y1: i64) {
			prop_assume!(x0 < x1);
			let [low, high] = [y0.min(y1), y0.max(y1)].map(i128::from);
			let [x, x0, x1, y0, y1] = [x, x0, x1, y0, y1].map(i128::from);
			let height = line(x, [x0, y0], [x1, y1]);
			prop_assert!(height.is_some_and(|height| low <= height && height <= high));
		}
	}

	#[test]
	fn a_line_from_end_to_end_of_all_numbers_is_exact() {
		let [low, high] = [i64::MIN, i64::MAX].map(i128::from);
		for x in [low, -3, -1, 0, 1, 3, high] {
			assert_eq!(line(x, [low, low], [high, high]), Some(x));
			assert_eq!(line(x, [low, high], [high, low]), Some(-1 - x));
		}
	}
}
