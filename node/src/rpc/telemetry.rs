//! `telemetry_*`, from the view functions of `Telemetry` and from the data that the node keeps for proofs.

use super::{kept::Kept, views::Views};
use crate::service::{FullBackend, FullClient};
use codec::Encode;
use futures::{Stream as StreamOf, StreamExt};
use jsonrpsee::{
	core::{async_trait, RpcResult, SubscriptionResult},
	PendingSubscriptionSink,
};
use pallet_telemetry::{
	BatchViewFunction, NextBatchViewFunction, ObservationsViewFunction, StreamViewFunction,
	TailViewFunction,
};
use sc_client_api::{BlockBackend, BlockchainEvents, HeaderBackend};
use sc_rpc::SubscriptionTaskExecutor;
use sp_core::{Bytes, H256};
use sp_runtime::serde::{Serialize, Serializer};
use std::{
	collections::{btree_map::Entry, BTreeMap, BTreeSet},
	sync::Arc,
};
use tallystick_records::{
	evidence::{
		merkle::MerkleTree,
		proof::{BlockProof, MAX_FILE},
		Crypto, DeviceId, Native, Proof, Statement, Tree, Trusted,
	},
	telemetry::{BatchRecord, Observation, Stream, Tail},
	StreamId,
};
use tallystick_rpc::{
	Address, BlockStatements, Error, Observed, StatementName, StatementProof, StatementProofs,
	TelemetryApiServer, Verdict, MAX_FILTER, MAX_STATEMENTS,
};
use tallystick_runtime::{BlockNumber, Hash, Runtime};
use tokio::sync::broadcast;

/// The most observations that wait for a slow client. With more, the client is dropped.
const MAX_PENDING: usize = 16_384;

/// The most blocks whose observations wait for a slow subscription. With more, it is dropped.
const MAX_BLOCKS: usize = 256;

/// The observations of finalised blocks. The node asks the runtime once for all subscriptions, and only while there
/// is one.
#[derive(Clone)]
pub(crate) struct Observations {
	client: Arc<FullClient>,
	blocks: broadcast::Sender<Vec<Shared>>,
}

/// An observation that many clients share.
#[derive(Clone)]
struct Shared(Arc<Observed>);

impl Serialize for Shared {
	fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
		self.0.serialize(to)
	}
}

impl Observations {
	pub(crate) fn new(client: Arc<FullClient>) -> Self {
		Self { client, blocks: broadcast::Sender::new(MAX_BLOCKS) }
	}

	/// Follows the finalised chain.
	pub(crate) async fn run(self) {
		let mut finalized = self.client.finality_notification_stream();
		while let Some(notification) = finalized.next().await {
			let mut blocks = notification.tree_route.to_vec();
			blocks.push(notification.hash);
			for block in blocks {
				if self.blocks.receiver_count() == 0 {
					continue;
				}
				let this = self.clone();
				match tokio::task::spawn_blocking(move || this.of(block)).await {
					// Nobody listens any more.
					Ok(observed) => drop(self.blocks.send(observed)),
					Err(error) => {
						log::warn!(target: "rpc", "no observations of {block:?}: {error}")
					},
				}
			}
		}
	}

	fn of(&self, block: Hash) -> Vec<Shared> {
		let number = self.client.number(block).ok().flatten().unwrap_or_default();
		let view = ObservationsViewFunction::<Runtime>::new();
		let observed = Views::new(self.client.clone()).ask(Some(block), view);
		let observed = observed.unwrap_or_else(|error| {
			log::warn!(target: "rpc", "no observations of {block:?}: {error:?}");
			Vec::new()
		});
		let shared = |(stream, observation)| {
			Shared(Arc::new(Observed { block, number, stream, observation }))
		};
		observed.into_iter().map(shared).collect()
	}

	/// The observations of blocks that become final from now on. Ends if the reader falls behind.
	fn stream(&self, wanted: Option<BTreeSet<DeviceId>>) -> impl StreamOf<Item = Shared> {
		futures::stream::unfold(self.blocks.subscribe(), |mut blocks| async move {
			Some((blocks.recv().await.ok()?, blocks))
		})
		.flat_map(move |mut observed| {
			observed.retain(|Shared(observed)| {
				wanted.as_ref().is_none_or(|wanted| wanted.contains(&observed.stream.device))
			});
			futures::stream::iter(observed)
		})
	}
}

