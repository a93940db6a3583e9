//! Enforcement inside the device: the output is within its limits, whatever messages arrive.
//!
//! A [`Governor`] is a state machine for one writable channel. Its inputs are messages as they are published, and times
//! of the device's monotonic clock in milliseconds. That clock may start anywhere after a power-up. The device asks for
//! the output at least once a second, and before anything else that changes it. Whenever [`Governor::kept`] has
//! changed, the device first writes it to permanent memory, and only then applies the output.
//!
//! # What holds the output
//! An interlock comes first: the output is the fail-safe. Next is local operation, with the value that was set there.
//! From power-up until the first obeyed command, the output is the start-up value. After that it follows the last
//! set-point while the lease lives, and is the fail-safe once the lease has ended. Only set-points are slowed by slew
//! and least times; everything else acts at once.
//!
//! # What is answered
//! The device answers only a command that verifies under a granted key, and only if the answer is final. If the reason
//! passes by itself, such as a missing heartbeat, the command is [`Ignored`] and the gateway sends it again. So nobody
//! can make a device sign answers merely by publishing to it.
//!
//! # Properties
//! 1. The output is in the range of the envelope; in local operation, and before any grant, in the manufacturer's
//!    range.
//! 2. A set-point holds for no longer than the lease after the last good beat. From then on the output is the
//!    fail-safe, or the start-up value if no command was obeyed since power-up.
//! 3. Between any two polls, set-points move the output by no more than [`Slew::by`](crate::Slew::by) for each
//!    [`Slew::per`](crate::Slew::per) of the time between them, rounded up to a whole step.
//! 4. No set-point switches the output sooner than [`Pace::min_on`](crate::Pace::min_on) or
//!    [`Pace::min_off`](crate::Pace::min_off) after power-up, or after the last switch, whatever caused it.
//! 5. No set-point changes the output once it has changed [`Pace::per_hour`](crate::Pace::per_hour) times in the last
//!    60 min, whatever caused the changes. Power-up counts as a change. Where nothing is switched and a slew is set,
//!    only a change of the target value counts.
//! 6. An action happens at most once per id, also across power cuts.
//! 7. No command counts before a good beat with the nonce of this power-up and grant. No command counts with an id
//!    below that beat's id, or below an id that was answered.
//! 8. Nothing is obeyed without a grant that the pinned command key signed, under a key that the grant does not name,
//!    or after the grant has ended.
//! 9. A known id gets the same answer until the next power-up or grant; an action gets the same answer for ever.
//!
//! A beat counts from its arrival. So an attacker between gateway and device who holds beats back can keep a set-point
//! alive for as long as they have undelivered beats of rising height.

use crate::{
	message::Payload, Beat, Bounds, Command, Done, Entrust, Envelope, Grant, Kind, LimitsError,
	Nonce, Outcome, Reason, Signed, Slew, Switch, Writable,
};
use core::fmt;
use tallystick_evidence::{Crypto, DeviceId, DeviceKey, Hash};

/// Which channel of which device it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Identity {
	/// The genesis hash of the device's chain.
	pub genesis: Hash,
	/// The device.
	pub device: DeviceId,
	/// Hash of its model.
	pub model: Hash,
	/// Place of the channel in the model.
	pub channel: u16,
	/// The device's boot epoch, for its answers.
	pub boot_epoch: u32,
}

/// The owner's command key, which signs grants.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
pub struct Pinned {
	/// The key.
	pub key: DeviceKey,
	/// The first tenure of which it signs grants.
	pub tenure: u32,
	/// The version of the [`Entrust`] that brought it. 0: pinned at the device.
	pub version: u32,
}

/// What a device keeps over power cuts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
pub struct Kept {
	/// The owner's command key.
	pub pinned: Option<Pinned>,
	/// The last grant that was taken.
	pub grant: Option<Grant>,
	/// The record of when the output changed.
	pub switch: Switch,
}

impl Kept {
	/// What a device keeps that was never commissioned.
	pub fn nothing() -> Self {
		Self { pinned: None, grant: None, switch: Switch::started(0) }
	}
}

