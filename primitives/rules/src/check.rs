//! Checks a program or a condition: each node names existing values, takes them in the right kind, and stays within
//! its bounds.

use crate::{
	condition::Condition,
	node::{
		Comparison, Factor, Node, Span, Statistic, MAX_AHEAD, MAX_BUCKETS, MAX_TIME, MIN_WIDTH,
	},
	output::{is_label, Output, LEVELS},
	program::{Program, Ref, MAX_CELLS},
	site::MAX_TABLES,
	source::{AssetState, Source, MAX_AGE, MAX_FLAGS, MAX_PARAMS},
	unit::{Kind, Quantity, MAX_EXPONENT},
};
use alloc::vec::Vec;
use tallystick_records::{telemetry::Facts, Unit};

/// The place of an error in a program or a condition.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
	/// The program or the condition as a whole.
	Program,
	/// The input with this number, from zero.
	Input(usize),
	/// The node with this number, from zero.
	Node(usize),
	/// The output with this number, from zero.
	Output(usize),
}

/// What is wrong.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Problem {
	/// The program has no output, so that it does nothing.
	NoOutput,
	/// So many nodes keep a state, more than [`MAX_CELLS`].
	Cells(usize),
	/// It names an input or a node that does not exist, or does not come before it.
	Missing(Ref),
	/// It takes a truth value, and gets this.
	NotTruth(Kind),
	/// It takes a number, and gets this.
	NotNumber(Kind),
	/// It takes an input that is a series, and gets this.
	NotSeries(Kind),
	/// It takes two numbers or two truth values, and gets one of each.
	Mixed(Kind, Kind),
	/// Two units do not fit together.
	Units(Unit, Unit),
	/// Two exponents differ: one of the numbers has to be scaled.
	Exponents(i8, i8),
	/// The unit is that of points of a scale, Cel, for which the operation has no meaning.
	Point(Unit),
	/// There is no rate or advance of this unit.
	NoFigure(Unit),
	/// The symbol cannot be named in text, or an exponent is beyond [`MAX_EXPONENT`].
	Quantity(Quantity),
	/// The result would have this exponent, beyond [`MAX_EXPONENT`].
	Exponent(i16),
	/// The divisor is zero.
	Zero,
	/// Numbers are scaled by zero digits, or by more than [`MAX_EXPONENT`].
	Digits(i8),
	/// The ends of a line are not constants, or are not in ascending order.
	Ends,
	/// A time of this many milliseconds is zero, too short or too long.
	Time(u32),
	/// A count of at least `least` of `buckets`: 1 to `buckets`, and at most [`MAX_BUCKETS`].
	Buckets {
		/// How many have to be true.
		least: u8,
		/// Of how many.
		buckets: u8,
	},
	/// The slots do not follow one another, or reach beyond [`MAX_AHEAD`].
	Slots {
		/// The first.
		from: u8,
		/// After the last.
		to: u8,
	},
	/// A quantile, in thousandths, is not from 1 to 1000.
	Quantile(u16),
	/// A table with this number; sites have [`MAX_TABLES`].
	Table(u8),
	/// A parameter with this number; rules have [`MAX_PARAMS`].
	Param(u8),
	/// A flag with this number; assets have [`MAX_FLAGS`].
	Flag(u8),
	/// A level that is not one of [`LEVELS`].
	Level(u8),
	/// The alarm's name cannot be named in text.
	Label,
	/// The output with this number claims the same actuator.
	Twice(usize),
	/// It accepts facts that have no name, so no text can show them. Only encoded bytes can contain them.
	Facts(Facts),
	/// The condition has no node, so that it has no value.
	NoValue,
	/// A condition reads a source other than a stream.
	NotStream,
	/// A node of a condition keeps state, which conditions cannot store.
	State,
	/// A node of a condition asks for a table or a holiday, but a condition has no site.
	Calendar,
}

/// Why a program or a condition is refused.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ProgramError {
	/// Where.
	pub place: Place,
	/// What is wrong there.
	pub problem: Problem,
}

impl core::fmt::Display for Place {
	fn fmt(&self, f: &mut core::fmt::Formatter) -> core::fmt::Result {
		match self {
			Self::Program => f.write_str("the program"),
			Self::Input(number) => write!(f, "input {number}"),
			Self::Node(number) => write!(f, "node {number}"),
			Self::Output(number) => write!(f, "output {number}"),
		}
	}
}

