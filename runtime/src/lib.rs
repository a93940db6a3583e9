//! The runtime of the Tallystick consortium chain.
//!
//! It uses standard host functions only. So the same pallets work in any Substrate runtime, and any
//! stock tool can execute the blob.

#![cfg_attr(not(feature = "std"), no_std)]
// The runtime macros expand to deep types, and to items without documentation.
#![allow(missing_docs)]
#![recursion_limit = "512"]

extern crate alloc;

#[cfg(feature = "std")]
include!(concat!(env!("OUT_DIR"), "/wasm_binary.rs"));

mod apis;
pub mod authorization;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarks;
pub mod configs;
pub mod constants;
pub mod genesis_config_presets;
pub mod migrations;
pub mod weights;

use alloc::{borrow::Cow, vec::Vec};
use sp_runtime::{
	generic, impl_opaque_keys,
	traits::{BlakeTwo256, IdentifyAccount, Verify},
	type_with_default::TypeWithDefault,
	MultiAddress, MultiSignature,
};
use sp_version::RuntimeVersion;

pub use apis::RuntimeApi;
pub use frame_system::Call as SystemCall;
pub use pallet_balances::Call as BalancesCall;

/// Any of the signature schemes that an account may use.
pub type Signature = MultiSignature;

/// Identifies an account: a public key, or the hash of one.
pub type AccountId = <<Signature as Verify>::Signer as IdentifyAccount>::AccountId;

/// How calls name an account.
pub type Address = MultiAddress<AccountId, ()>;

/// An amount of the settlement unit, in millionths.
pub type Balance = u128;

/// The number of a block.
pub type BlockNumber = u32;

/// The hash of a block, an extrinsic or a piece of state.
pub type Hash = sp_core::H256;

/// UTC, in milliseconds.
pub type Moment = u64;

/// How many transactions an account has signed.
///
/// A new account's nonce starts at the number of the block. So if an account was removed and is
/// created again, its old transactions can be replayed only under two conditions. It had signed more
/// than one transaction a block on average, and it signed this one without an era. With an era, a
/// transaction expires after 4,096 blocks at the latest. Our clients sign for 64 blocks.
pub type Nonce = TypeWithDefault<u32, configs::NonceOfNewAccount>;

/// The header of a block.
pub type Header = generic::Header<BlockNumber, BlakeTwo256>;

/// A block.
pub type Block = generic::Block<Header, UncheckedExtrinsic>;

/// The chain as the node sees it: extrinsics are bytes, so that a node understands blocks of
/// runtimes that are newer than itself.
pub mod opaque {
	/// A block whose extrinsics only the runtime can read.
	pub type Block = sp_runtime::generic::Block<super::Header, sp_runtime::OpaqueExtrinsic>;
}

/// What every transaction is checked for, in this order.
///
/// Encoding and metadata are the SDK's own: `Permitted` and `SponsoredPayment` look like the
/// extensions that they wrap.
pub type TxExtension = (
	authorization::Permitted<Runtime, frame_system::AuthorizeCall<Runtime>>,
	frame_system::CheckNonZeroSender<Runtime>,
	frame_system::CheckSpecVersion<Runtime>,
	frame_system::CheckTxVersion<Runtime>,
	frame_system::CheckGenesis<Runtime>,
	frame_system::CheckMortality<Runtime>,
	frame_system::CheckNonce<Runtime>,
	frame_system::CheckWeight<Runtime>,
	pallet_consortium::SponsoredPayment<
		Runtime,
		pallet_transaction_payment::ChargeTransactionPayment<Runtime>,
	>,
	frame_metadata_hash_extension::CheckMetadataHash<Runtime>,
	frame_system::WeightReclaim<Runtime>,
);

/// A transaction or inherent as it comes off the wire.
pub type UncheckedExtrinsic =
	generic::UncheckedExtrinsic<Address, RuntimeCall, Signature, TxExtension>;

/// What a signer signs.
pub type SignedPayload = generic::SignedPayload<RuntimeCall, TxExtension>;

/// Executes blocks.
pub type Executive = frame_executive::Executive<
	Runtime,
	Block,
	frame_system::ChainContext<Runtime>,
	Runtime,
	AllPalletsWithSystem,
