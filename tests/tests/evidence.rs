//! What devices said is provable by anyone, and neither forgers nor history slow the chain.
//!
//! | Variable | Meaning |
//! | --- | --- |
//! | `TALLYSTICK_PYTHON` | an interpreter with the packages of `tests/proofs/requirements.txt` |
//! | `TALLYSTICK_PROOFS` | how many proofs both implementations verify, default 10000 |
//! | `TALLYSTICK_MUTATED` | of how many of them every single bit is flipped, default 2 |
//! | `TALLYSTICK_FLOOD_SECONDS` | how long the chain is flooded, default 10 |

use anyhow::{bail, ensure, Context, Result};
use codec::Encode;
use serde_json::{json, Value};
use std::{
	collections::BTreeMap,
	io::Write,
	path::Path,
	process::{Command, Stdio},
	time::{Duration, Instant},
};
use subxt::{
	rpcs::{rpc_params, Error as RpcError},
	utils::H256,
};
use subxt_signer::sr25519::Keypair;
use tallystick_evidence::{Native, Proof, Scheme, Statement, Trusted};
use tallystick_tests::{
	account, account_value, anchor, authorize_gateway, call, define_model, env_number, general,
	genesis, genesis_mut, hex, median, pair, percentile, wait_until, Anchored, Client, Included,
	Network, PaceWatch, RawCall, Rng, Rpc, Signed, TestDevice, Way, SLOT,
};

const CHANNELS: u16 = 2;

/// A device of each scheme.
const SCHEMES: [Scheme; 3] = [Scheme::Ed25519, Scheme::P256, Scheme::Secp256k1];

/// Alice owns the devices; her organisation's gateway has no balance.
struct Scene {
	client: Client,
	owner: Keypair,
	gateway: Keypair,
	devices: Vec<TestDevice>,
}

impl Scene {
	async fn set(client: Client) -> Result<Self> {
		let genesis = genesis(client.rpc()).await?;
		let owner = pair("//Alice");
		let gateway = pair("//Evidence//gateway");
		let mut devices = Vec::new();
		for (seed, scheme) in SCHEMES.into_iter().enumerate() {
			devices.push(TestDevice::new(seed as u8 + 1, scheme, genesis)?);
		}
		let scene = Self { client, owner, gateway, devices };
		scene.by_owner(&define_model(CHANNELS)).await?.event("DeviceRegistry", "ModelDefined")?;
		for device in &scene.devices {
			let register = device.register(&scene.owner, 0)?;
			scene.by_owner(&register).await?.event("DeviceRegistry", "Registered")?;
		}
		scene.add_gateway(&scene.gateway).await?;
		Ok(scene)
	}

	async fn add_gateway(&self, gateway: &Keypair) -> Result<()> {
		let add = call("Consortium", "add_member", [account_value(gateway)]);
		self.client.submit(&add, &self.owner).await?;
		self.by_owner(&authorize_gateway(gateway)).await?;
		Ok(())
	}

	async fn by_owner(&self, call: &RawCall) -> Result<Included> {
		self.client.submit(call, &self.owner).await
	}

