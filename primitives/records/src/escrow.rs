//! Money that waits between two parties until something is done.

use crate::{json, Millis, OrgId};
use codec::MaxEncodedLen;
use core::fmt;

record! {
	/// The purpose of an escrow. It names the pallet that opened it: no other pays from it or closes
	/// it.
	#[derive(Copy, PartialOrd, Ord, MaxEncodedLen)]
	pub enum EscrowPurpose {
		/// A buyer's money for an asset, until its quality and so its price are known.
		#[codec(index = 0)]
		Trade,
		/// Money that a carrier puts up for the goods of a trade.
		#[codec(index = 1)]
		Bond,
		/// Money that a party puts up for an order, until it is delivered.
		#[codec(index = 2)]
		Order,
	}

	/// Money of a payer, on hold until the opener pays it out or gives it back.
	#[derive(MaxEncodedLen)]
	#[serde(bound(
		serialize = "AccountId: serde::Serialize, Balance: fmt::Display",
		deserialize = "AccountId: serde::Deserialize<'de>,
			Balance: core::str::FromStr<Err: fmt::Display>"
	))]
	pub struct EscrowRecord<AccountId, Balance> {
		/// What it is for. The pallet that opened it is known by this.
		pub purpose: EscrowPurpose,
		/// The number of the trade or order, in the pallet that opened it.
		#[serde(with = "json::Exact")]
		pub reference: u64,
		/// The account whose money it is, and to which all goes back that nobody else gets.
		pub payer: AccountId,
		/// What is still on hold.
		#[serde(with = "json::Exact")]
		pub held: Balance,
		/// The last moment that belongs to the opener alone. Later anybody may end the escrow.
		pub backstop: Millis,
		/// Whether the opener may pay from it.
		pub state: EscrowState<AccountId, Balance>,
	}

	/// Whether the opener may pay from an escrow.
	#[derive(MaxEncodedLen)]
	#[serde(bound(
		serialize = "AccountId: serde::Serialize, Balance: fmt::Display",
		deserialize = "AccountId: serde::Deserialize<'de>,
			Balance: core::str::FromStr<Err: fmt::Display>"
	))]
	pub enum EscrowState<AccountId, Balance> {
		/// It may.
		#[codec(index = 0)]
		Open,
		/// Not before the arbiter has decided, or the deadline has passed.
		#[codec(index = 1)]
		Disputed(Dispute<AccountId, Balance>),
		/// The arbiter has decided, and the opener has not had the decision paid yet.
		#[codec(index = 2)]
		Decided {
			/// Who is paid.
			payee: AccountId,
			/// What they get. The rest goes back to the payer.
			#[serde(with = "json::Exact")]
			amount: Balance,
		},
	}

	/// Terms under which an arbiter decides how much of an escrow the payee gets.
	#[derive(MaxEncodedLen)]
	#[serde(bound(
		serialize = "AccountId: serde::Serialize, Balance: fmt::Display",
		deserialize = "AccountId: serde::Deserialize<'de>,
			Balance: core::str::FromStr<Err: fmt::Display>"
	))]
	pub struct Dispute<AccountId, Balance> {
		/// The account that decides. Neither of the two parties.
		pub arbiter: AccountId,
		/// The account that is paid. The rest goes back to the payer.
		pub payee: AccountId,
		/// The organisations of payer and payee. The arbiter must belong to neither.
		pub parties: [OrgId; 2],
		/// The least that the arbiter may give the payee.
		#[serde(with = "json::Exact")]
		pub low: Balance,
		/// The most that the arbiter may give the payee. Not more than is held.
		#[serde(with = "json::Exact")]
		pub high: Balance,
		/// What the payee gets if the arbiter stays silent. Within the bounds.
		#[serde(with = "json::Exact")]
		pub default: Balance,
		/// The last moment at which the arbiter may decide. Not after the backstop.
		pub until: Millis,
	}
}

impl EscrowPurpose {
	/// Every purpose there is.
	pub const ALL: [Self; 3] = [Self::Trade, Self::Bond, Self::Order];
}

