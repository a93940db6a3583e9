//! The metrics for Prometheus.

use std::sync::OnceLock;

use metrics_exporter_prometheus::{BuildError, Matcher, PrometheusBuilder, PrometheusHandle};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
	Counter,
	Gauge,
	Histogram,
}

/// All metrics: kind, name and help text.
const TABLE: &[(Kind, &str, &str)] = &[
	(
		Kind::Counter,
		"tallystick_gateway_answers_dropped_total",
		"Messages to devices that were dropped because the outbound queue was full",
	),
	(Kind::Gauge, "tallystick_gateway_batches_in_flight", "Batches that are sealed and not final"),
	(Kind::Counter, "tallystick_gateway_beats_total", "Beats that were sent to devices"),
	(Kind::Gauge, "tallystick_gateway_best_block", "Height of the best block"),
	(
		Kind::Counter,
		"tallystick_gateway_chain_failures_total",
		"Polling rounds that failed",
	),
	(Kind::Gauge, "tallystick_gateway_chain_reachable", "1 if a node answered in the last polling round"),
	(
		Kind::Gauge,
		"tallystick_gateway_clock_ahead_seconds",
		"Seconds by which the gateway's clock is ahead of the chain's",
	),
	(
		Kind::Counter,
		"tallystick_gateway_command_answers_total",
		"Answers to commands that a node accepted",
	),
	(
		Kind::Counter,
		"tallystick_gateway_command_messages_dropped_total",
		"Answers to commands and nonces that were dropped, by `reason`",
	),
	(
		Kind::Gauge,
		"tallystick_gateway_commanded_actuators",
		"Actuators whose grants the gateway holds",
	),
	(
		Kind::Counter,
		"tallystick_gateway_commands_total",
		"Commands that were sent to devices, with repetitions",
	),
	(
		Kind::Gauge,
		"tallystick_gateway_damaged_messages",
		"Messages that could not be read any more when they were to be sealed; they are in no batch",
	),
	(
		Kind::Counter,
		"tallystick_gateway_deferred_total",
		"Messages of devices with bad signatures that were answered Busy, to keep others from waiting",
	),
	(Kind::Gauge, "tallystick_gateway_disk_free_bytes", "Free space on the disk of the database, in bytes"),
	(
		Kind::Counter,
		"tallystick_gateway_duplicates_total",
		"Messages whose readings were stored already; they are acknowledged again",
	),
	(Kind::Counter, "tallystick_gateway_final_batches_total", "Batches that became final"),
	(Kind::Counter, "tallystick_gateway_final_readings_total", "Readings that became final"),
	(Kind::Gauge, "tallystick_gateway_finalized_block", "Height of the last finalised block"),
	(
		Kind::Counter,
		"tallystick_gateway_grants_total",
		"Grants that were sent to devices, with repetitions",
	),
	(Kind::Histogram, "tallystick_gateway_group_messages", "Messages that were verified and stored together"),
	(
		Kind::Counter,
		"tallystick_gateway_lookups_failed_total",
		"Lookups of devices on the chain that failed",
	),
	(
		Kind::Counter,
		"tallystick_gateway_messages_total",
		"Messages that the gateway took from the inbound queue",
	),
	(
		Kind::Counter,
		"tallystick_gateway_moves_total",
		"Records that say where a device goes on after it sent to another gateway",
	),
	(
		Kind::Gauge,
		"tallystick_gateway_mqtt_connected",
		"1 if the gateway is connected to its broker",
	),
	(
		Kind::Counter,
		"tallystick_gateway_mqtt_connections_total",
		"Connections to an external broker; each after the first follows a lost one",
	),
	(
		Kind::Counter,
		"tallystick_gateway_mqtt_dropped_total",
		"Messages to devices that were dropped because the connection to the broker was lost, or because they were late",
	),
	(
		Kind::Counter,
		"tallystick_gateway_mqtt_overrun_total",
		"Messages of an external broker that were dropped because the inbound queue was full",
	),
	(Kind::Counter, "tallystick_gateway_mqtt_published_total", "Messages to devices that were published"),
	(Kind::Counter, "tallystick_gateway_mqtt_received_total", "Messages that devices published"),
	(
		Kind::Counter,
		"tallystick_gateway_mqtt_refused_total",
		"Connections, messages and subscriptions that the embedded broker refused, by `reason`",
	),
	(
		Kind::Counter,
		"tallystick_gateway_mqtt_takeovers_total",
		"Clients that were disconnected by another with the same client id",
	),
	(Kind::Gauge, "tallystick_gateway_nodes", "Nodes that are configured"),
	(
		Kind::Gauge,
		"tallystick_gateway_nodes_good",
		"Nodes that answer, follow the chain, have peers and are neither behind the others nor frozen",
	),
	(
		Kind::Gauge,
		"tallystick_gateway_not_ready",
		"1 while the gateway is not ready for this `reason`",
	),
	(Kind::Gauge, "tallystick_gateway_obstacle", "1 while a condition keeps batches from being anchored, by `kind`"),
	(
		Kind::Counter,
		"tallystick_gateway_pruned_batches_total",
		"Batches whose raw data were removed",
	),
	(
		Kind::Gauge,
		"tallystick_gateway_quota_left_ratio",
		"Share of the organisation's quota that is left, from 0 to 1; NaN if no organisation pays",
	),
	(Kind::Counter, "tallystick_gateway_readings_total", "Readings that were stored"),
	(Kind::Counter, "tallystick_gateway_refused_total", "Messages that were refused, by `error`"),
	(Kind::Gauge, "tallystick_gateway_resident_bytes", "Resident memory of the process, in bytes"),
	(Kind::Counter, "tallystick_gateway_sealed_batches_total", "Batches that were sealed"),
	(
		Kind::Counter,
		"tallystick_gateway_sealed_readings_total",
		"Readings that were sealed into batches",
	),
	(
		Kind::Gauge,
		"tallystick_gateway_seconds_since",
		"Seconds since the last progress of `what`: a new best `block`, a new finalised `head`, a polling `round` completed, a group `stored`, a batch `sealed`, `submitted` or `final`, a `key_proof` found, the `oldest_waiting` reading sealed",
	),
	(Kind::Counter, "tallystick_gateway_signatures_total", "Signatures that were checked"),
	(
		Kind::Counter,
		"tallystick_gateway_store_failures_total",
		"Writes to the database that failed",
	),
	(Kind::Histogram, "tallystick_gateway_store_seconds", "Seconds to store a group of messages"),
	(Kind::Counter, "tallystick_gateway_submissions_total", "Transactions that were sent to a node"),
	(Kind::Histogram, "tallystick_gateway_verify_seconds", "Seconds to verify a group of messages"),
	(
		Kind::Gauge,
		"tallystick_gateway_waiting_readings",
		"Readings on disk that are in no batch yet",
	),
];

