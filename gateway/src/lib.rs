//! The gateway: accepts the messages of devices, stores their readings, anchors them on the chain in
//! batches, and serves readings and proofs.

pub mod archive;
pub mod backup;
pub mod broker;
pub mod chain;
pub mod cli;
pub mod config;
pub mod gateway;
pub mod health;
pub mod http;
pub mod ingest;
pub mod link;
pub mod metrics;
pub mod mqtt;
pub mod paths;
pub mod prune;
pub mod registry;
pub mod sealing;
mod section;
pub mod steps;
pub mod stop;
pub mod store;
pub mod submit;

#[cfg(test)]
#[path = "../tests/support/mod.rs"]
mod support;

#[cfg(test)]
#[path = "../tests/support/schedules/mod.rs"]
mod schedules;

#[cfg(test)]
#[path = "../tests/support/watched.rs"]
mod watched;
