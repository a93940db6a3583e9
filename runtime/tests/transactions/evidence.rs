//! Devices speak for themselves, lots of any size cost one transaction, and gateways that lie are caught
//! from the proof alone.

use crate::{
	common::every_call,
	ledger::{account, pair, unsigned, Ledger},
};
use codec::Encode;
use frame_support::{
	assert_ok,
	traits::{Authorize, Get},
	weights::Weight,
};
use pallet_device_registry::{
	Call as Registry, Channel, Error as RegistryError, LotId, ModelId, Provenance, Scope,
};
use pallet_telemetry::{
	Call as Telemetry, Error as TelemetryError, Event, Observed, ObservedRun, StatementsRoot,
};
use sp_core::sr25519::Pair;
use sp_runtime::{
	transaction_validity::{InvalidTransaction, TransactionValidity},
	DispatchError,
};
use tallystick_evidence::{
	batch::lot_leaf,
	builder::{Origin, SegmentBuilder},
	fraud::{Below, Fraud, Placed},
	merkle::{MerkleTree, Place},
	message::Possession,
	proof::{BlockProof, End},
	roots_of,
	run::RunTree,
	Attestation, Batch, DeviceKey, Equivocation, Limits, Native, Reading, Scheme, SegmentLeaf,
	Statement, Tree,
};
use tallystick_primitives::{
	records::refusal::SegmentRefusal, ChannelKind, Facts, Millis, Observation, OrgId, StreamId,
	DEVICE_PRIORITY,
};
use tallystick_runtime::{
	constants::UNIT, AccountId, Consortium, DeviceRegistry, Runtime, RuntimeCall, RuntimeEvent,
	Telemetry as TelemetryPallet, UncheckedExtrinsic,
};
use tallystick_world::{batch, Device, Numbers, Sealed, NOW, SCHEMES};

type Council = pallet_collective::Call<Runtime, pallet_collective::Instance1>;

const CHANNELS: u16 = 2;
/// The plausible values of every channel.
const LIMITS: Limits = Limits { low: -4_000, high: 8_500 };
const MODEL: ModelId = ModelId(0);
const METADATA: [u8; 32] = [7; 32];
const EXPIRES: u64 = NOW + 3_600_000;

/// The organisation of Alice.
pub(crate) const OWNERS: OrgId = OrgId(0);

/// Alice owns a device of each scheme; her organisation's gateway has no balance.
pub(crate) struct Scene {
	pub(crate) ledger: Ledger,
	pub(crate) owner: Pair,
	gateway: Pair,
	pub(crate) devices: Vec<Device>,
}

impl Scene {
	pub(crate) fn set() -> Self {
		let devices = SCHEMES.into_iter().zip(1..);
		let devices = devices.map(|(scheme, seed)| Device::unregistered(scheme, seed)).collect();
		let (owner, gateway) = (pair("//Alice"), pair("//Evidence//gateway"));
		let mut scene = Self { ledger: Ledger::development(), owner, gateway, devices };
		scene.by_owner(model());
		for device in scene.devices.clone() {
			let call = Registry::<Runtime>::register {
				key: device.secret.public(),
				model: MODEL,
				metadata: METADATA,
				expires: Millis(EXPIRES),
				signature: device.consent(&scene.possession()),
				endorsement: None,
			};
			scene.by_owner(call);
		}
		scene.add_gateway(&scene.gateway.clone());
		scene
	}

	fn possession(&self) -> Possession {
		let owner = account(&self.owner).into();
		Possession { owner, model: MODEL.0, metadata: METADATA, expires: EXPIRES }
	}

	#[track_caller]
	fn by_owner(&mut self, call: impl Into<RuntimeCall>) {
		assert_ok!(self.ledger.submit(&self.owner, call));
	}

	/// Has the owner watch all channels of a device.
	pub(crate) fn watch(&mut self, device: &Device) {
		for channel in 0..CHANNELS {
			let stream = StreamId { device: device.id, channel };
			self.by_owner(Telemetry::<Runtime>::watch { stream });
		}
	}

