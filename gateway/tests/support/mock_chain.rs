//! A chain that makes real headers and ranges, and can misbehave.

use crate::{
	chain::{
		Actuators, Anchored, Anchors, Answer, At, Block, Blocks, ChainError, Changes, Commanded,
		Commands, DeviceFacts, Facts, FactsOf, Heads, NewestCommand, ProofPath, ProofPaths,
		SubmitError, Tx,
	},
	store::StoreOptions,
};
use codec::{Compact, Decode, Encode};
use std::{
	collections::{BTreeMap, BTreeSet, HashMap},
	sync::{Arc, Mutex},
	time::Duration,
};
use tallystick_client::records::{command::SetPoint, CommandId, Millis};
use tallystick_client::{AccountId, Observed, StatementName, StatementPlace};
use tallystick_control::{CommandState, Done, Track};
use tallystick_evidence::{
	merkle::MerkleTree, mmr::BlockLeaf, proof::BlockProof, Batch, Crypto, DeviceId, Hash,
	KeyRecord, Native, Proof, Registration, Statement, Tree, Trusted,
};

pub(crate) const ACCOUNT: [u8; 32] = [0x67; 32];
/// The account that owns devices.
pub(crate) const OWNER: AccountId = AccountId([0x6f; 32]);

#[derive(Clone)]
struct MockBlock {
	number: u32,
	hash: Hash,
	header: Vec<u8>,
	leaves: Vec<Hash>,
	next: u64,
	nonce: u64,
	anchored: BTreeMap<u64, Anchored>,
	actuators: BTreeMap<(DeviceId, u16), MockActuator>,
	/// The devices whose actuators this block changed.
	commanded: BTreeSet<DeviceId>,
	/// The accounts that this block took into an organisation.
	joined: BTreeSet<AccountId>,
}

/// An actuator on the chain.
#[derive(Clone, Debug)]
pub(crate) struct MockActuator {
	/// The tenure of its commands.
	pub(crate) tenure: u32,
	/// The commands, and the answers to them.
	pub(crate) track: Track,
	/// Every answer that counted.
	pub(crate) answers: Vec<Done>,
}

#[derive(Clone, Debug, Encode, Decode)]
struct MockTx {
	number: u64,
	batch: Batch,
	nonce: u64,
	dies_at: u32,
	birth: Hash,
}

/// Transactions that were taken out of the pool.
pub(crate) struct Pool(Vec<MockTx>);

#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Refuse {
	Quota,
	Later,
	/// Accepts it, and the answer is lost.
	Silent,
	/// Accepts it, and forgets it.
	Forget,
}

#[derive(Default)]
pub(crate) struct Inner {
	chain: Vec<MockBlock>,
	by_hash: HashMap<Hash, MockBlock>,
	finalized: usize,
	pool: Vec<MockTx>,
	made: u64,
	/// The facts of the finalised state.
	pub(crate) devices: HashMap<DeviceId, DeviceFacts>,
	/// The facts that differ in the best block.
	pub(crate) coming: HashMap<DeviceId, DeviceFacts>,
	/// The finalised height and the facts of the node that is asked, if it lags behind.
	pub(crate) lagging: Option<(u32, HashMap<DeviceId, DeviceFacts>)>,
	pub(crate) down: bool,
	pub(crate) refuse: Option<Refuse>,
	pub(crate) quota: Option<u8>,
	/// A final block is made whenever this many proofs were asked for. 0: none is.
	pub(crate) restless: usize,
	/// The next lookups of keys' blocks, this many, fail.
	pub(crate) key_failures: usize,
	/// The time that a node needs for each answer about proofs.
	pub(crate) latency: Duration,
	/// The nodes do not know how to prove several statements at once.
	pub(crate) lacks_many: bool,
	/// That of every device.
	pub(crate) registration: Option<Registration>,
	/// The chain has dropped its records of batches.
	pub(crate) forgotten: bool,
	/// The clock of all blocks. `None`: the present time.
	pub(crate) time: Option<u64>,
	/// The requests of proofs and of keys' blocks.
	pub(crate) asked: usize,
	/// The gateway's account. `None` stands for [`ACCOUNT`].
	pub(crate) account: Option<[u8; 32]>,
	/// The number of nodes. 0 stands for one.
	pub(crate) nodes: usize,
	/// The nodes that make false statements.
	pub(crate) lies: BTreeMap<usize, Lie>,
	/// The nodes that are avoided.
	pub(crate) avoided: BTreeSet<usize>,
	records: Vec<Hash>,
	pub(crate) submitted: Vec<(u64, Hash, Vec<u8>)>,
	pub(crate) lookups: usize,
	/// Requests about devices: each is about one block and several devices.
	pub(crate) questions: usize,
	/// Devices about which no node can say anything.
	pub(crate) unreadable: BTreeSet<DeviceId>,
	pub(crate) changes: BTreeMap<u32, Changes>,
	/// The actuators, and those of which devices the next block changes.
	actuators: BTreeMap<(DeviceId, u16), MockActuator>,
	commanded: BTreeSet<DeviceId>,
	/// The owners of devices. [`OWNER`] has the others.
	pub(crate) owners: BTreeMap<DeviceId, AccountId>,
	/// The accounts that the next block takes into an organisation.
	pub(crate) joined: BTreeSet<AccountId>,
	/// The answers that wait for a block.
	answers: Vec<Answer>,
	/// Every answer that was handed to a node.
	pub(crate) answered: Vec<Done>,
	/// Requests about the commands of a device.
	pub(crate) command_lookups: usize,
	/// The events of these blocks cannot be read.
	pub(crate) unreadable_blocks: BTreeSet<u32>,
	/// The segments of watched devices that were sent with each batch.
	pub(crate) observed: BTreeMap<u64, Vec<Observed>>,
}

