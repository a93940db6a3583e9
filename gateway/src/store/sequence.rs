//! Decides which readings of a message are new, by the rules S1 to S10 of `docs/devices.md`.
//!
//! This is pure: [`judge`] needs the tail of the device's readings alone. Where a message repeats numbers or
//! times that are stored, it returns an [`Overlap`], which is compared with the stored readings. The caller reads
//! what it needs before, and writes what it decides after.

use super::{
	incoming::{Content, Incoming, Kind},
	Body,
};
use codec::{Decode, Encode};
use std::{borrow::Cow, cmp::Ordering, collections::BTreeMap, ops::Range};
use tallystick_evidence::{Hash, Leaf, Native, Reading, SegmentLeaf};
use tallystick_wire::ErrorCode;

/// Boot epochs from here on are the gateway's own. A device would have to restart two thousand million
/// times to reach them.
pub(super) const GATEWAY_BOOT: u32 = 1 << 31;

/// The largest number and the latest time that are stored.
const LARGEST: u64 = i64::MAX as u64;

/// The boot epoch of unsigned readings in a store of an older gateway, whose first batch has this number. Later
/// ones have a random one.
pub(super) fn boot_of_unsigned(first_batch: u64) -> u32 {
	u32::MAX - u32::try_from(first_batch).unwrap_or(u32::MAX).min(GATEWAY_BOOT - 1)
}

/// The end of a device's stored readings. Its SCALE encoding is stored.
#[derive(Clone, PartialEq, Eq, Debug, Default, Encode, Decode)]
pub(super) struct Tail {
	/// The epoch of the last key that signed.
	pub(super) key_epoch: u32,
	/// The last boot epoch.
	pub(super) boot: u32,
	/// The number of its next reading in this boot epoch.
	pub(super) next: u64,
	/// The name of the last segment that the device signed. Zeros after readings.
	pub(super) name: Hash,
	/// Everything of this boot epoch below this number is final.
	pub(super) finalized: u64,
	/// The latest time of all readings: UTC, in milliseconds.
	pub(super) newest: u64,
	/// The longest time that one row covers, in milliseconds.
	pub(super) span: u64,
	/// Whether its answers are JSON.
	pub(super) json: bool,
	/// The latest time of each channel, where the gateway attests.
	pub(super) last: BTreeMap<u16, u64>,
}

/// The stored state of a device before a message.
#[derive(Clone, Debug, Default)]
pub(super) struct Before {
	/// The tail of the readings of the message's numbering. `None` if there is no such reading.
	pub(super) tail: Option<Tail>,
	/// Whether the device has signed any stored reading.
	pub(super) signs: bool,
	/// The boot epoch in which the gateway begins to number unsigned readings. `None` if it is not known yet.
	pub(super) boot_of_unsigned: Option<u32>,
}

/// The decision by the tail alone, or what has to be compared first.
#[derive(Debug)]
pub(super) enum Verdict<'a> {
	/// Nothing stored has to be compared.
	Decided(Decision<'a>),
	/// The message repeats what is stored, or contradicts it.
	Compare(Overlap<'a>),
}

/// The decision on a message.
#[derive(Debug)]
pub(super) enum Decision<'a> {
	/// Some of its readings are new.
	New(Box<Entry<'a>>),
	/// All its readings are stored already.
	Repeated,
	/// A move: this is the tail from now on.
	Moved(Box<Tail>),
	/// None of its readings is accepted.
	Refused(ErrorCode),
	/// None of its readings is accepted, because some are not later than stored ones of their channel. Lists
	/// the first such reading of each channel.
	Stale(Vec<Stale>),
}

/// An unsigned reading that comes after later ones of its channel.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Stale {
	/// The channel, by its index in the device's model.
	pub channel: u16,
	/// Its time: UTC, in milliseconds.
	pub time: u64,
	/// The channel's last time on disk.
	pub reached: u64,
}

