//! The configuration: one TOML file.
//!
//! `generate-config` prints [`describe`]: every field with its description and its default.

mod check;

use std::{
	net::SocketAddr,
	path::{Path, PathBuf},
};

use tallystick_client::{read_secret, Signer, SignerError};
use tallystick_evidence::{Scheme, SecretKey};
use toml::de::{DeTable, DeValue};

use crate::{
	commands::Commanding,
	mqtt,
	section::{line, section, ConfigError, Section},
};

/// The highest value of `mqtt.max_message_bytes`.
const MAX_MESSAGE: usize = 256 * 1024;

section! {
	/// The chain.
	Chain {
		/// JSON-RPC endpoints of nodes. Give two or more: if one fails, the next is used.
		endpoints: Vec<String> = vec!["ws://127.0.0.1:9944".into()];
		/// The largest accepted difference between the gateway's clock and the chain's, in seconds. While it is
		/// exceeded, nothing that depends on the time is refused for good.
		clock_tolerance_seconds: u64 = 300;
		/// Take the time from the chain's newest block, not from this machine's clock: for a development chain whose blocks are made
		/// by hand, faster than time passes. Never for real devices, whose time a node could then decide.
		time_lapse: bool = false;
	}
}

section! {
	/// The account that anchors. It belongs to an organisation and is authorised as a gateway.
	/// Give exactly one of the three fields.
	Keys {
		/// A file with the secret: a phrase, or 0x and 64 hex digits. Only its owner may read it (chmod 600).
		secret_file: Option<PathBuf> = None, like "\"/etc/tallystick/gateway.key\"";
		/// The name of an environment variable with the secret.
		secret_env: Option<String> = None, like "\"TALLYSTICK_GATEWAY_SECRET\"";
		/// The secret itself. Everyone who can read this file knows it: for development only.
		secret: Option<String> = None, like "\"//Alice\"";
	}
}

section! {
	/// The MQTT broker on which devices publish: the embedded one, or an external one.
	Mqtt {
		/// The address that the embedded broker listens on. Port 0 picks a free port.
		listen: SocketAddr = SocketAddr::from(([127, 0, 0, 1], 1883));
		/// The address that the embedded broker listens on with TLS. Needs tls_certificate and tls_key. For a
		/// private network only: one client that connects and sends nothing keeps all new clients out. On an
		/// open network let a proxy terminate TLS in front of listen.
		tls_listen: Option<SocketAddr> = None, like "\"127.0.0.1:8883\"";
		/// The file with the certificate chain, PEM.
		tls_certificate: Option<PathBuf> = None, like "\"/etc/tallystick/broker.crt\"";
		/// The file with the certificate's key, PEM.
		tls_key: Option<PathBuf> = None, like "\"/etc/tallystick/broker.key\"";
		/// The users of the embedded broker: lines of NAME:HASH (argon2). Without this file any client may
		/// connect, under any client id. With it the client id has to be the name, or the name, a colon and
		/// any text.
		users_file: Option<PathBuf> = None, like "\"/etc/tallystick/broker.users\"";
		/// After this many failed logins of one name from one address, each further login waits for up to four
		/// seconds before its password is checked. The count ends five minutes after the last failure. 0 turns
		/// the delay off.
		login_failures: u32 = 5;
		/// The permissions of users to publish and subscribe. Without this file a client may publish in the
		/// name of any device: signed readings stay safe, unsigned ones can be forged.
		acl_file: Option<PathBuf> = None, like "\"/etc/tallystick/broker.acl\"";
		/// Most clients that are connected to the embedded broker at once.
		max_clients: usize = 10_000;
		/// Most messages a second that the embedded broker accepts from one client.
		max_rate: u32 = 1_000;
		/// An external broker to use in place of the embedded one: mqtt://HOST:PORT, or mqtts:// for TLS.
		connect: Option<String> = None, like "\"mqtt://broker.example:1883\"";
		/// The file with the certificate authorities that may sign the external broker's certificate, PEM.
		/// Without it the authorities that browsers trust.
		ca_file: Option<PathBuf> = None, like "\"/etc/tallystick/broker-ca.crt\"";
		/// The gateway's user name at the external broker.
		user: Option<String> = None, like "\"gateway\"";
		/// A file with the password of this user. Only its owner may read it (chmod 600).
		password_file: Option<PathBuf> = None, like "\"/etc/tallystick/broker.password\"";
		/// The gateway's client id at the external broker. Each gateway at one broker needs its own.
		client_id: String = "tallystick-gateway".into();
		/// The largest message that is accepted, in bytes: from 1024 to 262144.
		max_message_bytes: usize = MAX_MESSAGE;
	}
}

