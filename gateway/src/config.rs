//! The configuration: one TOML file.
//!
//! `generate-config` writes [`describe`]: every field with its text and its default.

use std::{
	net::SocketAddr,
	path::{Path, PathBuf},
};

use toml::de::{DeTable, DeValue};

use crate::section::{line, section, Section, Wrong};

/// The largest message that the gateway may be told to take.
const MAX_MESSAGE: usize = 256 * 1024;

section! {
	/// The chain.
	Chain {
		/// JSON-RPC endpoints of nodes. Give two or more: when one fails, the next is used.
		endpoints: Vec<String> = vec!["ws://127.0.0.1:9944".into()];
	}
}

section! {
	/// The account that anchors. It belongs to an organisation and is authorised as a gateway.
	/// Give exactly one of the three.
	Keys {
		/// A file with the secret: a phrase, or 0x and 64 hex digits. Only its owner may read it (chmod 600).
		secret_file: Option<PathBuf> = None, like "\"/etc/tallystick/gateway.key\"";
		/// The name of an environment variable with the secret.
		secret_env: Option<String> = None, like "\"TALLYSTICK_GATEWAY_SECRET\"";
		/// The secret itself. Anyone who reads this file has it: for development only.
		secret: Option<String> = None, like "\"//Alice\"";
	}
}

section! {
	/// Where devices publish: the embedded broker, or another one.
	Mqtt {
		/// Where the embedded broker listens. Port 0 takes a free one.
		listen: SocketAddr = SocketAddr::from(([127, 0, 0, 1], 1883));
		/// Where the embedded broker listens with TLS. Needs tls_certificate and tls_key.
		tls_listen: Option<SocketAddr> = None, like "\"0.0.0.0:8883\"";
		/// The certificate chain, PEM.
		tls_certificate: Option<PathBuf> = None, like "\"/etc/tallystick/broker.crt\"";
		/// The certificate's key, PEM.
		tls_key: Option<PathBuf> = None, like "\"/etc/tallystick/broker.key\"";
		/// Who may connect to the embedded broker: lines of NAME:HASH (argon2). Without it anybody may.
		users_file: Option<PathBuf> = None, like "\"/etc/tallystick/broker.users\"";
		/// Who may publish what. Without it one client may publish in another device's name; what the
		/// device signs stays safe, what it does not sign does not.
		acl_file: Option<PathBuf> = None, like "\"/etc/tallystick/broker.acl\"";
		/// How many devices may be connected to the embedded broker at once.
		max_clients: usize = 10_000;
		/// How many messages a second the embedded broker takes from one device.
		max_rate: u32 = 1_000;
		/// Use this broker in place of the embedded one: mqtt://HOST:PORT, or mqtts:// for TLS.
		connect: Option<String> = None, like "\"mqtt://broker.example:1883\"";
		/// The name under which the gateway is known to that broker.
		user: Option<String> = None, like "\"gateway\"";
		/// A file with its password. Only its owner may read it (chmod 600).
		password_file: Option<PathBuf> = None, like "\"/etc/tallystick/broker.password\"";
		/// The gateway's MQTT client id. Two gateways at one broker need two.
		client_id: String = "tallystick-gateway".into();
		/// The largest message that is taken, in bytes, up to 262144.
		max_message_bytes: usize = MAX_MESSAGE;
	}
}

section! {
	/// What is kept on disk.
	Store {
		/// The database file. Put it on a disk that keeps what it has acknowledged.
		path: PathBuf = PathBuf::from("gateway.db");
		/// Below this free space the gateway takes nothing new and answers Busy.
		free_floor_bytes: u64 = 256 * 1024 * 1024;
		/// Raw data of finalised batches are removed after so many days. 0 keeps them for ever.
		retention_days: u32 = 0;
	}
}

section! {
	/// How messages are taken.
	Ingest {
		/// How many messages may wait to be checked and stored.
		queue: usize = 256;
		/// How many messages are checked and stored in one go.
		group: usize = 256;
		/// A reading may be so far ahead of the gateway's clock.
		max_ahead_seconds: u64 = 3_600;
	}
}

section! {
	/// How readings are gathered for the chain.
	Batch {
		/// A batch is sealed when its oldest reading has waited so long.
		interval_seconds: u64 = 10;
		/// A batch is sealed when it has so many readings.
		max_readings: u32 = 65_536;
		/// A batch is sealed when it has so many segments.
		max_segments: u32 = 4_096;
		/// How many sealed batches may be on their way to finality.
		max_in_flight: u32 = 8;
	}
}

