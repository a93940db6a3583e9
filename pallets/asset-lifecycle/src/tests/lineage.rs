//! Recalls over random graphs of lots, against a search that looks at every lot.

use crate::{
	features::lots::lot_hash,
	lineage::{Graph, Marks, Progress, Walk, MAX_MARKS},
	types::Ancestors,
};
use proptest::prelude::*;
use std::{
	cell::Cell,
	collections::{BTreeMap, BTreeSet},
};
use tallystick_primitives::{AssetId, OrgId, RecallId, TraceLotId};

/// Lots, each with one packed asset, in memory.
#[derive(Default)]
struct Lots {
	/// Whichever lots the filters mistake for others, another case has others.
	seed: u64,
	inputs: Vec<Vec<u64>>,
	ancestors: Vec<Ancestors>,
	made_from: BTreeMap<u64, BTreeSet<u64>>,
	marks: BTreeMap<u64, Marks>,
	links: BTreeMap<(RecallId, TraceLotId), Option<TraceLotId>>,
	counted: BTreeSet<AssetId>,
	reads: Cell<u64>,
	writes: u64,
}

impl Lots {
	fn add(&mut self, inputs: Vec<u64>) -> u64 {
		let id = self.inputs.len() as u64;
		let mut ancestors = Ancestors::default();
		for input in &inputs {
			ancestors.extend(&self.ancestors[*input as usize]);
			ancestors.insert(&self.hash(TraceLotId(*input)));
			self.made_from.entry(*input).or_default().insert(id);
		}
		self.inputs.push(inputs);
		self.ancestors.push(ancestors);
		id
	}

	fn hash(&self, lot: TraceLotId) -> [u8; 16] {
		lot_hash(TraceLotId(self.seed + lot.0))
	}

	/// Every lot that descends from one, and itself.
	fn descendants(&self, lot: u64) -> BTreeSet<u64> {
		let (mut found, mut open) = (BTreeSet::new(), vec![lot]);
		while let Some(lot) = open.pop() {
			if found.insert(lot) {
				open.extend(self.made_from.get(&lot).into_iter().flatten());
			}
		}
		found
	}

	fn read(&self) {
		self.reads.set(self.reads.get() + 1);
	}
}

impl Graph for Lots {
	fn made_from(&self, lot: TraceLotId, after: Option<TraceLotId>) -> Option<TraceLotId> {
		self.read();
		let from = after.map_or(0, |after| after.0 + 1);
		self.made_from.get(&lot.0)?.range(from..).next().copied().map(TraceLotId)
	}

	fn packed(&self, lot: TraceLotId, after: Option<AssetId>) -> Option<AssetId> {
		self.read();
		after.is_none().then_some(AssetId(lot.0))
	}

	fn marks(&self, lot: TraceLotId) -> Marks {
		self.read();
		self.marks.get(&lot.0).cloned().unwrap_or_default()
	}

	fn set_marks(&mut self, lot: TraceLotId, marks: Marks) {
		self.writes += 1;
		match marks.is_empty() {
			true => self.marks.remove(&lot.0),
			false => self.marks.insert(lot.0, marks),
		};
	}

	fn link(&self, recall: RecallId, lot: TraceLotId) -> Option<Option<TraceLotId>> {
		self.read();
		self.links.get(&(recall, lot)).copied()
	}

	fn set_link(&mut self, recall: RecallId, lot: TraceLotId, next: Option<TraceLotId>) {
		self.writes += 1;
		self.links.insert((recall, lot), next);
	}

	fn unlink(&mut self, recall: RecallId, lot: TraceLotId) {
		self.writes += 1;
		self.links.remove(&(recall, lot));
	}

	fn set_counted(&mut self, asset: AssetId, recalled: bool) {
		self.writes += 1;
		match recalled {
			true => self.counted.insert(asset),
			false => self.counted.remove(&asset),
		};
	}
}

/// Lots, the recalls that are in force with their lots, and the walks.
#[derive(Default)]
struct World {
	lots: Lots,
	in_force: BTreeMap<RecallId, u64>,
	walks: Vec<Walk>,
	next: u32,
	/// Lots that were held although they do not descend, and all that were looked at.
	false_holds: (u64, u64),
}