/// New readings.
#[derive(Debug)]
pub(super) struct Entry<'a> {
	pub(super) kind: Kind,
	/// The number of the first reading.
	pub(super) first: u64,
	/// The earliest time: UTC, in milliseconds.
	pub(super) start: u64,
	/// The latest time: UTC, in milliseconds.
	pub(super) end: u64,
	/// Of a signed segment.
	pub(super) signed_parts: Option<SignedParts>,
	pub(super) body: Cow<'a, Body>,
	/// The tail once they are stored.
	pub(super) tail: Tail,
}

/// Root, previous and signature of a signed segment.
pub(super) type SignedParts = [u8; 128];

/// The part of a message that repeats what is stored, or contradicts it.
#[derive(Debug)]
pub(super) enum Overlap<'a> {
	/// A segment under numbers that are taken.
	Segment(SegmentOverlap),
	/// Readings signed one by one, of which some numbers are taken.
	Numbers(NumbersOverlap<'a>),
	/// Unsigned readings, of which some are not later than their channel's last.
	Times(TimesOverlap<'a>),
}

/// The part of a signed segment that distinguishes it from any other.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Segment {
	pub(super) key_epoch: u32,
	pub(super) count: u32,
	pub(super) start: u64,
	pub(super) end: u64,
	pub(super) root: Hash,
	pub(super) previous: Hash,
}

/// A segment under numbers that are taken.
#[derive(Debug)]
pub(super) struct SegmentOverlap {
	pub(super) boot: u32,
	/// The number of its first reading.
	pub(super) first: u64,
	segment: Segment,
	differs: ErrorCode,
}

/// Readings signed one by one, of which some numbers are taken.
#[derive(Debug)]
pub(super) struct NumbersOverlap<'a> {
	pub(super) boot: u32,
	pub(super) key_epoch: u32,
	/// The first number.
	pub(super) from: u64,
	/// The last number that is taken.
	pub(super) to: u64,
	body: &'a Body,
	alike: Decision<'a>,
	differs: ErrorCode,
}

/// Unsigned readings, of which some are not later than their channel's last.
#[derive(Debug)]
pub(super) struct TimesOverlap<'a> {
	/// The longest time that one row covers, in milliseconds.
	pub(super) span: u64,
	points: Vec<(Stale, i64)>,
	alike: Decision<'a>,
}

/// Readings that the device signed one by one, as they are stored under some numbers.
#[derive(Debug, Default)]
pub(super) struct StoredNumbers {
	/// Channel and reading of each number.
	pub(super) readings: BTreeMap<u64, (u16, Reading)>,
	/// Numbers whose readings were final and are pruned.
	pub(super) pruned: Vec<Range<u64>>,
	/// Numbers under which nothing was ever stored, because the device was at another gateway.
	pub(super) free: Vec<Range<u64>>,
}

/// The stored reading of a channel at a time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum StoredPoint {
	Missing,
	/// A reading of this time may have been pruned.
	Pruned,
	Value(i64),
}

/// Decides on a message as far as the tail alone allows.
pub(super) fn judge<'a>(before: &Before, message: &'a Incoming) -> Verdict<'a> {
	let mut tail = before.tail.clone().unwrap_or_default();
	tail.json = message.json;
	let judged = match &message.content {
		Content::Segment { leaf, body } => segment(before.tail.as_ref(), tail, leaf, body),
		Content::Readings { key_epoch, boot, body } => {
			readings(before.tail.as_ref(), tail, *key_epoch, *boot, body)
		},
		Content::Gateway { body } => unsigned(before, tail, body),
		Content::Move { key_epoch, boot, next, previous } => {
			moved(before.tail.as_ref(), tail, *key_epoch, (*boot, *next), *previous)
		},
	};
	judged.unwrap_or_else(|code| Verdict::Decided(Decision::Refused(code)))
}

