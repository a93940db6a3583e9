use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// A record under its id.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(
	feature = "schema",
	derive(schemars::JsonSchema),
	schemars(rename = "Identified{Record}")
)]
pub struct Identified<Id, Record> {
	/// The id.
	pub id: Id,
	/// The record, whose fields stand beside the id.
	#[serde(flatten)]
	pub record: Record,
}

/// Part of a list.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "PageOf{Item}"))]
pub struct Page<Item> {
	/// The entries.
	pub items: Vec<Item>,
	/// The entry after which the next page begins. `None` on the last page.
	pub next: Option<Item>,
}

impl<Item: Clone> Page<Item> {
	/// The page of these entries, where `limit` were asked for. Only a full page has a next one.
	pub fn new(items: Vec<Item>, limit: u32) -> Self {
		let full = u32::try_from(items.len()).map_or(true, |len| len >= limit);
		let next = full.then(|| items.last().cloned()).flatten();
		Self { items, next }
	}
}
