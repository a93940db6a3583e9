//! State that nodes keep from one evaluation to the next.
//!
//! A value stands from one evaluation to the next. So an extra evaluation changes nothing: each function here gives the
//! same values whether or not it is called in between.

use crate::{horizon::Horizon, node::MAX_BUCKETS, value::Value};
use codec::MaxEncodedLen;
use tallystick_evidence::json;
use tallystick_records::Millis;

record! {
	/// The state of one node: up to 16 bytes, and one for the kind.
	#[derive(Copy, Default, MaxEncodedLen)]
	pub enum Cell {
		/// No state yet: the first state of every node.
		#[default]
		#[codec(index = 0)]
		Empty,
		/// Of a hysteresis: on or off. Of an off-delay: its input was true last.
		#[codec(index = 1)]
		On(bool),
		/// Since when the input of an on-delay is true, or that of an off-delay is not.
		#[codec(index = 2)]
		Since(Millis),
		/// Of a delta: the first number.
		#[codec(index = 3)]
		First(#[serde(with = "json::Exact")] i64),
		/// Of a delta: the number, and what it was before it last changed.
		#[codec(index = 4)]
		Changed {
			/// The number before its last change, in the node's quantity.
			#[serde(with = "json::Exact")]
			from: i64,
			/// The number since then, in the node's quantity.
			#[serde(with = "json::Exact")]
			to: i64,
		},
		/// Of a stuck number.
		#[codec(index = 5)]
		Still {
			/// The number, in the node's quantity.
			#[serde(with = "json::Exact")]
			value: i64,
			/// When it was first seen with this value.
			since: Millis,
		},
		/// Of a count.
		#[codec(index = 6)]
		Buckets(Buckets),
	}

