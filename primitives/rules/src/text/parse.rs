//! From a text to a rule, or to a condition.

use super::{
	error::{TextError, TextProblem},
	is_reserved,
	scan::{Decimal, Scanner},
	Names, Rule, FUNCTIONS, TIMES,
};
use crate::{
	check::{Kinds, Problem},
	condition::{self, Condition},
	node::{Comparison, Factor, Node, Span, Statistic},
	output::{Label, Output, Severity, MAX_LABEL},
	program::{Program, Ref, MAX_INPUTS, MAX_NODES, MAX_OUTPUTS},
	source::{Actuated, AssetState, EventId, Figure, MandateId, NeedId, NeedState, SiteId, Source},
	unit::{Kind, Quantity, MAX_EXPONENT},
};
use alloc::{
	collections::BTreeMap,
	string::{String, ToString},
	vec::Vec,
};
use bounded_collections::BoundedVec;
use tallystick_evidence::DeviceId;
use tallystick_records::{
	market::{Direction, PointId},
	telemetry::Facts,
	AssetId, StreamId, Unit,
};

/// How deep expressions can be nested.
const MAX_DEPTH: usize = 128;

type Parsed<T> = Result<T, TextError>;

/// The meaning of a name.
#[derive(Clone, Copy)]
enum Meaning {
	Value(Ref),
	Device(DeviceId),
	Table(u8),
}

struct Parser<'a> {
	scan: Scanner<'a>,
	program: Program,
	kinds: Kinds,
	meanings: BTreeMap<String, Meaning>,
	names: Names,
	/// Literals that nothing else uses yet, so they can still be rewritten with more digits.
	fresh: Vec<u8>,
	depth: usize,
	/// The most inputs: fewer for a condition than for a rule.
	max_inputs: u32,
	max_nodes: u32,
}

/// Reads a rule.
pub fn parse(text: &str) -> Result<Rule, TextError> {
	let mut parser = Parser::new(text);
	parser.scan.expect_word("rule")?;
	let name = parser.label("the rule's name")?;
	parser.scan.expect_word("site")?;
	let site = SiteId(parser.scan.whole()?);
	while !parser.scan.is_at_end() {
		parser.statement()?;
	}
	let place = parser.scan.place();
	if parser.program.outputs.is_empty() {
		return Err(parser.scan.error(place, TextProblem::Program(Problem::NoOutput)));
	}
	Ok(Rule { name, site, program: parser.program, names: parser.names })
}

impl Condition {
	/// Reads a condition. Steps after the one that `when` names are left out, because nothing uses them.
	pub fn parse(text: &str) -> Result<Self, TextError> {
		let mut parser = Parser {
			kinds: Kinds::condition(),
			max_inputs: condition::MAX_INPUTS,
			max_nodes: condition::MAX_NODES,
			..Parser::new(text)
		};
		while !parser.scan.word("when") {
			if !parser.definition()? {
				return Err(parser
					.scan
					.expected("an operator, or a statement: device, in, let, or when at the end"));
			}
		}
		let place = parser.scan.place();
		let value = parser.expression()?;
		let checked = parser.kinds.truth(value);
		checked.map_err(|problem| parser.scan.error(place, TextProblem::Program(problem)))?;
		if !parser.scan.is_at_end() {
			return Err(parser.scan.expected("an operator, or nothing more"));
		}
		let Program { inputs, mut nodes, .. } = parser.program;
		if let Ref::Node(number) = value {
			nodes.truncate(usize::from(number).saturating_add(1));
		}
		// The parser has kept the bounds.
		Ok(Self {
			inputs: BoundedVec::truncate_from(inputs.into_inner()),
			nodes: BoundedVec::truncate_from(nodes.into_inner()),
		})
	}
}

const FIGURES: [(&str, Figure); 9] = [
	("last", Figure::Last),
	("first", Figure::First),
	("min", Figure::Min),
	("max", Figure::Max),
	("mean", Figure::Mean),
	("count", Figure::Count),
	("violations", Figure::Violations),
	("advance", Figure::Advance),
	("rate", Figure::Rate),
];

const ACTUATED: [(&str, Actuated); 4] = [
	("commanded", Actuated::Commanded),
	("confirmed", Actuated::Confirmed),
	("silent", Actuated::Silent),
	("mode", Actuated::Mode),
];

const DIRECTIONS: [(&str, Direction); 2] =
	[("import", Direction::Import), ("export", Direction::Export)];

