use crate::{account, Rpc};
use anyhow::{bail, Context, Result};
use std::{sync::Arc, time::Duration};
use subxt::{
	backend::LegacyBackend,
	config::{DefaultExtrinsicParamsBuilder, SubstrateConfig},
	dynamic::{self, At, Value},
	error::DispatchError,
	events::Event,
	ext::{scale_decode::DecodeAsType, scale_value::Composite},
	rpcs::{methods::legacy::TransactionStatus, Error as RpcError},
	tx::{DynamicPayload, Payload, Signer},
	utils::{MultiSignature, H256},
	OnlineClient, OnlineClientAtBlock,
};
use subxt_signer::sr25519::Keypair;
use tokio::time::timeout;

/// Blocks that are made by hand until one has to hold a transaction.
const MOST_SEALED: usize = 50;
const INCLUSION_LIMIT: Duration = Duration::from_secs(60);

/// A call whose arguments are known by their values only.
pub type Call = DynamicPayload<Composite<()>>;

/// A call with its arguments in order.
pub fn call(pallet: &str, name: &str, args: impl IntoIterator<Item = Value>) -> Call {
	dynamic::tx(pallet, name, Composite::unnamed(args))
}

/// A call as an argument of another one.
pub fn call_value(call: Call) -> Value {
	call.into_value()
}

/// Signs, submits and reads state, at the best block, through a node's RPC.
#[derive(Clone, Debug)]
pub struct Client {
	api: OnlineClient<SubstrateConfig>,
	rpc: Rpc,
}

/// How far a transaction is followed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Inclusion {
	/// Into a best block.
	InBlock,
	/// Into a finalised block.
	Finalized,
}

/// A transaction that succeeded.
#[derive(Clone, Debug)]
pub struct Included {
	/// The block that holds it.
	pub block: H256,
	/// That block's height.
	pub number: u64,
	/// What it did.
	pub events: Vec<EventRecord>,
}

/// An event of a transaction.
#[derive(Clone, Debug)]
pub struct EventRecord {
	/// The pallet's name.
	pub pallet: String,
	/// The event's name.
	pub name: String,
	/// The event's fields.
	pub fields: Composite<()>,
}

impl Included {
	/// The first event of this name.
	pub fn event(&self, pallet: &str, name: &str) -> Result<&EventRecord> {
		self.events
			.iter()
			.find(|event| event.pallet == pallet && event.name == name)
			.with_context(|| format!("no event {pallet}.{name} in {:?}", self.events))
	}
}

impl EventRecord {
	/// The field of this name.
	pub fn field(&self, name: &str) -> Result<&Value> {
		self.fields.at(name).with_context(|| format!("{}.{} has no {name}", self.pallet, self.name))
	}
}

/// What RPC answers where the pool refuses a transaction.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Refusal {
	/// The code of the JSON-RPC error.
	pub code: i32,
	/// Its message.
	pub message: String,
	/// Its data.
	pub data: Option<String>,
}

impl Refusal {
	/// The runtime's own reason: `n` where the data is “Custom error: n”.
	pub fn custom(&self) -> Option<u8> {
		self.data.as_ref()?.strip_prefix("Custom error: ")?.parse().ok()
	}
}

impl Client {
	/// A client that works through this connection.
	pub async fn new(rpc: Rpc) -> Result<Self> {
		// The legacy methods serve also while finality stands still.
		let backend = LegacyBackend::builder().build(rpc.client().clone());
		let api = OnlineClient::from_backend(Arc::new(backend)).await?;
		Ok(Self { api, rpc })
	}

	/// The connection.
	pub fn rpc(&self) -> &Rpc {
		&self.rpc
	}

	/// The chain at this block.
	pub async fn at(&self, block: H256) -> Result<OnlineClientAtBlock<SubstrateConfig>> {
		Ok(self.api.at_block(block).await?)
	}

	/// The chain at the best block.
	pub async fn at_best(&self) -> Result<OnlineClientAtBlock<SubstrateConfig>> {
		self.at(self.rpc.block_hash(None).await?).await
	}

