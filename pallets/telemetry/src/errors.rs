//! The pallet's errors: each says when it happens, and what to do.

#[frame::pallet_section]
mod errors {
	#[pallet::error]
	pub enum Error<T> {
		/// The chain has this batch of the gateway already. Send the next one.
		StaleBatch,
		/// A batch before this one is missing. Anchor that one first.
		FutureBatch,
		/// The batch has no segments, more segments than readings, or ends before it begins.
		BadBatch,
		/// The block takes no more statements. Try again in the next one.
		BlockFull,
		/// The gateway was found to lie. Ask the council for a pardon.
		Convicted,
		/// The segment's header contradicts itself, its runs are not in ascending order of the
		/// channel, or the device did not sign the segment as a whole.
		Malformed,
		/// Nobody has registered the device.
		UnknownDevice,
		/// The device is suspended. Its owner has to resume it.
		DeviceSuspended,
		/// The device's key is in other hands; nothing that it signs counts any more.
		DeviceRevoked,
		/// The device is out of use.
		DeviceRetired,
		/// Nobody watches the stream, so the chain does not want it. Anchor the segment in a batch.
		NotWatched,
		/// The chain has seen these readings, or later ones. Go on with the next segment.
		Replayed,
		/// The segment is of an earlier boot epoch than the last one, or under an older key.
		RolledBack,
		/// The segment ends further in the future than clocks may differ. Set the device's clock.
		FromFuture,
		/// The device never had this key.
		UnknownKey,
		/// The signature is invalid: it is under another key, for another chain, or not of the named
		/// scheme, or the segment was altered.
		BadSignature,
		/// The device's model has no such channel.
		UnknownChannel,
		/// The run counts violations against other limits than the model's.
		WrongLimits,
		/// The segment does not have the run, or the reading, at this place.
		NotInSegment,
		/// The run's summary contradicts itself, or does not fit the segment's counts, times or channels.
		OutOfBounds,
		/// The device has sent a segment in this block already. Wait for the next one.
		TooSoon,
		/// The owner's organisation is suspended, or its quota is spent, or the device's share of
		/// that.
		QuotaExceeded,
		/// The gateway is not authorised to speak for the device. Its owner has to do that.
		GatewayNotAuthorized,
		/// A proof path of the challenge is longer than any tree is deep.
		TooDeep,
		/// The chain has no such batch, or does not keep it any more.
		UnknownBatch,
		/// The batch does not have the segment at this place.
		NotInBatch,
		/// The challenge proves no lie: what it shows is consistent.
		Honest,
		/// The batch was convicted before. Or the device was convicted under this key before, or is
		/// revoked or retired.
		AlreadyConvicted,
		/// The gateway is not convicted.
		NotConvicted,
		/// The account watches the stream already.
		AlreadyWatching,
		/// The account does not watch the stream.
		NotWatching,
		/// The retention is zero, or longer than the chain keeps devices after their end.
		BadSettings,
		/// The device signed two versions, but not both with the key that it has now.
		ReplacedKey,
	}
}
