//! The gateway's view of the chain, which its tasks share.

/// A condition that keeps batches from being anchored.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Trouble {
	/// The chain and the store differ. The gateway accepts and anchors nothing more.
	Diverged(String),
	/// The chain has convicted the gateway of a false batch.
	Convicted,
	/// The organisation is suspended.
	Suspended,
	/// The organisation's quota is spent; it recovers with time.
	Quota,
	/// The chain refuses the transaction for another reason.
	Refused(String),
}

impl std::fmt::Display for Trouble {
	fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
		match self {
			Self::Diverged(what) => write!(
				f,
				"the chain and the store differ: {what}. The gateway accepts and anchors nothing more; \
				no reading is lost, since devices keep theirs. If an old copy of the store was \
				restored, stop the gateway and restore the newest one. If another gateway uses this \
				account, stop one of the two. Delete no store; see \"Diverged\" in \
				docs/runbooks/run-a-gateway.md"
			),
			Self::Convicted => {
				f.write_str("the chain has convicted the gateway of a false batch; the council has to pardon it")
			},
			Self::Suspended => {
				f.write_str("the organisation is suspended; the council has to resume it")
			},
			Self::Quota => {
				f.write_str("the organisation's quota is spent; batches wait until it recovers")
			},
			Self::Refused(why) => write!(f, "the chain refuses the transaction: {why}"),
		}
	}
}

/// The chain as the gateway saw it last.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Health {
	/// Whether a node answered in the last polling round.
	pub reachable: bool,
	/// The height of the last finalised block.
	pub finalized: u32,
	/// The height of the best block.
	pub best: u32,
	/// Percent left of the organisation's quota. `None` if no organisation pays.
	pub quota: Option<u8>,
	/// The condition that keeps batches from being anchored, if there is one.
	pub trouble: Option<Trouble>,
}
