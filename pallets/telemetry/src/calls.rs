//! The pallet's calls: each checks its origin and leaves the rest to its `do_*`.

#[frame::pallet_section]
mod calls {
	#[pallet::call(weight(<T as Config>::WeightInfo))]
	impl<T: Config> Pallet<T> {
		/// Anchors a batch of segments.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of an organisation in good standing: the gateway.
		///
		/// ## Details
		///
		/// Batches are numbered from zero, without a gap: a gateway that is not sure whether a batch
		/// was taken sends the same bytes again, and can never anchor it twice. With an account's
		/// first batch a deposit is held from its organisation, for ever, as the number is kept for
		/// ever.
		///
		/// A segment that is refused does not stop the batch: somebody else may have sent it first,
		/// or its device was suspended meanwhile. [`Event::Refused`] says why. Another version of
		/// the device's newest segment convicts the device.
		///
		/// The call books the most that the segments can cost. It refunds the weight of consumers
		/// that do not watch a stream, and that of work that a refused segment does not cause.
		///
		/// ## Parameters
		///
		/// - `number`: the gateway's next number.
		/// - `batch`: the root, counts, times and the hash of the raw data.
		/// - `observed`: the segments of devices with watched streams, each device's in order.
		///
		/// ## Errors
		///
		/// [`Error::StaleBatch`], [`Error::FutureBatch`], [`Error::BadBatch`], [`Error::BlockFull`],
		/// [`Error::Convicted`]; for an account's first batch those of the deposit.
		///
		/// ## Events
		///
		/// [`Event::Anchored`], [`Event::Observed`] for each run, [`Event::Refused`],
		/// [`Event::DeviceConvicted`].
		#[pallet::call_index(0)]
		#[pallet::weight(Pallet::<T>::weight_of_anchor(observed))]
		pub fn anchor(
			origin: OriginFor<T>,
			#[pallet::compact] number: u64,
			batch: Batch,
			observed: BoundedVec<ObservedOf<T>, T::MaxObserved>,
		) -> DispatchResultWithPostInfo {
			let Member { who: gateway, .. } = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_anchor(gateway, number, batch, &observed)
		}

