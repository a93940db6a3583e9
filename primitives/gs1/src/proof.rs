//! One file that carries an event all the way: event, block, finalised header.
//!
//! Everything above the event is shared with the proofs of readings. `docs/proofs.md` in the repository
//! specifies every byte.

use crate::event::{Event, Hash};
use alloc::vec::Vec;
use codec::{Decode, Encode};
use tallystick_evidence::{
	batch::EventRoot,
	merkle::Place,
	proof::{read_file, write_file, BlockProof, End},
	Crypto, ProofError, Tree, Trusted,
};

/// The first bytes of a proof file: four letters and the version of the layout.
pub const MAGIC: [u8; 5] = *b"TLYE\x01";

/// An event, and everything between it and a finalised header.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
pub struct EventProof {
	/// The hash of the chain's first block.
	pub genesis: Hash,
	/// The event.
	pub event: Event,
	/// Where the event stands among its block's.
	pub place: Place,
	/// Where the root over the block's events stands in the chain.
	pub block: BlockProof,
	/// The SCALE-encoded header of a finalised block: that of the event, or a later one.
	pub header: Vec<u8>,
}

/// What a verified proof says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ProvenEvent {
	/// The event.
	pub event: Event,
	/// Its leaf.
	pub leaf: Hash,
	/// Its number among the block's events, from zero.
	pub index: u32,
	/// How many events the block has.
	pub count: u32,
	/// The number of the block that recorded it.
	pub block: u32,
	/// The hash of that block.
	pub block_hash: Hash,
}

impl EventProof {
	/// The file.
	pub fn to_file(&self) -> Vec<u8> {
		write_file(&MAGIC, self)
	}

	/// Reads a file.
	pub fn from_file(file: &[u8]) -> Result<Self, ProofError> {
		read_file(&MAGIC, file)
	}

	/// Checks everything, and says what is proven.
	pub fn verify<C: Crypto>(&self, trusted: &Trusted) -> Result<ProvenEvent, ProofError> {
		let end = End::at::<C>(&self.genesis, &self.header, trusted)?;
		let Place { index, count, .. } = self.place;
		let leaf = self.event.leaf(|bytes| C::hash(&[bytes]));
		let root = self.place.root::<C>(Tree::Events, leaf).ok_or(ProofError::NotInChain)?;
		end.check::<C>(EventRoot { root, count }.leaf::<C>(&self.genesis), &self.block)?;
		Ok(ProvenEvent {
			event: self.event.clone(),
			leaf,
			index,
			count,
			block: self.block.number,
			block_hash: self.block.hash,
		})
	}
}
