//! Histories: what happened to the inputs of a rule, in JSON or CSV.

use super::{rule_file::RuleFile, words};
use crate::{
	assets::{
		args::moment,
		bulk::{Places, Problems},
	},
	failure::{Failure, Result},
	files::{self, Kind as FileKind},
	market::units::parse_rate,
};
use serde_json::{Map, Value as Json};
use std::{
	collections::{BTreeMap, BTreeSet},
	path::Path,
};
use tallystick_client::records::{telemetry::Facts, Millis, Rate, Slot};
use tallystick_evidence::{Limits, Point, Summary};
use tallystick_rules::{
	series::MAX_SLOTS, Figure, Found, Kind, Observed, Quantity, Series, Site, Snapshot, Source,
	Value,
};

type Parsed<T> = std::result::Result<T, String>;

/// How many slots before the current one a rule sees at most: those of the longest day, and a change of the clock.
const SLOTS_BEFORE: u64 = 108;

/// The column of a CSV file that holds the times.
const AT: &str = "at";

/// How long a slot is in a CSV file unless an option says so, in milliseconds.
pub(crate) const SLOT: u64 = 900_000;

/// What happened, in ascending order of time.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct History {
	pub(crate) steps: Vec<Step>,
	/// When the history ends, if it says so.
	pub(crate) until: Option<Millis>,
}

/// What happened at one moment. Inputs that it does not name stay as they are.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Step {
	pub(crate) at: Millis,
	/// Inputs by their numbers.
	pub(crate) changes: Vec<(usize, Change)>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Change {
	/// What is known of the input from now on.
	Found(Found),
	/// Prices that are added to those known before.
	Prices {
		/// Length of a slot, in milliseconds.
		slot: u32,
		/// The first slot, counted from 1970.
		first: u64,
		/// None takes a price back.
		prices: Vec<Option<Rate>>,
	},
}

/// What is known of all inputs at a moment.
#[derive(Clone, Debug)]
pub(crate) struct Known {
	found: Vec<Found>,
	/// Of prices: the length of a slot, and the prices by their slots.
	prices: BTreeMap<usize, (u32, BTreeMap<u64, Rate>)>,
}

impl Known {
	/// Knows nothing of this number of inputs.
	pub(crate) fn nothing(inputs: usize) -> Self {
		Self { found: vec![Found::Nothing; inputs], prices: BTreeMap::new() }
	}

	pub(crate) fn apply(&mut self, step: &Step) {
		for (input, change) in &step.changes {
			match change {
				Change::Found(found) => {
					self.prices.remove(input);
					if let Some(known) = self.found.get_mut(*input) {
						known.clone_from(found);
					}
				},
				Change::Prices { slot, first, prices } => {
					let known = self.prices.entry(*input).or_insert((*slot, BTreeMap::new()));
					if known.0 != *slot {
						*known = (*slot, BTreeMap::new());
					}
					for (slot, price) in (*first..).zip(prices) {
						match price {
							Some(price) => known.1.insert(slot, *price),
							None => known.1.remove(&slot),
						};
					}
				},
			}
		}
	}

	/// What a rule sees.
	pub(crate) fn snapshot(&self, now: Millis, site: &Site) -> Snapshot {
		let found = self.found.iter().enumerate().map(|(input, found)| {
			self.prices.get(&input).map_or_else(
				|| found.clone(),
				|(slot, prices)| Found::Prices(window(*slot, prices, now, site)),
			)
		});
		// A sound program has no more inputs than a snapshot.
		Snapshot { now, found: found.collect::<Vec<_>>().try_into().unwrap_or_default() }
	}
}

/// The prices around a moment: from the beginning of the site's day on, as many as a series holds.
fn window(slot: u32, prices: &BTreeMap<u64, Rate>, now: Millis, site: &Site) -> Series {
	let length = u64::from(slot).max(1);
	let current = now.0 / length;
	// The clock may have gone back by up to two hours since midnight.
	let since = u64::from(site.local(now).minute).saturating_add(120).saturating_mul(60_000);
	let midnight = now.0.saturating_sub(since) / length;
	let first = midnight.max(current.saturating_sub(SLOTS_BEFORE));
	let last = prices.keys().next_back().copied().unwrap_or_default();
	let end = first.saturating_add(MAX_SLOTS.into()).min(last.saturating_add(1));
	let prices = (first..end).map(|slot| prices.get(&slot).copied());
	let prices = prices.collect::<Vec<_>>().try_into().unwrap_or_default();
	Series { slot, first: Slot(first), prices }
}

