//! Rules that read needs, and have them ordered.

use super::{
	actuators::{commanded, rest},
	*,
};
use tallystick_primitives::NeedId;

const NEED: NeedId = NeedId(7);

/// A world in which the owner's organisation has a site, a sensor and a need.
fn run(test: impl FnOnce(SiteId, StreamId)) {
	execute_with(|| {
		AllNeeds::set(NEED, BUILDERS, false, false);
		test(open_site(), stream(1, OWNER));
	});
}

/// The sensor says something, and the rules that it wakes see it.
fn hear(sensor: StreamId, value: i64) {
	observe(sensor, Clock::now(), value);
	next_block();
}

fn refusals() -> Vec<(RuleId, NeedId)> {
	let refused = |event| match event {
		Event::OrderRefused { rule, need, .. } => Some((rule, need)),
		_ => None,
	};
	events().into_iter().filter_map(refused).collect()
}

#[docify::export]
#[test]
fn a_rule_orders_once_and_names_its_firing() {
	run(|site, sensor| {
		let rule = deploy(site, program(&sensor, "order 7 when t < 10 Cel"));
		hear(sensor, 11);
		assert_eq!(AllNeeds::ordered(), []);
		Events::take();
		hear(sensor, 9);
		let leaf = Events::take()[0];
		assert_eq!(AllNeeds::ordered(), [(BUILDERS, NEED, leaf)]);
		assert_eq!(fired(), [(rule, 0, Effect::Active)]);
		hear(sensor, 8);
		hear(sensor, 12);
		assert_eq!(AllNeeds::ordered(), [], "it is ordered when the output becomes active, only");
		hear(sensor, 9);
		assert_eq!(AllNeeds::ordered().len(), 1);
	});
}

#[test]
fn what_is_not_ordered_is_told_and_stops_no_other_output() {
	run(|site, sensor| {
		let both = "order 7 when t < 10 Cel\nalarm low notice when t < 10 Cel";
		let rule = deploy(site, program(&sensor, both));
		AllNeeds::set(NEED, BUILDERS, true, false);
		events();
		hear(sensor, 9);
		assert_eq!(AllNeeds::ordered(), []);
		let all = events();
		assert!(all.iter().any(|event| matches!(
			event,
			Event::OrderRefused { rule: of, need: NEED, .. } if *of == rule
		)));
		assert!(all.iter().any(|event| matches!(event, Event::Raised { .. })));
		assert_eq!(refusals(), []);
	});
}

#[test]
fn a_rule_orders_nothing_while_orders_are_stopped_and_set_points_end_all_the_same() {
	run(|site, sensor| {
		let heater = actuator(2, OWNER, site);
		rest();
		let id: String = heater.device.0.iter().map(|byte| format!("{byte:02x}")).collect();
		let both =
			format!("order 7 when t < 10 Cel\nset 0x{id}/1 level 10 = 40 Cel when t < 20 Cel");
		let rule = deploy(site, program(&sensor, &both));
		hear(sensor, 15);
		assert_eq!(commanded(&heater), Some(40));
		events();
		IsStopped::set(true);
		hear(sensor, 9);
		assert_eq!(AllNeeds::ordered(), []);
		let error = Error::<Test>::Stopped.into();
		assert!(events().contains(&Event::OrderRefused { rule, need: NEED, error }));
		// No observation comes in safe mode: the claim ends when the last one is too old.
		Clock::pass(600_000);
		next_block();
		assert_eq!((commanded(&heater), AllNeeds::ordered()), (Some(0), vec![]));
		IsStopped::set(false);
		hear(sensor, 9);
		assert_eq!(AllNeeds::ordered().len(), 1);
	});
}

#[test]
fn a_rule_reads_whether_a_need_is_open_or_given_up() {
	run(|site, sensor| {
		let reads = "in open = need 7.open\nin failed = need 7.failed\n\
			order 7 when t < 10 Cel && !open && !failed\nalarm stuck warning when failed && known(t)";
		let rule = deploy(site, program(&sensor, reads));
		AllNeeds::set(NEED, BUILDERS, true, false);
		hear(sensor, 9);
		assert_eq!((AllNeeds::ordered(), fired()), (vec![], vec![]));
		AllNeeds::set(NEED, BUILDERS, false, true);
		hear(sensor, 8);
		assert_eq!(AllNeeds::ordered(), []);
		assert_eq!(fired(), [(rule, 1, Effect::Active)]);
		AllNeeds::set(NEED, BUILDERS, false, false);
		hear(sensor, 7);
		assert_eq!(AllNeeds::ordered().len(), 1);
	});
}

#[test]
fn only_rules_of_the_machines_owner_have_it_ordered() {
	run(|site, sensor| {
		let refused = |who: AccountId, site, text: &str, error: Error<Test>| {
			let program = program(&sensor, text);
			assert_eq!(try_deploy(who, site, program).unwrap_err(), error.into());
		};
		let theirs = site_of(RIVAL);
		refused(RIVAL, theirs, "order 7 when t < 10 Cel", Error::NotNeedOwner);
		refused(OWNER, site, "order 8 when t < 10 Cel", Error::UnknownNeed);
		refused(
			OWNER,
			site,
			"in o = need 8.open\nalarm a notice when o && t > 1 Cel",
			Error::UnknownNeed,
		);
		// Whatever is on the chain, anybody reads.
		let read = program(&sensor, "in o = need 7.open\nalarm a notice when o && t > 1 Cel");
		assert!(try_deploy(RIVAL, theirs, read).is_ok());
	});
}

#[test]
fn an_order_is_booked_and_only_when_it_is_made() {
	run(|site, sensor| {
		deploy(site, program(&sensor, "order 7 when t < 10 Cel"));
		Quota::charged(&OWNER);
		hear(sensor, 11);
		let without = Quota::charged(&OWNER);
		hear(sensor, 9);
		let with = Quota::charged(&OWNER);
		assert!(with.ref_time() > without.ref_time() + 700_000_000, "{with:?} {without:?}");
	});
}
