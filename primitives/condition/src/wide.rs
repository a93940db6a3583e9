//! Products that need more than 128 bits.

/// `a · b / c`, rounded down, and the remainder. `None` if `c` is zero or above 2^127, or the
/// quotient does not fit.
///
/// It doubles and adds, from the highest bit of `a` on: quotient and remainder of what was read so
/// far are always at hand, and the remainder stays below `c`.
pub(crate) fn mul_div(a: u128, b: u128, c: u128) -> Option<(u128, u128)> {
	if c > 1 << 127 {
		return None;
	}
	let (whole, part) = (b.checked_div(c)?, b.checked_rem(c)?);
	let (mut quotient, mut remainder) = (0u128, 0u128);
	let significant = u128::BITS.saturating_sub(a.leading_zeros());
	for bit in (0..significant).rev() {
		quotient = quotient.checked_mul(2)?;
		remainder = remainder.checked_mul(2)?;
		carry(&mut quotient, &mut remainder, c)?;
		if a.checked_shr(bit)? & 1 == 1 {
			quotient = quotient.checked_add(whole)?;
			remainder = remainder.checked_add(part)?;
			carry(&mut quotient, &mut remainder, c)?;
		}
	}
	Some((quotient, remainder))
}

fn carry(quotient: &mut u128, remainder: &mut u128, c: u128) -> Option<()> {
	if let Some(less) = remainder.checked_sub(c) {
		*remainder = less;
		*quotient = quotient.checked_add(1)?;
	}
	Some(())
}

#[cfg(test)]
mod tests {
	use super::mul_div;
	use proptest::prelude::*;

	/// The product in two halves, by 64-bit digits.
	fn product(a: u128, b: u128) -> (u128, u128) {
		let low = |x: u128| x & u128::from(u64::MAX);
		let (a0, a1, b0, b1) = (low(a), a >> 64, low(b), b >> 64);
		let middle = a1 * b0 + ((a0 * b0) >> 64);
		let other = a0 * b1 + low(middle);
		(a1 * b1 + (middle >> 64) + (other >> 64), a.wrapping_mul(b))
	}

	proptest! {
		#[test]
		fn quotient_and_remainder_make_the_product(
			a: u128, b: u128, c in 1..=1u128 << 127, shifts in [0..128u32, 0..128, 0..127]
		) {
			let (a, b, c) = (a >> shifts[0], b >> shifts[1], (c >> shifts[2]).max(1));
			if let Some((quotient, remainder)) = mul_div(a, b, c) {
				prop_assert!(remainder < c);
				let (high, low) = product(quotient, c);
				let (low, carry) = low.overflowing_add(remainder);
				prop_assert_eq!((high + u128::from(carry), low), product(a, b));
			} else {
				// The quotient does not fit exactly if the high half is not below the divisor.
				prop_assert!(product(a, b).0 >= c);
			}
		}
	}

	#[test]
	fn what_does_not_fit_is_nothing() {
		assert_eq!(mul_div(1, 1, 0), None);
		assert_eq!(mul_div(1, 1, (1 << 127) + 1), None);
		assert_eq!(mul_div(u128::MAX, 2, 1), None);
		assert_eq!(mul_div(u128::MAX, 2, 2), Some((u128::MAX, 0)));
		assert_eq!(mul_div(u128::MAX, u128::MAX, 1 << 127), None);
		assert_eq!(mul_div(0, 7, 3), Some((0, 0)));
	}
}
