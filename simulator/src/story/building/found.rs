//! From nothing to a building whose devices are registered, in a zone with prices.

use super::{
	cast::{self, Cast, MARGIN},
	lapse::Lapse,
	options::{Scene, STEPS},
	Hooks, Options,
};
use crate::{
	identity,
	meter::{EXPORT, IMPORT},
	register::channels,
	story::{
		ledger::{act, ensure_member, event, send},
		words::tally,
		StoryError, TALLY,
	},
	Channel, Identity, Point, Series,
};
use std::sync::Arc;
use tallystick_building::{
	controllers::rules::PRICE_STEP, envelope::SET_POINTS, model::STEPS_PER_HOUR, plant::FLOW,
	run::STEP_TIME, zones::ZONES,
};
use tallystick_client::{
	control::{Bounds, Kind, Pace, Writable},
	device_registry::{calls::SetCalibration, events::ModelDefined},
	energy_market::{calls, events, views, ZoneTerms},
	market::{Agreement, Charges, Dynamic, Formula, Grid, IndexId, Tariff, Timing},
	records::{
		market::{Availability, Eic, Meter, PointId, Powers},
		Millis, Price, Rate, Slot, WattHours,
	},
	Call, ChannelKind, Registration,
};
use tallystick_evidence::{Crypto, Hash, Limits, Native};

const HOUR: u64 = 3_600_000;
const DAY: u64 = 24 * HOUR;
/// Time that opening the market takes, in addition to its horizon, in milliseconds.
const SOON: u64 = HOUR;
/// From the opening of the site to the first step: two hours, in milliseconds. Devices are switched on in between.
pub(super) const BEFORE: u64 = 8 * STEP_TIME;

/// What the cooperative takes for a kWh, in the smallest unit: the two rates of the comparison, averaged over the day.
const FLAT: i64 = 190_000;
/// What the utility takes for a kWh in an hour without an index.
pub(super) const FALLBACK: i64 = 190_000;
/// What both pay for what is fed in. The building feeds nothing in.
const FEED_IN: i64 = 0;
/// What the utility pays customers from in hours with prices below zero.
const FLOAT: u128 = 500 * TALLY;
/// The place of the key with which the works endorse devices.
const MAKER: u32 = 1_000;
/// In watts: the heat pump's limit.
const CONNECTED: u32 = 30_000;

/// Channels: what a device measures first, and what is commanded of it.
pub(super) const SENSOR: u16 = 0;
pub(super) const TARGET: u16 = 1;

/// How a model of the story looks.
struct Kinds {
	series: Arc<Series>,
	/// What its second channel permits, if that is written to.
	write: Option<Writable>,
	uri: &'static str,
}

/// A device of the story.
#[derive(Clone)]
pub(super) struct Unit {
	pub(super) identity: Identity,
	pub(super) series: Arc<Series>,
	pub(super) write: Option<Writable>,
	/// Hash of its model.
	pub(super) model: Hash,
	/// How often it has changed hands.
	pub(super) tenure: u32,
}

/// What there is before there are rules.
pub(super) struct Found {
	pub(super) cast: Cast,
	pub(super) genesis: Hash,
	/// The rooms by zone.
	pub(super) rooms: Vec<Unit>,
	pub(super) pump: Unit,
	pub(super) weather: Unit,
	pub(super) meter: Unit,
	pub(super) point: PointId,
	pub(super) index: IndexId,
	pub(super) timing: Timing,
	/// The moment at which the first step begins, on the chain's clock: UTC, in milliseconds.
	pub(super) start: u64,
}

impl Found {
	/// All devices: rooms, heat pump, weather station, meter.
	pub(super) fn units(&self) -> impl Iterator<Item = &Unit> {
		self.rooms.iter().chain([&self.pump, &self.weather, &self.meter])
	}

	/// The slot of an hour of the week that is played.
	pub(super) fn slot(&self, scene: &Scene, hour: usize) -> Slot {
		let first = scene.first / STEPS_PER_HOUR;
		let ahead = (hour as u64).saturating_sub(first as u64);
		Slot(self.timing.slot_at(Millis(self.start)).0.saturating_add(ahead))
	}
}

