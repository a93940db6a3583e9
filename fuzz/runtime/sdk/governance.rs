//! Calls of the council, of safe mode and of paused calls.

use super::inner;
use crate::runtime::{
	cast,
	source::{any_of, Source},
	world::World,
};
use codec::{Decode, Encode};
use frame_support::{
	dispatch::GetDispatchInfo, traits::GetCallMetadata, weights::Weight, BoundedVec,
};
use pallet_collective::{Call, Instance1, ProposalOf, Proposals, Voting};
use pallet_safe_mode::Call as SafeMode;
use pallet_tx_pause::{Call as TxPause, RuntimeCallNameOf};
use tallystick_runtime::{AccountId, Hash, Runtime, RuntimeCall};

type Council = Call<Runtime, Instance1>;

pub(crate) fn call(from: &mut Source) -> RuntimeCall {
	match from.below(4) {
		0 => any_of!(from, SafeMode:
			force_enter {},
			force_extend {},
			force_exit {},
			enter {},
			extend {},
			force_slash_deposit { account, block },
			release_deposit { account, block },
			force_release_deposit { account, block },
		)
		.into(),
		1 => any_of!(from, TxPause: pause { full_name: name }, unpause { ident: name }).into(),
		_ => council(from).into(),
	}
}

/// The name of a call, of few.
fn name(from: &mut Source) -> RuntimeCallNameOf<Runtime> {
	let pallet = from.one_of(&["Telemetry", "Balances", "Procurement", "Council"]);
	let names = RuntimeCall::get_call_names(pallet);
	let call = names[from.below(2)];
	let bounded = |text: &str| BoundedVec::truncate_from(text.as_bytes().to_vec());
	(bounded(pallet), bounded(call))
}

/// An open motion, if there is one.
fn motion(from: &mut Source) -> Hash {
	let open = Proposals::<Runtime, Instance1>::get();
	let at = from.below(open.len());
	open.get(at).copied().unwrap_or_default()
}

fn members(from: &mut Source) -> Vec<AccountId> {
	// Mostly a council that can still decide.
	let most = if from.one_in(4) { 3 } else { 1 };
	(0..most).map(cast::account).collect()
}

fn council(from: &mut Source) -> Council {
	let proposal_hash = motion(from);
	let index = Voting::<Runtime, Instance1>::get(proposal_hash).map_or(0, index_of);
	let proposal = inner(from);
	let length_bound = proposal.encoded_size() as u32;
	match from.below(9) {
		0 => {
			let (new_members, prime) = (members(from), None);
			Call::set_members { new_members, prime, old_count: 100 }
		},
		1 => Call::execute { proposal, length_bound },
		2 | 3 => Call::propose { threshold: from.below(4) as u32, proposal, length_bound },
		4 | 5 => Call::vote { proposal: proposal_hash, index, approve: from.pick() },
		6 => close(proposal_hash, index),
		7 => Call::disapprove_proposal { proposal_hash },
		_ => match from.one_in(2) {
			true => Call::kill { proposal_hash },
			false => Call::release_proposal_cost { proposal_hash: ended(from) },
		},
	}
}

/// A motion that has ended, if the place of one is still kept.
fn ended(from: &mut Source) -> Hash {
	let open = Proposals::<Runtime, Instance1>::get();
	let mut kept = pallet_collective::CostOf::<Runtime, Instance1>::iter_keys();
	let ended = kept.find(|motion| !open.contains(motion));
	ended.unwrap_or_else(|| motion(from))
}

/// The number of a motion, which is the first field of its votes.
fn index_of(votes: impl Encode) -> u32 {
	u32::decode(&mut &votes.encode()[..]).expect("they begin with it")
}

fn close(proposal_hash: Hash, index: u32) -> Council {
	let proposal = ProposalOf::<Runtime, Instance1>::get(proposal_hash);
	let (weight, length_bound) = proposal.map_or((Weight::zero(), 0), |proposal| {
		(proposal.get_dispatch_info().call_weight, proposal.encoded_size() as u32)
	});
	Call::close { proposal_hash, index, proposal_weight_bound: weight, length_bound }
}

/// Two of three members have to agree on a motion from now on. One is open.
pub(crate) fn council_of_three(world: &mut World) {
	let new_members = (0..3).map(cast::account).collect();
	world.act(Council::set_members { new_members, prime: None, old_count: 1 });
	let proposal: Box<RuntimeCall> = Box::new(SafeMode::<Runtime>::force_enter {}.into());
	let length_bound = proposal.encoded_size() as u32;
	world.submit(0, RuntimeCall::from(Council::propose { threshold: 2, proposal, length_bound }));
}
