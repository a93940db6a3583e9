//! The gateway's knowledge of the actuators that it commands, and the messages that are due to them. It makes no
//! requests, and may be lost.

use super::{grants::Held, shown, Dropped};
use crate::{
	chain::{Block, Commanded, Commands, NewestCommand},
	link::Outbound,
};
use std::{
	collections::{BTreeMap, BTreeSet},
	time::Duration,
};
use tallystick_client::AccountId;
use tallystick_control::{
	message::{MAX_NEWEST, MAX_SIGNED},
	Beat, Command, CommandState, Done, Newest, Nonce, Outcome, Payload, Signed,
};
use tallystick_evidence::{DeviceId, Hash, SecretKey};
use tallystick_wire::{Kind, Topic};
use tokio::time::Instant;

/// The number of beats in a lease.
const BEATS: u32 = 3;
/// The longest time between two beats while the newest command is unanswered. The command may have been lost, and goes
/// out with each.
const REPEAT: Duration = Duration::from_secs(10);
/// A device that does not take a grant after this many offers never will.
const OFFERS: u32 = 3;
/// After this many such repetitions in a row, the gateway warns.
const UNHEARD: u32 = 5;
/// In blocks: if a device repeats its nonce sooner than this after a beat, it did not accept the beat.
const SOON: u32 = 5;
/// Most answers of an actuator whose signatures are checked at once. Anybody may have forged them. The bound keeps
/// places for other actuators; it also has to leave one for the device's own answer.
const CHECKS: usize = 4;
/// What goes to a device is dropped if it is not published within this time.
const FRESH: Duration = Duration::from_secs(2);

/// A finalised block up to which the newest commands are known.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Head {
	/// Its height and hash.
	pub(super) block: Block,
	/// Its clock: UTC, in milliseconds.
	pub(super) time: u64,
}

/// The actuators whose grants the gateway holds.
pub(super) struct Board {
	signer: Signer,
	devices: BTreeMap<DeviceId, BTreeMap<u16, Actuator>>,
	/// The owners of the devices, where they are known.
	owners: BTreeMap<DeviceId, AccountId>,
	/// The devices whose newest commands are not known.
	doubtful: BTreeSet<DeviceId>,
	head: Option<Head>,
	/// When the head last rose. `None` until it has: before, it may have stood still for long.
	moved_at: Option<Instant>,
}

/// What goes to devices is signed with the gateway's command key.
struct Signer {
	key: SecretKey,
	genesis: Hash,
}

/// One actuator.
struct Actuator {
	held: Held,
	/// The device's last report: its nonce, and the grant that it took last.
	nonce: Option<Nonce>,
	/// Whether the grant was published since then.
	is_offered: bool,
	/// How often this grant was published.
	offers: u32,
	/// The newest command.
	command: Option<NewestCommand>,
	/// When a beat was last published since the device's last word, and its height.
	beaten: Option<(Instant, u32)>,
	/// The command that was published last since then.
	sent: Option<u64>,
	/// The highest id to which the chain is known to have the answer.
	settled: u64,
	/// The newest command, if the chain shows it answered and the device refuses it now.
	denied: Option<u64>,
	/// The number of answers whose signatures are being checked.
	checking: usize,
	/// The number of answers that are being submitted: one, and beside it one to the newest command.
	submitting: usize,
	/// How often in a row the device repeated its nonce soon after a beat with it.
	unheard: u32,
	/// The answer that was last handed to a node, and when. It has the greatest id and boot epoch of those that rest.
	submitted: Option<(Done, Instant)>,
	/// What was last logged.
	warned: Option<Trouble>,
}

/// A reason why an actuator is not commanded, or obeys nothing. Only a new grant helps.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Trouble {
	/// The chain's command is of another tenure than the grant.
	Tenure,
	/// The grant has ended.
	Ended,
	/// The device does not take the grant.
	NotTaken,
	/// The device does not take beats.
	Unheard,
}

impl Board {
	/// A board without grants.
	pub(super) fn new(key: SecretKey, genesis: Hash) -> Self {
		let (devices, owners, doubtful, head, moved_at) = Default::default();
		Self { signer: Signer { key, genesis }, devices, owners, doubtful, head, moved_at }
	}

