//! What changes under a running gateway counts soon: a device that is suspended, revoked or no longer
//! authorised, one that gets another key, a stream that is watched, a quota that is spent, and an old
//! copy of the store.

use anyhow::{bail, ensure, Context, Result};
use std::{path::Path, process::Command, sync::Arc, time::Duration};
use tallystick_client::{
	consortium::views::MembershipOf,
	device_registry::{calls, events::KeyRotated},
	records::{organization::Quota, Millis},
	time::now,
	Call, Chain, Signer,
};
use tallystick_evidence::{
	message::Rotation, mmr_root_of, Message, Native, Proof, Purpose, Scheme, SecretKey, Trusted,
};
use tallystick_sim::{
	identity, register, Broker, Format, Link, Mqtt, Point, Router, Series, SimDevice,
};
use tallystick_tests::{
	add_member, get_bytes, program, signer, wait_finalized, wait_until, Council, Gateway,
	GatewaySetup, Metrics, Network, Node, Sealer, SLOT,
};
use tallystick_wire::{Answer, ErrorCode, Hex, Reply, Topic};
use tempfile::TempDir;
use tokio::{sync::mpsc, time::timeout};

const GATEWAY: &str = "//Life//gateway";
const OWNER: &str = "//Alice";
const SEED: u64 = 7;
/// Far more than a block, its finality and the gateway's look at it take; far less than what is known
/// of a device is kept without a look.
const SOON: Duration = Duration::from_secs(60);
const LIMIT: Duration = Duration::from_secs(120);

/// A gateway, and devices that each have a connection of their own.
struct Life {
	gateway: Gateway,
	chain: Chain,
	owner: Signer,
	folder: TempDir,
	devices: Vec<Talker>,
}

/// A device that waits for the answer to each message.
struct Talker {
	device: SimDevice,
	answers: mpsc::Receiver<Vec<u8>>,
	link: Mqtt,
	/// What was acknowledged: time, value, and epoch of the key.
	told: Vec<(u64, i64, u32)>,
	time: u64,
}

impl Life {
	/// A device for each of the formats, registered as Alice's.
	async fn begin(node: &Node, formats: &[Format]) -> Result<Self> {
		let folder = TempDir::with_prefix("tallystick-life-")?;
		let (chain, owner) = (node.chain()?.clone(), signer(OWNER));
		let heads = vec![("power".into(), "W".into(), -1)];
		let points =
			(0..10).map(|at| Point { channel: 0, time: at * 1_000, value: at as i64 * 10 });
		let series = Arc::new(Series::new(heads, points.collect())?);
		let account = signer(GATEWAY).account();
		let count = formats.len() as u32;
		register(&chain, &owner, Some(&account), std::slice::from_ref(&series), count, SEED, false)
			.await?;
		let setup = GatewaySetup::new(node.ports().rpc, GATEWAY);
		let gateway = Gateway::new(&setup, &folder.path().join("gateway"))?;
		let genesis = chain.genesis().await?;
		let mut devices = Vec::new();
		for (index, format) in (0..).zip(formats) {
			let who = identity(SEED, index);
			let mut router = Router::default();
			let answers = router.add(who.id);
			let broker = Broker { host: "127.0.0.1".into(), port: gateway.mqtt() };
			let name = format!("life-{index}");
			let link = Mqtt::connect(&broker, &name, vec![who.id], Arc::new(router));
			let device = SimDevice::new(who, series.clone(), genesis, *format, 4, 0)?;
			let time = now() - 600_000;
			devices.push(Talker { device, answers, link, told: Vec::new(), time });
		}
		Ok(Self { gateway, chain, owner, folder, devices })
	}

	async fn submit(&self, call: impl Into<Call>) -> Result<()> {
		self.chain.submit_and_find(&call.into(), &self.owner).await?;
		Ok(())
	}

	/// Waits until everything that was acknowledged is final.
	async fn settle(&self) -> Result<()> {
		let gateway = &self.gateway;
		wait_until("all readings to be final", LIMIT, async || {
			let status = gateway.status().await?;
			Ok((status["waiting"] == 0 && status["in_flight"] == 0).then_some(()))
		})
		.await
		.with_context(|| gateway.log_tail())
	}

	/// How much of the quota is left, as the gateway says.
	async fn quota(&self) -> Result<f64> {
		let metrics = Metrics::new(self.gateway.get("/metrics").await?.body);
		metrics.sum("tallystick_gateway_quota_left_ratio").context("no quota is told")
	}

