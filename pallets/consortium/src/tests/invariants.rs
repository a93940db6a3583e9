//! Whatever anybody calls in whatever order, the properties hold.

use super::*;
use proptest::prelude::*;

#[derive(Clone, Debug)]
enum Step {
	Call(Origin, Box<RuntimeCall>),
	Charge(OrgId, Quota),
	Fund(OrgId),
	Wait(u64),
}

#[derive(Clone, Debug)]
enum Origin {
	Root,
	Signed(AccountId),
}

fn account() -> impl Strategy<Value = AccountId> {
	1u128..12
}

fn org() -> impl Strategy<Value = OrgId> {
	(0u32..5).prop_map(OrgId)
}

fn quota() -> impl Strategy<Value = Quota> {
	(0u64..2_000, 0u64..20_000_000_000).prop_map(|(bytes, ref_time)| Quota { bytes, ref_time })
}

fn call() -> impl Strategy<Value = crate::Call<Test>> {
	use crate::Call;
	prop_oneof![
		(account(), 0u16..512).prop_map(|(admin, bits)| Call::admit {
			name: name("any"),
			admin,
			roles: Roles::from_bits(bits).unwrap_or(Roles::ALL),
		}),
		org().prop_map(|org| Call::suspend { org }),
		org().prop_map(|org| Call::resume { org }),
		(org(), quota()).prop_map(|(org, quota)| Call::set_quota { org, quota }),
		(org(), account()).prop_map(|(org, admin)| Call::set_admin { org, admin }),
		account().prop_map(|who| Call::invite { who }),
		(org(), account()).prop_map(|(org, who)| Call::withdraw_invitation { org, who }),
		org().prop_map(|org| Call::join { org }),
		account().prop_map(|who| Call::remove_member { who }),
		account().prop_map(|who| Call::add_validator { who }),
		account().prop_map(|who| Call::remove_validator { who }),
		(0u32..4, 0u64..9).prop_map(|(min_validators, session_length)| Call::configure {
			settings: Settings { min_validators, session_length },
		}),
		(org(), account()).prop_map(|(org, beneficiary)| Call::dissolve { org, beneficiary }),
		(0u64..2_000, account()).prop_map(|(amount, to)| Call::withdraw { amount, to }),
		account().prop_map(|who| Call::drop_keys { who }),
	]
}

fn step() -> impl Strategy<Value = Step> {
	let origin = prop_oneof![Just(Origin::Root), account().prop_map(Origin::Signed)];
	prop_oneof![
		8 => (origin, call()).prop_map(|(who, call)| Step::Call(who, Box::new(call.into()))),
		1 => (org(), quota()).prop_map(|(org, cost)| Step::Charge(org, cost)),
		1 => org().prop_map(Step::Fund),
		1 => (1u64..80).prop_map(Step::Wait),
	]
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(256))]

	#[test]
	fn properties_hold_after_every_step(steps in prop::collection::vec(step(), 1..60)) {
		TestExt::new().execute_with(|| {
			(1..12).for_each(Keys::set);
			for step in steps {
				// Most calls are refused, and that is as it should be.
				match step {
					Step::Call(Origin::Root, call) => {
						let _ = call.dispatch(root());
					},
					Step::Call(Origin::Signed(who), call) => {
						let _ = call.dispatch(signed(who));
					},
					Step::Charge(org, cost) => {
						let _ = Consortium::charge(&Charge { org, cost, share: u64::MAX });
					},
					Step::Fund(org) => {
						let _ = Balances::mint_into(&Consortium::account(org), 1_000);
					},
					Step::Wait(blocks) => {
						System::set_block_number(System::block_number() + blocks)
					},
				}
				Consortium::do_try_state().expect("the properties hold after every step");
			}
		});
	}
}