/// The chain behind several nodes, of which one is in use.
#[derive(Clone)]
pub(crate) struct MockChain {
	inner: Arc<Mutex<Inner>>,
	/// The only node that is asked.
	only: Option<usize>,
	/// Held by whoever makes the connection that others wait for.
	connection: Arc<tokio::sync::Mutex<()>>,
}

/// A false statement of a node.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Lie {
	/// The number of the account's next batch is higher by one.
	Next,
	/// The same, in the best block alone.
	Best,
	/// This batch has another content.
	Content(u64),
	/// No block holds a batch, and the chain has dropped its record.
	Nowhere,
	/// Its proofs are invalid.
	Proofs,
	/// It does not answer.
	Mute,
}

impl MockChain {
	pub(crate) fn new() -> Self {
		let header = header([0; 32], 0, 0, None, None);
		let hash = Native::hash(&[&header]);
		let genesis = MockBlock {
			number: 0,
			hash,
			header,
			leaves: vec![],
			next: 0,
			nonce: 0,
			anchored: BTreeMap::new(),
			actuators: BTreeMap::new(),
			commanded: BTreeSet::new(),
			joined: BTreeSet::new(),
		};
		let inner = Inner {
			by_hash: [(hash, genesis.clone())].into(),
			chain: vec![genesis],
			..Default::default()
		};
		let chain =
			Self { inner: Arc::new(Mutex::new(inner)), only: None, connection: Arc::default() };
		chain.grow(2);
		chain.finalise(1);
		chain
	}

