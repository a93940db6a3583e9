//! The embedded MQTT broker.
//!
//! It keeps nothing on disk: a device keeps its messages until the gateway has answered them. Published
//! messages go to the gateway within the process; a device whose message finds no room waits, and the
//! others do not. No message passes from one client to another, and none is retained.

mod gate;
mod logins;
mod tally;
mod topics;

use std::{
	future::Future,
	net::SocketAddr,
	pin::Pin,
	sync::{Arc, Mutex, OnceLock, PoisonError},
	time::Duration,
};

use mqtt5::{
	broker::{
		config::{AuthConfig, StorageBackend, StorageConfig, TlsConfig},
		events::{BrokerEventHandler, ClientPublishEvent, PublishAction, RetainedSetEvent},
		router::MessageRouter,
		BrokerConfig, MqttBroker,
	},
	packet::publish::PublishPacket,
	QoS,
};
use tokio::sync::mpsc;

use self::gate::Gate;
use crate::{
	clock::utc,
	config::Mqtt,
	link::{Connected, Inbound, Inlets, Outbound},
	mqtt,
	stop::Stop,
};

/// Most bytes that MQTT adds to a payload.
const ENVELOPE: usize = 1_024;
const SESSION_EXPIRY: Duration = Duration::from_secs(3_600);
/// The time between two removals of expired sessions.
const CLEANUP: Duration = Duration::from_secs(60);
/// Most unreleased messages with QoS 2 of one client. A client of MQTT 3.1.1, which does not learn of
/// this bound, is disconnected beyond it; common ones have up to 100 in flight.
const RECEIVE_MAXIMUM: u16 = 128;
/// Most messages that wait for one client.
const QUEUE: usize = 256;
const QUEUE_BYTES: usize = 16 * 1024 * 1024;
/// Most retained wills, of clients that are lost at the same moment.
const RETAINED: usize = 1_024;

/// An error of the embedded broker.
#[derive(Debug, thiserror::Error)]
pub enum BrokerError {
	/// An address or a file of the configuration cannot be used.
	#[error("the embedded broker cannot start: {0}; check mqtt.listen, and the files in [mqtt]")]
	Start(String),
	/// It exited while the gateway was running.
	#[error("the embedded broker exited: {0}")]
	Ended(String),
}

/// A broker that is bound to its addresses and does not run yet.
pub struct Broker {
	broker: MqttBroker,
	inlet: Arc<Inlet>,
	/// The address that it listens on.
	pub address: SocketAddr,
	/// The address that it listens on with TLS.
	pub tls_address: Option<SocketAddr>,
}

impl Broker {
	/// Binds the addresses. Published messages will go to `inbound`.
	pub async fn bind(settings: &Mqtt, inbound: impl Into<Inlets>) -> Result<Self, BrokerError> {
		let inbound = Mutex::new(Some(inbound.into()));
		let inlet = Arc::new(Inlet { inbound, gate: OnceLock::new() });
		let config = config(settings).with_event_handler(inlet.clone());
		let broker = MqttBroker::with_config(config)
			.await
			.map_err(|error| BrokerError::Start(error.to_string()))?;
		let gate = Gate::new(broker.auth_provider(), broker.router(), settings);
		let gate = inlet.gate.get_or_init(|| Arc::new(gate)).clone();
		let broker = broker.with_auth_provider(gate);
		let address =
			broker.local_addr().ok_or_else(|| BrokerError::Start("it has no address".into()))?;
		let tls_address = broker.tls_local_addr();
		Ok(Self { broker, inlet, address, tls_address })
	}

	/// The gateway's side of the broker.
	pub fn link(&self) -> BrokerLink {
		BrokerLink { router: self.broker.router(), inlet: self.inlet.clone() }
	}

	/// Runs until it is stopped.
	pub async fn run(mut self, mut stop: Stop) -> Result<(), BrokerError> {
		let handle = self.broker.shutdown_handle();
		let run = self.broker.run();
		tokio::pin!(run);
		let ended = tokio::select! {
			ended = &mut run => ended,
			() = stop.stopped() => {
				handle.shutdown();
				return run.await.map_err(|error| BrokerError::Ended(error.to_string()));
			},
		};
		Err(BrokerError::Ended(
			ended.err().map_or("it reported no error".into(), |error| error.to_string()),
		))
	}
}

/// Publishes the gateway's answers.
pub struct BrokerLink {
	router: Arc<MessageRouter>,
	inlet: Arc<Inlet>,
}

impl BrokerLink {
	/// Publishes answers. After the stop signal no published message goes to the gateway any more; it
	/// ends when all senders of `outbound` are gone.
	pub async fn run(
		self,
		mut outbound: mpsc::Receiver<Outbound>,
		connected: Connected,
		mut stop: Stop,
	) {
		connected.set(true);
		let mut stopped = false;
		loop {
			tokio::select! {
				() = stop.stopped(), if !stopped => {
					stopped = true;
					self.inlet.close();
				},
				answer = outbound.recv() => match answer {
					Some(answer) if answer.is_late() => mqtt::drop_answer(),
					Some(answer) => self.publish(answer).await,
					None => break,
				},
			}
		}
		connected.set(false);
	}

