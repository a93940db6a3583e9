//! Devices that move between two gateways in one boot epoch: each acknowledged reading is in exactly one
//! finalised batch of either, also while the gateways are killed.
//!
//! | Variable | Meaning |
//! | --- | --- |
//! | `TALLYSTICK_KILL_SECONDS` | how long gateways are killed at random moments, default 20 |
//! | `TALLYSTICK_SEED` | makes the random moments, default from the clock |

use anyhow::{ensure, Context, Result};
use std::time::{Duration, Instant};
use tallystick_tests::{
	add_member, env_number, signer, wait_finalized, wait_until, Gateway, GatewaySetup, Network,
	Rng, Simulator, SLOT,
};
use tempfile::TempDir;
use tokio::time::sleep;

const ACCOUNTS: [&str; 2] = ["//Moves//one", "//Moves//two"];
const DATA: [&str; 2] = ["building-15min.csv", "pv-power-15min.csv"];
const LIMIT: Duration = Duration::from_secs(120);

async fn settle(gateway: &Gateway) -> Result<()> {
	wait_until("all readings to be final", LIMIT, async || {
		let status = gateway.status().await?;
		Ok((status["waiting"] == 0 && status["in_flight"] == 0).then_some(()))
	})
	.await
	.with_context(|| gateway.log_tail())
}

#[tokio::test(flavor = "multi_thread")]
async fn each_reading_is_final_once_at_one_of_two_gateways_that_are_killed() -> Result<()> {
	let time = Duration::from_secs(env_number("TALLYSTICK_KILL_SECONDS", 20));
	let clock = std::time::UNIX_EPOCH.elapsed()?.as_nanos() as u64;
	let seed = env_number("TALLYSTICK_SEED", clock);
	println!("gateway_moves: TALLYSTICK_SEED={seed}");
	let mut rng = Rng::new(seed);
	Network::fast()
		.run(async |network| {
			let node = network.node("dev")?;
			let folder = TempDir::with_prefix("tallystick-moves-")?;
			wait_finalized(node.chain()?, 1, 20 * SLOT).await?;
			let rpc = node.ports().rpc;
			let fleet =
				Simulator::new(&folder.path().join("simulator"), rpc, ACCOUNTS[0], 8, &DATA);
			let mut gateways = Vec::new();
			for account in ACCOUNTS {
				add_member(node.chain()?, &signer("//Alice"), &signer(account)).await?;
				fleet.at(account).register(&[]).await?;
				let own = folder.path().join(format!("gateway-{}", gateways.len()));
				let mut gateway = Gateway::new(&GatewaySetup::new(rpc, account), &own)?;
				gateway.start().await?;
				gateways.push(gateway);
			}
			let places = gateways.iter().zip(ACCOUNTS);
			let places = places
				.map(|(gateway, account)| format!("mqtt://127.0.0.1:{}={account}", gateway.mqtt()));
			let between = places.collect::<Vec<_>>().join(",");
			let playing = fleet.play(
				gateways[0].mqtt(),
				[
					&["--attestation", "mix", "--between", &between, "--move-every", "2s"][..],
					&["--rate", "200", "--segment-readings", "10", "--resend", "1s"],
					&["--drain", "120s", "--until-final", "--boot", "7", "--for", "24h"],
				]
				.concat(),
			)?;
			let until = Instant::now() + time;
			let mut kills = 0;
			while Instant::now() < until {
				sleep(Duration::from_millis(200 + rng.below(2_000))).await;
				let gateway = &mut gateways[rng.below(2) as usize];
				gateway.kill().await?;
				gateway.start().await?;
				kills += 1;
			}
			playing.end_measuring()?;
			let said = playing.finish(3 * LIMIT).await?;
			println!("gateway_moves: killed {kills} times in {time:?}; {said}");
			let moves = said.split(' ').find_map(|word| word.strip_prefix("moves="));
			let moves: u64 = moves.context("no device moved")?.parse()?;
			ensure!(moves >= 16, "only {moves} moves");
			// None of the devices began a new boot epoch.
			ensure!(said.contains("lost_power=0 "), "{said}");
			for gateway in &gateways {
				settle(gateway).await?;
			}
			let sources = [0, 1].map(|at| (gateways[at].http(), ACCOUNTS[at]));
			println!("gateway_moves: {}", fleet.check_all(&sources, 20).await?);
			for gateway in &mut gateways {
				gateway.stop().await?;
			}
			Ok(())
		})
		.await
}
