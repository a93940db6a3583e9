//! A chain in memory: blocks of the real runtime, and what must hold after each.

use super::{cast, reached};
use codec::Encode;
use frame_support::weights::Weight;
use frame_support::{
	dispatch::DispatchClass,
	storage::{transactional::with_transaction_unchecked, TransactionOutcome},
	traits::{TryState, TryStateSelect},
};
use frame_system::limits::{BlockLength, BlockWeights};
use sp_consensus_aura::{Slot, AURA_ENGINE_ID};
use sp_core::Pair as _;
use sp_runtime::{
	generic::{Era, Preamble},
	traits::Header as _,
	transaction_validity::{
		InvalidTransaction, TransactionSource, TransactionValidity, TransactionValidityError,
	},
	ApplyExtrinsicResult, Digest, DigestItem, DispatchResult,
};
use std::sync::LazyLock;
use tallystick_runtime::{
	constants::SLOT_DURATION, AllPalletsWithSystem, Balances, Executive, Hash, Header, Nonce,
	Runtime, RuntimeCall, RuntimeEvent, SignedPayload, System, TxExtension, UncheckedExtrinsic,
};
use tallystick_world::{GENESIS, NOW};

/// Who brings a call.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum By {
	/// The account at this place in the list of names signs.
	Account(usize),
	/// Nobody signs: the call carries what authorises it.
	Itself,
	/// Nobody signs, and there are no extensions: an inherent, or what a node reports.
	Nobody,
}

/// A transaction, and what it was made of.
#[derive(Clone, Debug)]
pub(crate) struct Sent {
	pub(crate) by: By,
	/// How many transactions of the signer come before it.
	ahead: u32,
	pub(crate) call: RuntimeCall,
	pub(crate) transaction: UncheckedExtrinsic,
}

/// The chain of the preset `development`. All but this is in the externalities.
#[derive(Clone)]
pub(crate) struct Chain {
	head: Hash,
	/// Milliseconds in which nobody made a block.
	skipped: u64,
	/// What did not fit into the last block.
	waiting: Vec<Sent>,
	/// Whether root has set balances, so that the sum of money means nothing any more.
	forced: bool,
}

impl Chain {
	/// A chain without a block.
	pub(crate) fn new() -> Self {
		Self { head: Hash::from(GENESIS), skipped: 0, waiting: vec![], forced: false }
	}

	/// The time of the last block.
	pub(crate) fn now(&self) -> u64 {
		NOW + self.skipped + u64::from(System::block_number()) * SLOT_DURATION
	}

	/// Has the pool check a transaction, in the state of the last block.
	pub(crate) fn validate(&self, transaction: &UncheckedExtrinsic) -> TransactionValidity {
		with_transaction_unchecked(|| {
			// A node's own report does not come from outside.
			let is_bare = matches!(transaction.preamble, Preamble::Bare(_));
			let source = match is_bare {
				true => TransactionSource::Local,
				false => TransactionSource::External,
			};
			let transaction = transaction.clone();
			let found = Executive::validate_transaction(source, transaction, self.head);
			TransactionOutcome::Rollback(found)
		})
	}

	/// Makes a block `later` milliseconds after the next slot. It holds these transactions and those that wait, as
	/// far as the pool takes them and they fit. Then checks what must always hold. Returns the outcomes of those in it.
	pub(crate) fn seal(
		&mut self,
		later: u64,
		transactions: Vec<Sent>,
	) -> Vec<(Sent, DispatchResult)> {
		let later = later - later % SLOT_DURATION;
		let mut pool: Vec<Sent> = std::mem::take(&mut self.waiting);
		pool.extend(transactions);
		pool.retain(|sent| self.validate(&sent.transaction).is_ok());
		self.skipped += later;
		self.begin();
		let (mut included, mut refused) = (vec![], None);
		for (at, sent) in pool.into_iter().enumerate() {
			match self.include(&sent) {
				Ok(outcome) => included.push((sent, outcome)),
				Err(TransactionValidityError::Invalid(InvalidTransaction::ExhaustsResources)) => {
					self.waiting.push(sent);
				},
				Err(error) => {
					// Others may have taken the place of later ones, or it waits for others.
					if at == 0 && sent.ahead == 0 {
						refused = Some((sent, error));
					}
				},
			}
		}
		self.end();
		if let Some((sent, error)) = refused {
			// If it was only late, the pool does not keep it, either.
			let kept = self.validate(&sent.transaction).is_ok();
			assert!(!kept, "the pool keeps {sent:?}, which no block takes: {error:?}");
		}
		included
	}

	fn begin(&self) {
		let number = System::block_number() + 1;
		let now = NOW + self.skipped + u64::from(number) * SLOT_DURATION;
		let slot = Slot::from(now / SLOT_DURATION);
		let digest = Digest { logs: vec![DigestItem::PreRuntime(AURA_ENGINE_ID, slot.encode())] };
		let none = Hash::zero();
		Executive::initialize_block(&Header::new(number, none, none, self.head, digest));
		let time = RuntimeCall::Timestamp(pallet_timestamp::Call::set { now });
		let done = apply(UncheckedExtrinsic::new_bare(time.clone()));
		done.expect("the time is valid").expect("the time is later");
		reached::note(&time);
	}

