//! The pallet's records, with the types of its configuration.

use crate::{Config, Error};
use frame::{
	deps::frame_support::stored,
	prelude::*,
	traits::fungible::{hold::Inspect as InspectHold, Inspect},
};
pub use tallystick_primitives::records::escrow::{
	Dispute, EscrowPurpose, EscrowRecord, EscrowState,
};
use tallystick_primitives::{
	records::escrow::{EscrowRefusal, EscrowStep},
	Millis,
};

/// How long calls that meet deadlines have been refused.
#[stored]
#[derive(Copy, Default)]
pub struct Stop {
	/// The total of earlier stops, in milliseconds, without the present one.
	pub lost: u64,
	/// When the present stop began, if there is one.
	pub since: Option<Millis>,
}

/// Shorthand for the account type of `T`.
pub(crate) type AccountIdFor<T> = <T as frame_system::Config>::AccountId;

/// An amount of the currency of `T`.
pub type BalanceOf<T> = <<T as Config>::Currency as Inspect<AccountIdFor<T>>>::Balance;

/// Why the currency of `T` holds an amount.
pub(crate) type ReasonOf<T> = <<T as Config>::Currency as InspectHold<AccountIdFor<T>>>::Reason;

/// The [`EscrowRecord`] of `T`.
pub type EscrowRecordOf<T> = EscrowRecord<AccountIdFor<T>, BalanceOf<T>>;

/// The [`Dispute`] of `T`.
pub type DisputeOf<T> = Dispute<AccountIdFor<T>, BalanceOf<T>>;

/// The [`EscrowStep`] of `T`.
pub(crate) type StepOf<T> = EscrowStep<AccountIdFor<T>, BalanceOf<T>>;

impl<T> From<EscrowRefusal> for Error<T> {
	fn from(refusal: EscrowRefusal) -> Self {
		match refusal {
			EscrowRefusal::InDispute => Self::InDispute,
			EscrowRefusal::NotDisputed => Self::NotDisputed,
			EscrowRefusal::BadBounds => Self::BadBounds,
			EscrowRefusal::BadDeadline => Self::BadDeadline,
			EscrowRefusal::PartialArbiter => Self::PartialArbiter,
			EscrowRefusal::NotArbiter => Self::NotArbiter,
			EscrowRefusal::OutOfBounds => Self::OutOfBounds,
			EscrowRefusal::AlreadyDecided => Self::AlreadyDecided,
			EscrowRefusal::TooLate => Self::TooLate,
			EscrowRefusal::Undecided => Self::Undecided,
		}
	}
}
