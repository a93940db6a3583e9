//! The states of an order.
//!
//! | state | leaves by | deadline → default |
//! | --- | --- | --- |
//! | Placed | buyer: withdraw (a veto); vendor: refuse | → Offered |
//! | Offered | vendor: accept, refuse; buyer: withdraw | → lapsed |
//! | Accepted | vendor: ship, cancel; of a visit, from its time on: dispute | → failed: refund, and the vendor's bond |
//! | Shipped | buyer: receive; vendor: claim, dispute | → undelivered: refund, and the vendor's bond |
//! | Claimed | buyer: receive all of it, dispute | → paid by what was shipped |
//! | Received | buyer: dispute, send all of it back; vendor, if less was received than shipped: dispute | → paid by what was received |
//! | Returning | vendor: take back → refunded | → Disputed, called by the buyer |
//! | Started, of a visit | machine: finish; vendor: dispute | → undelivered: refund, and the vendor's bond |
//! | Disputed | the arbiter, by the escrow | → by what was received or claimed, else refund |
//!
//! A machine signs for a visit twice: when it begins, which takes the order from Accepted to Started, and when it ends,
//! which makes it Received. A visit that does not begin in time has failed. Once, the buyer may have the vendor come
//! again for free at another time, from Received to Accepted.
//!
//! From Accepted on, also in a dispute, both parties can instead [agree](Order::propose) on an amount. A step without a
//! row is refused. An order that has ended has no state: see [`Outcome`].

use crate::{Category, Landed, MandateId, NeedId};
use tallystick_evidence::Hash;
use tallystick_gs1::Gtin;
use tallystick_records::{json, EscrowId, Millis, OrgId};

record! {
	/// A side of an order.
	#[derive(Copy, PartialOrd, Ord)]
	pub enum Party {
		/// Who ordered.
		#[codec(index = 0)]
		Buyer,
		/// Who delivers.
		#[codec(index = 1)]
		Vendor,
	}

	/// How long the states of an order last, in milliseconds. The first one and the last two come from the mandate, the
	/// others from the offer.
	#[derive(Copy)]
	pub struct Times {
		/// The owner may object.
		pub veto: u64,
		/// The vendor may accept.
		pub accept: u64,
		/// The vendor may ship.
		pub dispatch: u64,
		/// The parcel is on its way.
		pub delivery: u64,
		/// Each party may answer the other's statement.
		pub window: u64,
		/// The arbiter may decide.
		pub arbitration: u64,
	}

	/// Where an order stands.
	#[derive(Copy)]
	pub enum OrderState {
		/// The money is held, and the owner may object.
		#[codec(index = 0)]
		Placed,
		/// The vendor may accept.
		#[codec(index = 1)]
		Offered,
		/// The vendor will ship.
		#[codec(index = 2)]
		Accepted,
		/// It is on its way.
		#[codec(index = 3)]
		Shipped {
			/// How many units.
			quantity: u32,
			/// The hash of the code in the parcel.
			#[serde(with = "json::Hex")]
			parcel: Hash,
		},
		/// The vendor has shown that a carrier or the buyer took the goods over.
		#[codec(index = 4)]
		Claimed {
			/// How many units were shipped.
			quantity: u32,
			/// The hash of the code in the parcel.
			#[serde(with = "json::Hex")]
			parcel: Hash,
		},
		/// The buyer has it.
		#[codec(index = 5)]
		Received {
			/// How many units the buyer found.
			quantity: u32,
			/// How many were shipped.
			shipped: u32,
		},
		/// The buyer sends it back.
		#[codec(index = 6)]
		Returning {
			/// How many units were received.
			quantity: u32,
		},
		/// An arbiter was called.
		#[codec(index = 7)]
		Disputed {
			/// Who called.
			by: Party,
			/// The number of units for which the buyer or a carrier signed.
			signed: u32,
		},
		/// Somebody has come, and the machine has signed for it.
		#[codec(index = 8)]
		Started,
	}

	/// The amount for which one party would settle.
	#[derive(Copy)]
	pub struct Proposal {
		/// Who proposes.
		pub by: Party,
		/// What the vendor would get.
		#[serde(with = "json::Exact")]
		pub amount: u128,
	}

