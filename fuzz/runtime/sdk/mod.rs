//! Calls of the SDK's pallets.

mod accounts;
mod consensus;
mod governance;
mod money;
mod schedule;
mod system;

pub(crate) use accounts::{appointed, call as accounts};
pub(crate) use consensus::validators;
pub(crate) use governance::{call as governance, council_of_three};
pub(crate) use schedule::call as schedule;
pub(crate) use system::NextRuntime;

use super::source::Source;
use tallystick_runtime::RuntimeCall;

/// A call of one of these pallets.
pub(crate) fn call(from: &mut Source) -> RuntimeCall {
	let calls = [
		accounts::call,
		governance::call,
		money::call,
		schedule::call,
		system::call,
		consensus::call,
	];
	let at = from.below(calls.len());
	calls[at](from)
}

/// A call that root can carry out.
pub(crate) fn root_call(from: &mut Source) -> RuntimeCall {
	let calls = [system::root_call, money::root_call, consensus::root_call, call, schedule::call];
	let at = from.below(calls.len());
	calls[at](from)
}

/// A call within another one.
pub(crate) fn inner(from: &mut Source) -> Box<RuntimeCall> {
	from.depth += 1;
	let is_any = from.one_in(2);
	let call = match from.depth {
		1 if is_any => super::any_call(from),
		1 | 2 => money::call(from),
		_ => remark(),
	};
	from.depth -= 1;
	Box::new(call)
}

/// A call that anybody may make, and that stays the same: its hash is met again.
pub(crate) fn remark() -> RuntimeCall {
	frame_system::Call::remark { remark: b"again".to_vec() }.into()
}
