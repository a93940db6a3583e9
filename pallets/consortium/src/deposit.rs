//! Deposits that an organisation pays for what its members store.

use crate::{AccountIdFor, BalanceOf, Config, Error, Pallet, ReasonOf};
use core::marker::PhantomData;
use frame::{
	deps::frame_support::stored,
	prelude::*,
	traits::{fungible::hold::Mutate, Consideration, Footprint},
};

/// A deposit, held for `Reason` from the account of a member's organisation.
///
/// It returns to the account that it came from, whoever releases it. That also holds after the
/// member has left, or has passed on what the deposit is for.
#[stored]
pub struct Deposit<T: Config, Reason> {
	/// The account that the deposit is held from.
	payer: AccountIdFor<T>,
	/// How much is held.
	amount: BalanceOf<T>,
	reason: PhantomData<fn() -> (T, Reason)>,
}

impl<T: Config, Reason: Get<ReasonOf<T>> + 'static> Consideration<AccountIdFor<T>, Footprint>
	for Deposit<T, Reason>
{
	fn new(who: &AccountIdFor<T>, footprint: Footprint) -> Result<Self, DispatchError> {
		let (payer, amount) = (Pallet::<T>::payer(who), Pallet::<T>::price(footprint));
		T::Currency::hold(&Reason::get(), &payer, amount)
			.map_err(|_| Error::<T>::DepositUnaffordable)?;
		Ok(Self { payer, amount, reason: PhantomData })
	}

	fn update(self, _: &AccountIdFor<T>, footprint: Footprint) -> Result<Self, DispatchError> {
		let (old, amount) = (self.amount, Pallet::<T>::price(footprint));
		let reason = Reason::get();
		if amount > old {
			T::Currency::hold(&reason, &self.payer, amount.saturating_sub(old))
				.map_err(|_| Error::<T>::DepositUnaffordable)?;
		} else {
			let less = old.saturating_sub(amount);
			T::Currency::release(&reason, &self.payer, less, Precision::BestEffort)?;
		}
		Ok(Self { amount, ..self })
	}

	fn drop(self, _: &AccountIdFor<T>) -> Result<(), DispatchError> {
		T::Currency::release(&Reason::get(), &self.payer, self.amount, Precision::BestEffort)
			.map(|_| ())
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn ensure_successful(who: &AccountIdFor<T>, footprint: Footprint) {
		use frame::traits::fungible::{Inspect, Mutate};
		let enough = Pallet::<T>::price(footprint)
			.saturating_add(<T::Currency as Inspect<_>>::minimum_balance());
		let _ = T::Currency::mint_into(&Pallet::<T>::payer(who), enough);
	}
}
