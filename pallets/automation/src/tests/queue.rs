//! The queue of observations.

use super::*;

/// A rule that raises an alarm for as long as the value rose last.
fn rising(stream: &StreamId) -> Program {
	program(stream, "alarm rising notice when delta(t) > 0 K")
}

#[test]
fn rules_see_each_observation_of_a_stream_in_its_order() {
	execute_with(|| {
		let (site, sensor) = (open_site(), stream(1, OWNER));
		let rule = deploy(site, rising(&sensor));
		for (sequence, value) in [10, 11, 9, 12].into_iter().enumerate() {
			observe(sensor, sequence as u64, value);
		}
		next_block();
		let (on, off) = (Effect::Active, Effect::Released);
		assert_eq!(fired(), [(rule, 0, on), (rule, 0, off), (rule, 0, on)]);
	});
}

#[test]
fn what_is_too_much_is_missed_and_rules_know_it() {
	execute_with(|| {
		let (site, sensor) = (open_site(), stream(1, OWNER));
		let known = program(&sensor, "alarm unknown notice when !known(t)");
		let rule = deploy(site, known);
		observe(sensor, 0, 10);
		next_block();
		assert_eq!(fired(), [(rule, 0, Effect::Active), (rule, 0, Effect::Released)]);
		// One more than can wait: the newest takes the last place, and is marked.
		for sequence in 1..=u64::from(MAX_WAITING) + 1 {
			observe(sensor, sequence, 10);
		}
		next_block();
		assert_eq!(fired(), [(rule, 0, Effect::Active)]);
		let seen = Streams::<Test>::get(sensor).unwrap().seen.unwrap();
		assert_eq!((seen.observation.sequence, seen.missed), (u64::from(MAX_WAITING) + 1, true));
		observe(sensor, 100, 10);
		next_block();
		assert_eq!(fired(), [(rule, 0, Effect::Released)], "the next one is complete");
	});
}

#[test]
fn a_backlog_delays_its_owner_alone() {
	execute_with(|| {
		let (ours, theirs) = (open_site(), site_of(RIVAL));
		let sensors: Vec<StreamId> = (1..=8).map(|seed| stream(seed, OWNER)).collect();
		for sensor in &sensors {
			deploy(ours, rising(sensor));
		}
		let other = stream(99, RIVAL);
		let rule = try_deploy(RIVAL, theirs, rising(&other)).unwrap();
		poll();
		fired();
		// Room for some four evaluations a block.
		MaxWeight::set(Weight::from_parts(800_000_000, u64::MAX));
		for sequence in 0..16 {
			for sensor in &sensors {
				observe(*sensor, sequence, sequence as i64);
			}
		}
		observe(other, 0, 1);
		observe(other, 1, 2);
		for _ in 0..2 {
			next_block();
		}
		assert_eq!(effects(rule), [Effect::Active], "the other one had its turns");
		assert!(Arrived::<Test>::get().len() >= 7, "most of the backlog waits");
		// In the end all are worked off.
		for _ in 0..100 {
			next_block();
		}
		assert!(Arrived::<Test>::get().is_empty());
		for sensor in &sensors {
			assert_eq!(
				Streams::<Test>::get(sensor).unwrap().seen.unwrap().observation.sequence,
				15
			);
		}
	});
}

#[test]
fn a_block_that_is_full_goes_on_with_the_next_rule() {
	execute_with(|| {
		let (site, sensor) = (open_site(), stream(1, OWNER));
		let rules: Vec<RuleId> = (0..16).map(|_| deploy(site, rising(&sensor))).collect();
		observe(sensor, 0, 1);
		next_block();
		MaxWeight::set(Weight::from_parts(600_000_000, u64::MAX));
		observe(sensor, 1, 2);
		let mut blocks = 0;
		while !Arrived::<Test>::get().is_empty() {
			next_block();
			check();
			blocks += 1;
		}
		assert!(blocks > 3, "{blocks}");
		let on: Vec<_> = rules.iter().map(|rule| (*rule, 0, Effect::Active)).collect();
		assert_eq!(fired(), on, "each was evaluated once");
	});
}

#[test]
fn nothing_is_done_without_weight() {
	execute_with(|| {
		let (site, sensor) = (open_site(), stream(1, OWNER));
		let rule = deploy(site, hot(&sensor));
		observe(sensor, 0, 40);
		for parts in [0, 10_000_000, 60_000_000, 130_000_000] {
			MaxWeight::set(Weight::from_parts(parts, u64::MAX));
			assert!(next_block().ref_time() <= parts);
			assert_eq!(fired(), []);
			check();
		}
		MaxWeight::set(Weight::from_parts(400_000_000, u64::MAX));
		next_block();
		assert_eq!(fired(), [(rule, 0, Effect::Active)]);
	});
}

#[test]
fn no_rule_sees_an_older_observation_after_a_newer_one() {
	execute_with(|| {
		let (site, sensor) = (open_site(), stream(1, OWNER));
		let rules: Vec<RuleId> = (0..16).map(|_| deploy(site, rising(&sensor))).collect();
		for (sequence, value) in [(0, 1), (1, 2)] {
			observe(sensor, sequence, value);
			next_block();
		}
		fired();
		// Room for a few rules only: the first ones see 3, and others do not.
		MaxWeight::set(Weight::from_parts(600_000_000, u64::MAX));
		observe(sensor, 2, 3);
		next_block();
		assert!(!Arrived::<Test>::get().is_empty());
		// One of the first is woken by something else, and does not go back to 2.
		assert_ok!(Automation::adjust(signed(OWNER), rules[0], RuleSettings::default()));
		MaxWeight::set(Weight::from_parts(400_000_000_000, u64::MAX));
		next_block();
		assert_eq!(fired(), [], "the value never fell");
	});
}
