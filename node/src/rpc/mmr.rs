//! `mmr_*`: the SDK's methods, with bounds, and off the threads that serve requests.

use crate::service::FullClient;
use jsonrpsee::{core::RpcResult, proc_macros::rpc};
use mmr_rpc::{LeavesProof, Mmr, MmrApiServer as _};
use sp_core::{offchain::OffchainStorage, H256};
use sp_mmr_primitives::AncestryProof;
use tallystick_rpc::Error;
use tallystick_runtime::{opaque::Block, BlockNumber, Hash};

/// The most blocks in one proof.
const MAX_BLOCKS: usize = 64;

/// The most bytes of a proof to verify. A proof of the most blocks has fewer.
const MAX_PROOF: usize = 128 * 1024;

/// The SDK's `mmr` methods, bounded, and off the threads that serve requests.
pub(crate) struct Bounded<S>(pub(crate) Mmr<FullClient, (Block, H256), S>);

#[rpc(server, namespace = "mmr")]
pub(crate) trait BoundedMmr {
	/// The root at a block.
	#[method(name = "root", blocking)]
	fn root(&self, at: Option<Hash>) -> RpcResult<H256>;

	/// The proof of at most [`MAX_BLOCKS`] blocks.
	#[method(name = "generateProof", blocking)]
	fn generate_proof(
		&self,
		block_numbers: Vec<BlockNumber>,
		best_known_block_number: Option<BlockNumber>,
		at: Option<Hash>,
	) -> RpcResult<LeavesProof<Hash>>;

	/// The proof that an older root is of the same chain.
	#[method(name = "generateAncestryProof", blocking)]
	fn generate_ancestry_proof(
		&self,
		prev_block_number: BlockNumber,
		best_known_block_number: Option<BlockNumber>,
		at: Option<Hash>,
	) -> RpcResult<AncestryProof<H256>>;

	/// Whether a proof of at most [`MAX_PROOF`] bytes holds at the block that it names.
	#[method(name = "verifyProof", blocking)]
	fn verify_proof(&self, proof: LeavesProof<Hash>) -> RpcResult<bool>;

	/// Whether a proof of at most [`MAX_PROOF`] bytes leads to a root.
	#[method(name = "verifyProofStateless", blocking)]
	fn verify_proof_stateless(&self, mmr_root: H256, proof: LeavesProof<Hash>) -> RpcResult<bool>;
}

impl<S: OffchainStorage + 'static> BoundedMmrServer for Bounded<S> {
	fn root(&self, at: Option<Hash>) -> RpcResult<H256> {
		self.0.mmr_root(at)
	}

	fn generate_proof(
		&self,
		block_numbers: Vec<BlockNumber>,
		best_known_block_number: Option<BlockNumber>,
		at: Option<Hash>,
	) -> RpcResult<LeavesProof<Hash>> {
		if block_numbers.len() > MAX_BLOCKS {
			return Err(Error::TooLarge { most: MAX_BLOCKS }.into());
		}
		self.0.generate_proof(block_numbers, best_known_block_number, at)
	}

	fn generate_ancestry_proof(
		&self,
		prev_block_number: BlockNumber,
		best_known_block_number: Option<BlockNumber>,
		at: Option<Hash>,
	) -> RpcResult<AncestryProof<H256>> {
		self.0.generate_ancestry_proof(prev_block_number, best_known_block_number, at)
	}

	fn verify_proof(&self, proof: LeavesProof<Hash>) -> RpcResult<bool> {
		bounded(&proof)?;
		self.0.verify_proof(proof)
	}

	fn verify_proof_stateless(&self, mmr_root: H256, proof: LeavesProof<Hash>) -> RpcResult<bool> {
		bounded(&proof)?;
		self.0.verify_proof_stateless(mmr_root, proof)
	}
}

fn bounded(proof: &LeavesProof<Hash>) -> Result<(), Error> {
	match proof.leaves.len().saturating_add(proof.proof.len()) <= MAX_PROOF {
		true => Ok(()),
		false => Err(Error::TooLarge { most: MAX_PROOF }),
	}
}
