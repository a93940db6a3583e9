//! Calls of the system: remarks, storage and runtime upgrades.

use crate::runtime::source::{any_of, Source};
use codec::Encode;
use frame_system::Call;
use sp_core::traits::ReadRuntimeVersion;
use sp_runtime::traits::{BlakeTwo256, Hash as _};
use tallystick_runtime::{Hash, RuntimeCall, VERSION};

/// Stands for the code of the next runtime. The chain goes on with this one: it is native.
const NEXT: &[u8] = b"the next runtime";

/// Finds the version of the next runtime in the code that stands for it.
pub(crate) struct NextRuntime;

impl ReadRuntimeVersion for NextRuntime {
	fn read_runtime_version(
		&self,
		code: &[u8],
		_: &mut dyn sp_externalities::Externalities,
	) -> Result<Vec<u8>, String> {
		let mut version = VERSION;
		version.spec_version += 1;
		(code == NEXT).then(|| version.encode()).ok_or_else(|| "no runtime".into())
	}
}

fn text(from: &mut Source) -> Vec<u8> {
	from.text::<32>().into_inner()
}

fn code(from: &mut Source) -> Vec<u8> {
	if from.one_in(4) {
		text(from)
	} else {
		NEXT.to_vec()
	}
}

fn code_hash(from: &mut Source) -> Hash {
	BlakeTwo256::hash(&code(from))
}

/// A key that no pallet uses.
fn key(from: &mut Source) -> Vec<u8> {
	vec![b'?', from.byte()]
}

pub(super) fn call(from: &mut Source) -> RuntimeCall {
	any_of!(from, Call:
		remark { remark: text },
		remark_with_event { remark: text },
		apply_authorized_upgrade { code: code },
	)
	.into()
}

pub(super) fn root_call(from: &mut Source) -> RuntimeCall {
	any_of!(from, Call:
		set_heap_pages { pages },
		set_code { code: code },
		set_code_without_checks { code: code },
		set_storage { items: |from: &mut Source| vec![(key(from), text(from))] },
		kill_storage { keys: |from: &mut Source| vec![key(from)] },
		kill_prefix { prefix: key, subkeys: |_| 4 },
		authorize_upgrade { code_hash: code_hash },
		authorize_upgrade_without_checks { code_hash: code_hash },
	)
	.into()
}
