//! The test vectors, for other implementations.

use super::*;
use codec::Encode;
use serde_json::{json, Value};
use tallystick_evidence::{
	batch::{lot_leaf, EventRoot},
	merkle::{MerkleTree, Place},
	message::{Endorsement, Move, Possession, Rotation},
	mmr::BlockLeaf,
	proof::{BlockProof, KeyProof, ReadingProof},
	reading::SignedReading,
	run::RunTree,
	Batch, Crypto, Node, Run, SegmentHeader, Summary, Tree,
};

/// Each file's name and content.
pub fn files() -> Vec<(&'static str, String)> {
	[("primitives.json", primitives()), ("proofs.json", proofs()), ("refused.json", refused())]
		.into_iter()
		.map(|(name, value)| (name, serde_json::to_string_pretty(&exact(value)).unwrap() + "\n"))
		.collect()
}

/// With text in place of integers that common parsers round.
fn exact(value: Value) -> Value {
	const MOST: i64 = 1 << 53;
	match value {
		Value::Number(number) if number.as_i64().is_some_and(|n| (-MOST..=MOST).contains(&n)) => {
			number.into()
		},
		Value::Number(number) => number.to_string().into(),
		Value::Array(all) => all.into_iter().map(exact).collect(),
		Value::Object(all) => all.into_iter().map(|(name, value)| (name, exact(value))).collect(),
		other => other,
	}
}

fn scheme_name(scheme: Scheme) -> &'static str {
	match scheme {
		Scheme::Ed25519 => "Ed25519",
		Scheme::P256 => "P-256",
		Scheme::Secp256k1 => "secp256k1",
	}
}

fn primitives() -> Value {
	json!({
		"keys": (SCHEMES.map(key).to_vec()),
		"messages": SCHEMES.iter().flat_map(|scheme| messages(*scheme)).collect::<Vec<_>>(),
		"readings": readings(),
		"runs": ([1, 2, 3, 5, 8, 13].map(run).to_vec()),
		"plain_trees": ([0, 1, 2, 3, 4, 5, 7].map(plain_tree).to_vec()),
		"segment": segment(),
		"statements": statements(),
		"mmr": ([1, 2, 3, 4, 5, 7, 8, 11].map(mmr).to_vec()),
		"headers": headers(),
	})
}

fn device(scheme: Scheme) -> Device {
	Device::new(&mut Numbers(scheme as u64 + 1), scheme, true)
}

fn key(scheme: Scheme) -> Value {
	let public = device(scheme).keys[0].public();
	json!({
		"scheme": scheme_name(scheme),
		"public": hex::encode(&public.encode()[1..]),
		"key_bytes": hex::encode(public.encode()),
		"device_id": hex::encode(DeviceId::of::<Native>(&public).0),
		"lot_leaf": hex::encode(lot_leaf::<Native>(&public)),
	})
}

fn messages(scheme: Scheme) -> Vec<Value> {
	let genesis = Chain::new(1).genesis();
	let mut device = device(scheme);
	let next = device.keys.pop().unwrap();
	let possession = Possession { owner: [3; 32], model: 4, metadata: [5; 32], expires: SINCE };
	let endorsement = Endorsement { model: 4, expires: SINCE };
	let rotation = Rotation { key: next.public(), epoch: 1, tenure: 2, expires: SINCE };
	let reading = signed_payload(2, 77, 3, &Reading::plain(SINCE, -12));
	let header = scene_segment().header.to_bytes();
	let rotation = rotation.with_bytes(<[u8]>::to_vec);
	let moved = Move { gateway: [6; 32], boot_epoch: 2, next: 77, previous: [7; 32] };
	[
		(Purpose::Segment, "Segment", header.to_vec()),
		(Purpose::Reading, "Reading", reading.to_vec()),
		(Purpose::Register, "Register", possession.to_bytes().to_vec()),
		(Purpose::Endorse, "Endorse", endorsement.to_bytes().to_vec()),
		(Purpose::Rotate, "Rotate", rotation.clone()),
		(Purpose::Adopt, "Adopt", rotation),
		(Purpose::Move, "Move", moved.to_bytes().to_vec()),
	]
	.into_iter()
	.map(|(purpose, name, payload)| {
		let key = if purpose == Purpose::Adopt { &next } else { device.key() };
		let message = Message::new(purpose, &genesis, &device.id, scheme, &payload).unwrap();
		json!({
			"purpose": name,
			"number": purpose as u8,
			"genesis": hex::encode(genesis),
			"device": hex::encode(device.id.0),
			"key_bytes": hex::encode(key.public().encode()),
			"payload": hex::encode(payload),
			"message": hex::encode(message.as_bytes()),
			"signature": hex::encode(key.sign(&message).0),
		})
	})
	.collect()
}

fn reading(i: u64) -> Reading {
	let mut numbers = Numbers(i);
	Reading {
		time: SINCE + 1000 * i,
		value: numbers.below(1000) as i64 - 500,
		salt: numbers.bytes(),
	}
}

fn readings() -> Value {
	let signed = SignedReading { sequence: 9, signature: Signature([0xab; 64]) };
	let all: Vec<Value> = [
		Leaf::from(Reading::plain(0, 0)),
		Leaf::from(Reading::plain(u64::MAX, i64::MIN)),
		Leaf::from(reading(1)),
		Leaf { reading: reading(1), signed: Some(signed) },
	]
	.iter()
	.map(|leaf| {
		let mut value = plain_reading(&leaf.reading);
		if let Some(signed) = leaf.signed {
			value["sequence"] = json!(signed.sequence);
			value["signature"] = json!(hex::encode(signed.signature.0));
		}
		value["low"] = json!(LIMITS.low);
		value["high"] = json!(LIMITS.high);
		value["node"] = node(&leaf.node::<Native>(&LIMITS));
		value
	})
	.collect();
	json!(all)
}

fn plain_reading(reading: &Reading) -> Value {
	json!({ "time": reading.time, "value": reading.value, "salt": hex::encode(reading.salt) })
}

