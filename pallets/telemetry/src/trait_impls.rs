//! Traits that this pallet implements for others.

use super::*;
use crate::utility_impls::Interest;
use frame::deps::sp_runtime::transaction_validity::ValidTransaction;
use tallystick_primitives::{BlockFull, Consumer, StatementLog, Watch};

impl<T: Config> StatementLog for Pallet<T> {
	fn append(leaf: Hash) -> Result<(), BlockFull> {
		Statements::<T>::try_append(leaf).map_err(|()| BlockFull)
	}

	fn has_room() -> bool {
		Statements::<T>::decode_len().unwrap_or_default() < T::MaxStatements::get() as usize
	}

	fn weight() -> Weight {
		T::WeightInfo::append()
	}
}

impl<T: Config> Watch for Pallet<T> {
	fn watch(consumer: Consumer, stream: &StreamId) -> DispatchResult {
		Self::add_watcher(stream, Interest::Pallet(consumer))
	}

	fn unwatch(consumer: Consumer, stream: &StreamId) -> DispatchResult {
		Self::remove_watcher(stream, Interest::Pallet(consumer))
	}

	fn latest(stream: &StreamId) -> Option<Observation> {
		Streams::<T>::get(stream)?.latest
	}

	fn footprint() -> usize {
		<(StreamId, Stream, TailRecordOf<T>)>::max_encoded_len()
	}

	fn weight() -> Weight {
		T::WeightInfo::watch().max(T::WeightInfo::unwatch()).saturating_add(T::Devices::weight())
	}
}

/// Judges an [`anchor`](Pallet::anchor) in the pool, before anybody pays: a batch that the chain
/// has is stale, and one that comes early waits for those before it.
pub struct AnchorOrder<T>(core::marker::PhantomData<T>);

impl<T: Config> AnchorOrder<T> {
	/// Judges `call`, if it anchors.
	pub fn check(
		gateway: &T::AccountId,
		call: &Call<T>,
	) -> Result<ValidTransaction, TransactionValidityError> {
		let Call::anchor { number, .. } = call else { return Ok(ValidTransaction::default()) };
		let known = Gateways::<T>::get(gateway);
		if known.as_ref().is_some_and(|record| record.conviction.is_some()) {
			return Err(refuse(Refusal::Convicted));
		}
		let expected = known.map_or(0, |record| record.next);
		if *number < expected {
			return Err(InvalidTransaction::Stale.into());
		}
		if !<Pallet<T> as StatementLog>::has_room() {
			// Stays in the pool for the next block.
			return Err(InvalidTransaction::ExhaustsResources.into());
		}
		let tag = |number: u64| (gateway, number);
		let valid =
			ValidTransaction::with_tag_prefix("telemetry-anchor").and_provides(tag(*number));
		match u64::checked_sub(*number, 1) {
			Some(before) if *number > expected => valid.and_requires(tag(before)).build(),
			_ => valid.build(),
		}
	}
}
