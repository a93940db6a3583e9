//! Accepts verified messages: has each judged by its device's tail, and writes a whole group in one
//! transaction.

use super::{
	begin,
	incoming::{Content, Incoming, Numbering},
	join::{join, Joined},
	recent::{self, Group, Unindexed},
	sequence::{
		judge, Before, Decision, Entry, NumbersOverlap, Overlap, Stale, StoredNumbers, StoredPoint,
		Tail, TimesOverlap, Verdict,
	},
	tables::{batch, conflict, damaged, device, message, recent_tail, tail, tally},
	Body, Store, StoreError,
};
use crate::{
	milestone::Milestone,
	steps::{Step, Steps},
};
use rusqlite::Transaction;
use std::{
	collections::BTreeMap,
	ops::{ControlFlow, Range},
};
use tallystick_evidence::DeviceId;
use tallystick_wire::{ErrorCode, Hex};

/// The outcome of a message.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Outcome {
	/// Some of its readings are new, and on disk now: this many.
	Stored(u32),
	/// All its readings were on disk already.
	Duplicate,
	/// A move: from now on the device's next number is the move's.
	Moved,
	/// None of its readings was accepted.
	Refused(ErrorCode),
	/// None of its readings was accepted, because some are not later than stored ones of their channel. Lists
	/// the first such reading of each channel.
	Stale(Vec<Stale>),
}

/// The content of an answer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Accepted {
	/// The outcome of the message.
	pub outcome: Outcome,
	/// The boot epoch that the numbers belong to: the message's own if it is acknowledged.
	pub boot: u32,
	/// Everything of this boot epoch below this number is on disk.
	pub next: u64,
	/// Everything of this boot epoch below this number is final.
	pub finalized: u64,
}

impl Store {
	/// Accepts a group of messages in their order. When this returns `Ok`, all readings that it reports
	/// as stored are on disk; when it fails, none is.
	pub fn accept(
		&self,
		group: &[Incoming],
		steps: &dyn Steps,
	) -> Result<Vec<Accepted>, StoreError> {
		self.milestones().want(Milestone::Stored, true);
		if self.recent_is_full() {
			self.index(steps)?;
		}
		let write = |tx: &Transaction| {
			let mut work = Work { tx, group: self.group() };
			let mut outcomes = BTreeMap::new();
			for joined in join(group) {
				match take_joined(&mut work, &joined, self.options().max_conflicts) {
					Ok(taken) => outcomes.extend(taken),
					// It concerns this device alone.
					Err(error) if error.is_damage() => {
						let device = Hex(joined.message.device);
						tracing::error!(%device, %error, "what is stored of a device cannot be read any more; it is answered Busy. Check the disk");
						let busy = Tail::default().answer(Outcome::Refused(ErrorCode::Busy));
						outcomes
							.extend(joined.parts.iter().map(|(place, _)| (*place, busy.clone())));
					},
					Err(error) => return Err(error),
				}
			}
			let accepted: Vec<Accepted> = outcomes.into_values().collect();
			tally::accepted(tx, accepted.iter().map(Accepted::new_readings).sum())?;
			steps.reached(Step::BeforeStored);
			Ok((accepted, Some(work.group.new)))
		};
		let (accepted, _) =
			self.write_with_noted(write, |(_, new)| self.keep_recent(new.take()))?;
		self.milestones().done(Milestone::Stored);
		Ok(accepted)
	}

	/// A device's progress, for answers that refuse.
	pub fn progress_of(&self, device: DeviceId, signed: bool) -> Result<Accepted, StoreError> {
		let numbering = if signed { Numbering::Device } else { Numbering::Gateway };
		if let Some(tail) = self.recent_tail(device, numbering) {
			return Ok(tail.answer(Outcome::Duplicate));
		}
		self.read(|db| {
			let tail = match device::row(db, device)? {
				Some(device) => tail::load(db, device, numbering)?,
				None => None,
			};
			Ok(tail.unwrap_or_default().answer(Outcome::Duplicate))
		})
	}
}

impl Accepted {
	fn new_readings(&self) -> u64 {
		match self.outcome {
			Outcome::Stored(new) => new.into(),
			Outcome::Duplicate | Outcome::Moved | Outcome::Refused(_) | Outcome::Stale(_) => 0,
		}
	}
}

impl Tail {
	fn answer(&self, outcome: Outcome) -> Accepted {
		// Of unsigned readings these are the gateway's own numbers. Their boot epoch is the gateway's own,
		// so that a device cannot mistake them for numbers that it signs.
		let Self { boot, next, finalized, .. } = *self;
		Accepted { outcome, boot, next, finalized }
	}
}

/// A transaction that stores a group of messages.
struct Work<'a> {
	tx: &'a Transaction<'a>,
	group: Group<'a>,
}

/// A device, and its row.
type Sender = (DeviceId, i64);

