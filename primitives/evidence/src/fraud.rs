//! Proofs that somebody lied, each from what he anchored himself.

use crate::{
	merkle::{MerkleTree, Place, Tree, MAX_PATH},
	model::MAX_CHANNELS,
	proof::{verify_signed_reading, ReadingProof},
	run::Run,
	segment::{Attestation, SegmentLeaf},
	summary::Node,
	Batch, Crypto, DeviceId, DeviceKey, Hash, Limits,
};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode};
use scale_info::TypeInfo;

/// A lie in a gateway's batches.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
// It comes one at a time, and pallets take it by value.
#[allow(clippy::large_enum_variant)]
pub enum Fraud {
	/// The device did not sign the segment, or the batch states other counts or times than it leaves.
	#[codec(index = 0)]
	ForgedSegment {
		/// The segment, in the batch.
		segment: Placed,
	},
	/// The device did not sign a reading of a segment that the gateway built.
	#[codec(index = 1)]
	ForgedReading {
		/// The segment, in the batch.
		segment: Placed,
		/// The reading, in the segment.
		reading: ReadingProof,
	},
	/// Two different segments hold the same number, and one of them is the gateway's work. Two that
	/// their device signed are its own lie: an [`Equivocation`](crate::Equivocation).
	#[codec(index = 2)]
	TwoVersions {
		/// One segment, in the batch.
		segment: Placed,
		/// The number of the batch with the other one, by the same gateway.
		other_batch: u64,
		/// The other segment, in that batch.
		other: Placed,
	},
	/// A node of a summary tree says something else than what is below it, or contradicts itself.
	#[codec(index = 3)]
	WrongSummary {
		/// The segment, in the batch.
		segment: Placed,
		/// The run, as the segment has it.
		run: Run,
		/// Where the run stands in the segment.
		run_place: Place,
		/// The node, as the one above it has it.
		claim: Node,
		/// What the node is made of.
		below: Below,
		/// The siblings on the way to the run's root, from the node upwards.
		steps: Vec<Step>,
	},
	/// A run contradicts itself, or does not fit its segment's counts, times or channels.
	#[codec(index = 4)]
	OutOfBounds {
		/// The segment, in the batch.
		segment: Placed,
		/// The run, as the segment has it.
		run: Run,
		/// Where the run stands in the segment.
		run_place: Place,
	},
	/// A segment's runs do not add up to its count.
	#[codec(index = 5)]
	WrongRuns {
		/// The segment, in the batch.
		segment: Placed,
		/// All of its runs, as the segment has them.
		runs: Vec<Run>,
	},
	/// Two runs of a segment are of one channel, or not in the order of their channels, or between them
	/// there are more runs than channels.
	#[codec(index = 6)]
	DisorderedRuns {
		/// The segment, in the batch.
		segment: Placed,
		/// A run.
		one: PlacedRun,
		/// Another run.
		other: PlacedRun,
	},
	/// A run has other limits than its channel has in the device's model, or the model has no such
	/// channel.
	#[codec(index = 7)]
	WrongLimits {
		/// The segment, in the batch.
		segment: Placed,
		/// The run, as the segment has it.
		run: Run,
		/// Where the run stands in the segment.
		run_place: Place,
	},
}

/// The kinds of frauds, under the names of [`Fraud`].
#[derive(Clone, Copy, Debug)]
enum Kind {
	ForgedSegment,
	ForgedReading,
	TwoVersions,
	WrongSummary,
	OutOfBounds,
	WrongRuns,
	DisorderedRuns,
	WrongLimits,
}

impl Kind {
	const ALL: [Self; 8] = [
		Self::ForgedSegment,
		Self::ForgedReading,
		Self::TwoVersions,
		Self::WrongSummary,
		Self::OutOfBounds,
		Self::WrongRuns,
		Self::DisorderedRuns,
		Self::WrongLimits,
	];

