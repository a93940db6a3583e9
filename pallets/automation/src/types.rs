//! What the pallet stores.

use crate::*;
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use tallystick_control::{CommandState, Done, Envelope, Switch, Track, Writable};
use tallystick_primitives::{
	evidence::{Limits, Scheme, Signature},
	records::telemetry::Facts,
	HostCrypto, Observation,
};
use tallystick_rules::{
	cost,
	program::{MAX_INPUTS, MAX_OUTPUTS},
	source::MAX_PARAMS,
	Cells, Effect, Label, Output, Program, Quantity, Reason, Severity, Snapshot, Source, Value,
};
pub use tallystick_rules::{Evidence, Firing};

/// The most observations of a stream that wait. Never lowered.
pub const MAX_WAITING: u32 = 16;

/// Most rules that a stream wakes. Never lowered.
pub const MAX_WAKERS: u32 = 16;

/// The places among these that are kept free for rules of the device's own organisation. Never
/// lowered.
pub const OWN_WAKERS: usize = 8;

/// Most streams with waiting observations. Never lowered.
pub const MAX_ARRIVALS: u32 = 65_536;

/// Most snapshots of a dry run.
pub const MAX_DRY_RUN: u32 = 64;

/// Wakes that are due at a multiple of this, in milliseconds, are spread over [`SPREAD`].
pub const BOUNDARY: u64 = 900_000;

/// Over how many milliseconds wakes at a [`BOUNDARY`] are spread, by rule.
pub const SPREAD: u64 = 180_000;

/// If a rule is woken later than this after it was due, in milliseconds, it forgets its state, because its inputs were not
/// evaluated meanwhile.
pub const LATE: u64 = SPREAD + 120_000;

/// The milliseconds after which a starved rule is tried again.
pub const RETRY: u64 = 600_000;

/// A starved rule goes on when there is quota for this many of its evaluations, each at its highest cost. With less, it
/// would set its actuators for a short while, again and again.
pub const RESUME: u64 = 60;

/// Most guards of an actuator. Never lowered.
pub const MAX_GUARDS: u32 = 4;

/// Most claims of an actuator: one a level. Never lowered.
pub const MAX_CLAIMS: u32 = 16;

/// Most actuators of a device, as a heartbeat names all of them. Never lowered.
pub const MAX_ACTUATORS: u32 = 8;

/// Most rules that read how an actuator stands. Never lowered.
pub const MAX_READERS: u32 = 16;

/// The most alarms that tending one actuator changes: silence, a failed guard, too many changes.
pub(crate) const MAX_TENDED_ALARMS: u64 = 3;

/// Most members of a group. Never lowered.
pub const MAX_GROUP: u32 = 16;

/// The most answers in one call.
pub const MAX_ANSWERS: u32 = 64;

/// The shortest age that a guard can ask for, in milliseconds: looking after it costs the chain something.
pub const MIN_GUARD_AGE: u32 = 60_000;

/// The shortest deadline for an answer, in milliseconds.
pub const MIN_DEADLINE: u32 = 10_000;

/// The longest deadline for an answer, in milliseconds.
pub const MAX_DEADLINE: u32 = DAY;

/// For how long a set-point by hand can stand, in milliseconds: seven days.
pub const MAX_BY_HAND: u64 = 7 * DAY as u64;

/// How far ahead a grid operator's limit can end, in milliseconds: seven days.
pub const MAX_LIMIT: u64 = 7 * DAY as u64;

/// The fewest milliseconds between two limits of a signal: those who follow or read it pay for being
/// notified.
pub const MIN_BETWEEN_LIMITS: u64 = 60_000;

const DAY: u32 = 86_400_000;

/// Levels at which something claims an actuator, as in BACnet: 1 to 16, and the lower number wins.
pub mod level {
	/// The owner's stop.
	pub const STOP: u8 = 1;
	/// The fail-safe: a guard failed, or the actuator changed too often.
	pub const FAIL_SAFE: u8 = 2;
	/// A grid operator's limit.
	pub const GRID: u8 = 3;
	/// The minimum time on or off.
	pub const HOLD: u8 = 6;
	/// By hand.
	pub const HAND: u8 = 8;
	/// Nobody claims anything: the default of the envelope.
	pub const DEFAULT: u8 = 16;
}

