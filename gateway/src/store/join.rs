//! Joins consecutive messages of a device: one row, and one read of the device's tail.

use super::{Accepted, Body, Content, Incoming, Outcome};
use std::{borrow::Cow, collections::HashMap};
use tallystick_evidence::DeviceId;
use tallystick_wire::MAX_RECORDS;

/// Messages that are accepted as one.
pub(super) struct Joined<'a> {
	/// The messages as one.
	pub(super) message: Cow<'a, Incoming>,
	/// The messages with their places in the group.
	pub(super) parts: Vec<(usize, &'a Incoming)>,
	/// The highest number of its readings.
	last: Option<u64>,
	/// The first and the last time.
	span: Option<(u64, u64)>,
}

/// Longest time that a joined row covers, in milliseconds. A query for a time has to read all rows that may
/// reach it.
const MOST_SPAN: u64 = 3_600_000;

/// Joins messages that follow one another.
pub(super) fn join(group: &[Incoming]) -> Vec<Joined<'_>> {
	let mut joined: Vec<Joined> = Vec::with_capacity(group.len());
	let mut latest = HashMap::<DeviceId, usize>::new();
	for (place, message) in group.iter().enumerate() {
		let had = latest.get(&message.device).and_then(|at| joined.get_mut(*at));
		let last = numbers(message).max();
		if let Some(had) = had.filter(|had| had.is_followed_by(message)) {
			had.parts.push((place, message));
			had.last = last;
			had.span = had.span_with(message);
			if let (Some(body), Some(more)) =
				(readings_mut(had.message.to_mut()), readings(message))
			{
				append(body, more);
			}
			continue;
		}
		latest.insert(message.device, joined.len());
		let (parts, span) = (vec![(place, message)], readings(message).and_then(Body::bounds));
		joined.push(Joined { message: Cow::Borrowed(message), parts, last, span });
	}
	joined
}

impl Joined<'_> {
	fn is_followed_by(&self, message: &Incoming) -> bool {
		let (
			Content::Readings { key_epoch, boot, body },
			Content::Readings { key_epoch: same_epoch, boot: same_boot, body: more },
		) = (&self.message.content, &message.content)
		else {
			return false;
		};
		let fits = |limits, channel| {
			let had = body.runs.iter().find(|run| run.channel == channel);
			had.is_none_or(|run| run.limits == limits)
		};
		let next = self.last.and_then(|last| last.checked_add(1));
		let is_near = |(start, end): (u64, u64)| end.saturating_sub(start) <= MOST_SPAN;
		(key_epoch, boot, &body.seed) == (same_epoch, same_boot, &more.seed)
			&& next.is_some_and(|next| numbers(message).min() == Some(next))
			// No row has more than a message may.
			&& body.count().saturating_add(more.count()) <= MAX_RECORDS
			&& self.span_with(message).is_some_and(is_near)
			&& more.runs.iter().all(|run| fits(run.limits, run.channel))
	}

	fn span_with(&self, message: &Incoming) -> Option<(u64, u64)> {
		let (start, end) = self.span?;
		let (from, to) = readings(message)?.bounds()?;
		Some((start.min(from), end.max(to)))
	}

	/// The outcome of each message, if all are accepted.
	pub(super) fn share(&self, taken: &Accepted) -> Vec<(usize, Accepted)> {
		let mut new = match taken.outcome {
			Outcome::Stored(new) => new,
			Outcome::Duplicate | Outcome::Moved | Outcome::Refused(_) | Outcome::Stale(_) => 0,
		};
		let mut shares = Vec::with_capacity(self.parts.len());
		// The readings that were on disk before have the lowest numbers.
		for (place, part) in self.parts.iter().rev() {
			let count = readings(part).map_or(0, |body| body.count() as u32);
			let own = count.min(new);
			new = new.saturating_sub(own);
			let outcome = match taken.outcome {
				Outcome::Stored(_) if own == 0 => Outcome::Duplicate,
				Outcome::Stored(_) => Outcome::Stored(own),
				ref other => other.clone(),
			};
			shares.push((*place, Accepted { outcome, ..taken.clone() }));
		}
		shares
	}
}

fn readings(message: &Incoming) -> Option<&Body> {
	match &message.content {
		Content::Readings { body, .. } => Some(body),
		_ => None,
	}
}

fn readings_mut(message: &mut Incoming) -> Option<&mut Body> {
	match &mut message.content {
		Content::Readings { body, .. } => Some(body),
		_ => None,
	}
}

/// The device's numbers of its readings.
fn numbers(message: &Incoming) -> impl Iterator<Item = u64> + '_ {
	let leaves = readings(message).into_iter().flat_map(Body::leaves);
	leaves.filter_map(|(_, _, leaf)| Some(leaf.signed?.sequence))
}

