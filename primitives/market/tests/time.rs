//! Slots, periods, gates and local days.

use proptest::prelude::*;
use tallystick_market::{Local, Period, Phase, Timing, TimingError};
use tallystick_records::{Millis, Slot};

const MINUTE: u64 = 60_000;
const HOUR: u64 = 60 * MINUTE;

/// A gate an hour ahead, five firm minutes, a horizon of two days.
const QUARTERS: Timing =
	Timing { slot: 900_000, period: 96, lead: 3_600_000, firm: 300_000, horizon: 172_800_000 };

/// Midnight of 2026-01-01 in UTC.
const NEW_YEAR: u64 = 1_767_225_600_000;

fn day_of_2026(number: u64) -> u64 {
	NEW_YEAR + (number - 1) * 24 * HOUR
}

#[test]
fn an_impossible_timing_is_refused() {
	let check =
		|slot, period, horizon| Timing { slot, period, lead: 100, firm: 20, horizon }.check();
	assert_eq!(QUARTERS.check(), Ok(()));
	for slot in [1, 60_000, 900_000, 1_800_000, 3_600_000] {
		assert_eq!(check(slot, 1, 121), Ok(()));
	}
	for slot in [0, 7, 7_000, 3_600_001, 7_200_000, u32::MAX] {
		assert_eq!(check(slot, 1, 121), Err(TimingError::Slot(slot)));
	}
	assert_eq!(check(60_000, 0, 121), Err(TimingError::Period(0)));
	assert_eq!(check(60_000, 97, 121), Err(TimingError::Period(97)));
	assert_eq!(check(60_000, 96, 120), Err(TimingError::Horizon));
}

#[test]
fn a_slot_is_aligned_to_the_hours_of_utc() {
	for slot in [60_000u32, 900_000, 1_800_000, 3_600_000] {
		let timing = Timing { slot, ..QUARTERS };
		let first = timing.slot_at(Millis(NEW_YEAR));
		assert_eq!(timing.start(first), Millis(NEW_YEAR));
		assert_eq!(timing.slot_at(Millis(NEW_YEAR - 1)), Slot(first.0 - 1));
		assert_eq!(timing.end(Slot(first.0 - 1)), Millis(NEW_YEAR));
		assert_eq!(timing.max_skew(), slot / 15);
	}
}

#[test]
fn a_book_is_open_from_the_horizon_to_the_gate() {
	let noon = NEW_YEAR + 12 * HOUR;
	let slot = QUARTERS.slot_at(Millis(noon));
	let phase = |moment| QUARTERS.phase(slot, Millis(moment));
	assert_eq!(phase(noon - 48 * HOUR - 1), Phase::Ahead);
	assert_eq!(phase(noon - 48 * HOUR), Phase::Open);
	assert_eq!(phase(noon - HOUR - 5 * MINUTE - 1), Phase::Open);
	assert_eq!(phase(noon - HOUR - 5 * MINUTE), Phase::Firm);
	assert_eq!(phase(noon - HOUR - 1), Phase::Firm);
	assert_eq!(phase(noon - HOUR), Phase::Closed);
	assert_eq!(phase(u64::MAX), Phase::Closed);
	assert_eq!(QUARTERS.gate(slot), Millis(noon - HOUR));
}

#[test]
fn a_deadline_counts_from_the_end_or_from_a_late_clearing() {
	let slot = QUARTERS.slot_at(Millis(NEW_YEAR));
	let end = NEW_YEAR + 15 * MINUTE;
	assert_eq!(QUARTERS.deadline(slot, Millis(NEW_YEAR - HOUR), HOUR), Millis(end + HOUR));
	assert_eq!(QUARTERS.deadline(slot, Millis(end + 7), HOUR), Millis(end + HOUR + 7));
}

