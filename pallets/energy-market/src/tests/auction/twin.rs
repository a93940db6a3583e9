//! Sessions for the second implementation of the market, `tests/market/settle.py`, which says what
//! the fields are and computes all that was found anew.
//!
//! `UPDATE_VECTORS=1` writes them. With `SETTLEMENT`, the name of a file, `SESSIONS` others are written
//! there.

use super::*;
use crate::tests::{bare, replace_meter};
use frame::{deps::frame_support::storage::with_storage_layer, traits::fungible::InspectHold};
use serde_json::{json, Map, Value};
use std::{
	collections::{BTreeMap, BTreeSet, VecDeque},
	path::PathBuf,
};
use tallystick_market::{Band, Block, Blocks, Dynamic, TimeOfUse};
use tallystick_primitives::{
	evidence::{Point as Read, Summary},
	DeviceStatus, Observation, OnObservation, StreamId,
};
use tallystick_world::Numbers;

/// Slots of a minute, in periods of seven.
const QUICK: Timing =
	Timing { slot: 60_000, period: 7, lead: 45_000, firm: 20_000, horizon: 900_000 };
const DAYS: u64 = 86_400_000;
const INDEX: IndexId = IndexId(0);
/// What has to happen.
const KINDS: [&str; 13] = [
	"place",
	"cleared",
	"counted",
	"observed",
	"deposit",
	"fund",
	"withdraw",
	"preliminary",
	"final",
	"lapsed",
	"debtsPaid",
	"forgiven",
	"fundFloat",
];

/// A run that a meter signed, and may not have sent.
struct Said {
	channel: u16,
	summary: Summary,
	facts: Facts,
}

/// A meter, with what its registers show.
struct Gauge {
	device: DeviceId,
	/// Up to when it has read them.
	until: u64,
	registers: [i64; 2],
	unsent: VecDeque<Said>,
	is_late: bool,
}

impl Gauge {
	fn of(device: DeviceId) -> Self {
		let unsent = VecDeque::new();
		Self { device, until: Clock::now(), registers: [5_000, 700], unsent, is_late: false }
	}

	/// Signs a run of each channel from what the registers showed up to what they show.
	fn sign(&mut self, (from, to): (u64, u64), before: [i64; 2], channels: u16, facts: Facts) {
		for channel in 0..channels {
			let [first, last] = [before, self.registers].map(|all| all[usize::from(channel)]);
			self.unsent.push_back(Said {
				channel,
				summary: run_of((from, first), (to, last)),
				facts,
			});
		}
	}

	/// Goes through a slot.
	fn slot(&mut self, length: u64, silence: u64, chance: &mut Numbers) {
		let (from, to) = (self.until, self.until + length);
		self.until = to;
		let before = self.registers;
		let rise = |all: [i64; 2], chance: &mut Numbers| {
			all.map(|register| register + chance.below(300) as i64)
		};
		let kind = chance.below(20 + silence);
		self.registers = rise(before, chance);
		let middle = from + 1 + chance.below(length - 2);
		match kind {
			0 => {
				// It begins again in the middle.
				self.sign((from, middle), before, 2, Facts::NONE);
				self.registers = [chance.below(9) as i64, 3];
				let again = self.registers;
				self.registers = rise(again, chance);
				self.sign((middle + 1, to), again, 2, Facts::NONE);
			},
			1 => {
				self.sign((from, to), before, 2, Facts::NONE);
				for said in self.unsent.iter_mut().rev().take(2) {
					said.summary.min -= 1;
				}
			},
			2 => {
				let fact = Facts::ALL[chance.below(Facts::ALL.len() as u64) as usize];
				self.sign((from, to), before, 2, fact);
			},
			3 => {
				self.sign((from, middle), before, 2, Facts::NONE);
				let between = self.registers;
				self.registers = rise(between, chance);
				self.sign((middle, to), between, 2, Facts::NONE);
			},
			4 => self.sign((from, to), before, 1, Facts::NONE),
			5 => self.sign((from + (middle - from) / 2, middle), before, 2, Facts::NONE),
			// One register that reads before the newest reading.
			6 => {
				self.sign((from - 1, to), before, 2, Facts::SKEW);
			},
			7..20 => self.sign((from, to), before, 2, Facts::NONE),
			_ => {},
		}
	}
}

