//! Accepts verified messages: has each judged by its device's tail, and writes a whole group in one
//! transaction.

use super::{
	begin,
	incoming::{Content, Incoming, Voice},
	join::{join, Joined},
	sequence::{
		judge, Before, Claim, Decision, Entry, NumbersClaim, Stale, StoredNumbers, StoredPoint,
		Tail, TimesClaim, Verdict,
	},
	tables::{batch, conflict, damaged, device, message, tail, tally},
	Body, Store, StoreError,
};
use crate::{
	pulse::What,
	steps::{Step, Steps},
};
use rusqlite::Transaction;
use std::{collections::BTreeMap, ops::ControlFlow};
use tallystick_evidence::DeviceId;
use tallystick_wire::ErrorCode;

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
	/// None of its readings was accepted, because some come after later ones: one of each channel that
	/// has such.
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
		self.pulses().want(What::Stored, true);
		let accepted = self.write_with_noted(|tx| {
			let mut outcomes = BTreeMap::new();
			for joined in join(group) {
				outcomes.extend(take_joined(tx, &joined, self.options().max_conflicts)?);
			}
			let accepted: Vec<Accepted> = outcomes.into_values().collect();
			tally::accepted(tx, accepted.iter().map(Accepted::new_readings).sum())?;
			steps.reached(Step::BeforeStored);
			Ok(accepted)
		})?;
		self.pulses().done(What::Stored);
		Ok(accepted)
	}

	/// A device's progress, for answers that refuse.
	pub fn progress_of(&self, device: DeviceId, signed: bool) -> Result<Accepted, StoreError> {
		let voice = if signed { Voice::Device } else { Voice::Gateway };
		self.read(|db| {
			let tail = match device::row(db, device)? {
				Some(device) => tail::load(db, device, voice)?,
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

/// Accepts messages as one, or each by itself if together they are refused.
fn take_joined(
	tx: &Transaction,
	joined: &Joined,
	conflicts: u32,
) -> Result<Vec<(usize, Accepted)>, StoreError> {
	if joined.parts.len() > 1 {
		let taken = take(tx, &joined.message, 0)?;
		if !matches!(taken.outcome, Outcome::Refused(_)) {
			return Ok(joined.share(&taken));
		}
	}
	joined.parts.iter().map(|(place, part)| Ok((*place, take(tx, part, conflicts)?))).collect()
}

/// Reads the tail, has the message judged, and writes what is new.
fn take(tx: &Transaction, message: &Incoming, conflicts: u32) -> Result<Accepted, StoreError> {
	let device = device::row_or_new(tx, message.device)?;
	let before = before(tx, device, &message.content)?;
	let decision = match judge(&before, message) {
		Verdict::Decided(decision) => decision,
		Verdict::Compare(claim) => compare(tx, device, claim)?,
	};
	let stored = before.tail.unwrap_or_default();
	match decision {
		Decision::New(entry) => write(tx, device, message.received, &entry),
		Decision::Moved(tail) => {
			tail::save(tx, device, Voice::Device, &tail)?;
			Ok(tail.answer(Outcome::Moved))
		},
		Decision::Repeated => match message.content.boot().filter(|boot| *boot < stored.boot) {
			Some(boot) => older(tx, device, boot),
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

fn before(tx: &Transaction, device: i64, content: &Content) -> Result<Before, StoreError> {
	let voice = content.voice();
	let tail = tail::load(tx, device, voice)?;
	let mut before = Before { tail, signs: false, boot_of_unsigned: None };
	if voice == Voice::Gateway {
		before.signs = tail::exists(tx, device, Voice::Device)?;
		if before.tail.is_none() {
			// Another store of the account numbers in another boot epoch.
			before.boot_of_unsigned = begin::unsigned_boot(tx)?;
		}
	}
	Ok(before)
}

fn compare<'a>(
	tx: &Transaction,
	device: i64,
	claim: Claim<'a>,
) -> Result<Decision<'a>, StoreError> {
	match claim {
		Claim::Segment(claim) => {
			let stored = message::segment_at(tx, device, claim.boot, claim.first)?;
			if stored.is_some() {
				return Ok(claim.compared(stored.as_ref()));
			}
			let taken = message::taken(tx, device, claim.boot, claim.numbers())?;
			Ok(if taken.is_empty() { claim.free() } else { claim.compared(None) })
		},
		Claim::Numbers(claim) => {
			let stored = stored_numbers(tx, device, &claim)?;
			Ok(claim.compared(&stored))
		},
		Claim::Times(claim) => compare_times(tx, device, claim),
	}
}

fn write(
	tx: &Transaction,
	device: i64,
	received: u64,
	entry: &Entry,
) -> Result<Accepted, StoreError> {
	message::insert(tx, device, received, entry)?;
	tail::save(tx, device, entry.kind.voice(), &entry.tail)?;
	Ok(entry.tail.answer(Outcome::Stored(entry.body.count() as u32)))
}

/// The answer to a repeated message of an earlier boot epoch.
fn older(tx: &Transaction, device: i64, boot: u32) -> Result<Accepted, StoreError> {
	// Numbers rise with the rows, and batches become final in the order of their rows.
	let next = message::next_number(tx, device, boot, i64::MAX)?;
	let finalized = message::next_number(tx, device, boot, batch::last_final_message(tx)?)?;
	let gap = damaged::first(tx, device, boot)?;
	let finalized = gap.map_or(finalized, |gap| finalized.min(gap));
	Ok(Accepted { outcome: Outcome::Duplicate, boot, next, finalized })
}

fn stored_numbers(
	tx: &Transaction,
	device: i64,
	claim: &NumbersClaim,
) -> Result<StoredNumbers, StoreError> {
	let mut stored = StoredNumbers::default();
	let of = (claim.boot, claim.key_epoch);
	for row in message::numbers(tx, device, of, (claim.from, claim.to))? {
		let Some(bytes) = row.readings else {
			stored.pruned.push(row.first..row.first.saturating_add(row.count));
			continue;
		};
		// What cannot be read is not alike: it concerns this device alone.
		let Some(body) = readable(&bytes) else { continue };
		for (channel, _, leaf) in body.leaves() {
			if let Some(signed) = leaf.signed {
				stored.readings.insert(signed.sequence, (channel, leaf.reading));
			}
		}
	}
	let (from, to) = (claim.from, claim.to);
	let is_found = |number| {
		stored.readings.contains_key(&number) || stored.pruned.iter().any(|of| of.contains(&number))
	};
	if !(from..=to).all(is_found) {
		let mut free = from;
		for taken in message::taken(tx, device, claim.boot, (from, to))? {
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
	claim: TimesClaim<'a>,
) -> Result<Decision<'a>, StoreError> {
	let span = claim.span;
	claim.compared(|channel, time| {
		let mut found = StoredPoint::Missing;
		message::each_unsigned_at(tx, device, span, time, |readings| {
			let Some(bytes) = readings else {
				found = StoredPoint::Pruned;
				return ControlFlow::Continue(());
			};
			let Some(body) = readable(&bytes) else { return ControlFlow::Continue(()) };
			let mut leaves = body.leaves();
			match leaves.find(|(of, _, leaf)| *of == channel && leaf.reading.time == time) {
				Some((_, _, leaf)) => {
					found = StoredPoint::Value(leaf.reading.value);
					ControlFlow::Break(())
				},
				None => ControlFlow::Continue(()),
			}
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
