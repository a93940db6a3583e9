//! Clearing: each book is cleared once, after its gate.

use super::supply::Supplies;
use crate::*;
use frame::prelude::defensive;
use tallystick_market::clear;

/// Most books that a block clears.
pub(crate) const MAX_CLEARINGS: u32 = 4;

/// The most books that a block looks at to find these.
pub(crate) const MAX_TESTS: u32 = 128;

/// The first slot whose gate has not closed.
fn first_open(timing: &Timing, now: Millis) -> Slot {
	// It begins more than `lead` from now.
	let last = timing.slot_at(now.saturating_add(timing.lead.into()));
	Slot(last.0.saturating_add(1))
}

impl<T: Config> Pallet<T> {
	/// The period of a slot, and the slot's place in it.
	pub(crate) fn locate(timing: &Timing, slot: Slot) -> (Period, u8) {
		// Below 96.
		(timing.period_of(slot), u8::try_from(timing.place(slot)).unwrap_or_default())
	}

	/// Schedules a zone's books for slots of a period to be cleared.
	pub(crate) fn expect_gates(
		period: Period,
		zone: ZoneId,
		places: Places,
		timing: &Timing,
		now: Millis,
	) {
		let before = Books::<T>::get(period, zone);
		let waiting = before.unwrap_or_default().union(places);
		if before != Some(waiting) {
			Books::<T>::insert(period, zone, waiting);
		}
		if !Progress::<T>::exists() {
			let slot = first_open(timing, now);
			let period = timing.period_of(slot);
			Progress::<T>::put(Cursor { slot, zone: None, counting: period, kept: period });
		}
	}

	/// The next zone after one that has a book in a period, in the order of hashed ids.
	fn next_book(period: Period, after: Option<ZoneId>) -> Option<(ZoneId, Places)> {
		match after {
			None => Books::<T>::iter_prefix(period).next(),
			Some(zone) => {
				let after = Books::<T>::hashed_key_for(period, zone);
				Books::<T>::iter_prefix_from(period, after).next()
			},
		}
	}

	/// Clears what is due, as much as one block may.
	///
	/// When a block begins, the clock shows the previous block's time. So a gate that has closed by then is
	/// closed for every later call.
	pub(crate) fn process_gates() -> Weight {
		let idle = T::WeightInfo::process_gates(0);
		let Some(mut cursor) = Progress::<T>::get() else { return idle };
		let timing = Self::timing();
		let now = Self::now();
		let open = first_open(&timing, now);
		if cursor.slot >= open {
			return idle;
		}
		let (mut tests, mut cleared, mut work) = (0u32, 0u32, Weight::zero());
		while cursor.slot < open && tests < MAX_TESTS {
			tests = tests.saturating_add(1);
			let (period, place) = Self::locate(&timing, cursor.slot);
			match Self::next_book(period, cursor.zone) {
				Some((zone, waiting)) => {
					if waiting.contains(place) {
						if cleared >= MAX_CLEARINGS {
							break;
						}
						cleared = cleared.saturating_add(1);
						let pages = Self::clear_book(zone, cursor.slot, period, place);
						Books::<T>::insert(period, zone, waiting.without(place));
						work = work.saturating_add(T::WeightInfo::clear(pages));
					}
					cursor.zone = Some(zone);
				},
				None => {
					let next = match cursor.zone {
						Some(_) => Slot(cursor.slot.0.saturating_add(1)),
						// The period has no books.
						None => Self::after_period(&timing, period).min(open),
					};
					if timing.period_of(next) > period {
						Cleared::<T>::insert(period, (now, T::Lost::get()));
					}
					(cursor.slot, cursor.zone) = (next, None);
				},
			}
		}
		Progress::<T>::put(cursor);
		work.saturating_add(T::WeightInfo::process_gates(tests))
	}

