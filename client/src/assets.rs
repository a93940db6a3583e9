//! Records of assets that a node keeps off the chain: events, histories, and leaves of tallies. The client
//! compares the node's answers with the hashes in the chain's state.

use crate::{
	asset_lifecycle::views::TallyOf,
	chain::{Chain, ChainError, Head},
	json::{hexed, unhex},
};
use codec::DecodeAll;
use serde::Deserialize;
use std::collections::BTreeMap;
use subxt::{rpcs::rpc_params, utils::H256};
use tallystick_condition::{Leaf, LeafProof, Tally};
use tallystick_evidence::{merkle::MerkleTree, Crypto, Hash, Native, Tree};
use tallystick_gs1::Event;
use tallystick_records::{
	asset::{HistoryEntry, HistoryOf, Move, Place, MAX_PARENTS},
	AssetId, Millis, StreamId,
};
use tallystick_rules::Act;

/// The hash of a history without entries.
const NOTHING: Hash = [0; 32];

/// An event in the history of an asset.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Recorded {
	/// The block that recorded it.
	pub block: Head,
	/// Its place among the block's events, from zero.
	pub index: u32,
	/// Its leaf in the tree over them.
	pub leaf: Hash,
	/// The asset to whose history it belongs: the requested one, or one that it was in.
	pub asset: AssetId,
	/// The event.
	pub event: Event,
}

/// The events of a finalised block.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BlockEvents {
	/// The block.
	pub block: Head,
	/// The root of the tree over the events. Without events it is the root of an empty tree.
	pub root: Hash,
	/// The events, in the order in which they were recorded.
	pub events: Vec<BlockEvent>,
}

/// One of a block's events.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum BlockEvent {
	/// Something happened to an asset.
	Asset(Box<Event>),
	/// An act of a rule or an actuator.
	Act(Act),
}

impl BlockEvent {
	/// Its leaf in the tree over the block's events.
	pub fn leaf(&self) -> Hash {
		match self {
			Self::Asset(event) => leaf_of(event),
			Self::Act(act) => act.leaf::<Native>(),
		}
	}

	/// The event, if it is of an asset.
	pub fn asset(&self) -> Option<&Event> {
		match self {
			Self::Asset(event) => Some(event),
			Self::Act(_) => None,
		}
	}
}

impl BlockEvents {
	/// The event at this place, from zero.
	pub(crate) fn get(&self, index: u32) -> Option<&BlockEvent> {
		usize::try_from(index).ok().and_then(|index| self.events.get(index))
	}
}

/// An entry of a history as a node shows it.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct PastEvent {
	#[serde(flatten)]
	entry: HistoryEntry,
	block_hash: H256,
	event: String,
}

#[derive(Deserialize)]
struct HistoryPage {
	items: Vec<PastEvent>,
}

#[derive(Deserialize)]
struct EventsPage {
	hash: H256,
	root: H256,
	count: u32,
	events: Vec<String>,
}

impl Chain {
	/// The events of an asset, the oldest first, together with those of the assets that it was in at the time. An
	/// event that several of these assets share is listed once, under the innermost one.
	///
	/// All of them follow from the hash that the asset has in the state of this block, or of the best one. If the
	/// node leaves any out, that is [`ChainError::LeftOut`]. The hashes determine the heights of the blocks; only
	/// the node says which hashes these blocks have.
	pub async fn asset_history(
		&self,
		asset: AssetId,
		at: Option<&Hash>,
	) -> Result<Vec<Recorded>, ChainError> {
		let at = self.or_best(at).await?;
		let record = self.asset(asset, Some(&at)).await?.ok_or(ChainError::Unknown)?;
		let (mut parents, mut place) = (Vec::new(), record.place);
		while let Place::Child { parent, .. } = place {
			if parents.len() >= MAX_PARENTS as usize {
				return Err(left_out("an asset is in too many others"));
			}
			let above = self.asset(parent, Some(&at)).await?;
			let above = above.ok_or_else(|| left_out(format!("asset {parent} is missing")))?;
			parents.push(HistoryOf { asset: parent, history: above.history });
			place = above.place;
		}
		let own = HistoryOf { asset, history: record.history };
		collect(&Node { chain: self, at }, own, parents).await
	}

