//! The integral of a measure over an observation, and over any part of it.
//!
//! A reading stands until the next one, but no longer than the policy allows; time after that is
//! missing. So an observation counts the time from the last reading counted before (`until`) to its own
//! last reading. That time has two kinds of stretches:
//!
//! - A *joint* lies between two known readings, and is exact at every moment.
//! - An *inside* lies below a node of which only the summary is known. It has `m + 1` readings over `E`
//!   milliseconds, and no two readings are closer than `s`. Each of the first `m` stands for at least `s`,
//!   together `s` times the sum of the measure. That leaves `L = E − m·s` milliseconds, of which `M` are
//!   missing, while in the others some reading stands. `M` is least if all gaps are equal,
//!   `max(0, E − m·G)`, where a reading stands for `G` at most. It is greatest if one gap takes all,
//!   `max(0, E − (m−1)·s − G)`. Between the two, the integral is linear in `M`.

use crate::{bounds::Bounds, measure::Phi, policy::Meter};
use alloc::vec::Vec;
use tallystick_evidence::{json, Summary};
use tallystick_records::telemetry::{Facts, Trust};

record! {
	/// What is counted before an observation.
	#[derive(Copy, Default)]
	pub struct Before {
		/// All time before this is counted: UTC, in milliseconds.
		#[serde(with = "json::Exact")]
		pub until: u64,
		/// The value of the reading at `until`, if one was counted.
		pub value: Option<i64>,
	}

	/// The measure of a stretch of time: exact between two known neighbouring readings, and within
	/// bounds below a node.
	#[derive(Copy, Default)]
	pub struct Share {
		/// The part that is exact because it lies before the run's first reading.
		#[serde(with = "json::Exact")]
		pub joint: u128,
		/// Milliseconds between the run's first and last reading.
		#[serde(with = "json::Exact")]
		pub span: u64,
		/// The part that these milliseconds measure.
		pub inside: Bounds,
	}
}

impl Share {
	/// All of it.
	pub const fn total(&self) -> Bounds {
		self.inside.plus(&Bounds::exact(self.joint))
	}
}

/// A stretch of time, the end excluded.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Stretch {
	pub(crate) from: u64,
	pub(crate) to: u64,
}

impl Stretch {
	const fn length(&self) -> u64 {
		self.to.saturating_sub(self.from)
	}

	pub(crate) fn common(&self, other: &Self) -> u64 {
		self.to.min(other.to).saturating_sub(self.from.max(other.from))
	}
}

/// The part of a joint for which the reading stands.
#[derive(Clone, Copy)]
enum Side {
	/// The part after the reading, which is at the beginning.
	Forward,
	/// The part before the reading, which is at the end. There is no reading before.
	Back,
}

/// A part's share of the measure and of missing time.
#[derive(Clone, Copy, Default)]
pub(crate) struct Both {
	pub(crate) value: Share,
	pub(crate) missing: Share,
}

/// A run: the state before it, its facts, and nodes that hold all its readings in order.
pub(crate) struct Observed<'a> {
	pub(crate) before: Before,
	pub(crate) before_trust: Trust,
	pub(crate) run: &'a Summary,
	pub(crate) facts: Facts,
	pub(crate) nodes: &'a [Summary],
}

