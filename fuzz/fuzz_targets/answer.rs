//! Any bytes as a device's answer, and any answers to a chain's commands: each command ends in one way.
#![no_main]

use codec::Decode;
use std::collections::HashMap;
use tallystick_control::{message::MAX_SIGNED, Done, Signed, Track};

#[derive(Decode)]
enum Step {
	Command(i64),
	/// An answer to an earlier command: how many came after it, and the value.
	Answer(u8, i64),
	AnswerTo(u64, i64),
	Escalate,
	Void,
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
	if let Some(signed) = Signed::<Done>::decode(bytes) {
		let mut again = vec![0; MAX_SIGNED];
		let length = signed.encode(&mut again).expect("the longest one fits");
		assert_eq!(&again[..length], bytes, "one form for each answer");
	}
	let mut input = bytes;
	let Ok(last) = u64::decode(&mut input) else { return };
	let mut track = Track::after(last);
	let mut ends = HashMap::<u64, &str>::new();
	let mut end = |id: u64, how| assert_eq!(ends.insert(id, how), None, "command {id} ends twice");
	for now in 0.. {
		let Ok(step) = Step::decode(&mut input) else { break };
		let newest = track.newest.map(|newest| newest.id);
		match step {
			Step::Command(value) => {
				if let Some(issued) = track.command(value, now) {
					assert!(newest.is_none_or(|newest| issued.id > newest), "ids rise");
					if let Some(id) = issued.superseded {
						end(id, "superseded");
					}
				}
			},
			Step::Answer(back, value) => {
				let id = newest.unwrap_or(last).saturating_sub(back.into());
				if track.answer(id, value, now).is_ok_and(|answered| answered.ends) {
					end(id, "answered");
				}
			},
			Step::AnswerTo(id, value) => {
				if track.answer(id, value, now).is_ok_and(|answered| answered.ends) {
					end(id, "answered");
				}
			},
			Step::Escalate => {
				if let Some(id) = track.escalate() {
					end(id, "escalated");
				}
			},
			Step::Void => {
				if let Some(id) = track.void() {
					end(id, "voided");
				}
			},
		}
	}
});
