//! Files of finality: what they show, and what is refused.

mod ask;
mod vectors;
mod world;

use codec::Encode;
use tallystick_client::finality::{
	Finality, FinalityError, Header, Justification, Signed, ValidatorSet, Vote, VoteError, MAX_FILE,
};
use world::{
	alone, grandpa, header, later, proven, range, range_on, simple, walk, Validators, GENESIS,
	ROUND,
};

type Outcome = Result<Signed, FinalityError>;

fn four() -> Validators {
	Validators::new(3, &[1, 2, 3, 4])
}

/// As whoever trusts this set sees it, through a file.
fn verify(finality: &Finality, set: &ValidatorSet) -> Outcome {
	let read = Finality::from_file(&finality.to_file())?;
	assert_eq!(&read, finality);
	read.verify(&GENESIS, set, &proven().encode())
}

fn votes(error: VoteError) -> Outcome {
	Err(FinalityError::Votes { set: 3, error })
}

/// With other votes of the set 3.
fn changed(change: impl FnOnce(&mut Justification)) -> Outcome {
	let mut finality = simple(&four(), 4);
	change(&mut finality.steps[0].justification);
	verify(&finality, &four().set())
}

#[test]
fn accepts_votes_of_more_than_two_thirds() {
	for count in [3, 4] {
		let signed = verify(&simple(&four(), count), &four().set()).unwrap();
		assert_eq!((signed.set, signed.signed, signed.validators), (3, count, 4));
		assert_eq!((signed.block.number, signed.block.hash), (4, proven().hash()));
	}
	let one = Validators::new(0, &[9]);
	assert!(verify(&simple(&one, 1), &one.set()).is_ok());
}

#[test]
fn refuses_votes_of_exactly_two_thirds() {
	for (seeds, count) in [(3, 2), (4, 2), (6, 4), (1, 0)] {
		let seeds: Vec<u8> = (1..=seeds).collect();
		let set = Validators::new(3, &seeds);
		let few = VoteError::TooFew { weight: count, total: seeds.len() as u64 };
		assert_eq!(verify(&simple(&set, count as usize), &set.set()), votes(few));
	}
}

#[test]
fn counts_weights_and_not_validators() {
	let heavy = four().weighing(&[7, 1, 1, 1]);
	assert!(verify(&simple(&heavy, 1), &heavy.set()).is_ok());
	let light = four().weighing(&[1, 1, 1, 2]);
	let few = VoteError::TooFew { weight: 3, total: 5 };
	assert_eq!(verify(&simple(&light, 3), &light.set()), votes(few));
	let vast = Validators::new(3, &[1, 2]).weighing(&[u64::MAX - 1, 1]);
	assert!(verify(&simple(&vast, 1), &vast.set()).is_ok());
}

#[test]
fn refuses_a_malformed_set() {
	let twice = [([1; 32], 1), ([1; 32], 1)];
	let (heavy, idle) = ([([1; 32], u64::MAX), ([2; 32], 1)], [([1; 32], 1), ([2; 32], 0)]);
	assert_eq!(ValidatorSet::new(0, []), None);
	for none in [twice, heavy, idle] {
		assert_eq!(ValidatorSet::new(0, none), None);
	}
}

#[test]
fn refuses_a_vote_that_is_in_the_file_twice() {
	// Three of four, and one of them in place of the third.
	let twice = changed(|votes| {
		votes.votes.truncate(2);
		votes.votes.push(votes.votes[0].clone());
	});
	assert_eq!(twice, votes(VoteError::Twice));
}

/// Two honest votes of four, two of a validator for these blocks, and these headers.
fn equivocated(one: &Header, other: &Header, ancestry: &[&Header]) -> Outcome {
	changed(|votes| {
		votes.votes.truncate(2);
		votes.votes.extend([four().vote(2, ROUND, one), four().vote(2, ROUND, other)]);
		votes.ancestry = ancestry.iter().map(|header| (*header).clone()).collect();
	})
}

#[test]
fn a_validator_that_votes_twice_does_not_blind_those_who_did_not() {
	let (one, other) = (header(5, [99; 32], vec![]), header(5, [98; 32], vec![]));
	let child = header(5, proven().hash(), vec![]);
	assert_eq!(equivocated(&one, &other, &[]).unwrap().signed, 3);
	// One of its votes may be for the block, or a later one: it counts once, and needs no header.
	assert_eq!(equivocated(&proven(), &other, &[]).unwrap().signed, 3);
	assert_eq!(equivocated(&one, &child, &[]).unwrap().signed, 3);
	for ancestry in [&child, &one] {
		assert_eq!(equivocated(&one, &child, &[ancestry]), votes(VoteError::Surplus));
	}
	// It counts once beside one honest vote, too.
	let few = changed(|votes| {
		votes.votes.truncate(1);
		votes.votes.extend([four().vote(2, ROUND, &one), four().vote(2, ROUND, &other)]);
	});
	assert_eq!(few, votes(VoteError::TooFew { weight: 2, total: 4 }));
}

