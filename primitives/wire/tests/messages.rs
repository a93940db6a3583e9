//! Signed messages and answers, there and back.

use proptest::prelude::*;
use tallystick_evidence::{
	builder::{Origin, SegmentBuilder},
	Attestation, Crypto, DeviceId, Limits, Move, Native, Portable, Reading, Scheme, SecretKey,
	Signature,
};
use tallystick_wire::{
	rebuild, salt, senml, Announcement, Answer, ErrorCode, MessageError, NoAnswer, RebuildError,
	Reference, Reply, SignedMove, SignedReading, SignedSegment, MAX_MESSAGE, MAX_READINGS,
};

const GENESIS: [u8; 32] = [0x11; 32];
const NOON: u64 = 1_700_000_000_000;

fn key(scheme: Scheme) -> SecretKey {
	SecretKey::from_seed(scheme, [3; 32]).unwrap()
}

fn device() -> DeviceId {
	DeviceId::of::<Native>(&key(Scheme::Ed25519).public())
}

fn model() -> Vec<senml::Channel> {
	vec![senml::Channel {
		number: 0,
		name: "power".into(),
		unit: "W".into(),
		exponent: -1,
		limits: Limits::NONE,
	}]
}

/// A segment of one channel whose pack says `entries`.
fn segment(entries: &[senml::Entry], attestation: Attestation) -> SignedSegment {
	let mut builder = SegmentBuilder::new();
	for (at, entry) in (0..).zip(entries) {
		builder.push(0, Limits::NONE, Reading::plain(NOON + at, entry.value).into()).unwrap();
	}
	let header = builder
		.seal::<Native>(Origin {
			device: device(),
			attestation,
			key_epoch: 0,
			boot_epoch: 1,
			sequence: 0,
			previous: [0; 32],
		})
		.unwrap()
		.header;
	let key = key(Scheme::Ed25519);
	let signature = key.sign(&header.message(&GENESIS, Scheme::Ed25519).unwrap());
	let pack = senml::to_cbor("", entries);
	SignedSegment { header, scheme: Scheme::Ed25519, signature, seed: None, pack }
}

fn entry(time: u64, value: i64) -> senml::Entry<'static> {
	senml::Entry { channel: "power", unit: "W", time, value, exponent: -1 }
}

fn reading() -> SignedReading {
	SignedReading {
		boot_epoch: 1,
		sequence: 2,
		channel: 3,
		time: 4,
		value: -5,
		kid: None,
		scheme: Scheme::Ed25519,
		signature: Signature([6; 64]),
	}
}

#[test]
fn works_to_rebuild_a_segment() {
	let message = segment(&[entry(NOON, 10), entry(NOON + 1, 11)], Attestation::Segment);
	assert_eq!(SignedSegment::decode(&message.encode()), Ok(message.clone()));
	assert!(message.verify::<Native>(&GENESIS, &key(Scheme::Ed25519).public()));
	assert!(!message.verify::<Native>(&GENESIS, &key(Scheme::P256).public()));
	assert_eq!(rebuild::<Native>(&message, &model()).unwrap().header, message.header);
}

