//! The story's own account of orders and money, with which the chain's is compared.

use super::cast::{Cast, Vendor};
use crate::story::StoryError;
use std::collections::BTreeMap;
use tallystick_client::{
	procurement::{
		calls::PublishOffer, events, Category, Landed, MandateTerms, Offer, OrderState, Outcome,
	},
	records::{MandateId, NeedId, OrderId},
	AccountId,
};

/// The vendor's bond, of a price, in hundredths.
pub(super) const BOND: u128 = 10;

/// An order, as the story expects it to stand on the chain. Amounts are in the chain's smallest unit.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Bought {
	pub(super) order: OrderId,
	pub(super) need: NeedId,
	pub(super) vendor: Vendor,
	pub(super) mandate: MandateId,
	pub(super) payer: AccountId,
	pub(super) period: u64,
	pub(super) quantity: u32,
	pub(super) landed: Landed,
	pub(super) placed: u64,
	/// Until when its state stands, if nobody does anything. Of an order that nobody has accepted, until it lapses.
	pub(super) until: u64,
	pub(super) state: Option<OrderState>,
	/// What was in the parcel, once there is one.
	pub(super) parcel: Option<Parcel>,
	pub(super) ended: Option<(u64, events::Ended)>,
}

/// What is on its way.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Parcel {
	/// The code in it.
	pub(super) code: Vec<u8>,
	/// Whether what is in it is what was ordered.
	pub(super) right: bool,
}

/// A mandate, as far as its money goes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Budget {
	pub(super) begun: u64,
	pub(super) terms: MandateTerms,
	/// Whose money it is.
	pub(super) payer: AccountId,
	at: u64,
	spent: u128,
}

impl Budget {
	pub(super) fn new(begun: u64, terms: MandateTerms, payer: AccountId) -> Self {
		Self { begun, terms, payer, at: 0, spent: 0 }
	}

	fn period(&self, now: u64) -> u64 {
		now.saturating_sub(self.begun).checked_div(self.terms.period).unwrap_or(0)
	}

	/// When the period after this one begins.
	pub(super) fn next(&self, now: u64) -> u64 {
		let periods = self.period(now).saturating_add(1);
		self.begun.saturating_add(self.terms.period.saturating_mul(periods))
	}

	/// What the chain has on hold for it.
	fn left(&self) -> u128 {
		self.terms.per_period.saturating_sub(self.spent)
	}
}

/// The story's own account.
#[derive(Default)]
pub(super) struct Account {
	offers: BTreeMap<(Vendor, Category), Offer>,
	pub(super) budgets: BTreeMap<MandateId, Budget>,
	pub(super) orders: BTreeMap<OrderId, Bought>,
	/// How the money of accounts has changed.
	changes: BTreeMap<AccountId, i128>,
}

/// Something that is otherwise than it must be.
type Checked<T = ()> = Result<T, StoryError>;

fn must(is_so: bool, what: impl FnOnce() -> String) -> Checked {
	is_so.then_some(()).ok_or_else(|| StoryError::otherwise(what()))
}

/// Half up, as tax is rounded; and up, as bonds are.
fn landed(offer: &Offer, quantity: u32) -> (u128, u128) {
	let net = offer.unit * u128::from(quantity) + offer.freight;
	let tax = (net * u128::from(offer.tax.0) + 5_000) / 10_000;
	(net, tax)
}

pub(super) fn bond(gross: u128) -> u128 {
	(gross * BOND).div_ceil(100)
}

impl Account {
	pub(super) fn publish(&mut self, vendor: Vendor, published: &PublishOffer) {
		self.offers.insert((vendor, published.category), published.offer.clone());
	}

	pub(super) fn withdraw_offer(&mut self, vendor: Vendor, category: Category) {
		self.offers.remove(&(vendor, category));
	}

	/// How the money of an account must have changed.
	pub(super) fn change(&self, who: &AccountId) -> i128 {
		self.changes.get(who).copied().unwrap_or(0)
	}

	/// What an account must have on hold for budgets.
	pub(super) fn held(&self, payer: &AccountId) -> u128 {
		self.budgets.values().filter(|budget| budget.payer == *payer).map(Budget::left).sum()
	}

	pub(super) fn order(&self, order: OrderId) -> Checked<&Bought> {
		let found = self.orders.get(&order);
		found.ok_or_else(|| StoryError::otherwise(format!("nobody has placed order {order}")))
	}

	/// Whether no order is open.
	pub(super) fn is_settled(&self) -> bool {
		self.orders.values().all(|own| own.ended.is_some())
	}

