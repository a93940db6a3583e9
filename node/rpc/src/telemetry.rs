//! `telemetry_*`: batches, observations, and the proofs that a node can make and check.

use crate::{AccountId, Address};
use jsonrpsee::{
	core::{RpcResult, SubscriptionResult},
	proc_macros::rpc,
};
use serde::{Deserialize, Serialize};
use sp_core::{Bytes, H256};
use tallystick_evidence::{self as evidence, json, Attestation, DeviceId, Limits, Summary};
use tallystick_records::{
	telemetry::{BatchRecord, Observation, Stream, Tail},
	Millis, ModelId, OrgId, StreamId,
};

/// Most devices that one subscription names.
pub const MAX_FILTER: usize = 256;

/// What a block has stated, and the root over it.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BlockStatements {
	/// The block's height.
	pub number: u32,
	/// The block's hash.
	#[cfg_attr(feature = "schema", schemars(with = "json::Hex"))]
	pub hash: H256,
	/// The root over the leaves.
	#[cfg_attr(feature = "schema", schemars(with = "json::Hex"))]
	pub root: H256,
	/// The leaves, in their order.
	#[cfg_attr(feature = "schema", schemars(with = "Vec<json::Hex>"))]
	pub leaves: Vec<H256>,
}

/// The proof path from a statement to a finalised header.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StatementProof {
	/// The SCALE-encoded statement of a batch, if a batch was asked for.
	#[cfg_attr(feature = "schema", schemars(with = "Option<json::Hex>"))]
	pub statement: Option<Bytes>,
	/// The SCALE-encoded block proof.
	#[cfg_attr(feature = "schema", schemars(with = "json::Hex"))]
	pub proof: Bytes,
	/// The SCALE-encoded header that it ends at.
	#[cfg_attr(feature = "schema", schemars(with = "json::Hex"))]
	pub header: Bytes,
	/// That header's hash.
	#[cfg_attr(feature = "schema", schemars(with = "json::Hex"))]
	pub block: H256,
	/// That header's number.
	pub number: u32,
}

/// The most statements in one request.
pub const MAX_STATEMENTS: usize = 256;

/// A statement whose proof path is asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StatementName {
	/// The height of the block that holds it.
	#[serde(default)]
	pub block: Option<u32>,
	/// Instead of the height, the clock of that block: UTC in milliseconds. A key's record has it as the time from
	/// which the key is valid.
	#[serde(default)]
	pub time: Option<u64>,
	/// The statement's leaf.
	#[cfg_attr(feature = "schema", schemars(with = "json::Hex"))]
	pub leaf: H256,
}

/// The proof paths from several statements to one finalised header.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StatementProofs {
	/// The SCALE-encoded block proof of each statement, in the order of the question. Null if the chain that ends at
	/// the header holds no such statement.
	#[cfg_attr(feature = "schema", schemars(with = "Vec<Option<json::Hex>>"))]
	pub proofs: Vec<Option<Bytes>>,
	/// The SCALE-encoded header that all of them end at.
	#[cfg_attr(feature = "schema", schemars(with = "json::Hex"))]
	pub header: Bytes,
	/// That header's hash.
	#[cfg_attr(feature = "schema", schemars(with = "json::Hex"))]
	pub block: H256,
	/// That header's number.
	pub number: u32,
}

/// What a proof file is worth.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Verdict {
	/// Whether it proves anything.
	pub valid: bool,
	/// Why it proves nothing.
	pub error: Option<String>,
	/// What it proves.
	pub proven: Option<Proven>,
}

/// What a proof file proves.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Proven {
	/// Who measured.
	pub device: DeviceId,
	/// Which of the device's inputs.
	pub channel: u16,
	/// When: UTC in milliseconds, by the device's clock.
	#[serde(with = "json::Exact")]
	pub time: u64,
	/// What, in the channel's unit and exponent.
	#[serde(with = "json::Exact")]
	pub value: i64,
	/// Who signed: the device the segment or each reading, or the gateway alone.
	pub attestation: Attestation,
	/// The epoch of the key that signed.
	pub key_epoch: u32,
	/// When the device got that key, by the chain's clock: UTC in milliseconds. Null of its first one.
	pub key_since: Option<Millis>,
	/// The name of the segment: proofs with one name are of one segment, in whatever batches.
	#[cfg_attr(feature = "schema", schemars(with = "json::Hex"))]
	pub segment: H256,
	/// The name of the segment before it in this boot epoch, zeros at its beginning.
	#[cfg_attr(feature = "schema", schemars(with = "json::Hex"))]
	pub previous: H256,
	/// How often the device had lost its memory of what it sent.
	pub boot_epoch: u32,
	/// The number of the segment's first reading among all of the device's, in this boot epoch.
	#[serde(with = "json::Exact")]
	pub sequence: u64,
	/// How many readings the segment has, over all channels.
	pub count: u32,
	/// No reading of the segment is earlier: UTC in milliseconds.
	#[serde(with = "json::Exact")]
	pub start: u64,
	/// No reading of the segment is later: UTC in milliseconds.
	#[serde(with = "json::Exact")]
	pub end: u64,
	/// All of the segment's readings of this channel together.
	pub run: Summary,
	/// The limits against which the run counts violations. Those of the device's model, if `registration` is there.
	pub limits: Limits,
	/// The device's registration and the channel in its model. Null if the file does not show them.
	pub registration: Option<Registered>,
	/// The account that anchored the batch, as an address.
	#[cfg_attr(feature = "schema", schemars(with = "String"))]
	pub gateway: AccountId,
	/// The batch's number among the gateway's.
	#[serde(with = "json::Exact")]
	pub batch: u64,
	/// The height of the block that holds the batch.
	pub block: u32,
	/// The hash of that block.
	#[cfg_attr(feature = "schema", schemars(with = "json::Hex"))]
	pub block_hash: H256,
}

