//! What the gateway is measured against: writes every message of a broker into a table, and nothing
//! else. Its durability is the gateway's: a group of messages is one transaction, and each is
//! acknowledged when that is on disk.

use anyhow::Result;
use clap::Parser;
use mqtt5::{AckToken, ConnectOptions, MqttClient, QoS, SubscribeOptions};
use rusqlite::Connection;
use std::{
	path::PathBuf,
	time::{Duration, Instant},
};
use tallystick_client::time::now;
use tokio::sync::mpsc::{self, Receiver};

/// The log has so many pages before it is copied into the database: as many as a gateway's.
const LOG_PAGES: i64 = 16_384;

/// What a device publishes.
const FILTER: &str = "tallystick/#";
/// As many messages as a gateway takes in one go.
const GROUP: usize = 1_024;
/// So long it waits for the others of a group.
const LINGER: Duration = Duration::from_millis(5);
/// As many unacknowledged messages as there can be: not every broker keeps to less.
const WINDOW: u16 = u16::MAX;

/// Writes every message of a broker into an SQLite table.
#[derive(Parser)]
struct Args {
	/// The broker's URL.
	#[arg(long)]
	broker: String,
	/// The database.
	#[arg(long)]
	db: PathBuf,
}

struct Row {
	topic: String,
	payload: Vec<u8>,
	received: i64,
}

#[tokio::main]
async fn main() -> Result<()> {
	let args = Args::parse();
	let db = Connection::open(&args.db)?;
	db.pragma_update(None, "journal_mode", "WAL")?;
	db.pragma_update(None, "synchronous", "FULL")?;
	db.pragma_update(None, "wal_autocheckpoint", LOG_PAGES)?;
	db.execute_batch(
		"CREATE TABLE IF NOT EXISTS message (
			id INTEGER PRIMARY KEY, topic TEXT NOT NULL, payload BLOB NOT NULL, received INTEGER NOT NULL
		) STRICT",
	)?;
	let (to_disk, rows) = mpsc::channel(WINDOW.into());
	let written = tokio::task::spawn_blocking(move || write(db, rows));

	let options = ConnectOptions::new("tallystick-baseline")
		.with_clean_start(false)
		.with_resume_existing_session(true)
		.with_session_expiry_interval(3_600)
		.with_receive_maximum(WINDOW)
		.with_deferred_ack(true)
		.with_automatic_reconnect(false);
	let client = MqttClient::with_options(options);
	client.connect(&args.broker).await?;
	let take = move |message: mqtt5::packet::publish::PublishPacket, token: AckToken| {
		let row = Row {
			topic: message.topic_name,
			payload: message.payload.to_vec(),
			received: i64::try_from(now()).unwrap_or(i64::MAX),
		};
		if to_disk.try_send((row, token)).is_err() {
			eprintln!("a message is lost");
		}
	};
	let options = SubscribeOptions { qos: QoS::AtLeastOnce, ..Default::default() };
	client.subscribe_with_ack(FILTER, options, take).await?;
	println!("subscribed");
	written.await?
}

fn write(mut db: Connection, mut rows: Receiver<(Row, AckToken)>) -> Result<()> {
	let mut group = Vec::with_capacity(GROUP);
	while let Some(first) = rows.blocking_recv() {
		group.push(first);
		let until = Instant::now() + LINGER;
		while group.len() < GROUP {
			match rows.try_recv() {
				Ok(row) => group.push(row),
				Err(_) if Instant::now() < until => std::thread::sleep(LINGER / 10),
				Err(_) => break,
			}
		}
		let transaction = db.transaction()?;
		{
			let mut insert = transaction.prepare_cached(
				"INSERT INTO message (topic, payload, received) VALUES (?1, ?2, ?3)",
			)?;
			for (Row { topic, payload, received }, _) in &group {
				insert.execute((topic, payload, received))?;
			}
		}
		transaction.commit()?;
		for (_, token) in group.drain(..) {
			token.ack();
		}
	}
	Ok(())
}
