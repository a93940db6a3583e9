//! Benchmarks of the calls and of an observation that raises an alarm.

use super::*;
use frame::{benchmarking::prelude::*, traits::EnsureOrigin};
use tallystick_primitives::{evidence::Summary, Facts, Millis};
use tallystick_world::{Actors, Secret};

const NOW: u64 = 1_700_000_000_000;

/// A stream, and the owner of its device.
fn stream<T: Config>() -> Result<(T::AccountId, StreamId), BenchmarkError> {
	T::BenchmarkHelper::set_time(NOW);
	let gateway = T::BenchmarkHelper::member(0);
	let device = T::BenchmarkHelper::device(&Secret::new(1), 1, &gateway);
	let owner = T::Devices::owner(&device).ok_or("the device has an owner")?;
	T::Consideration::ensure_successful(&owner, Pallet::<T>::footprint());
	Ok((owner, StreamId { device, channel: 0 }))
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn guard() -> Result<(), BenchmarkError> {
		let (owner, stream) = stream::<T>()?;
		let origin = T::RuntimeOrigin::from(RawOrigin::Signed(owner));
		T::MemberOrigin::ensure_origin(origin.clone()).map_err(|_| "the owner is a member")?;
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, stream, 7);
		assert!(Rules::<T>::contains_key(stream));
		Ok(())
	}

	#[benchmark]
	fn release() -> Result<(), BenchmarkError> {
		let (owner, stream) = stream::<T>()?;
		Pallet::<T>::do_guard(owner.clone(), stream, 7)?;
		#[extrinsic_call]
		_(RawOrigin::Signed(owner), stream);
		assert!(!Rules::<T>::contains_key(stream));
		Ok(())
	}

	#[benchmark]
	fn on_observation() -> Result<(), BenchmarkError> {
		let (owner, stream) = stream::<T>()?;
		Pallet::<T>::do_guard(owner, stream, 7)?;
		let summary = Summary { max: 8, ..Default::default() };
		let observation = Observation {
			boot_epoch: 0,
			sequence: 0,
			summary,
			root: [0; 32],
			at: Millis(NOW),
			facts: Facts::NONE,
		};
		let before = frame_system::Pallet::<T>::event_count();
		#[block]
		{
			Pallet::<T>::on_observation(&stream, &observation);
		}
		assert_eq!(frame_system::Pallet::<T>::event_count(), before + 1);
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::build(), crate::mock::Test);
}
