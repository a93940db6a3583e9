//! Stories: a chain, a gateway and devices play a business case from beginning to end.
//!
//! [`cold_chain`] sells strawberries whose price follows from the temperature on their way. The readings are
//! **simulated**; everything that happens to them is real. In [`street`], homes whose load and generation were
//! measured trade energy for a day, which takes a few minutes. In [`building`], rules heat a building by its temperatures and by prices. In
//! [`washing_machine`], rules order detergent and a filter for a machine by what it signs.

mod actors;
pub mod building;
mod climate;
pub mod cold_chain;
mod error;
mod lapse;
mod ledger;
mod log;
mod logger;
pub mod street;
pub mod washing_machine;
mod words;

pub use actors::{Actor, Cast, TALLY};
pub use climate::Failure;
pub use error::{HookError, StoryError};
pub use lapse::lapse;
pub use log::Entry as LogEntry;
pub use logger::{Logger, LoggerError};
