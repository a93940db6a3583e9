//! What a gateway acknowledged is in exactly one finalised batch and proven, whatever is killed, lost,
//! full or hostile. A simulated fleet keeps its own log; a checker that uses the
//! formats' crate and none of the gateway's own code holds that log against the chain.
//!
//! | Variable | Meaning |
//! | --- | --- |
//! | `TALLYSTICK_ROUNDS` | how often the gateway is killed at each step, default 2 |
//! | `TALLYSTICK_KILL_SECONDS` | how long it is killed at random moments, default 20 |
//! | `TALLYSTICK_DARK_SECONDS` | how long there is no chain, default 10 |
//! | `TALLYSTICK_BROKER_KILLS` | how often the external broker is killed, default 3 |
//! | `TALLYSTICK_NODE_KILLS` | how often the gateway's node is killed, default 2 |
//! | `TALLYSTICK_SEED` | makes the random moments, default from the clock |

use anyhow::{ensure, Context, Result};
use std::{
	path::{Path, PathBuf},
	time::{Duration, Instant},
};
use tallystick_gateway::steps::Step;
use tallystick_tests::{
	add_member, env_number, signer, wait_finalized, wait_until, Gateway, GatewaySetup, Mosquitto,
	Network, Node, Rng, Sealer, Simulator, SLOT,
};
use tempfile::TempDir;
use tokio::time::sleep;

const GATEWAY: &str = "//Scenario//gateway";
const DATA: [&str; 2] = ["building-15min.csv", "pv-power-15min.csv"];
const ALL_WAYS: [&str; 2] = ["--attestation", "mix"];
/// Long enough for a group of messages, a batch and its finality on a busy machine.
const STEP_LIMIT: Duration = Duration::from_secs(60);
/// The gateway is killed the first to fourth time it comes to a step: to some it comes once a batch.
const PASSES: u32 = 4;

/// The fleet measures until a scenario ends it, however slow the machine is.
const FOREVER: &str = "24h";

/// A gateway and a fleet whose devices are registered.
struct Scene {
	gateway: Gateway,
	simulator: Simulator,
	_folder: TempDir,
}

impl Scene {
	/// The devices are Alice's; the gateway's account has no balance.
	async fn set(node: &Node, setup: GatewaySetup, devices: u32, more: &[&str]) -> Result<Self> {
		let mut folder = TempDir::with_prefix("tallystick-gateway-")?;
		if std::env::var_os("TALLYSTICK_KEEP").is_some() {
			folder.disable_cleanup(true);
			println!("gateway: all is kept in {}", folder.path().display());
		}
		wait_finalized(node.chain()?, 1, 20 * SLOT).await?;
		add_member(node.chain()?, &signer("//Alice"), &signer(GATEWAY)).await?;
		let rpc = node.ports().rpc;
		let simulator =
			Simulator::new(&folder.path().join("simulator"), rpc, GATEWAY, devices, &DATA);
		simulator.register(more).await?;
		let gateway = Gateway::new(&setup, &folder.path().join("gateway"))?;
		Ok(Self { gateway, simulator, _folder: folder })
	}

	/// Waits until everything on disk is final, and has it checked.
	async fn settle(&mut self) -> Result<()> {
		let gateway = &self.gateway;
		wait_until("all readings to be final", 2 * STEP_LIMIT, async || {
			let status = gateway.status().await?;
			let done = status["waiting"] == 0 && status["in_flight"] == 0;
			Ok(done.then_some(()))
		})
		.await
		.with_context(|| gateway.log_tail())?;
		let verdict = self.simulator.check(gateway.http(), 20).await?;
		println!("gateway: {verdict}");
		Ok(())
	}
}

fn drill() -> &'static Path {
	Path::new(env!("CARGO_BIN_EXE_gateway-drill"))
}

