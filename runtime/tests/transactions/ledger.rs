//! A chain in memory.

use codec::Encode;
use frame_support::storage::{transactional::with_transaction_unchecked, TransactionOutcome};
use sp_consensus_aura::{Slot, AURA_ENGINE_ID};
use sp_core::{sr25519::Pair, Pair as _};
use sp_runtime::{
	generic::Era,
	traits::Header as _,
	transaction_validity::{
		InvalidTransaction, TransactionSource, TransactionValidity, TransactionValidityError,
	},
	ApplyExtrinsicResult, Digest, DigestItem, DispatchError,
};
use tallystick_runtime::{
	constants::SLOT_DURATION, AccountId, Executive, Hash, Header, Nonce, RuntimeCall, RuntimeEvent,
	SignedPayload, System, TxExtension, UncheckedExtrinsic,
};
use tallystick_world::{GENESIS, NOW};

/// The key pair of a development account, such as `//Alice`.
pub(crate) fn pair(uri: &str) -> Pair {
	Pair::from_string(uri, None).expect("a secret")
}

/// The account of a key pair.
pub(crate) fn account(pair: &Pair) -> AccountId {
	AccountId::new(pair.public().0)
}

/// The chain of the preset `development`. Its genesis and its clock are those of the test world.
pub(crate) struct Ledger {
	state: sp_io::TestExternalities,
	head: Hash,
	header: Option<Header>,
	/// Milliseconds in which nobody made a block.
	skipped: u64,
}

impl Ledger {
	/// A chain with one empty block.
	pub(crate) fn development() -> Self {
		let state = crate::genesis::preset("development");
		let mut ledger = Self { state, head: Hash::from(GENESIS), header: None, skipped: 0 };
		ledger.pass();
		ledger
	}

	/// The header of the last block.
	pub(crate) fn header(&self) -> &Header {
		self.header.as_ref().expect("a ledger has a block")
	}

	/// What the state says.
	pub(crate) fn read<T>(&mut self, question: impl FnOnce() -> T) -> T {
		self.state.execute_with(question)
	}

	/// A call under its account's signature, with the account's next nonce.
	pub(crate) fn sign(&mut self, who: &Pair, call: impl Into<RuntimeCall>) -> UncheckedExtrinsic {
		let (call, account) = (call.into(), account(who));
		self.read(|| {
			let extensions = extensions(System::account_nonce(&account));
			let payload = SignedPayload::new(call, extensions).expect("the extensions agree");
			let signature = payload.using_encoded(|bytes| who.sign(bytes));
			let (call, extensions, _) = payload.deconstruct();
			UncheckedExtrinsic::new_signed(call, account.into(), signature.into(), extensions)
		})
	}

	/// What the pool is told of a transaction.
	pub(crate) fn validate(&mut self, transaction: UncheckedExtrinsic) -> TransactionValidity {
		let (head, source) = (self.head, TransactionSource::External);
		self.read(|| {
			with_transaction_unchecked(|| {
				let found = Executive::validate_transaction(source, transaction, head);
				TransactionOutcome::Rollback(found)
			})
		})
	}

	/// The runtime's own reason for which the pool refuses a transaction.
	#[track_caller]
	pub(crate) fn refusal(&mut self, transaction: UncheckedExtrinsic) -> u8 {
		match self.validate(transaction) {
			Err(TransactionValidityError::Invalid(InvalidTransaction::Custom(code))) => code,
			other => panic!("not refused for a reason of the runtime's own: {other:?}"),
		}
	}

	/// Has the pool take a transaction and a block hold it. Returns what it did, or why it failed there.
	#[track_caller]
	pub(crate) fn include(
		&mut self,
		transaction: UncheckedExtrinsic,
	) -> Result<Vec<RuntimeEvent>, DispatchError> {
		self.validate(transaction.clone()).expect("the pool takes it");
		// The block that begins a session has no room for transactions; the next one has.
		let included = self.seal(Some(&transaction)).or_else(|_| self.seal(Some(&transaction)));
		included.expect("a block takes it")
	}

