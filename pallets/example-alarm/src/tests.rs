use crate::{mock::*, Error, Event, Rule};
use frame::{testing_prelude::*, traits::fungible::InspectHold};
use pallet_telemetry::{BatchRecord, Observed, ObservedRun};
use tallystick_primitives::{StreamId, Trust};
use tallystick_world::{
	batch, AccountId, Clock, Device, Orgs, Registry, Said, GATEWAY, OTHER, OWNER, OWNERS,
};

fn signed(who: AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

/// Anchors a batch with a segment, as its gateway does.
fn anchor(said: &Said) -> BatchRecord<u64> {
	let number = Telemetry::next_batch(GATEWAY);
	let (batch, _) = batch(&[said.leaf()]);
	let runs = said.runs_of(&said.channels()).into_iter();
	let runs: Vec<_> = runs.map(|(run, place)| ObservedRun { run, place }).collect();
	let runs = runs.try_into().expect("few runs");
	let observed =
		Observed { header: said.header, scheme: said.scheme, signature: said.signature, runs };
	let observed = vec![observed].try_into().expect("one segment");
	assert_ok!(Telemetry::anchor(signed(GATEWAY), number, batch, observed));
	Telemetry::batch(GATEWAY, number).expect("the batch is anchored")
}

fn events() -> Vec<Event<Test>> {
	let events = System::events().into_iter();
	events
		.filter_map(|record| match record.event {
			RuntimeEvent::Alarm(event) => Some(event),
			_ => None,
		})
		.collect()
}

fn alarms() -> Vec<(i64, Trust)> {
	let events = events().into_iter();
	events
		.filter_map(|event| match event {
			Event::Raised { value, trust, .. } => Some((value, trust)),
			_ => None,
		})
		.collect()
}

fn held(who: &AccountId) -> u64 {
	Balances::total_balance_on_hold(who)
}

#[docify::export]
#[test]
fn a_signed_segment_raises_an_alarm() {
	execute_with(|| {
		let mut freezer = Device::new(1);
		let stream = freezer.stream(2);
		assert_ok!(Alarm::guard(signed(OWNER), stream, 50));

		// The device signs, its gateway anchors, and the telemetry pallet passes the run on.
		anchor(&freezer.say_values(&[(2, [1, 50])]));
		assert_eq!(alarms(), []);
		anchor(&freezer.say_values(&[(2, [1, 51])]));
		assert_eq!(alarms(), [(51, Trust::Trusted)]);
	});
}

#[test]
fn the_policy_decides_what_an_alarm_is_worth() {
	execute_with(|| {
		let mut device = Device::new(1);
		assert_ok!(Alarm::guard(signed(OWNER), device.stream(2), 50));
		anchor(&device.say_values(&[(2, [1, 51])]));
		// Readings are missing, which this runtime ignores.
		device.next += 1;
		anchor(&device.say_values(&[(2, [1, 52])]));
		// Nobody calibrated the device, about which the policy says nothing.
		Registry::edit(&device.id, |record| record.calibrated = None);
		anchor(&device.say_values(&[(2, [1, 53])]));
		// No such value is plausible.
		anchor(&device.say_values(&[(2, [1, 101])]));
		let expected = [(51, Trust::Trusted), (52, Trust::Trusted), (53, Trust::Doubtful)];
		assert_eq!(alarms(), expected);
	});
}

#[test]
fn a_rule_holds_a_deposit_and_one_reference() {
	execute_with(|| {
		let stream = Device::new(1).stream(0);
		let rule = Rule { owner: OWNER, tenure: 0, threshold: -3 };
		assert_ok!(Alarm::guard(signed(OWNER), stream, -3));
		assert_eq!(events(), [Event::Guarded { stream, rule: rule.clone() }]);
		assert_eq!(Alarm::rule(stream), Some(rule));
		assert_eq!(held(&OWNER), 100 + Alarm::footprint().size, "2");
		assert_eq!(Telemetry::stream(stream).expect("2: it is watched").watchers, 1);

		assert_ok!(Alarm::release(signed(OWNER), stream));
		assert_eq!(events().pop(), Some(Event::Released { stream, owner: OWNER }));
		assert_eq!((Alarm::rule(stream), held(&OWNER)), (None, 0));
		assert_eq!(Telemetry::stream(stream), None);
	});
}

#[test]
fn refuses_whom_the_device_does_not_belong_to() {
	execute_with(|| {
		let stream = Device::new(1).stream(0);
		let unknown = StreamId { device: Default::default(), channel: 0 };
		assert_noop!(Alarm::guard(signed(OTHER), stream, 0), Error::<Test>::NotOwner);
		assert_noop!(Alarm::guard(signed(OWNER), unknown, 0), Error::<Test>::NotOwner);
		Orgs::suspend(OWNERS);
		assert_noop!(Alarm::guard(signed(OWNER), stream, 0), DispatchError::BadOrigin);
		Orgs::resume(OWNERS);
		assert_ok!(Alarm::guard(signed(OWNER), stream, 0));
		assert_noop!(Alarm::release(signed(OTHER), stream), Error::<Test>::NotOwner);
	});
}

#[test]
fn refuses_a_second_rule_and_to_release_none() {
	execute_with(|| {
		let stream = Device::new(1).stream(0);
		assert_noop!(Alarm::release(signed(OWNER), stream), Error::<Test>::NotGuarded);
		assert_ok!(Alarm::guard(signed(OWNER), stream, 0));
		assert_noop!(Alarm::guard(signed(OWNER), stream, 1), Error::<Test>::AlreadyGuarded);
	});
}

#[test]
fn a_rule_takes_nothing_if_the_stream_cannot_be_watched() {
	execute_with(|| {
		let device = Device::new(1);
		let stream = device.stream(tallystick_world::CHANNELS);
		let unknown = pallet_telemetry::Error::<Test>::UnknownChannel;
		assert_noop!(Alarm::guard(signed(OWNER), stream, 0), unknown);
		assert_eq!(held(&OWNER), 0);
	});
}

#[test]
fn a_rule_ends_when_the_device_changes_hands() {
	execute_with(|| {
		let mut device = Device::new(1);
		let stream = device.stream(0);
		assert_ok!(Alarm::guard(signed(OWNER), stream, 0));
		Registry::edit(&device.id, |record| (record.owner, record.tenure) = (OTHER, 1));
		Clock::pass(1);
		anchor(&device.say(&[0]));
		assert_eq!(alarms(), []);
		assert_noop!(Alarm::guard(signed(OTHER), stream, 5), Error::<Test>::AlreadyGuarded);
		// The new owner need not wait for the old one, who gets the deposit back.
		assert_ok!(Alarm::release(signed(OTHER), stream));
		assert_eq!((held(&OWNER), held(&OTHER)), (0, 0));
		assert_ok!(Alarm::guard(signed(OTHER), stream, 5));
		anchor(&device.say(&[0]));
		assert_eq!(alarms(), [(20, Trust::Trusted)]);
	});
}
