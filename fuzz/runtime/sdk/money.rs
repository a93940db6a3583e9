//! Calls of the balances.

use crate::runtime::source::{any_of, Source};
use pallet_balances::{AdjustmentDirection, Call};
use tallystick_runtime::{AccountId, RuntimeCall};

pub(super) fn call(from: &mut Source) -> RuntimeCall {
	any_of!(from, Call:
		transfer_allow_death { dest, value },
		transfer_keep_alive { dest, value },
		transfer_all { dest, keep_alive },
		upgrade_accounts { who: |from: &mut Source| from.some::<AccountId>(3) },
		burn { value, keep_alive },
	)
	.into()
}

pub(super) fn root_call(from: &mut Source) -> RuntimeCall {
	any_of!(from, Call:
		force_transfer { source, dest, value },
		// More would take what other pallets hold.
		force_unreserve { who, amount: |_| 0 },
		force_set_balance { who, new_free: |from: &mut Source| u128::from(from.number() >> 16) },
		force_adjust_total_issuance {
			direction: |from: &mut Source| {
				from.one_of(&[AdjustmentDirection::Increase, AdjustmentDirection::Decrease])
			},
			delta: |_| 1,
		},
	)
	.into()
}
