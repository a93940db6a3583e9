//! Commands to actuators.

use crate::{json, CommandId, Millis};
use codec::MaxEncodedLen;

record! {
	/// Where an actuator is to stand, or stood when its device answered.
	#[derive(Copy, MaxEncodedLen)]
	pub struct SetPoint {
		/// The command. Ids rise with each command of the actuator, whoever owns the device.
		pub id: CommandId,
		/// The value, in the exponent and unit of the actuator's channel.
		#[serde(with = "json::Exact")]
		pub value: i64,
		/// When it was commanded or answered.
		pub at: Millis,
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use serde_json::{from_value, json, to_value};

	#[test]
	fn json_shows_a_set_point_without_rounding() {
		let set_point = SetPoint { id: CommandId(7), value: i64::MIN, at: Millis(9) };
		let shown = json!({ "id": 7, "value": "-9223372036854775808", "at": 9 });
		assert_eq!(to_value(set_point).unwrap(), shown);
		assert_eq!(from_value::<SetPoint>(shown).unwrap(), set_point);
	}
}
