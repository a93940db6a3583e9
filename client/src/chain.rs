//! A chain through its nodes: blocks, proofs, and requests that every chain answers.

use crate::{
	item::Mismatch,
	json::{hexed, unhex},
	rpc::{Endpoints, Rpc, RpcError},
	runtime::Runtimes,
};
use codec::Decode;
use serde::{Deserialize, Serialize};
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

/// A statement's proof path to a finalised header.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StatementProof {
	/// The statement, where a batch was asked for.
	pub statement: Option<Statement>,
	/// Where it stands in the chain.
	pub block: BlockProof,
	/// The SCALE-encoded header at which the path ends.
	pub header: Vec<u8>,
	/// Height and hash of the block with this header.
	pub head: Head,
}

/// A statement whose proof path is asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub struct StatementName {
	/// The block that holds it, by its height or its time.
	#[serde(flatten)]
	pub place: StatementPlace,
	/// The hash of its leaf, as the node names it: 32 bytes.
	#[serde(serialize_with = "as_hex")]
	pub leaf: Hash,
}

/// The block that holds a statement.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum StatementPlace {
	/// The block of this height.
	Block(u32),
	/// The block whose clock shows this time: UTC, in milliseconds.
	Time(u64),
}

fn as_hex<S: serde::Serializer>(hash: &Hash, serializer: S) -> Result<S::Ok, S::Error> {
	serializer.serialize_str(&hexed(hash))
}

/// The proof paths from several statements to one finalised header.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StatementProofs {
	/// Where each stands in the chain, in the order of the question. `None` if it was not found.
	pub proofs: Vec<Option<BlockProof>>,
	/// The SCALE-encoded header at which all end.
	pub header: Vec<u8>,
	/// Height and hash of the block with this header.
	pub head: Head,
}

/// Most statements of one [`Chain::prove_many`].
pub const MAX_STATEMENTS: usize = 256;