fn run_of(first: (u64, i64), last: (u64, i64)) -> Summary {
	let read = |(time, value)| Read { time, value };
	Summary {
		count: 2,
		first: read(first),
		last: read(last),
		min: first.1,
		max: last.1,
		sum: 0,
		violations: 0,
	}
}

fn hex(bytes: &[u8]) -> String {
	let digits: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
	format!("0x{digits}")
}

/// The beginning of a device's id, which suffices.
fn short(device: DeviceId) -> String {
	hex(&device.0[..4])
}

fn places(of: Places) -> Vec<u8> {
	(0..96).filter(|place| of.contains(*place)).collect()
}

/// Everything that a session needs and finds.
struct Session {
	chance: Numbers,
	journal: Vec<Value>,
	gauges: Vec<Gauge>,
	/// The periods whose accounts are looked at.
	periods: BTreeSet<u64>,
	/// All from the first one in which points take part to the last of these.
	all: BTreeSet<u64>,
	/// What was last said of their deadlines.
	dated: BTreeMap<u64, Deadlines>,
	deposits: BTreeMap<AccountId, u64>,
	/// The devices that ever metered each point, by their first slot.
	meters: BTreeMap<(PointId, Slot), Value>,
	/// How many of 20 and this many slots no meter says anything of.
	silence: u64,
	/// How often something happened.
	seen: BTreeMap<String, usize>,
}

impl Session {
	fn below(&mut self, limit: u64) -> u64 {
		self.chance.below(limit)
	}

	fn see(&mut self, kind: &str) {
		*self.seen.entry(kind.to_owned()).or_default() += 1;
	}

	fn note(&mut self, kind: &str, content: Value) {
		self.see(kind);
		self.journal.push(json!({ "at": Clock::now(), kind: content }));
	}

	/// A call, of which nothing is left if it fails.
	fn call(&mut self, work: impl FnOnce() -> DispatchResult) -> bool {
		let done = with_storage_layer(work);
		self.follow();
		done.is_ok()
	}

	/// Notes what events and views say.
	fn follow(&mut self) {
		for event in events() {
			self.follow_event(event);
		}
		System::reset_events();
		for (account, deposit) in deposits() {
			let before = self.deposits.insert(account.clone(), deposit).unwrap_or_default();
			if deposit != before {
				let amount = i128::from(deposit) - i128::from(before);
				let content = json!({ "account": account, "amount": amount.to_string() });
				self.note("deposit", content);
			}
		}
		for seed in 0..POINTS {
			for own in Market::meters(point(seed)) {
				self.meters.insert((point(seed), own.from), metering(&own));
			}
		}
		for period in self.all.clone() {
			let Some(deadlines) = Market::deadlines(Period(period)) else { continue };
			if self.dated.insert(period, deadlines) != Some(deadlines) {
				let Deadlines { estimation, correction, .. } = deadlines;
				let (estimation, correction) = (estimation.0, correction.0);
				let content =
					json!({ "period": period, "estimation": estimation, "correction": correction });
				self.note("deadlines", content);
			}
		}
	}

