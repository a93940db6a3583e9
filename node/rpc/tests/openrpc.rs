//! `docs/openrpc.json` is what this crate says. Parameters are tried on the real traits, examples are
//! answers of theirs, and schemas are those of the types.
//!
//! `UPDATE_OPENRPC=1 cargo test -p tallystick-rpc` writes the document anew.

use codec::Encode;
use jsonrpsee::{
	core::{RpcResult, SubscriptionResult},
	PendingSubscriptionSink, RpcModule,
};
use schemars::{generate::SchemaSettings, JsonSchema, SchemaGenerator};
use serde::Serialize;
use serde_json::{json, ser::PrettyFormatter, Map, Serializer, Value};
use sp_core::{crypto::Ss58Codec, Bytes, H256};
use std::{collections::BTreeSet, path::Path};
use tallystick_condition::{LeafProof, Tally};
use tallystick_evidence::{
	merkle::MerkleTree,
	proof::{BlockProof, MAX_FILE},
	Batch, DeviceId, DeviceKey, Limits, Native, Node, Point, Proof, Statement, Summary, Tree,
	Trusted,
};
use tallystick_records::{
	asset::{HistoryEntry, HistoryOf, Move},
	control::{Bounds, Kind, Pace, Writable},
	device::{Channel, ChannelKind, Device, DeviceStatus, KeyAt, Lot, Model, Provenance},
	telemetry::{
		BatchRecord, BatchStanding, Continuity, Facts, Observation, Stream, Tail, TailSegment,
	},
	AssetId, Identified, LotId, Millis, ModelId, OrgId, Page, StreamId,
};
use tallystick_rpc::{
	did, AccountId, Address, AssetsApiServer, BlockEvents, BlockStatements, DevicesApiServer,
	Error, HistoryPage, Observed, PastEvent, Proven, StatementName, StatementProof,
	StatementProofs, TelemetryApiServer, Verdict, CODES, MAX_FILTER, MAX_STATEMENTS, MOST,
	MOST_EVENTS, PAGE,
};

/// A model as a client reads it.
type ModelOf<Account> = Model<Account, String, Vec<Channel<String, String>>, Vec<DeviceKey>>;

