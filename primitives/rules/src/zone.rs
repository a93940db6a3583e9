//! Local time, by the rule of a time zone as POSIX writes it in `TZ`.
//!
//! Moments are minutes since 1970 in UTC. Local minutes are counted in the same way, as if local time were UTC.

use codec::MaxEncodedLen;

/// The greatest difference between local time and UTC, in minutes: 24 h and 59 min, as in POSIX.
pub const MAX_OFFSET: i16 = 1_499;

/// How far from local midnight the clock can change, in minutes: 167 h, as in RFC 9636.
pub const MAX_SWITCH: i16 = 167 * 60;

pub(crate) const MINUTES_OF_DAY: i64 = 1_440;
const DAYS_OF_WEEK: i64 = 7;

record! {
	/// A day of each year on which the clock changes, and the local time at which it does.
	#[derive(Copy, MaxEncodedLen)]
	pub struct Switch {
		/// 1 to 12.
		pub month: u8,
		/// 1 for the first such weekday of the month, to 5 for the last.
		pub week: u8,
		/// 0 for Sunday to 6 for Saturday.
		pub weekday: u8,
		/// Minutes after local midnight, by the clock that is in force before. It may be negative, or beyond the day.
		pub minute: i16,
	}

	/// Daylight saving time.
	#[derive(Copy, MaxEncodedLen)]
	pub struct Daylight {
		/// By how many minutes the clock is ahead of UTC while it lasts.
		pub offset: i16,
		/// When it begins.
		pub begins: Switch,
		/// When it ends.
		pub ends: Switch,
	}

	/// The rule of a time zone.
	#[derive(Copy, Default, MaxEncodedLen)]
	pub struct Zone {
		/// By how many minutes the clock is ahead of UTC in standard time.
		pub standard: i16,
		/// Daylight saving time, if there is any.
		pub daylight: Option<Daylight>,
	}
}

/// What is wrong with a zone.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ZoneError {
	/// A clock is this many minutes ahead of UTC, beyond [`MAX_OFFSET`].
	Offset(i16),
	/// A change of the clock has a month, week, weekday or minute that does not exist.
	Switch(Switch),
}

impl core::fmt::Display for ZoneError {
	fn fmt(&self, f: &mut core::fmt::Formatter) -> core::fmt::Result {
		match self {
			Self::Offset(minutes) => write!(
				f,
				"a clock is {minutes} minutes ahead of UTC; up to {MAX_OFFSET} either way are possible"
			),
			Self::Switch(Switch { month, week, weekday, minute }) => write!(
				f,
				"the clock changes in month {month}, week {week}, on weekday {weekday}, {minute} minutes after \
				midnight; months are 1 to 12, weeks 1 to 5, weekdays 0 to 6, minutes within ±{MAX_SWITCH}"
			),
		}
	}
}

impl core::error::Error for ZoneError {}

/// A moment on the local calendar.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LocalTime {
	/// Days since 1970-01-01.
	pub day: i64,
	/// 0 for Monday to 6 for Sunday.
	pub weekday: u8,
	/// Minutes since local midnight, by the clock.
	pub minute: u16,
}

/// A time during which the clock does not change.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Stretch {
	/// By how many minutes the clock is ahead of UTC.
	pub(crate) offset: i16,
	/// When it begins. The beginning of time for a zone whose clock never changes.
	pub(crate) begins: i64,
	/// When it ends.
	pub(crate) ends: i64,
}

impl Stretch {
	/// The local minutes at a moment.
	pub(crate) fn local(&self, minute: i64) -> i64 {
		minute.saturating_add(self.offset.into())
	}

	/// The moment with these local minutes.
	pub(crate) fn utc(&self, local: i64) -> i64 {
		local.saturating_sub(self.offset.into())
	}
}

impl LocalTime {
	pub(crate) fn new(local: i64) -> Self {
		let (day, minute) = (local.div_euclid(MINUTES_OF_DAY), local.rem_euclid(MINUTES_OF_DAY));
		// 1970-01-01 was a Thursday.
		let weekday = day.saturating_add(3).rem_euclid(DAYS_OF_WEEK);
		Self {
			day,
			weekday: u8::try_from(weekday).unwrap_or_default(),
			minute: u16::try_from(minute).unwrap_or_default(),
		}
	}
}

impl Switch {
	fn check(&self) -> Result<(), ZoneError> {
		let sound = (1..=12).contains(&self.month)
			&& (1..=5).contains(&self.week)
			&& self.weekday <= 6
			&& self.minute.unsigned_abs() <= MAX_SWITCH.unsigned_abs();
		sound.then_some(()).ok_or(ZoneError::Switch(*self))
	}

