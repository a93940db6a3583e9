//! One file that carries an event of a block all the way: event, block, finalised header.
//!
//! A block's events are of several kinds, which share one tree. Their files differ in the first bytes and in the bytes of the
//! event; everything above the event is the same, and shared with the proofs of readings. `docs/proofs.md` in the repository
//! specifies every byte.

use crate::{
	batch::EventRoot,
	bytes::take,
	merkle::Place,
	proof::{open_file, BlockProof, End},
	Crypto, Hash, ProofError, Tree, Trusted,
};
use alloc::vec::Vec;
use codec::{DecodeAll, Encode};

/// A kind of events. No event has the leaf of another one, of whatever kind.
pub trait EventLeaf: Clone + PartialEq {
	/// The first bytes of a proof file of this kind: four letters and the version of the layout.
	const MAGIC: [u8; 5];

	/// The hash of the event as a leaf of [`Tree::Events`].
	fn leaf_hash<C: Crypto>(&self) -> Hash;

	/// Appends the event's bytes, which show where they end.
	fn write(&self, to: &mut Vec<u8>);

	/// Takes an event off the front. It is `None` unless [`write`](Self::write) writes exactly the bytes taken.
	fn read(from: &mut &[u8]) -> Option<Self>;
}

/// An event, and everything between it and a finalised header.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EventProof<E> {
	/// The hash of the chain's first block.
	pub genesis: Hash,
	/// What happened, with all of its fields.
	pub event: E,
	/// Where the event stands among its block's.
	pub place: Place,
	/// Where the root over the block's events stands in the chain.
	pub block: BlockProof,
	/// The SCALE-encoded header of a finalised block: that of the event, or a later one.
	pub header: Vec<u8>,
}

/// What a verified proof says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ProvenEvent<E> {
	/// What happened, as the file discloses it.
	pub event: E,
	/// The hash of its leaf.
	pub leaf: Hash,
	/// Its number among the block's events, from zero.
	pub index: u32,
	/// How many events the block has, of all kinds.
	pub count: u32,
	/// The number of the block that recorded it.
	pub block: u32,
	/// The hash of that block.
	pub block_hash: Hash,
}

impl<E: EventLeaf> EventProof<E> {
	/// The bytes of a proof file, which begin with the kind's [magic](EventLeaf::MAGIC).
	pub fn to_file(&self) -> Vec<u8> {
		let Self { genesis, event, place, block, header } = self;
		let mut file = E::MAGIC.to_vec();
		file.extend(genesis);
		event.write(&mut file);
		(place, block, header).encode_to(&mut file);
		file
	}

	/// Reads a file of this kind of events.
	pub fn from_file(file: &[u8]) -> Result<Self, ProofError> {
		let body = open_file(&E::MAGIC, file)?;
		Self::read(body).ok_or(ProofError::Malformed)
	}

	fn read(mut body: &[u8]) -> Option<Self> {
		let genesis = take(&mut body)?;
		let event = E::read(&mut body)?;
		let (place, block, header) = DecodeAll::decode_all(&mut body).ok()?;
		Some(Self { genesis, event, place, block, header })
	}

	/// Checks everything, and says what is proven.
	pub fn verify<C: Crypto>(&self, trusted: &Trusted) -> Result<ProvenEvent<E>, ProofError> {
		if !self.is_writable() {
			return Err(ProofError::Malformed);
		}
		let end = End::at::<C>(&self.genesis, &self.header, trusted)?;
		let Place { index, count, .. } = self.place;
		let leaf = self.event.leaf_hash::<C>();
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

	/// Whether a file can hold the event. One that is beyond its bounds may have the leaf of one that is within.
	fn is_writable(&self) -> bool {
		let mut bytes = Vec::new();
		self.event.write(&mut bytes);
		E::read(&mut bytes.as_slice()).as_ref() == Some(&self.event)
	}
}
