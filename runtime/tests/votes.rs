//! Double votes: whose key it was, and that a report costs the chain no more than one record.

#[path = "common/genesis.rs"]
mod genesis;

use codec::{Decode, Encode};
use frame_support::{
	assert_noop, assert_ok,
	traits::{Contains, GetCallName, KeyOwnerProofSystem},
};
use genesis::preset;
use pallet_consortium::DoubleVotes;
use sp_consensus_grandpa::{EquivocationProof, KEY_TYPE};
use sp_core::{ed25519, H256};
use sp_keyring::{
	Ed25519Keyring::{self, Alice, Ferdie},
	Sr25519Keyring,
};
use sp_runtime::transaction_validity::{InvalidTransaction, TransactionValidityError};
use tallystick_runtime::{
	configs::consensus::{VotedIn, VotesOnRecord, SESSIONS_KEPT},
	AccountId, Grandpa, Hash, Runtime, RuntimeCall, RuntimeOrigin, Session, SessionKeys, System,
};

type Call = pallet_grandpa::Call<Runtime>;
type Error = pallet_grandpa::Error<Runtime>;
type Proof = EquivocationProof<Hash, u32>;

/// Two prevotes for different blocks in one round, signed by this key.
fn twice(key: Ed25519Keyring, set: u64, round: u64) -> Box<Proof> {
	let vote = |number: u32| {
		let target = (H256::repeat_byte(number as u8), number);
		// A prevote is message 0.
		let payload = (0u8, target, round, set).encode();
		(target, key.sign(&payload))
	};
	let (first, second) = (vote(1), vote(2));
	let equivocation = (0u8, round, ed25519::Public::from(key), first, second);
	let bytes = (set, equivocation).encode();
	Box::new(Proof::decode(&mut &bytes[..]).expect("it is laid out as GRANDPA's"))
}

fn report(key: Ed25519Keyring, set: u64, round: u64, session: u32) -> Call {
	Call::report_equivocation_unsigned {
		equivocation_proof: twice(key, set, round),
		key_owner_proof: VotedIn(session),
	}
}

/// What a node that has the report in its block finds.
fn checked(report: &Call) -> Result<(), TransactionValidityError> {
	Grandpa::pre_dispatch(report)
}

fn dispatched(report: Call) -> Result<(), sp_runtime::DispatchError> {
	use sp_runtime::traits::Dispatchable;
	let done = RuntimeCall::from(report).dispatch(RuntimeOrigin::none());
	done.map(|_| ()).map_err(|error| error.error)
}

/// The set of voters, and the session, of today.
fn now() -> (u64, u32) {
	(pallet_grandpa::CurrentSetId::<Runtime>::get(), Session::current_index())
}

fn next_session() {
	use frame_support::traits::Hooks;
	System::set_block_number(System::block_number() + 1);
	Session::rotate_session();
	Grandpa::on_finalize(System::block_number());
}

fn validator() -> AccountId {
	Session::validators().into_iter().next().expect("there is one")
}

/// Has the first validator set another key to vote with.
fn set_key(key: Ed25519Keyring) {
	let mut keys = Session::load_keys(&validator()).expect("it has keys");
	keys.grandpa = ed25519::Public::from(key).into();
	// Each key signs that it is this account's.
	let said = [b"POP_".as_slice(), validator().as_ref()].concat();
	let proof = (Sr25519Keyring::Alice.sign(&said), key.sign(&said)).encode();
	assert_ok!(Session::set_keys(RuntimeOrigin::signed(validator()), keys, proof));
}

fn chain(test: impl FnOnce()) {
	preset("local_testnet").execute_with(|| {
		System::set_block_number(1);
		let keys: SessionKeys = Session::load_keys(&validator()).expect("it has keys");
		assert_eq!(keys.grandpa, ed25519::Public::from(Alice).into(), "Alice votes first");
		test();
	});
}

#[test]
fn ten_thousand_reports_of_a_validator_leave_one_record() {
	chain(|| {
		assert_ok!(checked(&report(Alice, 0, 0, 0)));
		assert_ok!(dispatched(report(Alice, 0, 0, 0)));
		for round in 1..=10_000 {
			let report = report(Alice, 0, round, 0);
			assert_eq!(checked(&report), Err(InvalidTransaction::Stale.into()));
			// Signatures take their time; the verdict is the same for all.
			if round % 100 == 0 {
				assert_noop!(dispatched(report), Error::DuplicateOffenceReport);
			}
		}
		assert_eq!(DoubleVotes::<Runtime>::iter().count(), 1);
	});
}

#[test]
fn a_report_is_forgotten_in_the_end() {
	chain(|| {
		assert_ok!(dispatched(report(Alice, 0, 0, 0)));
		(0..SESSIONS_KEPT).for_each(|_| next_session());
		assert_eq!(DoubleVotes::<Runtime>::iter().count(), 1);
		next_session();
		assert_eq!(DoubleVotes::<Runtime>::iter().count(), 0);
	});
}

#[test]
fn nobody_signs_a_report() {
	chain(|| {
		let report = Call::report_equivocation {
			equivocation_proof: twice(Alice, 0, 0),
			key_owner_proof: VotedIn(0),
		};
		type Filter = <Runtime as frame_system::Config>::BaseCallFilter;
		assert!(!Filter::contains(&report.into()));
		assert!(Call::get_call_names().contains(&"report_equivocation_unsigned"));
	});
}

#[test]
fn a_key_that_was_replaced_convicts_nobody_for_votes_of_later_sets() {
	chain(|| {
		set_key(Ferdie);
		next_session();
		next_session();
		let (set, session) = now();
		assert!(set > 0, "new keys are a new set");
		for session in 0..=session {
			let report = report(Alice, set, 0, session);
			assert!(dispatched(report).is_err(), "Alice's key did not vote in set {set}");
		}
		assert_eq!(DoubleVotes::<Runtime>::iter().count(), 0);
		// What it signed twice while it voted is still its validator's.
		assert_ok!(dispatched(report(Alice, 0, 0, 0)));
	});
}

#[test]
fn a_new_key_answers_for_its_votes_also_when_the_session_is_over() {
	chain(|| {
		set_key(Ferdie);
		next_session();
		next_session();
		let (set, session) = now();
		for _ in 0..5 {
			next_session();
		}
		assert_eq!(now(), (set, session + 5), "the set goes on");
		assert_ok!(dispatched(report(Ferdie, set, 0, session)));
		assert_eq!(DoubleVotes::<Runtime>::iter_keys().next(), Some((session + 5, validator())));
	});
}

#[test]
fn a_key_set_in_the_same_session_hides_no_double_vote() {
	chain(|| {
		let (set, session) = now();
		set_key(Ferdie);
		assert_eq!(
			VotesOnRecord::prove((KEY_TYPE, ed25519::Public::from(Alice).into())),
			Some(VotedIn(session))
		);
		assert_ok!(checked(&report(Alice, set, 0, session)));
		assert_ok!(dispatched(report(Alice, set, 0, session)));
	});
}

#[test]
fn an_unchanged_list_with_the_same_keys_is_not_a_new_set() {
	chain(|| {
		for _ in 0..10 {
			next_session();
		}
		assert_eq!(now(), (0, 10));
	});
}
