//! What several calls share: loading, checking and storing records, and signatures.

use super::*;
use tallystick_primitives::records::{device::WriteError, is_name};

/// Whether something that runs out can still be used.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Lifetime {
	/// It can.
	Valid,
	/// It has run out.
	Expired,
	/// It would last longer than is permitted.
	TooLong,
}

impl<T: Config> Pallet<T> {
	pub(crate) fn now() -> Millis {
		Millis(T::Time::now())
	}

	pub(crate) fn lifetime(expires: Millis) -> Lifetime {
		let now = Self::now();
		match expires {
			expires if expires < now => Lifetime::Expired,
			expires if expires > now.saturating_add(T::MaxLifetime::get()) => Lifetime::TooLong,
			_ => Lifetime::Valid,
		}
	}

	pub(crate) fn ensure_lifetime(expires: Millis) -> DispatchResult {
		match Self::lifetime(expires) {
			Lifetime::Valid => Ok(()),
			Lifetime::Expired => Err(Error::<T>::Expired.into()),
			Lifetime::TooLong => Err(Error::<T>::ExpiresTooLate.into()),
		}
	}

	/// Whether `key` signed `payload` for this purpose, device and chain.
	pub(crate) fn signed(
		purpose: Purpose,
		device: &DeviceId,
		key: &DeviceKey,
		payload: &[u8],
		signature: &Signature,
	) -> bool {
		Message::new(purpose, &T::Genesis::get(), device, key.scheme(), payload)
			.is_some_and(|message| T::Crypto::verify(key, message.as_bytes(), signature))
	}

	/// What the check of a signature costs. Calls are measured with Ed25519, for which the host has a
	/// fast function, so that only the other schemes cost more than was measured.
	pub(crate) fn weight_of_signature(scheme: Scheme) -> Weight {
		match scheme {
			Scheme::Ed25519 => Weight::zero(),
			Scheme::P256 => T::WeightInfo::verify_p256(),
			Scheme::Secp256k1 => T::WeightInfo::verify_secp256k1(),
		}
	}

	/// The most that checking a signature costs if the call does not name its scheme.
	pub(crate) fn weight_of_any_signature() -> Weight {
		T::WeightInfo::verify_p256().max(T::WeightInfo::verify_secp256k1())
	}

	/// What a registration costs, with the device's signature and the endorser's.
	pub(crate) fn weight_of_register(key: &DeviceKey, endorsement: &Option<Endorsed>) -> Weight {
		let endorsed = endorsement.as_ref().map_or(Weight::zero(), |endorsement| {
			Self::weight_of_signature(endorsement.endorser.scheme())
		});
		T::WeightInfo::register()
			.saturating_add(Self::weight_of_signature(key.scheme()))
			.saturating_add(endorsed)
	}

	/// The most that the checks of a rotation cost: only the registry knows of which scheme the old
	/// key is.
	pub(crate) fn weight_of_authorize_rotate_key(new: &DeviceKey) -> Weight {
		T::WeightInfo::authorize_rotate_key()
			.saturating_add(Self::weight_of_signature(new.scheme()))
			.saturating_add(Self::weight_of_any_signature())
	}

	/// Checks that `key` never belonged to a device and is not weak.
	pub(crate) fn ensure_new_key(key: &DeviceKey) -> DispatchResult {
		ensure!(!key.is_weak(), Error::<T>::WeakKey);
		let fingerprint = key.fingerprint::<T::Crypto>();
		ensure!(!UsedKeys::<T>::contains_key(fingerprint), Error::<T>::KeyUsed);
		Ok(())
	}

	/// Checks a device's consent to be registered, and returns its id.
	pub(crate) fn ensure_possession(
		owner: &T::AccountId,
		model: ModelId,
		key: &DeviceKey,
		metadata: Hash,
		expires: Millis,
		signature: &Signature,
	) -> Result<DeviceId, DispatchError> {
		Self::ensure_lifetime(expires)?;
		Self::ensure_new_key(key)?;
		let device = DeviceId::of::<T::Crypto>(key);
		let (owner, expires) = (owner.clone().into(), expires.0);
		let payload = Possession { owner, model: model.0, metadata, expires }.to_bytes();
		ensure!(
			Self::signed(Purpose::Register, &device, key, &payload, signature),
			Error::<T>::BadSignature
		);
		Ok(device)
	}