	/// The history of an asset that the chain has dropped, by the hash that the event
	/// [`AssetDropped`](crate::asset_lifecycle::events::AssetDropped) names.
	///
	/// The blocks are of the chain that ends at this block, or at the block that is the best at the first
	/// request.
	pub async fn dropped_history(
		&self,
		asset: AssetId,
		history: &Hash,
		at: Option<&Hash>,
	) -> Result<Vec<Recorded>, ChainError> {
		// One block for all pages: the best block may change to another fork between them.
		let at = self.or_best(at).await?;
		let own = HistoryOf { asset, history: *history };
		collect(&Node { chain: self, at }, own, Vec::new()).await
	}

	/// The events of a finalised block, in the order in which they were recorded, compared with their root.
	///
	/// [`prove_statement`](Self::prove_statement) proves that the block states this root, by the leaf of an
	/// [`EventRoot`](tallystick_evidence::batch::EventRoot).
	pub async fn block_events(&self, block: u32) -> Result<BlockEvents, ChainError> {
		let mut events = Vec::new();
		loop {
			let params = rpc_params![block, u32::try_from(events.len()).unwrap_or(u32::MAX)];
			let page: EventsPage = self.rpc.request("assets_events", params).await?;
			let before = events.len();
			for event in &page.events {
				events.push(decode_block_event(event)?);
			}
			if events.len() < page.count as usize && events.len() > before {
				continue;
			}
			let leaves = events.iter().map(BlockEvent::leaf).collect();
			let tree = MerkleTree::build::<Native>(Tree::Events, leaves);
			let root = page.root.0;
			if tree.map(|tree| tree.root::<Native>()) != Some(root) {
				return Err(left_out(format!("the events of block {block} have another root")));
			}
			return Ok(BlockEvents {
				block: Head { number: block, hash: page.hash.0 },
				root,
				events,
			});
		}
	}

	/// The leaves of a stream's tally that count a moment from `from` on and before `to`, each with its path.
	/// They are of the tally in the state of this block, or of the best one. The client checks that each leaf is
	/// in the tally, and that together they count the time without a gap. Otherwise it is
	/// [`ChainError::LeftOut`].
	///
	/// [`ChainError::Unknown`] if nothing relies on the stream at this block.
	pub async fn tally_leaves(
		&self,
		stream: &StreamId,
		from: Millis,
		to: Millis,
		at: Option<&Hash>,
	) -> Result<Vec<LeafProof>, ChainError> {
		let at = self.or_best(at).await?;
		let tally = self.view(TallyOf { stream: *stream }, Some(&at)).await?;
		let tally = tally.ok_or(ChainError::Unknown)?;
		let mut search = Search::new(&tally, from.0, to.0);
		while let Some(from) = search.wanted() {
			let mut leaves = self.leaves_at(stream, from, to.0, &at).await?;
			if leaves.is_empty() {
				// The tally began later, which its first leaf shows.
				leaves = self.leaves_at(stream, from, u64::MAX, &at).await?;
			}
			search.take(leaves)?;
		}
		Ok(search.found)
	}

	async fn leaves_at(
		&self,
		StreamId { device, channel }: &StreamId,
		from: u64,
		to: u64,
		at: &Hash,
	) -> Result<Vec<LeafProof>, ChainError> {
		let params = rpc_params![device, channel, from, to, H256(*at)];
		Ok(self.rpc.request("assets_leaves", params).await?)
	}

	async fn or_best(&self, at: Option<&Hash>) -> Result<Hash, ChainError> {
		match at {
			Some(at) => Ok(*at),
			None => Ok(self.best().await?.hash),
		}
	}
}

fn left_out(what: impl Into<String>) -> ChainError {
	ChainError::LeftOut(what.into())
}

fn leaf_of(event: &Event) -> Hash {
	event.leaf(|bytes| Native::hash(&[bytes]))
}

fn decode_event(text: &str) -> Result<Event, ChainError> {
	asset_event(&bytes_of(text)?)
}

fn decode_block_event(text: &str) -> Result<BlockEvent, ChainError> {
	let bytes = bytes_of(text)?;
	match Act::from_bytes(&bytes) {
		Some(act) => Ok(BlockEvent::Act(act)),
		None => asset_event(&bytes).map(|event| BlockEvent::Asset(Box::new(event))),
	}
}

fn asset_event(bytes: &[u8]) -> Result<Event, ChainError> {
	let unreadable = |error: codec::Error| ChainError::Unreadable(format!("an event: {error}"));
	Event::decode_all(&mut &*bytes).map_err(unreadable)
}

fn bytes_of(text: &str) -> Result<Vec<u8>, ChainError> {
	unhex(text).ok_or_else(|| ChainError::Unreadable("no hexadecimal".into()))
}

