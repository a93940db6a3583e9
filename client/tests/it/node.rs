//! Against a node that makes blocks: `TALLYSTICK_NODE` names its binary.
//!
//! `TALLYSTICK_NODE=target/release/tallystick-node cargo test -p tallystick-client -- --ignored`

use anyhow::{bail, Context, Result};
use codec::{DecodeAll, Encode};
use std::{
	io::{BufRead, BufReader},
	process::{Child, Command, Stdio},
	time::Duration,
};
use tallystick_client::{
	device_registry::{calls, events::ModelDefined},
	finality::{Finality, FinalityError},
	hexed, rpc_params, telemetry,
	telemetry::events::Anchored,
	time::now,
	Call, Chain, ChainError, Channel, ChannelKind, DeviceStatus, Endpoints, FollowError, Kind,
	Observed, ObservedRun, Registration, SignError, Signer, StatementName, StatementPlace,
	StatementProof, SubmitError, LIFETIME,
};
use tallystick_evidence::{
	builder::{BatchBuilder, Origin, SegmentBuilder},
	proof::KeyProof,
	Attestation, DeviceId, Limits, Native, Proof, Reading, Scheme, SecretKey, SegmentLeaf, Trusted,
};

const LIMITS: Limits = Limits { low: -400, high: 850 };

struct Node {
	process: Child,
	url: String,
	_folder: tempfile::TempDir,
}

impl Node {
	fn start() -> Result<Self> {
		let binary = std::env::var("TALLYSTICK_NODE").context("TALLYSTICK_NODE is not set")?;
		let folder = tempfile::tempdir()?;
		let mut process = Command::new(binary)
			.args(["--dev", "--port", "0", "--rpc-port", "0", "--no-prometheus", "--base-path"])
			.arg(folder.path())
			.stderr(Stdio::piped())
			.spawn()?;
		let mut lines = BufReader::new(process.stderr.take().context("no log")?).lines();
		let url = loop {
			let line = lines.next().context("the node ended")??;
			if let Some((_, rest)) = line.split_once("Running JSON-RPC server: addr=") {
				let address = rest.split(',').next().context("no address")?;
				break format!("ws://{address}");
			}
		};
		// The node would stop at a full pipe.
		std::thread::spawn(move || lines.for_each(drop));
		Ok(Self { process, url, _folder: folder })
	}
}

impl Drop for Node {
	fn drop(&mut self) {
		let _ = self.process.kill();
		let _ = self.process.wait();
	}
}

async fn registered(chain: &Chain, owner: &Signer, secret: &SecretKey) -> Result<DeviceId> {
	let channels = [Channel {
		name: "temperature".into(),
		unit: "Cel".into(),
		exponent: -1,
		kind: ChannelKind::Gauge,
		limits: LIMITS,
		period: 1_000,
		write: None,
	}];
	let uri = "https://example.org/thermometer.tm.json";
	let included =
		chain.submit_and_find(&Call::define_model(&[1; 32], uri, &channels, &[]), owner).await?;
	let defined = included.events.first::<ModelDefined>()?.context("no event")?;
	let model = chain.model(defined.model).await?.context("no model")?;
	assert_eq!((model.uri.as_str(), model.manufacturer), (uri, defined.manufacturer));
	assert_eq!(model.channels, channels);

	let registration = Registration {
		key: secret.public(),
		owner: owner.account().0,
		model: defined.model.0,
		metadata: [0; 32],
		expires: now() + 600_000,
	};
	let message = registration.message(&chain.genesis().await?).context("no message")?;
	let call = Call::register(&registration, &secret.sign(&message));
	chain.submit_and_find(&call, owner).await?;

	// The second time the chain refuses, by name.
	match chain.submit_and_find(&call, owner).await {
		Err(FollowError::Failed { error, advice, .. }) => {
			assert_eq!(error, "DeviceRegistry::KeyUsed");
			assert!(!advice.is_empty());
		},
		other => bail!("a device was registered twice: {other:?}"),
	}
	Ok(DeviceId::of::<Native>(&secret.public()))
}

