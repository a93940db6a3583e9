//! Benchmarks of the calls, each in its worst case: records as large as they can be. Signatures are of
//! Ed25519; what the check of another scheme's costs more is measured by itself.

use super::*;
// Two preludes have something else of these names.
use super::{Member, Provenance};
use alloc::{vec, vec::Vec};
use frame::{
	benchmarking::prelude::*,
	deps::sp_runtime::transaction_validity::TransactionSource,
	traits::{Authorize, EnsureOrigin},
};
use tallystick_primitives::{
	control::{limits::MAX_LEASE, Bounds, Kind, Pace, Writable},
	evidence::{Hash, Limits},
	samples, ChannelKind, StreamId,
};
use tallystick_world::{Actors, Secret};

const NOW: u64 = 1_800_000_000_000;
const METADATA: Hash = [5; 32];

fn expires<T: Config>() -> Millis {
	Millis(NOW + T::MaxLifetime::get())
}

fn signer<T: Config>(
	origin: Result<T::RuntimeOrigin, ()>,
) -> Result<(T::RuntimeOrigin, T::AccountId), BenchmarkError> {
	let origin = origin.map_err(|()| BenchmarkError::Weightless)?;
	let who = ensure_signed(origin.clone()).map_err(DispatchError::from)?;
	Ok((origin, who))
}

fn bytes<S: Get<u32>>() -> BoundedVec<u8, S> {
	vec![b'n'; S::get() as usize].try_into().expect("exactly as long as allowed")
}

/// A set-point with every field, so that it is as long and as much to check as one can be.
fn writable() -> Writable {
	let pace = Pace { off: Some(7), min_on: u32::MAX, min_off: u32::MAX, per_hour: u16::MAX };
	let bounds =
		Bounds { range: Limits::NONE, step: 3, fail_safe: 10, startup: 13, pace, lease: MAX_LEASE };
	Writable { kind: Kind::SetPoint, bounds }
}

/// So many channels, each of which can be written.
fn channels<T: Config>(count: u32) -> ChannelsOf<T> {
	let channel = |n: u32| {
		let mut name = bytes::<T::MaxNameLength>();
		for (to, from) in name.iter_mut().zip(n.to_le_bytes()) {
			*to = b'a' + (from & 0x0f);
		}
		if let Some(to) = name.get_mut(4) {
			*to = b'a' + (n as u8 >> 4);
		}
		Channel {
			name,
			unit: bytes::<T::MaxUnitLength>(),
			exponent: -3,
			kind: ChannelKind::Gauge,
			limits: Limits::NONE,
			period: u32::MAX,
			write: Some(writable()),
		}
	};
	(0..count).map(channel).collect::<Vec<_>>().try_into().expect("not more than allowed")
}

/// The last of as many endorsers as a model can have.
fn endorser() -> Secret {
	Secret::new(100)
}

fn endorsers<T: Config>() -> EndorsersOf<T> {
	let mut keys = vec![DeviceKey::P256([2; 33]); T::MaxEndorsers::get() as usize];
	if let Some(last) = keys.last_mut() {
		*last = endorser().public();
	}
	keys.try_into().expect("not more than allowed")
}

fn pay_for_model<T: Config>(who: &T::AccountId, manufacturer: OrgId, channels: ChannelsOf<T>) {
	let model = Model {
		manufacturer,
		payer: who.clone(),
		defined: Millis(NOW),
		thing: [0; 32],
		uri: bytes(),
		channels,
		endorsers: endorsers::<T>(),
	};
	T::ModelConsideration::ensure_successful(who, Pallet::<T>::model_footprint(&model));
}

/// A model as large as can be, with the account that defined it.
fn model<T: Config>() -> Result<(T::RuntimeOrigin, T::AccountId, OrgId, ModelId), BenchmarkError> {
	T::BenchmarkHelper::set_time(NOW);
	let (origin, who) = signer::<T>(T::ManufacturerOrigin::try_successful_origin())?;
	let org = T::ManufacturerOrigin::ensure_origin(origin.clone())
		.map_err(|_| BenchmarkError::Weightless)?
		.org;
	let channels = channels::<T>(T::MaxChannels::get());
	pay_for_model::<T>(&who, org, channels.clone());
	let model = Pallet::<T>::do_define_model(
		who.clone(),
		org,
		[1; 32],
		bytes(),
		channels,
		endorsers::<T>(),
	)?;
	Ok((origin, who, org, model))
}

