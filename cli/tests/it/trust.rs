//! What a file of trust takes from a node: its word once, and then what validators signed.

use codec::Encode;
use jsonrpsee::{
	server::{Server, ServerHandle},
	types::ErrorObjectOwned,
	RpcModule, SubscriptionMessage,
};
use serde_json::{json, Value};
use std::{
	path::Path,
	process::{Command, Output},
};
use tallystick_client::finality::{DigestItem, Header, Justification, Vote};
use tallystick_evidence::{DeviceKey, Hash, Scheme, SecretKey, MMR_ENGINE_ID};
use tokio::runtime::Runtime;

const ROUND: u64 = 7;

/// The last block of set 0.
const END: u32 = 3;

/// A chain of six blocks, whose validators change after the fourth.
#[derive(Clone)]
struct World {
	blocks: Vec<Header>,
	/// The seeds of both sets.
	sets: [Vec<u8>; 2],
	/// The height of the finalised head.
	head: u32,
	/// How many of a set vote.
	voters: usize,
}

fn secret(seed: &u8) -> SecretKey {
	SecretKey::from_seed(Scheme::Ed25519, [*seed; 32]).unwrap()
}

fn key(seed: &u8) -> Hash {
	let DeviceKey::Ed25519(key) = secret(seed).public() else { unreachable!() };
	key
}

fn pairs(seeds: &[u8]) -> Vec<(Hash, u64)> {
	seeds.iter().map(|seed| (key(seed), 1)).collect()
}

impl World {
	fn new(second: &[u8], head: u32) -> Self {
		let mut blocks: Vec<Header> = vec![];
		for number in 0..6 {
			let change = (1u8, pairs(second), 0u32).encode();
			let change = (number == END).then_some(DigestItem::Consensus(*b"FRNK", change));
			let range = blocks.first().map(|genesis: &Header| {
				DigestItem::Consensus(MMR_ENGINE_ID, [genesis.hash(), [3; 32]].concat())
			});
			blocks.push(Header {
				parent: blocks.last().map_or([0; 32], Header::hash),
				number,
				state: [1; 32],
				extrinsics: [2; 32],
				digest: range.into_iter().chain(change).collect(),
			});
		}
		Self { blocks, sets: [vec![1, 2, 3, 4], second.to_vec()], head, voters: 4 }
	}

	/// The set that signs the blocks after this height.
	fn set_after(&self, number: u32) -> usize {
		usize::from(number >= END)
	}

	fn block(&self, hash: &str) -> Option<&Header> {
		self.blocks.iter().find(|block| hexed(block.hash()) == hash)
	}

	fn votes(&self, number: u32) -> Justification {
		let set = usize::from(number > END);
		let (target, id) = (self.blocks[number as usize].hash(), set as u64);
		let message = (1u8, target, number, ROUND, id).encode();
		let vote = |seed: &u8| {
			let SecretKey::Ed25519(signer) = secret(seed) else { unreachable!() };
			Vote { target, number, signature: signer.sign(&message).to_bytes(), voter: key(seed) }
		};
		let votes = self.sets[set].iter().take(self.voters).map(vote).collect();
		Justification { round: ROUND, target, number, votes, ancestry: vec![] }
	}
}

fn hexed(bytes: impl AsRef<[u8]>) -> String {
	tallystick_client::hexed(bytes.as_ref())
}

/// Listens until it is dropped.
struct Node {
	url: String,
	_handle: ServerHandle,
	_runtime: Runtime,
}

fn node(world: World) -> Node {
	let runtime = Runtime::new().unwrap();
	let mut module = RpcModule::new(world);
	let mut method = |name: &'static str, answer: fn(&World, &[Value]) -> Option<Value>| {
		let none = || ErrorObjectOwned::owned(4, "not covered", None::<()>);
		module
			.register_method(name, move |params, world, _| {
				let params: Vec<Value> = params.parse().unwrap_or_default();
				answer(world, &params).ok_or_else(none)
			})
			.unwrap();
	};
	method("chain_getBlockHash", |world, params| {
		let number = usize::try_from(params.first()?.as_u64()?).ok()?;
		Some(json!(world.blocks.get(number).map(|block| hexed(block.hash()))))
	});
	method("chain_getFinalizedHead", |world, _| {
		Some(hexed(world.blocks[world.head as usize].hash()).into())
	});
	method("chain_getHeader", |world, params| {
		let block = world.block(params.first()?.as_str()?)?;
		Some(json!({
			"parentHash": hexed(block.parent),
			"number": format!("{:#x}", block.number),
			"stateRoot": hexed(block.state),
			"extrinsicsRoot": hexed(block.extrinsics),
			"digest": { "logs": block.digest.iter().map(|item| hexed(item.encode())).collect::<Vec<_>>() },
		}))
	});
	method("state_call", |world, params| {
		let block = world.block(params.get(2)?.as_str()?)?;
		let set = world.set_after(block.number);
		Some(
			hexed(match params.first()?.as_str()? {
				"GrandpaApi_grandpa_authorities" => pairs(&world.sets[set]).encode(),
				_ => (set as u64).encode(),
			})
			.into(),
		)
	});
	method("grandpa_proveFinality", |world, params| {
		let from = u32::try_from(params.first()?.as_u64()?).ok()?;
		let votes = (from <= END).then(|| world.votes(END))?;
		Some(hexed((votes.target, votes.encode(), Vec::<Header>::new()).encode()).into())
	});
	module
		.register_subscription(
			"grandpa_subscribeJustifications",
			"grandpa_justifications",
			"grandpa_unsubscribeJustifications",
			|_, pending, world, _| async move {
				let sink = pending.accept().await?;
				let votes = world.votes(world.head).encode();
				sink.send(SubscriptionMessage::from_json(&hexed(votes))?).await?;
				Ok(())
			},
		)
		.unwrap();
	let server = runtime.block_on(Server::builder().build("127.0.0.1:0")).unwrap();
	let url = format!("ws://{}", server.local_addr().unwrap());
	let handle = runtime.block_on(async { server.start(module) });
	Node { url, _handle: handle, _runtime: runtime }
}

