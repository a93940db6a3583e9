//! # Automation pallet
//!
//! Runs rules: programs that measurements and time wake, and that claim set-points of actuators within their owners'
//! limits.
//!
//! ## Pallet API
//!
//! See the [`pallet`] module for the calls, storage, events, errors and view functions.
//!
//! ## Overview
//!
//! An organisation opens a [`SiteRecord`], a place with its own time and calendar, and deploys rules for it. The crate
//! [`tallystick_rules`] defines what a rule is and how it is evaluated; `docs/rules.md` says how to write one. This pallet
//! decides when a rule is evaluated, on which inputs, and what its outputs do.
//!
//! ### When a rule is evaluated
//!
//! - When an observation comes of a stream that wakes it. A rule is woken by the streams among its inputs whose devices belong
//!   to its organisation, or whose owner [permits](Pallet::permit) that organisation to be woken. Other streams do not wake the
//!   rule. When something else does, it reads what the chain knows of them.
//! - At the moment that its last evaluation named: a timer ends, a price or a table changes, an input gets too old.
//! - When it was deployed, replaced or resumed, and when its parameters changed.
//!
//! A batch only puts its observations into a queue, so that nobody's rules can make a batch fail. The pallet works the queue off in
//! what is left of this block, and before the transactions of the next one, within [`Config::MaxWeight`]. Organisations take turns,
//! so that many observations of one organisation delay only its own. Rules see the observations of a stream one by one, in their
//! order. If more than [`MAX_WAITING`] wait, the newest replaces the last one and is marked. A rule treats a marked observation as
//! unknown, because others before it were lost.
//!
//! What is due at a moment stands in the [`Agenda`] under its organisation and that moment. Many rules change when a
//! price slot begins. So wakes that are due at a quarter of an hour are spread over three minutes.
//!
//! ### Who pays
//!
//! Work for an actuator or a group is charged to the quota of its organisation. It is also done if no quota is left. The organisations
//! take turns. Before rules have their turn, the actuators of one organisation get at most a quarter of a pass. The actuators of all
//! organisations that cannot pay share another quarter.
//!
//! Each evaluation is charged to the quota of the rule's organisation, whoever's stream woke the rule. So is a wake that the rule's
//! interval defers. The charges of one pass are taken out together at its end. Without quota the rule is
//! [`Starved`](RuleStatus::Starved): its claims are released, and every ten minutes the pallet checks whether there is quota for
//! [`RESUME`] evaluations. The interval of a rule bounds how often it is evaluated. Whoever deploys a rule puts up a deposit for what the
//! chain stores of it.
//!
//! ### What an evaluation does
//!
//! An output *fires* if its value differs from the last one. The event [`Event::Fired`] names the rule, its version, what changed,
//! and the observations that the evaluation used, each with the number under which its device signed it. Evaluating a rule more
//! often than necessary changes nothing.
//!
//! ### Actuators
//!
//! An *actuator* is a channel that its model lets others write, and for which the device's owner has set limits: the
//! [`Safety`]. This has an [envelope](tallystick_control::Envelope) within what the manufacturer permits, up to four
//! [guards](Guard), and a deadline for answers. Claims of an actuator have levels, as in BACnet: the lower number wins,
//! and every claim is clamped to the envelope.
//!
//! | level | whose | ends |
//! | --- | --- | --- |
//! | 1 | a member of the organisation, who stopped it: it stands at its fail-safe | by hand |
//! | 2 | a guard that failed, or too many changes within the hour | when the guard holds; by hand |
//! | 3 | a grid operator's limit, if the actuator follows it: it is not above that | within seven days |
//! | 6 | the minimum time on or off, or, if it follows a signal, too many changes within the hour: it keeps its last value | when that is over |
//! | 8 | a member of the organisation, by hand | within seven days |
//! | 10 to 15 | a rule, which has the level to itself | when the rule releases it |
//! | 16 | nobody: the envelope's default | |
//!
//! Levels 1 and 2 do not wait for minimum times, and what a limit does not permit is left at once. A rule's command can wake the
//! rule again, through what sensors then measure. Such loops are bounded: an actuator that has changed as often as it may within an
//! hour is *latched* at its fail-safe, with an alarm, until a member of its organisation frees it. One that follows a grid
//! operator's signal waits instead.
//!
//! The device enforces the envelope as well, since a chain cannot do that: see `docs/devices.md`. Only the device controls how
//! fast a value moves, so that one command is enough for a ramp.
//!
//! A [`Group`] shares a power among actuators of a site. If it does not suffice, the last in the list are reduced first. No member
//! goes up before those that have to go down have confirmed it. Of an exclusive pair, only one is on.
//!
//! ### Limits of a grid operator
//!
//! A grid operator opens a [`Signal`] for a unit, and calls for limits with it: a value, and from when until when it counts. An
//! actuator that [follows](Pallet::follow) the signal is not set higher by any level above 3: a higher set-point is lowered to the
//! limit, and then clamped to the envelope. So if the envelope begins above the limit, the envelope wins, as it does with every claim.
//! A limit does not change stops and fail-safes. It lowers set-points, and never raises them.
//!
//! An actuator follows a signal only if its own organisation says so, and as long as that organisation wants. Everybody's rules can
//! read a signal. Its value is undefined while no limit counts.
//!
//! When a limit is set or withdrawn, actuators that follow the signal are notified one after another, at the cost of their
//! organisations as far as these have quota. Rules that read it are woken separately, after all actuators, and only as far as their
//! organisations have quota. A rule that was passed over sees the limit when something else wakes it, or when it is resumed. Nobody has
//! to notify them when a limit begins or ends: actuators act at that moment, and rules up to three minutes later if it is a quarter of
//! an hour. Two limits of a signal are at least a minute apart. A suspended operator's limit counts until its end.
//!
//! Changing limits use up an actuator's changes of the hour, though its owner did nothing. So an actuator that follows a signal is
//! not latched then: it keeps its value until it may change again. A value above a limit is lowered at once all the same.
//!
//! ### Commands
//!
//! The chain keeps the newest command of each actuator and the newest that its device answered: see
//! [`Track`](tallystick_control::Track). Gateways read what is [newest](Pallet::commands) from finalised state, and send it. Each
//! command ends in exactly one way: it is answered, superseded by a later one, voided with the tenure, or escalated because
//! nobody answered before the deadline. No later command moves the deadline. After an escalation the actuator is *silent*: there
//! is an event and one alarm for all silent actuators of the site, and rules that read the actuator are woken. The next answer
//! ends that.
//!
//! A device signs its [`Answer`] with its present key. The answer reaches the chain by itself, and the owner's organisation
//! pays; or a gateway brings many.
//!
//! ### Proof
//!
//! Each firing and each command is a leaf of the tree over the block's events, beside those of assets: see
//! [`tallystick_rules::act`]. Its root is one of the block's statements, so that anyone can prove it years later, without a node.
//! A command names its cause by a hash: of the leaf of the firing that led to it, or of another reason. The device gets the same
//! hash with the command. `docs/proofs.md` specifies every byte.
//!
//! ### Assets
//!
//! Everybody's rules can read the sum of an asset's condition policy, and whether a flag of the asset is set. A change does
//! not wake them. They read it when something else wakes them, and when the condition becomes unknown.
//!
//! A rule sets flags of assets that its organisation owns. The owner answers for what a flag says; custodians change with each
//! transport. A flag of an asset belongs to one rule, so that clearing it undoes nothing that another rule has set. The owner is
//! checked when the rule is deployed, and again when it acts: a rule sets no flag of an asset that was sold. Flags of a former
//! owner do not count, and a rule of the next owner can take them. If the former owner gets the asset back, flags that its rules
//! still have are set when the outputs change.
//!
//! ### Orders
//!
//! When an output becomes active, its rule has a need of its organisation ordered, once. The need's mandate applies as for
//! everybody, and nothing is ordered twice. If nothing is ordered, [`Event::OrderRefused`] says why. Everybody's rules can read a
//! need. A change of it does not wake them.
//!
//! ### Safe mode and pauses
//!
//! These refuse calls, but not what a block does without a call. While [`Config::Stopped`] is true, rules order nothing. They are
//! still evaluated, and still set actuators. Only an evaluation that finds its inputs too old releases a claim, and a machine must
//! come to its default or its fail-safe. See `docs/adr/0039-actuators-take-turns.md`.
//!
//! ### Alarms
//!
//! An [`Alarm`] is active or has returned, and is acknowledged or not. It is removed once it has returned and is
//! acknowledged.
//!
//! ### Ends of life
//!
//! | record | removed by | deposit back to |
//! | --- | --- | --- |
//! | site, once nothing names it | its organisation: `close_site` | its payer |
//! | rule | its organisation: `remove` | its payer |
//! | permit | the device's owner; after its tenure, anybody: `revoke` | its payer |
//! | actuator, without rules that claim it, or after its tenure | its owner; after its tenure, anybody: `drop_actuator` | its payer |
//! | what is kept of former actuators: the number of the last command, minimum times and latches | with the end of the device, which until then must not take an older command | none is taken: one bounded record a device |
//! | group | its organisation: `dissolve_group` | its payer |
//! | flag of an asset | its rule, when that is paused, starved, replaced or removed; with the asset | paid with the rule |
//! | signal, without a limit | its operator; once that is no grid operator in good standing, anybody: `close_signal` | its payer |
//! | alarm | when it has returned and is acknowledged; with its rule, actuator or site | paid with these |
//!
//! ## Example
//!
//! A rule orders once when it begins to hold, and the order names the firing.
#![doc = docify::embed!("src/tests/orders.rs", a_rule_orders_once_and_names_its_firing)]
//!
//! ## Properties
//!
//! Each holds before and after every call and block; `try_state` and the property tests check them under the same numbers.
//!
//! 1. Every assigned id is below the next one. A site counts the rules that name it. A site that rules name exists.
//! 2. A rule has a valid program. Its state has one effect for each output, or none at all. [`Wakers`] lists it under each stream
//!    that wakes it, which is one of its inputs.
//! 3. A stream that wakes rules is watched once for each of them. [`Streams`] has these streams, and no others. At least
//!    [`OWN_WAKERS`] of a stream's places are left to the device's organisation.
//! 4. Every stream with waiting observations is in [`Arrived`].
//! 5. The [`Agenda`] lists each starved rule, and each rule, actuator, site and signal that is due: once, at the moment in its
//!    record.
//! 6. A rule that is not running claims nothing and has no active alarm.
//! 7. The deposits held from an account are those for its records. (Checked by the tests, where the price is known.)
//! 8. An observation costs one read and one write, however many rules there are. (Checked by the tests.)
//! 9. Rules see each observation of a stream once, in order, or one that says that others are missing. (Checked by the tests.)
//! 10. Each evaluation is charged to the rule's organisation, and to nobody else. All evaluations of a pass cost no more than the
//!     organisation had left. (Checked by the tests.)
//! 11. The pallet works off each organisation's observations and evaluates its rules, however many another organisation has.
//!     (Checked by the tests.)
//! 12. The same outputs fire as in a dry run. (Checked by the tests.)
//!
//! Of actuators:
//!
//! 20. Every actuator has a standing. Its claims are sorted by level, one for each level, and a rule's claim is an output of
//!     that rule. A level that a rule's output names is claimed by nobody else, unless the actuator is gone.
//! 21. The envelope is within the model's bounds, and every commanded value is within the envelope.
//! 22. An actuator is in the group that lists it, and in no other.
//! 23. At any moment the members of a group together take at most the cap, by what was commanded or confirmed, as far as
//!     minimum times and fail-safes permit. (Checked by the tests.)
//! 24. Each command ends in exactly one of four ways. (Checked by the tests of [`tallystick_control`], and here.)
//! 25. Neither a former owner nor a member of another organisation sets an actuator. (Checked by the
//!     tests.)
//! 26. Nothing that a rule commands wakes a rule in the same block. (Checked by the tests.)
//! 27. Each firing and each command is exactly one leaf of the block's tree of events, in the order of the events
//!     [`Event::Fired`] and [`Event::Commanded`]. A command of a rule names the leaf of its firing. (Checked by the tests.)
//! 28. [`Followers`] and [`SignalReaders`] have each actuator that follows a signal and each rule that reads it, and no others. A
//!     limit ends after it begins.
//! 29. While a limit counts, no actuator that follows it stands above it at a level above 2, as far as its envelope permits, once the
//!     block has had room to notify it. There is one exception: a member of a group that must be off, because another one is on, is
//!     off or as near to zero as its envelope permits, even if the limit is below that. (Checked by the tests.)
//!
//! 33. The pallet tends each organisation's actuators, whether or not it can pay, and however many another organisation has.
//!     (Checked by the tests.)
//! 34. No record of former actuators is left of a device that is at its end. (Checked by the
//!     tests.)
//!
//! Of assets:
//!
//! 30. Each entry of [`Flaggers`] names a rule that has the flag as an output, and that rule's
//!     organisation.
//! 31. Each flag that is set belongs to a rule whose output is active. So no flag stays set when its rule is gone. (Checked by
//!     the tests.)
//!
//! Of alarms:
//!
//! 32. An actuator that is latched, or that has a failed guard, has an active alarm at its site. The site's alarm for silent
//!     actuators counts them.

