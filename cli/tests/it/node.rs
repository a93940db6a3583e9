//! Against something that answers like a node: what it says about the key, and how it says no.

use codec::{Decode, Encode};
use jsonrpsee::{
	server::{Server, ServerHandle},
	types::ErrorObjectOwned,
	RpcModule,
};
use serde_json::{json, Value};
use std::{
	path::Path,
	process::{Command, Output},
	sync::LazyLock,
};
use tallystick_client::{
	records::{
		device::{KeyAt, Provenance},
		Millis, ModelId, OrgId,
	},
	AccountId, Channel, ChannelKind, Device, DeviceStatus, Metadata, Model,
};
use tallystick_evidence::{DeviceKey, Limits};
use tokio::runtime::Runtime;

/// What the chain's own runtime says of itself, as a node passes it on.
static METADATA: LazyLock<Vec<u8>> = LazyLock::new(|| {
	let metadata = || tallystick_runtime::Runtime::metadata_at_version(16).unwrap();
	// Some defaults in it are read from the state.
	sp_io::TestExternalities::default().execute_with(metadata).to_vec()
});

/// The hash of the finalised head. The best block is another one.
static HEAD: LazyLock<String> = LazyLock::new(|| format!("0x{}", "ff".repeat(32)));

/// By which the runtime knows a view function of the device registry.
fn id_of(view: &str) -> [u8; 32] {
	let metadata = Metadata::decode_from(&METADATA).unwrap();
	let registry = metadata.pallet_by_name("DeviceRegistry").unwrap();
	*registry.view_function_by_name(view).unwrap().query_id()
}

/// A chain whose finalised head is at `height`, and that gives these answers.
#[derive(Clone)]
struct World {
	genesis: String,
	/// The block that the proof ends at, if the node has it.
	block: Option<String>,
	height: u32,
	key_at: Result<Option<KeyAt>, &'static str>,
	device: Option<Device>,
	model: Option<Model>,
}

impl World {
	/// The answer to a view function.
	fn view(&self, id: [u8; 32]) -> Result<Vec<u8>, &'static str> {
		match id {
			id if id == id_of("device") => Ok(self.device.encode()),
			id if id == id_of("model") => Ok(self.model.encode()),
			id if id == id_of("key_at") => self.key_at.as_ref().map(Encode::encode).map_err(|e| *e),
			_ => Err("not a view of this test"),
		}
	}
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
	method("chain_getFinalizedHead", |_, _| HEAD.clone().into());
	method("chain_getHeader", |world, params| match &world.block {
		Some(block) if params[0] == **block => json!({ "number": "0x2" }),
		_ if params[0] == *HEAD => {
			json!({ "number": format!("0x{:x}", world.height) })
		},
		_ => Value::Null,
	});
	method("state_getRuntimeVersion", |_, _| json!({ "specVersion": 1, "transactionVersion": 1 }));
	module
		.register_method("state_call", |params, world, _| {
			let (name, input): (String, String) = {
				let all: Vec<Value> = params.parse()?;
				let text = |at: usize| all[at].as_str().unwrap_or_default().to_owned();
				(text(0), text(1))
			};
			let answer = match name.as_str() {
				"Metadata_metadata_at_version" => Some(METADATA.clone()).encode(),
				_ => {
					let input = hex::decode(input.trim_start_matches("0x")).unwrap();
					let (id, _) = <([u8; 32], Vec<u8>)>::decode(&mut &*input).unwrap();
					let refused = |text| ErrorObjectOwned::owned(-32_000, text, None::<()>);
					let at = params.parse::<Vec<Value>>()?.get(2).cloned();
					if id == id_of("key_at") && at != Some(HEAD.clone().into()) {
						return Err(refused("only the finalised head is asked about keys"));
					}
					Ok::<_, u8>(world.view(id).map_err(refused)?).encode()
				},
			};
			Ok::<_, ErrorObjectOwned>(format!("0x{}", hex::encode(answer)))
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
		key_at: Ok(Some(key(KEY))),
		device: None,
		model: None,
	}
}

const KEY: &str = "d03fc5e7cbbd519ee9f7694393efe0f6e38e5dac53745fb76c5d3de9f489d01c";

fn public(digits: &str) -> DeviceKey {
	DeviceKey::Ed25519(hex::decode(digits).unwrap().try_into().unwrap())
}

fn key(digits: &str) -> KeyAt {
	KeyAt { key: public(digits), epoch: 0, since: Millis(1), until: None }
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
	for more in [&[][..], &["--require", "segment"]] {
		let output = verify(world(), more);
		assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
		assert!(stdout(&output).starts_with("Key: in force at the time of the reading, as ws://"));
	}
	let told: Value = serde_json::from_str(&stdout(&verify(world(), &["--json"]))).unwrap();
	assert_eq!((&told["valid"], &told["keyInForce"]), (&json!(true), &json!(true)));
}

#[test]
fn a_channel_is_required_by_its_name() {
	for (channel, code) in [("temperature", 0), ("power", 3), ("pressure", 2)] {
		let output = verify(known(), &["--channel", channel]);
		assert_eq!(output.status.code(), Some(code), "{channel}: {}", stderr(&output));
	}
}

#[test]
fn a_key_that_was_not_in_force_is_not_believed() {
	for key_at in [Some(key(&"22".repeat(32))), None] {
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
		let failed: Value = serde_json::from_str(&stderr(&output)).unwrap();
		assert_eq!(failed["error"]["code"], "notChecked", "{}", stderr(&output));
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
		assert_eq!(output.status.code(), Some(5), "{}", stderr(&output));
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
	let channel = |name: &str, limits| Channel {
		name: name.into(),
		unit: "Cel".into(),
		exponent: -1,
		kind: ChannelKind::Gauge,
		limits,
		period: 60_000,
		write: None,
	};
	let device = Device {
		owner: AccountId([1; 32]),
		org: OrgId(0),
		tenure: 0,
		model: ModelId(0),
		provenance: Provenance::Declared,
		metadata: [0; 32],
		key: public(KEY),
		key_epoch: 0,
		key_since: Millis(1),
		status: DeviceStatus::Active,
		equivocated: None,
		ended: None,
		calibration: None,
	};
	let temperature = channel("temperature", Limits { low: -400, high: 850 });
	let model = Model {
		manufacturer: OrgId(0),
		payer: AccountId([1; 32]),
		defined: Millis(0),
		thing: [0; 32],
		uri: "urn:x".into(),
		channels: vec![temperature, channel("power", Limits::NONE)],
		endorsers: vec![],
	};
	World { device: Some(device), model: Some(model), ..world() }
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
