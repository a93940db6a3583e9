//! Whatever anybody calls in whatever order, the properties hold.

use super::*;
use proptest::prelude::*;

/// A few of each, so that calls meet.
const ACCOUNTS: [AccountId; 6] = [MAKER, ALICE, BOB, LAB, GATEWAY, STRANGER];
const SEEDS: u8 = 6;

#[derive(Clone, Debug)]
enum Step {
	Register { who: usize, seed: u8, endorse: bool },
	Lot { who: usize, seed: u8 },
	Claim { who: usize, lot: u32, seed: u8 },
	CloseLot { who: usize, lot: u32 },
	Rotate { device: u8, old: u8, new: u8, epoch: u32 },
	Propose { who: usize, device: u8, new: u8, epoch: u32 },
	OnDevice { who: usize, device: u8, call: u8 },
	Offer { who: usize, device: u8, to: usize },
	Revoke { who: usize, device: u8, since: u64 },
	Calibrate { who: usize, device: u8, end: bool },
	Gateway { who: usize, device: Option<u8>, gateway: usize, end: bool },
	Equivocate { device: u8 },
	Model { who: usize, drop: Option<u32> },
	Standing { org: u32, suspend: bool },
	Wait { millis: u64 },
	Fill { full: bool },
}

fn step() -> impl Strategy<Value = Step> {
	let who = || 0..ACCOUNTS.len();
	let seed = || 1..=SEEDS;
	prop_oneof![
		4 => (who(), seed(), any::<bool>())
			.prop_map(|(who, seed, endorse)| Step::Register { who, seed, endorse }),
		1 => (who(), seed()).prop_map(|(who, seed)| Step::Lot { who, seed }),
		2 => (who(), 0u32..3, seed()).prop_map(|(who, lot, seed)| Step::Claim { who, lot, seed }),
		1 => (who(), 0u32..3).prop_map(|(who, lot)| Step::CloseLot { who, lot }),
		4 => (seed(), seed(), 1..=2 * SEEDS, 1u32..4)
			.prop_map(|(device, old, new, epoch)| Step::Rotate { device, old, new, epoch }),
		4 => (who(), seed(), 1..=2 * SEEDS, 1u32..4)
			.prop_map(|(who, device, new, epoch)| Step::Propose { who, device, new, epoch }),
		12 => (who(), seed(), 0u8..8)
			.prop_map(|(who, device, call)| Step::OnDevice { who, device, call }),
		3 => (who(), seed(), who())
			.prop_map(|(who, device, to)| Step::Offer { who, device, to }),
		1 => (who(), seed(), START..START + 100_000)
			.prop_map(|(who, device, since)| Step::Revoke { who, device, since }),
		2 => (who(), seed(), any::<bool>())
			.prop_map(|(who, device, end)| Step::Calibrate { who, device, end }),
		6 => (who(), prop::option::of(seed()), who(), any::<bool>())
			.prop_map(|(who, device, gateway, end)| Step::Gateway { who, device, gateway, end }),
		1 => seed().prop_map(|device| Step::Equivocate { device }),
		1 => (who(), prop::option::of(0u32..3)).prop_map(|(who, drop)| Step::Model { who, drop }),
		1 => (0u32..5, any::<bool>()).prop_map(|(org, suspend)| Step::Standing { org, suspend }),
		3 => (1u64..30_000).prop_map(|millis| Step::Wait { millis }),
		1 => any::<bool>().prop_map(|full| Step::Fill { full }),
	]
}

/// A lot of a single key.
fn root(key: &SecretKey) -> (Hash, Place) {
	let leaf = lot_leaf::<Native>(&key.public());
	let place = Place { index: 0, count: 1, path: vec![] };
	(place.root::<Native>(Tree::Lot, leaf).unwrap(), place)
}

