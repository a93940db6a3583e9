//! A runtime with nothing but what the pallet needs, devices that sign, and `TestExt`, which checks
//! the pallet's properties after every test.

use crate::{self as pallet_telemetry, ObservedOf, ObservedRun, Settings};
use core::{
	cell::{Cell, RefCell},
	ops::RangeInclusive,
};
use frame::{
	deps::{
		frame_support::traits::{fungible::HoldConsideration, LinearStoragePrice},
		sp_runtime::AccountId32,
	},
	testing_prelude::*,
	traits::{ConstU64 as ConstUint64, Time},
};
use std::collections::{BTreeMap, BTreeSet};
use tallystick_primitives::{
	evidence::{
		fraud::{KeyIn, Placed},
		merkle::MerkleTree,
		Attestation, Batch, DeviceId, DeviceKey, Hash, Limits, Native, Reading, Run, RunHasher,
		Scheme, SecretKey, SegmentHeader, SegmentLeaf, Signature, Tree,
	},
	Calibration, ChannelKind, ChannelTraits, Consumer, DeviceQuota, DeviceRegistry, DeviceStatus,
	KeyAge, Member, Observation, OnObservation, OrgId, StreamId, Unit,
};

pub(crate) type AccountId = AccountId32;

/// A gateway that may speak for every device.
pub(crate) const GATEWAY: AccountId = AccountId32::new([1; 32]);
/// A gateway that may speak for none.
pub(crate) const OTHER: AccountId = AccountId32::new([2; 32]);
/// The devices' owner.
pub(crate) const OWNER: AccountId = AccountId32::new([3; 32]);
pub(crate) const GENESIS: Hash = [7; 32];
/// The chain's time in the tests' first block.
pub(crate) const NOW: u64 = 1_700_000_000_000;
pub(crate) const RETENTION: u64 = 10;
pub(crate) const SETTINGS: Settings<u64> =
	Settings { retention: RETENTION, max_skew: 60_000, late_after: 900_000 };
/// The plausible values of channel 2. The others have no limits.
pub(crate) const LIMITS: Limits = Limits { low: -100, high: 100 };
pub(crate) const CHANNELS: u16 = 8;
const BALANCE: u64 = 1_000_000;

#[frame_construct_runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(
		RuntimeCall,
		RuntimeEvent,
		RuntimeError,
		RuntimeOrigin,
		RuntimeHoldReason,
		RuntimeFreezeReason,
		RuntimeTask,
		RuntimeViewFunction
	)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type Balances = pallet_balances;
	#[runtime::pallet_index(2)]
	pub type Telemetry = pallet_telemetry;
	#[runtime::pallet_index(3)]
	pub type Alarm = crate::tests::glue::alarm;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type AccountData = pallet_balances::AccountData<u64>;
	type AccountId = AccountId;
	type Block = MockBlock<Test>;
	type Lookup = IdentityLookup<AccountId>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type AccountStore = System;
}

/// What the registry knows of a device.
#[derive(Clone)]
pub(crate) struct Record {
	pub(crate) status: DeviceStatus,
	/// By epoch; the last one is in use.
	pub(crate) keys: Vec<DeviceKey>,
	pub(crate) channels: u16,
	pub(crate) calibrated: Option<RangeInclusive<u64>>,
	pub(crate) gateways: BTreeSet<AccountId>,
}

thread_local! {
	static DEVICES: RefCell<BTreeMap<DeviceId, Record>> = const { RefCell::new(BTreeMap::new()) };
	static CLOCK: RefCell<u64> = const { RefCell::new(NOW) };
	static QUOTA: RefCell<u64> = const { RefCell::new(u64::MAX) };
	static TOLD: RefCell<Vec<(StreamId, Observation)>> = const { RefCell::new(Vec::new()) };
	static COUNTED: Cell<u64> = const { Cell::new(0) };
}

/// The device registry.
pub struct Registry;

impl Registry {
	pub(crate) fn edit<R>(device: &DeviceId, change: impl FnOnce(&mut Record) -> R) -> R {
		DEVICES.with_borrow_mut(|all| change(all.get_mut(device).expect("the device is known")))
	}

