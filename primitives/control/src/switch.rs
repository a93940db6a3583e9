//! How long an actuator has been on or off, and how often it changed within 60 min.
//!
//! Device and chain use the same record. Times are milliseconds of a clock that the caller chooses and that never
//! goes back: monotonic on a device, block time on a chain.

use crate::Pace;

/// Milliseconds in which [`Pace::per_hour`] is counted.
pub const HOUR: u64 = 3_600_000;

/// How many counts a [`Switch`] keeps.
pub const COUNTS: usize = 8;

/// Milliseconds within which changes share a count, if more than [`COUNTS`] an hour are permitted. Counts begin at
/// least this far apart and end within `HOUR + SHARE`, so there are at most eight at any time.
const SHARE: u64 = 600_000;

record! {
	/// Changes that are counted together.
	#[derive(Default)]
	pub struct Count {
		/// When the first of them was.
		pub at: u64,
		/// How many they are. 0: the place is free.
		pub changes: u16,
	}

	/// The record of when an actuator changed.
	///
	/// It never permits more than [`Pace::per_hour`] changes within any 60 min. If up to eight an hour are permitted,
	/// each change is counted exactly. If more are, those within 10 min share a count until 70 min after the first of
	/// them. Then the last of the permitted changes may have to wait up to 10 min longer.
	pub struct Switch {
		/// When it was last switched on or off, or, where nothing is switched, changed.
		pub since: u64,
		/// The changes that still count, in any order.
		pub counts: [Count; COUNTS],
	}
}

/// A change has to wait.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Hold {
	/// It has been on, or off, for too short a time: until this time.
	Until(u64),
	/// All changes of the hour are spent: ask again at this time.
	Spent(u64),
}

impl Hold {
	/// The time at which to ask again.
	pub fn until(&self) -> u64 {
		match self {
			Self::Until(time) | Self::Spent(time) => *time,
		}
	}
}

impl Count {
	/// When the count ends. A single change counts for 60 min; the last of several was within [`SHARE`].
	fn ends(&self) -> u64 {
		let span = if self.changes > 1 { HOUR.saturating_add(SHARE) } else { HOUR };
		self.at.saturating_add(span)
	}

	fn holds(&self, now: u64) -> bool {
		self.changes != 0 && now < self.ends()
	}
}

impl Switch {
	/// An actuator that was just switched, and whose earlier changes are unknown.
	pub fn started(now: u64) -> Self {
		Self { since: now, counts: Default::default() }
	}

	/// The record after a power cut, on a clock that begins again: every change counts as if it had just happened.
	pub fn resumed(&self, now: u64) -> Self {
		let mut counts = self.counts;
		for count in counts.iter_mut().filter(|count| count.changes != 0) {
			count.at = now;
		}
		Self { since: now, counts }
	}

	/// Whether the actuator may change from one value to the other now. If the two count as no change, it always may.
	pub fn may_change(&self, pace: &Pace, now: u64, from: i64, to: i64) -> Result<(), Hold> {
		if !pace.counts(from, to) {
			return Ok(());
		}
		let least = match pace.off {
			Some(off) if from == off => pace.min_off,
			Some(_) => pace.min_on,
			None => 0,
		};
		let until = self.since.saturating_add(least.into());
		if now < until {
			return Err(Hold::Until(until));
		}
		self.may_act(pace, now)
	}

	/// Records that the actuator changed from one value to the other, whether it was permitted or not. If the two count
	/// as no change, the record stays.
	pub fn note(&mut self, pace: &Pace, now: u64, from: i64, to: i64) {
		if pace.counts(from, to) {
			self.note_act(pace, now);
		}
	}

	/// Whether an action may happen now. Only the changes in an hour limit it, not the times on and off.
	pub fn may_act(&self, pace: &Pace, now: u64) -> Result<(), Hold> {
		let holding = || self.counts.iter().filter(|count| count.holds(now));
		let changes = holding().fold(0u64, |sum, count| sum.saturating_add(count.changes.into()));
		if pace.per_hour == 0 || changes < pace.per_hour.into() {
			return Ok(());
		}
		Err(Hold::Spent(holding().map(Count::ends).min().unwrap_or(now)))
	}

	/// Records an action.
	pub fn note_act(&mut self, pace: &Pace, now: u64) {
		self.since = now;
		let shares = usize::from(pace.per_hour) > COUNTS;
		let newest = self.counts.iter_mut().filter(|count| count.holds(now)).max_by_key(|c| c.at);
		if let Some(newest) = newest {
			if shares && now.saturating_sub(newest.at) < SHARE {
				newest.changes = newest.changes.saturating_add(1);
				return;
			}
		}
		match self.counts.iter_mut().find(|count| !count.holds(now)) {
			Some(free) => *free = Count { at: now, changes: 1 },
			// No room is left, so the newest changes count for longer than necessary.
			None => {
				if let Some(newest) = self.counts.iter_mut().max_by_key(|count| count.at) {
					newest.at = now;
					newest.changes = newest.changes.saturating_add(1);
				}
			},
		}
	}
}

