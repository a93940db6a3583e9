//! What pallets that act on measurements ask of the telemetry pallet, and what it reports to them.

use crate::{Observation, StreamId};
use sp_runtime::DispatchResult;
use sp_weights::Weight;

/// Receives every observation of a watched stream, in the order in which a stream's are made.
pub trait OnObservation {
	/// An observation was taken. Bounded work, which [`weight`](Self::weight) covers; whatever
	/// cannot be done at once has to be queued.
	fn on_observation(stream: &StreamId, observation: &Observation);

	/// The most that one observation costs.
	fn weight() -> Weight;
}

#[impl_trait_for_tuples::impl_for_tuples(0, 8)]
impl OnObservation for Tuple {
	fn on_observation(stream: &StreamId, observation: &Observation) {
		for_tuples!( #( Tuple::on_observation(stream, observation); )* );
	}

	fn weight() -> Weight {
		let mut weight = Weight::zero();
		for_tuples!( #( weight = weight.saturating_add(Tuple::weight()); )* );
		weight
	}
}

/// The streams whose observations the chain keeps: those that somebody acts on.
pub trait Watch {
	/// Counts one more interest in a stream.
	fn watch(stream: &StreamId) -> DispatchResult;

	/// Counts one interest less. With the last one goes what is kept of the stream.
	fn unwatch(stream: &StreamId) -> DispatchResult;

	/// The newest observation of a watched stream, facts included.
	fn latest(stream: &StreamId) -> Option<Observation>;

	/// The most that each of the above costs.
	fn weight() -> Weight;
}

/// Watches nothing and knows no observation.
impl Watch for () {
	fn watch(_: &StreamId) -> DispatchResult {
		Ok(())
	}

	fn unwatch(_: &StreamId) -> DispatchResult {
		Ok(())
	}

	fn latest(_: &StreamId) -> Option<Observation> {
		None
	}

	fn weight() -> Weight {
		Weight::zero()
	}
}