	/// Checks a manufacturer's signature for a device.
	pub(crate) fn ensure_endorsed(
		device: &DeviceId,
		model: ModelId,
		endorsers: &[DeviceKey],
		endorsed: &Endorsed,
	) -> DispatchResult {
		let Endorsed { endorser, expires, signature } = endorsed;
		ensure!(endorsers.contains(endorser), Error::<T>::UnknownEndorser);
		// Made at the factory, so it may last for years.
		ensure!(*expires >= Self::now(), Error::<T>::EndorsementExpired);
		let payload = Endorsement { model: model.0, expires: expires.0 }.to_bytes();
		ensure!(
			Self::signed(Purpose::Endorse, device, endorser, &payload, signature),
			Error::<T>::BadEndorsement
		);
		Ok(())
	}

	pub(crate) fn ensure_channels(channels: &ChannelsOf<T>) -> DispatchResult {
		let names: BTreeSet<_> = channels.iter().map(|channel| &channel.name).collect();
		ensure!(!channels.is_empty() && names.len() == channels.len(), Error::<T>::BadChannels);
		let sound = channels.iter().all(|channel| {
			is_name(&channel.name)
				&& channel.unit.iter().all(u8::is_ascii_graphic)
				&& channel.limits.low <= channel.limits.high
				&& channel.period > 0
		});
		ensure!(sound, Error::<T>::BadChannels);
		channels.iter().try_for_each(ChannelOf::<T>::check_write).map_err(|error| match error {
			WriteError::Bounds(_) => Error::<T>::BadWrite,
			WriteError::Implausible { .. } => Error::<T>::WriteImplausible,
			WriteError::Counter => Error::<T>::WritableCounter,
		})?;
		Ok(())
	}

	pub(crate) fn load_model(model: ModelId) -> Result<ModelOf<T>, Error<T>> {
		Models::<T>::get(model).map(|(model, _)| model).ok_or(Error::<T>::UnknownModel)
	}

	pub(crate) fn load_lot(lot: LotId) -> Result<(LotOf<T>, T::LotConsideration), Error<T>> {
		Lots::<T>::get(lot).ok_or(Error::<T>::UnknownLot)
	}

	pub(crate) fn load(
		device: &DeviceId,
	) -> Result<(DeviceOf<T>, T::DeviceConsideration), Error<T>> {
		Devices::<T>::get(device).ok_or(Error::<T>::UnknownDevice)
	}

	/// A device whose status can still change.
	pub(crate) fn load_live(
		device: &DeviceId,
	) -> Result<(DeviceOf<T>, T::DeviceConsideration), Error<T>> {
		let (record, ticket) = Self::load(device)?;
		ensure!(!record.status.is_final(), Error::<T>::DeviceEnded);
		Ok((record, ticket))
	}

	/// A device of `who`, whose status can still change.
	pub(crate) fn load_owned(
		who: &T::AccountId,
		device: &DeviceId,
	) -> Result<(DeviceOf<T>, T::DeviceConsideration), Error<T>> {
		let (record, ticket) = Self::load_live(device)?;
		ensure!(record.owner == *who, Error::<T>::NotOwner);
		Ok((record, ticket))
	}

	/// Checks that `who` owns a device whose status can still change.
	pub(crate) fn ensure_owned(who: &T::AccountId, device: &DeviceId) -> Result<(), Error<T>> {
		Self::load_owned(who, device).map(|_| ())
	}

	/// Checks that `who` may remove what `payer` stored for `manufacturer`: a member of it, and while it is
	/// suspended `payer` alone.
	pub(crate) fn ensure_may_remove(
		who: &T::AccountId,
		payer: &T::AccountId,
		manufacturer: OrgId,
	) -> DispatchResult {
		ensure!(T::Membership::member_of(who) == Some(manufacturer), Error::<T>::NotManufacturer);
		let allowed = who == payer || T::Membership::is_active(manufacturer);
		ensure!(allowed, Error::<T>::NotManufacturer);
		Ok(())
	}

	pub(crate) fn use_model(model: ModelId) -> DispatchResult {
		let uses = ModelUses::<T>::get(model).checked_add(1).ok_or(Error::<T>::IdsExhausted)?;
		ModelUses::<T>::insert(model, uses);
		Ok(())
	}

