//! The pallet's errors, by feature.

#[frame::pallet_section]
mod errors {
	#[pallet::error]
	pub enum Error<T> {
		/// All ids or counters are used up.
		IdsExhausted,
		/// No site has this id. Read `Sites`.
		UnknownSite,
		/// Another organisation runs the site.
		NotOperator,
		/// A band, an exception or the time zone of the site is invalid. `Site::check` says which.
		BadSite,
		/// Rules or actuators name the site. Remove them first.
		SiteInUse,
		/// No rule has this id. Read `Rules`.
		UnknownRule,
		/// The rule belongs to another organisation.
		NotOwner,
		/// The name is not made of letters, digits, `_` and `.`, or does not begin with a letter or `_`.
		BadName,
		/// The program is invalid. `Program::check` says where, as does `tallystick rule check`.
		BadProgram,
		/// The program has an input or an output that this chain cannot serve yet.
		Unsupported,
		/// No device has this id.
		UnknownDevice,
		/// The device's model has no such channel.
		UnknownChannel,
		/// An input's unit or exponent differs from that of its channel or signal, or an actuator's from that of the signal that
		/// it is to follow. Read them in the device's model and in `Signals`.
		WrongQuantity,
		/// One of the streams wakes the maximum number of rules. Remove one.
		TooManyWakers,
		/// The rule is not paused.
		NotPaused,
		/// The rule is paused.
		AlreadyPaused,
		/// The interval is longer than the age at which an input counts. A claim would outlive its inputs.
		BadInterval,
		/// A parameter is not of the kind that the program declares.
		BadParameter,
		/// The signer does not own the device.
		NotDeviceOwner,
		/// The permit names the signer's own organisation, which needs none. Name another one.
		OwnOrganization,
		/// No organisation has this id.
		UnknownOrganization,
		/// The organisation has a permit already.
		AlreadyPermitted,
		/// The organisation has no permit.
		NotPermitted,
		/// The stream does not wake the rule. Read `Wakers`.
		NotWoken,
		/// The device is revoked or retired for good.
		DeviceEnded,
		/// The device is suspended. Its owner has to resume it.
		DeviceSuspended,
		/// The device is revoked for good. Nothing that it signs is accepted.
		DeviceRevoked,
		/// The device is retired for good. Nothing that it signs is accepted.
		DeviceRetired,
		/// The command was for another owner of the device.
		OtherTenure,
		/// The signature is invalid, or not by the device's present key.
		BadSignature,
		/// The quota of the owner's organisation is spent, or the organisation is suspended.
		QuotaExceeded,
		/// The manufacturer lets nobody write the channel, or the channel takes actions, not set-points. Read the device's model.
		NotWritable,
		/// The envelope is invalid, or not within what the manufacturer permits. `Envelope::check_within` says where.
		BadEnvelope,
		/// The deadline for answers is below ten seconds or above one day.
		BadDeadline,
		/// A guard names another organisation's device, or its age is below a minute or above seven
		/// days.
		BadGuard,
		/// The device has the maximum number of actuators, as many as a heartbeat can name. Drop
		/// one.
		TooManyActuators,
		/// No actuator has this device and channel. Its owner sets a safety envelope first.
		UnknownActuator,
		/// The actuator belongs to another organisation.
		NotActuatorOwner,
		/// The device has changed hands, or is at its end. Whoever owns it now sets a safety envelope.
		TenureOver,
		/// Rules claim the actuator, or it is in a group. Remove these first.
		ActuatorInUse,
		/// The actuator, or a member of the group, is at another site.
		OtherSite,
		/// Something else claims an actuator at this level. Take another level.
		LevelTaken,
		/// The maximum number of rules read the actuator's standing. Remove one.
		TooManyReaders,
		/// A set-point's unit or exponent differs from that of its actuator. Read them in the
		/// device's model.
		WrongSetPoint,
		/// The end is not in the future, or more than seven days ahead.
		BadEnd,
		/// The actuator is not set by hand, or is not stopped.
		NotClaimed,
		/// No command of the actuator has this id.
		UnknownCommand,
		/// The command, or a later one, has been answered.
		StaleAnswer,
		/// The actuator is not latched.
		NotLatched,
		/// No group has this id. Read `Groups`.
		UnknownGroup,
		/// The group is invalid. It needs two to sixteen different members, and exclusive pairs of
		/// two of them.
		BadGroup,
		/// An actuator is in another group. Dissolve that one first.
		InAnotherGroup,
		/// The site has no such alarm.
		NoAlarm,
		/// Somebody has acknowledged the alarm.
		AlreadyAcknowledged,
		/// No signal has this id. Read `Signals`.
		UnknownSignal,
		/// Another organisation opened the signal.
		NotSignalOwner,
		/// The limit ends before it begins, not in the future, or more than seven days ahead.
		BadLimit,
		/// The signal has a limit that is not over, or its followers and readers are being notified. Withdraw the limit, and
		/// wait for a block.
		SignalInUse,
		/// No channel can have this unit or this exponent.
		BadQuantity,
		/// The signal's last limit was set less than a minute ago. Wait for a minute, or withdraw the last limit, which is
		/// possible at any time.
		LimitTooSoon,
		/// No live asset has this id.
		UnknownAsset,
		/// Another organisation owns the asset. Only rules of its owner set its flags.
		NotAssetOwner,
		/// Another rule of the organisation, or another output of this rule, has this flag of the asset. Take another
		/// flag.
		FlagTaken,
		/// No need has this id.
		UnknownNeed,
		/// The need is of a machine of another organisation. Only its owner's rules have it ordered.
		NotNeedOwner,
		/// Safe mode or a pause refuses orders. After that, the rule orders once its output becomes active again. Pause and
		/// resume the rule to have it order at once.
		Stopped,
	}
}
