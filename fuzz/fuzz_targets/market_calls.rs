//! Any calls of the energy market, as a transaction brings them, and any segments of meters: none panics, and the
//! pallet's properties hold after them.
#![no_main]

use pallet_energy_market::fuzzing::session;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
	session(bytes);
});