	/// Signs a call, and includes it.
	#[track_caller]
	pub(crate) fn submit(
		&mut self,
		who: &Pair,
		call: impl Into<RuntimeCall>,
	) -> Result<Vec<RuntimeEvent>, DispatchError> {
		let transaction = self.sign(who, call);
		self.include(transaction)
	}

	/// Has the council, which is Alice alone, decide.
	#[track_caller]
	pub(crate) fn decide(&mut self, proposal: impl Into<RuntimeCall>) {
		let proposal = Box::new(proposal.into());
		let length_bound = proposal.encoded_size() as u32;
		let propose = pallet_collective::Call::propose { threshold: 1, proposal, length_bound };
		let events = self.submit(&pair("//Alice"), RuntimeCall::Council(propose));
		let outcome =
			events.expect("a member may propose").into_iter().find_map(|event| match event {
				RuntimeEvent::Council(pallet_collective::Event::Executed { result, .. }) => {
					Some(result)
				},
				_ => None,
			});
		assert_eq!(outcome, Some(Ok(())));
	}

	/// Makes a block without transactions, after some hours without one.
	pub(crate) fn pass_hours(&mut self, hours: u64) {
		self.skipped += hours * 3_600_000;
		self.pass();
	}

	/// Makes a block without transactions.
	pub(crate) fn pass(&mut self) {
		self.seal(None).expect("it is empty").expect("it is empty");
	}

	/// Makes a block, with a transaction if it is valid there and fits. Returns what that did.
	pub(crate) fn seal(
		&mut self,
		transaction: Option<&UncheckedExtrinsic>,
	) -> Result<Result<Vec<RuntimeEvent>, DispatchError>, TransactionValidityError> {
		let (parent, skipped) = (self.head, self.skipped);
		let (outcome, header) = self.state.execute_with(|| {
			let number = System::block_number() + 1;
			let now = NOW + skipped + u64::from(number) * SLOT_DURATION;
			let slot = Slot::from(now / SLOT_DURATION);
			let digest =
				Digest { logs: vec![DigestItem::PreRuntime(AURA_ENGINE_ID, slot.encode())] };
			let none = Hash::zero();
			Executive::initialize_block(&Header::new(number, none, none, parent, digest));
			let time = RuntimeCall::Timestamp(pallet_timestamp::Call::set { now });
			apply(UncheckedExtrinsic::new_bare(time)).expect("it is valid").expect("it succeeds");
			let before = System::event_count() as usize;
			let outcome = transaction.map_or(Ok(Ok(())), |it| apply(it.clone()));
			let events = System::events().into_iter().skip(before).map(|record| record.event);
			let outcome = outcome.map(|done| done.map(|()| events.collect()));
			(outcome, Executive::finalize_block())
		});
		self.head = header.hash();
		self.header = Some(header);
		outcome
	}
}

/// As whoever makes a block: what is not valid leaves nothing behind.
fn apply(transaction: UncheckedExtrinsic) -> ApplyExtrinsicResult {
	with_transaction_unchecked(|| match Executive::apply_extrinsic(transaction) {
		Ok(outcome) => TransactionOutcome::Commit(Ok(outcome)),
		Err(invalid) => TransactionOutcome::Rollback(Err(invalid)),
	})
}

/// A transaction that nobody signs, because its call carries what authorises it.
pub(crate) fn unsigned(call: impl Into<RuntimeCall>) -> UncheckedExtrinsic {
	UncheckedExtrinsic::new_transaction(call.into(), extensions(0u32.into()))
}

pub(crate) fn extensions(nonce: Nonce) -> TxExtension {
	(
		frame_system::AuthorizeCall::new().into(),
		frame_system::CheckNonZeroSender::new(),
		frame_system::CheckSpecVersion::new(),
		frame_system::CheckTxVersion::new(),
		frame_system::CheckGenesis::new(),
		frame_system::CheckMortality::from(Era::Immortal),
		frame_system::CheckNonce::from(nonce),
		frame_system::CheckWeight::new(),
		pallet_transaction_payment::ChargeTransactionPayment::from(0).into(),
		frame_metadata_hash_extension::CheckMetadataHash::new(false),
		frame_system::WeightReclaim::new(),
	)
}
