//! Whose actuators are looked after when not all can be, and who pays for it.

use super::{actuators::commanded, groups::group, *};
use tallystick_primitives::Facts;

/// Room for some ten steps in a block that is full of transactions.
fn fill_blocks() {
	MaxWeight::set(Weight::from_parts(1_200_000_000, u64::MAX));
}

/// A heater that relies on a sensor, and the sensor. It has been heard just now.
fn guarded(seed: u8, who: AccountId, site: SiteId) -> (StreamId, StreamId) {
	let sensor = stream(seed, who.clone());
	let heater = actuator(seed + 1, who.clone(), site);
	let guard = Guard { stream: sensor, max_age: 60_000, allow: Facts::NONE };
	let safety = Safety { guards: vec![guard].try_into().unwrap(), ..safety() };
	observe(sensor, 1, 20);
	assert_ok!(Automation::set_safety(signed(who), heater, site, Box::new(safety)));
	// The sensor has to be watched first.
	observe(sensor, 2, 20);
	(heater, sensor)
}

/// Pairs of heaters that share a power. Returns the first of each.
fn pairs(count: u8, site: SiteId) -> Vec<StreamId> {
	let pair = |number: u8| {
		let heaters = [100 + 2 * number, 101 + 2 * number].map(|seed| actuator(seed, OWNER, site));
		let members = heaters.map(|actuator| GroupMember { actuator, rated: 10 }).to_vec();
		let (org, cap, exclusive) = (BUILDERS, Some(600), Default::default());
		let members = members.try_into().unwrap();
		let group = Group { org, site, members, cap, exclusive };
		assert_ok!(Automation::form_group(signed(OWNER), Box::new(group)));
		heaters[0]
	};
	(0..count).map(pair).collect()
}

fn hand(who: AccountId, heater: &StreamId, millis: u64) {
	let until = Millis(Clock::now() + millis);
	assert_ok!(Automation::set_by_hand(signed(who), *heater, 40, until));
}

/// A rule of a rival's, which raises an alarm after a minute.
fn late(sensor: &StreamId, site: SiteId) -> RuleId {
	let late = program(sensor, "alarm hot warning when ton(t > 10 Cel, 1 min)");
	let rule = try_deploy(RIVAL, site, late).unwrap();
	observe(*sensor, 3, 20);
	next_block();
	rule
}

fn is_safe(heater: &StreamId) -> bool {
	let standing = Automation::standing(*heater).unwrap();
	standing.level == level::FAIL_SAFE && commanded(heater) == Some(15)
}

fn groups_due() -> usize {
	Agenda::<Test>::iter().filter(|(_, item, ())| matches!(item, AgendaItem::Group(_))).count()
}

#[test]
fn nobodys_groups_delay_anothers_fail_safe_or_rules() {
	execute_with(|| {
		let (ours, theirs) = (open_site(), site_of(RIVAL));
		let heaters = pairs(20, ours);
		next_block();
		let (heater, sensor) = guarded(1, RIVAL, theirs);
		let rule = late(&sensor, theirs);
		let observed = Clock::now() - 2_000;
		fill_blocks();
		// The same again, in each block, which schedules all groups.
		while Clock::now() <= observed + 62_000 {
			assert!(!is_safe(&heater) || Clock::now() > observed + 60_000);
			heaters.iter().for_each(|heater| hand(OWNER, heater, 3_600_000));
			next_block();
		}
		assert!(groups_due() > 0, "there is more than fits");
		assert!(is_safe(&heater), "its guard failed just now");
		assert_eq!(effects(rule), [Effect::Active], "it was due just now");
	});
}

#[test]
fn organisations_take_turns_and_leave_rules_their_part() {
	execute_with(|| {
		let (ours, theirs) = (open_site(), site_of(RIVAL));
		let many: Vec<_> = (10..80).map(|seed| actuator(seed, OWNER, ours)).collect();
		let (other, sensor) = (actuator(2, RIVAL, theirs), stream(1, RIVAL));
		Clock::pass(120_000);
		next_block();
		let rule = late(&sensor, theirs);
		// Far more than a block has room for end before the other one.
		many.iter().for_each(|heater| hand(OWNER, heater, 61_000));
		hand(RIVAL, &other, 61_500);
		next_block();
		fill_blocks();
		Clock::pass(60_000);
		next_block();
		let still_on = || many.iter().filter(|heater| commanded(heater) == Some(40)).count();
		assert!(still_on() > 40, "{}", still_on());
		assert_eq!(commanded(&other), Some(0));
		assert_eq!(effects(rule), [Effect::Active]);
		for _ in 0..20 {
			next_block();
		}
		assert_eq!(still_on(), 0);
	});
}

