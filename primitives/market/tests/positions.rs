//! What a position is worth, and what is held for it.

mod common;

use common::{grid, pages, random_book, step};
use proptest::prelude::*;
use tallystick_market::{
	clear, due, grid::MAX_PRICE, Bill, Charge, ChargeKind, Charges, Dearest, Line, LineKind,
	Metered, Parts, Position, Quality, Rates, Running, Side, Terms, TermsError,
};
use tallystick_records::{Price, Rate, WattHours};
use tallystick_world::Numbers;

use Quality::{Calculated, Estimated, Provided};

fn charges(rates: &[i64]) -> Charges<u8> {
	let kind = ChargeKind::Network;
	let charge = |rate: &i64| Charge { kind, rate: Rate(*rate), payee: 0 };
	Charges::new(rates.iter().map(charge)).unwrap()
}

fn terms(supply: i64, feed_in: i64, deviation: i64) -> Terms {
	let rates = Rates { supply: Rate(supply), feed_in: Rate(feed_in) };
	Terms { rates, deviation: Price(deviation) }
}

/// Positive if bought, negative if sold.
fn position(net: i64) -> Position {
	let energy = WattHours(net.unsigned_abs());
	let none = WattHours(0);
	if net < 0 {
		Position { bought: none, sold: energy }
	} else {
		Position { bought: energy, sold: none }
	}
}

fn metered(import: u64, export: u64, quality: Quality) -> Metered {
	Metered { import: WattHours(import), export: WattHours(export), quality }
}

/// What the customer pays in thousandths, from the definitions.
fn pays(net: i64, metered: &Metered, terms: &Terms, price: i64, charges: i64) -> i128 {
	let (p, c) = (i128::from(price) * 1_000, i128::from(terms.deviation.0) * 1_000);
	let s = i128::from(terms.rates.supply.0);
	let f = i128::from(terms.rates.feed_in.0).min(s);
	let (import, export) = (i128::from(metered.import.0), i128::from(metered.export.0));
	let (b, sold) = (i128::from(net.max(0)), i128::from((-net).max(0)));
	let measured = metered.quality != Estimated;
	let (u, d) = if measured { (b.min(import), sold.min(export)) } else { (0, 0) };
	let (l, h) = (f.min(p) - c, s.max(p) + c);
	b * p - (b - u) * l + (import - u) * s + import * i128::from(charges) - sold * p
		+ (sold - d) * h
		- (export - d) * f
}

fn exact(net: i64, metered: &Metered, terms: &Terms, price: i64, levied: &Charges<u8>) -> i128 {
	let mut bill = Bill::new(levied);
	bill.add(&Parts::new(&position(net), metered), terms, Some(Price(price)));
	bill.exact()
}

/// Prices and rates of all sizes, F above S among them.
fn any_terms() -> impl Strategy<Value = (Terms, i64)> {
	let small = (-60_000..60_000i64, -60_000..60_000i64, 1..9i64, -60..60i64);
	let most = 1_000 * MAX_PRICE;
	let large = (-most..=most, -most..=most, 1..=MAX_PRICE, -MAX_PRICE..=MAX_PRICE);
	prop_oneof![small, large].prop_map(|(s, f, c, p)| (terms(s, f, c), p))
}