#[test]
fn nobody_counts_as_voting_twice_without_two_different_votes_of_the_round() {
	let (one, other) = (header(5, [99; 32], vec![]), header(5, [98; 32], vec![]));
	assert_eq!(equivocated(&one, &one, &[]), votes(VoteError::Twice));
	let with = |second: Vec<Vote>| {
		changed(|votes| {
			votes.votes.truncate(2);
			votes.votes.push(four().vote(2, ROUND, &one));
			votes.votes.extend(second);
		})
	};
	assert_eq!(with(vec![]), votes(VoteError::Aside));
	let bad = votes(VoteError::BadSignature);
	assert_eq!(with(vec![four().vote(2, ROUND + 1, &other)]), bad);
	assert_eq!(with(vec![Validators { id: 4, ..four() }.vote(2, ROUND, &other)]), bad);
	let voter = four().vote(2, ROUND, &one).voter;
	assert_eq!(with(vec![Vote { voter, ..four().vote(3, ROUND, &other) }]), bad);
	let both = || vec![four().vote(2, ROUND, &other)];
	assert_eq!(with(both()).unwrap().signed, 3);
	let third = header(5, [97; 32], vec![]);
	let three = [both(), vec![four().vote(2, ROUND, &third)]].concat();
	assert_eq!(with(three), votes(VoteError::Twice));
	// Two votes for one block that name different heights are different votes.
	let raised = four().vote_for(2, ROUND, one.hash(), 6);
	assert_eq!(with(vec![raised]).unwrap().signed, 3);
}

#[test]
fn refuses_a_voter_outside_the_set() {
	let unknown = Validators::new(3, &[77]).vote(0, ROUND, &proven());
	assert_eq!(changed(|votes| votes.votes[3] = unknown), votes(VoteError::UnknownVoter));
}

#[test]
fn refuses_a_signature_for_another_round_set_or_validator() {
	let bad = votes(VoteError::BadSignature);
	assert_eq!(changed(|votes| votes.round += 1), bad);
	let other_round = four().vote(3, ROUND + 1, &proven());
	assert_eq!(changed(|votes| votes.votes[3] = other_round), bad);
	let other_set = Validators { id: 4, ..four() }.vote(3, ROUND, &proven());
	assert_eq!(changed(|votes| votes.votes[3] = other_set), bad);
	assert_eq!(
		changed(|votes| votes.votes[3].voter = votes.votes[2].voter),
		votes(VoteError::Twice)
	);
	assert_eq!(changed(|votes| votes.votes[3].signature = votes.votes[2].signature), bad);
	assert_eq!(changed(|votes| votes.votes[3].number += 1), bad);

	// The same keys, but another set.
	let mut finality = simple(&four(), 4);
	finality.first = 4;
	let set = Validators { id: 4, ..four() }.set();
	let error = FinalityError::Votes { set: 4, error: VoteError::BadSignature };
	assert_eq!(verify(&finality, &set), Err(error));
}

#[test]
fn accepts_votes_for_later_blocks() {
	let child = header(5, proven().hash(), vec![]);
	let grandchild = header(6, child.hash(), vec![]);
	let later = |ancestry: &[&Header]| {
		changed(|votes| {
			votes.votes[1] = four().vote(1, ROUND, &child);
			votes.votes[2] = four().vote(2, ROUND, &grandchild);
			votes.votes[3] = four().vote(3, ROUND, &grandchild);
			votes.ancestry = ancestry.iter().map(|header| (*header).clone()).collect();
		})
	};
	assert_eq!(later(&[&child, &grandchild]).unwrap().signed, 4);
	assert_eq!(later(&[&grandchild, &child]).unwrap().signed, 4);
	// A chain that is broken, or that holds what nobody needs.
	assert_eq!(later(&[&grandchild]), votes(VoteError::Aside));
	assert_eq!(later(&[&child]), votes(VoteError::Aside));
	assert_eq!(later(&[&child, &grandchild, &child]), votes(VoteError::Surplus));
	let unneeded = header(7, grandchild.hash(), vec![]);
	assert_eq!(later(&[&child, &grandchild, &unneeded]), votes(VoteError::Surplus));
	let other = header(5, proven().hash(), vec![grandpa(vec![])]);
	assert_eq!(later(&[&other, &grandchild]), votes(VoteError::Aside));
}

