//! A node outside the consortium gets nothing, though it has the specification and every address.

use anyhow::{ensure, Result};
use std::time::{Duration, Instant};
use tallystick_tests::{peers, wait_finalized, Network, SLOT};
use tokio::time::sleep;

/// How long the stranger tries.
const PATIENCE: Duration = Duration::from_secs(10);

#[tokio::test(flavor = "multi_thread")]
async fn a_stranger_syncs_nothing() -> Result<()> {
	Network::single()
		.full_node("friend")
		.stranger("mallory")
		.run(async |network| {
			let since = Instant::now();
			let (friend, stranger) =
				(network.node("friend")?.chain()?, network.node("mallory")?.chain()?);
			wait_finalized(friend, 3, 20 * SLOT).await?;
			sleep(PATIENCE.saturating_sub(since.elapsed())).await;
			let (reached, got) = (friend.best().await?.number, stranger.best().await?.number);
			let own = peers(stranger).await?;
			println!(
				"peers: in {:.0?} a reserved peer reached block {reached}, a stranger {got} with {own} peers",
				since.elapsed()
			);
			ensure!(got == 0, "a stranger reached block {got}");
			ensure!(own == 0, "a stranger has {own} peers");
			let validators_peers = peers(network.node("alice")?.chain()?).await?;
			ensure!(validators_peers == 1, "the validator has {validators_peers} peers");
			Ok(())
		})
		.await
}