async fn patiently(chain: &Chain, gateway: &Signer, number: u64) -> Result<StatementProof> {
	for _ in 0..60 {
		match chain.prove(&gateway.account(), number).await {
			Ok(batch_proof) => return Ok(batch_proof),
			Err(ChainError::NotFinal | ChainError::Unknown) => {
				tokio::time::sleep(Duration::from_millis(500)).await
			},
			Err(error) => return Err(error.into()),
		}
	}
	bail!("the batch does not become final")
}

#[tokio::test]
#[ignore = "needs a node"]
async fn works_from_model_to_proof() -> Result<()> {
	let node = Node::start()?;
	let chain = Chain::connect(Endpoints::new([node.url.clone()])).await?;
	let (owner, gateway) = (Signer::from_uri("//Alice")?, Signer::from_uri("//Alice")?);
	let genesis = chain.genesis().await?;

	let secret = SecretKey::from_seed(Scheme::P256, [3; 32]).context("no key")?;
	let device = registered(&chain, &owner, &secret).await?;
	let record = chain.device(&device, None).await?.context("no device")?;
	assert_eq!(
		(record.owner, record.status, record.key, record.key_epoch),
		(owner.account(), DeviceStatus::Active, secret.public(), 0)
	);
	assert_eq!(chain.devices(&owner.account(), None, None).await?.items, [device]);
	assert_eq!(chain.device(&DeviceId([5; 32]), None).await?, None);
	let key = chain.key_at(&device, record.key_since, None).await?.context("no key")?;
	assert_eq!((key.key, key.epoch, key.until), (secret.public(), 0, None));

	let gateway_account = gateway.account();
	assert!(!chain.gateway_authorised(&device, &gateway_account, None).await?);
	let authorize = Call::authorize_gateway(Some(&device), &gateway_account);
	chain.submit_and_find(&authorize, &owner).await?;
	assert!(chain.gateway_authorised(&device, &gateway_account, None).await?);
	chain.submit_and_find(&Call::watch(&device, 0), &owner).await?;
	assert_eq!(chain.stream(&device, 0, None).await?.context("no stream")?.watchers, 1);
	assert_eq!(chain.tail(&device, None).await?.context("no tail")?.last, None);

	let mut segment = SegmentBuilder::new();
	let start = now() - 10_000;
	for step in 0..3 {
		let reading = Reading::plain(start + step * 1_000, 200 + step as i64);
		segment.push(0, LIMITS, reading.into()).map_err(|error| anyhow::anyhow!("{error:?}"))?;
	}
	let origin = Origin {
		device,
		attestation: Attestation::Segment,
		key_epoch: 0,
		boot_epoch: 0,
		sequence: 0,
		previous: [0; 32],
	};
	let segment = segment.seal::<Native>(origin).map_err(|error| anyhow::anyhow!("{error:?}"))?;
	let message = segment.header.message(&genesis, Scheme::P256).context("no message")?;
	let signature = secret.sign(&message);
	let leaf = SegmentLeaf { header: segment.header, signature: Some(signature) };
	let mut batch = BatchBuilder::new();
	batch.push(leaf).map_err(|error| anyhow::anyhow!("{error:?}"))?;
	let sealed = batch.seal::<Native>([9; 32]).map_err(|error| anyhow::anyhow!("{error:?}"))?;
	let place = segment.prove(0, 0).context("no reading")?.run_place;
	let run = segment.runs().next().context("no run")?;
	let runs = vec![ObservedRun { run, place }];
	let scheme = Scheme::P256;
	let observed = [Observed { header: segment.header, scheme, signature, runs }];

	assert_eq!(chain.next_batch(&gateway_account, None).await?, 0);
	let call = Call::anchor(0, &sealed.batch, &observed);
	let checkpoint = chain.finalized().await?;
	let nonce = chain.next_nonce(&gateway_account).await?;
	let signed = chain.sign(&call, &gateway, nonce, &checkpoint).await?;
	assert_eq!(signed.dies_at, checkpoint.number + LIFETIME);
	let from = chain.best().await?.number;
	assert_eq!(chain.submit(&signed.bytes).await?, signed.hash);
	assert_eq!(chain.submit(&signed.bytes).await, Err(SubmitError::AlreadyKnown));
	let included = chain.find(&signed, from).await?;
	let anchored = included.events.first::<Anchored>()?.context("no event")?;
	assert_eq!((anchored.gateway, anchored.batch), (gateway_account, sealed.batch));
	let seen = included.events.first::<telemetry::events::Observed>()?.context("not observed")?;
	let at = included.block.hash;
	assert_eq!(chain.next_batch(&gateway_account, Some(&at)).await?, 1);
	let kept = chain.batch(&gateway_account, 0, Some(&at)).await?.context("no batch")?;
	assert_eq!((kept.batch, kept.block), (sealed.batch, included.block.number));
	let latest = chain.stream(&device, 0, None).await?.and_then(|stream| stream.latest);
	let latest = latest.context("not observed")?;
	assert_eq!((&latest.summary, &latest), (run.summary(), &seen.observation));
	let observations = chain.view(telemetry::views::Observations {}, Some(&at)).await?;
	assert_eq!(observations, [(seen.stream, latest)]);
	let tail = chain.tail(&device, None).await?.and_then(|tail| tail.last).context("no tail")?;
	assert_eq!((tail.next, tail.name), (3, segment.header.name::<Native>()));

	// What is in a block is refused for ever, and a nonce too high waits.
	let again = chain.submit(&signed.bytes).await;
	assert!(
		matches!(again, Err(SubmitError::Stale | SubmitError::Banned | SubmitError::AlreadyKnown)),
		"{again:?}"
	);
	let other = chain.sign(&call, &gateway, nonce, &checkpoint).await?;
	assert_ne!(other.hash, signed.hash, "signatures of sr25519 differ");
	assert_eq!(chain.submit(&other.bytes).await, Err(SubmitError::Stale));

	let batch_proof = patiently(&chain, &gateway, 0).await?;
	let statement = batch_proof.statement.context("no statement")?;
	assert_eq!((statement.gateway, statement.number), (gateway_account.0, 0));
	let proof = Proof {
		genesis,
		reading: segment.prove(0, 1).context("no reading")?,
		segment: leaf,
		key: Some(KeyProof { key: secret.public(), change: None }),
		registration: None,
		segment_place: sealed.tree.place(0).context("no place")?,
		statement,
		block: batch_proof.block.clone(),
		header: batch_proof.header.clone(),
	};
	let trusted = Trusted { genesis, block: batch_proof.head.hash };
	let proven = proof.verify::<Native>(&trusted)?;
	assert_eq!(
		(proven.time, proven.value, proven.block),
		(start + 1_000, 201, batch_proof.block.number)
	);

	assert_eq!(proven.registration, None);
	let whole = chain.complete(proof.clone()).await?;
	let registered = whole.verify::<Native>(&trusted)?.registration.context("no registration")?;
	assert_eq!((registered.since, registered.model), (record.key_since.0, record.model.0));
	assert_eq!((&*registered.name, &*registered.unit), ("temperature", "Cel"));
	assert_eq!(Proof { registration: None, ..whole }, proof);
	let mut stranger = proof;
	stranger.segment.header.device = DeviceId([9; 32]);
	let unknown = chain.complete(stranger).await;
	assert!(matches!(unknown, Err(ChainError::Unknown)), "{unknown:?}");

	// The proof of the statement by its leaf is that of the batch.
	let by_leaf =
		chain.prove_statement(batch_proof.block.number, &statement.leaf::<Native>()).await?;
	assert_eq!((by_leaf.statement, by_leaf.block.hash), (None, batch_proof.block.hash));
	// Many at once, by height and by time, up to a header that is named.
	let (number, leaf) = (batch_proof.block.number, statement.leaf::<Native>());
	let time = chain.time_at(number).await?;
	let places =
		[StatementPlace::Block(number), StatementPlace::Time(time), StatementPlace::Block(1)];
	let names = places.map(|place| StatementName { place, leaf });
	let batch_proofs = chain.prove_many(&names, Some(&batch_proof.head.hash)).await?;
	assert_eq!((batch_proofs.head, &batch_proofs.header), (batch_proof.head, &batch_proof.header));
	assert_eq!(
		batch_proofs.proofs,
		[Some(batch_proof.block.clone()), Some(batch_proof.block.clone()), None]
	);
	// The chain's clock leads to the block.
	let height = chain.block_at(record.key_since.0).await?;
	let hash = chain.block_hash(height).await?.context("no block")?;
	let before = chain.block_hash(height - 1).await?.context("no block")?;
	assert!(chain.device(&device, Some(&hash)).await?.is_some());
	assert!(chain.device(&device, Some(&before)).await?.is_none());
	let quota = chain.quota(&gateway_account, None).await?.context("no quota")?;
	assert!(quota.percent_left().is_some(), "{quota:?}");
	let missing = chain.prove(&gateway_account, 7).await;
	assert!(matches!(missing, Err(ChainError::Unknown)), "{missing:?}");
	Ok(())
}

