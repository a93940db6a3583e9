//! The blocks between two finalised ones.

use super::{Block, Blocks, ChainError};

/// The blocks after `seen` up to `head`, the lowest first. `None` if more than `most` are missing, or if `seen` is not
/// on the chain of `head`, so that knowledge from `seen` counts no longer. `head` is not below `seen`.
pub(crate) async fn descent<C: Blocks>(
	chain: &C,
	seen: Block,
	head: Block,
	most: u32,
) -> Result<Option<Vec<Block>>, ChainError> {
	if head.number.saturating_sub(seen.number) > most {
		return Ok(None);
	}
	let mut blocks = Vec::new();
	let mut block = head;
	while block.number > seen.number {
		blocks.push(block);
		let (number, hash) = (block.number.saturating_sub(1), chain.parent(block.hash).await?);
		block = Block { number, hash };
	}
	if block.hash != seen.hash {
		tracing::warn!(
			height = seen.number,
			"two blocks of one height were reported as finalised; do not trust all of the nodes"
		);
		return Ok(None);
	}
	blocks.reverse();
	Ok(Some(blocks))
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::support::MockChain;

	#[tokio::test]
	async fn blocks_are_found_from_the_head_down_and_only_on_its_own_chain() {
		let chain = MockChain::new();
		let (low, seen) = (chain.final_block(0), chain.final_block(1));
		chain.grow(2);
		let replaced = chain.heads().await.unwrap().best;
		chain.reorg(2, false);
		chain.finalise(0);
		let (two, three, four) = (chain.final_block(2), chain.final_block(3), chain.final_block(4));
		let find = |seen: Block, head: Block, most: u32| {
			let chain = chain.clone();
			async move { descent(&chain, seen, head, most).await.unwrap() }
		};
		assert_eq!(find(seen, four, 3).await, Some(vec![two, three, four]));
		assert_eq!(find(low, seen, 32).await, Some(vec![seen]));
		assert_eq!(find(seen, seen, 32).await, Some(vec![]));
		assert_eq!(find(seen, four, 2).await, None, "too many");
		let of_height = Block { hash: [0xee; 32], ..seen };
		assert_eq!(find(of_height, four, 32).await, None);
		assert_eq!(find(of_height, seen, 32).await, None, "of one height");
		let fork = Block { number: 3, hash: replaced.hash };
		assert_eq!((replaced.number, find(fork, four, 32).await), (4, None));
		chain.lock().down = true;
		assert!(descent(&chain, seen, four, 32).await.is_err());
	}
}
