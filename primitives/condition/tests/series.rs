//! Random series against their definition.

mod common;

use common::{
	oracle::{Observation, Oracle},
	tally, tree, Chance, POLICY,
};
use tallystick_condition::{
	evidence::{Native, Summary},
	stay, Bounds, Extent, Known, Moment, Opening, Policy, Tally,
};

/// A stream: its policy, its runs, and its tally after each.
struct Story {
	chance: Chance,
	period: u64,
	oracle: Oracle,
	runs: Vec<Observation>,
	tallies: Vec<Tally>,
}

fn story(seed: u64, runs: i64, readings: i64) -> Story {
	let mut chance = Chance::new(seed);
	let policy = chance.policy();
	story_of(chance, policy, runs, readings)
}

fn story_of(mut chance: Chance, policy: Policy, runs: i64, readings: i64) -> Story {
	let period = chance.between(4, 20) as u64;
	let begin = chance.between(0, 300) as u64;
	let mut oracle = Oracle::new(&policy, period, begin);
	let mut tallies = vec![tally(period as u32, begin, policy)];
	let mut made = vec![];
	for _ in 0..chance.between(1, runs) {
		let spacing = oracle.spacing();
		let start = chance.start(oracle.until(), spacing, period);
		let readings = chance.run(start, spacing, period, readings);
		let run = Observation { readings, facts: chance.facts() };
		oracle.observe(&run);
		let root = tree(&run.readings).run().root;
		let after = tallies[tallies.len() - 1].fold::<Native>(root, run.facts).unwrap();
		tallies.push(after);
		made.push(run);
	}
	Story { chance, period, oracle, runs: made, tallies }
}

impl Story {
	fn last(&self) -> &Tally {
		&self.tallies[self.tallies.len() - 1]
	}

	/// A moment from `from` to `to`, both included.
	fn moment(&mut self, from: u64, to: u64) -> u64 {
		from + self.chance.0.below(to - from + 1)
	}

	/// The nodes of a run, opened by chance.
	fn opened(&mut self, run: usize) -> Vec<Summary> {
		let tree = tree(&self.runs[run].readings);
		let often = self.chance.between(1, 4) as u64;
		let opening = Opening::of(&tree, |_| !self.chance.once_in(often)).unwrap();
		opening.unfold::<Native>(&tree.run().root).unwrap()
	}

	fn full(&self, run: usize) -> Vec<Summary> {
		let tree = tree(&self.runs[run].readings);
		Opening::full(&tree).unwrap().unfold::<Native>(&tree.run().root).unwrap()
	}
}

fn assert_contain(bounds: Bounds, exact: u128, what: &str, seed: u64) {
	assert!(bounds.contain(exact), "seed {seed}, {what}: {bounds:?} do not contain {exact}");
}

#[test]
fn what_a_tally_counts_lies_between_its_bounds() {
	for seed in 0..120_000 {
		let story = story(seed, 3, 20);
		let (value, missing) = story.oracle.between(story.oracle.begin, story.oracle.until());
		let counted = common::oracle::counted(story.last());
		assert_contain(counted.value, value, "value", seed);
		assert_contain(counted.missing, missing, "missing", seed);
		assert_eq!(story.last().until.until, story.oracle.until(), "seed {seed}");
	}
}

#[test]
fn every_part_of_every_run_lies_between_its_bounds_and_is_exact_once_all_is_open() {
	for seed in 0..40_000 {
		let mut story = story(seed, 3, 20);
		for run in 0..story.runs.len() {
			let leaf = story.tallies[run + 1].last.clone().unwrap();
			let (begin, end) = (leaf.before.until, leaf.end());
			let (a, b) = (story.moment(begin, end), story.moment(begin, end));
			let (from, to) = (a.min(b), a.max(b));
			let (value, missing) = story.oracle.between(from, to);
			let tally = story.last().clone();
			let meter = tally.meter(POLICY).unwrap();
			let figures =
				|nodes: &[Summary]| leaf.between(POLICY, &meter, nodes, from, to).unwrap();
			for nodes in [vec![leaf.root.summary], story.opened(run), story.opened(run)] {
				let part = figures(&nodes);
				assert_contain(part.value, value, "part", seed);
				assert_contain(part.missing, missing, "missing part", seed);
			}
			let exact = figures(&story.full(run));
			assert_eq!(exact.value, Bounds::exact(value), "seed {seed}");
			assert_eq!(exact.missing, Bounds::exact(missing), "seed {seed}");
		}
	}
}