/// What changes the state of an escrow.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum EscrowStep<AccountId, Balance> {
	/// The opener calls an arbiter.
	Dispute {
		/// The terms.
		terms: Dispute<AccountId, Balance>,
		/// The arbiter's organisation.
		org: OrgId,
	},
	/// Somebody says what the payee gets.
	Decide {
		/// Who says so.
		by: AccountId,
		/// Their organisation.
		org: OrgId,
		/// What the payee gets.
		amount: Balance,
	},
	/// The parties agree, and need no arbiter any more.
	Settle,
	/// The opener has the outcome paid.
	Resolve,
}

/// Why the state of an escrow does not change.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum EscrowRefusal {
	/// It is disputed already.
	InDispute,
	/// It is not disputed.
	NotDisputed,
	/// The bounds are not in the order low, default, high, held.
	BadBounds,
	/// The deadline is not in the future, or lies after the backstop.
	BadDeadline,
	/// The arbiter is a party, or belongs to the organisation of one.
	PartialArbiter,
	/// Somebody else is the arbiter.
	NotArbiter,
	/// The amount lies outside the arbiter's bounds.
	OutOfBounds,
	/// The arbiter has decided.
	AlreadyDecided,
	/// The deadline has passed: the default stands.
	TooLate,
	/// The arbiter may still decide.
	Undecided,
}

impl<AccountId, Balance> EscrowState<AccountId, Balance> {
	/// Whether the opener may pay from the escrow and close it.
	pub fn is_open(&self) -> bool {
		matches!(self, Self::Open)
	}
}

impl<AccountId: Clone + PartialEq, Balance: Copy + Ord> EscrowRecord<AccountId, Balance> {
	/// The escrow with each deadline replaced by what `to` returns for it.
	pub fn moved(self, to: impl Fn(Millis) -> Millis) -> Self {
		let backstop = to(self.backstop);
		let state = match self.state {
			EscrowState::Disputed(terms) => {
				EscrowState::Disputed(Dispute { until: to(terms.until), ..terms })
			},
			state => state,
		};
		Self { backstop, state, ..self }
	}

	/// Whether anybody may end the escrow at this moment.
	pub fn is_over(&self, now: Millis) -> bool {
		now > self.backstop
	}

	/// Who gets how much from a dispute, once that is final: the arbiter's decision, or the default
	/// after the deadline. `None` before that, and without a dispute.
	pub fn outcome(&self, now: Millis) -> Option<(&AccountId, Balance)> {
		match &self.state {
			EscrowState::Open => None,
			EscrowState::Disputed(terms) => {
				terms.is_over(now).then_some((&terms.payee, terms.default))
			},
			EscrowState::Decided { payee, amount } => Some((payee, *amount)),
		}
	}

	/// The state after a step at this moment.
	pub fn next(
		&self,
		step: EscrowStep<AccountId, Balance>,
		now: Millis,
	) -> Result<EscrowState<AccountId, Balance>, EscrowRefusal> {
		use EscrowRefusal as Refusal;
		use EscrowState::{Decided, Disputed, Open};
		use EscrowStep::{Decide, Dispute, Resolve, Settle};
		match (step, &self.state) {
			(Dispute { terms, org }, Open) => {
				self.check(&terms, org, now)?;
				Ok(Disputed(terms))
			},
			(Dispute { .. }, Disputed(_) | Decided { .. }) => Err(Refusal::InDispute),
			(Decide { by, org, amount }, Disputed(terms)) => {
				terms.check(&by, org, amount, now)?;
				Ok(Decided { payee: terms.payee.clone(), amount })
			},
			(Settle, Disputed(terms)) if terms.is_over(now) => Err(Refusal::TooLate),
			(Settle, Disputed(_)) => Ok(Open),
			(Decide { .. } | Settle, Decided { .. }) => Err(Refusal::AlreadyDecided),
			(Resolve, Disputed(terms)) if !terms.is_over(now) => Err(Refusal::Undecided),
			(Resolve, Disputed(_) | Decided { .. }) => Ok(Open),
			(Decide { .. } | Settle | Resolve, Open) => Err(Refusal::NotDisputed),
		}
	}

