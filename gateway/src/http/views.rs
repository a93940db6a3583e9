//! The shapes that are served and asked.

use serde::{Deserialize, Serialize};
use tallystick_evidence::{Attestation, DeviceId};
use utoipa::{IntoParams, ToSchema};

use super::problem::{Kind, Problem};
use crate::archive::{Cursor, Kept, KeptBatch, KeptDevice, Progress, Standing};

/// The largest number that every JSON reader keeps exactly: 2^53 - 1.
pub(super) const MAX_NUMBER: u64 = 9_007_199_254_740_991;
/// How long a page may be.
pub(super) const MAX_PAGE: u32 = 1_000;

/// Which devices.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct DevicesQuery {
	/// Begin after this device: `next` of the page before.
	#[param(pattern = "^[0-9a-f]{64}$")]
	pub(super) after: Option<String>,
	/// At most so many.
	#[param(minimum = 1, maximum = 1000, default = 100)]
	pub(super) limit: Option<u32>,
}

/// Which readings.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct ReadingsQuery {
	/// Of this channel; of all, if it is left out.
	#[param(minimum = 0, maximum = 65535)]
	pub(super) channel: Option<u16>,
	/// Not earlier than this: UTC, in milliseconds.
	#[param(minimum = 0, maximum = 9007199254740991_i64)]
	pub(super) from: Option<u64>,
	/// Earlier than this: UTC, in milliseconds.
	#[param(minimum = 0, maximum = 9007199254740991_i64)]
	pub(super) to: Option<u64>,
	/// Begin after this reading: `next` of the page before.
	#[param(pattern = "^[0-9a-f]{20}$")]
	pub(super) after: Option<String>,
	/// At most so many.
	#[param(minimum = 1, maximum = 1000, default = 100)]
	pub(super) limit: Option<u32>,
}

/// A page of devices, in ascending order.
#[derive(Serialize, ToSchema)]
pub(super) struct DevicesPage {
	devices: Vec<Device>,
	/// Where the next page begins. Null: there is none.
	#[schema(required)]
	next: Option<String>,
}

/// A device that the gateway has heard.
#[derive(Serialize, ToSchema)]
struct Device {
	/// Its name on the chain.
	#[schema(pattern = "^[0-9a-f]{64}$")]
	device: String,
	/// Its present boot epoch.
	boot: u32,
	/// The number of its next reading.
	next: u64,
	/// Everything of this boot epoch below this number is in a finalised block.
	finalized: u64,
	/// The time of its newest reading: UTC, in milliseconds.
	newest: u64,
}

/// A page of readings, in ascending order of time, then channel.
#[derive(Serialize, ToSchema)]
pub(super) struct ReadingsPage {
	readings: Vec<ReadingView>,
	/// Where the next page begins. Null: there is none.
	#[schema(required)]
	next: Option<String>,
}

/// A reading.
#[derive(Serialize, ToSchema)]
#[schema(as = Reading)]
struct ReadingView {
	/// The channel's number in the device's model.
	channel: u16,
	/// UTC, in milliseconds.
	time: u64,
	/// In the channel's unit, times ten to the power of the channel's exponent: a whole number.
	#[schema(pattern = "^-?[0-9]{1,19}$")]
	value: String,
	/// Whose word it is.
	attestation: AttestationView,
	/// How far it has come.
	progress: ProgressView,
	/// The number of its batch, once it has one.
	#[schema(required)]
	batch: Option<u64>,
}

/// Whose word a reading is.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
#[schema(as = Attestation)]
enum AttestationView {
	/// The device signed the segment.
	Segment,
	/// The device signed each reading.
	Readings,
	/// The gateway's only.
	Gateway,
}

/// How far something has come.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
#[schema(as = Progress)]
enum ProgressView {
	/// On disk.
	Stored,
	/// In a batch whose root is fixed.
	Sealed,
	/// In a block.
	Included,
	/// In a finalised block.
	Finalized,
}

/// A batch.
#[derive(Serialize, ToSchema)]
#[schema(as = Batch)]
pub(super) struct BatchView {
	number: u64,
	/// The root over its segments.
	#[schema(pattern = "^[0-9a-f]{64}$")]
	root: String,
	segments: u32,
	readings: u64,
	/// No reading is earlier: UTC, in milliseconds.
	start: u64,
	/// No reading is later: UTC, in milliseconds.
	end: u64,
	/// BLAKE2b-256 of the raw data.
	#[schema(pattern = "^[0-9a-f]{64}$")]
	data: String,
	/// How far it has come.
	progress: ProgressView,
	/// The block that holds it, once one does.
	#[schema(required)]
	block: Option<Block>,
}

/// A block.
#[derive(Serialize, ToSchema)]
struct Block {
	number: u32,
	#[schema(pattern = "^[0-9a-f]{64}$")]
	hash: String,
}