>;

impl_opaque_keys! {
	/// The keys of a validator.
	pub struct SessionKeys {
		/// Signs blocks (sr25519).
		pub aura: Aura,
		/// Signs votes on finality (ed25519).
		pub grandpa: Grandpa,
	}
}

// The macro that embeds the version in the blob reads literals only.
macro_rules! version {
	($spec_version:tt) => {
		/// The version of this runtime. `spec_version` grows with every release;
		/// `transaction_version` where a call or an extension is encoded otherwise.
		#[sp_version::runtime_version]
		pub const VERSION: RuntimeVersion = RuntimeVersion {
			spec_name: Cow::Borrowed("tallystick"),
			impl_name: Cow::Borrowed("tallystick"),
			authoring_version: 1,
			spec_version: $spec_version,
			impl_version: 0,
			apis: apis::RUNTIME_API_VERSIONS,
			transaction_version: 1,
			// Light clients and chopsticks support only 0 and 1, and check a block's extrinsics
			// against the root of these versions.
			system_version: 1,
		};
	};
}

#[cfg(not(feature = "upgrade-drill"))]
version!(1);
#[cfg(feature = "upgrade-drill")]
version!(2);

#[frame_support::runtime]
mod runtime {
	/// The runtime.
	#[runtime::runtime]
	#[runtime::derive(
		RuntimeCall,
		RuntimeEvent,
		RuntimeError,
		RuntimeOrigin,
		RuntimeFreezeReason,
		RuntimeHoldReason,
		RuntimeSlashReason,
		RuntimeLockId,
		RuntimeTask,
		RuntimeViewFunction
	)]
	pub struct Runtime;

	// Foundation.
	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type Timestamp = pallet_timestamp;
	#[runtime::pallet_index(2)]
	pub type Utility = pallet_utility;
	#[runtime::pallet_index(3)]
	pub type Multisig = pallet_multisig;
	#[runtime::pallet_index(4)]
	pub type Proxy = pallet_proxy;
	#[runtime::pallet_index(5)]
	pub type Scheduler = pallet_scheduler;
	#[runtime::pallet_index(6)]
	pub type Preimage = pallet_preimage;

	// Money.
	#[runtime::pallet_index(10)]
	pub type Balances = pallet_balances;
	#[runtime::pallet_index(11)]
	pub type TransactionPayment = pallet_transaction_payment;

	// Members. This pallet decides who validates, so its genesis has to come before the session
	// pallet's. Genesis follows the indices.
	#[runtime::pallet_index(15)]
	pub type Consortium = pallet_consortium;

	// Consensus.
	#[runtime::pallet_index(20)]
	pub type Authorship = pallet_authorship;
	#[runtime::pallet_index(21)]
	pub type Aura = pallet_aura;
	#[runtime::pallet_index(22)]
	pub type Session = pallet_session;
	#[runtime::pallet_index(24)]
	pub type Grandpa = pallet_grandpa;
	#[runtime::pallet_index(26)]
	pub type Mmr = pallet_mmr;

	// Governance and safety.
	#[runtime::pallet_index(30)]
	pub type Council = pallet_collective<Instance1>;
	#[runtime::pallet_index(31)]
	pub type SafeMode = pallet_safe_mode;
	#[runtime::pallet_index(32)]
	pub type TxPause = pallet_tx_pause;

	// Devices and telemetry.
	#[runtime::pallet_index(50)]
	pub type DeviceRegistry = pallet_device_registry;
	#[runtime::pallet_index(51)]
	pub type Telemetry = pallet_telemetry;

	// Money between parties.
	#[runtime::pallet_index(52)]
	pub type Escrow = pallet_escrow;

	// Assets, and what happens to them.
	#[runtime::pallet_index(53)]
	pub type AssetLifecycle = pallet_asset_lifecycle;

	// Energy, and what is due for it.
	#[runtime::pallet_index(54)]
	pub type EnergyMarket = pallet_energy_market;

	// Rules, and the actuators that they set.
	#[runtime::pallet_index(55)]
	pub type Automation = pallet_automation;

	// Machines that buy.
	#[runtime::pallet_index(56)]
	pub type Procurement = pallet_procurement;
}
