use std::time::Duration;
use tallystick_world::Numbers;

/// The middle one of the durations, or zero if there are none.
pub fn median(durations: &[Duration]) -> Duration {
	percentile(durations, 50)
}

/// The smallest duration that at least `percent` of them do not exceed, or zero if there are none.
pub fn percentile(durations: &[Duration], percent: usize) -> Duration {
	let mut sorted = durations.to_vec();
	sorted.sort_unstable();
	let rank = (sorted.len() * percent).div_ceil(100).max(1);
	sorted.get(rank - 1).copied().unwrap_or_default()
}

/// Reproducible random numbers, for moments and bytes, not for secrets.
#[derive(Clone, Debug)]
pub struct Rng(Numbers);

impl Rng {
	/// The sequence that belongs to `seed`.
	pub fn new(seed: u64) -> Self {
		Self(Numbers(seed))
	}

	/// The next number.
	pub fn next_u64(&mut self) -> u64 {
		self.0.next_u64()
	}

	/// A number below `limit`, which must not be zero.
	pub fn below(&mut self, limit: u64) -> u64 {
		self.0.below(limit)
	}

	/// A duration below `limit`.
	pub fn duration(&mut self, limit: Duration) -> Duration {
		limit.mul_f64((self.next_u64() >> 11) as f64 / (1u64 << 53) as f64)
	}

	/// That many bytes.
	pub fn bytes(&mut self, len: usize) -> Vec<u8> {
		std::iter::repeat_with(|| self.next_u64().to_le_bytes()).flatten().take(len).collect()
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn seconds(values: impl IntoIterator<Item = u64>) -> Vec<Duration> {
		values.into_iter().map(Duration::from_secs).collect()
	}

	#[test]
	fn percentiles_are_members_of_the_sample() {
		assert_eq!(median(&seconds([3, 1, 2])), Duration::from_secs(2));
		assert_eq!(median(&seconds([4, 1, 2, 3])), Duration::from_secs(2));
		assert_eq!(percentile(&seconds(1..=100), 99), Duration::from_secs(99));
		assert_eq!(percentile(&seconds([7]), 99), Duration::from_secs(7));
		assert_eq!(median(&[]), Duration::ZERO);
	}

	#[test]
	fn a_seed_fixes_the_sequence() {
		let (mut one, mut two) = (Rng::new(7), Rng::new(7));
		assert_eq!(one.bytes(13), two.bytes(13));
		assert_eq!(one.bytes(13).len(), 13);
		assert!((0..1000).all(|_| one.duration(SECOND) < SECOND));
		assert_ne!(Rng::new(8).next_u64(), Rng::new(9).next_u64());
	}

	const SECOND: Duration = Duration::from_secs(1);
}
