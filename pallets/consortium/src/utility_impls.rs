//! What several calls share: loading, checking and storing records, and the quota.

use super::*;

impl<T: Config> Pallet<T> {
	/// The length of a session, for the session pallet.
	pub fn session_length() -> BlockNumberFor<T> {
		ChainSettings::<T>::get().session_length
	}

	pub(crate) fn now() -> BlockNumberFor<T> {
		frame_system::Pallet::<T>::block_number()
	}

	pub(crate) fn period() -> u64 {
		T::QuotaPeriod::get().unique_saturated_into()
	}

	pub(crate) fn load(org: OrgId) -> Result<OrganizationOf<T>, Error<T>> {
		Organizations::<T>::get(org).ok_or(Error::<T>::UnknownOrganization)
	}

	pub(crate) fn load_membership(
		who: &T::AccountId,
	) -> Result<(OrgId, OrganizationOf<T>), Error<T>> {
		let org = Members::<T>::get(who).ok_or(Error::<T>::NotMember)?;
		Ok((org, Self::load(org)?))
	}

	pub(crate) fn load_administered_by(
		admin: &T::AccountId,
	) -> Result<(OrgId, OrganizationOf<T>), Error<T>> {
		let (org, record) = Self::load_membership(admin).map_err(|_| Error::<T>::NotAdmin)?;
		ensure!(record.admin == *admin, Error::<T>::NotAdmin);
		ensure!(record.status.is_active(), Error::<T>::OrganizationSuspended);
		Ok((org, record))
	}

	pub(crate) fn one_more(record: &OrganizationOf<T>) -> Result<u32, Error<T>> {
		match record.members.checked_add(1) {
			Some(members) if members <= T::MaxMembers::get() => Ok(members),
			_ => Err(Error::<T>::TooManyMembers),
		}
	}

	pub(crate) fn ensure_enough(validators: usize, settings: &SettingsOf<T>) -> DispatchResult {
		ensure!(validators >= settings.min_validators as usize, Error::<T>::TooFewValidators);
		Ok(())
	}

	/// The account that an organisation's deposits are held from. Nobody has its key.
	pub fn account(org: OrgId) -> T::AccountId {
		T::PalletId::get().into_sub_account_truncating(org)
	}

	/// Checks that money of `org` does not go back to it, nor to the account of an organisation that
	/// there is not: nobody could take it out there.
	pub(crate) fn ensure_recipient(org: OrgId, to: &T::AccountId) -> Result<(), Error<T>> {
		match PalletId::try_from_sub_account::<OrgId>(to) {
			Some((pallet, other)) if pallet == T::PalletId::get() => {
				ensure!(other != org, Error::<T>::OwnAccount);
				Self::load(other).map(|_| ())
			},
			_ => Ok(()),
		}
	}

	/// The account that pays the deposits of `who`: their organisation's while that is in good
	/// standing, else their own.
	pub fn payer(who: &T::AccountId) -> T::AccountId {
		match Self::load_membership(who) {
			Ok((org, record)) if record.status.is_active() => Self::account(org),
			_ => who.clone(),
		}
	}

	/// The deposit for what is stored.
	pub(crate) fn price(footprint: Footprint) -> BalanceOf<T> {
		// No record is so large that anything saturates.
		let bytes: BalanceOf<T> = footprint.count.saturating_mul(footprint.size).saturated_into();
		bytes.saturating_mul(T::DepositPerByte::get()).saturating_add(T::DepositBase::get())
	}

	/// What an organisation's account has beside its deposits and the smallest balance.
	pub(crate) fn available(account: &T::AccountId) -> BalanceOf<T> {
		T::Currency::reducible_balance(account, Preservation::Preserve, Fortitude::Polite)
	}

	/// Lets `who` belong to `org` and exist without a balance, so that it can sign.
	pub(crate) fn store_member(org: OrgId, who: T::AccountId) {
		frame_system::Pallet::<T>::inc_sufficients(&who);
		Members::<T>::insert(&who, org);
		Self::deposit_event(Event::MemberAdded { org, who });
	}

