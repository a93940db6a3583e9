//! The one record of a stream, and the proof of what it was at any moment.
//!
//! A tally counts each observation of a stream once, for everything that the stream watches. Each
//! observation makes a leaf: the node of its run, and all counters before it. Anybody may keep the
//! leaves; the tally keeps only the peaks of their Merkle Mountain Range. Two leaves, one for each of
//! two moments, suffice to compute what a thing went through between the two.

use crate::{
	bounds::Bounds,
	charge::Known,
	measure::VALUE_REACH,
	opening::coherent,
	policy::{Meter, Policy},
	time::{Before, Both, Observed, Stretch},
};
use alloc::vec::Vec;
use bounded_collections::{BoundedVec, ConstU32};
use codec::Encode;
use tallystick_evidence::{json, mmr, Crypto, Hash, Incoherent, Node, Summary};
pub use tallystick_records::PolicyId;
use tallystick_records::{
	telemetry::{Facts, Trust},
	StreamId,
};

/// Most policies of a tally.
pub const MAX_POLICIES: u32 = 8;

/// Most peaks of a tally's range, which holds up to 2^32 - 1 observations.
pub const MAX_PEAKS: u32 = 32;

/// The first byte of a hashed leaf. No other hashed value begins with it.
pub const LEAF_DOMAIN: u8 = 0x50;

record! {
	/// What a policy counted on a stream, since the policy was added. All figures only grow.
	#[derive(Copy)]
	pub struct Counted {
		/// The policy.
		pub policy: PolicyId,
		/// The number of the first observation that it counts.
		pub since: u32,
		/// The integral of the measure: its unit times milliseconds.
		pub value: Bounds,
		/// Milliseconds without data. Doubtful ones are among them.
		pub missing: Bounds,
		/// How many readings.
		#[serde(with = "json::Exact")]
		pub readings: u64,
		/// Whether the last of them is doubtful.
		pub doubtful: bool,
	}

	/// An observation, and what was counted before it.
	pub struct Leaf {
		/// The stream.
		pub stream: StreamId,
		/// The number of the observation in the tally, from zero.
		pub number: u32,
		/// Until when time was counted before it, and the value of the last reading.
		pub before: Before,
		/// The root of the run's tree.
		pub root: Node,
		/// What is odd about the run.
		pub facts: Facts,
		/// The counters before it, of each policy.
		#[cfg_attr(feature = "schema", schemars(with = "Vec<Counted>"))]
		pub counted: BoundedVec<Counted, ConstU32<MAX_POLICIES>>,
	}

	/// A leaf, and the siblings that lead from it to its peak.
	pub struct LeafProof {
		/// The leaf.
		pub leaf: Leaf,
		/// The siblings, from the leaf upwards. They lead to a peak, so that later observations leave
		/// them valid until they merge that peak into a larger one.
		#[cfg_attr(feature = "schema", schemars(with = "Vec<Siblings>"))]
		#[serde(with = "hashes")]
		pub path: BoundedVec<Hash, ConstU32<MAX_PEAKS>>,
	}

	/// A policy of a tally, with what it counted.
	pub struct Entry {
		/// The policy.
		pub policy: Policy,
		/// What it counted.
		pub counted: Counted,
	}

	/// The one record of a stream.
	pub struct Tally {
		/// The stream.
		pub stream: StreamId,
		/// The period of its channel, in milliseconds.
		pub period: u32,
		/// Until when time is counted, and the value of the last reading.
		pub until: Before,
		/// How many observations were counted.
		pub observations: u32,
		/// The peaks of the range over their leaves, from left to right.
		#[cfg_attr(feature = "schema", schemars(with = "Vec<Siblings>"))]
		#[serde(with = "hashes")]
		pub peaks: BoundedVec<Hash, ConstU32<MAX_PEAKS>>,
		/// The newest observation. A moment that it covers needs no proof.
		pub last: Option<Leaf>,
		/// The policies.
		#[cfg_attr(feature = "schema", schemars(with = "Vec<Entry>"))]
		pub entries: BoundedVec<Entry, ConstU32<MAX_POLICIES>>,
	}
}

