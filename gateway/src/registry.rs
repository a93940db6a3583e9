//! What the chain says of devices, kept for a while, and on disk for when the chain is out of reach.

use crate::{
	chain::{Chain, ChainError, DeviceFacts, Status},
	store::{now, on_disk, Store},
};
use codec::{Decode, Encode};
use std::{
	collections::HashMap,
	sync::{Arc, Mutex, PoisonError},
	time::Duration,
};
use tallystick_evidence::DeviceId;
use tokio::time::{timeout, Instant};

/// How devices are looked up.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RegistrySettings {
	/// What the chain says of a device in use is asked for again after this time.
	pub ttl: Duration,
	/// The like for devices that are unknown, not active or not authorised, and the shortest time
	/// after which a device is asked for again because of a key that is not known.
	pub short_ttl: Duration,
	/// Longest wait for the chain. After that the last known answer serves.
	pub wait: Duration,
	/// After a failure the chain is not asked for this long.
	pub rest: Duration,
	/// How many devices are kept in memory.
	pub max_cached: usize,
}

impl Default for RegistrySettings {
	fn default() -> Self {
		Self {
			ttl: Duration::from_secs(60),
			short_ttl: Duration::from_secs(3),
			wait: Duration::from_secs(5),
			rest: Duration::from_secs(3),
			max_cached: 65_536,
		}
	}
}

/// What is known of a device.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Lookup {
	/// This.
	Known(Arc<DeviceFacts>),
	/// The chain has no such device.
	Unknown,
	/// The chain is out of reach, and the device was never heard.
	Unavailable,
}

/// Looks devices up.
#[derive(Debug)]
pub struct Registry<C> {
	store: Arc<Store>,
	chain: Arc<C>,
	settings: RegistrySettings,
	cache: Mutex<HashMap<DeviceId, Arc<Slot>>>,
	failed: Mutex<Option<Instant>>,
}

/// One device. Whoever asks for it while it is asked for waits for the same answer.
type Slot = tokio::sync::Mutex<Option<Entry>>;

#[derive(Clone, Debug)]
struct Entry {
	facts: Option<Arc<DeviceFacts>>,
	asked: Instant,
}

impl<C: Chain> Registry<C> {
	/// A registry of what this chain says.
	pub fn new(store: Arc<Store>, chain: Arc<C>, settings: RegistrySettings) -> Self {
		let (cache, failed) = Default::default();
		Self { store, chain, settings, cache, failed }
	}

	/// Whether looking a device up costs no question to the chain.
	pub fn is_cached(&self, device: &DeviceId) -> bool {
		self.cache.lock().unwrap_or_else(PoisonError::into_inner).contains_key(device)
	}

	/// Looks a device up. With an epoch, asks anew if that key is not known.
	pub async fn lookup(&self, device: DeviceId, epoch: Option<u32>) -> Lookup {
		let slot = self.slot(device);
		let mut entry = slot.lock().await;
		if let Some(Entry { facts, asked }) = entry.as_ref() {
			let age = asked.elapsed();
			let fresh = match facts {
				Some(facts) if facts.status == Status::Active && facts.authorised => {
					let lacks = epoch.is_some_and(|epoch| facts.key(epoch).is_none());
					age < if lacks { self.settings.short_ttl } else { self.settings.ttl }
				},
				_ => age < self.settings.short_ttl,
			};
			if fresh {
				return told(facts.clone());
			}
		}
		match self.ask(device).await {
			Ok(facts) => {
				if let Some(facts) = &facts {
					self.keep(device, facts.clone()).await;
				}
				let facts = facts.map(Arc::new);
				*entry = Some(Entry { facts: facts.clone(), asked: Instant::now() });
				told(facts)
			},
			Err(error) => {
				metrics::counter!("tallystick_gateway_lookups_failed_total").increment(1);
				tracing::debug!(%error, "a device is not looked up");
				match entry.as_ref() {
					Some(Entry { facts: Some(facts), .. }) => Lookup::Known(facts.clone()),
					_ => self.stored(device, &mut entry).await,
				}
			},
		}
	}

	async fn ask(&self, device: DeviceId) -> Result<Option<DeviceFacts>, ChainError> {
		let rests = {
			let failed = self.failed.lock().unwrap_or_else(PoisonError::into_inner);
			failed.is_some_and(|at| at.elapsed() < self.settings.rest)
		};
		if rests {
			return Err(ChainError::Unreachable("it failed a moment ago".into()));
		}
		let answer = match timeout(self.settings.wait, self.chain.device(device)).await {
			Ok(answer) => answer,
			Err(_) => Err(ChainError::Unreachable("no answer in time".into())),
		};
		let mut failed = self.failed.lock().unwrap_or_else(PoisonError::into_inner);
		*failed = answer.is_err().then(Instant::now);
		answer
	}

	/// What the store has of the device. It counts as asked for long ago.
	async fn stored(&self, device: DeviceId, entry: &mut Option<Entry>) -> Lookup {
		let found = on_disk(&self.store, move |store| store.facts(device)).await;
		let facts = found
			.ok()
			.flatten()
			.and_then(|(facts, _)| DeviceFacts::decode(&mut facts.as_slice()).ok())
			.map(Arc::new);
		match facts {
			Some(facts) => {
				let asked = Instant::now();
				let asked = asked.checked_sub(self.settings.ttl).unwrap_or(asked);
				*entry = Some(Entry { facts: Some(facts.clone()), asked });
				Lookup::Known(facts)
			},
			None => Lookup::Unavailable,
		}
	}

	async fn keep(&self, device: DeviceId, facts: DeviceFacts) {
		let kept = on_disk(&self.store, move |store| {
			let bytes = facts.encode();
			match store.facts(device)? {
				Some((had, _)) if had == bytes => Ok(()),
				_ => store.keep_facts(device, &bytes, now()),
			}
		});
		if let Err(error) = kept.await {
			tracing::warn!(%error, "what the chain says of a device is not kept");
		}
	}

	fn slot(&self, device: DeviceId) -> Arc<Slot> {
		let mut cache = self.cache.lock().unwrap_or_else(PoisonError::into_inner);
		if cache.len() >= self.settings.max_cached && !cache.contains_key(&device) {
			// Devices that exist are on disk; those that do not are many.
			cache.clear();
		}
		cache.entry(device).or_default().clone()
	}
}

fn told(facts: Option<Arc<DeviceFacts>>) -> Lookup {
	facts.map_or(Lookup::Unknown, Lookup::Known)
}
