//! The rules S1 to S10 of `docs/devices.md`, each as a property of whatever a device may send.

use super::*;
use crate::store::{incoming::Numbering, BodyRun};
use proptest::{prelude::*, test_runner::TestCaseError};
use std::collections::HashMap;
use tallystick_evidence::{
	reading::SignedReading, Attestation, DeviceId, Limits, SegmentHeader, Signature,
};

/// A message in few words. Whatever it leaves out is the same in all messages.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Said {
	kind: Kind,
	key_epoch: u32,
	boot: u32,
	/// The first number; of an unsigned message the first time.
	first: u64,
	count: u64,
	/// The message that a segment names as the one before it.
	previous: Previous,
	/// Values that differ from those of other messages under the same numbers or times.
	differs: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Previous {
	/// The last segment that was stored in this boot epoch.
	Last,
	Zeros,
	Other,
}

/// The stored readings of a device, without a database: a tail of each numbering, and all readings.
#[derive(Clone, Default, Debug)]
struct World {
	signed: Option<Tail>,
	unsigned: Option<Tail>,
	segments: HashMap<(u32, u64), Segment>,
	numbers: BTreeMap<(u32, u64), (u32, u16, Reading)>,
	points: BTreeMap<(u16, u64), i64>,
	/// Boot epoch and number of all readings, in the order in which they were stored.
	all: Vec<(u32, u64)>,
}

/// The outcome of a message.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Fate {
	/// The first number and the number of readings that are new.
	New(u64, u64),
	Repeated,
	Refused(ErrorCode),
	Stale(Vec<Stale>),
	Moved,
}

const FIRST_BATCH: u64 = 7;
/// The number of channels that readings alternate between.
const CHANNELS: u64 = 2;

impl World {
	fn tail(&self, boot: u32) -> Option<&Tail> {
		self.signed.as_ref().filter(|tail| tail.boot == boot)
	}

	fn incoming(&self, said: &Said) -> Incoming {
		let Said { kind, key_epoch, boot, first, count, differs, .. } = *said;
		let leaf = |at: u64| Leaf {
			reading: Reading { time: at, value: 10 + i64::from(differs), salt: [0; 16] },
			signed: (kind == Kind::Readings)
				.then_some(SignedReading { sequence: at, signature: Signature([7; 64]) }),
		};
		let run = |channel: u64| BodyRun {
			channel: channel as u16,
			limits: Limits::NONE,
			leaves: (first..first + count)
				.filter(|at| at % CHANNELS == channel)
				.map(leaf)
				.collect(),
		};
		let mut body = Body { seed: None, runs: (0..CHANNELS).map(run).collect() };
		body.runs.retain(|run| !run.leaves.is_empty());
		let content = match kind {
			Kind::Gateway => Content::Gateway { body },
			Kind::Readings => Content::Readings { key_epoch, boot, body },
			Kind::Segment => {
				let previous = match said.previous {
					Previous::Last => self.tail(boot).map_or([0; 32], |tail| tail.name),
					Previous::Zeros => [0; 32],
					Previous::Other => [9; 32],
				};
				let header = SegmentHeader {
					device: DeviceId([1; 32]),
					attestation: Attestation::Segment,
					key_epoch,
					boot_epoch: boot,
					sequence: first,
					count: count as u32,
					start: first,
					end: first + count - 1,
					root: [u8::from(differs); 32],
					previous,
				};
				let leaf = SegmentLeaf { header, signature: Some(Signature([7; 64])) };
				Content::Segment { leaf, body }
			},
		};
		Incoming {
			device: DeviceId([1; 32]),
			received: 0,
			content,
			payload: Vec::new(),
			json: false,
		}
	}

