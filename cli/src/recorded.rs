//! Says what the proof of anything that a block recorded proves and what it does not, in plain words and in JSON.

use crate::{
	failure::{Failure, Result},
	ground::Ground,
};
use serde_json::{json, Value};
use tallystick_client::{hexed, Head};
use tallystick_evidence::ProvenEvent;

/// A row of a verdict: its name, and its lines.
pub(crate) type Row = (&'static str, Vec<String>);

/// A kind of what blocks record.
pub(crate) trait Telling {
	/// Its name for programs. For people it stands behind “an”.
	const KIND: &'static str;

	/// What it says, by its parts.
	fn rows(&self) -> Vec<Row>;

	/// When it was recorded, in words.
	fn recorded(&self) -> String;

	/// Its fields in JSON: an object.
	fn json(&self) -> Value;

	/// What its proof does not prove.
	fn unproven(&self) -> Vec<&'static str>;
}

/// A proof that holds.
pub(crate) struct RecordedVerdict<E> {
	pub(crate) proven: ProvenEvent<E>,
	/// The block that the proof ends at.
	pub(crate) end: Head,
	pub(crate) ground: Ground,
	/// Why the file of trust is too old.
	pub(crate) stale: Option<String>,
}

impl<E: Telling> RecordedVerdict<E> {
	/// Fails if the proof holds, but is not to be believed.
	pub(crate) fn belief(&self) -> Result {
		self.stale.clone().map_or(Ok(()), |doubt| Err(Failure::NotBelieved(doubt)))
	}

	/// The verdict in plain words.
	pub(crate) fn text(&self) -> String {
		let ProvenEvent { event, leaf, index, count, block, block_hash } = &self.proven;
		let place = format!("event {index} of {count} in its block, counted from 0");
		let known = [
			("leaf", vec![hexed(leaf)]),
			("recorded", vec![event.recorded(), place]),
			("block", vec![format!("{block}, {}", hexed(block_hash))]),
		];
		let rows = event.rows().into_iter().chain(known).flat_map(|(name, lines)| {
			let names = std::iter::once(name).chain(std::iter::repeat(""));
			let lines = names.zip(lines).map(|(name, line)| format!("  {name:<9}  {line}"));
			lines.collect::<Vec<_>>()
		});
		let unproven = event.unproven().into_iter().chain(self.ground.unproven());
		let valid = match self.belief() {
			Ok(()) => "VALID. This is proven:",
			Err(_) => "VALID, BUT NOT TO BE BELIEVED. This is proven:",
		};
		let heading = [valid.into(), String::new()].into_iter();
		let end = self.ground.lines(&self.end).into_iter();
		let rest = [String::new(), "Not proven:".into(), String::new()].into_iter();
		let unproven = unproven.map(|line| format!("  - {line}"));
		heading.chain(rows).chain(end).chain(rest).chain(unproven).collect::<Vec<_>>().join("\n")
	}

	/// The verdict in JSON.
	pub(crate) fn json(&self) -> Value {
		let ProvenEvent { event, leaf, index, count, block, block_hash } = &self.proven;
		let mut proven = event.json();
		proven["leaf"] = json!(hexed(leaf));
		(proven["index"], proven["count"]) = (json!(index), json!(count));
		(proven["block"], proven["blockHash"]) = (json!(block), json!(hexed(block_hash)));
		json!({
			"verdict": if self.stale.is_some() { "notBelieved" } else { "valid" },
			"valid": self.stale.is_none(),
			"error": self.stale,
			"kind": E::KIND,
			"proven": proven,
			"end": { "number": self.end.number, "hash": hexed(&self.end.hash) },
			"trust": self.ground.json(),
		})
	}
}
