//! The gateway: accepts the messages of devices, stores their readings, anchors them on the chain in
//! batches, and serves readings and proofs.

pub mod archive;
pub mod backup;
pub mod broker;
pub mod chain;
pub mod cli;
mod clock;
pub mod config;
mod follow;
pub mod gateway;
mod health;
pub mod http;
pub mod ingest;
pub mod link;
pub mod metrics;
pub mod mqtt;
mod paths;
mod prune;
mod pulse;
pub mod registry;
mod sealing;
mod section;
pub mod steps;
pub mod stop;
pub mod store;
mod submit;

#[cfg(test)]
#[path = "../tests/support/mod.rs"]
mod support;

#[cfg(test)]
#[path = "../tests/support/schedules/mod.rs"]
mod schedules;

#[cfg(test)]
#[path = "../tests/support/watched.rs"]
mod watched;
