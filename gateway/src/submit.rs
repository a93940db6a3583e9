//! Brings batches to finality. One loop compares the chain with the store and does the next missing
//! step; it does the same after a crash.

use crate::{
	chain::{Anchors, Block, Blocks, ChainError, Heads, SubmitError, Tx},
	clock::utc,
	dispute::{self, Case, Contradiction, DisputeSettings, Verdict},
	follow::{Follower, View},
	health::Obstacle,
	link::Outbound,
	locate::{locate, Located, LIFE},
	milestone::Milestone,
	paths::PathError,
	steps::{Step, Steps},
	stop::Stop,
	store::{on_disk, OpenBatch, Reached, State, Store, StoreError},
};
use rand::Rng;
use std::{
	collections::{BTreeMap, BTreeSet, HashMap},
	convert::Infallible,
	sync::Arc,
	time::Duration,
};
use tallystick_evidence::DeviceId;
use tallystick_wire::Announcement;
use tokio::{
	sync::{mpsc, watch, Notify},
	time::Instant,
};

/// The settings of a [`Submitter`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct SubmitSettings {
	/// The longest time between two polling rounds. A new finalised block and a sealed batch begin one at
	/// once.
	pub(crate) poll: Duration,
	/// Whether the chain's best head is the gateway's clock.
	pub(crate) time_lapse: bool,
	/// The time between two queries of the organisation's quota.
	pub(crate) quota_every: Duration,
	/// Most transactions that wait in the pool.
	pub(crate) window: u64,
	/// A transaction that is in no block is sent again after this many blocks.
	pub(crate) resubmit_after: u32,
	/// The pause after the chain refused a transaction; it is varied by up to a half.
	pub(crate) back_off: Duration,
	/// Most segments of watched devices that are sent with a batch: the chain's `MaxObserved`.
	pub(crate) max_observed: u32,
	/// Most channels of a segment that are shown to the chain: its `MaxRuns`.
	pub(crate) max_runs: u32,
	/// Transactions are born at the best block while finality lags by this many blocks.
	pub(crate) max_lag: u32,
	/// Longest wait of an announcement for room in the outbound queue.
	pub(crate) answer_wait: Duration,
	/// When nodes are asked about a contradiction between the chain and the store.
	pub(crate) disputes: DisputeSettings,
}

impl Default for SubmitSettings {
	fn default() -> Self {
		Self {
			poll: Duration::from_millis(500),
			time_lapse: false,
			quota_every: Duration::from_secs(10),
			window: 96,
			resubmit_after: 4,
			back_off: Duration::from_secs(15),
			max_observed: 64,
			max_runs: 16,
			max_lag: 32,
			answer_wait: Duration::from_secs(1),
			disputes: DisputeSettings::default(),
		}
	}
}

