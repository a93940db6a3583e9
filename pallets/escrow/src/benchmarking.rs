//! Benchmarks of the calls and of what other pallets ask, each in its worst case: a payee that does
//! not exist yet, and a payer whose last escrow it is.

use super::*;
use frame::{
	benchmarking::prelude::*,
	traits::{fungible::Mutate, EnsureOrigin},
};
use tallystick_primitives::{Escrow, OrgId};
use tallystick_world::Actors;

const NOW: u64 = 1_700_000_000_000;
const PURPOSE: EscrowPurpose = EscrowPurpose::Order;

fn amount<T: Config>() -> BalanceOf<T> {
	T::Currency::minimum_balance().saturating_mul(100u32.into())
}

/// A member that can afford an escrow.
fn payer<T: Config>() -> T::AccountId {
	T::BenchmarkHelper::set_time(NOW);
	let payer = T::BenchmarkHelper::member(0);
	T::Consideration::ensure_successful(&payer, Pallet::<T>::footprint());
	T::Currency::mint_into(&payer, amount::<T>().saturating_mul(2u32.into()))
		.expect("the issuance has room");
	payer
}

fn backstop<T: Config>() -> Millis {
	Millis(NOW.saturating_add(T::MaxDuration::get()))
}

fn open<T: Config>() -> Result<EscrowId, BenchmarkError> {
	let escrow = Pallet::<T>::open(PURPOSE, 1, &payer::<T>(), amount::<T>(), backstop::<T>())?;
	Ok(escrow)
}

fn payee<T: Config>() -> T::AccountId {
	account("payee", 0, 0)
}

fn terms<T: Config>() -> DisputeOf<T> {
	Dispute {
		arbiter: T::BenchmarkHelper::member(1),
		payee: payee::<T>(),
		// No benchmark admits so many.
		parties: [OrgId(u32::MAX - 1), OrgId(u32::MAX - 2)],
		low: Zero::zero(),
		high: amount::<T>(),
		default: T::Currency::minimum_balance(),
		until: backstop::<T>(),
	}
}

fn disputed<T: Config>() -> Result<EscrowId, BenchmarkError> {
	let escrow = open::<T>()?;
	Pallet::<T>::dispute(PURPOSE, escrow, terms::<T>())?;
	Ok(escrow)
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn decide() -> Result<(), BenchmarkError> {
		let escrow = disputed::<T>()?;
		let origin = T::RuntimeOrigin::from(RawOrigin::Signed(terms::<T>().arbiter));
		T::MemberOrigin::ensure_origin(origin.clone()).map_err(|_| "the arbiter is a member")?;
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, escrow, amount::<T>());
		assert_eq!(Pallet::<T>::decision(escrow), Some(amount::<T>()));
		Ok(())
	}

	#[benchmark]
	fn expire() -> Result<(), BenchmarkError> {
		let escrow = disputed::<T>()?;
		T::BenchmarkHelper::set_time(backstop::<T>().0.saturating_add(1));
		let anybody = RawOrigin::Signed(account("anybody", 0, 0));
		#[extrinsic_call]
		_(anybody, escrow);
		assert_eq!(T::Currency::balance(&payee::<T>()), T::Currency::minimum_balance());
		assert_eq!(Pallet::<T>::held(escrow), None);
		Ok(())
	}

	#[benchmark]
	fn open() -> Result<(), BenchmarkError> {
		let (payer, amount, backstop) = (payer::<T>(), amount::<T>(), backstop::<T>());
		let escrow;
		#[block]
		{
			escrow = Pallet::<T>::open(PURPOSE, 1, &payer, amount, backstop)?;
		}
		assert_eq!(Pallet::<T>::held(escrow), Some(amount));
		Ok(())
	}

	#[benchmark]
	fn release() -> Result<(), BenchmarkError> {
		let (escrow, payee, amount) = (super::open::<T>()?, payee::<T>(), amount::<T>());
		#[block]
		{
			Pallet::<T>::release(PURPOSE, escrow, &payee, amount)?;
		}
		assert_eq!(T::Currency::balance(&payee), amount);
		Ok(())
	}

	#[benchmark]
	fn close() -> Result<(), BenchmarkError> {
		let escrow = super::open::<T>()?;
		#[block]
		{
			Pallet::<T>::close(PURPOSE, escrow)?;
		}
		assert_eq!(Pallet::<T>::held(escrow), None);
		Ok(())
	}

	#[benchmark]
	fn resolve() -> Result<(), BenchmarkError> {
		let escrow = disputed::<T>()?;
		T::BenchmarkHelper::set_time(backstop::<T>().0.saturating_add(1));
		#[block]
		{
			Pallet::<T>::resolve(PURPOSE, escrow)?;
		}
		assert_eq!(T::Currency::balance(&payee::<T>()), T::Currency::minimum_balance());
		Ok(())
	}

	#[benchmark]
	fn dispute() -> Result<(), BenchmarkError> {
		let (escrow, terms) = (super::open::<T>()?, terms::<T>());
		#[block]
		{
			Pallet::<T>::dispute(PURPOSE, escrow, terms)?;
		}
		assert!(Pallet::<T>::close(PURPOSE, escrow).is_err());
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::build(), crate::mock::Test);
}
