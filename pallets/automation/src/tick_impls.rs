//! The pallet's work in each block without a call: it wakes rules by observations and moments, and tends actuators.

use crate::{
	features::{
		evaluation::{By, Wake},
		pass::{Pass, PARTS},
	},
	*,
};
use alloc::collections::{BTreeMap, VecDeque};
use core::ops::Bound;

/// The most that a walk wakes before others have their turn.
const WALK: u32 = 64;

impl<T: Config> Pallet<T> {
	/// Tends actuators first, so that no rule delays a fail-safe, and single ones before groups. The rest of the weight is for due
	/// rules and the queue of observations: half for each, and then for whichever needs more.
	pub(crate) fn process(meter: &mut WeightMeter) {
		let mut pass = Pass::<T>::new(meter.remaining());
		Self::process_actuators(pass.part(), &mut pass);
		pass.with_half(Self::process_rules);
		Self::process_arrivals(&mut pass);
		Self::process_rules(&mut pass);
		// The actuators that rules have set now, and those of organisations that had used their
		// part.
		Self::process_actuators(Weight::MAX, &mut pass);
		meter.consume(pass.finish());
	}

	/// Tends actuators, with at most `most` for each organisation.
	fn process_actuators(most: Weight, pass: &mut Pass<T>) {
		Self::take_turns(Lane::Actuators, most, pass);
		Self::take_turns(Lane::Groups, most, pass);
	}

	/// Evaluates rules that are due, and wakes those that read what changed.
	fn process_rules(pass: &mut Pass<T>) {
		Self::take_turns(Lane::Rules, Weight::MAX, pass);
	}

	/// Does what is due in the agendas of a kind: one item of each organisation in turn. None of them pays for more than
	/// `most`.
	fn take_turns(lane_of: fn(OrgId) -> Lane, most: Weight, pass: &mut Pass<T>) {
		// Whose turn it is, and whose it will be.
		if pass.meter.try_consume(T::WeightInfo::next_due()).is_err() {
			return;
		}
		let kind = lane_of(OrgId(0)).kind();
		let mut firsts = Self::firsts(lane_of, LastTended::<T>::get(kind));
		// Those that have had a turn, with what was done in it.
		let mut more = VecDeque::new();
		let mut last = None;
		while pass.meter.try_consume(T::WeightInfo::find_due()).is_ok() {
			let next = match firsts.next() {
				Some(first) => Some(first),
				None => match more.pop_front() {
					Some((due, item)) => Self::next_in_agenda(due, item),
					// The next pass begins anywhere.
					None => return,
				},
			};
			let Some((due, item)) = next.filter(|(due, _)| due.at() <= pass.now) else { continue };
			match Self::take_turn(due, item, most, pass) {
				Turn::Taken => {
					last = Some(due.lane().org());
					more.push_back((due, item));
				},
				Turn::Passed => {},
				Turn::NoRoom => break,
			}
		}
		if let Some(last) = last {
			LastTended::<T>::insert(kind, last);
		}
	}

