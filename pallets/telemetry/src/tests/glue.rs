//! How another pallet acts on observations: it watches a stream through `Watch`, and the runtime
//! names it in `OnObservation`. Nothing in this pallet changes for it.

// A pallet is public, wherever it stands.
#![allow(unreachable_pub)]

use super::*;

/// The least that an asset, market or automation pallet does: it guards a stream, and says when
/// a value is above its threshold.
#[frame::pallet(dev_mode)]
pub(crate) mod alarm {
	use frame::prelude::*;
	use tallystick_primitives::{Consumer, Facts, Observation, OnObservation, StreamId, Watch};

	#[pallet::pallet]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// The telemetry pallet.
		type Watch: Watch;
	}

	#[pallet::storage]
	pub type Thresholds<T: Config> = StorageMap<_, Blake2_128Concat, StreamId, i64>;

	#[pallet::event]
	#[pallet::generate_deposit(fn deposit_event)]
	pub enum Event<T: Config> {
		TooHigh { stream: StreamId, value: i64, sure: bool },
	}

	impl<T: Config> Pallet<T> {
		pub fn guard(stream: StreamId, threshold: i64) -> DispatchResult {
			// One reference for each rule that the pallet keeps. In a real pallet, whoever sets the
			// rule pays for it: its deposit covers `T::Watch::footprint()` as well.
			T::Watch::watch(Self::CONSUMER, &stream)?;
			Thresholds::<T>::insert(stream, threshold);
			Ok(())
		}

		pub fn release(stream: StreamId) -> DispatchResult {
			Thresholds::<T>::remove(stream);
			T::Watch::unwatch(Self::CONSUMER, &stream)
		}
	}

	impl<T: Config> OnObservation for Pallet<T> {
		const CONSUMER: Consumer = Consumer::Example;

		fn on_observation(stream: &StreamId, observation: &Observation) {
			let Some(threshold) = Thresholds::<T>::get(stream) else { return };
			let value = observation.summary.max;
			if value > threshold {
				// What the facts mean is the consumer's to decide.
				let doubts = Facts::UNCALIBRATED.with(Facts::OUT_OF_RANGE);
				let sure = !observation.facts.intersects(doubts);
				Self::deposit_event(Event::TooHigh { stream: *stream, value, sure });
			}
		}

		fn weight() -> Weight {
			// In a real pallet: from its benchmark.
			Weight::from_parts(1_000, 0)
		}
	}
}

fn alarms() -> Vec<alarm::Event<Test>> {
	let events = System::events().into_iter();
	events
		.filter_map(|record| match record.event {
			RuntimeEvent::Alarm(event) => Some(event),
			_ => None,
		})
		.collect()
}

#[test]
fn a_pallet_acts_on_what_it_watches() {
	TestExt::execute_with(|| {
		let mut device = Device::new(1);
		let stream = device.stream(2);
		assert_ok!(Alarm::guard(stream, 50));
		assert_eq!(<Telemetry as Watch>::latest(&stream), None);

		assert_eq!(observe(device.say_values(&[(2, [1, 50])]).all()), Ok(()));
		assert_eq!(alarms(), []);
		next_block();
		assert_eq!(observe(device.say_values(&[(2, [1, 51])]).all()), Ok(()));
		next_block();
		assert_eq!(observe(device.say_values(&[(2, [1, 101])]).all()), Ok(()));
		let alarm = |value, sure| alarm::Event::TooHigh { stream, value, sure };
		assert_eq!(alarms(), [alarm(51, true), alarm(101, false)]);
		assert_eq!(<Telemetry as Watch>::latest(&stream).unwrap().summary.max, 101);

		assert_ok!(Alarm::release(stream));
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
		assert_ok!(Alarm::guard(stream, 0));
		assert_eq!(Streams::<Test>::get(stream).unwrap().watchers, 2);
		assert_ok!(Telemetry::unwatch(signed(OWNER), stream));
		assert_eq!(Streams::<Test>::get(stream).unwrap().watchers, 1);
		assert_ok!(Alarm::release(stream));
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
		assert_ok!(Alarm::guard(stream, 0));
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
		assert_ok!(Alarm::guard(device.stream(2), 15));
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
		assert!(grown as u64 <= <Telemetry as Watch>::footprint());
	});
}