	fn add_gateway(&mut self, gateway: &Pair) {
		let who = account(gateway);
		self.by_owner(pallet_consortium::Call::<Runtime>::invite { who: who.clone() });
		let join = pallet_consortium::Call::<Runtime>::join { org: OWNERS };
		assert_ok!(self.ledger.submit(gateway, join));
		let scope = Scope::AllOfOwner;
		self.by_owner(Registry::<Runtime>::authorize_gateway { scope, gateway: who });
	}

	/// Has a gateway anchor these segments. Returns each in its place.
	#[track_caller]
	fn anchor(&mut self, gateway: &Pair, number: u64, segments: &[Sealed]) -> Vec<Placed> {
		let (batch, placed) = batch_of(segments);
		assert_ok!(self.ledger.submit(gateway, anchor(number, batch)));
		placed
	}

	/// Accuses a gateway of a fraud in a batch.
	fn accuse(
		&mut self,
		gateway: &Pair,
		number: u64,
		fraud: Fraud,
	) -> Result<Vec<RuntimeEvent>, DispatchError> {
		let (gateway, fraud) = (account(gateway), Box::new(fraud));
		let challenge = Telemetry::<Runtime>::challenge { gateway, number, fraud };
		self.ledger.submit(&self.owner, challenge)
	}

	#[track_caller]
	fn assert_refused(&mut self, said: &Sealed, reason: SegmentRefusal) {
		assert_eq!(self.ledger.refusal(observation(said)), reason as u8);
	}

	/// The newest observation of a device's channel.
	fn latest(&mut self, device: &Device, channel: u16) -> Observation {
		let stream = StreamId { device: device.id, channel };
		let found = self.ledger.read(|| TelemetryPallet::stream(stream));
		found.and_then(|stream| stream.latest).expect("it was observed")
	}
}

fn model() -> Registry<Runtime> {
	let channel = |number| Channel {
		name: format!("temperature {number}").into_bytes().try_into().expect("short"),
		unit: b"Cel".to_vec().try_into().expect("short"),
		exponent: -2,
		kind: ChannelKind::Gauge,
		limits: LIMITS,
		period: 1_000,
		write: None,
	};
	Registry::define_model {
		thing: [1; 32],
		uri: b"https://example.org/thermometer.tm.json".to_vec().try_into().expect("short"),
		channels: (0..CHANNELS).map(channel).collect::<Vec<_>>().try_into().expect("few"),
		endorsers: Default::default(),
	}
}

/// A device's next segment: so many readings a second apart on each channel.
pub(crate) fn say(device: &mut Device, count: u32) -> Sealed {
	let mut builder = SegmentBuilder::new();
	for (time, step) in (device.time..).step_by(1_000).zip(0..i64::from(count)) {
		for channel in 0..CHANNELS {
			let value = (step * 37 + i64::from(channel) * 911) % 3_000 - 500;
			builder.push(channel, LIMITS, Reading::plain(time, value).into()).expect("in order");
		}
	}
	device.time += u64::from(count) * 1_000;
	device.seal(builder).expect("it has readings")
}

fn batch_of(segments: &[Sealed]) -> (Batch, Vec<Placed>) {
	let leaves: Vec<_> = segments.iter().map(|segment| segment.leaf).collect();
	batch(&leaves)
}

fn anchor(number: u64, batch: Batch) -> Telemetry<Runtime> {
	Telemetry::anchor { number, batch, observed: Default::default() }
}

/// A device's transaction: it has no account. The segment has all of its runs.
pub(crate) fn observation(said: &Sealed) -> UncheckedExtrinsic {
	let place = |run| said.segment.prove(run, 0).expect("it has readings").run_place;
	let runs = said.segment.runs().map(|run| ObservedRun { run, place: place(run.channel) });
	let observed = Observed {
		header: said.leaf.header,
		scheme: said.scheme,
		signature: said.leaf.signature.expect("it is signed"),
		runs: runs.collect::<Vec<_>>().try_into().expect("few"),
	};
	unsigned(Telemetry::<Runtime>::observe { observed: Box::new(observed) })
}

