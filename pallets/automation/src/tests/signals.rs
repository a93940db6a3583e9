//! Limits that grid operators call for: what follows them, and rules that read them.

use super::{
	actuators::{answer, commanded, heating, rest},
	*,
};
use crate::features::pass::Pass;
use tallystick_control::Mark;
use tallystick_primitives::{evidence::Hash, Role, Unit};
use tallystick_rules::{Quantity, Reason};

const CELSIUS: Quantity = Quantity { unit: Unit::CELSIUS, exponent: 0 };

const HOUR: u64 = 3_600_000;

pub(super) fn open_signal() -> EventId {
	let event = NextEventId::<Test>::get().unwrap_or(EventId(0));
	assert_ok!(Automation::open_signal(signed(GRID), CELSIUS));
	event
}

/// A limit that counts from `from` until `until` milliseconds from now.
pub(super) fn limit(value: i64, from: u64, until: u64) -> Limit {
	let at = |millis| Millis(Clock::now() + millis);
	Limit { value, from: at(from), until: at(until) }
}

/// Calls for a limit for the next hour, as soon as another one may be called for.
fn set(event: EventId, value: i64) {
	if let Some(last) = Automation::signal(event).unwrap().set {
		Clock::set(Clock::now().max(last.0 + MIN_BETWEEN_LIMITS));
	}
	assert_ok!(Automation::set_limit(signed(GRID), event, Some(limit(value, 0, HOUR))));
}

/// The same, and lets it be told.
fn call(event: EventId, value: i64) {
	set(event, value);
	next_block();
}

fn withdraw(event: EventId) {
	assert_ok!(Automation::set_limit(signed(GRID), event, None));
	next_block();
}

fn follow(actuator: &StreamId, event: impl Into<Option<EventId>>) -> DispatchResult {
	Automation::follow(signed(COLLEAGUE), *actuator, event.into())
}

/// By hand, for a day.
fn want(actuator: &StreamId, value: i64) {
	let until = Millis(Clock::now() + 24 * HOUR);
	assert_ok!(Automation::set_by_hand(signed(OWNER), *actuator, value, until));
}

fn stands(actuator: &StreamId) -> (i64, u8) {
	let standing = Automation::standing(*actuator).unwrap();
	(standing.track.newest.unwrap().value, standing.level)
}

/// A heater that may be switched, is wanted at 40 degrees by hand, and follows a signal.
fn follower(seed: u8, site: SiteId, event: EventId) -> StreamId {
	let heater = actuator(seed, OWNER, site);
	rest();
	assert_ok!(follow(&heater, event));
	want(&heater, 40);
	heater
}

/// A heater that can cool as well, down to -20 degrees.
pub(super) fn reversible(seed: u8, who: AccountId, site: SiteId) -> StreamId {
	let actuator = StreamId { device: device(seed, who.clone()), channel: 1 };
	let mut model = heater();
	model.bounds.range.low = -20;
	Devices::set_writable(actuator, model);
	assert_ok!(Automation::set_safety(signed(who), actuator, site, Box::new(cooling())));
	actuator
}

/// What the owner permits of it.
pub(super) fn cooling() -> Safety {
	let mut safety = safety();
	safety.envelope.bounds.range.low = -20;
	safety
}

/// A rule that raises an alarm while a signal limits something to less than 30 degrees.
fn reader(event: EventId) -> Program {
	let text = format!(
		"rule reader site 0\nin most = event {} as 1 Cel\nalarm low notice when most < 30 Cel",
		event.0
	);
	text::parse(&text).unwrap().program
}

fn followers(event: EventId) -> usize {
	Followers::<Test>::iter_key_prefix(event).count()
}

fn readers(event: EventId) -> usize {
	SignalReaders::<Test>::iter_key_prefix(event).count()
}

fn is_told(event: EventId) -> bool {
	let signal = Automation::signal(event).unwrap();
	signal.followers.is_none() && signal.readers.is_none()
}