	fn take(&mut self, message: &Incoming) -> Fate {
		let numbering = message.content.numbering();
		let tail = match numbering {
			Numbering::Gateway => &self.unsigned,
			Numbering::Device => &self.signed,
		};
		let before = Before {
			tail: tail.clone(),
			signs: self.signed.is_some(),
			boot_of_unsigned: Some(boot_of_unsigned(FIRST_BATCH)),
		};
		let decision = match judge(&before, message) {
			Verdict::Decided(decision) => decision,
			Verdict::Compare(Overlap::Segment(overlap)) => {
				let stored = self.segments.get(&(overlap.boot, overlap.first));
				let (first, last) = overlap.numbers();
				match stored.is_none()
					&& self.free(overlap.boot, first, last).count() as u64 > last - first
				{
					true => overlap.free(),
					false => overlap.compared(stored),
				}
			},
			Verdict::Compare(Overlap::Numbers(overlap)) => {
				let range = (overlap.boot, overlap.from)..=(overlap.boot, overlap.to);
				let of_key = |(key, ..): &(u32, u16, Reading)| *key == overlap.key_epoch;
				let readings = self.numbers.range(range).filter(|(_, of)| of_key(of));
				let readings = readings
					.map(|((_, number), (_, channel, reading))| (*number, (*channel, *reading)));
				let free = self
					.free(overlap.boot, overlap.from, overlap.to)
					.map(|number| number..number + 1);
				let stored = StoredNumbers {
					readings: readings.collect(),
					pruned: Vec::new(),
					free: free.collect(),
				};
				overlap.compared(&stored)
			},
			Verdict::Compare(Overlap::Times(overlap)) => {
				let stored = |channel, time| {
					let value = self.points.get(&(channel, time));
					Ok::<_, ()>(value.map_or(StoredPoint::Missing, |of| StoredPoint::Value(*of)))
				};
				overlap.compared(stored).unwrap()
			},
		};
		match decision {
			Decision::New(entry) => self.store(&message.content, *entry),
			Decision::Repeated => Fate::Repeated,
			Decision::Moved(tail) => {
				self.signed = Some(*tail);
				Fate::Moved
			},
			Decision::Refused(code) => Fate::Refused(code),
			Decision::Stale(stale) => Fate::Stale(stale),
		}
	}

	/// The numbers under which nothing was stored.
	fn free(&self, boot: u32, first: u64, last: u64) -> impl Iterator<Item = u64> + '_ {
		(first..=last).filter(move |number| !self.all.contains(&(boot, *number)))
	}

	fn store(&mut self, content: &Content, entry: Entry) -> Fate {
		let Entry { kind, first, body, tail, signed_parts, .. } = entry;
		let count = body.count() as u64;
		assert_eq!(tail.next, first + count);
		self.all.extend((first..first + count).map(|number| (tail.boot, number)));
		assert_eq!(signed_parts.is_some(), kind == Kind::Segment);
		if let Content::Segment { leaf: SegmentLeaf { header, .. }, .. } = content {
			let segment = Segment {
				key_epoch: header.key_epoch,
				count: header.count,
				start: header.start,
				end: header.end,
				root: header.root,
				previous: header.previous,
			};
			self.segments.insert((tail.boot, first), segment);
		}
		for (channel, _, leaf) in body.leaves() {
			if let Some(signed) = leaf.signed {
				let reading = (tail.key_epoch, channel, leaf.reading);
				let had = self.numbers.insert((tail.boot, signed.sequence), reading);
				assert_eq!(had, None, "a number was stored twice");
			}
			if kind == Kind::Gateway {
				let had = self.points.insert((channel, leaf.reading.time), leaf.reading.value);
				assert_eq!(had, None, "a time was stored twice");
			}
		}
		match kind.numbering() {
			Numbering::Gateway => self.unsigned = Some(tail),
			Numbering::Device => self.signed = Some(tail),
		}
		Fate::New(first, count)
	}

	/// Takes a history, of which most messages follow on one another as a device's do.
	fn after(history: &[(Said, bool)]) -> (Self, Vec<(Incoming, Fate)>) {
		let mut world = Self::default();
		let mut taken = Vec::new();
		for (said, follows) in history {
			let said = if *follows { world.following(*said) } else { *said };
			let message = world.incoming(&said);
			let fate = world.take(&message);
			taken.push((message, fate));
		}
		(world, taken)
	}

	/// A message that comes where it belongs, in the present boot epoch or a later one.
	fn following(&self, said: Said) -> Said {
		let said = Said { previous: Previous::Last, ..said };
		let Some(tail) = &self.signed else { return Said { first: 0, ..said } };
		let boot = said.boot.max(tail.boot);
		let first = if boot == tail.boot { tail.next } else { 0 };
		let key_epoch = said.key_epoch.max(tail.key_epoch);
		Said { boot, first, key_epoch, ..said }
	}

	fn signed(&self) -> Tail {
		self.signed.clone().unwrap_or_default()
	}
}

