//! Benchmarks of the calls and of the extension, each in its worst case.

use super::*;
use frame::{
	benchmarking::prelude::*,
	deps::{
		frame_support::dispatch::GetDispatchInfo,
		sp_runtime::traits::{AsTransactionAuthorizedOrigin, DispatchTransaction},
	},
	traits::{EnsureOrigin, OriginTrait},
};

const SEED: u32 = 0;

fn admin_origin<T: Config>() -> Result<T::RuntimeOrigin, BenchmarkError> {
	T::AdminOrigin::try_successful_origin().map_err(|()| BenchmarkError::Weightless)
}

fn name<T: Config>() -> NameOf<T> {
	alloc::vec![b'n'; T::MaxNameLength::get() as usize]
		.try_into()
		.expect("exactly as long as allowed")
}

fn organization<T: Config>(admin: &T::AccountId) -> OrgId {
	let org = Pallet::<T>::do_admit(name::<T>(), admin.clone(), Roles::ALL).expect("all is known");
	Pallet::<T>::do_join(admin.clone(), org).expect("a new account");
	org
}

/// Has an organisation with money offer an account a place.
fn place<T: Config>(org: OrgId, who: &T::AccountId) {
	fund::<T>(org);
	Pallet::<T>::store_place(org, who).expect("there is money");
}

/// Fills the validator set but for one seat; returns a member with keys that has none.
fn validators<T: Config>() -> T::AccountId {
	let admin: T::AccountId = account("validator", 0, SEED);
	let org = organization::<T>(&admin);
	let seats: alloc::vec::Vec<T::AccountId> = (0..T::MaxValidators::get())
		.map(|seat| {
			let who: T::AccountId = account("validator", seat, SEED);
			if who != admin {
				let record = Pallet::<T>::load(org).expect("just admitted");
				Pallet::<T>::enroll(org, record, who.clone()).expect("there is room");
			}
			T::BenchmarkHelper::set_keys(&who, seat);
			who
		})
		.collect();
	let (last, seated) = seats.split_last().expect("there is a seat");
	Validators::<T>::put(
		BoundedVec::try_from(seated.to_vec()).expect("one fewer than there can be"),
	);
	last.clone()
}

/// Gives an organisation's account some money; returns how much it has.
fn fund<T: Config>(org: OrgId) -> BalanceOf<T> {
	let amount = T::Currency::minimum_balance()
		.saturating_mul(1_000u32.into())
		.saturating_add(Pallet::<T>::deposit(1_000));
	T::Currency::mint_into(&Pallet::<T>::account(org), amount).expect("within the issuance")
}

