//! Traits that this pallet implements for others.

use super::*;
use frame::deps::frame_support::storage::with_storage_layer;
use tallystick_primitives::Escrow;

// An opener may act in a hook, where nothing is rolled back. So each function that moves money has
// its own storage layer.
impl<T: Config> Escrow<T::AccountId> for Pallet<T> {
	type Balance = BalanceOf<T>;

	fn open(
		purpose: EscrowPurpose,
		reference: u64,
		payer: &T::AccountId,
		amount: BalanceOf<T>,
		backstop: Millis,
	) -> Result<EscrowId, DispatchError> {
		let payer = payer.clone();
		with_storage_layer(|| Self::do_open(purpose, reference, payer, amount, backstop))
	}

	fn release(
		purpose: EscrowPurpose,
		escrow: EscrowId,
		payee: &T::AccountId,
		amount: BalanceOf<T>,
	) -> Result<BalanceOf<T>, DispatchError> {
		with_storage_layer(|| Self::do_release(purpose, escrow, payee, amount))
	}

	fn close(purpose: EscrowPurpose, escrow: EscrowId) -> Result<BalanceOf<T>, DispatchError> {
		with_storage_layer(|| Self::do_close(purpose, escrow))
	}

	fn dispute(
		purpose: EscrowPurpose,
		escrow: EscrowId,
		terms: Dispute<T::AccountId, BalanceOf<T>>,
	) -> DispatchResult {
		Self::do_dispute(purpose, escrow, terms)
	}

	fn settle(purpose: EscrowPurpose, escrow: EscrowId) -> DispatchResult {
		Self::do_settle(purpose, escrow)
	}

	fn resolve(purpose: EscrowPurpose, escrow: EscrowId) -> Result<BalanceOf<T>, DispatchError> {
		with_storage_layer(|| Self::do_resolve(purpose, escrow))
	}

	fn decision(escrow: EscrowId) -> Option<BalanceOf<T>> {
		let (record, _) = Self::load(escrow).ok()?;
		record.outcome(Self::now()).map(|(_, amount)| amount)
	}

	fn is_decided(escrow: EscrowId) -> bool {
		Escrows::<T>::get(escrow)
			.is_some_and(|(record, _)| matches!(record.state, EscrowState::Decided { .. }))
	}

	fn held(escrow: EscrowId) -> Option<BalanceOf<T>> {
		Escrows::<T>::get(escrow).map(|(record, _)| Self::payable(&record))
	}

	fn lost() -> u64 {
		Self::lost_time()
	}

	fn weight_of_open() -> Weight {
		T::WeightInfo::open()
	}

	fn weight_of_release() -> Weight {
		T::WeightInfo::release()
	}

	fn weight_of_close() -> Weight {
		T::WeightInfo::close()
	}

	fn weight_of_resolve() -> Weight {
		T::WeightInfo::resolve()
	}

	fn weight_of_dispute() -> Weight {
		T::WeightInfo::dispute()
	}
}
