//! A file that proves a block final by the votes of trusted validators, and its verification.
//!
//! `docs/proofs.md` specifies every byte. Nothing here asks a node; [`Chain::finality`](crate::Chain)
//! does that.

mod ask;
mod header;
mod votes;

pub use ask::ProveError;
pub use header::{DigestItem, Header};
pub use votes::{Justification, ValidatorSet, Vote, VoteError};

use crate::chain::Head;
use codec::{Decode, DecodeAll, Encode};
use tallystick_evidence::{
	mmr::{self, BlockLeaf},
	mmr_root_of, roots_of, Crypto, Hash, Native,
};

/// The first bytes of a finality file: four letters and the version of the layout.
pub const MAGIC: [u8; 5] = *b"TLYF\x01";

/// A longer file is refused unread.
pub const MAX_FILE: usize = 4 * 1024 * 1024;

/// The proof that a block is final: votes from a trusted validator set to that of a later block, and
/// a proof path from there to the block in question.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
pub struct Finality {
	/// The hash of the chain's first block.
	pub genesis: Hash,
	/// The id of the set that signed the first step.
	pub first: u64,
	/// Signed blocks, one of each set in turn. All but the last are their set's last block, which
	/// names the next set.
	pub steps: Vec<Step>,
	/// The path from the last step's block to the block in question, unless they are the same.
	pub path: Option<ProofPath>,
}

/// A block that a validator set signed.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
pub struct Step {
	/// The block's header.
	pub header: Header,
	/// The votes.
	pub justification: Justification,
}

/// A block's place in the Merkle Mountain Range of a later one.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
pub struct ProofPath {
	/// The root over the block's statements.
	pub statements: Hash,
	/// The hashes up to the range's root, in the SDK's order.
	pub items: Vec<Hash>,
}

/// The result of a verification: the block that was signed, and by how many.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Signed {
	/// The block that was signed. The block in question is the same, or before it.
	pub block: Head,
	/// The id of the set that signed it.
	pub set: u64,
	/// How many of the set's validators signed it, or two different votes of the round.
	pub signed: usize,
	/// How many validators the set has.
	pub validators: usize,
}

/// A reason why a file does not prove a block final.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum FinalityError {
	/// The file is longer than [`MAX_FILE`].
	#[error("the file has more than {MAX_FILE} bytes, and is no finality file")]
	TooLong,
	/// The file is not a finality file, or it is cut off, or bytes follow its end.
	#[error("the file is not a finality file, or is damaged")]
	Malformed,
	/// The file is of another chain, or a set signed a block of another chain.
	#[error("the finality file belongs to another chain")]
	OtherChain,
	/// The file begins after the trusted set, or ends before it.
	#[error(
		"the finality file goes from validator set {first} to {last}; set {trusted} is not in it"
	)]
	OtherSet {
		/// The id of the trusted set.
		trusted: u64,
		/// The id of the file's first set.
		first: u64,
		/// The id of its last set.
		last: u64,
	},
	/// The votes of a set do not make its block final.
	#[error("validator set {set}: {error}")]
	Votes {
		/// The id of the set.
		set: u64,
		/// What is wrong.
		error: VoteError,
	},
	/// A set's last block does not name the next set.
	#[error("validator set {set}: its last block does not name the next set")]
	NoChange {
		/// The id of the set.
		set: u64,
	},
	/// A header cannot be read, or holds no root of the Merkle Mountain Range.
	#[error("a header is malformed, or holds no root of the Merkle Mountain Range")]
	BadHeader,
	/// The block in question is neither the signed one nor proven to precede it.
	#[error("the finality file is for another block, and does not lead to this one")]
	OtherBlock,
}

impl Finality {
	/// The file.
	pub fn to_file(&self) -> Vec<u8> {
		let mut file = MAGIC.to_vec();
		self.encode_to(&mut file);
		file
	}