/// A device with a key of [`Secret::new`] with this seed.
fn device<T: Config>(
	seed: u32,
) -> Result<(T::RuntimeOrigin, T::AccountId, DeviceId), BenchmarkError> {
	let (.., model) = model::<T>()?;
	let (origin, owner) = signer::<T>(T::MemberOrigin::try_successful_origin())?;
	let org = T::Membership::organization(&owner).ok_or("the owner is a member")?;
	let key = Secret::new(seed);
	let device = key.id::<T::Crypto>();
	T::DeviceConsideration::ensure_successful(&owner, Pallet::<T>::device_footprint());
	Pallet::<T>::store_device(
		Member { who: owner.clone(), org },
		device,
		key.public(),
		model,
		Provenance::Endorsed,
		METADATA,
	)?;
	T::BenchmarkHelper::set_time(NOW + T::MinKeyAge::get());
	Ok((origin, owner, device))
}

/// Gives a device as many keys as it can have, past the limit of a block's statements.
fn fill_keys<T: Config>(device: DeviceId) -> DispatchResult {
	let (mut record, ticket) = Pallet::<T>::load(&device)?;
	for epoch in 0..T::MaxKeys::get() - 1 {
		let now = Pallet::<T>::now();
		PastKeys::<T>::insert(device, epoch, PastKey { key: record.key, since: now, until: now });
		let mut key = [3; 33];
		for (to, from) in key.iter_mut().skip(1).zip(epoch.to_le_bytes()) {
			*to = from;
		}
		record.key = DeviceKey::P256(key);
		record.key_epoch = epoch + 1;
		UsedKeys::<T>::insert(record.key.fingerprint::<T::Crypto>(), device);
	}
	Devices::<T>::insert(device, (record, ticket));
	Ok(())
}

/// Authorises as many gateways as can be, but for `spare`.
fn fill_gateways<T: Config>(owner: &T::AccountId, scope: Scope, spare: u32) -> DispatchResult {
	for n in spare..T::MaxGateways::get() {
		let footprint = Pallet::<T>::gateway_footprint();
		T::GatewayConsideration::ensure_successful(owner, footprint);
		let gateway = T::BenchmarkHelper::member(100 + n);
		Pallet::<T>::do_authorize_gateway(owner.clone(), scope, gateway)?;
	}
	Ok(())
}

/// The first rotation of a device that has not changed hands.
fn to_new_key<T: Config>(new: &Secret) -> Rotation {
	Rotation { key: new.public(), epoch: 1, tenure: 0, expires: expires::<T>().0 }
}

/// Gives a device to an organisation that nobody belongs to, with the word of `by` on it.
fn strange<T: Config>(device: DeviceId, by: Option<OrgId>) -> DispatchResult {
	let (mut record, ticket) = Pallet::<T>::load(&device)?;
	DevicesOf::<T>::remove(&record.owner, device);
	record.owner = whitelisted_caller();
	record.org = OrgId(u32::MAX);
	record.calibration = by.map(|by| {
		let (since, until) = (Millis(0), Millis(u64::MAX));
		Calibration { certificate: [5; 32], since, until, by }
	});
	DevicesOf::<T>::insert(&record.owner, device, ());
	Devices::<T>::insert(device, (record, ticket));
	Ok(())
}

fn propose<T: Config>(owner: &T::AccountId, device: DeviceId) -> DispatchResult {
	let new = Secret::new(2);
	let now = Pallet::<T>::now();
	let rotation = Rotation { expires: now.0, ..to_new_key::<T>(&new) };
	let signature = new.sign_rotation(Purpose::Adopt, &T::Genesis::get(), &device, &rotation);
	Pallet::<T>::do_propose_key(owner.clone(), device, rotation.key, now, signature)
}

