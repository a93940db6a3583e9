//! The interface between the telemetry pallet and pallets that act on measurements.

use crate::{Consumer, Consumers, Observation, StreamId};
use sp_runtime::DispatchResult;
use sp_weights::Weight;

/// Receives every observation of the streams that it watches, in order for each stream.
pub trait OnObservation {
	/// The consumer as which it watches.
	const CONSUMER: Consumer;

	/// An observation was recorded. The work is bounded by [`weight`](Self::weight); queue what
	/// cannot be done at once. Returns the weight used.
	fn on_observation(stream: &StreamId, observation: &Observation) -> Weight;

	/// The most that one observation costs.
	fn weight() -> Weight;
}

/// All consumers of a runtime: a tuple of implementations of [`OnObservation`], or a single one.
pub trait NotifyConsumers {
	/// Passes an observation on to those of `consumers`, and returns the weight used.
	fn notify(consumers: &Consumers, stream: &StreamId, observation: &Observation) -> Weight;

	/// The most that one observation costs these `consumers`.
	fn weight_of(consumers: &Consumers) -> Weight;

	/// The number of pallets that watch as `consumer`. If there were two, they would share their
	/// references.
	fn count(consumer: Consumer) -> usize;
}

#[impl_trait_for_tuples::impl_for_tuples(0, 8)]
#[tuple_types_custom_trait_bound(OnObservation)]
impl NotifyConsumers for Tuple {
	fn notify(consumers: &Consumers, stream: &StreamId, observation: &Observation) -> Weight {
		let mut weight = Weight::zero();
		for_tuples!( #(
			if consumers.contains(Tuple::CONSUMER) {
				weight = weight.saturating_add(Tuple::on_observation(stream, observation));
			}
		)* );
		weight
	}

	fn weight_of(consumers: &Consumers) -> Weight {
		let mut weight = Weight::zero();
		for_tuples!( #(
			if consumers.contains(Tuple::CONSUMER) {
				weight = weight.saturating_add(Tuple::weight());
			}
		)* );
		weight
	}

	fn count(consumer: Consumer) -> usize {
		let mut count = 0usize;
		for_tuples!( #( count = count.saturating_add((Tuple::CONSUMER == consumer).into()); )* );
		count
	}
}

/// The streams whose observations the chain keeps, because somebody acts on them.
pub trait Watch {
	/// Adds a reference of `consumer` to a stream. The account that has the consumer watch pays for
	/// it: the consumer adds [`footprint`](Self::footprint) to its own deposit.
	fn watch(consumer: Consumer, stream: &StreamId) -> DispatchResult;

	/// Removes a reference. Refused if `consumer` has none. When the last reference goes, the
	/// stream's record goes, too.
	fn unwatch(consumer: Consumer, stream: &StreamId) -> DispatchResult;

	/// The newest observation of a watched stream, facts included.
	fn latest(stream: &StreamId) -> Option<Observation>;

	/// The most bytes that the chain keeps for one reference.
	fn footprint() -> usize;

	/// The most that each of the above costs.
	fn weight() -> Weight;
}

/// Watches nothing and knows no observation.
impl Watch for () {
	fn watch(_: Consumer, _: &StreamId) -> DispatchResult {
		Ok(())
	}

	fn unwatch(_: Consumer, _: &StreamId) -> DispatchResult {
		Ok(())
	}

	fn latest(_: &StreamId) -> Option<Observation> {
		None
	}

	fn footprint() -> usize {
		0
	}

	fn weight() -> Weight {
		Weight::zero()
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{
		evidence::{DeviceId, Summary},
		Facts,
	};
	use std::cell::RefCell;

	thread_local! {
		static CALLED: RefCell<Vec<Consumer>> = const { RefCell::new(Vec::new()) };
	}

	struct Ear<const INDEX: usize>;

	impl<const INDEX: usize> OnObservation for Ear<INDEX> {
		const CONSUMER: Consumer = Consumer::ALL[INDEX];

		fn on_observation(_: &StreamId, _: &Observation) -> Weight {
			CALLED.with_borrow_mut(|called| called.push(Self::CONSUMER));
			Self::weight()
		}

		fn weight() -> Weight {
			Weight::from_parts(10u64.pow(INDEX as u32), 1)
		}
	}

	#[test]
	fn only_consumers_that_watch_are_called_and_weighed() {
		type Three = (Ear<0>, Ear<1>, Ear<2>);
		let stream = StreamId { device: DeviceId::default(), channel: 0 };
		let observation = Observation {
			boot_epoch: 0,
			sequence: 0,
			summary: Summary::default(),
			root: [0; 32],
			at: crate::Millis(0),
			facts: Facts::NONE,
		};
		let notify = |consumers: &[Consumer]| {
			let mut set = Consumers::default();
			for consumer in consumers {
				set.add(*consumer).unwrap();
			}
			let weight = Three::notify(&set, &stream, &observation);
			assert_eq!(weight, Three::weight_of(&set));
			(CALLED.take(), weight)
		};
		assert_eq!(notify(&[]), (vec![], Weight::zero()));
		let one = [Ear::<1>::CONSUMER];
		assert_eq!(notify(&one), (one.to_vec(), Weight::from_parts(10, 1)));
		let all = [Ear::<0>::CONSUMER, Ear::<1>::CONSUMER, Ear::<2>::CONSUMER];
		assert_eq!(notify(&all), (all.to_vec(), Weight::from_parts(111, 3)));
		// The runtime does not name this consumer.
		assert_eq!(notify(&[Consumer::Example]), (vec![], Weight::zero()));
		assert_eq!(<()>::weight_of(&Consumers::default()), Weight::zero());
	}

	#[test]
	fn who_shares_a_name_is_counted() {
		type Three = (Ear<0>, Ear<1>, Ear<0>);
		assert_eq!(Consumer::ALL.map(Three::count), [2, 1, 0, 0, 0]);
		assert_eq!(<()>::count(Consumer::Example), 0);
	}
}
