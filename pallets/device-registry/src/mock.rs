//! A runtime with nothing but what the pallet needs, and `TestExt`, which checks the pallet's
//! properties after every test.

use crate::{self as pallet_device_registry, *};
use frame::{
	testing_prelude::*,
	traits::{
		fungible::{HoldConsideration, InspectHold},
		ConstU64 as ConstUint64, Convert,
	},
};
use std::collections::BTreeMap;
use tallystick_evidence::{Hash, Scheme, SecretKey};
use tallystick_primitives::{
	control::{Bounds, Kind, Pace, Writable},
	HostCrypto, Role, Roles,
};
pub(crate) use tallystick_world::{
	secret, AccountId, Change, Changes, Clock, Orgs, Signing, Statements, GENESIS, SCHEMES,
};
use tallystick_world::{EnsureAdmin, EnsureMember};

/// Members of the manufacturer.
pub(crate) const MAKER: AccountId = AccountId::new([1; 32]);
pub(crate) const MAKER_TOO: AccountId = AccountId::new([2; 32]);
/// Belongs to another manufacturer.
pub(crate) const RIVAL: AccountId = AccountId::new([3; 32]);
pub(crate) const ALICE: AccountId = AccountId::new([10; 32]);
pub(crate) const BOB: AccountId = AccountId::new([11; 32]);
pub(crate) const LAB: AccountId = AccountId::new([20; 32]);
pub(crate) const GATEWAY: AccountId = AccountId::new([30; 32]);
/// A member without a balance.
pub(crate) const POOR: AccountId = AccountId::new([40; 32]);
/// Belongs to nobody, but has a balance.
pub(crate) const STRANGER: AccountId = AccountId::new([99; 32]);

pub(crate) const MAKERS: OrgId = OrgId(0);
pub(crate) const RIVALS: OrgId = OrgId(1);
pub(crate) const OWNERS: OrgId = OrgId(2);
pub(crate) const OTHERS: OrgId = OrgId(3);
pub(crate) const LABS: OrgId = OrgId(4);

pub(crate) const START: u64 = 1_800_000_000_000;
pub(crate) const LIFETIME: u64 = 3_600_000;
pub(crate) const DELAY: u64 = 10_000;
pub(crate) const KEY_AGE: u64 = 1_000;
pub(crate) const DROP_DELAY: u64 = 50_000;
pub(crate) const MAX_KEYS: u32 = 4;
pub(crate) const MAX_GATEWAYS: u32 = 3;
pub(crate) const BALANCE: u64 = 1_000_000;

tallystick_world::mock_runtime! { AccountId; 2: Registry = pallet_device_registry }

/// Others receive a change of a device when it is stored.
pub struct Stored;

impl OnDeviceChange<AccountId> for Stored {
	fn on_transferred(device: &DeviceId, _: &AccountId, to: &AccountId) {
		assert_eq!(Registry::device(*device).expect("it is there").owner, *to);
	}

	fn on_ended(device: &DeviceId, _: &AccountId, status: DeviceStatus) {
		assert_eq!(Registry::device(*device).expect("it is there").status, status);
	}

	fn weight() -> Weight {
		Weight::zero()
	}
}

thread_local! {
	static RELIED: core::cell::RefCell<(Vec<DeviceId>, Vec<AccountId>)> = Default::default();
}

/// Somebody who relies on devices.
pub struct Reliant;

impl Reliant {
	/// Relies on this device of this owner, or on nothing any more.
	pub(crate) fn set(on: Option<(DeviceId, AccountId)>) {
		RELIED.set(on.into_iter().unzip());
	}

	fn free(is: bool) -> DispatchResult {
		match is {
			true => Ok(()),
			false => Err("somebody relies on it".into()),
		}
	}
}

impl DeviceGuard<AccountId> for Reliant {
	fn ensure_free(device: &DeviceId) -> DispatchResult {
		Self::free(RELIED.with_borrow(|relied| !relied.0.contains(device)))
	}

	fn ensure_all_free(owner: &AccountId) -> DispatchResult {
		Self::free(RELIED.with_borrow(|relied| !relied.1.contains(owner)))
	}

	fn weight() -> Weight {
		Weight::from_parts(77, 7)
	}
}

