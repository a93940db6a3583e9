//! Messages that are on disk and not in the indexes yet, and the tails of their devices.
//!
//! A group of messages is appended to three tables, whose pages follow one another: `message`, `body` and
//! `recent_tail`. Where a device's rows stand in `by_number`, `by_time` and `tail` is decided by its id, so that
//! each message would change pages of its own there. These are written for many messages at once, in the order
//! of devices, by [`Store::index`]; until then the same facts are here, and are read again at each start.

use super::{
	incoming::Numbering,
	sequence::Tail,
	tables::{by_number, by_time, indexed, message, recent_tail, tail},
	Store, StoreError,
};
use crate::{
	archive::StoredDevice,
	steps::{Step, Steps},
};
use rusqlite::Connection;
use std::{
	collections::HashMap,
	sync::{Mutex, MutexGuard, PoisonError},
	time::Duration,
};
use tallystick_evidence::DeviceId;

/// Most tails that wait for the indexes, and with them about as many messages, before a group has to wait for
/// them to be written.
const MOST: u64 = 16_384;

/// From this many on they are written even if no batch needs them.
const MANY: u64 = MOST / 2;

/// Rows of one transaction of [`Store::index`], approximately: groups of messages wait for it.
const AT_ONCE: usize = 512;

/// How long the database is left to others after such a transaction.
const PAUSE: Duration = Duration::from_millis(1);

/// A message that is not in the indexes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Unindexed {
	/// Its row in `message`.
	pub(super) id: i64,
	/// The boot epoch that its numbers belong to.
	pub(super) boot: u32,
	/// The number of its first reading.
	pub(super) first: u64,
	/// The time of its first reading: UTC, in milliseconds.
	pub(super) start: u64,
}

/// The latest tail of a numbering, and its row in `recent_tail`.
#[derive(Clone, Debug)]
struct Latest {
	row: i64,
	tail: Tail,
}

/// One device's messages and tails that are not in the indexes.
#[derive(Clone, Debug)]
struct OfDevice {
	/// The device's row in `device`.
	row: i64,
	/// In ascending order of their rows.
	messages: Vec<Unindexed>,
	signed: Option<Latest>,
	unsigned: Option<Latest>,
}

impl OfDevice {
	fn new(row: i64) -> Self {
		Self { row, messages: Vec::new(), signed: None, unsigned: None }
	}

	fn latest(&self, numbering: Numbering) -> Option<&Latest> {
		match numbering {
			Numbering::Device => self.signed.as_ref(),
			Numbering::Gateway => self.unsigned.as_ref(),
		}
	}

	fn latest_mut(&mut self, numbering: Numbering) -> &mut Option<Latest> {
		match numbering {
			Numbering::Device => &mut self.signed,
			Numbering::Gateway => &mut self.unsigned,
		}
	}

	fn tails(&self) -> impl Iterator<Item = (Numbering, &Tail)> {
		let signed = self.signed.iter().map(|latest| (Numbering::Device, &latest.tail));
		signed.chain(self.unsigned.iter().map(|latest| (Numbering::Gateway, &latest.tail)))
	}
}

/// The messages that are not in the indexes.
#[derive(Debug, Default)]
pub(super) struct Recent {
	devices: HashMap<DeviceId, OfDevice>,
	/// The last row of `recent_tail`, and the last one that was removed, or 0.
	newest: i64,
	removed: i64,
	/// The rows of `recent_tail` that cannot be read, in ascending order, each with its device's row. Nothing is
	/// accepted of these devices.
	unreadable: Vec<(i64, i64)>,
}

/// One device's messages that are not in the indexes, as a lookup needs them.
#[derive(Clone, Debug, Default)]
pub(super) struct RecentOf {
	/// Its messages that are not in the indexes.
	pub(super) messages: Vec<Unindexed>,
	/// The longest time that one of its rows covers, in milliseconds, as far as that is not in `tail`.
	pub(super) span: u64,
}