	/// With QoS 0: a device that reads no answers delays nobody, and a device that gets no answer sends
	/// its message again. A beat that came late would be worse than none.
	async fn publish(&self, answer: Outbound) {
		let packet = PublishPacket::new(answer.topic, answer.payload, QoS::AtMostOnce);
		self.router.route_message(&packet, None).await;
		metrics::counter!("tallystick_gateway_mqtt_published_total").increment(1);
	}
}

/// Passes published messages to the gateway, until it is closed.
struct Inlet {
	inbound: Mutex<Option<Inlets>>,
	gate: OnceLock<Arc<Gate>>,
}

impl Inlet {
	fn open(&self) -> Option<Inlets> {
		self.inbound.lock().unwrap_or_else(PoisonError::into_inner).clone()
	}

	fn close(&self) {
		self.inbound.lock().unwrap_or_else(PoisonError::into_inner).take();
	}

	async fn take(&self, event: ClientPublishEvent) {
		let Some(gate) = self.gate.get() else { return };
		if !gate.may_publish(&event.client_id, event.user_id.as_deref(), &event.topic).await {
			return;
		}
		metrics::counter!("tallystick_gateway_mqtt_received_total").increment(1);
		if let Some(inbound) = self.open() {
			let message = Inbound {
				topic: event.topic.to_string(),
				payload: event.payload.to_vec(),
				received: utc(),
			};
			if let Some(message) = inbound.commands.divert(message) {
				// If the gateway is stopping, the device gets no answer, and sends the message again.
				let _ = inbound.readings.send(message).await;
			}
		}
	}
}

impl BrokerEventHandler for Inlet {
	fn on_client_publish<'a>(
		&'a self,
		event: ClientPublishEvent,
	) -> Pin<Box<dyn Future<Output = PublishAction> + Send + 'a>> {
		Box::pin(async move {
			let stub = stub(&event);
			self.take(event).await;
			// No message goes to another client.
			stub.map_or(PublishAction::Handled, PublishAction::Transform)
		})
	}

	fn on_retained_set<'a>(
		&'a self,
		event: RetainedSetEvent,
	) -> Pin<Box<dyn Future<Output = ()> + Send + 'a>> {
		Box::pin(async move {
			if let Some(gate) = self.gate.get().filter(|_| !event.cleared) {
				gate.forget_retained(&event.topic).await;
			}
		})
	}
}

/// An empty message that the broker keeps in place of one with QoS 2, until the client releases it. If
/// the broker kept nothing, it would answer a release after a reconnect with a reason code, which
/// MQTT 3.1.1 does not have. No client can subscribe to the topic.
fn stub(event: &ClientPublishEvent) -> Option<PublishPacket> {
	let id = event.packet_id.filter(|_| event.qos == QoS::ExactlyOnce)?;
	let mut stub = PublishPacket::new("accepted", Vec::new(), event.qos).with_packet_id(id);
	let expiry = u32::try_from(SESSION_EXPIRY.as_secs()).unwrap_or(u32::MAX);
	stub.properties.set_message_expiry_interval(expiry);
	Some(stub)
}

fn config(settings: &Mqtt) -> BrokerConfig {
	let mut auth = AuthConfig::new().with_allow_anonymous(settings.users_file.is_none());
	// The library's own limit locks out a name everywhere, and everyone behind an address.
	auth.rate_limit.enabled = false;
	if let Some(file) = &settings.users_file {
		auth = auth.with_password_file(file.clone());
	}
	if let Some(file) = &settings.acl_file {
		auth = auth.with_acl_file(file.clone());
	}
	let tls = match (&settings.tls_listen, &settings.tls_certificate, &settings.tls_key) {
		(Some(listen), Some(certificate), Some(key)) => Some(
			TlsConfig::new(certificate.clone(), key.clone()).with_bind_addresses(vec![*listen]),
		),
		_ => None,
	};
	BrokerConfig {
		bind_addresses: vec![settings.listen],
		max_clients: settings.max_clients,
		session_expiry_interval: SESSION_EXPIRY,
		// More than the gateway accepts, so that it can answer TooLarge; beyond that the broker disconnects.
		max_packet_size: 2 * settings.max_message_bytes + ENVELOPE,
		// Devices with a retained will may connect. The retained message is removed at once.
		retain_available: true,
		max_retained_messages: RETAINED,
		shared_subscription_available: false,
		topic_alias_maximum: 16,
		max_subscriptions_per_client: 16,
		client_channel_capacity: QUEUE,
		server_receive_maximum: Some(RECEIVE_MAXIMUM),
		sys_topics_enabled: false,
		max_message_rate_per_client: settings.max_rate,
		auth_config: auth,
		tls_config: tls,
		storage_config: StorageConfig {
			backend: StorageBackend::Memory,
			max_queued_messages_per_client: QUEUE,
			max_queued_bytes_per_client: QUEUE_BYTES,
			cleanup_interval: CLEANUP,
			..StorageConfig::default()
		},
		..BrokerConfig::default()
	}
}

#[cfg(test)]
mod tests;