fn segment<'a>(
	before: Option<&Tail>,
	mut tail: Tail,
	leaf: &SegmentLeaf,
	body: &'a Body,
) -> Result<Verdict<'a>, ErrorCode> {
	let header = &leaf.header;
	// S1.
	let next = header.next_sequence().filter(|next| *next <= LARGEST);
	let (Some(next), Some(signature)) = (next, &leaf.signature) else {
		return Err(ErrorCode::OutOfRange);
	};
	if header.boot_epoch >= GATEWAY_BOOT {
		return Err(ErrorCode::OutOfRange);
	}
	if let Some(before) = before {
		let known = known(before, header.boot_epoch);
		if header.sequence < known {
			// S2, and S3, S5 or S6 if it differs.
			let is_older = header.key_epoch < before.key_epoch || header.boot_epoch < before.boot;
			return Ok(Verdict::Compare(Overlap::Segment(SegmentOverlap {
				boot: header.boot_epoch,
				first: header.sequence,
				segment: Segment {
					key_epoch: header.key_epoch,
					count: header.count,
					start: header.start,
					end: header.end,
					root: header.root,
					previous: header.previous,
				},
				differs: if is_older { ErrorCode::RolledBack } else { ErrorCode::Conflict },
			})));
		}
		// S6.
		if header.key_epoch < before.key_epoch {
			return Err(ErrorCode::RolledBack);
		}
	}
	// A boot epoch that does not begin at 0 has lost its first readings in transit.
	let (expected, previous) = match before.filter(|before| before.boot == header.boot_epoch) {
		Some(before) => (before.next, before.name),
		None => (0, [0; 32]),
	};
	// S4.
	if header.sequence > expected {
		return Err(ErrorCode::Gap);
	}
	// S7.
	if header.previous != previous {
		return Err(ErrorCode::Fork);
	}
	tail.advance(header.key_epoch, header.boot_epoch, next);
	tail.name = header.name::<Native>();
	let mut signed_parts = [0; 128];
	for (to, from) in
		signed_parts.iter_mut().zip(header.root.iter().chain(&header.previous).chain(&signature.0))
	{
		*to = *from;
	}
	let entry = Entry::new(Kind::Segment, header.sequence, Cow::Borrowed(body), tail)?;
	Ok(Verdict::new(Entry { signed_parts: Some(signed_parts), ..entry }))
}

fn readings<'a>(
	before: Option<&Tail>,
	mut tail: Tail,
	key_epoch: u32,
	boot: u32,
	body: &'a Body,
) -> Result<Verdict<'a>, ErrorCode> {
	// S1.
	let mut numbers: Vec<u64> =
		body.leaves().filter_map(|(_, _, leaf)| Some(leaf.signed?.sequence)).collect();
	numbers.sort_unstable();
	let consecutive =
		numbers.windows(2).all(|pair| matches!(pair, [a, b] if a.checked_add(1) == Some(*b)));
	let (Some(first), Some(last)) = (numbers.first().copied(), numbers.last().copied()) else {
		return Err(ErrorCode::Malformed);
	};
	if !consecutive || numbers.len() != body.count() {
		return Err(ErrorCode::Malformed);
	}
	if last >= LARGEST || boot >= GATEWAY_BOOT {
		return Err(ErrorCode::OutOfRange);
	}
	let known = before.map_or(0, |before| known(before, boot));
	// The decision if the readings that seem to be stored are.
	let rest = || -> Result<Decision<'a>, ErrorCode> {
		if last < known {
			return Ok(Decision::Repeated);
		}
		// S6.
		if before.is_some_and(|before| key_epoch < before.key_epoch) {
			return Err(ErrorCode::RolledBack);
		}
		// S4.
		if first > known {
			return Err(ErrorCode::Gap);
		}
		let fresh = match first < known {
			true => Cow::Owned(
				body.only(|_, leaf| leaf.signed.is_some_and(|signed| signed.sequence >= known)),
			),
			false => Cow::Borrowed(body),
		};
		tail.advance(key_epoch, boot, last.saturating_add(1));
		tail.name = [0; 32];
		Ok(Decision::New(Box::new(Entry::new(Kind::Readings, known, fresh, tail)?)))
	};
	let alike = rest().unwrap_or_else(Decision::Refused);
	if first >= known {
		return Ok(Verdict::Decided(alike));
	}
	// S2, and S3 or S5 if it differs.
	let is_older = before.is_some_and(|before| boot < before.boot);
	Ok(Verdict::Compare(Overlap::Numbers(NumbersOverlap {
		boot,
		key_epoch,
		from: first,
		to: last.min(known.saturating_sub(1)),
		body,
		alike,
		differs: if is_older { ErrorCode::RolledBack } else { ErrorCode::Conflict },
	})))
}

