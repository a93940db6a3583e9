//! The embedded MQTT broker.
//!
//! It keeps nothing on disk: a device keeps what it sent until the gateway has answered it. What devices
//! publish is handed on within the process; a device whose message finds no room waits, and nobody
//! else does.

use std::{
	future::Future,
	net::SocketAddr,
	pin::Pin,
	sync::{Arc, Mutex, PoisonError},
	time::Duration,
};

use mqtt5::{
	broker::{
		config::{AuthConfig, StorageBackend, StorageConfig, TlsConfig},
		events::{BrokerEventHandler, ClientPublishEvent, PublishAction},
		router::MessageRouter,
		AuthProvider, AuthResult, BrokerConfig, EnhancedAuthResult, MqttBroker,
	},
	packet::{connect::ConnectPacket, publish::PublishPacket},
	protocol::v5::reason_codes::ReasonCode,
	QoS,
};
use tokio::sync::mpsc;

use crate::{
	config::Mqtt,
	link::{Connected, Inbound, Outbound},
	stop::Stop,
	store::now,
};

/// What MQTT puts around a payload, at most.
const ENVELOPE: usize = 1_024;
const SESSION_EXPIRY: Duration = Duration::from_secs(3_600);
/// Of messages that wait for one client.
const QUEUE: usize = 256;
const QUEUE_BYTES: usize = 16 * 1024 * 1024;

/// Why there is no broker.
#[derive(Debug, thiserror::Error)]
pub enum BrokerError {
	/// Its address is taken, or one of its files is not good.
	#[error("the broker does not start: {0}")]
	Start(String),
	/// It ended by itself.
	#[error("the broker ended: {0}")]
	Ended(String),
}

/// A broker that holds its addresses and does not run yet.
pub struct Broker {
	broker: MqttBroker,
	inlet: Arc<Inlet>,
	/// Where it listens.
	pub address: SocketAddr,
	/// Where it listens with TLS.
	pub tls_address: Option<SocketAddr>,
}

impl Broker {
	/// Takes the addresses. What devices publish will be handed on to `inbound`.
	pub async fn bind(
		settings: &Mqtt,
		inbound: mpsc::Sender<Inbound>,
	) -> Result<Self, BrokerError> {
		let inlet = Arc::new(Inlet(Mutex::new(Some(inbound))));
		let config = config(settings).with_event_handler(inlet.clone());
		let broker = MqttBroker::with_config(config)
			.await
			.map_err(|error| BrokerError::Start(error.to_string()))?;
		let inner = broker.auth_provider();
		let broker = broker.with_auth_provider(Arc::new(Gate { inner }));
		let address =
			broker.local_addr().ok_or_else(|| BrokerError::Start("it has no address".into()))?;
		let tls_address = broker.tls_local_addr();
		Ok(Self { broker, inlet, address, tls_address })
	}

	/// The gateway's side of it.
	pub fn link(&self) -> BrokerLink {
		BrokerLink { router: self.broker.router(), inlet: self.inlet.clone() }
	}

	/// Runs until it is told to stop.
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
			ended.err().map_or("no reason given".into(), |error| error.to_string()),
		))
	}
}

/// Publishes what devices are told.
pub struct BrokerLink {
	router: Arc<MessageRouter>,
	inlet: Arc<Inlet>,
}

impl BrokerLink {
	/// Publishes answers. When it is told to stop, nothing that devices publish is handed on any more; it
	/// ends when nothing more is to be published: when the other ends of `outbound` are gone.
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
					Some(answer) => self.publish(answer).await,
					None => break,
				},
			}
		}
		connected.set(false);
	}

	/// With QoS 0: a device that takes none holds up nobody, and whoever gets no answer asks again.
	async fn publish(&self, answer: Outbound) {
		let packet = PublishPacket::new(answer.topic, answer.payload, QoS::AtMostOnce);
		self.router.route_message(&packet, None).await;
		metrics::counter!("tallystick_gateway_mqtt_published_total").increment(1);
	}
}

/// Hands on what devices publish, until it is closed.
struct Inlet(Mutex<Option<mpsc::Sender<Inbound>>>);

impl Inlet {
	fn open(&self) -> Option<mpsc::Sender<Inbound>> {
		self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
	}

	fn close(&self) {
		self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
	}
}

