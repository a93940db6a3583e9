//! The wall clock.

use std::time::{SystemTime, UNIX_EPOCH};

/// UTC, in milliseconds. A clock before 1970 counts as 1970.
pub(crate) fn now() -> u64 {
	let since = SystemTime::now().duration_since(UNIX_EPOCH);
	since.map_or(0, |since| since.as_millis() as u64)
}
