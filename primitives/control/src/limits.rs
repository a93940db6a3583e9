//! What a writable channel permits: the manufacturer's bounds, and the owner's envelope within them.
//!
//! Values are those of the channel: in its unit, times ten to the power of its exponent. Times are milliseconds.

use core::fmt;
use tallystick_evidence::Limits;

/// Shortest lease: 1 s.
pub const MIN_LEASE: u32 = 1_000;

/// Longest lease: 1 h.
pub const MAX_LEASE: u32 = 3_600_000;

record! {
	/// How a channel takes its commands.
	#[cfg_attr(feature = "schema", schemars(rename = "WriteKind"))]
	pub enum Kind {
		/// A set-point: absolute, so that obeying it twice is the same as once.
		#[cfg_attr(feature = "codec", codec(index = 0))]
		SetPoint,
		/// An action, such as to dispense, to start or to unlock: it happens at most once per command.
		#[cfg_attr(feature = "codec", codec(index = 1))]
		Action,
	}

	/// How often an actuator may change.
	pub struct Pace {
		/// The value that counts as off. `None`: nothing is switched.
		#[cfg_attr(feature = "serde", serde(with = "crate::json::ExactOption"))]
		#[cfg_attr(feature = "serde", serde(default))]
		pub off: Option<i64>,
		/// Shortest time on, in milliseconds. 0 without `off`.
		pub min_on: u32,
		/// Shortest time off, in milliseconds. 0 without `off`.
		pub min_off: u32,
		/// Most changes within 60 min: between on and off where there is an off, else of the value. 0: no limit.
		pub per_hour: u16,
	}

	/// What an actuator may do. The manufacturer states it, and the owner again, within.
	#[cfg_attr(feature = "schema", schemars(rename = "WriteBounds"))]
	pub struct Bounds {
		/// Smallest and largest value.
		pub range: Limits,
		/// Distance between permitted values, at least 1: these are `range.low + n * step` within the range.
		pub step: u32,
		/// Where the actuator goes when its lease ends.
		#[cfg_attr(feature = "serde", serde(with = "tallystick_evidence::json::Exact"))]
		pub fail_safe: i64,
		/// Where the actuator stands from power-up until a fresh command.
		#[cfg_attr(feature = "serde", serde(with = "tallystick_evidence::json::Exact"))]
		pub startup: i64,
		/// How often it may change.
		pub pace: Pace,
		/// A set-point holds while a heartbeat is younger than this: 1,000 to 3,600,000 milliseconds.
		pub lease: u32,
	}

	/// A writable channel, as the model of a device has it.
	pub struct Writable {
		/// How it takes its commands.
		pub kind: Kind,
		/// What the manufacturer permits.
		pub bounds: Bounds,
	}

	/// How fast a value may change.
	pub struct Slew {
		/// Largest change within `per`, at least a step of the bounds. What is left of a multiple of the step is lost.
		pub by: u32,
		/// Milliseconds, at least 1.
		pub per: u32,
	}

	/// What the owner permits, within the manufacturer's bounds.
	pub struct Envelope {
		/// What the actuator may do.
		pub bounds: Bounds,
		/// How fast a set-point may change. `None`: at once.
		pub slew: Option<Slew>,
		/// The value that stands when nobody claims another.
		#[cfg_attr(feature = "serde", serde(with = "tallystick_evidence::json::Exact"))]
		pub default: i64,
	}
}

/// A field of [`Bounds`], [`Pace`] or [`Envelope`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Field {
	/// [`Bounds::range`].
	Range,
	/// [`Bounds::step`].
	Step,
	/// [`Bounds::fail_safe`].
	FailSafe,
	/// [`Bounds::startup`].
	Startup,
	/// [`Pace::off`].
	Off,
	/// [`Pace::min_on`].
	MinOn,
	/// [`Pace::min_off`].
	MinOff,
	/// [`Pace::per_hour`].
	PerHour,
	/// [`Bounds::lease`].
	Lease,
	/// [`Envelope::slew`].
	Slew,
	/// [`Envelope::default`].
	Default,
}

impl fmt::Display for Field {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		f.write_str(match self {
			Self::Range => "range",
			Self::Step => "step",
			Self::FailSafe => "failSafe",
			Self::Startup => "startup",
			Self::Off => "off",
			Self::MinOn => "minOn",
			Self::MinOff => "minOff",
			Self::PerHour => "perHour",
			Self::Lease => "lease",
			Self::Slew => "slew",
			Self::Default => "default",
		})
	}
}

