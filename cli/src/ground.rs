//! The ground on which the block that a proof ends at is trusted.

use serde_json::{json, Value};
use tallystick_client::{finality::Signed, hexed, Head};

/// Who or what says that the block is final.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Ground {
	/// The user gave its hash.
	Given,
	/// It is in this file of trust.
	File(String),
	/// Validators of a set signed it, or a later block. The file of trust names that set, or an earlier one.
	Validators {
		/// The file of trust.
		file: String,
		/// The id of the set that is in the file.
		trusted: u64,
		/// The set that signed, and what it signed.
		signed: Signed,
	},
	/// The node at this URL reports it as final.
	Node(String),
}

impl Ground {
	/// The two lines on the block that a proof ends at.
	pub(crate) fn lines(&self, end: &Head) -> [String; 2] {
		[
			format!("  ends at    block {}, {}", end.number, hexed(&end.hash)),
			format!("             {}", self.words(end)),
		]
	}

	fn words(&self, end: &Head) -> String {
		match self {
			Self::Given => "trusted, as you gave its hash".into(),
			Self::File(file) => format!("trusted, as it is in {file}"),
			Self::Validators { file, trusted, signed } => {
				let Signed { block, set, signed, validators } = signed;
				let what = match block.hash == end.hash {
					true => "it".into(),
					false => {
						format!("block {}, {}, which follows it", block.number, hexed(&block.hash))
					},
				};
				let why = match trusted == set {
					true => format!("that set is in {file}"),
					false => format!("set {trusted}, which is in {file}, leads to that set"),
				};
				format!("final: {signed} of {validators} validators of set {set} signed {what};\n             {why}")
			},
			Self::Node(node) => {
				format!("final, as {node} says: this verdict trusts that node")
			},
		}
	}

	/// The same for programs.
	pub(crate) fn json(&self) -> Value {
		match self {
			Self::Given => json!({ "by": "hash" }),
			Self::File(file) => json!({ "by": "file", "file": file }),
			Self::Validators { file, trusted, signed } => json!({
				"by": "validators",
				"file": file,
				"trustedSet": trusted,
				"set": signed.set,
				"signed": signed.signed,
				"validators": signed.validators,
				"block": { "number": signed.block.number, "hash": hexed(&signed.block.hash) },
			}),
			Self::Node(node) => json!({ "by": "node", "node": node }),
		}
	}

	/// What nobody proves of it.
	pub(crate) fn unproven(&self) -> Option<&'static str> {
		match self {
			Self::Given => Some("that the block at which it ends is final: that is yours to know"),
			Self::Validators { .. } => Some("that the validators are honest: those who have the keys of more than two thirds of a set can sign what never was"),
			Self::File(_) | Self::Node(_) => None,
		}
	}
}
