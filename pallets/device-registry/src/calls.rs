//! The pallet's calls: each checks its origin and leaves the rest to its `do_*`.

#[frame::pallet_section]
mod calls {
	#[pallet::call(weight(<T as Config>::WeightInfo))]
	impl<T: Config> Pallet<T> {
		/// Describes a model of devices. It never changes.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of a manufacturer in good standing.
		///
		/// ## Details
		///
		/// The signer's organisation pays a deposit for what is stored. The channels become a leaf of the
		/// block's statements, so that what a value means stays provable.
		///
		/// ## Parameters
		///
		/// - `thing`: BLAKE2b-256 of the W3C Thing Model.
		/// - `uri`: where that can be fetched: UTF-8 text.
		/// - `channels`: the inputs and outputs, numbered by their place in the list.
		/// - `endorsers`: the keys with which the manufacturer endorses devices.
		///
		/// ## Errors
		///
		/// [`Error::BadUri`], [`Error::BadChannels`], [`Error::BadWrite`],
		/// [`Error::WriteImplausible`], [`Error::WritableCounter`], [`Error::WeakKey`] of an endorser,
		/// [`Error::IdsExhausted`], [`Error::BlockFull`].
		///
		/// ## Events
		///
		/// [`Event::ModelDefined`].
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::define_model(channels.len() as u32))]
		pub fn define_model(
			origin: OriginFor<T>,
			thing: Hash,
			uri: UriOf<T>,
			channels: ChannelsOf<T>,
			endorsers: EndorsersOf<T>,
		) -> DispatchResult {
			let Member { who, org } = T::ManufacturerOrigin::ensure_origin(origin)?;
			Self::do_define_model(who, org, thing, uri, channels, endorsers).map(|_| ())
		}

		/// Removes a model that no device and no lot uses.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of its manufacturer. If the manufacturer is suspended, only by the
		/// account that paid for the model.
		///
		/// ## Parameters
		///
		/// - `model`: the model.
		///
		/// ## Errors
		///
		/// [`Error::UnknownModel`], [`Error::NotManufacturer`], [`Error::ModelInUse`].
		///
		/// ## Events
		///
		/// [`Event::ModelDropped`].
		#[pallet::call_index(1)]
		pub fn drop_model(origin: OriginFor<T>, model: ModelId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_drop_model(who, model)
		}

		/// Vouches for the devices of a production lot, by one hash over their keys.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of the organisation that builds the model, in good standing.
		///
		/// ## Parameters
		///
		/// - `model`: what they are.
		/// - `root`: the root of the tree over their keys, as `docs/proofs.md` builds it.
		/// - `count`: how many keys the tree has.
		///
		/// ## Errors
		///
		/// [`Error::UnknownModel`], [`Error::NotManufacturer`], [`Error::EmptyLot`],
		/// [`Error::IdsExhausted`].
		///
		/// ## Events
		///
		/// [`Event::LotPosted`].
		#[pallet::call_index(2)]
		pub fn post_lot(
			origin: OriginFor<T>,
			model: ModelId,
			root: Hash,
			count: u32,
		) -> DispatchResult {
			let Member { who, org } = T::ManufacturerOrigin::ensure_origin(origin)?;
			Self::do_post_lot(who, org, model, root, count).map(|_| ())
		}

		/// Removes a lot. Its registered devices stay, and no more can be claimed.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of the model's manufacturer. If the manufacturer is suspended, only by the
		/// account that paid for the lot.
		///
		/// ## Parameters
		///
		/// - `lot`: the lot.
		///
		/// ## Errors
		///
		/// [`Error::UnknownLot`], [`Error::NotManufacturer`].
		///
		/// ## Events
		///
		/// [`Event::LotClosed`].
		#[pallet::call_index(3)]
		pub fn close_lot(origin: OriginFor<T>, lot: LotId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_close_lot(who, lot)
		}

		/// Registers a device as the signer's.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of an organisation in good standing: the future owner.
		///
		/// ## Details
		///
		/// The deposit is for the record and every key that the device can ever have, and comes
		/// back when the record is dropped or the device changes hands. The key becomes a leaf of the
		/// block's statements, so that the registration stays provable.
		///
		/// ## Parameters
		///
		/// - `key`: the device's first key, which makes its id.
		/// - `model`: what it is.
		/// - `metadata`: hash of its description.
		/// - `expires`: when the device's consent runs out: UTC, in milliseconds.
		/// - `signature`: the device's, with which it agrees to all of the above (`docs/proofs.md`).
		/// - `endorsement`: the manufacturer's signature for this device, if there is one.
		///
		/// ## Errors
		///
		/// [`Error::UnknownModel`], [`Error::Expired`], [`Error::ExpiresTooLate`],
		/// [`Error::WeakKey`], [`Error::KeyUsed`], [`Error::BadSignature`];
		/// [`Error::UnknownEndorser`], [`Error::EndorsementExpired`], [`Error::BadEndorsement`];
		/// [`Error::BlockFull`].
		///
		/// ## Events
		///
		/// [`Event::Registered`].
		#[pallet::call_index(4)]
		#[pallet::weight(Pallet::<T>::weight_of_register(key, endorsement))]
		pub fn register(
			origin: OriginFor<T>,
			key: DeviceKey,
			model: ModelId,
			metadata: Hash,
			expires: Millis,
			signature: Signature,
			endorsement: Option<Endorsed>,
		) -> DispatchResult {
			let owner = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_register(owner, key, model, metadata, expires, signature, endorsement)
		}

		/// Registers a device of a production lot as the signer's.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of an organisation in good standing: the future owner.
		///
		/// ## Details
		///
		/// Works like `register`, but the lot vouches for the device's model.
		///
		/// ## Parameters
		///
		/// - `lot`: the lot.
		/// - `key`: the device's first key, which is in the lot.
		/// - `place`: the key's place in the lot's tree, and the proof path from there to the root.
		/// - `metadata`: hash of its description.
		/// - `expires`: when the device's consent runs out: UTC, in milliseconds.
		/// - `signature`: the device's, with which it agrees, also to the lot's model (`docs/proofs.md`).
		///
		/// ## Errors
		///
		/// [`Error::PathTooLong`], [`Error::UnknownLot`], [`Error::LotExhausted`],
		/// [`Error::NotInLot`], [`Error::Expired`], [`Error::ExpiresTooLate`],
		/// [`Error::WeakKey`], [`Error::KeyUsed`], [`Error::BadSignature`], [`Error::BlockFull`].
		///
		/// ## Events
		///
		/// [`Event::Registered`].
		#[pallet::call_index(5)]
		#[pallet::weight(
			T::WeightInfo::claim(place.path.len() as u32)
				.saturating_add(Pallet::<T>::weight_of_signature(key.scheme()))
		)]
		pub fn claim(
			origin: OriginFor<T>,
			lot: LotId,
			key: DeviceKey,
			place: Place,
			metadata: Hash,
			expires: Millis,
			signature: Signature,
		) -> DispatchResult {
			let owner = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_claim(owner, lot, key, place, metadata, expires, signature)
		}

		/// Replaces the key of an active device, as the device itself has signed.
		///
		/// ## Dispatch Origin
		///
		/// None: the device signs, no account does, and nobody pays. The pool refuses an invalid
		/// rotation with a code from 111 to 126 (`docs/rpc.md`). While the block takes no more
		/// statements, the rotation waits in the pool.
		///
		/// ## Details
		///
		/// The change becomes a leaf of the block's statements. A key that the owner proposed
		/// meanwhile is forgotten.
		///
		/// ## Parameters
		///
		/// - `device`: the device.
		/// - `key`: its key from now on.
		/// - `epoch`: one more than the device's present epoch.
		/// - `tenure`: the device's present tenure, so that no rotation outlives a change of hands.
		/// - `expires`: when the rotation runs out: UTC, in milliseconds.
		/// - `old`: the present key's signature for the rotation (`docs/proofs.md`).
		/// - `new`: the new key's signature for the same.
		///
		/// ## Errors
		///
		/// [`Error::BlockFull`].
		///
		/// ## Events
		///
		/// [`Event::KeyRotated`].
		#[pallet::call_index(6)]
		#[pallet::weight_of_authorize(Pallet::<T>::weight_of_authorize_rotate_key(key))]
		#[pallet::authorize(|_, device, key, epoch, tenure, expires, old, new| {
			let (key, epoch, tenure) = (*key, *epoch, *tenure);
			let rotation = Rotation { key, epoch, tenure, expires: expires.0 };
			Pallet::<T>::authorize_rotation(device, rotation, old, new)
		})]
		pub fn rotate_key(
			origin: OriginFor<T>,
			device: DeviceId,
			key: DeviceKey,
			epoch: u32,
			tenure: u32,
			expires: Millis,
			old: Signature,
			new: Signature,
		) -> DispatchResult {
			ensure_authorized(origin)?;
			// Checked when the origin was.
			let _ = (epoch, tenure, expires, old, new);
			Self::do_rotate_key(device, key)
		}

		/// Proposes another key for a device whose present one is lost or stolen.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of an organisation in good standing: the owner.
		///
		/// ## Details
		///
		/// The key can take effect after `RotationDelay` milliseconds. Suspend the device first if
		/// its key is in other hands: an active device can still replace its key itself, and the
		/// proposal is void then.
		///
		/// ## Parameters
		///
		/// - `device`: the device.
		/// - `key`: the new key.
		/// - `expires`: when its consent runs out: UTC, in milliseconds.
		/// - `signature`: the new key's, for the rotation to the epoch after the present one,
		///   in the present tenure (`docs/proofs.md`).
		///
		/// ## Errors
		///
		/// [`Error::UnknownDevice`], [`Error::DeviceEnded`], [`Error::NotOwner`],
		/// [`Error::AlreadyProposed`], [`Error::TooManyKeys`], [`Error::Expired`],
		/// [`Error::ExpiresTooLate`], [`Error::WeakKey`], [`Error::KeyUsed`],
		/// [`Error::BadSignature`].
		///
		/// ## Events
		///
		/// [`Event::KeyProposed`].
		#[pallet::call_index(7)]
		#[pallet::weight(
			T::WeightInfo::propose_key()
				.saturating_add(Pallet::<T>::weight_of_signature(key.scheme()))
		)]
		pub fn propose_key(
			origin: OriginFor<T>,
			device: DeviceId,
			key: DeviceKey,
			expires: Millis,
			signature: Signature,
		) -> DispatchResult {
			let Member { who, .. } = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_propose_key(who, device, key, expires, signature)
		}

		/// Gives a device the key that its owner proposed.
		///
		/// ## Dispatch Origin
		///
		/// Signed by anybody, once the waiting time is over.
		///
		/// ## Details
		///
		/// The change becomes a leaf of the block's statements.
		///
		/// ## Parameters
		///
		/// - `device`: the device.
		///
		/// ## Errors
		///
		/// [`Error::UnknownDevice`], [`Error::DeviceEnded`], [`Error::NotProposed`],
		/// [`Error::TooEarly`], [`Error::KeyUsed`] meanwhile, [`Error::BlockFull`].
		///
		/// ## Events
		///
		/// [`Event::KeyRotated`].
		#[pallet::call_index(8)]
		pub fn finish_rotation(origin: OriginFor<T>, device: DeviceId) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_finish_rotation(device)
		}

		/// Cancels a proposed key.
		///
		/// ## Dispatch Origin
		///
		/// Signed by the owner.
		///
		/// ## Parameters
		///
		/// - `device`: the device.
		///
		/// ## Errors
		///
		/// [`Error::UnknownDevice`], [`Error::DeviceEnded`], [`Error::NotOwner`],
		/// [`Error::NotProposed`].
		///
		/// ## Events
		///
		/// [`Event::RotationCancelled`].
		#[pallet::call_index(9)]
		pub fn cancel_rotation(origin: OriginFor<T>, device: DeviceId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_cancel_rotation(who, device)
		}

		/// Suspends a device: what it signs does not count until it is resumed.
		///
		/// ## Dispatch Origin
		///
		/// Signed by the owner.
		///
		/// ## Parameters
		///
		/// - `device`: the device. Everyone who relies on it has agreed.
		///
		/// ## Errors
		///
		/// [`Error::UnknownDevice`], [`Error::DeviceEnded`], [`Error::NotOwner`],
		/// [`Error::DeviceSuspended`], and those of whoever relies on the device.
		///
		/// ## Events
		///
		/// [`Event::Suspended`].
		#[pallet::call_index(10)]
		#[pallet::weight(T::WeightInfo::suspend().saturating_add(T::Guard::weight()))]
		pub fn suspend(origin: OriginFor<T>, device: DeviceId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_suspend(who, device)
		}

		/// Resumes a suspended device: what it signs counts again.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of an organisation in good standing: the owner.
		///
		/// ## Parameters
		///
		/// - `device`: the device.
		///
		/// ## Errors
		///
		/// [`Error::UnknownDevice`], [`Error::DeviceEnded`], [`Error::NotOwner`],
		/// [`Error::DeviceActive`], [`Error::KeyNotReplaced`] of a device that equivocated.
		///
		/// ## Events
		///
		/// [`Event::Resumed`].
		#[pallet::call_index(11)]
		pub fn resume(origin: OriginFor<T>, device: DeviceId) -> DispatchResult {
			let Member { who, .. } = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_resume(who, device)
		}

		/// Stops a device for good, because its key is in other hands.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of an organisation in good standing: the owner, or a member of the
		/// model's manufacturer.
		///
		/// ## Parameters
		///
		/// - `device`: the device.
		/// - `since`: from when on its signatures must not be believed: UTC, in milliseconds, not
		///   in the future. `None` for now.
		///
		/// ## Errors
		///
		/// [`Error::UnknownDevice`], [`Error::DeviceEnded`], [`Error::NotOwner`],
		/// [`Error::InFuture`].
		///
		/// ## Events
		///
		/// [`Event::Revoked`].
		#[pallet::call_index(12)]
		#[pallet::weight(T::WeightInfo::revoke().saturating_add(T::OnDeviceChange::weight()))]
		pub fn revoke(
			origin: OriginFor<T>,
			device: DeviceId,
			since: Option<Millis>,
		) -> DispatchResult {
			let member = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_revoke(member, device, since)
		}

		/// Stops a device for good, because it is out of use. What it signed stays believable.
		///
		/// ## Dispatch Origin
		///
		/// Signed by the owner.
		///
		/// ## Parameters
		///
		/// - `device`: the device.
		///
		/// ## Errors
		///
		/// [`Error::UnknownDevice`], [`Error::DeviceEnded`], [`Error::NotOwner`].
		///
		/// ## Events
		///
		/// [`Event::Retired`].
		#[pallet::call_index(13)]
		#[pallet::weight(T::WeightInfo::retire().saturating_add(T::OnDeviceChange::weight()))]
		pub fn retire(origin: OriginFor<T>, device: DeviceId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_retire(who, device)
		}

		/// Removes the record of a device that has ended, with its past keys and its gateways.
		///
		/// ## Dispatch Origin
		///
		/// Signed by anybody, `DropDelay` milliseconds after the end. Free if it succeeds.
		///
		/// ## Details
		///
		/// The deposits go back to whoever paid them. The device's keys stay used.
		///
		/// ## Parameters
		///
		/// - `device`: the device.
		///
		/// ## Errors
		///
		/// [`Error::UnknownDevice`], [`Error::NotEnded`], [`Error::TooEarly`].
		///
		/// ## Events
		///
		/// [`Event::DeviceDropped`].
		#[pallet::call_index(14)]
		pub fn drop_device(origin: OriginFor<T>, device: DeviceId) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			Self::do_drop_device(device)?;
			Ok(Pays::No.into())
		}

		/// Offers a device to another account. A later offer replaces an earlier one.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of an organisation in good standing: the owner.
		///
		/// ## Parameters
		///
		/// - `device`: the device.
		/// - `to`: who may accept.
		/// - `expires`: the last moment at which they may: UTC, in milliseconds.
		///
		/// ## Errors
		///
		/// [`Error::UnknownDevice`], [`Error::DeviceEnded`], [`Error::NotOwner`],
		/// [`Error::AlreadyOwner`], [`Error::Expired`], [`Error::ExpiresTooLate`].
		///
		/// ## Events
		///
		/// [`Event::TransferOffered`].
		#[pallet::call_index(15)]
		pub fn offer_transfer(
			origin: OriginFor<T>,
			device: DeviceId,
			to: T::AccountId,
			expires: Millis,
		) -> DispatchResult {
			let Member { who, .. } = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_offer_transfer(who, device, to, expires)
		}

		/// Takes over a device that is offered to the signer.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of an organisation in good standing: the future owner.
		///
		/// ## Details
		///
		/// The signer's organisation pays the deposit from now on, and another tenure begins. The
		/// device's own gateways and a proposed key end; the status stays.
		///
		/// ## Parameters
		///
		/// - `device`: the device. Everyone who relies on it has agreed.
		///
		/// ## Errors
		///
		/// [`Error::UnknownDevice`], [`Error::DeviceEnded`], [`Error::NoOffer`],
		/// [`Error::NotRecipient`], [`Error::Expired`], [`Error::OwnerNotInStanding`] of the owner
		/// so far, and those of whoever relies on the device.
		///
		/// ## Events
		///
		/// [`Event::Transferred`].
		#[pallet::call_index(16)]
		#[pallet::weight(
			T::WeightInfo::accept_transfer()
				.saturating_add(T::OnDeviceChange::weight())
				.saturating_add(T::Guard::weight())
		)]
		pub fn accept_transfer(origin: OriginFor<T>, device: DeviceId) -> DispatchResult {
			let owner = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_accept_transfer(owner, device)
		}

		/// Withdraws the offer of a device, before it is accepted.
		///
		/// ## Dispatch Origin
		///
		/// Signed by the owner.
		///
		/// ## Parameters
		///
		/// - `device`: the device.
		///
		/// ## Errors
		///
		/// [`Error::UnknownDevice`], [`Error::DeviceEnded`], [`Error::NotOwner`],
		/// [`Error::NoOffer`].
		///
		/// ## Events
		///
		/// [`Event::TransferCancelled`].
		#[pallet::call_index(17)]
		pub fn cancel_transfer(origin: OriginFor<T>, device: DeviceId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_cancel_transfer(who, device)
		}

		/// Replaces the hash of a device's description.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of an organisation in good standing: the owner.
		///
		/// ## Parameters
		///
		/// - `device`: the device.
		/// - `metadata`: the hash from now on.
		///
		/// ## Errors
		///
		/// [`Error::UnknownDevice`], [`Error::DeviceEnded`], [`Error::NotOwner`].
		///
		/// ## Events
		///
		/// [`Event::MetadataChanged`].
		#[pallet::call_index(18)]
		pub fn set_metadata(
			origin: OriginFor<T>,
			device: DeviceId,
			metadata: Hash,
		) -> DispatchResult {
			let Member { who, .. } = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_set_metadata(who, device, metadata)
		}

		/// Certifies until when a device measures correctly. Replaces an earlier calibration by the
		/// same accreditor, or one that has expired.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of an accreditor in good standing, to which the device's owner neither
		/// belongs nor belonged when they became the owner.
		///
		/// ## Parameters
		///
		/// - `device`: the device.
		/// - `certificate`: hash of the certificate.
		/// - `until`: the last moment at which that is valid: UTC, in milliseconds, and at most five years
		///   from now.
		///
		/// ## Errors
		///
		/// [`Error::UnknownDevice`], [`Error::DeviceEnded`], [`Error::Expired`],
		/// [`Error::CalibrationTooLong`], [`Error::OwnDevice`], [`Error::CalibratedByOther`].
		///
		/// ## Events
		///
		/// [`Event::Calibrated`].
		#[pallet::call_index(19)]
		pub fn set_calibration(
			origin: OriginFor<T>,
			device: DeviceId,
			certificate: Hash,
			until: Millis,
		) -> DispatchResult {
			let Member { org, .. } = T::AccreditorOrigin::ensure_origin(origin)?;
			Self::do_set_calibration(org, device, certificate, until)
		}

		/// Lets a gateway speak for one device of the signer's, or for all.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of an organisation in good standing: the owner.
		///
		/// ## Parameters
		///
		/// - `scope`: which devices.
		/// - `gateway`: an account of an organisation in good standing.
		///
		/// ## Errors
		///
		/// [`Error::UnknownDevice`], [`Error::DeviceEnded`], [`Error::NotOwner`],
		/// [`Error::GatewayNotInStanding`], [`Error::AlreadyAuthorized`],
		/// [`Error::TooManyGateways`].
		///
		/// ## Events
		///
		/// [`Event::GatewayAuthorized`].
		#[pallet::call_index(20)]
		pub fn authorize_gateway(
			origin: OriginFor<T>,
			scope: Scope,
			gateway: T::AccountId,
		) -> DispatchResult {
			let Member { who, .. } = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_authorize_gateway(who, scope, gateway)
		}

		/// Withdraws a gateway's authorisation, and returns the deposit.
		///
		/// ## Dispatch Origin
		///
		/// Signed by the owner.
		///
		/// ## Parameters
		///
		/// - `scope`: which devices; the same as it was authorised for. Everyone who relies on one has
		///   agreed.
		/// - `gateway`: the gateway.
		///
		/// ## Errors
		///
		/// [`Error::UnknownDevice`], [`Error::NotOwner`], [`Error::NotAuthorized`], and those of
		/// whoever relies on the device.
		///
		/// ## Events
		///
		/// [`Event::GatewayDeauthorized`].
		#[pallet::call_index(21)]
		#[pallet::weight(T::WeightInfo::deauthorize_gateway().saturating_add(T::Guard::weight()))]
		pub fn deauthorize_gateway(
			origin: OriginFor<T>,
			scope: Scope,
			gateway: T::AccountId,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_deauthorize_gateway(who, scope, gateway)
		}

		/// Takes over a device whose owner has left the signer's organisation, or was removed.
		///
		/// ## Dispatch Origin
		///
		/// Signed by the admin of an organisation in good standing: the one to which the owner
		/// belonged when they became the owner, and which pays the deposit.
		///
		/// ## Details
		///
		/// Works like `accept_transfer`, but needs no offer. So an owner who left, or lost their key,
		/// does not bind the organisation's deposit for ever.
		///
		/// ## Parameters
		///
		/// - `device`: the device. Everyone who relies on it has agreed.
		///
		/// ## Errors
		///
		/// [`Error::UnknownDevice`], [`Error::DeviceEnded`], [`Error::OtherOrganization`],
		/// [`Error::StillMember`], and those of whoever relies on the device.
		///
		/// ## Events
		///
		/// [`Event::Transferred`].
		// Does what `accept_transfer` does, and reads no offer.
		#[pallet::call_index(22)]
		#[pallet::weight(
			T::WeightInfo::accept_transfer()
				.saturating_add(T::OnDeviceChange::weight())
				.saturating_add(T::Guard::weight())
		)]
		pub fn adopt(origin: OriginFor<T>, device: DeviceId) -> DispatchResult {
			let admin = T::OrgAdminOrigin::ensure_origin(origin)?;
			Self::do_adopt(admin, device)
		}

		/// Ends a device's calibration.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of the accreditor that gave it, in good standing; or two thirds of
		/// the council, for any accreditor's.
		///
		/// ## Details
		///
		/// What the device measured before stays calibrated.
		///
		/// ## Parameters
		///
		/// - `device`: the device.
		///
		/// ## Errors
		///
		/// [`Error::UnknownDevice`], [`Error::NotCalibrated`], [`Error::CalibratedByOther`].
		///
		/// ## Events
		///
		/// [`Event::CalibrationEnded`].
		#[pallet::call_index(23)]
		pub fn end_calibration(origin: OriginFor<T>, device: DeviceId) -> DispatchResult {
			let by = match T::AdminOrigin::ensure_origin(origin.clone()) {
				Ok(_) => None,
				Err(_) => Some(T::AccreditorOrigin::ensure_origin(origin)?.org),
			};
			Self::do_end_calibration(by, device)
		}
	}
}
