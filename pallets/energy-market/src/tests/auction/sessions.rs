//! Whatever points order in whatever sequence, and however long the chain stands still, the properties
//! hold, and what comes out is what a plain count of all orders says.

use super::*;
use crate::tests::meters::Gauge;
use proptest::{prelude::*, test_runner::TestRunner};
use std::collections::BTreeMap;
use tallystick_primitives::{DeviceStatus, StreamId};

/// A chain for development: slots of a minute, in periods of seven.
const QUICK: Timing =
	Timing { slot: 60_000, period: 7, lead: 45_000, firm: 20_000, horizon: 900_000 };

#[derive(Clone, Debug)]
enum Act {
	/// A point orders in some slots from the first open one on.
	Order {
		seed: u8,
		ahead: i8,
		orders: Vec<(bool, Vec<(u8, u16)>)>,
	},
	/// What a point ordered in a slot is placed again as it is, made larger, or cancelled.
	Again {
		seed: u8,
		ahead: i8,
		change: u8,
	},
	Fund {
		seed: u8,
		amount: u32,
	},
	Withdraw {
		seed: u8,
		amount: u32,
	},
	Advance {
		back: u8,
		points: u8,
	},
	/// A point has another supplier from a slot that is not open.
	Switch {
		seed: u8,
		tariff: u32,
		ahead: u64,
	},
	/// A supplier loses or regains their good standing.
	Standing {
		south: bool,
		suspend: bool,
	},
	/// A supplier publishes the next version of a tariff.
	Version {
		south: bool,
		supply: i64,
		ahead: u64,
	},
	/// The grid operator sets charges.
	Terms {
		charge: i64,
		deviation: i64,
		ahead: u64,
	},
	/// A meter reports slots up to so many before the present one: one in a while after a reset, and by a
	/// clock that is doubted.
	Say {
		seed: u8,
		back: u8,
		slots: u8,
		import: u16,
		export: u16,
		how: u8,
	},
	/// Somebody settles the first period of a point that is not, or one after it.
	Settle {
		seed: u8,
		later: u8,
	},
	/// A supplier's float changes.
	Float {
		south: bool,
		amount: i32,
	},
	/// Money is put up for a point, and what is open of it is paid.
	Pay {
		seed: u8,
		amount: u32,
	},
	/// A device is suspended for good, or another one takes its place.
	Meter {
		seed: u8,
		replace: bool,
	},
	/// So many blocks begin after so long.
	Pass {
		seconds: u32,
		blocks: u8,
		weight: u16,
	},
}

fn act() -> impl Strategy<Value = Act> {
	let seed = || 0..POINTS;
	let energy = prop_oneof![8 => 1u16..50, 1 => 1u16..900];
	// Few prices, so that points meet at the last one.
	let steps = prop::collection::vec((0u8..10, energy), 0..4);
	let orders = prop::collection::vec((any::<bool>(), steps), 1..4);
	// Seldom the slot whose gate was the last to close, and slots that are not open.
	let ahead = || prop_oneof![1 => Just(-1i8), 12 => 0i8..4, 1 => 4i8..40];
	prop_oneof![
		12 => (seed(), ahead(), orders)
			.prop_map(|(seed, ahead, orders)| Act::Order { seed, ahead, orders }),
		4 => (seed(), ahead(), 0u8..3)
			.prop_map(|(seed, ahead, change)| Act::Again { seed, ahead, change }),
		1 => (seed(), any::<u32>()).prop_map(|(seed, amount)| Act::Fund { seed, amount: amount >> 20 }),
		1 => (seed(), any::<u32>()).prop_map(|(seed, amount)| Act::Withdraw { seed, amount: amount >> 20 }),
		1 => (seed(), 0u32..3, 0u64..10)
			.prop_map(|(seed, tariff, ahead)| Act::Switch { seed, tariff, ahead }),
		1 => any::<(bool, bool)>().prop_map(|(south, suspend)| Act::Standing { south, suspend }),
		1 => (any::<bool>(), -40i64..90, 0u64..10)
			.prop_map(|(south, supply, ahead)| Act::Version { south, supply, ahead }),
		1 => (0i64..20, 1i64..20, 0u64..10)
			.prop_map(|(charge, deviation, ahead)| Act::Terms { charge, deviation, ahead }),
		8 => (seed(), 0u8..4, 1u8..12, 0u16..900, 0u16..700, 0u8..12).prop_map(
			|(seed, back, slots, import, export, how)| {
				Act::Say { seed, back, slots, import, export, how }
			}
		),
		8 => (seed(), prop_oneof![5 => Just(0u8), 1 => 0u8..3])
			.prop_map(|(seed, later)| Act::Settle { seed, later }),
		1 => (any::<bool>(), -20_000i32..40_000)
			.prop_map(|(south, amount)| Act::Float { south, amount }),
		2 => (seed(), any::<u32>()).prop_map(|(seed, amount)| Act::Pay { seed, amount: amount >> 16 }),
		1 => (seed(), any::<bool>()).prop_map(|(seed, replace)| Act::Meter { seed, replace }),
		1 => (0u8..3, 0u8..5).prop_map(|(back, points)| Act::Advance { back, points }),
		4 => (0u32..400, 1u8..3, any::<u16>())
			.prop_map(|(seconds, blocks, weight)| Act::Pass { seconds, blocks, weight }),
		1 => (0u32..200_000, 1u8..20, any::<u16>())
			.prop_map(|(seconds, blocks, weight)| Act::Pass { seconds, blocks, weight }),
	]
}