/// A node that keeps entries of histories.
trait Source {
	/// Some entries, from the one of this hash backwards.
	async fn entries(&self, asset: AssetId, from: &Hash) -> Result<Vec<PastEvent>, ChainError>;
}

struct Node<'a> {
	chain: &'a Chain,
	at: Hash,
}

impl Source for Node<'_> {
	async fn entries(&self, asset: AssetId, from: &Hash) -> Result<Vec<PastEvent>, ChainError> {
		let params = rpc_params![asset, H256(*from), Option::<u32>::None, H256(self.at)];
		let page: HistoryPage = self.chain.rpc.request("assets_history", params).await?;
		Ok(page.items)
	}
}

/// Part of the history of an asset.
struct Stretch {
	/// The asset, and the newest entry.
	end: HistoryOf,
	/// What it is in after that.
	within: Vec<HistoryOf>,
	/// The entry before the oldest one.
	begin: Hash,
	/// What it was in before that.
	before: Vec<HistoryOf>,
	/// How many assets around the one that was asked for.
	level: u32,
}

/// All events of an asset, and of those that it was in at the time. `within` are those that it is in after the
/// newest entry.
async fn collect(
	source: &impl Source,
	own: HistoryOf,
	within: Vec<HistoryOf>,
) -> Result<Vec<Recorded>, ChainError> {
	let mut found = BTreeMap::<(u32, u32), (u32, Recorded)>::new();
	let whole = Stretch { end: own, within, begin: NOTHING, before: Vec::new(), level: 0 };
	let mut stretches = vec![whole];
	while let Some(stretch) = stretches.pop() {
		let Stretch { end, mut within, begin, before, level } = stretch;
		let mut inside = |joined: Vec<HistoryOf>, left: Vec<HistoryOf>| {
			let (Some((first, before)), Some((last, within))) =
				(joined.split_first(), left.split_first())
			else {
				return Ok(());
			};
			if first.asset != last.asset || level >= MAX_PARENTS {
				return Err(left_out(format!("asset {} leaves what it is not in", end.asset)));
			}
			stretches.push(Stretch {
				end: *last,
				within: within.to_vec(),
				begin: first.history,
				before: before.to_vec(),
				level: level.saturating_add(1),
			});
			Ok(())
		};
		for (entry, recorded) in walk(source, end, &begin).await? {
			let place = (recorded.block.number, recorded.index);
			match found.get(&place) {
				Some((inner, _)) if *inner <= level => (),
				_ => {
					found.insert(place, (level, recorded));
				},
			}
			match entry.moved {
				None => (),
				Some(Move::Left { parents }) => within = parents.to_vec(),
				Some(Move::Joined { parents }) => {
					inside(parents.to_vec(), std::mem::take(&mut within))?;
				},
			}
		}
		inside(before, within)?;
	}
	Ok(found.into_values().map(|(_, recorded)| recorded).collect())
}

/// The entries of a history from the newest one backwards, but for those up to `begin`.
async fn walk(
	source: &impl Source,
	end: HistoryOf,
	begin: &Hash,
) -> Result<Vec<(HistoryEntry, Recorded)>, ChainError> {
	let HistoryOf { asset, history: mut next } = end;
	let mut walked = Vec::new();
	while next != *begin {
		if next == NOTHING {
			return Err(left_out(format!("the history of asset {asset} begins elsewhere")));
		}
		let missing = || left_out(format!("entry {} of asset {asset}", hexed(&next)));
		let entries = match source.entries(asset, &next).await {
			Err(ChainError::Unknown) => return Err(missing()),
			entries => entries?,
		};
		if entries.is_empty() {
			return Err(missing());
		}
		for PastEvent { entry, block_hash, event } in entries {
			if next == *begin {
				break;
			}
			let event = decode_event(&event)?;
			let same = entry.hash::<Native>() == next && entry.asset == asset;
			if !same || leaf_of(&event) != entry.leaf {
				return Err(left_out(format!("entry {} of asset {asset}", hexed(&next))));
			}
			next = entry.before;
			let HistoryEntry { leaf, block, index, .. } = entry;
			let block = Head { number: block, hash: block_hash.0 };
			walked.push((entry, Recorded { block, index, leaf, asset, event }));
		}
	}
	Ok(walked)
}

/// The leaves that count a time, as they are found.
struct Search<'a> {
	tally: &'a Tally,
	from: u64,
	to: u64,
	/// Up to when the leaves so far count without a gap.
	until: Option<u64>,
	found: Vec<LeafProof>,
}

