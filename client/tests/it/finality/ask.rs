//! Against something that answers like a node with twenty thousand blocks and three validator sets.

use super::world::{header, range_on, Validators, ROUND};
use codec::Encode;
use jsonrpsee::{
	server::{Server, ServerHandle},
	types::{ErrorObjectOwned, Params},
	RpcModule, SubscriptionMessage,
};
use serde_json::{json, Value};
use std::{
	collections::{BTreeMap, HashMap},
	sync::{
		atomic::{AtomicU32, Ordering},
		Arc,
	},
	time::Duration,
};
use tallystick_client::{
	finality::{FinalityError, Header, Justification, ProveError},
	unhex, Chain, Endpoints, Hash, Head, Rpc,
};

/// A sixth of the time that is waited for votes.
const TIMEOUT: Duration = Duration::from_secs(1);

const HEIGHT: u32 = 20_000;

/// The last blocks of the first two sets.
const ENDS: [u32; 2] = [9_137, 9_900];

struct Node {
	blocks: Vec<Header>,
	heights: HashMap<Hash, u32>,
	kept: BTreeMap<u32, Justification>,
	/// Of the newest blocks, in the order in which they are told.
	newest: Vec<Justification>,
	asked: AtomicU32,
}

fn sets() -> [Validators; 3] {
	[
		Validators::new(0, &[1, 2, 3, 4]),
		Validators::new(1, &[1, 2, 3, 5]),
		Validators::new(2, &[6, 7, 8, 9]),
	]
}

impl Node {
	fn new() -> Self {
		Self::announcing(&ENDS)
	}

	/// Of these blocks each names the next set.
	fn announcing(announcing: &[u32]) -> Self {
		let sets = sets();
		let (mut blocks, mut heights) = (Vec::<Header>::new(), HashMap::new());
		for number in 0..=HEIGHT {
			let mut digest = match ENDS.iter().position(|end| *end == number) {
				Some(set) if announcing.contains(&number) => vec![sets[set + 1].announced()],
				_ => vec![],
			};
			digest.extend(blocks.first().map(|genesis| range_on(&genesis.hash(), [1; 32])));
			let parent = blocks.last().map_or([0; 32], Header::hash);
			let block = header(number, parent, digest);
			heights.insert(block.hash(), number);
			blocks.push(block);
		}
		let mut kept = BTreeMap::new();
		// After each five hundred and twelfth block, the first that became final, and the ends of sets.
		let after = |number: &u32| number % 512 == 3 + (number / 512) % 2;
		for number in (1..HEIGHT).filter(|number| after(number) || ENDS.contains(number)) {
			let set = &sets[ENDS.iter().filter(|end| **end < number).count()];
			let step = set.sign(3, &blocks[number as usize]);
			kept.insert(number, step.justification);
		}
		let vote = |number: u32| sets[2].sign(4, &blocks[number as usize]).justification;
		let newest = vec![vote(HEIGHT - 2), vote(HEIGHT)];
		Self { blocks, heights, kept, newest, asked: AtomicU32::new(0) }
	}

	fn head(&self) -> Head {
		Head { number: HEIGHT, hash: self.blocks[HEIGHT as usize].hash() }
	}

	fn block(&self, params: &Params) -> &Header {
		let hash: String = params.one().unwrap();
		let hash: Hash = unhex(&hash).unwrap().try_into().unwrap();
		&self.blocks[self.heights[&hash] as usize]
	}

	async fn start(self) -> (Chain, Arc<Self>, ServerHandle) {
		let node = Arc::new(self);
		let mut module = RpcModule::from_arc(node.clone());
		module
			.register_method("chain_getBlockHash", |params, node, _| {
				node.asked.fetch_add(1, Ordering::SeqCst);
				let number: u32 = params.one().unwrap();
				node.blocks.get(number as usize).map(|block| hexed(block.hash()))
			})
			.unwrap();
		module
			.register_method("chain_getHeader", |params, node, _| {
				let block = node.block(&params);
				json!({
					"parentHash": hexed(block.parent),
					"number": format!("{:#x}", block.number),
					"stateRoot": hexed(block.state),
					"extrinsicsRoot": hexed(block.extrinsics),
					"digest": { "logs": block.digest.iter().map(|item| hexed(item.encode())).collect::<Vec<_>>() },
				})
			})
			.unwrap();
		module
			.register_method("chain_getBlock", |params, node, _| {
				let kept = node.kept.get(&node.block(&params).number);
				json!({
					"block": {},
					"justifications": kept.map(|votes| vec![(*b"FRNK", votes.encode())]),
				})
			})
			.unwrap();
		module
			.register_method("grandpa_proveFinality", |params, node, _| {
				let from: u32 = params.one().unwrap();
				let end = ENDS.into_iter().find(|end| *end >= from);
				let Some(votes) = end.and_then(|end| node.kept.get(&end)) else {
					return Err(ErrorObjectOwned::owned(4, "not covered", None::<()>));
				};
				let headers = node.blocks.get(from as usize + 1..=votes.number as usize);
				let headers = headers.unwrap_or_default();
				assert!(headers.len() < 1_100, "too much is asked for: {}", headers.len());
				Ok(Some(hexed((votes.target, votes.encode(), headers).encode())))
			})
			.unwrap();
		module
			.register_subscription(
				"grandpa_subscribeJustifications",
				"grandpa_justifications",
				"grandpa_unsubscribeJustifications",
				|_, pending, node, _| async move {
					let sink = pending.accept().await?;
					for votes in &node.newest {
						let message = SubscriptionMessage::from_json(&hexed(votes.encode()))?;
						sink.send(message).await?;
					}
					Ok(())
				},
			)
			.unwrap();
		let server = Server::builder().build("127.0.0.1:0").await.unwrap();
		let url = format!("ws://{}", server.local_addr().unwrap());
		let chain = Chain::new(Rpc::new(Endpoints::new([url]).with_timeout(TIMEOUT)).unwrap());
		(chain, node, server.start(module))
	}
}

