//! Tariffs, charges, quotes, and what is in force.

use codec::{Decode, Encode};
use proptest::prelude::*;
use tallystick_market::{
	grid::MAX_RATE, in_force, Agreement, Band, Basis, Block, Blocks, Charge, ChargeKind, Charges,
	Dynamic, Entry, Formula, IndexId, Line, LineKind, Quote, Rates, Tariff, TariffError, TariffId,
	TimeOfUse, Timeline, TimelineError, Timing,
};
use tallystick_records::{Millis, OrgId, Rate, Slot, WattHours};
use tallystick_world::Numbers;

const TIMING: Timing =
	Timing { slot: 900_000, period: 96, lead: 3_600_000, firm: 300_000, horizon: 172_800_000 };
const WORKDAYS: u8 = 0b001_1111;
const WEEKEND: u8 = 0b110_0000;
const ALL: u8 = WORKDAYS | WEEKEND;
const FOREVER: Slot = Slot(u64::MAX);

/// Monday, 2026-03-23, midnight of UTC.
const MONDAY: u64 = 1_774_224_000_000;

fn band(days: u8, from: u16, rate: i64) -> Band {
	Band { days, from, rate: Rate(rate) }
}

fn tariff(supply: Formula, feed_in: i64) -> Tariff {
	Tariff { supply, feed_in: Formula::Flat(Rate(feed_in)) }
}

fn supply_at(tariff: &Tariff, moment: u64, index: Option<i64>) -> i64 {
	let slot = TIMING.slot_at(Millis(moment));
	tariff.at(slot, TIMING.start(slot), |_| index.map(Rate)).supply.0
}

const HOUR: u64 = 3_600_000;

#[test]
fn time_of_use_follows_local_weekdays_and_the_clock() {
	let winter = TIMING.slot_at(Millis(MONDAY + 6 * 24 * HOUR + HOUR));
	let bands = [band(ALL, 0, 200), band(WORKDAYS, 360, 300), band(WORKDAYS, 1_320, 200)];
	let table = |offset, until| {
		let table = TimeOfUse::new(offset, until, Rate(250), bands).unwrap();
		let tariff = tariff(Formula::TimeOfUse(table), 0);
		tariff.check().unwrap();
		tariff
	};
	let cet = table(60, winter);
	// Local midnight is 23:00 UTC on Sunday; 06:00 is 05:00 UTC, 22:00 is 21:00 UTC.
	for (hours, rate) in [(-1, 200), (4, 200), (5, 300), (20, 300), (21, 200)] {
		let moment = MONDAY.checked_add_signed(hours * HOUR as i64).unwrap();
		assert_eq!(supply_at(&cet, moment, None), rate, "{hours}");
	}
	// On Sunday it is cheap all day, up to the change of the clock at 01:00 UTC.
	let sunday = MONDAY + 6 * 24 * HOUR;
	assert_eq!(supply_at(&cet, sunday + HOUR - 1, None), 200);
	// Nobody published the table of summer.
	assert_eq!(supply_at(&cet, sunday + HOUR, None), 250);
	let cest = table(120, FOREVER);
	assert_eq!(supply_at(&cest, sunday + 24 * HOUR + 3 * HOUR, None), 200);
	assert_eq!(supply_at(&cest, sunday + 24 * HOUR + 4 * HOUR, None), 300);
	// The band in which the slot begins counts for all of it.
	let odd = TimeOfUse::new(0, FOREVER, Rate(0), [band(ALL, 0, 1), band(ALL, 7, 2)]).unwrap();
	let odd = tariff(Formula::TimeOfUse(odd), 0);
	assert_eq!(supply_at(&odd, MONDAY + 14 * 60_000, None), 1);
	assert_eq!(supply_at(&odd, MONDAY + 15 * 60_000, None), 2);
}

#[test]
fn an_index_that_was_not_published_is_replaced_by_the_stated_rate() {
	let dynamic = Dynamic { index: IndexId(7), margin: Rate(20), fallback: Rate(333) };
	let tariff = tariff(Formula::Dynamic(dynamic), 0);
	assert_eq!(supply_at(&tariff, MONDAY, Some(-500)), -480);
	assert_eq!(supply_at(&tariff, MONDAY, None), 333);
	assert_eq!(supply_at(&tariff, MONDAY, Some(MAX_RATE)), MAX_RATE + 20);
	assert_eq!(supply_at(&tariff, MONDAY, Some(MAX_RATE + 1)), 333);
	let asked = |index| (index == IndexId(7)).then_some(Rate(1));
	assert_eq!(tariff.supply.at(Slot(0), Millis(0), asked), Rate(21));
}

