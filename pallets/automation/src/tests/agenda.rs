//! What is done at a moment.

use super::*;
use crate::features::agenda::spread;
use std::collections::BTreeSet;
use tallystick_primitives::{
	records::{market::PointId, Rate},
	Slot, SlotPrices,
};

#[test]
fn a_timer_ends_without_an_observation() {
	execute_with(|| {
		let (site, sensor) = (open_site(), stream(1, OWNER));
		let rule = deploy(site, program(&sensor, "alarm hot warning when ton(t > 30 Cel, 1 min)"));
		observe(sensor, 1, 40);
		for _ in 0..30 {
			next_block();
		}
		assert_eq!(fired(), []);
		next_block();
		assert_eq!(fired(), [(rule, 0, Effect::Active)]);
	});
}

#[test]
fn wakes_of_one_moment_are_spread_if_it_is_a_boundary_of_slots() {
	let boundary = Millis(BOUNDARY * 1_000_000);
	let spread_to: BTreeSet<u64> =
		(0..1_000).map(|rule| spread(RuleId(rule), boundary).0 - boundary.0).collect();
	assert!(spread_to.len() > 900, "{}", spread_to.len());
	assert!(spread_to.iter().all(|by| *by < SPREAD));
	for fifth in 0..5 {
		let part = SPREAD / 5 * fifth..SPREAD / 5 * (fifth + 1);
		let count = spread_to.range(part).count();
		assert!((140..260).contains(&count), "{count} of 1,000 in fifth {fifth}");
	}
	let other = Millis(boundary.0 + 1);
	assert_eq!(spread(RuleId(7), other), other);
}

#[test]
fn what_is_a_rules_own_is_not_spread_with_what_many_rules_go_by() {
	execute_with(|| {
		let (site, sensor) = (open_site(), stream(1, OWNER));
		let boundary = Millis((Clock::now() / BOUNDARY + 2) * BOUNDARY);
		let slot = u32::try_from(BOUNDARY).unwrap();
		let first = Slot(boundary.0 / BOUNDARY - 1);
		let prices = vec![Some(Rate(300)); 10];
		Prices::set(PointId([3; 16]), SlotPrices { slot, first, prices });
		// The observation is too old just after a slot ends.
		Clock::set(boundary.0 - 600_000);
		observe(sensor, 1, 18);
		let id = "03".repeat(16);
		let text =
			"in p = price 0xPOINT import\nalarm cold warning when t < 20 Cel && p <= min(p, 0, 1)";
		let cold = program(&sensor, &text.replace("POINT", &id));
		let rules: Vec<RuleId> = (0..10).map(|_| deploy(site, cold.clone())).collect();
		next_block();
		Clock::set(boundary.0 + 1_000);
		next_block();
		let due_later = |rule: &&RuleId| spread(**rule, boundary).0 > Clock::now();
		assert!(rules.iter().filter(due_later).count() > 5);
		for rule in rules {
			assert_eq!(effects(rule), [Effect::Released]);
		}
	});
}

#[test]
fn moments_are_kept_in_the_order_of_time_and_actuators_come_first() {
	execute_with(|| {
		let groups = [Lane::Groups(OrgId(1)), Lane::Groups(OrgId(256))];
		let moments = [5, 1 << 40, 256, 255, 0, u64::MAX, 65_536];
		for at in moments {
			let readers = AgendaItem::Readers(stream(1, OWNER));
			Automation::schedule(Lane::Rules(OrgId(1)), Millis(at), readers);
			for lane in groups {
				Automation::schedule(lane, Millis(at), AgendaItem::Group(GroupId(0)));
			}
		}
		let mut sorted = moments.to_vec();
		sorted.sort_unstable();
		for lane in [groups[0], groups[1], Lane::Rules(OrgId(1))] {
			let kept: Vec<u64> = Automation::agenda(lane).map(|(due, _)| due.at().0).collect();
			assert_eq!(kept, sorted, "{lane:?}");
		}
		let first = Agenda::<Test>::iter().map(|(due, ..)| due.lane()).next();
		assert_eq!(first, Some(groups[1]));
		let firsts = |last| {
			let firsts = Automation::firsts(Lane::Groups, last);
			firsts.map(|(due, _)| (due.lane().org().0, due.at().0)).collect::<Vec<_>>()
		};
		// In the order of their keys, from the one after the last on.
		assert_eq!(firsts(None), [(256, 0), (1, 0)]);
		assert_eq!(firsts(Some(OrgId(256))), [(1, 0), (256, 0)]);
		assert_eq!(firsts(Some(OrgId(1))), [(256, 0), (1, 0)]);
		assert_eq!(Automation::firsts(Lane::Actuators, None).count(), 0);
		let _ = Agenda::<Test>::clear(u32::MAX, None);
	});
}

#[test]
fn a_calendar_that_changes_often_is_walked_once_and_paid_for() {
	execute_with(|| {
		let (site, sensor) = (open_site(), stream(1, OWNER));
		let rules: Vec<RuleId> = (0..8).map(|_| deploy(site, hot(&sensor))).collect();
		Quota::charged(&OWNER);
		for _ in 0..5 {
			assert_ok!(Automation::change_site(signed(OWNER), site, Box::default()));
		}
		assert_eq!(
			Agenda::<Test>::iter()
				.filter(|(_, item, ())| matches!(item, AgendaItem::Calendar(_)))
				.count(),
			1
		);
		let mut passes = 0;
		let mut charged = Weight::zero();
		for _ in 0..30 {
			next_block();
			let more = Quota::charged(&OWNER);
			passes += u64::from(more != Weight::zero());
			charged += more;
		}
		// Each rule was found once, and evaluated once. So was the end.
		let count = rules.len() as u64;
		let walked = Weights::calendar() * (count + 1);
		let evaluated = (unchanged(rules[0]) + Weights::remember()) * count;
		assert!(passes > 0 && passes < 4, "{passes}");
		let openings = charged - walked - evaluated;
		assert!(openings.all_gte(Weights::load_payer()) && openings.all_lte(opening() * passes));
	});
}

#[test]
fn no_backlog_of_rules_delays_an_actuator_or_the_queue() {
	execute_with(|| {
		let (site, sensor) = (open_site(), stream(1, OWNER));
		let other = stream(3, OWNER);
		let late = deploy(site, hot(&other));
		for _ in 0..12 {
			deploy(site, program(&sensor, "alarm hot warning when ton(t > 30 Cel, 1 min)"));
		}
		let heater = actuator(2, OWNER, site);
		Clock::pass(120_000);
		next_block();
		let until = Millis(Clock::now() + 60_000);
		assert_ok!(Automation::set_by_hand(signed(OWNER), heater, 40, until));
		observe(sensor, 1, 40);
		next_block();
		// Room for some five rules in a block, and twelve are due.
		MaxWeight::set(Weight::from_parts(1_200_000_000, u64::MAX));
		Clock::pass(61_000);
		observe(other, 1, 40);
		next_block();
		let commanded = Automation::standing(heater).unwrap().track.newest.unwrap().value;
		assert_eq!(commanded, 0, "the set-point by hand is over");
		assert_eq!(effects(late), [Effect::Active], "the observation was seen");
		assert!(
			Automation::agenda(Lane::Rules(BUILDERS)).any(|(due, _)| due.at().0 <= Clock::now())
		);
	});
}