fn hexed(bytes: impl AsRef<[u8]>) -> Value {
	tallystick_client::hexed(bytes.as_ref()).into()
}

#[tokio::test]
async fn finds_the_ends_of_sets_among_many_blocks() {
	let (chain, node, _server) = Node::new().start().await;
	let sets = sets();
	let finality = chain.finality(sets[0].set(), 0, &node.head()).await.unwrap();
	let ends: Vec<_> = finality.steps.iter().map(|step| step.header.number).collect();
	assert_eq!((finality.first, ends), (0, vec![ENDS[0], ENDS[1], HEIGHT]));
	let (genesis, last) = (node.blocks[0].hash(), node.blocks[HEIGHT as usize].encode());
	for set in &sets {
		let signed = finality.verify(&genesis, &set.set(), &last).unwrap();
		assert_eq!((signed.set, signed.signed, signed.block), (2, 4, node.head()));
	}
	let asked = node.asked.load(Ordering::SeqCst);
	assert!(asked < 150, "{asked} blocks were asked for");

	let later = chain.finality(sets[1].set(), 9_500, &node.head()).await.unwrap();
	assert_eq!((later.first, later.steps.len()), (1, 2));
	let newest = chain.finality(sets[2].set(), 19_000, &node.head()).await.unwrap();
	assert_eq!((newest.first, newest.steps.len()), (2, 1));
}

#[tokio::test]
async fn drops_votes_that_do_not_count() {
	let mut node = Node::new();
	let set = &sets()[2];
	let side = header(HEIGHT + 1, [99; 32], vec![]);
	let child = header(HEIGHT + 1, node.head().hash, vec![]);
	let votes = node.newest.last_mut().unwrap();
	votes.votes[3] = set.vote(3, ROUND, &child);
	votes.votes.push(set.vote(2, ROUND, &child));
	votes.votes.insert(0, set.vote(3, ROUND, &side));
	votes.votes.insert(0, set.vote(0, ROUND + 1, &child));
	votes.votes.insert(0, Validators::new(2, &[77]).vote(0, ROUND, &child));
	votes.ancestry = vec![side, child];
	let (chain, node, _server) = node.start().await;
	let finality = chain.finality(set.set(), 19_000, &node.head()).await.unwrap();
	let kept = &finality.steps[0].justification;
	assert_eq!((kept.votes.len(), kept.ancestry.len()), (4, 1));
	let last = node.blocks[HEIGHT as usize].encode();
	assert!(finality.verify(&node.blocks[0].hash(), &set.set(), &last).is_ok());
}

#[tokio::test]
async fn keeps_both_votes_of_a_validator_that_voted_twice_elsewhere() {
	let mut node = Node::new();
	let set = &sets()[2];
	let before = header(HEIGHT - 1, [98; 32], vec![]);
	let side = header(HEIGHT, before.hash(), vec![]);
	let votes = node.newest.last_mut().unwrap();
	votes.votes.truncate(2);
	votes.votes.extend([&before, &side, &side].map(|block| set.vote(3, ROUND, block)));
	votes.ancestry = vec![side];
	let (chain, node, _server) = node.start().await;
	let finality = chain.finality(set.set(), 19_000, &node.head()).await.unwrap();
	let kept = &finality.steps[0].justification;
	assert_eq!((kept.votes.len(), kept.ancestry.len()), (4, 0));
	let last = node.blocks[HEIGHT as usize].encode();
	let signed = finality.verify(&node.blocks[0].hash(), &set.set(), &last).unwrap();
	assert_eq!((signed.signed, signed.validators), (3, 4));
}

#[tokio::test]
async fn reports_that_no_votes_arrive() {
	let mut node = Node::new();
	node.newest.pop();
	let (chain, node, _server) = node.start().await;
	let failed = chain.finality(sets()[2].set(), 19_000, &node.head()).await;
	assert!(matches!(failed, Err(ProveError::Standstill)), "{failed:?}");
}

#[tokio::test]
async fn reports_that_the_node_lacks_the_end_of_a_set() {
	let mut node = Node::new();
	node.kept.remove(&ENDS[0]);
	let (chain, node, _server) = node.start().await;
	let failed = chain.finality(sets()[0].set(), 0, &node.head()).await;
	assert!(matches!(failed, Err(ProveError::NoVotes { set: 0 })), "{failed:?}");
}

#[tokio::test]
async fn refuses_a_set_that_was_replaced_by_force() {
	let (chain, node, _server) = Node::announcing(&ENDS[1..]).start().await;
	let failed = chain.finality(sets()[0].set(), 0, &node.head()).await;
	let Err(ProveError::NoPath { set: 0, error }) = failed else { panic!("{failed:?}") };
	assert_eq!(error, FinalityError::NoChange { set: 0 });
}
