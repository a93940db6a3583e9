//! What a test asks of a node beside what every client asks.

use crate::wait_until;
use anyhow::{Context, Result};
use serde_json::Value;
use std::time::Duration;
use subxt::utils::H256;
use tallystick_client::{
	consortium::{
		calls::{Invite, Join},
		views::MembershipOf,
	},
	hexed, rpc_params, unhex, AccountId, Call, Chain, Hash, Included, RpcError, Signer,
};

/// Fresh session keys, which the node has put into its keystore.
#[derive(Clone, Debug)]
pub struct GeneratedKeys {
	/// The Aura public key.
	pub aura: [u8; 32],
	/// The GRANDPA public key.
	pub grandpa: [u8; 32],
	/// That the node holds the keys' secrets, and for whom.
	pub proof: Vec<u8>,
}

/// Submits calls of one account at once, which one block can hold, and waits for all of them. They are
/// made in this order. A call that fails is an error.
pub async fn submit_all(chain: &Chain, calls: &[Call], signer: &Signer) -> Result<Vec<Included>> {
	let (checkpoint, best) = (chain.finalized().await?, chain.best().await?.number);
	let nonce = chain.next_nonce(&signer.account()).await?;
	let mut sent = Vec::new();
	for (call, nonce) in calls.iter().zip(nonce..) {
		let signed = chain.sign(call, signer, nonce, &checkpoint).await?;
		chain.submit(&signed.bytes).await?;
		sent.push(signed);
	}
	let mut included = Vec::new();
	for signed in sent {
		included.push(chain.find(&signed, best).await?);
	}
	Ok(included)
}

/// Makes an account a member of the organisation of `admin`, whose account has money for the deposit.
pub async fn add_member(chain: &Chain, admin: &Signer, who: &Signer) -> Result<()> {
	let member = chain.view(MembershipOf { who: admin.account() }, None).await?;
	let org = member.context("the admin belongs to no organisation")?.org;
	chain.submit_and_find(&Invite { who: who.account() }.into(), admin).await?;
	chain.submit_and_find(&Join { org }.into(), who).await?;
	Ok(())
}

/// Makes new session keys in the node's keystore, to be owned by `owner`.
pub async fn rotate_keys(chain: &Chain, owner: &AccountId) -> Result<GeneratedKeys> {
	let params = rpc_params![hexed(&owner.0)];
	let made: Value = chain.rpc().request("author_rotateKeysWithOwner", params).await?;
	let bytes = |key: &str| {
		made[key].as_str().and_then(unhex).with_context(|| format!("no {key} in {made}"))
	};
	let keys = bytes("keys")?;
	let (aura, grandpa) = keys.split_at_checked(32).context("too few session keys")?;
	Ok(GeneratedKeys {
		aura: aura.try_into()?,
		grandpa: grandpa.try_into()?,
		proof: bytes("proof")?,
	})
}

/// How many peers the node is connected with.
pub async fn peers(chain: &Chain) -> Result<u64> {
	let health: Value = chain.rpc().request("system_health", rpc_params![]).await?;
	health["peers"].as_u64().context("health without peers")
}

/// Waits until the finalised height is at least `number`.
pub async fn wait_finalized(chain: &Chain, number: u32, limit: Duration) -> Result<()> {
	wait_until(&format!("block {number} to be finalised"), limit, async || {
		Ok((chain.finalized().await?.number >= number).then_some(()))
	})
	.await
}

/// Has a node that seals by hand finalise a block and all before it.
pub async fn finalize(chain: &Chain, block: &Hash) -> Result<(), RpcError> {
	let params = rpc_params![H256(*block), Value::Null];
	chain.rpc().request::<bool>("engine_finalizeBlock", params).await.map(drop)
}
