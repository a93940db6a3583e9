//! The pallet's events.

#[frame::pallet_section]
mod events {
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A gateway anchored a batch.
		Anchored {
			/// The gateway.
			gateway: T::AccountId,
			/// The batch's number among the gateway's.
			number: u64,
			/// The batch.
			batch: Batch,
		},
		/// The chain accepted an observation of a watched stream.
		Observed {
			/// The stream.
			stream: StreamId,
			/// The observation, with its facts.
			observation: Observation,
		},
		/// A segment that came with a batch was not observed. The batch is anchored all the same.
		Refused {
			/// The device.
			device: DeviceId,
			/// The number of the segment's first reading.
			sequence: u64,
			/// Why.
			refusal: Refusal,
		},
		/// A gateway was convicted of a lie. It anchors nothing until it is pardoned.
		GatewayConvicted {
			/// The gateway.
			gateway: T::AccountId,
			/// The number of the batch with the lie.
			number: u64,
			/// Who proved it.
			challenger: T::AccountId,
		},
		/// A device was convicted: it signed two versions of one reading. It is suspended.
		DeviceConvicted {
			/// The device.
			device: DeviceId,
			/// Who proved it. `None` if the second version came as an observation of the device.
			challenger: Option<T::AccountId>,
		},
		/// A gateway may anchor again.
		Pardoned {
			/// The gateway.
			gateway: T::AccountId,
		},
		/// An account watches a stream.
		Watched {
			/// The stream.
			stream: StreamId,
			/// The account.
			who: T::AccountId,
		},
		/// An account no longer watches a stream.
		Unwatched {
			/// The stream.
			stream: StreamId,
			/// The account.
			who: T::AccountId,
		},
		/// The settings changed.
		Configured {
			/// The settings before.
			old: SettingsOf<T>,
			/// The settings from now on.
			new: SettingsOf<T>,
		},
	}
}