/// Reads a history for a rule: CSV if the file's name ends so, otherwise JSON.
pub(crate) fn read(path: &Path, rule: &RuleFile, slot: u64) -> Result<History> {
	let text = files::read_text(path, FileKind::History)?;
	let is_csv = path.extension().is_some_and(|end| end.eq_ignore_ascii_case("csv"));
	let history = if is_csv {
		let (history, problems) =
			from_csv(&text, rule, slot).map_err(|error| Failure::file(path, error))?;
		problems.check_before(path, "played")?;
		history
	} else {
		let json = serde_json::from_str(&text).map_err(|error| Failure::file(path, error))?;
		from_json(&json, rule).map_err(|error| Failure::file(path, error))?
	};
	if history.steps.is_empty() {
		return Err(Failure::file(path, "the history has no steps; add one with a time"));
	}
	Ok(history)
}

/// The names of the rule's inputs, for errors.
fn inputs(rule: &RuleFile) -> String {
	let names: Vec<_> = rule.parts.inputs.iter().map(|part| part.name.as_str()).collect();
	if names.is_empty() {
		"the rule has no inputs".into()
	} else {
		format!("its inputs are {}", names.join(", "))
	}
}

fn input_named(rule: &RuleFile, name: &str) -> Parsed<usize> {
	rule.input(name)
		.ok_or_else(|| format!("{name:?} is not an input of the rule; {}", inputs(rule)))
}

/// A time, or a span after the time before: `+10 min`.
fn time(text: &str, before: Option<Millis>) -> Parsed<Millis> {
	let at = match text.trim().strip_prefix('+') {
		None => moment(text.trim())?.at,
		Some(span) => {
			let before =
				before.ok_or_else(|| format!("{text:?} follows no time; begin with a date"))?;
			before.saturating_add(words::parse_span(span)?)
		},
	};
	match before {
		Some(before) if at < before => {
			Err(format!("{text} is earlier than the step before; sort the steps by time"))
		},
		_ => Ok(at),
	}
}

fn time_in(json: &Json, before: Option<Millis>) -> Parsed<Millis> {
	match json {
		Json::String(text) => time(text, before),
		Json::Number(number) => time(&number.to_string(), before),
		other => Err(format!("{other} is not a time; write \"2026-01-31T12:00Z\"")),
	}
}

fn from_json(json: &Json, rule: &RuleFile) -> Parsed<History> {
	let (steps, until) = match json {
		Json::Array(steps) => (steps, None),
		Json::Object(fields) => {
			let steps = fields.get("steps").and_then(Json::as_array);
			let steps = steps.ok_or("steps is missing; write { \"steps\": [ … ] }")?;
			(steps, fields.get("until"))
		},
		_ => return Err("write { \"steps\": [ … ] }, or a list of steps".into()),
	};
	let (mut history, mut before) = (History::default(), None);
	for (number, json) in steps.iter().enumerate() {
		let step = self::step(json, before, rule);
		let step = step.map_err(|error| format!("step {}: {error}", number.saturating_add(1)))?;
		before = Some(step.at);
		history.steps.push(step);
	}
	let until = until.map(|until| time_in(until, before)).transpose();
	history.until = until.map_err(|error| format!("until: {error}"))?;
	Ok(history)
}

/// A step: `{ "at": TIME, NAME: … }`, or a snapshot as vectors hold it.
fn step(json: &Json, before: Option<Millis>, rule: &RuleFile) -> Parsed<Step> {
	let fields = json.as_object().ok_or("write { \"at\": TIME, INPUT: VALUE }")?;
	if let (Some(snapshot), None) = (fields.get("snapshot"), fields.get(AT)) {
		return whole(snapshot, before, rule);
	}
	let at = fields.get(AT).ok_or("at is missing; write the time of the step")?;
	let at = time_in(at, before).map_err(|error| format!("at: {error}"))?;
	let changes = fields.iter().filter(|(name, _)| *name != AT).map(|(name, json)| {
		let input = input_named(rule, name)?;
		let change = source_of(rule, input).and_then(|source| change(json, source, at));
		Ok((input, change.map_err(|error| format!("{name}: {error}"))?))
	});
	Ok(Step { at, changes: changes.collect::<Parsed<_>>()? })
}

