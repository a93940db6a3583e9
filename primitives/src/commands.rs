//! Set-points of actuators.

use crate::{Consumer, SetPoint, StreamId};
use sp_runtime::DispatchError;
use sp_weights::Weight;

/// Commands actuators: channels that a device lets others write. A [`StreamId`] names one.
///
/// A set-point is absolute, so a repetition does no harm. A consumer has at most one claim on an
/// actuator. If several consumers have claims, the implementation decides between them, within the
/// limits of the device's owner. Claims and open commands end with the device's tenure.
pub trait Commands {
	/// Claims that the actuator stands at `value`, in the exponent and unit of its channel, until the
	/// claim is released or replaced. Returns the command that is newest after that. Its value
	/// differs if another claim or a limit prevails.
	fn set(consumer: Consumer, actuator: &StreamId, value: i64) -> Result<SetPoint, DispatchError>;

	/// Ends the claim of `consumer`, if it has one. Then the next claim prevails, or else the owner's
	/// default.
	fn release(consumer: Consumer, actuator: &StreamId);

	/// The newest command. `None` if there has been none.
	fn newest(actuator: &StreamId) -> Option<SetPoint>;

	/// The newest command that the device answered, with the actuator's value at that time. While
	/// [`newest`](Self::newest) has a higher id, that command is open.
	fn confirmed(actuator: &StreamId) -> Option<SetPoint>;

	/// Whether the device has left its commands unanswered beyond the actuator's deadline.
	fn is_silent(actuator: &StreamId) -> bool;

	/// The most that each of the above costs.
	fn weight() -> Weight;
}

/// Does nothing: for a runtime without actuators.
impl Commands for () {
	fn set(_: Consumer, _: &StreamId, _: i64) -> Result<SetPoint, DispatchError> {
		Err(DispatchError::Unavailable)
	}

	fn release(_: Consumer, _: &StreamId) {}

	fn newest(_: &StreamId) -> Option<SetPoint> {
		None
	}

	fn confirmed(_: &StreamId) -> Option<SetPoint> {
		None
	}

	fn is_silent(_: &StreamId) -> bool {
		false
	}

	fn weight() -> Weight {
		Weight::zero()
	}
}
