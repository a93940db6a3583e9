//! The pallet's errors: each says when it happens, and what to do.

#[frame::pallet_section]
mod errors {
	#[pallet::error]
	pub enum Error<T> {
		/// No model has this id. Read [`Models`].
		UnknownModel,
		/// No lot has this id, or it was closed. Read [`Lots`].
		UnknownLot,
		/// No device has this id. Read [`Devices`].
		UnknownDevice,
		/// The signer does not belong to the organisation that builds the model.
		NotManufacturer,
		/// The signer does not own the device.
		NotOwner,
		/// The model has no channel, or two with the same name. Or a channel has an invalid name
		/// (not UTF-8, empty, or with a control character), a unit that is not printable ASCII, reversed limits, or no
		/// period.
		BadChannels,
		/// The URI is not UTF-8, or has a control character.
		BadUri,
		/// Devices or lots are of this model. It can be dropped once there are none.
		ModelInUse,
		/// A lot must have at least one key.
		EmptyLot,
		/// All ids or counters are used up.
		IdsExhausted,
		/// The signature is not by this key, or is for another genesis, device, owner, tenure,
		/// model, description, expiry or purpose.
		BadSignature,
		/// The signed payload, the offer or the certificate has expired. Make a new one.
		Expired,
		/// The payload or the offer would be valid for longer than `MaxLifetime` milliseconds.
		ExpiresTooLate,
		/// The key belongs, or belonged, to a device, and no key is used twice. Generate a new one.
		KeyUsed,
		/// The key is weak: anybody could sign with it. Generate a new one.
		WeakKey,
		/// The endorsing key is not one of the model's.
		UnknownEndorser,
		/// The endorsement has expired. Ask the manufacturer for another.
		EndorsementExpired,
		/// The endorsement is not of that key, or is for another genesis, device, model or expiry.
		BadEndorsement,
		/// The proof path is longer than that of any tree.
		PathTooLong,
		/// The lot's tree does not have the key at this place.
		NotInLot,
		/// All keys of the lot have been claimed.
		LotExhausted,
		/// The device has had the maximum number of keys. Replace the device.
		TooManyKeys,
		/// The block takes no more statements. Try again in the next one.
		BlockFull,
		/// A key is proposed already. Cancel that first, or wait for it.
		AlreadyProposed,
		/// No key is proposed.
		NotProposed,
		/// The waiting time is not over.
		TooEarly,
		/// The device is active already.
		DeviceActive,
		/// The device is suspended already.
		DeviceSuspended,
		/// The device was revoked or retired, and nothing changes that.
		DeviceEnded,
		/// The device was neither revoked nor retired.
		NotEnded,
		/// The device signed two versions of one reading. Replace its key first.
		KeyNotReplaced,
		/// The time lies in the future.
		InFuture,
		/// The device is the account's own.
		AlreadyOwner,
		/// The device is not on offer.
		NoOffer,
		/// The device is offered to somebody else.
		NotRecipient,
		/// The owner's organisation is not in good standing.
		OwnerNotInStanding,
		/// The gateway's organisation is not in good standing, or it has none.
		GatewayNotInStanding,
		/// The gateway is already authorised for these devices.
		AlreadyAuthorized,
		/// The gateway is not authorised for these devices.
		NotAuthorized,
		/// No more gateways can be authorised here.
		TooManyGateways,
		/// The device belongs to another organisation.
		OtherOrganization,
		/// The owner is still a member of the organisation. Have them offer the device, or remove
		/// them first.
		StillMember,
		/// A channel's description of what may be commanded is invalid: a reversed range, a step of 0,
		/// a fail-safe, start-up or off value that is not a step of the range, minimum times without
		/// an off value, or a lease outside 1 s to 1 h.
		BadWrite,
		/// A value could be commanded that is outside the channel's limits. Narrow the range, or widen
		/// the limits.
		WriteImplausible,
		/// The certificate would be valid for longer than five years. Give an earlier end.
		CalibrationTooLong,
		/// The device is the accreditor's own. Another accreditor has to look at it.
		OwnDevice,
		/// Another accreditor's calibration is valid. That accreditor or the council has to end it
		/// first.
		CalibratedByOther,
		/// The device has no valid calibration.
		NotCalibrated,
		/// A counter takes set-points, which would set it back. Make it an action, or the channel a
		/// gauge or a state.
		WritableCounter,
	}
}
