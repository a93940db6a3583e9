//! The pallet's tests, one file a feature.
