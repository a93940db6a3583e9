//! Messages over MQTT 5.

use crate::{Link, LinkDown, Router};
use rumqttc::v5::{
	mqttbytes::{v5::Filter, QoS},
	AsyncClient, Event, EventLoop, Incoming, MqttOptions,
};
use std::{sync::Arc, time::Duration};
use tallystick_evidence::DeviceId;
use tallystick_wire::{Kind, Topic};
use tokio::task::JoinHandle;

/// Where a broker is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Broker {
	/// Its name or address.
	pub host: String,
	/// Its port.
	pub port: u16,
}

/// The text is no broker's URL.
#[derive(Debug, thiserror::Error)]
#[error("not a broker's URL; write it as mqtt://127.0.0.1:1883")]
pub struct NotABroker;

impl std::str::FromStr for Broker {
	type Err = NotABroker;

	fn from_str(text: &str) -> Result<Self, NotABroker> {
		let rest = text.strip_prefix("mqtt://").ok_or(NotABroker)?.trim_end_matches('/');
		let (host, port) = rest.rsplit_once(':').unwrap_or((rest, "1883"));
		let port = port.parse().map_err(|_| NotABroker)?;
		(!host.is_empty()).then(|| Self { host: host.into(), port }).ok_or(NotABroker)
	}
}

/// A connection, shared by some devices. It connects again for as long as it lives.
pub struct Mqtt {
	client: AsyncClient,
	task: JoinHandle<()>,
}

impl Drop for Mqtt {
	fn drop(&mut self) {
		self.task.abort();
	}
}

impl Mqtt {
	/// A connection for these devices. Does not wait until it is there.
	pub fn connect(broker: &Broker, name: &str, devices: Vec<DeviceId>, to: Arc<Router>) -> Self {
		let ack = |device| Topic { device, kind: Kind::Ack }.to_string();
		let topics = devices.into_iter().map(ack).collect();
		let take = move |topic: &str, message| match topic.parse() {
			Ok(Topic { device, kind: Kind::Ack }) => to.deliver(&device, message),
			_ => tracing::debug!("a message on a topic of nobody"),
		};
		Self::subscribe(broker, name, topics, take, || ())
	}

	/// A connection that hands over what is published on these topics: the topic and the message. `connected` is called
	/// whenever it has subscribed to them. Neither must block.
	pub(crate) fn subscribe(
		broker: &Broker,
		name: &str,
		topics: Vec<String>,
		take: impl Fn(&str, Vec<u8>) + Send + Sync + 'static,
		connected: impl Fn() + Clone + Send + Sync + 'static,
	) -> Self {
		let mut options = MqttOptions::new(name, &broker.host, broker.port);
		options.set_keep_alive(Duration::from_secs(20));
		options.set_max_packet_size(Some(1 << 20));
		// Whatever a broker could keep for us, our own queue keeps.
		options.set_clean_start(true);
		let (client, events) = AsyncClient::new(options, 64);
		let task = tokio::spawn(poll(events, client.clone(), topics, take, connected));
		Self { client, task }
	}
}

impl Link for Mqtt {
	async fn publish(&self, topic: String, payload: Arc<[u8]>) -> Result<(), LinkDown> {
		let publish = self.client.publish(topic, QoS::AtLeastOnce, false, payload.to_vec());
		match tokio::time::timeout(Duration::from_secs(1), publish).await {
			Ok(Ok(())) => Ok(()),
			_ => Err(LinkDown),
		}
	}
}

async fn poll(
	mut events: EventLoop,
	client: AsyncClient,
	topics: Vec<String>,
	take: impl Fn(&str, Vec<u8>),
	connected: impl Fn() + Clone + Send + 'static,
) {
	loop {
		match events.poll().await {
			Ok(Event::Incoming(Incoming::ConnAck(_))) => {
				// Whoever polls must not wait for room in what he empties.
				let (client, topics, connected) =
					(client.clone(), topics.clone(), connected.clone());
				tokio::spawn(async move {
					if subscribe(client, topics).await {
						connected();
					}
				});
			},
			Ok(Event::Incoming(Incoming::Publish(message))) => {
				if let Ok(topic) = std::str::from_utf8(&message.topic) {
					take(topic, message.payload.to_vec());
				}
			},
			Ok(_) => {},
			Err(error) => {
				tracing::warn!(%error, "the broker is out of reach");
				tokio::time::sleep(Duration::from_millis(500)).await;
			},
		}
	}
}

/// Whether the connection takes all subscriptions.
async fn subscribe(client: AsyncClient, topics: Vec<String>) -> bool {
	for topics in topics.chunks(50) {
		let filters = topics.iter().map(|topic| Filter::new(topic, QoS::AtLeastOnce));
		if client.subscribe_many(filters).await.is_err() {
			return false;
		}
	}
	true
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn works_on_urls() {
		let broker = |text: &str| text.parse::<Broker>().map(|b| (b.host, b.port)).ok();
		assert_eq!(broker("mqtt://127.0.0.1:1884"), Some(("127.0.0.1".into(), 1884)));
		assert_eq!(broker("mqtt://broker/"), Some(("broker".into(), 1883)));
		for text in ["127.0.0.1:1883", "mqtts://a", "mqtt://:1", "mqtt://a:b"] {
			assert_eq!(broker(text), None, "{text}");
		}
	}
}