fn summary(summary: &Summary) -> Value {
	json!({
		"count": summary.count,
		"first": { "time": summary.first.time, "value": summary.first.value },
		"last": { "time": summary.last.time, "value": summary.last.value },
		"min": summary.min,
		"max": summary.max,
		"sum": i64::try_from(summary.sum).unwrap(),
		"violations": summary.violations,
		"bytes": hex::encode(summary.to_bytes()),
	})
}

fn node(node: &Node) -> Value {
	json!({ "summary": summary(&node.summary), "hash": hex::encode(node.hash) })
}

fn run_value(run: &Run) -> Value {
	json!({
		"channel": run.channel,
		"low": run.limits.low,
		"high": run.limits.high,
		"root": node(&run.root),
		"leaf": hex::encode(run.leaf::<Native>()),
	})
}

fn run(count: u64) -> Value {
	let readings: Vec<Reading> = (1..=count).map(reading).collect();
	let leaves: Vec<Leaf> = readings.iter().map(|reading| Leaf::from(*reading)).collect();
	let tree = RunTree::build::<Native>(3, LIMITS, &leaves).unwrap().unwrap();
	let paths: Vec<Vec<String>> = (0..tree.count())
		.map(|i| tree.path(i).unwrap().iter().map(|node| hex::encode(node.hash)).collect())
		.collect();
	json!({
		"readings": readings.iter().map(plain_reading).collect::<Vec<_>>(),
		"run": run_value(&tree.run()),
		"path_hashes": paths,
	})
}

fn plain_tree(count: u8) -> Value {
	let leaves: Vec<Hash> = (0..count).map(|i| Native::hash(&[&[i]])).collect();
	let tree = MerkleTree::build::<Native>(Tree::Segments, leaves.clone()).unwrap();
	let paths: Vec<Vec<String>> = (0..tree.count())
		.map(|i| tree.path(i).unwrap().iter().map(hex::encode).collect())
		.collect();
	json!({
		"tree": 1,
		"leaf_hashes": leaves.iter().map(hex::encode).collect::<Vec<_>>(),
		"root": hex::encode(tree.root::<Native>()),
		"paths": paths,
	})
}

fn scene_segment() -> Segment {
	Scene::new(Plan::small(Attestation::Segment, Scheme::Ed25519, false)).segments.remove(1)
}

fn segment() -> Value {
	let segment = scene_segment();
	let header = segment.header;
	let leaf = |signature| SegmentLeaf { header, signature }.leaf::<Native>();
	json!({
		"device": hex::encode(header.device.0),
		"attestation": "Segment",
		"key_epoch": header.key_epoch,
		"boot_epoch": header.boot_epoch,
		"sequence": header.sequence,
		"count": header.count,
		"start": header.start,
		"end": header.end,
		"root": hex::encode(header.root),
		"previous": hex::encode(header.previous),
		"runs": segment.runs().map(|run| run_value(&run)).collect::<Vec<_>>(),
		"header": hex::encode(header.to_bytes()),
		"name": hex::encode(header.name::<Native>()),
		"leaf_without_signature": hex::encode(leaf(None)),
		"signature": "cd".repeat(64),
		"leaf_with_signature": hex::encode(leaf(Some(Signature([0xcd; 64])))),
	})
}

fn statements() -> Value {
	let scene = Scene::new(Plan::small(Attestation::Readings, Scheme::P256, true));
	let Statement { gateway, number, batch } = scene.statement;
	let device = &scene.device;
	let key = device.key().public();
	let record = KeyRecord { device: device.id, epoch: 1, key, since: SINCE };
	let leaves = [scene.statement.leaf::<Native>(), record.leaf::<Native>()];
	let first = first_key(device);
	let (genesis, events) = (scene.chain.genesis(), EventRoot { root: [0xee; 32], count: 3 });
	let tree = MerkleTree::build::<Native>(Tree::Batches, leaves.to_vec()).unwrap();
	let channels = super::model();
	let model = ModelStatement::of::<Native>(MODEL, MAKER, channels.iter().copied()).unwrap();
	json!({
		"batch": {
			"gateway": hex::encode(gateway),
			"number": number,
			"root": hex::encode(batch.root),
			"segments": batch.segments,
			"readings": batch.readings,
			"start": batch.start,
			"end": batch.end,
			"data": hex::encode(batch.data),
			"segment_leaves":
				scene.leaves.iter().map(|l| hex::encode(l.leaf::<Native>())).collect::<Vec<_>>(),
			"leaf": hex::encode(leaves[0]),
		},
		"key": {
			"device": hex::encode(device.id.0),
			"epoch": 1,
			"key_bytes": hex::encode(key.encode()),
			"since": SINCE,
			"leaf": hex::encode(leaves[1]),
		},
		"first_key": {
			"device": hex::encode(first.device.0),
			"key_bytes": hex::encode(first.key.encode()),
			"since": first.since,
			"model": first.model,
			"provenance": format!("{:?}", first.provenance),
			"leaf": hex::encode(first.leaf::<Native>()),
		},
		"events": {
			"genesis": hex::encode(genesis),
			"root": hex::encode(events.root),
			"count": events.count,
			"leaf": hex::encode(events.leaf::<Native>(&genesis)),
		},
		"model": {
			"genesis": hex::encode(genesis),
			"model": MODEL,
			"manufacturer": MAKER,
			"channels": channels.iter().map(model_channel).collect::<Vec<_>>(),
			"root": hex::encode(model.root),
			"leaf": hex::encode(model.leaf::<Native>(&genesis)),
		},
		"root_of_both": hex::encode(tree.root::<Native>()),
	})
}

fn model_channel(channel: &ModelChannel) -> Value {
	json!({
		"number": channel.number,
		"name": core::str::from_utf8(channel.name).unwrap(),
		"unit": core::str::from_utf8(channel.unit).unwrap(),
		"exponent": channel.exponent,
		"low": channel.limits.low,
		"high": channel.limits.high,
		"leaf": hex::encode(channel.leaf::<Native>().unwrap()),
	})
}

