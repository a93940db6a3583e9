//! The pallet's events.

#[frame::pallet_section]
mod events {
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A manufacturer described a model.
		ModelDefined {
			/// Its id.
			model: ModelId,
			/// The manufacturer.
			manufacturer: OrgId,
		},
		/// An unused model was removed.
		ModelDropped {
			/// Its id.
			model: ModelId,
		},
		/// A manufacturer vouched for the devices of a production lot.
		LotPosted {
			/// Its id.
			lot: LotId,
			/// What the devices are.
			model: ModelId,
			/// The root of the tree over their keys.
			root: Hash,
			/// How many keys.
			count: u32,
		},
		/// A lot was removed: no more devices of it can be claimed.
		LotClosed {
			/// Its id.
			lot: LotId,
			/// How many of its keys were claimed.
			claimed: u32,
		},
		/// A device was registered.
		Registered {
			/// Its id.
			device: DeviceId,
			/// Whose it is.
			owner: T::AccountId,
			/// What it is.
			model: ModelId,
			/// Who vouches for the model.
			provenance: Provenance,
		},
		/// A device has another key now.
		KeyRotated {
			/// The device.
			device: DeviceId,
			/// The new key's epoch.
			epoch: u32,
			/// The key from now on.
			key: DeviceKey,
			/// The block's time: UTC, in milliseconds.
			since: Millis,
		},
		/// An owner proposed another key for their device.
		KeyProposed {
			/// The device.
			device: DeviceId,
			/// The epoch that the key is for.
			epoch: u32,
			/// The key.
			key: DeviceKey,
			/// When it can take effect: UTC, in milliseconds.
			ready: Millis,
		},
		/// An owner cancelled a proposed key.
		RotationCancelled {
			/// The device.
			device: DeviceId,
			/// The epoch that the key was for.
			epoch: u32,
		},
		/// A device was suspended by its owner.
		Suspended {
			/// The device.
			device: DeviceId,
		},
		/// A device was suspended because it signed two versions of one reading.
		EquivocationSuspended {
			/// The device.
			device: DeviceId,
			/// The epoch of the key that has to be replaced.
			epoch: u32,
		},
		/// A device was resumed: what it signs counts again.
		Resumed {
			/// The device.
			device: DeviceId,
		},
		/// A device was revoked for good.
		Revoked {
			/// The device.
			device: DeviceId,
			/// Who did it: the owner, or a member of the manufacturer.
			by: T::AccountId,
			/// From when on its signatures must not be believed: UTC, in milliseconds.
			since: Millis,
		},
		/// A device went out of use for good.
		Retired {
			/// The device.
			device: DeviceId,
		},
		/// The record of a device that had ended was removed.
		DeviceDropped {
			/// The device.
			device: DeviceId,
		},
		/// An owner offered a device to somebody else.
		TransferOffered {
			/// The device.
			device: DeviceId,
			/// Who may accept.
			to: T::AccountId,
			/// The last moment at which they may: UTC, in milliseconds.
			expires: Millis,
		},
		/// A device changed hands.
		Transferred {
			/// The device.
			device: DeviceId,
			/// The owner before.
			from: T::AccountId,
			/// The owner from now on.
			to: T::AccountId,
		},
		/// An owner withdrew an offer.
		TransferCancelled {
			/// The device.
			device: DeviceId,
			/// Who might have accepted.
			to: T::AccountId,
		},
		/// A device has another description.
		MetadataChanged {
			/// The device.
			device: DeviceId,
			/// Hash of the description before.
			old: Hash,
			/// Hash of the description from now on.
			new: Hash,
		},
		/// An accreditor certified until when a device measures correctly.
		Calibrated {
			/// The device.
			device: DeviceId,
			/// The calibration that it replaces, if there was one.
			old: Option<Calibration>,
			/// The calibration from now on.
			new: Calibration,
		},
		/// A calibration ended: its accreditor or the council ended it, or the device came to its accreditor's
		/// own organisation.
		CalibrationEnded {
			/// The device, which no longer counts as calibrated.
			device: DeviceId,
			/// The calibration, with its end.
			calibration: Calibration,
		},
		/// A gateway may speak for devices.
		GatewayAuthorized {
			/// Whose devices.
			owner: T::AccountId,
			/// The gateway.
			gateway: T::AccountId,
			/// Which of them.
			scope: Scope,
		},
		/// A gateway may no longer speak for devices.
		GatewayDeauthorized {
			/// Whose devices.
			owner: T::AccountId,
			/// The gateway.
			gateway: T::AccountId,
			/// Which of them.
			scope: Scope,
		},
	}
}