	pub(crate) fn lock(&self) -> std::sync::MutexGuard<'_, Inner> {
		self.inner.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
	}

	pub(crate) fn genesis(&self) -> Hash {
		self.lock().chain[0].hash
	}

	pub(crate) fn options(&self) -> StoreOptions {
		StoreOptions {
			genesis: self.genesis(),
			account: ACCOUNT,
			min_free: 0,
			..Default::default()
		}
	}

	/// Makes blocks of the transactions in the pool.
	pub(crate) fn grow(&self, blocks: usize) {
		let mut inner = self.lock();
		for _ in 0..blocks {
			inner.block();
		}
	}

	/// Finalises all but the last `behind` blocks.
	pub(crate) fn finalise(&self, behind: usize) {
		let mut inner = self.lock();
		let head = inner.chain.len() - 1;
		inner.finalized = inner.finalized.max(head.saturating_sub(behind));
	}

	/// Replaces up to `depth` blocks that are not final, by one more. Their transactions go back to the
	/// pool, or are lost.
	pub(crate) fn reorg(&self, depth: usize, lose: bool) {
		let mut inner = self.lock();
		let depth = depth.min(inner.chain.len() - 1 - inner.finalized);
		let keep = inner.chain.len() - depth;
		if lose {
			inner.pool.clear();
		}
		inner.chain.truncate(keep);
		for _ in 0..=depth {
			inner.block();
		}
	}

	/// Takes the transactions out of the pool: no block holds them until they are given back.
	pub(crate) fn hold_pool(&self) -> Pool {
		Pool(std::mem::take(&mut self.lock().pool))
	}

	pub(crate) fn give_pool(&self, pool: Pool) {
		self.lock().pool.extend(pool.0);
	}

	pub(crate) fn forget_pool(&self) {
		self.lock().pool.clear();
	}

	/// Has the next block hold the record of a key.
	pub(crate) fn record(&self, record: &KeyRecord) {
		self.lock().records.push(record.leaf::<Native>());
	}

	/// Has the next block command an actuator. Another tenure than before begins with it. Returns the id.
	pub(crate) fn command(&self, device: DeviceId, channel: u16, tenure: u32, value: i64) -> u64 {
		let mut inner = self.lock();
		let actuator = inner.actuators.entry((device, channel)).or_insert_with(|| MockActuator {
			tenure,
			track: Track::default(),
			answers: Vec::new(),
		});
		actuator.tenure = tenure;
		let id = actuator.track.command(value, 0).unwrap().id;
		inner.commanded.insert(device);
		id
	}

	/// Has the next block end the commands of a device.
	pub(crate) fn void(&self, device: DeviceId) {
		let mut inner = self.lock();
		for ((of, _), actuator) in &mut inner.actuators {
			if *of == device {
				actuator.track.state = CommandState::Voided;
			}
		}
		inner.commanded.insert(device);
	}

	/// An actuator in the finalised state.
	pub(crate) fn final_actuator(&self, device: DeviceId, channel: u16) -> MockActuator {
		let inner = self.lock();
		inner.chain[inner.finalized].actuators[&(device, channel)].clone()
	}

	/// The block of the finalised chain at this height.
	pub(crate) fn final_block(&self, number: u32) -> Block {
		let inner = self.lock();
		assert!(number as usize <= inner.finalized, "not final");
		Block { number, hash: inner.chain[number as usize].hash }
	}

	/// The batches of the finalised chain.
	pub(crate) fn final_batches(&self) -> BTreeMap<u64, Anchored> {
		let inner = self.lock();
		inner.chain[inner.finalized].anchored.clone()
	}

	pub(crate) fn trust(&self, header: &[u8]) -> Trusted {
		let inner = self.lock();
		let block = Native::hash(&[header]);
		let number = inner.by_hash[&block].number as usize;
		assert!(number <= inner.finalized && inner.chain[number].hash == block, "not final");
		Trusted { genesis: inner.chain[0].hash, block }
	}

	/// Raises the account's nonce by other transactions, so that nonces and batch numbers differ.
	pub(crate) fn burn_nonce(&self) {
		let mut inner = self.lock();
		inner.block();
		let head = inner.chain.last_mut().unwrap();
		head.nonce += 1;
		let head = head.clone();
		inner.by_hash.insert(head.hash, head);
	}

	fn ask(&self) -> Result<std::sync::MutexGuard<'_, Inner>, ChainError> {
		let inner = self.lock();
		match inner.down || self.lie(&inner) == Some(Lie::Mute) {
			true => Err(ChainError::Unreachable("it is down".into())),
			false => Ok(inner),
		}
	}

	/// The node that is asked.
	fn place(&self, inner: &Inner) -> usize {
		let in_use = (0..inner.nodes.max(1)).find(|node| !inner.avoided.contains(node));
		self.only.or(in_use).unwrap_or_default()
	}

	/// Waits as long as a node takes to answer.
	async fn wait(&self) {
		let latency = self.lock().latency;
		tokio::time::sleep(latency).await;
	}

	fn lie(&self, inner: &Inner) -> Option<Lie> {
		inner.lies.get(&self.place(inner)).copied()
	}
}

