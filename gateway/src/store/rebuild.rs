//! Segments from rows: cuts new ones, and rebuilds old ones.

pub(super) use super::tables::message::Row;
use super::{
	accept::decode_body,
	incoming::{Kind, Numbering},
	tables::{message, segment},
	Body, StoreError,
};
use codec::Encode;
use rusqlite::Connection;
use std::collections::{BTreeMap, HashMap};
use tallystick_evidence::{
	builder::{BuildError, Origin, Segment, SegmentBuilder},
	Attestation, Crypto, Hash, Leaf, Limits, Native, SegmentHeader, SegmentLeaf,
};

/// The readings of a segment, by channel in ascending order.
pub(super) type Runs = Vec<(u16, Limits, Vec<Leaf>)>;

/// The readings of a message: number, channel, limits and leaf.
pub(super) type Numbered = Vec<(u64, u16, Limits, Leaf)>;

/// A segment of a batch.
pub(super) struct Piece {
	/// The device's row.
	pub(super) device: i64,
	pub(super) leaf: SegmentLeaf,
	pub(super) runs: Runs,
}

impl Row {
	pub(super) fn attestation(&self) -> Attestation {
		self.kind.attestation()
	}

	pub(super) fn is_pruned(&self) -> bool {
		self.readings.is_none()
	}

	/// The readings by channel, as they are stored.
	fn body(&self) -> Result<Body, StoreError> {
		let bytes = self
			.readings
			.as_ref()
			.ok_or_else(|| StoreError::Corrupt("the raw data of a message are pruned".into()))?;
		decode_body(bytes)
	}

	/// The readings, in the order of the device's numbers, or as they are stored if it numbers none.
	pub(super) fn numbered(&self) -> Result<Numbered, StoreError> {
		let body = self.body()?;
		let is_signed = self.kind == Kind::Readings;
		let fits = body.count() as u64 == u64::from(self.count)
			&& body.bounds() == Some((self.start, self.end))
			&& body.leaves().all(|(_, _, leaf)| leaf.signed.is_some() == is_signed);
		if !fits {
			return Err(StoreError::Corrupt("a message does not fit its readings".into()));
		}
		let mut readings: Vec<_> = (self.first..)
			.zip(body.leaves())
			.map(|(place, (channel, limits, leaf))| {
				(leaf.signed.map_or(place, |signed| signed.sequence), channel, limits, *leaf)
			})
			.collect();
		readings.sort_by_key(|(number, ..)| *number);
		Ok(readings)
	}
}

/// A segment that the gateway is building.
struct Open {
	device: i64,
	origin: Origin,
	next: u64,
	runs: BTreeMap<u16, (Limits, Vec<Leaf>)>,
}

impl Open {
	fn takes(&self, row: &Row, number: u64, channel: u16, limits: &Limits, leaf: &Leaf) -> bool {
		let Origin { attestation, key_epoch, boot_epoch, .. } = &self.origin;
		(*attestation, *key_epoch, *boot_epoch) == (row.attestation(), row.key_epoch, row.boot)
			&& self.next == number
			&& self.runs.get(&channel).is_none_or(|(had, leaves)| {
				had == limits
					&& leaves.last().is_none_or(|last| last.reading.time < leaf.reading.time)
			})
	}

	fn close(self) -> Result<Piece, StoreError> {
		let runs =
			self.runs.into_iter().map(|(channel, (limits, leaves))| (channel, limits, leaves));
		let runs: Runs = runs.collect();
		let header = build(self.origin, &runs)?.header;
		Ok(Piece { device: self.device, leaf: SegmentLeaf { header, signature: None }, runs })
	}
}

/// Builds a segment's trees.
pub(super) fn build(origin: Origin, runs: &Runs) -> Result<Segment, StoreError> {
	let failed =
		|error: BuildError| StoreError::Corrupt(format!("a segment cannot be rebuilt: {error:?}"));
	let mut builder = SegmentBuilder::new();
	for (channel, limits, leaves) in runs {
		for leaf in leaves {
			builder.push(*channel, *limits, *leaf).map_err(failed)?;
		}
	}
	builder.seal::<Native>(origin).map_err(failed)
}

/// Rebuilds a segment's trees.
pub(super) fn build_again(leaf: &SegmentLeaf, runs: &Runs) -> Result<Segment, StoreError> {
	let SegmentHeader { device, attestation, key_epoch, boot_epoch, sequence, previous, .. } =
		leaf.header;
	let origin = Origin { device, attestation, key_epoch, boot_epoch, sequence, previous };
	let segment = build(origin, runs)?;
	match segment.header.root == leaf.header.root && segment.header.count == leaf.header.count {
		true => Ok(segment),
		false => Err(StoreError::Corrupt("a rebuilt segment has another root".into())),
	}
}

fn by_channel(readings: impl Iterator<Item = (u16, Limits, Leaf)>) -> Runs {
	let mut runs = BTreeMap::<u16, (Limits, Vec<Leaf>)>::new();
	for (channel, limits, leaf) in readings {
		runs.entry(channel).or_insert_with(|| (limits, Vec::new())).1.push(leaf);
	}
	runs.into_iter().map(|(channel, (limits, leaves))| (channel, limits, leaves)).collect()
}