/// An account's address, in SS58.
#[derive(JsonSchema)]
struct Account(#[allow(dead_code)] String);

const GATEWAY: AccountId = AccountId::new([0x67; 32]);
const SUBSCRIPTION: &str = "Bx3Yc1mJ4pYgqAqx";
const KEY: &str = "d03fc5e7cbbd519ee9f7694393efe0f6e38e5dac53745fb76c5d3de9f489d01c";
const START: u64 = 1_700_000_000_000;
const READING: Point = Point { time: START + 60_272, value: 118 };

/// A node of which everything is an example.
struct Example {
	/// A proof file, and the block to trust.
	proof: Vec<u8>,
	trusted: Trusted,
}

impl Example {
	fn new() -> Self {
		let vectors = include_str!("../../../primitives/evidence/vectors/proofs.json");
		let vectors: Vec<Value> = serde_json::from_str(vectors).unwrap();
		// One that shows the device's registration.
		let mut vectors = vectors.iter().filter(|it| !it["proven"]["registration"].is_null());
		let vector = vectors.next().unwrap();
		let bytes = |name: &str| hex::decode(vector[name].as_str().unwrap()).unwrap();
		let hash = |name: &str| bytes(name).try_into().unwrap();
		let trusted = Trusted { genesis: hash("genesis"), block: hash("block") };
		Self { proof: bytes("file"), trusted }
	}
}

fn alice() -> AccountId {
	AccountId::from_ss58check("5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY").unwrap()
}

fn key() -> DeviceKey {
	DeviceKey::Ed25519(hex::decode(KEY).unwrap().try_into().unwrap())
}

fn device() -> DeviceId {
	DeviceId::of::<Native>(&key())
}

fn record() -> Device<AccountId> {
	Device {
		owner: alice(),
		org: OrgId(0),
		tenure: 0,
		model: ModelId(0),
		provenance: Provenance::Declared,
		metadata: [0; 32],
		key: key(),
		key_epoch: 0,
		key_since: Millis(START),
		status: DeviceStatus::Active,
		equivocated: None,
		ended: None,
		calibration: None,
	}
}

fn observation() -> Observation {
	Observation {
		boot_epoch: 0,
		sequence: 0,
		summary: Summary {
			count: 1,
			first: READING,
			last: READING,
			min: READING.value,
			max: READING.value,
			sum: READING.value.into(),
			violations: 0,
		},
		root: [0x33; 32],
		at: Millis(READING.time + 3_000),
		facts: Facts::UNCALIBRATED,
	}
}

fn temperature() -> Channel<String, String> {
	Channel {
		name: "temperature".to_owned(),
		unit: "Cel".to_owned(),
		exponent: -1,
		kind: ChannelKind::Gauge,
		limits: Limits { low: -400, high: 450 },
		period: 60_000,
		write: None,
	}
}

/// A channel that can be commanded.
fn target() -> Channel<String, String> {
	let range = Limits { low: 50, high: 300 };
	let pace = Pace { off: None, min_on: 0, min_off: 0, per_hour: 12 };
	let bounds = Bounds { range, step: 5, fail_safe: 160, startup: 160, pace, lease: 900_000 };
	let write = Some(Writable { kind: Kind::SetPoint, bounds });
	Channel { name: "target".to_owned(), limits: range, write, ..temperature() }
}

fn batch() -> Batch {
	let (start, end) = (READING.time, READING.time);
	Batch { root: [0xb2; 32], segments: 1, readings: 1, start, end, data: [0x22; 32] }
}

/// A method names a block that no node has.
const NOWHERE: H256 = H256([0xff; 32]);

fn at(block: Option<H256>) -> RpcResult<()> {
	match block == Some(NOWHERE) {
		true => Err(Error::UnknownBlock(format!("{NOWHERE:?}")).into()),
		false => Ok(()),
	}
}

/// An event and its leaf, from the published vectors.
fn event() -> (Bytes, H256) {
	let vectors = include_str!("../../../primitives/gs1/vectors/events.json");
	let vectors: Value = serde_json::from_str(vectors).unwrap();
	let bytes = |name: &str| hex::decode(vectors[1][name].as_str().unwrap()).unwrap();
	(Bytes(bytes("event")), H256::from_slice(&bytes("leaf")))
}

/// A crate that was put on a pallet.
fn entry() -> HistoryEntry {
	let parents = vec![HistoryOf { asset: AssetId(8), history: [0x88; 32] }];
	HistoryEntry {
		asset: AssetId(7),
		before: [0x77; 32],
		leaf: event().1 .0,
		block: 1,
		index: 0,
		moved: Some(Move::Joined { parents: parents.try_into().unwrap() }),
	}
}

impl AssetsApiServer for Example {
	fn history(
		&self,
		_: AssetId,
		_: Option<H256>,
		_: Option<u32>,
		block: Option<H256>,
	) -> RpcResult<HistoryPage> {
		let (entry, block_hash) = (entry(), H256([0x70; 32]));
		let (history, next) = (H256(entry.hash::<Native>()), Some(H256(entry.before)));
		let event = event().0;
		at(block).map(|()| HistoryPage {
			items: vec![PastEvent { history, entry, block_hash, event }],
			next,
		})
	}

	fn events(&self, number: u32, _: Option<u32>, _: Option<u32>) -> RpcResult<BlockEvents> {
		let (event, leaf) = event();
		let tree = MerkleTree::build::<Native>(Tree::Events, vec![leaf.0]).unwrap();
		let (hash, root) = (H256([0x70; 32]), H256(tree.root::<Native>()));
		Ok(BlockEvents { number, hash, root, count: 1, events: vec![event] })
	}

	fn leaves(
		&self,
		device: DeviceId,
		channel: u16,
		_: u64,
		_: u64,
		block: Option<H256>,
	) -> RpcResult<Vec<LeafProof>> {
		let Observation { summary, root, facts, .. } = observation();
		let tally = Tally::new(StreamId { device, channel }, 60_000, START);
		let tally = tally.fold::<Native>(Node { summary, hash: root }, facts).unwrap();
		let leaf = tally.last.unwrap();
		at(block).map(|()| vec![LeafProof { leaf, path: Default::default() }])
	}
}

impl DevicesApiServer<ModelOf<AccountId>> for Example {
	fn get(
		&self,
		id: DeviceId,
		block: Option<H256>,
	) -> RpcResult<Option<Identified<DeviceId, Device<AccountId>>>> {
		at(block).map(|()| Some(Identified { id, record: record() }))
	}

	fn list(
		&self,
		_: Address,
		_: Option<DeviceId>,
		limit: Option<u32>,
		block: Option<H256>,
	) -> RpcResult<Page<DeviceId>> {
		at(block).map(|()| Page::new(vec![device()], limit.unwrap_or(PAGE)))
	}

	fn model(
		&self,
		id: ModelId,
		block: Option<H256>,
	) -> RpcResult<Option<Identified<ModelId, ModelOf<AccountId>>>> {
		let record = Model {
			manufacturer: OrgId(0),
			payer: alice(),
			defined: Millis(START),
			thing: [0x86; 32],
			uri: "https://example.com/thermometer.tm.json".to_owned(),
			channels: vec![temperature(), target()],
			endorsers: vec![],
		};
		at(block).map(|()| Some(Identified { id, record }))
	}

	fn lot(
		&self,
		id: LotId,
		block: Option<H256>,
	) -> RpcResult<Option<Identified<LotId, Lot<AccountId>>>> {
		let (model, root) = (ModelId(0), [0x27; 32]);
		let record = Lot { model, payer: alice(), root, count: 1_000_000, claimed: 12 };
		at(block).map(|()| Some(Identified { id, record }))
	}

	fn key_at(&self, _: DeviceId, _: u64, block: Option<H256>) -> RpcResult<Option<KeyAt>> {
		at(block).map(|()| Some(KeyAt { key: key(), epoch: 0, since: Millis(START), until: None }))
	}

	fn gateway(&self, _: DeviceId, _: Address, block: Option<H256>) -> RpcResult<bool> {
		at(block).map(|()| true)
	}

	fn gateways(
		&self,
		_: DeviceId,
		_: Option<Address>,
		limit: Option<u32>,
		block: Option<H256>,
	) -> RpcResult<Page<AccountId>> {
		at(block).map(|()| Page::new(vec![GATEWAY], limit.unwrap_or(PAGE)))
	}

	fn did_document(&self, device: DeviceId, block: Option<H256>) -> RpcResult<Option<Value>> {
		let genesis = self.trusted.genesis;
		let controller = did::of_account(&genesis, &alice());
		at(block).map(|()| Some(did::document(&genesis, &device, &key(), 0, &controller, true)))
	}
}

fn statement_proof(statement: Option<Bytes>) -> StatementProof {
	let place = tallystick_evidence::merkle::Place { index: 0, count: 1, path: vec![] };
	let proof = BlockProof { place, number: 1, hash: [0x70; 32], items: Some(vec![[0xf6; 32]]) };
	StatementProof {
		statement,
		proof: proof.encode().into(),
		header: Proof::from_file(&Example::new().proof).unwrap().header.into(),
		block: H256(Example::new().trusted.block),
		number: 2,
	}
}

#[jsonrpsee::core::async_trait]
impl TelemetryApiServer for Example {
	fn next_batch(&self, _: Address, block: Option<H256>) -> RpcResult<u64> {
		at(block).map(|()| 815)
	}

	fn batch(
		&self,
		_: Address,
		_: u64,
		block: Option<H256>,
	) -> RpcResult<Option<BatchRecord<u32>>> {
		let standing = BatchStanding::Unrefuted;
		at(block).map(|()| Some(BatchRecord { batch: batch(), block: 1, standing }))
	}

	fn stream(&self, _: DeviceId, _: u16, block: Option<H256>) -> RpcResult<Option<Stream>> {
		at(block).map(|()| {
			Some(Stream {
				watchers: 1,
				accounts: 1,
				consumers: Default::default(),
				latest: Some(observation()),
				seen: Continuity { segments: 1, ..Default::default() },
				facts: Facts::UNCALIBRATED,
			})
		})
	}

	fn latest(&self, _: DeviceId, _: u16, block: Option<H256>) -> RpcResult<Option<Observation>> {
		at(block).map(|()| Some(observation()))
	}

	fn tail(&self, _: DeviceId, block: Option<H256>) -> RpcResult<Option<Tail<u32>>> {
		let last = TailSegment {
			key_epoch: 0,
			boot_epoch: 0,
			next: 1,
			name: [0x07; 32],
			end: READING.time,
		};
		let continuity = Continuity { segments: 1, ..Default::default() };
		at(block).map(|()| Some(Tail { streams: 1, last: Some(last), continuity, seen: 1 }))
	}

	fn statements(&self, number: u32) -> RpcResult<BlockStatements> {
		let (hash, root) = (H256([0x70; 32]), H256([0x91; 32]));
		Ok(BlockStatements { number, hash, root, leaves: vec![H256([0x66; 32])] })
	}

	fn prove(&self, gateway: Address, number: u64) -> RpcResult<StatementProof> {
		let statement = Statement { gateway: gateway.0.into(), number, batch: batch() };
		Ok(statement_proof(Some(statement.encode().into())))
	}

	fn prove_statement(&self, _: u32, _: H256, block: Option<H256>) -> RpcResult<StatementProof> {
		at(block).map(|()| statement_proof(None))
	}

	fn prove_many(
		&self,
		statements: Vec<StatementName>,
		block: Option<H256>,
	) -> RpcResult<StatementProofs> {
		if statements.len() > MAX_STATEMENTS {
			return Err(Error::TooLarge { most: MAX_STATEMENTS }.into());
		}
		at(block)?;
		let StatementProof { proof, header, block, number, .. } = statement_proof(None);
		let proofs = statements.iter().map(|_| Some(proof.clone())).collect();
		Ok(StatementProofs { proofs, header, block, number })
	}

	fn verify(&self, file: Bytes) -> RpcResult<Verdict> {
		if file.len() > MAX_FILE {
			return Err(Error::TooLarge { most: MAX_FILE }.into());
		}
		let proven =
			Proof::from_file(&file).and_then(|proof| proof.verify::<Native>(&self.trusted));
		Ok(match proven {
			Ok(proven) => Verdict { valid: true, error: None, proven: Some(Proven::from(proven)) },
			Err(error) => Verdict { valid: false, error: Some(error.to_string()), proven: None },
		})
	}

	async fn subscribe_observations(
		&self,
		pending: PendingSubscriptionSink,
		devices: Option<Vec<DeviceId>>,
	) -> SubscriptionResult {
		if devices.is_some_and(|devices| devices.len() > MAX_FILTER) {
			pending.reject(Error::TooLarge { most: MAX_FILTER }).await;
			return Ok(());
		}
		pending.accept().await?;
		Ok(())
	}
}

/// What the document says of a method beside what its types say.
struct Method {
	name: &'static str,
	summary: &'static str,
	description: &'static str,
	params: Vec<Param>,
	result: (&'static str, Value),
	errors: &'static [&'static str],
}

struct Param {
	name: &'static str,
	description: &'static str,
	schema: Value,
	required: bool,
	example: Option<Value>,
}

const STATE: &[&str] = &["UnknownBlock", "OtherRuntime"];
const KEPT: &[&str] = &["UnknownBlock", "OtherRuntime", "NotFound", "NotIndexed"];
const HISTORY: &[&str] = &["UnknownBlock", "OtherRuntime", "NotFound", "NotIndexed", "OtherFork"];
const PROOF: &[&str] = &["UnknownBlock", "OtherRuntime", "NotFound", "NotFinal", "NotIndexed"];
const MANY: &[&str] = &["UnknownBlock", "OtherRuntime", "NotFinal", "NotIndexed", "TooLarge"];
const PAGES: &str =
	"Ask again with `after` set to `next` until `next` is null. The last page can be \
	empty. Name one block in `at` for all pages, or an entry can be missed while others come and go.";

/// Makes schemas, and keeps those that are referred to.
struct Schemas(SchemaGenerator);

impl Schemas {
	fn new() -> Self {
		let settings = SchemaSettings::draft07()
			.with(|settings| settings.definitions_path = "/components/schemas".into())
			.for_serialize();
		Self(settings.into_generator())
	}

	fn of<T: JsonSchema>(&mut self) -> Value {
		self.0.subschema_for::<T>().to_value()
	}

	fn param<T: JsonSchema>(
		&mut self,
		name: &'static str,
		description: &'static str,
		example: impl Into<Option<Value>>,
	) -> Param {
		let (schema, example) = (self.of::<T>(), example.into());
		let required = !schema.to_string().contains("\"null\"");
		Param { name, description, schema, required, example }
	}

	fn at(&mut self) -> Param {
		let description = "The hash of the block to ask; the best block if it is left out.";
		self.param::<Option<tallystick_evidence::json::Hex>>("at", description, None)
	}

	fn limit(&mut self) -> Param {
		let description =
			"Most entries of the page. 100 if it is left out; 0 counts as 1, and more \
			than 100 as 100.";
		self.param::<Option<u32>>("limit", description, json!(PAGE))
	}

	fn channel(&mut self) -> Param {
		self.param::<u16>("channel", "The channel's number in the model.", json!(0))
	}

	fn device(&mut self) -> Param {
		self.param::<DeviceId>("device", "The device's id.", json!(device()))
	}

	fn gateway(&mut self) -> Param {
		self.param::<Account>("gateway", "The gateway's account.", json!(GATEWAY))
	}
}

fn methods(s: &mut Schemas) -> Vec<Method> {
	use tallystick_evidence::json::Hex;
	vec![
		Method {
			name: "assets_history",
			summary: "The history of an asset, the newest event first, in pages.",
			description: "`history` is the hash of an entry: BLAKE2b-256 of its SCALE encoding \
				(docs/events.md). The newest one stands in the asset's record, so that an answer \
				cannot leave anything out unnoticed. `moved` leads to the histories of the assets \
				that it was in. Ask again with `from` set to `next` until `next` is null. All blocks \
				are of the chain that ends at `at`: it must have recorded what `from` leads to.",
			params: vec![
				s.param::<AssetId>("asset", "The asset's number.", json!(7)),
				s.param::<Option<Hex>>(
					"from",
					"The hash of the entry to begin with; the newest one if it is left out. With it, \
					the histories of assets that the chain has dropped can be asked for, too.",
					json!(H256(entry().hash::<Native>())),
				),
				s.param::<Option<u32>>(
					"limit",
					"Most entries of the page. 64 if it is left out; 0 counts as 1, and more than \
					64 as 64.",
					json!(MOST),
				),
				s.at(),
			],
			result: ("page", s.of::<HistoryPage>()),
			errors: HISTORY,
		},
		Method {
			name: "assets_events",
			summary: "The events of a finalised block.",
			description: "A block can be asked for once it is final. `count` says \
				how many there are. The root and the number are stated by the block: \
				telemetry_proveStatement proves it. docs/events.md specifies the events.",
			params: vec![
				s.param::<u32>("block", "The height of the block.", json!(1)),
				s.param::<Option<u32>>(
					"first",
					"The number of the event to begin with, from zero; 0 if it is left out.",
					json!(0),
				),
				s.param::<Option<u32>>(
					"limit",
					"Most events. 500 if it is left out; 0 counts as 1, and more than 500 as 500.",
					json!(MOST_EVENTS),
				),
			],
			result: ("events", s.of::<BlockEvents>()),
			errors: PROOF,
		},
		Method {
			name: "assets_leaves",
			summary: "The leaves of a tally that count any moment of a time, with their paths.",
			description:
				"The earliest 64. If the last one ends before `to`, ask again with `from` \
				set to its end. The calls prove_boundary and show take them, as does the view \
				function condition.",
			params: vec![
				s.device(),
				s.channel(),
				s.param::<u64>("from", "UTC, in milliseconds.", json!(START)),
				s.param::<u64>("to", "The end, in UTC milliseconds.", json!(START + 3_600_000)),
				s.at(),
			],
			result: ("leaves", s.of::<Vec<LeafProof>>()),
			errors: KEPT,
		},
		Method {
			name: "devices_get",
			summary: "A device.",
			description: "Null if no device has this id, or its record was dropped after its end.",
			params: vec![s.device(), s.at()],
			result: ("device", s.of::<Option<Identified<DeviceId, Device<Account>>>>()),
			errors: STATE,
		},
		Method {
			name: "devices_list",
			summary: "The devices of an owner, in pages.",
			description: PAGES,
			params: vec![
				s.param::<Account>("owner", "The owner's account.", json!(alice())),
				s.param::<Option<DeviceId>>("after", "The `next` of the page before.", json!(null)),
				s.limit(),
				s.at(),
			],
			result: ("page", s.of::<Page<DeviceId>>()),
			errors: STATE,
		},
		Method {
			name: "devices_model",
			summary: "A model of devices.",
			description: "Null if there is no such model.",
			params: vec![s.param::<ModelId>("model", "The model's number.", json!(0)), s.at()],
			result: ("model", s.of::<Option<Identified<ModelId, ModelOf<Account>>>>()),
			errors: STATE,
		},
		Method {
			name: "devices_lot",
			summary: "A production lot.",
			description: "Null if there is no such lot, or it was closed.",
			params: vec![s.param::<LotId>("lot", "The lot's number.", json!(0)), s.at()],
			result: ("lot", s.of::<Option<Identified<LotId, Lot<Account>>>>()),
			errors: STATE,
		},
		Method {
			name: "devices_keyAt",
			summary: "The key whose signatures of a time are to be believed.",
			description: "Null before the device was registered, after its end and, for a revoked \
				device, from the moment at which it is distrusted. A verifier asks this for the \
				time of each reading.",
			params: vec![
				s.device(),
				s.param::<u64>("time", "UTC, in milliseconds.", json!(READING.time)),
				s.at(),
			],
			result: ("key", s.of::<Option<KeyAt>>()),
			errors: STATE,
		},
		Method {
			name: "devices_gateway",
			summary: "Whether a gateway may speak for a device.",
			description:
				"True if the owner authorised it, for the device or for all of theirs, and \
				the organisations of both are in good standing.",
			params: vec![s.device(), s.gateway(), s.at()],
			result: ("authorised", s.of::<bool>()),
			errors: STATE,
		},
		Method {
			name: "devices_gateways",
			summary: "The gateways that were authorised for one device, in pages.",
			description: "At most 16. Those for all devices of an owner are not among them, those \
				whose organisation is not in good standing are: devices_gateway tells what counts.",
			params: vec![
				s.device(),
				s.param::<Option<Account>>("after", "The `next` of the page before.", json!(null)),
				s.limit(),
				s.at(),
			],
			result: ("page", s.of::<Page<Account>>()),
			errors: STATE,
		},
		Method {
			name: "devices_didDocument",
			summary: "The W3C DID document of a device.",
			description:
				"Null if no device has this id. The document has a Multikey for the present \
				key; a device that is not active has no verification method.",
			params: vec![s.device(), s.at()],
			result: ("document", s.of::<Option<Map<String, Value>>>()),
			errors: STATE,
		},
		Method {
			name: "telemetry_nextBatch",
			summary: "The number that a gateway's next batch must have.",
			description: "0 for an account that never anchored.",
			params: vec![s.gateway(), s.at()],
			result: ("number", s.of::<u64>()),
			errors: STATE,
		},
		Method {
			name: "telemetry_batch",
			summary: "A batch, for as long as it can be challenged.",
			description: "Null if there was no such batch, or its time is over: a week of blocks, \
				unless the council sets another.",
			params: vec![
				s.gateway(),
				s.param::<u64>("number", "The batch's number among the gateway's.", json!(814)),
				s.at(),
			],
			result: ("batch", s.of::<Option<BatchRecord<u32>>>()),
			errors: STATE,
		},
		Method {
			name: "telemetry_stream",
			summary: "A watched stream.",
			description: "Null if nobody watches it.",
			params: vec![s.device(), s.channel(), s.at()],
			result: ("stream", s.of::<Option<Stream>>()),
			errors: STATE,
		},
		Method {
			name: "telemetry_latest",
			summary: "The newest observation of a watched stream.",
			description: "Null if nobody watches it, or nothing was observed since.",
			params: vec![s.device(), s.channel(), s.at()],
			result: ("observation", s.of::<Option<Observation>>()),
			errors: STATE,
		},
		Method {
			name: "telemetry_tail",
			summary: "How the segments of a device with watched streams hang together.",
			description: "Null if none of its streams is watched. The next segment has to follow \
				`last.next` and `last.name`.",
			params: vec![s.device(), s.at()],
			result: ("tail", s.of::<Option<Tail<u32>>>()),
			errors: STATE,
		},
		Method {
			name: "telemetry_statements",
			summary: "The statements of a finalised block.",
			description: "A block can be asked for once it is final.",
			params: vec![s.param::<u32>("block", "The height of the block.", json!(1))],
			result: ("statements", s.of::<BlockStatements>()),
			errors: PROOF,
		},
		Method {
			name: "telemetry_prove",
			summary: "The proof path from a batch to the last finalised header.",
			description: "For a batch that telemetry_batch still shows. For an older one, compute \
				its leaf (docs/proofs.md) and ask telemetry_proveStatement.",
			params: vec![
				s.gateway(),
				s.param::<u64>("number", "The batch's number among the gateway's.", json!(814)),
			],
			result: ("proof", s.of::<StatementProof>()),
			errors: PROOF,
		},
		Method {
			name: "telemetry_proveStatement",
			summary: "The proof path from any statement to a finalised header.",
			description: "For batches and for key changes, however old. Up to the header of the \
				statement's own block, the path needs no Merkle Mountain Range.",
			params: vec![
				s.param::<u32>("block", "The height of the block that holds it.", json!(1)),
				s.param::<Hex>(
					"leaf",
					"The hash of the batch or of the key change (docs/proofs.md).",
					json!(H256([0x66; 32])),
				),
				s.param::<Option<Hex>>(
					"at",
					"The hash of the finalised block at which the proof ends: that of the statement, or \
					a later one. The last finalised block if it is left out.",
					json!(null),
				),
			],
			result: ("proof", s.of::<StatementProof>()),
			errors: PROOF,
		},
		Method {
			name: "telemetry_proveMany",
			summary: "The proof paths from several statements to one finalised header.",
			description: "A statement is named by its leaf, and by the height of its block or that block's clock. \
				Statements that are not found are null; the others are answered all the same.",
			params: vec![
				s.param::<Vec<StatementName>>(
					"statements",
					"The statements, at most 256.",
					json!([
						{ "block": 1, "leaf": H256([0x66; 32]) },
						{ "time": START, "leaf": H256([0x67; 32]) },
					]),
				),
				s.at(),
			],
			result: ("proofs", s.of::<StatementProofs>()),
			errors: MANY,
		},
		Method {
			name: "telemetry_verify",
			summary: "Checks a proof file against this node's finalised chain.",
			description: "Whoever has to be sure without trusting a node checks the file itself, \
				against the hash of a block that they trust.",
			params: vec![s.param::<Hex>(
				"proof",
				"The file, at most 65,536 bytes.",
				json!(Bytes(Example::new().proof)),
			)],
			result: ("verdict", s.of::<Verdict>()),
			errors: &["TooLarge"],
		},
		Method {
			name: "telemetry_subscribeObservations",
			summary: "Observations in blocks as they become final.",
			description:
				"All, or those of the devices named. Over WebSocket only. The node answers \
				with the id of the subscription, then sends a notification `telemetry_observation` \
				for each observation. It ends the subscription of a client that does not keep up.",
			params: vec![s.param::<Option<Vec<DeviceId>>>(
				"devices",
				"Only these devices, at most 256. All if it is left out or null.",
				json!([device()]),
			)],
			result: ("subscription", s.of::<String>()),
			errors: &["TooLarge"],
		},
		Method {
			name: "telemetry_unsubscribeObservations",
			summary: "Ends a subscription to observations.",
			description: "False if the connection has no such subscription.",
			params: vec![s.param::<String>(
				"subscription",
				"The id with which the node answered.",
				json!(SUBSCRIPTION),
			)],
			result: ("ended", s.of::<bool>()),
			errors: &[],
		},
	]
}

fn module() -> RpcModule<()> {
	let mut module = RpcModule::new(());
	module.merge(AssetsApiServer::into_rpc(Example::new())).unwrap();
	module.merge(DevicesApiServer::into_rpc(Example::new())).unwrap();
	module.merge(TelemetryApiServer::into_rpc(Example::new())).unwrap();
	module
}

/// What the module answers: the result, or the code of the error.
async fn ask(module: &RpcModule<()>, method: &str, params: &Value) -> Result<Value, i64> {
	let request = json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params });
	let (answer, _) = module.raw_json_request(&request.to_string(), 1).await.unwrap();
	let answer: Value = serde_json::from_str(&answer).unwrap();
	match answer.get("result") {
		Some(result) => Ok(result.clone()),
		None => Err(answer["error"]["code"].as_i64().unwrap()),
	}
}