/// A message that has numbers, and their boot epoch and key.
fn said(kinds: &'static [Kind]) -> impl Strategy<Value = Said> {
	let seldom = || prop::bool::weighted(0.15);
	let previous = prop_oneof![
		6 => Just(Previous::Last),
		1 => Just(Previous::Zeros),
		1 => Just(Previous::Other)
	];
	(prop::sample::select(kinds), seldom(), 0..3u32, 0..12u64, 1..5u64, previous, seldom())
		.prop_map(|(kind, later, boot, first, count, previous, differs)| {
			let key_epoch = later.into();
			Said { kind, key_epoch, boot, first, count, previous, differs }
		})
}

const SIGNED: &[Kind] = &[Kind::Segment, Kind::Readings];
const ALL: &[Kind] = &[Kind::Segment, Kind::Readings, Kind::Gateway];
const UNSIGNED: &[Kind] = &[Kind::Gateway];

fn history(kinds: &'static [Kind]) -> impl Strategy<Value = Vec<(Said, bool)>> {
	prop::collection::vec((said(kinds), prop::bool::weighted(0.7)), 0..16)
}

fn moves(key_epoch: u32, boot: u32, next: u64, previous: Hash) -> Incoming {
	Incoming {
		device: DeviceId([1; 32]),
		received: 0,
		content: Content::Move { key_epoch, boot, next, previous },
		payload: Vec::new(),
		json: false,
	}
}

fn refused(world: &mut World, message: &Incoming, code: ErrorCode) -> Result<(), TestCaseError> {
	let before = world.clone();
	prop_assert_eq!(world.take(message), Fate::Refused(code));
	prop_assert_eq!(&world.signed, &before.signed);
	prop_assert_eq!(&world.all, &before.all);
	Ok(())
}

