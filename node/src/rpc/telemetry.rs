//! `telemetry_*`: batches, observations, and the proofs that the node can make and check.

use super::{
	error::Error,
	json::{attestation, facts, hash, Address, Exact, ObservationJson, SummaryJson},
	views::{failed, Views},
};
use crate::service::{FullBackend, FullClient};
use codec::{Decode, Encode};
use futures::StreamExt;
use jsonrpsee::{
	core::{async_trait, RpcResult, SubscriptionResult},
	proc_macros::rpc,
	PendingSubscriptionSink,
};
use pallet_telemetry::{
	BatchStanding, BatchViewFunction, NextBatchViewFunction, ObservationsViewFunction,
	StreamViewFunction, TailViewFunction,
};
use sc_client_api::{Backend, BlockBackend, BlockchainEvents, HeaderBackend};
use sc_rpc::SubscriptionTaskExecutor;
use serde::Serialize;
use sp_api::{ApiExt, ProvideRuntimeApi};
use sp_core::{
	offchain::{storage::OffchainDb, OffchainDbExt, OffchainStorage, STORAGE_PREFIX},
	Bytes, H256,
};
use sp_mmr_primitives::MmrApi;
use std::{collections::BTreeSet, sync::Arc};
use tallystick_primitives::{
	evidence::{
		merkle::MerkleTree,
		mmr::BlockLeaf,
		proof::{BlockProof, MAX_FILE},
		Crypto, DeviceId, Native, Proof, Statement, Tree, Trusted,
	},
	StreamId,
};
use tallystick_runtime::{AccountId, BlockNumber, Hash, Runtime};

/// Most devices that one subscription names.
const MAX_FILTER: usize = 256;

/// Observations that wait for a slow client before it is dropped.
const MAX_PENDING: usize = 16_384;

/// A batch that can be challenged.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct BatchJson {
	root: H256,
	segments: u32,
	readings: Exact<u64>,
	start: Exact<u64>,
	end: Exact<u64>,
	data: H256,
	block: BlockNumber,
	convicted: bool,
}

/// A watched stream.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct StreamJson {
	watchers: u32,
	latest: Option<ObservationJson>,
	facts: Vec<&'static str>,
}

/// Where a device with watched streams stands.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct TailJson {
	streams: u32,
	last: Option<TailSegmentJson>,
	gaps: u32,
	missing: Exact<u64>,
	restarts: u32,
	forks: u32,
	skews: u32,
}

/// The newest segment that the chain has seen of a device.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct TailSegmentJson {
	boot_epoch: u32,
	next: Exact<u64>,
	name: H256,
	end: Exact<u64>,
}

/// What a block has stated, and the root over it.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct BlockStatementsJson {
	number: BlockNumber,
	hash: H256,
	root: H256,
	leaves: Vec<H256>,
}

/// What leads from a statement to a finalised header.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct StatementProofJson {
	/// The SCALE-encoded statement of a batch, where that was asked for.
	statement: Option<Bytes>,
	/// The SCALE-encoded block proof.
	proof: Bytes,
	/// The SCALE-encoded header that it ends at.
	header: Bytes,
	/// That header's hash.
	block: H256,
	/// That header's number.
	number: BlockNumber,
}

/// What a proof file is worth.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct VerdictJson {
	valid: bool,
	/// Why it proves nothing.
	error: Option<String>,
	/// What it proves.
	proven: Option<ProvenJson>,
}

/// What a proof file proves.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ProvenJson {
	device: H256,
	channel: u16,
	time: Exact<u64>,
	value: Exact<i64>,
	attestation: &'static str,
	key_epoch: u32,
	run: SummaryJson,
	gateway: AccountId,
	batch: Exact<u64>,
	block: BlockNumber,
	block_hash: H256,
}

/// An observation in a finalised block.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ObservedJson {
	block: H256,
	number: BlockNumber,
	device: H256,
	channel: u16,
	observation: ObservationJson,
}

/// The methods. Blocks are named by hash; without one the best block is asked.
#[rpc(server, namespace = "telemetry")]
pub(crate) trait TelemetryApi {
	/// The number that a gateway's next batch must have.
	#[method(name = "nextBatch", blocking)]
	fn next_batch(&self, gateway: Address, at: Option<Hash>) -> RpcResult<u64>;

