//! Memory of a validator after an hour's worth of blocks.

use anyhow::{ensure, Result};
use std::time::{Duration, Instant};
use tallystick_tests::{Network, SLOT};
use tokio::time::sleep;

const HOUR: u64 = 60 * 60 / SLOT.as_secs();

/// In bytes.
const LIMIT: u64 = 300 << 20;

/// The node has this time to write what it was given.
const REST: Duration = Duration::from_secs(10);

#[tokio::test(flavor = "multi_thread")]
#[ignore = "seals an hour's worth of blocks; run with --ignored"]
async fn an_idle_validator_stays_small() -> Result<()> {
	Network::sealed()
		.run(async |network| {
			let node = network.node("dev")?;
			let chain = node.chain()?;
			let before = node.memory()?;
			let since = Instant::now();
			for _ in 0..HOUR {
				chain.seal(true, None).await?;
			}
			let sealing = since.elapsed();
			sleep(REST).await;
			let after = node.memory()?;
			println!(
				"soak: {HOUR} blocks sealed in {sealing:.0?}; resident memory {before} at the start, \
				 {after} at the end"
			);
			ensure!(after.resident < LIMIT, "{after} are resident");
			Ok(())
		})
		.await
}