impl Inner {
	fn block(&mut self) {
		let parent = self.chain.last().unwrap().clone();
		let number = parent.number + 1;
		let mut block = MockBlock { number, leaves: vec![], ..parent.clone() };
		self.pool.sort_by_key(|tx| tx.nonce);
		for tx in self.pool.clone() {
			let alive = tx.dies_at > number && self.chain.iter().any(|b| b.hash == tx.birth);
			if !alive || tx.number != block.next || tx.nonce != block.nonce {
				continue;
			}
			block.next += 1;
			block.nonce += 1;
			block.anchored.insert(tx.number, Anchored { batch: tx.batch, block: number });
			let gateway = self.account.unwrap_or(ACCOUNT);
			let statement = Statement { gateway, number: tx.number, batch: tx.batch };
			block.leaves.push([block.leaves.len() as u8; 32]);
			block.leaves.push(statement.leaf::<Native>());
		}
		block.leaves.append(&mut self.records);
		for Answer { device, done, .. } in std::mem::take(&mut self.answers) {
			let Some(actuator) = self.actuators.get_mut(&(device, done.channel)) else { continue };
			if actuator.track.answer(done.id, done.after, 0).is_ok() {
				actuator.answers.push(done);
				self.commanded.insert(device);
			}
		}
		block.actuators = self.actuators.clone();
		block.commanded = std::mem::take(&mut self.commanded);
		block.joined = std::mem::take(&mut self.joined);
		self.made += 1;
		let leaves: Vec<Hash> = self.chain.iter().map(leaf_hash).collect();
		let root = range(&leaves, None).0;
		let own = (!block.leaves.is_empty()).then(|| statements(&block).root::<Native>());
		let range = [self.chain[0].hash, root];
		block.header = header(parent.hash, number, self.made, Some(range), own);
		block.hash = Native::hash(&[&block.header]);
		self.by_hash.insert(block.hash, block.clone());
		self.chain.push(block);
	}

	/// Whether a node's pool still has a transaction. It drops those that are expired, and those whose turn it
	/// is and whose call fails. This pool keeps them, for a fork on which they are valid.
	fn waits(&self, tx: &MockTx) -> bool {
		let head = self.chain.last().unwrap();
		let is_born = self.chain.iter().any(|block| block.hash == tx.birth);
		let fails = tx.nonce == head.nonce && tx.number != head.next;
		is_born && tx.dies_at > head.number + 1 && tx.nonce >= head.nonce && !fails
	}

	/// The path from a statement to the header of the block at this place.
	fn path(
		&self,
		block: u32,
		leaf: Hash,
		end: usize,
		lie: Option<Lie>,
	) -> Result<ProofPath, ChainError> {
		if block as usize > end {
			return Err(ChainError::NotFinal);
		}
		let of = &self.chain[block as usize];
		let index = of.leaves.iter().position(|one| *one == leaf).ok_or(ChainError::Unknown)?;
		let leaves: Vec<Hash> = self.chain[..end].iter().map(leaf_hash).collect();
		let block = BlockProof {
			place: statements(of).place(index as u32).unwrap(),
			number: of.number,
			hash: if lie == Some(Lie::Proofs) { [0; 32] } else { of.hash },
			items: ((block as usize) < end).then(|| range(&leaves, Some(block as usize)).1),
		};
		Ok(ProofPath { block, header: self.chain[end].header.clone() })
	}

	/// Time passes while requests are made.
	fn tire(&mut self) {
		self.asked += 1;
		if self.restless > 0 && self.asked.is_multiple_of(self.restless) {
			self.block();
			self.finalized = self.chain.len() - 1;
		}
	}

	/// A block of the finalised chain.
	fn final_state(&self, at: Hash) -> Result<&MockBlock, ChainError> {
		let block = self.state(at)?;
		let number = block.number as usize;
		assert!(number <= self.finalized && self.chain[number].hash == at, "not final");
		Ok(block)
	}

	fn state(&self, at: Hash) -> Result<&MockBlock, ChainError> {
		self.by_hash.get(&at).ok_or(ChainError::Unknown)
	}
}

fn statements(block: &MockBlock) -> MerkleTree {
	MerkleTree::build::<Native>(Tree::Batches, block.leaves.clone()).unwrap()
}

fn leaf_hash(block: &MockBlock) -> Hash {
	let statements = statements(block).root::<Native>();
	let leaf = BlockLeaf { number: block.number, hash: block.hash, statements };
	Native::hash(&[&leaf.to_bytes()])
}

fn header(
	parent: Hash,
	number: u32,
	made: u64,
	range: Option<[Hash; 2]>,
	own: Option<Hash>,
) -> Vec<u8> {
	let mut header = parent.to_vec();
	header.extend(Compact(number).encode());
	header.extend(Native::hash(&[&made.to_le_bytes()]));
	header.extend([7; 32]);
	let range = range.map(|item| [b"\x04TLMR\x01\x01".as_slice(), item.as_flattened()].concat());
	let own = own.map(|root| [b"\x04TLST\x80".as_slice(), &root].concat());
	let items: Vec<_> = [range, own].into_iter().flatten().collect();
	header.push((items.len() as u8) << 2);
	header.extend(items.concat());
	header
}

