//! What a device writes is what a gateway reads.

use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use tallystick_device::{
	evidence::{DeviceId, Hash, Limits, Move, Native, Scheme, SecretKey, SegmentHeader},
	join_readings, Channel, Device, NoReply, PushError, Reference, Reply, Segmenter, SignError,
	TooShort, MAX_MOVE, MAX_READING,
};
use tallystick_wire::{
	self as wire, rebuild, senml, Announcement, Answer, ErrorCode, RebuildError, SignedMove,
	SignedReading, SignedSegment,
};

const GENESIS: Hash = [0x11; 32];
const NOON: u64 = 1_700_000_000_000;
const CHANNELS: [Channel; 3] = [
	Channel { exponent: -1, limits: Limits { low: -400, high: 850 } },
	Channel { exponent: 0, limits: Limits::NONE },
	Channel { exponent: 3, limits: Limits { low: 0, high: 0 } },
];

fn key(scheme: Scheme) -> SecretKey {
	SecretKey::from_seed(scheme, [7; 32]).unwrap()
}

fn device(scheme: Scheme) -> Device {
	let id = DeviceId::of::<Native>(&key(scheme).public());
	Device { next: 40, previous: [9; 32], ..Device::begin(id, GENESIS, scheme, 2, 5) }
}

/// The same channels, as the gateway has them from the model.
fn model() -> Vec<senml::Channel> {
	let channel = |(number, channel): (u16, &Channel)| senml::Channel {
		number,
		name: format!("channel-{number}"),
		unit: "W".into(),
		exponent: channel.exponent,
		limits: channel.limits,
	};
	(0..).zip(&CHANNELS).map(channel).collect()
}

fn sealed(
	readings: &[(u16, u64, i64)],
	scheme: Scheme,
	seed: Option<&[u8; 16]>,
) -> (SegmentHeader, Vec<u8>) {
	let mut segmenter = Segmenter::<3, 64>::new(CHANNELS);
	for (channel, time, value) in readings {
		segmenter.push(*channel, *time, *value).unwrap();
	}
	let mut out = [0; 4_096];
	let mut device = device(scheme);
	let sealed = segmenter.seal(&mut device, seed, |m| key(scheme).sign(m), &mut out).unwrap();
	assert!(segmenter.is_empty());
	assert_eq!(device.next, 40 + readings.len() as u64);
	assert_eq!(device.previous, sealed.header.name::<Native>());
	(sealed.header, out[..sealed.length].to_vec())
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(64))]

	#[test]
	fn works_from_device_to_gateway(
		readings in prop::collection::vec((0..3u16, NOON..NOON + 100_000, any::<i64>()), 1..64),
		seed: Option<[u8; 16]>,
		scheme in 0..3usize,
	) {
		let scheme = Scheme::ALL[scheme];
		// Rising within each channel, in any order among them.
		let mut last = BTreeMap::new();
		let readings: Vec<_> = readings
			.into_iter()
			.filter(|(channel, time, _)| last.insert(*channel, *time).is_none_or(|had| {
				let rises = had < *time;
				if !rises { last.insert(*channel, had); }
				rises
			}))
			.collect();
		let (header, bytes) = sealed(&readings, scheme, seed.as_ref());

		let message = SignedSegment::decode(&bytes).unwrap();
		prop_assert_eq!(message.header, header);
		prop_assert_eq!(message.seed, seed);
		prop_assert_eq!(&message.encode(), &bytes);
		let public = key(scheme).public();
		prop_assert!(message.verify::<Native>(&GENESIS, &public));
		prop_assert!(!message.verify::<Native>(&[0x12; 32], &public));
		let segment = rebuild::<Native>(&message, &model()).unwrap();
		prop_assert_eq!(segment.header, header);
		prop_assert!(header.is_sound());
		let of = segment.runs().count() as u32;
		for (index, run) in (0..).zip(segment.runs()) {
			prop_assert_eq!(run.check(index, of, &header), Ok(()));
		}
		prop_assert_eq!(header.count as usize, readings.len());
		let channels: BTreeSet<_> = readings.iter().map(|(channel, ..)| *channel).collect();
		prop_assert!(segment.runs().map(|run| run.channel).eq(channels));
		for (channel, time, value) in &readings {
			let index = readings.iter().filter(|(c, t, _)| c == channel && t < time).count();
			let leaf = segment.prove(*channel, index as u32).unwrap().leaf.reading;
			prop_assert_eq!((leaf.time, leaf.value), (*time, *value));
			prop_assert_eq!(leaf.salt == [0; 16], seed.is_none());
		}
	}

	#[test]
	fn works_on_any_answer(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
		let _ = Reply::decode(&bytes);
	}

	#[test]
	fn works_on_answers(number: u64, named: bool, boot: u32, next: u64, finalized: Option<u64>, code in 0..=ErrorCode::ALL.len(), detail: Option<String>) {
		let error = ErrorCode::ALL.get(code).copied();
		let (theirs, ours) = match named {
			true => (wire::Reference::of(&number.to_le_bytes()), Reference::of(&number.to_le_bytes())),
			false => (wire::Reference::Number(number), Reference::Number(number)),
		};
		let answer = Answer { reference: theirs, boot, next, finalized, error, detail };
		let bytes = wire::Reply::from(answer.clone()).to_cbor();
		let Reply::Answer(ack) = Reply::decode(&bytes).unwrap() else { panic!("no answer") };
		prop_assert_eq!(ack.reference, ours);
		prop_assert_eq!(ack.boot, boot);
		prop_assert_eq!(ack.next, next);
		prop_assert_eq!(ack.finalized, finalized);
		prop_assert_eq!(ack.error, error.map(|code| code.as_str()));
		prop_assert_eq!(ack.detail, answer.detail.as_deref());
		prop_assert_eq!(ack.is_temporary(), error.is_some_and(|code| code.is_temporary()));
		prop_assert_eq!(ack.settles_unsigned(ours), error.is_none());
		prop_assert!(!ack.settles_unsigned(Reference::of(b"another pack")));
		for end in 0..bytes.len() {
			prop_assert_eq!(Reply::decode(&bytes[..end]), Err(NoReply));
		}
	}
}