section! {
	/// The HTTP interface. It has no login: put a proxy with one before it, or keep it local.
	Http {
		/// Where it listens. Port 0 takes a free one.
		listen: SocketAddr = SocketAddr::from(([127, 0, 0, 1], 8080));
		/// How many requests are answered at once. More get 503 and may try again.
		max_concurrent: usize = 64;
		/// A request that takes longer is given up with 503.
		timeout_seconds: u64 = 10;
	}
}

section! {
	/// What is logged, to standard error.
	Log {
		/// Levels by module: error, warn, info, debug or trace.
		filter: String = "info,mqtt5=warn".into();
	}
}

macro_rules! config {
	($($(#[doc = $text:literal])* $name:ident: $section:ident,)*) => {
		/// The whole configuration.
		#[derive(Clone, PartialEq, Debug, Default)]
		pub struct Config {
			$($(#[doc = $text])* pub $name: $section,)*
		}

		impl Config {
			fn read(table: DeTable<'_>, text: &str, wrong: &mut Vec<Wrong>) -> Self {
				let mut config = Self::default();
				for (key, value) in table {
					let place = format!("{} (line {})", key.get_ref(), line(text, &key.span()));
					match (&**key.get_ref(), value.into_inner()) {
						$((name @ stringify!($name), DeValue::Table(table)) =>
							config.$name = Section::read(name, table, text, wrong),)*
						($(stringify!($name))|*, _) => wrong.push(Wrong {
							place,
							problem: "it is a section: write its name in brackets".into(),
						}),
						_ => wrong.push(Wrong {
							place,
							problem: concat!("there is no such section; there are", $(" ", stringify!($name),)*)
								.into(),
						}),
					}
				}
				config
			}
		}

		/// The configuration file with all defaults, every field under its text.
		pub fn describe() -> String {
			let mut out = String::from("# Tallystick gateway. Every field has its default; what has none is commented out.\n");
			$(
				out.push('\n');
				<$section as Section>::describe(stringify!($name), &mut out);
			)*
			out
		}
	};
}

config! {
	/// The chain.
	chain: Chain,
	/// The account.
	keys: Keys,
	/// The broker.
	mqtt: Mqtt,
	/// The database.
	store: Store,
	/// How messages are taken.
	ingest: Ingest,
	/// How readings are gathered.
	batch: Batch,
	/// The HTTP interface.
	http: Http,
	/// The log.
	log: Log,
}

/// Everything that is wrong with a configuration.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("the configuration is refused:{}", .0.iter().map(|wrong| format!("\n  {wrong}")).collect::<String>())]
pub struct Refused(pub Vec<Wrong>);

impl Config {
	/// Reads a file.
	pub fn load(path: &Path) -> Result<Self, Refused> {
		let text = std::fs::read_to_string(path).map_err(|error| {
			Refused(vec![wrong(
				&path.display().to_string(),
				&format!("it cannot be read: {error}"),
			)])
		})?;
		Self::parse(&text)
	}

	/// Reads a text, and says all that is wrong with it at once.
	pub fn parse(text: &str) -> Result<Self, Refused> {
		let table = DeTable::parse(text)
			.map_err(|error| {
				let line = error.span().map_or(0, |span| line(text, &span));
				Refused(vec![wrong(&format!("line {line}"), error.message())])
			})?
			.into_inner();
		let mut found = Vec::new();
		let config = Self::read(table, text, &mut found);
		config.check(&mut found);
		if found.is_empty() {
			Ok(config)
		} else {
			Err(Refused(found))
		}
	}

	fn check(&self, found: &mut Vec<Wrong>) {
		let mut ensure = |good: bool, place: &str, problem: &str| {
			if !good {
				found.push(wrong(place, problem));
			}
		};

		ensure(!self.chain.endpoints.is_empty(), "chain.endpoints", "give at least one");
		for endpoint in &self.chain.endpoints {
			ensure(
				endpoint.starts_with("ws://") || endpoint.starts_with("wss://"),
				"chain.endpoints",
				&format!("{endpoint:?} does not begin with ws:// or wss://"),
			);
		}

		let keys = &self.keys;
		let given = [keys.secret_file.is_some(), keys.secret_env.is_some(), keys.secret.is_some()];
		ensure(
			given.iter().filter(|given| **given).count() == 1,
			"keys",
			"give exactly one of secret_file, secret_env and secret",
		);

		let mqtt = &self.mqtt;
		ensure(
			(1_024..=MAX_MESSAGE).contains(&mqtt.max_message_bytes),
			"mqtt.max_message_bytes",
			"it must be from 1024 to 262144",
		);
		ensure(mqtt.max_clients > 0, "mqtt.max_clients", "it must be above 0");
		ensure(mqtt.max_rate > 0, "mqtt.max_rate", "it must be above 0");
		ensure(
			!mqtt.client_id.is_empty() && mqtt.client_id.len() <= 64,
			"mqtt.client_id",
			"it must have from 1 to 64 bytes",
		);
		let tls =
			[mqtt.tls_listen.is_some(), mqtt.tls_certificate.is_some(), mqtt.tls_key.is_some()];
		ensure(
			tls == [true; 3] || tls == [false; 3],
			"mqtt",
			"give all of tls_listen, tls_certificate and tls_key, or none",
		);
		if let Some(connect) = &mqtt.connect {
			ensure(
				connect.starts_with("mqtt://") || connect.starts_with("mqtts://"),
				"mqtt.connect",
				"it must begin with mqtt:// or mqtts://",
			);
		}
		ensure(
			mqtt.user.is_some() || mqtt.password_file.is_none(),
			"mqtt.password_file",
			"a password needs a user",
		);
		for (name, file) in [
			("mqtt.tls_certificate", &mqtt.tls_certificate),
			("mqtt.tls_key", &mqtt.tls_key),
			("mqtt.users_file", &mqtt.users_file),
			("mqtt.acl_file", &mqtt.acl_file),
		] {
			if let Some(file) = file {
				ensure(file.is_file(), name, &format!("there is no file {}", file.display()));
			}
		}

		ensure(
			self.store.path.file_name().is_some(),
			"store.path",
			"it must name a file, not a folder",
		);
		for (name, value) in [
			("ingest.queue", self.ingest.queue as u64),
			("ingest.group", self.ingest.group as u64),
			("batch.interval_seconds", self.batch.interval_seconds),
			("batch.max_readings", self.batch.max_readings.into()),
			("batch.max_segments", self.batch.max_segments.into()),
			("batch.max_in_flight", self.batch.max_in_flight.into()),
			("http.max_concurrent", self.http.max_concurrent as u64),
			("http.timeout_seconds", self.http.timeout_seconds),
		] {
			ensure(value > 0, name, "it must be above 0");
		}
		ensure(
			self.log.filter.parse::<tracing_subscriber::EnvFilter>().is_ok(),
			"log.filter",
			"it is no filter; an example: info,tallystick_gateway=debug",
		);

		found.extend(self.secret().err());
		found.extend(self.password().err());
	}

	/// What works, and is unwise.
	pub fn warnings(&self) -> Vec<String> {
		let mut out = Vec::new();
		if self.keys.secret.is_some() {
			out.push(
				"keys.secret: the account's secret stands in the configuration in clear; \
				 move it to a file of its own (chmod 600) and name that in keys.secret_file"
					.into(),
			);
		}
		if self.chain.endpoints.len() == 1 {
			out.push(
				"chain.endpoints: there is one node only; give a second for when it fails".into(),
			);
		}
		if self.mqtt.connect.is_none() {
			let open = [Some(self.mqtt.listen), self.mqtt.tls_listen]
				.into_iter()
				.flatten()
				.any(|address| !address.ip().is_loopback());
			if open && self.mqtt.users_file.is_none() {
				out.push(
					"mqtt: the broker is open to the network and to anybody; give users_file"
						.into(),
				);
			}
			if open && self.mqtt.acl_file.is_none() {
				out.push(
					"mqtt: any client may publish in the name of any device; signatures are checked, but a device \
					 that cannot sign is open to forgery; give acl_file".into(),
				);
			}
		}
		if !self.http.listen.ip().is_loopback() {
			out.push("http.listen: it is open to the network and has no login".into());
		}
		out
	}

	/// The secret of the account that anchors.
	pub fn secret(&self) -> Result<String, Wrong> {
		let keys = &self.keys;
		let secret = match (&keys.secret_file, &keys.secret_env, &keys.secret) {
			(Some(file), ..) => private_file("keys.secret_file", file)?,
			(_, Some(name), _) => std::env::var(name)
				.map_err(|error| wrong("keys.secret_env", &format!("{name}: {error}")))?,
			(.., Some(secret)) => secret.clone(),
			_ => return Ok(String::new()),
		};
		if secret.trim().is_empty() {
			return Err(wrong("keys", "the secret is empty"));
		}
		Ok(secret.trim().into())
	}

	/// The password for the broker, if there is one.
	pub fn password(&self) -> Result<Option<String>, Wrong> {
		let Some(file) = &self.mqtt.password_file else { return Ok(None) };
		Ok(Some(private_file("mqtt.password_file", file)?.trim().into()))
	}
}

fn private_file(place: &str, path: &Path) -> Result<String, Wrong> {
	use std::os::unix::fs::PermissionsExt;

	let unreadable = |error| wrong(place, &format!("{} cannot be read: {error}", path.display()));
	let mode = std::fs::metadata(path).map_err(unreadable)?.permissions().mode();
	if mode & 0o077 != 0 {
		return Err(wrong(
			place,
			&format!("others than the owner may use {0}; run: chmod 600 {0}", path.display()),
		));
	}
	std::fs::read_to_string(path).map_err(unreadable)
}

fn wrong(place: &str, problem: &str) -> Wrong {
	Wrong { place: place.into(), problem: problem.into() }
}

#[cfg(test)]
mod tests {
	use super::*;

	fn parse(text: &str) -> Vec<String> {
		match Config::parse(text) {
			Ok(_) => Vec::new(),
			Err(Refused(found)) => found.iter().map(Wrong::to_string).collect(),
		}
	}

	#[test]
	fn works_with_the_file_it_describes() {
		let mut expected = Config::default();
		expected.keys.secret = Some("//Alice".into());
		let text = describe().replace("# secret = ", "secret = ");
		assert_eq!(Config::parse(&text), Ok(expected));
	}

	#[test]
	fn works_with_every_example() {
		let text = describe();
		let mut uncommented = String::new();
		for line in text.lines() {
			let example = line.strip_prefix("# ").filter(|rest| {
				rest.split_once(" = ").is_some_and(|(name, _)| {
					name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
				})
			});
			uncommented.push_str(example.unwrap_or(line));
			uncommented.push('\n');
		}
		let mut found = Vec::new();
		let table = DeTable::parse(&uncommented).unwrap().into_inner();
		let config = Config::read(table, &uncommented, &mut found);
		assert_eq!(found, []);
		assert_eq!(config.mqtt.connect.as_deref(), Some("mqtt://broker.example:1883"));
	}

	#[test]
	fn works_only_with_a_text_above_every_field() {
		let text = describe();
		let lines: Vec<&str> = text.lines().collect();
		for pair in lines.windows(2) {
			if pair[1].contains(" = ") {
				assert!(pair[0].starts_with("# "), "{}", pair[1]);
			}
		}
	}

	#[test]
	fn fails_when_a_field_is_unknown() {
		let found = parse("[keys]\nsecret = \"//Alice\"\n[http]\nlissen = \"0.0.0.0:1\"\n");
		assert_eq!(
			found,
			["http.lissen (line 4): there is no such field; there are listen max_concurrent timeout_seconds"]
		);
	}

	#[test]
	fn fails_when_much_is_wrong_and_says_all() {
		let found = parse(
			"[chain]\nendpoints = [\"http://a\"]\n[http]\nlisten = 3\n[nothing]\n[batch]\nmax_readings = 0\n",
		);
		assert_eq!(found.len(), 5, "{found:#?}");
		for (found, beginning) in found.iter().zip([
			"http.listen (line 4)",
			"nothing (line 5)",
			"chain.endpoints",
			"keys: give exactly one",
			"batch.max_readings",
		]) {
			assert!(found.starts_with(beginning), "{found}");
		}
	}

	#[test]
	fn fails_when_the_text_is_no_toml() {
		assert!(parse("[keys]\nsecret =")[0].starts_with("line 2"));
	}

	#[test]
	fn fails_when_others_may_read_the_secret() {
		use std::os::unix::fs::PermissionsExt;

		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("key");
		std::fs::write(&path, "//Alice\n").unwrap();
		let text = format!("[keys]\nsecret_file = {path:?}\n");
		for mode in [0o640, 0o604, 0o644] {
			std::fs::set_permissions(&path, PermissionsExt::from_mode(mode)).unwrap();
			assert!(parse(&text)[0].contains("chmod 600"), "{mode:o}");
		}
		std::fs::set_permissions(&path, PermissionsExt::from_mode(0o600)).unwrap();
		let config = Config::parse(&text).unwrap();
		assert_eq!(config.secret().unwrap(), "//Alice");
		assert!(!config.warnings().iter().any(|warning| warning.contains("keys.secret")));
	}

	#[test]
	fn works_with_a_secret_in_clear_and_warns() {
		let config = Config::parse("[keys]\nsecret = \"//Alice\"\n").unwrap();
		assert!(config.warnings()[0].contains("in clear"));
	}

	#[test]
	fn boundary_of_the_message_size() {
		let with = |size: usize| {
			parse(&format!("[keys]\nsecret = \"//A\"\n[mqtt]\nmax_message_bytes = {size}\n"))
		};
		assert_eq!(with(262_144), [""; 0]);
		assert!(with(262_145)[0].starts_with("mqtt.max_message_bytes"));
		assert!(with(1_023)[0].starts_with("mqtt.max_message_bytes"));
	}
}
