//! The rules of the embedded broker: who may connect, under which client id, and on which topics.

use std::{
	collections::{hash_map::RandomState, HashSet},
	future::{ready, Future},
	hash::BuildHasher,
	net::SocketAddr,
	pin::Pin,
	sync::{Arc, Mutex, PoisonError},
	time::{Duration, Instant},
};

use mqtt5::{
	broker::{router::MessageRouter, AuthProvider, AuthResult, EnhancedAuthResult},
	packet::{connect::ConnectPacket, publish::PublishPacket},
	protocol::v5::reason_codes::ReasonCode,
	QoS,
};
use tallystick_wire::Topic;

use super::{
	logins::Logins,
	tally::Tally,
	topics::{check_upward, is_downward},
};
use crate::config::Mqtt;

/// The largest last will, in bytes of topic, payload and properties. It is kept as long as its session,
/// and published to nobody.
const MAX_WILL: usize = 1_024;
/// A client's refusals for one reason are logged once in this time.
const LOGGED_EVERY: Duration = Duration::from_secs(600);
const RECONNECTS_WITHIN: Duration = Duration::from_secs(60);
/// Takeovers within the window that are logged. One or two may be a device that lost its connection
/// without noticing.
const RECONNECTS: u32 = 3;
/// Longest part of a name or topic in a log line, in characters.
const LOGGED_CHARS: usize = 128;
const OLD_CLIENTS: usize = 65_536;
const OLD_VERSION: u8 = 4;

type Answer<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Permits what devices need and nothing else. The configured users and rules can only restrict it.
pub(super) struct Gate {
	/// The configured users and rules.
	inner: Arc<dyn AuthProvider>,
	router: Arc<MessageRouter>,
	has_users: bool,
	has_rules: bool,
	logins: Logins,
	wrongs: Tally,
	reconnects: Tally,
	old: OldClients,
}

impl Gate {
	pub(super) fn new(
		inner: Arc<dyn AuthProvider>,
		router: Arc<MessageRouter>,
		settings: &Mqtt,
	) -> Self {
		Self {
			inner,
			router,
			has_users: settings.users_file.is_some(),
			has_rules: settings.acl_file.is_some(),
			logins: Logins::new(settings.login_failures),
			wrongs: Tally::new(LOGGED_EVERY),
			reconnects: Tally::new(RECONNECTS_WITHIN),
			old: OldClients::default(),
		}
	}

	/// Whether a client may publish on a topic. Counts and logs a refusal.
	pub(super) async fn may_publish(&self, client: &str, user: Option<&str>, topic: &str) -> bool {
		if let Err(wrong) = check_upward(topic) {
			self.note_denied("publish here", &wrong.to_string(), wrong.label(), client, topic);
			return false;
		}
		let may = !self.has_rules || self.inner.authorize_publish(client, user, topic).await;
		if !may {
			self.note_denied("publish here", NOT_PERMITTED, "acl", client, topic);
		}
		may
	}

	/// Whether a client may subscribe to a filter. Counts and logs a refusal.
	async fn may_subscribe(&self, client: &str, user: Option<&str>, filter: &str) -> bool {
		let of_all = self.has_rules && Topic::DOWN.contains(&filter);
		if !of_all && !is_downward(filter) {
			let why =
				"it may subscribe to ack, grant, beat and command below tallystick/<device>/ only";
			self.note_denied("subscribe here", why, "filter", client, filter);
			return false;
		}
		let may = !self.has_rules || self.inner.authorize_subscribe(client, user, filter).await;
		if !may {
			self.note_denied("subscribe here", NOT_PERMITTED, "acl", client, filter);
		}
		may
	}

	/// Removes a retained message, which a last will may leave.
	pub(super) async fn forget_retained(&self, topic: &str) {
		let mut nothing = PublishPacket::new(topic.to_owned(), Vec::new(), QoS::AtMostOnce);
		nothing.retain = true;
		self.router.route_message(&nothing, None).await;
	}