/// The seed of the devices' keys: apart from those of fleets, which may be on the same chain.
fn keys(seed: u64) -> u64 {
	seed.wrapping_add(u64::from_be_bytes(*b"building"))
}

fn channel(
	name: &str,
	unit: &str,
	exponent: i8,
	kind: ChannelKind,
	low: i64,
	high: i64,
) -> Channel {
	let (limits, period) = (Limits { low, high }, u32::try_from(STEP_TIME).unwrap_or(u32::MAX));
	Channel { name: name.into(), unit: unit.into(), exponent, kind, limits, period }
}

/// Hundredths of a degree.
fn hundredths(celsius: f64) -> i64 {
	(celsius * 100.0).round() as i64
}

/// What a set-point of temperatures permits. Without beats for an hour, it goes to `fail_safe`.
fn set_point(low: f64, high: f64, fail_safe: f64) -> Writable {
	let range = Limits { low: hundredths(low), high: hundredths(high) };
	let fail_safe = hundredths(fail_safe);
	let pace = Pace { off: None, min_on: 0, min_off: 0, per_hour: 0 };
	let lease = u32::try_from(HOUR).unwrap_or(u32::MAX);
	let bounds = Bounds { range, step: 1, fail_safe, startup: fail_safe, pace, lease };
	Writable { kind: Kind::SetPoint, bounds }
}

fn models() -> [Kinds; 4] {
	use ChannelKind::{Counter, Gauge};
	let series = |channels: Vec<Channel>| {
		let points = vec![Point { channel: 0, time: 0, value: 0 }];
		Arc::new(Series { channels, points })
	};
	let temperature = || channel("temperature", "Cel", -2, Gauge, -3_000, 8_000);
	let register = |name| channel(name, "Wh", 0, Counter, 0, 9_999_999_999);
	[
		Kinds {
			series: series(vec![temperature(), channel("target", "Cel", -2, Gauge, 500, 3_000)]),
			write: Some(set_point(5.0, 30.0, tallystick_building::envelope::FAIL_SAFE_SET_POINT)),
			uri: "urn:tallystick:building:room",
		},
		Kinds {
			series: series(vec![
				channel("power", "W", 0, Gauge, 0, 60_000),
				channel("flow", "Cel", -2, Gauge, 2_000, 6_500),
			]),
			write: Some(set_point(20.0, 65.0, tallystick_building::envelope::FAIL_SAFE_FLOW)),
			uri: "urn:tallystick:building:heat-pump",
		},
		Kinds {
			series: series(vec![channel("temperature", "Cel", -1, Gauge, -500, 600)]),
			write: None,
			uri: "urn:tallystick:building:weather",
		},
		Kinds {
			series: series(vec![register("1.8.0"), register("2.8.0")]),
			write: None,
			uri: "urn:tallystick:building:meter",
		},
	]
}

/// What the owner permits of a device's set-point, within what its model does.
pub(super) fn permitted(unit: &Unit, is_pump: bool) -> Option<Bounds> {
	let range = if is_pump { FLOW } else { SET_POINTS };
	let Writable { bounds, .. } = unit.write?;
	let range = Limits { low: hundredths(*range.start()), high: hundredths(*range.end()) };
	Some(Bounds { range, ..bounds })
}

fn eic(seed: u64) -> Result<Eic, StoryError> {
	let bodies = ('S'..='Z').map(|letter| format!("10Y{letter}BUILD{:06}", seed % 1_000_000));
	let last = || ('0'..='9').chain('A'..='Z');
	let mut codes =
		bodies.flat_map(|body| last().map(move |last| Eic::new(&format!("{body}{last}"))));
	codes.find_map(Result::ok).ok_or_else(|| StoryError::otherwise("there is no code for the zone"))
}

