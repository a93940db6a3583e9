//! Deploying, replacing, adjusting, pausing and removing rules.

use super::*;
use tallystick_primitives::Facts;

#[test]
fn a_rule_fires_when_its_output_changes_and_names_what_it_went_by() {
	execute_with(|| {
		let (site, sensor) = (open_site(), stream(1, OWNER));
		let rule = deploy(site, hot(&sensor));
		assert_eq!(fired(), []);

		observe(sensor, 7, 31);
		next_block();
		let evidence = Evidence {
			stream: sensor,
			boot_epoch: 0,
			sequence: 7,
			facts: Facts::NONE,
			value: Value::Number(31),
		};
		let firing = Firing { output: 0, effect: Effect::Active };
		let (firings, evidence) = (vec![firing], vec![evidence]);
		let (topic, severity) = (Topic::Rule { rule, output: 0 }, Severity::Warning);
		assert_eq!(
			events(),
			[
				Event::Fired { rule, version: 0, firings, evidence },
				Event::Raised { site, topic, severity }
			]
		);

		observe(sensor, 8, 35);
		next_block();
		assert_eq!(fired(), [], "nothing changed");
		observe(sensor, 9, 30);
		next_block();
		assert_eq!(fired(), [(rule, 0, Effect::Released)]);
	});
}

#[test]
fn a_rule_that_is_deployed_sees_at_once_what_is_known() {
	execute_with(|| {
		let (site, sensor) = (open_site(), stream(1, OWNER));
		observe(sensor, 1, 40);
		let rule = deploy(site, hot(&sensor));
		assert_eq!(fired(), [(rule, 0, Effect::Active)]);
	});
}

#[test]
fn an_input_that_gets_too_old_releases_the_output() {
	execute_with(|| {
		let (site, sensor) = (open_site(), stream(1, OWNER));
		let rule = deploy(site, hot(&sensor));
		observe(sensor, 1, 40);
		next_block();
		assert_eq!(fired(), [(rule, 0, Effect::Active)]);
		Clock::pass(600_000 - 4_000);
		next_block();
		assert_eq!(fired(), [], "ten minutes are not too old");
		next_block();
		assert_eq!(fired(), [(rule, 0, Effect::Released)]);
	});
}

#[test]
fn a_stall_of_hours_makes_inputs_stale() {
	execute_with(|| {
		let (site, sensor) = (open_site(), stream(1, OWNER));
		let rule = deploy(site, hot(&sensor));
		observe(sensor, 1, 40);
		next_block();
		observe(sensor, 2, 41);
		// The observation of before the stall is worked off after it, and is too old by then.
		Clock::pass(3 * 3_600_000);
		next_block();
		assert_eq!(fired(), [(rule, 0, Effect::Active), (rule, 0, Effect::Released)]);
	});
}

#[test]
fn refuses_what_no_rule_can_be() {
	execute_with(|| {
		let (site, sensor) = (open_site(), stream(1, OWNER));
		let mut unsound = hot(&sensor);
		unsound.outputs.clear();
		let try_one = |program: Program| try_deploy(OWNER, site, program).unwrap_err();
		assert_eq!(try_one(unsound), Error::<Test>::BadProgram.into());
		let elsewhere = StreamId { channel: 2, ..sensor };
		assert_eq!(try_one(hot(&elsewhere)), Error::<Test>::UnknownChannel.into());
		let nobody = StreamId { device: DeviceId([9; 32]), channel: 0 };
		assert_eq!(try_one(hot(&nobody)), Error::<Test>::UnknownDevice.into());
		let power = text::parse(&format!(
			"rule r site 0\ndevice d = 0x{}\nin t = d/0.last as 1 W max_age 1 min\nalarm a notice when t > 3 W",
			sensor.device.0.iter().map(|byte| format!("{byte:02x}")).collect::<String>()
		));
		assert_eq!(try_one(power.unwrap().program), Error::<Test>::WrongQuantity.into());
		let bid = program(&sensor, "bid 7 = 1 /kWh when t > 3 Cel");
		assert_eq!(try_one(bid), Error::<Test>::Unsupported.into());
		assert_eq!(
			try_deploy(RIVAL, site, hot(&sensor)).unwrap_err(),
			Error::<Test>::NotOperator.into()
		);
		assert_eq!(
			try_deploy(OWNER, SiteId(9), hot(&sensor)).unwrap_err(),
			Error::<Test>::UnknownSite.into()
		);
		for bad in ["", "1st", "two words"] {
			let (program, settings) = (Box::new(hot(&sensor)), RuleSettings::default());
			assert_noop!(
				Automation::deploy(signed(OWNER), site, name(bad), program, settings),
				Error::<Test>::BadName
			);
		}
		assert_noop!(
			Automation::deploy(
				signed(STRANGER),
				site,
				name("test"),
				Box::new(hot(&sensor)),
				RuleSettings::default()
			),
			DispatchError::BadOrigin
		);
	});
}

#[test]
fn another_version_takes_the_place_of_the_last_and_remembers_nothing() {
	execute_with(|| {
		let (site, sensor, other) = (open_site(), stream(1, OWNER), stream(2, OWNER));
		let rule = deploy(site, hot(&sensor));
		observe(sensor, 1, 40);
		next_block();
		fired();

		let cold = Box::new(program(&other, "alarm cold warning when t < 5 Cel"));
		let replaced =
			|who| Automation::replace(signed(who), rule, cold.clone(), RuleSettings::default());
		assert_noop!(replaced(RIVAL), Error::<Test>::NotOwner);
		assert_ok!(replaced(COLLEAGUE));
		assert_eq!(Automation::rule(rule).unwrap().version, 1);
		assert_eq!(effects(rule), []);
		assert!(Automation::wakers(sensor).is_empty() && Automation::wakers(other).len() == 1);
		observe(other, 1, 4);
		next_block();
		assert_eq!(effects(rule), [Effect::Active]);
		let version = |event: &Event<Test>| match event {
			Event::Fired { version, .. } => Some(*version),
			_ => None,
		};
		assert_eq!(events().iter().filter_map(version).collect::<Vec<_>>(), [1]);
	});
}

