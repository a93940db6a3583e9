//! Permits: whose rules a device wakes beside those of its own organisation.

use crate::*;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_permit(
		Member { who, org: own }: Member<T::AccountId>,
		device: DeviceId,
		org: OrgId,
	) -> DispatchResult {
		let tenure = T::Devices::tenure_of(&device, &who).ok_or(Error::<T>::NotDeviceOwner)?;
		ensure!(org != own, Error::<T>::OwnOrganization);
		ensure!(T::Membership::roles(org).is_some(), Error::<T>::UnknownOrganization);
		if let Some((before, deposit)) = Permits::<T>::get(device, org) {
			ensure!(before != tenure, Error::<T>::AlreadyPermitted);
			deposit.refund()?;
		}
		let deposit = Deposit::new(who, Self::permit_footprint())?;

		Permits::<T>::insert(device, org, (tenure, deposit));
		Self::deposit_event(Event::Permitted { device, org });
		Ok(())
	}

	pub(crate) fn do_revoke(who: T::AccountId, device: DeviceId, org: OrgId) -> DispatchResult {
		let (tenure, deposit) = Permits::<T>::get(device, org).ok_or(Error::<T>::NotPermitted)?;
		let goes_on = T::Devices::goes_on(&device, tenure);
		let is_owner = T::Devices::owner(&device).as_ref() == Some(&who);
		ensure!(is_owner || !goes_on, Error::<T>::NotDeviceOwner);

		deposit.refund()?;
		Permits::<T>::remove(device, org);
		Self::deposit_event(Event::PermitRevoked { device, org });
		Ok(())
	}

	/// The footprint of a permit.
	pub(crate) fn permit_footprint() -> Footprint {
		Footprint::from_mel::<(DeviceId, OrgId, u32)>()
	}
}