fn definition(unit: &str) -> Channel {
	Channel {
		name: "temperature".into(),
		unit: unit.into(),
		exponent: -1,
		kind: ChannelKind::Gauge,
		limits: LIMITS,
		period: 1_000,
		write: None,
	}
}

/// Each has a connection of its own, as programs have that run at the same time.
#[tokio::test]
#[ignore = "needs a node"]
async fn many_calls_of_one_account_at_the_same_time_are_all_made() -> Result<()> {
	let node = Node::start()?;
	let endpoints = Endpoints::new([node.url.clone()]);
	let chain = Chain::connect(endpoints.clone()).await?;
	let owner = Signer::from_uri("//Alice")?;
	let define = Call::define_model(&[1; 32], "urn:x", &[definition("Cel")], &[]);
	chain.submit_and_find(&define, &owner).await?;
	let genesis = chain.genesis().await?;
	let mut calls = Vec::new();
	for (seed, scheme) in (1..).zip([Scheme::Ed25519, Scheme::P256, Scheme::Secp256k1].repeat(4)) {
		let secret = SecretKey::from_seed(scheme, [seed; 32]).context("no key")?;
		let registration = Registration {
			key: secret.public(),
			owner: owner.account().0,
			model: 0,
			metadata: [0; 32],
			expires: now() + 600_000,
		};
		let message = registration.message(&genesis).context("no message")?;
		calls.push(Call::register(&registration, &secret.sign(&message)));
	}
	// Of another weight, so of another priority in the pool.
	for account in ["//Bob", "//Charlie"] {
		let account = Signer::from_uri(account)?.account();
		calls.push(Call::new("Consortium", "invite", &account.0));
	}
	let tasks: Vec<_> = calls
		.into_iter()
		.map(|call| {
			let (endpoints, owner) = (endpoints.clone(), owner.clone());
			tokio::spawn(async move {
				let chain = Chain::connect(endpoints).await?;
				chain.submit_and_find(&call, &owner).await?;
				anyhow::Ok(())
			})
		})
		.collect();
	for task in tasks {
		task.await??;
	}
	assert_eq!(chain.devices(&owner.account(), None, None).await?.items.len(), 12);
	Ok(())
}

