//! One long session in which everything happens: orders, tariffs and suppliers change, meters fall silent, are
//! late, begin again, are sold, revoked and replaced, the chain stands still, and nobody has enough money.
//!
//! `TALLYSTICK_STEPS` says how many steps it has. From 10,000 on all that is listed below has to happen.

use super::*;
use crate::tests::{
	bare,
	meters::say_of,
	readings::{readings, root, Read},
};
use frame::deps::frame_support::storage::with_storage_layer;
use std::collections::BTreeMap;
use tallystick_market::{Dynamic, IndexId};
use tallystick_primitives::{evidence::Hash, DeviceStatus, StreamId};
use tallystick_world::Numbers;

const HOUR: u64 = 3_600_000;

/// A week has few slots, so that estimates by the week before are seldom of slots without readings.
const HOURLY: Timing =
	Timing { slot: 3_600_000, period: 6, lead: 900_000, firm: 300_000, horizon: 43_200_000 };

/// What events have to say.
const REPORTED: [&str; 26] = [
	"Placed",
	"Cleared",
	"Counted",
	"PeriodCounted",
	"Preliminary",
	"Final",
	"Lapsed",
	"DebtsPaid",
	"Forgiven",
	"ReadingsShown",
	"ReadingsForgotten",
	"MeterReplaced",
	"NotCounted",
	"TariffOffered",
	"TariffEnded",
	"VersionPublished",
	"ContractAgreed",
	"ContractEnded",
	"StandingNoted",
	"TermsSet",
	"IndexPublished",
	"PointClosed",
	"PointDropped",
	"PointConfirmed",
	"FloatWithdrawn",
	"Withdrawn",
];

/// What the session does or finds beyond that.
const DONE: [&str; 11] = [
	"cancelled",
	"silent",
	"late",
	"too late",
	"reset",
	"sold",
	"revoked",
	"stood still",
	"traded",
	"in debt",
	"Overdue",
];

/// A meter, with what its registers show.
struct Gauge {
	/// Up to when it has been read.
	until: u64,
	registers: [i64; 2],
	/// It sends nothing before.
	late: u64,
}

struct Session {
	chance: Numbers,
	gauges: BTreeMap<DeviceId, Gauge>,
	/// The readings of long segments, by the roots of their trees.
	kept: BTreeMap<Hash, Vec<Read>>,
	devices: u8,
	/// How often something happened.
	seen: BTreeMap<String, usize>,
}

impl Session {
	fn below(&mut self, limit: u64) -> u64 {
		self.chance.below(limit)
	}

	fn see(&mut self, what: &str) {
		*self.seen.entry(what.to_owned()).or_default() += 1;
	}

	/// A call, of which nothing is left if it fails.
	fn call(&mut self, work: impl FnOnce() -> DispatchResult) -> bool {
		let done = with_storage_layer(work);
		if let Err(DispatchError::Module(error)) = done {
			self.see(error.message.expect("errors of the pallet have names"));
		}
		done.is_ok()
	}

	fn follow(&mut self) {
		for event in events() {
			let text = format!("{event:?}");
			let name = text.split([' ', '{', '(']).next().unwrap_or_default();
			self.see(name.trim_start_matches("Event::"));
			match event {
				Event::Settled { finality, .. } => self.see(&format!("{finality:?}")),
				Event::Cleared { clearing: Some(_), .. } => self.see("traded"),
				_ => {},
			}
		}
		System::reset_events();
	}

	fn device(seed: u8) -> Option<DeviceId> {
		Market::point(point(seed)).map(|point| point.meter.device)
	}

	/// A device that no point had for long.
	fn next_device(&mut self) -> Meter {
		self.devices = if self.devices < 100 { self.devices + 1 } else { 0 };
		let device = Device::new(self.devices).id;
		let until = Clock::now() / HOUR * HOUR;
		self.gauges.insert(device, Gauge { until, registers: [90, 7], late: 0 });
		Meter { device, import: 0, export: 1 }
	}

	/// One of the next slots whose gate has not closed.
	fn open_slot(&mut self) -> (Period, u8) {
		let timing = Market::timing();
		let mut slot = timing.slot_at(Millis(Clock::now()));
		while timing.gate(slot).0 <= Clock::now() {
			slot.0 += 1;
		}
		slot.0 += self.below(4);
		Market::locate(&timing, slot)
	}

