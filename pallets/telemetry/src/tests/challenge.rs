use super::*;
use proptest::prelude::*;
use tallystick_primitives::evidence::{
	builder::{Origin, SegmentBuilder},
	fraud::{ParentOf, PlacedRun},
	merkle::MAX_PATH,
	model::MAX_CHANNELS,
	reading::SignedReading,
	Leaf, Limits, Node, Reading, Run,
};

fn challenge(fraud: &Fraud) -> DispatchResult {
	Telemetry::challenge(signed(OTHER), GATEWAY, 0, Box::new(fraud.clone()))
}

/// A leaf with a header as nobody signs it.
fn unsigned(header: SegmentHeader, attestation: Attestation) -> SegmentLeaf {
	SegmentLeaf { header: SegmentHeader { attestation, ..header }, signature: None }
}

/// A segment of a gateway's making over these runs, alone in a batch, and its first run's place.
fn built(device: &Device, runs: &[Run], count: u32) -> (Batch, Placed, Place) {
	let header = SegmentHeader {
		device: device.id,
		attestation: Attestation::Gateway,
		key_epoch: 0,
		boot_epoch: 0,
		sequence: 0,
		count,
		start: device.time,
		end: device.time + 1_000,
		root: runs_root(runs),
		previous: [0; 32],
	};
	let (batch, mut placed) = batch(&[SegmentLeaf { header, signature: None }]);
	(batch, placed.remove(0), runs_tree(runs).place(0).unwrap())
}

