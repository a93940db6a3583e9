//! Sealed segments and batches, kept to prove from: for gateways and for devices with memory.

use crate::{
	merkle::MerkleTree, model::MAX_CHANNELS, proof::ReadingProof, run::RunTree,
	segment::Attestation, Batch, Crypto, DeviceId, Hash, Leaf, Limits, Run, SegmentHeader,
	SegmentLeaf, Signature, Tree,
};
use alloc::{collections::BTreeMap, vec::Vec};

/// What a segment says of its origin.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Origin {
	/// Who measured.
	pub device: DeviceId,
	/// Whose word it is.
	pub attestation: Attestation,
	/// Which of the device's keys signs.
	pub key_epoch: u32,
	/// How often the device lost its memory of what it sent.
	pub boot_epoch: u32,
	/// The number of the first reading.
	pub sequence: u64,
	/// The name of the segment before it, or zeros.
	pub previous: Hash,
}

/// Why a segment or a batch cannot be built.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BuildError {
	/// The reading is not later than the channel's last. Sort readings by time.
	Order,
	/// The channel is [`MAX_CHANNELS`] or above, which no model has.
	Channel,
	/// The channel has other limits in this segment.
	Limits,
	/// Too many readings, or their numbers or sum are too large.
	Overflow,
	/// There is nothing in it.
	Empty,
	/// A signature is missing, or is there where none belongs.
	Signature,
}

/// Gathers the readings of a segment.
///
/// ```
/// # use tallystick_evidence::{builder::*, Attestation, DeviceId, Limits, Native, Reading};
/// let mut segment = SegmentBuilder::new();
/// segment.push(0, Limits::NONE, Reading::plain(1_000, 215).into())?;
/// segment.push(0, Limits::NONE, Reading::plain(2_000, 217).into())?;
/// let sealed = segment.seal::<Native>(Origin {
///     device: DeviceId([1; 32]),
///     attestation: Attestation::Gateway,
///     key_epoch: 0,
///     boot_epoch: 0,
///     sequence: 0,
///     previous: [0; 32],
/// })?;
/// assert_eq!(sealed.header.count, 2);
/// assert!(sealed.prove(0, 1).is_some());
/// # Ok::<(), BuildError>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct SegmentBuilder {
	channels: BTreeMap<u16, (Limits, Vec<Leaf>)>,
}

impl SegmentBuilder {
	/// A segment without readings.
	pub fn new() -> Self {
		Self::default()
	}

	/// Appends a reading to its channel. After an error the segment is as it was.
	pub fn push(&mut self, channel: u16, limits: Limits, leaf: Leaf) -> Result<(), BuildError> {
		if u32::from(channel) >= MAX_CHANNELS {
			return Err(BuildError::Channel);
		}
		match self.channels.get_mut(&channel) {
			None => {
				self.channels.insert(channel, (limits, [leaf].into()));
			},
			Some((had, _)) if *had != limits => return Err(BuildError::Limits),
			Some((_, leaves)) => {
				if leaves.last().is_some_and(|last| last.reading.time >= leaf.reading.time) {
					return Err(BuildError::Order);
				}
				leaves.push(leaf);
			},
		}
		Ok(())
	}

	/// How many readings, over all channels.
	pub fn count(&self) -> usize {
		self.channels.values().fold(0, |sum, (_, leaves)| sum.saturating_add(leaves.len()))
	}

	/// Builds the trees, and the header over them.
	pub fn seal<C: Crypto>(self, origin: Origin) -> Result<Segment, BuildError> {
		let Origin { device, attestation, key_epoch, boot_epoch, sequence, previous } = origin;
		let count = u32::try_from(self.count()).map_err(|_| BuildError::Overflow)?;
		let mut runs = Vec::with_capacity(self.channels.len());
		for (channel, (limits, leaves)) in self.channels {
			// The order was checked with each reading.
			let tree = RunTree::build::<C>(channel, limits, &leaves)
				.map_err(|_| BuildError::Overflow)?
				.ok_or(BuildError::Empty)?;
			runs.push(RunOf { leaves, tree });
		}
		let start = runs.iter().map(|run| run.tree.run().summary().first.time).min();
		let end = runs.iter().map(|run| run.tree.run().summary().last.time).max();
		let (Some(start), Some(end)) = (start, end) else { return Err(BuildError::Empty) };

		let leaves = runs.iter().map(|run| run.tree.run().leaf::<C>()).collect();
		let tree = MerkleTree::build::<C>(Tree::Runs, leaves).ok_or(BuildError::Overflow)?;
		let header = SegmentHeader {
			device,
			attestation,
			key_epoch,
			boot_epoch,
			sequence,
			count,
			start,
			end,
			root: tree.root::<C>(),
			previous,
		};
		header.next_sequence().ok_or(BuildError::Overflow)?;
		Ok(Segment { header, runs, tree })
	}
}

