//! Validators with keys, headers, and votes, as a chain would make them.

use codec::Encode;
use tallystick_client::{
	finality::{DigestItem, Finality, Header, Justification, ProofPath, Step, ValidatorSet, Vote},
	Hash,
};
use tallystick_evidence::{
	mmr::{self, BlockLeaf},
	DeviceKey, Native, Scheme, SecretKey,
};

pub(crate) const GENESIS: Hash = [0x67; 32];
pub(crate) const ROUND: u64 = 7;

/// A validator set with its secrets.
#[derive(Clone)]
pub(crate) struct Validators {
	pub(crate) id: u64,
	pub(crate) secrets: Vec<SecretKey>,
	pub(crate) weights: Vec<u64>,
}

impl Validators {
	pub(crate) fn new(id: u64, seeds: &[u8]) -> Self {
		let secret = |seed: &u8| SecretKey::from_seed(Scheme::Ed25519, [*seed; 32]).unwrap();
		Self { id, secrets: seeds.iter().map(secret).collect(), weights: vec![1; seeds.len()] }
	}

	pub(crate) fn weighing(self, weights: &[u64]) -> Self {
		Self { weights: weights.to_vec(), ..self }
	}

	pub(crate) fn pairs(&self) -> Vec<(Hash, u64)> {
		self.secrets.iter().map(key).zip(self.weights.iter().copied()).collect()
	}

	pub(crate) fn set(&self) -> ValidatorSet {
		ValidatorSet::new(self.id, self.pairs()).unwrap()
	}

	pub(crate) fn vote(&self, who: usize, round: u64, header: &Header) -> Vote {
		self.vote_for(who, round, header.hash(), header.number)
	}

	pub(crate) fn vote_for(&self, who: usize, round: u64, target: Hash, number: u32) -> Vote {
		let mut message = vec![1];
		message.extend(target);
		message.extend(number.to_le_bytes());
		message.extend(round.to_le_bytes());
		message.extend(self.id.to_le_bytes());
		assert_eq!(message.len(), 53);
		let secret = &self.secrets[who];
		let SecretKey::Ed25519(signer) = secret else { unreachable!() };
		Vote { target, number, signature: signer.sign(&message).to_bytes(), voter: key(secret) }
	}

	/// The first so many vote for a block.
	pub(crate) fn sign(&self, count: usize, header: &Header) -> Step {
		let votes = (0..count).map(|who| self.vote(who, ROUND, header)).collect();
		let justification = Justification {
			round: ROUND,
			target: header.hash(),
			number: header.number,
			votes,
			ancestry: vec![],
		};
		Step { header: header.clone(), justification }
	}

	/// What the set's last block says of this set, which is the next.
	pub(crate) fn announced(&self) -> DigestItem {
		grandpa((1u8, self.pairs(), 0u32).encode())
	}
}

pub(crate) fn grandpa(content: Vec<u8>) -> DigestItem {
	DigestItem::Consensus(*b"FRNK", content)
}

fn key(secret: &SecretKey) -> Hash {
	let DeviceKey::Ed25519(key) = secret.public() else { unreachable!() };
	key
}

pub(crate) fn header(number: u32, parent: Hash, digest: Vec<DigestItem>) -> Header {
	let mut all = vec![DigestItem::PreRuntime(*b"aura", u64::from(number).encode())];
	all.extend(digest);
	all.push(DigestItem::Seal(*b"aura", vec![number as u8; 64]));
	Header { parent, number, state: [1; 32], extrinsics: [2; 32], digest: all }
}

pub(crate) fn range(root: Hash) -> DigestItem {
	range_on(&GENESIS, root)
}

pub(crate) fn range_on(genesis: &Hash, root: Hash) -> DigestItem {
	DigestItem::Consensus(*b"TLMR", [*genesis, root].concat())
}

/// The block in question: block 4.
pub(crate) fn proven() -> Header {
	header(4, [3; 32], vec![range([4; 32])])
}

/// A block 9 in whose range block 4 stands: four to the left, alone in its peak of four, one to the right.
pub(crate) fn later(mut digest: Vec<DigestItem>) -> (Header, ProofPath) {
	let path = ProofPath { statements: [5; 32], items: vec![[6; 32], [7; 32], [8; 32], [9; 32]] };
	let block = proven();
	let leaf = BlockLeaf { number: 4, hash: block.hash(), statements: path.statements };
	digest.push(range(mmr::root::<Native>(&leaf, 9, &path.items).unwrap()));
	(header(9, [8; 32], digest), path)
}

/// The votes of one set for the block in question.
pub(crate) fn simple(validators: &Validators, count: usize) -> Finality {
	Finality {
		genesis: GENESIS,
		first: validators.id,
		steps: vec![validators.sign(count, &proven())],
		path: None,
	}
}

/// Sets 3, 4 and 5, of which each names the next, and the last one signs a later block.
pub(crate) fn walk() -> ([Validators; 3], Finality) {
	let sets = [
		Validators::new(3, &[1, 2, 3, 4]),
		Validators::new(4, &[2, 3, 4, 5]),
		Validators::new(5, &[5, 6, 7]),
	];
	let first = header(5, [1; 32], vec![sets[1].announced(), range([1; 32])]);
	let second = header(7, [2; 32], vec![range([2; 32]), sets[2].announced()]);
	let (last, path) = later(vec![]);
	let steps = vec![sets[0].sign(3, &first), sets[1].sign(4, &second), sets[2].sign(3, &last)];
	(sets, Finality { genesis: GENESIS, first: 3, steps, path: Some(path) })
}

/// The vote of a single validator for a later block, so that there is one signature to check.
pub(crate) fn alone() -> (Validators, Finality) {
	let one = Validators::new(3, &[1]);
	let (last, path) = later(vec![one.announced()]);
	let steps = vec![one.sign(1, &last)];
	(one, Finality { genesis: GENESIS, first: 3, steps, path: Some(path) })
}
