//! Liars are caught, and nobody else is.

mod common;

use common::{limits_in_model, stranger, Numbers, Plan, Scene, LIMITS, MODES, SCHEMES};
use std::collections::BTreeMap;
use tallystick_evidence::{
	builder::{BatchBuilder, BuildError, SegmentBuilder},
	fraud::{Below, Fraud, KeyIn, ParentOf, Placed, PlacedRun, Record, Refuted, Step},
	merkle::MerkleTree,
	model::MAX_CHANNELS,
	proof::ReadingProof,
	run::RunTree,
	Attestation, Batch, Crypto, DeviceId, DeviceKey, Leaf, Limits, Native, Node, Purpose, Reading,
	Run, SegmentHeader, SegmentLeaf, Tree,
};
use tallystick_world::{runs_root, runs_tree};

/// What a chain remembers of a gateway's batches.
#[derive(Default)]
struct Memory {
	batches: BTreeMap<u64, Batch>,
	keys: BTreeMap<DeviceId, Vec<DeviceKey>>,
}

impl Record for Memory {
	fn batch(&self, number: u64) -> Option<Batch> {
		self.batches.get(&number).copied()
	}

	fn key(&self, device: &DeviceId, epoch: u32) -> KeyIn {
		let Some(keys) = self.keys.get(device) else { return KeyIn::NoDevice };
		keys.get(epoch as usize).map_or(KeyIn::NoEpoch, |key| KeyIn::Key(*key))
	}

	fn limits(&self, _: &DeviceId, channel: u16) -> Option<Limits> {
		limits_in_model(channel)
	}
}

impl Memory {
	fn of(scene: &Scene) -> Self {
		let keys = scene.device.keys.iter().map(|key| key.public()).collect();
		Self { batches: [(0, scene.batch.batch)].into(), keys: [(scene.device.id, keys)].into() }
	}

	/// Anchors this segment alone, whatever it is.
	fn anchor(&mut self, leaf: SegmentLeaf) -> (u64, Placed) {
		let (batch, mut placed) = tallystick_world::batch(&[leaf]);
		(self.keep(batch), placed.remove(0))
	}

	fn keep(&mut self, batch: Batch) -> u64 {
		let number = self.batches.len() as u64;
		self.batches.insert(number, batch);
		number
	}
}

fn scene(mode: Attestation) -> Scene {
	Scene::new(Plan::small(mode, SCHEMES[0], false))
}

/// Signs anew what the gateway made of the header, as a colluding device would.
fn resigned(scene: &Scene, header: SegmentHeader) -> SegmentLeaf {
	let signature = (header.attestation == Attestation::Segment)
		.then(|| scene.device.sign(&scene.chain.genesis(), Purpose::Segment, &header.to_bytes()));
	SegmentLeaf { header, signature }
}

fn judge(memory: &Memory, scene: &Scene, number: u64, fraud: &Fraud) -> Result<(), Refuted> {
	fraud.judge::<Native>(&scene.chain.genesis(), number, memory)
}

#[test]
fn works_for_a_forged_segment() {
	let scene = scene(Attestation::Segment);
	let mut memory = Memory::of(&scene);
	let good = scene.leaves[0];
	let message = good.header.message(&scene.chain.genesis(), SCHEMES[0]).unwrap();
	let bad = [
		SegmentLeaf { header: SegmentHeader { sequence: 99, ..good.header }, ..good },
		SegmentLeaf { header: SegmentHeader { key_epoch: 1, ..good.header }, ..good },
		SegmentLeaf { signature: None, ..good },
		SegmentLeaf {
			header: SegmentHeader { attestation: Attestation::Gateway, ..good.header },
			..good
		},
		resigned(&scene, SegmentHeader { count: 0, ..good.header }),
		resigned(&scene, SegmentHeader { start: good.header.end + 1, ..good.header }),
		resigned(&scene, SegmentHeader { sequence: u64::MAX, ..good.header }),
		SegmentLeaf { signature: Some(stranger(SCHEMES[0]).sign(&message)), ..good },
	];
	for leaf in bad {
		let (number, segment) = memory.anchor(leaf);
		let fraud = Fraud::ForgedSegment { segment };
		assert_eq!(judge(&memory, &scene, number, &fraud), Ok(()), "{leaf:?}");
		assert_eq!(judge(&memory, &scene, 0, &fraud), Err(Refuted::NotInBatch));
		assert_eq!(judge(&memory, &scene, 1000, &fraud), Err(Refuted::UnknownBatch));
	}
	let (number, segment) = memory.anchor(SegmentLeaf {
		header: SegmentHeader { device: DeviceId([0; 32]), ..good.header },
		..good
	});
	let fraud = Fraud::ForgedSegment { segment };
	assert_eq!(judge(&memory, &scene, number, &fraud), Err(Refuted::UnknownDevice));
}