#[derive(Clone, Debug)]
struct RunOf {
	leaves: Vec<Leaf>,
	tree: RunTree,
}

/// A segment with all of its trees.
#[derive(Clone, Debug)]
pub struct Segment {
	/// What is said of it, and signed where the device signs.
	pub header: SegmentHeader,
	// In ascending order of the channel.
	runs: Vec<RunOf>,
	tree: MerkleTree,
}

impl Segment {
	/// The segment as a leaf of its batch.
	pub fn leaf(&self, signature: Option<Signature>) -> Result<SegmentLeaf, BuildError> {
		let leaf = SegmentLeaf { header: self.header, signature };
		leaf.is_sound().then_some(leaf).ok_or(BuildError::Signature)
	}

	/// The runs, in ascending order of the channel.
	pub fn runs(&self) -> impl Iterator<Item = Run> + '_ {
		self.runs.iter().map(|run| run.tree.run())
	}

	/// The readings of each channel, in ascending order of the channel.
	pub fn into_leaves(self) -> impl Iterator<Item = (u16, Limits, Vec<Leaf>)> {
		self.runs.into_iter().map(|RunOf { leaves, tree }| {
			let Run { channel, limits, .. } = tree.run();
			(channel, limits, leaves)
		})
	}

	/// The way from the reading at `index` of a channel to the segment's root.
	pub fn prove(&self, channel: u16, index: u32) -> Option<ReadingProof> {
		let at = self.runs.binary_search_by_key(&channel, |run| run.tree.run().channel).ok()?;
		let RunOf { leaves, tree } = self.runs.get(at)?;
		Some(ReadingProof {
			leaf: *leaves.get(usize::try_from(index).ok()?)?,
			index,
			count: tree.count(),
			path: tree.path(index)?,
			channel,
			limits: tree.run().limits,
			run_place: self.tree.place(u32::try_from(at).ok()?)?,
		})
	}
}

/// Gathers the segments of a batch.
#[derive(Clone, Debug, Default)]
pub struct BatchBuilder {
	leaves: Vec<SegmentLeaf>,
}

impl BatchBuilder {
	/// A batch without segments.
	pub fn new() -> Self {
		Self::default()
	}

	/// Appends a segment, and says which place in the batch it has.
	pub fn push(&mut self, leaf: SegmentLeaf) -> Result<u32, BuildError> {
		if !leaf.is_sound() {
			return Err(BuildError::Signature);
		}
		let index = u32::try_from(self.leaves.len()).map_err(|_| BuildError::Overflow)?;
		self.leaves.push(leaf);
		Ok(index)
	}

	/// Builds the tree; `data` is the hash of the raw data, by which an archive finds them.
	pub fn seal<C: Crypto>(&self, data: Hash) -> Result<SealedBatch, BuildError> {
		let headers = || self.leaves.iter().map(|leaf| &leaf.header);
		let start = headers().map(|header| header.start).min().ok_or(BuildError::Empty)?;
		let end = headers().map(|header| header.end).max().ok_or(BuildError::Empty)?;
		let readings = headers()
			.try_fold(0u64, |sum, header| sum.checked_add(header.count.into()))
			.ok_or(BuildError::Overflow)?;
		let leaves = self.leaves.iter().map(SegmentLeaf::leaf::<C>).collect();
		let tree = MerkleTree::build::<C>(Tree::Segments, leaves).ok_or(BuildError::Overflow)?;
		let batch =
			Batch { root: tree.root::<C>(), segments: tree.count(), readings, start, end, data };
		Ok(SealedBatch { batch, tree })
	}
}

/// A batch with its tree.
#[derive(Clone, Debug)]
pub struct SealedBatch {
	/// The batch, as the chain takes it.
	pub batch: Batch,
	/// The tree over its segments: its [`place`](MerkleTree::place) leads to the batch's root.
	pub tree: MerkleTree,
}
