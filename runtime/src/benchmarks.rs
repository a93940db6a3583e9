//! Which pallets are measured, and what that needs.

use crate::{
	configs::{system::Genesis, AdminOrigin},
	constants::UNIT,
	AccountId, AssetLifecycle, Balances, Consortium, Council, DeviceRegistry, Escrow, Runtime,
	RuntimeCall, RuntimeOrigin, SessionKeys, System, Timestamp,
};
use alloc::{boxed::Box, format, string::String, vec, vec::Vec};
use codec::Decode;
use frame_benchmarking::{define_benchmarks, BenchmarkBatch, BenchmarkConfig, BenchmarkList};
use frame_support::traits::{
	fungible::Mutate, EnsureOrigin, Get, StorageInfo, StorageInfoTrait, Time,
};
use pallet_asset_lifecycle::{Definition, LotDates, Makers, NewLot, ShelfLife, State, StateKind};
use pallet_consortium::Quota;
use pallet_device_registry::{Calibration, Channel, ModelId, Scope};
use sp_runtime::traits::OpaqueKeys;
use tallystick_primitives::{
	control::{limits::MAX_LEASE, Bounds, Kind, Pace, Writable},
	evidence::{
		message::{Endorsement, Possession},
		DeviceId, Limits, Purpose,
	},
	gs1::{CompanyPrefix, Giai, Key, Sgln, Text},
	records::{asset::MAX_PARENTS, device::Endorsed},
	AssetId, ChannelKind, ClassId, EscrowId, HostCrypto, Millis, Observation, OrgId, Roles,
	StreamId, TraceLotId,
};
use tallystick_world::{Actors, Secret};

define_benchmarks!(
	[frame_system, frame_system_benchmarking::Pallet::<Runtime>]
	[frame_system_extensions, frame_system_benchmarking::extensions::Pallet::<Runtime>]
	[pallet_asset_lifecycle, crate::AssetLifecycle]
	[pallet_automation, crate::Automation]
	[pallet_procurement, crate::Procurement]
	[pallet_balances, crate::Balances]
	[pallet_collective, crate::Council]
	[pallet_consortium, crate::Consortium]
	[pallet_device_registry, crate::DeviceRegistry]
	[pallet_energy_market, crate::EnergyMarket]
	[pallet_escrow, crate::Escrow]
	[pallet_grandpa, crate::Grandpa]
	[pallet_mmr, crate::Mmr]
	[pallet_multisig, crate::Multisig]
	[pallet_preimage, crate::Preimage]
	[pallet_proxy, crate::Proxy]
	[pallet_safe_mode, crate::SafeMode]
	[pallet_scheduler, crate::Scheduler]
	[pallet_telemetry, crate::Telemetry]
	[pallet_timestamp, crate::Timestamp]
	[pallet_transaction_payment, crate::TransactionPayment]
	[pallet_tx_pause, crate::TxPause]
	[pallet_utility, crate::Utility]
);

impl frame_system_benchmarking::Config for Runtime {}
impl pallet_transaction_payment::BenchmarkConfig for Runtime {}

/// Session keys for benchmarks.
pub struct Keys;

impl pallet_consortium::BenchmarkHelper<AccountId, RuntimeCall> for Keys {
	fn set_keys(who: &AccountId, seed: u32) {
		let mut bytes = [0u8; 64];
		bytes[..4].copy_from_slice(&seed.to_le_bytes());
		bytes[32..36].copy_from_slice(&seed.to_le_bytes());
		let keys = SessionKeys::decode(&mut &bytes[..]).expect("two keys of 32 bytes");
		// As `session.set_keys` leaves it, without a proof that each key is the account's.
		System::inc_providers(who);
		System::inc_consumers_without_limit(who).expect("it has a provider");
		for kind in SessionKeys::key_ids() {
			let key = (*kind, keys.get_raw(*kind).to_vec());
			pallet_session::KeyOwner::<Runtime>::insert(key, who);
		}
		pallet_session::NextKeys::<Runtime>::insert(who, keys);
	}

	fn council_call(who: &AccountId) -> RuntimeCall {
		let others = (1..100).map(|seed| frame_benchmarking::account("councillor", seed, 0));
		let members = others.chain([who.clone()]).collect();
		Council::set_members(RuntimeOrigin::root(), members, None, 0).expect("root may");
		let (proposal, index, approve) = (Default::default(), 0, true);
		RuntimeCall::Council(pallet_collective::Call::vote { proposal, index, approve })
	}
}

