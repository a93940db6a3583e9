//! The state of the path to the chain, as the gateway's parts share it.

/// What keeps batches from being anchored.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Trouble {
	/// The chain has something else than the store. Nothing is taken or anchored any more.
	Diverged(String),
	/// The gateway was found to lie.
	Convicted,
	/// The organisation is suspended.
	Suspended,
	/// The organisation's quota is spent; it flows back.
	Quota,
	/// The chain refuses for another reason.
	Refused(String),
}

impl std::fmt::Display for Trouble {
	fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
		match self {
			Self::Diverged(what) => write!(
				f,
				"the chain and the store differ: {what}. Nothing is taken or anchored any more, and \
				nothing is lost: devices keep what they have. Either an old copy of the store was put \
				back: stop, and put the newest one in its place. Or another gateway uses this \
				account: stop one of them. Delete no store; see \"Diverged\" in \
				docs/runbooks/run-a-gateway.md"
			),
			Self::Convicted => {
				f.write_str("the gateway was found to lie; the council has to pardon it")
			},
			Self::Suspended => {
				f.write_str("the organisation is suspended; the council has to resume it")
			},
			Self::Quota => {
				f.write_str("the organisation's quota is spent; it flows back by itself")
			},
			Self::Refused(why) => write!(f, "the chain refuses: {why}"),
		}
	}
}

/// How the way to the chain is.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Health {
	/// Whether a node answered the last time.
	pub reachable: bool,
	/// The height of the last finalised block.
	pub finalized: u32,
	/// The height of the best block.
	pub best: u32,
	/// How much of the organisation's quota is left, in percent, where one pays.
	pub quota: Option<u8>,
	/// What keeps batches from being anchored.
	pub trouble: Option<Trouble>,
}