	/// The depth of the deepest fraud of this kind that anybody has to show.
	const fn most_depth(self) -> u32 {
		let paths = match self {
			Self::ForgedSegment => 1,
			Self::TwoVersions | Self::OutOfBounds | Self::WrongLimits => 2,
			Self::ForgedReading | Self::WrongSummary | Self::DisorderedRuns => 3,
			// Of more runs, each is out of bounds.
			Self::WrongRuns => return MAX_PATH.saturating_add(MAX_CHANNELS.saturating_mul(2)),
		};
		MAX_PATH.saturating_mul(paths)
	}
}

/// A segment where it stands in a batch.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct Placed {
	/// The segment.
	pub leaf: SegmentLeaf,
	/// Where it stands.
	pub place: Place,
}

/// A run where it stands in its segment.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct PlacedRun {
	/// The run.
	pub run: Run,
	/// Where it stands.
	pub place: Place,
}

/// What a node of a summary tree is made of.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub enum Below {
	/// A reading.
	#[codec(index = 0)]
	Leaf(crate::Leaf),
	/// Two nodes.
	#[codec(index = 1)]
	Nodes(Node, Node),
	/// Nobody has to know: what the node says contradicts itself.
	#[codec(index = 2)]
	Unknown,
}

/// One step up in a summary tree.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub enum Step {
	/// To the parent of this node on the left and the one that is proven.
	#[codec(index = 0)]
	Left(ParentOf),
	/// To the parent of the node that is proven and this one on the right.
	#[codec(index = 1)]
	Right(ParentOf),
}

/// The sibling, and what the parent above both says.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct ParentOf {
	/// The sibling.
	pub sibling: Node,
	/// The parent's summary, as the one above it has it.
	pub says: crate::Summary,
}

/// Why a challenge fails.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Refuted {
	/// The chain does not know the batch, or does not keep it any more.
	UnknownBatch,
	/// The chain does not know the device.
	UnknownDevice,
	/// The segment does not stand in the batch at this place.
	NotInBatch,
	/// The run or the reading does not stand in the segment at this place.
	NotInSegment,
	/// It stands there, and it is true.
	Honest,
}

/// What the chain remembers.
pub trait Record {
	/// One of the accused gateway's batches.
	fn batch(&self, number: u64) -> Option<Batch>;
	/// The key of a device in an epoch.
	fn key(&self, device: &DeviceId, epoch: u32) -> KeyIn;
	/// The limits of a channel in the device's model. `None` if the model has no such channel.
	fn limits(&self, device: &DeviceId, channel: u16) -> Option<Limits>;
}

/// A device's key in an epoch.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum KeyIn {
	/// This one.
	Key(DeviceKey),
	/// The device has had no such epoch.
	NoEpoch,
	/// There is no such device.
	NoDevice,
}

