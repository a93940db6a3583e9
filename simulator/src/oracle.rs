//! What the fleet says of itself: one line of JSON for each event, written before a message leaves
//! and when an answer comes. The checker holds the chain against it.

use serde::{Deserialize, Serialize};
use std::{
	fs::{File, OpenOptions},
	io::{self, BufRead, BufReader, Write},
	path::Path,
};
use tallystick_evidence::{Attestation, DeviceId};
use tallystick_wire::{parse_device, Hex};
use tokio::sync::{mpsc, oneshot};

/// An event. Numbers of readings are the device's own.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "lowercase")]
pub enum Event {
	/// A message is about to be sent for the first time.
	Sent {
		/// Whose.
		#[serde(with = "device")]
		device: DeviceId,
		/// Its boot epoch.
		boot: u32,
		/// The number of the first reading.
		sequence: u64,
		/// `segment`, `readings` or `gateway`.
		#[serde(with = "attestation")]
		attestation: Attestation,
		/// BLAKE2b-256 of the message, in hexadecimal.
		hash: String,
		/// Channel, time and value of each reading, in the order of their numbers.
		readings: Vec<(u16, u64, i64)>,
		/// UTC, in milliseconds.
		at: u64,
	},
	/// It is about to be sent once more.
	Resent {
		/// Whose.
		#[serde(with = "device")]
		device: DeviceId,
		/// Its boot epoch.
		boot: u32,
		/// The number of the first reading.
		sequence: u64,
		/// UTC, in milliseconds.
		at: u64,
	},
	/// All readings of this boot epoch below `next` are on the gateway's disk.
	Acknowledged {
		/// Whose.
		#[serde(with = "device")]
		device: DeviceId,
		/// Their boot epoch.
		boot: u32,
		/// The number of the first that is not.
		next: u64,
		/// UTC, in milliseconds.
		at: u64,
	},
	/// All readings of this boot epoch below `next` are in finalised blocks.
	Finalised {
		/// Whose.
		#[serde(with = "device")]
		device: DeviceId,
		/// Their boot epoch.
		boot: u32,
		/// The number of the first that is not.
		next: u64,
		/// UTC, in milliseconds.
		at: u64,
	},
	/// The device lost its power, and what was not acknowledged.
	Power {
		/// Which.
		#[serde(with = "device")]
		device: DeviceId,
		/// The boot epoch that ends.
		boot: u32,
		/// How many readings were lost.
		readings: u64,
		/// UTC, in milliseconds.
		at: u64,
	},
	/// A message that has to be refused is about to be sent.
	Forged {
		/// On whose topic.
		#[serde(with = "device")]
		device: DeviceId,
		/// What is wrong with it.
		fault: String,
		/// BLAKE2b-256 of the message, in hexadecimal.
		hash: String,
		/// UTC, in milliseconds.
		at: u64,
	},
	/// A message was refused.
	Refused {
		/// On whose topic.
		#[serde(with = "device")]
		device: DeviceId,
		/// The answer's code.
		code: String,
		/// The fault that it answers, if one was meant to be refused.
		fault: Option<String>,
		/// Whether that is what had to happen.
		expected: bool,
		/// UTC, in milliseconds.
		at: u64,
	},
}

mod device {
	use super::*;
	use serde::{de::Error, Deserializer, Serializer};

	pub(super) fn serialize<S: Serializer>(id: &DeviceId, to: S) -> Result<S::Ok, S::Error> {
		to.collect_str(&Hex(*id))
	}

	pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<DeviceId, D::Error> {
		parse_device(&String::deserialize(from)?).ok_or_else(|| D::Error::custom("no device id"))
	}
}

mod attestation {
	use super::*;
	use serde::{de::Error, Deserializer, Serializer};

	pub(super) fn serialize<S: Serializer>(is: &Attestation, to: S) -> Result<S::Ok, S::Error> {
		to.serialize_str(match is {
			Attestation::Gateway => "gateway",
			Attestation::Readings => "readings",
			Attestation::Segment => "segment",
		})
	}

	pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Attestation, D::Error> {
		match String::deserialize(from)?.as_str() {
			"gateway" => Ok(Attestation::Gateway),
			"readings" => Ok(Attestation::Readings),
			"segment" => Ok(Attestation::Segment),
			_ => Err(D::Error::custom("no attestation")),
		}
	}
}

struct Entry {
	line: Vec<u8>,
	done: oneshot::Sender<io::Result<()>>,
}

/// Writes events. A clone writes to the same file.
#[derive(Clone, Debug)]
pub struct Oracle {
	to: mpsc::Sender<Entry>,
}

impl Oracle {
	/// Appends to a file.
	pub fn append(path: &Path) -> io::Result<Self> {
		let file = OpenOptions::new().create(true).append(true).open(path)?;
		let (to, from) = mpsc::channel(1_024);
		std::thread::Builder::new().name("oracle".into()).spawn(move || write(file, from))?;
		Ok(Self { to })
	}

	/// Writes an event, and returns once it is on disk. Whoever writes at the same time shares the
	/// wait for the disk.
	pub async fn record(&self, event: &Event) -> io::Result<()> {
		let mut line = serde_json::to_vec(event)?;
		line.push(b'\n');
		let (done, written) = oneshot::channel();
		let gone = || io::Error::other("the oracle's thread ended");
		self.to.send(Entry { line, done }).await.map_err(|_| gone())?;
		written.await.map_err(|_| gone())?
	}
}

fn write(mut file: File, mut from: mpsc::Receiver<Entry>) {
	let mut entries = Vec::new();
	while from.blocking_recv_many(&mut entries, 1_024) > 0 {
		let lines: Vec<u8> = entries.iter().flat_map(|entry| &entry.line).copied().collect();
		let written = file.write_all(&lines).and_then(|()| file.sync_data());
		for entry in entries.drain(..) {
			// Nobody waits any more, and nobody has to.
			let _ = entry.done.send(written.as_ref().map(|_| ()).map_err(|e| e.kind().into()));
		}
	}
}

/// Reads a log line by line. The last line may be cut off, where the simulator was killed.
pub fn read(path: &Path) -> io::Result<impl Iterator<Item = io::Result<Event>>> {
	let mut lines = BufReader::new(File::open(path)?);
	let mut line = Vec::new();
	Ok(std::iter::from_fn(move || {
		line.clear();
		match lines.read_until(b'\n', &mut line) {
			Ok(_) if !line.ends_with(b"\n") => None,
			Ok(_) => Some(serde_json::from_slice(&line).map_err(io::Error::from)),
			Err(error) => Some(Err(error)),
		}
	}))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[tokio::test]
	async fn works_there_and_back_and_without_a_last_line_that_is_cut_off() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("oracle");
		let device = DeviceId([7; 32]);
		let events = [
			Event::Sent {
				device,
				boot: 1,
				sequence: 0,
				attestation: Attestation::Readings,
				hash: "00".into(),
				readings: vec![(0, 1, -2), (1, u64::MAX, i64::MIN)],
				at: 5,
			},
			Event::Acknowledged { device, boot: 1, next: 2, at: 6 },
		];
		for event in &events {
			Oracle::append(&path).unwrap().record(event).await.unwrap();
		}
		let mut file = OpenOptions::new().append(true).open(&path).unwrap();
		file.write_all(b"{\"event\":\"se").unwrap();
		let back: Vec<_> = read(&path).unwrap().map(Result::unwrap).collect();
		assert_eq!(back, events);
	}

	#[test]
	fn fails_when_a_line_in_the_middle_is_damaged() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("oracle");
		std::fs::write(&path, "{}\n{\"event\":\"power\"}\n").unwrap();
		assert!(read(&path).unwrap().next().unwrap().is_err());
	}
}
