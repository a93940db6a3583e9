//! The escrows of the world.

use crate::doubles::{world, AccountId};
use frame::deps::{
	frame_support::weights::Weight,
	sp_runtime::{DispatchError, DispatchResult},
};
use tallystick_primitives::{
	records::escrow::{EscrowRefusal, EscrowStep},
	Dispute, Escrow, EscrowId, EscrowPurpose, EscrowRecord, EscrowState, ExpiredEscrow, Membership,
	Millis, NotifyOpeners, OnEscrowExpired, OrgId,
};

/// An escrow, as the world keeps it.
pub type WorldEscrow = EscrowRecord<AccountId, u64>;

/// Escrows in memory: the escrow pallet, as seen by pallets that trade or order. Nobody pays a
/// deposit. Accounts have as much money as they need until a limit is set.
pub struct Escrows;

impl Escrows {
	/// Limits what an account can still put up.
	pub fn set_purse(who: AccountId, amount: u64) {
		world(|world| world.money.insert(who, amount));
	}

	/// The rest of an account's limit, if it has one: less what it put up, plus what it was paid or
	/// got back.
	pub fn purse(who: &AccountId) -> Option<u64> {
		world(|world| world.money.get(who).copied())
	}

	/// What was released to an account.
	pub fn paid_to(who: &AccountId) -> u64 {
		world(|world| world.paid.get(who).copied().unwrap_or_default())
	}

	/// An escrow that has not ended.
	pub fn get(escrow: EscrowId) -> Option<WorldEscrow> {
		let record = world(|world| world.escrows.get(&escrow).cloned());
		record.map(|record| record.moved(Self::from_store))
	}

	/// Lets time pass in which calls are refused.
	pub fn lose(millis: u64) {
		world(|world| {
			world.now += millis;
			world.lost += millis;
		});
	}

	/// Decides a dispute, as its arbiter.
	pub fn decide(escrow: EscrowId, amount: u64) -> DispatchResult {
		let record = Self::get(escrow).ok_or("unknown escrow")?;
		let EscrowState::Disputed(terms) = &record.state else { return Err("not disputed".into()) };
		let by = terms.arbiter.clone();
		let org = crate::Orgs::organization(&by).ok_or("not a member")?;
		Self::step(escrow, record, EscrowStep::Decide { by, org, amount })
	}

	/// Ends an escrow after its backstop, as anybody can, and reports it to its opener.
	pub fn expire<Openers: NotifyOpeners<u64>>(escrow: EscrowId) -> DispatchResult {
		let record = Self::get(escrow).ok_or("unknown escrow")?;
		let now = Self::now();
		if !record.is_over(now) {
			return Err("the backstop has not passed".into());
		}
		let paid = match record.outcome(now) {
			None => 0,
			Some((payee, amount)) => {
				Self::pay(payee, amount);
				amount
			},
		};
		Self::give_back(&record.payer, record.held - paid);
		world(|world| world.escrows.remove(&escrow));
		let EscrowRecord { purpose, reference, .. } = record;
		Openers::notify(&ExpiredEscrow { purpose, escrow, reference, paid });
		Ok(())
	}

	fn now() -> Millis {
		Millis(world(|world| world.now))
	}

	fn of(purpose: EscrowPurpose, escrow: EscrowId) -> Result<WorldEscrow, DispatchError> {
		let record = Self::get(escrow).ok_or("unknown escrow")?;
		match record.purpose == purpose {
			true => Ok(record),
			false => Err("opened for another purpose".into()),
		}
	}

	fn open_of(purpose: EscrowPurpose, escrow: EscrowId) -> Result<WorldEscrow, DispatchError> {
		let record = Self::of(purpose, escrow)?;
		match record.state.is_open() {
			true => Ok(record),
			false => Err("in dispute".into()),
		}
	}

	fn put(escrow: EscrowId, record: WorldEscrow) {
		let record = record.moved(Self::to_store);
		world(|world| world.escrows.insert(escrow, record));
	}

