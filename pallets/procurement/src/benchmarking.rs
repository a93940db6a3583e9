//! Benchmarks of the pallet.
