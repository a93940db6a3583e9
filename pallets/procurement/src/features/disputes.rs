//! What an arbiter decides, and what is due without one.

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
		Member { who, org }: Member<T::AccountId>,
		order: OrderId,
		reason: Hash,
	) -> DispatchResult {
		let (mut record, next) = Self::load_step(org, order, OrderStep::Dispute)?;
		let party = record.order.party(org);
		let amount = Self::fee_of(&record.order);
		Self::hold(HoldReason::Deposit, &who, amount)?;
		let Next::State(_, until) = next else { return Err(Error::<T>::WrongState.into()) };
		Self::call_arbiter(&record.order, party, until)?;

		record.deposit = Some(Pledge { who, amount });
		Self::deposit_event(Event::Disputed { order, by: org, reason });
		Self::go_on(order, record, next)
	}

	/// What an arbiter gets for a decision.
	pub(crate) fn fee_of(order: &OrderOf<T>) -> u128 {
		T::ArbiterFee::get().mul_floor(order.landed.gross)
	}

	fn call_arbiter(order: &OrderOf<T>, by: Option<Party>, until: Millis) -> DispatchResult {
		let payee = T::Membership::account(order.vendor).ok_or(Error::<T>::NotParty)?;
		let Bounds { low, default, high } = Self::bounds_of(order, by);
		let terms = Dispute {
			arbiter: order.arbiter.clone(),
			payee,
			parties: [order.buyer, order.vendor],
			low: Self::balance(low)?,
			high: Self::balance(high)?,
			default: Self::balance(default)?,
			until,
		};
		T::Escrow::dispute(EscrowPurpose::Order, order.escrow, terms)
	}

	/// A vendor who calls gets no less than the buyer grants, a buyer who calls pays no more than is claimed. Where the
	/// buyer has put up nothing, the arbiter's fee stays in the escrow.
	fn bounds_of(order: &OrderOf<T>, by: Option<Party>) -> Bounds {
		let landed = &order.landed;
		let granted = order.due();
		let claimed = match order.state {
			OrderState::Shipped { quantity, .. } => landed.due(quantity, order.quantity),
			OrderState::Received { shipped, .. } if by == Some(Party::Vendor) => {
				landed.due(shipped, order.quantity)
			},
			_ => granted,
		};
		let kept = match by {
			Some(Party::Buyer) => 0,
			Some(Party::Vendor) | None => Self::fee_of(order),
		};
		let high = claimed.min(landed.gross.saturating_sub(kept));
		let low = match by {
			Some(Party::Vendor) => granted.min(high),
			Some(Party::Buyer) | None => 0,
		};
		Bounds { low, default: granted.min(high), high }
	}

	/// Does what is due: ends an order that nobody goes on with, or that the arbiter has decided.
	pub(crate) fn do_advance(order: OrderId) -> DispatchResult {
		let mut record = Self::load_order(order)?;
		let vendor = record.order.vendor;
		let (state, _) = record.order.at(Self::now());
		if state.is_before_shipment() && !T::Membership::is_active(vendor) {
			return Self::finish(order, record, Outcome::VendorGone);
		}
		if let OrderState::Disputed { by, signed } = state {
			return Self::close_dispute(order, record, by, signed);
		}
		let next = record.order.next(None, OrderStep::Lapse, Self::now());
		let next = next.map_err(Error::<T>::from)?;
		if let Next::State(OrderState::Disputed { by, .. }, until) = next {
			// Without an arbiter, who may have left, what was received is paid.
			if Self::call_arbiter(&record.order, by, until).is_err() {
				let amount = record.order.due();
				return Self::finish(order, record, Outcome::Paid { amount });
			}
			record.order.proposal = None;
		}
		Self::go_on(order, record, next)
	}

	/// Pays what a dispute came to, and the arbiter.
	fn close_dispute(
		order: OrderId,
		record: OrderRecordOf<T>,
		by: Option<Party>,
		signed: u32,
	) -> DispatchResult {
		let escrow = record.order.escrow;
		let decision: u128 = T::Escrow::decision(escrow).ok_or(Error::<T>::TooEarly)?.into();
		let granted = record.order.landed.due(signed, record.order.quantity);
		let is_decided = T::Escrow::is_decided(escrow);
		let mut paid = T::Escrow::resolve(EscrowPurpose::Order, escrow)?;
		if is_decided {
			let loser = loser(by, decision, granted);
			let fee = Fee { loser, amount: Self::fee_of(&record.order) };
			let outcome = Outcome::Decided { amount: decision };
			return Self::conclude(order, record, outcome, paid, Some(fee));
		}
		// Nobody earned the fee that was kept.
		let amount = decision.max(granted);
		let rest = Self::balance(amount.saturating_sub(decision))?;
		if let Some(payee) = T::Membership::account(record.order.vendor) {
			let more = T::Escrow::release(EscrowPurpose::Order, escrow, &payee, rest)?;
			paid = paid.saturating_add(more);
		}
		Self::conclude(order, record, Outcome::Decided { amount }, paid, None)
	}
}

/// Who has lost: whoever called, if they got no more than without it. Where nobody called, the buyer had to pay.
fn loser(by: Option<Party>, amount: u128, granted: u128) -> Party {
	match by {
		Some(Party::Vendor) if amount > granted => Party::Buyer,
		Some(Party::Vendor) => Party::Vendor,
		Some(Party::Buyer) | None if amount < granted => Party::Vendor,
		Some(Party::Buyer) | None => Party::Buyer,
	}
}