	fn step(
		escrow: EscrowId,
		record: WorldEscrow,
		step: EscrowStep<AccountId, u64>,
	) -> DispatchResult {
		let refused = |refusal: EscrowRefusal| match refusal {
			EscrowRefusal::Undecided => "undecided",
			EscrowRefusal::NotDisputed => "not disputed",
			EscrowRefusal::InDispute => "in dispute",
			EscrowRefusal::BadBounds => "bad bounds",
			EscrowRefusal::BadDeadline => "bad deadline",
			EscrowRefusal::PartialArbiter => "partial arbiter",
			EscrowRefusal::NotArbiter => "not the arbiter",
			EscrowRefusal::OutOfBounds => "out of bounds",
			EscrowRefusal::AlreadyDecided => "already decided",
			EscrowRefusal::TooLate => "too late",
		};
		let state = record.next(step, Self::now()).map_err(refused)?;
		Self::put(escrow, EscrowRecord { state, ..record });
		Ok(())
	}

	fn pay(payee: &AccountId, amount: u64) {
		world(|world| *world.paid.entry(payee.clone()).or_default() += amount);
		Self::give_back(payee, amount);
	}

	fn give_back(who: &AccountId, amount: u64) {
		world(|world| world.money.get_mut(who).map(|money| *money += amount));
	}
}

impl Escrow<AccountId> for Escrows {
	type Balance = u64;

	fn open(
		purpose: EscrowPurpose,
		reference: u64,
		payer: &AccountId,
		amount: u64,
		backstop: Millis,
	) -> Result<EscrowId, DispatchError> {
		if amount == 0 || backstop <= Self::now() {
			return Err("nothing to hold, or no time for it".into());
		}
		let payer = payer.clone();
		let backstop = Self::to_store(backstop);
		world(|world| {
			if let Some(money) = world.money.get_mut(&payer) {
				*money = money.checked_sub(amount).ok_or("unaffordable")?;
			}
			let escrow = EscrowId(world.next_escrow);
			world.next_escrow += 1;
			let state = EscrowState::Open;
			let record = EscrowRecord { purpose, reference, payer, held: amount, backstop, state };
			world.escrows.insert(escrow, record);
			Ok(escrow)
		})
	}

	fn release(
		purpose: EscrowPurpose,
		escrow: EscrowId,
		payee: &AccountId,
		amount: u64,
	) -> Result<u64, DispatchError> {
		let record = Self::open_of(purpose, escrow)?;
		let held = record.held.checked_sub(amount).ok_or("not enough")?;
		Self::put(escrow, EscrowRecord { held, ..record });
		Self::pay(payee, amount);
		Ok(amount)
	}

	fn close(purpose: EscrowPurpose, escrow: EscrowId) -> Result<u64, DispatchError> {
		let record = Self::open_of(purpose, escrow)?;
		Self::give_back(&record.payer, record.held);
		world(|world| world.escrows.remove(&escrow));
		Ok(record.held)
	}

	fn dispute(
		purpose: EscrowPurpose,
		escrow: EscrowId,
		terms: Dispute<AccountId, u64>,
	) -> DispatchResult {
		let record = Self::of(purpose, escrow)?;
		let org: OrgId = crate::Orgs::organization(&terms.arbiter).ok_or("not a member")?;
		Self::step(escrow, record, EscrowStep::Dispute { terms, org })
	}

	fn settle(purpose: EscrowPurpose, escrow: EscrowId) -> DispatchResult {
		let record = Self::of(purpose, escrow)?;
		Self::step(escrow, record, EscrowStep::Settle)
	}

	fn resolve(purpose: EscrowPurpose, escrow: EscrowId) -> Result<u64, DispatchError> {
		let record = Self::of(purpose, escrow)?;
		Self::step(escrow, record.clone(), EscrowStep::Resolve)?;
		let (payee, amount) = record.outcome(Self::now()).ok_or("no outcome")?;
		Self::release(purpose, escrow, payee, amount)
	}

	fn decision(escrow: EscrowId) -> Option<u64> {
		Self::get(escrow)?.outcome(Self::now()).map(|(_, amount)| amount)
	}

	fn is_decided(escrow: EscrowId) -> bool {
		Self::get(escrow).is_some_and(|record| matches!(record.state, EscrowState::Decided { .. }))
	}

	fn held(escrow: EscrowId) -> Option<u64> {
		Self::get(escrow).map(|record| record.held)
	}

	fn lost() -> u64 {
		world(|world| world.lost)
	}

	fn weight_of_open() -> Weight {
		Weight::from_parts(1_000, 0)
	}

