//! Many calls of one account, many of them pending at once.

use crate::{
	call::Call,
	chain::{Chain, ChainError, Head},
	follow::{FollowError, Included, NONCES, NONCE_PAUSE, POLL, REORGANISATION},
	runtime::SignError,
	signer::Signer,
	submit::{SignedTx, SubmitError},
};
use std::{
	collections::{BTreeMap, VecDeque},
	future::Future,
	time::{Duration, Instant},
};
use subxt::utils::AccountId32 as AccountId;
use tallystick_evidence::Hash;

/// How many transactions are pending at once. A node's pool holds several thousand.
const UNDER_WAY: usize = 1_000;

/// After this many blocks without a pending transaction, the pool is asked why.
const STALL: u32 = 6;

/// After this long without an answer from any node, the run is given up. A node takes some seconds to
/// restart.
const OUTAGE: Duration = Duration::from_secs(60);

/// A transaction that no known block holds.
struct UnderWay<'a, T> {
	item: (usize, &'a T),
	nonce: u64,
	signed: SignedTx,
}

/// The calls in a block: their places among all calls, and in the block.
type Held = [(usize, u32)];

impl Chain {
	/// Signs calls with consecutive nonces, and brings them into blocks in this order, many at once. Calls
	/// `done` for each call as soon as a best block holds it, with its place among `calls` and what it did.
	/// A call that fails there does not stop the others.
	///
	/// Continues if no node answers for less than a minute.
	///
	/// Stops when the pool takes no more calls, returns the reason, and waits for those that it has taken.
	/// If `done` was not called for a call, it is unknown whether a block holds that call.
	pub async fn submit_all(
		&self,
		calls: &[Call],
		signer: &Signer,
		mut done: impl FnMut(usize, Result<Included, FollowError>),
	) -> Result<(), FollowError> {
		let sign = |call, nonce, checkpoint| async move {
			self.sign(call, signer, nonce, &checkpoint).await
		};
		let found = async |block: Head, held: &Held| {
			let events = self.events(&block.hash).await?;
			for (number, place) in held {
				let outcome = match (events.outcome(block, *place), calls.get(*number)) {
					(Err(error), Some(call)) => Err(self.with_signatory(call, error).await),
					(outcome, _) => outcome,
				};
				done(*number, outcome);
			}
			Ok(())
		};
		self.bring(&signer.account(), calls, sign, found).await
	}

	async fn bring<'a, T, F: Future<Output = Result<SignedTx, SignError>>>(
		&self,
		account: &AccountId,
		items: &'a [T],
		sign: impl Fn(&'a T, u64, Head) -> F,
		mut found: impl AsyncFnMut(Head, &Held) -> Result<(), FollowError>,
	) -> Result<(), FollowError> {
		let mut bulk = Bulk::new(items, self.best().await?.number);
		// When the first of the rounds without an answer began that came one after another.
		let mut silent = None;
		loop {
			match self.round(account, &sign, &mut found, &mut bulk).await {
				Ok(()) if bulk.is_done() => return bulk.stopped.map_or(Ok(()), Err),
				Ok(()) => silent = None,
				// That loses nothing: the next round begins where this one stopped.
				Err(error) if is_passing(&error) => {
					let since = *silent.get_or_insert_with(Instant::now);
					if since.elapsed() >= OUTAGE {
						return Err(error);
					}
					tracing::debug!(%error, "the chain cannot be asked now");
				},
				Err(error) => return Err(error),
			}
			tokio::time::sleep(POLL).await;
		}
	}

