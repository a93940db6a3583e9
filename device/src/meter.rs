//! Cuts the segments of a meter at the boundaries of slots.

use crate::{
	evidence::{Message, Signature},
	Channel, Device, PushError, Sealed, Segmenter, SignError,
};

/// The slots of an energy market, and how many of them a segment covers. Both are counted from the
/// beginning of 1970 in UTC.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Slots {
	slot: u64,
	segment: u64,
}

impl Slots {
	/// Slots of `slot` milliseconds, `per_segment` of them in a segment: 900,000 and 1 for a segment
	/// each quarter of an hour, 900,000 and 96 for one a day. `None` if either is 0, or the segment too long for 64
	/// bits.
	pub const fn new(slot: u64, per_segment: u32) -> Option<Self> {
		match slot.checked_mul(per_segment as u64) {
			None | Some(0) => None,
			Some(segment) => Some(Self { slot, segment }),
		}
	}

	/// Milliseconds of a slot.
	pub const fn slot(&self) -> u64 {
		self.slot
	}

	/// Milliseconds that a segment covers.
	pub const fn segment(&self) -> u64 {
		self.segment
	}

	/// The first boundary of a slot that is later than `time`: the register should be read then.
	/// `None` at the end of time.
	pub const fn next(&self, time: u64) -> Option<u64> {
		after(self.slot, time)
	}

	/// When a segment ends whose first reading is of `time`.
	pub const fn end(&self, time: u64) -> Option<u64> {
		after(self.segment, time)
	}
}

const fn after(length: u64, time: u64) -> Option<u64> {
	match time.checked_rem(length) {
		// Less than the length.
		Some(past) => time.checked_add(length.saturating_sub(past)),
		None => None,
	}
}

/// What has to happen to the segment.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[must_use]
pub enum Cut {
	/// Nothing: the reading is in the segment, which goes on.
	Later,
	/// [Seal](Meter::seal) it: the reading is in the segment, and the last one that belongs there.
	Now,
	/// [Seal](Meter::seal) it, and take the reading again: it is **not** in the segment.
	Before,
}

/// Gathers readings of counters, all of them at one time, in segments that end at slots' boundaries.
///
/// A segment ends with the first reading at or after its end, so that this reading is the `last` of
/// each run. The next one begins with the same reading, under a number of its own: so the runs of a
/// segment are the whole of its slots, whatever became of the segment before.
///
/// Within a segment no register falls, and neighbours are one slot apart at most. Where a register
/// falls, readings are missing or the clock was set back, the segment ends before, and the next one
/// begins with what was read then.
///
/// `READINGS` counts those of all registers. A day of 96 slots with two registers has 194. A segment
/// that is full ends early.
///
/// ```
/// # use tallystick_device::{evidence::*, Channel, Cut, Device, Meter, Slots};
/// # let key = SecretKey::from_seed(Scheme::Ed25519, [7; 32]).unwrap();
/// # let id = DeviceId::of::<Native>(&key.public());
/// # let mut device = Device::begin(id, [0x11; 32], Scheme::Ed25519, 0, 1);
/// let slots = Slots::new(900_000, 1).unwrap();
/// let register = Channel { exponent: 0, limits: Limits { low: 0, high: 999_999_999 } };
/// let mut meter = Meter::<2, 64>::new([register; 2], slots);
///
/// let midnight = 1_700_006_400_000;
/// assert_eq!(meter.take(midnight, [5_000, 80]), Ok(Cut::Later));
/// let boundary = slots.next(midnight).unwrap();
/// assert_eq!(meter.take(boundary, [5_125, 80]), Ok(Cut::Now));
/// let mut message = [0; 1_024];
/// let sealed = meter.seal(&mut device, None, |m| key.sign(m), &mut message).unwrap();
/// assert_eq!((sealed.header.start, sealed.header.end), (midnight, boundary));
/// ```
#[derive(Clone, Debug)]
pub struct Meter<const REGISTERS: usize, const READINGS: usize> {
	segmenter: Segmenter<REGISTERS, READINGS>,
	slots: Slots,
	/// The newest reading, also after it was sealed.
	newest: Option<(u64, [i64; REGISTERS])>,
	is_due: bool,
}

impl<const REGISTERS: usize, const READINGS: usize> Meter<REGISTERS, READINGS> {
	/// The last reading of the segment before, and one more.
	const FITS: () = assert!(REGISTERS > 0 && READINGS >= REGISTERS.saturating_mul(2));

	/// A meter that has read nothing, with the channels of its registers.
	pub const fn new(registers: [Channel; REGISTERS], slots: Slots) -> Self {
		let () = Self::FITS;
		Self { segmenter: Segmenter::new(registers), slots, newest: None, is_due: false }
	}

	/// The slots at whose ends it cuts.
	pub const fn slots(&self) -> &Slots {
		&self.slots
	}

	/// How many readings the segment has, over all registers.
	pub const fn len(&self) -> usize {
		self.segmenter.len()
	}

	/// Whether it has none.
	pub const fn is_empty(&self) -> bool {
		self.segmenter.is_empty()
	}

	/// The segment's readings: register, time and value.
	pub fn readings(&self) -> impl Iterator<Item = (u16, u64, i64)> + '_ {
		self.segmenter.iter()
	}

	/// Takes what all registers showed at `time`, in UTC milliseconds. At a boundary, latch the
	/// registers and give the boundary's time.
	///
	/// After an error, and with [`Cut::Before`], the segment is as it was.
	pub fn take(&mut self, time: u64, values: [i64; REGISTERS]) -> Result<Cut, PushError> {
		if self.newest.is_some_and(|(newest, _)| time == newest) {
			return Err(PushError::NotRising);
		}
		let follows = self.newest.filter(|before| self.goes_on(before, time, &values));
		if self.is_due || (follows.is_none() && !self.is_empty()) {
			return Ok(Cut::Before);
		}
		if let Some((newest, values)) = follows.filter(|_| self.is_empty()) {
			self.push(newest, &values)?;
		}
		self.push(time, &values)?;
		self.newest = Some((time, values));
		let first = self.readings().next().map(|(_, time, _)| time);
		let ends = first.and_then(|first| self.slots.end(first)).is_some_and(|end| time >= end);
		let is_full = self.len() > READINGS.saturating_sub(REGISTERS);
		self.is_due = ends || is_full;
		Ok(if self.is_due { Cut::Now } else { Cut::Later })
	}

	/// Signs the segment and writes the message, as [`Segmenter::seal`] does. It may be sealed early,
	/// as a meter does that is taken down or must show its first reading.
	pub fn seal(
		&mut self,
		device: &mut Device,
		seed: Option<&[u8; 16]>,
		sign: impl FnOnce(&Message) -> Signature,
		out: &mut [u8],
	) -> Result<Sealed, SignError> {
		let sealed = self.segmenter.seal(device, seed, sign, out)?;
		self.is_due = false;
		Ok(sealed)
	}

	/// Whether a reading can stand in one run with the one before.
	fn goes_on(
		&self,
		(before, had): &(u64, [i64; REGISTERS]),
		time: u64,
		values: &[i64; REGISTERS],
	) -> bool {
		let is_near = time.checked_sub(*before).is_some_and(|passed| passed <= self.slots.slot);
		is_near && had.iter().zip(values).all(|(had, value)| had <= value)
	}

	fn push(&mut self, time: u64, values: &[i64; REGISTERS]) -> Result<(), PushError> {
		(0..).zip(values).try_for_each(|(register, value)| {
			// The first one fails if any does: there is room for all, and they have one time.
			self.segmenter.push(register, time, *value)
		})
	}
}
