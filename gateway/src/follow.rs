//! Follows the heads of the chain. The view is what the gateway's tasks share of it.

use crate::chain::{Blocks, ChainError, Heads};
use std::sync::Arc;
use tallystick_evidence::Hash;
use tokio::{sync::watch, time::Instant};

/// The chain as the gateway saw it last.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct View {
	/// Whether a node answered in the last polling round.
	pub(crate) reachable: bool,
	/// The best and the last finalised head of the last round in which a node answered.
	pub(crate) heads: Heads,
	/// When the height of the finalised head rose last.
	pub(crate) moved_at: Option<Instant>,
	/// The clock of the finalised head: UTC, in milliseconds. `None` until a node reported it.
	pub(crate) time: Option<u64>,
	/// The same of a head that became final while the gateway watched, and when that was.
	pub(crate) ticked: Option<(u64, Instant)>,
	/// Percent left of the organisation's quota. `None` if no organisation pays.
	pub(crate) quota: Option<u8>,
}

/// Polls the heads, and owns the view.
pub(crate) struct Follower<C> {
	chain: Arc<C>,
	view: watch::Sender<View>,
}

impl<C: Blocks> Follower<C> {
	/// A follower of this chain. Its view is empty.
	pub(crate) fn new(chain: Arc<C>) -> Self {
		Self { chain, view: watch::channel(View::default()).0 }
	}

	/// The view, now and as it changes.
	pub(crate) fn view(&self) -> watch::Receiver<View> {
		self.view.subscribe()
	}

	/// Asks for the heads.
	pub(crate) async fn look(&self) -> Result<Heads, ChainError> {
		let heads = self.chain.heads().await?;
		let (is_first, has_risen, lacks_time) = {
			let view = self.view.borrow();
			let has_risen = heads.finalized.number > view.heads.finalized.number;
			(view.moved_at.is_none(), has_risen, view.time.is_none())
		};
		let time = match is_first || has_risen || lacks_time {
			true => self.time_of(heads.finalized.hash).await,
			false => None,
		};
		self.view.send_if_modified(|view| {
			let now = Instant::now();
			if is_first || has_risen {
				view.moved_at = Some(now);
			}
			if let Some(time) = time {
				view.time = Some(time);
				if has_risen && !is_first {
					view.ticked = Some((time, now));
				}
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
