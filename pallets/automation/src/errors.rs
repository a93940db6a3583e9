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
		/// A band, an exception or the time zone of the site is impossible. `Site::check` says which.
		BadSite,
		/// Rules or actuators name the site. Remove them first.
		SiteInUse,
		/// No rule has this id. Read `Rules`.
		UnknownRule,
		/// The rule belongs to another organisation.
		NotOwner,
		/// The name is not made of letters, digits, `_` and `.`, or does not begin with a letter or `_`.
		BadName,
		/// The program is not sound. `Program::check` says where, as does `tallystick rule check`.
		BadProgram,
		/// The program has an input or an output that this chain cannot serve yet.
		Unsupported,
		/// No device has this id.
		UnknownDevice,
		/// The device's model has no such channel.
		UnknownChannel,
		/// An input has not the unit or exponent of its channel or its signal, or an actuator not those of the signal that it is
		/// to follow. Read them in the device's model and in `Signals`.
		WrongQuantity,
		/// As many rules as can be are woken by one of the streams. Remove one.
		TooManyWakers,
		/// The rule is not paused.
		NotPaused,
		/// The rule is paused.
		AlreadyPaused,
		/// The interval is longer than the age at which an input counts. A claim would outlive what it was made of.
		BadInterval,
		/// A parameter is not of the kind that the program takes it for.
		BadParameter,
		/// The signer does not own the device.
		NotDeviceOwner,
		/// Another organisation has to be named: one's own needs no permit.
		OwnOrganization,
		/// No organisation has this id.
		UnknownOrganization,
		/// The organisation has a permit.
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
		/// The signature is wrong, or not of the device's present key.
		BadSignature,
		/// The quota of the owner's organisation is spent, or the organisation is suspended.
		QuotaExceeded,
		/// The manufacturer lets nobody write the channel, or has it take actions, which are no set-points. Read the device's model.
		NotWritable,
		/// The envelope is not sound, or not within what the manufacturer permits. `Envelope::check_within` says where.
		BadEnvelope,
		/// The deadline for answers is below ten seconds or above one day.
		BadDeadline,
		/// A guard is of another organisation's device, or its age below a minute or above seven days.
		BadGuard,
		/// The device has as many actuators as a heartbeat can name. Drop one.
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
		/// As many rules as can be read how an actuator stands. Remove one.
		TooManyReaders,
		/// A set-point has not the unit or exponent of its actuator. Read them in the device's model.
		WrongSetPoint,
		/// The end is not in the future, or more than seven days ahead.
		BadEnd,
		/// Nothing is claimed by hand, or stopped.
		NotClaimed,
		/// No command of the actuator has this id.
		UnknownCommand,
		/// The command, or a later one, has been answered.
		StaleAnswer,
		/// The actuator is not latched.
		NotLatched,
		/// No group has this id. Read `Groups`.
		UnknownGroup,
		/// A group has two to sixteen members, each once, and pairs of two of them.
		BadGroup,
		/// An actuator is in another group. Dissolve that one first.
		InAnotherGroup,
		/// There is no such alarm at the site.
		NoAlarm,
		/// Somebody has acknowledged the alarm.
		AlreadyAcknowledged,
		/// No signal has this id. Read `Signals`.
		UnknownSignal,
		/// Another organisation opened the signal.
		NotSignalOwner,
		/// The limit ends before it begins, not in the future, or more than seven days ahead.
		BadLimit,
		/// The signal has a limit that is not over, or who follows or reads it is being told. Withdraw the limit, and wait for a
		/// block.
		SignalInUse,
		/// No channel counts in this unit or with this exponent.
		BadQuantity,
		/// The signal's last limit was set less than a minute ago. Call for the next one when that is over, or withdraw the last
		/// one, which is possible at any time.
		LimitTooSoon,
		/// No live asset has this id.
		UnknownAsset,
		/// Another organisation owns the asset. Only rules of its owner set its flags.
		NotAssetOwner,
		/// Another rule of the organisation, or another output of this one, has this flag of the asset. Take another flag.
		FlagTaken,
		/// No need has this id.
		UnknownNeed,
		/// The need is of a machine of another organisation. Only its owner's rules have it ordered.
		NotNeedOwner,
		/// Safe mode or a pause refuses orders. When it is over, the rule orders once its output becomes active again. Pause and
		/// resume the rule to have it order at once.
		Stopped,
	}
}