fn lies() -> Vec<(&'static str, Batch, Fraud)> {
	let mut lies = Vec::new();
	let mut device = Device::new(1);
	let said = device.say(&[0, 1]);

	for (name, leaf) in [
		("forged", SegmentLeaf { signature: Some(Signature([1; 64])), ..said.leaf() }),
		("without signature", SegmentLeaf { signature: None, ..said.leaf() }),
		(
			"with one too many",
			SegmentLeaf {
				header: SegmentHeader { attestation: Attestation::Gateway, ..said.header },
				..said.leaf()
			},
		),
		(
			"no such key",
			SegmentLeaf { header: SegmentHeader { key_epoch: 9, ..said.header }, ..said.leaf() },
		),
		(
			"unsound",
			SegmentLeaf { header: SegmentHeader { count: 0, ..said.header }, ..said.leaf() },
		),
	] {
		let (batch, mut placed) = batch(&[leaf]);
		lies.push((name, batch, Fraud::ForgedSegment { segment: placed.remove(0) }));
	}

	let mut segment = SegmentBuilder::new();
	let signed = Some(SignedReading { sequence: 0, signature: Signature([1; 64]) });
	let leaf = Leaf { reading: Reading::plain(NOW, 1), signed };
	segment.push(0, Limits::NONE, leaf).unwrap();
	let segment = segment
		.seal::<Native>(Origin {
			device: device.id,
			attestation: Attestation::Readings,
			key_epoch: 0,
			boot_epoch: 0,
			sequence: 0,
			previous: [0; 32],
		})
		.unwrap();
	let (one, mut placed) = batch(&[segment.leaf(None).unwrap()]);
	lies.push((
		"forged reading",
		one,
		Fraud::ForgedReading { segment: placed.remove(0), reading: segment.prove(0, 0).unwrap() },
	));

	let other = SegmentHeader { end: said.header.end + 1, ..said.header };
	let (two, mut placed) = batch(&[
		unsigned(said.header, Attestation::Gateway),
		unsigned(other, Attestation::Gateway),
	]);
	let other = placed.remove(1);
	lies.push((
		"two versions",
		two,
		Fraud::TwoVersions { segment: placed.remove(0), other_batch: 0, other },
	));

	let readings = [(device.time, 5), (device.time + 1_000, 6)]
		.map(|(time, value)| Leaf::from(Reading::plain(time, value)));
	let [left, right] = readings.map(|leaf| leaf.node::<Native>(&Limits::NONE));
	let mut root = Node::parent::<Native>(&left, &right).unwrap();
	root.summary.sum = 1_000;
	let run = Run { channel: 0, limits: Limits::NONE, root };
	let (batch, segment, run_place) = built(&device, &[run], 2);
	lies.push((
		"wrong sum",
		batch,
		Fraud::WrongSummary {
			segment,
			run,
			run_place,
			claim: root,
			below: Below::Nodes(left, right),
			steps: vec![],
		},
	));

	let mut wrong = left;
	wrong.summary.max = 1_000;
	let root = Node::parent::<Native>(&wrong, &right).unwrap();
	let run = Run { channel: 0, limits: Limits::NONE, root };
	let (batch, segment, run_place) = built(&device, &[run], 2);
	lies.push((
		"wrong reading",
		batch,
		Fraud::WrongSummary {
			segment,
			run,
			run_place,
			claim: wrong,
			below: Below::Leaf(readings[0]),
			steps: vec![Step::Right(ParentOf { sibling: right, says: root.summary })],
		},
	));

	let mut run = said.runs[0];
	run.root.summary.last.time = NOW * 2;
	let (batch, segment, run_place) = built(&device, &[run], 2);
	lies.push(("out of bounds", batch, Fraud::OutOfBounds { segment, run, run_place }));

	// Nobody but the gateway knows what is below this node.
	let mut wrong = left;
	wrong.summary.sum = 1_000;
	wrong.hash = [3; 32];
	let root = Node::parent::<Native>(&wrong, &right).unwrap();
	let run = Run { channel: 0, limits: Limits::NONE, root };
	let (batch, segment, run_place) = built(&device, &[run], 2);
	lies.push((
		"a node that contradicts itself",
		batch,
		Fraud::WrongSummary {
			segment,
			run,
			run_place,
			claim: wrong,
			below: Below::Unknown,
			steps: vec![Step::Right(ParentOf { sibling: right, says: root.summary })],
		},
	));

	let mut run = said.runs[0];
	run.root.summary.violations = 1;
	let (batch, segment, run_place) = built(&device, &[run], 2);
	let fraud = Fraud::OutOfBounds { segment, run, run_place };
	lies.push(("a run that contradicts itself", batch, fraud));

	let runs = vec![said.runs[0], said.runs[0]];
	let (batch, segment, _) = built(&device, &runs, 4);
	let (run, run_place) = (runs[1], runs_tree(&runs).place(1).unwrap());
	lies.push(("a second run", batch, Fraud::OutOfBounds { segment, run, run_place }));

	let runs = vec![said.runs[1], said.runs[0]];
	let (batch, segment, _) = built(&device, &runs, 4);
	lies.push(("unordered", batch, disordered(segment, &runs, [0, 1])));
	let channels = [1, 5, 2, 1].map(|channel| Run { channel, ..said.runs[0] });
	let (batch, segment, _) = built(&device, &channels, 8);
	lies.push(("a second run further on", batch, disordered(segment, &channels, [0, 3])));
	let (batch, segment, _) = built(&device, &said.runs, 5);
	lies.push(("miscounted", batch, Fraud::WrongRuns { segment, runs: said.runs.clone() }));

	for (name, channel, limits) in [
		("without the model's limits", 2, Limits::NONE),
		("with limits where the model has none", 1, Limits { low: 0, high: 100 }),
		("a channel that the model does not have", CHANNELS, Limits::NONE),
	] {
		let run = Run { channel, limits, ..said.runs[0] };
		for attestation in [Attestation::Gateway, Attestation::Segment] {
			let header = SegmentHeader { attestation, root: runs_root(&[run]), ..said.header };
			let signature = device.sign(header, vec![run]).signature;
			let signature = (attestation == Attestation::Segment).then_some(signature);
			let (batch, mut placed) = super::batch(&[SegmentLeaf { header, signature }]);
			let (segment, run_place) = (placed.remove(0), runs_tree(&[run]).place(0).unwrap());
			lies.push((name, batch, Fraud::WrongLimits { segment, run, run_place }));
		}
	}

	let (honest, placed) = super::batch(&[said.leaf(), device.say(&[0]).leaf()]);
	let segment = || placed[1].clone();
	for (name, batch) in [
		("a batch of more segments", Batch { segments: 3, ..honest }),
		("a batch without room for the segment", Batch { readings: 2, ..honest }),
		("a batch that begins after the segment", Batch { start: honest.end, ..honest }),
		("a batch that ends before the segment", Batch { end: honest.start, ..honest }),
	] {
		lies.push((name, batch, Fraud::ForgedSegment { segment: segment() }));
	}
	lies
}

