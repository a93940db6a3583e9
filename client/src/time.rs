//! Times as the chain counts them: UTC, in milliseconds since 1970.

use std::time::{SystemTime, UNIX_EPOCH};

const DAY: u64 = 86_400_000;

/// The time of the system's clock. A clock before 1970 counts as 1970.
pub fn now() -> u64 {
	let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
	u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}

/// Writes a time, given in milliseconds, as RFC 3339 in UTC.
pub fn write(millis: u64) -> String {
	let (days, rest) = (millis / DAY, millis % DAY);
	let (year, month, day) = date(days);
	let (hours, minutes, seconds) = (rest / 3_600_000, rest / 60_000 % 60, rest / 1_000 % 60);
	format!(
		"{year:04}-{month:02}-{day:02}T{hours:02}:{minutes:02}:{seconds:02}.{:03}Z",
		rest % 1_000
	)
}

/// Reads RFC 3339 in UTC, with `Z` and an optional fraction of a second of up to three digits, as
/// milliseconds.
pub fn parse(text: &str) -> Option<u64> {
	let (date, clock) = text.strip_suffix('Z')?.split_once('T')?;
	let number = |text: &str, digits: usize| {
		let plain = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
		plain.then(|| text.parse::<u64>().ok()).flatten()
	};
	let mut date = date.split('-');
	let (year, month, day) =
		(number(date.next()?, 4)?, number(date.next()?, 2)?, number(date.next()?, 2)?);
	let mut clock = clock.split(':');
	let (hours, minutes, seconds) = (clock.next()?, clock.next()?, clock.next()?);
	let (seconds, fraction) = seconds.split_once('.').unwrap_or((seconds, "000"));
	let millis = match fraction.len() {
		1..=3 => number(&format!("{fraction:0<3}"), 3)?,
		_ => return None,
	};
	let (hours, minutes, seconds) = (number(hours, 2)?, number(minutes, 2)?, number(seconds, 2)?);
	if date.next().is_some() || hours > 23 || minutes > 59 || seconds > 59 {
		return None;
	}
	let days = days_until(year, month, day)?;
	Some(days * DAY + ((hours * 60 + minutes) * 60 + seconds) * 1_000 + millis)
}

/// The date of a day since 1970-01-01, in the Gregorian calendar.
fn date(days: u64) -> (u64, u64, u64) {
	// Years begin in March, so that the leap day is the last one.
	let days = days + 719_468;
	let (era, of_era) = (days / 146_097, days % 146_097);
	let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
	let of_year = of_era - (365 * year + year / 4 - year / 100);
	let shifted = (5 * of_year + 2) / 153;
	let day = of_year - (153 * shifted + 2) / 5 + 1;
	let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
	(era * 400 + year + u64::from(month <= 2), month, day)
}

fn days_until(year: u64, month: u64, day: u64) -> Option<u64> {
	if !(1..=12).contains(&month) || !(1..=31).contains(&day) || year < 1970 {
		return None;
	}
	let shifted_year = if month <= 2 { year - 1 } else { year };
	let shifted = if month > 2 { month - 3 } else { month + 9 };
	let (era, of_era) = (shifted_year / 400, shifted_year % 400);
	let of_year = (153 * shifted + 2) / 5 + day - 1;
	let days = (era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year)
		.checked_sub(719_468)?;
	// A day that the month does not have comes out as another one.
	(date(days) == (year, month, day)).then_some(days)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn writes_and_reads_times() {
		for (millis, written) in [
			(0, "1970-01-01T00:00:00.000Z"),
			(1_700_000_060_272, "2023-11-14T22:14:20.272Z"),
			(951_782_400_000, "2000-02-29T00:00:00.000Z"),
			(4_107_542_399_999, "2100-02-28T23:59:59.999Z"),
		] {
			assert_eq!(write(millis), written);
			assert_eq!(parse(written), Some(millis));
		}
		assert_eq!(parse("2023-11-14T22:14:20Z"), Some(1_700_000_060_000));
		assert_eq!(parse("2023-11-14T22:14:20.5Z"), Some(1_700_000_060_500));
		for day in 0..80_000 {
			assert_eq!(parse(&write(day * DAY)), Some(day * DAY));
		}
	}

	#[test]
	fn writes_times_of_any_size() {
		assert!(write(u64::MAX).ends_with('Z'));
	}

	#[test]
	fn refuses_malformed_times() {
		for text in [
			"2023-02-29T00:00:00Z",
			"2023-13-01T00:00:00Z",
			"2023-00-01T00:00:00Z",
			"2023-01-32T00:00:00Z",
			"2023-01-01T24:00:00Z",
			"2023-01-01T00:00:00",
			"2023-01-01T00:00:00+01:00",
			"2023-01-01 00:00:00Z",
			"2023-01-01T00:00:00.0000Z",
			"2023-01-01T00:00:00.Z",
			"1969-12-31T23:59:59Z",
			"2023-01-01T+1:00:00Z",
			"2023-01-01-01T01:00:00Z",
			"99999999999999999999-01-01T01:00:00Z",
			"2023-1-01T00:00:00Z",
			"",
		] {
			assert_eq!(parse(text), None, "{text}");
		}
	}
}
