//! A chain, through its nodes: blocks, proofs, and what every chain can be asked.

use crate::{
	item::Mismatch,
	json::{hexed, unhex},
	rpc::{Endpoints, Rpc, RpcError},
	runtime::Runtimes,
};
use codec::Decode;
use serde::Deserialize;
use std::sync::Arc;
use subxt::{
	rpcs::rpc_params,
	utils::{AccountId32 as AccountId, H256},
};
use tallystick_evidence::{proof::BlockProof, Crypto, Hash, Native, Statement};

/// Asks a chain, through any of its nodes. A clone shares the connection.
///
/// Where a method takes `at`, that is the hash of the block to ask; `None` stands for the best block.
#[derive(Clone, Debug)]
pub struct Chain {
	pub(crate) rpc: Rpc,
	pub(crate) runtimes: Arc<Runtimes>,
}

/// A block.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Head {
	/// Its height.
	pub number: u32,
	/// Its hash.
	pub hash: Hash,
}

/// What leads from a statement to a finalised header.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StatementWay {
	/// The statement, where a batch was asked for.
	pub statement: Option<Statement>,
	/// Where it stands in the chain.
	pub block: BlockProof,
	/// The SCALE-encoded header that the way ends at.
	pub header: Vec<u8>,
	/// That header's block.
	pub head: Head,
}

/// Why a question has no answer.
#[derive(Clone, Debug, thiserror::Error)]
pub enum ChainError {
	/// No node answers. Try again later.
	#[error("no node answers: {0}")]
	Transport(String),
	/// A node follows another chain.
	#[error(transparent)]
	OtherChain(RpcError),
	/// The block is not final yet, or the one after it. Ask again a little later.
	#[error("that is not final yet; ask again a little later")]
	NotFinal,
	/// There is no such thing, or the chain does not keep it any more.
	#[error("the chain does not know that, or does not keep it any more")]
	Unknown,
	/// The runtime's view, call or event differs from the one here. Use a newer release.
	#[error(transparent)]
	Mismatch(#[from] Mismatch),
	/// The answer is not what it should be.
	#[error("the node's answer cannot be read: {0}")]
	Unreadable(String),
	/// The node left something out of its answer, or changed it. Ask another node.
	#[error("the node's answer is not what the chain's hashes say: {0}; ask another node")]
	LeftOut(String),
	/// The node refuses for another reason.
	#[error("{message} ({code})")]
	Other {
		/// JSON-RPC error code: see docs/rpc.md.
		code: i32,
		/// The node's message.
		message: String,
	},
}

impl From<RpcError> for ChainError {
	fn from(error: RpcError) -> Self {
		match error {
			RpcError::NoEndpoint => Self::Transport(error.to_string()),
			RpcError::Transport(cause) => Self::Transport(cause),
			RpcError::OtherChain { .. } => Self::OtherChain(error),
			RpcError::Refused { code: 7003, .. } => Self::Unknown,
			RpcError::Refused { code: 7004, .. } => Self::NotFinal,
			RpcError::Refused { code, message, .. } => Self::Other { code, message },
			RpcError::Unreadable(cause) => Self::Unreadable(cause),
		}
	}
}

/// A header, as far as its height is needed.
#[derive(Deserialize)]
struct Header {
	number: String,
}

#[derive(Deserialize)]
struct Way {
	statement: Option<String>,
	proof: String,
	header: String,
	block: H256,
	number: u32,
}

impl Chain {
	/// Connects to a node of these.
	pub async fn connect(endpoints: Endpoints) -> Result<Self, RpcError> {
		let chain = Self::new(Rpc::new(endpoints)?);
		chain.rpc.genesis().await?;
		Ok(chain)
	}

	/// Asks through this connection. It may be down for now.
	pub fn new(rpc: Rpc) -> Self {
		Self { rpc, runtimes: Default::default() }
	}

	/// The connection, for whatever else there is to ask.
	pub fn rpc(&self) -> &Rpc {
		&self.rpc
	}