#[test]
fn a_device_speaks_for_itself() {
	let mut scene = Scene::set();
	for mut device in scene.devices.clone() {
		scene.watch(&device);
		let first = say(&mut device, 10);
		let mut forged = first.clone();
		forged.leaf.signature.as_mut().expect("it is signed").0[40] ^= 1;
		scene.assert_refused(&forged, SegmentRefusal::BadSignature);
		let mut altered = first.clone();
		altered.leaf.header.end += 1;
		scene.assert_refused(&altered, SegmentRefusal::BadSignature);

		assert_ok!(scene.ledger.include(observation(&first)));
		let latest = scene.latest(&device, 1);
		assert_eq!((latest.summary.count, latest.facts.contains(Facts::GAP)), (10, false));
		scene.assert_refused(&first, SegmentRefusal::Replayed);

		// The next but one: a gap of one segment is a fact, not a refusal.
		let lost = say(&mut device, 5);
		assert_ok!(scene.ledger.include(observation(&say(&mut device, 5))));
		assert!(scene.latest(&device, 0).facts.contains(Facts::GAP));
		scene.assert_refused(&lost, SegmentRefusal::Replayed);

		scene.by_owner(Registry::<Runtime>::revoke { device: device.id, since: None });
		scene.assert_refused(&say(&mut device, 5), SegmentRefusal::DeviceRevoked);
	}
}

/// Who owns the device is a member of the council, and of an organisation.
#[test]
fn devices_come_before_the_council_and_the_council_before_all_others() {
	let mut scene = Scene::set();
	let mut device = scene.devices[0].clone();
	scene.watch(&device);
	let (owner, poor) = (scene.owner.clone(), pair("//Evidence//nobody"));
	let dest = account(&poor).into();
	let value = 10 * UNIT;
	scene.by_owner(pallet_balances::Call::<Runtime>::transfer_keep_alive { dest, value });

	let remark: RuntimeCall = frame_system::Call::remark { remark: vec![] }.into();
	let (proposal, length_bound) = (Box::new(remark.clone()), 100);
	let motion = Council::propose { threshold: 2, proposal, length_bound };
	let vote = Council::vote { proposal: Default::default(), index: 0, approve: true };
	let stream = StreamId { device: device.id, channel: 1 };
	let transactions = [
		scene.ledger.sign(&poor, remark),
		scene.ledger.sign(&owner, Telemetry::<Runtime>::unwatch { stream }),
		scene.ledger.sign(&owner, RuntimeCall::from(motion)),
		scene.ledger.sign(&owner, RuntimeCall::from(vote)),
		observation(&say(&mut device, 5)),
	];
	let priorities =
		transactions.map(|it| scene.ledger.validate(it).expect("it is valid").priority);
	assert!(priorities.is_sorted_by(|before, after| before < after), "{priorities:?}");
	let device = priorities[4];
	type Rotations = <Runtime as pallet_device_registry::Config>::RotationPriority;
	let rotations: u64 = Rotations::get();
	assert!(device >= DEVICE_PRIORITY && rotations == DEVICE_PRIORITY);
}