fn mmr(leaves: u32) -> Value {
	let blocks: Vec<BlockLeaf> = (0..leaves)
		.map(|number| BlockLeaf {
			number,
			hash: Native::hash(&[b"block", &number.to_le_bytes()]),
			statements: Native::hash(&[b"statements", &number.to_le_bytes()]),
		})
		.collect();
	let hashes: Vec<Hash> = blocks.iter().map(|b| Native::hash(&[&b.to_bytes()])).collect();
	json!({
		"leaves": blocks.iter().map(|b| hex::encode(b.to_bytes())).collect::<Vec<_>>(),
		"root": hex::encode(sdk_mmr(&hashes, None).0),
		"items": (0..leaves)
			.map(|i| sdk_mmr(&hashes, Some(i)).1.iter().map(hex::encode).collect::<Vec<_>>())
			.collect::<Vec<_>>(),
	})
}

fn headers() -> Value {
	let mut numbers = Numbers(1);
	let all: Vec<Value> = [1, 63, 64, 16_383, 16_384, (1 << 30) - 1, 1 << 30, u32::MAX]
		.iter()
		.map(|number| {
			let root = numbers.bytes();
			let statements = (number % 2 == 0).then(|| numbers.bytes::<32>());
			let genesis = numbers.bytes();
			let range = Some([genesis, root]);
			let bytes = header(&mut numbers, [1; 32], *number, range, statements);
			json!({
				"header": hex::encode(&bytes),
				"number": number,
				"genesis": hex::encode(genesis),
				"root": hex::encode(root),
				"statements": statements.map(hex::encode),
				"hash": hex::encode(Native::hash(&[&bytes])),
			})
		})
		.collect();
	json!(all)
}

/// Scenes with every attestation, every scheme, with a first and with a later key.
pub fn scenes() -> Vec<(String, Scene)> {
	let mut all = vec![];
	for mode in MODES {
		for scheme in SCHEMES {
			for rotated in [false, true] {
				if mode == Attestation::Gateway && (rotated || scheme != Scheme::Ed25519) {
					continue;
				}
				let name = format!(
					"{mode:?}, {}, {} key",
					scheme_name(scheme),
					if rotated { "second" } else { "first" }
				);
				all.push((name, Scene::new(Plan::small(mode, scheme, rotated))));
			}
		}
	}
	all
}

/// Proofs with what to trust: up to a later block, and up to the block's own header.
pub fn samples() -> Vec<(String, Proof, Trusted)> {
	let mut all: Vec<_> =
		scenes().into_iter().map(|(name, scene)| (name, sample(&scene), scene.trusted())).collect();
	for (mode, rotated) in [
		(Attestation::Gateway, false),
		(Attestation::Readings, false),
		(Attestation::Segment, true),
	] {
		let scene = Scene::new(Plan::small(mode, Scheme::Ed25519, rotated));
		let name = format!("{mode:?}, up to its own block");
		all.push((name, own(&scene), scene.chain.trusted(scene.at.0)));
	}
	for (name, mode, scheme, rotated) in [
		("Gateway, registered", Attestation::Gateway, Scheme::P256, false),
		("Readings, first key, registered", Attestation::Readings, Scheme::Ed25519, false),
		("Segment, second key, registered", Attestation::Segment, Scheme::Ed25519, true),
	] {
		let plan = Plan { registered: true, ..Plan::small(mode, scheme, rotated) };
		let scene = Scene::new(plan);
		all.push((name.into(), sample(&scene), scene.trusted()));
	}
	let (proof, trusted) = registered(Order::AtOnce, &|_| {});
	all.push((
		"model, registration and batch in one block, up to that block".into(),
		proof,
		trusted,
	));
	let (proof, trusted) = at_once();
	all.push(("a key and a batch of one block, up to that block".into(), proof, trusted));
	let one = Scene::new(Plan {
		runs: vec![1],
		segments: 1,
		after: 0,
		beside: 0,
		..Plan::small(Attestation::Segment, Scheme::Ed25519, false)
	});
	all.push(("up to its own block".into(), own(&one), one.chain.trusted(one.at.0)));
	all.push(("the smallest".into(), sample(&one), one.trusted()));
	all
}

/// As [`sample`], up to the header of the batch's own block.
pub fn own(scene: &Scene) -> Proof {
	match scene.plan.segments {
		1 => scene.proof_at(0, 0, 0, scene.at.0),
		_ => scene.proof_at(1, 0, 2, scene.at.0),
	}
}

/// A proof on a chain that took the key's record and the batch in one block, up to that block.
fn at_once() -> (Proof, Trusted) {
	let scene = Scene::new(Plan::small(Attestation::Segment, Scheme::Ed25519, true));
	let mut proof = own(&scene);
	let (key, device) = (scene.device.key().public(), scene.device.id);
	let record = KeyRecord { device, epoch: 1, key, since: SINCE };
	let mut chain = Chain::new(scene.plan.seed);
	chain.push(vec![]);
	let at = chain.push(vec![record.leaf::<Native>(), scene.statement.leaf::<Native>()]);
	proof.key.as_mut().unwrap().change.as_mut().unwrap().block = chain.block_proof(at, 0, at);
	proof.block = chain.block_proof(at, 1, at);
	proof.header = chain.blocks[at as usize].header.clone();
	(proof, chain.trusted(at))
}

/// A proof under a key that the chain recorded in the block after the batch's, or before it.
pub fn keyed(after: bool) -> (Proof, Trusted) {
	let scene = Scene::new(Plan::small(Attestation::Segment, Scheme::Ed25519, true));
	let mut proof = own(&scene);
	let (key, device) = (scene.device.key().public(), scene.device.id);
	let record = KeyRecord { device, epoch: 1, key, since: SINCE };
	let mut statements = [record.leaf::<Native>(), scene.statement.leaf::<Native>()];
	if after {
		statements.reverse();
	}
	let mut chain = Chain::new(scene.plan.seed);
	let [first, second] = statements.map(|statement| chain.push(vec![statement]));
	let (recorded, batch) = if after { (second, first) } else { (first, second) };
	let at = chain.push(vec![]);
	proof.key.as_mut().unwrap().change.as_mut().unwrap().block = chain.block_proof(recorded, 0, at);
	proof.block = chain.block_proof(batch, 0, at);
	proof.header = chain.blocks[at as usize].header.clone();
	(proof, chain.trusted(at))
}