#[test]
fn a_stay_over_many_runs_lies_between_its_bounds() {
	for seed in 0..20_000 {
		let mut story = story(seed, 6, 12);
		let (begin, end) = (story.oracle.begin, story.oracle.until());
		if begin == end {
			continue;
		}
		let (a, b) = (story.moment(begin, end - 1), story.moment(begin, end - 1));
		let (from, to) = (a.min(b), a.max(b));
		let find = |at: u64| {
			let leaves = story.tallies.iter().filter_map(|tally| tally.last.as_ref());
			let mut covering = leaves.filter(|leaf| leaf.covers(at));
			let found = covering.next().unwrap();
			assert_eq!(covering.next(), None, "seed {seed}: two leaves cover {at}");
			found
		};
		let moment = |at: u64| {
			let leaf = find(at);
			Moment { at, leaf, nodes: core::slice::from_ref(&leaf.root.summary) }
		};
		let tally = story.last();
		let meter = tally.meter(POLICY).unwrap();
		let figures = stay(POLICY, &meter, &moment(from), &moment(to)).unwrap();
		let (value, missing) = story.oracle.between(from, to);
		assert_contain(figures.value, value, "stay", seed);
		assert_contain(figures.missing, missing, "missing in a stay", seed);
		if from < to {
			assert!(stay(POLICY, &meter, &moment(to), &moment(from)).is_err(), "seed {seed}");
		}
	}
}

#[test]
fn silence_after_the_last_run_is_known() {
	for seed in 0..5_000 {
		let mut story = story(seed, 2, 12);
		let end = story.oracle.until();
		let from = story.moment(end, end + 5 * story.period);
		let to = story.moment(from, from + 60 * story.period);
		story.oracle.silence(to);
		let (value, _) = story.oracle.between(from, to);
		assert_eq!(story.last().silence(POLICY, from, to), Some(value), "seed {seed}");
	}
}

#[test]
fn the_gap_before_a_run_is_all_of_its_missing_time_before_the_first_reading() {
	let mut gaps = 0;
	for seed in 0..10_000 {
		let story = story(seed, 3, 12);
		let leaf = story.last().last.as_ref().unwrap();
		let meter = story.last().meter(POLICY).unwrap();
		let missing = meter.policy().missing();
		let first = leaf.root.summary.first.time;
		let (from, to) = leaf.gap(&meter);
		let between = |from: u64, to: u64| {
			let from = from.clamp(leaf.before.until, leaf.end());
			let to = to.clamp(from, leaf.end());
			let figures = leaf.between(POLICY, &meter, &[leaf.root.summary], from, to);
			(figures.unwrap(), to - from)
		};
		if first <= leaf.before.until {
			assert!(to <= from.max(leaf.before.until), "seed {seed}");
			continue;
		}
		let (gap, length) = between(from, to.min(first));
		let value = u128::from(length) * missing;
		assert_eq!(gap.value, Bounds::exact(value), "seed {seed}");
		assert_eq!(gap.missing, Bounds::exact(length.into()), "seed {seed}");
		gaps += u32::from(length > 0);
		// Where a reading stands, all of it may be doubtful.
		for (from, to) in [(leaf.before.until, from.min(first)), (to.max(from), first)] {
			let (beside, length) = between(from, to);
			let missing = beside.missing;
			let none = missing == Bounds::ZERO || missing == Bounds::exact(length.into());
			assert!(none, "seed {seed}: {missing:?} of {length}");
		}
	}
	assert!(gaps > 100, "{gaps}");
}

