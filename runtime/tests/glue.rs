//! Every pallet that acts on what another one reports receives the reports: one that the runtime leaves
//! out of `OnObservation`, `OnDeviceChange`, the device registry's `Guard` or the escrow pallet's
//! `OnExpired` fails here.

use core::{any::type_name, marker::PhantomData};
use frame_support::traits::PalletsInfoAccess;
use tallystick_primitives::{
	evidence::DeviceId, Consumer, DeviceGuard, DeviceStatus, EscrowPurpose, ExpiredEscrow,
	Observation, OnDeviceChange, OnEscrowExpired, OnObservation, StreamId,
};
use tallystick_runtime::{AccountId, AllPalletsWithSystem, Balance, Runtime};

/// Says what `P` acts on. The inherent constants come before the trait's, but exist only where `P`
/// implements what they ask for.
struct Acts<P>(PhantomData<P>);

trait OnNothing {
	const ON_OBSERVATION: Option<Consumer> = None;
	const ON_DEVICE_CHANGE: bool = false;
	const ON_ESCROW_EXPIRED: bool = false;
	const GUARDS: bool = false;
}

impl<P> OnNothing for Acts<P> {}

impl<P: OnObservation> Acts<P> {
	const ON_OBSERVATION: Option<Consumer> = Some(P::CONSUMER);
}

impl<P: OnDeviceChange<AccountId>> Acts<P> {
	const ON_DEVICE_CHANGE: bool = true;
}

impl<P: OnEscrowExpired<Balance>> Acts<P> {
	const ON_ESCROW_EXPIRED: bool = true;
}

impl<P: DeviceGuard<AccountId>> Acts<P> {
	const GUARDS: bool = true;
}

/// A pallet, as the checks see it.
struct Pallet {
	name: &'static str,
	type_name: &'static str,
	observes: Option<Consumer>,
	follows_devices: bool,
	opens_escrows: bool,
	guards_devices: bool,
}

macro_rules! pallet {
	($pallet:ty) => {
		Pallet {
			name: stringify!($pallet),
			type_name: type_name::<$pallet>(),
			observes: Acts::<$pallet>::ON_OBSERVATION,
			follows_devices: Acts::<$pallet>::ON_DEVICE_CHANGE,
			opens_escrows: Acts::<$pallet>::ON_ESCROW_EXPIRED,
			guards_devices: Acts::<$pallet>::GUARDS,
		}
	};
}

/// All pallets of the runtime.
#[rustfmt::skip]
fn pallets() -> Vec<Pallet> {
	macro_rules! list {
		($($pallet:ident)*) => {{ use tallystick_runtime::{$($pallet),*}; vec![$(pallet!($pallet)),*] }};
	}
	list! {
		System Timestamp Utility Multisig Proxy Scheduler Preimage Balances TransactionPayment
		Consortium Authorship Aura Session Grandpa Mmr Council SafeMode TxPause
		DeviceRegistry Telemetry Escrow AssetLifecycle EnergyMarket Automation
		Procurement
	}
}

/// What is wrong with a runtime whose `OnObservation` is `O`, whose `OnDeviceChange` is `D`, whose
/// `OnExpired` is `E`, and whose `Guard` is `G`.
fn mistakes<O, D, E, G>(pallets: &[Pallet]) -> Vec<String> {
	let mut mistakes = Vec::new();
	for each in pallets {
		let Pallet { name, type_name: pallet, observes, follows_devices, .. } = each;
		if observes.is_some() && !type_name::<O>().contains(pallet) {
			mistakes.push(format!(
				"{name} acts on observations and receives none: add it to `OnObservation` in \
				 runtime/src/configs/telemetry.rs"
			));
		}
		if let Some(consumer) = observes.filter(|consumer| format!("{consumer:?}") != *name) {
			mistakes.push(format!(
				"{name} watches as {consumer:?}: give its `OnObservation::CONSUMER` a name of its own, \
				 the one that it has in the runtime"
			));
		}
		if *follows_devices && !type_name::<D>().contains(pallet) {
			mistakes.push(format!(
				"{name} acts on changes of devices and receives none: add it to `OnDeviceChange` in \
				 runtime/src/configs/devices.rs"
			));
		}
		if each.opens_escrows && !type_name::<E>().contains(pallet) {
			mistakes.push(format!(
				"{name} opens escrows and is not notified when they expire: add it to `OnExpired` in \
				 runtime/src/configs/escrow.rs"
			));
		}
		if each.guards_devices && !type_name::<G>().contains(pallet) {
			mistakes.push(format!(
				"{name} relies on devices and is never asked: add it to `Guard` in \
				 runtime/src/configs/devices.rs"
			));
		}
	}
	mistakes
}

