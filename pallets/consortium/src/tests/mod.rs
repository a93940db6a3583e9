mod enact;
mod invariants;
mod members;
mod organizations;
mod origins;
mod quota;
mod sponsorship;
mod validators;
mod views;

use crate::{mock::*, *};
use frame::{
	deps::sp_runtime::transaction_validity::{InvalidTransaction, TransactionValidityError},
	testing_prelude::*,
	traits::fungible::Inspect,
};
use tallystick_primitives::{Member, Membership, OrgId, Role, Roles};
