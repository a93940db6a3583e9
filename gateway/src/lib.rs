//! The gateway: accepts the messages of devices, stores their readings, anchors them on the chain in
//! batches, and serves readings and proofs.
//!
//! Whoever runs one needs a [`config::Config`] and a [`gateway::Gateway`], and may watch its
//! [`steps`]. The other modules are hidden: they are public for this crate's own tests and
//! measurements alone.

pub mod cli;
pub mod config;
pub mod gateway;
pub mod steps;

#[doc(hidden)]
pub mod adopt;
#[doc(hidden)]
pub mod archive;
#[doc(hidden)]
pub mod backup;
#[doc(hidden)]
pub mod broker;
#[doc(hidden)]
pub mod chain;
#[doc(hidden)]
pub mod http;
#[doc(hidden)]
pub mod ingest;
#[doc(hidden)]
pub mod link;
#[doc(hidden)]
pub mod metrics;
#[doc(hidden)]
pub mod mqtt;
#[doc(hidden)]
pub mod registry;
#[doc(hidden)]
pub mod stop;
#[doc(hidden)]
pub mod store;

mod clock;
mod commands;
mod dispute;
mod follow;
mod health;
mod locate;
mod milestone;
mod paths;
mod prune;
mod sealing;
mod section;
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