/// A segment of one run over these leaves, anchored.
fn anchor_run(
	memory: &mut Memory,
	scene: &Scene,
	leaves: &[Leaf],
) -> (u64, Placed, ReadingProof, SegmentHeader) {
	let tree = RunTree::build::<Native>(0, LIMITS, leaves).unwrap().unwrap();
	let runs = MerkleTree::build::<Native>(Tree::Runs, vec![tree.run().leaf::<Native>()]).unwrap();
	let header = SegmentHeader {
		root: runs.root::<Native>(),
		count: leaves.len() as u32,
		start: 0,
		end: u64::MAX,
		..scene.leaves[0].header
	};
	let (number, segment) = memory.anchor(resigned(scene, header));
	let reading = ReadingProof {
		leaf: leaves[0],
		index: 0,
		count: tree.count(),
		path: tree.path(0).unwrap(),
		channel: 0,
		limits: LIMITS,
		run_place: runs.place(0).unwrap(),
	};
	(number, segment, reading, header)
}

#[test]
fn works_for_a_forged_reading() {
	let scene = scene(Attestation::Readings);
	let mut memory = Memory::of(&scene);
	let good = scene.segments[0].prove(0, 0).unwrap().leaf;
	let mut bad = vec![good; 5];
	bad[0].reading.value += 1;
	bad[1].reading.time += 1;
	bad[2].signed = None;
	bad[3].signed.as_mut().unwrap().sequence += 100;
	bad[4].signed.as_mut().unwrap().signature.0[3] ^= 1;
	for leaf in bad {
		let (number, segment, reading, _) = anchor_run(&mut memory, &scene, &[leaf]);
		let fraud = Fraud::ForgedReading { segment, reading };
		assert_eq!(judge(&memory, &scene, number, &fraud), Ok(()));
	}
	// A signature under a segment that says it has none.
	let scene = self::scene(Attestation::Gateway);
	let mut memory = Memory::of(&scene);
	let (number, segment, reading, _) = anchor_run(&mut memory, &scene, &[good]);
	let fraud = Fraud::ForgedReading { segment, reading };
	assert_eq!(judge(&memory, &scene, number, &fraud), Ok(()));
}

#[test]
fn works_for_two_versions() {
	for mode in [Attestation::Gateway, Attestation::Readings] {
		let scene = scene(mode);
		let mut memory = Memory::of(&scene);
		let header = scene.leaves[0].header;
		let mut against = |header: SegmentHeader| {
			let (other_batch, other) = memory.anchor(resigned(&scene, header));
			let fraud = Fraud::TwoVersions { segment: scene.placed(0), other_batch, other };
			judge(&memory, &scene, 0, &fraud)
		};
		assert_eq!(against(SegmentHeader { root: [1; 32], ..header }), Ok(()));
		// The device's word against what the gateway made up.
		let word = SegmentHeader { attestation: Attestation::Segment, ..header };
		assert_eq!(against(word), Ok(()));

		// The same one, the next one, and another boot epoch.
		assert_eq!(against(header), Err(Refuted::Honest));
		assert_eq!(against(scene.leaves[1].header), Err(Refuted::Honest));
		let rebooted = SegmentHeader { boot_epoch: 9, ..header };
		assert_eq!(against(rebooted), Err(Refuted::Honest));
	}
}

#[test]
fn a_gateway_does_not_answer_for_two_versions_that_a_device_signed() {
	let scene = scene(Attestation::Segment);
	let mut memory = Memory::of(&scene);
	let header = SegmentHeader { root: [1; 32], ..scene.leaves[0].header };
	let (other_batch, other) = memory.anchor(resigned(&scene, header));
	let fraud = Fraud::TwoVersions { segment: scene.placed(0), other_batch, other };
	assert_eq!(judge(&memory, &scene, 0, &fraud), Err(Refuted::Honest));
}