impl Work<'_> {
	/// The tail of a device's readings.
	fn tail(&self, (name, row): Sender, numbering: Numbering) -> Result<Option<Tail>, StoreError> {
		match self.group.tail(name, numbering) {
			Some(tail) => Ok(Some(tail)),
			None => tail::load(self.tx, row, numbering),
		}
	}

	/// Whether the device has readings of this numbering.
	fn has_tail(&self, (name, row): Sender, numbering: Numbering) -> Result<bool, StoreError> {
		Ok(self.group.tail(name, numbering).is_some() || tail::exists(self.tx, row, numbering)?)
	}

	fn set_tail(
		&mut self,
		(name, row): Sender,
		numbering: Numbering,
		tail: &Tail,
	) -> Result<(), StoreError> {
		let logged = recent_tail::append(self.tx, row, numbering, tail)?;
		self.group.new.set_tail(name, row, numbering, logged, tail.clone());
		Ok(())
	}
}

/// Accepts messages as one, or each by itself if together they are refused.
fn take_joined(
	work: &mut Work,
	joined: &Joined,
	conflicts: u32,
) -> Result<Vec<(usize, Accepted)>, StoreError> {
	if joined.parts.len() > 1 {
		let taken = take(work, &joined.message, 0)?;
		if !matches!(taken.outcome, Outcome::Refused(_)) {
			return Ok(joined.share(&taken));
		}
	}
	joined.parts.iter().map(|(place, part)| Ok((*place, take(work, part, conflicts)?))).collect()
}

/// Reads the tail, has the message judged, and writes what is new.
fn take(work: &mut Work, message: &Incoming, conflicts: u32) -> Result<Accepted, StoreError> {
	let tx = work.tx;
	let device = device::row_or_new(tx, message.device)?;
	let sender = (message.device, device);
	let before = before(work, sender, &message.content)?;
	let decision = match judge(&before, message) {
		Verdict::Decided(decision) => decision,
		Verdict::Compare(overlap) => {
			compare(tx, device, &work.group.messages(message.device), overlap)?
		},
	};
	let stored = before.tail.unwrap_or_default();
	match decision {
		Decision::New(entry) => write(work, sender, message.received, &entry),
		Decision::Moved(tail) => {
			work.set_tail(sender, Numbering::Device, &tail)?;
			Ok(tail.answer(Outcome::Moved))
		},
		Decision::Repeated => match message.content.boot().filter(|boot| *boot < stored.boot) {
			Some(boot) => older(tx, device, &work.group.messages(message.device), boot),
			None => Ok(stored.answer(Outcome::Duplicate)),
		},
		Decision::Stale(stale) => Ok(stored.answer(Outcome::Stale(stale))),
		Decision::Refused(code) => {
			if code == ErrorCode::Conflict {
				conflict::keep(tx, device, message, conflicts)?;
			}
			let begins = message.content.boot().filter(|_| code == ErrorCode::Gap);
			let stored = match begins {
				// Nothing of this boot epoch is stored.
				Some(boot) if boot != stored.boot => Tail { boot, ..Tail::default() },
				_ => stored,
			};
			Ok(stored.answer(Outcome::Refused(code)))
		},
	}
}

fn before(work: &Work, sender: Sender, content: &Content) -> Result<Before, StoreError> {
	if work.group.is_unreadable(sender.1) {
		return Err(StoreError::Corrupt("the tail of a device".into()));
	}
	let numbering = content.numbering();
	let tail = work.tail(sender, numbering)?;
	let mut before = Before { tail, signs: false, boot_of_unsigned: None };
	if numbering == Numbering::Gateway {
		before.signs = work.has_tail(sender, Numbering::Device)?;
		if before.tail.is_none() {
			// Another store of the account numbers in another boot epoch.
			before.boot_of_unsigned = begin::unsigned_boot(work.tx)?;
		}
	}
	Ok(before)
}

fn compare<'a>(
	tx: &Transaction,
	device: i64,
	recent: &[Unindexed],
	overlap: Overlap<'a>,
) -> Result<Decision<'a>, StoreError> {
	match overlap {
		Overlap::Segment(overlap) => {
			let only = (overlap.first, overlap.first);
			for id in recent::by_number(tx, device, recent, overlap.boot, only)? {
				let stored = message::segment(tx, id)?;
				if stored.is_some() {
					return Ok(overlap.compared(stored.as_ref()));
				}
			}
			let taken = taken(tx, device, recent, overlap.boot, overlap.numbers())?;
			Ok(if taken.is_empty() { overlap.free() } else { overlap.compared(None) })
		},
		Overlap::Numbers(overlap) => {
			let stored = stored_numbers(tx, device, recent, &overlap)?;
			Ok(overlap.compared(&stored))
		},
		Overlap::Times(overlap) => compare_times(tx, device, recent, overlap),
	}
}

/// The ranges of numbers of this boot epoch that are stored or set aside, in ascending order, as far as they
/// overlap the numbers from one to another.
fn taken(
	tx: &Transaction,
	device: i64,
	recent: &[Unindexed],
	boot: u32,
	(from, to): (u64, u64),
) -> Result<Vec<Range<u64>>, StoreError> {
	let within = (message::lowest(from), to);
	let mut taken = damaged::ranges(tx, device, boot, within)?;
	for id in recent::by_number(tx, device, recent, boot, within)? {
		taken.extend(message::range(tx, id)?);
	}
	taken.retain(|range| range.end > from);
	taken.sort_by_key(|range| range.start);
	Ok(taken)
}

