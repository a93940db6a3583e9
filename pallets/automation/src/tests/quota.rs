//! Who pays for evaluations.

use super::{
	actuators::{commanded, heating, rest},
	*,
};

#[test]
fn each_evaluation_is_charged_to_the_rules_organisation() {
	execute_with(|| {
		let (site, sensor) = (open_site(), stream(1, OWNER));
		deploy(site, hot(&sensor));
		assert_eq!(Quota::charged(&OWNER), 1);
		for sequence in 0..3 {
			observe(sensor, sequence, 10);
		}
		next_block();
		assert_eq!(Quota::charged(&OWNER), 3);
		next_block();
		assert_eq!(Quota::charged(&OWNER), 0, "nothing happened");
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
		assert_eq!(tried(each * RESUME), (RuleStatus::Running, Some(40)));
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
		assert_eq!((Quota::charged(&OWNER), fired()), (0, vec![]));
		for _ in 0..11 {
			next_block();
		}
		assert_eq!((Quota::charged(&OWNER), fired()), (1, vec![(rule, 0, Effect::Active)]));
	});
}