/// The unit in which people write prices. Rules do not use it, because the chain counts in smallest units.
const MONEY_RATE: &str = "TALLY/kWh";

/// A unit's symbol, or words for the empty one.
struct Shown(Unit);

impl core::fmt::Display for Shown {
	fn fmt(&self, f: &mut core::fmt::Formatter) -> core::fmt::Result {
		f.write_str(if self.0.as_str().is_empty() { "a plain number" } else { self.0.as_str() })
	}
}

impl core::fmt::Display for Problem {
	fn fmt(&self, f: &mut core::fmt::Formatter) -> core::fmt::Result {
		match self {
			Self::NoOutput => f.write_str("there is no output; say what to set, order, bid, raise or flag"),
			Self::Cells(found) => write!(
				f,
				"{found} nodes keep a state; leave it at {MAX_CELLS}, or split the rule"
			),
			Self::Missing(of) => {
				write!(f, "{of} is not there, or not before it; name inputs and earlier nodes only")
			},
			Self::NotTruth(kind) => {
				write!(f, "a truth value is needed and this is {kind}; compare it with something")
			},
			Self::NotNumber(Kind::Series(_)) => f.write_str(
				"a number is needed and this is a series; take the price of a slot: at(series, 0)",
			),
			Self::NotNumber(kind) => {
				write!(f, "a number is needed and this is {kind}; choose one: condition ? number : number")
			},
			Self::NotSeries(kind) => {
				write!(f, "a series is needed and this is {kind}; name an input that is a price")
			},
			Self::Mixed(left, right) => {
				write!(f, "{left} and {right} do not go together; make both the same")
			},
			// Both are points of a scale: see `Quantity::sum`.
			Self::Units(left, right) if left == right => write!(
				f,
				"{left} and {right} are points on a scale, which are not added; subtract one from the other, which gives K"
			),
			Self::Units(left, right) if [left, right].iter().any(|unit| unit.as_str() == MONEY_RATE) => {
				write!(
					f,
					"{} and {} do not go together; write a price in smallest units of money: 0.15 {MONEY_RATE} is 150000 /kWh",
					Shown(*left),
					Shown(*right)
				)
			},
			Self::Units(left, right) => write!(
				f,
				"{} and {} do not go together; bring both to the same unit",
				Shown(*left),
				Shown(*right)
			),
			Self::Exponents(left, right) => write!(
				f,
				"one number counts 1e{left} and the other 1e{right}; scale the coarser one by {} digits",
				left.abs_diff(*right)
			),
			Self::Point(unit) => write!(
				f,
				"{unit} is a point on a scale, for which this has no meaning; subtract another point first, \
				which gives K"
			),
			Self::NoFigure(unit) => write!(
				f,
				"{} has no such figure; a rate is that of a counter, such as Wh, m3 or a plain number",
				Shown(*unit)
			),
			Self::Quantity(quantity) => write!(
				f,
				"{quantity} is not a unit of letters, digits, '/' and '%' with an exponent within \
				±{MAX_EXPONENT}"
			),
			Self::Exponent(found) => write!(
				f,
				"the result would count 1e{found}, beyond 1e±{MAX_EXPONENT}; scale it down or use fewer digits"
			),
			Self::Zero => f.write_str("the divisor is zero; divide by another constant"),
			Self::Digits(digits) => {
				write!(f, "a number cannot be scaled by {digits} digits; use 1 to {MAX_EXPONENT}, or -1 to -{MAX_EXPONENT}")
			},
			Self::Ends => f.write_str(
				"both x of the line have to be numbers, the first below the second; write them out",
			),
			Self::Time(found) => write!(
				f,
				"a time of {found} ms is not possible; timers take 1 ms to {} days, buckets at least \
				{MIN_WIDTH} ms",
				MAX_TIME / 86_400_000
			),
			Self::Buckets { least, buckets } => write!(
				f,
				"{least} of {buckets} buckets is not possible; count 1 or more of up to {MAX_BUCKETS}"
			),
			Self::Slots { from, to } => write!(
				f,
				"slots from {from} to before {to} are not possible; begin before the end, and end at \
				{MAX_AHEAD} at most"
			),
			Self::Quantile(found) => {
				write!(f, "a quantile of {found} thousandths is not possible; use 1 to 1000")
			},
			Self::Table(found) => write!(f, "there is no table {found}; a site has {MAX_TABLES}, from 0"),
			Self::Param(found) => {
				write!(f, "there is no parameter {found}; a rule has {MAX_PARAMS}, from 0")
			},
			Self::Flag(found) => write!(f, "there is no flag {found}; an asset has {MAX_FLAGS}, from 0"),
			Self::Level(found) => write!(
				f,
				"rules do not claim at level {found}; use {} to {}",
				LEVELS.start(),
				LEVELS.end()
			),
			Self::Label => f.write_str(
				"the alarm's name is empty or has other than letters, digits, '_' and '.', or begins with a \
				digit; choose another",
			),
			Self::Twice(output) => write!(
				f,
				"output {output} claims the same actuator; a rule has one claim to each: combine the two by \
				a condition"
			),
			Self::Facts(found) => write!(
				f,
				"it accepts facts without a name, bits {:#06x}; accept facts that have one only",
				found.bits()
			),
			Self::NoValue => f.write_str("there is no value; compare an input with something"),
			Self::NotStream => f.write_str(
				"a condition reads streams only; name a figure of a channel, such as DEVICE/1.last",
			),
			Self::State => f.write_str(
				"a condition keeps no state; compare what is known now, or leave this to a rule",
			),
			Self::Calendar => f.write_str(
				"a condition has no site, and so no calendar; leave this to a rule",
			),
		}
	}
}

