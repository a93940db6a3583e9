//! The hooks: they remove old records, and turn the block's statements into a root.

use super::*;
use alloc::vec::Vec;
use frame::deps::{sp_io, sp_runtime::DigestItem};
use tallystick_primitives::{
	evidence::{merkle::MerkleTree, Tree, STATEMENTS_ENGINE_ID},
	HostCrypto,
};

/// Under this and a block's root of statements, nodes with off-chain indexing keep the leaves.
pub const STATEMENTS_PREFIX: &[u8] = b"tallystick/statements/";

/// The key in a node's off-chain storage of the leaves under a root of statements, which are
/// SCALE-encoded as a vector of hashes.
pub fn statements_key(root: &Hash) -> Vec<u8> {
	[STATEMENTS_PREFIX, root].concat()
}

/// Blocks whose records expire in one block, so that a shorter retention is caught up with.
const EXPIRED_AT_ONCE: u32 = 2;

impl<T: Config> Pallet<T> {
	/// Removes the records of batches that can be challenged no more.
	pub(crate) fn expire(now: BlockNumberFor<T>) -> Weight {
		// The chain can be old when the pallet is added to it.
		let mut cursor = ExpiryCursor::<T>::get().unwrap_or(now);
		let end = now.saturating_sub(ChainSettings::<T>::get().retention);
		let mut removed = 0u32;
		for _ in 0..EXPIRED_AT_ONCE {
			if cursor >= end {
				break;
			}
			for (gateway, number) in AnchoredIn::<T>::take(cursor) {
				Batches::<T>::remove(gateway, number);
				removed = removed.saturating_add(1);
			}
			// Below `end`, so it never saturates.
			cursor = cursor.saturating_add(1u32.into());
		}
		ExpiryCursor::<T>::put(cursor);
		T::WeightInfo::on_initialize(removed)
	}

	/// Turns the block's statements into a root, for the block's own header, if it has statements, and
	/// for the leaf that the next block appends to the Merkle Mountain Range.
	pub(crate) fn fold_statements() {
		let mut leaves = Statements::<T>::take().into_inner();
		leaves.extend(T::FinalStatement::take(&T::Genesis::get()));
		let root = match MerkleTree::build::<HostCrypto>(Tree::Batches, leaves.clone()) {
			Some(tree) => tree.root::<HostCrypto>(),
			None => Tree::Batches.empty::<HostCrypto>(),
		};
		if !leaves.is_empty() {
			sp_io::offchain_index::set(&statements_key(&root), &leaves.encode());
			let item = DigestItem::Consensus(STATEMENTS_ENGINE_ID, root.to_vec());
			frame_system::Pallet::<T>::deposit_log(item);
		}
		StatementsRoot::<T>::put(root);
	}
}