#[test]
fn fails_when_the_readings_are_not_those_signed() {
	use senml::Fault;
	let signed = segment(&[entry(NOON, 10), entry(NOON + 1, 11)], Attestation::Segment);
	let with = |entries: &[senml::Entry]| {
		let pack = senml::to_cbor("", entries);
		let error = rebuild::<Native>(&SignedSegment { pack, ..signed.clone() }, &model());
		error.unwrap_err()
	};
	let of = |record, channel: &str, field, fault: Fault| {
		let channel = match channel.parse() {
			Ok(number) => senml::ChannelName::Number(number),
			Err(_) => senml::ChannelName::Text(channel.into()),
		};
		let place =
			senml::Place { record: Some(record), channel: Some(channel), field: Some(field) };
		RebuildError::Senml(fault.at(place))
	};
	let other = |channel, unit| senml::Entry { channel, unit, ..entry(NOON, 10) };
	for (entries, error, code) in [
		(vec![entry(NOON, 10)], RebuildError::WrongRoot, ErrorCode::WrongRoot),
		(vec![entry(NOON, 10), entry(NOON + 1, 12)], RebuildError::WrongRoot, ErrorCode::WrongRoot),
		(vec![entry(5_000, 10)], of(1, "power", "bt", Fault::Future(5_000)), ErrorCode::FromFuture),
		(vec![entry(0, 10)], of(1, "power", "t", Fault::RelativeTime), ErrorCode::Malformed),
		(
			vec![other("heat", "W")],
			of(1, "heat", "n", Fault::UnknownChannel),
			ErrorCode::UnknownChannel,
		),
		(
			vec![other("0", "V")],
			of(1, "0", "u", Fault::WrongUnit("W".into())),
			ErrorCode::WrongUnit,
		),
		(
			vec![entry(NOON, 10), entry(NOON, 11)],
			of(2, "power", "bt", Fault::NotRising),
			ErrorCode::NotRising,
		),
		// The same channel by its other name.
		(
			vec![entry(NOON, 10), other("0", "W")],
			of(2, "0", "t", Fault::NotRising),
			ErrorCode::NotRising,
		),
	] {
		assert_eq!(with(&entries), error);
		assert_eq!(error.code(), code);
	}
	let json = senml::to_json("", &[entry(NOON, 10), entry(NOON + 1, 11)]).into_bytes();
	let message = SignedSegment { pack: json, ..signed.clone() };
	let error = rebuild::<Native>(&message, &model()).unwrap_err();
	assert_eq!(error, RebuildError::Senml(Fault::NotArray.into()));
	let gateway = segment(&[entry(NOON, 10)], Attestation::Gateway);
	assert_eq!(rebuild::<Native>(&gateway, &model()).unwrap_err(), RebuildError::NotSegment);
}

#[test]
fn works_with_a_tag_and_a_key_id_that_are_not_needed() {
	let message = segment(&[entry(NOON, 10)], Attestation::Segment);
	let plain = message.encode();
	// 83, 84, protected (4 bytes), then the empty map.
	assert_eq!(plain[..7], [0x83, 0x84, 0x43, 0xa1, 0x01, 0x27, 0xa0]);
	let dressed = [&[0x83, 0xd2], &plain[1..6], &[0xa1, 0x04, 0x42, 1, 2], &plain[7..]].concat();
	assert_eq!(SignedSegment::decode(&dressed), Ok(message));
}

#[test]
fn fails_when_a_segment_is_not_exactly_so() {
	use MessageError::{Algorithm, Malformed, TooLarge};
	let message = segment(&[entry(NOON, 10)], Attestation::Segment);
	let plain = message.encode();
	for end in 0..plain.len() {
		assert_eq!(SignedSegment::decode(&plain[..end]), Err(Malformed), "{end} bytes");
	}
	let more = [&plain[..], &[0]].concat();
	assert_eq!(SignedSegment::decode(&more), Err(Malformed));
	assert_eq!(SignedSegment::decode(&vec![0; MAX_MESSAGE + 1]), Err(TooLarge));
	// Algorithm -9; the same algorithm in a longer form; none.
	for protected in [&b"\x43\xa1\x01\x28"[..], b"\x44\xa1\x01\x38\x07", b"\x40"] {
		let other = [&plain[..2], protected, &plain[6..]].concat();
		assert_eq!(SignedSegment::decode(&other), Err(Algorithm));
	}
	let seed_at = 1 + 1 + 4 + 1 + 2 + 134 + 2 + 64;
	assert_eq!(plain[seed_at], 0x40);
	let seeded = [&plain[..seed_at], &[0x41, 7], &plain[seed_at + 1..]].concat();
	assert_eq!(SignedSegment::decode(&seeded), Err(Malformed));
	let version = 1 + 1 + 4 + 1 + 2;
	let mut other = plain.clone();
	other[version] = 2;
	assert_eq!(SignedSegment::decode(&other), Err(Malformed));
}

