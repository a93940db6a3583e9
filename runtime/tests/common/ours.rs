//! Which pallets are our own.

use frame_metadata::v16::RuntimeMetadataV16;
use std::collections::BTreeMap;

/// The crate of each pallet of ours, by the pallet's name in the runtime: of the consortium, and of all
/// from index 50 on.
pub(crate) fn ours(metadata: &RuntimeMetadataV16) -> BTreeMap<String, String> {
	let own = metadata.pallets.iter().filter(|pallet| pallet.index == 15 || pallet.index >= 50);
	own.map(|pallet| {
		let calls = pallet.calls.as_ref().expect("each pallet of ours has calls").ty.id;
		let calls = metadata.types.resolve(calls).expect("the metadata is complete");
		let krate = calls.path.segments.first().expect("calls are an enum of the pallet's crate");
		(pallet.name.clone(), krate.clone())
	})
	.collect()
}