const NEEDS: [(&str, NeedState); 2] = [("open", NeedState::Open), ("failed", NeedState::Failed)];

const SEVERITIES: [(&str, Severity); 3] = [
	("notice", Severity::Notice),
	("warning", Severity::Warning),
	("critical", Severity::Critical),
];

/// The words with which outputs begin.
const OUTPUTS: [&str; 5] = ["set", "order", "bid", "alarm", "flag"];

const COMPARISONS: [(&str, Comparison); 6] = [
	// Longer ones come first.
	("<=", Comparison::AtMost),
	(">=", Comparison::AtLeast),
	("==", Comparison::Equal),
	("!=", Comparison::Unequal),
	("<", Comparison::Less),
	(">", Comparison::Greater),
];

/// The word of a value, in one of the tables of words.
pub(super) trait Word: Copy + PartialEq + 'static {
	const WORDS: &'static [(&'static str, Self)];

	fn word(self) -> &'static str {
		let found = Self::WORDS.iter().find(|(_, value)| *value == self);
		found.map(|(word, _)| *word).unwrap_or_default()
	}
}

macro_rules! words {
	($($of:ty = $words:ident;)*) => {
		$(impl Word for $of { const WORDS: &'static [(&'static str, Self)] = &$words; })*
	};
}

words! {
	Figure = FIGURES;
	Actuated = ACTUATED;
	Direction = DIRECTIONS;
	NeedState = NEEDS;
	Severity = SEVERITIES;
	Comparison = COMPARISONS;
}

impl<'a> Parser<'a> {
	/// A parser at the start of a rule.
	fn new(text: &'a str) -> Self {
		Self {
			scan: Scanner::new(text),
			program: Program::default(),
			kinds: Kinds::default(),
			meanings: BTreeMap::new(),
			names: Names::default(),
			fresh: Vec::new(),
			depth: 0,
			max_inputs: MAX_INPUTS,
			max_nodes: MAX_NODES,
		}
	}

	/// A statement of a rule.
	fn statement(&mut self) -> Parsed<()> {
		if self.definition()? {
			return Ok(());
		}
		let place = self.scan.place();
		let word = self.scan.name().unwrap_or_default();
		if !OUTPUTS.contains(&word) {
			self.scan.return_to(place);
			return Err(self.scan.expected(
				"an operator, or a statement: device, table, in, let, set, order, bid, alarm or flag",
			));
		}
		let output = self.output(word)?;
		self.fresh.clear();
		let checked = self.kinds.check_output(&output, &self.program.outputs);
		checked.map_err(|problem| self.scan.error(place, TextProblem::Program(problem)))?;
		let pushed = self.program.outputs.try_push(output);
		pushed.map_err(|_| self.too_many(place, "outputs", MAX_OUTPUTS))
	}

	/// A statement that defines something. False if another kind of statement comes next.
	fn definition(&mut self) -> Parsed<bool> {
		let place = self.scan.place();
		match self.scan.name() {
			Some("device") => {
				let name = self.new_name()?;
				self.scan.expect("=")?;
				let device = self.device()?;
				self.names.devices.push((name.clone(), device));
				self.meanings.insert(name, Meaning::Device(device));
			},
			Some("table") => {
				let name = self.new_name()?;
				self.scan.expect("=")?;
				let table = self.scan.whole()?;
				self.names.tables.push((name.clone(), table));
				self.meanings.insert(name, Meaning::Table(table));
			},
			Some("in") => self.input()?,
			Some("let") => {
				let name = self.new_name()?;
				self.scan.expect("=")?;
				let value = self.expression()?;
				self.fresh.clear();
				if let Ref::Node(number) = value {
					self.names.nodes.push((number, name.clone()));
				}
				self.meanings.insert(name, Meaning::Value(value));
			},
			_ => {
				self.scan.return_to(place);
				return Ok(false);
			},
		}
		Ok(true)
	}

	fn too_many(&self, place: usize, what: &'static str, most: u32) -> TextError {
		self.scan.error(place, TextProblem::TooMany(what, most))
	}

	fn label(&mut self, what: &'static str) -> Parsed<Label> {
		let place = self.scan.place();
		let name = self.scan.name().ok_or_else(|| self.scan.expected(what))?;
		let label = name.as_bytes().to_vec().try_into();
		label.map_err(|_| self.scan.error(place, TextProblem::Label(MAX_LABEL)))
	}

