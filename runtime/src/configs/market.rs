//! Energy, and what is due for it.

use super::monetary::Deposit;
use crate::{
	constants::deposit, AccountId, Balance, Balances, Consortium, DeviceRegistry, EnergyMarket,
	Escrow, Runtime, RuntimeHoldReason, Telemetry, Timestamp,
};
use frame_support::{
	parameter_types,
	traits::{fungible::HoldConsideration, ConstU32, ConstU64, Contains, Footprint, Get},
	PalletId,
};
use pallet_consortium::{EnsureMember, EnsureOrgAdmin, EnsureRole, EnsureRoleAdmin};
use pallet_energy_market::HoldReason;
use sp_runtime::traits::Convert;
use tallystick_primitives::{evidence::DeviceId, records::device::Provenance, Role, Roles};

const DAY: u64 = 24 * 60 * 60_000;

parameter_types! {
	pub const ZoneDeposit: RuntimeHoldReason = RuntimeHoldReason::EnergyMarket(HoldReason::Zone);
	pub const IndexDeposit: RuntimeHoldReason = RuntimeHoldReason::EnergyMarket(HoldReason::Index);
	pub const TariffDeposit: RuntimeHoldReason = RuntimeHoldReason::EnergyMarket(HoldReason::Tariff);
	pub const PointDeposit: RuntimeHoldReason = RuntimeHoldReason::EnergyMarket(HoldReason::Point);
	pub const MarketPalletId: PalletId = PalletId(*b"tallymkt");
	pub GridOperators: Roles = Role::GridOperator.into();
	pub EnergySuppliers: Roles = Role::EnergySupplier.into();
}

/// A number of market periods, in milliseconds: days if a period is a day, and minutes on a
/// development chain.
pub struct Periods<const COUNT: u64>;

impl<const COUNT: u64> Get<u64> for Periods<COUNT> {
	fn get() -> u64 {
		let timing = EnergyMarket::timing();
		let period = u64::from(timing.slot).saturating_mul(timing.period.into());
		period.saturating_mul(COUNT)
	}
}

/// The time that counts for no deadline, in milliseconds.
pub struct Lost;

impl Get<u64> for Lost {
	fn get() -> u64 {
		Escrow::lost_time()
	}
}

/// The devices whose manufacturer signed for them, or put their keys into a lot.
pub struct EndorsedDevices;

impl Contains<DeviceId> for EndorsedDevices {
	fn contains(device: &DeviceId) -> bool {
		let provenance = DeviceRegistry::device(*device).map(|device| device.provenance);
		matches!(provenance, Some(Provenance::Endorsed | Provenance::Lot(_)))
	}
}

/// The deposit for keys and bytes, for footprints whose size is the bytes of all keys together.
pub struct KeysAndBytes;

impl Convert<Footprint, Balance> for KeysAndBytes {
	fn convert(Footprint { count, size }: Footprint) -> Balance {
		let limited = |number| u32::try_from(number).unwrap_or(u32::MAX);
		deposit(limited(count), limited(size))
	}
}

impl pallet_energy_market::Config for Runtime {
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = crate::benchmarks::World;
	// Somebody can read a meter without a network within a week.
	type Correction = Periods<7>;
	type Currency = Balances;
	type Devices = DeviceRegistry;
	type EndorsedDevices = EndorsedDevices;
	// Most outages of a network end within two days.
	type Estimation = Periods<2>;
	// Enough for feed-in on two sunny days, and on a third until somebody notices.
	type FloatPeriods = ConstU32<3>;
	type GridOperatorAdminOrigin = EnsureRoleAdmin<Runtime, GridOperators>;
	type GridOperatorOrigin = EnsureRole<Runtime, GridOperators>;
	type IndexConsideration = Deposit<IndexDeposit>;
	type Lost = Lost;
	// A year's notice, and some more.
	type MaxAhead = ConstU64<{ 400 * DAY }>;
	// Far above what a building takes. A plant of that size sells elsewhere.
	type MaxPower = ConstU32<100_000_000>;
	type MemberOrigin = EnsureMember<Runtime>;
	type Membership = Consortium;
	type OrgAdminOrigin = EnsureOrgAdmin<Runtime>;
	type PalletId = MarketPalletId;
	// Homes belong to no organisation that could pay for them.
	type PointConsideration = HoldConsideration<AccountId, Balances, PointDeposit, KeysAndBytes>;
	// A fortnight to pay a bill in.
	type PaymentTerm = Periods<14>;
	// A customer who looks once a week can leave before any new price.
	type Reaction = Periods<7>;
	// This leaves three periods to settle in, once nothing changes.
	type Retention = Periods<10>;
	type SupplierAdminOrigin = EnsureRoleAdmin<Runtime, EnergySuppliers>;
	type TariffConsideration = Deposit<TariffDeposit>;
	type Time = Timestamp;
	type Watch = Telemetry;
	type WeightInfo = pallet_energy_market::weights::SubstrateWeight<Runtime>;
	type ZoneConsideration = Deposit<ZoneDeposit>;
}
