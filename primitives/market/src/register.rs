//! The energy of a slot, from what a meter's register showed.
//!
//! Between two readings the register is taken to rise evenly: R(B) = r₀ + ⌊(r₁ − r₀)·(B − t₀)/(t₁ − t₀)⌋. Slots
//! are differences of R, so that the slots of a gap add up to what the register rose by. Where two
//! readings are further apart than a slot, where one of them is doubtful, and where the register fell or the
//! meter was replaced, the slot is estimated.
//!
//! A gap that reaches over the end of a period could have had all of its rise before the end or all of it
//! after. So [`Register::within`] counts all of it in each of the two.

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

	/// How an energy was found, the best first, with the codes of the common information model (CIM).
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

	/// Whether it counts as measured. Then it is final at once, and what was traded can count as delivered.
	pub const fn is_measured(self) -> bool {
		!matches!(self, Self::Estimated)
	}
}

impl Interval {
	/// An estimate.
	pub const fn estimate(energy: WattHours) -> Self {
		Self { energy, quality: Quality::Estimated }
	}

	/// No more than a point's power allows in a slot. What the register shows beyond that does not count, and
	/// the slot is estimated: its meter is broken, or is not this point's.
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

/// Why runs make no register.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RegisterError {
	/// The run with this number, from zero, overlaps the one before it, is of an earlier meter, ends before it
	/// begins, or falls. It may begin with the last reading of the one before it.
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
		// A power of ten above all values.
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
	/// The register that these runs show, in their order. `slot` is the length of a slot in milliseconds.
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
					// A meter's segment begins with the last reading of the one before.
					core::cmp::Ordering::Equal => {
						run.first.at > before.last.at || run.first == before.last
					},
					// The old meter's final reading and the new one's initial one can be of one moment.
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

	/// The register as an account of the time between two moments has it: all that it rose by between
	/// readings that make estimates counts in this time, as far as they reach into it.
	pub fn within(&self, from: Millis, to: Millis) -> Self {
		let (from, to) = (from.0, to.0);
		let overlaps = |stretch: &&Stretch| stretch.from < to && from < stretch.to;
		let cut = |stretch: &Stretch| match stretch.estimated {
			true => Stretch { from: stretch.from.max(from), to: stretch.to.min(to), ..*stretch },
			false => *stretch,
		};
		Self { stretches: self.stretches.iter().filter(overlaps).map(cut).collect() }
	}

	/// The energy between two moments. `None` if the readings do not reach from one to the other, or the
	/// second is not later.
	///
	/// Where the register fell or the meter was replaced, it is what the register rose by up to the last reading
	/// before that and from the first reading after it.
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

/// The energy of a slot without readings, for the time being: what it was a week before, or the `standard`
/// energy if that is more, but no more than the point's power allows.
pub fn substitute(last_week: Option<WattHours>, standard: WattHours, most: u64) -> Interval {
	let energy = last_week.unwrap_or(standard).max(standard).min(WattHours(most));
	Interval::estimate(energy)
}