fn setup(node: &Node) -> GatewaySetup {
	GatewaySetup::new(node.ports().rpc, GATEWAY)
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_lost_at_any_step() -> Result<()> {
	let rounds = env_number("TALLYSTICK_ROUNDS", 2) as u32;
	Network::fast()
		.run(async |network| {
			let node = network.node("dev")?;
			let mut scene = Scene::set(node, setup(node), 8, &[]).await?;
			let mut playing = scene.simulator.play(
				scene.gateway.mqtt(),
				[&ALL_WAYS[..], &["--rate", "80", "--segment-readings", "5", "--for", FOREVER]]
					.concat(),
			)?;
			// Pruning needs days; the tests of the crate itself kill there.
			let steps =
				Step::ALL.iter().filter(|step| !matches!(step, Step::BeforePruned | Step::Pruned));
			let mut kills = 0;
			for round in 0..rounds {
				for step in steps.clone() {
					let name = format!("{step:?}");
					scene.gateway.start_drill(drill(), (&name, round % PASSES))?;
					let status = scene
						.gateway
						.wait_end(STEP_LIMIT)
						.await
						.with_context(|| format!("at {name}"))?;
					ensure!(status.code().is_none(), "it ended by itself at {name}: {status}");
					ensure!(playing.is_running()?, "the fleet ended too early");
					kills += 1;
				}
			}
			scene.gateway.start().await?;
			playing.end_measuring()?;
			let said = playing.finish(2 * STEP_LIMIT).await?;
			println!("gateway: killed {kills} times at {} steps; {said}", steps.count());
			scene.settle().await?;
			scene.gateway.stop().await
		})
		.await
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_lost_at_random_moments() -> Result<()> {
	let time = Duration::from_secs(env_number("TALLYSTICK_KILL_SECONDS", 20));
	let clock = std::time::UNIX_EPOCH.elapsed()?.as_nanos() as u64;
	let seed = env_number("TALLYSTICK_SEED", clock);
	println!("gateway: TALLYSTICK_SEED={seed}");
	let mut rng = Rng::new(seed);
	Network::fast()
		.run(async |network| {
			let node = network.node("dev")?;
			let mut scene = Scene::set(node, setup(node), 8, &[]).await?;
			let playing = scene.simulator.play(
				scene.gateway.mqtt(),
				[
					&ALL_WAYS[..],
					&["--rate", "200", "--segment-readings", "10", "--drain", "120s"],
					&["--for", FOREVER],
				]
				.concat(),
			)?;
			let until = Instant::now() + time;
			let mut kills = 0;
			while Instant::now() < until {
				scene.gateway.start().await?;
				sleep(Duration::from_millis(200 + rng.below(3_000))).await;
				scene.gateway.kill().await?;
				kills += 1;
			}
			scene.gateway.start().await?;
			playing.end_measuring()?;
			let said = playing.finish(3 * STEP_LIMIT).await?;
			println!("gateway: killed {kills} times in {time:?}; {said}");
			scene.settle().await?;
			scene.gateway.stop().await
		})
		.await
}

#[tokio::test(flavor = "multi_thread")]
async fn hostile_devices_are_refused_and_honest_ones_are_not() -> Result<()> {
	Network::fast()
		.run(async |network| {
			let node = network.node("dev")?;
			let mut scene = Scene::set(node, setup(node), 8, &["--revoked"]).await?;
			scene.gateway.start().await?;
			let playing = scene.simulator.play(
				scene.gateway.mqtt(),
				[
					&ALL_WAYS[..],
					&["--rate", "200", "--segment-readings", "10"],
					&["--for", "15s", "--faults", "all"],
				]
				.concat(),
			)?;
			println!("gateway: {}", playing.finish(3 * STEP_LIMIT).await?);
			let metrics = scene.gateway.get("/metrics").await?.body;
			for code in ["BadSignature", "Gap", "Malformed", "UnknownDevice", "NotActive"] {
				let counted = metrics.lines().any(|line| {
					line.starts_with("tallystick_gateway_refused_total")
						&& line.contains(&format!("\"{code}\""))
				});
				ensure!(counted, "no metric counts {code}:\n{metrics}");
			}
			scene.settle().await?;
			scene.gateway.stop().await
		})
		.await
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_lost_while_there_is_no_chain() -> Result<()> {
	let dark = Duration::from_secs(env_number("TALLYSTICK_DARK_SECONDS", 10));
	let kills = env_number("TALLYSTICK_NODE_KILLS", 2);
	Network::single()
		.full_node("near")
		.run(async |network| {
			let far = network.node("alice")?;
			let mut setup = setup(far);
			setup.nodes = vec![network.node("near")?.ports().rpc, far.ports().rpc];
			let mut scene = Scene::set(far, setup, 4, &[]).await?;
			scene.gateway.start().await?;
			let playing = scene.simulator.play(
				scene.gateway.mqtt(),
				[&ALL_WAYS[..], &["--rate", "100", "--for", FOREVER]].concat(),
			)?;
			for _ in 0..kills {
				network.node_mut("near")?.kill().await?;
				let before = finalized(&scene.gateway).await?;
				let gateway = &scene.gateway;
				wait_until("the other node to be used", STEP_LIMIT, async || {
					Ok((finalized(gateway).await? > before).then_some(()))
				})
				.await?;
				network.node_mut("near")?.start().await?;
			}
			network.node_mut("near")?.kill().await?;
			network.node_mut("alice")?.stop().await?;
			sleep(dark).await;
			let gateway = &scene.gateway;
			wait_until("readings to be taken without a chain", STEP_LIMIT, async || {
				Ok((gateway.status().await?["waiting"] != 0).then_some(()))
			})
			.await?;
			network.start(&["alice", "near"]).await?;
			playing.end_measuring()?;
			println!("gateway: {}", playing.finish(3 * STEP_LIMIT).await?);
			scene.settle().await?;
			scene.gateway.stop().await
		})
		.await
}

/// Beyond the number of blocks for which nodes serve clients that follow the chain.
const STALL: u64 = 220;

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_lost_while_finality_stands_still() -> Result<()> {
	Network::sealed()
		.run(async |network| {
			let node = network.node("dev")?;
			let chain = node.chain()?;
			let sealer = Sealer::start(chain, SLOT / 4);
			let mut scene = Scene::set(node, setup(node), 4, &[]).await?;
			scene.gateway.start().await?;
			let playing = scene.simulator.play(
				scene.gateway.mqtt(),
				[&ALL_WAYS[..], &["--rate", "100", "--for", FOREVER]].concat(),
			)?;
			sleep(Duration::from_secs(5)).await;
			drop(sealer);
			// After all that the sealer asked for.
			chain.seal(false, None).await?;
			let stood = chain.finalized().await?.number;
			for _ in 0..STALL {
				chain.seal(false, None).await?;
				sleep(Duration::from_millis(50)).await;
			}
			ensure!(chain.finalized().await?.number == stood, "finality did not stand still");
			ensure!(scene.gateway.status().await?["in_flight"] != 0, "nothing was under way");
			let _sealer = Sealer::start(chain, SLOT / 4);
			playing.end_measuring()?;
			println!("gateway: {}", playing.finish(3 * STEP_LIMIT).await?);
			scene.settle().await?;
			scene.gateway.stop().await
		})
		.await
}

async fn finalized(gateway: &Gateway) -> Result<u64> {
	let status = gateway.status().await?;
	status["finalized"].as_u64().with_context(|| format!("no count in {status}"))
}

/// A small file system of its own, which ends with this value.
struct SmallDisk(PathBuf);

impl SmallDisk {
	fn mount(at: PathBuf, megabytes: u32) -> Result<Self> {
		std::fs::create_dir_all(&at)?;
		let size = format!("size={megabytes}m");
		let done = std::process::Command::new("mount")
			.args(["-t", "tmpfs", "-o", &size, "tmpfs"])
			.arg(&at)
			.status()?;
		ensure!(done.success(), "cannot mount; this scenario needs root");
		Ok(Self(at))
	}
}

impl Drop for SmallDisk {
	fn drop(&mut self) {
		let _ = std::process::Command::new("umount").arg("-l").arg(&self.0).status();
	}
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs root, to mount a small disk"]
async fn a_full_disk_stops_it_and_nothing_is_lost() -> Result<()> {
	if !nix::unistd::geteuid().is_root() {
		println!("gateway: NOT PLAYED: only root can mount a small disk");
		return Ok(());
	}
	Network::fast()
		.run(async |network| {
			let node = network.node("dev")?;
			let disk = SmallDisk::mount(TempDir::with_prefix("tallystick-disk-")?.keep(), 16)?;
			let mut setup = setup(node);
			setup.store = Some(disk.0.join("gateway.db"));
			// The disk itself has to say no, not the floor above it.
			setup.more.push(("store", "free_floor_bytes = 0".into()));
			let mut scene = Scene::set(node, setup, 4, &[]).await?;
			scene.gateway.start().await?;
			let playing = scene.simulator.play(
				scene.gateway.mqtt(),
				[&ALL_WAYS[..], &["--rate", "400", "--for", FOREVER, "--resend", "2s"]].concat(),
			)?;
			sleep(Duration::from_secs(4)).await;
			let ballast = disk.0.join("ballast");
			fill(&ballast)?;
			let gateway = &scene.gateway;
			wait_until("the gateway to be busy", STEP_LIMIT, async || {
				let metrics = gateway.get("/metrics").await?.body;
				Ok(metrics.contains("error=\"Busy\"").then_some(()))
			})
			.await?;
			std::fs::remove_file(&ballast)?;
			playing.end_measuring()?;
			println!("gateway: {}", playing.finish(3 * STEP_LIMIT).await?);
			scene.settle().await?;
			scene.gateway.stop().await?;
			drop(disk);
			Ok(())
		})
		.await
}

/// Writes until there is no space left.
fn fill(path: &Path) -> Result<()> {
	use std::io::Write;
	let mut file = std::fs::File::create(path)?;
	for size in [1 << 16, 1 << 10, 1] {
		while file.write_all(&vec![1; size]).is_ok() {}
	}
	Ok(())
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs mosquitto, which scripts/setup.sh --tests installs"]
async fn nothing_is_lost_with_the_broker() -> Result<()> {
	let kills = env_number("TALLYSTICK_BROKER_KILLS", 3);
	Network::fast()
		.run(async |network| {
			let node = network.node("dev")?;
			let folder = TempDir::with_prefix("tallystick-mosquitto-")?;
			let mut broker = Mosquitto::new(folder.path())?;
			broker.start()?;
			let mut setup = setup(node);
			setup.broker = Some(broker.port());
			let mut scene = Scene::set(node, setup, 8, &[]).await?;
			scene.gateway.start().await?;
			let playing = scene.simulator.play(
				scene.gateway.mqtt(),
				[
					&ALL_WAYS[..],
					&["--rate", "200", "--segment-readings", "10", "--resend", "2s"],
					&["--for", FOREVER],
				]
				.concat(),
			)?;
			for _ in 0..kills {
				sleep(Duration::from_secs(3)).await;
				broker.kill().await?;
				sleep(Duration::from_millis(500)).await;
				broker.start()?;
			}
			playing.end_measuring()?;
			let said = playing.finish(4 * STEP_LIMIT).await?;
			println!("gateway: mosquitto killed {kills} times; {said}");
			scene.settle().await?;
			scene.gateway.stop().await?;
			broker.kill().await
		})
		.await
}
