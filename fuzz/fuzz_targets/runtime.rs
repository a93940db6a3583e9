//! Any calls of all pallets on the whole runtime, through its transaction extensions, over any time: none panics,
//! each pallet's properties hold after every block, and what the pool takes a block takes, too.
//!
//! With `TALLYSTICK_REPLAY=PATH` it plays the inputs of a folder or file instead, prints which calls succeeded, and
//! fails if one never did that can. `TALLYSTICK_KEEP=FILE` writes those inputs that reach a call which none before
//! them does. With `TALLYSTICK_TRACE=1` it prints what each transaction did.
#![no_main]

#[path = "../runtime/mod.rs"]
mod runtime;

libfuzzer_sys::fuzz_target!(
	init: {
		if let Some(path) = std::env::var_os("TALLYSTICK_REPLAY") {
			let keep = std::env::var_os("TALLYSTICK_KEEP");
			let keep = keep.as_deref().map(AsRef::as_ref);
			std::process::exit(i32::from(!runtime::replay(path.as_ref(), keep)));
		}
	},
	|bytes: &[u8]| {
		runtime::session(bytes);
	}
);
