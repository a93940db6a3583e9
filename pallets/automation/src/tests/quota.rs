//! Who pays for evaluations.

use super::{
	actuators::{commanded, heating, rest},
	*,
};

#[test]
fn each_evaluation_is_charged_to_the_rules_organisation() {
	execute_with(|| {
		let (site, sensor) = (open_site(), stream(1, OWNER));
		let rule = deploy(site, hot(&sensor));
		let each = unchanged(rule);
		assert_eq!(Quota::charged(&OWNER), opening() + each + Weights::remember());
		for sequence in 0..3 {
			observe(sensor, sequence, 10);
		}
		next_block();
		// The first one sets the moment at which a reading is too old.
		let first = Weights::rearm() + Weights::remember();
		assert_eq!(Quota::charged(&OWNER), opening() + each * 3 + first);
		next_block();
		assert_eq!(Quota::charged(&OWNER), Weight::zero(), "nothing happened");
	});
}

#[test]
fn a_rule_without_quota_releases_its_claims_and_goes_on_once_there_is_some() {
	execute_with(|| {
		let (site, sensor) = (open_site(), stream(1, OWNER));
		let rule = deploy(site, hot(&sensor));
		observe(sensor, 1, 40);
		next_block();
		events();
		Quota::spend(OWNER, true);
		observe(sensor, 2, 41);
		next_block();
		let topic = Topic::Rule { rule, output: 0 };
		assert_eq!(
			events(),
			[Event::Returned { site, topic }, Event::Starved { rule, org: BUILDERS }]
		);
		assert_eq!(effects(rule), []);
		assert_eq!(Automation::rule(rule).unwrap().status, RuleStatus::Starved);
		// It stays so, without another event, while the quota is spent.
		for _ in 0..3 {
			Clock::pass(RETRY);
			next_block();
			check();
		}
		assert_eq!(events(), []);
		Quota::spend(OWNER, false);
		Clock::pass(RETRY);
		observe(sensor, 3, 42);
		next_block();
		next_block();
		assert_eq!(fired(), [(rule, 0, Effect::Active)]);
		assert_eq!(Automation::rule(rule).unwrap().status, RuleStatus::Running);
	});
}

#[test]
fn a_starved_rule_does_not_go_on_for_a_few_evaluations() {
	execute_with(|| {
		let (site, sensor) = (open_site(), stream(1, OWNER));
		let heater = actuator(2, OWNER, site);
		rest();
		let rule = deploy(site, heating(&sensor, &heater, 10, 40));
		let shape = Automation::rule(rule).unwrap().shape;
		let each = Weights::load_rule() + Automation::weight_of_wake(&shape);
		let tried = |left: Weight| {
			LeftWeight::set(left);
			Clock::pass(RETRY);
			observe(sensor, Clock::now(), 18);
			next_block();
			next_block();
			(Automation::rule(rule).unwrap().status, commanded(&heater))
		};
		LeftWeight::set(Weight::zero());
		observe(sensor, 1, 18);
		next_block();
		assert_eq!(Automation::rule(rule).unwrap().status, RuleStatus::Starved);
		for few in [1, RESUME - 1] {
			assert_eq!(tried(each * few), (RuleStatus::Starved, Some(0)));
		}
		// It is asked at its organisation's cost.
		let asked = Weights::load_rule() + Weights::retry() + Weights::load_payer();
		assert_eq!(tried(each * RESUME + asked), (RuleStatus::Running, Some(40)));
	});
}

#[test]
fn a_suspended_organisation_has_its_rules_starved() {
	execute_with(|| {
		let (site, sensor) = (open_site(), stream(1, OWNER));
		let rule = deploy(site, hot(&sensor));
		Orgs::suspend(BUILDERS);
		observe(sensor, 1, 40);
		next_block();
		assert_eq!(Automation::rule(rule).unwrap().status, RuleStatus::Starved);
		Orgs::resume(BUILDERS);
	});
}

#[test]
fn an_interval_bounds_what_a_rule_costs_and_what_it_held_back_is_evaluated_after_it() {
	execute_with(|| {
		let (site, sensor) = (open_site(), stream(1, OWNER));
		let rule = deploy(site, hot(&sensor));
		let settings = RuleSettings { interval: 60_000, ..Default::default() };
		assert_ok!(Automation::adjust(signed(OWNER), rule, settings));
		next_block();
		Quota::charged(&OWNER);
		for sequence in 0..20 {
			observe(sensor, sequence, 40);
			next_block();
		}
		// Each observation is looked at, and the evaluation put off once.
		let held = (Weights::load_payer() + Weights::load_rule()) * 20;
		let put_off = Weights::rearm() + Weights::remember();
		assert_eq!((Quota::charged(&OWNER), fired()), (held + put_off, vec![]));
		for _ in 0..11 {
			next_block();
		}
		let fire = Weights::fire(1) + Weights::alarm() + Weights::rearm() + Weights::remember();
		let evaluated = opening() + unchanged(rule) + fire;
		assert_eq!((Quota::charged(&OWNER), fired()), (evaluated, vec![(rule, 0, Effect::Active)]));
	});
}

