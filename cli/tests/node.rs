//! Against something that answers like a node: what it says about the key, and how it says no.

use jsonrpsee::{
	server::{Server, ServerHandle},
	types::ErrorObjectOwned,
	RpcModule,
};
use serde_json::{json, Value};
use std::{
	path::Path,
	process::{Command, Output},
};
use tokio::runtime::Runtime;

/// A chain whose finalised head is at `height`, and that gives these answers.
#[derive(Clone)]
struct World {
	genesis: String,
	/// The block that the proof ends at, if the node has it.
	block: Option<String>,
	height: u32,
	key_at: Result<Value, &'static str>,
	device: Value,
	model: Value,
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
	let mut method = |name: &'static str, answer: fn(&World, Value) -> Value| {
		module
			.register_method(name, move |params, world, _| {
				answer(world, params.parse().unwrap_or_default())
			})
			.unwrap();
	};
	method("chain_getBlockHash", |world, params| match params[0].as_u64() {
		Some(0) => world.genesis.clone().into(),
		_ => json!(world.block),
	});
	method("chain_getFinalizedHead", |_, _| format!("0x{}", "ff".repeat(32)).into());
	method("chain_getHeader", |world, params| match &world.block {
		Some(block) if params[0] == **block => json!({ "number": "0x2" }),
		_ if params[0] == format!("0x{}", "ff".repeat(32)) => {
			json!({ "number": format!("0x{:x}", world.height) })
		},
		_ => Value::Null,
	});
	method("devices_get", |world, _| world.device.clone());
	method("devices_model", |world, _| world.model.clone());
	module
		.register_method("devices_keyAt", |_, world, _| {
			world.key_at.clone().map_err(|text| ErrorObjectOwned::owned(-32_000, text, None::<()>))
		})
		.unwrap();
	let server = runtime.block_on(Server::builder().build("127.0.0.1:0")).unwrap();
	let url = format!("ws://{}", server.local_addr().unwrap());
	let handle = runtime.block_on(async { server.start(module) });
	Node { url, _handle: handle, _runtime: runtime }
}

fn smallest() -> Value {
	let path =
		Path::new(env!("CARGO_MANIFEST_DIR")).join("../primitives/evidence/vectors/proofs.json");
	let vectors: Vec<Value> =
		serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
	vectors.into_iter().find(|vector| vector["name"] == "the smallest").unwrap()
}

fn world() -> World {
	let vector = smallest();
	let hash = |field: &str| format!("0x{}", vector[field].as_str().unwrap());
	World {
		genesis: hash("genesis"),
		block: Some(hash("block")),
		height: 10,
		key_at: Ok(key(KEY)),
		device: Value::Null,
		model: Value::Null,
	}
}

const KEY: &str = "0xd03fc5e7cbbd519ee9f7694393efe0f6e38e5dac53745fb76c5d3de9f489d01c";

fn key(digits: &str) -> Value {
	json!({ "key": { "scheme": "ed25519", "key": digits }, "epoch": 0, "since": 1, "until": null })
}

fn tallystick(folder: &Path, node: &Node, args: &[&str]) -> Output {
	Command::new(env!("CARGO_BIN_EXE_tallystick"))
		.args(args)
		.args(["--node", &node.url])
		.current_dir(folder)
		.env_remove("TALLYSTICK_KEY_FILE")
		.env_remove("TALLYSTICK_GATEWAY_URL")
		.output()
		.unwrap()
}

fn verify(world: World, more: &[&str]) -> Output {
	let folder = tempfile::tempdir().unwrap();
	let vector = smallest();
	let file = hex::decode(vector["file"].as_str().unwrap()).unwrap();
	std::fs::write(folder.path().join("proof.tlyp"), file).unwrap();
	let mut args = vec!["verify", "proof.tlyp"];
	args.extend(more);
	tallystick(folder.path(), &node(world), &args)
}