fn any_meter() -> impl Strategy<Value = (u64, u64)> {
	prop_oneof![(0..6u64, 0..6u64), (0..100_000u64, 0..100_000u64), (0..u64::MAX, 0..u64::MAX)]
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(50_000))]

	#[test]
	fn what_goes_back_is_below_the_price_and_what_is_covered_above_it((terms, price) in any_terms()) {
		let market = i128::from(price) * 1_000;
		prop_assert!(terms.returned(Price(price)) < market);
		prop_assert!(market < terms.covered(Price(price)));
	}

	#[test]
	fn a_position_is_worth_what_the_definitions_say(
		(terms, price) in any_terms(), (import, export) in any_meter(), net in -100_000..100_000i64,
		charge in 0..1_000_000i64, estimated: bool,
	) {
		let quality = if estimated { Estimated } else { Calculated };
		let metered = metered(import, export, quality);
		let levied = charges(&[charge, 7]);
		let expected = pays(net, &metered, &terms, price, charge + 7);
		prop_assert_eq!(exact(net, &metered, &terms, price, &levied), expected);
	}

	/// At the price as it came out, buying what is used, selling what is delivered, or neither is at least
	/// as good as any other position.
	#[test]
	fn no_position_beats_the_better_of_none_and_the_metered_one(
		(terms, price) in any_terms(), import in 0..100_000i64, export in 0..100_000i64, net in -200_000..200_000i64,
		near in -3..=3i64, charge in 0..1_000_000i64,
	) {
		let metered = metered(import as u64, export as u64, Provided);
		let levied = charges(&[charge]);
		let cost = |net| exact(net, &metered, &terms, price, &levied);
		let best = cost(0).min(cost(import)).min(cost(-export));
		for net in [net, near, import + near, -export + near, import - export] {
			prop_assert!(cost(net) >= best, "{} costs {}, the best {}", net, cost(net), best);
		}
		// Strictly worse beyond what is used or delivered.
		prop_assert!(cost(import + 1) > cost(import) && cost(-export - 1) > cost(-export));
	}

	/// Whatever was traded, and however the energy was spread over the slots that are estimated.
	#[test]
	fn silence_never_pays(
		slots in prop::collection::vec((any_terms(), any_meter(), -100_000..100_000i64), 1..12),
		levied in prop::collection::vec(0..500_000i64, 0..=2),
	) {
		let levied = charges(&levied);
		let supply = |(terms, _): &(Terms, i64)| terms.rates.supply;
		let dearest = slots.iter().fold(Dearest::default(), |all, (own, ..)| {
			all.with(&own.0, &levied, supply(own))
		});
		// Of what the registers rose by in all of the slots, each has its part.
		let part = |number: usize, energy: fn(&(u64, u64)) -> u64| {
			let sum: u128 = slots.iter().map(|(_, own, _)| u128::from(energy(own))).sum();
			let (count, number) = (slots.len() as u128, number as u128);
			(sum * (number + 1) / count - sum * number / count) as u64
		};
		let (mut told, mut silent) = (Bill::new(&levied), Bill::new(&levied));
		for (number, ((terms, price), (import, export), net)) in slots.iter().enumerate() {
			let price = Some(Price(*price));
			let parts = Parts::new(&position(*net), &metered(*import, *export, Provided));
			told.add(&parts, terms, price);
			let (import, export) = (part(number, |own| own.0), part(number, |own| own.1));
			let parts = Parts::new(&position(*net), &metered(import, export, Estimated));
			silent.add_estimated(&parts, terms, price, &dearest);
		}
		prop_assert!(silent.exact() >= told.exact(), "{} and {}", silent.exact(), told.exact());
	}

	#[test]
	fn in_an_estimated_slot_nothing_counts_as_used_or_delivered(
		(import, export) in any_meter(), net in -100_000..100_000i64,
	) {
		let parts = Parts::new(&position(net), &metered(import, export, Estimated));
		prop_assert_eq!((parts.used.0, parts.delivered.0), (0, 0));
		prop_assert_eq!((parts.supplied.0, parts.fed_in.0), (import, export));
	}

	/// A bid or ask at a limit, filled in part or whole at any price that keeps the limit, and any
	/// outcome at the meter: the hold covers the market's payment first, and all that follows.
	#[test]
	fn holds_cover_what_can_become_due(
		(terms, price) in any_terms(), buys: bool, beyond in 0..60i64, asked in 1..100_000u64, part in 0..=100u64,
		other in 0..=100u64, levied in prop::collection::vec(0..500_000i64, 0..=8), estimated: bool,
	) {
		let levied = charges(&levied);
		let side = if buys { Side::Buy } else { Side::Sell };
		let limit = if buys { price.saturating_add(beyond) } else { price.saturating_sub(beyond) };
		let hold = terms.hold(&levied, side, Price(limit), WattHours(asked));
		let filled = asked * part / 100;
		let used = filled * other / 100;
		let quality = if estimated { Estimated } else { Provided };
		let (net, meter) = if buys {
			(filled as i64, metered(used, 0, quality))
		} else {
			(-(filled as i64), metered(0, used, quality))
		};
		let parts = Parts::new(&position(net), &meter);
		let mut bill = Bill::new(&levied);
		bill.add(&parts, &terms, Some(Price(price)));
		let line = |wanted: fn(&LineKind) -> bool| -> i128 {
			bill.lines().iter().filter(|line| wanted(&line.kind)).map(|line| line.amount).sum()
		};
		let market = line(|kind| matches!(kind, LineKind::Bought | LineKind::Sold));
		let hold = i128::try_from(hold).unwrap();
		prop_assert!(market <= hold, "market {} of {}", market, hold);
		// What the market pays stays locked.
		let locked = hold - market;
		let deviation = line(|kind| matches!(kind, LineKind::Returned | LineKind::Covered));
		let charged = if buys { line(|kind| matches!(kind, LineKind::Charge(_))) } else { 0 };
		// What was estimated as imported is not part of the position.
		let charged = if estimated { 0 } else { charged };
		prop_assert!(deviation + charged <= locked, "{} and {} of {}", deviation, charged, locked);
	}

	#[test]
	fn each_line_is_rounded_once_in_the_customers_favour(
		slots in prop::collection::vec((any_terms(), any_meter(), -100_000..100_000i64), 1..96),
		levied in prop::collection::vec(0..1_000_000i64, 0..=2),
	) {
		let levied = charges(&levied);
		let mut bill = Bill::new(&levied);
		let mut single = 0;
		for ((terms, price), (import, export), net) in &slots {
			let metered = metered(*import, *export, Provided);
			bill.add(&Parts::new(&position(*net), &metered), terms, Some(Price(*price)));
			single += exact(*net, &metered, terms, *price, &levied);
		}
		prop_assert_eq!(bill.exact(), single);
		let lines = bill.lines();
		let rounded: i128 = lines.iter().map(|line| line.amount * 1_000).sum();
		prop_assert!(rounded <= single && single < rounded + 1_000 * lines.len() as i128);
		let sorted = lines.windows(2).all(|pair| pair[0].kind < pair[1].kind);
		prop_assert!(sorted);
	}

	#[test]
	fn a_correction_pays_the_difference_and_a_repetition_nothing(
		(terms, price) in any_terms(), (import, export) in any_meter(), net in -100_000..100_000i64,
		(import_then, export_then) in any_meter(),
	) {
		let levied = charges(&[5, 6]);
		let lines = |metered: Metered| {
			let mut bill = Bill::new(&levied);
			bill.add(&Parts::new(&position(net), &metered), &terms, Some(Price(price)));
			bill.lines()
		};
		let estimate = lines(metered(import, export, Estimated));
		let target = lines(metered(import_then, export_then, Provided));
		let total = |lines: &[Line]| lines.iter().map(|line| line.amount).sum::<i128>();
		let difference: i128 = due(&target, &estimate).iter().map(|line| line.1).sum();
		prop_assert_eq!(total(&estimate) + difference, total(&target));
		prop_assert_eq!(due(&target, &target), []);
		let first: i128 = due(&target, &[]).iter().map(|line| line.1).sum();
		prop_assert_eq!(first, total(&target));
	}

	#[test]
	fn no_terms_panic(
		supply: i64, feed_in: i64, deviation: i64, price: i64, bought: u64, sold: u64, import: u64, export: u64,
		rate: i64, estimated: bool,
	) {
		let kind = ChargeKind::Levy;
		let levied = Charges(vec![Charge { kind, rate: Rate(rate), payee: 0u8 }; 8].try_into().unwrap());
		let terms = terms(supply, feed_in, deviation);
		let quality = if estimated { Estimated } else { Provided };
		let position = Position { bought: WattHours(bought), sold: WattHours(sold) };
		let parts = Parts::new(&position, &metered(import, export, quality));
		let mut bill = Bill::new(&levied);
		for _ in 0..3 {
			bill.add(&parts, &terms, Some(Price(price)));
		}
		let _ = (bill.exact(), bill.lines(), parts.balance());
		for side in [Side::Buy, Side::Sell] {
			let _ = terms.hold(&levied, side, Price(price), WattHours(bought));
		}
		let _ = terms.check(&grid(0, 5));
	}
}

