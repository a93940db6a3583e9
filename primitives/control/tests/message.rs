//! What is signed on the way down and up, and its vectors: `UPDATE_VECTORS=1` writes them.

mod common;

use common::*;
use proptest::prelude::*;
use serde::{de::DeserializeOwned, Serialize};
use serde_json::{json, Value};
use std::fmt::Debug;
use tallystick_control::{
	message::{MAX_NEWEST, MAX_SIGNED, NONCE_LEN},
	Beat, Command, Done, Entrust, Grant, Nonce, Outcome, Payload, Reason, Signed,
};
use tallystick_evidence::{DeviceId, Message, Native, Scheme, SecretKey};

fn signed<P: Payload>(content: P, kid: Option<u32>, key: &SecretKey) -> Signed<P> {
	let scheme = key.public().scheme();
	Signed::sign(content, scheme, kid, &GENESIS, &device(), |message| key.sign(message)).unwrap()
}

fn encoded<P: Payload>(signed: &Signed<P>) -> Vec<u8> {
	let mut out = [0; MAX_SIGNED];
	let length = signed.encode(&mut out).unwrap();
	out[..length].to_vec()
}

fn vector<P: Payload + Serialize>(
	name: &str,
	content: P,
	kid: Option<u32>,
	signer: u8,
	topic: &str,
) -> Value {
	let key = key(signer);
	let signed = signed(content, kid, &key);
	let payload = content.with_bytes(<[u8]>::to_vec);
	let message = Message::new(P::PURPOSE, &GENESIS, &device(), Scheme::Ed25519, &payload).unwrap();
	json!({
		"name": name,
		"purpose": P::PURPOSE as u8,
		"topic": format!("tallystick/{}/{topic}", hex::encode(device().0)),
		"content": content,
		"payload": hex::encode(payload),
		"signedBytes": hex::encode(message.as_bytes()),
		"seed": hex::encode([signer; 32]),
		"key": key.public(),
		"signature": signed.signature,
		"published": hex::encode(encoded(&signed)),
	})
}

#[test]
fn vectors_are_current() {
	let mut cases = vec![
		vector("grant", grant(), None, 1, "grant"),
		vector("entrust", entrust(), None, 1, "grant"),
		vector("command", command(), None, 3, "command"),
		vector("beat", beat(), None, 3, "beat"),
		vector("done", done(Outcome::Done), Some(0), 7, "done"),
		vector("interrupted", done(Outcome::Interrupted), Some(0), 7, "done"),
	];
	for reason in Reason::ALL {
		let name = format!("refused: {reason:?}");
		cases.push(vector(&name, done(Outcome::Refused(reason)), Some(0), 7, "done"));
	}
	let cases: Vec<_> = cases.iter().map(Value::to_string).collect();
	let text = format!("[\n{}\n]\n", cases.join(",\n"));
	let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors/messages.json");
	if std::env::var_os("UPDATE_VECTORS").is_some() {
		std::fs::write(&path, &text).unwrap();
	}
	let found = std::fs::read_to_string(&path).unwrap_or_default();
	assert!(
		found == text,
		"messages.json differs: UPDATE_VECTORS=1 cargo test -p tallystick-control"
	);
}

/// Content, JSON and message come back as they were; nothing else is read.
fn comes_back<P>(content: P, kid: Option<u32>)
where
	P: Payload + PartialEq + Debug + Serialize + DeserializeOwned,
{
	for scheme in Scheme::ALL {
		let key = SecretKey::from_seed(scheme, [9; 32]).unwrap();
		let signed = signed(content, kid, &key);
		let bytes = encoded(&signed);
		assert_eq!(Signed::decode(&bytes), Some(signed));
		assert!(signed.verify::<Native>(&GENESIS, &device(), &key.public()));
		assert!(!signed.verify::<Native>(&[0; 32], &device(), &key.public()));
		assert!(!signed.verify::<Native>(&GENESIS, &DeviceId([0; 32]), &key.public()));
		let other = SecretKey::from_seed(scheme, [8; 32]).unwrap();
		assert!(!signed.verify::<Native>(&GENESIS, &device(), &other.public()));

		for length in 0..bytes.len() {
			assert_eq!(Signed::<P>::decode(&bytes[..length]), None, "{length} bytes");
			assert_eq!(signed.encode(&mut vec![0; length]), None);
		}
		assert_eq!(Signed::<P>::decode(&[&bytes[..], &[0]].concat()), None);
		for bit in 0..bytes.len() * 8 {
			let mut changed = bytes.clone();
			changed[bit / 8] ^= 1 << (bit % 8);
			if let Some(changed) = Signed::<P>::decode(&changed) {
				assert_ne!(changed, signed);
			}
		}
	}
	let json = serde_json::to_value(content).unwrap();
	assert_eq!(serde_json::from_value::<P>(json).unwrap(), content);
}