/// An error that ended a polling round early. The next round starts afresh.
#[derive(Debug, thiserror::Error)]
pub(crate) enum RoundError {
	/// A request to the chain failed.
	#[error(transparent)]
	Chain(#[from] ChainError),
	/// A query of the store failed.
	#[error(transparent)]
	Store(#[from] StoreError),
	/// A node's proof of this batch is invalid.
	#[error("a node's proof of batch {0} is invalid; do not trust this node")]
	WrongProof(u64),
	/// A proof path could not be fetched.
	#[error(transparent)]
	Path(PathError),
}

impl From<PathError> for RoundError {
	fn from(error: PathError) -> Self {
		match error {
			PathError::Chain(error) => Self::Chain(error),
			PathError::Store(error) => Self::Store(error),
			PathError::Wrong => Self::Path(error),
		}
	}
}

/// Brings batches to finality.
pub(crate) struct Submitter<C> {
	store: Arc<Store>,
	chain: Arc<C>,
	steps: Arc<dyn Steps>,
	settings: SubmitSettings,
	follower: Follower<C>,
	obstacle: watch::Sender<Option<Obstacle>>,
	bell: Arc<Notify>,
	round: Round,
}

/// State that rounds share. It may be lost.
#[derive(Default)]
struct Round {
	/// Batches whose transaction was void at this best block.
	void: HashMap<u64, u32>,
	/// No transaction is sent before this time.
	rest_until: Option<Instant>,
	/// The time of the last query of the quota.
	quota_at: Option<Instant>,
	/// While the store is not confirmed: the first new best block whose state counts no batch that the store
	/// lacks.
	asked_at: Option<u32>,
	/// A batch that the store lacks, in a block that is not final: its number, when it was first seen, and
	/// whether that is too long ago for the block to become final.
	ahead: Option<(u64, Instant, bool)>,
	/// The open case, if a node shows that the chain contradicts the store.
	case: Option<Case>,
	/// The cases of batches that the chain counts and does not hold, by number. An adoption waits for them.
	moved: HashMap<u64, Case>,
}

impl<C: Blocks + Anchors> Submitter<C> {
	/// A submitter of this store's batches.
	pub(crate) fn new(
		store: Arc<Store>,
		chain: Arc<C>,
		steps: Arc<dyn Steps>,
		settings: SubmitSettings,
	) -> Self {
		let follower = Follower::new(chain.clone()).in_time_lapse(settings.time_lapse);
		let obstacle = watch::channel(None).0;
		let (bell, round) = (Arc::default(), Round::default());
		Self { store, chain, steps, settings, follower, obstacle, bell, round }
	}

	/// To be notified when a batch is sealed, so that the next round begins at once.
	pub(crate) fn bell(&self) -> Arc<Notify> {
		self.bell.clone()
	}

	/// The gateway's view of the chain.
	pub(crate) fn view(&self) -> watch::Receiver<View> {
		self.follower.view()
	}

	/// The condition that keeps batches from being anchored, if there is one.
	pub(crate) fn obstacle(&self) -> watch::Receiver<Option<Obstacle>> {
		self.obstacle.subscribe()
	}

	/// Runs until it is stopped. Announces to devices, through `tx`, which readings are final.
	pub(crate) async fn run(self, tx: mpsc::Sender<Outbound>, stop: Stop) {
		let ring = ring_when_final(self.chain.clone(), self.bell.clone(), self.settings.poll);
		// Side by side: a request that is not polled may hold the connection that a round waits for.
		tokio::select! {
			() = self.rounds(tx, stop) => {},
			never = ring => match never {},
		}
	}

	async fn rounds(mut self, tx: mpsc::Sender<Outbound>, mut stop: Stop) {
		loop {
			let mut reached = Vec::new();
			let result = tokio::select! {
				biased;
				() = stop.stopped() => return,
				result = self.tick(&mut reached) => result,
			};
			self.announce(reached, &tx).await;
			if let Err(error) = &result {
				metrics::counter!("tallystick_gateway_chain_failures_total").increment(1);
				match error {
					RoundError::Store(_) => tracing::error!(%error, "a polling round failed"),
					_ => tracing::debug!(%error, "a polling round failed"),
				}
			}
			tokio::select! {
				biased;
				() = stop.stopped() => return,
				() = self.bell.notified() => {},
				() = tokio::time::sleep(self.settings.poll) => {},
			}
		}
	}

	/// One polling round. Adds what became final to `reached`, even if the round fails later.
	pub(crate) async fn tick(&mut self, reached: &mut Vec<Reached>) -> Result<(), RoundError> {
		let result = self.look(reached).await;
		let wrong = matches!(&result, Err(RoundError::Chain(ChainError::OtherChain(_))));
		let away = matches!(&result, Err(RoundError::Chain(ChainError::Unreachable(_))));
		self.follower.note_wrong_chain(wrong);
		self.follower.note_reachable(!wrong && !away);
		match &result {
			Ok(()) => self.store.milestones().done(Milestone::Round),
			Err(_) => self.store.milestones().want(Milestone::Round, true),
		}
		result
	}

	async fn look(&mut self, reached: &mut Vec<Reached>) -> Result<(), RoundError> {
		self.ask_nodes().await?;
		let heads = self.follower.look().await?;
		if self.store.is_lost() {
			return Ok(());
		}
		let Heads { finalized, best } = heads;
		let final_next = self.chain.next_batch(finalized.hash).await?;
		let best_next = self.chain.next_batch(best.hash).await?;
		if self.store.adopts() {
			if best_next != final_next {
				self.wait_for_finality(final_next);
				return Ok(());
			}
			if !self.adopt(&heads, final_next).await? {
				return Ok(());
			}
		} else if !self.store.has_begun() && !self.begin(final_next, best_next).await? {
			return Ok(());
		}
		self.look_at_quota().await;

		let ours = on_disk(&self.store, Store::next_batch).await?.unwrap_or_default();
		if final_next > ours {
			return self.dispute(Contradiction::Unsealed(ours), finalized).await;
		}
		if best_next > ours {
			self.wait_for_finality(ours);
			return Ok(());
		}
		self.round.ahead = None;
		if self.round.case.is_none() {
			self.store.doubt(false);
		}
		self.confirm(&heads).await?;
		let (mut nonce, mut pending) = (None, false);
		let open = on_disk(&self.store, Store::open_batches).await?;
		// After an adoption the order of the numbers may differ from that of the rows.
		let mut rows: BTreeSet<i64> = open.iter().map(|batch| batch.first_message).collect();
		for batch in open {
			if batch.number < final_next {
				if rows.first() != Some(&batch.first_message) {
					continue;
				}
				match self.finalise(&batch, finalized).await? {
					Some(raised) => {
						rows.remove(&batch.first_message);
						reached.extend(raised);
					},
					// Diverged, or not provable yet: then neither are the later ones.
					None => return Ok(()),
				}
			} else if batch.number < best_next {
				self.include(&batch, best).await?;
			} else {
				pending = true;
				if !self.anchor(&batch, &heads, best_next, &mut nonce).await? {
					break;
				}
			}
		}
		if !pending {
			self.store.milestones().want(Milestone::Submitted, false);
		}
		Ok(())
	}

	/// Confirms the store once a new head shows that no batch is missing, and every transaction that may have been
	/// sent is in a block or has expired.
	async fn confirm(&mut self, heads: &Heads) -> Result<(), StoreError> {
		if self.store.is_confirmed() || self.is_diverged() {
			return Ok(());
		}
		let is_new = self.follower.has_shown_newest();
		if self.has_settled(heads, is_new) {
			on_disk(&self.store, Store::confirm).await?;
		}
		Ok(())
	}

	/// Whether the node has shown the chain's newest blocks and, if batches may be missing, no block can
	/// include a transaction any more that was sent before that.
	fn has_settled(&mut self, heads: &Heads, is_new: bool) -> bool {
		let asked_at = match self.round.asked_at {
			Some(asked_at) => asked_at,
			None if is_new => *self.round.asked_at.insert(heads.best.number),
			None => return false,
		};
		!self.store.is_old() || heads.finalized.number >= asked_at.saturating_add(LIFE)
	}

	fn is_current(&self) -> bool {
		self.follower.view().borrow().is_current(utc())
	}

	/// Begins a new store if its account has no batch. Returns whether it has begun.
	async fn begin(&mut self, final_next: u64, best_next: u64) -> Result<bool, RoundError> {
		let next = match dispute::agreed_next(&*self.chain).await? {
			// If only this node counts final batches, the others refute it.
			Some(0) if final_next == 0 => best_next,
			Some(next) => next,
			None => {
				self.set_obstacle(Some(Obstacle::Disagreement));
				return Ok(false);
			},
		};
		if next > 0 {
			self.set_obstacle(Some(Obstacle::NewStore(next)));
			return Ok(false);
		}
		if matches!(*self.obstacle.borrow(), Some(Obstacle::NewStore(_) | Obstacle::Disagreement)) {
			self.set_obstacle(None);
		}
		// A node that has not all blocks yet counts no batch either.
		if !self.is_current() {
			return Ok(false);
		}
		on_disk(&self.store, move |store| store.begin_at(0)).await?;
		Ok(true)
	}

	/// Goes on after batches that the store does not know, as the operator allowed. Returns whether that is
	/// done.
	async fn adopt(&mut self, heads: &Heads, final_next: u64) -> Result<bool, RoundError> {
		let is_current = self.is_current();
		if !self.has_settled(heads, is_current) {
			return Ok(false);
		}
		let agreed = dispute::agreed_next(&*self.chain).await?;
		if agreed != Some(final_next) {
			tracing::warn!("the nodes disagree on the number of the next batch; the store is not adopted until they agree");
			if agreed.is_some() {
				// Most show another number: the node in use is wrong, or far behind.
				self.chain.avoid();
			}
			return Ok(false);
		}
		let mut moved = Vec::new();
		for batch in on_disk(&self.store, Store::open_batches).await? {
			if batch.number >= final_next {
				moved.push(batch.number);
				continue;
			}
			let number = batch.number;
			let contradiction =
				match locate(&self.store, &*self.chain, &batch, heads.finalized).await {
					Ok(Located::Here(_)) => continue,
					Ok(Located::Other) => Contradiction::Other(batch),
					Ok(Located::Nowhere(blocks)) => Contradiction::Nowhere(batch, blocks),
					Err(error) => return Err(self.unproven(number, error)),
				};
			// It would be anchored twice if one node's answer counted.
			let case = self.round.moved.entry(number);
			let case =
				case.or_insert_with(|| Case::new(contradiction.clone(), heads.finalized.number));
			if *case.contradiction() != contradiction {
				*case = Case::new(contradiction, heads.finalized.number);
			}
			let disputes = self.settings.disputes;
			match case.ask(&disputes, &self.store, &*self.chain).await {
				Verdict::Confirmed => moved.push(number),
				Verdict::Refuted | Verdict::Open => return Ok(false),
			}
		}
		let ours = on_disk(&self.store, Store::next_batch).await?.unwrap_or_default();
		if moved.is_empty() && ours < final_next {
			let theirs = self.chain.anchored(ours, heads.finalized.hash).await?;
			if let Some(theirs) = theirs.map(|anchored| anchored.batch) {
				let own = on_disk(&self.store, move |store| store.first_waiting(theirs.readings));
				if own.await? == Some(theirs) {
					let what = format!(
						"the chain's batch {ours} has readings that wait in the store; the store is an old \
						copy, and cannot be adopted"
					);
					self.set_obstacle(Some(Obstacle::Diverged(what)));
					return Ok(false);
				}
			}
		}
		on_disk(&self.store, move |store| store.adopt(final_next, &moved)).await?;
		(self.round.case, self.round.ahead) = (None, None);
		self.round.moved.clear();
		self.store.doubt(false);
		self.set_obstacle(None);
		Ok(true)
	}

	/// Queries the quota, once in `quota_every`. If the query fails, the last answer counts.
	async fn look_at_quota(&mut self) {
		if self.round.quota_at.is_some_and(|at| at.elapsed() < self.settings.quota_every) {
			return;
		}
		self.round.quota_at = Some(Instant::now());
		match self.chain.quota().await {
			Ok(quota) => {
				let left = quota.map_or(f64::NAN, |percent| f64::from(percent) / 100.0);
				metrics::gauge!("tallystick_gateway_quota_left_ratio").set(left);
				self.follower.note_quota(quota);
			},
			Err(error) => tracing::debug!(%error, "the quota was not queried"),
		}
	}

	/// Records that a batch is final. `None` if that is not provable yet, or not true.
	async fn finalise(
		&mut self,
		batch: &OpenBatch,
		head: Block,
	) -> Result<Option<Vec<Reached>>, RoundError> {
		let number = batch.number;
		let path = match locate(&self.store, &*self.chain, batch, head).await {
			Ok(Located::Here(path)) => path,
			Ok(Located::Other) => {
				self.dispute(Contradiction::Other(batch.clone()), head).await?;
				return Ok(None);
			},
			Ok(Located::Nowhere(blocks)) => {
				self.dispute(Contradiction::Nowhere(batch.clone(), blocks), head).await?;
				return Ok(None);
			},
			Err(PathError::Chain(ChainError::NotFinal)) => return Ok(None),
			Err(error) => return Err(self.unproven(number, error)),
		};
		self.steps.reached(Step::Finalised);
		let steps = self.steps.clone();
		// The chain's clock, not the gateway's: what is pruned is gone.
		let (at, block) = (self.follower.view().borrow().time, path.block.number);
		let reached =
			on_disk(&self.store, move |store| store.finalise(number, &path, at, &*steps)).await?;
		tracing::info!(number, block, "a batch is final");
		metrics::counter!("tallystick_gateway_final_batches_total").increment(1);
		metrics::counter!("tallystick_gateway_final_readings_total")
			.increment(batch.batch.readings);
		self.round.void.remove(&number);
		self.progress();
		Ok(Some(reached))
	}

	/// The error of a round in which a batch is not proven. A node whose proof is invalid is avoided.
	fn unproven(&self, number: u64, error: PathError) -> RoundError {
		match error {
			PathError::Wrong => {
				tracing::error!(number, "a node's proof is invalid; do not trust this node");
				self.chain.avoid();
				RoundError::WrongProof(number)
			},
			error => error.into(),
		}
	}

	/// The node in use shows a batch of this number that the store lacks, in a block that is not final. Nothing is
	/// accepted while it may become final. If it does not, the node is avoided.
	fn wait_for_finality(&mut self, number: u64) {
		if self.round.ahead.is_none_or(|(of, ..)| of != number) {
			self.round.ahead = Some((number, Instant::now(), false));
		}
		let Some((_, since, is_late)) = &mut self.round.ahead else { return };
		if *is_late {
			return;
		}
		*is_late = since.elapsed() >= self.settings.disputes.patience;
		self.store.doubt(!*is_late);
		if *is_late {
			tracing::error!(
				number,
				"a node shows a batch that does not become final; the node is avoided"
			);
			self.chain.avoid();
		} else {
			tracing::debug!(number, "a block that is not final holds a batch that the store lacks");
		}
	}

	/// Opens a case, because the node in use shows that the chain contradicts the store.
	async fn dispute(
		&mut self,
		contradiction: Contradiction,
		head: Block,
	) -> Result<(), RoundError> {
		if self.round.case.as_ref().is_none_or(|case| *case.contradiction() != contradiction)
			&& !self.is_diverged()
		{
			tracing::warn!("one node says: {contradiction}; the other nodes are asked");
			self.round.case = Some(Case::new(contradiction, head.number));
		}
		self.ask_nodes().await
	}

	/// Asks all nodes about the open case, if there is one, and acts on the verdict. A halt ends if its cause
	/// is refuted.
	async fn ask_nodes(&mut self) -> Result<(), RoundError> {
		let disputes = self.settings.disputes;
		let Some(case) = self.round.case.as_mut().filter(|case| case.is_due(&disputes)) else {
			return Ok(());
		};
		let verdict = case.ask(&disputes, &self.store, &*self.chain).await;
		let what = case.contradiction().to_string();
		match verdict {
			// No node confirms it any more, and none denies it.
			Verdict::Open if case.is_old(&disputes) => {
				if !self.is_diverged() {
					self.round.case = None;
					self.store.doubt(false);
				}
			},
			Verdict::Open => self.store.doubt(true),
			Verdict::Confirmed => self.set_obstacle(Some(Obstacle::Diverged(what))),
			Verdict::Refuted => {
				tracing::error!(
					"other nodes refute what one node said, and that node is avoided: {what}"
				);
				self.round.case = None;
				self.store.doubt(false);
				if self.is_diverged() {
					on_disk(&self.store, Store::clear_halt).await?;
					self.set_obstacle(None);
				}
			},
		}
		Ok(())
	}

	/// Records the block that holds a batch.
	async fn include(&mut self, batch: &OpenBatch, best: Block) -> Result<(), RoundError> {
		let number = batch.number;
		let Some(anchored) = self.chain.anchored(number, best.hash).await? else { return Ok(()) };
		if !batch.is(&anchored) {
			tracing::debug!(number, "a block that is not final holds another batch of this number");
			return Ok(());
		}
		if batch.state == State::Included && batch.block == Some(anchored.block) {
			return Ok(());
		}
		let Some(hash) = self.chain.block_hash(anchored.block).await? else { return Ok(()) };
		let block = Block { number: anchored.block, hash };
		on_disk(&self.store, move |store| store.note_block(number, Some(block))).await?;
		self.steps.reached(Step::Included);
		self.progress();
		Ok(())
	}

	/// Sends a batch that is in no block. Returns whether the next one can be sent.
	async fn anchor(
		&mut self,
		batch: &OpenBatch,
		heads: &Heads,
		best_next: u64,
		nonce: &mut Option<u64>,
	) -> Result<bool, RoundError> {
		let (number, best) = (batch.number, heads.best);
		if batch.state == State::Included {
			tracing::info!(number, "the block with a batch was replaced");
			on_disk(&self.store, move |store| store.note_block(number, None)).await?;
		}
		let ahead = number.saturating_sub(best_next);
		let is_paused = self.round.rest_until.is_some_and(|until| until > Instant::now());
		if is_paused || ahead >= self.settings.window || self.is_diverged() {
			return Ok(false);
		}
		let first = match nonce {
			Some(nonce) => *nonce,
			None => *nonce.insert(self.chain.nonce(best.hash).await?),
		};
		let expected = first.saturating_add(ahead);
		let was_void = self.round.void.get(&number).is_some_and(|at| *at < best.number);
		let usable = batch.tx.as_ref().filter(|tx| {
			tx.nonce == expected && tx.dies_at > best.number.saturating_add(1) && !was_void
		});
		let (tx, is_new) = match usable {
			Some(tx) => (tx.clone(), false),
			None => (self.build(batch, expected, heads).await?, true),
		};
		let due = is_new
			|| batch.submitted_at.is_none_or(|at| {
				best.number < at || best.number >= at.saturating_add(self.settings.resubmit_after)
			});
		if !due {
			return Ok(true);
		}
		metrics::counter!("tallystick_gateway_submissions_total").increment(1);
		match self.chain.submit(&tx.bytes).await {
			Ok(()) => {
				self.set_obstacle(None);
				self.store.milestones().done(Milestone::Submitted);
				self.steps.reached(Step::Submitted);
			},
			Err(SubmitError::Unreachable(cause)) => {
				return Err(ChainError::Unreachable(cause).into());
			},
			Err(SubmitError::Later(why)) => {
				self.store.milestones().want(Milestone::Submitted, true);
				tracing::debug!(
					number,
					why,
					"the node does not accept a batch now; it is sent again"
				);
			},
			Err(SubmitError::Void(why)) => {
				self.store.milestones().want(Milestone::Submitted, true);
				tracing::debug!(
					number,
					why,
					"the transaction of a batch is void; a new one is signed"
				);
				self.round.void.insert(number, best.number);
			},
			Err(SubmitError::Quota) => return Ok(self.rest(Obstacle::Quota)),
			Err(SubmitError::Suspended) => return Ok(self.rest(Obstacle::Suspended)),
			Err(SubmitError::Convicted) => return Ok(self.rest(Obstacle::Convicted)),
			Err(SubmitError::Refused(why)) => return Ok(self.rest(Obstacle::Refused(why))),
		}
		let at = best.number;
		on_disk(&self.store, move |store| store.note_submitted(number, at)).await?;
		Ok(true)
	}

	async fn build(
		&mut self,
		batch: &OpenBatch,
		nonce: u64,
		heads: &Heads,
	) -> Result<Tx, RoundError> {
		let (number, best) = (batch.number, heads.best);
		let (most, runs) = (self.settings.max_observed, self.settings.max_runs);
		let observed =
			on_disk(&self.store, move |store| store.observed(number, most, runs)).await?;
		// A finalised block is never replaced; while finality stalls, it is too old.
		let lag = best.number.saturating_sub(heads.finalized.number);
		let birth = if lag < self.settings.max_lag { heads.finalized } else { best };
		let tx = self.chain.sign(number, &batch.batch, &observed, nonce, birth).await?;
		self.steps.reached(Step::TxBuilt);
		let kept = tx.clone();
		on_disk(&self.store, move |store| store.keep_tx(number, &kept)).await?;
		self.steps.reached(Step::TxStored);
		self.round.void.remove(&number);
		Ok(tx)
	}

	/// Pauses for a random time, so that many gateways do not return at the same moment.
	fn rest(&mut self, obstacle: Obstacle) -> bool {
		let share = rand::thread_rng().gen_range(0.5..1.5);
		self.round.rest_until = Some(Instant::now() + self.settings.back_off.mul_f64(share));
		self.set_obstacle(Some(obstacle));
		false
	}

	fn progress(&self) {
		self.store.milestones().done(Milestone::Submitted);
		if !self.is_diverged() {
			self.set_obstacle(None);
		}
	}

	fn is_diverged(&self) -> bool {
		matches!(*self.obstacle.borrow(), Some(Obstacle::Diverged(_)))
	}

	fn set_obstacle(&self, obstacle: Option<Obstacle>) {
		if matches!(obstacle, Some(Obstacle::Diverged(_))) {
			self.store.halt();
		}
		let gauge = |name: &'static str, is: bool| {
			metrics::gauge!("tallystick_gateway_obstacle", "kind" => name)
				.set(f64::from(u8::from(is)));
		};
		gauge("diverged", matches!(obstacle, Some(Obstacle::Diverged(_))));
		gauge("new_store", matches!(obstacle, Some(Obstacle::NewStore(_))));
		gauge("disagreement", obstacle == Some(Obstacle::Disagreement));
		gauge("convicted", obstacle == Some(Obstacle::Convicted));
		gauge("suspended", obstacle == Some(Obstacle::Suspended));
		gauge("quota", obstacle == Some(Obstacle::Quota));
		gauge("refused", matches!(obstacle, Some(Obstacle::Refused(_))));
		self.obstacle.send_if_modified(|was| {
			if *was == obstacle {
				return false;
			}
			match &obstacle {
				Some(obstacle) => tracing::error!("{obstacle}"),
				None => tracing::info!("batches are anchored again"),
			}
			*was = obstacle;
			true
		});
	}

	/// Announces to each device once which of its readings are final.
	pub(crate) async fn announce(&self, reached: Vec<Reached>, tx: &mpsc::Sender<Outbound>) {
		if reached.is_empty() {
			return;
		}
		let mut newest = BTreeMap::<(DeviceId, u32, bool), Reached>::new();
		for one in reached {
			newest.insert((one.device, one.boot, one.json), one);
		}
		for (_, Reached { device, boot, finalized, json }) in newest {
			let reply = Announcement { boot, finalized }.into();
			let sent =
				tx.send_timeout(Outbound::reply(device, json, &reply), self.settings.answer_wait);
			if sent.await.is_err() {
				// The next answer carries it as well.
				metrics::counter!("tallystick_gateway_answers_dropped_total").increment(1);
			}
		}
		self.steps.reached(Step::Announced);
	}
}

/// Rings whenever a higher block becomes final, and asks again after `pause` if the request fails.
async fn ring_when_final<C: Blocks>(
	chain: Arc<C>,
	bell: Arc<Notify>,
	pause: Duration,
) -> Infallible {
	let mut height = 0;
	loop {
		match chain.finalized_after(height).await {
			Ok(risen) => {
				height = risen;
				bell.notify_one();
			},
			Err(error) => {
				tracing::debug!(%error, "the node reported no new finalised block");
				tokio::time::sleep(pause).await;
			},
		}
	}
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
		support::{answers, folder, Lie, MockChain, TestDevice},
	};
	use std::path::{Path, PathBuf};
	use tallystick_evidence::{Native, Scheme};
	use tallystick_wire::ErrorCode;

