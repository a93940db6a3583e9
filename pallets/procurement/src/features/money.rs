//! Money on hold beside the escrow: budgets, bonds and deposits.

use crate::*;
use frame::traits::{
	fungible::hold::Mutate as _,
	tokens::{Fortitude, Precision, Restriction},
};

impl<T: Config> Pallet<T> {
	pub(crate) fn balance(amount: u128) -> Result<BalanceOf<T>, Error<T>> {
		BalanceOf::<T>::try_from(amount).map_err(|_| Error::<T>::TooMuch)
	}

	pub(crate) fn hold(
		reason: HoldReason,
		who: &T::AccountId,
		amount: u128,
	) -> Result<(), DispatchError> {
		let amount = Self::balance(amount)?;
		T::Currency::hold(&reason.into(), who, amount).map_err(|_| Error::<T>::Unaffordable)?;
		Ok(())
	}

	/// Releases what is on hold. It never fails.
	pub(crate) fn release(reason: HoldReason, who: &T::AccountId, amount: u128) {
		let (reason, best) = (reason.into(), Precision::BestEffort);
		// What was held fits.
		let amount = Self::balance(amount).unwrap_or_else(|_| Zero::zero());
		if amount.is_zero() || T::Currency::release(&reason, who, amount, best).is_ok() {
			return;
		}
		// The account has nothing else, and cannot exist with so small an amount: it is burned as dust.
		let _ = T::Currency::burn_held(&reason, who, amount, best, Fortitude::Force);
	}

	/// Pays what is on hold to somebody else. They get nothing if their account cannot exist with so small
	/// an amount. The rest is given back. Returns what arrived.
	pub(crate) fn forfeit(
		reason: HoldReason,
		from: &T::AccountId,
		to: &T::AccountId,
		amount: u128,
		of: u128,
	) -> u128 {
		let part = Self::balance(amount).unwrap_or_else(|_| Zero::zero());
		let paid = if part.is_zero() || from == to {
			Zero::zero()
		} else {
			T::Currency::transfer_on_hold(
				&reason.into(),
				from,
				to,
				part,
				Precision::BestEffort,
				Restriction::Free,
				// It is owed, even if the account was frozen since.
				Fortitude::Force,
			)
			.unwrap_or_else(|_| Zero::zero())
		};
		let paid: u128 = paid.into();
		Self::release(reason, from, of.saturating_sub(paid));
		paid
	}

	/// Holds as much for a mandate as its budget has left.
	pub(crate) fn set_budget(
		mandate: &mut MandateOf<T>,
		budget: Budget,
	) -> Result<(), DispatchError> {
		let (before, after) = (mandate.budget.left(), budget.left());
		if after > before {
			Self::hold(HoldReason::Budget, &mandate.payer, after.saturating_sub(before))?;
		} else {
			Self::release(HoldReason::Budget, &mandate.payer, before.saturating_sub(after));
		}
		mandate.budget = budget;
		Ok(())
	}

	/// Takes the deposit for a record.
	pub(crate) fn charge<Record: MaxEncodedLen>(
		who: &T::AccountId,
		more: usize,
	) -> Result<T::Consideration, DispatchError> {
		let size = Record::max_encoded_len().saturating_add(more);
		T::Consideration::new(who, Footprint::from_parts(1, size))
	}

	/// Gives a record's deposit back.
	pub(crate) fn refund(ticket: T::Consideration, who: &T::AccountId) {
		if ticket.drop(who).is_err() {
			defensive!("a deposit is on hold for as long as its record exists");
		}
	}
}