	/// Does what is due, and removes it from the agenda, if there is room.
	fn take_turn(due: Due, item: AgendaItem, most: Weight, pass: &mut Pass<T>) -> Turn {
		let step = match item {
			AgendaItem::Actuator(_) | AgendaItem::Group(_) => {
				return Self::tend_in_turn(due, item, most, pass);
			},
			// It depends on the rule.
			AgendaItem::Rule(_) => Weight::zero(),
			AgendaItem::Readers(_) => {
				Self::weight_of_walking(T::WeightInfo::wake_readers(MAX_READERS))
			},
			AgendaItem::Calendar(_) => Self::weight_of_walking(T::WeightInfo::calendar()),
			// Each notified actuator's own organisation pays.
			AgendaItem::Followers(_) => Self::weight_of_walking(Self::weight_of_telling()),
			AgendaItem::SignalReaders(_) => Self::weight_of_walking(T::WeightInfo::tell_reader()),
		};
		let next = T::WeightInfo::next_due();
		if !pass.meter.can_consume(step.saturating_add(next)) {
			return Turn::NoRoom;
		}
		pass.meter.consume(next);
		Agenda::<T>::remove(due, item);
		match item {
			AgendaItem::Rule(rule) => {
				if Self::rule_due(rule, due.at(), pass) == Wake::NoRoom {
					Agenda::<T>::insert(due, item, ());
					return Turn::NoRoom;
				}
			},
			AgendaItem::Readers(actuator) => Self::wake_readers(&actuator, pass),
			AgendaItem::Calendar(site) => {
				walk(pass, step, |pass| Self::wake_next_of(site, pass));
			},
			AgendaItem::Followers(event) => {
				walk(pass, step, |pass| Self::tell_next_follower(event, pass));
			},
			AgendaItem::SignalReaders(event) => {
				walk(pass, step, |pass| Self::wake_next_reader(event, pass));
			},
			AgendaItem::Actuator(_) | AgendaItem::Group(_) => {},
		}
		Turn::Taken
	}

	/// Does what is due for an organisation's actuator or group, and removes it from the agenda. This needs room, and somebody who
	/// pays or a free part of the pass.
	fn tend_in_turn(due: Due, item: AgendaItem, most: Weight, pass: &mut Pass<T>) -> Turn {
		let org = due.lane().org();
		let owner =
			|actuator: &StreamId| Self::actuator_of(actuator).map(|(record, _)| record.owner);
		let (owner, weight) = match item {
			AgendaItem::Actuator(actuator) => (owner(&actuator), Self::weight_of_tending()),
			AgendaItem::Group(id) => {
				let members = Groups::<T>::get(id).map(|(group, _)| group.members);
				let members = members.unwrap_or_default();
				let owner = members.first().and_then(|first| owner(&first.actuator));
				(owner, T::WeightInfo::share(members.len() as u32))
			},
			_ => return Turn::Passed,
		};
		let opening =
			owner.as_ref().map_or(Weight::zero(), |owner| pass.weight_of_payer(owner, org));
		let before = opening.saturating_add(T::WeightInfo::next_due());
		let weight = before.saturating_add(weight);
		if !pass.meter.can_consume(weight) {
			return Turn::NoRoom;
		}
		let Some(payer) = pass.payer(owner.as_ref(), org, weight, most) else {
			pass.meter.consume(before);
			return Turn::Passed;
		};
		Agenda::<T>::remove(due, item);
		let spent = match item {
			AgendaItem::Actuator(actuator) => {
				let alarms = Self::weight_of_alarms(Self::actuator_due(&actuator));
				before.saturating_add(T::WeightInfo::tend()).saturating_add(alarms)
			},
			AgendaItem::Group(group) => {
				Self::share(group);
				weight
			},
			_ => before,
		};
		pass.book(payer, org, spent);
		Turn::Taken
	}