impl core::fmt::Display for ProgramError {
	fn fmt(&self, f: &mut core::fmt::Formatter) -> core::fmt::Result {
		write!(f, "{}: {}", self.place, self.problem)
	}
}

impl core::error::Error for Problem {}
impl core::error::Error for ProgramError {}

/// The kinds of the inputs and nodes of a program or a condition, as far as they are checked.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Kinds {
	inputs: Vec<Kind>,
	nodes: Vec<Kind>,
	/// The nodes that are numbers.
	numbers: Vec<Option<i64>>,
	cells: usize,
	form: Form,
}

/// The form that is checked.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
enum Form {
	#[default]
	Program,
	Condition,
}

type Checked<T> = Result<T, ProgramError>;

fn at(place: Place) -> impl FnOnce(Problem) -> ProgramError {
	move |problem| ProgramError { place, problem }
}

pub(crate) fn program(program: &Program) -> Checked<Kinds> {
	let kinds = Kinds::default().with(&program.inputs, &program.nodes)?;
	for (number, output) in program.outputs.iter().enumerate() {
		let before = program.outputs.get(..number).unwrap_or_default();
		kinds.check_output(output, before).map_err(at(Place::Output(number)))?;
	}
	if program.outputs.is_empty() {
		return Err(at(Place::Program)(Problem::NoOutput));
	}
	Ok(kinds)
}

pub(crate) fn condition(condition: &Condition) -> Checked<()> {
	let kinds = Kinds::condition().with(&condition.inputs, &condition.nodes)?;
	let value = condition.value().ok_or(at(Place::Program)(Problem::NoValue))?;
	let last = condition.nodes.len().saturating_sub(1);
	kinds.truth(value).map_err(at(Place::Node(last)))?;
	Ok(())
}

impl Kinds {
	/// No kinds yet, for a condition: inputs and nodes that a condition cannot have are refused.
	pub fn condition() -> Self {
		Self { form: Form::Condition, ..Self::default() }
	}

	/// Checks these inputs, and then these nodes.
	fn with(mut self, inputs: &[Source], nodes: &[Node]) -> Checked<Self> {
		for (number, source) in inputs.iter().enumerate() {
			self.add_input(source).map_err(at(Place::Input(number)))?;
		}
		for (number, node) in nodes.iter().enumerate() {
			self.add_node(node).map_err(at(Place::Node(number)))?;
		}
		Ok(self)
	}

	/// The kind of an input or a node. `None` if it does not exist.
	pub fn get(&self, of: Ref) -> Option<Kind> {
		match of {
			Ref::Input(number) => self.inputs.get(usize::from(number)),
			Ref::Node(number) => self.nodes.get(usize::from(number)),
		}
		.copied()
	}

	/// The kinds of the nodes, in order.
	pub fn nodes(&self) -> &[Kind] {
		&self.nodes
	}

	/// The kinds of the inputs, in order.
	pub fn inputs(&self) -> &[Kind] {
		&self.inputs
	}