	/// Replaces all grants. The knowledge of an actuator is kept if its grant stays the same.
	pub(super) fn hold(&mut self, held: Vec<Held>) {
		let mut before = std::mem::take(&mut self.devices);
		for held in held {
			let (device, channel) = (held.device, held.grant.channel);
			let known = before.get_mut(&device).and_then(|actuators| actuators.remove(&channel));
			let actuator = match known {
				Some(known) if known.held == held => known,
				Some(known) => Actuator { nonce: known.nonce, ..Actuator::new(held) },
				None => Actuator::new(held),
			};
			if actuator.command.is_none() {
				self.doubtful.insert(device);
			}
			self.devices.entry(device).or_default().insert(channel, actuator);
		}
		self.owners.retain(|device, _| self.devices.contains_key(device));
		self.doubtful.retain(|device| self.devices.contains_key(device));
	}

	/// The block up to which the newest commands are known.
	pub(super) fn seen(&self) -> Option<Block> {
		self.head.map(|head| head.block)
	}

	/// Whether the newest commands of a device are not known.
	pub(super) fn is_in_doubt(&self) -> bool {
		!self.doubtful.is_empty()
	}

	/// Marks the newest commands of these devices for a query, and returns all devices to query. If a device is not in
	/// doubt, its owner is known, because every event that changes the owner names the device.
	pub(super) fn doubt(&mut self, changed: &Commanded) -> Vec<DeviceId> {
		let is_changed = |device: &DeviceId| match changed {
			Commanded::Of { devices, owners } => {
				let owner = self.owners.get(device);
				devices.contains(device) || owner.is_some_and(|owner| owners.contains(owner))
			},
			Commanded::All => true,
		};
		let changed = self.devices.keys().copied().filter(is_changed);
		self.doubtful.extend(changed);
		self.doubtful.iter().copied().collect()
	}

	/// Forgets the head and all commands.
	pub(super) fn forget(&mut self) {
		(self.head, self.moved_at) = (None, None);
		self.doubtful = self.devices.keys().copied().collect();
		for actuator in self.devices.values_mut().flat_map(BTreeMap::values_mut) {
			(actuator.command, actuator.beaten, actuator.sent) = (None, None, None);
			actuator.settled = 0;
		}
	}

	/// Takes the newest commands at a finalised head. `None` if those of a device could not be read. Its channels then
	/// get no beat, which could keep alive a command that has ended.
	pub(super) fn update(
		&mut self,
		head: Head,
		answers: Vec<(DeviceId, Option<Commands>)>,
		now: Instant,
	) {
		if self.head.replace(head).is_some_and(|before| head.block.number > before.block.number) {
			self.moved_at = Some(now);
		}
		for (device, commands) in answers {
			let Some(actuators) = self.devices.get_mut(&device) else { continue };
			if commands.is_some() {
				self.doubtful.remove(&device);
			}
			let Commands { owner, newest } = commands.unwrap_or_default();
			match owner {
				Some(owner) => self.owners.insert(device, owner),
				None => self.owners.remove(&device),
			};
			for (channel, actuator) in actuators {
				let command = newest.iter().find(|command| command.channel == *channel);
				actuator.note(command.copied());
			}
		}
		for (device, actuators) in &mut self.devices {
			for actuator in actuators.values_mut() {
				actuator.complain(device, &head);
			}
		}
	}

