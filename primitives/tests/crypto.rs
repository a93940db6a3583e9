//! The runtime's cryptography and the hosts' give the same answers.

use tallystick_evidence::{
	Crypto, DeviceId, DeviceKey, Message, Native, Purpose, Scheme, SecretKey, Signature,
};
use tallystick_primitives::HostCrypto;
use tallystick_world::Numbers;

/// `order - s`.
fn negated(signature: &Signature, order: &[u8; 32]) -> Signature {
	let mut out = *signature;
	let mut borrow = 0i16;
	for i in (0..32).rev() {
		let digit = i16::from(order[i]) - i16::from(signature.0[32 + i]) - borrow;
		borrow = i16::from(digit < 0);
		out.0[32 + i] = digit.rem_euclid(256) as u8;
	}
	out
}

const SECP256K1: [u8; 32] = [
	0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xfe,
	0xba, 0xae, 0xdc, 0xe6, 0xaf, 0x48, 0xa0, 0x3b, 0xbf, 0xd2, 0x5e, 0x8c, 0xd0, 0x36, 0x41, 0x41,
];

#[test]
fn verdicts_agree() {
	let mut numbers = Numbers(1);
	let (mut valid, mut invalid) = (0, 0);
	for scheme in [Scheme::Ed25519, Scheme::P256, Scheme::Secp256k1] {
		for round in 0..100 {
			let secret = SecretKey::from_seed(scheme, numbers.bytes()).unwrap();
			let device = DeviceId::of::<Native>(&secret.public());
			let payload: [u8; 40] = numbers.bytes();
			let message =
				Message::new(Purpose::Segment, &numbers.bytes(), &device, scheme, &payload)
					.unwrap();
			let (mut key, mut signature) = (secret.public(), secret.sign(&message));
			let at = numbers.next_u64() as usize;
			let flip = 1 << (numbers.next_u64() % 8);
			match round % 6 {
				0 | 1 => {},
				2 => signature.0[at % 64] ^= flip,
				3 => match &mut key {
					DeviceKey::Ed25519(key) => key[at % 32] ^= flip,
					DeviceKey::P256(key) | DeviceKey::Secp256k1(key) => key[at % 33] ^= flip,
				},
				4 => match &mut key {
					DeviceKey::Ed25519(key) => *key = numbers.bytes(),
					DeviceKey::P256(key) | DeviceKey::Secp256k1(key) => key[0] = 5,
				},
				_ => signature = negated(&signature, &SECP256K1),
			}
			let native = Native::verify(&key, message.as_bytes(), &signature);
			let host = HostCrypto::verify(&key, message.as_bytes(), &signature);
			assert_eq!(native, host, "{scheme:?} {round}");
			if native {
				valid += 1;
			} else {
				invalid += 1;
			}
		}
	}
	assert!(valid >= 100 && invalid >= 150, "{valid} {invalid}");
}

#[test]
fn hashes_agree() {
	let mut numbers = Numbers(2);
	for len in 0..300 {
		let bytes: Vec<u8> = (0..len).map(|_| numbers.next_u64() as u8).collect();
		let (left, right) = bytes.split_at(len / 3);
		let hash = Native::hash(&[&bytes]);
		assert_eq!(hash, HostCrypto::hash(&[left, right]));
		assert_eq!(hash, Native::hash(&[left, &[], right]));
	}
	let inputs: [[u8; 209]; 21] = core::array::from_fn(|_| numbers.bytes());
	let (mut native, mut host) = ([[0; 32]; 21], [[0; 32]; 21]);
	Native::hash_many(&inputs, &mut native);
	HostCrypto::hash_many(&inputs, &mut host);
	assert_eq!(native, host);
}
