//! Calls of the escrow.

use super::source::{any_of, Source};
use pallet_escrow::Call;
use tallystick_runtime::RuntimeCall;

pub(crate) fn call(from: &mut Source) -> RuntimeCall {
	any_of!(from, Call:
		decide { escrow, amount },
		expire { escrow },
	)
	.into()
}