section! {
	/// The database.
	Store {
		/// The database file. The disk must not lose data that it reported as written.
		path: PathBuf = PathBuf::from("gateway.db");
		/// With less free space than this, in bytes, the gateway accepts nothing and answers Busy.
		free_floor_bytes: u64 = 256 * 1024 * 1024;
		/// Days after which raw data of finalised batches are removed. 0 keeps them for ever.
		retention_days: u32 = 0;
	}
}

section! {
	/// The checking and storing of messages.
	Ingest {
		/// Most messages that wait to be checked and stored.
		queue: usize = 1_024;
		/// Most messages that are checked and stored together.
		group: usize = 4_096;
		/// Readings that are further ahead of the gateway's clock, in seconds, are refused.
		max_ahead_seconds: u64 = 3_600;
	}
}

section! {
	/// The batches of readings that are anchored on the chain.
	Batch {
		/// A batch is sealed when its oldest reading has waited for this many seconds. The wait is 2, 4 or 8
		/// times as long while less than a half, a quarter or a tenth of the organisation's quota is left.
		interval_seconds: u64 = 10;
		/// A batch is sealed when it has this many readings.
		max_readings: u32 = 65_536;
		/// A batch is sealed when it has this many segments.
		max_segments: u32 = 4_096;
		/// Most sealed batches that are not final. At this number no batch is sealed until one is final.
		max_in_flight: u32 = 96;
	}
}

section! {
	/// Commands to devices. Give both fields or neither: without them the gateway commands nothing.
	Commands {
		/// A file with the gateway's command key: 0x and 64 hex digits, the seed of an Ed25519 key. Only its owner may
		/// read it (chmod 600).
		key_file: Option<PathBuf> = None, like "\"/etc/tallystick/command.key\"";
		/// The folder with the owners' grants: one file for each actuator, named DEVICE.CHANNEL.grant, and one named
		/// DEVICE.entrust for a device that was handed over. It is read again every few seconds.
		grants: Option<PathBuf> = None, like "\"/etc/tallystick/grants\"";
	}
}

section! {
	/// The HTTP interface. It has no login: put a proxy with a login in front of it, or keep it local.
	Http {
		/// The address that it listens on. Port 0 picks a free port.
		listen: SocketAddr = SocketAddr::from(([127, 0, 0, 1], 8080));
		/// Most requests that are answered at once. Further ones get 503 and may be repeated.
		max_concurrent: usize = 64;
		/// Seconds after which a request is answered with 503.
		timeout_seconds: u64 = 10;
	}
}

