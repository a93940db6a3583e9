//! One world for each thread: its clock, organisations, purse, statements, watched streams and
//! listeners.

use crate::{escrow::WorldEscrow, Record, Registry, NOW};
use core::{cell::RefCell, marker::PhantomData};
use frame::{
	deps::{frame_support::weights::Weight, frame_system::RawOrigin, sp_runtime::AccountId32},
	prelude::{DispatchResult, Encode, EnsureOrigin, Get},
	traits::Time,
};
use std::collections::{BTreeMap, BTreeSet};
use tallystick_evidence::{DeviceId, Hash};
use tallystick_primitives::{
	records::{
		asset::{DocumentKind, Holder},
		organization::DeviceShare,
	},
	AssetHistory, AssetId, BlockFull, Consumer, Consumers, DeviceQuota, DeviceStatus, EscrowId,
	ExpiredEscrow, Issued, KeyRegistry, Member, Membership, Millis, Observation, OnDeviceChange,
	OnObservation, OrgId, Roles, StatementLog, StreamId, Watch,
};

/// The accounts of the world.
pub type AccountId = AccountId32;

/// A gateway that may speak for every [`Device::new`](crate::Device::new).
pub const GATEWAY: AccountId = AccountId32::new([1; 32]);
/// Another gateway, which may speak for no device.
pub const OTHER: AccountId = AccountId32::new([2; 32]);
/// The owner of every [`Device::new`](crate::Device::new).
pub const OWNER: AccountId = AccountId32::new([3; 32]);
/// The organisation of [`GATEWAY`] and [`OTHER`].
pub const GATEWAYS: OrgId = OrgId(0);
/// The organisation of [`OWNER`].
pub const OWNERS: OrgId = OrgId(1);

thread_local! {
	static WORLD: RefCell<World> = RefCell::default();
}

#[derive(Default)]
pub(crate) struct World {
	pub(crate) now: u64,
	orgs: BTreeMap<OrgId, Org>,
	members: BTreeMap<AccountId, OrgId>,
	pub(crate) devices: BTreeMap<DeviceId, Record>,
	assets: BTreeMap<AssetId, Holder>,
	documents: BTreeMap<(AssetId, Hash), Issued>,
	purses: BTreeMap<OrgId, u64>,
	share: Option<u64>,
	statements: Vec<Hash>,
	full: bool,
	watched: BTreeMap<StreamId, Consumers>,
	latest: BTreeMap<StreamId, Observation>,
	observed: Vec<(StreamId, Observation)>,
	changes: Vec<Change>,
	session_keys: BTreeSet<Vec<u8>>,
	pub(crate) escrows: BTreeMap<EscrowId, WorldEscrow>,
	pub(crate) lost: u64,
	pub(crate) next_escrow: u64,
	pub(crate) money: BTreeMap<AccountId, u64>,
	pub(crate) paid: BTreeMap<AccountId, u64>,
	pub(crate) expired: Vec<ExpiredEscrow<u64>>,
}

struct Org {
	roles: Roles,
	active: bool,
	admin: Option<AccountId>,
	payer: Option<AccountId>,
}

pub(crate) fn world<R>(act: impl FnOnce(&mut World) -> R) -> R {
	WORLD.with_borrow_mut(act)
}

/// Begins a new world. The clock shows [`NOW`]. [`GATEWAYS`] and [`OWNERS`] have their members and
/// every role, and their purses have no limit. Everything else is empty.
pub fn reset() {
	world(|world| *world = World { now: NOW, ..World::default() });
	Orgs::admit(GATEWAYS, Roles::ALL, [GATEWAY, OTHER]);
	Orgs::admit(OWNERS, Roles::ALL, [OWNER]);
}

/// The chain's clock.
pub struct Clock;

impl Clock {
	/// Sets it: UTC, in milliseconds.
	pub fn set(now: u64) {
		world(|world| world.now = now);
	}

