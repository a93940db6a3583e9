use crate::{rpc_params, Header, Network, Rpc};
use anyhow::{ensure, Context, Result};
use std::{
	collections::BTreeMap,
	time::{Duration, Instant},
};
use subxt::{rpcs::client::RpcSubscription, utils::H256};
use tokio::{sync::oneshot, task::JoinHandle};

/// How a node's chain moved while it was watched.
#[derive(Clone, Debug, Default)]
pub struct Pace {
	/// The time between a best block and the next one.
	pub intervals: Vec<Duration>,
	/// The time from a block's becoming best to its finality.
	pub lags: Vec<Duration>,
	/// The longest time in which nothing was finalised.
	pub standstill: Duration,
}

impl Pace {
	/// Fails if nothing was finalised for longer than `limit`.
	pub fn ensure_no_standstill(&self, limit: Duration) -> Result<()> {
		ensure!(self.standstill <= limit, "finality stood still for {:?}", self.standstill);
		Ok(())
	}
}

/// Watches how a node's chain moves, until it is asked for the result.
#[derive(Debug)]
pub struct PaceWatch {
	stop: oneshot::Sender<()>,
	task: JoinHandle<Result<Pace>>,
}

impl PaceWatch {
	/// Begins to watch.
	pub async fn start(rpc: &Rpc) -> Result<Self> {
		let (best, finalized) = (rpc.best_heads().await?, rpc.finalized_heads().await?);
		let (stop, stopped) = oneshot::channel();
		let task = tokio::spawn(watch(best, finalized, stopped));
		Ok(Self { stop, task })
	}

	/// Ends watching and tells what was seen.
	pub async fn finish(self) -> Result<Pace> {
		// The task is gone already where the node is; its result tells.
		let _ = self.stop.send(());
		self.task.await?
	}

	/// Watches until that many blocks were finalised that it saw becoming best.
	pub async fn measure(rpc: &Rpc, blocks: u64, limit: Duration) -> Result<Pace> {
		let watch = Self::start(rpc).await?;
		let target = rpc.best_number().await? + blocks;
		rpc.wait_finalized(target, limit).await?;
		watch.finish().await
	}
}

async fn watch(
	mut best: RpcSubscription<Header>,
	mut finalized: RpcSubscription<Header>,
	mut stopped: oneshot::Receiver<()>,
) -> Result<Pace> {
	let mut pace = Pace::default();
	let mut waiting = BTreeMap::new();
	let mut last_best = None::<Instant>;
	let mut last_finalized = Instant::now();
	loop {
		tokio::select! {
			header = best.next() => {
				let number = header.context("the node ended the subscription")??.number;
				let now = Instant::now();
				pace.intervals.extend(last_best.map(|last| now - last));
				last_best = Some(now);
				waiting.entry(number).or_insert(now);
			},
			header = finalized.next() => {
				let number = header.context("the node ended the subscription")??.number;
				let now = Instant::now();
				pace.standstill = pace.standstill.max(now - last_finalized);
				last_finalized = now;
				let later = waiting.split_off(&(number + 1));
				pace.lags.extend(waiting.values().map(|since| now - *since));
				waiting = later;
			},
			_ = &mut stopped => {
				pace.standstill = pace.standstill.max(last_finalized.elapsed());
				return Ok(pace);
			},
		}
	}
}

/// Fails if two nodes that run have finalised different blocks at any height; returns the number
/// of heights that were compared.
pub async fn ensure_one_finalized_chain(network: &Network) -> Result<usize> {
	let mut known: BTreeMap<u64, (H256, &str)> = BTreeMap::new();
	for node in network.running() {
		let rpc = node.rpc()?;
		let heights: Vec<u64> = (0..=rpc.finalized_number().await?).collect();
		let hashes: Vec<Option<H256>> =
			rpc.request("chain_getBlockHash", rpc_params![&heights]).await?;
		for (height, hash) in heights.into_iter().zip(hashes) {
			let hash = hash.with_context(|| format!("{} lacks block {height}", node.name()))?;
			let (first, name) = known.entry(height).or_insert((hash, node.name()));
			ensure!(
				*first == hash,
				"at height {height} {name} finalised {first:?} and {} {hash:?}",
				node.name()
			);
		}
	}
	Ok(known.len())
}
