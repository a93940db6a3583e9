use crate::{json::hexed, Chain, Hash, RpcError};
use subxt::{rpcs::rpc_params, utils::H256};
use tallystick_evidence::{Crypto, Native};
use tallystick_records::refusal;

/// The number of blocks for which a signed transaction lives.
pub const LIFETIME: u32 = 64;

/// A signed transaction. Its bytes can be sent any number of times; the chain takes them once.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SignedTx {
	/// What to submit.
	pub bytes: Vec<u8>,
	/// Its name.
	pub hash: Hash,
	/// No block of this height or above can hold it. Once such a block is final and no earlier block
	/// holds it, no block ever will.
	pub dies_at: u32,
}

impl SignedTx {
	pub(crate) fn new(bytes: Vec<u8>, dies_at: u32) -> Self {
		Self { hash: Native::hash(&[&bytes]), bytes, dies_at }
	}
}

/// Why the pool did not take a transaction.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum SubmitError {
	/// The pool has it already.
	#[error("the node has the transaction already")]
	AlreadyKnown,
	/// The nonce was used: by this transaction, which is in a block, or by another one.
	#[error("the transaction is outdated: its nonce was used already")]
	Stale,
	/// The nonce is higher than the next one.
	#[error("the transaction comes too early: one with a lower nonce is missing")]
	Future,
	/// Its time is over: sign it again. Or the signature is wrong, or for another runtime or chain.
	#[error("the transaction's time is over, or its signature is of another runtime or chain")]
	BadProof,
	/// The account can pay no fee, and no organisation pays for it.
	#[error("the account cannot pay the fee, and no organisation pays for it")]
	Payment,
	/// Would not fit into a block now. Try again later.
	#[error("the transaction does not fit into a block for now")]
	Exhausts,
	/// The chain takes no such call for now, or never.
	#[error("the chain takes no such call now: it is in safe mode, or the call is paused")]
	Paused,
	/// The runtime refuses for a reason of its own.
	#[error("the chain refuses: {} (code {code})", reason(*code))]
	Refused {
		/// The code: [`tallystick_records::refusal`] has the table.
		code: u8,
	},
	/// The node dropped it recently, and takes it again after some minutes.
	#[error("the node does not take this transaction again for some minutes")]
	Banned,
	/// The pool holds another transaction with this nonce. This one was not taken.
	#[error("another transaction of the account has this nonce; this one was not taken, so it is safe to send it again")]
	NonceTaken,
	/// The runtime cannot read the transaction, or fails on it.
	#[error(
		"the chain cannot read the transaction: a value in it is longer than the chain takes, or this program is older or newer than the chain's runtime"
	)]
	NotUnderstood,
	/// The pool is full. Try again later.
	#[error("the pool is full; try again later")]
	PoolFull,
	/// No node answered. It may have been taken all the same.
	#[error("no node answers: {0}")]
	Transport(String),
	/// A node follows another chain.
	#[error("{0}")]
	OtherChain(String),
	/// Anything else.
	#[error("{message} ({code})")]
	Other {
		/// JSON-RPC error code.
		code: i32,
		/// What the node says.
		message: String,
	},
}

impl From<RpcError> for SubmitError {
	fn from(error: RpcError) -> Self {
		let (code, message, data) = match error {
			RpcError::Refused { code, message, data } => (code, message, data.unwrap_or_default()),
			RpcError::OtherChain { .. } => return Self::OtherChain(error.to_string()),
			// An answer that cannot be read says nothing about what was done.
			_ => return Self::Transport(error.to_string()),
		};
		let custom = data.strip_prefix("Custom error: ").and_then(|number| number.parse().ok());
		match (code, data.as_str()) {
			(1010, "Transaction is outdated") => Self::Stale,
			(1010, "Transaction will be valid in the future") => Self::Future,
			(
				1010,
				"Transaction has a bad signature" | "Transaction has an ancient birth block",
			) => Self::BadProof,
			(1010, data) if data.starts_with("Inability to pay") => Self::Payment,
			(1010, "Transaction would exhaust the block limits") => Self::Exhausts,
			(1010, "Transaction call is not expected") => Self::Paused,
			(1010, data) => match custom {
				Some(code) => Self::Refused { code },
				None => Self::Other { code, message: format!("{message}: {data}") },
			},
			// The format is wrong, or the runtime stopped while it checked the transaction. What the node
			// says is the stack of that.
			(1001 | 1002, _) => {
				tracing::debug!(code, message, data, "the runtime cannot read a transaction");
				Self::NotUnderstood
			},
			(1012, _) => Self::Banned,
			(1013, _) => Self::AlreadyKnown,
			(1014, _) => Self::NonceTaken,
			(1016, _) => Self::PoolFull,
			(1021, _) => Self::Future,
			(code, "") => Self::Other { code, message },
			(code, data) => Self::Other { code, message: format!("{message}: {data}") },
		}
	}
}

