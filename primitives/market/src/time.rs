//! Slots (the market time unit), periods, and when a book opens and closes.
//!
//! Slots are counted in UTC, from 1970. A day of local time has 92, 96 or 100 slots of 15 minutes. No record
//! uses local time.

use tallystick_records::{Millis, Slot};

const HOUR: u32 = 3_600_000;
const MINUTE: u64 = 60_000;
const MINUTES_OF_DAY: u64 = 1_440;

/// The most slots of a period. Never lowered: records that are stored by period stay readable.
pub const MAX_PERIOD: u16 = 96;

record! {
	/// The slots for which one account is written. Periods are counted from 1970.
	#[derive(Copy, PartialOrd, Ord, Hash, Default)]
	pub struct Period(pub u64);

	/// How long slots and periods are, and when orders are accepted.
	#[derive(Copy)]
	pub struct Timing {
		/// Length of a slot, the market time unit, in milliseconds. It divides an hour.
		pub slot: u32,
		/// Slots in a period: 1 to [`MAX_PERIOD`].
		pub period: u16,
		/// The gate closes this many milliseconds before the slot begins.
		pub lead: u32,
		/// No order is cancelled or reduced in this many milliseconds before the gate closes.
		pub firm: u32,
		/// The book opens this many milliseconds before the slot begins. At that moment the tariff, supplier,
		/// index, charges and grid of the slot are fixed.
		pub horizon: u32,
	}
}

/// What is accepted for a slot.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Phase {
	/// Nothing yet.
	Ahead,
	/// Every order.
	Open,
	/// Orders that do not cancel or reduce one, because the gate closes soon.
	Firm,
	/// Nothing any more.
	Closed,
}

/// What is wrong with a timing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TimingError {
	/// The slot length is this. It is zero or does not divide an hour.
	Slot(u32),
	/// A period has this many slots: none, or more than [`MAX_PERIOD`].
	Period(u16),
	/// The book would not be open before it becomes firm.
	Horizon,
}

impl core::fmt::Display for TimingError {
	fn fmt(&self, f: &mut core::fmt::Formatter) -> core::fmt::Result {
		match self {
			Self::Slot(found) => write!(
				f,
				"a slot is {found} ms long; it has to divide an hour, {HOUR} ms, without a rest"
			),
			Self::Period(found) => {
				write!(f, "a period has {found} slots; it needs 1 to {MAX_PERIOD}")
			},
			Self::Horizon => f.write_str(
				"the book opens after it becomes firm; make the horizon longer than lead and firm time \
				together",
			),
		}
	}
}

impl core::error::Error for TimingError {}

impl Timing {
	/// Checks its bounds. Decoding does not.
	pub fn check(&self) -> Result<(), TimingError> {
		if HOUR.checked_rem(self.slot) != Some(0) {
			return Err(TimingError::Slot(self.slot));
		}
		if self.period == 0 || self.period > MAX_PERIOD {
			return Err(TimingError::Period(self.period));
		}
		let closing = u64::from(self.lead).saturating_add(self.firm.into());
		if u64::from(self.horizon) <= closing {
			return Err(TimingError::Horizon);
		}
		Ok(())
	}

	/// The slot of a moment.
	pub fn slot_at(&self, moment: Millis) -> Slot {
		Slot::at(moment, self.slot.into()).unwrap_or_default()
	}

	/// The slot's first moment, or `u64::MAX` if that is too large.
	pub fn start(&self, slot: Slot) -> Millis {
		slot.start(self.slot.into()).unwrap_or(Millis(u64::MAX))
	}

	/// The first moment after the slot.
	pub fn end(&self, slot: Slot) -> Millis {
		self.start(Slot(slot.0.saturating_add(1)))
	}

	/// When the slot's book opens.
	pub fn opens(&self, slot: Slot) -> Millis {
		Millis(self.start(slot).0.saturating_sub(self.horizon.into()))
	}

	/// When the slot's gate closes: from this moment on nothing is accepted.
	pub fn gate(&self, slot: Slot) -> Millis {
		Millis(self.start(slot).0.saturating_sub(self.lead.into()))
	}

	/// What is accepted for the slot now.
	pub fn phase(&self, slot: Slot, now: Millis) -> Phase {
		let gate = self.gate(slot);
		if now < self.opens(slot) {
			Phase::Ahead
		} else if now >= gate {
			Phase::Closed
		} else if now.0 >= gate.0.saturating_sub(self.firm.into()) {
			Phase::Firm
		} else {
			Phase::Open
		}
	}

	/// The first slot whose book has not opened. A change decided now takes effect there at the earliest.
	pub fn next_unopened(&self, now: Millis) -> Slot {
		let last = self.slot_at(now.saturating_add(self.horizon.into()));
		Slot(last.0.saturating_add(1))
	}

	/// The period of a slot.
	pub fn period_of(&self, slot: Slot) -> Period {
		Period(slot.0.checked_div(self.period.into()).unwrap_or_default())
	}

	/// The number of a slot in its period, from zero.
	pub fn place(&self, slot: Slot) -> u16 {
		let place = slot.0.checked_rem(self.period.into()).unwrap_or_default();
		u16::try_from(place).unwrap_or_default()
	}

	/// The slots of a period.
	pub fn slots(&self, period: Period) -> impl DoubleEndedIterator<Item = Slot> {
		let first = period.0.saturating_mul(self.period.into());
		(0..self.period).map(move |place| Slot(first.saturating_add(place.into())))
	}

	/// The most energy that a register can show for a slot at a power in watts. It is rounded up to watt-hours,
	/// plus one, because both readings of the register are rounded down.
	pub fn most(&self, power: u32) -> u64 {
		const HOUR: u64 = self::HOUR as u64;
		u64::from(power).saturating_mul(self.slot.into()).div_ceil(HOUR).saturating_add(1)
	}

	/// The moment that is `span` milliseconds after the slot's end or its clearing on the chain, whichever
	/// is later.
	pub fn deadline(&self, slot: Slot, cleared: Millis, span: u64) -> Millis {
		self.end(slot).max(cleared).saturating_add(span)
	}

	/// The slot a week before. Slot 0 if there is none.
	pub fn week_before(&self, slot: Slot) -> Slot {
		const WEEK: u64 = 7 * 24 * HOUR as u64;
		let slots = WEEK.checked_div(self.slot.into()).unwrap_or_default();
		Slot(slot.0.saturating_sub(slots))
	}

	/// The greatest allowed error of a meter's clock, in milliseconds.
	pub const fn max_skew(&self) -> u32 {
		self.slot / 15
	}
}

/// A moment of local time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Local {
	/// The day, counted from 1970-01-01 in local time.
	pub day: i64,
	/// The day of the week: 0 for Monday to 6 for Sunday.
	pub weekday: u8,
	/// Minutes since midnight: 0 to 1,439.
	pub minute: u16,
}

impl Local {
	/// The local time at a moment, where clocks are `offset` minutes ahead of UTC.
	pub fn at(moment: Millis, offset: i16) -> Self {
		// Below 2^64 / 60,000 minutes.
		let minutes = i64::try_from(moment.0 / MINUTE).unwrap_or_default();
		let minutes = minutes.saturating_add(offset.into());
		let of_day = MINUTES_OF_DAY as i64;
		let (day, minute) = (minutes.div_euclid(of_day), minutes.rem_euclid(of_day));
		// 1970-01-01 was a Thursday.
		let weekday = day.saturating_add(3).rem_euclid(7);
		Self {
			day,
			weekday: u8::try_from(weekday).unwrap_or_default(),
			minute: u16::try_from(minute).unwrap_or_default(),
		}
	}
}
