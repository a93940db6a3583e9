//! Calls of the consortium.

use super::source::{any_of, Pick, Source};
use pallet_consortium::{Call, Quota, Settings};
use tallystick_runtime::RuntimeCall;

pub(crate) fn call(from: &mut Source) -> RuntimeCall {
	any_of!(from, Call:
		invite { who },
		join { org },
		remove_member { who },
		admit { name: |from: &mut Source| from.text(), admin, roles },
		set_roles { org, roles },
		suspend { org },
		resume { org },
		set_quota { org, quota },
		set_admin { org, admin },
		add_validator { who },
		remove_validator { who },
		configure { settings },
		dissolve { org, beneficiary },
		drop_keys { who },
		enact { call: |from: &mut Source| Box::new(super::sdk::root_call(from)) },
		withdraw { amount, to },
		withdraw_invitation { org, who },
	)
	.into()
}

impl Pick for Quota {
	fn pick(from: &mut Source) -> Self {
		let large = Quota { bytes: 1 << 24, ref_time: 60_000_000_000_000 };
		match from.below(4) {
			0 => Quota { bytes: from.number(), ref_time: from.number() },
			_ => large,
		}
	}
}

impl Pick for Settings<u32> {
	fn pick(from: &mut Source) -> Self {
		let (min_validators, session_length) = (from.below(3) as u32, from.below(12) as u32);
		Settings { min_validators, session_length }
	}
}