	pub(crate) fn unuse_model(model: ModelId) {
		// Every device and lot is counted, so there is one to take away.
		match ModelUses::<T>::get(model).saturating_sub(1) {
			0 => ModelUses::<T>::remove(model),
			uses => ModelUses::<T>::insert(model, uses),
		}
	}

	/// Stores a new device of `owner`.
	pub(crate) fn store_device(
		Member { who: owner, org }: Member<T::AccountId>,
		device: DeviceId,
		key: DeviceKey,
		model: ModelId,
		provenance: Provenance,
		metadata: Hash,
	) -> DispatchResult {
		let now = Self::now();
		let (since, stated) = (now.0, provenance.stated());
		let first = FirstKey { device, key, since, model: model.0, provenance: stated };
		Self::state(first.leaf::<T::Crypto>())?;
		Self::use_model(model)?;
		let ticket = T::DeviceConsideration::new(&owner, Self::device_footprint())?;
		let record = Device {
			owner: owner.clone(),
			org,
			tenure: 0,
			model,
			provenance,
			metadata,
			key,
			key_epoch: 0,
			key_since: now,
			status: DeviceStatus::Active,
			equivocated: None,
			ended: None,
			calibration: None,
		};
		UsedKeys::<T>::insert(key.fingerprint::<T::Crypto>(), device);
		DevicesOf::<T>::insert(&owner, device, ());
		Devices::<T>::insert(device, (record, ticket));
		Self::deposit_event(Event::Registered { device, owner, model, provenance });
		Ok(())
	}

	/// Appends a leaf to the block's statements, so that it stays provable.
	pub(crate) fn state(leaf: Hash) -> Result<(), Error<T>> {
		T::Statements::append(leaf).map_err(|BlockFull| Error::<T>::BlockFull)
	}

	/// Gives a device its next key.
	pub(crate) fn store_key(
		device: DeviceId,
		mut record: DeviceOf<T>,
		ticket: T::DeviceConsideration,
		key: DeviceKey,
	) -> DispatchResult {
		let now = Self::now();
		let epoch = Self::next_epoch(&record)?;
		Self::state(KeyRecord { device, epoch, key, since: now.0 }.leaf::<T::Crypto>())?;

		let past = PastKey { key: record.key, since: record.key_since, until: now };
		PastKeys::<T>::insert(device, record.key_epoch, past);
		UsedKeys::<T>::insert(key.fingerprint::<T::Crypto>(), device);
		ProposedKeys::<T>::remove(device);
		record.key = key;
		record.key_epoch = epoch;
		record.key_since = now;
		Devices::<T>::insert(device, (record, ticket));
		Self::deposit_event(Event::KeyRotated { device, epoch, key, since: now });
		Ok(())
	}

	/// Gives a device another owner.
	pub(crate) fn store_owner(
		device: DeviceId,
		mut record: DeviceOf<T>,
		ticket: T::DeviceConsideration,
		Member { who: to, org }: Member<T::AccountId>,
	) -> DispatchResult {
		record.tenure = record.tenure.checked_add(1).ok_or(Error::<T>::IdsExhausted)?;
		let from = core::mem::replace(&mut record.owner, to.clone());
		record.org = org;
		if record.calibration.is_some_and(|word| word.by == org) {
			Self::cut_calibration(device, &mut record);
		}
		// Returns the old deposits first: the same account may have to pay the new one.
		ticket.drop(&from)?;
		Self::clear_gateways(&Grant::Device(device), &from)?;
		let ticket = T::DeviceConsideration::new(&to, Self::device_footprint())?;

		Offers::<T>::remove(device);
		ProposedKeys::<T>::remove(device);
		DevicesOf::<T>::remove(&from, device);
		DevicesOf::<T>::insert(&to, device, ());
		Devices::<T>::insert(device, (record, ticket));
		T::OnDeviceChange::on_transferred(&device, &from, &to);
		Self::deposit_event(Event::Transferred { device, from, to });
		Ok(())
	}

	/// Ends the calibration of a device before this moment, if it covers this moment.
	pub(crate) fn cut_calibration(device: DeviceId, record: &mut DeviceOf<T>) {
		let now = Self::now();
		let Some(word) = record.calibration.as_mut().filter(|word| word.covers(now)) else {
			return;
		};
		// A calibration given at this moment then covers no time at all.
		word.until = Millis(now.0.saturating_sub(1));
		let calibration = *word;
		Self::deposit_event(Event::CalibrationEnded { device, calibration });
	}

