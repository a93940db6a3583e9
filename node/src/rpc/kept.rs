//! Data that the node keeps beside the chain's state: the Merkle Mountain Range over all blocks, and data that
//! pallets index off the chain.

use super::views::failed;
use crate::service::{FullBackend, FullClient};
use codec::Decode;
use sc_client_api::{Backend, HeaderBackend};
use sc_consensus_aura::find_pre_digest;
use sp_api::{ApiExt, ProvideRuntimeApi};
use sp_consensus_aura::sr25519::AuthoritySignature;
use sp_core::offchain::{storage::OffchainDb, OffchainDbExt, OffchainStorage, STORAGE_PREFIX};
use sp_mmr_primitives::MmrApi;
use sp_runtime::DigestItem;
use std::{cmp::Ordering, sync::Arc};
use tallystick_records::evidence::{mmr::BlockLeaf, Native, Tree, STATEMENTS_ENGINE_ID};
use tallystick_rpc::Error;
use tallystick_runtime::{opaque::Block, BlockNumber, Hash, Header};

/// Access to the data that the node keeps.
#[derive(Clone)]
pub(crate) struct Kept {
	client: Arc<FullClient>,
	backend: Arc<FullBackend>,
}

impl Kept {
	pub(crate) fn new(client: Arc<FullClient>, backend: Arc<FullBackend>) -> Self {
		Self { client, backend }
	}

	/// The bytes stored off the chain under a key.
	pub(crate) fn bytes(&self, key: &[u8]) -> Result<Option<Vec<u8>>, Error> {
		let storage = self.backend.offchain_storage().ok_or(Error::NotIndexed)?;
		Ok(storage.get(STORAGE_PREFIX, key))
	}

	/// The value stored off the chain under a key.
	pub(crate) fn read<V: Decode>(&self, key: &[u8]) -> Result<Option<V>, Error> {
		let bytes = self.bytes(key)?;
		let decoded = bytes.map(|bytes| V::decode(&mut &bytes[..])).transpose();
		decoded.map_err(|_| Error::OtherRuntime)
	}

	/// The header and the hash of a finalised block: of this one, or of the last one.
	pub(crate) fn finalized(&self, at: Option<Hash>) -> Result<(Hash, Header), Error> {
		let info = self.client.info();
		let hash = at.unwrap_or(info.finalized_hash);
		let header = self.header(hash)?;
		if header.number > info.finalized_number {
			let finalized = info.finalized_number;
			return Err(Error::NotFinal { block: header.number, finalized });
		}
		match self.client.hash(header.number).ok().flatten() == Some(hash) {
			true => Ok((hash, header)),
			false => Err(Error::UnknownBlock(format!("{hash:?} is not of the finalised chain"))),
		}
	}

	/// A finalised block by its height: its hash, and the root over its statements.
	pub(crate) fn block(&self, block: BlockNumber) -> Result<BlockLeaf, Error> {
		let finalized = self.client.info().finalized_number;
		if block > finalized {
			return Err(Error::NotFinal { block, finalized });
		}
		let hash = self.client.hash(block).ok().flatten();
		let hash = hash.ok_or_else(|| Error::UnknownBlock(format!("{block}")))?;
		Ok(BlockLeaf { number: block, hash: hash.0, statements: self.statements_root(hash)? })
	}

	/// The hashes that lead from a block to the root of the Merkle Mountain Range in the header of a
	/// later block, which is final. `None` if this is the header of the block itself.
	pub(crate) fn range_path(
		&self,
		block: BlockNumber,
		end: BlockNumber,
	) -> Result<Option<Vec<[u8; 32]>>, Error> {
		match block.cmp(&end) {
			Ordering::Less => {},
			Ordering::Equal => return Ok(None),
			Ordering::Greater => return Err(Error::NotFinal { block, finalized: end }),
		}
		// A block's leaf is appended by the block after it.
		let appended = block.checked_add(1).ok_or(Error::NotFound("block"))?;
		let storage = self.backend.offchain_storage().ok_or(Error::NotIndexed)?;
		let mut api = self.client.runtime_api();
		api.register_extension(OffchainDbExt::new(OffchainDb::new(storage)));
		let (_, proof) = api
			.generate_proof(self.client.info().finalized_hash, vec![appended], Some(end))
			.map_err(failed)?
			.map_err(|_| Error::NotIndexed)?;
		Ok(Some(proof.items.into_iter().map(|item| item.0).collect()))
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
		// A node that started from a later block lacks the first headers.
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

	/// The root over the statements of a block, which need not be final, from its header.
	pub(crate) fn statements_root(&self, hash: Hash) -> Result<[u8; 32], Error> {
		let header = self.header(hash)?;
		let own = header.digest.logs.iter().find_map(|log| match log {
			DigestItem::Consensus(STATEMENTS_ENGINE_ID, root) => Some(root.as_slice()),
			_ => None,
		});
		match own {
			Some(root) => root.try_into().map_err(|_| Error::OtherRuntime),
			// The first block's leaf has zeros instead.
			None if header.number == 0 => Ok([0; 32]),
			None => Ok(Tree::Batches.empty::<Native>()),
		}
	}

	fn header(&self, hash: Hash) -> Result<Header, Error> {
		let header = self.client.header(hash).ok().flatten();
		header.ok_or_else(|| Error::UnknownBlock(format!("{hash:?}")))
	}

	/// The statements of a block, by their root.
	pub(crate) fn statements(&self, root: &[u8; 32]) -> Result<Vec<[u8; 32]>, Error> {
		// Before the first block there is no root.
		if *root == Tree::Batches.empty::<Native>() || *root == [0; 32] {
			return Ok(Vec::new());
		}
		self.read(&pallet_telemetry::statements_key(root))?.ok_or(Error::NotIndexed)
	}

	/// The hash of the block at a height, in the chain that ends at `end`. `None` if the chain ends below that
	/// height.
	pub(crate) fn hash_before(
		&self,
		end: Hash,
		number: BlockNumber,
	) -> Result<Option<Hash>, Error> {
		let unknown = || Error::UnknownBlock(format!("{end:?}"));
		let canonical = |number| self.client.hash(number).ok().flatten();
		let mut hash = end;
		// Forks are short, because they end at the last finalised block.
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
