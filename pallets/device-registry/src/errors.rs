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
		/// There is no channel, two have one name, or one has no name in UTF-8, a unit that is not
		/// printable ASCII, limits the wrong way round, or no period.
		BadChannels,
		/// The URI is not UTF-8.
		BadUri,
		/// Devices or lots are of this model. It can be dropped once there are none.
		ModelInUse,
		/// A lot must have at least one key.
		EmptyLot,
		/// All ids or counters are used up.
		IdsExhausted,
		/// The signature is not the key's, or is for another genesis, device, owner, tenure, model,
		/// description, expiry or purpose.
		BadSignature,
		/// The payload has run out, or the offer, or the certificate. Sign a new one.
		Expired,
		/// The payload or the offer would be good for longer than `MaxLifetime` milliseconds.
		ExpiresTooLate,
		/// The key belongs, or belonged, to a device. Keys never return: make a fresh one.
		KeyUsed,
		/// Anybody could sign with this key. Make a fresh one.
		WeakKey,
		/// The endorsing key is not one of the model's.
		UnknownEndorser,
		/// The endorsement has run out. Ask the manufacturer for another.
		EndorsementExpired,
		/// The endorsement is not of that key, or is for another genesis, device, model or expiry.
		BadEndorsement,
		/// The path is longer than that of any tree.
		PathTooLong,
		/// The key does not stand there in the lot's tree.
		NotInLot,
		/// As many devices were claimed as the lot has keys.
		LotExhausted,
		/// The device has had as many keys as it can have. Replace the device.
		TooManyKeys,
		/// The block takes no more statements. Try again in the next one.
		BlockFull,
		/// A key is proposed already. Cancel that first, or wait for it.
		AlreadyProposed,
		/// No key is proposed.
		NotProposed,
		/// The waiting time is not over.
		TooEarly,
		/// The device's word counts already.
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
		/// The gateway may do so already.
		AlreadyAuthorized,
		/// The gateway may not do so.
		NotAuthorized,
		/// No more gateways can be authorised here.
		TooManyGateways,
		/// The device belongs to another organisation.
		OtherOrganization,
		/// The owner is still a member of the organisation. Have them offer the device, or remove
		/// them first.
		StillMember,
		/// What may be commanded on a channel is unsound: a range the wrong way round, a step of 0, a
		/// fail-safe, start-up or off value that is not a step of the range, times of an actuator that
		/// has no off, or a lease that is not 1 s to 1 h.
		BadWrite,
		/// A value could be commanded that is outside the channel's limits. Narrow the range, or widen
		/// the limits.
		WriteImplausible,
		/// The certificate would be good for longer than five years. Give an earlier end.
		CalibrationTooLong,
		/// The device is the accreditor's own. Another accreditor has to look at it.
		OwnDevice,
		/// Another accreditor's word stands. It, or the council, has to end that first.
		CalibratedByOther,
		/// No accreditor's word stands now.
		NotCalibrated,
		/// A counter takes set-points, which would set it back. Make it an action, or the channel a
		/// gauge or a state.
		WritableCounter,
	}
}
