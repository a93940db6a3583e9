//! Errors of the methods.

use jsonrpsee::types::ErrorObjectOwned;

/// Why a method has no result.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Error {
	/// There is no such block, or its state is pruned here.
	UnknownBlock(String),
	/// The runtime of that block has another view function.
	OtherRuntime,
	/// There is no such thing, or the chain does not keep it any more.
	NotFound(&'static str),
	/// The block is not final yet.
	NotFinal {
		/// The block that was asked for.
		block: u32,
		/// The last finalised block.
		finalized: u32,
	},
	/// The node does not keep the data that proofs need.
	NotIndexed,
	/// A parameter is too long.
	TooLarge {
		/// How long it may be.
		most: usize,
	},
	/// The node failed.
	Internal(String),
	/// The chain that was asked for did not record this.
	OtherFork {
		/// The height of the block that did.
		block: u32,
	},
}

/// An error code.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Code {
	/// The JSON-RPC error code. Never reused.
	pub code: i32,
	/// The name of the [`Error`].
	pub name: &'static str,
	/// What is wrong, and what to do.
	pub text: &'static str,
}

/// Every code, in ascending order.
pub const CODES: &[Code] = &[
	Code {
		code: 7001,
		name: "UnknownBlock",
		text: "No such block, or its state is pruned here. Check the hash; ask a node that keeps the state of old blocks.",
	},
	Code {
		code: 7002,
		name: "OtherRuntime",
		text: "The runtime of this block has other view functions than this node asks. Use a node of the runtime's version.",
	},
	Code {
		code: 7003,
		name: "NotFound",
		text: "There is no such thing, or the chain does not keep it any more. Check the name; prove an old batch with telemetry_proveStatement.",
	},
	Code {
		code: 7004,
		name: "NotFinal",
		text: "The block is not final yet. Ask again a little later.",
	},
	Code {
		code: 7005,
		name: "NotIndexed",
		text: "The node keeps nothing to prove from. Ask one that runs with off-chain indexing and has done so since that block.",
	},
	Code {
		code: 7006,
		name: "TooLarge",
		text: "A parameter is too long; the message says how long it may be. Send less.",
	},
	Code {
		code: 7007,
		name: "Internal",
		text: "The node failed. Ask again; look at the node's log.",
	},
	Code {
		code: 7008,
		name: "OtherFork",
		text: "The entry is of another fork, or newer than the block of `at`. Set `at` to a block that comes after it in its fork, or leave `from` out.",
	},
];

impl Error {
	/// The JSON-RPC error code.
	pub fn code(&self) -> i32 {
		match self {
			Self::UnknownBlock(_) => 7001,
			Self::OtherRuntime => 7002,
			Self::NotFound(_) => 7003,
			Self::NotFinal { .. } => 7004,
			Self::NotIndexed => 7005,
			Self::TooLarge { .. } => 7006,
			Self::Internal(_) => 7007,
			Self::OtherFork { .. } => 7008,
		}
	}

	fn message(&self) -> String {
		match self {
			Self::UnknownBlock(what) => {
				format!("no such block, or its state is pruned here: {what}")
			},
			Self::OtherRuntime => "the runtime of this block has other view functions than this \
				node asks: use a node of its version"
				.into(),
			Self::NotFound(what) => format!("there is no such {what}"),
			Self::NotFinal { block, finalized } => {
				format!("block {block} is not final yet, {finalized} is: ask again a little later")
			},
			Self::NotIndexed => "this node keeps nothing to prove from: ask one that runs with \
				off-chain indexing, and has done so since that block"
				.into(),
			Self::TooLarge { most } => {
				format!("the parameter is too long: it may have {most} entries or bytes")
			},
			Self::Internal(what) => format!("the node failed: {what}"),
			Self::OtherFork { block } => format!(
				"block {block} of this chain did not record the entry, which is of another fork, or newer than \
				 the block of `at`: set `at` to a block that comes after it in its fork, or leave `from` out"
			),
		}
	}
}

impl From<Error> for ErrorObjectOwned {
	fn from(error: Error) -> Self {
		Self::owned(error.code(), error.message(), None::<()>)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn every_error_has_a_code_of_its_own_in_the_list() {
		let errors = [
			Error::UnknownBlock(String::new()),
			Error::OtherRuntime,
			Error::NotFound(""),
			Error::NotFinal { block: 0, finalized: 0 },
			Error::NotIndexed,
			Error::TooLarge { most: 0 },
			Error::Internal(String::new()),
			Error::OtherFork { block: 0 },
		];
		assert_eq!(errors.len(), CODES.len());
		for (error, listed) in errors.into_iter().zip(CODES) {
			assert_eq!(error.code(), listed.code);
			assert!(format!("{error:?}").starts_with(listed.name), "{error:?}");
		}
		assert!(CODES.windows(2).all(|pair| pair[0].code < pair[1].code));
	}
}