	/// Lets milliseconds pass.
	pub fn pass(millis: u64) {
		world(|world| world.now += millis);
	}
}

impl Time for Clock {
	type Moment = u64;

	fn now() -> u64 {
		world(|world| world.now)
	}
}

/// The organisations of the consortium.
pub struct Orgs;

impl Orgs {
	/// Admits an organisation with these members, the first of whom is its admin; or changes its
	/// roles and adds members.
	pub fn admit(org: OrgId, roles: Roles, members: impl IntoIterator<Item = AccountId>) {
		let mut members = members.into_iter().peekable();
		world(|world| {
			let before = world.orgs.remove(&org).and_then(|org| org.admin);
			let admin = before.or_else(|| members.peek().cloned());
			world.orgs.insert(org, Org { roles, active: true, admin, payer: None });
			world.members.extend(members.map(|who| (who, org)));
		});
	}

	/// Lets an account leave its organisation.
	pub fn remove_member(who: &AccountId) {
		world(|world| world.members.remove(who));
	}

	/// Ends the good standing of an organisation.
	pub fn suspend(org: OrgId) {
		Self::edit(org, |org| org.active = false);
	}

	/// Restores the good standing of an organisation.
	pub fn resume(org: OrgId) {
		Self::edit(org, |org| org.active = true);
	}

	/// Lets `payer` pay the deposits of all members. By default each pays their own.
	pub fn pay_from(org: OrgId, payer: AccountId) {
		Self::edit(org, |org| org.payer = Some(payer));
	}

	fn edit(org: OrgId, change: impl FnOnce(&mut Org)) {
		world(|world| world.orgs.get_mut(&org).map(change));
	}

	fn has(org: OrgId, roles: Roles) -> bool {
		<Self as Membership<AccountId>>::roles(org).is_some_and(|own| own.intersects(roles))
	}
}

impl Membership<AccountId> for Orgs {
	fn organization(who: &AccountId) -> Option<OrgId> {
		let org = Self::member_of(who)?;
		<Self as Membership<AccountId>>::is_active(org).then_some(org)
	}

	fn member_of(who: &AccountId) -> Option<OrgId> {
		world(|world| world.members.get(who).copied())
	}

	fn is_active(org: OrgId) -> bool {
		world(|world| world.orgs.get(&org).is_some_and(|org| org.active))
	}

	fn roles(org: OrgId) -> Option<Roles> {
		world(|world| world.orgs.get(&org).map(|org| org.roles))
	}

	fn account(org: OrgId) -> Option<AccountId> {
		world(|world| world.orgs.get(&org)?.payer.clone())
	}

	fn payer(who: &AccountId) -> Option<AccountId> {
		let org = Self::organization(who)?;
		Some(<Self as Membership<AccountId>>::account(org).unwrap_or_else(|| who.clone()))
	}

	fn weight() -> Weight {
		Weight::zero()
	}
}

/// Passes members of organisations in good standing that have a role of `R`, or any role.
pub struct EnsureMember<R = AnyRole>(PhantomData<R>);

/// Every role.
pub struct AnyRole;

impl Get<Roles> for AnyRole {
	fn get() -> Roles {
		Roles::ALL
	}
}

