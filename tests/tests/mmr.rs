//! Proofs verify against the newest root, also those of blocks that the chain itself has forgotten.

use anyhow::{ensure, Context, Result};
use serde_json::Value;
use std::time::{Duration, Instant};
use subxt::utils::H256;
use tallystick_client::{rpc_params, Rpc, RpcError};
use tallystick_tests::{wait_until, Network, State};

/// The node's error for a parameter that is too long.
const TOO_LARGE: i32 = 7006;

/// Blocks beyond those whose hashes the chain remembers.
const BEYOND: u32 = 50;

#[tokio::test(flavor = "multi_thread")]
async fn a_proof_of_an_old_block_verifies() -> Result<()> {
	Network::sealed()
		.run(async |network| {
			let node = network.node("dev")?;
			let chain = node.chain()?;
			let state = State::of(node).await?;
			let remembered = state.constant::<u32>("System", "BlockHashCount").await?;
			let blocks = remembered + BEYOND;
			let since = Instant::now();
			for _ in 0..blocks {
				chain.seal(true, None).await?;
			}
			let sealing = since.elapsed();
			let rpc = chain.rpc();
			let best = H256(chain.best().await?.hash);
			let root: H256 = rpc.request("mmr_root", rpc_params![best]).await?;

			for number in [1, BEYOND / 2, blocks - 5] {
				let proof = proof(rpc, number).await?;
				let verified: bool = rpc.request("mmr_verifyProof", rpc_params![&proof]).await?;
				ensure!(verified, "the proof of block {number} does not verify");
				let stateless: bool =
					rpc.request("mmr_verifyProofStateless", rpc_params![root, &proof]).await?;
				ensure!(stateless, "the proof of block {number} does not fit the root");
				let forged = forge(proof)?;
				let taken = rpc
					.request::<bool>("mmr_verifyProofStateless", rpc_params![root, &forged])
					.await;
				ensure!(!matches!(taken, Ok(true)), "a forged proof of block {number} was taken");
			}
			// A proof is of 64 blocks at most, and one that is to be verified has no more bytes than that.
			let many: Vec<u32> = (1..=64).collect();
			let most: Value = rpc.request("mmr_generateProof", rpc_params![&many]).await?;
			ensure!(rpc.request::<bool>("mmr_verifyProof", rpc_params![&most]).await?);
			let more: Vec<u32> = (1..=65).collect();
			let mut long = most;
			long["leaves"] = format!("0x{}", "00".repeat(128 * 1024)).into();
			for (method, params) in [
				("mmr_generateProof", rpc_params![&more]),
				("mmr_verifyProof", rpc_params![&long]),
				("mmr_verifyProofStateless", rpc_params![root, &long]),
			] {
				let answer = rpc.request::<Value>(method, params).await;
				let refused = matches!(&answer, Err(RpcError::Refused { code: TOO_LARGE, .. }));
				ensure!(refused, "{method} answers {answer:?}");
			}
			println!(
				"mmr: {blocks} blocks sealed in {sealing:.1?}, {remembered} hashes remembered; proofs of \
				 blocks 1, {} and {} verify against the newest root",
				BEYOND / 2,
				blocks - 5,
			);
			Ok(())
		})
		.await
}

/// The proof of a block. Its nodes are stored after finality, a little later than the block.
async fn proof(rpc: &Rpc, number: u32) -> Result<Value> {
	wait_until(&format!("a proof of block {number}"), Duration::from_secs(20), async || {
		Ok(Some(rpc.request("mmr_generateProof", rpc_params![[number]]).await?))
	})
	.await
}

/// The same proof with another leaf.
fn forge(mut proof: Value) -> Result<Value> {
	let leaves = proof["leaves"].as_str().context("a proof without leaves")?;
	let (rest, last) = leaves.split_at(leaves.len() - 1);
	proof["leaves"] = format!("{rest}{}", if last == "0" { "1" } else { "0" }).into();
	Ok(proof)
}
