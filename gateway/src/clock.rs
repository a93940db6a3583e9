//! The gateway's clock, and whether the chain agrees with it.

use crate::follow::View;
use std::{
	sync::atomic::{AtomicU64, Ordering},
	time::Duration,
};
use tokio::sync::watch;

/// What the clock shows in a time-lapse: UTC, in milliseconds; 0 if the system's clock counts.
static LAPSE: AtomicU64 = AtomicU64::new(0);

/// The time of the system's clock, or in a time-lapse that of the chain's newest block: UTC, in milliseconds.
pub(crate) fn utc() -> u64 {
	match LAPSE.load(Ordering::Relaxed) {
		0 => tallystick_client::time::now(),
		time => time,
	}
}

/// Sets the clock to the time of a block, in place of the system's from now on.
pub(crate) fn lapse(time: u64) {
	LAPSE.store(time, Ordering::Relaxed);
}

/// Whether the clock can be trusted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Trust {
	/// The chain's clock agrees.
	Agrees,
	/// It is ahead of the chain's.
	Ahead,
	/// It is behind the chain's, or behind the last message in the store.
	Behind,
	/// There was no block to compare it with.
	Unknown,
}

impl Trust {
	/// Whether nothing speaks against it.
	pub(crate) fn holds(self) -> bool {
		matches!(self, Self::Agrees | Self::Unknown)
	}
}

/// The clock of the machine that the gateway runs on, and how far it agrees with the chain's.
#[derive(Clone)]
pub(crate) struct Clock {
	utc: fn() -> u64,
	view: watch::Receiver<View>,
	/// A time that has passed: the arrival of the last message in the store when that was opened.
	floor: u64,
	/// Up to this difference, in milliseconds, the clock agrees with the chain's.
	tolerance: u64,
}

impl Clock {
	/// The system's clock, judged by this view of the chain.
	pub(crate) fn new(view: watch::Receiver<View>, floor: u64, tolerance: Duration) -> Self {
		let tolerance = u64::try_from(tolerance.as_millis()).unwrap_or(u64::MAX);
		Self { utc, view, floor, tolerance }
	}

	/// The milliseconds by which it is ahead of the chain's, if a block has shown that since the start.
	pub(crate) fn ahead(&self) -> Option<i128> {
		let (time, seen) = self.view.borrow().ticked?;
		let expected = i128::from(time) + i128::try_from(seen.elapsed().as_millis()).ok()?;
		Some(i128::from((self.utc)()) - expected)
	}

	/// Whether it can be trusted.
	pub(crate) fn trust(&self) -> Trust {
		// Time passes after a block is made, so a correct clock is never before the block. It may be long
		// after it, unless the block has only just become final.
		let floor = self.view.borrow().time.unwrap_or(self.floor);
		if (self.utc)().saturating_add(self.tolerance) < floor {
			return Trust::Behind;
		}
		match self.ahead() {
			None => Trust::Unknown,
			Some(ahead) if ahead > i128::from(self.tolerance) => Trust::Ahead,
			Some(ahead) if ahead < -i128::from(self.tolerance) => Trust::Behind,
			Some(_) => Trust::Agrees,
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use tokio::time::Instant;

	#[test]
	fn the_clock_is_judged_by_blocks_and_before_the_first_by_the_last_message() {
		const DAY: u64 = 86_400_000;
		let now = utc();
		let trust = |time: Option<u64>, ticked: Option<u64>, floor: u64| {
			let ticked = ticked.map(|time| (time, Instant::now()));
			let view = watch::channel(View { time, ticked, ..View::default() }).1;
			Clock::new(view, floor, Duration::from_secs(300)).trust()
		};
		assert_eq!(trust(None, None, now - DAY), Trust::Unknown);
		assert_eq!(trust(None, None, now + DAY), Trust::Behind);
		// The chain counts more than a message that arrived under a wrong clock.
		assert_eq!(trust(Some(now), Some(now), now + DAY), Trust::Agrees);
		assert_eq!(trust(Some(now + DAY), None, 0), Trust::Behind);
		assert_eq!(trust(Some(now + DAY), Some(now + DAY), 0), Trust::Behind);
		// An old block alone shows nothing: the chain may have stood still.
		assert_eq!(trust(Some(now - DAY), None, 0), Trust::Unknown);
		assert_eq!(trust(Some(now - DAY), Some(now - DAY), 0), Trust::Ahead);
	}

	/// All code reads the time through this module, so that none trusts it unchecked.
	#[test]
	fn nobody_else_reads_the_systems_clock() {
		fn search(folder: &std::path::Path) {
			for entry in std::fs::read_dir(folder).unwrap() {
				let path = entry.unwrap().path();
				if path.is_dir() {
					search(&path);
				} else if !path.ends_with("clock.rs") && !path.ends_with("tests.rs") {
					let text = std::fs::read_to_string(&path).unwrap();
					let code = text.split("#[cfg(test)]").next().unwrap_or_default();
					for clock in ["time::now", "SystemTime"] {
						assert!(!code.contains(clock), "{}: {clock}", path.display());
					}
				}
			}
		}
		search(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
	}
}