	/// Has the open block hold a transaction.
	fn include(&mut self, sent: &Sent) -> ApplyExtrinsicResult {
		let (issued, events) = (Balances::total_issuance(), System::event_count() as usize);
		let paid = super::payment::before(sent);
		let outcome = apply(sent.transaction.clone())?;
		trace(sent, &outcome);
		let new = || System::events().into_iter().skip(events).map(|record| record.event);
		self.forced |= new().any(|event| is_forced(&event));
		assert!(
			self.forced || Balances::total_issuance() <= issued,
			"money was made by {:?}",
			sent.call
		);
		if outcome.is_ok() {
			paid.check(sent);
			reached::note(&sent.call);
			reached::note_inner(&sent.call, new());
		}
		Ok(outcome)
	}

	fn end(&mut self) {
		let length: BlockLength = <Runtime as frame_system::Config>::BlockLength::get();
		let most = length.max.get(DispatchClass::Operational);
		assert!(System::block_size() <= *most, "the block is too long");
		let header = Executive::finalize_block();
		check_weight();
		self.head = header.hash();
		let sound = AllPalletsWithSystem::try_state(header.number, TryStateSelect::All);
		assert!(sound.is_ok(), "{sound:?} at block {}", header.number);
		self.check_money();
	}

	/// All money is on accounts.
	fn check_money(&self) {
		let held = frame_system::Account::<Runtime>::iter_values();
		let sum: u128 = held.map(|account| account.data.free + account.data.reserved).sum();
		assert!(self.forced || sum == Balances::total_issuance(), "{sum} is on accounts");
	}

	/// A call as a transaction. `ahead` transactions of the account come before it.
	pub(crate) fn send(&self, by: By, call: RuntimeCall, ahead: u32, tip: u128) -> Sent {
		let transaction = match by {
			By::Account(at) => signed(at, call.clone(), ahead, tip),
			By::Itself => {
				UncheckedExtrinsic::new_transaction(call.clone(), extensions(0u32.into(), 0))
			},
			By::Nobody => UncheckedExtrinsic::new_bare(call.clone()),
		};
		Sent { by, ahead, call, transaction }
	}
}

/// No block takes longer than it may. What hooks have to do is done all the same; then there is only room for what
/// is reserved for operational transactions.
fn check_weight() {
	let limits: BlockWeights = <Runtime as frame_system::Config>::BlockWeights::get();
	let weight = System::block_weight();
	let [normal, operational] =
		[DispatchClass::Normal, DispatchClass::Operational].map(|class| *weight.get(class));
	let reserved = limits.get(DispatchClass::Operational).reserved.unwrap_or_default();
	let fits = weight.total().all_lte(limits.max_block)
		|| (normal == Weight::zero() && operational.all_lte(reserved));
	assert!(fits, "{weight:?} of {:?}", limits.max_block);
}

fn signed(at: usize, call: RuntimeCall, ahead: u32, tip: u128) -> UncheckedExtrinsic {
	let account = cast::account(at);
	let nonce = System::account_nonce(&account).try_into().unwrap_or(u32::MAX);
	let extensions = extensions(u32::saturating_add(nonce, ahead).into(), tip);
	let payload = SignedPayload::new(call, extensions).expect("the extensions agree");
	let signature = payload.using_encoded(|bytes| cast::pair(at).sign(bytes));
	let (call, extensions, _) = payload.deconstruct();
	UncheckedExtrinsic::new_signed(call, account.into(), signature.into(), extensions)
}

fn is_forced(event: &RuntimeEvent) -> bool {
	use pallet_balances::Event;
	matches!(
		event,
		RuntimeEvent::Balances(Event::BalanceSet { .. } | Event::TotalIssuanceForced { .. })
	)
}

/// As whoever makes a block: what is not valid leaves nothing behind.
fn apply(transaction: UncheckedExtrinsic) -> ApplyExtrinsicResult {
	with_transaction_unchecked(|| match Executive::apply_extrinsic(transaction) {
		Ok(outcome) => TransactionOutcome::Commit(Ok(outcome)),
		Err(invalid) => TransactionOutcome::Rollback(Err(invalid)),
	})
}

fn extensions(nonce: Nonce, tip: u128) -> TxExtension {
	(
		frame_system::AuthorizeCall::new().into(),
		frame_system::CheckNonZeroSender::new(),
		frame_system::CheckSpecVersion::new(),
		frame_system::CheckTxVersion::new(),
		frame_system::CheckGenesis::new(),
		frame_system::CheckMortality::from(Era::Immortal),
		frame_system::CheckNonce::from(nonce),
		frame_system::CheckWeight::new(),
		pallet_transaction_payment::ChargeTransactionPayment::from(tip).into(),
		frame_metadata_hash_extension::CheckMetadataHash::new(false),
		frame_system::WeightReclaim::new(),
	)
}

/// Whether what transactions do is printed.
static IS_TRACED: LazyLock<bool> = LazyLock::new(|| std::env::var_os("TALLYSTICK_TRACE").is_some());

fn trace(sent: &Sent, outcome: &DispatchResult) {
	if *IS_TRACED {
		eprintln!("{} {:?} {:?}: {outcome:?}", System::block_number(), sent.by, sent.call);
	}
}
