//! Time, money and their relation.

use crate::{Balance, BlockNumber, Moment};
use frame_support::weights::{constants::WEIGHT_REF_TIME_PER_SECOND, Weight};

/// The length of a slot, in milliseconds. Cannot be changed once a chain runs.
pub const SLOT_DURATION: Moment = 2_000;

/// Blocks in a minute.
pub const MINUTES: BlockNumber = 60_000 / (SLOT_DURATION as BlockNumber);

/// Blocks in an hour.
pub const HOURS: BlockNumber = MINUTES * 60;

/// Blocks in a day.
pub const DAYS: BlockNumber = HOURS * 24;

/// Decimals of the settlement unit.
pub const DECIMALS: u8 = 6;

/// The symbol of the settlement unit.
pub const SYMBOL: &str = "TALLY";

/// Prefix of addresses: the one that Substrate chains use without a registration.
pub const SS58_PREFIX: u16 = 42;

/// One settlement unit.
pub const UNIT: Balance = 1_000_000;

/// A hundredth of one.
pub const CENT: Balance = UNIT / 100;

/// The smallest balance that an account can hold.
pub const EXISTENTIAL_DEPOSIT: Balance = CENT;

/// Execution time that a block may take: half of its slot.
pub const MAXIMUM_BLOCK_WEIGHT: Weight = Weight::from_parts(WEIGHT_REF_TIME_PER_SECOND, u64::MAX);

/// The largest block, in bytes.
pub const MAXIMUM_BLOCK_LENGTH: u32 = 5 * 1024 * 1024;

/// The deposit for keeping this many records of this many bytes together.
pub const fn deposit(items: u32, bytes: u32) -> Balance {
	items as Balance * 10 * CENT + bytes as Balance * (CENT / 10)
}