	/// Checks the next input, and returns its kind.
	pub fn add_input(&mut self, source: &Source) -> Result<Kind, Problem> {
		if self.form == Form::Condition && !matches!(source, Source::Stream { .. }) {
			return Err(Problem::NotStream);
		}
		let sound = |quantity: Quantity| {
			quantity.is_sound().then_some(()).ok_or(Problem::Quantity(quantity))
		};
		match *source {
			Source::Stream { quantity, max_age, allow, .. } => {
				sound(quantity)?;
				if max_age == 0 || max_age > MAX_AGE {
					return Err(Problem::Time(max_age));
				}
				let named = Facts::ALL.into_iter().fold(Facts::NONE, Facts::with);
				let unnamed = allow.without(named);
				if unnamed != Facts::NONE {
					return Err(Problem::Facts(unnamed));
				}
			},
			Source::Actuator { quantity, .. } | Source::Event { quantity, .. } => sound(quantity)?,
			Source::Param { param, quantity } => {
				if param >= MAX_PARAMS {
					return Err(Problem::Param(param));
				}
				quantity.map_or(Ok(()), sound)?;
			},
			Source::Asset { state: AssetState::Flag(flag), .. } => check_flag(flag)?,
			Source::Asset { state: AssetState::Condition, .. }
			| Source::Price { .. }
			| Source::Need { .. } => {},
		}
		let unit = match source {
			Source::Stream { quantity, .. } => quantity.unit,
			_ => Unit::default(),
		};
		let kind = source.kind().ok_or(Problem::NoFigure(unit))?;
		self.inputs.push(kind);
		Ok(kind)
	}

	/// Checks the next node, and returns its kind.
	pub fn add_node(&mut self, node: &Node) -> Result<Kind, Problem> {
		if self.form == Form::Condition {
			match node {
				node if node.is_stateful() => return Err(Problem::State),
				Node::Weekly(_) | Node::Holiday => return Err(Problem::Calendar),
				_ => {},
			}
		}
		let kind = self.kind(node)?;
		if node.is_stateful() {
			let cells = self.cells.saturating_add(1);
			if cells > MAX_CELLS as usize {
				return Err(Problem::Cells(cells));
			}
			self.cells = cells;
		}
		self.nodes.push(kind);
		self.numbers.push(match node {
			Node::Number { value, .. } => Some(*value),
			_ => None,
		});
		Ok(kind)
	}

	/// Records that a constant node was replaced by another number.
	#[cfg(feature = "std")]
	pub(crate) fn rewrite(&mut self, node: u8, value: i64, quantity: Quantity) {
		let node = usize::from(node);
		if let Some((kind, number)) = self.nodes.get_mut(node).zip(self.numbers.get_mut(node)) {
			(*kind, *number) = (Kind::Number(quantity), Some(value));
		}
	}