#[cfg(feature = "schema")]
type Siblings = json::Hex;

/// A list of hashes in JSON.
mod hashes {
	use super::*;
	use serde::{de::Error, Deserialize, Deserializer, Serialize, Serializer};

	#[derive(Serialize, Deserialize)]
	struct Shown(#[serde(with = "json::Hex")] Hash);

	pub(super) fn serialize<S: Serializer>(hashes: &[Hash], to: S) -> Result<S::Ok, S::Error> {
		to.collect_seq(hashes.iter().map(|hash| Shown(*hash)))
	}

	pub(super) fn deserialize<'de, D: Deserializer<'de>>(
		from: D,
	) -> Result<BoundedVec<Hash, ConstU32<MAX_PEAKS>>, D::Error> {
		let hashes: Vec<_> =
			<Vec<Shown>>::deserialize(from)?.into_iter().map(|shown| shown.0).collect();
		hashes.try_into().map_err(|_| D::Error::custom("more hashes than a tally has peaks"))
	}
}

/// Why an observation is not counted. Then it changes nothing: its time is missing, as if it had never
/// arrived.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FoldError {
	/// The summary contradicts itself.
	Incoherent(Incoherent),
	/// This value lies beyond plus or minus [`VALUE_REACH`].
	Value(i64),
	/// The tally has 2^32 - 1 observations.
	Full,
}

impl core::fmt::Display for FoldError {
	fn fmt(&self, f: &mut core::fmt::Formatter) -> core::fmt::Result {
		match self {
			Self::Incoherent(why) => write!(f, "{why}; its time counts as missing"),
			Self::Value(value) => write!(
				f,
				"the value {value} lies beyond ±{VALUE_REACH}; the run's time counts as missing"
			),
			Self::Full => f.write_str("the tally has 2^32 - 1 observations; begin a new one"),
		}
	}
}

impl core::error::Error for FoldError {}

/// Why a policy is not added to a tally.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum EntryError {
	/// The tally has [`MAX_POLICIES`] already.
	Full,
	/// The tally counts it already.
	Known,
}

/// Why a leaf is not the one that is asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ProofError {
	/// It is a leaf of another stream.
	Stream,
	/// The tally's range does not hold it. If an observation was counted after the proof was made, make
	/// a new proof.
	NotInTally,
	/// The observation does not count the moment: the time counted before it ends later, or its last
	/// reading comes earlier.
	OtherTime,
}

impl core::fmt::Display for ProofError {
	fn fmt(&self, f: &mut core::fmt::Formatter) -> core::fmt::Result {
		f.write_str(match self {
			Self::Stream => "the leaf is of another stream; bring one of the asset's stream",
			Self::NotInTally => {
				"the leaf is not in the tally; if an observation came meanwhile, make the proof anew"
			},
			Self::OtherTime => {
				"the leaf's observation does not count the moment; bring the leaf with \
				until ≤ moment < time of the last reading"
			},
		})
	}
}

impl core::error::Error for ProofError {}

/// Why an observation cannot be cut at these places.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CutError {
	/// The policy does not count the observation.
	Policy,
	/// The cuts are not in ascending order, or lie outside the time that the observation counts.
	Order,
	/// More than [`crate::charge::MAX_PIECES`] pieces, or less than one.
	Pieces,
	/// The policy was removed and added again between the two leaves, or the leaves are in the wrong
	/// order.
	Broken,
}

impl core::fmt::Display for CutError {
	fn fmt(&self, f: &mut core::fmt::Formatter) -> core::fmt::Result {
		f.write_str(match self {
			Self::Policy => "the policy does not count this observation",
			Self::Order => {
				"the cuts do not ascend, or lie outside the time that the observation counts"
			},
			Self::Pieces => "there are too many pieces, or none",
			Self::Broken => {
				"the policy does not count without a break from the one leaf to the other"
			},
		})
	}
}

impl core::error::Error for CutError {}