impl Recent {
	/// Reads what an earlier process has left unindexed.
	pub(super) fn load(db: &Connection) -> Result<Self, StoreError> {
		let mut recent = Self::default();
		let recent_tail::All { logged, unreadable } = recent_tail::all(db)?;
		recent.unreadable = unreadable;
		recent.removed = logged.first().map_or(0, |first| first.id.saturating_sub(1));
		for recent_tail::Logged { id, device, name, numbering, tail } in logged {
			recent.set_tail(name, device, numbering, id, tail);
		}
		for of in recent.devices.values_mut() {
			for numbering in [Numbering::Device, Numbering::Gateway] {
				let stored = match tail::load(db, of.row, numbering) {
					// The latest one is whole.
					Err(error) if error.is_damage() => None,
					stored => stored?,
				};
				// Batches may have become final since it was appended.
				if let (Some(stored), Some(latest)) = (stored, of.latest_mut(numbering)) {
					latest.tail.raise_final(stored.boot, stored.finalized);
				}
			}
		}
		message::each_unindexed(db, indexed::last(db)?, |name, device, message| {
			recent.add(name, device, message);
		})?;
		Ok(recent)
	}

	fn of(&mut self, name: DeviceId, row: i64) -> &mut OfDevice {
		self.devices.entry(name).or_insert_with(|| OfDevice::new(row))
	}

	/// Adds a message of the device in this row.
	pub(super) fn add(&mut self, name: DeviceId, device: i64, message: Unindexed) {
		self.of(name, device).messages.push(message);
	}

	/// Makes this the latest tail. It is in a row of `recent_tail`.
	pub(super) fn set_tail(
		&mut self,
		name: DeviceId,
		device: i64,
		numbering: Numbering,
		row: i64,
		tail: Tail,
	) {
		self.newest = self.newest.max(row);
		*self.of(name, device).latest_mut(numbering) = Some(Latest { row, tail });
	}

	/// The latest tail, if it is not in `tail`.
	pub(super) fn tail(&self, name: DeviceId, numbering: Numbering) -> Option<&Tail> {
		Some(&self.devices.get(&name)?.latest(numbering)?.tail)
	}

	/// Adds what a group has added, once that is on disk.
	fn extend(&mut self, group: Self) {
		self.newest = self.newest.max(group.newest);
		for (name, of) in group.devices {
			let had = self.of(name, of.row);
			had.messages.extend(of.messages);
			for (numbering, latest) in
				[(Numbering::Device, of.signed), (Numbering::Gateway, of.unsigned)]
			{
				if latest.is_some() {
					*had.latest_mut(numbering) = latest;
				}
			}
		}
	}

	/// Forgets a message that is removed.
	fn forget(&mut self, id: i64) {
		for of in self.devices.values_mut() {
			of.messages.retain(|message| message.id != id);
		}
	}

	/// Forgets what is in the indexes now: messages up to one, and tails up to one.
	fn forget_up_to(&mut self, message: i64, tail: i64) {
		self.devices.retain(|_, of| {
			of.messages.retain(|of| of.id > message);
			for numbering in [Numbering::Device, Numbering::Gateway] {
				let latest = of.latest_mut(numbering);
				if latest.as_ref().is_some_and(|latest| latest.row <= tail) {
					*latest = None;
				}
			}
			!of.messages.is_empty() || of.signed.is_some() || of.unsigned.is_some()
		});
		self.removed = tail;
		if self.newest == tail {
			// Rows of an empty table begin with 1 again.
			(self.newest, self.removed) = (0, 0);
		}
	}

	/// The number of tails that wait.
	fn waiting(&self) -> u64 {
		self.newest.saturating_sub(self.removed).max(0) as u64
	}
}

/// The unindexed messages and tails that a group of messages finds, and those that it adds.
pub(super) struct Group<'a> {
	before: &'a Mutex<Recent>,
	/// What the group adds.
	pub(super) new: Recent,
}

impl<'a> Group<'a> {
	/// Whether what is stored of the device in this row cannot be read.
	pub(super) fn is_unreadable(&self, device: i64) -> bool {
		lock(self.before).unreadable.iter().any(|(_, of)| *of == device)
	}

	/// The latest tail, if it is not in `tail`.
	pub(super) fn tail(&self, name: DeviceId, numbering: Numbering) -> Option<Tail> {
		let own = self.new.tail(name, numbering).cloned();
		own.or_else(|| lock(self.before).tail(name, numbering).cloned())
	}

	/// The messages of a device that are not in the indexes.
	pub(super) fn messages(&self, name: DeviceId) -> Vec<Unindexed> {
		let mut messages = of(&lock(self.before), name).messages;
		messages.extend(of(&self.new, name).messages);
		messages
	}
}

fn lock(recent: &Mutex<Recent>) -> MutexGuard<'_, Recent> {
	// Each change is complete before anything can panic.
	recent.lock().unwrap_or_else(PoisonError::into_inner)
}