/// Who put up a deposit.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Deposit<AccountId, Ticket> {
	/// Who did.
	pub payer: AccountId,
	/// What it was.
	pub ticket: Ticket,
}

impl<AccountId, Ticket: Consideration<AccountId, Footprint>> Deposit<AccountId, Ticket> {
	pub(crate) fn new(payer: AccountId, footprint: Footprint) -> Result<Self, DispatchError> {
		let ticket = Ticket::new(&payer, footprint)?;
		Ok(Self { payer, ticket })
	}

	/// Gives it back.
	pub(crate) fn refund(self) -> DispatchResult {
		self.ticket.drop(&self.payer)
	}
}

/// A place with its own time and calendar, for the rules of one organisation.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct SiteRecord {
	/// The organisation that runs it.
	pub org: OrgId,
	/// Its time zone, weekly tables and exceptions.
	pub site: Site,
	/// How many rules and actuators name it.
	pub uses: u32,
	/// How far its rules have been woken since its calendar changed.
	pub walk: Option<Walk<RuleId>>,
}

/// The progress of waking, one after another, all who depend on something that changed.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Walk<Id> {
	/// When the next one is.
	pub due: Millis,
	/// The last one that was.
	pub after: Option<Id>,
	/// Whether it begins anew at its end: something changed after the first ones were woken.
	pub again: bool,
}

impl<Id> Walk<Id> {
	/// From the first one on.
	pub(crate) fn beginning(due: Millis) -> Self {
		Self { due, after: None, again: false }
	}

	/// The rest of the walk after `woken`. Without one, the walk is at its end: it begins anew if
	/// something changed meanwhile, or is over.
	pub(crate) fn next(self, now: Millis, woken: Option<Id>) -> Option<Self> {
		match woken {
			None => self.again.then(|| Self::beginning(now)),
			after => Some(Self { due: now, after, ..self }),
		}
	}
}

/// Which rule has a flag of an asset.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Flagger {
	/// The rule.
	pub rule: RuleId,
	/// Its organisation, which owned the asset when the rule took the flag.
	pub org: OrgId,
}

/// A limit that a grid operator calls for.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Limit {
	/// The highest permitted set-point, in the signal's unit and exponent.
	pub value: i64,
	/// The first moment at which it counts.
	pub from: Millis,
	/// The first moment at which it no longer counts: at most [`MAX_LIMIT`] after it was set.
	pub until: Millis,
}

impl Limit {
	/// Whether it counts at a moment.
	pub fn counts(&self, now: Millis) -> bool {
		(self.from..self.until).contains(&now)
	}

	/// The next moment at which it begins or ends to count.
	pub fn changes(&self, now: Millis) -> Option<Millis> {
		[self.from, self.until].into_iter().find(|at| now < *at)
	}
}

/// What a grid operator calls for limits with. Actuators follow it, and rules read it.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Signal {
	/// The grid operator's organisation.
	pub org: OrgId,
	/// What its limits count.
	pub quantity: Quantity,
	/// The newest limit, unless it was withdrawn.
	pub limit: Option<Limit>,
	/// When a limit was last set. The next one is at least [`MIN_BETWEEN_LIMITS`] later.
	pub set: Option<Millis>,
	/// How far the actuators that follow it have been notified since its limit was set or
	/// withdrawn.
	pub followers: Option<Walk<StreamId>>,
	/// How far the rules that read it have been woken since then.
	pub readers: Option<Walk<RuleId>>,
}

impl Signal {
	pub(crate) fn new(org: OrgId, quantity: Quantity) -> Self {
		Self { org, quantity, limit: None, set: None, followers: None, readers: None }
	}
}

/// Whether a rule is evaluated.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum RuleStatus {
	/// It is.
	#[codec(index = 0)]
	Running,
	/// Its organisation stopped it. It claims nothing.
	#[codec(index = 1)]
	Paused,
	/// Its organisation's quota was spent. It claims nothing until there is some again.
	#[codec(index = 2)]
	Starved,
}

