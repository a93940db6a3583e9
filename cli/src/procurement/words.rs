//! What is bought, and where it stands, for people.

use crate::{
	assets::at,
	rules::words as rules,
	text::{count, money, scaled, Scale},
};
use tallystick_client::{
	procurement::{
		Attested, Category, Doubts, GivenUp, Landed, Misfit, NeedState, Order, OrderState, Outcome,
		Party, Said, Subject,
	},
	records::Millis,
	rules::{Evidence, Value},
};

/// A category, as it is named on the command line.
pub(super) fn category(of: &Category) -> String {
	let part = of.part.map(|part| format!("/{part}")).unwrap_or_default();
	format!("{:08}{part}", of.class)
}

/// A machine, as it is named on the command line.
pub(super) fn subject(of: &Subject) -> String {
	match of {
		Subject::Device { device, .. } => hex::encode(device.0),
		Subject::Asset { asset, .. } => format!("asset {asset}"),
		Subject::Warranties => "machines under warranty".into(),
	}
}

pub(super) fn units(of: u32) -> String {
	count(of, "unit", "units")
}

/// A price with its tax.
pub(super) fn landed(of: &Landed) -> String {
	let Landed { net, rate, tax, gross } = *of;
	format!(
		"{}: {} and {} % tax, {}",
		money(gross),
		money(net),
		scaled(rate.0.into(), -2),
		money(tax)
	)
}

/// Why an offer is not taken.
pub(super) fn misfit(of: Misfit) -> &'static str {
	match of {
		Misfit::Vendor => "the vendor is not in good standing, or is the buyer",
		Misfit::Failed => "the vendor has failed this need before",
		Misfit::NoOffer => "there is no offer, or it has ended",
		Misfit::Stock => "too few are in stock",
		Misfit::Arbiter => {
			"the mandate does not name the offer's arbiter, or they belong to a party"
		},
		Misfit::Late => "it would arrive too late",
		Misfit::UnitPrice => "a unit costs too much",
		Misfit::OrderPrice => "the order costs too much",
		Misfit::Budget => "too little is left in the period",
		Misfit::NoSlot => "the vendor has no time to book that fits",
		Misfit::Unsigned => "it is a visit, and the machine is no device that could sign for it",
	}
}

pub(super) fn need_state(of: NeedState) -> String {
	match of {
		NeedState::Clear => "clear".into(),
		NeedState::Open => "open".into(),
		NeedState::Ordered => "ordered".into(),
		NeedState::GivenUp { until } => format!("given up until {}", at(until)),
	}
}

pub(super) fn given_up(of: GivenUp) -> &'static str {
	match of {
		GivenUp::Failures => "orders have failed too often, or no vendor is left",
		GivenUp::Objection => "its owner objected to the order",
		GivenUp::MandateEnded => "its mandate has ended",
	}
}

pub(super) fn state(of: &OrderState) -> &'static str {
	match of {
		OrderState::Placed => "placed",
		OrderState::Offered => "offered to its vendor",
		OrderState::Accepted => "accepted",
		OrderState::Shipped { .. } => "shipped",
		OrderState::Claimed { .. } => "claimed",
		OrderState::Received { .. } => "received",
		OrderState::Returning { .. } => "on its way back",
		OrderState::Disputed { .. } => "disputed",
		OrderState::Started => "started",
	}
}

pub(super) fn outcome(of: Outcome) -> &'static str {
	match of {
		Outcome::Vetoed => "its owner objected",
		Outcome::Withdrawn => "the buyer withdrew it",
		Outcome::Refused => "the vendor refused it",
		Outcome::Lapsed => "the vendor did not accept it in time",
		Outcome::Cancelled => "the vendor cancelled it",
		Outcome::Failed => "the vendor did not ship it, or did not come, in time",
		Outcome::Undelivered => "it did not arrive, or the visit did not end, in time",
		Outcome::Paid { .. } => "it is paid",
		Outcome::Refunded => "the vendor has it back",
		Outcome::Agreed { .. } => "both parties agreed",
		Outcome::Decided { .. } => "the dispute is over",
		Outcome::VendorGone => "its vendor is no longer in good standing",
		Outcome::Expired { .. } => "its escrow expired",
	}
}

pub(super) fn party(of: Party) -> &'static str {
	match of {
		Party::Buyer => "buyer",
		Party::Vendor => "vendor",
	}
}

/// What a machine has signed last of its orders.
pub(super) fn attested(of: &Attested) -> String {
	let (boot_epoch, sequence) = of.place;
	format!("counter {}, at reading {sequence} of boot epoch {boot_epoch}", of.counter)
}

pub(super) fn said(of: Said) -> String {
	match of {
		Said::Received { quantity } => format!("received {}", units(quantity)),
		Said::Started => "a visit has begun".into(),
		Said::Finished => "a visit has ended".into(),
	}
}

/// What is odd about a machine's statement, for whoever gives a warranty.
pub(super) fn doubts(of: Doubts) -> Option<&'static str> {
	match (of.counter_fell, of.new_key) {
		(false, false) => None,
		(true, false) => Some("its counter is lower than in its statement before"),
		(false, true) => Some("its key is another one than in its statement before"),
		(true, true) => Some("its counter is lower, and its key another one, than before"),
	}
}

