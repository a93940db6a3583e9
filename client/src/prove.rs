//! Proofs of events, made from the records of a node.

use crate::{
	assets::{BlockEvent, BlockEvents},
	chain::{Chain, ChainError},
};
use tallystick_evidence::{
	batch::EventRoot, merkle::MerkleTree, EventLeaf, EventProof as ProofOf, Native, Tree, Trusted,
};
use tallystick_gs1::EventProof;
use tallystick_rules::ActProof;

impl Chain {
	/// The proof of an event of an asset, up to the last finalised header. The place counts all events of the block
	/// from zero. [`ChainError::Unknown`] if there is no event of an asset at the place.
	///
	/// The proof is verified. If the node left out or changed an event, that is [`ChainError::LeftOut`].
	pub async fn prove_event(
		&self,
		events: &BlockEvents,
		index: u32,
	) -> Result<EventProof, ChainError> {
		match events.get(index) {
			Some(BlockEvent::Asset(event)) => self.prove_leaf(events, index, &**event).await,
			Some(BlockEvent::Act(_)) | None => Err(ChainError::Unknown),
		}
	}

	/// The same for an act. [`ChainError::Unknown`] if there is no act at the place.
	pub async fn prove_act(
		&self,
		events: &BlockEvents,
		index: u32,
	) -> Result<ActProof, ChainError> {
		match events.get(index) {
			Some(BlockEvent::Act(act)) => self.prove_leaf(events, index, act).await,
			Some(BlockEvent::Asset(_)) | None => Err(ChainError::Unknown),
		}
	}

	async fn prove_leaf<E: EventLeaf>(
		&self,
		events: &BlockEvents,
		index: u32,
		event: &E,
	) -> Result<ProofOf<E>, ChainError> {
		let genesis = self.genesis().await?;
		let BlockEvents { block, events, .. } = events;
		let leaves = events.iter().map(BlockEvent::leaf).collect();
		let tree = MerkleTree::build::<Native>(Tree::Events, leaves).ok_or(ChainError::Unknown)?;
		let place = tree.place(index).ok_or(ChainError::Unknown)?;
		let statement = EventRoot { root: tree.root::<Native>(), count: place.count };

		let path = self.prove_statement(block.number, &statement.leaf::<Native>(&genesis)).await?;
		let (event, block_proof, header) = (event.clone(), path.block, path.header);
		let proof = ProofOf { genesis, event, place, block: block_proof, header };
		match proof.verify::<Native>(&Trusted { genesis, block: path.head.hash }) {
			Ok(_) => Ok(proof),
			Err(error) => {
				let block = block.number;
				Err(ChainError::LeftOut(format!("event {index} of block {block}: {error}")))
			},
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{
		chain::Head,
		json::hexed,
		rpc::{Endpoints, Rpc},
	};
	use codec::{Decode, Encode};
	use jsonrpsee::{
		server::{Server, ServerHandle},
		RpcModule,
	};
	use serde_json::{json, Value};
	use tallystick_evidence::Hash;
	use tallystick_gs1::Event;

	/// The acts of a block, with their proofs, and two events of assets among them.
	struct World {
		proofs: Vec<ActProof>,
		end: Hash,
		events: BlockEvents,
	}

	fn world() -> World {
		let vectors: Vec<Value> =
			serde_json::from_str(include_str!("../../primitives/rules/vectors/proofs.json"))
				.expect("JSON");
		let bytes = |vector: &Value, name: &str| {
			hex::decode(vector[name].as_str().expect("a text")).expect("hexadecimal")
		};
		let own = vectors.iter().filter(|vector| vector["proven"]["count"] == 11);
		let proofs = own.map(|vector| ActProof::from_file(&bytes(vector, "file")).expect("good"));
		let proofs: Vec<_> = proofs.collect();
		let acts = proofs.iter().map(|proof| BlockEvent::Act(proof.event.clone()));
		let mut events: Vec<_> = acts.collect();
		for place in [2, 5] {
			let time = 1_767_225_600_000u64;
			let recorded = time + place;
			let event =
				[&time.to_le_bytes(), &[0; 2][..], &recorded.to_le_bytes(), &[0, 1], &[0; 40]];
			let event = Event::decode(&mut &*event.concat()).expect("an event");
			events.insert(place as usize, BlockEvent::Asset(Box::new(event)));
		}
		let block = &proofs[0].block;
		let block = Head { number: block.number, hash: block.hash };
		let end = bytes(&vectors[0], "block").try_into().expect("32 bytes");
		World { proofs, end, events: BlockEvents { block, root: [0; 32], events } }
	}

	/// A node that knows one statement: the root over the events of the block.
	async fn node(proof: &ActProof, end: &Hash) -> (Chain, ServerHandle) {
		let genesis = hexed(&proof.genesis);
		let answer = json!({
			"statement": null,
			"proof": hexed(&proof.block.encode()),
			"header": hexed(&proof.header),
			"block": hexed(end),
			"number": 7,
		});
		let mut module = RpcModule::new(());
		module
			.register_method("chain_getBlockHash", move |_, (), _| genesis.clone())
			.expect("one of each name");
		module
			.register_method("telemetry_proveStatement", move |_, (), _| answer.clone())
			.expect("one of each name");
		let server = Server::builder().build("127.0.0.1:0").await.expect("a free port");
		let url = format!("ws://{}", server.local_addr().expect("it listens"));
		let handle = server.start(module);
		(Chain::new(Rpc::new(Endpoints::new([url])).expect("an address")), handle)
	}

	#[tokio::test]
	async fn every_event_of_a_block_is_proven_as_what_it_is() {
		let World { mut proofs, end, events } = world();
		let (chain, _node) = node(&proofs[0], &end).await;
		let trusted = Trusted { genesis: proofs[0].genesis, block: end };
		for index in 0..11 {
			let (act, asset) =
				(chain.prove_act(&events, index).await, chain.prove_event(&events, index).await);
			if [2, 5].contains(&index) {
				assert!(matches!(act, Err(ChainError::Unknown)), "{index}: {act:?}");
				let proven = asset.expect("an event").verify::<Native>(&trusted).expect("good");
				assert_eq!((proven.index, proven.count), (index, 11));
			} else {
				assert!(matches!(asset, Err(ChainError::Unknown)), "{index}: {asset:?}");
				assert_eq!(act.expect("an act"), proofs.remove(0));
			}
		}
		assert!(proofs.is_empty());
		let beyond = chain.prove_act(&events, 11).await;
		assert!(matches!(beyond, Err(ChainError::Unknown)), "{beyond:?}");
	}

	#[tokio::test]
	async fn events_that_a_node_changed_are_noticed() {
		let World { proofs, end, mut events } = world();
		let (chain, _node) = node(&proofs[0], &end).await;
		events.events.swap(0, 1);
		let changed = chain.prove_act(&events, 0).await;
		assert!(matches!(changed, Err(ChainError::LeftOut(_))), "{changed:?}");
		events.events.swap(0, 1);
		drop(events.events.pop());
		for proof in [
			chain.prove_act(&events, 0).await.map(|_| ()),
			chain.prove_event(&events, 2).await.map(|_| ()),
		] {
			assert!(matches!(proof, Err(ChainError::LeftOut(_))), "{proof:?}");
		}
	}
}