	/// The moment that is `span` milliseconds after the end of a period or the clearing of its last slot,
	/// whichever is later. `None` until that is cleared. Time in which calls are refused does not count.
	///
	/// All slots of a period have one deadline, so that its account is settled at once.
	pub(crate) fn deadline(period: Period, span: u64) -> Option<Millis> {
		let timing = Self::timing();
		let last = timing.slots(period).next_back()?;
		let is_cleared = match Progress::<T>::get() {
			Some(cursor) => period < timing.period_of(cursor.slot),
			// Before the first order there is nothing to clear, but gates close all the same.
			None => timing.gate(last) <= Self::now(),
		};
		if !is_cleared {
			return None;
		}
		// No moment is stored before the first order, nor after all deadlines.
		let (cleared, lost) = match Cleared::<T>::get(period) {
			Some((at, before)) => (at, T::Lost::get().saturating_sub(before)),
			None => (Millis(0), 0),
		};
		Some(timing.deadline(last, cleared, span.saturating_add(lost)))
	}

	/// Whether this deadline of a period is over.
	pub(crate) fn is_past(period: Period, span: u64) -> bool {
		Self::deadline(period, span).is_some_and(|deadline| deadline <= Self::now())
	}

	/// The first slot after a period.
	fn after_period(timing: &Timing, period: Period) -> Slot {
		let last = timing.slots(period).next_back().unwrap_or_default();
		Slot(last.0.saturating_add(1))
	}

	/// Clears a book, and returns how many pages it may have.
	pub(crate) fn clear_book(zone: ZoneId, slot: Slot, period: Period, place: u8) -> u32 {
		let terms = Supplies::<T>::of(zone).and_then(|supplies| supplies.terms_in(slot));
		let Ok(terms) = terms else {
			defensive!("a zone that has orders has terms for them");
			return 0;
		};
		let last = Tick(terms.grid.ticks().saturating_sub(1)).page();
		let mut pages = Vec::new();
		for number in 0..=last {
			pages.push(Pages::<T>::take((zone, slot, number)).unwrap_or_default());
		}
		let clearing = clear(&terms.grid, &pages, terms.capacity);
		if let Some(clearing) = clearing {
			Results::<T>::mutate(period, zone, |results| {
				if results.try_push((place, clearing)).is_err() {
					defensive!("a period has no more slots than results can be stored");
				}
			});
		}
		Self::deposit_event(Event::Cleared { zone, slot, clearing });
		pages.len() as u32
	}

	/// The state of a zone's book for a slot.
	pub(crate) fn stage(zone: ZoneId, slot: Slot) -> Stage {
		let timing = Self::timing();
		match timing.phase(slot, Self::now()) {
			Phase::Ahead => Stage::Ahead,
			Phase::Open => Stage::Open,
			Phase::Firm => Stage::Firm,
			Phase::Closed => {
				let (period, place) = Self::locate(&timing, slot);
				match Books::<T>::get(period, zone).unwrap_or_default().contains(place) {
					true => Stage::Closed,
					false => Stage::Cleared,
				}
			},
		}
	}

	/// What is bid and asked in a zone for a slot.
	pub(crate) fn levels(zone: ZoneId, slot: Slot) -> Vec<Level> {
		let terms = Supplies::<T>::of(zone).and_then(|supplies| supplies.terms_in(slot));
		let Ok(terms) = terms else {
			return Vec::new();
		};
		let last = Tick(terms.grid.ticks().saturating_sub(1)).page();
		let pages =
			(0..=last).map(|number| Pages::<T>::get((zone, slot, number)).unwrap_or_default());
		let levels = pages.flat_map(|page| page.buy.into_iter().zip(page.sell));
		let levels = (0..terms.grid.ticks()).zip(levels);
		levels
			.filter(|(_, (buy, sell))| *buy > 0 || *sell > 0)
			.filter_map(|(tick, (buy, sell))| {
				let price = terms.grid.price(Tick(tick))?;
				Some(Level { price, buy: WattHours(buy), sell: WattHours(sell) })
			})
			.collect()
	}

	/// What came out of a zone's auction for a slot.
	pub(crate) fn outcome(zone: ZoneId, slot: Slot) -> Option<Clearing> {
		let (period, place) = Self::locate(&Self::timing(), slot);
		let results = Results::<T>::get(period, zone);
		results.into_iter().find(|(own, _)| *own == place).map(|(_, clearing)| clearing)
	}
}