/// How the gateway stands.
#[derive(Serialize, ToSchema)]
pub(super) struct Status {
	/// The gateway's version.
	version: &'static str,
	/// Readings on disk that are in no batch yet.
	waiting: u64,
	/// Batches that are sealed and not final.
	in_flight: u64,
	/// The number of the next batch.
	next_batch: u64,
	/// Readings in finalised batches.
	finalized: u64,
	/// Bytes of the database on disk.
	bytes: u64,
	/// Why it is not ready. Empty: it is.
	not_ready: Vec<super::NotReady>,
}

/// Whether the gateway takes readings and anchors them.
#[derive(Serialize, ToSchema)]
pub(super) struct Ready {
	pub(super) ready: bool,
	/// Why not.
	pub(super) reasons: Vec<super::NotReady>,
}

/// Whether the process works.
#[derive(Serialize, ToSchema)]
pub(super) struct Live {
	pub(super) live: bool,
}

pub(super) fn limit(limit: Option<u32>) -> Result<u32, Problem> {
	match limit {
		None => Ok(100),
		Some(limit @ 1..=MAX_PAGE) => Ok(limit),
		Some(_) => Err(Kind::BadRequest.because("`limit` is from 1 to 1000.")),
	}
}

/// Refuses what a JSON reader could not hand back exactly.
pub(super) fn number(name: &str, number: u64) -> Result<u64, Problem> {
	if number > MAX_NUMBER {
		return Err(Kind::BadRequest.because(format!("`{name}` is at most {MAX_NUMBER}.")));
	}
	Ok(number)
}

pub(super) fn device(text: &str) -> Result<DeviceId, Problem> {
	lower_hex(text)
		.map(DeviceId)
		.ok_or_else(|| Kind::BadRequest.because("A device is named by 64 lower-case hex digits."))
}

pub(super) fn cursor(text: &str) -> Result<Cursor, Problem> {
	let bytes: [u8; 10] = lower_hex(text)
		.ok_or_else(|| Kind::BadRequest.because("`after` is what a page gave as `next`."))?;
	let [time @ .., high, low] = bytes;
	Ok(Cursor {
		// Nothing is later; and a database has no larger numbers.
		time: u64::from_be_bytes(time).min(MAX_NUMBER),
		channel: u16::from_be_bytes([high, low]),
	})
}

fn cursor_text(cursor: Cursor) -> String {
	format!("{:016x}{:04x}", cursor.time, cursor.channel)
}

fn lower_hex<const N: usize>(text: &str) -> Option<[u8; N]> {
	let mut bytes = [0; N];
	let lower = !text.bytes().any(|byte| byte.is_ascii_uppercase());
	(lower && hex::decode_to_slice(text, &mut bytes).is_ok()).then_some(bytes)
}

impl DevicesPage {
	pub(super) fn new(found: Vec<KeptDevice>, limit: u32) -> Self {
		let next = found
			.last()
			.filter(|_| found.len() >= limit as usize)
			.map(|last| hex::encode(last.device.0));
		let devices = found
			.into_iter()
			.map(|kept| Device {
				device: hex::encode(kept.device.0),
				boot: kept.boot_epoch,
				next: kept.next,
				finalized: kept.finalized,
				newest: kept.newest,
			})
			.collect();
		Self { devices, next }
	}
}

impl ReadingsPage {
	pub(super) fn new(found: Vec<Kept>, limit: u32) -> Self {
		let next = found
			.last()
			.filter(|_| found.len() >= limit as usize)
			.map(|last| cursor_text(Cursor { time: last.time, channel: last.channel }));
		let readings = found
			.into_iter()
			.map(|kept| ReadingView {
				channel: kept.channel,
				time: kept.time,
				value: kept.value.to_string(),
				attestation: match kept.attestation {
					Attestation::Segment => AttestationView::Segment,
					Attestation::Readings => AttestationView::Readings,
					Attestation::Gateway => AttestationView::Gateway,
				},
				progress: kept.progress.into(),
				batch: kept.batch,
			})
			.collect();
		Self { readings, next }
	}
}

impl From<Progress> for ProgressView {
	fn from(progress: Progress) -> Self {
		match progress {
			Progress::Stored => Self::Stored,
			Progress::Sealed => Self::Sealed,
			Progress::Included => Self::Included,
			Progress::Finalized => Self::Finalized,
		}
	}
}

impl From<KeptBatch> for BatchView {
	fn from(kept: KeptBatch) -> Self {
		Self {
			number: kept.number,
			root: hex::encode(kept.batch.root),
			segments: kept.batch.segments,
			readings: kept.batch.readings,
			start: kept.batch.start,
			end: kept.batch.end,
			data: hex::encode(kept.batch.data),
			progress: kept.progress.into(),
			block: kept.block.map(|(number, hash)| Block { number, hash: hex::encode(hash) }),
		}
	}
}

impl Status {
	pub(super) fn new(standing: Standing, not_ready: Vec<super::NotReady>) -> Self {
		Self {
			version: env!("CARGO_PKG_VERSION"),
			waiting: standing.waiting,
			in_flight: standing.in_flight,
			next_batch: standing.next_batch,
			finalized: standing.finalized,
			bytes: standing.bytes,
			not_ready,
		}
	}
}