	/// The epoch of the key after the present one.
	pub(crate) fn next_epoch(record: &DeviceOf<T>) -> Result<u32, Error<T>> {
		match record.key_epoch.checked_add(1) {
			Some(epoch) if epoch < T::MaxKeys::get() => Ok(epoch),
			_ => Err(Error::<T>::TooManyKeys),
		}
	}

	/// Makes a device's status final.
	pub(crate) fn store_end(
		device: DeviceId,
		mut record: DeviceOf<T>,
		ticket: T::DeviceConsideration,
		status: DeviceStatus,
		distrusted: Option<Millis>,
	) {
		record.status = status;
		record.ended = Some(Ended { at: Self::now(), distrusted });
		ProposedKeys::<T>::remove(device);
		Offers::<T>::remove(device);
		let owner = record.owner.clone();
		Devices::<T>::insert(device, (record, ticket));
		T::OnDeviceChange::on_ended(&device, &owner, status);
	}

	/// Removes the gateways under `grant`, and returns their deposits to `payer`.
	pub(crate) fn clear_gateways(grant: &GrantOf<T>, payer: &T::AccountId) -> DispatchResult {
		// Never more than `MaxGateways`.
		for (_, ticket) in Gateways::<T>::drain_prefix(grant) {
			ticket.drop(payer)?;
		}
		GatewayCounts::<T>::remove(grant);
		Ok(())
	}

	/// The largest footprint of a device: its record and all keys that it can ever have, so that a
	/// rotation, which no account signs, depends on nobody's balance.
	pub(crate) fn device_footprint() -> Footprint {
		let parts = [
			DeviceOf::<T>::max_encoded_len(),
			ProposedKey::max_encoded_len(),
			OfferOf::<T>::max_encoded_len(),
			PastKey::max_encoded_len().saturating_mul(T::MaxKeys::get() as usize),
		];
		// Some thousand bytes: nothing saturates.
		let size = parts.into_iter().fold(0usize, usize::saturating_add);
		Footprint::from_parts(1, size)
	}

	/// The footprint of a lot.
	pub(crate) fn lot_footprint() -> Footprint {
		Footprint::from_mel::<LotOf<T>>()
	}

	/// The footprint of one gateway's authorisation.
	pub(crate) fn gateway_footprint() -> Footprint {
		Footprint::from_mel::<(GrantOf<T>, T::AccountId)>()
	}

	/// The footprint of a model.
	pub(crate) fn model_footprint(model: &ModelOf<T>) -> Footprint {
		Footprint::from_encodable(model)
	}

	/// What was stated of a device and its model.
	pub(crate) fn find_registration(device: DeviceId) -> Option<RegistrationRecord> {
		let (record, _) = Devices::<T>::get(device)?;
		let Device { model, provenance, key, key_epoch, key_since: since, .. } = record;
		let (key, since) = match key_epoch {
			0 => (key, since),
			_ => PastKeys::<T>::get(device, 0).map(|past| (past.key, past.since))?,
		};
		let (Model { manufacturer, defined, .. }, _) = Models::<T>::get(model)?;
		Some(RegistrationRecord { key, since, model, provenance, manufacturer, defined })
	}

	/// The key that a device had at a time. It reads each of the device's keys, which are few.
	pub(crate) fn find_key(device: DeviceId, time: Millis) -> Option<KeyAt> {
		let (record, _) = Devices::<T>::get(device)?;
		// The end of all its keys, if there is one: signatures after a retirement or a revocation
		// do not count.
		let end = record.ended.map(|ended| ended.distrusted.unwrap_or(ended.at));
		if end.is_some_and(|end| time >= end) {
			return None;
		}
		let found = if time >= record.key_since {
			let Device { key, key_epoch: epoch, key_since: since, .. } = record;
			KeyAt { key, epoch, since, until: None }
		} else {
			(0..record.key_epoch).rev().find_map(|epoch| {
				let PastKey { key, since, until } = PastKeys::<T>::get(device, epoch)?;
				(since <= time && time < until).then_some(KeyAt {
					key,
					epoch,
					since,
					until: Some(until),
				})
			})?
		};
		let until = [found.until, end].into_iter().flatten().min();
		Some(KeyAt { until, ..found })
	}
}
