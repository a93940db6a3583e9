//! The logic of calls and other pallets' requests. Each function loads, ensures, computes, writes
//! and deposits its event, in this order. Functions that move money run in a storage layer.

use super::*;
use tallystick_primitives::{records::escrow::EscrowStep, OrgId};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_open(
		purpose: EscrowPurpose,
		reference: u64,
		payer: T::AccountId,
		amount: BalanceOf<T>,
		backstop: Millis,
	) -> Result<EscrowId, DispatchError> {
		ensure!(!amount.is_zero(), Error::<T>::NoAmount);
		let now = Self::now();
		// Saturates at the end of time, which no clock reaches.
		let latest = Millis(now.0.saturating_add(T::MaxDuration::get()));
		ensure!(backstop > now, Error::<T>::BackstopPassed);
		ensure!(backstop <= latest, Error::<T>::BackstopTooFar);
		let escrow = NextEscrowId::<T>::get().unwrap_or(EscrowId(0));
		let next = escrow.next().ok_or(Error::<T>::IdsExhausted)?;
		T::Currency::hold(&Self::money(), &payer, amount).map_err(|_| Error::<T>::Unaffordable)?;
		let ticket = T::Consideration::new(&payer, Self::footprint())?;

		let state = EscrowState::Open;
		let record = EscrowRecord {
			purpose,
			reference,
			payer: payer.clone(),
			held: amount,
			backstop,
			state,
		};
		NextEscrowId::<T>::put(next);
		EscrowsOf::<T>::insert(&payer, escrow, ());
		Self::store(escrow, record, ticket);
		Self::deposit_event(Event::Opened { escrow, purpose, reference, payer, amount, backstop });
		Ok(escrow)
	}

	pub(crate) fn do_release(
		purpose: EscrowPurpose,
		escrow: EscrowId,
		payee: &T::AccountId,
		amount: BalanceOf<T>,
	) -> Result<BalanceOf<T>, DispatchError> {
		let (mut record, ticket) = Self::load_open(purpose, escrow)?;
		ensure!(amount <= Self::payable(&record), Error::<T>::NotEnough);

		let paid = Self::pay(escrow, &mut record, payee, amount)?;
		Self::store(escrow, record, ticket);
		Ok(paid)
	}

	pub(crate) fn do_close(
		purpose: EscrowPurpose,
		escrow: EscrowId,
	) -> Result<BalanceOf<T>, DispatchError> {
		let (record, ticket) = Self::load_open(purpose, escrow)?;

		let refunded = Self::end(escrow, record, ticket);
		Self::deposit_event(Event::Closed { escrow, refunded });
		Ok(refunded)
	}

	pub(crate) fn do_dispute(
		purpose: EscrowPurpose,
		escrow: EscrowId,
		terms: DisputeOf<T>,
	) -> DispatchResult {
		let (record, ticket) = Self::load_of(purpose, escrow)?;
		let org =
			T::Membership::organization(&terms.arbiter).ok_or(Error::<T>::ArbiterNotInStanding)?;
		let step = EscrowStep::Dispute { terms: terms.clone(), org };

		Self::store_next(escrow, record, ticket, step)?;
		Self::deposit_event(Event::Disputed { escrow, terms });
		Ok(())
	}

	pub(crate) fn do_decide(
		arbiter: T::AccountId,
		org: OrgId,
		escrow: EscrowId,
		amount: BalanceOf<T>,
	) -> DispatchResult {
		let (record, ticket) = Self::load(escrow)?;
		let step = EscrowStep::Decide { by: arbiter.clone(), org, amount };

		Self::store_next(escrow, record, ticket, step)?;
		Self::deposit_event(Event::Decided { escrow, arbiter, amount });
		Ok(())
	}

	pub(crate) fn do_settle(purpose: EscrowPurpose, escrow: EscrowId) -> DispatchResult {
		let (record, ticket) = Self::load_of(purpose, escrow)?;

		Self::store_next(escrow, record, ticket, EscrowStep::Settle)?;
		Self::deposit_event(Event::Settled { escrow });
		Ok(())
	}

	pub(crate) fn do_resolve(
		purpose: EscrowPurpose,
		escrow: EscrowId,
	) -> Result<BalanceOf<T>, DispatchError> {
		let (mut record, ticket) = Self::load_of(purpose, escrow)?;
		let now = Self::now();
		let state = record.next(EscrowStep::Resolve, now).map_err(Error::<T>::from)?;
		let outcome = record.outcome(now).map(|(payee, amount)| (payee.clone(), amount));
		let (payee, amount) = outcome.ok_or(Error::<T>::Undecided)?;

		record.state = state;
		let paid = Self::pay_up_to(escrow, &mut record, &payee, amount)?;
		Self::store(escrow, record, ticket);
		Self::deposit_event(Event::Resolved { escrow, amount });
		Ok(paid)
	}

	pub(crate) fn do_expire(escrow: EscrowId) -> DispatchResult {
		let (mut record, ticket) = Self::load(escrow)?;
		let now = Self::now();
		ensure!(record.is_over(now), Error::<T>::NotExpired);
		let outcome = record.outcome(now).map(|(payee, amount)| (payee.clone(), amount));

		let paid = match outcome {
			None => Zero::zero(),
			Some((payee, amount)) => Self::pay_up_to(escrow, &mut record, &payee, amount)?,
		};
		let EscrowRecord { purpose, reference, .. } = record;
		let refunded = Self::end(escrow, record, ticket);
		Self::deposit_event(Event::Expired { escrow, paid, refunded });
		T::OnExpired::notify(&ExpiredEscrow { purpose, escrow, reference, paid });
		Ok(())
	}
}