#[test]
fn each_message_comes_back_and_nothing_of_another_form_is_read() {
	comes_back(grant(), None);
	comes_back(entrust(), None);
	comes_back(command(), None);
	comes_back(beat(), None);
	comes_back(done(Outcome::Done), Some(3));
	comes_back(done(Outcome::Refused(Reason::Memory)), None);
}

#[test]
fn nonces_stand_one_after_the_other_each_of_another_channel() {
	let nonce = |channel| Nonce { channel, value: NONCE, tenure: 2, version: 5 };
	// As docs/devices.md shows it.
	assert_eq!(hex::encode(nonce(4).to_bytes()), "0400efcdab89674523010200000005000000");
	let bytes: Vec<u8> = (0..9).flat_map(|channel| nonce(channel).to_bytes()).collect();
	for count in 1..=MAX_NEWEST {
		let read = Nonce::read_all(&bytes[..count * NONCE_LEN]).unwrap();
		let expected: Vec<_> = (0..count as u16).map(nonce).collect();
		assert_eq!(read.into_iter().flatten().collect::<Vec<_>>(), expected);
	}
	for length in 0..=bytes.len() {
		let is_whole = (1..=MAX_NEWEST).any(|count| count * NONCE_LEN == length);
		assert_eq!(Nonce::read_all(&bytes[..length]).is_some(), is_whole, "{length} bytes");
	}
	for others in [[nonce(1), nonce(1)], [nonce(1), nonce(u16::MAX)]] {
		assert_eq!(Nonce::read_all(&others.map(|one| one.to_bytes()).concat()), None);
	}
}

#[test]
fn a_signature_means_nothing_under_another_purpose() {
	let key = key(3);
	let command = signed(command(), None, &key);
	let payload = command.content.to_bytes();
	for purpose in [Grant::PURPOSE, Beat::PURPOSE, Done::PURPOSE, Entrust::PURPOSE] {
		let other = Message::new(purpose, &GENESIS, &device(), Scheme::Ed25519, &payload).unwrap();
		assert_ne!(key.sign(&other), command.signature);
	}
}

#[test]
fn the_numbers_of_outcomes_and_reasons_are_fixed() {
	let numbers: Vec<_> = Reason::ALL.iter().map(|reason| *reason as u8).collect();
	assert_eq!(numbers, (1..=11).collect::<Vec<_>>());
	assert_eq!(Outcome::Refused(Reason::Tenure).to_bytes(), [1, 7]);
	for first in 0..=u8::MAX {
		for second in 0..=u8::MAX {
			let bytes = [first, second];
			let read = Outcome::from_bytes(bytes);
			assert!(read.is_none_or(|outcome| outcome.to_bytes() == bytes));
		}
	}
	assert_eq!(Outcome::from_bytes([1, 0]), None);
	assert_eq!(Outcome::from_bytes([0, 1]), None);
}

fn one_form<P: Payload>(mut bytes: Vec<u8>) -> Result<(), TestCaseError> {
	bytes.resize(P::LEN, 0);
	if let Some(read) = P::from_slice(&bytes) {
		prop_assert_eq!(read.with_bytes(<[u8]>::to_vec), bytes);
	}
	Ok(())
}

proptest! {
	#[test]
	fn what_is_read_has_one_layout(bytes in prop::collection::vec(0u8..4, 0..300)) {
		one_form::<Grant>(bytes.clone())?;
		one_form::<Entrust>(bytes.clone())?;
		one_form::<Command>(bytes.clone())?;
		one_form::<Beat>(bytes.clone())?;
		one_form::<Done>(bytes)?;
	}
}
