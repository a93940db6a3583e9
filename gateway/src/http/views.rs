//! The bodies of answers, and the parameters of requests.

use serde::{Deserialize, Serialize};
use tallystick_condition::Opening;
use tallystick_evidence::{run::RunTree, Attestation, DeviceId, Hash, Node};
use utoipa::{IntoParams, ToSchema};

use super::problem::{Kind, Problem};
use crate::archive::{
	Cursor, Place, Progress, StoreStatus, StoredBatch, StoredDevice, StoredReading,
};

/// The largest number that every JSON reader keeps exactly: 2^53 - 1.
pub(super) const MAX_NUMBER: u64 = 9_007_199_254_740_991;
/// Most entries of a page.
pub(super) const MAX_PAGE: u32 = 1_000;
/// Most moments around which a run is opened.
const MAX_MOMENTS: usize = 16;

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
	#[param(pattern = "^[0-9a-f]{44}$")]
	pub(super) after: Option<String>,
	/// Most entries of the page.
	#[param(minimum = 1, maximum = 1000, default = 100)]
	pub(super) limit: Option<u32>,
}

/// Selects one of several readings of one channel and time.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct ProofQuery {
	/// The reading's boot epoch. It and `number` are needed only if several readings of the channel have this
	/// time. Of the readings that match what is given, the first to arrive is taken.
	#[param(minimum = 0, maximum = 4294967295_i64)]
	pub(super) boot: Option<u32>,
	/// The reading's number in its boot epoch.
	#[param(minimum = 0, maximum = 9007199254740991_i64)]
	pub(super) number: Option<u64>,
}

/// Selects a run, and the part of it that is opened.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct OpeningQuery {
	/// The reading's boot epoch. It and `number` are needed only if several readings of the channel have this
	/// time. Of the readings that match what is given, the first to arrive is taken.
	#[param(minimum = 0, maximum = 4294967295_i64)]
	pub(super) boot: Option<u32>,
	/// The reading's number in its boot epoch.
	#[param(minimum = 0, maximum = 9007199254740991_i64)]
	pub(super) number: Option<u64>,
	/// Up to 16 moments, separated by commas: UTC, in milliseconds. Only nodes with readings on both sides of
	/// one of them are opened. All nodes if it is left out.
	#[param(pattern = "^[0-9]{1,15}(,[0-9]{1,15}){0,15}$")]
	pub(super) around: Option<String>,
	/// The hash of the run's root. It is needed only if several runs have a reading of this time.
	#[param(pattern = "^[0-9a-f]{64}$")]
	pub(super) root: Option<String>,
}

/// Nodes of a run's tree.
#[derive(Serialize, ToSchema)]
#[schema(as = Opening)]
pub(super) struct OpeningView {
	/// The run's root.
	#[schema(value_type = NodeView)]
	root: Node,
	/// Pairs of children, in pre-order. If 256 do not suffice, small nodes stay closed.
	#[schema(value_type = Vec<Vec<NodeView>>, max_items = 256)]
	opening: Opening,
}

/// A node of a run's tree, as the chain writes it.
#[derive(ToSchema)]
#[schema(as = Node)]
#[expect(dead_code, reason = "describes the JSON of a node")]
struct NodeView {
	/// The summary of the readings below it.
	summary: SummaryView,
	#[schema(pattern = "^0x[0-9a-f]{64}$")]
	hash: String,
}

/// A summary of readings. Values are in the channel's unit, times ten to the power of the channel's
/// exponent.
#[derive(ToSchema)]
#[schema(as = Summary)]
#[expect(dead_code, reason = "describes the JSON of a summary")]
struct SummaryView {
	/// The number of readings.
	count: u32,
	/// The earliest.
	first: PointView,
	/// The latest.
	last: PointView,
	/// The smallest value.
	#[schema(pattern = "^-?[0-9]{1,19}$")]
	min: String,
	/// The largest value.
	#[schema(pattern = "^-?[0-9]{1,19}$")]
	max: String,
	/// The sum of all values.
	#[schema(pattern = "^-?[0-9]{1,39}$")]
	sum: String,
	/// The number of values outside the run's limits.
	violations: u32,
}