const SECONDS: &[f64] = &[0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0];
const COUNTS: &[f64] = &[1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0, 512.0, 1_024.0];

/// Installs the process's recorder of metrics. A second call returns the same recorder.
pub fn install() -> Result<PrometheusHandle, BuildError> {
	static HANDLE: OnceLock<PrometheusHandle> = OnceLock::new();
	if let Some(handle) = HANDLE.get() {
		return Ok(handle.clone());
	}
	let handle = PrometheusBuilder::new()
		.set_buckets_for_metric(Matcher::Suffix("_seconds".into()), SECONDS)?
		.set_buckets_for_metric(Matcher::Suffix("_messages".into()), COUNTS)?
		.install_recorder()?;
	for &(kind, name, text) in TABLE {
		match kind {
			Kind::Counter => metrics::describe_counter!(name, text),
			Kind::Gauge => metrics::describe_gauge!(name, text),
			Kind::Histogram => metrics::describe_histogram!(name, text),
		}
	}
	Ok(HANDLE.get_or_init(|| handle).clone())
}

/// The metrics in Prometheus's text format.
pub fn render(handle: &PrometheusHandle) -> String {
	if let Some(bytes) = resident_bytes() {
		metrics::gauge!("tallystick_gateway_resident_bytes").set(bytes as f64);
	}
	handle.run_upkeep();
	handle.render()
}

