//! What pallets ask of the escrow pallet, and what it reports to them.

use crate::{Dispute, EscrowId, EscrowPurpose, Millis};
use sp_runtime::{DispatchError, DispatchResult};
use sp_weights::Weight;

/// Money that a payer puts up for something that is not done yet. A trade or an order opens an
/// escrow and keeps its id; it alone says who gets what, and when.
///
/// Every change names the purpose that the escrow was opened for, and is refused for another one:
/// a pallet never names a purpose of somebody else. Each function does all or nothing, also outside
/// of a call.
///
/// At any time, what is [held](Self::held) is what the escrow was opened with, less what
/// [`release`](Self::release) and [`resolve`](Self::resolve) returned.
pub trait Escrow<AccountId> {
	/// An amount of money.
	type Balance;

	/// Puts `amount` of the payer's money on hold. The payer's deposit for the record is held as
	/// well.
	///
	/// `reference` is the number of the opener's own record. `backstop` lies behind every deadline
	/// of the opener: later anybody may end the escrow, so that no money is stuck.
	fn open(
		purpose: EscrowPurpose,
		reference: u64,
		payer: &AccountId,
		amount: Self::Balance,
		backstop: Millis,
	) -> Result<EscrowId, DispatchError>;

	/// Pays part of it, and returns how much reached the payee: all, or nothing if the payee's
	/// account cannot exist with so little. That stays in the escrow. Refused if less is held, and
	/// during a dispute.
	fn release(
		purpose: EscrowPurpose,
		escrow: EscrowId,
		payee: &AccountId,
		amount: Self::Balance,
	) -> Result<Self::Balance, DispatchError>;

	/// Ends it: what is still held goes back to the payer, with the deposit. Returns how much that
	/// was. Refused during a dispute.
	fn close(purpose: EscrowPurpose, escrow: EscrowId) -> Result<Self::Balance, DispatchError>;

	/// Calls an arbiter: a member of an organisation in good standing that is neither party's.
	/// Nothing is released before the dispute has ended. Once it has an outcome, that is paid whatever
	/// the opener does.
	fn dispute(
		purpose: EscrowPurpose,
		escrow: EscrowId,
		terms: Dispute<AccountId, Self::Balance>,
	) -> DispatchResult;

	/// Ends a dispute because both parties agree, which the opener has made sure of. The opener can
	/// release and close again. Refused once there is an outcome.
	fn settle(purpose: EscrowPurpose, escrow: EscrowId) -> DispatchResult;

	/// Ends a dispute: pays its outcome to the payee, and returns how much arrived, as
	/// [`release`](Self::release) does. The opener can release and close again. Refused as long as the
	/// arbiter can decide.
	fn resolve(purpose: EscrowPurpose, escrow: EscrowId) -> Result<Self::Balance, DispatchError>;

	/// What the payee of a dispute is to get. `None` without a dispute, and as long as the arbiter
	/// can decide.
	fn decision(escrow: EscrowId) -> Option<Self::Balance>;

	/// Whether the arbiter has decided. Not if they were silent and the default stands.
	fn is_decided(escrow: EscrowId) -> bool;

	/// What is held. `None` for an escrow that has ended, or never was.
	fn held(escrow: EscrowId) -> Option<Self::Balance>;

	/// For how many milliseconds calls that meet deadlines have been refused up to now, because of safe mode or a pause. That
	/// time counts for no deadline: whatever is due at a moment is due by as much later as this has grown since.
	fn lost() -> u64;

	/// A deadline as an opener stores it: without the time that was lost up to now.
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

	/// The most that each of the others costs.
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

/// Ends its own record when somebody has ended the escrow, because the opener let the backstop pass.
pub trait OnEscrowExpired<Balance> {
	/// The purposes for which it opens escrows.
	const PURPOSES: &'static [EscrowPurpose];

	/// An escrow was ended. Bounded work, which [`weight`](Self::weight) covers; whatever cannot be
	/// done at once has to be queued.
	fn on_escrow_expired(expired: &ExpiredEscrow<Balance>);

	/// The most that one escrow costs.
	fn weight() -> Weight;
}

/// All openers of a runtime: a tuple of what implements [`OnEscrowExpired`], also of one alone.
pub trait NotifyOpeners<Balance> {
	/// Reports to the opener that an escrow was ended.
	fn notify(expired: &ExpiredEscrow<Balance>);

	/// The most that one escrow costs: it has one opener.
	fn weight() -> Weight;

	/// How many open escrows for `purpose`. More than one could pay from one another's.
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
