//! The next moment at which a value can change although no input does.
//!
//! Some of these moments many rules have in common: the ends of slots, days and bands of tables. Others are a rule's own.

use tallystick_records::Millis;

/// The moment of an evaluation, and the nearest later one at which it has to be done again.
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

	/// The earliest moment of those that are the rule's own.
	pub(crate) const fn own(&self) -> Option<Millis> {
		self.own
	}

	/// Notes that something can change at this moment, which is the rule's own.
	pub(crate) fn may_change(&mut self, at: u64) {
		self.own = self.earlier(self.own, at);
		self.may_change_with_others(at);
	}

	/// Notes that something can change at this moment, at which many rules do.
	pub(crate) fn may_change_with_others(&mut self, at: u64) {
		self.next = self.earlier(self.next, at);
	}

	/// The earlier one, if the second is to come.
	fn earlier(&self, one: Option<Millis>, at: u64) -> Option<Millis> {
		if at <= self.now.0 {
			return one;
		}
		Some(one.map_or(Millis(at), |one| one.min(Millis(at))))
	}

	/// Whether `time` milliseconds have passed since a moment. If not, notes when they will have.
	pub(crate) fn has_passed(&mut self, since: Millis, time: u32) -> bool {
		let end = since.saturating_add(time.into());
		self.may_change(end.0);
		self.now >= end
	}
}