		/// Accepts a segment of a device with watched streams, from the device itself.
		///
		/// ## Dispatch Origin
		///
		/// The device: it needs no account. The pool checks its signature, and charges the owner's
		/// organisation.
		///
		/// ## Details
		///
		/// A block accepts one segment of each device. Of several in the pool, the one that leaves
		/// out the fewest readings comes first. The newest segment is accepted again if it has runs
		/// that were left out. Another version of it, under the device's present key, suspends the
		/// device.
		///
		/// The weight of consumers that do not watch the streams is refunded to the block. It is not
		/// refunded to the quota, which is charged all that the pool checked for.
		///
		/// ## Parameters
		///
		/// - `observed`: the segment, with the runs of watched channels.
		///
		/// ## Errors
		///
		/// Each by the pool, as a code from 131 to 149: [`Error::Malformed`], [`Error::UnknownDevice`],
		/// [`Error::DeviceSuspended`], [`Error::DeviceRevoked`], [`Error::DeviceRetired`],
		/// [`Error::NotWatched`], [`Error::Replayed`], [`Error::RolledBack`],
		/// [`Error::FromFuture`], [`Error::UnknownKey`], [`Error::BadSignature`],
		/// [`Error::UnknownChannel`], [`Error::WrongLimits`], [`Error::NotInSegment`],
		/// [`Error::OutOfBounds`], [`Error::TooSoon`], [`Error::QuotaExceeded`].
		///
		/// ## Events
		///
		/// [`Event::Observed`] for each run, or [`Event::DeviceConvicted`].
		#[pallet::call_index(1)]
		#[pallet::weight(Pallet::<T>::weight_of_observe(observed))]
		#[pallet::weight_of_authorize(Pallet::<T>::weight_of_authorize_observe(observed))]
		#[pallet::authorize(|_source, observed| {
			Pallet::<T>::authorize_observe(observed).map(|valid| (valid, Weight::zero()))
		})]
		pub fn observe(
			origin: OriginFor<T>,
			observed: Box<ObservedOf<T>>,
		) -> DispatchResultWithPostInfo {
			ensure_authorized(origin)?;
			Self::do_observe(&observed)
		}

		/// Proves that a batch holds a lie.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of an organisation in good standing.
		///
		/// ## Details
		///
		/// The proof is checked against the batch's record and the device's key, and nothing else.
		/// Two versions that a device signed are not the gateway's lie: use `convict_device` for
		/// these.
		///
		/// ## Parameters
		///
		/// - `gateway`, `number`: the batch.
		/// - `fraud`: the lie.
		///
		/// ## Errors
		///
		/// [`Error::TooDeep`], [`Error::UnknownBatch`], [`Error::AlreadyConvicted`],
		/// [`Error::UnknownDevice`], [`Error::NotInBatch`], [`Error::NotInSegment`],
		/// [`Error::Honest`].
		///
		/// ## Events
		///
		/// [`Event::GatewayConvicted`].
		#[pallet::call_index(2)]
		#[pallet::weight(Pallet::<T>::weight_of_challenge(fraud))]
		pub fn challenge(
			origin: OriginFor<T>,
			gateway: T::AccountId,
			#[pallet::compact] number: u64,
			fraud: Box<Fraud>,
		) -> DispatchResult {
			let Member { who: challenger, .. } = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_challenge(challenger, gateway, number, &fraud)
		}

		/// Watches a stream, so that the chain takes and keeps its newest observation.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of an organisation in good standing.
		///
		/// ## Details
		///
		/// Takes a deposit from the signer's organisation, which `unwatch` returns.
		///
		/// ## Parameters
		///
		/// - `stream`: the device and its channel.
		///
		/// ## Errors
		///
		/// [`Error::UnknownDevice`], [`Error::UnknownChannel`], [`Error::AlreadyWatching`].
		///
		/// ## Events
		///
		/// [`Event::Watched`].
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::watch().saturating_add(T::Devices::weight()))]
		pub fn watch(origin: OriginFor<T>, stream: StreamId) -> DispatchResult {
			let Member { who, .. } = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_watch(who, stream)
		}

		/// Stops watching a stream.
		///
		/// ## Dispatch Origin
		///
		/// Signed by whoever watches it.
		///
		/// ## Details
		///
		/// Returns the deposit. The last watcher's call removes the stream's record.
		///
		/// ## Parameters
		///
		/// - `stream`: the device and its channel.
		///
		/// ## Errors
		///
		/// [`Error::NotWatching`].
		///
		/// ## Events
		///
		/// [`Event::Unwatched`].
		#[pallet::call_index(4)]
		pub fn unwatch(origin: OriginFor<T>, stream: StreamId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_unwatch(who, stream)
		}

		/// Lets a convicted gateway anchor again.
		///
		/// ## Dispatch Origin
		///
		/// Two thirds of the council.
		///
		/// ## Parameters
		///
		/// - `gateway`: the gateway.
		///
		/// ## Errors
		///
		/// [`Error::NotConvicted`].
		///
		/// ## Events
		///
		/// [`Event::Pardoned`].
		#[pallet::call_index(5)]
		pub fn pardon(origin: OriginFor<T>, gateway: T::AccountId) -> DispatchResult {
			T::AdminOrigin::ensure_origin(origin)?;
			Self::do_pardon(gateway)
		}

		/// Changes the settings.
		///
		/// ## Dispatch Origin
		///
		/// Two thirds of the council.
		///
		/// ## Details
		///
		/// A shorter retention takes effect over the following blocks, two blocks' records in each.
		///
		/// ## Parameters
		///
		/// - `settings`: all of them, the unchanged ones too.
		///
		/// ## Errors
		///
		/// [`Error::BadSettings`].
		///
		/// ## Events
		///
		/// [`Event::Configured`].
		#[pallet::call_index(6)]
		pub fn configure(origin: OriginFor<T>, settings: SettingsOf<T>) -> DispatchResult {
			T::AdminOrigin::ensure_origin(origin)?;
			Self::do_configure(settings)
		}

		/// Proves that a device signed two versions of one reading, and suspends it.
		///
		/// ## Dispatch Origin
		///
		/// Signed by anybody.
		///
		/// ## Details
		///
		/// The two segments are enough, whoever brings them, and whether or not they were anchored.
		/// Both have to be under the device's present key. The owner cannot resume the device under
		/// that key.
		///
		/// ## Parameters
		///
		/// - `equivocation`: the two segments.
		///
		/// ## Errors
		///
		/// [`Error::UnknownDevice`], [`Error::UnknownKey`], [`Error::ReplacedKey`],
		/// [`Error::Honest`], [`Error::BadSignature`], [`Error::AlreadyConvicted`].
		///
		/// ## Events
		///
		/// [`Event::DeviceConvicted`].
		#[pallet::call_index(7)]
		#[pallet::weight(Pallet::<T>::weight_of_convict_device())]
		pub fn convict_device(
			origin: OriginFor<T>,
			equivocation: Box<Equivocation>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_convict_device(who, &equivocation)
		}
	}
}
