//! What carries messages.

use std::{collections::HashMap, future::Future, sync::Arc};
use tallystick_evidence::DeviceId;
use tokio::sync::mpsc;

/// The message was not handed over. It may be tried again.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("the link is down")]
pub struct LinkDown;

/// Publishes messages, with no promise that they arrive.
pub trait Link: Send + Sync + 'static {
	/// Hands a message over.
	fn publish(
		&self,
		topic: String,
		payload: Arc<[u8]>,
	) -> impl Future<Output = Result<(), LinkDown>> + Send;
}

/// Hands each answer to the device that it is for.
#[derive(Clone, Debug, Default)]
pub struct Router {
	devices: HashMap<DeviceId, mpsc::Sender<Vec<u8>>>,
}

impl Router {
	/// Takes in a device, and gives what it receives from.
	pub fn add(&mut self, device: DeviceId) -> mpsc::Receiver<Vec<u8>> {
		let (to, from) = mpsc::channel(64);
		self.devices.insert(device, to);
		from
	}

	/// Hands over an answer. One that comes too fast is dropped: the device asks again.
	pub fn deliver(&self, device: &DeviceId, answer: Vec<u8>) {
		let full = self.devices.get(device).is_some_and(|to| to.try_send(answer).is_err());
		if full {
			tracing::debug!("an answer was dropped");
		}
	}

	/// All devices.
	pub fn devices(&self) -> impl Iterator<Item = DeviceId> + '_ {
		self.devices.keys().copied()
	}
}