#[test]
fn what_a_device_signed_waits_outside_while_its_call_is_refused() {
	let mut scene = Scene::set();
	let mut device = scene.devices[0].clone();
	scene.watch(&device);
	let said = say(&mut device, 5);
	let refused: TransactionValidity = Err(InvalidTransaction::Call.into());

	scene.ledger.decide(pallet_safe_mode::Call::<Runtime>::force_enter {});
	assert_eq!(scene.ledger.validate(observation(&said)), refused);
	// Whatever else authorises itself, too, and before what it carries is looked at.
	let authorizing =
		every_call().into_iter().filter(|(_, call)| call.weight_of_authorize() != Weight::zero());
	let names: Vec<_> = authorizing
		.map(|(name, call)| {
			assert_eq!(scene.ledger.validate(unsigned(call)), refused, "{name:?}");
			name.function_name
		})
		.collect();
	assert!(
		["observe", "rotate_key", "answer"].iter().all(|call| names.contains(call)),
		"{names:?}"
	);
	scene.ledger.decide(pallet_safe_mode::Call::<Runtime>::force_exit {});
	assert_ok!(scene.ledger.validate(observation(&said)));

	let name = |text: &str| text.as_bytes().to_vec().try_into().expect("short");
	let observe = (name("Telemetry"), name("observe"));
	scene.ledger.decide(pallet_tx_pause::Call::<Runtime>::pause { full_name: observe.clone() });
	assert_eq!(scene.ledger.validate(observation(&said)), refused);
	scene.ledger.decide(pallet_tx_pause::Call::<Runtime>::unpause { ident: observe });
	assert_ok!(scene.ledger.include(observation(&said)));
}

#[test]
fn a_million_keys_cost_one_transaction() {
	const KEYS: u32 = 1 << 20;
	let mut scene = Scene::set();
	let device = Device::unregistered(Scheme::P256, 77);
	let at = KEYS / 3;
	let mut numbers = Numbers(1);
	let mut key = |index| match index == at {
		true => device.secret.public(),
		false => DeviceKey::Ed25519(numbers.bytes()),
	};
	let leaves = (0..KEYS).map(|index| lot_leaf::<Native>(&key(index))).collect();
	let tree = MerkleTree::build::<Native>(Tree::Lot, leaves).expect("as many as a tree can have");
	let root = tree.root::<Native>();
	scene.by_owner(Registry::<Runtime>::post_lot { model: MODEL, root, count: KEYS });

	let place = tree.place(at).expect("a leaf");
	let claim = |place: &Place| Registry::<Runtime>::claim {
		lot: LotId(0),
		key: device.secret.public(),
		place: place.clone(),
		metadata: METADATA,
		expires: Millis(EXPIRES),
		signature: device.consent(&scene.possession()),
	};
	let elsewhere = Place { index: place.index + 1, ..place.clone() };
	let (wrong, right, again) = (claim(&elsewhere), claim(&place), claim(&place));
	let wrong = scene.ledger.submit(&scene.owner, wrong);
	assert_eq!(wrong, Err(RegistryError::<Runtime>::NotInLot.into()));
	scene.by_owner(right);
	let again = scene.ledger.submit(&scene.owner, again);
	assert_eq!(again, Err(RegistryError::<Runtime>::KeyUsed.into()));
	let found = scene.ledger.read(|| DeviceRegistry::device(device.id)).expect("it was claimed");
	assert_eq!(found.provenance, Provenance::Lot(LotId(0)));
}

#[test]
fn an_honest_gateway_is_not_framed() {
	let mut scene = Scene::set();
	let gateway = scene.gateway.clone();
	let honest: Vec<_> = scene.devices.iter_mut().map(|device| say(device, 20)).collect();
	let placed = scene.anchor(&gateway, 0, &honest);
	for segment in placed {
		let refused = scene.accuse(&gateway, 0, Fraud::ForgedSegment { segment });
		assert_eq!(refused, Err(TelemetryError::<Runtime>::Honest.into()));
	}
}

