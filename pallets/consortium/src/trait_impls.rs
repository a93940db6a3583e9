//! Traits that this pallet implements for others.

use super::*;
use frame::deps::frame_support::dispatch::DispatchClass;
use tallystick_primitives::{records::organization::DeviceShare, DeviceQuota, Membership};

/// The number of shares of a quota. A device has one of them.
const DEVICE_SHARES: u64 = 16;

impl<T: Config> Membership<T::AccountId> for Pallet<T> {
	fn organization(who: &T::AccountId) -> Option<OrgId> {
		let (id, org) = Self::load_membership(who).ok()?;
		org.status.is_active().then_some(id)
	}

	fn member_of(who: &T::AccountId) -> Option<OrgId> {
		Members::<T>::get(who)
	}

	fn is_active(org: OrgId) -> bool {
		Organizations::<T>::get(org).is_some_and(|org| org.status.is_active())
	}

	fn roles(org: OrgId) -> Option<Roles> {
		Organizations::<T>::get(org).map(|org| org.roles)
	}

	fn account(org: OrgId) -> Option<T::AccountId> {
		Organizations::<T>::contains_key(org).then(|| Pallet::<T>::account(org))
	}

	fn payer(who: &T::AccountId) -> Option<T::AccountId> {
		<Self as Membership<_>>::organization(who).map(Pallet::<T>::account)
	}

	fn weight() -> Weight {
		// The member and the organisation.
		T::DbWeight::get().reads(2)
	}
}

impl<T: Config> DeviceQuota<T::AccountId> for Pallet<T> {
	fn left(owner: &T::AccountId) -> Weight {
		let bucket = <Self as Membership<_>>::organization(owner).and_then(Buckets::<T>::get);
		let left =
			bucket.map(|bucket| bucket.left_for_devices(Self::period(), Self::now()).ref_time);
		// A quota does not count storage proofs.
		left.map_or(Weight::zero(), |left| Weight::from_parts(left, u64::MAX))
	}

	fn suffices(owner: &T::AccountId, bytes: usize, weight: Weight) -> bool {
		Self::bucket_of(owner, bytes, weight).is_some()
	}

	fn charge(owner: &T::AccountId, bytes: usize, weight: Weight) -> bool {
		match Self::bucket_of(owner, bytes, weight) {
			Some((org, bucket)) => {
				Buckets::<T>::insert(org, bucket);
				true
			},
			None => false,
		}
	}

	fn take_share(
		owner: &T::AccountId,
		taken: DeviceShare,
		among: u32,
		bytes: usize,
		weight: Weight,
	) -> Option<DeviceShare> {
		let org = <Self as Membership<_>>::organization(owner)?;
		let quota = Buckets::<T>::get(org)?.limit;
		let parts = DEVICE_SHARES.checked_mul(among.into())?;
		let limit = Quota {
			bytes: quota.bytes.checked_div(parts)?,
			ref_time: quota.ref_time.checked_div(parts)?,
		};
		let share = Bucket {
			bytes: taken.bytes,
			ref_time: taken.ref_time,
			..Bucket::full(limit, taken.at)
		};
		let now = Self::now().unique_saturated_into();
		let cost = Self::cost_of_device(bytes, weight);
		let next = share.charged(cost, Self::period(), now)?;
		Some(DeviceShare { bytes: next.bytes, ref_time: next.ref_time, at: next.at })
	}

	fn weight() -> Weight {
		// The member, the organisation and its bucket.
		T::DbWeight::get().reads_writes(3, 1)
	}
}

impl<T: Config> Pallet<T> {
	/// The bucket of the organisation of `who`, if that is in good standing, after a device's or a
	/// rule's cost is taken out.
	fn bucket_of(who: &T::AccountId, bytes: usize, weight: Weight) -> Option<(OrgId, BucketOf<T>)> {
		let org = <Self as Membership<_>>::organization(who)?;
		let cost = Self::cost_of_device(bytes, weight);
		let bucket =
			Buckets::<T>::get(org)?.charged_by_device(cost, Self::period(), Self::now())?;
		Some((org, bucket))
	}

	/// What a device's transaction or a rule takes out of a quota.
	fn cost_of_device(bytes: usize, weight: Weight) -> Quota {
		match bytes {
			// No transaction: a rule.
			0 => Quota { bytes: 0, ref_time: weight.ref_time() },
			bytes => Self::cost_of_call(bytes, DispatchClass::Normal, weight),
		}
	}
}