	fn kind(&self, node: &Node) -> Result<Kind, Problem> {
		match *node {
			Node::Number { quantity, .. } => quantity
				.is_sound()
				.then_some(Kind::Number(quantity))
				.ok_or(Problem::Quantity(quantity)),
			Node::Truth(_) | Node::Holiday => Ok(Kind::Truth),
			Node::Weekly(table) => {
				(u32::from(table) < MAX_TABLES).then_some(Kind::Truth).ok_or(Problem::Table(table))
			},
			Node::Not(of) => self.truth(of),
			Node::And(a, b) | Node::Or(a, b) => self.truth(a).and_then(|_| self.truth(b)),
			Node::Compare { how, left, right } => {
				match how {
					Comparison::Equal | Comparison::Unequal => self.same(&[left, right])?,
					_ => Kind::Number(self.alike(&[left, right])?),
				};
				Ok(Kind::Truth)
			},
			Node::Add(a, b) => self.combined(a, b, Quantity::sum),
			Node::Subtract(a, b) => self.combined(a, b, Quantity::difference),
			Node::Multiply { of, by } => {
				let quantity = self.amount(of)?;
				factor(by)?;
				shifted(quantity, i16::from(quantity.exponent), i16::from(by.exponent))
			},
			Node::Divide { of, by } => {
				let quantity = self.amount(of)?;
				factor(by)?;
				if by.value == 0 {
					return Err(Problem::Zero);
				}
				let exponent = i16::from(by.exponent).saturating_neg();
				shifted(quantity, i16::from(quantity.exponent), exponent)
			},
			Node::Scale { of, digits } => {
				let quantity = self.number(of)?;
				if digits == 0 || digits.unsigned_abs() > MAX_EXPONENT.unsigned_abs() {
					return Err(Problem::Digits(digits));
				}
				let digits = i16::from(digits).saturating_neg();
				shifted(quantity, i16::from(quantity.exponent), digits)
			},
			Node::Min(a, b) | Node::Max(a, b) => self.alike(&[a, b]).map(Kind::Number),
			Node::Abs(of) => self.amount(of).map(Kind::Number),
			Node::Clamp { of: a, low: b, high: c } | Node::Mid(a, b, c) => {
				self.alike(&[a, b, c]).map(Kind::Number)
			},
			Node::Line { of, x0, y0, x1, y1 } => {
				self.alike(&[of, x0, x1])?;
				let heights = self.alike(&[y0, y1])?;
				let ends = self.constant(x0).zip(self.constant(x1));
				ends.filter(|(x0, x1)| x0 < x1).ok_or(Problem::Ends)?;
				Ok(Kind::Number(heights))
			},
			Node::Choose { condition, yes, no } => {
				self.truth(condition)?;
				self.same(&[yes, no])
			},
			Node::Known(of) => {
				self.value(of)?;
				Ok(Kind::Truth)
			},
			Node::Else(a, b) => self.same(&[a, b]),
			Node::Hysteresis { of, low, high } => {
				self.alike(&[of, low, high])?;
				Ok(Kind::Truth)
			},
			Node::OnDelay { of, time } | Node::OffDelay { of, time } => {
				self.truth(of)?;
				check_time(time, 1)?;
				Ok(Kind::Truth)
			},
			Node::Count { of, least, width, buckets } => {
				self.truth(of)?;
				check_time(width, MIN_WIDTH)?;
				if least == 0 || least > buckets || buckets > MAX_BUCKETS {
					return Err(Problem::Buckets { least, buckets });
				}
				Ok(Kind::Truth)
			},
			Node::Delta(of) => {
				let quantity = self.number(of)?;
				let unit = Quantity::difference(quantity.unit, quantity.unit);
				Ok(Kind::Number(Quantity { unit: unit.unwrap_or_default(), ..quantity }))
			},
			Node::Stuck { of, time } => {
				self.number(of)?;
				check_time(time, 1)?;
				Ok(Kind::Truth)
			},
			Node::At { series, slot } => {
				let quantity = self.series(series)?;
				let end = Problem::Slots { from: slot, to: slot.saturating_add(1) };
				(slot < MAX_AHEAD).then_some(Kind::Number(quantity)).ok_or(end)
			},
			Node::Over { series, span, statistic } => {
				let quantity = self.series(series)?;
				if let Span::Slots { from, to } = span {
					if from >= to || to > MAX_AHEAD {
						return Err(Problem::Slots { from, to });
					}
				}
				match statistic {
					Statistic::Quantile(thousandths) if !(1..=1000).contains(&thousandths) => {
						Err(Problem::Quantile(thousandths))
					},
					Statistic::Rank => Ok(Kind::Number(Quantity::plain())),
					_ => Ok(Kind::Number(quantity)),
				}
			},
		}
	}

	/// Checks an output, given those before it.
	pub fn check_output(&self, output: &Output, before: &[Output]) -> Result<(), Problem> {
		if let Some(when) = output.when() {
			self.truth(when)?;
		}
		match output {
			Output::Set { actuator, level, value, .. } => {
				self.value(*value)?;
				if !LEVELS.contains(level) {
					return Err(Problem::Level(*level));
				}
				let same = |other: &Output| matches!(other, Output::Set { actuator: other, .. } if other == actuator);
				before.iter().position(same).map_or(Ok(()), |other| Err(Problem::Twice(other)))
			},
			Output::Bid { value, .. } => {
				let (found, price) = (self.number(*value)?, Quantity::price());
				if found.unit != price.unit {
					return Err(Problem::Units(found.unit, price.unit));
				}
				if found.exponent != price.exponent {
					return Err(Problem::Exponents(found.exponent, price.exponent));
				}
				Ok(())
			},
			Output::Alarm { name, .. } => is_label(name).then_some(()).ok_or(Problem::Label),
			Output::Flag { flag, .. } => check_flag(*flag),
			Output::Order { .. } => Ok(()),
		}
	}

