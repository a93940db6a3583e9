//! Plays one device: measures, sends, waits for answers, and has what faults it is told to have.

use crate::{
	clock::{self, now},
	keys::Identity,
	roam::{At, Move, Place, Roaming},
	DeviceError, Event, Fault, Format, Link, LinkDown, Made, Message, Oracle, Playback, Queue,
	SimDevice, Totals,
};
use rand::{rngs::StdRng, Rng};
use std::{
	collections::VecDeque,
	sync::{
		atomic::{AtomicBool, Ordering},
		Arc,
	},
	time::Duration,
};
use tallystick_evidence::{Attestation, Crypto, Native};
use tallystick_wire::{ErrorCode, Kind, Reference, Topic};
use tokio::{sync::mpsc, time::Instant};

/// How long a device plays.
#[derive(Clone, Debug)]
pub struct Limits {
	/// Until when it measures.
	pub until: Instant,
	/// Set, it measures no more from now on.
	pub enough: Arc<AtomicBool>,
	/// How many readings it makes at most.
	pub readings: u64,
	/// How long it waits for the last answers after that.
	pub drain: Duration,
	/// Whether it waits until everything is final.
	pub until_final: bool,
}

impl Limits {
	/// Ends the measuring now, if it is enough.
	pub(crate) fn check(&mut self, now: Instant) {
		if self.enough.load(Ordering::Relaxed) {
			self.until = self.until.min(now);
		}
	}
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
/// So long a device without power stays silent.
const OFF: Duration = Duration::from_millis(500);
/// So often a forged message is sent again, or a good one refused, before it counts as a failure.
const TRIES: u32 = 10;

mod answers;
mod attack;
mod moving;

pub(crate) use attack::play_impostor;

/// Plays a device.
pub struct Player<L> {
	/// The device.
	pub device: SimDevice,
	/// What it measures.
	pub playback: Playback,
	/// What waits for its acknowledgement.
	pub queue: Queue,
	/// Who is told.
	pub oracle: Option<Oracle>,
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
	/// The forged message that was refused last.
	beaten: Option<Reference>,
	strikes: u32,
	/// How often in a row the gateway lacked what it had acknowledged.
	gone: u32,
	reboots: u32,
	acknowledged: u64,
	finalised: u64,
	off_until: Option<Instant>,
	/// The gateways between which it moves, and the place of the one where it is.
	gateways: Vec<At<L>>,
	here: usize,
	roaming: Option<Roaming>,
	/// From when on it prepares to leave.
	leaves: Option<Instant>,
	moving: Option<Move>,
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
			oracle,
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
			beaten: None,
			strikes: 0,
			gone: 0,
			reboots: 0,
			acknowledged: 0,
			finalised: 0,
			off_until: None,
			gateways: vec![At::new(Place { account: None, link, answers })],
			here: 0,
			roaming: None,
			leaves: None,
			moving: None,
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
	pub fn preload(&mut self, message: Message) {
		self.totals.made += message.count;
		self.queue.push(message);
	}

