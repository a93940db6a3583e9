//! Follows the heads of the chain. The view is what the gateway's tasks share of it.

use crate::chain::{Blocks, ChainError, Heads};
use std::sync::Arc;
use tokio::{sync::watch, time::Instant};

/// The chain as the gateway saw it last.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct View {
	/// Whether a node answered in the last polling round.
	pub(crate) reachable: bool,
	/// The heads.
	pub(crate) heads: Heads,
	/// When the height of the finalised head rose last.
	pub(crate) moved_at: Option<Instant>,
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
		self.view.send_if_modified(|view| {
			if view.moved_at.is_none() || heads.finalized.number > view.heads.finalized.number {
				view.moved_at = Some(Instant::now());
			}
			std::mem::replace(&mut view.heads, heads) != heads
		});
		metrics::gauge!("tallystick_gateway_finalized_block").set(heads.finalized.number);
		metrics::gauge!("tallystick_gateway_best_block").set(heads.best.number);
		Ok(heads)
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
