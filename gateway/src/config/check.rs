//! The errors of a configuration that is well-formed, and warnings of unwise settings.

use super::{wrong, Config, MAX_MESSAGE};
use crate::section::ConfigError;

impl Config {
	/// Adds the errors of the values to `found`.
	pub(super) fn check(&self, found: &mut Vec<ConfigError>) {
		let mut ensure = |good: bool, place: &str, problem: &str| {
			if !good {
				found.push(wrong(place, problem));
			}
		};

		ensure(!self.chain.endpoints.is_empty(), "chain.endpoints", "give at least one endpoint");
		for endpoint in &self.chain.endpoints {
			ensure(
				endpoint.starts_with("ws://") || endpoint.starts_with("wss://"),
				"chain.endpoints",
				&format!("{endpoint:?} does not begin with ws:// or wss://"),
			);
		}

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
			"give all of tls_listen, tls_certificate and tls_key, or none of them",
		);
		if let Some(connect) = &mqtt.connect {
			ensure(
				connect.starts_with("mqtt://") || connect.starts_with("mqtts://"),
				"mqtt.connect",
				"it must begin with mqtt:// or mqtts://",
			);
		}
		ensure(
			mqtt.ca_file.is_none()
				|| mqtt.connect.as_ref().is_some_and(|connect| connect.starts_with("mqtts://")),
			"mqtt.ca_file",
			"it needs mqtt.connect to begin with mqtts://",
		);
		ensure(
			mqtt.user.is_some() || mqtt.password_file.is_none(),
			"mqtt.password_file",
			"a password needs mqtt.user",
		);
		for (name, file) in [
			("mqtt.tls_certificate", &mqtt.tls_certificate),
			("mqtt.tls_key", &mqtt.tls_key),
			("mqtt.users_file", &mqtt.users_file),
			("mqtt.acl_file", &mqtt.acl_file),
			("mqtt.ca_file", &mqtt.ca_file),
		] {
			if let Some(file) = file {
				ensure(
					file.is_file(),
					name,
					&format!("the file {} does not exist", file.display()),
				);
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
			"the filter is malformed; an example: info,tallystick_gateway=debug",
		);

		found.extend(self.signer().err());
		found.extend(self.password().err());
		found.extend(self.ca().err());
		found.extend(self.commanding().err());
	}

	/// Warnings of settings that work but are unwise.
	pub fn warnings(&self) -> Vec<String> {
		let mut out = Vec::new();
		if self.keys.secret.is_some() {
			out.push(
				"keys.secret: the configuration holds the account's secret in clear; \
				 move it to a file of its own (chmod 600) and name that in keys.secret_file"
					.into(),
			);
		}
		if self.chain.endpoints.len() == 1 {
			out.push(
				"chain.endpoints: there is only one node; name a second one, in case it fails"
					.into(),
			);
		}
		if self.mqtt.connect.is_none() {
			let open = [Some(self.mqtt.listen), self.mqtt.tls_listen]
				.into_iter()
				.flatten()
				.any(|address| !address.ip().is_loopback());
			if open && self.mqtt.users_file.is_none() {
				out.push(
					"mqtt: anybody on the network may connect to the broker; give users_file"
						.into(),
				);
			}
			if open && self.mqtt.acl_file.is_none() {
				out.push(
					"mqtt: any client may publish in the name of any device, so unsigned readings can be forged; \
					 give acl_file".into(),
				);
			}
			if self.mqtt.tls_listen.is_some_and(|address| !address.ip().is_loopback()) {
				out.push(
					"mqtt.tls_listen: it is not for an open network: one client that connects there and sends nothing \
					 keeps all new clients out while it stays; keep it to a private network, or let a proxy \
					 terminate TLS in front of mqtt.listen".into(),
				);
			}
		}
		if !self.http.listen.ip().is_loopback() {
			out.push("http.listen: it is open to the network and has no login; put a proxy with a login in front of it".into());
		}
		out
	}
}