impl RuleStatus {
	/// Whether the rule is evaluated.
	pub fn is_running(self) -> bool {
		matches!(self, Self::Running)
	}

	/// Whether the rule goes on by itself once there is quota.
	pub fn is_starved(self) -> bool {
		matches!(self, Self::Starved)
	}
}

/// The values of a rule's parameters, by number. Those that are missing are undefined.
pub type Params = BoundedVec<Value, ConstU32<{ MAX_PARAMS as u32 }>>;

/// What an owner chooses for a rule beside its program. It can be changed without a new version.
#[derive(
	Clone,
	PartialEq,
	Eq,
	Debug,
	Default,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct RuleSettings {
	/// The fewest milliseconds between two evaluations. Observations that come meanwhile are evaluated together
	/// afterwards. With 0 each observation is evaluated by itself.
	pub interval: u32,
	/// The values of its parameters.
	pub params: Params,
}

/// A rule.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct RuleRecord<AccountId> {
	/// The member who deployed, replaced, adjusted or resumed it last. Their organisation's quota pays for its evaluations.
	pub owner: AccountId,
	/// Their organisation: the rule acts on its actuators.
	pub org: OrgId,
	/// Its name, for people.
	pub name: Label,
	/// Where it is.
	pub site: SiteId,
	/// How many programs it had before this one.
	pub version: u32,
	/// Whether it is evaluated.
	pub status: RuleStatus,
	/// What an evaluation of its program costs.
	pub shape: Shape,
	/// What its owner chose.
	pub settings: RuleSettings,
}

/// How large a program is: what its evaluation costs follows from this.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Default,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Shape {
	/// Its inputs.
	pub inputs: u8,
	/// How many of these are prices.
	pub prices: u8,
	/// Its outputs.
	pub outputs: u8,
	/// How many of these are orders.
	pub orders: u8,
	/// What its nodes cost together, with one for each input and output: [`Program::cost`].
	pub steps: u32,
}

impl Shape {
	/// The shape of a program.
	pub fn of(program: &Program) -> Self {
		let count = |number: usize| u8::try_from(number).unwrap_or(u8::MAX);
		let is_price = |source: &&Source| matches!(source, Source::Price { .. });
		let is_order = |output: &&Output| matches!(output, Output::Order { .. });
		Self {
			inputs: count(program.inputs.len()),
			prices: count(program.inputs.iter().filter(is_price).count()),
			outputs: count(program.outputs.len()),
			orders: count(program.outputs.iter().filter(is_order).count()),
			steps: program.cost(),
		}
	}

	/// The largest that there can be.
	pub const LARGEST: Self = Self {
		inputs: MAX_INPUTS as u8,
		prices: MAX_INPUTS as u8,
		outputs: MAX_OUTPUTS as u8,
		orders: MAX_OUTPUTS as u8,
		steps: cost::MAX,
	};
}

/// A program, and what is known of its inputs from the beginning: models never change.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Stored {
	/// The program.
	pub program: Program,
	/// The limits of each input's channel. They mean nothing for an input that is not a stream.
	pub limits: BoundedVec<Limits, ConstU32<MAX_INPUTS>>,
}

/// What each output of a rule came to last.
pub type Effects = BoundedVec<Effect, ConstU32<MAX_OUTPUTS>>;

/// What a rule remembers from one evaluation to the next. Written only when it changes.
#[derive(
	Clone,
	PartialEq,
	Eq,
	Debug,
	Default,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct State {
	/// The states of its nodes.
	pub cells: Cells,
	/// What its outputs came to.
	pub effects: Effects,
	/// When it is woken at the latest.
	pub due: Option<Millis>,
	/// When it was last evaluated, if it has an interval.
	pub evaluated: Option<Millis>,
}

/// An observation that rules have not seen.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Waiting {
	/// The observation.
	pub observation: Observation,
	/// Whether others before it were dropped, because too many waited.
	pub missed: bool,
}