/// How far an action has come.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
pub enum Progress {
	/// It may have begun.
	Started,
	/// It is answered.
	Answered,
}

/// The last action that was commanded.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
pub struct Entry {
	/// Its answer. For an action that has started: the answer if nothing else is written.
	pub answer: Done,
	/// How far it has come.
	pub progress: Progress,
}

/// Permanent memory for the last action of a channel.
pub trait Memory {
	/// What was written last. `None`: nothing, ever.
	fn last(&self) -> Option<Entry>;

	/// Writes `entry` in place of the last one. `Ok` only if it is safe from a power cut; after an error, and after a power
	/// cut within the call, [`last`](Self::last) is either of the two.
	fn write(&mut self, entry: &Entry) -> Result<(), NotWritten>;
}

/// The permanent memory did not take an entry.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NotWritten;

/// No memory: for set-points. No action takes place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NoMemory;

impl Memory for NoMemory {
	fn last(&self) -> Option<Entry> {
		None
	}

	fn write(&mut self, _: &Entry) -> Result<(), NotWritten> {
		Err(NotWritten)
	}
}

/// What to do with a command.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Answer {
	/// Sign and publish this.
	Done(Done),
	/// Act with this value now, then call [`Governor::finish`]. The id is written.
	Act {
		/// The command's id.
		id: u64,
		/// The argument.
		value: i64,
	},
}

/// How an action ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Finish {
	/// It is complete.
	Complete,
	/// It is not known to be complete.
	Interrupted,
}

/// A message changed nothing, and is not answered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ignored {
	/// The bytes are no message of this kind.
	Malformed,
	/// The message is for another channel, or the beat does not report this one.
	Channel,
	/// No grant is in force. Send the grant first.
	NoGrant,
	/// The signature is under no key of the grant, or over something else.
	Signature,
	/// The beat has another nonce. Echo the one that the device published last.
	Nonce,
	/// The beat's height is not above the last one's.
	Old,
	/// At the beat's time, the grant had ended.
	Expired,
	/// No beat with the present nonce is young enough. Send a beat, then the command again.
	NoLease,
	/// An action is under way. Send the command again.
	Acting,
	/// The permanent memory took no answer. Send the command again.
	Memory,
}

/// The end of an action was not recorded.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FinishError {
	/// No action is under way.
	NoAction,
	/// The permanent memory did not take the answer. Call it again; until then nothing is answered, and no other action
	/// begins.
	NotWritten,
}

impl fmt::Display for FinishError {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		f.write_str(match self {
			Self::NoAction => "no action is under way",
			Self::NotWritten => "the permanent memory took no answer; say it again",
		})
	}
}

impl core::error::Error for FinishError {}

impl fmt::Display for Ignored {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		f.write_str(match self {
			Self::Malformed => "the bytes are no message of this kind",
			Self::Channel => "the message is for another channel",
			Self::NoGrant => "there is no grant; send the grant first",
			Self::Signature => "the signature is not under a key of the grant",
			Self::Nonce => "the beat has another nonce; echo the one published last",
			Self::Old => "the beat's height is not above the last one's",
			Self::Expired => "the grant has ended; ask the owner for another",
			Self::NoLease => "no beat is young enough; send a beat, then the command again",
			Self::Acting => "an action is under way; send the command again",
			Self::Memory => "the permanent memory took no answer; send the command again",
		})
	}
}

impl core::error::Error for Ignored {}

/// A grant or a new command key is refused. What was in force stays in force.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum GrantError {
	/// The bytes are no message of this kind.
	Malformed,
	/// No command key is pinned. Commission the device.
	NotCommissioned,
	/// The signature is not the pinned key's.
	Signature,
	/// The grant is for this channel, and the device takes another.
	Channel(u16),
	/// The grant is for another model: units, exponents or bounds may differ.
	Model,
	/// The tenure is before the pinned key's first one.
	Tenure(u32),
	/// The version is not above the last one's.
	Old(u32),
	/// The envelope is unsound, or not within the manufacturer's bounds.
	Limits(LimitsError),
	/// One of the keys is weak: anybody can sign under it.
	WeakKey,
}