/// Members, devices and a clock for the benchmarks of all pallets.
pub struct World;

impl Actors<AccountId> for World {
	fn set_time(now: u64) {
		pallet_timestamp::Now::<Runtime>::put(now);
	}

	fn member(seed: u32) -> AccountId {
		let who: AccountId = frame_benchmarking::account("device owner", seed, 0);
		if !pallet_consortium::Members::<Runtime>::contains_key(&who) {
			let name = b"owner".to_vec().try_into().expect("a short name");
			Consortium::admit(council(), name, who.clone(), Roles::ALL).expect("a new name");
			let next = pallet_consortium::NextOrgId::<Runtime>::get().expect("one is admitted");
			let org = OrgId(next.0 - 1);
			Consortium::join(RuntimeOrigin::signed(who.clone()), org).expect("a new account");
		}
		for account in [Consortium::payer(&who), who.clone()] {
			Balances::mint_into(&account, 1_000_000 * UNIT).expect("within the issuance");
		}
		who
	}

	fn device_of(
		owner: AccountId,
		secret: &Secret,
		channels: u16,
		gateway: &AccountId,
	) -> DeviceId {
		let limits = Limits { low: -(1 << 24), high: 1 << 24 };
		let channel = (ChannelKind::Gauge, "Cel", limits);
		Self::register(owner, secret, (channels, channel), None, gateway)
	}

	fn meter_of(owner: AccountId, secret: &Secret, channels: u16, gateway: &AccountId) -> DeviceId {
		let channel = (ChannelKind::Counter, "Wh", Limits::NONE);
		let endorser = Secret::new(u32::MAX);
		let device = Self::register(owner, secret, (channels, channel), Some(&endorser), gateway);
		pallet_device_registry::Devices::<Runtime>::mutate(device, |stored| {
			let (record, _) = stored.as_mut().expect("it is registered");
			let (since, until) = (Millis(0), Millis(u64::MAX));
			// No organisation has this id.
			let by = OrgId(u32::MAX);
			record.calibration = Some(Calibration { certificate: [0; 32], since, until, by });
		});
		device
	}

	fn observed(stream: &StreamId, observation: Observation) {
		pallet_telemetry::Streams::<Runtime>::mutate(stream, |stored| {
			stored.as_mut().expect("it is watched").latest = Some(observation);
		});
	}

	fn asset_of(owner: AccountId) -> AssetId {
		let origin = || RuntimeOrigin::signed(owner.clone());
		let org = pallet_consortium::Members::<Runtime>::get(&owner).expect("just admitted");
		let next = || pallet_asset_lifecycle::NextAssetId::<Runtime>::get().unwrap_or(AssetId(0));
		let class = pallet_asset_lifecycle::NextClassId::<Runtime>::get().unwrap_or(ClassId(0));
		let lot = pallet_asset_lifecycle::NextLotId::<Runtime>::get().unwrap_or(TraceLotId(0));

		let digits = format!("9{:011}", next().0);
		let prefix = CompanyPrefix::new(&digits).expect("twelve digits");
		AssetLifecycle::bind_prefix(origin(), prefix, org, None).expect("the prefix is new");
		let name = || b"asset".to_vec().try_into().expect("a short name");
		let states = vec![State { name: name(), kind: StateKind::Live }];
		let definition = Definition {
			name: name(),
			gtin: None,
			unit: None,
			decimals: 0,
			states: states.try_into().expect("one"),
			transitions: Default::default(),
			policies: Default::default(),
			ingredients: Default::default(),
			shelf_life: ShelfLife::New,
			makers: Makers::Anyone,
		};
		AssetLifecycle::define_class(origin(), Box::new(definition), None).expect("it is sound");
		let gln = (0..10).find_map(|digit| format!("{digits}{digit}").parse().ok());
		let gln = gln.expect("one of ten is the check digit");
		let lot_of = NewLot {
			code: Text::new("1").expect("it is short"),
			source: Sgln::new(gln, None).expect("it has no extension"),
			prefix,
			dates: LotDates { made: Millis(Timestamp::now()), expires: None },
		};
		AssetLifecycle::open_lot(origin(), class, lot_of).expect("the class is there");

		let mut parent = None;
		for number in 0..=MAX_PARENTS {
			let asset = next();
			let key = Giai::new(&format!("{digits}{number}")).expect("thirteen digits");
			let key = Key::Giai(key);
			AssetLifecycle::create(origin(), lot, key, prefix, 1, Default::default())
				.expect("the key is new");
			if let Some(parent) = parent {
				let child = vec![asset].try_into().expect("one");
				AssetLifecycle::join(origin(), parent, child, Default::default())
					.expect("the owner holds both");
			}
			parent = Some(asset);
		}
		parent.expect("there is one at least")
	}

