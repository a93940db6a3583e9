//! Weights of `pallet_telemetry`. To be measured.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_imports)]

use frame::{deps::frame_support::weights::RuntimeDbWeight, weights_prelude::*};

/// Weight functions of the pallet.
pub trait WeightInfo {
	/// Weight of `anchor`.
	fn anchor(s: u32, r: u32) -> Weight;
	/// Weight of `observe`.
	fn observe(r: u32) -> Weight;
	/// Weight of `authorize_observe`.
	fn authorize_observe(r: u32) -> Weight;
	/// Weight of `challenge`.
	fn challenge(d: u32) -> Weight;
	/// Weight of `watch`.
	fn watch() -> Weight;
	/// Weight of `unwatch`.
	fn unwatch() -> Weight;
	/// Weight of `pardon`.
	fn pardon() -> Weight;
	/// Weight of `configure`.
	fn configure() -> Weight;
	/// Weight of `on_initialize`.
	fn on_initialize(e: u32) -> Weight;
	/// Weight of `on_finalize`.
	fn on_finalize(n: u32) -> Weight;
	/// Weight of `append`.
	fn append() -> Weight;
}

/// The measured weights, for a runtime whose database costs what `T` says.
pub type SubstrateWeight<T> = MeasuredWeight<<T as frame_system::Config>::DbWeight>;

/// The measured weights, for a database that costs `DbWeight`.
pub struct MeasuredWeight<DbWeight>(PhantomData<DbWeight>);

impl<DbWeight: Get<RuntimeDbWeight>> WeightInfo for MeasuredWeight<DbWeight> {
	fn anchor(_s: u32, _r: u32) -> Weight { Weight::from_parts(1_000_000_000, 0) }
	fn observe(_r: u32) -> Weight { Weight::from_parts(1_000_000_000, 0) }
	fn authorize_observe(_r: u32) -> Weight { Weight::from_parts(1_000_000_000, 0) }
	fn challenge(_d: u32) -> Weight { Weight::from_parts(1_000_000_000, 0) }
	fn watch() -> Weight { Weight::from_parts(1_000_000_000, 0) }
	fn unwatch() -> Weight { Weight::from_parts(1_000_000_000, 0) }
	fn pardon() -> Weight { Weight::from_parts(1_000_000_000, 0) }
	fn configure() -> Weight { Weight::from_parts(1_000_000_000, 0) }
	fn on_initialize(_e: u32) -> Weight { Weight::from_parts(1_000_000_000, 0) }
	fn on_finalize(_n: u32) -> Weight { Weight::from_parts(1_000_000_000, 0) }
	fn append() -> Weight { Weight::from_parts(1_000_000_000, 0) }
}

/// For tests: the measured weights on ParityDB.
impl WeightInfo for () {
	fn anchor(s: u32, r: u32) -> Weight { MeasuredWeight::<ParityDbWeight>::anchor(s, r) }
	fn observe(r: u32) -> Weight { MeasuredWeight::<ParityDbWeight>::observe(r) }
	fn authorize_observe(r: u32) -> Weight { MeasuredWeight::<ParityDbWeight>::authorize_observe(r) }
	fn challenge(d: u32) -> Weight { MeasuredWeight::<ParityDbWeight>::challenge(d) }
	fn watch() -> Weight { MeasuredWeight::<ParityDbWeight>::watch() }
	fn unwatch() -> Weight { MeasuredWeight::<ParityDbWeight>::unwatch() }
	fn pardon() -> Weight { MeasuredWeight::<ParityDbWeight>::pardon() }
	fn configure() -> Weight { MeasuredWeight::<ParityDbWeight>::configure() }
	fn on_initialize(e: u32) -> Weight { MeasuredWeight::<ParityDbWeight>::on_initialize(e) }
	fn on_finalize(n: u32) -> Weight { MeasuredWeight::<ParityDbWeight>::on_finalize(n) }
	fn append() -> Weight { MeasuredWeight::<ParityDbWeight>::append() }
}