/// A tree whose node at `level` and `index` says something else, with honest hashes above it.
struct Lie {
	levels: Vec<Vec<Node>>,
	leaves: Vec<Leaf>,
}

impl Lie {
	fn new(count: u32, level: usize, index: usize, lie: impl Fn(&mut Node)) -> Self {
		let leaves: Vec<Leaf> =
			(0..count).map(|i| Reading::plain(1000 + u64::from(i), i64::from(i)).into()).collect();
		let mut nodes: Vec<Node> = leaves.iter().map(|leaf| leaf.node::<Native>(&LIMITS)).collect();
		let mut levels = vec![];
		loop {
			if let (true, Some(node)) = (levels.len() == level, nodes.get_mut(index)) {
				lie(node);
			}
			levels.push(nodes.clone());
			if nodes.len() == 1 {
				break Self { levels, leaves };
			}
			nodes = nodes
				.chunks(2)
				.map(|pair| match pair {
					[left, right] => Node {
						summary: left.summary.combine(&right.summary).unwrap_or(left.summary),
						hash: Node::parent_hash::<Native>(left, right),
					},
					_ => pair[0],
				})
				.collect();
		}
	}

	fn below(&self, level: usize, index: usize) -> Below {
		match level.checked_sub(1) {
			None => Below::Leaf(self.leaves[index]),
			Some(lower) => match self.levels[lower].get(2 * index + 1) {
				Some(right) => Below::Nodes(self.levels[lower][2 * index], *right),
				None => self.below(lower, 2 * index),
			},
		}
	}

	fn steps(&self, level: usize, mut index: usize) -> Vec<Step> {
		let mut steps = vec![];
		for at in level..self.levels.len() - 1 {
			let says = self.levels[at + 1][index / 2].summary;
			match self.levels[at].get(index ^ 1) {
				Some(sibling) if index % 2 == 1 => {
					steps.push(Step::Left(ParentOf { sibling: *sibling, says }))
				},
				Some(sibling) => steps.push(Step::Right(ParentOf { sibling: *sibling, says })),
				None => {},
			}
			index /= 2;
		}
		steps
	}
}

#[test]
fn works_for_a_wrong_summary_at_every_node() {
	let scene = scene(Attestation::Gateway);
	let mut memory = Memory::of(&scene);
	let lies: [fn(&mut Node); 6] = [
		|n| n.summary.min -= 1,
		|n| n.summary.max += 1,
		|n| n.summary.sum += 1,
		|n| n.summary.violations += 1,
		|n| n.summary.first.value += 1,
		|n| n.summary.last.value -= 1,
	];
	for count in [1, 2, 3, 5, 8, 13] {
		let honest = Lie::new(count, usize::MAX, 0, |_| ());
		for level in 0..honest.levels.len() {
			for index in 0..honest.levels[level].len() {
				// A node that moved up alone is the same one as below.
				if level > 0 && honest.levels[level - 1].len() == 2 * index + 1 {
					continue;
				}
				for (i, lie) in lies.iter().enumerate() {
					let tree = Lie::new(count, level, index, lie);
					let run =
						Run { channel: 0, limits: LIMITS, root: tree.levels.last().unwrap()[0] };
					let runs = MerkleTree::build::<Native>(Tree::Runs, vec![run.leaf::<Native>()])
						.unwrap();
					let header =
						SegmentHeader { root: runs.root::<Native>(), ..scene.leaves[0].header };
					let (number, segment) = memory.anchor(resigned(&scene, header));
					let fraud = |level: usize, index: usize| Fraud::WrongSummary {
						segment: segment.clone(),
						run,
						run_place: runs.place(0).unwrap(),
						claim: tree.levels[level][index],
						below: tree.below(level, index),
						steps: tree.steps(level, index),
					};
					let verdict = judge(&memory, &scene, number, &fraud(level, index));
					assert_eq!(verdict, Ok(()), "{count} {level} {index} {i}");
					// Its sisters are true.
					if index > 0 {
						let verdict = judge(&memory, &scene, number, &fraud(level, index - 1));
						assert_eq!(verdict, Err(Refuted::Honest));
					}
				}
			}
		}
	}
}

