//! The pot of a zone: trades are paid into it and from it.

use crate::*;
use frame::{
	deps::sp_runtime::traits::AccountIdConversion,
	traits::tokens::{Fortitude, Precision, Preservation, Restriction},
};

impl<T: Config> Pallet<T> {
	/// The account of a zone's pot.
	pub(crate) fn pot_of(zone: ZoneId) -> T::AccountId {
		T::PalletId::get().into_sub_account_truncating(zone)
	}

	/// The account from which a member pays for a zone's pot.
	fn patron(who: &T::AccountId) -> T::AccountId {
		T::Membership::payer(who).unwrap_or_else(|| who.clone())
	}

	/// Endows a zone's pot with the smallest balance, so that it takes any amount.
	pub(crate) fn open_pot(who: &T::AccountId, zone: ZoneId) -> DispatchResult {
		let endowment = T::Currency::minimum_balance();
		let (patron, pot) = (Self::patron(who), Self::pot_of(zone));
		T::Currency::transfer(&patron, &pot, endowment, Preservation::Preserve)
			.map_err(|_| Error::<T>::Unaffordable)?;
		Ok(())
	}

	/// Returns what is in a pot from which nobody is owed anything.
	pub(crate) fn close_pot(who: &T::AccountId, zone: ZoneId) -> DispatchResult {
		let (patron, pot) = (Self::patron(who), Self::pot_of(zone));
		let all = T::Currency::balance(&pot);
		T::Currency::transfer(&pot, &patron, all, Preservation::Expendable)?;
		Ok(())
	}

	/// Pays what trades cost a point out of its owner's margin.
	pub(crate) fn pay_pot(
		zone: ZoneId,
		owner: &T::AccountId,
		amount: BalanceOf<T>,
	) -> DispatchResult {
		let margin = HoldReason::Margin.into();
		let (pot, exact) = (Self::pot_of(zone), Precision::Exact);
		let (free, force) = (Restriction::Free, Fortitude::Force);
		T::Currency::transfer_on_hold(&margin, owner, &pot, amount, exact, free, force)?;
		Ok(())
	}

	/// Pays what trades earn a point into its owner's margin.
	pub(crate) fn pay_from_pot(
		zone: ZoneId,
		owner: &T::AccountId,
		amount: BalanceOf<T>,
	) -> DispatchResult {
		let margin = HoldReason::Margin.into();
		let (pot, exact) = (Self::pot_of(zone), Precision::Exact);
		let (preserve, polite) = (Preservation::Preserve, Fortitude::Polite);
		T::Currency::transfer_and_hold(&margin, &pot, owner, amount, exact, preserve, polite)?;
		Ok(())
	}
}
