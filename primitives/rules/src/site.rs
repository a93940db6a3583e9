//! Sites: a place with its own time, weekly tables and exceptions.
//!
//! A schedule is a level for each local time, not an edge. So in a night in which the clock goes back, the level of
//! 02:30 applies twice; in one in which it goes forward, it does not apply at all.

use crate::zone::{LocalTime, Stretch, Zone, ZoneError, MINUTES_OF_DAY};
use bounded_collections::{BoundedVec, ConstU32};
use codec::MaxEncodedLen;
use tallystick_records::Millis;

/// The most weekly tables of a site. Like all bounds here, it is never lowered.
pub const MAX_TABLES: u32 = 8;

/// The most bands of a weekly table.
pub const MAX_BANDS: u32 = 32;

/// The most exceptions of a site.
pub const MAX_EXCEPTIONS: u32 = 64;

/// The bit of a band for days with an exception.
pub const EXCEPTION: u8 = 1 << 7;

const MINUTE: u64 = 60_000;

/// How many changes of a calendar are searched for one that matters. If none is found, the rule is evaluated once in
/// vain.
const LOOK_AHEAD: u32 = 16;

record! {
	/// A time of the day at which a table is true.
	#[derive(Copy, MaxEncodedLen)]
	pub struct Band {
		/// On which days, as a sum: 1 for Monday, 2 for Tuesday, 4 to 64 for Sunday, and 128 for days with an exception. An
		/// exception replaces the day of the week.
		pub days: u8,
		/// From this minute of the local day on.
		pub from: u16,
		/// Before this minute, which is greater: up to 1,440.
		pub to: u16,
	}

	/// When a table is true.
	#[derive(Default, MaxEncodedLen)]
	pub struct Weekly(pub BoundedVec<Band, ConstU32<MAX_BANDS>>);

	/// Days that are an exception: holidays, or a time without use.
	#[derive(Copy, MaxEncodedLen)]
	pub struct Exception {
		/// The first day, counted from 1970-01-01.
		pub first: i32,
		/// The last day, which is included.
		pub last: i32,
	}

	/// The time and the calendar of a place.
	#[derive(Default, MaxEncodedLen)]
	pub struct Site {
		/// Its time zone.
		pub zone: Zone,
		/// Its weekly tables, which programs name by their number.
		pub tables: BoundedVec<Weekly, ConstU32<MAX_TABLES>>,
		/// Its exceptions, in ascending order and without overlap.
		pub exceptions: BoundedVec<Exception, ConstU32<MAX_EXCEPTIONS>>,
	}
}

/// What is wrong with a site.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SiteError {
	/// Its time zone.
	Zone(ZoneError),
	/// A band names no day, ends before it begins, or ends after the day.
	Band {
		/// The number of the table, from zero.
		table: usize,
		/// The number of the band, from zero.
		band: usize,
	},
	/// The exception with this number ends before it begins, or does not begin after the one before it ends.
	Exception(usize),
}

impl core::fmt::Display for SiteError {
	fn fmt(&self, f: &mut core::fmt::Formatter) -> core::fmt::Result {
		match self {
			Self::Zone(error) => error.fmt(f),
			Self::Band { table, band } => write!(
				f,
				"band {band} of table {table} names no day, or does not end after it begins and by midnight, \
				1440; split a band that goes past midnight"
			),
			Self::Exception(number) => write!(
				f,
				"exception {number} ends before it begins, or overlaps the one before it; sort them and join \
				those that overlap"
			),
		}
	}
}

impl core::error::Error for SiteError {}

/// A local day, in milliseconds since 1970.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LocalDay {
	/// Its first moment.
	pub begins: u64,
	/// The first moment after it.
	pub ends: u64,
}

fn minute_of(moment: Millis) -> i64 {
	// Below 2^64 / 60,000.
	moment.0.checked_div(MINUTE).and_then(|minute| i64::try_from(minute).ok()).unwrap_or_default()
}

fn moment_of(minute: i64) -> u64 {
	u64::try_from(minute).unwrap_or_default().saturating_mul(MINUTE)
}

impl Site {
	/// Checks its bounds. Decoding does not.
	pub fn check(&self) -> Result<(), SiteError> {
		self.zone.check().map_err(SiteError::Zone)?;
		for (table, Weekly(bands)) in self.tables.iter().enumerate() {
			let sound = |band: &Band| {
				band.days != 0 && band.from < band.to && i64::from(band.to) <= MINUTES_OF_DAY
			};
			if let Some(band) = bands.iter().position(|band| !sound(band)) {
				return Err(SiteError::Band { table, band });
			}
		}
		let mut before = None;
		for (number, exception) in self.exceptions.iter().enumerate() {
			let follows = before.is_none_or(|before| before < exception.first);
			if !follows || exception.last < exception.first {
				return Err(SiteError::Exception(number));
			}
			before = Some(exception.last);
		}
		Ok(())
	}