#[test]
fn works_for_a_node_that_contradicts_itself() {
	let scene = scene(Attestation::Gateway);
	let mut memory = Memory::of(&scene);
	let lies: [fn(&mut Node); 4] = [
		|n| n.summary.first.time = n.summary.last.time + 1,
		|n| n.summary.min = n.summary.max + 1,
		|n| n.summary.violations = u32::MAX,
		|n| n.summary.sum = 10i128.pow(30),
	];
	for count in [1, 2, 5, 13] {
		let depth = Lie::new(count, usize::MAX, 0, |_| ()).levels.len();
		for (level, lie) in (0..depth).flat_map(|level| lies.map(|lie| (level, lie))) {
			let tree = Lie::new(count, level, 0, lie);
			let root = tree.levels.last().unwrap()[0];
			let run = Run { channel: 0, limits: LIMITS, root };
			let leaves = vec![run.leaf::<Native>()];
			let runs = MerkleTree::build::<Native>(Tree::Runs, leaves).unwrap();
			let header = SegmentHeader { root: runs.root::<Native>(), ..scene.leaves[0].header };
			let (number, segment) = memory.anchor(resigned(&scene, header));
			let fraud = |index: usize| Fraud::WrongSummary {
				segment: segment.clone(),
				run,
				run_place: runs.place(0).unwrap(),
				claim: tree.levels[level][index],
				below: Below::Unknown,
				steps: tree.steps(level, index),
			};
			let verdict = judge(&memory, &scene, number, &fraud(0));
			assert_eq!(verdict, Ok(()), "{count} {level}");
			if tree.levels[level].len() > 1 {
				assert_eq!(judge(&memory, &scene, number, &fraud(1)), Err(Refuted::Honest));
			}
			let Fraud::WrongSummary { segment, run, run_place, claim, below, steps } = fraud(0)
			else {
				unreachable!()
			};
			let claim = Node { hash: [1; 32], ..claim };
			let other = Fraud::WrongSummary { segment, run, run_place, claim, below, steps };
			assert_eq!(judge(&memory, &scene, number, &other), Err(Refuted::NotInSegment));
		}
	}
}

#[test]
fn works_for_bounds_and_runs() {
	let scene = scene(Attestation::Segment);
	let mut memory = Memory::of(&scene);
	let runs: Vec<Run> = scene.segments[0].runs().collect();
	let anchor = |memory: &mut Memory, runs: &[Run], change: fn(&mut SegmentHeader)| {
		let leaves = runs.iter().map(Run::leaf::<Native>).collect();
		let tree = MerkleTree::build::<Native>(Tree::Runs, leaves).unwrap();
		let mut header = SegmentHeader { root: tree.root::<Native>(), ..scene.leaves[0].header };
		change(&mut header);
		let (number, segment) = memory.anchor(resigned(&scene, header));
		let bounds = Fraud::OutOfBounds {
			segment: segment.clone(),
			run: runs[0],
			run_place: tree.place(0).unwrap(),
		};
		(number, bounds, Fraud::WrongRuns { segment, runs: runs.to_vec() })
	};
	let guilty = Ok(());

	let (number, bounds, wrong) = anchor(&mut memory, &runs, |_| ());
	assert_eq!(judge(&memory, &scene, number, &bounds), Err(Refuted::Honest));
	assert_eq!(judge(&memory, &scene, number, &wrong), Err(Refuted::Honest));
	for change in
		[(|h| h.start += 1) as fn(&mut SegmentHeader), |h| h.end = h.start, |h| h.count = 1]
	{
		let (number, bounds, _) = anchor(&mut memory, &runs, change);
		assert_eq!(judge(&memory, &scene, number, &bounds), guilty);
	}
	// Its summary contradicts itself, and so does its place.
	let mut lie = runs[0];
	lie.root.summary.sum = 10i128.pow(30);
	let (number, bounds, _) = anchor(&mut memory, &[lie, runs[1]], |_| ());
	assert_eq!(judge(&memory, &scene, number, &bounds), guilty);
	let leaves = [runs[0], runs[0]].iter().map(Run::leaf::<Native>).collect();
	let tree = MerkleTree::build::<Native>(Tree::Runs, leaves).unwrap();
	let (number, bounds, _) = anchor(&mut memory, &[runs[0], runs[0]], |h| h.count = 10);
	assert_eq!(judge(&memory, &scene, number, &bounds), Err(Refuted::Honest));
	let Fraud::OutOfBounds { segment, run, .. } = bounds else { unreachable!() };
	let second = Fraud::OutOfBounds { segment, run, run_place: tree.place(1).unwrap() };
	assert_eq!(judge(&memory, &scene, number, &second), guilty);

	let (number, _, wrong) = anchor(&mut memory, &runs, |h| h.count += 1);
	assert_eq!(judge(&memory, &scene, number, &wrong), guilty);
	let (number, _, wrong) = anchor(&mut memory, &runs[..1], |_| ());
	let Fraud::WrongRuns { segment, .. } = wrong else { unreachable!() };
	let wrong = Fraud::WrongRuns { segment, runs };
	assert_eq!(judge(&memory, &scene, number, &wrong), Err(Refuted::NotInSegment));
}