	/// Sends waiting calls, and looks for the others in blocks. After an error, every call that is not in
	/// `found` is still in `bulk`.
	async fn round<'a, T, F: Future<Output = Result<SignedTx, SignError>>>(
		&self,
		account: &AccountId,
		sign: &impl Fn(&'a T, u64, Head) -> F,
		found: &mut impl AsyncFnMut(Head, &Held) -> Result<(), FollowError>,
		bulk: &mut Bulk<'a, T>,
	) -> Result<(), FollowError> {
		self.send_waiting(account, sign, bulk).await?;
		if bulk.under_way.is_empty() {
			return Ok(());
		}

		let best = self.best().await?.number;
		let lowest = bulk
			.seen
			.last_key_value()
			.map_or(bulk.from, |(top, _)| top.saturating_sub(REORGANISATION).max(bulk.from));
		for number in lowest..=best {
			let Some(hash) = self.block_hash(number).await? else { break };
			if bulk.seen.get(&number) == Some(&hash) {
				continue;
			}
			let block = Head { number, hash };
			let extrinsics = self.extrinsics(&block).await?;
			let place = |tx: &UnderWay<'a, T>| extrinsics.get(&tx.signed.bytes).copied();
			let held: Vec<_> =
				bulk.under_way.iter().filter_map(|tx| Some((tx.item.0, place(tx)?))).collect();
			if !held.is_empty() {
				found(block, &held).await?;
				bulk.under_way.retain(|tx| place(tx).is_none());
				bulk.progress = best;
			}
			bulk.seen.insert(number, hash);
		}

		let finalized = self.finalized().await?;
		let used = self.nonce_at(account, &finalized.hash).await?;
		let gone = |tx: &UnderWay<'a, T>| tx.nonce < used || tx.signed.dies_at <= finalized.number;
		while let Some(at) = bulk.under_way.iter().position(gone) {
			let Some(tx) = bulk.under_way.get(at) else { break };
			match self.search(&tx.signed, bulk.from..=finalized.number).await? {
				Some((block, place)) => found(block, &[(tx.item.0, place)]).await?,
				None if tx.nonce < used => {
					bulk.waiting.push_back(tx.item);
					bulk.nonce = None;
				},
				None => bulk.stopped = Some(FollowError::Died),
			}
			bulk.under_way.remove(at);
		}
		if best >= bulk.progress.saturating_add(STALL) {
			bulk.progress = best;
			for tx in &bulk.under_way {
				// Whether the pool still has it, and why not.
				let refused = self.submit(&tx.signed.bytes).await.err();
				if let Some(
					error @ (SubmitError::Refused { .. }
					| SubmitError::Payment
					| SubmitError::NotUnderstood),
				) = refused
				{
					return Err(error.into());
				}
			}
		}
		Ok(())
	}

	/// Signs and submits waiting calls, as many as the pool takes.
	async fn send_waiting<'a, T, F: Future<Output = Result<SignedTx, SignError>>>(
		&self,
		account: &AccountId,
		sign: &impl Fn(&'a T, u64, Head) -> F,
		bulk: &mut Bulk<'a, T>,
	) -> Result<(), FollowError> {
		let checkpoint = self.finalized().await?;
		while bulk.stopped.is_none() && bulk.under_way.len() < UNDER_WAY {
			let Some(item) = bulk.waiting.front().copied() else { break };
			let nonce = match bulk.nonce {
				Some(next) => next,
				None => self.next_nonce(account).await?,
			};
			let signed = sign(item.1, nonce, checkpoint).await?;
			let submitted = self.submit(&signed.bytes).await;
			let is_silent = matches!(submitted, Err(SubmitError::Transport(_)));
			match submitted {
				// A stale call may be in a block through a node that did not answer. A call without an
				// answer may be in the pool.
				Ok(_)
				| Err(SubmitError::AlreadyKnown | SubmitError::Stale | SubmitError::Transport(_)) => {
					bulk.waiting.pop_front();
					bulk.under_way.push(UnderWay { item, nonce, signed });
					(bulk.nonce, bulk.left) = (Some(nonce.saturating_add(1)), NONCES);
				},
				Err(SubmitError::NonceTaken) if bulk.left > 0 => {
					bulk.nonce = None;
					bulk.left = bulk.left.saturating_sub(1);
					tokio::time::sleep(NONCE_PAUSE).await;
				},
				Err(SubmitError::NonceTaken) => bulk.stopped = Some(FollowError::Displaced),
				// The pool may not have heard of the checkpoint yet, or of who pays.
				Err(SubmitError::BadProof | SubmitError::Payment) if bulk.left > 0 => {
					bulk.nonce = None;
					bulk.left = bulk.left.saturating_sub(1);
					tokio::time::sleep(NONCE_PAUSE).await;
					break;
				},
				Err(error) if error.is_transient() && !bulk.under_way.is_empty() => {
					bulk.nonce = None;
					break;
				},
				Err(error) => bulk.stopped = Some(error.into()),
			}
			if is_silent {
				break;
			}
		}
		Ok(())
	}
}

/// The progress of many calls.
struct Bulk<'a, T> {
	waiting: VecDeque<(usize, &'a T)>,
	under_way: Vec<UnderWay<'a, T>>,
	/// The best height before the first was sent.
	from: u32,
	/// The blocks that were looked through.
	seen: BTreeMap<u32, Hash>,
	/// The best height when a block held one of them last.
	progress: u32,
	/// The next nonce. If it is unknown, the node is asked.
	nonce: Option<u64>,
	/// How many more times others may take the nonce.
	left: u32,
	/// The reason why no more calls are sent.
	stopped: Option<FollowError>,
}

impl<'a, T> Bulk<'a, T> {
	fn new(items: &'a [T], from: u32) -> Self {
		Self {
			waiting: items.iter().enumerate().collect(),
			under_way: Vec::new(),
			from,
			seen: BTreeMap::new(),
			progress: from,
			nonce: None,
			left: NONCES,
			stopped: None,
		}
	}

