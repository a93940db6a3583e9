//! Accepts messages from the broker: reads, verifies, stores and answers them, group by group.

mod message;
mod read;
mod signatures;
mod verify;

use crate::{
	chain::{DeviceFacts, Facts},
	clock::{Clock, Trust},
	link::{Inbound, Outbound},
	registry::{Lookup, Registry},
	steps::{Step, Steps},
	stop::Stop,
	store::{on_disk, Accepted, Incoming, Outcome, Store, StoreOptions},
};
use message::{Checked, Pending, Refusal, ReplyTo};
use std::{
	collections::{BTreeMap, HashMap, HashSet},
	sync::{Arc, Mutex, PoisonError},
	time::{Duration, Instant},
};
use tallystick_evidence::DeviceId;
use tallystick_wire::{senml, Answer, ErrorCode, Kind, Reference, Topic};
use tokio::sync::mpsc;

/// The settings of an [`Ingest`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct IngestSettings {
	/// Most messages of a group, which are verified and stored together.
	pub group: usize,
	/// Longest wait of a group for more messages.
	pub linger: Duration,
	/// The number of threads that verify a group.
	pub workers: usize,
	/// Readings further ahead of the gateway's clock are refused.
	pub max_ahead: Duration,
	/// Most bytes of a message.
	pub max_message: usize,
	/// Messages of a device that sent a bad signature are verified separately for this time.
	pub penalty: Duration,
	/// Most messages of such a device in a group; the others are deferred.
	pub penalty_share: usize,
	/// Most devices in a group whose facts are not in the store; messages of the others are deferred.
	pub max_new_devices: usize,
	/// Longest wait of an answer for room in the outbound queue. Then it is dropped, and the device
	/// sends its message again.
	pub answer_wait: Duration,
}

impl Default for IngestSettings {
	fn default() -> Self {
		Self {
			group: 4_096,
			linger: Duration::from_millis(5),
			workers: std::thread::available_parallelism().map_or(1, usize::from),
			max_ahead: Duration::from_secs(3_600),
			max_message: tallystick_wire::MAX_MESSAGE,
			penalty: Duration::from_secs(60),
			penalty_share: 8,
			max_new_devices: 128,
			answer_wait: Duration::from_secs(1),
		}
	}
}

/// The pipeline from the broker's messages to stored readings and answers.
pub struct Ingest<C> {
	store: Arc<Store>,
	registry: Arc<Registry<C>>,
	steps: Arc<dyn Steps>,
	settings: IngestSettings,
	penalties: Mutex<HashMap<DeviceId, Instant>>,
	points: Arc<signatures::Points>,
	clock: Option<Clock>,
}

/// Most devices with bad signatures that are remembered.
const MAX_PENALTIES: usize = 4_096;

/// Bytes of messages at which a group is full. Decoded readings take some twenty times as much.
const GROUP_BYTES: usize = 1024 * 1024;
/// Messages by which a group grows before its bytes are counted.
const GROUP_STEP: usize = 64;
/// Most messages that are verified at once: where one has a bad signature, they are all verified again.
const TOGETHER: usize = 1_024;

impl<C: Facts> Ingest<C> {
	/// A pipeline into this store.
	pub fn new(
		store: Arc<Store>,
		registry: Arc<Registry<C>>,
		steps: Arc<dyn Steps>,
		settings: IngestSettings,
	) -> Self {
		let (penalties, points) = Default::default();
		Self { store, registry, steps, settings, penalties, points, clock: None }
	}

	/// With this clock, messages that depend on the time are deferred while it cannot be trusted.
	pub(crate) fn with_clock(self, clock: Clock) -> Self {
		Self { clock: Some(clock), ..self }
	}

