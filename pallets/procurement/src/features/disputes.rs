//! Disputes: what an arbiter decides, and what is due without one.

use super::endings::Fee;
use crate::*;
use tallystick_primitives::Dispute;

/// Within which bounds an arbiter decides what the vendor gets.
struct Bounds {
	low: u128,
	default: u128,
	high: u128,
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_dispute(
		member: Member<T::AccountId>,
		order: OrderId,
		reason: Hash,
	) -> DispatchResult {
		let org = member.org;
		let (mut record, next) = Self::load_step(org, order, OrderStep::Dispute)?;
		let by = Self::party_of(&record.order, org)?;
		let Bounds { low, high, .. } = Self::bounds_of(&record.order, by);
		ensure!(low < high, Error::<T>::NothingDisputed);
		Self::take_deposit(member.who, &mut record)?;
		Self::call_arbiter(&record.order, by)?;

		Self::deposit_event(Event::Disputed { order, by: org, reason });
		Self::go_on(order, record, next)
	}

	/// Sending back is a dispute that the vendor can still end by confirming it.
	pub(crate) fn do_send_back(
		Member { who, org }: Member<T::AccountId>,
		order: OrderId,
	) -> DispatchResult {
		let (mut record, next) = Self::load_step(org, order, OrderStep::Return)?;
		Self::take_deposit(who, &mut record)?;

		Self::go_on(order, record, next)
	}

	/// Takes the arbiter's fee as a deposit from the account that calls.
	fn take_deposit(who: T::AccountId, record: &mut OrderRecordOf<T>) -> DispatchResult {
		let amount = Self::fee_of(&record.order);
		Self::hold(HoldReason::Deposit, &who, amount)?;
		record.deposit = Some(Pledge { who, amount });
		Ok(())
	}

	/// What an arbiter gets for a decision.
	pub(crate) fn fee_of(order: &OrderOf<T>) -> u128 {
		T::ArbiterFee::get().mul_floor(order.landed.gross)
	}

	fn call_arbiter(order: &OrderOf<T>, by: Party) -> DispatchResult {
		let payee = T::Membership::account(order.vendor).ok_or(Error::<T>::NotParty)?;
		let Bounds { low, default, high } = Self::bounds_of(order, by);
		let terms = Dispute {
			arbiter: order.arbiter.clone(),
			payee,
			parties: [order.buyer, order.vendor],
			low: Self::balance(low)?,
			high: Self::balance(high)?,
			default: Self::balance(default)?,
			until: Self::now().saturating_add(order.times.arbitration),
		};
		T::Escrow::dispute(EscrowPurpose::Order, order.escrow, terms)
	}

	/// A vendor who calls gets at least what the buyer grants. A buyer who calls pays at most what is claimed. Where the
	/// vendor has called, the arbiter's fee stays in the escrow: the buyer has put up nothing.
	fn bounds_of(order: &OrderOf<T>, by: Party) -> Bounds {
		let landed = &order.landed;
		let granted = order.due();
		match by {
			Party::Buyer => Bounds { low: 0, default: granted, high: granted },
			Party::Vendor => {
				let shipped = match order.state {
					OrderState::Shipped { quantity, .. } => quantity,
					OrderState::Accepted | OrderState::Started => order.quantity,
					OrderState::Received { shipped, .. } => shipped,
					_ => 0,
				};
				let most = landed.gross.saturating_sub(Self::fee_of(order));
				let high = landed.due(shipped, order.quantity).min(most).max(granted);
				Bounds { low: granted, default: granted, high }
			},
		}
	}

	/// Does what is due: ends an order that nobody goes on with, or that the arbiter has decided.
	pub(crate) fn do_advance(order: OrderId) -> DispatchResult {
		let record = Self::load_order(order)?;
		let (state, until) = record.order.at(Self::now());
		if let OrderState::Disputed { by, signed } = state {
			return Self::close_dispute(order, record, by, signed);
		}
		let gone = !T::Membership::is_active(record.order.vendor);
		if Self::now() <= until && state.is_before_shipment() && gone {
			return Self::finish(order, record, Outcome::VendorGone);
		}
		let next = record.order.next(None, OrderStep::Lapse, Self::now());
		let next = next.map_err(Error::<T>::from)?;
		if let Next::State(OrderState::Disputed { by, .. }, _) = next {
			// Without an arbiter, who may have left, what was received is paid.
			if Self::call_arbiter(&record.order, by).is_err() {
				let amount = record.order.due();
				return Self::finish(order, record, Outcome::Paid { amount });
			}
		}
		Self::go_on(order, record, next)
	}

	/// Pays what a dispute came to, and the arbiter.
	fn close_dispute(
		order: OrderId,
		record: OrderRecordOf<T>,
		by: Party,
		signed: u32,
	) -> DispatchResult {
		let escrow = record.order.escrow;
		let amount: u128 = T::Escrow::decision(escrow).ok_or(Error::<T>::TooEarly)?.into();
		let granted = record.order.landed.due(signed, record.order.quantity);
		let fee = T::Escrow::is_decided(escrow).then(|| Fee {
			loser: loser(by, amount, granted),
			amount: Self::fee_of(&record.order),
		});
		let paid = T::Escrow::resolve(EscrowPurpose::Order, escrow)?;
		Self::conclude(order, record, Outcome::Decided { amount }, paid, fee)
	}
}

/// The party that lost: the one that called, if it got no more than without the call.
fn loser(by: Party, amount: u128, granted: u128) -> Party {
	match by {
		Party::Vendor if amount > granted => Party::Buyer,
		Party::Vendor => Party::Vendor,
		Party::Buyer if amount < granted => Party::Vendor,
		Party::Buyer => Party::Buyer,
	}
}
