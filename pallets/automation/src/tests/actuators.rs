//! Safety envelopes, claims by hand and by rules, and what is commanded.

use super::*;
use tallystick_control::{Done, LimitsError, Mark, Outcome, Slew, Switch};
use tallystick_primitives::{DeviceStatus, Facts, OnDeviceChange};

/// A rule that claims a set-point of an actuator while a sensor shows less than 20 degrees.
pub(super) fn heating(sensor: &StreamId, actuator: &StreamId, level: u8, value: i64) -> Program {
	let id: String = actuator.device.0.iter().map(|byte| format!("{byte:02x}")).collect();
	let set =
		format!("set 0x{id}/{} level {level} = {value} Cel when t < 20 Cel", actuator.channel);
	program(sensor, &set)
}

pub(super) fn commanded(actuator: &StreamId) -> Option<i64> {
	Automation::standing(*actuator).unwrap().track.newest.map(|newest| newest.value)
}

fn level_of(actuator: &StreamId) -> u8 {
	Automation::standing(*actuator).unwrap().level
}

/// The commands since the last call.
fn commands() -> Vec<(u64, i64)> {
	let command = |event| match event {
		Event::Commanded { id, value, .. } => Some((id.0, value)),
		_ => None,
	};
	events().into_iter().filter_map(command).collect()
}

pub(super) fn done(actuator: &StreamId, id: u64, after: i64) -> Done {
	let tenure = Devices::tenure(&actuator.device).unwrap_or_default();
	let (outcome, before, boot_epoch) = (Outcome::Done, 0, 0);
	Done { tenure, channel: actuator.channel, id, outcome, before, after, boot_epoch }
}

pub(super) fn answer(actuator: &StreamId, id: u64, after: i64) -> DispatchResult {
	Automation::take_answer(actuator, &done(actuator, id, after))
}

/// Lets the minimum times of the heater pass.
pub(super) fn rest() {
	Clock::pass(120_000);
	next_block();
}

fn hand(actuator: &StreamId, value: i64) -> DispatchResult {
	let until = Millis(Clock::now() + 3_600_000);
	Automation::set_by_hand(signed(COLLEAGUE), *actuator, value, until)
}

#[test]
fn an_actuator_begins_at_its_default() {
	execute_with(|| {
		let site = open_site();
		let heater = actuator(1, OWNER, site);
		assert_eq!((commanded(&heater), level_of(&heater)), (Some(0), level::DEFAULT));
		let record = Automation::actuator(heater).unwrap();
		assert_eq!((record.org, record.tenure, record.version), (BUILDERS, 0, 0));
		assert_noop!(Automation::close_site(signed(OWNER), site), Error::<Test>::SiteInUse);
		assert_noop!(
			Automation::drop_actuator(signed(RIVAL), heater),
			Error::<Test>::NotDeviceOwner
		);
		assert_ok!(Automation::drop_actuator(signed(OWNER), heater));
		assert_ok!(Automation::close_site(signed(OWNER), site));
		assert_eq!(held(&OWNER), 0);
		assert_eq!(Agenda::<Test>::iter().count(), 0);
	});
}

