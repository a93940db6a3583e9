//! Counts by name, so that a client is logged once and not a thousand times.

use std::{
	collections::HashMap,
	sync::{Mutex, PoisonError},
	time::{Duration, Instant},
};

/// Most names that are counted at once. Names beyond that are not logged.
const NAMES: usize = 4_096;

/// The occurrences of each name within a window.
#[derive(Debug)]
pub(super) struct Tally {
	window: Duration,
	counts: Mutex<HashMap<String, (u32, Instant)>>,
}

impl Tally {
	/// A name's count restarts when the window has passed since its first occurrence.
	pub(super) fn new(window: Duration) -> Self {
		Self { window, counts: Mutex::default() }
	}

	/// Counts an occurrence, and returns the name's count. 0 if there are too many names.
	pub(super) fn count(&self, name: &str, now: Instant) -> u32 {
		let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
		if let Some((count, since)) = counts.get_mut(name) {
			if now.saturating_duration_since(*since) >= self.window {
				(*count, *since) = (0, now);
			}
			*count = count.saturating_add(1);
			return *count;
		}
		if counts.len() >= NAMES {
			counts.retain(|_, (_, since)| now.saturating_duration_since(*since) < self.window);
		}
		if counts.len() >= NAMES {
			return 0;
		}
		counts.insert(name.into(), (1, now));
		1
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn counts_each_name_within_the_window() {
		let (window, start) = (Duration::from_secs(60), Instant::now());
		let tally = Tally::new(window);
		assert_eq!(tally.count("a", start), 1);
		assert_eq!(tally.count("b", start), 1);
		assert_eq!(tally.count("a", start + window / 2), 2);
		assert_eq!(tally.count("a", start + window), 1);
	}

	#[test]
	fn keeps_no_more_names_than_it_may() {
		let (window, start) = (Duration::from_secs(60), Instant::now());
		let tally = Tally::new(window);
		for name in 0..NAMES {
			assert_eq!(tally.count(&name.to_string(), start), 1);
		}
		assert_eq!(tally.count("one more", start), 0);
		assert_eq!(tally.count("0", start), 2);
		assert_eq!(tally.counts.lock().unwrap().len(), NAMES);
		assert_eq!(tally.count("one more", start + window), 1);
		assert_eq!(tally.counts.lock().unwrap().len(), 1);
	}
}