	fn follow_event(&mut self, event: Event<Test>) {
		match event {
			Event::Funded { point, amount, .. } => {
				self.note("fund", json!({ "point": point, "amount": amount }));
			},
			Event::Withdrawn { point, amount, .. } => {
				self.note("withdraw", json!({ "point": point, "amount": amount }));
			},
			Event::Cleared { zone, slot, clearing } => {
				if clearing.is_some() {
					self.look_at(Market::timing().period_of(slot));
				}
				let content = json!({ "zone": zone, "slot": slot, "clearing": clearing });
				self.note("cleared", content);
			},
			Event::Counted { point, period, freed, paid, credit } => {
				self.note(
					"counted",
					json!({
						"point": point,
						"period": period,
						"freed": freed,
						"paid": paid,
						"credit": credit,
					}),
				);
			},
			Event::Settled { point, period, finality, accounts, moved, .. } => {
				let run = match finality {
					Finality::Preliminary => "preliminary",
					Finality::Final => "final",
					Finality::Lapsed => "lapsed",
				};
				let lapsed = first_not_lapsed(period);
				self.see(run);
				self.note(
					"settled",
					json!({
						"point": point,
						"period": period,
						"run": run,
						"lapsed": lapsed,
						"accounts": accounts_json(&accounts),
						"moved": moved_json(moved),
					}),
				);
			},
			Event::DebtsPaid { point, moved, .. } => {
				let content = json!({ "point": point, "moved": moved_json(moved) });
				self.note("debtsPaid", content);
			},
			Event::Forgiven { point, party, amount } => {
				let amount = amount.unsigned_abs().to_string();
				let content = json!({ "point": point, "party": party, "amount": amount });
				self.note("forgiven", content);
			},
			Event::FloatFunded { supplier, amount, .. } => {
				let content = json!({ "supplier": supplier, "amount": amount });
				self.note("fundFloat", content);
			},
			Event::FloatWithdrawn { supplier, amount, .. } => {
				let content = json!({ "supplier": supplier, "amount": amount });
				self.note("withdrawFloat", content);
			},
			Event::WrittenOff { .. } => self.see("written off"),
			_ => {},
		}
	}

	fn look_at(&mut self, period: Period) {
		self.periods.insert(period.0);
		let first = *self.all.first().unwrap_or(&period.0);
		self.all.extend(first..=period.0);
	}

	fn order(&mut self, seed: u8) {
		let timing = Market::timing();
		let mut first = timing.slot_at(Millis(Clock::now()));
		while timing.gate(first).0 <= Clock::now() {
			first.0 += 1;
		}
		first.0 += self.below(4);
		let (period, from) = Market::locate(&timing, first);
		let mut orders = Vec::new();
		for place in from..(timing.period as u8).min(from + 1 + self.below(3) as u8) {
			let mut steps = BTreeMap::new();
			for _ in 0..self.below(4) {
				let price = 4 * self.below(10) as i64 - 20;
				let most = if self.below(9) == 0 { 900 } else { 60 };
				steps.insert(price, 1 + self.below(most) as u32);
			}
			let steps: Vec<_> = steps.into_iter().collect();
			orders.push((place, if self.below(2) == 0 { buy(&steps) } else { sell(&steps) }));
		}
		let placed = json!({ "point": point(seed), "period": period, "orders": orders });
		if self.call(|| place(seed, period, orders)) {
			self.note("place", placed);
		}
	}

	fn formula(&mut self, base: i64) -> Formula {
		let rate = |price: i64| Rate(price * 1_000 + 123);
		let other = base + self.below(30) as i64 - 10;
		match self.below(4) {
			0 => Formula::Flat(rate(base)),
			1 => {
				// The day of the tests begins half an hour before midnight, somewhere.
				let minute = ((Clock::now() / 60_000 + 20) % 1_440) as u16;
				let band = |from, price| Band { days: 127, from, rate: rate(price) };
				let bands = match minute {
					0 => vec![band(0, base)],
					minute => vec![band(0, base), band(minute, other)],
				};
				let until = Slot(Market::next_unopened().0 + self.below(40));
				let bands = bands.try_into().expect("few");
				Formula::TimeOfUse(TimeOfUse { offset: 0, until, fallback: rate(50), bands })
			},
			2 => {
				let block = Block { above: WattHours(self.below(900) + 1), rate: rate(other) };
				let more = vec![block].try_into().expect("few");
				Formula::Blocks(Blocks { first: rate(base), more })
			},
			_ => Formula::Dynamic(Dynamic { index: INDEX, margin: rate(2), fallback: rate(base) }),
		}
	}

	/// What is fed in often earns more than supply costs, as far as the tariff says.
	fn tariff(&mut self) -> Box<Tariff> {
		let base = self.below(60) as i64 - 10;
		let feed_in = Formula::Flat(Rate((self.below(60) as i64 - 10) * 1_000 + 777));
		Box::new(Tariff { supply: self.formula(base), feed_in })
	}