/// A snapshot as vectors hold it, which replaces what was known.
fn whole(json: &Json, before: Option<Millis>, rule: &RuleFile) -> Parsed<Step> {
	let snapshot: Snapshot =
		serde_json::from_value(json.clone()).map_err(|error| format!("snapshot: {error}"))?;
	if before.is_some_and(|before| snapshot.now < before) {
		return Err("now is earlier than in the step before; sort the steps by time".into());
	}
	let changes = (0..rule.rule.program.inputs.len())
		.map(|input| (input, Change::Found(snapshot.found(input).clone())));
	Ok(Step { at: snapshot.now, changes: changes.collect() })
}

fn source_of(rule: &RuleFile, input: usize) -> Parsed<&Source> {
	rule.rule.program.inputs.get(input).ok_or_else(|| "there is no such input".into())
}

/// What becomes known of an input.
fn change(json: &Json, source: &Source, at: Millis) -> Parsed<Change> {
	if json.is_null() {
		return Ok(Change::Found(Found::Nothing));
	}
	// What vectors hold is read as it is.
	let is_form = |name: &str| json.get(name).is_some_and(|held| held.is_object());
	if is_form("observed") || is_form("prices") || is_form("value") {
		let found = serde_json::from_value(json.clone()).map_err(|error| error.to_string())?;
		return Ok(Change::Found(found));
	}
	match source {
		Source::Stream { quantity, figure, .. } => {
			observed(json, *quantity, *figure, at).map(Found::Observed).map(Change::Found)
		},
		Source::Price { .. } => prices(json),
		other => match (other.kind(), json) {
			(Some(Kind::Truth), Json::Bool(truth)) => {
				Ok(Change::Found(Found::Value(Value::Truth(*truth))))
			},
			(Some(Kind::Number(quantity)), json) => {
				let number = words::number_in(json, quantity)?;
				Ok(Change::Found(Found::Value(Value::Number(number))))
			},
			_ => Err(format!("{json} is not a truth value; write true, false or null")),
		},
	}
}

const OBSERVED: [&str; 12] = [
	"last", "first", "min", "max", "mean", "count", "over", "read", "arrived", "facts", "active",
	"missed",
];

/// The fields of an observation.
struct Fields<'a> {
	fields: &'a Map<String, Json>,
	/// What the channel counts.
	quantity: Quantity,
}

impl Fields<'_> {
	/// Reads a field, if it is there.
	fn field<T>(&self, name: &str, read: impl FnOnce(&Json) -> Parsed<T>) -> Parsed<Option<T>> {
		let field = self.fields.get(name).map(read).transpose();
		field.map_err(|error| format!("{name}: {error}"))
	}

	fn number(&self, name: &str) -> Parsed<Option<i64>> {
		self.field(name, |json| words::number_in(json, self.quantity))
	}

	fn moment(&self, name: &str) -> Parsed<Option<Millis>> {
		self.field(name, |json| time_in(json, None))
	}

	fn truth(&self, name: &str) -> Parsed<Option<bool>> {
		self.field(name, |json| {
			json.as_bool().ok_or_else(|| format!("{json} is neither true nor false"))
		})
	}

	/// How many readings there are: at least this many.
	fn count(&self, least: u32) -> Parsed<u32> {
		let count = self.field("count", |json| {
			let count = json.as_u64().and_then(|count| u32::try_from(count).ok());
			count
				.filter(|count| *count >= least)
				.ok_or_else(|| format!("{json} is not a whole number of {least} or more"))
		})?;
		Ok(count.unwrap_or(least))
	}

	/// The time from the first reading to the last, which several readings need.
	fn over(&self, count: u32) -> Parsed<u64> {
		let over = self.field("over", span_in)?;
		if count > 1 && over.is_none() {
			return Err("over is missing; write the span from the first reading to the last".into());
		}
		Ok(over.unwrap_or_default())
	}

	fn facts(&self) -> Parsed<Facts> {
		let facts = self.field("facts", |json| {
			serde_json::from_value(json.clone())
				.map_err(|error| format!("{error}; write a list of {}", Facts::NAMES.join(", ")))
		})?;
		Ok(facts.unwrap_or(Facts::NONE))
	}
}

