//! What is in force in which slots: versions of a tariff, suppliers of a metering point.

use alloc::vec::Vec;
use bounded_collections::{BoundedVec, ConstU32};
use tallystick_records::Slot;

/// The most entries of a timeline. Never lowered: stored ones stay readable.
pub const MAX_ENTRIES: u32 = 16;

record! {
	/// What is in force from a slot on, until the next entry's.
	#[derive(Copy)]
	pub struct Entry<T> {
		/// The first slot.
		pub from: Slot,
		/// What is in force.
		pub value: T,
	}

	/// Entries in ascending order of their slots. No entry changes. New ones are added at the end; those that have
	/// ended are removed.
	#[serde(bound(
		serialize = "T: serde::Serialize",
		deserialize = "T: serde::Deserialize<'de>"
	))]
	pub struct Timeline<T> {
		entries: BoundedVec<Entry<T>, ConstU32<MAX_ENTRIES>>,
	}
}

/// Why an entry cannot follow.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TimelineError {
	/// It would begin before this slot, the first one in which a change is allowed.
	Early(Slot),
	/// It would not begin after this slot, where the last entry begins.
	Order(Slot),
	/// There are [`MAX_ENTRIES`] already.
	Full,
}

impl core::fmt::Display for TimelineError {
	fn fmt(&self, f: &mut core::fmt::Formatter) -> core::fmt::Result {
		match self {
			Self::Early(earliest) => {
				write!(f, "too early: it can take effect from slot {earliest} on")
			},
			Self::Order(last) => {
				write!(f, "the last one begins in slot {last}; the next one has to begin later")
			},
			Self::Full => write!(
				f,
				"there are {MAX_ENTRIES} already; wait until one of them is settled and forgotten"
			),
		}
	}
}

impl core::error::Error for TimelineError {}

impl<T> Default for Timeline<T> {
	fn default() -> Self {
		Self { entries: BoundedVec::new() }
	}
}

impl<T> Timeline<T> {
	/// The entries.
	pub fn entries(&self) -> &[Entry<T>] {
		&self.entries
	}

	/// Whether the entries are in order. A timeline that was decoded is not checked.
	pub fn check(&self) -> Result<(), TimelineError> {
		let pairs = self.entries.iter().zip(self.entries.iter().skip(1));
		for (before, after) in pairs {
			if after.from <= before.from {
				return Err(TimelineError::Order(before.from));
			}
		}
		Ok(())
	}

	/// What is in force in a slot. `None` before the first entry.
	pub fn at(&self, slot: Slot) -> Option<&T> {
		self.entries.iter().rev().find(|entry| entry.from <= slot).map(|entry| &entry.value)
	}

	/// Adds an entry. `earliest` is the first slot in which a change is allowed.
	pub fn follow(&mut self, from: Slot, value: T, earliest: Slot) -> Result<(), TimelineError> {
		if from < earliest {
			return Err(TimelineError::Early(earliest));
		}
		if let Some(last) = self.entries.last().filter(|last| last.from >= from) {
			return Err(TimelineError::Order(last.from));
		}
		self.entries.try_push(Entry { from, value }).map_err(|_| TimelineError::Full)
	}

	/// Removes what was in force only before this slot, and returns it.
	pub fn forget(&mut self, before: Slot) -> Vec<Entry<T>> {
		let begun = self.entries.iter().filter(|entry| entry.from <= before).count();
		let ended = begun.saturating_sub(1);
		let entries = core::mem::take(&mut self.entries).into_inner();
		let (mut gone, mut kept) = (Vec::new(), BoundedVec::new());
		for (index, entry) in entries.into_iter().enumerate() {
			if index < ended {
				gone.push(entry);
			} else {
				// As many as before, or fewer.
				let _ = kept.try_push(entry);
			}
		}
		self.entries = kept;
		gone
	}
}
