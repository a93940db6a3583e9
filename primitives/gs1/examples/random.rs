//! Prints, for `scripts/event-hashes.sh`, an EPCIS document of events at random with their pre-hash texts, and URNs of
//! keys at random with their Digital Link URIs.
//! usage: random COUNT SEED

#[path = "../tests/common/mod.rs"]
mod common;

use proptest::{
	strategy::{Strategy, ValueTree},
	test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};
use serde_json::json;
use tallystick_gs1::{epcis, event::Time};

fn main() {
	let mut arguments = std::env::args().skip(1).map(|argument| argument.parse::<u32>());
	let mut number = || arguments.next().expect("random COUNT SEED").expect("two numbers");
	let (count, seed) = (number(), number());
	let mut bytes = [0; 32];
	bytes[..4].copy_from_slice(&seed.to_le_bytes());
	let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
	let mut runner = TestRunner::new_with_rng(Config::default(), rng);
	let strategy = common::sound_event();
	let events: Vec<_> =
		(0..count).map(|_| strategy.new_tree(&mut runner).expect("an event").current()).collect();
	let created = Time::new(1_767_225_600_000).expect("a time before the year 10000");
	let pre_hashes: Vec<_> = events.iter().map(|event| event.pre_hash()).collect();
	let keys = (common::key(), 6..=12usize);
	let keys = (0..count).map(|_| keys.new_tree(&mut runner).expect("a key").current());
	let keys: Vec<_> = keys
		.filter_map(|(key, digits)| {
			let urn = key.urn(&common::prefix(&key, digits)?)?;
			Some([urn.to_string(), key.digital_link().to_string()])
		})
		.collect();
	let document = epcis::document(&events, created);
	println!("{}", json!({ "document": document, "preHashes": pre_hashes, "keys": keys }));
}