#[test]
fn a_limit_counts_from_its_beginning_to_its_end() {
	execute_with(|| {
		let (site, event) = (open_site(), open_signal());
		let heater = follower(1, site, event);
		assert_eq!(stands(&heater), (40, level::HAND));
		let announced = limit(20, 60_000, 120_000);
		assert_ok!(Automation::set_limit(signed(GRID), event, Some(announced)));
		next_block();
		assert_eq!(stands(&heater), (40, level::HAND), "it has not begun");
		events();
		Clock::set(announced.from.0 - 1);
		poll();
		assert_eq!(stands(&heater), (40, level::HAND));
		Clock::set(announced.from.0);
		poll();
		assert_eq!(stands(&heater), (20, level::GRID));
		let cause = Cause::Grid { event };
		let hash: Hash = Reason::Grid { event }.hash::<HostCrypto>();
		assert_eq!(cause.hash(), hash);
		assert_eq!(Automation::standing(heater).unwrap().cause, hash);
		let newest = CommandId(3);
		assert_eq!(
			events(),
			[
				Event::Superseded { actuator: heater, id: CommandId(2) },
				Event::Commanded { actuator: heater, tenure: 0, id: newest, value: 20, cause },
			]
		);
		Clock::set(announced.until.0 - 1);
		poll();
		assert_eq!(stands(&heater), (20, level::GRID));
		Clock::set(announced.until.0);
		poll();
		assert_eq!(stands(&heater), (40, level::HAND));
	});
}

#[test]
fn a_limit_is_replaced_and_withdrawn() {
	execute_with(|| {
		let (site, event) = (open_site(), open_signal());
		let heater = follower(1, site, event);
		for (value, expected) in [(20, 20), (30, 30), (50, 40), (10, 10)] {
			call(event, value);
			let level = if value < 40 { level::GRID } else { level::HAND };
			assert_eq!(stands(&heater), (expected, level), "limited to {value}");
		}
		// One that begins later takes the place of the one that counts.
		Clock::pass(MIN_BETWEEN_LIMITS);
		let later = limit(20, 60_000, HOUR);
		assert_ok!(Automation::set_limit(signed(GRID), event, Some(later)));
		next_block();
		assert_eq!(stands(&heater), (40, level::HAND));
		Clock::set(later.from.0);
		poll();
		assert_eq!(stands(&heater), (20, level::GRID));
		events();
		assert_ok!(Automation::set_limit(signed(GRID), event, None));
		assert_eq!(events(), [Event::LimitSet { event, limit: None }]);
		next_block();
		assert_eq!(stands(&heater), (40, level::HAND));
	});
}

#[test]
fn between_two_limits_is_a_minute_and_a_withdrawal_waits_for_nothing() {
	execute_with(|| {
		let event = open_signal();
		let try_set =
			|value| Automation::set_limit(signed(GRID), event, Some(limit(value, 0, HOUR)));
		assert_ok!(try_set(20));
		let first = Automation::signal(event).unwrap().limit;
		next_block();
		events();
		// The same one again changes nothing.
		assert_ok!(Automation::set_limit(signed(GRID), event, first));
		assert!(is_told(event) && events().is_empty());
		let next = Automation::signal(event).unwrap().set.unwrap().0 + MIN_BETWEEN_LIMITS;
		Clock::set(next - 4_000);
		assert_noop!(try_set(30), Error::<Test>::LimitTooSoon);
		assert_ok!(Automation::set_limit(signed(GRID), event, None));
		next_block();
		assert_ok!(Automation::set_limit(signed(GRID), event, None));
		assert!(is_told(event));
		Clock::set(next - 1);
		assert_noop!(try_set(30), Error::<Test>::LimitTooSoon);
		Clock::pass(1);
		assert_ok!(try_set(30));
	});
}

