//! Takes consecutive messages of a device as one: one row, and one look at where the device stands.

use super::{Accepted, Body, Content, Incoming, Outcome};
use std::{borrow::Cow, collections::HashMap};
use tallystick_evidence::DeviceId;
use tallystick_wire::MAX_RECORDS;

/// Messages that are taken as one.
pub(super) struct Joined<'a> {
	/// What they say together.
	pub(super) message: Cow<'a, Incoming>,
	/// Each with its place in the group.
	pub(super) parts: Vec<(usize, &'a Incoming)>,
	/// The highest number of its readings.
	last: Option<u64>,
}

/// Joins what follows one another, of messages in their order.
pub(super) fn join(group: &[Incoming]) -> Vec<Joined<'_>> {
	let mut joined: Vec<Joined> = Vec::with_capacity(group.len());
	let mut latest = HashMap::<DeviceId, usize>::new();
	for (place, message) in group.iter().enumerate() {
		let had = latest.get(&message.device).and_then(|at| joined.get_mut(*at));
		let last = numbers(message).max();
		if let Some(had) = had.filter(|had| had.is_followed_by(message)) {
			had.parts.push((place, message));
			had.last = last;
			if let (Some(body), Some(more)) =
				(readings_mut(had.message.to_mut()), readings(message))
			{
				append(body, more);
			}
			continue;
		}
		latest.insert(message.device, joined.len());
		let (message, parts) = (Cow::Borrowed(message), vec![(place, message)]);
		joined.push(Joined { message, parts, last });
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
		(key_epoch, boot, &body.seed) == (same_epoch, same_boot, &more.seed)
			&& next.is_some_and(|next| numbers(message).min() == Some(next))
			&& body.count().saturating_add(more.count()) <= MAX_RECORDS
			&& more.runs.iter().all(|run| fits(run.limits, run.channel))
	}

	/// What becomes of each, if all of them are taken.
	pub(super) fn share(&self, taken: &Accepted) -> Vec<(usize, Accepted)> {
		let mut new = match taken.outcome {
			Outcome::Stored(new) => new,
			Outcome::Duplicate | Outcome::Refused(_) => 0,
		};
		let mut shares = Vec::with_capacity(self.parts.len());
		// What was on disk before are the lowest numbers.
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

/// What the device numbered its readings with.
fn numbers(message: &Incoming) -> impl Iterator<Item = u64> + '_ {
	let leaves = readings(message).into_iter().flat_map(Body::leaves);
	leaves.filter_map(|(_, _, leaf)| Some(leaf.signed?.sequence))
}

/// Adds readings of the same limits.
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
		super::{rebuild, BodyRun, Store, StoreOptions},
		*,
	};
	use proptest::prelude::*;
	use tallystick_evidence::{reading::SignedReading, Leaf, Limits, Reading, Signature};

	/// A message: whose, of which boot epoch, from which number, how many, whether it differs from what
	/// another one says of the same numbers, and whether it has other limits.
	type Said = (u8, u32, u64, u64, bool, bool);

	fn incoming(&(device, boot, first, count, differs, narrow): &Said) -> Incoming {
		let leaf = |sequence| Leaf {
			reading: Reading { time: 1 + sequence, value: differs.into(), salt: [0; 16] },
			signed: Some(SignedReading { sequence, signature: Signature([7; 64]) }),
		};
		let limits = Limits { low: 0, high: if narrow { 10 } else { 20 } };
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
			content: Content::Readings { key_epoch: 0, boot, body },
			payload: vec![device, first as u8],
			json: false,
		}
	}

	fn said() -> impl Strategy<Value = Said> {
		(0..2u8, 0..2u32, 0..8u64, 1..4u64, prop::bool::weighted(0.1), prop::bool::weighted(0.1))
	}

	/// Mostly what follows, as devices speak.
	fn group() -> impl Strategy<Value = Vec<Incoming>> {
		prop::collection::vec((said(), prop::bool::weighted(0.8)), 1..24).prop_map(|list| {
			let mut next = HashMap::<(u8, u32), u64>::new();
			let in_order = |(mut said, follows): (Said, bool)| {
				let next = next.entry((said.0, said.1)).or_default();
				if follows {
					said.2 = *next;
				}
				*next = (*next).max(said.2 + said.3);
				incoming(&said)
			};
			list.into_iter().map(in_order).collect()
		})
	}

	fn stored(store: &Store) -> Vec<Vec<(u32, u64, u16, Leaf)>> {
		let of = |name: u8| {
			let readings = |db: &rusqlite::Connection| {
				let device = super::super::accept::row_of(db, DeviceId([name; 32]))?;
				let mut readings = Vec::new();
				for row in rebuild::rows(db, 0, i64::MAX, Some(device.unwrap_or(-1)))? {
					let of_row = row.readings()?.into_iter();
					readings
						.extend(of_row.map(|(at, channel, _, leaf)| (row.boot, at, channel, leaf)));
				}
				Ok(readings)
			};
			store.read(readings).unwrap()
		};
		vec![of(0), of(1)]
	}

	fn open(folder: &tempfile::TempDir, name: &str) -> Store {
		let options = StoreOptions { min_free: 0, ..Default::default() };
		Store::open(folder.path().join(name), options).unwrap()
	}

	#[test]
	fn works_in_one_row() {
		let folder = crate::testing::folder();
		let store = open(&folder, "db");
		let group: Vec<_> = (0..40u64)
			.map(|at| incoming(&((at % 2) as u8, 0, at / 2 * 3, 3, false, false)))
			.collect();
		let accepted = store.accept(&group, &()).unwrap();
		assert!(accepted.iter().all(|one| one.outcome == Outcome::Stored(3) && one.next == 60));
		let rows: i64 = store
			.read(|db| Ok(db.query_row("SELECT COUNT(*) FROM message", [], |row| row.get(0))?))
			.unwrap();
		assert_eq!(rows, 2);
		assert_eq!(store.waiting().unwrap().readings, 120);
	}

	proptest! {
		#![proptest_config(ProptestConfig::with_cases(64))]
		#[test]
		fn works_as_each_by_itself(groups in prop::collection::vec(group(), 1..4)) {
			let folder = crate::testing::folder();
			let (joined, apart) = (open(&folder, "joined"), open(&folder, "apart"));
			for group in groups {
				let together = joined.accept(&group, &()).unwrap();
				prop_assert_eq!(together.len(), group.len());
				for (message, taken) in group.iter().zip(together) {
					let alone = apart.accept(std::slice::from_ref(message), &()).unwrap().remove(0);
					prop_assert_eq!(&taken.outcome, &alone.outcome);
					prop_assert!(taken.next >= alone.next || taken.boot != alone.boot);
				}
			}
			prop_assert_eq!(stored(&joined), stored(&apart));
			let waiting = |store: &Store| store.waiting().unwrap().readings;
			prop_assert_eq!(waiting(&joined), waiting(&apart));
		}
	}
}
