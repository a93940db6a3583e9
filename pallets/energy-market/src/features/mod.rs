//! What the pallet does, one file a feature.
