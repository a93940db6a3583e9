//! Calls of automation: sites, rules, actuators, groups and signals. Devices sign that they obeyed.

use super::{
	device_registry::{bounds, SENSOR, SET_POINT},
	source::{any_of, Pick, Source},
	telemetry,
	world::World,
};
use pallet_automation::{
	Alarms, Answer, Call, Group, GroupMember, Guard, Limit, Permits, RuleSettings, Safety,
	Standings, Topic,
};
use tallystick_control::{Done, Envelope, Outcome, Reason};
use tallystick_evidence::Purpose;
use tallystick_primitives::{Facts, Millis, OrgId, StreamId, Unit};
use tallystick_rules::{
	source::{EventId, RuleId, SiteId},
	Comparison, Figure, Label, Node, Output, Program, Quantity, Ref, Severity, Site,
	Source as Input,
};
use tallystick_runtime::{Automation, Runtime, RuntimeCall};

const MINUTE: u64 = 60_000;

pub(crate) fn call(from: &mut Source) -> RuntimeCall {
	match from.below(5) {
		0 => sites(from),
		1 => rules(from),
		2 => answer(from),
		_ => actuators(from),
	}
	.into()
}

fn sites(from: &mut Source) -> Call<Runtime> {
	if from.one_in(4) {
		return acknowledge(from);
	}
	any_of!(from, Call:
		open_site { site: |_| Box::new(Site::default()) },
		change_site { site, to: |_| Box::new(Site::default()) },
		close_site { site },
		form_group { group: group },
		dissolve_group { group },
		open_signal { quantity: |_| quantity() },
		set_limit { event, limit },
		close_signal { event },
	)
}

fn rules(from: &mut Source) -> Call<Runtime> {
	if from.one_in(8) {
		let permit = Permits::<Runtime>::iter_keys().next();
		let (device, org) = permit.unwrap_or_else(|| from.pick());
		return Call::revoke { device, org };
	}
	any_of!(from, Call:
		deploy { site, name: |_| name(), program, settings },
		replace { rule, program, settings },
		adjust { rule, settings },
		pause { rule },
		resume { rule },
		remove { rule },
		permit { device, org },
		evict { stream: sensor, rule },
	)
}

fn actuators(from: &mut Source) -> Call<Runtime> {
	any_of!(from, Call:
		set_safety { actuator: actuator, site, safety: |from: &mut Source| Box::new(safety(from)) },
		drop_actuator { actuator: actuator },
		set_by_hand { actuator: actuator, value: value, until },
		release_by_hand { actuator: actuator },
		stop { actuator: actuator },
		start { actuator: actuator },
		free { actuator: actuator },
		follow { actuator: actuator, event },
	)
}

fn name() -> Label {
	Label::truncate_from(b"rule".to_vec())
}

fn quantity() -> Quantity {
	Quantity { unit: Unit::CELSIUS, exponent: 0 }
}

fn sensor(from: &mut Source) -> StreamId {
	StreamId { device: from.pick(), channel: SENSOR }
}

/// Mostly one that is commanded.
fn actuator(from: &mut Source) -> StreamId {
	let commanded: Vec<_> = Standings::<Runtime>::iter_keys().take(8).collect();
	let at = from.below(commanded.len() + 1);
	if let Some((device, channel)) = commanded.get(at) {
		return StreamId { device: *device, channel: *channel };
	}
	StreamId { device: from.pick(), channel: SET_POINT }
}

fn value(from: &mut Source) -> i64 {
	if from.one_in(8) {
		return from.pick();
	}
	from.one_of(&[50, 0, 100, 1])
}

impl Pick for Limit {
	fn pick(from: &mut Source) -> Self {
		let from_now = Millis(from.now);
		match from.one_in(4) {
			true => Limit { value: value(from), from: from.pick(), until: from.pick() },
			false => Limit {
				value: value(from),
				from: from_now,
				until: from_now.saturating_add(60 * MINUTE),
			},
		}
	}
}

impl Pick for RuleSettings {
	fn pick(from: &mut Source) -> Self {
		let interval = from.one_of(&[1, 60, 3_600, 0]);
		RuleSettings { interval, params: Default::default() }
	}
}

/// A rule that sets an actuator while it is warm, and raises an alarm; or orders, bids or flags.
impl Pick for Program {
	fn pick(from: &mut Source) -> Self {
		let (sensor, actuator) = (sensor(from), actuator(from));
		let (always, value) = (from.one_in(2), value(from));
		let mut program = program(sensor, actuator, value, always);
		if from.one_in(3) {
			let when = Ref::Node(2);
			let more = match from.below(3) {
				0 => Output::Order { need: from.pick(), when },
				1 => Output::Bid { mandate: from.pick(), value: Ref::Node(0), when },
				_ => Output::Flag { asset: from.pick(), flag: from.below(3) as u8, when },
			};
			program.outputs[1] = more;
		}
		program
	}
}

