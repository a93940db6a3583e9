//! The bodies of answers, and the parameters of requests.

use serde::{Deserialize, Serialize};
use tallystick_evidence::{Attestation, DeviceId};
use utoipa::{IntoParams, ToSchema};

use super::problem::{Kind, Problem};
use crate::archive::{Cursor, Kept, KeptBatch, KeptDevice, Progress, Standing};

/// The largest number that every JSON reader keeps exactly: 2^53 - 1.
pub(super) const MAX_NUMBER: u64 = 9_007_199_254_740_991;
/// Most entries of a page.
pub(super) const MAX_PAGE: u32 = 1_000;

/// A query of devices.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct DevicesQuery {
	/// The page begins after this device: `next` of the previous page.
	#[param(pattern = "^[0-9a-f]{64}$")]
	pub(super) after: Option<String>,
	/// Most entries of the page.
	#[param(minimum = 1, maximum = 1000, default = 100)]
	pub(super) limit: Option<u32>,
}

/// A query of readings.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct ReadingsQuery {
	/// The channel. All channels if it is left out.
	#[param(minimum = 0, maximum = 65535)]
	pub(super) channel: Option<u16>,
	/// The earliest time, inclusive: UTC, in milliseconds.
	#[param(minimum = 0, maximum = 9007199254740991_i64)]
	pub(super) from: Option<u64>,
	/// The latest time, exclusive: UTC, in milliseconds.
	#[param(minimum = 0, maximum = 9007199254740991_i64)]
	pub(super) to: Option<u64>,
	/// The page begins after this reading: `next` of the previous page.
	#[param(pattern = "^[0-9a-f]{20}$")]
	pub(super) after: Option<String>,
	/// Most entries of the page.
	#[param(minimum = 1, maximum = 1000, default = 100)]
	pub(super) limit: Option<u32>,
}

/// A page of devices, in ascending order.
#[derive(Serialize, ToSchema)]
pub(super) struct DevicesPage {
	devices: Vec<Device>,
	/// The `after` of the next page. Null if this is the last page.
	#[schema(required)]
	next: Option<String>,
}

/// A device of which the gateway has stored readings.
#[derive(Serialize, ToSchema)]
struct Device {
	/// Its id on the chain.
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
	/// The `after` of the next page. Null if this is the last page.
	#[schema(required)]
	next: Option<String>,
}

/// A reading.
#[derive(Serialize, ToSchema)]
#[schema(as = Reading)]
struct ReadingView {
	/// The channel's number in the device's model.
	channel: u16,
	/// Its time: UTC, in milliseconds.
	time: u64,
	/// Its value, a whole number: in the channel's unit, times ten to the power of the channel's exponent.
	#[schema(pattern = "^-?[0-9]{1,19}$")]
	value: String,
	/// The party that attests it.
	attestation: AttestationView,
	/// Its progress.
	progress: ProgressView,
	/// The number of its batch, once it has one.
	#[schema(required)]
	batch: Option<u64>,
}

/// The party that attests a reading.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
#[schema(as = Attestation)]
enum AttestationView {
	/// The device signed the segment.
	Segment,
	/// The device signed each reading.
	Readings,
	/// The gateway alone attests it.
	Gateway,
}

/// The progress of a reading or a batch.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
#[schema(as = Progress)]
enum ProgressView {
	/// It is on disk.
	Stored,
	/// It is in a batch whose root is fixed.
	Sealed,
	/// It is in a block.
	Included,
	/// It is in a finalised block.
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
	/// The time of its earliest reading: UTC, in milliseconds.
	start: u64,
	/// The time of its latest reading: UTC, in milliseconds.
	end: u64,
	/// BLAKE2b-256 of the raw data.
	#[schema(pattern = "^[0-9a-f]{64}$")]
	data: String,
	/// Its progress.
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

/// The state of the gateway.
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
	/// The reasons why it is not ready. Empty if it is ready.
	not_ready: Vec<super::NotReady>,
}

/// Whether the gateway accepts readings and anchors them.
#[derive(Serialize, ToSchema)]
pub(super) struct Ready {
	pub(super) ready: bool,
	/// The reasons why it is not ready.
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
		Some(_) => Err(Kind::BadRequest.because("`limit` must be from 1 to 1000.")),
	}
}

/// Refuses numbers that JSON readers do not keep exactly.
pub(super) fn number(name: &str, number: u64) -> Result<u64, Problem> {
	if number > MAX_NUMBER {
		return Err(Kind::BadRequest.because(format!("`{name}` must be at most {MAX_NUMBER}.")));
	}
	Ok(number)
}

pub(super) fn device(text: &str) -> Result<DeviceId, Problem> {
	lower_hex(text)
		.map(DeviceId)
		.ok_or_else(|| Kind::BadRequest.because("A device id is 64 lower-case hexadecimal digits."))
}

pub(super) fn cursor(text: &str) -> Result<Cursor, Problem> {
	let bytes: [u8; 10] = lower_hex(text)
		.ok_or_else(|| Kind::BadRequest.because("`after` must be the `next` of a page."))?;
	let [time @ .., high, low] = bytes;
	Ok(Cursor {
		// No reading is later, and the database has no larger numbers.
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
