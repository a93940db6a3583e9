//! The pallets' configuration, by what it is about.

pub mod assets;
pub mod automation;
pub mod consensus;
pub mod consortium;
pub mod devices;
pub mod escrow;
pub mod governance;
pub mod market;
pub mod monetary;
mod procurement;
pub mod system;
pub mod telemetry;

pub use governance::AdminOrigin;
pub use system::NonceOfNewAccount;