/// Why a request has no answer.
#[derive(Clone, Debug, thiserror::Error)]
pub enum ChainError {
	/// No node answers. Try again later.
	#[error("no node answers: {0}")]
	Transport(String),
	/// A node follows another chain.
	#[error(transparent)]
	OtherChain(RpcError),
	/// The block is not final yet. Ask again a little later.
	#[error("that is not final yet; ask again a little later")]
	NotFinal,
	/// It does not exist, or the chain no longer keeps it.
	#[error("the chain does not know that, or does not keep it any more")]
	Unknown,
	/// The runtime's view, call or event differs from the one here. Use a newer release.
	#[error(transparent)]
	Mismatch(#[from] Mismatch),
	/// The answer is malformed.
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
pub(crate) struct Header {
	number: String,
}

#[derive(Deserialize)]
struct JsonProofs {
	proofs: Vec<Option<String>>,
	header: String,
	block: H256,
	number: u32,
}

#[derive(Deserialize)]
struct JsonProof {
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

	/// The chain through each of its nodes alone, the one in use first.
	pub fn each(&self) -> Vec<Self> {
		let alone = |rpc| Self { rpc, runtimes: self.runtimes.clone() };
		self.rpc.each().into_iter().map(alone).collect()
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

	/// Waits until a block above this height is final, and returns the height of the last final one.
	/// [`ChainError::NotFinal`] if the node reports none for some blocks' time.
	pub async fn finalized_after(&self, height: u32) -> Result<u32, ChainError> {
		let (subscribe, unsubscribe) =
			("chain_subscribeFinalizedHeads", "chain_unsubscribeFinalizedHeads");
		let above = |header: Header| header.number().ok().filter(|number| *number > height);
		self.rpc.first(subscribe, unsubscribe, above).await?.ok_or(ChainError::NotFinal)
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

	/// Asks a node that makes blocks by hand to make one, even an empty one, and to finalise it at once if `finalize`
	/// is set. With `parent`, the block follows that block instead of the best one. If an answer is lost, the request
	/// is repeated, and makes one more block.
	pub async fn seal(&self, finalize: bool, parent: Option<&Hash>) -> Result<Hash, ChainError> {
		#[derive(Deserialize)]
		struct Made {
			hash: H256,
		}
		let params = rpc_params![true, finalize, parent.map(|parent| H256(*parent))];
		let made: Made = self.rpc.request("engine_createBlock", params).await?;
		Ok(made.hash.0)
	}

	/// The runtime's version at the best block.
	pub async fn spec_version(&self) -> Result<u32, ChainError> {
		Ok(self.versions(None).await?.spec)
	}

	/// The proof path from a batch to the last finalised header. For a batch that the chain still keeps;
	/// for an older one use [`Self::prove_statement`].
	pub async fn prove(
		&self,
		gateway: &AccountId,
		number: u64,
	) -> Result<StatementProof, ChainError> {
		let answer: JsonProof =
			self.rpc.request("telemetry_prove", rpc_params![gateway, number]).await?;
		answer.read()
	}

	/// The proof path from any statement in this block to the last finalised header, which may be that of
	/// the block itself. `leaf` is that of a batch ([`Statement::leaf`]) or of a key
	/// ([`KeyRecord::leaf`](tallystick_evidence::KeyRecord::leaf)).
	pub async fn prove_statement(
		&self,
		block: u32,
		leaf: &Hash,
	) -> Result<StatementProof, ChainError> {
		let params = rpc_params![block, hexed(leaf)];
		let answer: JsonProof = self.rpc.request("telemetry_proveStatement", params).await?;
		answer.read()
	}

	/// The proof paths from several statements, at most [`MAX_STATEMENTS`], to one finalised header: that of `at`, or the
	/// last one. Nodes of early releases have no such method.
	pub async fn prove_many(
		&self,
		statements: &[StatementName],
		at: Option<&Hash>,
	) -> Result<StatementProofs, ChainError> {
		let params = rpc_params![statements, at.map(|at| H256(*at))];
		let answer: JsonProofs = self.rpc.request("telemetry_proveMany", params).await?;
		if answer.proofs.len() != statements.len() {
			return Err(ChainError::Unreadable("another number of proofs".into()));
		}
		let proofs =
			answer.proofs.iter().map(|proof| proof.as_deref().map(block_proof).transpose());
		let header = header(&answer.header, &answer.block)?;
		let head = Head { number: answer.number, hash: answer.block.0 };
		Ok(StatementProofs { proofs: proofs.collect::<Result<_, _>>()?, header, head })
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
	pub(crate) fn number(&self) -> Result<u32, ChainError> {
		let digits = self.number.strip_prefix("0x").unwrap_or(&self.number);
		u32::from_str_radix(digits, 16).map_err(|error| ChainError::Unreadable(error.to_string()))
	}
}

fn bytes(text: &str) -> Result<Vec<u8>, ChainError> {
	unhex(text).ok_or_else(|| ChainError::Unreadable("no hexadecimal".into()))
}

fn scale(error: codec::Error) -> ChainError {
	ChainError::Unreadable(error.to_string())
}

fn block_proof(text: &str) -> Result<BlockProof, ChainError> {
	BlockProof::decode(&mut &*bytes(text)?).map_err(scale)
}

fn header(text: &str, block: &H256) -> Result<Vec<u8>, ChainError> {
	let header = bytes(text)?;
	if Native::hash(&[&header]) != block.0 {
		return Err(ChainError::Unreadable("the header is not that of the block".into()));
	}
	Ok(header)
}

impl JsonProof {
	fn read(&self) -> Result<StatementProof, ChainError> {
		let statement = match &self.statement {
			Some(text) => Some(Statement::decode(&mut &*bytes(text)?).map_err(scale)?),
			None => None,
		};
		let block = block_proof(&self.proof)?;
		let header = header(&self.header, &self.block)?;
		let head = Head { number: self.number, hash: self.block.0 };
		Ok(StatementProof { statement, block, header, head })
	}
}