	fn find(&self, of: Ref) -> Result<Kind, Problem> {
		self.get(of).ok_or(Problem::Missing(of))
	}

	pub(crate) fn truth(&self, of: Ref) -> Result<Kind, Problem> {
		match self.find(of)? {
			Kind::Truth => Ok(Kind::Truth),
			other => Err(Problem::NotTruth(other)),
		}
	}

	fn number(&self, of: Ref) -> Result<Quantity, Problem> {
		match self.find(of)? {
			Kind::Number(quantity) => Ok(quantity),
			other => Err(Problem::NotNumber(other)),
		}
	}

	/// A number that is not a point of a scale.
	fn amount(&self, of: Ref) -> Result<Quantity, Problem> {
		let quantity = self.number(of)?;
		if quantity.is_point() {
			return Err(Problem::Point(quantity.unit));
		}
		Ok(quantity)
	}

	fn series(&self, of: Ref) -> Result<Quantity, Problem> {
		match self.find(of)? {
			Kind::Series(quantity) => Ok(quantity),
			other => Err(Problem::NotSeries(other)),
		}
	}

	/// A number or a truth value.
	fn value(&self, of: Ref) -> Result<Kind, Problem> {
		match self.find(of)? {
			series @ Kind::Series(_) => Err(Problem::NotNumber(series)),
			other => Ok(other),
		}
	}

	/// The common quantity of some numbers.
	fn alike(&self, all: &[Ref]) -> Result<Quantity, Problem> {
		let mut first: Option<Quantity> = None;
		for of in all {
			let next = self.number(*of)?;
			let first = *first.get_or_insert(next);
			if first.unit != next.unit {
				return Err(Problem::Units(first.unit, next.unit));
			}
			if first.exponent != next.exponent {
				return Err(Problem::Exponents(first.exponent, next.exponent));
			}
		}
		Ok(first.unwrap_or_default())
	}

	/// The common kind of some values.
	fn same(&self, all: &[Ref]) -> Result<Kind, Problem> {
		let mut first = None;
		for of in all {
			let next = self.value(*of)?;
			match (*first.get_or_insert(next), next) {
				(Kind::Truth, Kind::Truth) | (Kind::Number(_), Kind::Number(_)) => {},
				(first, next) => return Err(Problem::Mixed(first, next)),
			}
		}
		match first {
			Some(Kind::Number(_)) => self.alike(all).map(Kind::Number),
			_ => Ok(Kind::Truth),
		}
	}

	fn combined(
		&self,
		left: Ref,
		right: Ref,
		unit: fn(Unit, Unit) -> Option<Unit>,
	) -> Result<Kind, Problem> {
		let (left, right) = (self.number(left)?, self.number(right)?);
		let unit = unit(left.unit, right.unit).ok_or(Problem::Units(left.unit, right.unit))?;
		if left.exponent != right.exponent {
			return Err(Problem::Exponents(left.exponent, right.exponent));
		}
		Ok(Kind::Number(Quantity { unit, ..left }))
	}

	fn constant(&self, of: Ref) -> Option<i64> {
		match of {
			Ref::Input(_) => None,
			Ref::Node(number) => self.numbers.get(usize::from(number)).copied().flatten(),
		}
	}
}

fn check_flag(flag: u8) -> Result<(), Problem> {
	(flag < MAX_FLAGS).then_some(()).ok_or(Problem::Flag(flag))
}

fn check_time(time: u32, least: u32) -> Result<(), Problem> {
	(least <= time && time <= MAX_TIME).then_some(()).ok_or(Problem::Time(time))
}

fn factor(by: Factor) -> Result<(), Problem> {
	let within = by.exponent.unsigned_abs() <= MAX_EXPONENT.unsigned_abs();
	within.then_some(()).ok_or(Problem::Exponent(by.exponent.into()))
}

fn shifted(quantity: Quantity, exponent: i16, by: i16) -> Result<Kind, Problem> {
	let exponent = exponent.saturating_add(by);
	match i8::try_from(exponent) {
		Ok(new) if new.unsigned_abs() <= MAX_EXPONENT.unsigned_abs() => {
			Ok(Kind::Number(quantity.with_exponent(new)))
		},
		_ => Err(Problem::Exponent(exponent)),
	}
}
