//! A node that is asked to end does so in order, and its log does not look like that of a crash. Who plays
//! on nodes and is asked to end leaves none behind.

use anyhow::{ensure, Context, Result};
use nix::{
	sys::signal::{kill, Signal},
	unistd::Pid,
};
use std::{
	fs,
	path::{Path, PathBuf},
	process::Stdio,
};
use tallystick_tests::{peers, wait_finalized, wait_until, Network, Node, SLOT};
use tokio::{process::Command, time::timeout};

/// Ends the node, which must say so in its last line and report no error in any.
async fn stop(node: &mut Node) -> Result<()> {
	node.stop().await?;
	let log = node.log()?;
	let error = log.lines().find(|line| line.contains(" ERROR "));
	ensure!(error.is_none(), "{} logs an error: {error:?}", node.name());
	let last = log.lines().last().context("an empty log")?;
	ensure!(
		last.contains(" INFO ") && last.contains("stopped by a signal"),
		"{} ends with {last:?}",
		node.name()
	);
	Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_node_that_is_asked_to_end_logs_no_error() -> Result<()> {
	Network::single()
		.full_node("follower")
		.arg("--detailed-log-output")
		.run(async |network| {
			wait_finalized(network.node("follower")?.chain()?, 2, 20 * SLOT).await?;
			stop(network.node_mut("follower")?).await?;
			stop(network.node_mut("alice")?).await
		})
		.await?;
	Network::sealed()
		.arg("--detailed-log-output")
		.run(async |network| {
			network.node("dev")?.chain()?.seal(true, None).await?;
			stop(network.node_mut("dev")?).await
		})
		.await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_node_that_has_just_started_can_be_asked_to_end() -> Result<()> {
	Network::local(2)
		.arg("--detailed-log-output")
		.run(async |network| {
			let alice = network.node("alice")?.chain()?;
			wait_until("peers", 10 * SLOT, async || Ok((peers(alice).await? > 0).then_some(())))
				.await?;
			for name in ["alice", "bob"] {
				stop(network.node_mut(name)?).await?;
			}
			Ok(())
		})
		.await
}

/// The processes that this one has started and that run, as their folders in `/proc`.
fn children(process: u32) -> Result<Vec<PathBuf>> {
	let mut children = Vec::new();
	for thread in fs::read_dir(format!("/proc/{process}/task"))? {
		// A thread may have ended meanwhile.
		let started = fs::read_to_string(thread?.path().join("children")).unwrap_or_default();
		children.extend(started.split_whitespace().map(|child| Path::new("/proc").join(child)));
	}
	children.retain(|child| runs(child));
	Ok(children)
}

/// Whether this process runs. One that has ended may wait for its parent to notice.
fn runs(process: &Path) -> bool {
	let status = fs::read_to_string(process.join("status")).unwrap_or_default();
	status.lines().any(|line| line.starts_with("State:") && !line.contains("Z (zombie)"))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_measurement_that_is_interrupted_leaves_no_process_behind() -> Result<()> {
	let mut bench = Command::new(env!("CARGO_BIN_EXE_gateway-bench"))
		.args(["--only", "latency", "--devices", "20"])
		.stdout(Stdio::null())
		.stderr(Stdio::null())
		.kill_on_drop(true)
		.spawn()?;
	let process = bench.id().context("it has ended")?;
	let started = wait_until("a node and a gateway", 60 * SLOT, async || {
		let started = children(process)?;
		let names = started.iter().map(|child| fs::read_to_string(child.join("comm")));
		let names: Vec<_> = names.map(Result::unwrap_or_default).collect();
		let runs = |name: &str| names.iter().any(|of| of.starts_with(name));
		Ok((runs("tallystick-node") && runs("tallystick-gate")).then_some(started))
	})
	.await?;
	kill(Pid::from_raw(process.try_into()?), Signal::SIGINT)?;
	let status = timeout(15 * SLOT, bench.wait()).await??;
	ensure!(!status.success(), "it ended with {status}");
	wait_until("the end of all that it started", 15 * SLOT, async || {
		Ok(started.iter().all(|child| !runs(child)).then_some(()))
	})
	.await
}