	/// Payees are accounts that nothing was paid into before.
	fn terms(&mut self) -> Box<ZoneTermsOf<Test>> {
		let capacity = if self.below(3) == 0 { 40 } else { 1_000_000 };
		let mut new = terms(capacity, 0, 1 + self.below(9) as i64);
		let charges: Vec<_> = (0..1 + self.below(8))
			.map(|_| Charge {
				kind: ChargeKind::Levy,
				rate: Rate((self.below(9_000) / [1, 10, 500][self.below(3) as usize]) as i64),
				payee: AccountId::new([100 + self.below(24) as u8; 32]),
			})
			.collect();
		new.charges = Charges::new(charges).expect("at most eight");
		new
	}

	fn publish(&mut self) {
		let timing = Market::timing();
		let period = timing.period_of(Slot(Market::next_unopened().0 + self.below(20)));
		let from = slot(period, self.below(timing.period.into()) as u8);
		let (_, place) = Market::locate(&timing, from);
		let count = u64::from(timing.period) - u64::from(place);
		let values: Vec<_> =
			(0..1 + self.below(count)).map(|at| Rate(1_000 * (at as i64 % 9))).collect();
		let publishers = 1 + self.below(3) as usize;
		for who in &BOURSES[..publishers] {
			let values = values.clone().try_into().expect("not more than a period has");
			self.call(|| Market::publish(signed(who.clone()), INDEX, from, values));
		}
	}

	fn act(&mut self) {
		let seed = self.below(POINTS.into()) as u8;
		let unopened = Market::next_unopened().0;
		match self.below(40) {
			0..16 => self.order(seed),
			16 => self.fund(seed),
			17 => {
				let (free, _) = margin(seed);
				let amount = if self.below(2) == 0 { free } else { self.below(free + 1) };
				self.call(|| Market::withdraw(signed(owner(seed)), point(seed), amount));
			},
			18 => {
				let (tariff, from) = (TariffId(self.below(2) as u32), unopened + self.below(10));
				let who = signed(owner(seed));
				self.call(|| Market::request_contract(who, point(seed), tariff, Slot(from)));
			},
			19 => match self.below(3) {
				0 => Orgs::suspend(SOUTHS),
				_ => Orgs::resume(SOUTHS),
			},
			20 => {
				let (who, own) = match self.below(2) {
					0 => (NORTH, TariffId(0)),
					_ => (SOUTH, TariffId(1)),
				};
				let from = Slot(unopened + u64::from(NOTICE) + self.below(10));
				let text = self.tariff();
				self.call(|| Market::publish_version(signed(who), own, from, text));
			},
			21 => {
				let from = Slot(unopened + self.below(10));
				let new = self.terms();
				self.call(|| Market::set_terms(signed(GRID), ZONE, from, new));
			},
			22..24 => self.publish(),
			24 => {
				let period = Market::timing().period_of(Slot(unopened));
				let back = Period(period.0 - self.below(4));
				let points = self.below(5) as u32;
				let advance = || Market::advance(signed(STRANGER), ZONE, back, points);
				self.call(|| advance().map(|_| ()).map_err(|error| error.error));
			},
			25 => {
				let device = self.gauges[usize::from(seed)].device;
				let status = match self.below(2) {
					0 => DeviceStatus::Suspended,
					_ => DeviceStatus::Active,
				};
				Registry::edit(&device, |record| record.status = status);
			},
			27 if self.gauges.len() < usize::from(POINTS) + 2 => {
				let device = Device::new(200 + self.gauges.len() as u8);
				let now = Market::timing().slot_at(Millis(Clock::now()));
				for channel in [0, 1] {
					let period = Market::timing().slot;
					let traits =
						ChannelTraits { period, exponent: -1, ..MeterRegistry::register() };
					MeterRegistry::set(device.stream(channel), traits);
				}
				let from = Slot(now.0 + 1 + self.below(3));
				let next = Meter { device: device.id, import: 0, export: 1 };
				self.call(|| replace_meter(point(seed), next, from));
				let mut gauge = Gauge::of(device.id);
				gauge.until = Market::timing().start(now).0;
				self.gauges.push(gauge);
			},
			28 => self.float(),
			29 => {
				let nth = self.below(self.all.len() as u64) as usize;
				let period = *self.all.iter().nth(nth).expect("it is below their number");
				self.settle(seed, Period(period));
			},
			30 if self.below(20) == 0 => {
				self.call(|| Market::close_point(signed(owner(seed)), point(seed)));
			},
			_ => {
				let slots = if self.below(12) == 0 { 5 } else { 2 };
				let span = self.below(slots * u64::from(Market::timing().slot));
				self.pass(span);
				let weight = self.below(1_000) * 1_000_000;
				Market::on_idle(0, Weight::from_parts(weight, 0));
				self.follow();
				self.read();
			},
		}
	}