impl Pace {
	/// Whether the two values count as a change: from on to off or back, if there is an off value; otherwise any change
	/// of value.
	pub fn counts(&self, from: i64, to: i64) -> bool {
		match self.off {
			Some(off) => (from == off) != (to == off),
			None => from != to,
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	const PUMP: Pace = Pace { off: Some(0), min_on: 60_000, min_off: 120_000, per_hour: 3 };

	#[test]
	fn holds_the_least_times_on_and_off() {
		let mut pump = Switch::started(1_000);
		assert_eq!(pump.may_change(&PUMP, 1_000, 0, 50), Err(Hold::Until(121_000)));
		assert_eq!(pump.may_change(&PUMP, 120_999, 0, 50), Err(Hold::Until(121_000)));
		assert_eq!(pump.may_change(&PUMP, 121_000, 0, 50), Ok(()));
		pump.note(&PUMP, 121_000, 0, 50);
		assert_eq!(pump.may_change(&PUMP, 122_000, 50, 60), Ok(()), "still on");
		pump.note(&PUMP, 150_000, 50, 60);
		assert_eq!(pump.may_change(&PUMP, 150_000, 60, 0), Err(Hold::Until(181_000)));
		assert_eq!(pump.may_change(&PUMP, 181_000, 60, 0), Ok(()));
	}

	#[test]
	fn an_hour_with_all_its_changes_spent_permits_the_next_when_the_first_is_over() {
		let pace = Pace { min_on: 0, min_off: 0, ..PUMP };
		let mut pump = Switch::started(0);
		for (minute, from, to) in [(1, 0, 1), (2, 1, 0), (3, 0, 1)] {
			let now = minute * 60_000;
			assert_eq!(pump.may_change(&pace, now, from, to), Ok(()));
			pump.note(&pace, now, from, to);
		}
		let again = 60_000 + HOUR;
		assert_eq!(pump.may_change(&pace, 200_000, 1, 0), Err(Hold::Spent(again)));
		assert_eq!(pump.may_change(&pace, again - 1, 1, 0), Err(Hold::Spent(again)));
		assert_eq!(pump.may_change(&pace, again, 1, 0), Ok(()));
		assert_eq!(pump.resumed(0).may_act(&pace, HOUR - 1), Err(Hold::Spent(HOUR)));
	}

	proptest! {
		#![proptest_config(ProptestConfig::with_cases(2_000))]

		#[test]
		fn never_more_changes_in_any_hour_than_permitted(
			per_hour in 1u16..40,
			steps in prop::collection::vec((0u64..900_000, any::<bool>()), 1..300),
		) {
			let pace = Pace { off: Some(0), min_on: 0, min_off: 0, per_hour };
			let (mut switch, mut now, mut value, mut all) = (Switch::started(0), 0, 0, Vec::new());
			for (pause, short) in steps {
				now += if short { pause / 100 } else { pause };
				let to = 1 - value;
				if switch.may_change(&pace, now, value, to).is_ok() {
					switch.note(&pace, now, value, to);
					all.push(now);
					value = to;
				}
			}
			for (at, first) in all.iter().enumerate() {
				let within = all[at..].iter().take_while(|time| **time < first + HOUR).count();
				prop_assert!(within <= per_hour.into(), "{within} from {first} on");
			}
		}

		#[test]
		fn changes_that_are_forced_count_too(
			per_hour in 1u16..20,
			steps in prop::collection::vec((0u64..300_000, any::<bool>()), 1..300),
		) {
			let pace = Pace { off: None, min_on: 0, min_off: 0, per_hour };
			let (mut switch, mut now, mut all) = (Switch::started(0), 0, Vec::new());
			for (pause, forced) in steps {
				now += pause;
				if forced {
					switch.note_act(&pace, now);
					all.push(now);
				} else if switch.may_act(&pace, now).is_ok() {
					let within = all.iter().filter(|time| now - **time < HOUR).count();
					prop_assert!(within < per_hour.into(), "permitted after {within}");
					switch.note_act(&pace, now);
					all.push(now);
				}
			}
		}

		#[test]
		fn up_to_eight_an_hour_wait_no_longer_than_they_have_to(
			per_hour in 1u16..=8,
			steps in prop::collection::vec(0u64..2_000_000, 1..100),
		) {
			let pace = Pace { off: None, min_on: 0, min_off: 0, per_hour };
			let (mut switch, mut now, mut all) = (Switch::started(0), 0, Vec::new());
			for pause in steps {
				now += pause;
				let within = all.iter().filter(|time| now - **time < HOUR).count();
				prop_assert_eq!(switch.may_act(&pace, now).is_ok(), within < per_hour.into());
				if switch.may_act(&pace, now).is_ok() {
					switch.note_act(&pace, now);
					all.push(now);
				}
			}
		}
	}
}