fn of(recent: &Recent, name: DeviceId) -> RecentOf {
	let Some(of) = recent.devices.get(&name) else { return RecentOf::default() };
	let span = of.tails().map(|(_, tail)| tail.span).max().unwrap_or_default();
	RecentOf { messages: of.messages.clone(), span }
}

/// A part of one device's entries to be indexed: some messages, or the tails.
struct Part {
	device: i64,
	messages: Vec<Unindexed>,
	tails: Vec<(Numbering, Tail)>,
}

impl Store {
	/// A device's messages that are not in the indexes. Call this before the database is read: a message that
	/// is then in neither is not stored.
	pub(super) fn recent_of(&self, name: DeviceId) -> RecentOf {
		of(&lock(&self.recent), name)
	}

	/// The latest tail of a device, if it is not in `tail`. Call this before the database is read.
	pub(super) fn recent_tail(&self, name: DeviceId, numbering: Numbering) -> Option<Tail> {
		lock(&self.recent).tail(name, numbering).cloned()
	}

	/// The first devices after one that have a tail which is not in `tail`, each with its numberings. Call this
	/// before the database is read.
	pub(super) fn recent_devices(
		&self,
		after: Option<DeviceId>,
		limit: u32,
	) -> Vec<(Numbering, StoredDevice)> {
		let recent = lock(&self.recent);
		let wanted = recent.devices.iter().filter(|(name, _)| after.is_none_or(|of| **name > of));
		let mut wanted: Vec<_> = wanted.filter(|(_, of)| of.tails().next().is_some()).collect();
		wanted.sort_unstable_by_key(|(name, _)| **name);
		let first = wanted.into_iter().take(limit as usize);
		let numberings = |(name, of): (&DeviceId, &OfDevice)| {
			let name = *name;
			of.tails().map(|(numbering, tail)| (numbering, tail.stored(name))).collect::<Vec<_>>()
		};
		first.flat_map(numberings).collect()
	}

	/// Notes that everything of a boot epoch below a number is final.
	pub(super) fn raise_recent(
		&self,
		name: DeviceId,
		numbering: Numbering,
		boot: u32,
		finalized: u64,
	) {
		let mut recent = lock(&self.recent);
		let of = recent.devices.get_mut(&name);
		if let Some(latest) = of.and_then(|of| of.latest_mut(numbering).as_mut()) {
			latest.tail.raise_final(boot, finalized);
		}
	}

	/// Begins a group of messages.
	pub(super) fn group(&self) -> Group<'_> {
		Group { before: &self.recent, new: Recent::default() }
	}

	/// Keeps what a group has added. Call it with the writer locked, after the commit.
	pub(super) fn keep_recent(&self, group: Option<Recent>) {
		lock(&self.recent).extend(group.unwrap_or_default());
	}

	/// Forgets messages that were removed.
	pub(super) fn forget_recent(&self, ids: impl IntoIterator<Item = i64>) {
		let mut recent = lock(&self.recent);
		ids.into_iter().for_each(|id| recent.forget(id));
	}

	/// Whether a group has to wait until the indexes are written.
	pub(super) fn recent_is_full(&self) -> bool {
		lock(&self.recent).waiting() >= MOST
	}

	/// Whether it is time to write the indexes, also if no batch is due.
	pub(crate) fn has_many_recent(&self) -> bool {
		lock(&self.recent).waiting() >= MANY
	}

	/// Writes all messages into the indexes that are stored when it begins, a few at a time. Messages are
	/// accepted meanwhile.
	pub(crate) fn index(&self, steps: &dyn Steps) -> Result<(), StoreError> {
		let _one = self.indexing.lock().unwrap_or_else(PoisonError::into_inner);
		let (parts, last, newest) = self.unindexed();
		if parts.is_empty() {
			return Ok(());
		}
		let unreadable: Vec<i64> =
			lock(&self.recent).unreadable.iter().map(|(id, _)| *id).collect();
		let mut rest = parts.as_slice();
		while !rest.is_empty() {
			let mut rows = 0usize;
			let is_over = |part: &Part| {
				rows = rows.saturating_add(part.messages.len()).saturating_add(part.tails.len());
				rows >= AT_ONCE
			};
			let many = rest.iter().position(is_over).map_or(rest.len(), |at| at.saturating_add(1));
			let (now, later) = rest.split_at_checked(many).unwrap_or((rest, &[]));
			self.write(|tx| {
				for Part { device, messages, .. } in now {
					for Unindexed { id, boot, first, .. } in messages {
						by_number::insert(tx, *device, (*boot, *first), *id)?;
					}
				}
				for Part { device, messages, .. } in now {
					for Unindexed { id, start, .. } in messages {
						by_time::insert(tx, *device, *start, *id)?;
					}
				}
				for Part { device, tails, .. } in now {
					for (numbering, tail) in tails {
						tail::save(tx, *device, *numbering, tail)?;
					}
				}
				steps.reached(Step::Indexing);
				Ok(())
			})?;
			std::thread::sleep(PAUSE);
			rest = later;
		}
		// Until this is on disk, the rows above count for nothing, and are written again.
		self.write_and(
			|tx| {
				indexed::raise(tx, last)?;
				recent_tail::remove(tx, newest, &unreadable)?;
				steps.reached(Step::BeforeIndexed);
				Ok(())
			},
			|_| lock(&self.recent).forget_up_to(last, newest),
		)
	}

	/// Everything that is not in the indexes, in ascending order of devices; the last message; and the last row
	/// of `recent_tail`.
	fn unindexed(&self) -> (Vec<Part>, i64, i64) {
		let recent = lock(&self.recent);
		let mut parts = Vec::with_capacity(recent.devices.len());
		for of in recent.devices.values() {
			let some = |messages: &[Unindexed]| Part {
				device: of.row,
				messages: messages.to_vec(),
				tails: Vec::new(),
			};
			parts.extend(of.messages.chunks(AT_ONCE).map(some));
			let tails = of.tails().map(|(numbering, tail)| (numbering, tail.clone())).collect();
			parts.push(Part { device: of.row, messages: Vec::new(), tails });
		}
		// In the order of devices, and of one device's messages.
		parts.sort_by_key(|part| part.device);
		let last = parts.iter().filter_map(|part| part.messages.last()).map(|of| of.id).max();
		(parts, last.unwrap_or_default(), recent.newest)
	}
}

