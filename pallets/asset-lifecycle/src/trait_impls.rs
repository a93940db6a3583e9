//! Traits that this pallet implements for others.

use super::*;
use crate::features::{assets::Live, flags::is_set};
use tallystick_primitives::{
	AssetFacts, AssetHistory, BlockFull, ConditionSum, Consumer, DeviceGuard, DeviceStatus,
	EscrowPurpose, EventLog, ExpiredEscrow, FinalStatement, Issued, Observation, OnDeviceChange,
	OnEscrowExpired, OnObservation,
};

impl<T: Config> OnObservation for Pallet<T> {
	const CONSUMER: Consumer = Consumer::AssetLifecycle;

	fn on_observation(stream: &StreamId, observation: &Observation) -> Weight {
		Self::count(stream, observation);
		T::WeightInfo::on_observation()
	}

	fn weight() -> Weight {
		T::WeightInfo::on_observation()
	}
}

impl<T: Config> OnDeviceChange<T::AccountId> for Pallet<T> {
	fn on_transferred(device: &DeviceId, from: &T::AccountId, to: &T::AccountId) {
		Self::device_transferred(device, from, to);
	}

	fn on_ended(device: &DeviceId, owner: &T::AccountId, _: DeviceStatus) {
		Self::device_ended(device, owner);
	}

	fn weight() -> Weight {
		T::WeightInfo::device_changed().saturating_add(T::Membership::weight())
	}
}

impl<T: Config> DeviceGuard<T::AccountId> for Pallet<T> {
	fn ensure_free(device: &DeviceId) -> DispatchResult {
		let withheld = DeviceUses::<T>::get(device).map_or(0, |used| used.withheld);
		ensure!(withheld == 0, Error::<T>::DeviceNeeded);
		Ok(())
	}

	fn ensure_all_free(owner: &T::AccountId) -> DispatchResult {
		ensure!(Withheld::<T>::get(owner) == 0, Error::<T>::DeviceNeeded);
		Ok(())
	}

	fn weight() -> Weight {
		T::DbWeight::get().reads(1)
	}
}

impl<T: Config> EventLog for Pallet<T> {
	fn append(leaf: Hash, bytes: &[u8]) -> Result<u32, BlockFull> {
		Self::add_leaf(leaf, bytes)
	}
}

impl<T: Config> FinalStatement for Pallet<T> {
	fn take(genesis: &Hash) -> Option<Hash> {
		Self::fold_events(genesis)
	}

	fn weight() -> Weight {
		// What the block's events read and write of the tree is counted once, here.
		T::WeightInfo::fold_events().saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}
}

impl<T: Config> AssetHistory<T::AccountId> for Pallet<T> {
	fn holder(asset: AssetId) -> Option<Holder> {
		Self::holder_of(asset).ok()
	}

	fn document(asset: AssetId, document: &Hash) -> Option<Issued> {
		let (Document { kind, issuer, until, .. }, _) = Documents::<T>::get(asset, document)?;
		Some(Issued { kind, issuer, until })
	}

	fn record_service(
		issuer: Member<T::AccountId>,
		asset: AssetId,
		document: Hash,
	) -> DispatchResult {
		let live = Live::<T>::load(asset)?;
		Self::store_document(issuer, live, document, DocumentKind::Service, None)
	}

	fn weight() -> Weight {
		T::WeightInfo::add_document()
	}
}

impl<T: Config> AssetFacts for Pallet<T> {
	fn owner(asset: AssetId) -> Option<OrgId> {
		Self::live_owner(asset)
	}

	fn condition(asset: AssetId) -> Option<ConditionSum> {
		Self::condition_sum(asset)
	}

	fn flag(asset: AssetId, flag: u8) -> Option<bool> {
		Self::flags_of(asset).map(|set| is_set(set, flag))
	}

	fn set_flag(asset: AssetId, flag: u8, org: OrgId) {
		Self::do_set_flag(asset, flag, org);
	}

	fn clear_flag(asset: AssetId, flag: u8, org: OrgId) {
		Self::do_clear_flag(asset, flag, org);
	}

	fn footprint() -> usize {
		Self::flags_size()
	}

	fn weight() -> Weight {
		// Whatever else is asked reads a part of what setting a flag reads.
		T::WeightInfo::read_condition().max(T::WeightInfo::set_flag())
	}
}

impl<T: Config> OnEscrowExpired<BalanceOf<T>> for Pallet<T> {
	const PURPOSES: &'static [EscrowPurpose] = &[EscrowPurpose::Trade, EscrowPurpose::Bond];

	fn on_escrow_expired(expired: &ExpiredEscrow<BalanceOf<T>>) {
		let ExpiredEscrow { purpose, escrow, reference, paid } = *expired;
		Self::escrow_expired(purpose, escrow, TradeId(reference), paid.into());
	}

	fn weight() -> Weight {
		Self::most_of_settling()
	}
}
