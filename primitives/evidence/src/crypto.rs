use crate::{DeviceKey, Signature};

/// A BLAKE2b-256 hash.
pub type Hash = [u8; 32];

/// Hashing and checking signatures: a runtime asks its host, a host computes itself.
pub trait Crypto {
	/// BLAKE2b with 32 bytes of output over the concatenation of `parts`.
	fn hash(parts: &[&[u8]]) -> Hash;

	/// Whether `signature` is one of `message` under `key`. Ed25519 follows ZIP-215; the two ECDSA
	/// schemes sign the SHA-256 of the message.
	fn verify(key: &DeviceKey, message: &[u8], signature: &Signature) -> bool;

	/// The hash of each of `inputs`, in the same order. Hosts with wide instructions override it.
	fn hash_many<const N: usize>(inputs: &[[u8; N]], out: &mut [Hash]) {
		for (input, out) in inputs.iter().zip(out) {
			*out = Self::hash(&[input]);
		}
	}
}

/// Hashing alone, in portable code: for devices, which have their own way to sign.
///
/// Its [`verify`](Crypto::verify) says no to everything.
#[derive(Clone, Copy, Debug)]
pub struct Portable;

impl Crypto for Portable {
	fn hash(parts: &[&[u8]]) -> Hash {
		blake2(parts)
	}

	fn verify(_: &DeviceKey, _: &[u8], _: &Signature) -> bool {
		false
	}
}

pub(crate) fn blake2(parts: &[&[u8]]) -> Hash {
	let mut state = blake2b_simd::Params::new().hash_length(32).to_state();
	for part in parts {
		state.update(part);
	}
	shortened(&state.finalize())
}

pub(crate) fn shortened(hash: &blake2b_simd::Hash) -> Hash {
	let mut out = [0; 32];
	for (to, from) in out.iter_mut().zip(hash.as_bytes()) {
		*to = *from;
	}
	out
}

/// The first byte of whatever is hashed: no two kinds of things share one.
pub(crate) mod domain {
	/// A reading.
	pub(crate) const READING: u8 = 0x00;
	/// A reading with the device's signature under it.
	pub(crate) const SIGNED_READING: u8 = 0x01;
	/// An inner node of a summary tree.
	pub(crate) const SUMMARY: u8 = 0x02;
	/// A leaf of a plain tree, plus the tree's number.
	pub(crate) const LEAF: u8 = 0x10;
	/// An inner node of a plain tree, plus the tree's number.
	pub(crate) const NODE: u8 = 0x20;
	/// The root of a plain tree, plus the tree's number.
	pub(crate) const ROOT: u8 = 0x30;
	/// A device's first key, which makes its id.
	pub(crate) const DEVICE: u8 = 0x40;
	/// A segment's header, which makes its name.
	pub(crate) const SEGMENT: u8 = 0x41;
	/// A device's seed, which makes the salts of its readings.
	pub(crate) const SALT: u8 = 0x42;
	// 0x43 is a reason for a command, in `tallystick-rules`.
	// 0x50 is a leaf of a tally, in `tallystick-condition`.
}