impl<O, R> EnsureOrigin<O> for EnsureMember<R>
where
	O: Into<Result<RawOrigin<AccountId>, O>> + From<RawOrigin<AccountId>>,
	R: Get<Roles>,
{
	type Success = Member<AccountId>;

	fn try_origin(origin: O) -> Result<Self::Success, O> {
		let who = match origin.into()? {
			RawOrigin::Signed(who) => who,
			other => return Err(other.into()),
		};
		let org = Orgs::organization(&who);
		match org.filter(|org| Orgs::has(*org, R::get())) {
			Some(org) => Ok(Member { who, org }),
			None => Err(RawOrigin::Signed(who).into()),
		}
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn try_successful_origin() -> Result<O, ()> {
		let members: Vec<_> = world(|world| world.members.keys().cloned().collect());
		members
			.into_iter()
			.find(|who| Orgs::organization(who).is_some_and(|org| Orgs::has(org, R::get())))
			.map(|who| RawOrigin::Signed(who).into())
			.ok_or(())
	}
}

/// Passes the admins of organisations in good standing that have a role of `R`, or any role.
pub struct EnsureAdmin<R = AnyRole>(PhantomData<R>);

impl<O, R> EnsureOrigin<O> for EnsureAdmin<R>
where
	O: Into<Result<RawOrigin<AccountId>, O>> + From<RawOrigin<AccountId>>,
	R: Get<Roles>,
{
	type Success = Member<AccountId>;

	fn try_origin(origin: O) -> Result<Self::Success, O> {
		let member = EnsureMember::<R>::try_origin(origin)?;
		let admin = world(|world| world.orgs.get(&member.org)?.admin.clone());
		match admin.as_ref() == Some(&member.who) {
			true => Ok(member),
			false => Err(RawOrigin::Signed(member.who).into()),
		}
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn try_successful_origin() -> Result<O, ()> {
		let admin = world(|world| {
			let mut orgs = world.orgs.values().filter(|org| org.active);
			orgs.find(|org| org.roles.intersects(R::get()))?.admin.clone()
		});
		admin.map(|who| RawOrigin::Signed(who).into()).ok_or(())
	}
}

/// The assets, as seen by pallets that need to know who holds them.
pub struct Assets;

impl Assets {
	/// Sets the owner and the holder of an asset.
	pub fn set(asset: AssetId, owner: OrgId, custodian: OrgId) {
		let since = Millis(Clock::now());
		let holder = Holder { root: asset, owner, custodian, since };
		world(|world| world.assets.insert(asset, holder));
	}

	/// Issues a document about an asset, or another version of it.
	pub fn issue(asset: AssetId, document: Hash, issued: Issued) {
		world(|world| world.documents.insert((asset, document), issued));
	}
}

impl AssetHistory<AccountId> for Assets {
	fn holder(asset: AssetId) -> Option<Holder> {
		world(|world| world.assets.get(&asset).copied())
	}

	fn document(asset: AssetId, document: &Hash) -> Option<Issued> {
		world(|world| world.documents.get(&(asset, *document)).copied())
	}

	fn record_service(by: Member<AccountId>, asset: AssetId, document: Hash) -> DispatchResult {
		if Self::holder(asset).is_none() {
			return Err("unknown asset".into());
		}
		if Self::document(asset, &document).is_some() {
			return Err("known document".into());
		}
		Self::issue(
			asset,
			document,
			Issued { kind: DocumentKind::Service, issuer: by.org, until: None },
		);
		Ok(())
	}

	fn weight() -> Weight {
		Weight::zero()
	}
}

/// The bytes that organisations can pay for what their devices send. Unlimited until a limit is set.
pub struct Purse;

impl Purse {
	/// Limits what an organisation can pay.
	pub fn set(org: OrgId, bytes: u64) {
		world(|world| world.purses.insert(org, bytes));
	}

	/// The bytes that an organisation can still pay.
	pub fn left(org: OrgId) -> u64 {
		world(|world| world.purses.get(&org).copied().unwrap_or(u64::MAX))
	}
}

impl Purse {
	/// Limits the bytes that one source of a device can take, for ever.
	pub fn set_share(bytes: u64) {
		world(|world| world.share = Some(bytes));
	}
}

impl DeviceQuota<AccountId> for Purse {
	fn left(owner: &AccountId) -> Weight {
		Orgs::organization(owner).map_or(Weight::zero(), |_| Weight::MAX)
	}

	fn suffices(owner: &AccountId, bytes: usize, weight: Weight) -> bool {
		assert_ne!(weight, Weight::zero(), "whatever a device sends has a weight");
		Orgs::organization(owner).is_some_and(|org| Self::left(org) >= bytes as u64)
	}

	fn charge(owner: &AccountId, bytes: usize, weight: Weight) -> bool {
		let enough = Self::suffices(owner, bytes, weight);
		if let Some(org) = Orgs::organization(owner).filter(|_| enough) {
			Self::set(org, Self::left(org) - bytes as u64);
		}
		enough
	}

	fn take_share(
		owner: &AccountId,
		taken: DeviceShare,
		_: u32,
		bytes: usize,
		weight: Weight,
	) -> Option<DeviceShare> {
		assert_ne!(weight, Weight::zero(), "whatever a device sends has a weight");
		Orgs::organization(owner)?;
		let bytes = taken.bytes + bytes as u128;
		let share = world(|world| world.share.map_or(u128::MAX, u128::from));
		(bytes <= share).then_some(DeviceShare { bytes, ..taken })
	}

	fn weight() -> Weight {
		Weight::from_parts(100, 0)
	}
}

/// The block's statements.
pub struct Statements;

impl Statements {
	/// Makes the block refuse further statements.
	pub fn fill() {
		world(|world| {
			world.statements.clear();
			world.full = true;
		});
	}

	/// Begins a block without statements.
	pub fn clear() {
		world(|world| {
			world.statements.clear();
			world.full = false;
		});
	}

	/// The leaves, in their order.
	pub fn get() -> Vec<Hash> {
		world(|world| world.statements.clone())
	}
}

impl StatementLog for Statements {
	fn append(leaf: Hash) -> Result<(), BlockFull> {
		world(|world| match world.full {
			true => Err(BlockFull),
			false => {
				world.statements.push(leaf);
				Ok(())
			},
		})
	}

	fn has_room() -> bool {
		world(|world| !world.full)
	}

	fn weight() -> Weight {
		Weight::zero()
	}
}

/// Remembers the observations that it receives.
pub struct Ear;

impl Ear {
	/// Takes what was received so far, in its order.
	pub fn told() -> Vec<(StreamId, Observation)> {
		world(|world| core::mem::take(&mut world.observed))
	}
}

impl OnObservation for Ear {
	const CONSUMER: Consumer = Consumer::AssetLifecycle;

	fn on_observation(stream: &StreamId, observation: &Observation) -> Weight {
		world(|world| world.observed.push((*stream, observation.clone())));
		<Self as OnObservation>::weight()
	}

	fn weight() -> Weight {
		Weight::from_parts(10, 0)
	}
}

/// Watched streams, without deposits: the telemetry pallet, as seen by pallets that watch streams.
pub struct Watched;

impl Watched {
	/// The number of references of a consumer to a stream.
	pub fn references(consumer: Consumer, stream: &StreamId) -> u32 {
		world(|world| world.watched.get(stream).map_or(0, |all| all.references(consumer)))
	}

	/// The references of a consumer to all streams.
	pub fn all(consumer: Consumer) -> BTreeMap<StreamId, u32> {
		let of = |(stream, all): (&StreamId, &Consumers)| (*stream, all.references(consumer));
		world(|world| world.watched.iter().map(of).filter(|(_, count)| *count > 0).collect())
	}

	/// Sets the newest observation of a stream. It reaches no ear.
	pub fn set_latest(stream: StreamId, observation: Observation) {
		world(|world| world.latest.insert(stream, observation));
	}
}

impl Watch for Watched {
	fn watch(consumer: Consumer, stream: &StreamId) -> DispatchResult {
		Registry::get(&stream.device, |_| ()).ok_or("unknown device")?;
		let added = world(|world| world.watched.entry(*stream).or_default().add(consumer));
		Ok(added.ok_or("too many references")?)
	}

	fn unwatch(consumer: Consumer, stream: &StreamId) -> DispatchResult {
		let removed = world(|world| {
			let all = world.watched.entry(*stream).or_default();
			let removed = all.remove(consumer);
			// When the last reference goes, the stream's record goes, too.
			if all.iter().next().is_none() {
				world.latest.remove(stream);
			}
			removed
		});
		Ok(removed.ok_or("not watched")?)
	}

	fn latest(stream: &StreamId) -> Option<Observation> {
		world(|world| world.latest.get(stream).cloned())
	}

	fn footprint() -> usize {
		100
	}

	fn weight() -> Weight {
		Weight::from_parts(1_000, 0)
	}
}

/// A change of a device that is reported to others.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Change {
	/// The device, its owner before, and its owner now.
	Transferred(DeviceId, AccountId, AccountId),
	/// The device, its owner, and its final status.
	Ended(DeviceId, AccountId, DeviceStatus),
}

/// Remembers the changes of devices that it receives.
pub struct Changes;

impl Changes {
	/// The weight of one change.
	pub const WEIGHT: Weight = Weight::from_parts(1_234, 56);

	/// Takes what was received so far, in its order.
	pub fn take() -> Vec<Change> {
		world(|world| core::mem::take(&mut world.changes))
	}
}

impl OnDeviceChange<AccountId> for Changes {
	fn on_transferred(device: &DeviceId, from: &AccountId, to: &AccountId) {
		let change = Change::Transferred(*device, from.clone(), to.clone());
		world(|world| world.changes.push(change));
	}

	fn on_ended(device: &DeviceId, owner: &AccountId, status: DeviceStatus) {
		let change = Change::Ended(*device, owner.clone(), status);
		world(|world| world.changes.push(change));
	}

	fn weight() -> Weight {
		Self::WEIGHT
	}
}

/// Session keys, as a set of the accounts that have some.
pub struct SessionKeys;

impl SessionKeys {
	/// Gives an account keys.
	pub fn set<AccountId: Encode>(who: AccountId) {
		world(|world| world.session_keys.insert(who.encode()));
	}
}

impl<AccountId: Encode> KeyRegistry<AccountId> for SessionKeys {
	fn is_registered(who: &AccountId) -> bool {
		world(|world| world.session_keys.contains(&who.encode()))
	}

	fn purge_keys(who: &AccountId) -> DispatchResult {
		world(|world| world.session_keys.remove(&who.encode()));
		Ok(())
	}
}

/// The world's own actors, for benchmarks that run in a mock runtime.
#[cfg(feature = "runtime-benchmarks")]
pub struct InMemory;

#[cfg(feature = "runtime-benchmarks")]
impl crate::Actors<AccountId> for InMemory {
	fn set_time(now: u64) {
		Clock::set(now);
	}

	fn member(seed: u32) -> AccountId {
		let mut account = [50; 32];
		account[28..].copy_from_slice(&seed.to_le_bytes());
		let account = AccountId::new(account);
		// An organisation for every seed, apart from those that tests name.
		let org = OrgId(seed | 1 << 31);
		Orgs::admit(org, Roles::ALL, [account.clone()]);
		Orgs::pay_from(org, account.clone());
		account
	}

	fn device_of(
		owner: AccountId,
		secret: &crate::Secret,
		channels: u16,
		gateway: &AccountId,
	) -> DeviceId {
		Registry::add(secret.public(), owner, channels, gateway.clone())
	}

	// The world's channels measure degrees. A pallet that needs registers has its own registry, which
	// says that they are registers.
	fn meter_of(
		owner: AccountId,
		secret: &crate::Secret,
		channels: u16,
		gateway: &AccountId,
	) -> DeviceId {
		Registry::add(secret.public(), owner, channels, gateway.clone())
	}

	fn observed(stream: &StreamId, observation: Observation) {
		Watched::set_latest(*stream, observation);
	}

	fn asset_of(owner: AccountId) -> AssetId {
		let org = Orgs::organization(&owner).expect("the owner is a member");
		let asset = AssetId(world(|world| world.assets.len() as u64));
		Assets::set(asset, org, org);
		asset
	}

	fn decide(_: AccountId, escrow: EscrowId, amount: u128) {
		let amount = amount.try_into().expect("it is small");
		crate::Escrows::decide(escrow, amount).expect("it is disputed");
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn try_member<R: Get<Roles>>(who: AccountId) -> bool {
		EnsureMember::<R>::try_origin(Raw(RawOrigin::Signed(who))).is_ok()
	}

	/// An origin without a runtime.
	struct Raw(RawOrigin<AccountId>);

	impl From<RawOrigin<AccountId>> for Raw {
		fn from(origin: RawOrigin<AccountId>) -> Self {
			Self(origin)
		}
	}

	impl From<Raw> for Result<RawOrigin<AccountId>, Raw> {
		fn from(origin: Raw) -> Self {
			Ok(origin.0)
		}
	}

	struct Carriers;

	impl Get<Roles> for Carriers {
		fn get() -> Roles {
			tallystick_primitives::Role::Carrier.into()
		}
	}

	#[test]
	fn members_act_while_their_organisation_is_in_good_standing() {
		reset();
		assert!(try_member::<AnyRole>(OWNER) && try_member::<Carriers>(OWNER));
		assert!(!try_member::<AnyRole>(AccountId::new([9; 32])));
		Orgs::suspend(OWNERS);
		assert!(!try_member::<AnyRole>(OWNER) && try_member::<AnyRole>(GATEWAY));
		assert!(!Purse::suffices(&OWNER, 1, Weight::from_parts(1, 0)));
		Orgs::admit(OWNERS, tallystick_primitives::Role::Operator.into(), []);
		assert!(try_member::<AnyRole>(OWNER) && !try_member::<Carriers>(OWNER));
	}

	#[test]
	fn the_first_member_of_an_organisation_is_its_admin() {
		reset();
		let is_admin =
			|who| EnsureAdmin::<AnyRole>::try_origin(Raw(RawOrigin::Signed(who))).is_ok();
		assert!(is_admin(GATEWAY) && !is_admin(OTHER));
		Orgs::admit(GATEWAYS, Roles::ALL, [OTHER]);
		assert!(is_admin(GATEWAY) && !is_admin(OTHER));
		Orgs::remove_member(&GATEWAY);
		assert!(!is_admin(GATEWAY) && !try_member::<AnyRole>(GATEWAY));
		// The caller asks for a role.
		let is_carrier =
			|who| EnsureAdmin::<Carriers>::try_origin(Raw(RawOrigin::Signed(who))).is_ok();
		assert!(is_carrier(OWNER));
		Orgs::admit(OWNERS, tallystick_primitives::Role::Operator.into(), []);
		assert!(is_admin(OWNER) && !is_carrier(OWNER));
	}

	#[test]
	fn a_reset_begins_a_new_world() {
		reset();
		let stream = crate::Device::new(1).stream(0);
		Clock::pass(5);
		Purse::set(OWNERS, 10);
		assert!(Purse::charge(&OWNER, 4, Weight::from_parts(1, 0)));
		assert_eq!((Clock::now(), Purse::left(OWNERS)), (NOW + 5, 6));
		assert!(!Purse::charge(&OWNER, 7, Weight::from_parts(1, 0)));
		assert_eq!(Watched::watch(Consumer::Example, &stream), Ok(()));
		assert_eq!(Watched::references(Consumer::Example, &stream), 1);
		Statements::fill();
		assert_eq!(Statements::append([1; 32]), Err(BlockFull));

		reset();
		assert_eq!((Clock::now(), Purse::left(OWNERS)), (NOW, u64::MAX));
		assert_eq!(Watched::references(Consumer::Example, &stream), 0);
		assert!(Watched::watch(Consumer::Example, &stream).is_err());
		assert_eq!(Statements::append([1; 32]), Ok(()));
		assert_eq!(Statements::get(), [[1; 32]]);
	}
}