#[test]
fn refuses_an_envelope_beyond_the_model_and_by_whom_it_is_not() {
	execute_with(|| {
		let (site, device) = (open_site(), device(1, OWNER));
		let heater_channel = StreamId { device, channel: 1 };
		let set = |who, actuator, safety: Safety| {
			Automation::set_safety(signed(who), actuator, site, Box::new(safety))
		};
		assert_noop!(set(OWNER, heater_channel, safety()), Error::<Test>::NotWritable);
		Devices::set_writable(heater_channel, heater());
		assert_noop!(set(COLLEAGUE, heater_channel, safety()), Error::<Test>::NotDeviceOwner);
		assert_noop!(set(RIVAL, heater_channel, safety()), Error::<Test>::NotDeviceOwner);
		let nowhere = StreamId { device, channel: 7 };
		assert_noop!(set(OWNER, nowhere, safety()), Error::<Test>::UnknownChannel);
		let mut hot = safety();
		hot.envelope.bounds.range.high = 61;
		assert!(matches!(hot.envelope.check_within(&heater()), Err(LimitsError::BeyondModel(_))));
		assert_noop!(set(OWNER, heater_channel, hot), Error::<Test>::BadEnvelope);
		let mut still = safety();
		still.envelope.slew = Some(Slew { by: 0, per: 1_000 });
		assert_noop!(set(OWNER, heater_channel, still), Error::<Test>::BadEnvelope);
		for deadline in [MIN_DEADLINE - 1, MAX_DEADLINE + 1] {
			let late = Safety { deadline, ..safety() };
			assert_noop!(set(OWNER, heater_channel, late), Error::<Test>::BadDeadline);
		}
		let foreign = stream(9, RIVAL);
		for (guarded, max_age) in [(foreign, 60_000), (heater_channel, MIN_GUARD_AGE - 1)] {
			let guard = Guard { stream: guarded, max_age, allow: Facts::NONE };
			let unsure = Safety { guards: vec![guard].try_into().unwrap(), ..safety() };
			assert_noop!(set(OWNER, heater_channel, unsure), Error::<Test>::BadGuard);
		}
		assert_noop!(
			Automation::set_safety(signed(OWNER), heater_channel, SiteId(9), Box::new(safety())),
			Error::<Test>::UnknownSite
		);
		assert_ok!(set(OWNER, heater_channel, safety()));
		assert_ok!(set(OWNER, heater_channel, safety()));
		assert_eq!(Automation::actuator(heater_channel).unwrap().version, 1);
	});
}

#[test]
fn the_lower_level_wins_and_what_is_released_gives_way() {
	execute_with(|| {
		let (site, sensor) = (open_site(), stream(1, OWNER));
		let heater = actuator(2, OWNER, site);
		rest();
		let day = deploy(site, heating(&sensor, &heater, 12, 40));
		let boost = deploy(site, heating(&sensor, &heater, 10, 45));
		commands();
		observe(sensor, 1, 18);
		next_block();
		assert_eq!(commanded(&heater), Some(45));
		assert_eq!(level_of(&heater), 10);

		assert_ok!(Automation::pause(signed(OWNER), boost));
		assert_eq!((commanded(&heater), level_of(&heater)), (Some(40), 12));
		assert_ok!(hand(&heater, 30));
		assert_eq!((commanded(&heater), level_of(&heater)), (Some(30), level::HAND));
		assert_ok!(Automation::release_by_hand(signed(OWNER), heater));
		assert_eq!(commanded(&heater), Some(40));
		// Off again: the minimum time on holds it first.
		observe(sensor, 2, 21);
		next_block();
		assert_eq!((commanded(&heater), level_of(&heater)), (Some(40), level::HOLD));
		rest();
		assert_eq!((commanded(&heater), level_of(&heater)), (Some(0), level::DEFAULT));
		assert_eq!(Automation::rule(day).unwrap().status, RuleStatus::Running);
	});
}

#[test]
fn a_set_point_stands_while_another_version_takes_over() {
	execute_with(|| {
		let (site, sensor) = (open_site(), stream(1, OWNER));
		let (heater, other) = (actuator(2, OWNER, site), actuator(3, OWNER, site));
		rest();
		let rule = deploy(site, heating(&sensor, &heater, 10, 40));
		observe(sensor, 1, 18);
		next_block();
		assert_eq!(commanded(&heater), Some(40));
		commands();
		let replace = |next: Program| {
			let program = Box::new(next);
			assert_ok!(Automation::replace(signed(OWNER), rule, program, RuleSettings::default()));
			check();
		};

		// At the same level: nothing moves until the new version says so.
		rest();
		replace(heating(&sensor, &heater, 10, 40));
		assert_eq!(effects(rule), [Effect::Value(40)]);
		next_block();
		assert_eq!((commands(), commanded(&heater)), (vec![], Some(40)));
		replace(heating(&sensor, &heater, 10, 45));
		assert_eq!(commands(), []);
		next_block();
		assert_eq!(commands().iter().map(|(_, value)| *value).collect::<Vec<_>>(), [45]);

		// What the new version would not set any more is released with its first evaluation.
		rest();
		replace(heating(&sensor, &heater, 10, 50));
		observe(sensor, 2, 30);
		next_block();
		assert_eq!(commanded(&heater), Some(0));

		// Another actuator, or another level of it, is another set-point.
		observe(sensor, 3, 18);
		rest();
		rest();
		assert_eq!(commanded(&heater), Some(50));
		rest();
		replace(heating(&sensor, &heater, 11, 50));
		assert_eq!(effects(rule), []);
		assert_eq!(commanded(&heater), Some(0));
		observe(sensor, 4, 18);
		rest();
		rest();
		assert_eq!(commanded(&heater), Some(50));
		replace(heating(&sensor, &other, 11, 50));
		assert_eq!((commanded(&heater), commanded(&other)), (Some(0), Some(0)));
		next_block();
		assert_eq!(commanded(&other), Some(50));
		// A paused rule claims nothing that could stand.
		assert_ok!(Automation::pause(signed(OWNER), rule));
		replace(heating(&sensor, &other, 11, 45));
		assert_eq!(effects(rule), []);
	});
}