fn resident_bytes() -> Option<u64> {
	let status = std::fs::read_to_string("/proc/self/status").ok()?;
	let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
	let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
	kibibytes.checked_mul(1_024)
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::path::Path;

	fn names_in(text: &str, names: &mut Vec<String>) {
		for (start, _) in text.match_indices("\"tallystick_gateway_") {
			let name: String = text[start + 1..].chars().take_while(|c| *c != '"').collect();
			names.push(name);
		}
	}

	fn names_under(folder: &Path, names: &mut Vec<String>) {
		for entry in std::fs::read_dir(folder).unwrap() {
			let path = entry.unwrap().path();
			if path.is_dir() {
				names_under(&path, names);
			} else if path.extension().is_some_and(|extension| extension == "rs")
				&& !path.ends_with("metrics.rs")
			{
				names_in(&std::fs::read_to_string(&path).unwrap(), names);
			}
		}
	}

	#[test]
	fn describes_exactly_the_metrics_that_the_code_uses() {
		let mut used = Vec::new();
		names_under(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut used);
		used.push("tallystick_gateway_resident_bytes".into());
		used.sort();
		used.dedup();
		let described: Vec<_> = TABLE.iter().map(|(_, name, _)| name.to_string()).collect();
		assert_eq!(described, used);
	}

	#[test]
	fn documents_every_metric_with_its_text() {
		let documentation = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/gateway.md");
		let documentation = std::fs::read_to_string(documentation).unwrap();
		for (kind, name, text) in TABLE {
			let row = format!("| `{name}` | {} | {text} |", format!("{kind:?}").to_lowercase());
			assert!(documentation.contains(&row), "docs/gateway.md lacks: {row}");
		}
	}

	#[test]
	fn alert_rules_name_metrics_that_exist() {
		let rules = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/runbooks/gateway.rules.yml");
		let rules = std::fs::read_to_string(rules).unwrap();
		let mut named = 0;
		for (start, _) in rules.match_indices("tallystick_gateway_") {
			let end = |c: char| !(c.is_ascii_alphanumeric() || c == '_');
			let name = rules[start..].split(end).next().unwrap_or_default();
			assert!(TABLE.iter().any(|(_, known, _)| *known == name), "there is no metric {name}");
			named += 1;
		}
		assert!(named > 10);
		// A series with labels matches one without only if they are ignored.
		for line in rules.lines().filter(|line| line.contains("expr:") && line.contains(" and ")) {
			assert_eq!(line.contains('{'), line.contains(" and ignoring("), "{line}");
		}
		// What stands in a selector exists as well.
		for (start, _) in rules.match_indices("what=\"") {
			let what = rules[start + 6..].split('"').next().unwrap_or_default();
			let is_known = ["block", "head"].contains(&what)
				|| crate::milestone::Milestone::ALL.iter().any(|known| known.name() == what);
			assert!(is_known, "there is no `what` of the name {what}");
		}
	}

	#[test]
	fn renders_metrics() {
		let handle = install().unwrap();
		metrics::counter!("tallystick_gateway_readings_total").increment(3);
		let text = render(&handle);
		assert!(text.contains("# TYPE tallystick_gateway_readings_total counter"), "{text}");
		assert!(text.contains("tallystick_gateway_readings_total 3"), "{text}");
		let resident = text
			.lines()
			.find_map(|line| line.strip_prefix("tallystick_gateway_resident_bytes "))
			.unwrap();
		assert!(resident.parse::<f64>().unwrap() > 1e6);
	}
}
