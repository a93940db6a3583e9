//! The named moments on a reading's way. A test kills the process at any of them.

/// A moment at which the process may die without anything being lost or done twice.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Step {
	/// A group of messages has been taken from the broker.
	Received,
	/// Their signatures and roots are checked.
	Verified,
	/// They are written; the transaction is not committed.
	BeforeStored,
	/// The transaction is committed.
	Stored,
	/// The devices were told.
	Acknowledged,
	/// The waiting readings are gathered; nothing is written.
	Sealing,
	/// The batch is written; the transaction is not committed.
	BeforeSealed,
	/// Number and root of the batch are fixed on disk.
	Sealed,
	/// The transaction is signed.
	TxBuilt,
	/// The transaction is on disk.
	TxStored,
	/// A node has the transaction.
	Submitted,
	/// A block holds the batch.
	Included,
	/// A finalised block holds the batch, and the way there is known.
	Finalised,
	/// That is written; the transaction is not committed.
	BeforeFinalStored,
	/// That is on disk.
	FinalStored,
	/// The devices were told.
	Announced,
	/// Raw data are marked as removed; the transaction is not committed.
	BeforePruned,
	/// Raw data are removed.
	Pruned,
}

impl Step {
	/// All of them, in the order of a reading's way.
	pub const ALL: &'static [Self] = &[
		Self::Received,
		Self::Verified,
		Self::BeforeStored,
		Self::Stored,
		Self::Acknowledged,
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

/// Is told of every step.
pub trait Steps: Send + Sync {
	/// The process is at this step.
	fn reached(&self, step: Step) {
		let _ = step;
	}
}

impl Steps for () {}