async fn document() -> Value {
	let module = module();
	let mut schemas = Schemas::new();
	let mut shown = Vec::new();
	for method in methods(&mut schemas) {
		let Method { name, summary, description, params, result, errors } = method;
		let given = params.iter().filter_map(|param| Some((param.name, param.example.clone()?)));
		let example: Vec<_> =
			given.map(|(name, value)| json!({ "name": name, "value": value })).collect();
		let by_place: Vec<_> = example.iter().map(|param| param["value"].clone()).collect();
		let answer = match name {
			"telemetry_subscribeObservations" => json!(SUBSCRIPTION),
			"telemetry_unsubscribeObservations" => json!(true),
			_ => ask(&module, name, &json!(by_place)).await.unwrap(),
		};
		let params: Vec<_> = params
			.into_iter()
			.map(|Param { name, description, required, schema, .. }| {
				json!({
					"name": name, "description": description, "required": required, "schema": schema,
				})
			})
			.collect();
		let errors: Vec<_> = errors
			.iter()
			.map(|error| json!({ "$ref": format!("#/components/errors/{error}") }))
			.collect();
		let mut entry = json!({
			"name": name,
			"summary": summary,
			"description": description,
			"paramStructure": "either",
			"params": params,
			"result": { "name": result.0, "schema": result.1 },
			"errors": errors,
			"examples": [{
				"name": name.split_once('_').unwrap().1,
				"params": example,
				"result": { "name": "result", "value": answer },
			}],
		});
		if name == "telemetry_subscribeObservations" {
			let notified = schemas.of::<Observed>();
			entry["x-notification"] =
				json!({ "method": "telemetry_observation", "result": notified });
			entry["x-unsubscribe"] = json!("telemetry_unsubscribeObservations");
		}
		shown.push(entry);
	}
	let errors: Map<_, _> = CODES
		.iter()
		.map(|code| (code.name.to_owned(), json!({ "code": code.code, "message": code.text })))
		.collect();
	json!({
		"openrpc": "1.3.2",
		"info": {
			"title": "Tallystick",
			"version": env!("CARGO_PKG_VERSION"),
			"description": "The methods of our own that a Tallystick node has beside the SDK's. \
				docs/rpc.md shows how to use them.",
			"license": { "name": "Apache-2.0" },
		},
		"servers": [{ "name": "development node", "url": "http://127.0.0.1:9944" }],
		"methods": shown,
		"components": { "schemas": schemas.0.take_definitions(true), "errors": errors },
	})
}