#[test]
fn every_claim_is_clamped_to_the_envelope() {
	execute_with(|| {
		let site = open_site();
		let heater = actuator(2, OWNER, site);
		rest();
		for (value, expected) in [(1_000, 50), (i64::MAX, 50), (49, 49)] {
			assert_ok!(hand(&heater, value));
			assert_eq!(commanded(&heater), Some(expected));
		}
		rest();
		assert_ok!(hand(&heater, i64::MIN));
		assert_eq!(commanded(&heater), Some(0));
	});
}

#[test]
fn one_level_has_one_rule() {
	execute_with(|| {
		let (site, sensor) = (open_site(), stream(1, OWNER));
		let heater = actuator(2, OWNER, site);
		let first = deploy(site, heating(&sensor, &heater, 12, 40));
		let again = || try_deploy(OWNER, site, heating(&sensor, &heater, 12, 41));
		// A refused call changes nothing; here nothing rolls back what it did before.
		let refused = frame::deps::frame_support::storage::with_storage_layer(again).unwrap_err();
		assert_eq!(refused, Error::<Test>::LevelTaken.into());
		assert_noop!(
			Automation::drop_actuator(signed(OWNER), heater),
			Error::<Test>::ActuatorInUse
		);
		assert_ok!(Automation::remove(signed(OWNER), first));
		assert_ok!(again());
	});
}

#[test]
fn a_rule_sets_no_actuator_of_another_organisation() {
	execute_with(|| {
		let (ours, theirs) = (open_site(), site_of(RIVAL));
		let heater = actuator(2, OWNER, ours);
		let sensor = stream(3, RIVAL);
		let rule = heating(&sensor, &heater, 12, 40);
		let refused = frame::deps::frame_support::storage::with_storage_layer(|| {
			try_deploy(RIVAL, theirs, rule)
		});
		assert_eq!(refused.unwrap_err(), Error::<Test>::NotActuatorOwner.into());
		let (who, until) = (|| signed(RIVAL), Millis(Clock::now() + 1));
		let error = Error::<Test>::NotActuatorOwner;
		assert_noop!(Automation::set_by_hand(who(), heater, 40, until), error);
		let error = Error::<Test>::NotActuatorOwner;
		assert_noop!(Automation::release_by_hand(who(), heater), error);
		let error = Error::<Test>::NotActuatorOwner;
		assert_noop!(Automation::stop(who(), heater), error);
		let error = Error::<Test>::NotActuatorOwner;
		assert_noop!(Automation::start(who(), heater), error);
		let error = Error::<Test>::NotActuatorOwner;
		assert_noop!(Automation::free(who(), heater), error);
	});
}

#[test]
fn a_set_point_has_the_unit_of_its_actuator() {
	execute_with(|| {
		let (site, sensor) = (open_site(), stream(1, OWNER));
		let heater = actuator(2, OWNER, site);
		assert_ok!(try_deploy(OWNER, site, heating(&sensor, &heater, 12, 40)));
		let wrong = text::parse(&format!(
			"rule r site 0\nset 0x{}/1 level 12 = 40 %",
			heater.device.0.iter().map(|byte| format!("{byte:02x}")).collect::<String>()
		));
		let refused = try_deploy(OWNER, site, wrong.unwrap().program).unwrap_err();
		assert_eq!(refused, Error::<Test>::WrongSetPoint.into());
	});
}