/// A unit of money for every byte.
pub struct Price;

impl Convert<Footprint, u64> for Price {
	fn convert(footprint: Footprint) -> u64 {
		footprint.count * 10 + footprint.size
	}
}

type Deposit<Reason> = HoldConsideration<AccountId, Balances, Reason, Price>;

parameter_types! {
	pub Manufacturers: Roles = Role::Manufacturer.into();
	pub Accreditors: Roles = Role::Accreditor.into();
	pub const Genesis: Hash = GENESIS;
	pub const ForModel: RuntimeHoldReason = RuntimeHoldReason::Registry(HoldReason::Model);
	pub const ForLot: RuntimeHoldReason = RuntimeHoldReason::Registry(HoldReason::Lot);
	pub const ForDevice: RuntimeHoldReason = RuntimeHoldReason::Registry(HoldReason::Device);
	pub const ForGateway: RuntimeHoldReason = RuntimeHoldReason::Registry(HoldReason::Gateway);
}

impl crate::Config for Test {
	type AccreditorOrigin = EnsureMember<Accreditors>;
	type AdminOrigin = EnsureRoot<AccountId>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = tallystick_world::InMemory;
	type Crypto = HostCrypto;
	type DeviceConsideration = Deposit<ForDevice>;
	type DropDelay = ConstUint64<DROP_DELAY>;
	type GatewayConsideration = Deposit<ForGateway>;
	type Genesis = Genesis;
	type Guard = Reliant;
	type LotConsideration = Deposit<ForLot>;
	type ManufacturerOrigin = EnsureMember<Manufacturers>;
	type MaxChannels = ConstU32<4>;
	type MaxEndorsers = ConstU32<2>;
	type MaxGateways = ConstU32<MAX_GATEWAYS>;
	type MaxKeys = ConstU32<MAX_KEYS>;
	type MaxLifetime = ConstUint64<LIFETIME>;
	type MaxNameLength = ConstU32<16>;
	type MaxUnitLength = ConstU32<8>;
	type MaxUriLength = ConstU32<32>;
	type MemberOrigin = EnsureMember;
	type MinKeyAge = ConstUint64<KEY_AGE>;
	type Membership = Orgs;
	type ModelConsideration = Deposit<ForModel>;
	type OnDeviceChange = (Stored, Changes);
	type OrgAdminOrigin = EnsureAdmin;
	type RotationDelay = ConstUint64<DELAY>;
	type RotationPriority = ConstUint64<9>;
	type Statements = Statements;
	type Time = Clock;
	type WeightInfo = ();
}

/// Builds the state that a test starts from.
pub(crate) struct TestExt {
	models: bool,
}

impl TestExt {
	/// Accounts with balances and nothing else.
	#[cfg(feature = "runtime-benchmarks")]
	pub(crate) fn empty() -> Self {
		Self { models: false }
	}

	/// A model of the manufacturer, [`MODEL`].
	pub(crate) fn new() -> Self {
		Self { models: true }
	}

	pub(crate) fn build(self) -> TestState {
		let rich = [MAKER, MAKER_TOO, RIVAL, ALICE, BOB, LAB, GATEWAY, STRANGER];
		let storage = RuntimeGenesisConfig {
			balances: pallet_balances::GenesisConfig {
				balances: rich.into_iter().map(|who| (who, BALANCE)).collect(),
				..Default::default()
			},
			..Default::default()
		}
		.build_storage()
		.expect("the genesis of the tests is sound");
		tallystick_world::reset();
		Clock::set(START);
		for (org, role, members) in [
			(MAKERS, Role::Manufacturer, vec![MAKER, MAKER_TOO]),
			(RIVALS, Role::Manufacturer, vec![RIVAL]),
			(OWNERS, Role::Operator, vec![ALICE]),
			(OTHERS, Role::Operator, vec![BOB, GATEWAY, POOR]),
			(LABS, Role::Accreditor, vec![LAB]),
		] {
			Orgs::admit(org, role.into(), members);
		}
		let mut state = TestState::from(storage);
		state.execute_with(|| {
			System::set_block_number(1);
			if self.models {
				Registry::define_model(
					signed(MAKER),
					[1; 32],
					bytes("https://example.org/1"),
					vec![
						channel("temperature"),
						channel("door"),
						Channel { write: Some(writable()), ..channel("target") },
					]
					.try_into()
					.expect("few enough"),
					vec![endorser().public()].try_into().expect("few enough"),
				)
				.expect("the model of the tests is sound");
			}
		});
		state
	}

