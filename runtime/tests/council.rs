//! What the council can decide, and how many of its members that takes.

mod common;

use codec::Encode;
use common::every_call;
use frame_support::{assert_ok, dispatch::GetDispatchInfo, traits::ContainsPair, weights::Weight};
use pallet_collective::{CostOf, Error, Instance1};
use pallet_consortium::{GenesisOrganization, Status};
use sp_keyring::{
	Ed25519Keyring,
	Sr25519Keyring::{self, Alice, Bob, Charlie, Dave},
};
use sp_runtime::{
	traits::{BlakeTwo256, Dispatchable, Hash},
	BuildStorage, DispatchError,
};
use tallystick_primitives::{OrgId, Role};
use tallystick_runtime::{
	configs::{
		consortium::CouncilCalls,
		governance::{MaxProposalWeight, MAX_MOTION_LENGTH},
	},
	constants::DAYS,
	Consortium, ConsortiumConfig, Council, CouncilConfig, Runtime, RuntimeCall,
	RuntimeGenesisConfig, RuntimeOrigin, SessionKeys, System,
};

type Motion = pallet_collective::Call<Runtime, Instance1>;

const ORG: OrgId = OrgId(0);

/// A council of three, and an organisation that it can suspend.
fn council_of_three() -> sp_io::TestExternalities {
	let members = [Alice, Bob, Charlie].map(Sr25519Keyring::to_account_id).to_vec();
	let organization = GenesisOrganization {
		name: "One".into(),
		admin: Alice.to_account_id(),
		roles: Role::ALL.to_vec(),
		members: vec![],
		validators: vec![],
	};
	let genesis = RuntimeGenesisConfig {
		consortium: ConsortiumConfig { organizations: vec![organization], ..Default::default() },
		council: CouncilConfig { members, ..Default::default() },
		..Default::default()
	};
	let mut ext: sp_io::TestExternalities = genesis.build_storage().expect("it builds").into();
	ext.execute_with(|| System::set_block_number(1));
	ext
}

fn sign(who: Sr25519Keyring, call: impl Into<RuntimeCall>) {
	let origin = RuntimeOrigin::signed(who.to_account_id());
	call.into().dispatch(origin).expect("the member may");
}

/// Proposes to suspend the organisation, has these members vote for it, and closes the motion once
/// its time is over.
fn suspend_with(ayes: &[Sr25519Keyring], threshold: u32) {
	let proposal: RuntimeCall = pallet_consortium::Call::suspend { org: ORG }.into();
	let (hash, weight) =
		(BlakeTwo256::hash_of(&proposal), proposal.get_dispatch_info().call_weight);
	let length_bound = 100;
	sign(Alice, Motion::propose { threshold, proposal: Box::new(proposal), length_bound });
	for member in ayes {
		sign(*member, Motion::vote { proposal: hash, index: 0, approve: true });
	}
	System::set_block_number(1 + 7 * DAYS);
	let (proposal_weight_bound, index) = (weight, 0);
	sign(Alice, Motion::close { proposal_hash: hash, index, proposal_weight_bound, length_bound });
}

fn status() -> Status {
	Consortium::organization(ORG).expect("it was admitted").status
}

#[test]
fn two_of_three_members_suspend_an_organisation() {
	council_of_three().execute_with(|| {
		suspend_with(&[Alice, Bob], 2);
		assert_eq!(status(), Status::Suspended);
	});
}

#[test]
fn a_prime_s_vote_stands_for_nobody_else_s() {
	council_of_three().execute_with(|| {
		let members = [Alice, Bob, Charlie].map(Sr25519Keyring::to_account_id).to_vec();
		let prime = Some(Alice.to_account_id());
		Council::set_members(RuntimeOrigin::root(), members, prime, 3).expect("root may");
		suspend_with(&[Alice], 3);
		assert_eq!(status(), Status::Active);
	});
}

fn remark(length: usize, first: u8) -> RuntimeCall {
	let mut remark = vec![0; length];
	remark[0] = first;
	frame_system::Call::remark { remark }.into()
}

fn propose(who: Sr25519Keyring, proposal: RuntimeCall) -> Result<(), DispatchError> {
	let length_bound = proposal.encoded_size() as u32;
	let motion = Motion::propose { threshold: 2, proposal: Box::new(proposal), length_bound };
	let done = RuntimeCall::from(motion).dispatch(RuntimeOrigin::signed(who.to_account_id()));
	done.map(|_| ()).map_err(|failed| failed.error)
}

#[test]
fn a_member_leaves_the_others_room_for_motions() {
	council_of_three().execute_with(|| {
		let too_many = Err(Error::<Runtime, Instance1>::TooManyProposals.into());
		let taken = (0..100).filter(|number| propose(Alice, remark(1, *number)).is_ok()).count();
		assert_eq!(taken, 3);
		assert_eq!(propose(Alice, remark(1, 100)), too_many);
		for number in 101..104 {
			assert_ok!(propose(Bob, remark(1, number)));
		}
		assert_eq!(propose(Bob, remark(1, 104)), too_many);

		// A motion that is over leaves its place, also for the same call.
		let first = remark(1, 0);
		let weight = first.get_dispatch_info().call_weight;
		System::set_block_number(1 + 7 * DAYS);
		sign(
			Charlie,
			Motion::close {
				proposal_hash: BlakeTwo256::hash_of(&first),
				index: 0,
				proposal_weight_bound: weight,
				length_bound: 100,
			},
		);
		assert_ok!(propose(Alice, first));
		assert_eq!(propose(Alice, remark(1, 100)), too_many);
	});
}

