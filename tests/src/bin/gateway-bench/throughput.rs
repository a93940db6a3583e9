//! Readings a second, and the work of all processes, side by side with plain subscribers.

use crate::scene::{broker, figures, full, on_disk, Scene, Way, LIMIT};
use anyhow::{bail, ensure, Context, Result};
use clap::ValueEnum;
use rusqlite::{Connection, OpenFlags};
use std::{path::Path, process::Stdio, time::Duration};
use tallystick_sim::{Load, SendWhen, Senders};
use tallystick_tests::{cpu_time, program, wait_until, Gateway, Mosquitto, Node};
use tokio::{
	io::{AsyncBufReadExt, BufReader},
	process::{Child, Command},
	time::{sleep, Instant},
};

const LOOK: Duration = Duration::from_millis(100);

/// What takes the messages.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum System {
	/// mosquitto, and a subscriber that writes rows.
	Bare,
	/// mosquitto, and a subscriber that checks the signatures and writes rows.
	Checked,
	/// mosquitto, the gateway and a node.
	Mosquitto,
	/// The gateway with its own broker, and a node.
	Embedded,
}

impl System {
	pub(crate) const ALL: [Self; 4] = [Self::Mosquitto, Self::Checked, Self::Bare, Self::Embedded];

	/// Whether it has no gateway, so that its readings are stored and not final.
	pub(crate) fn is_baseline(self) -> bool {
		matches!(self, Self::Bare | Self::Checked)
	}
}

/// What one run came to.
#[derive(Clone, Debug)]
pub(crate) struct Run {
	pub(crate) system: System,
	pub(crate) readings: u64,
	/// Until all were on disk.
	pub(crate) stored: Duration,
	/// Until all were final, or in the table.
	pub(crate) done: Duration,
	pub(crate) broker: Duration,
	/// The gateway's work, or the subscriber's.
	pub(crate) taker: Duration,
	/// The node's work. It runs beside the baseline too, where it does not count.
	pub(crate) node: Duration,
	pub(crate) disk: u64,
	/// The most memory that the gateway had.
	pub(crate) resident: u64,
}

/// Plays the systems in turn, and backwards in every other round, with the same messages.
pub(crate) async fn measure(
	node: &Node,
	scene: &Scene,
	systems: &[System],
	way: Way,
	readings: u64,
) -> Result<Vec<Vec<Run>>> {
	let mut load = Load::make(&scene.fleet(way, readings), 1)?;
	let first = load.split_first();
	let mut rounds = Vec::new();
	for round in 0..scene.rounds {
		let mut systems = systems.to_vec();
		if round % 2 == 1 {
			systems.reverse();
		}
		let mut runs = Vec::new();
		for system in systems {
			let run = match system {
				System::Bare | System::Checked => {
					baseline(node, scene, system, way, &first, &load).await
				},
				_ => gateway(node, scene, system, way, &first, &load).await,
			};
			let run = run.with_context(|| format!("{}, {system:?}", way.name()))?;
			eprintln!("{}: {run:?}", way.name());
			runs.push(run);
		}
		rounds.push(runs);
	}
	Ok(rounds)
}

async fn gateway(
	node: &Node,
	scene: &Scene,
	system: System,
	way: Way,
	first: &Load,
	load: &Load,
) -> Result<Run> {
	let folder = scene.folder()?;
	let mut mosquitto = match system {
		System::Mosquitto => Some(start_mosquitto(folder.path()).await?),
		_ => None,
	};
	let port = mosquitto.as_ref().map(Mosquitto::port);
	let mut gateway = scene.gateway(folder.path(), scene.interval, port).await?;
	let batch = scene.next_batch().await?;
	scene.meet(&scene.fleet(way, 0), first, &gateway).await?;

	let mut senders = Senders::connect(load, &broker(gateway.mqtt())).await?;
	let work = || -> Result<[Duration; 3]> {
		let broker = mosquitto.as_ref().map(|broker| cpu_time(broker.pid()?)).transpose()?;
		Ok([broker.unwrap_or_default(), cpu_time(gateway.pid()?)?, cpu_time(node.pid()?)?])
	};
	let (before, began) = (work()?, Instant::now());
	let watch = watch(&gateway, began, first.readings() + load.readings());
	let sending = async {
		senders.send(SendWhen::Answered).await?;
		eprintln!("all sent after {:.1?}", began.elapsed());
		anyhow::Ok(())
	};
	let ((), watched) = tokio::try_join!(sending, watch)?;
	let after = work()?;
	let [broker, taker, node] = std::array::from_fn(|at| after[at].saturating_sub(before[at]));

	let heard = senders.heard();
	ensure!(heard.refused.is_empty() && heard.broken.is_empty(), "{heard:?}");
	drop(senders);
	eprintln!("{}", scene.check(&gateway, batch, &[first, load]).await?);
	gateway.stop().await?;
	if let Some(mosquitto) = &mut mosquitto {
		mosquitto.kill().await?;
	}
	let disk = on_disk(&folder.path().join("gateway.db"))?;
	let Watched { stored, done, resident } = watched;
	let readings = load.readings();
	// What the first messages take is little, and counts.
	Ok(Run { system, readings, stored, done, broker, taker, node, disk, resident })
}

struct Watched {
	stored: Duration,
	done: Duration,
	resident: u64,
}