	/// Takes a device's message on `nonce`. The device asks for a beat, so everything published before counts no
	/// longer.
	pub(super) fn report<'a>(
		&mut self,
		device: &DeviceId,
		nonces: impl Iterator<Item = &'a Nonce>,
	) -> Result<(), Dropped> {
		let height = self.height();
		let actuators = self.devices.get_mut(device).ok_or(Dropped::NotGranted)?;
		for nonce in nonces {
			if let Some(actuator) = actuators.get_mut(&nonce.channel) {
				actuator.hear(device, *nonce, height);
			}
		}
		Ok(())
	}

	/// The messages that are due. Only grants are due if the head has not risen within `standstill`, or its clock is
	/// before `earliest`: a node that fetches old blocks shows old commands.
	pub(super) fn due(
		&mut self,
		now: Instant,
		standstill: Duration,
		earliest: u64,
	) -> Vec<Outbound> {
		let mut out = Vec::new();
		let moved_at = self.moved_at;
		let is_moving = moved_at.is_some_and(|at| now.saturating_duration_since(at) < standstill);
		let head = self.head.filter(|head| is_moving && head.time >= earliest);
		for (device, actuators) in &mut self.devices {
			for actuator in actuators.values_mut() {
				out.extend(actuator.offer(device));
			}
			let Some(head) = head else { continue };
			if !actuators.values().any(|actuator| actuator.is_due(&head, now)) {
				continue;
			}
			let mut groups = BTreeMap::<u64, Vec<(NewestCommand, &mut Actuator)>>::new();
			for actuator in actuators.values_mut() {
				if let Some((nonce, command)) = actuator.commandable() {
					groups.entry(nonce.value).or_default().push((command, actuator));
				}
			}
			for (nonce, mut group) in groups {
				for part in group.chunks_mut(MAX_NEWEST) {
					if part.iter().any(|(_, actuator)| actuator.is_due(&head, now)) {
						self.signer.publish(&mut out, device, nonce, &head, part, now);
					}
				}
			}
		}
		out
	}

	/// Whether the last finalised state lets an answer count on the chain. Its signature is being checked until
	/// [`Board::checked`].
	pub(super) fn check(&mut self, device: &DeviceId, done: &Done) -> Result<(), Dropped> {
		let actuator = self.actuator(device, done.channel).ok_or(Dropped::NotGranted)?;
		let newest = actuator.command.ok_or(Dropped::UnknownCommand)?;
		if done.tenure != newest.tenure {
			return Err(Dropped::Tenure);
		}
		if done.id == 0 || done.id > newest.command.id.0 {
			return Err(Dropped::UnknownCommand);
		}
		// A device that has rebooted may refuse what it had answered.
		let is_denied =
			done.id == newest.command.id.0 && matches!(done.outcome, Outcome::Refused(_));
		if done.id <= actuator.settled && !is_denied {
			return Err(Dropped::Settled);
		}
		if actuator.checking >= CHECKS {
			return Err(Dropped::Overrun);
		}
		actuator.checking = actuator.checking.saturating_add(1);
		Ok(())
	}

	/// Records that the messages for a device were not published. They are due again at the device's next turn.
	pub(super) fn unsent(&mut self, device: &DeviceId) {
		for actuator in self.devices.get_mut(device).into_iter().flat_map(BTreeMap::values_mut) {
			(actuator.is_offered, actuator.beaten, actuator.sent) = (false, None, None);
		}
	}

	/// Ends the check of a signature.
	pub(super) fn checked(&mut self, device: &DeviceId, channel: u16) {
		if let Some(actuator) = self.actuator(device, channel) {
			actuator.checking = actuator.checking.saturating_sub(1);
		}
	}

	/// Records that a signed answer of the device is handed to a node now. Refuses if the same or a later one was
	/// handed over a moment ago, or another one is being submitted. An answer to the newest command does not wait for
	/// one to an older command, which anybody may have replayed. It is being submitted until [`Board::submitted`].
	/// Returns the finalised height.
	pub(super) fn submit(
		&mut self,
		device: &DeviceId,
		done: &Done,
		now: Instant,
		rest: Duration,
	) -> Result<u32, Dropped> {
		let height = self.height();
		let actuator = self.actuator(device, done.channel).ok_or(Dropped::NotGranted)?;
		// It is signed, so the device itself reports this, and may report it until the chain's next command.
		if done.id == actuator.settled && matches!(done.outcome, Outcome::Refused(_)) {
			actuator.denied = Some(done.id);
		}
		let is_resting = |(last, at): (Done, Instant)| {
			let is_later = (done.id, done.boot_epoch) > (last.id, last.boot_epoch);
			!is_later && now.saturating_duration_since(at) < rest
		};
		if actuator.submitted.is_some_and(is_resting) {
			return Err(Dropped::Repeated);
		}
		let is_newest = actuator.command.is_some_and(|newest| newest.command.id.0 == done.id);
		if actuator.submitting > usize::from(is_newest) {
			return Err(Dropped::Overrun);
		}
		actuator.submitting = actuator.submitting.saturating_add(1);
		actuator.submitted = Some((*done, now));
		Ok(height)
	}

	/// Notes that a node has taken or refused an answer, or gave no reply.
	pub(super) fn submitted(&mut self, device: &DeviceId, channel: u16) {
		if let Some(actuator) = self.actuator(device, channel) {
			actuator.submitting = actuator.submitting.saturating_sub(1);
		}
	}

	/// Undoes the record that an answer was handed to a node.
	pub(super) fn forget_submitted(&mut self, device: &DeviceId, done: &Done) {
		if let Some(actuator) = self.actuator(device, done.channel) {
			actuator.submitted = actuator.submitted.filter(|(last, _)| last != done);
		}
	}

	fn height(&self) -> u32 {
		self.seen().unwrap_or_default().number
	}

	fn actuator(&mut self, device: &DeviceId, channel: u16) -> Option<&mut Actuator> {
		self.devices.get_mut(device)?.get_mut(&channel)
	}
}

