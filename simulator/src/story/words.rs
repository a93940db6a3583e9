//! Figures in words.

/// The decimals of a TALLY.
const DECIMALS: usize = 6;

/// An amount of money as `1,234.50 TALLY`: at least two decimals, and no more than it has.
pub(crate) fn tally(amount: u128) -> String {
	let text = format!("{amount:0width$}", width = DECIMALS + 1);
	let (whole, part) = text.split_at(text.len().saturating_sub(DECIMALS));
	let mut grouped = String::new();
	for (at, digit) in whole.chars().enumerate() {
		if at > 0 && (whole.len() - at).is_multiple_of(3) {
			grouped.push(',');
		}
		grouped.push(digit);
	}
	let part = part.trim_end_matches('0');
	format!("{grouped}.{part:0<2} TALLY")
}

/// The difference of two amounts, with its sign.
pub(crate) fn change(before: u128, after: u128) -> String {
	match after.checked_sub(before) {
		Some(0) => "unchanged".into(),
		Some(more) => format!("+{}", tally(more)),
		None => format!("−{}", tally(before.saturating_sub(after))),
	}
}

/// A loss as hours at the reference temperature: `per` of it make a real millisecond there, of which each stands for
/// so many simulated minutes a second.
pub(crate) fn hours(loss: u128, per: u128, minutes: u32) -> String {
	let hours = loss as f64 / per as f64 / 1_000.0 * f64::from(minutes) / 60.0;
	format!("{hours:.2} h")
}

/// A part of a whole in percent.
pub(crate) fn percent(part: u128, of: u128) -> String {
	format!("{:.1} %", part as f64 * 100.0 / of.max(1) as f64)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn writes_money_with_its_decimals() {
		assert_eq!(tally(0), "0.00 TALLY");
		assert_eq!(tally(1_234_567_500_000), "1,234,567.50 TALLY");
		assert_eq!(tally(1), "0.000001 TALLY");
		assert_eq!(tally(100_000_000), "100.00 TALLY");
		assert_eq!(change(5_000_000, 3_000_000), "−2.00 TALLY");
		assert_eq!(change(3_000_000, 5_500_000), "+2.50 TALLY");
		assert_eq!(change(1, 1), "unchanged");
	}

	#[test]
	fn writes_losses_as_hours() {
		// 20 real seconds at the reference, at ten minutes a second.
		assert_eq!(hours(20_000_000_000, 1_000_000, 10), "3.33 h");
		assert_eq!(percent(1, 3), "33.3 %");
	}
}
