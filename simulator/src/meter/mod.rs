//! Meters of homes: registers that count a home's energy, read at the boundaries of slots.

mod home;
mod plan;
mod prices;

pub use home::{Home, HomeError, Hour, Registers};
pub(crate) use plan::points;
pub use plan::{Memory, Plan, PlanError, Reset, EXPORT, IMPORT};
pub use prices::{hours_of, PriceHour, PricesError};
