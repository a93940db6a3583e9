//! Inputs: where a rule's values come from.

use crate::{
	unit::{Kind, Quantity},
	value::{floor_div, Value},
};
use codec::MaxEncodedLen;
use tallystick_evidence::Summary;
use tallystick_records::{
	market::{Direction, PointId},
	sequential_id,
	telemetry::Facts,
	AssetId, StreamId, Unit,
};
pub use tallystick_records::{MandateId, NeedId};

/// The most parameters of a rule. Never lowered.
pub const MAX_PARAMS: u8 = 16;

/// The most flags of an asset. Never lowered.
pub const MAX_FLAGS: u8 = 32;

/// The longest `max_age`, in milliseconds: seven days.
pub const MAX_AGE: u32 = 7 * 86_400_000;

sequential_id! {
	/// Identifies a signal of a grid operator, who calls for limits with it.
	EventId(u32);
	/// Identifies a site: a place with its own time and calendar.
	SiteId(u32);
	/// Identifies a rule.
	RuleId(u32);
	/// Identifies a group of actuators.
	GroupId(u32);
}

record! {
	/// The figure taken from a stream's newest observation.
	#[derive(Copy, MaxEncodedLen)]
	pub enum Figure {
		/// The last value.
		#[codec(index = 0)]
		Last,
		/// The first value.
		#[codec(index = 1)]
		First,
		/// The least value.
		#[codec(index = 2)]
		Min,
		/// The greatest value.
		#[codec(index = 3)]
		Max,
		/// The arithmetic mean, rounded towards minus infinity.
		#[codec(index = 4)]
		Mean,
		/// How many readings there are. A plain number.
		#[codec(index = 5)]
		Count,
		/// How many values lie outside the channel's limits. A plain number.
		#[codec(index = 6)]
		Violations,
		/// How far a counter rose from the first value to the last. Undefined if it fell.
		#[codec(index = 7)]
		Advance,
		/// How fast a counter rose: Wh become W. Rounded down. Undefined if it fell, or if there is only one
		/// reading.
		#[codec(index = 8)]
		Rate,
	}

	/// The figure taken from an actuator.
	#[derive(Copy, MaxEncodedLen)]
	pub enum Actuated {
		/// The value that it was last commanded.
		#[codec(index = 0)]
		Commanded,
		/// The value that its device last confirmed.
		#[codec(index = 1)]
		Confirmed,
		/// Whether it has not answered in time. A truth value.
		#[codec(index = 2)]
		Silent,
		/// The level in force, 1 to 16. A plain number.
		#[codec(index = 3)]
		Mode,
	}

	/// The figure taken from a standing order.
	#[derive(Copy, MaxEncodedLen)]
	pub enum NeedState {
		/// Whether something is lacking or on order.
		#[codec(index = 0)]
		Open,
		/// Whether it was given up, because orders failed or its owner objected, and nothing is ordered for now.
		#[codec(index = 1)]
		Failed,
	}

	/// The figure taken from an asset.
	#[derive(Copy, MaxEncodedLen)]
	pub enum AssetState {
		/// The most that its first condition policy has added up, in the unit of the policy's measure times
		/// milliseconds. A plain number.
		#[codec(index = 0)]
		Condition,
		/// Whether this flag is set: below [`MAX_FLAGS`].
		#[codec(index = 1)]
		Flag(u8),
	}

