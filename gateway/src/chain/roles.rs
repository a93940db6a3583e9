//! The gateway's queries of the chain, by role. Every query may fail; the caller repeats it later.

use super::{
	Anchored, Block, ChainError, Changes, Commanded, Commands, DeviceFacts, Heads, ProofPath,
	ProofPaths, SubmitError, Tx,
};
use std::future::Future;
use tallystick_client::{automation::Answer, Observed, StatementName};
use tallystick_evidence::{Batch, DeviceId, Hash, KeyRecord, Proof};
use tokio::time::Instant;

/// The blocks of the chain.
pub trait Blocks: Send + Sync + 'static {
	/// The last finalised and the best block.
	fn heads(&self) -> impl Future<Output = Result<Heads, ChainError>> + Send;

	/// Waits until a block above this height is final, and returns the height of the last final one. It may
	/// wait for ever: the caller polls the heads as well.
	fn finalized_after(
		&self,
		_height: u32,
	) -> impl Future<Output = Result<u32, ChainError>> + Send {
		std::future::pending()
	}

	/// The clock of a block: UTC, in milliseconds.
	fn time_of(&self, block: Hash) -> impl Future<Output = Result<u64, ChainError>> + Send;

	/// The hash of the best chain's block at this height.
	fn block_hash(
		&self,
		number: u32,
	) -> impl Future<Output = Result<Option<Hash>, ChainError>> + Send;

	/// The hash of the block before this one, which is not the first.
	fn parent(&self, block: Hash) -> impl Future<Output = Result<Hash, ChainError>> + Send;

	/// The chain as each node alone shows it, the one in use first.
	fn each(&self) -> Vec<Self>
	where
		Self: Sized;

	/// Avoids the node in use, or the only one of this chain, since it answered what a proof or other nodes
	/// refute.
	fn avoid(&self);
}

/// The state in which facts are looked up.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum At {
	/// The state of the last finalised block. [`ChainError::NotFinal`] if that is below `not_before`: the node
	/// lags behind.
	Final {
		/// The lowest height that counts.
		not_before: u32,
	},
	/// The state of the best block, which may be replaced.
	Best,
}

/// A device's facts, if the chain has them and a node shows them.
pub type FactsOf = Result<Option<DeviceFacts>, ChainError>;

/// The device facts that the chain has.
pub trait Facts: Send + Sync + 'static {
	/// The facts of several devices in the state of one block, in the order of `devices`. `None` if a device is
	/// not registered there. This ends at the deadline. A device with an error, or without an answer by then,
	/// does not affect the answers about the others.
	fn devices(
		&self,
		devices: &[DeviceId],
		at: At,
		deadline: Instant,
	) -> impl Future<Output = Result<Vec<FactsOf>, ChainError>> + Send;

	/// The facts of [`Self::devices`] that a finalised block changed. New devices and permissions are left out.
	fn changes(&self, block: Hash) -> impl Future<Output = Result<Changes, ChainError>> + Send;
}

/// The gateway's batches on the chain, and the proofs of statements.
pub trait Anchors: Send + Sync + 'static {
	/// The number of the gateway's next batch, in the state of a block.
	fn next_batch(&self, at: Hash) -> impl Future<Output = Result<u64, ChainError>> + Send;

	/// The nonce of the gateway's next transaction, in the state of a block.
	fn nonce(&self, at: Hash) -> impl Future<Output = Result<u64, ChainError>> + Send;

	/// Percent left of the quota of the gateway's organisation. `None` if no organisation pays.
	fn quota(&self) -> impl Future<Output = Result<Option<u8>, ChainError>> + Send;

	/// A batch of the gateway's, in the state of a block. The chain forgets old ones.
	fn anchored(
		&self,
		number: u64,
		at: Hash,
	) -> impl Future<Output = Result<Option<Anchored>, ChainError>> + Send;

	/// Signs the transaction that anchors a batch. It lives from block `birth` on.
	fn sign(
		&self,
		number: u64,
		batch: &Batch,
		observed: &[Observed],
		nonce: u64,
		birth: Block,
	) -> impl Future<Output = Result<Tx, ChainError>> + Send;

	/// Hands a transaction to a node's pool.
	fn submit(&self, tx: &[u8]) -> impl Future<Output = Result<(), SubmitError>> + Send;

	/// The proof path from a statement in this block to the last finalised header.
	fn prove(
		&self,
		block: u32,
		leaf: Hash,
	) -> impl Future<Output = Result<ProofPath, ChainError>> + Send;

	/// The proof paths from several statements, up to [`MAX_STATEMENTS`], to one finalised header.
	/// [`ChainError::Failed`] if the node does not have this RPC method.
	///
	/// [`MAX_STATEMENTS`]: tallystick_client::MAX_STATEMENTS
	fn prove_many(
		&self,
		statements: &[StatementName],
	) -> impl Future<Output = Result<ProofPaths, ChainError>> + Send;

	/// The proof with the device's registration. [`ChainError::Unknown`] if the chain had not registered the
	/// device when it took the batch.
	fn complete(&self, proof: Proof) -> impl Future<Output = Result<Proof, ChainError>> + Send;

	/// The block that holds the record of a key. A device's first key has none.
	fn block_of_key(
		&self,
		record: &KeyRecord,
	) -> impl Future<Output = Result<u32, ChainError>> + Send;
}

/// The commands that the chain has for devices, and the answers that it takes.
pub trait Actuators: Send + Sync + 'static {
	/// The newest commands to a device, in the state of a finalised block.
	fn commands(
		&self,
		device: &DeviceId,
		at: Hash,
	) -> impl Future<Output = Result<Commands, ChainError>> + Send;

	/// The devices of which a finalised block may have changed [`Self::commands`].
	fn commanded(&self, block: Hash) -> impl Future<Output = Result<Commanded, ChainError>> + Send;

	/// Hands an answer that a device signed to a node's pool. With another `salt` it is another transaction: a pool
	/// does not take one again for a while that it has refused.
	fn answer(
		&self,
		answer: &Answer,
		salt: u64,
	) -> impl Future<Output = Result<(), SubmitError>> + Send;
}

/// A chain in all its roles.
pub trait Chain: Blocks + Facts + Anchors + Actuators {}

impl<C: Blocks + Facts + Anchors + Actuators> Chain for C {}