#[test]
fn what_is_kept_of_motions_that_are_over_does_not_grow() {
	council_of_three().execute_with(|| {
		for number in 0..20u8 {
			let call = remark(1, number);
			let weight = call.get_dispatch_info().call_weight;
			let proposal_hash = BlakeTwo256::hash_of(&call);
			assert_ok!(propose(Alice, call));
			System::set_block_number(System::block_number() + 7 * DAYS);
			sign(
				Bob,
				Motion::close {
					proposal_hash,
					index: number.into(),
					proposal_weight_bound: weight,
					length_bound: 100,
				},
			);
			assert_eq!(CostOf::<Runtime, Instance1>::iter().count(), 1);
		}
	});
}

#[test]
fn the_council_keeps_no_long_calls() {
	council_of_three().execute_with(|| {
		let most = MAX_MOTION_LENGTH as usize;
		// The indices of pallet and call, and the length of what follows.
		let rest = most - 4;
		assert_eq!(remark(rest, 0).encoded_size(), most);
		assert_ok!(propose(Alice, remark(rest, 0)));
		let filtered = frame_system::Error::<Runtime>::CallFiltered.into();
		assert_eq!(propose(Alice, remark(rest + 1, 1)), Err(filtered));
		// Nor does a proposer get around it who says that the call is shorter.
		let (proposal, length_bound) = (Box::new(remark(most + 1, 1)), MAX_MOTION_LENGTH);
		let motion: RuntimeCall = Motion::propose { threshold: 2, proposal, length_bound }.into();
		let failed = motion.dispatch(RuntimeOrigin::signed(Alice.to_account_id())).unwrap_err();
		assert_eq!(failed.error, Error::<Runtime, Instance1>::WrongProposalLength.into());
	});
}

#[test]
fn a_long_motion_costs_more_than_a_short_one() {
	let weight = |length_bound| {
		let motion =
			Motion::propose { threshold: 2, proposal: Box::new(remark(1, 0)), length_bound };
		motion.get_dispatch_info().call_weight.ref_time()
	};
	let nanosecond = 1_000;
	let difference = weight(MAX_MOTION_LENGTH) - weight(0);
	assert!(difference >= u64::from(MAX_MOTION_LENGTH) * 10 * nanosecond, "{difference}");
}

#[test]
fn organisations_pay_for_the_council_s_members_to_decide_and_for_nobody_else() {
	council_of_three().execute_with(|| {
		let sponsored_for = |who: Sr25519Keyring| -> Vec<_> {
			let (who, calls) = (who.to_account_id(), every_call());
			let calls = calls.into_iter().filter(|(_, call)| CouncilCalls::contains(&who, call));
			calls.map(|(name, _)| (name.pallet_name, name.function_name)).collect()
		};
		let decisions = ["propose", "vote", "close"].map(|call| ("Council", call));
		assert_eq!(sponsored_for(Alice), decisions);
		assert_eq!(sponsored_for(Dave), []);

		// Nor to book more than any motion takes.
		let close = |proposal_weight_bound| -> RuntimeCall {
			let (proposal_hash, index, length_bound) = (Default::default(), 0, 0);
			Motion::close { proposal_hash, index, proposal_weight_bound, length_bound }.into()
		};
		let (most, alice) = (MaxProposalWeight::get(), Alice.to_account_id());
		assert!(CouncilCalls::contains(&alice, &close(most)));
		let more = most.saturating_add(Weight::from_parts(1, 0));
		assert!(!CouncilCalls::contains(&alice, &close(more)));
	});
}

#[test]
fn an_account_of_a_suspended_organisation_sets_no_session_keys_through_another_signer() {
	council_of_three().execute_with(|| {
		let who = Alice.to_account_id();
		let (aura, grandpa) = (Alice, Ed25519Keyring::Alice);
		let said = [b"POP_".as_slice(), who.as_ref()].concat();
		let proof = (aura.sign(&said), grandpa.sign(&said)).encode();
		let keys = SessionKeys { aura: aura.public().into(), grandpa: grandpa.public().into() };
		// As a proxy or a multisig has the account call it: the pool judges the signer alone.
		let set = || {
			let call = pallet_session::Call::set_keys { keys: keys.clone(), proof: proof.clone() };
			let done = RuntimeCall::from(call).dispatch(RuntimeOrigin::signed(who.clone()));
			done.map(|_| ()).map_err(|failed| failed.error)
		};
		System::inc_providers(&who);
		suspend_with(&[Alice, Bob], 2);
		let refused = pallet_session::Error::<Runtime>::NoAssociatedValidatorId;
		assert_eq!(set(), Err(refused.into()));
		Consortium::resume(RuntimeOrigin::root(), ORG).expect("the council may");
		assert_ok!(set());
	});
}