#[test]
fn parameters_change_without_another_version() {
	execute_with(|| {
		let (site, sensor) = (open_site(), stream(1, OWNER));
		observe(sensor, 1, 25);
		let rule = deploy(
			site,
			program(&sensor, "in limit = param 0 as 1 Cel\nalarm hot warning when t > limit"),
		);
		assert_eq!(fired(), [], "an unknown limit raises nothing");
		let adjust = |value| {
			let params = vec![value].try_into().unwrap();
			Automation::adjust(signed(OWNER), rule, RuleSettings { interval: 0, params })
		};
		assert_noop!(adjust(Value::Truth(true)), Error::<Test>::BadParameter);
		assert_ok!(adjust(Value::Number(24)));
		next_block();
		assert_eq!(fired(), [(rule, 0, Effect::Active)]);
		assert_eq!(Automation::rule(rule).unwrap().version, 0);
	});
}

#[test]
fn no_interval_is_longer_than_an_input_counts() {
	execute_with(|| {
		let (site, sensor) = (open_site(), stream(1, OWNER));
		let rule = deploy(site, hot(&sensor));
		let adjust = |interval| {
			let settings = RuleSettings { interval, ..Default::default() };
			Automation::adjust(signed(OWNER), rule, settings)
		};
		assert_noop!(adjust(600_001), Error::<Test>::BadInterval);
		assert_ok!(adjust(600_000));
	});
}

#[test]
fn a_rule_of_whose_time_nobody_looked_forgets_what_it_remembers() {
	execute_with(|| {
		let (site, sensor) = (open_site(), stream(1, OWNER));
		let often = program(&sensor, "alarm often notice when count(t > 30 Cel, 3, 1 min, 5)");
		let rule = deploy(site, often);
		observe(sensor, 1, 40);
		next_block();
		// The chain stands still. Nobody knows whether it was hot meanwhile.
		Clock::pass(3 * 3_600_000);
		observe(sensor, 2, 40);
		next_block();
		assert_eq!((effects(rule)[0], fired()), (Effect::Released, vec![]));
	});
}

#[test]
fn another_version_of_a_rule_still_knows_the_stream() {
	execute_with(|| {
		let (site, sensor) = (open_site(), stream(1, OWNER));
		let rule = deploy(site, hot(&sensor));
		observe(sensor, 1, 40);
		next_block();
		fired();
		let warm = Box::new(program(&sensor, "alarm warm notice when t > 20 Cel"));
		assert_ok!(Automation::replace(signed(OWNER), rule, warm, RuleSettings::default()));
		next_block();
		assert_eq!(fired(), [(rule, 0, Effect::Active)]);
	});
}

#[test]
fn a_paused_rule_claims_nothing_until_it_is_resumed() {
	execute_with(|| {
		let (site, sensor) = (open_site(), stream(1, OWNER));
		let rule = deploy(site, hot(&sensor));
		observe(sensor, 1, 40);
		next_block();
		assert_noop!(Automation::resume(signed(OWNER), rule), Error::<Test>::NotPaused);
		assert_ok!(Automation::pause(signed(OWNER), rule));
		assert_eq!(effects(rule), []);
		assert_noop!(Automation::pause(signed(OWNER), rule), Error::<Test>::AlreadyPaused);
		observe(sensor, 2, 41);
		next_block();
		assert_eq!(effects(rule), []);
		fired();
		assert_ok!(Automation::resume(signed(COLLEAGUE), rule));
		next_block();
		assert_eq!(fired(), [(rule, 0, Effect::Active)]);
	});
}

#[test]
fn the_deposit_grows_with_the_program_and_is_put_up_by_whoever_chose_it() {
	execute_with(|| {
		let (site, sensor) = (open_site(), stream(1, OWNER));
		let before = (held(&OWNER), held(&COLLEAGUE));
		let rule = deploy(site, hot(&sensor));
		let small = held(&OWNER) - before.0;
		let outputs = "alarm hot warning when t > 30 Cel\nalarm cold warning when t < 5 Cel";
		let (larger, settings) = (Box::new(program(&sensor, outputs)), RuleSettings::default());
		assert_ok!(Automation::replace(signed(COLLEAGUE), rule, larger, settings));
		assert_eq!(held(&OWNER), before.0);
		assert!(held(&COLLEAGUE) - before.1 > small);
		assert_ok!(Automation::remove(signed(OWNER), rule));
		assert_eq!((held(&OWNER), held(&COLLEAGUE)), before);
	});
}

#[test]
fn a_removed_rule_leaves_nothing() {
	execute_with(|| {
		let (site, sensor) = (open_site(), stream(1, OWNER));
		let rule = deploy(site, hot(&sensor));
		observe(sensor, 1, 40);
		assert_noop!(Automation::remove(signed(RIVAL), rule), Error::<Test>::NotOwner);
		assert_ok!(Automation::remove(signed(OWNER), rule));
		assert_eq!(Automation::rule(rule), None);
		assert_ok!(Automation::close_site(signed(OWNER), site));
		assert_eq!(held(&OWNER), 0);
		assert_eq!(Agenda::<Test>::iter().count(), 0);
		assert_eq!(Streams::<Test>::iter().count(), 0);
		// What had arrived of its stream is skipped.
		next_block();
		assert!(Arrived::<Test>::get().is_empty());
	});
}
