//! What a period costs each point.

use super::*;
use crate::tests::meters::Gauge;
use proptest::{prelude::*, test_runner::TestRunner};
use tallystick_market::{due, Line, LineKind};

/// Another supplier's price for 1 Wh.
const SOUTH_SUPPLY: i64 = 40;

fn clear_period() {
	block(gate(PERIOD, 95) + 1);
	for _ in 0..8 {
		block(Clock::now() + 6_000);
	}
	Market::on_idle(0, Weight::MAX);
}

fn gauge(seed: u8) -> Gauge {
	Gauge::of(point(seed))
}

fn line(kind: LineKind, energy: u64, amount: i128) -> Line {
	Line { kind, energy: WattHours(energy), amount }
}

fn statement(seed: u8) -> Statement {
	Market::statement(point(seed), PERIOD).expect("its trades are counted")
}

/// The lines of a point with one supplier and one set of charges.
fn lines(seed: u8) -> Vec<Line> {
	let mut accounts = statement(seed).accounts;
	assert_eq!(accounts.len(), 1);
	accounts.remove(0).lines
}

use LineKind::{Bought, Charge as Charged, Covered, FedIn, Returned, Sold, Supplied};

#[test]
fn a_period_costs_what_was_traded_and_what_was_metered() {
	run(|| {
		assert_ok!(place(0, PERIOD, [(8, buy(&[(20, 100)]))]));
		assert_ok!(place(1, PERIOD, [(8, sell(&[(10, 100)]))]));
		assert_eq!(Market::statement(point(0), PERIOD), None);
		clear_period();
		let at = slot(PERIOD, 8);
		assert_eq!(Market::result(ZONE, at).map(|clearing| clearing.price), Some(Price(15)));
		let before = statement(0);
		assert_eq!((before.accounts.len(), before.awaited.contains(8)), (0, true));
		gauge(0).slot(at, 60, 0);
		gauge(1).slot(at, 0, 130);
		let bought =
			[line(Bought, 100, 1_500), line(Returned, 40, -200), line(Charged(0), 60, 120)];
		assert_eq!(lines(0), bought);
		assert_eq!(lines(1), [line(Sold, 100, -1_500), line(FedIn, 30, -240)]);
		let found = statement(0);
		assert!(found.provisional.is_empty() && !found.awaited.contains(8));
		assert!(found.awaited.contains(9));
		let [account] = found.accounts.as_slice() else { panic!("one supplier") };
		assert_eq!((account.supplier, account.terms, account.balance), (NORTHS, 0, -40));
	});
}

#[test]
fn silence_never_pays_and_data_reverse_it_by_the_difference() {
	run(|| {
		assert_ok!(place(0, PERIOD, [(8, buy(&[(20, 100)]))]));
		assert_ok!(place(1, PERIOD, [(8, sell(&[(10, 100)]))]));
		clear_period();
		let end = gate(PERIOD, 95) + 2 * SLOT;
		Clock::set(end + ESTIMATION - 1);
		assert_eq!(statement(1).accounts, []);
		Clock::pass(1);
		// A silent seller has sold and delivered nothing, and imports the standard.
		let silent = [
			line(Sold, 100, -1_500),
			line(Supplied, 9_600, 288_000),
			line(Covered, 100, 3_300),
			line(Charged(0), 9_600, 19_200),
		];
		assert_eq!(lines(1), silent);
		assert!(statement(1).awaited.is_empty() && statement(1).provisional.contains(8));
		gauge(1).slot(slot(PERIOD, 8), 0, 130);
		let found = lines(1);
		let reversed = [(Supplied, -3_000), (FedIn, -240), (Covered, -3_300), (Charged(0), -200)];
		assert_eq!(due(&found, &silent), reversed);
		assert!(!statement(1).provisional.contains(8) && statement(1).provisional.contains(9));
		// After the last deadline nothing is provisional, and the other slots cost all that can be used.
		Clock::set(end + CORRECTION);
		assert!(statement(1).provisional.is_empty());
		let used = [(Supplied, 95 * 2_401 * 30), (Charged(0), 95 * 2_401 * 2)];
		assert_eq!(due(&lines(1), &found), used);
	});
}

