//! Tracks when each kind of progress was made last, and for how long it has been overdue.

use std::{
	sync::{Mutex, MutexGuard, PoisonError},
	time::Duration,
};
use tokio::time::Instant;

/// A kind of progress.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum What {
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

impl What {
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
struct Pulse {
	/// The time of the last success, or of the start.
	last: Instant,
	/// Since when another success is wanted.
	wanted: Option<Instant>,
}

/// The progress of a store's readings.
#[derive(Debug)]
pub(crate) struct Pulses(Mutex<[Pulse; What::ALL.len()]>);

impl Default for Pulses {
	fn default() -> Self {
		let pulse = Pulse { last: Instant::now(), wanted: None };
		Self(Mutex::new([pulse; What::ALL.len()]))
	}
}

impl Pulses {
	/// Records that it succeeded just now, and that no success is wanted any more.
	pub(crate) fn done(&self, what: What) {
		self.lock()[what as usize] = Pulse { last: Instant::now(), wanted: None };
	}

	/// Records that it succeeded just now, and that another success is wanted.
	pub(crate) fn again(&self, what: What) {
		let now = Instant::now();
		self.lock()[what as usize] = Pulse { last: now, wanted: Some(now) };
	}

	/// Records that a success is wanted, or that none is.
	pub(crate) fn want(&self, what: What, wanted: bool) {
		let pulse = &mut self.lock()[what as usize];
		pulse.wanted = wanted.then(|| pulse.wanted.unwrap_or_else(Instant::now));
	}

	/// The time since the last success, or since the start.
	pub(crate) fn since(&self, what: What) -> Duration {
		self.lock()[what as usize].last.elapsed()
	}

	/// How long a success has been wanted. `None` if none is.
	pub(crate) fn overdue(&self, what: What) -> Option<Duration> {
		self.lock()[what as usize].wanted.map(|wanted| wanted.elapsed())
	}

	fn lock(&self) -> MutexGuard<'_, [Pulse; What::ALL.len()]> {
		self.0.lock().unwrap_or_else(PoisonError::into_inner)
	}
}
