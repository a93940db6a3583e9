//! The pallet's calls: each checks its origin and leaves the rest to its `do_*`.

#[frame::pallet_section]
mod calls {
	#[pallet::call(weight(<T as Config>::WeightInfo))]
	impl<T: Config> Pallet<T> {}
}