impl fmt::Display for GrantError {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		match self {
			Self::Malformed => f.write_str("the bytes are no message of this kind"),
			Self::NotCommissioned => f.write_str("no command key is pinned; commission the device"),
			Self::Signature => f.write_str("the signature is not the pinned command key's"),
			Self::Channel(channel) => write!(f, "the grant is for the channel {channel}"),
			Self::Model => {
				f.write_str("the grant is for another model; make one for this device's")
			},
			Self::Tenure(tenure) => write!(f, "the tenure {tenure} is before the pinned key's"),
			Self::Old(version) => {
				write!(f, "the version {version} is not above the last one; use a greater one")
			},
			Self::Limits(error) => write!(f, "the envelope: {error}"),
			Self::WeakKey => f.write_str("a key is weak; make another"),
		}
	}
}

impl core::error::Error for GrantError {}

/// What a grant, or a new command key, changed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Taken {
	/// It is in force. Write [`Governor::kept`], and after a grant publish the new nonce.
	New,
	/// It was in force already.
	Known,
}

/// Why the output is what it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Why {
	/// No command was obeyed since power-up.
	Startup,
	/// It follows the command with this id, and may be under way to its value, or waiting to be switched.
	Command(u64),
	/// The lease has ended.
	FailSafe,
	/// Somebody operates the device by hand.
	Local,
	/// An interlock holds it.
	Interlock,
}

/// What the device puts out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Output {
	/// The value.
	pub value: i64,
	/// What holds it there.
	pub why: Why,
}

/// What follows from the last good beat with the present nonce.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Session {
	height: u32,
	newest: u64,
}

/// What decides the output when no interlock holds it and nobody operates the device by hand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Phase {
	Startup,
	Held,
	Lapsed,
}

/// The enforcement for one writable channel.
#[derive(Clone, Debug)]
pub struct Governor<M> {
	identity: Identity,
	writable: Writable,
	kept: Kept,
	memory: M,
	nonce: u64,
	session: Option<Session>,
	/// When the last good beat arrived.
	heard: Option<u64>,
	/// The latest finalised time that a granted key stated.
	finalised: u64,
	known: Option<Done>,
	acting: bool,
	/// The last set-point that was obeyed: id and value.
	target: Option<(u64, i64)>,
	phase: Phase,
	local: Option<i64>,
	interlock: bool,
	value: i64,
	/// The value that the output moves to.
	aim: i64,
	/// Where and when the present movement began.
	anchor: (i64, u64),
	now: u64,
}

impl<M: Memory> Governor<M> {
	/// The state after power-up. `nonce` is random and was never used before; the device publishes it until beats echo
	/// it. `kept` is what was kept over the power cut. `now` is the monotonic clock.
	///
	/// If an action was under way when the power went, [`Governor::last_answer`] is its `Interrupted` answer: publish
	/// it.
	pub fn new(
		identity: Identity,
		writable: Writable,
		kept: Kept,
		memory: M,
		nonce: u64,
		now: u64,
	) -> Self {
		let mut kept = Kept { switch: kept.switch.resumed(now), ..kept };
		let bounds = bounds_of(&writable, &kept);
		if writable.kind == Kind::SetPoint {
			kept.switch.note_act(&bounds.pace, now);
		}
		let value = bounds.startup;
		let last = memory.last();
		let mut governor = Self {
			identity,
			writable,
			kept,
			memory,
			nonce,
			session: None,
			heard: None,
			finalised: 0,
			known: last.map(|entry| entry.answer),
			acting: false,
			target: None,
			phase: Phase::Startup,
			local: None,
			interlock: false,
			value,
			aim: value,
			anchor: (value, now),
			now,
		};
		if let Some(Entry { answer, progress: Progress::Started }) = last {
			// If the memory fails, the answer is the same, now and after the next power-up.
			let _ = governor.memory.write(&Entry { answer, progress: Progress::Answered });
		}
		governor
	}

	/// What to write to permanent memory whenever it differs from what was written last.
	pub fn kept(&self) -> &Kept {
		&self.kept
	}

