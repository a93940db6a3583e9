//! What our methods can answer beside a result.

use jsonrpsee::types::ErrorObjectOwned;

/// Why a method has no result. The codes are the public face: they are never reused.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Error {
	/// No such block, or its state is pruned here.
	UnknownBlock(String),
	/// The runtime of that block has no such view function.
	OtherRuntime,
	/// There is no such thing, or the chain does not keep it any more.
	NotFound(&'static str),
	/// The block is not final yet.
	NotFinal { block: u32, finalized: u32 },
	/// The node does not keep what proofs are made of.
	NotIndexed,
	/// A parameter is longer than is taken.
	TooLarge { most: usize },
	/// The node failed.
	Internal(String),
}

impl From<Error> for ErrorObjectOwned {
	fn from(error: Error) -> Self {
		let (code, message) = match error {
			Error::UnknownBlock(what) => {
				(7001, format!("no such block, or its state is pruned here: {what}"))
			},
			Error::OtherRuntime => (
				7002,
				"the runtime of this block answers otherwise than this node asks: use a node of its \
				 version"
					.into(),
			),
			Error::NotFound(what) => (7003, format!("there is no such {what}")),
			Error::NotFinal { block, finalized } => (
				7004,
				format!("block {block} is not final yet, {finalized} is: ask again a little later"),
			),
			Error::NotIndexed => (
				7005,
				"this node keeps nothing to prove from: ask one that runs with off-chain indexing, and \
				 has done so since that block"
					.into(),
			),
			Error::TooLarge { most } => (7006, format!("too large: at most {most} are taken")),
			Error::Internal(what) => (7007, format!("the node failed: {what}")),
		};
		Self::owned(code, message, None::<()>)
	}
}