	fn is_done(&self) -> bool {
		self.under_way.is_empty() && (self.waiting.is_empty() || self.stopped.is_some())
	}
}

/// Whether the chain can be asked again soon.
fn is_passing(error: &FollowError) -> bool {
	matches!(
		error,
		FollowError::Chain(error) | FollowError::Sign(SignError::Chain(error))
			if matches!(error, ChainError::Transport(_) | ChainError::Unknown)
	)
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::follow::tests::{node, serve, world, Other, FOREIGN};

	/// Brings this many items, and returns where each was found.
	async fn bring(chain: &Chain, count: usize) -> Result<Vec<Option<(Head, u32)>>, FollowError> {
		let items = vec![(); count];
		let mut places = vec![None; count];
		let sign = |(): &(), nonce: u64, checkpoint: Head| async move {
			let bytes = vec![u8::try_from(nonce).unwrap()];
			Ok(SignedTx { bytes, hash: [0; 32], dies_at: checkpoint.number + 200 })
		};
		let found = async |block: Head, held: &Held| {
			for (item, place) in held {
				assert_eq!(places[*item].replace((block, *place)), None, "found once");
			}
			Ok(())
		};
		chain.bring(&AccountId([1; 32]), &items, sign, found).await?;
		Ok(places)
	}

	#[tokio::test]
	async fn brings_many_calls_into_few_blocks() {
		let (chain, world, _node) = node(world(vec![])).await;
		let places = bring(&chain, 40).await.unwrap();
		let world = world.lock().unwrap();
		let mut blocks = std::collections::BTreeSet::new();
		for (item, place) in places.into_iter().enumerate() {
			let (block, place) = place.unwrap();
			blocks.insert(block.number);
			assert_eq!(usize::from(world.blocks[block.number as usize][place as usize]), item);
		}
		assert!(blocks.len() < 5, "{blocks:?}");
	}

	#[tokio::test]
	async fn makes_each_call_once_while_others_take_nonces() {
		let others = vec![Other::Pool, Other::Block, Other::Instead, Other::Pool];
		let (chain, world, _node) = node(world(others)).await;
		let places = bring(&chain, 5).await.unwrap();
		assert!(places.iter().all(Option::is_some));
		let world = world.lock().unwrap();
		let own = world.blocks.iter().flatten().filter(|byte| **byte < FOREIGN);
		assert_eq!(own.count(), 5);
	}

	#[tokio::test]
	async fn tells_again_what_could_not_be_read_of_a_block() {
		let (chain, _, _node) = node(world(vec![])).await;
		let items = vec![(); 10];
		let (mut told, mut failures) = (Vec::new(), 3);
		let sign = |(): &(), nonce: u64, checkpoint: Head| async move {
			let bytes = vec![u8::try_from(nonce).unwrap()];
			Ok(SignedTx { bytes, hash: [0; 32], dies_at: checkpoint.number + 200 })
		};
		let found = async |_: Head, held: &Held| {
			if failures > 0 {
				failures -= 1;
				return Err(ChainError::Transport("it starts again".into()).into());
			}
			told.extend(held.iter().map(|(item, _)| *item));
			Ok(())
		};
		chain.bring(&AccountId([1; 32]), &items, sign, found).await.unwrap();
		assert_eq!(told, (0..10).collect::<Vec<_>>(), "each once");
	}

	#[tokio::test]
	async fn goes_on_when_the_node_starts_again() {
		let (chain, world, stopped) = node(world(vec![])).await;
		let url = chain.rpc().nodes()[0].url.clone();
		let again = async {
			while world.lock().unwrap().blocks.len() < 2 {
				tokio::task::yield_now().await;
			}
			stopped.stop().unwrap();
			stopped.clone().stopped().await;
			tokio::time::sleep(Duration::from_millis(500)).await;
			serve(world.clone(), url.trim_start_matches("ws://")).await
		};
		let (places, _server) = tokio::join!(bring(&chain, 90), again);
		assert!(places.unwrap().iter().all(Option::is_some));
		let world = world.lock().unwrap();
		assert_eq!(world.blocks.iter().flatten().count(), 90, "each call is made once");
	}

	#[tokio::test]
	async fn stops_when_the_nonce_is_always_taken() {
		let others = (0..40).map(|_| Other::Pool).collect();
		let (chain, _, _node) = node(world(others)).await;
		assert!(matches!(bring(&chain, 2).await, Err(FollowError::Displaced)));
	}

	#[tokio::test]
	async fn does_nothing_for_no_calls() {
		let (chain, world, _node) = node(world(vec![])).await;
		assert_eq!(bring(&chain, 0).await.unwrap(), vec![]);
		assert!(world.lock().unwrap().blocks.iter().flatten().next().is_none());
	}
}