/// Runs of one reading each, on these channels.
fn runs_on(channels: impl Iterator<Item = u16>) -> Vec<Run> {
	channels.map(|channel| tallystick_world::run(channel, LIMITS, common::SINCE, &[7])).collect()
}

/// A segment of these runs as the gateway's word, in a batch.
fn anchor_runs(memory: &mut Memory, scene: &Scene, runs: &[Run]) -> (u64, Placed) {
	let header = SegmentHeader {
		root: runs_root(runs),
		count: runs.len() as u32,
		start: common::SINCE,
		end: common::SINCE,
		..scene.leaves[0].header
	};
	memory.anchor(resigned(scene, header))
}

fn pair(segment: &Placed, runs: &[Run], tree: &MerkleTree, places: [usize; 2]) -> Fraud {
	let placed = |at: usize| PlacedRun { run: runs[at], place: tree.place(at as u32).unwrap() };
	let [one, other] = places.map(placed);
	Fraud::DisorderedRuns { segment: segment.clone(), one, other }
}

#[test]
fn a_second_run_of_a_channel_is_a_lie_wherever_it_stands() {
	let scene = scene(Attestation::Gateway);
	let mut memory = Memory::of(&scene);
	let honest = runs_on(0..MAX_CHANNELS as u16);
	let (number, segment) = anchor_runs(&mut memory, &scene, &honest);
	let tree = runs_tree(&honest);
	for (one, other) in (0..honest.len()).flat_map(|one| (0..honest.len()).map(move |o| (one, o))) {
		let fraud = pair(&segment, &honest, &tree, [one, other]);
		assert_eq!(judge(&memory, &scene, number, &fraud), Err(Refuted::Honest), "{one} {other}");
	}
	// At each place a run of the channel of one before it, next to it or with runs between that nobody
	// but the gateway knows.
	for (apart, at) in
		[1, 2, 40].into_iter().flat_map(|apart| (apart..64).map(move |at| (apart, at)))
	{
		let mut runs = honest.clone();
		runs[at].channel = runs[at - apart].channel;
		let (number, segment) = anchor_runs(&mut memory, &scene, &runs);
		let tree = runs_tree(&runs);
		for places in [[at - apart, at], [at, at - apart]] {
			let fraud = pair(&segment, &runs, &tree, places);
			assert!(fraud.depth() <= Fraud::most_depth());
			assert_eq!(judge(&memory, &scene, number, &fraud), Ok(()), "{places:?}");
			assert_eq!(judge(&memory, &scene, 0, &fraud), Err(Refuted::NotInBatch));
		}
		let mut fraud = pair(&segment, &runs, &tree, [at - apart, at]);
		let Fraud::DisorderedRuns { other, .. } = &mut fraud else { unreachable!() };
		other.run.channel += 1;
		assert_eq!(judge(&memory, &scene, number, &fraud), Err(Refuted::NotInSegment));
	}
	// Channels that descend, and more runs between two than there are channels.
	for channels in [[4, 3, 9], [3, 4, 4], [3, 1, 4]] {
		let runs = runs_on(channels.into_iter());
		let (number, segment) = anchor_runs(&mut memory, &scene, &runs);
		let tree = runs_tree(&runs);
		let frauds = [[0, 1], [1, 2], [0, 2]].map(|places| pair(&segment, &runs, &tree, places));
		let verdicts = frauds.map(|fraud| judge(&memory, &scene, number, &fraud));
		assert!(verdicts.contains(&Ok(())), "{channels:?}");
	}
}