	/// So long no block came.
	fn pass(&mut self, span: u64) {
		block(Clock::now() + span);
		self.follow();
		let timing = Market::timing();
		self.look_at(timing.period_of(timing.slot_at(Millis(Clock::now()))));
	}

	/// Meters go through the slots that are over, and send what they signed unless they are late.
	fn read(&mut self) {
		let length = u64::from(Market::timing().slot);
		for index in 0..self.gauges.len() {
			// Some meters' clocks are ahead of the block's.
			let skew = u64::from(Market::timing().max_skew());
			let ahead = [0, 0, 0, skew, skew + 1, 5 * skew][self.below(6) as usize];
			while self.gauges[index].until + length <= Clock::now() + ahead {
				let silence = self.silence;
				self.gauges[index].slot(length, silence, &mut self.chance);
			}
			if self.below(8) == 0 {
				self.gauges[index].is_late ^= true;
			}
			if !self.gauges[index].is_late {
				self.send(index);
			}
		}
	}

	fn send(&mut self, index: usize) {
		let device = self.gauges[index].device;
		while let Some(Said { channel, summary, facts }) = self.gauges[index].unsent.pop_front() {
			let stream = StreamId { device, channel };
			let active = Registry::status(&device) == Some(DeviceStatus::Active);
			let read = |read: Read| json!({ "time": read.time, "value": read.value });
			let content = json!({
				"device": short(device),
				"channel": channel,
				"active": active,
				"facts": facts.names().collect::<Vec<_>>(),
				"run": {
					"first": read(summary.first),
					"last": read(summary.last),
					"min": summary.min,
					"max": summary.max,
				},
			});
			let at = Millis(Clock::now());
			let root = [0; 32];
			let observation = Observation { boot_epoch: 0, sequence: 0, summary, root, at, facts };
			Market::on_observation(&stream, &observation);
			self.note("observed", content);
		}
	}

	fn fund(&mut self, seed: u8) {
		let amount = 1 + self.below(20_000);
		self.call(|| Market::fund(signed(owner(seed)), point(seed), amount));
	}

	fn float(&mut self) {
		let who = if self.below(2) == 0 { NORTH } else { SOUTH };
		let amount = 1 + self.below(20_000);
		match self.below(3) {
			0 => self.call(|| Market::withdraw_float(signed(who), amount)),
			_ => self.call(|| Market::fund_float(signed(who), amount)),
		};
	}

	fn settle(&mut self, seed: u8, period: Period) -> bool {
		self.call(|| bare(Market::settle(signed(STRANGER), point(seed), period)))
	}

	/// Some accounts are settled, by chance and twice, and some debts paid or waived.
	fn settle_some(&mut self) {
		for period in self.all.clone() {
			for seed in 0..POINTS {
				if self.below(3) > 0 {
					self.settle(seed, Period(period));
				}
			}
		}
		for seed in 0..POINTS {
			match self.below(5) {
				0 => self.fund(seed),
				1 => self.float(),
				2 => self.forgive(seed),
				_ => {},
			}
			self.call(|| bare(Market::pay_debts(signed(STRANGER), point(seed))));
		}
	}

	fn forgive(&mut self, seed: u8) {
		let Some(Debt { party, amount, .. }) = Debts::<Test>::get(point(seed)).first().cloned()
		else {
			return;
		};
		let who = match &party {
			_ if amount < 0 => owner(seed),
			Party::Supplier(NORTHS) => NORTH,
			Party::Supplier(_) => SOUTH,
			Party::Payee(payee) => payee.clone(),
		};
		let amount = self.below(2_000);
		self.call(|| Market::forgive(signed(who), point(seed), party, amount));
	}