/// Appends readings with the same limits.
fn append(body: &mut Body, more: &Body) {
	for run in &more.runs {
		match body.runs.binary_search_by_key(&run.channel, |run| run.channel) {
			Ok(at) => {
				if let Some(had) = body.runs.get_mut(at) {
					had.leaves.extend_from_slice(&run.leaves);
				}
			},
			Err(at) => body.runs.insert(at, run.clone()),
		}
	}
}

#[cfg(test)]
mod tests {
	use super::{
		super::{tables::message, BodyRun, Store, StoreOptions},
		*,
	};
	use crate::steps::{Step, Steps};
	use proptest::prelude::*;
	use tallystick_evidence::{reading::SignedReading, Leaf, Limits, Reading, Signature};

	/// A message.
	#[derive(Clone, Copy, Debug)]
	struct Said {
		device: u8,
		key_epoch: u32,
		boot: u32,
		first: u64,
		count: u64,
		/// Its values differ from those of other messages with the same numbers.
		differs: bool,
		/// Its limits differ.
		narrow: bool,
		/// Its times are far from those of the others.
		far: bool,
	}

	const PLAIN: Said = Said {
		device: 0,
		key_epoch: 0,
		boot: 0,
		first: 0,
		count: 3,
		differs: false,
		narrow: false,
		far: false,
	};

	fn incoming(said: &Said) -> Incoming {
		let Said { device, key_epoch, boot, first, count, differs, .. } = *said;
		let begin = if said.far { 1 + MOST_SPAN } else { 1 };
		let leaf = |sequence| Leaf {
			reading: Reading { time: begin + sequence, value: differs.into(), salt: [0; 16] },
			signed: Some(SignedReading { sequence, signature: Signature([7; 64]) }),
		};
		let limits = Limits { low: 0, high: if said.narrow { 10 } else { 20 } };
		let run = |channel: u16| {
			let of_channel = |sequence: &u64| sequence % 2 == u64::from(channel);
			let leaves = (first..first + count).filter(of_channel).map(leaf).collect();
			BodyRun { channel, limits, leaves }
		};
		let mut body = Body { seed: None, runs: vec![run(0), run(1)] };
		body.runs.retain(|run| !run.leaves.is_empty());
		Incoming {
			device: DeviceId([device; 32]),
			received: 0,
			content: Content::Readings { key_epoch, boot, body },
			payload: format!("{said:?}").into_bytes(),
			json: false,
		}
	}

	fn said() -> impl Strategy<Value = Said> {
		let seldom = || prop::bool::weighted(0.1);
		let numbers = (0..2u8, seldom(), 0..2u32, 0..8u64, 1..4u64);
		(numbers, seldom(), seldom(), seldom()).prop_map(
			|((device, later, boot, first, count), differs, narrow, far)| {
				let key_epoch = later.into();
				Said { device, key_epoch, boot, first, count, differs, narrow, far }
			},
		)
	}

	/// Messages that mostly follow one another, as those of devices do.
	fn group() -> impl Strategy<Value = Vec<Incoming>> {
		prop::collection::vec((said(), prop::bool::weighted(0.8)), 1..24).prop_map(|list| {
			let mut next = HashMap::<(u8, u32), u64>::new();
			let in_order = |(mut said, follows): (Said, bool)| {
				let next = next.entry((said.device, said.boot)).or_default();
				if follows {
					said.first = *next;
				}
				*next = (*next).max(said.first + said.count);
				incoming(&said)
			};
			list.into_iter().map(in_order).collect()
		})
	}

	type Row = (i64, u32, u32, Option<Vec<(u64, u16, Leaf)>>);

	/// All readings by device and boot epoch, and the stored conflicts.
	fn stored(store: &Store) -> (Vec<Row>, Vec<(i64, Vec<u8>)>) {
		let read = |db: &rusqlite::Connection| {
			let mut found = Vec::<Row>::new();
			for row in message::between(db, (0, i64::MAX), None)? {
				let readings = match row.is_pruned() {
					true => None,
					false => Some(row.numbered()?),
				};
				let plain = |readings: Vec<(u64, u16, Limits, Leaf)>| {
					readings.into_iter().map(|(at, channel, _, leaf)| (at, channel, leaf)).collect()
				};
				found.push((row.device, row.boot, row.key_epoch, readings.map(plain)));
			}
			found.sort_by_key(|(device, boot, ..)| (*device, *boot));
			// Only their distribution over rows differs.
			found.dedup_by(|next, had| match (&mut had.3, &mut next.3) {
				(Some(readings), Some(more))
					if (had.0, had.1, had.2) == (next.0, next.1, next.2) =>
				{
					readings.append(more);
					true
				},
				(had_readings, more) => {
					had_readings.is_none() && more.is_none() && (had.0, had.1) == (next.0, next.1)
				},
			});
			let mut query =
				db.prepare("SELECT device, payload FROM conflict ORDER BY device, payload")?;
			let conflicts = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
			Ok((found, conflicts.collect::<Result<_, _>>()?))
		};
		store.read(read).unwrap()
	}

