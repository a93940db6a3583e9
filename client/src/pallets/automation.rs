//! Sites, rules, actuators, their commands, and alarms.

use super::pallet;
use crate::chain::{Chain, ChainError};
use codec::{Decode, Encode};
use scale_info::TypeInfo;
use serde::{Serialize, Serializer};
use sp_runtime::DispatchError;
use subxt::utils::AccountId32 as AccountId;
use tallystick_control::{CommandState, Done, Envelope, Outcome, Switch, Track, Writable};
use tallystick_evidence::{self as evidence, DeviceId, Hash, Scheme, Signature};
use tallystick_records::{
	command::SetPoint, organization::DeviceShare, refusal::AnswerRefusal, telemetry::Facts,
	CommandId, Millis, OrgId, Page, StreamId,
};
use tallystick_rules::{
	Cells, Effect, Evaluation, EventId, GroupId, NeedId, Program, Quantity, RuleId, Severity, Site,
	SiteId, Snapshot, Value,
};
pub use tallystick_rules::{Evidence, Firing};

/// Most entries that a view returns at once.
pub const MAX_PAGE: u32 = 100;

/// Declares what views answer and calls take: what it means stands in the pallet's documentation.
macro_rules! records {
	($($item:item)*) => {$(
		#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize)]
		#[serde(rename_all = "camelCase")]
		#[allow(missing_docs)]
		$item
	)*};
}

