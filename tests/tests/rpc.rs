//! The documents on the node's own methods say what the node does: `docs/openrpc.json`, which
//! `node/rpc` makes from the methods, and `docs/polkadot-js.json` name its methods, and whatever is
//! asked, the answer is short, or an error with one of the documented codes.

use anyhow::{bail, ensure, Context, Result};
use serde_json::{json, Value};
use std::{
	collections::{BTreeMap, BTreeSet},
	fs,
	path::Path,
	time::Duration,
};
use subxt::rpcs::{client::RpcParams, Error, RpcClient};
use tallystick_client::{rpc_params, Rpc, RpcError};
use tallystick_tests::{signer, wait_finalized, wait_until, Network, SLOT};
use tokio::time::timeout;

/// The methods of our own begin with these.
const NAMESPACES: [&str; 3] = ["assets_", "devices_", "telemetry_"];

/// What JSON-RPC itself answers to parameters of a wrong type or number.
const INVALID_PARAMS: i64 = -32602;

const UNKNOWN_BLOCK: i64 = 7001;
const NOT_FOUND: i64 = 7003;
const NOT_FINAL: i64 = 7004;
const TOO_LARGE: i64 = 7006;
const INTERNAL: i64 = 7007;

/// Until a hostile question must be answered.
const PATIENCE: Duration = Duration::from_secs(10);

/// Longer than any answer to a hostile question, in bytes of JSON.
const LONGEST: usize = 64 << 10;

/// The longest proof file, in bytes.
const LONGEST_PROOF: usize = 64 << 10;

/// Most devices in the filter of a subscription.
const LONGEST_FILTER: usize = 256;

/// What nobody registered, and no block's hash.
const NOTHING: &str = "0x7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e7e";

