mod devices;
mod gateways;
mod guard;
mod invariants;
mod lots;
mod models;
mod registration;
mod rotation;
mod transfers;
mod views;
mod weights;

use crate::{mock::*, Provenance, *};
use frame::{deps::sp_runtime::DispatchError::BadOrigin, testing_prelude::*};
use tallystick_evidence::{Hash, Native, SecretKey};
use tallystick_primitives::Role;