	/// The hash of the first block.
	pub async fn genesis(&self) -> Result<Hash, ChainError> {
		Ok(self.rpc.genesis().await?)
	}

	/// The last finalised block.
	pub async fn finalized(&self) -> Result<Head, ChainError> {
		let hash: H256 = self.rpc.request("chain_getFinalizedHead", rpc_params![]).await?;
		self.head(hash).await
	}

	/// The best block. It may be replaced.
	pub async fn best(&self) -> Result<Head, ChainError> {
		let hash: Option<H256> = self.rpc.request("chain_getBlockHash", rpc_params![]).await?;
		self.head(hash.ok_or(ChainError::Unknown)?).await
	}

	/// The hash of the best chain's block at this height. None above the best block.
	pub async fn block_hash(&self, number: u32) -> Result<Option<Hash>, ChainError> {
		let hash: Option<H256> =
			self.rpc.request("chain_getBlockHash", rpc_params![number]).await?;
		Ok(hash.map(|hash| hash.0))
	}

	/// The height of the block of this hash. None if the node has no such block.
	pub async fn block_number(&self, hash: &Hash) -> Result<Option<u32>, ChainError> {
		let header: Option<Header> =
			self.rpc.request("chain_getHeader", rpc_params![H256(*hash)]).await?;
		header.map(|header| header.number()).transpose()
	}

	/// The runtime's version at the best block.
	pub async fn spec_version(&self) -> Result<u32, ChainError> {
		Ok(self.versions(None).await?.spec)
	}

	/// The way from a batch to the last finalised header. For a batch that the chain still keeps;
	/// for an older one use [`Self::prove_statement`].
	pub async fn prove(
		&self,
		gateway: &AccountId,
		number: u64,
	) -> Result<StatementWay, ChainError> {
		let way: Way = self.rpc.request("telemetry_prove", rpc_params![gateway, number]).await?;
		way.read()
	}

	/// The way from any statement to the last finalised header: from the leaf of a batch
	/// ([`Statement::leaf`]) or of a key ([`KeyRecord::leaf`](tallystick_evidence::KeyRecord::leaf)), in
	/// this block.
	pub async fn prove_statement(
		&self,
		block: u32,
		leaf: &Hash,
	) -> Result<StatementWay, ChainError> {
		let params = rpc_params![block, hexed(leaf)];
		let way: Way = self.rpc.request("telemetry_proveStatement", params).await?;
		way.read()
	}

	/// The number that an account's next transaction must have, those in the pool counted.
	pub async fn next_nonce(&self, account: &AccountId) -> Result<u64, ChainError> {
		Ok(self.rpc.request("system_accountNextIndex", rpc_params![account]).await?)
	}

	async fn head(&self, hash: H256) -> Result<Head, ChainError> {
		let number = self.block_number(&hash.0).await?.ok_or(ChainError::Unknown)?;
		Ok(Head { number, hash: hash.0 })
	}
}

impl Header {
	fn number(&self) -> Result<u32, ChainError> {
		let digits = self.number.strip_prefix("0x").unwrap_or(&self.number);
		u32::from_str_radix(digits, 16).map_err(|error| ChainError::Unreadable(error.to_string()))
	}
}

impl Way {
	fn read(&self) -> Result<StatementWay, ChainError> {
		let bytes =
			|text: &str| unhex(text).ok_or_else(|| ChainError::Unreadable("no hexadecimal".into()));
		let scale = |error: codec::Error| ChainError::Unreadable(error.to_string());
		let statement = match &self.statement {
			Some(text) => Some(Statement::decode(&mut &*bytes(text)?).map_err(scale)?),
			None => None,
		};
		let block = BlockProof::decode(&mut &*bytes(&self.proof)?).map_err(scale)?;
		let header = bytes(&self.header)?;
		if Native::hash(&[&header]) != self.block.0 {
			return Err(ChainError::Unreadable("the header is not that of the block".into()));
		}
		let head = Head { number: self.number, hash: self.block.0 };
		Ok(StatementWay { statement, block, header, head })
	}
}