#[tokio::test]
#[ignore = "needs a node"]
async fn a_call_that_the_runtime_cannot_read_is_reported_without_its_stack() -> Result<()> {
	let node = Node::start()?;
	let chain = Chain::connect(Endpoints::new([node.url.clone()])).await?;
	let owner = Signer::from_uri("//Alice")?;
	let (limit, unit) = ("u".repeat(16), "u".repeat(17));
	let define = Call::define_model(&[1; 32], &"u".repeat(256), &[definition(&limit)], &[]);
	chain.submit_and_find(&define, &owner).await?;
	for define in [
		Call::define_model(&[1; 32], "urn:x", &[definition(&unit)], &[]),
		Call::define_model(&[1; 32], &"u".repeat(257), &[definition("Cel")], &[]),
	] {
		let refused = chain.submit_and_find(&define, &owner).await;
		assert!(
			matches!(refused, Err(FollowError::Submit(SubmitError::NotUnderstood))),
			"{refused:?}"
		);
	}
	Ok(())
}

#[tokio::test]
#[ignore = "needs a node"]
async fn a_call_with_other_arguments_is_not_signed() -> Result<()> {
	let node = Node::start()?;
	let chain = Chain::connect(Endpoints::new([node.url.clone()])).await?;
	let (signer, checkpoint) = (Signer::from_uri("//Alice")?, chain.finalized().await?);
	let device = DeviceId([1; 32]);
	for call in [
		// As long as the runtime's argument, and something else.
		Call::new("DeviceRegistry", "suspend", &([1u64; 4],)),
		Call::new("DeviceRegistry", "suspend", &(device, 0u8)),
		Call::new("DeviceRegistry", "suspend_all", &(device,)),
		Call::new("Devices", "suspend", &(device,)),
	] {
		match chain.sign(&call, &signer, 0, &checkpoint).await {
			Err(SignError::Mismatch(mismatch)) => assert_eq!(mismatch.kind, Kind::Call),
			other => bail!("{call:?}: {other:?}"),
		}
	}
	chain.sign(&calls::Suspend { device }.into(), &signer, 0, &checkpoint).await?;
	Ok(())
}

