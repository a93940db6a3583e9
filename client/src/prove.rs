//! Proofs of events, put together from what a node keeps.

use crate::{
	assets::{BlockEvent, BlockEvents},
	chain::{Chain, ChainError},
};
use tallystick_evidence::{batch::EventRoot, merkle::MerkleTree, Native, Tree, Trusted};
use tallystick_gs1::EventProof;

impl Chain {
	/// The proof of one of a block's events that is of an asset, by its place, up to the last finalised header. It is verified, so
	/// a node that leaves out or changes an event is found out: that is [`ChainError::LeftOut`].
	pub async fn prove_event(
		&self,
		events: &BlockEvents,
		index: u32,
	) -> Result<EventProof, ChainError> {
		let genesis = self.genesis().await?;
		let BlockEvents { block, events, .. } = events;
		let event = usize::try_from(index).ok().and_then(|index| events.get(index));
		let event = event.and_then(BlockEvent::asset);
		let leaves = events.iter().map(BlockEvent::leaf).collect();
		let tree = MerkleTree::build::<Native>(Tree::Events, leaves);
		let (Some(event), Some(tree)) = (event, tree) else { return Err(ChainError::Unknown) };
		let place = tree.place(index).ok_or(ChainError::Unknown)?;
		let statement = EventRoot { root: tree.root::<Native>(), count: place.count };

		let path = self.prove_statement(block.number, &statement.leaf::<Native>(&genesis)).await?;
		let proof = EventProof {
			genesis,
			event: event.clone(),
			place,
			block: path.block,
			header: path.header,
		};
		match proof.verify::<Native>(&Trusted { genesis, block: path.head.hash }) {
			Ok(_) => Ok(proof),
			Err(error) => {
				let block = block.number;
				Err(ChainError::LeftOut(format!("event {index} of block {block}: {error}")))
			},
		}
	}
}