impl<'a> Search<'a> {
	fn new(tally: &'a Tally, from: u64, to: u64) -> Self {
		Self { tally, from, to, until: None, found: Vec::new() }
	}

	/// From when on leaves are missing.
	fn wanted(&self) -> Option<u64> {
		let next = self.until.unwrap_or(self.from);
		(self.from < self.to && next < self.to && next < self.tally.until.until).then_some(next)
	}

	/// Takes leaves that count any moment from the one on that was [`wanted`](Self::wanted).
	fn take(&mut self, leaves: Vec<LeafProof>) -> Result<(), ChainError> {
		if leaves.is_empty() {
			return Err(left_out("leaves of a tally"));
		}
		for proof in leaves {
			let Leaf { before, number, .. } = &proof.leaf;
			let (number, begin) = (*number, before.until);
			let follows = match self.until {
				Some(until) => begin == until,
				// What a tally counts first has nothing before it.
				None => begin <= self.from || before.value.is_none(),
			};
			if let Err(error) = proof.verify::<Native>(self.tally, begin) {
				return Err(left_out(format!("leaf {number} of a tally: {error}")));
			}
			if !follows || proof.leaf.end() <= self.from {
				return Err(left_out(format!("what comes before leaf {number} of a tally")));
			}
			self.until = Some(proof.leaf.end());
			if begin < self.to {
				self.found.push(proof);
			}
		}
		Ok(())
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::rpc::{Endpoints, Rpc};
	use jsonrpsee::{server::Server, RpcModule};
	use serde_json::{json, Value};
	use std::{cell::Cell, sync::Mutex};
	use tallystick_condition::{archive, Kept};
	use tallystick_evidence::{DeviceId, Node as RunNode, Point, Summary};
	use tallystick_gs1::event::{Action, Parties, Time, What, ZoneOffset};
	use tallystick_records::telemetry::Facts;

	const CASE: AssetId = AssetId(0);
	const BOXED: AssetId = AssetId(1);
	const PALLET: AssetId = AssetId(2);
	const TRUCK: AssetId = AssetId(3);

	/// A chain in memory: an event a block.
	#[derive(Default)]
	struct World {
		kept: BTreeMap<Hash, PastEvent>,
		histories: BTreeMap<AssetId, Hash>,
		blocks: u32,
	}

	impl World {
		fn history(&self, asset: AssetId) -> HistoryOf {
			let history = self.histories.get(&asset).copied().unwrap_or_default();
			HistoryOf { asset, history }
		}

		fn remember(&mut self, asset: AssetId, moved: Option<Move>) {
			let time = Time::new(self.blocks.into()).expect("it is early");
			let event = Event {
				time,
				offset: ZoneOffset::UTC,
				recorded: time,
				what: What::Object { action: Action::Observe, items: Default::default() },
				step: None,
				disposition: None,
				read_point: None,
				location: None,
				transactions: Default::default(),
				source: Parties::default(),
				destination: Parties::default(),
				ilmd: None,
				discrepancy: Default::default(),
				error: None,
			};
			let (before, leaf) = (self.history(asset).history, leaf_of(&event));
			let (block, index) = (self.blocks, 0);
			let entry = HistoryEntry { asset, before, leaf, block, index, moved };
			let hash = entry.hash::<Native>();
			let event = hexed(&codec::Encode::encode(&event));
			let block_hash = H256::repeat_byte(block as u8);
			self.kept.insert(hash, PastEvent { entry, block_hash, event });
			self.histories.insert(asset, hash);
		}

		fn happens(&mut self, asset: AssetId) {
			self.blocks += 1;
			self.remember(asset, None);
		}

		/// Puts a child in, or takes it out; its parent comes first.
		fn moves(&mut self, child: AssetId, line: &[AssetId], how: fn(Parents) -> Move) {
			self.happens(line[0]);
			let parents: Vec<_> = line.iter().map(|asset| self.history(*asset)).collect();
			self.remember(child, Some(how(parents.try_into().expect("few"))));
		}
	}

	type Parents = tallystick_records::asset::Parents;

	fn joins(parents: Parents) -> Move {
		Move::Joined { parents }
	}

	fn leaves(parents: Parents) -> Move {
		Move::Left { parents }
	}

	impl Source for World {
		async fn entries(&self, _: AssetId, from: &Hash) -> Result<Vec<PastEvent>, ChainError> {
			// Pages of two.
			let first = self.kept.get(from).cloned().ok_or(ChainError::Unknown)?;
			let second = self.kept.get(&first.entry.before).cloned();
			Ok(std::iter::once(first).chain(second).collect())
		}
	}

	/// A case in a box, which is on a pallet and then in a truck.
	fn world() -> World {
		let mut world = World::default();
		for asset in [CASE, BOXED, PALLET, TRUCK] {
			world.happens(asset);
		}
		world.moves(BOXED, &[PALLET], joins);
		world.moves(CASE, &[BOXED, PALLET], joins);
		world.happens(PALLET);
		world.moves(BOXED, &[PALLET], leaves);
		world.happens(PALLET);
		world.moves(BOXED, &[TRUCK], joins);
		world.happens(TRUCK);
		world
	}

	fn shown(found: &[Recorded]) -> Vec<(u32, AssetId)> {
		found.iter().map(|recorded| (recorded.block.number, recorded.asset)).collect()
	}

	#[tokio::test]
	async fn a_history_has_what_happened_to_the_parents_in_the_meantime() {
		let mut world = world();
		let within = [BOXED, TRUCK].map(|asset| world.history(asset)).to_vec();
		let found = collect(&world, world.history(CASE), within).await.unwrap();
		let inside = [(1, CASE), (6, CASE), (7, PALLET), (8, BOXED), (10, BOXED), (11, TRUCK)];
		assert_eq!(shown(&found), inside);

		world.moves(CASE, &[BOXED, TRUCK], leaves);
		world.happens(BOXED);
		world.happens(TRUCK);
		world.happens(CASE);
		let found = collect(&world, world.history(CASE), vec![]).await.unwrap();
		assert_eq!(shown(&found), [&inside[..], &[(12, CASE), (15, CASE)]].concat());
		assert!(found.iter().all(|recorded| leaf_of(&recorded.event) == recorded.leaf));
		let found = collect(&world, world.history(PALLET), vec![]).await.unwrap();
		assert_eq!(shown(&found), [3, 5, 7, 8, 9].map(|block| (block, PALLET)));
	}

	#[tokio::test]
	async fn what_a_node_leaves_out_or_changes_is_noticed() {
		let mut world = world();
		world.moves(CASE, &[BOXED, TRUCK], leaves);
		let own = world.history(CASE);
		let needed = Cell::new(0);
		let changed = async |change: &dyn Fn(&mut BTreeMap<Hash, PastEvent>, &Hash)| {
			needed.set(0);
			for hash in world.kept.keys() {
				let mut kept = world.kept.clone();
				change(&mut kept, hash);
				let World { histories, blocks, .. } = &world;
				let other = World { kept, histories: histories.clone(), blocks: *blocks };
				match collect(&other, own, vec![]).await {
					Err(ChainError::LeftOut(_)) => needed.set(needed.get() + 1),
					Err(error) => panic!("{error}"),
					Ok(found) => assert_eq!(found, collect(&world, own, vec![]).await.unwrap()),
				}
			}
			needed.get()
		};
		// Of the case, and between them of box, pallet and truck.
		let between = 3 + 3 + 2 + 1;
		assert_eq!(changed(&|kept, hash| drop(kept.remove(hash))).await, between);
		for (change, expected) in [
			// The first entry of the case has nothing before it.
			((|past| past.entry.before = NOTHING) as fn(&mut PastEvent), between - 1),
			(|past| past.entry.index += 1, between),
			(|past| past.entry.block += 1, between),
			(|past| past.entry.asset = AssetId(9), between),
			(|past| past.event = past.event.replacen("0x0", "0xf", 1), between),
		] {
			let found =
				changed(&|kept, hash| change(kept.get_mut(hash).expect("it is there"))).await;
			assert_eq!(found, expected);
		}
	}

	/// A node whose best block is another one whenever somebody asks for it.
	struct Forked {
		kept: BTreeMap<Hash, PastEvent>,
		best: u8,
		/// The blocks at which pages of one entry were asked for.
		asked: Vec<Value>,
	}

	impl Forked {
		fn page(&mut self, params: &Value) -> Value {
			let from = unhex(params[1].as_str().expect("a hash")).expect("hexadecimal");
			let PastEvent { entry, block_hash, event } =
				&self.kept[&Hash::try_from(from).expect("32 bytes")];
			let mut item = json!(entry);
			(item["blockHash"], item["event"]) = (json!(block_hash), json!(event));
			self.asked.push(params[3].clone());
			json!({ "items": [item] })
		}
	}

	#[tokio::test]
	async fn all_pages_of_a_dropped_history_are_of_one_chain() {
		let mut world = World::default();
		(0..3).for_each(|_| world.happens(CASE));
		let newest = world.history(CASE).history;
		let mut module =
			RpcModule::new(Mutex::new(Forked { kept: world.kept, best: 0, asked: Vec::new() }));
		let mut method = |name: &'static str, answer: fn(&mut Forked, Value) -> Value| {
			module
				.register_method(name, move |params, node, _| {
					let params = params.parse().unwrap_or_default();
					answer(&mut node.lock().expect("no panic"), params)
				})
				.expect("one of each name");
		};
		method("chain_getBlockHash", |node, params| {
			if params[0].is_u64() {
				return json!(H256::zero());
			}
			node.best += 1;
			json!(H256::repeat_byte(node.best))
		});
		method("chain_getHeader", |_, _| json!({ "number": "0x3" }));
		method("assets_history", |node, params| node.page(&params));
		method("asked", |node, _| json!(std::mem::take(&mut node.asked)));
		let server = Server::builder().build("127.0.0.1:0").await.expect("a free port");
		let url = format!("ws://{}", server.local_addr().expect("it listens"));
		let _node = server.start(module);
		let chain = Chain::new(Rpc::new(Endpoints::new([url])).expect("an address"));

		for (at, expected) in [(None, [1; 32]), (Some([9; 32]), [9; 32])] {
			let found =
				chain.dropped_history(CASE, &newest, at.as_ref()).await.expect("it is kept");
			assert_eq!(shown(&found), [1, 2, 3].map(|block| (block, CASE)));
			let asked: Vec<H256> =
				chain.rpc().request("asked", rpc_params![]).await.expect("it answers");
			assert_eq!(asked, [H256(expected); 3]);
		}
	}

