//! Floats: the money that suppliers pay customers from.

use crate::*;
use frame::{
	deps::sp_runtime::traits::{SaturatedConversion, Zero},
	traits::tokens::{Fortitude, Precision, Preservation},
};

impl<T: Config> Pallet<T> {
	pub(crate) fn present_period() -> Period {
		let timing = Self::timing();
		timing.period_of(timing.slot_at(Self::now()))
	}

	pub(crate) fn do_fund_float(org: OrgId, amount: BalanceOf<T>) -> DispatchResult {
		let mut supplier = Suppliers::<T>::get(org).ok_or(Error::<T>::UnknownSupplier)?;
		ensure!(!amount.is_zero(), Error::<T>::NothingToHold);
		let account = T::Membership::account(org).ok_or(Error::<T>::UnknownOrganization)?;
		let held = supplier.float.held.checked_add(&amount).ok_or(Error::<T>::Unaffordable)?;
		T::Currency::hold(&HoldReason::Float.into(), &account, amount)
			.map_err(|_| Error::<T>::Unaffordable)?;
		supplier.float.held = held;
		Suppliers::<T>::insert(org, supplier);
		Self::deposit_event(Event::FloatFunded { supplier: org, amount, float: held });
		Ok(())
	}

	pub(crate) fn do_withdraw_float(org: OrgId, amount: BalanceOf<T>) -> DispatchResult {
		let mut supplier = Suppliers::<T>::get(org).ok_or(Error::<T>::UnknownSupplier)?;
		ensure!(!amount.is_zero(), Error::<T>::NothingToHold);
		let held = supplier.float.held.checked_sub(&amount).ok_or(Error::<T>::FloatTooLow)?;
		supplier.float.held = held;
		ensure!(Self::suffices(&supplier), Error::<T>::FloatTooLow);
		Self::release_float(org, amount)?;
		Suppliers::<T>::insert(org, supplier);
		Self::deposit_event(Event::FloatWithdrawn { supplier: org, amount, float: held });
		Ok(())
	}

	/// Has money of a float on hold no more.
	pub(crate) fn release_float(org: OrgId, amount: BalanceOf<T>) -> DispatchResult {
		if amount.is_zero() {
			return Ok(());
		}
		let account = T::Membership::account(org).ok_or(Error::<T>::UnknownOrganization)?;
		T::Currency::release(&HoldReason::Float.into(), &account, amount, Precision::Exact)?;
		Ok(())
	}

	/// Pays a customer's margin from a float.
	pub(crate) fn pay_from_float(
		org: OrgId,
		owner: &T::AccountId,
		amount: BalanceOf<T>,
	) -> DispatchResult {
		let account = T::Membership::account(org).ok_or(Error::<T>::UnknownOrganization)?;
		Self::release_float(org, amount)?;
		let margin = HoldReason::Margin.into();
		let (protect, force) = (Preservation::Protect, Fortitude::Force);
		let exact = Precision::Exact;
		T::Currency::transfer_and_hold(&margin, &account, owner, amount, exact, protect, force)?;
		Ok(())
	}

	/// The least that a supplier's float has to be for what it paid out in the present period and in the one
	/// before.
	pub(crate) fn float_for(supplier: &SupplierOf<T>) -> BalanceOf<T> {
		let Float { period, paid, before, .. } = supplier.float;
		let most = match Self::present_period().0.saturating_sub(period.0) {
			0 => paid.max(before),
			1 => paid,
			_ => Zero::zero(),
		};
		let most: u128 = most.into();
		most.saturating_mul(T::FloatPeriods::get().into()).saturated_into()
	}

	fn suffices(supplier: &SupplierOf<T>) -> bool {
		supplier.float.held >= Self::float_for(supplier)
	}

	/// Whether a supplier may have another customer.
	pub(crate) fn ensure_float(org: OrgId) -> Result<(), Error<T>> {
		let supplier = Suppliers::<T>::get(org).ok_or(Error::UnknownSupplier)?;
		ensure!(Self::suffices(&supplier), Error::FloatTooLow);
		Ok(())
	}

	/// Notes what an account says that a supplier's customer gets.
	pub(crate) fn note_payout(float: &mut Float<Period, BalanceOf<T>>, amount: u128) {
		let present = Self::present_period();
		match present.0.saturating_sub(float.period.0) {
			0 => {},
			1 => (float.before, float.paid) = (float.paid, Zero::zero()),
			_ => (float.before, float.paid) = (Zero::zero(), Zero::zero()),
		}
		float.period = present;
		// More than any balance cannot be needed.
		float.paid = float.paid.saturating_add(amount.saturated_into());
	}
}
