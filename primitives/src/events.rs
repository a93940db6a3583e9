//! The tree over a block's events.

use crate::BlockFull;
use tallystick_evidence::Hash;

/// The tree over all events of a block, of whatever pallet. Its root is the block's
/// [`FinalStatement`](crate::FinalStatement), so anyone can prove a leaf later.
pub trait EventLog {
	/// Appends a leaf. Nodes with off-chain indexing keep `bytes`, from which the leaf follows, under the leaf.
	/// Returns the leaf's number among those of the block, from zero. Refused if there are 2^32 - 1 already.
	///
	/// It hashes twice on average, and writes nothing that stays in the database.
	fn append(leaf: Hash, bytes: &[u8]) -> Result<u32, BlockFull>;
}

/// Drops every leaf.
impl EventLog for () {
	fn append(_: Hash, _: &[u8]) -> Result<u32, BlockFull> {
		Ok(0)
	}
}