	/// A batch, for as long as it can be challenged.
	#[method(name = "batch", blocking)]
	fn batch(
		&self,
		gateway: Address,
		number: u64,
		at: Option<Hash>,
	) -> RpcResult<Option<BatchJson>>;

	/// A watched stream.
	#[method(name = "stream", blocking)]
	fn stream(&self, device: H256, channel: u16, at: Option<Hash>)
		-> RpcResult<Option<StreamJson>>;

	/// The newest observation of a watched stream.
	#[method(name = "latest", blocking)]
	fn latest(
		&self,
		device: H256,
		channel: u16,
		at: Option<Hash>,
	) -> RpcResult<Option<ObservationJson>>;

	/// Where a device with watched streams stands.
	#[method(name = "tail", blocking)]
	fn tail(&self, device: H256, at: Option<Hash>) -> RpcResult<Option<TailJson>>;

	/// The statements of a finalised block.
	#[method(name = "statements", blocking)]
	fn statements(&self, block: BlockNumber) -> RpcResult<BlockStatementsJson>;

	/// The way from a batch that can be challenged to the last finalised header. Older ones are
	/// named by block and leaf: `telemetry_proveStatement`.
	#[method(name = "prove", blocking)]
	fn prove(&self, gateway: Address, number: u64) -> RpcResult<StatementProofJson>;

	/// The way from any statement, named by its block and its leaf, to the last finalised header.
	#[method(name = "proveStatement", blocking)]
	fn prove_statement(&self, block: BlockNumber, leaf: H256) -> RpcResult<StatementProofJson>;

	/// Checks a proof file against this node's finalised chain.
	#[method(name = "verify", blocking)]
	fn verify(&self, proof: Bytes) -> RpcResult<VerdictJson>;

	/// Observations in blocks as they become final: all, or those of these devices.
	#[subscription(
		name = "subscribeObservations" => "observation",
		unsubscribe = "unsubscribeObservations",
		item = ObservedJson,
	)]
	async fn subscribe_observations(&self, devices: Option<Vec<H256>>) -> SubscriptionResult;
}

/// The namespace.
pub(crate) struct Telemetry {
	client: Arc<FullClient>,
	backend: Arc<FullBackend>,
	views: Views,
	executor: SubscriptionTaskExecutor,
}

impl Telemetry {
	pub(crate) fn new(
		client: Arc<FullClient>,
		backend: Arc<FullBackend>,
		executor: SubscriptionTaskExecutor,
	) -> Self {
		Self { views: Views::new(client.clone()), client, backend, executor }
	}

	/// The leaf of a finalised block in the Merkle Mountain Range, and the way from there to the
	/// last finalised header.
	fn block_leaf(&self, block: BlockNumber) -> Result<(BlockLeaf, Vec<Hash>, Hash), Error> {
		let info = self.client.info();
		let appended = block.checked_add(1).ok_or(Error::NotFound("block"))?;
		if appended > info.finalized_number {
			return Err(Error::NotFinal { block, finalized: info.finalized_number });
		}
		let storage = self.backend.offchain_storage().ok_or(Error::NotIndexed)?;
		let mut api = self.client.runtime_api();
		api.register_extension(OffchainDbExt::new(OffchainDb::new(storage)));
		let (leaves, proof) = api
			.generate_proof(info.finalized_hash, vec![appended], Some(info.finalized_number))
			.map_err(failed)?
			.map_err(|_| Error::NotIndexed)?;
		let leaf = leaves
			.into_iter()
			.next()
			.and_then(|leaf| BlockLeaf::decode(&mut &leaf.into_opaque_leaf().0[..]).ok())
			.ok_or(Error::OtherRuntime)?;
		Ok((leaf, proof.items, info.finalized_hash))
	}

	fn leaves(&self, root: &[u8; 32]) -> Result<Vec<[u8; 32]>, Error> {
		// Before the first block there is no root.
		if *root == Tree::Batches.empty::<Native>() || *root == [0; 32] {
			return Ok(Vec::new());
		}
		let storage = self.backend.offchain_storage().ok_or(Error::NotIndexed)?;
		let leaves = storage
			.get(STORAGE_PREFIX, &pallet_telemetry::statements_key(root))
			.ok_or(Error::NotIndexed)?;
		Decode::decode(&mut &leaves[..]).map_err(|_| Error::OtherRuntime)
	}

