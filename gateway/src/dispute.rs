//! Decides whether the chain contradicts the store, when one node says so. All other nodes are asked before the
//! gateway halts, and again while it is halted.

use crate::{
	chain::{Anchored, Anchors, Blocks, ChainError},
	clock::utc,
	paths::{self, PathError},
	store::{OpenBatch, Store},
};
use futures::future::join_all;
use std::{ops::Range, time::Duration};
use tokio::time::{timeout, Instant};

/// A contradiction between the store and the finalised state that a node shows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Contradiction {
	/// The chain holds a batch of this number, which the store has not sealed.
	Unsealed(u64),
	/// The chain holds another batch under the number of this one.
	Other(OpenBatch),
	/// The chain counts this batch, and none of these blocks holds it.
	Nowhere(OpenBatch, Range<u32>),
}

impl std::fmt::Display for Contradiction {
	fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
		match self {
			Self::Unsealed(number) => {
				write!(f, "the chain holds batch {number}, which the store has not sealed")
			},
			Self::Other(batch) => {
				write!(f, "batch {} has another content on the chain", batch.number)
			},
			Self::Nowhere(batch, _) => {
				write!(f, "the chain counts batch {}, but no block holds it", batch.number)
			},
		}
	}
}

/// A node's answer about a contradiction, by its finalised state.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Answer {
	/// It shows the contradiction.
	Confirms,
	/// It shows the store's own batch.
	Denies,
	/// It shows neither, up to this height; its last finalised block was made at this time: UTC, in
	/// milliseconds.
	Neither { height: u32, time: Option<u64> },
}

/// The outcome of a case.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Verdict {
	/// The chain contradicts the store.
	Confirmed,
	/// The chain does not contradict the store; the nodes that say so are wrong.
	Refuted,
	/// It is not known yet.
	Open,
}

/// When and where a contradiction was shown first.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Shown {
	/// The finalised height of the node that showed it.
	height: u32,
	/// The time by the gateway's clock: UTC, in milliseconds.
	at: u64,
}

/// Allowance for differences between clocks, in milliseconds. If the contradiction is true, a finalised state
/// whose last block was made more than this after it was first shown shows it too.
const MARGIN: u64 = 10_000;
/// Longest time for all answers of one node.
const ANSWER: Duration = Duration::from_secs(20);

/// The timing of a case.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct DisputeSettings {
	/// After this time one node's statement alone counts, if no other node says anything: its finalised state
	/// is then the only evidence.
	pub(crate) patience: Duration,
	/// The time between two rounds of questions while the case is open.
	pub(crate) open: Duration,
	/// The time between two rounds of questions while the contradiction is confirmed.
	pub(crate) confirmed: Duration,
}

impl Default for DisputeSettings {
	fn default() -> Self {
		Self {
			patience: Duration::from_secs(30),
			open: Duration::from_secs(2),
			confirmed: Duration::from_secs(10),
		}
	}
}

/// Decides by the nodes' answers. `None` stands for a node that does not answer. `is_late` if one node's answer
/// alone counts.
fn decide(shown: Shown, is_late: bool, nodes: &[Option<Answer>]) -> Verdict {
	let denies = |answer: &Answer| match answer {
		Answer::Confirms => false,
		Answer::Denies => true,
		Answer::Neither { height, time } => {
			*height >= shown.height
				|| time.is_some_and(|time| time > shown.at.saturating_add(MARGIN))
		},
	};
	let answered = || nodes.iter().flatten();
	let affirmed = answered().filter(|answer| **answer == Answer::Confirms).count();
	let denied = answered().filter(|answer| denies(answer)).count();
	let silent = nodes.len().saturating_sub(affirmed).saturating_sub(denied);
	match (affirmed, denied) {
		// A tie is decided for the store: nobody else can sign for the account.
		(_, 1..) if denied >= affirmed => Verdict::Refuted,
		(2.., _) => Verdict::Confirmed,
		(1, _) if silent == 0 || is_late => Verdict::Confirmed,
		_ => Verdict::Open,
	}
}

/// A contradiction under investigation.
#[derive(Debug)]
pub(crate) struct Case {
	contradiction: Contradiction,
	shown: Shown,
	began: Instant,
	asked: Option<(Instant, Verdict)>,
}

impl Case {
	/// The case of a contradiction that a node showed whose finalised head is at this height.
	pub(crate) fn new(contradiction: Contradiction, height: u32) -> Self {
		let shown = Shown { height, at: utc() };
		Self { contradiction, shown, began: Instant::now(), asked: None }
	}

	/// The contradiction that the case is about.
	pub(crate) fn contradiction(&self) -> &Contradiction {
		&self.contradiction
	}

