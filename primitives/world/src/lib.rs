//! A consortium in memory, for tests and benchmarks.
//!
//! With the feature `std`: a [`Device`] that signs segments, readings' trees and key changes, and
//! [`batch`]es of them. Nothing is random, so every run signs the same bytes.
//!
//! With `doubles`: one world for each thread, with a [`Clock`], [`Orgs`], a [`Registry`] of devices, a
//! [`Purse`], a log of [`Statements`], [`Watched`] streams, [`Assets`] and [`Escrows`]. Three listeners record
//! what is reported: [`Ear`] records observations, [`Changes`] devices that change hands or end, [`Expiries`]
//! escrows that somebody else ended. Together they implement every trait in `tallystick-primitives`, for a
//! pallet's mock runtime. [`reset`] begins a new world; [`mock_runtime!`] writes the part that all mock runtimes
//! share.
//!
//! With `runtime-benchmarks`: `Actors`, which a runtime implements once for the benchmarks of all
//! pallets, and the `Secret` of a device that signs without `std`.

#![cfg_attr(not(feature = "std"), no_std)]

#[cfg(feature = "runtime-benchmarks")]
mod actors;
#[cfg(feature = "std")]
mod device;
#[cfg(feature = "doubles")]
mod doubles;
#[cfg(feature = "doubles")]
mod escrow;
#[cfg(feature = "doubles")]
mod mock;
#[cfg(feature = "std")]
mod numbers;
#[cfg(feature = "doubles")]
mod registry;

#[cfg(feature = "runtime-benchmarks")]
pub use actors::{Actors, Secret};
#[cfg(feature = "std")]
pub use device::{
	any_batch, batch, run, runs_root, runs_tree, secret, Device, Said, Sealed, Signing, GENESIS,
	NOW, SCHEMES,
};
#[cfg(all(feature = "doubles", feature = "runtime-benchmarks"))]
pub use doubles::InMemory;
#[cfg(feature = "doubles")]
pub use doubles::{
	reset, AccountId, Assets, Change, Changes, Clock, Ear, EnsureAdmin, EnsureMember, Orgs, Purse,
	SessionKeys, Statements, Watched, GATEWAY, GATEWAYS, OTHER, OWNER, OWNERS,
};
#[cfg(feature = "doubles")]
pub use escrow::{Escrows, Expiries, WorldEscrow};
#[cfg(feature = "std")]
pub use numbers::Numbers;
#[cfg(feature = "doubles")]
pub use registry::{limits, Record, Registry, CHANNELS, LIMITS};
