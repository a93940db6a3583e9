//! Seals waiting readings into batches.

use crate::{
	follow::View,
	milestone::Milestone,
	steps::Steps,
	stop::Stop,
	store::{on_disk, SealLimits, Store, StoreError, Waiting},
};
use std::{
	sync::{Arc, Mutex, PoisonError},
	time::Duration,
};
use tokio::{
	sync::{watch, Notify},
	time::Instant,
};

/// The settings of a [`Sealer`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct SealingSettings {
	/// A batch is sealed when its oldest reading has waited for this time; it waits longer while little
	/// of the organisation's quota is left.
	pub(crate) interval: Duration,
	/// A batch is sealed when it has this many readings.
	pub(crate) max_readings: u32,
	/// A batch is sealed when it has this many rows of messages; it has about as many segments at most.
	pub(crate) max_segments: u32,
	/// Most sealed batches that are not final. At this number no batch is sealed, so that later ones
	/// are larger.
	pub(crate) max_in_flight: u32,
	/// Most segments of watched devices in a batch: the chain's constant `MaxObserved`.
	pub(crate) max_observed: u32,
	/// Most channels of a segment that the chain observes: its constant `MaxRuns`.
	pub(crate) max_runs: u32,
	/// The time between two checks.
	pub(crate) tick: Duration,
}

impl Default for SealingSettings {
	fn default() -> Self {
		Self {
			interval: Duration::from_secs(10),
			max_readings: 65_536,
			max_segments: 4_096,
			max_in_flight: 96,
			max_observed: 64,
			max_runs: 16,
			tick: Duration::from_millis(100),
		}
	}
}

/// Seals batches.
pub(crate) struct Sealer {
	store: Arc<Store>,
	steps: Arc<dyn Steps>,
	settings: SealingSettings,
	view: watch::Receiver<View>,
	/// Notified whenever a batch is sealed.
	bell: Arc<Notify>,
	/// The oldest waiting message, and when it was first seen to wait.
	oldest: Mutex<Option<(i64, Instant)>>,
}

/// The factor by which a batch waits longer with this percentage of the quota left: a large batch
/// costs hardly more than a small one.
fn wait_factor(quota: Option<u8>) -> u32 {
	match quota {
		None | Some(50..) => 1,
		Some(25..) => 2,
		Some(10..) => 4,
		Some(_) => 8,
	}
}

impl Sealer {
	/// A sealer of this store's readings.
	pub(crate) fn new(
		store: Arc<Store>,
		steps: Arc<dyn Steps>,
		settings: SealingSettings,
		view: watch::Receiver<View>,
	) -> Self {
		Self { store, steps, settings, view, bell: Arc::default(), oldest: Mutex::default() }
	}

	/// Has `bell` notified whenever a batch is sealed.
	pub(crate) fn with_bell(self, bell: Arc<Notify>) -> Self {
		Self { bell, ..self }
	}

	/// Seals batches until it is stopped.
	pub(crate) async fn run(self, mut stop: Stop) {
		while !stop.pause(self.settings.tick).await {
			loop {
				match self.tick().await {
					Ok(true) if !stop.is_stopped() => {},
					Ok(_) => break,
					Err(error) => {
						// The readings still wait.
						tracing::warn!(%error, "no batch could be sealed; the sealer tries again");
						self.store.milestones().want(Milestone::Sealed, true);
						metrics::counter!("tallystick_gateway_store_failures_total").increment(1);
						if stop.pause(Duration::from_secs(1)).await {
							return;
						}
						break;
					},
				}
			}
		}
	}

	/// Seals one batch if it is due, and returns whether it did.
	pub(crate) async fn tick(&self) -> Result<bool, StoreError> {
		let waiting = on_disk(&self.store, Store::waiting).await?;
		metrics::gauge!("tallystick_gateway_waiting_readings").set(waiting.readings as f64);
		metrics::gauge!("tallystick_gateway_batches_in_flight").set(waiting.in_flight as f64);
		self.store.milestones().want(Milestone::Final, waiting.in_flight > 0);
		if waiting.first.is_none() {
			self.store.milestones().want(Milestone::Waiting, false);
		}
		if !self.is_due(&waiting) {
			self.store.milestones().want(Milestone::Sealed, false);
			if self.store.has_many_recent() {
				let steps = self.steps.clone();
				on_disk(&self.store, move |store| store.index(&*steps)).await?;
			}
			return Ok(false);
		}
		self.seal().await
	}