/// What the test knows: the orders of each slot, and their price and volume once it was cleared.
#[derive(Default)]
struct Book {
	orders: BTreeMap<(Slot, u8), Order>,
	cleared: BTreeMap<Slot, Option<(Price, u64)>>,
	/// What each point had traded when the slot was cleared.
	positions: BTreeMap<(Slot, u8), Position>,
	/// Up to when each meter has reported, and what its registers showed.
	gauges: BTreeMap<DeviceId, (u64, [i64; 2])>,
	/// How many devices took another one's place.
	devices: u8,
	/// How often something happened.
	seen: BTreeMap<&'static str, usize>,
}

impl Book {
	/// Counting changes nothing of what points had traded.
	fn check_positions(&self) {
		for ((slot, seed), position) in &self.positions {
			let period = Market::timing().period_of(*slot);
			let next = Market::settled(point(*seed)).expect("it takes part");
			let is_over = period < next || Market::has_lapsed(period);
			let expected = (!is_over).then_some(*position);
			assert_eq!(Market::position(point(*seed), *slot), expected, "{slot}");
		}
	}

	fn see(&mut self, what: &'static str) {
		*self.seen.entry(what).or_default() += 1;
	}

	fn refuse(&mut self, error: DispatchError) {
		if let DispatchError::Module(error) = error {
			self.see(error.message.expect("errors of the pallet have names"));
		}
	}

	/// Price and volume by trying each price: the volume is the most that one price allows.
	fn clear(&self, slot: Slot) -> Option<u64> {
		let of = |side, meets: &dyn Fn(i64) -> bool| -> u64 {
			let orders =
				self.orders.iter().filter(|((at, _), order)| *at == slot && order.side == side);
			let steps = orders.flat_map(|(_, order)| &order.steps);
			steps.filter(|step| meets(price(step))).map(|step| u64::from(step.energy)).sum()
		};
		let volume = |at: i64| {
			let (bids, asks) =
				(of(Side::Buy, &|limit| limit >= at), of(Side::Sell, &|limit| limit <= at));
			bids.min(asks)
		};
		(-20..=235).map(volume).max().filter(|volume| *volume > 0)
	}