#![cfg_attr(not(feature = "std"), no_std)]
#![deny(missing_docs)]
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used))]
#![cfg_attr(not(test), deny(clippy::indexing_slicing, clippy::arithmetic_side_effects))]

extern crate alloc;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod calls;
mod errors;
mod events;
mod features;
mod tick_impls;
mod trait_impls;
mod types;
pub mod weights;

#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;
#[cfg(any(feature = "try-runtime", test))]
mod try_state;

pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

use alloc::{boxed::Box, vec::Vec};
use frame::{
	deps::{frame_support::weights::WeightMeter, sp_runtime::DispatchError},
	prelude::*,
	traits::{Consideration, EnsureOrigin, Footprint, Time},
};
use tallystick_control::Outcome;
use tallystick_primitives::{
	evidence::{DeviceId, Hash},
	records::{organization::DeviceShare, refusal::AnswerRefusal},
	AssetFacts, AssetId, CommandId, DeviceQuota, DeviceRegistry, EventLog, HostCrypto, Member,
	Membership, Millis, NeedId, Needs, OrgId, PriceSeries, SetPoint, StreamId, Watch,
};
use tallystick_rules::{
	Act, Evaluation, EventId, GroupId, Label, Program, Quantity, RuleId, Severity, Site, SiteId,
};