impl Meter<'_> {
	/// The measure of each of `parts`, which have to lie in the time that the observation counts.
	pub(crate) fn observe(&self, observed: &Observed, parts: &[Stretch]) -> Vec<Both> {
		let trust = self.judge(observed.facts, observed.run);
		let value =
			self.worst(observed, trust, |trust| self.phi(trust), self.policy.missing(), parts);
		let missing = self.worst(observed, trust, Self::absence, 1, parts);
		value.into_iter().zip(missing).map(|(value, missing)| Both { value, missing }).collect()
	}

	/// The bounds of doubtful readings are those of what they count as, with one correction: the upper
	/// bound is never below that of the readings as they are. For a part that is cut out, it could be.
	/// The rest of the run then counts more at least, so less is left for the part. The lower bound
	/// needs no correction. If missing time counts less than some reading can, the most that the rest
	/// can count is the same with and without the doubt. Otherwise all readings count alike.
	fn worst<'a>(
		&self,
		observed: &Observed,
		trust: Trust,
		phi: impl Fn(Trust) -> Phi<'a>,
		missing: u128,
		parts: &[Stretch],
	) -> Vec<Share> {
		let before = phi(observed.before_trust);
		let mut shares = self.one(observed, phi(trust), before, missing, parts);
		if trust != Trust::Trusted {
			let read = self.one(observed, phi(Trust::Trusted), before, missing, parts);
			for (share, read) in shares.iter_mut().zip(read) {
				share.inside.upper = share.inside.upper.max(read.inside.upper);
			}
		}
		shares
	}

	fn one(
		&self,
		observed: &Observed,
		phi: Phi,
		before: Phi,
		missing: u128,
		parts: &[Stretch],
	) -> Vec<Share> {
		let mut shares: Vec<Share> = parts.iter().map(|_| Share::default()).collect();
		let run = Stretch { from: observed.run.first.time, to: observed.run.last.time };
		for (share, part) in shares.iter_mut().zip(parts) {
			share.span = run.common(part);
		}
		let joint = Stretch { from: observed.before.until, to: run.from };
		if joint.from < joint.to {
			let (measure, side) = match observed.before.value {
				Some(value) => (before.at(value), Side::Forward),
				None => (phi.at(observed.run.first.value), Side::Back),
			};
			for (share, part) in shares.iter_mut().zip(parts) {
				share.joint = self.joint(joint, side, measure, missing, part);
			}
		}
		// If a run is oversampled, its nodes may look regular, but the spacing below them is unknown.
		let spacing = if self.oversampled(observed.run) { 1 } else { self.spacing };
		let mut last: Option<&Summary> = None;
		for node in observed.nodes {
			if let Some(last) = last {
				let joint = Stretch { from: last.last.time, to: node.first.time };
				let measure = phi.at(last.last.value);
				for (share, part) in shares.iter_mut().zip(parts) {
					let exact = self.joint(joint, Side::Forward, measure, missing, part);
					share.inside = share.inside.plus(&Bounds::exact(exact));
				}
			}
			last = Some(node);
			let time = Stretch { from: node.first.time, to: node.last.time };
			if time.length() == 0 {
				continue;
			}
			let inside = self.inside(node, spacing, phi, missing);
			for (share, part) in shares.iter_mut().zip(parts) {
				share.inside = share.inside.plus(&inside.part(time.common(part)));
			}
		}
		shares
	}

	/// The measure of the time from `before` to `to` if no reading arrives: the last one stands as long
	/// as it can, and the rest is missing.
	pub fn silence(&self, before: &Before, trust: Trust, from: u64, to: u64) -> u128 {
		let joint = Stretch { from: before.until, to };
		let measure = before.value.map_or(self.policy.missing(), |value| self.phi(trust).at(value));
		let part = Stretch { from: from.max(before.until), to };
		self.joint(joint, Side::Forward, measure, self.policy.missing(), &part)
	}

	fn joint(
		&self,
		joint: Stretch,
		side: Side,
		measure: u128,
		missing: u128,
		part: &Stretch,
	) -> u128 {
		let stands = joint.length().min(self.stands);
		let stands = match side {
			Side::Forward => Stretch { from: joint.from, to: joint.from.saturating_add(stands) },
			Side::Back => Stretch { from: joint.to.saturating_sub(stands), to: joint.to },
		};
		let known = stands.common(part);
		let rest = joint.common(part).saturating_sub(known);
		let figure = |time: u64, measure: u128| u128::from(time).saturating_mul(measure);
		figure(known, measure).saturating_add(figure(rest, missing))
	}

	fn inside(&self, node: &Summary, spacing: u64, phi: Phi, missing: u128) -> Inside {
		let time = node.last.time.saturating_sub(node.first.time);
		let gaps = node.count.saturating_sub(1);
		// Readings that do not fit at the policy's spacing are at least a millisecond apart.
		let spacing = if self.oversampled(node) { 1 } else { spacing };
		let stands = self.stands.max(spacing);
		let after = |gaps: u64, spacing: u64| time.saturating_sub(gaps.saturating_mul(spacing));
		let gaps_64 = u64::from(gaps);
		let left = after(gaps_64, spacing);
		let least = after(gaps_64, stands);
		let most = after(gaps_64.saturating_sub(1), spacing).saturating_sub(stands);

		let range = phi.range(node.min, node.max);
		let sum = known_apart(node, phi).unwrap_or(range.times(gaps.into()));
		let rest = |measure: u128, lost: u64| {
			let stands = u128::from(left.saturating_sub(lost)).saturating_mul(measure);
			stands.saturating_add(u128::from(lost).saturating_mul(missing))
		};
		let standing = sum.times(spacing.into());
		let (low, high) = (range.lower, range.upper);
		let bounds = standing.plus(&Bounds {
			lower: rest(low, least).min(rest(low, most)),
			upper: rest(high, least).max(rest(high, most)),
		});
		let rate = if most > 0 {
			Bounds { lower: low.min(missing), upper: high.max(missing) }
		} else {
			range
		};
		Inside { time, bounds, rate }
	}
}

