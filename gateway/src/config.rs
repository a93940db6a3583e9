//! The configuration: one TOML file.
//!
//! `generate-config` writes [`describe`]: every field with its text and its default.

mod check;

use std::{
	net::SocketAddr,
	path::{Path, PathBuf},
};

use tallystick_client::{read_secret, Signer, SignerError};
use toml::de::{DeTable, DeValue};

use crate::{
	mqtt,
	section::{line, section, Section, Wrong},
};

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
		/// Where the embedded broker listens with TLS. Needs tls_certificate and tls_key. For a private network
		/// only: there, one client that connects and says nothing keeps all new ones out. On an open network
		/// let a proxy end TLS in front of listen.
		tls_listen: Option<SocketAddr> = None, like "\"127.0.0.1:8883\"";
		/// The certificate chain, PEM.
		tls_certificate: Option<PathBuf> = None, like "\"/etc/tallystick/broker.crt\"";
		/// The certificate's key, PEM.
		tls_key: Option<PathBuf> = None, like "\"/etc/tallystick/broker.key\"";
		/// Who may connect to the embedded broker: lines of NAME:HASH (argon2). Without it anybody may, under
		/// any client id. With it the client id has to be the name, or the name, a colon and more.
		users_file: Option<PathBuf> = None, like "\"/etc/tallystick/broker.users\"";
		/// After so many failed logins of one name from one address, each further one waits for up to four
		/// seconds before it is checked, until none has failed for five minutes. 0 lets nobody wait.
		login_failures: u32 = 5;
		/// Who may publish what. Without it one client may publish in another device's name; what the
		/// device signs stays safe, what it does not sign does not.
		acl_file: Option<PathBuf> = None, like "\"/etc/tallystick/broker.acl\"";
		/// How many devices may be connected to the embedded broker at once.
		max_clients: usize = 10_000;
		/// How many messages a second the embedded broker takes from one device.
		max_rate: u32 = 1_000;
		/// Use this broker in place of the embedded one: mqtt://HOST:PORT, or mqtts:// for TLS.
		connect: Option<String> = None, like "\"mqtt://broker.example:1883\"";
		/// The certificates of the authorities that may vouch for that broker, PEM. Without it, those that
		/// the world's browsers trust.
		ca_file: Option<PathBuf> = None, like "\"/etc/tallystick/broker-ca.crt\"";
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
		queue: usize = 1_024;
		/// How many messages are checked and stored in one go.
		group: usize = 1_024;
		/// A reading may be so far ahead of the gateway's clock.
		max_ahead_seconds: u64 = 3_600;
	}
}

section! {
	/// How readings are gathered for the chain.
	Batch {
		/// A batch is sealed when its oldest reading has waited so long: 2, 4 or 8 times as long while
		/// less than a half, a quarter or a tenth of the organisation's quota is left.
		interval_seconds: u64 = 10;
		/// A batch is sealed when it has so many readings.
		max_readings: u32 = 65_536;
		/// A batch is sealed when it has so many segments.
		max_segments: u32 = 4_096;
		/// How many sealed batches may be on their way to finality.
		max_in_flight: u32 = 32;
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
		filter: String = "info,mqtt5=error".into();
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

	/// The account that anchors.
	pub fn signer(&self) -> Result<Signer, Wrong> {
		let keys = &self.keys;
		let refused = |place: &str, error: SignerError| wrong(place, &error.to_string());
		match (&keys.secret_file, &keys.secret_env, &keys.secret) {
			(Some(file), None, None) => Signer::from_file(file).map_err(|error| {
				wrong("keys.secret_file", &format!("{}: {error}", file.display()))
			}),
			(None, Some(name), None) => {
				let secret = std::env::var(name)
					.map_err(|error| wrong("keys.secret_env", &format!("{name}: {error}")))?;
				Signer::from_uri(secret.trim()).map_err(|error| refused("keys.secret_env", error))
			},
			(None, None, Some(secret)) => {
				Signer::from_uri(secret.trim()).map_err(|error| refused("keys.secret", error))
			},
			_ => Err(wrong("keys", "give exactly one of secret_file, secret_env and secret")),
		}
	}

	/// The password for the broker, if there is one.
	pub fn password(&self) -> Result<Option<String>, Wrong> {
		let Some(file) = &self.mqtt.password_file else { return Ok(None) };
		read_secret(file)
			.map(Some)
			.map_err(|error| wrong("mqtt.password_file", &format!("{}: {error}", file.display())))
	}

	/// The authorities that may vouch for the broker, if they are named.
	pub fn ca(&self) -> Result<Option<Vec<u8>>, Wrong> {
		let Some(file) = self.mqtt.ca_file.as_ref().filter(|file| file.is_file()) else {
			return Ok(None);
		};
		let refused = |why: String| wrong("mqtt.ca_file", &format!("{}: {why}", file.display()));
		let pem = std::fs::read(file).map_err(|error| refused(error.to_string()))?;
		mqtt::check_ca(&pem).map_err(refused)?;
		Ok(Some(pem))
	}
}

fn wrong(place: &str, problem: &str) -> Wrong {
	Wrong { place: place.into(), problem: problem.into() }
}

#[cfg(test)]
mod tests;
