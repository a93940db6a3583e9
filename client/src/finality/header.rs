use super::ValidatorSet;
use codec::{Decode, DecodeAll, Encode};
use tallystick_evidence::{Crypto, Hash, Native};

/// The engine id of GRANDPA's items in a header's digest.
const GRANDPA_ENGINE_ID: [u8; 4] = *b"FRNK";

/// A block's header, as it is hashed.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
pub struct Header {
	/// The hash of the parent block.
	pub parent: Hash,
	/// The block's height.
	#[codec(compact)]
	pub number: u32,
	/// The root of the state.
	pub state: Hash,
	/// The root of the block's transactions.
	pub extrinsics: Hash,
	/// The digest items: messages of the consensus engines and the runtime.
	pub digest: Vec<DigestItem>,
}

/// A part of a header's digest.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
pub enum DigestItem {
	/// An item of any other kind.
	#[codec(index = 0)]
	Other(Vec<u8>),
	/// From the runtime to a consensus engine.
	#[codec(index = 4)]
	Consensus([u8; 4], Vec<u8>),
	/// The author's seal.
	#[codec(index = 5)]
	Seal([u8; 4], Vec<u8>),
	/// From a consensus engine to the runtime.
	#[codec(index = 6)]
	PreRuntime([u8; 4], Vec<u8>),
	/// The runtime's code changed.
	#[codec(index = 8)]
	RuntimeUpdated,
}

/// GRANDPA's announcement of the next validators. Its other messages do not matter here.
#[derive(Decode)]
struct ScheduledChange {
	validators: Vec<(Hash, u64)>,
	delay: u32,
}

impl Header {
	/// The block's hash.
	pub fn hash(&self) -> Hash {
		Native::hash(&[&self.encode()])
	}

	/// The set that follows `set`, if this is the last block of `set`: the block announces it exactly
	/// once, and without delay.
	pub(super) fn next_set(&self, set: &ValidatorSet) -> Option<ValidatorSet> {
		let mut changes = self.digest.iter().filter_map(|item| match item {
			DigestItem::Consensus(GRANDPA_ENGINE_ID, content) => match content.split_first()? {
				// Scheduled, or forced.
				(kind @ (1 | 2), change) => Some((*kind, change)),
				_ => None,
			},
			_ => None,
		});
		let (Some((1, change)), None) = (changes.next(), changes.next()) else { return None };
		let ScheduledChange { validators, delay } =
			ScheduledChange::decode_all(&mut &*change).ok()?;
		let next = ValidatorSet::new(set.id().checked_add(1)?, validators)?;
		(delay == 0).then_some(next)
	}
}