records! {
	/// A site.
	pub struct SiteRecord {
		pub org: OrgId,
		pub site: Site,
		/// How many rules and actuators name it.
		pub uses: u32,
		pub walk: Option<Walk<RuleId>>,
	}

	/// How far those have been woken who depend on something that changed: a site's calendar, or a signal's limit.
	#[derive(Copy)]
	pub struct Walk<Id> {
		pub due: Millis,
		pub after: Option<Id>,
		/// Whether it begins anew at its end.
		pub again: bool,
	}

	/// A limit that a grid operator calls for. JSON shows its value as a string.
	#[derive(Copy)]
	pub struct Limit {
		/// In the signal's unit and exponent.
		#[serde(with = "evidence::json::Exact")]
		pub value: i64,
		/// The first moment at which it counts.
		pub from: Millis,
		/// The first moment at which it counts no more.
		pub until: Millis,
	}

	/// What a grid operator calls for limits with.
	pub struct Signal {
		pub org: OrgId,
		/// What its limits count.
		pub quantity: Quantity,
		/// The newest limit, unless it was withdrawn.
		pub limit: Option<Limit>,
		/// When a limit was last set.
		pub set: Option<Millis>,
		/// How far the actuators that follow it have been told of the newest limit.
		pub followers: Option<Walk<StreamId>>,
		/// How far the rules that read it have been woken since then.
		pub readers: Option<Walk<RuleId>>,
	}

	/// Whether a rule is evaluated.
	#[derive(Copy)]
	pub enum RuleStatus {
		#[codec(index = 0)]
		Running,
		#[codec(index = 1)]
		Paused,
		/// Its organisation's quota was spent.
		#[codec(index = 2)]
		Starved,
	}

	/// What an owner chooses for a rule beside its program.
	#[derive(Default)]
	pub struct RuleSettings {
		/// Fewest milliseconds between two evaluations.
		pub interval: u32,
		/// The values of its parameters, by number.
		pub params: Vec<Value>,
	}

	/// How large a program is.
	#[derive(Copy)]
	pub struct Shape {
		pub inputs: u8,
		pub prices: u8,
		pub outputs: u8,
		pub orders: u8,
		pub steps: u32,
	}

	/// A rule.
	pub struct RuleRecord {
		/// Whose organisation pays for its evaluations.
		pub owner: AccountId,
		pub org: OrgId,
		#[serde(serialize_with = "label")]
		pub name: Vec<u8>,
		pub site: SiteId,
		pub version: u32,
		pub status: RuleStatus,
		pub shape: Shape,
		pub settings: RuleSettings,
	}

	/// What a rule remembers.
	pub struct State {
		pub cells: Cells,
		pub effects: Vec<Effect>,
		pub due: Option<Millis>,
		pub evaluated: Option<Millis>,
	}

	/// A rule that a stream wakes.
	#[derive(Copy)]
	pub struct Waker {
		pub rule: RuleId,
		/// Whether it is the device's own organisation's.
		pub own: bool,
	}

	/// A stream on which an actuator relies.
	#[derive(Copy)]
	pub struct Guard {
		pub stream: StreamId,
		/// In milliseconds.
		pub max_age: u32,
		pub allow: Facts,
	}

	/// What an owner chooses for an actuator.
	pub struct Safety {
		pub envelope: Envelope,
		pub guards: Vec<Guard>,
		/// For how many milliseconds a command may stay unanswered.
		pub deadline: u32,
	}

	/// An actuator.
	pub struct ActuatorRecord {
		pub owner: AccountId,
		pub org: OrgId,
		pub site: SiteId,
		pub tenure: u32,
		pub writable: Writable,
		pub safety: Safety,
		pub version: u32,
		pub group: Option<GroupId>,
		/// The signal of a grid operator that it follows.
		pub follows: Option<EventId>,
		/// The rules that read how it stands.
		pub readers: Vec<RuleId>,
	}

	/// Who claims a set-point.
	pub enum Claimant {
		#[codec(index = 0)]
		Rule(RuleId),
		#[codec(index = 1)]
		Member(AccountId),
	}

	/// A claim of a set-point.
	pub struct Claim {
		/// The level. A lower number wins.
		pub level: u8,
		pub by: Claimant,
		/// In the channel's unit and exponent. `None`: nothing is claimed for now. JSON shows a string.
		#[serde(serialize_with = "exact_option")]
		pub value: Option<i64>,
		/// The leaf of the firing that led to the value, or the hash of whoever claims by hand.
		#[serde(with = "evidence::json::Hex")]
		pub origin: Hash,
		pub until: Option<Millis>,
	}

	/// Between which values an actuator may stand. JSON shows strings.
	#[derive(Copy)]
	pub struct Reach {
		#[serde(with = "evidence::json::Exact")]
		pub low: i64,
		#[serde(with = "evidence::json::Exact")]
		pub high: i64,
	}

	/// Why an actuator stands at its fail-safe, whatever is claimed.
	#[derive(Copy)]
	pub enum Latch {
		#[codec(index = 0)]
		Free,
		/// It has changed as often as it may within an hour.
		#[codec(index = 1)]
		Hunting,
	}

	/// How an actuator stands.
	pub struct Standing {
		pub claims: Vec<Claim>,
		pub track: Track,
		/// What led to the newest command.
		#[serde(with = "evidence::json::Hex")]
		pub cause: Hash,
		pub switch: Switch,
		pub reach: Reach,
		pub settles: Option<Millis>,
		pub refused: Option<Millis>,
		pub boot_epoch: Option<u32>,
		/// What its device has taken of its organisation's quota by answers that came by themselves.
		pub share: DeviceShare,
		pub latch: Latch,
		/// Whether a guard has failed.
		pub unguarded: bool,
		/// The level in force.
		pub level: u8,
		pub due: Option<Millis>,
	}

	/// Why a command was given.
	pub enum Cause {
		#[codec(index = 0)]
		Default,
		#[codec(index = 1)]
		Claim {
			level: u8,
			by: Claimant,
			/// The leaf of the firing that led to it, or the hash of whoever claims by hand.
			#[serde(with = "evidence::json::Hex")]
			origin: Hash,
		},
		#[codec(index = 2)]
		Unguarded,
		#[codec(index = 3)]
		Hunting,
		/// A grid operator's limit lowered it.
		#[codec(index = 4)]
		Grid { event: EventId },
	}

	/// The newest command of an actuator.
	#[derive(Copy)]
	pub struct NewestCommand {
		pub channel: u16,
		pub tenure: u32,
		pub command: SetPoint,
		/// What led to it: the leaf of a firing, or the hash of a [`Reason`](tallystick_rules::Reason).
		#[serde(with = "evidence::json::Hex")]
		pub cause: Hash,
		pub state: CommandState,
		/// The longest for which it holds without a heartbeat, in milliseconds.
		pub lease: u32,
	}

	/// What an alarm is about.
	pub enum Topic {
		#[codec(index = 0)]
		Rule {
			rule: RuleId,
			/// The output, by its place in the program.
			output: u8,
		},
		/// Actuators of the site that have not answered in time.
		#[codec(index = 1)]
		Silent,
		#[codec(index = 2)]
		Hunting(StreamId),
		#[codec(index = 3)]
		Unguarded(StreamId),
	}

	/// An alarm of a site.
	pub struct Alarm {
		pub severity: Severity,
		/// For how many reasons it stands. With 0 it has returned.
		pub active: u32,
		/// When it was raised or has returned.
		pub at: Millis,
		pub acknowledged: Option<AccountId>,
	}

	/// An actuator in a group.
	#[derive(Copy)]
	pub struct GroupMember {
		pub actuator: StreamId,
		/// What it takes at each step of its channel, in the unit of the group's cap.
		pub rated: u32,
	}

	/// Actuators that share something.
	pub struct Group {
		pub org: OrgId,
		pub site: SiteId,
		/// The most important first.
		pub members: Vec<GroupMember>,
		pub cap: Option<u64>,
		/// Members, by their places, of which only one may be on.
		pub exclusive: Vec<(u8, u8)>,
	}
}

