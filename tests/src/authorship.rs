use crate::{Client, Header};
use anyhow::{Context, Result};
use std::ops::RangeInclusive;
use subxt::{config::substrate::DigestItem, utils::H256};

const AURA: [u8; 4] = *b"aura";

/// Tells who authored a block.
#[derive(Clone, Debug)]
pub struct Authorship {
	client: Client,
}

impl Authorship {
	/// Reads through `client`.
	pub fn new(client: Client) -> Self {
		Self { client }
	}

	/// The Aura key of the author of this block.
	pub async fn author(&self, block: H256) -> Result<[u8; 32]> {
		let header = self.client.rpc().header(Some(block)).await?;
		let slot = slot(&header).context("a block without a slot")?;
		// The authorities of a slot are those that its parent knew.
		let authorities: Vec<[u8; 32]> = self
			.client
			.storage_at(header.parent_hash, "Aura", "Authorities", vec![])
			.await?
			.context("no authorities")?;
		let index = slot % authorities.len() as u64;
		Ok(authorities[index as usize])
	}

	/// The session and the author's Aura key, for each block at these heights. The block that begins
	/// a session still obeys the authorities of the one before, and counts as one of that.
	pub async fn sessions(&self, heights: RangeInclusive<u64>) -> Result<Vec<(u32, [u8; 32])>> {
		let mut found = Vec::new();
		for height in heights {
			let block = self.client.rpc().block_hash(Some(height)).await?;
			let parent = self.client.rpc().block_hash(Some(height.saturating_sub(1))).await?;
			found.push((self.session(parent).await?, self.author(block).await?));
		}
		Ok(found)
	}

	/// The height of the best block.
	pub async fn best_number(&self) -> Result<u64> {
		self.client.rpc().best_number().await
	}

	/// The height of this session's first block, once the best chain has come so far.
	pub async fn first_block_of(&self, session: u32) -> Result<Option<u64>> {
		let mut height = self.best_number().await?;
		let mut first = None;
		while height > 0 {
			let block = self.client.rpc().block_hash(Some(height)).await?;
			match self.session(block).await? {
				at if at < session => break,
				at if at == session => first = Some(height),
				_ => {},
			}
			height -= 1;
		}
		Ok(first)
	}

	/// The session that this block belongs to.
	pub async fn session(&self, block: H256) -> Result<u32> {
		self.client
			.storage_at(block, "Session", "CurrentIndex", vec![])
			.await?
			.context("no session index")
	}
}

fn slot(header: &Header) -> Option<u64> {
	header.digest.logs.iter().find_map(|item| match item {
		DigestItem::PreRuntime(AURA, slot) => {
			Some(u64::from_le_bytes(slot.as_slice().try_into().ok()?))
		},
		_ => None,
	})
}
