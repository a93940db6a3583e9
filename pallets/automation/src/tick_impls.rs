//! What the pallet does in each block without a call: observations and moments wake rules.

use crate::{features::evaluation::Wake, *};
use alloc::collections::{BTreeMap, VecDeque};
use core::ops::Bound;

impl<T: Config> Pallet<T> {
	/// Works off what is due, and then the queue, for as long as the weight suffices.
	pub(crate) fn process(meter: &mut WeightMeter) {
		let now = Self::now();
		Self::process_agenda(now, meter);
		Self::process_arrivals(now, meter);
	}

	fn process_agenda(now: Millis, meter: &mut WeightMeter) {
		while meter.try_consume(T::WeightInfo::next_due()).is_ok() {
			let Some((due, task)) = Self::next_due(now) else { return };
			let outcome = match task {
				AgendaItem::Rule(rule) => {
					Agenda::<T>::remove(due, task);
					let outcome = Self::rule_due(rule, now, meter);
					if outcome == Wake::NoRoom {
						Agenda::<T>::insert(due, task, ());
					}
					outcome
				},
				AgendaItem::Actuator(actuator) => {
					if meter.try_consume(T::WeightInfo::tend()).is_err() {
						return;
					}
					Agenda::<T>::remove(due, task);
					Self::actuator_due(&actuator);
					Wake::Done
				},
				AgendaItem::Group(group) => {
					if meter.try_consume(T::WeightInfo::share(MAX_GROUP)).is_err() {
						return;
					}
					Agenda::<T>::remove(due, task);
					Self::share(group);
					Wake::Done
				},
				AgendaItem::Readers(actuator) => {
					if meter.try_consume(T::WeightInfo::wake_readers()).is_err() {
						return;
					}
					Agenda::<T>::remove(due, task);
					Self::wake_readers(&actuator);
					Wake::Done
				},
				AgendaItem::Calendar { site, after } => {
					if meter.try_consume(T::WeightInfo::calendar()).is_err() {
						return;
					}
					Agenda::<T>::remove(due, task);
					Self::wake_site(site, after, due);
					Wake::Done
				},
			};
			if outcome == Wake::NoRoom {
				return;
			}
		}
	}

	/// Wakes the next rule of a site whose calendar changed.
	pub(crate) fn wake_site(site: SiteId, after: Option<RuleId>, due: Due) {
		let mut rules = match after {
			None => RulesOf::<T>::iter_key_prefix(site),
			Some(after) => {
				RulesOf::<T>::iter_key_prefix_from(site, RulesOf::<T>::hashed_key_for(site, after))
			},
		};
		let Some(rule) = rules.next() else { return };
		let is_running = Rules::<T>::get(rule).is_some_and(|(rule, _)| rule.status.is_running());
		if is_running {
			Self::wake_now(rule);
		}
		Agenda::<T>::insert(due, AgendaItem::Calendar { site, after: Some(rule) }, ());
	}

	/// Lets rules see observations that wait: one of each organisation in turn.
	pub(crate) fn process_arrivals(now: Millis, meter: &mut WeightMeter) {
		let arrivals = Arrived::<T>::decode_len().unwrap_or_default();
		let read = u32::try_from(arrivals).unwrap_or(MAX_ARRIVALS);
		if read == 0 || meter.try_consume(T::WeightInfo::process_arrivals(read)).is_err() {
			return;
		}
		let mut queues = BTreeMap::<OrgId, VecDeque<StreamId>>::new();
		for Arrival { org, stream } in Arrived::<T>::take() {
			queues.entry(org).or_default().push_back(stream);
		}
		let mut last = LastServed::<T>::get();
		while let Some(org) = turn(&queues, last) {
			let Some(queue) = queues.get_mut(&org) else { break };
			let Some(stream) = queue.pop_front() else {
				queues.remove(&org);
				continue;
			};
			match Self::show(&stream, now, meter) {
				Shown::All => {},
				Shown::More => queue.push_front(stream),
				Shown::NoRoom => {
					queue.push_front(stream);
					break;
				},
			}
			last = Some(org);
		}
		LastServed::<T>::set(last);
		let of = |(org, queue): (OrgId, VecDeque<StreamId>)| {
			queue.into_iter().map(move |stream| Arrival { org, stream })
		};
		let rest: Vec<Arrival> = queues.into_iter().flat_map(of).collect();
		if !rest.is_empty() {
			// Not more than there were.
			Arrived::<T>::put(BoundedVec::truncate_from(rest));
		}
	}

	/// Lets rules see the first observation of a stream that waits.
	pub(crate) fn show(stream: &StreamId, now: Millis, meter: &mut WeightMeter) -> Shown {
		if meter.try_consume(T::WeightInfo::show()).is_err() {
			return Shown::NoRoom;
		}
		let Some(mut woken) = Streams::<T>::get(stream) else { return Shown::All };
		let Some(first) = woken.waiting.first().cloned() else { return Shown::All };
		if T::Devices::goes_on(&stream.device, woken.tenure) {
			for Waker { rule, .. } in Wakers::<T>::get(stream) {
				if woken.after.is_some_and(|after| rule <= after) {
					continue;
				}
				if Self::wake(rule, Some((stream, &first)), now, meter) == Wake::NoRoom {
					Streams::<T>::insert(stream, woken);
					return Shown::NoRoom;
				}
				woken.after = Some(rule);
			}
		}
		woken.after = None;
		woken.waiting.remove(0);
		woken.seen = Some(first);
		let shown = if woken.waiting.is_empty() { Shown::All } else { Shown::More };
		Streams::<T>::insert(stream, woken);
		shown
	}

	/// The least weight with which everything can be done.
	pub(crate) fn least_weight() -> Weight {
		let wake = T::WeightInfo::load_rule().saturating_add(Self::weight_of_wake(&Shape::LARGEST));
		let due = T::WeightInfo::next_due().saturating_add(T::WeightInfo::rule_due());
		let arrived =
			T::WeightInfo::process_arrivals(MAX_ARRIVALS).saturating_add(T::WeightInfo::show());
		let others = T::WeightInfo::calendar()
			.max(T::WeightInfo::share(MAX_GROUP))
			.max(T::WeightInfo::wake_readers())
			.max(T::WeightInfo::tend());
		wake.saturating_add(due.max(others)).saturating_add(arrived)
	}
}

/// What became of an observation that waited.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Shown {
	/// Rules have seen it, and no other one of the stream waits.
	All,
	/// Rules have seen it, and more wait.
	More,
	/// There was no weight left for all rules.
	NoRoom,
}

/// The organisation whose turn it is: the one after the last.
fn turn(queues: &BTreeMap<OrgId, VecDeque<StreamId>>, last: Option<OrgId>) -> Option<OrgId> {
	let after = last.map_or(Bound::Unbounded, Bound::Excluded);
	let next = queues.range((after, Bound::Unbounded)).next();
	next.or_else(|| queues.first_key_value()).map(|(org, _)| *org)
}
