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
		/// A lot was removed: no more of it can be claimed.
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
			/// Whose word that is.
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
		/// An owner wants his device to have another key.
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
		/// An owner took his proposal of a key back.
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
		/// A device's word counts again.
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
			/// The last moment at which he may: UTC, in milliseconds.
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
		/// An owner took an offer back.
		TransferCancelled {
			/// The device.
			device: DeviceId,
			/// Who might have accepted.
			to: T::AccountId,
		},
		/// A device is described otherwise now.
		MetadataChanged {
			/// The device.
			device: DeviceId,
			/// Hash of the description before.
			old: Hash,
			/// Hash of the description from now on.
			new: Hash,
		},
		/// An accreditor said how long a device measures right.
		Calibrated {
			/// The device.
			device: DeviceId,
			/// What was said before.
			old: Option<Calibration>,
			/// What is said now.
			new: Calibration,
		},
		/// An accreditor or the council ended what was said, or the device came to the organisation that had said
		/// it.
		CalibrationEnded {
			/// The device that counts as calibrated no more.
			device: DeviceId,
			/// What was said, with its end.
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
		/// A gateway may not speak for devices any more.
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
