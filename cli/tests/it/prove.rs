//! Proofs of a block's events, from something that answers like a node.

use codec::{Decode, Encode};
use jsonrpsee::{
	server::{Server, ServerHandle},
	RpcModule,
};
use serde_json::{json, Value};
use std::{
	path::Path,
	process::{Command, Output},
};
use tallystick_evidence::{merkle::MerkleTree, EventLeaf, Hash, Native, Tree};
use tallystick_gs1::{Event, EventProof};
use tallystick_rules::ActProof;
use tokio::runtime::Runtime;

/// A block of the vectors: acts, and two events of assets.
struct Block {
	/// The files of the acts.
	acts: Vec<(u32, Vec<u8>)>,
	/// The bytes and leaves of all events.
	events: Vec<(Vec<u8>, Hash)>,
	genesis: String,
	end: String,
}

const ASSETS: [u32; 2] = [2, 5];

fn block() -> Block {
	let vectors: Vec<Value> =
		serde_json::from_str(include_str!("../../../primitives/rules/vectors/proofs.json"))
			.unwrap();
	let own: Vec<_> = vectors.iter().filter(|one| one["proven"]["count"] == 11).collect();
	let text = |name: &str| own[0][name].as_str().unwrap();
	let (genesis, end) = (text("genesis"), text("block"));
	let mut acts = vec![];
	let mut events: Vec<(Vec<u8>, Hash)> = vec![Default::default(); 11];
	for vector in &own {
		let file = hex::decode(vector["file"].as_str().unwrap()).unwrap();
		let act = ActProof::from_file(&file).unwrap();
		events[act.place.index as usize] = (act.event.to_bytes(), act.event.leaf_hash::<Native>());
		acts.push((act.place.index, file));
	}
	for place in ASSETS {
		let time = 1_767_225_600_000u64;
		let recorded = time + u64::from(place);
		let event = [&time.to_le_bytes(), &[0; 2][..], &recorded.to_le_bytes(), &[0, 1], &[0; 40]];
		let event = Event::decode(&mut &*event.concat()).unwrap();
		events[place as usize] = (event.encode(), event.leaf_hash::<Native>());
	}
	Block { acts, events, genesis: format!("0x{genesis}"), end: format!("0x{end}") }
}

impl Block {
	fn file(&self, index: u32) -> &[u8] {
		&self.acts.iter().find(|(own, _)| *own == index).unwrap().1
	}

	fn root(&self) -> Hash {
		let leaves = self.events.iter().map(|(_, leaf)| *leaf).collect();
		MerkleTree::build::<Native>(Tree::Events, leaves).unwrap().root::<Native>()
	}
}

/// Listens until it is dropped.
struct Node {
	url: String,
	_handle: ServerHandle,
	_runtime: Runtime,
}

fn node(block: &Block) -> Node {
	let proof = ActProof::from_file(block.file(0)).unwrap();
	let hex = |bytes: &[u8]| format!("0x{}", hex::encode(bytes));
	let path = json!({
		"statement": null,
		"proof": hex(&proof.block.encode()),
		"header": hex(&proof.header),
		"block": block.end,
		"number": 7,
	});
	let events = json!({
		"hash": hex(&proof.block.hash),
		"root": hex(&block.root()),
		"count": block.events.len(),
		"events": block.events.iter().map(|(bytes, _)| hex(bytes)).collect::<Vec<_>>(),
	});
	let runtime = Runtime::new().unwrap();
	let mut module = RpcModule::new(());
	for (name, answer) in [
		("chain_getBlockHash", json!(block.genesis)),
		("assets_events", events),
		("telemetry_proveStatement", path),
	] {
		module.register_method(name, move |_, (), _| answer.clone()).unwrap();
	}
	let server = runtime.block_on(Server::builder().build("127.0.0.1:0")).unwrap();
	let url = format!("ws://{}", server.local_addr().unwrap());
	let handle = runtime.block_on(async { server.start(module) });
	Node { url, _handle: handle, _runtime: runtime }
}