impl BrokerEventHandler for Inlet {
	fn on_client_publish<'a>(
		&'a self,
		event: ClientPublishEvent,
	) -> Pin<Box<dyn Future<Output = PublishAction> + Send + 'a>> {
		Box::pin(async move {
			if !is_upward(&event.topic) {
				return PublishAction::Continue;
			}
			metrics::counter!("tallystick_gateway_mqtt_received_total").increment(1);
			if let Some(inbound) = self.open() {
				let message = Inbound {
					topic: event.topic.to_string(),
					payload: event.payload.to_vec(),
					received: now(),
				};
				// If nobody takes it any more, the device gets no answer, and sends it again.
				let _ = inbound.send(message).await;
			}
			PublishAction::Handled
		})
	}
}

/// Topics that devices speak on.
fn is_upward(topic: &str) -> bool {
	let mut levels = topic.split('/');
	levels.next() == Some("tallystick")
		&& levels.next().is_some()
		&& matches!(levels.next(), Some("segment" | "readings" | "senml"))
		&& levels.next().is_none()
}

fn config(settings: &Mqtt) -> BrokerConfig {
	let mut auth = AuthConfig::new().with_allow_anonymous(settings.users_file.is_none());
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
		// Somewhat more than is taken, so that the gateway can say so; beyond that the broker hangs up.
		max_packet_size: 2 * settings.max_message_bytes + ENVELOPE,
		maximum_qos: 1,
		retain_available: false,
		topic_alias_maximum: 16,
		max_subscriptions_per_client: 16,
		client_channel_capacity: QUEUE,
		server_receive_maximum: Some(64),
		sys_topics_enabled: false,
		max_message_rate_per_client: settings.max_rate,
		auth_config: auth,
		tls_config: tls,
		storage_config: StorageConfig {
			backend: StorageBackend::Memory,
			max_queued_messages_per_client: QUEUE,
			max_queued_bytes_per_client: QUEUE_BYTES,
			..StorageConfig::default()
		},
		..BrokerConfig::default()
	}
}

type Answer<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Lets nobody answer devices or read what they send; leaves the rest to the configured rules.
struct Gate {
	inner: Arc<dyn AuthProvider>,
}

/// Topics that only the gateway publishes to.
fn is_answer(topic: &str) -> bool {
	topic.starts_with("tallystick/") && topic.ends_with("/ack")
}

/// Filters that show only answers, or nothing of the gateway's.
fn is_harmless(filter: &str) -> bool {
	let filter = mqtt5::strip_shared_subscription_prefix(filter);
	let mut levels = filter.split('/');
	match levels.next() {
		Some("tallystick") => is_answer(filter) && levels.count() == 2,
		Some("+" | "#") | None => false,
		Some(_) => true,
	}
}

impl AuthProvider for Gate {
	fn authenticate<'a>(
		&'a self,
		connect: &'a ConnectPacket,
		address: SocketAddr,
	) -> Answer<'a, mqtt5::Result<AuthResult>> {
		self.inner.authenticate(connect, address)
	}

	fn authorize_publish<'a>(
		&'a self,
		client_id: &str,
		user: Option<&'a str>,
		topic: &'a str,
	) -> Answer<'a, bool> {
		if is_answer(topic) {
			Box::pin(async { false })
		} else {
			self.inner.authorize_publish(client_id, user, topic)
		}
	}

	fn authorize_subscribe<'a>(
		&'a self,
		client_id: &str,
		user: Option<&'a str>,
		filter: &'a str,
	) -> Answer<'a, bool> {
		if !is_harmless(filter) {
			Box::pin(async { false })
		} else {
			self.inner.authorize_subscribe(client_id, user, filter)
		}
	}

	fn supports_enhanced_auth(&self) -> bool {
		false
	}

	fn authenticate_enhanced<'a>(
		&'a self,
		method: &'a str,
		_: Option<&'a [u8]>,
		_: &'a str,
	) -> Answer<'a, mqtt5::Result<EnhancedAuthResult>> {
		Box::pin(async move {
			Ok(EnhancedAuthResult::fail(method, ReasonCode::BadAuthenticationMethod))
		})
	}

	fn cleanup_session<'a>(&'a self, user: &'a str) -> Answer<'a, ()> {
		self.inner.cleanup_session(user)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn works_only_for_filters_that_show_answers() {
		for filter in
			["tallystick/ab/ack", "tallystick/+/ack", "other/+", "$share/g/tallystick/a/ack"]
		{
			assert!(is_harmless(filter), "{filter}");
		}
		for filter in [
			"#",
			"+/a/segment",
			"tallystick/#",
			"tallystick/+/+",
			"tallystick/a/senml",
			"$share/g/#",
		] {
			assert!(!is_harmless(filter), "{filter}");
		}
	}
}