	/// Nobody pays more or gets less than their limit, and nothing better than the price is unfilled.
	fn check(&mut self, slot: Slot, clearing: Option<Clearing>) {
		let volume = self.clear(slot);
		assert_eq!(clearing.map(|clearing| clearing.volume.0), volume, "{slot}");
		let outcome = clearing.map(|clearing| (clearing.price, clearing.volume.0));
		assert_eq!(self.cleared.insert(slot, outcome), None, "{slot} is cleared once");
		let Some(clearing) = clearing else { return };
		self.see("traded");
		for (side, marginal) in [(Side::Buy, clearing.bid), (Side::Sell, clearing.ask)] {
			let at = |(_, order): &(_, &Order)| {
				let ticks = order.steps.iter().map(|step| step.tick);
				order.side == side && ticks.into_iter().any(|tick| tick == marginal.tick)
			};
			let orders = self.orders.iter().filter(|((own, _), _)| *own == slot);
			if marginal.filled < marginal.offered && orders.filter(at).count() > 1 {
				self.see("shared");
			}
		}
		let (mut bought, mut sold) = (0, 0);
		for seed in 0..POINTS {
			let position = Market::position(point(seed), slot).expect("it is cleared");
			self.positions.insert((slot, seed), position);
			bought += position.bought.0;
			sold += position.sold.0;
			let order = self.orders.get(&(slot, seed));
			let sum = |meets: &dyn Fn(i64) -> bool| -> u64 {
				let steps = order.into_iter().flat_map(|order| &order.steps);
				steps.filter(|step| meets(price(step))).map(|step| u64::from(step.energy)).sum()
			};
			let at = clearing.price.0;
			let (least, most) = match order.map(|order| order.side) {
				Some(Side::Buy) => (sum(&|limit| limit > at), sum(&|limit| limit >= at)),
				Some(Side::Sell) => (sum(&|limit| limit < at), sum(&|limit| limit <= at)),
				None => (0, 0),
			};
			let traded = position.bought.0 + position.sold.0;
			assert!((least..=most).contains(&traded), "{traded} of {least} to {most}");
		}
		assert_eq!((bought, sold), (clearing.volume.0, clearing.volume.0));
	}
}

/// All money that there is.
fn money() -> u64 {
	let accounts = frame_system::Account::<Test>::iter_keys();
	accounts.map(|who| Balances::total_balance(&who)).sum()
}

fn price(step: &Step) -> i64 {
	i64::from(step.tick.0) - 20
}

fn located(slot: Slot) -> (Period, u8) {
	Market::locate(&Market::timing(), slot)
}

/// The slot that is so many after the first one whose gate has not closed.
fn ahead(count: i8) -> Slot {
	let timing = Market::timing();
	let mut slot = timing.slot_at(Millis(Clock::now()));
	while timing.gate(slot).0 <= Clock::now() {
		slot.0 += 1;
	}
	Slot(slot.0.saturating_add_signed(count.into()))
}

fn outcomes() -> Vec<(Slot, Option<Clearing>)> {
	let events = System::events().into_iter();
	let cleared = events.filter_map(|record| match record.event {
		RuntimeEvent::Market(Event::Cleared { slot, clearing, .. }) => Some((slot, clearing)),
		_ => None,
	});
	cleared.collect()
}