	/// Seals one batch, due or not, and returns whether there was one.
	pub(crate) async fn seal(&self) -> Result<bool, StoreError> {
		let SealingSettings { max_readings, max_segments, max_observed, max_runs, .. } =
			self.settings;
		let limits = SealLimits {
			readings: max_readings,
			segments: max_segments,
			observed: max_observed,
			runs: max_runs,
		};
		let steps = self.steps.clone();
		let sealed = on_disk(&self.store, move |store| store.seal(&limits, &*steps)).await?;
		if let Some(sealed) = &sealed {
			self.bell.notify_one();
			tracing::info!(
				number = sealed.number,
				segments = sealed.batch.segments,
				readings = sealed.batch.readings,
				"a batch is sealed"
			);
			metrics::counter!("tallystick_gateway_sealed_batches_total").increment(1);
			metrics::counter!("tallystick_gateway_sealed_readings_total")
				.increment(sealed.batch.readings);
		}
		Ok(sealed.is_some())
	}

	/// How long this message has been the oldest that waits. It is measured by the monotonic clock, since the
	/// system's may be set; after a start the message counts as just arrived.
	fn waited(&self, first: i64) -> Duration {
		let mut oldest = self.oldest.lock().unwrap_or_else(PoisonError::into_inner);
		match *oldest {
			Some((known, since)) if known == first => since.elapsed(),
			_ => {
				*oldest = Some((first, Instant::now()));
				self.store.milestones().again(Milestone::Waiting);
				Duration::ZERO
			},
		}
	}

	fn is_due(&self, waiting: &Waiting) -> bool {
		let settings = &self.settings;
		let Some(first) = waiting.first else { return false };
		let waited = self.waited(first);
		if waiting.in_flight >= settings.max_in_flight.into() {
			return false;
		}
		waited >= settings.interval.saturating_mul(wait_factor(self.view.borrow().quota))
			|| waiting.readings >= settings.max_readings.into()
			|| waiting.messages >= settings.max_segments.into()
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{
		ingest::Ingest,
		registry::Registry,
		support::{folder, MockChain, TestDevice},
	};
	use tallystick_evidence::Scheme;

	#[test]
	fn waits_longer_while_little_quota_is_left() {
		let chain = MockChain::new();
		let folder = folder();
		let store = Arc::new(Store::open(folder.path().join("db"), chain.options()).unwrap());
		let (sender, view) = watch::channel(View::default());
		let sealer = Sealer::new(store, Arc::new(()), Default::default(), view);
		// The message came this long ago; a second less, for the time until the check.
		let waited = |seconds: u64| {
			let since = Instant::now().checked_sub(Duration::from_secs(seconds - 1)).unwrap();
			*sealer.oldest.lock().unwrap() = Some((1, since));
			sealer.is_due(&Waiting { messages: 1, readings: 1, first: Some(1), in_flight: 0 })
		};
		for (quota, due) in
			[(None, 10), (Some(50), 10), (Some(49), 20), (Some(10), 40), (Some(0), 80)]
		{
			sender.send_modify(|view| view.quota = quota);
			assert!(!waited(due) && waited(due + 2), "{quota:?}");
		}
		let full = Waiting { messages: 4_096, readings: 1, first: Some(2), in_flight: 0 };
		assert!(sealer.is_due(&full), "a full batch waits");
	}

	#[tokio::test]
	async fn a_message_from_the_future_delays_no_batch() {
		let (chain, folder) = (Arc::new(MockChain::new()), folder());
		let store = Arc::new(Store::open(folder.path().join("db"), chain.options()).unwrap());
		store.begin_at(0).unwrap();
		let registry = Registry::new(store.clone(), chain.clone(), Default::default());
		let ingest =
			Ingest::new(store.clone(), Arc::new(registry), Arc::new(()), Default::default());
		let mut device = TestDevice::new(&chain, 1, Scheme::Ed25519);
		// The clock was a day ahead when the message came, and was set back.
		let (mut message, _) = device.segment(1);
		message.received += 86_400_000;
		ingest.take(vec![message]).await;
		let settings =
			SealingSettings { interval: Duration::from_millis(10), ..Default::default() };
		let (_sender, view) = watch::channel(View::default());
		let sealer = Sealer::new(store.clone(), Arc::new(()), settings, view);
		let sealed = async {
			while !sealer.tick().await.unwrap() {
				tokio::time::sleep(Duration::from_millis(5)).await;
			}
		};
		tokio::time::timeout(Duration::from_secs(30), sealed).await.unwrap();
	}
}