	/// How an order ended.
	#[derive(Copy)]
	pub enum Outcome {
		/// The owner objected in time.
		#[codec(index = 0)]
		Vetoed,
		/// The buyer took it back before the vendor accepted.
		#[codec(index = 1)]
		Withdrawn,
		/// The vendor refused.
		#[codec(index = 2)]
		Refused,
		/// The vendor did not answer in time.
		#[codec(index = 3)]
		Lapsed,
		/// The vendor gave up after accepting. The buyer gets the bond.
		#[codec(index = 4)]
		Cancelled,
		/// The vendor did not ship, or come, in time. The buyer gets the bond.
		#[codec(index = 5)]
		Failed,
		/// It did not arrive, or the visit did not end, in time. The buyer gets the bond.
		#[codec(index = 6)]
		Undelivered,
		/// It was paid.
		#[codec(index = 7)]
		Paid {
			/// What is due to the vendor.
			#[serde(with = "json::Exact")]
			amount: u128,
		},
		/// The vendor has it back.
		#[codec(index = 8)]
		Refunded,
		/// Both parties agreed.
		#[codec(index = 9)]
		Agreed {
			/// What the vendor gets.
			#[serde(with = "json::Exact")]
			amount: u128,
		},
		/// The arbiter decided, or was silent.
		#[codec(index = 10)]
		Decided {
			/// What the vendor gets.
			#[serde(with = "json::Exact")]
			amount: u128,
		},
		/// The vendor's organisation was suspended before it shipped.
		#[codec(index = 11)]
		VendorGone,
		/// Somebody ended the escrow after its backstop.
		#[codec(index = 12)]
		Expired {
			/// What the vendor got.
			#[serde(with = "json::Exact")]
			amount: u128,
		},
	}

	/// An order: what was bought of whom, on which terms, and where it stands.
	pub struct Order<AccountId> {
		/// The need that it is for.
		pub need: NeedId,
		/// The mandate under which it was placed.
		pub mandate: MandateId,
		/// The period of the mandate in which it was placed.
		pub period: u64,
		/// Who buys.
		pub buyer: OrgId,
		/// Whose money it is.
		pub payer: AccountId,
		/// Who delivers.
		pub vendor: OrgId,
		/// What is ordered.
		pub category: Category,
		/// The article, if it has a number.
		pub gtin: Option<Gtin>,
		/// The hash of the offer's description and terms.
		#[serde(with = "json::Hex")]
		pub document: Hash,
		/// How many units.
		pub quantity: u32,
		/// What they cost with everything.
		pub landed: Landed,
		/// How long each state lasts.
		pub times: Times,
		/// Who decides a dispute.
		pub arbiter: AccountId,
		/// The hash of where it goes.
		#[serde(with = "json::Hex")]
		pub address: Hash,
		/// The money.
		pub escrow: EscrowId,
		/// When somebody comes, if it is a visit.
		pub visit: Option<Millis>,
		/// Whether the vendor had to come again.
		pub reworked: bool,
		/// Whether it counts as received as soon as the need is covered.
		pub fills: bool,
		/// Where it stands.
		pub state: OrderState,
		/// The first moment of the state.
		pub since: Millis,
		/// The last moment of the state.
		pub until: Millis,
		/// The amount for which one party would settle.
		pub proposal: Option<Proposal>,
	}
}

/// A step that changes an order.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum OrderStep {
	/// The buyer takes the order back.
	Withdraw,
	/// The vendor accepts.
	Accept,
	/// The vendor refuses.
	Refuse,
	/// The vendor ships.
	Ship {
		/// How many units: at least one, and no more than ordered.
		quantity: u32,
		/// The hash of the code in the parcel.
		parcel: Hash,
	},
	/// The vendor gives up.
	Cancel,
	/// The buyer has it.
	Receive {
		/// How many units: no more than shipped.
		quantity: u32,
		/// The hash of the code that was found in the parcel.
		parcel: Hash,
	},
	/// The machine has been filled. Its mandate takes that as receipt of what was shipped.
	Fill,
	/// The machine signs for what it received, as the buyer does with the code.
	Arrive {
		/// How many units: no more than shipped.
		quantity: u32,
	},
	/// The machine signs that a visit begins.
	Start,
	/// The machine signs that a visit has ended.
	Finish,
	/// The buyer has the vendor come again at this time, which can be booked.
	Rework {
		/// When.
		slot: Millis,
	},
	/// The vendor shows that a carrier or the buyer took the goods over. The caller has verified it.
	Claim,
	/// A party calls the arbiter.
	Dispute,
	/// The buyer sends it back.
	Return,
	/// The vendor has it back.
	TakeBack,
	/// The deadline has passed.
	Lapse,
}