	/// Copies the database, without the file that locks it.
	fn copy(from: &Path, to: &Path) {
		for end in ["", "-wal"] {
			let file = |path: &Path| PathBuf::from(format!("{}{end}", path.display()));
			match file(from).exists() {
				true => drop(std::fs::copy(file(from), file(to)).unwrap()),
				false => drop(std::fs::remove_file(file(to))),
			}
		}
		let _ = std::fs::remove_file(format!("{}-shm", to.display()));
	}

	/// A gateway on these files, and what it answers to a new message.
	struct Scene {
		store: Arc<Store>,
		ingest: Ingest<MockChain>,
		sealer: Sealer,
		submitter: Submitter<MockChain>,
	}

	impl Scene {
		fn open(path: &Path, chain: &Arc<MockChain>) -> Self {
			let store = Arc::new(Store::open(path, chain.options()).unwrap());
			let registry = Registry::new(store.clone(), chain.clone(), Default::default());
			let steps = || Arc::new(());
			let ingest =
				Ingest::new(store.clone(), Arc::new(registry), steps(), Default::default());
			let submitter =
				Submitter::new(store.clone(), chain.clone(), steps(), Default::default());
			let sealer = Sealer::new(store.clone(), steps(), Default::default(), submitter.view());
			Self { store, ingest, sealer, submitter }
		}

