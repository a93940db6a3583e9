//! Builds a finality file from a node's answers, all of which are checked.

use super::{
	DigestItem, Finality, FinalityError, Header, Justification, ProofPath, Step, ValidatorSet,
};
use crate::{
	chain::{Chain, ChainError, Head},
	json::unhex,
	rpc::RpcError,
};
use codec::{Decode, DecodeAll};
use serde::Deserialize;
use std::time::Duration;
use subxt::{rpcs::rpc_params, utils::H256};
use tallystick_evidence::{mmr::BlockLeaf, Hash};
use tokio::time::{sleep, Instant};

const POLL: Duration = Duration::from_millis(500);

/// A node keeps the votes for at least one block in this many, and for every set's last block.
const PERIOD: u32 = 512;

/// Most headers that one answer brings.
const NEAR: u32 = 2 * PERIOD;

/// GRANDPA's name among a block's justifications.
const GRANDPA: [u8; 4] = *b"FRNK";

/// A reason why no finality file can be built.
#[derive(Clone, Debug, thiserror::Error)]
pub enum ProveError {
	/// A request to the chain failed.
	#[error(transparent)]
	Chain(#[from] ChainError),
	/// No votes arrived. The chain has stalled, or it seals blocks without votes.
	#[error("no votes of validators arrive: the chain has stalled, or seals its blocks without votes; try again later, or trust a block's hash")]
	Standstill,
	/// The node lacks the votes at the end of a set. Ask a node that keeps the whole chain.
	#[error("the node does not have the votes with which validator set {set} ended; ask another node, or begin with a later set (`--trust-file`)")]
	NoVotes {
		/// The id of the set.
		set: u64,
	},
	/// No votes lead from a set to the next: the validators were changed by force, or the node is
	/// faulty.
	#[error("no votes lead from validator set {set} to the next: {error}; trust a later set, or ask another node")]
	NoPath {
		/// The id of the set.
		set: u64,
		/// The fault of the next step.
		error: FinalityError,
	},
}

impl From<RpcError> for ProveError {
	fn from(error: RpcError) -> Self {
		Self::Chain(error.into())
	}
}

/// A header in JSON-RPC's form.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct JsonHeader {
	parent_hash: H256,
	number: String,
	state_root: H256,
	extrinsics_root: H256,
	digest: JsonDigest,
}

#[derive(Deserialize)]
struct JsonDigest {
	logs: Vec<String>,
}

#[derive(Deserialize)]
struct SignedBlock {
	justifications: Option<Vec<([u8; 4], Vec<u8>)>>,
}

#[derive(Deserialize)]
struct RangeProof {
	leaves: String,
	proof: String,
}

impl Chain {
	/// The validators that finalise the blocks after this one. Nodes know them for recent blocks only.
	pub async fn validators(&self, at: &Hash) -> Result<ValidatorSet, ChainError> {
		let validators: Vec<(Hash, u64)> = self.ask("GrandpaApi_grandpa_authorities", at).await?;
		let id = self.ask("GrandpaApi_current_set_id", at).await?;
		ValidatorSet::new(id, validators)
			.ok_or_else(|| ChainError::Unreadable("the validator set is malformed".into()))
	}

	/// The proof that a block is final, for verifiers that trust `set` or a later one. `set` must be the
	/// validator set of the block at height `since`.
	pub async fn finality(
		&self,
		set: ValidatorSet,
		since: u32,
		block: &Head,
	) -> Result<Finality, ProveError> {
		let genesis = self.genesis().await?;
		let last = self.newest(block.number).await?;
		let (first, mut set, mut since) = (set.id(), set, since);
		let mut steps = Vec::new();
		loop {
			let justification = last.justification.clone().tidied(&set);
			let step = Step { header: last.header.clone(), justification };
			let error = match step.verify(&set) {
				Ok(_) => {
					steps.push(step);
					break;
				},
				Err(error) => error,
			};
			// The set ended before.
			let step = self.end_of(&set, since, last.header.number, error).await?;
			since = step.header.number;
			let next = step.header.next_set(&set);
			let none = FinalityError::NoChange { set: set.id() };
			set = next.ok_or(ProveError::NoPath { set: set.id(), error: none })?;
			steps.push(step);
		}
		let path = match last.header.hash() == block.hash {
			true => None,
			false => Some(self.path(block, &last.header).await?),
		};
		Ok(Finality { genesis, first, steps, path })
	}

	/// The next block to become final that is not below this height.
	async fn newest(&self, number: u32) -> Result<Step, ProveError> {
		let read = |text: String| {
			let justification = Justification::decode_all(&mut &*unhex(&text)?).ok()?;
			(justification.number >= number).then_some(justification)
		};
		let (subscribe, unsubscribe) =
			("grandpa_subscribeJustifications", "grandpa_unsubscribeJustifications");
		let found = self.rpc.first(subscribe, unsubscribe, read).await?;
		let justification = found.ok_or(ProveError::Standstill)?;
		let header = self.header(&justification.target).await?;
		Ok(Step { header, justification })
	}

