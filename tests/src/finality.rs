use crate::{wait_finalized, Network};
use anyhow::{ensure, Context, Result};
use std::{
	collections::BTreeMap,
	time::{Duration, Instant},
};
use subxt::utils::H256;
use tallystick_client::{rpc_params, Chain};
use tokio::{
	sync::oneshot,
	task::JoinHandle,
	time::{interval, MissedTickBehavior},
};

/// Between two looks at a chain that is watched: how exact what is seen is.
const LOOK: Duration = Duration::from_millis(50);

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
	pub fn start(chain: &Chain) -> Self {
		let (stop, stopped) = oneshot::channel();
		let task = tokio::spawn(watch(chain.clone(), stopped));
		Self { stop, task }
	}

	/// Ends watching and tells what was seen.
	pub async fn finish(self) -> Result<Pace> {
		// The task is gone already where the node is; its result tells.
		let _ = self.stop.send(());
		self.task.await?
	}

	/// Watches until that many blocks were finalised that it saw becoming best.
	pub async fn measure(chain: &Chain, blocks: u32, limit: Duration) -> Result<Pace> {
		let watch = Self::start(chain);
		let target = chain.best().await?.number + blocks;
		wait_finalized(chain, target, limit).await?;
		watch.finish().await
	}
}

async fn watch(chain: Chain, mut stopped: oneshot::Receiver<()>) -> Result<Pace> {
	let mut pace = Pace::default();
	let mut waiting = BTreeMap::new();
	let (mut best, mut finalized) = (chain.best().await?.number, chain.finalized().await?.number);
	let (mut last_best, mut last_finalized) = (None::<Instant>, Instant::now());
	let mut looks = interval(LOOK);
	looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
	loop {
		tokio::select! {
			_ = looks.tick() => {},
			_ = &mut stopped => {
				pace.standstill = pace.standstill.max(last_finalized.elapsed());
				return Ok(pace);
			},
		}
		let number = chain.best().await?.number;
		if number > best {
			let now = Instant::now();
			pace.intervals.extend(last_best.map(|last| now - last));
			last_best = Some(now);
			waiting.extend((best + 1..=number).map(|height| (height, now)));
			best = number;
		}
		let number = chain.finalized().await?.number;
		if number > finalized {
			let now = Instant::now();
			pace.standstill = pace.standstill.max(now - last_finalized);
			last_finalized = now;
			finalized = number;
			let later = waiting.split_off(&(number + 1));
			pace.lags.extend(waiting.values().map(|since| now - *since));
			waiting = later;
		}
	}
}

/// Fails if two nodes that run have finalised different blocks at any height; returns the number
/// of heights that were compared.
pub async fn ensure_one_finalized_chain(network: &Network) -> Result<usize> {
	let mut known: BTreeMap<u32, (H256, &str)> = BTreeMap::new();
	for node in network.running() {
		let chain = node.chain()?;
		let heights: Vec<u32> = (0..=chain.finalized().await?.number).collect();
		let hashes: Vec<Option<H256>> =
			chain.rpc().request("chain_getBlockHash", rpc_params![&heights]).await?;
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