	/// Runs until it is stopped or `rx` ends. Messages that were received from `rx` are still answered.
	pub async fn run(
		self,
		mut rx: mpsc::Receiver<Inbound>,
		tx: mpsc::Sender<Outbound>,
		mut stop: Stop,
	) {
		// While one group is written, the next is verified, and the one after it is gathered.
		let (verified, mut to_store) = mpsc::channel(1);
		let verify = async {
			let mut next = Gathered::default();
			while self.gather(&mut rx, &mut stop, &mut next).await {
				let group = std::mem::take(&mut next).messages;
				let work = async { verified.send(self.check(group).await).await };
				tokio::pin!(work);
				let sent = loop {
					let more = next.fill(&mut rx, self.settings.group);
					tokio::select! {
						biased;
						sent = &mut work => break sent,
						() = stop.stopped() => break work.await,
						more = more => if !more {
							break work.await;
						},
					}
				};
				if sent.is_err() {
					break;
				}
			}
			drop(verified);
		};
		let store = async {
			while let Some(group) = to_store.recv().await {
				for answer in self.accept(group).await {
					let sent = tx.send_timeout(answer, self.settings.answer_wait).await;
					if sent.is_err() {
						metrics::counter!("tallystick_gateway_answers_dropped_total").increment(1);
					}
				}
				self.steps.reached(Step::Acknowledged);
			}
		};
		tokio::join!(verify, store);
	}

	/// Accepts one group, and returns the answers.
	pub async fn take(&self, group: Vec<Inbound>) -> Vec<Outbound> {
		let checked = self.check(group).await;
		self.accept(checked).await
	}

	/// Waits until there is a group. `false` if there will be none.
	async fn gather(
		&self,
		rx: &mut mpsc::Receiver<Inbound>,
		stop: &mut Stop,
		group: &mut Gathered,
	) -> bool {
		let most = self.settings.group;
		if group.messages.is_empty() {
			let first = tokio::select! {
				biased;
				() = stop.stopped() => None,
				first = rx.recv() => first,
			};
			let Some(first) = first else { return false };
			group.push(first);
		}
		let until = tokio::time::Instant::now() + self.settings.linger;
		while !stop.is_stopped() && !group.is_full(most) {
			match tokio::time::timeout_at(until, group.fill(rx, most)).await {
				Ok(true) => {},
				Ok(false) | Err(_) => break,
			}
		}
		let count = group.messages.len();
		self.steps.reached(Step::Received);
		metrics::counter!("tallystick_gateway_messages_total").increment(count as u64);
		metrics::histogram!("tallystick_gateway_group_messages").record(count as f64);
		true
	}

	/// Checks everything but the order.
	async fn check(&self, group: Vec<Inbound>) -> Vec<Checked> {
		let began = Instant::now();
		let most = self.settings.max_message;
		let (pending, mut checked) = on_disk(&self.store, move |_| read_all(group, most)).await;

		let trust = self.clock.as_ref().map_or(Trust::Agrees, Clock::trust);

		let known = self.look_up(&pending).await;
		let mut jobs = Vec::with_capacity(pending.len());
		let mut apart = Vec::new();
		let mut shares = HashMap::<DeviceId, usize>::new();
		for Pending { place, reply_to, message, unverified } in pending {
			let device = reply_to.topic.device;
			let refuse = |code| Checked::Bad(Refusal { reply_to, code, detail: None });
			if !trust.holds() && is_relative(&unverified) {
				checked.insert(place, Checked::Bad(clock_is_wrong(reply_to)));
				continue;
			}
			let facts = match known.get(&device) {
				Some(Lookup::Known(facts)) => facts.clone(),
				Some(Lookup::Unknown) => {
					checked.insert(place, refuse(ErrorCode::UnknownDevice));
					continue;
				},
				Some(Lookup::Unavailable) | None => {
					checked.insert(place, refuse(ErrorCode::Unavailable));
					continue;
				},
			};
			let job = verify::Job { place, reply_to, message, unverified, facts };
			if !self.is_penalised(&device) {
				jobs.push(job);
				continue;
			}
			let share = shares.entry(device).or_default();
			*share = share.saturating_add(1);
			if *share > self.settings.penalty_share {
				metrics::counter!("tallystick_gateway_deferred_total").increment(1);
				checked.insert(place, refuse(ErrorCode::Busy));
			} else {
				apart.push(job);
			}
		}

		// A device's messages stay together, since one multiplication serves all of one key.
		jobs.sort_by_key(|job| (job.reply_to.topic.device, job.place));
		let share = jobs.len().div_ceil(self.settings.workers.max(1)).clamp(1, TOGETHER);
		let StoreOptions { genesis, account, .. } = *self.store.options();
		let (identity, ahead) = (read::Identity { genesis, account }, self.ahead());
		let mut tasks = Vec::new();
		while !jobs.is_empty() {
			let rest = jobs.split_off(share.min(jobs.len()));
			let chunk = std::mem::replace(&mut jobs, rest);
			tasks.push(self.verify(identity, ahead, chunk, verify::Together::Yes));
		}
		for done in futures::future::join_all(tasks).await {
			checked.extend(done);
		}
		if !apart.is_empty() {
			checked.extend(self.verify(identity, ahead, apart, verify::Together::No).await);
		}
		for one in checked.values_mut() {
			match one {
				Checked::Bad(Refusal { reply_to, code: ErrorCode::BadSignature, .. }) => {
					self.penalise(reply_to.topic.device);
				},
				// The device's clock may well be right, unless a block has shown the time.
				Checked::Bad(Refusal { reply_to, code: ErrorCode::FromFuture, .. })
					if trust != Trust::Agrees =>
				{
					*one = Checked::Bad(clock_is_wrong(*reply_to));
				},
				_ => {},
			}
		}
		metrics::histogram!("tallystick_gateway_verify_seconds").record(began.elapsed());
		self.steps.reached(Step::Verified);
		checked.into_values().collect()
	}

