//! Any calls of all pallets on the whole runtime, through its transaction extensions, over any time: none panics,
//! each pallet's properties hold after every block, and what the pool takes a block takes, too.
//!
//! With `TALLYSTICK_REPLAY=PATH` it plays the inputs of a folder or file instead, prints which calls succeeded, and fails
//! if one never did. With `TALLYSTICK_TRACE=1` it prints what each transaction did.
#![no_main]

#[path = "../runtime/mod.rs"]
mod runtime;

libfuzzer_sys::fuzz_target!(
	init: {
		if let Some(folder) = std::env::var_os("TALLYSTICK_REPLAY") {
			std::process::exit(i32::from(!runtime::replay(folder.as_ref())));
		}
	},
	|bytes: &[u8]| {
		runtime::session(bytes);
	}
);
