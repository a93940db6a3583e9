use super::Header;
use codec::{Decode, Encode};
use std::collections::{BTreeMap, BTreeSet};
use tallystick_evidence::{Crypto, DeviceKey, Hash, Native, Signature};

/// GRANDPA's tag of a precommit.
const PRECOMMIT: u8 = 1;

/// The validators that finalise blocks until the chain names the next set.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ValidatorSet {
	id: u64,
	weights: BTreeMap<Hash, u64>,
	total: u64,
}

/// The votes that made a block final, in GRANDPA's own layout.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
pub struct Justification {
	/// The round of the votes.
	pub round: u64,
	/// The block's hash.
	pub target: Hash,
	/// Its height.
	pub number: u32,
	/// The votes.
	pub votes: Vec<Vote>,
	/// The headers between the block and votes for later blocks.
	pub ancestry: Vec<Header>,
}

/// A validator's precommit.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
pub struct Vote {
	/// The hash of the block that it is for.
	pub target: Hash,
	/// That block's height.
	pub number: u32,
	/// The validator's signature.
	pub signature: [u8; 64],
	/// The validator's Ed25519 key.
	pub voter: Hash,
}

/// A reason why votes do not make a block final.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum VoteError {
	/// The votes are for another block.
	#[error("the votes are for another block")]
	OtherTarget,
	/// A voter is not in the validator set.
	#[error("a voter is not in the validator set")]
	UnknownVoter,
	/// A validator's vote is in the file twice, or more than two of its votes are.
	#[error("a vote is in the file twice, or a validator has more than two")]
	Twice,
	/// A signature is not by the voter, or for another round or set.
	#[error("a vote's signature is not the validator's, or is for another round or set")]
	BadSignature,
	/// The only vote of a validator is for a block that is not proven to follow.
	#[error("a vote is for a block that is not proven to follow")]
	Aside,
	/// The file has headers that no vote needs.
	#[error("the file has headers that no vote needs")]
	Surplus,
	/// The votes have two thirds of the weight, or less.
	#[error("the votes weigh {weight} of {total}, and more than two thirds are needed")]
	TooFew {
		/// The weight of the voters.
		weight: u64,
		/// The weight of the whole set.
		total: u64,
	},
}

impl ValidatorSet {
	/// A set of Ed25519 keys and their weights. `None` if it is empty, if its weight overflows, or if a
	/// key occurs twice or has no weight.
	pub fn new(id: u64, validators: impl IntoIterator<Item = (Hash, u64)>) -> Option<Self> {
		let (mut weights, mut total) = (BTreeMap::new(), 0u64);
		for (key, weight) in validators {
			total = total.checked_add(weight)?;
			if weight == 0 || weights.insert(key, weight).is_some() {
				return None;
			}
		}
		(!weights.is_empty()).then_some(Self { id, weights, total })
	}

	/// The set's number on the chain, from 0.
	pub fn id(&self) -> u64 {
		self.id
	}

	/// The number of validators.
	#[expect(clippy::len_without_is_empty, reason = "a set is never empty")]
	pub fn len(&self) -> usize {
		self.weights.len()
	}

	/// The validators' keys and weights.
	pub fn iter(&self) -> impl Iterator<Item = (&Hash, u64)> {
		self.weights.iter().map(|(key, weight)| (key, *weight))
	}
}

impl Vote {
	/// The bytes that a voter signs.
	pub(super) fn message(target: &Hash, number: u32, round: u64, set: u64) -> Vec<u8> {
		(PRECOMMIT, target, number, round, set).encode()
	}

	/// Whether the voter must not have signed both.
	fn contradicts(&self, other: &Self) -> bool {
		(self.target, self.number) != (other.target, other.number)
	}

	fn is_signed(&self, round: u64, set: u64) -> bool {
		let message = Self::message(&self.target, self.number, round, set);
		let (key, signature) = (DeviceKey::Ed25519(self.voter), Signature(self.signature));
		Native::verify(&key, &message, &signature)
	}
}

impl Justification {
	/// Checks that the votes make the block of this header final, and counts the voters. As in GRANDPA, a
	/// validator that signed two different votes of the round counts for every block.
	pub fn verify(&self, set: &ValidatorSet, header: &Header) -> Result<usize, VoteError> {
		if (self.target, self.number) != (header.hash(), header.number) {
			return Err(VoteError::OtherTarget);
		}
		let (mut votes, mut weight) = (BTreeMap::<Hash, Vec<&Vote>>::new(), 0u64);
		for vote in &self.votes {
			let weighs = set.weights.get(&vote.voter).ok_or(VoteError::UnknownVoter)?;
			let own = votes.entry(vote.voter).or_default();
			match own[..] {
				// The voters are distinct members, so their weight is no more than the total.
				[] => weight = weight.saturating_add(*weighs),
				[first] if first.contradicts(vote) => {},
				_ => return Err(VoteError::Twice),
			}
			if !vote.is_signed(self.round, set.id) {
				return Err(VoteError::BadSignature);
			}
			own.push(vote);
		}
		let (parents, mut used) = (self.parents(), BTreeSet::new());
		for own in votes.values() {
			if let [vote] = own[..] {
				used.extend(self.route(&parents, vote).ok_or(VoteError::Aside)?);
			}
		}
		if used.len() != self.ancestry.len() {
			return Err(VoteError::Surplus);
		}
		match u128::from(weight) * 3 > u128::from(set.total) * 2 {
			true => Ok(votes.len()),
			false => Err(VoteError::TooFew { weight, total: set.total }),
		}
	}

	/// Drops votes that do not count, and the headers that no vote needs. A node keeps such votes where
	/// validators misbehave. Of a validator that voted for the block, one vote for it is enough.
	pub(super) fn tidied(mut self, set: &ValidatorSet) -> Self {
		let (parents, mut used) = (self.parents(), BTreeSet::new());
		let mut kept = BTreeMap::<Hash, Vec<Vote>>::new();
		for vote in &self.votes {
			if !set.weights.contains_key(&vote.voter) || !vote.is_signed(self.round, set.id) {
				continue;
			}
			let own = kept.entry(vote.voter).or_default();
			if own.iter().any(|other| self.route(&parents, other).is_some()) {
				continue;
			}
			match self.route(&parents, vote) {
				Some(route) => {
					used.extend(route);
					*own = vec![vote.clone()];
				},
				None if own.len() < 2 && own.iter().all(|other| other.contradicts(vote)) => {
					own.push(vote.clone());
				},
				None => {},
			}
		}
		let counts = |own: &Vec<Vote>| match &own[..] {
			[vote] => self.route(&parents, vote).is_some(),
			_ => true,
		};
		self.votes = kept.into_values().filter(counts).flatten().collect();
		self.ancestry.retain(|header| used.contains(&header.hash()));
		self
	}

	fn parents(&self) -> BTreeMap<Hash, Hash> {
		self.ancestry.iter().map(|header| (header.hash(), header.parent)).collect()
	}

	/// The blocks from the vote's target down to the final one, exclusive.
	fn route(&self, parents: &BTreeMap<Hash, Hash>, vote: &Vote) -> Option<Vec<Hash>> {
		let (mut route, mut at) = (Vec::new(), vote.target);
		while at != self.target {
			let parent = parents.get(&at)?;
			route.push(at);
			at = *parent;
		}
		Some(route)
	}
}