#[test]
fn the_documents_agree_with_each_other() -> Result<()> {
	let document = document("docs/openrpc.json")?;
	let methods = Method::all(&document)?;

	let errors = object(&document["components"]["errors"])?.values();
	let codes: Vec<_> = errors.filter_map(|error| error["code"].as_i64()).collect();
	let unique: BTreeSet<_> = codes.iter().copied().collect();
	ensure!(unique.len() == codes.len(), "two errors have one code: {codes:?}");
	ensure_references(&document, &document)?;

	for method in &methods {
		let Method { name, params, required, example, .. } = method;
		ensure!(
			required.windows(2).all(|pair| pair[0] || !pair[1]),
			"{name}: an optional parameter stands before one that is not"
		);
		let needed = required.iter().filter(|needed| **needed).count();
		ensure!(
			(needed..=params.len()).contains(&example.len()),
			"{name}: the example has {} parameters",
			example.len()
		);
	}

	let definitions = definitions()?;
	for method in methods.iter().filter(|method| !method.name.contains("_unsubscribe")) {
		let params = definitions
			.get(&method.name)
			.with_context(|| format!("{} is not in polkadot-js.json", method.name))?;
		let same: Vec<_> = method.params.iter().cloned().zip(method.required.clone()).collect();
		ensure!(*params == same, "{}: {params:?} in polkadot-js.json, not {same:?}", method.name);
	}
	Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_node_keeps_to_its_documents() -> Result<()> {
	let methods = Method::all(&document("docs/openrpc.json")?)?;
	Network::fast()
		.run(async |network| {
			let node = network.node("dev")?;
			let chain = node.chain()?;
			wait_finalized(chain, 3, 20 * SLOT).await?;

			let rpc = chain.rpc();
			ensure_same_methods(rpc, &methods).await?;
			ensure_nothing_is_known_of_strangers(rpc).await?;
			let asked = ensure_hostile_questions_are_answered(rpc, &methods).await?;
			ensure_bounds(rpc).await?;
			ensure_filters_are_bounded(&RpcClient::from_insecure_url(node.url()).await?).await?;
			ensure_ends_are_refused(rpc).await?;

			let best = chain.best().await?.number;
			wait_finalized(chain, best + 2, 20 * SLOT).await?;
			ensure!(!node.log()?.contains("panicked"), "the node panicked");
			println!(
				"rpc: {} methods as documented; {asked} hostile questions answered with a result or a \
				 typed error",
				methods.len()
			);
			Ok(())
		})
		.await
}

/// What the document says of a method.
struct Method {
	name: String,
	params: Vec<String>,
	/// Whether each parameter must be there.
	required: Vec<bool>,
	/// The parameters of the example.
	example: Vec<Value>,
	/// The codes of its errors.
	codes: Vec<i64>,
}

impl Method {
	fn all(document: &Value) -> Result<Vec<Self>> {
		array(&document["methods"])?.iter().map(|method| Self::new(document, method)).collect()
	}

	fn new(document: &Value, method: &Value) -> Result<Self> {
		let name = text(&method["name"])?;
		let params = array(&method["params"])?;
		let example = array(&method["examples"][0]["params"])
			.with_context(|| format!("{name} has no example"))?;
		let codes = array(&method["errors"])?
			.iter()
			.map(|error| {
				let found = resolve(document, &text(&error["$ref"])?)?;
				found["code"].as_i64().context("an error without a code")
			})
			.collect::<Result<_>>()?;
		Ok(Self {
			params: params.iter().map(|param| text(&param["name"])).collect::<Result<_>>()?,
			required: params.iter().map(|param| param["required"] == true).collect(),
			example: example.iter().map(|param| param["value"].clone()).collect(),
			codes,
			name,
		})
	}

	/// Whether it answers once, and is not about a subscription.
	fn is_plain(&self) -> bool {
		!self.name.contains("ubscribe")
	}

	fn allows(&self, code: i64) -> bool {
		code == INVALID_PARAMS || (self.codes.contains(&code) && code != INTERNAL)
	}
}

/// Names and necessity of the parameters of every method in the definitions for polkadot.js, by the
/// method's full name.
fn definitions() -> Result<BTreeMap<String, Vec<(String, bool)>>> {
	let document = document("docs/polkadot-js.json")?;
	let mut all = BTreeMap::new();
	for (section, methods) in object(&document["rpc"])? {
		for (name, definition) in object(methods)? {
			let params = array(&definition["params"])?
				.iter()
				.map(|param| Ok((text(&param["name"])?, param["isOptional"] != true)))
				.collect::<Result<_>>()?;
			all.insert(format!("{section}_{name}"), params);
		}
	}
	Ok(all)
}

/// The node has every method of the documents, and they have every one of the node's own.
async fn ensure_same_methods(rpc: &Rpc, methods: &[Method]) -> Result<()> {
	let answer: Value = rpc.request("rpc_methods", rpc_params![]).await?;
	let of_node: BTreeSet<String> = array(&answer["methods"])?
		.iter()
		.map(text)
		.collect::<Result<Vec<_>>>()?
		.into_iter()
		.filter(|name| NAMESPACES.iter().any(|own| name.starts_with(own)))
		.collect();
	let of_document: BTreeSet<_> = methods.iter().map(|method| method.name.clone()).collect();
	ensure!(
		of_node == of_document,
		"only one of node and openrpc.json has {:?}",
		of_node.symmetric_difference(&of_document).collect::<Vec<_>>()
	);

	let mut of_definitions: BTreeSet<_> = definitions()?.into_keys().collect();
	of_definitions.extend(pubsub()?);
	ensure!(
		of_node == of_definitions,
		"only one of node and polkadot-js.json has {:?}",
		of_node.symmetric_difference(&of_definitions).collect::<Vec<_>>()
	);
	Ok(())
}

/// The methods that begin and end subscriptions, in the definitions for polkadot.js.
fn pubsub() -> Result<Vec<String>> {
	let document = document("docs/polkadot-js.json")?;
	let mut all = Vec::new();
	for (section, methods) in object(&document["rpc"])? {
		for definition in object(methods)?.values() {
			for name in definition["pubsub"].as_array().into_iter().flatten().skip(1) {
				all.push(format!("{section}_{}", text(name)?));
			}
		}
	}
	Ok(all)
}

async fn ensure_nothing_is_known_of_strangers(rpc: &Rpc) -> Result<()> {
	let stranger = json!(signer("//Nobody//knows").account());
	let page = json!({ "items": [], "next": null });
	let expected = [
		("devices_get", json!([NOTHING]), Value::Null),
		("devices_didDocument", json!([NOTHING]), Value::Null),
		("devices_keyAt", json!([NOTHING, 0]), Value::Null),
		("devices_model", json!([u32::MAX]), Value::Null),
		("devices_lot", json!([u32::MAX]), Value::Null),
		("devices_gateway", json!([NOTHING, stranger]), json!(false)),
		("devices_gateways", json!([NOTHING]), page.clone()),
		("devices_list", json!([stranger]), page),
		("telemetry_nextBatch", json!([stranger]), json!(0)),
		("telemetry_batch", json!([stranger, 0]), Value::Null),
		("telemetry_stream", json!([NOTHING, 0]), Value::Null),
		("telemetry_latest", json!([NOTHING, 0]), Value::Null),
		("telemetry_tail", json!([NOTHING]), Value::Null),
	];
	for (method, params, expected) in expected {
		let answer = ask(rpc, method, array(&params)?).await?;
		ensure!(answer == Answer::Result(expected), "{method}{params}: {answer:?}");
	}
	Ok(())
}

/// Puts what does not belong there in the place of every parameter; returns how often it asked.
async fn ensure_hostile_questions_are_answered(rpc: &Rpc, methods: &[Method]) -> Result<usize> {
	let mut asked = 0;
	for method in methods.iter().filter(|method| method.is_plain()) {
		let mut questions = vec![method.example.clone(), Vec::new()];
		questions
			.push(method.example.iter().cloned().chain((0..100u32).map(Value::from)).collect());
		for place in 0..method.params.len() {
			for value in hostile_values() {
				let mut params = method.example.clone();
				params.resize(params.len().max(place + 1), Value::Null);
				params[place] = value;
				questions.push(params);
			}
		}
		for params in &questions {
			asked += 1;
			match ask(rpc, &method.name, params).await? {
				Answer::Error(code) => {
					ensure!(
						method.allows(code),
						"{} answers {code} to {}",
						method.name,
						brief(params)
					)
				},
				Answer::Result(value) => {
					let len = value.to_string().len();
					ensure!(len <= LONGEST, "{} answers with {len} bytes", method.name);
				},
			}
		}

		let Some(place) = method.params.iter().position(|param| param == "at") else { continue };
		let mut params = method.example.clone();
		params.resize(place, Value::Null);
		params.push(json!(NOTHING));
		expect_error(rpc, &method.name, &params, UNKNOWN_BLOCK).await?;
	}
	Ok(asked)
}

/// What is of the wrong type, too long or out of range for most parameters.
fn hostile_values() -> Vec<Value> {
	vec![
		Value::Null,
		json!(true),
		json!(-1),
		json!(0.5),
		json!(1e300),
		json!(u64::MAX),
		json!(""),
		json!("0x"),
		json!("0xzz"),
		json!("0x00"),
		json!("\u{0}\u{202e}\u{1f47b}"),
		json!([]),
		json!([[[]]]),
		json!({ "id": 1 }),
		json!(vec![0; 1000]),
		json!(format!("0x{}", "f".repeat(1 << 20))),
		// Base58 is decoded in quadratic time.
		json!("z".repeat(1 << 20)),
	]
}

/// The bounds that the document names.
async fn ensure_bounds(rpc: &Rpc) -> Result<()> {
	let alice = json!(signer("//Alice").account());
	for limit in [json!(0), json!(u32::MAX)] {
		match ask(rpc, "devices_list", &[alice.clone(), Value::Null, limit]).await? {
			Answer::Result(page) => ensure!(array(&page["items"])?.len() <= 100, "a long page"),
			Answer::Error(code) => bail!("devices_list answers {code}"),
		}
	}

	let proof = |len: usize| [json!(format!("0x{}", "00".repeat(len)))];
	match ask(rpc, "telemetry_verify", &proof(LONGEST_PROOF)).await? {
		Answer::Result(verdict) => {
			ensure!(verdict["valid"] == false && verdict["proven"].is_null(), "{verdict}");
		},
		Answer::Error(code) => bail!("telemetry_verify answers {code}"),
	}
	expect_error(rpc, "telemetry_verify", &proof(LONGEST_PROOF + 1), TOO_LARGE).await?;
	expect_error(rpc, "telemetry_verify", &proof(1 << 20), TOO_LARGE).await?;

	expect_error(rpc, "assets_history", &[json!(u64::MAX)], NOT_FOUND).await?;
	expect_error(rpc, "assets_history", &[json!(0), json!(NOTHING)], NOT_FOUND).await?;
	let no_stream = [json!(NOTHING), json!(0), json!(0), json!(u64::MAX)];
	expect_error(rpc, "assets_leaves", &no_stream, NOT_FOUND).await?;
	expect_error(rpc, "assets_events", &[json!(u32::MAX)], NOT_FINAL).await?;

	expect_error(rpc, "telemetry_prove", &[alice, json!(u64::MAX)], NOT_FOUND).await?;
	expect_error(rpc, "telemetry_statements", &[json!(u32::MAX)], NOT_FINAL).await?;
	let statements = wait_until("the statements of block 1", Duration::from_secs(20), async || {
		Ok(Some(rpc.request::<Value>("telemetry_statements", rpc_params![1]).await?))
	})
	.await?;
	ensure!(statements["number"] == 1 && statements["leaves"] == json!([]), "{statements}");
	let events: Value = rpc.request("assets_events", rpc_params![1, u32::MAX, u32::MAX]).await?;
	ensure!(events["count"] == 0 && events["events"] == json!([]), "{events}");
	let nothing = json!([{ "block": 1, "leaf": NOTHING }]);
	let many: Value = rpc.request("telemetry_proveMany", rpc_params![nothing]).await?;
	ensure!(many["proofs"] == json!([null]), "{many}");
	let nowhere = [json!(1), json!(NOTHING), json!(NOTHING)];
	expect_error(rpc, "telemetry_proveStatement", &nowhere, UNKNOWN_BLOCK).await?;
	expect_error(rpc, "telemetry_proveStatement", &[json!(1), json!(NOTHING)], NOT_FOUND).await
}

async fn ensure_filters_are_bounded(rpc: &RpcClient) -> Result<()> {
	for len in [LONGEST_FILTER + 1, 1000] {
		let answer = subscribe(rpc, &[filter(len)]).await?;
		ensure!(answer == Some(TOO_LARGE), "a filter of {len} devices: {answer:?}");
	}
	for params in [vec![], vec![Value::Null], vec![json!([])], vec![filter(LONGEST_FILTER)]] {
		let answer = subscribe(rpc, &params).await?;
		ensure!(answer.is_none(), "a subscription was refused with {answer:?}");
	}
	for value in hostile_values() {
		if let Some(code) = subscribe(rpc, &[value]).await? {
			ensure!([INVALID_PARAMS, TOO_LARGE].contains(&code), "a bad filter: {code}");
		}
	}
	Ok(())
}

/// Nobody ends what is not a subscription.
async fn ensure_ends_are_refused(rpc: &Rpc) -> Result<()> {
	for value in hostile_values() {
		match ask(rpc, "telemetry_unsubscribeObservations", &[value]).await? {
			Answer::Result(ended) => {
				ensure!(ended == false, "a subscription ended that never began")
			},
			Answer::Error(code) => ensure!(code == INVALID_PARAMS, "a bad subscription: {code}"),
		}
	}
	Ok(())
}

/// As many devices, each another one.
fn filter(len: usize) -> Value {
	(0..len).map(|number| format!("{number:#066x}")).collect()
}

/// Subscribes to observations and unsubscribes; returns the code if that is refused.
async fn subscribe(rpc: &RpcClient, params: &[Value]) -> Result<Option<i64>> {
	let begun = rpc.subscribe::<Value>(
		"telemetry_subscribeObservations",
		to_params(params)?,
		"telemetry_unsubscribeObservations",
	);
	match begun.await {
		Ok(_) => Ok(None),
		Err(Error::User(error)) => Ok(Some(error.code.into())),
		Err(error) => Err(error.into()),
	}
}

/// What a method answers.
#[derive(Clone, PartialEq, Debug)]
enum Answer {
	Result(Value),
	Error(i64),
}

async fn ask(rpc: &Rpc, method: &str, params: &[Value]) -> Result<Answer> {
	let answer = timeout(PATIENCE, rpc.request(method, to_params(params)?))
		.await
		.with_context(|| format!("{method} takes too long for {}", brief(params)))?;
	match answer {
		Ok(value) => Ok(Answer::Result(value)),
		Err(RpcError::Refused { code, .. }) => Ok(Answer::Error(code.into())),
		Err(error) => Err(error).with_context(|| format!("{method} to {}", brief(params))),
	}
}

async fn expect_error(rpc: &Rpc, method: &str, params: &[Value], code: i64) -> Result<()> {
	let answer = ask(rpc, method, params).await?;
	ensure!(
		answer == Answer::Error(code),
		"{method} to {}: expected {code}, got {answer:?}",
		brief(params)
	);
	Ok(())
}

fn to_params(params: &[Value]) -> Result<RpcParams> {
	let mut all = RpcParams::new();
	for param in params {
		all.push(param)?;
	}
	Ok(all)
}

/// The beginning of some parameters, for a message.
fn brief(params: &[Value]) -> String {
	json!(params).to_string().chars().take(200).collect()
}

fn read(path: &str) -> Result<String> {
	let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
	fs::read_to_string(root.join(path)).with_context(|| path.to_owned())
}

fn document(path: &str) -> Result<Value> {
	serde_json::from_str(&read(path)?).with_context(|| path.to_owned())
}

/// Every reference inside `part` leads somewhere in the document.
fn ensure_references(document: &Value, part: &Value) -> Result<()> {
	match part {
		Value::Object(fields) => {
			if let Some(reference) = fields.get("$ref") {
				resolve(document, &text(reference)?)?;
			}
			fields.values().try_for_each(|field| ensure_references(document, field))
		},
		Value::Array(items) => items.iter().try_for_each(|item| ensure_references(document, item)),
		_ => Ok(()),
	}
}

fn resolve<'a>(document: &'a Value, reference: &str) -> Result<&'a Value> {
	reference
		.strip_prefix('#')
		.and_then(|pointer| document.pointer(pointer))
		.with_context(|| format!("{reference} leads nowhere"))
}

fn text(value: &Value) -> Result<String> {
	Ok(value.as_str().with_context(|| format!("{value} is no text"))?.into())
}

fn array(value: &Value) -> Result<&Vec<Value>> {
	value.as_array().with_context(|| format!("{value} is no array"))
}

fn object(value: &Value) -> Result<&serde_json::Map<String, Value>> {
	value.as_object().with_context(|| format!("{value} is no object"))
}
