//! The pallet's events, by feature.

#[frame::pallet_section]
mod events {
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A zone was opened.
		ZoneOpened {
			/// Its id.
			zone: ZoneId,
			/// The grid operator.
			operator: OrgId,
		},
	}
}