	async fn admit(
		&self,
		connect: &ConnectPacket,
		address: SocketAddr,
	) -> mqtt5::Result<AuthResult> {
		let client = &connect.client_id;
		if let Some((why, code)) = wrong_will(connect) {
			self.note("will", client, || {
				tracing::warn!(client = %shown(client), %address, "a client may not connect: {why}");
			});
			return Ok(AuthResult::fail(code));
		}
		let result = match connect.username.as_deref().filter(|_| self.has_users) {
			Some(user) => self.log_in(connect, user, address).await?,
			None => self.inner.authenticate(connect, address).await?,
		};
		if result.authenticated {
			self.old.note(client, connect.protocol_version);
			self.note_takeover(client, address).await;
		} else if result.reason_code == ReasonCode::BadUsernameOrPassword {
			count_refused("login");
		}
		Ok(result)
	}

	async fn log_in(
		&self,
		connect: &ConnectPacket,
		user: &str,
		address: SocketAddr,
	) -> mqtt5::Result<AuthResult> {
		if !may_have(user, &connect.client_id) {
			self.note("client_id", user, || {
				tracing::warn!(
					client = %shown(&connect.client_id),
					user = %shown(user),
					%address,
					"a client may not connect: its client id has to be its user name, or the user name, a colon and more"
				);
			});
			return Ok(AuthResult::fail(ReasonCode::ClientIdentifierNotValid));
		}
		let Some(login) = self.logins.begin(address.ip(), user, Instant::now()) else {
			count_refused("login_rate");
			return Ok(AuthResult::fail(ReasonCode::ConnectionRateExceeded));
		};
		tokio::time::sleep(login.wait).await;
		let result = self.inner.authenticate(connect, address).await?;
		if result.authenticated {
			login.succeeded();
			return Ok(result);
		}
		if login.failed(Instant::now()) {
			tracing::warn!(
				user = %shown(user),
				%address,
				"repeated failed logins; further logins of this name from this address have to wait"
			);
		}
		Ok(result)
	}

	/// Counts a client that connects under the id of a connected one, and so disconnects it.
	async fn note_takeover(&self, client: &str, address: SocketAddr) {
		if !self.router.is_connected(client).await {
			return;
		}
		metrics::counter!("tallystick_gateway_mqtt_takeovers_total").increment(1);
		if self.reconnects.count(&shown(client), Instant::now()) == RECONNECTS {
			tracing::warn!(
				client = %shown(client),
				%address,
				"two clients seem to use one client id, and disconnect each other; give each its own"
			);
		}
	}

	/// Counts a refusal, and logs it once in [`LOGGED_EVERY`] for each client and reason.
	fn note(&self, reason: &'static str, client: &str, log: impl FnOnce()) {
		count_refused(reason);
		if self.wrongs.count(&format!("{reason} {}", shown(client)), Instant::now()) == 1 {
			log();
		}
	}

	fn note_denied(&self, what: &str, why: &str, reason: &'static str, client: &str, topic: &str) {
		self.note(reason, client, || {
			tracing::warn!(client = %shown(client), topic = %shown(topic), "a client may not {what}: {why}");
		});
	}
}

impl AuthProvider for Gate {
	fn authenticate<'a>(
		&'a self,
		connect: &'a ConnectPacket,
		address: SocketAddr,
	) -> Answer<'a, mqtt5::Result<AuthResult>> {
		Box::pin(self.admit(connect, address))
	}

	fn authorize_publish<'a>(
		&'a self,
		client: &str,
		user: Option<&'a str>,
		topic: &'a str,
	) -> Answer<'a, bool> {
		// The inlet checks again, and drops what may not be published.
		if self.old.has(client) {
			return Box::pin(ready(true));
		}
		let client = client.to_owned();
		Box::pin(async move { self.may_publish(&client, user, topic).await })
	}

	fn authorize_subscribe<'a>(
		&'a self,
		client: &str,
		user: Option<&'a str>,
		filter: &'a str,
	) -> Answer<'a, bool> {
		let client = client.to_owned();
		Box::pin(async move { self.may_subscribe(&client, user, filter).await })
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
		Box::pin(ready(Ok(EnhancedAuthResult::fail(method, ReasonCode::BadAuthenticationMethod))))
	}

	fn cleanup_session<'a>(&'a self, user: &'a str) -> Answer<'a, ()> {
		self.inner.cleanup_session(user)
	}
}

const NOT_PERMITTED: &str = "mqtt.acl_file does not permit it";

