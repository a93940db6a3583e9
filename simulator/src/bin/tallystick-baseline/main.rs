//! What the gateway is measured against: writes every message of a broker into a table, and nothing
//! else. Its durability is the gateway's: a group of messages is one transaction, and each is
//! acknowledged when that is on disk. With `--verify` it checks the signatures first, as a user
//! without a gateway would have to.

mod signatures;

use anyhow::Result;
use clap::Parser;
use mqtt5::{AckToken, ConnectOptions, MqttClient, QoS, SubscribeOptions};
use rusqlite::Connection;
use signatures::Keys;
use std::{
	path::PathBuf,
	sync::mpsc as blocking,
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
	/// Check the signatures of each group in one batch, and write no message with a bad one. The file
	/// has the genesis hash, then a device and its Ed25519 key a line, all in hexadecimal.
	#[arg(long, value_name = "FILE")]
	verify: Option<PathBuf>,
}

/// Messages that are written in one transaction.
type Group = Vec<(Row, AckToken)>;

struct Row {
	topic: String,
	payload: Vec<u8>,
	received: i64,
}

#[tokio::main]
async fn main() -> Result<()> {
	let args = Args::parse();
	let keys = args.verify.as_deref().map(Keys::read).transpose()?;
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
	// While one group is written, the next is gathered and checked.
	let (checked, groups) = blocking::sync_channel(1);
	tokio::task::spawn_blocking(move || gather(rows, keys.as_ref(), &checked));
	let written = tokio::task::spawn_blocking(move || write(db, groups));

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

fn gather(
	mut rows: Receiver<(Row, AckToken)>,
	keys: Option<&Keys>,
	checked: &blocking::SyncSender<Group>,
) {
	while let Some(first) = rows.blocking_recv() {
		let mut group = Vec::with_capacity(GROUP);
		group.push(first);
		let until = Instant::now() + LINGER;
		while group.len() < GROUP {
			match rows.try_recv() {
				Ok(row) => group.push(row),
				Err(_) if Instant::now() < until => std::thread::sleep(LINGER / 10),
				Err(_) => break,
			}
		}
		if let Some(keys) = keys {
			let messages =
				group.iter().map(|(row, _)| (row.topic.as_str(), row.payload.as_slice()));
			let mut valid = keys.check(messages).into_iter();
			let (good, bad): (Group, Group) =
				group.into_iter().partition(|_| valid.next().unwrap_or(false));
			group = good;
			for (row, token) in bad {
				eprintln!("a message on {} has a bad signature", row.topic);
				token.ack();
			}
		}
		if checked.send(group).is_err() {
			return;
		}
	}
}

fn write(mut db: Connection, groups: blocking::Receiver<Group>) -> Result<()> {
	for group in groups {
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
		for (_, token) in group {
			token.ack();
		}
	}
	Ok(())
}