	fn order(&mut self, seed: u8) {
		let (period, at) = self.open_slot();
		let steps: BTreeMap<_, _> = (0..1 + self.below(3))
			.map(|_| (4 * self.below(10) as i64 - 20, 1 + self.below(400) as u32))
			.collect();
		let steps: Vec<_> = steps.into_iter().collect();
		let order = if self.below(2) == 0 { buy(&steps) } else { sell(&steps) };
		if self.call(|| place(seed, period, [(at, order.clone())])) || self.below(4) == 0 {
			return;
		}
		// As a rule an owner who is refused pays, and orders again.
		let amount = 1 + self.below(2_000_000);
		self.call(|| Market::fund(signed(owner(seed)), point(seed), amount));
		self.call(|| bare(Market::pay_debts(signed(STRANGER), point(seed))));
		self.call(|| place(seed, period, [(at, order)]));
	}

	fn cancel(&mut self, seed: u8) {
		let (first, _) = self.open_slot();
		for period in [first.0, first.0 + 1].map(Period) {
			let Some(placed) = Market::orders(point(seed), period) else { continue };
			let nth = self.below(placed.len() as u64) as usize;
			let at = placed[nth].place;
			if self.call(|| place(seed, period, [(at, buy(&[]))])) {
				self.see("cancelled");
				return;
			}
		}
	}

	fn supplier(&mut self) -> AccountId {
		if self.below(2) == 0 {
			NORTH
		} else {
			SOUTH
		}
	}

	fn a_tariff(&mut self) -> TariffId {
		let next = NextTariffId::<Test>::get().expect("one is there").0;
		// The last ones, or one of the first two.
		let back = self.below(4) as u32;
		match self.below(3) {
			0 => TariffId(next.saturating_sub(back + 1)),
			_ => TariffId(back % 2),
		}
	}

	fn formula(&mut self) -> Box<Tariff> {
		let mut rate = || Rate((self.below(60) as i64 - 5) * 1_000 + 123);
		let (supply, feed_in) = (rate(), rate());
		let follows = Dynamic { index: IndexId(0), margin: Rate(777), fallback: supply };
		let supply = match self.below(2) {
			0 => Formula::Flat(supply),
			_ => Formula::Dynamic(follows),
		};
		Box::new(Tariff { supply, feed_in: Formula::Flat(feed_in) })
	}

	/// Suppliers and the grid operator decide something.
	fn decide(&mut self) {
		let from = Slot(Market::next_unopened().0 + self.below(30));
		let (who, own) = (self.supplier(), self.a_tariff());
		match self.below(8) {
			0 => {
				let name = b"another".to_vec().try_into().expect("it is short");
				let first = self.formula();
				let availability = match self.below(2) {
					0 => Availability::Open,
					_ => Availability::OnRequest,
				};
				self.call(|| {
					Market::offer_tariff(signed(who), name, availability, NOTICE, from, first)
				});
			},
			1..4 => {
				let next = self.formula();
				let from = Slot(from.0 + u64::from(NOTICE));
				self.call(|| Market::publish_version(signed(who), own, from, next));
			},
			4 if own.0 > 1 => {
				let from = Slot(from.0 + u64::from(NOTICE));
				self.call(|| Market::end_tariff(signed(who), own, from));
			},
			5 => {
				let capacity = if self.below(4) == 0 { 300 } else { u64::MAX };
				let (charge, deviation) = (self.below(9) as i64, 1 + self.below(9) as i64);
				let terms = terms(capacity, charge, deviation);
				self.call(|| Market::set_terms(signed(GRID), ZONE, from, terms));
			},
			6 => {
				let org = if self.below(2) == 0 { NORTHS } else { SOUTHS };
				match self.below(3) {
					0 => Orgs::suspend(org),
					_ => Orgs::resume(org),
				}
			},
			_ => {
				let timing = Market::timing();
				let rest = timing.period - timing.place(from);
				let value = self.below(40) as i64 * 1_000 - 5_000;
				for who in &BOURSES[..1 + self.below(3) as usize] {
					let values = vec![Rate(value); rest.into()].try_into().expect("a period's");
					self.call(|| Market::publish(signed(who.clone()), IndexId(0), from, values));
				}
			},
		}
	}