#[test]
fn a_block_proves_its_batch_by_its_own_header() {
	let mut scene = Scene::set();
	let gateway = scene.gateway.clone();
	let said: Vec<_> = scene.devices.iter_mut().map(|device| say(device, 20)).collect();
	let (batch, _) = batch_of(&said);
	scene.anchor(&gateway, 0, &said);
	let header = scene.ledger.header().clone();
	let end = End::of::<Native>(&header.encode()).expect("it has its roots");
	let leaf = Statement { gateway: account(&gateway).into(), number: 0, batch }.leaf::<Native>();
	let mut proof = BlockProof {
		place: Place { index: 0, count: 1, path: vec![] },
		number: header.number,
		hash: header.hash().0,
		items: None,
	};
	assert_eq!(end.check::<Native>(leaf, &proof), Ok(()));
	let root = scene.ledger.read(StatementsRoot::<Runtime>::get);
	assert_eq!(Some(root), proof.place.root::<Native>(Tree::Batches, leaf));

	// The next block has no statements, and no root over them.
	scene.ledger.pass();
	let header = scene.ledger.header().clone();
	let roots = roots_of(&header.encode()).expect("it has a root of the range");
	assert_eq!((roots.number, roots.statements), (header.number, None));
	(proof.number, proof.hash) = (header.number, header.hash().0);
	let end = End::of::<Native>(&header.encode()).expect("it has a root of the range");
	assert!(end.check::<Native>(leaf, &proof).is_err());
}

#[test]
fn a_batch_takes_as_much_of_the_quota_as_its_record_is_worth() {
	let mut scene = Scene::set();
	let gateway = scene.gateway.clone();
	let left = |scene: &mut Scene| {
		let quota = scene.ledger.read(|| Consortium::quota(OrgId(0)));
		quota.expect("it is admitted").left.bytes
	};
	let said = say(&mut scene.devices[0], 2);
	let before = left(&mut scene);
	scene.anchor(&gateway, 0, &[said]);
	// Some bytes have flowed back.
	let taken = before - left(&mut scene);
	assert!((12 * 1024..=16 * 1024).contains(&taken), "{taken}");
}

#[test]
fn a_gateway_that_alters_a_reading_is_caught() {
	caught(|scene, gateway, mut segments| {
		// The device's signature is kept.
		segments[0].leaf.header.root[0] ^= 1;
		let placed = scene.anchor(gateway, 0, &segments);
		Fraud::ForgedSegment { segment: placed[0].clone() }
	});
}

#[test]
fn a_gateway_that_invents_a_segment_is_caught() {
	caught(|scene, gateway, mut segments| {
		let device = &scene.devices[1];
		let mut forger = Device::unregistered(Scheme::P256, 99);
		(forger.id, forger.next) = (device.id, device.next);
		segments.push(say(&mut forger, 5));
		let placed = scene.anchor(gateway, 0, &segments);
		Fraud::ForgedSegment { segment: placed[3].clone() }
	});
}

#[test]
fn a_gateway_that_adds_up_wrongly_is_caught() {
	caught(|scene, gateway, mut segments| {
		let (lie, fraud) = wrong_summary(&segments[0]);
		segments.push(lie);
		let placed = scene.anchor(gateway, 0, &segments);
		fraud(placed[3].clone())
	});
}

#[test]
fn a_gateway_that_tells_two_versions_is_caught() {
	caught(|scene, gateway, mut segments| {
		let other = attested(&segments[2], 1);
		segments.push(attested(&segments[2], 0));
		let first = scene.anchor(gateway, 0, &segments);
		let second = scene.anchor(gateway, 1, &[other]);
		Fraud::TwoVersions { segment: first[3].clone(), other_batch: 1, other: second[0].clone() }
	});
}

#[test]
fn a_device_that_signs_two_versions_for_two_gateways_is_stopped() {
	let mut scene = Scene::set();
	let (one_gateway, other_gateway) = (scene.gateway.clone(), pair("//Evidence//other"));
	scene.add_gateway(&other_gateway);
	for (number, device) in (0..).zip(scene.devices.clone()) {
		let (one, other) = (say(&mut device.clone(), 20), say(&mut device.clone(), 21));
		scene.anchor(&one_gateway, number, std::slice::from_ref(&one));
		scene.anchor(&other_gateway, number, std::slice::from_ref(&other));
		let equivocation = Equivocation { one: one.leaf, other: other.leaf };
		let convict = Telemetry::<Runtime>::convict_device { equivocation: Box::new(equivocation) };
		// A member without a balance proves it.
		let verdict = scene.ledger.submit(&other_gateway, convict).expect("it is a lie");
		let challenger = Some(account(&other_gateway));
		let convicted = Event::DeviceConvicted { device: device.id, challenger };
		assert!(verdict.contains(&RuntimeEvent::Telemetry(convicted)), "{verdict:?}");
		let resume = Registry::<Runtime>::resume { device: device.id };
		let refused = scene.ledger.submit(&scene.owner, resume);
		assert_eq!(refused, Err(RegistryError::<Runtime>::KeyNotReplaced.into()));
	}
}

