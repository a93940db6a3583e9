//! How long it takes until a reading is final and its proof can be had.

use crate::scene::{broker, Scene, Way};
use anyhow::{ensure, Result};
use std::time::Duration;
use tallystick_sim::{Fleet, Load, Oracle};
use tallystick_tests::{percentile, Node, SLOT};

/// Readings a second over the fleet.
pub(crate) const RATE: f64 = 200.0;
const DEVICES: u32 = 20;

/// What was found.
pub(crate) struct Latency {
	pub(crate) way: Way,
	pub(crate) interval: u64,
	pub(crate) messages: usize,
	pub(crate) acknowledged: [Duration; 2],
	/// Median, and the one that one in a hundred exceeds: from the sending of a message to the answer that
	/// says it is final.
	pub(crate) is_final: [Duration; 2],
}

impl Latency {
	/// The time to finality that one message in a hundred exceeds, to interval and block time.
	pub(crate) fn p99_to_least(&self) -> f64 {
		let least = Duration::from_secs(self.interval) + SLOT;
		self.is_final[1].as_secs_f64() / least.as_secs_f64()
	}
}

pub(crate) async fn measure(_: &Node, scene: &Scene, way: Way, interval: u64) -> Result<Latency> {
	let folder = scene.folder()?;
	let mut gateway = scene.gateway(folder.path(), interval, None).await?;
	let fleet = Fleet {
		devices: DEVICES,
		rate: Some(RATE),
		measure: Duration::from_secs(scene.seconds),
		drain: Duration::from_secs(60),
		until_final: true,
		resend: Duration::from_secs(5),
		..scene.fleet(way, u64::MAX)
	};
	let first = Load::make(&Fleet { readings: u64::from(DEVICES), ..scene.fleet(way, 0) }, 1)?;
	scene.meet(&scene.fleet(way, 0), &first, &gateway).await?;
	let oracle = Oracle::append(&folder.path().join("oracle"))?;
	let fleet = Fleet { boot: fleet.boot + 1, ..fleet };
	let totals = fleet.play(&broker(gateway.mqtt()), &oracle).await?;
	ensure!(totals.is_good(), "{totals} {:?}", totals.failures);
	let count = totals.until_final.len();
	ensure!(count as u64 == totals.messages, "{count} of {} are final", totals.messages);
	gateway.stop().await?;
	let of = |times: &[u32]| {
		let times: Vec<_> = times.iter().map(|ms| Duration::from_millis((*ms).into())).collect();
		[percentile(&times, 50), percentile(&times, 99)]
	};
	let found = Latency {
		way,
		interval,
		messages: count,
		acknowledged: of(&totals.until_acknowledged),
		is_final: of(&totals.until_final),
	};
	eprintln!("{} every {interval} s: {:?} {totals}", way.name(), found.is_final);
	Ok(found)
}