	/// The nonce that beats have to echo.
	pub fn nonce(&self) -> u64 {
		self.nonce
	}

	/// The entry of this channel in what the device publishes on `nonce`: at power-up, after it took a grant, and again while
	/// [`Governor::lacks_beats`].
	pub fn announcement(&self) -> Nonce {
		let (tenure, version) =
			self.kept.grant.map_or((0, 0), |grant| (grant.tenure, grant.version));
		Nonce { channel: self.identity.channel, value: self.nonce, tenure, version }
	}

	/// Whether no beat with the present nonce has counted for half of a lease. The device then publishes its nonce again every
	/// few seconds.
	pub fn lacks_beats(&self, now: u64) -> bool {
		let half = u64::from(self.bounds().lease / 2);
		let is_late = |heard: u64| now.saturating_sub(heard) > half;
		self.session.is_none() || self.heard.is_none_or(is_late)
	}

	/// The answer to the newest command that was answered. An action that is under way has none.
	pub fn last_answer(&self) -> Option<Done> {
		self.known.filter(|_| !self.acting)
	}

	/// Pins the owner's command key: when the device is commissioned, and after a physical reset. Whatever was granted ends.
	pub fn pin(&mut self, key: DeviceKey, tenure: u32, now: u64) -> Result<(), GrantError> {
		self.advance(now);
		if key.is_weak() {
			return Err(GrantError::WeakKey);
		}
		self.kept.pinned = Some(Pinned { key, tenure, version: 0 });
		self.kept.grant = None;
		self.end_session();
		self.release();
		self.advance(now);
		Ok(())
	}

	/// Takes another command key from the pinned one. The grant in force stays in force until the new key signs another.
	pub fn entrust<C: Crypto>(&mut self, bytes: &[u8]) -> Result<Taken, GrantError> {
		let signed = Signed::<Entrust>::decode(bytes).ok_or(GrantError::Malformed)?;
		let Entrust { key, tenure, version } = signed.content;
		let pinned = self.kept.pinned.ok_or(GrantError::NotCommissioned)?;
		let new = Pinned { key, tenure, version };
		if new == pinned {
			return Ok(Taken::Known);
		}
		if version <= pinned.version {
			return Err(GrantError::Old(version));
		}
		if tenure < pinned.tenure {
			return Err(GrantError::Tenure(tenure));
		}
		if key.is_weak() {
			return Err(GrantError::WeakKey);
		}
		if !signed.verify::<C>(&self.identity.genesis, &self.identity.device, &pinned.key) {
			return Err(GrantError::Signature);
		}
		self.kept.pinned = Some(new);
		Ok(Taken::New)
	}

	/// Takes a grant that the pinned command key signed. `nonce` is a new one: earlier beats and commands count no
	/// longer. A set-point stays, within the new envelope, until its lease ends, unless the tenure is another one.
	pub fn grant<C: Crypto>(
		&mut self,
		bytes: &[u8],
		nonce: u64,
		now: u64,
	) -> Result<Taken, GrantError> {
		let now = self.advance(now);
		let signed = Signed::<Grant>::decode(bytes).ok_or(GrantError::Malformed)?;
		let grant = signed.content;
		let pinned = self.kept.pinned.ok_or(GrantError::NotCommissioned)?;
		if grant.channel != self.identity.channel {
			return Err(GrantError::Channel(grant.channel));
		}
		if grant.model != self.identity.model {
			return Err(GrantError::Model);
		}
		if grant.tenure < pinned.tenure {
			return Err(GrantError::Tenure(grant.tenure));
		}
		if let Some(last) = &self.kept.grant {
			if *last == grant {
				return Ok(Taken::Known);
			}
			if (grant.tenure, grant.version) <= (last.tenure, last.version) {
				return Err(GrantError::Old(grant.version));
			}
		}
		grant.envelope.check_within(&self.writable).map_err(GrantError::Limits)?;
		if grant.gateways.iter().flatten().any(DeviceKey::is_weak) {
			return Err(GrantError::WeakKey);
		}
		if !signed.verify::<C>(&self.identity.genesis, &self.identity.device, &pinned.key) {
			return Err(GrantError::Signature);
		}
		let same_owner = self.kept.grant.is_some_and(|last| last.tenure == grant.tenure);
		self.kept.grant = Some(grant);
		self.nonce = nonce;
		self.end_session();
		if !same_owner {
			self.release();
		}
		self.anchor = (self.value, now);
		self.advance(now);
		Ok(Taken::New)
	}

