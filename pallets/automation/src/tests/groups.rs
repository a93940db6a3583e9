//! Groups: a shared power, and pairs of which only one may be on.

use super::{
	actuators::{answer, commanded},
	invariants::cases,
	*,
};
use proptest::prelude::*;

/// Three heaters of 10 W a degree in a group, all of which have confirmed that they are off.
pub(super) fn group(
	site: SiteId,
	cap: Option<u64>,
	exclusive: Vec<(u8, u8)>,
) -> (GroupId, [StreamId; 3]) {
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

/// Together, members never take more than the cap, by all that was commanded and may still be obeyed.
fn most(heaters: &[StreamId]) -> i64 {
	let high = |heater: &StreamId| Automation::standing(*heater).unwrap().reach.high;
	heaters.iter().map(|heater| high(heater).max(0) * 10).sum()
}

#[test]
fn two_that_rise_at_once_do_not_get_the_same_room() {
	execute_with(|| {
		let site = open_site();
		let (_, heaters) = group(site, Some(600), vec![]);
		want(&heaters[2], 50);
		obey(&heaters[2]);
		let until = Millis(Clock::now() + 3_600_000);
		for heater in &heaters[..2] {
			assert_ok!(Automation::set_by_hand(signed(OWNER), *heater, 50, until));
		}
		next_block();
		assert_eq!(all(&heaters), [10, 0, 50]);
		assert!(most(&heaters) <= 600, "{}", most(&heaters));
	});
}

#[test]
fn what_was_commanded_and_not_answered_counts_until_the_newest_is() {
	execute_with(|| {
		let site = open_site();
		let (_, heaters) = group(site, Some(550), vec![]);
		want(&heaters[0], 50);
		want(&heaters[0], 5);
		want(&heaters[1], 50);
		assert_eq!(all(&heaters), [5, 5, 0], "the first may still obey 50");
		obey(&heaters[0]);
		assert_eq!(all(&heaters), [5, 50, 0]);
	});
}

#[test]
fn a_member_that_moves_slowly_counts_until_it_is_there() {
	execute_with(|| {
		let site = open_site();
		let (_, heaters) = group(site, Some(500), vec![]);
		let mut slow = safety();
		slow.envelope.slew = Some(tallystick_control::Slew { by: 1, per: 60_000 });
		assert_ok!(Automation::set_safety(signed(OWNER), heaters[1], site, Box::new(slow)));
		want(&heaters[1], 50);
		obey(&heaters[1]);
		Clock::pass(60_000);
		next_block();
		want(&heaters[0], 50);
		assert_eq!(all(&heaters), [0, 0, 0]);
		// It answers that it goes to 0, from 50, which takes 50 minutes.
		let open = Automation::standing(heaters[1]).unwrap().track.open().unwrap();
		let mut done = super::actuators::done(&heaters[1], open.id, 0);
		done.before = 50;
		assert_ok!(Automation::take_answer(&heaters[1], &done));
		next_block();
		assert_eq!(all(&heaters), [0, 0, 0]);
		Clock::pass(49 * 60_000);
		next_block();
		assert_eq!(all(&heaters), [0, 0, 0]);
		Clock::pass(60_000);
		next_block();
		next_block();
		assert_eq!(all(&heaters), [50, 0, 0]);
	});
}

#[test]
fn who_stands_at_the_fail_safe_has_it_and_the_others_share_the_rest() {
	execute_with(|| {
		let site = open_site();
		let (_, heaters) = group(site, Some(500), vec![(0, 2)]);
		want(&heaters[0], 50);
		obey(&heaters[0]);
		assert_ok!(Automation::stop(signed(OWNER), heaters[1]));
		// At once, without its group.
		assert_eq!(commanded(&heaters[1]), Some(15));
		next_block();
		assert_eq!(all(&heaters), [35, 15, 0]);
		assert_ok!(Automation::stop(signed(OWNER), heaters[2]));
		Clock::pass(60_000);
		next_block();
		assert_eq!(all(&heaters), [0, 15, 15], "the stopped one excludes the first");
	});
}

#[test]
fn pairs_stay_what_they_are_when_a_member_goes() {
	execute_with(|| {
		let site = open_site();
		let (id, heaters) = group(site, None, vec![(1, 2)]);
		transfer(&heaters[0].device, &OWNER, RIVAL);
		assert_ok!(Automation::drop_actuator(signed(STRANGER), heaters[0]));
		let group = Automation::group(id).unwrap();
		assert_eq!((group.members.len(), group.exclusive.into_inner()), (2, vec![(0, 1)]));
		want(&heaters[1], 30);
		obey(&heaters[1]);
		want(&heaters[2], 30);
		assert_eq!([1, 2].map(|place| commanded(&heaters[place]).unwrap()), [30, 0]);
	});
}

#[test]
fn nobody_knows_where_a_member_stands_that_was_commanded_before_and_has_not_answered() {
	execute_with(|| {
		let site = open_site();
		let heaters = [1, 2].map(|seed| actuator(seed, OWNER, site));
		heaters.iter().for_each(obey);
		Clock::pass(120_000);
		want(&heaters[0], 50);
		obey(&heaters[0]);
		assert_ok!(Automation::drop_actuator(signed(OWNER), heaters[0]));
		let again = Box::new(safety());
		assert_ok!(Automation::set_safety(signed(OWNER), heaters[0], site, again));
		let members = heaters.map(|actuator| GroupMember { actuator, rated: 10 }).to_vec();
		let (org, cap, exclusive) = (BUILDERS, Some(600), Default::default());
		let members = members.try_into().unwrap();
		let group = Group { org, site, members, cap, exclusive };
		assert_ok!(Automation::form_group(signed(OWNER), Box::new(group)));
		want(&heaters[1], 50);
		assert_eq!(commanded(&heaters[1]), Some(0), "the other may take up to 600 W");
		Clock::pass(60_000);
		next_block();
		obey(&heaters[0]);
		assert_eq!(commanded(&heaters[1]), Some(50));
	});
}

/// What happens in a group.
#[derive(Clone, Debug)]
enum Step {
	Want {
		heater: u8,
		value: i64,
	},
	Release {
		heater: u8,
	},
	Wait {
		millis: u32,
	},
	/// A device answers the command before which it has `back` others. Those in between were lost, or come later.
	Answer {
		heater: u8,
		back: u8,
	},
}

fn step() -> impl Strategy<Value = Step> {
	prop_oneof![
		3 => (0u8..3, -10i64..60).prop_map(|(heater, value)| Step::Want { heater, value }),
		1 => (0u8..3).prop_map(|heater| Step::Release { heater }),
		3 => (0u32..400_000).prop_map(|millis| Step::Wait { millis }),
		4 => (0u8..3, 0u8..3).prop_map(|(heater, back)| Step::Answer { heater, back }),
	]
}

/// Where a device may stand, by what it was told and what it answered.
#[derive(Clone, Debug)]
struct Told {
	commands: Vec<(u64, i64)>,
	answered: u64,
}

impl Told {
	fn most(&self) -> i64 {
		let counts = |(id, _): &&(u64, i64)| *id >= self.answered;
		self.commands.iter().filter(counts).map(|(_, value)| *value).max().unwrap_or_default()
	}
}

proptest! {
	#![proptest_config(cases(1_000))]

	/// Property 23, by an account of its own: whichever of their unanswered commands the devices obey, they stay within the cap,
	/// and never are both of a pair on.
	#[test]
	fn whatever_devices_obey_a_group_stays_within_its_cap(
		cap in 0u64..1_500,
		pair: bool,
		steps in proptest::collection::vec(step(), 1..60),
	) {
		build().execute_with(|| {
			let site = open_site();
			let (_, heaters) = group(site, Some(cap), if pair { vec![(0, 1)] } else { vec![] });
			let mut told = [(); 3].map(|()| Told { commands: vec![(1, 0)], answered: 1 });
			events();
			for step in &steps {
				let place = |heater: u8| usize::from(heater);
				match *step {
					Step::Want { heater, value } => {
						let until = Millis(Clock::now() + 3_600_000);
						let heater = heaters[place(heater)];
						assert_ok!(Automation::set_by_hand(signed(OWNER), heater, value, until));
					},
					Step::Release { heater } => {
						// Refused where nothing was set by hand.
						let _ = Automation::release_by_hand(signed(OWNER), heaters[place(heater)]);
					},
					Step::Wait { millis } => Clock::pass(millis.into()),
					Step::Answer { heater, back } => {
						let of = &mut told[place(heater)];
						let Some(at) = of.commands.len().checked_sub(1 + usize::from(back)) else { continue };
						let (id, value) = of.commands[at];
						if answer(&heaters[place(heater)], id, value).is_ok() {
							of.answered = of.answered.max(id);
						}
					},
				}
				next_block();
				for event in events() {
					if let Event::Commanded { actuator, id, value, .. } = event {
						let at = heaters.iter().position(|heater| *heater == actuator).unwrap();
						told[at].commands.push((id.0, value));
					}
				}
				// What stands at its fail-safe has it whatever the others take.
				let latched = |heater: &StreamId| Automation::standing(*heater).unwrap().latch != Latch::Free;
				if heaters.iter().any(latched) {
					return;
				}
				let taken: i64 = told.iter().map(|told| 10 * told.most().max(0)).sum();
				assert!(taken as u64 <= cap, "{taken} W of {cap} W after {step:?}: {told:?}");
				let on = |at: usize| told[at].most() > 0;
				assert!(!(pair && on(0) && on(1)), "both are on after {step:?}: {told:?}");
			}
			check();
		});
	}
}
