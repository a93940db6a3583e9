//! The agenda: what is done at which moment.

use crate::*;
use frame::deps::sp_io::hashing::twox_64;

impl<T: Config> Pallet<T> {
	pub(crate) fn schedule(at: Millis, task: AgendaItem) {
		Agenda::<T>::insert(Due::from(at), task, ());
	}

	pub(crate) fn cancel(at: Millis, task: AgendaItem) {
		Agenda::<T>::remove(Due::from(at), task);
	}

	/// The first task that is due.
	pub(crate) fn next_due(now: Millis) -> Option<(Due, AgendaItem)> {
		let (due, task, ()) = Agenda::<T>::iter().next()?;
		(Millis::from(due) <= now).then_some((due, task))
	}

	/// Has a rule woken at a moment, or before it. An earlier wake that is scheduled stays: it does no harm, and finds the right
	/// moment by itself.
	pub(crate) fn arm(rule: RuleId, state: &mut State, at: Millis) {
		if state.due.is_some_and(|due| due <= at) {
			return;
		}
		if let Some(later) = state.due.replace(at) {
			Self::cancel(later, AgendaItem::Rule(rule));
		}
		Self::schedule(at, AgendaItem::Rule(rule));
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
