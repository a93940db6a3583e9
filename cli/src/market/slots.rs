//! Slots and periods, which people name by moments.

use crate::failure::{Failure, Result};
use serde_json::{json, Value};
use tallystick_client::{
	market::{Period, Timing},
	records::{Millis, Slot},
	time,
};

/// How long a transaction may take to come into a block, in milliseconds: a slot that opens before is not
/// proposed as the first one of a change.
const ON_THE_WAY: u64 = 30_000;

/// The clock of a market: its slots, and what its chain's clock shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Slots {
	pub(crate) timing: Timing,
	pub(crate) now: Millis,
}

impl Slots {
	/// The slot that begins at this moment.
	pub(crate) fn beginning(&self, at: Millis) -> std::result::Result<Slot, String> {
		let slot = self.timing.slot_at(at);
		if self.timing.start(slot) == at {
			return Ok(slot);
		}
		let next = Slot(slot.0.saturating_add(1));
		Err(format!(
			"no slot begins at {}; one begins at {}, and the next one at {}",
			moment(at),
			moment(self.timing.start(slot)),
			moment(self.timing.start(next))
		))
	}

	/// The slot with which a change begins: the one of this moment, or the first that is possible. `notice`
	/// whole slots lie before that.
	pub(crate) fn first(&self, from: Option<Millis>, notice: u32) -> Result<Slot> {
		let earliest = self.earliest(Millis(self.now.0), notice);
		let Some(from) = from else {
			return Ok(self.earliest(self.now.saturating_add(ON_THE_WAY), notice));
		};
		let slot =
			self.beginning(from).map_err(|error| Failure::usage(format!("--from: {error}")))?;
		if slot >= earliest {
			return Ok(slot);
		}
		let why = match notice {
			0 => "the books of earlier slots are open".to_owned(),
			notice => format!("the notice is {notice} slots"),
		};
		Err(Failure::refused(format!(
			"{} is too early: {why}; name {} or a later one, or leave --from out",
			self.show(slot),
			self.show(earliest)
		)))
	}

	/// How long this number of slots lasts, in words.
	pub(crate) fn span(&self, slots: u32) -> String {
		crate::text::span(u128::from(slots).saturating_mul(self.timing.slot.into()))
	}

	fn earliest(&self, now: Millis, notice: u32) -> Slot {
		let noticed = self.timing.slot_at(now).0.saturating_add(notice.into()).saturating_add(1);
		self.timing.next_unopened(now).max(Slot(if notice == 0 { 0 } else { noticed }))
	}

	/// The slot with its first moment.
	pub(crate) fn show(&self, slot: Slot) -> String {
		format!("slot {slot} ({})", moment(self.timing.start(slot)))
	}

	/// The slot's first moment.
	pub(crate) fn begins(&self, slot: Slot) -> String {
		moment(self.timing.start(slot))
	}

	pub(crate) fn json(&self, slot: Slot) -> Value {
		json!({ "slot": slot, "begins": self.timing.start(slot) })
	}

	/// The period with its first moment and the one after it.
	pub(crate) fn show_period(&self, period: Period) -> String {
		let (from, until) = self.bounds(period);
		format!("period {} ({} to {})", period.0, moment(from), moment(until))
	}

	pub(crate) fn period_json(&self, period: Period) -> Value {
		let (from, until) = self.bounds(period);
		json!({ "period": period, "from": from, "until": until })
	}

	fn bounds(&self, period: Period) -> (Millis, Millis) {
		let mut slots = self.timing.slots(period);
		let first = slots.next().unwrap_or_default();
		let last = slots.next_back().unwrap_or(first);
		(self.timing.start(first), self.timing.end(last))
	}

	/// The period of a moment.
	pub(crate) fn period(&self, at: Millis) -> Period {
		self.timing.period_of(self.timing.slot_at(at))
	}

	/// The slot's period, and its place in it.
	pub(crate) fn locate(&self, slot: Slot) -> (Period, u8) {
		// A period has at most 96 slots.
		let place = u8::try_from(self.timing.place(slot)).unwrap_or(u8::MAX);
		(self.timing.period_of(slot), place)
	}