impl Actuator {
	fn new(held: Held) -> Self {
		Self {
			held,
			nonce: None,
			is_offered: false,
			offers: 0,
			command: None,
			beaten: None,
			sent: None,
			settled: 0,
			denied: None,
			checking: 0,
			submitting: 0,
			unheard: 0,
			submitted: None,
			warned: None,
		}
	}

	/// Takes the newest command.
	fn note(&mut self, command: Option<NewestCommand>) {
		self.command = command;
		let Some(NewestCommand { command, state, .. }) = command else { return };
		self.settled = match state {
			CommandState::Answered => command.id.0,
			// Whatever was known before, the command is unanswered.
			_ => self.settled.min(command.id.0.saturating_sub(1)),
		};
		self.denied = self.denied.filter(|id| *id == command.id.0);
	}

	/// Takes the device's nonce.
	fn hear(&mut self, device: &DeviceId, nonce: Nonce, height: u32) {
		let is_soon = |(_, beaten): (Instant, u32)| height.saturating_sub(beaten) < SOON;
		let is_unheard = self.nonce == Some(nonce) && self.beaten.is_some_and(is_soon);
		self.unheard = if is_unheard { self.unheard.saturating_add(1) } else { 0 };
		self.nonce = Some(nonce);
		(self.is_offered, self.beaten, self.sent) = (false, None, None);
		if self.unheard == UNHEARD {
			self.warn(device, Trouble::Unheard);
		}
	}

	/// The device's nonce and the newest command, if the device may be commanded. Its grant must be the one that the
	/// gateway holds or a later one, and have the command's tenure. With another grant the device would refuse for
	/// good.
	fn commandable(&self) -> Option<(Nonce, NewestCommand)> {
		let (nonce, command, grant) = (self.nonce?, self.command?, &self.held.grant);
		let is_granted = command.tenure == grant.tenure
			&& nonce.tenure == grant.tenure
			&& nonce.version >= grant.version;
		is_granted.then_some((nonce, command))
	}

	/// Whether a beat is due. It is if there has been none since the device's last report, if a command is new, or if a
	/// third of the lease has passed, or [`REPEAT`] with an unanswered command. A device takes only one beat for each
	/// height.
	fn is_due(&self, head: &Head, now: Instant) -> bool {
		let Some((_, command)) = self.commandable() else { return false };
		let Some((at, height)) = self.beaten else { return true };
		let lease = Duration::from_millis(self.held.grant.envelope.bounds.lease.into());
		let is_new = self.sent != Some(command.command.id.0);
		let pause = if self.is_open(&command) { REPEAT.min(lease / BEATS) } else { lease / BEATS };
		height < head.block.number && (is_new || now.saturating_duration_since(at) >= pause)
	}

	/// Whether the newest command is unanswered, or the device refuses it although it had answered it.
	fn is_open(&self, newest: &NewestCommand) -> bool {
		matches!(newest.state, CommandState::Open | CommandState::Escalated)
			|| self.denied == Some(newest.command.id.0)
	}