proptest! {
	#[test]
	fn s1_numbers_boot_epochs_and_times_that_cannot_be_stored_are_refused(
		history in history(SIGNED),
		said in said(SIGNED),
		boot in GATEWAY_BOOT..,
		beyond in LARGEST - 3..LARGEST,
	) {
		let (mut world, _) = World::after(&history);
		let message = world.incoming(&Said { boot, ..world.following(said) });
		refused(&mut world, &message, ErrorCode::OutOfRange)?;
		let message = world.incoming(&Said { first: beyond, count: 5, ..said });
		refused(&mut world, &message, ErrorCode::OutOfRange)?;
		let mut message = world.incoming(&world.following(said));
		let (Content::Segment { body, .. } | Content::Readings { body, .. }) = &mut message.content
		else {
			unreachable!()
		};
		body.runs[0].leaves[0].reading.time = LARGEST + 1;
		refused(&mut world, &message, ErrorCode::OutOfRange)?;
	}

	#[test]
	fn s1_readings_whose_numbers_have_a_gap_are_refused(
		history in history(SIGNED),
		count in 3..8u64,
		missing in 1..7u64,
	) {
		prop_assume!(missing < count - 1);
		let (mut world, _) = World::after(&history);
		let plain = Said {
			kind: Kind::Readings, key_epoch: 0, boot: 0, first: 0, count, previous: Previous::Last, differs: false,
		};
		let said = world.following(plain);
		let mut message = world.incoming(&said);
		if let Content::Readings { body, .. } = &mut message.content {
			let gone = said.first + missing;
			*body = body.only(|_, leaf| leaf.signed.is_some_and(|signed| signed.sequence != gone));
		}
		refused(&mut world, &message, ErrorCode::Malformed)?;
	}

	#[test]
	fn s2_whatever_was_acknowledged_is_acknowledged_again_and_stored_once(
		history in history(ALL),
	) {
		let (mut world, taken) = World::after(&history);
		let before = world.all.clone();
		for (message, fate) in taken {
			let acknowledged = matches!(fate, Fate::New(..) | Fate::Repeated);
			// What came unsigned before the device signed is refused from then on.
			let unsigned = message.content.numbering() == Numbering::Gateway && world.signed.is_some();
			if acknowledged && !unsigned {
				prop_assert_eq!(world.take(&message), Fate::Repeated);
			}
		}
		prop_assert_eq!(&world.all, &before);
	}

	#[test]
	fn s2_of_readings_that_are_stored_in_part_the_others_are_stored(
		history in history(SIGNED),
		stored in 1..5u64,
		new in 1..5u64,
	) {
		let (mut world, _) = World::after(&history);
		let plain = Said {
			kind: Kind::Readings, key_epoch: 0, boot: 0, first: 0, count: stored, previous: Previous::Last,
			differs: false,
		};
		let said = world.following(plain);
		let message = world.incoming(&said);
		prop_assert_eq!(world.take(&message), Fate::New(said.first, stored));
		let message = world.incoming(&Said { count: stored + new, ..said });
		prop_assert_eq!(world.take(&message), Fate::New(said.first + stored, new));
	}

	#[test]
	fn s3_other_content_under_stored_numbers_is_a_conflict(
		history in history(SIGNED),
		said in said(SIGNED),
	) {
		let (mut world, _) = World::after(&history);
		let said = world.following(said);
		let message = world.incoming(&said);
		prop_assert_eq!(world.take(&message), Fate::New(said.first, said.count));
		let message = world.incoming(&Said { differs: !said.differs, ..said });
		refused(&mut world, &message, ErrorCode::Conflict)?;
		// Also under another key.
		let message = world.incoming(&Said { key_epoch: said.key_epoch + 1, ..said });
		refused(&mut world, &message, ErrorCode::Conflict)?;
		// Also as another kind of message.
		let kind = if said.kind == Kind::Segment { Kind::Readings } else { Kind::Segment };
		let message = world.incoming(&Said { kind, ..said });
		refused(&mut world, &message, ErrorCode::Conflict)?;
	}

	#[test]
	fn s4_numbers_of_a_boot_epoch_are_stored_in_order_from_0_without_a_gap(
		history in history(ALL),
	) {
		let (world, _) = World::after(&history);
		let mut next = HashMap::<u32, u64>::new();
		for (boot, number) in world.all {
			let next = next.entry(boot).or_default();
			prop_assert_eq!(number, *next);
			*next += 1;
		}
	}

	#[test]
	fn s4_readings_after_missing_ones_are_a_gap(
		history in history(SIGNED),
		said in said(SIGNED),
		missing in 1..5u64,
	) {
		let (mut world, _) = World::after(&history);
		let said = world.following(said);
		let message = world.incoming(&Said { first: said.first + missing, ..said });
		refused(&mut world, &message, ErrorCode::Gap)?;
	}

	#[test]
	fn s5_nothing_is_added_to_an_older_boot_epoch(
		history in history(SIGNED),
		last in said(SIGNED),
		late in said(SIGNED),
	) {
		let (mut world, _) = World::after(&history);
		let boot = world.signed().boot + 1;
		let message = world.incoming(&Said { boot, first: 0, previous: Previous::Zeros, ..world.following(last) });
		prop_assert!(matches!(world.take(&message), Fate::New(0, _)));
		let message = world.incoming(&Said { boot: late.boot.min(boot - 1), first: 90, ..late });
		refused(&mut world, &message, ErrorCode::RolledBack)?;
	}

	#[test]
	fn s6_an_older_key_signs_nothing_new(
		history in history(SIGNED),
		last in said(SIGNED),
		late in said(SIGNED),
	) {
		let (mut world, _) = World::after(&history);
		let message = world.incoming(&Said { key_epoch: 5, ..world.following(last) });
		prop_assert!(matches!(world.take(&message), Fate::New(..)));
		let message = world.incoming(&Said { key_epoch: late.key_epoch, ..world.following(late) });
		refused(&mut world, &message, ErrorCode::RolledBack)?;
	}

	#[test]
	fn s7_a_segment_names_the_one_before_and_zeros_after_readings(
		history in history(SIGNED),
		before in said(SIGNED),
		said in said(&[Kind::Segment]),
	) {
		let (mut world, _) = World::after(&history);
		let message = world.incoming(&world.following(before));
		prop_assert!(matches!(world.take(&message), Fate::New(..)));
		let said = Said { boot: world.signed().boot, ..said };
		let said = world.following(said);
		let right = match before.kind {
			Kind::Segment => Previous::Last,
			_ => Previous::Zeros,
		};
		for previous in [Previous::Zeros, Previous::Other] {
			if previous != right {
				let message = world.incoming(&Said { previous, ..said });
				refused(&mut world, &message, ErrorCode::Fork)?;
			}
		}
		let message = world.incoming(&Said { previous: right, ..said });
		prop_assert_eq!(world.take(&message), Fate::New(said.first, said.count));
	}

	#[test]
	fn s7_the_first_segment_of_a_boot_epoch_names_none(
		history in history(SIGNED),
		said in said(&[Kind::Segment]),
	) {
		let (mut world, _) = World::after(&history);
		let boot = world.signed.as_ref().map_or(0, |tail| tail.boot + 1);
		let said = Said { boot, first: 0, ..world.following(said) };
		let message = world.incoming(&Said { previous: Previous::Other, ..said });
		refused(&mut world, &message, ErrorCode::Fork)?;
		let message = world.incoming(&Said { previous: Previous::Zeros, ..said });
		prop_assert_eq!(world.take(&message), Fate::New(0, said.count));
	}

	#[test]
	fn s8_nothing_unsigned_is_accepted_of_a_device_that_signs(
		history in history(ALL),
		signed in said(SIGNED),
		unsigned in said(UNSIGNED),
	) {
		let (mut world, _) = World::after(&history);
		let message = world.incoming(&world.following(signed));
		world.take(&message);
		prop_assert!(world.signed.is_some());
		let message = world.incoming(&unsigned);
		refused(&mut world, &message, ErrorCode::Unsigned)?;
	}

	#[test]
	fn s9_unsigned_readings_are_new_if_they_are_later_and_else_repeat_what_is_stored(
		history in history(UNSIGNED),
		said in said(UNSIGNED),
	) {
		let mut world = World::default();
		for (said, _) in &history {
			let message = world.incoming(said);
			world.take(&message);
		}
		let before = world.clone();
		let last = before.unsigned.clone().unwrap_or_default().last;
		let message = world.incoming(&said);
		let Content::Gateway { body } = &message.content else { unreachable!() };
		let (mut new, mut stale) = (0, BTreeMap::new());
		for (channel, _, leaf) in body.leaves() {
			let Reading { time, value, .. } = leaf.reading;
			match last.get(&channel) {
				Some(reached) if time <= *reached => {
					if before.points.get(&(channel, time)) != Some(&value) {
						stale.entry(channel).or_insert(Stale { channel, time, reached: *reached });
					}
				},
				_ => new += 1,
			}
		}
		let next = before.unsigned.as_ref().map_or(0, |tail| tail.next);
		let expected = match (stale.is_empty(), new) {
			(false, _) => Fate::Stale(stale.into_values().collect()),
			(true, 0) => Fate::Repeated,
			(true, new) => Fate::New(next, new),
		};
		prop_assert_eq!(world.take(&message), expected);
		if let Some(tail) = &world.unsigned {
			prop_assert_eq!(tail.boot, u32::MAX - FIRST_BATCH as u32);
		}
	}

	#[test]
	fn s10_after_a_move_the_next_reading_has_its_number_and_its_predecessor(
		history in history(SIGNED),
		said in said(SIGNED),
		skipped in 1..9u64,
		later in 0..2u32,
	) {
		let (mut world, _) = World::after(&history);
		let tail = world.signed();
		let (boot, next) = match later {
			0 => (tail.boot, tail.next + skipped),
			_ => (tail.boot + later, skipped),
		};
		prop_assert_eq!(world.take(&moves(tail.key_epoch, boot, next, [5; 32])), Fate::Moved);
		prop_assert_eq!((world.signed().boot, world.signed().next), (boot, next));
		// Of a new boot epoch nothing is final.
		prop_assert_eq!(world.signed().finalized, if later == 0 { tail.finalized } else { 0 });
		let said = Said { boot, ..said };
		let said = world.following(said);
		prop_assert_eq!(said.first, next);
		if said.kind == Kind::Segment {
			for previous in [Previous::Zeros, Previous::Other] {
				let message = world.incoming(&Said { previous, ..said });
				refused(&mut world, &message, ErrorCode::Fork)?;
			}
		}
		let message = world.incoming(&Said { first: next + 1, ..said });
		refused(&mut world, &message, ErrorCode::Gap)?;
		let message = world.incoming(&said);
		prop_assert_eq!(world.take(&message), Fate::New(next, said.count));
	}

	#[test]
	fn s10_a_move_to_a_number_that_is_reached_changes_nothing(
		history in history(SIGNED),
		key_epoch in 0..3u32,
		below in 0..9u64,
	) {
		let (mut world, _) = World::after(&history);
		prop_assume!(world.signed.is_some());
		let before = world.clone();
		let Tail { boot, next, .. } = world.signed();
		let message = moves(key_epoch, boot, next.saturating_sub(below), [5; 32]);
		prop_assert_eq!(world.take(&message), Fate::Repeated);
		prop_assert_eq!((&world.signed, &world.all), (&before.signed, &before.all));
	}

	#[test]
	fn s10_a_move_of_an_older_boot_epoch_or_key_is_refused(
		history in history(SIGNED),
		last in said(SIGNED),
		beyond in 1..9u64,
	) {
		let (mut world, _) = World::after(&history);
		let said = world.following(last);
		let message = world.incoming(&Said { key_epoch: 5, boot: said.boot + 1, first: 0, previous: Previous::Zeros, ..said });
		prop_assert!(matches!(world.take(&message), Fate::New(..)));
		let Tail { boot, next, .. } = world.signed();
		refused(&mut world, &moves(5, boot - 1, 99, [5; 32]), ErrorCode::RolledBack)?;
		refused(&mut world, &moves(4, boot, next + beyond, [5; 32]), ErrorCode::RolledBack)?;
		refused(&mut world, &moves(4, boot + 1, next, [5; 32]), ErrorCode::RolledBack)?;
		refused(&mut world, &moves(5, GATEWAY_BOOT, next, [5; 32]), ErrorCode::OutOfRange)?;
		refused(&mut world, &moves(5, boot, LARGEST + beyond, [5; 32]), ErrorCode::OutOfRange)?;
		prop_assert_eq!(world.take(&moves(5, boot, next + beyond, [5; 32])), Fate::Moved);
	}

	#[test]
	fn s10_numbers_that_a_move_left_out_are_a_gap_and_stored_ones_are_repeated(
		history in history(SIGNED),
		last in said(SIGNED),
		late in said(SIGNED),
		skipped in 5..9u64,
	) {
		let (mut world, _) = World::after(&history);
		let last = world.following(last);
		let stored = world.incoming(&last);
		prop_assert!(matches!(world.take(&stored), Fate::New(..)));
		let Tail { key_epoch, boot, next, .. } = world.signed();
		prop_assert_eq!(world.take(&moves(key_epoch, boot, next + skipped, [5; 32])), Fate::Moved);
		let late = Said { boot, key_epoch, first: next, ..late };
		let message = world.incoming(&late);
		refused(&mut world, &message, ErrorCode::Gap)?;
		// Also what begins before the move and ends after it.
		let message = world.incoming(&Said { first: next + skipped - 1, count: 3, ..late });
		refused(&mut world, &message, ErrorCode::Gap)?;
		prop_assert_eq!(world.take(&stored), Fate::Repeated);
		let message = world.incoming(&Said { differs: !last.differs, ..last });
		refused(&mut world, &message, ErrorCode::Conflict)?;
	}

	#[test]
	fn s10_over_two_gateways_each_number_is_stored_once_and_each_segment_follows_on_the_one_before(
		steps in prop::collection::vec((0..4u8, 1..5u64, any::<prop::sample::Index>()), 1..40),
	) {
		let mut gateways = [World::default(), World::default()];
		let (mut here, mut next, mut previous) = (0, 0, [0; 32]);
		let mut sent: [Vec<Incoming>; 2] = Default::default();
		let mut chain = Vec::new();
		for (step, count, old) in steps {
			match step {
				// The next message, which no gateway has seen.
				0 | 1 => {
					let kind = if step == 0 { Kind::Segment } else { Kind::Readings };
					let previous_kind = if gateways[here].signed().name == previous {
						Previous::Last
					} else {
						Previous::Other
					};
					let said = Said { kind, key_epoch: 0, boot: 0, first: next, count, previous: previous_kind, differs: false };
					let message = gateways[here].incoming(&said);
					prop_assert_eq!(gateways[here].take(&message), Fate::New(next, count));
					next += count;
					if let Content::Segment { leaf, .. } = &message.content {
						chain.push((leaf.header.previous, previous));
					}
					previous = gateways[here].signed().name;
					sent[here].push(message);
				},
				2 => {
					here = 1 - here;
					let message = moves(0, 0, next, previous);
					let fate = gateways[here].take(&message);
					prop_assert!(matches!(fate, Fate::Moved | Fate::Repeated));
					sent[here].push(message);
				},
				// Something that a gateway has had already, at any moment.
				_ => {
					let at = count as usize % 2;
					if !sent[at].is_empty() {
						let message = old.get(&sent[at]);
						prop_assert_eq!(gateways[at].take(message), Fate::Repeated);
					}
				},
			}
		}
		let mut numbers: Vec<_> = gateways.iter().flat_map(|world| world.all.iter().copied()).collect();
		numbers.sort_unstable();
		prop_assert!(numbers.into_iter().eq((0..next).map(|number| (0, number))));
		for (named, before) in chain {
			prop_assert_eq!(named, before);
		}
	}

	#[test]
	fn nothing_that_is_refused_changes_what_is_stored(history in history(ALL), said in said(ALL)) {
		let (mut world, _) = World::after(&history);
		let before = world.clone();
		let message = world.incoming(&said);
		if !matches!(world.take(&message), Fate::New(..)) {
			prop_assert_eq!(&world.all, &before.all);
			prop_assert_eq!(&world.signed, &before.signed);
			prop_assert_eq!(&world.unsigned, &before.unsigned);
		}
	}
}