	/// Whether it is time to ask the nodes, for the first time or again.
	pub(crate) fn is_due(&self, settings: &DisputeSettings) -> bool {
		self.asked.is_none_or(|(at, verdict)| {
			let is_open = verdict == Verdict::Open;
			at.elapsed() >= if is_open { settings.open } else { settings.confirmed }
		})
	}

	/// Whether one node's answer alone counts by now.
	pub(crate) fn is_old(&self, settings: &DisputeSettings) -> bool {
		self.began.elapsed() >= settings.patience
	}

	/// Asks every node. Those that are refuted are avoided.
	pub(crate) async fn ask<C: Blocks + Anchors>(
		&mut self,
		settings: &DisputeSettings,
		store: &Store,
		chain: &C,
	) -> Verdict {
		let nodes = chain.each();
		let contradiction = &self.contradiction;
		let answers = nodes.iter().map(|node| async move {
			match timeout(ANSWER, answer_of(contradiction, store, node)).await {
				Ok(Ok(answer)) => Some(answer),
				Ok(Err(error)) => {
					tracing::debug!(%error, "a node was asked about a contradiction and gave no usable answer");
					None
				},
				Err(_) => None,
			}
		});
		let answers = join_all(answers.collect::<Vec<_>>()).await;
		let verdict = decide(self.shown, self.is_old(settings), &answers);
		self.asked = Some((Instant::now(), verdict));
		if verdict == Verdict::Refuted {
			for (node, answer) in nodes.iter().zip(&answers) {
				if *answer == Some(Answer::Confirms) {
					node.avoid();
				}
			}
		}
		verdict
	}
}

/// The number of the account's next batch in the finalised state that most nodes show. `None` if two numbers
/// tie.
pub(crate) async fn agreed_next<C: Blocks + Anchors>(chain: &C) -> Result<Option<u64>, ChainError> {
	let nodes = chain.each();
	let answers = nodes.iter().map(|node| async move {
		let next = async { node.next_batch(node.heads().await?.finalized.hash).await };
		timeout(ANSWER, next).await.ok()?.ok()
	});
	let numbers: Vec<u64> =
		join_all(answers.collect::<Vec<_>>()).await.into_iter().flatten().collect();
	match numbers.is_empty() {
		true => Err(ChainError::Unreachable("no node answers".into())),
		false => Ok(most(&numbers)),
	}
}

fn most(numbers: &[u64]) -> Option<u64> {
	let count = |of: u64| numbers.iter().filter(|number| **number == of).count();
	let best = numbers.iter().copied().max_by_key(|number| count(*number))?;
	let is_alone = numbers.iter().all(|number| *number == best || count(*number) < count(best));
	is_alone.then_some(best)
}