#[test]
fn each_supplier_and_each_set_of_charges_has_an_account_of_its_own() {
	let more = || offer_tariff(SOUTH, Availability::Open, SOUTH_SUPPLY);
	run_with(more, || {
		let (noon, later) = (slot(PERIOD, 48), slot(PERIOD, 60));
		let who = signed(owner(0));
		assert_ok!(Market::request_contract(who, point(0), TariffId(1), noon));
		assert_ok!(Market::set_terms(signed(GRID), ZONE, later, terms(u64::MAX, 5, DEVIATION)));
		clear_period();
		let mut gauge = gauge(0);
		for slot in Market::timing().slots(PERIOD) {
			gauge.slot(slot, 10, 0);
		}
		let found = statement(0);
		let account = |supplier, terms, energy: u64, supply: i64, charge: i64| {
			let amount = |price: i64| i128::from(price) * i128::from(energy);
			let lines = vec![
				line(Supplied, energy, amount(supply)),
				line(Charged(0), energy, amount(charge)),
			];
			(supplier, terms, lines, i128::from(energy))
		};
		let expected = [
			account(NORTHS, 0, 480, SUPPLY, CHARGE),
			account(SOUTHS, 0, 120, SOUTH_SUPPLY, CHARGE),
			account(SOUTHS, 1, 360, SOUTH_SUPPLY, 5),
		];
		let accounts: Vec<_> = found
			.accounts
			.iter()
			.map(|own| (own.supplier, own.terms, own.lines.clone(), own.balance))
			.collect();
		assert_eq!(accounts, expected);
		let [before, between, after] = found.accounts.as_slice() else { panic!("three") };
		let owns = |account: &SupplyAccount, place| account.slots.contains(place);
		assert!(owns(before, 47) && owns(between, 48) && owns(between, 59) && owns(after, 60));
		assert!(!owns(before, 48) && !owns(between, 60));
	});
}

/// What a slot costs, term by term as the rules have it: P is what was traded at, and all prices are for 1 Wh.
fn cost(position: Position, (import, export): (i64, i64), measured: bool, price: i64) -> i64 {
	let net = position.bought.0 as i64 - position.sold.0 as i64;
	let (bought, sold) = (net.max(0), (-net).max(0));
	let used = if measured { bought.min(import) } else { 0 };
	let delivered = if measured { sold.min(export) } else { 0 };
	let returned = FEED_IN.min(price) - DEVIATION;
	let covered = SUPPLY.max(price) + DEVIATION;
	bought * price - sold * price - (bought - used) * returned
		+ (sold - delivered) * covered
		+ (import - used) * SUPPLY
		- if measured { (export - delivered) * FEED_IN } else { 0 }
		+ import * CHARGE
}

#[test]
fn the_accounts_of_all_points_add_up() {
	let config = cases(1_000, file!());
	// For each point and each of three slots: an order, the energies, and whether the meter is silent.
	let day = (any::<bool>(), -20i64..60, 0u32..300, 0i64..300, 0i64..300, 0u8..5);
	let days = prop::collection::vec(day, 3 * usize::from(POINTS));
	let test = |days: Vec<(bool, i64, u32, i64, i64, u8)>| {
		run(|| {
			for (seed, days) in (0..POINTS).zip(days.chunks(3)) {
				let orders = (0..).zip(days).filter(|(_, day)| day.2 > 0).map(|(place, day)| {
					let steps = [(day.1, day.2)];
					(place, if day.0 { buy(&steps) } else { sell(&steps) })
				});
				assert_ok!(place(seed, PERIOD, orders.collect::<Vec<_>>()));
			}
			clear_period();
			let (mut market, mut balance, mut net) = (0i128, 0i128, 0i128);
			for (seed, days) in (0..POINTS).zip(days.chunks(3)) {
				let mut gauge = gauge(seed);
				let mut expected = 0;
				for (place, (.., import, export, kind)) in (0..).zip(days) {
					let at = slot(PERIOD, place);
					let facts = match kind {
						0 => Facts::UNCALIBRATED,
						_ => Facts::NONE,
					};
					let from = Market::timing().start(at).0;
					gauge.between(from, from + SLOT, [*import, *export], facts);
					let price = Market::result(ZONE, at).map_or(0, |clearing| clearing.price.0);
					let position = Market::position(point(seed), at).expect("it is cleared");
					expected += cost(position, (*import, *export), *kind > 0, price);
					net += i128::from(import - export);
				}
				let account = statement(seed).accounts.remove(0);
				let sum: i128 = account.lines.iter().map(|line| line.amount).sum();
				assert_eq!(sum, i128::from(expected));
				let of_market = |line: &&Line| [Bought, Sold].contains(&line.kind);
				market +=
					account.lines.iter().filter(of_market).map(|line| line.amount).sum::<i128>();
				balance += account.balance;
			}
			assert_eq!((market, balance), (0, net), "50: energy or money is lost");
		});
		Ok(())
	};
	TestRunner::new(config).run(&days, test).expect("nothing is lost");
}
