//! The queue of observations that rules have not seen.

use crate::*;
use tallystick_primitives::Observation;

impl<T: Config> Pallet<T> {
	/// Puts an observation into the queue.
	pub(crate) fn enqueue(stream: &StreamId, observation: &Observation) {
		Streams::<T>::mutate_extant(stream, |woken| {
			let is_first = woken.waiting.is_empty();
			let missed = core::mem::take(&mut woken.missed);
			let next = Waiting { observation: observation.clone(), missed };
			if let Err(next) = woken.waiting.try_push(next) {
				// Rules have to see the newest observation, and to know that others are missing.
				if let Some(last) = woken.waiting.last_mut() {
					*last = Waiting { missed: true, ..next };
				}
			}
			let arrival = Arrival { org: woken.org, stream: *stream };
			if is_first && Arrived::<T>::try_append(arrival).is_err() {
				woken.waiting.clear();
				woken.missed = true;
			}
		});
	}
}
