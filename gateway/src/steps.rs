//! The named steps of a reading through the gateway. A test kills the process at any of them.

/// A step at which the process may die without a reading being lost or anchored twice.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Step {
	/// A group of messages has been taken from the broker.
	Received,
	/// The group's signatures and roots are checked.
	Verified,
	/// The group is written; the transaction is not committed.
	BeforeStored,
	/// The transaction that stores the group is committed.
	Stored,
	/// The answers are sent.
	Acknowledged,
	/// Some messages are written into the indexes; the transaction is not committed, and they do not count.
	Indexing,
	/// All messages are in the indexes; the transaction that makes them count is not committed.
	BeforeIndexed,
	/// The waiting readings are gathered; nothing is written.
	Sealing,
	/// The batch is written; the transaction is not committed.
	BeforeSealed,
	/// The batch's number and root are fixed on disk.
	Sealed,
	/// The transaction that anchors the batch is signed.
	TxBuilt,
	/// The signed transaction is on disk.
	TxStored,
	/// A node has accepted the transaction.
	Submitted,
	/// A block holds the batch.
	Included,
	/// A finalised block holds the batch, and its proof path is known.
	Finalised,
	/// The proof path is written; the transaction is not committed.
	BeforeFinalStored,
	/// The proof path is on disk.
	FinalStored,
	/// The announcements are sent.
	Announced,
	/// The removal of raw data is written; the transaction is not committed.
	BeforePruned,
	/// Raw data are removed.
	Pruned,
}

impl Step {
	/// All steps, in order.
	pub const ALL: &'static [Self] = &[
		Self::Received,
		Self::Verified,
		Self::BeforeStored,
		Self::Stored,
		Self::Acknowledged,
		Self::Indexing,
		Self::BeforeIndexed,
		Self::Sealing,
		Self::BeforeSealed,
		Self::Sealed,
		Self::TxBuilt,
		Self::TxStored,
		Self::Submitted,
		Self::Included,
		Self::Finalised,
		Self::BeforeFinalStored,
		Self::FinalStored,
		Self::Announced,
		Self::BeforePruned,
		Self::Pruned,
	];
}

/// An observer of all steps.
pub trait Steps: Send + Sync {
	/// Called when the process reaches a step.
	fn reached(&self, step: Step) {
		let _ = step;
	}
}

impl Steps for () {}