/// The messages of a boot epoch whose first number is from `from` to `to`, in ascending order of that.
pub(super) fn by_number(
	db: &Connection,
	device: i64,
	recent: &[Unindexed],
	boot: u32,
	(from, to): (u64, u64),
) -> Result<Vec<i64>, StoreError> {
	let mut found = by_number::within(db, device, boot, (from, to))?;
	let is_meant = |of: &&Unindexed| of.boot == boot && (from..=to).contains(&of.first);
	found.extend(recent.iter().filter(is_meant).map(|of| (of.first, of.id)));
	found.sort_unstable();
	// One may have been written into the index since.
	found.dedup();
	Ok(found.into_iter().map(|(_, id)| id).collect())
}

/// The message with the highest numbers of a boot epoch, of those up to `last`.
pub(super) fn highest(
	db: &Connection,
	device: i64,
	recent: &[Unindexed],
	boot: u32,
	last: i64,
) -> Result<Option<i64>, StoreError> {
	let is_meant = |of: &&Unindexed| of.boot == boot && of.id <= last;
	let recent = recent.iter().filter(is_meant).map(|of| (of.first, of.id)).max();
	Ok(by_number::highest(db, device, boot, last)?.max(recent).map(|(_, id)| id))
}

/// Reads the messages whose first time is from `from` to `to`, in ascending order of that and of their rows,
/// until `then` breaks.
pub(super) fn each_by_time(
	db: &Connection,
	device: i64,
	recent: &[Unindexed],
	(from, to): (u64, u64),
	mut then: impl FnMut(i64) -> Result<std::ops::ControlFlow<()>, StoreError>,
) -> Result<(), StoreError> {
	use std::ops::ControlFlow::{Break, Continue};
	let is_meant = |of: &&Unindexed| (from..=to).contains(&of.start);
	let mut recent: Vec<(u64, i64)> =
		recent.iter().filter(is_meant).map(|of| (of.start, of.id)).collect();
	recent.sort_unstable();
	let mut recent = recent.into_iter().peekable();
	let mut is_over = false;
	by_time::each(db, device, (from, to), |next| {
		while let Some((_, id)) = recent.next_if(|of| *of < next) {
			if then(id)?.is_break() {
				is_over = true;
				return Ok(Break(()));
			}
		}
		// One may have been written into the index since.
		recent.next_if_eq(&next);
		let done = then(next.1)?;
		is_over = done.is_break();
		Ok(done)
	})?;
	if !is_over {
		for (_, id) in recent {
			if then(id)? != Continue(()) {
				break;
			}
		}
	}
	Ok(())
}

#[cfg(test)]
mod tests;
