//! The agenda: what is done at which moment.

use crate::*;
use frame::deps::{
	frame_support::storage::generator::StorageDoubleMap as _, sp_io::hashing::twox_64,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn schedule(at: Millis, item: AgendaItem) {
		Agenda::<T>::insert(Due::new(item.lane(), at), item, ());
	}

	pub(crate) fn cancel(at: Millis, item: AgendaItem) {
		Agenda::<T>::remove(Due::new(item.lane(), at), item);
	}

	/// Has all woken, one after another, who depend on something that changed. A walk that is under way goes on, and begins anew
	/// at its end: if it did so at once, many changes would keep the last ones from ever being woken.
	pub(crate) fn begin_walk<Id>(walk: &mut Option<Walk<Id>>, item: AgendaItem) {
		match walk {
			Some(walk) => walk.again = walk.after.is_some(),
			None => {
				let now = Self::now();
				*walk = Some(Walk::beginning(now));
				Self::schedule(now, item);
			},
		}
	}

	/// What one of the agendas has, in the order of time. Whoever goes through it may remove what they have seen.
	pub(crate) fn agenda(lane: Lane) -> impl Iterator<Item = (Due, AgendaItem)> {
		let first = Due::new(lane, Millis(0)).encode();
		let before = [&Agenda::<T>::prefix_hash()[..], &first[..]].concat();
		let all = Agenda::<T>::iter_from(before).map(|(due, item, ())| (due, item));
		all.take_while(move |(due, _)| due.lane() == lane)
	}

	/// Has a rule woken at a moment, or before it. An earlier wake that is scheduled stays: it does no harm, and finds the right
	/// moment by itself. Returns what it cost.
	pub(crate) fn arm(rule: RuleId, state: &mut State, at: Millis) -> Weight {
		if state.due.is_some_and(|due| due <= at) {
			return Weight::zero();
		}
		if let Some(later) = state.due.replace(at) {
			Self::cancel(later, AgendaItem::Rule(rule));
		}
		Self::schedule(at, AgendaItem::Rule(rule));
		T::WeightInfo::rearm()
	}
}

/// When a rule is woken for something that changes at a moment: later by a part of [`SPREAD`] that is the rule's own, if so much
/// changes then that not all rules can be evaluated at once.
pub(crate) fn spread(rule: RuleId, at: Millis) -> Millis {
	if at.0.checked_rem(BOUNDARY) != Some(0) {
		return at;
	}
	let own = u64::from_le_bytes(twox_64(&rule.encode())).checked_rem(SPREAD).unwrap_or_default();
	at.saturating_add(own)
}

/// The first [`BOUNDARY`] after a moment.
pub(crate) fn next_boundary(now: Millis) -> Millis {
	let begun = now.0.checked_div(BOUNDARY).unwrap_or_default();
	Millis(begun.saturating_add(1).saturating_mul(BOUNDARY))
}
