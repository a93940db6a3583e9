//! What the calls do, once their origin is known.

use super::*;
use tallystick_primitives::records::is_name;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_admit(
		name: NameOf<T>,
		admin: T::AccountId,
		roles: Roles,
	) -> Result<OrgId, DispatchError> {
		ensure!(is_name(&name), Error::<T>::BadName);
		ensure!(roles.is_known(), Error::<T>::UnknownRole);
		let org = NextOrgId::<T>::get().unwrap_or(OrgId(0));
		let next = org.next().ok_or(Error::<T>::IdsExhausted)?;

		NextOrgId::<T>::put(next);
		Organizations::<T>::insert(
			org,
			Organization { name, admin: admin.clone(), roles, status: Status::Active, members: 0 },
		);
		Buckets::<T>::insert(org, Bucket::full(T::DefaultQuota::get(), Self::now()));
		frame_system::Pallet::<T>::inc_sufficients(&admin);
		Self::deposit_event(Event::Admitted { org, admin, roles });
		Ok(org)
	}

	pub(crate) fn do_set_roles(org: OrgId, new: Roles) -> DispatchResult {
		ensure!(new.is_known(), Error::<T>::UnknownRole);
		let mut record = Self::load(org)?;
		let old = core::mem::replace(&mut record.roles, new);
		Organizations::<T>::insert(org, record);
		Self::deposit_event(Event::RolesChanged { org, old, new });
		Ok(())
	}

	pub(crate) fn do_suspend(org: OrgId) -> DispatchResult {
		let record = Self::load(org)?;
		ensure!(record.status.is_active(), Error::<T>::OrganizationSuspended);
		Organizations::<T>::insert(org, Organization { status: Status::Suspended, ..record });
		Self::deposit_event(Event::Suspended { org });
		Ok(())
	}

	pub(crate) fn do_resume(org: OrgId) -> DispatchResult {
		let record = Self::load(org)?;
		ensure!(!record.status.is_active(), Error::<T>::OrganizationActive);
		Organizations::<T>::insert(org, Organization { status: Status::Active, ..record });
		Self::deposit_event(Event::Resumed { org });
		Ok(())
	}

	pub(crate) fn do_set_quota(org: OrgId, new: Quota) -> DispatchResult {
		let bucket = Buckets::<T>::get(org).ok_or(Error::<T>::UnknownOrganization)?;
		Buckets::<T>::insert(org, bucket.resized(new, Self::period(), Self::now()));
		Self::deposit_event(Event::QuotaChanged { org, old: bucket.limit, new });
		Ok(())
	}

	pub(crate) fn do_set_admin(
		signer: Option<T::AccountId>,
		org: OrgId,
		new: T::AccountId,
	) -> DispatchResult {
		let mut record = Self::load(org)?;
		if let Some(signer) = signer {
			Self::ensure_admin(&signer, org, &record)?;
			ensure!(record.status.is_active(), Error::<T>::OrganizationSuspended);
			ensure!(Members::<T>::get(&new) == Some(org), Error::<T>::NotMember);
		}

		let old = core::mem::replace(&mut record.admin, new.clone());
		Organizations::<T>::insert(org, record);
		// In this order, so that nothing ends if both are the same.
		frame_system::Pallet::<T>::inc_sufficients(&new);
		frame_system::Pallet::<T>::dec_sufficients(&old);
		Self::deposit_event(Event::AdminChanged { org, old, new });
		Ok(())
	}

	pub(crate) fn do_invite(admin: T::AccountId, who: T::AccountId) -> DispatchResult {
		let (org, _) = Self::load_administered_by(&admin)?;
		ensure!(Members::<T>::get(&who) != Some(org), Error::<T>::AlreadyMember);
		ensure!(!Places::<T>::contains_key(org, &who), Error::<T>::AlreadyInvited);

		Self::store_place(org, &who)?;
		Self::deposit_event(Event::Invited { org, who });
		Ok(())
	}

	pub(crate) fn do_withdraw_invitation(
		signer: Option<T::AccountId>,
		org: OrgId,
		who: T::AccountId,
	) -> DispatchResult {
		let record = Self::load(org)?;
		if let Some(signer) = signer {
			Self::ensure_admin(&signer, org, &record)?;
		}
		ensure!(Members::<T>::get(&who) != Some(org), Error::<T>::AlreadyMember);
		ensure!(Places::<T>::contains_key(org, &who), Error::<T>::NotInvited);

		Self::clear_place(org, &who)?;
		Self::deposit_event(Event::InvitationWithdrawn { org, who });
		Ok(())
	}

	pub(crate) fn do_join(who: T::AccountId, org: OrgId) -> DispatchResult {
		let record = Self::load(org)?;
		ensure!(record.status.is_active(), Error::<T>::OrganizationSuspended);
		ensure!(Self::has_place(org, &record, &who), Error::<T>::NotInvited);
		Self::enroll(org, record, who)
	}

	/// Makes `who` a member. The caller checks that they consent.
	pub(crate) fn enroll(
		org: OrgId,
		mut record: OrganizationOf<T>,
		who: T::AccountId,
	) -> DispatchResult {
		ensure!(!Members::<T>::contains_key(&who), Error::<T>::AlreadyMember);
		record.members = Self::one_more(&record)?;

		Organizations::<T>::insert(org, record);
		frame_system::Pallet::<T>::inc_sufficients(&who);
		Members::<T>::insert(&who, org);
		Self::deposit_event(Event::MemberAdded { org, who });
		Ok(())
	}

	pub(crate) fn do_remove_member(
		signer: Option<T::AccountId>,
		who: T::AccountId,
	) -> DispatchResult {
		let (org, mut record) = Self::load_membership(&who)?;
		match signer {
			Some(signer) if signer == who => (),
			Some(signer) => Self::ensure_admin(&signer, org, &record)?,
			None => ensure!(!record.status.is_active(), Error::<T>::OrganizationActive),
		}
		ensure!(!Validators::<T>::get().contains(&who), Error::<T>::StillValidator);

		// The record counts `who`, so there is one to take away.
		record.members = record.members.saturating_sub(1);
		Organizations::<T>::insert(org, record);
		if T::SessionKeys::is_registered(&who) {
			Self::purge(&who)?;
		}
		Members::<T>::remove(&who);
		Self::clear_place(org, &who)?;
		frame_system::Pallet::<T>::dec_sufficients(&who);
		Self::deposit_event(Event::MemberRemoved { org, who });
		Ok(())
	}

	pub(crate) fn do_add_validator(who: T::AccountId) -> DispatchResult {
		let (org, record) = Self::load_membership(&who)?;
		ensure!(record.status.is_active(), Error::<T>::OrganizationSuspended);
		ensure!(T::SessionKeys::is_registered(&who), Error::<T>::NoKeys);
		let mut validators = Validators::<T>::get();
		ensure!(!validators.contains(&who), Error::<T>::AlreadyValidator);
		validators.try_push(who.clone()).map_err(|_| Error::<T>::TooManyValidators)?;

		Validators::<T>::put(validators);
		Self::deposit_event(Event::ValidatorAdded { org, who });
		Ok(())
	}

	pub(crate) fn do_remove_validator(who: T::AccountId) -> DispatchResult {
		let mut validators = Validators::<T>::get();
		ensure!(validators.contains(&who), Error::<T>::NotValidator);
		let (org, _) = Self::load_membership(&who)?;
		validators.retain(|other| *other != who);
		Self::ensure_enough(validators.len(), &ChainSettings::<T>::get())?;

		Validators::<T>::put(validators);
		Self::deposit_event(Event::ValidatorRemoved { org, who });
		Ok(())
	}

	pub(crate) fn do_configure(new: SettingsOf<T>) -> DispatchResult {
		ensure!(!new.session_length.is_zero(), Error::<T>::SessionTooShort);
		ensure!(new.min_validators > 0, Error::<T>::NoMinimum);
		Self::ensure_enough(Validators::<T>::decode_len().unwrap_or_default(), &new)?;

		let old = ChainSettings::<T>::get();
		ChainSettings::<T>::put(new);
		Self::deposit_event(Event::Configured { old, new });
		Ok(())
	}

	pub(crate) fn do_dissolve(org: OrgId, beneficiary: T::AccountId) -> DispatchResult {
		let record = Self::load(org)?;
		ensure!(!record.status.is_active(), Error::<T>::OrganizationActive);
		ensure!(record.members == 0, Error::<T>::StillMembers);
		let account = Self::account(org);
		let held = T::Currency::total_balance_on_hold(&account);
		ensure!(held.is_zero(), Error::<T>::StillDeposits);
		Self::ensure_recipient(org, &beneficiary)?;

		let rest = T::Currency::balance(&account);
		if !rest.is_zero() {
			T::Currency::transfer(&account, &beneficiary, rest, Preservation::Expendable)?;
			Self::deposit_event(Event::Withdrawn { org, to: beneficiary, amount: rest });
		}
		Organizations::<T>::remove(org);
		Buckets::<T>::remove(org);
		frame_system::Pallet::<T>::dec_sufficients(&record.admin);
		Self::deposit_event(Event::Dissolved { org });
		Ok(())
	}

	pub(crate) fn do_drop_keys(signer: Option<T::AccountId>, who: T::AccountId) -> DispatchResult {
		let (org, record) = Self::load_membership(&who)?;
		if let Some(signer) = signer.filter(|signer| *signer != who) {
			Self::ensure_admin(&signer, org, &record)?;
			ensure!(record.status.is_active(), Error::<T>::OrganizationSuspended);
		}
		ensure!(!Validators::<T>::get().contains(&who), Error::<T>::StillValidator);
		ensure!(T::SessionKeys::is_registered(&who), Error::<T>::NoKeys);
		Self::purge(&who)
	}

	fn purge(who: &T::AccountId) -> DispatchResult {
		T::SessionKeys::purge_keys(who)?;
		Self::deposit_event(Event::KeysDropped { who: who.clone() });
		Ok(())
	}

	pub(crate) fn do_withdraw(
		admin: T::AccountId,
		amount: BalanceOf<T>,
		to: T::AccountId,
	) -> DispatchResult {
		let (org, _) = Self::load_administered_by(&admin)?;
		Self::ensure_recipient(org, &to)?;
		let account = Self::account(org);
		ensure!(amount <= Self::available(&account), Error::<T>::NotAvailable);

		T::Currency::transfer(&account, &to, amount, Preservation::Preserve)?;
		Self::deposit_event(Event::Withdrawn { org, to, amount });
		Ok(())
	}

	pub(crate) fn do_enact(call: T::RuntimeCall) -> DispatchResultWithPostInfo {
		let overhead = T::WeightInfo::enact();
		let with_overhead = |mut info: PostDispatchInfo| {
			info.actual_weight = info.actual_weight.map(|w| w.saturating_add(overhead));
			info
		};
		match call.dispatch(frame_system::RawOrigin::Root.into()) {
			Ok(info) => {
				Self::deposit_event(Event::Enacted);
				Ok(with_overhead(info))
			},
			Err(mut error) => {
				error.post_info = with_overhead(error.post_info);
				Err(error)
			},
		}
	}
}