	pub(crate) fn clear_member(org: OrgId, who: T::AccountId) {
		Members::<T>::remove(&who);
		frame_system::Pallet::<T>::dec_sufficients(&who);
		Self::deposit_event(Event::MemberRemoved { org, who });
	}

	/// Who sponsors this call of `who`, and what it costs: `None` if nobody does and `who` has to
	/// pay like anybody else.
	pub(crate) fn sponsor(
		who: &T::AccountId,
		call: &T::RuntimeCall,
		info: &DispatchInfo,
		len: usize,
	) -> Result<Option<(OrgId, Quota)>, Refusal> {
		let Ok((org, record)) = Self::load_membership(who) else { return Ok(None) };
		if !record.status.is_active() {
			return if T::UnsuspendableCalls::contains(call) {
				Ok(None)
			} else {
				Err(Refusal::Suspended)
			};
		}
		ensure!(T::SponsoredCalls::contains(call), Refusal::CallNotSponsored);
		let len = len.max(T::Preflight::least_bytes(call));
		let cost = Self::cost_of_call(len, info.total_weight());
		Buckets::<T>::get(org)
			.and_then(|bucket| bucket.charged(cost, Self::period(), Self::now()))
			.ok_or(Refusal::QuotaExceeded)?;
		Ok(Some((org, cost)))
	}

	/// What a call takes out of a quota: its length and the time it books.
	pub(crate) fn cost_of_call(len: usize, weight: Weight) -> Quota {
		Quota { bytes: len as u64, ref_time: weight.ref_time() }
	}

	/// Whether an organisation, and not `who`, pays for this call: what [`SponsoredPayment`] decides
	/// in the present state.
	pub fn sponsors(
		who: &T::AccountId,
		call: &T::RuntimeCall,
		info: &DispatchInfo,
		len: usize,
	) -> bool {
		info.pays_fee == Pays::Yes && matches!(Self::sponsor(who, call, info, len), Ok(Some(_)))
	}

	/// Takes `cost` out of the organisation's quota.
	pub(crate) fn charge(org: OrgId, cost: Quota) -> Result<(), Refusal> {
		let bucket = Buckets::<T>::get(org)
			.and_then(|bucket| bucket.charged(cost, Self::period(), Self::now()))
			.ok_or(Refusal::QuotaExceeded)?;
		Buckets::<T>::insert(org, bucket);
		Ok(())
	}

	/// Gives back what was charged beyond `actual`.
	pub(crate) fn settle(org: OrgId, charged: Quota, actual: Quota) {
		// `actual` is never above `charged`; an organisation that was dissolved by the call itself
		// has no bucket any more.
		let unused = Quota {
			bytes: charged.bytes.saturating_sub(actual.bytes),
			ref_time: charged.ref_time.saturating_sub(actual.ref_time),
		};
		Buckets::<T>::mutate_extant(org, |bucket| {
			*bucket = bucket.refunded(unused, Self::period());
		});
	}

	pub(crate) fn build_organization(
		org: &GenesisOrganization<T::AccountId>,
	) -> Result<(), DispatchError> {
		let name: NameOf<T> =
			org.name.clone().into_bytes().try_into().map_err(|_| Error::<T>::BadName)?;
		let roles = org.roles.iter().copied().collect();
		Self::do_admit(name, org.admin.clone(), roles)?;
		for who in org.members.iter().chain(&org.validators) {
			// The admin may itself be a validator.
			if *who != org.admin {
				Self::do_add_member(org.admin.clone(), who.clone())?;
			}
		}
		// Genesis sets the keys after this pallet is built, so they cannot be asked for here.
		Validators::<T>::try_mutate(|validators| {
			validators.try_extend(org.validators.iter().cloned())
		})
		.map_err(|()| Error::<T>::TooManyValidators.into())
	}
}
