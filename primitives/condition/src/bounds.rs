//! Intervals of what a sum can be.

use tallystick_evidence::json;

record! {
	/// The least and the greatest that an unknown figure can be, both included.
	///
	/// `lower` above `upper` is possible after [`Self::intersect`] only: both came from assumptions
	/// that cannot hold together, which shows that readings were nearer to each other than the
	/// policy's spacing.
	#[derive(Copy, Default)]
	pub struct Bounds {
		/// The least.
		#[serde(with = "json::Exact")]
		pub lower: u128,
		/// The greatest.
		#[serde(with = "json::Exact")]
		pub upper: u128,
	}
}

impl Bounds {
	/// Nothing.
	pub const ZERO: Self = Self::exact(0);

	/// A figure that is known.
	pub const fn exact(figure: u128) -> Self {
		Self { lower: figure, upper: figure }
	}

	/// Whether the figure is known.
	pub const fn is_exact(&self) -> bool {
		self.lower == self.upper
	}

	/// Whether `figure` can be the one.
	pub const fn contain(&self, figure: u128) -> bool {
		self.lower <= figure && figure <= self.upper
	}

	/// The sum of two figures. Saturates, as the crate's documentation says.
	#[must_use]
	pub const fn plus(&self, other: &Self) -> Self {
		Self {
			lower: self.lower.saturating_add(other.lower),
			upper: self.upper.saturating_add(other.upper),
		}
	}

	/// The figure as many times. Saturates.
	#[must_use]
	pub(crate) const fn times(&self, number: u128) -> Self {
		Self { lower: self.lower.saturating_mul(number), upper: self.upper.saturating_mul(number) }
	}

	/// What two sources together say of one figure. The order and the repetition of sources do not
	/// matter, and the bounds never become wider.
	#[must_use]
	pub fn intersect(&self, other: &Self) -> Self {
		Self { lower: self.lower.max(other.lower), upper: self.upper.min(other.upper) }
	}

	/// The greater of the two ends: `upper`, unless they are crossed.
	pub fn greatest(&self) -> u128 {
		self.lower.max(self.upper)
	}
}
