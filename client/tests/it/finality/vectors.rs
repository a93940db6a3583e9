//! Vectors for other implementations. `TALLYSTICK_WRITE=1` writes them anew.

use super::world::{header, later, proven, range_on, simple, walk, Validators, GENESIS, ROUND};
use codec::Encode;
use serde_json::{json, Value};
use std::path::Path;
use tallystick_client::finality::{Finality, FinalityError, Vote};

fn entry(name: &str, finality: &Finality, trusted: &Validators) -> Value {
	let block = proven().encode();
	let outcome = finality.verify(&GENESIS, &trusted.set(), &block);
	let authorities = trusted.pairs().into_iter();
	let authorities =
		authorities.map(|(key, weight)| json!({ "key": hex::encode(key), "weight": weight }));
	let mut entry = json!({
		"name": name,
		"file": hex::encode(finality.to_file()),
		"genesis": hex::encode(GENESIS),
		"set": trusted.id,
		"authorities": authorities.collect::<Vec<_>>(),
		"header": hex::encode(block),
	});
	match outcome {
		Ok(signed) => {
			entry["signed"] = json!({
				"set": signed.set,
				"signed": signed.signed,
				"validators": signed.validators,
				"number": signed.block.number,
				"hash": hex::encode(signed.block.hash),
			})
		},
		Err(error) => entry["error"] = named(error).into(),
	}
	entry
}

fn named(error: FinalityError) -> String {
	let whole = match error {
		FinalityError::Votes { error, .. } => format!("{error:?}"),
		error => format!("{error:?}"),
	};
	whole.split_whitespace().next().unwrap_or_default().to_owned()
}

fn entries() -> Vec<Value> {
	let four = Validators::new(3, &[1, 2, 3, 4]);
	let changed = |name: &str, change: &dyn Fn(&mut Finality)| {
		let mut finality = simple(&four, 4);
		change(&mut finality);
		entry(name, &finality, &four)
	};
	let walked = |name: &str, trusted: usize, change: &dyn Fn(&mut Finality)| {
		let (sets, mut finality) = walk();
		change(&mut finality);
		entry(name, &finality, &sets[trusted])
	};
	let child = header(5, proven().hash(), vec![]);
	let side = header(5, [99; 32], vec![]);
	let forward = four.vote(3, ROUND, &child);
	let of = |who| four.vote(who, ROUND, &proven());
	let aside = |who| four.vote(who, ROUND, &side);
	let other = |who| four.vote(who, ROUND, &header(5, [98; 32], vec![]));
	// Two that vote for the block, and these votes.
	let twice = |name: &str, votes: Vec<Vote>| {
		changed(name, &|finality| {
			let all = &mut finality.steps[0].justification.votes;
			all.truncate(2);
			all.extend(votes.clone());
		})
	};
	let unknown = Validators::new(3, &[77]).vote(0, ROUND, &proven());
	let (later, path) = later(vec![]);
	let elsewhere = header(4, [3; 32], vec![range_on(&[1; 32], [4; 32])]);
	vec![
		entry("three of four", &simple(&four, 3), &four),
		entry("two of four", &simple(&four, 2), &four),
		entry(
			"two of three",
			&simple(&Validators::new(3, &[1, 2, 3]), 2),
			&Validators::new(3, &[1, 2, 3]),
		),
		entry("weights", &simple(&four, 1), &four.clone().weighing(&[7, 1, 1, 1])),
		changed("a vote for a later block", &|finality| {
			finality.steps[0].justification.votes[3] = forward.clone();
			finality.steps[0].justification.ancestry.push(child.clone());
		}),
		changed("a later block's header is missing", &|finality| {
			finality.steps[0].justification.votes[3] = forward.clone();
		}),
		changed("a header that no vote needs", &|finality| {
			finality.steps[0].justification.ancestry.push(child.clone());
		}),
		changed("a vote for a side branch", &|finality| {
			finality.steps[0].justification.votes[3] = aside(3);
			finality.steps[0].justification.ancestry.push(side.clone());
		}),
		changed("a vote is in the file twice", &|finality| {
			let votes = &mut finality.steps[0].justification.votes;
			votes[3] = votes[0].clone();
		}),
		twice("two of four, and one that votes twice", vec![aside(2), other(2)]),
		twice("one that votes twice, for the block and elsewhere", vec![of(2), other(2)]),
		twice("one that votes twice, and both votes are one", vec![aside(2), aside(2)]),
		twice("one that votes twice, and its second vote is not shown", vec![aside(2)]),
		twice("one that votes three times", vec![of(2), aside(2), other(2)]),
		twice(
			"one that votes twice, and another signed its second vote",
			vec![aside(2), Vote { voter: of(2).voter, ..other(3) }],
		),
		twice(
			"one that votes twice, in two rounds",
			vec![aside(2), four.vote(2, ROUND + 1, &proven())],
		),
		twice(
			"one that votes twice, in two sets",
			vec![aside(2), Validators { id: 4, ..four.clone() }.vote(2, ROUND, &proven())],
		),
		changed("one of four, and one that votes twice", &|finality| {
			let votes = &mut finality.steps[0].justification.votes;
			votes.truncate(1);
			votes.extend([aside(2), other(2)]);
		}),
		changed("a header that only one that votes twice needs", &|finality| {
			let justification = &mut finality.steps[0].justification;
			justification.votes.truncate(2);
			justification.votes.extend([four.vote(2, ROUND, &child), other(2)]);
			justification.ancestry.push(child.clone());
		}),
		changed("an unknown voter", &|finality| {
			finality.steps[0].justification.votes[3] = unknown.clone();
		}),
		changed("another round", &|finality| finality.steps[0].justification.round += 1),
		changed("another block's votes", &|finality| finality.steps[0].justification.number += 1),
		changed("another chain", &|finality| finality.genesis = [1; 32]),
		changed("the same validators on another chain", &|finality| {
			finality.steps[0] = four.sign(4, &elsewhere);
		}),
		changed("another block", &|finality| finality.steps[0] = four.sign(4, &later)),
		changed("a block before the signed one", &|finality| {
			finality.steps[0] = four.sign(4, &later);
			finality.path = Some(path.clone());
		}),
		changed("a path that leads elsewhere", &|finality| {
			finality.steps[0] = four.sign(4, &later);
			finality.path = Some(path.clone());
			finality.path.as_mut().unwrap().statements = [0; 32];
		}),
		changed("no range in the signed header", &|finality| {
			finality.steps[0] = four.sign(4, &child);
			finality.path = Some(path.clone());
		}),
		walked("three sets, the first is trusted", 0, &|_| {}),
		walked("three sets, the last is trusted", 2, &|_| {}),
		walked("a set that is before the file", 0, &|finality| finality.first = 4),
		walked("a set that is after the file", 2, &|finality| finality.steps.truncate(2)),
		walked("a set that does not name the next", 0, &|finality| {
			finality.steps[0] = four.sign(4, &proven())
		}),
		walked("a set is missing", 0, &|finality| {
			finality.steps.remove(1);
		}),
	]
}

#[test]
fn matches_the_vectors() {
	let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors/finality.json");
	let made = serde_json::to_value(entries()).unwrap();
	if std::env::var_os("TALLYSTICK_WRITE").is_some() {
		std::fs::write(&path, serde_json::to_string_pretty(&made).unwrap() + "\n").unwrap();
	}
	// By what it says: the order of an object's names depends on what else is built.
	let written: serde_json::Value =
		serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
	assert!(written == made, "the file differs: set TALLYSTICK_WRITE=1");
}