	/// The local time at a moment.
	pub fn local(&self, now: Millis) -> LocalTime {
		self.zone.local(minute_of(now))
	}

	/// What a table says of a moment. `None` if there is no such table.
	pub fn weekly(&self, table: u8, now: Millis) -> Option<bool> {
		let Weekly(bands) = self.tables.get(usize::from(table))?;
		Some(self.holds(bands, self.local(now)))
	}

	/// Whether a moment lies on a day with an exception.
	pub fn holiday(&self, now: Millis) -> bool {
		self.is_exception(self.local(now).day)
	}

	/// A moment until which a table keeps its present level.
	pub(crate) fn weekly_until(&self, table: u8, now: Millis) -> Option<u64> {
		let Weekly(bands) = self.tables.get(usize::from(table))?;
		let edge = |local: LocalTime| {
			let day = self.day_bit(local);
			let today = bands.iter().filter(|band| band.days & day != 0);
			let edges = today.flat_map(|band| [band.from, band.to]);
			edges.filter(|edge| *edge > local.minute).min()
		};
		Some(self.until(now, edge, |local| self.holds(bands, local)))
	}

	/// A moment until which all days are exceptions, or none is, as today.
	pub(crate) fn holiday_until(&self, now: Millis) -> u64 {
		self.until(now, |_| None, |local| self.is_exception(local.day))
	}

	/// The local day of a moment. If the clock changes at midnight, the day is only the part in which the clock shows
	/// that day without a break.
	pub fn day(&self, now: Millis) -> LocalDay {
		let minute = minute_of(now);
		let day = self.zone.local(minute).day;
		let first = day.saturating_mul(MINUTES_OF_DAY);
		let next = first.saturating_add(MINUTES_OF_DAY);
		let (mut begins, mut ends) = (minute, minute);
		// The clock changes at most twice within a day.
		for _ in 0..LOOK_AHEAD {
			let stretch = self.zone.stretch(begins);
			begins = stretch.utc(first).max(stretch.begins);
			let before = begins.saturating_sub(1);
			if begins > stretch.begins || self.zone.local(before).day != day {
				break;
			}
			begins = before;
		}
		for _ in 0..LOOK_AHEAD {
			let stretch = self.zone.stretch(ends);
			ends = stretch.utc(next).min(stretch.ends);
			if ends < stretch.ends || self.zone.local(ends).day != day {
				break;
			}
		}
		LocalDay { begins: moment_of(begins), ends: moment_of(ends) }
	}

	fn is_exception(&self, day: i64) -> bool {
		let holds = |days: &Exception| i64::from(days.first) <= day && day <= i64::from(days.last);
		self.exceptions.iter().any(holds)
	}

	/// The bit of a band that stands for a day.
	fn day_bit(&self, local: LocalTime) -> u8 {
		if self.is_exception(local.day) {
			return EXCEPTION;
		}
		1u8.checked_shl(local.weekday.into()).unwrap_or_default()
	}

	fn holds(&self, bands: &[Band], local: LocalTime) -> bool {
		let day = self.day_bit(local);
		let holds = |band: &Band| {
			band.days & day != 0 && band.from <= local.minute && local.minute < band.to
		};
		bands.iter().any(holds)
	}

	/// The moment at which a level first changes, or an earlier one. `edge` is the next minute of the day at which it
	/// may change; midnight is always such a minute.
	fn until(
		&self,
		now: Millis,
		edge: impl Fn(LocalTime) -> Option<u16>,
		level: impl Fn(LocalTime) -> bool,
	) -> u64 {
		let mut minute = minute_of(now);
		let mut stretch: Stretch = self.zone.stretch(minute);
		let mut local = LocalTime::new(stretch.local(minute));
		let current = level(local);
		for _ in 0..LOOK_AHEAD {
			let edge = edge(local).map_or(MINUTES_OF_DAY, i64::from).min(MINUTES_OF_DAY);
			let ahead = edge.saturating_sub(local.minute.into()).max(1);
			minute = minute.saturating_add(ahead).min(stretch.ends);
			if minute >= stretch.ends {
				stretch = self.zone.stretch(minute);
			}
			local = LocalTime::new(stretch.local(minute));
			if level(local) != current {
				break;
			}
		}
		moment_of(minute)
	}
}