#[test]
fn a_set_point_by_hand_ends() {
	execute_with(|| {
		let site = open_site();
		let heater = actuator(2, OWNER, site);
		rest();
		let now = Clock::now();
		for until in [now, now + MAX_BY_HAND + 1, u64::MAX] {
			assert_noop!(
				Automation::set_by_hand(signed(OWNER), heater, 40, Millis(until)),
				Error::<Test>::BadEnd
			);
		}
		assert_ok!(Automation::set_by_hand(signed(OWNER), heater, 40, Millis(now + MAX_BY_HAND)));
		assert_eq!(commanded(&heater), Some(40));
		Clock::pass(MAX_BY_HAND - 1_000);
		next_block();
		assert_eq!(commanded(&heater), Some(0), "seven days are over");
		assert_noop!(Automation::release_by_hand(signed(OWNER), heater), Error::<Test>::NotClaimed);
	});
}

#[test]
fn a_stop_prevails_at_once_over_minimum_times_and_everything_else() {
	execute_with(|| {
		let site = open_site();
		let heater = actuator(2, OWNER, site);
		rest();
		assert_ok!(hand(&heater, 40));
		assert_ok!(Automation::stop(signed(COLLEAGUE), heater));
		assert_eq!((commanded(&heater), level_of(&heater)), (Some(15), level::STOP));
		assert_ok!(hand(&heater, 45));
		assert_eq!(commanded(&heater), Some(15));
		assert_ok!(Automation::start(signed(OWNER), heater));
		assert_eq!(commanded(&heater), Some(45));
		assert_noop!(Automation::start(signed(OWNER), heater), Error::<Test>::NotClaimed);
	});
}

#[test]
fn a_failed_guard_commands_the_fail_safe_whatever_rules_say() {
	execute_with(|| {
		let (site, sensor) = (open_site(), stream(1, OWNER));
		let heater = actuator(2, OWNER, site);
		let guard = Guard { stream: sensor, max_age: 300_000, allow: Facts::NONE };
		let guarded = Safety { guards: vec![guard].try_into().unwrap(), ..safety() };
		observe(sensor, 0, 18);
		assert_ok!(Automation::set_safety(signed(OWNER), heater, site, Box::new(guarded)));
		assert_ok!(answer(&heater, 1, 0));
		rest();
		assert_ok!(hand(&heater, 40));
		assert_eq!(commanded(&heater), Some(40));
		// The sensor dies.
		for _ in 0..4 {
			Clock::pass(60_000);
			next_block();
		}
		assert_eq!((commanded(&heater), level_of(&heater)), (Some(15), level::FAIL_SAFE));
		let active =
			|| Alarms::<Test>::get(site, Topic::Unguarded(heater)).map(|alarm| alarm.active);
		assert_eq!(active(), Some(1));
		// It speaks again, with a fact that is not allowed at first.
		let mut odd = observation(1, 18);
		odd.facts = Facts::GAP;
		Watched::set_latest(sensor, odd);
		Clock::pass(60_000);
		next_block();
		assert_eq!(commanded(&heater), Some(15));
		observe(sensor, 2, 18);
		Clock::pass(60_000);
		next_block();
		assert_eq!(commanded(&heater), Some(40));
		assert_eq!(active(), Some(0));
	});
}

#[test]
fn a_rule_that_feeds_itself_through_the_world_is_latched_and_freed_by_hand() {
	execute_with(|| {
		let (site, sensor) = (open_site(), stream(1, OWNER));
		let heater = actuator(2, OWNER, site);
		rest();
		deploy(site, heating(&sensor, &heater, 12, 40));
		// Each time that the heater goes on, the sensor is warm at once.
		for sequence in 0..20u64 {
			let value = if commanded(&heater) == Some(0) { 10 } else { 30 };
			observe(sensor, sequence, value);
			next_block();
			rest();
		}
		assert_eq!((commanded(&heater), level_of(&heater)), (Some(15), level::FAIL_SAFE));
		let standing = Automation::standing(heater).unwrap();
		assert_eq!(standing.latch, Latch::Hunting);
		let alarm = Alarms::<Test>::get(site, Topic::Hunting(heater)).unwrap();
		assert_eq!((alarm.active, alarm.severity), (1, Severity::Critical));
		// Nothing but a person ends that.
		Clock::pass(24 * 3_600_000);
		next_block();
		assert_eq!(commanded(&heater), Some(15));
		assert_ok!(Automation::free(signed(COLLEAGUE), heater));
		rest();
		assert_eq!(commanded(&heater), Some(0));
		assert_noop!(Automation::free(signed(OWNER), heater), Error::<Test>::NotLatched);
	});
}