	/// Takes a command.
	pub fn command<C: Crypto>(&mut self, bytes: &[u8], now: u64) -> Result<Answer, Ignored> {
		let now = self.advance(now);
		let signed = Signed::<Command>::decode(bytes).ok_or(Ignored::Malformed)?;
		let command = signed.content;
		if command.channel != self.identity.channel {
			return Err(Ignored::Channel);
		}
		let grant = self.verified::<C, _>(&signed)?;
		if self.acting {
			return Err(Ignored::Acting);
		}
		match self.known {
			Some(known) if command.id == known.id => return Ok(Answer::Done(known)),
			Some(known) if command.id < known.id => {
				return Ok(Answer::Done(self.refusal(&command, Reason::Stale)));
			},
			_ => {},
		}
		if self.finalised >= grant.ends {
			return self.refuse(&command, Reason::Expired);
		}
		let Some(session) = self.session.filter(|_| self.is_leased(now)) else {
			return Err(Ignored::NoLease);
		};
		if command.id == 0 || command.id < session.newest {
			return Ok(Answer::Done(self.refusal(&command, Reason::Stale)));
		}
		if command.tenure != grant.tenure {
			return self.refuse(&command, Reason::Tenure);
		}
		if self.interlock {
			return self.refuse(&command, Reason::Interlock);
		}
		if self.local.is_some() {
			return self.refuse(&command, Reason::Local);
		}
		if !grant.envelope.bounds.permits(command.value) {
			return self.refuse(&command, Reason::Envelope);
		}
		match self.writable.kind {
			Kind::SetPoint => Ok(self.obey(&command, now)),
			Kind::Action => self.start(&command, &grant.envelope, now),
		}
	}

	/// Reports that the action of the last [`Answer::Act`] has ended. Sign and publish the returned answer.
	pub fn finish(&mut self, finish: Finish, now: u64) -> Result<Done, FinishError> {
		self.advance(now);
		let started = self.known.filter(|_| self.acting).ok_or(FinishError::NoAction)?;
		let outcome = match finish {
			Finish::Complete => Outcome::Done,
			Finish::Interrupted => Outcome::Interrupted,
		};
		let answer = Done { outcome, ..started };
		let entry = Entry { answer, progress: Progress::Answered };
		self.memory.write(&entry).map_err(|NotWritten| FinishError::NotWritten)?;
		self.acting = false;
		self.known = Some(answer);
		Ok(answer)
	}

	/// Takes a beat. It prolongs the lease. A set-point that had lapsed returns if the beat reports no newer command.
	pub fn beat<C: Crypto>(&mut self, bytes: &[u8], now: u64) -> Result<(), Ignored> {
		let now = self.advance(now);
		let signed = Signed::<Beat>::decode(bytes).ok_or(Ignored::Malformed)?;
		let beat = signed.content;
		let newest = beat.newest_of(self.identity.channel).ok_or(Ignored::Channel)?;
		if beat.nonce != self.nonce {
			return Err(Ignored::Nonce);
		}
		if self.session.is_some_and(|session| beat.height <= session.height) {
			return Err(Ignored::Old);
		}
		let grant = self.verified::<C, _>(&signed)?;
		self.finalised = self.finalised.max(beat.time);
		if self.finalised >= grant.ends {
			return Err(Ignored::Expired);
		}
		let newest = self.session.map_or(newest, |session| session.newest.max(newest));
		self.session = Some(Session { height: beat.height, newest });
		self.heard = Some(now);
		if self.phase == Phase::Lapsed && self.target.is_some_and(|(id, _)| id >= newest) {
			self.phase = Phase::Held;
		}
		self.advance(now);
		Ok(())
	}