impl Fraud {
	/// Whether the accused gateway lied in its batch `number`, or why it did not.
	pub fn judge<C: Crypto>(
		&self,
		genesis: &Hash,
		number: u64,
		record: &impl Record,
	) -> Result<(), Refuted> {
		match self {
			Self::ForgedSegment { segment } => {
				let batch = segment.ensure_in::<C>(number, record)?;
				let fault = if segment.leaf.is_sound() && segment.fits(&batch) {
					segment.leaf.header.attestation == Attestation::Segment
						&& !signed::<C>(&segment.leaf, genesis, record)?
				} else {
					true
				};
				guilty(fault)
			},
			Self::ForgedReading { segment, reading } => {
				segment.ensure_in::<C>(number, record)?;
				let header = &segment.leaf.header;
				let run = reading.run::<C>().ok_or(Refuted::NotInSegment)?;
				segment.ensure_holds::<C>(&run, &reading.run_place)?;
				if header.attestation != Attestation::Readings {
					return guilty(reading.leaf.signed.is_some());
				}
				let Some(signature) = &reading.leaf.signed else { return guilty(true) };
				guilty(match record.key(&header.device, header.key_epoch) {
					KeyIn::NoDevice => return Err(Refuted::UnknownDevice),
					KeyIn::NoEpoch => true,
					KeyIn::Key(key) => !verify_signed_reading::<C>(
						genesis,
						&key,
						&segment.leaf,
						reading.channel,
						&reading.leaf,
						signature,
					),
				})
			},
			Self::TwoVersions { segment, other_batch, other } => {
				segment.ensure_in::<C>(number, record)?;
				other.ensure_in::<C>(*other_batch, record)?;
				let (one, two) = (&segment.leaf.header, &other.leaf.header);
				let are_by_device =
					[one, two].iter().all(|header| header.attestation == Attestation::Segment);
				guilty(one != two && one.overlaps(two) && !are_by_device)
			},
			Self::WrongSummary { segment, run, run_place, claim, below, steps } => {
				segment.ensure_in::<C>(number, record)?;
				segment.ensure_holds::<C>(run, run_place)?;
				if above::<C>(claim, steps) != run.root {
					return Err(Refuted::NotInSegment);
				}
				let (hash, says) = match below {
					Below::Unknown => return guilty(claim.summary.check(&run.limits).is_err()),
					Below::Leaf(leaf) => {
						let node = leaf.node::<C>(&run.limits);
						(node.hash, Ok(node.summary))
					},
					Below::Nodes(left, right) => {
						(Node::parent_hash::<C>(left, right), Node::parent_summary(left, right))
					},
				};
				if hash != claim.hash {
					return Err(Refuted::NotInSegment);
				}
				guilty(says != Ok(claim.summary))
			},
			Self::OutOfBounds { segment, run, run_place } => {
				segment.ensure_in::<C>(number, record)?;
				segment.ensure_holds::<C>(run, run_place)?;
				let Place { index, count, .. } = run_place;
				guilty(run.check(*index, *count, &segment.leaf.header).is_err())
			},
			Self::WrongRuns { segment, runs } => {
				segment.ensure_in::<C>(number, record)?;
				let leaves = runs.iter().map(Run::leaf::<C>).collect();
				let found = MerkleTree::build::<C>(Tree::Runs, leaves).map(|tree| tree.root::<C>());
				if found != Some(segment.leaf.header.root) {
					return Err(Refuted::NotInSegment);
				}
				let counts = runs.iter().map(|run| u64::from(run.summary().count));
				let count = counts.fold(0, u64::saturating_add);
				guilty(count != u64::from(segment.leaf.header.count))
			},
			Self::DisorderedRuns { segment, one, other } => {
				segment.ensure_in::<C>(number, record)?;
				segment.ensure_holds::<C>(&one.run, &one.place)?;
				segment.ensure_holds::<C>(&other.run, &other.place)?;
				guilty(!one.run.agrees(one.place.index, &other.run, other.place.index))
			},
			Self::WrongLimits { segment, run, run_place } => {
				segment.ensure_in::<C>(number, record)?;
				segment.ensure_holds::<C>(run, run_place)?;
				let header = &segment.leaf.header;
				if record.key(&header.device, header.key_epoch) == KeyIn::NoDevice {
					return Err(Refuted::UnknownDevice);
				}
				guilty(record.limits(&header.device, run.channel) != Some(run.limits))
			},
		}
	}

	/// The depth of the deepest fraud that anybody has to show: a deeper one proves nothing more.
	pub const fn most_depth() -> u32 {
		let mut most = 0;
		let mut kinds: &[Kind] = &Kind::ALL;
		while let [kind, rest @ ..] = kinds {
			if kind.most_depth() > most {
				most = kind.most_depth();
			}
			kinds = rest;
		}
		most
	}

