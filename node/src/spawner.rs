//! Spawns the tasks of the transaction pool.

use futures::future::BoxFuture;
use sc_service::SpawnEssentialTaskHandle;
use sp_core::traits::SpawnEssentialNamed;

/// Lets the pool's tasks end with the node.
///
/// One of them blocks its thread until the pool is dropped, which happens when the node stops. Only then
/// does the task manager poll it again. It would find an ended task, and log that an essential task had
/// failed. So each task waits for one more poll at its end; by then the manager knows that the node
/// stops. While the node runs, the end of a task is still a failure.
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