/// The sum of the measure over all readings of a node except the last. `first` is known. `min` and `max`
/// are readings of their own unless the first or the last has the same value. The other readings add up
/// to the rest of the sum.
fn known_apart(node: &Summary, phi: Phi) -> Option<Bounds> {
	let (first, last) = (node.first.value, node.last.value);
	let apart = |value: i64| (value != first && value != last).then_some(value);
	let known = [Some(first), apart(node.min), apart(node.max)];
	let mut count = node.count.checked_sub(1)?;
	let mut sum = node.sum.checked_sub(last.into())?;
	let mut figure = 0u128;
	for value in known.into_iter().flatten() {
		count = count.checked_sub(1)?;
		sum = sum.checked_sub(value.into())?;
		figure = figure.saturating_add(phi.at(value));
	}
	Some(phi.sum(count, node.min, node.max, sum)?.plus(&Bounds::exact(figure)))
}

/// The readings below one node.
struct Inside {
	/// Milliseconds from its first to its last reading.
	time: u64,
	/// Its integral.
	bounds: Bounds,
	/// The least and the greatest measure of any of its milliseconds.
	rate: Bounds,
}

impl Inside {
	/// The bounds of any part that is `time` long: what the rates allow for the part, and what they
	/// leave for it of the whole.
	fn part(&self, time: u64) -> Bounds {
		let rest = self.time.saturating_sub(time);
		if rest == 0 {
			return self.bounds;
		}
		let [part, rest] = [time, rest].map(|time| self.rate.times(time.into()));
		Bounds {
			lower: part.lower.max(self.bounds.lower.saturating_sub(rest.upper)),
			upper: part.upper.min(self.bounds.upper.saturating_sub(rest.lower)),
		}
	}
}

impl Observed<'_> {
	/// The time that the observation counts. Empty if all of it was counted before.
	pub(crate) fn time(&self) -> Stretch {
		Stretch { from: self.before.until, to: self.run.last.time.max(self.before.until) }
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn stretches_share_what_lies_in_both() {
		let stretch = |from, to| Stretch { from, to };
		assert_eq!(stretch(2, 9).common(&stretch(4, 20)), 5);
		assert_eq!(stretch(2, 9).common(&stretch(9, 20)), 0);
		assert_eq!(stretch(2, 9).common(&stretch(12, 10)), 0);
		assert_eq!(stretch(9, 2).length(), 0);
	}
}
