//! The gateway's interface to the chain.

mod descent;
mod live;
mod models;
mod roles;

pub(crate) use descent::descent;
pub use live::LiveChain;
pub use roles::{Actuators, Anchors, At, Blocks, Chain, Facts, FactsOf};
pub use tallystick_client::automation::{Answer, NewestCommand};
pub use tallystick_client::records::device::DeviceStatus as Status;

use codec::{Decode, Encode};
use std::collections::BTreeSet;
use tallystick_client::AccountId;
use tallystick_evidence::{
	proof::{BlockProof, End},
	Batch, Crypto, DeviceId, DeviceKey, Hash, Limits, Native,
};

/// A block.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Block {
	/// Its height.
	pub number: u32,
	/// Its hash.
	pub hash: Hash,
}

/// The heads of the chain, as one node reports them.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Heads {
	/// The last finalised block.
	pub finalized: Block,
	/// The best block. It may be replaced.
	pub best: Block,
}

/// A batch as the chain records it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Anchored {
	/// The batch.
	pub batch: Batch,
	/// The number of the block that holds it.
	pub block: u32,
}

/// A signed transaction.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Tx {
	/// The bytes to submit.
	pub bytes: Vec<u8>,
	/// Its nonce.
	pub nonce: u64,
	/// The height from which on no block can hold it.
	pub dies_at: u32,
}

/// The proof path from a statement to the header of a finalised block.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
pub struct ProofPath {
	/// The statement's place in its block, and the block's in the range, unless the path ends at the
	/// block's own header.
	pub block: BlockProof,
	/// The SCALE-encoded header at which the path ends.
	pub header: Vec<u8>,
}

impl ProofPath {
	/// Whether it leads from this leaf to its header.
	pub fn holds(&self, leaf: Hash) -> bool {
		let end = End::of::<Native>(&self.header);
		end.is_ok_and(|end| end.check::<Native>(leaf, &self.block).is_ok())
	}

	/// The hash of the header at which it ends.
	pub fn end(&self) -> Hash {
		Native::hash(&[&self.header])
	}
}

/// The proof paths from several statements to the header of one finalised block.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ProofPaths {
	/// The place of each statement. `None` if it was not found.
	pub proofs: Vec<Option<BlockProof>>,
	/// The SCALE-encoded header at which all paths end.
	pub header: Vec<u8>,
}

/// A key of a device.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode)]
pub struct KeyFact {
	/// The number of keys before it.
	pub epoch: u32,
	/// The key.
	pub key: DeviceKey,
	/// The time from which it is valid: UTC, in milliseconds.
	pub since: u64,
}

/// A channel of a device's model.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
pub struct ChannelFact {
	/// Its name, for people.
	pub name: String,
	/// A unit of the SenML registry, or empty.
	pub unit: String,
	/// A value v stands for v × 10^exponent units.
	pub exponent: i8,
	/// The plausible values, as the model bounds them.
	pub limits: Limits,
	/// Whether it is watched on the chain.
	pub watched: bool,
}

/// The device facts that the gateway needs.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
pub struct DeviceFacts {
	/// Its status on the chain.
	pub status: Status,
	/// Whether the gateway is authorised to anchor its readings.
	pub authorised: bool,
	/// The present key's epoch.
	pub key_epoch: u32,
	/// Its present and former keys.
	pub keys: Vec<KeyFact>,
	/// The model's channels; a channel's number is its place.
	pub channels: Vec<ChannelFact>,
}

impl DeviceFacts {
	/// The key of this epoch.
	pub fn key(&self, epoch: u32) -> Option<&KeyFact> {
		self.keys.iter().find(|key| key.epoch == epoch)
	}

	/// Whether any of its channels is watched.
	pub fn is_watched(&self) -> bool {
		self.channels.iter().any(|channel| channel.watched)
	}
}

/// The device facts that a block changed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Changes {
	/// The facts of these devices.
	Of(BTreeSet<DeviceId>),
	/// Perhaps the facts of any device.
	All,
}

/// The newest commands to a device.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Commands {
	/// The account that owns the device. `None` if it is not registered.
	pub owner: Option<AccountId>,
	/// The newest command to each actuator. A channel without a command, or whose commands its owner's tenure has ended, is
	/// left out.
	pub newest: Vec<NewestCommand>,
}

/// The devices of which a block changed the newest commands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Commanded {
	/// Perhaps those of these.
	Of {
		/// The devices that an event names.
		devices: BTreeSet<DeviceId>,
		/// The accounts whose devices are meant as well, all of them.
		owners: BTreeSet<AccountId>,
	},
	/// Perhaps those of any device.
	All,
}

/// Why the chain does not answer.
#[derive(Clone, Debug, thiserror::Error)]
pub enum ChainError {
	/// No node answers. Try again later.
	#[error("no node answers: {0}")]
	Unreachable(String),
	/// The nodes that answer follow another chain.
	#[error("{0}")]
	OtherChain(String),
	/// What was asked for is not final yet. Try again later.
	#[error("what was asked for is not final yet")]
	NotFinal,
	/// The chain does not know what was asked for, or does not keep it any more.
	#[error("the chain does not know what was asked for, or does not keep it any more")]
	Unknown,
	/// A node answers with an error, or its answer is malformed.
	#[error("a node failed: {0}")]
	Failed(String),
}

/// Why the pool did not accept a transaction.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum SubmitError {
	/// No node answers. The transaction may have been accepted all the same.
	#[error("no node answers: {0}")]
	Unreachable(String),
	/// The transaction may be accepted later, or was accepted already: keep the same bytes.
	#[error("not taken for now: {0}")]
	Later(String),
	/// The same bytes will never be accepted: the nonce is used, the time is over, or the block on which they
	/// were signed was replaced.
	#[error("the transaction is void: {0}")]
	Void(String),
	/// The organisation's quota is spent.
	#[error("the organisation's quota is spent")]
	Quota,
	/// The organisation is suspended.
	#[error("the organisation is suspended; the council has to resume it")]
	Suspended,
	/// The chain has convicted the gateway of a false batch.
	#[error("the gateway is convicted; the council has to pardon it")]
	Convicted,
	/// The chain refuses for another reason.
	#[error("the chain refuses: {0}")]
	Refused(String),
}