/// The root of a range, and the path of one of its leaves, in the SDK's order.
fn range(leaves: &[Hash], prove: Option<usize>) -> (Hash, Vec<Hash>) {
	let (mut rest, mut first) = (leaves, 0);
	let (mut peaks, mut lefts, mut path, mut own) = (vec![], vec![], vec![], None);
	while !rest.is_empty() {
		let size = 1 << rest.len().ilog2();
		let (tree, after) = rest.split_at(size);
		let mut level = tree.to_vec();
		let mut at = prove.filter(|at| (first..first + size).contains(at)).map(|at| at - first);
		if at.is_some() {
			own = Some(peaks.len());
			lefts = peaks.clone();
		}
		while level.len() > 1 {
			if let Some(place) = &mut at {
				path.push(level[*place ^ 1]);
				*place /= 2;
			}
			level = level.chunks(2).map(|pair| Native::hash(&[&pair[0], &pair[1]])).collect();
		}
		peaks.push(level[0]);
		(rest, first) = (after, first + size);
	}
	let bag = |peaks: &[Hash]| {
		let mut peaks = peaks.iter().rev();
		let last = *peaks.next()?;
		Some(peaks.fold(last, |bag, peak| Native::hash(&[&bag, peak])))
	};
	let mut items = lefts;
	items.extend(path);
	items.extend(own.and_then(|own| bag(&peaks[own + 1..])));
	(bag(&peaks).unwrap(), items)
}

impl Blocks for MockChain {
	async fn heads(&self) -> Result<Heads, ChainError> {
		let _connected = self.connection.lock().await;
		let inner = self.ask()?;
		let head = |block: &MockBlock| Block { number: block.number, hash: block.hash };
		Ok(Heads {
			finalized: head(&inner.chain[inner.finalized]),
			best: head(inner.chain.last().unwrap()),
		})
	}

	async fn finalized_after(&self, height: u32) -> Result<u32, ChainError> {
		loop {
			let finalized = self.heads().await?.finalized.number;
			if finalized > height {
				return Ok(finalized);
			}
			let _connecting = self.connection.lock().await;
			tokio::time::sleep(std::time::Duration::from_millis(5)).await;
		}
	}

	async fn time_of(&self, _: Hash) -> Result<u64, ChainError> {
		let time = self.ask()?.time;
		Ok(time.unwrap_or_else(tallystick_client::time::now))
	}

	async fn block_hash(&self, number: u32) -> Result<Option<Hash>, ChainError> {
		Ok(self.ask()?.chain.get(number as usize).map(|block| block.hash))
	}

	async fn parent(&self, block: Hash) -> Result<Hash, ChainError> {
		let inner = self.ask()?;
		let header = &inner.state(block)?.header;
		Ok(header[..32].try_into().unwrap())
	}

	fn each(&self) -> Vec<Self> {
		let inner = self.lock();
		let first = self.place(&inner);
		let mut places: Vec<_> = (0..inner.nodes.max(1)).collect();
		places.sort_by_key(|place| *place != first);
		let alone = |place| Self { only: Some(place), ..self.clone() };
		places.into_iter().map(alone).collect()
	}

	fn avoid(&self) {
		let mut inner = self.lock();
		let place = self.place(&inner);
		inner.avoided.insert(place);
	}
}

impl Facts for MockChain {
	async fn devices(
		&self,
		devices: &[DeviceId],
		at: At,
		_: tokio::time::Instant,
	) -> Result<Vec<FactsOf>, ChainError> {
		let mut inner = self.ask()?;
		inner.questions += 1;
		let mut found = Vec::new();
		for device in devices {
			if inner.unreadable.contains(device) {
				found.push(Err(ChainError::Failed("unreadable".into())));
				continue;
			}
			let of_best = inner.coming.get(device).cloned();
			let At::Final { not_before } = at else {
				found.push(Ok(of_best.or_else(|| inner.devices.get(device).cloned())));
				continue;
			};
			inner.lookups += 1;
			found.push(match &inner.lagging {
				Some((height, _)) if *height < not_before => return Err(ChainError::NotFinal),
				Some((_, devices)) => Ok(devices.get(device).cloned()),
				None => Ok(inner.devices.get(device).cloned()),
			});
		}
		Ok(found)
	}

