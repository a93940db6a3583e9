//! Stories: a chain, a gateway and devices play a business case from beginning to end.
//!
//! [`cold_chain`] sells strawberries whose price follows from the temperature on their way. The readings are
//! **simulated**; everything that happens to them is real.

mod actors;
mod climate;
pub mod cold_chain;
mod ledger;
mod log;
mod logger;
mod words;

pub use actors::{Actor, Cast, TALLY};
pub use climate::Failure;
pub use log::Entry as LogEntry;
pub use logger::{Logger, LoggerError};