/// Bounds or an envelope are unsound.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LimitsError {
	/// The lowest value of the range is above its highest.
	Reversed(Limits),
	/// The number, a step or a part of the slew, is 0.
	Zero(Field),
	/// The slew's `by` is less than a step, so that nothing could ever move.
	SlewBelowStep {
		/// The slew's `by`.
		by: u32,
		/// The step of the bounds.
		step: u32,
	},
	/// The value is outside the range, or between two steps.
	NotPermitted(Field, i64),
	/// The lease, in milliseconds, is shorter than [`MIN_LEASE`] or longer than [`MAX_LEASE`].
	LeaseOutOfRange(u32),
	/// The field makes no sense without a value that counts as off.
	NeedsOff(Field),
	/// The field makes no sense for an action.
	NotForActions(Field),
	/// The owner's field permits more than the manufacturer's, or is not the same where it has to be.
	BeyondModel(Field),
}

impl fmt::Display for LimitsError {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		match self {
			Self::Reversed(Limits { low, high }) => {
				write!(f, "range: low {low} is above high {high}; swap them")
			},
			Self::Zero(field) => write!(f, "{field}: 0 is not allowed; give at least 1"),
			Self::SlewBelowStep { by, step } => {
				write!(f, "slew: {by} is less than the step {step}; give at least a step, in a longer time")
			},
			Self::NotPermitted(field, value) => {
				write!(f, "{field}: {value} is not permitted; give low plus a multiple of step, at most high")
			},
			Self::LeaseOutOfRange(lease) => {
				write!(f, "lease: {lease} ms is not allowed; give {MIN_LEASE} to {MAX_LEASE}")
			},
			Self::NeedsOff(field) => {
				write!(f, "{field}: nothing is switched; give 0, or the value that counts as off")
			},
			Self::NotForActions(field) => write!(f, "{field}: actions have none; leave it out"),
			Self::BeyondModel(field) => {
				write!(f, "{field}: more than the device's model permits; give a value within it")
			},
		}
	}
}

impl core::error::Error for LimitsError {}

impl Pace {
	/// No limit.
	pub const NONE: Self = Self { off: None, min_on: 0, min_off: 0, per_hour: 0 };

	/// Whether `value` counts as off. Without an off value nothing does.
	pub fn is_off(&self, value: i64) -> bool {
		self.off == Some(value)
	}

	fn check(&self) -> Result<(), LimitsError> {
		for (field, time) in [(Field::MinOn, self.min_on), (Field::MinOff, self.min_off)] {
			if self.off.is_none() && time != 0 {
				return Err(LimitsError::NeedsOff(field));
			}
		}
		Ok(())
	}
}

impl Bounds {
	/// Whether `value` is in the range, and `range.low` plus a multiple of the step.
	pub fn permits(&self, value: i64) -> bool {
		self.range.contain(value) && self.off_grid(value) == Some(0)
	}

	/// The highest permitted value that is not above `value`, or the lowest permitted one if there is none.
	pub fn clamp(&self, value: i64) -> i64 {
		let value = value.min(self.range.high).max(self.range.low);
		match self.off_grid(value) {
			// At most the distance to `low`.
			Some(above) => value.saturating_sub_unsigned(above),
			None => self.range.low,
		}
	}

	/// The distance from the next lower grid point to a value that is not below the range. `None` without a grid.
	fn off_grid(&self, value: i64) -> Option<u64> {
		value.abs_diff(self.range.low).checked_rem(self.step.into())
	}

	fn check(&self) -> Result<(), LimitsError> {
		if self.range.low > self.range.high {
			return Err(LimitsError::Reversed(self.range));
		}
		if self.step == 0 {
			return Err(LimitsError::Zero(Field::Step));
		}
		if !(MIN_LEASE..=MAX_LEASE).contains(&self.lease) {
			return Err(LimitsError::LeaseOutOfRange(self.lease));
		}
		self.check_value(Field::FailSafe, self.fail_safe)?;
		self.check_value(Field::Startup, self.startup)?;
		self.pace.check()
	}

	fn check_value(&self, field: Field, value: i64) -> Result<(), LimitsError> {
		match self.permits(value) {
			true => Ok(()),
			false => Err(LimitsError::NotPermitted(field, value)),
		}
	}

