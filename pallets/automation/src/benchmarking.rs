//! Benchmarks of the calls and of what a block does, each in its worst case but for the signatures. These are of Ed25519; what
//! the check of another scheme's costs more is measured by itself.

use super::*;
use crate::features::{evaluation::By, pass::Pass};
use alloc::{boxed::Box, vec, vec::Vec};
use frame::{
	benchmarking::prelude::*,
	deps::{frame_support::traits::Authorize, sp_runtime::transaction_validity::TransactionSource},
	traits::UnfilteredDispatchable,
};
use tallystick_control::{Bounds, CommandState, Done, Envelope, Pace, Slew};
use tallystick_primitives::{
	evidence::{Crypto, Point, Purpose, Scheme, Summary},
	samples,
	Consumer,
	DeviceStatus,
	Facts,
	HostCrypto,
	// The preludes have something else of this name.
	Member,
	Observation,
	OnDeviceChange,
	OnObservation,
	Unit,
};
use tallystick_rules::{
	cost,
	node::MAX_BUCKETS,
	program::{MAX_CELLS, MAX_INPUTS, MAX_NODES, MAX_OUTPUTS},
	site::{EXCEPTION, MAX_BANDS, MAX_EXCEPTIONS, MAX_TABLES},
	source::MAX_PARAMS,
	Actuated, Band, Cell, Effect, Exception, Figure, Fired, Found, Node, Output, Quantity, Ref,
	Source, Value, Weekly,
};
use tallystick_world::{Actors, Secret};

const NOW: u64 = 1_700_000_000_000;
/// The seed of the device of the first input. Each input has a device of its own.
const SENSORS: u32 = 1_000;
/// The seed of the device of the first actuator. Each actuator has a device of its own.
const ACTUATORS: u32 = 2_000;
/// The seed of the device of the first guard.
const GUARDS: u32 = 3_000;
/// The seed of a grid operator's member.
const GRID: u32 = 7;
const HOUR: u64 = 3_600_000;

fn begin<T: Config>() {
	T::BenchmarkHelper::set_time(NOW);
}

fn origin<T: Config>(who: &T::AccountId) -> T::RuntimeOrigin {
	RawOrigin::Signed(who.clone()).into()
}

/// A member of another organisation for each seed, who can pay for what a benchmark stores.
fn member<T: Config>(seed: u32) -> Result<Member<T::AccountId>, BenchmarkError> {
	let who = T::BenchmarkHelper::member(seed);
	T::RuleConsideration::ensure_successful(&who, Footprint::from_parts(1, 1_000_000));
	T::MemberOrigin::ensure_origin(origin::<T>(&who))
		.map_err(|_| BenchmarkError::Stop("the account is a member"))
}

/// A calendar with as many bands and exceptions as there can be.
fn full_site() -> Site {
	let band = |number: u32| {
		let from = u16::try_from(number * 40).expect("it is below 1,440");
		Band { days: 127 | EXCEPTION, from, to: from + 20 }
	};
	let bands: Vec<_> = (0..MAX_BANDS).map(band).collect();
	let tables = vec![Weekly(bands.try_into().expect("as many as can be")); MAX_TABLES as usize];
	let exception = |number: u32| {
		let first = i32::try_from(30_000 + 2 * number).expect("it is small");
		Exception { first, last: first }
	};
	let exceptions: Vec<_> = (0..MAX_EXCEPTIONS).map(exception).collect();
	Site {
		tables: tables.try_into().expect("as many as can be"),
		exceptions: exceptions.try_into().expect("as many as can be"),
		..Site::default()
	}
}

fn site<T: Config>(owner: &Member<T::AccountId>) -> Result<SiteId, BenchmarkError> {
	let id = NextSiteId::<T>::get().unwrap_or(SiteId(0));
	Pallet::<T>::do_open_site(owner.clone(), full_site())?;
	Ok(id)
}

/// The only channel of a device of an owner's.
fn stream<T: Config>(owner: &T::AccountId, seed: u32) -> StreamId {
	let secret = Secret::new(seed);
	let device = secret.id::<HostCrypto>();
	if T::Devices::status(&device).is_none() {
		T::BenchmarkHelper::device_of(owner.clone(), &secret, 1, owner);
	}
	StreamId { device, channel: 0 }
}

/// What an owner chooses, with as many guards as there can be. They hold, and after an hour have failed.
fn safety<T: Config>(owner: &T::AccountId, model: &Bounds) -> Safety {
	let pace = Pace { per_hour: 60, ..model.pace };
	let bounds = Bounds { pace, ..*model };
	let slew = (model.pace.off.is_some()).then_some(Slew { by: 1, per: 1_000 });
	let envelope = Envelope { bounds, slew, default: bounds.startup };
	let guard = |number: u32| {
		let guarded = stream::<T>(owner, GUARDS + number);
		T::Watch::watch(Consumer::Automation, &guarded).expect("few watch it");
		T::BenchmarkHelper::observed(&guarded, observation(0, 1));
		Guard { stream: guarded, max_age: MIN_GUARD_AGE, allow: Facts::RESTART }
	};
	let guards: Vec<_> = (0..MAX_GUARDS).map(guard).collect();
	let guards = guards.try_into().expect("as many as can be");
	Safety { envelope, guards, deadline: MIN_DEADLINE }
}

/// A signal whose limit counts, and of whose limit everybody has been told.
fn signal<T: Config>() -> Result<EventId, BenchmarkError> {
	let id = NextEventId::<T>::get().unwrap_or(EventId(0));
	Pallet::<T>::do_open_signal(member::<T>(GRID)?, quantity())?;
	Signals::<T>::mutate_extant(id, |(signal, _)| signal.limit = Some(limit()));
	Ok(id)
}

/// A limit that counts as long as any can.
fn limit() -> Limit {
	Limit { value: 0, from: Millis(NOW), until: Millis(NOW + MAX_LIMIT) }
}

/// An actuator that has been commanded, and follows a signal whose limit counts.
fn actuator<T: Config>(
	owner: &Member<T::AccountId>,
	site: SiteId,
	number: u32,
) -> Result<StreamId, BenchmarkError> {
	let actuator = stream::<T>(&owner.who, ACTUATORS + number);
	let model = T::Devices::channel(&actuator).and_then(|channel| channel.write);
	let model = model.ok_or(BenchmarkError::Stop("the channel can be written"))?;
	let safety = safety::<T>(&owner.who, &model.bounds);
	Pallet::<T>::do_set_safety(owner.clone(), actuator, site, safety)?;
	let event = EventId(0);
	if Pallet::<T>::signal(event).is_none() {
		signal::<T>()?;
	}
	Pallet::<T>::do_follow(owner.org, actuator, Some(event))?;
	Ok(actuator)
}