#[test]
fn boundary_of_a_list_of_readings() {
	let list = |count| SignedReading::encode_list(&vec![reading(); count]);
	let len = |count| SignedReading::decode_list(&list(count)).map(|list| list.len());
	assert_eq!(len(0), Err(MessageError::Malformed));
	assert_eq!(len(1), Ok(1));
	assert_eq!(len(MAX_READINGS), Ok(MAX_READINGS));
	assert_eq!(len(MAX_READINGS + 1), Err(MessageError::TooLarge));
	let endless = [&[0x9f], &list(2)[1..], &[0xff]].concat();
	assert_eq!(SignedReading::decode_list(&endless), Ok(vec![reading(); 2]));
	let huge = [&[0x9b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], &list(2)[1..]].concat();
	assert_eq!(SignedReading::decode_list(&huge), Err(MessageError::Malformed));
}

#[test]
fn fails_when_a_key_id_is_not_four_bytes() {
	let plain = reading().encode();
	let with = |kid: &[u8]| {
		let kid = [&[0xa1, 0x04, 0x40 | kid.len() as u8], kid].concat();
		SignedReading::decode(&[&plain[..5], &kid, &plain[6..]].concat())
	};
	assert_eq!(with(&[1, 2, 3, 4]).map(|r| r.kid), Ok(Some(0x0403_0201)));
	assert_eq!(with(&[1, 2, 3]), Err(MessageError::Malformed));
	assert_eq!(with(&[1, 2, 3, 4, 5]), Err(MessageError::Malformed));
}

fn moved() -> SignedMove {
	let content = Move { gateway: [4; 32], boot_epoch: 1, next: 2, previous: [3; 32] };
	SignedMove { content, kid: None, scheme: Scheme::Ed25519, signature: Signature([6; 64]) }
}

#[test]
fn a_move_is_read_only_if_it_is_exactly_one() {
	use MessageError::{Algorithm, Malformed, TooLarge};
	let plain = moved().encode();
	assert_eq!(SignedMove::decode(&plain), Ok(moved()));
	assert_eq!(SignedMove::decode(&[&[0xd2], &plain[..]].concat()), Ok(moved()));
	for end in 0..plain.len() {
		assert_eq!(SignedMove::decode(&plain[..end]), Err(Malformed), "{end} bytes");
	}
	assert_eq!(SignedMove::decode(&[&plain[..], &[0]].concat()), Err(Malformed));
	assert_eq!(SignedMove::decode(&[0; 1_025]), Err(TooLarge));
	let other = [&plain[..1], b"\x43\xa1\x01\x28", &plain[5..]].concat();
	assert_eq!(SignedMove::decode(&other), Err(Algorithm));
	// A reading is shorter, and a list of moves is no move.
	assert_eq!(SignedMove::decode(&reading().encode()), Err(Malformed));
	assert_eq!(SignedMove::decode(&[&[0x81], &plain[..]].concat()), Err(Malformed));
	let with = |kid: &[u8]| {
		let kid = [&[0xa1, 0x04, 0x40 | kid.len() as u8], kid].concat();
		SignedMove::decode(&[&plain[..5], &kid, &plain[6..]].concat())
	};
	assert_eq!(with(&[1, 2, 3, 4]).map(|moved| moved.kid), Ok(Some(0x0403_0201)));
	assert_eq!(with(&[1, 2, 3]), Err(Malformed));
}

#[test]
fn works_on_salts() {
	let seed = core::array::from_fn(|i| i as u8);
	assert_eq!(salt::<Native>(None, 1, 2), [0; 16]);
	let mut hashed = vec![0x42];
	hashed.extend(seed);
	hashed.extend([0x02, 0x01, 8, 7, 6, 5, 4, 3, 2, 1]);
	let whole = Portable::hash(&[&hashed]);
	assert_eq!(salt::<Native>(Some(&seed), 0x0102, 0x0102_0304_0506_0708)[..], whole[..16]);
}

