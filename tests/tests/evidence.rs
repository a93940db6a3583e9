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
use subxt::{rpcs::RpcClient, utils::H256};
use tallystick_client::{
	device_registry::{calls::RotateKey, events::KeyRotated},
	hexed,
	records::{refusal::SegmentRefusal, Millis},
	rpc_params,
	telemetry::{calls::Observe, events::Observed},
	Call, Chain, Endpoints, Hash, Head, Included, SignedTx, Signer, SubmitError,
};
use tallystick_evidence::{
	proof::{KeyChange, KeyProof},
	KeyRecord, Native, Proof, Scheme, SecretKey, Trusted,
};
use tallystick_tests::{
	add_member, define_model, env_number, genesis_mut, median, observed, percentile,
	proof_of_batch, signer, submit_all, wait_finalized, wait_until, Anchored, Network, PaceWatch,
	Rng, Sealer, Signed, State, TestDevice, SLOT,
};
use tokio::time::timeout;

const CHANNELS: u16 = 2;

/// A device of each scheme.
const SCHEMES: [Scheme; 3] = [Scheme::Ed25519, Scheme::P256, Scheme::Secp256k1];

/// Alice owns the devices; her organisation's gateway has no balance.
struct Scene {
	chain: Chain,
	owner: Signer,
	gateway: Signer,
	devices: Vec<TestDevice>,
}

impl Scene {
	async fn set(chain: &Chain) -> Result<Self> {
		let genesis = chain.genesis().await?;
		let (owner, gateway) = (signer("//Alice"), signer("//Evidence//gateway"));
		let devices =
			(1..).zip(SCHEMES).map(|(seed, scheme)| TestDevice::new(seed, scheme, genesis));
		let devices = devices.collect::<Result<Vec<_>>>()?;
		let scene = Self { chain: chain.clone(), owner, gateway, devices };
		let account = scene.gateway.account();
		add_member(chain, &scene.owner, &scene.gateway).await?;
		let mut calls = vec![define_model(CHANNELS)];
		calls.extend(scene.devices.iter().map(|device| device.register(&scene.owner, 0)));
		calls.push(Call::authorize_gateway(None, &account));
		submit_all(chain, &calls, &scene.owner).await?;
		Ok(scene)
	}

	async fn by_owner(&self, call: impl Into<Call>) -> Result<Included> {
		Ok(self.chain.submit_and_find(&call.into(), &self.owner).await?)
	}