#[tokio::test]
async fn the_document_is_what_the_methods_say() {
	let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/openrpc.json");
	let document = document().await;
	if std::env::var_os("UPDATE_OPENRPC").is_some() {
		let mut bytes = Vec::new();
		let tabs = PrettyFormatter::with_indent(b"\t");
		document.serialize(&mut Serializer::with_formatter(&mut bytes, tabs)).unwrap();
		bytes.push(b'\n');
		std::fs::write(&path, &bytes).unwrap();
	}
	let kept = std::fs::read_to_string(&path).unwrap();
	assert!(
		serde_json::from_str::<Value>(&kept).unwrap() == document,
		"docs/openrpc.json is out of date; write it with: UPDATE_OPENRPC=1 cargo test -p tallystick-rpc"
	);
}

#[tokio::test]
async fn the_document_has_every_method_and_every_parameter_by_its_name() {
	let module = module();
	let methods = methods(&mut Schemas::new());
	let documented: BTreeSet<_> = methods.iter().map(|method| method.name).collect();
	assert_eq!(documented, module.method_names().collect());

	for Method { name, params, .. } in methods {
		if name.contains("ubscribe") {
			continue;
		}
		let given = params.iter().filter_map(|param| Some((param.name, param.example.clone()?)));
		let by_name: Map<_, _> = given.map(|(name, value)| (name.to_owned(), value)).collect();
		ask(&module, name, &json!(by_name)).await.unwrap_or_else(|code| panic!("{name}: {code}"));
		for (place, param) in params.iter().enumerate() {
			let mut wrong = by_name.clone();
			wrong.insert(param.name.to_owned(), json!({ "no": "parameter is an object" }));
			let answer = ask(&module, name, &json!(wrong)).await;
			assert_eq!(answer, Err(-32602), "{name} has no parameter {}", param.name);
			let mut without = by_name.clone();
			without.remove(param.name);
			let answer = ask(&module, name, &json!(without)).await;
			assert_eq!(answer.is_err(), param.required, "{name}: {} is left out", param.name);
			if param.name == "at" {
				assert_eq!(place, params.len() - 1, "{name}: what follows the block is lost");
				let mut nowhere = by_name.clone();
				nowhere.insert("at".to_owned(), json!(NOWHERE));
				assert_eq!(ask(&module, name, &json!(nowhere)).await, Err(7001), "{name}");
			}
		}
	}
}