#[test]
fn more_runs_than_a_model_has_channels_are_a_lie_at_every_place() {
	let scene = scene(Attestation::Gateway);
	let mut memory = Memory::of(&scene);
	for channels in [(0..65).collect::<Vec<u16>>(), (0..48).chain([3, 3]).chain(48..63).collect()] {
		let runs = runs_on(channels.iter().copied());
		assert_eq!(runs.len(), 65);
		let tree = runs_tree(&runs);
		let (number, segment) = anchor_runs(&mut memory, &scene, &runs);
		for (run, index) in runs.into_iter().zip(0..) {
			let (segment, run_place) = (segment.clone(), tree.place(index).unwrap());
			let fraud = Fraud::OutOfBounds { segment, run, run_place };
			assert_eq!(judge(&memory, &scene, number, &fraud), Ok(()), "{index}");
		}
	}
}

#[test]
fn a_wrong_count_of_as_many_runs_as_can_be_is_a_lie() {
	let scene = scene(Attestation::Gateway);
	let mut memory = Memory::of(&scene);
	let runs = runs_on(0..MAX_CHANNELS as u16);
	for (count, verdict) in [(63, Ok(())), (64, Err(Refuted::Honest)), (65, Ok(()))] {
		let (_, mut segment) = anchor_runs(&mut memory, &scene, &runs);
		segment.leaf.header.count = count;
		let (number, segment) = memory.anchor(segment.leaf);
		let fraud = Fraud::WrongRuns { segment, runs: runs.clone() };
		assert!(fraud.depth() <= Fraud::most_depth());
		assert_eq!(judge(&memory, &scene, number, &fraud), verdict);
	}
}

#[test]
fn a_batch_that_contradicts_its_segment_is_a_lie() {
	for mode in MODES {
		let scene = scene(mode);
		let mut memory = Memory::of(&scene);
		let (good, header) = (scene.batch.batch, scene.segments[1].header);
		let fraud = Fraud::ForgedSegment { segment: scene.placed(1) };
		assert_eq!(judge(&memory, &scene, 0, &fraud), Err(Refuted::Honest));
		for batch in [
			Batch { segments: good.segments + 1, ..good },
			Batch { segments: good.segments - 1, ..good },
			Batch { readings: u64::from(header.count) + 1, ..good },
			Batch { start: header.start + 1, ..good },
			Batch { end: header.end - 1, ..good },
			Batch { start: good.end, end: good.start, ..good },
		] {
			let number = memory.keep(batch);
			assert_eq!(judge(&memory, &scene, number, &fraud), Ok(()), "{batch:?}");
		}
	}
}

#[test]
fn other_limits_than_the_model_s_are_a_lie_whoever_signed() {
	for mode in MODES {
		let scene = scene(mode);
		let mut memory = Memory::of(&scene);
		let honest: Vec<Run> = scene.segments[0].runs().collect();
		let mut wrong = honest.clone();
		wrong[0].limits = Limits::NONE;
		let mut unknown = honest.clone();
		unknown[1].channel = MAX_CHANNELS as u16;
		let guilty = Ok(());
		for (runs, at, verdict) in
			[(honest, 0, Err(Refuted::Honest)), (wrong, 0, guilty), (unknown, 1, guilty)]
		{
			let tree = runs_tree(&runs);
			let header = SegmentHeader { root: tree.root::<Native>(), ..scene.leaves[0].header };
			let fraud = |segment| Fraud::WrongLimits {
				segment,
				run: runs[at],
				run_place: tree.place(at as u32).unwrap(),
			};
			let (number, segment) = memory.anchor(resigned(&scene, header));
			assert_eq!(judge(&memory, &scene, number, &fraud(segment)), verdict);
			let device = DeviceId([0; 32]);
			let (number, segment) =
				memory.anchor(resigned(&scene, SegmentHeader { device, ..header }));
			let verdict = judge(&memory, &scene, number, &fraud(segment));
			assert_eq!(verdict, Err(Refuted::UnknownDevice));
		}
	}
}

