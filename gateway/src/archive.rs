//! What the gateway keeps, as its readers see it.

use tallystick_evidence::{Attestation, Batch, DeviceId, Hash, Proof};

/// How far a reading has come.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Progress {
	/// On disk.
	Stored,
	/// In a batch whose root is fixed.
	Sealed,
	/// In a block.
	Included,
	/// In a finalised block: there is a proof.
	Finalized,
}

/// Which readings are asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Query {
	/// Of this device.
	pub device: DeviceId,
	/// Of this channel, or of all.
	pub channel: Option<u16>,
	/// Not earlier than this: UTC, in milliseconds.
	pub from: u64,
	/// Earlier than this: UTC, in milliseconds.
	pub to: u64,
	/// Begin after this entry of the page before.
	pub after: Option<Cursor>,
	/// At most so many.
	pub limit: u32,
}

/// Where a page ended. Readings come in ascending order of time, then channel.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Cursor {
	/// The time of the page's last reading.
	pub time: u64,
	/// Its channel.
	pub channel: u16,
}

/// A reading as it is kept.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Kept {
	/// Its channel.
	pub channel: u16,
	/// UTC, in milliseconds.
	pub time: u64,
	/// In the channel's unit, times ten to the power of the channel's exponent.
	pub value: i64,
	/// Whose word it is.
	pub attestation: Attestation,
	/// How far it has come.
	pub progress: Progress,
	/// The number of its batch, once it has one.
	pub batch: Option<u64>,
}

/// A batch as it is kept.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct KeptBatch {
	/// Its number.
	pub number: u64,
	/// What is anchored.
	pub batch: Batch,
	/// How far it has come.
	pub progress: Progress,
	/// The block that holds it, once one does.
	pub block: Option<(u32, Hash)>,
}

/// A device that the gateway has heard.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct KeptDevice {
	/// Which.
	pub device: DeviceId,
	/// Its present boot epoch.
	pub boot_epoch: u32,
	/// The number of its next reading.
	pub next: u64,
	/// Everything of this boot epoch below this number is in a finalised block.
	pub finalized: u64,
	/// The time of its newest reading: UTC, in milliseconds.
	pub newest: u64,
}

/// How the gateway stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Standing {
	/// Readings on disk that are in no batch yet.
	pub waiting: u64,
	/// Batches that are sealed and not final.
	pub in_flight: u64,
	/// The number of the next batch.
	pub next_batch: u64,
	/// Readings in finalised batches.
	pub finalized: u64,
	/// Bytes of the database on disk.
	pub bytes: u64,
}

/// Why an answer is not there.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
	/// There is no such reading, segment or batch here.
	#[error("there is no such thing here")]
	Unknown,
	/// It is there, and in no finalised block yet.
	#[error("it is not final yet")]
	NotFinal,
	/// Its raw data were pruned.
	#[error("its raw data are pruned")]
	Pruned,
	/// The database failed.
	#[error("the database failed: {0}")]
	Store(String),
}

/// Reads what the gateway keeps. Every method may block on the disk.
pub trait Archive: Send + Sync {
	/// How the gateway stands.
	fn standing(&self) -> Result<Standing, ArchiveError>;
	/// The devices that were heard, in ascending order, after `after`.
	fn devices(&self, after: Option<DeviceId>, limit: u32)
		-> Result<Vec<KeptDevice>, ArchiveError>;
	/// Readings.
	fn readings(&self, query: &Query) -> Result<Vec<Kept>, ArchiveError>;
	/// The proof of the reading of this time.
	fn prove(&self, device: DeviceId, channel: u16, time: u64) -> Result<Proof, ArchiveError>;
	/// A batch.
	fn batch(&self, number: u64) -> Result<KeptBatch, ArchiveError>;
	/// A batch's raw data, whose hash is the batch's `data`.
	fn data(&self, number: u64) -> Result<Vec<u8>, ArchiveError>;
}
