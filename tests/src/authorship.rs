use crate::{Node, State};
use anyhow::{Context, Result};
use codec::Decode;
use std::ops::RangeInclusive;
use subxt::utils::H256;
use tallystick_client::{finality::DigestItem, finality::Header, rpc_params, unhex, Chain, Hash};

const AURA: [u8; 4] = *b"aura";

/// Tells who authored a block.
#[derive(Clone, Debug)]
pub struct Authorship {
	chain: Chain,
	state: State,
}

/// A block, and who authored it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Authored {
	/// The session. The block that begins one still obeys the authorities of the session before, and
	/// counts as one of that.
	pub session: u32,
	/// The slot.
	pub slot: u64,
	/// The author's Aura key.
	pub author: [u8; 32],
}

impl Authorship {
	/// Reads through this node.
	pub async fn of(node: &Node) -> Result<Self> {
		Ok(Self { chain: node.chain()?.clone(), state: State::of(node).await? })
	}

	/// The blocks at these heights, and who authored them.
	pub async fn blocks(&self, heights: RangeInclusive<u32>) -> Result<Vec<Authored>> {
		let mut found = Vec::new();
		for height in heights {
			found.push(self.authored(height).await?);
		}
		Ok(found)
	}

	async fn authored(&self, height: u32) -> Result<Authored> {
		let header = self.chain.header(&self.block(height).await?).await?;
		let slot = slot(&header).context("a block without a slot")?;
		// The authorities of a slot are those that its parent knew.
		let authorities = self.authorities(&header.parent).await?;
		let index = slot.checked_rem(authorities.len() as u64).context("no authorities")?;
		let session = self.session(&header.parent).await?;
		Ok(Authored { session, slot, author: authorities[index as usize] })
	}

	async fn authorities(&self, block: &Hash) -> Result<Vec<[u8; 32]>> {
		let params = rpc_params!["AuraApi_authorities", "0x", H256(*block)];
		let answer: String = self.chain.rpc().request("state_call", params).await?;
		let bytes = unhex(&answer).context("not hexadecimal")?;
		Ok(Decode::decode(&mut bytes.as_slice())?)
	}

	/// The height of the best block.
	pub async fn best_number(&self) -> Result<u32> {
		Ok(self.chain.best().await?.number)
	}

	/// The height of this session's first block, once the best chain has come so far.
	pub async fn first_block_of(&self, session: u32) -> Result<Option<u32>> {
		let mut height = self.best_number().await?;
		let mut first = None;
		while height > 0 {
			match self.session(&self.block(height).await?).await? {
				at if at < session => break,
				at if at == session => first = Some(height),
				_ => {},
			}
			height -= 1;
		}
		Ok(first)
	}

	/// The session that this block belongs to.
	pub async fn session(&self, block: &Hash) -> Result<u32> {
		self.state.value(block, "Session", "CurrentIndex").await
	}

	async fn block(&self, height: u32) -> Result<Hash> {
		self.chain.block_hash(height).await?.with_context(|| format!("no block at {height}"))
	}
}

fn slot(header: &Header) -> Option<u64> {
	header.digest.iter().find_map(|item| match item {
		DigestItem::PreRuntime(AURA, slot) => u64::decode(&mut slot.as_slice()).ok(),
		_ => None,
	})
}