#[test]
fn a_signal_is_its_operators_until_it_is_closed() {
	execute_with(|| {
		Orgs::admit(OrgId(13), Role::GridOperator.into(), [STRANGER]);
		let (site, event) = (open_site(), open_signal());
		let heater = follower(1, site, event);
		assert!(held(&GRID) > 0);
		let some = Some(limit(20, 0, 60_000));
		assert_noop!(
			Automation::set_limit(signed(STRANGER), event, some),
			Error::<Test>::NotSignalOwner
		);
		assert_noop!(
			Automation::close_signal(signed(STRANGER), event),
			Error::<Test>::NotSignalOwner
		);
		for who in [RIVAL, AccountId::new([99; 32])] {
			let bad = DispatchError::BadOrigin;
			assert_noop!(Automation::open_signal(signed(who.clone()), CELSIUS), bad);
			assert_noop!(Automation::set_limit(signed(who.clone()), event, some), bad);
			let others = Error::<Test>::NotSignalOwner;
			assert_noop!(Automation::close_signal(signed(who), event), others);
		}
		assert_ok!(Automation::set_limit(signed(GRID), event, some));
		let in_use: DispatchError = Error::<Test>::SignalInUse.into();
		assert_noop!(Automation::close_signal(signed(GRID), event), in_use);
		next_block();
		assert_noop!(Automation::close_signal(signed(GRID), event), in_use);
		// While some have not been told that it was withdrawn.
		assert_ok!(Automation::set_limit(signed(GRID), event, None));
		assert_noop!(Automation::close_signal(signed(GRID), event), in_use);
		next_block();
		// One that is over need not be withdrawn.
		Clock::pass(MIN_BETWEEN_LIMITS);
		let next = Some(limit(20, 0, 60_000));
		assert_ok!(Automation::set_limit(signed(GRID), event, next));
		Clock::pass(60_000);
		next_block();
		events();
		assert_ok!(Automation::close_signal(signed(GRID), event));
		assert_eq!(events(), [Event::SignalClosed { event }]);
		assert_eq!(held(&GRID), 0);
		next_block();
		assert_eq!(stands(&heater), (40, level::HAND));
		let unknown: DispatchError = Error::<Test>::UnknownSignal.into();
		assert_noop!(Automation::close_signal(signed(GRID), event), unknown);
		assert_noop!(Automation::set_limit(signed(GRID), event, None), unknown);
		assert_noop!(follow(&heater, event), unknown);
		assert_noop!(try_deploy(OWNER, site, reader(event)), unknown);
		assert_ne!(open_signal(), event);
		assert_ok!(follow(&heater, None));
		assert_eq!(followers(event), 0);
	});
}

#[test]
fn anybody_closes_the_signal_of_one_that_is_no_grid_operator_any_more() {
	execute_with(|| {
		let close = |event| Automation::close_signal(signed(RIVAL), event);
		let suspended = open_signal();
		call(suspended, 20);
		assert_noop!(close(suspended), Error::<Test>::NotSignalOwner);
		Orgs::suspend(GRIDS);
		assert_noop!(close(suspended), Error::<Test>::SignalInUse);
		Clock::pass(HOUR);
		assert_ok!(close(suspended));
		assert_eq!((held(&GRID), held(&RIVAL)), (0, 0));
		Orgs::resume(GRIDS);
		// One that has another role instead.
		let event = open_signal();
		Orgs::admit(GRIDS, Role::Operator.into(), [GRID]);
		assert_ok!(close(event));
		assert_eq!(held(&GRID), 0);
	});
}

#[test]
fn refuses_a_limit_that_is_none_and_a_quantity_that_none_has() {
	execute_with(|| {
		let event = open_signal();
		let week = MAX_LIMIT;
		Clock::pass(HOUR);
		let set = |limit| Automation::set_limit(signed(GRID), event, Some(limit));
		let now = Millis(Clock::now());
		let past = Limit { value: 1, from: Millis(now.0 - 1), until: now };
		for bad in [past, limit(1, 1_000, 1_000), limit(1, 2_000, 1_000), limit(1, 0, week + 1)] {
			assert_noop!(set(bad), Error::<Test>::BadLimit);
		}
		assert_ok!(set(limit(1, 0, week)));
		Clock::pass(MIN_BETWEEN_LIMITS);
		assert_ok!(set(Limit { from: Millis(0), ..limit(i64::MIN, 0, 1) }));
		let odd = CELSIUS.with_exponent(i8::MAX);
		assert_noop!(Automation::open_signal(signed(GRID), odd), Error::<Test>::BadQuantity);
	});
}