	fn new_name(&mut self) -> Parsed<String> {
		let place = self.scan.place();
		let name = self.scan.name().ok_or_else(|| self.scan.expected("a name"))?;
		if is_reserved(name) || self.meanings.contains_key(name) {
			return Err(self.scan.error(place, TextProblem::Taken(name.into())));
		}
		Ok(name.into())
	}

	fn device(&mut self) -> Parsed<DeviceId> {
		let device = self.scan.hex().map(DeviceId);
		device.ok_or_else(|| self.scan.expected("a device: 0x and 64 hexadecimal digits"))
	}

	/// A channel of a device, which may have a name.
	fn stream(&mut self) -> Parsed<StreamId> {
		let place = self.scan.place();
		let device = match self.scan.name() {
			None => self.device()?,
			Some(name) => match self.meanings.get(name) {
				Some(Meaning::Device(device)) => *device,
				_ => return Err(self.scan.error(place, TextProblem::Unknown(name.into()))),
			},
		};
		self.scan.expect("/")?;
		Ok(StreamId { device, channel: self.scan.whole()? })
	}

	fn input(&mut self) -> Parsed<()> {
		let name = self.new_name()?;
		self.scan.expect("=")?;
		let place = self.scan.place();
		let source = self.source()?;
		let checked = self.kinds.add_input(&source);
		checked.map_err(|problem| self.scan.error(place, TextProblem::Program(problem)))?;
		let number = u8::try_from(self.program.inputs.len()).unwrap_or_default();
		let full = self.program.inputs.len() >= self.max_inputs as usize;
		if full || self.program.inputs.try_push(source).is_err() {
			return Err(self.too_many(place, "inputs", self.max_inputs));
		}
		self.names.inputs.push(name.clone());
		self.meanings.insert(name, Meaning::Value(Ref::Input(number)));
		Ok(())
	}

	fn source(&mut self) -> Parsed<Source> {
		let place = self.scan.place();
		match self.scan.name() {
			Some("price") => {
				let point = self.scan.hex().map(PointId);
				let point = point
					.ok_or_else(|| self.scan.expected("a point: 0x and 32 hexadecimal digits"))?;
				let direction = self.scan.one_of(&DIRECTIONS, "import or export")?;
				Ok(Source::Price { point, direction })
			},
			Some("need") => {
				let need = NeedId(self.scan.whole()?);
				self.scan.expect(".")?;
				Ok(Source::Need { need, state: self.scan.one_of(&NEEDS, "open or failed")? })
			},
			Some("asset") => {
				let asset = AssetId(self.scan.whole()?);
				self.scan.expect(".")?;
				let state = if self.scan.word("condition") {
					AssetState::Condition
				} else if self.scan.word("flag") {
					AssetState::Flag(self.scan.whole()?)
				} else {
					return Err(self.scan.expected("condition or flag"));
				};
				Ok(Source::Asset { asset, state })
			},
			Some("event") => {
				let event = EventId(self.scan.whole()?);
				Ok(Source::Event { event, quantity: self.quantity()? })
			},
			Some("param") => {
				let param = self.scan.whole()?;
				Ok(Source::Param { param, quantity: self.optional_quantity()? })
			},
			_ => {
				self.scan.return_to(place);
				self.channel()
			},
		}
	}

	fn channel(&mut self) -> Parsed<Source> {
		let stream = self.stream()?;
		self.scan.expect(".")?;
		let place = self.scan.place();
		if let Some(word) = self.scan.name() {
			if let Some((_, state)) = ACTUATED.iter().find(|(own, _)| *own == word) {
				let quantity = match state {
					Actuated::Commanded | Actuated::Confirmed => self.quantity()?,
					Actuated::Silent | Actuated::Mode => {
						self.optional_quantity()?.unwrap_or_default()
					},
				};
				return Ok(Source::Actuator { stream, state: *state, quantity });
			}
		}
		self.scan.return_to(place);
		let figure = self.scan.one_of(
			&FIGURES,
			"last, first, min, max, mean, count, violations, advance or rate of a stream, or commanded, \
			confirmed, silent or mode of an actuator",
		)?;
		let quantity = self.quantity()?;
		self.scan.expect_word("max_age")?;
		let max_age = self.time()?;
		let allow = self.facts()?;
		Ok(Source::Stream { stream, figure, quantity, max_age, allow })
	}

