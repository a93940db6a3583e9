//! A validator is killed without warning, again and again, at random moments. It always comes back
//! with what was final, and nobody ever signs twice.
//!
//! | Variable | Meaning |
//! | --- | --- |
//! | `TALLYSTICK_KILLS` | how many times, default 3 |
//! | `TALLYSTICK_SEED` | repeats the moments of an earlier run |

use anyhow::{ensure, Context, Result};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use tallystick_tests::{
	ensure_no_equivocation, ensure_one_finalized_chain, env_number, median, wait_finalized,
	wait_until, Network, Rng, RESTART_DELAY, SLOT,
};
use tokio::time::{sleep, Instant};

/// How many blocks that a validator had finalised may be gone after a kill: ParityDB acknowledges
/// a commit before it is written.
const UNFLUSHED_TAIL: u32 = 2;

/// From the restart until the validator has finalised what the others have.
const RECOVERY: Duration = Duration::from_secs(30);

/// What no log may hold after a kill.
const DAMAGE: [&str; 4] = ["Corrupt", "UnknownBlock", "Header was not found", "panicked"];

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_validator_always_comes_back() -> Result<()> {
	let kills = env_number("TALLYSTICK_KILLS", 3);
	let clock = SystemTime::now().duration_since(UNIX_EPOCH)?.as_nanos() as u64;
	let seed = env_number("TALLYSTICK_SEED", clock);
	let mut rng = Rng::new(seed);
	println!("crash: TALLYSTICK_SEED={seed}");
	Network::local(4)
		.run(async |network| {
			let peer = network.node("alice")?.chain()?.clone();
			wait_finalized(&peer, 3, 15 * SLOT).await?;
			let (mut lost_best, mut lost_final) = (0, 0);
			let mut recoveries = Vec::new();
			for kill in 1..=kills {
				sleep(rng.duration(4 * SLOT)).await;
				let dave = network.node_mut("dave")?;
				let chain = dave.chain()?.clone();
				let (best, finalized) =
					(chain.best().await?.number, chain.finalized().await?.number);
				dave.kill().await?;
				let killed = Instant::now();

				let disk = dave.chain_info().await.with_context(|| format!("after kill {kill}"))?;
				lost_best = lost_best.max(best.saturating_sub(disk.best));
				lost_final = lost_final.max(finalized.saturating_sub(disk.finalized));
				ensure!(
					disk.finalized + UNFLUSHED_TAIL >= finalized,
					"kill {kill}: {finalized} was final, {} is on disk",
					disk.finalized
				);

				dave.restart(RESTART_DELAY.saturating_sub(killed.elapsed())).await?;
				let back = Instant::now();
				let chain = dave.chain()?.clone();
				wait_until(&format!("recovery from kill {kill}"), RECOVERY, async || {
					let target = peer.finalized().await?.number;
					Ok((chain.finalized().await?.number + 1 >= target).then_some(()))
				})
				.await?;
				recoveries.push(back.elapsed());
			}
			// Two more rounds of slots, so that a second signature would be seen.
			let finalized = peer.finalized().await?.number;
			wait_finalized(&peer, finalized + 8, 20 * SLOT).await?;
			ensure_no_equivocation(network).await?;
			let compared = ensure_one_finalized_chain(network).await?;
			let log = network.node("dave")?.log()?;
			let damage = log.lines().find(|line| DAMAGE.iter().any(|word| line.contains(word)));
			ensure!(damage.is_none(), "the log tells of damage: {damage:?}");

			println!(
				"crash: {kills} kills, lost at most {lost_final} final and {lost_best} best blocks, \
				 back in {:.1?} (median), {:.1?} (longest), no equivocation, {compared} heights compared",
				median(&recoveries),
				recoveries.iter().max().copied().unwrap_or_default(),
			);
			Ok(())
		})
		.await
}
