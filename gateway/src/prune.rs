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
		while !stop.pause(self.settings.every).await {
			loop {
				match self.tick().await {
					Ok(0) => break,
					Ok(_) if stop.is_stopped() => return,
					Ok(_) => {},
					Err(error) => {
						tracing::warn!(%error, "raw data could not be pruned; the pruner tries again");
						break;
					},
				}
			}
		}
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
mod tests;
