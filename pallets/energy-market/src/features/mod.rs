//! What the pallet does, one file a feature.

pub(crate) mod clearing;
pub(crate) mod contracts;
pub(crate) mod debts;
pub(crate) mod floats;
pub(crate) mod indices;
pub(crate) mod margins;
pub(crate) mod meters;
pub(crate) mod orders;
pub(crate) mod points;
pub(crate) mod pot;
pub(crate) mod settlement;
pub(crate) mod statements;
pub(crate) mod supply;
pub(crate) mod tariffs;
pub(crate) mod trades;
pub(crate) mod zones;

use crate::*;
use tallystick_market::{timeline::MAX_ENTRIES, Entry, Timeline, TimelineError};
use tallystick_primitives::records::is_name;

impl<T> From<TimelineError> for Error<T> {
	fn from(error: TimelineError) -> Self {
		match error {
			TimelineError::Early(_) => Self::TooEarly,
			TimelineError::Order(_) => Self::NotLater,
			TimelineError::Full => Self::TooManyChanges,
		}
	}
}

impl<T: Config> Pallet<T> {
	pub(crate) fn now() -> Millis {
		Millis(T::Time::now())
	}

	/// The first slot whose book is not open.
	pub(crate) fn next_unopened() -> Slot {
		MarketTiming::<T>::get().next_unopened(Self::now())
	}

	/// The first slot in which what is announced now can take effect, with `notice` whole slots between.
	/// It is not opened if the notice covers the horizon.
	pub(crate) fn after_notice(notice: u32) -> Slot {
		let present = MarketTiming::<T>::get().slot_at(Self::now());
		Slot(present.0.saturating_add(notice.into()).saturating_add(1))
	}

	/// The shortest notice in slots: the time that books are open ahead, plus the time that customers
	/// have to react.
	pub(crate) fn shortest_notice() -> u32 {
		let timing = MarketTiming::<T>::get();
		let span = u64::from(timing.horizon).saturating_add(T::Reaction::get());
		// A notice that does not fit is refused, as it is beyond `MaxAhead`.
		u32::try_from(span.div_ceil(u64::from(timing.slot).max(1))).unwrap_or(u32::MAX)
	}

	/// The first slot of which everything is kept. It is never later than the first period whose
	/// account can still change, even if the chain stood still.
	pub(crate) fn kept_from() -> Slot {
		let past = Self::now().0.saturating_sub(T::Retention::get());
		let timing = MarketTiming::<T>::get();
		let kept = timing.slot_at(Millis(past));
		let first = Progress::<T>::get().and_then(|cursor| timing.slots(cursor.kept).next());
		first.map_or(kept, |first| kept.min(first))
	}

	/// Checks that a change can take effect in this slot: not before `earliest`, and not too far
	/// ahead.
	pub(crate) fn ensure_can_begin(from: Slot, earliest: Slot) -> Result<(), Error<T>> {
		let latest = Self::now().saturating_add(T::MaxAhead::get());
		ensure!(from >= earliest, Error::TooEarly);
		ensure!(from <= MarketTiming::<T>::get().slot_at(latest), Error::TooFarAhead);
		Ok(())
	}

	/// Checks that a text can be a name.
	pub(crate) fn ensure_name(name: &Name) -> Result<(), Error<T>> {
		ensure!(is_name(name), Error::BadName);
		Ok(())
	}
}

/// What becomes of the entries of a timeline that begin after a new one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Later {
	/// They are dropped: the new entry counts from then on.
	Dropped,
	/// They stay.
	Kept,
}

/// The timeline with another value from a slot on. Neither that slot nor any later one may be open.
/// A value that equals the one before makes no entry.
pub(crate) fn amended<V: Clone + PartialEq>(
	timeline: &Timeline<V>,
	from: Slot,
	value: V,
	later: Later,
) -> Result<Timeline<V>, TimelineError> {
	let entries = || timeline.entries().iter().cloned();
	let before = entries().filter(|entry| entry.from < from);
	let after = entries().filter(|entry| entry.from > from && later == Later::Kept);
	let mut amended = Timeline::default();
	let mut last: Option<V> = None;
	for Entry { from, value } in before.chain([Entry { from, value }]).chain(after) {
		if last.as_ref() != Some(&value) {
			amended.follow(from, value.clone(), from)?;
			last = Some(value);
		}
	}
	Ok(amended)
}

/// The most entries that an owner's own changes make in the timeline of their contracts. The rest is
/// for suppliers, who must be able to end a contract.
pub(crate) const OWN_ENTRIES: usize = MAX_ENTRIES as usize - 2;