	fn prove_leaf(
		&self,
		block: BlockNumber,
		leaf: [u8; 32],
		statement: Option<Bytes>,
	) -> Result<StatementProofJson, Error> {
		let (block_leaf, items, end) = self.block_leaf(block)?;
		let leaves = self.leaves(&block_leaf.statements)?;
		let index =
			leaves.iter().position(|one| *one == leaf).ok_or(Error::NotFound("statement"))?;
		let place = MerkleTree::build::<Native>(Tree::Batches, leaves)
			.and_then(|tree| tree.place(index as u32))
			.ok_or(Error::NotFound("statement"))?;
		let header = self
			.client
			.header(end)
			.ok()
			.flatten()
			.ok_or_else(|| Error::UnknownBlock(format!("{end:?}")))?;
		let proof = BlockProof {
			place,
			number: block,
			hash: block_leaf.hash,
			items: items.into_iter().map(|item| item.0).collect(),
		};
		Ok(StatementProofJson {
			statement,
			proof: proof.encode().into(),
			header: header.encode().into(),
			block: end,
			number: header.number,
		})
	}

	fn verdict(&self, file: &[u8]) -> Result<VerdictJson, Error> {
		let invalid =
			|error: String| VerdictJson { valid: false, error: Some(error), proven: None };
		if file.len() > MAX_FILE {
			return Err(Error::TooLarge { most: MAX_FILE });
		}
		let proof = match Proof::from_file(file) {
			Ok(proof) => proof,
			Err(error) => return Ok(invalid(error.to_string())),
		};
		let block = H256(Native::hash(&[&proof.header]));
		let info = self.client.info();
		let number = self
			.client
			.number(block)
			.ok()
			.flatten()
			.filter(|number| *number <= info.finalized_number)
			.filter(|number| self.client.block_hash(*number).ok().flatten() == Some(block));
		if number.is_none() {
			return Ok(invalid("the proof ends at a block that is not final here".into()));
		}
		let trusted = Trusted { genesis: info.genesis_hash.0, block: block.0 };
		Ok(match proof.verify::<Native>(&trusted) {
			Err(error) => invalid(error.to_string()),
			Ok(proven) => VerdictJson {
				valid: true,
				error: None,
				proven: Some(ProvenJson {
					device: hash(proven.device.0),
					channel: proven.channel,
					time: Exact(proven.time),
					value: Exact(proven.value),
					attestation: attestation(proven.attestation),
					key_epoch: proven.key_epoch,
					run: (&proven.run).into(),
					gateway: proven.gateway.into(),
					batch: Exact(proven.batch),
					block: proven.block,
					block_hash: hash(proven.block_hash),
				}),
			},
		})
	}
}

#[async_trait]
impl TelemetryApiServer for Telemetry {
	fn next_batch(&self, gateway: Address, at: Option<Hash>) -> RpcResult<u64> {
		Ok(self.views.ask(at, NextBatchViewFunction::<Runtime>::new(gateway.0))?)
	}

	fn batch(
		&self,
		gateway: Address,
		number: u64,
		at: Option<Hash>,
	) -> RpcResult<Option<BatchJson>> {
		let record = self.views.ask(at, BatchViewFunction::<Runtime>::new(gateway.0, number))?;
		Ok(record.map(|record| BatchJson {
			root: hash(record.batch.root),
			segments: record.batch.segments,
			readings: Exact(record.batch.readings),
			start: Exact(record.batch.start),
			end: Exact(record.batch.end),
			data: hash(record.batch.data),
			block: record.block,
			convicted: record.standing == BatchStanding::Convicted,
		}))
	}

	fn stream(
		&self,
		device: H256,
		channel: u16,
		at: Option<Hash>,
	) -> RpcResult<Option<StreamJson>> {
		let stream = StreamId { device: DeviceId(device.0), channel };
		let record = self.views.ask(at, StreamViewFunction::<Runtime>::new(stream))?;
		Ok(record.map(|record| StreamJson {
			watchers: record.watchers,
			latest: record.latest.as_ref().map(Into::into),
			facts: facts(record.facts),
		}))
	}