/// The sums over a stretch of time.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Figures {
	/// The integral of the measure: its unit times milliseconds.
	pub value: Bounds,
	/// Milliseconds without data. Doubtful ones are among them.
	pub missing: Bounds,
}

impl Figures {
	fn plus(&self, other: &Self) -> Self {
		Self { value: self.value.plus(&other.value), missing: self.missing.plus(&other.missing) }
	}
}

impl From<Both> for Figures {
	fn from(both: Both) -> Self {
		Self { value: both.value.total(), missing: both.missing.total() }
	}
}

/// A moment, the leaf that covers it, and what is known of the leaf's run.
#[derive(Clone, Copy, Debug)]
pub struct Moment<'a> {
	/// UTC, in milliseconds.
	pub at: u64,
	/// The leaf with `until ≤ at < last.time`. `at = last.time` is allowed, too.
	pub leaf: &'a Leaf,
	/// The run's summary alone, or what an [`Opening`](crate::Opening) unfolds.
	pub nodes: &'a [Summary],
}

impl Counted {
	const fn trust(&self) -> Trust {
		match self.doubtful {
			true => Trust::Doubtful,
			false => Trust::Trusted,
		}
	}

	/// Counts one observation.
	fn fold(&mut self, meter: &Meter, before: Before, root: &Node, facts: Facts) {
		let run = &root.summary;
		let nodes = core::slice::from_ref(run);
		let observed = Observed { before, before_trust: self.trust(), run, facts, nodes };
		let time = observed.time();
		if time.from == time.to {
			return;
		}
		for both in meter.observe(&observed, &[time]) {
			let figures = Figures::from(both);
			self.value = self.value.plus(&figures.value);
			self.missing = self.missing.plus(&figures.missing);
		}
		// All milliseconds there are hold fewer than 2^64 readings.
		self.readings = self.readings.saturating_add(run.count.into());
		self.doubtful = meter.judge(facts, run) != Trust::Trusted;
	}
}

impl Leaf {
	/// The hash of the leaf: of [`LEAF_DOMAIN`] and its SCALE encoding.
	pub fn hash<C: Crypto>(&self) -> Hash {
		C::hash(&[&[LEAF_DOMAIN], &self.encode()])
	}

	/// Whether the observation counts this moment.
	pub const fn covers(&self, moment: u64) -> bool {
		self.before.until <= moment && moment < self.root.summary.last.time
	}

	/// The end of the time that the observation counts.
	pub fn end(&self) -> u64 {
		self.root.summary.last.time.max(self.before.until)
	}

	/// What a policy had counted before the observation.
	pub fn counted(&self, policy: PolicyId) -> Option<&Counted> {
		self.counted.iter().find(|counted| counted.policy == policy)
	}

	/// What a policy has counted after the observation.
	pub fn after(&self, policy: PolicyId, meter: &Meter) -> Option<Counted> {
		let mut counted = *self.counted(policy)?;
		counted.fold(meter, self.before, &self.root, self.facts);
		Some(counted)
	}

	/// The beginning and the end of the time before the run for which no reading stands.
	pub fn gap(&self, meter: &Meter) -> (u64, u64) {
		let first = self.root.summary.first.time;
		match self.before.value {
			Some(_) => (self.before.until.saturating_add(meter.stands()), first),
			None => (self.before.until, first.saturating_sub(meter.stands())),
		}
	}

	fn parts(
		&self,
		policy: PolicyId,
		meter: &Meter,
		nodes: &[Summary],
		parts: &[Stretch],
	) -> Result<Vec<Both>, CutError> {
		let counted = self.counted(policy).ok_or(CutError::Policy)?;
		let within = |part: &Stretch| {
			self.before.until <= part.from && part.from <= part.to && part.to <= self.end()
		};
		if !parts.iter().all(within) {
			return Err(CutError::Order);
		}
		let observed = Observed {
			before: self.before,
			before_trust: counted.trust(),
			run: &self.root.summary,
			facts: self.facts,
			nodes,
		};
		Ok(meter.observe(&observed, parts))
	}

