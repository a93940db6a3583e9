mod enact;
mod invariants;
mod members;
mod money;
mod organizations;
mod origins;
mod quota;
mod sponsorship;
mod validators;
mod views;
mod votes;

use crate::{extension::Unsponsored, mock::*, *};
use frame::{
	deps::sp_runtime::transaction_validity::{InvalidTransaction, TransactionValidityError},
	testing_prelude::*,
	traits::{
		fungible::{Inspect, InspectHold, Mutate},
		Consideration, Footprint,
	},
};
use tallystick_primitives::{
	records::organization::DeviceShare, DeviceQuota, Member, Membership, OrgId, Role, Roles,
};