/// Has an actuator change as often as it may, by hand.
fn latch(heater: &StreamId) {
	for change in 0..20 {
		assert_ok!(hand(heater, if change % 2 == 0 { 40 } else { 0 }));
		rest();
	}
	assert_eq!(Automation::standing(*heater).unwrap().latch, Latch::Hunting);
}

#[test]
fn a_latch_and_its_alarm_outlive_the_actuator_and_its_owner() {
	execute_with(|| {
		let (first, second, theirs) = (open_site(), open_site(), site_of(RIVAL));
		let heater = actuator(2, OWNER, first);
		rest();
		latch(&heater);
		let active = |site| {
			let alarm = Alarms::<Test>::get(site, Topic::Hunting(heater));
			alarm.map(|alarm| (alarm.active, alarm.severity))
		};
		let critical = Some((1, Severity::Critical));
		assert_eq!(active(first), critical);

		// Dropped, and set again elsewhere.
		assert_ok!(Automation::drop_actuator(signed(OWNER), heater));
		assert_eq!(active(first), None);
		events();
		let set = |who, site| {
			let safety = Box::new(safety());
			assert_ok!(Automation::set_safety(signed(who), heater, site, safety));
			check();
		};
		set(OWNER, second);
		assert_eq!((active(second), level_of(&heater)), (critical, level::FAIL_SAFE));
		let (topic, severity) = (Topic::Hunting(heater), Severity::Critical);
		assert!(events().contains(&Event::Raised { site: second, topic, severity }));
		// Another envelope is no other reason.
		set(OWNER, second);
		assert_eq!(active(second), critical);

		transfer(&heater.device, &OWNER, RIVAL);
		set(RIVAL, theirs);
		assert_eq!((active(second), active(theirs)), (None, critical));
		assert_ok!(Automation::free(signed(RIVAL), heater));
		assert_eq!(active(theirs).map(|(active, _)| active), Some(0));
	});
}

#[test]
fn silence_is_noted_once_and_ends_with_the_next_answer() {
	execute_with(|| {
		let site = open_site();
		let (one, two) = (actuator(2, OWNER, site), actuator(3, OWNER, site));
		events();
		for _ in 0..20 {
			next_block();
		}
		let fell: Vec<_> =
			events().into_iter().filter(|e| matches!(e, Event::FellSilent { .. })).collect();
		let ended = Some(CommandId(1));
		let silent = |actuator| Event::FellSilent { actuator, ended };
		assert!(fell.len() == 2 && fell.contains(&silent(one)) && fell.contains(&silent(two)));
		// One alarm for the site, not one for each.
		let alarms = Automation::alarms(site, None, 100);
		assert_eq!(alarms.len(), 1);
		assert_eq!((&alarms[0].0, alarms[0].1.active), (&Topic::Silent, 2));
		assert_ok!(answer(&one, 1, 0));
		assert!(!Automation::standing(one).unwrap().track.silent);
		assert!(events().contains(&Event::SpokeAgain { actuator: one }));
		assert_ok!(answer(&two, 1, 0));
		let alarm = Alarms::<Test>::get(site, Topic::Silent).unwrap();
		assert_eq!(alarm.active, 0);
		let acknowledge = |who| Automation::acknowledge_alarm(signed(who), site, Topic::Silent);
		assert_noop!(acknowledge(RIVAL), Error::<Test>::NotOperator);
		assert_ok!(acknowledge(COLLEAGUE));
		assert_noop!(acknowledge(OWNER), Error::<Test>::NoAlarm);
	});
}

