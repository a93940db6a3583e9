//! Rebuilds a batch from its raw data.

use crate::ledger::Entry;
use codec::DecodeAll;
use tallystick_evidence::{
	builder::{BatchBuilder, BuildError, Origin, SealedBatch, Segment, SegmentBuilder},
	Batch, Crypto, Leaf, Limits, Native, SegmentLeaf,
};

/// The raw data of a segment: its runs, by channel.
pub type Runs = Vec<(u16, Limits, Vec<Leaf>)>;

/// Why raw data are not those of a batch.
#[derive(Debug, thiserror::Error)]
pub enum RebuildError {
	/// They are damaged.
	#[error("the raw data cannot be decoded: {0}")]
	Codec(#[from] codec::Error),
	/// They make no segment or batch.
	#[error("the raw data make no batch: {0:?}")]
	Build(BuildError),
	/// A segment is another one.
	#[error("segment {0} does not have the readings that its header says")]
	OtherSegment(usize),
	/// The batch is another one.
	#[error("the raw data make {found:?}, and the chain has {expected:?}")]
	OtherBatch {
		/// What they make.
		found: Box<Batch>,
		/// What the chain has.
		expected: Box<Batch>,
	},
}

impl From<BuildError> for RebuildError {
	fn from(error: BuildError) -> Self {
		Self::Build(error)
	}
}

/// A batch with all of its trees.
pub struct Rebuilt {
	/// The segments, with their trees and as leaves.
	pub segments: Vec<(Segment, SegmentLeaf, Runs)>,
	/// The batch and its tree.
	pub sealed: SealedBatch,
}

impl Rebuilt {
	/// Builds all trees anew.
	pub fn new(mut data: &[u8]) -> Result<Self, RebuildError> {
		let hash = Native::hash(&[data]);
		let raw = Vec::<(SegmentLeaf, Runs)>::decode_all(&mut data)?;
		let mut batch = BatchBuilder::new();
		let mut segments = Vec::with_capacity(raw.len());
		for (place, (leaf, runs)) in raw.into_iter().enumerate() {
			let mut builder = SegmentBuilder::new();
			for (channel, limits, leaves) in &runs {
				for leaf in leaves {
					builder.push(*channel, *limits, *leaf)?;
				}
			}
			let header = &leaf.header;
			let segment = builder.seal::<Native>(Origin {
				device: header.device,
				attestation: header.attestation,
				key_epoch: header.key_epoch,
				boot_epoch: header.boot_epoch,
				sequence: header.sequence,
				previous: header.previous,
			})?;
			if segment.header != *header {
				return Err(RebuildError::OtherSegment(place));
			}
			batch.push(leaf)?;
			segments.push((segment, leaf, runs));
		}
		Ok(Self { segments, sealed: batch.seal::<Native>(hash)? })
	}

	/// Checks that it is the batch that the chain has.
	pub fn expect(&self, expected: &Batch) -> Result<(), RebuildError> {
		let found = self.sealed.batch;
		(found == *expected).then_some(()).ok_or_else(|| RebuildError::OtherBatch {
			found: Box::new(found),
			expected: Box::new(*expected),
		})
	}

	/// All readings.
	pub fn entries(&self) -> impl Iterator<Item = Entry> + '_ {
		self.segments.iter().flat_map(|(_, leaf, runs)| {
			let header = &leaf.header;
			runs.iter().flat_map(move |(channel, _, leaves)| {
				leaves.iter().map(move |leaf| Entry {
					device: header.device,
					boot: header.boot_epoch,
					attestation: header.attestation,
					channel: *channel,
					time: leaf.reading.time,
					value: leaf.reading.value,
				})
			})
		})
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use codec::Encode;
	use tallystick_evidence::{Attestation, DeviceId, Reading};

	fn raw() -> Vec<(SegmentLeaf, Runs)> {
		let leaves: Vec<Leaf> = (1..4).map(|at| Reading::plain(at, 5).into()).collect();
		let mut builder = SegmentBuilder::new();
		for leaf in &leaves {
			builder.push(2, Limits::NONE, *leaf).unwrap();
		}
		let origin = Origin {
			device: DeviceId([3; 32]),
			attestation: Attestation::Gateway,
			key_epoch: 0,
			boot_epoch: 0,
			sequence: 0,
			previous: [0; 32],
		};
		let segment = builder.seal::<Native>(origin).unwrap();
		vec![(segment.leaf(None).unwrap(), vec![(2, Limits::NONE, leaves)])]
	}

	#[test]
	fn works_on_what_makes_the_batch() {
		let rebuilt = Rebuilt::new(&raw().encode()).unwrap();
		assert_eq!(rebuilt.sealed.batch.readings, 3);
		assert_eq!(rebuilt.sealed.batch.data, Native::hash(&[&raw().encode()]));
		assert_eq!(rebuilt.entries().count(), 3);
		rebuilt.expect(&rebuilt.sealed.batch.clone()).unwrap();
	}

	#[test]
	fn fails_when_a_value_or_the_batch_is_another() {
		let mut other = raw();
		other[0].1[0].2[1].reading.value = 6;
		assert!(matches!(Rebuilt::new(&other.encode()), Err(RebuildError::OtherSegment(0))));
		let rebuilt = Rebuilt::new(&raw().encode()).unwrap();
		let expected = Batch { data: [0; 32], ..rebuilt.sealed.batch };
		assert!(matches!(rebuilt.expect(&expected), Err(RebuildError::OtherBatch { .. })));
		let mut longer = raw().encode();
		longer.push(0);
		assert!(matches!(Rebuilt::new(&longer), Err(RebuildError::Codec(_))));
	}
}
