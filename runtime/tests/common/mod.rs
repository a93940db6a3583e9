//! One example of each call of the runtime.

use codec::Decode;
use frame_support::traits::{CallMetadata, GetCallMetadata};
use sp_runtime::traits::TrailingZeroInput;
use tallystick_runtime::RuntimeCall;

/// An example of each call of each pallet, with arguments that are all zero or empty, in the order of
/// the indices. Panics if the runtime has a call that this does not find.
pub(crate) fn every_call() -> Vec<(CallMetadata, RuntimeCall)> {
	let indices = (0..=u8::MAX).flat_map(|pallet| (0..=u8::MAX).map(move |call| [pallet, call]));
	let calls: Vec<_> = indices
		.filter_map(|index| RuntimeCall::decode(&mut TrailingZeroInput::new(&index)).ok())
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