	/// Verifies the proofs of everything that was acknowledged, and tells how many there are.
	async fn prove(&self) -> Result<usize> {
		let genesis = self.chain.genesis().await?;
		let mut proven = 0;
		for Talker { device, told, .. } in &self.devices {
			let id = device.identity.id;
			for (time, value, epoch) in told {
				let path = format!("/v1/devices/{}/readings/0/{time}/proof", Hex(id));
				let body = self.proof(&path).await?;
				let proof = Proof::from_file(&body)?;
				let (height, _) =
					mmr_root_of(&proof.header).map_err(|error| anyhow::anyhow!("{error:?}"))?;
				let block = self.chain.block_hash(height).await?.context("no such block")?;
				ensure!(height <= self.chain.finalized().await?.number, "it is not final");
				let found = proof.verify::<Native>(&Trusted { genesis, block })?;
				let right = (found.device, found.value, found.key_epoch) == (id, *value, *epoch);
				ensure!(right, "another thing is proven: {found:?}");
				proven += 1;
			}
		}
		Ok(proven)
	}

	/// A proof. Only what proves the record of a later key may come after the batch is final.
	async fn proof(&self, path: &str) -> Result<Vec<u8>> {
		let (status, body) = wait_until(path, LIMIT, async || {
			let answer = get_bytes(self.gateway.http(), path).await?;
			Ok((answer.0 != 503).then_some(answer))
		})
		.await?;
		ensure!(status == 200, "{path} answered {status}");
		Ok(body)
	}
}

impl Talker {
	/// Measures, and sends the message until an answer is there, and is more than a request to wait.
	async fn say(&mut self) -> Result<Answer> {
		let mut points = Vec::new();
		let mut made = None;
		for value in [10, 20, 30, 40] {
			self.time += 100;
			points.push((self.time, value, self.device.state.key_epoch));
			made = self.device.measure(Point { channel: 0, time: self.time, value }, None)?;
		}
		let message = made.context("no message")?.message;
		let answer = self.send(&message.payload, LIMIT).await?;
		if answer.error.is_none() {
			self.told.extend(points);
		}
		Ok(answer)
	}

	async fn send(&mut self, payload: &Arc<[u8]>, limit: Duration) -> Result<Answer> {
		let device = self.device.identity.id;
		let topic = Topic { device, kind: self.device.format.kind() }.to_string();
		let talk = async {
			loop {
				let _ = self.link.publish(topic.clone(), payload.clone()).await;
				while let Ok(bytes) = timeout(Duration::from_secs(2), self.answers.recv()).await {
					let reply = Reply::decode_any(&bytes.context("the link has ended")?)?;
					let Reply::Answer(answer) = reply else { continue };
					match answer.error {
						// Of an earlier time that something was sent.
						_ if !answer.is_to(payload) => {},
						Some(error) if error.is_temporary() => {},
						// The gateway asks for a key that it does not know only every few seconds.
						Some(ErrorCode::UnknownKey) => {},
						Some(_) => return Ok(answer),
						None => return Ok(answer),
					}
				}
			}
		};
		timeout(limit, talk).await.context("no answer that decides")?
	}

	async fn says(&mut self) -> Result<()> {
		match self.say().await?.error {
			None => Ok(()),
			Some(error) => bail!("{} is refused: {error:?}", Hex(self.device.identity.id)),
		}
	}

	/// Speaks until it is refused, and tells how often it was heard.
	async fn refused(&mut self, with: ErrorCode) -> Result<u32> {
		let mut heard = 0;
		let talk = async {
			loop {
				match self.say().await?.error {
					None => heard += 1,
					Some(error) if error == with => return Ok(()),
					Some(error) => bail!("it is refused with {error:?}"),
				}
			}
		};
		timeout(SOON, talk).await.context("it is still heard")??;
		Ok(heard)
	}
}

