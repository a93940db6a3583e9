//! Ends orders, and pays out all of their money.

use crate::*;
use tallystick_primitives::ExpiredEscrow;

/// What is due to an arbiter who has decided.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Fee {
	pub(crate) loser: Party,
	pub(crate) amount: u128,
}

impl<T: Config> Pallet<T> {
	/// Ends an order without a dispute: pays the vendor what the outcome says.
	pub(crate) fn finish(
		order: OrderId,
		record: OrderRecordOf<T>,
		outcome: Outcome,
	) -> DispatchResult {
		// Money that something outside of the escrow took cannot be paid.
		let held = T::Escrow::held(record.order.escrow).unwrap_or_else(Zero::zero);
		let amount = Self::balance(outcome.amount())?.min(held);
		let paid = match T::Membership::account(record.order.vendor) {
			Some(payee) if !amount.is_zero() => {
				T::Escrow::release(EscrowPurpose::Order, record.order.escrow, &payee, amount)?
			},
			_ => Zero::zero(),
		};
		Self::conclude(order, record, outcome, paid, None)
	}

	/// Ends an order whose vendor is paid: the buyer gets the rest, the arbiter their fee, and pledges go back or are
	/// forfeited.
	pub(crate) fn conclude(
		order: OrderId,
		record: OrderRecordOf<T>,
		outcome: Outcome,
		paid: BalanceOf<T>,
		fee: Option<Fee>,
	) -> DispatchResult {
		let arbiter = &record.order.arbiter;
		let caller = match record.order.state {
			OrderState::Disputed { by, .. } => Some(by),
			_ => None,
		};
		let mut earned = 0u128;
		// The loser's own pledge pays the arbiter. A buyer without one pays from what is left.
		if let Some(Fee { loser: Party::Buyer, amount }) = fee {
			if caller != Some(Party::Buyer) {
				let left = T::Escrow::held(record.order.escrow).unwrap_or_else(Zero::zero);
				let due = Self::balance(amount)?.min(left);
				let got =
					T::Escrow::release(EscrowPurpose::Order, record.order.escrow, arbiter, due)?;
				earned = got.into();
			}
		}
		let refunded = T::Escrow::close(EscrowPurpose::Order, record.order.escrow)?;
		let due_by = |party: Party| match fee {
			Some(Fee { loser, amount }) if loser == party => amount,
			_ => 0,
		};
		if let Some(Pledge { who, amount }) = &record.deposit {
			let due = caller.map_or(0, due_by).min(*amount);
			let got = Self::forfeit(HoldReason::Deposit, who, arbiter, due, *amount);
			earned = earned.saturating_add(got);
		}
		let mut bond = 0;
		if let Some(Pledge { who, amount }) = &record.bond {
			if outcome.forfeits_bond() {
				let payer = &record.order.payer;
				bond = Self::forfeit(HoldReason::Bond, who, payer, *amount, *amount);
			} else {
				let pays = caller != Some(Party::Vendor);
				let due = if pays { due_by(Party::Vendor).min(*amount) } else { 0 };
				let got = Self::forfeit(HoldReason::Bond, who, arbiter, due, *amount);
				earned = earned.saturating_add(got);
			}
		}
		Self::remove(order, record, outcome, paid, refunded, bond, earned);
		Ok(())
	}

	/// Removes an order whose money was paid out, and updates its need.
	#[allow(clippy::too_many_arguments)]
	fn remove(
		id: OrderId,
		record: OrderRecordOf<T>,
		outcome: Outcome,
		paid: BalanceOf<T>,
		refunded: BalanceOf<T>,
		bond: u128,
		fee: u128,
	) {
		let OrderRecord { order, asset, .. } = record;
		let now = Self::now();
		if let Some((_, ticket)) = Orders::<T>::take(id) {
			Self::refund(ticket, &order.payer);
		}
		OrdersOf::<T>::remove(order.vendor, id);
		if let Some(asset) = asset {
			Parcels::<T>::remove(asset);
		}
		if order.state.is_before_shipment() {
			Self::restock(&order);
		}
		Self::give_budget_back(&order, refunded.into());
		if let Ok(mut need) = Self::load_need(order.need) {
			let had_failed = need.has_failed(now);
			need.ended(order.buyer, order.vendor, outcome, now);
			match need.has_failed(now) && !had_failed {
				true => {
					let why = match outcome.is_objection() {
						true => GivenUp::Objection,
						false => GivenUp::Failures,
					};
					Self::store_given_up(order.need, need, why);
				},
				false => Self::store_need(order.need, need),
			}
		}
		let need = order.need;
		Self::deposit_event(Event::Ended { order: id, need, outcome, paid, refunded, bond, fee });
	}

	/// Money that comes back in the period in which it was spent can be spent again.
	fn give_budget_back(order: &OrderOf<T>, refunded: u128) {
		let Ok(mut of) = Self::load_mandate(order.mandate) else { return };
		let budget = of.budget.give_back(order.period, refunded);
		if Self::now() < of.terms.until && of.budget.period_of(Self::now()) == order.period {
			// What has just come back can be held, unless the account would not exist any more. Then it stays spent.
			if Self::set_budget(&mut of, budget).is_ok() {
				Self::store_mandate(order.mandate, of);
			}
		}
	}
}

impl<T: Config> OnEscrowExpired<BalanceOf<T>> for Pallet<T> {
	const PURPOSES: &'static [EscrowPurpose] = &[EscrowPurpose::Order];

	fn on_escrow_expired(expired: &ExpiredEscrow<BalanceOf<T>>) {
		let order = OrderId(expired.reference);
		let Ok(record) = Self::load_order(order) else { return };
		let amount: u128 = expired.paid.into();
		for (reason, pledge) in
			[(HoldReason::Deposit, &record.deposit), (HoldReason::Bond, &record.bond)]
		{
			if let Some(Pledge { who, amount }) = pledge {
				Self::release(reason, who, *amount);
			}
		}
		let refunded = Self::balance(record.order.landed.gross.saturating_sub(amount));
		let refunded = refunded.unwrap_or_else(|_| Zero::zero());
		let outcome = Outcome::Expired { amount };
		Self::remove(order, record, outcome, expired.paid, refunded, 0, 0);
	}

	fn weight() -> Weight {
		T::WeightInfo::end_order()
	}
}