#[test]
fn an_alarm_that_was_acknowledged_goes_when_it_returns() {
	execute_with(|| {
		let (site, sensor) = (open_site(), stream(1, OWNER));
		let rule = deploy(site, hot(&sensor));
		observe(sensor, 1, 40);
		next_block();
		let topic = Topic::Rule { rule, output: 0 };
		let alarm = Alarms::<Test>::get(site, &topic).unwrap();
		assert_eq!((alarm.active, alarm.severity), (1, Severity::Warning));
		assert_ok!(Automation::acknowledge_alarm(signed(OWNER), site, topic.clone()));
		assert_noop!(
			Automation::acknowledge_alarm(signed(OWNER), site, topic.clone()),
			Error::<Test>::AlreadyAcknowledged
		);
		observe(sensor, 2, 10);
		next_block();
		assert_eq!(Alarms::<Test>::get(site, &topic), None);
	});
}

#[test]
fn a_later_command_supersedes_and_moves_no_deadline() {
	execute_with(|| {
		let site = open_site();
		let heater = actuator(2, OWNER, site);
		assert_ok!(answer(&heater, 1, 0));
		rest();
		events();
		let began = Clock::now();
		assert_ok!(hand(&heater, 40));
		for value in [41, 42, 43] {
			Clock::pass(9_000);
			poll();
			assert_ok!(hand(&heater, value));
		}
		let superseded: Vec<_> = events()
			.into_iter()
			.filter_map(|event| match event {
				Event::Superseded { id, .. } => Some(id.0),
				_ => None,
			})
			.collect();
		assert_eq!(superseded, [2, 3, 4]);
		assert_eq!(Clock::now(), began + 27_000);
		Clock::pass(3_000);
		poll();
		assert!(Automation::standing(heater).unwrap().track.silent);
		let open = open_commands(heater.device);
		assert_eq!(open.len(), 1);
		assert_eq!((open[0].command.id, open[0].command.value), (CommandId(5), 43));
		// An answer to an older one says where the heater stands, and the next one ends it.
		assert_ok!(answer(&heater, 3, 41));
		let confirmed = Automation::standing(heater).unwrap().track.confirmed;
		assert_eq!(confirmed, Some(Mark { id: 3, value: 41, at: Clock::now() }));
		assert_noop!(answer(&heater, 2, 40), Error::<Test>::StaleAnswer);
		assert_noop!(answer(&heater, 6, 40), Error::<Test>::UnknownCommand);
		assert_ok!(answer(&heater, 5, 43));
		assert_eq!(open_commands(heater.device), []);
	});
}

#[test]
fn a_former_owner_commands_nothing() {
	execute_with(|| {
		let (ours, theirs) = (open_site(), site_of(RIVAL));
		let heater = actuator(2, OWNER, ours);
		let sensor = stream(1, OWNER);
		let rule = deploy(ours, heating(&sensor, &heater, 12, 40));
		rest();
		events();
		transfer(&heater.device, &OWNER, RIVAL);
		let ended = events();
		let void = Event::Voided { actuator: heater, id: CommandId(1) };
		// The first command had been escalated by then: it has ended before.
		assert!(!ended.contains(&void));
		assert_eq!(open_commands(heater.device), []);
		observe(sensor, 1, 10);
		next_block();
		assert_eq!(commanded(&heater), Some(0));
		assert_noop!(hand(&heater, 40), Error::<Test>::TenureOver);
		assert_noop!(
			Automation::set_safety(signed(OWNER), heater, ours, Box::new(safety())),
			Error::<Test>::NotDeviceOwner
		);

		assert_ok!(Automation::set_safety(signed(RIVAL), heater, theirs, Box::new(safety())));
		let standing = Automation::standing(heater).unwrap();
		assert_eq!((standing.claims.len(), standing.track.newest.unwrap().id), (0, 2));
		assert_eq!(Automation::actuator(heater).unwrap().tenure, 1);
		observe(sensor, 2, 9);
		next_block();
		assert_eq!(commanded(&heater), Some(0), "the former owner's rule claims nothing");
		assert_ok!(Automation::remove(signed(OWNER), rule));
	});
}