#[test]
fn nobody_is_limited_who_does_not_follow() {
	execute_with(|| {
		let (site, event) = (open_site(), open_signal());
		let heater = follower(1, site, event);
		let other = actuator(2, OWNER, site);
		rest();
		want(&other, 40);
		assert_noop!(
			Automation::follow(signed(RIVAL), other, Some(event)),
			Error::<Test>::NotActuatorOwner
		);
		assert_noop!(
			Automation::follow(signed(GRID), other, Some(event)),
			Error::<Test>::NotActuatorOwner
		);
		call(event, 20);
		assert_eq!((stands(&heater), stands(&other)), ((20, level::GRID), (40, level::HAND)));
		// At once, with what counts already.
		events();
		assert_ok!(follow(&other, event));
		assert_eq!(stands(&other), (20, level::GRID));
		assert_eq!(events()[0], Event::Followed { actuator: other, event: Some(event) });
		assert_ok!(follow(&heater, None));
		assert_eq!(stands(&heater), (40, level::HAND));
		let elsewhere = open_signal();
		assert_ok!(follow(&other, elsewhere));
		assert_eq!((stands(&other), followers(event), followers(elsewhere)), ((40, 8), 0, 1));
	});
}

#[test]
fn refuses_a_signal_of_another_quantity() {
	execute_with(|| {
		let site = open_site();
		let heater = actuator(1, OWNER, site);
		let watt = Quantity { unit: Unit::new(b"W").unwrap(), exponent: 0 };
		for quantity in [watt, CELSIUS.with_exponent(-1)] {
			let event = NextEventId::<Test>::get().unwrap_or(EventId(0));
			assert_ok!(Automation::open_signal(signed(GRID), quantity));
			assert_noop!(follow(&heater, event), Error::<Test>::WrongQuantity);
			let refused = try_deploy(OWNER, site, reader(event));
			assert_eq!(refused, Err(Error::<Test>::WrongQuantity.into()));
		}
		assert_eq!(Automation::actuator(heater).unwrap().follows, None);
	});
}

#[test]
fn a_rule_reads_a_limit_and_is_woken_when_it_is_set_begins_ends_and_is_withdrawn() {
	execute_with(|| {
		let (site, event) = (open_site(), open_signal());
		let rule = deploy(site, reader(event));
		assert_eq!(effects(rule), [Effect::Released], "undefined");
		let announced = limit(20, 60_000, 120_000);
		assert_ok!(Automation::set_limit(signed(GRID), event, Some(announced)));
		next_block();
		assert_eq!(fired(), []);
		for (at, expected) in [
			(announced.from.0 - 1, vec![]),
			(announced.from.0, vec![(rule, 0, Effect::Active)]),
			(announced.until.0 - 1, vec![]),
			(announced.until.0, vec![(rule, 0, Effect::Released)]),
		] {
			Clock::set(at);
			poll();
			assert_eq!(fired(), expected, "at {at}");
		}
		call(event, 20);
		assert_eq!(fired(), [(rule, 0, Effect::Active)]);
		call(event, 31);
		assert_eq!(fired(), [(rule, 0, Effect::Released)]);
		call(event, 29);
		assert_eq!(fired(), [(rule, 0, Effect::Active)]);
		withdraw(event);
		assert_eq!(fired(), [(rule, 0, Effect::Released)]);
		let program = Box::new(hot(&stream(1, OWNER)));
		assert_ok!(Automation::replace(signed(OWNER), rule, program, RuleSettings::default()));
		assert_eq!(readers(event), 0);
		let again = Box::new(reader(event));
		assert_ok!(Automation::replace(signed(OWNER), rule, again, RuleSettings::default()));
		assert_eq!(readers(event), 1);
		assert_ok!(Automation::remove(signed(OWNER), rule));
		assert_eq!(readers(event), 0);
	});
}

#[test]
fn a_rule_of_anybody_reads_a_signal_at_its_organisations_cost() {
	execute_with(|| {
		let event = open_signal();
		let site = site_of(RIVAL);
		let rule = try_deploy(RIVAL, site, reader(event)).unwrap();
		poll();
		Quota::charged(&RIVAL);
		call(event, 20);
		assert_eq!(fired(), [(rule, 0, Effect::Active)]);
		let least = Weights::tell_reader() + opening() + unchanged(rule);
		assert!(Quota::charged(&RIVAL).all_gte(least), "to be told, and evaluated");
		assert_eq!(Quota::charged(&GRID), Weight::zero());
	});
}

#[test]
fn stops_and_fail_safes_are_what_they_are() {
	execute_with(|| {
		let (site, event) = (open_site(), open_signal());
		let heater = follower(1, site, event);
		call(event, 5);
		assert_eq!(stands(&heater), (5, level::GRID));
		assert_ok!(Automation::stop(signed(OWNER), heater));
		assert_eq!(stands(&heater), (15, level::STOP));
		next_block();
		assert_eq!(stands(&heater), (15, level::STOP));
		assert_ok!(Automation::start(signed(OWNER), heater));
		assert_eq!(stands(&heater), (5, level::GRID));
	});
}

