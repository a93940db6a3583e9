//! Four validators keep pace; finality survives the loss of one, stands still without two, and
//! comes back with them.

use anyhow::{ensure, Result};
use std::time::{Duration, Instant};
use tallystick_tests::{
	ensure_one_finalized_chain, median, percentile, wait_finalized, wait_until, Network, PaceWatch,
	RESTART_DELAY, SLOT,
};
use tokio::time::sleep;

/// How far apart the best heads may be at any moment.
const HEAD_SPREAD: u32 = 2;

/// Median time from a block's becoming best to its finality.
const MEDIAN_LAG: Duration = SLOT.saturating_mul(3).checked_div(2).unwrap();

/// From the start of both lost validators until all have one best head and finality is close to it.
const CATCH_UP: Duration = Duration::from_secs(30);

#[tokio::test(flavor = "multi_thread")]
async fn four_validators_keep_pace() -> Result<()> {
	Network::local(4)
		.run(async |network| {
			let chain = network.node("alice")?.chain()?.clone();
			wait_finalized(&chain, 3, 15 * SLOT).await?;

			let watch = PaceWatch::start(&chain);
			let target = chain.best().await?.number + 12;
			let mut spread = 0;
			while chain.finalized().await?.number < target {
				let heads = network.best_numbers().await?;
				let (low, high) = (heads.iter().min(), heads.iter().max());
				spread = spread.max(high.unwrap_or(&0) - low.unwrap_or(&0));
				sleep(Duration::from_millis(500)).await;
			}
			let pace = watch.finish().await?;
			let compared = ensure_one_finalized_chain(network).await?;

			println!(
				"four validators: {} blocks, interval median {:.2?}, finality lag median {:.2?}, \
				 p99 {:.2?}, best heads at most {spread} apart, {compared} heights compared",
				pace.lags.len(),
				median(&pace.intervals),
				median(&pace.lags),
				percentile(&pace.lags, 99),
			);
			ensure!(pace.lags.len() >= 10, "only {} blocks were measured", pace.lags.len());
			ensure!(spread <= HEAD_SPREAD, "best heads were {spread} blocks apart");
			ensure!(median(&pace.lags) <= MEDIAN_LAG, "finality lags {:?}", median(&pace.lags));
			Ok(())
		})
		.await
}

#[tokio::test(flavor = "multi_thread")]
async fn finality_needs_three_of_four() -> Result<()> {
	Network::local(4)
		.run(async |network| {
			let chain = network.node("alice")?.chain()?.clone();
			wait_finalized(&chain, 3, 15 * SLOT).await?;

			network.node_mut("dave")?.kill().await?;
			let before = chain.finalized().await?.number;
			let since = Instant::now();
			wait_finalized(&chain, before + 6, 20 * SLOT).await?;
			let with_three = since.elapsed();

			network.node_mut("charlie")?.kill().await?;
			// What the third vote still completed arrives within a slot or two.
			sleep(2 * SLOT).await;
			let frozen = network.finalized_numbers().await?;
			let best = chain.best().await?.number;
			wait_until("five more blocks without finality", 20 * SLOT, async || {
				Ok((chain.best().await?.number >= best + 5).then_some(()))
			})
			.await?;
			let after = network.finalized_numbers().await?;
			ensure!(frozen == after, "two of four finalised: {frozen:?} became {after:?}");

			sleep(RESTART_DELAY).await;
			let since = Instant::now();
			network.start(&["charlie", "dave"]).await?;
			let left = CATCH_UP.saturating_sub(since.elapsed());
			let caught_up = wait_until("all four to have caught up", left, async || {
				let (best, finalized) =
					(network.best_numbers().await?, network.finalized_numbers().await?);
				let high = best.iter().max().copied().unwrap_or_default();
				let low = best.iter().chain(&finalized).min().copied().unwrap_or_default();
				Ok((high - low < 4).then(|| since.elapsed()))
			})
			.await?;
			let compared = ensure_one_finalized_chain(network).await?;

			println!(
				"three of four: 6 blocks final in {with_three:.1?}; two of four: final stays at \
				 {}, best grows; both back: caught up in {caught_up:.1?}; {compared} heights compared",
				after[0],
			);
			Ok(())
		})
		.await
}
