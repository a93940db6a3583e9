//! Which pallets are measured, and what that needs.

use crate::{AccountId, Runtime, RuntimeCall, Session, SessionKeys, System};
use alloc::{string::String, vec::Vec};
use codec::Decode;
use frame_benchmarking::{define_benchmarks, BenchmarkBatch, BenchmarkConfig, BenchmarkList};
use frame_support::traits::{StorageInfo, StorageInfoTrait};

define_benchmarks!(
	[frame_system, frame_system_benchmarking::Pallet::<Runtime>]
	[frame_system_extensions, frame_system_benchmarking::extensions::Pallet::<Runtime>]
	[pallet_balances, crate::Balances]
	[pallet_collective, crate::Council]
	[pallet_consortium, crate::Consortium]
	[pallet_grandpa, crate::Grandpa]
	[pallet_mmr, crate::Mmr]
	[pallet_multisig, crate::Multisig]
	[pallet_preimage, crate::Preimage]
	[pallet_proxy, crate::Proxy]
	[pallet_safe_mode, crate::SafeMode]
	[pallet_scheduler, crate::Scheduler]
	[pallet_timestamp, crate::Timestamp]
	[pallet_transaction_payment, crate::TransactionPayment]
	[pallet_tx_pause, crate::TxPause]
	[pallet_utility, crate::Utility]
);

impl frame_system_benchmarking::Config for Runtime {}
impl pallet_transaction_payment::BenchmarkConfig for Runtime {}

/// Session keys for benchmarks.
pub struct Keys;

impl pallet_consortium::BenchmarkHelper<AccountId, RuntimeCall> for Keys {
	fn set_keys(who: &AccountId, seed: u32) {
		let mut bytes = [0u8; 64];
		bytes[..4].copy_from_slice(&seed.to_le_bytes());
		bytes[32..36].copy_from_slice(&seed.to_le_bytes());
		let keys = SessionKeys::decode(&mut &bytes[..]).expect("two keys of 32 bytes");
		System::inc_providers(who);
		<Session as pallet_session::SessionInterface>::set_keys(who, keys)
			.expect("keys of a new seed are new");
	}

	fn sponsored_call() -> RuntimeCall {
		pallet_consortium::Call::drop_keys { who: AccountId::new([0; 32]) }.into()
	}
}

pub(crate) fn metadata(extra: bool) -> (Vec<BenchmarkList>, Vec<StorageInfo>) {
	let mut list = Vec::<BenchmarkList>::new();
	list_benchmarks!(list, extra);
	(list, crate::AllPalletsWithSystem::storage_info())
}

pub(crate) fn dispatch(config: BenchmarkConfig) -> Result<Vec<BenchmarkBatch>, String> {
	use frame_support::traits::WhitelistedStorageKeys;
	let whitelist = crate::AllPalletsWithSystem::whitelisted_storage_keys();
	let mut batches = Vec::<BenchmarkBatch>::new();
	let params = (&config, &whitelist);
	add_benchmarks!(params, batches);
	Ok(batches)
}