#[test]
fn the_default_is_lowered_and_where_the_envelope_begins_above_a_limit_it_wins() {
	execute_with(|| {
		let (site, event) = (open_site(), open_signal());
		let heater = actuator(1, OWNER, site);
		rest();
		let mut narrow = safety();
		narrow.envelope.bounds.range.low = 12;
		narrow.envelope.bounds.startup = 12;
		narrow.envelope.default = 18;
		assert_ok!(Automation::set_safety(signed(OWNER), heater, site, Box::new(narrow)));
		assert_eq!(stands(&heater), (18, level::DEFAULT));
		assert_ok!(follow(&heater, event));
		call(event, 14);
		assert_eq!(stands(&heater), (14, level::GRID));
		call(event, 3);
		assert_eq!(stands(&heater), (12, level::GRID));
		// It goes on to follow with another envelope.
		want(&heater, 40);
		assert_ok!(Automation::set_safety(signed(OWNER), heater, site, Box::new(safety())));
		assert_eq!(stands(&heater), (3, level::GRID));
	});
}

#[test]
fn what_is_above_a_limit_is_left_within_a_minimum_time() {
	execute_with(|| {
		let (site, event) = (open_site(), open_signal());
		let heater = follower(1, site, event);
		call(event, 0);
		assert_eq!(stands(&heater), (0, level::GRID), "it was on for two seconds");
		withdraw(event);
		assert_eq!(stands(&heater), (0, level::HOLD), "it stays off for two minutes");
		rest();
		assert_eq!(stands(&heater), (40, level::HAND));
		// A hold above the limit is no better than a claim.
		want(&heater, 0);
		assert_eq!(stands(&heater), (40, level::HOLD));
		call(event, 20);
		assert_eq!(stands(&heater), (0, level::HAND));
	});
}

#[test]
fn a_claim_above_a_limit_waits_for_minimum_times_and_spends_its_changes() {
	execute_with(|| {
		let (site, event) = (open_site(), open_signal());
		let heater = follower(1, site, event);
		call(event, 20);
		Clock::pass(60_000);
		want(&heater, 0);
		assert_eq!(stands(&heater), (0, level::HAND));
		want(&heater, 40);
		assert_eq!(stands(&heater), (0, level::HOLD));
		for value in [40, 0, 40, 0] {
			rest();
			want(&heater, value);
		}
		assert_eq!(stands(&heater), (0, level::HAND));
		rest();
		want(&heater, 40);
		assert_eq!(stands(&heater), (0, level::HOLD), "six changes within the hour");
		Clock::pass(HOUR);
		next_block();
		assert_eq!(stands(&heater), (40, level::HAND));
	});
}

#[test]
fn limits_that_come_and_go_latch_no_actuator() {
	execute_with(|| {
		let (site, event) = (open_site(), open_signal());
		let heater = follower(1, site, event);
		for _ in 0..2 {
			rest();
			call(event, 0);
			rest();
			withdraw(event);
			assert_eq!(stands(&heater), (40, level::HAND));
		}
		rest();
		call(event, 0);
		withdraw(event);
		rest();
		assert_eq!(stands(&heater), (0, level::HOLD), "six changes within the hour");
		assert_eq!(Automation::standing(heater).unwrap().latch, Latch::Free);
		Clock::pass(HOUR);
		next_block();
		assert_eq!(stands(&heater), (40, level::HAND));
	});
}

#[test]
fn what_a_suspended_operator_has_called_for_stands_until_its_end() {
	execute_with(|| {
		let (site, event) = (open_site(), open_signal());
		let heater = follower(1, site, event);
		let announced = limit(20, 60_000, HOUR);
		assert_ok!(Automation::set_limit(signed(GRID), event, Some(announced)));
		Orgs::suspend(GRIDS);
		next_block();
		Clock::set(announced.from.0);
		poll();
		assert_eq!(stands(&heater), (20, level::GRID));
		let bad = DispatchError::BadOrigin;
		assert_noop!(Automation::set_limit(signed(GRID), event, Some(limit(1, 0, HOUR))), bad);
		assert_noop!(Automation::set_limit(signed(GRID), event, None), bad);
		// Whoever does not trust it any more need not follow.
		let other = follower(2, site, event);
		assert_ok!(follow(&other, None));
		assert_eq!(stands(&other), (40, level::HAND));
		Clock::set(announced.until.0);
		poll();
		assert_eq!(stands(&heater), (40, level::HAND));
	});
}

