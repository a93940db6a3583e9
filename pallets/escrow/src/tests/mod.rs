use crate::{mock::*, *};
use frame::testing_prelude::*;
use tallystick_primitives::{Escrow as _, Roles};

mod disputes;
mod expiry;
mod invariants;
mod open;
mod release;
mod states;
mod views;
