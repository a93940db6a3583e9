//! Whatever is done in whatever order, the properties hold, and every balance is what an independent
//! account of the payments says.

use super::*;
use frame::{
	deps::frame_support::storage::with_storage_layer,
	traits::{fungible::Mutate, tokens::Preservation},
};
use proptest::prelude::*;
use std::collections::BTreeMap;
use tallystick_primitives::OrgId;

const ACCOUNTS: [AccountId; 6] = [BUYER, SELLER, ARBITER, COLLEAGUE, STRANGER, NOBODY];
const ORGS: [OrgId; 3] = [BUYERS, SELLERS, ARBITERS];

/// The numbers below it pick an escrow that is there; the last of them picks one that is not.
const ESCROWS: usize = 24;

#[derive(Clone, Debug)]
enum Step {
	Open { purpose: usize, payer: usize, amount: u64, span: u64 },
	Release { wrong: bool, escrow: usize, payee: usize, amount: Amount },
	Close { wrong: bool, escrow: usize },
	Dispute { escrow: usize, arbiter: usize, payee: usize, bounds: [Amount; 3], span: u64 },
	Decide { escrow: usize, by: Option<usize>, amount: Amount },
	Settle { wrong: bool, escrow: usize },
	Resolve { wrong: bool, escrow: usize },
	Expire { escrow: usize, by: usize },
	Wait { millis: u64 },
	Send { from: usize, to: usize, amount: u64 },
	Drain { from: usize, to: usize },
	Standing { org: usize, suspend: bool },
	Move { who: usize, org: usize },
}

/// An amount, or part of what an escrow holds in 256ths.
#[derive(Clone, Copy, Debug)]
enum Amount {
	Of(u64),
	Part(u64),
}

impl Amount {
	fn of(self, escrow: EscrowId) -> u64 {
		match self {
			Self::Of(amount) => amount,
			Self::Part(part) => Escrow::held(escrow).unwrap_or_default() * part / 256,
		}
	}
}

fn money() -> impl Strategy<Value = u64> {
	prop_oneof![4 => 0u64..2 * SMALLEST, 8 => 0u64..2_000, 1 => 0..2 * BALANCE, 1 => Just(u64::MAX)]
}

fn amount() -> impl Strategy<Value = Amount> {
	prop_oneof![1 => money().prop_map(Amount::Of), 4 => (0u64..=256).prop_map(Amount::Part)]
}

/// Bounds of a dispute, mostly in their order.
fn bounds() -> impl Strategy<Value = [Amount; 3]> {
	let sorted = [0u64..=256, 0u64..=256, 0u64..=256].prop_map(|mut parts| {
		parts.sort();
		parts.map(Amount::Part)
	});
	prop_oneof![4 => sorted, 1 => [amount(), amount(), amount()]]
}

fn step() -> impl Strategy<Value = Step> {
	let who = || 0..ACCOUNTS.len();
	let escrow = || 0..ESCROWS;
	let wrong = || prop::bool::weighted(0.05);
	let span = |most: u64| prop_oneof![12 => 0..most, 1 => 0..2 * MAX_DURATION];
	prop_oneof![
		8 => (0..EscrowPurpose::ALL.len(), who(), money(), span(8_000))
			.prop_map(|(purpose, payer, amount, span)| Step::Open { purpose, payer, amount, span }),
		8 => (wrong(), escrow(), who(), amount()).prop_map(
			|(wrong, escrow, payee, amount)| Step::Release { wrong, escrow, payee, amount }
		),
		2 => (wrong(), escrow()).prop_map(|(wrong, escrow)| Step::Close { wrong, escrow }),
		10 => (escrow(), 2usize..4, who(), bounds(), span(3_000)).prop_map(
			|(escrow, arbiter, payee, bounds, span)| {
				Step::Dispute { escrow, arbiter, payee, bounds, span }
			}
		),
		8 => (escrow(), prop::option::weighted(0.2, who()), amount())
			.prop_map(|(escrow, by, amount)| Step::Decide { escrow, by, amount }),
		2 => (wrong(), escrow()).prop_map(|(wrong, escrow)| Step::Settle { wrong, escrow }),
		6 => (wrong(), escrow()).prop_map(|(wrong, escrow)| Step::Resolve { wrong, escrow }),
		4 => (escrow(), who()).prop_map(|(escrow, by)| Step::Expire { escrow, by }),
		4 => (0u64..2_000).prop_map(|millis| Step::Wait { millis }),
		2 => (who(), who(), money()).prop_map(|(from, to, amount)| Step::Send { from, to, amount }),
		2 => (who(), who()).prop_map(|(from, to)| Step::Drain { from, to }),
		1 => (0..ORGS.len(), prop::bool::weighted(0.3))
			.prop_map(|(org, suspend)| Step::Standing { org, suspend }),
		1 => (who(), 0..ORGS.len()).prop_map(|(who, org)| Step::Move { who, org }),
	]
}