fn count_refused(reason: &'static str) {
	metrics::counter!("tallystick_gateway_mqtt_refused_total", "reason" => reason).increment(1);
}

/// Whether a user may have this client id. With another's id a client could disconnect it, or take over
/// its session.
fn may_have(user: &str, client: &str) -> bool {
	match client.strip_prefix(user) {
		Some(rest) if rest.is_empty() || rest.starts_with(':') => true,
		_ => is_assigned(client),
	}
}

/// Whether the broker assigned this id, to a client that brought none. It cannot be guessed.
fn is_assigned(client: &str) -> bool {
	let digits = client.strip_prefix("auto-").unwrap_or_default();
	digits.len() == 32 && digits.bytes().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f'))
}

/// Checks a last will, which ready-made devices have. It is accepted, and published to nobody.
fn wrong_will(connect: &ConnectPacket) -> Option<(&'static str, ReasonCode)> {
	let will = connect.will.as_ref()?;
	let parts = [will.topic.len(), will.payload.len(), connect.will_properties.encoded_len()];
	if parts.into_iter().fold(0, usize::saturating_add) > MAX_WILL {
		Some(("its last will has more than 1024 bytes", ReasonCode::QuotaExceeded))
	} else if will.topic.starts_with("tallystick/") {
		let why = "its last will has to be on a topic that does not begin with tallystick/";
		Some((why, ReasonCode::TopicNameInvalid))
	} else {
		None
	}
}

/// Clients of MQTT 3.1.1, by the hash of their ids. In that version an acknowledgement cannot carry a
/// refusal; some clients disconnect when they receive one. If there are too many, all are forgotten
/// until they connect again.
#[derive(Default)]
struct OldClients {
	hasher: RandomState,
	ids: Mutex<HashSet<u64>>,
}

impl OldClients {
	fn note(&self, client: &str, version: u8) {
		let id = self.hasher.hash_one(client);
		let mut ids = self.ids.lock().unwrap_or_else(PoisonError::into_inner);
		if version != OLD_VERSION {
			ids.remove(&id);
			return;
		}
		if ids.len() >= OLD_CLIENTS {
			ids.clear();
		}
		ids.insert(id);
	}

	fn has(&self, client: &str) -> bool {
		let id = self.hasher.hash_one(client);
		self.ids.lock().unwrap_or_else(PoisonError::into_inner).contains(&id)
	}
}

/// A name or topic for the log: quoted, without control characters, and cut to [`LOGGED_CHARS`].
fn shown(text: &str) -> String {
	let mut shown: String = text.chars().take(LOGGED_CHARS).collect();
	if shown.len() < text.len() {
		shown.push('…');
	}
	format!("{shown:?}")
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn binds_the_client_id_to_the_user() {
		let assigned = format!("auto-{}", "0f".repeat(16));
		for client in ["ab", "ab:", "ab:2", "ab:x:y", &assigned] {
			assert!(may_have("ab", client), "{client}");
		}
		for client in
			["", "a", "abc", "ab2", "cd", "cd:ab", "Ab", "auto-", "auto-ab", &assigned[1..]]
		{
			assert!(!may_have("ab", client), "{client}");
		}
	}

	#[test]
	fn remembers_clients_of_mqtt_3_until_there_are_too_many() {
		let old = OldClients::default();
		old.note("a", OLD_VERSION);
		old.note("b", 5);
		assert!(old.has("a") && !old.has("b"));
		old.note("a", 5);
		assert!(!old.has("a"));
		for client in 0..=OLD_CLIENTS {
			old.note(&client.to_string(), OLD_VERSION);
		}
		assert!(old.has(&OLD_CLIENTS.to_string()) && !old.has("0"));
		assert_eq!(old.ids.lock().unwrap().len(), 1);
	}

	#[test]
	fn logs_no_control_characters_and_no_long_names() {
		assert_eq!(shown("a\u{1b}[2Jb\n"), r#""a\u{1b}[2Jb\n""#);
		assert_eq!(shown(&"é".repeat(LOGGED_CHARS)).chars().count(), LOGGED_CHARS + 2);
		assert_eq!(shown(&"é".repeat(1_000)).chars().count(), LOGGED_CHARS + 3);
	}
}
