//! Weights of the calls and of what a block does.

/// Weight functions of the pallet.
pub trait WeightInfo {}
