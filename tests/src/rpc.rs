use anyhow::{Context, Result};
use serde_json::Value;
use std::time::Duration;
use subxt::{
	config::polkadot::SubstrateHeader,
	rpcs::{
		client::{RpcParams, RpcSubscription},
		methods::legacy::TransactionStatus,
		rpc_params, Error, RpcClient,
	},
	utils::{AccountId32, H256},
};

/// A block's header, as RPC tells it.
pub type Header = SubstrateHeader<H256>;

/// What `system_health` tells.
#[derive(Clone, Copy, Debug)]
pub struct Health {
	/// Connected peers.
	pub peers: u64,
	/// Whether the node fetches old blocks.
	pub is_syncing: bool,
}

/// Fresh session keys, which the node has put into its keystore.
#[derive(Clone, Debug)]
pub struct GeneratedKeys {
	/// The Aura and the GRANDPA public key, one after the other.
	pub keys: Vec<u8>,
	/// That the node holds the keys' secrets, and for whom.
	pub proof: Vec<u8>,
}

impl GeneratedKeys {
	/// The Aura public key.
	pub fn aura(&self) -> Result<[u8; 32]> {
		self.part(0)
	}

	/// The GRANDPA public key.
	pub fn grandpa(&self) -> Result<[u8; 32]> {
		self.part(1)
	}

	fn part(&self, index: usize) -> Result<[u8; 32]> {
		let part = self.keys.chunks_exact(32).nth(index).context("too few session keys")?;
		Ok(part.try_into()?)
	}
}

/// A connection to a node's JSON-RPC, with a method for each request that tests need.
#[derive(Clone, Debug)]
pub struct Rpc {
	client: RpcClient,
}

impl Rpc {
	/// Connects to a node on this machine.
	pub async fn connect(port: u16) -> Result<Self> {
		let url = format!("ws://127.0.0.1:{port}");
		let client = RpcClient::from_insecure_url(url).await?;
		Ok(Self { client })
	}

	/// The connection itself.
	pub fn client(&self) -> &RpcClient {
		&self.client
	}

	/// Any request.
	pub async fn request<T: serde::de::DeserializeOwned>(
		&self,
		method: &str,
		params: RpcParams,
	) -> Result<T, Error> {
		self.client.request(method, params).await
	}

	/// The header of this block, or of the best one.
	pub async fn header(&self, hash: Option<H256>) -> Result<Header> {
		let header: Option<Header> = self.request("chain_getHeader", rpc_params![hash]).await?;
		header.with_context(|| format!("no header for {hash:?}"))
	}

	/// The height of the best block.
	pub async fn best_number(&self) -> Result<u64> {
		Ok(self.header(None).await?.number)
	}

	/// The hash of the last finalised block.
	pub async fn finalized_hash(&self) -> Result<H256> {
		Ok(self.request("chain_getFinalizedHead", rpc_params![]).await?)
	}

	/// The height of the last finalised block.
	pub async fn finalized_number(&self) -> Result<u64> {
		let hash = self.finalized_hash().await?;
		Ok(self.header(Some(hash)).await?.number)
	}

	/// The hash of the best chain's block at this height, or of the best block.
	pub async fn block_hash(&self, number: Option<u64>) -> Result<H256> {
		let hash: Option<H256> = self.request("chain_getBlockHash", rpc_params![number]).await?;
		hash.with_context(|| format!("no block at {number:?}"))
	}

	/// Every new best block from now on.
	pub async fn best_heads(&self) -> Result<RpcSubscription<Header>> {
		self.subscribe("chain_subscribeNewHeads", "chain_unsubscribeNewHeads").await
	}

	/// The newest finalised block from now on; blocks finalised together come as one.
	pub async fn finalized_heads(&self) -> Result<RpcSubscription<Header>> {
		self.subscribe("chain_subscribeFinalizedHeads", "chain_unsubscribeFinalizedHeads").await
	}

	/// How the node is connected.
	pub async fn health(&self) -> Result<Health> {
		let health: Value = self.request("system_health", rpc_params![]).await?;
		Ok(Health {
			peers: health["peers"].as_u64().context("health without peers")?,
			is_syncing: health["isSyncing"].as_bool().context("health without isSyncing")?,
		})
	}

	/// The next nonce of an account, its transactions in the pool included.
	pub async fn next_nonce(&self, account: &AccountId32) -> Result<u64> {
		Ok(self.request("system_accountNextIndex", rpc_params![account]).await?)
	}

	/// The runtime's version at the best block.
	pub async fn spec_version(&self) -> Result<u64> {
		let version: Value = self.request("state_getRuntimeVersion", rpc_params![]).await?;
		version["specVersion"].as_u64().context("a runtime version without specVersion")
	}

	/// Makes new session keys in the node's keystore, to be owned by `owner`.
	pub async fn rotate_keys(&self, owner: &AccountId32) -> Result<GeneratedKeys> {
		let made: Value =
			self.request("author_rotateKeysWithOwner", rpc_params![hex(&owner.0)]).await?;
		let bytes = |key: &str| unhex(made[key].as_str().with_context(|| format!("no {key}"))?);
		Ok(GeneratedKeys { keys: bytes("keys")?, proof: bytes("proof")? })
	}

	/// Hands a transaction to the pool.
	pub async fn submit(&self, extrinsic: &[u8]) -> Result<H256, Error> {
		self.request("author_submitExtrinsic", rpc_params![hex(extrinsic)]).await
	}

	/// Hands a transaction to the pool and follows it.
	pub async fn submit_and_watch(
		&self,
		extrinsic: &[u8],
	) -> Result<RpcSubscription<TransactionStatus<H256>>, Error> {
		self.client
			.subscribe(
				"author_submitAndWatchExtrinsic",
				rpc_params![hex(extrinsic)],
				"author_unwatchExtrinsic",
			)
			.await
	}

	/// Has a node that seals by hand make a block and finalise it at once.
	pub async fn seal(&self) -> Result<H256> {
		let made: Value =
			self.request("engine_createBlock", rpc_params![true, true, Value::Null]).await?;
		Ok(serde_json::from_value(made["hash"].clone())?)
	}

	/// Waits until the finalised height is at least `number`.
	pub async fn wait_finalized(&self, number: u64, limit: Duration) -> Result<()> {
		crate::wait_until(&format!("block {number} to be finalised"), limit, async || {
			Ok((self.finalized_number().await? >= number).then_some(()))
		})
		.await
	}

	async fn subscribe(&self, start: &str, end: &str) -> Result<RpcSubscription<Header>> {
		Ok(self.client.subscribe(start, rpc_params![], end).await?)
	}
}

/// Bytes in hexadecimal, as JSON-RPC wants them.
pub fn hex(bytes: &[u8]) -> String {
	format!("0x{}", ::hex::encode(bytes))
}

/// Bytes from hexadecimal.
pub fn unhex(text: &str) -> Result<Vec<u8>> {
	Ok(::hex::decode(text.strip_prefix("0x").context("hexadecimal without 0x")?)?)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn hexadecimal_goes_both_ways() {
		assert_eq!(hex(&[0, 0x7f, 0xff]), "0x007fff");
		assert_eq!(unhex("0x007fff").unwrap(), [0, 0x7f, 0xff]);
		assert!(unhex("007f").is_err());
		assert!(unhex("0xzz").is_err());
	}
}
