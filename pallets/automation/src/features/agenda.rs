//! The agenda: what is done at which moment.

use crate::*;
use alloc::collections::BTreeSet;
use frame::deps::{
	frame_support::storage::generator::StorageDoubleMap as _, sp_io::hashing::twox_64,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn schedule(lane: Lane, at: Millis, item: AgendaItem) {
		Agenda::<T>::insert(Due::new(lane, at), item, ());
	}

	pub(crate) fn cancel(lane: Lane, at: Millis, item: AgendaItem) {
		Agenda::<T>::remove(Due::new(lane, at), item);
	}

	/// Begins a walk, which wakes one after another all who depend on something that changed. A walk that is under way goes on,
	/// and begins anew at its end. If it began anew at once, many changes would keep the last ones from ever being woken.
	pub(crate) fn begin_walk<Id>(walk: &mut Option<Walk<Id>>, lane: Lane, item: AgendaItem) {
		match walk {
			Some(walk) => walk.again = walk.after.is_some(),
			None => {
				let now = Self::now();
				*walk = Some(Walk::beginning(now));
				Self::schedule(lane, now, item);
			},
		}
	}

	/// The items of one agenda, in the order of time. The caller may remove items that the iterator has returned.
	#[cfg(any(test, feature = "runtime-benchmarks"))]
	pub(crate) fn agenda(lane: Lane) -> impl Iterator<Item = (Due, AgendaItem)> {
		let all = Self::all_after(&Due::new(lane, Millis(0)).encode());
		all.take_while(move |(due, _)| due.lane() == lane)
	}

	/// The next item in the same agenda, even if this one was removed.
	pub(crate) fn next_in_agenda(due: Due, item: AgendaItem) -> Option<(Due, AgendaItem)> {
		let key = Agenda::<T>::hashed_key_for(due, item);
		let (next, item, ()) = Agenda::<T>::iter_from(key).next()?;
		(next.lane() == due.lane()).then_some((next, item))
	}

	/// The first item of each organisation's agenda of a kind, from the organisation after `last` on.
	pub(crate) fn firsts(
		lane_of: fn(OrgId) -> Lane,
		mut last: Option<OrgId>,
	) -> impl Iterator<Item = (Due, AgendaItem)> {
		let mut seen = BTreeSet::new();
		let first_after = move |key: &[u8]| {
			let (due, item) = Self::all_after(key).next()?;
			let org = due.lane().org();
			(lane_of(org) == due.lane()).then_some((org, due, item))
		};
		let next = move || {
			let behind = last.and_then(|org| {
				// Behind whatever the organisation has.
				let own = Due::new(lane_of(org), Millis(u64::MAX)).encode();
				first_after(&[&own[..], &[u8::MAX; 8]].concat())
			});
			let from_the_first = || first_after(&Due::new(lane_of(OrgId(0)), Millis(0)).encode());
			let (org, due, item) = behind.or_else(from_the_first)?;
			last = Some(org);
			seen.insert(org).then_some((due, item))
		};
		core::iter::from_fn(next).fuse()
	}

	/// All that is due behind a part of a key.
	fn all_after(key: &[u8]) -> impl Iterator<Item = (Due, AgendaItem)> {
		let key = [&Agenda::<T>::prefix_hash()[..], key].concat();
		Agenda::<T>::iter_from(key).map(|(due, item, ())| (due, item))
	}

	/// Schedules a rule to be woken at a moment, or before it. An earlier scheduled wake stays: it does no harm, and schedules
	/// the right moment itself. Returns what this cost.
	pub(crate) fn arm(rule: RuleId, org: OrgId, state: &mut State, at: Millis) -> Weight {
		if state.due.is_some_and(|due| due <= at) {
			return Weight::zero();
		}
		if let Some(later) = state.due.replace(at) {
			Self::cancel(Lane::Rules(org), later, AgendaItem::Rule(rule));
		}
		Self::schedule(Lane::Rules(org), at, AgendaItem::Rule(rule));
		T::WeightInfo::rearm()
	}
}

/// The moment at which a rule is woken for a change. At a multiple of [`BOUNDARY`], where not all rules can be evaluated at
/// once, this is later by the rule's own part of [`SPREAD`].
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