/// A reading.
#[derive(ToSchema)]
#[schema(as = Point)]
#[expect(dead_code, reason = "describes the JSON of a reading")]
struct PointView {
	/// UTC, in milliseconds.
	#[schema(pattern = "^[0-9]{1,20}$")]
	time: String,
	#[schema(pattern = "^-?[0-9]{1,19}$")]
	value: String,
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

/// A page of readings, in ascending order of time, then channel, boot epoch and number.
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
	/// The boot epoch that its number belongs to: the device's, or from 2147483648 on the gateway's own.
	boot: u32,
	/// Its number in this boot epoch. The readings of a signed segment are numbered by channel, then time.
	number: u64,
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
	/// When the store was made: UTC, in milliseconds. Null if that is not known. If the time is recent, the
	/// store began anew, without the readings and proofs of an earlier one.
	#[schema(required)]
	began: Option<u64>,
	/// The number at which the store's own batches begin. Null while it is not known; until then the gateway
	/// accepts nothing.
	#[schema(required)]
	first_batch: Option<u64>,
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
	let wrong = || Kind::BadRequest.because("`after` must be the `next` of a page.");
	let bytes: [u8; 22] = lower_hex(text).ok_or_else(wrong)?;
	let (time, rest) = bytes.split_first_chunk().ok_or_else(wrong)?;
	let (channel, rest) = rest.split_first_chunk().ok_or_else(wrong)?;
	let (boot, number) = rest.split_first_chunk().ok_or_else(wrong)?;
	Ok(Cursor {
		// No reading is later, and the database has no larger numbers.
		time: u64::from_be_bytes(*time).min(MAX_NUMBER),
		channel: u16::from_be_bytes(*channel),
		place: Place {
			boot: u32::from_be_bytes(*boot),
			number: u64::from_be_bytes(number.try_into().map_err(|_| wrong())?),
		},
	})
}

pub(super) fn root(text: &str) -> Result<Hash, Problem> {
	lower_hex(text)
		.ok_or_else(|| Kind::BadRequest.because("`root` is 64 lower-case hexadecimal digits."))
}

pub(super) fn moments(text: &str) -> Result<Vec<u64>, Problem> {
	let moment = |text: &str| {
		let digits = text.bytes().all(|byte| byte.is_ascii_digit());
		text.parse().ok().filter(|_| digits)
	};
	let moments: Option<Vec<u64>> = text.split(',').map(moment).collect();
	moments.filter(|moments| moments.len() <= MAX_MOMENTS).ok_or_else(|| {
		Kind::BadRequest.because(format!(
			"`around` is up to {MAX_MOMENTS} times in milliseconds, separated by commas."
		))
	})
}

fn cursor_text(cursor: Cursor) -> String {
	let Cursor { time, channel, place } = cursor;
	format!("{time:016x}{channel:04x}{:08x}{:016x}", place.boot, place.number)
}

fn lower_hex<const N: usize>(text: &str) -> Option<[u8; N]> {
	let mut bytes = [0; N];
	let lower = !text.bytes().any(|byte| byte.is_ascii_uppercase());
	(lower && hex::decode_to_slice(text, &mut bytes).is_ok()).then_some(bytes)
}

impl OpeningView {
	/// Opens the nodes on the paths to these moments, or all nodes if there are none.
	pub(super) fn new(tree: &RunTree, around: &[u64]) -> Self {
		let wanted = |node: &tallystick_evidence::Summary| {
			let inside = |moment: &u64| node.first.time < *moment && *moment < node.last.time;
			around.is_empty() || around.iter().any(inside)
		};
		let opening = (0..u32::BITS)
			.find_map(|level| Opening::of(tree, |node| node.count > 1 << level && wanted(node)));
		Self { root: tree.run().root, opening: opening.unwrap_or_default() }
	}
}