	/// Reads a file.
	pub fn from_file(file: &[u8]) -> Result<Self, FinalityError> {
		if file.len() > MAX_FILE {
			return Err(FinalityError::TooLong);
		}
		let mut body = file.strip_prefix(&MAGIC).ok_or(FinalityError::Malformed)?;
		Self::decode_all(&mut body).map_err(|_| FinalityError::Malformed)
	}

	/// The id of the last set that signed.
	pub fn last(&self) -> u64 {
		let after = u64::try_from(self.steps.len().saturating_sub(1)).unwrap_or(u64::MAX);
		self.first.saturating_add(after)
	}

	/// Checks that the block of this encoded header is final. The caller trusts the genesis hash and
	/// one validator set of the chain; steps of earlier sets are not checked.
	pub fn verify(
		&self,
		genesis: &Hash,
		trusted: &ValidatorSet,
		header: &[u8],
	) -> Result<Signed, FinalityError> {
		let (last, set, signed) = self.follow(genesis, trusted)?;
		self.leads(&last.header, header)?;
		Ok(Signed {
			block: Head { number: last.header.number, hash: last.header.hash() },
			set: set.id(),
			signed,
			validators: set.len(),
		})
	}

	/// The set that signs the blocks after the last one that is signed here, whose height comes with it. It
	/// is checked as in [`verify`](Self::verify).
	pub fn next_set(
		&self,
		genesis: &Hash,
		trusted: &ValidatorSet,
	) -> Result<(ValidatorSet, u32), FinalityError> {
		let (last, set, _) = self.follow(genesis, trusted)?;
		Ok((last.header.next_set(&set).unwrap_or(set), last.header.number))
	}

	/// The last step, the set that signed it, and how many of the set did.
	fn follow(
		&self,
		genesis: &Hash,
		trusted: &ValidatorSet,
	) -> Result<(&Step, ValidatorSet, usize), FinalityError> {
		if self.genesis != *genesis {
			return Err(FinalityError::OtherChain);
		}
		let other =
			FinalityError::OtherSet { trusted: trusted.id(), first: self.first, last: self.last() };
		let skipped = trusted.id().checked_sub(self.first).and_then(|skip| skip.try_into().ok());
		let steps = skipped.and_then(|skip: usize| self.steps.get(skip..)).unwrap_or_default();
		let (last, before) = steps.split_last().ok_or(other)?;
		let mut set = trusted.clone();
		for step in before {
			step.verify(&set)?;
			step.ensure_on(genesis)?;
			let next = step.header.next_set(&set);
			set = next.ok_or(FinalityError::NoChange { set: set.id() })?;
		}
		let signed = last.verify(&set)?;
		last.ensure_on(genesis)?;
		Ok((last, set, signed))
	}

	fn leads(&self, from: &Header, to: &[u8]) -> Result<(), FinalityError> {
		let hash = Native::hash(&[to]);
		let same = match &self.path {
			None => from.hash() == hash,
			Some(path) => {
				let read = |header| mmr_root_of(header).map_err(|_| FinalityError::BadHeader);
				let ((height, root), (number, _)) = (read(&from.encode())?, read(to)?);
				let leaf = BlockLeaf { number, hash, statements: path.statements };
				mmr::root::<Native>(&leaf, height.into(), &path.items) == Some(root)
			},
		};
		same.then_some(()).ok_or(FinalityError::OtherBlock)
	}
}

impl Step {
	/// How many of the validators signed.
	fn verify(&self, set: &ValidatorSet) -> Result<usize, FinalityError> {
		let signed = self.justification.verify(set, &self.header);
		signed.map_err(|error| FinalityError::Votes { set: set.id(), error })
	}

	/// Votes name a block, a round and a set, and no chain. Where the same keys validate two chains, the header
	/// alone tells whose block it is.
	fn ensure_on(&self, genesis: &Hash) -> Result<(), FinalityError> {
		let roots = roots_of(&self.header.encode()).map_err(|_| FinalityError::BadHeader)?;
		(roots.genesis == *genesis).then_some(()).ok_or(FinalityError::OtherChain)
	}
}