	pub(crate) fn execute_with<R>(self, test: impl FnOnce() -> R) -> R {
		self.build().execute_with(|| {
			let result = test();
			Registry::do_try_state().expect("the properties hold after every test");
			check_holds();
			result
		})
	}
}

/// Property 8: what is held is what the records ask for.
pub(crate) fn check_holds() {
	let mut held = BTreeMap::<(AccountId, u8), u64>::new();
	let mut add = |who: AccountId, reason: HoldReason, footprint| {
		*held.entry((who, reason as u8)).or_default() += Price::convert(footprint);
	};
	for (model, _) in Models::<Test>::iter_values() {
		add(model.payer.clone(), HoldReason::Model, Registry::model_footprint(&model));
	}
	for (lot, _) in Lots::<Test>::iter_values() {
		add(lot.payer, HoldReason::Lot, Registry::lot_footprint());
	}
	for (device, _) in Devices::<Test>::iter_values() {
		add(device.owner, HoldReason::Device, Registry::device_footprint());
	}
	for (grant, ..) in Gateways::<Test>::iter() {
		let payer = match grant {
			Grant::Owner(owner) => owner,
			Grant::Device(device) => Registry::device(device).expect("property 6").owner,
		};
		add(payer, HoldReason::Gateway, Registry::gateway_footprint());
	}
	for who in frame_system::Account::<Test>::iter_keys() {
		for reason in [HoldReason::Model, HoldReason::Lot, HoldReason::Device, HoldReason::Gateway]
		{
			let expected = held.remove(&(who.clone(), reason as u8)).unwrap_or_default();
			assert_eq!(
				Balances::balance_on_hold(&reason.into(), &who),
				expected,
				"8: {reason:?} of {who:?}"
			);
		}
	}
	assert!(held.is_empty(), "8: deposits of nobody: {held:?}");
}

/// The model that tests start with.
pub(crate) const MODEL: ModelId = ModelId(0);
/// What tests call a description.
pub(crate) const METADATA: Hash = [5; 32];