	/// `as` with the step and the unit in which a channel counts.
	fn optional_quantity(&mut self) -> Parsed<Option<Quantity>> {
		if !self.scan.word("as") {
			return Ok(None);
		}
		let place = self.scan.place();
		let exponent = if self.scan.is_at_number() {
			let step = self.scan.decimal()?;
			let mut exponent = step.exponent;
			let mut value = step.value;
			while value > 1 && value.checked_rem(10) == Some(0) {
				value = value.checked_div(10).unwrap_or_default();
				exponent = exponent.saturating_add(1);
			}
			if value != 1 {
				return Err(self.scan.error(place, TextProblem::Step(step.text.into())));
			}
			exponent
		} else {
			0
		};
		Ok(Some(Quantity { unit: self.unit()?, exponent }))
	}

	fn quantity(&mut self) -> Parsed<Quantity> {
		match self.optional_quantity()? {
			Some(quantity) => Ok(quantity),
			None => Err(self
				.scan
				.expected("as, with the step and the unit of the channel, such as 0.1 Cel")),
		}
	}

	fn unit(&mut self) -> Parsed<Unit> {
		let place = self.scan.place();
		let symbol = self.scan.unit();
		let unit = Unit::new(symbol.as_bytes());
		unit.ok_or_else(|| {
			let found = symbol.chars().take(40).collect();
			self.scan.error(place, TextProblem::Expected { expected: "a unit's symbol", found })
		})
	}

	/// A time in milliseconds.
	fn time(&mut self) -> Parsed<u32> {
		let number_at = self.scan.place();
		let number: u32 = self.scan.whole()?;
		let place = self.scan.place();
		let unit = self.scan.name().unwrap_or_default();
		let Some((_, milliseconds)) = TIMES.iter().find(|(own, _)| *own == unit) else {
			return Err(self.scan.error(place, TextProblem::Time(unit.into())));
		};
		let time = number.checked_mul(*milliseconds);
		let long = TextProblem::Time([&number.to_string(), " ", unit].concat());
		time.ok_or_else(|| self.scan.error(number_at, long))
	}

	/// The facts that a rule accepts. Without the word, it accepts a restart.
	fn facts(&mut self) -> Parsed<Facts> {
		if !self.scan.word("allow") {
			return Ok(Facts::RESTART);
		}
		if self.scan.word("none") {
			return Ok(Facts::NONE);
		}
		let mut facts = Facts::NONE;
		let known = || Facts::NAMES.into_iter().zip(Facts::ALL);
		while let Some((_, fact)) = known().find(|(name, _)| self.scan.word(name)) {
			facts = facts.with(fact);
		}
		if facts == Facts::NONE {
			return Err(self.scan.expected(
				"facts: gap, restart, fork, skew, outOfRange, uncalibrated, late, oldKey, omitted, or none",
			));
		}
		Ok(facts)
	}

	fn output(&mut self, word: &str) -> Parsed<Output> {
		match word {
			"set" => {
				let actuator = self.stream()?;
				self.scan.expect_word("level")?;
				let level = self.scan.whole()?;
				self.scan.expect("=")?;
				let value = self.expression()?;
				let when = if self.scan.word("when") { Some(self.expression()?) } else { None };
				Ok(Output::Set { actuator, level, value, when })
			},
			"order" => {
				let need = NeedId(self.scan.whole()?);
				Ok(Output::Order { need, when: self.when()? })
			},
			"bid" => {
				let mandate = MandateId(self.scan.whole()?);
				self.scan.expect("=")?;
				let value = self.expression()?;
				Ok(Output::Bid { mandate, value, when: self.when()? })
			},
			"alarm" => {
				let name = self.label("the alarm's name")?;
				let severity = self.scan.one_of(&SEVERITIES, "notice, warning or critical")?;
				Ok(Output::Alarm { name, severity, when: self.when()? })
			},
			_ => {
				let asset = AssetId(self.scan.whole()?);
				let flag = self.scan.whole()?;
				Ok(Output::Flag { asset, flag, when: self.when()? })
			},
		}
	}

	fn when(&mut self) -> Parsed<Ref> {
		self.scan.expect_word("when")?;
		self.expression()
	}

	// Expressions, from the weakest operator to the strongest.

