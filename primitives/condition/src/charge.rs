//! How an observation is shared among those who had a thing in custody while it was made.
//!
//! Bounds say how much a piece of an observation can measure. A charge is the one number that counts
//! for the piece, and charges add up to the whole. The part before the run's first reading is exact on
//! each side of every hand-over. The rest is shared in proportion to time, and then moved only as far
//! as the bounds of the pieces require. The first holder is charged what remains. So if nobody opened
//! the run, time decides how a hand-over in its middle is charged; if somebody did, the readings
//! decide.
//!
//! A custody interval is charged for three things: its pieces of the observations in which it begins
//! and ends, the upper bound of those [`between`](crate::between) them, and
//! [`Tally::silence`](crate::Tally::silence) for time after the last observation. Whoever opens an
//! observation between them replaces its upper bound by what [`Known`] charges for it as one piece.

use crate::{bounds::Bounds, time::Share, wide::mul_div};
use alloc::vec::Vec;
use bounded_collections::{BoundedVec, ConstU32};

/// Most pieces of an observation: a hand-over between each two.
pub const MAX_PIECES: u32 = 16;

record! {
	/// How much of a run's time, between its first and last reading, a trade covers.
	#[derive(Copy)]
	pub enum Extent {
		/// All of it. The trade is charged the upper bound: what nobody shows counts against the goods.
		#[codec(index = 0)]
		All,
		/// A part, because the trade begins or ends between the two. The trade is charged the part's
		/// lower bound, so that nothing leaks in from outside.
		#[codec(index = 1)]
		Part,
	}

	/// What is known of the pieces of an observation under one policy. The bounds only become narrower.
	pub struct Known {
		/// Whether the pieces are the whole run.
		pub extent: Extent,
		/// All pieces as one.
		pub whole: Share,
		/// The pieces, from the earliest on.
		#[cfg_attr(feature = "schema", schemars(with = "Vec<Share>"))]
		pub pieces: BoundedVec<Share, ConstU32<MAX_PIECES>>,
	}
}

/// Why two sources cannot be put together.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum KnownError {
	/// They are of other pieces, or of another observation.
	OtherPieces,
}

impl core::fmt::Display for KnownError {
	fn fmt(&self, f: &mut core::fmt::Formatter) -> core::fmt::Result {
		f.write_str("what is known is of other pieces; cut both observations at the same moments")
	}
}

impl core::error::Error for KnownError {}

impl Known {
	pub(crate) fn new(all: bool, whole: Share, pieces: Vec<Share>) -> Option<Self> {
		if pieces.is_empty() {
			return None;
		}
		let extent = if all { Extent::All } else { Extent::Part };
		Some(Self { extent, whole, pieces: pieces.try_into().ok()? })
	}

	/// What this and another source say together. The order and the repetition of sources do not
	/// matter, and no bound becomes wider.
	pub fn intersect(&self, other: &Self) -> Result<Self, KnownError> {
		let place = |share: &Share| (share.joint, share.span);
		let all = |known: &Self| -> Vec<_> {
			known.pieces.iter().chain([&known.whole]).map(place).collect()
		};
		if self.extent != other.extent || all(self) != all(other) {
			return Err(KnownError::OtherPieces);
		}
		let mut both = self.clone();
		both.whole.inside = self.whole.inside.intersect(&other.whole.inside);
		for (share, other) in both.pieces.iter_mut().zip(&other.pieces) {
			share.inside = share.inside.intersect(&other.inside);
		}
		Ok(both)
	}

	/// The bounds of all pieces together: those of the whole, narrowed by the sum of the pieces' own
	/// bounds.
	pub fn total(&self) -> Bounds {
		self.inside().plus(&Bounds::exact(self.whole.joint))
	}

	fn inside(&self) -> Bounds {
		let pieces = self.pieces.iter().map(|share| share.inside);
		let sum = pieces.fold(Bounds::ZERO, |sum, piece| sum.plus(&piece));
		self.whole.inside.intersect(&sum)
	}

	/// What the whole counts as.
	///
	/// If the bounds are crossed, readings were closer together than the policy's spacing, so that
	/// neither bound is certain. Then the greater one counts.
	pub fn charged(&self) -> u128 {
		self.charged_inside().saturating_add(self.whole.joint)
	}

	fn charged_inside(&self) -> u128 {
		let inside = self.inside();
		match self.extent {
			Extent::All => inside.greatest(),
			Extent::Part => inside.lower,
		}
	}

	/// What each piece counts as. They add up to [`charged`](Self::charged).
	///
	/// Goes from the last piece back to the second. Each gets its share of the rest in proportion to
	/// time, rounded down, or the nearest value that its own bounds and those of the earlier pieces
	/// allow. The first piece gets the remainder.
	pub fn charges(&self) -> Vec<u128> {
		let mut rest = self.charged_inside();
		let mut before: Vec<(Share, Bounds, u64)> = Vec::with_capacity(self.pieces.len());
		let (mut bounds, mut time) = (Bounds::ZERO, 0u64);
		for piece in &self.pieces {
			before.push((*piece, bounds, time));
			bounds = bounds.plus(&piece.inside);
			time = time.saturating_add(piece.span);
		}
		let mut charges = Vec::with_capacity(before.len());
		for (piece, others, time) in before.into_iter().rev() {
			let inside = if charges.len().saturating_add(1) == self.pieces.len() {
				rest
			} else {
				let all = time.saturating_add(piece.span);
				let by_time =
					mul_div(rest, piece.span.into(), all.into()).map_or(0, |(part, _)| part);
				// At least what the earlier pieces cannot take, and at most what they leave.
				let least = piece.inside.lower.max(rest.saturating_sub(others.upper));
				let most = piece.inside.upper.min(rest.saturating_sub(others.lower));
				if least <= most {
					by_time.max(least).min(most)
				} else {
					by_time
				}
			};
			// A share by time is at most `rest`, and so is `most`.
			rest = rest.saturating_sub(inside);
			charges.push(piece.joint.saturating_add(inside));
		}
		charges.reverse();
		charges
	}
}
