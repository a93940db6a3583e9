//! The embedded MQTT broker.
//!
//! It keeps nothing on disk: a device keeps what it sent until the gateway has answered it.

use std::{
	fs::File, future::Future, io::Read, net::SocketAddr, pin::Pin, sync::Arc, time::Duration,
};

use mqtt5::{
	broker::{
		config::{AuthConfig, StorageBackend, StorageConfig, TlsConfig},
		AuthProvider, AuthResult, BrokerConfig, EnhancedAuthResult, MqttBroker,
	},
	packet::connect::ConnectPacket,
	protocol::v5::reason_codes::ReasonCode,
};

use crate::{config::Mqtt, stop::Stop};

/// What MQTT puts around a payload, at most.
const ENVELOPE: usize = 1_024;
const SESSION_EXPIRY: Duration = Duration::from_secs(3_600);
/// Of messages that wait for one client.
const QUEUE: usize = 256;
const QUEUE_BYTES: usize = 16 * 1024 * 1024;

/// The name that only the gateway's own client has at the embedded broker.
pub const GATEWAY: &str = "tallystick-gateway";

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
	/// What the gateway's own client proves itself with.
	pub password: String,
	/// Where it listens.
	pub address: SocketAddr,
	/// Where it listens with TLS.
	pub tls_address: Option<SocketAddr>,
}

impl Broker {
	/// Takes the addresses.
	pub async fn bind(settings: &Mqtt) -> Result<Self, BrokerError> {
		let start = |error: mqtt5::MqttError| BrokerError::Start(error.to_string());
		let password = token().map_err(|error| BrokerError::Start(error.to_string()))?;
		let broker = MqttBroker::with_config(config(settings)).await.map_err(start)?;
		let gate = Gate {
			inner: broker.auth_provider(),
			client_id: settings.client_id.clone(),
			password: password.clone(),
		};
		let broker = broker.with_auth_provider(Arc::new(gate));
		let address =
			broker.local_addr().ok_or_else(|| BrokerError::Start("it has no address".into()))?;
		let tls_address = broker.tls_local_addr();
		Ok(Self { broker, password, address, tls_address })
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
		// The gateway is one of them.
		max_clients: settings.max_clients.saturating_add(1),
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

fn token() -> std::io::Result<String> {
	let mut bytes = [0; 32];
	File::open("/dev/urandom")?.read_exact(&mut bytes)?;
	Ok(hex::encode(bytes))
}

type Answer<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Lets nobody but the gateway answer devices, read what they send, or take its session; leaves the
/// rest to the configured rules.
struct Gate {
	inner: Arc<dyn AuthProvider>,
	client_id: String,
	password: String,
}

impl Gate {
	/// Whether a connection uses a name of the gateway's; if so, whether it may.
	fn own(&self, connect: &ConnectPacket) -> Option<bool> {
		let named = connect.client_id == self.client_id;
		let called = connect.username.as_deref() == Some(GATEWAY);
		let proven = connect.password.as_deref() == Some(self.password.as_bytes());
		(named || called).then_some(named && called && proven)
	}
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
		match self.own(connect) {
			Some(true) => Box::pin(async { Ok(AuthResult::success_with_user(GATEWAY)) }),
			Some(false) => {
				Box::pin(async { Ok(AuthResult::fail(ReasonCode::BadUsernameOrPassword)) })
			},
			None => self.inner.authenticate(connect, address),
		}
	}

	fn authorize_publish<'a>(
		&'a self,
		client_id: &str,
		user: Option<&'a str>,
		topic: &'a str,
	) -> Answer<'a, bool> {
		if user == Some(GATEWAY) {
			Box::pin(async { true })
		} else if is_answer(topic) {
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
		if user == Some(GATEWAY) {
			Box::pin(async { true })
		} else if !is_harmless(filter) {
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
