//! Outputs: the claims, orders and reports of a rule.

use crate::{
	source::{MandateId, NeedId},
	Ref, Value,
};
use bounded_collections::{BoundedVec, ConstU32};
use codec::MaxEncodedLen;
use tallystick_evidence::json;
use tallystick_records::{AssetId, StreamId};

/// The levels at which rules claim an actuator. A lower number wins.
pub const LEVELS: core::ops::RangeInclusive<u8> = 10..=15;

/// The longest label, in bytes.
pub const MAX_LABEL: u32 = 32;

/// A name of letters, digits, `_` and `.`, which begins with a letter or `_`.
pub type Label = BoundedVec<u8, ConstU32<MAX_LABEL>>;

record! {
	/// How serious an alarm is.
	#[derive(Copy, PartialOrd, Ord, MaxEncodedLen)]
	pub enum Severity {
		/// To know.
		#[codec(index = 0)]
		Notice,
		/// To look after within days.
		#[codec(index = 1)]
		Warning,
		/// To look after at once.
		#[codec(index = 2)]
		Critical,
	}

	/// An action that a rule takes while its condition is true. While the condition is false or undefined, the rule
	/// does nothing, and its claim is released.
	#[derive(MaxEncodedLen)]
	pub enum Output {
		/// Claims a set-point of an actuator.
		#[codec(index = 0)]
		Set {
			/// The actuator's channel.
			actuator: StreamId,
			/// One of [`LEVELS`].
			level: u8,
			/// The set-point: a number, or a truth value as 1 or 0. The claim is released while it is undefined.
			value: Ref,
			/// The condition. `None` means always.
			when: Option<Ref>,
		},
		/// Places a standing order.
		#[codec(index = 1)]
		Order {
			/// The order.
			need: NeedId,
			/// The condition.
			when: Ref,
		},
		/// Bids in a market.
		#[codec(index = 2)]
		Bid {
			/// On whose behalf, and within which bounds.
			mandate: MandateId,
			/// The limit: a number. There is no bid while it is undefined.
			value: Ref,
			/// The condition.
			when: Ref,
		},
		/// Raises an alarm.
		#[codec(index = 3)]
		Alarm {
			/// Its name.
			#[serde(with = "tallystick_records::json::Text")]
			name: Label,
			/// How serious it is.
			severity: Severity,
			/// The condition.
			when: Ref,
		},
		/// Sets a flag of an asset.
		#[codec(index = 4)]
		Flag {
			/// The asset.
			asset: AssetId,
			/// The flag, below [`MAX_FLAGS`](crate::source::MAX_FLAGS).
			flag: u8,
			/// The condition.
			when: Ref,
		},
	}

	/// The result of an output.
	#[derive(Copy, MaxEncodedLen)]
	pub enum Effect {
		/// It does not act: a claim is released, an alarm or a flag is cleared.
		#[codec(index = 0)]
		Released,
		/// It acts, without a value.
		#[codec(index = 1)]
		Active,
		/// It acts with this value: a set-point or a limit.
		#[codec(index = 2)]
		Value(#[serde(with = "json::Exact")] i64),
	}
}

impl Output {
	/// The values that it names, in the order of the text: its value, then its condition.
	pub fn operands(&self) -> impl DoubleEndedIterator<Item = Ref> {
		[self.value(), self.when()].into_iter().flatten()
	}

	/// The value with which it acts.
	pub const fn value(&self) -> Option<Ref> {
		match self {
			Self::Set { value, .. } | Self::Bid { value, .. } => Some(*value),
			Self::Order { .. } | Self::Alarm { .. } | Self::Flag { .. } => None,
		}
	}

	/// The condition.
	pub const fn when(&self) -> Option<Ref> {
		match self {
			Self::Set { when, .. } => *when,
			Self::Order { when, .. }
			| Self::Bid { when, .. }
			| Self::Alarm { when, .. }
			| Self::Flag { when, .. } => Some(*when),
		}
	}

	/// The result for these values of what it names.
	pub(crate) fn effect(&self, value_of: impl Fn(Ref) -> Value) -> Effect {
		if self.when().is_some_and(|when| value_of(when) != Value::Truth(true)) {
			return Effect::Released;
		}
		match self.value().map(value_of) {
			None => Effect::Active,
			Some(Value::Number(value)) => Effect::Value(value),
			Some(Value::Truth(truth)) => Effect::Value(truth.into()),
			Some(Value::Undefined) => Effect::Released,
		}
	}
}

/// Whether a label can be named in text.
pub(crate) fn is_label(label: &[u8]) -> bool {
	let letter = |byte: &u8| byte.is_ascii_alphabetic() || *byte == b'_';
	let more = |byte: &u8| letter(byte) || byte.is_ascii_digit() || *byte == b'.';
	label.first().is_some_and(letter) && label.iter().all(more)
}
