//! Checks many Ed25519 signatures at once, by the runtime's rules (ZIP 215).
//!
//! All hold if a random combination of them does: 8 · (Σ zᵢRᵢ + Σ zᵢkᵢAᵢ − (Σ zᵢsᵢ)B) = 0. Decompressing
//! the keys would cost a fifth of that, so the points of recent keys are cached. One key's signatures
//! share its term.

use curve25519_dalek::{
	constants::ED25519_BASEPOINT_POINT as BASE,
	edwards::{CompressedEdwardsY, EdwardsPoint},
	scalar::Scalar,
	traits::{IsIdentity, VartimeMultiscalarMul},
};
use rand::Rng;
use schnellru::{ByLength, LruMap};
use sha2::{Digest, Sha512};
use std::sync::{Mutex, PoisonError};

/// Most cached points: 32 MiB.
const MAX_POINTS: u32 = 131_072;

/// The cached points of keys, of which those used last stay.
pub(super) struct Points(Mutex<LruMap<[u8; 32], EdwardsPoint>>);

impl Default for Points {
	fn default() -> Self {
		Self(Mutex::new(LruMap::new(ByLength::new(MAX_POINTS))))
	}
}

/// The points of keys that follow one another: those of one key are looked up once.
pub(super) struct Keys<'a> {
	points: &'a Points,
	last: Option<([u8; 32], EdwardsPoint)>,
}

impl Keys<'_> {
	/// `None` if the key is not a point of the curve.
	fn of(&mut self, key: &[u8; 32]) -> Option<EdwardsPoint> {
		match self.last {
			Some((last, point)) if last == *key => Some(point),
			_ => Some(self.last.insert((*key, self.points.of(key)?)).1),
		}
	}
}

impl Points {
	/// Looks up keys one after another.
	pub(super) fn keys(&self) -> Keys<'_> {
		Keys { points: self, last: None }
	}

	/// `None` if the key is not a point of the curve.
	fn of(&self, key: &[u8; 32]) -> Option<EdwardsPoint> {
		let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
		if let Some(point) = kept.get(key) {
			return Some(*point);
		}
		let point = CompressedEdwardsY(*key).decompress()?;
		kept.insert(*key, point);
		Some(point)
	}
}

/// A well-formed signature.
#[derive(Clone)]
pub(super) struct Item {
	key: [u8; 32],
	a: EdwardsPoint,
	r: EdwardsPoint,
	s: Scalar,
	k: Scalar,
}

impl Item {
	/// `None` if the signature is invalid for any message.
	pub(super) fn new(
		keys: &mut Keys,
		key: &[u8; 32],
		message: &[u8],
		signature: &[u8; 64],
	) -> Option<Self> {
		let (r, s) = signature.split_first_chunk::<32>()?;
		let s = Scalar::from_canonical_bytes(s.try_into().ok()?).into_option()?;
		let hash = Sha512::new().chain_update(r).chain_update(key).chain_update(message);
		let k = Scalar::from_bytes_mod_order_wide(&hash.finalize().into());
		let r = CompressedEdwardsY(*r).decompress()?;
		Some(Self { key: *key, a: keys.of(key)?, r, s, k })
	}
}

/// Whether all signatures are valid. Those of one key should follow each other.
pub(super) fn hold<'a>(items: impl Iterator<Item = &'a Item>) -> bool {
	let mut rng = rand::thread_rng();
	let mut base = Scalar::ZERO;
	let most = items.size_hint().0.saturating_mul(2).saturating_add(1);
	let (mut scalars, mut points) = (Vec::with_capacity(most), Vec::with_capacity(most));
	let mut of_key = None::<(&Item, Scalar)>;
	for item in items {
		let z = Scalar::from(rng.gen::<u128>());
		base -= z * item.s;
		scalars.push(z);
		points.push(item.r);
		let term = z * item.k;
		of_key = match of_key {
			Some((first, sum)) if first.key == item.key => Some((first, sum + term)),
			before => {
				if let Some((first, sum)) = before {
					scalars.push(sum);
					points.push(first.a);
				}
				Some((item, term))
			},
		};
	}
	let Some((last, sum)) = of_key else { return true };
	scalars.extend([sum, base]);
	points.extend([last.a, BASE]);
	EdwardsPoint::vartime_multiscalar_mul(scalars, points).mul_by_cofactor().is_identity()
}