fn observation(sequence: u64, value: i64) -> Observation {
	let point = Point { time: NOW, value };
	let (min, max, sum) = (value, value, value.into());
	let summary = Summary { count: 1, first: point, last: point, min, max, sum, violations: 0 };
	let (boot_epoch, root, facts) = (0, [0; 32], Facts::NONE);
	Observation { boot_epoch, sequence, summary, root, at: Millis(NOW), facts }
}

fn quantity() -> Quantity {
	Quantity { unit: Unit::CELSIUS, exponent: 0 }
}

/// A program with inputs of devices of their own, outputs that set actuators of their own, and nodes that take about so many
/// steps: as many as can be that keep a state, then those that take longest, then simple ones.
fn program<T: Config>(
	owner: &T::AccountId,
	inputs: u32,
	outputs: u32,
	steps: u32,
	acts: bool,
) -> Program {
	let source = |number: u32| Source::Stream {
		stream: stream::<T>(owner, SENSORS + number),
		figure: Figure::Last,
		quantity: quantity(),
		max_age: 86_400_000,
		allow: Facts::NONE,
	};
	let inputs: Vec<_> = (0..inputs).map(source).collect();
	let is_true = Ref::Node(0);
	let value = Ref::Node(1);
	let mut nodes = vec![Node::Truth(acts), Node::Number { value: 1, quantity: quantity() }];
	let mut cost: u32 = 2 + inputs.len() as u32 + outputs;
	let mut add = |node: Node| {
		let more = cost::node(&node);
		if nodes.len() < MAX_NODES as usize && cost + more <= steps {
			cost += more;
			nodes.push(node);
		}
	};
	for _ in 0..MAX_CELLS {
		add(Node::Count { of: is_true, least: 1, width: 1_000, buckets: MAX_BUCKETS });
	}
	for _ in 0..MAX_NODES {
		add(Node::Weekly(0));
	}
	for _ in 0..MAX_NODES {
		add(Node::Not(is_true));
	}
	let set = |number: u32| Output::Set {
		actuator: stream::<T>(owner, ACTUATORS + number),
		level: 10,
		value,
		when: Some(is_true),
	};
	let outputs: Vec<_> = (0..outputs).map(set).collect();
	Program {
		inputs: inputs.try_into().expect("as many as can be"),
		nodes: nodes.try_into().expect("as many as can be"),
		outputs: outputs.try_into().expect("as many as can be"),
	}
}

fn settings() -> RuleSettings {
	let params = vec![Value::Number(i64::MAX); usize::from(MAX_PARAMS)];
	RuleSettings { interval: 1, params: params.try_into().expect("as many as can be") }
}

fn name() -> Label {
	vec![b'n'; 32].try_into().expect("32 bytes")
}

/// A rule with its site and actuators. All that it sees is known, and nothing is due.
fn rule<T: Config>(
	owner: &Member<T::AccountId>,
	inputs: u32,
	outputs: u32,
	steps: u32,
	acts: bool,
) -> Result<(RuleId, SiteId), BenchmarkError> {
	let site = site::<T>(owner)?;
	for number in 0..outputs {
		actuator::<T>(owner, site, number)?;
	}
	let id = NextRuleId::<T>::get().unwrap_or(RuleId(0));
	let program = program::<T>(&owner.who, inputs, outputs, steps, acts);
	Pallet::<T>::do_deploy(owner.clone(), site, name(), program, settings())?;
	for number in 0..inputs {
		let sensor = stream::<T>(&owner.who, SENSORS + number);
		Streams::<T>::mutate_extant(sensor, |woken| {
			woken.seen = Some(Waiting { observation: observation(0, 1), missed: false });
		});
	}
	Ok((id, site))
}

/// Lets a rule have been evaluated, long enough ago.
fn evaluated<T: Config>(id: RuleId) {
	let _ = Pallet::<T>::wake(id, By::Agenda(Millis(0)), &mut Pass::new(Weight::MAX));
	States::<T>::mutate(id, |state| state.evaluated = Some(Millis(0)));
}

fn load<T: Config>(
	owner: &Member<T::AccountId>,
	id: RuleId,
) -> Result<(RuleOf<T>, RuleDepositOf<T>), BenchmarkError> {
	Pallet::<T>::load_rule(owner.org, id).map_err(|_| BenchmarkError::Stop("the rule is stored"))
}

/// A pass that has read who pays for a rule, and its site.
fn opened<T: Config>(record: &RuleOf<T>) -> Pass<T> {
	let mut pass = Pass::new(Weight::MAX);
	pass.can_pay(&record.owner, record.org, Weight::zero());
	pass.site(record.site);
	pass
}

fn done(channel: u16, id: u64, after: i64) -> Done {
	let (tenure, boot_epoch, before) = (0, 0, 0);
	let outcome = Outcome::Done;
	Done { tenure, channel, id, outcome, before, after, boot_epoch }
}

/// The answer to the newest command of an actuator.
fn answer<T: Config>(actuator: &StreamId, number: u32) -> Result<Answer, BenchmarkError> {
	let standing = Pallet::<T>::standing_of(actuator);
	let newest = standing.and_then(|standing| standing.track.newest);
	let newest = newest.ok_or(BenchmarkError::Stop("the actuator is commanded"))?;
	let done = done(actuator.channel, newest.id, newest.value);
	let secret = Secret::new(ACTUATORS + number);
	let payload = done.to_bytes();
	let signature = secret.sign(Purpose::Done, &T::Genesis::get(), &actuator.device, &payload);
	Ok(Answer { device: actuator.device, scheme: Scheme::Ed25519, signature, done })
}

/// Has as many rules read an actuator as can be, and the device be silent.
fn trouble<T: Config>(actuator: &StreamId) {
	Pallet::<T>::edit_actuator(actuator, |record| {
		let readers: Vec<_> = (0..MAX_READERS).map(|number| RuleId(1_000 + number)).collect();
		record.readers = readers.try_into().expect("as many as can be");
	});
}

/// Latches an actuator, with its alarm.
fn latch<T: Config>(actuator: &StreamId, site: SiteId) {
	if let Some(mut standing) = Pallet::<T>::standing_of(actuator) {
		standing.latch = Latch::Hunting;
		Pallet::<T>::store_standing(actuator, standing);
		Pallet::<T>::raise(site, Topic::Hunting(*actuator), Severity::Critical);
	}
}