#[test]
fn power_bounds_the_energy_of_a_slot() {
	assert_eq!(QUARTERS.most(30_000), 7_501);
	assert_eq!(QUARTERS.most(3), 2);
	assert_eq!(QUARTERS.most(0), 1);
	assert_eq!(Timing { slot: 60_000, ..QUARTERS }.most(11_000), 185);
	assert_eq!(Timing { slot: 3_600_000, ..QUARTERS }.most(u32::MAX), u64::from(u32::MAX) + 1);
}

#[test]
fn local_days_have_92_96_or_100_slots() {
	// In Berlin clocks go forward on 2026-03-29, the 88th day, and back on 2026-10-25, the 298th, at
	// 01:00 UTC.
	let (forward, back) = (day_of_2026(88) + HOUR, day_of_2026(298) + HOUR);
	let local = |slot: Slot| {
		let moment = QUARTERS.start(slot);
		let summer = (forward..back).contains(&moment.0);
		Local::at(moment, if summer { 120 } else { 60 })
	};
	let first = QUARTERS.slot_at(Millis(NEW_YEAR));
	let mut days = std::collections::BTreeMap::<i64, (u32, u8)>::new();
	for slot in (0..365 * 96).map(|place| Slot(first.0 + place)) {
		let found = local(slot);
		let day = days.entry(found.day).or_default();
		*day = (day.0 + 1, found.weekday);
	}
	let day = |number: u64| days[&((day_of_2026(number) / (24 * HOUR)) as i64)];
	// Both are Sundays.
	assert_eq!(day(88), (92, 6));
	assert_eq!(day(298), (100, 6));
	// 2026-01-02 is a Friday.
	assert_eq!(day(2), (96, 4));
	assert_eq!(days.values().filter(|(slots, _)| *slots == 96).count(), 362);
}

#[test]
fn local_time_is_right_west_of_greenwich_in_1970() {
	assert_eq!(Local::at(Millis(0), 0), Local { day: 0, weekday: 3, minute: 0 });
	assert_eq!(Local::at(Millis(0), -1), Local { day: -1, weekday: 2, minute: 1_439 });
	assert_eq!(Local::at(Millis(59_999), 840), Local { day: 0, weekday: 3, minute: 840 });
}

proptest! {
	#[test]
	fn each_moment_has_one_slot_and_one_period(
		moment in 0..u64::MAX / 2, slot in prop::sample::select(vec![60_000u32, 900_000, 3_600_000]),
		period in 1..=96u16,
	) {
		let timing = Timing { slot, period, ..QUARTERS };
		let slot = timing.slot_at(Millis(moment));
		prop_assert!(timing.start(slot).0 <= moment && moment < timing.end(slot).0);
		let period = timing.period_of(slot);
		let slots: Vec<_> = timing.slots(period).collect();
		prop_assert_eq!(slots.len(), usize::from(timing.period));
		prop_assert_eq!(slots[usize::from(timing.place(slot))], slot);
		let next = timing.slots(Period(period.0 + 1)).next().unwrap();
		prop_assert_eq!(next.0, slots[slots.len() - 1].0 + 1);
	}

	#[test]
	fn a_change_takes_effect_where_no_book_is_open(now in 0..u64::MAX / 2) {
		let next = QUARTERS.next_unopened(Millis(now));
		prop_assert_eq!(QUARTERS.phase(next, Millis(now)), Phase::Ahead);
		let before = QUARTERS.phase(Slot(next.0 - 1), Millis(now));
		prop_assert_ne!(before, Phase::Ahead);
	}

	#[test]
	fn no_timing_panics(
		slot: u32, period: u16, lead: u32, firm: u32, horizon: u32, now: u64, number: u64, offset: i16,
	) {
		let timing = Timing { slot, period, lead, firm, horizon };
		let (at, now) = (Slot(number), Millis(now));
		let _ = (timing.check(), timing.slot_at(now), timing.end(at), timing.phase(at, now));
		let _ = (timing.period_of(at), timing.place(at), timing.next_unopened(now));
		let _ = (timing.slots(Period(number)).last(), timing.most(slot), timing.deadline(at, now, number));
		let _ = Local::at(now, offset);
	}
}
