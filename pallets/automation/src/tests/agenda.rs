//! What is done at a moment.

use super::*;
use crate::features::agenda::spread;
use std::collections::BTreeSet;

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
fn moments_are_kept_in_the_order_of_time() {
	execute_with(|| {
		let moments = [5, 1 << 40, 256, 255, 0, u64::MAX, 65_536];
		for at in moments {
			Automation::schedule(Millis(at), AgendaItem::Calendar { site: SiteId(0), after: None });
		}
		let kept: Vec<u64> = Agenda::<Test>::iter().map(|(due, ..)| Millis::from(due).0).collect();
		let mut sorted = moments.to_vec();
		sorted.sort_unstable();
		assert_eq!(kept, sorted);
		assert_eq!(Automation::next_due(Millis(4)).map(|(due, _)| due), Some(Millis(0).into()));
		let _ = Agenda::<Test>::clear(u32::MAX, None);
	});
}