/// When the chain takes a model, a registration and a batch.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Order {
	/// In this order, a block each.
	InTurn,
	/// In one block.
	AtOnce,
	/// The registration after the batch.
	TooLate,
}

/// A proof with a registration, on a chain that took both. The model may be another one.
pub fn registered(order: Order, model: &dyn Fn(&mut ChannelProof)) -> (Proof, Trusted) {
	let plan = Plan::small(Attestation::Segment, Scheme::Ed25519, false);
	let scene = Scene::new(Plan { registered: true, ..plan });
	let mut proof = own(&scene);
	let mut chain = Chain::new(scene.plan.seed);
	let mut registration = scene.registration(proof.reading.channel, scene.at.0).unwrap();
	model(&mut registration.channel);
	let stated = registration.channel.statement::<Native>(MODEL, MAKER).unwrap();
	let leaves = [
		stated.leaf::<Native>(&chain.genesis()),
		first_key(&scene.device).leaf::<Native>(),
		proof.statement.leaf::<Native>(),
	];
	let [model, device, batch] = match order {
		Order::AtOnce => {
			let block = chain.push(leaves.to_vec());
			[(block, 0), (block, 1), (block, 2)]
		},
		Order::InTurn => leaves.map(|leaf| (chain.push(vec![leaf]), 0)),
		Order::TooLate => {
			let [model, device, batch] = leaves;
			let [model, batch, device] = [model, batch, device].map(|leaf| chain.push(vec![leaf]));
			[(model, 0), (device, 0), (batch, 0)]
		},
	};
	let at = chain.height();
	registration.model_block = chain.block_proof(model.0, model.1, at);
	registration.block = chain.block_proof(device.0, device.1, at);
	proof.registration = Some(registration);
	proof.block = chain.block_proof(batch.0, batch.1, at);
	proof.header = chain.blocks[at as usize].header.clone();
	(proof, chain.trusted(at))
}

/// Files with a registration that does not hold.
fn unregistered() -> Vec<(&'static str, Vec<u8>, Trusted)> {
	let mut all = vec![];
	let mut change = |name: &'static str, edit: &dyn Fn(&mut Registration)| {
		let (mut proof, trusted) = registered(Order::InTurn, &|_| {});
		edit(proof.registration.as_mut().unwrap());
		all.push((name, proof.to_file(), trusted));
	};
	change("registration: another first key", &|r| r.key = stranger(Scheme::Ed25519).public());
	change("registration: another scheme", &|r| r.key = DeviceKey::P256([2; 33]));
	change("registration: another time", &|r| r.since += 1);
	change("registration: another model", &|r| r.model += 1);
	change("registration: another provenance", &|r| r.provenance = Provenance::Lot);
	change("registration: another manufacturer", &|r| r.manufacturer += 1);
	change("registration: another block", &|r| r.block.number += 1);
	change("registration: another place", &|r| r.block.place.count += 1);
	change("registration: another name of the channel", &|r| r.channel.name[0] ^= 1);
	change("registration: another unit", &|r| r.channel.unit[0] ^= 1);
	change("registration: a unit without its last byte", &|r| {
		r.channel.unit.pop();
	});
	change("registration: another exponent", &|r| r.channel.exponent += 1);
	change("registration: other limits than the model's", &|r| r.channel.limits.high += 1);
	change("registration: another block of the model", &|r| r.model_block.number += 1);
	change("registration: a sibling of the channel too few", &|r| {
		r.channel.place.path.pop();
	});
	change("registration: no channel of the model", &|r| r.channel.place.count = 0);
	change("registration: another channel of the model", &|r| r.channel = channel_proof(3));
	change("registration: a name that is no UTF-8", &|r| r.channel.name[0] = 0xff);
	change("registration: a name that is too long", &|r| r.channel.name = vec![b'n'; 33]);
	change("registration: a unit that is too long", &|r| r.channel.unit = vec![b'u'; 17]);

	let (proof, trusted) = registered(Order::InTurn, &|_| {});
	let Registration { key, since, model, .. } = proof.registration.as_ref().unwrap();
	let before = (key, since, model).encode();
	let mut file = proof.to_file();
	let at = file.windows(before.len()).position(|bytes| bytes == before).unwrap();
	file[at + before.len()] = 3;
	all.push(("registration: a provenance that does not exist", file, trusted));

	let mut forge = |name: &'static str, order, model: &dyn Fn(&mut ChannelProof)| {
		let (proof, trusted) = registered(order, model);
		all.push((name, proof.to_file(), trusted));
	};
	forge("registration: after the batch", Order::TooLate, &|_| {});
	forge("registration: a model with other limits than the run's", Order::InTurn, &|c| {
		c.limits.high += 1
	});
	forge("registration: a model whose unit has a space", Order::InTurn, &|c| {
		c.unit = b"deg C".to_vec()
	});
	forge("registration: a model whose channel has a name of two lines", Order::InTurn, &|c| {
		c.name = b"a\nb".to_vec()
	});
	forge("registration: a model whose channel has no name", Order::InTurn, &|c| c.name.clear());
	let key = DeviceKey::Ed25519(weak_keys()[0].1);
	let mut proof = alone(None, None);
	proof.segment.header.device = DeviceId::of::<Native>(&key);
	let (mut proof, trusted) = anchored(proof);
	let registration =
		Registration { key, ..registered(Order::InTurn, &|_| {}).0.registration.unwrap() };
	proof.registration = Some(registration);
	all.push(("registration: a first key of small order", proof.to_file(), trusted));
	all
}