	async fn verify(
		&self,
		identity: read::Identity,
		ahead: u64,
		jobs: Vec<verify::Job>,
		together: verify::Together,
	) -> Vec<(usize, Checked)> {
		let points = self.points.clone();
		on_disk(&self.store, move |_| verify::verify(&points, &identity, ahead, jobs, together))
			.await
	}

	fn ahead(&self) -> u64 {
		u64::try_from(self.settings.max_ahead.as_millis()).unwrap_or(u64::MAX)
	}

	async fn look_up(&self, pending: &[Pending]) -> HashMap<DeviceId, Lookup> {
		// The highest key epoch that a message names for a device.
		let mut devices = BTreeMap::<DeviceId, Option<u32>>::new();
		for Pending { reply_to, unverified, .. } in pending {
			let claimed = devices.entry(reply_to.topic.device).or_default();
			*claimed = (*claimed).max(unverified.key_epoch());
		}
		let unseen: Vec<_> =
			devices.keys().filter(|device| !self.registry.is_cached(device)).copied().collect();
		// After a restart nothing is cached, but the store has the facts of known devices.
		let new = match unseen.is_empty() {
			true => HashSet::new(),
			false => on_disk(&self.store, move |store| new_devices(store, unseen)).await,
		};
		let deferred: HashSet<_> = new.into_iter().skip(self.settings.max_new_devices).collect();
		devices.retain(|device, _| !deferred.contains(device));
		self.registry.look_up(devices).await
	}

	fn is_penalised(&self, device: &DeviceId) -> bool {
		let mut penalties = self.penalties.lock().unwrap_or_else(PoisonError::into_inner);
		match penalties.get(device) {
			Some(until) if *until > Instant::now() => true,
			Some(_) => {
				penalties.remove(device);
				false
			},
			None => false,
		}
	}

	fn penalise(&self, device: DeviceId) {
		let mut penalties = self.penalties.lock().unwrap_or_else(PoisonError::into_inner);
		if penalties.len() >= MAX_PENALTIES {
			penalties.clear();
		}
		penalties.insert(device, Instant::now() + self.settings.penalty);
	}

	/// Stores the valid messages, and makes the answers.
	async fn accept(&self, group: Vec<Checked>) -> Vec<Outbound> {
		let began = Instant::now();
		let steps = self.steps.clone();
		let done = on_disk(&self.store, move |store| {
			let mut good = Vec::with_capacity(group.len());
			let mut senders = Vec::with_capacity(group.len());
			let mut bad = Vec::new();
			for one in group {
				match one {
					Checked::Good(reply_to, incoming, facts) => {
						senders.push((reply_to, facts));
						good.push(*incoming);
					},
					Checked::Bad(refusal) => bad.push(refusal),
				}
			}
			let accepted = match good.is_empty() {
				true => {
					write_noted_facts(store);
					Ok(Vec::new())
				},
				false if !store.has_room() => {
					write_noted_facts(store);
					Err(ErrorCode::Busy)
				},
				false => store.accept(&good, &*steps).map_err(|error| {
					tracing::warn!(%error, messages = good.len(), "a group of messages could not be stored; its devices are answered Busy");
					metrics::counter!("tallystick_gateway_store_failures_total").increment(1);
					ErrorCode::Busy
				}),
			};
			if accepted.as_ref().is_ok_and(|accepted| !accepted.is_empty()) {
				steps.reached(Step::Stored);
			}
			answers(store, &senders, &good, accepted, bad)
		})
		.await;
		metrics::histogram!("tallystick_gateway_store_seconds").record(began.elapsed());
		done
	}
}

