//! Many calls of one account, many of them under way at once.

use crate::{
	call::Call,
	chain::{Chain, Head},
	follow::{FollowError, Included, NONCES, NONCE_PAUSE, POLL, REORGANISATION},
	runtime::SignError,
	signer::Signer,
	submit::{SignedTx, SubmitError},
};
use std::{
	collections::{BTreeMap, VecDeque},
	future::Future,
};
use subxt::utils::AccountId32 as AccountId;
use tallystick_evidence::Hash;

/// How many transactions are under way at once. A node's pool holds several thousand.
const UNDER_WAY: usize = 1_000;

/// For how many blocks none of those under way has to come into a block before the pool is asked why.
const STALL: u32 = 6;

/// A transaction that no block held so far.
struct UnderWay<'a, T> {
	item: (usize, &'a T),
	nonce: u64,
	signed: SignedTx,
}

/// The calls that a block holds: their places among all calls, and in the block.
type Held = [(usize, u32)];

impl Chain {
	/// Signs calls with consecutive nonces, and brings them into blocks in this order, many at once. `done`
	/// hears what came of each as soon as a best block holds it: the call's place among `calls`, and what
	/// it did. A call that fails there does not stop the others.
	///
	/// Stops when the pool takes no more of them, for the reason that is returned, and waits for those that
	/// it has taken. Of calls of which `done` has heard nothing it is not known whether a block holds them.
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
		let mut waiting: VecDeque<_> = items.iter().enumerate().collect();
		let mut under_way: Vec<UnderWay<'a, T>> = Vec::new();
		let from = self.best().await?.number;
		let (mut seen, mut progress) = (BTreeMap::<u32, Hash>::new(), from);
		let (mut nonce, mut left) = (None, NONCES);
		let mut stopped = None;
		loop {
			let checkpoint = self.finalized().await?;
			while stopped.is_none() && under_way.len() < UNDER_WAY {
				let Some(item) = waiting.pop_front() else { break };
				let next = match nonce {
					Some(next) => next,
					None => self.next_nonce(account).await?,
				};
				let signed = sign(item.1, next, checkpoint).await?;
				match self.submit(&signed.bytes).await {
					// A stale one may be in a block, by way of a node that did not answer.
					Ok(_) | Err(SubmitError::AlreadyKnown | SubmitError::Stale) => {
						under_way.push(UnderWay { item, nonce: next, signed });
						(nonce, left) = (Some(next.saturating_add(1)), NONCES);
					},
					Err(error) => {
						waiting.push_front(item);
						nonce = None;
						match error {
							SubmitError::NonceTaken if left > 0 => {
								left = left.saturating_sub(1);
								tokio::time::sleep(NONCE_PAUSE).await;
							},
							SubmitError::NonceTaken => stopped = Some(FollowError::Displaced),
							error if error.is_transient() && !under_way.is_empty() => break,
							error => stopped = Some(error.into()),
						}
					},
				}
			}
			if under_way.is_empty() {
				return stopped.map_or(Ok(()), Err);
			}

			let best = self.best().await?.number;
			let lowest = seen
				.last_key_value()
				.map_or(from, |(top, _)| top.saturating_sub(REORGANISATION).max(from));
			for number in lowest..=best {
				let Some(hash) = self.block_hash(number).await? else { break };
				if seen.insert(number, hash) == Some(hash) {
					continue;
				}
				let block = Head { number, hash };
				let extrinsics = self.extrinsics(&block).await?;
				let mut held = Vec::new();
				under_way.retain(|tx| match extrinsics.get(&tx.signed.bytes) {
					Some(place) => {
						held.push((tx.item.0, *place));
						false
					},
					None => true,
				});
				if !held.is_empty() {
					progress = best;
					found(block, &held).await?;
				}
			}

			let finalized = self.finalized().await?;
			let used = self.nonce_at(account, &finalized.hash).await?;
			let gone =
				|tx: &mut UnderWay<'a, T>| tx.nonce < used || tx.signed.dies_at <= finalized.number;
			for tx in under_way.extract_if(.., gone) {
				match self.search(&tx.signed, from..=finalized.number).await? {
					Some((block, place)) => found(block, &[(tx.item.0, place)]).await?,
					None if tx.nonce < used => {
						waiting.push_back(tx.item);
						nonce = None;
					},
					None => stopped = Some(FollowError::Died),
				}
			}
			if best >= progress.saturating_add(STALL) {
				progress = best;
				for tx in &under_way {
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
			tokio::time::sleep(POLL).await;
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::follow::tests::{node, world, Other, FOREIGN};

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
