//! One example of each call of the runtime.

use codec::{Decode, Encode};
use frame_support::traits::{CallMetadata, GetCallMetadata};
use pallet_asset_lifecycle::{Call as AssetLifecycle, LotDates, NewLot};
use sp_runtime::traits::TrailingZeroInput;
use tallystick_primitives::{
	gs1::{CompanyPrefix, Key},
	ClassId, Millis, OrgId, TraceLotId,
};
use tallystick_runtime::RuntimeCall;

/// An example of each call of each pallet, with arguments that are all zero or empty, in the order of
/// the indices. Panics if the runtime has a call that this does not find.
pub(crate) fn every_call() -> Vec<(CallMetadata, RuntimeCall)> {
	let indices = (0..=u8::MAX).flat_map(|pallet| (0..=u8::MAX).map(move |call| [pallet, call]));
	let calls: Vec<_> = indices
		.filter_map(|index| {
			let zeros = RuntimeCall::decode(&mut TrailingZeroInput::new(&index)).ok();
			zeros.or_else(|| examples().into_iter().find(|call| call.encode().starts_with(&index)))
		})
		.map(|call| (call.get_call_metadata(), call))
		.collect();
	for pallet in RuntimeCall::get_module_names() {
		for name in RuntimeCall::get_call_names(pallet) {
			assert!(
				calls.iter().any(|(of, _)| of.pallet_name == *pallet && of.function_name == *name),
				"{pallet}.{name} does not decode from zeros: give its arguments a zero value, or add \
				 an example here"
			);
		}
	}
	calls
}

/// Examples of calls with an argument that has no zero value.
fn examples() -> Vec<RuntimeCall> {
	let prefix = CompanyPrefix::new("0000").expect("four digits");
	let key = "(8004)0000A".parse::<Key>().expect("a GIAI");
	let lot = NewLot {
		code: "A".parse().expect("one character"),
		source: "(414)0000000000000".parse().expect("its check digit is 0"),
		prefix,
		dates: LotDates { made: Millis(0), expires: None },
	};
	let (class, asset, circumstances) =
		(ClassId(0), tallystick_primitives::AssetId(0), Box::default());
	[
		AssetLifecycle::bind_prefix { prefix, org: OrgId(0), party: None },
		AssetLifecycle::release_prefix { prefix },
		AssetLifecycle::open_lot { class, lot },
		AssetLifecycle::create {
			lot: TraceLotId(0),
			key,
			prefix,
			quantity: 0,
			circumstances: Box::default(),
		},
		AssetLifecycle::set_key { asset, key, prefix, circumstances },
		AssetLifecycle::transform {
			inputs: Default::default(),
			class,
			lot,
			outputs: Default::default(),
			loss: 0,
			circumstances: Box::default(),
		},
	]
	.map(RuntimeCall::from)
	.into()
}