	async fn changes(&self, block: Hash) -> Result<Changes, ChainError> {
		let inner = self.ask()?;
		let number = inner.final_state(block)?.number;
		let none = || Changes::Of(Default::default());
		Ok(inner.changes.get(&number).cloned().unwrap_or_else(none))
	}
}

impl Anchors for MockChain {
	async fn next_batch(&self, at: Hash) -> Result<u64, ChainError> {
		let inner = self.ask()?;
		let is_best = inner.chain[inner.finalized].hash != at;
		let lie = self.lie(&inner);
		let is_lie = lie == Some(Lie::Next) || lie == Some(Lie::Best) && is_best;
		Ok(inner.state(at)?.next + u64::from(is_lie))
	}

	async fn nonce(&self, at: Hash) -> Result<u64, ChainError> {
		Ok(self.ask()?.state(at)?.nonce)
	}

	async fn quota(&self) -> Result<Option<u8>, ChainError> {
		Ok(self.ask()?.quota)
	}

	async fn anchored(&self, number: u64, at: Hash) -> Result<Option<Anchored>, ChainError> {
		let inner = self.ask()?;
		let mut anchored = inner.state(at)?.anchored.get(&number).copied();
		match self.lie(&inner) {
			Some(Lie::Content(of)) if of == number => {
				anchored.iter_mut().for_each(|anchored| anchored.batch.root = [0xee; 32]);
			},
			Some(Lie::Nowhere) => anchored = None,
			_ => {},
		}
		Ok(anchored.filter(|_| !inner.forgotten))
	}

	async fn sign(
		&self,
		number: u64,
		batch: &Batch,
		observed: &[Observed],
		nonce: u64,
		birth: Block,
	) -> Result<Tx, ChainError> {
		self.ask()?.observed.insert(number, observed.to_vec());
		let dies_at = birth.number + 64;
		let tx = MockTx { number, batch: *batch, nonce, dies_at, birth: birth.hash };
		Ok(Tx { bytes: tx.encode(), nonce, dies_at })
	}

	async fn submit(&self, bytes: &[u8]) -> Result<(), SubmitError> {
		let mut inner = self.ask().map_err(|error| SubmitError::Unreachable(error.to_string()))?;
		let tx = MockTx::decode(&mut &bytes[..]).unwrap();
		inner.submitted.push((tx.number, tx.batch.root, bytes.to_vec()));
		let head = inner.chain.last().unwrap().clone();
		let born = inner.chain.iter().any(|block| block.hash == tx.birth);
		if tx.nonce < head.nonce || tx.number < head.next || tx.dies_at <= head.number + 1 || !born
		{
			return Err(SubmitError::Void("it is stale".into()));
		}
		match inner.refuse {
			Some(Refuse::Quota) => return Err(SubmitError::Quota),
			Some(Refuse::Later) => return Err(SubmitError::Later("it is full".into())),
			Some(Refuse::Forget) => return Ok(()),
			Some(Refuse::Silent) | None => {},
		}
		if inner.pool.iter().any(|had| had.nonce == tx.nonce && inner.waits(had)) {
			return Err(SubmitError::Later("it has one".into()));
		}
		inner.pool.push(tx);
		match inner.refuse {
			Some(Refuse::Silent) => Err(SubmitError::Unreachable("no answer".into())),
			_ => Ok(()),
		}
	}

	async fn prove(&self, block: u32, leaf: Hash) -> Result<ProofPath, ChainError> {
		self.wait().await;
		let mut inner = self.ask()?;
		inner.tire();
		let lie = self.lie(&inner);
		if lie == Some(Lie::Nowhere) {
			return Err(ChainError::Unknown);
		}
		inner.path(block, leaf, inner.finalized, lie)
	}