fn past<T: Config>(millis: u64) {
	T::BenchmarkHelper::set_time(NOW + millis);
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn open_site() -> Result<(), BenchmarkError> {
		begin::<T>();
		let owner = member::<T>(0)?;
		#[extrinsic_call]
		_(origin::<T>(&owner.who), Box::new(full_site()));
		assert!(Pallet::<T>::site(SiteId(0)).is_some());
		Ok(())
	}

	#[benchmark]
	fn change_site() -> Result<(), BenchmarkError> {
		begin::<T>();
		let owner = member::<T>(0)?;
		let site = site::<T>(&owner)?;
		#[extrinsic_call]
		_(origin::<T>(&owner.who), site, Box::new(full_site()));
		assert_eq!(Agenda::<T>::iter().count(), 1);
		Ok(())
	}

	#[benchmark]
	fn close_site() -> Result<(), BenchmarkError> {
		begin::<T>();
		let owner = member::<T>(0)?;
		let site = site::<T>(&owner)?;
		#[extrinsic_call]
		_(origin::<T>(&owner.who), site);
		assert!(Pallet::<T>::site(site).is_none());
		Ok(())
	}

	/// Each stream wakes as many rules as can be, one of which gives way; each output has an actuator of its own.
	#[benchmark]
	fn deploy(i: Linear<0, MAX_INPUTS>, o: Linear<1, MAX_OUTPUTS>) -> Result<(), BenchmarkError> {
		begin::<T>();
		let owner = member::<T>(0)?;
		let site = site::<T>(&owner)?;
		for number in 0..o {
			actuator::<T>(&owner, site, number)?;
		}
		let program = program::<T>(&owner.who, i, o, cost::MAX, true);
		#[extrinsic_call]
		_(origin::<T>(&owner.who), site, name(), Box::new(program), settings());
		assert_eq!(Wakers::<T>::iter().count() as u32, i);
		Ok(())
	}

	#[benchmark]
	fn replace(i: Linear<0, MAX_INPUTS>, o: Linear<1, MAX_OUTPUTS>) -> Result<(), BenchmarkError> {
		begin::<T>();
		let owner = member::<T>(0)?;
		let (id, _) = rule::<T>(&owner, MAX_INPUTS, MAX_OUTPUTS, cost::MAX, true)?;
		evaluated::<T>(id);
		past::<T>(HOUR);
		let mut program = program::<T>(&owner.who, i, o, cost::MAX, true);
		// None that its last version has, too.
		for output in &mut program.outputs {
			if let Output::Set { level, .. } = output {
				*level = 11;
			}
		}
		#[extrinsic_call]
		_(origin::<T>(&owner.who), id, Box::new(program), settings());
		assert_eq!(Pallet::<T>::rule(id).map(|rule| rule.version), Some(1));
		Ok(())
	}

	#[benchmark]
	fn adjust() -> Result<(), BenchmarkError> {
		begin::<T>();
		let owner = member::<T>(0)?;
		let (id, _) = rule::<T>(&owner, 1, 1, cost::MAX, true)?;
		evaluated::<T>(id);
		#[extrinsic_call]
		_(origin::<T>(&owner.who), id, settings());
		Ok(())
	}

	#[benchmark]
	fn pause() -> Result<(), BenchmarkError> {
		begin::<T>();
		let owner = member::<T>(0)?;
		let (id, _) = rule::<T>(&owner, MAX_INPUTS, MAX_OUTPUTS, cost::MAX, true)?;
		evaluated::<T>(id);
		past::<T>(HOUR);
		#[extrinsic_call]
		_(origin::<T>(&owner.who), id);
		assert_eq!(Pallet::<T>::rule(id).map(|rule| rule.status), Some(RuleStatus::Paused));
		Ok(())
	}

	#[benchmark]
	fn resume() -> Result<(), BenchmarkError> {
		begin::<T>();
		let owner = member::<T>(0)?;
		let (id, _) = rule::<T>(&owner, 1, 1, cost::MAX, true)?;
		Pallet::<T>::do_pause(owner.org, id)?;
		#[extrinsic_call]
		_(origin::<T>(&owner.who), id);
		assert_eq!(Pallet::<T>::rule(id).map(|rule| rule.status), Some(RuleStatus::Running));
		Ok(())
	}

	#[benchmark]
	fn remove() -> Result<(), BenchmarkError> {
		begin::<T>();
		let owner = member::<T>(0)?;
		let (id, _) = rule::<T>(&owner, MAX_INPUTS, MAX_OUTPUTS, cost::MAX, true)?;
		evaluated::<T>(id);
		past::<T>(HOUR);
		#[extrinsic_call]
		_(origin::<T>(&owner.who), id);
		assert!(Pallet::<T>::rule(id).is_none());
		Ok(())
	}

	#[benchmark]
	fn permit() -> Result<(), BenchmarkError> {
		begin::<T>();
		let (owner, other) = (member::<T>(0)?, member::<T>(1)?);
		let sensor = stream::<T>(&owner.who, SENSORS);
		#[extrinsic_call]
		_(origin::<T>(&owner.who), sensor.device, other.org);
		assert!(Permits::<T>::contains_key(sensor.device, other.org));
		Ok(())
	}

	#[benchmark]
	fn revoke() -> Result<(), BenchmarkError> {
		begin::<T>();
		let (owner, other) = (member::<T>(0)?, member::<T>(1)?);
		let sensor = stream::<T>(&owner.who, SENSORS);
		Pallet::<T>::do_permit(owner.clone(), sensor.device, other.org)?;
		#[extrinsic_call]
		_(origin::<T>(&owner.who), sensor.device, other.org);
		assert!(!Permits::<T>::contains_key(sensor.device, other.org));
		Ok(())
	}

	/// The only rule of a stream whose observations wait, behind as many others as can be.
	#[benchmark]
	fn evict() -> Result<(), BenchmarkError> {
		begin::<T>();
		let owner = member::<T>(0)?;
		let (id, _) = rule::<T>(&owner, 1, 1, cost::MAX, true)?;
		let sensor = stream::<T>(&owner.who, SENSORS);
		arrive::<T>(&owner, MAX_ARRIVALS - 1);
		Pallet::<T>::enqueue(&sensor, &observation(1, 1));
		#[extrinsic_call]
		_(origin::<T>(&owner.who), sensor, id);
		assert!(Streams::<T>::get(sensor).is_none());
		Ok(())
	}

	/// In place of a former owner's that is latched.
	#[benchmark]
	fn set_safety() -> Result<(), BenchmarkError> {
		begin::<T>();
		let owner = member::<T>(0)?;
		let site = site::<T>(&owner)?;
		let actuator = actuator::<T>(&owner, site, 0)?;
		trouble::<T>(&actuator);
		latch::<T>(&actuator, site);
		past::<T>(HOUR);
		let model = T::Devices::channel(&actuator).and_then(|channel| channel.write);
		let model = model.ok_or(BenchmarkError::Stop("the channel can be written"))?;
		let safety = Box::new(safety::<T>(&owner.who, &model.bounds));
		// As if it was another tenure.
		Pallet::<T>::edit_actuator(&actuator, |record| record.tenure = 7);
		#[extrinsic_call]
		_(origin::<T>(&owner.who), actuator, site, safety);
		assert_eq!(Pallet::<T>::actuator(actuator).map(|record| record.tenure), Some(0));
		Ok(())
	}

	/// Of a former owner, while rules read it.
	#[benchmark]
	fn drop_actuator() -> Result<(), BenchmarkError> {
		begin::<T>();
		let owner = member::<T>(0)?;
		let site = site::<T>(&owner)?;
		let actuator = actuator::<T>(&owner, site, 0)?;
		trouble::<T>(&actuator);
		Pallet::<T>::edit_actuator(&actuator, |record| record.tenure = 7);
		#[extrinsic_call]
		_(origin::<T>(&owner.who), actuator);
		assert!(Pallet::<T>::actuator(actuator).is_none());
		Ok(())
	}

	/// After the deadline of the last command, with guards that have failed.
	#[benchmark]
	fn set_by_hand() -> Result<(), BenchmarkError> {
		begin::<T>();
		let owner = member::<T>(0)?;
		let site = site::<T>(&owner)?;
		let actuator = actuator::<T>(&owner, site, 0)?;
		trouble::<T>(&actuator);
		past::<T>(HOUR);
		let until = Millis(NOW + 2 * HOUR);
		#[extrinsic_call]
		_(origin::<T>(&owner.who), actuator, 7, until);
		Ok(())
	}

	#[benchmark]
	fn release_by_hand() -> Result<(), BenchmarkError> {
		begin::<T>();
		let owner = member::<T>(0)?;
		let site = site::<T>(&owner)?;
		let actuator = actuator::<T>(&owner, site, 0)?;
		trouble::<T>(&actuator);
		Pallet::<T>::do_set_by_hand(owner.clone(), actuator, 7, Millis(NOW + 2 * HOUR))?;
		past::<T>(HOUR);
		#[extrinsic_call]
		_(origin::<T>(&owner.who), actuator);
		Ok(())
	}

	#[benchmark]
	fn stop() -> Result<(), BenchmarkError> {
		begin::<T>();
		let owner = member::<T>(0)?;
		let site = site::<T>(&owner)?;
		let actuator = actuator::<T>(&owner, site, 0)?;
		trouble::<T>(&actuator);
		past::<T>(HOUR);
		#[extrinsic_call]
		_(origin::<T>(&owner.who), actuator);
		Ok(())
	}

	#[benchmark]
	fn start() -> Result<(), BenchmarkError> {
		begin::<T>();
		let owner = member::<T>(0)?;
		let site = site::<T>(&owner)?;
		let actuator = actuator::<T>(&owner, site, 0)?;
		trouble::<T>(&actuator);
		Pallet::<T>::do_stop(owner.who.clone(), actuator)?;
		past::<T>(HOUR);
		#[extrinsic_call]
		_(origin::<T>(&owner.who), actuator);
		Ok(())
	}

	#[benchmark]
	fn free() -> Result<(), BenchmarkError> {
		begin::<T>();
		let owner = member::<T>(0)?;
		let site = site::<T>(&owner)?;
		let actuator = actuator::<T>(&owner, site, 0)?;
		trouble::<T>(&actuator);
		latch::<T>(&actuator, site);
		past::<T>(HOUR);
		#[extrinsic_call]
		_(origin::<T>(&owner.who), actuator);
		Ok(())
	}

	#[benchmark]
	fn form_group() -> Result<(), BenchmarkError> {
		begin::<T>();
		let owner = member::<T>(0)?;
		let group = Box::new(group::<T>(&owner, MAX_GROUP)?);
		#[extrinsic_call]
		_(origin::<T>(&owner.who), group);
		assert!(Pallet::<T>::group(GroupId(0)).is_some());
		Ok(())
	}

	#[benchmark]
	fn dissolve_group() -> Result<(), BenchmarkError> {
		begin::<T>();
		let owner = member::<T>(0)?;
		let group = group::<T>(&owner, MAX_GROUP)?;
		for member in &group.members {
			trouble::<T>(&member.actuator);
		}
		Pallet::<T>::do_form_group(owner.clone(), group)?;
		past::<T>(HOUR);
		#[extrinsic_call]
		_(origin::<T>(&owner.who), GroupId(0));
		assert!(Pallet::<T>::group(GroupId(0)).is_none());
		Ok(())
	}

	#[benchmark]
	fn open_signal() -> Result<(), BenchmarkError> {
		begin::<T>();
		let operator = member::<T>(GRID)?;
		#[extrinsic_call]
		_(origin::<T>(&operator.who), quantity());
		assert!(Pallet::<T>::signal(EventId(0)).is_some());
		Ok(())
	}

	#[benchmark]
	fn set_limit() -> Result<(), BenchmarkError> {
		begin::<T>();
		let event = signal::<T>()?;
		let operator = member::<T>(GRID)?;
		let lower = Limit { value: -1, ..limit() };
		#[extrinsic_call]
		_(origin::<T>(&operator.who), event, Some(lower));
		assert_eq!(Agenda::<T>::iter().count(), 2);
		Ok(())
	}

	/// With a limit that is over.
	#[benchmark]
	fn close_signal() -> Result<(), BenchmarkError> {
		begin::<T>();
		let event = signal::<T>()?;
		let operator = member::<T>(GRID)?;
		past::<T>(MAX_LIMIT);
		#[extrinsic_call]
		_(origin::<T>(&operator.who), event);
		assert!(Pallet::<T>::signal(event).is_none());
		Ok(())
	}

	/// In place of another signal, after the deadline of the last command.
	#[benchmark]
	fn follow() -> Result<(), BenchmarkError> {
		begin::<T>();
		let owner = member::<T>(0)?;
		let site = site::<T>(&owner)?;
		let actuator = actuator::<T>(&owner, site, 0)?;
		let event = signal::<T>()?;
		trouble::<T>(&actuator);
		past::<T>(HOUR);
		#[extrinsic_call]
		_(origin::<T>(&owner.who), actuator, Some(event));
		assert_eq!(Pallet::<T>::actuator(actuator).and_then(|record| record.follows), Some(event));
		Ok(())
	}

	#[benchmark]
	fn acknowledge_alarm() -> Result<(), BenchmarkError> {
		begin::<T>();
		let owner = member::<T>(0)?;
		let site = site::<T>(&owner)?;
		Pallet::<T>::raise(site, Topic::Silent, Severity::Critical);
		Pallet::<T>::lower(site, Topic::Silent);
		#[extrinsic_call]
		_(origin::<T>(&owner.who), site, Topic::Silent);
		assert_eq!(Alarms::<T>::iter().count(), 0);
		Ok(())
	}

	/// Of a device that was silent.
	#[benchmark]
	fn answer() -> Result<(), BenchmarkError> {
		begin::<T>();
		let owner = member::<T>(0)?;
		let site = site::<T>(&owner)?;
		let actuator = actuator::<T>(&owner, site, 0)?;
		trouble::<T>(&actuator);
		past::<T>(HOUR);
		Pallet::<T>::look_after(&actuator);
		past::<T>(2 * HOUR);
		let signed = Box::new(super::answer::<T>(&actuator, 0)?);
		let call = Call::<T>::answer { answer: signed };
		#[block]
		{
			call.dispatch_bypass_filter(RawOrigin::Authorized.into())?;
		}
		assert!(Pallet::<T>::standing(actuator)
			.is_some_and(|standing| standing.track.state == CommandState::Answered));
		Ok(())
	}

	#[benchmark]
	fn authorize_answer() -> Result<(), BenchmarkError> {
		begin::<T>();
		let owner = member::<T>(0)?;
		let site = site::<T>(&owner)?;
		let actuator = actuator::<T>(&owner, site, 0)?;
		let signed = Box::new(super::answer::<T>(&actuator, 0)?);
		let call = Call::<T>::answer { answer: signed };
		#[block]
		{
			call.authorize(TransactionSource::External)
				.ok_or("the call can be authorised")?
				.map_err(|_| "the answer counts")?;
		}
		Ok(())
	}

	#[benchmark]
	fn answer_all(a: Linear<0, MAX_ANSWERS>) -> Result<(), BenchmarkError> {
		begin::<T>();
		let owner = member::<T>(0)?;
		let site = site::<T>(&owner)?;
		let mut answers = Vec::new();
		for number in 0..a {
			let actuator = actuator::<T>(&owner, site, number)?;
			trouble::<T>(&actuator);
			past::<T>(HOUR);
			Pallet::<T>::look_after(&actuator);
			answers.push(super::answer::<T>(&actuator, number)?);
			begin::<T>();
		}
		past::<T>(2 * HOUR);
		let answers = answers.try_into().expect("as many as can be");
		#[extrinsic_call]
		_(origin::<T>(&owner.who), answers);
		for number in 0..a {
			let actuator = stream::<T>(&owner.who, ACTUATORS + number);
			assert!(Pallet::<T>::standing(actuator)
				.is_some_and(|standing| standing.track.state == CommandState::Answered));
		}
		Ok(())
	}

	#[benchmark]
	fn verify_p256() {
		let (key, signature) = samples::P256;
		let verified;
		#[block]
		{
			verified = HostCrypto::verify(&key, &samples::MESSAGE, &signature);
		}
		assert!(verified);
	}

	#[benchmark]
	fn verify_secp256k1() {
		let (key, signature) = samples::SECP256K1;
		let verified;
		#[block]
		{
			verified = HostCrypto::verify(&key, &samples::MESSAGE, &signature);
		}
		assert!(verified);
	}

	/// Behind as many as can wait but one.
	#[benchmark]
	fn enqueue() -> Result<(), BenchmarkError> {
		begin::<T>();
		let owner = member::<T>(0)?;
		rule::<T>(&owner, 1, 1, cost::MAX, true)?;
		let sensor = stream::<T>(&owner.who, SENSORS);
		for sequence in 1..u64::from(MAX_WAITING) {
			Pallet::<T>::enqueue(&sensor, &observation(sequence, 1));
		}
		// The first one of a stream is appended to a list, which every block reads anyway.
		Arrived::<T>::kill();
		let newest = observation(100, 1);
		#[block]
		{
			Pallet::<T>::on_observation(&sensor, &newest);
		}
		let waiting = Streams::<T>::get(sensor).map(|woken| woken.waiting.len() as u32);
		assert_eq!(waiting, Some(MAX_WAITING));
		Ok(())
	}

	/// Behind one that was removed.
	#[benchmark]
	fn next_due() {
		let group = |number: u32| AgendaItem::Group(GroupId(number));
		for number in 0..3 {
			Pallet::<T>::schedule(Lane::Groups(OrgId(0)), Millis(1), group(number));
		}
		let mut agenda = Pallet::<T>::agenda(Lane::Groups(OrgId(0)));
		let mut next = || {
			let (due, item) = agenda.next().expect("more are due");
			Agenda::<T>::remove(due, item);
		};
		next();
		#[block]
		{
			next();
		}
		assert_eq!(Agenda::<T>::iter().count(), 1);
	}

	/// The only organisation with an agenda has had its turn.
	#[benchmark]
	fn find_due() {
		let lane = Lane::Groups(OrgId(7));
		Pallet::<T>::schedule(lane, Millis(1), AgendaItem::Group(GroupId(0)));
		let first;
		#[block]
		{
			first = Pallet::<T>::firsts(Lane::Groups, Some(OrgId(7))).next();
		}
		assert_eq!(first.map(|(due, _)| due.lane()), Some(lane));
	}

	#[benchmark]
	fn calendar() -> Result<(), BenchmarkError> {
		begin::<T>();
		let owner = member::<T>(0)?;
		let (id, site) = rule::<T>(&owner, 1, 1, cost::MAX, true)?;
		States::<T>::mutate(id, |state| state.due = Some(Millis(NOW + HOUR)));
		Pallet::<T>::do_change_site(owner, site, full_site())?;
		let mut pass = Pass::new(Weight::MAX);
		#[block]
		{
			Pallet::<T>::wake_next_of(site, &mut pass);
		}
		assert_eq!(Pallet::<T>::state(id).and_then(|state| state.due), Some(Millis(NOW)));
		Ok(())
	}

	/// A rule that was without quota and has some again.
	#[benchmark]
	fn retry() -> Result<(), BenchmarkError> {
		begin::<T>();
		let owner = member::<T>(0)?;
		let (id, _) = rule::<T>(&owner, 1, 1, cost::MAX, true)?;
		Pallet::<T>::set_status(id, RuleStatus::Starved);
		let (record, _) = load::<T>(&owner, id)?;
		let mut pass = opened::<T>(&record);
		#[block]
		{
			States::<T>::mutate(id, |state| state.due = None);
			Pallet::<T>::retry(id, &record, &mut pass);
		}
		assert_eq!(Pallet::<T>::rule(id).map(|rule| rule.status), Some(RuleStatus::Running));
		Ok(())
	}

	/// Reads who pays, and takes out of the quota what was spent.
	#[benchmark]
	fn load_payer() -> Result<(), BenchmarkError> {
		begin::<T>();
		let owner = member::<T>(0)?;
		let left = T::Quota::left(&owner.who);
		let spent = Weight::from_parts(1_000_000, 0);
		let mut pass = Pass::<T>::new(Weight::MAX);
		#[block]
		{
			assert!(pass.can_pay(&owner.who, owner.org, spent));
			pass.spend(owner.org, spent);
			pass.finish();
		}
		// The doubles of the tests do not count time.
		let is_less = T::Quota::left(&owner.who).ref_time() < left.ref_time();
		assert!(is_less || left == Weight::MAX);
		Ok(())
	}

	#[benchmark]
	fn load_site() -> Result<(), BenchmarkError> {
		begin::<T>();
		let owner = member::<T>(0)?;
		let id = site::<T>(&owner)?;
		let mut pass = Pass::<T>::new(Weight::MAX);
		let read;
		#[block]
		{
			read = pass.site(id);
		}
		assert_eq!(read.as_deref(), Some(&full_site()));
		Ok(())
	}

	/// Sorts what has arrived, and puts all of it back.
	#[benchmark]
	fn process_arrivals(a: Linear<1, MAX_ARRIVALS>) -> Result<(), BenchmarkError> {
		begin::<T>();
		let owner = member::<T>(0)?;
		arrive::<T>(&owner, a);
		let limit = T::WeightInfo::process_arrivals(a);
		let mut pass = Pass::new(limit);
		#[block]
		{
			Pallet::<T>::process_arrivals(&mut pass);
		}
		assert_eq!(Arrived::<T>::decode_len(), Some(a as usize));
		Ok(())
	}

	/// An observation that no rule looks at, of a stream with as many as can wait.
	#[benchmark]
	fn show() -> Result<(), BenchmarkError> {
		begin::<T>();
		let owner = member::<T>(0)?;
		let (id, _) = rule::<T>(&owner, 1, 1, cost::MAX, true)?;
		let sensor = stream::<T>(&owner.who, SENSORS);
		for sequence in 1..=u64::from(MAX_WAITING) {
			Pallet::<T>::enqueue(&sensor, &observation(sequence, 1));
		}
		Streams::<T>::mutate_extant(sensor, |woken| woken.after = Some(id));
		let mut pass = Pass::new(Weight::MAX);
		#[block]
		{
			Pallet::<T>::show(&sensor, &mut pass);
		}
		let waiting = Streams::<T>::get(sensor).map(|woken| woken.waiting.len() as u32);
		assert_eq!(waiting, Some(MAX_WAITING - 1));
		Ok(())
	}

	/// A rule and what it remembers.
	#[benchmark]
	fn load_rule() -> Result<(), BenchmarkError> {
		begin::<T>();
		let owner = member::<T>(0)?;
		let (id, _) = rule::<T>(&owner, 1, 1, cost::MAX, true)?;
		evaluated::<T>(id);
		let (record, state);
		#[block]
		{
			record = Rules::<T>::get(id);
			state = States::<T>::get(id);
		}
		assert!(record.is_some() && !state.cells.is_empty());
		Ok(())
	}

	/// An evaluation that changes nothing.
	#[benchmark]
	fn wake(
		i: Linear<0, MAX_INPUTS>,
		s: Linear<40, { cost::MAX - 2_000 }>,
	) -> Result<(), BenchmarkError> {
		begin::<T>();
		let owner = member::<T>(0)?;
		let (id, _) = rule::<T>(&owner, i, 1, s, false)?;
		evaluated::<T>(id);
		let now = Pallet::<T>::now();
		States::<T>::mutate(id, |state| state.evaluated = Some(now));
		let before = States::<T>::get(id);
		let (record, _) = load::<T>(&owner, id)?;
		let mut pass = opened::<T>(&record);
		let (due, state) = (before.due, before.clone());
		#[block]
		{
			Pallet::<T>::evaluate(id, &record, state, due, By::Agenda(Millis(0)), &mut pass);
		}
		assert!(States::<T>::get(id) == before && !before.effects.is_empty());
		Ok(())
	}

	/// What is read of a stream that wakes no rule.
	#[benchmark]
	fn read_latest() -> Result<(), BenchmarkError> {
		begin::<T>();
		let owner = member::<T>(0)?;
		let sensor = stream::<T>(&owner.who, SENSORS);
		T::Watch::watch(Consumer::Automation, &sensor)?;
		T::BenchmarkHelper::observed(&sensor, observation(0, 1));
		let newest;
		#[block]
		{
			newest = Pallet::<T>::newest(RuleId(0), &sensor, &mut Weight::zero());
		}
		assert_eq!(newest.map(|newest| newest.observation), Some(observation(0, 1)));
		Ok(())
	}

	#[benchmark]
	fn read_actuator() -> Result<(), BenchmarkError> {
		begin::<T>();
		let owner = member::<T>(0)?;
		let site = site::<T>(&owner)?;
		let actuator = actuator::<T>(&owner, site, 0)?;
		let found;
		#[block]
		{
			found = Pallet::<T>::actuated(owner.org, &actuator, Actuated::Commanded);
		}
		assert!(matches!(found, Found::Value(Value::Number(_))));
		Ok(())
	}

	/// What a rule remembers.
	#[benchmark]
	fn remember() -> Result<(), BenchmarkError> {
		begin::<T>();
		let owner = member::<T>(0)?;
		let (id, _) = rule::<T>(&owner, 1, 1, cost::MAX, true)?;
		let cells = vec![Cell::Still { value: 1, since: Millis(NOW) }; MAX_CELLS as usize];
		let effects = vec![Effect::Value(1); MAX_OUTPUTS as usize];
		let state = State {
			cells: cells.try_into().expect("as many as can be"),
			effects: effects.try_into().expect("as many as can be"),
			due: Some(Millis(NOW)),
			evaluated: Some(Millis(NOW)),
		};
		let expected = state.clone();
		#[block]
		{
			States::<T>::insert(id, state);
		}
		assert_eq!(Pallet::<T>::state(id), Some(expected));
		Ok(())
	}

	/// A rule is woken at a moment, in place of a later one.
	#[benchmark]
	fn rearm() {
		let later = Millis(NOW + HOUR);
		Pallet::<T>::schedule(Lane::Rules(OrgId(0)), later, AgendaItem::Rule(RuleId(0)));
		let mut state = State { due: Some(later), ..State::default() };
		#[block]
		{
			Pallet::<T>::arm(RuleId(0), OrgId(0), &mut state, Millis(NOW + 1));
		}
		let due =
			Pallet::<T>::agenda(Lane::Rules(OrgId(0))).map(|(due, _)| due.at()).collect::<Vec<_>>();
		assert_eq!(due, [Millis(NOW + 1)]);
	}

	/// An alarm that has returned is raised again, and those who read the actuator are woken.
	#[benchmark]
	fn alarm() -> Result<(), BenchmarkError> {
		begin::<T>();
		let owner = member::<T>(0)?;
		let site = site::<T>(&owner)?;
		let actuator = actuator::<T>(&owner, site, 0)?;
		trouble::<T>(&actuator);
		let (record, _) = Actuators::<T>::get(actuator.device, actuator.channel)
			.ok_or(BenchmarkError::Stop("it is stored"))?;
		let topic = Topic::Unguarded(actuator);
		Pallet::<T>::raise(site, topic.clone(), Severity::Critical);
		Pallet::<T>::lower(site, topic.clone());
		#[block]
		{
			Pallet::<T>::raise(site, topic.clone(), Severity::Critical);
			Pallet::<T>::notify_readers(&actuator, &record);
		}
		assert_eq!(Alarms::<T>::get(site, topic).map(|stored| stored.active), Some(1));
		Ok(())
	}

	/// Releases all that a rule claims, and takes its quota for spent.
	#[benchmark]
	fn starve(o: Linear<1, MAX_OUTPUTS>) -> Result<(), BenchmarkError> {
		begin::<T>();
		let owner = member::<T>(0)?;
		let (id, _) = rule::<T>(&owner, 1, o, cost::MAX, true)?;
		evaluated::<T>(id);
		for number in 0..o {
			trouble::<T>(&stream::<T>(&owner.who, ACTUATORS + number));
		}
		past::<T>(HOUR);
		let (record, _) = load::<T>(&owner, id)?;
		#[block]
		{
			Pallet::<T>::starve(id, &record, Millis(NOW + HOUR));
		}
		assert_eq!(Pallet::<T>::rule(id).map(|rule| rule.status), Some(RuleStatus::Starved));
		Ok(())
	}

	/// All outputs fire at once, and go by an observation of each input.
	#[benchmark]
	fn fire(i: Linear<0, MAX_INPUTS>) -> Result<(), BenchmarkError> {
		begin::<T>();
		let owner = member::<T>(0)?;
		let stream = stream::<T>(&owner.who, SENSORS);
		let (sequence, value) = (1, Value::Number(1));
		let evidence = Evidence { stream, boot_epoch: 1, sequence, facts: Facts::NONE, value };
		let firing = |output| Firing { output, effect: Effect::Value(1) };
		let fired = Fired {
			at: Millis(NOW),
			rule: RuleId(0),
			version: 0,
			firings: (0..MAX_OUTPUTS as u8).map(firing).collect(),
			evidence: vec![evidence; i as usize],
		};
		let expected = Act::Fired(fired.clone()).leaf::<HostCrypto>();
		let leaf;
		#[block]
		{
			leaf = Pallet::<T>::fire(fired);
		}
		assert_eq!(leaf, expected);
		Ok(())
	}

	/// A set-point that is commanded, and its deadline comes before whatever else is due.
	#[benchmark]
	fn act() -> Result<(), BenchmarkError> {
		begin::<T>();
		let owner = member::<T>(0)?;
		let (id, site) = rule::<T>(&owner, 1, 1, cost::MAX, true)?;
		let actuator = stream::<T>(&owner.who, ACTUATORS);
		trouble::<T>(&actuator);
		past::<T>(u64::from(MIN_DEADLINE) - 1);
		let mut standing = Pallet::<T>::standing_of(&actuator)
			.ok_or(BenchmarkError::Stop("it stands somewhere"))?;
		let later = Millis(NOW + HOUR);
		standing.due = Some(later);
		Pallet::<T>::schedule(Lane::Actuators(owner.org), later, AgendaItem::Actuator(actuator));
		Pallet::<T>::store_standing(&actuator, standing);
		let program = Pallet::<T>::program(id).ok_or(BenchmarkError::Stop("it is stored"))?;
		let output = program.outputs.first().ok_or(BenchmarkError::Stop("it has one"))?;
		let commands = || {
			let standing = Pallet::<T>::standing(actuator);
			standing.and_then(|standing| standing.track.newest).map(|newest| newest.id)
		};
		let before = commands();
		#[block]
		{
			Pallet::<T>::act(id, site, 0, Effect::Value(9), output, [7; 32]);
		}
		assert!(commands() > before);
		Ok(())
	}

	/// What finding out whether a rule has a flag costs. The asset is unknown: what else happens is weighed where assets are.
	#[benchmark]
	fn flag() {
		let (rule, asset) = (RuleId(0), AssetId(0));
		Flaggers::<T>::insert(asset, 0, Flagger { rule, org: OrgId(0) });
		let output = Output::Flag { asset, flag: 0, when: Ref::Node(0) };
		#[block]
		{
			Pallet::<T>::act(rule, SiteId(0), 0, Effect::Active, &output, [7; 32]);
		}
		assert_eq!(T::Assets::flag(asset, 0), None);
	}

	/// An actuator that is commanded because a claim has ended.
	#[benchmark]
	fn tend() -> Result<(), BenchmarkError> {
		begin::<T>();
		let owner = member::<T>(0)?;
		let site = site::<T>(&owner)?;
		let actuator = actuator::<T>(&owner, site, 0)?;
		trouble::<T>(&actuator);
		Pallet::<T>::do_set_by_hand(owner, actuator, 9, Millis(NOW + 1))?;
		past::<T>(u64::from(MIN_DEADLINE) - 1);
		let commands = || {
			let standing = Pallet::<T>::standing(actuator);
			standing.and_then(|standing| standing.track.newest).map(|newest| newest.id)
		};
		let before = commands();
		#[block]
		{
			Pallet::<T>::actuator_due(&actuator);
		}
		assert!(commands() > before);
		Ok(())
	}

	/// An actuator that is commanded because it stands above a limit.
	#[benchmark]
	fn tell() -> Result<(), BenchmarkError> {
		begin::<T>();
		let owner = member::<T>(0)?;
		let site = site::<T>(&owner)?;
		let actuator = actuator::<T>(&owner, site, 0)?;
		let (event, operator) = (EventId(0), member::<T>(GRID)?);
		Pallet::<T>::do_set_limit(operator.org, event, None)?;
		Pallet::<T>::do_set_by_hand(owner, actuator, 9, Millis(NOW + MAX_BY_HAND))?;
		Pallet::<T>::do_set_limit(operator.org, event, Some(limit()))?;
		trouble::<T>(&actuator);
		past::<T>(u64::from(MIN_DEADLINE) - 1);
		let commands = || {
			let standing = Pallet::<T>::standing(actuator);
			standing.and_then(|standing| standing.track.newest).map(|newest| newest.id)
		};
		let before = commands();
		let mut pass = Pass::new(Weight::MAX);
		#[block]
		{
			Pallet::<T>::tell_next_follower(event, &mut pass);
		}
		assert!(commands() > before);
		Ok(())
	}

	/// A rule that is due later.
	#[benchmark]
	fn tell_reader() -> Result<(), BenchmarkError> {
		begin::<T>();
		let owner = member::<T>(0)?;
		let (id, _) = rule::<T>(&owner, 1, 1, cost::MAX, true)?;
		let event = EventId(0);
		SignalReaders::<T>::insert(event, id, ());
		States::<T>::mutate(id, |state| state.due = Some(Millis(NOW + HOUR)));
		Pallet::<T>::do_set_limit(member::<T>(GRID)?.org, event, None)?;
		let mut pass = Pass::new(Weight::MAX);
		#[block]
		{
			Pallet::<T>::wake_next_reader(event, &mut pass);
		}
		assert_eq!(Pallet::<T>::state(id).and_then(|state| state.due), Some(Millis(NOW)));
		Ok(())
	}

	#[benchmark]
	fn wake_readers(r: Linear<1, MAX_READERS>) -> Result<(), BenchmarkError> {
		begin::<T>();
		let owner = member::<T>(0)?;
		let (id, _) = rule::<T>(&owner, 1, 1, cost::MAX, true)?;
		let actuator = stream::<T>(&owner.who, ACTUATORS);
		trouble::<T>(&actuator);
		Pallet::<T>::edit_actuator(&actuator, |record| record.readers.truncate(r as usize));
		let stored = Rules::<T>::get(id).ok_or(BenchmarkError::Stop("it is stored"))?;
		let mut pass = opened::<T>(&stored.0);
		for number in 0..r {
			let reader = RuleId(1_000 + number);
			let state = State { due: Some(Millis(NOW + HOUR)), ..State::default() };
			States::<T>::insert(reader, state);
			let deposit = Deposit::new(owner.who.clone(), Footprint::default())?;
			Rules::<T>::insert(reader, (stored.0.clone(), deposit));
		}
		#[block]
		{
			Pallet::<T>::wake_readers(&actuator, &mut pass);
		}
		let due = Pallet::<T>::state(RuleId(1_000)).and_then(|state| state.due);
		assert_eq!(due, Some(Millis(NOW)));
		Ok(())
	}

	/// A group all of whose members are to be commanded, after the deadlines of their last commands.
	#[benchmark]
	fn share(m: Linear<2, MAX_GROUP>) -> Result<(), BenchmarkError> {
		begin::<T>();
		let owner = member::<T>(0)?;
		let group = group::<T>(&owner, m)?;
		for member in &group.members {
			trouble::<T>(&member.actuator);
		}
		Pallet::<T>::do_form_group(owner, group)?;
		past::<T>(HOUR);
		#[block]
		{
			Pallet::<T>::share(GroupId(0));
		}
		let actuator = stream::<T>(&member::<T>(0)?.who, ACTUATORS);
		assert!(Pallet::<T>::standing(actuator).is_some_and(|standing| standing.track.silent));
		Ok(())
	}

	/// A device all of whose actuators have open commands and are silent. It has one, and the others are of other channels.
	#[benchmark]
	fn device_changed() -> Result<(), BenchmarkError> {
		begin::<T>();
		let owner = member::<T>(0)?;
		let site = site::<T>(&owner)?;
		let first = actuator::<T>(&owner, site, 0)?;
		let (record, _) = Actuators::<T>::get(first.device, first.channel)
			.ok_or(BenchmarkError::Stop("it is stored"))?;
		let mut standing =
			Pallet::<T>::standing_of(&first).ok_or(BenchmarkError::Stop("it stands somewhere"))?;
		standing.track.silent = true;
		for channel in 0..MAX_ACTUATORS as u16 {
			let deposit = Deposit::new(owner.who.clone(), Footprint::default())?;
			Actuators::<T>::insert(first.device, channel, (record.clone(), deposit));
			Standings::<T>::insert(first.device, channel, standing.clone());
		}
		for _ in 0..=MAX_ACTUATORS {
			Pallet::<T>::raise(site, Topic::Silent, Severity::Critical);
		}
		#[block]
		{
			Pallet::<T>::on_ended(&first.device, &owner.who, DeviceStatus::Revoked);
		}
		let standing = Pallet::<T>::standing(first).expect("it stands somewhere");
		assert!(standing.track.open().is_none());
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::build(), crate::mock::Test);
}