	pub(crate) fn add(key: DeviceKey, channels: u16, gateway: AccountId) -> DeviceId {
		let device = DeviceId::of::<Native>(&key);
		let record = Record {
			status: DeviceStatus::Active,
			keys: vec![key],
			channels,
			calibrated: Some(0..=u64::MAX),
			gateways: [gateway].into(),
		};
		DEVICES.with_borrow_mut(|all| all.insert(device, record));
		device
	}

	fn get<R>(device: &DeviceId, read: impl FnOnce(&Record) -> R) -> Option<R> {
		DEVICES.with_borrow(|all| all.get(device).map(read))
	}
}

impl DeviceRegistry<AccountId> for Registry {
	fn status(device: &DeviceId) -> Option<DeviceStatus> {
		Self::get(device, |record| record.status)
	}

	fn owner(device: &DeviceId) -> Option<AccountId> {
		Self::get(device, |_| OWNER)
	}

	fn tenure(device: &DeviceId) -> Option<u32> {
		Self::get(device, |_| 0)
	}

	fn key(device: &DeviceId, epoch: u32) -> (KeyIn, KeyAge) {
		let found = Self::get(device, |record| {
			let age = match epoch as usize + 1 == record.keys.len() {
				true => KeyAge::Current,
				false => KeyAge::Past,
			};
			(record.keys.get(epoch as usize).map_or(KeyIn::NoEpoch, |key| KeyIn::Key(*key)), age)
		});
		found.unwrap_or((KeyIn::NoDevice, KeyAge::Past))
	}

	fn channel(stream: &StreamId) -> Option<ChannelTraits> {
		let channels = Self::get(&stream.device, |record| record.channels)?;
		(stream.channel < channels).then_some(ChannelTraits {
			kind: ChannelKind::Gauge,
			unit: Unit::CELSIUS,
			exponent: 0,
			limits: limits(stream.channel),
			period: 1_000,
		})
	}

	fn calibration(device: &DeviceId) -> Option<Calibration> {
		let calibrated = Self::get(device, |record| record.calibrated.clone())??;
		let (since, until) = calibrated.into_inner();
		Some(Calibration { certificate: [0; 32], since, until, by: OrgId(0) })
	}

	fn may_anchor(gateway: &AccountId, device: &DeviceId) -> bool {
		Self::get(device, |record| record.gateways.contains(gateway)).unwrap_or_default()
	}

	fn suspend_for_equivocation(device: &DeviceId) {
		Self::edit(device, |record| record.status = DeviceStatus::Suspended);
	}

	fn weight() -> Weight {
		Weight::from_parts(1_000, 0)
	}
}

pub(crate) fn limits(channel: u16) -> Limits {
	match channel {
		2 => LIMITS,
		_ => Limits::NONE,
	}
}

#[cfg(feature = "runtime-benchmarks")]
impl crate::BenchmarkHelper<AccountId> for Registry {
	fn register(key: DeviceKey, channels: u16, gateway: &AccountId) -> DeviceId {
		Self::add(key, channels, gateway.clone())
	}

	fn set_time(now: u64) {
		Clock::set(now);
	}
}

/// Passes every account, as a member of one organisation.
pub struct Anybody;

impl EnsureOrigin<RuntimeOrigin> for Anybody {
	type Success = Member<AccountId>;

	fn try_origin(origin: RuntimeOrigin) -> Result<Self::Success, RuntimeOrigin> {
		let who = ensure_signed(origin.clone()).map_err(|_| origin)?;
		Ok(Member { who, org: OrgId(0) })
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn try_successful_origin() -> Result<RuntimeOrigin, ()> {
		Ok(RuntimeOrigin::signed(OTHER))
	}
}

/// What the owner's organisation can pay, in bytes.
pub struct Purse;

impl Purse {
	pub(crate) fn set(bytes: u64) {
		QUOTA.with_borrow_mut(|left| *left = bytes);
	}