/// A segment under a key of small order, as anybody can sign it.
pub fn weak(key: [u8; 32]) -> (Proof, Trusted) {
	let key = DeviceKey::Ed25519(key);
	let mut proof = alone(None, None);
	proof.segment.header.device = DeviceId::of::<Native>(&key);
	proof.segment.header.attestation = Attestation::Segment;
	let mut signature = [0; 64];
	signature[0] = 1;
	proof.segment.signature = Some(Signature(signature));
	proof.key = Some(KeyProof { key, change: None });
	anchored(proof)
}

/// Keys of small order, under which anybody can sign.
pub fn weak_keys() -> [(&'static str, [u8; 32]); 3] {
	let mut one = [0; 32];
	one[0] = 1;
	let mut beyond = [0xff; 32];
	beyond[0] = 0xee;
	[
		("a key of order four", [0; 32]),
		("a key of order one", one),
		("a key of order one in another encoding", beyond),
	]
}

pub fn sample(scene: &Scene) -> Proof {
	match scene.plan.segments {
		1 => scene.proof(0, 0, 0),
		_ => scene.proof(1, 0, 2),
	}
}

fn proofs() -> Value {
	let all: Vec<Value> = samples()
		.iter()
		.map(|(name, proof, trusted)| {
			let proven = proof.verify::<Native>(trusted).unwrap();
			json!({
				"name": name,
				"file": hex::encode(proof.to_file()),
				"genesis": hex::encode(trusted.genesis),
				"block": hex::encode(trusted.block),
				"proven": {
					"device": hex::encode(proven.device.0),
					"channel": proven.channel,
					"time": proven.time,
					"value": proven.value,
					"attestation": format!("{:?}", proven.attestation),
					"key_bytes": proven.key.map(|key| hex::encode(key.encode())),
					"key_epoch": proven.key_epoch,
					"key_since": proven.key_since,
					"number": proven.number,
					"segment": hex::encode(proven.segment),
					"previous": hex::encode(proven.previous),
					"boot_epoch": proven.boot_epoch,
					"sequence": proven.sequence,
					"count": proven.count,
					"start": proven.start,
					"end": proven.end,
					"run": summary(&proven.run),
					"low": proven.limits.low,
					"high": proven.limits.high,
					"registration": proven.registration.as_ref().map(|registered| json!({
						"since": registered.since,
						"block": registered.block,
						"model": registered.model,
						"provenance": format!("{:?}", registered.provenance),
						"manufacturer": registered.manufacturer,
						"name": registered.name,
						"unit": registered.unit,
						"exponent": registered.exponent,
					})),
					"gateway": hex::encode(proven.gateway),
					"batch": proven.batch,
					"block": proven.block,
					"block_hash": hex::encode(proven.block_hash),
				},
			})
		})
		.collect();
	json!(all)
}

fn refused() -> Value {
	let all: Vec<Value> = refusals()
		.into_iter()
		.map(|(name, file, trusted)| {
			let verdict =
				Proof::from_file(&file).and_then(|proof| proof.verify::<Native>(&trusted));
			json!({
				"name": name,
				"file": hex::encode(file),
				"genesis": hex::encode(trusted.genesis),
				"block": hex::encode(trusted.block),
				"error": format!("{:?}", verdict.unwrap_err()),
			})
		})
		.collect();
	json!(all)
}

/// Files that prove nothing, with what they are held against.
pub fn refusals() -> Vec<(&'static str, Vec<u8>, Trusted)> {
	let plan = Plan::small(Attestation::Segment, Scheme::Ed25519, true);
	let scene = Scene::new(plan.clone());
	let trusted = scene.trusted();
	let good = sample(&scene);
	let mut all = vec![];

	let file = good.to_file();
	all.push(("another magic", [b"TLYQ", &file[4..]].concat(), trusted));
	all.push(("another version", [b"TLYP\x02", &file[5..]].concat(), trusted));
	all.push(("cut off", file[..file.len() - 1].to_vec(), trusted));
	all.push(("a byte too many", [&file[..], &[0]].concat(), trusted));
	all.push(("nothing", vec![], trusted));
	let mut long = file.clone();
	// The length of the path, one byte too long.
	let at = 5 + 32 + 32 + 1 + 8;
	long.splice(at..=at, [file[at] | 1, 0]);
	all.push(("a compact integer that is not the shortest", long, trusted));
	let mut other = trusted;
	other.genesis[0] ^= 1;
	all.push(("another genesis", file.clone(), other));
	let renamed = Proof { genesis: other.genesis, ..good.clone() };
	all.push(("another genesis that the file names, too", renamed.to_file(), other));
	let mut other = trusted;
	other.block[0] ^= 1;
	all.push(("another block", file, other));

	let mut change = |name: &'static str, edit: &dyn Fn(&mut Proof)| {
		let mut proof = good.clone();
		edit(&mut proof);
		let mut trusted = trusted;
		trusted.block = Native::hash(&[&proof.header]);
		all.push((name, proof.to_file(), trusted));
	};
	change("a header without the range's root", &|p| {
		p.header = header(&mut Numbers(1), [1; 32], 9, None, None)
	});
	change("a header with two roots", &|p| {
		p.header[32 + 1 + 64] = 4 << 2;
		p.header.extend(range_of([p.genesis, [1; 32]]));
	});
	change("a header that is cut off", &|p| p.header.truncate(150));
	change("another value", &|p| p.reading.leaf.reading.value += 1);
	change("another time", &|p| p.reading.leaf.reading.time += 1);
	change("another salt", &|p| p.reading.leaf.reading.salt[0] ^= 1);
	change("another index", &|p| p.reading.index += 1);
	change("another count", &|p| p.reading.count += 1);
	change("another channel", &|p| p.reading.channel += 1);
	change("other limits", &|p| p.reading.limits.high += 1);
	change("a sibling's summary", &|p| p.reading.path[0].summary.violations += 1);
	change("a sibling too few", &|p| {
		p.reading.path.pop();
	});
	change("a sibling too many", &|p| {
		let last = *p.reading.path.last().unwrap();
		p.reading.path.push(last);
	});
	change("a run elsewhere in the segment", &|p| p.reading.run_place.index ^= 1);
	change("a sequence without an end", &|p| p.segment.header.sequence = u64::MAX);
	change("an end before the reading", &|p| p.segment.header.end = p.segment.header.start);
	change("no key", &|p| p.key = None);
	change("no signature", &|p| p.segment.signature = None);
	change("a signature where none belongs", &|p| {
		p.segment.header.attestation = Attestation::Gateway
	});
	change("another key", &|p| p.key.as_mut().unwrap().key = stranger(Scheme::Ed25519).public());
	change("a key without its record", &|p| p.key.as_mut().unwrap().change = None);
	change("a later key as the first", &|p| {
		p.segment.header.key_epoch = 0;
		p.key.as_mut().unwrap().change = None
	});
	change("another time of the key", &|p| {
		p.key.as_mut().unwrap().change.as_mut().unwrap().since += 1
	});
	change("another signature", &|p| p.segment.signature.as_mut().unwrap().0[40] ^= 1);
	change("another sequence under the signature", &|p| p.segment.header.sequence += 1);
	change("a segment elsewhere in the batch", &|p| p.segment_place.index += 1);
	change("another root of the batch", &|p| p.statement.batch.root[0] ^= 1);
	change("another count of segments", &|p| p.statement.batch.segments += 1);
	change("a batch with fewer readings", &|p| p.statement.batch.readings = 1);
	change("a batch that ends before the segment", &|p| {
		p.statement.batch.end = p.segment.header.end - 1
	});
	change("another gateway", &|p| p.statement.gateway[0] ^= 1);
	change("another number of the batch", &|p| p.statement.number += 1);
	change("another hash of the data", &|p| p.statement.batch.data[0] ^= 1);
	change("another block of the batch", &|p| p.block.number += 1);
	change("a block beyond the range", &|p| p.block.number = 1000);
	change("another hash of the block", &|p| p.block.hash[0] ^= 1);
	change("an item of the range too few", &|p| {
		items(p).pop();
	});
	change("an item of the range too many", &|p| items(p).push([0; 32]));
	change("a later block as the batch's own", &|p| p.block.items = None);
	all.extend(own_refusals());

	// Readings that the device signs one by one.
	let scene = Scene::new(Plan { mode: Attestation::Readings, rotated: false, ..plan });
	let (good, trusted) = (sample(&scene), scene.trusted());
	let mut proof = good.clone();
	proof.reading.leaf.signed = None;
	all.push(("a reading without its signature", proof.to_file(), trusted));
	let mut proof = good;
	proof.key.as_mut().unwrap().key = stranger(Scheme::Ed25519).public();
	all.push(("a stranger's key", proof.to_file(), trusted));
	for (name, edit) in [
		("a reading outside the segment's numbers", forge_sequence as fn(&Scene) -> Leaf),
		("a reading with a bad signature", forge_signature),
	] {
		let (proof, trusted) = rebuilt(&scene, edit(&scene));
		all.push((name, proof.to_file(), trusted));
	}
	let (proof, trusted) = keyed(true);
	all.push(("a key that was recorded after the batch", proof.to_file(), trusted));
	all.extend(weak_keys().map(|(name, key)| {
		let (proof, trusted) = weak(key);
		(name, proof.to_file(), trusted)
	}));
	all.extend(unregistered());
	all.extend(lies().into_iter().map(|(name, proof)| {
		let (proof, trusted) = anchored(proof);
		(name, proof.to_file(), trusted)
	}));
	all
}