/// Shorthand for the account type of `T`.
pub(crate) type AccountIdFor<T> = <T as frame_system::Config>::AccountId;

/// How many inputs a program has.
fn inputs(program: &Program) -> u32 {
	u32::try_from(program.inputs.len()).unwrap_or(u32::MAX)
}

/// How many outputs a program has.
fn outputs(program: &Program) -> u32 {
	u32::try_from(program.outputs.len()).unwrap_or(u32::MAX)
}

/// Most entries that a view function returns at once.
const MAX_PAGE: u32 = 100;

/// Sites, rules, and when they are evaluated.
#[frame::import_section(events::events)]
#[frame::import_section(errors::errors)]
#[frame::import_section(calls::calls)]
#[frame::pallet]
// The macro expands to code that calls `expect`.
#[allow(clippy::expect_used)]
pub mod pallet {
	use super::*;

	/// The in-code storage version.
	const STORAGE_VERSION: StorageVersion = StorageVersion::new(0);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: frame_system::Config<AccountId: Into<[u8; 32]>> {
		/// Weights of the calls and of what a block does.
		type WeightInfo: WeightInfo;

		/// Who may open sites and deploy rules: a member of an organisation in good standing.
		type MemberOrigin: EnsureOrigin<Self::RuntimeOrigin, Success = Member<Self::AccountId>>;

		/// Who may call for limits: a member of a grid operator in good standing.
		type GridOperatorOrigin: EnsureOrigin<
			Self::RuntimeOrigin,
			Success = Member<Self::AccountId>,
		>;

		/// The organisations of devices' owners.
		type Membership: Membership<Self::AccountId>;

		/// The devices and their owners.
		type Devices: DeviceRegistry<Self::AccountId>;

		/// The telemetry pallet.
		type Watch: Watch;

		/// The tree over the block's events, in which firings and commands stay provable.
		type Events: EventLog;

		/// Pays for evaluations.
		type Quota: DeviceQuota<Self::AccountId>;

		/// The hash of the chain's first block, which is in everything that a device signs.
		type Genesis: Get<Hash>;

		/// The prices of metering points.
		type Prices: PriceSeries;

		/// The assets that rules read, and whose flags they set.
		type Assets: AssetFacts;

		/// The needs of machines that rules read, and have ordered.
		type Needs: Needs;

		/// Whether safe mode or a pause refuses orders. Rules order nothing then.
		type Stopped: Get<bool>;

		/// UTC, in milliseconds.
		type Time: Time<Moment = u64>;

		/// The deposit for a site, and for a signal.
		type SiteConsideration: Consideration<Self::AccountId, Footprint>;

		/// The deposit for a rule, and for a permit.
		type RuleConsideration: Consideration<Self::AccountId, Footprint>;

		/// The deposit for an actuator, and for a group.
		type ActuatorConsideration: Consideration<Self::AccountId, Footprint>;

		/// The most that rules take of a block before its transactions.
		#[pallet::constant]
		type MaxWeight: Get<Weight>;

		/// Devices and their owners, for benchmarks.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: tallystick_world::Actors<Self::AccountId>;
	}

