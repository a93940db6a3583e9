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
		Self::note_shortage(&mut supplier.float);
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

	/// Releases money of a float.
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

	/// The periods of a span: the time after a period's end in which its account can be made.
	pub(crate) fn float_span() -> u64 {
		let timing = Self::timing();
		let length = u64::from(timing.slot).saturating_mul(timing.period.into());
		T::Retention::get().div_ceil(length.max(1)).max(1)
	}

	/// How many spans a period is after another.
	fn spans_between(earlier: Period, later: Period) -> u64 {
		let number = |period: Period| period.0.checked_div(Self::float_span()).unwrap_or_default();
		number(later).saturating_sub(number(earlier))
	}

	/// The least float of a supplier. It covers what the supplier owes, and the most that it paid out in a period of
	/// the present span or the one before. The span before counts because settlement can pause for a span while
	/// energy is fed in.
	pub(crate) fn float_for(supplier: &SupplierOf<T>) -> BalanceOf<T> {
		let Float { period, most, before, owed, .. } = supplier.float;
		let most = match Self::spans_between(period, Self::present_period()) {
			0 => most.max(before),
			1 => most,
			_ => Zero::zero(),
		};
		let most: u128 = most.into();
		most.saturating_mul(T::FloatPeriods::get().into()).saturating_add(owed).saturated_into()
	}

	/// Notes since when a float has been less than what the supplier owes.
	fn note_shortage(float: &mut Float<Period, BalanceOf<T>>) {
		let held: u128 = float.held.into();
		float.short = match held < float.owed {
			true => float.short.or(Some(Self::now())),
			false => None,
		};
	}

	/// Updates the sum of a supplier's debts when its debt with a point changes.
	pub(crate) fn note_owed(org: OrgId, before: i128, after: i128) {
		let owed = |amount: i128| amount.min(0).unsigned_abs();
		let Some(mut supplier) = Suppliers::<T>::get(org) else { return };
		let float = &mut supplier.float;
		// Each debt is in the sum.
		float.owed = float.owed.saturating_sub(owed(before)).saturating_add(owed(after));
		Self::note_shortage(float);
		if Self::put_supplier(org, &supplier).is_err() {
			defensive!("what is recorded as float is on hold");
		}
	}

	/// Stores a supplier. It is removed once it has no tariff and owes nothing.
	pub(crate) fn put_supplier(org: OrgId, supplier: &SupplierOf<T>) -> DispatchResult {
		if supplier.tariffs > 0 || supplier.float.owed > 0 {
			Suppliers::<T>::insert(org, supplier);
			return Ok(());
		}
		Self::release_float(org, supplier.float.held)?;
		Suppliers::<T>::remove(org);
		Ok(())
	}

	/// Whether a supplier has owed more than its float for longer than the term of payment.
	pub(crate) fn is_insolvent(supplier: &SupplierOf<T>) -> bool {
		let due = |since: Millis| since.saturating_add(T::PaymentTerm::get());
		supplier.float.short.is_some_and(|since| due(since) <= Self::now())
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
		match Self::spans_between(float.period, present) {
			0 => {},
			1 => (float.before, float.most) = (float.most, Zero::zero()),
			_ => (float.before, float.most) = (Zero::zero(), Zero::zero()),
		}
		if float.period != present {
			(float.period, float.paid) = (present, Zero::zero());
		}
		// No more than the largest balance can be needed.
		float.paid = float.paid.saturating_add(amount.saturated_into());
		float.most = float.most.max(float.paid);
	}
}
