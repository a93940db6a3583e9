//! Two machines run with one validator's keys. Whoever sees both of its signatures raises an alarm
//! for its blocks, and reports its votes to the chain.

use anyhow::{ensure, Result};
use std::time::Duration;
use tallystick_tests::{
	double_votes, ensure_one_finalized_chain, wait_finalized, wait_until, Network, SLOT,
};

/// The Aura key of the validator that runs twice.
const DAVE: &str = "5DAAnrj7VHTznn2AWBemMuyBwZWs6FNFjdyVXUeYum3PTXFy";

/// Within some slots of the twin the two sign different things.
const PATIENCE: Duration = Duration::from_secs(120);

#[tokio::test(flavor = "multi_thread")]
async fn a_validator_that_signs_twice_is_noticed() -> Result<()> {
	Network::local(4)
		.twin("double", "dave")
		.run(async |network| {
			let alice = network.node("alice")?;
			let blocks = wait_until("the alarm for two blocks in a slot", PATIENCE, async || {
				let seen = alice.metrics().await?.sum("tallystick_aura_equivocations_total");
				Ok(seen.filter(|seen| *seen > 0.0))
			})
			.await?;
			let log = alice.log()?;
			let named =
				log.lines().any(|line| line.contains("equivocation") && line.contains(DAVE));
			ensure!(named, "the alarm does not name the key");
			let votes = wait_until("the report of two votes", PATIENCE, async || {
				let known = double_votes(alice).await?;
				Ok((known > 0).then_some(known))
			})
			.await?;
			let chain = alice.chain()?;
			let finalized = chain.finalized().await?.number;
			wait_finalized(chain, finalized + 3, 20 * SLOT).await?;
			let compared = ensure_one_finalized_chain(network).await?;
			println!(
				"equivocation: {blocks} blocks counted, {votes} double votes on chain, finality goes \
				 on, {compared} heights compared"
			);
			Ok(())
		})
		.await
}
