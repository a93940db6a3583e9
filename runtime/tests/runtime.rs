//! What the parts promise together: presets, fees, limits, the order of checks.

#[path = "common/genesis.rs"]
mod genesis;

use frame_support::{
	assert_ok,
	dispatch::{DispatchClass, GetDispatchInfo},
	traits::{Contains, Get, IntegrityTest},
	weights::WeightToFee as _,
};
use genesis::{genesis, preset};
use sp_runtime::traits::TransactionExtension;
use tallystick_runtime::{
	configs::{
		consortium::{SponsoredCalls, UnsuspendableCalls},
		governance::{NeverSigned, Vital},
		monetary::WeightToFee,
	},
	constants::{deposit, CENT, EXISTENTIAL_DEPOSIT, MAXIMUM_BLOCK_WEIGHT, SS58_PREFIX, UNIT},
	genesis_config_presets::{check, get_preset, preset_names},
	AccountId, AllPalletsWithSystem, Runtime, RuntimeCall, RuntimeOrigin, System, TxExtension,
	VERSION,
};

type Balances = pallet_balances::Call<Runtime>;

fn transfer() -> RuntimeCall {
	Balances::transfer_keep_alive { dest: AccountId::new([1; 32]).into(), value: UNIT }.into()
}

fn remark() -> RuntimeCall {
	frame_system::Call::remark { remark: vec![] }.into()
}

#[test]
fn every_pallet_accepts_its_configuration() {
	sp_io::TestExternalities::default().execute_with(AllPalletsWithSystem::integrity_test);
}

#[test]
fn every_preset_builds() {
	for name in preset_names() {
		preset(name.as_ref()).execute_with(|| assert_eq!(System::block_number(), 0));
	}
	assert_eq!(get_preset(&"no such preset".into()), None);
}

#[test]
fn the_market_waits_whole_periods_for_readings() {
	use pallet_energy_market::Config;
	let spans = |name| {
		preset(name).execute_with(|| {
			let timing = tallystick_runtime::EnergyMarket::timing();
			assert_eq!(timing.check(), Ok(()), "{name}");
			[
				<Runtime as Config>::Estimation::get(),
				<Runtime as Config>::Correction::get(),
				<Runtime as Config>::Retention::get(),
			]
		})
	};
	let minutes = |period: u64| [2, 7, 10].map(|count| count * period * 60_000);
	assert_eq!(spans("development"), minutes(5));
	assert_eq!(spans("local_testnet"), minutes(5));
	assert_eq!(spans("staging"), minutes(24 * 60));
}

#[test]
fn deadlines_wait_while_calls_that_meet_them_are_refused() {
	use frame_support::traits::GetCallMetadata;
	use tallystick_runtime::{
		configs::escrow::{Stopped, MEETS_DEADLINE},
		RuntimeCall, SafeMode, TxPause,
	};
	let root = RuntimeOrigin::root;
	preset("development").execute_with(|| {
		System::set_block_number(1);
		assert!(!Stopped::get());
		assert_ok!(SafeMode::force_enter(root()));
		assert!(Stopped::get());
		assert_ok!(SafeMode::force_exit(root()));
		assert!(!Stopped::get());
		let others = [("EnergyMarket", "place"), ("Telemetry", "anchor")];
		let all = MEETS_DEADLINE.map(|name| (name, true)).into_iter();
		for ((pallet, call), stops) in all.chain(others.map(|name| (name, false))) {
			let calls = RuntimeCall::get_call_names(pallet);
			assert!(calls.contains(&call), "{pallet} has no {call}");
			let bounded = |text: &str| text.as_bytes().to_vec().try_into().expect("short");
			let name = (bounded(pallet), bounded(call));
			assert_ok!(TxPause::pause(root(), name.clone()));
			assert_eq!(Stopped::get(), stops, "{pallet}.{call}");
			assert_ok!(TxPause::unpause(root(), name));
		}
	});
}

