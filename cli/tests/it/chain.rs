//! A chain in this process: the runtime without consensus and without checks of signatures, behind the
//! methods of a node that the command line asks for.

use codec::{Decode, Encode};
use frame_support::{traits::Hooks, weights::Weight};
use jsonrpsee::{
	server::{Server, ServerHandle},
	types::ErrorObjectOwned,
	RpcModule,
};
use pallet_asset_lifecycle::{event_key, history_key};
use serde_json::{json, Value};
use sp_io::{hashing::twox_128, TestExternalities};
use sp_runtime::{
	generic::Preamble,
	traits::{Dispatchable, Header as _},
	AccountId32, BuildStorage, MultiAddress,
};
use std::{
	path::Path,
	process::{Command, Output},
	sync::{mpsc, LazyLock, Mutex},
	time::{SystemTime, UNIX_EPOCH},
};
use tallystick_client::records::asset::HistoryEntry;
use tallystick_primitives::{Observation, OnObservation, StreamId};
use tallystick_runtime::{
	Automation, EnergyMarket, Header, Procurement, Runtime, RuntimeCall, RuntimeGenesisConfig,
	RuntimeOrigin, System, UncheckedExtrinsic,
};

/// What the chain's own runtime says of itself, as a node passes it on.
static METADATA: LazyLock<Vec<u8>> = LazyLock::new(|| {
	let metadata = || Runtime::metadata_at_version(16).unwrap();
	// Some defaults in it are read from the state.
	TestExternalities::default().execute_with(metadata).to_vec()
});

/// Accounts of the organisations from 0 on.
pub(crate) const ADMINS: [(&str, &str); 4] = [
	("//Alice", "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY"),
	("//Bob", "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty"),
	("//Charlie", "5FLSigC9HGRKVhB9FiEo4Y3koPsNmBmLJbpXg2mp1hXcS59Y"),
	("//Eve", "5HGjWAeFDfFCWPsjFQdVV2Msvz2XtMktvgocEZcCj68kUMaw"),
];

/// Accounts that belong to no organisation. Commands name them by the numbers after those of the organisations.
pub(crate) const HOMES: [(&str, &str); 2] = [
	("//Dave", "5DAAnrj7VHTznn2AWBemMuyBwZWs6FNFjdyVXUeYum3PTXFy"),
	("//Ferdie", "5CiPPseXPECbkjWCa6MnjNokrgYjMqmKndv2rSnekmSK2DjL"),
];

/// What the last of the organisations has for deposits: enough for a lot and two assets.
const LITTLE: u64 = 2_500_000;

struct Block {
	header: Header,
	extrinsics: Vec<Vec<u8>>,
	events: Vec<u8>,
}

struct World {
	state: TestExternalities,
	blocks: Vec<Block>,
	pool: Vec<Vec<u8>>,
	/// What its clock shows, unless it shows the time.
	clock: Option<u64>,
	/// Whether its blocks have no time left for what waits.
	full: bool,
}