/// Looks at the gateway until so many readings are final.
async fn watch(gateway: &Gateway, began: Instant, readings: u64) -> Result<Watched> {
	let (mut stored, mut resident) = (None, 0);
	loop {
		sleep(LOOK).await;
		let figures = figures(gateway).await?;
		let count = |name| figures.sum(&full(name)).unwrap_or(0.0) as u64;
		resident = gateway.resident()?.max(resident);
		if count("readings_total") >= readings {
			stored.get_or_insert(began.elapsed());
		}
		if count("final_readings_total") >= readings {
			let done = began.elapsed();
			eprintln!(
				"verifying {:.1} s, storing {:.1} s, {} groups, {} batches",
				figures.sum(&full("verify_seconds_sum")).unwrap_or(0.0),
				figures.sum(&full("store_seconds_sum")).unwrap_or(0.0),
				count("group_messages_count"),
				count("final_batches_total"),
			);
			return Ok(Watched { stored: stored.unwrap_or(done), done, resident });
		}
		if began.elapsed() > LIMIT {
			bail!(
				"after {LIMIT:?} {} of {readings} readings are stored and {} final\n{}",
				count("readings_total"),
				count("final_readings_total"),
				gateway.log_tail()
			);
		}
	}
}

async fn baseline(
	node: &Node,
	scene: &Scene,
	system: System,
	way: Way,
	first: &Load,
	load: &Load,
) -> Result<Run> {
	let folder = scene.folder()?;
	let mut mosquitto = start_mosquitto(folder.path()).await?;
	let db = folder.path().join("baseline.db");
	let keys = folder.path().join("keys");
	std::fs::write(&keys, scene.keys(&scene.fleet(way, 0)))?;
	let keys = Some(keys.as_path()).filter(|_| system == System::Checked);
	let mut subscriber = start_subscriber(mosquitto.port(), &db, keys).await?;
	let pid = subscriber.id().context("the subscriber has gone")?;
	let rows = Connection::open_with_flags(&db, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
	let broker = broker(mosquitto.port());
	Senders::connect(first, &broker).await?.send(SendWhen::Taken).await?;
	wait_rows(&rows, first.messages()).await?;

	let mut senders = Senders::connect(load, &broker).await?;
	let work = || -> Result<[Duration; 3]> {
		Ok([cpu_time(mosquitto.pid()?)?, cpu_time(pid)?, cpu_time(node.pid()?)?])
	};
	let (before, began) = (work()?, Instant::now());
	let stored = async {
		wait_rows(&rows, first.messages() + load.messages()).await?;
		anyhow::Ok(began.elapsed())
	};
	let sending = async {
		senders.send(SendWhen::Taken).await?;
		eprintln!("all sent after {:.1?}", began.elapsed());
		anyhow::Ok(())
	};
	let ((), stored) = tokio::try_join!(sending, stored)?;
	let after = work()?;
	let [broker, taker, node] = std::array::from_fn(|at| after[at].saturating_sub(before[at]));
	let heard = senders.heard();
	ensure!(heard.broken.is_empty(), "{heard:?}");
	let bytes: u64 = rows
		.query_row("SELECT SUM(LENGTH(payload)) FROM message", [], |row| row.get(0))
		.map(|bytes: i64| bytes as u64)?;
	ensure!(bytes == first.bytes() + load.bytes(), "the table has other messages");
	subscriber.kill().await?;
	mosquitto.kill().await?;
	// As it is after an orderly end.
	drop(rows);
	Connection::open(&db)?.pragma_update(None, "wal_checkpoint", "TRUNCATE")?;
	Ok(Run {
		system,
		readings: load.readings(),
		stored,
		done: stored,
		broker,
		taker,
		node,
		disk: on_disk(&db)?,
		resident: 0,
	})
}

async fn wait_rows(rows: &Connection, wanted: u64) -> Result<()> {
	let began = Instant::now();
	loop {
		let most: Option<i64> =
			rows.query_row("SELECT MAX(id) FROM message", [], |row| row.get(0))?;
		match most.unwrap_or(0) as u64 {
			most if most >= wanted => return Ok(()),
			most => ensure!(began.elapsed() < LIMIT, "only {most} of {wanted} rows"),
		}
		sleep(LOOK).await;
	}
}

async fn start_mosquitto(folder: &Path) -> Result<Mosquitto> {
	let mut mosquitto = Mosquitto::new(folder)?;
	mosquitto.start()?;
	mosquitto.wait_ready().await?;
	Ok(mosquitto)
}

async fn start_subscriber(port: u16, db: &Path, keys: Option<&Path>) -> Result<Child> {
	let mut command = Command::new(program("tallystick-baseline")?);
	command.args(["--broker", &format!("mqtt://127.0.0.1:{port}"), "--db"]).arg(db);
	if let Some(keys) = keys {
		command.arg("--verify").arg(keys);
	}
	let mut child = command
		.stdin(Stdio::null())
		.stdout(Stdio::piped())
		.kill_on_drop(true)
		.spawn()
		.context("cannot start the subscriber")?;
	let stdout = child.stdout.take().context("no output")?;
	let mut lines = BufReader::new(stdout).lines();
	wait_until("the subscriber", Duration::from_secs(30), async || {
		Ok(lines.next_line().await?.filter(|line| line == "subscribed"))
	})
	.await?;
	Ok(child)
}
