//! Shared by several calls: loads, checks and stores records, and charges the quota.

use super::*;
use crate::extension::{Charge, Unsponsored};
use frame::deps::frame_support::dispatch::DispatchClass;

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

	/// Checks that money of `org` goes neither back to it nor to the account of an organisation that
	/// does not exist, from which nobody could withdraw it.
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
		// Records are so small that nothing saturates.
		let bytes: BalanceOf<T> = footprint.count.saturating_mul(footprint.size).saturated_into();
		bytes.saturating_mul(T::DepositPerByte::get()).saturating_add(T::DepositBase::get())
	}

	/// What an organisation's account has beside its deposits and the smallest balance.
	pub(crate) fn available(account: &T::AccountId) -> BalanceOf<T> {
		T::Currency::reducible_balance(account, Preservation::Preserve, Fortitude::Polite)
	}

	/// Checks that `who` is the admin of `org` and has joined it.
	pub(crate) fn ensure_admin(
		who: &T::AccountId,
		org: OrgId,
		record: &OrganizationOf<T>,
	) -> Result<(), Error<T>> {
		let joined = Members::<T>::get(who) == Some(org);
		ensure!(joined && record.admin == *who, Error::<T>::NotAdmin);
		Ok(())
	}

	/// Whether `who` may join `org`.
	pub(crate) fn has_place(org: OrgId, record: &OrganizationOf<T>, who: &T::AccountId) -> bool {
		record.admin == *who || Places::<T>::contains_key(org, who)
	}

	/// Pays for a place, and lets `who` exist without a balance, so that it can sign.
	pub(crate) fn store_place(org: OrgId, who: &T::AccountId) -> DispatchResult {
		// A member's records: the place, the membership, and an account.
		let deposit = Self::price(Footprint::from_mel::<(
			(OrgId, T::AccountId, BalanceOf<T>),
			(T::AccountId, OrgId),
			(T::AccountId, AccountInfoOf<T>),
		)>());
		T::Currency::hold(&HoldReason::Place.into(), &Self::account(org), deposit)
			.map_err(|_| Error::<T>::DepositUnaffordable)?;
		Places::<T>::insert(org, who, deposit);
		frame_system::Pallet::<T>::inc_sufficients(who);
		Ok(())
	}

	/// Undoes [`Self::store_place`], if `who` has a place.
	pub(crate) fn clear_place(org: OrgId, who: &T::AccountId) -> DispatchResult {
		if let Some(held) = Places::<T>::take(org, who) {
			let (reason, account) = (HoldReason::Place.into(), Self::account(org));
			T::Currency::release(&reason, &account, held, Precision::BestEffort)?;
			frame_system::Pallet::<T>::dec_sufficients(who);
		}
		Ok(())
	}

	/// The organisation that `who`, who belongs to none, would join by `call`.
	fn joined_by(who: &T::AccountId, call: &T::RuntimeCall) -> Option<(OrgId, OrganizationOf<T>)> {
		let Some(Call::join { org }) = call.is_sub_type() else { return None };
		let record = Self::load(*org).ok()?;
		let may = record.status.is_active() && Self::has_place(*org, &record, who);
		may.then_some((*org, record))
	}

	/// Whether `who`, a member, would leave by `call`. That succeeds, so it can happen once.
	fn leaves_by(who: &T::AccountId, call: &T::RuntimeCall) -> bool {
		matches!(call.is_sub_type(), Some(Call::remove_member { who: leaver }) if leaver == who)
			&& !Validators::<T>::get().contains(who)
	}

	/// The organisation that sponsors this call of `who`, and the charge. `None` if nobody does, so
	/// that `who` has to pay the fee.
	pub(crate) fn sponsor(
		who: &T::AccountId,
		call: &T::RuntimeCall,
		info: &DispatchInfo,
		len: usize,
	) -> Result<Option<Charge>, Unsponsored> {
		let sponsor = Self::load_membership(who).ok().or_else(|| Self::joined_by(who, call));
		let Some((org, record)) = sponsor else { return Ok(None) };
		if !record.status.is_active() && !Self::leaves_by(who, call) {
			return if T::UnsuspendableCalls::contains(call) {
				Ok(None)
			} else {
				Err(Refusal::Suspended.into())
			};
		}
		let share = if T::SponsoredCalls::contains(call) {
			T::BlockShare::get()
		} else {
			ensure!(T::CouncilCalls::contains(who, call), Refusal::CallNotSponsored);
			// Twice a share of a block is less than `u64` holds.
			T::BlockShare::get().saturating_mul(2)
		};
		let len = len.max(T::Preflight::least_bytes(call));
		let charge =
			Charge { org, cost: Self::cost_of_call(len, info.class, info.total_weight()), share };
		Self::bucket_after(&charge)?;
		Ok(Some(charge))
	}

	/// What a transaction is charged of a quota: its length, and its time in the block.
	pub(crate) fn cost_of_call(len: usize, class: DispatchClass, weight: Weight) -> Quota {
		let base = T::BlockWeights::get().get(class).base_extrinsic;
		Quota { bytes: len as u64, ref_time: weight.saturating_add(base).ref_time() }
	}

	fn bucket_after(charge: &Charge) -> Result<BucketOf<T>, Unsponsored> {
		let Charge { org, cost, share } = charge;
		Buckets::<T>::get(org)
			.and_then(|bucket| bucket.charged(*cost, Self::period(), Self::now()))
			.ok_or(Refusal::QuotaExceeded)?
			.booked(cost.ref_time, *share)
			.ok_or(Unsponsored::InThisBlock)
	}

	/// Whether an organisation, and not `who`, pays for this call: what [`SponsoredPayment`] decides
	/// in the present state, or in the next block.
	pub fn sponsors(
		who: &T::AccountId,
		call: &T::RuntimeCall,
		info: &DispatchInfo,
		len: usize,
	) -> bool {
		info.pays_fee == Pays::Yes
			&& matches!(
				Self::sponsor(who, call, info, len),
				Ok(Some(_)) | Err(Unsponsored::InThisBlock)
			)
	}

	/// Takes the cost out of the organisation's quota, and books the time of the block.
	pub(crate) fn charge(charge: &Charge) -> Result<(), Unsponsored> {
		Buckets::<T>::insert(charge.org, Self::bucket_after(charge)?);
		Ok(())
	}

	/// Refunds what was charged beyond `due`, and what was booked of the block beyond `used`. Neither
	/// exceeds `charged`.
	pub(crate) fn settle(org: OrgId, charged: Quota, used: Quota, due: Quota) {
		let unused = charged.ref_time.saturating_sub(used.ref_time);
		let rest = Quota {
			bytes: charged.bytes.saturating_sub(due.bytes),
			ref_time: charged.ref_time.saturating_sub(due.ref_time),
		};
		// An organisation that was dissolved by the call itself has no bucket any more.
		Buckets::<T>::mutate_extant(org, |bucket| {
			*bucket = bucket.unbooked(unused).refunded(rest, Self::period());
		});
	}

	pub(crate) fn build_organization(
		org: &GenesisOrganization<T::AccountId>,
	) -> Result<(), DispatchError> {
		let name: NameOf<T> =
			org.name.clone().into_bytes().try_into().map_err(|_| Error::<T>::BadName)?;
		let roles = org.roles.iter().copied().collect();
		let id = Self::do_admit(name, org.admin.clone(), roles)?;
		// The admin may itself be a validator.
		let others = org.members.iter().chain(&org.validators).filter(|who| **who != org.admin);
		for who in core::iter::once(&org.admin).chain(others) {
			Self::enroll(id, Self::load(id)?, who.clone())?;
		}
		// Genesis sets the keys after this pallet is built, so they cannot be asked for here.
		Validators::<T>::try_mutate(|validators| {
			validators.try_extend(org.validators.iter().cloned())
		})
		.map_err(|()| Error::<T>::TooManyValidators.into())
	}
}