	/// When the clock changes in a year, in local minutes of the clock before.
	fn local(&self, year: i64) -> i64 {
		let first = first_of_month(year, self.month);
		// 0 for Sunday.
		let weekday = first.saturating_add(4).rem_euclid(DAYS_OF_WEEK);
		let ahead = i64::from(self.weekday).saturating_sub(weekday).rem_euclid(DAYS_OF_WEEK);
		let weeks = i64::from(self.week).saturating_sub(1);
		let mut day =
			first.saturating_add(ahead).saturating_add(weeks.saturating_mul(DAYS_OF_WEEK));
		if day >= first_of_month(year, self.month.saturating_add(1)) {
			day = day.saturating_sub(DAYS_OF_WEEK);
		}
		day.saturating_mul(MINUTES_OF_DAY).saturating_add(self.minute.into())
	}
}

impl Zone {
	/// The clock of UTC, all year.
	pub const UTC: Self = Self { standard: 0, daylight: None };

	/// Checks its bounds. Decoding does not.
	pub fn check(&self) -> Result<(), ZoneError> {
		let offsets = [Some(self.standard), self.daylight.map(|daylight| daylight.offset)];
		for offset in offsets.into_iter().flatten() {
			if offset.unsigned_abs() > MAX_OFFSET.unsigned_abs() {
				return Err(ZoneError::Offset(offset));
			}
		}
		let Some(daylight) = self.daylight else { return Ok(()) };
		daylight.begins.check()?;
		daylight.ends.check()
	}

	/// The local time at a moment, in minutes since 1970.
	pub fn local(&self, minute: i64) -> LocalTime {
		LocalTime::new(self.stretch(minute).local(minute))
	}

	/// The time around a moment during which the clock does not change.
	pub(crate) fn stretch(&self, minute: i64) -> Stretch {
		let mut found = Stretch { offset: self.standard, begins: i64::MIN, ends: i64::MAX };
		let Some(daylight) = self.daylight else { return found };
		let year = year_of(minute.saturating_add(self.standard.into()).div_euclid(MINUTES_OF_DAY));
		// A change may lie a week from its day, so even in the next year.
		for year in year.saturating_sub(1)..=year.saturating_add(1) {
			let begins = daylight.begins.local(year).saturating_sub(self.standard.into());
			let ends = daylight.ends.local(year).saturating_sub(daylight.offset.into());
			for (change, offset) in [(ends, self.standard), (begins, daylight.offset)] {
				if change > minute {
					found.ends = found.ends.min(change);
				} else if change >= found.begins {
					(found.begins, found.offset) = (change, offset);
				}
			}
		}
		found
	}
}

/// The days from 1970 to the beginning of a year.
fn first_of_year(year: i64) -> i64 {
	let before = year.saturating_sub(1);
	let leap_days = before
		.div_euclid(4)
		.saturating_sub(before.div_euclid(100))
		.saturating_add(before.div_euclid(400))
		// Those before 1970.
		.saturating_sub(477);
	year.saturating_sub(1_970).saturating_mul(365).saturating_add(leap_days)
}

/// The year of a day.
fn year_of(day: i64) -> i64 {
	// 400 years have 146,097 days, so this is at most one too many or too few.
	let year = day.saturating_mul(400).div_euclid(146_097).saturating_add(1_970);
	if first_of_year(year) > day {
		year.saturating_sub(1)
	} else if first_of_year(year.saturating_add(1)) <= day {
		year.saturating_add(1)
	} else {
		year
	}
}

/// The days from 1970 to the first day of a month, 1 to 13.
fn first_of_month(year: i64, month: u8) -> i64 {
	const BEFORE: [u16; 13] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365];
	let place = usize::from(month.saturating_sub(1));
	let before = BEFORE.get(place).copied().unwrap_or_default();
	let next = first_of_year(year.saturating_add(1));
	let leap = next.saturating_sub(first_of_year(year)) > 365 && month > 2;
	first_of_year(year).saturating_add(before.into()).saturating_add(leap.into())
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn days_and_years_are_those_of_the_calendar() {
		let mut day = 0;
		for year in 1970..2500 {
			assert_eq!(first_of_year(year), day);
			let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
			let months = [31, 28 + i64::from(leap), 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
			for (month, days) in (1..).zip(months) {
				assert_eq!(first_of_month(year, month), day);
				assert_eq!((year_of(day), year_of(day + days - 1)), (year, year));
				day += days;
			}
			assert_eq!(first_of_month(year, 13), day);
		}
	}

	#[test]
	fn no_time_overflows() {
		let last = Switch { month: 255, week: 255, weekday: 255, minute: i16::MAX };
		let daylight = Daylight { offset: i16::MIN, begins: last, ends: last };
		let zone = Zone { standard: i16::MAX, daylight: Some(daylight) };
		assert!(zone.check().is_err());
		for minute in [i64::MIN, -1, 0, i64::MAX / 60_000, i64::MAX] {
			let _ = zone.local(minute);
		}
	}
}