	/// The grant, if the device has an older one and was not sent it since its last report. If the command key was
	/// replaced, the statement of the replacement comes before it.
	fn offer(&mut self, device: &DeviceId) -> Vec<Outbound> {
		let grant = &self.held.grant;
		let is_old = |nonce: Nonce| (nonce.tenure, nonce.version) < (grant.tenure, grant.version);
		if !self.nonce.is_some_and(is_old) || self.is_offered {
			return Vec::new();
		}
		self.is_offered = true;
		self.offers = self.offers.saturating_add(1);
		if self.offers == OFFERS {
			self.warn(device, Trouble::NotTaken);
		}
		metrics::counter!("tallystick_gateway_grants_total").increment(1);
		let topic = Topic { device: *device, kind: Kind::Grant }.to_string();
		let payloads = self.held.entrust.iter().chain([&self.held.bytes]).cloned();
		payloads.map(|payload| Outbound { topic: topic.clone(), payload, until: None }).collect()
	}

	/// Logs why the actuator cannot be commanded.
	fn complain(&mut self, device: &DeviceId, head: &Head) {
		let grant = &self.held.grant;
		if self.command.is_some_and(|command| command.tenure != grant.tenure) {
			self.warn(device, Trouble::Tenure);
		} else if head.time >= grant.ends {
			self.warn(device, Trouble::Ended);
		}
	}

	fn warn(&mut self, device: &DeviceId, trouble: Trouble) {
		if self.warned.replace(trouble) == Some(trouble) {
			return;
		}
		let grant = &self.held.grant;
		let actuator = shown(device, grant.channel);
		match trouble {
			Trouble::Tenure => tracing::warn!(
				actuator,
				tenure = grant.tenure,
				"the grant is of another tenure than the command on the chain; nothing is sent until the present owner's grant is in commands.grants"
			),
			Trouble::Ended => tracing::warn!(
				actuator,
				"the grant has ended, and the device obeys no more; put a new one of the owner into commands.grants"
			),
			Trouble::Unheard => tracing::warn!(
				actuator,
				version = self.nonce.map_or(grant.version, |nonce| nonce.version),
				"the device accepts no beats from this gateway; its grant of this version may name other gateways only: have its owner sign one that names all gateways, with a higher version"
			),
			Trouble::NotTaken => tracing::warn!(
				actuator,
				version = grant.version,
				"the device does not take the grant; have its owner check the model, the envelope and the command key that is pinned in the device; if the device was handed over, put its DEVICE.entrust into commands.grants"
			),
		}
	}
}

impl Signer {
	/// Adds a beat for up to [`MAX_NEWEST`] actuators that share a nonce, and then those of its commands that are due.
	fn publish(
		&self,
		out: &mut Vec<Outbound>,
		device: &DeviceId,
		nonce: u64,
		head: &Head,
		part: &mut [(NewestCommand, &mut Actuator)],
		now: Instant,
	) {
		let mut newest = [None; MAX_NEWEST];
		for (place, (command, _)) in newest.iter_mut().zip(&*part) {
			*place = Some(Newest { channel: command.channel, id: command.command.id.0 });
		}
		let height = head.block.number;
		let beat = Beat { height, time: head.time, nonce, newest };
		out.extend(self.sign(device, Kind::Beat, beat, now));
		metrics::counter!("tallystick_gateway_beats_total").increment(1);
		for (newest, actuator) in part {
			let NewestCommand { tenure, channel, command, cause, .. } = *newest;
			// A second beat of one height counts for no channel.
			if actuator.beaten.is_none_or(|(_, beaten)| beaten < height) {
				actuator.beaten = Some((now, height));
			}
			let is_sent = actuator.sent.replace(command.id.0) == Some(command.id.0);
			if is_sent && !actuator.is_open(newest) {
				continue;
			}
			let (id, value) = (command.id.0, command.value);
			let command = Command { tenure, channel, id, value, cause };
			out.extend(self.sign(device, Kind::Command, command, now));
			metrics::counter!("tallystick_gateway_commands_total").increment(1);
		}
	}

	fn sign<P: Payload>(
		&self,
		device: &DeviceId,
		kind: Kind,
		content: P,
		now: Instant,
	) -> Option<Outbound> {
		let scheme = self.key.public().scheme();
		let sign = |message: &_| self.key.sign(message);
		let signed = Signed::sign(content, scheme, None, &self.genesis, device, sign)?;
		let mut bytes = [0; MAX_SIGNED];
		let length = signed.encode(&mut bytes)?;
		let topic = Topic { device: *device, kind }.to_string();
		let until = Some(now + FRESH);
		Some(Outbound { topic, payload: bytes.get(..length)?.to_vec(), until })
	}
}