fn stdout(output: &Output) -> String {
	String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
	String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn a_key_in_force_is_valid() {
	for more in [&[][..], &["--require-key-in-force"]] {
		let output = verify(world(), more);
		assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
		assert!(stdout(&output).starts_with("Key: in force at the time of the reading, as ws://"));
	}
	let told: Value = serde_json::from_str(&stdout(&verify(world(), &["--json"]))).unwrap();
	assert_eq!((&told["valid"], &told["keyInForce"]), (&json!(true), &json!(true)));
}

#[test]
fn a_key_that_was_not_in_force_is_not_believed() {
	for key_at in [key(&format!("0x{}", "22".repeat(32))), Value::Null] {
		let world = World { key_at: Ok(key_at), ..world() };
		let output = verify(world.clone(), &[]);
		assert_eq!(output.status.code(), Some(3), "{}", stdout(&output));
		assert!(
			stdout(&output).starts_with("Key: NOT IN FORCE at the time of the reading, as ws://")
		);
		assert!(stderr(&output).starts_with("tallystick: NOT TO BE BELIEVED: ws://"));
		let output = verify(world, &["--json"]);
		assert_eq!(output.status.code(), Some(3));
		let told: Value = serde_json::from_str(&stdout(&output)).unwrap();
		assert_eq!((&told["valid"], &told["keyInForce"]), (&json!(false), &json!(false)));
		assert_eq!(told["verdict"], "notBelieved");
	}
}

#[test]
fn a_node_that_cannot_say_leaves_the_proof_unchecked() {
	let refusing = World { key_at: Err("too many requests"), ..world() };
	// The proof ends at block 2.
	let behind = World { block: None, height: 1, ..world() };
	for (world, reason) in [
		(refusing, "too many requests"),
		(behind, "finalised blocks only up to 1; ask again later"),
	] {
		let output = verify(world, &["--json"]);
		assert_eq!(output.status.code(), Some(4), "{}", stderr(&output));
		assert!(stderr(&output).starts_with("tallystick: NOT CHECKED: "), "{}", stderr(&output));
		assert!(stderr(&output).contains(reason), "{}", stderr(&output));
		let told: Value = serde_json::from_str(&stdout(&output)).unwrap();
		assert_eq!((&told["verdict"], &told["valid"]), (&json!("notChecked"), &Value::Null));
	}
}

#[test]
fn a_block_that_the_chain_does_not_have_is_not_valid() {
	let other = World { genesis: format!("0x{}", "11".repeat(32)), ..world() };
	for world in [World { block: None, ..world() }, other] {
		let output = verify(world, &[]);
		assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
		assert!(stderr(&output).starts_with("tallystick: NOT VALID: "));
	}
}

#[test]
fn unit_exponent_and_name_are_printed_as_the_node_says() {
	let output = stdout(&verify(known(), &[]));
	let (proven, reading) = output.split_once("How to read the numbers (not proven):").unwrap();
	assert!(!proven.contains("Cel") && !proven.contains("temperature"), "{proven}");
	assert!(reading.contains("  unit       Cel, as ws://127.0.0.1:"), "{reading}");
	assert!(reading.contains("  value      11.8 Cel"), "{reading}");
}

const DEVICE: &str = "0x09390d0df30f0b7e4aabf04ebd789efd437d2edeb0520a7d7cf2fec80d50c77c";

/// A chain that has the device, and a model of two channels.
fn known() -> World {
	let channel = |name: &str, low: i64, high: i64| {
		json!({
			"name": name, "unit": "Cel", "exponent": -1, "kind": "gauge", "low": low.to_string(),
			"high": high.to_string(), "period": 60_000
		})
	};
	let zeros = format!("0x{}", "00".repeat(32));
	let device = json!({
		"id": DEVICE, "owner": "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY", "model": 0,
		"provenance": "declared", "lot": null, "metadata": zeros,
		"key": { "scheme": "ed25519", "key": KEY }, "keyEpoch": 0, "keySince": 1, "status": "active",
		"equivocated": false, "ended": null, "distrusted": null, "calibration": null
	});
	let model = json!({
		"id": 0, "manufacturer": 0, "thing": zeros, "uri": "urn:x",
		"channels": [channel("temperature", -400, 850), channel("power", i64::MIN, i64::MAX)]
	});
	World { device, model, ..world() }
}

#[test]
fn a_channel_has_a_number_or_a_name() {
	let folder = tempfile::tempdir().unwrap();
	let node = node(known());
	// No gateway runs, so the command gets as far as to ask it.
	let address = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
	let gateway = format!("http://{address}");
	let read = |channel: &str| {
		let args = ["read", DEVICE, "--channel", channel, "--gateway", &gateway];
		tallystick(folder.path(), &node, &args)
	};
	for channel in ["power", "1", "7"] {
		let output = read(channel);
		assert_eq!(output.status.code(), Some(4), "{}", stderr(&output));
		assert!(stderr(&output).contains("the gateway"), "{}", stderr(&output));
	}
	let output = read("pressure");
	assert_eq!(output.status.code(), Some(2));
	assert!(
		stderr(&output).contains("its channels are: temperature, power"),
		"{}",
		stderr(&output)
	);
}

#[test]
fn missing_limits_are_shown_as_such() {
	let folder = tempfile::tempdir().unwrap();
	let output = stdout(&tallystick(folder.path(), &node(known()), &["model", "show", "0"]));
	assert!(output.contains("power: gauge, no limits, every 60000 ms"), "{output}");
	assert!(
		output.contains("temperature: gauge, -40.0 Cel to 85.0 Cel, every 60000 ms"),
		"{output}"
	);
}
