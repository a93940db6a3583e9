//! Converts refusals of segments to codes of the pool and errors of calls, and refuted challenges
//! to errors.

use crate::Error;
use frame::deps::sp_runtime::transaction_validity::{InvalidTransaction, TransactionValidityError};
pub use tallystick_primitives::records::refusal::SegmentRefusal as Refusal;
use tallystick_primitives::{
	evidence::{fraud::Refuted, Acquittal},
	refused,
};

/// The refusal as the pool reports it.
pub(crate) fn refuse(refusal: Refusal) -> TransactionValidityError {
	match refusal {
		// Stays in the pool for the next block.
		Refusal::TooSoon => InvalidTransaction::ExhaustsResources.into(),
		refusal => refused(refusal),
	}
}

/// Each refusal of a segment has an error of its name.
macro_rules! errors_of_refusals {
	($($name:ident)*) => {
		impl<T> From<Refusal> for Error<T> {
			fn from(refusal: Refusal) -> Self {
				match refusal {
					$(Refusal::$name => Self::$name,)*
				}
			}
		}
	};
}

errors_of_refusals! {
	Malformed UnknownDevice DeviceSuspended DeviceRevoked DeviceRetired NotWatched Replayed RolledBack
	FromFuture UnknownKey BadSignature UnknownChannel WrongLimits NotInSegment OutOfBounds TooSoon
	QuotaExceeded Convicted GatewayNotAuthorized
}

impl<T> From<Acquittal> for Error<T> {
	fn from(acquittal: Acquittal) -> Self {
		match acquittal {
			Acquittal::Honest => Self::Honest,
			Acquittal::OtherKey => Self::ReplacedKey,
			Acquittal::Forged => Self::BadSignature,
		}
	}
}

impl<T> From<Refuted> for Error<T> {
	fn from(refuted: Refuted) -> Self {
		match refuted {
			Refuted::UnknownBatch => Self::UnknownBatch,
			Refuted::UnknownDevice => Self::UnknownDevice,
			Refuted::NotInBatch => Self::NotInBatch,
			Refuted::NotInSegment => Self::NotInSegment,
			Refuted::Honest => Self::Honest,
		}
	}
}
