//! What [`Native`] takes for a signature.

mod common;

use common::{Numbers, SCHEMES};
use tallystick_evidence::{
	Crypto, DeviceId, DeviceKey, Message, Native, Purpose, Scheme, SecretKey, Signature,
};

fn signed(scheme: Scheme, seed: u64) -> (DeviceKey, Message, Signature) {
	let key = SecretKey::from_seed(scheme, Numbers(seed).bytes()).unwrap();
	let message = Message::new(
		Purpose::Register,
		&[1; 32],
		&DeviceId([2; 32]),
		scheme,
		&Numbers(seed).bytes::<76>(),
	)
	.unwrap();
	(key.public(), message, key.sign(&message))
}

/// `order - s`.
fn negated(signature: &Signature, order: &str) -> Signature {
	let order = hex::decode(order).unwrap();
	let mut out = *signature;
	let mut borrow = 0i16;
	for i in (0..32).rev() {
		let digit = i16::from(order[i]) - i16::from(signature.0[32 + i]) - borrow;
		borrow = i16::from(digit < 0);
		out.0[32 + i] = digit.rem_euclid(256) as u8;
	}
	out
}

const P256: &str = "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551";
const SECP256K1: &str = "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141";

#[test]
fn works() {
	for scheme in SCHEMES {
		for seed in 0..4 {
			let (key, message, signature) = signed(scheme, seed);
			assert!(Native::verify(&key, message.as_bytes(), &signature));
			let (other, ..) = signed(scheme, seed + 100);
			assert!(!Native::verify(&other, message.as_bytes(), &signature));
			assert!(!Native::verify(&key, &message.as_bytes()[1..], &signature));
			let mut bad = signature;
			bad.0[seed as usize * 20] ^= 1;
			assert!(!Native::verify(&key, message.as_bytes(), &bad));
			assert!(!Native::verify(&key, message.as_bytes(), &Signature([0; 64])));
			assert!(!Native::verify(&key, message.as_bytes(), &Signature([0xff; 64])));
		}
	}
}

#[test]
fn fails_when_s_is_high_on_secp256k1_only() {
	for seed in 0..4 {
		let (key, message, signature) = signed(Scheme::Secp256k1, seed);
		assert!(signature.is_low());
		let high = negated(&signature, SECP256K1);
		assert!(!high.is_low());
		assert!(!Native::verify(&key, message.as_bytes(), &high));

		let (key, message, signature) = signed(Scheme::P256, seed);
		assert!(Native::verify(&key, message.as_bytes(), &negated(&signature, P256)));
	}
}

#[test]
fn fails_when_a_point_comes_in_a_second_form() {
	for seed in 0..8 {
		for scheme in [Scheme::P256, Scheme::Secp256k1] {
			let (key, message, signature) = signed(scheme, seed);
			for tag in [0, 1, 4, 5, 6, 7] {
				let other = match key {
					DeviceKey::P256(mut point) => {
						point[0] = tag;
						DeviceKey::P256(point)
					},
					DeviceKey::Secp256k1(mut point) => {
						point[0] = tag;
						DeviceKey::Secp256k1(point)
					},
					key => key,
				};
				assert!(!Native::verify(&other, message.as_bytes(), &signature), "{tag}");
			}
		}
	}
}

#[test]
fn weak_keys_are_known() {
	for seed in 0..4 {
		assert!(SCHEMES.iter().all(|scheme| !signed(*scheme, seed).0.is_weak()));
	}
	// Anybody can sign under the neutral element: R is it as well, and S is zero.
	let neutral: [u8; 32] = core::array::from_fn(|i| u8::from(i == 0));
	let mut signature = Signature([0; 64]);
	signature.0[0] = 1;
	assert!(Native::verify(&DeviceKey::Ed25519(neutral), b"anything", &signature));
	assert!(DeviceKey::Ed25519(neutral).is_weak());
	let mut found = 0;
	for y in [0u8, 1, 0xec, 0xed, 0xee, 0x26, 0xc7] {
		for sign in [0, 0x80] {
			let mut key = match y {
				0 | 1 => core::array::from_fn(|i| if i == 0 { y } else { 0 }),
				0x26 | 0xc7 => {
					let low = "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05";
					let high = "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a";
					let text = if y == 0x26 { low } else { high };
					hex::decode(text).unwrap().try_into().unwrap()
				},
				_ => {
					let mut key = [0xff; 32];
					key[0] = y;
					key[31] = 0x7f;
					key
				},
			};
			key[31] |= sign;
			let key = DeviceKey::Ed25519(key);
			assert!(key.is_weak());
			found += u32::from(Native::verify(&key, b"anything", &signature));
		}
	}
	// Some are no point with this sign; under all others the same signature holds for any message.
	assert!(found >= 8, "{found}");
}