async fn answer_of<C: Blocks + Anchors>(
	contradiction: &Contradiction,
	store: &Store,
	node: &C,
) -> Result<Answer, ChainError> {
	let head = node.heads().await?.finalized;
	let next = node.next_batch(head.hash).await?;
	let number = match contradiction {
		Contradiction::Unsealed(number) => *number,
		Contradiction::Other(batch) | Contradiction::Nowhere(batch, _) => batch.number,
	};
	if next <= number {
		let time = node.time_of(head.hash).await.ok();
		return Ok(Answer::Neither { height: head.number, time });
	}
	let batch = match contradiction {
		Contradiction::Unsealed(_) => return Ok(Answer::Confirms),
		Contradiction::Other(batch) | Contradiction::Nowhere(batch, _) => batch,
	};
	let of_record = |anchored: Anchored| match batch.is(&anchored) {
		true => Answer::Denies,
		false => Answer::Confirms,
	};
	if let Some(anchored) = node.anchored(number, head.hash).await? {
		return Ok(of_record(anchored));
	}
	let Contradiction::Nowhere(_, blocks) = contradiction else {
		// It counts the batch, and has dropped the record.
		return Ok(Answer::Neither { height: 0, time: None });
	};
	for block in blocks.clone() {
		match paths::of_batch(store, node, number, &batch.batch, block).await {
			Ok(_) => return Ok(Answer::Denies),
			Err(PathError::Chain(ChainError::Unknown | ChainError::NotFinal)) => {},
			Err(PathError::Chain(error)) => return Err(error),
			Err(error) => return Err(ChainError::Failed(error.to_string())),
		}
	}
	Ok(Answer::Confirms)
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{
		archive::Archive,
		ingest::Ingest,
		link::Inbound,
		registry::Registry,
		sealing::Sealer,
		submit::{SubmitSettings, Submitter},
		support::{answers, folder, Lie, MockChain, TestDevice},
	};
	use std::{path::Path, sync::Arc};
	use tallystick_evidence::Scheme;
	use tallystick_wire::ErrorCode;

	const SHOWN: Shown = Shown { height: 100, at: 1_000_000 };

	fn at(height: u32, time: u64) -> Option<Answer> {
		Some(Answer::Neither { height, time: Some(time) })
	}

	fn decided(nodes: &[Option<Answer>]) -> [Verdict; 2] {
		[false, true].map(|is_late| decide(SHOWN, is_late, nodes))
	}

	const SO: Option<Answer> = Some(Answer::Confirms);
	const NOT_SO: Option<Answer> = Some(Answer::Denies);

	#[test]
	fn the_only_nodes_finalised_state_counts() {
		assert_eq!(decided(&[SO]), [Verdict::Confirmed; 2]);
		assert_eq!(decided(&[None]), [Verdict::Open; 2]);
		assert_eq!(decided(&[at(100, 0)]), [Verdict::Refuted; 2]);
	}

	#[test]
	fn one_nodes_statement_is_refuted_by_another_node_at_its_height() {
		for denies in [NOT_SO, at(100, 0), at(99, 1_010_001)] {
			assert_eq!(decided(&[SO, denies]), [Verdict::Refuted; 2], "{denies:?}");
			assert_eq!(decided(&[SO, denies, None]), [Verdict::Refuted; 2]);
			assert_eq!(decided(&[SO, SO, denies]), [Verdict::Confirmed; 2]);
		}
	}

	#[test]
	fn a_node_at_a_lower_height_is_waited_for() {
		for silent in [None, at(99, 1_000_000)] {
			assert_eq!(decided(&[SO, silent]), [Verdict::Open, Verdict::Confirmed]);
		}
	}

	#[test]
	fn two_nodes_that_agree_are_believed_at_once() {
		assert_eq!(decided(&[SO, SO, None]), [Verdict::Confirmed; 2]);
	}

	/// A gateway behind nodes of which some may lie.
	struct Scene {
		chain: Arc<MockChain>,
		store: Arc<Store>,
		ingest: Ingest<MockChain>,
		sealer: Sealer,
		submitter: Submitter<MockChain>,
		device: TestDevice,
		/// A message that was answered `Busy`.
		unsent: Option<Inbound>,
	}

	impl Scene {
		fn open(
			path: &Path,
			chain: &Arc<MockChain>,
			device: TestDevice,
			patience: Duration,
		) -> Self {
			let store = Arc::new(Store::open(path, chain.options()).unwrap());
			let registry =
				Arc::new(Registry::new(store.clone(), chain.clone(), Default::default()));
			let steps = || Arc::new(());
			let ingest = Ingest::new(store.clone(), registry, steps(), Default::default());
			let (open, confirmed) = Default::default();
			let settings = SubmitSettings {
				disputes: DisputeSettings { patience, open, confirmed },
				..Default::default()
			};
			let submitter = Submitter::new(store.clone(), chain.clone(), steps(), settings);
			let sealer = Sealer::new(store.clone(), steps(), Default::default(), submitter.view());
			Self { chain: chain.clone(), store, ingest, sealer, submitter, device, unsent: None }
		}

		/// A gateway that has begun, behind this many nodes.
		async fn begin(path: &Path, nodes: usize, patience: Duration) -> Self {
			let chain = Arc::new(MockChain::new());
			chain.lock().nodes = nodes;
			let device = TestDevice::new(&chain, 1, Scheme::Ed25519);
			let mut scene = Self::open(path, &chain, device, patience);
			scene.tick().await;
			scene
		}

		fn reopen(self, path: &Path) -> Self {
			let Self { chain, device, store, ingest, sealer, submitter, .. } = self;
			drop((store, ingest, sealer, submitter));
			Self::open(path, &chain, device, Duration::ZERO)
		}

		async fn send(&mut self) -> Option<ErrorCode> {
			let message = self.unsent.take().unwrap_or_else(|| self.device.segment(2).0);
			let out = self.ingest.take(vec![message.clone()]).await;
			let error = answers(&out, self.device.id)[0].error;
			self.unsent = error.map(|_| message);
			error
		}

		/// One round, which may fail.
		async fn tick(&mut self) {
			let _ = self.submitter.tick(&mut Vec::new()).await;
		}

		/// Sends a message, and seals and submits its batch.
		async fn batch(&mut self) {
			assert_eq!(self.send().await, None);
			assert!(self.sealer.seal().await.unwrap());
			self.tick().await;
		}

		/// Makes what is sent final, and lets the gateway see it.
		async fn finalise(&mut self) {
			self.chain.grow(2);
			self.chain.finalise(0);
			for _ in 0..4 {
				self.tick().await;
			}
		}

		fn in_flight(&self) -> u64 {
			self.store.waiting().unwrap().in_flight
		}
	}

	const LIES: [Lie; 4] = [Lie::Next, Lie::Content(0), Lie::Nowhere, Lie::Proofs];

	#[tokio::test]
	async fn a_node_that_lies_halts_nothing_and_is_avoided() {
		for lie in LIES {
			let folder = folder();
			let path = folder.path().join("db");
			let mut scene = Scene::begin(&path, 2, Duration::ZERO).await;
			scene.batch().await;
			scene.chain.lock().lies.insert(0, lie);
			scene.finalise().await;
			assert!(!scene.store.is_halted(), "{lie:?}");
			assert_eq!(scene.in_flight(), 0, "{lie:?}: the batch is not final");
			assert!(scene.chain.lock().avoided.contains(&0), "{lie:?}: it is still asked");
			assert_eq!(scene.send().await, None);
		}
	}

	#[tokio::test]
	async fn a_contradiction_that_other_nodes_show_too_halts_the_gateway() {
		for lie in [Lie::Next, Lie::Content(0), Lie::Nowhere] {
			let folder = folder();
			let path = folder.path().join("db");
			let mut scene = Scene::begin(&path, 3, Duration::from_secs(3_600)).await;
			scene.batch().await;
			// What two of three nodes show is taken for true; the third does not answer.
			scene.chain.lock().lies.extend([(0, lie), (1, lie), (2, Lie::Mute)]);
			scene.finalise().await;
			assert!(scene.store.is_halted(), "{lie:?}");
			assert_eq!(scene.send().await, Some(ErrorCode::Busy));
			assert!(scene.chain.lock().avoided.is_empty());
		}
	}

	#[tokio::test]
	async fn nothing_is_halted_while_other_nodes_may_still_answer() {
		let folder = folder();
		let path = folder.path().join("db");
		let mut scene = Scene::begin(&path, 2, Duration::from_secs(3_600)).await;
		scene.batch().await;
		scene.chain.lock().lies.extend([(0, Lie::Next), (1, Lie::Mute)]);
		scene.finalise().await;
		assert!(!scene.store.is_halted());
		assert_eq!(scene.send().await, Some(ErrorCode::Busy));
		scene.chain.lock().lies.remove(&1);
		scene.finalise().await;
		assert!(!scene.store.is_halted() && scene.in_flight() == 0);
		assert_eq!(scene.send().await, None);
	}

	#[tokio::test]
	async fn a_halt_ends_when_it_is_refuted_and_leaves_no_trace_after_a_start() {
		let folder = folder();
		let path = folder.path().join("db");
		let mut scene = Scene::begin(&path, 2, Duration::ZERO).await;
		scene.batch().await;
		// The honest node is away, so that the other's answer counts.
		scene.chain.lock().lies.extend([(0, Lie::Next), (1, Lie::Mute)]);
		scene.finalise().await;
		assert!(scene.store.is_halted());
		assert_eq!(scene.send().await, Some(ErrorCode::Busy));

		scene.chain.lock().lies.remove(&1);
		scene.finalise().await;
		assert!(!scene.store.is_halted());
		assert_eq!(scene.in_flight(), 0);
		assert_eq!(scene.send().await, None);

		let mut scene = scene.reopen(&path);
		assert!(scene.store.is_confirmed());
		assert_eq!(scene.send().await, None);
		scene.sealer.seal().await.unwrap();
		scene.tick().await;
		scene.finalise().await;
		assert_eq!(scene.in_flight(), 0);
	}

	#[test]
	fn the_first_number_is_that_of_most_nodes() {
		for (numbers, expected) in [
			(&[][..], None),
			(&[7], Some(7)),
			(&[7, 8], None),
			(&[7, 8, 7], Some(7)),
			(&[0, 8, 7, 8], Some(8)),
		] {
			assert_eq!(most(numbers), expected, "{numbers:?}");
		}
	}

	#[tokio::test]
	async fn a_node_that_lies_does_not_choose_the_first_number() {
		let folder = folder();
		let chain = Arc::new(MockChain::new());
		chain.lock().nodes = 3;
		chain.lock().lies.insert(0, Lie::Next);
		let device = TestDevice::new(&chain, 1, Scheme::Ed25519);
		let path = folder.path().join("db");
		let mut scene = Scene::open(&path, &chain, device, Duration::ZERO);
		for _ in 0..3 {
			scene.tick().await;
		}
		assert_eq!(scene.store.first_batch().unwrap(), Some(0));
		scene.batch().await;
		scene.finalise().await;
		assert_eq!(scene.in_flight(), 0);
	}

	/// A store of which batch 0 is final, batch 1 another's on the chain, and one message in no batch, which a person
	/// lets go on.
	async fn adopting(folder: &Path, patience: Duration) -> Scene {
		let path = folder.join("db");
		let mut scene = Scene::begin(&path, 3, patience).await;
		scene.batch().await;
		scene.chain.grow(1);
		assert_eq!(scene.send().await, None);
		assert!(scene.sealer.seal().await.unwrap());
		let device = TestDevice::new(&scene.chain, 2, Scheme::Ed25519);
		let mut other = Scene::open(&folder.join("other"), &scene.chain, device, patience);
		other.store.begin_at(1).unwrap();
		other.batch().await;
		scene.chain.grow(1);
		scene.chain.finalise(0);
		assert_eq!(scene.chain.final_batches().len(), 2);
		assert_eq!(scene.send().await, None);
		scene.store.allow_adoption().unwrap();
		let Scene { chain, device, store, ingest, sealer, submitter, .. } = scene;
		drop((store, ingest, sealer, submitter));
		Scene::open(&path, &chain, device, patience)
	}

	#[tokio::test]
	async fn a_node_that_lies_neither_prevents_an_adoption_nor_has_anything_anchored_twice() {
		for lie in [None, Some(Lie::Best)].into_iter().chain(LIES.map(Some)) {
			let folder = folder();
			// How long a batch is waited for that only the best block has.
			let patience = match lie {
				Some(Lie::Best) => Duration::ZERO,
				_ => Duration::from_secs(3_600),
			};
			let mut scene = adopting(folder.path(), patience).await;
			scene.chain.lock().lies.extend(lie.map(|lie| (0, lie)));
			scene.tick().await;
			assert!(scene.store.adopts() && scene.send().await.is_some(), "{lie:?}");
			scene.chain.grow(64);
			for _ in 0..4 {
				scene.finalise().await;
			}
			assert!(!scene.store.adopts(), "{lie:?}: the store does not go on");
			assert_eq!(scene.send().await, None, "{lie:?}");
			assert!(scene.sealer.seal().await.unwrap());
			scene.tick().await;
			scene.finalise().await;
			assert_eq!(scene.in_flight(), 0, "{lie:?}");
			// Number 1 is the other's. Each message has two readings, and is in one batch.
			let batches = scene.chain.final_batches();
			let readings: u64 = batches.values().map(|anchored| anchored.batch.readings).sum();
			assert_eq!((batches.len(), readings), (4, 10), "{lie:?}");
			for (number, anchored) in batches {
				let own = scene.store.batch(number).ok().map(|kept| kept.batch);
				assert_eq!(own == Some(anchored.batch), number != 1, "{lie:?}: {number}");
			}
		}
	}

	#[tokio::test]
	async fn a_contradiction_in_the_best_block_alone_halts_nothing() {
		let folder = folder();
		let path = folder.path().join("db");
		let mut scene = Scene::begin(&path, 1, Duration::from_secs(3_600)).await;
		// Another gateway uses the account, and its batch is in a block that is not final.
		let mut other = Scene::open(
			&folder.path().join("other"),
			&scene.chain,
			TestDevice::new(&scene.chain, 2, Scheme::Ed25519),
			Duration::ZERO,
		);
		other.tick().await;
		other.batch().await;
		scene.chain.grow(1);
		scene.tick().await;
		assert!(!scene.store.is_halted());
		assert_eq!(scene.send().await, Some(ErrorCode::Busy));
		scene.finalise().await;
		assert!(scene.store.is_halted());
	}

	#[tokio::test]
	async fn a_batch_that_only_the_best_block_shows_keeps_devices_waiting_no_longer_than_for_its_finality(
	) {
		let folder = folder();
		let path = folder.path().join("db");
		let mut scene = Scene::begin(&path, 1, Duration::ZERO).await;
		scene.chain.lock().lies.insert(0, Lie::Best);
		for _ in 0..3 {
			scene.chain.grow(1);
			scene.tick().await;
			assert_eq!(scene.send().await, None);
		}
		assert!(scene.chain.lock().avoided.contains(&0));
	}

	#[test]
	fn a_made_up_height_keeps_no_node_from_denying() {
		let shown = Shown { height: u32::MAX, ..SHOWN };
		let denies = at(101, SHOWN.at + MARGIN + 1);
		assert_eq!(decide(shown, false, &[SO, denies]), Verdict::Refuted);
	}
}