/// A span of time in milliseconds.
fn span_in(json: &Json) -> Parsed<u64> {
	let text = json.as_str().ok_or_else(|| format!("{json} is not a span, such as \"15 min\""))?;
	words::parse_span(text)
}

/// An observation: the value of one reading, taken and received now, or an object that says more.
fn observed(json: &Json, quantity: Quantity, figure: Figure, at: Millis) -> Parsed<Observed> {
	let needs_more = match figure {
		Figure::Rate | Figure::Advance => {
			Some("{ \"first\": …, \"last\": …, \"over\": \"15 min\" }")
		},
		Figure::Count => Some("{ \"last\": …, \"count\": …, \"over\": \"15 min\" }"),
		Figure::Violations => Some("{ \"observed\": { … } } as the vectors do, with limits"),
		Figure::Last | Figure::First | Figure::Min | Figure::Max | Figure::Mean => None,
	};
	let none = Map::new();
	let fields = match (json, needs_more) {
		(Json::Object(fields), _) => fields,
		(_, Some(form)) => {
			return Err(format!("one value is not enough for this figure; in JSON write {form}"))
		},
		(_, None) => &none,
	};
	if let Some(other) = fields.keys().find(|name| !OBSERVED.contains(&name.as_str())) {
		let known = OBSERVED.join(", ");
		return Err(format!("{other:?} is not a field of an observation; there are {known}"));
	}
	let fields = Fields { fields, quantity };
	let last = match json {
		Json::Object(_) => fields.number("last")?,
		value => Some(words::number_in(value, quantity)?),
	};
	let last = last.ok_or("last is missing; write the last value of the observation")?;
	let first = fields.number("first")?;
	let count = fields.count(if first.is_some() { 2 } else { 1 })?;
	let over = fields.over(count)?;
	let first = first.unwrap_or(last);
	let read = fields.moment("read")?.unwrap_or(at);
	// Two readings have an exact sum. Of more, the mean is halfway unless the history says it.
	let sum = match (fields.number("mean")?, count) {
		(Some(mean), count) => i128::from(mean) * i128::from(count),
		(None, 2) => i128::from(first) + i128::from(last),
		(None, count) => i128::from(i64::midpoint(first, last)) * i128::from(count),
	};
	Ok(Observed {
		summary: Summary {
			count,
			first: Point { time: read.0.saturating_sub(over), value: first },
			last: Point { time: read.0, value: last },
			min: fields.number("min")?.unwrap_or(first.min(last)),
			max: fields.number("max")?.unwrap_or(first.max(last)),
			sum,
			violations: 0,
		},
		limits: Limits { low: i64::MIN, high: i64::MAX },
		arrived: fields.moment("arrived")?.unwrap_or(at),
		facts: fields.facts()?,
		active: fields.truth("active")?.unwrap_or(true),
		missed: fields.truth("missed")?.unwrap_or(false),
	})
}

/// The price of a slot.
fn price(json: &Json) -> Parsed<Option<Rate>> {
	match json {
		Json::Null => Ok(None),
		Json::String(text) => parse_rate(text).map(Some),
		Json::Number(number) => parse_rate(&number.to_string()).map(Some),
		other => Err(format!("{other} is not a price, such as \"0.32 TALLY/kWh\"")),
	}
}

fn slot_length(millis: u64) -> Parsed<u32> {
	let slot = u32::try_from(millis).ok().filter(|slot| *slot > 0);
	slot.ok_or_else(|| format!("a slot cannot last {millis} ms; write a span, such as 15 min"))
}

/// The number of the slot that begins at a moment.
fn slot_at(at: Millis, slot: u32) -> Parsed<u64> {
	let length = u64::from(slot);
	if !at.0.is_multiple_of(length) {
		return Err(format!(
			"no slot begins at {}; slots last {}",
			super::simulate::moment_text(at),
			crate::text::span(length.into())
		));
	}
	Ok(at.0 / length)
}

