//! Money that waits until something is done.

use crate::Millis;
use sp_runtime::{DispatchError, DispatchResult};
use sp_weights::Weight;

/// Money that a payer gave for something that is not done yet. A trade or an order opens an escrow
/// and keeps its id; it alone decides who gets what, and when.
///
/// At any time, what is [held](Self::held) is what was opened with, less what was released.
pub trait Escrow<AccountId> {
	/// An amount of money.
	type Balance;

	/// Names an escrow.
	type Id;

	/// Takes `amount` from `payer`. `backstop` lies behind every deadline of whatever opens the
	/// escrow: after it anybody may close the escrow, so that no money is stuck.
	fn open(
		payer: &AccountId,
		amount: Self::Balance,
		backstop: Millis,
	) -> Result<Self::Id, DispatchError>;

	/// Pays part of it. Refused if less is held.
	fn release(id: &Self::Id, payee: &AccountId, amount: Self::Balance) -> DispatchResult;

	/// Ends it: what is still held goes back to the payer.
	fn close(id: &Self::Id) -> DispatchResult;

	/// What is held. `None` for an escrow that is closed, or never was.
	fn held(id: &Self::Id) -> Option<Self::Balance>;

	/// The most that each of the above costs.
	fn weight() -> Weight;
}

/// Opens no escrow: a runtime without money between parties.
impl<AccountId> Escrow<AccountId> for () {
	type Balance = u128;
	type Id = core::convert::Infallible;

	fn open(_: &AccountId, _: u128, _: Millis) -> Result<Self::Id, DispatchError> {
		Err(DispatchError::Unavailable)
	}

	fn release(id: &Self::Id, _: &AccountId, _: u128) -> DispatchResult {
		match *id {}
	}

	fn close(id: &Self::Id) -> DispatchResult {
		match *id {}
	}

	fn held(id: &Self::Id) -> Option<u128> {
		match *id {}
	}

	fn weight() -> Weight {
		Weight::zero()
	}
}