	/// Why balances are held.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// For a site or a signal, until it is closed.
		#[codec(index = 0)]
		Site,
		/// For a rule or a permit, until it is removed.
		#[codec(index = 1)]
		Rule,
		/// For an actuator or a group, until it is dropped or dissolved.
		#[codec(index = 2)]
		Actuator,
	}

	/// Sites by id.
	// The pallet gives out the ids, so nobody can choose a key. This holds for rules, too.
	#[pallet::storage]
	pub type Sites<T: Config> = StorageMap<_, Twox64Concat, SiteId, (SiteRecord, SiteDepositOf<T>)>;

	/// The id that the next site gets.
	#[pallet::storage]
	pub type NextSiteId<T: Config> = StorageValue<_, SiteId, OptionQuery>;

	/// Rules by id.
	#[pallet::storage]
	pub type Rules<T: Config> = StorageMap<_, Twox64Concat, RuleId, (RuleOf<T>, RuleDepositOf<T>)>;

	/// The id that the next rule gets.
	#[pallet::storage]
	pub type NextRuleId<T: Config> = StorageValue<_, RuleId, OptionQuery>;

	/// The rules of each site.
	#[pallet::storage]
	pub type RulesOf<T: Config> =
		StorageDoubleMap<_, Twox64Concat, SiteId, Twox64Concat, RuleId, ()>;

	/// The programs of rules.
	#[pallet::storage]
	pub type Programs<T: Config> = StorageMap<_, Twox64Concat, RuleId, Stored>;

	/// What rules remember.
	#[pallet::storage]
	pub type States<T: Config> = StorageMap<_, Twox64Concat, RuleId, State, ValueQuery>;

	/// The permits: organisations whose rules another organisation's device may wake, with the
	/// device's tenure.
	#[pallet::storage]
	pub type Permits<T: Config> = StorageDoubleMap<
		_,
		Blake2_128Concat,
		DeviceId,
		Twox64Concat,
		OrgId,
		(u32, RuleDepositOf<T>),
	>;

	/// The rules that each stream wakes.
	#[pallet::storage]
	pub type Wakers<T: Config> = StorageMap<_, Blake2_128Concat, StreamId, WakerList, ValueQuery>;

	/// The streams that wake rules, with their observations.
	#[pallet::storage]
	pub type Streams<T: Config> = StorageMap<_, Blake2_128Concat, StreamId, Woken>;

	/// The streams with observations that wait, each once, in the order in which they came.
	// Every block reads it.
	#[pallet::storage]
	#[pallet::whitelist_storage]
	pub type Arrived<T: Config> =
		StorageValue<_, BoundedVec<Arrival, ConstU32<MAX_ARRIVALS>>, ValueQuery>;

	/// The organisation whose observation was handled last. The one after it has its turn next.
	// Every block reads it.
	#[pallet::storage]
	#[pallet::whitelist_storage]
	pub type LastServed<T: Config> = StorageValue<_, OrgId, OptionQuery>;

	/// The organisation that was served last: for actuators, groups and rules, under the codec index of their [`Lane`]. The one
	/// after it has its turn next, if a block had no room for all that was due.
	#[pallet::storage]
	pub type LastTended<T: Config> = StorageMap<_, Twox64Concat, u8, OrgId>;

	/// Actuators by device and channel.
	#[pallet::storage]
	pub type Actuators<T: Config> = StorageDoubleMap<
		_,
		Blake2_128Concat,
		DeviceId,
		Twox64Concat,
		u16,
		(ActuatorOf<T>, ActuatorDepositOf<T>),
	>;

	/// The standing of each actuator.
	#[pallet::storage]
	pub type Standings<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, DeviceId, Twox64Concat, u16, StandingOf<T>>;

	/// The record of each device's former actuators, until the device is at its end. It takes no deposit: a device has one such record
	/// of a bounded size, and a deposit of its own.
	#[pallet::storage]
	pub type Legacies<T: Config> = StorageMap<_, Blake2_128Concat, DeviceId, Legacy>;

	/// Groups by id.
	#[pallet::storage]
	pub type Groups<T: Config> =
		StorageMap<_, Twox64Concat, GroupId, (Group, ActuatorDepositOf<T>)>;

	/// The id that the next group gets.
	#[pallet::storage]
	pub type NextGroupId<T: Config> = StorageValue<_, GroupId, OptionQuery>;

	/// Signals of grid operators by id.
	#[pallet::storage]
	pub type Signals<T: Config> = StorageMap<_, Twox64Concat, EventId, (Signal, SiteDepositOf<T>)>;

	/// The id that the next signal gets.
	#[pallet::storage]
	pub type NextEventId<T: Config> = StorageValue<_, EventId, OptionQuery>;

	/// The actuators that follow each signal.
	#[pallet::storage]
	pub type Followers<T: Config> =
		StorageDoubleMap<_, Twox64Concat, EventId, Blake2_128Concat, StreamId, ()>;

	/// The rules that read each signal.
	#[pallet::storage]
	pub type SignalReaders<T: Config> =
		StorageDoubleMap<_, Twox64Concat, EventId, Twox64Concat, RuleId, ()>;

	/// The rules that have flags of assets.
	// Only an asset that the signer's organisation owns can be named.
	#[pallet::storage]
	pub type Flaggers<T: Config> =
		StorageDoubleMap<_, Twox64Concat, AssetId, Twox64Concat, u8, Flagger>;

	/// The alarms of each site.
	#[pallet::storage]
	pub type Alarms<T: Config> =
		StorageDoubleMap<_, Twox64Concat, SiteId, Blake2_128Concat, Topic, AlarmOf<T>>;

	/// What is done for which organisation at which moment. The hasher keeps the order of time within each [`Lane`].
	#[pallet::storage]
	pub type Agenda<T: Config> = StorageDoubleMap<_, Identity, Due, Twox64Concat, AgendaItem, ()>;

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn on_poll(_: BlockNumberFor<T>, weight: &mut WeightMeter) {
			let limit = weight.remaining().min(T::MaxWeight::get());
			let mut own = WeightMeter::with_limit(limit);
			Self::process(&mut own);
			weight.consume(own.consumed());
		}

		fn on_idle(_: BlockNumberFor<T>, remaining: Weight) -> Weight {
			let mut meter = WeightMeter::with_limit(remaining);
			Self::process(&mut meter);
			meter.consumed()
		}

		fn integrity_test() {
			assert!(
				Self::least_weight().all_lte(T::MaxWeight::get()),
				"MaxWeight: the largest rule would never be evaluated"
			);
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), frame::deps::sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// A site.
		pub fn site(site: SiteId) -> Option<SiteRecord> {
			Sites::<T>::get(site).map(|(record, _)| record)
		}

		/// A rule.
		pub fn rule(rule: RuleId) -> Option<RuleOf<T>> {
			Rules::<T>::get(rule).map(|(record, _)| record)
		}

		/// The rules: at most 100, from the one after `after`. They are not sorted by id.
		pub fn rules(after: Option<RuleId>, limit: u32) -> Vec<(RuleId, RuleOf<T>)> {
			let rules = match after {
				None => Rules::<T>::iter(),
				Some(after) => Rules::<T>::iter_from(Rules::<T>::hashed_key_for(after)),
			};
			let rules = rules.take(limit.min(MAX_PAGE) as usize);
			rules.map(|(rule, (record, _))| (rule, record)).collect()
		}

		/// The program of a rule.
		pub fn program(rule: RuleId) -> Option<Program> {
			Programs::<T>::get(rule).map(|stored| stored.program)
		}

		/// What a rule remembers.
		pub fn state(rule: RuleId) -> Option<State> {
			Rules::<T>::contains_key(rule).then(|| States::<T>::get(rule))
		}

		/// The rules that a stream wakes.
		pub fn wakers(stream: StreamId) -> Vec<Waker> {
			Wakers::<T>::get(stream).into_inner()
		}

		/// An actuator.
		pub fn actuator(actuator: StreamId) -> Option<ActuatorOf<T>> {
			Self::actuator_of(&actuator).map(|(record, _)| record)
		}

		/// The standing of an actuator.
		pub fn standing(actuator: StreamId) -> Option<StandingOf<T>> {
			Self::standing_of(&actuator)
		}

		/// The newest command of each actuator of a device, unless it is void.
		pub fn commands(device: DeviceId) -> Vec<NewestCommand> {
			Self::commands_of(device)
		}

		/// A group.
		pub fn group(group: GroupId) -> Option<Group> {
			Groups::<T>::get(group).map(|(record, _)| record)
		}

		/// A signal.
		pub fn signal(event: EventId) -> Option<Signal> {
			Signals::<T>::get(event).map(|(signal, _)| signal)
		}

		/// The signals: at most 100, from the one after `after`. They are not sorted by id.
		pub fn signals(after: Option<EventId>, limit: u32) -> Vec<(EventId, Signal)> {
			let signals = match after {
				None => Signals::<T>::iter(),
				Some(after) => Signals::<T>::iter_from(Signals::<T>::hashed_key_for(after)),
			};
			let signals = signals.take(limit.min(MAX_PAGE) as usize);
			signals.map(|(event, (signal, _))| (event, signal)).collect()
		}

		/// The alarms of a site: at most 100, from the one after `after`. The sequence is not that in which they were raised.
		pub fn alarms(site: SiteId, after: Option<Topic>, limit: u32) -> Vec<(Topic, AlarmOf<T>)> {
			let alarms = match after {
				None => Alarms::<T>::iter_prefix(site),
				Some(after) => {
					Alarms::<T>::iter_prefix_from(site, Alarms::<T>::hashed_key_for(site, after))
				},
			};
			alarms.take(limit.min(MAX_PAGE) as usize).collect()
		}

		/// Evaluates a rule as if it was woken now, and changes nothing. Returns what it sees, the value of each node, and
		/// what its outputs would do.
		pub fn explain(rule: RuleId) -> Option<Evaluation> {
			Self::explanation(rule)
		}

		/// Evaluates a program on one snapshot after another. `None` if it is invalid, or the site does not exist.
		pub fn dry_run(run: DryRun) -> Option<Vec<Evaluation>> {
			Self::dry_run_of(run)
		}
	}
}