#[test]
fn feeding_in_is_never_paid_more_than_supply_costs() {
	let rates = |supply, feed_in| tariff(Formula::Flat(Rate(supply)), feed_in);
	let at = |tariff: Tariff| tariff.at(Slot(0), Millis(0), |_| None);
	assert_eq!(at(rates(300, 80)).feed_in, Rate(80));
	assert_eq!(at(rates(300, 301)).feed_in, Rate(300));
	assert_eq!(at(rates(-5, 80)).feed_in, Rate(-5));
}

#[test]
fn blocks_are_settled_at_the_end_of_the_billing_period() {
	let block = |above, rate| Block { above: WattHours(above), rate: Rate(rate) };
	let blocks = Blocks::new(Rate(300), [block(1_000, 250), block(3_000, 400)]).unwrap();
	let flat_tariff = tariff(Formula::Flat(Rate(300)), 0);
	let tariff = tariff(Formula::Blocks(blocks.clone()), 0);
	assert_eq!(supply_at(&tariff, MONDAY, None), 300);
	assert_eq!(blocks.rest(WattHours(1_000)), 0);
	// 1 Wh at −50 per kWh: the customer gets a whole unit.
	assert_eq!(blocks.rest(WattHours(1_001)), -1);
	assert_eq!(blocks.rest(WattHours(3_000)), -100);
	assert_eq!(blocks.rest(WattHours(3_500)), -50);
	// 1,009 Wh at +100 per kWh are 100.9, of which the customer pays 100.
	assert_eq!(blocks.rest(WattHours(4_009)), 0);
	assert_eq!(Blocks::new(Rate(1), []).unwrap().rest(WattHours(u64::MAX)), 0);
	// The line names what is in later blocks, also if that comes to nothing.
	assert_eq!(tariff.rest(WattHours(1_000)), None);
	let line = |energy, amount| Line { kind: LineKind::Blocks, energy: WattHours(energy), amount };
	assert_eq!(tariff.rest(WattHours(1_001)), Some(line(1, -1)));
	assert_eq!(tariff.rest(WattHours(4_009)), Some(line(3_009, 0)));
	assert_eq!(flat_tariff.rest(WattHours(4_009)), None);
}

#[test]
fn a_quote_is_the_price_and_its_parts() {
	let charge = |kind, rate| Charge { kind, rate: Rate(rate), payee: 1u8 };
	let charges = Charges::new([
		charge(ChargeKind::Network, 81_270),
		charge(ChargeKind::Levy, 13_459),
		charge(ChargeKind::Tax, 20_500),
	])
	.unwrap();
	let rates = Rates { supply: Rate(182_331), feed_in: Rate(78_600) };
	let quote = Quote::new(rates, &charges, WattHours(800));
	// 145,864.8 and 65,016, 10,767.2, 16,400.
	assert_eq!(quote.supply, 145_864);
	let parts: Vec<_> = quote.charges.iter().map(|part| part.amount).collect();
	assert_eq!(parts, [65_016, 10_767, 16_400]);
	assert_eq!(quote.total, 145_864 + 65_016 + 10_767 + 16_400);
	assert_eq!(quote.all_in, Rate(297_560));
	let negative = Rates { supply: Rate(-1_500), feed_in: Rate(-1_500) };
	assert_eq!(Quote::new(negative, &charges, WattHours(1)).supply, -2);
}

