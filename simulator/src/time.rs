//! Times.

use std::time::{SystemTime, UNIX_EPOCH};

/// UTC, in milliseconds.
pub fn now() -> u64 {
	let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
	u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}

/// Milliseconds since 1970 of a text such as `2022-03-19T07:00:00Z`.
pub fn parse_utc(text: &str) -> Option<u64> {
	let (date, time) = text.strip_suffix('Z')?.split_once('T')?;
	let [year, month, day] = numbers(date, '-')?;
	let [hour, minute, second] = numbers(time, ':')?;
	let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
	let lengths = [31, if leap { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
	let month = usize::try_from(month.checked_sub(1)?).ok()?;
	if !(1970..=9999).contains(&year) || !(1..=*lengths.get(month)?).contains(&day) {
		return None;
	}
	if hour > 23 || minute > 59 || second > 59 {
		return None;
	}
	let before = year - 1;
	let years = (year - 1970) * 365 + before / 4 - before / 100 + before / 400 - 477;
	let days = years + lengths.iter().take(month).sum::<u64>() + day - 1;
	Some((((days * 24 + hour) * 60 + minute) * 60 + second) * 1_000)
}

fn numbers(text: &str, between: char) -> Option<[u64; 3]> {
	let mut parts = text.split(between).map(|part| {
		let digits = part.bytes().all(|byte| byte.is_ascii_digit());
		part.parse::<u64>().ok().filter(|_| digits && part.len() <= 4)
	});
	let three = [parts.next()??, parts.next()??, parts.next()??];
	parts.next().is_none().then_some(three)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn works_across_leap_years() {
		for (text, seconds) in [
			("1970-01-01T00:00:00Z", 0),
			("2000-02-29T00:00:00Z", 951_782_400),
			("2016-07-01T07:00:00Z", 1_467_356_400),
			("2022-03-19T07:00:00Z", 1_647_673_200),
			("2100-03-01T00:00:01Z", 4_107_542_401),
		] {
			assert_eq!(parse_utc(text), Some(seconds * 1_000), "{text}");
		}
	}

	#[test]
	fn fails_when_there_is_no_such_time() {
		for text in [
			"",
			"2022-03-19T07:00:00",
			"2022-03-19 07:00:00Z",
			"2022-02-29T07:00:00Z",
			"2022-13-01T07:00:00Z",
			"2022-00-01T07:00:00Z",
			"2022-01-00T07:00:00Z",
			"1969-12-31T23:59:59Z",
			"2022-01-01T24:00:00Z",
			"2022-01-01T+1:00:00Z",
			"2022-01-01-01T01:00:00Z",
			"99999999999999999999-01-01T01:00:00Z",
		] {
			assert_eq!(parse_utc(text), None, "{text}");
		}
	}
}