	/// A value in storage at the best block, or its default.
	pub async fn storage<T: DecodeAsType>(
		&self,
		pallet: &str,
		entry: &str,
		keys: Vec<Value>,
	) -> Result<Option<T>> {
		self.storage_at(self.rpc.block_hash(None).await?, pallet, entry, keys).await
	}

	/// A value in storage at this block, or its default.
	pub async fn storage_at<T: DecodeAsType>(
		&self,
		block: H256,
		pallet: &str,
		entry: &str,
		keys: Vec<Value>,
	) -> Result<Option<T>> {
		let at = self.at(block).await?;
		let address = dynamic::storage::<Vec<Value>, T>(pallet, entry);
		let value = at.storage().try_fetch(address, keys).await?;
		Ok(value.map(|value| value.decode()).transpose()?)
	}

	/// What the keys of an entry begin with.
	pub async fn storage_prefix(&self, pallet: &str, entry: &str) -> Result<[u8; 32]> {
		let address = dynamic::storage::<Vec<Value>, Value>(pallet, entry);
		Ok(self.at_best().await?.storage().entry(address)?.key_prefix())
	}

	/// What an account may spend.
	pub async fn free_balance(&self, who: &Keypair) -> Result<u128> {
		let info: Option<Value> =
			self.storage("System", "Account", vec![crate::account_value(who)]).await?;
		info.as_ref()
			.at("data")
			.at("free")
			.and_then(|free| free.as_u128())
			.context("an account without a balance")
	}

	/// The bytes of a call.
	pub async fn encode(&self, call: &impl Payload) -> Result<Vec<u8>> {
		Ok(self.at_best().await?.tx().call_data(call)?)
	}

	/// The hash of bytes, as the chain hashes.
	pub async fn hash(&self, bytes: &[u8]) -> Result<H256> {
		use subxt::config::Hasher;
		Ok(self.at_best().await?.hasher().hash(bytes))
	}

	/// A transaction, signed with the account's next nonce.
	pub async fn sign(&self, call: &impl Payload, signer: &Keypair) -> Result<Vec<u8>> {
		let nonce = self.rpc.next_nonce(&account(signer)).await?;
		sign_at(&self.at_best().await?, call, signer, nonce)
	}

	/// Transactions of one account with consecutive nonces, beginning with its next one.
	pub async fn sign_many(&self, calls: &[Call], signer: &Keypair) -> Result<Vec<Vec<u8>>> {
		let nonce = self.rpc.next_nonce(&account(signer)).await?;
		let at = self.at_best().await?;
		calls.iter().zip(nonce..).map(|(call, nonce)| sign_at(&at, call, signer, nonce)).collect()
	}

	/// A transaction of `signer` that somebody else signed.
	pub async fn forge(
		&self,
		call: &impl Payload,
		signer: &Keypair,
		forger: &Keypair,
	) -> Result<Vec<u8>> {
		let nonce = self.rpc.next_nonce(&account(signer)).await?;
		let params = DefaultExtrinsicParamsBuilder::new().nonce(nonce).build();
		let mut signable = self.at_best().await?.tx().create_signable_offline(call, params)?;
		let signature: MultiSignature =
			Signer::<SubstrateConfig>::sign(forger, &signable.signer_payload()?);
		let signed = signable.sign_with_account_and_signature(&account(signer), &signature)?;
		Ok(signed.into_encoded())
	}

	/// Signs and submits a call, and waits until a best block holds it. A call that fails there is
	/// an error.
	pub async fn submit(&self, call: &impl Payload, signer: &Keypair) -> Result<Included> {
		self.submit_signed(&self.sign(call, signer).await?, Inclusion::InBlock).await
	}

	/// The like on a node that seals by hand, which makes blocks until one holds it: the pool takes its
	/// time.
	pub async fn submit_sealed(&self, call: &impl Payload, signer: &Keypair) -> Result<Included> {
		let extrinsic = self.sign(call, signer).await?;
		self.rpc.submit(&extrinsic).await?;
		let mut included = Err(anyhow::anyhow!("no block was made"));
		for _ in 0..MOST_SEALED {
			let block = self.rpc.seal().await?;
			included = self.included(block, &extrinsic).await;
			if included.is_ok() {
				break;
			}
		}
		included
	}

