//! The rules: eleven texts, one for each zone and one for the heat pump, evaluated by the engine that chains and clients have.
//!
//! The texts are in the folder `rules`. Their parameters are tuned; all else of them is fixed.

use super::{Controller, View};
use crate::{
	envelope::Claims,
	prices::HOURS,
	run::STEP_TIME,
	week::{OCCUPIED_DAYS, OCCUPIED_FROM, OCCUPIED_TO},
	zones::ZONES,
};
use tallystick_evidence::{DeviceId, Limits, Point, Summary};
use tallystick_records::{telemetry::Facts, Millis, Rate, Slot, StreamId};
use tallystick_rules::{
	text::{self, TextError},
	Band, Cells, Effect, Found, Kind, Observed, Output, Program, Series, Site, SiteError, Snapshot,
	Source, Value, Weekly,
};

/// The texts, of the zones in their order, and of the heat pump.
pub const TEXTS: [&str; ZONES + 1] = [
	include_str!("../../rules/zone-01.rule"),
	include_str!("../../rules/zone-02.rule"),
	include_str!("../../rules/zone-03.rule"),
	include_str!("../../rules/zone-04.rule"),
	include_str!("../../rules/zone-05.rule"),
	include_str!("../../rules/zone-06.rule"),
	include_str!("../../rules/zone-07.rule"),
	include_str!("../../rules/zone-08.rule"),
	include_str!("../../rules/zone-09.rule"),
	include_str!("../../rules/zone-10.rule"),
	include_str!("../../rules/heat-pump.rule"),
];

/// The texts of all rules, as in [`TEXTS`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Texts(pub Vec<String>);

impl Default for Texts {
	fn default() -> Self {
		Self(TEXTS.iter().map(|text| (*text).into()).collect())
	}
}

impl Texts {
	/// Reads `zone-01.rule` to `zone-10.rule` and `heat-pump.rule` of a folder.
	pub fn read(folder: &std::path::Path) -> std::io::Result<Self> {
		let zones = (1..=ZONES).map(|zone| format!("zone-{zone:02}.rule"));
		let names = zones.chain(["heat-pump.rule".into()]);
		names
			.map(|name| std::fs::read_to_string(folder.join(name)))
			.collect::<Result<_, _>>()
			.map(Self)
	}
}

/// Channel of a zone's temperature, and of the heat pump's and the weather's readings.
pub const READING: u16 = 1;

/// Channel of a zone's set-point, and of the flow's.
pub const SET_POINT: u16 = 2;

/// Device of the heat pump. Zones are the devices 1 to 10.
pub const PUMP: u8 = 11;

/// Device of the weather station.
pub const WEATHER: u8 = 12;

/// The step of prices: a millionth of a USD for each kWh.
pub const PRICE_STEP: f64 = 1e-6;

/// The hour of the day at which the prices of the next one are known.
pub const PUBLISHED: usize = 13;

/// Hours before occupancy from which the site's tables 1 to 7 are true. Table 0 is occupancy.
const WITHIN: [usize; 7] = [1, 2, 3, 4, 6, 8, 12];

/// Why the rules cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum RulesError {
	/// A text is not a rule.
	#[error("rule {number} cannot be read: {error}; correct its text in the folder rules")]
	Text {
		/// The number of the text, from zero.
		number: usize,
		/// What is wrong.
		error: TextError,
	},
	/// A rule reads or claims something that there is not.
	#[error("rule {number} names {what}, which this building does not have; use the devices and channels of the other rules")]
	Unknown {
		/// The number of the text, from zero.
		number: usize,
		/// What it names.
		what: String,
	},
	/// There are no parameters to begin with.
	#[error("tuning needs parameters to begin with")]
	NoStart,
	/// A thread panicked.
	#[error("a computation panicked; this is a bug")]
	Panic,
	/// The site's tables are wrong.
	#[error("the site of the rules is wrong: {0}; correct its tables")]
	Site(SiteError),
}

/// Parameters of the rules, which are tuned.
#[derive(Clone, Copy, PartialEq, Debug, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Parameters {
	/// Set-point while a zone is occupied, in °C.
	pub comfort: f64,
	/// Set-point while it is not, in °C.
	pub setback: f64,
	/// By how much more a zone is heated while heat is cheap, in K.
	pub store: f64,
	/// By how much a zone gets warmer in an hour of warming up, in K.
	pub pace: f64,
	/// What the flow is above the heating curve, in K.
	pub plus: f64,
	/// What it is above that at most while a zone lacks warmth, in K.
	pub boost: f64,
	/// The power of the heat pump above which the flow is lowered, in kW.
	pub most: f64,
}

