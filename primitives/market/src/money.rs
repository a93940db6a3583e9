//! Exact amounts, in thousandths of the smallest unit, until a line of an account is written.

use crate::grid::MAX_RATE;
use tallystick_records::{Price, Rate, WattHours};

/// What 1,000 Wh cost at a price.
pub(crate) fn rate(price: Price) -> i128 {
	i128::from(price.0).saturating_mul(1_000)
}

/// What `energy` costs at a rate, in thousandths.
pub(crate) fn cost(energy: WattHours, rate: i128) -> i128 {
	// Below 2^64 times 2^43, with checked rates.
	i128::from(energy.0).saturating_mul(rate)
}

/// The amount that a customer pays for this many thousandths, rounded down. A negative amount is one that
/// they receive; rounding down then makes it larger.
pub(crate) fn payable(thousandths: i128) -> i128 {
	thousandths.div_euclid(1_000)
}

/// The amount to hold for this many thousandths: rounded up, and never below 0.
pub(crate) fn held(thousandths: i128) -> u128 {
	u128::try_from(payable(thousandths.saturating_add(999))).unwrap_or_default()
}

/// Whether a rate is within ±[`MAX_RATE`], so that no sum overflows.
pub(crate) fn within(rate: Rate) -> bool {
	(-MAX_RATE..=MAX_RATE).contains(&rate.0)
}