	/// Plays until the limits are reached.
	pub async fn play(mut self, mut limits: Limits) -> Result<Totals, PlayerError> {
		let mut making = true;
		loop {
			let at = Instant::now();
			limits.check(at);
			let deadline = limits.until + limits.drain;
			if self.off_until.is_some_and(|until| at >= until) {
				self.off_until = None;
			}
			let pausing = self.attack.is_some() || self.off_until.is_some();
			while making && !pausing && self.queue.has_room() {
				let next = self.playback.peek();
				if at >= limits.until || self.totals.made >= limits.readings || next.is_none() {
					making = false;
					let seed = self.seed();
					let made = self.device.flush(seed.as_ref())?;
					self.enqueue(made).await?;
				} else if next.is_some_and(|point| point.time <= now()) {
					self.measure().await?;
					if self.attack.is_some() || self.off_until.is_some() {
						break;
					}
				} else {
					break;
				}
			}
			let final_too = !limits.until_final || self.is_final();
			let quiet = self.queue.is_empty() && self.attack.is_none() && final_too;
			if (!making && quiet) || at >= deadline || self.strikes >= TRIES {
				break;
			}
			self.leave(at)?;
			self.send(at).await?;
			let wake = self.wake(at, making, &limits).min(deadline);
			tokio::select! {
				answer = self.hear() => match answer {
					Some((from, answer)) => self.take(from, &answer).await?,
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
		let offline = self.playback.offline_until(now());
		match offline {
			Some(until) => wake = wake.min(at + clock::wait(until)),
			None if self.off_until.is_none() => {
				let queued = match self.is_leaving(at) {
					true => self.queue.next_again(),
					false => self.queue.next_due(at),
				};
				wake = wake.min(queued.unwrap_or(far));
				wake = wake.min(self.moving.as_ref().map_or(far, |moving| moving.due));
				wake = wake.min(self.leaves.filter(|leaves| *leaves > at).unwrap_or(far));
			},
			None => {},
		}
		match &self.attack {
			Some(attack) if self.queue.is_empty() => wake = wake.min(attack.due),
			Some(_) => {},
			None if making && self.off_until.is_none() && self.queue.has_room() => {
				let next = self.playback.peek().map_or(u64::MAX, |point| point.time);
				// As far as it is awake again anyway.
				let ahead = clock::wait(next).min(Duration::from_secs(1));
				wake = wake.min(at + ahead).min(limits.until);
			},
			None => {},
		}
		wake
	}

	async fn measure(&mut self) -> Result<(), PlayerError> {
		if self.playback.has_forgotten() {
			return self.lose_power().await;
		}
		let seed = self.seed();
		while let Some(mut point) = self.playback.advance() {
			point.time = point.time.saturating_add_signed(self.skew);
			self.totals.made += 1;
			let made = self.device.measure(point, seed.as_ref())?;
			// A meter's registers are read together.
			if !self.device.is_half() {
				return self.enqueue(made).await;
			}
		}
		Ok(())
	}

	fn seed(&mut self) -> Option<[u8; 16]> {
		self.salted.then(|| self.chance.gen())
	}

	async fn enqueue(&mut self, made: Option<Made>) -> Result<(), PlayerError> {
		let Some(made) = made else { return Ok(()) };
		self.totals.made += made.repeated;
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
		self.moving = None;
		self.gateways.iter_mut().for_each(|gateway| gateway.not_final.clear());
	}

	fn topic(&self, kind: Kind) -> String {
		Topic { device: self.device.identity.id, kind }.to_string()
	}

	/// Publishes a message of the device's format at the gateway where it is.
	async fn publish(&self, payload: Arc<[u8]>) -> Result<(), LinkDown> {
		self.publish_on(self.device.format.kind(), payload).await
	}

	async fn publish_on(&self, kind: Kind, payload: Arc<[u8]>) -> Result<(), LinkDown> {
		let here = self.gateways.get(self.here).ok_or(LinkDown)?;
		here.place.link.publish(self.topic(kind), payload).await
	}

	async fn send(&mut self, at: Instant) -> Result<(), PlayerError> {
		if self.off_until.is_some() || self.playback.offline_until(now()).is_some() {
			return Ok(());
		}
		self.send_move(at).await;
		let leaving = self.is_leaving(at);
		while let Some(due) = self.queue.take_due(at, leaving) {
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
			if self.publish(payload.clone()).await.is_err() {
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
				let _ = self.publish(payload).await;
			}
		}
		if self.queue.is_empty() {
			self.send_attack(at).await?;
		}
		Ok(())
	}

	async fn record(&self, event: Event) -> Result<(), PlayerError> {
		if let Some(oracle) = &self.oracle {
			oracle.record(&event).await?;
		}
		Ok(())
	}
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
