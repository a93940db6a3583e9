//! A machine's own signed statements about an order.

use crate::OrderId;
use alloc::vec::Vec;
use bounded_collections::{BoundedVec, ConstU32};
use codec::Encode;
use tallystick_evidence::Hash;
use tallystick_records::{json, Millis};

/// The most error codes that a machine names. Never lowered.
pub const MAX_CODES: u32 = 8;

record! {
	/// What happened.
	#[derive(Copy)]
	pub enum Said {
		/// It has this many units of what was shipped.
		#[codec(index = 0)]
		Received {
			/// How many.
			quantity: u32,
		},
		/// Somebody at the machine began a visit.
		#[codec(index = 1)]
		Started,
		/// Somebody at the machine ended a visit.
		#[codec(index = 2)]
		Finished,
	}

	/// A machine's statement about an order. It makes one only when somebody acts at the machine itself.
	pub struct Statement {
		/// The order.
		pub order: OrderId,
		/// How often the machine has changed hands.
		pub tenure: u32,
		/// The booked time, if the order is a visit. A statement about one visit does not count for another one.
		pub visit: Option<Millis>,
		/// What happened.
		pub said: Said,
		/// What the machine counts, such as its cycles.
		#[serde(with = "json::Exact")]
		pub counter: u64,
		/// The error codes that it shows.
		pub codes: BoundedVec<u16, ConstU32<MAX_CODES>>,
		/// The machine's boot epoch, as in its segments.
		pub boot_epoch: u32,
		/// The number of its newest reading. Together with the boot epoch it is higher than in any earlier statement.
		#[serde(with = "json::Exact")]
		pub sequence: u64,
	}
}

record! {
	/// What a machine signed before.
	#[derive(Copy)]
	pub struct Attested {
		/// What it counted.
		#[serde(with = "json::Exact")]
		pub counter: u64,
		/// Its boot epoch and the number of its newest reading.
		pub place: (u32, u64),
		/// The [fingerprint](tallystick_evidence::DeviceKey::fingerprint) of its key.
		#[serde(with = "json::Hex")]
		pub key: Hash,
	}

	/// Doubts about a machine's statement. The warrantor decides what they mean.
	#[derive(Copy, Default)]
	pub struct Doubts {
		/// It counts less than in the previous statement.
		pub counter_fell: bool,
		/// Its key differs from that of the previous statement.
		pub new_key: bool,
	}
}

impl Attested {
	/// The doubts, given the previous statement of the same machine.
	pub fn doubts(&self, before: Option<Self>) -> Doubts {
		before.map_or_else(Doubts::default, |before| Doubts {
			counter_fell: self.counter < before.counter,
			new_key: self.key != before.key,
		})
	}
}

impl Statement {
	/// The payload that the machine signs, with the purpose
	/// [`Attest`](tallystick_evidence::Purpose::Attest): the statement in SCALE.
	pub fn to_bytes(&self) -> Vec<u8> {
		self.encode()
	}

	/// Where it stands among the machine's statements.
	pub fn place(&self) -> (u32, u64) {
		(self.boot_epoch, self.sequence)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn the_payload_is_as_documented() {
		let statement = Statement {
			order: OrderId(7),
			tenure: 1,
			visit: Some(Millis(9)),
			said: Said::Received { quantity: 2 },
			counter: 300,
			codes: vec![18, 21].try_into().unwrap(),
			boot_epoch: 4,
			sequence: 500,
		};
		let expected = "0700000000000000 01000000 010900000000000000 0002000000 2c01000000000000 0812001500 04000000 f401000000000000";
		let hex: String = statement.to_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
		assert_eq!(hex, expected.replace(' ', ""));
		let longest = Statement { codes: vec![9; 8].try_into().unwrap(), ..statement };
		assert!(longest.to_bytes().len() <= 80, "it fits into a message");
	}
}