#[test]
fn rules_order_nothing_while_safe_mode_or_a_pause_refuses_orders() {
	use frame_support::traits::GetCallName;
	use pallet_automation::Config;
	use tallystick_runtime::{SafeMode, TxPause};
	let is_stopped = <Runtime as Config>::Stopped::get;
	let root = RuntimeOrigin::root;
	preset("development").execute_with(|| {
		System::set_block_number(1);
		assert!(!is_stopped());
		assert_ok!(SafeMode::force_enter(root()));
		assert!(is_stopped());
		assert_ok!(SafeMode::force_exit(root()));
		let calls = pallet_procurement::Call::<Runtime>::get_call_names();
		for (call, stops) in [("place_order", true), ("accept", false)] {
			assert!(calls.contains(&call), "there is no {call}");
			let bounded = |text: &str| text.as_bytes().to_vec().try_into().expect("short");
			let name = (bounded("Procurement"), bounded(call));
			assert_ok!(TxPause::pause(root(), name.clone()));
			assert_eq!(is_stopped(), stops, "{call}");
			assert_ok!(TxPause::unpause(root(), name));
		}
	});
}

#[test]
fn the_market_orders_and_trades_count_the_same_lost_time() {
	use frame_support::traits::Hooks;
	use pallet_escrow::{Stop, Stops};
	use tallystick_primitives::Escrow as _;
	preset("development").execute_with(|| {
		System::set_block_number(1);
		Stops::<Runtime>::put(Stop { lost: 5, since: None });
		assert_eq!(<Runtime as pallet_energy_market::Config>::Lost::get(), 5);
		assert_eq!(<Runtime as pallet_procurement::Config>::Escrow::lost(), 5);
		assert_eq!(<Runtime as pallet_asset_lifecycle::Config>::Escrow::lost(), 5);
		assert_ok!(tallystick_runtime::SafeMode::force_enter(RuntimeOrigin::root()));
		pallet_escrow::Pallet::<Runtime>::on_initialize(2);
		assert!(Stops::<Runtime>::get().since.is_some());
	});
}

#[test]
fn development_has_one_authority_and_a_council_of_one() {
	preset("development").execute_with(|| {
		assert_eq!(pallet_aura::Authorities::<Runtime>::get().len(), 1);
		assert_eq!(tallystick_runtime::Grandpa::grandpa_authorities().len(), 1);
		assert_eq!(
			pallet_collective::Members::<Runtime, pallet_collective::Instance1>::get().len(),
			1
		);
	});
}

#[test]
fn local_testnet_seats_whom_the_consortium_lists() {
	preset("local_testnet").execute_with(|| {
		let listed = tallystick_runtime::Consortium::validators();
		assert_eq!(listed.len(), 4);
		assert_eq!(tallystick_runtime::Session::validators(), listed);
		assert_eq!(pallet_aura::Authorities::<Runtime>::get().len(), 4);
		// The keys of the first session are on record, so that an early double vote counts.
		assert_eq!(
			pallet_consortium::Voters::<Runtime>::get(0).map(|voters| voters.len()),
			Some(4)
		);
	});
}

#[test]
fn staging_holds_nobody_s_keys() {
	preset("staging").execute_with(|| {
		assert!(pallet_aura::Authorities::<Runtime>::get().is_empty());
		assert_eq!(pallet_balances::TotalIssuance::<Runtime>::get(), 0);
	});
}

#[test]
fn a_genesis_is_refused_until_it_is_filled_in() {
	let checked = |genesis: serde_json::Value| check(genesis.to_string().as_bytes());
	assert_eq!(checked(genesis("development")), Ok(()));
	assert_eq!(checked(genesis("local_testnet")), Ok(()));
	assert_eq!(
		checked(genesis("staging")),
		Err("the organisations list 0 validators, the minimum is 4".into())
	);

	let without = |path: &str| {
		let mut genesis = genesis("local_testnet");
		*genesis.pointer_mut(path).expect("the preset has it") = serde_json::json!([]);
		checked(genesis).expect_err("must be refused")
	};
	assert!(without("/session/keys").starts_with("session.keys lacks the validator"));
	let unlisted = without("/consortium/organizations/3/validators");
	assert!(unlisted.starts_with("no organisation lists"), "{unlisted}");
	assert_eq!(without("/council/members"), "the council has no members");

	let mut impossible = genesis("local_testnet");
	impossible["energyMarket"]["timing"]["slot"] = 7.into();
	let refused = checked(impossible).expect_err("must be refused");
	assert!(refused.starts_with("energyMarket.timing: a slot is 7 ms long"), "{refused}");
}

#[test]
fn a_transfer_costs_about_a_tenth_of_a_cent() {
	preset("development").execute_with(|| {
		let weight = transfer().get_dispatch_info().call_weight;
		let limits = <Runtime as frame_system::Config>::BlockWeights::get();
		let base = limits.get(DispatchClass::Normal).base_extrinsic;
		let fee = WeightToFee::weight_to_fee(&weight.saturating_add(base));
		assert!((CENT / 40..CENT / 4).contains(&fee), "{fee}");
	});
}

