//! Queries of the store: devices, readings, batches, proofs, and its status.

use tallystick_evidence::{run::RunTree, Attestation, Batch, DeviceId, Hash, Proof};

/// The progress of a reading or a batch.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Progress {
	/// It is on disk.
	Stored,
	/// It is in a batch whose root is fixed.
	Sealed,
	/// It is in a block, which a fork may replace.
	Included,
	/// It is in a finalised block, and has a proof.
	Finalized,
}

/// A query of readings.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Query {
	/// The device.
	pub device: DeviceId,
	/// The channel; `None` stands for all.
	pub channel: Option<u16>,
	/// The earliest time, inclusive: UTC, in milliseconds.
	pub from: u64,
	/// The latest time, exclusive: UTC, in milliseconds.
	pub to: u64,
	/// The last entry of the previous page.
	pub after: Option<Cursor>,
	/// Most entries of the page.
	pub limit: u32,
}

/// The end of a page. Readings come in ascending order of time, then channel, then place.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Cursor {
	/// The time of the page's last reading: UTC, in milliseconds.
	pub time: u64,
	/// The channel of that reading, by its index in the device's model.
	pub channel: u16,
	/// The place of that reading.
	pub place: Place,
}

/// The place of a reading among all of its device's. No two have the same.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Place {
	/// The boot epoch: the device's, or the gateway's own if it attests the reading.
	pub boot: u32,
	/// The number in this boot epoch. The readings of a signed segment are numbered by channel, then
	/// time.
	pub number: u64,
}

/// What is given of the reading that is meant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ReadingSelector {
	/// The device.
	pub device: DeviceId,
	/// The channel, by its index in the device's model.
	pub channel: u16,
	/// The time: UTC, in milliseconds.
	pub time: u64,
	/// The boot epoch. It and the number are needed only if several readings of the channel have this time. Of
	/// the readings that match what is given, the first to arrive is taken.
	pub boot: Option<u32>,
	/// The number in its boot epoch.
	pub number: Option<u64>,
}

/// A stored reading.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct StoredReading {
	/// The channel, by its index in the device's model.
	pub channel: u16,
	/// Its time: UTC, in milliseconds.
	pub time: u64,
	/// Its place among all readings of the device.
	pub place: Place,
	/// Its value: in the channel's unit, times ten to the power of the channel's exponent.
	pub value: i64,
	/// The party that attests it.
	pub attestation: Attestation,
	/// Its progress.
	pub progress: Progress,
	/// The number of its batch, once it has one.
	pub batch: Option<u64>,
}

/// A stored batch.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct StoredBatch {
	/// Its number.
	pub number: u64,
	/// The part that is anchored.
	pub batch: Batch,
	/// Its progress.
	pub progress: Progress,
	/// The block that holds it, once one does.
	pub block: Option<(u32, Hash)>,
}

/// A device of which the gateway has stored readings.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct StoredDevice {
	/// Its id.
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

/// The status of the store, and of the batches on their way to the chain.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct StoreStatus {
	/// Readings on disk that are in no batch yet.
	pub waiting: u64,
	/// Batches that are sealed and not final.
	pub in_flight: u64,
	/// The number of the next batch.
	pub next_batch: u64,
	/// When the store was made: UTC, in milliseconds. `None` if that is not known.
	pub began: Option<u64>,
	/// The number at which the store's own batches begin. `None` while it is not known.
	pub first_batch: Option<u64>,
	/// Readings in finalised batches.
	pub finalized: u64,
	/// Bytes of the database on disk.
	pub bytes: u64,
}

/// An error of a query.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
	/// The store has no such device, reading or batch.
	#[error("the gateway has no such device, reading or batch")]
	Unknown,
	/// The reading is in no run with this root.
	#[error("the reading is in no run with this root")]
	OtherRun,
	/// The reading is in no finalised block yet.
	#[error("the reading is not final yet")]
	NotFinal,
	/// The proof path of the device's key is not fetched yet.
	#[error("the proof path of the device's key is not fetched yet")]
	KeyPending,
	/// The raw data were pruned.
	#[error("the raw data were pruned")]
	Pruned,
	/// The database failed.
	#[error("the database failed: {0}")]
	Store(String),
}

/// Queries of the store. Every method may block on the disk.
pub trait Archive: Send + Sync {
	/// The status of the store.
	fn status(&self) -> Result<StoreStatus, ArchiveError>;
	/// The devices with stored readings, in ascending order, after `after`.
	fn devices(
		&self,
		after: Option<DeviceId>,
		limit: u32,
	) -> Result<Vec<StoredDevice>, ArchiveError>;
	/// A page of readings.
	fn readings(&self, query: &Query) -> Result<Vec<StoredReading>, ArchiveError>;
	/// The proof of a reading.
	fn prove_one(&self, selector: &ReadingSelector) -> Result<Proof, ArchiveError>;
	/// The tree of the run that holds a reading. If several runs match, the root selects one; without a root it
	/// is the first to arrive. A run is fixed when its batch is sealed.
	fn run_of(
		&self,
		selector: &ReadingSelector,
		root: Option<Hash>,
	) -> Result<RunTree, ArchiveError>;
	/// The proof of the reading of this time.
	fn prove(&self, device: DeviceId, channel: u16, time: u64) -> Result<Proof, ArchiveError> {
		self.prove_one(&ReadingSelector { device, channel, time, boot: None, number: None })
	}
	/// The tree of the run that holds the reading of this time.
	fn run(
		&self,
		device: DeviceId,
		channel: u16,
		time: u64,
		root: Option<Hash>,
	) -> Result<RunTree, ArchiveError> {
		self.run_of(&ReadingSelector { device, channel, time, boot: None, number: None }, root)
	}
	/// A batch.
	fn batch(&self, number: u64) -> Result<StoredBatch, ArchiveError>;
	/// A batch's raw data, whose hash is the batch's `data`.
	fn data(&self, number: u64) -> Result<Vec<u8>, ArchiveError>;
}
