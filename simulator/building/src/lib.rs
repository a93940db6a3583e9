//! A heated building that rules can run: fitted to measurements, split into zones, with a heat pump, prices, and the controllers
//! that rules are compared with. Nothing here is on a chain.
//!
//! | module | holds |
//! | --- | --- |
//! | [`data`] | the measurements, and which of them are for what |
//! | [`model`], [`fit`] | two resistances, two capacities, and how they are found |
//! | [`zones`] | ten zones: a synthetic split of the building |
//! | [`week`] | weather and residual gains of a week, and when zones are occupied |
//! | [`plant`], [`envelope`] | a hypothetical heat pump with its emitters, and what its owner allows |
//! | [`prices`] | tariffs over weeks of a day-ahead index |
//! | [`controllers`] | two baselines, the rules, and a plan with perfect foresight |
//! | [`run`], [`metrics`] | a controller at work, and what it came to |
//! | [`tuned`], [`tune`] | the controllers' parameters, and how they were chosen |
//! | [`table`], [`report`] | the comparison, and how it is shown |
//!
//! All is deterministic: the same measurements and seeds give the same table. `docs/building.md` says what is measured, what is
//! synthetic, and what is hypothetical.

#![deny(missing_docs)]

pub mod controllers;
pub mod data;
pub mod envelope;
pub mod fit;
pub mod metrics;
pub mod model;
pub mod plant;
pub mod prices;
pub mod report;
pub mod run;
pub mod table;
pub mod tune;
pub mod tuned;
pub mod week;
pub mod zones;
