//! What happened in the building, line by line, for plots and checks.

use serde::Serialize;
use serde_json::Value;

/// A line of a building's log, in JSON an object with the field `kind`. Times are UTC on the chain's clock, in milliseconds
/// since 1970; a `step` is a quarter of an hour, counted from the beginning of the story.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case", rename_all_fields = "camelCase")]
#[allow(missing_docs)]
pub(super) enum Entry {
	/// The first line. `days` are those of the measurements, `monday` is that of the prices.
	Building {
		name: &'static str,
		seed: u64,
		zones: u64,
		days: &'static str,
		monday: String,
		first: usize,
		steps: usize,
		start: u64,
	},
	/// A set-point was commanded: device and channel, and its value in hundredths of a degree.
	Commanded { step: usize, at: u64, device: String, channel: u16, id: u64, value: i64 },
	/// An alarm was raised, or has returned.
	Alarm { step: usize, at: u64, name: String, raised: bool },
	/// A quarter of an hour: as `tallystick-building log` prints it, how many set-points nobody claims, and whether the engine off the
	/// chain would have set the same.
	Quarter {
		#[serde(flatten)]
		quarter: Value,
		step: usize,
		at: u64,
		released: usize,
		same: bool,
	},
	/// What the operator paid the utility in the smallest unit of money, negative if it got something; for how many Wh; and how
	/// many hours of them were measured and estimated.
	Bill { paid: String, energy: u64, measured: usize, estimated: usize },
	/// What came of it.
	Outcome { figures: Value, with: Value, without: Value },
}