impl SubmitError {
	/// Whether the node has the transaction, or a block holds or held it. Then nothing is lost.
	pub fn is_known(&self) -> bool {
		matches!(self, Self::AlreadyKnown)
	}

	/// Whether another transaction of the account has the nonce. After a request that went to a second
	/// node, [`Self::Stale`] can also mean that a block holds this very transaction.
	pub fn is_nonce_taken(&self) -> bool {
		matches!(self, Self::NonceTaken | Self::Stale)
	}

	/// Whether the same bytes may be taken later.
	pub fn is_transient(&self) -> bool {
		matches!(
			self,
			Self::Future
				| Self::Exhausts
				| Self::Paused
				| Self::Banned
				| Self::PoolFull
				| Self::Transport(_)
		)
	}
}

/// What the chain means by a code of its own.
fn reason(code: u8) -> &'static str {
	refusal::find(code).map_or(
		"for a reason that this version does not know; see the runtime's documentation",
		|entry| entry.text,
	)
}

impl Chain {
	/// Submits a signed transaction to a node's pool. Acceptance by the pool guarantees nothing.
	pub async fn submit(&self, bytes: &[u8]) -> Result<Hash, SubmitError> {
		let params = rpc_params![hexed(bytes)];
		let hash: H256 = self.rpc.request("author_submitExtrinsic", params).await?;
		Ok(hash.0)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn of(code: i32, data: Option<&str>) -> SubmitError {
		let data = data.map(Into::into);
		RpcError::Refused { code, message: "Invalid Transaction".into(), data }.into()
	}

	#[test]
	fn works_for_what_the_pool_says() {
		for (code, data, expected) in [
			(1010, Some("Transaction is outdated"), SubmitError::Stale),
			(1010, Some("Transaction will be valid in the future"), SubmitError::Future),
			(1010, Some("Transaction has a bad signature"), SubmitError::BadProof),
			(1010, Some("Transaction has an ancient birth block"), SubmitError::BadProof),
			(
				1010,
				Some("Inability to pay some fees (e.g. account balance too low)"),
				SubmitError::Payment,
			),
			(1010, Some("Transaction would exhaust the block limits"), SubmitError::Exhausts),
			(1010, Some("Transaction call is not expected"), SubmitError::Paused),
			(1010, Some("Custom error: 102"), SubmitError::Refused { code: 102 }),
			(1012, None, SubmitError::Banned),
			(1013, Some("0x00"), SubmitError::AlreadyKnown),
			(1014, Some("too low"), SubmitError::NonceTaken),
			(1001, None, SubmitError::NotUnderstood),
			(1002, Some("wasm trap: unreachable"), SubmitError::NotUnderstood),
			(1016, None, SubmitError::PoolFull),
			(1021, None, SubmitError::Future),
		] {
			assert_eq!(of(code, data), expected);
		}
	}

	#[test]
	fn works_for_what_nobody_foresaw() {
		for (code, data) in [(1010, Some("Custom error: 300")), (1010, None), (1040, Some("?"))] {
			assert!(matches!(of(code, data), SubmitError::Other { code: of, .. } if of == code));
		}
		let lost = SubmitError::from(RpcError::Unreadable("cut off".into()));
		assert!(matches!(lost, SubmitError::Transport(_)), "it may have been taken");
	}

	#[test]
	fn a_refusal_says_what_the_table_of_all_pallets_says() {
		for entry in refusal::REFUSALS {
			let text = SubmitError::Refused { code: entry.code }.to_string();
			assert_eq!(text, format!("the chain refuses: {} (code {})", entry.text, entry.code));
		}
		let unknown = SubmitError::Refused { code: 255 }.to_string();
		assert!(unknown.contains("does not know") && unknown.contains("255"), "{unknown}");
	}

	#[test]
	fn works_for_what_may_be_sent_again() {
		assert!(SubmitError::PoolFull.is_transient() && SubmitError::Banned.is_transient());
		assert!(!SubmitError::Stale.is_transient());
		assert!(!SubmitError::Refused { code: 102 }.is_transient());
		assert!(SubmitError::AlreadyKnown.is_known() && !SubmitError::Stale.is_known());
		assert!(SubmitError::NonceTaken.is_nonce_taken() && SubmitError::Stale.is_nonce_taken());
		assert!(!SubmitError::Banned.is_nonce_taken() && !SubmitError::PoolFull.is_nonce_taken());
	}
}
