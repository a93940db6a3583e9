//! What a node keeps of assets off the chain: their events, their histories, and the leaves of tallies.

use crate::chain::{Chain, ChainError, Head};
use tallystick_condition::LeafProof;
use tallystick_evidence::Hash;
use tallystick_gs1::Event;
use tallystick_records::{AssetId, Millis, StreamId};

/// An event in the history of an asset.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Recorded {
	/// The block that recorded it.
	pub block: Head,
	/// Its place among the block's events, from zero.
	pub index: u32,
	/// Its leaf in the tree over them.
	pub leaf: Hash,
	/// The asset whose history it is from: the one that was asked for, or one that it was in.
	pub asset: AssetId,
	/// The event.
	pub event: Event,
}

/// The events of a finalised block.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BlockEvents {
	/// The block.
	pub block: Head,
	/// The root of the tree over them, which is that of an empty tree if there are none.
	pub root: Hash,
	/// The events, in the order in which they were recorded.
	pub events: Vec<Event>,
}

impl Chain {
	/// The events of an asset, the oldest first, and between them what happened to the assets that it was
	/// in meanwhile. An event that several of them have in common is listed once, under the innermost.
	///
	/// All of them follow from the hash that the asset has in the state of this block, or of the best one. If
	/// the node leaves any out, that is [`ChainError::LeftOut`].
	pub async fn asset_history(
		&self,
		asset: AssetId,
		at: Option<&Hash>,
	) -> Result<Vec<Recorded>, ChainError> {
		let _ = (asset, at);
		todo!()
	}

	/// The history of an asset that the chain has dropped, by the hash that the event
	/// [`AssetDropped`](crate::asset_lifecycle::events::AssetDropped) names.
	pub async fn dropped_history(
		&self,
		asset: AssetId,
		history: &Hash,
	) -> Result<Vec<Recorded>, ChainError> {
		let _ = (asset, history);
		todo!()
	}

	/// The events of a finalised block, in the order in which they were recorded. The block after it
	/// has to be final, too.
	pub async fn block_events(&self, block: u32) -> Result<BlockEvents, ChainError> {
		let _ = block;
		todo!()
	}

	/// The leaves of a stream's tally that count any moment from `from` on and before `to`, each with its
	/// path. They are of the tally in the state of this block, or of the best one.
	pub async fn tally_leaves(
		&self,
		stream: &StreamId,
		from: Millis,
		to: Millis,
		at: Option<&Hash>,
	) -> Result<Vec<LeafProof>, ChainError> {
		let _ = (stream, from, to, at);
		todo!()
	}
}