	/// Lets rules see observations that wait: one of each organisation in turn.
	pub(crate) fn process_arrivals(pass: &mut Pass<T>) {
		let arrivals = Arrived::<T>::decode_len().unwrap_or_default();
		let read = u32::try_from(arrivals).unwrap_or(MAX_ARRIVALS);
		if read == 0 || pass.meter.try_consume(T::WeightInfo::process_arrivals(read)).is_err() {
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
			match Self::show(&stream, pass) {
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
	pub(crate) fn show(stream: &StreamId, pass: &mut Pass<T>) -> Shown {
		if pass.meter.try_consume(T::WeightInfo::show()).is_err() {
			return Shown::NoRoom;
		}
		let Some(mut woken) = Streams::<T>::get(stream) else { return Shown::All };
		let Some(first) = woken.waiting.first().cloned() else { return Shown::All };
		let wakers = Wakers::<T>::get(stream);
		if !T::Devices::goes_on(&stream.device, woken.tenure) {
			// These rules are from before the device changed hands: its new owner has permitted
			// nothing.
			let count = u64::try_from(wakers.len()).unwrap_or(u64::MAX);
			if pass.meter.try_consume(T::WeightInfo::evict().saturating_mul(count)).is_err() {
				return Shown::NoRoom;
			}
			let evicted = Self::evict_all(stream);
			defensive_assert!(evicted.is_ok(), "each waker has a reference to the stream");
			return Shown::All;
		}
		for Waker { rule, .. } in wakers {
			if woken.after.is_some_and(|after| rule <= after) {
				continue;
			}
			if Self::wake(rule, By::Observation(stream, &first), pass) == Wake::NoRoom {
				Streams::<T>::insert(stream, woken);
				return Shown::NoRoom;
			}
			woken.after = Some(rule);
		}
		woken.after = None;
		woken.waiting.remove(0);
		woken.seen = Some(first);
		let shown = if woken.waiting.is_empty() { Shown::All } else { Shown::More };
		Streams::<T>::insert(stream, woken);
		shown
	}

	/// The most that it costs to do what is due for an actuator.
	fn weight_of_tending() -> Weight {
		T::WeightInfo::tend().saturating_add(Self::weight_of_alarms(MAX_TENDED_ALARMS))
	}

	/// The most that it costs to tell an actuator of a limit.
	fn weight_of_telling() -> Weight {
		T::WeightInfo::tell().saturating_add(Self::weight_of_alarms(MAX_TENDED_ALARMS))
	}

	/// The most that one step of a walk costs: what it does, and reading who pays for it.
	fn weight_of_walking(step: Weight) -> Weight {
		step.saturating_add(T::WeightInfo::load_payer())
	}

	/// The least weight with which everything can be done. Rules have half of what actuators leave; actuators for which nobody
	/// pays have one of [`PARTS`].
	pub(crate) fn least_weight() -> Weight {
		let next =
			T::WeightInfo::next_due().saturating_mul(2).saturating_add(T::WeightInfo::find_due());
		let wake = T::WeightInfo::load_rule()
			.saturating_add(Self::weight_of_wake(&Shape::LARGEST).max(T::WeightInfo::retry()))
			.saturating_add(T::WeightInfo::load_payer())
			.saturating_add(T::WeightInfo::load_site());
		let due = wake
			.max(Self::weight_of_walking(T::WeightInfo::calendar()))
			.max(Self::weight_of_walking(T::WeightInfo::tell_reader()))
			.max(Self::weight_of_walking(T::WeightInfo::wake_readers(MAX_READERS)))
			.saturating_add(next);
		let evict = T::WeightInfo::evict().saturating_mul(MAX_WAKERS.into());
		let arrived = T::WeightInfo::process_arrivals(MAX_ARRIVALS)
			.saturating_add(T::WeightInfo::show())
			.saturating_add(wake.max(evict));
		let actuators = Self::weight_of_walking(T::WeightInfo::share(MAX_GROUP))
			.max(Self::weight_of_walking(Self::weight_of_tending()))
			.max(Self::weight_of_walking(Self::weight_of_telling()))
			.saturating_add(next);
		due.saturating_add(arrived).saturating_mul(2).max(actuators.saturating_mul(PARTS))
	}
}

/// Wakes several, as long as there is room for the most that the next one may cost. Then others have their turn. Each books its
/// actual cost.
fn walk<T: Config>(
	pass: &mut Pass<T>,
	most: Weight,
	mut wake_next: impl FnMut(&mut Pass<T>) -> bool,
) {
	for _ in 0..WALK {
		if !pass.meter.can_consume(most) || !wake_next(pass) {
			break;
		}
	}
}

/// What became of an organisation's turn.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Turn {
	/// What was due was done.
	Taken,
	/// It waits for another pass.
	Passed,
	/// There was no weight left. Nothing happened.
	NoRoom,
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