#[test]
fn an_announcement_is_no_answer() {
	let bytes = wire::Reply::from(Announcement { boot: 5, finalized: 42 }).to_cbor();
	assert_eq!(Reply::decode(&bytes), Ok(Reply::Final { boot: 5, below: 42 }));
	// Neither is an answer that names nothing, or that says no number.
	for bytes in [&[0xa2, 0, 5, 1, 42][..], &[0xa3, 0, 5, 1, 42, 2, 6], &[0xa2, 0, 5, 5, 7]] {
		assert_eq!(Reply::decode(bytes), Err(NoReply));
	}
}

#[test]
fn a_device_reads_the_vectors_of_replies_as_a_gateway_means_them() {
	let file = include_str!("../../primitives/wire/vectors/replies.json");
	let (replies, none) = file.split_once("\"not_replies\"").unwrap();
	let cbor = |text: &str| -> Vec<Vec<u8>> {
		let values = text.lines().filter_map(|line| line.trim().strip_prefix("\"cbor\": \""));
		values.map(|hex| from_hex(hex.trim_end_matches(['"', ',']))).collect()
	};
	let (replies, none) = (cbor(replies), cbor(none));
	assert!(replies.len() > 10 && none.len() > 5);
	for bytes in replies {
		match (Reply::decode(&bytes).unwrap(), wire::Reply::from_cbor(&bytes).unwrap()) {
			(Reply::Answer(ack), wire::Reply::Answer(answer)) => {
				assert_eq!(
					(ack.boot, ack.next, ack.finalized),
					(answer.boot, answer.next, answer.finalized)
				);
				assert_eq!(ack.settles_unsigned(ack.reference), answer.error.is_none());
				assert_eq!(ack.detail, answer.detail.as_deref());
			},
			(Reply::Final { boot, below }, wire::Reply::Announcement(announcement)) => {
				assert_eq!(announcement, Announcement { boot, finalized: below });
			},
			(ours, theirs) => panic!("{ours:?} and {theirs:?}"),
		}
	}
	for bytes in none {
		assert_eq!(Reply::decode(&bytes), Err(NoReply), "{bytes:02x?}");
	}
}

fn from_hex(hex: &str) -> Vec<u8> {
	let pair = |at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap();
	(0..hex.len()).step_by(2).map(pair).collect()
}

#[test]
fn a_segment_after_readings_has_no_predecessor() {
	let mut device = device(Scheme::Ed25519);
	let sign = |message: &_| key(Scheme::Ed25519).sign(message);
	device.sign_reading(1, NOON, 7, sign, &mut [0; MAX_READING]).unwrap();
	let mut segmenter = Segmenter::<3, 4>::new(CHANNELS);
	segmenter.push(1, NOON + 1, 8).unwrap();
	let sealed = segmenter.seal(&mut device, None, sign, &mut [0; 512]).unwrap();
	assert_eq!((sealed.header.sequence, sealed.header.previous), (41, [0; 32]));
}