	/// A tally with some runs of two readings, and what is kept of it.
	fn tally() -> (Tally, BTreeMap<Hash, Kept>) {
		let stream = StreamId { device: DeviceId([7; 32]), channel: 0 };
		let mut tally = Tally::new(stream, 60_000, 1_000_000);
		let mut kept = BTreeMap::new();
		// The first one is from before the tally began.
		for start in (880_000..).step_by(120_000).take(12) {
			let point = |time, value| Point { time, value };
			let (first, last) = (point(start, 40), point(start + 60_000, 50));
			let (min, max, sum, violations) = (40, 50, 90, 0);
			let summary = Summary { count: 2, first, last, min, max, sum, violations };
			let root = RunNode { summary, hash: [start as u8; 32] };
			let after = tally.fold::<Native>(root, Facts::NONE).unwrap();
			kept.extend(Kept::of(&tally, &after));
			tally = after;
		}
		(tally, kept)
	}

	/// Asks as [`Chain::tally_leaves`] does, with pages of three.
	fn search(
		tally: &Tally,
		(from, to): (u64, u64),
		answer: impl Fn(u64, u64) -> Vec<LeafProof>,
	) -> Result<Vec<LeafProof>, ChainError> {
		let mut search = Search::new(tally, from, to);
		while let Some(from) = search.wanted() {
			let mut found = answer(from, to);
			if found.is_empty() {
				found = answer(from, u64::MAX);
			}
			search.take(found)?;
		}
		Ok(search.found)
	}

	#[test]
	fn leaves_count_a_time_without_a_gap() {
		let (tally, kept) = tally();
		let all = |from, to, most| {
			archive::leaves::<Native>(&tally, from, to, most, |hash| kept.get(hash).cloned())
		};
		let honest = |from, to| all(from, to, 3).unwrap();
		let end = tally.until.until;
		let moments: Vec<_> = (880_000..=end + 120_000).step_by(60_000).collect();
		for from in &moments {
			for to in &moments {
				let expected = all(*from, *to, 100).unwrap();
				assert_eq!(search(&tally, (*from, *to), honest).unwrap(), expected);
				for missing in &expected {
					let holed = |from, to| {
						let mut found = all(from, to, 4).unwrap();
						found.retain(|proof| proof != missing);
						found.truncate(3);
						found
					};
					let error = search(&tally, (*from, *to), holed).unwrap_err();
					assert!(matches!(error, ChainError::LeftOut(_)), "{error}");
				}
			}
		}
		let forged = |from, to| {
			let mut found = honest(from, to);
			found[0].leaf.root.summary.max += 1;
			found
		};
		let error = search(&tally, (1_000_000, end), forged).unwrap_err();
		assert!(matches!(error, ChainError::LeftOut(_)), "{error}");
	}
}