fn items(proof: &mut Proof) -> &mut Vec<Hash> {
	proof.block.items.as_mut().unwrap()
}

/// Files that end at the header of the batch's own block and prove nothing.
fn own_refusals() -> Vec<(&'static str, Vec<u8>, Trusted)> {
	let scene = Scene::new(Plan::small(Attestation::Gateway, Scheme::Ed25519, false));
	let good = own(&scene);
	let mut all = vec![];
	let mut put = |name: &'static str, proof: &Proof| {
		let block = Native::hash(&[&proof.header]);
		let trusted = Trusted { genesis: scene.chain.genesis(), block };
		all.push((name, proof.to_file(), trusted));
	};
	let mut change = |name: &'static str, edit: &dyn Fn(&mut Proof)| {
		let mut proof = good.clone();
		edit(&mut proof);
		put(name, &proof);
	};
	// Number and hash are made to fit this header.
	let under = |proof: &mut Proof, header: Vec<u8>| {
		proof.block.number = tallystick_evidence::mmr_root_of(&header).unwrap().0;
		proof.block.hash = Native::hash(&[&header]);
		proof.header = header;
	};
	change("own block: another number", &|p| p.block.number -= 1);
	change("own block: another hash", &|p| p.block.hash[0] ^= 1);
	change("own block: another place", &|p| p.block.place.index ^= 1);
	change("own block: another batch", &|p| p.statement.number += 1);
	change("own block: a path through the range without hashes", &|p| {
		p.block.items = Some(vec![]);
	});
	change("own block: the header of a later block", &|p| {
		p.header = scene.chain.blocks.last().unwrap().header.clone();
	});
	change("own block: a block without statements", &|p| {
		under(p, scene.chain.blocks.last().unwrap().header.clone());
	});
	change("own block: the root of another block", &|p| {
		let range = Some([p.genesis, [2; 32]]);
		under(p, header(&mut Numbers(1), [1; 32], 9, range, Some([3; 32])));
	});
	let root = good.header[own_root(&good.header)].to_vec();
	change("own block: two roots of statements", &|p| {
		p.header[32 + 1 + 64] = 5 << 2;
		p.header.extend([b"\x04TLST\x80", &root[..]].concat());
		p.block.hash = Native::hash(&[&p.header]);
	});
	change("own block: a root of statements with 31 bytes", &|p| {
		let at = own_root(&p.header);
		p.header.splice(at.start - 1..at.end, [&[31 << 2], &root[1..]].concat());
		p.block.hash = Native::hash(&[&p.header]);
	});
	for (name, kind) in [
		("own block: the root of statements in a pre-runtime item", 6),
		("own block: the root of statements in a seal", 5),
	] {
		change(name, &|p| {
			let at = own_root(&p.header).start - 6;
			p.header[at] = kind;
			p.block.hash = Native::hash(&[&p.header]);
		});
	}
	change("own block: the root of statements under another engine", &|p| {
		let at = own_root(&p.header).start - 2;
		p.header[at] ^= 1;
		p.block.hash = Native::hash(&[&p.header]);
	});

	let rotated = Scene::new(Plan::small(Attestation::Segment, Scheme::Ed25519, true));
	let mut proof = own(&rotated);
	proof.key.as_mut().unwrap().change.as_mut().unwrap().block.items = None;
	put("own block: the record of a key in an earlier block", &proof);
	let (mut file, trusted) = (good.to_file(), scene.chain.trusted(scene.at.0));
	let header = 2 + good.header.len();
	let at = file.len() - header - 1;
	file[at] = 2;
	all.push(("own block: an option that is neither there nor not", file, trusted));
	all
}

