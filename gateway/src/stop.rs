//! Tells tasks to end.

use tokio::sync::watch;

/// Ends all tasks that hold its [`Stop`], also when it is dropped.
#[derive(Debug)]
pub struct Stopper(watch::Sender<bool>);

/// Says when to end. A clone says the same.
#[derive(Clone, Debug)]
pub struct Stop(watch::Receiver<bool>);

/// A pair of both.
pub fn stop() -> (Stopper, Stop) {
	let (sender, receiver) = watch::channel(false);
	(Stopper(sender), Stop(receiver))
}

impl Stopper {
	/// Ends them.
	pub fn stop(&self) {
		self.0.send_replace(true);
	}
}

impl Stop {
	/// Whether to end now.
	pub fn is_stopped(&self) -> bool {
		*self.0.borrow() || self.0.has_changed().is_err()
	}

	/// Waits until it is time to end.
	pub async fn stopped(&mut self) {
		// An error means that the other side is gone, which is the same.
		let _ = self.0.wait_for(|stop| *stop).await;
	}

	/// Waits so long, and says whether it is time to end.
	pub async fn pause(&mut self, time: std::time::Duration) -> bool {
		tokio::select! {
			() = self.stopped() => true,
			() = tokio::time::sleep(time) => false,
		}
	}
}
