//! How another pallet acts on observations: it watches a stream through `Watch`, and the runtime
//! names it in `OnObservation`. Nothing in this pallet changes for it.

use super::*;
use pallet_example_alarm as alarm;
use tallystick_primitives::Trust;

fn alarms() -> Vec<alarm::Event<Test>> {
	let events = System::events().into_iter();
	events
		.filter_map(|record| match record.event {
			RuntimeEvent::Alarm(event @ alarm::Event::Raised { .. }) => Some(event),
			_ => None,
		})
		.collect()
}

#[test]
fn a_pallet_acts_on_what_it_watches() {
	TestExt::execute_with(|| {
		let mut device = Device::new(1);
		let stream = device.stream(2);
		assert_ok!(Alarm::guard(signed(OWNER), stream, 50));
		assert_eq!(<Telemetry as Watch>::latest(&stream), None);

		assert_eq!(observe(device.say_values(&[(2, [1, 50])]).all()), Ok(()));
		assert_eq!(alarms(), []);
		next_block();
		assert_eq!(observe(device.say_values(&[(2, [1, 51])]).all()), Ok(()));
		next_block();
		assert_eq!(observe(device.say_values(&[(2, [1, 101])]).all()), Ok(()));
		let alarm = |value, trust| alarm::Event::Raised { stream, value, trust };
		assert_eq!(alarms(), [alarm(51, Trust::Trusted), alarm(101, Trust::Doubtful)]);
		assert_eq!(<Telemetry as Watch>::latest(&stream).unwrap().summary.max, 101);

		assert_ok!(Alarm::release(signed(OWNER), stream));
		assert_eq!(Streams::<Test>::get(stream), None);
		assert_eq!(Tails::<Test>::get(device.id), None);
	});
}

#[test]
fn a_watched_stream_is_a_counted_reference() {
	TestExt::execute_with(|| {
		let device = Device::new(1);
		let stream = device.stream(0);
		watch(&device, &[0]);
		assert_ok!(Alarm::guard(signed(OWNER), stream, 0));
		assert_eq!(Streams::<Test>::get(stream).unwrap().watchers, 2);
		assert_ok!(Telemetry::unwatch(signed(OWNER), stream));
		assert_eq!(Streams::<Test>::get(stream).unwrap().watchers, 1);
		assert_ok!(Alarm::release(signed(OWNER), stream));
		assert_eq!(Streams::<Test>::get(stream), None);
	});
}

#[test]
fn a_pallet_gives_up_only_its_own_references() {
	TestExt::execute_with(|| {
		let device = Device::new(1);
		watch(&device, &[0]);
		let stream = device.stream(0);
		let unwatch = || <Telemetry as Watch>::unwatch(Consumer::Example, &stream);
		assert_noop!(unwatch(), Error::<Test>::NotWatching);
		listen(&device, &[0]);
		assert_noop!(unwatch(), Error::<Test>::NotWatching);
		assert_ok!(Alarm::guard(signed(OWNER), stream, 0));
		assert_ok!(unwatch());
		assert_noop!(unwatch(), Error::<Test>::NotWatching);
		let Stream { watchers, accounts, consumers, .. } = Streams::<Test>::get(stream).unwrap();
		assert_eq!((watchers, accounts), (2, 1));
		assert!(consumers.iter().eq([(Ear::CONSUMER, 1)]));
		assert_ok!(Telemetry::unwatch(signed(OWNER), stream));
		assert_ok!(<Telemetry as Watch>::unwatch(Ear::CONSUMER, &stream));
		assert_noop!(unwatch(), Error::<Test>::NotWatching);
		let unknown = StreamId { device: DeviceId([0; 32]), channel: 0 };
		assert_noop!(
			<Telemetry as Watch>::watch(Consumer::Example, &unknown),
			Error::<Test>::UnknownDevice
		);
	});
}

#[test]
fn a_pallet_hears_only_the_streams_that_it_watches() {
	TestExt::execute_with(|| {
		let mut device = Device::new(1);
		watch(&device, &[0, 1]);
		listen(&device, &[1]);
		assert_ok!(Alarm::guard(signed(OWNER), device.stream(2), 15));
		assert_eq!(observe(device.say(&[0, 1, 2]).all()), Ok(()));
		let told: Vec<_> = Ear::told().into_iter().map(|(stream, _)| stream).collect();
		assert_eq!(told, [device.stream(1)]);
		assert_eq!(alarms().len(), 1);
		assert_eq!(Counter::counted(), 0);
	});
}

#[test]
fn a_reference_pays_for_what_the_chain_keeps_of_a_stream() {
	TestExt::execute_with(|| {
		let device = Device::new(1);
		let before = state_size();
		listen(&device, &[0]);
		// Keys apart: two maps of hashed keys.
		let keys = 2 * (32 + 16 + 32) + 2;
		let grown = state_size() - before - keys;
		assert!(grown <= <Telemetry as Watch>::footprint());
	});
}
