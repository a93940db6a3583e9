//! Limits and prices.

mod common;

use proptest::prelude::*;
use tallystick_market::{
	grid::MAX_PRICE, Grid, GridError, LimitError, Order, OrderError, Side, Step, Tick,
};
use tallystick_records::{Price, Rate};

fn any_grid() -> impl Strategy<Value = Grid> {
	(-MAX_PRICE..=0, 1..=900_000i64, 1..=1_024i64).prop_map(|(floor, tick, ticks)| {
		Grid::new(Price(floor), Price(floor + tick * (ticks - 1)), Price(tick)).unwrap()
	})
}

proptest! {
	#[test]
	fn a_bid_is_the_highest_price_within_the_limit(
		grid in any_grid(), limit in -2_000_000_000_000..2_000_000_000_000i64, charges in 0..1_000_000i64,
	) {
		let all_in = |tick: u16| i128::from(grid.price(Tick(tick)).unwrap().0) * 1_000 + i128::from(charges);
		match grid.bid(Rate(limit), Rate(charges)) {
			Ok(tick) => {
				prop_assert!(all_in(tick.0) <= limit.into());
				prop_assert!(tick.0 + 1 == grid.ticks() || all_in(tick.0 + 1) > limit.into());
			},
			Err(error) => {
				prop_assert!(all_in(0) > limit.into());
				prop_assert_eq!(error, LimitError::TooLow(Rate(all_in(0) as i64)));
			},
		}
	}

	#[test]
	fn an_ask_is_the_lowest_price_within_the_limit(
		grid in any_grid(), limit in -2_000_000_000_000..2_000_000_000_000i64,
	) {
		let paid = |tick: u16| grid.price(Tick(tick)).unwrap().0 * 1_000;
		match grid.ask(Rate(limit)) {
			Ok(tick) => {
				prop_assert!(paid(tick.0) >= limit);
				prop_assert!(tick.0 == 0 || paid(tick.0 - 1) < limit);
			},
			Err(error) => {
				prop_assert!(paid(grid.ticks() - 1) < limit);
				prop_assert_eq!(error, LimitError::TooHigh(Rate(grid.cap.0 * 1_000)));
			},
		}
	}

	#[test]
	fn no_grid_and_no_limit_panics(floor: i64, cap: i64, tick: i64, limit: i64, charges: i64, at: u16) {
		let grid = Grid { floor: Price(floor), cap: Price(cap), tick: Price(tick) };
		let _ = (grid.check(), grid.ticks(), grid.price(Tick(at)));
		let _ = (grid.bid(Rate(limit), Rate(charges)), grid.ask(Rate(limit)));
	}
}

#[test]
fn a_malformed_grid_is_refused() {
	let refused = |floor, cap, tick| Grid::new(Price(floor), Price(cap), Price(tick)).unwrap_err();
	assert_eq!(refused(0, 10, 0), GridError::Tick(Price(0)));
	assert_eq!(refused(0, 10, -1), GridError::Tick(Price(-1)));
	assert_eq!(refused(1, 0, 1), GridError::Bounds);
	assert_eq!(refused(-MAX_PRICE - 1, 0, 1), GridError::Bounds);
	assert_eq!(refused(0, MAX_PRICE + 1, 1), GridError::Bounds);
	assert_eq!(refused(i64::MIN, i64::MAX, 1), GridError::Bounds);
	assert_eq!(refused(-5, 6, 4), GridError::Uneven(Price(3)));
	assert_eq!(refused(0, 1_024, 1), GridError::Ticks(1_025));
	assert_eq!(Grid::new(Price(-500), Price(523), Price(1)).unwrap().ticks(), 1_024);
	assert_eq!(Grid::new(Price(7), Price(7), Price(1)).unwrap().ticks(), 1);
}

#[test]
fn the_documented_limits_become_the_documented_prices() {
	// From -10 to +52 ct/kWh in steps of 0.1.
	let grid = Grid::new(Price(-100), Price(520), Price(1)).unwrap();
	// 30.55 ct all-in, of which 12.3 are charges: 18.2 is the highest price that fits.
	let bid = grid.bid(Rate(305_500), Rate(123_000)).unwrap();
	assert_eq!(grid.price(bid), Some(Price(182)));
	assert_eq!(grid.price(grid.ask(Rate(80_010)).unwrap()), Some(Price(81)));
	assert_eq!(grid.bid(Rate(i64::MAX), Rate(0)), Ok(Tick(620)));
	assert_eq!(grid.ask(Rate(i64::MIN)), Ok(Tick(0)));
	assert_eq!(grid.price(Tick(621)), None);
	let message = grid.bid(Rate(22_999), Rate(123_000)).unwrap_err().to_string();
	assert!(message.contains("23000 per kWh"), "{message}");
}

#[test]
fn an_order_that_cannot_be_placed_is_refused() {
	let grid = common::grid(0, 10);
	let step = |tick, energy| Step { tick: Tick(tick), energy };
	let check = |steps: &[Step], most| {
		Order::new(Side::Buy, steps.iter().copied()).and_then(|order| order.check(&grid, most))
	};
	assert_eq!(check(&[], 0), Ok(()));
	assert_eq!(check(&[step(0, 5), step(9, 5)], 10), Ok(()));
	assert_eq!(check(&[step(0, 5), step(9, 5)], 9), Err(OrderError::Power { asked: 10, most: 9 }));
	assert_eq!(check(&[step(1, 5), step(1, 5)], 99), Err(OrderError::Sequence(1)));
	assert_eq!(check(&[step(1, 5), step(0, 5)], 99), Err(OrderError::Sequence(1)));
	assert_eq!(check(&[step(1, 0)], 99), Err(OrderError::Nothing(0)));
	assert_eq!(check(&[step(10, 1)], 99), Err(OrderError::Tick(0)));
	assert_eq!(check(&[step(0, 1); 9], 99), Err(OrderError::Steps(9)));
	let steps: Vec<_> = (0..8).map(|tick| step(tick, u32::MAX)).collect();
	assert_eq!(check(&steps, 8 * u64::from(u32::MAX)), Ok(()));
}