#[test]
fn a_malformed_tariff_is_refused() {
	let table = |bands: &[Band]| {
		TimeOfUse::new(0, FOREVER, Rate(0), bands.iter().copied()).map(|_| ()).unwrap_err()
	};
	assert_eq!(table(&[]), TariffError::Count(0));
	assert_eq!(table(&[band(ALL, 0, 1); 49]), TariffError::Count(49));
	assert_eq!(table(&[band(0, 0, 1)]), TariffError::Days(0));
	assert_eq!(table(&[band(128, 0, 1)]), TariffError::Days(0));
	assert_eq!(table(&[band(ALL, 1, 1), band(ALL, 0, 1)]), TariffError::Order(1));
	assert_eq!(table(&[band(ALL, 1_440, 1)]), TariffError::Order(0));
	assert_eq!(table(&[band(ALL, 0, 1), band(1, 0, 1)]), TariffError::Twice(1));
	assert_eq!(table(&[band(ALL, 0, 1), band(1, 5, 1), band(3, 5, 1)]), TariffError::Twice(2));
	assert_eq!(table(&[band(WORKDAYS, 0, 1), band(WEEKEND, 1, 1)]), TariffError::Uncovered(5));
	assert_eq!(table(&[band(ALL, 5, 1)]), TariffError::Uncovered(0));
	assert_eq!(table(&[band(ALL, 0, MAX_RATE + 1)]), TariffError::Rate(Rate(MAX_RATE + 1)));
	for offset in [841, -841, i16::MIN] {
		let found = TimeOfUse::new(offset, FOREVER, Rate(0), [band(ALL, 0, 1)]);
		assert_eq!(found.unwrap_err(), TariffError::Offset(offset));
	}
	let found = TimeOfUse::new(0, FOREVER, Rate(i64::MIN), [band(ALL, 0, 1)]);
	assert_eq!(found.unwrap_err(), TariffError::Rate(Rate(i64::MIN)));
	let block = |above, rate| Block { above: WattHours(above), rate: Rate(rate) };
	let blocks = |blocks: &[Block]| Blocks::new(Rate(0), blocks.iter().copied()).unwrap_err();
	assert_eq!(blocks(&[block(0, 1)]), TariffError::Order(0));
	assert_eq!(blocks(&[block(5, 1), block(5, 1)]), TariffError::Order(1));
	assert_eq!(blocks(&[block(5, -MAX_RATE - 1)]), TariffError::Rate(Rate(-MAX_RATE - 1)));
	assert_eq!(blocks(&[block(5, 1); 8]), TariffError::Count(8));
	let wrong = Tariff {
		supply: Formula::Flat(Rate(1)),
		feed_in: Formula::Blocks(Blocks::new(Rate(0), []).unwrap()),
	};
	assert_eq!(wrong.check(), Err(TariffError::FeedInBlocks));
	assert_eq!(
		tariff(Formula::Flat(Rate(0)), MAX_RATE + 1).check(),
		Err(TariffError::Rate(Rate(MAX_RATE + 1)))
	);
	let charge = |rate| Charge { kind: ChargeKind::Levy, rate: Rate(rate), payee: 1u8 };
	assert_eq!(Charges::new([charge(-1)]), Err(TariffError::Rate(Rate(-1))));
	assert_eq!(Charges::new([charge(1); 9]), Err(TariffError::Count(9)));
	assert_eq!(Charges::new([charge(MAX_RATE); 8]).unwrap().total(), Rate(8 * MAX_RATE));
}

#[test]
fn a_timeline_only_grows_at_its_end() {
	let mut timeline = Timeline::default();
	assert_eq!(timeline.at(Slot(5)), None);
	assert_eq!(timeline.follow(Slot(4), 'a', Slot(5)), Err(TimelineError::Early(Slot(5))));
	timeline.follow(Slot(5), 'a', Slot(5)).unwrap();
	assert_eq!(timeline.follow(Slot(5), 'b', Slot(5)), Err(TimelineError::Order(Slot(5))));
	for number in 1..16 {
		timeline.follow(Slot(5 + number), 'b', Slot(5)).unwrap();
	}
	assert_eq!(timeline.follow(Slot(99), 'c', Slot(5)), Err(TimelineError::Full));
	assert_eq!((timeline.at(Slot(4)), timeline.at(Slot(5))), (None, Some(&'a')));
	assert_eq!(timeline.at(FOREVER), Some(&'b'));
	// What is in force in slot 6 stays.
	assert_eq!(timeline.forget(Slot(6)), [Entry { from: Slot(5), value: 'a' }]);
	assert_eq!(timeline.at(Slot(6)), Some(&'b'));
	assert_eq!(timeline.forget(Slot(0)), []);
	assert_eq!(timeline.check(), Ok(()));
	let wrong = vec![(Slot(5), 'x' as u32), (Slot(5), 'y' as u32)].encode();
	let wrong = Timeline::<u32>::decode(&mut &wrong[..12]).map(|timeline| timeline.check());
	assert!(wrong.is_err());
	let wrong = vec![(Slot(5), 1u32), (Slot(5), 2)].encode();
	let wrong = Timeline::<u32>::decode(&mut &wrong[..]).unwrap();
	assert_eq!(wrong.check(), Err(TimelineError::Order(Slot(5))));
	let long = vec![(Slot(5), 1u32); 17].encode();
	assert!(Timeline::<u32>::decode(&mut &long[..]).is_err());
}

