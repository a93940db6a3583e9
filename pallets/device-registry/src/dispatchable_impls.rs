//! The logic of the calls, after their origin is checked.

use super::*;
use tallystick_primitives::{records::is_name, refused};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_define_model(
		payer: T::AccountId,
		manufacturer: OrgId,
		thing: Hash,
		uri: UriOf<T>,
		channels: ChannelsOf<T>,
		endorsers: EndorsersOf<T>,
	) -> Result<ModelId, DispatchError> {
		ensure!(uri.is_empty() || is_name(&uri), Error::<T>::BadUri);
		Self::ensure_channels(&channels)?;
		ensure!(!endorsers.iter().any(DeviceKey::is_weak), Error::<T>::WeakKey);
		let model = NextModelId::<T>::get().unwrap_or(ModelId(0));
		let next = model.next().ok_or(Error::<T>::IdsExhausted)?;
		let stated = (0..).zip(&channels).map(|(number, channel)| ModelChannel {
			number,
			name: &channel.name,
			unit: &channel.unit,
			exponent: channel.exponent,
			limits: channel.limits,
		});
		let statement = ModelStatement::of::<T::Crypto>(model.0, manufacturer.0, stated);
		// No text is longer than that of a statement can be: see `integrity_test`.
		let statement = statement.ok_or(Error::<T>::BadChannels)?;
		Self::state(statement.leaf::<T::Crypto>(&T::Genesis::get()))?;
		let (defined, by) = (Self::now(), payer.clone());
		let record = Model { manufacturer, payer: by, defined, thing, uri, channels, endorsers };
		let ticket = T::ModelConsideration::new(&payer, Self::model_footprint(&record))?;

		NextModelId::<T>::put(next);
		Models::<T>::insert(model, (record, ticket));
		Self::deposit_event(Event::ModelDefined { model, manufacturer });
		Ok(model)
	}

	pub(crate) fn do_drop_model(who: T::AccountId, model: ModelId) -> DispatchResult {
		let (record, ticket) = Models::<T>::get(model).ok_or(Error::<T>::UnknownModel)?;
		Self::ensure_may_remove(&who, &record.payer, record.manufacturer)?;
		ensure!(ModelUses::<T>::get(model) == 0, Error::<T>::ModelInUse);

		ticket.drop(&record.payer)?;
		Models::<T>::remove(model);
		Self::deposit_event(Event::ModelDropped { model });
		Ok(())
	}

	pub(crate) fn do_post_lot(
		payer: T::AccountId,
		manufacturer: OrgId,
		model: ModelId,
		root: Hash,
		count: u32,
	) -> Result<LotId, DispatchError> {
		let record = Self::load_model(model)?;
		ensure!(record.manufacturer == manufacturer, Error::<T>::NotManufacturer);
		ensure!(count > 0, Error::<T>::EmptyLot);
		let lot = NextLotId::<T>::get().unwrap_or(LotId(0));
		let next = lot.next().ok_or(Error::<T>::IdsExhausted)?;
		let ticket = T::LotConsideration::new(&payer, Self::lot_footprint())?;
		Self::use_model(model)?;

		NextLotId::<T>::put(next);
		Lots::<T>::insert(lot, (Lot { model, payer, root, count, claimed: 0 }, ticket));
		Self::deposit_event(Event::LotPosted { lot, model, root, count });
		Ok(lot)
	}

	pub(crate) fn do_close_lot(who: T::AccountId, lot: LotId) -> DispatchResult {
		let (record, ticket) = Self::load_lot(lot)?;
		// A lot counts as a use of its model, which is therefore there.
		let manufacturer = Self::load_model(record.model)?.manufacturer;
		Self::ensure_may_remove(&who, &record.payer, manufacturer)?;

		ticket.drop(&record.payer)?;
		Lots::<T>::remove(lot);
		Self::unuse_model(record.model);
		Self::deposit_event(Event::LotClosed { lot, claimed: record.claimed });
		Ok(())
	}

	pub(crate) fn do_register(
		owner: Member<T::AccountId>,
		key: DeviceKey,
		model: ModelId,
		metadata: Hash,
		expires: Millis,
		signature: Signature,
		endorsement: Option<Endorsed>,
	) -> DispatchResult {
		let record = Self::load_model(model)?;
		let device =
			Self::ensure_possession(&owner.who, model, &key, metadata, expires, &signature)?;
		let provenance = match endorsement {
			None => Provenance::Declared,
			Some(endorsed) => {
				Self::ensure_endorsed(&device, model, &record.endorsers, &endorsed)?;
				Provenance::Endorsed
			},
		};
		Self::store_device(owner, device, key, model, provenance, metadata)
	}

	pub(crate) fn do_claim(
		owner: Member<T::AccountId>,
		lot: LotId,
		key: DeviceKey,
		place: Place,
		metadata: Hash,
		expires: Millis,
		signature: Signature,
	) -> DispatchResult {
		ensure!(place.path.len() <= MAX_PATH as usize, Error::<T>::PathTooLong);
		let (mut record, ticket) = Self::load_lot(lot)?;
		let claimed = match record.claimed.checked_add(1) {
			Some(claimed) if claimed <= record.count => claimed,
			_ => return Err(Error::<T>::LotExhausted.into()),
		};
		let root = place.root::<T::Crypto>(Tree::Lot, lot_leaf::<T::Crypto>(&key));
		ensure!(place.count == record.count && root == Some(record.root), Error::<T>::NotInLot);
		let device =
			Self::ensure_possession(&owner.who, record.model, &key, metadata, expires, &signature)?;

		let model = record.model;
		record.claimed = claimed;
		Lots::<T>::insert(lot, (record, ticket));
		Self::store_device(owner, device, key, model, Provenance::Lot(lot), metadata)
	}

	/// Checks a rotation that the device itself signed, the signatures last. Returns the scheme of
	/// the old key.
	pub(crate) fn ensure_rotation(
		device: &DeviceId,
		rotation: &Rotation,
		old: &Signature,
		new: &Signature,
	) -> Result<Scheme, Refusal> {
		let (record, _) = Devices::<T>::get(device).ok_or(Refusal::UnknownDevice)?;
		match record.status {
			DeviceStatus::Active => {},
			DeviceStatus::Suspended => return Err(Refusal::Suspended),
			DeviceStatus::Revoked => return Err(Refusal::Revoked),
			DeviceStatus::Retired => return Err(Refusal::Retired),
		}
		ensure!(T::Membership::organization(&record.owner).is_some(), Refusal::OwnerNotInStanding);
		ensure!(rotation.tenure == record.tenure, Refusal::OtherTenure);
		let next = Self::next_epoch(&record).map_err(|_| Refusal::TooManyKeys)?;
		ensure!(rotation.epoch >= next, Refusal::PastEpoch);
		ensure!(rotation.epoch == next, Refusal::FutureEpoch);
		match Self::lifetime(Millis(rotation.expires)) {
			Lifetime::Valid => {},
			Lifetime::Expired => return Err(Refusal::Expired),
			Lifetime::TooLong => return Err(Refusal::ExpiresTooLate),
		}
		let earliest = record.key_since.saturating_add(T::MinKeyAge::get());
		ensure!(Self::now() >= earliest, Refusal::TooSoon);
		ensure!(!rotation.key.is_weak(), Refusal::WeakKey);
		let fingerprint = rotation.key.fingerprint::<T::Crypto>();
		ensure!(!UsedKeys::<T>::contains_key(fingerprint), Refusal::KeyUsed);
		let signed = |purpose, key: &DeviceKey, signature| {
			rotation.with_bytes(|payload| Self::signed(purpose, device, key, payload, signature))
		};
		ensure!(signed(Purpose::Rotate, &record.key, old), Refusal::BadOldSignature);
		ensure!(signed(Purpose::Adopt, &rotation.key, new), Refusal::BadNewSignature);
		Ok(record.key.scheme())
	}

	pub(crate) fn authorize_rotation(
		device: &DeviceId,
		rotation: Rotation,
		old: &Signature,
		new: &Signature,
	) -> TransactionValidityWithRefund {
		// Stays in the pool for the next block.
		ensure!(T::Statements::has_room(), InvalidTransaction::ExhaustsResources);
		let scheme = Self::ensure_rotation(device, &rotation, old, new).map_err(refused)?;
		let valid = ValidTransaction::with_tag_prefix("DeviceRegistry")
			.and_provides((device, rotation.epoch))
			.priority(T::RotationPriority::get())
			.longevity(ROTATION_LONGEVITY)
			.propagate(true)
			.build()?;
		// The call booked the most expensive scheme that the old key could have.
		let unspent =
			Self::weight_of_any_signature().saturating_sub(Self::weight_of_signature(scheme));
		Ok((valid, unspent))
	}

	pub(crate) fn do_rotate_key(device: DeviceId, key: DeviceKey) -> DispatchResult {
		// The call was authorised in this block, signatures included.
		let (record, ticket) = Self::load_live(&device)?;
		Self::store_key(device, record, ticket, key)
	}

	pub(crate) fn do_propose_key(
		who: T::AccountId,
		device: DeviceId,
		key: DeviceKey,
		expires: Millis,
		signature: Signature,
	) -> DispatchResult {
		let (record, _) = Self::load_owned(&who, &device)?;
		ensure!(!ProposedKeys::<T>::contains_key(device), Error::<T>::AlreadyProposed);
		let epoch = Self::next_epoch(&record)?;
		Self::ensure_lifetime(expires)?;
		Self::ensure_new_key(&key)?;
		let adopted = Rotation { key, epoch, tenure: record.tenure, expires: expires.0 }
			.with_bytes(|payload| Self::signed(Purpose::Adopt, &device, &key, payload, &signature));
		ensure!(adopted, Error::<T>::BadSignature);

		let ready = Self::now().saturating_add(T::RotationDelay::get());
		ProposedKeys::<T>::insert(device, ProposedKey { key, epoch, ready });
		Self::deposit_event(Event::KeyProposed { device, epoch, key, ready });
		Ok(())
	}

	pub(crate) fn do_finish_rotation(device: DeviceId) -> DispatchResult {
		let (record, ticket) = Self::load_live(&device)?;
		let proposed = ProposedKeys::<T>::get(device).ok_or(Error::<T>::NotProposed)?;
		ensure!(Self::now() >= proposed.ready, Error::<T>::TooEarly);
		Self::ensure_new_key(&proposed.key)?;
		Self::store_key(device, record, ticket, proposed.key)
	}

	pub(crate) fn do_cancel_rotation(who: T::AccountId, device: DeviceId) -> DispatchResult {
		Self::ensure_owned(&who, &device)?;
		let proposed = ProposedKeys::<T>::take(device).ok_or(Error::<T>::NotProposed)?;
		Self::deposit_event(Event::RotationCancelled { device, epoch: proposed.epoch });
		Ok(())
	}

	pub(crate) fn do_suspend(who: T::AccountId, device: DeviceId) -> DispatchResult {
		let (mut record, ticket) = Self::load_owned(&who, &device)?;
		ensure!(record.status.is_active(), Error::<T>::DeviceSuspended);
		T::Guard::ensure_free(&device)?;
		record.status = DeviceStatus::Suspended;
		Devices::<T>::insert(device, (record, ticket));
		Self::deposit_event(Event::Suspended { device });
		Ok(())
	}

	pub(crate) fn do_resume(who: T::AccountId, device: DeviceId) -> DispatchResult {
		let (mut record, ticket) = Self::load_owned(&who, &device)?;
		ensure!(!record.status.is_active(), Error::<T>::DeviceActive);
		let replaced = record.equivocated.is_none_or(|epoch| record.key_epoch > epoch);
		ensure!(replaced, Error::<T>::KeyNotReplaced);
		record.status = DeviceStatus::Active;
		record.equivocated = None;
		Devices::<T>::insert(device, (record, ticket));
		Self::deposit_event(Event::Resumed { device });
		Ok(())
	}

	pub(crate) fn do_revoke(
		Member { who, org }: Member<T::AccountId>,
		device: DeviceId,
		since: Option<Millis>,
	) -> DispatchResult {
		let (record, ticket) = Self::load_live(&device)?;
		if record.owner != who {
			let manufacturer = Self::load_model(record.model)?.manufacturer;
			ensure!(org == manufacturer, Error::<T>::NotOwner);
		}
		let now = Self::now();
		let since = since.unwrap_or(now);
		ensure!(since <= now, Error::<T>::InFuture);
		Self::store_end(device, record, ticket, DeviceStatus::Revoked, Some(since));
		Self::deposit_event(Event::Revoked { device, by: who, since });
		Ok(())
	}

	pub(crate) fn do_retire(who: T::AccountId, device: DeviceId) -> DispatchResult {
		let (record, ticket) = Self::load_owned(&who, &device)?;
		Self::store_end(device, record, ticket, DeviceStatus::Retired, None);
		Self::deposit_event(Event::Retired { device });
		Ok(())
	}

	pub(crate) fn do_drop_device(device: DeviceId) -> DispatchResult {
		let (record, ticket) = Self::load(&device)?;
		let ended = record.ended.ok_or(Error::<T>::NotEnded)?;
		let earliest = ended.at.saturating_add(T::DropDelay::get());
		ensure!(Self::now() >= earliest, Error::<T>::TooEarly);

		ticket.drop(&record.owner)?;
		Self::clear_gateways(&Grant::Device(device), &record.owner)?;
		for epoch in 0..record.key_epoch {
			PastKeys::<T>::remove(device, epoch);
		}
		DevicesOf::<T>::remove(&record.owner, device);
		Devices::<T>::remove(device);
		Self::unuse_model(record.model);
		Self::deposit_event(Event::DeviceDropped { device });
		Ok(())
	}

	pub(crate) fn do_offer_transfer(
		who: T::AccountId,
		device: DeviceId,
		to: T::AccountId,
		expires: Millis,
	) -> DispatchResult {
		Self::ensure_owned(&who, &device)?;
		ensure!(to != who, Error::<T>::AlreadyOwner);
		Self::ensure_lifetime(expires)?;
		Offers::<T>::insert(device, Offer { to: to.clone(), expires });
		Self::deposit_event(Event::TransferOffered { device, to, expires });
		Ok(())
	}

	pub(crate) fn do_accept_transfer(to: Member<T::AccountId>, device: DeviceId) -> DispatchResult {
		let (record, ticket) = Self::load_live(&device)?;
		let offer = Offers::<T>::get(device).ok_or(Error::<T>::NoOffer)?;
		ensure!(offer.to == to.who, Error::<T>::NotRecipient);
		ensure!(offer.expires >= Self::now(), Error::<T>::Expired);
		let standing = T::Membership::organization(&record.owner);
		ensure!(standing.is_some(), Error::<T>::OwnerNotInStanding);
		T::Guard::ensure_free(&device)?;
		Self::store_owner(device, record, ticket, to)
	}

	pub(crate) fn do_adopt(admin: Member<T::AccountId>, device: DeviceId) -> DispatchResult {
		let (record, ticket) = Self::load_live(&device)?;
		ensure!(record.org == admin.org, Error::<T>::OtherOrganization);
		let member_of = T::Membership::organization(&record.owner);
		ensure!(member_of != Some(admin.org), Error::<T>::StillMember);
		T::Guard::ensure_free(&device)?;
		Self::store_owner(device, record, ticket, admin)
	}

	pub(crate) fn do_cancel_transfer(who: T::AccountId, device: DeviceId) -> DispatchResult {
		Self::ensure_owned(&who, &device)?;
		let offer = Offers::<T>::take(device).ok_or(Error::<T>::NoOffer)?;
		Self::deposit_event(Event::TransferCancelled { device, to: offer.to });
		Ok(())
	}

	pub(crate) fn do_set_metadata(
		who: T::AccountId,
		device: DeviceId,
		new: Hash,
	) -> DispatchResult {
		let (mut record, ticket) = Self::load_owned(&who, &device)?;
		let old = core::mem::replace(&mut record.metadata, new);
		Devices::<T>::insert(device, (record, ticket));
		Self::deposit_event(Event::MetadataChanged { device, old, new });
		Ok(())
	}

	pub(crate) fn do_set_calibration(
		by: OrgId,
		device: DeviceId,
		certificate: Hash,
		until: Millis,
	) -> DispatchResult {
		let (mut record, ticket) = Self::load_live(&device)?;
		let now = Self::now();
		ensure!(until >= now, Error::<T>::Expired);
		let latest = now.saturating_add(MAX_CALIBRATION);
		ensure!(until <= latest, Error::<T>::CalibrationTooLong);
		let owners = [Some(record.org), T::Membership::member_of(&record.owner)];
		ensure!(!owners.contains(&Some(by)), Error::<T>::OwnDevice);
		let since = match record.calibration {
			Some(old) if old.covers(now) => {
				ensure!(old.by == by, Error::<T>::CalibratedByOther);
				old.since
			},
			_ => now,
		};
		let new = Calibration { certificate, since, until, by };
		let old = record.calibration.replace(new);
		Devices::<T>::insert(device, (record, ticket));
		Self::deposit_event(Event::Calibrated { device, old, new });
		Ok(())
	}

	/// Ends the calibration: only one by the accreditor `by`, or any if that is `None`.
	pub(crate) fn do_end_calibration(by: Option<OrgId>, device: DeviceId) -> DispatchResult {
		let (mut record, ticket) = Self::load(&device)?;
		let running = record.calibration.filter(|word| word.covers(Self::now()));
		let word = running.ok_or(Error::<T>::NotCalibrated)?;
		ensure!(by.is_none_or(|by| by == word.by), Error::<T>::CalibratedByOther);
		Self::cut_calibration(device, &mut record);
		Devices::<T>::insert(device, (record, ticket));
		Ok(())
	}

	pub(crate) fn do_authorize_gateway(
		who: T::AccountId,
		scope: Scope,
		gateway: T::AccountId,
	) -> DispatchResult {
		let grant = Self::grant(&who, scope)?;
		let standing = T::Membership::organization(&gateway);
		ensure!(standing.is_some(), Error::<T>::GatewayNotInStanding);
		ensure!(!Gateways::<T>::contains_key(&grant, &gateway), Error::<T>::AlreadyAuthorized);
		let count = match GatewayCounts::<T>::get(&grant).checked_add(1) {
			Some(count) if count <= T::MaxGateways::get() => count,
			_ => return Err(Error::<T>::TooManyGateways.into()),
		};
		let ticket = T::GatewayConsideration::new(&who, Self::gateway_footprint())?;

		GatewayCounts::<T>::insert(&grant, count);
		Gateways::<T>::insert(&grant, &gateway, ticket);
		Self::deposit_event(Event::GatewayAuthorized { owner: who, gateway, scope });
		Ok(())
	}

	pub(crate) fn do_deauthorize_gateway(
		who: T::AccountId,
		scope: Scope,
		gateway: T::AccountId,
	) -> DispatchResult {
		let grant = Self::grant_to_end(&who, scope)?;
		let ticket = Gateways::<T>::get(&grant, &gateway).ok_or(Error::<T>::NotAuthorized)?;
		match &grant {
			Grant::Device(device) => T::Guard::ensure_free(device)?,
			Grant::Owner(owner) => T::Guard::ensure_all_free(owner)?,
		}

		ticket.drop(&who)?;
		Gateways::<T>::remove(&grant, &gateway);
		// Every authorisation is counted, so there is one to take away.
		match GatewayCounts::<T>::get(&grant).saturating_sub(1) {
			0 => GatewayCounts::<T>::remove(&grant),
			count => GatewayCounts::<T>::insert(&grant, count),
		}
		Self::deposit_event(Event::GatewayDeauthorized { owner: who, gateway, scope });
		Ok(())
	}

	fn grant(who: &T::AccountId, scope: Scope) -> Result<GrantOf<T>, Error<T>> {
		Ok(match scope {
			Scope::Device(device) => {
				Self::ensure_owned(who, &device)?;
				Grant::Device(device)
			},
			Scope::AllOfOwner => Grant::Owner(who.clone()),
		})
	}

	/// The same, also for a device whose status is final.
	fn grant_to_end(who: &T::AccountId, scope: Scope) -> Result<GrantOf<T>, Error<T>> {
		Ok(match scope {
			Scope::Device(device) => {
				let (record, _) = Self::load(&device)?;
				ensure!(record.owner == *who, Error::<T>::NotOwner);
				Grant::Device(device)
			},
			Scope::AllOfOwner => Grant::Owner(who.clone()),
		})
	}
}