		async fn send(&self, device: &TestDevice, message: &Inbound) -> Option<ErrorCode> {
			let out = self.ingest.take(vec![message.clone()]).await;
			answers(&out, device.id)[0].error
		}

		async fn tick(&mut self) {
			self.submitter.tick(&mut Vec::new()).await.unwrap();
		}

		/// Sees a new block.
		async fn watch(&mut self, chain: &MockChain) {
			for _ in 0..2 {
				chain.grow(1);
				self.tick().await;
			}
		}

		fn is_diverged(&self) -> bool {
			matches!(*self.submitter.obstacle.borrow(), Some(Obstacle::Diverged(_)))
		}
	}

	/// The progress of the batch that an old copy lacks.
	#[derive(Clone, Copy, PartialEq, Eq, Debug)]
	enum Lacked {
		Kept,
		InPool,
		InBlock,
	}

	/// A scene with a batch in the pool, and a reading of it: its device and time.
	async fn sent(chain: &Arc<MockChain>, path: &Path) -> (Scene, DeviceId, u64) {
		let mut scene = Scene::open(path, chain);
		scene.tick().await;
		let mut device = TestDevice::new(chain, 1, Scheme::Ed25519);
		let (message, sent) = device.segment(1);
		assert_eq!(scene.send(&device, &message).await, None);
		assert!(scene.sealer.seal().await.unwrap());
		scene.tick().await;
		(scene, device.id, sent[0].1)
	}