	fn rpc(&self) -> &Rpc {
		self.client.rpc()
	}
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs TALLYSTICK_PYTHON, which scripts/test.sh sets"]
async fn honest_data_is_proven_and_verified_by_two_implementations() -> Result<()> {
	let python = std::env::var("TALLYSTICK_PYTHON").context("TALLYSTICK_PYTHON is not set")?;
	let wanted = env_number("TALLYSTICK_PROOFS", 10_000) as usize;
	let mutated = env_number("TALLYSTICK_MUTATED", 2) as usize;
	Network::dev()
		.run(async |network| {
			let node = network.node("dev")?;
			node.rpc()?.wait_finalized(1, 10 * SLOT).await?;
			let mut scene = Scene::set(node.client().await?).await?;

			let (mut batches, mut length) = (Vec::new(), 0);
			for number in 0..6 {
				let mut segments = Vec::new();
				for round in 0..12u32 {
					for device in &mut scene.devices {
						segments.push(device.segment(CHANNELS, 1 + (round * 37) % 120)?);
					}
				}
				let batch = Anchored::new(number, segments)?;
				let call = anchor(number, &batch.sealed.batch);
				length = scene.client.sign(&call, &scene.gateway).await?.len();
				batch.submit(&scene.client, &scene.gateway).await?;
				batches.push(batch);
			}
			let next: u64 = scene
				.rpc()
				.request("telemetry_nextBatch", rpc_params![account(&scene.gateway)])
				.await?;
			ensure!(next == 6, "the chain has {next} batches");
			let mut ways = Vec::new();
			for batch in &batches {
				ways.push(Way::of_batch(scene.rpc(), &scene.gateway, batch.number).await?);
			}

			let mut rng = Rng::new(7);
			let mut proofs = Vec::with_capacity(wanted);
			while proofs.len() < wanted {
				let at = rng.below(batches.len() as u64) as usize;
				let segment = rng.below(batches[at].segments.len() as u64) as usize;
				let header = batches[at].segments[segment].leaf.header;
				let device = &scene.devices[segment % SCHEMES.len()];
				let index = rng.below(u64::from(header.count) / u64::from(CHANNELS)) as u32;
				let channel = rng.below(CHANNELS.into()) as u16;
				let proof = batches[at].proof(device, &ways[at], segment, channel, index)?;
				proofs.push((proof, ways[at].trusted));
			}

			let since = Instant::now();
			for (proof, block) in &proofs {
				let trusted = Trusted { genesis: proof.genesis, block: block.0 };
				let file = proof.to_file();
				let read = Proof::from_file(&file)?;
				let proven = read.verify::<Native>(&trusted)?;
				ensure!(
					proven.value == proof.reading.leaf.reading.value,
					"another value is proven"
				);
			}
			let rust = since.elapsed();

			let (first, block) = (&proofs[0].0, proofs[0].1);
			let verdict: Value =
				scene.rpc().request("telemetry_verify", rpc_params![hex(&first.to_file())]).await?;
			ensure!(verdict["valid"] == true, "the node does not verify: {verdict}");
			let mut altered = first.clone();
			altered.reading.leaf.reading.value += 1;
			let verdict: Value = scene
				.rpc()
				.request("telemetry_verify", rpc_params![hex(&altered.to_file())])
				.await?;
			ensure!(verdict["valid"] == false, "the node verifies an altered reading");

			let lines: Vec<_> = proofs
				.iter()
				.map(|(proof, block)| {
					json!({
						"proof": hex(&proof.to_file()),
						"genesis": hex(&proof.genesis),
						"block": hex(&block.0),
					})
					.to_string()
				})
				.collect();
			let since = Instant::now();
			let verdicts = bulk(&python, &["verify.py", "--bulk", "-"], &lines)?;
			let other = since.elapsed();
			ensure!(verdicts.len() == proofs.len(), "{} verdicts", verdicts.len());
			for (verdict, (proof, _)) in verdicts.iter().zip(&proofs) {
				ensure!(verdict["ok"] == true, "the second implementation refuses: {verdict}");
				let value = proof.reading.leaf.reading.value;
				ensure!(verdict["value"] == value, "it reads {verdict} for {value}");
			}

			// The shortest first: a flipped bit is as wrong in a long file.
			proofs.sort_by_key(|(proof, _)| proof.encoded_size());
			let mut flipped = 0u64;
			for (proof, block) in proofs.iter().take(mutated) {
				flipped += refuses_every_flip(proof, *block)?;
			}
			let mut lines = Vec::new();
			for (proof, block) in proofs.iter().take(mutated) {
				lines.push(
					json!({
						"proof": hex(&proof.to_file()),
						"genesis": hex(&proof.genesis),
						"block": hex(&block.0),
					})
					.to_string(),
				);
			}
			let verdicts = bulk(&python, &["flip.py"], &lines)?;
			let theirs: u64 = verdicts.iter().filter_map(|line| line["flipped"].as_u64()).sum();
			let taken: u64 = verdicts.iter().filter_map(|line| line["accepted"].as_u64()).sum();
			ensure!(theirs == flipped, "the second implementation flipped {theirs} of {flipped}");
			ensure!(taken == 0, "the second implementation takes {taken} flipped files");

			let sizes: Vec<_> = proofs.iter().map(|(proof, _)| proof.to_file().len()).collect();
			println!(
				"evidence: {wanted} proofs of {} to {} bytes up to block {block:?} verify: {:.0?} each \
				 in Rust, {:.0?} each in Python; all {flipped} single-bit mutations of {mutated} \
				 refused by both; a batch takes {length} bytes on the chain",
				sizes.iter().min().unwrap_or(&0),
				sizes.iter().max().unwrap_or(&0),
				rust / wanted as u32,
				other / wanted as u32,
			);
			Ok(())
		})
		.await
}

/// Has the other implementation work on lines of JSON, and returns its lines.
fn bulk(python: &str, args: &[&str], lines: &[String]) -> Result<Vec<Value>> {
	let mut child = Command::new(python)
		.args(args)
		.current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("proofs"))
		.stdin(Stdio::piped())
		.stdout(Stdio::piped())
		.spawn()
		.context("the Python verifier does not start")?;
	let mut input = child.stdin.take().context("no standard input")?;
	let text = lines.join("\n");
	let writer = std::thread::spawn(move || input.write_all(text.as_bytes()));
	let output = child.wait_with_output()?;
	writer.join().map_err(|_| anyhow::anyhow!("the writer ended badly"))??;
	ensure!(output.status.success(), "the Python verifier ended with {}", output.status);
	String::from_utf8(output.stdout)?.lines().map(|line| Ok(serde_json::from_str(line)?)).collect()
}

