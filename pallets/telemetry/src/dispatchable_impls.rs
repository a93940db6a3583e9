//! What the calls do, once their origin is known.

use super::*;
use crate::utility_impls::{Accused, Interest, Judged, Signed};
use frame::deps::{
	frame_support::dispatch::WithPostDispatchInfo,
	sp_runtime::transaction_validity::ValidTransaction,
};
use tallystick_primitives::{
	evidence::{fraud::KeyIn, Statement},
	HostCrypto, KeyAge, StatementLog, DEVICE_PRIORITY,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_anchor(
		gateway: T::AccountId,
		number: u64,
		batch: Batch,
		observed: &[ObservedOf<T>],
	) -> DispatchResultWithPostInfo {
		Self::store_batch(&gateway, number, batch)
			.map_err(|error| error.with_weight(T::WeightInfo::anchor()))?;
		let executed = observed.iter().fold(T::WeightInfo::anchor(), |weight, segment| {
			weight.saturating_add(Self::observe_for(&gateway, segment))
		});
		Ok(Some(executed).into())
	}

	fn store_batch(gateway: &T::AccountId, number: u64, batch: Batch) -> DispatchResult {
		let known = Gateways::<T>::get(gateway);
		let is_convicted = known.as_ref().is_some_and(|record| record.conviction.is_some());
		ensure!(!is_convicted, Error::<T>::Convicted);
		let expected = known.as_ref().map_or(0, |record| record.next);
		ensure!(number >= expected, Error::<T>::StaleBatch);
		ensure!(number == expected, Error::<T>::FutureBatch);
		let next = number.checked_add(1).ok_or(Error::<T>::BadBatch)?;
		ensure!(batch.is_sound(), Error::<T>::BadBatch);
		let record = match known {
			Some(record) => GatewayRecord { next, ..record },
			None => {
				let ticket = T::GatewayConsideration::new(gateway, Self::gateway_footprint())?;
				GatewayRecord { next, conviction: None, ticket }
			},
		};
		let statement = Statement { gateway: gateway.clone().into(), number, batch };

		let block = frame_system::Pallet::<T>::block_number();
		AnchoredIn::<T>::try_append(block, (gateway, number))
			.map_err(|()| Error::<T>::BlockFull)?;
		Self::append(statement.leaf::<HostCrypto>()).map_err(|_| Error::<T>::BlockFull)?;
		Gateways::<T>::insert(gateway, record);
		Batches::<T>::insert(
			gateway,
			number,
			BatchRecord { batch, block, standing: BatchStanding::Unrefuted },
		);
		Self::deposit_event(Event::Anchored { gateway: gateway.clone(), number, batch });
		Ok(())
	}

	/// Observes a segment that came with a batch, or deposits the event that it was refused.
	/// Returns what that cost.
	fn observe_for(gateway: &T::AccountId, segment: &ObservedOf<T>) -> Weight {
		match Self::check_for(gateway, segment) {
			Ok(Judged::Good(checked)) => {
				Self::weight_of_kept(segment).saturating_add(Self::store_observed(segment, checked))
			},
			Ok(Judged::Contradiction) => {
				// The device was active, so that this is new.
				let _ = Self::convict(segment.header.device, Some(gateway.clone()));
				Self::weight_of_kept(segment)
			},
			Err(refusal) => {
				Self::deposit_event(Event::Refused {
					device: segment.header.device,
					sequence: segment.header.sequence,
					refusal,
				});
				Self::weight_of_refused(segment, refusal)
			},
		}
	}

	pub(crate) fn authorize_observe(
		observed: &ObservedOf<T>,
	) -> Result<ValidTransaction, TransactionValidityError> {
		let device = observed.header.device;
		Self::ensure_turn_and_quota(observed).map_err(refuse)?;
		let judged = Self::check(observed, Signed::Unchecked).map_err(refuse)?;
		// One segment of a device at a time, and of several the one that leaves out least.
		// Otherwise whoever relays them could skip segments of the device, or leave out a run.
		let rank = match judged {
			Judged::Good(checked) => checked.rank(),
			Judged::Contradiction => CONTRADICTION_RANK,
		};
		ValidTransaction::with_tag_prefix("telemetry-observe")
			.priority(OBSERVE_PRIORITY.saturating_add(rank))
			.longevity(OBSERVE_LONGEVITY)
			.and_provides(device)
			.propagate(true)
			.build()
	}

	pub(crate) fn do_observe(observed: &ObservedOf<T>) -> DispatchResultWithPostInfo {
		let share = Self::ensure_turn_and_quota(observed).map_err(Error::<T>::from)?;
		// The signature was checked for this very block, when the call was authorised.
		let judged = Self::check(observed, Signed::Checked).map_err(Error::<T>::from)?;
		let device = observed.header.device;
		let owner = T::Devices::owner(&device).ok_or(Error::<T>::UnknownDevice)?;
		ensure!(
			T::Quota::charge(&owner, observed.encoded_size(), Self::cost_of_observe(observed)),
			Error::<T>::QuotaExceeded
		);
		let told = match judged {
			Judged::Good(checked) => {
				Tails::<T>::mutate_extant(device, |tail| tail.share = share);
				Self::store_observed(observed, checked)
			},
			// Nothing more is taken by a device that is suspended.
			Judged::Contradiction => {
				Self::convict(device, None)?;
				Weight::zero()
			},
		};
		Ok(Some(Self::weight_of_observed(observed).saturating_add(told)).into())
	}

	pub(crate) fn do_challenge(
		challenger: T::AccountId,
		gateway: T::AccountId,
		number: u64,
		fraud: &Fraud,
	) -> DispatchResult {
		ensure!(fraud.depth() <= Fraud::most_depth(), Error::<T>::TooDeep);
		let mut record = Batches::<T>::get(&gateway, number).ok_or(Error::<T>::UnknownBatch)?;
		fraud
			.judge::<HostCrypto>(&T::Genesis::get(), number, &Accused::<T>(&gateway))
			.map_err(Error::<T>::from)?;
		ensure!(record.standing == BatchStanding::Unrefuted, Error::<T>::AlreadyConvicted);
		record.standing = BatchStanding::Convicted;
		Batches::<T>::insert(&gateway, number, record);
		let block = frame_system::Pallet::<T>::block_number();
		Gateways::<T>::mutate_extant(&gateway, |record| {
			let before = record.conviction.map_or(0, |conviction| conviction.batches);
			// Saturating is fine: nobody needs a larger count.
			record.conviction = Some(Conviction { batches: before.saturating_add(1), block });
		});
		Self::deposit_event(Event::GatewayConvicted { gateway, number, challenger });
		Ok(())
	}

	pub(crate) fn do_convict_device(
		challenger: T::AccountId,
		equivocation: &Equivocation,
	) -> DispatchResult {
		let device = equivocation.device();
		let (key, age) = match T::Devices::key(&device, equivocation.one.header.key_epoch) {
			(KeyIn::Key(key), age) => (key, age),
			(KeyIn::NoEpoch, _) => return Err(Error::<T>::UnknownKey.into()),
			(KeyIn::NoDevice, _) => return Err(Error::<T>::UnknownDevice.into()),
		};
		// A thief of a replaced key must not be able to stop the device.
		ensure!(age == KeyAge::Current, Error::<T>::ReplacedKey);
		equivocation.judge::<HostCrypto>(&T::Genesis::get(), &key).map_err(Error::<T>::from)?;
		Self::convict(device, Some(challenger))
	}

	pub(crate) fn do_watch(who: T::AccountId, stream: StreamId) -> DispatchResult {
		ensure!(!Watchers::<T>::contains_key(stream, &who), Error::<T>::AlreadyWatching);
		Self::add_watcher(&stream, Interest::Account)?;
		let ticket = T::WatchConsideration::new(&who, Self::footprint())?;
		Watchers::<T>::insert(stream, &who, ticket);
		Self::deposit_event(Event::Watched { stream, who });
		Ok(())
	}

	pub(crate) fn do_unwatch(who: T::AccountId, stream: StreamId) -> DispatchResult {
		let ticket = Watchers::<T>::take(stream, &who).ok_or(Error::<T>::NotWatching)?;
		ticket.drop(&who)?;
		Self::remove_watcher(&stream, Interest::Account)?;
		Self::deposit_event(Event::Unwatched { stream, who });
		Ok(())
	}

	pub(crate) fn do_pardon(gateway: T::AccountId) -> DispatchResult {
		let mut record = Gateways::<T>::get(&gateway).ok_or(Error::<T>::NotConvicted)?;
		record.conviction.take().ok_or(Error::<T>::NotConvicted)?;
		Gateways::<T>::insert(&gateway, record);
		Self::deposit_event(Event::Pardoned { gateway });
		Ok(())
	}

	pub(crate) fn do_configure(new: SettingsOf<T>) -> DispatchResult {
		ensure!(new.is_sound(T::MaxRetention::get()), Error::<T>::BadSettings);
		let old = ChainSettings::<T>::get();
		ChainSettings::<T>::put(new);
		Self::deposit_event(Event::Configured { old, new });
		Ok(())
	}
}

/// Transactions of devices come before those of members.
const OBSERVE_PRIORITY: u64 = DEVICE_PRIORITY;

/// Above the ranks of good segments: nothing that the device signs under its key counts after it.
const CONTRADICTION_RANK: u64 = 8;

/// Blocks for which an observation waits in the pool.
const OBSERVE_LONGEVITY: u64 = 16;