/// A challenge against a true segment, and whatever may be said of it.
fn challenge(scene: &Scene, numbers: &mut Numbers) -> Fraud {
	let at = numbers.below(scene.segments.len() as u64) as u32;
	let (segment, tree) = (scene.placed(at), &scene.segments[at as usize]);
	let runs: Vec<Run> = tree.runs().collect();
	let which = numbers.below(runs.len() as u64) as usize;
	let run = runs[which];
	let index = numbers.below(run.root.summary.count.into()) as u32;
	let reading = tree.prove(run.channel, index).unwrap();
	let run_place = reading.run_place.clone();
	match numbers.below(8) {
		0 => Fraud::ForgedSegment { segment },
		1 => Fraud::ForgedReading { segment, reading },
		2 => {
			let other = scene.placed(numbers.below(scene.segments.len() as u64) as u32);
			Fraud::TwoVersions { segment, other_batch: scene.statement.number, other }
		},
		3 => {
			// The way up from the reading, with the nodes as they are.
			let mut node = reading.leaf.node::<Native>(&run.limits);
			let mut ways = vec![(node, Below::Leaf(reading.leaf))];
			let mut steps = vec![];
			let (mut index, mut count, mut path) = (index, reading.count, reading.path.iter());
			while count > 1 {
				if index % 2 == 1 || index + 1 < count {
					let sibling = *path.next().unwrap();
					let (left, right) =
						if index % 2 == 1 { (sibling, node) } else { (node, sibling) };
					node = Node::parent::<Native>(&left, &right).unwrap();
					let step = ParentOf { sibling, says: node.summary };
					steps.push(if index % 2 == 1 { Step::Left(step) } else { Step::Right(step) });
					ways.push((node, Below::Nodes(left, right)));
				}
				index /= 2;
				count = count.div_ceil(2);
			}
			assert_eq!(node, run.root);
			let at = numbers.below(ways.len() as u64) as usize;
			let (claim, below) = ways.swap_remove(at);
			let below = if numbers.below(2) == 0 { below } else { Below::Unknown };
			Fraud::WrongSummary {
				segment,
				run,
				run_place,
				claim,
				below,
				steps: steps.split_off(at),
			}
		},
		4 => Fraud::OutOfBounds { segment, run, run_place },
		5 => Fraud::WrongLimits { segment, run, run_place },
		6 => {
			let at = [which, numbers.below(runs.len() as u64) as usize];
			pair(&segment, &runs, &runs_tree(&runs), at)
		},
		_ => Fraud::WrongRuns { segment, runs },
	}
}

#[test]
fn the_honest_cannot_be_framed() {
	use codec::{Decode, Encode};
	let mut scenes = vec![];
	for (i, mode) in MODES.into_iter().enumerate() {
		for (j, rotated) in [false, true].into_iter().enumerate() {
			scenes.push(Scene::new(Plan {
				runs: vec![1 + i as u32, 7, 12],
				segments: 5,
				seed: (i * 2 + j) as u64,
				..Plan::small(mode, SCHEMES[0], rotated)
			}));
		}
	}
	let mut numbers = Numbers(1);
	let (mut judged, mut tried) = (0, 0);
	while judged < 12_000 {
		tried += 1;
		let scene = &scenes[numbers.below(scenes.len() as u64) as usize];
		let mut bytes = challenge(scene, &mut numbers).encode();
		for _ in 0..numbers.below(4) {
			let at = numbers.below(bytes.len() as u64) as usize;
			match numbers.below(4) {
				0 => bytes[at] = numbers.next_u64() as u8,
				1 => bytes[at] = 0,
				_ => bytes[at] ^= 1 << numbers.below(8),
			}
		}
		let Ok(fraud) = Fraud::decode(&mut &bytes[..]) else { continue };
		judged += 1;
		let _ = fraud.depth();
		let number = scene.statement.number;
		let verdict = fraud.judge::<Native>(&scene.chain.genesis(), number, scene);
		assert!(verdict.is_err(), "{verdict:?} by {fraud:?}");
	}
	println!("{judged} challenges judged, of {tried}; none succeeded");
}

#[test]
fn builders_refuse_what_could_be_challenged() {
	let scene = scene(Attestation::Segment);
	let mut batch = BatchBuilder::new();
	assert!(batch.push(SegmentLeaf { signature: None, ..scene.leaves[0] }).is_err());
	assert!(batch.seal::<Native>([0; 32]).is_err());
	assert!(scene.segments[0].leaf(None).is_err());
	let mut segment = SegmentBuilder::new();
	let mut push = |channel| segment.push(channel, LIMITS, Reading::plain(1, 2).into());
	assert_eq!(push(63), Ok(()));
	assert_eq!(push(64), Err(BuildError::Channel));
	let _ = Native::hash(&[]);
}