	#[tokio::test]
	async fn a_batch_is_final_once_its_own_block_is() {
		let (chain, folder) = (Arc::new(MockChain::new()), folder());
		let (mut scene, device, time) = sent(&chain, &folder.path().join("db")).await;
		chain.grow(1);
		scene.tick().await;
		assert_eq!(scene.store.waiting().unwrap().in_flight, 1);
		chain.finalise(0);
		scene.tick().await;
		assert_eq!(scene.store.waiting().unwrap().in_flight, 0);
		let proof = scene.store.prove(device, 0, time).unwrap();
		assert_eq!(proof.block.items, None);
		let trusted = chain.trust(&proof.header);
		let proven = proof.verify::<Native>(&trusted).unwrap();
		assert_eq!(proven.block_hash, trusted.block);
	}

	#[tokio::test]
	async fn a_batch_in_a_block_below_the_final_one_is_proven_through_the_range() {
		let (chain, folder) = (Arc::new(MockChain::new()), folder());
		let (mut scene, device, time) = sent(&chain, &folder.path().join("db")).await;
		chain.grow(3);
		chain.finalise(0);
		scene.tick().await;
		let proof = scene.store.prove(device, 0, time).unwrap();
		assert!(proof.block.items.is_some());
		assert!(proof.verify::<Native>(&chain.trust(&proof.header)).is_ok());
	}