#[test]
fn what_is_spent_in_one_pass_is_not_more_than_there_is() {
	execute_with(|| {
		let (site, sensor) = (open_site(), stream(1, OWNER));
		let mine = deploy(site, hot(&sensor));
		// Another member's rule is paid from the same quota.
		let theirs = try_deploy(COLLEAGUE, site, hot(&sensor)).unwrap();
		observe(sensor, 0, 10);
		next_block();
		[OWNER, COLLEAGUE].iter().for_each(|who| {
			Quota::charged(who);
		});
		let most = |rule: RuleId| {
			let shape = Automation::rule(rule).unwrap().shape;
			Weights::load_rule() + Automation::weight_of_wake(&shape)
		};
		// Enough for one that changes nothing, and then not for the most that the other may come to.
		LeftWeight::set(opening() + most(mine));
		observe(sensor, 1, 10);
		next_block();
		let status = |rule| Automation::rule(rule).unwrap().status;
		assert_eq!([mine, theirs].map(status), [RuleStatus::Running, RuleStatus::Starved]);
		let charged = [OWNER, COLLEAGUE].map(|who| Quota::charged(&who));
		let starved = Weights::load_payer() + Weights::load_rule() + Weights::starve(1);
		assert_eq!(charged, [opening() + unchanged(mine) + starved, Weight::zero()]);
	});
}

#[test]
fn a_calendar_is_paid_from_what_rules_have_left() {
	execute_with(|| {
		let (site, sensor) = (open_site(), stream(1, OWNER));
		let rule = deploy(site, hot(&sensor));
		observe(sensor, 0, 10);
		next_block();
		Quota::charged(&OWNER);
		assert_ok!(Automation::change_site(signed(OWNER), site, Box::default()));
		observe(sensor, 1, 10);
		next_block();
		// One step finds the rule, and another one that there is no more. The rule is evaluated for both reasons.
		let walked = Weights::calendar() * 2;
		let evaluated = opening() + unchanged(rule) * 2 + Weights::remember();
		assert_eq!(Quota::charged(&OWNER), walked + evaluated);
	});
}

#[test]
fn what_an_interval_holds_back_starves_no_rule() {
	execute_with(|| {
		let (site, sensor) = (open_site(), stream(1, OWNER));
		let rule = deploy(site, hot(&sensor));
		let settings = RuleSettings { interval: 60_000, ..Default::default() };
		assert_ok!(Automation::adjust(signed(OWNER), rule, settings));
		next_block();
		Clock::pass(60_000);
		observe(sensor, 0, 40);
		next_block();
		assert_eq!(fired(), [(rule, 0, Effect::Active)]);
		Quota::charged(&OWNER);
		Quota::spend(OWNER, true);
		for sequence in 1..10 {
			observe(sensor, sequence, 40);
			next_block();
			assert_eq!(effects(rule), [Effect::Active], "its claims stand");
		}
		assert_eq!(Quota::charged(&OWNER), Weight::zero());
		Clock::pass(60_000);
		next_block();
		assert_eq!(Automation::rule(rule).unwrap().status, RuleStatus::Starved);
	});
}

#[test]
fn what_is_promised_to_a_rule_that_goes_on_is_not_promised_to_another() {
	execute_with(|| {
		let (site, sensor) = (open_site(), stream(1, OWNER));
		let rules = [(); 3].map(|()| deploy(site, hot(&sensor)));
		let shape = Automation::rule(rules[0]).unwrap().shape;
		let each = Weights::load_rule() + Automation::weight_of_wake(&shape);
		LeftWeight::set(Weight::zero());
		observe(sensor, 0, 10);
		next_block();
		let running = || {
			let runs =
				|rule: &&RuleId| Automation::rule(**rule).unwrap().status == RuleStatus::Running;
			rules.iter().filter(runs).count()
		};
		assert_eq!(running(), 0);
		// Enough for two, and for asking.
		LeftWeight::set(each * (2 * RESUME + 5));
		Clock::pass(RETRY);
		next_block();
		assert_eq!(running(), 2);
	});
}

#[test]
fn inputs_that_are_dearer_to_read_cost_more() {
	execute_with(|| {
		let (site, theirs) = (open_site(), stream(1, RIVAL));
		let heater = actuator(2, OWNER, site);
		let foreign = deploy(site, hot(&theirs));
		assert_eq!(Automation::wakers(theirs), []);
		Quota::charged(&OWNER);
		let id: String = heater.device.0.iter().map(|byte| format!("{byte:02x}")).collect();
		let input = format!("in t = d/{}.commanded as 1 Cel", heater.channel);
		let text = format!(
			"rule test site 0\ndevice d = 0x{id}\n{input}\nalarm hot warning when t > 30 Cel"
		);
		let own = deploy(site, text::parse(&text).unwrap().program);
		let dearer = Weights::read_actuator() + Weights::remember();
		assert_eq!(Quota::charged(&OWNER), opening() + unchanged(own) + dearer);
		assert_ok!(Automation::adjust(signed(OWNER), foreign, RuleSettings::default()));
		next_block();
		let dearer = Weights::read_latest() + Weights::remember();
		assert_eq!(Quota::charged(&OWNER), opening() + unchanged(foreign) + dearer);
	});
}