/// A stream that wakes rules.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Woken {
	/// The organisation of the device's owner.
	pub org: OrgId,
	/// The device's tenure. With the next one the stream wakes no rule that was deployed in this one.
	pub tenure: u32,
	/// The newest observation that rules have seen.
	pub seen: Option<Waiting>,
	/// Those that wait, in the order in which they came.
	pub waiting: BoundedVec<Waiting, ConstU32<MAX_WAITING>>,
	/// Whether an observation was dropped after all that wait.
	pub missed: bool,
	/// The last rule that has seen the first one that waits: the block had no room for more.
	pub after: Option<RuleId>,
}

/// A rule that a stream wakes.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Waker {
	/// The rule.
	pub rule: RuleId,
	/// Whether it is the device's own organisation's.
	pub own: bool,
}

/// The rules that a stream wakes, by id.
pub type WakerList = BoundedVec<Waker, ConstU32<MAX_WAKERS>>;

/// A stream with observations that wait, under the organisation of its device's owner.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Arrival {
	/// The organisation.
	pub org: OrgId,
	/// The stream.
	pub stream: StreamId,
}

/// A stream on which an actuator relies, whatever rules say. While it is unknown, the actuator stands at its fail-safe.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Guard {
	/// The stream, of a device of the same organisation.
	pub stream: StreamId,
	/// Its newest observation must not be older, in milliseconds: [`MIN_GUARD_AGE`] to seven days.
	pub max_age: u32,
	/// Facts with which an observation counts nevertheless.
	pub allow: Facts,
}

/// What an owner chooses for an actuator.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Safety {
	/// How far set-points may go.
	pub envelope: Envelope,
	/// What it relies on.
	pub guards: BoundedVec<Guard, ConstU32<MAX_GUARDS>>,
	/// For how many milliseconds a command may stay unanswered: [`MIN_DEADLINE`] to one day.
	pub deadline: u32,
}

/// An actuator: a writable channel whose owner lets rules set it.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct ActuatorRecord<AccountId> {
	/// The device's owner. Their organisation's quota pays for what the device answers.
	pub owner: AccountId,
	/// Their organisation: its rules and members set the actuator.
	pub org: OrgId,
	/// Where it is.
	pub site: SiteId,
	/// The device's tenure. The actuator ends with it.
	pub tenure: u32,
	/// What the manufacturer permits.
	pub writable: Writable,
	/// What the owner permits.
	pub safety: Safety,
	/// How many [`Safety`] it had before this one.
	pub version: u32,
	/// The group that it belongs to.
	pub group: Option<GroupId>,
	/// The signal of a grid operator that it follows.
	pub follows: Option<EventId>,
	/// Rules that read how it stands. They are woken when its device answers or falls silent, or somebody acts by hand.
	pub readers: BoundedVec<RuleId, ConstU32<MAX_READERS>>,
}

/// Who claims a set-point.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Claimant<AccountId> {
	/// A rule.
	#[codec(index = 0)]
	Rule(RuleId),
	/// A member of the actuator's organisation, by hand.
	#[codec(index = 1)]
	Member(AccountId),
}

/// A claim of a set-point at a level.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Claim<AccountId> {
	/// The level. A lower number wins.
	pub level: u8,
	/// Whose it is.
	pub by: Claimant<AccountId>,
	/// The set-point, in the channel's unit and exponent. `None`: the level is taken, and nothing claimed for now.
	pub value: Option<i64>,
	/// What led to the value: the leaf of the firing, or the hash of whoever claims by hand. Zeros while there is none.
	pub origin: Hash,
	/// The last moment at which it counts.
	pub until: Option<Millis>,
}

/// The range in which an actuator may stand: values that were commanded or confirmed, and that it may not
/// have left yet.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Reach {
	/// The lowest of them.
	pub low: i64,
	/// The highest of them.
	pub high: i64,
}

impl Reach {
	/// Of an actuator that stands still.
	pub fn at(value: i64) -> Self {
		Self { low: value, high: value }
	}

	/// The same, and this value, too.
	#[must_use]
	pub fn with(self, value: i64) -> Self {
		Self { low: self.low.min(value), high: self.high.max(value) }
	}