fn latest<T: Copy>(slot: Slot, entries: &[Entry<T>]) -> Option<T> {
	let begun = entries.iter().filter(|entry| entry.from <= slot);
	begun.max_by_key(|entry| entry.from).map(|entry| entry.value)
}

/// Points switch suppliers, tariffs get versions, suppliers are suspended and come back: in every slot
/// one tariff is in force, and it is the one that a search through all that was decided finds.
#[test]
fn exactly_one_tariff_is_in_force_in_every_slot() {
	let mut chance = Numbers(5);
	let (mut defaulted, mut switched) = (0, 0);
	for _ in 0..300 {
		// The first supplier is never suspended: the last default.
		let mut standing: Vec<Timeline<bool>> = Vec::new();
		let mut versions: Vec<Timeline<u32>> = Vec::new();
		for supplier in 0..4u64 {
			let mut good = Timeline::default();
			good.follow(Slot(0), true, Slot(0)).unwrap();
			let mut at = 0;
			while supplier > 0 && chance.below(3) > 0 && good.entries().len() < 16 {
				at += 1 + chance.below(60);
				let flips = good.entries().len() % 2 == 0;
				good.follow(Slot(at), flips, Slot(at)).unwrap();
			}
			standing.push(good);
			let mut tariff = Timeline::default();
			// Some begin later.
			let mut at = if supplier == 0 { 0 } else { chance.below(30) };
			for version in 0..1 + chance.below(5) as u32 {
				tariff.follow(Slot(at), version, Slot(at)).unwrap();
				at += 1 + chance.below(40);
			}
			versions.push(tariff);
		}
		let agreement = |supplier: u64| Agreement {
			supplier: OrgId(supplier as u32),
			tariff: TariffId(supplier as u32),
		};
		let mut own = Timeline::default();
		let mut at = chance.below(10);
		for _ in 0..chance.below(5) {
			own.follow(Slot(at), agreement(chance.below(4)), Slot(at)).unwrap();
			at += 1 + chance.below(50);
		}
		let defaults = [agreement(1 + chance.below(3)), agreement(0)];
		let mut last = None;
		for slot in (0..200).map(Slot) {
			let supplies = |agreement: &Agreement| {
				let index = agreement.supplier.0 as usize;
				let good = standing[index].at(slot).copied().unwrap_or(false);
				versions[index].at(slot).copied().filter(|_| good)
			};
			let found = in_force(own.at(slot), &defaults, supplies).expect("one is in force");
			// The reference: all candidates, each with the last decision before the slot.
			let mut candidates: Vec<_> = latest(slot, own.entries()).into_iter().collect();
			let chosen = candidates.len();
			candidates.extend(defaults);
			let mut possible = candidates.iter().enumerate().filter_map(|(rank, candidate)| {
				let index = candidate.supplier.0 as usize;
				let good = latest(slot, standing[index].entries())?;
				let version = latest(slot, versions[index].entries())?;
				let basis = if rank < chosen { Basis::Contract } else { Basis::Default };
				good.then_some((*candidate, basis, version))
			});
			assert_eq!(Some(found), possible.next());
			defaulted += u32::from(found.1 == Basis::Default && chosen == 1);
			switched += u32::from(last.is_some_and(|last| last != found));
			last = Some(found);
		}
	}
	assert!(defaulted > 500 && switched > 500, "{defaulted} {switched}");
}