/// What is known of a run's pieces: from its summary alone, from openings, and from all readings.
fn sources(story: &mut Story, run: usize, cuts: &[u64]) -> Vec<Known> {
	let leaf = story.tallies[run + 1].last.clone().unwrap();
	let mut nodes = vec![vec![leaf.root.summary]];
	nodes.extend((0..3).map(|_| story.opened(run)));
	nodes.push(story.full(run));
	let meter = story.last().meter(POLICY).unwrap();
	nodes.iter().map(|nodes| leaf.pieces(POLICY, &meter, nodes, cuts).unwrap()).collect()
}

#[test]
fn charges_add_up_to_the_whole_and_refining_leads_to_what_each_had() {
	for seed in 0..30_000 {
		let mut story = story(seed, 2, 16);
		let run = story.runs.len() - 1;
		let leaf = story.last().last.clone().unwrap();
		let (begin, end) = (leaf.before.until, leaf.end());
		let mut cuts: Vec<u64> =
			(0..story.chance.between(2, 6)).map(|_| story.moment(begin, end)).collect();
		if story.chance.once_in(2) {
			cuts.extend([begin, end]);
		}
		cuts.sort_unstable();
		let exact: Vec<u128> =
			cuts.windows(2).map(|cut| story.oracle.between(cut[0], cut[1]).0).collect();
		let sources = sources(&mut story, run, &cuts);
		let mut known = sources[0].clone();
		for source in &sources {
			let before = known.clone();
			known = known.intersect(source).unwrap();
			// Order and repetition do not matter.
			assert_eq!(known, source.intersect(&before).unwrap(), "seed {seed}");
			assert_eq!(known, known.intersect(source).unwrap(), "seed {seed}");
			let (total, charges) = (known.total(), known.charges());
			assert_eq!(charges.len(), exact.len());
			assert_eq!(charges.iter().sum::<u128>(), known.charged(), "seed {seed}");
			assert_eq!(
				known.charged(),
				match known.extent {
					Extent::All => total.upper,
					Extent::Part => total.lower,
				}
			);
			assert_contain(total, exact.iter().sum(), "all pieces", seed);
			// Nothing widens.
			let narrower =
				|old: Bounds, new: Bounds| old.lower <= new.lower && new.upper <= old.upper;
			assert!(narrower(before.total(), total), "seed {seed}");
			for ((piece, exact), charge) in known.pieces.iter().zip(&exact).zip(charges) {
				assert_contain(piece.total(), *exact, "piece", seed);
				assert!(
					piece.total().contain(charge),
					"seed {seed}: {piece:?} is charged {charge}"
				);
			}
		}
		assert_eq!(known.charges(), exact, "seed {seed}: all readings are known");
	}
}

#[test]
fn a_run_that_nobody_opens_is_shared_by_time() {
	let mut shared = 0;
	for seed in 0..20_000 {
		let mut story = story(seed, 1, 16);
		let leaf = story.last().last.clone().unwrap();
		let (first, end) = (leaf.root.summary.first.time, leaf.end());
		if leaf.before.until > first || end < first + 2 {
			continue;
		}
		let mut cuts =
			vec![leaf.before.until, story.moment(first, end), story.moment(first, end), end];
		cuts.sort_unstable();
		let tally = story.last();
		let meter = tally.meter(POLICY).unwrap();
		let known = leaf.pieces(POLICY, &meter, &[leaf.root.summary], &cuts).unwrap();
		assert_eq!(known.extent, Extent::All);
		let mut rest = known.whole.inside.upper;
		let mut time = end - first;
		let charges = known.charges();
		for index in [2, 1] {
			let share = known.pieces[index];
			let by_time =
				if time == 0 { 0 } else { rest * u128::from(share.span) / u128::from(time) };
			assert_eq!(charges[index], by_time, "seed {seed}");
			rest -= by_time;
			time -= share.span;
		}
		assert_eq!(charges[0], rest + known.pieces[0].joint, "seed {seed}");
		shared += 1;
	}
	assert!(shared > 10_000);
}