	/// The newest intervals of a count. Bit 0 is the newest one. Once `last` alone determines all bits, nothing is
	/// written until another value arrives, so `newest` may lie in the past.
	#[derive(Copy, MaxEncodedLen)]
	pub struct Buckets {
		/// The number of the newest interval: its beginning divided by the width.
		#[serde(with = "json::Exact")]
		pub newest: u64,
		/// Those in which the input was true.
		pub truths: u16,
		/// Those in which the input was never known to be true, and was unknown for a part.
		pub unknown: u16,
		/// The input's last value, which stands until the next evaluation.
		pub last: Option<bool>,
	}
}

/// A value, and the state after it.
type Step = (Value, Cell);

/// True above `high`, false below `low`, otherwise unchanged.
pub(crate) fn hysteresis(cell: Cell, of: Value, low: Value, high: Value) -> Step {
	let (Some(of), Some(low), Some(high)) = (of.number(), low.number(), high.number()) else {
		return (Value::Undefined, cell);
	};
	if low > high {
		return (Value::Undefined, cell);
	}
	let was = cell == Cell::On(true);
	let on = of > high || (was && of >= low);
	(Value::Truth(on), Cell::On(on))
}

/// True once the input has been true for `time`.
pub(crate) fn on_delay(cell: Cell, of: Option<bool>, time: u32, horizon: &mut Horizon) -> Step {
	match of {
		Some(true) => {
			let since = match cell {
				Cell::Since(since) => since,
				_ => horizon.now(),
			};
			(Value::Truth(horizon.has_passed(since, time)), Cell::Since(since))
		},
		Some(false) => (Value::Truth(false), Cell::Empty),
		None => (Value::Undefined, Cell::Empty),
	}
}

/// True while the input is, and for `time` afterwards.
pub(crate) fn off_delay(cell: Cell, of: Option<bool>, time: u32, horizon: &mut Horizon) -> Step {
	match of {
		Some(true) => (Value::Truth(true), Cell::On(true)),
		None => (Value::Undefined, cell),
		Some(false) => {
			let since = match cell {
				Cell::On(true) => horizon.now(),
				Cell::Since(since) => since,
				_ => return (Value::Truth(false), Cell::Empty),
			};
			let over = horizon.has_passed(since, time);
			(Value::Truth(!over), if over { Cell::Empty } else { Cell::Since(since) })
		},
	}
}

/// The amount by which the number changed last.
pub(crate) fn delta(cell: Cell, of: Option<i64>) -> Step {
	let Some(to) = of else { return (Value::Undefined, cell) };
	let next = match cell {
		Cell::First(from) | Cell::Changed { to: from, .. } if from != to => {
			Cell::Changed { from, to }
		},
		Cell::First(_) | Cell::Changed { .. } => cell,
		_ => Cell::First(to),
	};
	let value = match next {
		Cell::Changed { from, to } => Value::fit(i128::from(to).checked_sub(from.into())),
		_ => Value::Undefined,
	};
	(value, next)
}

/// Whether the number has not changed for `time`.
pub(crate) fn stuck(cell: Cell, of: Option<i64>, time: u32, horizon: &mut Horizon) -> Step {
	let Some(value) = of else { return (Value::Undefined, Cell::Empty) };
	let since = match cell {
		Cell::Still { value: before, since } if before == value => since,
		_ => horizon.now(),
	};
	(Value::Truth(horizon.has_passed(since, time)), Cell::Still { value, since })
}

/// Whether the input was true in at least `least` of the newest `buckets` intervals of `width` milliseconds.
pub(crate) fn count(
	cell: Cell,
	of: Option<bool>,
	least: u8,
	width: u32,
	buckets: u8,
	horizon: &mut Horizon,
) -> Step {
	let now = horizon.now().0;
	let width = u64::from(width);
	let (Some(number), Some(part)) = (now.checked_div(width), now.checked_rem(width)) else {
		return (Value::Undefined, cell);
	};
	let mask = lowest(buckets);
	let mut state = match cell {
		Cell::Buckets(state) => state,
		// The time before now is unknown. If this interval begins now, no part of it is unknown.
		_ => Buckets {
			newest: number,
			truths: 0,
			unknown: if part > 0 { mask } else { mask & !1 },
			last: None,
		},
	};
	if !(state.is_uniform(mask) && state.last == of) {
		state.move_to(number, part > 0, mask);
		state.add(of);
		state.last = of;
	}
	let (truths, unknown) = (state.truths.count_ones(), state.unknown.count_ones());
	let value = if truths >= least.into() {
		Some(true)
	} else if truths.saturating_add(unknown) < least.into() {
		Some(false)
	} else {
		None
	};
	if !state.is_uniform(mask) {
		horizon.may_change(number.saturating_add(1).saturating_mul(width));
	}
	(value.into(), Cell::Buckets(state))
}

/// A mask with this many of the lowest bits.
fn lowest(bits: u8) -> u16 {
	let above = u32::from(MAX_BUCKETS.saturating_sub(bits));
	u16::MAX.checked_shr(above).unwrap_or_default()
}

impl Buckets {
	/// Whether the last value alone determines all intervals. Then nothing changes until another value arrives.
	fn is_uniform(&self, mask: u16) -> bool {
		let expected = match self.last {
			Some(true) => (mask, 0),
			Some(false) => (0, 0),
			None => (0, mask),
		};
		(self.truths, self.unknown) == expected
	}

	/// Moves on to the interval `number`. The last value stood in all intervals after the newest one. If `within`, it
	/// also stood at the beginning of this one.
	fn move_to(&mut self, number: u64, within: bool, mask: u16) {
		let steps = number.saturating_sub(self.newest);
		if steps == 0 {
			return;
		}
		let shift = u32::try_from(steps).unwrap_or(u32::MAX);
		let moved = |bits: u16| bits.checked_shl(shift).unwrap_or_default();
		// The intervals that the last value filled. This one is not among them if it begins now.
		let filled = match u8::try_from(steps) {
			Ok(steps) if steps < MAX_BUCKETS => lowest(steps),
			_ => u16::MAX,
		};
		let filled = if within { filled } else { filled & !1 };
		let (truths, unknown) = match self.last {
			Some(true) => (filled, 0),
			Some(false) => (0, 0),
			None => (0, filled),
		};
		self.truths = (moved(self.truths) | truths) & mask;
		self.unknown = (moved(self.unknown) | unknown) & mask;
		self.newest = number;
	}

	/// Adds a value to the newest interval.
	fn add(&mut self, of: Option<bool>) {
		match of {
			Some(true) => {
				self.truths |= 1;
				self.unknown &= !1;
			},
			Some(false) => {},
			None => self.unknown |= 1 & !self.truths,
		}
	}
}
