//! How an observation is shared among those who had a thing in custody while it was made.
//!
//! Bounds say what a piece of an observation can be; a charge says what it counts as. Charges add up
//! to the whole. What lies before the run's first reading is exact on each side of every hand-over.
//! The rest of the whole is shared by time, and moves from there only as far as the bounds of the
//! pieces demand; the remainder is the first giver's. So a hand-over in the middle of a run that
//! nobody opened is settled by the clock, and in one that was opened by what each had.
//!
//! A custody interval is charged its pieces of the observations in which it begins and ends, the upper
//! bound of those [`between`](crate::between) them, and for time after the last observation
//! [`Tally::silence`](crate::Tally::silence). Whoever opens an observation between them replaces its
//! upper bound by what [`Known`] charges for it as one piece.

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

	/// What is known of the pieces of an observation, by one policy. It only comes closer.
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

	/// What this and another source say together. Neither the order of several nor repetition
	/// matters, and nothing becomes wider.
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

	/// What all pieces together measure: what is known of the whole, and what their own bounds add up
	/// to.
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
	/// Bounds that are crossed show that readings were nearer than the policy's spacing, so that no
	/// bound holds; the greater one counts.
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
	/// From the last piece to the second: the piece's share of what is left by time, rounded down,
	/// and from there the nearest that its own bounds and those of the pieces before it allow. The
	/// first has what remains.
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
				// What the pieces before it cannot bear, and what they leave.
				let least = piece.inside.lower.max(rest.saturating_sub(others.upper));
				let most = piece.inside.upper.min(rest.saturating_sub(others.lower));
				if least <= most {
					by_time.max(least).min(most)
				} else {
					by_time
				}
			};
			// By time it is no more than all, and `most` is no more than what is left.
			rest = rest.saturating_sub(inside);
			charges.push(piece.joint.saturating_add(inside));
		}
		charges.reverse();
		charges
	}
}