section! {
	/// The log, which goes to standard error.
	Log {
		/// The level of each module: error, warn, info, debug or trace.
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
			fn read(table: DeTable<'_>, text: &str, errors: &mut Vec<ConfigError>) -> Self {
				let mut config = Self::default();
				for (key, value) in table {
					let place = format!("{} (line {})", key.get_ref(), line(text, &key.span()));
					match (&**key.get_ref(), value.into_inner()) {
						$((name @ stringify!($name), DeValue::Table(table)) =>
							config.$name = Section::read(name, table, text, errors),)*
						($(stringify!($name))|*, _) => errors.push(ConfigError {
							place,
							problem: "this is a section: write its name in brackets".into(),
						}),
						_ => errors.push(ConfigError {
							place,
							problem: concat!("unknown section; the sections are", $(" ", stringify!($name),)*)
								.into(),
						}),
					}
				}
				config
			}
		}

		/// The configuration file with all defaults, every field under its description.
		pub fn describe() -> String {
			let mut out = String::from("# Tallystick gateway. Every field has its default; fields without a default are commented out.\n");
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
	/// The checking and storing of messages.
	ingest: Ingest,
	/// The batches.
	batch: Batch,
	/// The commands to devices.
	commands: Commands,
	/// The HTTP interface.
	http: Http,
	/// The log.
	log: Log,
}

/// All errors of a configuration.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("the configuration is invalid:{}", .0.iter().map(|error| format!("\n  {error}")).collect::<String>())]
pub struct ConfigErrors(pub Vec<ConfigError>);

impl Config {
	/// Reads a file.
	pub fn load(path: &Path) -> Result<Self, ConfigErrors> {
		let text = std::fs::read_to_string(path).map_err(|error| {
			ConfigErrors(vec![wrong(
				&path.display().to_string(),
				&format!("the file cannot be read: {error}"),
			)])
		})?;
		Self::parse(&text)
	}

	/// Reads a text, and reports all its errors at once.
	pub fn parse(text: &str) -> Result<Self, ConfigErrors> {
		let table = DeTable::parse(text)
			.map_err(|error| {
				let line = error.span().map_or(0, |span| line(text, &span));
				ConfigErrors(vec![wrong(&format!("line {line}"), error.message())])
			})?
			.into_inner();
		let mut found = Vec::new();
		let config = Self::read(table, text, &mut found);
		config.check(&mut found);
		if found.is_empty() {
			Ok(config)
		} else {
			Err(ConfigErrors(found))
		}
	}

	/// The account that anchors.
	pub fn signer(&self) -> Result<Signer, ConfigError> {
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

	/// The password for the external broker, if one is configured.
	pub fn password(&self) -> Result<Option<String>, ConfigError> {
		let Some(file) = &self.mqtt.password_file else { return Ok(None) };
		read_secret(file)
			.map(Some)
			.map_err(|error| wrong("mqtt.password_file", &format!("{}: {error}", file.display())))
	}

	/// What the gateway commands with. `None` if it commands nothing.
	pub(crate) fn commanding(&self) -> Result<Option<Commanding>, ConfigError> {
		let Commands { key_file, grants } = &self.commands;
		let (file, grants) = match (key_file, grants) {
			(Some(file), Some(grants)) => (file, grants.clone()),
			(None, None) => return Ok(None),
			_ => return Err(wrong("commands", "give both of key_file and grants, or neither")),
		};
		let refused =
			|why: String| wrong("commands.key_file", &format!("{}: {why}", file.display()));
		let text = read_secret(file).map_err(|error| refused(error.to_string()))?;
		let mut seed = [0; 32];
		hex::decode_to_slice(text.strip_prefix("0x").unwrap_or(&text), &mut seed)
			.map_err(|_| refused("a command key is 0x and 64 hexadecimal digits".into()))?;
		let key = SecretKey::from_seed(Scheme::Ed25519, seed)
			.ok_or_else(|| refused("this is no key; make another".into()))?;
		if !grants.is_dir() {
			let problem = format!("the folder {} does not exist", grants.display());
			return Err(wrong("commands.grants", &problem));
		}
		Ok(Some(Commanding { key, grants }))
	}

	/// The certificate authorities of the external broker, if they are configured.
	pub fn ca(&self) -> Result<Option<Vec<u8>>, ConfigError> {
		let Some(file) = self.mqtt.ca_file.as_ref().filter(|file| file.is_file()) else {
			return Ok(None);
		};
		let refused = |why: String| wrong("mqtt.ca_file", &format!("{}: {why}", file.display()));
		let pem = std::fs::read(file).map_err(|error| refused(error.to_string()))?;
		mqtt::check_ca(&pem).map_err(refused)?;
		Ok(Some(pem))
	}
}

fn wrong(place: &str, problem: &str) -> ConfigError {
	ConfigError { place: place.into(), problem: problem.into() }
}

#[cfg(test)]
mod tests;
