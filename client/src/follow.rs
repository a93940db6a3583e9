//! Signs, submits, and waits for the block that holds a transaction.

use crate::{
	call::Call,
	chain::{Chain, ChainError, Head},
	events::Events,
	item::Item,
	json::{hexed, unhex},
	origin::signatory,
	runtime::SignError,
	signer::Signer,
	submit::{SignedTx, SubmitError},
};
use codec::Decode;
use serde::Deserialize;
use std::{
	collections::{BTreeMap, HashMap},
	future::Future,
	ops::RangeInclusive,
	time::Duration,
};
use subxt::{
	error::DispatchError,
	rpcs::rpc_params,
	utils::{AccountId32 as AccountId, H256},
};
use tallystick_evidence::Hash;

pub(crate) const POLL: Duration = Duration::from_millis(200);

/// How many nonces are tried for a call while others send transactions of the same account. One of those who try
/// at the same time succeeds, so as many can try.
pub(crate) const NONCES: u32 = 32;

/// How long to wait before the next nonce is asked for.
pub(crate) const NONCE_PAUSE: Duration = Duration::from_millis(100);

/// How far below the best block a reorganisation is looked for.
pub(crate) const REORGANISATION: u32 = 8;

/// The error of a call whose signer lacks the role that it needs.
pub const BAD_ORIGIN: &str = "BadOrigin";

/// A transaction in a block that succeeded.
#[derive(Clone, Debug)]
pub struct Included {
	/// The block. It is not final yet.
	pub block: Head,
	/// What the transaction did.
	pub events: Events,
}