	/// Whether all values are the same.
	pub fn is_still(self) -> bool {
		self.low == self.high
	}
}

/// The record of a device's removed actuators, kept until the device is at its end. With it, command ids rise across tenures,
/// and removing an actuator does not evade minimum times.
#[derive(
	Clone,
	PartialEq,
	Eq,
	Debug,
	Default,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Legacy {
	/// The highest id of a command to any of them. 0: there was none.
	pub last: u64,
	/// Those that were removed last, each channel once, the newest at the end.
	pub removed: BoundedVec<Removed, ConstU32<MAX_ACTUATORS>>,
}

/// What is kept of an actuator that was removed.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Removed {
	/// Its channel in the model of the device.
	pub channel: u16,
	/// Its changes.
	pub switch: Switch,
	/// Whether it may move.
	pub latch: Latch,
}

impl Legacy {
	/// What is kept of a channel.
	pub(crate) fn of(&self, channel: u16) -> Option<Removed> {
		self.removed.iter().find(|removed| removed.channel == channel).copied()
	}

	/// Keeps the record of a removed actuator. If there is no room, the one that was removed first is forgotten.
	pub(crate) fn keep(&mut self, last: u64, actuator: Removed) {
		self.last = self.last.max(last);
		self.removed.retain(|removed| removed.channel != actuator.channel);
		if self.removed.is_full() {
			self.removed.remove(0);
		}
		// There is room for one now.
		let _ = self.removed.try_push(actuator);
	}
}

/// Why an actuator stands at its fail-safe, whatever is claimed.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Default,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Latch {
	/// It does not.
	#[default]
	#[codec(index = 0)]
	Free,
	/// It has changed as often as it may within an hour. A member of its organisation frees it.
	#[codec(index = 1)]
	Hunting,
}

/// How an actuator stands. Written whenever something about it changes.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Standing<AccountId> {
	/// The claims, sorted by level.
	pub claims: BoundedVec<Claim<AccountId>, ConstU32<MAX_CLAIMS>>,
	/// Its commands and answers.
	pub track: Track,
	/// What led to the newest command: see [`Cause::hash`]. Zeros before the first one.
	pub cause: Hash,
	/// Its changes.
	pub switch: Switch,
	/// Between which values it may stand.
	pub reach: Reach,
	/// When it reaches the value that its device announced.
	pub settles: Option<Millis>,
	/// When its device refused the newest command.
	pub refused: Option<Millis>,
	/// The boot epoch of its device, as of the last answer.
	pub boot_epoch: Option<u32>,
	/// The part of its organisation's quota that its device used by sending answers itself.
	pub share: DeviceShare,
	/// Whether it may move.
	pub latch: Latch,
	/// Whether a guard has failed.
	pub unguarded: bool,
	/// The level in force.
	pub level: u8,
	/// When it is looked after at the latest.
	pub due: Option<Millis>,
}

/// Why a command was given.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Cause<AccountId> {
	/// Nobody claims anything: the envelope's default.
	#[codec(index = 0)]
	Default,
	/// A claim prevails.
	#[codec(index = 1)]
	Claim {
		/// The level.
		level: u8,
		/// Whose it is.
		by: Claimant<AccountId>,
		/// What led to it: the leaf of the firing, or the hash of whoever claims by hand.
		origin: Hash,
	},
	/// A guard has failed.
	#[codec(index = 2)]
	Unguarded,
	/// It changed too often.
	#[codec(index = 3)]
	Hunting,
	/// A grid operator's limit is below what is claimed, or below the default.
	#[codec(index = 4)]
	Grid {
		/// The signal that the limit came with.
		event: EventId,
	},
}

impl<AccountId> Cause<AccountId> {
	/// The hash that represents it in the proof of the command and in the message to the device: the leaf of the
	/// firing that led to it, or else the hash of a [`Reason`].
	pub fn hash(&self) -> Hash {
		match self {
			Self::Claim { origin, .. } => *origin,
			Self::Default => Reason::Default.hash::<HostCrypto>(),
			Self::Unguarded => Reason::Unguarded.hash::<HostCrypto>(),
			Self::Hunting => Reason::Hunting.hash::<HostCrypto>(),
			Self::Grid { event } => Reason::Grid { event: *event }.hash::<HostCrypto>(),
		}
	}
}