impl DevicesPage {
	pub(super) fn new(found: Vec<StoredDevice>, limit: u32) -> Self {
		let next = found
			.last()
			.filter(|_| found.len() >= limit as usize)
			.map(|last| hex::encode(last.device.0));
		let devices = found
			.into_iter()
			.map(|stored| Device {
				device: hex::encode(stored.device.0),
				boot: stored.boot_epoch,
				next: stored.next,
				finalized: stored.finalized,
				newest: stored.newest,
			})
			.collect();
		Self { devices, next }
	}
}

impl ReadingsPage {
	pub(super) fn new(found: Vec<StoredReading>, limit: u32) -> Self {
		let next = found.last().filter(|_| found.len() >= limit as usize).map(
			|&StoredReading { time, channel, place, .. }| {
				cursor_text(Cursor { time, channel, place })
			},
		);
		let readings = found
			.into_iter()
			.map(|stored| ReadingView {
				channel: stored.channel,
				time: stored.time,
				boot: stored.place.boot,
				number: stored.place.number,
				value: stored.value.to_string(),
				attestation: match stored.attestation {
					Attestation::Segment => AttestationView::Segment,
					Attestation::Readings => AttestationView::Readings,
					Attestation::Gateway => AttestationView::Gateway,
				},
				progress: stored.progress.into(),
				batch: stored.batch,
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

impl From<StoredBatch> for BatchView {
	fn from(stored: StoredBatch) -> Self {
		Self {
			number: stored.number,
			root: hex::encode(stored.batch.root),
			segments: stored.batch.segments,
			readings: stored.batch.readings,
			start: stored.batch.start,
			end: stored.batch.end,
			data: hex::encode(stored.batch.data),
			progress: stored.progress.into(),
			block: stored.block.map(|(number, hash)| Block { number, hash: hex::encode(hash) }),
		}
	}
}

impl Status {
	pub(super) fn new(status: StoreStatus, not_ready: Vec<super::NotReady>) -> Self {
		Self {
			version: env!("CARGO_PKG_VERSION"),
			waiting: status.waiting,
			in_flight: status.in_flight,
			next_batch: status.next_batch,
			began: status.began,
			first_batch: status.first_batch,
			finalized: status.finalized,
			bytes: status.bytes,
			not_ready,
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use tallystick_evidence::{Limits, Native, Reading};

	fn tree(readings: u64) -> RunTree {
		let leaves: Vec<_> = (0..readings)
			.map(|at| Reading { time: at * 1_000, value: (at % 7) as i64, salt: [0; 16] }.into())
			.collect();
		RunTree::build::<Native>(0, Limits::NONE, &leaves).unwrap().unwrap()
	}

	#[test]
	fn a_run_is_opened_up_to_256_pairs() {
		for (readings, largest) in [(1, 1), (2, 1), (257, 1), (258, 2), (600, 4), (5_000, 32)] {
			let tree = tree(readings);
			let shown = OpeningView::new(&tree, &[]);
			let closed = shown.opening.unfold::<Native>(&shown.root).unwrap();
			assert_eq!(closed.iter().map(|node| u64::from(node.count)).sum::<u64>(), readings);
			assert_eq!(closed.iter().map(|node| node.count).max(), Some(largest), "{readings}");
		}
	}

	#[test]
	fn a_run_is_opened_around_several_moments() {
		let tree = tree(600);
		let moments: Vec<_> = (0..16).map(|part| part * 37_000 + 500).collect();
		let shown = OpeningView::new(&tree, &moments);
		let closed = shown.opening.unfold::<Native>(&shown.root).unwrap();
		for moment in moments {
			assert!(!closed.iter().any(|node| node.first.time < moment && moment < node.last.time));
		}
		assert!(closed.len() < 150);
	}
}