#[cfg(test)]
mod tests {
	use super::*;
	use curve25519_dalek::constants::EIGHT_TORSION;
	use ed25519_zebra::{Signature, SigningKey, VerificationKey};
	use proptest::prelude::*;

	/// The runtime's verdict on one signature.
	fn alone(key: &[u8; 32], message: &[u8], signature: &[u8; 64]) -> bool {
		VerificationKey::try_from(*key)
			.is_ok_and(|key| key.verify(&Signature::from(*signature), message).is_ok())
	}

	fn ours(key: &[u8; 32], message: &[u8], signature: &[u8; 64]) -> bool {
		Item::new(&mut Points::default().keys(), key, message, signature)
			.is_some_and(|item| hold(std::iter::once(&item)))
	}

	fn signed(seed: u8, message: &[u8]) -> ([u8; 32], [u8; 64]) {
		let key = SigningKey::from([seed; 32]);
		(VerificationKey::from(&key).into(), key.sign(message).into())
	}

	#[test]
	fn agrees_with_the_runtime_on_points_of_small_order() {
		// The eight points as they are written, and in all other encodings of 255 bits that reduce to them.
		let mut encodings: Vec<[u8; 32]> =
			EIGHT_TORSION.iter().map(|point| point.compress().0).collect();
		for low in 0..19u8 {
			for sign in [0, 0x80] {
				let mut beyond = [0xff; 32];
				beyond[0] = 0xed + low.min(18);
				beyond[31] = 0x7f | sign;
				encodings.push(beyond);
			}
		}
		encodings.push(core::array::from_fn(|at| if at == 31 { 0x80 } else { 0 }));
		encodings.push(core::array::from_fn(|at| match at {
			0 => 1,
			31 => 0x80,
			_ => 0,
		}));
		let mut good = 0;
		for key in &encodings {
			for r in &encodings {
				let mut signature = [0; 64];
				signature[..32].copy_from_slice(r);
				let expected = alone(key, b"Zcash", &signature);
				assert_eq!(ours(key, b"Zcash", &signature), expected, "{key:?} {r:?}");
				good += usize::from(expected);
			}
		}
		assert!(good >= 14 * 14, "only {good} were good");
	}

	#[test]
	fn refuses_an_s_that_is_not_reduced() {
		let (key, mut signature) = signed(1, b"m");
		assert!(ours(&key, b"m", &signature));
		// The order of the group, added to s.
		let order = (Scalar::ZERO - Scalar::ONE).to_bytes();
		let mut carry = 1u16;
		for (byte, more) in signature[32..].iter_mut().zip(order) {
			carry += u16::from(*byte) + u16::from(more);
			*byte = carry as u8;
			carry >>= 8;
		}
		assert!(!ours(&key, b"m", &signature) && !alone(&key, b"m", &signature));
	}

	proptest! {
		#[test]
		fn refuses_many_signatures_with_a_bad_one(
			seeds in proptest::collection::vec(0u8..4, 1..40),
			bad in any::<proptest::sample::Index>(),
			bit in 0usize..512,
		) {
			let points = Points::default();
			let all: Vec<_> = seeds.iter().map(|seed| signed(*seed, &[*seed; 9])).collect();
			let item = |at: usize, signature: &[u8; 64]| {
				Item::new(&mut points.keys(), &all[at].0, &[seeds[at]; 9], signature)
			};
			let mut items: Vec<_> = (0..all.len()).filter_map(|at| item(at, &all[at].1)).collect();
			prop_assert_eq!(items.len(), all.len());
			prop_assert!(hold(items.iter()));
			let bad = bad.index(all.len());
			let mut signature = all[bad].1;
			signature[bit / 8] ^= 1 << (bit % 8);
			if let Some(item) = item(bad, &signature) {
				items[bad] = item;
				prop_assert!(!hold(items.iter()));
			}
		}

		#[test]
		fn agrees_with_the_runtime_on_any_signature(seed in 0u8..8, message: [u8; 20], flip in proptest::option::of(0usize..768)) {
			let (mut key, mut signature) = signed(seed, &message);
			if let Some(bit) = flip {
				match bit.checked_sub(512) {
					None => signature[bit / 8] ^= 1 << (bit % 8),
					Some(bit) => key[bit / 8] ^= 1 << (bit % 8),
				}
			}
			prop_assert_eq!(ours(&key, &message, &signature), alone(&key, &message, &signature));
		}
	}
}