	/// What the chain has now.
	fn find(&mut self) {
		let mut points = Map::new();
		for seed in 0..POINTS {
			let (free, locked) = margin(seed);
			let reserved = Market::point(point(seed)).map(|own| own.reserved);
			let mut periods = Map::new();
			for period in self.periods.clone() {
				let metered: Vec<_> = Market::metered(point(seed), Period(period))
					.into_iter()
					.map(|own| own.map(|own| json!([own.import, own.export, own.quality])))
					.collect();
				let statement = Market::statement(point(seed), Period(period)).map(shown);
				periods.insert(
					period.to_string(),
					json!({ "metered": metered, "statement": statement }),
				);
			}
			let debts = Debts::<Test>::get(point(seed));
			let content = json!({
				"free": free,
				"locked": locked,
				"reserved": reserved,
				"next": Settled::<Test>::get(point(seed)),
				"debts": debts,
				"periods": periods,
			});
			points.insert(hex(&point(seed).0), content);
		}
		let mut balances = Map::new();
		for who in frame_system::Account::<Test>::iter_keys() {
			let held: u64 = [HoldReason::Margin, HoldReason::Float]
				.map(|reason| Balances::balance_on_hold(&reason.into(), &who))
				.iter()
				.sum();
			let found = json!({ "free": Balances::free_balance(&who), "held": held });
			balances.insert(who.to_string(), found);
		}
		let floats: Map<_, _> = Suppliers::<Test>::iter()
			.map(|(org, record)| (org.0.to_string(), json!(record.float.held)))
			.collect();
		let supply: Vec<_> = SupplierBalances::<Test>::iter()
			.map(|(period, (zone, supplier), energy)| {
				json!({
					"period": period,
					"zone": zone,
					"supplier": supplier,
					"energy": energy.to_string(),
				})
			})
			.collect();
		let found = json!({
			"points": points,
			"balances": balances,
			"floats": floats,
			"supply": supply,
			"kept": Progress::<Test>::get().map(|cursor| cursor.kept),
		});
		self.note("found", found);
	}

	fn skip_to(&mut self, moment: u64) {
		while Clock::now() < moment {
			block(moment.min(Clock::now() + DAYS / 4));
			for _ in 0..40 {
				block(Clock::now());
			}
			Market::on_idle(0, Weight::MAX);
			self.follow();
		}
	}

	/// All deadlines pass, and some readings come late.
	fn end(&mut self) {
		self.skip_to(Clock::now() + 3 * u64::from(Market::timing().horizon));
		self.find();
		let last = *self.periods.last().expect("time passed");
		let deadlines = Market::deadlines(Period(last)).expect("it is cleared");
		self.skip_to(deadlines.estimation.0);
		self.settle_some();
		self.find();
		for index in 0..self.gauges.len() {
			if index % 2 == 0 {
				self.send(index);
			}
		}
		self.skip_to(deadlines.correction.0 - 1);
		self.settle_some();
		self.find();
		self.skip_to(deadlines.correction.0);
		for index in 0..self.gauges.len() {
			self.send(index);
		}
		self.settle_some();
		self.find();
		self.skip_to(deadlines.correction.0 + RETENTION);
		for seed in 0..POINTS {
			let next = Settled::<Test>::get(point(seed)).expect("it takes part");
			self.settle(seed, next);
		}
		// Nothing is said of energies any more.
		self.periods.clear();
		self.find();
	}
}

/// The first period that did not lapse, from this one on.
fn first_not_lapsed(mut period: Period) -> Period {
	let is_over = |period| {
		let first = slot(period, 0);
		Market::is_past(period, RETENTION) || first < Market::kept_from()
	};
	while is_over(period) {
		period.0 += 1;
	}
	period
}

fn moved_json(moved: Moved<AccountId>) -> Vec<Value> {
	moved.into_iter().map(|(party, amount)| json!([party, amount.to_string()])).collect()
}

/// What is held of accounts for records.
fn deposits() -> Vec<(AccountId, u64)> {
	use HoldReason::{Index, Point, Tariff, Zone};
	let held = |who: &AccountId| {
		let reasons = [Zone, Index, Tariff, Point].into_iter();
		reasons.map(|reason| Balances::balance_on_hold(&reason.into(), who)).sum()
	};
	frame_system::Account::<Test>::iter_keys().map(|who| (who.clone(), held(&who))).collect()
}