#[test]
fn refuses_a_vote_for_a_side_branch() {
	let side = header(5, [99; 32], vec![]);
	let aside = |ancestry: Vec<Header>| {
		changed(|votes| {
			votes.votes[3] = four().vote(3, ROUND, &side);
			votes.ancestry = ancestry;
		})
	};
	assert_eq!(aside(vec![]), votes(VoteError::Aside));
	assert_eq!(aside(vec![side.clone()]), votes(VoteError::Aside));
	// Nor does a block before count.
	let before = header(3, [0; 32], vec![]);
	let vote = four().vote(3, ROUND, &before);
	assert_eq!(changed(|votes| votes.votes[3] = vote), votes(VoteError::Aside));
}

#[test]
fn refuses_votes_for_another_block() {
	let other = header(4, [44; 32], vec![range([4; 32])]);
	let mut finality = simple(&four(), 4);
	finality.steps[0].justification = four().sign(4, &other).justification;
	assert_eq!(verify(&finality, &four().set()), votes(VoteError::OtherTarget));
	assert_eq!(changed(|justification| justification.number += 1), votes(VoteError::OtherTarget));
	// Signed, but not the block in question.
	finality.steps = vec![four().sign(4, &other)];
	assert_eq!(verify(&finality, &four().set()), Err(FinalityError::OtherBlock));
}

#[test]
fn proves_a_block_before_the_signed_one() {
	let (last, path) = later(vec![]);
	let mut finality = simple(&four(), 4);
	finality.steps = vec![four().sign(4, &last)];
	finality.path = Some(path);
	let signed = verify(&finality, &four().set()).unwrap();
	assert_eq!((signed.block.number, signed.block.hash), (9, last.hash()));

	let other = header(4, [3; 32], vec![range([5; 32])]).encode();
	let refused = finality.verify(&GENESIS, &four().set(), &other);
	assert_eq!(refused, Err(FinalityError::OtherBlock));
	let refused = finality.verify(&GENESIS, &four().set(), b"no header");
	assert_eq!(refused, Err(FinalityError::BadHeader));
	finality.path.as_mut().unwrap().items.pop();
	assert_eq!(verify(&finality, &four().set()), Err(FinalityError::OtherBlock));
	finality.path = None;
	assert_eq!(verify(&finality, &four().set()), Err(FinalityError::OtherBlock));
	// A signed header without a range.
	let bare = header(9, [8; 32], vec![]);
	finality.steps = vec![four().sign(4, &bare)];
	finality.path = Some(later(vec![]).1);
	assert_eq!(verify(&finality, &four().set()), Err(FinalityError::BadHeader));
}

#[test]
fn follows_changes_of_the_validator_set() {
	let (sets, finality) = walk();
	for set in &sets {
		let signed = verify(&finality, &set.set()).unwrap();
		assert_eq!((signed.set, signed.signed, signed.validators), (5, 3, 3));
	}
	assert_eq!(finality.last(), 5);
}

#[test]
fn names_the_set_that_signs_the_blocks_after_the_last() {
	let (sets, finality) = walk();
	for set in &sets {
		assert_eq!(finality.next_set(&GENESIS, &set.set()), Ok((sets[2].set(), 9)));
	}
	let (one, finality) = alone();
	let next = Validators { id: 4, ..one.clone() };
	assert_eq!(finality.next_set(&GENESIS, &one.set()), Ok((next.set(), 9)));
	let other = Validators::new(3, &[2]);
	assert!(finality.next_set(&GENESIS, &other.set()).is_err(), "nothing without votes");
}

#[test]
fn refuses_a_file_without_the_trusted_set() {
	let (_, finality) = walk();
	for trusted in [0, 2, 6, u64::MAX] {
		let set = Validators::new(trusted, &[1, 2, 3, 4]).set();
		let error = FinalityError::OtherSet { trusted, first: 3, last: 5 };
		assert_eq!(verify(&finality, &set), Err(error));
	}
	let none = Finality { steps: vec![], ..finality };
	let error = FinalityError::OtherSet { trusted: 3, first: 3, last: 3 };
	assert_eq!(verify(&none, &four().set()), Err(error));
}

#[test]
fn refuses_a_set_that_does_not_name_the_next_one() {
	let (sets, finality) = walk();
	let announcing = |mut digest: Vec<_>| {
		digest.push(range([1; 32]));
		let mut finality = finality.clone();
		finality.steps[0] = sets[0].sign(4, &header(5, [1; 32], digest));
		verify(&finality, &sets[0].set())
	};
	let next = || sets[1].announced();
	let change = |kind: u8, delay: u32| grandpa((kind, sets[1].pairs(), delay).encode());
	let forced = grandpa((2u8, 4u32, sets[1].pairs(), 0u32).encode());
	// What GRANDPA says besides does no harm.
	assert!(announcing(vec![grandpa((3u8, 1u64).encode()), next()]).is_ok());
	for digest in [
		vec![],
		vec![next(), next()],
		vec![forced.clone()],
		vec![next(), forced],
		vec![change(1, 1)],
		vec![change(4, 0)],
		vec![grandpa(vec![])],
		vec![grandpa((1u8, Vec::<([u8; 32], u64)>::new(), 0u32).encode())],
		vec![grandpa((1u8, sets[1].pairs(), 0u32, 0u8).encode())],
		vec![tallystick_client::finality::DigestItem::PreRuntime(
			*b"FRNK",
			(1u8, sets[1].pairs(), 0u32).encode(),
		)],
	] {
		assert_eq!(announcing(digest), Err(FinalityError::NoChange { set: 3 }));
	}
	// Another set than the one that signs next.
	let other = announcing(vec![sets[2].announced()]);
	assert!(matches!(other, Err(FinalityError::Votes { set: 4, .. })), "{other:?}");
}