	/// The sums over the time between two moments that the observation counts.
	///
	/// `nodes` is the run's summary alone, or the result of an [`Opening`](crate::Opening) of the run's
	/// node.
	pub fn between(
		&self,
		policy: PolicyId,
		meter: &Meter,
		nodes: &[Summary],
		from: u64,
		to: u64,
	) -> Result<Figures, CutError> {
		let parts = self.parts(policy, meter, nodes, &[Stretch { from, to }])?;
		parts.first().map(|both| Figures::from(*both)).ok_or(CutError::Pieces)
	}

	/// What is known of the pieces between `cuts`, which ascend. The first cut is where a trade's time
	/// in this observation begins, the last is where it ends, and those between are hand-overs.
	pub fn pieces(
		&self,
		policy: PolicyId,
		meter: &Meter,
		nodes: &[Summary],
		cuts: &[u64],
	) -> Result<Known, CutError> {
		let (Some(first), Some(last)) = (cuts.first(), cuts.last()) else {
			return Err(CutError::Pieces);
		};
		let ends = cuts.iter().zip(cuts.iter().skip(1));
		let mut parts: Vec<_> = ends.map(|(from, to)| Stretch { from: *from, to: *to }).collect();
		parts.push(Stretch { from: *first, to: *last });
		let mut shares: Vec<_> =
			self.parts(policy, meter, nodes, &parts)?.into_iter().map(|both| both.value).collect();
		let whole = shares.pop().ok_or(CutError::Pieces)?;
		let run = Stretch { from: self.root.summary.first.time, to: self.end() };
		let counted = Stretch { from: self.before.until, to: self.end() };
		Known::new(whole.span == run.common(&counted), whole, shares).ok_or(CutError::Pieces)
	}
}

/// Whether a run can be counted.
fn countable(run: &Summary) -> Result<(), FoldError> {
	coherent(run).map_err(FoldError::Incoherent)?;
	for value in [run.min, run.max] {
		if value.unsigned_abs() > VALUE_REACH.unsigned_abs() {
			return Err(FoldError::Value(value));
		}
	}
	Ok(())
}

/// What a policy counted for the observations after one leaf and before another: the difference of its
/// counters.
pub fn between(
	policy: PolicyId,
	meter: &Meter,
	from: &Leaf,
	to: &Leaf,
) -> Result<Figures, CutError> {
	let after = from.after(policy, meter).ok_or(CutError::Policy)?;
	let before = to.counted(policy).ok_or(CutError::Policy)?;
	if from.number >= to.number || after.since != before.since {
		return Err(CutError::Broken);
	}
	let less = |then: Bounds, now: Bounds| {
		let lower = now.lower.checked_sub(then.lower)?;
		Some(Bounds { lower, upper: now.upper.checked_sub(then.upper)? })
	};
	less(after.value, before.value)
		.zip(less(after.missing, before.missing))
		.map(|(value, missing)| Figures { value, missing })
		.ok_or(CutError::Broken)
}

/// What a policy counted for the time between two moments, from the leaves that cover them.
///
/// The bounds are the sum of those [`between`] the two leaves and those of the parts of the two.
pub fn stay(
	policy: PolicyId,
	meter: &Meter,
	from: &Moment,
	to: &Moment,
) -> Result<Figures, CutError> {
	let part = |moment: &Moment, begin: u64, end: u64| {
		moment.leaf.between(policy, meter, moment.nodes, begin, end)
	};
	if from.leaf.number == to.leaf.number {
		return part(from, from.at, to.at);
	}
	let whole = between(policy, meter, from.leaf, to.leaf)?;
	let first = part(from, from.at, from.leaf.end())?;
	let last = part(to, to.leaf.before.until, to.at)?;
	Ok(first.plus(&whole).plus(&last))
}