/// An observation that an order went by.
pub(super) fn evidence(of: &Evidence, scale: &Scale) -> String {
	let value = match of.value {
		Value::Undefined => "undefined".into(),
		Value::Truth(truth) => truth.to_string(),
		Value::Number(number) => scale.value(number.into()),
	};
	let facts = match rules::names(of.facts) {
		names if names.is_empty() => names,
		names => format!(", {names}"),
	};
	format!(
		"{value} of {}/{}, reading {} of boot epoch {}{facts}",
		hex::encode(of.stream.device.0),
		of.stream.channel,
		of.sequence,
		of.boot_epoch
	)
}

/// What is to be done next about an order.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Due {
	/// Who can do what.
	pub(super) what: &'static str,
	/// What happens if nobody does.
	pub(super) otherwise: String,
}

/// Says what is due of an order; `pays` is what the vendor then gets if nobody says anything.
pub(super) fn due(of: &Order, pays: u128) -> Due {
	let back = || "ends it, and the buyer has all money back".to_owned();
	let bond = || "ends it, and the buyer has all money back and gets the vendor's bond".to_owned();
	let paid = || format!("ends it, and the vendor gets {}", money(pays));
	let (what, otherwise) = match of.state {
		OrderState::Placed => {
			("the buyer may object, or the vendor refuse", "it is offered to the vendor".to_owned())
		},
		OrderState::Offered => ("the vendor accepts or refuses, or the buyer withdraws", back()),
		OrderState::Accepted if of.visit.is_some() => (
			"the machine signs that the visit has begun; the vendor cancels, or from its time on disputes",
			bond(),
		),
		OrderState::Accepted => ("the vendor ships or cancels", bond()),
		OrderState::Shipped { .. } => (
			"the buyer receives, or the vendor claims with what a carrier signed, or disputes",
			bond(),
		),
		OrderState::Claimed { .. } => ("the buyer receives all of it or disputes", paid()),
		OrderState::Received { .. } if of.visit.is_some() && of.reworked => {
			("the buyer disputes", paid())
		},
		OrderState::Received { .. } if of.visit.is_some() => {
			("the buyer disputes or has the vendor come again", paid())
		},
		OrderState::Received { quantity, shipped } if quantity < shipped => {
			("the buyer or the vendor disputes", paid())
		},
		OrderState::Received { .. } => ("the buyer sends it back or disputes", paid()),
		OrderState::Returning { .. } => {
			("the vendor takes it back", "calls the arbiter".to_owned())
		},
		OrderState::Disputed { .. } => ("the arbiter decides", paid()),
		OrderState::Started => {
			("the machine signs that the visit has ended, or the vendor disputes", bond())
		},
	};
	Due { what, otherwise }
}

/// Until when something is due, or that it is over.
pub(super) fn deadline(until: Millis, now: Millis) -> String {
	match now > until {
		true => format!("over since {}", at(until)),
		false => at(until),
	}
}

#[cfg(test)]
mod tests {
	use super::{super::purchases::tests::record, *};
	use tallystick_client::procurement::TaxRate;

	#[test]
	fn a_price_shows_its_tax() {
		let price = Landed { net: 2_088, rate: TaxRate(1_900), tax: 397, gross: 2_485 };
		let expected = "0.002485 TALLY: 0.002088 TALLY and 19.00 % tax, 0.000397 TALLY";
		assert_eq!(landed(&price), expected);
	}

	#[test]
	fn whoever_is_silent_learns_who_gets_the_money() {
		let received = |quantity| OrderState::Received { quantity, shipped: 3 };
		for (state, what, otherwise) in [
			(OrderState::Placed, "buyer may object", "offered"),
			(OrderState::Accepted, "vendor ships", "gets the vendor's bond"),
			(
				OrderState::Shipped { quantity: 3, parcel: [0; 32] },
				"claims",
				"gets the vendor's bond",
			),
			(received(3), "the buyer sends it back or disputes", "vendor gets 0.000301 TALLY"),
			(received(2), "the buyer or the vendor disputes", "vendor gets 0.000301 TALLY"),
			(OrderState::Returning { quantity: 3 }, "takes it back", "calls the arbiter"),
		] {
			let due = due(&record(state).order, 301);
			assert!(due.what.contains(what), "{due:?}");
			assert!(due.otherwise.contains(otherwise), "{due:?}");
		}
	}

	#[test]
	fn nobody_is_told_to_ship_a_visit_or_to_send_it_back() {
		let mut order = Order { visit: Some(Millis(9)), ..record(OrderState::Accepted).order };
		assert!(due(&order, 0).what.contains("the machine signs that the visit has begun"));
		order.state = OrderState::Received { quantity: 1, shipped: 1 };
		assert_eq!(due(&order, 0).what, "the buyer disputes or has the vendor come again");
		order.reworked = true;
		assert_eq!(due(&order, 0).what, "the buyer disputes");
	}

	#[test]
	fn a_warrantor_learns_what_is_odd_about_a_statement() {
		let odd = |counter_fell, new_key| doubts(Doubts { counter_fell, new_key });
		assert_eq!(odd(false, false), None);
		assert!(odd(true, false).unwrap().contains("its counter is lower"));
		assert!(odd(false, true).unwrap().contains("its key is another one"));
		assert!(odd(true, true).unwrap().contains("its counter is lower, and its key"));
	}
}