/// Makes the gateway's account a member, which pays for it.
async fn admit(node: &Node) -> Result<()> {
	wait_finalized(node.chain()?, 1, 20 * SLOT).await?;
	add_member(node.chain()?, &signer(OWNER), &signer(GATEWAY)).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_device_that_may_not_is_heard_no_more() -> Result<()> {
	Network::fast()
		.run(async |network| {
			let node = network.node("dev")?;
			admit(node).await?;
			let formats = [Format::Segment, Format::Readings, Format::SenmlJson];
			let mut life = Life::begin(node, &formats).await?;
			life.gateway.start().await?;
			for device in &mut life.devices {
				device.says().await?;
			}
			let id = |life: &Life, at: usize| life.devices[at].device.identity.id;

			life.submit(calls::Revoke { device: id(&life, 0), since: None }).await?;
			let revoked = life.devices[0].refused(ErrorCode::NotActive).await?;
			life.submit(calls::Suspend { device: id(&life, 1) }).await?;
			let suspended = life.devices[1].refused(ErrorCode::NotActive).await?;
			life.devices[2].says().await?;
			life.submit(Call::deauthorize_gateway(None, &signer(GATEWAY).account())).await?;
			let alone = life.devices[2].refused(ErrorCode::NotAuthorised).await?;
			println!(
				"gateway: messages heard before the end of a device: {revoked} revoked, {suspended} \
				 suspended, {alone} not authorised"
			);
			life.gateway.stop().await
		})
		.await
}

#[tokio::test(flavor = "multi_thread")]
async fn an_old_copy_of_the_store_is_noticed() -> Result<()> {
	Network::fast()
		.run(async |network| {
			let node = network.node("dev")?;
			admit(node).await?;
			let mut life = Life::begin(node, &[Format::Segment]).await?;
			let folder = life.folder.path().join("gateway");
			let (old, newest) = (life.folder.path().join("old"), life.folder.path().join("newest"));
			for copy in [&old, &newest] {
				life.gateway.start().await?;
				life.devices[0].says().await?;
				life.settle().await?;
				life.gateway.stop().await?;
				store(&folder, copy)?;
			}

			store(&old, &folder)?;
			life.gateway.start().await?;
			let gateway = &life.gateway;
			wait_until("the old copy to be noticed", SOON, async || {
				let ready = gateway.get("/health/ready").await?.body;
				Ok(ready.contains("\"diverged\"").then_some(()))
			})
			.await?;
			let (at, key_epoch) = (life.devices[0].time + 100, 0);
			let talker = &mut life.devices[0];
			let point = Point { channel: 0, time: at, value: 1 };
			talker.device.measure(point, None)?;
			let made = talker.device.flush(None)?.context("no message")?.message;
			let heard = talker.send(&made.payload, 3 * SLOT).await;
			ensure!(heard.is_err(), "it is answered with {heard:?}");
			life.gateway.stop().await?;

			store(&newest, &folder)?;
			life.gateway.start().await?;
			let talker = &mut life.devices[0];
			let answer = talker.send(&made.payload, LIMIT).await?;
			ensure!(answer.error.is_none(), "it is refused: {answer:?}");
			talker.told.push((at, 1, key_epoch));
			life.settle().await?;
			println!("gateway: {} proofs after an old copy", life.prove().await?);
			life.gateway.stop().await
		})
		.await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_deleted_under_the_gateway_is_noticed_and_brought_back() -> Result<()> {
	Network::fast()
		.run(async |network| {
			let node = network.node("dev")?;
			admit(node).await?;
			let formats = [Format::Segment, Format::Readings, Format::SenmlJson];
			let mut life = Life::begin(node, &formats).await?;
			let folder = life.folder.path().join("gateway");
			life.gateway.start().await?;
			for device in &mut life.devices {
				device.says().await?;
			}
			life.settle().await?;
			for device in &mut life.devices {
				device.says().await?;
			}

			let names = ["gateway.db", "gateway.db-wal", "gateway.db-shm"];
			for name in names {
				std::fs::remove_file(folder.join(name))?;
			}
			wait_until("the loss to be noticed", SOON, async || {
				let ready = life.gateway.get("/health/ready").await?.body;
				Ok(ready.contains("\"store-lost\"").then_some(()))
			})
			.await?;
			let mut late = Vec::new();
			for device in &mut life.devices {
				let (time, key_epoch) = (device.time + 100, 0);
				let point = Point { channel: 0, time, value: 1 };
				let made = device.device.measure(point, None)?;
				let made = made.map_or_else(|| device.device.flush(None), |made| Ok(Some(made)))?;
				let payload = made.context("no message")?.message.payload;
				let heard = device.send(&payload, 3 * SLOT).await;
				ensure!(heard.is_err(), "it is answered with {heard:?}");
				late.push((payload, (time, 1, key_epoch)));
			}

			// As the runbook says.
			let open = Path::new("/proc").join(life.gateway.pid()?.to_string()).join("fd");
			for name in ["gateway.db", "gateway.db-wal"] {
				let lost = format!("{} (deleted)", folder.join(name).display());
				let found =
					std::fs::read_dir(&open)?.flatten().map(|entry| entry.path()).find(|fd| {
						std::fs::read_link(fd)
							.is_ok_and(|target| target.as_os_str() == lost.as_str())
					});
				std::fs::copy(
					found.context("the file is not open")?,
					folder.join(format!("rescued-{name}")),
				)?;
			}
			life.gateway.stop().await?;
			for name in ["gateway.db", "gateway.db-wal"] {
				std::fs::rename(folder.join(format!("rescued-{name}")), folder.join(name))?;
			}
			life.gateway.start().await?;
			for (device, (payload, told)) in life.devices.iter_mut().zip(late) {
				let answer = device.send(&payload, LIMIT).await?;
				ensure!(answer.error.is_none(), "it is refused: {answer:?}");
				device.told.push(told);
			}
			life.settle().await?;
			println!("gateway: {} proofs after a deleted database", life.prove().await?);
			life.gateway.stop().await
		})
		.await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_gateway_with_an_empty_store_takes_nothing() -> Result<()> {
	Network::fast()
		.run(async |network| {
			let node = network.node("dev")?;
			admit(node).await?;
			let mut life = Life::begin(node, &[Format::Segment]).await?;
			life.gateway.start().await?;
			life.devices[0].says().await?;
			life.settle().await?;

			let setup = GatewaySetup::new(node.ports().rpc, GATEWAY);
			let mut stray = Gateway::new(&setup, &life.folder.path().join("stray"))?;
			stray.start().await?;
			wait_until("the second one to see the account's batches", SOON, async || {
				let ready = stray.get("/health/ready").await?.body;
				Ok(ready.contains("\"new-store\"").then_some(()))
			})
			.await?;
			life.devices[0].says().await?;
			life.settle().await?;
			let ready = life.gateway.get("/health/ready").await?.body;
			ensure!(!ready.contains("\"diverged\""), "{ready}");
			ensure!(stray.status().await?["first_batch"].is_null(), "it has begun");
			println!("gateway: {} proofs beside a second one", life.prove().await?);

			let config = life.folder.path().join("stray").join("gateway.toml");
			let adopt = |promise: &[&str]| {
				Command::new(program("tallystick-gateway")?)
					.args(["adopt", "--config"])
					.arg(&config)
					.args(promise)
					.output()
					.context("the command does not start")
			};
			let refused = adopt(&["--no-other-store"])?;
			ensure!(!refused.status.success(), "it is adopted while it runs");
			stray.stop().await?;
			life.gateway.stop().await?;
			for (promise, says) in
				[(&[][..], "Nothing was changed"), (&["--no-other-store"][..], "Allowed")]
			{
				let report = adopt(promise)?;
				let said = String::from_utf8_lossy(&report.stdout);
				ensure!(report.status.success() && said.contains(says), "{report:?}");
			}
			stray.start().await?;
			wait_until("the empty store to go on", LIMIT, async || {
				Ok((!stray.status().await?["first_batch"].is_null()).then_some(()))
			})
			.await?;
			let ready = stray.get("/health/ready").await?.body;
			ensure!(!ready.contains("store") && !ready.contains("unconfirmed"), "{ready}");
			stray.stop().await?;
			// It has anchored nothing.
			life.gateway.start().await?;
			life.devices[0].says().await?;
			life.settle().await?;
			life.gateway.stop().await
		})
		.await
}

/// Puts the database of a folder into another one.
fn store(from: &Path, to: &Path) -> Result<()> {
	std::fs::create_dir_all(to)?;
	for name in ["gateway.db", "gateway.db-wal", "gateway.db-shm"] {
		let _ = std::fs::remove_file(to.join(name));
		if from.join(name).exists() {
			std::fs::copy(from.join(name), to.join(name))?;
		}
	}
	Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn another_key_and_a_watcher_count() -> Result<()> {
	Network::sealed()
		.run(async |network| {
			let node = network.node("dev")?;
			let chain = node.chain()?;
			// As a chain does; fast, until the keys are an hour old.
			let slow = Duration::from_millis(400);
			let sealer = Sealer::start(chain, slow);
			admit(node).await?;
			let mut life = Life::begin(node, &[Format::Segment, Format::Readings]).await?;
			let young = life.chain.finalized().await?.number;
			sealer.set_pause(Duration::ZERO);
			wait_finalized(chain, young + 1_805, 2 * LIMIT).await?;
			sealer.set_pause(slow);
			life.gateway.start().await?;

			for device in &mut life.devices {
				device.says().await?;
			}
			for (seed, device) in (50..).zip(&mut life.devices) {
				let new = SecretKey::from_seed(Scheme::Ed25519, [seed; 32]).context("no key")?;
				let expires = chain.time_at(chain.best().await?.number).await? + 600_000;
				let rotation = Rotation { key: new.public(), epoch: 1, tenure: 0, expires };
				let (id, genesis) = (device.device.identity.id, device.device.state.genesis);
				let sign = |secret: &SecretKey, purpose| {
					rotation.with_bytes(|payload| {
						Message::new(purpose, &genesis, &id, Scheme::Ed25519, payload)
							.map(|message| secret.sign(&message))
					})
				};
				let rotate = calls::RotateKey {
					device: id,
					key: rotation.key,
					epoch: 1,
					tenure: rotation.tenure,
					expires: Millis(expires),
					old: sign(&device.device.identity.secret, Purpose::Rotate)
						.context("too long")?,
					new: sign(&new, Purpose::Adopt).context("too long")?,
				};
				// It goes on under the old key until the chain knows the new one.
				device.says().await?;
				let from = chain.best().await?.number;
				let transaction = chain.unsigned(&rotate.into(), 0).await?;
				chain.submit(&transaction.bytes).await?;
				let included = chain.find(&transaction, from).await?;
				included.events.first::<KeyRotated>()?.context("the key is not replaced")?;
				device.device.identity.secret = new;
				device.device.state.key_epoch = 1;
				device.says().await?;
			}

			let device = life.devices[0].device.identity.id;
			life.submit(Call::watch(&device, 0)).await?;
			let mut rounds = 0;
			let observed = loop {
				for device in &mut life.devices {
					device.says().await?;
				}
				rounds += 1;
				ensure!(rounds < 120, "nothing is observed\n{}", life.gateway.log_tail());
				let stream = life.chain.stream(&device, 0, None).await?;
				if let Some(latest) = stream.and_then(|stream| stream.latest) {
					break latest;
				}
				tokio::time::sleep(slow).await;
			};
			let summary = observed.summary;
			ensure!((summary.min, summary.max) == (10, 40), "it is observed as {summary:?}");
			life.settle().await?;
			let proven = life.prove().await?;
			println!(
				"gateway: {proven} readings of two keys are proven; a watched stream is observed after \
				 {rounds} messages"
			);
			life.gateway.stop().await
		})
		.await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_spent_quota_costs_time_only() -> Result<()> {
	Network::fast()
		.run(async |network| {
			let node = network.node("dev")?;
			admit(node).await?;
			let mut life = Life::begin(node, &[Format::Readings]).await?;
			let council = Council::new(&life.chain, [signer(OWNER)]);
			let who = signer(OWNER).account();
			let owner = life.chain.view(MembershipOf { who }, None).await?;
			let org = owner.context("no organisation")?.org;
			let quota = |bytes| Quota { bytes, ref_time: 60_000_000_000_000 };

			life.gateway.start().await?;
			life.devices[0].says().await?;
			life.settle().await?;
			wait_until("the quota to be known", LIMIT, async || {
				Ok(life.quota().await.ok().filter(|left| *left > 0.9))
			})
			.await?;
			council.set_quota(org, quota(1)).await?;
			life.devices[0].says().await?;
			let gateway = &life.gateway;
			wait_until("the quota to be missed", LIMIT, async || {
				let ready = gateway.get("/health/ready").await?.body;
				Ok(ready.contains("\"quota\"").then_some(()))
			})
			.await?;
			wait_until("the quota to be seen", LIMIT, async || {
				Ok((life.quota().await? < 0.1).then_some(()))
			})
			.await?;
			let waiting = life.gateway.status().await?;
			ensure!(waiting["in_flight"] == 1, "{waiting} is not what waits");
			council.set_quota(org, quota(1 << 24)).await?;
			life.settle().await?;
			println!("gateway: {} proofs after a spent quota", life.prove().await?);
			life.gateway.stop().await
		})
		.await
}