fn accounts_json(accounts: &[SupplyAccount]) -> Vec<Value> {
	let shown = accounts.iter().map(|own| {
		json!({
			"supplier": own.supplier,
			"tariff": own.tariff,
			"version": own.version,
			"terms": own.terms,
			"slots": places(own.slots),
			"lines": own.lines,
			"balance": own.balance.to_string(),
		})
	});
	shown.collect()
}

fn shown(statement: Statement) -> Value {
	json!({
		"accounts": accounts_json(&statement.accounts),
		"awaited": places(statement.awaited),
		"provisional": places(statement.provisional),
	})
}

/// What is in force, as it was found at the end.
fn records() -> Map<String, Value> {
	let by_number = |all: Vec<(String, Value)>| Value::Object(all.into_iter().collect());
	let zones = Zones::<Test>::iter().map(|(zone, (record, _))| {
		let versions = Terms::<Test>::iter().filter(|((own, _), _)| *own == zone);
		let versions =
			versions.map(|((_, version), (terms, _))| (version.to_string(), json!(terms)));
		let content = json!({
			"operator": <Orgs as Membership<AccountId>>::account(record.operator),
			"terms": record.terms,
			"versions": by_number(versions.collect()),
		});
		(zone.0.to_string(), content)
	});
	let tariffs = Tariffs::<Test>::iter().map(|(tariff, (head, _))| {
		let texts = Versions::<Test>::iter().filter(|((own, _), _)| *own == tariff);
		let texts = texts.map(|((_, version), (text, _))| (version.to_string(), json!(text)));
		let content = json!({
			"supplier": head.supplier,
			"versions": head.versions,
			"ends": head.ends,
			"texts": by_number(texts.collect()),
		});
		(tariff.0.to_string(), content)
	});
	let mut reports = BTreeMap::<IndexId, Vec<Value>>::new();
	for ((index, period), all) in Reports::<Test>::iter() {
		for (report, _) in all {
			let PeriodReport { publisher, values } = report;
			let content = json!({ "period": period, "publisher": publisher, "values": values });
			reports.entry(index).or_default().push(content);
		}
	}
	let indices = reports.into_iter().map(|(index, all)| (index.0.to_string(), json!(all)));
	let suppliers = Suppliers::<Test>::iter().map(|(org, record)| {
		let account = <Orgs as Membership<AccountId>>::account(org);
		(org.0.to_string(), json!({ "standing": record.standing, "account": account }))
	});
	[
		("timing", json!(Market::timing())),
		("existential", json!(Balances::minimum_balance())),
		("floatPeriods", json!(FLOAT_PERIODS)),
		("floatSpan", json!(Market::float_span())),
		("zones", by_number(zones.collect())),
		("tariffs", by_number(tariffs.collect())),
		("indices", by_number(indices.collect())),
		("suppliers", by_number(suppliers.collect())),
	]
	.map(|(name, content)| (name.to_owned(), content))
	.into_iter()
	.collect()
}

fn metering(of: &Metering) -> Value {
	let counter = |of: &Counter| json!({ "channel": of.channel, "exponent": of.exponent });
	json!({
		"device": short(of.device),
		"from": of.from,
		"until": of.until,
		"import": counter(&of.import),
		"export": counter(&of.export),
	})
}

fn points(free: &BTreeMap<PointId, u64>, meters: &BTreeMap<(PointId, Slot), Value>) -> Value {
	let all = Points::<Test>::iter().map(|(id, (record, _))| {
		let own = meters.iter().filter(|((point, _), _)| *point == id);
		let ends = match record.status {
			PointStatus::Closed(slot) => Some(slot),
			_ => None,
		};
		let content = json!({
			"owner": record.owner,
			"zone": record.zone,
			"powers": record.powers,
			"contract": record.contract,
			"ends": ends,
			"free": free[&id],
			"meters": own.map(|(_, own)| own).collect::<Vec<_>>(),
		});
		(hex(&id.0), content)
	});
	Value::Object(all.collect())
}