#[benchmarks(
	where T: Send + Sync,
	T::RuntimeOrigin: AsTransactionAuthorizedOrigin + OriginTrait<AccountId = T::AccountId>,
	T::RuntimeCall: From<Call<T>>,
)]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn admit() -> Result<(), BenchmarkError> {
		let origin = admin_origin::<T>()?;
		let who: T::AccountId = account("admin", 0, SEED);
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, name::<T>(), who.clone(), Roles::ALL);
		assert!(Organizations::<T>::iter_values().any(|org| org.admin == who));
		Ok(())
	}

	#[benchmark]
	fn set_roles() -> Result<(), BenchmarkError> {
		let origin = admin_origin::<T>()?;
		let org = organization::<T>(&account("admin", 0, SEED));
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, org, Roles::EMPTY);
		assert_eq!(Organizations::<T>::get(org).map(|org| org.roles), Some(Roles::EMPTY));
		Ok(())
	}

	#[benchmark]
	fn suspend() -> Result<(), BenchmarkError> {
		let origin = admin_origin::<T>()?;
		let org = organization::<T>(&account("admin", 0, SEED));
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, org);
		assert_eq!(Organizations::<T>::get(org).map(|org| org.status), Some(Status::Suspended));
		Ok(())
	}

	#[benchmark]
	fn resume() -> Result<(), BenchmarkError> {
		let origin = admin_origin::<T>()?;
		let org = organization::<T>(&account("admin", 0, SEED));
		Pallet::<T>::do_suspend(org)?;
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, org);
		assert_eq!(Organizations::<T>::get(org).map(|org| org.status), Some(Status::Active));
		Ok(())
	}

	#[benchmark]
	fn set_quota() -> Result<(), BenchmarkError> {
		let origin = admin_origin::<T>()?;
		let org = organization::<T>(&account("admin", 0, SEED));
		let quota = Quota { bytes: u64::MAX, ref_time: u64::MAX };
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, org, quota);
		assert_eq!(Buckets::<T>::get(org).map(|bucket| bucket.limit), Some(quota));
		Ok(())
	}

	#[benchmark]
	fn set_admin() -> Result<(), BenchmarkError> {
		let admin: T::AccountId = account("admin", 0, SEED);
		let org = organization::<T>(&admin);
		let newcomer: T::AccountId = account("newcomer", 0, SEED);
		let record = Pallet::<T>::load(org).expect("just admitted");
		Pallet::<T>::enroll(org, record, newcomer.clone())?;
		#[extrinsic_call]
		_(RawOrigin::Signed(admin), org, newcomer.clone());
		assert_eq!(Organizations::<T>::get(org).map(|org| org.admin), Some(newcomer));
		Ok(())
	}

	#[benchmark]
	fn invite() {
		let admin: T::AccountId = account("admin", 0, SEED);
		let org = organization::<T>(&admin);
		fund::<T>(org);
		let who: T::AccountId = account("newcomer", 0, SEED);
		#[extrinsic_call]
		_(RawOrigin::Signed(admin), who.clone());
		assert!(Places::<T>::contains_key(org, who));
	}

	#[benchmark]
	fn remove_member() -> Result<(), BenchmarkError> {
		validators::<T>();
		let admin: T::AccountId = account("admin", 0, SEED);
		let org = organization::<T>(&admin);
		let who: T::AccountId = account("newcomer", 0, SEED);
		place::<T>(org, &who);
		Pallet::<T>::do_join(who.clone(), org)?;
		T::BenchmarkHelper::set_keys(&who, T::MaxValidators::get());
		#[extrinsic_call]
		_(RawOrigin::Signed(admin), who.clone());
		assert!(!Members::<T>::contains_key(&who) && !Places::<T>::contains_key(org, who));
		Ok(())
	}

	#[benchmark]
	fn add_validator() -> Result<(), BenchmarkError> {
		let origin = admin_origin::<T>()?;
		let who = validators::<T>();
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, who.clone());
		assert!(Validators::<T>::get().contains(&who));
		Ok(())
	}

	#[benchmark]
	fn remove_validator() -> Result<(), BenchmarkError> {
		let origin = admin_origin::<T>()?;
		let who = validators::<T>();
		Pallet::<T>::do_add_validator(who.clone())?;
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, who.clone());
		assert!(!Validators::<T>::get().contains(&who));
		Ok(())
	}

	#[benchmark]
	fn configure() -> Result<(), BenchmarkError> {
		let origin = admin_origin::<T>()?;
		validators::<T>();
		let settings = Settings { min_validators: 1, session_length: 77u32.into() };
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, settings);
		assert_eq!(ChainSettings::<T>::get(), settings);
		Ok(())
	}

	#[benchmark]
	fn dissolve() -> Result<(), BenchmarkError> {
		let origin = admin_origin::<T>()?;
		validators::<T>();
		let admin: T::AccountId = account("admin", 0, SEED);
		let org = organization::<T>(&admin);
		Pallet::<T>::do_remove_member(Some(admin.clone()), admin)?;
		Pallet::<T>::do_suspend(org)?;
		let rest = fund::<T>(org);
		let beneficiary: T::AccountId = account("beneficiary", 0, SEED);
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, org, beneficiary.clone());
		assert!(!Organizations::<T>::contains_key(org));
		assert_eq!(T::Currency::balance(&beneficiary), rest);
		Ok(())
	}

	#[benchmark]
	fn drop_keys() {
		let who = validators::<T>();
		// The admin of its organisation, of whom the pallet asks most.
		let admin: T::AccountId = account("validator", 0, SEED);
		#[extrinsic_call]
		_(RawOrigin::Signed(admin), who.clone());
		assert!(!T::SessionKeys::is_registered(&who));
	}

	#[benchmark]
	fn withdraw() {
		let admin: T::AccountId = account("admin", 0, SEED);
		let org = organization::<T>(&admin);
		fund::<T>(org);
		let amount = Pallet::<T>::available(&Pallet::<T>::account(org));
		let to: T::AccountId = account("receiver", 0, SEED);
		#[extrinsic_call]
		_(RawOrigin::Signed(admin), amount, to.clone());
		assert_eq!(T::Currency::balance(&to), amount);
	}

	#[benchmark]
	fn withdraw_invitation() {
		let admin: T::AccountId = account("admin", 0, SEED);
		let org = organization::<T>(&admin);
		let who: T::AccountId = account("newcomer", 0, SEED);
		place::<T>(org, &who);
		#[extrinsic_call]
		_(RawOrigin::Signed(admin), org, who.clone());
		assert!(!Places::<T>::contains_key(org, who));
	}

	#[benchmark]
	fn join() {
		let org = organization::<T>(&account("admin", 0, SEED));
		let who: T::AccountId = account("newcomer", 0, SEED);
		place::<T>(org, &who);
		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()), org);
		assert_eq!(Members::<T>::get(who), Some(org));
	}

	#[benchmark]
	fn enact() -> Result<(), BenchmarkError> {
		let origin = admin_origin::<T>()?;
		let call: T::RuntimeCall = frame_system::Call::<T>::remark { remark: alloc::vec![] }.into();
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, alloc::boxed::Box::new(call));
		frame_system::Pallet::<T>::assert_last_event(
			<T as frame_system::Config>::RuntimeEvent::from(Event::<T>::Enacted).into(),
		);
		Ok(())
	}

	// The organisation, its bucket and the member are read at validation; the bucket is written before and after dispatch:
	// around a call that does nothing, and a payment that does nothing.
	#[benchmark]
	fn sponsored_payment() -> Result<(), BenchmarkError> {
		let admin: T::AccountId = account("admin", 0, SEED);
		let org = organization::<T>(&admin);
		let quota = Quota { bytes: u64::MAX, ref_time: u64::MAX };
		Pallet::<T>::do_set_quota(org, quota)?;
		let call = T::BenchmarkHelper::council_call(&admin);
		let info = call.get_dispatch_info();
		let extension = SponsoredPayment::<T, ()>::from(());
		let len = 100;
		#[block]
		{
			extension
				.test_run(
					frame_system::RawOrigin::Signed(admin).into(),
					&call,
					&info,
					len,
					0,
					|_| Ok(().into()),
				)
				.expect("the quota is as large as can be")
				.expect("nothing is called");
		}
		assert_ne!(Buckets::<T>::get(org), Some(Bucket::full(quota, Pallet::<T>::now())));
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::TestExt::empty().build(), crate::mock::Test);
}
