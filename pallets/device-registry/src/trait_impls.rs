//! Traits that this pallet implements for others.

use super::*;
use frame::deps::sp_runtime::transaction_validity::ValidTransaction;
use tallystick_primitives::{evidence::fraud::KeyIn, ChannelTraits, KeyAge, StreamId};

/// Lets the pool defer a call that makes a statement until a block has room for it, before anybody
/// pays.
pub struct StatementRoom<T>(core::marker::PhantomData<T>);

impl<T: Config> StatementRoom<T> {
	/// Judges `call`, if it defines a model, registers a device or gives one its next key.
	pub fn check(call: &Call<T>) -> Result<ValidTransaction, TransactionValidityError> {
		match call {
			Call::define_model { .. }
			| Call::register { .. }
			| Call::claim { .. }
			| Call::finish_rotation { .. }
				if !T::Statements::has_room() =>
			{
				// Stays in the pool for the next block.
				Err(InvalidTransaction::ExhaustsResources.into())
			},
			_ => Ok(ValidTransaction::default()),
		}
	}
}

impl<T: Config> DeviceRegistry<T::AccountId> for Pallet<T> {
	fn status(device: &DeviceId) -> Option<DeviceStatus> {
		Devices::<T>::get(device).map(|(record, _)| record.status)
	}

	fn ended(device: &DeviceId) -> Option<Millis> {
		Some(Devices::<T>::get(device)?.0.ended?.at)
	}

	fn owner(device: &DeviceId) -> Option<T::AccountId> {
		Devices::<T>::get(device).map(|(record, _)| record.owner)
	}

	fn tenure(device: &DeviceId) -> Option<u32> {
		Devices::<T>::get(device).map(|(record, _)| record.tenure)
	}

	fn tenure_of(device: &DeviceId, owner: &T::AccountId) -> Option<u32> {
		let (record, _) = Devices::<T>::get(device)?;
		(record.owner == *owner).then_some(record.tenure)
	}

	fn key(device: &DeviceId, epoch: u32) -> (KeyIn, KeyAge) {
		match Devices::<T>::get(device) {
			None => (KeyIn::NoDevice, KeyAge::Past),
			Some((record, _)) if record.key_epoch == epoch => {
				(KeyIn::Key(record.key), KeyAge::Current)
			},
			Some(_) => match PastKeys::<T>::get(device, epoch) {
				None => (KeyIn::NoEpoch, KeyAge::Past),
				Some(past) => (KeyIn::Key(past.key), KeyAge::Past),
			},
		}
	}

	fn present_key(device: &DeviceId) -> Option<DeviceKey> {
		Devices::<T>::get(device).map(|(record, _)| record.key)
	}

	fn channel(stream: &StreamId) -> Option<ChannelTraits> {
		let (record, _) = Devices::<T>::get(stream.device)?;
		let (model, _) = Models::<T>::get(record.model)?;
		let channel = model.channels.get(usize::from(stream.channel))?;
		let Channel { exponent, kind, limits, period, write, .. } = *channel;
		let unit = Unit::new(&channel.unit)?;
		Some(ChannelTraits { kind, unit, exponent, limits, period, write })
	}

	fn calibration(device: &DeviceId) -> Option<Calibration> {
		Devices::<T>::get(device)?.0.calibration
	}

	fn may_anchor(gateway: &T::AccountId, device: &DeviceId) -> bool {
		let Some((record, _)) = Devices::<T>::get(device) else { return false };
		let authorized = Gateways::<T>::contains_key(Grant::Device(*device), gateway)
			|| Gateways::<T>::contains_key(Grant::Owner(record.owner.clone()), gateway);
		authorized
			&& T::Membership::organization(gateway).is_some()
			&& T::Membership::organization(&record.owner).is_some()
	}

	fn suspend_for_equivocation(device: &DeviceId) -> bool {
		let Some((mut record, ticket)) = Devices::<T>::get(device) else { return false };
		let epoch = record.key_epoch;
		if record.status.is_final() || record.equivocated == Some(epoch) {
			return false;
		}
		record.status = DeviceStatus::Suspended;
		record.equivocated = Some(epoch);
		Devices::<T>::insert(device, (record, ticket));
		Self::deposit_event(Event::EquivocationSuspended { device: *device, epoch });
		true
	}

	fn weight() -> Weight {
		T::WeightInfo::device_facts()
	}
}