	fn latest(
		&self,
		device: H256,
		channel: u16,
		at: Option<Hash>,
	) -> RpcResult<Option<ObservationJson>> {
		Ok(self.stream(device, channel, at)?.and_then(|stream| stream.latest))
	}

	fn tail(&self, device: H256, at: Option<Hash>) -> RpcResult<Option<TailJson>> {
		let tail = self.views.ask(at, TailViewFunction::<Runtime>::new(DeviceId(device.0)))?;
		Ok(tail.map(|tail| TailJson {
			streams: tail.streams,
			last: tail.last.map(|last| TailSegmentJson {
				boot_epoch: last.boot_epoch,
				next: Exact(last.next),
				name: hash(last.name),
				end: Exact(last.end),
			}),
			gaps: tail.continuity.gaps,
			missing: Exact(tail.continuity.missing),
			restarts: tail.continuity.restarts,
			forks: tail.continuity.forks,
			skews: tail.continuity.skews,
		}))
	}

	fn statements(&self, block: BlockNumber) -> RpcResult<BlockStatementsJson> {
		let (leaf, _, _) = self.block_leaf(block)?;
		let leaves = self.leaves(&leaf.statements)?;
		Ok(BlockStatementsJson {
			number: block,
			hash: hash(leaf.hash),
			root: hash(leaf.statements),
			leaves: leaves.into_iter().map(hash).collect(),
		})
	}

	fn prove(&self, gateway: Address, number: u64) -> RpcResult<StatementProofJson> {
		let record = self
			.views
			.ask(None, BatchViewFunction::<Runtime>::new(gateway.0.clone(), number))?
			.ok_or(Error::NotFound("batch; if it is an old one, name its block and leaf"))?;
		let statement = Statement { gateway: gateway.0.into(), number, batch: record.batch };
		let leaf = statement.leaf::<Native>();
		Ok(self.prove_leaf(record.block, leaf, Some(statement.encode().into()))?)
	}

	fn prove_statement(&self, block: BlockNumber, leaf: H256) -> RpcResult<StatementProofJson> {
		Ok(self.prove_leaf(block, leaf.0, None)?)
	}

	fn verify(&self, proof: Bytes) -> RpcResult<VerdictJson> {
		Ok(self.verdict(&proof)?)
	}

	async fn subscribe_observations(
		&self,
		pending: PendingSubscriptionSink,
		devices: Option<Vec<H256>>,
	) -> SubscriptionResult {
		if devices.as_ref().is_some_and(|devices| devices.len() > MAX_FILTER) {
			pending.reject(Error::TooLarge { most: MAX_FILTER }).await;
			return Ok(());
		}
		let wanted: Option<BTreeSet<H256>> = devices.map(|devices| devices.into_iter().collect());
		let (client, views) = (self.client.clone(), self.views.clone());
		let stream = self
			.client
			.finality_notification_stream()
			.flat_map(|notification| {
				let mut blocks = notification.tree_route.to_vec();
				blocks.push(notification.hash);
				futures::stream::iter(blocks)
			})
			.then(move |block| {
				let (client, views) = (client.clone(), views.clone());
				async move {
					let ask = move || {
						let number = client.number(block).ok().flatten().unwrap_or_default();
						let view = ObservationsViewFunction::<Runtime>::new();
						let observed = views.ask(Some(block), view).unwrap_or_else(|error| {
							log::warn!(target: "rpc", "no observations of {block:?}: {error:?}");
							Vec::new()
						});
						(block, number, observed)
					};
					tokio::task::spawn_blocking(ask).await
				}
			})
			.flat_map(move |told| {
				let (block, number, observed) = told.unwrap_or_default();
				let wanted = wanted.clone();
				futures::stream::iter(observed.into_iter().filter_map(
					move |(stream, observation)| {
						let device = hash(stream.device.0);
						wanted.as_ref().is_none_or(|wanted| wanted.contains(&device)).then(|| {
							ObservedJson {
								block,
								number,
								device,
								channel: stream.channel,
								observation: (&observation).into(),
							}
						})
					},
				))
			});
		self.executor.spawn(
			"telemetry-observations",
			Some("rpc"),
			Box::pin(sc_rpc::utils::PendingSubscription::from(pending).pipe_from_stream(
				Box::pin(stream),
				sc_rpc::utils::BoundedVecDeque::new(MAX_PENDING),
			)),
		);
		Ok(())
	}
}
