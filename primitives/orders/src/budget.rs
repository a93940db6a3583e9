//! The money that a mandate permits in a period.

use tallystick_records::{json, Millis};

record! {
	/// A budget for one period after another. Money that is not spent in a period is lost for the next
	/// one.
	#[derive(Copy)]
	pub struct Budget {
		/// The first moment of the first period.
		pub begun: Millis,
		/// The length of a period, in milliseconds. Not zero.
		pub period: u64,
		/// The most that may be spent in a period.
		#[serde(with = "json::Exact")]
		pub limit: u128,
		/// The period that `spent` belongs to, counted from zero.
		pub at: u64,
		/// What was spent in that period.
		#[serde(with = "json::Exact")]
		pub spent: u128,
	}
}

impl Budget {
	/// A budget whose first period begins now. `None` without a length.
	pub fn new(now: Millis, period: u64, limit: u128) -> Option<Self> {
		(period > 0).then_some(Self { begun: now, period, limit, at: 0, spent: 0 })
	}

	/// The period of a moment. Before the first one it is the first.
	pub fn period_of(&self, now: Millis) -> u64 {
		now.0.saturating_sub(self.begun.0).checked_div(self.period).unwrap_or(0)
	}

	/// The budget at this moment. In a new period, nothing is spent. It never goes back to an earlier
	/// period.
	pub fn at(&self, now: Millis) -> Self {
		let at = self.period_of(now);
		match at > self.at {
			true => Self { at, spent: 0, ..*self },
			false => *self,
		}
	}

	/// The money that may still be spent. Zero if a lower limit was set after more had been spent.
	pub fn left(&self) -> u128 {
		self.limit.saturating_sub(self.spent)
	}

	/// The budget after `amount` is spent in its period. `None` if that is more than is left.
	pub fn spend(&self, amount: u128) -> Option<Self> {
		(amount <= self.left()).then(|| Self { spent: self.spent.saturating_add(amount), ..*self })
	}

	/// The budget after `amount` came back from what was spent in `period`. Money of an earlier period
	/// does not come back to this one.
	pub fn give_back(&self, period: u64, amount: u128) -> Self {
		match period == self.at {
			true => Self { spent: self.spent.saturating_sub(amount), ..*self },
			false => *self,
		}
	}

	/// The budget with another limit. What was spent stays spent.
	pub fn with_limit(&self, limit: u128) -> Self {
		Self { limit, ..*self }
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	const DAY: u64 = 86_400_000;

	fn budget() -> Budget {
		Budget::new(Millis(1_000), DAY, 100).unwrap()
	}

	#[test]
	fn a_new_period_has_the_whole_limit_and_no_more() {
		let spent = budget().spend(60).unwrap();
		assert_eq!(spent.spend(41), None);
		assert_eq!(spent.at(Millis(1_000 + DAY - 1)).left(), 40);
		assert_eq!(spent.at(Millis(1_000 + DAY)).left(), 100);
		assert_eq!(spent.at(Millis(1_000 + 9 * DAY)).left(), 100);
		assert_eq!(Budget::new(Millis(0), 0, 1), None);
	}

	#[test]
	fn what_comes_back_late_is_not_spent_again() {
		let first = budget().spend(60).unwrap();
		assert_eq!(first.give_back(0, 60).left(), 100);
		let second = first.at(Millis(1_000 + DAY)).spend(30).unwrap();
		assert_eq!(second.give_back(0, 60).left(), 70);
		assert_eq!(second.give_back(1, 30).left(), 100);
	}

	#[test]
	fn a_lower_limit_keeps_what_was_spent() {
		let lower = budget().spend(60).unwrap().with_limit(50);
		assert_eq!((lower.left(), lower.spend(1)), (0, None));
		assert_eq!(lower.with_limit(200).left(), 140);
	}

	proptest! {
		#[test]
		fn no_sequence_spends_more_than_the_limit_in_a_period(
			steps in prop::collection::vec((0u64..DAY, 0u128..60, any::<bool>()), 1..60),
		) {
			let (mut budget, mut now) = (budget(), 1_000);
			let mut orders = Vec::<(u64, u128)>::new();
			for (wait, amount, refund) in steps {
				now += wait;
				budget = budget.at(Millis(now));
				if refund {
					if let Some((period, amount)) = orders.pop() {
						budget = budget.give_back(period, amount);
					}
				} else if let Some(spent) = budget.spend(amount) {
					budget = spent;
					orders.push((budget.at, amount));
				}
				let sum: u128 =
					orders.iter().filter(|(period, _)| *period == budget.at).map(|(_, of)| of).sum();
				prop_assert_eq!(sum, budget.spent);
				prop_assert!(sum <= budget.limit);
			}
		}
	}
}