#[test]
fn deposits_grow_with_what_is_kept() {
	assert!(deposit(1, 0) > EXISTENTIAL_DEPOSIT);
	assert_eq!(deposit(2, 64), 2 * deposit(1, 0) + 64 * deposit(0, 1));
}

#[test]
fn a_block_is_executed_in_half_its_slot() {
	let limits = <Runtime as frame_system::Config>::BlockWeights::get();
	assert_eq!(limits.max_block, MAXIMUM_BLOCK_WEIGHT);
	let slot = tallystick_runtime::constants::SLOT_DURATION * 1_000_000_000;
	assert!(limits.max_block.ref_time() <= slot / 2);
}

#[test]
fn calls_and_events_stay_small() {
	assert!(core::mem::size_of::<RuntimeCall>() <= 256);
	assert!(core::mem::size_of::<tallystick_runtime::RuntimeEvent>() <= 256);
}

#[test]
fn clients_see_the_sdk_s_own_extensions_in_order() {
	let names: Vec<_> = <TxExtension as TransactionExtension<RuntimeCall>>::metadata()
		.into_iter()
		.map(|extension| extension.identifier)
		.collect();
	assert_eq!(
		names,
		[
			"AuthorizeCall",
			"CheckNonZeroSender",
			"CheckSpecVersion",
			"CheckTxVersion",
			"CheckGenesis",
			"CheckMortality",
			"CheckNonce",
			"CheckWeight",
			"ChargeTransactionPayment",
			"CheckMetadataHash",
			"WeightReclaim",
		]
	);
}

#[test]
fn addresses_use_the_prefix_of_the_chain_spec() {
	assert_eq!(<<Runtime as frame_system::Config>::SS58Prefix as Get<u16>>::get(), SS58_PREFIX);
	assert_eq!(VERSION.spec_name.as_ref(), "tallystick");
}

#[test]
fn no_wrapper_is_sponsored() {
	let wrapped: [RuntimeCall; 5] = [
		pallet_utility::Call::batch { calls: vec![] }.into(),
		pallet_utility::Call::as_derivative { index: 0, call: Box::new(remark()) }.into(),
		pallet_proxy::Call::proxy {
			real: AccountId::new([1; 32]).into(),
			force_proxy_type: None,
			call: Box::new(remark()),
		}
		.into(),
		pallet_multisig::Call::as_multi_threshold_1 {
			other_signatories: vec![],
			call: Box::new(remark()),
		}
		.into(),
		pallet_collective::Call::<Runtime, pallet_collective::Instance1>::execute {
			proposal: Box::new(remark()),
			length_bound: 0,
		}
		.into(),
	];
	for call in wrapped.iter().chain([&transfer(), &remark()]) {
		assert!(!SponsoredCalls::contains(call), "{call:?}");
		assert!(!UnsuspendableCalls::contains(call) || matches!(call, RuntimeCall::Council(_)));
	}
	let who = AccountId::new([1; 32]);
	assert!(SponsoredCalls::contains(&pallet_consortium::Call::invite { who }.into()));
}

#[test]
fn what_keeps_the_chain_alive_cannot_be_stopped() {
	let vital: [RuntimeCall; 4] = [
		pallet_timestamp::Call::set { now: 0 }.into(),
		pallet_safe_mode::Call::force_exit {}.into(),
		pallet_consortium::Call::suspend { org: tallystick_primitives::OrgId(0) }.into(),
		frame_system::Call::apply_authorized_upgrade { code: vec![] }.into(),
	];
	assert!(vital.iter().all(Vital::contains));
	assert!(!Vital::contains(&transfer()) && !Vital::contains(&remark()));
	let name = |pallet: &str, call: &str| {
		let bounded = |text: &str| text.as_bytes().to_vec().try_into().expect("short");
		(bounded(pallet), bounded(call))
	};
	assert!(Vital::contains(&name("Timestamp", "set")));
	assert!(Vital::contains(&name("System", "apply_authorized_upgrade")));
	assert!(!Vital::contains(&name("System", "remark")));
	assert!(!Vital::contains(&name("Balances", "transfer_keep_alive")));
}

#[test]
fn keys_are_never_withdrawn() {
	assert!(!NeverSigned::contains(&pallet_session::Call::purge_keys {}.into()));
	assert!(NeverSigned::contains(&remark()));
}