#[test]
fn fails_when_a_reply_is_none() {
	for bytes in [
		"a0",
		"a1 00 00",
		"a1 01 00",
		"a2 00 00 02 00 00",
		"a3 00 00 02 00 02 00",
		"a2 00 20 02 00",
		// A reference without `next`, and the other way round.
		"a2 00 00 05 07",
		"a3 00 00 02 00 05 07",
		"a2 00 00 01 00",
		"a3 00 00 01 00 02 00",
		// An announcement of an error.
		"a3 00 00 02 00 03 63476170",
		// References of another length or kind.
		"a3 00 00 01 00 05 47 01020304050607",
		"a3 00 00 01 00 05 49 010203040506070809",
		"a3 00 00 01 00 05 20",
		"a3 00 00 01 00 05 61 37",
	] {
		let bytes = hex::decode(bytes.replace(' ', "")).unwrap();
		assert!(Reply::from_cbor(&bytes).is_err(), "{bytes:02x?}");
	}
	for text in [
		r#"{"boot":1}"#,
		r#"{"boot":1,"next":2}"#,
		r#"{"boot":1,"next":2,"final":1}"#,
		r#"{"ref":7,"boot":1,"final":2}"#,
		r#"{"ref":7,"boot":-1,"next":0}"#,
		r#"{"ref":7,"boot":1,"next":1,"next":1}"#,
		r#"{"ref":-7,"boot":1,"next":1}"#,
		r#"{"ref":"07","boot":1,"next":1}"#,
		r#"{"ref":"0102030405060708090a0b0c0d0e0f00","boot":1,"next":1}"#,
		r#"{"ref":"AA02030405060708","boot":1,"next":1}"#,
		r#"{"ref":"gg02030405060708","boot":1,"next":1}"#,
		r#"{"boot":1,"final":2,"error":"Gap"}"#,
		r#"{"ref":7,"boot":1,"next":2,"error":"Other"}"#,
		"[]",
	] {
		assert!(Reply::decode_any(text.as_bytes()).is_err(), "{text}");
	}
	let later = r#"{"ref":7,"boot":1,"next":2,"later":[3]}"#;
	let answer = Answer::ack(Reference::Number(7), 1, 2);
	assert_eq!(Reply::decode_any(later.as_bytes()), Ok(answer.into()));
}