#[test]
fn a_command_that_is_open_when_the_tenure_ends_is_void() {
	execute_with(|| {
		let site = open_site();
		let heater = actuator(2, OWNER, site);
		events();
		transfer(&heater.device, &OWNER, RIVAL);
		assert_eq!(events(), [Event::Voided { actuator: heater, id: CommandId(1) }]);
		// Anybody may clear away what is left of the former tenure.
		assert_ok!(Automation::drop_actuator(signed(STRANGER), heater));
		let legacy = Legacies::<Test>::get(heater.device);
		assert_eq!(legacy.map(|legacy| legacy.last), Some(1));
	});
}

#[test]
fn of_former_actuators_a_device_keeps_little_and_nothing_after_its_end() {
	execute_with(|| {
		let site = open_site();
		let device = device(2, OWNER);
		let channels = [0, 1].map(|channel| StreamId { device, channel });
		let set = |channel| {
			Devices::set_writable(channel, heater());
			assert_ok!(Automation::set_safety(signed(OWNER), channel, site, Box::new(safety())));
		};
		for channel in channels {
			set(channel);
			assert_ok!(Automation::drop_actuator(signed(OWNER), channel));
		}
		assert_eq!(Legacies::<Test>::iter().count(), 1, "one record a device");
		set(channels[0]);
		let next = |channel: &StreamId| Automation::standing(*channel).unwrap().track.next;
		assert_eq!(next(&channels[0]), 3 + 1, "a device takes ids of no earlier one");
		Registry::edit(&device, |record| record.status = DeviceStatus::Retired);
		<Automation as OnDeviceChange<AccountId>>::on_ended(&device, &OWNER, DeviceStatus::Retired);
		assert_eq!(Legacies::<Test>::iter().count(), 0);
		assert_ok!(Automation::drop_actuator(signed(STRANGER), channels[0]));
		assert_eq!(Legacies::<Test>::iter().count(), 0, "its id is never used again");
		assert_ok!(Automation::close_site(signed(OWNER), site));
		assert_eq!(held(&OWNER), 0);
	});
}

#[test]
fn of_more_former_actuators_than_a_device_can_have_the_newest_are_kept() {
	let mut legacy = Legacy::default();
	let switch = Switch::started(0);
	for channel in (0..64).chain([60]) {
		legacy.keep(100 - u64::from(channel), Removed { channel, switch, latch: Latch::Free });
	}
	assert_eq!((legacy.removed.len() as u32, legacy.last), (MAX_ACTUATORS, 100));
	assert_eq!(legacy.of(55), None);
	assert_eq!(legacy.removed.last().map(|removed| removed.channel), Some(60));
	assert_eq!(legacy.removed.iter().filter(|removed| removed.channel == 60).count(), 1);
}

#[test]
fn a_rule_that_reads_an_actuator_is_woken_when_it_falls_silent() {
	execute_with(|| {
		let (site, sensor) = (open_site(), stream(1, OWNER));
		let (pump, valve) = (actuator(2, OWNER, site), actuator(3, OWNER, site));
		assert_ok!(answer(&valve, 1, 0));
		let id: String = pump.device.0.iter().map(|byte| format!("{byte:02x}")).collect();
		let other: String = valve.device.0.iter().map(|byte| format!("{byte:02x}")).collect();
		let rule = program(
			&sensor,
			&format!("in dead = 0x{id}/1.silent\nset 0x{other}/1 level 12 = 30 Cel when dead"),
		);
		deploy(site, rule);
		rest();
		next_block();
		assert_eq!(commanded(&valve), Some(30));
		assert_ok!(answer(&pump, 1, 0));
		next_block();
		assert_eq!(level_of(&valve), level::HOLD);
		rest();
		assert_eq!(commanded(&valve), Some(0));
	});
}

#[test]
fn what_a_device_refused_is_commanded_again() {
	execute_with(|| {
		let site = open_site();
		let heater = actuator(2, OWNER, site);
		rest();
		assert_ok!(hand(&heater, 40));
		let newest = || Automation::standing(heater).unwrap().track.newest.unwrap();
		let refused = newest();
		let mut done = done(&heater, refused.id, 22);
		done.outcome = Outcome::Refused(tallystick_control::Reason::Local);
		assert_ok!(Automation::take_answer(&heater, &done));
		next_block();
		assert_eq!(newest(), refused);
		Clock::pass(60_000);
		next_block();
		assert_eq!((newest().id, newest().value), (refused.id + 1, 40));
	});
}

