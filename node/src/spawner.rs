//! Spawns the tasks of the transaction pool.

use futures::future::BoxFuture;
use sc_service::SpawnEssentialTaskHandle;
use sp_core::traits::SpawnEssentialNamed;

/// Lets the pool's tasks end with the node.
///
/// One of them blocks its thread until the pool is dropped, which happens when the node stops. Only then
/// does the task manager look at it again; it would see a task that has ended, and log that an essential
/// one had failed. So each task waits for one more look at its end: before that, the manager sees that
/// the node stops. While the node runs, the end of a task is still a failure.
#[derive(Clone)]
pub(crate) struct PoolSpawner(pub(crate) SpawnEssentialTaskHandle);

impl SpawnEssentialNamed for PoolSpawner {
	fn spawn_essential_blocking(
		&self,
		name: &'static str,
		group: Option<&'static str>,
		task: BoxFuture<'static, ()>,
	) {
		self.0.spawn_blocking(name, group, with_one_more_look(task));
	}

	fn spawn_essential(
		&self,
		name: &'static str,
		group: Option<&'static str>,
		task: BoxFuture<'static, ()>,
	) {
		self.0.spawn(name, group, with_one_more_look(task));
	}
}

async fn with_one_more_look(task: BoxFuture<'static, ()>) {
	task.await;
	tokio::task::yield_now().await;
}