	/// An order that has not ended.
	pub(super) fn open(&mut self, order: OrderId) -> Option<&mut Bought> {
		self.orders.get_mut(&order).filter(|own| own.ended.is_none())
	}

	/// An order was placed: it must be of the cheapest vendor whose offer fits, at its price, within the mandate's budget.
	pub(super) fn placed(
		&mut self,
		at: u64,
		event: &events::Placed,
		vendor: Vendor,
		mandate: MandateId,
		category: Category,
	) -> Checked {
		let events::Placed { order, need, quantity, landed: found, until, .. } = event;
		let open = self.orders.values().find(|own| own.need == *need && own.ended.is_none());
		must(open.is_none(), || format!("need {need} has two open orders"))?;
		let offer = self.offers.get(&(vendor, category)).cloned();
		let offer = offer.ok_or_else(|| {
			StoryError::otherwise(format!("order {order} goes to a vendor who offers nothing"))
		})?;
		let (net, tax) = landed(&offer, *quantity);
		let is_exact = (found.net, found.tax, found.gross) == (net, tax, net + tax);
		must(is_exact, || format!("order {order} has another price than its offer: {found:?}"))?;
		let budget = self.budgets.get_mut(&mandate);
		let budget = budget.ok_or_else(|| StoryError::otherwise("an order has no mandate"))?;
		let period = budget.period(at);
		if period > budget.at {
			(budget.at, budget.spent) = (period, 0);
		}
		let is_within = found.gross <= budget.left()
			&& found.gross <= budget.terms.per_order
			&& found.gross <= budget.terms.per_unit * u128::from(*quantity);
		must(is_within, || format!("order {order} is beyond its mandate"))?;
		budget.spent += found.gross;
		must(until.0 == at + budget.terms.veto, || {
			format!("order {order} has another time for objections")
		})?;
		let bought = Bought {
			order: *order,
			need: *need,
			vendor,
			mandate,
			payer: budget.payer,
			period,
			quantity: *quantity,
			landed: *found,
			placed: at,
			until: until.0.saturating_add(offer.accept),
			state: None,
			parcel: None,
			ended: None,
		};
		self.orders.insert(*order, bought);
		Ok(())
	}

	/// An order has another state.
	pub(super) fn advanced(&mut self, event: &events::Advanced) -> Checked {
		let events::Advanced { order, state, until } = event;
		let own = self.open(*order);
		let own = own.ok_or_else(|| StoryError::otherwise(format!("order {order} is not open")))?;
		(own.state, own.until) = (Some(*state), until.0);
		Ok(())
	}

	/// An order has ended: all of its money must be where it belongs.
	pub(super) fn ended(&mut self, at: u64, event: &events::Ended, cast: &Cast) -> Checked {
		let order = event.order;
		let own = self.open(order);
		let own = own.ok_or_else(|| StoryError::otherwise(format!("order {order} is not open")))?;
		let gross = own.landed.gross;
		let (paid, forfeited) = match event.outcome {
			Outcome::Paid { amount } => (amount, 0),
			Outcome::Failed | Outcome::Cancelled | Outcome::Undelivered => (0, bond(gross)),
			Outcome::Vetoed
			| Outcome::Withdrawn
			| Outcome::Refused
			| Outcome::Lapsed
			| Outcome::Refunded => (0, 0),
			other => {
				return Err(StoryError::otherwise(format!("order {order} ended as {other:?}")));
			},
		};
		must(paid == 0 || paid == gross, || format!("order {order} is paid in part: {paid}"))?;
		let found = (event.paid, event.refunded, event.bond, event.fee);
		let is_exact = found == (paid, gross - paid, forfeited, 0);
		must(is_exact, || format!("the money of order {order} is elsewhere: {event:?}"))?;
		own.ended = Some((at, event.clone()));
		let (vendor, mandate, period, payer) = (own.vendor, own.mandate, own.period, own.payer);
		if let Some(budget) = self.budgets.get_mut(&mandate) {
			if budget.at == period && budget.period(at) == period {
				budget.spent -= gross - paid;
			}
		}
		let vendor = cast.vendor(vendor);
		let mut change = |who: AccountId, amount: i128| {
			let entry = self.changes.entry(who).or_default();
			*entry = entry.saturating_add(amount);
		};
		let signed = |amount: u128| i128::try_from(amount).unwrap_or(i128::MAX);
		change(payer, signed(forfeited) - signed(paid));
		change(vendor.treasury, signed(paid));
		change(vendor.account(), -signed(forfeited));
		Ok(())
	}
}