/// Where the root over a block's own statements stands in its header.
fn own_root(header: &[u8]) -> std::ops::Range<usize> {
	let engine = header.windows(4).position(|bytes| bytes == b"TLST").unwrap();
	engine + 5..engine + 5 + 32
}

/// The time of the reading in a lie.
const AT: u64 = SINCE + 60_000;

/// A reading with what stands beside it in its run, as the word of a gateway that anchored it alone.
/// Only one reading can be on its left if something is on its right.
pub fn alone(left: Option<Summary>, right: Option<Summary>) -> Proof {
	let siblings = || [left, right].into_iter().flatten();
	let reading = ReadingProof {
		leaf: Leaf::from(Reading::plain(AT, 118)),
		index: left.map_or(0, |summary| summary.count),
		count: 1 + siblings().map(|summary| summary.count).sum::<u32>(),
		path: siblings().map(|summary| Node { summary, hash: [9; 32] }).collect(),
		channel: 0,
		limits: LIMITS,
		run_place: Place { index: 0, count: 1, path: vec![] },
	};
	let header = SegmentHeader {
		device: DeviceId([1; 32]),
		attestation: Attestation::Gateway,
		key_epoch: 0,
		boot_epoch: 2,
		sequence: 40,
		count: reading.count,
		start: SINCE,
		end: SINCE + 120_000,
		root: [0; 32],
		previous: [0; 32],
	};
	let batch = Batch {
		root: [0; 32],
		segments: 1,
		readings: header.count.into(),
		start: header.start,
		end: header.end,
		data: [3; 32],
	};
	let place = || Place { index: 0, count: 1, path: vec![] };
	Proof {
		genesis: [0; 32],
		reading,
		segment: SegmentLeaf { header, signature: None },
		key: None,
		registration: None,
		segment_place: place(),
		statement: Statement { gateway: GATEWAY, number: 1, batch },
		block: BlockProof { place: place(), number: 1, hash: [0; 32], items: None },
		header: vec![],
	}
}

/// The proof with every root above its reading, on a chain that took the batch.
pub fn anchored(mut proof: Proof) -> (Proof, Trusted) {
	if let Some(run) = proof.reading.run::<Native>() {
		let root = proof.reading.run_place.root::<Native>(Tree::Runs, run.leaf::<Native>());
		proof.segment.header.root = root.unwrap();
	}
	let leaf = proof.segment.leaf::<Native>();
	proof.statement.batch.root = proof.segment_place.root::<Native>(Tree::Segments, leaf).unwrap();
	let mut chain = Chain::new(5);
	let number = chain.push(vec![proof.statement.leaf::<Native>()]);
	let at = chain.push(vec![]);
	proof.genesis = chain.genesis();
	proof.block = chain.block_proof(number, 0, at);
	proof.header = chain.blocks[at as usize].header.clone();
	(proof, chain.trusted(at))
}

/// Readings beside the one that is proven: one a second, with these values, up to a second before
/// it or from a second after it.
pub fn beside(before: bool, values: &[i64]) -> Summary {
	let begin = if before { AT - 1_000 * values.len() as u64 } else { AT + 1_000 };
	let leaves: Vec<Leaf> = (0..)
		.zip(values)
		.map(|(second, value)| Reading::plain(begin + 1_000 * second, *value).into())
		.collect();
	*RunTree::build::<Native>(0, LIMITS, &leaves).unwrap().unwrap().run().summary()
}