/// The methods of this namespace.
pub(crate) struct Telemetry {
	client: Arc<FullClient>,
	kept: Kept,
	views: Views,
	observations: Observations,
	executor: SubscriptionTaskExecutor,
}

impl Telemetry {
	pub(crate) fn new(
		client: Arc<FullClient>,
		backend: Arc<FullBackend>,
		observations: Observations,
		executor: SubscriptionTaskExecutor,
	) -> Self {
		let (views, kept) = (Views::new(client.clone()), Kept::new(client.clone(), backend));
		Self { client, kept, views, observations, executor }
	}

	fn prove_leaf(
		&self,
		block: BlockNumber,
		leaf: [u8; 32],
		statement: Option<Bytes>,
		at: Option<Hash>,
	) -> Result<StatementProof, Error> {
		let (end, header) = self.kept.finalized(at)?;
		let block_leaf = self.kept.block(block)?;
		let leaves = self.kept.statements(&block_leaf.statements)?;
		let index =
			leaves.iter().position(|one| *one == leaf).ok_or(Error::NotFound("statement"))?;
		let place = MerkleTree::build::<Native>(Tree::Batches, leaves)
			.and_then(|tree| tree.place(index as u32))
			.ok_or(Error::NotFound("statement"))?;
		if at.is_some() && block > header.number {
			return Err(Error::NotFound("block at or before that of `at`"));
		}
		let items = self.kept.range_path(block, header.number)?;
		let proof = BlockProof { place, number: block, hash: block_leaf.hash, items };
		Ok(StatementProof {
			statement,
			proof: proof.encode().into(),
			header: header.encode().into(),
			block: end,
			number: header.number,
		})
	}

	/// The proof paths from statements to the header of `at`, or to the last finalised header. A statement that is
	/// not found has no path.
	fn prove_leaves(
		&self,
		statements: &[StatementName],
		at: Option<Hash>,
	) -> Result<StatementProofs, Error> {
		if statements.len() > MAX_STATEMENTS {
			return Err(Error::TooLarge { most: MAX_STATEMENTS });
		}
		let (end, header) = self.kept.finalized(at)?;
		let number = header.number;
		// Many statements are often in few blocks.
		let mut blocks = BTreeMap::new();
		let mut proofs = Vec::with_capacity(statements.len());
		for statement in statements {
			let candidates = match (statement.block, statement.time) {
				(Some(block), _) => Some(block..=block),
				// What a block does before it sets its clock shows the time of the block before.
				(None, Some(time)) => {
					let at = self.kept.block_at(time, number)?;
					at.map(|block| block..=block.saturating_add(1))
				},
				(None, None) => None,
			};
			let mut proof = None;
			for block in candidates.into_iter().flatten() {
				let stated = match blocks.entry(block) {
					Entry::Occupied(entry) => entry.into_mut(),
					Entry::Vacant(entry) => entry.insert(self.stated(block, number)?),
				};
				proof = stated.as_ref().and_then(|it| it.prove(block, &statement.leaf.0));
				if proof.is_some() {
					break;
				}
			}
			proofs.push(proof.map(|proof| proof.encode().into()));
		}
		Ok(StatementProofs { proofs, header: header.encode().into(), block: end, number })
	}

	/// The statements of a block, with the proof path to the finalised header of this height. `None` if that header
	/// comes before the block.
	fn stated(&self, block: BlockNumber, end: BlockNumber) -> Result<Option<Stated>, Error> {
		if block > end {
			return Ok(None);
		}
		let leaf = self.kept.block(block)?;
		let leaves = self.kept.statements(&leaf.statements)?;
		let places = (0u32..).zip(&leaves).map(|(index, leaf)| (*leaf, index)).collect();
		let Some(tree) = MerkleTree::build::<Native>(Tree::Batches, leaves) else {
			return Ok(None);
		};
		let items = self.kept.range_path(block, end)?;
		Ok(Some(Stated { places, tree, hash: leaf.hash, items }))
	}

