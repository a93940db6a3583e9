//! The pallet's work in each block without a call: recalls spread and end.

use crate::{
	features::recall::Stored,
	lineage::{Progress, Task, Walk},
	*,
};
use alloc::collections::VecDeque;
use frame::deps::frame_support::weights::WeightMeter;

impl<T: Config> Pallet<T> {
	/// Lets recalls spread and end for as long as the weight suffices, one step of each in turn.
	pub(crate) fn process_recalls(meter: &mut WeightMeter) {
		if meter.try_consume(Self::weight_of_walks()).is_err() {
			return;
		}
		let mut walks = VecDeque::from(Walks::<T>::get().into_inner());
		if walks.is_empty() {
			return;
		}
		while let Some(mut walk) = walks.pop_front() {
			if meter.try_consume(Self::step_weight(&walk)).is_err() {
				walks.push_front(walk);
				break;
			}
			match walk.step(&mut Stored::<T>::new()) {
				Progress::Going => walks.push_back(walk),
				Progress::Spread => {
					Self::note_spread(&walk);
					walks.push_back(walk);
				},
				Progress::Done if walk.is_ending() => Self::finish_recall(&walk),
				Progress::Done => Self::pay_marks(&walk),
			}
		}
		match walks.is_empty() {
			true => Walks::<T>::kill(),
			// Not more than there were.
			false => Walks::<T>::put(BoundedVec::truncate_from(walks.into())),
		}
	}

	fn step_weight(walk: &Walk) -> Weight {
		match walk.task {
			Task::Mark(_) => T::WeightInfo::mark_lot(),
			Task::Lift => T::WeightInfo::lift_lot(),
			// The last one pays for marks.
			Task::Count(_) => T::WeightInfo::count_asset().max(T::WeightInfo::pay_marks()),
			// The last one ends the recall.
			Task::Discount(_) => T::WeightInfo::count_asset().max(T::WeightInfo::finish_recall()),
		}
	}

	/// The least weight with which every step can be made.
	pub(crate) fn least_recall_weight() -> Weight {
		let steps = [
			T::WeightInfo::mark_lot(),
			T::WeightInfo::count_asset(),
			T::WeightInfo::lift_lot(),
			T::WeightInfo::finish_recall(),
			T::WeightInfo::pay_marks(),
		];
		let step = steps.into_iter().fold(Weight::zero(), |most, step| most.max(step));
		Self::weight_of_walks().saturating_add(step)
	}

	/// What is read and written of the recalls in a block is counted once, here: see [`Walks`].
	fn weight_of_walks() -> Weight {
		T::WeightInfo::process_recalls().saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}
}