	/// The last block of a set, which is above `low` and below `high`.
	async fn end_of(
		&self,
		set: &ValidatorSet,
		mut low: u32,
		mut high: u32,
		error: FinalityError,
	) -> Result<Step, ProveError> {
		// Each block with votes shows on which side of the set's end it is.
		while high.saturating_sub(low) > NEAR {
			let middle = low.midpoint(high) / PERIOD * PERIOD;
			match self.voted(middle, high).await? {
				Some(step) if step.verify_tidied(set) => {
					if step.header.next_set(set).is_some() {
						return Ok(step.tidied(set));
					}
					low = step.header.number;
				},
				None if high.saturating_sub(middle) > NEAR => {
					return Err(ProveError::NoVotes { set: set.id() })
				},
				_ => high = middle,
			}
		}
		#[derive(Decode)]
		struct Answer(Hash, Vec<u8>);
		let answer: Option<String> = self
			.rpc
			.request("grandpa_proveFinality", rpc_params![low.saturating_add(1)])
			.await
			.map_err(|cause| match cause {
				RpcError::Refused { .. } => ProveError::NoVotes { set: set.id() },
				other => other.into(),
			})?;
		let answer = answer.ok_or(ProveError::NoVotes { set: set.id() })?;
		let unreadable = || ChainError::Unreadable("the justification is malformed".into());
		let bytes = unhex(&answer).ok_or_else(unreadable)?;
		// The headers that follow are not needed.
		let Answer(hash, votes) = Answer::decode(&mut &*bytes).map_err(|_| unreadable())?;
		let justification = Justification::decode_all(&mut &*votes).map_err(|_| unreadable())?;
		let step = Step { header: self.header(&hash).await?, justification }.tidied(set);
		match step.verify(set) {
			Ok(_) => Ok(step),
			Err(_) => Err(ProveError::NoPath { set: set.id(), error }),
		}
	}

	/// The first block in `low..high` for which the node keeps votes.
	async fn voted(&self, low: u32, high: u32) -> Result<Option<Step>, ChainError> {
		for number in low..high.min(low.saturating_add(NEAR)) {
			let hash = self.block_hash(number).await?.ok_or(ChainError::Unknown)?;
			let block: Option<SignedBlock> =
				self.rpc.request("chain_getBlock", rpc_params![H256(hash)]).await?;
			let kept = block.and_then(|block| block.justifications).unwrap_or_default();
			let Some((_, votes)) = kept.into_iter().find(|(engine, _)| *engine == GRANDPA) else {
				continue;
			};
			if let Ok(justification) = Justification::decode_all(&mut &*votes) {
				return Ok(Some(Step { header: self.header(&hash).await?, justification }));
			}
		}
		Ok(None)
	}

	async fn path(&self, block: &Head, from: &Header) -> Result<ProofPath, ProveError> {
		let until = Instant::now() + self.rpc.patience();
		loop {
			// A block's leaf stands in the block after it.
			let params = rpc_params![[block.number.saturating_add(1)], from.number];
			let asked: Result<RangeProof, _> = self.rpc.request("mmr_generateProof", params).await;
			let failed = match asked {
				Ok(proof) => match proof.path(block) {
					Some(path) => return Ok(path),
					None => ChainError::Unreadable("the proof is malformed".into()),
				},
				Err(error) => error.into(),
			};
			// The node stores a newly finalised block's range a moment later.
			if Instant::now() > until {
				return Err(failed.into());
			}
			sleep(POLL).await;
		}
	}

	/// The header of the block of this hash.
	pub async fn header(&self, hash: &Hash) -> Result<Header, ChainError> {
		let header: Option<JsonHeader> =
			self.rpc.request("chain_getHeader", rpc_params![H256(*hash)]).await?;
		let header = header.ok_or(ChainError::Unknown)?.read();
		header
			.filter(|header| header.hash() == *hash)
			.ok_or_else(|| ChainError::Unreadable("a header that is not the block's".into()))
	}

	async fn ask<T: Decode>(&self, function: &str, at: &Hash) -> Result<T, ChainError> {
		let params = rpc_params![function, "0x", H256(*at)];
		let answer: String = self.rpc.request("state_call", params).await?;
		unhex(&answer)
			.and_then(|bytes| T::decode_all(&mut &*bytes).ok())
			.ok_or_else(|| ChainError::Unreadable(format!("the answer to {function}")))
	}
}

impl Step {
	fn tidied(self, set: &ValidatorSet) -> Self {
		Self { justification: self.justification.tidied(set), ..self }
	}

	fn verify_tidied(&self, set: &ValidatorSet) -> bool {
		self.clone().tidied(set).verify(set).is_ok()
	}
}

impl JsonHeader {
	fn read(&self) -> Option<Header> {
		let logs = self.digest.logs.iter();
		Some(Header {
			parent: self.parent_hash.0,
			number: u32::from_str_radix(self.number.strip_prefix("0x")?, 16).ok()?,
			state: self.state_root.0,
			extrinsics: self.extrinsics_root.0,
			digest: logs
				.map(|log| DigestItem::decode_all(&mut &*unhex(log)?).ok())
				.collect::<Option<_>>()?,
		})
	}
}

impl RangeProof {
	fn path(&self, block: &Head) -> Option<ProofPath> {
		type LeafProof = (Vec<u64>, u64, Vec<Hash>);
		let leaves = Vec::<Vec<u8>>::decode_all(&mut &*unhex(&self.leaves)?).ok()?;
		let leaf = BlockLeaf::decode_all(&mut leaves.first()?.as_slice()).ok()?;
		let (_, _, items) = LeafProof::decode_all(&mut &*unhex(&self.proof)?).ok()?;
		(leaf.hash == block.hash).then_some(ProofPath { statements: leaf.statements, items })
	}
}
