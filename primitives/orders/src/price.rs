//! The price of goods with freight and tax.

use tallystick_records::json;

/// The tax rates of one whole: hundredths of a percent.
const WHOLE: u128 = 10_000;

record! {
	/// A rate of tax in hundredths of a percent: 1900 is 19 %. At most 10,000.
	#[derive(Copy, PartialOrd, Ord, Default)]
	pub struct TaxRate(pub u16);

	/// The price of an order with everything: goods, freight and tax.
	#[derive(Copy)]
	pub struct Landed {
		/// Goods and freight without tax.
		#[serde(with = "json::Exact")]
		pub net: u128,
		/// The rate of tax on it.
		pub rate: TaxRate,
		/// The tax: net times rate, rounded once for the whole order, halves up (EN 16931).
		#[serde(with = "json::Exact")]
		pub tax: u128,
		/// What is paid: net and tax.
		#[serde(with = "json::Exact")]
		pub gross: u128,
	}
}

impl TaxRate {
	/// The highest rate: 100 %.
	pub const MAX: Self = Self(10_000);
}

impl Landed {
	/// The price of `quantity` units at `unit` each, with `freight` for the whole order. `None` if the rate
	/// is above [`TaxRate::MAX`], or an amount does not fit.
	pub fn of(unit: u128, quantity: u32, freight: u128, rate: TaxRate) -> Option<Self> {
		if rate > TaxRate::MAX {
			return None;
		}
		let net = unit.checked_mul(quantity.into())?.checked_add(freight)?;
		let tax = net.checked_mul(rate.0.into())?.checked_add(WHOLE / 2)? / WHOLE;
		Some(Self { net, rate, tax, gross: net.checked_add(tax)? })
	}

	/// What one of `quantity` units costs with everything, rounded up. `None` for a quantity of zero.
	pub fn each(&self, quantity: u32) -> Option<u128> {
		(quantity > 0).then(|| self.gross.div_ceil(quantity.into()))
	}

	/// What is due for `arrived` of `ordered` units, rounded down. Never more than the whole.
	pub fn due(&self, arrived: u32, ordered: u32) -> u128 {
		if arrived >= ordered {
			return self.gross;
		}
		let (gross, ordered) = (self.gross, u128::from(ordered));
		// Written so that nothing overflows: gross = whole · ordered + rest, and rest < ordered < 2^32.
		let (Some(whole), Some(rest)) = (gross.checked_div(ordered), gross.checked_rem(ordered))
		else {
			return 0;
		};
		let of_rest = rest.saturating_mul(arrived.into()).checked_div(ordered).unwrap_or(0);
		whole.saturating_mul(arrived.into()).saturating_add(of_rest)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	#[test]
	fn tax_is_rounded_once_and_halves_go_up() {
		let landed = |unit, quantity, freight, rate| {
			Landed::of(unit, quantity, freight, TaxRate(rate)).map(|of| (of.net, of.tax, of.gross))
		};
		assert_eq!(landed(799, 2, 490, 1_900), Some((2_088, 397, 2_485)));
		// 5 · 0.1 is a half.
		assert_eq!(landed(5, 1, 0, 1_000), Some((5, 1, 6)));
		assert_eq!(landed(4, 1, 0, 1_000), Some((4, 0, 4)));
		assert_eq!(landed(7, 3, 0, 0), Some((21, 0, 21)));
		assert_eq!(landed(1, 1, 0, 10_001), None);
		assert_eq!(landed(u128::MAX, 2, 0, 0), None);
		assert_eq!(landed(u128::MAX, 1, 0, 1), None);
	}

	#[test]
	fn a_unit_has_its_share_of_the_freight() {
		let landed = Landed::of(100, 3, 10, TaxRate(0)).unwrap();
		assert_eq!(landed.each(3), Some(104));
		assert_eq!(landed.each(0), None);
	}

	proptest! {
		#[test]
		fn nobody_pays_more_than_the_whole(
			gross: u128, ordered in 1u32.., arrived: u32, less: u32,
		) {
			let landed = Landed { net: gross, rate: TaxRate(0), tax: 0, gross };
			let due = landed.due(arrived, ordered);
			prop_assert!(due <= gross);
			prop_assert_eq!(due == gross, arrived >= ordered || gross == 0 || due == gross);
			prop_assert!(landed.due(arrived.min(less), ordered) <= due);
			prop_assert_eq!(landed.due(0, ordered), 0);
			prop_assert_eq!(landed.due(ordered, ordered), gross);
			if let Some(exact) = gross.checked_mul(arrived.min(ordered).into()) {
				prop_assert_eq!(due, exact / u128::from(ordered));
			}
		}
	}
}