/// New session keys for the one validator make a new validator set, two sessions later.
async fn change_keys(chain: &Chain) -> Result<()> {
	#[derive(serde::Deserialize)]
	struct Made {
		keys: String,
		proof: String,
	}
	let validator = Signer::from_uri("//Alice//stash")?;
	let owner = hexed(&validator.account().0);
	let made: Made = chain.rpc().request("author_rotateKeysWithOwner", rpc_params![owner]).await?;
	let bytes = |text: &str| hex::decode(text.trim_start_matches("0x"));
	let keys = <([u8; 32], [u8; 32])>::decode_all(&mut bytes(&made.keys)?.as_slice())?;
	let call = Call::new("Session", "set_keys", &(keys, bytes(&made.proof)?));
	chain.submit_and_find(&call, &validator).await?;
	Ok(())
}

#[tokio::test]
#[ignore = "needs a node"]
async fn works_for_finality_across_a_change_of_validators() -> Result<()> {
	let node = Node::start()?;
	let chain = Chain::connect(Endpoints::new([node.url.clone()])).await?;
	let genesis = chain.genesis().await?;
	let first = chain.validators(&genesis).await?;
	assert_eq!((first.id(), first.len()), (0, 1));

	change_keys(&chain).await?;
	// Block 0 has no root yet.
	let mut early = chain.finalized().await?;
	while early.number < 2 {
		tokio::time::sleep(Duration::from_millis(500)).await;
		early = chain.finalized().await?;
	}
	let header = chain.header(&early.hash).await?.encode();
	let finality = chain.finality(first.clone(), 0, &early).await?;
	let signed = finality.verify(&genesis, &first, &header)?;
	assert_eq!((signed.set, signed.signed, signed.validators), (0, 1, 1));
	assert!(signed.block.number >= early.number);

	let mut second = first.clone();
	for _ in 0..600 {
		second = chain.validators(&chain.finalized().await?.hash).await?;
		if second.id() == 1 {
			break;
		}
		tokio::time::sleep(Duration::from_millis(500)).await;
	}
	assert_eq!((second.id(), second.len()), (1, 1));
	assert_ne!(first.iter().next(), second.iter().next());

	// A block of the first set, signed by the second: both lead to it.
	let across = chain.finality(first.clone(), 0, &early).await?;
	assert_eq!(across.steps.len(), 2);
	let read = Finality::from_file(&across.to_file())?;
	for set in [&first, &second] {
		assert_eq!(read.verify(&genesis, set, &header)?.set, 1);
	}
	let late = chain.finalized().await?;
	let alone = chain.finality(second.clone(), late.number, &late).await?;
	let late = chain.header(&late.hash).await?.encode();
	assert_eq!(alone.verify(&genesis, &second, &late)?.set, 1);
	assert_eq!(read.verify(&genesis, &first, &late), Err(FinalityError::OtherBlock));
	let other = FinalityError::OtherSet { trusted: 0, first: 1, last: 1 };
	assert_eq!(alone.verify(&genesis, &first, &late), Err(other));
	Ok(())
}

#[tokio::test]
#[ignore = "needs a node"]
async fn works_when_a_node_is_killed() -> Result<()> {
	let (mut first, second) = (Node::start()?, Node::start()?);
	let endpoints = Endpoints::new([first.url.clone(), second.url.clone()]);
	let chain = Chain::connect(endpoints.with_timeout(Duration::from_secs(3))).await?;
	chain.finalized().await?;
	assert_eq!(chain.rpc().url().await, first.url);
	// SIGKILL.
	first.process.kill()?;
	first.process.wait()?;
	let began = std::time::Instant::now();
	chain.finalized().await?;
	assert_eq!(chain.rpc().url().await, second.url);
	assert!(began.elapsed() < Duration::from_secs(3), "{:?}", began.elapsed());
	Ok(())
}