/// What a device answered, under its signature.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct Answer {
	/// The device that signed it.
	pub device: DeviceId,
	/// The scheme of its key.
	pub scheme: Scheme,
	/// The signature, over `done`.
	pub signature: Signature,
	/// What became of a command.
	pub done: Done,
}

/// What a program is tried with.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct DryRun {
	/// Its inputs, nodes and outputs.
	pub program: Program,
	/// The site whose time and calendar it uses.
	pub site: SiteId,
	/// The states that it begins with.
	pub cells: Cells,
	/// What it sees, one after another.
	pub timeline: Vec<Snapshot>,
}

fn exact_option<S: Serializer>(number: &Option<i64>, to: S) -> Result<S::Ok, S::Error> {
	match number {
		Some(number) => to.collect_str(number),
		None => to.serialize_none(),
	}
}

fn label<S: Serializer>(name: &[u8], to: S) -> Result<S::Ok, S::Error> {
	to.serialize_str(&String::from_utf8_lossy(name))
}

pallet! {
	"Automation"
	views {
		"site" SiteOf { site: SiteId } -> Option<SiteRecord>;
		"rule" RuleOf { rule: RuleId } -> Option<RuleRecord>;
		/// At most [`MAX_PAGE`] rules. The last page is shorter than `limit`.
		"rules" Rules { after: Option<RuleId>, limit: u32 } -> Vec<(RuleId, RuleRecord)>;
		"program" ProgramOf { rule: RuleId } -> Option<Program>;
		"state" StateOf { rule: RuleId } -> Option<State>;
		"wakers" WakersOf { stream: StreamId } -> Vec<Waker>;
		"actuator" ActuatorOf { actuator: StreamId } -> Option<ActuatorRecord>;
		"standing" StandingOf { actuator: StreamId } -> Option<Standing>;
		"commands" CommandsOf { device: DeviceId } -> Vec<NewestCommand>;
		"group" GroupOf { group: GroupId } -> Option<Group>;
		"signal" SignalOf { event: EventId } -> Option<Signal>;
		/// At most [`MAX_PAGE`] signals. The last page is shorter than `limit`.
		"signals" Signals { after: Option<EventId>, limit: u32 } -> Vec<(EventId, Signal)>;
		/// At most [`MAX_PAGE`] alarms. The last page is shorter than `limit`.
		"alarms" AlarmsOf { site: SiteId, after: Option<Topic>, limit: u32 } -> Vec<(Topic, Alarm)>;
		"explain" Explain { rule: RuleId } -> Option<Evaluation>;
		"dry_run" DryRunOf { run: DryRun } -> Option<Vec<Evaluation>>;
	}
	calls {
		"open_site" OpenSite { site: Site };
		"change_site" ChangeSite { site: SiteId, to: Site };
		"close_site" CloseSite { site: SiteId };
		"deploy" Deploy { site: SiteId, name: Vec<u8>, program: Program, settings: RuleSettings };
		"replace" Replace { rule: RuleId, program: Program, settings: RuleSettings };
		"adjust" Adjust { rule: RuleId, settings: RuleSettings };
		"pause" Pause { rule: RuleId };
		"resume" Resume { rule: RuleId };
		"remove" Remove { rule: RuleId };
		"permit" Permit { device: DeviceId, org: OrgId };
		"revoke" Revoke { device: DeviceId, org: OrgId };
		"evict" Evict { stream: StreamId, rule: RuleId };
		"set_safety" SetSafety { actuator: StreamId, site: SiteId, safety: Safety };
		"drop_actuator" DropActuator { actuator: StreamId };
		"set_by_hand" SetByHand { actuator: StreamId, value: i64, until: Millis };
		"release_by_hand" ReleaseByHand { actuator: StreamId };
		"stop" Stop { actuator: StreamId };
		"start" Start { actuator: StreamId };
		"free" Free { actuator: StreamId };
		"form_group" FormGroup { group: Group };
		"dissolve_group" DissolveGroup { group: GroupId };
		"acknowledge_alarm" AcknowledgeAlarm { site: SiteId, topic: Topic };
		/// Nobody signs it: the device has signed what it says.
		"answer" AnswerOne { answer: Answer };
		"answer_all" AnswerAll { answers: Vec<Answer> };
		"open_signal" OpenSignal { quantity: Quantity };
		"set_limit" SetLimit { event: EventId, limit: Option<Limit> };
		"close_signal" CloseSignal { event: EventId };
		"follow" Follow { actuator: StreamId, event: Option<EventId> };
	}
	events {
		SiteOpened { site: SiteId, org: OrgId };
		SiteChanged { site: SiteId };
		SiteClosed { site: SiteId };
		Deployed { rule: RuleId, org: OrgId, site: SiteId, shape: Shape };
		Replaced { rule: RuleId, version: u32, shape: Shape };
		Adjusted { rule: RuleId, before: RuleSettings, settings: RuleSettings };
		Paused { rule: RuleId };
		Resumed { rule: RuleId };
		Starved { rule: RuleId, org: OrgId };
		Removed { rule: RuleId };
		Permitted { device: DeviceId, org: OrgId };
		PermitRevoked { device: DeviceId, org: OrgId };
		/// A rule wanted a need ordered, and nothing was.
		OrderRefused { rule: RuleId, need: NeedId, error: DispatchError };
		Evicted { stream: StreamId, rule: RuleId };
		Fired { rule: RuleId, version: u32, firings: Vec<Firing>, evidence: Vec<Evidence> };
		SafetySet { actuator: StreamId, version: u32 };
		ActuatorDropped { actuator: StreamId };
		SetByHand { actuator: StreamId, by: Claimant, value: i64, until: Millis };
		ReleasedByHand { actuator: StreamId };
		Stopped { actuator: StreamId, by: Claimant };
		Started { actuator: StreamId };
		Freed { actuator: StreamId };
		Commanded { actuator: StreamId, tenure: u32, id: CommandId, value: i64, cause: Cause };
		Answered {
			actuator: StreamId, id: CommandId, outcome: Outcome, before: i64, after: i64,
		};
		AnsweredLate {
			actuator: StreamId, id: CommandId, outcome: Outcome, before: i64, after: i64,
		};
		AnswerRefused { actuator: StreamId, id: CommandId, refusal: AnswerRefusal };
		Superseded { actuator: StreamId, id: CommandId };
		Voided { actuator: StreamId, id: CommandId };
		FellSilent { actuator: StreamId, ended: Option<CommandId> };
		SpokeAgain { actuator: StreamId };
		GroupFormed { group: GroupId, site: SiteId, members: u32 };
		GroupDissolved { group: GroupId };
		Raised { site: SiteId, topic: Topic, severity: Severity };
		Returned { site: SiteId, topic: Topic };
		AlarmAcknowledged { site: SiteId, topic: Topic, by: AccountId };
		SignalOpened { event: EventId, org: OrgId, quantity: Quantity };
		LimitSet { event: EventId, limit: Option<Limit> };
		SignalClosed { event: EventId };
		Followed { actuator: StreamId, event: Option<EventId> };
	}
}

impl Chain {
	/// The rules: a page, after this one. Name one block for all pages.
	pub async fn rules(
		&self,
		after: Option<RuleId>,
		at: Option<&Hash>,
	) -> Result<Page<(RuleId, RuleRecord)>, ChainError> {
		let limit = MAX_PAGE;
		Ok(Page::new(self.view(views::Rules { after, limit }, at).await?, limit))
	}

	/// The signals of grid operators: a page, after this one. Name one block for all pages.
	pub async fn signals(
		&self,
		after: Option<EventId>,
		at: Option<&Hash>,
	) -> Result<Page<(EventId, Signal)>, ChainError> {
		let limit = MAX_PAGE;
		Ok(Page::new(self.view(views::Signals { after, limit }, at).await?, limit))
	}

	/// The alarms of a site: a page, after this one. Name one block for all pages.
	pub async fn alarms(
		&self,
		site: SiteId,
		after: Option<Topic>,
		at: Option<&Hash>,
	) -> Result<Page<(Topic, Alarm)>, ChainError> {
		let limit = MAX_PAGE;
		Ok(Page::new(self.view(views::AlarmsOf { site, after, limit }, at).await?, limit))
	}
}
