//! The interface between the consortium pallet, other pallets and the runtime.

use crate::{records::organization::DeviceShare, OrgId, Roles};
use sp_runtime::DispatchResult;
use sp_weights::Weight;

/// A member of an organisation in good standing: the success type of origins for members.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Member<AccountId> {
	/// The account.
	pub who: AccountId,
	/// Its organisation.
	pub org: OrgId,
}

/// The consortium, as seen by other pallets: who may act, and for whom.
pub trait Membership<AccountId> {
	/// The organisation of an account. `None` unless the organisation is in good standing.
	fn organization(who: &AccountId) -> Option<OrgId>;

	/// The organisation of an account, whatever its standing.
	fn member_of(who: &AccountId) -> Option<OrgId>;

	/// Whether the organisation exists and is in good standing.
	fn is_active(org: OrgId) -> bool;

	/// The roles of an organisation, whatever its standing. `None` for an unknown one.
	fn roles(org: OrgId) -> Option<Roles>;

	/// The account at which the organisation is paid. `None` for an unknown one.
	fn account(org: OrgId) -> Option<AccountId>;

	/// The account that pays the deposits of `who`. `None` unless `who` belongs to an organisation in good
	/// standing.
	fn payer(who: &AccountId) -> Option<AccountId>;

	/// The most that each of the above costs.
	fn weight() -> Weight;
}

/// Knows no organisation.
impl<AccountId> Membership<AccountId> for () {
	fn organization(_: &AccountId) -> Option<OrgId> {
		None
	}

	fn member_of(_: &AccountId) -> Option<OrgId> {
		None
	}

	fn is_active(_: OrgId) -> bool {
		false
	}

	fn roles(_: OrgId) -> Option<Roles> {
		None
	}

	fn account(_: OrgId) -> Option<AccountId> {
		None
	}

	fn payer(_: &AccountId) -> Option<AccountId> {
		None
	}

	fn weight() -> Weight {
		Weight::zero()
	}
}

/// Charges an organisation for what its devices send, because devices have no account to pay from.
pub trait DeviceQuota<AccountId> {
	/// What the organisation of a device's owner can still pay for. Zero unless it is in good standing. A
	/// part of the quota may be reserved for what members sign.
	fn left(owner: &AccountId) -> Weight;

	/// Whether the organisation of a device's owner is in good standing and has this much left. `bytes` is
	/// the length of the device's transaction, or zero if there is none. The fixed cost of a transaction
	/// is added.
	fn suffices(owner: &AccountId, bytes: usize, weight: Weight) -> bool;

	/// Takes the amount. Returns whether there was enough; if not, takes nothing.
	fn charge(owner: &AccountId, bytes: usize, weight: Weight) -> bool;

	/// What a device has taken of its share of the quota, this amount included. The share prevents one
	/// device from spending the quota of all. Each of `among` sources of a device has an equal part of it.
	/// `None` if too little of that part is left, or the organisation of the device's owner is not in good
	/// standing.
	fn take_share(
		owner: &AccountId,
		taken: DeviceShare,
		among: u32,
		bytes: usize,
		weight: Weight,
	) -> Option<DeviceShare>;

	/// What each of the above costs.
	fn weight() -> Weight;
}

/// Charges nothing.
impl<AccountId> DeviceQuota<AccountId> for () {
	fn left(_: &AccountId) -> Weight {
		Weight::MAX
	}

	fn suffices(_: &AccountId, _: usize, _: Weight) -> bool {
		true
	}

	fn charge(_: &AccountId, _: usize, _: Weight) -> bool {
		true
	}

	fn take_share(
		_: &AccountId,
		taken: DeviceShare,
		_: u32,
		_: usize,
		_: Weight,
	) -> Option<DeviceShare> {
		Some(taken)
	}

	fn weight() -> Weight {
		Weight::zero()
	}
}

/// The keys of validators, as the consortium asks for them.
pub trait KeyRegistry<AccountId> {
	/// Whether `who` has session keys.
	fn is_registered(who: &AccountId) -> bool;

	/// Removes the keys of `who`.
	fn purge_keys(who: &AccountId) -> DispatchResult;
}

/// Every account has keys, and none is removed.
impl<AccountId> KeyRegistry<AccountId> for () {
	fn is_registered(_: &AccountId) -> bool {
		true
	}

	fn purge_keys(_: &AccountId) -> DispatchResult {
		Ok(())
	}
}
