use crate::Node;
use anyhow::{Context, Result};
use std::sync::Arc;
use subxt::{
	backend::LegacyBackend,
	config::SubstrateConfig,
	dynamic::{self, Value},
	ext::scale_decode::DecodeAsType,
	rpcs::RpcClient,
	utils::H256,
	OnlineClient, OnlineClientAtBlock,
};
use tallystick_client::Hash;

/// Reads storage and constants that no view function shows.
#[derive(Clone, Debug)]
pub struct State(OnlineClient<SubstrateConfig>);

impl State {
	/// The state of a node's chain.
	pub async fn of(node: &Node) -> Result<Self> {
		let rpc = RpcClient::from_insecure_url(node.url()).await?;
		// The legacy methods serve also while finality stands still.
		let backend = LegacyBackend::builder().build(rpc);
		Ok(Self(OnlineClient::from_backend(Arc::new(backend)).await?))
	}

	/// The value of an entry without keys, at this block.
	pub async fn value<T: DecodeAsType>(
		&self,
		block: &Hash,
		pallet: &str,
		entry: &str,
	) -> Result<T> {
		let at = self.0.at_block(H256(*block)).await?;
		let address = dynamic::storage::<Vec<Value>, T>(pallet, entry);
		let value = at.storage().try_fetch(address, vec![]).await?;
		Ok(value.with_context(|| format!("no {pallet}.{entry}"))?.decode()?)
	}

	/// What the keys of an entry begin with.
	pub async fn prefix(&self, pallet: &str, entry: &str) -> Result<[u8; 32]> {
		let address = dynamic::storage::<Vec<Value>, Value>(pallet, entry);
		Ok(self.now().await?.storage().entry(address)?.key_prefix())
	}

	/// A constant of a pallet.
	pub async fn constant<T: DecodeAsType>(&self, pallet: &str, name: &str) -> Result<T> {
		let address = dynamic::constant::<T>(pallet, name);
		Ok(self.now().await?.constants().entry(address)?)
	}

	async fn now(&self) -> Result<OnlineClientAtBlock<SubstrateConfig>> {
		Ok(self.0.at_current_block().await?)
	}
}