	/// The slot of this place in a period.
	pub(crate) fn slot(&self, period: Period, place: u8) -> Slot {
		self.timing.slots(period).nth(place.into()).unwrap_or_default()
	}

	/// A span of time in whole slots, rounded up.
	pub(crate) fn count(&self, span: u64) -> Option<u32> {
		span.div_ceil(self.timing.slot.max(1).into()).try_into().ok()
	}
}

/// A moment in UTC. Milliseconds are left out if they are 0.
pub(crate) fn moment(at: Millis) -> String {
	let text = time::write(at.0);
	match text.strip_suffix(".000Z") {
		Some(whole) => format!("{whole}Z"),
		None => text,
	}
}

#[cfg(test)]
pub(crate) mod tests {
	use super::*;

	/// Quarters of an hour, in periods of a day, on this morning.
	pub(crate) fn quarters() -> Slots {
		let timing =
			Timing { slot: 900_000, period: 96, lead: 900_000, firm: 300_000, horizon: 28_800_000 };
		Slots { timing, now: at("2026-12-01T06:07:00Z") }
	}

	pub(crate) fn at(text: &str) -> Millis {
		Millis(time::parse(text).unwrap())
	}

	#[test]
	fn a_slot_is_named_by_its_first_moment() {
		let slots = quarters();
		let slot = slots.beginning(at("2026-12-01T18:15:00Z")).unwrap();
		assert_eq!(slots.show(slot), format!("slot {slot} (2026-12-01T18:15:00Z)"));
		let problem = slots.beginning(at("2026-12-01T18:20:00.500Z")).unwrap_err();
		for part in ["at 2026-12-01T18:20:00.500Z;", "at 2026-12-01T18:15:00Z", "18:30:00Z"] {
			assert!(problem.contains(part), "{problem}");
		}
		assert_eq!(slots.json(slot), json!({ "slot": slot, "begins": 1_796_148_900_000u64 }));
	}

	#[test]
	fn a_change_begins_where_no_book_is_open() {
		let slots = quarters();
		let first = |from: Option<&str>, notice| slots.first(from.map(at), notice);
		assert_eq!(slots.begins(first(None, 0).unwrap()), "2026-12-01T14:15:00Z");
		let ok = first(Some("2026-12-01T14:15:00Z"), 0).unwrap();
		assert_eq!(slots.begins(ok), "2026-12-01T14:15:00Z");
		let early = first(Some("2026-12-01T14:00:00Z"), 0).unwrap_err();
		assert!(early.reason().contains("the books of earlier slots are open"), "{early}");
		assert!(early.reason().contains("(2026-12-01T14:15:00Z) or a later one"), "{early}");
		assert_eq!(slots.begins(first(None, 96).unwrap()), "2026-12-02T06:15:00Z");
		let early = first(Some("2026-12-02T06:00:00Z"), 96).unwrap_err();
		assert!(early.reason().contains("the notice is 96 slots"), "{early}");
		let uneven = first(Some("2026-12-02T14:01:00Z"), 0).unwrap_err();
		assert_eq!(uneven.exit(), crate::failure::Exit::Usage);
		// What is on its way for half a minute is not too late.
		let late = Slots { now: at("2026-12-01T06:14:45Z"), ..slots };
		assert_eq!(late.begins(late.first(None, 0).unwrap()), "2026-12-01T14:30:00Z");
	}

	#[test]
	fn a_period_is_named_by_any_moment_of_it() {
		let slots = quarters();
		let period = slots.period(at("2026-12-01T18:20:00Z"));
		let shown = slots.show_period(period);
		assert!(shown.ends_with("(2026-12-01T00:00:00Z to 2026-12-02T00:00:00Z)"), "{shown}");
		let slot = slots.timing.slot_at(at("2026-12-01T00:15:00Z"));
		assert_eq!(slots.locate(slot), (period, 1));
		assert_eq!(slots.slot(period, 1), slot);
		assert_eq!((slots.count(900_000), slots.count(900_001)), (Some(1), Some(2)));
	}
}