impl World {
	fn is_clear(&self, lot: u64) -> bool {
		let ancestors = &self.lots.ancestors[lot as usize];
		let held =
			self.walks.iter().any(|walk| walk.may_reach(ancestors, |lot| self.lots.hash(lot)));
		!self.lots.marks.contains_key(&lot) && !held
	}

	fn recall(&mut self, lot: u64) {
		let recall = RecallId(self.next);
		self.next += 1;
		let walk = Walk::start(&mut self.lots, recall, OrgId(0), TraceLotId(lot));
		self.walks.push(walk);
		self.in_force.insert(recall, lot);
	}

	fn end(&mut self, at: usize) {
		let chosen = self.in_force.iter().nth(at % self.in_force.len().max(1));
		if let Some((recall, lot)) = chosen.map(|(recall, lot)| (*recall, *lot)) {
			self.in_force.remove(&recall);
			self.walks.retain(|walk| walk.recall != recall);
			self.walks.push(Walk::lift(recall, OrgId(0), TraceLotId(lot), 1));
		}
	}

	/// A step of the first walk. It reads and writes a few records, whatever the graph.
	fn step(&mut self) {
		if self.walks.is_empty() {
			return;
		}
		let mut walk = self.walks.remove(0);
		let (reads, writes) = (self.lots.reads.get(), self.lots.writes);
		let progress = walk.step(&mut self.lots);
		assert!(self.lots.reads.get() - reads <= 3 && self.lots.writes - writes <= 3);
		if progress != Progress::Done {
			self.walks.push(walk);
		}
	}

	/// Compares what a look-up says with a search over the whole graph.
	fn check(&mut self) {
		let mut recalled = BTreeSet::new();
		for lot in self.in_force.values() {
			recalled.extend(self.lots.descendants(*lot));
		}
		for lot in 0..self.lots.inputs.len() as u64 {
			let clear = self.is_clear(lot);
			assert!(!clear || !recalled.contains(&lot), "lot {lot} is missed");
			let marked = self.lots.marks.contains_key(&lot);
			self.false_holds.0 += u64::from(!clear && !marked && !recalled.contains(&lot));
			self.false_holds.1 += 1;
			if self.walks.is_empty() {
				assert_eq!(clear, !recalled.contains(&lot), "lot {lot} is held for nothing");
				let counted = self.lots.counted.contains(&AssetId(lot));
				assert_eq!(counted, !clear, "the goods of lot {lot} are miscounted");
			}
		}
	}
}

#[derive(Clone, Debug)]
enum Act {
	Recall(usize),
	End(usize),
	Make(Vec<usize>),
	Steps(usize),
}

fn act() -> impl Strategy<Value = Act> {
	prop_oneof![
		4 => any::<usize>().prop_map(Act::Recall),
		1 => any::<usize>().prop_map(Act::End),
		2 => prop::collection::vec(any::<usize>(), 1..4).prop_map(Act::Make),
		4 => (1usize..6).prop_map(Act::Steps),
	]
}

fn graph() -> impl Strategy<Value = Vec<Vec<usize>>> {
	prop::collection::vec(prop::collection::vec(any::<usize>(), 0..5), 1..120)
}

/// The total of false holds and look-ups over all cases.
fn run(seed: u32, graph: Vec<Vec<usize>>, acts: Vec<Act>) -> (u64, u64) {
	let lots = Lots { seed: seed.into(), ..Lots::default() };
	let mut world = World { lots, ..World::default() };
	for (at, inputs) in graph.into_iter().enumerate() {
		let inputs: BTreeSet<_> = match at {
			0 => BTreeSet::new(),
			// Of lots made a short time before, so that there are many ancestors.
			at => inputs.into_iter().map(|input| (at - 1 - input % at.min(12)) as u64).collect(),
		};
		world.lots.add(inputs.into_iter().collect());
	}
	for act in acts {
		let count = world.lots.inputs.len();
		match act {
			Act::Recall(lot) => world.recall((lot % count) as u64),
			Act::End(at) => world.end(at),
			Act::Make(inputs) => {
				// Whoever makes a lot looks up its inputs.
				let inputs: BTreeSet<_> = inputs
					.into_iter()
					.map(|input| (input % count) as u64)
					.filter(|input| world.is_clear(*input))
					.collect();
				world.lots.add(inputs.into_iter().collect());
			},
			Act::Steps(steps) => {
				for _ in 0..steps {
					world.step();
					world.check();
				}
			},
		}
		world.check();
	}
	while !world.walks.is_empty() {
		world.step();
	}
	world.check();
	// Ended recalls give everything back.
	let recalls: Vec<_> = world.in_force.keys().copied().collect();
	for _ in recalls {
		world.end(0);
	}
	while !world.walks.is_empty() {
		world.step();
	}
	world.check();
	let Lots { marks, links, counted, .. } = &world.lots;
	assert!(marks.is_empty() && links.is_empty() && counted.is_empty(), "something is left");
	world.false_holds
}