	/// Begins local operation with a value, changes the value, or ends local operation with `None`. The value is
	/// clamped into the manufacturer's range.
	pub fn set_local(&mut self, value: Option<i64>, now: u64) {
		self.advance(now);
		self.local = value;
		self.advance(now);
	}

	/// An interlock holds the device, or no longer does.
	pub fn set_interlock(&mut self, holds: bool, now: u64) {
		self.advance(now);
		self.interlock = holds;
		self.advance(now);
	}

	/// The output at `now`. If `now` is before the time of an earlier call, that time counts instead.
	pub fn poll(&mut self, now: u64) -> Output {
		self.advance(now);
		let why = if self.interlock {
			Why::Interlock
		} else if self.local.is_some() {
			Why::Local
		} else {
			match (self.phase, self.target) {
				(Phase::Startup, _) => Why::Startup,
				(Phase::Held, Some((id, _))) => Why::Command(id),
				(Phase::Held, None) | (Phase::Lapsed, _) => Why::FailSafe,
			}
		};
		Output { value: self.value, why }
	}

	/// The bounds in force: the envelope's, or without a grant the manufacturer's.
	pub fn bounds(&self) -> Bounds {
		bounds_of(&self.writable, &self.kept)
	}

	/// The grant, if one of its gateways signed the message.
	fn verified<C: Crypto, P: Payload>(&self, signed: &Signed<P>) -> Result<Grant, Ignored> {
		let grant = self.kept.grant.ok_or(Ignored::NoGrant)?;
		let Identity { genesis, device, .. } = &self.identity;
		let mut keys = grant.gateways.iter().flatten();
		match keys.any(|key| signed.verify::<C>(genesis, device, key)) {
			true => Ok(grant),
			false => Err(Ignored::Signature),
		}
	}

	fn is_leased(&self, now: u64) -> bool {
		let lease = u64::from(self.bounds().lease);
		self.heard.is_some_and(|heard| now <= heard.saturating_add(lease))
	}

	/// Ends the session: earlier beats and answers count no longer.
	fn end_session(&mut self) {
		self.session = None;
		self.finalised = 0;
		if self.writable.kind == Kind::SetPoint {
			self.known = None;
		}
	}

	/// Drops the set-point.
	fn release(&mut self) {
		self.heard = None;
		self.target = None;
		if self.phase == Phase::Held {
			self.phase = Phase::Lapsed;
		}
	}

	/// An answer that leaves the output where it is.
	fn refusal(&self, command: &Command, reason: Reason) -> Done {
		let stands = match self.writable.kind {
			Kind::SetPoint => self.value,
			Kind::Action => command.value,
		};
		self.answer(command, Outcome::Refused(reason), stands, stands)
	}

	fn answer(&self, command: &Command, outcome: Outcome, before: i64, after: i64) -> Done {
		let &Command { tenure, channel, id, .. } = command;
		let boot_epoch = self.identity.boot_epoch;
		Done { tenure, channel, id, outcome, before, after, boot_epoch }
	}

	/// Refuses for good. For an action, the answer is written first.
	fn refuse(&mut self, command: &Command, reason: Reason) -> Result<Answer, Ignored> {
		let answer = self.refusal(command, reason);
		if self.writable.kind == Kind::Action {
			let entry = Entry { answer, progress: Progress::Answered };
			self.memory.write(&entry).map_err(|NotWritten| Ignored::Memory)?;
		}
		self.known = Some(answer);
		Ok(Answer::Done(answer))
	}

	fn obey(&mut self, command: &Command, now: u64) -> Answer {
		let answer = self.answer(command, Outcome::Done, self.value, command.value);
		self.known = Some(answer);
		self.target = Some((command.id, command.value));
		self.phase = Phase::Held;
		self.advance(now);
		Answer::Done(answer)
	}