/// Streams that have arrived, of several organisations. None of them is stored.
fn arrive<T: Config>(owner: &Member<T::AccountId>, count: u32) {
	let arrival = |number: u32| {
		let mut device = [0xff; 32];
		for (to, from) in device.iter_mut().zip(number.to_le_bytes()) {
			*to = from;
		}
		let org = OrgId(owner.org.0.saturating_add(number % 64));
		Arrival { org, stream: StreamId { device: DeviceId(device), channel: 0 } }
	};
	let arrived: Vec<_> = (0..count).map(arrival).collect();
	Arrived::<T>::put(BoundedVec::truncate_from(arrived));
}

/// A group that excludes as many pairs as it can.
fn group<T: Config>(owner: &Member<T::AccountId>, members: u32) -> Result<Group, BenchmarkError> {
	let site = site::<T>(owner)?;
	let mut all = Vec::new();
	for number in 0..members {
		all.push(GroupMember { actuator: actuator::<T>(owner, site, number)?, rated: 7 });
	}
	let pair = |number: u8| (number % members as u8, (number + 1) % members as u8);
	let exclusive: Vec<_> = (0..MAX_GROUP as u8).map(pair).collect();
	Ok(Group {
		org: owner.org,
		site,
		members: all.try_into().expect("as many as can be"),
		cap: Some(1),
		exclusive: exclusive.try_into().expect("as many as can be"),
	})
}