	fn check_within(&self, outer: &Self) -> Result<(), LimitsError> {
		let outer_range = outer.range;
		let on_grid = outer.off_grid(self.range.low) == Some(0)
			&& self.step.checked_rem(outer.step) == Some(0);
		let is_within = [
			(
				Field::Range,
				outer_range.contain(self.range.low) && outer_range.contain(self.range.high),
			),
			(Field::Step, on_grid),
			(Field::Off, self.pace.off == outer.pace.off),
			(Field::MinOn, self.pace.min_on >= outer.pace.min_on),
			(Field::MinOff, self.pace.min_off >= outer.pace.min_off),
			(
				Field::PerHour,
				outer.pace.per_hour == 0 || (1..=outer.pace.per_hour).contains(&self.pace.per_hour),
			),
			(Field::Lease, self.lease <= outer.lease),
		];
		match is_within.into_iter().find(|(_, is)| !is) {
			Some((field, _)) => Err(LimitsError::BeyondModel(field)),
			None => Ok(()),
		}
	}
}

impl Writable {
	/// Whether the manufacturer's bounds are sound. The off value must be permitted, and an action has none.
	pub fn check(&self) -> Result<(), LimitsError> {
		self.bounds.check()?;
		match (self.kind, self.bounds.pace.off) {
			(Kind::Action, Some(_)) => Err(LimitsError::NotForActions(Field::Off)),
			(Kind::SetPoint, Some(off)) => self.bounds.check_value(Field::Off, off),
			(_, None) => Ok(()),
		}
	}
}