/// Organisations, devices, and a zone with prices.
pub(super) async fn found<H: Hooks>(
	lapse: &mut Lapse,
	options: &Options,
	scene: &Scene,
	hooks: &mut H,
) -> Result<Found, StoryError> {
	let chain = lapse.chain.clone();
	let timing = chain.view(views::TimingOf {}, None).await?;
	if u64::from(timing.slot) != HOUR || timing.period != 24 || u64::from(timing.horizon) < 8 * HOUR
	{
		let Timing { slot, period, horizon, .. } = timing;
		return Err(StoryError::option(format!(
			"the energy market has slots of {slot} ms, periods of {period} slots and a horizon of {horizon} ms; the building needs {HOUR}, 24 and at least {}: see scripts/market-slots.sh NODE hours",
			8 * HOUR
		)));
	}
	let first = identity(keys(options.seed), 0).id;
	if chain.device(&first, None).await?.is_some() {
		return Err(StoryError::option(format!(
			"the building of seed {} is on this chain already; take another --seed",
			options.seed
		)));
	}
	let start = start(lapse.now, timing, scene);
	ensure_member(&chain, options.gateway).await?;
	let cast = lapse.along(cast::found(&chain, &options.council, options.seed)).await?;
	let genesis = chain.genesis().await?;
	let mut units = register(lapse, options, &cast, genesis).await?.into_iter();
	let rooms: Vec<Unit> = units.by_ref().take(ZONES).collect();
	let (Some(pump), Some(weather), Some(meter)) = (units.next(), units.next(), units.next())
	else {
		return Err(StoryError::otherwise("a device is missing"));
	};
	hooks.tell(&format!(
		"{ZONES} rooms, a heat pump, a weather station and a meter are registered. Each signs what it measures."
	));
	let point = PointId(rand::random());
	let mut found = Found {
		cast,
		genesis,
		rooms,
		pump,
		weather,
		meter,
		point,
		index: IndexId(0),
		timing,
		start,
	};
	market(lapse, options, &mut found).await?;
	publish(lapse, scene, &found, scene.first / STEPS).await?;
	hooks.tell(&format!(
		"The cooperative sells at {} a kWh all day, the utility at the price of the exchange. The building takes the utility.",
		tally(FLAT.unsigned_abs().into()),
	));
	Ok(found)
}

/// The first midnight before the right day of the week until which everything can be prepared.
fn start(now: u64, timing: Timing, scene: &Scene) -> u64 {
	let prepared = now.saturating_add(timing.horizon.into()).saturating_add(SOON + BEFORE);
	// 1970-01-01 was a Thursday, three days after a Monday.
	let weekday = (scene.first / STEPS) as u64;
	let first = prepared.div_ceil(DAY);
	let wait = (weekday + 7 - (first + 3) % 7) % 7;
	(first + wait).saturating_mul(DAY)
}

