//! What a measure assumes of missing time, of the spacing of readings, and of facts.

use crate::measure::{Measure, Phi, TableError, VALUE_REACH};
use tallystick_evidence::Summary;
use tallystick_records::{
	device::{ChannelKind, ChannelTraits},
	telemetry::{FactPolicy, Facts, Trust},
	Unit,
};

/// Longest that a reading can stand, in thousandths of the channel's period.
pub const MAX_STANDS: u32 = 1_000_000;

/// Widest spacing, in thousandths of the channel's period.
pub const MAX_SPACING: u32 = 1_000;

/// Facts without an effect of their own: the time that they tell of is missing, and counts as such.
pub const NO_EFFECT: Facts = Facts::GAP.with(Facts::RESTART).with(Facts::OMITTED);

record! {
	/// Whether something odd makes readings doubtful. A doubtful reading counts as what it says or as
	/// missing time, whichever is more.
	#[derive(Copy)]
	pub enum Doubt {
		/// It does not.
		#[codec(index = 0)]
		Ignored,
		/// It does.
		#[codec(index = 1)]
		Doubtful,
	}

	/// Where the sensor has to be. Air is not the product: it warms and cools sooner. Nothing is
	/// computed from it.
	#[derive(Copy)]
	pub enum Probe {
		/// In the air around the product.
		#[codec(index = 0)]
		Air,
		/// On the product or its packaging.
		#[codec(index = 1)]
		Surface,
		/// Within the product, or in a body that warms as slowly.
		#[codec(index = 2)]
		Core,
	}

	/// How the condition of goods follows from a channel.
	pub struct Policy {
		/// How much a value counts.
		pub measure: Measure,
		/// The unit that the channel has to have.
		pub unit: Unit,
		/// The exponent that the channel has to have.
		pub exponent: i8,
		/// Where the sensor has to be.
		pub probe: Probe,
		/// The longest time for which a reading stands, in thousandths of the channel's period. Time
		/// after that is missing. At most [`MAX_STANDS`].
		pub stands: u32,
		/// The shortest time between two readings, in thousandths of the channel's period. Bounds are
		/// certified if no two are nearer; 0 stands for one millisecond, which is always true. At most
		/// [`MAX_SPACING`], and at most `stands`.
		pub spacing: u32,
		/// The highest value that is assumed of missing time, within the channel's limits.
		pub hot: i32,
		/// The lowest value that is assumed of missing time, within the channel's limits. Silence does
		/// not pay as long as the truth lies between the two.
		pub cold: i32,
		/// Facts that change nothing. All others make an observation doubtful, but for
		/// [`NO_EFFECT`].
		pub ignored: Facts,
		/// What it means if a run has more readings than its time holds at the spacing.
		pub oversampled: Doubt,
	}
}

/// Why a policy does not fit a channel.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PolicyError {
	/// The channel is no gauge. Only a quantity that goes up and down has a condition.
	Kind(ChannelKind),
	/// The channel has this unit, not the policy's.
	Unit(Unit),
	/// The channel has this exponent, not the policy's.
	Exponent(i8),
	/// The channel's limits are not in order, or reach beyond plus or minus [`VALUE_REACH`].
	Limits,
	/// `cold` is above `hot`, or one of them lies beyond the channel's limits.
	Assumed,
	/// `stands` is 0, above [`MAX_STANDS`], or below `spacing`.
	Stands(u32),
	/// `spacing` is above [`MAX_SPACING`].
	Spacing(u32),
	/// The table is malformed.
	Table(TableError),
}

impl core::fmt::Display for PolicyError {
	fn fmt(&self, f: &mut core::fmt::Formatter) -> core::fmt::Result {
		match self {
			Self::Kind(kind) => write!(f, "the channel is a {kind:?}; a policy needs a Gauge"),
			Self::Unit(unit) => write!(f, "the channel's unit is “{unit}”, not the policy's"),
			Self::Exponent(found) => {
				write!(f, "the channel's exponent is {found}, not the policy's")
			},
			Self::Limits => write!(
				f,
				"the channel's limits are not in order, or reach beyond ±{VALUE_REACH}; \
				a policy needs a channel with narrower ones"
			),
			Self::Assumed => f.write_str(
				"the assumed values are not in order, or lie beyond the channel's limits; \
				name a lower one and a higher one within them",
			),
			Self::Stands(found) => write!(
				f,
				"a reading stands for {found} thousandths of the period; \
				that has to be 1 to {MAX_STANDS}, and not below the spacing"
			),
			Self::Spacing(found) => write!(
				f,
				"the spacing is {found} thousandths of the period; it has to be {MAX_SPACING} at most"
			),
			Self::Table(error) => error.fmt(f),
		}
	}
}