	fn prune(store: &Store) {
		store.write(|tx| Ok(tx.execute("DELETE FROM body", [])?)).unwrap();
	}

	fn rows(store: &Store) -> i64 {
		let count = |db: &rusqlite::Connection| {
			Ok(db.query_row("SELECT COUNT(*) FROM message", [], |row| row.get(0))?)
		};
		store.read(count).unwrap()
	}

	fn open(folder: &tempfile::TempDir, name: &str) -> Store {
		let options = StoreOptions { min_free: 0, ..Default::default() };
		Store::open(folder.path().join(name), options).unwrap()
	}

	#[test]
	fn writes_consecutive_messages_of_a_device_in_one_row() {
		let folder = crate::support::folder();
		let store = open(&folder, "db");
		let said = |at: u64| Said { device: (at % 2) as u8, first: at / 2 * 3, ..PLAIN };
		let group: Vec<_> = (0..40).map(|at| incoming(&said(at))).collect();
		let accepted = store.accept(&group, &()).unwrap();
		assert!(accepted.iter().all(|one| one.outcome == Outcome::Stored(3) && one.next == 60));
		assert_eq!(rows(&store), 2);
		assert_eq!(store.waiting().unwrap().readings, 120);
	}

	#[test]
	fn keeps_messages_that_are_far_apart_in_time_in_rows_of_their_own() {
		let folder = crate::support::folder();
		let store = open(&folder, "db");
		let far = Said { first: 3, far: true, ..PLAIN };
		let group = [PLAIN, far, Said { first: 6, ..far }].map(|said| incoming(&said));
		let accepted = store.accept(&group, &()).unwrap();
		assert!(accepted.iter().all(|one| one.outcome == Outcome::Stored(3)));
		assert_eq!(rows(&store), 2);
	}

	/// Panics before the indexes count, in place of a kill.
	struct Dies;

	impl Steps for Dies {
		fn reached(&self, step: Step) {
			assert_ne!(step, Step::BeforeIndexed, "it dies here");
		}
	}

	proptest! {
		#![proptest_config(ProptestConfig::with_cases(64))]
		#[test]
		fn indexing_and_starts_change_no_answer(
			groups in prop::collection::vec((group(), 0..5u8), 1..6),
		) {
			let folder = crate::support::folder();
			let plain = open(&folder, "plain");
			let mut other = Some(open(&folder, "other"));
			for (group, then) in groups {
				let expected = plain.accept(&group, &()).unwrap();
				let store = other.as_ref().unwrap();
				prop_assert_eq!(store.accept(&group, &()).unwrap(), expected);
				if matches!(then, 1 | 2) {
					store.index(&()).unwrap();
				}
				if matches!(then, 3 | 4) {
					let dies = std::panic::AssertUnwindSafe(|| store.index(&Dies));
					let _ = std::panic::catch_unwind(dies);
				}
				if matches!(then, 0 | 2 | 4) {
					other = None;
					other = other.or_else(|| Some(open(&folder, "other")));
				}
				prop_assert_eq!(stored(other.as_ref().unwrap()), stored(&plain));
			}
		}
	}

	proptest! {
		#![proptest_config(ProptestConfig::with_cases(96))]
		#[test]
		fn stores_joined_messages_as_if_each_came_alone(
			groups in prop::collection::vec((group(), prop::bool::weighted(0.2)), 1..4),
		) {
			let folder = crate::support::folder();
			let (joined, apart) = (open(&folder, "joined"), open(&folder, "apart"));
			for (group, pruned) in groups {
				let together = joined.accept(&group, &()).unwrap();
				prop_assert_eq!(together.len(), group.len());
				for (message, taken) in group.iter().zip(together) {
					let alone = apart.accept(std::slice::from_ref(message), &()).unwrap().remove(0);
					prop_assert_eq!(&taken.outcome, &alone.outcome);
					prop_assert!(taken.next >= alone.next || taken.boot != alone.boot);
				}
				prop_assert_eq!(stored(&joined), stored(&apart));
				if pruned {
					prune(&joined);
					prune(&apart);
				}
			}
			let waiting = |store: &Store| store.waiting().unwrap().readings;
			prop_assert_eq!(waiting(&joined), waiting(&apart));
		}
	}
}