/// The works define the models, endorse and calibrate each device; the operator registers the building's devices, and the grid operator the
/// meter. Both let the gateway speak for them.
async fn register(
	lapse: &mut Lapse,
	options: &Options,
	cast: &Cast,
	genesis: Hash,
) -> Result<Vec<Unit>, StoryError> {
	let chain = lapse.chain.clone();
	let (kinds, maker) = (models(), identity(keys(options.seed), MAKER));
	let define = |kind: &Kinds| {
		let mut channels = channels(&kind.series);
		if let Some(target) = channels.get_mut(usize::from(TARGET)) {
			target.write = kind.write;
		}
		Call::define_model(&kind.series.thing(), kind.uri, &channels, &[maker.key])
	};
	let calls: Vec<Call> = kinds.iter().map(define).collect();
	let defined = lapse.along(send(&chain, &cast.works.signer, &calls)).await?;
	let [room, pump, weather, meter] = &kinds;
	let all = std::iter::repeat_n((room, 0), ZONES).chain([(pump, 1), (weather, 2), (meter, 3)]);
	let (mut units, mut own, mut of_grid) = (Vec::new(), Vec::new(), Vec::new());
	for (place, (kind, model)) in (0u32..).zip(all) {
		let who = identity(keys(options.seed), place);
		let included: Option<&tallystick_client::Included> = defined.get(model);
		let lost = || StoryError::otherwise("a model is missing");
		let model = event::<ModelDefined>(included.ok_or_else(lost)?)?.model.0;
		let (owner, calls) = match kind.uri == meter.uri {
			true => (&cast.grid, &mut of_grid),
			false => (&cast.operator, &mut own),
		};
		let registration = Registration {
			key: who.key,
			owner: owner.account().0,
			model,
			metadata: [0; 32],
			expires: lapse.now.saturating_add(DAY),
		};
		let consent = who.secret.sign(&registration.message(&genesis).ok_or_else(lost)?);
		let word = registration.endorsed(&genesis, &maker.secret).ok_or_else(lost)?;
		calls.push(Call::register_endorsed(&registration, &consent, word));
		let (series, write) = (kind.series.clone(), kind.write);
		units.push(Unit { identity: who, model: series.thing(), series, write, tenure: 0 });
	}
	own.push(Call::authorize_gateway(None, &options.gateway));
	of_grid.push(Call::authorize_gateway(None, &options.gateway));
	lapse.along(send(&chain, &cast.operator.signer, &own)).await?;
	lapse.along(send(&chain, &cast.grid.signer, &of_grid)).await?;
	let certificate = Native::hash(&[b"certificate of the devices' calibration"]);
	let until = Millis(lapse.now.saturating_add(60 * DAY));
	let calibrate =
		|unit: &Unit| SetCalibration { device: unit.identity.id, certificate, until }.into();
	let calibrations: Vec<Call> = units.iter().map(calibrate).collect();
	lapse.along(send(&chain, &cast.works.signer, &calibrations)).await?;
	for unit in &mut units {
		let record = chain.device(&unit.identity.id, None).await?;
		let lost = || StoryError::otherwise("a device is not registered");
		unit.tenure = record.ok_or_else(lost)?.tenure;
	}
	Ok(units)
}

/// An index, two tariffs, a zone, and the building's metering point with its contract.
async fn market(lapse: &mut Lapse, options: &Options, found: &mut Found) -> Result<(), StoryError> {
	let chain = lapse.chain.clone();
	let cast = found.cast.clone();
	let publishers = vec![cast.grid.org, cast.exchange.org];
	let define = calls::DefineIndex { name: "Day-ahead prices".into(), publishers };
	let defined = lapse.along(act(&chain, &cast.exchange.signer, define)).await?;
	found.index = event::<events::IndexDefined>(&defined)?.index;
	// Some blocks pass until all of it is there.
	let from = found.timing.next_unopened(Millis(lapse.now.saturating_add(HOUR)));
	let notice = chain.view(views::LeastNotice {}, None).await?;
	let feed_in = Formula::Flat(Rate(FEED_IN));
	let offer = |name: &str, availability, supply| calls::OfferTariff {
		name: name.into(),
		availability,
		notice,
		from,
		first: Tariff { supply, feed_in: feed_in.clone() },
	};
	let formula = Dynamic { index: found.index, margin: Rate(0), fallback: Rate(FALLBACK) };
	let default = Availability::Default(cast.grid.org);
	let flat = offer("Same all day", default, Formula::Flat(Rate(FLAT)));
	let dynamic = offer("The exchange's price", Availability::Open, Formula::Dynamic(formula));
	let flat = lapse.along(act(&chain, &cast.cooperative.signer, flat)).await?;
	let flat = event::<events::TariffOffered>(&flat)?.tariff;
	let dynamic = lapse.along(act(&chain, &cast.utility.signer, dynamic)).await?;
	let tariff = event::<events::TariffOffered>(&dynamic)?.tariff;
	let terms = ZoneTerms {
		grid: Grid::new(Price(-100), Price(520), Price(1)).map_err(StoryError::Grid)?,
		capacity: WattHours(500_000),
		charges: Charges::new([]).map_err(StoryError::Tariff)?,
		deviation: Price(5),
		standard: WattHours(500),
		defaults: vec![Agreement { supplier: cast.cooperative.org, tariff: flat }],
	};
	// Nothing is settled of the time before: the first account is the first day's.
	let from = found.timing.slot_at(Millis(found.start));
	let open = calls::OpenZone { eic: eic(options.seed)?, from, terms };
	let opened = lapse.along(act(&chain, &cast.grid.signer, open)).await?;
	let zone = event::<events::ZoneOpened>(&opened)?.zone;
	let meter = Meter { device: found.meter.identity.id, import: IMPORT, export: EXPORT };
	let powers = Powers { connected: CONNECTED, export: 0 };
	let (point, owner) = (found.point, cast.operator.account());
	let propose = calls::ProposePoint { point, zone, meter, powers };
	lapse.along(act(&chain, &cast.operator.signer, propose)).await?;
	let confirm = calls::ConfirmPoint { point, owner, meter, powers };
	lapse.along(act(&chain, &cast.grid.signer, confirm)).await?;
	let request = calls::RequestContract { point, tariff, from };
	let fund = calls::Fund { point, amount: MARGIN };
	lapse.along(send(&chain, &cast.operator.signer, &[request.into(), fund.into()])).await?;
	lapse.along(act(&chain, &cast.utility.signer, calls::FundFloat { amount: FLOAT })).await?;
	Ok(())
}