fn program(sensor: StreamId, actuator: StreamId, value: i64, always: bool) -> Program {
	let input = Input::Stream {
		stream: sensor,
		figure: Figure::Mean,
		quantity: quantity(),
		max_age: 86_400_000,
		allow: Facts::NONE,
	};
	let compare =
		Node::Compare { how: Comparison::Greater, left: Ref::Input(0), right: Ref::Node(0) };
	let nodes = vec![
		Node::Number { value: 25, quantity: quantity() },
		Node::Number { value, quantity: quantity() },
		if always { Node::Truth(true) } else { compare },
	];
	let when = Ref::Node(2);
	let outputs = vec![
		Output::Set { actuator, level: 12, value: Ref::Node(1), when: Some(when) },
		Output::Alarm { name: name(), severity: Severity::Warning, when },
	];
	Program {
		inputs: vec![input].try_into().expect("one"),
		nodes: nodes.try_into().expect("three"),
		outputs: outputs.try_into().expect("two"),
	}
}

fn safety(from: &mut Source) -> Safety {
	let mut safety = plain_safety();
	if from.one_in(3) {
		let (stream, max_age) = (sensor(from), from.one_of(&[60_000, 3_600_000]));
		let guard = Guard { stream, max_age, allow: Facts::NONE };
		safety.guards.try_push(guard).expect("the first");
	}
	if from.one_in(4) {
		safety.envelope.bounds.range.high = value(from);
		safety.envelope.default = value(from);
		safety.deadline = from.pick();
	}
	safety
}

/// What the model permits.
fn plain_safety() -> Safety {
	let bounds = bounds();
	let envelope = Envelope { bounds, slew: None, default: bounds.startup };
	Safety { envelope, guards: Default::default(), deadline: 60_000 }
}

fn group(from: &mut Source) -> Box<Group> {
	let members = [0, 2, 4]
		.map(|at| from.cast.devices[at].id)
		.map(|device| GroupMember { actuator: StreamId { device, channel: SET_POINT }, rated: 1 });
	let most = 2 + from.below(2);
	Box::new(Group {
		org: if from.one_in(8) { from.pick() } else { OrgId(0) },
		site: from.pick(),
		members: members[..most].to_vec().try_into().expect("few"),
		cap: from.one_of(&[Some(60), None, Some(0)]),
		exclusive: vec![(0, 1)].try_into().expect("one"),
	})
}

fn acknowledge(from: &mut Source) -> Call<Runtime> {
	let alarms: Vec<_> = Alarms::<Runtime>::iter_keys().take(8).collect();
	let at = from.below(alarms.len());
	let found = alarms.get(at).cloned();
	let (site, topic) = found.unwrap_or_else(|| (from.pick(), Topic::Silent));
	Call::acknowledge_alarm { site, topic }
}

/// What an actuator answers to its newest command.
fn done(from: &mut Source) -> Answer {
	let actuator = actuator(from);
	let newest = Automation::standing(actuator).and_then(|standing| standing.track.newest);
	let (id, value) = newest.map_or((0, 0), |newest| (newest.id, newest.value));
	let at = from.cast.devices.iter().position(|device| device.id == actuator.device);
	let outcome = if from.one_in(8) { Outcome::Refused(Reason::Local) } else { Outcome::Done };
	let after = if from.one_in(8) { from.pick() } else { value };
	let id = if from.one_in(16) { from.pick() } else { id };
	let device = from.cast.device(at.unwrap_or(0));
	let done = Done {
		tenure: device.tenure,
		channel: actuator.channel,
		id,
		outcome,
		before: 0,
		after,
		boot_epoch: device.boot_epoch,
	};
	let signature = device.sign_payload(Purpose::Done, &done.to_bytes());
	Answer { device: device.id, scheme: device.scheme(), signature, done }
}

fn answer(from: &mut Source) -> Call<Runtime> {
	match from.below(3) {
		0 => {
			let answers = vec![done(from)];
			Call::answer_all { answers: answers.try_into().expect("one") }
		},
		_ => Call::answer { answer: Box::new(done(from)) },
	}
}

/// A site with two actuators, one of which has been switched by hand as often as it may, a rule that has acted, a
/// signal, and a group.
pub(crate) fn opening(world: &mut World) {
	let actuators = [0, 2].map(|at| world.cast.devices[at].id);
	let [first, second] = actuators.map(|device| StreamId { device, channel: SET_POINT });
	let (site, event) = (SiteId(0), EventId(0));
	world.submit(0, Call::open_site { site: Box::new(Site::default()) });
	for actuator in [first, second] {
		world.submit(0, Call::set_safety { actuator, site, safety: Box::new(plain_safety()) });
	}
	let sensor = StreamId { device: world.cast.devices[0].id, channel: SENSOR };
	let program = Box::new(program(sensor, first, 40, false));
	let settings = RuleSettings { interval: 60, params: Default::default() };
	world.submit(0, Call::deploy { site, name: name(), program, settings });
	let other = Box::new(self::program(sensor, second, 0, true));
	let settings = RuleSettings { interval: 60, params: Default::default() };
	world.submit(0, Call::deploy { site, name: name(), program: other, settings });
	world.submit(0, Call::pause { rule: RuleId(1) });
	telemetry::speak(world, 0, (3, 1_000), 40);
	world.pass(MINUTE);
	world.submit(1, Call::open_signal { quantity: quantity() });
	world.submit(0, Call::follow { actuator: first, event: Some(event) });
	for value in [50, 0, 50, 0, 50] {
		let until = Millis(world.now() + 60 * MINUTE);
		world.submit(0, Call::set_by_hand { actuator: second, value, until });
		world.pass(MINUTE);
	}
}
