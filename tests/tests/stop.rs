//! A node that is asked to end does so in order, and its log does not look like that of a crash.

use anyhow::{ensure, Context, Result};
use tallystick_tests::{peers, seal, wait_finalized, wait_until, Network, Node, SLOT};

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
			seal(network.node("dev")?.chain()?, true).await?;
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
