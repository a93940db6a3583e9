//! Tracks when each milestone was reached last, and for how long it has been overdue.

use std::{
	sync::{Mutex, MutexGuard, PoisonError},
	time::Duration,
};
use tokio::time::Instant;

/// A kind of progress that is made again and again.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Milestone {
	/// A group of messages was stored.
	Stored,
	/// A batch was sealed.
	Sealed,
	/// A batch became final.
	Final,
	/// The proof path of a device's later key was found.
	Proofs,
	/// A polling round was completed.
	Round,
	/// A node accepted the transaction of a batch, or a block holds one.
	Submitted,
	/// Another message has become the oldest that is in no batch yet.
	Waiting,
}

impl Milestone {
	/// Each kind once, in the order of their numbers.
	pub(crate) const ALL: &'static [Self] = &[
		Self::Stored,
		Self::Sealed,
		Self::Final,
		Self::Proofs,
		Self::Round,
		Self::Submitted,
		Self::Waiting,
	];

	/// Its name in metrics.
	pub(crate) fn name(self) -> &'static str {
		match self {
			Self::Stored => "stored",
			Self::Sealed => "sealed",
			Self::Final => "final",
			Self::Proofs => "key_proof",
			Self::Round => "round",
			Self::Submitted => "submitted",
			Self::Waiting => "oldest_waiting",
		}
	}
}

#[derive(Clone, Copy, Debug)]
struct Progress {
	/// The time of the last success, or of the start.
	last: Instant,
	/// Since when another success is wanted.
	wanted: Option<Instant>,
}

/// The progress of a store's readings, by milestone.
#[derive(Debug)]
pub(crate) struct Milestones(Mutex<[Progress; Milestone::ALL.len()]>);

impl Default for Milestones {
	fn default() -> Self {
		let progress = Progress { last: Instant::now(), wanted: None };
		Self(Mutex::new([progress; Milestone::ALL.len()]))
	}
}

impl Milestones {
	/// Records that it succeeded just now, and that no success is wanted any more.
	pub(crate) fn done(&self, milestone: Milestone) {
		self.lock()[milestone as usize] = Progress { last: Instant::now(), wanted: None };
	}

	/// Records that it succeeded just now, and that another success is wanted.
	pub(crate) fn again(&self, milestone: Milestone) {
		let now = Instant::now();
		self.lock()[milestone as usize] = Progress { last: now, wanted: Some(now) };
	}

	/// Records that a success is wanted, or that none is.
	pub(crate) fn want(&self, milestone: Milestone, wanted: bool) {
		let progress = &mut self.lock()[milestone as usize];
		progress.wanted = wanted.then(|| progress.wanted.unwrap_or_else(Instant::now));
	}

	/// The time since the last success, or since the start.
	pub(crate) fn since(&self, milestone: Milestone) -> Duration {
		self.lock()[milestone as usize].last.elapsed()
	}

	/// How long a success has been wanted. `None` if none is.
	pub(crate) fn overdue(&self, milestone: Milestone) -> Option<Duration> {
		self.lock()[milestone as usize].wanted.map(|wanted| wanted.elapsed())
	}

	fn lock(&self) -> MutexGuard<'_, [Progress; Milestone::ALL.len()]> {
		self.0.lock().unwrap_or_else(PoisonError::into_inner)
	}
}
