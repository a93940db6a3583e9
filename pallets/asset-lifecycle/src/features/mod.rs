//! What the pallet does, one file a feature.

pub(crate) mod aggregation;
pub(crate) mod assets;
pub(crate) mod classes;
pub(crate) mod custody;
pub(crate) mod documents;
pub(crate) mod events;
pub(crate) mod flags;
pub(crate) mod lots;
pub(crate) mod pricing;
pub(crate) mod recall;
pub(crate) mod stays;
pub(crate) mod tallies;
pub(crate) mod trades;