	/// Owners change supplier, leave and come back.
	fn change(&mut self, seed: u8) {
		let (id, from) = (point(seed), Slot(Market::next_unopened().0 + self.below(30)));
		let tariff = self.a_tariff();
		match self.below(7) {
			0..3 => {
				let asked = || Market::request_contract(signed(owner(seed)), id, tariff, from);
				if self.call(asked) && self.below(4) > 0 {
					let Some(request) = Market::request(id) else { return };
					let who = if request.agreement.supplier == NORTHS { NORTH } else { SOUTH };
					let accept = || Market::accept_contract(signed(who), id, tariff, request.from);
					self.call(accept);
				}
			},
			3 => {
				self.call(|| Market::end_contract(signed(owner(seed)), id, from));
			},
			4 => {
				let from = Slot(from.0 + u64::from(NOTICE));
				let who = self.supplier();
				self.call(|| Market::end_contract(signed(who), id, from));
			},
			5 if self.below(3) == 0 => {
				let who = if self.below(2) == 0 { GRID } else { owner(seed) };
				self.call(|| Market::close_point(signed(who), id));
			},
			_ => {
				self.call(|| bare(Market::drop_point(signed(STRANGER), id)));
			},
		}
		if Market::point(id).is_none() {
			let meter = self.next_device();
			let powers = Powers { connected: 10_000, export: 8_000 };
			let again = || {
				Market::propose_point(signed(owner(seed)), id, ZONE, meter, powers)?;
				Market::confirm_point(signed(GRID), id, owner(seed), meter, powers)?;
				Market::fund(signed(owner(seed)), id, 500_000)
			};
			assert!(self.call(again), "an owner can come back");
		}
	}

	/// Something happens to a point's meter.
	fn meter(&mut self, seed: u8) {
		let Some(device) = Self::device(seed) else { return };
		let now = Clock::now();
		match self.below(8) {
			0 => {
				if let Some(gauge) = self.gauges.get_mut(&device) {
					gauge.registers = [3, 1];
					self.see("reset");
				}
			},
			1 => {
				// It has not been read since.
				let rise = [self.below(900) as i64, self.below(700) as i64];
				if let Some(gauge) = self.gauges.get_mut(&device) {
					gauge.until = now / HOUR * HOUR;
					gauge.registers = [0, 1].map(|at| gauge.registers[at] + rise[at]);
					self.see("silent");
				}
			},
			2 => {
				let late = now + (4 + self.below(40)) * HOUR;
				if let Some(gauge) = self.gauges.get_mut(&device) {
					gauge.late = late;
				}
			},
			3 => {
				let buyer = owner(seed + 1);
				Registry::edit(&device, |record| {
					record.owner = buyer;
					record.tenure += 1;
				});
				self.see("sold");
			},
			4 if self.below(3) == 0 => {
				let ended = Some(Millis(Clock::now()));
				Registry::edit(&device, |record| {
					record.status = DeviceStatus::Revoked;
					record.ended = record.ended.or(ended);
				});
				self.see("revoked");
			},
			5 => {
				let status = match self.below(2) {
					0 => DeviceStatus::Suspended,
					_ => DeviceStatus::Active,
				};
				Registry::edit(&device, |record| {
					if record.status != DeviceStatus::Revoked {
						record.status = status;
					}
				});
			},
			6 => self.settle(seed),
			_ => {
				let meter = self.next_device();
				let from = Slot(Market::timing().slot_at(Millis(now)).0 + 1 + self.below(3));
				self.call(|| Market::propose_meter(signed(owner(seed)), point(seed), meter, from));
				self.call(|| Market::confirm_meter(signed(GRID), point(seed), meter, from));
			},
		}
	}

