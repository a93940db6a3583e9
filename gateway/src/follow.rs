//! Follows the heads of the chain. The view is what the gateway's tasks share of it.

use crate::{
	chain::{Blocks, ChainError, Heads},
	clock,
};
use std::{sync::Arc, time::Duration};
use tallystick_evidence::Hash;
use tokio::{sync::watch, time::Instant};

/// The chain as the gateway saw it last.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct View {
	/// Whether a node answered in the last polling round.
	pub(crate) reachable: bool,
	/// Whether the nodes that answered in the last polling round follow another chain.
	pub(crate) wrong_chain: bool,
	/// The best and the last finalised head of the last round in which a node answered.
	pub(crate) heads: Heads,
	/// When the height of the finalised head rose last.
	pub(crate) moved_at: Option<Instant>,
	/// When the height of the best head rose last.
	pub(crate) grew_at: Option<Instant>,
	/// The clock of the finalised head: UTC, in milliseconds. `None` while no node has reported it.
	pub(crate) time: Option<u64>,
	/// The clock of the best head, and when the gateway saw it first.
	pub(crate) best: Option<(u64, Instant)>,
	/// The clock of the first head in the present unbroken run of new best heads, and when it was seen.
	pub(crate) run: Option<(u64, Instant)>,
	/// The clock of the last block that was new when the gateway saw it, and that moment.
	pub(crate) ticked: Option<(u64, Instant)>,
	/// Percent left of the organisation's quota. `None` if no organisation pays.
	pub(crate) quota: Option<u8>,
}

/// Most by which the clocks of new blocks may run ahead of the time that passed between them. The blocks of a
/// syncing node exceed it, since they arrive faster than they were made.
const LEEWAY: Duration = Duration::from_secs(4);
/// A run of new heads that lasts this long refutes a later time that was shown before it.
const STEADY: Duration = Duration::from_secs(60);
/// If no best head follows for this long, the next one begins a new run: the node may have had no peers, and
/// may be fetching old blocks.
const LIVE: Duration = Duration::from_secs(30);
/// A block is new up to this age, in milliseconds.
const RECENT: u64 = 60_000;

impl View {
	/// Whether the node is at the chain's head: its best head is a new one.
	pub(crate) fn is_live(&self) -> bool {
		self.ticked == self.best && self.ticked.is_some_and(|(_, at)| at.elapsed() < LIVE)
	}

	/// The present time by the chain's newest blocks if there are any, else by this machine's clock: UTC, in milliseconds.
	pub(crate) fn present(&self, utc: u64) -> u64 {
		let Some((time, at)) = self.ticked.filter(|_| self.is_live()) else { return utc };
		time.saturating_add(u64::try_from(at.elapsed().as_millis()).unwrap_or(u64::MAX))
	}

	/// Whether the node has the chain's newest blocks, as far as they or this machine's clock (UTC, in
	/// milliseconds) tell.
	pub(crate) fn is_current(&self, utc: u64) -> bool {
		let is_recent = |(time, _): (u64, Instant)| time.saturating_add(RECENT) >= utc;
		self.is_live() || self.best.is_some_and(is_recent)
	}

	/// Records a best head. Its clock counts as the present time if the chain's clock ran no faster than real
	/// time during the present run of heads, and if either no later time was shown before or the run has lasted
	/// for [`STEADY`].
	fn note_best(&mut self, time: u64, now: Instant) {
		let begins = self.best.is_none_or(|(before, seen)| {
			time < before || now.saturating_duration_since(seen) > LIVE
		});
		let run = self.run.filter(|(start, since)| {
			let passed = now.saturating_duration_since(*since).saturating_add(LEEWAY);
			!begins && u128::from(time.saturating_sub(*start)) <= passed.as_millis()
		});
		self.best = Some((time, now));
		let Some((_, since)) = run else {
			self.run = Some((time, now));
			return;
		};
		let has_lasted = now.saturating_duration_since(since) >= STEADY;
		if has_lasted || self.ticked.is_none_or(|(shown, _)| time >= shown) {
			self.ticked = Some((time, now));
		}
	}
}