impl core::error::Error for PolicyError {}

impl Policy {
	/// How long a reading stands by default: two periods.
	pub const DEFAULT_STANDS: u32 = 2_000;

	/// The default spacing: 2 % below the period, which allows for clocks that run fast and for
	/// readings that come late.
	pub const DEFAULT_SPACING: u32 = 980;

	/// Whether the policy is well-formed and fits the channel.
	pub fn check(&self, channel: &ChannelTraits) -> Result<(), PolicyError> {
		if channel.kind != ChannelKind::Gauge {
			return Err(PolicyError::Kind(channel.kind));
		}
		if channel.unit != self.unit {
			return Err(PolicyError::Unit(channel.unit));
		}
		if channel.exponent != self.exponent {
			return Err(PolicyError::Exponent(channel.exponent));
		}
		let limits = &channel.limits;
		let within = |value: i64| value.unsigned_abs() <= VALUE_REACH.unsigned_abs();
		if limits.low > limits.high || !within(limits.low) || !within(limits.high) {
			return Err(PolicyError::Limits);
		}
		let [cold, hot] = [self.cold, self.hot].map(i64::from);
		if cold > hot || !limits.contain(cold) || !limits.contain(hot) {
			return Err(PolicyError::Assumed);
		}
		if self.spacing > MAX_SPACING {
			return Err(PolicyError::Spacing(self.spacing));
		}
		if self.stands == 0 || self.stands > MAX_STANDS || self.stands < self.spacing {
			return Err(PolicyError::Stands(self.stands));
		}
		self.measure.check(limits).map_err(PolicyError::Table)
	}

	/// The measure of missing time: the greater of those of the two assumed values.
	pub fn missing(&self) -> u128 {
		match self.measure {
			Measure::Missing => 1,
			_ => self.measure.at(self.hot.into()).max(self.measure.at(self.cold.into())),
		}
	}

	/// The policy on a channel with this period, in milliseconds.
	///
	/// Both times are rounded down: the spacing, so that it stays true; and the time for which a
	/// reading stands, but never below the spacing.
	pub fn on(&self, period: u32) -> Meter<'_> {
		let share = |thousandths: u32| {
			// The product of two numbers of 32 bits.
			u64::from(period).saturating_mul(thousandths.into()).checked_div(1_000).unwrap_or(0)
		};
		let spacing = share(self.spacing).max(1);
		Meter { policy: self, stands: share(self.stands).max(spacing), spacing }
	}
}

/// A policy on a channel: with times in milliseconds.
#[derive(Clone, Copy, Debug)]
pub struct Meter<'a> {
	/// The policy.
	pub(crate) policy: &'a Policy,
	/// The longest time for which a reading stands, in milliseconds. Not below the spacing.
	pub(crate) stands: u64,
	/// The shortest time between two readings, in milliseconds. Not zero.
	pub(crate) spacing: u64,
}

impl Meter<'_> {
	/// The policy.
	pub const fn policy(&self) -> &Policy {
		self.policy
	}

	/// The longest time for which a reading stands, in milliseconds.
	pub const fn stands(&self) -> u64 {
		self.stands
	}

	/// The shortest time between two readings, in milliseconds.
	pub const fn spacing(&self) -> u64 {
		self.spacing
	}

	/// Whether the summary's time is too short for its readings at the policy's spacing.
	pub fn oversampled(&self, summary: &Summary) -> bool {
		let gaps = u64::from(summary.count.saturating_sub(1));
		let time = summary.last.time.saturating_sub(summary.first.time);
		gaps.checked_mul(self.spacing).is_none_or(|least| least > time)
	}

	/// How far a run with these facts is trusted. No run is refused, because its time has to count as
	/// something.
	pub fn judge(&self, facts: Facts, summary: &Summary) -> Trust {
		if self.policy.oversampled == Doubt::Doubtful && self.oversampled(summary) {
			return Trust::Doubtful;
		}
		let policy = FactPolicy { ignored: self.policy.ignored, refused: Facts::NONE };
		policy.judge(facts.without(NO_EFFECT))
	}

	/// The measure of a reading, depending on whether it is trusted.
	pub(crate) fn phi(&self, trust: Trust) -> Phi<'_> {
		let floor = match trust {
			Trust::Trusted => 0,
			Trust::Doubtful | Trust::Refused => self.policy.missing(),
		};
		Phi { measure: &self.policy.measure, floor }
	}

	/// The same for the measure of missing time.
	pub(crate) fn absence(trust: Trust) -> Phi<'static> {
		Phi { measure: &Measure::Missing, floor: (trust != Trust::Trusted).into() }
	}
}
