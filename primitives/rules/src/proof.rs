//! One file that carries an act, with its block, to a finalised header.
//!
//! Everything above the act is that of [`tallystick_evidence::event`]. `docs/proofs.md` in the repository specifies every byte.

use crate::Act;
use alloc::vec::Vec;
use tallystick_evidence::{Crypto, EventLeaf, Hash};

/// The first bytes of a proof file: four letters and the version of the layout.
pub const MAGIC: [u8; 5] = *b"TLYA\x01";

/// An act, and everything between it and a finalised header.
pub type ActProof = tallystick_evidence::EventProof<Act>;

/// What a verified proof says of an act.
pub type ProvenAct = tallystick_evidence::ProvenEvent<Act>;

impl EventLeaf for Act {
	const MAGIC: [u8; 5] = MAGIC;

	fn leaf_hash<C: Crypto>(&self) -> Hash {
		self.leaf::<C>()
	}

	fn write(&self, to: &mut Vec<u8>) {
		to.extend(self.to_bytes());
	}

	fn read(from: &mut &[u8]) -> Option<Self> {
		Self::take(from)
	}
}