/// Proofs that hang together but for one rule.
fn lies() -> Vec<(&'static str, Proof)> {
	let before = |values: &[i64], lie: &dyn Fn(&mut Summary)| {
		let mut summary = beside(true, values);
		lie(&mut summary);
		alone(Some(summary), None)
	};
	let with = |change: &dyn Fn(&mut Proof)| {
		let mut proof = alone(Some(beside(true, &[117])), Some(beside(false, &[119])));
		change(&mut proof);
		proof
	};
	vec![
		("rule 1: a sibling without readings", with(&|p| p.reading.path[1].summary.count = 0)),
		(
			"rule 2: two readings in one millisecond",
			before(&[117, 118], &|s| s.first.time = s.last.time),
		),
		(
			"rule 2: a sibling that ends before it begins",
			before(&[117, 118], &|s| s.first.time = s.last.time + 1),
		),
		("rule 3: one reading with two times", before(&[117], &|s| s.first.time -= 1)),
		(
			"rule 3: one reading with two values",
			before(&[117], &|s| (s.last.value, s.max) = (118, 118)),
		),
		("rule 4: a minimum above the first value", before(&[117, 118], &|s| s.min = 118)),
		("rule 4: a maximum below the last value", before(&[117, 118], &|s| s.max = 117)),
		("rule 4: a minimum that no reading has", before(&[117, 118], &|s| s.min = 9)),
		("rule 4: a minimum above the maximum", before(&[117], &|s| (s.min, s.max) = (118, 116))),
		(
			"rule 5: a value beyond the limits that is no violation",
			before(&[117, 451], &|s| s.violations = 0),
		),
		("rule 5: a violation within the limits", before(&[117], &|s| s.violations = 1)),
		("rule 5: more violations than readings", before(&[451], &|s| s.violations = u32::MAX)),
		(
			"rule 5: values beyond the limits of which some are no violations",
			before(&[451, 452, 453, 460], &|s| s.violations = 3),
		),
		(
			"rule 6: a sum that one reading does not have",
			before(&[117], &|s| s.sum = 10i128.pow(30)),
		),
		("rule 6: a sum above any", before(&[1, 2, 3, 9], &|s| s.sum = 29)),
		("rule 6: a sum below any", before(&[1, 2, 3, 9], &|s| s.sum = 11)),
		(
			"rule 6: a sum for which a value within the limits lies beyond them",
			before(&[1, 900, 2, 3], &|s| s.sum = 1 + 900 + 3 + 451),
		),
		("rule 7: a segment without readings", with(&|p| p.segment.header.count = 0)),
		(
			"rule 7: a segment that ends before it begins",
			with(&|p| {
				let header = &mut p.segment.header;
				(header.start, header.end) = (header.end, header.start);
			}),
		),
		("rule 7: numbers that do not exist", with(&|p| p.segment.header.sequence = u64::MAX - 1)),
		("rule 8: more readings than the segment", with(&|p| p.segment.header.count = 2)),
		(
			"rule 8: fewer readings than the segment in its only run",
			with(&|p| {
				p.segment.header.count = 4;
				p.statement.batch.readings = 4;
			}),
		),
		(
			"rule 8: no reading left for another run",
			with(&|p| p.reading.run_place = Place { index: 0, count: 2, path: vec![[7; 32]] }),
		),
		(
			"rule 9: a reading before its segment",
			with(&|p| {
				p.segment.header.start = AT + 1;
				p.reading.path[0].summary.first.time = AT + 1;
			}),
		),
		(
			"rule 9: a reading after its segment",
			with(&|p| {
				p.segment.header.end = AT - 1;
				p.reading.path[1].summary.last.time = AT - 1;
			}),
		),
		(
			"rule 9: a run that begins before its segment",
			with(&|p| p.segment.header.start = AT - 999),
		),
		(
			"rule 10: channel 0 in the second run",
			with(&|p| {
				p.reading.run_place = Place { index: 1, count: 2, path: vec![[7; 32]] };
				p.segment.header.count = 9;
				p.statement.batch.readings = 9;
			}),
		),
		(
			"rule 10: the last channel in a run before the last",
			with(&|p| {
				p.reading.channel = 63;
				p.reading.run_place = Place { index: 0, count: 2, path: vec![[7; 32]] };
				p.segment.header.count = 9;
				p.statement.batch.readings = 9;
			}),
		),
		("rule 10: a channel that no model has", with(&|p| p.reading.channel = 64)),
		(
			"rule 10: sixty-five runs",
			with(&|p| {
				p.reading.run_place = Place { index: 0, count: 65, path: vec![[7; 32]; 7] };
				p.segment.header.count = 70;
				p.statement.batch.readings = 70;
			}),
		),
		(
			"rule 11: more segments than readings",
			with(&|p| {
				p.segment_place = Place { index: 0, count: 4, path: vec![[7; 32], [8; 32]] };
				p.statement.batch.segments = 4;
			}),
		),
		(
			"rule 11: a batch that ends before it begins",
			with(&|p| {
				let batch = &mut p.statement.batch;
				(batch.start, batch.end) = (batch.end, batch.start);
			}),
		),
		("rule 12: more readings than the batch", with(&|p| p.statement.batch.readings = 2)),
		(
			"rule 12: fewer readings than the batch in its only segment",
			with(&|p| p.statement.batch.readings = 4),
		),
		(
			"rule 12: no reading left for another segment",
			with(&|p| {
				p.segment_place = Place { index: 0, count: 2, path: vec![[7; 32]] };
				p.statement.batch.segments = 2;
			}),
		),
		(
			"rule 12: a segment that begins before its batch",
			with(&|p| p.statement.batch.start = SINCE + 1),
		),
	]
}

fn forge_sequence(scene: &Scene) -> Leaf {
	let mut leaf = scene.segments[0].prove(0, 0).unwrap().leaf;
	let signed = leaf.signed.as_mut().unwrap();
	signed.sequence = scene.segments[0].header.count.into();
	let payload = signed_payload(2, signed.sequence, 0, &leaf.reading);
	signed.signature = scene.device.sign(&scene.chain.genesis(), Purpose::Reading, &payload);
	leaf
}

fn forge_signature(scene: &Scene) -> Leaf {
	let mut leaf = scene.segments[0].prove(0, 0).unwrap().leaf;
	leaf.signed.as_mut().unwrap().signature.0[0] ^= 1;
	leaf
}

/// A chain whose gateway put this one leaf into a segment of its own.
pub fn rebuilt(scene: &Scene, leaf: Leaf) -> (Proof, Trusted) {
	let mut builder = SegmentBuilder::new();
	builder.push(0, LIMITS, leaf).unwrap();
	let header = scene.segments[0].header;
	let segment = builder
		.seal::<Native>(Origin {
			device: header.device,
			attestation: header.attestation,
			key_epoch: header.key_epoch,
			boot_epoch: header.boot_epoch,
			sequence: header.sequence,
			previous: header.previous,
		})
		.unwrap();
	let mut batch = BatchBuilder::new();
	let segment_leaf = segment.leaf(None).unwrap();
	batch.push(segment_leaf).unwrap();
	let batch = batch.seal::<Native>([0; 32]).unwrap();
	let statement = Statement { gateway: GATEWAY, number: 1, batch: batch.batch };
	let mut chain = Chain::new(scene.plan.seed);
	let number = chain.push(vec![statement.leaf::<Native>()]);
	let at = chain.push(vec![]);
	let proof = Proof {
		genesis: chain.genesis(),
		reading: segment.prove(0, 0).unwrap(),
		segment: segment_leaf,
		key: scene.key_proof(at),
		registration: None,
		segment_place: batch.tree.place(0).unwrap(),
		statement,
		block: chain.block_proof(number, 0, at),
		header: chain.blocks[at as usize].header.clone(),
	};
	(proof, chain.trusted(at))
}
