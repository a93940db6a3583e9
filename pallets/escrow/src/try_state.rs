//! The pallet's properties, under the numbers of the crate's documentation.

use super::*;
use alloc::collections::BTreeMap;
use frame::deps::sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Checks every property but those that only tests can check; reads all storage of the pallet.
	pub(crate) fn do_try_state() -> Result<(), TryRuntimeError> {
		let next = NextEscrowId::<T>::get().unwrap_or(EscrowId(0));
		let latest = Self::now().0.saturating_add(T::MaxDuration::get());
		let mut held = BTreeMap::<T::AccountId, BalanceOf<T>>::new();
		let mut count = 0u64;
		for (escrow, (record, _)) in Escrows::<T>::iter() {
			ensure!(escrow < next, "1: an id was not given out");
			ensure!(
				EscrowsOf::<T>::contains_key(&record.payer, escrow),
				"1: an escrow is not listed under its payer"
			);
			count = count.saturating_add(1);
			ensure!(record.backstop.0 <= latest, "4: a backstop lies too far ahead");
			match &record.state {
				EscrowState::Open => {},
				EscrowState::Disputed(terms) => {
					let bounds = [terms.low, terms.default, terms.high, record.held];
					ensure!(bounds.is_sorted(), "3: the bounds of a dispute do not ascend");
					ensure!(
						terms.arbiter != record.payer && terms.arbiter != terms.payee,
						"3: the arbiter is a party"
					);
					ensure!(
						terms.until <= record.backstop,
						"3: a dispute's deadline lies after the backstop"
					);
				},
				EscrowState::Decided { amount, .. } => {
					ensure!(*amount <= record.held, "3: more was decided than is held");
				},
			}
			let sum = held.entry(record.payer).or_insert_with(Zero::zero);
			*sum = sum.saturating_add(record.held);
		}
		ensure!(
			EscrowsOf::<T>::iter_keys().count() as u64 == count,
			"1: the list of a payer has an escrow that has ended"
		);
		for (payer, sum) in held {
			let money = T::Currency::balance_on_hold(&Self::money(), &payer);
			ensure!(money == sum, "2: an account has another amount on hold than its escrows hold");
		}
		Ok(())
	}
}
