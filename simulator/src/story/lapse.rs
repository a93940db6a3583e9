//! The chain in time-lapse: its blocks are made by hand, and its clock is the story's.

use crate::{clock, story::StoryError};
use std::{
	future::Future,
	pin::pin,
	time::{Duration, Instant},
};
use tallystick_client::{rpc_params, Chain, ChainError, Events};

/// How often the pool is looked into while others work, and after how long a block is made all the same.
const PAUSE: Duration = Duration::from_millis(20);
const REST: Duration = Duration::from_secs(1);

/// From one block to the next while everybody waits.
const IDLE: Duration = Duration::from_millis(60);

/// Makes the chain's blocks by hand from now on, `pace` apart and sooner while everybody waits, and has the stories go by the
/// chain's clock. The node must make blocks when it is told to, and nobody else may tell it.
pub async fn lapse(chain: &Chain, pace: Duration) -> Result<(), StoryError> {
	let Lapse { now, spacing, .. } = Lapse::begin(chain).await?;
	clock::lapse(now, spacing);
	let chain = chain.clone();
	tokio::spawn(async move {
		let mut last = Instant::now();
		loop {
			let pace = if clock::is_idle() { pace.min(IDLE) } else { pace };
			tokio::time::sleep(pace.saturating_sub(last.elapsed())).await;
			last = Instant::now();
			match next(&chain).await {
				Ok(now) => clock::lapse(now, spacing),
				Err(error) => tracing::warn!(%error, "no block was made"),
			}
		}
	});
	Ok(())
}

/// Makes a block, and says when that is on the chain's clock.
async fn next(chain: &Chain) -> Result<u64, ChainError> {
	let made = chain.seal(true, None).await?;
	Ok(chain.now(Some(&made)).await?.0)
}

/// A chain whose blocks are made by hand. Each is final at once.
pub(crate) struct Lapse {
	pub(crate) chain: Chain,
	/// The chain's clock: UTC, in milliseconds.
	pub(crate) now: u64,
	/// From one block to the next, in milliseconds.
	pub(crate) spacing: u64,
	/// Blocks that were made.
	pub(crate) blocks: u64,
	/// What happened in blocks that nobody has looked at, each with the time of its block.
	pub(crate) happened: Vec<(u64, Events)>,
	/// The last block's height.
	number: u32,
}

impl Lapse {
	/// Makes the first blocks.
	pub(crate) async fn begin(chain: &Chain) -> Result<Self, StoryError> {
		let mut lapse = Self {
			chain: chain.clone(),
			now: 0,
			spacing: 0,
			blocks: 0,
			happened: Vec::new(),
			number: 0,
		};
		if let Err(error) = lapse.seal().await {
			return Err(StoryError::option(format!(
				"the node makes no block when it is told to: {error}; start it with --seal manual, as the scripts of the stories in time-lapse do"
			)));
		}
		// The first block need not be a whole step after the genesis.
		lapse.seal().await?;
		let before = lapse.now;
		lapse.seal().await?;
		lapse.spacing = lapse.now.saturating_sub(before);
		Ok(lapse)
	}

	/// Makes one block, which is final at once.
	pub(crate) async fn seal(&mut self) -> Result<(), StoryError> {
		let made = self.chain.seal(true, None).await?;
		let number = self.chain.block_number(&made).await?.ok_or(ChainError::Unknown)?;
		// A request whose answer is lost is made again, and makes one more block.
		let first = if self.number == 0 { number } else { self.number.saturating_add(1) };
		for number in first..=number {
			let block = self.chain.block_hash(number).await?.ok_or(ChainError::Unknown)?;
			self.now = self.chain.now(Some(&block)).await?.0;
			self.blocks = self.blocks.saturating_add(1);
			self.happened.push((self.now, self.chain.events(&block).await?));
		}
		self.number = number;
		Ok(())
	}

	/// Makes blocks for as long as this works: one for each transaction, and one now and then.
	pub(crate) async fn along<T>(
		&mut self,
		work: impl Future<Output = Result<T, StoryError>>,
	) -> Result<T, StoryError> {
		let mut work = pin!(work);
		let mut last = Instant::now();
		loop {
			tokio::select! {
				done = &mut work => return done,
				() = tokio::time::sleep(PAUSE) => {},
			}
			if self.waiting().await? > 0 || last.elapsed() >= REST {
				self.seal().await?;
				last = Instant::now();
			}
		}
	}

	/// Makes blocks until the clock shows this time or a later one. Nobody looks at what happens in them.
	pub(crate) async fn until(&mut self, time: u64) -> Result<(), StoryError> {
		while self.now < time {
			self.now = next(&self.chain).await?;
		}
		self.number = self.chain.best().await?.number;
		Ok(())
	}

	/// How many transactions wait for a block.
	pub(crate) async fn waiting(&self) -> Result<usize, StoryError> {
		let request = self.chain.rpc().request("author_pendingExtrinsics", rpc_params![]).await;
		let pending: Vec<String> = request.map_err(ChainError::from)?;
		Ok(pending.len())
	}
}