/// A challenge of two of a segment's runs.
fn disordered(segment: Placed, runs: &[Run], places: [u32; 2]) -> Fraud {
	let tree = runs_tree(runs);
	let [one, other] =
		places.map(|at| PlacedRun { run: runs[at as usize], place: tree.place(at).unwrap() });
	Fraud::DisorderedRuns { segment, one, other }
}

#[test]
fn a_lie_at_each_place_of_as_many_runs_as_can_be_is_convicted() {
	TestExt::execute_with(|| {
		let device = Device::new(1);
		let run = tallystick_world::run(0, Limits::NONE, device.time, &[10]);
		let honest: Vec<_> = (0..64).map(|channel| Run { channel, ..run }).collect();
		assert_eq!(honest.len() as u32, MAX_CHANNELS);
		assert_ok!(anchor(0, any_batch(1), &[]));
		// Among as many segments as a batch can have.
		let judged = |runs: &[Run], count, fraud: &dyn Fn(Placed) -> Fraud| {
			let (batch, Placed { leaf, .. }, _) = built(&device, runs, count);
			let path = vec![[5; 32]; MAX_PATH as usize];
			let place = Place { index: 0, count: u32::MAX, path };
			let root = place.root::<Native>(Tree::Segments, leaf.leaf::<Native>()).unwrap();
			let batch = Batch { root, segments: u32::MAX, readings: u64::MAX, ..batch };
			let block = System::block_number();
			let record = BatchRecord { batch, block, standing: BatchStanding::Unrefuted };
			Batches::<Test>::insert(GATEWAY, 0, record);
			AnchoredIn::<Test>::insert(block, BoundedVec::truncate_from(vec![(GATEWAY, 0)]));
			challenge(&fraud(Placed { leaf, place }))
		};
		let honestly = Err(Error::<Test>::Honest.into());
		for at in 1..64 {
			let mut runs = honest.clone();
			let pair = |segment, runs: &[Run]| disordered(segment, runs, [at - 1, at]);
			assert_eq!(judged(&runs, 64, &|segment| pair(segment, &runs)), honestly);
			runs[at as usize].channel -= 1;
			assert_eq!(judged(&runs, 64, &|segment| pair(segment, &runs)), Ok(()), "{at}");
		}
		let counts = |segment| Fraud::WrongRuns { segment, runs: honest.clone() };
		assert_eq!(judged(&honest, 64, &counts), honestly);
		assert_eq!(judged(&honest, 65, &counts), Ok(()));
		let mut runs = honest.clone();
		runs.insert(48, honest[48]);
		let tree = runs_tree(&runs);
		for at in 0..65 {
			let (run, run_place) = (runs[at as usize], tree.place(at).unwrap());
			let bounds =
				|segment| Fraud::OutOfBounds { segment, run, run_place: run_place.clone() };
			assert_eq!(judged(&runs, 65, &bounds), Ok(()), "{at}");
		}
	});
}