/// Has a gateway anchor honest segments and a lie as batch 0, and accuses it. It must be convicted, and
/// anchor nothing any more.
#[track_caller]
fn caught(lie: impl FnOnce(&mut Scene, &Pair, Vec<Sealed>) -> Fraud) {
	let mut scene = Scene::set();
	let honest: Vec<_> = scene.devices.iter_mut().map(|device| say(device, 20)).collect();
	let gateway = scene.gateway.clone();
	let fraud = lie(&mut scene, &gateway, honest.clone());
	let verdict = scene.accuse(&gateway, 0, fraud).expect("the lie is caught");
	let (who, challenger): (AccountId, _) = (account(&gateway), account(&scene.owner));
	let convicted = Event::GatewayConvicted { gateway: who, number: 0, challenger };
	assert!(verdict.contains(&RuntimeEvent::Telemetry(convicted)), "{verdict:?}");
	let next = scene.ledger.read(|| TelemetryPallet::next_batch(account(&gateway)));
	let again = scene.ledger.sign(&gateway, anchor(next, batch_of(&honest).0));
	assert_eq!(scene.ledger.refusal(again), SegmentRefusal::Convicted as u8);
}

/// The segment as a gateway would attest it, with the first reading changed by `by`.
fn attested(sealed: &Sealed, by: i64) -> Sealed {
	let mut builder = SegmentBuilder::new();
	for run in sealed.segment.runs() {
		for index in 0..run.summary().count {
			let mut leaf = sealed.segment.prove(run.channel, index).expect("a reading").leaf;
			if index == 0 {
				leaf.reading.value += by;
			}
			builder.push(run.channel, LIMITS, leaf).expect("in order");
		}
	}
	let origin = Origin {
		device: sealed.leaf.header.device,
		attestation: Attestation::Gateway,
		key_epoch: 0,
		boot_epoch: 5,
		sequence: 0,
		previous: [0; 32],
	};
	let segment = builder.seal::<Native>(origin).expect("it has readings");
	let leaf = SegmentLeaf { header: segment.header, signature: None };
	Sealed { segment, leaf, scheme: sealed.scheme }
}

/// A segment that a gateway attests, whose first run says more than its readings add up to; and the
/// challenge, once the segment stands in a batch.
fn wrong_summary(sealed: &Sealed) -> (Sealed, impl FnOnce(Placed) -> Fraud) {
	let mut lie = attested(sealed, 0);
	let mut runs: Vec<_> = lie.segment.runs().collect();
	let (channel, count) = (runs[0].channel, runs[0].summary().count);
	let leaf = |index| lie.segment.prove(channel, index).expect("a reading").leaf;
	let leaves: Vec<_> = (0..count).map(leaf).collect();
	let tree = RunTree::build::<Native>(channel, LIMITS, &leaves).expect("sound").expect("filled");
	let top = (0..).take_while(|level| tree.node(*level, 1).is_some()).count();
	let child = |index| *tree.node(top - 1, index).expect("a node below the root");
	let below = Below::Nodes(child(0), child(1));
	runs[0].root.summary.sum += 1;
	let run = runs[0];
	let tree = tallystick_world::runs_tree(&runs);
	let run_place = tree.place(0).expect("a run");
	lie.segment.header.root = tree.root::<Native>();
	lie.leaf.header.root = lie.segment.header.root;
	let fraud = move |segment| Fraud::WrongSummary {
		segment,
		run,
		run_place,
		claim: run.root,
		below,
		steps: vec![],
	};
	(lie, fraud)
}