	/// An input.
	#[derive(Copy, MaxEncodedLen)]
	pub enum Source {
		/// A figure of a stream's newest observation.
		#[codec(index = 0)]
		#[serde(rename_all = "camelCase")]
		Stream {
			/// The channel of a device.
			stream: StreamId,
			/// What is taken.
			figure: Figure,
			/// The quantity of the channel's values. The rule is refused if the model has another one.
			quantity: Quantity,
			/// The greatest age of the observation, in milliseconds: 1 to [`MAX_AGE`]. The input is undefined if
			/// it is older.
			max_age: u32,
			/// Facts with which an observation counts nevertheless.
			allow: Facts,
		},
		/// An actuator.
		#[codec(index = 1)]
		Actuator {
			/// The channel of a device.
			stream: StreamId,
			/// What is taken.
			state: Actuated,
			/// What the channel's values count.
			quantity: Quantity,
		},
		/// The prices of a metering point. A series in money for a kilowatt-hour.
		#[codec(index = 2)]
		Price {
			/// The point.
			point: PointId,
			/// Which price.
			direction: Direction,
		},
		/// A standing order. A truth value.
		#[codec(index = 3)]
		Need {
			/// The order.
			need: NeedId,
			/// What is taken.
			state: NeedState,
		},
		/// An asset.
		#[codec(index = 4)]
		Asset {
			/// The asset.
			asset: AssetId,
			/// What is taken.
			state: AssetState,
		},
		/// The limit that a grid operator calls for. Undefined while that limit does not count.
		#[codec(index = 5)]
		Event {
			/// The operator's signal.
			event: EventId,
			/// What it counts.
			quantity: Quantity,
		},
		/// A setting of the rule, which its owner can change without a new version.
		#[codec(index = 6)]
		Param {
			/// Its number, below [`MAX_PARAMS`].
			param: u8,
			/// The quantity. `None` for a truth value.
			quantity: Option<Quantity>,
		},
	}
}

impl Figure {
	/// All figures.
	pub const ALL: [Self; 9] = [
		Self::Last,
		Self::First,
		Self::Min,
		Self::Max,
		Self::Mean,
		Self::Count,
		Self::Violations,
		Self::Advance,
		Self::Rate,
	];

	/// The quantity of this figure. `None` if the channel has no such figure: see [`Quantity::rate`].
	pub fn quantity(self, channel: Quantity) -> Option<Quantity> {
		match self {
			Self::Last | Self::First | Self::Min | Self::Max | Self::Mean => Some(channel),
			Self::Count | Self::Violations => Some(Quantity::plain()),
			Self::Advance => {
				let unit = Quantity::difference(channel.unit, channel.unit)?;
				Some(Quantity { unit, ..channel })
			},
			Self::Rate => {
				let (unit, _) = Quantity::rate(channel.unit)?;
				Some(Quantity { unit, ..channel })
			},
		}
	}

	/// The figure of an observation of a channel with this unit.
	pub fn of(self, summary: &Summary, unit: Unit) -> Value {
		match self {
			Self::Last => Value::Number(summary.last.value),
			Self::First => Value::Number(summary.first.value),
			Self::Min => Value::Number(summary.min),
			Self::Max => Value::Number(summary.max),
			Self::Mean => Value::fit(floor_div(summary.sum, summary.count.into())),
			Self::Count => Value::Number(summary.count.into()),
			Self::Violations => Value::Number(summary.violations.into()),
			Self::Advance => Value::fit(summary.advance().map(i128::from)),
			Self::Rate => Value::fit(rate(summary, unit)),
		}
	}
}

fn rate(summary: &Summary, unit: Unit) -> Option<i128> {
	let (_, time) = Quantity::rate(unit)?;
	let span = summary.last.time.checked_sub(summary.first.time)?;
	let advance = i128::from(summary.advance()?);
	floor_div(advance.checked_mul(time.into())?, span.into())
}

impl Source {
	/// The kind of the input. `None` if its channel has no such figure.
	pub fn kind(&self) -> Option<Kind> {
		Some(match *self {
			Self::Stream { figure, quantity, .. } => Kind::Number(figure.quantity(quantity)?),
			Self::Actuator { state: Actuated::Silent, .. } => Kind::Truth,
			Self::Actuator { state: Actuated::Mode, .. } => Kind::Number(Quantity::plain()),
			Self::Actuator { quantity, .. } => Kind::Number(quantity),
			Self::Price { .. } => Kind::Series(Quantity::price()),
			Self::Need { .. } => Kind::Truth,
			Self::Asset { state: AssetState::Condition, .. } => Kind::Number(Quantity::plain()),
			Self::Asset { state: AssetState::Flag(_), .. } => Kind::Truth,
			Self::Event { quantity, .. } => Kind::Number(quantity),
			Self::Param { quantity, .. } => quantity.map_or(Kind::Truth, Kind::Number),
		})
	}
}
