//! Removes raw data after the retention time.

use crate::{
	clock::{Clock, Trust},
	follow::View,
	steps::Steps,
	stop::Stop,
	store::{on_disk, Store, StoreError},
};
use std::{sync::Arc, time::Duration};
use tokio::sync::watch;

/// The settings of a [`Pruner`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct PruneSettings {
	/// Raw data are removed when their batch has been final for this time, by the chain's clock. `None` keeps them for ever.
	pub(crate) keep: Option<Duration>,
	/// The time between two checks.
	pub(crate) every: Duration,
}

impl Default for PruneSettings {
	fn default() -> Self {
		Self { keep: None, every: Duration::from_secs(60) }
	}
}

/// Removes raw data.
pub(crate) struct Pruner {
	store: Arc<Store>,
	steps: Arc<dyn Steps>,
	settings: PruneSettings,
	view: watch::Receiver<View>,
	clock: Clock,
}

impl Pruner {
	/// A pruner of this store.
	pub(crate) fn new(
		store: Arc<Store>,
		steps: Arc<dyn Steps>,
		settings: PruneSettings,
		view: watch::Receiver<View>,
		clock: Clock,
	) -> Self {
		Self { store, steps, settings, view, clock }
	}

	/// Prunes until it is stopped.
	pub(crate) async fn run(self, mut stop: Stop) {
		let mut log_holds_pruned = false;
		while !stop.pause(self.settings.every).await {
			if let Err(error) = self.round(&stop, &mut log_holds_pruned).await {
				tracing::warn!(%error, "raw data could not be pruned; the pruner tries again");
			}
		}
	}

	/// Prunes what is old, and gives the space back.
	async fn round(&self, stop: &Stop, log_holds_pruned: &mut bool) -> Result<(), StoreError> {
		while self.tick().await? > 0 {
			*log_holds_pruned = true;
			if stop.is_stopped() {
				return Ok(());
			}
		}
		while on_disk(&self.store, Store::give_back).await? > 0 {
			*log_holds_pruned = true;
			if stop.is_stopped() {
				return Ok(());
			}
		}
		// A reader may prevent it until the next round.
		if *log_holds_pruned && on_disk(&self.store, Store::empty_log).await? {
			*log_holds_pruned = false;
		}
		Ok(())
	}

	/// Prunes a few batches, and returns their number.
	pub(crate) async fn tick(&self) -> Result<usize, StoreError> {
		let Some(keep) = self.settings.keep else { return Ok(0) };
		// One node's word is not enough: what is pruned is gone.
		if self.clock.trust() != Trust::Agrees {
			return Ok(0);
		}
		// The chain's clock on both sides: that of this machine may jump.
		let Some(now) = self.view.borrow().time else { return Ok(0) };
		let before = now.saturating_sub(u64::try_from(keep.as_millis()).unwrap_or(u64::MAX));
		let steps = self.steps.clone();
		let pruned = on_disk(&self.store, move |store| store.prune(now, before, &*steps)).await?;
		metrics::counter!("tallystick_gateway_pruned_batches_total").increment(pruned as u64);
		Ok(pruned)
	}
}

#[cfg(test)]
pub(crate) mod tests;
