//! A commanded device on its chain and at its broker.

use super::{CommandedDevice, Commission, Down, ObeyError, Up};
use crate::{keys::Identity, mqtt::Mqtt, Broker, Link};
use std::{future::Future, io::Write, sync::Arc, time::Duration};
use tallystick_client::Chain;
use tallystick_device::MAX_COMMANDED;
use tallystick_evidence::{DeviceId, DeviceKey};
use tallystick_wire::{Hex, Kind, Topic};
use tokio::{
	sync::{mpsc, Notify},
	time::{interval, Instant, MissedTickBehavior},
};

/// How often the device looks at its clock. Once a second would suffice.
const TICK: Duration = Duration::from_millis(500);

/// Most messages that wait on either side. What comes too fast is dropped: it is sent again.
const WAITING: usize = 64;

/// What a device is given when it is commissioned: its model as the chain has it, and its owner's command key, which signs
/// grants from the device's present tenure on.
pub async fn commission(
	chain: &Chain,
	identity: &Identity,
	command_key: DeviceKey,
) -> Result<Commission, ObeyError> {
	let (genesis, device) = (chain.genesis().await?, identity.id);
	let unknown = || ObeyError::UnknownDevice(device);
	// What is pinned stays: a block that is replaced must not have a part in it.
	let head = chain.finalized().await?;
	let record = chain.device(&device, Some(&head.hash)).await?.ok_or_else(unknown)?;
	if record.key != identity.key {
		return Err(ObeyError::OtherKey(device));
	}
	let model = chain.model(record.model).await?.ok_or_else(unknown)?;
	let channels: Vec<_> = (0..)
		.zip(&model.channels)
		.filter_map(|(place, channel)| Some((place, channel.write?)))
		.collect();
	if channels.is_empty() || channels.len() > MAX_COMMANDED {
		return Err(ObeyError::Channels(channels.len()));
	}
	let (model, tenure) = (model.thing, record.tenure);
	Ok(Commission { device, genesis, model, command_key, tenure, channels })
}

/// Has the device obey what comes over the broker, until `end`.
pub async fn obey<W: Write>(
	mut device: CommandedDevice<W>,
	broker: &Broker,
	end: impl Future<Output = ()>,
) -> Result<(), ObeyError> {
	let started = Instant::now();
	let id = device.id();
	let (to, mut from) = mpsc::channel(WAITING);
	let topics = Down::ALL.map(|down| topic(id, down.kind()));
	let take = move |received: &str, message| {
		let kind = received.parse().ok().map(|topic: Topic| topic.kind);
		let down = Down::ALL.into_iter().find(|down| Some(down.kind()) == kind);
		if down.is_some_and(|down| to.try_send((down, message)).is_err()) {
			tracing::debug!("a message was dropped");
		}
	};
	let connected = Arc::new(Notify::new());
	let notify = connected.clone();
	let name = Hex(id).to_string();
	let mqtt = Mqtt::subscribe(broker, &name, topics.to_vec(), take, move || notify.notify_one());
	// A broker that is out of reach must not stop the clock.
	let (publish, mut published) = mpsc::channel::<Up>(WAITING);
	let publisher = async move {
		while let Some(up) = published.recv().await {
			let (kind, payload) = match up {
				Up::Nonce(payload) => (Kind::Nonce, payload),
				Up::Done(payload) => (Kind::Done, payload),
			};
			if mqtt.publish(topic(id, kind), Arc::from(payload)).await.is_err() {
				tracing::debug!(kind = kind.as_str(), "a message was not published");
			}
		}
	};
	let clock = async move {
		let mut ticks = interval(TICK);
		ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
		loop {
			let message = tokio::select! {
				message = from.recv() => message,
				() = connected.notified() => {
					device.connected();
					None
				},
				_ = ticks.tick() => None,
			};
			let now = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
			let up = match message {
				Some((down, bytes)) => device.take(down, &bytes, now)?,
				None => device.tick(now)?,
			};
			for up in up {
				// What has no room is published again when it is due.
				let _ = publish.try_send(up);
			}
		}
	};
	tokio::select! {
		ended = clock => ended,
		() = publisher => Ok(()),
		() = end => Ok(()),
	}
}

fn topic(device: DeviceId, kind: Kind) -> String {
	Topic { device, kind }.to_string()
}
