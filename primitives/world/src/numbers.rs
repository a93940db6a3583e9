/// Numbers that look random and are the same everywhere (SplitMix64). Not for secrets.
#[derive(Clone, Debug)]
pub struct Numbers(
	/// The seed, and later the state.
	pub u64,
);

impl Numbers {
	/// The next number.
	pub fn next_u64(&mut self) -> u64 {
		self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
		let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
		let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
		z ^ (z >> 31)
	}

	/// A number below `limit`, which must not be zero.
	pub fn below(&mut self, limit: u64) -> u64 {
		self.next_u64() % limit
	}

	/// The lowest byte of each of the next `N` numbers.
	pub fn bytes<const N: usize>(&mut self) -> [u8; N] {
		core::array::from_fn(|_| self.next_u64() as u8)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn numbers_are_those_of_splitmix64() {
		let mut numbers = Numbers(1_234_567);
		assert_eq!(numbers.next_u64(), 6_457_827_717_110_365_317);
		assert_eq!(numbers.next_u64(), 3_203_168_211_198_807_973);
		assert!((0..100).all(|_| numbers.below(7) < 7));
	}
}