/// Each step's hold is rounded by itself, and a period's lines are rounded together.
#[test]
fn the_holds_of_all_steps_cover_a_period() {
	let mut chance = Numbers(8);
	let mut tight = 0;
	for _ in 0..20_000 {
		let buys = chance.below(2) == 0;
		let side = if buys { Side::Buy } else { Side::Sell };
		let levied = charges(&[chance.below(2_000) as i64, chance.below(2_000) as i64]);
		let mut bill = Bill::new(&levied);
		let mut holds = 0;
		for _ in 0..1 + chance.below(4) {
			let mut rate = || chance.below(8_000) as i64 - 4_000;
			let (terms, price) = (terms(rate(), rate(), 1), rate() / 500);
			let mut traded = 0;
			for _ in 0..1 + chance.below(8) {
				let beyond = chance.below(2) as i64;
				let limit = Price(if buys { price + beyond } else { price - beyond });
				let energy = 1 + chance.below(3);
				holds += terms.hold(&levied, side, limit, WattHours(energy)) as i128;
				traded += energy;
			}
			let metered_part = [0, traded, chance.below(traded + 1)][chance.below(3) as usize];
			let (net, meter) = match buys {
				true => (traded as i64, metered(metered_part, 0, Provided)),
				false => (-(traded as i64), metered(0, metered_part, Provided)),
			};
			bill.add(&Parts::new(&position(net), &meter), &terms, Some(Price(price)));
		}
		let supply = |line: &&Line| !matches!(line.kind, LineKind::Supplied | LineKind::FedIn);
		let due: i128 = bill.lines().iter().filter(supply).map(|line| line.amount).sum();
		assert!(due <= holds, "{due} of {holds}");
		tight += u32::from(holds - due < 4);
	}
	assert!(tight > 10, "{tight}");
}