#[tokio::test]
async fn proofs_are_checked_and_bounded() {
	let module = module();
	let verify =
		async |bytes: Vec<u8>| ask(&module, "telemetry_verify", &json!([Bytes(bytes)])).await;
	let verdict = verify(Example::new().proof).await.unwrap();
	assert_eq!(verdict["valid"], true);
	let verdict = verify(vec![0; MAX_FILE]).await.unwrap();
	assert_eq!((&verdict["valid"], &verdict["proven"]), (&json!(false), &json!(null)));
	assert_eq!(verify(vec![0; MAX_FILE + 1]).await, Err(7006));
}

#[tokio::test]
async fn a_question_of_too_many_statements_is_refused() {
	let module = module();
	let prove = async |count: usize| {
		let statements = vec![json!({ "block": 1, "leaf": H256([0x66; 32]) }); count];
		ask(&module, "telemetry_proveMany", &json!([statements])).await
	};
	let proofs = prove(MAX_STATEMENTS).await.unwrap();
	assert_eq!(proofs["proofs"].as_array().unwrap().len(), MAX_STATEMENTS);
	assert_eq!(prove(MAX_STATEMENTS + 1).await, Err(7006));
}

/// Whether a value is what the definitions for polkadot.js call it: an object with these fields.
fn is_defined(types: &Value, name: &str, value: &Value) -> Result<(), String> {
	let inner = |outer: &str| name.strip_prefix(outer)?.strip_suffix('>');
	if let Some(inner) = inner("Option<") {
		return if value.is_null() { Ok(()) } else { is_defined(types, inner, value) };
	}
	if let Some(inner) = inner("Vec<") {
		let items = value.as_array().ok_or(format!("{value} is not a list"))?;
		return items.iter().try_for_each(|item| is_defined(types, inner, item));
	}
	match (types.get(name), value) {
		(None, Value::Object(_)) if name != "Json" => Err(format!("{name} is not defined")),
		(None, _) => Ok(()),
		(Some(definition), _) if definition.get("_enum").is_some() => Ok(()),
		(Some(definition), value) => {
			let fields = |object: &Value| {
				object.as_object().map(|object| object.keys().cloned().collect::<BTreeSet<_>>())
			};
			if fields(definition) != fields(value) {
				return Err(format!("{name} is {definition}, and the answer {value}"));
			}
			let Value::Object(definition) = definition else { return Ok(()) };
			definition
				.iter()
				.try_for_each(|(field, ty)| is_defined(types, ty.as_str().unwrap(), &value[field]))
		},
	}
}

#[tokio::test]
async fn the_definitions_for_polkadot_js_have_the_fields_of_every_answer() {
	let definitions: Value =
		serde_json::from_str(include_str!("../../../docs/polkadot-js.json")).unwrap();
	let document = document().await;
	for method in document["methods"].as_array().unwrap() {
		let name = method["name"].as_str().unwrap();
		let (section, own) = name.split_once('_').unwrap();
		if own.contains("ubscribe") {
			continue;
		}
		let ty = definitions["rpc"][section][own]["type"].as_str();
		let ty = ty.unwrap_or_else(|| panic!("{name} is not in polkadot-js.json"));
		let answer = &method["examples"][0]["result"]["value"];
		is_defined(&definitions["types"], ty, answer).unwrap_or_else(|why| panic!("{name}: {why}"));
	}
	let observed = Observed {
		block: H256([1; 32]),
		number: 1,
		stream: StreamId { device: device(), channel: 0 },
		observation: observation(),
	};
	is_defined(&definitions["types"], "TallyObserved", &json!(observed)).unwrap();
}
