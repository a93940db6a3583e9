//! Finds where the chain records that a device got another key. The record names a time, not a block.
//! But each header names its slot, and headers are kept for ever.

use crate::{
	chain::{Chain, ChainError, StatementProof},
	finality::{DigestItem, Header},
	json::{hexed, unhex},
};
use codec::Decode;
use subxt::rpcs::rpc_params;
use tallystick_evidence::{Hash, KeyRecord, Native};

/// The name under which a block's author says in which slot the block was made.
const AURA: [u8; 4] = *b"aura";

fn slot_of(header: &Header) -> Option<u64> {
	header.digest.iter().find_map(|item| match item {
		DigestItem::PreRuntime(AURA, slot) => u64::decode(&mut slot.as_slice()).ok(),
		_ => None,
	})
}

impl Chain {
	/// The proof path from the record of a device's key, any but its first, to the last finalised
	/// header. `since` of the record is that of [`Self::key_at`]. [`ChainError::Unknown`] if no final
	/// block made such a record.
	pub async fn prove_key(&self, record: &KeyRecord) -> Result<StatementProof, ChainError> {
		let block = self.block_at(record.since).await?;
		self.prove_statement(block, &record.leaf::<Native>()).await
	}

	/// The clock of the block of this hash: UTC, in milliseconds.
	pub async fn time_of(&self, hash: &Hash) -> Result<u64, ChainError> {
		let slot = slot_of(&self.header(hash).await?)
			.ok_or_else(|| ChainError::Unreadable("a header without a slot".into()))?;
		slot.checked_mul(self.slot_duration().await?)
			.ok_or_else(|| ChainError::Unreadable("a slot".into()))
	}

	/// The clock of the best chain's block at this height: UTC, in milliseconds.
	pub async fn time_at(&self, number: u32) -> Result<u64, ChainError> {
		let (slot, duration) = (self.slot(number).await?, self.slot_duration().await?);
		slot.checked_mul(duration).ok_or_else(|| ChainError::Unreadable("a slot".into()))
	}

	/// The finalised block whose clock shows this time: UTC, in milliseconds.
	pub async fn block_at(&self, time: u64) -> Result<u32, ChainError> {
		let slot = time.checked_div(self.slot_duration().await?).ok_or(ChainError::Unknown)?;
		let (mut low, mut high) = (1, self.finalized().await?.number);
		while low <= high {
			let middle = low.midpoint(high);
			match self.slot(middle).await?.cmp(&slot) {
				std::cmp::Ordering::Equal => return Ok(middle),
				std::cmp::Ordering::Less => low = middle.saturating_add(1),
				std::cmp::Ordering::Greater => high = middle.saturating_sub(1),
			}
		}
		Err(ChainError::Unknown)
	}

	async fn slot_duration(&self) -> Result<u64, ChainError> {
		let params = rpc_params!["AuraApi_slot_duration", hexed(&[])];
		let answer: String = self.rpc.request("state_call", params).await?;
		unhex(&answer)
			.and_then(|bytes| u64::decode(&mut bytes.as_slice()).ok())
			.ok_or_else(|| ChainError::Unreadable("the length of a slot".into()))
	}

	async fn slot(&self, number: u32) -> Result<u64, ChainError> {
		let hash = self.block_hash(number).await?.ok_or(ChainError::Unknown)?;
		slot_of(&self.header(&hash).await?)
			.ok_or_else(|| ChainError::Unreadable("a header without a slot".into()))
	}
}
