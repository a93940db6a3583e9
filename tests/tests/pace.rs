//! How fast one node is: the short form of `throughput`, which shows that every load works.

use anyhow::{ensure, Result};
use tallystick_tests::{
	env_number,
	throughput::{play, Options},
};

#[tokio::test(flavor = "multi_thread")]
#[ignore = "loads a node with all cores; run with --ignored"]
async fn a_node_takes_transfers_hand_overs_and_observations() -> Result<()> {
	// Few, because nothing is asked of their pace: docs/performance.md has it of the long form.
	let options = Options {
		idle: 2,
		seconds: env_number("TALLYSTICK_LOAD_SECONDS", 14),
		accounts: 64,
		rate: 3_000,
		hand_overs: 256,
		observations: 64,
	};
	let rows = play(&options).await?;
	let loads: Vec<_> = rows.iter().map(|row| row.load.as_str()).collect();
	ensure!(
		loads
			== [
				"none",
				"system.remark",
				"balances.transfer_keep_alive",
				"asset_lifecycle.offer_custody",
				"asset_lifecycle.accept",
				"telemetry.observe, no policy",
				"telemetry.observe, one policy",
				"telemetry.observe, eight policies",
			]
	);
	for row in rows.iter().skip(1) {
		ensure!(row.included > 0 && row.per_second > 0.0, "{}: {row}", row.load);
	}
	Ok(())
}
