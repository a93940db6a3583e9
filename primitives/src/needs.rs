//! What machines lack, and the orders for it.

use crate::{NeedId, OrgId};
use sp_runtime::DispatchError;
use sp_weights::Weight;
use tallystick_evidence::Hash;

/// Where a need stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NeedStanding {
	/// The organisation that owns the machine.
	pub org: OrgId,
	/// Whether something is lacking or on order.
	pub open: bool,
	/// Whether it was given up.
	pub failed: bool,
}

/// Needs of machines, as seen by pallets that order for them.
pub trait Needs {
	/// Where a need stands. `None` for an unknown one.
	fn standing(need: NeedId) -> Option<NeedStanding>;

	/// Orders a need for an organisation, because of the firing with this leaf. Stays within its owner's mandate,
	/// and orders only once until the need is covered. Does all or nothing, also outside of a call.
	fn order(org: OrgId, need: NeedId, cause: Hash) -> Result<(), DispatchError>;

	/// The most that [`standing`](Self::standing) costs.
	fn weight_of_standing() -> Weight;

	/// The most that [`order`](Self::order) costs.
	fn weight_of_order() -> Weight;
}

/// Knows no need.
impl Needs for () {
	fn standing(_: NeedId) -> Option<NeedStanding> {
		None
	}

	fn order(_: OrgId, _: NeedId, _: Hash) -> Result<(), DispatchError> {
		Err(DispatchError::Unavailable)
	}

	fn weight_of_standing() -> Weight {
		Weight::zero()
	}

	fn weight_of_order() -> Weight {
		Weight::zero()
	}
}
