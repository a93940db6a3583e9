//! What the council can decide, and how many of its members that takes.

use frame_support::dispatch::GetDispatchInfo;
use pallet_collective::Instance1;
use pallet_consortium::{GenesisOrganization, Status};
use sp_keyring::Sr25519Keyring::{self, Alice, Bob, Charlie};
use sp_runtime::{
	traits::{BlakeTwo256, Dispatchable, Hash},
	BuildStorage,
};
use tallystick_primitives::{OrgId, Role};
use tallystick_runtime::{
	constants::DAYS, Consortium, ConsortiumConfig, Council, CouncilConfig, Runtime, RuntimeCall,
	RuntimeGenesisConfig, RuntimeOrigin, System,
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