impl Parameters {
	/// The value of a parameter as rules count it. `None` if there is no such number.
	pub fn value(&self, number: u8, kind: Kind) -> Option<i64> {
		let Kind::Number(quantity) = kind else { return None };
		let step = 10f64.powi(quantity.exponent.into());
		Some((self.get(number)? / step).round() as i64)
	}

	/// The value of a parameter in its unit. `None` if there is no such one.
	fn get(&self, number: u8) -> Option<f64> {
		Some(match number {
			0 => self.comfort,
			1 => self.setback,
			2 => self.store,
			3 => self.pace,
			4 => self.plus,
			5 => self.boost,
			6 => self.most * 1_000.0,
			_ => return None,
		})
	}
}

/// What an input is taken from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Input {
	Room(usize),
	Weather,
	Power,
	Price,
	Parameter(i64),
}

/// What an output claims.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Actuator {
	Zone(usize),
	Flow,
}

/// A rule at work.
#[derive(Clone, Debug)]
struct Running {
	program: Program,
	cells: Cells,
	inputs: Vec<Input>,
	outputs: Vec<Option<(Actuator, f64)>>,
}

/// All rules of the building.
#[derive(Clone, Debug)]
pub struct Rules {
	site: Site,
	running: Vec<Running>,
	prices: Option<[f64; HOURS]>,
	/// The price of every hour after the week. `None`: unknown.
	after: Option<Rate>,
	series: (usize, Series),
}

impl Rules {
	/// Rules at work, with these prices in USD/kWh of the hours of the week, or with none known.
	pub fn new(
		texts: &Texts,
		parameters: &Parameters,
		prices: Option<&[f64; HOURS]>,
	) -> Result<Self, RulesError> {
		let running = texts
			.0
			.iter()
			.enumerate()
			.map(|(number, text)| Running::new(number, text, parameters))
			.collect::<Result<_, _>>()?;
		let site = site();
		site.check().map_err(RulesError::Site)?;
		let series = (usize::MAX, Series::default());
		Ok(Self { site, running, prices: prices.copied(), after: None, series })
	}

	/// Gives all hours after the week this price. Without it their prices are unknown.
	#[must_use]
	pub fn with_price_after(self, price: Rate) -> Self {
		Self { after: Some(price), ..self }
	}

	/// The prices that are known in an hour of the week: those of its day, and of the next one after they were published.
	fn known(&self, now: u64, hour: usize) -> Series {
		let Some(prices) = &self.prices else { return Series::default() };
		let day = hour / 24;
		let days = 1 + usize::from(hour % 24 >= PUBLISHED);
		let last = ((day + days) * 24).min(HOURS);
		let rate = |price: &f64| Some(Rate((price / PRICE_STEP).round() as i64));
		let mut prices: Vec<_> = prices[day * 24..last].iter().map(rate).collect();
		if let Some(after) = self.after {
			prices.resize(days * 24, Some(after));
		}
		let hour_time = STEP_TIME * crate::model::STEPS_PER_HOUR as u64;
		Series {
			slot: hour_time as u32,
			first: Slot(now / hour_time - (hour % 24) as u64),
			prices: prices.try_into().unwrap_or_default(),
		}
	}
}

/// The building's own time and tables: UTC, as the measurements have it.
pub fn site() -> Site {
	let band = |from: usize, to: usize| Band {
		days: (1u8 << OCCUPIED_DAYS) - 1,
		from: (from * 60) as u16,
		to: (to * 60) as u16,
	};
	let occupied = [band(OCCUPIED_FROM, OCCUPIED_TO)].to_vec();
	let before = WITHIN.map(|hours| {
		let mut bands = vec![band(OCCUPIED_FROM.saturating_sub(hours), OCCUPIED_FROM)];
		if hours > OCCUPIED_FROM {
			// Sunday's evening and those of the weekdays, except Friday's.
			let days = (1u8 << (OCCUPIED_DAYS - 1)) - 1 + (1 << 6);
			let from = (24 + OCCUPIED_FROM - hours) * 60;
			bands.push(Band { days, from: from as u16, to: 1_440 });
		}
		bands
	});
	let tables: Vec<Weekly> = core::iter::once(occupied)
		.chain(before)
		.map(|bands| Weekly(bands.try_into().unwrap_or_default()))
		.collect();
	Site { tables: tables.try_into().unwrap_or_default(), ..Site::default() }
}