/// Polls the heads, and owns the view.
pub(crate) struct Follower<C> {
	chain: Arc<C>,
	view: watch::Sender<View>,
	/// Whether the best head is the gateway's clock.
	time_lapse: bool,
}

impl<C: Blocks> Follower<C> {
	/// A follower of this chain. Its view is empty.
	pub(crate) fn new(chain: Arc<C>) -> Self {
		Self { chain, view: watch::channel(View::default()).0, time_lapse: false }
	}

	/// Has the gateway's clock follow the best head.
	pub(crate) fn in_time_lapse(self, time_lapse: bool) -> Self {
		Self { time_lapse, ..self }
	}

	/// The view, now and as it changes.
	pub(crate) fn view(&self) -> watch::Receiver<View> {
		self.view.subscribe()
	}

	/// Whether the node has shown the chain's newest blocks. In time-lapse nobody else makes any, and their clock runs ahead of ours.
	pub(crate) fn has_shown_newest(&self) -> bool {
		let view = self.view.borrow();
		view.is_live() || (self.time_lapse && view.best.is_some())
	}

	/// Asks for the heads.
	pub(crate) async fn look(&self) -> Result<Heads, ChainError> {
		let heads = self.chain.heads().await?;
		let before = self.view.borrow().clone();
		let is_first = before.moved_at.is_none();
		let has_risen = heads.finalized.number > before.heads.finalized.number;
		let has_grown = heads.best.number > before.heads.best.number;
		let time = match heads.finalized.hash == before.heads.finalized.hash {
			true if before.time.is_some() => before.time,
			_ => self.time_of(heads.finalized.hash).await,
		};
		let best = match is_first || heads.best.hash != before.heads.best.hash {
			true => self.time_of(heads.best.hash).await,
			false => None,
		};
		if let Some(time) = best.filter(|_| self.time_lapse) {
			clock::lapse(time);
		}
		self.view.send_if_modified(|view| {
			let now = Instant::now();
			if is_first || has_risen {
				view.moved_at = Some(now);
			}
			if is_first || has_grown {
				view.grew_at = Some(now);
			}
			view.time = time;
			if let Some(time) = best {
				view.note_best(time, now);
			}
			std::mem::replace(&mut view.heads, heads) != heads
		});
		metrics::gauge!("tallystick_gateway_finalized_block").set(heads.finalized.number);
		metrics::gauge!("tallystick_gateway_best_block").set(heads.best.number);
		Ok(heads)
	}

	async fn time_of(&self, block: Hash) -> Option<u64> {
		match self.chain.time_of(block).await {
			Ok(time) => Some(time),
			Err(error) => {
				tracing::debug!(%error, "the clock of a block was not read");
				None
			},
		}
	}

	/// Records whether all nodes that answered follow another chain.
	pub(crate) fn note_wrong_chain(&self, wrong: bool) {
		self.view.send_if_modified(|view| std::mem::replace(&mut view.wrong_chain, wrong) != wrong);
	}

	/// Records whether a node answered in this round.
	pub(crate) fn note_reachable(&self, reachable: bool) {
		self.view.send_if_modified(|view| {
			let was = std::mem::replace(&mut view.reachable, reachable);
			if was != reachable {
				match reachable {
					true => tracing::info!("chain reachable"),
					false => tracing::warn!("chain unreachable; batches wait"),
				}
			}
			was != reachable
		});
		metrics::gauge!("tallystick_gateway_chain_reachable").set(f64::from(u8::from(reachable)));
	}