	fn expression(&mut self) -> Parsed<Ref> {
		let condition = self.alternative()?;
		if !self.scan.symbol("?") {
			return Ok(condition);
		}
		let place = self.scan.place();
		let yes = self.nested(Self::expression)?;
		self.scan.expect(":")?;
		let no = self.nested(Self::expression)?;
		let [yes, no] = self.aligned(place, [yes, no])?;
		self.emit(place, Node::Choose { condition, yes, no })
	}

	fn alternative(&mut self) -> Parsed<Ref> {
		let first = self.disjunction()?;
		if !self.scan.word("else") {
			return Ok(first);
		}
		let place = self.scan.place();
		let second = self.nested(Self::alternative)?;
		let [first, second] = self.aligned(place, [first, second])?;
		self.emit(place, Node::Else(first, second))
	}

	fn disjunction(&mut self) -> Parsed<Ref> {
		let mut left = self.conjunction()?;
		while self.scan.symbol("||") {
			let place = self.scan.place();
			let right = self.conjunction()?;
			left = self.emit(place, Node::Or(left, right))?;
		}
		Ok(left)
	}

	fn conjunction(&mut self) -> Parsed<Ref> {
		let mut left = self.negation()?;
		while self.scan.symbol("&&") {
			let place = self.scan.place();
			let right = self.negation()?;
			left = self.emit(place, Node::And(left, right))?;
		}
		Ok(left)
	}

	fn negation(&mut self) -> Parsed<Ref> {
		if !self.scan.symbol("!") {
			return self.comparison();
		}
		let place = self.scan.place();
		let of = self.nested(Self::negation)?;
		self.emit(place, Node::Not(of))
	}

	fn comparison(&mut self) -> Parsed<Ref> {
		let left = self.sum()?;
		let Some((_, how)) = COMPARISONS.iter().find(|(symbol, _)| self.scan.symbol(symbol)) else {
			return Ok(left);
		};
		let place = self.scan.place();
		let right = self.sum()?;
		let [left, right] = self.aligned(place, [left, right])?;
		self.emit(place, Node::Compare { how: *how, left, right })
	}

	fn sum(&mut self) -> Parsed<Ref> {
		let mut left = self.term()?;
		loop {
			let node = if self.scan.symbol("+") {
				Node::Add
			} else if self.scan.symbol("-") {
				Node::Subtract
			} else {
				return Ok(left);
			};
			let place = self.scan.place();
			let right = self.term()?;
			let [first, second] = self.aligned(place, [left, right])?;
			left = self.emit(place, node(first, second))?;
		}
	}

	fn term(&mut self) -> Parsed<Ref> {
		let mut of = self.atom()?;
		loop {
			let divides = if self.scan.symbol("*") {
				false
			} else if self.scan.symbol("/") {
				true
			} else {
				return Ok(of);
			};
			let place = self.scan.place();
			if !self.scan.is_at_number() {
				return Err(self
					.scan
					.expected("a number without a unit: only constants multiply and divide"));
			}
			let Decimal { value, exponent, .. } = self.scan.decimal()?;
			let by = Factor { value, exponent };
			let node = if divides { Node::Divide { of, by } } else { Node::Multiply { of, by } };
			of = self.emit(place, node)?;
		}
	}

	fn atom(&mut self) -> Parsed<Ref> {
		let place = self.scan.place();
		if self.scan.symbol("(") {
			let value = self.nested(Self::expression)?;
			self.scan.expect(")")?;
			return Ok(value);
		}
		if self.scan.is_at_number() {
			let number = self.scan.decimal()?;
			let unit = Unit::new(self.scan.unit().as_bytes());
			let unit = unit.ok_or_else(|| self.scan.expected("a unit's symbol"))?;
			let quantity = Quantity { unit, exponent: number.exponent };
			let value = self.emit(place, Node::Number { value: number.value, quantity })?;
			if let Ref::Node(number) = value {
				self.fresh.push(number);
			}
			return Ok(value);
		}
		if self.scan.symbol("-") {
			return Err(self.scan.error(place, TextProblem::Negation));
		}
		let name = self.scan.name().ok_or_else(|| {
			self.scan.expected("a value: a number with its unit, a name, a function or brackets")
		})?;
		match name {
			"true" => return self.emit(place, Node::Truth(true)),
			"false" => return self.emit(place, Node::Truth(false)),
			_ => {},
		}
		if self.scan.symbol("(") {
			if !FUNCTIONS.contains(&name) {
				return Err(self.scan.error(place, TextProblem::Function(name.into())));
			}
			let value = self.nested(|parser| parser.function(name, place))?;
			self.scan.expect(")")?;
			return Ok(value);
		}
		match self.meanings.get(name).copied() {
			Some(Meaning::Value(value)) => match self.kinds.get(value) {
				// If a number is expected, a price means that of the current slot.
				Some(Kind::Series(_)) => self.emit(place, Node::At { series: value, slot: 0 }),
				_ => Ok(value),
			},
			_ => Err(self.scan.error(place, TextProblem::Unknown(name.into()))),
		}
	}

