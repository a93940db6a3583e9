//! The energy of a slot, computed from a meter's register.
//!
//! The register is taken to rise evenly between two readings: R(B) = r₀ + ⌊(r₁ − r₀)·(B − t₀)/(t₁ − t₀)⌋. The
//! energy of a slot is a difference of R, so the slots of a gap add up to the rise of the register. A slot is
//! estimated where two readings are further apart than a slot, where one of them is doubtful, and where the
//! register fell or the meter was replaced.
//!
//! In a gap that crosses the end of a period, all of the rise may belong to either period. So
//! [`Register::within`] counts all of it in each of the two.

use alloc::vec::Vec;
use tallystick_evidence::Summary;
use tallystick_records::{telemetry::Trust, Millis, WattHours};

record! {
	/// What a register showed.
	#[derive(Copy)]
	pub struct Reading {
		/// When.
		pub at: Millis,
		/// Rounded down to watt-hours.
		pub register: WattHours,
	}

	/// The first and the last of a segment's readings of one register.
	#[derive(Copy)]
	pub struct Run {
		/// The number of the meter. A meter that replaces it has a higher number and registers of its own.
		pub meter: u32,
		/// The earliest reading.
		pub first: Reading,
		/// The latest reading.
		pub last: Reading,
		/// Whether the readings are doubtful: without calibration, out of range, or of a suspended device.
		pub doubtful: bool,
	}

	/// How an energy was found, from best to worst, with the codes of the common information model (CIM).
	#[derive(Copy, PartialOrd, Ord)]
	pub enum Quality {
		/// A04, as provided: the register was read at the slot's beginning and end.
		#[codec(index = 0)]
		Provided,
		/// A06, calculated: between readings that are at most a slot apart.
		#[codec(index = 1)]
		Calculated,
		/// A03, estimated.
		#[codec(index = 2)]
		Estimated,
	}

	/// The energy of a slot.
	#[derive(Copy)]
	pub struct Interval {
		/// How much.
		pub energy: WattHours,
		/// How it was found.
		pub quality: Quality,
	}
}

impl Quality {
	/// The code in the CIM.
	pub const fn code(self) -> &'static str {
		match self {
			Self::Provided => "A04",
			Self::Calculated => "A06",
			Self::Estimated => "A03",
		}
	}

	/// Whether it counts as measured. Measured energy is final at once, and traded energy can count as
	/// delivered.
	pub const fn is_measured(self) -> bool {
		!matches!(self, Self::Estimated)
	}
}

impl Interval {
	/// An estimate.
	pub const fn estimate(energy: WattHours) -> Self {
		Self { energy, quality: Quality::Estimated }
	}

	/// Limits the energy to what a point's power allows in a slot. If the register shows more, the excess does
	/// not count and the slot is estimated, because the meter is broken or belongs to another point.
	pub fn at_most(self, most: u64) -> Self {
		if self.energy.0 <= most {
			return self;
		}
		Self::estimate(WattHours(most))
	}
}

/// Why a run does not count.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RunError {
	/// The register fell within it: the first reading is not the least, or the last not the greatest.
	Falls,
	/// A reading is negative, or too large to be shown in watt-hours.
	Value,
}

impl core::fmt::Display for RunError {
	fn fmt(&self, f: &mut core::fmt::Formatter) -> core::fmt::Result {
		f.write_str(match self {
			Self::Falls => {
				"the register fell within the run; end the segment where the meter restarts"
			},
			Self::Value => "a reading of the register is negative, or above 2^64 Wh",
		})
	}
}

impl core::error::Error for RunError {}

/// Why runs do not form a register.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RegisterError {
	/// The run with this number, from zero, falls, overlaps the one before it, ends before it begins, or is of
	/// an earlier meter. It may begin with the last reading of the run before it.
	Order(usize),
}

impl core::fmt::Display for RegisterError {
	fn fmt(&self, f: &mut core::fmt::Formatter) -> core::fmt::Result {
		let Self::Order(index) = self;
		write!(
			f,
			"run {index} does not begin after the one before it ends, or falls; sort the runs by time and \
			leave it out"
		)
	}
}

impl core::error::Error for RegisterError {}

/// Rounds a reading down to watt-hours. The channel's unit is Wh, times ten to the power of `exponent`.
fn watt_hours(value: i64, exponent: i8) -> Option<WattHours> {
	let value = u64::try_from(value).ok()?;
	let power = 10u64.checked_pow(exponent.unsigned_abs().into());
	match power {
		Some(power) if exponent >= 0 => value.checked_mul(power).map(WattHours),
		Some(power) => value.checked_div(power).map(WattHours),
		// The power of ten exceeds all values.
		None => (exponent < 0 || value == 0).then_some(WattHours(0)),
	}
}

impl Run {
	/// The run of a summary. The channel's unit is Wh, times ten to the power of `exponent`.
	pub fn new(
		summary: &Summary,
		exponent: i8,
		meter: u32,
		trust: Trust,
	) -> Result<Self, RunError> {
		if summary.min != summary.first.value || summary.max != summary.last.value {
			return Err(RunError::Falls);
		}
		let reading = |point: tallystick_evidence::Point| {
			let register = watt_hours(point.value, exponent).ok_or(RunError::Value)?;
			Ok(Reading { at: Millis(point.time), register })
		};
		let (first, last) = (reading(summary.first)?, reading(summary.last)?);
		Ok(Self { meter, first, last, doubtful: trust != Trust::Trusted })
	}

