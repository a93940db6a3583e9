//! The clock that devices and stories go by: the system's, or in time-lapse that of the chain.

use std::{
	future::Future,
	sync::atomic::{AtomicU64, Ordering},
	time::Duration,
};

/// The clock of this program.
static CLOCK: Clock = Clock::new();

/// Milliseconds from one block to the next, if nobody makes blocks by hand.
const SPACING: u64 = 2_000;
/// How often the chain's clock is looked at. It goes in steps: a block each.
const LOOK: Duration = Duration::from_millis(10);

/// Times are UTC, in milliseconds since 1970.
struct Clock {
	/// The time of the chain's newest block; 0 if the system's clock counts.
	lapse: AtomicU64,
	/// From one block to the next.
	spacing: AtomicU64,
	/// Until this time nobody does anything but wait.
	idle: AtomicU64,
}

impl Clock {
	const fn new() -> Self {
		Self { lapse: AtomicU64::new(0), spacing: AtomicU64::new(SPACING), idle: AtomicU64::new(0) }
	}

	fn now(&self) -> u64 {
		match self.lapse.load(Ordering::Relaxed) {
			0 => tallystick_client::time::now(),
			time => time,
		}
	}

	/// How long to wait until the clock is looked at again, if it does not show `moment` yet.
	fn wait(&self, moment: u64) -> Option<Duration> {
		let left = moment.checked_sub(self.now()).filter(|left| *left > 0)?;
		Some(match self.lapse.load(Ordering::Relaxed) {
			0 => Duration::from_millis(left),
			_ => LOOK,
		})
	}
}

/// What the clock shows: UTC, in milliseconds since 1970.
pub(crate) fn now() -> u64 {
	CLOCK.now()
}

/// How long this many blocks take on the clock, in milliseconds.
pub(crate) fn blocks(count: u64) -> u64 {
	CLOCK.spacing.load(Ordering::Relaxed).saturating_mul(count)
}

/// How long to sleep until the clock has to be looked at because of a moment. Zero if that has come.
pub(crate) fn wait(moment: u64) -> Duration {
	CLOCK.wait(moment).unwrap_or_default()
}

/// Waits until the clock shows a moment.
pub(crate) async fn wait_until(moment: u64) {
	while let Some(wait) = CLOCK.wait(moment) {
		tokio::time::sleep(wait).await;
	}
}

/// What some work comes to. `None` if that takes until a moment.
pub(crate) async fn before<T>(moment: u64, work: impl Future<Output = T>) -> Option<T> {
	tokio::select! {
		biased;
		done = work => Some(done),
		() = wait_until(moment) => None,
	}
}

/// Sets the clock to the time of a block, in place of the system's from now on. The next one is `spacing` milliseconds later.
pub(crate) fn lapse(time: u64, spacing: u64) {
	CLOCK.spacing.store(spacing, Ordering::Relaxed);
	CLOCK.lapse.store(time, Ordering::Relaxed);
}

/// Nobody does anything but wait until a moment: in time-lapse it may come sooner.
pub(crate) fn idle(until: u64) {
	CLOCK.idle.store(until, Ordering::Relaxed);
}

/// Whether the moment until which everybody waits is still to come.
pub(crate) fn is_idle() -> bool {
	CLOCK.idle.load(Ordering::Relaxed) > now()
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn the_chain_sets_the_clock_in_time_lapse() {
		let clock = Clock::new();
		let now = tallystick_client::time::now();
		assert!(clock.now() >= now);
		assert_eq!(clock.wait(now), None);
		let wait = clock.wait(now + 3_600_000).unwrap();
		assert!(wait > Duration::from_secs(3_000), "{wait:?}");
		clock.lapse.store(1_000, Ordering::Relaxed);
		assert_eq!(clock.now(), 1_000);
		assert_eq!(clock.wait(1_000), None);
		assert_eq!(clock.wait(now), Some(LOOK));
	}

	#[tokio::test]
	async fn work_ends_at_its_moment() {
		let never = std::future::pending::<()>();
		assert_eq!(before(now() + 20, never).await, None);
		// What is done already counts, even late.
		assert_eq!(before(0, async { 7 }).await, Some(7));
	}

	/// All code reads the time through this module: otherwise it would be wrong in time-lapse.
	#[test]
	fn nobody_else_reads_the_systems_clock() {
		fn search(folder: &std::path::Path) {
			for entry in std::fs::read_dir(folder).unwrap() {
				let path = entry.unwrap().path();
				let is_program = path.ends_with("bin") || path.ends_with("main.rs");
				if is_program || path.ends_with("args.rs") || path.ends_with("clock.rs") {
					continue;
				}
				if path.is_dir() {
					search(&path);
					continue;
				}
				let text = std::fs::read_to_string(&path).unwrap();
				let code = text.split("#[cfg(test)]").next().unwrap_or_default();
				for clock in ["time::now", "SystemTime"] {
					assert!(!code.contains(clock), "{}: {clock}", path.display());
				}
			}
		}
		search(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
	}
}