fn refuses_every_flip(proof: &Proof, block: H256) -> Result<u64> {
	let trusted = Trusted { genesis: proof.genesis, block: block.0 };
	let mut file = proof.to_file();
	let bits = file.len() * 8;
	for bit in 0..bits {
		file[bit / 8] ^= 1 << (bit % 8);
		if let Ok(read) = Proof::from_file(&file) {
			ensure!(read.verify::<Native>(&trusted).is_err(), "bit {bit} can be flipped");
		}
		file[bit / 8] ^= 1 << (bit % 8);
	}
	Ok(bits as u64)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_device_speaks_for_itself() -> Result<()> {
	Network::dev()
		.run(async |network| {
			let node = network.node("dev")?;
			node.rpc()?.wait_finalized(1, 10 * SLOT).await?;
			let mut scene = Scene::set(node.client().await?).await?;
			for device in &scene.devices {
				for channel in 0..CHANNELS {
					let watch = RawCall::new("Telemetry", "watch", &(device.id, channel));
					scene.by_owner(&watch).await?.event("Telemetry", "Watched")?;
				}
			}
			let mut told = scene
				.rpc()
				.client()
				.subscribe::<Value>(
					"telemetry_subscribeObservations",
					rpc_params![Vec::from([hex(&scene.devices[1].id.0)])],
					"telemetry_unsubscribeObservations",
				)
				.await?;

			for at in 0..scene.devices.len() {
				let first = scene.devices[at].segment(CHANNELS, 30)?;
				let mut forged = first.clone();
				forged.leaf.signature.as_mut().context("not signed")?.0[40] ^= 1;
				refused(&scene, &forged, 141).await?;
				let mut altered = first.clone();
				altered.leaf.header.end += 1;
				refused(&scene, &altered, 141).await?;

				scene.rpc().submit(&observe(&scene, &first, 0).await?).await?;
				let device = scene.devices[at].id;
				let latest = wait_until("the observation", 10 * SLOT, async || {
					let params = rpc_params![hex(&device.0), 1];
					let latest: Value = scene.rpc().request("telemetry_latest", params).await?;
					Ok((!latest.is_null()).then_some(latest))
				})
				.await?;
				ensure!(latest["summary"]["count"] == 30, "it says {latest}");
				refused(&scene, &first, 137).await?;

				// The next but one: a gap of one segment is a fact, not a refusal.
				let lost = scene.devices[at].segment(CHANNELS, 10)?;
				let third = scene.devices[at].segment(CHANNELS, 10)?;
				scene.rpc().submit(&observe(&scene, &third, 0).await?).await?;
				wait_until("the gap", 10 * SLOT, async || {
					let params = rpc_params![hex(&device.0), 0];
					let latest: Value = scene.rpc().request("telemetry_latest", params).await?;
					let facts = latest["facts"].as_array().context("no facts")?;
					Ok(facts.contains(&"gap".into()).then_some(()))
				})
				.await?;
				refused(&scene, &lost, 137).await?;
			}
			let observed = tokio::time::timeout(20 * SLOT, told.next())
				.await
				.context("nothing was told")?
				.context("the subscription ended")??;
			ensure!(observed["device"] == hex(&scene.devices[1].id.0), "told of {observed}");

			let device = scene.devices[0].id;
			let since: Option<u64> = None;
			scene.by_owner(&RawCall::new("DeviceRegistry", "revoke", &(device, since))).await?;
			let late = scene.devices[0].segment(CHANNELS, 5)?;
			refused(&scene, &late, 134).await?;
			println!(
				"evidence: {} devices observed without an account or a gateway; forged, altered, \
				 replayed and revoked ones refused by the pool",
				SCHEMES.len()
			);
			Ok(())
		})
		.await
}

/// The transaction of a device, which has no account.
async fn observe(scene: &Scene, signed: &Signed, nonce: u8) -> Result<Vec<u8>> {
	let observed = RawArgs(TestDevice::observed(signed)?);
	let call = scene.client.encode(&RawCall::new("Telemetry", "observe", &observed)).await?;
	Ok(general(&call, nonce))
}

/// Bytes that are encoded already.
struct RawArgs(Vec<u8>);

impl Encode for RawArgs {
	fn encode_to<O: codec::Output + ?Sized>(&self, out: &mut O) {
		out.write(&self.0);
	}
}

async fn refused(scene: &Scene, signed: &Signed, reason: u8) -> Result<()> {
	// Not the transaction that the pool knows: the same call in another one.
	match scene.rpc().submit(&observe(scene, signed, 1).await?).await {
		Err(RpcError::User(error)) => {
			let data = error.data.map(|data| data.to_string()).unwrap_or_default();
			ensure!(
				data.contains(&format!("Custom error: {reason}")),
				"expected reason {reason}, got {} {data}",
				error.message
			);
			Ok(())
		},
		Ok(_) => bail!("the pool takes what it must refuse as {reason}"),
		Err(error) => Err(error.into()),
	}
}

#[tokio::test(flavor = "multi_thread")]
async fn forged_transactions_do_not_slow_the_chain() -> Result<()> {
	let duration = Duration::from_secs(env_number("TALLYSTICK_FLOOD_SECONDS", 10));
	Network::dev()
		.run(async |network| {
			let node = network.node("dev")?;
			node.rpc()?.wait_finalized(1, 10 * SLOT).await?;
			let mut scene = Scene::set(node.client().await?).await?;
			for device in &scene.devices {
				let watch = RawCall::new("Telemetry", "watch", &(device.id, 0u16));
				scene.by_owner(&watch).await?;
			}
			// Right in everything but the signature, so that each costs its check: Ed25519, and
			// P-256, which the runtime checks itself.
			let mut templates = Vec::new();
			for at in 0..scene.devices.len() {
				let signed = scene.devices[at].segment(1, 1)?;
				templates.push(observe(&scene, &signed, 0).await?);
			}
			let watch = PaceWatch::start(scene.rpc()).await?;
			let end = tokio::time::Instant::now() + duration;
			let mut workers = tokio::task::JoinSet::new();
			for seed in 0..8 {
				let (templates, port) = (templates.clone(), node.ports().rpc);
				workers.spawn(async move {
					let rpc = Rpc::connect(port).await?;
					let (mut rng, mut sent, mut refused) = (Rng::new(seed), 0u64, 0u64);
					while tokio::time::Instant::now() < end {
						let template = rng.below(templates.len() as u64) as usize;
						let mut forged = templates[template].clone();
						let at = signature_at(&forged);
						forged[at..at + 8].copy_from_slice(&rng.next_u64().to_le_bytes());
						sent += 1;
						refused += u64::from(rpc.submit(&forged).await.is_err());
					}
					anyhow::Ok((sent, refused))
				});
			}
			let (mut sent, mut refused) = (0, 0);
			while let Some(done) = workers.join_next().await {
				let (more_sent, more_refused) = done??;
				sent += more_sent;
				refused += more_refused;
			}
			let best = scene.rpc().best_number().await?;
			scene.rpc().wait_finalized(best + 2, 10 * SLOT).await?;
			let pace = watch.finish().await?;
			ensure!(sent > 0 && sent == refused, "{} forged ones were taken", sent - refused);
			let p99 = percentile(&pace.intervals, 99);
			println!(
				"evidence: {sent} forged transactions in {duration:?}, all refused; block interval \
				 median {:.2?}, p99 {p99:.2?}",
				median(&pace.intervals),
			);
			ensure!(p99 <= SLOT * 3 / 2, "blocks came {p99:?} apart");
			Ok(())
		})
		.await
}

/// Where a transaction's signature begins, behind the header of the segment.
fn signature_at(transaction: &[u8]) -> usize {
	// The length; version, extensions and the call's index; the header in SCALE.
	let prefix = match transaction[0] & 0b11 {
		0 => 1,
		1 => 2,
		_ => 4,
	};
	prefix + 6 + 2 + 133
}

const RETENTION: u64 = 8;

#[tokio::test(flavor = "multi_thread")]
async fn state_does_not_grow_with_history() -> Result<()> {
	Network::dev()
		.arg("--seal")
		.arg("manual")
		.patch_spec(|spec| {
			genesis_mut(spec)?["telemetry"] = json!({
				"settings": { "retention": RETENTION, "maxSkew": 60_000, "lateAfter": 900_000 }
			});
			Ok(())
		})
		.run(async |network| {
			let node = network.node("dev")?;
			let rpc = node.rpc()?.clone();
			let sealer = tokio::spawn(async move {
				loop {
					rpc.seal().await?;
					tokio::time::sleep(SLOT / 10).await;
				}
				#[allow(unreachable_code)]
				anyhow::Ok(())
			});
			let mut scene = Scene::set(node.client().await?).await?;
			sealer.abort();
			let mut first = None;
			let (mut early, mut late) = (BTreeMap::new(), BTreeMap::new());
			for number in 0..10 * 3 * RETENTION {
				let signed = scene.devices[0].segment(1, 4)?;
				let batch = Anchored::new(number, vec![signed])?;
				let call = anchor(number, &batch.sealed.batch);
				let included = scene.client.submit_sealed(&call, &scene.gateway).await?;
				included.event("Telemetry", "Anchored")?;
				if number == 0 {
					first = Some((batch, included.number));
				}
				if number == 3 * RETENTION - 1 {
					early = state_size(&scene.client).await?;
				}
				if number == 30 * RETENTION - 1 {
					late = state_size(&scene.client).await?;
				}
			}
			let (batch, block) = first.context("no batch")?;
			let (small, large) = (early.values().sum::<usize>(), late.values().sum::<usize>());
			ensure!(
				large <= small + small / 20,
				"the state grew from {small} to {large} bytes: {early:?} {late:?}"
			);
			let statement = Statement {
				gateway: account(&scene.gateway).0,
				number: 0,
				batch: batch.sealed.batch,
			};
			let gone: Value = scene
				.rpc()
				.request("telemetry_batch", rpc_params![account(&scene.gateway), 0])
				.await?;
			ensure!(gone.is_null(), "the record of the first batch is still there");
			let leaf = hex(&statement.leaf::<Native>());
			let way = Way::of_statement(scene.rpc(), statement, block, &leaf).await?;
			let proof = batch.proof(&scene.devices[0], &way, 0, 0, 2)?;
			let trusted = Trusted { genesis: proof.genesis, block: way.trusted.0 };
			proof.verify::<Native>(&trusted)?;
			println!(
				"evidence: {small} bytes of state after {} batches, {large} after {}; the first \
				 batch's reading still proves",
				3 * RETENTION,
				30 * RETENTION,
			);
			Ok(())
		})
		.await
}

/// The bytes of all keys and values of the state at the best block, by the first half of the key's
/// prefix: the pallet. Left out are the code, and what is a ring that a young chain has not filled
/// yet: the hashes of blocks, and the history of sessions.
async fn state_size(client: &Client) -> Result<BTreeMap<String, usize>> {
	let at = client.rpc().block_hash(None).await?;
	let mut rings = vec![hex(b":code")];
	for (pallet, entry) in [("System", "BlockHash"), ("Historical", "HistoricalSessions")] {
		rings.push(hex(&client.storage_prefix(pallet, entry).await?));
	}
	let pairs: Vec<(String, String)> =
		client.rpc().request("state_getPairs", rpc_params!["0x", at]).await?;
	let mut sizes = BTreeMap::new();
	for (key, value) in pairs {
		if !rings.iter().any(|ring| key.starts_with(ring.as_str())) {
			let pallet = key.get(..34).unwrap_or(&key).to_owned();
			*sizes.entry(pallet).or_default() += (key.len() + value.len()) / 2 - 2;
		}
	}
	Ok(sizes)
}

#[tokio::test(flavor = "multi_thread")]
async fn old_and_new_keys_prove() -> Result<()> {
	use tallystick_evidence::{
		message::Rotation,
		proof::{BlockProof, KeyChange, KeyProof},
		KeyRecord, Message, Purpose, SecretKey,
	};
	Network::dev()
		.arg("--seal")
		.arg("manual")
		.run(async |network| {
			let node = network.node("dev")?;
			let rpc = node.rpc()?.clone();
			let sealer = tokio::spawn({
				let rpc = rpc.clone();
				async move {
					while rpc.seal().await.is_ok() {
						tokio::time::sleep(Duration::from_millis(5)).await;
					}
				}
			});
			let mut scene = Scene::set(node.client().await?).await?;
			let before = Anchored::new(0, vec![scene.devices[0].segment(1, 8)?])?;
			before.submit(&scene.client, &scene.gateway).await?;

			// A device may replace its key after an hour.
			rpc.wait_finalized(1_850, Duration::from_secs(110)).await?;
			let chain_time = async || -> Result<u64> {
				let time: Option<u64> = scene.client.storage("Timestamp", "Now", vec![]).await?;
				time.context("no time")
			};
			let (device, old) = (scene.devices[0].id, scene.devices[0].secret.clone());
			let new = SecretKey::from_seed(Scheme::P256, [201; 32]).context("no key")?;
			let rotation =
				Rotation { key: new.public(), epoch: 1, expires: chain_time().await? + 600_000 };
			let genesis = scene.devices[0].genesis;
			let sign = |secret: &SecretKey, purpose| {
				rotation.with_bytes(|payload| {
					let scheme = secret.public().scheme();
					Message::new(purpose, &genesis, &device, scheme, payload)
						.map(|message| secret.sign(&message))
				})
			};
			let signed_old = sign(&old, Purpose::Rotate).context("too long")?;
			let signed_new = sign(&new, Purpose::Adopt).context("too long")?;
			let args = (device, rotation.key, 1u32, rotation.expires, signed_old, signed_new);
			let call = RawCall::new("DeviceRegistry", "rotate_key", &args);
			let transaction = general(&scene.client.encode(&call).await?, 0);
			let included = scene
				.client
				.submit_signed(&transaction, tallystick_tests::Inclusion::InBlock)
				.await?;
			included.event("DeviceRegistry", "KeyRotated")?;

			scene.devices[0].secret = new.clone();
			scene.devices[0].key_epoch = 1;
			let after = Anchored::new(1, vec![scene.devices[0].segment(1, 8)?])?;
			after.submit(&scene.client, &scene.gateway).await?;

			let found: Value = rpc.request("devices_get", rpc_params![hex(&device.0)]).await?;
			let since = found["keySince"].as_u64().context("no keySince")?;
			let record = KeyRecord { device, epoch: 1, key: new.public(), since };
			let leaf = hex(&record.leaf::<Native>());
			// Both ways have to end at one header: ask until no block came in between.
			let (way, change) = wait_until("one header", Duration::from_secs(30), async || {
				let way = Way::of_batch(&rpc, &scene.gateway, 1).await?;
				let answer: Value = rpc
					.request("telemetry_proveStatement", rpc_params![included.number, &leaf])
					.await?;
				let block: H256 = serde_json::from_value(answer["block"].clone())?;
				let proof = tallystick_tests::unhex(answer["proof"].as_str().context("no proof")?)?;
				let change = <BlockProof as codec::Decode>::decode(&mut &proof[..])?;
				Ok((block == way.trusted).then_some((way, change)))
			})
			.await?;
			sealer.abort();

			let trusted = Trusted { genesis, block: way.trusted.0 };
			let mut proof = after.proof(&scene.devices[0], &way, 0, 0, 3)?;
			let unproven = proof.verify::<Native>(&trusted);
			ensure!(unproven.is_err(), "a key is believed without its record");
			proof.key = Some(KeyProof {
				key: new.public(),
				change: Some(KeyChange { since, block: change }),
			});
			ensure!(proof.verify::<Native>(&trusted)?.key_epoch == 1, "another epoch is proven");

			let way = Way::of_batch(&rpc, &scene.gateway, 0).await?;
			let mut proof = before.proof(&scene.devices[0], &way, 0, 0, 3)?;
			proof.key = Some(KeyProof { key: old.public(), change: None });
			let trusted = Trusted { genesis, block: way.trusted.0 };
			ensure!(proof.verify::<Native>(&trusted)?.key_epoch == 0, "another epoch is proven");
			println!(
				"evidence: a key replaced by the device in block {}; readings of both keys prove, the \
				 new one's in {} bytes",
				included.number,
				proof.to_file().len()
			);
			Ok(())
		})
		.await
}