fn save(folder: &Path, world: &World) -> Output {
	let node = node(world.clone());
	Command::new(env!("CARGO_BIN_EXE_tallystick"))
		.args(["trust", "save", "trust.json", "--node", &node.url])
		.current_dir(folder)
		.output()
		.unwrap()
}

fn read(folder: &Path) -> String {
	std::fs::read_to_string(folder.join("trust.json")).unwrap()
}

fn sets(folder: &Path) -> Vec<Value> {
	let file: Value = serde_json::from_str(&read(folder)).unwrap();
	file["validators"].as_array().unwrap().iter().map(|set| set["set"].clone()).collect()
}

#[test]
fn a_new_file_is_the_word_of_the_node_and_says_so() {
	let folder = tempfile::tempdir().unwrap();
	let output = save(folder.path(), &World::new(&[1, 2, 3, 5], 2));
	assert!(output.status.success(), "{output:?}");
	let said = String::from_utf8_lossy(&output.stdout);
	assert!(said.contains("1 finalised block and 1 validator set, on the word of ws://"), "{said}");
	let file: Value = serde_json::from_str(&read(folder.path())).unwrap();
	let saved: u64 = file["saved"].as_str().unwrap().parse().unwrap();
	assert!(tallystick_client::time::now() - saved < 600_000);
	assert_eq!((&file["validators"][0]["set"], sets(folder.path()).len()), (&json!("0"), 1));
	assert_eq!(file["finalized"][0]["number"], 2);
}

#[test]
fn a_file_of_trust_takes_what_its_validators_signed() {
	let folder = tempfile::tempdir().unwrap();
	let second = [1, 2, 3, 5];
	assert!(save(folder.path(), &World::new(&second, 2)).status.success());
	let output = save(folder.path(), &World::new(&second, 5));
	assert!(output.status.success(), "{output:?}");
	let said = String::from_utf8_lossy(&output.stdout);
	assert!(said.contains("2 finalised blocks and 2 validator sets, by the votes of"), "{said}");
	assert_eq!(sets(folder.path()), [json!("0"), json!("1")]);
	// At a set's last block, the next set decides.
	let other = tempfile::tempdir().unwrap();
	assert!(save(other.path(), &World::new(&second, 2)).status.success());
	assert!(save(other.path(), &World::new(&second, END)).status.success());
	assert_eq!(sets(other.path()), [json!("0"), json!("1")]);
}

#[test]
fn a_file_of_trust_takes_nothing_that_its_validators_did_not_sign() {
	let folder = tempfile::tempdir().unwrap();
	assert!(save(folder.path(), &World::new(&[1, 2, 3, 5], 2)).status.success());
	let before = read(folder.path());
	// A node that has its own validators from the beginning, one whose change has too few votes, and
	// one whose head has too few.
	let mut own = World::new(&[7, 8, 9, 10], 5);
	own.sets[0] = vec![7, 8, 9, 10];
	let unsigned = World { voters: 2, ..World::new(&[7, 8, 9, 10], 5) };
	let same_set = World { voters: 2, ..World::new(&[1, 2, 3, 5], 2) };
	for world in [own, unsigned, same_set] {
		let output = save(folder.path(), &world);
		assert!(!output.status.success(), "{output:?}");
		let said = String::from_utf8_lossy(&output.stderr);
		assert!(said.contains("; nothing was added to trust.json"), "{said}");
		assert_eq!(read(folder.path()), before);
	}
}

#[test]
fn a_file_of_trust_without_validators_takes_nothing() {
	let folder = tempfile::tempdir().unwrap();
	let world = World::new(&[1, 2, 3, 5], 2);
	let file = json!({ "genesis": hexed(world.blocks[0].hash()), "finalized": [] }).to_string();
	std::fs::write(folder.path().join("trust.json"), &file).unwrap();
	let output = save(folder.path(), &world);
	assert_eq!(output.status.code(), Some(2), "{output:?}");
	assert!(String::from_utf8_lossy(&output.stderr).contains("the file names no validators"));
	assert_eq!(read(folder.path()), file);
}
