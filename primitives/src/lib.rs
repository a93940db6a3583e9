//! Ids, units and roles that Tallystick's pallets share.
//!
//! Pallets never depend on one another: what two of them must both name stands here. No storage,
//! no `Config`.

#![cfg_attr(not(feature = "std"), no_std)]

mod organization;

pub use organization::{OrgId, Role, Roles};
