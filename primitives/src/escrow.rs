//! The interface between the escrow pallet and other pallets.

use crate::{Dispute, EscrowId, EscrowPurpose, Millis};
use sp_runtime::{DispatchError, DispatchResult};
use sp_weights::Weight;

/// Money that a payer puts up for something that is not done yet. A trade or an order opens an escrow and keeps its id;
/// only the opener decides who gets what, and when.
///
/// Every change names the purpose for which the escrow was opened, and is refused for another purpose. A pallet never
/// names a purpose of another pallet. Each function does all or nothing, also outside of a call.
///
/// At any time, [`held`](Self::held) is the amount at opening, less what [`release`](Self::release) and
/// [`resolve`](Self::resolve) returned.
pub trait Escrow<AccountId> {
	/// An amount of money.
	type Balance;

	/// Puts `amount` of the payer's money on hold, and holds the payer's deposit for the record.
	///
	/// `reference` is the number of the opener's own record. `backstop` lies after every deadline of the opener. Later
	/// anybody may end the escrow, so that no money is stuck.
	fn open(
		purpose: EscrowPurpose,
		reference: u64,
		payer: &AccountId,
		amount: Self::Balance,
		backstop: Millis,
	) -> Result<EscrowId, DispatchError>;

	/// Pays a part, and returns how much reached the payee: all or nothing. Nothing is paid if the payee's account
	/// cannot exist with so little; the money then stays in the escrow. Refused if less is held, and during a dispute.
	fn release(
		purpose: EscrowPurpose,
		escrow: EscrowId,
		payee: &AccountId,
		amount: Self::Balance,
	) -> Result<Self::Balance, DispatchError>;

	/// Ends the escrow. The rest of the money goes back to the payer, with the deposit. Returns the amount. Refused
	/// during a dispute.
	fn close(purpose: EscrowPurpose, escrow: EscrowId) -> Result<Self::Balance, DispatchError>;

	/// Calls an arbiter: a member of an organisation in good standing that is neither party's. Nothing is released
	/// before the dispute has ended. Once it has an outcome, the outcome is paid, whatever the opener does.
	fn dispute(
		purpose: EscrowPurpose,
		escrow: EscrowId,
		terms: Dispute<AccountId, Self::Balance>,
	) -> DispatchResult;

	/// Ends a dispute because both parties agree, which the opener has verified. Then the opener can release and close
	/// again. Refused once there is an outcome.
	fn settle(purpose: EscrowPurpose, escrow: EscrowId) -> DispatchResult;

	/// Ends a dispute: pays the outcome to the payee, and returns how much arrived, like [`release`](Self::release).
	/// Then the opener can release and close again. Refused while the arbiter can decide.
	fn resolve(purpose: EscrowPurpose, escrow: EscrowId) -> Result<Self::Balance, DispatchError>;

	/// The outcome of a dispute for the payee. `None` without a dispute, and while the arbiter can decide.
	fn decision(escrow: EscrowId) -> Option<Self::Balance>;

	/// Whether the arbiter has decided. False if the arbiter was silent and the default applies.
	fn is_decided(escrow: EscrowId) -> bool;

	/// What is held. `None` for an escrow that has ended, or never was.
	fn held(escrow: EscrowId) -> Option<Self::Balance>;

	/// For how many milliseconds, up to now, safe mode or a pause has refused calls that meet deadlines. Deadlines do
	/// not count that time: each moves back by as much as this has grown since.
	fn lost() -> u64;

	/// A deadline in the form in which an opener stores it: less the time lost up to now.
	fn to_store(deadline: Millis) -> Millis {
		Millis(deadline.0.saturating_sub(Self::lost()))
	}

	/// The moment at which a stored deadline is due, if no more time is lost.
	fn from_store(stored: Millis) -> Millis {
		Millis(stored.0.saturating_add(Self::lost()))
	}

	/// The most that [`open`](Self::open) costs.
	fn weight_of_open() -> Weight;

	/// The most that [`release`](Self::release) costs.
	fn weight_of_release() -> Weight;

	/// The most that [`close`](Self::close) costs.
	fn weight_of_close() -> Weight;

	/// The most that [`resolve`](Self::resolve) costs.
	fn weight_of_resolve() -> Weight;

	/// The most that each of the other functions costs.
	fn weight_of_dispute() -> Weight;
}

/// Opens no escrow: a runtime without money between parties.
impl<AccountId> Escrow<AccountId> for () {
	type Balance = u128;

	fn open(
		_: EscrowPurpose,
		_: u64,
		_: &AccountId,
		_: u128,
		_: Millis,
	) -> Result<EscrowId, DispatchError> {
		Err(DispatchError::Unavailable)
	}

	fn release(
		_: EscrowPurpose,
		_: EscrowId,
		_: &AccountId,
		_: u128,
	) -> Result<u128, DispatchError> {
		Err(DispatchError::Unavailable)
	}

	fn close(_: EscrowPurpose, _: EscrowId) -> Result<u128, DispatchError> {
		Err(DispatchError::Unavailable)
	}

	fn dispute(_: EscrowPurpose, _: EscrowId, _: Dispute<AccountId, u128>) -> DispatchResult {
		Err(DispatchError::Unavailable)
	}

	fn settle(_: EscrowPurpose, _: EscrowId) -> DispatchResult {
		Err(DispatchError::Unavailable)
	}

