//! Shared by several functions: loads and stores records, and moves money.

use super::*;
use frame::traits::{
	tokens::{Fortitude, Precision, Provenance, Restriction},
	CheckedSub,
};
use tallystick_primitives::Escrow;

/// The most keys that a block reads to find out whether calls are refused.
const STOP_READS: u64 = 26;

impl<T: Config> Pallet<T> {
	pub(crate) fn now() -> Millis {
		Millis(T::Time::now())
	}

	pub(crate) fn money() -> ReasonOf<T> {
		HoldReason::Money.into()
	}

	pub(crate) fn load(
		escrow: EscrowId,
	) -> Result<(EscrowRecordOf<T>, T::Consideration), Error<T>> {
		let (record, ticket) = Escrows::<T>::get(escrow).ok_or(Error::<T>::UnknownEscrow)?;
		Ok((record.moved(<Self as Escrow<T::AccountId>>::from_store), ticket))
	}

	pub(crate) fn store(escrow: EscrowId, record: EscrowRecordOf<T>, ticket: T::Consideration) {
		let record = record.moved(<Self as Escrow<T::AccountId>>::to_store);
		Escrows::<T>::insert(escrow, (record, ticket));
	}

	/// Notes whether calls that meet deadlines are refused.
	pub(crate) fn note_stop() -> Weight {
		let mut stops = Stops::<T>::get();
		match (T::Stopped::get(), stops.since) {
			(true, None) => stops.since = Some(Self::now()),
			(false, Some(_)) => stops = Stop { lost: Self::lost_time(), since: None },
			_ => return T::DbWeight::get().reads(STOP_READS),
		}
		Stops::<T>::put(stops);
		T::DbWeight::get().reads_writes(STOP_READS, 1)
	}

	/// For how many milliseconds calls have been refused up to now.
	pub fn lost_time() -> u64 {
		let Stop { lost, since } = Stops::<T>::get();
		let present = since.map_or(0, |since| Self::now().0.saturating_sub(since.0));
		lost.saturating_add(present)
	}

	/// The escrow, if it was opened for this purpose.
	pub(crate) fn load_of(
		purpose: EscrowPurpose,
		escrow: EscrowId,
	) -> Result<(EscrowRecordOf<T>, T::Consideration), Error<T>> {
		let (record, ticket) = Self::load(escrow)?;
		ensure!(record.purpose == purpose, Error::<T>::NotOpener);
		Ok((record, ticket))
	}

	/// The escrow, if it was opened for this purpose and its opener may pay from it.
	pub(crate) fn load_open(
		purpose: EscrowPurpose,
		escrow: EscrowId,
	) -> Result<(EscrowRecordOf<T>, T::Consideration), Error<T>> {
		let (record, ticket) = Self::load_of(purpose, escrow)?;
		ensure!(record.state.is_open(), Error::<T>::InDispute);
		Ok((record, ticket))
	}

	pub(crate) fn store_next(
		escrow: EscrowId,
		record: EscrowRecordOf<T>,
		ticket: T::Consideration,
		step: StepOf<T>,
	) -> Result<(), Error<T>> {
		let state = record.next(step, Self::now())?;
		Self::store(escrow, EscrowRecord { state, ..record }, ticket);
		Ok(())
	}

	/// What the chain keeps of an escrow: the record, and its place in the list of the payer.
	pub(crate) fn footprint() -> Footprint {
		let size = EscrowId::max_encoded_len()
			.saturating_add(EscrowRecordOf::<T>::max_encoded_len())
			.saturating_add(T::AccountId::max_encoded_len())
			.saturating_add(EscrowId::max_encoded_len());
		Footprint::from_parts(1, size)
	}

	/// What can be paid from an escrow: what it holds, and never more than is on hold.
	pub(crate) fn payable(record: &EscrowRecordOf<T>) -> BalanceOf<T> {
		let money = T::Currency::balance_on_hold(&Self::money(), &record.payer);
		// A forced unreserve lowers this sum and leaves the holds as they are.
		let all = T::Currency::total_balance_on_hold(&record.payer);
		record.held.min(money).min(all)
	}

	/// Pays part of what can be paid, and returns how much arrived: all or nothing.
	pub(crate) fn pay(
		escrow: EscrowId,
		record: &mut EscrowRecordOf<T>,
		payee: &T::AccountId,
		amount: BalanceOf<T>,
	) -> Result<BalanceOf<T>, DispatchError> {
		if amount.is_zero() {
			return Ok(amount);
		}
		let held = record.held.checked_sub(&amount).ok_or(Error::<T>::NotEnough)?;
		let payee = payee.clone();
		if T::Currency::can_deposit(&payee, amount, Provenance::Extant).into_result().is_err() {
			Self::deposit_event(Event::Undeliverable { escrow, payee, amount });
			return Ok(Zero::zero());
		}
		if payee == record.payer {
			T::Currency::release(&Self::money(), &payee, amount, Precision::Exact)?;
		} else {
			T::Currency::transfer_on_hold(
				&Self::money(),
				&record.payer,
				&payee,
				amount,
				Precision::Exact,
				Restriction::Free,
				// Money in escrow is owed, even if the account was frozen since.
				Fortitude::Force,
			)?;
		}
		record.held = held;
		Self::deposit_event(Event::Released { escrow, payee, amount });
		Ok(amount)
	}

	/// Pays an outcome, or as much of it as there is.
	pub(crate) fn pay_up_to(
		escrow: EscrowId,
		record: &mut EscrowRecordOf<T>,
		payee: &T::AccountId,
		amount: BalanceOf<T>,
	) -> Result<BalanceOf<T>, DispatchError> {
		let amount = amount.min(Self::payable(record));
		Self::pay(escrow, record, payee, amount)
	}

	/// Removes an escrow, and returns what the payer got back. It never fails: an event reports
	/// missing money.
	pub(crate) fn end(
		escrow: EscrowId,
		record: EscrowRecordOf<T>,
		ticket: T::Consideration,
	) -> BalanceOf<T> {
		Escrows::<T>::remove(escrow);
		EscrowsOf::<T>::remove(&record.payer, escrow);
		let amount = Self::payable(&record);
		// `amount` is never above what is held.
		let missing = record.held.saturating_sub(amount);
		if !missing.is_zero() {
			Self::deposit_event(Event::Short { escrow, missing });
		}
		let refunded = Self::give_back(&record.payer, amount);
		if ticket.drop(&record.payer).is_err() {
			defensive!("a deposit is on hold for as long as its record exists");
		}
		refunded
	}

	fn give_back(payer: &T::AccountId, amount: BalanceOf<T>) -> BalanceOf<T> {
		let (money, best) = (Self::money(), Precision::BestEffort);
		if amount.is_zero() {
			return amount;
		}
		T::Currency::release(&money, payer, amount, best).unwrap_or_else(|_| {
			// The account has nothing else, and cannot exist with so small an amount: it is burned
			// as dust.
			let _ = T::Currency::burn_held(&money, payer, amount, best, Fortitude::Force);
			Zero::zero()
		})
	}
}
