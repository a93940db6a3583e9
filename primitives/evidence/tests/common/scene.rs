//! A chain with events in one of its blocks, proof files of them, and files that prove nothing: for any kind of events.
#![allow(dead_code, unreachable_pub)]

use super::chain::{range_of, Chain};
use codec::Encode;
use serde_json::{json, Value};
use tallystick_evidence::{
	batch::EventRoot,
	merkle::{MerkleTree, Place},
	proof::MAX_FILE,
	Crypto, EventLeaf, EventProof, Hash, Native, ProofError, ProvenEvent, Tree, Trusted,
};

pub fn hex(bytes: &[u8]) -> String {
	bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What a block recorded: an event of the kind in question, or the leaf of one of another kind.
#[derive(Clone, Debug)]
pub enum Recorded<E> {
	Event(E),
	Other(Hash),
}

/// A chain with the events of one block.
pub struct Scene<E> {
	pub chain: Chain,
	pub events: Vec<E>,
	recorded: Vec<Recorded<E>>,
	// Where the events stand among all that the block recorded.
	places: Vec<u32>,
	tree: MerkleTree,
	// The block, and the place of the root over its events among its statements.
	pub at: (u32, u32),
}

impl<E: EventLeaf> Scene<E> {
	/// The events stand in a block with other statements, and further blocks come after it.
	pub fn new(seed: u64, events: Vec<E>, others: u32, after: u32) -> Self {
		Self::among(seed, events.into_iter().map(Recorded::Event).collect(), others, after)
	}

	/// The same, with events of other kinds among them.
	pub fn among(seed: u64, recorded: Vec<Recorded<E>>, others: u32, after: u32) -> Self {
		let mut chain = Chain::new(seed);
		let genesis = chain.genesis();
		let leaves = recorded.iter().map(|one| match one {
			Recorded::Event(event) => event.leaf_hash::<Native>(),
			Recorded::Other(leaf) => *leaf,
		});
		let tree = MerkleTree::build::<Native>(Tree::Events, leaves.collect()).unwrap();
		let root = EventRoot { root: tree.root::<Native>(), count: tree.count() };
		let statements = (0..others).map(|other| Native::hash(&[b"other", &other.to_le_bytes()]));
		let statements = statements.chain([root.leaf::<Native>(&genesis)]).collect();
		if others > 0 {
			chain.push(vec![]);
		}
		let block = chain.push(statements);
		(0..=after).for_each(|_| {
			chain.push(vec![]);
		});
		let own = (0..).zip(&recorded).filter_map(|(place, one)| match one {
			Recorded::Event(event) => Some((place, event.clone())),
			Recorded::Other(_) => None,
		});
		let (places, events) = own.unzip();
		Self { chain, events, recorded, places, tree, at: (block, others) }
	}

	/// How many events of all kinds the block has.
	pub fn count(&self) -> u32 {
		self.tree.count()
	}

	/// Where an event stands among all of its block.
	pub fn index(&self, event: u32) -> u32 {
		self.places[event as usize]
	}

	/// One of the places among all events of the block.
	pub fn place(&self, index: u32) -> Place {
		self.tree.place(index).unwrap()
	}

	/// The proof of an event, up to the last block.
	pub fn proof(&self, event: u32) -> EventProof<E> {
		self.proof_at(event, self.chain.height())
	}

	/// The proof of an event, up to block `at`.
	pub fn proof_at(&self, event: u32, at: u32) -> EventProof<E> {
		EventProof {
			genesis: self.chain.genesis(),
			event: self.events[event as usize].clone(),
			place: self.place(self.index(event)),
			block: self.chain.block_proof(self.at.0, self.at.1, at),
			header: self.chain.blocks[at as usize].header.clone(),
		}
	}

	pub fn trusted(&self) -> Trusted {
		self.chain.trusted(self.chain.height())
	}
}

/// A file by its name, with what it is checked against.
pub type Named = (String, Vec<u8>, Trusted);

pub fn verdict<E: EventLeaf>(file: &[u8], trusted: &Trusted) -> Result<ProvenEvent<E>, ProofError> {
	EventProof::from_file(file)?.verify::<Native>(trusted)
}

/// Files of step 2 that are refused for what is around the event.
pub fn unreadable<E: EventLeaf>(good: &EventProof<E>, trusted: Trusted) -> Vec<Named> {
	let (file, letters) = (good.to_file(), &E::MAGIC[..4]);
	let all = [
		("another magic", [b"TLYQ", &file[4..]].concat()),
		("the magic of a reading's proof", [b"TLYP", &file[4..]].concat()),
		("another version", [letters, &[2], &file[5..]].concat()),
		("cut off", file[..file.len() - 1].to_vec()),
		("a byte too many", [&file[..], &[0]].concat()),
		("nothing", vec![]),
	];
	all.into_iter().map(|(name, file)| (format!("step 2: {name}"), file, trusted)).collect()
}

/// Files of steps 3 to 8, from the proof of one event of a scene. `other` is another one of its events, and
/// `changed` are like the event, but never were.
pub fn untrue<E: EventLeaf>(
	scene: &Scene<E>,
	event: u32,
	other: u32,
	changed: &[(&str, E)],
) -> Vec<Named> {
	let (good, trusted) = (scene.proof(event), scene.trusted());
	let other = &scene.events[other as usize];
	let mut all = vec![];
	let mut put = |name: &str, file: Vec<u8>, trusted: Trusted| {
		all.push((name.to_owned(), file, trusted));
	};

	let mut elsewhere = trusted;
	elsewhere.genesis[0] ^= 1;
	put("step 3: another genesis", good.to_file(), elsewhere);
	let mut elsewhere = trusted;
	elsewhere.block[0] ^= 1;
	put("step 4: another block", good.to_file(), elsewhere);

	let mut change = |name: &str, edit: &dyn Fn(&mut EventProof<E>)| {
		let mut proof = good.clone();
		edit(&mut proof);
		let block = Native::hash(&[&proof.header]);
		let genesis = proof.genesis;
		put(name, proof.to_file(), Trusted { genesis, block });
	};
	change("step 5: a header without the range's root", &|p| {
		p.header = scene.chain.blocks[0].header.clone();
	});
	change("step 5: a header with two roots", &|p| {
		p.header[32 + 1 + 64] = 4 << 2;
		p.header.extend(range_of([p.genesis, [1; 32]]));
	});
	change("step 5: a header that is cut off", &|p| p.header.truncate(150));
	let count = scene.count();
	change("step 7: an index that is not below the count", &|p| p.place.index = count);
	change("step 7: no event at all", &|p| p.place = Place { index: 0, count: 0, path: vec![] });
	change("step 7: a sibling too few", &|p| {
		p.place.path.pop();
	});
	change("step 7: a sibling too many", &|p| p.place.path.push([0; 32]));
	change("step 6: another genesis that is trusted", &|p| p.genesis[0] ^= 1);
	for (name, event) in changed {
		change(&format!("step 8: {name}"), &|p| p.event = event.clone());
	}
	change("step 8: another event of the block", &|p| p.event = other.clone());
	change("step 8: another place", &|p| p.place.index ^= 1);
	change("step 8: another count", &|p| p.place.count -= 1);
	change("step 8: another sibling", &|p| p.place.path[0][0] ^= 1);
	change("step 8: another place among the statements", &|p| p.block.place.index = 0);
	change("step 8: another number of statements", &|p| p.block.place.count += 1);
	change("step 8: another block of the event", &|p| p.block.number += 1);
	change("step 8: a block beyond the range", &|p| p.block.number = 1000);
	change("step 8: another hash of the block", &|p| p.block.hash[0] ^= 1);
	change("step 8: an item of the range too few", &|p| {
		p.block.items.as_mut().unwrap().pop();
	});
	change("step 8: an item of the range too many", &|p| {
		p.block.items.as_mut().unwrap().push([0; 32]);
	});
	change("step 8: a later block as the event's own", &|p| p.block.items = None);
	change("step 8: a block that does not know the event yet", &|p| {
		p.header = scene.chain.blocks[p.block.number as usize].header.clone();
	});

	let mut change = |name: &str, edit: &dyn Fn(&mut EventProof<E>)| {
		let mut proof = scene.proof_at(event, scene.at.0);
		edit(&mut proof);
		let block = Native::hash(&[&proof.header]);
		put(name, proof.to_file(), Trusted { genesis: proof.genesis, block });
	};
	change("step 5: two roots of statements", &|p| {
		p.header[32 + 1 + 64] = 5 << 2;
		p.header.extend(b"\x04TLST\x80");
		p.header.extend([1; 32]);
	});
	change("step 8: own block, another number", &|p| p.block.number += 1);
	change("step 8: own block, another hash", &|p| p.block.hash[0] ^= 1);
	change("step 8: own block, another event of the block", &|p| p.event = other.clone());
	change("step 8: own block, a block without statements", &|p| {
		p.header.clone_from(&scene.chain.blocks.last().unwrap().header);
		(p.block.number, p.block.hash) = (scene.chain.height(), Native::hash(&[&p.header]));
	});

	let twin = Scene::among(9, scene.recorded.clone(), 2, 4);
	let proof = EventProof { genesis: trusted.genesis, ..twin.proof(event) };
	let end = Trusted { genesis: trusted.genesis, block: twin.trusted().block };
	put("step 6: the same events on another chain", proof.to_file(), end);
	let mut renamed = EventProof { genesis: trusted.genesis, ..twin.proof(event) };
	let at = 5 + renamed.header.windows(4).position(|bytes| bytes == b"TLMR").unwrap() + 1;
	renamed.header[at..at + 32].copy_from_slice(&trusted.genesis);
	let end = Trusted { genesis: trusted.genesis, block: Native::hash(&[&renamed.header]) };
	put("step 8: the events of another chain under a header of this one", renamed.to_file(), end);
	let alone = Scene::new(7, vec![scene.events[event as usize].clone()], 0, 0);
	let mut bare = vec![];
	alone.events[0].write(&mut bare);
	let mut proof = alone.proof(0);
	proof.block.place = Place { index: 0, count: 2, path: vec![Native::hash(&[&bare])] };
	put("step 8: a sibling in place of nothing", proof.to_file(), alone.trusted());
	all
}

/// Every bit of a good file counts, and so does its end.
pub fn assert_no_bit_can_change<E: EventLeaf>(name: &str, file: &[u8], trusted: &Trusted) {
	let mut file = file.to_vec();
	assert!(verdict::<E>(&file, trusted).is_ok(), "{name}");
	for bit in 0..file.len() * 8 {
		file[bit / 8] ^= 1 << (bit % 8);
		assert!(verdict::<E>(&file, trusted).is_err(), "bit {bit} of {name}");
		file[bit / 8] ^= 1 << (bit % 8);
	}
	for len in 0..file.len() {
		let cut = verdict::<E>(&file[..len], trusted).map(|_| ());
		assert_eq!(cut, Err(ProofError::Malformed), "{name}");
	}
}

/// A file that is too long is refused unread.
pub fn assert_bounded<E: EventLeaf>() {
	let read = |file: &[u8]| EventProof::<E>::from_file(file).map(|_| ());
	assert_eq!(read(&vec![0; MAX_FILE + 1]), Err(ProofError::TooLong));
	assert_eq!(read(&vec![0; MAX_FILE]), Err(ProofError::Malformed));
}

/// Every step has its files, and each file the error of its step.
pub fn assert_refused<E: EventLeaf>(refusals: &[Named]) {
	use ProofError::*;
	let errors = [Malformed, OtherChain, OtherBlock, BadHeader, OtherChain, NotInChain, NotInChain];
	for (step, error) in (2..).zip(errors) {
		let named = format!("step {step}: ");
		assert!(refusals.iter().any(|(name, ..)| name.starts_with(&named)), "step {step}");
		for (name, file, trusted) in refusals.iter().filter(|(name, ..)| name.starts_with(&named)) {
			assert_eq!(verdict::<E>(file, trusted).map(|_| ()), Err(error), "{name}");
		}
	}
	assert!(refusals.iter().all(|(name, ..)| name.starts_with("step ")));
}

/// A section of the documentation shows this file with its offsets, and the hashes on the path.
pub fn assert_shown<E: EventLeaf>(section: &str, proof: &EventProof<E>, trusted: &Trusted) {
	let file = proof.to_file();
	assert!(section.contains(&format!("has {} bytes", file.len())), "{} bytes", file.len());
	for hash in hashes(proof) {
		assert!(section.contains(&format!("`{}`", hex(&hash))), "{}", hex(&hash));
	}
	let mut event = vec![];
	proof.event.write(&mut event);
	assert!(section.contains(&format!("`{}`", hex(&event))), "{}", hex(&event));
	let parts = [
		E::MAGIC.len(),
		32,
		event.len(),
		proof.place.encode().len(),
		proof.block.place.encode().len(),
		4 + 32,
		proof.block.items.encode().len(),
		proof.header.encode().len(),
	];
	let mut at = 0;
	for len in parts {
		assert!(section.contains(&format!("| {at} | {len} |")), "| {at} | {len} |");
		at += len;
	}
	assert_eq!(verdict::<E>(&file, trusted).map(|proven| proven.block), Ok(1));
}

/// The hashes on the path from an event to the header.
fn hashes<E: EventLeaf>(proof: &EventProof<E>) -> Vec<Hash> {
	let leaf = proof.event.leaf_hash::<Native>();
	let root = proof.place.root::<Native>(Tree::Events, leaf).unwrap();
	let statement = EventRoot { root, count: proof.place.count }.leaf::<Native>(&proof.genesis);
	let statements = proof.block.place.root::<Native>(Tree::Batches, statement).unwrap();
	vec![leaf, root, statement, statements, Native::hash(&[&proof.header])]
}

fn entry(name: &str, file: &[u8], trusted: &Trusted) -> Value {
	json!({
		"name": name,
		"file": hex(file),
		"genesis": hex(&trusted.genesis),
		"block": hex(&trusted.block),
	})
}

fn written(vectors: impl Iterator<Item = Value>) -> String {
	serde_json::to_string_pretty(&vectors.collect::<Vec<_>>()).unwrap() + "\n"
}

/// The vectors of files that verify. `of_event` says what follows from an event.
pub fn proven_vectors<E: EventLeaf>(
	proofs: &[(String, EventProof<E>, Trusted)],
	of_event: fn(&E) -> Value,
) -> String {
	written(proofs.iter().map(|(name, proof, trusted)| {
		let ProvenEvent { event, leaf, index, count, block, block_hash } =
			proof.verify::<Native>(trusted).unwrap();
		let mut proven = of_event(&event);
		proven["leaf"] = json!(hex(&leaf));
		(proven["index"], proven["count"]) = (json!(index), json!(count));
		(proven["block"], proven["block_hash"]) = (json!(block), json!(hex(&block_hash)));
		let mut entry = entry(name, &proof.to_file(), trusted);
		entry["proven"] = proven;
		entry
	}))
}

/// The vectors of files that are refused, with the names of the errors.
pub fn refused_vectors<E: EventLeaf>(refusals: &[Named]) -> String {
	written(refusals.iter().map(|(name, file, trusted)| {
		let error = verdict::<E>(file, trusted).map(|_| ()).unwrap_err();
		let mut entry = entry(name, file, trusted);
		entry["error"] = json!(format!("{error:?}"));
		entry
	}))
}