/// A session of this many acts; with `week`, as many again a week later, in which most meters are silent.
fn session(seed: u64, timing: Timing, acts: usize, week: bool) -> (Value, BTreeMap<String, usize>) {
	execute_with(|| {
		MarketTiming::<Test>::put(timing);
		Clock::set(DAY - u64::from(timing.horizon) - 2 * u64::from(timing.slot));
		offer_tariff(NORTH, Availability::Default(GRIDS), SUPPLY);
		offer_tariff(SOUTH, Availability::Open, SUPPLY + 5);
		let publishers = PUBLISHERS.to_vec().try_into().expect("three");
		let name = b"day ahead".to_vec().try_into().expect("it is short");
		assert_ok!(Market::define_index(signed(OTHER_GRID), name, publishers));
		open_zone(ZONE, u64::MAX);
		(0..POINTS).for_each(|seed| add_point(seed, ZONE));
		// Some have little.
		for seed in 0..POINTS / 2 {
			let most = MARGIN - 3_000 * u64::from(seed);
			assert_ok!(Market::withdraw(signed(owner(seed)), point(seed), most));
		}
		Clock::set(DAY);
		System::reset_events();
		let gauges = (0..POINTS).map(|seed| Gauge::of(Device::new(seed + 100).id)).collect();
		let mut session = Session {
			chance: Numbers(seed),
			journal: Vec::new(),
			gauges,
			periods: BTreeSet::new(),
			all: Settled::<Test>::iter_values().map(|period| period.0).collect(),
			dated: BTreeMap::new(),
			deposits: deposits().into_iter().collect(),
			meters: BTreeMap::new(),
			silence: 2,
			seen: BTreeMap::new(),
		};
		let free = Points::<Test>::iter().map(|(id, (record, _))| (id, record.free)).collect();
		let balances: Map<_, _> = frame_system::Account::<Test>::iter_keys()
			.map(|who| (who.to_string(), json!(Balances::free_balance(&who))))
			.collect();
		(0..acts).for_each(|_| session.act());
		if week {
			session.skip_to(DAY + 7 * DAYS);
			for gauge in &mut session.gauges {
				gauge.until = Clock::now();
			}
			session.settle_some();
			session.periods.clear();
			session.silence = 60;
			(0..acts).for_each(|_| session.act());
		}
		session.end();
		let mut content = records();
		content.insert("points".into(), points(&free, &session.meters));
		content.insert("balances".into(), Value::Object(balances));
		content.insert("journal".into(), json!(session.journal));
		(Value::Object(content), session.seen)
	})
}

fn sessions(seeds: impl Iterator<Item = u64>) -> String {
	let mut seen = BTreeMap::<String, usize>::new();
	let texts: Vec<_> = seeds
		.map(|seed| {
			let (content, own) = match seed % 8 {
				0 => session(seed, DayAhead::get(), 80, false),
				1 => session(seed, DayAhead::get(), 40, true),
				_ => session(seed, QUICK, 120, false),
			};
			for (kind, count) in own {
				*seen.entry(kind).or_default() += count;
			}
			content.to_string()
		})
		.collect();
	for kind in KINDS {
		assert!(seen.get(kind).is_some_and(|count| *count > 1), "no {kind}: {seen:?}");
	}
	format!("[\n{}\n]\n", texts.join(",\n"))
}

#[test]
fn sessions_for_the_second_implementation_are_current() {
	let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/market/vectors");
	let path = folder.join("settlement.json");
	let text = sessions(0..4);
	if std::env::var_os("UPDATE_VECTORS").is_some() {
		std::fs::write(&path, &text).expect("the folder is there");
	}
	let found = std::fs::read_to_string(&path).unwrap_or_default();
	// Whatever the sequence of names is.
	let read = |text: &str| serde_json::from_str::<Value>(text).unwrap_or_default();
	let is_same = read(&found) == read(&text);
	assert!(is_same, "it differs: UPDATE_VECTORS=1 cargo test -p pallet-energy-market twin");
	if let Ok(path) = std::env::var("SETTLEMENT") {
		let count = std::env::var("SESSIONS").ok().and_then(|count| count.parse().ok());
		std::fs::write(path, sessions(4..4 + count.unwrap_or(100))).expect("it can be written");
	}
}