/// Why a transaction is in no block, or failed there.
#[derive(Debug, thiserror::Error)]
pub enum FollowError {
	/// It was not signed.
	#[error(transparent)]
	Sign(#[from] SignError),
	/// The pool did not take it.
	#[error(transparent)]
	Submit(#[from] SubmitError),
	/// The chain could not be asked. The transaction may be in a block all the same.
	#[error("whether the transaction is in a block is not known: {0}")]
	Chain(#[from] ChainError),
	/// Its time passed, and no block holds it.
	#[error("no block took the transaction before its time was over; try again")]
	Died,
	/// Another transaction of the account took its nonce, so no block will hold it.
	#[error("another transaction of the account took its place, and this one did nothing; send it again")]
	Displaced,
	/// A block holds it, but the call failed.
	#[error("the chain refuses the call: {error}{}", as_hint(.advice))]
	Failed {
		/// The pallet and its error, such as `DeviceRegistry::KeyUsed`, or [`BAD_ORIGIN`].
		error: String,
		/// The runtime's text on it and how to fix it; for [`BAD_ORIGIN`], who has to sign the call. Can be empty.
		advice: String,
		/// The block.
		block: Head,
	},
}

#[derive(Deserialize)]
struct SignedBlock {
	block: Block,
}

#[derive(Deserialize)]
struct Block {
	extrinsics: Vec<String>,
}

impl Chain {
	/// Signs a call with the account's next nonce, submits it, and waits until a best block holds
	/// it. A call that fails there is an error. If another transaction of the account takes the nonce
	/// first, the call is signed again with the next one.
	pub async fn submit_and_find(
		&self,
		call: &Call,
		signer: &Signer,
	) -> Result<Included, FollowError> {
		let sign =
			|nonce, checkpoint| async move { self.sign(call, signer, nonce, &checkpoint).await };
		let (block, place) = self.place(&signer.account(), sign).await?;
		match self.outcome(block, place).await {
			Err(error) => Err(self.with_signatory(call, error).await),
			included => included,
		}
	}

	/// Adds to a refusal of the signer who must sign the call.
	pub(crate) async fn with_signatory(&self, call: &Call, mut error: FollowError) -> FollowError {
		if let FollowError::Failed { error, advice, .. } = &mut error {
			if error == BAD_ORIGIN {
				if let Ok(runtime) = self.runtime(None).await {
					let Item { pallet, name, .. } = call.item();
					let found = signatory(runtime.client().metadata_ref(), pallet, name);
					*advice = found.unwrap_or_default();
				}
			}
		}
		error
	}

	/// Waits until a best block, none below `from`, holds a transaction.
	pub async fn find(&self, signed: &SignedTx, from: u32) -> Result<Included, FollowError> {
		let (block, place) = self.wait(signed, from, None).await?;
		self.outcome(block, place).await
	}

	/// Brings the transaction that `sign` makes for a nonce into a block. Returns the block, and the place in it.
	async fn place<F: Future<Output = Result<SignedTx, SignError>>>(
		&self,
		account: &AccountId,
		sign: impl Fn(u64, Head) -> F,
	) -> Result<(Head, u32), FollowError> {
		for attempt in 1..=NONCES {
			let checkpoint = self.finalized().await?;
			let from = self.best().await?.number;
			let nonce = self.next_nonce(account).await?;
			let signed = sign(nonce, checkpoint).await?;
			let found = match self.submit(&signed.bytes).await {
				Ok(_) | Err(SubmitError::AlreadyKnown) => {
					self.wait(&signed, from, Some((account, nonce))).await
				},
				// Already in a block: another one, or this one through a node that did not answer.
				Err(SubmitError::Stale) => {
					let best = self.best().await?.number;
					let held = self.search(&signed, from..=best).await?;
					held.ok_or(FollowError::Displaced)
				},
				Err(SubmitError::NonceTaken) => Err(FollowError::Displaced),
				// The pool judges by its newest block, which may come before the checkpoint.
				// In such a block an account may be no member yet.
				Err(SubmitError::BadProof | SubmitError::Payment) if attempt < NONCES => {
					Err(FollowError::Displaced)
				},
				Err(error) => Err(error.into()),
			};
			match found {
				Err(FollowError::Displaced) => tokio::time::sleep(NONCE_PAUSE).await,
				found => return found,
			}
		}
		Err(FollowError::Displaced)
	}

	/// Waits until a best block, none below `from`, holds a transaction. With its account and nonce, waits only
	/// until the finalised chain holds another transaction in its place.
	async fn wait(
		&self,
		signed: &SignedTx,
		from: u32,
		nonce: Option<(&AccountId, u64)>,
	) -> Result<(Head, u32), FollowError> {
		let mut seen = BTreeMap::new();
		loop {
			let best = self.best().await?.number;
			let lowest = seen.last_key_value().map_or(from, |(top, _): (&u32, &Hash)| {
				top.saturating_sub(REORGANISATION).max(from)
			});
			for number in lowest..=best.min(signed.dies_at.saturating_sub(1)) {
				let Some(hash) = self.block_hash(number).await? else { break };
				if seen.get(&number) == Some(&hash) {
					continue;
				}
				let block = Head { number, hash };
				if let Some(place) = self.place_in(&block, &signed.bytes).await? {
					return Ok((block, place));
				}
				seen.insert(number, hash);
			}
			let finalized = self.finalized().await?;
			if finalized.number >= signed.dies_at {
				return Err(FollowError::Died);
			}
			if let Some((account, nonce)) = nonce {
				if self.nonce_at(account, &finalized.hash).await? > nonce {
					// Of the blocks up to here, one could have been replaced without notice.
					let held = self.search(signed, from..=finalized.number).await?;
					return held.ok_or(FollowError::Displaced);
				}
			}
			tokio::time::sleep(POLL).await;
		}
	}

	/// Looks for a transaction in the best chain's blocks of these heights.
	pub(crate) async fn search(
		&self,
		signed: &SignedTx,
		heights: RangeInclusive<u32>,
	) -> Result<Option<(Head, u32)>, ChainError> {
		for number in heights {
			let Some(hash) = self.block_hash(number).await? else { break };
			let block = Head { number, hash };
			if let Some(place) = self.place_in(&block, &signed.bytes).await? {
				return Ok(Some((block, place)));
			}
		}
		Ok(None)
	}

	/// How many transactions of an account the chain holds up to a block: the nonce of the next one.
	pub async fn nonce_at(&self, account: &AccountId, block: &Hash) -> Result<u64, ChainError> {
		let params = rpc_params!["AccountNonceApi_account_nonce", hexed(&account.0), H256(*block)];
		let answer: String = self.rpc.request("state_call", params).await?;
		unhex(&answer)
			.and_then(|bytes| u32::decode(&mut bytes.as_slice()).ok())
			.map(u64::from)
			.ok_or_else(|| ChainError::Unreadable("an account's nonce".into()))
	}

	/// The place of a transaction in a block.
	async fn place_in(&self, block: &Head, bytes: &[u8]) -> Result<Option<u32>, ChainError> {
		Ok(self.extrinsics(block).await?.get(bytes).copied())
	}

	/// Waits until best blocks hold the transactions that the pool has now for an account. `report` gets their
	/// number.
	pub async fn wait_for_pool(
		&self,
		account: &AccountId,
		mut report: impl FnMut(u64),
	) -> Result<(), ChainError> {
		let end = self.next_nonce(account).await?;
		loop {
			let best = self.best().await?.hash;
			// Some may leave the pool without coming into a block.
			let end = end.min(self.next_nonce(account).await?);
			match end.saturating_sub(self.nonce_at(account, &best).await?) {
				0 => return Ok(()),
				left => report(left),
			}
			tokio::time::sleep(POLL).await;
		}
	}

	/// The places of a block's transactions, by their bytes.
	pub(crate) async fn extrinsics(
		&self,
		block: &Head,
	) -> Result<HashMap<Vec<u8>, u32>, ChainError> {
		let params = rpc_params![H256(block.hash)];
		let found: Option<SignedBlock> = self.rpc.request("chain_getBlock", params).await?;
		let extrinsics = found.ok_or(ChainError::Unknown)?.block.extrinsics;
		let unreadable = || ChainError::Unreadable("a block's transactions".to_owned());
		let read = |(place, text): (u32, &String)| Some((unhex(text)?, place));
		(0..).zip(&extrinsics).map(|one| read(one).ok_or_else(unreadable)).collect()
	}

	async fn outcome(&self, block: Head, place: u32) -> Result<Included, FollowError> {
		self.events(&block.hash).await?.outcome(block, place)
	}
}

impl Events {
	/// What the transaction in this place of the block did.
	pub(crate) fn outcome(&self, block: Head, place: u32) -> Result<Included, FollowError> {
		let events = self.of_transaction(place);
		match events.failure()? {
			Some(error) => Err(failed(&error, block)),
			None => Ok(Included { block, events }),
		}
	}
}

fn failed(error: &DispatchError, block: Head) -> FollowError {
	let (error, advice) = match error {
		DispatchError::Module(module) => {
			let advice = module.details().map(|details| details.variant.docs.join(" "));
			(module.details_string(), advice.unwrap_or_default())
		},
		DispatchError::BadOrigin => (BAD_ORIGIN.to_owned(), String::new()),
		other => (other.to_string(), String::new()),
	};
	FollowError::Failed { error, advice: advice.trim().to_owned(), block }
}

fn as_hint(advice: &str) -> String {
	match advice {
		"" => String::new(),
		advice => format!(": {advice}"),
	}
}

#[cfg(test)]
pub(crate) mod tests {
	use super::*;
	use crate::rpc::{Endpoints, Rpc};
	use jsonrpsee::{
		server::{Server, ServerHandle},
		types::ErrorObjectOwned,
		RpcModule,
	};
	use serde_json::{json, Value};
	use std::sync::{Arc, Mutex};

	/// A chain of one account, whose node answers for it. Transactions are one byte: their nonce, and
	/// 100 more if somebody else sent them.
	#[derive(Default)]
	pub(crate) struct World {
		/// What each block holds, from the first on. All but the last are final.
		pub(crate) blocks: Vec<Vec<u8>>,
		pool: Vec<u8>,
		/// What others send whenever somebody has asked for a nonce.
		pub(crate) others: Vec<Other>,
	}

	pub(crate) enum Other {
		/// Into the pool.
		Pool,
		/// Into a block at once.
		Block,
		/// Into a block later, in the place of what was submitted.
		Instead,
		/// Nowhere: the pool has not heard of the checkpoint yet.
		Behind,
		/// Nowhere: the pool has not heard yet who pays.
		Unsponsored,
	}

	pub(crate) const FOREIGN: u8 = 100;

	impl World {
		fn nonce(&self, blocks: usize) -> u8 {
			u8::try_from(self.blocks.iter().take(blocks).flatten().count()).unwrap()
		}

		fn next(&self) -> u8 {
			self.nonce(self.blocks.len()) + u8::try_from(self.pool.len()).unwrap()
		}

		/// What is in the pool comes into a block.
		fn author(&mut self) {
			let block = std::mem::take(&mut self.pool);
			self.blocks.push(block);
		}

		fn submit(&mut self, bytes: u8) -> Result<(), ErrorObjectOwned> {
			let refused = |code, data: &str| {
				Err(ErrorObjectOwned::owned(code, "Invalid Transaction", Some(data.to_owned())))
			};
			match self.others.pop() {
				Some(Other::Pool) => self.pool.push(FOREIGN + bytes),
				Some(Other::Block) => self.blocks.push(vec![FOREIGN + bytes]),
				Some(Other::Instead) => {
					self.pool.push(FOREIGN + bytes);
					return Ok(());
				},
				Some(Other::Behind) => return refused(1010, "Transaction has a bad signature"),
				Some(Other::Unsponsored) => return refused(1010, "Inability to pay some fees"),
				None => {},
			}
			if bytes < self.nonce(self.blocks.len()) {
				return refused(1010, "Transaction is outdated");
			}
			if self.pool.iter().any(|held| held % FOREIGN == bytes) {
				return refused(1014, "too low");
			}
			self.pool.push(bytes);
			Ok(())
		}
	}

	/// A hash that tells its height.
	fn hash(number: usize) -> String {
		format!("0x{number:064x}")
	}

	fn height(hash: &str) -> usize {
		usize::from_str_radix(hash.trim_start_matches("0x"), 16).unwrap()
	}

	pub(crate) async fn node(world: World) -> (Chain, Arc<Mutex<World>>, ServerHandle) {
		let world = Arc::new(Mutex::new(world));
		let (url, handle) = serve(world.clone(), "127.0.0.1:0").await;
		(Chain::new(Rpc::new(Endpoints::new([url])).unwrap()), world, handle)
	}

	/// Answers for a chain at an address. Returns the URL.
	pub(crate) async fn serve(world: Arc<Mutex<World>>, at: &str) -> (String, ServerHandle) {
		let mut module = RpcModule::new(world);
		let mut method = |name: &'static str, answer: fn(&mut World, Value) -> Value| {
			module
				.register_method(name, move |params, world, _| {
					answer(&mut world.lock().unwrap(), params.parse().unwrap_or_default())
				})
				.unwrap();
		};
		method("chain_getBlockHash", |world, params| {
			let number =
				params[0].as_u64().map_or(world.blocks.len() - 1, |number| number as usize);
			json!((number < world.blocks.len()).then(|| hash(number)))
		});
		method("chain_getFinalizedHead", |world, _| {
			// Time passes.
			world.author();
			json!(hash(world.blocks.len().saturating_sub(2)))
		});
		method(
			"chain_getHeader",
			|_, params| json!({ "number": format!("0x{:x}", height(params[0].as_str().unwrap())) }),
		);
		method("chain_getBlock", |world, params| {
			let block = &world.blocks[height(params[0].as_str().unwrap())];
			let extrinsics: Vec<_> = block.iter().map(|byte| hexed(&[*byte])).collect();
			json!({ "block": { "extrinsics": extrinsics } })
		});
		method("system_accountNextIndex", |world, _| json!(world.next()));
		method("state_call", |world, params| {
			let nonce = world.nonce(height(params[2].as_str().unwrap()) + 1);
			json!(hexed(&[nonce, 0, 0, 0]))
		});
		module
			.register_method("author_submitExtrinsic", |params, world, _| {
				let text: [String; 1] = params.parse()?;
				let bytes = unhex(&text[0]).unwrap();
				world.lock().unwrap().submit(bytes[0]).map(|()| hash(0))
			})
			.unwrap();
		let server = Server::builder().build(at).await.unwrap();
		let url = format!("ws://{}", server.local_addr().unwrap());
		(url, server.start(module))
	}

	async fn place(chain: &Chain) -> Result<(Head, u32), FollowError> {
		let sign = |nonce: u64, checkpoint: Head| async move {
			let bytes = vec![u8::try_from(nonce).unwrap()];
			Ok(SignedTx { bytes, hash: [0; 32], dies_at: checkpoint.number + 200 })
		};
		chain.place(&AccountId([1; 32]), sign).await
	}

	pub(crate) fn world(others: Vec<Other>) -> World {
		World { blocks: vec![vec![]], pool: vec![], others }
	}

	#[tokio::test]
	async fn takes_the_next_nonce_when_others_are_faster() {
		for others in [
			vec![],
			vec![Other::Pool],
			vec![Other::Block],
			vec![Other::Instead],
			vec![Other::Instead, Other::Pool, Other::Block, Other::Pool, Other::Instead],
		] {
			let count = others.len();
			let (chain, world, _node) = node(world(others)).await;
			let (block, place) = place(&chain).await.unwrap();
			let world = world.lock().unwrap();
			let held = world.blocks[block.number as usize][place as usize];
			assert_eq!(usize::from(held), count, "one nonce for each that came before");
			let own = world.blocks.iter().flatten().filter(|byte| **byte < FOREIGN);
			assert_eq!(own.count(), 1, "the call is made once");
		}
	}

	#[tokio::test]
	async fn gives_up_when_others_are_faster_each_time() {
		let others = (0..40).map(|_| Other::Pool).collect();
		let (chain, world, _node) = node(world(others)).await;
		assert!(matches!(place(&chain).await, Err(FollowError::Displaced)));
		let world = world.lock().unwrap();
		assert_eq!(world.others.len(), 8, "it tried as often as it may");
		assert!(world.blocks.iter().flatten().all(|byte| *byte >= FOREIGN));
	}

	#[tokio::test]
	async fn signs_again_while_the_pool_is_behind_its_chain() {
		let (chain, world, _node) = node(world(vec![Other::Behind, Other::Unsponsored])).await;
		place(&chain).await.unwrap();
		assert_eq!(world.lock().unwrap().blocks.concat(), [0]);
		let others = (0..40).map(|_| Other::Behind).collect();
		let (chain, _, _node) = node(self::world(others)).await;
		let refused = place(&chain).await;
		assert!(matches!(refused, Err(FollowError::Submit(SubmitError::BadProof))), "{refused:?}");
	}

	#[tokio::test]
	async fn finds_its_own_transaction_where_the_pool_calls_it_stale() {
		let (chain, world, _node) = node(world(vec![])).await;
		let submitted = world.clone();
		let sign = |nonce: u64, checkpoint: Head| {
			let bytes = vec![u8::try_from(nonce).unwrap()];
			// A node that did not answer took it.
			submitted.lock().unwrap().blocks.push(bytes.clone());
			let dies_at = checkpoint.number + 200;
			async move { Ok(SignedTx { bytes, hash: [0; 32], dies_at }) }
		};
		chain.place(&AccountId([1; 32]), sign).await.unwrap();
		assert_eq!(world.lock().unwrap().blocks.iter().flatten().count(), 1);
	}

	#[tokio::test]
	async fn waits_for_what_the_pool_holds_and_no_longer() {
		let (chain, world, _node) = node(World { pool: vec![0, 1], ..world(vec![]) }).await;
		let blocks = world.clone();
		let mut left = Vec::new();
		let report = |number| {
			left.push(number);
			blocks.lock().unwrap().author();
		};
		chain.wait_for_pool(&AccountId([1; 32]), report).await.unwrap();
		assert_eq!(left, [2]);
		chain.wait_for_pool(&AccountId([1; 32]), |_| panic!("nothing is left")).await.unwrap();
	}

	#[tokio::test]
	async fn reports_other_refusals_at_once() {
		let (chain, _, _node) = node(world(vec![])).await;
		let sign = |_, _| async { Err(SignError::DoesNotFit("no such call".into())) };
		let refused = chain.place(&AccountId([1; 32]), sign).await;
		assert!(matches!(refused, Err(FollowError::Sign(_))), "{refused:?}");
	}
}
