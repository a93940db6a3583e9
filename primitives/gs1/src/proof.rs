//! One file that carries an event of an asset, with its block, to a finalised header.
//!
//! Everything above the event is that of [`tallystick_evidence::event`]. `docs/proofs.md` in the repository specifies
//! every byte.

use crate::event::{Event, Hash};
use alloc::vec::Vec;
use codec::{Decode, Encode};
use tallystick_evidence::{Crypto, EventLeaf};

/// The first bytes of a proof file: four letters and the version of the layout.
pub const MAGIC: [u8; 5] = *b"TLYE\x01";

/// An event of an asset, and everything between it and a finalised header.
pub type EventProof = tallystick_evidence::EventProof<Event>;

/// What a verified proof says of an event of an asset.
pub type ProvenEvent = tallystick_evidence::ProvenEvent<Event>;

impl EventLeaf for Event {
	const MAGIC: [u8; 5] = MAGIC;

	fn leaf_hash<C: Crypto>(&self) -> Hash {
		self.leaf(|bytes| C::hash(&[bytes]))
	}

	fn write(&self, to: &mut Vec<u8>) {
		self.encode_to(to);
	}

	fn read(from: &mut &[u8]) -> Option<Self> {
		Self::decode(from).ok()
	}
}
