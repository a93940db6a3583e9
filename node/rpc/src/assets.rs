//! `assets_*`: the histories of assets, the events of blocks, and the leaves of tallies.

use jsonrpsee::{core::RpcResult, proc_macros::rpc};
use serde::Serialize;
use sp_core::{Bytes, H256};
use tallystick_condition::LeafProof;
use tallystick_evidence::DeviceId;
use tallystick_records::{asset::HistoryEntry, AssetId};

/// The most entries of a history or leaves of a tally in one answer, and the default number.
pub const MOST: u32 = 64;

/// The most events of a block in one answer, and the default number.
pub const MOST_EVENTS: u32 = 500;

/// An entry of an asset's history, and its event.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PastEvent {
	/// The hash of the entry.
	#[cfg_attr(feature = "schema", schemars(with = "tallystick_evidence::json::Hex"))]
	pub history: H256,
	/// The entry.
	#[serde(flatten)]
	pub entry: HistoryEntry,
	/// The hash of the block that recorded the event.
	#[cfg_attr(feature = "schema", schemars(with = "tallystick_evidence::json::Hex"))]
	pub block_hash: H256,
	/// The SCALE-encoded event.
	#[cfg_attr(feature = "schema", schemars(with = "tallystick_evidence::json::Hex"))]
	pub event: Bytes,
}

/// Part of an asset's history.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct HistoryPage {
	/// The events, the newest first.
	pub items: Vec<PastEvent>,
	/// The hash with which the next page begins. `None` on the last page.
	#[cfg_attr(feature = "schema", schemars(with = "Option<tallystick_evidence::json::Hex>"))]
	pub next: Option<H256>,
}

/// The events of a block.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BlockEvents {
	/// The block's height.
	pub number: u32,
	/// The block's hash.
	#[cfg_attr(feature = "schema", schemars(with = "tallystick_evidence::json::Hex"))]
	pub hash: H256,
	/// The root of the tree over the events.
	#[cfg_attr(feature = "schema", schemars(with = "tallystick_evidence::json::Hex"))]
	pub root: H256,
	/// How many events the block has.
	pub count: u32,
	/// The events, in the order in which they were recorded: SCALE-encoded if they are of an asset, otherwise the bytes of a firing or command.
	#[cfg_attr(feature = "schema", schemars(with = "Vec<tallystick_evidence::json::Hex>"))]
	pub events: Vec<Bytes>,
}

/// The methods. `at` names a block by its hash; without it the best block is asked.
#[rpc(server, namespace = "assets")]
pub trait AssetsApi {
	/// The history of an asset, the newest event first, at most [`MOST`] entries. It begins with the entry of the hash
	/// `from` and goes backwards, or begins with the newest entry. With `from`, it also works for a dropped asset.
	#[method(name = "history", blocking)]
	fn history(
		&self,
		asset: AssetId,
		from: Option<H256>,
		limit: Option<u32>,
		at: Option<H256>,
	) -> RpcResult<HistoryPage>;

	/// The events of a finalised block, at most [`MOST_EVENTS`], from number `first` on, or from the first one.
	#[method(name = "events", blocking)]
	fn events(&self, block: u32, first: Option<u32>, limit: Option<u32>) -> RpcResult<BlockEvents>;

	/// The leaves of a stream's tally that count a moment from `from` on and before `to`, in UTC milliseconds, with
	/// their paths: the earliest, at most [`MOST`].
	#[method(name = "leaves", blocking)]
	fn leaves(
		&self,
		device: DeviceId,
		channel: u16,
		from: u64,
		to: u64,
		at: Option<H256>,
	) -> RpcResult<Vec<LeafProof>>;
}
