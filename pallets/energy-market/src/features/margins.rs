//! Margins: the money that the orders of a metering point draw on.

use super::debts::amount as amount_of;
use crate::*;
use frame::{deps::sp_runtime::traits::Zero, traits::tokens::Precision};

type StoredPoint<T> = (PointOf<T>, Deposit<AccountIdFor<T>, <T as Config>::PointConsideration>);

impl<T: Config> Pallet<T> {
	/// Loads a metering point, which has to be the signer's.
	pub(crate) fn own_point(who: &T::AccountId, id: PointId) -> Result<StoredPoint<T>, Error<T>> {
		let stored = Points::<T>::get(id).ok_or(Error::<T>::UnknownPoint)?;
		ensure!(stored.0.owner == *who, Error::<T>::NotOwner);
		Ok(stored)
	}

	/// Whether this amount covers all that a point owes, or will owe by its preliminary accounts.
	pub(crate) fn owes_at_most(id: PointId, point: &PointOf<T>, free: BalanceOf<T>) -> bool {
		let debts = Self::sum_of_debts(id, |_| true);
		debts.saturating_add(amount_of::<T>(point.reserved)) <= amount_of::<T>(free)
	}

	pub(crate) fn do_fund(who: T::AccountId, id: PointId, amount: BalanceOf<T>) -> DispatchResult {
		let (mut point, deposit) = Self::own_point(&who, id)?;
		ensure!(!amount.is_zero(), Error::<T>::NothingToHold);
		let free = point.free.checked_add(&amount).ok_or(Error::<T>::Unaffordable)?;
		T::Currency::hold(&HoldReason::Margin.into(), &who, amount)
			.map_err(|_| Error::<T>::Unaffordable)?;
		point.free = free;
		Points::<T>::insert(id, (point, deposit));
		Self::deposit_event(Event::Funded { point: id, amount, free });
		Ok(())
	}

	pub(crate) fn do_withdraw(
		who: T::AccountId,
		id: PointId,
		amount: BalanceOf<T>,
	) -> DispatchResult {
		let (mut point, deposit) = Self::own_point(&who, id)?;
		ensure!(!amount.is_zero(), Error::<T>::NothingToHold);
		let free = point.free.checked_sub(&amount).ok_or(Error::<T>::MarginTooLow)?;
		ensure!(Self::owes_at_most(id, &point, free), Error::<T>::InDebt);
		T::Currency::release(&HoldReason::Margin.into(), &who, amount, Precision::Exact)?;
		point.free = free;
		Points::<T>::insert(id, (point, deposit));
		Self::deposit_event(Event::Withdrawn { point: id, amount, free });
		Ok(())
	}
}
