//! The bytes of acts: what is written is read, nothing else is, and no two kinds are confused.

mod common;

use codec::{DecodeAll, Encode};
use common::{
	acts::{act, event},
	stream, NEW_YEAR,
};
use proptest::prelude::*;
use tallystick_evidence::{Crypto, Portable};
use tallystick_records::{
	gs1::{
		event::{Parties, ZoneOffset},
		Event, Pgln,
	},
	telemetry::Facts,
	CommandId, Millis,
};
use tallystick_rules::{
	act::{COMMANDED, COMMANDED_LEN, EARLIEST, LATEST},
	Act, Commanded, Effect, EventId, Evidence, Fired, Firing, Reason, RuleId, Value,
};

proptest! {
	#[test]
	fn an_act_is_read_as_it_was_written(act in act()) {
		let bytes = act.to_bytes();
		prop_assert_eq!(Act::from_bytes(&bytes), Some(act));
		// Those of the Merkle Mountain Range.
		prop_assert!(![64, 68].contains(&bytes.len()));
		prop_assert!(Event::decode_all(&mut &bytes[..]).is_err(), "it is no event of an asset");
	}

	#[test]
	fn bytes_that_read_as_an_act_are_its_only_ones(act in act(), at: usize, byte: u8, cut: bool) {
		let mut bytes = act.to_bytes();
		let at = at % bytes.len();
		match cut {
			true => bytes.truncate(at),
			false => bytes[at] = byte,
		}
		if let Some(read) = Act::from_bytes(&bytes) {
			prop_assert_eq!(read.to_bytes(), bytes.clone());
		}
		let mut longer = act.to_bytes();
		longer.push(byte);
		prop_assert_eq!(Act::from_bytes(&longer), None);
	}

	#[test]
	fn no_event_of_an_asset_reads_as_an_act(
		time in 0u64..=253_402_300_799_999,
		tag in 0x17u8..=0x18,
		offset in -840i16..=840,
	) {
		let time = (time & !0xff | u64::from(tag)).min(253_402_300_799_000 | u64::from(tag));
		let offset = ZoneOffset::new(offset).unwrap();
		let mut bytes = Event { offset, ..event(time, time) }.encode();
		prop_assert_eq!(Act::from_bytes(&bytes), None);
		bytes.resize(COMMANDED_LEN, 0);
		prop_assert_eq!(Act::from_bytes(&bytes), None);
	}
}

/// Its time and the first byte of its offset, read as the time of a command, are far in the future.
#[test]
fn an_event_of_an_asset_as_long_as_a_command_is_none() {
	let party = Some(Pgln("9521321000001".parse().unwrap()));
	let time = NEW_YEAR & !0xff | u64::from(COMMANDED);
	let event = Event {
		offset: ZoneOffset::new(60).unwrap(),
		read_point: Some("9521321000018".parse().unwrap()),
		source: Parties { owner: party, possessor: party, location: None },
		ilmd: Some([7; 32]),
		..event(time, time)
	};
	let bytes = event.encode();
	assert_eq!((bytes.len(), bytes[0]), (COMMANDED_LEN, COMMANDED));
	assert_eq!(Act::from_bytes(&bytes), None);
}

#[test]
fn an_act_of_known_values_has_known_bytes() {
	let at = Millis(1_700_000_000_000);
	let evidence = Evidence {
		stream: stream(7, 0x0102),
		boot_epoch: 3,
		sequence: 9,
		facts: Facts::GAP.with(Facts::OMITTED),
		value: Value::Number(-2),
	};
	let firings = vec![
		Firing { output: 0, effect: Effect::Value(21) },
		Firing { output: 5, effect: Effect::Active },
	];
	let fired = Fired { at, rule: RuleId(4), version: 1, firings, evidence: vec![evidence] };
	let device: String =
		evidence.stream.device.0.iter().map(|byte| format!("{byte:02x}")).collect();
	let expected = [
		"17 0068e5cf8b010000 04000000 01000000",
		"02 00 02 1500000000000000 05 01 0000000000000000",
		"01",
		&device,
		"0201 03000000 0900000000000000 0101 02 feffffffffffffff",
	];
	assert_eq!(hex(&fired.to_bytes()), expected.concat().replace(' ', ""));

	let cause = Act::Fired(fired).leaf::<Portable>();
	let (actuator, tenure, id) = (evidence.stream, 2, CommandId(6));
	let commanded = Commanded { at, actuator, tenure, id, value: 21, cause };
	let expected = [
		"18 0068e5cf8b010000",
		&device,
		"0201 02000000 0600000000000000 1500000000000000",
		&hex(&cause),
	];
	assert_eq!(hex(&commanded.to_bytes()), expected.concat().replace(' ', ""));
	assert_eq!(
		Act::Commanded(commanded).leaf::<Portable>(),
		Portable::hash(&[&commanded.to_bytes()])
	);
}

#[test]
fn an_act_without_effect_or_out_of_its_time_is_not_read() {
	let firing = Firing { output: 0, effect: Effect::Active };
	let whole = Fired {
		at: EARLIEST,
		rule: RuleId(0),
		version: 0,
		firings: vec![firing],
		evidence: vec![],
	};
	let read = |fired: &Fired| Act::from_bytes(&fired.to_bytes());
	assert!(read(&whole).is_some());
	assert_eq!(read(&Fired { firings: vec![], ..whole.clone() }), None);
	assert_eq!(read(&Fired { at: Millis(EARLIEST.0 - 1), ..whole.clone() }), None);
	assert!(read(&Fired { at: LATEST, ..whole.clone() }).is_some());
	assert_eq!(read(&Fired { at: Millis(LATEST.0 + 1), ..whole.clone() }), None);
	let mut bytes = whole.to_bytes();
	bytes[19] = 2;
	assert!(Act::from_bytes(&bytes).is_some(), "a value of zero");
	bytes[19] = 3;
	assert_eq!(Act::from_bytes(&bytes), None, "no such effect");
}

#[test]
fn reasons_have_hashes_of_their_own() {
	let hand = |level, account| Reason::Hand { level, account: [account; 32] };
	let grid = |event| Reason::Grid { event: EventId(event) };
	let all = [
		Reason::Default,
		Reason::Unguarded,
		Reason::Hunting,
		hand(8, 1),
		hand(1, 1),
		hand(8, 2),
		grid(0),
		grid(1),
	];
	let mut hashes = all.map(|reason| reason.hash::<Portable>()).to_vec();
	hashes.sort_unstable();
	hashes.dedup();
	assert_eq!(hashes.len(), all.len());
	let bytes = [&[0x43, 1, 8][..], &[1; 32]].concat();
	assert_eq!(hand(8, 1).hash::<Portable>(), Portable::hash(&[&bytes]));
	let bytes = [&[0x43, 4, 0, 2, 1, 0, 0][..], &[0; 28]].concat();
	assert_eq!(grid(258).hash::<Portable>(), Portable::hash(&[&bytes]));
}

fn hex(bytes: &[u8]) -> String {
	bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