/// Prices of consecutive slots: `{ "from": TIME, "slot": "15 min", "prices": [ … ] }`.
fn prices(json: &Json) -> Parsed<Change> {
	let form = "write { \"from\": TIME, \"slot\": \"15 min\", \"prices\": [ … ] }";
	let fields: &Map<String, Json> = json.as_object().ok_or(form)?;
	if let Some(other) =
		fields.keys().find(|name| !["from", "slot", "prices"].contains(&name.as_str()))
	{
		return Err(format!("{other:?} is not a field of prices; {form}"));
	}
	let from = time_in(fields.get("from").ok_or(form)?, None)?;
	let slot = fields.get("slot").map_or(Ok(SLOT), span_in);
	let slot = slot.and_then(slot_length).map_err(|error| format!("slot: {error}"))?;
	let list = fields.get("prices").and_then(Json::as_array).ok_or(form)?;
	let prices = list
		.iter()
		.enumerate()
		.map(|(at, json)| price(json).map_err(|error| format!("prices[{at}]: {error}")));
	let prices = prices.collect::<Parsed<_>>()?;
	Ok(Change::Prices { slot, first: slot_at(from, slot)?, prices })
}

/// What a cell of a CSV file says of an input. `-` says that nothing is known.
fn cell(text: &str, source: &Source, at: Millis) -> Parsed<Change> {
	let json = match (text, source.kind()) {
		("-", _) => Json::Null,
		("true" | "false", Some(Kind::Truth)) => Json::Bool(text == "true"),
		_ => Json::String(text.into()),
	};
	change(&json, source, at)
}

/// A line for each moment: its time, and a column for each input. Cells that are empty change nothing. A price is
/// that of the slot that begins at the time, and known from the first line on.
fn from_csv(text: &str, rule: &RuleFile, slot: u64) -> Parsed<(History, Problems)> {
	let slot = slot_length(slot)?;
	let text = text.strip_prefix('\u{feff}').unwrap_or(text).as_bytes();
	let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text);
	let header = reader.headers().map_err(|error| format!("line 1: {error}"))?.clone();
	let mut columns = header.iter();
	if columns.next() != Some(AT) {
		let inputs = inputs(rule);
		return Err(format!(
			"line 1 has to name the columns, with commas between them: {AT}, then inputs of the rule; {inputs}"
		));
	}
	let columns = columns.map(|name| {
		let input = input_named(rule, name).map_err(|error| format!("line 1: {error}"))?;
		Ok((input, source_of(rule, input)?))
	});
	let columns = columns.collect::<Parsed<Vec<_>>>()?;
	let mut seen = BTreeSet::new();
	if let Some(twice) = header.iter().find(|name| !seen.insert(*name)) {
		return Err(format!("line 1: the column {twice:?} is there twice; leave one out"));
	}
	let (mut history, mut problems) = (History::default(), Problems::default());
	let mut ahead: BTreeMap<usize, Vec<Change>> = BTreeMap::new();
	let (mut record, mut lines, mut before) = (csv::StringRecord::new(), Places::new(text), None);
	loop {
		let line = lines.line(reader.position());
		match reader.read_record(&mut record) {
			Ok(false) => break,
			Ok(true) => {},
			Err(error) => {
				problems.add(line, error);
				continue;
			},
		}
		let at = match time(record.get(0).unwrap_or_default(), before) {
			Ok(at) => at,
			Err(error) => {
				problems.add(line, format!("{AT}: {error}"));
				continue;
			},
		};
		before = Some(at);
		let mut step = Step { at, changes: Vec::new() };
		for (text, (input, source)) in record.iter().skip(1).zip(&columns) {
			if text.is_empty() {
				continue;
			}
			let found = match source {
				Source::Price { .. } => price_cell(text, at, slot).map(|change| {
					ahead.entry(*input).or_default().push(change);
				}),
				source => cell(text, source, at).map(|change| step.changes.push((*input, change))),
			};
			if let Err(error) = found {
				let name = rule.parts.inputs.get(*input).map_or("", |part| &part.name);
				problems.add(line, format!("{name}: {error}"));
			}
		}
		history.steps.push(step);
	}
	if let Some(first) = history.steps.first_mut() {
		let ahead = ahead.into_iter();
		let ahead = ahead.flat_map(|(input, all)| all.into_iter().map(move |one| (input, one)));
		first.changes.extend(ahead);
	}
	Ok((history, problems))
}

fn price_cell(text: &str, at: Millis, slot: u32) -> Parsed<Change> {
	let price = if text == "-" { None } else { Some(parse_rate(text)?) };
	Ok(Change::Prices { slot, first: slot_at(at, slot)?, prices: vec![price] })
}