/// Whether the gateway's clock gives readings of this message their time.
fn is_relative(unverified: &read::Unverified) -> bool {
	match unverified {
		read::Unverified::Senml(records) => {
			records.iter().any(|record| matches!(record.time, senml::Time::Relative(_)))
		},
		read::Unverified::Segment(_)
		| read::Unverified::Readings(_)
		| read::Unverified::Move(_) => false,
	}
}

fn clock_is_wrong(reply_to: ReplyTo) -> Refusal {
	let code = ErrorCode::Unavailable;
	let detail =
		format!("The gateway's clock does not agree with the chain's yet. {}", code.advice());
	Refusal { reply_to, code, detail: Some(detail) }
}

/// A group that is being gathered.
#[derive(Default)]
struct Gathered {
	messages: Vec<Inbound>,
	bytes: usize,
}

impl Gathered {
	fn push(&mut self, message: Inbound) {
		self.bytes = self.bytes.saturating_add(message.payload.len());
		self.messages.push(message);
	}

	fn is_full(&self, most: usize) -> bool {
		self.messages.len() >= most || self.bytes >= GROUP_BYTES
	}

	/// Takes some messages, once there are any and they find room. `false` if there will be no more. Safe
	/// to cancel.
	async fn fill(&mut self, rx: &mut mpsc::Receiver<Inbound>, most: usize) -> bool {
		if self.is_full(most) {
			return std::future::pending().await;
		}
		let before = self.messages.len();
		let room = most.saturating_sub(before).min(GROUP_STEP);
		let more = rx.recv_many(&mut self.messages, room).await;
		let new = self.messages.iter().skip(before);
		self.bytes += new.map(|message| message.payload.len()).sum::<usize>();
		more > 0
	}
}

/// Decodes a group. Malformed messages are refused at once; each message keeps its place.
fn read_all(group: Vec<Inbound>, most: usize) -> (Vec<Pending>, BTreeMap<usize, Checked>) {
	let mut refusals = BTreeMap::new();
	let mut pending = Vec::with_capacity(group.len());
	for (place, message) in group.into_iter().enumerate() {
		let Ok(topic) = message.topic.parse::<Topic>() else {
			// There is no device to answer.
			refused(ErrorCode::Malformed);
			continue;
		};
		let (number, read) = match message.payload.len() > most {
			true => (None, Err(ErrorCode::TooLarge.into())),
			false => read::read(&topic, &message.payload, message.received),
		};
		let json = topic.kind == Kind::Senml && senml::is_json(&message.payload);
		let of_hash = || Reference::of(&message.payload);
		let reference = number.map_or_else(of_hash, Reference::Number);
		let reply_to = ReplyTo { topic, json, reference };
		match read {
			_ if !topic.kind.is_upward() || topic.kind.is_of_commands() => {},
			Ok(unverified) => pending.push(Pending { place, reply_to, message, unverified }),
			Err(read::Invalid(code, detail)) => {
				refusals.insert(place, Checked::Bad(Refusal { reply_to, code, detail }));
			},
		}
	}
	(pending, refusals)
}

/// Stores the noted facts if no group of messages has stored them.
fn write_noted_facts(store: &Store) {
	if let Err(error) = store.write_noted_facts() {
		tracing::warn!(%error, "the facts of devices could not be stored; the gateway tries again with the next group of messages");
	}
}

/// The devices whose facts are not in the store.
fn new_devices(store: &Store, devices: Vec<DeviceId>) -> HashSet<DeviceId> {
	let is_new = |device: &DeviceId| !matches!(store.facts(*device), Ok(Some(_)));
	devices.into_iter().filter(is_new).collect()
}

