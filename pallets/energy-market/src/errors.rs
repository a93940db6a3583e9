//! The pallet's errors, by feature.

#[frame::pallet_section]
mod errors {
	#[pallet::error]
	pub enum Error<T> {
		/// All ids or counters are used up.
		IdsExhausted,
		/// No zone has this id, or it was dropped. Read `Zones`.
		UnknownZone,
		/// No metering point has this id. Read `Points`.
		UnknownPoint,
		/// The metering point belongs to another account.
		NotOwner,
	}
}