	fn resolve(_: EscrowPurpose, _: EscrowId) -> Result<u128, DispatchError> {
		Err(DispatchError::Unavailable)
	}

	fn decision(_: EscrowId) -> Option<u128> {
		None
	}

	fn is_decided(_: EscrowId) -> bool {
		false
	}

	fn held(_: EscrowId) -> Option<u128> {
		None
	}

	fn lost() -> u64 {
		0
	}

	fn weight_of_open() -> Weight {
		Weight::zero()
	}

	fn weight_of_release() -> Weight {
		Weight::zero()
	}

	fn weight_of_close() -> Weight {
		Weight::zero()
	}

	fn weight_of_resolve() -> Weight {
		Weight::zero()
	}

	fn weight_of_dispute() -> Weight {
		Weight::zero()
	}
}

/// An escrow that somebody ended after its backstop.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ExpiredEscrow<Balance> {
	/// What it was for.
	pub purpose: EscrowPurpose,
	/// The escrow. It is gone.
	pub escrow: EscrowId,
	/// The number of the opener's own record.
	pub reference: u64,
	/// What the payee of a dispute got. The payer got the rest back.
	pub paid: Balance,
}

/// Ends its own record after somebody ended the escrow, because the opener let the backstop pass.
pub trait OnEscrowExpired<Balance> {
	/// The purposes for which it opens escrows.
	const PURPOSES: &'static [EscrowPurpose];

	/// An escrow was ended. The work is bounded by [`weight`](Self::weight); queue what cannot be done at once.
	fn on_escrow_expired(expired: &ExpiredEscrow<Balance>);

	/// The most that one escrow costs.
	fn weight() -> Weight;
}

/// All openers of a runtime: a tuple of implementations of [`OnEscrowExpired`], or a single one.
pub trait NotifyOpeners<Balance> {
	/// Reports to the opener that an escrow was ended.
	fn notify(expired: &ExpiredEscrow<Balance>);

	/// The most that one escrow costs, which has one opener.
	fn weight() -> Weight;

	/// The number of openers for `purpose`. If there were two, one could pay from the other's escrows.
	fn count(purpose: EscrowPurpose) -> usize;
}

#[impl_trait_for_tuples::impl_for_tuples(0, 8)]
#[tuple_types_custom_trait_bound(OnEscrowExpired<Balance>)]
impl<Balance> NotifyOpeners<Balance> for Tuple {
	fn notify(expired: &ExpiredEscrow<Balance>) {
		for_tuples!( #(
			if Tuple::PURPOSES.contains(&expired.purpose) {
				Tuple::on_escrow_expired(expired);
			}
		)* );
	}

	fn weight() -> Weight {
		let mut weight = Weight::zero();
		for_tuples!( #( weight = weight.max(Tuple::weight()); )* );
		weight
	}

	fn count(purpose: EscrowPurpose) -> usize {
		let mut count = 0usize;
		for_tuples!( #(
			count = count.saturating_add(Tuple::PURPOSES.contains(&purpose).into());
		)* );
		count
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::cell::RefCell;

	thread_local! {
		static CALLED: RefCell<Vec<(u64, ExpiredEscrow<u64>)>> = const { RefCell::new(Vec::new()) };
	}

	struct Trades;
	struct Orders;

	impl OnEscrowExpired<u64> for Trades {
		const PURPOSES: &'static [EscrowPurpose] = &[EscrowPurpose::Trade, EscrowPurpose::Bond];

		fn on_escrow_expired(expired: &ExpiredEscrow<u64>) {
			CALLED.with_borrow_mut(|called| called.push((1, *expired)));
		}

		fn weight() -> Weight {
			Weight::from_parts(5, 1)
		}
	}

	impl OnEscrowExpired<u64> for Orders {
		const PURPOSES: &'static [EscrowPurpose] = &[EscrowPurpose::Order];

		fn on_escrow_expired(expired: &ExpiredEscrow<u64>) {
			CALLED.with_borrow_mut(|called| called.push((2, *expired)));
		}

		fn weight() -> Weight {
			Weight::from_parts(3, 2)
		}
	}

	#[test]
	fn only_the_opener_is_notified_and_the_costliest_is_weighed() {
		type Both = (Trades, Orders);
		let expired =
			|purpose| ExpiredEscrow { purpose, escrow: EscrowId(4), reference: 7, paid: 9 };
		let notify = |purpose| {
			Both::notify(&expired(purpose));
			CALLED.take()
		};
		for (purpose, opener) in
			[(EscrowPurpose::Trade, 1), (EscrowPurpose::Bond, 1), (EscrowPurpose::Order, 2)]
		{
			assert_eq!(notify(purpose), [(opener, expired(purpose))]);
		}
		assert_eq!(<Both as NotifyOpeners<u64>>::weight(), Weight::from_parts(5, 2));
		assert_eq!(<() as NotifyOpeners<u64>>::weight(), Weight::zero());
	}

	#[test]
	fn who_shares_a_purpose_is_counted() {
		type Three = (Trades, Orders, Trades);
		let counts = EscrowPurpose::ALL.map(<Three as NotifyOpeners<u64>>::count);
		assert_eq!(counts, [2, 2, 1]);
		assert_eq!(<() as NotifyOpeners<u64>>::count(EscrowPurpose::Order), 0);
	}
}
