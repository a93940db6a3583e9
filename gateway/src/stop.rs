//! Stops tasks.

use tokio::sync::watch;

/// Stops all tasks that hold its [`Stop`], also when it is dropped.
#[derive(Debug)]
pub struct Stopper(watch::Sender<bool>);

/// The signal to stop. Clones receive the same signal.
#[derive(Clone, Debug)]
pub struct Stop(watch::Receiver<bool>);

/// A stopper and its signal.
pub fn stop() -> (Stopper, Stop) {
	let (sender, receiver) = watch::channel(false);
	(Stopper(sender), Stop(receiver))
}

impl Stopper {
	/// Sends the signal.
	pub fn stop(&self) {
		self.0.send_replace(true);
	}
}

impl Stop {
	/// Whether the signal was sent.
	pub fn is_stopped(&self) -> bool {
		*self.0.borrow() || self.0.has_changed().is_err()
	}

	/// Waits for the signal.
	pub async fn stopped(&mut self) {
		// An error means that the stopper was dropped, which counts as the signal.
		let _ = self.0.wait_for(|stop| *stop).await;
	}

	/// Waits for this time or the signal, and returns whether the signal was sent.
	pub async fn pause(&mut self, time: std::time::Duration) -> bool {
		tokio::select! {
			() = self.stopped() => true,
			() = tokio::time::sleep(time) => false,
		}
	}
}