fn answers(
	store: &Store,
	senders: &[(ReplyTo, Arc<DeviceFacts>)],
	good: &[Incoming],
	accepted: Result<Vec<Accepted>, ErrorCode>,
	bad: Vec<Refusal>,
) -> Vec<Outbound> {
	let mut out = Vec::new();
	let (mut stored, mut duplicates) = (0u64, 0u64);
	let mut progress = Progress { store, known: HashMap::new() };
	// An acknowledgement covers all lower numbers: one answer a boot epoch is enough. It refers to the
	// last message.
	let mut acks = BTreeMap::<(DeviceId, u32), (ReplyTo, Answer)>::new();
	let failed = accepted.as_ref().err().copied();
	let mut accepted = accepted.unwrap_or_default().into_iter();
	for ((reply_to, facts), message) in senders.iter().zip(good) {
		let accepted = match failed {
			None => accepted.next(),
			Some(code) => progress
				.of(&reply_to.topic)
				.map(|progress| Accepted { outcome: Outcome::Refused(code), ..progress }),
		};
		let Some(Accepted { outcome, boot, next, finalized }) = accepted else { continue };
		let mut answer = match outcome {
			Outcome::Stored(new) => {
				stored = stored.saturating_add(new.into());
				Answer::ack(reply_to.reference, boot, next)
			},
			Outcome::Moved => {
				metrics::counter!("tallystick_gateway_moves_total").increment(1);
				Answer::ack(reply_to.reference, boot, next)
			},
			Outcome::Duplicate => {
				duplicates = duplicates.saturating_add(1);
				Answer::ack(reply_to.reference, boot, next)
			},
			Outcome::Refused(code) => {
				refused(code);
				let mut answer = Answer::refusal(reply_to.reference, boot, next, code);
				if code == ErrorCode::Gap {
					answer.detail = Some(format!("{} It is {next}.", code.advice()));
				}
				answer
			},
			Outcome::Stale(stale) => {
				refused(ErrorCode::Stale);
				let detail = Some(read::stale(message, facts, &stale));
				Answer {
					detail,
					..Answer::refusal(reply_to.reference, boot, next, ErrorCode::Stale)
				}
			},
		};
		answer.finalized = Some(finalized);
		if reply_to.topic.kind != Kind::Senml && answer.error.is_none() {
			acks.insert((reply_to.topic.device, boot), (*reply_to, answer));
		} else {
			out.push(reply_to.reply(answer));
		}
	}
	metrics::counter!("tallystick_gateway_readings_total").increment(stored);
	metrics::counter!("tallystick_gateway_duplicates_total").increment(duplicates);
	out.extend(acks.into_values().map(|(reply_to, answer)| reply_to.reply(answer)));
	let mut answered = HashSet::new();
	for Refusal { reply_to, code, detail } in bad {
		refused(code);
		// Equal refusals of a group are answered once.
		if !answered.insert((reply_to.topic, reply_to.reference, code)) {
			continue;
		}
		// The store has nothing of an unknown device.
		let is_known = code != ErrorCode::UnknownDevice;
		let progress = is_known.then(|| progress.of(&reply_to.topic)).flatten();
		let (boot, next) = progress.map_or((0, 0), |progress| (progress.boot, progress.next));
		let mut answer = Answer::refusal(reply_to.reference, boot, next, code);
		answer.detail = detail.or(answer.detail);
		out.push(reply_to.reply(answer));
	}
	out
}

/// The stored progress of devices, each read once.
struct Progress<'a> {
	store: &'a Store,
	known: HashMap<(DeviceId, bool), Option<Accepted>>,
}

impl Progress<'_> {
	fn of(&mut self, topic: &Topic) -> Option<Accepted> {
		let (device, signed) = (topic.device, topic.kind != Kind::Senml);
		let look_up = || self.store.progress_of(device, signed).ok();
		self.known.entry((device, signed)).or_insert_with(look_up).clone()
	}
}

fn refused(code: ErrorCode) {
	metrics::counter!("tallystick_gateway_refused_total", "error" => code.as_str()).increment(1);
}

#[cfg(test)]
mod tests;