/// The newest command of an actuator.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct NewestCommand {
	/// The actuator's channel.
	pub channel: u16,
	/// The device's tenure.
	pub tenure: u32,
	/// The command, and when it was given.
	pub command: SetPoint,
	/// What led to it: see [`Cause::hash`].
	pub cause: Hash,
	/// What became of it. One that was answered is sent again to a device that has lost its power since.
	pub state: CommandState,
	/// The longest for which it holds without a heartbeat, in milliseconds.
	pub lease: u32,
}

/// What a device answered, under its signature.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct Answer {
	/// The device.
	pub device: DeviceId,
	/// How the device signs. It stands here so that the call's weight follows from the call alone; the answer is refused if
	/// the device's key is of another scheme.
	pub scheme: Scheme,
	/// The device's signature.
	pub signature: Signature,
	/// The answer.
	pub done: Done,
}

impl Answer {
	/// The actuator that it is about.
	pub fn actuator(&self) -> StreamId {
		StreamId { device: self.device, channel: self.done.channel }
	}
}

/// What an alarm is about.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Topic {
	/// An output of a rule.
	#[codec(index = 0)]
	Rule {
		/// The rule.
		rule: RuleId,
		/// The output, by its place in the program.
		output: u8,
	},
	/// Actuators of the site that have not answered in time: one alarm for all.
	#[codec(index = 1)]
	Silent,
	/// An actuator that changed too often.
	#[codec(index = 2)]
	Hunting(StreamId),
	/// An actuator of which a guard failed.
	#[codec(index = 3)]
	Unguarded(StreamId),
}

/// An alarm of a site. It goes once it has returned and somebody acknowledged it.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Alarm<AccountId> {
	/// How serious it is.
	pub severity: Severity,
	/// For how many reasons it stands: of silence, the number of silent actuators. With 0 it has returned.
	pub active: u32,
	/// When it was raised or has returned.
	pub at: Millis,
	/// Who acknowledged it.
	pub acknowledged: Option<AccountId>,
}

/// An actuator in a group.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct GroupMember {
	/// The actuator.
	pub actuator: StreamId,
	/// What it takes at each step of its channel, in the unit of the group's cap: watts for each per cent, for example. Values
	/// below zero take nothing.
	pub rated: u32,
}

/// Actuators of a site that share something. If it does not suffice, those later in the list go without.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Group {
	/// The organisation that formed it.
	pub org: OrgId,
	/// Where it is.
	pub site: SiteId,
	/// Its members, the most important first.
	pub members: BoundedVec<GroupMember, ConstU32<MAX_GROUP>>,
	/// The most that they may take together.
	pub cap: Option<u64>,
	/// Pairs of members, by their places, of which only one may be on: above zero, or not at its value
	/// for off.
	pub exclusive: BoundedVec<(u8, u8), ConstU32<MAX_GROUP>>,
}

/// What is done at a moment.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum AgendaItem {
	/// A rule is evaluated.
	#[codec(index = 0)]
	Rule(RuleId),
	/// An actuator is looked after: a claim or a hold ends, a guard gets too old, a command stays unanswered.
	#[codec(index = 2)]
	Actuator(StreamId),
	/// A group's members share anew.
	#[codec(index = 3)]
	Group(GroupId),
	/// The rules that read an actuator are evaluated.
	#[codec(index = 4)]
	Readers(StreamId),
	/// The rules of a site whose calendar changed are evaluated, one after another.
	#[codec(index = 1)]
	Calendar(SiteId),
	/// The actuators that follow a signal whose limit was set or withdrawn are notified, one after
	/// another.
	#[codec(index = 5)]
	Followers(EventId),
	/// The rules that read such a signal are evaluated, one after another.
	#[codec(index = 6)]
	SignalReaders(EventId),
}

