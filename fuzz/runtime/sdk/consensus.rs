//! Calls of those who validate: session keys and double votes.

use crate::runtime::{cast, source::Source, world::World};
use codec::{Decode, Encode};
use pallet_grandpa::Call as Grandpa;
use pallet_session::Call as Session;
use sp_consensus_grandpa::EquivocationProof;
use sp_core::{ed25519, H256};
use sp_keyring::{Ed25519Keyring, Sr25519Keyring};
use tallystick_runtime::{
	configs::consensus::VotedIn, Hash, Runtime, RuntimeCall, Session as Sessions, SessionKeys,
};

pub(super) fn call(from: &mut Source) -> RuntimeCall {
	match from.below(6) {
		0 | 1 => set_keys(from).into(),
		2 => Session::<Runtime>::purge_keys {}.into(),
		3 => {
			let (equivocation_proof, key_owner_proof) = twice(from);
			Grandpa::<Runtime>::report_equivocation { equivocation_proof, key_owner_proof }.into()
		},
		4 => {
			let (equivocation_proof, key_owner_proof) = twice(from);
			let report = Grandpa::<Runtime>::report_equivocation_unsigned {
				equivocation_proof,
				key_owner_proof,
			};
			report.into()
		},
		_ => pallet_timestamp::Call::<Runtime>::set { now: from.moment() }.into(),
	}
}

pub(super) fn root_call(from: &mut Source) -> RuntimeCall {
	let (delay, best_finalized_block_number) = (from.below(8) as u32, from.below(8) as u32);
	Grandpa::<Runtime>::note_stalled { delay, best_finalized_block_number }.into()
}

const VOTERS: [(Sr25519Keyring, Ed25519Keyring); 3] = [
	(Sr25519Keyring::Alice, Ed25519Keyring::Alice),
	(Sr25519Keyring::Bob, Ed25519Keyring::Bob),
	(Sr25519Keyring::Charlie, Ed25519Keyring::Charlie),
];

/// A signer sets keys, each of which signs that it is theirs.
fn set_keys(from: &mut Source) -> Session<Runtime> {
	let at = from.below(cast::accounts().len());
	from.signer = Some(at);
	keys(at, from.one_of(&VOTERS))
}

fn keys(at: usize, (aura, grandpa): (Sr25519Keyring, Ed25519Keyring)) -> Session<Runtime> {
	let said = [b"POP_".as_slice(), cast::account(at).as_ref()].concat();
	let proof = (aura.sign(&said), grandpa.sign(&said)).encode();
	let keys = SessionKeys { aura: aura.public().into(), grandpa: grandpa.public().into() };
	Session::set_keys { keys, proof }
}

type Proof = EquivocationProof<Hash, u32>;

/// Two prevotes for different blocks in one round.
fn twice(from: &mut Source) -> (Box<Proof>, VotedIn) {
	let (_, key) = from.one_of(&VOTERS);
	let set = pallet_grandpa::CurrentSetId::<Runtime>::get();
	let round = u64::from(from.byte());
	let vote = |number: u8| {
		let target = (H256::repeat_byte(number), u32::from(number));
		// A prevote is message 0.
		(target, key.sign(&(0u8, target, round, set).encode()))
	};
	let equivocation = (0u8, round, ed25519::Public::from(key), vote(1), vote(2));
	let bytes = (set, equivocation).encode();
	let proof = Proof::decode(&mut &bytes[..]).expect("it is laid out as GRANDPA's");
	let session = Sessions::current_index().saturating_sub(from.below(2) as u32);
	(Box::new(proof), VotedIn(session))
}

/// A second account has a seat in the validator set, and a third one has keys.
pub(crate) fn validators(world: &mut World) {
	for at in [1, 2] {
		world.submit(at, RuntimeCall::from(keys(at, VOTERS[at])));
	}
	world.act(pallet_consortium::Call::add_validator { who: cast::account(1) });
}