	async fn prove_many(&self, statements: &[StatementName]) -> Result<ProofPaths, ChainError> {
		self.wait().await;
		let (header, end) = {
			let mut inner = self.ask()?;
			if inner.lacks_many {
				return Err(ChainError::Failed("method not found".into()));
			}
			inner.tire();
			let end = &inner.chain[inner.finalized];
			(end.header.clone(), end.number)
		};
		let mut proofs = Vec::new();
		for StatementName { place, leaf } in statements {
			let block = {
				let mut inner = self.ask()?;
				match place {
					StatementPlace::Block(block) => Some(*block),
					StatementPlace::Time(_) if inner.key_failures > 0 => {
						inner.key_failures -= 1;
						None
					},
					StatementPlace::Time(_) => {
						let block = inner.chain.iter().find(|block| block.leaves.contains(leaf));
						block.map(|block| block.number)
					},
				}
			};
			let lie = self.lie(&self.lock());
			let path =
				block.and_then(|block| self.lock().path(block, *leaf, end as usize, lie).ok());
			proofs.push(path.map(|path| path.block));
		}
		Ok(ProofPaths { proofs, header })
	}

	async fn complete(&self, proof: Proof) -> Result<Proof, ChainError> {
		self.wait().await;
		let registration = self.ask()?.registration.clone().ok_or(ChainError::Unknown)?;
		Ok(Proof { registration: Some(registration), ..proof })
	}

	async fn block_of_key(&self, record: &KeyRecord) -> Result<u32, ChainError> {
		self.wait().await;
		let mut inner = self.ask()?;
		inner.tire();
		if inner.key_failures > 0 {
			inner.key_failures -= 1;
			return Err(ChainError::Failed("too many requests".into()));
		}
		let leaf = record.leaf::<Native>();
		let block = inner.chain.iter().find(|block| block.leaves.contains(&leaf));
		block.map(|block| block.number).ok_or(ChainError::Unknown)
	}
}

impl Actuators for MockChain {
	async fn commands(&self, device: &DeviceId, at: Hash) -> Result<Commands, ChainError> {
		let mut inner = self.ask()?;
		inner.command_lookups += 1;
		if inner.unreadable.contains(device) {
			return Err(ChainError::Failed("unreadable".into()));
		}
		let block = inner.final_state(at)?;
		let of_device = block.actuators.iter().filter(|((of, _), _)| of == device);
		let newest = |(&(_, channel), actuator): (&(DeviceId, u16), &MockActuator)| {
			let MockActuator { tenure, track, .. } = actuator;
			let mark = track.newest.filter(|_| track.state != CommandState::Voided)?;
			let command =
				SetPoint { id: CommandId(mark.id), value: mark.value, at: Millis(mark.at) };
			Some(NewestCommand {
				channel,
				tenure: *tenure,
				command,
				cause: [0xca; 32],
				state: track.state,
				lease: 60_000,
			})
		};
		let owner = inner.owners.get(device).copied().unwrap_or(OWNER);
		Ok(Commands { owner: Some(owner), newest: of_device.filter_map(newest).collect() })
	}

	async fn commanded(&self, block: Hash) -> Result<Commanded, ChainError> {
		let inner = self.ask()?;
		let block = inner.final_state(block)?;
		if inner.unreadable_blocks.contains(&block.number) {
			return Err(ChainError::Failed("unreadable".into()));
		}
		let (devices, owners) = (block.commanded.clone(), block.joined.clone());
		Ok(Commanded::Of { devices, owners })
	}

	async fn answer(&self, answer: &Answer, _: u64) -> Result<(), SubmitError> {
		let mut inner = self.ask().map_err(|error| SubmitError::Unreachable(error.to_string()))?;
		inner.answered.push(answer.done);
		match inner.refuse {
			Some(Refuse::Quota) => return Err(SubmitError::Quota),
			Some(Refuse::Later) => return Err(SubmitError::Later("it is full".into())),
			Some(Refuse::Forget) => return Ok(()),
			Some(Refuse::Silent) | None => {},
		}
		let key = |answer: &Answer| (answer.device, answer.done.channel);
		if inner.answers.iter().any(|had| key(had) == key(answer)) {
			return Err(SubmitError::Later("it has one".into()));
		}
		let actuator = inner.actuators.get(&key(answer));
		let mut track = actuator.ok_or(SubmitError::Refused("no actuator".into()))?.track;
		track
			.answer(answer.done.id, answer.done.after, 0)
			.map_err(|error| SubmitError::Refused(error.to_string()))?;
		inner.answers.push(*answer);
		match inner.refuse {
			Some(Refuse::Silent) => Err(SubmitError::Unreachable("no answer".into())),
			_ => Ok(()),
		}
	}
}