	fn start(
		&mut self,
		command: &Command,
		envelope: &Envelope,
		now: u64,
	) -> Result<Answer, Ignored> {
		let pace = &envelope.bounds.pace;
		if self.kept.switch.may_act(pace, now).is_err() {
			return self.refuse(command, Reason::Pace);
		}
		let answer = self.answer(command, Outcome::Interrupted, command.value, command.value);
		if self.memory.write(&Entry { answer, progress: Progress::Started }).is_err() {
			return self.refuse(command, Reason::Memory);
		}
		self.kept.switch.note_act(pace, now);
		self.acting = true;
		self.known = Some(answer);
		Ok(Answer::Act { id: command.id, value: command.value })
	}

	/// Advances to `now`, or to the last time if that is later, and returns the time. Then the output is up to date.
	fn advance(&mut self, now: u64) -> u64 {
		let now = now.max(self.now);
		self.now = now;
		if self.phase == Phase::Held && !self.is_leased(now) {
			self.phase = Phase::Lapsed;
		}
		let bounds = self.bounds();
		if self.interlock {
			self.force(bounds.fail_safe, now);
		} else if let Some(value) = self.local {
			self.force(self.writable.bounds.clamp(value), now);
		} else {
			match (self.phase, self.target) {
				(Phase::Startup, _) => self.force(bounds.startup, now),
				(Phase::Held, Some((_, value))) => self.follow(&bounds, bounds.clamp(value), now),
				(Phase::Held, None) | (Phase::Lapsed, _) => self.force(bounds.fail_safe, now),
			}
		}
		now
	}

	/// Goes to `value` at once.
	fn force(&mut self, value: i64, now: u64) {
		let pace = self.bounds().pace;
		self.kept.switch.note(&pace, now, self.value, value);
		self.value = value;
		self.aim = value;
		self.anchor = (value, now);
	}

	/// Moves towards `target` as slew, least times and changes an hour permit.
	fn follow(&mut self, bounds: &Bounds, target: i64, now: u64) {
		// The value can be out of range after local operation, or under a new envelope.
		let within = bounds.clamp(self.value);
		if within != self.value {
			self.force(within, now);
		}
		let pace = &bounds.pace;
		let aim = bounds.clamp(self.aim);
		if aim != self.aim {
			if pace.off.is_none() {
				self.kept.switch.note(pace, now, self.aim, aim);
			}
			self.aim = aim;
			self.anchor = (self.value, now);
		}
		if self.aim != target {
			let may = match pace.off {
				Some(_) => true,
				None => self.kept.switch.may_change(pace, now, self.aim, target).is_ok(),
			};
			if may {
				if pace.off.is_none() {
					self.kept.switch.note(pace, now, self.aim, target);
				}
				self.aim = target;
				self.anchor = (self.value, now);
			}
		}
		let next = self.moved(bounds, now);
		if pace.off.is_some() {
			if self.kept.switch.may_change(pace, now, self.value, next).is_err() {
				self.anchor = (self.value, now);
				return;
			}
			self.kept.switch.note(pace, now, self.value, next);
		}
		self.value = next;
	}

	/// How far the movement to the aim has come, in whole steps.
	fn moved(&self, bounds: &Bounds, now: u64) -> i64 {
		let Some(Slew { by, per }) = self.kept.grant.and_then(|grant| grant.envelope.slew) else {
			return self.aim;
		};
		let (from, since) = self.anchor;
		let step = u128::from(bounds.step);
		let steps = u128::from(by).checked_div(step).unwrap_or(0);
		let elapsed = u128::from(now.saturating_sub(since));
		let due = steps.saturating_mul(elapsed).checked_div(per.into()).unwrap_or(0);
		let distance = self.aim.abs_diff(from);
		match u64::try_from(due.saturating_mul(step)) {
			Ok(due) if due < distance => match self.aim > from {
				true => from.saturating_add_unsigned(due),
				false => from.saturating_sub_unsigned(due),
			},
			_ => self.aim,
		}
	}
}

/// The envelope's bounds, or without a grant the manufacturer's.
fn bounds_of(writable: &Writable, kept: &Kept) -> Bounds {
	kept.grant.map_or(writable.bounds, |grant| grant.envelope.bounds)
}