	fn is_sound(&self) -> bool {
		let single = self.first.at == self.last.at;
		self.first.at <= self.last.at
			&& self.first.register <= self.last.register
			&& (!single || self.first.register == self.last.register)
	}
}

/// Time between two readings.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Stretch {
	from: u64,
	to: u64,
	/// By how much the register rises in it.
	rise: u64,
	estimated: bool,
}

impl Stretch {
	/// How much of the rise comes before a moment.
	fn before(&self, moment: u64) -> u64 {
		let passed = moment.clamp(self.from, self.to).saturating_sub(self.from);
		let length = self.to.saturating_sub(self.from);
		let product = u128::from(self.rise).saturating_mul(passed.into());
		let part = product.checked_div(length.into()).unwrap_or_default();
		u64::try_from(part).unwrap_or(self.rise)
	}
}

/// A register over time, from runs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Register {
	/// One after the other, without gaps.
	stretches: Vec<Stretch>,
}

impl Register {
	/// The register of these runs, in order. `slot` is the length of a slot in milliseconds.
	pub fn new<'a>(
		runs: impl IntoIterator<Item = &'a Run>,
		slot: u32,
	) -> Result<Self, RegisterError> {
		let mut stretches = Vec::new();
		let mut add = |from: Reading, to: Reading, rise: Option<u64>, doubtful: bool| {
			let length = to.at.0.saturating_sub(from.at.0);
			let (from, to) = (from.at.0, to.at.0);
			if length > 0 {
				let estimated = doubtful || rise.is_none() || length > slot.into();
				stretches.push(Stretch { from, to, rise: rise.unwrap_or_default(), estimated });
			}
		};
		let rise = |from: Reading, to: Reading| to.register.checked_sub(from.register);
		let mut before: Option<&Run> = None;
		for (index, run) in runs.into_iter().enumerate() {
			if !run.is_sound() {
				return Err(RegisterError::Order(index));
			}
			if let Some(before) = before {
				let follows = match run.meter.cmp(&before.meter) {
					core::cmp::Ordering::Less => false,
					// A segment of a meter begins with the last reading of the segment before.
					core::cmp::Ordering::Equal => {
						run.first.at > before.last.at || run.first == before.last
					},
					// The final reading of the old meter and the first one of the new meter can have the same
					// time.
					core::cmp::Ordering::Greater => run.first.at >= before.last.at,
				};
				if !follows {
					return Err(RegisterError::Order(index));
				}
				let rise = rise(before.last, run.first).filter(|_| run.meter == before.meter);
				add(
					before.last,
					run.first,
					rise.map(|rise| rise.0),
					before.doubtful || run.doubtful,
				);
			}
			let inside = rise(run.first, run.last);
			add(run.first, run.last, inside.map(|rise| rise.0), run.doubtful);
			before = Some(run);
		}
		Ok(Self { stretches })
	}

	/// The register for an account of the time between two moments. If an estimated rise reaches into that time,
	/// all of it counts there.
	pub fn within(&self, from: Millis, to: Millis) -> Self {
		let (from, to) = (from.0, to.0);
		let overlaps = |stretch: &&Stretch| stretch.from < to && from < stretch.to;
		let cut = |stretch: &Stretch| match stretch.estimated {
			true => Stretch { from: stretch.from.max(from), to: stretch.to.min(to), ..*stretch },
			false => *stretch,
		};
		Self { stretches: self.stretches.iter().filter(overlaps).map(cut).collect() }
	}

	/// The energy between two moments. `None` if the readings do not reach from one to the other, or the second
	/// is not later.
	///
	/// If the register fell or the meter was replaced in between, it is the rise up to the last reading before
	/// that, plus the rise from the first reading after it.
	pub fn energy(&self, from: Millis, to: Millis) -> Option<Interval> {
		let (from, to) = (from.0, to.0);
		if from >= to || self.stretches.first()?.from > from || self.stretches.last()?.to < to {
			return None;
		}
		let first = self.stretches.partition_point(|stretch| stretch.to <= from);
		let within = self.stretches.get(first..)?;
		let within = within.iter().take_while(|stretch| stretch.from < to);
		let (mut energy, mut quality) = (0u64, Quality::Provided);
		for stretch in within {
			let rise = stretch.before(to).saturating_sub(stretch.before(from));
			energy = energy.checked_add(rise)?;
			let read = |moment| stretch.from >= moment || moment >= stretch.to;
			quality = quality.max(match (stretch.estimated, read(from) && read(to)) {
				(true, _) => Quality::Estimated,
				(false, false) => Quality::Calculated,
				(false, true) => Quality::Provided,
			});
		}
		Some(Interval { energy: WattHours(energy), quality })
	}
}

/// The preliminary energy of a slot without readings: that of a week before, or the `standard` energy if it is
/// more, limited by the point's power.
pub fn substitute(last_week: Option<WattHours>, standard: WattHours, most: u64) -> Interval {
	let energy = last_week.unwrap_or(standard).max(standard).min(WattHours(most));
	Interval::estimate(energy)
}