fn unsigned<'a>(before: &Before, mut tail: Tail, body: &'a Body) -> Result<Verdict<'a>, ErrorCode> {
	// S8: a device that can sign signs everything; an unsigned message is from another sender.
	if before.signs {
		return Err(ErrorCode::Unsigned);
	}
	if before.tail.is_none() {
		tail.boot = before.boot_of_unsigned.ok_or(ErrorCode::Unavailable)?;
	}
	// S9.
	let reached = |channel: u16, leaf: &Leaf| {
		let reached = before.tail.as_ref()?.last.get(&channel).copied();
		reached.filter(|reached| leaf.reading.time <= *reached)
	};
	let mut points = Vec::new();
	for (channel, _, leaf) in body.leaves() {
		if let Some(reached) = reached(channel, leaf) {
			let stale = Stale { channel, time: leaf.reading.time, reached };
			points.push((stale, leaf.reading.value));
		}
	}
	let fresh = match points.is_empty() {
		true => Cow::Borrowed(body),
		false => Cow::Owned(body.only(|channel, leaf| reached(channel, leaf).is_none())),
	};
	let span = tail.span;
	let alike = match fresh.count() {
		0 => Decision::Repeated,
		count => {
			for (channel, _, leaf) in fresh.leaves() {
				tail.last.insert(channel, leaf.reading.time);
			}
			let first = tail.next;
			tail.next = first.saturating_add(count as u64);
			match Entry::new(Kind::Gateway, first, fresh, tail) {
				Ok(entry) => Decision::New(Box::new(entry)),
				Err(code) => Decision::Refused(code),
			}
		},
	};
	Ok(match points.is_empty() {
		true => Verdict::Decided(alike),
		false => Verdict::Compare(Overlap::Times(TimesOverlap { span, points, alike })),
	})
}

/// S10: the device goes on at this number, whatever is missing before it.
fn moved<'a>(
	before: Option<&Tail>,
	mut tail: Tail,
	key_epoch: u32,
	(boot, next): (u32, u64),
	previous: Hash,
) -> Result<Verdict<'a>, ErrorCode> {
	// S1.
	if next > LARGEST || boot >= GATEWAY_BOOT {
		return Err(ErrorCode::OutOfRange);
	}
	if let Some(before) = before {
		// S5.
		if boot < before.boot {
			return Err(ErrorCode::RolledBack);
		}
		if boot == before.boot && next <= before.next {
			return Ok(Verdict::Decided(Decision::Repeated));
		}
		// S6.
		if key_epoch < before.key_epoch {
			return Err(ErrorCode::RolledBack);
		}
	}
	tail.advance(key_epoch, boot, next);
	tail.name = previous;
	Ok(Verdict::Decided(Decision::Moved(Box::new(tail))))
}

/// The number below which every reading of a boot epoch is stored, or settled elsewhere as a move said.
fn known(before: &Tail, boot: u32) -> u64 {
	match boot.cmp(&before.boot) {
		Ordering::Less => u64::MAX,
		Ordering::Equal => before.next,
		Ordering::Greater => 0,
	}
}

impl Tail {
	/// Everything of a boot epoch below this number is final.
	pub(super) fn raise_final(&mut self, boot: u32, finalized: u64) {
		if boot == self.boot {
			self.finalized = self.finalized.max(finalized);
		}
	}