fn perform(act: Act, book: &mut Book) {
	match act {
		Act::Order { seed, ahead: count, orders } => {
			let (period, first) = located(ahead(count));
			let length = u8::try_from(Market::timing().period).expect("at most 96");
			let mut named = BTreeMap::new();
			for (at, (buys, steps)) in (first..length).zip(orders) {
				let steps: BTreeMap<_, _> = steps.into_iter().collect();
				let steps: Vec<_> = steps
					.into_iter()
					.map(|(price, energy)| (4 * i64::from(price) - 20, u32::from(energy)))
					.collect();
				named.insert(at, if buys { buy(&steps) } else { sell(&steps) });
			}
			submit(seed, period, named, book);
		},
		Act::Again { seed, ahead: count, change } => {
			let slot = ahead(count);
			let (period, at) = located(slot);
			let Some(mut order) = book.orders.get(&(slot, seed)).cloned() else { return };
			match change {
				0 => {},
				1 => order.steps.iter_mut().for_each(|step| step.energy += 1),
				_ => order.steps.clear(),
			}
			submit(seed, period, BTreeMap::from([(at, order)]), book);
		},
		Act::Fund { seed, amount } => {
			let _ = Market::fund(signed(owner(seed)), point(seed), amount.into());
		},
		Act::Withdraw { seed, amount } => {
			let owed: i128 = Market::debts(point(seed)).iter().map(|debt| debt.amount.max(0)).sum();
			let reserved = Market::point(point(seed)).map_or(0, |own| own.reserved);
			let free = i128::from(margin(seed).0) - owed - i128::from(reserved);
			let done = Market::withdraw(signed(owner(seed)), point(seed), amount.into());
			assert_eq!(done.is_ok(), (1..=free).contains(&amount.into()));
		},
		Act::Advance { back, points } => {
			let (period, _) = located(ahead(0));
			let period = Period(period.0 - u64::from(back));
			let _ = Market::advance(signed(STRANGER), ZONE, period, points.into());
			book.check_positions();
		},
		Act::Switch { seed, tariff, ahead } => {
			let from = Slot(Market::next_unopened().0 + ahead);
			let (who, tariff) = (signed(owner(seed)), TariffId(tariff));
			let _ = Market::request_contract(who, point(seed), tariff, from);
		},
		Act::Standing { south, suspend } => {
			let org = if south { SOUTHS } else { NORTHS };
			match suspend {
				true => Orgs::suspend(org),
				false => Orgs::resume(org),
			}
		},
		Act::Version { south, supply, ahead } => {
			let from = Slot(Market::next_unopened().0 + ahead);
			let (who, own) = if south { (SOUTH, TariffId(1)) } else { (NORTH, TariffId(0)) };
			let _ = Market::publish_version(signed(who), own, from, tariff(supply));
		},
		Act::Terms { charge, deviation, ahead } => {
			let from = Slot(Market::next_unopened().0 + ahead);
			let terms = terms(u64::MAX, charge, deviation);
			let _ = Market::set_terms(signed(GRID), ZONE, from, terms);
		},
		Act::Say { seed, back, slots, import, export, how } => {
			let timing = Market::timing();
			let device = Market::point(point(seed)).expect("it is there").meter.device;
			let to = timing.start(Slot(timing.slot_at(Millis(Clock::now())).0 - u64::from(back))).0;
			let gauge = book.gauges.entry(device).or_insert((to, [0, 0]));
			let from = gauge.0.max(to.saturating_sub(u64::from(slots) * u64::from(timing.slot)));
			if how == 0 {
				gauge.1 = [0, 0];
			}
			let facts = if how == 1 { Facts::UNCALIBRATED } else { Facts::NONE };
			let mut meter = Gauge { device, registers: gauge.1 };
			// A segment a slot, or one for all of them.
			let span = if how % 2 == 0 { u64::from(timing.slot) } else { to.saturating_sub(from) };
			let mut at = from;
			while at < to {
				let next = (at + span).min(to);
				meter.between(at, next, [import.into(), export.into()], facts);
				at = next;
			}
			*gauge = (to.max(gauge.0), meter.registers);
		},
		Act::Settle { seed, later } => {
			let next = Market::settled(point(seed)).expect("it takes part");
			let period = Period(next.0 + u64::from(later));
			let (before, total) = (margin(seed), money());
			match Market::settle(signed(STRANGER), point(seed), period) {
				Ok(_) => book.see(match Market::reserve(point(seed), period) {
					Some(_) => "preliminary",
					None => "final",
				}),
				Err(error) => {
					assert_eq!(margin(seed), before);
					book.refuse(error.error);
				},
			}
			assert_eq!(money(), total, "53: money is made or lost");
		},
		Act::Float { south, amount } => {
			let who = signed(if south { SOUTH } else { NORTH });
			let by = u64::from(amount.unsigned_abs());
			let _ = match amount < 0 {
				true => Market::withdraw_float(who, by),
				false => Market::fund_float(who, by),
			};
		},
		Act::Pay { seed, amount } => {
			let _ = Market::fund(signed(owner(seed)), point(seed), amount.into());
			if Market::pay_debts(signed(STRANGER), point(seed)).is_ok() {
				book.see("paid");
			}
		},
		Act::Meter { seed, replace } => {
			let own = Market::point(point(seed)).expect("it is there").meter;
			if replace {
				let device = Device::new(200 + book.devices).id;
				for channel in [0, 1] {
					let period = Market::timing().slot;
					let traits = ChannelTraits { period, ..MeterRegistry::register() };
					MeterRegistry::set(StreamId { device, channel }, traits);
				}
				book.devices = (book.devices + 1) % 50;
				let from = Market::next_unopened();
				let meter = Meter { device, ..own };
				let _ = crate::tests::replace_meter(point(seed), meter, from);
			} else {
				Registry::edit(&own.device, |record| record.status = DeviceStatus::Suspended);
			}
		},
		Act::Pass { seconds, blocks, weight } => {
			for number in 0..blocks {
				System::reset_events();
				let span = if number == 0 { u64::from(seconds) * 1_000 } else { 6_000 };
				block(Clock::now() + span);
				for (slot, clearing) in outcomes() {
					book.check(slot, clearing);
				}
				let remaining = Weight::from_parts(u64::from(weight) * 100_000, 0);
				assert!(Market::on_idle(0, remaining).all_lte(remaining));
			}
		},
	}
}