#[test]
fn an_announcement_never_reads_as_an_answer() {
	let reply = Reply::from(Announcement { boot: 1, finalized: 6 });
	assert_eq!(reply.to_json(), r#"{"boot":1,"final":6}"#);
	assert_eq!(reply.to_cbor(), [0xa2, 0, 1, 2, 6]);
	for bytes in [reply.to_cbor(), reply.to_json().into_bytes()] {
		assert_eq!(Reply::decode_any(&bytes), Ok(reply.clone()));
		assert_eq!(Answer::decode_any(&bytes), Err(NoAnswer));
	}
}

#[test]
fn an_answer_names_its_message() {
	// The SHA-256 of "abc", FIPS 180-4.
	let hash = [0xba, 0x78, 0x16, 0xbf, 0x8f, 0x01, 0xcf, 0xea];
	assert_eq!(Reference::of(b"abc"), Reference::Hash(hash));
	let answer = Answer::ack(Reference::of(b"abc"), 0, 1);
	assert!(answer.is_to(b"abc") && !answer.is_to(b"abd"));
	let json = r#"{"ref":"ba7816bf8f01cfea","boot":0,"next":1}"#;
	assert_eq!(Reply::from(answer).to_json(), json);
	let counted = Answer::ack(Reference::Number(7), 0, 1);
	assert!(!counted.is_to(b"abc"));
	assert_eq!(Reply::from(counted).to_json(), r#"{"ref":7,"boot":0,"next":1}"#);
}

fn reference() -> impl Strategy<Value = Reference> {
	prop_oneof![
		any::<u64>().prop_map(Reference::Number),
		any::<[u8; 8]>().prop_map(Reference::Hash)
	]
}

proptest! {
	#[test]
	fn works_on_answers(reference in reference(), boot: u32, next: u64, finalized: Option<u64>, code in 0..=ErrorCode::ALL.len(), detail: Option<String>) {
		let error = ErrorCode::ALL.get(code).copied();
		let answer = Answer { reference, boot, next, finalized, error, detail };
		let reply = Reply::from(answer.clone());
		prop_assert_eq!(Answer::decode_any(&reply.to_cbor()), Ok(answer.clone()));
		prop_assert_eq!(Answer::decode_any(reply.to_json().as_bytes()), Ok(answer));
	}

	#[test]
	fn works_on_readings(boot_epoch: u32, sequence: u64, channel: u16, time: u64, value: i64, kid: Option<u32>, scheme in 0..3usize) {
		let scheme = Scheme::ALL[scheme];
		let unsigned = SignedReading { boot_epoch, sequence, channel, time, value, kid, scheme, ..reading() };
		let signature = key(scheme).sign(&unsigned.message(&GENESIS, &device()).unwrap());
		let signed = SignedReading { signature, ..unsigned };
		prop_assert_eq!(SignedReading::decode(&signed.encode()), Ok(signed));
		prop_assert!(signed.verify::<Native>(&GENESIS, &device(), &key(scheme).public()));
		prop_assert!(!signed.verify::<Native>(&GENESIS, &DeviceId([0; 32]), &key(scheme).public()));
		prop_assert!(!unsigned.verify::<Native>(&GENESIS, &device(), &key(scheme).public()));
		let leaf = signed.leaf([9; 16]);
		prop_assert_eq!((leaf.reading.time, leaf.reading.value, leaf.reading.salt), (time, value, [9; 16]));
		prop_assert_eq!(leaf.signed.map(|signed| (signed.sequence, signed.signature)), Some((sequence, signature)));
	}

	#[test]
	fn a_move_is_written_as_it_is_read(gateway: [u8; 32], boot_epoch: u32, next: u64, previous: [u8; 32], kid: Option<u32>, scheme in 0..3usize) {
		let (scheme, content) = (Scheme::ALL[scheme], Move { gateway, boot_epoch, next, previous });
		let unsigned = SignedMove { content, kid, scheme, ..moved() };
		let signature = key(scheme).sign(&unsigned.message(&GENESIS, &device()).unwrap());
		let signed = SignedMove { signature, ..unsigned };
		prop_assert_eq!(SignedMove::decode(&signed.encode()), Ok(signed));
		prop_assert_eq!(Move::from_bytes(&content.to_bytes()), content);
		prop_assert!(signed.verify::<Native>(&GENESIS, &device(), &key(scheme).public()));
		prop_assert!(!unsigned.verify::<Native>(&GENESIS, &device(), &key(scheme).public()));
	}

	#[test]
	fn works_on_any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..512)) {
		let _ = (SignedSegment::decode(&bytes), SignedReading::decode_list(&bytes));
		let _ = SignedMove::decode(&bytes);
		let _ = (Reply::from_cbor(&bytes), Reply::from_json(&bytes));
	}

	#[test]
	fn works_on_damaged_messages(at: prop::sample::Index, byte: u8) {
		let message = segment(&[entry(NOON, 10)], Attestation::Segment);
		let mut bytes = message.encode();
		let at = at.index(bytes.len());
		let same = bytes[at] == byte;
		bytes[at] = byte;
		let taken = SignedSegment::decode(&bytes).ok().filter(|message| {
			message.verify::<Native>(&GENESIS, &key(Scheme::Ed25519).public())
				&& rebuild::<Native>(message, &model()).is_ok()
		});
		// Some bytes say nothing that counts, such as the unit's label.
		prop_assert!(taken.is_some() || !same);
		prop_assert!(taken.is_none_or(|taken| taken.header == message.header));
		let mut list = SignedReading::encode_list(&[reading(); 2]);
		let at = at % list.len();
		list[at] = byte;
		let _ = SignedReading::decode_list(&list);
	}
}

