//! Plays one device: measures, sends, waits for answers, and has what faults it is told to have.

use crate::{
	forge::forge, keys::Identity, time::now, totals::millis, DeviceError, Event, Fault, Format,
	Gone, Link, Made, Message, Nature, Oracle, Playback, Queue, SimDevice, Totals,
};
use rand::{rngs::StdRng, Rng};
use std::{collections::VecDeque, sync::Arc, time::Duration};
use tallystick_evidence::{Attestation, Crypto, Native};
use tallystick_wire::{Answer, ErrorCode, Topic};
use tokio::{sync::mpsc, time::Instant};

/// How long a device plays.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
	/// Until when it measures.
	pub until: Instant,
	/// How many readings it makes at most.
	pub readings: u64,
	/// How long it waits for the last answers after that.
	pub drain: Duration,
	/// Whether it waits until everything is final.
	pub until_final: bool,
}

/// Why a device stopped playing.
#[derive(Debug, thiserror::Error)]
pub enum PlayerError {
	/// The device cannot make a message.
	#[error(transparent)]
	Device(#[from] DeviceError),
	/// The log cannot be written.
	#[error("the log cannot be written: {0}")]
	Oracle(#[from] std::io::Error),
}

/// A forged message under way.
struct Attack {
	fault: Fault,
	expected: &'static [ErrorCode],
	payload: Arc<[u8]>,
	due: Instant,
	tries: u32,
}

/// One attack in so many messages, at most.
const ATTACK_EVERY: u32 = 4;
/// A mishap in so many messages.
const MISHAP_EVERY: u32 = 6;
/// So long nothing must have come in before an attack, so that its answer is its own.
const QUIET: Duration = Duration::from_millis(300);
/// So long a device without power stays silent.
const OFF: Duration = Duration::from_millis(500);
/// So often a forged message is sent again, or a good one refused, before it counts as a failure.
const TRIES: u32 = 10;

/// Plays a device.
pub struct Player<L> {
	/// The device.
	pub device: SimDevice,
	/// What it measures.
	pub playback: Playback,
	/// What waits for its acknowledgement.
	pub queue: Queue,
	/// What carries its messages.
	pub link: Arc<L>,
	/// Who is told.
	pub oracle: Option<Oracle>,
	/// What the gateway answers.
	pub answers: mpsc::Receiver<Vec<u8>>,
	/// What goes wrong.
	pub faults: Vec<Fault>,
	/// By chance.
	pub chance: StdRng,
	/// Another device of the fleet.
	pub fellow: Identity,
	/// Milliseconds by which the device's clock is wrong.
	pub skew: i64,
	/// Whether readings are salted.
	pub salted: bool,
	/// What it did.
	pub totals: Totals,
	attack: Option<Attack>,
	next_attack: usize,
	since_attack: u32,
	held: Option<Arc<[u8]>>,
	old: VecDeque<Arc<[u8]>>,
	last: Option<Made>,
	heard: Instant,
	strikes: u32,
	reboots: u32,
	/// What the gateway counts more of than we do, of a device that it counts for.
	base: Option<u64>,
	acknowledged: u64,
	not_final: VecDeque<(u64, Instant)>,
	finalised: u64,
	off_until: Option<Instant>,
}

impl<L: Link> Player<L> {
	/// Puts a device and its surroundings together.
	pub fn new(
		device: SimDevice,
		playback: Playback,
		queue: Queue,
		link: Arc<L>,
		oracle: Option<Oracle>,
		answers: mpsc::Receiver<Vec<u8>>,
		fellow: Identity,
		chance: StdRng,
	) -> Self {
		Self {
			device,
			playback,
			queue,
			link,
			oracle,
			answers,
			faults: Vec::new(),
			chance,
			fellow,
			skew: 0,
			salted: false,
			totals: Totals::default(),
			attack: None,
			next_attack: 0,
			since_attack: 0,
			held: None,
			old: VecDeque::new(),
			last: None,
			heard: Instant::now(),
			strikes: 0,
			reboots: 0,
			base: None,
			acknowledged: 0,
			not_final: VecDeque::new(),
			finalised: 0,
			off_until: None,
		}
	}

	/// Has it suffer from these faults, beginning with the attack of this number.
	pub fn suffer(&mut self, faults: &[Fault], begin_with: usize) {
		let format = self.device.format;
		self.faults.extend(faults.iter().filter(|fault| fault.nature(format).is_some()));
		self.next_attack = begin_with;
		// The first attack comes with the second message.
		self.since_attack = ATTACK_EVERY.saturating_sub(1);
		if self.faults.contains(&Fault::Skew) {
			self.skew = self.chance.gen_range(-3_000_000..=3_000_000);
		}
	}

	/// Queues a message that was made before.
	pub fn preload(&mut self, made: Made) {
		self.totals.made += made.message.count;
		self.queue.push(made.message);
	}

	/// Plays until the limits are reached.
	pub async fn play(mut self, limits: Limits) -> Result<Totals, PlayerError> {
		let deadline = limits.until + limits.drain;
		let mut making = true;
		loop {
			let at = Instant::now();
			if self.off_until.is_some_and(|until| at >= until) {
				self.off_until = None;
			}
			let pausing = self.attack.is_some() || self.off_until.is_some();
			while making && !pausing && self.queue.has_room() {
				if at >= limits.until || self.totals.made >= limits.readings {
					making = false;
					let seed = self.seed();
					let made = self.device.flush(seed.as_ref())?;
					self.enqueue(made).await?;
				} else if self.playback.peek().time <= now() {
					self.measure().await?;
					if self.attack.is_some() || self.off_until.is_some() {
						break;
					}
				} else {
					break;
				}
			}
			let final_too = !limits.until_final || self.finalised >= self.acknowledged;
			let quiet = self.queue.is_empty() && self.attack.is_none() && final_too;
			if (!making && quiet) || at >= deadline || self.strikes >= TRIES {
				break;
			}
			self.send(at).await?;
			let wake = self.wake(at, making, &limits).min(deadline);
			tokio::select! {
				answer = self.answers.recv() => match answer {
					Some(answer) => self.take(&answer).await?,
					None => break,
				},
				() = tokio::time::sleep_until(wake) => {},
			}
		}
		let (_, waiting) = self.queue.len();
		self.totals.waiting = waiting + self.device.unsent() as u64;
		Ok(self.totals)
	}

	fn wake(&self, at: Instant, making: bool, limits: &Limits) -> Instant {
		let far = at + Duration::from_secs(1);
		let mut wake = self.off_until.unwrap_or(far).min(far);
		if self.off_until.is_none() {
			wake = wake.min(self.queue.next_due(at).unwrap_or(far));
		}
		match &self.attack {
			Some(attack) if self.queue.is_empty() => {
				wake = wake.min(attack.due.max(self.heard + QUIET))
			},
			Some(_) => {},
			None if making && self.off_until.is_none() && self.queue.has_room() => {
				let ahead = self.playback.peek().time.saturating_sub(now());
				wake = wake.min(at + Duration::from_millis(ahead)).min(limits.until);
			},
			None => {},
		}
		wake
	}

	async fn measure(&mut self) -> Result<(), PlayerError> {
		let mut point = self.playback.advance();
		point.time = point.time.saturating_add_signed(self.skew);
		let seed = self.seed();
		self.totals.made += 1;
		let made = self.device.measure(point, seed.as_ref())?;
		self.enqueue(made).await
	}

	fn seed(&mut self) -> Option<[u8; 16]> {
		self.salted.then(|| self.chance.gen())
	}

	async fn enqueue(&mut self, made: Option<Made>) -> Result<(), PlayerError> {
		let Some(made) = made else { return Ok(()) };
		self.record(Event::Sent {
			device: self.device.identity.id,
			boot: self.device.state.boot_epoch,
			sequence: made.message.first,
			attestation: self.device.format.attestation(),
			hash: hash(&made.message.payload),
			readings: made.points.iter().map(|p| (p.channel, p.time, p.value)).collect(),
			at: now(),
		})
		.await?;
		self.queue.push(made.message.clone());
		self.last = Some(made);
		if self.mishap(Fault::Power) {
			return self.lose_power().await;
		}
		self.since_attack += 1;
		if self.since_attack >= ATTACK_EVERY {
			self.since_attack = 0;
			self.plan_attack();
		}
		Ok(())
	}

	fn mishap(&mut self, fault: Fault) -> bool {
		self.faults.contains(&fault) && self.chance.gen_ratio(1, MISHAP_EVERY)
	}

	fn plan_attack(&mut self) {
		let format = self.device.format;
		let forgeries: Vec<_> = self
			.faults
			.iter()
			.filter_map(|fault| match fault.nature(format) {
				Some(Nature::Forgery(expected)) => Some((*fault, expected)),
				_ => None,
			})
			.collect();
		let place = self.next_attack.checked_rem(forgeries.len()).unwrap_or(0);
		let Some((fault, expected)) = forgeries.get(place).copied() else { return };
		self.next_attack = self.next_attack.wrapping_add(1);
		let due = Instant::now();
		// Forged once everything before it is acknowledged.
		self.attack = Some(Attack { fault, expected, payload: [].into(), due, tries: 0 });
	}

	async fn lose_power(&mut self) -> Result<(), PlayerError> {
		let unsent = self.device.unsent() as u64;
		let readings = self.queue.clear().saturating_add(unsent);
		self.totals.lost_power += readings;
		let boot = self.device.state.boot_epoch;
		let device = self.device.identity.id;
		self.record(Event::Power { device, boot, readings, at: now() }).await?;
		self.begin(boot.saturating_add(1));
		self.off_until = Some(Instant::now() + OFF);
		Ok(())
	}

	fn begin(&mut self, boot: u32) {
		self.device.reboot(boot);
		self.reboots += 1;
		self.held = None;
		self.last = None;
		self.attack = None;
		self.acknowledged = 0;
		self.finalised = 0;
		self.not_final.clear();
	}

	fn topic(&self) -> String {
		let (device, kind) = (self.device.identity.id, self.device.format.kind());
		Topic { device, kind }.to_string()
	}

	async fn send(&mut self, at: Instant) -> Result<(), PlayerError> {
		if self.off_until.is_some() {
			return Ok(());
		}
		while let Some(due) = self.queue.take_due(at) {
			let Message { first, payload, .. } = due.message;
			if due.before > 0 {
				self.totals.resent += 1;
				let (device, boot) = (self.device.identity.id, self.device.state.boot_epoch);
				self.record(Event::Resent { device, boot, sequence: first, at: now() }).await?;
			}
			if due.before == 0 && self.held.is_none() && self.mishap(Fault::Reorder) {
				self.held = Some(payload);
				continue;
			}
			if self.link.publish(self.topic(), payload.clone()).await.is_err() {
				self.queue.not_sent(first, at);
				break;
			}
			let again = self.mishap(Fault::Duplicate).then_some(payload);
			let old = match self.mishap(Fault::Replay) {
				true => self.old.front().cloned(),
				false => None,
			};
			for payload in [self.held.take(), again, old].into_iter().flatten() {
				// What is lost here is sent again from the queue, or need not arrive.
				let _ = self.link.publish(self.topic(), payload).await;
			}
		}
		if self.queue.is_empty() && at >= self.heard + QUIET {
			self.send_attack(at).await?;
		}
		Ok(())
	}

	async fn send_attack(&mut self, at: Instant) -> Result<(), PlayerError> {
		let time = self.playback.peek().time.saturating_add_signed(self.skew);
		let Some(attack) = self.attack.as_mut().filter(|attack| attack.due <= at) else {
			return Ok(());
		};
		let fault = attack.fault;
		if attack.tries >= TRIES {
			self.attack = None;
			self.totals.failures.push(format!("{fault}: no answer refused it"));
			return Ok(());
		}
		if attack.payload.is_empty() {
			let noise = self.chance.gen();
			let last = self.last.as_ref();
			let forged = forge(fault, &self.device, &self.fellow, last, time, noise);
			let Some(payload) = forged else {
				self.attack = None;
				return Ok(());
			};
			attack.payload = payload.into();
			let event = Event::Forged {
				device: self.device.identity.id,
				fault: fault.to_string(),
				hash: hash(&attack.payload),
				at: now(),
			};
			if let Some(oracle) = &self.oracle {
				oracle.record(&event).await?;
			}
		}
		attack.tries += 1;
		attack.due = at + Duration::from_secs(2);
		let payload = attack.payload.clone();
		let _ = self.link.publish(self.topic(), payload).await;
		Ok(())
	}

	async fn take(&mut self, answer: &[u8]) -> Result<(), PlayerError> {
		let Ok(answer) = Answer::decode_any(answer) else {
			self.totals.failures.push("an answer that cannot be read".into());
			return Ok(());
		};
		let at = Instant::now();
		self.heard = at;
		if self.off_until.is_some() {
			return Ok(());
		}
		let boot = self.device.state.boot_epoch;
		let counted = self.device.format.attestation() == Attestation::Gateway;
		if answer.boot == boot || counted {
			self.acknowledge(&answer, at).await?;
		}
		match answer.error {
			None => self.strikes = 0,
			Some(code) => self.refused(code, &answer, at).await?,
		}
		Ok(())
	}

	async fn acknowledge(&mut self, answer: &Answer, at: Instant) -> Result<(), PlayerError> {
		let device = self.device.identity.id;
		let boot = self.device.state.boot_epoch;
		if self.device.format.attestation() == Attestation::Gateway && self.base.is_none() {
			// It counts what came before as well. One message at a time is under way.
			let first = self.queue.first_count().filter(|_| answer.error.is_none());
			let Some(first) = first else { return Ok(()) };
			self.base = Some(answer.next.saturating_sub(first));
		}
		let base = self.base.unwrap_or(0);
		let next = answer.next.saturating_sub(base);
		if next > self.acknowledged {
			self.acknowledged = next;
			self.record(Event::Acknowledged { device, boot, next, at: now() }).await?;
		}
		for (message, took) in self.queue.acknowledge(next, at) {
			self.totals.messages += 1;
			self.totals.acknowledged += message.count;
			self.totals.until_acknowledged.push(millis(took));
			self.not_final.push_back((message.end(), at.checked_sub(took).unwrap_or(at)));
			self.old.push_back(message.payload);
			if self.old.len() > 4 {
				self.old.pop_front();
			}
		}
		let finalised = answer.finalized.unwrap_or(0).saturating_sub(base);
		if finalised > self.finalised {
			self.finalised = finalised;
			self.record(Event::Finalised { device, boot, next: finalised, at: now() }).await?;
			while let Some((_, began)) = self.not_final.front().filter(|(end, _)| *end <= finalised)
			{
				let took = at.saturating_duration_since(*began);
				self.totals.until_final.push(millis(took));
				self.not_final.pop_front();
			}
		}
		Ok(())
	}

	async fn refused(
		&mut self,
		code: ErrorCode,
		answer: &Answer,
		at: Instant,
	) -> Result<(), PlayerError> {
		if code.is_temporary() {
			self.queue.back_off(at);
			return Ok(());
		}
		let under_way = self.attack.as_ref().filter(|attack| attack.tries > 0);
		if let Some((fault, expected)) = under_way.map(|attack| (attack.fault, attack.expected)) {
			let expected = expected.contains(&code);
			self.note_refusal(code, Some(fault), expected).await?;
			self.attack = None;
			match expected {
				true => *self.totals.refused.entry(fault.as_str()).or_default() += 1,
				false => self.totals.failures.push(format!("{fault}: refused as {code}")),
			}
			return Ok(());
		}
		let reordered = self.faults.contains(&Fault::Reorder);
		match code {
			ErrorCode::Gap if answer.boot == self.device.state.boot_epoch => {
				self.note_refusal(code, None, reordered).await?;
				if self.queue.rewind(answer.next, at) == Err(Gone) {
					self.totals.failures.push("the gateway lost what it had acknowledged".into());
					self.lose_power().await?;
				}
			},
			// A message of the boot epoch before was overtaken by the loss of power.
			ErrorCode::RolledBack | ErrorCode::Gap if self.reboots > 0 => {
				self.note_refusal(code, None, true).await?;
			},
			_ => {
				self.note_refusal(code, None, false).await?;
				self.queue.back_off(at);
				self.strikes += 1;
				if self.strikes == TRIES {
					self.totals.failures.push(format!("a good message is refused as {code}"));
				}
			},
		}
		Ok(())
	}

	async fn note_refusal(
		&self,
		code: ErrorCode,
		fault: Option<Fault>,
		expected: bool,
	) -> Result<(), PlayerError> {
		let device = self.device.identity.id;
		let (code, fault) = (code.to_string(), fault.map(|fault| fault.to_string()));
		self.record(Event::Refused { device, code, fault, expected, at: now() }).await
	}

	async fn record(&self, event: Event) -> Result<(), PlayerError> {
		if let Some(oracle) = &self.oracle {
			oracle.record(&event).await?;
		}
		Ok(())
	}
}

/// A device all of whose messages have to be refused.
pub(crate) async fn play_impostor<L: Link>(
	mut player: Player<L>,
	fault: Fault,
	code: ErrorCode,
	limits: Limits,
) -> Result<Totals, PlayerError> {
	let deadline = limits.until + limits.drain;
	let expected = std::slice::from_ref(match code {
		ErrorCode::UnknownDevice => &ErrorCode::UnknownDevice,
		_ => &ErrorCode::NotActive,
	});
	let (payload, due) = ([].into(), Instant::now());
	player.attack = Some(Attack { fault, expected, payload, due, tries: 0 });
	player.heard = Instant::now();
	while player.attack.is_some() && Instant::now() < deadline {
		player.send(Instant::now()).await?;
		let wake = Instant::now() + QUIET;
		tokio::select! {
			answer = player.answers.recv() => match answer {
				Some(answer) => player.take(&answer).await?,
				None => break,
			},
			() = tokio::time::sleep_until(wake) => {},
		}
	}
	if player.attack.is_some() {
		player.totals.failures.push(format!("{fault}: no answer refused it"));
	}
	Ok(player.totals)
}

/// A message at a time is under way of a device that the gateway counts for.
pub(crate) const fn window(format: Format, window: usize) -> usize {
	match format.attestation() {
		Attestation::Gateway => 1,
		_ => window,
	}
}

fn hash(message: &[u8]) -> String {
	hex::encode(Native::hash(&[message]))
}