#[test]
fn no_descendant_is_missed_at_any_step() {
	let total = Cell::new((0, 0));
	proptest!(ProptestConfig { cases: 1_000, ..Default::default() }, |(
		seed in any::<u32>(),
		graph in graph(),
		acts in prop::collection::vec(act(), 1..30),
	)| {
		let (held, looked) = run(seed, graph, acts);
		let (all, every) = total.get();
		total.set((all + held, every + looked));
	});
	let (held, looked) = total.get();
	println!("held for nothing: {held} of {looked} look-ups");
	// These lots have at most 150 ancestors.
	assert!(looked > 0 && held * 20 < looked, "{held} of {looked}");
}

#[test]
fn a_lot_names_sixteen_recalls_and_counts_the_others() {
	let mut world = World::default();
	let lots: Vec<_> = (0..MAX_MARKS as u64 + 4).map(|_| world.lots.add(vec![])).collect();
	let product = world.lots.add(lots.clone());
	lots.iter().for_each(|lot| world.recall(*lot));
	while !world.walks.is_empty() {
		world.step();
	}
	let marks = &world.lots.marks[&product];
	assert_eq!((marks.recalls.len(), marks.more), (MAX_MARKS as usize, 4));
	for left in (0..lots.len()).rev() {
		world.end(0);
		while !world.walks.is_empty() {
			world.step();
		}
		assert_eq!(world.is_clear(product), left == 0);
	}
}

/// How often a filter with so many bits a lot takes another lot for one of `count`.
fn false_positives(count: u64, bits: usize) -> f64 {
	let (mut found, mut asked) = (0u32, 0u32);
	for trial in 0..20u64 {
		let first = trial * 10_000_000;
		let places = |lot: u64| {
			let hash = lot_hash(TraceLotId(lot));
			let pairs: Vec<_> =
				hash.chunks(2).take(bits).map(|pair| (usize::from(pair[0]), pair[1] & 7)).collect();
			pairs
		};
		let mut filter = [0u8; Ancestors::BYTES];
		for lot in first..first + count {
			for (byte, bit) in places(lot) {
				filter[byte] |= 1 << bit;
			}
		}
		for lot in first + 1_000_000..first + 1_005_000 {
			asked += 1;
			found +=
				u32::from(places(lot).into_iter().all(|(byte, bit)| filter[byte] & 1 << bit > 0));
		}
	}
	f64::from(found) / f64::from(asked)
}

#[test]
fn two_bits_a_lot_are_as_good_as_any_for_a_thousand_ancestors() {
	let rates: Vec<_> = (1..=8).map(|bits| false_positives(1_000, bits)).collect();
	let fewer: Vec<_> = (1..=8).map(|bits| false_positives(100, bits)).collect();
	println!("of 1,000 ancestors, by bits a lot: {rates:.3?}; of 100: {fewer:.4?}");
	let best = rates.iter().copied().fold(1.0, f64::min);
	assert!(rates[Ancestors::BITS - 1] < best + 0.01, "{rates:?}");
	// One bit is as good for so many, but not for fewer.
	assert!(fewer[Ancestors::BITS - 1] * 4.0 < fewer[0], "{fewer:?}");

	// The record does what was measured.
	let mut ancestors = Ancestors::default();
	(0..1_000).for_each(|lot| ancestors.insert(&lot_hash(TraceLotId(lot))));
	assert!((0..1_000).all(|lot| ancestors.may_hold(&lot_hash(TraceLotId(lot)))));
	let others = 1_000_000..1_020_000u64;
	let found = others.filter(|lot| ancestors.may_hold(&lot_hash(TraceLotId(*lot)))).count();
	assert!((0.35..0.43).contains(&(found as f64 / 20_000.0)), "{found}");
}