	/// Whether a dispute may begin under these terms, with an arbiter of this organisation.
	fn check(
		&self,
		terms: &Dispute<AccountId, Balance>,
		org: OrgId,
		now: Millis,
	) -> Result<(), EscrowRefusal> {
		let bounds = [terms.low, terms.default, terms.high, self.held];
		if !bounds.is_sorted() {
			return Err(EscrowRefusal::BadBounds);
		}
		if terms.until <= now || terms.until > self.backstop {
			return Err(EscrowRefusal::BadDeadline);
		}
		let is_party = [&self.payer, &terms.payee].contains(&&terms.arbiter);
		if is_party || terms.parties.contains(&org) {
			return Err(EscrowRefusal::PartialArbiter);
		}
		Ok(())
	}
}

impl<AccountId: PartialEq, Balance: Ord> Dispute<AccountId, Balance> {
	/// Whether the arbiter can no longer decide.
	pub fn is_over(&self, now: Millis) -> bool {
		now > self.until
	}

	fn check(
		&self,
		by: &AccountId,
		org: OrgId,
		amount: Balance,
		now: Millis,
	) -> Result<(), EscrowRefusal> {
		if *by != self.arbiter {
			return Err(EscrowRefusal::NotArbiter);
		}
		if self.parties.contains(&org) {
			return Err(EscrowRefusal::PartialArbiter);
		}
		if self.is_over(now) {
			return Err(EscrowRefusal::TooLate);
		}
		if amount < self.low || amount > self.high {
			return Err(EscrowRefusal::OutOfBounds);
		}
		Ok(())
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use codec::Encode;
	use serde_json::{from_value, json, to_value};
	use EscrowRefusal as Refusal;

	type Record = EscrowRecord<u64, u128>;
	type State = EscrowState<u64, u128>;
	type Step = EscrowStep<u64, u128>;

	const PAYER: u64 = 1;
	const PAYEE: u64 = 2;
	const ARBITER: u64 = 3;
	const UNTIL: Millis = Millis(500);
	const BACKSTOP: Millis = Millis(900);

	fn terms() -> Dispute<u64, u128> {
		Dispute {
			arbiter: ARBITER,
			payee: PAYEE,
			parties: [OrgId(1), OrgId(2)],
			low: 10,
			high: 80,
			default: 60,
			until: UNTIL,
		}
	}

	fn escrow(state: State) -> Record {
		Record {
			purpose: EscrowPurpose::Order,
			reference: 7,
			payer: PAYER,
			held: 100,
			backstop: BACKSTOP,
			state,
		}
	}

	fn disputed() -> Record {
		escrow(State::Disputed(terms()))
	}

	fn decided(amount: u128) -> State {
		State::Decided { payee: PAYEE, amount }
	}

	fn decide(amount: u128) -> Step {
		Step::Decide { by: ARBITER, org: OrgId(3), amount }
	}

	fn dispute(terms: Dispute<u64, u128>) -> Step {
		Step::Dispute { terms, org: OrgId(3) }
	}

	#[test]
	fn every_state_answers_every_step() {
		let (before, after) = (UNTIL, Millis(UNTIL.0 + 1));
		let (open, disputed, closed) = (escrow(State::Open), disputed(), escrow(decided(70)));
		let cases = [
			(&open, before, dispute(terms()), Err(Refusal::BadDeadline)),
			(&open, Millis(499), dispute(terms()), Ok(State::Disputed(terms()))),
			(&open, before, decide(70), Err(Refusal::NotDisputed)),
			(&open, before, Step::Settle, Err(Refusal::NotDisputed)),
			(&open, before, Step::Resolve, Err(Refusal::NotDisputed)),
			(&disputed, before, dispute(terms()), Err(Refusal::InDispute)),
			(&disputed, before, decide(70), Ok(decided(70))),
			(&disputed, after, decide(70), Err(Refusal::TooLate)),
			(&disputed, before, Step::Settle, Ok(State::Open)),
			(&disputed, after, Step::Settle, Err(Refusal::TooLate)),
			(&disputed, before, Step::Resolve, Err(Refusal::Undecided)),
			(&disputed, after, Step::Resolve, Ok(State::Open)),
			(&closed, before, dispute(terms()), Err(Refusal::InDispute)),
			(&closed, before, decide(70), Err(Refusal::AlreadyDecided)),
			(&closed, before, Step::Settle, Err(Refusal::AlreadyDecided)),
			(&closed, before, Step::Resolve, Ok(State::Open)),
		];
		for (record, now, step, expected) in cases {
			assert_eq!(record.next(step.clone(), now), expected, "{record:?} {step:?} {now}");
		}
	}

	#[test]
	fn the_outcome_is_fixed_by_the_arbiter_or_by_silence() {
		let after = Millis(UNTIL.0 + 1);
		assert_eq!(escrow(State::Open).outcome(after), None);
		assert_eq!(disputed().outcome(UNTIL), None);
		assert_eq!(disputed().outcome(after), Some((&PAYEE, 60)));
		assert_eq!(escrow(decided(70)).outcome(Millis(0)), Some((&PAYEE, 70)));
		assert!(!disputed().is_over(BACKSTOP) && disputed().is_over(Millis(BACKSTOP.0 + 1)));
	}

	#[test]
	fn a_dispute_begins_within_bounds_and_under_an_outsider() {
		let refused = |terms| escrow(State::Open).next(dispute(terms), Millis(0)).err();
		assert_eq!(refused(Dispute { low: 61, ..terms() }), Some(Refusal::BadBounds));
		assert_eq!(refused(Dispute { high: 59, ..terms() }), Some(Refusal::BadBounds));
		assert_eq!(refused(Dispute { high: 101, ..terms() }), Some(Refusal::BadBounds));
		assert_eq!(refused(Dispute { high: 100, ..terms() }), None);
		assert_eq!(refused(Dispute { until: BACKSTOP, ..terms() }), None);
		let late = Millis(BACKSTOP.0 + 1);
		assert_eq!(refused(Dispute { until: late, ..terms() }), Some(Refusal::BadDeadline));
		for arbiter in [PAYER, PAYEE] {
			assert_eq!(refused(Dispute { arbiter, ..terms() }), Some(Refusal::PartialArbiter));
		}
		for org in terms().parties {
			let step = Step::Dispute { terms: terms(), org };
			assert_eq!(escrow(State::Open).next(step, Millis(0)), Err(Refusal::PartialArbiter));
		}
	}

	#[test]
	fn only_the_arbiter_decides_and_within_the_bounds() {
		let by = |by, org, amount| disputed().next(Step::Decide { by, org, amount }, UNTIL);
		for amount in [10, 80] {
			assert_eq!(by(ARBITER, OrgId(3), amount), Ok(decided(amount)));
		}
		for amount in [0, 9, 81, u128::MAX] {
			assert_eq!(by(ARBITER, OrgId(3), amount), Err(Refusal::OutOfBounds));
		}
		for other in [PAYER, PAYEE, 4] {
			assert_eq!(by(other, OrgId(3), 50), Err(Refusal::NotArbiter));
		}
		for org in terms().parties {
			assert_eq!(by(ARBITER, org, 50), Err(Refusal::PartialArbiter));
		}
	}

	#[test]
	fn json_shows_the_state_and_rounds_no_amount() {
		let record = Record { held: u128::MAX, reference: u64::MAX, ..disputed() };
		let shown = json!({
			"purpose": "order",
			"reference": "18446744073709551615",
			"payer": 1,
			"held": "340282366920938463463374607431768211455",
			"backstop": 900,
			"state": { "disputed": {
				"arbiter": 3,
				"payee": 2,
				"parties": [1, 2],
				"low": "10",
				"high": "80",
				"default": "60",
				"until": 500,
			} },
		});
		assert_eq!(to_value(&record).unwrap(), shown);
		assert_eq!(from_value::<Record>(shown).unwrap(), record);
		let shown = json!({ "decided": { "payee": 2, "amount": "70" } });
		assert_eq!(to_value(decided(70)).unwrap(), shown);
		assert_eq!(to_value(State::Open).unwrap(), json!("open"));
	}

	#[test]
	fn every_purpose_is_listed_under_its_index() {
		for (index, purpose) in (0u8..).zip(EscrowPurpose::ALL) {
			assert_eq!(purpose.encode(), [index]);
		}
		assert_eq!(EscrowPurpose::max_encoded_len(), 1);
	}
}