/// The result of a step.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Next {
	/// The order goes on in a state, until this moment.
	State(OrderState, Millis),
	/// It has ended.
	End(Outcome),
}

/// Why an order does not change.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum OrderRefusal {
	/// The step is the other party's.
	NotYours,
	/// The state has no such step.
	WrongState,
	/// The deadline has passed: its default stands.
	TooLate,
	/// The deadline has not passed.
	TooEarly,
	/// Zero units, or more than there are, or fewer than a carrier signed for, or fewer than were shipped.
	WrongQuantity,
	/// An amount above the price.
	WrongAmount,
	/// The code is not that of the parcel.
	WrongCode,
}

impl OrderStep {
	/// The party that may take the step. `None` if both may, or if no party does.
	fn party(&self) -> Option<Party> {
		match self {
			Self::Withdraw | Self::Receive { .. } | Self::Return | Self::Rework { .. } => {
				Some(Party::Buyer)
			},
			Self::Accept | Self::Refuse | Self::Ship { .. } | Self::Cancel => Some(Party::Vendor),
			Self::Claim | Self::TakeBack => Some(Party::Vendor),
			Self::Dispute | Self::Lapse | Self::Fill => None,
			Self::Arrive { .. } | Self::Start | Self::Finish => None,
		}
	}
}

impl OrderState {
	/// Whether the vendor has not accepted yet.
	pub fn is_before_acceptance(&self) -> bool {
		matches!(self, Self::Placed | Self::Offered)
	}

	/// Whether nothing is on its way yet.
	pub fn is_before_shipment(&self) -> bool {
		self.is_before_acceptance() || matches!(self, Self::Accepted)
	}

	/// The number of units for which the buyer or a carrier signed.
	fn signed(&self) -> u32 {
		match *self {
			Self::Placed | Self::Offered | Self::Accepted => 0,
			Self::Shipped { .. } | Self::Started => 0,
			Self::Claimed { quantity, .. }
			| Self::Received { quantity, .. }
			| Self::Returning { quantity } => quantity,
			Self::Disputed { signed, .. } => signed,
		}
	}
}

impl Outcome {
	/// What the vendor is to get.
	pub fn amount(&self) -> u128 {
		match *self {
			Self::Paid { amount }
			| Self::Agreed { amount }
			| Self::Decided { amount }
			| Self::Expired { amount } => amount,
			_ => 0,
		}
	}

	/// Whether the buyer gets the vendor's bond.
	pub fn forfeits_bond(&self) -> bool {
		matches!(self, Self::Cancelled | Self::Failed | Self::Undelivered)
	}

	/// Whether the owner rejected the order.
	pub fn is_objection(&self) -> bool {
		matches!(self, Self::Vetoed | Self::Withdrawn)
	}

	/// Whether the vendor delivered nothing that was paid.
	pub fn is_failure(&self) -> bool {
		!self.is_objection() && self.amount() == 0
	}
}

impl Times {
	/// The longest time that an order can last if both parties stay silent, in milliseconds.
	pub fn longest(&self) -> u64 {
		// The longest path: shipped, claimed, received, returned and disputed.
		[
			self.veto,
			self.accept,
			self.dispatch,
			self.delivery,
			self.window,
			self.window,
			self.window,
			self.delivery,
			self.window,
			self.arbitration,
		]
		.into_iter()
		.fold(0, u64::saturating_add)
	}
}

impl<AccountId> Order<AccountId> {
	/// The state and its deadline at this moment: after the veto window the order is offered.
	pub fn at(&self, now: Millis) -> (OrderState, Millis) {
		match self.state {
			OrderState::Placed if now > self.until => {
				(OrderState::Offered, self.until.saturating_add(self.times.accept))
			},
			state => (state, self.until),
		}
	}

	/// The side of an organisation.
	pub fn party(&self, org: OrgId) -> Option<Party> {
		match org {
			org if org == self.buyer => Some(Party::Buyer),
			org if org == self.vendor => Some(Party::Vendor),
			_ => None,
		}
	}

	/// The amount due if nobody says anything more: for the units for which the buyer or a carrier signed.
	pub fn due(&self) -> u128 {
		self.landed.due(self.state.signed(), self.quantity)
	}

