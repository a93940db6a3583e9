//! The tree over a block's events.

use crate::BlockFull;
use tallystick_evidence::Hash;

/// The tree over what happened in a block, whatever pallet did it. Its root is the block's
/// [`FinalStatement`](crate::FinalStatement), so that anyone can prove a leaf later.
pub trait EventLog {
	/// Appends a leaf, and has nodes with off-chain indexing keep `bytes` under it, from which it follows. Returns
	/// the leaf's place among those of the block, from zero. Refused if there are 2^32 - 1 already.
	///
	/// It hashes twice on average, and touches nothing that the database ever keeps.
	fn append(leaf: Hash, bytes: &[u8]) -> Result<u32, BlockFull>;
}

/// Forgets every leaf.
impl EventLog for () {
	fn append(_: Hash, _: &[u8]) -> Result<u32, BlockFull> {
		Ok(0)
	}
}