/// What a proof file shows of a device's registration.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Registered {
	/// When the device was registered, by the chain's clock: UTC in milliseconds.
	pub since: Millis,
	/// The height of the block that registered it.
	pub block: u32,
	/// The device's model.
	pub model: ModelId,
	/// Whose word it is that the device is of this model.
	pub provenance: evidence::Provenance,
	/// Who builds the model's devices.
	pub manufacturer: OrgId,
	/// The channel's name in the model.
	pub name: String,
	/// The unit of the channel's values. Empty if they have none.
	pub unit: String,
	/// A value counts in units of ten to this power.
	pub exponent: i8,
}

impl From<evidence::Registered> for Registered {
	fn from(registered: evidence::Registered) -> Self {
		Self {
			since: Millis(registered.since),
			block: registered.block,
			model: ModelId(registered.model),
			provenance: registered.provenance,
			manufacturer: OrgId(registered.manufacturer),
			name: registered.name,
			unit: registered.unit,
			exponent: registered.exponent,
		}
	}
}

impl From<evidence::Proven> for Proven {
	fn from(proven: evidence::Proven) -> Self {
		Self {
			device: proven.device,
			channel: proven.channel,
			time: proven.time,
			value: proven.value,
			attestation: proven.attestation,
			key_epoch: proven.key_epoch,
			key_since: proven.key_since.map(Millis),
			segment: H256(proven.segment),
			previous: H256(proven.previous),
			boot_epoch: proven.boot_epoch,
			sequence: proven.sequence,
			count: proven.count,
			start: proven.start,
			end: proven.end,
			run: proven.run,
			limits: proven.limits,
			registration: proven.registration.map(Registered::from),
			gateway: proven.gateway.into(),
			batch: proven.batch,
			block: proven.block,
			block_hash: H256(proven.block_hash),
		}
	}
}

/// An observation in a finalised block.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Observed {
	/// The block's hash.
	#[cfg_attr(feature = "schema", schemars(with = "json::Hex"))]
	pub block: H256,
	/// The block's height.
	pub number: u32,
	/// The stream.
	#[serde(flatten)]
	pub stream: StreamId,
	/// What the device said.
	pub observation: Observation,
}

/// The methods. `at` names a block by its hash; without it the best block is asked, or the last
/// finalised one where a proof ends at it.
#[rpc(server, namespace = "telemetry")]
pub trait TelemetryApi {
	/// The number that a gateway's next batch must have.
	#[method(name = "nextBatch", blocking)]
	fn next_batch(&self, gateway: Address, at: Option<H256>) -> RpcResult<u64>;

	/// A batch, for as long as it can be challenged.
	#[method(name = "batch", blocking)]
	fn batch(
		&self,
		gateway: Address,
		number: u64,
		at: Option<H256>,
	) -> RpcResult<Option<BatchRecord<u32>>>;

	/// A watched stream.
	#[method(name = "stream", blocking)]
	fn stream(&self, device: DeviceId, channel: u16, at: Option<H256>)
		-> RpcResult<Option<Stream>>;

	/// The newest observation of a watched stream.
	#[method(name = "latest", blocking)]
	fn latest(
		&self,
		device: DeviceId,
		channel: u16,
		at: Option<H256>,
	) -> RpcResult<Option<Observation>>;

	/// How the segments of a device with watched streams hang together.
	#[method(name = "tail", blocking)]
	fn tail(&self, device: DeviceId, at: Option<H256>) -> RpcResult<Option<Tail<u32>>>;

	/// The statements of a finalised block.
	#[method(name = "statements", blocking)]
	fn statements(&self, block: u32) -> RpcResult<BlockStatements>;

	/// The proof path from a batch that can be challenged to the last finalised header. For older batches use
	/// `telemetry_proveStatement` with block and leaf.
	#[method(name = "prove", blocking)]
	fn prove(&self, gateway: Address, number: u64) -> RpcResult<StatementProof>;

	/// The proof path from any statement, named by its block and its leaf, to the header of the finalised block
	/// `at`, or to the last one without `at`.
	#[method(name = "proveStatement", blocking)]
	fn prove_statement(
		&self,
		block: u32,
		leaf: H256,
		at: Option<H256>,
	) -> RpcResult<StatementProof>;

	/// The proof paths from several statements to one finalised header: that of `at`, or the last one.
	#[method(name = "proveMany", blocking)]
	fn prove_many(
		&self,
		statements: Vec<StatementName>,
		at: Option<H256>,
	) -> RpcResult<StatementProofs>;

	/// Checks a proof file against this node's finalised chain.
	#[method(name = "verify", blocking)]
	fn verify(&self, proof: Bytes) -> RpcResult<Verdict>;

	/// Observations in blocks that become final: all, or those of these devices.
	#[subscription(
		name = "subscribeObservations" => "observation",
		unsubscribe = "unsubscribeObservations",
		item = Observed,
	)]
	async fn subscribe_observations(&self, devices: Option<Vec<DeviceId>>) -> SubscriptionResult;
}