	fn weight_of_release() -> Weight {
		Weight::from_parts(1_000, 0)
	}

	fn weight_of_close() -> Weight {
		Weight::from_parts(1_000, 0)
	}

	fn weight_of_resolve() -> Weight {
		Weight::from_parts(1_000, 0)
	}

	fn weight_of_dispute() -> Weight {
		Weight::from_parts(1_000, 0)
	}
}

/// Remembers the escrows that were ended after their backstop: an opener with every purpose.
pub struct Expiries;

impl Expiries {
	/// The weight of one escrow.
	pub const WEIGHT: Weight = Weight::from_parts(4_321, 65);

	/// Takes what was received so far, in its order.
	pub fn take() -> Vec<ExpiredEscrow<u64>> {
		world(|world| core::mem::take(&mut world.expired))
	}
}

impl OnEscrowExpired<u64> for Expiries {
	const PURPOSES: &'static [EscrowPurpose] = &EscrowPurpose::ALL;

	fn on_escrow_expired(expired: &ExpiredEscrow<u64>) {
		world(|world| world.expired.push(*expired));
	}

	fn weight() -> Weight {
		Self::WEIGHT
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{reset, Clock, GATEWAYS, NOW, OTHER, OWNER, OWNERS};

	const ARBITER: AccountId = AccountId::new([7; 32]);
	const PURPOSE: EscrowPurpose = EscrowPurpose::Order;

	fn open() -> EscrowId {
		Escrows::open(PURPOSE, 5, &OWNER, 100, Millis(NOW + 90)).unwrap()
	}

	fn dispute(escrow: EscrowId) {
		crate::Orgs::admit(OrgId(9), tallystick_primitives::Roles::ALL, [ARBITER]);
		let terms = Dispute {
			arbiter: ARBITER,
			payee: OTHER,
			parties: [OWNERS, GATEWAYS],
			low: 10,
			high: 90,
			default: 60,
			until: Millis(NOW + 50),
		};
		Escrows::dispute(PURPOSE, escrow, terms).unwrap();
	}

	#[test]
	fn money_goes_where_the_opener_says_and_comes_back() {
		reset();
		Escrows::set_purse(OWNER, 130);
		let escrow = open();
		assert_eq!(Escrows::purse(&OWNER), Some(30));
		let refused = Escrows::open(PURPOSE, 6, &OWNER, 31, Millis(NOW + 1));
		assert_eq!(refused, Err("unaffordable".into()));
		assert!(Escrows::release(EscrowPurpose::Trade, escrow, &OTHER, 1).is_err());
		assert!(Escrows::release(PURPOSE, escrow, &OTHER, 101).is_err());
		assert_eq!(Escrows::release(PURPOSE, escrow, &OTHER, 40), Ok(40));
		assert_eq!((Escrows::held(escrow), Escrows::paid_to(&OTHER)), (Some(60), 40));
		assert_eq!(Escrows::close(PURPOSE, escrow), Ok(60));
		assert_eq!((Escrows::held(escrow), Escrows::purse(&OWNER)), (None, Some(90)));
	}

	#[test]
	fn a_dispute_ends_by_the_arbiter_or_by_silence() {
		reset();
		let (decided, silent) = (open(), open());
		dispute(decided);
		dispute(silent);
		assert!(Escrows::close(PURPOSE, decided).is_err());
		assert_eq!(Escrows::decision(decided), None);
		Escrows::decide(decided, 70).unwrap();
		assert_eq!(Escrows::resolve(PURPOSE, decided), Ok(70));
		assert_eq!((Escrows::held(decided), Escrows::paid_to(&OTHER)), (Some(30), 70));
		assert!(Escrows::resolve(PURPOSE, silent).is_err());
		Clock::pass(51);
		assert_eq!(Escrows::decision(silent), Some(60));
		assert!(Escrows::expire::<(Expiries,)>(silent).is_err());
		Clock::pass(40);
		Escrows::expire::<(Expiries,)>(silent).unwrap();
		let expired = ExpiredEscrow { purpose: PURPOSE, escrow: silent, reference: 5, paid: 60 };
		assert_eq!((Expiries::take(), Escrows::paid_to(&OTHER)), (vec![expired], 70 + 60));
	}
}
