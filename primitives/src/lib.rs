//! Ids, units, roles and the traits through which Tallystick's pallets meet.
//!
//! Pallets never depend on one another: what two of them must both name stands here. No storage,
//! no `Config`.

#![cfg_attr(not(feature = "std"), no_std)]

mod crypto;
mod device;
mod observation;
mod organization;
mod quota;

pub use crypto::HostCrypto;
pub use device::{
	BlockFull, ChannelKind, ChannelTraits, DeviceStatus, Devices, KeyAge, StatementLog, StreamId,
};
pub use observation::{Facts, Observation, OnObservation, Watch};
pub use organization::{OrgId, Role, Roles, Standing};
pub use quota::DeviceQuota;
pub use tallystick_evidence as evidence;