#[test]
fn nobody_escapes_a_limit_by_having_no_quota() {
	execute_with(|| {
		let (site, event) = (open_site(), open_signal());
		let heater = follower(1, site, event);
		Quota::charged(&OWNER);
		call(event, 30);
		assert_eq!(Quota::charged(&OWNER), Weights::tell());
		Quota::spend(OWNER, true);
		call(event, 20);
		assert_eq!(stands(&heater), (20, level::GRID));
		assert_eq!(Quota::charged(&OWNER), Weight::zero());
	});
}

#[test]
fn alarms_that_are_found_when_an_actuator_is_told_are_paid_and_its_payer_is_read_once() {
	execute_with(|| {
		let (site, event) = (open_site(), open_signal());
		let heaters = [1, 2].map(|seed| follower(seed, site, event));
		for heater in &heaters {
			assert_ok!(answer(heater, 2, 40));
		}
		want(&heaters[1], 39);
		next_block();
		Quota::charged(&OWNER);
		set(event, 30);
		Clock::pass(safety().deadline.into());
		let mut pass = Pass::<Test>::new(Weight::MAX);
		while Automation::tell_next_follower(event, &mut pass) {}
		let silent = |heater| Automation::standing(heater).unwrap().track.silent;
		assert_eq!(heaters.map(silent), [false, true]);
		let told = Weights::tell() * 2 + Weights::alarm();
		let end = Weights::tell() + Weights::load_payer();
		assert_eq!(pass.finish(), told + end);
		assert_eq!(Quota::charged(&OWNER), told);
	});
}

#[test]
fn following_ends_with_the_actuator() {
	execute_with(|| {
		let (site, event) = (open_site(), open_signal());
		let dropped = follower(1, site, event);
		assert_ok!(Automation::drop_actuator(signed(OWNER), dropped));
		assert_eq!(followers(event), 0);
		let sold = follower(2, site, event);
		transfer(&sold.device, &OWNER, RIVAL);
		let theirs = site_of(RIVAL);
		assert_ok!(Automation::set_safety(signed(RIVAL), sold, theirs, Box::new(safety())));
		assert_eq!(Automation::actuator(sold).unwrap().follows, None);
		assert_eq!(followers(event), 0);
		call(event, 20);
		rest();
		let until = Millis(Clock::now() + HOUR);
		assert_ok!(Automation::set_by_hand(signed(RIVAL), sold, 40, until));
		assert_eq!(stands(&sold), (40, level::HAND));
	});
}

#[test]
fn whoever_sold_a_device_pays_for_no_limit_and_can_end_that_it_follows() {
	execute_with(|| {
		let (site, event) = (open_site(), open_signal());
		let [sold, other] = [1, 2].map(|seed| follower(seed, site, event));
		for actuator in [&sold, &other] {
			transfer(&actuator.device, &OWNER, RIVAL);
		}
		assert_noop!(follow(&sold, event), Error::<Test>::TenureOver);
		assert_noop!(
			Automation::follow(signed(RIVAL), sold, None),
			Error::<Test>::NotActuatorOwner
		);
		assert_ok!(follow(&sold, None));
		assert_eq!(followers(event), 1);
		let _ = [OWNER, RIVAL].map(|who| Quota::charged(&who));
		events();
		call(event, 20);
		assert_eq!([OWNER, RIVAL].map(|who| Quota::charged(&who)), [Weight::zero(); 2]);
		assert!(events().contains(&Event::Followed { actuator: other, event: None }));
		assert_eq!((followers(event), Automation::actuator(other).unwrap().follows), (0, None));
	});
}