pub(crate) fn signed(who: AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

pub(crate) fn bytes<S: Get<u32>>(text: &str) -> BoundedVec<u8, S> {
	text.as_bytes().to_vec().try_into().expect("short enough")
}

pub(crate) fn channel(name: &str) -> ChannelOf<Test> {
	Channel {
		name: bytes(name),
		unit: bytes("Cel"),
		exponent: -2,
		kind: tallystick_primitives::ChannelKind::Gauge,
		limits: tallystick_evidence::Limits { low: -4_000, high: 8_500 },
		period: 1_000,
		write: None,
	}
}

/// A set-point within the plausible values of [`channel`], in whole degrees.
pub(crate) fn writable() -> Writable {
	let range = tallystick_evidence::Limits { low: 500, high: 3_000 };
	let pace = Pace { off: Some(500), min_on: 60_000, min_off: 120_000, per_hour: 6 };
	let bounds = Bounds { range, step: 100, fail_safe: 1_600, startup: 500, pace, lease: 300_000 };
	Writable { kind: Kind::SetPoint, bounds }
}

pub(crate) fn ed(seed: u8) -> SecretKey {
	secret(Scheme::Ed25519, seed)
}

/// The manufacturer's.
pub(crate) fn endorser() -> SecretKey {
	secret(Scheme::P256, 200)
}

pub(crate) fn id(key: &SecretKey) -> DeviceId {
	DeviceId::of::<HostCrypto>(&key.public())
}

pub(crate) fn possession(owner: &AccountId) -> Possession {
	Possession {
		owner: owner.clone().into(),
		model: MODEL.0,
		metadata: METADATA,
		expires: Clock::now() + LIFETIME,
	}
}

pub(crate) fn consent(key: &SecretKey, possession: &Possession) -> Signature {
	Signing::new(Purpose::Register, id(key)).sign(key, &possession.to_bytes())
}

/// Registers a device without an endorsement.
pub(crate) fn try_register(owner: AccountId, key: &SecretKey) -> DispatchResult {
	let possession = possession(&owner);
	Registry::register(
		signed(owner),
		key.public(),
		MODEL,
		METADATA,
		Millis(possession.expires),
		consent(key, &possession),
		None,
	)
}

pub(crate) fn register(owner: AccountId, key: &SecretKey) -> DeviceId {
	try_register(owner, key).expect("nothing is wrong with it");
	id(key)
}

pub(crate) fn endorsed(device: DeviceId, model: ModelId, expires: u64) -> Endorsed {
	let payload = Endorsement { model: model.0, expires }.to_bytes();
	let signature = Signing::new(Purpose::Endorse, device).sign(&endorser(), &payload);
	Endorsed { endorser: endorser().public(), expires: Millis(expires), signature }
}

fn tenure(device: DeviceId) -> u32 {
	<Registry as DeviceRegistry<AccountId>>::tenure(&device).unwrap_or_default()
}

/// A rotation with both signatures, for the present tenure.
pub(crate) fn rotate_call(
	device: DeviceId,
	old: &SecretKey,
	new: &SecretKey,
	epoch: u32,
) -> crate::Call<Test> {
	let (key, tenure) = (new.public(), tenure(device));
	let rotation = Rotation { key, epoch, tenure, expires: Clock::now() + LIFETIME };
	rotation.with_bytes(|payload| crate::Call::rotate_key {
		device,
		key,
		epoch,
		tenure,
		expires: Millis(rotation.expires),
		old: Signing::new(Purpose::Rotate, device).sign(old, payload),
		new: Signing::new(Purpose::Adopt, device).sign(new, payload),
	})
}

/// Signs for a new key and proposes it.
pub(crate) fn try_propose(
	owner: AccountId,
	device: DeviceId,
	new: &SecretKey,
	epoch: u32,
) -> DispatchResult {
	let (key, tenure) = (new.public(), tenure(device));
	let rotation = Rotation { key, epoch, tenure, expires: Clock::now() + LIFETIME };
	let signature =
		rotation.with_bytes(|payload| Signing::new(Purpose::Adopt, device).sign(new, payload));
	Registry::propose_key(signed(owner), device, rotation.key, Millis(rotation.expires), signature)
}

/// What a block does with a call that authorises itself.
pub(crate) fn apply(call: crate::Call<Test>) -> Result<DispatchResult, u8> {
	validate(&call)?;
	let origin = frame_system::RawOrigin::Authorized.into();
	Ok(RuntimeCall::from(call).dispatch(origin).map(|_| ()).map_err(|error| error.error))
}

/// What the pool says of a call that authorises itself.
pub(crate) fn validate(call: &crate::Call<Test>) -> Result<ValidTransaction, u8> {
	validate_and_weigh(call).map(|(valid, _)| valid)
}

/// In place of a code: the call waits for the next block.
pub(crate) const WAITS: u8 = 0;

/// The same, with how much of the weight that was booked for it was not needed.
pub(crate) fn validate_and_weigh(
	call: &crate::Call<Test>,
) -> Result<(ValidTransaction, Weight), u8> {
	use frame::deps::{
		frame_support::traits::Authorize, sp_runtime::transaction_validity::TransactionSource,
	};
	match call.authorize(TransactionSource::External).expect("it authorises itself") {
		Ok(valid) => Ok(valid),
		Err(TransactionValidityError::Invalid(InvalidTransaction::ExhaustsResources)) => Err(WAITS),
		Err(TransactionValidityError::Invalid(InvalidTransaction::Custom(code))) => Err(code),
		Err(other) => panic!("unexpected: {other:?}"),
	}
}

pub(crate) fn last_event() -> crate::Event<Test> {
	match System::events().pop().expect("there is an event").event {
		RuntimeEvent::Registry(event) => event,
		other => panic!("another pallet's event: {other:?}"),
	}
}

/// What is held of an account.
pub(crate) fn held(who: &AccountId) -> u64 {
	Balances::total_balance_on_hold(who)
}
