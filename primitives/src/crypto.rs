use tallystick_evidence::{verify_p256, Crypto, DeviceKey, Hash, Signature};

/// Hashing and checking signatures by the host's functions; P-256, for which there is none, by
/// code in the runtime.
#[derive(Clone, Copy, Debug)]
pub struct HostCrypto;

impl Crypto for HostCrypto {
	fn hash(parts: &[&[u8]]) -> Hash {
		sp_io::hashing::blake2_256(&parts.concat())
	}

	fn verify(key: &DeviceKey, message: &[u8], signature: &Signature) -> bool {
		match key {
			DeviceKey::Ed25519(key) => {
				sp_io::crypto::ed25519_verify(&signature.0.into(), message, &(*key).into())
			},
			DeviceKey::P256(key) => verify_p256(key, message, signature),
			DeviceKey::Secp256k1(key) => {
				let hash = sp_io::hashing::sha2_256(message);
				// The host recovers the key, for which it wants to know which of two it is.
				signature.is_low()
					&& [0, 1].into_iter().any(|id| {
						let mut recoverable = [id; 65];
						recoverable[..64].copy_from_slice(&signature.0);
						sp_io::crypto::ecdsa_verify_prehashed(
							&recoverable.into(),
							&hash,
							&(*key).into(),
						)
					})
			},
		}
	}
}
