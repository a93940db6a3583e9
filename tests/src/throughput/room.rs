use super::extrinsics;
use anyhow::Result;
use std::{sync::Arc, time::Duration};
use tallystick_client::Chain;
use tokio::{
	sync::Semaphore,
	task::JoinHandle,
	time::{interval, MissedTickBehavior},
};

/// Transactions that wait in the pool at most: enough for two full blocks, and half of what the pool
/// takes. Once it is full it bans some of what it drops, and their senders' next ones are stuck.
const WAITING: usize = 4_096;

/// What every block holds beside transactions: its time.
const INHERENTS: usize = 1;

/// Between two looks at the chain.
const LOOK: Duration = Duration::from_millis(50);

/// Room in a node's pool, shared by all who send.
#[derive(Clone, Debug)]
pub(super) struct Room {
	places: Arc<Semaphore>,
	_follower: Arc<Follower>,
}

/// Frees the places of what was included, until it is dropped.
#[derive(Debug)]
struct Follower(JoinHandle<()>);

impl Drop for Follower {
	fn drop(&mut self) {
		self.0.abort();
	}
}

impl Room {
	pub(super) async fn new(chain: &Chain) -> Result<Self> {
		let places = Arc::new(Semaphore::new(WAITING));
		let (chain, freed, best) = (chain.clone(), places.clone(), chain.best().await?.number);
		let follower = tokio::spawn(async move {
			// Whoever waits for a place sees the failure.
			if follow(&chain, &freed, best).await.is_err() {
				freed.close();
			}
		});
		Ok(Self { places, _follower: Arc::new(Follower(follower)) })
	}

	/// Waits for a place, for one transaction.
	pub(super) async fn enter(&self) -> Result<()> {
		self.places.acquire().await?.forget();
		Ok(())
	}
}

async fn follow(chain: &Chain, places: &Semaphore, mut best: u32) -> Result<()> {
	let mut looks = interval(LOOK);
	looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
	loop {
		looks.tick().await;
		let number = chain.best().await?.number;
		while best < number {
			let Some(hash) = chain.block_hash(best + 1).await? else { break };
			let all = extrinsics(chain.rpc(), &hash).await?.len();
			places.add_permits(all.saturating_sub(INHERENTS));
			best += 1;
		}
	}
}