#[test]
fn organisations_take_turns_with_their_rules() {
	execute_with(|| {
		let (ours, theirs) = (open_site(), site_of(RIVAL));
		let (sensor, other) = (stream(1, OWNER), stream(2, RIVAL));
		let timer = "alarm hot warning when ton(t > 10 Cel, 1 min)";
		let many: Vec<_> = (0..16).map(|_| deploy(ours, program(&sensor, timer))).collect();
		observe(sensor, 1, 20);
		next_block();
		// Due after all of the others.
		let rule = late(&other, theirs);
		fill_blocks();
		Clock::pass(60_000);
		next_block();
		let fired = || many.iter().filter(|rule| effects(**rule) == [Effect::Active]).count();
		assert!(fired() < 10, "{}", fired());
		assert_eq!(effects(rule), [Effect::Active]);
		for _ in 0..20 {
			next_block();
		}
		assert_eq!(fired(), many.len());
	});
}

#[test]
fn what_time_does_to_an_actuator_is_charged_to_its_organisation() {
	execute_with(|| {
		let site = open_site();
		let (heater, sensor) = guarded(1, OWNER, site);
		assert_ok!(actuators::answer(&heater, 1, 0));
		next_block();
		Quota::charged(&OWNER);
		Clock::pass(58_000);
		observe(sensor, 3, 20);
		next_block();
		let looked_at = Weights::load_payer() + Weights::next_due() + Weights::tend();
		assert_eq!(Quota::charged(&OWNER), looked_at);
		next_block();
		assert_eq!(Quota::charged(&OWNER), Weight::zero(), "nothing was due");
	});
}

#[test]
fn a_group_is_charged_by_its_size_and_once_a_block() {
	execute_with(|| {
		let (_, heaters) = group(open_site(), None, vec![]);
		Quota::charged(&OWNER);
		heaters.iter().for_each(|heater| hand(OWNER, heater, 3_600_000));
		next_block();
		let shared = Weights::load_payer() + Weights::next_due() + Weights::share(3);
		assert_eq!(Quota::charged(&OWNER), shared);
	});
}

#[test]
fn rules_that_read_an_actuator_are_woken_at_their_organisations_cost() {
	execute_with(|| {
		let (site, heater) = (open_site(), actuator(2, OWNER, SiteId(0)));
		let id: String = heater.device.0.iter().map(|byte| format!("{byte:02x}")).collect();
		let text = format!("rule r site 0\nin dead = 0x{id}/1.silent\nalarm d notice when dead");
		let rule = deploy(site, text::parse(&text).unwrap().program);
		let woken = |who: AccountId| {
			assert_ok!(Automation::stop(signed(who.clone()), heater));
			next_block();
			let charged = Quota::charged(&OWNER);
			assert_ok!(Automation::start(signed(who), heater));
			next_block();
			Quota::charged(&OWNER);
			charged
		};
		woken(OWNER);
		let each = Weights::load_payer() + Weights::wake_readers(1);
		let read = Weights::read_actuator() + Weights::load_site();
		let evaluated = unchanged(rule) + read + Weights::remember();
		assert_eq!(woken(OWNER), each + evaluated);
		assert_ok!(Automation::pause(signed(OWNER), rule));
		assert_eq!(woken(OWNER), each, "it is not evaluated");
	});
}

#[test]
fn what_nobody_pays_for_has_a_part_of_a_block_and_is_not_dropped() {
	execute_with(|| {
		let (ours, theirs) = (open_site(), site_of(RIVAL));
		let heaters = pairs(20, ours);
		// Their first commands stay unanswered.
		Clock::pass(120_000);
		next_block();
		next_block();
		let (guarded, sensor) = (guarded(1, OWNER, ours).0, stream(3, RIVAL));
		let rule = late(&sensor, theirs);
		heaters.iter().for_each(|heater| hand(OWNER, heater, 3_600_000));
		Quota::charged(&OWNER);
		Quota::spend(OWNER, true);
		fill_blocks();
		Clock::pass(60_000);
		next_block();
		assert!(is_safe(&guarded), "a fail-safe comes first, whoever pays");
		assert_eq!(effects(rule), [Effect::Active], "others have what is theirs");
		let unpaid = groups_due();
		assert!(unpaid > 10, "{unpaid} wait");
		for _ in 0..10 {
			next_block();
		}
		assert_eq!(groups_due(), 0);
		let wanted = |heater: &StreamId| commanded(heater) == Some(40);
		assert!(heaters.iter().all(wanted), "all had their turn");
		assert_eq!(Quota::charged(&OWNER), Weight::zero());
	});
}
