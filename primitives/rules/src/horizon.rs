//! The next moment at which a value can change although no input does.

use tallystick_records::Millis;

/// The moment of an evaluation, and the nearest later one at which it has to be done again.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Horizon {
	now: Millis,
	next: Option<Millis>,
}

impl Horizon {
	pub(crate) const fn new(now: Millis) -> Self {
		Self { now, next: None }
	}

	pub(crate) const fn now(&self) -> Millis {
		self.now
	}

	pub(crate) const fn next(&self) -> Option<Millis> {
		self.next
	}

	/// Notes that something can change at this moment.
	pub(crate) fn may_change(&mut self, at: u64) {
		if at > self.now.0 {
			let at = Millis(at);
			self.next = Some(self.next.map_or(at, |next| next.min(at)));
		}
	}

	/// Whether `time` milliseconds have passed since a moment. If not, notes when they will have.
	pub(crate) fn has_passed(&mut self, since: Millis, time: u32) -> bool {
		let end = since.saturating_add(time.into());
		self.may_change(end.0);
		self.now >= end
	}
}