	/// Waits for a condition, far longer than it needs.
	async fn until(what: &str, mut is: impl FnMut() -> bool) {
		let waited = async {
			while !is() {
				tokio::time::sleep(Duration::from_millis(5)).await;
			}
		};
		let waited = tokio::time::timeout(Duration::from_secs(30), waited).await;
		waited.unwrap_or_else(|_| panic!("{what}"));
	}

	#[tokio::test]
	async fn a_sealed_batch_is_sent_and_a_final_block_is_noticed_without_polling() {
		let (chain, folder) = (Arc::new(MockChain::new()), folder());
		let mut scene = Scene::open(&folder.path().join("db"), &chain);
		let mut device = TestDevice::new(&chain, 1, Scheme::Ed25519);
		scene.tick().await;
		let (message, _) = device.segment(1);
		assert_eq!(scene.send(&device, &message).await, None);
		let Scene { store, sealer, mut submitter, .. } = scene;
		submitter.settings.poll = Duration::from_secs(3_600);
		let sealer = sealer.with_bell(submitter.bell());
		let (tx, _rx) = mpsc::channel(8);
		let (stopper, stop) = crate::stop::stop();
		let running = tokio::spawn(submitter.run(tx, stop));
		assert!(sealer.seal().await.unwrap());
		until("the batch is not sent", || !chain.lock().submitted.is_empty()).await;
		chain.grow(1);
		chain.finalise(0);
		let is_final = || store.waiting().unwrap().in_flight == 0;
		until("the batch is not final", is_final).await;
		stopper.stop();
		running.await.unwrap();
	}

