//! The council replaces the runtime of a running network.
//!
//! `TALLYSTICK_NEXT_RUNTIME` names the WASM of the runtime built with the feature `upgrade-drill`:
//! its spec version is one higher, and its migration doubles every organisation's quota.

use anyhow::{ensure, Context, Result};
use std::{path::PathBuf, time::Duration};
use subxt::dynamic::{self, At, Value};
use tallystick_tests::{
	call, call_value, ensure_one_finalized_chain, pair, wait_until, Client, Council, Network,
	PaceWatch, SLOT,
};

/// The organisations of the chain `local`.
const ORGANIZATIONS: u128 = 4;

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
	Network::local(4)
		.run(async |network| {
			let rpc = network.node("alice")?.rpc()?.clone();
			rpc.wait_finalized(2, 15 * SLOT).await?;
			let watch = PaceWatch::start(&rpc).await?;
			let client = network.node("alice")?.client().await?;
			let council = Council::local(client.clone());
			let (version, quotas) = (rpc.spec_version().await?, quotas_of(&client).await?);

			let hash = client.hash(&code).await?;
			let authorize = call("System", "authorize_upgrade", [Value::from_bytes(hash)]);
			council.pass(call("Consortium", "enact", [call_value(authorize)])).await?;
			let apply = dynamic::tx("System", "apply_authorized_upgrade", (code,));
			let applied = client.submit(&apply, &pair("//Dave")).await?;

			for node in network.running() {
				let rpc = node.rpc()?;
				wait_until(&format!("the new version on {}", node.name()), 30 * SLOT, async || {
					Ok((rpc.spec_version().await? == version + 1).then_some(()))
				})
				.await?;
			}
			rpc.wait_finalized(applied.number + 10, 30 * SLOT).await?;
			let client = network.node("bob")?.client().await?;
			let migrated = quotas_of(&client).await?;
			let doubled: Vec<u128> = quotas.iter().map(|bytes| 2 * bytes).collect();
			ensure!(migrated == doubled, "quotas of {quotas:?} bytes became {migrated:?}");
			// A transaction under the new runtime.
			client
				.submit(&call("System", "remark", [Value::from_bytes(b"new")]), &pair("//Bob"))
				.await?;
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

async fn quotas_of(client: &Client) -> Result<Vec<u128>> {
	let mut quotas = Vec::new();
	for org in 0..ORGANIZATIONS {
		let bucket: Option<Value> =
			client.storage("Consortium", "Buckets", vec![Value::u128(org)]).await?;
		let bytes = bucket.as_ref().at("limit").at("bytes").and_then(|bytes| bytes.as_u128());
		quotas.push(bytes.with_context(|| format!("organisation {org} has no quota"))?);
	}
	Ok(quotas)
}
