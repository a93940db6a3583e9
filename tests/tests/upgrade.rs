//! The council replaces the runtime of a running network.
//!
//! `TALLYSTICK_NEXT_RUNTIME` names the WASM of the runtime built with the feature `upgrade-drill`:
//! its spec version is one higher, and its migration doubles every organisation's quota.

use anyhow::{ensure, Context, Result};
use sp_maybe_compressed_blob::CODE_BLOB_BOMB_LIMIT;
use std::{path::PathBuf, time::Duration};
use tallystick_client::{
	consortium::{events::Enacted, views::QuotaOf},
	records::OrgId,
	Call, Chain,
};
use tallystick_evidence::{Crypto, Native};
use tallystick_tests::{
	ensure_one_finalized_chain, signer, wait_finalized, wait_until, Council, Network, PaceWatch,
	SLOT,
};

/// The organisations of the chain `local`.
const ORGANIZATIONS: u32 = 4;

/// Longer than this without a finalised block counts as a stop of finality. Every node compiles
/// the new code before it goes on, here all at once on the same cores.
const STANDSTILL: Duration = SLOT.saturating_mul(15);

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs TALLYSTICK_NEXT_RUNTIME; run with --ignored"]
async fn the_council_upgrades_the_runtime() -> Result<()> {
	let path = std::env::var_os("TALLYSTICK_NEXT_RUNTIME")
		.map(PathBuf::from)
		.context("TALLYSTICK_NEXT_RUNTIME must name the next runtime's WASM")?;
	let code = std::fs::read(&path).with_context(|| format!("no runtime at {}", path.display()))?;
	// As the builder does with a release's.
	let code = sp_maybe_compressed_blob::compress_strongly(&code, CODE_BLOB_BOMB_LIMIT)
		.context("the runtime cannot be compressed")?;
	Network::local(4)
		.run(async |network| {
			let chain = network.node("alice")?.chain()?.clone();
			wait_finalized(&chain, 2, 15 * SLOT).await?;
			let watch = PaceWatch::start(&chain);
			let council = Council::local(&chain);
			let (version, quotas) = (chain.spec_version().await?, quotas_of(&chain).await?);

			let authorize = Call::new("System", "authorize_upgrade", &Native::hash(&[&code]));
			let enact = Call::unchecked("Consortium", "enact", chain.encode(&authorize).await?);
			council.pass::<Enacted>(enact).await?;
			let apply = Call::new("System", "apply_authorized_upgrade", &code);
			let (dave, checkpoint) = (signer("//Dave"), chain.finalized().await?);
			let nonce = chain.next_nonce(&dave.account()).await?;
			let apply = chain.sign(&apply, &dave, nonce, &checkpoint).await?;
			// Every node compiles the new code before it answers again.
			chain.submit(&apply.bytes).await?;

			for node in network.running() {
				let here = node.chain()?;
				wait_until(&format!("the new version on {}", node.name()), 30 * SLOT, async || {
					Ok((here.spec_version().await? == version + 1).then_some(()))
				})
				.await?;
			}
			let upgraded = chain.best().await?.number;
			wait_finalized(&chain, upgraded + 10, 30 * SLOT).await?;
			let other = network.node("bob")?.chain()?;
			let migrated = quotas_of(other).await?;
			let doubled: Vec<u64> = quotas.iter().map(|bytes| 2 * bytes).collect();
			ensure!(migrated == doubled, "quotas of {quotas:?} bytes became {migrated:?}");
			// A transaction under the new runtime.
			let remark = Call::new("System", "remark", &b"new".to_vec());
			other.submit_and_find(&remark, &signer("//Bob")).await?;
			let pace = watch.finish().await?;
			let compared = ensure_one_finalized_chain(network).await?;

			println!(
				"upgrade: spec version {version} became {}, quotas of {quotas:?} bytes \
				 became {migrated:?}, longest time without finality {:.1?}, {compared} heights compared",
				version + 1,
				pace.standstill
			);
			pace.ensure_no_standstill(STANDSTILL)
		})
		.await
}

async fn quotas_of(chain: &Chain) -> Result<Vec<u64>> {
	let mut quotas = Vec::new();
	for org in (0..ORGANIZATIONS).map(OrgId) {
		let quota = chain.view(QuotaOf { org }, None).await?;
		quotas.push(quota.with_context(|| format!("{org:?} has no quota"))?.limit.bytes);
	}
	Ok(quotas)
}