	/// A function's arguments.
	fn function(&mut self, name: &str, place: usize) -> Parsed<Ref> {
		match name {
			"min" | "max" => match self.series() {
				Some(series) => self.statistic(name, place, series),
				None => {
					let node = if name == "min" { Node::Min } else { Node::Max };
					let mut left = self.expression()?;
					self.scan.expect(",")?;
					loop {
						let right = self.expression()?;
						let [first, second] = self.aligned(place, [left, right])?;
						left = self.emit(place, node(first, second))?;
						if !self.scan.symbol(",") {
							return Ok(left);
						}
					}
				},
			},
			"mean" | "quantile" | "rank" => {
				let series = self.expected_series()?;
				self.statistic(name, place, series)
			},
			"at" => {
				let series = self.expected_series()?;
				self.scan.expect(",")?;
				let slot = self.scan.whole()?;
				self.emit(place, Node::At { series, slot })
			},
			"abs" => {
				let of = self.expression()?;
				self.emit(place, Node::Abs(of))
			},
			"known" => {
				let of = self.expression()?;
				self.emit(place, Node::Known(of))
			},
			"delta" => {
				let of = self.expression()?;
				self.emit(place, Node::Delta(of))
			},
			"clamp" | "mid" | "hyst" => {
				let all = self.expressions()?;
				let [of, low, high] = self.aligned(place, all)?;
				self.emit(
					place,
					match name {
						"clamp" => Node::Clamp { of, low, high },
						"mid" => Node::Mid(of, low, high),
						_ => Node::Hysteresis { of, low, high },
					},
				)
			},
			"line" => {
				let [of, x0, y0, x1, y1] = self.expressions()?;
				let [of, x0, x1] = self.aligned(place, [of, x0, x1])?;
				let [y0, y1] = self.aligned(place, [y0, y1])?;
				self.emit(place, Node::Line { of, x0, y0, x1, y1 })
			},
			"ton" | "tof" | "stuck" => {
				let of = self.expression()?;
				self.scan.expect(",")?;
				let time = self.time()?;
				self.emit(
					place,
					match name {
						"ton" => Node::OnDelay { of, time },
						"tof" => Node::OffDelay { of, time },
						_ => Node::Stuck { of, time },
					},
				)
			},
			"count" => {
				let of = self.expression()?;
				self.scan.expect(",")?;
				let least = self.scan.whole()?;
				self.scan.expect(",")?;
				let width = self.time()?;
				self.scan.expect(",")?;
				let buckets = self.scan.whole()?;
				self.emit(place, Node::Count { of, least, width, buckets })
			},
			"scale" => {
				let of = self.expression()?;
				self.scan.expect(",")?;
				let digits_at = self.scan.place();
				let Decimal { value, exponent, text } = self.scan.decimal()?;
				let digits = i8::try_from(value).ok().filter(|_| exponent == 0);
				let digits = digits
					.ok_or_else(|| self.scan.error(digits_at, TextProblem::Number(text.into())))?;
				self.emit(place, Node::Scale { of, digits })
			},
			"weekly" => {
				let table_at = self.scan.place();
				let table = match self.scan.name() {
					None => self.scan.whole()?,
					Some(name) => match self.meanings.get(name) {
						Some(Meaning::Table(table)) => *table,
						_ => {
							return Err(self
								.scan
								.error(table_at, TextProblem::Unknown(name.into())))
						},
					},
				};
				self.emit(place, Node::Weekly(table))
			},
			_ => self.emit(place, Node::Holiday),
		}
	}

	/// `N` arguments, with commas between them.
	fn expressions<const N: usize>(&mut self) -> Parsed<[Ref; N]> {
		let mut all = [Ref::Input(0); N];
		for (number, of) in all.iter_mut().enumerate() {
			if number > 0 {
				self.scan.expect(",")?;
			}
			*of = self.expression()?;
		}
		Ok(all)
	}