#[test]
fn refining_a_run_whose_readings_are_nearer_than_the_spacing_never_charges_less_than_they_say() {
	let mut crossed = 0;
	for seed in 0..30_000 {
		let mut chance = Chance::new(seed);
		let mut policy = chance.policy();
		policy.spacing = chance.pick(&[500, 800, 980, 1_000]);
		let period = chance.between(4, 20) as u64;
		let run = Observation { readings: chance.run(100, 1, period, 20), facts: chance.facts() };
		let mut oracle = Oracle::new(&policy, period, 100);
		oracle.observe(&run);
		let before = tally(period as u32, 100, policy);
		let tree = tree(&run.readings);
		let after = before.fold::<Native>(tree.run().root, run.facts).unwrap();
		let leaf = after.last.as_ref().unwrap();
		let meter = after.meter(POLICY).unwrap();
		let cuts = [100, leaf.end()];
		let full = Opening::full(&tree).unwrap().unfold::<Native>(&leaf.root).unwrap();
		let rough = leaf.pieces(POLICY, &meter, &[leaf.root.summary], &cuts).unwrap();
		let fine = leaf.pieces(POLICY, &meter, &full, &cuts).unwrap();
		let (exact, _) = oracle.between(100, leaf.end());
		assert_eq!(fine.total(), Bounds::exact(exact), "seed {seed}");
		let known = rough.intersect(&fine).unwrap();
		assert!(known.charged() >= exact, "seed {seed}");
		assert_eq!(known.charges(), [known.charged()], "seed {seed}");
		let total = known.total();
		if total.lower > total.upper {
			crossed += 1;
		} else {
			assert_eq!(known.charged(), exact, "seed {seed}");
		}
		// More readings than fit need no assumption.
		if meter.oversampled(&leaf.root.summary) {
			assert!(rough.total().contain(exact), "seed {seed}");
		}
	}
	assert!(crossed > 100, "{crossed}");
}

#[test]
fn nodes_of_an_oversampled_run_are_not_taken_for_regular_ones() {
	let mut regular = 0;
	for seed in 0..30_000 {
		let mut chance = Chance::new(seed);
		let policy = chance.policy();
		let period = chance.between(4, 20) as u64;
		// A crowd of readings, and one that stands.
		let mut readings = chance.run(100, 1, 2, 12);
		let crowded = readings.last().unwrap().0;
		let after = chance.between(0, 3 * period as i64) as u64;
		readings.extend(chance.run(crowded + after + 1, 1, 2, 12));
		let run = Observation { readings, facts: chance.facts() };
		let mut oracle = Oracle::new(&policy, period, 100);
		oracle.observe(&run);
		let tree = tree(&run.readings);
		let after =
			tally(period as u32, 100, policy).fold::<Native>(tree.run().root, run.facts).unwrap();
		let leaf = after.last.as_ref().unwrap();
		let meter = after.meter(POLICY).unwrap();
		if !meter.oversampled(&leaf.root.summary) {
			continue;
		}
		let opening = Opening::of(&tree, |_| !chance.once_in(3)).unwrap();
		let nodes = opening.unfold::<Native>(&leaf.root).unwrap();
		regular += nodes.iter().filter(|node| node.count > 1 && !meter.oversampled(node)).count();
		let cuts = [100, leaf.end()];
		let known = leaf.pieces(POLICY, &meter, &nodes, &cuts).unwrap();
		let (exact, _) = oracle.between(100, leaf.end());
		assert_contain(known.total(), exact, "opened in part", seed);
	}
	assert!(regular > 1_000, "{regular}");
}
