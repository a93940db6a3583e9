//! The next moment at which a value can change without new input.
//!
//! Many rules share some of these moments: the ends of slots, days and bands of tables. Others belong to one rule.

use tallystick_records::Millis;

/// The moment of an evaluation, and the next moment at which it has to be repeated.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Horizon {
	now: Millis,
	next: Option<Millis>,
	own: Option<Millis>,
}

impl Horizon {
	pub(crate) const fn new(now: Millis) -> Self {
		Self { now, next: None, own: None }
	}

	pub(crate) const fn now(&self) -> Millis {
		self.now
	}

	pub(crate) const fn next(&self) -> Option<Millis> {
		self.next
	}

	/// The earliest moment that belongs to the rule alone.
	pub(crate) const fn own(&self) -> Option<Millis> {
		self.own
	}

	/// Records a moment at which something can change, for this rule alone.
	pub(crate) fn may_change(&mut self, at: u64) {
		self.own = self.earlier(self.own, at);
		self.may_change_with_others(at);
	}

	/// Records a moment at which something can change, for many rules at once.
	pub(crate) fn may_change_with_others(&mut self, at: u64) {
		self.next = self.earlier(self.next, at);
	}

	/// The earlier of the two, if the second lies in the future.
	fn earlier(&self, one: Option<Millis>, at: u64) -> Option<Millis> {
		if at <= self.now.0 {
			return one;
		}
		Some(one.map_or(Millis(at), |one| one.min(Millis(at))))
	}

	/// Whether `time` milliseconds have passed since a moment. If not, records the moment at which they will have.
	pub(crate) fn has_passed(&mut self, since: Millis, time: u32) -> bool {
		let end = since.saturating_add(time.into());
		self.may_change(end.0);
		self.now >= end
	}
}