impl AgendaItem {
	/// Whether it can be in this agenda.
	pub fn belongs_to(&self, lane: Lane) -> bool {
		match self {
			Self::Actuator(_) | Self::Followers(_) => matches!(lane, Lane::Actuators(_)),
			Self::Group(_) => matches!(lane, Lane::Groups(_)),
			Self::Rule(_) | Self::Readers(_) | Self::Calendar(_) | Self::SignalReaders(_) => {
				matches!(lane, Lane::Rules(_))
			},
		}
	}
}

/// The agendas. Actuators do not wait for rules, nor single actuators for groups. No organisation waits until all that is due
/// for another one is done.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Lane {
	/// Single actuators of an organisation, and those that follow its signals. They come first: every fail-safe is among them.
	#[codec(index = 0)]
	Actuators(OrgId),
	/// Groups of an organisation's actuators.
	#[codec(index = 1)]
	Groups(OrgId),
	/// Rules of an organisation, and those that read its sites, actuators or signals.
	#[codec(index = 2)]
	Rules(OrgId),
}

impl Lane {
	/// The organisation whose turn it is in.
	pub fn org(&self) -> OrgId {
		match self {
			Self::Actuators(org) | Self::Groups(org) | Self::Rules(org) => *org,
		}
	}

	/// Which kind it is of: the same number for all organisations.
	pub(crate) fn kind(&self) -> u8 {
		match self {
			Self::Actuators(_) => 0,
			Self::Groups(_) => 1,
			Self::Rules(_) => 2,
		}
	}
}

/// A moment as a key, so that keys are in the order of time.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Due {
	lane: Lane,
	at: [u8; 8],
}

impl Due {
	/// The key of a moment.
	pub fn new(lane: Lane, at: Millis) -> Self {
		Self { lane, at: at.0.to_be_bytes() }
	}

	/// Which agenda it is of.
	pub fn lane(&self) -> Lane {
		self.lane
	}

	/// The moment.
	pub fn at(&self) -> Millis {
		Millis(u64::from_be_bytes(self.at))
	}
}

/// What a program is tried with.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct DryRun {
	/// The program.
	pub program: Program,
	/// Where it is.
	pub site: SiteId,
	/// The states that it begins with.
	pub cells: Cells,
	/// What it sees, one after another: at most [`MAX_DRY_RUN`] snapshots count.
	pub timeline: Vec<Snapshot>,
}

impl Group {
	/// Removes a member. The remaining pairs name the members by their new places.
	pub(crate) fn remove(&mut self, actuator: &StreamId) {
		let Some(gone) = self.members.iter().position(|member| member.actuator == *actuator) else {
			return;
		};
		self.members.remove(gone);
		self.exclusive.retain(|(a, b)| usize::from(*a) != gone && usize::from(*b) != gone);
		for (a, b) in self.exclusive.iter_mut() {
			for place in [a, b] {
				if usize::from(*place) > gone {
					*place = place.saturating_sub(1);
				}
			}
		}
	}
}

/// The [`RuleRecord`] of `T`.
pub type RuleOf<T> = RuleRecord<AccountIdFor<T>>;

/// The [`Deposit`] of `T` for a site.
pub type SiteDepositOf<T> = Deposit<AccountIdFor<T>, <T as Config>::SiteConsideration>;

/// The [`Deposit`] of `T` for a rule.
pub type RuleDepositOf<T> = Deposit<AccountIdFor<T>, <T as Config>::RuleConsideration>;

/// The [`ActuatorRecord`] of `T`.
pub type ActuatorOf<T> = ActuatorRecord<AccountIdFor<T>>;

/// The [`Standing`] of `T`.
pub type StandingOf<T> = Standing<AccountIdFor<T>>;

/// The [`Claim`] of `T`.
pub type ClaimOf<T> = Claim<AccountIdFor<T>>;

/// The [`Cause`] of `T`.
pub type CauseOf<T> = Cause<AccountIdFor<T>>;

/// The [`Alarm`] of `T`.
pub type AlarmOf<T> = Alarm<AccountIdFor<T>>;

/// The [`Deposit`] of `T` for an actuator or a group.
pub type ActuatorDepositOf<T> = Deposit<AccountIdFor<T>, <T as Config>::ActuatorConsideration>;