/// A rotation by the device itself, with its call.
fn rotation<T: Config>(device: DeviceId) -> Call<T> {
	let (old, new) = (Secret::new(1), Secret::new(2));
	let rotation = to_new_key::<T>(&new);
	Call::rotate_key {
		device,
		key: rotation.key,
		epoch: rotation.epoch,
		tenure: rotation.tenure,
		expires: Millis(rotation.expires),
		old: old.sign_rotation(Purpose::Rotate, &T::Genesis::get(), &device, &rotation),
		new: new.sign_rotation(Purpose::Adopt, &T::Genesis::get(), &device, &rotation),
	}
}

fn status<T: Config>(device: DeviceId) -> Option<DeviceStatus> {
	Pallet::<T>::device(device).map(|device| device.status)
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn define_model(c: Linear<1, { T::MaxChannels::get() }>) -> Result<(), BenchmarkError> {
		let (origin, who) = signer::<T>(T::ManufacturerOrigin::try_successful_origin())?;
		let org = T::ManufacturerOrigin::ensure_origin(origin.clone())
			.map_err(|_| BenchmarkError::Weightless)?
			.org;
		let channels = channels::<T>(c);
		pay_for_model::<T>(&who, org, channels.clone());
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, [1; 32], bytes(), channels, endorsers::<T>());
		assert!(Models::<T>::contains_key(ModelId(0)));
		Ok(())
	}

	#[benchmark]
	fn drop_model() -> Result<(), BenchmarkError> {
		let (origin, .., model) = model::<T>()?;
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, model);
		assert!(!Models::<T>::contains_key(model));
		Ok(())
	}

	#[benchmark]
	fn post_lot() -> Result<(), BenchmarkError> {
		let (origin, who, _, model) = model::<T>()?;
		T::LotConsideration::ensure_successful(&who, Pallet::<T>::lot_footprint());
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, model, [3; 32], u32::MAX);
		assert!(Lots::<T>::contains_key(LotId(0)));
		Ok(())
	}

	#[benchmark]
	fn close_lot() -> Result<(), BenchmarkError> {
		let (origin, who, org, model) = model::<T>()?;
		T::LotConsideration::ensure_successful(&who, Pallet::<T>::lot_footprint());
		let lot = Pallet::<T>::do_post_lot(who, org, model, [3; 32], u32::MAX)?;
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, lot);
		assert!(!Lots::<T>::contains_key(lot));
		Ok(())
	}

	#[benchmark]
	fn register() -> Result<(), BenchmarkError> {
		let (.., model) = model::<T>()?;
		let (origin, owner) = signer::<T>(T::MemberOrigin::try_successful_origin())?;
		T::DeviceConsideration::ensure_successful(&owner, Pallet::<T>::device_footprint());
		let (key, expires) = (Secret::new(1), expires::<T>());
		let device = key.id::<T::Crypto>();
		let possession = Possession {
			owner: owner.into(),
			model: model.0,
			metadata: METADATA,
			expires: expires.0,
		};
		let signature =
			key.sign(Purpose::Register, &T::Genesis::get(), &device, &possession.to_bytes());
		let payload = Endorsement { model: model.0, expires: expires.0 }.to_bytes();
		let endorsed = Endorsed {
			endorser: endorser().public(),
			expires,
			signature: endorser().sign(Purpose::Endorse, &T::Genesis::get(), &device, &payload),
		};
		#[extrinsic_call]
		_(
			origin as T::RuntimeOrigin,
			key.public(),
			model,
			METADATA,
			expires,
			signature,
			Some(endorsed),
		);
		assert_eq!(status::<T>(device), Some(DeviceStatus::Active));
		Ok(())
	}

	// A leaf and its siblings make the root of a tree that nobody has to build.
	#[benchmark]
	fn claim(n: Linear<0, { MAX_PATH }>) -> Result<(), BenchmarkError> {
		let (_, who, org, model) = model::<T>()?;
		T::LotConsideration::ensure_successful(&who, Pallet::<T>::lot_footprint());
		let (origin, owner) = signer::<T>(T::MemberOrigin::try_successful_origin())?;
		T::DeviceConsideration::ensure_successful(&owner, Pallet::<T>::device_footprint());
		let (key, expires) = (Secret::new(1), expires::<T>());
		let device = key.id::<T::Crypto>();
		let count = 1u32.checked_shl(n).unwrap_or(u32::MAX);
		let place = Place { index: 0, count, path: vec![[9; 32]; n as usize] };
		let root = place
			.root::<T::Crypto>(Tree::Lot, lot_leaf::<T::Crypto>(&key.public()))
			.expect("the first leaf has a sibling on every level");
		let lot = Pallet::<T>::do_post_lot(who, org, model, root, count)?;
		let possession = Possession {
			owner: owner.into(),
			model: model.0,
			metadata: METADATA,
			expires: expires.0,
		};
		let signature =
			key.sign(Purpose::Register, &T::Genesis::get(), &device, &possession.to_bytes());
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, lot, key.public(), place, METADATA, expires, signature);
		assert_eq!(status::<T>(device), Some(DeviceStatus::Active));
		Ok(())
	}

	#[benchmark]
	fn rotate_key() -> Result<(), BenchmarkError> {
		let (_, owner, device) = device::<T>(1)?;
		propose::<T>(&owner, device)?;
		let call = rotation::<T>(device);
		#[block]
		{
			call.dispatch_bypass_filter(frame_system::RawOrigin::Authorized.into())?;
		}
		assert_eq!(Pallet::<T>::device(device).map(|device| device.key_epoch), Some(1));
		Ok(())
	}

	#[benchmark]
	fn authorize_rotate_key() -> Result<(), BenchmarkError> {
		let (.., device) = device::<T>(1)?;
		let call = rotation::<T>(device);
		#[block]
		{
			call.authorize(TransactionSource::External).ok_or("the call authorises itself")??;
		}
		Ok(())
	}

	#[benchmark]
	fn propose_key() -> Result<(), BenchmarkError> {
		let (origin, _, device) = device::<T>(1)?;
		let new = Secret::new(2);
		let rotation = to_new_key::<T>(&new);
		let signature = new.sign_rotation(Purpose::Adopt, &T::Genesis::get(), &device, &rotation);
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, device, rotation.key, expires::<T>(), signature);
		assert!(ProposedKeys::<T>::contains_key(device));
		Ok(())
	}

	#[benchmark]
	fn finish_rotation() -> Result<(), BenchmarkError> {
		let (_, owner, device) = device::<T>(1)?;
		propose::<T>(&owner, device)?;
		T::BenchmarkHelper::set_time(T::Time::now() + T::RotationDelay::get());
		let caller: T::AccountId = whitelisted_caller();
		#[extrinsic_call]
		_(RawOrigin::Signed(caller), device);
		assert_eq!(Pallet::<T>::device(device).map(|device| device.key_epoch), Some(1));
		Ok(())
	}

	#[benchmark]
	fn cancel_rotation() -> Result<(), BenchmarkError> {
		let (origin, owner, device) = device::<T>(1)?;
		propose::<T>(&owner, device)?;
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, device);
		assert!(!ProposedKeys::<T>::contains_key(device));
		Ok(())
	}

	#[benchmark]
	fn suspend() -> Result<(), BenchmarkError> {
		let (origin, _, device) = device::<T>(1)?;
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, device);
		assert_eq!(status::<T>(device), Some(DeviceStatus::Suspended));
		Ok(())
	}

	#[benchmark]
	fn resume() -> Result<(), BenchmarkError> {
		let (origin, owner, device) = device::<T>(1)?;
		Pallet::<T>::do_suspend(owner, device)?;
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, device);
		assert_eq!(status::<T>(device), Some(DeviceStatus::Active));
		Ok(())
	}

	// By the manufacturer, who has to be found first.
	#[benchmark]
	fn revoke() -> Result<(), BenchmarkError> {
		let (_, owner, device) = device::<T>(1)?;
		propose::<T>(&owner, device)?;
		let (mut record, ticket) = Pallet::<T>::load(&device).map_err(DispatchError::from)?;
		let other = T::BenchmarkHelper::member(1);
		DevicesOf::<T>::remove(&record.owner, device);
		DevicesOf::<T>::insert(&other, device, ());
		record.owner = other;
		Devices::<T>::insert(device, (record, ticket));
		let (origin, _) = signer::<T>(T::ManufacturerOrigin::try_successful_origin())?;
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, device, None);
		assert_eq!(status::<T>(device), Some(DeviceStatus::Revoked));
		Ok(())
	}

	#[benchmark]
	fn retire() -> Result<(), BenchmarkError> {
		let (origin, owner, device) = device::<T>(1)?;
		propose::<T>(&owner, device)?;
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, device);
		assert_eq!(status::<T>(device), Some(DeviceStatus::Retired));
		Ok(())
	}

	#[benchmark]
	fn drop_device() -> Result<(), BenchmarkError> {
		let (_, owner, device) = device::<T>(1)?;
		fill_keys::<T>(device)?;
		fill_gateways::<T>(&owner, Scope::Device(device), 0)?;
		Pallet::<T>::do_retire(owner, device)?;
		T::BenchmarkHelper::set_time(T::Time::now() + T::DropDelay::get());
		let caller: T::AccountId = whitelisted_caller();
		#[extrinsic_call]
		_(RawOrigin::Signed(caller), device);
		assert_eq!(status::<T>(device), None);
		Ok(())
	}

	#[benchmark]
	fn offer_transfer() -> Result<(), BenchmarkError> {
		let (origin, _, device) = device::<T>(1)?;
		let to = T::BenchmarkHelper::member(1);
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, device, to, expires::<T>());
		assert!(Offers::<T>::contains_key(device));
		Ok(())
	}

	#[benchmark]
	fn accept_transfer() -> Result<(), BenchmarkError> {
		let (.., device) = device::<T>(1)?;
		let (mut record, ticket) = Pallet::<T>::load(&device).map_err(DispatchError::from)?;
		let (origin, to) = signer::<T>(T::MemberOrigin::try_successful_origin())?;
		let from = T::BenchmarkHelper::member(1);
		// The only account that surely passes is the one that has to accept.
		ticket.drop(&to)?;
		let footprint = Pallet::<T>::device_footprint();
		T::DeviceConsideration::ensure_successful(&from, footprint);
		let ticket = T::DeviceConsideration::new(&from, footprint)?;
		DevicesOf::<T>::remove(&to, device);
		DevicesOf::<T>::insert(&from, device, ());
		record.owner = from.clone();
		Devices::<T>::insert(device, (record, ticket));
		fill_gateways::<T>(&from, Scope::Device(device), 0)?;
		propose::<T>(&from, device)?;
		Pallet::<T>::do_offer_transfer(from, device, to.clone(), expires::<T>())?;
		T::DeviceConsideration::ensure_successful(&to, footprint);
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, device);
		assert_eq!(Pallet::<T>::device(device).map(|device| device.owner), Some(to));
		Ok(())
	}

	#[benchmark]
	fn cancel_transfer() -> Result<(), BenchmarkError> {
		let (origin, owner, device) = device::<T>(1)?;
		let to = T::BenchmarkHelper::member(1);
		Pallet::<T>::do_offer_transfer(owner, device, to, expires::<T>())?;
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, device);
		assert!(!Offers::<T>::contains_key(device));
		Ok(())
	}

	#[benchmark]
	fn set_metadata() -> Result<(), BenchmarkError> {
		let (origin, _, device) = device::<T>(1)?;
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, device, [6; 32]);
		assert_eq!(Pallet::<T>::device(device).map(|device| device.metadata), Some([6; 32]));
		Ok(())
	}

	#[benchmark]
	fn set_calibration() -> Result<(), BenchmarkError> {
		let (.., device) = device::<T>(1)?;
		let origin = T::AccreditorOrigin::try_successful_origin()
			.map_err(|()| BenchmarkError::Weightless)?;
		strange::<T>(device, None)?;
		let until = Pallet::<T>::now().saturating_add(MAX_CALIBRATION);
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, device, [6; 32], until);
		assert!(Pallet::<T>::device(device).is_some_and(|device| device.calibration.is_some()));
		Ok(())
	}

	#[benchmark]
	fn end_calibration() -> Result<(), BenchmarkError> {
		let (.., device) = device::<T>(1)?;
		let origin = T::AccreditorOrigin::try_successful_origin()
			.map_err(|()| BenchmarkError::Weightless)?;
		let by = T::AccreditorOrigin::ensure_origin(origin.clone())
			.map_err(|_| BenchmarkError::Weightless)?
			.org;
		strange::<T>(device, Some(by))?;
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, device);
		let now = Pallet::<T>::now();
		let record = Pallet::<T>::device(device).ok_or("it is there")?;
		assert!(record.calibration.is_some_and(|word| !word.covers(now)));
		Ok(())
	}

	#[benchmark]
	fn authorize_gateway() -> Result<(), BenchmarkError> {
		let (origin, owner, device) = device::<T>(1)?;
		let scope = Scope::Device(device);
		fill_gateways::<T>(&owner, scope, 1)?;
		T::GatewayConsideration::ensure_successful(&owner, Pallet::<T>::gateway_footprint());
		let gateway = T::BenchmarkHelper::member(100);
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, scope, gateway.clone());
		assert!(Pallet::<T>::gateway(device, gateway));
		Ok(())
	}

	#[benchmark]
	fn deauthorize_gateway() -> Result<(), BenchmarkError> {
		let (origin, owner, device) = device::<T>(1)?;
		let scope = Scope::Device(device);
		fill_gateways::<T>(&owner, scope, 0)?;
		let gateway = T::BenchmarkHelper::member(100);
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, scope, gateway.clone());
		assert!(!Pallet::<T>::gateway(device, gateway));
		Ok(())
	}

	// Everything that other pallets can ask and do, for one device.
	#[benchmark]
	fn device_facts() -> Result<(), BenchmarkError> {
		let (_, owner, device) = device::<T>(1)?;
		fill_keys::<T>(device)?;
		let gateway = T::BenchmarkHelper::member(100);
		T::GatewayConsideration::ensure_successful(&owner, Pallet::<T>::gateway_footprint());
		Pallet::<T>::do_authorize_gateway(owner.clone(), Scope::AllOfOwner, gateway.clone())?;
		let channel = (T::MaxChannels::get() - 1) as u16;
		#[block]
		{
			assert_eq!(<Pallet<T> as DeviceRegistry<_>>::owner(&device), Some(owner));
			let _ = <Pallet<T> as DeviceRegistry<_>>::key(&device, 0);
			assert!(
				<Pallet<T> as DeviceRegistry<_>>::channel(&StreamId { device, channel }).is_some()
			);
			let _ = <Pallet<T> as DeviceRegistry<_>>::calibration(&device);
			assert!(<Pallet<T> as DeviceRegistry<_>>::may_anchor(&gateway, &device));
			<Pallet<T> as DeviceRegistry<_>>::suspend_for_equivocation(&device);
		}
		assert_eq!(
			<Pallet<T> as DeviceRegistry<_>>::status(&device),
			Some(DeviceStatus::Suspended)
		);
		Ok(())
	}

	#[benchmark]
	fn verify_p256() {
		let (key, signature) = samples::P256;
		let verified;
		#[block]
		{
			verified = T::Crypto::verify(&key, &samples::MESSAGE, &signature);
		}
		assert!(verified);
	}

	#[benchmark]
	fn verify_secp256k1() {
		let (key, signature) = samples::SECP256K1;
		let verified;
		#[block]
		{
			verified = T::Crypto::verify(&key, &samples::MESSAGE, &signature);
		}
		assert!(verified);
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::TestExt::empty().build(), crate::mock::Test);
}
