//! What a fleet did.

use std::{collections::BTreeMap, fmt, time::Duration};

/// What a fleet did, and how it was answered.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Totals {
	/// Messages that were acknowledged.
	pub messages: u64,
	/// Readings that were made.
	pub made: u64,
	/// Readings that were acknowledged.
	pub acknowledged: u64,
	/// Readings that were lost with a device's power.
	pub lost_power: u64,
	/// Readings that were still waiting at the end.
	pub waiting: u64,
	/// How often a device went to another gateway.
	pub moves: u64,
	/// How often a message was sent again.
	pub resent: u64,
	/// Messages that were refused as they had to be, by fault.
	pub refused: BTreeMap<&'static str, u64>,
	/// What ought not to have happened.
	pub failures: Vec<String>,
	/// Milliseconds from the first sending of each message to its acknowledgement.
	pub until_acknowledged: Vec<u32>,
	/// Milliseconds from the first sending of each message until it was final.
	pub until_final: Vec<u32>,
}

impl Totals {
	/// Takes in what another device did.
	pub fn add(&mut self, other: Self) {
		self.messages += other.messages;
		self.made += other.made;
		self.acknowledged += other.acknowledged;
		self.lost_power += other.lost_power;
		self.waiting += other.waiting;
		self.moves += other.moves;
		self.resent += other.resent;
		for (fault, count) in other.refused {
			*self.refused.entry(fault).or_default() += count;
		}
		self.failures.extend(other.failures);
		self.until_acknowledged.extend(other.until_acknowledged);
		self.until_final.extend(other.until_final);
	}

	/// Whether everything that was sent was acknowledged, or refused if it had to be.
	pub fn is_good(&self) -> bool {
		self.failures.is_empty()
			&& self.waiting == 0
			&& self.acknowledged.saturating_add(self.lost_power) == self.made
	}
}

/// A duration as the totals keep it.
pub(crate) fn millis(duration: Duration) -> u32 {
	u32::try_from(duration.as_millis()).unwrap_or(u32::MAX)
}

fn quantiles(times: &[u32]) -> [u32; 3] {
	let mut times = times.to_vec();
	times.sort_unstable();
	let at = |part: usize| {
		let place = times.len().saturating_sub(1).saturating_mul(part) / 100;
		times.get(place).copied().unwrap_or(0)
	};
	[at(50), at(95), at(99)]
}

impl fmt::Display for Totals {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		let Self { messages, made, acknowledged, lost_power, waiting, resent, .. } = self;
		write!(
			f,
			"readings={made} acknowledged={acknowledged} messages={messages} resent={resent} \
			 lost_power={lost_power} waiting={waiting} refused={} failures={}",
			self.refused.values().sum::<u64>(),
			self.failures.len(),
		)?;
		if self.moves > 0 {
			write!(f, " moves={}", self.moves)?;
		}
		let [p50, p95, p99] = quantiles(&self.until_acknowledged);
		write!(f, " ack_ms=p50:{p50},p95:{p95},p99:{p99}")?;
		if !self.until_final.is_empty() {
			let [p50, p95, p99] = quantiles(&self.until_final);
			write!(f, " final_ms=p50:{p50},p95:{p95},p99:{p99}")?;
		}
		Ok(())
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn works_only_if_all_is_accounted_for() {
		let mut totals = Totals { made: 3, acknowledged: 2, lost_power: 1, ..Default::default() };
		assert!(totals.is_good());
		totals.waiting = 1;
		assert!(!totals.is_good());
		totals.add(Totals { made: 1, ..Default::default() });
		totals.waiting = 0;
		assert!(!totals.is_good());
		totals.add(Totals { acknowledged: 1, ..Default::default() });
		assert!(totals.is_good());
		totals.add(Totals { failures: vec!["x".into()], ..Default::default() });
		assert!(!totals.is_good());
	}

	#[test]
	fn works_on_quantiles() {
		assert_eq!(quantiles(&[]), [0, 0, 0]);
		assert_eq!(quantiles(&[7]), [7, 7, 7]);
		assert_eq!(quantiles(&(0..=100).rev().collect::<Vec<_>>()), [50, 95, 99]);
	}
}