	pub(crate) fn left() -> u64 {
		QUOTA.with_borrow(|left| *left)
	}
}

impl DeviceQuota<AccountId> for Purse {
	fn suffices(owner: &AccountId, bytes: usize, weight: Weight) -> bool {
		assert!(!weight.is_zero());
		*owner == OWNER && Self::left() >= bytes as u64
	}

	fn charge(owner: &AccountId, bytes: usize, weight: Weight) -> bool {
		let enough = Self::suffices(owner, bytes, weight);
		if enough {
			QUOTA.with_borrow_mut(|left| *left -= bytes as u64);
		}
		enough
	}

	fn weight() -> Weight {
		Weight::from_parts(100, 0)
	}
}

/// The chain's clock.
pub struct Clock;

impl Clock {
	pub(crate) fn set(now: u64) {
		CLOCK.with_borrow_mut(|clock| *clock = now);
	}
}

impl Time for Clock {
	type Moment = u64;

	fn now() -> u64 {
		CLOCK.with_borrow(|clock| *clock)
	}
}

/// Remembers what it is told.
pub struct Ear;

impl Ear {
	pub(crate) fn told() -> Vec<(StreamId, Observation)> {
		TOLD.with_borrow_mut(core::mem::take)
	}
}

impl OnObservation for Ear {
	const CONSUMER: Consumer = Consumer::AssetLifecycle;

	fn on_observation(stream: &StreamId, observation: &Observation) {
		TOLD.with_borrow_mut(|told| told.push((*stream, observation.clone())));
	}

	fn weight() -> Weight {
		Weight::from_parts(10, 0)
	}
}

/// Counts what it is told.
pub struct Counter;

impl Counter {
	pub(crate) fn counted() -> u64 {
		COUNTED.take()
	}
}

impl OnObservation for Counter {
	const CONSUMER: Consumer = Consumer::EnergyMarket;

	fn on_observation(_: &StreamId, _: &Observation) {
		COUNTED.set(COUNTED.get() + 1);
	}

	fn weight() -> Weight {
		Weight::from_parts(100, 1)
	}
}

parameter_types! {
	pub const Genesis: Hash = GENESIS;
	pub const Reason: RuntimeHoldReason = RuntimeHoldReason::Telemetry(crate::HoldReason::Watch);
}

impl crate::Config for Test {
	type AdminOrigin = EnsureRoot<AccountId>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Registry;
	type Devices = Registry;
	type Genesis = Genesis;
	type MaxDepth = ConstU32<128>;
	type MaxObserved = ConstU32<64>;
	type MaxRuns = ConstU32<4>;
	type MaxStatements = ConstU32<8>;
	type MemberOrigin = Anybody;
	type OnObservation = (Ear, Counter, Alarm);
	type Quota = Purse;
	type RuntimeHoldReason = RuntimeHoldReason;
	type Time = Clock;
	type WatchConsideration = HoldConsideration<
		AccountId,
		Balances,
		Reason,
		LinearStoragePrice<ConstUint64<100>, ConstUint64<1>, u64>,
	>;
	type WeightInfo = ();
}

impl crate::tests::glue::alarm::Config for Test {
	type Watch = Telemetry;
}

/// Builds the state that a test starts from.
pub(crate) struct TestExt;

impl TestExt {
	pub(crate) fn build() -> TestState {
		let storage = RuntimeGenesisConfig {
			balances: pallet_balances::GenesisConfig {
				balances: [GATEWAY, OTHER, OWNER].map(|who| (who, BALANCE)).into(),
				..Default::default()
			},
			telemetry: crate::GenesisConfig { settings: SETTINGS },
			..Default::default()
		}
		.build_storage()
		.expect("the genesis of the tests is sound");
		TestState::from(storage)
	}

	pub(crate) fn execute_with<R>(test: impl FnOnce() -> R) -> R {
		Self::execute_in(&mut Self::build(), test)
	}