	#[tokio::test]
	async fn an_old_copy_accepts_nothing_until_the_chain_was_asked() {
		for lacked in [Lacked::Kept, Lacked::InPool, Lacked::InBlock] {
			let (chain, folder) = (Arc::new(MockChain::new()), folder());
			let (path, old) = (folder.path().join("db"), folder.path().join("old"));
			let mut device = TestDevice::new(&chain, 1, Scheme::Ed25519);
			let mut scene = Scene::open(&path, &chain);
			scene.submitter.tick(&mut Vec::new()).await.unwrap();
			let (first, _) = device.segment(2);
			assert_eq!(scene.send(&device, &first).await, None);
			copy(&path, &old);
			assert!(scene.sealer.seal().await.unwrap());
			if lacked != Lacked::Kept {
				scene.tick().await;
			}
			if lacked == Lacked::InBlock {
				chain.grow(1);
			}
			drop(scene);

			// The newest file goes on without a chain.
			chain.lock().down = true;
			let scene = Scene::open(&path, &chain);
			let (second, _) = device.segment(2);
			assert_eq!(scene.send(&device, &second).await, None);
			drop(scene);

			copy(&old, &path);
			let mut scene = Scene::open(&path, &chain);
			for _ in 0..2 {
				assert!(scene.submitter.tick(&mut Vec::new()).await.is_err());
				assert_eq!(scene.send(&device, &second).await, Some(ErrorCode::Busy));
				assert!(!scene.sealer.seal().await.unwrap());
				// Nor after another start.
				drop(scene);
				scene = Scene::open(&path, &chain);
			}
			chain.lock().down = false;
			let pool = chain.hold_pool();
			for _ in 0..3 {
				scene.watch(&chain).await;
				assert_eq!(scene.send(&device, &second).await, Some(ErrorCode::Busy), "{lacked:?}");
			}
			chain.give_pool(pool);
			chain.grow(LIFE as usize);
			chain.finalise(0);
			scene.tick().await;
			let was_sent = lacked != Lacked::Kept;
			assert_eq!((scene.is_diverged(), scene.store.is_confirmed()), (was_sent, !was_sent));
			let expected = was_sent.then_some(ErrorCode::Busy);
			assert_eq!(scene.send(&device, &second).await, expected, "{lacked:?}");
		}
	}

	#[tokio::test]
	async fn a_store_that_diverged_accepts_nothing_after_a_start_without_a_chain() {
		let (chain, folder) = (Arc::new(MockChain::new()), folder());
		let path = folder.path().join("db");
		let mut device = TestDevice::new(&chain, 1, Scheme::Ed25519);
		let mut scene = Scene::open(&path, &chain);
		scene.tick().await;
		let (first, _) = device.segment(2);
		assert_eq!(scene.send(&device, &first).await, None);
		// Another gateway uses the account.
		let other = Scene::open(&folder.path().join("other"), &chain);
		let mut foreign = TestDevice::new(&chain, 2, Scheme::Ed25519);
		let (message, _) = foreign.segment(1);
		other.store.begin_at(0).unwrap();
		assert_eq!(other.send(&foreign, &message).await, None);
		assert!(other.sealer.seal().await.unwrap());
		let mut submitter = other.submitter;
		submitter.tick(&mut Vec::new()).await.unwrap();
		chain.grow(1);
		chain.finalise(0);
		scene.tick().await;
		assert!(scene.is_diverged());
		drop(scene);

		chain.lock().down = true;
		let mut scene = Scene::open(&path, &chain);
		let (second, _) = device.segment(2);
		assert_eq!(scene.send(&device, &second).await, Some(ErrorCode::Busy));
		chain.lock().down = false;
		chain.grow(LIFE as usize);
		scene.watch(&chain).await;
		assert!(scene.is_diverged() && !scene.store.is_confirmed());
	}

	#[tokio::test]
	async fn a_store_that_has_rested_asks_the_chain_first() {
		let (chain, folder) = (Arc::new(MockChain::new()), folder());
		let path = folder.path().join("db");
		let mut device = TestDevice::new(&chain, 1, Scheme::Ed25519);
		let mut scene = Scene::open(&path, &chain);
		scene.submitter.tick(&mut Vec::new()).await.unwrap();
		device.time -= 2 * 3_600_000;
		let (mut first, _) = device.segment(2);
		first.received -= 2 * 3_600_000;
		assert_eq!(scene.send(&device, &first).await, None);
		drop(scene);
		let mut scene = Scene::open(&path, &chain);
		let (second, _) = device.segment(2);
		assert_eq!(scene.send(&device, &second).await, Some(ErrorCode::Busy));
		// The heads of a node that syncs are old.
		let now = tallystick_client::time::now();
		for minutes in (0..=60).rev().step_by(20) {
			chain.lock().time = Some(now - minutes * 60_000);
			chain.grow(1);
			scene.tick().await;
			assert_eq!(scene.send(&device, &second).await, Some(ErrorCode::Busy));
		}
		chain.lock().time = None;
		scene.watch(&chain).await;
		assert_eq!(scene.send(&device, &second).await, None);
	}

	#[tokio::test]
	async fn a_batch_that_a_fork_moved_is_found_after_the_chain_has_dropped_its_record() {
		let (chain, folder) = (Arc::new(MockChain::new()), folder());
		let mut device = TestDevice::new(&chain, 1, Scheme::Ed25519);
		let mut scene = Scene::open(&folder.path().join("db"), &chain);
		scene.tick().await;
		let (message, _) = device.segment(2);
		assert_eq!(scene.send(&device, &message).await, None);
		assert!(scene.sealer.seal().await.unwrap());
		scene.tick().await;
		chain.grow(1);
		scene.tick().await;
		let known = scene.store.open_batches().unwrap()[0].block.unwrap();
		// While the gateway is away, another block holds it.
		let pool = chain.hold_pool();
		chain.reorg(1, false);
		chain.give_pool(pool);
		chain.grow(2);
		chain.finalise(0);
		let moved = chain.final_batches()[&0].block;
		assert!(moved > known);
		chain.grow(LIFE as usize * 4);
		chain.finalise(0);
		chain.lock().forgotten = true;
		scene.tick().await;
		assert!(!scene.is_diverged());
		assert!(scene.store.open_batches().unwrap().is_empty());
		assert_eq!(scene.store.holdings().unwrap().final_batches, 1);
	}

