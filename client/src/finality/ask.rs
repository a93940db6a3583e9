//! What a node is asked for a file of finality. Everything it answers is checked.

use super::{DigestItem, Finality, FinalityError, Header, Justification, Step, ValidatorSet, Way};
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

/// A node keeps the votes for a block at least this often, as it never signs away a set's last block.
const PERIOD: u32 = 512;

/// So many headers come with one answer at most.
const NEAR: u32 = 2 * PERIOD;

/// GRANDPA's name among a block's justifications.
const GRANDPA: [u8; 4] = *b"FRNK";

/// Why there is no file of finality.
#[derive(Clone, Debug, thiserror::Error)]
pub enum ProveError {
	/// The chain cannot be asked.
	#[error(transparent)]
	Chain(#[from] ChainError),
	/// No votes came. The chain stands still, or is one that seals without votes.
	#[error("no votes arrive from validators: the chain stands still, or seals its blocks without votes; try again later, or trust a block's hash")]
	Standstill,
	/// The node does not keep the votes at the end of a set. Ask a node that has all of the chain.
	#[error("the node does not have the votes with which validator set {set} ended; ask another node, or begin with a later set (`--trust-file`)")]
	NoVotes {
		/// The id of the set.
		set: u64,
	},
	/// The votes lead nowhere: the validators were changed by force, or the node is wrong.
	#[error("no votes lead on from validator set {set}: {error}")]
	NoWay {
		/// The id of the set.
		set: u64,
		/// What is wrong with the next step.
		error: FinalityError,
	},
}

impl From<RpcError> for ProveError {
	fn from(error: RpcError) -> Self {
		Self::Chain(error.into())
	}
}

/// A header, as JSON-RPC tells it.
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
	/// The validators who decide on the blocks after this one. Nodes forget them soon, but for recent
	/// blocks.
	pub async fn validators(&self, at: &Hash) -> Result<ValidatorSet, ChainError> {
		let validators: Vec<(Hash, u64)> = self.ask("GrandpaApi_grandpa_authorities", at).await?;
		let id = self.ask("GrandpaApi_current_set_id", at).await?;
		ValidatorSet::new(id, validators)
			.ok_or_else(|| ChainError::Unreadable("the validator set is malformed".into()))
	}

	/// What shows that a final block is so, to whoever trusts `set` or one of those that follow it.
	/// The set has to be that of the block at height `since`.
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
			set = next.ok_or(ProveError::NoWay { set: set.id(), error: none })?;
			steps.push(step);
		}
		let way = match last.header.hash() == block.hash {
			true => None,
			false => Some(self.way(block, &last.header).await?),
		};
		Ok(Finality { genesis, first, steps, way })
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
		// Every block with votes tells on which side of the end it stands.
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
			Err(_) => Err(ProveError::NoWay { set: set.id(), error }),
		}
	}

	/// The first block from `low` on that the node keeps votes for, below `high`.
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

	async fn way(&self, block: &Head, from: &Header) -> Result<Way, ProveError> {
		let until = Instant::now() + self.rpc.patience();
		loop {
			// A block's leaf stands in the block after it.
			let params = rpc_params![[block.number.saturating_add(1)], from.number];
			let asked: Result<RangeProof, _> = self.rpc.request("mmr_generateProof", params).await;
			let failed = match asked {
				Ok(proof) => match proof.way(block) {
					Some(way) => return Ok(way),
					None => ChainError::Unreadable("the proof is malformed".into()),
				},
				Err(error) => error.into(),
			};
			// What became final a moment ago is not stored yet.
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
	fn way(&self, block: &Head) -> Option<Way> {
		type LeafProof = (Vec<u64>, u64, Vec<Hash>);
		let leaves = Vec::<Vec<u8>>::decode_all(&mut &*unhex(&self.leaves)?).ok()?;
		let leaf = BlockLeaf::decode_all(&mut leaves.first()?.as_slice()).ok()?;
		let (_, _, items) = LeafProof::decode_all(&mut &*unhex(&self.proof)?).ok()?;
		(leaf.hash == block.hash).then_some(Way { statements: leaf.statements, items })
	}
}
