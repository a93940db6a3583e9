//! Measures the gateway from the devices to finality, and prints tables: readings a second and work
//! per reading, against a subscriber that writes the same messages into SQLite, and one that checks their
//! signatures first; the time until a reading is final; and how a day's backlog drains. At the end it
//! says which aims are met. Needs mosquitto. `scripts/gateway-bench.sh` runs it.

mod aims;
mod backlog;
mod latency;
mod scene;
mod table;
mod throughput;

use anyhow::Result;
use clap::{Parser, ValueEnum};
use scene::{Scene, Way};
use std::path::PathBuf;
use tallystick_tests::Network;
use throughput::System;

#[derive(Parser)]
#[command(about, long_about = None)]
pub(crate) struct Args {
	/// What to measure. All of it, if nothing is named.
	#[arg(long, value_enum)]
	only: Vec<Part>,
	/// Whose throughput to measure.
	#[arg(long, value_enum, default_values_t = System::ALL)]
	systems: Vec<System>,
	/// How often each throughput is measured.
	#[arg(long, default_value_t = 3)]
	rounds: usize,
	/// How many devices.
	#[arg(long, default_value_t = 256)]
	devices: u32,
	/// Readings of a round in which each is signed, a message each.
	#[arg(long, default_value_t = 512_000)]
	readings: u64,
	/// Readings of a round in segments of 60.
	#[arg(long, default_value_t = 6_144_000)]
	in_segments: u64,
	/// Seconds after which the gateway seals a batch, in rounds and for the backlog.
	#[arg(long, default_value_t = 1)]
	interval: u64,
	/// For how many seconds the time until finality is measured.
	#[arg(long, default_value_t = 120)]
	seconds: u64,
	/// Readings of the backlog: a day at 100 a second.
	#[arg(long, default_value_t = 8_640_000)]
	day: u64,
	/// Where everything is stored: a folder on the disk to be measured on.
	#[arg(long)]
	folder: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
	/// Readings a second, and work per reading.
	Throughput,
	/// Time until a reading is final.
	Latency,
	/// A backlog.
	Backlog,
}

#[tokio::main]
async fn main() -> Result<()> {
	let args = Args::parse();
	Network::dev().run(async |network| measure(network, &args).await).await
}

async fn measure(network: &mut Network, args: &Args) -> Result<()> {
	let wanted = |part| args.only.is_empty() || args.only.contains(&part);
	let scene = Scene::set(network.node("dev")?, args).await?;
	let mut found = aims::Found::default();
	if wanted(Part::Throughput) {
		for (way, readings) in [(Way::Readings, args.readings), (Way::Segments, args.in_segments)] {
			let rounds =
				throughput::measure(network.node("dev")?, &scene, &args.systems, way, readings)
					.await?;
			table::throughput(way, readings, &rounds);
			found.throughput.push((way, rounds));
		}
	}
	if wanted(Part::Latency) {
		for way in [Way::Readings, Way::Segments] {
			for interval in [1, 10] {
				found
					.latency
					.push(latency::measure(network.node("dev")?, &scene, way, interval).await?);
			}
		}
		table::latency(&found.latency);
	}
	if wanted(Part::Backlog) {
		table::backlog(found.backlog.insert(backlog::measure(network, &scene).await?));
	}
	aims::print(&found);
	Ok(())
}