	fn decide(arbiter: AccountId, escrow: EscrowId, amount: u128) {
		Escrow::decide(RuntimeOrigin::signed(arbiter), escrow, amount).expect("it is disputed");
	}
}

/// A set-point with all that it can have, or an action where the channel counts what was done. A model of such
/// set-points is as long as one of as many channels can be, but for the texts.
fn writable(kind: ChannelKind, range: Limits) -> Writable {
	let (kind, off) = match kind {
		ChannelKind::Counter => (Kind::Action, None),
		_ => (Kind::SetPoint, Some(range.low)),
	};
	let (fail_safe, startup) = (range.low, range.low);
	let pace = Pace { off, ..Pace::NONE };
	let bounds = Bounds { range, step: 1, fail_safe, startup, pace, lease: MAX_LEASE };
	Writable { kind, bounds }
}

impl World {
	/// Registers a device with `count` writable channels, all of one kind, unit and limits.
	fn register(
		owner: AccountId,
		secret: &Secret,
		(count, (kind, unit, limits)): (u16, (ChannelKind, &str, Limits)),
		endorser: Option<&Secret>,
		gateway: &AccountId,
	) -> DeviceId {
		let origin = || RuntimeOrigin::signed(owner.clone());
		let org = pallet_consortium::Members::<Runtime>::get(&owner).expect("just admitted");
		let quota = Quota { bytes: u64::MAX, ref_time: u64::MAX };
		Consortium::set_quota(council(), org, quota).expect("it exists");

		let channel = |number: u16| Channel {
			name: number.to_le_bytes().to_vec().try_into().expect("two bytes"),
			unit: unit.as_bytes().to_vec().try_into().expect("a short unit"),
			exponent: 0,
			kind,
			limits,
			period: 1_000,
			write: Some(writable(kind, limits)),
		};
		let channels: Vec<_> = (0..count).map(channel).collect();
		let channels = channels.try_into().expect("as many as a model can have");
		let endorsers: Vec<_> = endorser.iter().map(|endorser| endorser.public()).collect();
		let endorsers = endorsers.try_into().expect("one at most");
		let model = pallet_device_registry::NextModelId::<Runtime>::get().unwrap_or(ModelId(0));
		DeviceRegistry::define_model(origin(), [0; 32], Default::default(), channels, endorsers)
			.expect("the owner is a manufacturer");

		// A benchmark may register more devices than a block takes.
		pallet_telemetry::Statements::<Runtime>::kill();
		let device = secret.id::<HostCrypto>();
		let expires = Millis(Timestamp::now() + 1_000);
		let possession = Possession {
			owner: owner.clone().into(),
			model: model.0,
			metadata: [0; 32],
			expires: expires.0,
		};
		let payload = possession.to_bytes();
		let signature = secret.sign(Purpose::Register, &Genesis::get(), &device, &payload);
		let endorsement = endorser.map(|endorser| {
			let payload = Endorsement { model: model.0, expires: expires.0 }.to_bytes();
			let signature = endorser.sign(Purpose::Endorse, &Genesis::get(), &device, &payload);
			Endorsed { endorser: endorser.public(), expires, signature }
		});
		DeviceRegistry::register(
			origin(),
			secret.public(),
			model,
			possession.metadata,
			expires,
			signature,
			endorsement,
		)
		.expect("the device agrees");
		DeviceRegistry::authorize_gateway(origin(), Scope::Device(device), gateway.clone())
			.expect("the gateway is a member");
		device
	}
}

fn council() -> RuntimeOrigin {
	AdminOrigin::try_successful_origin().expect("there is a council")
}

pub(crate) fn metadata(extra: bool) -> (Vec<BenchmarkList>, Vec<StorageInfo>) {
	let mut list = Vec::<BenchmarkList>::new();
	list_benchmarks!(list, extra);
	(list, crate::AllPalletsWithSystem::storage_info())
}

pub(crate) fn dispatch(config: BenchmarkConfig) -> Result<Vec<BenchmarkBatch>, String> {
	use frame_support::traits::WhitelistedStorageKeys;
	let whitelist = crate::AllPalletsWithSystem::whitelisted_storage_keys();
	let mut batches = Vec::<BenchmarkBatch>::new();
	let params = (&config, &whitelist);
	add_benchmarks!(params, batches);
	Ok(batches)
}