	/// How many hashes lie on the longest way that this leads, or how many it takes where all of
	/// a segment's runs are named.
	pub fn depth(&self) -> u32 {
		let of = |place: &Place| place.path.len() as u32;
		match self {
			Self::ForgedSegment { segment } => of(&segment.place),
			Self::ForgedReading { segment, reading } => of(&segment.place)
				.saturating_add(of(&reading.run_place))
				.saturating_add(reading.path.len() as u32),
			Self::TwoVersions { segment, other, .. } => {
				of(&segment.place).saturating_add(of(&other.place))
			},
			Self::WrongSummary { segment, run_place, steps, .. } => {
				of(&segment.place).saturating_add(of(run_place)).saturating_add(steps.len() as u32)
			},
			Self::OutOfBounds { segment, run_place, .. }
			| Self::WrongLimits { segment, run_place, .. } => {
				of(&segment.place).saturating_add(of(run_place))
			},
			Self::DisorderedRuns { segment, one, other } => {
				of(&segment.place).saturating_add(of(&one.place)).saturating_add(of(&other.place))
			},
			// A leaf and a node for each run.
			Self::WrongRuns { segment, runs } => {
				of(&segment.place).saturating_add((runs.len() as u32).saturating_mul(2))
			},
		}
	}
}

impl Placed {
	/// The batch, if the segment stands in it.
	fn ensure_in<C: Crypto>(&self, number: u64, record: &impl Record) -> Result<Batch, Refuted> {
		let batch = record.batch(number).ok_or(Refuted::UnknownBatch)?;
		let found = self.place.root::<C>(Tree::Segments, self.leaf.leaf::<C>());
		(found == Some(batch.root)).then_some(batch).ok_or(Refuted::NotInBatch)
	}

	/// Whether the batch can be true of this segment, by rules 11 and 12 of `docs/proofs.md`.
	fn fits(&self, batch: &Batch) -> bool {
		self.place.count == batch.segments && batch.is_sound() && batch.fits(&self.leaf.header)
	}

	fn ensure_holds<C: Crypto>(&self, run: &Run, place: &Place) -> Result<(), Refuted> {
		let found = place.root::<C>(Tree::Runs, run.leaf::<C>());
		(found == Some(self.leaf.header.root)).then_some(()).ok_or(Refuted::NotInSegment)
	}
}

/// The root above a claimed node, with nothing but what each parent says.
fn above<C: Crypto>(claim: &Node, steps: &[Step]) -> Node {
	steps.iter().fold(*claim, |node, step| match step {
		Step::Left(ParentOf { sibling, says }) => {
			Node { summary: *says, hash: Node::parent_hash::<C>(sibling, &node) }
		},
		Step::Right(ParentOf { sibling, says }) => {
			Node { summary: *says, hash: Node::parent_hash::<C>(&node, sibling) }
		},
	})
}

fn signed<C: Crypto>(
	leaf: &SegmentLeaf,
	genesis: &Hash,
	record: &impl Record,
) -> Result<bool, Refuted> {
	match (record.key(&leaf.header.device, leaf.header.key_epoch), &leaf.signature) {
		(KeyIn::NoDevice, _) => Err(Refuted::UnknownDevice),
		(KeyIn::NoEpoch, _) | (_, None) => Ok(false),
		(KeyIn::Key(key), Some(signature)) => Ok(leaf.header.verify::<C>(genesis, &key, signature)),
	}
}

fn guilty(fault: bool) -> Result<(), Refuted> {
	fault.then_some(()).ok_or(Refuted::Honest)
}

#[cfg(test)]
mod tests {
	use super::*;
	use alloc::format;
	use scale_info::TypeDef;

	#[test]
	fn no_kind_of_fraud_is_deeper_than_the_deepest() {
		let TypeDef::Variant(frauds) = Fraud::type_info().type_def else { unreachable!() };
		let kinds = Kind::ALL.map(|kind| format!("{kind:?}"));
		assert!(frauds.variants.iter().map(|fraud| fraud.name).eq(kinds));
		assert!(Kind::ALL.iter().all(|kind| kind.most_depth() <= Fraud::most_depth()));
		assert_eq!(Fraud::most_depth(), 160);
	}
}