/// The segment that the device signed, with its readings.
pub(super) fn signed(row: &Row) -> Result<Piece, StoreError> {
	let leaf = row
		.leaf()
		.ok_or_else(|| StoreError::Corrupt("a signed segment lacks its signature".into()))?;
	let body = row.body()?;
	if body.count() as u64 != u64::from(row.count) || body.bounds() != Some((row.start, row.end)) {
		return Err(StoreError::Corrupt("a signed segment does not fit its readings".into()));
	}
	// Its channels are stored in ascending order, each once.
	let runs = body.runs.into_iter().map(|run| (run.channel, run.limits, run.leaves));
	Ok(Piece { device: row.device, leaf, runs: runs.collect() })
}

/// Cuts new segments: first those that devices signed, then those that the gateway builds.
/// `previous` returns the name of the last segment that was built of a device in a boot epoch.
pub(super) fn cut(
	rows: &[Row],
	previous: impl Fn(i64, Numbering, u32) -> Result<Hash, StoreError>,
) -> Result<Vec<Piece>, StoreError> {
	let mut pieces = Vec::new();
	for row in rows.iter().filter(|row| row.kind == Kind::Segment) {
		pieces.push(signed(row)?);
	}
	let mut open = BTreeMap::<(i64, Numbering), Open>::new();
	let mut names = HashMap::<(i64, Numbering, u32), Hash>::new();
	for row in rows.iter().filter(|row| row.kind != Kind::Segment) {
		let key = (row.device, row.kind.numbering());
		for (number, channel, limits, leaf) in row.numbered()? {
			if let Some(had) = open.remove(&key) {
				if had.takes(row, number, channel, &limits, &leaf) {
					open.insert(key, had);
				} else {
					let piece = had.close()?;
					let header = &piece.leaf.header;
					names.insert((key.0, key.1, header.boot_epoch), header.name::<Native>());
					pieces.push(piece);
				}
			}
			let segment = match open.entry(key) {
				std::collections::btree_map::Entry::Occupied(entry) => entry.into_mut(),
				std::collections::btree_map::Entry::Vacant(entry) => {
					let name = match names.get(&(key.0, key.1, row.boot)) {
						Some(name) => *name,
						None => previous(key.0, key.1, row.boot)?,
					};
					let origin = Origin {
						device: row.name,
						attestation: row.attestation(),
						key_epoch: row.key_epoch,
						boot_epoch: row.boot,
						sequence: number,
						previous: name,
					};
					entry.insert(Open {
						device: row.device,
						origin,
						next: number,
						runs: BTreeMap::new(),
					})
				},
			};
			segment.next = number.saturating_add(1);
			segment.runs.entry(channel).or_insert_with(|| (limits, Vec::new())).1.push(leaf);
		}
	}
	for (_, segment) in open {
		pieces.push(segment.close()?);
	}
	Ok(pieces)
}

/// Rebuilds the segments of a batch, of one device or of all, as they were cut. Of one device, segments
/// that cannot be read are left out.
pub(super) fn pieces(
	db: &Connection,
	batch: u64,
	range: (i64, i64),
	device: Option<i64>,
) -> Result<Vec<Piece>, StoreError> {
	let rows = message::between(db, range, device)?;
	let passes = |error: &StoreError| device.is_some() && error.is_damage();
	let mut pieces = Vec::new();
	for row in rows.iter().filter(|row| row.kind == Kind::Segment) {
		match signed(row) {
			Ok(piece) => pieces.push(piece),
			Err(error) if passes(&error) => {},
			Err(error) => return Err(error),
		}
	}
	'next: for (device, header) in segment::of_batch(db, batch, device)? {
		let range = header.sequence..header.sequence.saturating_add(header.count.into());
		let mut readings = Vec::new();
		let of = |row: &&Row| {
			row.device == device
				&& row.attestation() == header.attestation
				&& row.boot == header.boot_epoch
				&& row.first < range.end
				&& row.first.saturating_add(row.count.into()) > range.start
		};
		for row in rows.iter().filter(of) {
			let of_row = match row.numbered() {
				Ok(of_row) => of_row,
				Err(error) if passes(&error) => continue 'next,
				Err(error) => return Err(error),
			};
			readings.extend(
				of_row
					.into_iter()
					.filter(|(number, ..)| range.contains(number))
					.map(|(_, channel, limits, leaf)| (channel, limits, leaf)),
			);
		}
		let leaf = SegmentLeaf { header, signature: None };
		pieces.push(Piece { device, leaf, runs: by_channel(readings.into_iter()) });
	}
	Ok(pieces)
}

/// All segments of a batch as leaves of its tree, in their places. Needs no readings.
pub(super) fn leaves(
	db: &Connection,
	batch: u64,
	range: (i64, i64),
) -> Result<Vec<SegmentLeaf>, StoreError> {
	let mut leaves = message::segment_leaves(db, range)?;
	for (_, header) in segment::of_batch(db, batch, None)? {
		leaves.push(SegmentLeaf { header, signature: None });
	}
	Ok(leaves)
}

/// A batch's raw data, over which its hash is.
pub(super) fn data(pieces: &[Piece]) -> Vec<u8> {
	let segments: Vec<(&SegmentLeaf, &Runs)> =
		pieces.iter().map(|piece| (&piece.leaf, &piece.runs)).collect();
	segments.encode()
}

/// The hash of a batch's raw data.
pub(super) fn data_hash(pieces: &[Piece]) -> Hash {
	Native::hash(&[&data(pieces)])
}
