//! Calls of those who act for others or together: utility, proxies and multisig.

use super::{inner, remark};
use crate::runtime::{
	cast,
	source::{any_of, Pick, Source},
	world::World,
};
use codec::Encode;
use frame_support::weights::Weight;
use pallet_multisig::{Call as Multisig, Multisigs};
use pallet_proxy::{Call as Proxy, Proxies};
use pallet_utility::Call as Utility;
use sp_runtime::traits::{BlakeTwo256, Hash as _};
use tallystick_runtime::{
	configs::governance::ProxyType, AccountId, Address, OriginCaller, Runtime, RuntimeCall, System,
};

pub(crate) fn call(from: &mut Source) -> RuntimeCall {
	match from.below(8) {
		0 | 1 => utility(from).into(),
		2..=4 => together(from).into(),
		5 => kill_pure(from),
		_ => proxy(from).into(),
	}
}

fn calls(from: &mut Source) -> Vec<RuntimeCall> {
	(0..1 + from.below(3)).map(|_| *inner(from)).collect()
}

fn origin(from: &mut Source) -> Box<OriginCaller> {
	let signed = OriginCaller::system(frame_system::RawOrigin::Signed(from.pick()));
	Box::new(signed)
}

const WEIGHT: Weight = Weight::from_parts(10_000_000_000, 1_000_000);

fn utility(from: &mut Source) -> Utility<Runtime> {
	any_of!(from, Utility:
		batch { calls: calls },
		batch_all { calls: calls },
		force_batch { calls: calls },
		as_derivative { index, call: inner },
		dispatch_as { as_origin: origin, call: inner },
		dispatch_as_fallible { as_origin: origin, call: inner },
		with_weight { call: inner, weight: |_| WEIGHT },
		if_else { main: inner, fallback: inner },
	)
}

impl Pick for ProxyType {
	fn pick(from: &mut Source) -> Self {
		from.one_of(&[
			ProxyType::Any,
			ProxyType::NonTransfer,
			ProxyType::Governance,
			ProxyType::Consortium,
			ProxyType::EnergyMarket,
		])
	}
}

fn delay(from: &mut Source) -> u32 {
	from.one_of(&[0, 1])
}

fn proxied(from: &mut Source) -> Box<RuntimeCall> {
	match from.one_in(2) {
		true => inner(from),
		false => Box::new(remark()),
	}
}

fn hash(_: &mut Source) -> sp_core::H256 {
	BlakeTwo256::hash_of(&remark())
}

/// Mostly the account that has appointed another one.
fn real(from: &mut Source) -> Address {
	if from.one_in(2) {
		from.pick()
	} else {
		cast::account(REAL).into()
	}
}

/// Mostly the account that was appointed.
fn delegate(from: &mut Source) -> Address {
	if from.one_in(2) {
		from.pick()
	} else {
		cast::account(DELEGATE).into()
	}
}

const REAL: usize = 0;
const DELEGATE: usize = 6;

/// An account has appointed another one, which has announced a remark, and a pure proxy is made.
pub(crate) fn appointed(world: &mut World) {
	let (delegate, real) = (cast::account(DELEGATE).into(), cast::account(REAL).into());
	let appoint = Proxy::<Runtime>::add_proxy { delegate, proxy_type: ProxyType::Any, delay: 1 };
	world.submit(REAL, appoint);
	let call_hash = BlakeTwo256::hash_of(&remark());
	world.submit(DELEGATE, Proxy::<Runtime>::announce { real, call_hash });
	let (proxy_type, delay, index) = (ProxyType::Any, 0, 0);
	world.submit(7, Proxy::<Runtime>::create_pure { proxy_type, delay, index });
}

fn proxy(from: &mut Source) -> Proxy<Runtime> {
	any_of!(from, Proxy:
		proxy { real, force_proxy_type, call: proxied },
		add_proxy { delegate, proxy_type, delay: delay },
		remove_proxy { delegate: delegate, proxy_type, delay: delay },
		remove_proxies {},
		create_pure { proxy_type, delay: |_| 0, index: |_| 0 },
		announce { real: real, call_hash: hash },
		remove_announcement { real: real, call_hash: hash },
		reject_announcement { delegate: delegate, call_hash: hash },
		proxy_announced { delegate: delegate, real: real, force_proxy_type: |_| None, call: proxied },
		poke_deposit {},
	)
}

/// A pure proxy ends, by whoever made it.
fn kill_pure(from: &mut Source) -> RuntimeCall {
	let mut proxies = Proxies::<Runtime>::iter();
	let found = proxies.find(|(pure, _)| !cast::accounts().contains(pure));
	let Some((pure, (delegates, _))) = found else { return proxy(from).into() };
	let Some(own) = delegates.first() else { return proxy(from).into() };
	let (spawner, proxy_type) = (own.delegate.clone(), own.proxy_type);
	let now = System::block_number();
	let places = (now.saturating_sub(64)..=now).flat_map(|at| (0..6).map(move |ext| (at, ext)));
	let account =
		|at| pallet_proxy::Pallet::<Runtime>::pure_account(&spawner, &proxy_type, 0, Some(at));
	let Some((height, ext_index)) = { places }.find(|at| account(*at) == pure) else {
		return proxy(from).into();
	};
	let spawner = spawner.into();
	let kill = Proxy::kill_pure { spawner, proxy_type, index: 0, height, ext_index };
	let (real, call) = (pure.into(), Box::new(kill.into()));
	Proxy::proxy { real, force_proxy_type: None, call }.into()
}

/// The accounts that decide together, but for the one that signs.
fn others(from: &mut Source) -> Vec<AccountId> {
	let signer = from.below(3);
	from.signer = Some(signer);
	let mut others: Vec<_> = (0..3).filter(|at| *at != signer).map(cast::account).collect();
	others.sort();
	others
}

/// Two of three accounts decide on a remark.
fn together(from: &mut Source) -> Multisig<Runtime> {
	let other_signatories = others(from);
	let group = {
		let mut all: Vec<_> = (0..3).map(cast::account).collect();
		all.sort();
		pallet_multisig::Pallet::<Runtime>::multi_account_id(&all, 2)
	};
	let call = Box::new(remark());
	let call_hash = sp_io::hashing::blake2_256(&call.encode());
	let maybe_timepoint = Multisigs::<Runtime>::get(&group, call_hash).map(|open| open.when);
	let (threshold, max_weight) = (2, WEIGHT);
	match from.below(6) {
		0 => Multisig::as_multi_threshold_1 { other_signatories, call: inner(from) },
		1 => Multisig::poke_deposit { threshold, other_signatories, call_hash },
		2 => match maybe_timepoint {
			Some(timepoint) => {
				Multisig::cancel_as_multi { threshold, other_signatories, timepoint, call_hash }
			},
			None => Multisig::poke_deposit { threshold, other_signatories, call_hash },
		},
		3 => Multisig::approve_as_multi {
			threshold,
			other_signatories,
			maybe_timepoint,
			call_hash,
			max_weight,
		},
		_ => Multisig::as_multi { threshold, other_signatories, maybe_timepoint, call, max_weight },
	}
}