	/// Records what is left of the quota.
	pub(crate) fn note_quota(&self, quota: Option<u8>) {
		self.view.send_if_modified(|view| std::mem::replace(&mut view.quota, quota) != quota);
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::support::MockChain;
	use tallystick_client::time::now;

	const DAY: u64 = 86_400_000;

	struct Scene {
		chain: Arc<MockChain>,
		follower: Follower<MockChain>,
	}

	impl Scene {
		fn new() -> Self {
			let chain = Arc::new(MockChain::new());
			Self { follower: Follower::new(chain.clone()), chain }
		}

		/// The time that the next block shows, if any did.
		async fn next(&self, time: u64) -> Option<u64> {
			self.chain.grow(1);
			self.chain.lock().time = Some(time);
			self.follower.look().await.unwrap();
			let view = self.follower.view();
			let ticked = view.borrow().ticked;
			ticked.map(|(time, _)| time)
		}
	}

	#[test]
	fn a_false_time_is_dropped_once_new_blocks_have_followed_for_a_minute() {
		let (now, began) = (now(), Instant::now());
		let mut view = View::default();
		let mut see = |time: u64, seconds: u64| {
			view.note_best(time, began + Duration::from_secs(seconds));
			view.ticked.map(|(time, _)| time)
		};
		see(now + DAY, 0);
		let future = Some(now + DAY + 2_000);
		assert_eq!(see(now + DAY + 2_000, 2), future);
		for seconds in (4..64).step_by(2) {
			assert_eq!(see(now + seconds * 1_000, seconds), future, "{seconds}");
		}
		assert_eq!(see(now + 64_000, 64), Some(now + 64_000));
	}

	#[tokio::test]
	async fn any_block_in_time_lapse_is_the_newest() {
		let scene = Scene::new();
		let lapse = Follower::new(scene.chain.clone()).in_time_lapse(true);
		assert!(!lapse.has_shown_newest(), "none was shown");
		scene.next(now()).await;
		lapse.view.send_modify(|view| view.note_best(now() + DAY, Instant::now()));
		assert!(lapse.has_shown_newest() && !scene.follower.has_shown_newest());
	}

	#[test]
	fn blocks_fetched_after_a_silence_do_not_show_the_time() {
		let (now, began) = (now(), Instant::now());
		let mut view = View::default();
		let mut see = |time: u64, millis: u64| {
			view.note_best(time, began + Duration::from_millis(millis));
			view.ticked
		};
		// It has no peers for two minutes, and then fetches the blocks of three hours, some dozens at a time.
		see(now - 180 * 60_000, 0);
		for step in 0..60 {
			let old = now - 180 * 60_000 + (step + 1) * 90_000;
			assert_eq!(see(old, 120_000 + step * 500), None, "{step}");
		}
	}

	#[tokio::test]
	async fn new_blocks_show_the_time_while_finality_stands_still() {
		let scene = Scene::new();
		let now = now();
		assert_eq!(scene.next(now).await, None, "the first may be old");
		assert_eq!(scene.next(now + 2_000).await, Some(now + 2_000));
	}

	#[tokio::test]
	async fn old_blocks_show_no_time_even_as_they_become_final() {
		let scene = Scene::new();
		let now = now();
		// A node syncs, or the chain goes on after a standstill.
		for time in (now - 10 * DAY..=now).step_by(DAY as usize) {
			assert_eq!(scene.next(time).await, None);
			scene.chain.finalise(0);
			scene.follower.look().await.unwrap();
			assert_eq!(scene.follower.view().borrow().ticked, None);
		}
		assert_eq!(scene.next(now + 2_000).await, Some(now + 2_000));
		// The node in use is another one, which lags.
		for time in [now - DAY, now - DAY + 2_000, now - DAY + 4_000] {
			assert_eq!(scene.next(time).await, Some(now + 2_000));
		}
		// A time that is far ahead shows nothing, and hides nothing for long.
		for time in [now + DAY, now + 3_000] {
			assert_eq!(scene.next(time).await, Some(now + 2_000));
		}
		assert_eq!(scene.next(now + 4_000).await, Some(now + 4_000));
	}
}
