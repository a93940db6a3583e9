//! `assets_*`, from the node's records of the events, histories and tallies of `AssetLifecycle`.

use super::{kept::Kept, views::Views};
use crate::service::{FullBackend, FullClient};
use jsonrpsee::core::RpcResult;
use pallet_asset_lifecycle::{
	event_key, history_key, leaf_key, AssetViewFunction, TallyViewFunction,
};
use sc_client_api::HeaderBackend;
use sp_core::{Bytes, H256};
use std::sync::Arc;
use tallystick_condition::{archive, ArchiveError, LeafProof};
use tallystick_records::{
	asset::HistoryEntry,
	evidence::{DeviceId, Hash as Name, Native, Tree},
	AssetId, StreamId,
};
use tallystick_rpc::{
	AssetsApiServer, BlockEvents, Error, HistoryPage, PastEvent, MOST, MOST_EVENTS,
};
use tallystick_runtime::{BlockNumber, Hash, Runtime};

/// The methods of this namespace.
pub(crate) struct Assets {
	client: Arc<FullClient>,
	kept: Kept,
	views: Views,
}

impl Assets {
	pub(crate) fn new(client: Arc<FullClient>, backend: Arc<FullBackend>) -> Self {
		let (views, kept) = (Views::new(client.clone()), Kept::new(client.clone(), backend));
		Self { client, kept, views }
	}

	fn page(
		&self,
		asset: AssetId,
		from: Option<Name>,
		limit: u32,
		at: Option<Hash>,
	) -> Result<HistoryPage, Error> {
		let at = at.unwrap_or_else(|| self.client.info().best_hash);
		// Without `from`, the state has the first entry.
		let known = || self.views.ask(Some(at), AssetViewFunction::<Runtime>::new(asset));
		let mut next = match from {
			Some(from) => {
				// Fails if the block does not exist.
				self.kept.hash_before(at, 0)?;
				from
			},
			None => {
				known()?
					.ok_or(Error::NotFound(
						"asset; if the chain has dropped it, name the hash of its history",
					))?
					.history
			},
		};
		let mut items = Vec::new();
		while next != Name::default() && items.len() < limit as usize {
			let entry: HistoryEntry = self.kept.read(&history_key(&next))?.ok_or(match from {
				Some(_) if items.is_empty() => {
					Error::NotFound("entry of a history, or this node does not keep it")
				},
				_ => Error::NotIndexed,
			})?;
			if entry.asset != asset {
				return Err(Error::NotFound("entry in the history of this asset"));
			}
			let event = self.kept.bytes(&event_key(&entry.leaf))?.ok_or(Error::NotIndexed)?;
			let block_hash = self
				.kept
				.hash_before(at, entry.block)?
				.ok_or(Error::OtherFork { block: entry.block })?;
			// The state leads only to entries of its own chain. A hash leads to entries of any fork.
			if from.is_some() && !self.has_recorded(block_hash, &entry)? {
				return Err(Error::OtherFork { block: entry.block });
			}
			let history = H256(core::mem::replace(&mut next, entry.before));
			items.push(PastEvent { history, entry, block_hash, event: event.into() });
		}
		let next = (next != Name::default()).then_some(H256(next));
		Ok(HistoryPage { items, next })
	}

	/// Whether this block, of the entry's height, recorded the event of the entry in the same place.
	fn has_recorded(&self, block: Hash, entry: &HistoryEntry) -> Result<bool, Error> {
		let statements = self.kept.statements_root(block)?;
		let leaves = self.leaves(&statements, entry.index)?.map(|(.., leaves)| leaves);
		Ok(leaves.is_some_and(|leaves| leaves.first() == Some(&entry.leaf)))
	}

	/// The root over the events of a block, their number, and the leaves from number `first` on. `None`
	/// if these statements contain none about events.
	fn leaves(
		&self,
		statements: &Name,
		first: u32,
	) -> Result<Option<(Name, u32, Vec<Name>)>, Error> {
		// The statement about events is the last one.
		let statements = self.kept.statements(statements)?;
		let Some(statement) = statements.last() else { return Ok(None) };
		let Some((root, count, mut run)) =
			self.kept.read::<(Name, u32, Name)>(&event_key(statement))?
		else {
			return Ok(None);
		};
		let mut leaves = Vec::new();
		// At most the number of events of one block.
		for _ in first..count {
			let (before, leaf): (Name, Name) =
				self.kept.read(&event_key(&run))?.ok_or(Error::NotIndexed)?;
			run = before;
			leaves.push(leaf);
		}
		leaves.reverse();
		Ok(Some((root, count, leaves)))
	}

	fn block_events(
		&self,
		block: BlockNumber,
		first: u32,
		limit: u32,
	) -> Result<BlockEvents, Error> {
		let leaf = self.kept.block(block)?;
		let (number, hash) = (block, H256(leaf.hash));
		let none = || (Tree::Events.empty::<Native>(), 0, Vec::new());
		let (root, count, leaves) = self.leaves(&leaf.statements, first)?.unwrap_or_else(none);
		let events = leaves
			.iter()
			.take(limit as usize)
			.map(|leaf| self.kept.bytes(&event_key(leaf))?.map(Bytes).ok_or(Error::NotIndexed))
			.collect::<Result<_, _>>()?;
		Ok(BlockEvents { number, hash, root: H256(root), count, events })
	}

	fn tally_leaves(
		&self,
		stream: StreamId,
		from: u64,
		to: u64,
		at: Option<Hash>,
	) -> Result<Vec<LeafProof>, Error> {
		let tally = self
			.views
			.ask(at, TallyViewFunction::<Runtime>::new(stream))?
			.ok_or(Error::NotFound("tally: nothing relies on this stream at this block"))?;
		let read = |peak: &Name| self.kept.read(&leaf_key(peak)).ok().flatten();
		archive::leaves::<Native>(&tally, from, to, MOST as usize, read).map_err(
			|error| match error {
				ArchiveError::Missing(_) => Error::NotIndexed,
				ArchiveError::Wrong(_) => Error::Internal(error.to_string()),
			},
		)
	}
}

impl AssetsApiServer for Assets {
	fn history(
		&self,
		asset: AssetId,
		from: Option<H256>,
		limit: Option<u32>,
		at: Option<Hash>,
	) -> RpcResult<HistoryPage> {
		let limit = limit.unwrap_or(MOST).clamp(1, MOST);
		Ok(self.page(asset, from.map(|from| from.0), limit, at)?)
	}

	fn events(
		&self,
		block: BlockNumber,
		first: Option<u32>,
		limit: Option<u32>,
	) -> RpcResult<BlockEvents> {
		let limit = limit.unwrap_or(MOST_EVENTS).clamp(1, MOST_EVENTS);
		Ok(self.block_events(block, first.unwrap_or_default(), limit)?)
	}

	fn leaves(
		&self,
		device: DeviceId,
		channel: u16,
		from: u64,
		to: u64,
		at: Option<Hash>,
	) -> RpcResult<Vec<LeafProof>> {
		Ok(self.tally_leaves(StreamId { device, channel }, from, to, at)?)
	}
}
