//! The models of devices, which never change.

use schnellru::{ByLength, LruMap};
use std::{
	future::Future,
	sync::{Arc, Mutex, MutexGuard, PoisonError},
	time::Duration,
};
use tallystick_client::{device_registry::Model, records::ModelId, ChainError};
use tokio::{sync::OnceCell, time::Instant};

/// Most models in the cache.
const MOST: u32 = 256;
/// A cached model is fetched again after this time, so that a faulty node's answer does not stay.
const TTL: Duration = Duration::from_secs(600);

/// A cache of the models that were used last.
pub(super) struct Models {
	kept: Mutex<LruMap<u32, Kept>>,
	ttl: Duration,
}

/// A cached model. Concurrent callers wait for one answer.
#[derive(Clone)]
struct Kept {
	model: Arc<OnceCell<Arc<Model>>>,
	since: Instant,
}

impl Default for Models {
	fn default() -> Self {
		Self { kept: Mutex::new(LruMap::new(ByLength::new(MOST))), ttl: TTL }
	}
}

impl std::fmt::Debug for Models {
	fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
		f.debug_struct("Models").finish_non_exhaustive()
	}
}

impl Models {
	/// Returns a model. Calls `ask` if it is not cached.
	pub(super) async fn get<F: Future<Output = Result<Option<Model>, ChainError>>>(
		&self,
		id: ModelId,
		ask: impl FnOnce() -> F,
	) -> Result<Arc<Model>, ChainError> {
		let model = self.slot(id);
		let ask = || async { ask().await?.map(Arc::new).ok_or(ChainError::Unknown) };
		model.get_or_try_init(ask).await.cloned()
	}

	/// Empties the cache, because a node gave a wrong answer.
	pub(super) fn clear(&self) {
		self.kept().clear();
	}

	fn slot(&self, id: ModelId) -> Arc<OnceCell<Arc<Model>>> {
		let mut kept = self.kept();
		if let Some(found) = kept.get(&id.0).filter(|found| found.since.elapsed() < self.ttl) {
			return found.model.clone();
		}
		let model = Arc::<OnceCell<_>>::default();
		kept.insert(id.0, Kept { model: model.clone(), since: Instant::now() });
		model
	}

	fn kept(&self) -> MutexGuard<'_, LruMap<u32, Kept>> {
		self.kept.lock().unwrap_or_else(PoisonError::into_inner)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::sync::atomic::{AtomicUsize, Ordering};
	use tallystick_client::records::{Millis, OrgId};

	fn model() -> Model {
		Model {
			manufacturer: OrgId(1),
			payer: tallystick_client::AccountId([1; 32]),
			defined: Millis(0),
			thing: [7; 32],
			uri: String::new(),
			channels: Vec::new(),
			endorsers: Vec::new(),
		}
	}

	#[tokio::test]
	async fn a_model_is_queried_once_until_it_is_old() {
		let (mut models, asked) = (Models::default(), AtomicUsize::new(0));
		let ask = || async {
			asked.fetch_add(1, Ordering::Relaxed);
			tokio::task::yield_now().await;
			Ok(Some(model()))
		};
		let (one, other) = tokio::join!(models.get(ModelId(3), ask), models.get(ModelId(3), ask));
		assert_eq!(one.unwrap(), other.unwrap());
		models.get(ModelId(3), ask).await.unwrap();
		assert_eq!(asked.load(Ordering::Relaxed), 1);
		models.ttl = Duration::ZERO;
		models.get(ModelId(3), ask).await.unwrap();
		assert_eq!(asked.load(Ordering::Relaxed), 2);
	}

	#[tokio::test]
	async fn a_model_whose_query_failed_is_queried_again() {
		let models = Models::default();
		let lost = || async { Err(ChainError::Transport("lost".into())) };
		assert!(models.get(ModelId(3), lost).await.is_err());
		assert!(models.get(ModelId(3), || async { Ok(None) }).await.is_err());
		assert!(models.get(ModelId(3), || async { Ok(Some(model())) }).await.is_ok());
		models.clear();
		assert!(models.get(ModelId(3), lost).await.is_err());
	}
}
