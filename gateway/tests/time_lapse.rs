//! A gateway whose clock is that of a development chain.

#[path = "support/node.rs"]
mod node;

use codec::Encode;
use serde_json::json;
use std::{path::Path, process::Stdio, sync::Arc, time::Duration};
use tallystick_client::{hexed, Signer};
use tallystick_evidence::{DeviceId, DeviceKey, Limits, Scheme, SecretKey, Signature};
use tallystick_gateway::{
	chain::{At, ChainError, Changes, ChannelFact, DeviceFacts, Facts, FactsOf, KeyFact, Status},
	ingest::{Ingest, IngestSettings},
	link::Inbound,
	registry::{Registry, RegistrySettings},
	store::{Store, StoreOptions},
};
use tallystick_wire::{Answer, Kind, SignedReading, Topic};
use tallystick_world::{Device, GENESIS};
use tokio::{
	io::{AsyncBufReadExt, BufReader},
	process::Command,
	time::timeout,
};

/// When the store's only message came: in 2020, as a building's chain has it.
const CAME: u64 = 1_600_000_000_000;
const MINUTE: u64 = 60_000;
/// The milliseconds of a slot.
const SLOT: u64 = 2_000;
/// The longest time in which a gateway starts, or ends.
const PATIENCE: Duration = Duration::from_secs(60);
/// The warning of a store of which an hour has passed since its last message.
const RESTED: &str = "it has rested for an hour";

/// A chain that knows one device.
struct Known(DeviceKey);

impl Facts for Known {
	async fn devices(
		&self,
		devices: &[DeviceId],
		_: At,
		_: tokio::time::Instant,
	) -> Result<Vec<FactsOf>, ChainError> {
		let facts = DeviceFacts {
			status: Status::Active,
			authorised: true,
			key_epoch: 0,
			keys: vec![KeyFact { epoch: 0, key: self.0, since: 0 }],
			channels: vec![ChannelFact {
				name: "temperature".into(),
				unit: "Cel".into(),
				exponent: -2,
				limits: Limits::NONE,
				watched: false,
			}],
		};
		Ok(devices.iter().map(|_| Ok(Some(facts.clone()))).collect())
	}

	async fn changes(&self, _: [u8; 32]) -> Result<Changes, ChainError> {
		Err(ChainError::Unreachable("there is no chain".into()))
	}
}

/// Makes the store of a gateway that has taken one message.
async fn make_store(path: &Path) {
	let device = Device::with_secret(SecretKey::from_seed(Scheme::Ed25519, [7; 32]).unwrap());
	let account = Signer::from_uri("//Alice").unwrap().account().0;
	let options =
		StoreOptions { genesis: GENESIS, account, min_free: 0, ..StoreOptions::default() };
	let store = Arc::new(Store::open(path, options).unwrap());
	store.begin_at(0).unwrap();
	let chain = Arc::new(Known(device.secret.public()));
	let registry =
		Arc::new(Registry::new(store.clone(), chain.clone(), RegistrySettings::default()));
	let ingest = Ingest::new(store, registry, Arc::new(()), IngestSettings::default());

	let mut reading = SignedReading {
		boot_epoch: 0,
		sequence: 0,
		channel: 0,
		time: CAME,
		value: 2_150,
		kid: None,
		scheme: Scheme::Ed25519,
		signature: Signature([0; 64]),
	};
	reading.signature = device.secret.sign(&reading.message(&GENESIS, &device.id).unwrap());
	let topic = Topic { device: device.id, kind: Kind::Readings }.to_string();
	let payload = SignedReading::encode_list(&[reading]);
	let answers = ingest.take(vec![Inbound { topic, payload, received: CAME }]).await;
	assert_eq!(Answer::decode_any(&answers[0].payload).unwrap().error, None);
}

/// Starts a gateway at a chain of this type whose newest block is of this time. Returns its log up to the moment at which it
/// runs, or its end.
async fn start(folder: &Path, kind: &'static str, time: u64) -> String {
	let head = node::header(GENESIS, 1, time / SLOT);
	let (url, _node) = node::serve(move |method, params| match method {
		"system_chainType" => json!(kind),
		"chain_getBlockHash" if params.first() == Some(&json!(0)) => json!(hexed(&GENESIS)),
		"chain_getBlockHash" | "chain_getFinalizedHead" => json!(hexed(&head.hash())),
		"chain_getHeader" => node::shown(&head),
		"state_call" if params[0] == "AuraApi_slot_duration" => json!(hexed(&SLOT.encode())),
		_ => json!(null),
	})
	.await;
	let (config, store) = (folder.join("gateway.toml"), folder.join("db"));
	let text = format!(
		"[chain]\nendpoints = [{url:?}]\ntime_lapse = true\n[keys]\nsecret = \"//Alice\"\n[store]\npath = {store:?}\n\
		free_floor_bytes = 0\n[mqtt]\nlisten = \"127.0.0.1:0\"\n[http]\nlisten = \"127.0.0.1:0\"\n"
	);
	std::fs::write(&config, text).unwrap();
	let mut gateway = Command::new(env!("CARGO_BIN_EXE_tallystick-gateway"))
		.args(["run", "--config"])
		.arg(&config)
		.stderr(Stdio::piped())
		.kill_on_drop(true)
		.spawn()
		.unwrap();
	let mut lines = BufReader::new(gateway.stderr.take().unwrap()).lines();
	let mut log = String::new();
	let read = async {
		while let Some(line) = lines.next_line().await.unwrap() {
			log.extend([&line, "\n"]);
			if line.contains("the gateway runs") {
				break;
			}
		}
	};
	let read = timeout(PATIENCE, read).await;
	assert!(read.is_ok(), "the gateway neither runs nor ends: {log}");
	gateway.kill().await.unwrap();
	log
}

#[tokio::test]
async fn a_restarted_gateway_has_rested_for_as_long_as_the_chain_says() {
	let folder = tempfile::tempdir().unwrap();
	make_store(&folder.path().join("db")).await;
	for (minutes, has_rested) in [(10, false), (50, false), (70, true)] {
		let log = start(folder.path(), "Development", CAME + minutes * MINUTE).await;
		assert!(log.contains("the gateway runs") && log.contains("time-lapse"), "{log}");
		assert_eq!(log.contains(RESTED), has_rested, "after {minutes} minutes: {log}");
	}
}

#[tokio::test]
async fn takes_the_time_of_no_chain_but_a_development_chain() {
	let folder = tempfile::tempdir().unwrap();
	make_store(&folder.path().join("db")).await;
	for kind in ["Local", "Live"] {
		let log = start(folder.path(), kind, CAME).await;
		assert!(!log.contains("the gateway runs"), "{log}");
		let refusal = format!("chain.time_lapse: the node's chain is of the type \"{kind}\"");
		assert!(log.contains(&refusal), "{log}");
	}
}