impl LeafProof {
	/// The leaf, if the tally's range holds it and its observation counts `moment`.
	pub fn verify<C: Crypto>(&self, tally: &Tally, moment: u64) -> Result<&Leaf, ProofError> {
		let Leaf { stream, number, .. } = self.leaf;
		if stream != tally.stream {
			return Err(ProofError::Stream);
		}
		let (leaf, leaves) = (self.leaf.hash::<C>(), tally.observations.into());
		let (peak, hash) = mmr::peak::<C>(leaf, number.into(), leaves, &self.path)
			.ok_or(ProofError::NotInTally)?;
		if tally.peaks.get(peak) != Some(&hash) {
			return Err(ProofError::NotInTally);
		}
		if !self.leaf.covers(moment) {
			return Err(ProofError::OtherTime);
		}
		Ok(&self.leaf)
	}
}

impl Tally {
	/// A tally that begins to count at a moment: UTC, in milliseconds. The period is the channel's.
	pub fn new(stream: StreamId, period: u32, at: u64) -> Self {
		Self {
			stream,
			period,
			until: Before { until: at, value: None },
			observations: 0,
			peaks: BoundedVec::new(),
			last: None,
			entries: BoundedVec::new(),
		}
	}

	/// Counts by one more policy, from the next observation on. The policy has to have passed
	/// [`Policy::check`].
	pub fn add(&mut self, id: PolicyId, policy: Policy) -> Result<(), EntryError> {
		if self.entry(id).is_some() {
			return Err(EntryError::Known);
		}
		// If the observation counted no time, its readings do not stand, and it is unknown which
		// reading does.
		let doubtful = self.last.as_ref().is_some_and(|last| {
			let judged = policy.on(self.period).judge(last.facts, &last.root.summary);
			judged != Trust::Trusted || last.end() == last.before.until
		});
		let counted = Counted {
			policy: id,
			since: self.observations,
			value: Bounds::ZERO,
			missing: Bounds::ZERO,
			readings: 0,
			doubtful,
		};
		self.entries.try_push(Entry { policy, counted }).map_err(|_| EntryError::Full)
	}

	/// Stops counting by a policy. `None` if the tally does not count by it.
	pub fn remove(&mut self, id: PolicyId) -> Option<Entry> {
		let index = self.entries.iter().position(|entry| entry.counted.policy == id)?;
		Some(self.entries.remove(index))
	}

	/// A policy with what it counted.
	pub fn entry(&self, id: PolicyId) -> Option<&Entry> {
		self.entries.iter().find(|entry| entry.counted.policy == id)
	}

	/// A policy on this stream's channel.
	pub fn meter(&self, id: PolicyId) -> Option<Meter<'_>> {
		self.entry(id).map(|entry| entry.policy.on(self.period))
	}

	/// The tally after one more observation. Its [`last`](Self::last) is the new leaf.
	pub fn fold<C: Crypto>(&self, root: Node, facts: Facts) -> Result<Self, FoldError> {
		let run = &root.summary;
		countable(run)?;
		let observations = self.observations.checked_add(1).ok_or(FoldError::Full)?;
		let counted: Vec<_> = self.entries.iter().map(|entry| entry.counted).collect();
		let leaf = Leaf {
			stream: self.stream,
			number: self.observations,
			before: self.until,
			root,
			facts,
			// As many as there are entries.
			counted: BoundedVec::truncate_from(counted),
		};
		let mut after = self.clone();
		let (kept, peak) =
			mmr::append::<C>(&self.peaks, self.observations.into(), leaf.hash::<C>())
				.ok_or(FoldError::Full)?;
		after.peaks.truncate(kept);
		after.peaks.try_push(peak).map_err(|_| FoldError::Full)?;
		after.observations = observations;
		for entry in &mut after.entries {
			entry.counted.fold(&entry.policy.on(self.period), self.until, &root, facts);
		}
		if leaf.end() > self.until.until {
			after.until = Before { until: leaf.end(), value: Some(run.last.value) };
		}
		after.last = Some(leaf);
		Ok(after)
	}

	/// The measure of the time from `from` to `to` if no more data arrive, for time after
	/// [`until`](Self::until). The last reading stands as long as it can; the rest is missing.
	pub fn silence(&self, id: PolicyId, from: u64, to: u64) -> Option<u128> {
		let entry = self.entry(id)?;
		Some(entry.policy.on(self.period).silence(&self.until, entry.counted.trust(), from, to))
	}
}