/// A channel of one of the devices that the texts name.
pub fn stream(device: u8, channel: u16) -> StreamId {
	let mut id = [0; 32];
	id[31] = device;
	StreamId { device: DeviceId(id), channel }
}

/// The zone that a stream belongs to.
fn zone_of(of: &StreamId, channel: u16) -> Option<usize> {
	(0..ZONES).find(|zone| *of == stream(*zone as u8 + 1, channel))
}

impl Running {
	fn new(number: usize, text: &str, parameters: &Parameters) -> Result<Self, RulesError> {
		let program =
			text::parse(text).map_err(|error| RulesError::Text { number, error })?.program;
		let unknown = |what: String| RulesError::Unknown { number, what };
		let input = |source: &Source| match source {
			Source::Stream { stream: of, .. } => zone_of(of, READING)
				.map(Input::Room)
				.or_else(|| (*of == stream(PUMP, READING)).then_some(Input::Power))
				.or_else(|| (*of == stream(WEATHER, READING)).then_some(Input::Weather)),
			Source::Price { .. } => Some(Input::Price),
			Source::Param { param, .. } => {
				let value = source.kind().and_then(|kind| parameters.value(*param, kind));
				value.map(Input::Parameter)
			},
			_ => None,
		};
		let inputs = program
			.inputs
			.iter()
			.map(|source| input(source).ok_or_else(|| unknown(format!("{source:?}"))))
			.collect::<Result<_, _>>()?;
		let kinds = program.check().map_err(|error| unknown(error.to_string()))?;
		let output = |output: &Output| match output {
			Output::Set { actuator, value, .. } => {
				let of = zone_of(actuator, SET_POINT).map(Actuator::Zone);
				let flow = (*actuator == stream(PUMP, SET_POINT)).then_some(Actuator::Flow);
				let of = of.or(flow).ok_or_else(|| unknown(format!("{actuator:?}")))?;
				match kinds.get(*value) {
					Some(Kind::Number(quantity)) => {
						Ok(Some((of, 10f64.powi(quantity.exponent.into()))))
					},
					_ => Err(unknown("a set-point that is not a number".into())),
				}
			},
			_ => Ok(None),
		};
		let outputs = program.outputs.iter().map(output).collect::<Result<_, _>>()?;
		Ok(Self { program, cells: Cells::new(), inputs, outputs })
	}
}

/// A reading that arrives at once.
fn reading(time: u64, value: i64) -> Found {
	let point = Point { time, value };
	let summary = Summary {
		count: 1,
		first: point,
		last: point,
		min: value,
		max: value,
		sum: value.into(),
		violations: 0,
	};
	Found::Observed(Observed {
		summary,
		limits: Limits::NONE,
		arrived: Millis(time),
		facts: Facts::NONE,
		active: true,
		missed: false,
	})
}

impl Controller for Rules {
	fn decide(&mut self, view: &View) -> Claims {
		let hour = view.step / crate::model::STEPS_PER_HOUR % HOURS;
		if self.series.0 != hour {
			self.series = (hour, self.known(view.now, hour));
		}
		let mut claims = Claims::default();
		for rule in &mut self.running {
			let found = |input: &Input| match *input {
				Input::Room(zone) => {
					view.rooms[zone].map_or(Found::Nothing, |value| reading(view.now, value))
				},
				Input::Weather => reading(view.now, view.outdoor),
				Input::Power => reading(view.now, view.power),
				Input::Price => Found::Prices(self.series.1.clone()),
				Input::Parameter(value) => Found::Value(Value::Number(value)),
			};
			let found: Vec<Found> = rule.inputs.iter().map(found).collect();
			let snapshot =
				Snapshot { now: Millis(view.now), found: found.try_into().unwrap_or_default() };
			let evaluation = rule.program.evaluate(&rule.cells, &self.site, &snapshot);
			for (effect, output) in evaluation.effects.iter().zip(&rule.outputs) {
				let (Effect::Value(value), Some((actuator, step))) = (effect, output) else {
					continue;
				};
				let value = Some(*value as f64 * step);
				match actuator {
					Actuator::Zone(zone) => claims.set_points[*zone] = value,
					Actuator::Flow => claims.flow = value,
				}
			}
			rule.cells = evaluation.cells;
		}
		claims
	}
}