	/// A device's transaction: it has no account.
	async fn observation(&self, signed: &Signed) -> Result<SignedTx> {
		let observe = Observe { observed: observed(signed)? };
		Ok(self.chain.unsigned(&observe.into(), 0).await?)
	}
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs TALLYSTICK_PYTHON, which scripts/test.sh sets"]
async fn honest_data_is_proven_and_verified_by_two_implementations() -> Result<()> {
	let python = std::env::var("TALLYSTICK_PYTHON").context("TALLYSTICK_PYTHON is not set")?;
	let wanted = env_number("TALLYSTICK_PROOFS", 10_000) as usize;
	let mutated = env_number("TALLYSTICK_MUTATED", 2) as usize;
	Network::fast()
		.run(async |network| {
			let node = network.node("dev")?;
			wait_finalized(node.chain()?, 1, 10 * SLOT).await?;
			let mut scene = Scene::set(node.chain()?).await?;

			let (mut batches, mut length) = (Vec::new(), 0);
			for number in 0..6 {
				let mut segments = Vec::new();
				for round in 0..12u32 {
					for device in &mut scene.devices {
						segments.push(device.segment(CHANNELS, 1 + (round * 37) % 120)?);
					}
				}
				let batch = Anchored::new(number, segments)?;
				let (chain, call) = (&scene.chain, batch.anchor());
				length =
					chain.sign(&call, &scene.gateway, 0, &chain.best().await?).await?.bytes.len();
				batch.submit(chain, &scene.gateway).await?;
				batches.push(batch);
			}
			let rpc = scene.chain.rpc();
			let params = rpc_params![scene.gateway.account()];
			let next: u64 = rpc.request("telemetry_nextBatch", params).await?;
			ensure!(next == 6, "the chain has {next} batches");
			let mut paths = Vec::new();
			for batch in &batches {
				paths.push(proof_of_batch(&scene.chain, &scene.gateway, batch.number).await?);
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
				let mut proof = batches[at].proof(device, &paths[at], segment, channel, index)?;
				if proofs.len() % 4 == 0 {
					proof = scene.chain.complete(proof).await?;
				}
				proofs.push((proof, paths[at].head.hash));
			}

			let since = Instant::now();
			for (proof, block) in &proofs {
				let trusted = Trusted { genesis: proof.genesis, block: *block };
				let file = proof.to_file();
				let read = Proof::from_file(&file)?;
				let proven = read.verify::<Native>(&trusted)?;
				ensure!(
					proven.value == proof.reading.leaf.reading.value,
					"another value is proven"
				);
				ensure!(
					proven.registration.is_some() == proof.registration.is_some(),
					"no registration is proven"
				);
			}
			let rust = since.elapsed();

			let (first, block) = (&proofs[0].0, proofs[0].1);
			let file = rpc_params![hexed(&first.to_file())];
			let verdict: Value = rpc.request("telemetry_verify", file).await?;
			ensure!(verdict["valid"] == true, "the node does not verify: {verdict}");
			let mut altered = first.clone();
			altered.reading.leaf.reading.value += 1;
			let file = rpc_params![hexed(&altered.to_file())];
			let verdict: Value = rpc.request("telemetry_verify", file).await?;
			ensure!(verdict["valid"] == false, "the node verifies an altered reading");

			let lines: Vec<_> = proofs.iter().map(line).collect();
			let since = Instant::now();
			let verdicts = bulk(&python, &["verify.py", "--bulk", "-"], &lines)?;
			let other = since.elapsed();
			ensure!(verdicts.len() == proofs.len(), "{} verdicts", verdicts.len());
			for (verdict, (proof, _)) in verdicts.iter().zip(&proofs) {
				ensure!(verdict["ok"] == true, "the second implementation refuses: {verdict}");
				let value = proof.reading.leaf.reading.value;
				ensure!(verdict["value"] == value, "it reads {verdict} for {value}");
				ensure!(
					verdict["registration"].is_object() == proof.registration.is_some(),
					"it reads no registration: {verdict}"
				);
			}

			// The shortest first: a flipped bit is as wrong in a long file.
			proofs.sort_by_key(|(proof, _)| proof.encoded_size());
			let mut flipped = 0u64;
			for (proof, block) in proofs.iter().take(mutated) {
				flipped += refuses_every_flip(proof, *block)?;
			}
			let lines: Vec<_> = proofs.iter().take(mutated).map(line).collect();
			let verdicts = bulk(&python, &["flip.py"], &lines)?;
			let theirs: u64 = verdicts.iter().filter_map(|line| line["flipped"].as_u64()).sum();
			let taken: u64 = verdicts.iter().filter_map(|line| line["accepted"].as_u64()).sum();
			ensure!(theirs == flipped, "the second implementation flipped {theirs} of {flipped}");
			ensure!(taken == 0, "the second implementation takes {taken} flipped files");

			let sizes: Vec<_> = proofs.iter().map(|(proof, _)| proof.to_file().len()).collect();
			println!(
				"evidence: {wanted} proofs of {} to {} bytes up to block {} verify: {:.0?} each \
				 in Rust, {:.0?} each in Python; all {flipped} single-bit mutations of {mutated} \
				 refused by both; a batch takes {length} bytes on the chain",
				sizes.iter().min().unwrap_or(&0),
				sizes.iter().max().unwrap_or(&0),
				hexed(&block),
				rust / wanted as u32,
				other / wanted as u32,
			);
			Ok(())
		})
		.await
}

/// A proof and its block, as the other implementation reads them.
fn line((proof, block): &(Proof, Hash)) -> String {
	json!({
		"proof": hexed(&proof.to_file()),
		"genesis": hexed(&proof.genesis),
		"block": hexed(block),
	})
	.to_string()
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

fn refuses_every_flip(proof: &Proof, block: Hash) -> Result<u64> {
	let trusted = Trusted { genesis: proof.genesis, block };
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
async fn what_a_device_says_reaches_whoever_asks() -> Result<()> {
	Network::fast()
		.run(async |network| {
			let node = network.node("dev")?;
			wait_finalized(node.chain()?, 1, 10 * SLOT).await?;
			let mut scene = Scene::set(node.chain()?).await?;
			let (chain, device) = (scene.chain.clone(), scene.devices[1].id);
			scene.by_owner(Call::watch(&device, 0)).await?;
			let subscriber = RpcClient::from_insecure_url(node.url()).await?;
			let mut told = subscriber
				.subscribe::<Value>(
					"telemetry_subscribeObservations",
					rpc_params![Vec::from([hexed(&device.0)])],
					"telemetry_unsubscribeObservations",
				)
				.await?;

			let said = scene.devices[1].segment(1, 30)?;
			let mut forged = said.clone();
			forged.leaf.signature.as_mut().context("not signed")?.0[40] ^= 1;
			let refused = chain.submit(&scene.observation(&forged).await?.bytes).await;
			let code = SegmentRefusal::BadSignature.into();
			ensure!(refused == Err(SubmitError::Refused { code }), "a forged one: {refused:?}");

			let (from, transaction) = (chain.best().await?.number, scene.observation(&said).await?);
			chain.submit(&transaction.bytes).await?;
			let included = chain.find(&transaction, from).await?;
			included.events.first::<Observed>()?.context("it is not observed")?;
			let params = rpc_params![hexed(&device.0), 0];
			let latest: Value = chain.rpc().request("telemetry_latest", params).await?;
			ensure!(latest["summary"]["count"] == 30, "it says {latest}");
			let observed = timeout(20 * SLOT, told.next()).await.context("nothing was told")?;
			let observed = observed.context("the subscription ended")??;
			ensure!(observed["device"] == hexed(&device.0), "told of {observed}");
			ensure!(observed["observation"] == latest, "told {observed}, not {latest}");
			Ok(())
		})
		.await
}

#[tokio::test(flavor = "multi_thread")]
async fn forged_transactions_do_not_slow_the_chain() -> Result<()> {
	let duration = Duration::from_secs(env_number("TALLYSTICK_FLOOD_SECONDS", 10));
	Network::dev()
		.run(async |network| {
			let node = network.node("dev")?;
			wait_finalized(node.chain()?, 1, 10 * SLOT).await?;
			let mut scene = Scene::set(node.chain()?).await?;
			let watch = scene.devices.iter().map(|device| Call::watch(&device.id, 0));
			submit_all(&scene.chain, &watch.collect::<Vec<_>>(), &scene.owner).await?;
			// Right in everything but the signature, so that each costs its check: Ed25519, and
			// P-256, which the runtime checks itself.
			let mut templates = Vec::new();
			for at in 0..scene.devices.len() {
				let signed = scene.devices[at].segment(1, 1)?;
				let template = scene.observation(&signed).await?.bytes;
				let signature = signed.leaf.signature.context("not signed")?.0;
				let place = template.windows(64).position(|bytes| bytes == signature);
				templates.push((template, place.context("no signature in it")?));
			}
			let chain = scene.chain.clone();
			let watch = PaceWatch::start(&chain);
			let end = tokio::time::Instant::now() + duration;
			let mut workers = tokio::task::JoinSet::new();
			for seed in 0..8 {
				let (templates, endpoints) = (templates.clone(), Endpoints::new([node.url()]));
				workers.spawn(async move {
					let chain = Chain::connect(endpoints).await?;
					let (mut rng, mut sent, mut refused) = (Rng::new(seed), 0u64, 0u64);
					while tokio::time::Instant::now() < end {
						let template = rng.below(templates.len() as u64) as usize;
						let (mut forged, at) = templates[template].clone();
						forged[at..at + 8].copy_from_slice(&rng.next_u64().to_le_bytes());
						sent += 1;
						refused += u64::from(chain.submit(&forged).await.is_err());
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
			let best = chain.best().await?.number;
			wait_finalized(&chain, best + 2, 10 * SLOT).await?;
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

const RETENTION: u64 = 8;

/// Blocks that are made by hand until one has to hold a transaction.
const MOST_SEALED: usize = 50;

#[tokio::test(flavor = "multi_thread")]
async fn state_does_not_grow_with_history() -> Result<()> {
	Network::sealed()
		.patch_spec(|spec| {
			genesis_mut(spec)?["telemetry"] = json!({
				"settings": { "retention": RETENTION, "maxSkew": 60_000, "lateAfter": 900_000 }
			});
			Ok(())
		})
		.run(async |network| {
			let node = network.node("dev")?;
			let chain = node.chain()?;
			let sealer = Sealer::start(chain, SLOT / 10);
			let mut scene = Scene::set(chain).await?;
			drop(sealer);
			let state = State::of(node).await?;
			let mut first = None;
			let (mut early, mut late) = (BTreeMap::new(), BTreeMap::new());
			for number in 0..10 * 3 * RETENTION {
				let signed = scene.devices[0].segment(1, 4)?;
				let batch = Anchored::new(number, vec![signed])?;
				let block = anchor_sealed(chain, &batch, &scene.gateway).await?;
				if number == 0 {
					first = Some((batch, block));
				}
				if number == 3 * RETENTION - 1 {
					early = state_size(chain, &state).await?;
				}
				if number == 30 * RETENTION - 1 {
					late = state_size(chain, &state).await?;
				}
			}
			let (batch, block) = first.context("no batch")?;
			let (small, large) = (early.values().sum::<usize>(), late.values().sum::<usize>());
			ensure!(
				large <= small + small / 20,
				"the state grew from {small} to {large} bytes: {early:?} {late:?}"
			);
			let gateway = scene.gateway.account();
			let gone = chain.batch(&gateway, 0, None).await?;
			ensure!(gone.is_none(), "the record of the first batch is still there");
			let statement = batch.statement(&scene.gateway);
			let mut path = wait_until("the statement to be final", 20 * SLOT, async || {
				Ok(Some(chain.prove_statement(block, &statement.leaf::<Native>()).await?))
			})
			.await?;
			path.statement = Some(statement);
			let proof = batch.proof(&scene.devices[0], &path, 0, 0, 2)?;
			let trusted = Trusted { genesis: proof.genesis, block: path.head.hash };
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

/// Anchors a batch on a node that seals by hand. Returns the height of the block that holds it.
async fn anchor_sealed(chain: &Chain, batch: &Anchored, gateway: &Signer) -> Result<u32> {
	let (account, nonce) = (gateway.account(), chain.next_nonce(&gateway.account()).await?);
	// The pool may not have heard of the newest block yet.
	let number = chain.best().await?.number.saturating_sub(1);
	let hash = chain.block_hash(number).await?.context("no such block")?;
	let signed = chain.sign(&batch.anchor(), gateway, nonce, &Head { number, hash }).await?;
	chain.submit(&signed.bytes).await?;
	// The pool takes its time.
	for _ in 0..MOST_SEALED {
		let block = chain.seal(true, None).await?;
		if chain.next_batch(&account, Some(&block)).await? > batch.number {
			return chain.block_number(&block).await?.context("no such block");
		}
	}
	bail!("no block takes batch {}", batch.number)
}

/// The bytes of all keys and values of the state at the best block, by the first half of the key's
/// prefix: the pallet. Left out are the code, and what is a ring that a young chain has not filled
/// yet: the hashes of blocks, and the history of sessions.
async fn state_size(chain: &Chain, state: &State) -> Result<BTreeMap<String, usize>> {
	let at = H256(chain.best().await?.hash);
	let mut rings = vec![hexed(b":code")];
	for (pallet, entry) in [("System", "BlockHash"), ("Consortium", "VotersSince")] {
		rings.push(hexed(&state.prefix(pallet, entry).await?));
	}
	let pairs: Vec<(String, String)> =
		chain.rpc().request("state_getPairs", rpc_params!["0x", at]).await?;
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
	Network::sealed()
		.run(async |network| {
			let node = network.node("dev")?;
			let chain = node.chain()?;
			let sealer = Sealer::start(chain, Duration::from_millis(5));
			let mut scene = Scene::set(chain).await?;
			let before = Anchored::new(0, vec![scene.devices[0].segment(1, 8)?])?;
			before.submit(chain, &scene.gateway).await?;

			// A device may replace its key after an hour.
			wait_finalized(chain, 1_850, Duration::from_secs(110)).await?;
			sealer.set_pause(SLOT / 10);
			let device = &mut scene.devices[0];
			let new = SecretKey::from_seed(Scheme::P256, [201; 32]).context("no key")?;
			let best = chain.best().await?.number;
			let expires = chain.time_at(best).await? + 600_000;
			let (rotation, by_old, by_new) = device.rotation(&new, expires);
			let rotate = RotateKey {
				device: device.id,
				key: rotation.key,
				epoch: rotation.epoch,
				tenure: rotation.tenure,
				expires: Millis(expires),
				old: by_old,
				new: by_new,
			};
			let transaction = chain.unsigned(&rotate.into(), 0).await?;
			chain.submit(&transaction.bytes).await?;
			let included = chain.find(&transaction, best).await?;
			included.events.first::<KeyRotated>()?.context("the key is not replaced")?;

			let (id, old) = (device.id, device.secret.public());
			device.adopt(new.clone());
			let after = Anchored::new(1, vec![device.segment(1, 8)?])?;
			after.submit(chain, &scene.gateway).await?;

			let found = chain.device(&id, None).await?.context("no device")?;
			let since = found.key_since.0;
			let record = KeyRecord { device: id, epoch: 1, key: new.public(), since };
			// Both paths have to end at one header: ask until no block came in between.
			let (path, change) = wait_until("one header", Duration::from_secs(30), async || {
				let path = chain.prove(&scene.gateway.account(), 1).await?;
				let change = chain.prove_key(&record).await?;
				Ok((change.head == path.head).then_some((path, change.block)))
			})
			.await?;
			drop(sealer);

			let genesis = chain.genesis().await?;
			let trusted = Trusted { genesis, block: path.head.hash };
			let mut proof = after.proof(&scene.devices[0], &path, 0, 0, 3)?;
			let unproven = proof.verify::<Native>(&trusted);
			ensure!(unproven.is_err(), "a key is believed without its record");
			proof.key = Some(KeyProof {
				key: new.public(),
				change: Some(KeyChange { since, block: change }),
			});
			ensure!(proof.verify::<Native>(&trusted)?.key_epoch == 1, "another epoch is proven");
			// The registration names the first key, whoever has signed since.
			let whole = chain.complete(proof).await?;
			let registered = whole.verify::<Native>(&trusted)?.registration;
			let registered = registered.context("no registration is proven")?;
			ensure!(registered.since < since, "the device was registered at {}", registered.since);

			let path = proof_of_batch(chain, &scene.gateway, 0).await?;
			let mut proof = before.proof(&scene.devices[0], &path, 0, 0, 3)?;
			proof.key = Some(KeyProof { key: old, change: None });
			let trusted = Trusted { genesis, block: path.head.hash };
			ensure!(proof.verify::<Native>(&trusted)?.key_epoch == 0, "another epoch is proven");
			println!(
				"evidence: a key replaced by the device in block {}; readings of both keys prove, the \
				 new one's in {} bytes",
				included.block.number,
				proof.to_file().len()
			);
			Ok(())
		})
		.await
}