	/// The name of a series, if one comes next.
	fn series(&mut self) -> Option<Ref> {
		let place = self.scan.place();
		let name = self.scan.name().unwrap_or_default();
		if let Some(Meaning::Value(value)) = self.meanings.get(name) {
			if matches!(self.kinds.get(*value), Some(Kind::Series(_))) {
				return Some(*value);
			}
		}
		self.scan.return_to(place);
		None
	}

	fn expected_series(&mut self) -> Parsed<Ref> {
		self.series().ok_or_else(|| self.scan.expected("the name of an input that is a price"))
	}

	/// The slots, and what a quantile needs.
	fn statistic(&mut self, name: &str, place: usize, series: Ref) -> Parsed<Ref> {
		self.scan.expect(",")?;
		let span = if self.scan.word("day") {
			Span::Day
		} else {
			let from = self.scan.whole()?;
			self.scan.expect(",")?;
			Span::Slots { from, to: self.scan.whole()? }
		};
		let statistic = match name {
			"min" => Statistic::Min,
			"max" => Statistic::Max,
			"mean" => Statistic::Mean,
			"rank" => Statistic::Rank,
			_ => {
				self.scan.expect(",")?;
				Statistic::Quantile(self.scan.whole()?)
			},
		};
		self.emit(place, Node::Over { series, span, statistic })
	}

	/// Parses one level deeper.
	fn nested<T>(&mut self, parse: impl FnOnce(&mut Self) -> Parsed<T>) -> Parsed<T> {
		if self.depth >= MAX_DEPTH {
			let place = self.scan.place();
			return Err(self.scan.error(place, TextProblem::Depth(MAX_DEPTH)));
		}
		self.depth = self.depth.saturating_add(1);
		let parsed = parse(self);
		self.depth = self.depth.saturating_sub(1);
		parsed
	}

	/// Adds a node.
	fn emit(&mut self, place: usize, node: Node) -> Parsed<Ref> {
		let checked = self.kinds.add_node(&node);
		checked.map_err(|problem| self.scan.error(place, TextProblem::Program(problem)))?;
		let number = u8::try_from(self.program.nodes.len()).unwrap_or_default();
		let full = self.program.nodes.len() >= self.max_nodes as usize;
		if full || self.program.nodes.try_push(node).is_err() {
			return Err(self.too_many(place, "nodes", self.max_nodes));
		}
		Ok(Ref::Node(number))
	}

	/// The same numbers, all at the finest of their exponents. Other values are left to the check.
	fn aligned<const N: usize>(&mut self, place: usize, mut all: [Ref; N]) -> Parsed<[Ref; N]> {
		let exponent = |of: Ref, kinds: &Kinds| match kinds.get(of) {
			Some(Kind::Number(quantity)) => Some(quantity.exponent),
			_ => None,
		};
		let Some(finest) = all.iter().filter_map(|of| exponent(*of, &self.kinds)).min() else {
			return Ok(all);
		};
		for of in all.iter_mut() {
			let digits = exponent(*of, &self.kinds).and_then(|own| own.checked_sub(finest));
			if let Some(digits) = digits.filter(|digits| *digits > 0) {
				*of = self.refined(place, *of, digits)?;
			}
		}
		Ok(all)
	}

	/// The same number with more digits.
	fn refined(&mut self, place: usize, of: Ref, digits: i8) -> Parsed<Ref> {
		let Ref::Node(number) = of else { return self.scaled(place, of, digits) };
		if !self.fresh.contains(&number) {
			return self.scaled(place, of, digits);
		}
		let literal = self.program.nodes.get_mut(usize::from(number));
		let Some(Node::Number { value, quantity }) = literal else { return Ok(of) };
		let power = 10i64.checked_pow(digits.unsigned_abs().into());
		let finer = power.and_then(|power| value.checked_mul(power));
		let finer =
			finer.ok_or_else(|| self.scan.error(place, TextProblem::Number(value.to_string())))?;
		(*value, quantity.exponent) = (finer, quantity.exponent.saturating_sub(digits));
		self.kinds.rewrite(number, *value, *quantity);
		Ok(of)
	}

	fn scaled(&mut self, place: usize, of: Ref, digits: i8) -> Parsed<Ref> {
		let within = digits.unsigned_abs() <= MAX_EXPONENT.unsigned_abs();
		let digits = if within { digits } else { 0 };
		self.emit(place, Node::Scale { of, digits })
	}
}