/// The escrow that a step means: one that is there, or else one that is not.
fn find(index: usize) -> EscrowId {
	let mut all: Vec<_> = Escrows::<Test>::iter_keys().collect();
	all.sort();
	match all.len() {
		0 => EscrowId(0),
		_ if index + 1 == ESCROWS => EscrowId(u64::MAX),
		count => all[index % count],
	}
}

/// What an escrow was opened for, or another purpose.
fn purpose(escrow: EscrowId, wrong: bool) -> EscrowPurpose {
	let right = Escrow::escrow(escrow).map_or(EscrowPurpose::Trade, |record| record.purpose);
	match (right, wrong) {
		(right, false) => right,
		(EscrowPurpose::Trade, true) => EscrowPurpose::Bond,
		(_, true) => EscrowPurpose::Trade,
	}
}

/// An independent account of who should own what, and what each escrow should hold.
struct Books {
	owned: BTreeMap<AccountId, u64>,
	held: BTreeMap<EscrowId, u64>,
	payers: BTreeMap<EscrowId, AccountId>,
}

impl Books {
	fn new() -> Self {
		let owned = ACCOUNTS.map(|who| (who.clone(), Balances::total_balance(&who))).into();
		Self { owned, held: BTreeMap::new(), payers: BTreeMap::new() }
	}

	fn transfer(&mut self, from: &AccountId, to: &AccountId, amount: u64) {
		*self.owned.get_mut(from).expect("it is listed") -= amount;
		*self.owned.get_mut(to).expect("it is listed") += amount;
	}

	fn pay(&mut self, escrow: EscrowId, payee: &AccountId, amount: u64) {
		*self.held.get_mut(&escrow).expect("it is open") -= amount;
		let payer = self.payers[&escrow].clone();
		self.transfer(&payer, payee, amount);
	}

	fn check(&self) {
		for (who, owned) in &self.owned {
			assert_eq!(Balances::total_balance(who), *owned, "5: {who}");
		}
		let held: BTreeMap<_, _> =
			Escrows::<Test>::iter().map(|(escrow, (record, _))| (escrow, record.held)).collect();
		assert_eq!(held, self.held, "5: what escrows hold");
	}
}