#[test]
fn works_with_readings_signed_one_by_one() {
	for scheme in Scheme::ALL {
		let mut device = device(scheme);
		let (mut first, mut second) = ([0; MAX_READING], [0; MAX_READING]);
		let sign = |message: &_| key(scheme).sign(message);
		let a = device.sign_reading(1, NOON, -5, sign, &mut first).unwrap();
		let b = device.sign_reading(2, NOON + 1, i64::MAX, sign, &mut second).unwrap();
		assert_eq!(device.next, 42);
		let mut out = [0; 256];
		let length = join_readings(&[&first[..a], &second[..b]], &mut out).unwrap();

		let readings = SignedReading::decode_list(&out[..length]).unwrap();
		assert_eq!(SignedReading::encode_list(&readings), out[..length]);
		let is = |r: &SignedReading| (r.boot_epoch, r.sequence, r.channel, r.time, r.value, r.kid);
		assert_eq!(is(&readings[0]), (5, 40, 1, NOON, -5, Some(2)));
		assert_eq!(is(&readings[1]), (5, 41, 2, NOON + 1, i64::MAX, Some(2)));
		for reading in readings {
			assert!(reading.verify::<Native>(&GENESIS, &device.id, &key(scheme).public()));
			let other = SignedReading { value: reading.value - 1, ..reading };
			assert!(!other.verify::<Native>(&GENESIS, &device.id, &key(scheme).public()));
		}
	}
}

#[test]
fn a_gateway_reads_the_move_that_a_device_signs() {
	for scheme in Scheme::ALL {
		let device = device(scheme);
		let (public, mut out) = (key(scheme).public(), [0; MAX_MOVE]);
		let sign = |message: &_| key(scheme).sign(message);
		let length = device.sign_move([4; 32], 38, [8; 32], sign, &mut out).unwrap();

		let moved = SignedMove::decode(&out[..length]).unwrap();
		assert_eq!(moved.encode(), out[..length]);
		let content = Move { gateway: [4; 32], boot_epoch: 5, next: 38, previous: [8; 32] };
		assert_eq!((moved.content, moved.kid, moved.scheme), (content, Some(2), scheme));
		assert!(moved.verify::<Native>(&GENESIS, &device.id, &public));
		assert!(!moved.verify::<Native>(&[0x12; 32], &device.id, &public));
		assert!(!moved.verify::<Native>(&GENESIS, &DeviceId([0; 32]), &public));
		for other in [
			Move { gateway: [5; 32], ..content },
			Move { boot_epoch: 6, ..content },
			Move { next: 39, ..content },
			Move { previous: [9; 32], ..content },
		] {
			let other = SignedMove { content: other, ..moved };
			assert!(!other.verify::<Native>(&GENESIS, &device.id, &public));
		}
		let short = &mut out[..length - 1];
		let failed = device.sign_move([4; 32], 38, [8; 32], sign, short);
		assert_eq!(failed, Err(SignError::TooShort));
	}
	assert_eq!(MAX_MOVE, {
		let sign = |message: &_| key(Scheme::Secp256k1).sign(message);
		let out = &mut [0; MAX_MOVE];
		device(Scheme::Secp256k1).sign_move([4; 32], 38, [8; 32], sign, out).unwrap()
	});
}

#[test]
fn boundary_the_longest_reading_and_the_buffer() {
	let mut device = device(Scheme::Secp256k1);
	let before = device.clone();
	let sign = |message: &_| key(Scheme::Secp256k1).sign(message);
	let short = &mut [0; MAX_READING - 1];
	assert_eq!(device.sign_reading(0, NOON, 0, sign, short), Err(SignError::TooShort));
	assert_eq!(device, before);
	assert_eq!(device.sign_reading(0, NOON, 0, sign, &mut [0; MAX_READING]), Ok(MAX_READING));
	assert_eq!(join_readings(&[&[1; 8]], &mut [0; 8]), Err(TooShort));
	device.next = u64::MAX;
	assert_eq!(device.sign_reading(0, NOON, 0, sign, short), Err(SignError::Overflow));
}

