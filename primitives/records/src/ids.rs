//! Ids.

use codec::MaxEncodedLen;
use tallystick_evidence::DeviceId;

/// Defines ids that are given out in ascending order and never reused.
#[macro_export]
macro_rules! sequential_id {
	($($(#[$doc:meta])* $id:ident($inner:ty);)*) => {$(
		$(#[$doc])*
		#[derive(
			Clone,
			Copy,
			PartialEq,
			Eq,
			PartialOrd,
			Ord,
			Hash,
			Debug,
			codec::Encode,
			codec::Decode,
			codec::DecodeWithMemTracking,
			codec::MaxEncodedLen,
			scale_info::TypeInfo,
			serde::Serialize,
			serde::Deserialize,
		)]
		pub struct $id(pub $inner);

		impl $id {
			/// The id after this one, or `None` when all ids are given out.
			pub fn next(self) -> Option<Self> {
				self.0.checked_add(1).map(Self)
			}
		}

		impl core::fmt::Display for $id {
			fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
				self.0.fmt(f)
			}
		}
	)*};
}

sequential_id! {
	/// Identifies an organisation of the consortium.
	OrgId(u32);
	/// Identifies a model of devices.
	ModelId(u32);
	/// Identifies a production lot of devices.
	LotId(u32);
	/// Identifies a command among those of an actuator.
	CommandId(u64);
	/// Identifies a class of assets.
	ClassId(u32);
	/// Identifies an asset.
	AssetId(u64);
	/// Identifies a traceability lot, to which assets belong.
	TraceLotId(u64);
	/// Identifies a condition policy.
	PolicyId(u32);
	/// Identifies a trade of an asset.
	TradeId(u64);
	/// Identifies a recall.
	RecallId(u32);
	/// Identifies what a machine lacks of one category.
	NeedId(u32);
	/// Identifies a mandate: what a machine may buy.
	MandateId(u32);
	/// Identifies an order.
	OrderId(u64);
	/// Identifies an escrow. JSON shows a number: 2^53 escrows are never opened.
	EscrowId(u64);
}

record! {
	/// One input of a device.
	#[derive(Copy, PartialOrd, Ord, Hash, MaxEncodedLen)]
	pub struct StreamId {
		/// The device.
		pub device: DeviceId,
		/// The channel, by its place in the device's model.
		pub channel: u16,
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use codec::Encode;

	#[test]
	fn sequential_ids_end() {
		assert_eq!(OrgId(0).next(), Some(OrgId(1)));
		assert_eq!(OrgId(u32::MAX).next(), None);
		assert_eq!(OrgId(7).encode(), 7u32.encode());
		assert_eq!(OrgId(7).to_string(), "7");
		assert_eq!(serde_json::to_string(&OrgId(7)).unwrap(), "7");
		assert_eq!(serde_json::from_str::<LotId>("7").unwrap(), LotId(7));
	}
}