	/// Meters send what they read: a segment for each slot, or one for all.
	fn read(&mut self) {
		let now = Clock::now();
		let devices: Vec<_> = self.gauges.keys().copied().collect();
		for device in devices {
			let is_used = !Market::points_of_device(device).is_empty();
			let gauge = self.gauges.get(&device).expect("it is one of these");
			let (from, late) = (gauge.until, gauge.late);
			let slots = now.saturating_sub(from) / HOUR;
			if !is_used || slots == 0 || now < late {
				continue;
			}
			if late > 0 {
				let first = Market::timing().period_of(Market::timing().slot_at(Millis(from)));
				let is_past = |after| Market::is_past(first, after);
				if is_past(CorrectionTime::get()) {
					self.see("too late");
				} else if is_past(EstimationTime::get()) {
					self.see("late");
				}
			}
			let (most, is_whole) = (slots.min(90), self.below(4) == 0);
			for channel in 0..2u16 {
				let before = self.gauges[&device].registers[usize::from(channel)];
				let mut reads = vec![(from, before)];
				for slot in 1..=most {
					let value = reads.last().map_or(0, |last| last.1) + self.below(120) as i64;
					reads.push((from + slot * HOUR, value));
				}
				let last = *reads.last().expect("there are some");
				let facts = match self.below(30) {
					0 => Facts::UNCALIBRATED,
					_ => Facts::NONE.with_if(Facts::LATE, late > 0),
				};
				if is_whole {
					let node = root(&reads);
					say_of(device, channel, node, facts);
					if most > 1 {
						self.kept.insert(node.hash, reads);
					}
				} else {
					reads.windows(2).for_each(|pair| say_of(device, channel, root(pair), facts));
				}
				let gauge = self.gauges.get_mut(&device).expect("it is one of these");
				gauge.registers[usize::from(channel)] = last.1;
				gauge.until = last.0;
				gauge.late = 0;
			}
		}
	}

	fn show(&mut self, seed: u8) {
		for metering in Market::meters(point(seed)) {
			for counter in [metering.import, metering.export] {
				let stream = StreamId { device: metering.device, channel: counter.channel };
				for pending in counter.pending {
					let Some(reads) = self.kept.get(&pending.root) else { continue };
					let shown = readings(reads).try_into().expect("not too many");
					let show = || {
						bare(Market::show_readings(signed(STRANGER), point(seed), stream, shown))
					};
					self.call(show);
				}
			}
		}
	}

	fn settle(&mut self, seed: u8) {
		for _ in 0..40 {
			let Some(next) = Market::settled(point(seed)) else { return };
			// Now and then a later one, which is preliminary at most.
			let period = Period(next.0 + self.below(8) / 7);
			if !self.call(|| bare(Market::settle(signed(STRANGER), point(seed), period))) {
				break;
			}
		}
		if !Market::debts(point(seed)).is_empty() {
			self.see("in debt");
		}
	}

	fn money(&mut self, seed: u8) {
		let id = point(seed);
		let most = [9_000, 2_000_000][self.below(2) as usize];
		let amount = 1 + self.below(most);
		let who = self.supplier();
		match self.below(7) {
			0..2 => {
				self.call(|| Market::fund(signed(owner(seed)), id, amount));
				self.call(|| bare(Market::pay_debts(signed(STRANGER), id)));
			},
			2 => {
				let free = Market::point(id).map_or(0, |point| point.free);
				let amount = if self.below(2) == 0 { free } else { amount };
				self.call(|| Market::withdraw(signed(owner(seed)), id, amount));
			},
			3 => {
				self.call(|| Market::withdraw_float(signed(who), amount));
			},
			4 | 5 => {
				self.call(|| Market::fund_float(signed(who), amount));
			},
			_ => {
				let debts = Market::debts(id);
				let Some(Debt { party, amount: open, .. }) = debts.first().cloned() else { return };
				let who = match &party {
					_ if open < 0 => owner(seed),
					Party::Supplier(NORTHS) => NORTH,
					Party::Supplier(_) => SOUTH,
					Party::Payee(account) => account.clone(),
				};
				self.call(|| Market::forgive(signed(who), id, party, amount));
			},
		}
	}

	/// Anybody removes what is not needed any more.
	fn tidy(&mut self, seed: u8) {
		let anybody = || signed(STRANGER);
		let past = Market::kept_from().0.saturating_sub(self.below(60));
		let period = Market::timing().period_of(Slot(past));
		let tariff = self.a_tariff();
		self.call(|| bare(Market::forget_terms(anybody(), ZONE)));
		self.call(|| bare(Market::forget_versions(anybody(), tariff)));
		self.call(|| bare(Market::drop_tariff(anybody(), tariff)));
		self.call(|| bare(Market::forget_readings(anybody(), point(seed))));
		self.call(|| bare(Market::drop_reports(anybody(), IndexId(0), period)));
		let org = if self.below(2) == 0 { NORTHS } else { SOUTHS };
		self.call(|| bare(Market::note_standing(anybody(), org)));
	}