fn write(
	work: &mut Work,
	sender: Sender,
	received: u64,
	entry: &Entry,
) -> Result<Accepted, StoreError> {
	let (name, device) = sender;
	let id = message::insert(work.tx, device, received, entry)?;
	let Entry { first, start, tail: Tail { boot, .. }, .. } = *entry;
	work.group.new.add(name, device, Unindexed { id, boot, first, start });
	work.set_tail(sender, entry.kind.numbering(), &entry.tail)?;
	Ok(entry.tail.answer(Outcome::Stored(entry.body.count() as u32)))
}

/// The answer to a repeated message of an earlier boot epoch.
fn older(
	tx: &Transaction,
	device: i64,
	recent: &[Unindexed],
	boot: u32,
) -> Result<Accepted, StoreError> {
	let next_number = |last| -> Result<u64, StoreError> {
		let highest = recent::highest(tx, device, recent, boot, last)?;
		let range = highest.map(|id| message::range(tx, id)).transpose()?.flatten();
		Ok(range.map_or(0, |range| range.end))
	};
	// Numbers rise with the rows, and batches become final in the order of their rows.
	let next = next_number(i64::MAX)?;
	let finalized = next_number(batch::last_final_message(tx)?)?;
	let gap = damaged::first(tx, device, boot)?;
	let finalized = gap.map_or(finalized, |gap| finalized.min(gap));
	Ok(Accepted { outcome: Outcome::Duplicate, boot, next, finalized })
}

fn stored_numbers(
	tx: &Transaction,
	device: i64,
	recent: &[Unindexed],
	overlap: &NumbersOverlap,
) -> Result<StoredNumbers, StoreError> {
	let mut stored = StoredNumbers::default();
	let within = (message::lowest(overlap.from), overlap.to);
	for id in recent::by_number(tx, device, recent, overlap.boot, within)? {
		let Some(row) = message::numbers(tx, id, overlap.key_epoch)? else { continue };
		let Some(bytes) = row.readings else {
			stored.pruned.push(row.first..row.first.saturating_add(row.count));
			continue;
		};
		// Readings that cannot be read count as different, which affects their device alone.
		let Some(body) = readable(&bytes) else { continue };
		for (channel, _, leaf) in body.leaves() {
			if let Some(signed) = leaf.signed {
				stored.readings.insert(signed.sequence, (channel, leaf.reading));
			}
		}
	}
	let (from, to) = (overlap.from, overlap.to);
	let is_found = |number| {
		stored.readings.contains_key(&number) || stored.pruned.iter().any(|of| of.contains(&number))
	};
	if !(from..=to).all(is_found) {
		let mut free = from;
		for taken in taken(tx, device, recent, overlap.boot, (from, to))? {
			stored.free.push(free..taken.start);
			free = free.max(taken.end);
		}
		stored.free.push(free..to.saturating_add(1));
	}
	Ok(stored)
}

fn compare_times<'a>(
	tx: &Transaction,
	device: i64,
	recent: &[Unindexed],
	overlap: TimesOverlap<'a>,
) -> Result<Decision<'a>, StoreError> {
	let span = overlap.span;
	let mut recent = recent.to_vec();
	recent.sort_unstable_by_key(|of| of.start);
	overlap.compared(|channel, time| {
		let mut found = StoredPoint::Missing;
		let (from, to) = (time.saturating_sub(span), time);
		let first = recent.partition_point(|of| of.start < from);
		let end = recent.partition_point(|of| of.start <= to);
		let recent = recent.get(first..end).unwrap_or_default();
		recent::each_by_time(tx, device, recent, (from, to), |id| {
			let Some(readings) = message::unsigned_at(tx, id, time)? else {
				return Ok(ControlFlow::Continue(()));
			};
			let Some(bytes) = readings else {
				found = StoredPoint::Pruned;
				return Ok(ControlFlow::Continue(()));
			};
			let Some(body) = readable(&bytes) else { return Ok(ControlFlow::Continue(())) };
			let mut leaves = body.leaves();
			Ok(match leaves.find(|(of, _, leaf)| *of == channel && leaf.reading.time == time) {
				Some((_, _, leaf)) => {
					found = StoredPoint::Value(leaf.reading.value);
					ControlFlow::Break(())
				},
				None => ControlFlow::Continue(()),
			})
		})?;
		Ok(found)
	})
}

fn readable(bytes: &[u8]) -> Option<Body> {
	let body = Body::decode(bytes);
	if let Err(error) = &body {
		tracing::error!(%error, "a message cannot be read any more; check the disk");
	}
	body.ok()
}

pub(super) fn decode_body(bytes: &[u8]) -> Result<Body, StoreError> {
	Body::decode(bytes).map_err(|error| StoreError::Corrupt(error.to_string()))
}