#[test]
fn an_excluded_member_of_a_group_is_off_also_where_the_limit_is_below_that() {
	execute_with(|| {
		let (site, event) = (open_site(), open_signal());
		let heaters = [1, 2].map(|seed| reversible(seed, OWNER, site));
		for heater in &heaters {
			assert_ok!(follow(heater, event));
		}
		rest();
		let members = heaters.map(|actuator| GroupMember { actuator, rated: 10 }).to_vec();
		let group = Group {
			org: BUILDERS,
			site,
			members: members.try_into().unwrap(),
			cap: None,
			exclusive: vec![(0, 1)].try_into().unwrap(),
		};
		call(event, -5);
		assert_eq!(heaters.map(|heater| commanded(&heater)), [Some(-5); 2]);
		assert_ok!(Automation::form_group(signed(OWNER), Box::new(group)));
		rest();
		assert_eq!(heaters.map(|heater| commanded(&heater)), [Some(-5), Some(0)]);
	});
}

#[test]
fn a_member_of_a_group_leaves_what_a_limit_takes_to_the_others() {
	execute_with(|| {
		let (site, event) = (open_site(), open_signal());
		let heaters = [1, 2].map(|seed| actuator(seed, OWNER, site));
		for heater in &heaters {
			assert_ok!(answer(heater, 1, 0));
		}
		rest();
		let members = heaters.map(|actuator| GroupMember { actuator, rated: 10 }).to_vec();
		let group = Group {
			org: BUILDERS,
			site,
			members: members.try_into().unwrap(),
			cap: Some(600),
			exclusive: Default::default(),
		};
		assert_ok!(Automation::form_group(signed(OWNER), Box::new(group)));
		let obey = || {
			for heater in &heaters {
				let standing = Automation::standing(*heater).unwrap();
				if let Some(Mark { id, value, .. }) = standing.track.open() {
					assert_ok!(answer(heater, id, value));
				}
			}
			next_block();
		};
		for heater in &heaters {
			want(heater, 40);
		}
		next_block();
		obey();
		assert_eq!(heaters.map(|heater| commanded(&heater)), [Some(40), Some(20)]);
		assert_ok!(follow(&heaters[0], event));
		call(event, 10);
		// The other goes up once this one has confirmed that it takes less.
		assert_eq!(heaters.map(|heater| stands(&heater)), [(10, level::GRID), (20, level::HAND)]);
		obey();
		assert_eq!(heaters.map(|heater| commanded(&heater)), [Some(10), Some(40)]);
		// It asks its group for room when it goes up again.
		withdraw(event);
		assert_eq!(heaters.map(|heater| commanded(&heater)), [Some(20), Some(20)]);
		obey();
		assert_eq!(heaters.map(|heater| commanded(&heater)), [Some(40), Some(20)]);
	});
}

#[test]
fn a_limit_lowers_what_a_rule_claims_and_wakes_no_rule_by_it() {
	execute_with(|| {
		let (site, event) = (open_site(), open_signal());
		let (sensor, heater) = (stream(1, OWNER), actuator(2, OWNER, site));
		assert_ok!(follow(&heater, event));
		rest();
		let rule = deploy(site, heating(&sensor, &heater, 10, 45));
		observe(sensor, 1, 18);
		next_block();
		assert_eq!(stands(&heater), (45, 10));
		fired();
		call(event, 30);
		assert_eq!(stands(&heater), (30, level::GRID));
		assert_eq!(fired(), []);
		assert_eq!(effects(rule), [Effect::Value(45)], "it claims what it did");
	});
}

#[test]
fn no_reader_delays_a_limit_or_a_fail_safe() {
	execute_with(|| {
		let (site, event) = (open_site(), open_signal());
		let heater = follower(1, site, event);
		assert_ok!(answer(&heater, 2, 40));
		let other = follower(2, site, open_signal());
		assert_ok!(answer(&other, 2, 40));
		let until = Millis(Clock::now() + 60_000);
		assert_ok!(Automation::set_by_hand(signed(OWNER), other, 40, until));
		let theirs = site_of(RIVAL);
		for _ in 0..200 {
			let rule = try_deploy(RIVAL, theirs, reader(event)).unwrap();
			assert_ok!(Automation::pause(signed(RIVAL), rule));
		}
		Quota::charged(&RIVAL);
		MaxWeight::set(Weight::from_parts(300_000_000, u64::MAX));
		Clock::set(until.0 - 1_000);
		set(event, 20);
		next_block();
		assert!(!is_told(event));
		assert_eq!([stands(&heater), stands(&other)], [(20, level::GRID), (0, level::DEFAULT)]);
		while !is_told(event) {
			next_block();
		}
		assert_eq!(Quota::charged(&RIVAL), Weight::zero(), "none of them was woken");
	});
}

