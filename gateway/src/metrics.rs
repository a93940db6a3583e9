//! Figures for Prometheus.

use std::sync::OnceLock;

use metrics_exporter_prometheus::{BuildError, Matcher, PrometheusBuilder, PrometheusHandle};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
	Counter,
	Gauge,
	Histogram,
}

/// All that is counted: what it is, its name, what it says.
const TABLE: &[(Kind, &str, &str)] = &[
	(
		Kind::Counter,
		"tallystick_gateway_answers_dropped_total",
		"Answers for which there was no room on the way out",
	),
	(Kind::Gauge, "tallystick_gateway_batches_in_flight", "Batches that are sealed and not final"),
	(Kind::Gauge, "tallystick_gateway_best_block", "Height of the best block"),
	(
		Kind::Counter,
		"tallystick_gateway_chain_failures_total",
		"Rounds in which the chain was not asked to the end",
	),
	(Kind::Gauge, "tallystick_gateway_chain_reachable", "1 if a node answered the last time"),
	(Kind::Gauge, "tallystick_gateway_disk_free_bytes", "Free space on the disk of the database"),
	(
		Kind::Counter,
		"tallystick_gateway_duplicates_total",
		"Messages that were stored before and acknowledged again",
	),
	(Kind::Counter, "tallystick_gateway_final_batches_total", "Batches that became final"),
	(Kind::Counter, "tallystick_gateway_final_readings_total", "Readings that became final"),
	(Kind::Gauge, "tallystick_gateway_finalized_block", "Height of the last finalised block"),
	(Kind::Histogram, "tallystick_gateway_group_messages", "Messages that were taken in one go"),
	(
		Kind::Counter,
		"tallystick_gateway_lookups_failed_total",
		"Devices that could not be looked up on the chain",
	),
	(
		Kind::Counter,
		"tallystick_gateway_messages_total",
		"Messages that were taken from the broker",
	),
	(
		Kind::Gauge,
		"tallystick_gateway_mqtt_connected",
		"1 if the gateway is connected to its broker",
	),
	(
		Kind::Counter,
		"tallystick_gateway_mqtt_connections_total",
		"Connections to the broker; more than one means that it was lost",
	),
	(
		Kind::Counter,
		"tallystick_gateway_mqtt_dropped_total",
		"Answers dropped because the broker was lost; the devices ask again",
	),
	(
		Kind::Counter,
		"tallystick_gateway_mqtt_overrun_total",
		"Messages of an external broker for which there was no room",
	),
	(Kind::Counter, "tallystick_gateway_mqtt_published_total", "Answers that the broker took"),
	(Kind::Counter, "tallystick_gateway_mqtt_received_total", "Messages that the broker sent"),
	(
		Kind::Counter,
		"tallystick_gateway_mqtt_refused_total",
		"What the embedded broker refused to clients, by `reason`",
	),
	(
		Kind::Counter,
		"tallystick_gateway_mqtt_takeovers_total",
		"Clients thrown out by another one with their client id",
	),
	(
		Kind::Counter,
		"tallystick_gateway_pruned_batches_total",
		"Batches whose raw data were removed",
	),
	(
		Kind::Counter,
		"tallystick_gateway_put_off_total",
		"Messages put off to a later group, to keep others from waiting",
	),
	(
		Kind::Gauge,
		"tallystick_gateway_quota_left_ratio",
		"How much of the organisation's quota is left: 0 to 1; NaN where no organisation pays",
	),
	(Kind::Counter, "tallystick_gateway_readings_total", "Readings that were stored"),
	(Kind::Counter, "tallystick_gateway_refused_total", "Messages that were refused, by `error`"),
	(Kind::Gauge, "tallystick_gateway_resident_bytes", "Memory of the process"),
	(Kind::Counter, "tallystick_gateway_sealed_batches_total", "Batches that were sealed"),
	(
		Kind::Counter,
		"tallystick_gateway_sealed_readings_total",
		"Readings that were sealed into batches",
	),
	(Kind::Counter, "tallystick_gateway_signatures_total", "Signatures that were checked"),
	(
		Kind::Counter,
		"tallystick_gateway_store_failures_total",
		"Writes to the database that failed",
	),
	(Kind::Histogram, "tallystick_gateway_store_seconds", "Time to store a group"),
	(Kind::Counter, "tallystick_gateway_submissions_total", "Transactions handed to a node"),
	(Kind::Gauge, "tallystick_gateway_trouble", "1 while batches are not anchored, by `kind`"),
	(Kind::Histogram, "tallystick_gateway_verify_seconds", "Time to verify a group"),
	(
		Kind::Gauge,
		"tallystick_gateway_waiting_readings",
		"Readings on disk that are in no batch yet",
	),
];

const SECONDS: &[f64] = &[0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0];
const COUNTS: &[f64] = &[1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0, 512.0, 1_024.0];

/// Takes all figures of the process from now on. There is one recorder a process, so a second call
/// gives the same.
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

/// The figures, as Prometheus reads them.
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
	fn works_with_a_text_for_every_figure_and_no_other() {
		let mut used = Vec::new();
		names_under(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut used);
		used.push("tallystick_gateway_resident_bytes".into());
		used.sort();
		used.dedup();
		let described: Vec<_> = TABLE.iter().map(|(_, name, _)| name.to_string()).collect();
		assert_eq!(described, used);
	}

	#[test]
	fn works_with_the_documentation() {
		let documentation = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/gateway.md");
		let documentation = std::fs::read_to_string(documentation).unwrap();
		for (kind, name, text) in TABLE {
			let row = format!("| `{name}` | {} | {text} |", format!("{kind:?}").to_lowercase());
			assert!(documentation.contains(&row), "docs/gateway.md lacks: {row}");
		}
	}

	#[test]
	fn works_on_the_figures() {
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