type Answer = Result<Value, String>;
type Question = (&'static str, Value, mpsc::Sender<Answer>);

/// Listens until it is dropped.
pub(crate) struct Chain {
	url: String,
	asked: mpsc::Sender<Question>,
	folder: tempfile::TempDir,
	_handle: ServerHandle,
	_runtime: tokio::runtime::Runtime,
}

fn storage_key(pallet: &str, item: &str) -> Vec<u8> {
	[twox_128(pallet.as_bytes()), twox_128(item.as_bytes())].concat()
}

/// A farm, a carrier and a shop, of which the farm can do whatever a role allows; and one that has little money, and
/// vouches for devices of others.
fn genesis() -> Value {
	let roles = json!([
		"manufacturer",
		"operator",
		"gridOperator",
		"carrier",
		"serviceProvider",
		"accreditor"
	]);
	let organization = |name: &str, admin: &str, roles: Value| json!({ "name": name, "admin": admin, "roles": roles });
	let [farm, carrier, shop, stall] = ADMINS.map(|(_, account)| account);
	let accounts = (0..4u32)
		.map(|org| {
			let account = tallystick_client::records::OrgId(org);
			let account = tallystick_runtime::Consortium::account(account).to_string();
			json!([account, if org < 3 { 10u64.pow(18) } else { LITTLE }])
		})
		// Escrows and bonds are the members' own money.
		.chain(ADMINS.map(|(_, account)| json!([account, 10u64.pow(12)])))
		.chain(HOMES.map(|(_, account)| json!([account, 10u64.pow(12)])));
	json!({
		"balances": { "balances": accounts.collect::<Vec<_>>() },
		"consortium": {
			"organizations": [
				{ "name": "Farm", "admin": farm, "roles": roles, "validators": [farm] },
				organization("Cold chain", carrier, json!(["carrier"])),
				organization("Shop", shop, json!(["operator", "energySupplier"])),
				organization("Stall", stall, json!(["accreditor"])),
			],
			"settings": { "minValidators": 1, "sessionLength": 10 },
		},
		// As on a development chain.
		"energyMarket": {
			"timing": {
				"slot": 60_000, "period": 5, "lead": 10_000, "firm": 10_000, "horizon": 120_000,
			},
		},
	})
}

/// What is in the patch replaces what is in the value.
fn merge(value: &mut Value, patch: Value) {
	match (value, patch) {
		(Value::Object(fields), Value::Object(patch)) => {
			patch.into_iter().for_each(|(name, patch)| {
				merge(fields.entry(name).or_insert(Value::Null), patch);
			})
		},
		(value, patch) => *value = patch,
	}
}

impl World {
	fn new() -> Self {
		let mut config = serde_json::to_value(RuntimeGenesisConfig::default()).unwrap();
		merge(&mut config, genesis());
		let config: RuntimeGenesisConfig = serde_json::from_value(config).unwrap();
		let mut state = TestExternalities::new(config.build_storage().unwrap());
		state.execute_with(|| System::set_block_number(0));
		let first = header(0, Default::default());
		let first = Block { header: first, extrinsics: vec![], events: vec![0] };
		Self { state, blocks: vec![first], pool: vec![], clock: None, full: false }
	}

	/// What is in the pool comes into a block.
	fn author(&mut self) {
		let extrinsics = std::mem::take(&mut self.pool);
		let parent = self.blocks.last().unwrap().header.hash();
		let number = u32::try_from(self.blocks.len()).unwrap();
		let header = header(number, parent);
		let clock = self.clock.unwrap_or_else(now).encode();
		let left = if self.full { Weight::zero() } else { Weight::MAX };
		let events = self.state.execute_with(|| {
			System::reset_events();
			System::initialize(&number, &parent, &Default::default());
			EnergyMarket::on_initialize(number);
			sp_io::storage::set(&storage_key("Timestamp", "Now"), &clock);
			System::note_finished_initialize();
			for bytes in &extrinsics {
				let (who, call) = read(bytes).unwrap();
				System::inc_account_nonce(&who);
				let done = call.dispatch(RuntimeOrigin::signed(who));
				System::note_applied_extrinsic(&done, Default::default());
			}
			EnergyMarket::on_idle(number, left);
			Automation::on_idle(number, left);
			let events = sp_io::storage::get(&storage_key("System", "Events"));
			events.map(|bytes| bytes.to_vec()).unwrap_or_default()
		});
		self.blocks.push(Block { header, extrinsics, events });
	}

	fn block(&self, hash: &Value) -> Option<&Block> {
		self.blocks.iter().find(|block| json!(block.header.hash()) == *hash)
	}

	/// The entries of a history, from the one of this hash backwards.
	fn history(&mut self, from: &str) -> Vec<Value> {
		self.state.persist_offchain_overlay();
		let kept = self.state.offchain_db();
		let mut next = <[u8; 32]>::try_from(unhex(from)).unwrap();
		let mut items = Vec::new();
		while next != [0; 32] {
			let entry = kept.get(&history_key(&next)).unwrap();
			let entry = HistoryEntry::decode(&mut &*entry).unwrap();
			let mut item = json!(entry);
			let block = self.blocks[entry.block as usize].header.hash();
			item["blockHash"] = json!(block);
			item["event"] = json!(hexed(&kept.get(&event_key(&entry.leaf)).unwrap()));
			items.push(item);
			next = entry.before;
		}
		items
	}

	fn answer(&mut self, method: &str, params: &Value) -> Answer {
		let text = |at: usize| params[at].as_str().unwrap_or_default().to_owned();
		Ok(match method {
			"chain_getBlockHash" => {
				let number = params[0].as_u64().map(|number| number as usize);
				let block = match number {
					Some(number) => self.blocks.get(number),
					None => self.blocks.last(),
				};
				json!(block.map(|block| block.header.hash()))
			},
			"chain_getFinalizedHead" => {
				// Time passes.
				self.author();
				json!(self.blocks.last().unwrap().header.hash())
			},
			"chain_getHeader" => json!(self.block(&params[0]).map(|block| &block.header)),
			"chain_getBlock" => {
				let extrinsics = &self.block(&params[0]).ok_or("no such block")?.extrinsics;
				let extrinsics: Vec<_> = extrinsics.iter().map(|bytes| hexed(bytes)).collect();
				json!({ "block": { "extrinsics": extrinsics } })
			},
			"state_getStorage" => {
				let key = unhex(&text(0));
				if key == storage_key("System", "Events") {
					let block = self.block(&params[1]).ok_or("no such block")?;
					return Ok(json!(hexed(&block.events)));
				}
				let value = self.state.execute_with(|| sp_io::storage::get(&key));
				json!(value.map(|bytes| hexed(&bytes)))
			},
			"state_getRuntimeVersion" => json!({ "specVersion": 1, "transactionVersion": 1 }),
			"system_accountNextIndex" => {
				let who: AccountId32 = text(0).parse().map_err(|_| "no account")?;
				let pool = self.pool.iter().filter(|bytes| read(bytes).unwrap().0 == who).count();
				let nonce = self.state.execute_with(|| System::account_nonce(&who)).encode();
				json!(u32::decode(&mut &*nonce).unwrap() as usize + pool)
			},
			"author_submitExtrinsic" => {
				let bytes = unhex(&text(0));
				read(&bytes)?;
				self.pool.push(bytes);
				json!(format!("0x{}", "00".repeat(32)))
			},
			"state_call" => {
				let input = unhex(&text(1));
				let answer = match text(0).as_str() {
					"Metadata_metadata_at_version" => Some(METADATA.clone()).encode(),
					"AccountNonceApi_account_nonce" => {
						let who = AccountId32::decode(&mut &*input).unwrap();
						self.state.execute_with(|| System::account_nonce(&who)).encode()
					},
					"RuntimeViewFunction_execute_view_function" => {
						let (id, input) = Decode::decode(&mut &*input).unwrap();
						self.state
							.execute_with(|| Runtime::execute_view_function(id, input))
							.encode()
					},
					other => return Err(format!("{other} is not in this test")),
				};
				json!(hexed(&answer))
			},
			"assets_history" => json!({ "items": self.history(&text(1)) }),
			"clock" => {
				self.clock = params.as_u64();
				self.author();
				json!(null)
			},
			"full" => {
				self.full = params[0] == true;
				json!(null)
			},
			"observe" => {
				let (stream, observation): (StreamId, Observation) =
					Decode::decode(&mut &*unhex(&text(0))).unwrap();
				self.state.execute_with(|| {
					pallet_telemetry::Streams::<Runtime>::mutate_extant(stream, |known| {
						known.latest = Some(observation.clone());
					});
					EnergyMarket::on_observation(&stream, &observation);
					Automation::on_observation(&stream, &observation);
					Procurement::on_observation(&stream, &observation);
				});
				json!(null)
			},
			"count" => json!(self.blocks.iter().map(|block| block.extrinsics.len()).sum::<usize>()),
			other => return Err(format!("{other} is not in this test")),
		})
	}
}

fn now() -> u64 {
	let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis();
	u64::try_from(now).unwrap()
}

fn header(number: u32, parent: tallystick_runtime::Hash) -> Header {
	Header::new(number, Default::default(), Default::default(), parent, Default::default())
}

/// Who signed a transaction, and its call.
fn read(mut bytes: &[u8]) -> Result<(AccountId32, RuntimeCall), String> {
	let extrinsic = UncheckedExtrinsic::decode(&mut bytes).map_err(|error| error.to_string())?;
	match extrinsic.preamble {
		Preamble::Signed(MultiAddress::Id(who), ..) => Ok((who, extrinsic.function)),
		_ => Err("not signed".into()),
	}
}

fn hexed(bytes: &[u8]) -> String {
	format!("0x{}", hex::encode(bytes))
}

fn unhex(text: &str) -> Vec<u8> {
	hex::decode(text.trim_start_matches("0x")).unwrap()
}

impl Chain {
	pub(crate) fn new() -> Self {
		let (asked, questions) = mpsc::channel::<Question>();
		std::thread::spawn(move || {
			let mut world = World::new();
			for (method, params, to) in questions {
				let _ = to.send(world.answer(method, &params));
			}
		});
		let mut module = RpcModule::new(Mutex::new(asked.clone()));
		for method in [
			"chain_getBlockHash",
			"chain_getFinalizedHead",
			"chain_getHeader",
			"chain_getBlock",
			"state_getStorage",
			"state_getRuntimeVersion",
			"state_call",
			"system_accountNextIndex",
			"author_submitExtrinsic",
			"assets_history",
		] {
			module
				.register_method(method, move |params, asked, _| {
					let asked = asked.lock().unwrap().clone();
					ask(&asked, method, params.parse().unwrap_or_default())
						.map_err(|text| ErrorObjectOwned::owned(-32_000, text, None::<()>))
				})
				.unwrap();
		}
		let runtime = tokio::runtime::Runtime::new().unwrap();
		let server = runtime.block_on(Server::builder().build("127.0.0.1:0")).unwrap();
		let url = format!("ws://{}", server.local_addr().unwrap());
		let handle = runtime.block_on(async { server.start(module) });
		let folder = tempfile::tempdir().unwrap();
		Self { url, asked, folder, _handle: handle, _runtime: runtime }
	}

	/// Stops its clock at this time, in milliseconds since 1970.
	pub(crate) fn stop_clock(&self, at: u64) {
		ask(&self.asked, "clock", json!(at)).unwrap();
	}

	/// Leaves its blocks no time for what waits, or as much as there is.
	pub(crate) fn fill_blocks(&self, full: bool) {
		ask(&self.asked, "full", json!([full])).unwrap();
	}

	/// Has the pallets take what a device reports.
	pub(crate) fn observe(&self, stream: StreamId, observation: &Observation) {
		ask(&self.asked, "observe", json!([hexed(&(stream, observation).encode())])).unwrap();
	}

	/// How many transactions are in its blocks.
	pub(crate) fn transactions(&self) -> u64 {
		ask(&self.asked, "count", Value::Null).unwrap().as_u64().unwrap()
	}

	/// Where commands run.
	pub(crate) fn folder(&self) -> &Path {
		self.folder.path()
	}

	pub(crate) fn write(&self, file: &str, text: &str) {
		std::fs::write(self.folder().join(file), text).unwrap();
	}

	/// Runs a command, split at blanks, as a member of this organisation, or as a home.
	pub(crate) fn run(&self, org: usize, line: &str) -> Output {
		let (who, _) = ADMINS.iter().chain(&HOMES).nth(org).unwrap();
		Command::new(env!("CARGO_BIN_EXE_tallystick"))
			.args(line.split_whitespace())
			.args(["--node", &self.url, "--suri", who])
			.current_dir(self.folder())
			.env_remove("TALLYSTICK_KEY_FILE")
			.env_remove("TALLYSTICK_OFFSET")
			.env_remove("TALLYSTICK_READ_POINT")
			.stdin(std::process::Stdio::null())
			.output()
			.unwrap()
	}

	/// What a command that has to succeed prints.
	pub(crate) fn say(&self, org: usize, line: &str) -> String {
		let output = self.run(org, line);
		let (out, err) = (text(&output.stdout), text(&output.stderr));
		assert_eq!(output.status.code(), Some(0), "{line}\n{out}\n{err}");
		out
	}

	/// What a command that has to succeed prints to programs.
	pub(crate) fn json(&self, org: usize, line: &str) -> Value {
		serde_json::from_str(&self.say(org, &format!("{line} --json"))).unwrap()
	}

	/// Why a command fails that has to, with this exit code.
	pub(crate) fn refused(&self, org: usize, code: i32, line: &str) -> String {
		let output = self.run(org, line);
		let err = text(&output.stderr);
		assert_eq!(output.status.code(), Some(code), "{line}\n{}\n{err}", text(&output.stdout));
		err
	}
}

pub(crate) fn text(bytes: &[u8]) -> String {
	String::from_utf8(bytes.to_vec()).unwrap()
}

fn ask(asked: &mpsc::Sender<Question>, method: &'static str, params: Value) -> Answer {
	let (to, answer) = mpsc::channel();
	asked.send((method, params, to)).unwrap();
	answer.recv().map_err(|_| "the chain has stopped".to_owned())?
}
