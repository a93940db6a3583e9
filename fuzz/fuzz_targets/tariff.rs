//! Any tariff, charges, order, grid, timing, timeline and runs of a register that decode: none panics, and
//! those that pass their check keep what it promises.
#![no_main]

use codec::{Decode, Encode};
use tallystick_market::{
	grid::MAX_RATE, Bill, Charges, Formula, Grid, LimitError, Metered, Order, Parts, Position,
	Quote, Register, Run, Side, Tariff, Terms, Tick, Timeline, Timing,
};
use tallystick_records::{Millis, Price, Rate, Slot, WattHours};

type Market = (Grid, Timing, Terms, Position, Metered, Rate, Rate, u64);

fn within(rate: Rate, times: i64) -> bool {
	(-times * MAX_RATE..=times * MAX_RATE).contains(&rate.0)
}

fn tariff(mut bytes: &[u8]) {
	let Ok((slot, index, energy)) = <(u64, Option<i64>, u64)>::decode(&mut bytes) else { return };
	let Ok(tariff) = Tariff::decode(&mut bytes) else { return };
	assert_eq!(Tariff::decode(&mut &tariff.encode()[..]).as_ref(), Ok(&tariff));
	let start = Millis(slot.wrapping_mul(900_000));
	let rates = tariff.at(Slot(slot), start, |_| index.map(Rate));
	assert!(rates.feed_in <= rates.supply);
	if tariff.check().is_ok() {
		assert!(within(rates.supply, 2) && within(rates.feed_in, 2));
	}
	if let Formula::Blocks(blocks) = &tariff.supply {
		let _ = blocks.rest(WattHours(energy));
	}
	let Ok(charges) = Charges::<u32>::decode(&mut bytes) else { return };
	let quote = Quote::new(rates, &charges, WattHours(energy));
	if tariff.check().is_ok() && charges.check().is_ok() {
		let parts: i128 = quote.charges.iter().map(|part| part.amount).sum();
		assert_eq!(quote.total, quote.supply + parts);
	}
	if let Ok(timeline) = Timeline::<u32>::decode(&mut bytes) {
		let _ = (timeline.check(), timeline.at(Slot(slot)));
	}
}

fn market(mut bytes: &[u8]) {
	let Ok(market) = Market::decode(&mut bytes) else { return };
	let (grid, timing, terms, position, metered, limit, levied, number) = market;
	let (bid, ask) = (grid.bid(limit, levied), grid.ask(limit));
	let price = grid.price(Tick(number as u16));
	let sound = grid.check().is_ok();
	if sound && within(limit, 1) && within(levied, 1) {
		let cost = |tick: Tick| grid.price(tick).expect("it is on the grid").0 * 1_000;
		assert!(bid.map_or_else(
			|error| matches!(error, LimitError::TooLow(_)),
			|tick| cost(tick) + levied.0 <= limit.0,
		));
		assert!(ask.map_or_else(
			|error| matches!(error, LimitError::TooHigh(_)),
			|tick| cost(tick) >= limit.0,
		));
	}
	let (slot, now) = (Slot(number), Millis(number));
	let _ = (timing.check(), timing.phase(slot, now), timing.period_of(slot), timing.place(slot));
	let _ = (timing.next_unopened(now), timing.deadline(slot, now, number));
	let parts = Parts::new(&position, &metered);
	if let Ok(order) = Order::decode(&mut bytes) {
		if order.check(&grid, number).is_ok() {
			assert!(order.energy() <= number);
			assert!(order.steps.iter().all(|step| grid.price(step.tick).is_some()));
		}
	}
	let Ok(charges) = Charges::<u8>::decode(&mut bytes) else { return };
	let mut bill = Bill::new(&charges);
	bill.add(&parts, &terms, price);
	let (exact, lines) = (bill.exact(), bill.lines());
	let rates = [terms.rates.supply, terms.rates.feed_in];
	let checked = sound && terms.check(&grid).is_ok() && charges.check().is_ok();
	if checked && rates.iter().all(|rate| within(*rate, 2)) {
		let rounded: i128 = lines.iter().map(|line| line.amount * 1_000).sum();
		assert!(rounded <= exact && exact < rounded + 1_000 * (1 + lines.len() as i128));
		let price = price.unwrap_or(grid.floor);
		assert!(terms.returned(price) < i128::from(price.0) * 1_000);
		assert!(terms.covered(price) > i128::from(price.0) * 1_000);
	}
	for side in [Side::Buy, Side::Sell] {
		let _ = terms.hold(&charges, side, Price(limit.0), WattHours(number));
	}
}

fn registers(mut bytes: &[u8]) {
	let Ok((slot, from)) = <(u32, u64)>::decode(&mut bytes) else { return };
	let Ok(runs) = Vec::<Run>::decode(&mut bytes) else { return };
	let Ok(register) = Register::new(&runs, slot) else { return };
	let at = |slots: u64| from.checked_add(slots.checked_mul(slot.into())?).map(Millis);
	let (Some(begin), Some(middle), Some(end)) = (at(0), at(1), at(2)) else { return };
	if let Some(whole) = register.energy(begin, end) {
		let halves = [register.energy(begin, middle), register.energy(middle, end)];
		let sum: u128 =
			halves.iter().map(|half| u128::from(half.expect("it is covered").energy.0)).sum();
		assert_eq!(sum, u128::from(whole.energy.0));
	}
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
	tariff(bytes);
	market(bytes);
	registers(bytes);
});