#[test]
fn whoever_has_no_quota_holds_up_no_rule_of_others() {
	execute_with(|| {
		let event = open_signal();
		let sites = [OWNER, RIVAL, OWNER].map(|who| (who.clone(), site_of(who)));
		let rules = sites.map(|(who, site)| try_deploy(who, site, reader(event)).unwrap());
		poll();
		fired();
		Quota::spend(RIVAL, true);
		call(event, 20);
		assert!(is_told(event));
		let active = |rule| (rule, 0, Effect::Active);
		let mut seen = fired();
		seen.sort_by_key(|(rule, ..)| *rule);
		assert_eq!(seen, [active(rules[0]), active(rules[2])]);
		assert_eq!(Automation::rule(rules[1]).unwrap().status, RuleStatus::Running);
		// It sees the limit when something else wakes it.
		Quota::spend(RIVAL, false);
		let settings = RuleSettings::default();
		assert_ok!(Automation::adjust(signed(RIVAL), rules[1], settings));
		next_block();
		assert_eq!(fired(), [active(rules[1])]);
	});
}

#[test]
fn limits_and_calendars_that_change_all_the_time_reach_the_last_one() {
	execute_with(|| {
		let (site, event) = (open_site(), open_signal());
		let heaters = [1, 2, 3].map(|seed| follower(seed, site, event));
		let rules = [(); 3].map(|()| deploy(site, reader(event)));
		poll();
		let due = |rule| Automation::state(rule).unwrap().due;
		let mut pass = Pass::<Test>::new(Weight::MAX);
		for value in [20, 21, 22] {
			set(event, value);
			assert!(Automation::tell_next_follower(event, &mut pass));
			assert!(Automation::wake_next_reader(event, &mut pass));
			check();
		}
		assert!(heaters.iter().all(|heater| stands(heater).1 == level::GRID));
		assert!(rules.iter().all(|rule| due(*rule).is_some()), "woken");
		next_block();
		assert!(is_told(event));
		assert_eq!(heaters.map(|heater| stands(&heater)), [(22, level::GRID); 3]);

		next_block();
		Clock::pass(1_000);
		let mut pass = Pass::<Test>::new(Weight::MAX);
		for _ in 0..3 {
			assert_ok!(Automation::change_site(signed(OWNER), site, Box::default()));
			assert!(Automation::wake_next_of(site, &mut pass));
		}
		assert!(rules.iter().all(|rule| due(*rule) == Some(Millis(Clock::now()))), "woken");
		// It was changed meanwhile: once more from the first one on.
		for _ in 0..4 {
			assert!(Automation::wake_next_of(site, &mut pass));
		}
		assert!(!Automation::wake_next_of(site, &mut pass));
	});
}

#[test]
fn many_listeners_are_told_one_after_another_of_the_newest_limit() {
	execute_with(|| {
		let (site, event) = (open_site(), open_signal());
		let heater = follower(1, site, event);
		let rules: Vec<RuleId> =
			(0..100).map(|_| try_deploy(OWNER, site, reader(event)).unwrap()).collect();
		next_block();
		set(event, 20);
		// Room for a few.
		MaxWeight::set(Weight::from_parts(1_000_000_000, u64::MAX));
		next_block();
		check();
		assert!(!is_told(event));
		// Another one while they are told: they are told again.
		set(event, 25);
		next_block();
		assert_eq!(stands(&heater), (25, level::GRID), "before all rules");
		let mut blocks = 1;
		while !is_told(event) {
			next_block();
			check();
			blocks += 1;
		}
		assert!((2..100).contains(&blocks), "{blocks} blocks");
		MaxWeight::set(Weight::from_parts(400_000_000_000, u64::MAX));
		next_block();
		for rule in rules {
			assert_eq!(effects(rule), [Effect::Active]);
		}
		let waits = |item: &AgendaItem| {
			matches!(item, AgendaItem::Followers(_) | AgendaItem::SignalReaders(_))
		};
		assert!(!Agenda::<Test>::iter().any(|(_, item, ())| waits(&item)));
	});
}