	#[tokio::test]
	async fn nothing_is_announced_as_final_before_what_was_accepted_earlier() {
		let (chain, folder) = (Arc::new(MockChain::new()), folder());
		let (path, other) = (folder.path().join("db"), folder.path().join("other"));
		let mut devices = [1, 2].map(|seed| TestDevice::new(&chain, seed, Scheme::Ed25519));
		let scenes = [&path, &other].map(|path| Scene::open(path, &chain));
		for (scene, device) in scenes.iter().zip(&mut devices) {
			scene.store.begin_at(0).unwrap();
			let (message, _) = device.segment(2);
			assert_eq!(scene.send(device, &message).await, None);
			assert!(scene.sealer.seal().await.unwrap());
		}
		let [mut scene, mut rival] = scenes;
		let device = &mut devices[0];
		let (message, _) = device.segment(2);
		assert_eq!(scene.send(device, &message).await, None);
		assert!(scene.sealer.seal().await.unwrap());
		// The other store's batch 0 comes before this store's batch 1.
		rival.tick().await;
		scene.tick().await;
		chain.grow(1);
		chain.finalise(0);
		assert_eq!(chain.final_batches().len(), 2);
		scene.tick().await;
		assert!(scene.is_diverged());
		scene.store.allow_adoption().unwrap();
		drop((scene, rival));

		let mut scene = Scene::open(&path, &chain);
		scene.tick().await;
		chain.grow(LIFE as usize + 1);
		chain.finalise(0);
		let mut finals = Vec::new();
		for _ in 0..4 {
			let mut reached = Vec::new();
			scene.submitter.tick(&mut reached).await.unwrap();
			finals.extend(reached.into_iter().map(|reached| reached.finalized));
			let numbers: Vec<_> =
				scene.store.open_batches().unwrap().iter().map(|batch| batch.number).collect();
			assert_eq!(numbers.len() + finals.len(), 2, "{numbers:?} {finals:?}");
			chain.grow(2);
			chain.finalise(0);
		}
		assert_eq!(finals, [2, 4]);
		let submitted: Vec<_> =
			chain.lock().submitted.iter().map(|(number, root, _)| (*number, *root)).collect();
		assert_eq!(submitted.last(), Some(&(2, submitted[1].1)), "the batch was built anew");
	}

	#[tokio::test]
	async fn a_new_store_waits_for_a_node_that_has_the_newest_blocks() {
		let (chain, folder) = (Arc::new(MockChain::new()), folder());
		let device = &mut TestDevice::new(&chain, 1, Scheme::Ed25519);
		let mut scene = Scene::open(&folder.path().join("db"), &chain);
		let (message, _) = device.segment(2);
		// The node has not fetched the blocks with the account's batches yet.
		let now = tallystick_client::time::now();
		for minutes in (2..=60).rev().step_by(20) {
			chain.lock().time = Some(now - minutes * 60_000);
			chain.grow(1);
			scene.tick().await;
			assert!(!scene.store.has_begun());
			assert_eq!(scene.send(device, &message).await, Some(ErrorCode::Busy));
		}
		chain.lock().time = None;
		chain.grow(1);
		scene.tick().await;
		assert_eq!(scene.send(device, &message).await, None);
	}

	#[tokio::test]
	async fn a_new_store_says_that_the_nodes_disagree_and_begins_once_they_agree() {
		let (chain, folder) = (Arc::new(MockChain::new()), folder());
		let device = &mut TestDevice::new(&chain, 1, Scheme::Ed25519);
		let mut scene = Scene::open(&folder.path().join("db"), &chain);
		let (message, _) = device.segment(2);
		for liar in 0..2 {
			chain.lock().nodes = 2;
			chain.lock().lies = [(liar, Lie::Next)].into();
			chain.grow(1);
			scene.tick().await;
			assert_eq!(*scene.submitter.obstacle().borrow(), Some(Obstacle::Disagreement));
			assert_eq!(scene.send(device, &message).await, Some(ErrorCode::Busy));
		}
		// Two of three agree.
		chain.lock().nodes = 3;
		chain.grow(1);
		scene.tick().await;
		assert_eq!(*scene.submitter.obstacle().borrow(), None);
		assert_eq!(scene.send(device, &message).await, None);
	}

	#[tokio::test]
	async fn reports_the_quota_and_keeps_it_while_the_chain_is_away() {
		let chain = Arc::new(MockChain::new());
		let folder = folder();
		let store = Arc::new(Store::open(folder.path().join("db"), chain.options()).unwrap());
		let settings = SubmitSettings { quota_every: Duration::ZERO, ..Default::default() };
		let mut submitter = Submitter::new(store, chain.clone(), Arc::new(()), settings);
		let view = submitter.view();
		for (quota, down, reported) in [
			(Some(5), false, Some(5)),
			(Some(7), true, Some(5)),
			(Some(7), false, Some(7)),
			(None, false, None),
		] {
			{
				let mut inner = chain.lock();
				(inner.quota, inner.down) = (quota, down);
			}
			assert_eq!(submitter.tick(&mut Vec::new()).await.is_err(), down);
			assert_eq!(view.borrow().quota, reported);
		}
	}
}