	pub(crate) fn execute_in<R>(state: &mut TestState, test: impl FnOnce() -> R) -> R {
		state.execute_with(|| {
			DEVICES.with_borrow_mut(BTreeMap::clear);
			Clock::set(NOW);
			Purse::set(u64::MAX);
			Ear::told();
			Counter::counted();
			System::set_block_number(1);
			Telemetry::on_initialize(1);
			let result = test();
			Telemetry::do_try_state().expect("the properties hold after every test");
			result
		})
	}
}

/// Ends blocks until `block` has begun, two seconds each.
pub(crate) fn run_to(block: u64) {
	while System::block_number() < block {
		Telemetry::on_finalize(System::block_number());
		System::set_block_number(System::block_number() + 1);
		Clock::set(Clock::now() + 2_000);
		Telemetry::on_initialize(System::block_number());
	}
}

pub(crate) fn next_block() {
	run_to(System::block_number() + 1);
}

/// A device with its secret keys and its place in the sequence.
#[derive(Clone)]
pub(crate) struct Device {
	pub(crate) id: DeviceId,
	pub(crate) secret: SecretKey,
	pub(crate) key_epoch: u32,
	pub(crate) boot_epoch: u32,
	pub(crate) next: u64,
	pub(crate) previous: Hash,
	pub(crate) time: u64,
}

pub(crate) fn secret(scheme: Scheme, seed: u8) -> SecretKey {
	SecretKey::from_seed(scheme, [seed; 32]).expect("a good seed")
}

impl Device {
	/// A registered one.
	pub(crate) fn new(seed: u8) -> Self {
		Self::of(Scheme::Ed25519, seed)
	}

	pub(crate) fn of(scheme: Scheme, seed: u8) -> Self {
		let secret = secret(scheme, seed);
		let id = Registry::add(secret.public(), CHANNELS, GATEWAY);
		let time = NOW - 60_000;
		Self { id, secret, key_epoch: 0, boot_epoch: 0, next: 0, previous: [0; 32], time }
	}

	pub(crate) fn stream(&self, channel: u16) -> StreamId {
		StreamId { device: self.id, channel }
	}

	/// Gets a new key.
	pub(crate) fn rotate(&mut self, seed: u8) {
		self.secret = secret(Scheme::Ed25519, seed);
		self.key_epoch += 1;
		let key = self.secret.public();
		Registry::edit(&self.id, |record| record.keys.push(key));
	}

	/// The next segment: two readings of each channel, a second apart.
	pub(crate) fn say(&mut self, channels: &[u16]) -> Said {
		let values: Vec<_> = channels.iter().map(|channel| (*channel, [10, 20])).collect();
		self.say_values(&values)
	}

	pub(crate) fn say_values(&mut self, values: &[(u16, [i64; 2])]) -> Said {
		let runs: Vec<_> = values
			.iter()
			.map(|(channel, values)| run(*channel, limits(*channel), self.time, values))
			.collect();
		let header = SegmentHeader {
			device: self.id,
			attestation: Attestation::Segment,
			key_epoch: self.key_epoch,
			boot_epoch: self.boot_epoch,
			sequence: self.next,
			count: 2 * runs.len() as u32,
			start: self.time,
			end: self.time + 1_000,
			root: runs_root(&runs),
			previous: self.previous,
		};
		let said = self.sign(header, runs);
		self.next += u64::from(header.count);
		self.previous = header.name::<Native>();
		self.time += 2_000;
		said
	}