#[test]
fn fails_when_a_reading_does_not_belong() {
	let mut segmenter = Segmenter::<3, 2>::new(CHANNELS);
	let earliest = (1 << 28) * 1_000;
	assert_eq!(segmenter.push(3, NOON, 0), Err(PushError::UnknownChannel));
	assert_eq!(segmenter.push(0, earliest - 1, 0), Err(PushError::ClockNotSet));
	assert_eq!(segmenter.push(0, earliest, 0), Ok(()));
	assert_eq!(segmenter.push(0, earliest, 1), Err(PushError::NotRising));
	assert_eq!(segmenter.push(1, earliest, 1), Ok(()));
	assert_eq!(segmenter.push(1, NOON, 1), Err(PushError::Full));
	assert_eq!(segmenter.len(), 2);
}

#[test]
fn fails_when_nothing_can_be_sealed_and_changes_nothing() {
	let mut segmenter = Segmenter::<3, 2>::new(CHANNELS);
	let mut device = device(Scheme::Ed25519);
	let before = device.clone();
	let sign = |message: &_| key(Scheme::Ed25519).sign(message);
	let out = &mut [0; 512];
	assert_eq!(segmenter.seal(&mut device, None, sign, out), Err(SignError::Empty));
	segmenter.push(0, NOON, 215).unwrap();
	let length = {
		let mut other = segmenter.clone();
		other.seal(&mut device.clone(), None, sign, out).unwrap().length
	};
	let short = &mut out[..length - 1];
	assert_eq!(segmenter.seal(&mut device, None, sign, short), Err(SignError::TooShort));
	assert_eq!((segmenter.len(), &device), (1, &before));
	device.next = u64::MAX;
	assert_eq!(segmenter.seal(&mut device, None, sign, out), Err(SignError::Overflow));
	device.next = before.next;
	assert_eq!(segmenter.seal(&mut device, None, sign, &mut out[..length]).unwrap().length, length);
}

#[test]
fn fails_when_the_gateway_knows_another_model_or_other_readings() {
	let (_, bytes) = sealed(&[(0, NOON, 215), (1, NOON, 3)], Scheme::Ed25519, Some(&[4; 16]));
	let message = SignedSegment::decode(&bytes).unwrap();
	let fails = |message: &SignedSegment, model: &[senml::Channel]| {
		rebuild::<Native>(message, model).unwrap_err()
	};
	let mut other = model();
	other[0].limits.high += 1;
	assert_eq!(fails(&message, &other), RebuildError::WrongRoot);
	let mut other = model();
	other[0].exponent = -2;
	assert_eq!(fails(&message, &other), RebuildError::WrongRoot);
	assert_eq!(fails(&message, &model()[..1]).code(), ErrorCode::UnknownChannel);
	let seed = Some([5; 16]);
	assert_eq!(
		fails(&SignedSegment { seed, ..message.clone() }, &model()),
		RebuildError::WrongRoot
	);
	let mut header = message.header;
	header.count += 1;
	assert_eq!(fails(&SignedSegment { header, ..message }, &model()), RebuildError::WrongRoot);
}

#[test]
fn works_to_settle_what_is_acknowledged() {
	let refusal = Answer::refusal(wire::Reference::of(b"a message"), 5, 42, ErrorCode::Gap);
	let bytes = wire::Reply::from(refusal).to_cbor();
	let Reply::Answer(ack) = Reply::decode(&bytes).unwrap() else { panic!("no answer") };
	assert!(ack.settles(5, 42) && ack.settles(5, 41));
	assert!(!ack.settles(5, 43) && !ack.settles(4, 42) && !ack.settles(6, 42));
}

#[test]
fn works_as_the_examples_say() {
	let key = key(Scheme::Ed25519);
	let id = DeviceId::of::<Native>(&key.public());
	let mut device = Device::begin(id, GENESIS, Scheme::Ed25519, 0, 1);
	let mut segment = Segmenter::<2, 6>::new([CHANNELS[0], CHANNELS[1]]);
	for second in 0..3 {
		segment.push(0, NOON + second * 1_000, 215 + second as i64).unwrap();
		segment.push(1, NOON + second * 1_000, 1_200).unwrap();
	}
	let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
	let mut out = [0; 512];
	let length = segment.seal(&mut device, None, |m| key.sign(m), &mut out).unwrap().length;
	assert_eq!(hex(&out[..length]), include_str!("../vectors/segment.hex").trim());
	let (next, previous) = (device.next, device.previous);
	let length = device.sign_move([0x22; 32], next, previous, |m| key.sign(m), &mut out).unwrap();
	assert_eq!(hex(&out[..length]), include_str!("../vectors/move.hex").trim());
}