#[test]
fn s2_readings_that_were_pruned_count_as_repeated() {
	let mut world = World::default();
	let said = Said {
		kind: Kind::Readings,
		key_epoch: 0,
		boot: 0,
		first: 0,
		count: 4,
		previous: Previous::Last,
		differs: false,
	};
	let message = world.incoming(&said);
	world.take(&message);
	let before = Before { tail: world.signed, signs: true, boot_of_unsigned: None };
	let compared = |pruned| match judge(&before, &message) {
		Verdict::Compare(Overlap::Numbers(overlap)) => {
			overlap.compared(&StoredNumbers { pruned, ..Default::default() })
		},
		Verdict::Compare(_) | Verdict::Decided(_) => unreachable!(),
	};
	assert!(matches!(compared(vec![0..2, 2..4]), Decision::Repeated));
	assert!(matches!(compared(vec![0..1, 2..3]), Decision::Refused(ErrorCode::Conflict)));
}

#[test]
fn an_unsigned_pack_waits_until_the_number_of_the_first_batch_is_known() {
	let world = World::default();
	let said = Said {
		kind: Kind::Gateway,
		key_epoch: 0,
		boot: 0,
		first: 1,
		count: 1,
		previous: Previous::Last,
		differs: false,
	};
	let verdict = judge(&Before::default(), &world.incoming(&said)).unwrap_code();
	assert_eq!(verdict, Some(ErrorCode::Unavailable));
}

impl Verdict<'_> {
	fn unwrap_code(&self) -> Option<ErrorCode> {
		match self {
			Self::Decided(Decision::Refused(code)) => Some(*code),
			Self::Decided(_) | Self::Compare(_) => None,
		}
	}
}
