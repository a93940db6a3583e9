//! Rules about prices.

use super::*;
use tallystick_primitives::{
	records::{market::PointId, Rate},
	Slot, SlotPrices,
};

const SLOT: u64 = 900_000;

#[test]
fn a_rule_follows_prices_and_is_woken_when_a_slot_ends() {
	execute_with(|| {
		let (site, sensor) = (open_site(), stream(1, OWNER));
		let point = PointId([3; 16]);
		let id = "03".repeat(16);
		let rule = program(
			&sensor,
			&format!("in p = price 0x{id} import\nalarm cheap notice when p <= min(p, 0, 3)"),
		);
		let first = Slot(Clock::now() / SLOT);
		let prices = [300, 200, 100, 250, 260].map(|rate| Some(Rate(rate))).to_vec();
		Prices::set(point, SlotPrices { slot: SLOT as u32, first, prices });
		let rule = deploy(site, rule);
		assert_eq!(fired(), []);
		let mut cheap = Vec::new();
		for _ in 0..4 {
			Clock::set((Clock::now() / SLOT + 1) * SLOT + SPREAD);
			next_block();
			cheap.push(effects(rule)[0] == Effect::Active);
		}
		// The last two have no three slots ahead.
		assert_eq!(cheap, [false, true, false, false]);
	});
}