/// Publishes the prices of a day of the week, as both publishers know them. After Sunday nothing is published.
pub(super) async fn publish(
	lapse: &mut Lapse,
	scene: &Scene,
	found: &Found,
	day: usize,
) -> Result<(), StoryError> {
	let hour = day.saturating_mul(24);
	let Some(prices) = scene.prices.get(hour..hour.saturating_add(24)) else { return Ok(()) };
	let values: Vec<Rate> =
		prices.iter().map(|price| Rate((price / PRICE_STEP).round() as i64)).collect();
	let (chain, index, from) = (lapse.chain.clone(), found.index, found.slot(scene, hour));
	let publish = calls::Publish { index, from, values };
	let (grid, exchange) = (&found.cast.grid.signer, &found.cast.exchange.signer);
	let both = async {
		tokio::try_join!(act(&chain, grid, publish.clone()), act(&chain, exchange, publish))
	};
	lapse.along(both).await.map(drop)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn the_story_begins_at_midnight_of_its_weekday() {
		let hour = u32::try_from(HOUR).unwrap();
		let timing = Timing { slot: hour, period: 24, lead: hour, firm: 0, horizon: 8 * hour };
		let broker = crate::Broker { host: "127.0.0.1".into(), port: 1 };
		let alice = tallystick_client::Signer::from_uri("//Alice").unwrap();
		let account = alice.account();
		let key = tallystick_evidence::DeviceKey::Ed25519([1; 32]);
		let options = Options::new(alice, account, key, Default::default(), broker);
		// 2020-01-07T12:00:00Z, a Tuesday; the story is told of a Wednesday.
		let noon = 1_578_398_400_000;
		let wednesday = noon + 12 * HOUR;
		let scene = options.scene().unwrap();
		assert_eq!(start(noon, timing, &scene), wednesday);
		assert_eq!(start(noon + 2 * HOUR, timing, &scene), wednesday + 7 * DAY);
		assert_eq!(start(wednesday, timing, &scene), wednesday + 7 * DAY);
		let monday = Options { first: 0, ..options }.scene().unwrap();
		assert_eq!(start(noon, timing, &monday), wednesday + 5 * DAY);
	}

	#[test]
	fn what_the_owner_permits_is_within_the_models() {
		for (kind, is_pump) in models().into_iter().zip([false, true]) {
			let write = kind.write.unwrap();
			write.check().unwrap();
			let unit = Unit {
				identity: identity(1, 1),
				series: kind.series,
				write: Some(write),
				model: [0; 32],
				tenure: 0,
			};
			let bounds = permitted(&unit, is_pump).unwrap();
			let default = bounds.fail_safe;
			let envelope = tallystick_client::control::Envelope { bounds, slew: None, default };
			envelope.check_within(&write).unwrap();
		}
	}
}