	/// The like, until a finalised block holds it.
	pub async fn finalize(&self, call: &impl Payload, signer: &Keypair) -> Result<Included> {
		self.submit_signed(&self.sign(call, signer).await?, Inclusion::Finalized).await
	}

	/// Submits a signed transaction and follows it.
	pub async fn submit_signed(&self, extrinsic: &[u8], until: Inclusion) -> Result<Included> {
		let block = timeout(INCLUSION_LIMIT, self.follow(extrinsic, until))
			.await
			.context("the transaction is in no block yet")??;
		self.included(block, extrinsic).await
	}

	/// Signs and submits a call that the pool must refuse.
	pub async fn refusal(&self, call: &impl Payload, signer: &Keypair) -> Result<Refusal> {
		match self.rpc.submit(&self.sign(call, signer).await?).await {
			Ok(_) => bail!("the pool took {}.{}", call.pallet_name(), call.call_name()),
			Err(RpcError::User(error)) => Ok(Refusal {
				code: error.code,
				message: error.message,
				data: error.data.and_then(|data| serde_json::from_str(data.get()).ok()),
			}),
			Err(error) => Err(error.into()),
		}
	}

	async fn follow(&self, extrinsic: &[u8], until: Inclusion) -> Result<H256> {
		let mut statuses = self.rpc.submit_and_watch(extrinsic).await?;
		while let Some(status) = statuses.next().await {
			match status? {
				TransactionStatus::InBlock(block) if until == Inclusion::InBlock => {
					return Ok(block)
				},
				TransactionStatus::Finalized(block) => return Ok(block),
				gone @ (TransactionStatus::Usurped(_)
				| TransactionStatus::FinalityTimeout(_)
				| TransactionStatus::Dropped
				| TransactionStatus::Invalid) => bail!("the transaction is gone: {gone:?}"),
				_ => {},
			}
		}
		bail!("the node ended the subscription")
	}

	async fn included(&self, block: H256, extrinsic: &[u8]) -> Result<Included> {
		let at = self.at(block).await?;
		let extrinsics = at.extrinsics().fetch().await?;
		for found in extrinsics.iter() {
			let found = found?;
			if found.bytes() != unprefixed(extrinsic) && found.bytes() != extrinsic {
				continue;
			}
			let mut events = Vec::new();
			for event in found.events().await?.iter() {
				events.push(record(&at, event?)?);
			}
			return Ok(Included { block, number: at.block_number(), events });
		}
		bail!("block {block:?} does not hold the transaction")
	}
}

/// An extrinsic without its length.
fn unprefixed(extrinsic: &[u8]) -> &[u8] {
	let len = match extrinsic.first().map(|byte| byte & 0b11) {
		Some(0) => 1,
		Some(1) => 2,
		_ => 4,
	};
	&extrinsic[len.min(extrinsic.len())..]
}

fn record(
	at: &OnlineClientAtBlock<SubstrateConfig>,
	event: Event<'_, SubstrateConfig>,
) -> Result<EventRecord> {
	let (pallet, name) = (event.pallet_name(), event.event_name());
	if (pallet, name) == ("System", "ExtrinsicFailed") {
		let error = DispatchError::decode_from(event.field_bytes(), at.metadata())?;
		bail!("the call failed: {error}");
	}
	let fields = event.decode_fields_unchecked_as::<Composite<()>>()?;
	Ok(EventRecord { pallet: pallet.into(), name: name.into(), fields })
}

fn sign_at(
	at: &OnlineClientAtBlock<SubstrateConfig>,
	call: &impl Payload,
	signer: &Keypair,
	nonce: u64,
) -> Result<Vec<u8>> {
	// Immortal, so that a transaction signed early is still good when its turn comes.
	let params = DefaultExtrinsicParamsBuilder::new().immortal().nonce(nonce).build();
	let signed = at.tx().create_signable_offline(call, params)?.sign(signer)?;
	Ok(signed.into_encoded())
}
