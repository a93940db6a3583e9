//! Origins by which other pallets check the role of a signer.

use crate::{AccountIdFor, Config, Pallet};
use core::marker::PhantomData;
use frame::{prelude::*, traits::EnsureOrigin};
use tallystick_primitives::{Member, Roles};

/// Passes a member of any organisation in good standing.
pub struct EnsureMember<T>(PhantomData<T>);

/// Passes a member of an organisation in good standing that holds one of the roles `R`.
pub struct EnsureRole<T, R>(PhantomData<(T, R)>);

/// Passes the admin of an organisation in good standing.
pub struct EnsureOrgAdmin<T>(PhantomData<T>);

/// Passes the admin of an organisation in good standing that holds one of the roles `R`.
pub struct EnsureRoleAdmin<T, R>(PhantomData<(T, R)>);

fn member_where<T: Config>(
	origin: T::RuntimeOrigin,
	allowed: impl FnOnce(&AccountIdFor<T>, &crate::OrganizationOf<T>) -> bool,
) -> Result<Member<AccountIdFor<T>>, T::RuntimeOrigin> {
	let Ok(who) = ensure_signed(origin.clone()) else { return Err(origin) };
	match Pallet::<T>::load_membership(&who) {
		Ok((id, org)) if org.status.is_active() && allowed(&who, &org) => {
			Ok(Member { who, org: id })
		},
		_ => Err(origin),
	}
}

#[cfg(feature = "runtime-benchmarks")]
fn benchmark_admin<T: Config>() -> Result<T::RuntimeOrigin, ()> {
	let who: AccountIdFor<T> = frame::benchmarking::prelude::account("member", 0, 0);
	if Pallet::<T>::load_membership(&who).is_err() {
		let name = b"benchmark".to_vec().try_into().map_err(|_| ())?;
		let org = Pallet::<T>::do_admit(name, who.clone(), Roles::ALL).map_err(|_| ())?;
		Pallet::<T>::do_join(who.clone(), org).map_err(|_| ())?;
	}
	Ok(frame_system::RawOrigin::Signed(who).into())
}

impl<T: Config> EnsureOrigin<T::RuntimeOrigin> for EnsureMember<T> {
	type Success = Member<AccountIdFor<T>>;

	fn try_origin(origin: T::RuntimeOrigin) -> Result<Self::Success, T::RuntimeOrigin> {
		member_where::<T>(origin, |_, _| true)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn try_successful_origin() -> Result<T::RuntimeOrigin, ()> {
		benchmark_admin::<T>()
	}
}

impl<T: Config, R: Get<Roles>> EnsureOrigin<T::RuntimeOrigin> for EnsureRole<T, R> {
	type Success = Member<AccountIdFor<T>>;

	fn try_origin(origin: T::RuntimeOrigin) -> Result<Self::Success, T::RuntimeOrigin> {
		member_where::<T>(origin, |_, org| org.roles.intersects(R::get()))
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn try_successful_origin() -> Result<T::RuntimeOrigin, ()> {
		benchmark_admin::<T>()
	}
}

impl<T: Config> EnsureOrigin<T::RuntimeOrigin> for EnsureOrgAdmin<T> {
	type Success = Member<AccountIdFor<T>>;

	fn try_origin(origin: T::RuntimeOrigin) -> Result<Self::Success, T::RuntimeOrigin> {
		member_where::<T>(origin, |who, org| org.admin == *who)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn try_successful_origin() -> Result<T::RuntimeOrigin, ()> {
		benchmark_admin::<T>()
	}
}

impl<T: Config, R: Get<Roles>> EnsureOrigin<T::RuntimeOrigin> for EnsureRoleAdmin<T, R> {
	type Success = Member<AccountIdFor<T>>;

	fn try_origin(origin: T::RuntimeOrigin) -> Result<Self::Success, T::RuntimeOrigin> {
		member_where::<T>(origin, |who, org| org.admin == *who && org.roles.intersects(R::get()))
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn try_successful_origin() -> Result<T::RuntimeOrigin, ()> {
		benchmark_admin::<T>()
	}
}
