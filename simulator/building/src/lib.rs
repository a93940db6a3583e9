//! A heated building that rules can run: fitted to measurements. Nothing here is on a chain.
//!
//! | module | holds |
//! | --- | --- |
//! | [`data`] | the measurements, and which of them are for what |
//! | [`model`], [`fit`] | two resistances, two capacities, and how they are found |

#![deny(missing_docs)]

pub mod data;
pub mod fit;
pub mod model;