	/// The result of a step by a party, or by no party.
	pub fn next(
		&self,
		by: Option<Party>,
		step: OrderStep,
		now: Millis,
	) -> Result<Next, OrderRefusal> {
		use OrderRefusal as Refusal;
		use OrderState::*;
		use OrderStep as Step;
		if step.party().is_some_and(|party| by != Some(party)) {
			return Err(Refusal::NotYours);
		}
		let (state, until) = self.at(now);
		match step {
			Step::Lapse if now <= until => return Err(Refusal::TooEarly),
			Step::Lapse => return self.lapsed(state, now),
			_ if now > until => return Err(Refusal::TooLate),
			_ => {},
		}
		let times = &self.times;
		let to = |state, span: u64| Ok(Next::State(state, now.saturating_add(span)));
		let end = |outcome| Ok(Next::End(outcome));
		match (step, state) {
			(Step::Withdraw, Placed) => end(Outcome::Vetoed),
			(Step::Withdraw, Offered) => end(Outcome::Withdrawn),
			(Step::Accept, Offered) => match self.visit {
				None => to(Accepted, times.dispatch),
				Some(slot) => Ok(Next::State(Accepted, slot.saturating_add(times.dispatch))),
			},
			// A vendor who comes early still has the full time of the visit.
			(Step::Start, Accepted) if self.visit.is_some() => {
				let from = self.visit.map_or(now, |slot| slot.max(now));
				let span = times.delivery.saturating_add(times.window);
				Ok(Next::State(Started, from.saturating_add(span)))
			},
			(Step::Finish, Started) => {
				to(Received { quantity: self.quantity, shipped: self.quantity }, times.window)
			},
			(Step::Rework { slot }, Received { .. }) if self.visit.is_some() && !self.reworked => {
				Ok(Next::State(Accepted, slot.saturating_add(times.dispatch)))
			},
			(Step::Refuse, Placed | Offered) => end(Outcome::Refused),
			(Step::Ship { quantity, parcel }, Accepted) if self.visit.is_none() => {
				if quantity == 0 || quantity > self.quantity {
					return Err(Refusal::WrongQuantity);
				}
				to(Shipped { quantity, parcel }, times.delivery.saturating_add(times.window))
			},
			(Step::Cancel, Accepted) => end(Outcome::Cancelled),
			(
				Step::Receive { parcel: found, .. },
				Shipped { parcel, .. } | Claimed { parcel, .. },
			) if found != parcel => Err(Refusal::WrongCode),
			(
				Step::Receive { quantity, .. } | Step::Arrive { quantity },
				Shipped { quantity: shipped, .. } | Claimed { quantity: shipped, .. },
			) => {
				// If a carrier signed for the units, the buyer disputes them or has them.
				let is_claimed = matches!(state, Claimed { .. });
				if quantity > shipped || (is_claimed && quantity < shipped) {
					return Err(Refusal::WrongQuantity);
				}
				to(Received { quantity, shipped }, times.window)
			},
			(Step::Fill, Shipped { quantity, .. } | Claimed { quantity, .. }) => {
				to(Received { quantity, shipped: quantity }, times.window)
			},
			(Step::Claim, Shipped { quantity, parcel }) => {
				// The carrier may sign long before the parcel is due.
				let end = until.max(now.saturating_add(times.window));
				Ok(Next::State(Claimed { quantity, parcel }, end))
			},
			(Step::Dispute, state) => {
				let by = by.ok_or(Refusal::NotYours)?;
				let may = match state {
					Shipped { .. } | Started => by == Party::Vendor,
					// Nobody opened the door, or the machine does not sign.
					Accepted if self.visit.is_some_and(|slot| now >= slot) => by == Party::Vendor,
					Claimed { .. } => by == Party::Buyer,
					Received { quantity, shipped } => by == Party::Buyer || quantity < shipped,
					_ => return Err(Refusal::WrongState),
				};
				if !may {
					return Err(Refusal::NotYours);
				}
				to(Disputed { by, signed: state.signed() }, times.arbitration)
			},
			(Step::Return, Received { quantity, shipped }) if self.visit.is_none() => {
				if quantity < shipped {
					return Err(Refusal::WrongQuantity);
				}
				to(Returning { quantity }, times.delivery.saturating_add(times.window))
			},
			(Step::TakeBack, Returning { .. }) => end(Outcome::Refunded),
			_ => Err(Refusal::WrongState),
		}
	}