#[test]
fn a_new_envelope_counts_at_once_and_for_a_stop_too() {
	execute_with(|| {
		let site = open_site();
		let heater = actuator(2, OWNER, site);
		let other = actuator(3, OWNER, site);
		assert_ok!(Automation::stop(signed(OWNER), other));
		let mut warm = safety();
		warm.envelope.bounds.range.low = 10;
		warm.envelope.bounds.fail_safe = 20;
		warm.envelope.bounds.startup = 10;
		warm.envelope.default = 10;
		for each in [heater, other] {
			let warm = Box::new(warm.clone());
			assert_ok!(Automation::set_safety(signed(OWNER), each, site, warm));
		}
		// Without waiting for the minimum time off, as 0 is not permitted any more.
		assert_eq!((commanded(&heater), commanded(&other)), (Some(10), Some(20)));
	});
}

#[test]
fn an_actuator_that_is_dropped_and_set_again_has_the_same_past() {
	execute_with(|| {
		let site = open_site();
		let heater = actuator(2, OWNER, site);
		rest();
		assert_ok!(hand(&heater, 40));
		assert_ok!(Automation::drop_actuator(signed(OWNER), heater));
		assert_ok!(Automation::set_safety(signed(OWNER), heater, site, Box::new(safety())));
		let standing = Automation::standing(heater).unwrap();
		assert_eq!(standing.track.newest.map(|newest| (newest.id, newest.value)), Some((3, 0)));
		assert_ok!(hand(&heater, 40));
		assert_eq!(level_of(&heater), level::HOLD, "it was switched too short a time ago");
	});
}

#[test]
fn an_action_is_no_set_point() {
	execute_with(|| {
		let site = open_site();
		let dispenser = StreamId { device: device(2, OWNER), channel: 1 };
		let mut writable = heater();
		writable.kind = tallystick_control::Kind::Action;
		writable.bounds.pace.off = None;
		(writable.bounds.pace.min_on, writable.bounds.pace.min_off) = (0, 0);
		Devices::set_writable(dispenser, writable);
		assert_noop!(
			Automation::set_safety(signed(OWNER), dispenser, site, Box::new(safety())),
			Error::<Test>::NotWritable
		);
	});
}

#[test]
fn an_owner_who_changes_sides_takes_their_actuators_and_pays_for_no_rule() {
	execute_with(|| {
		let (ours, theirs) = (open_site(), site_of(RIVAL));
		let sensor = stream(1, COLLEAGUE);
		let rule = try_deploy(COLLEAGUE, ours, hot(&sensor)).unwrap();
		poll();
		let heater = actuator(2, COLLEAGUE, ours);
		Orgs::remove_member(&COLLEAGUE);
		Orgs::admit(RIVALS, tallystick_primitives::Roles::ALL, [COLLEAGUE]);
		Quota::charged(&COLLEAGUE);
		observe(sensor, 1, 40);
		next_block();
		assert_eq!(Automation::rule(rule).unwrap().status, RuleStatus::Starved);
		assert_eq!(Quota::charged(&COLLEAGUE), Weight::zero(), "another organisation does not pay");
		let until = Millis(Clock::now() + 1_000);
		assert_noop!(
			Automation::set_by_hand(signed(OWNER), heater, 40, until),
			Error::<Test>::TenureOver
		);
		assert_ok!(Automation::set_safety(signed(COLLEAGUE), heater, theirs, Box::new(safety())));
		assert_eq!(Automation::actuator(heater).unwrap().org, RIVALS);
		// Whoever is still there takes the rule over.
		assert_ok!(Automation::pause(signed(OWNER), rule));
		assert_ok!(Automation::resume(signed(OWNER), rule));
		next_block();
		assert_eq!(Automation::rule(rule).unwrap().status, RuleStatus::Running);
	});
}

#[test]
fn a_suspended_organisation_can_stop_its_machines() {
	execute_with(|| {
		let site = open_site();
		let heater = actuator(2, OWNER, site);
		rest();
		assert_ok!(hand(&heater, 40));
		Orgs::suspend(BUILDERS);
		assert_ok!(Automation::stop(signed(OWNER), heater));
		assert_eq!(commanded(&heater), Some(15));
		Orgs::resume(BUILDERS);
	});
}