#[test]
fn refuses_a_missing_or_unsigned_step() {
	let (sets, finality) = walk();
	let mut missing = finality.clone();
	missing.steps.remove(1);
	let refused = verify(&missing, &sets[0].set());
	assert!(matches!(refused, Err(FinalityError::Votes { set: 4, .. })), "{refused:?}");
	let mut unsigned = finality;
	unsigned.steps[1].justification.votes.truncate(2);
	let refused = verify(&unsigned, &sets[0].set());
	assert!(matches!(refused, Err(FinalityError::Votes { set: 4, .. })), "{refused:?}");
	// Whoever trusts a later set does not need it.
	assert!(verify(&unsigned, &sets[2].set()).is_ok());
}

#[test]
fn refuses_a_file_of_another_chain() {
	let finality = simple(&four(), 4);
	let refused = finality.verify(&[1; 32], &four().set(), &proven().encode());
	assert_eq!(refused, Err(FinalityError::OtherChain));
}

#[test]
fn refuses_votes_of_the_same_validators_on_another_chain() {
	let elsewhere = |number, mut digest: Vec<_>| {
		digest.push(range_on(&[1; 32], [4; 32]));
		header(number, [3; 32], digest)
	};
	let block = elsewhere(4, vec![]);
	let mut finality = simple(&four(), 4);
	finality.steps = vec![four().sign(4, &block)];
	let on = |genesis: &[u8; 32], finality: &Finality| {
		let finality = Finality { genesis: *genesis, ..finality.clone() };
		finality.verify(genesis, &four().set(), &block.encode()).map(|_| ())
	};
	assert_eq!(on(&[1; 32], &finality), Ok(()));
	// The genesis that the file names is anybody's to write.
	assert_eq!(on(&GENESIS, &finality), Err(FinalityError::OtherChain));
	// Nor does a set grow by them.
	let next = Validators::new(4, &[5, 6, 7]);
	let end = elsewhere(3, vec![next.announced()]);
	finality.steps = vec![four().sign(4, &end)];
	let grown =
		|genesis| Finality { genesis, ..finality.clone() }.next_set(&genesis, &four().set());
	assert_eq!(grown([1; 32]).map(|(set, _)| set.id()), Ok(4));
	assert_eq!(grown(GENESIS).map(|_| ()), Err(FinalityError::OtherChain));
}

#[test]
fn refuses_a_file_that_is_cut_off_or_too_long() {
	let file = walk().1.to_file();
	for length in 0..file.len() {
		assert_eq!(Finality::from_file(&file[..length]), Err(FinalityError::Malformed));
	}
	let mut long = file.clone();
	long.push(0);
	assert_eq!(Finality::from_file(&long), Err(FinalityError::Malformed));
	long.resize(MAX_FILE + 1, 0);
	assert_eq!(Finality::from_file(&long), Err(FinalityError::TooLong));
}

#[test]
fn refuses_a_file_with_any_byte_changed() {
	let (one, finality) = alone();
	let (file, set, block) = (finality.to_file(), one.set(), proven().encode());
	assert!(finality.verify(&GENESIS, &set, &block).is_ok());
	for at in 0..file.len() {
		let mut flipped = file.clone();
		flipped[at] ^= 1 << (at % 8);
		let outcome =
			Finality::from_file(&flipped).and_then(|read| read.verify(&GENESIS, &set, &block));
		assert!(outcome.is_err(), "byte {at}");
	}
}

#[test]
fn reads_any_bytes_without_a_panic() {
	let mut state = 1u64;
	let mut random = move || {
		state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
		(state >> 33) as usize
	};
	let (one, finality) = alone();
	let file = finality.to_file();
	for _ in 0..2_000 {
		let mut bytes = file.clone();
		for _ in 0..=random() % 4 {
			let at = 5 + random() % (bytes.len() - 5);
			bytes[at] = [0, 0xff, 0xfe, 0x03, random() as u8][random() % 5];
		}
		if let Ok(read) = Finality::from_file(&bytes) {
			assert_eq!(read.to_file(), bytes);
			let _ = read.verify(&GENESIS, &one.set(), &proven().encode());
		}
	}
}