#[test]
fn a_lying_gateway_is_convicted_in_every_way() {
	let count = TestExt::execute_with(|| lies().len());
	for index in 0..count {
		TestExt::execute_with(|| {
			let (name, batch, fraud) = lies().remove(index);
			assert_ok!(anchor(0, batch, &[]));
			next_block();
			assert_eq!(challenge(&fraud), Ok(()), "{name}");
			assert_eq!(
				last_event(),
				Event::GatewayConvicted { gateway: GATEWAY, number: 0, challenger: OTHER }
			);
			assert_eq!(Telemetry::conviction(GATEWAY), Some(Conviction { batches: 1, block: 2 }));
			assert_eq!(Telemetry::batch(GATEWAY, 0).unwrap().standing, BatchStanding::Convicted);
			assert_noop!(challenge(&fraud), Error::<Test>::AlreadyConvicted);

			// It anchors nothing, and the pool knows.
			assert_noop!(anchor(1, any_batch(1), &[]), Error::<Test>::Convicted);
			let observed = Default::default();
			let call = crate::Call::<Test>::anchor { number: 1, batch, observed };
			assert_eq!(
				AnchorOrder::<Test>::check(&GATEWAY, &call),
				Err(InvalidTransaction::Custom(148).into())
			);
			assert_ok!(Telemetry::pardon(root(), GATEWAY));
			assert_eq!(last_event(), Event::Pardoned { gateway: GATEWAY });
			assert!(AnchorOrder::<Test>::check(&GATEWAY, &call).is_ok());
			assert_ok!(anchor(1, any_batch(1), &[]));
		});
	}
}

#[test]
fn fails_when_unknown_expired_or_too_deep() {
	TestExt::execute_with(|| {
		let (_, batch, fraud) = lies().remove(0);
		assert_noop!(challenge(&fraud), Error::<Test>::UnknownBatch);
		assert_ok!(anchor(0, any_batch(1), &[]));
		assert_noop!(challenge(&fraud), Error::<Test>::NotInBatch);
		assert_ok!(anchor(1, batch, &[]));
		let Fraud::ForgedSegment { mut segment } = fraud.clone() else { unreachable!() };
		segment.place.path = vec![[0; 32]; Fraud::most_depth() as usize + 1];
		assert_noop!(challenge(&Fraud::ForgedSegment { segment }), Error::<Test>::TooDeep);
		run_to(2 + RETENTION);
		assert_noop!(
			Telemetry::challenge(signed(OTHER), GATEWAY, 1, Box::new(fraud)),
			Error::<Test>::UnknownBatch
		);
		assert_noop!(
			Telemetry::challenge(root(), GATEWAY, 1, Box::new(lies().remove(0).2)),
			DispatchError::BadOrigin
		);
	});
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(300))]

	/// Whatever is altered in proofs of truths, no honest gateway is convicted.
	#[test]
	fn an_honest_gateway_is_not_framed(
		kind in 0usize..6,
		flips in prop::collection::vec((any::<prop::sample::Index>(), 0u8..8), 0..4),
	) {
		TestExt::execute_with(|| {
			let mut device = Device::new(1);
			let (one, two) = (device.say(&[0, 1]), device.say(&[0]));
			let (batch, placed) = batch(&[one.leaf(), two.leaf()]);
			assert_ok!(anchor(0, batch, &[]));
			let [segment, other] = <[_; 2]>::try_from(placed).unwrap();
			let run_place = runs_tree(&one.runs).place(0).unwrap();
			let fraud = match kind {
				0 => Fraud::ForgedSegment { segment },
				1 => Fraud::TwoVersions { segment, other_batch: 0, other },
				2 => Fraud::OutOfBounds { segment, run: one.runs[0], run_place },
				3 => Fraud::WrongLimits { segment, run: one.runs[0], run_place },
				4 => disordered(segment, &one.runs, [0, 1]),
				_ => Fraud::WrongRuns { segment, runs: one.runs.clone() },
			};
			let mut bytes = fraud.encode();
			for (at, bit) in flips {
				let at = at.index(bytes.len());
				bytes[at] ^= 1 << bit;
			}
			if let Ok(fraud) = Fraud::decode(&mut &bytes[..]) {
				assert!(challenge(&fraud).is_err());
			}
			assert_eq!(Telemetry::conviction(GATEWAY), None);
		});
	}
}