fn run(step: Step) -> Result<(), DispatchError> {
	let account = |who: usize| ACCOUNTS[who].clone();
	let device = |seed: u8| id(&ed(seed));
	match step {
		Step::Register { who, seed, endorse } => {
			let (owner, key) = (account(who), ed(seed));
			let possession = possession(&owner);
			Registry::register(
				signed(owner),
				key.public(),
				MODEL,
				METADATA,
				Millis(possession.expires),
				consent(&key, &possession),
				endorse.then(|| endorsed(id(&key), MODEL, u64::MAX)),
			)
		},
		Step::Lot { who, seed } => {
			Registry::post_lot(signed(account(who)), MODEL, root(&ed(seed)).0, 1)
		},
		Step::Claim { who, lot, seed } => {
			let (owner, key) = (account(who), ed(seed));
			let possession = possession(&owner);
			Registry::claim(
				signed(owner),
				LotId(lot),
				key.public(),
				root(&key).1,
				METADATA,
				Millis(possession.expires),
				consent(&key, &possession),
			)
		},
		Step::CloseLot { who, lot } => Registry::close_lot(signed(account(who)), LotId(lot)),
		Step::Rotate { device: seed, old, new, epoch } => {
			// The wrong old key mostly, so the right one as well.
			for old in [old, seed] {
				let _ = apply(rotate_call(device(seed), &ed(old), &ed(new), epoch));
			}
			Ok(())
		},
		Step::Propose { who, device: seed, new, epoch } => {
			try_propose(account(who), device(seed), &ed(new), epoch)
		},
		Step::OnDevice { who, device: seed, call } => {
			let (who, device) = (signed(account(who)), device(seed));
			match call {
				0 => Registry::suspend(who, device),
				1 => Registry::resume(who, device),
				2 => Registry::retire(who, device),
				3 => Registry::drop_device(who, device).map(|_| ()).map_err(|e| e.error),
				4 => Registry::finish_rotation(who, device),
				5 => Registry::cancel_rotation(who, device),
				6 => Registry::accept_transfer(who, device),
				_ => Registry::cancel_transfer(who, device),
			}
		},
		Step::Offer { who, device: seed, to } => {
			let expires = Clock::now() + 20_000;
			Registry::offer_transfer(
				signed(account(who)),
				device(seed),
				account(to),
				Millis(expires),
			)
		},
		Step::Revoke { who, device: seed, since } => {
			Registry::revoke(signed(account(who)), device(seed), Some(Millis(since)))
		},
		Step::Calibrate { who, device: seed, end: true } => {
			Registry::end_calibration(signed(account(who)), device(seed))
		},
		Step::Calibrate { who, device: seed, end: false } => Registry::set_calibration(
			signed(account(who)),
			device(seed),
			[1; 32],
			Millis(Clock::now() + 20_000),
		),
		Step::Gateway { who, device: seed, gateway, end } => {
			let scope = seed.map_or(Scope::AllOfOwner, |seed| Scope::Device(device(seed)));
			let (who, gateway) = (signed(account(who)), account(gateway));
			if end {
				Registry::deauthorize_gateway(who, scope, gateway)
			} else {
				Registry::authorize_gateway(who, scope, gateway)
			}
		},
		Step::Equivocate { device: seed } => {
			<Registry as DeviceRegistry<_>>::suspend_for_equivocation(&device(seed));
			Ok(())
		},
		Step::Model { who, drop: Some(model) } => {
			Registry::drop_model(signed(account(who)), ModelId(model))
		},
		Step::Model { who, drop: None } => Registry::define_model(
			signed(account(who)),
			[0; 32],
			bytes("u"),
			vec![channel("c")].try_into().unwrap(),
			Default::default(),
		),
		Step::Standing { org, suspend } => {
			if suspend {
				Orgs::suspend(OrgId(org));
			} else {
				Orgs::resume(OrgId(org));
			}
			Ok(())
		},
		Step::Wait { millis } => {
			Clock::pass(millis);
			Ok(())
		},
		Step::Fill { full } => {
			if full {
				Statements::fill();
			} else {
				Statements::clear();
			}
			Ok(())
		},
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(128))]

	#[test]
	fn properties_hold_after_every_step(steps in prop::collection::vec(step(), 1..80)) {
		TestExt::new().execute_with(|| {
			let mut used = 0;
			for step in steps {
				// Most calls are refused, and that is as it should be.
				let _ = frame::deps::frame_support::storage::with_storage_layer(|| run(step));
				Registry::do_try_state().expect("the properties hold after every step");
				check_holds();
				let now_used = UsedKeys::<Test>::iter().count();
				assert!(now_used >= used, "1: a used key was forgotten");
				used = now_used;
			}
		});
	}
}
