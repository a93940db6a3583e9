//! Signatures and hashing on a host.

use crate::{
	crypto::{blake2, shortened, Crypto, Hash},
	DeviceKey, Message, Scheme, Signature,
};
use blake2b_simd::{
	many::{hash_many, HashManyJob},
	Params,
};
use p256::ecdsa::signature::{Signer, Verifier};

/// Everything in this process, with the widest instructions that the processor has.
#[derive(Clone, Copy, Debug)]
pub struct Native;

impl Crypto for Native {
	fn hash(parts: &[&[u8]]) -> Hash {
		blake2(parts)
	}

	fn verify(key: &DeviceKey, message: &[u8], signature: &Signature) -> bool {
		match key {
			DeviceKey::Ed25519(key) => ed25519_zebra::VerificationKey::try_from(*key)
				.is_ok_and(|key| key.verify(&signature.0.into(), message).is_ok()),
			DeviceKey::P256(key) => crate::key::verify_p256(key, message, signature),
			DeviceKey::Secp256k1(key) if !crate::key::is_compressed(key) => false,
			DeviceKey::Secp256k1(key) => {
				let key = k256::ecdsa::VerifyingKey::from_sec1_bytes(key);
				let signature = k256::ecdsa::Signature::from_slice(&signature.0);
				matches!((key, signature), (Ok(key), Ok(signature)) if key.verify(message, &signature).is_ok())
			},
		}
	}

	fn hash_many<const N: usize>(inputs: &[[u8; N]], out: &mut [Hash]) {
		const CHUNK: usize = 16;
		let mut params = Params::new();
		params.hash_length(32);
		for (inputs, out) in inputs.chunks(CHUNK).zip(out.chunks_mut(CHUNK)) {
			// The jobs have to be contiguous; unused ones hash nothing and are not looked at.
			let mut jobs: [HashManyJob; CHUNK] = core::array::from_fn(|i| {
				HashManyJob::new(&params, inputs.get(i).map_or(&[], |input| input.as_slice()))
			});
			hash_many(jobs.iter_mut().take(inputs.len()));
			for (out, job) in out.iter_mut().zip(jobs.iter().take(inputs.len())) {
				*out = shortened(&job.to_hash());
			}
		}
	}
}

/// A device's private key, on a host.
#[derive(Clone)]
pub enum SecretKey {
	/// Ed25519.
	Ed25519(Box<ed25519_zebra::SigningKey>),
	/// P-256.
	P256(Box<p256::ecdsa::SigningKey>),
	/// secp256k1.
	Secp256k1(Box<k256::ecdsa::SigningKey>),
}

impl core::fmt::Debug for SecretKey {
	fn fmt(&self, f: &mut core::fmt::Formatter) -> core::fmt::Result {
		write!(f, "SecretKey({:?})", self.public())
	}
}

impl SecretKey {
	/// The key of this seed. `None` if the scheme has no such key, which hardly any seed meets.
	pub fn from_seed(scheme: Scheme, seed: [u8; 32]) -> Option<Self> {
		Some(match scheme {
			Scheme::Ed25519 => Self::Ed25519(Box::new(seed.into())),
			Scheme::P256 => {
				Self::P256(Box::new(p256::ecdsa::SigningKey::from_bytes(&seed.into()).ok()?))
			},
			Scheme::Secp256k1 => {
				Self::Secp256k1(Box::new(k256::ecdsa::SigningKey::from_bytes(&seed.into()).ok()?))
			},
		})
	}

	/// The public key.
	pub fn public(&self) -> DeviceKey {
		let compressed = |point: &[u8]| {
			let mut key = [0; 33];
			for (to, from) in key.iter_mut().zip(point) {
				*to = *from;
			}
			key
		};
		match self {
			Self::Ed25519(key) => {
				DeviceKey::Ed25519(ed25519_zebra::VerificationKey::from(&**key).into())
			},
			Self::P256(key) => {
				DeviceKey::P256(compressed(key.verifying_key().to_encoded_point(true).as_bytes()))
			},
			Self::Secp256k1(key) => DeviceKey::Secp256k1(compressed(
				key.verifying_key().to_encoded_point(true).as_bytes(),
			)),
		}
	}

	/// Signs a message.
	pub fn sign(&self, message: &Message) -> Signature {
		let message = message.as_bytes();
		Signature(match self {
			Self::Ed25519(key) => key.sign(message).to_bytes(),
			Self::P256(key) => {
				let signature: p256::ecdsa::Signature = key.sign(message);
				signature.to_bytes().into()
			},
			Self::Secp256k1(key) => {
				let signature: k256::ecdsa::Signature = key.sign(message);
				signature.to_bytes().into()
			},
		})
	}
}