	fn advance(&mut self, key_epoch: u32, boot: u32, next: u64) {
		if boot != self.boot {
			self.finalized = 0;
		}
		(self.key_epoch, self.boot, self.next) = (key_epoch, boot, next);
	}
}

impl<'a> Entry<'a> {
	/// Refuses times that cannot be stored.
	fn new(kind: Kind, first: u64, body: Cow<'a, Body>, mut tail: Tail) -> Result<Self, ErrorCode> {
		let (start, end) =
			body.bounds().filter(|(_, end)| *end <= LARGEST).ok_or(ErrorCode::OutOfRange)?;
		tail.newest = tail.newest.max(end);
		tail.span = tail.span.max(end.saturating_sub(start));
		Ok(Self { kind, first, start, end, signed_parts: None, body, tail })
	}
}

impl<'a> Verdict<'a> {
	fn new(entry: Entry<'a>) -> Self {
		Self::Decided(Decision::New(Box::new(entry)))
	}
}

impl SegmentOverlap {
	/// Decides, with the segment that is stored under these numbers. A scheme can have many signatures
	/// under the same header.
	pub(super) fn compared<'a>(self, stored: Option<&Segment>) -> Decision<'a> {
		match stored == Some(&self.segment) {
			true => Decision::Repeated,
			false => Decision::Refused(self.differs),
		}
	}

	/// The first and the last number of its readings.
	pub(super) fn numbers(&self) -> (u64, u64) {
		let count = u64::from(self.segment.count);
		(self.first, self.first.saturating_add(count.saturating_sub(1)))
	}

	/// Decides, where nothing was ever stored under these numbers.
	pub(super) fn free<'a>(self) -> Decision<'a> {
		Decision::Refused(of_free(self.differs))
	}
}

/// The code for numbers that are below the tail's and under which nothing was ever stored.
fn of_free(differs: ErrorCode) -> ErrorCode {
	match differs {
		ErrorCode::Conflict => ErrorCode::Gap,
		other => other,
	}
}

impl<'a> NumbersOverlap<'a> {
	/// Decides, with the stored readings of these numbers, of the same boot epoch and key. Pruned ones
	/// count as alike.
	pub(super) fn compared(self, stored: &StoredNumbers) -> Decision<'a> {
		let mut is_free = false;
		for (channel, _, leaf) in self.body.leaves() {
			let Some(number) = leaf.signed.map(|signed| signed.sequence) else {
				return Decision::Refused(self.differs);
			};
			let within = |ranges: &[Range<u64>]| ranges.iter().any(|range| range.contains(&number));
			if number > self.to
				|| stored.readings.get(&number) == Some(&(channel, leaf.reading))
				|| within(&stored.pruned)
			{
				continue;
			}
			if !within(&stored.free) {
				return Decision::Refused(self.differs);
			}
			is_free = true;
		}
		match is_free {
			true => Decision::Refused(of_free(self.differs)),
			false => self.alike,
		}
	}
}

impl<'a> TimesOverlap<'a> {
	/// Decides, with what `stored` returns of a channel at a time.
	pub(super) fn compared<E>(
		self,
		mut stored: impl FnMut(u16, u64) -> Result<StoredPoint, E>,
	) -> Result<Decision<'a>, E> {
		let mut stale = BTreeMap::new();
		for (point, value) in self.points {
			if stale.contains_key(&point.channel) {
				continue;
			}
			match stored(point.channel, point.time)? {
				StoredPoint::Pruned => {},
				StoredPoint::Value(stored) if stored == value => {},
				StoredPoint::Missing | StoredPoint::Value(_) => {
					stale.insert(point.channel, point);
				},
			}
		}
		Ok(match stale.is_empty() {
			true => self.alike,
			false => Decision::Stale(stale.into_values().collect()),
		})
	}
}

#[cfg(test)]
mod tests;