/// Places orders, and notes them if they are accepted.
fn submit(seed: u8, period: Period, orders: BTreeMap<u8, Order>, book: &mut Book) {
	let before = margin(seed);
	let now = Millis(Clock::now());
	match place(seed, period, orders.clone()) {
		Ok(()) => {
			for (at, order) in orders {
				let slot = slot(period, at);
				let same = match order.steps.is_empty() {
					true => book.orders.remove(&(slot, seed)).is_none(),
					false => book.orders.insert((slot, seed), order.clone()) == Some(order),
				};
				let closed = Market::timing().phase(slot, now) == Phase::Closed;
				assert!(same || !closed, "an order changed after its gate");
			}
			let after = margin(seed);
			assert_eq!(before.0 + before.1, after.0 + after.1, "an order moves no money");
		},
		Err(error) => {
			assert_eq!(margin(seed), before);
			book.refuse(error);
		},
	}
}

#[test]
fn random_sessions_keep_the_properties() {
	let config = cases(1_000, file!());
	let acts = prop::collection::vec(act(), 1..60);
	let seen = core::cell::RefCell::new(BTreeMap::<&str, usize>::new());
	let done = TestRunner::new(config).run(&(any::<bool>(), acts), |(is_quick, acts)| {
		let more = || offer_tariff(SOUTH, Availability::Open, SUPPLY + 5);
		let timing = if is_quick { QUICK } else { DayAhead::get() };
		run_at(timing, more, || {
			let (mut book, issued) = (Book::default(), money());
			for seed in 0..POINTS {
				let most = MARGIN - 5_000;
				assert_ok!(Market::withdraw(signed(owner(seed)), point(seed), most));
			}
			for act in acts {
				perform(act, &mut book);
				check();
			}
			assert_eq!(money(), issued, "53: money is made or lost");
			book.check_positions();
			// All comes to an end.
			let pass = Act::Pass { seconds: 200_000, blocks: 40, weight: u16::MAX };
			perform(pass, &mut book);
			book.check_positions();
			Market::do_try_state().expect("the properties hold");
			assert_eq!(Orders::<Test>::iter().count() + Pages::<Test>::iter().count(), 0);
			assert_eq!(Books::<Test>::iter().count() + Passes::<Test>::iter().count(), 0);
			let all = book.orders.keys().all(|(slot, _)| book.cleared.contains_key(slot));
			assert!(all, "an order was left out");
			for (what, count) in book.seen {
				*seen.borrow_mut().entry(what).or_default() += count;
			}
		});
		Ok(())
	});
	if let Err(failure) = done {
		panic!("{failure}");
	}
	let seen = seen.into_inner();
	let refusals = ["OrderFirm", "GateClosed", "NotOpen", "MarginTooLow", "NotInOrder", "NotFinal"];
	let done = ["traded", "shared", "preliminary", "final", "paid"];
	for what in done.into_iter().chain(refusals) {
		assert!(seen.contains_key(what), "sessions without {what} say little: {seen:?}");
	}
	assert!(seen.get("shared").is_some_and(|count| *count > 20), "{seen:?}");
}
