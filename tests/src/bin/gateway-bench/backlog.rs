//! A day's readings that wait for a chain.

use crate::scene::{broker, figure, wait_for, Scene, Way, LIMIT};
use anyhow::{ensure, Result};
use std::time::Duration;
use tallystick_sim::{Load, SendWhen, Senders};
use tallystick_tests::{Gateway, Network};
use tokio::time::{sleep, Instant};

/// Readings a second at which the day's readings came up.
pub(crate) const ARRIVAL: u64 = 100;
const LOOK: Duration = Duration::from_millis(500);

/// What was found.
pub(crate) struct Backlog {
	pub(crate) readings: u64,
	/// Until all were on disk.
	pub(crate) taken: Duration,
	/// From the start of the node until all were final.
	pub(crate) drained: Duration,
	/// Bytes of memory: before, the most while taking, the most while draining.
	pub(crate) resident: [u64; 3],
}

pub(crate) async fn measure(network: &mut Network, scene: &Scene) -> Result<Backlog> {
	let fleet = scene.fleet(Way::Segments, scene.day);
	let step = u64::from(fleet.devices) * 1_000 / ARRIVAL;
	let mut load = Load::make(&fleet, step)?;
	let first = load.split_first();
	let (readings, all) = (load.readings(), load.readings() + first.readings());

	let folder = scene.folder()?;
	let mut gateway = scene.gateway(folder.path(), scene.interval, None).await?;
	let batch = scene.next_batch().await?;
	scene.meet(&fleet, &first, &gateway).await?;
	let idle = gateway.resident()?;
	network.node_mut("dev")?.stop().await?;

	let mut senders = Senders::connect(&load, &broker(gateway.mqtt())).await?;
	let began = Instant::now();
	let sending = async { anyhow::Ok(senders.send(SendWhen::Answered).await?) };
	let ((), taking) = tokio::try_join!(sending, watch(&gateway, "readings_total", all))?;
	let taken = began.elapsed();
	let heard = senders.heard();
	ensure!(heard.refused.is_empty() && heard.broken.is_empty(), "{heard:?}");
	eprintln!("backlog: {readings} readings taken in {taken:?}, {} MiB", taking >> 20);
	// A night passes; at least what is on its way to the store's log settles.
	sleep(Duration::from_secs(5)).await;

	let began = Instant::now();
	network.node_mut("dev")?.start().await?;
	let draining = watch(&gateway, "final_readings_total", all).await?;
	let drained = began.elapsed();
	eprintln!("backlog: drained in {drained:?}, {} MiB", draining >> 20);
	wait_for(&gateway, "chain_reachable", 1).await?;
	eprintln!("{}", scene.check(&gateway, batch, &[&first, &load]).await?);
	gateway.stop().await?;
	Ok(Backlog { readings, taken, drained, resident: [idle, taking, draining] })
}

/// The most memory that the gateway has until one of its figures reaches a value.
async fn watch(gateway: &Gateway, name: &str, value: u64) -> Result<u64> {
	let (began, mut most, mut told) = (Instant::now(), 0, 0);
	loop {
		let (now, resident) = (figure(gateway, name).await?, gateway.resident()?);
		most = resident.max(most);
		if now >= value {
			return Ok(most);
		}
		if began.elapsed().as_secs() / 10 > told {
			told = began.elapsed().as_secs() / 10;
			eprintln!("{:?}: {name} {now} of {value}, {} MiB", began.elapsed(), resident >> 20);
		}
		ensure!(
			began.elapsed() < 2 * LIMIT,
			"{name} is {now}, not {value}\n{}",
			gateway.log_tail()
		);
		sleep(LOOK).await;
	}
}