	pub(crate) fn sign(&self, header: SegmentHeader, runs: Vec<Run>) -> Said {
		let scheme = self.secret.public().scheme();
		let message = header.message(&GENESIS, scheme).expect("short");
		Said { header, scheme, signature: self.secret.sign(&message), runs }
	}
}

pub(crate) fn run(channel: u16, limits: Limits, start: u64, values: &[i64]) -> Run {
	let mut hasher = RunHasher::new(channel, limits);
	for (second, value) in values.iter().enumerate() {
		let reading = Reading::plain(start + 1_000 * second as u64, *value);
		hasher.push::<Native>(&reading.into()).expect("in order");
	}
	hasher.finish::<Native>().expect("small").expect("has readings")
}

pub(crate) fn runs_tree(runs: &[Run]) -> MerkleTree {
	MerkleTree::build::<Native>(Tree::Runs, runs.iter().map(Run::leaf::<Native>).collect())
		.expect("few leaves")
}

pub(crate) fn runs_root(runs: &[Run]) -> Hash {
	runs_tree(runs).root::<Native>()
}

/// A segment with its runs.
#[derive(Clone)]
pub(crate) struct Said {
	pub(crate) header: SegmentHeader,
	pub(crate) scheme: Scheme,
	pub(crate) signature: Signature,
	pub(crate) runs: Vec<Run>,
}

impl Said {
	/// As the chain takes it, with the runs of these channels.
	pub(crate) fn with(&self, channels: &[u16]) -> ObservedOf<Test> {
		let tree = runs_tree(&self.runs);
		let runs: Vec<_> = self
			.runs
			.iter()
			.enumerate()
			.filter(|(_, run)| channels.contains(&run.channel))
			.map(|(index, run)| ObservedRun {
				run: *run,
				place: tree.place(index as u32).expect("a leaf"),
			})
			.collect();
		let runs = runs.try_into().expect("few runs");
		let Self { header, scheme, signature, .. } = *self;
		ObservedOf::<Test> { header, scheme, signature, runs }
	}

	/// With all runs.
	pub(crate) fn all(&self) -> ObservedOf<Test> {
		self.with(&self.runs.iter().map(|run| run.channel).collect::<Vec<_>>())
	}

	pub(crate) fn leaf(&self) -> SegmentLeaf {
		SegmentLeaf { header: self.header, signature: Some(self.signature) }
	}
}

/// A batch of these segments, and each segment in its place.
pub(crate) fn batch(leaves: &[SegmentLeaf]) -> (Batch, Vec<Placed>) {
	let hashes = leaves.iter().map(SegmentLeaf::leaf::<Native>).collect();
	let tree = MerkleTree::build::<Native>(Tree::Segments, hashes).expect("few leaves");
	let headers = || leaves.iter().map(|leaf| leaf.header);
	let batch = Batch {
		root: tree.root::<Native>(),
		segments: tree.count(),
		readings: headers().map(|header| u64::from(header.count).max(1)).sum(),
		start: headers().map(|header| header.start.min(header.end)).min().unwrap_or_default(),
		end: headers().map(|header| header.end).max().unwrap_or_default(),
		data: [9; 32],
	};
	let placed = leaves.iter().enumerate().map(|(index, leaf)| Placed {
		leaf: *leaf,
		place: tree.place(index as u32).expect("a leaf"),
	});
	(batch, placed.collect())
}

/// Some batch.
pub(crate) fn any_batch(seed: u8) -> Batch {
	Batch { root: [seed; 32], segments: 1, readings: 2, start: NOW, end: NOW, data: [0; 32] }
}

pub(crate) fn anchor(number: u64, batch: Batch, observed: &[ObservedOf<Test>]) -> DispatchResult {
	anchor_as(GATEWAY, number, batch, observed)
}

pub(crate) fn anchor_as(
	gateway: AccountId,
	number: u64,
	batch: Batch,
	observed: &[ObservedOf<Test>],
) -> DispatchResult {
	let observed = observed.to_vec().try_into().expect("few segments");
	let anchored = Telemetry::anchor(signed(gateway), number, batch, observed);
	anchored.map(|_| ()).map_err(|refused| refused.error)
}

pub(crate) fn root() -> RuntimeOrigin {
	RuntimeOrigin::root()
}

pub(crate) fn signed(who: AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

pub(crate) fn events() -> Vec<crate::Event<Test>> {
	System::events()
		.into_iter()
		.filter_map(|record| match record.event {
			RuntimeEvent::Telemetry(event) => Some(event),
			_ => None,
		})
		.collect()
}

pub(crate) fn last_event() -> crate::Event<Test> {
	events().pop().expect("there is an event")
}

/// Bytes of all keys and values in the storage.
pub(crate) fn state_size() -> usize {
	let mut size = 0;
	let mut key = Vec::new();
	while let Some(next) = frame::deps::sp_io::storage::next_key(&key) {
		size += next.len() + frame::deps::sp_io::storage::get(&next).map_or(0, |value| value.len());
		key = next;
	}
	size
}
