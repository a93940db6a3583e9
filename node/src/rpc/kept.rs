//! What the node keeps beside the chain's state: the Merkle Mountain Range over all blocks, and what
//! pallets index off the chain.

use super::views::failed;
use crate::service::{FullBackend, FullClient};
use codec::Decode;
use pallet_telemetry::StatementsRoot;
use sc_client_api::{Backend, HeaderBackend, StorageKey, StorageProvider};
use sc_consensus_aura::find_pre_digest;
use sp_api::{ApiExt, ProvideRuntimeApi};
use sp_consensus_aura::sr25519::AuthoritySignature;
use sp_core::offchain::{storage::OffchainDb, OffchainDbExt, OffchainStorage, STORAGE_PREFIX};
use sp_mmr_primitives::MmrApi;
use std::{cmp::Ordering, sync::Arc};
use tallystick_records::evidence::{mmr::BlockLeaf, Native, Tree};
use tallystick_rpc::Error;
use tallystick_runtime::{opaque::Block, BlockNumber, Hash, Runtime};

/// What the node keeps.
#[derive(Clone)]
pub(crate) struct Kept {
	client: Arc<FullClient>,
	backend: Arc<FullBackend>,
}

impl Kept {
	pub(crate) fn new(client: Arc<FullClient>, backend: Arc<FullBackend>) -> Self {
		Self { client, backend }
	}

	/// The bytes under a key off the chain.
	pub(crate) fn bytes(&self, key: &[u8]) -> Result<Option<Vec<u8>>, Error> {
		let storage = self.backend.offchain_storage().ok_or(Error::NotIndexed)?;
		Ok(storage.get(STORAGE_PREFIX, key))
	}

	/// What stands under a key off the chain.
	pub(crate) fn read<V: Decode>(&self, key: &[u8]) -> Result<Option<V>, Error> {
		let bytes = self.bytes(key)?;
		let decoded = bytes.map(|bytes| V::decode(&mut &bytes[..])).transpose();
		decoded.map_err(|_| Error::OtherRuntime)
	}

	/// The leaf of a finalised block in the Merkle Mountain Range, and the proof path from there to the
	/// last finalised header.
	pub(crate) fn block_leaf(
		&self,
		block: BlockNumber,
	) -> Result<(BlockLeaf, Vec<Hash>, Hash), Error> {
		let info = self.client.info();
		let (leaf, items) = self.block_leaf_before(block, info.finalized_number)?;
		Ok((leaf, items, info.finalized_hash))
	}

	/// The leaf of a block in the Merkle Mountain Range, and the proof path from there to the finalised header of
	/// this height.
	pub(crate) fn block_leaf_before(
		&self,
		block: BlockNumber,
		end: BlockNumber,
	) -> Result<(BlockLeaf, Vec<Hash>), Error> {
		let info = self.client.info();
		let appended = block.checked_add(1).ok_or(Error::NotFound("block"))?;
		if appended > end {
			return Err(Error::NotFinal { block, finalized: end });
		}
		let storage = self.backend.offchain_storage().ok_or(Error::NotIndexed)?;
		let mut api = self.client.runtime_api();
		api.register_extension(OffchainDbExt::new(OffchainDb::new(storage)));
		let (leaves, proof) = api
			.generate_proof(info.finalized_hash, vec![appended], Some(end))
			.map_err(failed)?
			.map_err(|_| Error::NotIndexed)?;
		let leaf = leaves
			.into_iter()
			.next()
			.and_then(|leaf| BlockLeaf::decode(&mut &leaf.into_opaque_leaf().0[..]).ok())
			.ok_or(Error::OtherRuntime)?;
		Ok((leaf, proof.items))
	}

	/// The finalised block of this height whose clock shows this time: UTC, in milliseconds. `None` if there is none.
	pub(crate) fn block_at(
		&self,
		time: u64,
		last: BlockNumber,
	) -> Result<Option<BlockNumber>, Error> {
		let duration = sc_consensus_aura::slot_duration(&*self.client)
			.map_err(|error| Error::Internal(error.to_string()))?;
		let Some(slot) = time.checked_div(duration.as_millis()) else { return Ok(None) };
		// A node that began at a later block lacks the first headers.
		let slot_of = |number| {
			let hash = self.client.hash(number).ok().flatten()?;
			let header = self.client.header(hash).ok().flatten()?;
			find_pre_digest::<Block, AuthoritySignature>(&header).ok().map(u64::from)
		};
		let (mut low, mut high) = (1, last);
		while low <= high {
			let middle = low.midpoint(high);
			let found = slot_of(middle)
				.ok_or_else(|| Error::UnknownBlock(format!("the header of block {middle}")))?;
			match found.cmp(&slot) {
				Ordering::Equal => return Ok(Some(middle)),
				Ordering::Less => low = middle.saturating_add(1),
				Ordering::Greater => high = middle.saturating_sub(1),
			}
		}
		Ok(None)
	}

	/// The root over the statements of a block, which need not be final.
	pub(crate) fn statements_root(
		&self,
		block: BlockNumber,
		hash: Hash,
	) -> Result<[u8; 32], Error> {
		match self.block_leaf(block) {
			Ok((leaf, ..)) if leaf.hash == hash.0 => return Ok(leaf.statements),
			Ok(_) | Err(Error::NotFinal { .. }) => (),
			Err(error) => return Err(error),
		}
		// No leaf yet, or of a fork that was left: then only the block's own state says it.
		let key = StorageKey(StatementsRoot::<Runtime>::hashed_key().to_vec());
		match self.client.storage(hash, &key) {
			Ok(None) => Ok([0; 32]),
			Ok(Some(root)) => root.0.try_into().map_err(|_| Error::OtherRuntime),
			Err(sp_blockchain::Error::UnknownBlock(what)) => Err(Error::UnknownBlock(what)),
			Err(error) => Err(Error::Internal(error.to_string())),
		}
	}

	/// The statements of a block, by their root.
	pub(crate) fn statements(&self, root: &[u8; 32]) -> Result<Vec<[u8; 32]>, Error> {
		// Before the first block there is no root.
		if *root == Tree::Batches.empty::<Native>() || *root == [0; 32] {
			return Ok(Vec::new());
		}
		self.read(&pallet_telemetry::statements_key(root))?.ok_or(Error::NotIndexed)
	}

	/// The hash of the block at a height, in the chain that ends at `end`. `None` if it ends below.
	pub(crate) fn hash_before(
		&self,
		end: Hash,
		number: BlockNumber,
	) -> Result<Option<Hash>, Error> {
		let unknown = || Error::UnknownBlock(format!("{end:?}"));
		let canonical = |number| self.client.hash(number).ok().flatten();
		let mut hash = end;
		// Forks are short: they end at the last finalised block.
		loop {
			let header = self.client.header(hash).ok().flatten().ok_or_else(unknown)?;
			if header.number < number {
				return Ok(None);
			}
			if header.number == number {
				return Ok(Some(hash));
			}
			if canonical(header.number) == Some(hash) {
				return canonical(number).ok_or_else(unknown).map(Some);
			}
			hash = header.parent_hash;
		}
	}
}
