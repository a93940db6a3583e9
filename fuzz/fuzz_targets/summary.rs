//! Any two summaries of a run: what passes alone passes together.
#![no_main]

use codec::Decode;
use tallystick_evidence::{Limits, Summary};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
	let decoded = <(Limits, Summary, Summary)>::decode(&mut &bytes[..]);
	if let Ok((limits, left, right)) = decoded {
		let passes = |summary: &Summary| summary.check(&limits).is_ok();
		if let (true, true, Ok(both)) = (passes(&left), passes(&right), left.combine(&right)) {
			assert_eq!(both.check(&limits), Ok(()));
		}
	}
});