	/// The result if nobody acted in time.
	fn lapsed(&self, state: OrderState, now: Millis) -> Result<Next, OrderRefusal> {
		use OrderState::*;
		let amount = self.landed.due(state.signed(), self.quantity);
		Ok(match state {
			// The veto window is over: see `at`.
			Placed | Offered => Next::End(Outcome::Lapsed),
			Accepted => Next::End(Outcome::Failed),
			Shipped { .. } | Started => Next::End(Outcome::Undelivered),
			Claimed { .. } | Received { .. } => Next::End(Outcome::Paid { amount }),
			Returning { quantity } => Next::State(
				Disputed { by: Party::Buyer, signed: quantity },
				now.saturating_add(self.times.arbitration),
			),
			// The escrow has the outcome.
			Disputed { .. } => return Err(OrderRefusal::WrongState),
		})
	}

	/// A party proposes an amount. If the other party has proposed the same, the order ends.
	pub fn propose(&self, by: Party, amount: u128) -> Result<Next, OrderRefusal> {
		if self.state.is_before_acceptance() {
			return Err(OrderRefusal::WrongState);
		}
		if amount > self.landed.gross {
			return Err(OrderRefusal::WrongAmount);
		}
		match self.proposal {
			Some(proposal) if proposal.by != by && proposal.amount == amount => {
				Ok(Next::End(Outcome::Agreed { amount }))
			},
			_ => Ok(Next::State(self.state, self.until)),
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::TaxRate;
	use proptest::prelude::*;
	use OrderRefusal as Refusal;
	use OrderState::*;
	use OrderStep as Step;
	use Party::{Buyer, Vendor};

	const UNTIL: Millis = Millis(1_000);
	const AFTER: Millis = Millis(1_001);
	const PARCEL: Hash = [7; 32];

	const TIMES: Times = Times {
		veto: 1,
		accept: 10,
		dispatch: 100,
		delivery: 1_000,
		window: 10_000,
		arbitration: 100_000,
	};

	/// Four units for 402.
	fn order(state: OrderState) -> Order<u64> {
		Order {
			need: NeedId(1),
			mandate: MandateId(2),
			period: 0,
			buyer: OrgId(3),
			payer: 4,
			vendor: OrgId(5),
			category: Category { class: 10_000_405, part: None },
			gtin: None,
			document: [0; 32],
			quantity: 4,
			landed: Landed { net: 402, rate: TaxRate(0), tax: 0, gross: 402 },
			times: TIMES,
			arbiter: 6,
			address: [0; 32],
			escrow: EscrowId(7),
			visit: None,
			reworked: false,
			fills: false,
			state,
			since: Millis(0),
			until: UNTIL,
			proposal: None,
		}
	}

	fn shipped() -> OrderState {
		Shipped { quantity: 3, parcel: PARCEL }
	}

	fn claimed() -> OrderState {
		Claimed { quantity: 3, parcel: PARCEL }
	}

	fn received(quantity: u32) -> OrderState {
		Received { quantity, shipped: 3 }
	}

	fn steps() -> Vec<Step> {
		vec![
			Step::Receive { quantity: 3, parcel: PARCEL },
			Step::Withdraw,
			Step::Accept,
			Step::Refuse,
			Step::Ship { quantity: 3, parcel: PARCEL },
			Step::Cancel,
			Step::Receive { quantity: 2, parcel: PARCEL },
			Step::Fill,
			Step::Claim,
			Step::Dispute,
			Step::Return,
			Step::TakeBack,
		]
	}

	fn states() -> Vec<OrderState> {
		let disputed = Disputed { by: Buyer, signed: 3 };
		let returning = Returning { quantity: 3 };
		vec![
			Placed,
			Offered,
			Accepted,
			shipped(),
			claimed(),
			received(3),
			received(2),
			returning,
			disputed,
		]
	}

	/// Each row: what leaves a state, by whom, and what comes after it.
	fn rows() -> Vec<(OrderState, Party, Step, Next)> {
		let to = |state, span| Next::State(state, Millis(UNTIL.0 + span));
		let disputed = |by, signed| to(Disputed { by, signed }, 100_000);
		let receive = Step::Receive { quantity: 2, parcel: PARCEL };
		let all = Step::Receive { quantity: 3, parcel: PARCEL };
		let returning = |quantity| to(Returning { quantity }, 11_000);
		vec![
			(Placed, Buyer, Step::Withdraw, Next::End(Outcome::Vetoed)),
			(Placed, Vendor, Step::Refuse, Next::End(Outcome::Refused)),
			(Offered, Buyer, Step::Withdraw, Next::End(Outcome::Withdrawn)),
			(Offered, Vendor, Step::Accept, to(Accepted, 100)),
			(Offered, Vendor, Step::Refuse, Next::End(Outcome::Refused)),
			(Accepted, Vendor, Step::Ship { quantity: 3, parcel: PARCEL }, to(shipped(), 11_000)),
			(Accepted, Vendor, Step::Cancel, Next::End(Outcome::Cancelled)),
			(shipped(), Buyer, receive, to(received(2), 10_000)),
			(shipped(), Buyer, all, to(received(3), 10_000)),
			(shipped(), Buyer, Step::Fill, to(received(3), 10_000)),
			(shipped(), Vendor, Step::Fill, to(received(3), 10_000)),
			(shipped(), Vendor, Step::Claim, to(claimed(), 10_000)),
			(shipped(), Vendor, Step::Dispute, disputed(Vendor, 0)),
			(claimed(), Buyer, all, to(received(3), 10_000)),
			(claimed(), Buyer, Step::Fill, to(received(3), 10_000)),
			(claimed(), Vendor, Step::Fill, to(received(3), 10_000)),
			(claimed(), Buyer, Step::Dispute, disputed(Buyer, 3)),
			(received(3), Buyer, Step::Dispute, disputed(Buyer, 3)),
			(received(2), Buyer, Step::Dispute, disputed(Buyer, 2)),
			(received(2), Vendor, Step::Dispute, disputed(Vendor, 2)),
			(received(3), Buyer, Step::Return, returning(3)),
			(Returning { quantity: 3 }, Vendor, Step::TakeBack, Next::End(Outcome::Refunded)),
		]
	}

	#[test]
	fn every_state_takes_its_steps_and_no_others() {
		let rows = rows();
		for state in states() {
			for step in steps() {
				for by in [Buyer, Vendor] {
					let row = rows.iter().find(|row| (row.0, row.1, row.2) == (state, by, step));
					let found = order(state).next(Some(by), step, UNTIL);
					match row {
						Some((.., next)) => {
							assert_eq!(found, Ok(*next), "{state:?} {by:?} {step:?}")
						},
						None => assert!(found.is_err(), "{state:?} {by:?} {step:?}: {found:?}"),
					}
				}
			}
		}
	}

	#[test]
	fn nobody_takes_a_step_of_the_other_party() {
		for (state, by, step, _) in rows() {
			let Some(party) = step.party() else { continue };
			assert_eq!(party, by);
			let other = if by == Buyer { Vendor } else { Buyer };
			assert_eq!(order(state).next(Some(other), step, UNTIL), Err(Refusal::NotYours));
			assert_eq!(order(state).next(None, step, UNTIL), Err(Refusal::NotYours));
		}
	}

	#[test]
	fn after_the_deadline_only_its_default_is_left() {
		let defaults = [
			(Offered, Next::End(Outcome::Lapsed)),
			(Accepted, Next::End(Outcome::Failed)),
			(shipped(), Next::End(Outcome::Undelivered)),
			(claimed(), Next::End(Outcome::Paid { amount: 301 })),
			(received(3), Next::End(Outcome::Paid { amount: 301 })),
			(received(2), Next::End(Outcome::Paid { amount: 201 })),
			(received(0), Next::End(Outcome::Paid { amount: 0 })),
			(
				Returning { quantity: 3 },
				Next::State(Disputed { by: Buyer, signed: 3 }, Millis(AFTER.0 + 100_000)),
			),
		];
		for (state, next) in defaults {
			assert_eq!(order(state).next(None, Step::Lapse, UNTIL), Err(Refusal::TooEarly));
			assert_eq!(order(state).next(None, Step::Lapse, AFTER), Ok(next), "{state:?}");
			for (_, by, step, _) in rows().into_iter().filter(|row| row.0 == state) {
				assert_eq!(order(state).next(Some(by), step, AFTER), Err(Refusal::TooLate));
			}
		}
		let disputed = order(Disputed { by: Buyer, signed: 3 });
		assert_eq!(disputed.next(None, Step::Lapse, AFTER), Err(Refusal::WrongState));
	}

	#[test]
	fn an_order_is_offered_once_the_owner_can_object_no_more() {
		let placed = order(Placed);
		assert_eq!(placed.at(UNTIL), (Placed, UNTIL));
		assert_eq!(placed.at(AFTER), (Offered, Millis(1_010)));
		assert_eq!(placed.next(Some(Vendor), Step::Accept, UNTIL), Err(Refusal::WrongState));
		let accepted = Next::State(Accepted, Millis(AFTER.0 + 100));
		assert_eq!(placed.next(Some(Vendor), Step::Accept, AFTER), Ok(accepted));
		let withdrawn = |at| placed.next(Some(Buyer), Step::Withdraw, at);
		assert_eq!(withdrawn(UNTIL), Ok(Next::End(Outcome::Vetoed)));
		assert_eq!(withdrawn(AFTER), Ok(Next::End(Outcome::Withdrawn)));
		let lapse = |at| placed.next(None, Step::Lapse, Millis(at));
		assert_eq!(lapse(1_010), Err(Refusal::TooEarly));
		assert_eq!(lapse(1_011), Ok(Next::End(Outcome::Lapsed)));
	}

	#[test]
	fn nobody_ships_or_receives_more_than_there_is() {
		let ship = |quantity| {
			order(Accepted).next(Some(Vendor), Step::Ship { quantity, parcel: PARCEL }, UNTIL)
		};
		assert_eq!(ship(0), Err(Refusal::WrongQuantity));
		assert!(ship(4).is_ok());
		assert_eq!(ship(5), Err(Refusal::WrongQuantity));
		let receive = |quantity, parcel| {
			order(shipped()).next(Some(Buyer), Step::Receive { quantity, parcel }, UNTIL)
		};
		assert!(receive(0, PARCEL).is_ok());
		assert_eq!(receive(4, PARCEL), Err(Refusal::WrongQuantity));
		assert_eq!(receive(3, [8; 32]), Err(Refusal::WrongCode));
	}

	#[test]
	fn both_parties_end_it_by_naming_one_amount() {
		let mut order = order(received(3));
		let goes_on = Ok(Next::State(received(3), UNTIL));
		assert_eq!(order.propose(Buyer, 200), goes_on);
		order.proposal = Some(Proposal { by: Buyer, amount: 200 });
		assert_eq!(order.propose(Buyer, 200), goes_on);
		assert_eq!(order.propose(Vendor, 201), goes_on);
		assert_eq!(order.propose(Vendor, 200), Ok(Next::End(Outcome::Agreed { amount: 200 })));
		assert_eq!(order.propose(Vendor, 403), Err(Refusal::WrongAmount));
		order.state = Offered;
		assert_eq!(order.propose(Vendor, 200), Err(Refusal::WrongState));
	}

	proptest! {
		#[test]
		fn whoever_is_silent_it_ends_within_the_longest_time(
			choices in prop::collection::vec((0usize..12, any::<bool>(), 0u64..12_000), 0..12),
		) {
			let (mut now, mut waited) = (0, 0);
			let mut order = Order { until: Millis(TIMES.veto), ..order(Placed) };
			let mut choices = choices.into_iter();
			// In the end nobody says anything, and what is due is done one millisecond late.
			for _ in 0..30 {
				let next = match choices.next() {
					Some((step, buys, wait)) => {
						now += wait;
						waited += wait;
						let by = if buys { Buyer } else { Vendor };
						order.next(Some(by), steps()[step], Millis(now))
					},
					None => {
						now = now.max(order.at(Millis(now)).1.0 + 1);
						waited += 1;
						order.next(None, Step::Lapse, Millis(now))
					},
				};
				match next {
					Ok(Next::End(outcome)) => {
						prop_assert!(outcome.amount() <= order.landed.gross);
						return Ok(());
					},
					Ok(Next::State(state, until)) => (order.state, order.until) = (state, until),
					Err(_) => {},
				}
				prop_assert!(order.until.0 <= TIMES.longest() + waited);
				// Then the escrow has the outcome.
				if matches!(order.state, Disputed { .. }) {
					return Ok(());
				}
			}
			prop_assert!(false, "it never ended: {:?}", order.state);
		}
	}
}