/// An act of an opener, of the arbiter or of anybody. The escrow pallet itself sees to it that what
/// an opener fails to do leaves no trace, so no layer is around that.
fn run(step: Step, books: &mut Books) -> Result<(), DispatchError> {
	let account = |who: usize| ACCOUNTS[who].clone();
	let after = |span: u64| Millis(Clock::now() + span);
	match step {
		Step::Open { purpose, payer, amount, span } => {
			let payer = account(payer);
			let purpose = EscrowPurpose::ALL[purpose];
			let escrow = Escrow::open(purpose, REFERENCE, &payer, amount, after(span))?;
			books.held.insert(escrow, amount);
			books.payers.insert(escrow, payer);
		},
		Step::Release { wrong, escrow, payee, amount } => {
			let (escrow, payee) = (find(escrow), account(payee));
			let amount = amount.of(escrow);
			let paid = Escrow::release(purpose(escrow, wrong), escrow, &payee, amount)?;
			assert!(!wrong && (paid == amount || (paid == 0 && amount < SMALLEST)));
			books.pay(escrow, &payee, paid);
		},
		Step::Close { wrong, escrow } => {
			let escrow = find(escrow);
			let refunded = Escrow::close(purpose(escrow, wrong), escrow)?;
			assert!(!wrong);
			assert_eq!(books.held.remove(&escrow), Some(refunded));
		},
		Step::Dispute { escrow, arbiter, payee, bounds, span } => {
			let escrow = find(escrow);
			let [low, default, high] = bounds.map(|amount| amount.of(escrow));
			let terms = Dispute {
				arbiter: account(arbiter),
				payee: account(payee),
				parties: [BUYERS, SELLERS],
				low,
				high,
				default,
				until: after(span),
			};
			Escrow::dispute(purpose(escrow, false), escrow, terms)?;
		},
		Step::Decide { escrow, by, amount } => {
			let escrow = find(escrow);
			let (amount, now) = (amount.of(escrow), Clock::now());
			let state = Escrow::escrow(escrow).map(|record| record.state);
			let arbiter = match &state {
				Some(EscrowState::Disputed(terms)) => terms.arbiter.clone(),
				_ => ARBITER,
			};
			let by = by.map_or(arbiter.clone(), account);
			Escrow::decide(signed(by.clone()), escrow, amount)?;
			let Some(EscrowState::Disputed(terms)) = state else { panic!("it was not disputed") };
			assert!(by == arbiter && now <= terms.until.0);
			assert!((terms.low..=terms.high).contains(&amount));
			assert_eq!(Escrow::decision(escrow), Some(amount));
		},
		Step::Settle { wrong, escrow } => {
			let escrow = find(escrow);
			let outcome = Escrow::decision(escrow);
			Escrow::settle(purpose(escrow, wrong), escrow)?;
			assert!(!wrong && outcome.is_none());
		},
		Step::Resolve { wrong, escrow } => {
			// As an opener does: it has the outcome paid, and closes.
			let escrow = find(escrow);
			let purpose = purpose(escrow, wrong);
			let record = Escrow::escrow(escrow).ok_or(Error::<Test>::UnknownEscrow)?;
			let paid = Escrow::resolve(purpose, escrow)?;
			let (payee, due) = record.outcome(Millis(Clock::now())).expect("there is an outcome");
			assert!(!wrong && (paid == due || (paid == 0 && due < SMALLEST)));
			books.pay(escrow, payee, paid);
			assert_eq!(Escrow::escrow(escrow).expect("it is there").state, EscrowState::Open);
			let refunded = Escrow::close(purpose, escrow)?;
			assert_eq!(books.held.remove(&escrow), Some(refunded));
		},
		Step::Expire { escrow, by } => {
			let escrow = find(escrow);
			let record = Escrow::escrow(escrow);
			// A call, so in a layer of its own.
			with_storage_layer(|| {
				Escrow::expire(signed(account(by)), escrow).map_err(|error| error.error)
			})?;
			let record = record.expect("only an escrow that is there ends");
			assert!(Clock::now() > record.backstop.0);
			ended(books, escrow, record);
		},
		Step::Wait { millis } => Clock::pass(millis),
		Step::Send { from, to, amount } => {
			let (from, to) = (account(from), account(to));
			Balances::transfer(&from, &to, amount, Preservation::Preserve)?;
			if from != to {
				books.transfer(&from, &to, amount);
			}
		},
		Step::Drain { from, to } => {
			let (from, to) = (account(from), account(to));
			if from == to {
				return Ok(());
			}
			let before = Balances::total_balance(&from);
			with_storage_layer(|| Balances::transfer_all(signed(from.clone()), to.clone(), false))?;
			books.transfer(&from, &to, before - Balances::total_balance(&from));
		},
		Step::Standing { org, suspend: true } => Orgs::suspend(ORGS[org]),
		Step::Standing { org, suspend: false } => Orgs::resume(ORGS[org]),
		Step::Move { who, org } => Orgs::admit(ORGS[org], Roles::ALL, [account(who)]),
	}
	Ok(())
}

/// Books the end of an escrow after its backstop.
fn ended(books: &mut Books, escrow: EscrowId, record: EscrowRecordOf<Test>) {
	let outcome = record.outcome(Millis(Clock::now()));
	let told = Expiries::take().pop().expect("its opener was notified");
	assert_eq!((told.escrow, told.purpose), (escrow, record.purpose));
	if let Some((payee, amount)) = outcome {
		assert!(told.paid == amount || (told.paid == 0 && amount < SMALLEST));
		books.pay(escrow, payee, told.paid);
	} else {
		assert_eq!(told.paid, 0);
	}
	books.held.remove(&escrow);
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(10_000))]

	#[test]
	fn properties_hold_after_every_step(steps in prop::collection::vec(step(), 1..40)) {
		execute_with(|| {
			let issued = Balances::total_issuance();
			let mut books = Books::new();
			for step in steps {
				// Many are refused, and that is as it should be.
				let _ = run(step, &mut books);
				check();
				books.check();
				assert_eq!(Balances::total_issuance(), issued, "5: money came into being or was lost");
			}

			// Whoever has fallen silent, anybody ends every escrow within a known time.
			Clock::pass(MAX_DURATION + 1);
			for (escrow, (record, _)) in Escrows::<Test>::iter().collect::<Vec<_>>() {
				expire(escrow).expect("4: an escrow cannot be ended");
				ended(&mut books, escrow, record);
			}
			check();
			books.check();
			assert_eq!(books.held, BTreeMap::new());
			for who in ACCOUNTS {
				assert_eq!((money_of(&who), deposit_of(&who)), (0, 0), "{who}");
			}
		});
	}
}