impl Envelope {
	/// Whether the envelope is sound and within the manufacturer's bounds.
	///
	/// Its range lies within theirs, and on their grid. Its off value is the same, but need not be in the envelope's
	/// range: an owner may forbid switching off. Times are not shorter, changes are not more frequent, and the lease is
	/// not longer. The model itself is not checked again.
	pub fn check_within(&self, model: &Writable) -> Result<(), LimitsError> {
		self.bounds.check()?;
		self.bounds.check_value(Field::Default, self.default)?;
		if let Some(Slew { by, per }) = self.slew {
			if by == 0 || per == 0 {
				return Err(LimitsError::Zero(Field::Slew));
			}
			if model.kind == Kind::Action {
				return Err(LimitsError::NotForActions(Field::Slew));
			}
			if by < self.bounds.step {
				return Err(LimitsError::SlewBelowStep { by, step: self.bounds.step });
			}
		}
		self.bounds.check_within(&model.bounds)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	/// A valve, in percent: 0 is off.
	fn valve() -> Writable {
		let pace = Pace { off: Some(0), min_on: 60_000, min_off: 120_000, per_hour: 6 };
		let range = Limits { low: 0, high: 100 };
		let bounds = Bounds { range, step: 5, fail_safe: 20, startup: 0, pace, lease: 300_000 };
		Writable { kind: Kind::SetPoint, bounds }
	}

	fn envelope() -> Envelope {
		let mut bounds = valve().bounds;
		bounds.range = Limits { low: 0, high: 80 };
		bounds.step = 10;
		Envelope { bounds, slew: Some(Slew { by: 10, per: 60_000 }), default: 30 }
	}

	fn refused(with: impl Fn(&mut Envelope), error: LimitsError) {
		let mut envelope = envelope();
		with(&mut envelope);
		assert_eq!(envelope.check_within(&valve()), Err(error));
	}

	#[test]
	fn refuses_bounds_of_a_manufacturer_that_are_unsound() {
		assert_eq!(valve().check(), Ok(()));
		let refused = |with: &dyn Fn(&mut Writable), error| {
			let mut writable = valve();
			with(&mut writable);
			assert_eq!(writable.check(), Err(error));
		};
		let range = Limits { low: 1, high: 0 };
		refused(&|w| w.bounds.range = range, LimitsError::Reversed(range));
		refused(&|w| w.bounds.step = 0, LimitsError::Zero(Field::Step));
		refused(&|w| w.bounds.fail_safe = 7, LimitsError::NotPermitted(Field::FailSafe, 7));
		refused(&|w| w.bounds.startup = 105, LimitsError::NotPermitted(Field::Startup, 105));
		refused(&|w| w.bounds.pace.off = Some(-5), LimitsError::NotPermitted(Field::Off, -5));
		refused(&|w| w.bounds.pace.off = None, LimitsError::NeedsOff(Field::MinOn));
		refused(&|w| w.bounds.lease = 999, LimitsError::LeaseOutOfRange(999));
		refused(&|w| w.bounds.lease = 3_600_001, LimitsError::LeaseOutOfRange(3_600_001));
		refused(&|w| w.kind = Kind::Action, LimitsError::NotForActions(Field::Off));
	}

	#[test]
	fn refuses_an_envelope_beyond_the_model() {
		assert_eq!(envelope().check_within(&valve()), Ok(()));
		let beyond = LimitsError::BeyondModel;
		refused(|e| e.bounds.range.high = 101, beyond(Field::Range));
		refused(|e| e.bounds.range.low = -10, beyond(Field::Range));
		refused(
			|e| {
				e.bounds.step = 4;
				e.default = 32;
			},
			beyond(Field::Step),
		);
		refused(
			|e| {
				e.bounds.range.low = 3;
				e.bounds.startup = 3;
				e.bounds.fail_safe = 13;
				e.default = 23;
			},
			beyond(Field::Step),
		);
		refused(|e| e.bounds.pace.off = Some(10), beyond(Field::Off));
		refused(|e| e.bounds.pace.min_on = 59_999, beyond(Field::MinOn));
		refused(|e| e.bounds.pace.min_off = 0, beyond(Field::MinOff));
		refused(|e| e.bounds.pace.per_hour = 0, beyond(Field::PerHour));
		refused(|e| e.bounds.pace.per_hour = 7, beyond(Field::PerHour));
		refused(|e| e.bounds.lease = 300_001, beyond(Field::Lease));
		refused(|e| e.bounds.fail_safe = 90, LimitsError::NotPermitted(Field::FailSafe, 90));
		refused(|e| e.default = 35, LimitsError::NotPermitted(Field::Default, 35));
		refused(|e| e.slew = Some(Slew { by: 0, per: 1 }), LimitsError::Zero(Field::Slew));
		let below = LimitsError::SlewBelowStep { by: 9, step: 10 };
		refused(|e| e.slew = Some(Slew { by: 9, per: 1 }), below);
	}

	#[test]
	fn an_owner_may_forbid_off() {
		let mut envelope = envelope();
		envelope.bounds.range.low = 10;
		envelope.bounds.startup = 10;
		assert_eq!(envelope.check_within(&valve()), Ok(()));
	}

	#[test]
	fn an_error_names_the_field_and_the_value() {
		let error = LimitsError::NotPermitted(Field::FailSafe, 7).to_string();
		assert!(error.starts_with("failSafe: 7 is not permitted"), "{error}");
	}

	#[test]
	fn json_has_exact_values_and_camel_case_names() {
		let json = serde_json::json!({
			"bounds": {
				"range": { "low": "0", "high": "80" },
				"step": 10,
				"failSafe": "20",
				"startup": "0",
				"pace": { "off": "0", "minOn": 60000, "minOff": 120000, "perHour": 6 },
				"lease": 300000,
			},
			"slew": { "by": 10, "per": 60000 },
			"default": "30",
		});
		assert_eq!(serde_json::to_value(envelope()).unwrap(), json);
		assert_eq!(serde_json::from_value::<Envelope>(json).unwrap(), envelope());
		let without = r#"{ "minOn": 0, "minOff": 0, "perHour": 0 }"#;
		assert_eq!(serde_json::from_str::<Pace>(without).unwrap(), Pace::NONE);
		assert_eq!(serde_json::to_value(Kind::SetPoint).unwrap(), "setPoint");
	}

	proptest! {
		#[test]
		fn a_clamped_value_is_the_highest_permitted_one_not_above(
			low in any::<i64>(),
			width in any::<u64>(),
			step in 1u32..,
			value in any::<i64>(),
		) {
			let high = low.saturating_add_unsigned(width);
			let bounds = Bounds { range: Limits { low, high }, step, ..valve().bounds };
			let clamped = bounds.clamp(value);
			prop_assert!(bounds.permits(clamped));
			prop_assert_eq!(bounds.clamp(clamped), clamped);
			let next = clamped.checked_add(step.into()).filter(|next| *next <= high);
			prop_assert!(clamped == low || clamped <= value);
			prop_assert!(next.is_none_or(|next| next > value));
		}

		#[test]
		fn whatever_an_envelope_permits_its_model_permits(
			low in -10i64..110,
			width in 0i64..110,
			step in 1u32..20,
			value in -20i64..120,
		) {
			let mut envelope = envelope();
			envelope.bounds.range = Limits { low, high: low + width };
			envelope.bounds.step = step;
			let some = envelope.bounds.clamp(value);
			envelope.bounds.startup = some;
			envelope.bounds.fail_safe = some;
			envelope.default = some;
			if envelope.check_within(&valve()).is_ok() && envelope.bounds.permits(value) {
				prop_assert!(valve().bounds.permits(value));
			}
		}
	}
}