#[test]
fn works_as_documented() {
	let page = include_str!("../../../docs/devices.md");
	for code in ErrorCode::ALL {
		let row = format!("| `{code}` | {} | {} |", code.meaning(), code.advice());
		assert!(page.lines().any(|line| line == row), "{row}");
	}
	let seed = core::array::from_fn(|i| i as u8);
	let salt = hex::encode(salt::<Native>(Some(&seed), 1, NOON));
	assert!(page.contains(&format!("channel 1, time {NOON}: salt `{salt}`")));
	let segment = include_str!("../../../device/vectors/segment.hex").trim();
	let segment = hex::decode(segment).unwrap();
	let answer = Reply::from(Answer::ack(Reference::of(&segment), 1, 6));
	assert!(page.contains(&spaced(&answer.to_cbor())), "{}", spaced(&answer.to_cbor()));
	let announcement = Reply::from(Announcement { boot: 1, finalized: 6 });
	assert!(page.contains(&spaced(&announcement.to_cbor())));
	// A pack of the page, and what the page says is answered to it.
	let pack = page.lines().find(|line| line.starts_with(r#"[{"ref":7,"#)).unwrap();
	let (number, records) = senml::read(pack.as_bytes(), &device());
	assert_eq!((number, records.map(|records| records.len())), (Some(7), Ok(1)));
	let unnumbered = page.lines().find(|line| line.starts_with(r#"[{"n":"0","t":"#)).unwrap();
	// Unsigned readings are numbered in a boot epoch of the gateway's own.
	for reference in [Reference::Number(7), Reference::of(unnumbered.as_bytes())] {
		let answer = Answer { finalized: Some(0), ..Answer::ack(reference, u32::MAX, 1) };
		let line = format!("`{}`", Reply::from(answer).to_json());
		assert!(page.contains(&line), "{line}");
	}
}

/// One of the vectors, which were written with another encoder.
fn vectors(name: &str) -> Vec<serde_json::Value> {
	let file = include_str!("../vectors/replies.json");
	let all: serde_json::Value = serde_json::from_str(file).unwrap();
	all[name].as_array().unwrap().clone()
}

fn both(vector: &serde_json::Value) -> (String, Vec<u8>) {
	let text = |name: &str| vector[name].as_str().unwrap().to_string();
	(text("json"), hex::decode(text("cbor")).unwrap())
}

#[test]
fn answers_and_announcements_are_those_of_the_vectors() {
	for vector in vectors("replies") {
		let what = vector["what"].as_str().unwrap();
		let (json, cbor) = both(&vector);
		let reply = Reply::from_cbor(&cbor).unwrap();
		assert_eq!(Reply::from_json(json.as_bytes()).as_ref(), Ok(&reply), "{what}");
		assert_eq!((reply.to_json(), reply.to_cbor()), (json, cbor), "{what}");
		let (kind, settles) = match &reply {
			Reply::Answer(answer) => ("answer", answer.error.is_none()),
			Reply::Announcement(_) => ("announcement", false),
		};
		assert_eq!(
			(vector["kind"].as_str(), vector["settles"].as_bool()),
			(Some(kind), Some(settles))
		);
		let Reply::Answer(answer) = reply else { continue };
		if let Some(segment) = vector["message"]["hex"].as_str() {
			assert!(answer.is_to(&hex::decode(segment).unwrap()), "{what}");
		}
		if let Some(pack) = vector["message"]["text"].as_str() {
			let number = senml::read(pack.as_bytes(), &device()).0;
			let of_hash = || Reference::of(pack.as_bytes());
			assert_eq!(answer.reference, number.map_or_else(of_hash, Reference::Number), "{what}");
		}
	}
	for vector in vectors("with_unknown_keys") {
		let (json, cbor) = both(&vector);
		let (same_json, same_cbor) = both(&vector["same_as"]);
		let reply = Reply::from_cbor(&cbor).unwrap();
		assert_eq!(Reply::from_json(json.as_bytes()).as_ref(), Ok(&reply));
		assert_eq!((reply.to_json(), reply.to_cbor()), (same_json, same_cbor));
	}
	for vector in vectors("not_replies") {
		let (json, cbor) = both(&vector);
		assert_eq!(Reply::from_cbor(&cbor), Err(NoAnswer), "{}", vector["what"]);
		assert_eq!(Reply::from_json(json.as_bytes()), Err(NoAnswer), "{}", vector["what"]);
	}
}

fn spaced(bytes: &[u8]) -> String {
	let bytes: Vec<_> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
	format!("`{}`", bytes.join(" "))
}
