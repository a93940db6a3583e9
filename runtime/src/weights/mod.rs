pub mod frame_system {
	pub type WeightInfo<T> = ::frame_system::weights::SubstrateWeight<T>;
}
pub mod pallet_timestamp {
	pub type WeightInfo<T> = ::pallet_timestamp::weights::SubstrateWeight<T>;
}
pub mod pallet_utility {
	pub type WeightInfo<T> = ::pallet_utility::weights::SubstrateWeight<T>;
}
pub mod pallet_multisig {
	pub type WeightInfo<T> = ::pallet_multisig::weights::SubstrateWeight<T>;
}
pub mod pallet_proxy {
	pub type WeightInfo<T> = ::pallet_proxy::weights::SubstrateWeight<T>;
}
pub mod pallet_scheduler {
	pub type WeightInfo<T> = ::pallet_scheduler::weights::SubstrateWeight<T>;
}
pub mod pallet_preimage {
	pub type WeightInfo<T> = ::pallet_preimage::weights::SubstrateWeight<T>;
}
pub mod pallet_balances {
	pub type WeightInfo<T> = ::pallet_balances::weights::SubstrateWeight<T>;
}
pub mod pallet_transaction_payment {
	pub type WeightInfo<T> = ::pallet_transaction_payment::weights::SubstrateWeight<T>;
}
pub mod pallet_session {
	pub type WeightInfo<T> = ::pallet_session::weights::SubstrateWeight<T>;
}
pub mod pallet_collective {
	pub type WeightInfo<T> = ::pallet_collective::weights::SubstrateWeight<T>;
}
pub mod pallet_safe_mode {
	pub type WeightInfo<T> = ::pallet_safe_mode::weights::SubstrateWeight<T>;
}
pub mod pallet_tx_pause {
	pub type WeightInfo<T> = ::pallet_tx_pause::weights::SubstrateWeight<T>;
}
pub mod frame_system_extensions {
	pub type WeightInfo<T> = ::frame_system::SubstrateExtensionsWeight<T>;
}
pub mod pallet_consortium {
	pub type WeightInfo<T> = ::pallet_consortium::weights::SubstrateWeight<T>;
}
