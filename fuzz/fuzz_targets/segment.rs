//! Any segment, alone and beside another.
#![no_main]

use codec::{Decode, Encode};
use tallystick_evidence::{Native, SegmentLeaf};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
	let mut input = bytes;
	if let Ok(one) = SegmentLeaf::decode(&mut input) {
		assert_eq!(one.encode(), bytes[..bytes.len() - input.len()]);
		let _ = (one.is_sound(), one.leaf::<Native>(), one.header.name::<Native>());
		if let Ok(two) = SegmentLeaf::decode(&mut input) {
			assert_eq!(one.header.overlaps(&two.header), two.header.overlaps(&one.header));
			assert_eq!(one == two, one.leaf::<Native>() == two.leaf::<Native>());
		}
	}
});
