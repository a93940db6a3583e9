//! A chain of headers over statements.
#![allow(dead_code, unreachable_pub)]

use mmr_lib::{util::MemStore, Merge, MMR};
use tallystick_evidence::{
	merkle::MerkleTree, mmr::BlockLeaf, proof::BlockProof, Crypto, Hash, Native, Tree, Trusted,
};
use tallystick_world::Numbers;

/// The SDK's way to merge two nodes.
pub struct SdkMerge;

impl Merge for SdkMerge {
	type Item = Hash;

	fn merge(left: &Hash, right: &Hash) -> mmr_lib::Result<Hash> {
		Ok(Native::hash(&[left, right]))
	}
}

pub struct Block {
	pub header: Vec<u8>,
	pub hash: Hash,
	pub statements: MerkleTree,
}

/// A chain of blocks with statements.
pub struct Chain {
	pub blocks: Vec<Block>,
}

pub fn compact(value: u32) -> Vec<u8> {
	codec::Encode::encode(&codec::Compact(value))
}

/// The items of a digest with these roots.
fn digest(numbers: &mut Numbers, range: [Hash; 2], statements: Option<Hash>) -> Vec<Vec<u8>> {
	let mut items = vec![[&b"\x06aura\x20"[..], &numbers.bytes::<8>()].concat()];
	items.push(range_of(range));
	items.extend(statements.map(|root| [&b"\x04TLST\x80"[..], &root].concat()));
	items.push([&b"\x05aura\x01\x01"[..], &numbers.bytes::<64>()].concat());
	items
}

/// The item with the genesis and the root of the range.
pub fn range_of(range: [Hash; 2]) -> Vec<u8> {
	[&b"\x04TLMR\x01\x01"[..], range.as_flattened()].concat()
}

/// A header with the genesis and the root of the range, and the root over the block's own statements.
pub fn header(
	numbers: &mut Numbers,
	parent: Hash,
	number: u32,
	range: Option<[Hash; 2]>,
	statements: Option<Hash>,
) -> Vec<u8> {
	let mut header = parent.to_vec();
	header.extend(compact(number));
	header.extend(numbers.bytes::<64>());
	let Some(range) = range else {
		header.push(0);
		return header;
	};
	let items = digest(numbers, range, statements);
	header.extend(compact(items.len() as u32));
	header.extend(items.concat());
	header
}

impl Chain {
	/// The genesis block.
	pub fn new(seed: u64) -> Self {
		let header = header(&mut Numbers(seed), [0; 32], 0, None, None);
		let hash = Native::hash(&[&header]);
		let statements = MerkleTree::build::<Native>(Tree::Batches, vec![]).unwrap();
		Self { blocks: vec![Block { header, hash, statements }] }
	}

	pub fn genesis(&self) -> Hash {
		self.blocks[0].hash
	}

	pub fn height(&self) -> u32 {
		self.blocks.len() as u32 - 1
	}

	pub fn leaf(&self, number: u32) -> BlockLeaf {
		let block = &self.blocks[number as usize];
		BlockLeaf { number, hash: block.hash, statements: block.statements.root::<Native>() }
	}

	fn leaf_hashes(&self, leaves: u32) -> Vec<Hash> {
		(0..leaves).map(|number| Native::hash(&[&self.leaf(number).to_bytes()])).collect()
	}

	/// The next block, with these statements.
	pub fn push(&mut self, statements: Vec<Hash>) -> u32 {
		let number = self.blocks.len() as u32;
		let root = sdk_mmr(&self.leaf_hashes(number), None).0;
		let statements = MerkleTree::build::<Native>(Tree::Batches, statements).unwrap();
		let own = (statements.count() > 0).then(|| statements.root::<Native>());
		let mut numbers = Numbers(number.into());
		let parent = self.blocks[number as usize - 1].hash;
		let range = [self.genesis(), root];
		let header = header(&mut numbers, parent, number, Some(range), own);
		let hash = Native::hash(&[&header]);
		self.blocks.push(Block { header, hash, statements });
		number
	}

	/// The path of a statement to the header of block `at`: its own, or a later one.
	pub fn block_proof(&self, number: u32, index: u32, at: u32) -> BlockProof {
		let block = &self.blocks[number as usize];
		BlockProof {
			place: block.statements.place(index).unwrap(),
			number,
			hash: block.hash,
			items: (at != number).then(|| sdk_mmr(&self.leaf_hashes(at), Some(number)).1),
		}
	}

	pub fn trusted(&self, at: u32) -> Trusted {
		Trusted { genesis: self.genesis(), block: self.blocks[at as usize].hash }
	}
}

/// Root and proof items, as the SDK's own library makes them.
pub fn sdk_mmr(leaves: &[Hash], prove: Option<u32>) -> (Hash, Vec<Hash>) {
	let store = MemStore::default();
	let mut mmr = MMR::<Hash, SdkMerge, _>::new(0, &store);
	let positions: Vec<u64> = leaves.iter().map(|leaf| mmr.push(*leaf).unwrap()).collect();
	mmr.commit().unwrap();
	let root = mmr.get_root().unwrap();
	let items = prove.map_or(vec![], |index| {
		mmr.gen_proof(vec![positions[index as usize]]).unwrap().proof_items().to_vec()
	});
	(root, items)
}
