//! Groups: a shared power, and pairs of which only one may be on.

use super::{
	actuators::{answer, commanded},
	*,
};

/// Three heaters of 10 W a degree in a group, all of which have confirmed that they are off.
fn group(site: SiteId, cap: Option<u64>, exclusive: Vec<(u8, u8)>) -> (GroupId, [StreamId; 3]) {
	let heaters = [1, 2, 3].map(|seed| actuator(seed, OWNER, site));
	for heater in &heaters {
		assert_ok!(answer(heater, 1, 0));
	}
	Clock::pass(120_000);
	next_block();
	let members: Vec<_> =
		heaters.iter().map(|actuator| GroupMember { actuator: *actuator, rated: 10 }).collect();
	let group = Group {
		org: BUILDERS,
		site,
		members: members.try_into().unwrap(),
		cap,
		exclusive: exclusive.try_into().unwrap(),
	};
	let id = NextGroupId::<Test>::get().unwrap_or(GroupId(0));
	assert_ok!(Automation::form_group(signed(COLLEAGUE), Box::new(group)));
	next_block();
	(id, heaters)
}

fn want(heater: &StreamId, value: i64) {
	let until = Millis(Clock::now() + 3_600_000);
	assert_ok!(Automation::set_by_hand(signed(OWNER), *heater, value, until));
	next_block();
}

/// The device does as it was told.
fn obey(heater: &StreamId) {
	if let Some(open) = Automation::standing(*heater).unwrap().track.open() {
		assert_ok!(answer(heater, open.id, open.value));
	}
	next_block();
}

fn all(heaters: &[StreamId; 3]) -> [i64; 3] {
	heaters.each_ref().map(|heater| commanded(heater).unwrap())
}

#[test]
fn members_share_a_power_and_the_last_goes_without() {
	execute_with(|| {
		let site = open_site();
		let (_, heaters) = group(site, Some(1_000), vec![]);
		want(&heaters[2], 50);
		obey(&heaters[2]);
		want(&heaters[1], 40);
		obey(&heaters[1]);
		assert_eq!(all(&heaters), [0, 40, 50]);
		// The first has what it wants, once the last has confirmed that it takes less.
		want(&heaters[0], 40);
		assert_eq!(all(&heaters), [10, 40, 20], "1,000 W are left by 400 and 500");
		obey(&heaters[2]);
		obey(&heaters[0]);
		assert_eq!(all(&heaters), [40, 40, 20]);
	});
}

#[test]
fn no_member_goes_up_before_another_has_gone_down() {
	execute_with(|| {
		let site = open_site();
		let (_, heaters) = group(site, Some(500), vec![]);
		want(&heaters[1], 50);
		obey(&heaters[1]);
		want(&heaters[0], 50);
		// The heater that has to make room is held by its minimum time on.
		assert_eq!(all(&heaters), [0, 50, 0]);
		Clock::pass(60_000);
		next_block();
		assert_eq!(all(&heaters), [0, 0, 0], "commanded, and not yet confirmed");
		obey(&heaters[1]);
		assert_eq!(all(&heaters), [50, 0, 0]);
	});
}

#[test]
fn of_an_exclusive_pair_only_one_is_on() {
	execute_with(|| {
		let site = open_site();
		let (_, heaters) = group(site, None, vec![(0, 1)]);
		want(&heaters[1], 30);
		obey(&heaters[1]);
		want(&heaters[2], 30);
		assert_eq!(all(&heaters), [0, 30, 30]);
		want(&heaters[0], 30);
		assert_eq!(all(&heaters), [0, 30, 30], "the other one is still on");
		Clock::pass(60_000);
		next_block();
		assert_eq!(all(&heaters), [0, 0, 30]);
		obey(&heaters[1]);
		assert_eq!(all(&heaters), [30, 0, 30]);
	});
}

#[test]
fn a_group_ends_when_it_is_dissolved() {
	execute_with(|| {
		let site = open_site();
		let (id, heaters) = group(site, Some(100), vec![]);
		want(&heaters[0], 50);
		assert_eq!(all(&heaters), [10, 0, 0]);
		assert_noop!(
			Automation::drop_actuator(signed(OWNER), heaters[0]),
			Error::<Test>::ActuatorInUse
		);
		assert_noop!(Automation::dissolve_group(signed(RIVAL), id), Error::<Test>::NotOperator);
		assert_ok!(Automation::dissolve_group(signed(COLLEAGUE), id));
		assert_eq!(all(&heaters), [50, 0, 0]);
		assert_noop!(Automation::dissolve_group(signed(OWNER), id), Error::<Test>::UnknownGroup);
	});
}

#[test]
fn refuses_what_is_no_group() {
	execute_with(|| {
		let (site, elsewhere) = (open_site(), open_site());
		let [one, two, other] = [1, 2, 3].map(|seed| actuator(seed, OWNER, site));
		let away = actuator(4, OWNER, elsewhere);
		let form = |who, actuators: &[StreamId], exclusive: Vec<(u8, u8)>| {
			let members: Vec<_> = actuators
				.iter()
				.map(|actuator| GroupMember { actuator: *actuator, rated: 1 })
				.collect();
			let org = if who == RIVAL { RIVALS } else { BUILDERS };
			let (members, exclusive) = (members.try_into().unwrap(), exclusive.try_into().unwrap());
			let group = Group { org, site, members, cap: None, exclusive };
			Automation::form_group(signed(who), Box::new(group))
		};
		assert_noop!(form(OWNER, &[one], vec![]), Error::<Test>::BadGroup);
		assert_noop!(form(OWNER, &[one, one], vec![]), Error::<Test>::BadGroup);
		assert_noop!(form(OWNER, &[one, two], vec![(0, 0)]), Error::<Test>::BadGroup);
		assert_noop!(form(OWNER, &[one, two], vec![(0, 2)]), Error::<Test>::BadGroup);
		assert_noop!(form(OWNER, &[one, away], vec![]), Error::<Test>::OtherSite);
		assert_noop!(form(RIVAL, &[one, two], vec![]), Error::<Test>::NotActuatorOwner);
		assert_ok!(form(OWNER, &[one, two], vec![]));
		assert_noop!(form(OWNER, &[two, other], vec![]), Error::<Test>::InAnotherGroup);
	});
}