	/// The next block comes so much later.
	fn pass(&mut self, millis: u64) {
		block(Clock::now() + millis);
		let weight = if self.below(2) == 0 { u64::MAX } else { self.below(1_000) * 1_000_000 };
		Market::on_idle(0, Weight::from_parts(weight, u64::MAX));
	}

	fn act(&mut self) {
		let seed = self.below(POINTS.into()) as u8;
		match self.below(100) {
			0..26 => self.order(seed),
			26..31 => self.cancel(seed),
			31..36 => self.decide(),
			36..41 => self.change(seed),
			41..46 => self.meter(seed),
			46..51 => self.show(seed),
			51..62 => self.settle(seed),
			62..68 => self.money(seed),
			68..70 => self.tidy(seed),
			70 => {
				// Over three gates as a rule, seldom longer than anything is kept.
				let hours = if self.below(12) == 0 { 150 } else { 12 };
				let span = 3 * HOUR + self.below(hours * HOUR);
				self.pass(span);
				self.see("stood still");
			},
			71 => {
				let (first, _) = self.open_slot();
				let period = Period(first.0 - self.below(4));
				let points = self.below(5) as u32;
				self.call(|| bare(Market::advance(signed(STRANGER), ZONE, period, points)));
			},
			_ => {
				let span = self.below(HOUR);
				self.pass(span);
				self.read();
			},
		}
	}
}

/// A world whose deadlines are these: for estimates, for corrections, for as long as records are kept, and for debts.
pub(super) fn run_within<R>(
	timing: Timing,
	[estimation, correction, retention, payment]: [u64; 4],
	test: impl FnOnce() -> R,
) -> R {
	execute_with(|| {
		MarketTiming::<Test>::put(timing);
		EstimationTime::set(estimation);
		CorrectionTime::set(correction);
		RetentionTime::set(retention);
		PaymentTime::set(payment);
		offer_tariff(NORTH, Availability::Default(GRIDS), SUPPLY);
		offer_tariff(SOUTH, Availability::Open, SUPPLY + 5);
		let publishers = PUBLISHERS.to_vec().try_into().expect("three");
		let name = b"day ahead".to_vec().try_into().expect("it is short");
		assert_ok!(Market::define_index(signed(OTHER_GRID), name, publishers));
		open_zone(ZONE, u64::MAX);
		(0..POINTS).for_each(|seed| add_point(seed, ZONE));
		Clock::set(DAY);
		System::reset_events();
		test()
	})
}

#[test]
fn the_properties_hold_over_a_session_of_everything() {
	let steps = std::env::var("TALLYSTICK_STEPS").ok();
	let steps: usize = steps.map_or(700, |steps| steps.parse().expect("a number of steps"));
	let deadlines = [12, 24, 5 * 24, 36].map(|hours| hours * HOUR);
	run_within(HOURLY, deadlines, || {
		let issued = Balances::total_issuance();
		let until = Clock::now() / HOUR * HOUR;
		let gauge = |seed| {
			let registers = [5_000, 700];
			(Device::new(seed + 100).id, Gauge { until, registers, late: 0 })
		};
		let mut session = Session {
			chance: Numbers(20_261_126),
			gauges: (0..POINTS).map(gauge).collect(),
			kept: BTreeMap::new(),
			devices: 0,
			seen: BTreeMap::new(),
		};
		for seed in 0..POINTS {
			let most = MARGIN - 300_000 * u64::from(seed);
			assert_ok!(Market::withdraw(signed(owner(seed)), point(seed), most));
		}
		for _ in 0..steps {
			session.act();
			session.follow();
			check();
			assert_eq!(Balances::total_issuance(), issued, "53: money is made or lost");
		}
		println!("{steps} steps: {:?}", session.seen);
		let is_missing = |what: &&&str| !session.seen.contains_key(**what);
		let missing: Vec<_> = REPORTED.iter().chain(&DONE).filter(is_missing).collect();
		assert!(steps < 10_000 || missing.is_empty(), "nothing of {missing:?}");
	});
}