	fn verdict(&self, file: &[u8]) -> Result<Verdict, Error> {
		let invalid = |error: String| Verdict { valid: false, error: Some(error), proven: None };
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
			Ok(proven) => Verdict { valid: true, error: None, proven: Some(proven.into()) },
		})
	}
}

/// The statements of a block, and the path from there to a header.
struct Stated {
	/// The place of each leaf.
	places: BTreeMap<[u8; 32], u32>,
	tree: MerkleTree,
	hash: [u8; 32],
	items: Option<Vec<[u8; 32]>>,
}

impl Stated {
	fn prove(&self, number: BlockNumber, leaf: &[u8; 32]) -> Option<BlockProof> {
		let place = self.tree.place(*self.places.get(leaf)?)?;
		Some(BlockProof { place, number, hash: self.hash, items: self.items.clone() })
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
	) -> RpcResult<Option<BatchRecord<BlockNumber>>> {
		Ok(self.views.ask(at, BatchViewFunction::<Runtime>::new(gateway.0, number))?)
	}

	fn stream(
		&self,
		device: DeviceId,
		channel: u16,
		at: Option<Hash>,
	) -> RpcResult<Option<Stream>> {
		let stream = StreamId { device, channel };
		Ok(self.views.ask(at, StreamViewFunction::<Runtime>::new(stream))?)
	}

	fn latest(
		&self,
		device: DeviceId,
		channel: u16,
		at: Option<Hash>,
	) -> RpcResult<Option<Observation>> {
		Ok(self.stream(device, channel, at)?.and_then(|stream| stream.latest))
	}

	fn tail(&self, device: DeviceId, at: Option<Hash>) -> RpcResult<Option<Tail<BlockNumber>>> {
		Ok(self.views.ask(at, TailViewFunction::<Runtime>::new(device))?)
	}

	fn statements(&self, block: BlockNumber) -> RpcResult<BlockStatements> {
		let leaf = self.kept.block(block)?;
		let leaves = self.kept.statements(&leaf.statements)?;
		Ok(BlockStatements {
			number: block,
			hash: H256(leaf.hash),
			root: H256(leaf.statements),
			leaves: leaves.into_iter().map(H256).collect(),
		})
	}

	fn prove(&self, gateway: Address, number: u64) -> RpcResult<StatementProof> {
		let record = self
			.views
			.ask(None, BatchViewFunction::<Runtime>::new(gateway.0.clone(), number))?
			.ok_or(Error::NotFound("batch; if it is an old one, name its block and leaf"))?;
		let statement = Statement { gateway: gateway.0.into(), number, batch: record.batch };
		let leaf = statement.leaf::<Native>();
		Ok(self.prove_leaf(record.block, leaf, Some(statement.encode().into()), None)?)
	}

	fn prove_statement(
		&self,
		block: BlockNumber,
		leaf: H256,
		at: Option<Hash>,
	) -> RpcResult<StatementProof> {
		Ok(self.prove_leaf(block, leaf.0, None, at)?)
	}

	fn prove_many(
		&self,
		statements: Vec<StatementName>,
		at: Option<H256>,
	) -> RpcResult<StatementProofs> {
		Ok(self.prove_leaves(&statements, at)?)
	}

	fn verify(&self, proof: Bytes) -> RpcResult<Verdict> {
		Ok(self.verdict(&proof)?)
	}

	async fn subscribe_observations(
		&self,
		pending: PendingSubscriptionSink,
		devices: Option<Vec<DeviceId>>,
	) -> SubscriptionResult {
		if devices.as_ref().is_some_and(|devices| devices.len() > MAX_FILTER) {
			pending.reject(Error::TooLarge { most: MAX_FILTER }).await;
			return Ok(());
		}
		let wanted: Option<BTreeSet<DeviceId>> =
			devices.map(|devices| devices.into_iter().collect());
		let stream = self.observations.stream(wanted);
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