#[test]
fn no_pallet_waits_for_reports_in_vain() {
	let mut listed: Vec<_> = pallets().iter().map(|pallet| pallet.name).collect();
	let mut present: Vec<_> =
		AllPalletsWithSystem::infos().into_iter().map(|pallet| pallet.name).collect();
	listed.sort_unstable();
	present.sort_unstable();
	assert_eq!(listed, present, "`pallets` in this file lists every pallet of the runtime");

	type Observers = <Runtime as pallet_telemetry::Config>::OnObservation;
	type Followers = <Runtime as pallet_device_registry::Config>::OnDeviceChange;
	type Openers = <Runtime as pallet_escrow::Config>::OnExpired;
	type Guards = <Runtime as pallet_device_registry::Config>::Guard;
	let mistakes = mistakes::<Observers, Followers, Openers, Guards>(&pallets());
	assert!(mistakes.is_empty(), "{}", mistakes.join("\n"));
}

struct Automation;

impl OnObservation for Automation {
	const CONSUMER: Consumer = Consumer::Automation;

	fn on_observation(_: &StreamId, _: &Observation) -> frame_support::weights::Weight {
		Default::default()
	}

	fn weight() -> frame_support::weights::Weight {
		Default::default()
	}
}

struct Procurement;

impl OnObservation for Procurement {
	const CONSUMER: Consumer = Consumer::Automation;

	fn on_observation(_: &StreamId, _: &Observation) -> frame_support::weights::Weight {
		Default::default()
	}

	fn weight() -> frame_support::weights::Weight {
		Default::default()
	}
}

impl OnDeviceChange<AccountId> for Procurement {
	fn on_transferred(_: &DeviceId, _: &AccountId, _: &AccountId) {}

	fn on_ended(_: &DeviceId, _: &AccountId, _: DeviceStatus) {}

	fn weight() -> frame_support::weights::Weight {
		Default::default()
	}
}

impl OnEscrowExpired<Balance> for Procurement {
	const PURPOSES: &'static [EscrowPurpose] = &[EscrowPurpose::Order];

	fn on_escrow_expired(_: &ExpiredEscrow<Balance>) {}

	fn weight() -> frame_support::weights::Weight {
		Default::default()
	}
}

impl DeviceGuard<AccountId> for Procurement {
	fn ensure_free(_: &DeviceId) -> frame_support::dispatch::DispatchResult {
		Ok(())
	}

	fn ensure_all_free(_: &AccountId) -> frame_support::dispatch::DispatchResult {
		Ok(())
	}

	fn weight() -> frame_support::weights::Weight {
		Default::default()
	}
}

#[test]
fn a_forgotten_pallet_is_found() {
	assert!(mistakes::<Automation, (), (), ()>(&[pallet!(Automation)]).is_empty());
	assert!(mistakes::<(Automation,), (), (), ()>(&[pallet!(Automation)]).is_empty());
	assert_eq!(mistakes::<(), (), (), ()>(&[pallet!(Automation)]).len(), 1);

	let all = [pallet!(Automation), pallet!(Procurement)];
	type Both = (Automation, Procurement);
	let with_another_s_name =
		mistakes::<Both, (Procurement,), (Procurement,), (Procurement,)>(&all);
	assert_eq!(with_another_s_name.len(), 1, "{with_another_s_name:?}");
	assert_eq!(mistakes::<Both, (Procurement,), (), (Procurement,)>(&all).len(), 2);
	assert_eq!(mistakes::<(Automation,), (), (), ()>(&all).len(), 5);
}
