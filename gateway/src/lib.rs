//! The device's way in: takes what devices say, keeps it, anchors it on the chain, and serves the
//! proofs.

pub mod archive;
pub mod config;
pub mod link;
mod section;