fn tallystick(folder: &Path, args: &[&str]) -> Output {
	Command::new(env!("CARGO_BIN_EXE_tallystick"))
		.args(args)
		.current_dir(folder)
		.env_remove("TALLYSTICK_NODE_URL")
		.env_remove("TALLYSTICK_GATEWAY_URL")
		.env_remove("TALLYSTICK_KEY_FILE")
		.output()
		.unwrap()
}

fn prove(folder: &Path, node: &Node, more: &[&str]) -> Output {
	let args = ["prove", "event", "--block", "2", "-o", "proof", "--node", &node.url];
	tallystick(folder, &[&args[..], more].concat())
}

#[test]
fn each_event_of_a_block_has_its_kind_of_proof() {
	let folder = tempfile::tempdir().unwrap();
	let block = block();
	let node = node(&block);
	for index in 0..10 {
		let output = prove(folder.path(), &node, &["--index", &index.to_string(), "--json"]);
		assert_eq!(output.status.code(), Some(0), "{output:?}");
		let told: Value = serde_json::from_slice(&output.stdout).unwrap();
		let file = std::fs::read(folder.path().join("proof")).unwrap();
		let leaf = format!("0x{}", hex::encode(block.events[index as usize].1));
		assert_eq!((&told["index"], &told["leaf"]), (&json!(index), &json!(leaf)));
		assert_eq!(told["bytes"], json!(file.len()));
		match ASSETS.contains(&index) {
			true => {
				assert_eq!(told["kind"], "event");
				let event = EventProof::from_file(&file).unwrap().event;
				assert_eq!(told["eventId"], event.id());
			},
			false => {
				assert_eq!((&told["kind"], &told["eventId"]), (&json!("act"), &Value::Null));
				assert_eq!(file, block.file(index));
			},
		}
		let verify = ["verify", "proof", "--json", "--genesis", &block.genesis];
		let verify = [&verify[..], &["--trusted-block", &block.end]].concat();
		let output = tallystick(folder.path(), &verify);
		assert_eq!(output.status.code(), Some(0), "{output:?}");
		let verdict: Value = serde_json::from_slice(&output.stdout).unwrap();
		assert_eq!(verdict["kind"], told["kind"]);
		assert_eq!(verdict["proven"]["leaf"], leaf);
	}
}

#[test]
fn the_cause_of_a_command_names_the_firing_to_prove() {
	let folder = tempfile::tempdir().unwrap();
	let block = block();
	let node = node(&block);
	let tallystick_rules::Act::Commanded(command) =
		ActProof::from_file(block.file(1)).unwrap().event
	else {
		panic!("the second act is a command");
	};
	let cause = format!("0x{}", hex::encode(command.cause));
	let output = prove(folder.path(), &node, &["--leaf", &cause]);
	assert_eq!(output.status.code(), Some(0), "{output:?}");
	assert_eq!(std::fs::read(folder.path().join("proof")).unwrap(), block.file(0));

	let output = prove(folder.path(), &node, &[]);
	assert_eq!(output.status.code(), Some(2), "{output:?}");
	let listed = String::from_utf8(output.stderr).unwrap();
	for line in [
		"block 2 has more than one event; name one of these with --index:\n",
		"\n  0  2026-01-01 00:08:00 +00:00  rule 4, version 1, fired: output 0: value 21, ",
		&format!("\n  1  2026-01-01 00:08:00 +00:00  {}/2 commanded to 21: ", "0b".repeat(32)),
		"\n  2  2026-01-01 00:00:00 +00:00  ",
		"\n  9  ",
	] {
		assert!(listed.contains(line), "{line:?}: {listed}");
	}
}

#[test]
fn a_node_that_leaves_out_an_event_proves_none() {
	let folder = tempfile::tempdir().unwrap();
	let mut block = block();
	block.events.pop();
	let node = node(&block);
	for index in ["1", "2"] {
		let output = prove(folder.path(), &node, &["--index", index]);
		assert_ne!(output.status.code(), Some(0), "{output:?}");
		let reason = String::from_utf8(output.stderr).unwrap();
		assert!(reason.contains(&format!("event {index} of block 2")), "{reason}");
		assert!(!folder.path().join("proof").exists());
	}
}