#[test]
fn changes_keep_the_notice_of_the_horizon() {
	let now = Millis(MONDAY + 7);
	let mut versions = Timeline::default();
	versions.follow(Slot(0), 1, Slot(0)).unwrap();
	let earliest = TIMING.next_unopened(now);
	let early = versions.follow(Slot(earliest.0 - 1), 2, earliest);
	assert_eq!(early, Err(TimelineError::Early(earliest)));
	versions.follow(earliest, 2, earliest).unwrap();
	// No slot whose book is open has another version than before.
	for slot in 0..earliest.0 + 5 {
		let open = TIMING.opens(Slot(slot)) <= now;
		assert_eq!(versions.at(Slot(slot)), Some(if open { &1 } else { &2 }));
	}
}

fn any_formula() -> impl Strategy<Value = Formula> {
	let rate = (-MAX_RATE..=MAX_RATE).prop_map(Rate);
	let bands = prop::collection::vec((1..128u8, 1..1_440u16, rate.clone()), 0..20);
	let table = (bands, -840..=840i16, any::<u64>(), rate.clone());
	prop_oneof![
		rate.clone().prop_map(Formula::Flat),
		(any::<u32>(), rate.clone(), rate.clone()).prop_map(|(index, margin, fallback)| {
			Formula::Dynamic(Dynamic { index: IndexId(index), margin, fallback })
		}),
		table.prop_filter_map("a table", |(mut bands, offset, until, fallback)| {
			bands.push((127, 0, fallback));
			bands.sort_by_key(|band| band.1);
			bands.dedup_by_key(|band| band.1);
			let bands = bands.into_iter().map(|(days, from, rate)| Band { days, from, rate });
			TimeOfUse::new(offset, Slot(until), fallback, bands).ok().map(Formula::TimeOfUse)
		}),
	]
}

proptest! {
	#[test]
	fn a_tariff_survives_its_encoding(supply in any_formula(), feed_in in any_formula()) {
		let tariff = Tariff { supply, feed_in };
		prop_assert_eq!(tariff.check(), Ok(()));
		prop_assert_eq!(Tariff::decode(&mut &tariff.encode()[..]), Ok(tariff.clone()));
		let json = serde_json::to_string(&tariff).unwrap();
		prop_assert_eq!(serde_json::from_str::<Tariff>(&json).unwrap(), tariff);
	}

	#[test]
	fn rates_are_bounded_and_feeding_in_is_capped(
		supply in any_formula(), feed_in in any_formula(), slot: u64, start: u64, index: Option<i64>,
	) {
		let rates = Tariff { supply, feed_in }.at(Slot(slot), Millis(start), |_| index.map(Rate));
		prop_assert!(rates.feed_in <= rates.supply);
		prop_assert!(rates.supply.0.abs() <= 2 * MAX_RATE);
	}

	#[test]
	fn hostile_bytes_do_not_panic(bytes in prop::collection::vec(any::<u8>(), 0..300), slot: u64, wh: u64) {
		if let Ok(tariff) = Tariff::decode(&mut &bytes[..]) {
			let _ = tariff.check();
			let rates = tariff.at(Slot(slot), Millis(slot), |_| Some(Rate(i64::MAX)));
			if let Formula::Blocks(blocks) = &tariff.supply {
				let _ = blocks.rest(WattHours(wh));
			}
			if let Ok(charges) = Charges::<u8>::decode(&mut &bytes[..]) {
				let _ = Quote::new(rates, &charges, WattHours(wh));
			}
		}
	}

	#[test]
	fn a_quote_rounds_each_part_once_in_the_customers_favour(
		supply in -MAX_RATE..=MAX_RATE, rates in prop::collection::vec(0..=MAX_RATE, 0..=8), wh: u64,
	) {
		let charges = rates.iter().map(|rate| Charge { kind: ChargeKind::Tax, rate: Rate(*rate), payee: 0u8 });
		let charges = Charges::new(charges).unwrap();
		let given = Rates { supply: Rate(supply), feed_in: Rate(0) };
		let quote = Quote::new(given, &charges, WattHours(wh));
		let exact = |rate: i64| i128::from(rate) * i128::from(wh);
		let close = |amount: i128, exact: i128| amount * 1_000 <= exact && exact < (amount + 1) * 1_000;
		prop_assert!(close(quote.supply, exact(supply)));
		for (part, rate) in quote.charges.iter().zip(&rates) {
			prop_assert!(close(part.amount, exact(*rate)));
		}
		let sum: i128 = quote.charges.iter().map(|part| part.amount).sum();
		prop_assert_eq!(quote.total, quote.supply + sum);
	}
}