/// A buyer who is paid for taking energy and does not take it: the hold alone would not cover what they owe.
#[test]
fn what_a_buyer_receives_at_a_negative_price_has_to_stay_locked() {
	let terms = terms(300_000, 80_000, 1);
	let levied = charges(&[100_000]);
	let hold = terms.hold(&levied, Side::Buy, Price(-50), WattHours(1_000));
	let parts = Parts::new(&position(1_000), &metered(0, 0, Provided));
	let mut bill = Bill::new(&levied);
	bill.add(&parts, &terms, Some(Price(-200)));
	let lines = bill.lines();
	let amount = |kind| lines.iter().find(|line| line.kind == kind).unwrap().amount;
	assert_eq!(amount(LineKind::Bought), -200_000);
	assert_eq!(amount(LineKind::Returned), 201_000);
	assert_eq!(hold, 101_000);
	assert!(amount(LineKind::Returned) > hold as i128);
}

/// Without the cap, energy that is given back could be worth more than supply, and silence would pay.
#[test]
fn feeding_in_is_capped_where_a_position_is_settled_too() {
	let uncapped = terms(300_000, 400_000, 1);
	assert_eq!(uncapped.returned(Price(450)), 299_000);
	let parts = Parts::new(&Position::default(), &metered(0, 10, Provided));
	let none = charges(&[]);
	let mut bill = Bill::new(&none);
	bill.add(&parts, &uncapped, None);
	assert_eq!(bill.exact(), -3_000_000);
}

#[test]
fn a_deviation_costs_at_least_a_tick() {
	let grid = tallystick_market::Grid::new(Price(0), Price(100), Price(5)).unwrap();
	let check = |deviation| terms(0, 0, deviation).check(&grid);
	assert_eq!(check(5), Ok(()));
	assert_eq!(check(4), Err(TermsError::Deviation(Price(4), Price(5))));
	assert_eq!(check(MAX_PRICE), Ok(()));
	assert!(check(MAX_PRICE + 1).is_err());
}

/// Random zones: what suppliers provide is what their customers took, and what is bought is sold.
#[test]
fn energy_and_money_add_up_over_a_zone() {
	let mut chance = Numbers(7);
	let mut traded = 0;
	for _ in 0..20_000 {
		let (ticks, steps, capacity) = random_book(&mut chance);
		// A point for each step, and one that does not trade.
		let clearing = clear(&grid(-20, ticks), &pages(&steps), WattHours(capacity));
		let mut running = Running::default();
		let none = charges(&[]);
		let (mut balance, mut meters, mut market) = (0i128, 0i128, 0i128);
		let nets = steps.iter().map(|single| {
			let (side, step) = step(single);
			let fill = clearing.map_or(0, |clearing| running.fill(&clearing, side, &step).0) as i64;
			if single.0 {
				fill
			} else {
				-fill
			}
		});
		for net in nets.chain([0]) {
			let near = net.unsigned_abs();
			let meter = |chance: &mut Numbers| match chance.below(4) {
				0 => 0,
				1 => near,
				2 => near + chance.below(9),
				_ => chance.below(near + 1),
			};
			let (import, export) = (meter(&mut chance), meter(&mut chance));
			let quality = [Provided, Calculated, Estimated][chance.below(3) as usize];
			let parts = Parts::new(&position(net), &metered(import, export, quality));
			balance += parts.balance();
			meters += i128::from(import) - i128::from(export);
			let mut bill = Bill::new(&none);
			bill.add(&parts, &terms(300_000, 80_000, 1), clearing.map(|clearing| clearing.price));
			let lines = bill.lines();
			let in_market = |line: &&Line| matches!(line.kind, LineKind::Bought | LineKind::Sold);
			market += lines.iter().filter(in_market).map(|line| line.amount).sum::<i128>();
		}
		assert_eq!(balance, meters);
		assert_eq!(market, 0);
		traded += u32::from(clearing.is_some());
	}
	assert!(traded > 5_000, "{traded}");
}
