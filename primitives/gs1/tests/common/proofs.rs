//! A chain with events, proof files of them, and files that prove nothing.

use super::{chain::Chain, vectors};
use codec::Encode;
use serde_json::{json, Value};
use tallystick_evidence::{
	batch::EventRoot,
	merkle::{MerkleTree, Place},
	Crypto, Hash, Native, Tree, Trusted,
};
use tallystick_gs1::{
	epcis,
	event::{Event, Time},
	proof::MAGIC,
	vocabulary::{BizStep, Disposition, ErrorReason, TransactionType},
	EventProof,
};

/// A chain with the events of one block.
pub struct Scene {
	pub chain: Chain,
	pub events: Vec<Event>,
	tree: MerkleTree,
	// The block, and the place of the root over its events among its statements.
	at: (u32, u32),
}

impl Scene {
	/// The events stand in a block with other statements, and further blocks come after it.
	pub fn new(seed: u64, events: Vec<Event>, others: u32, after: u32) -> Self {
		let mut chain = Chain::new(seed);
		let genesis = chain.genesis();
		let leaves = events.iter().map(|event| event.leaf(|bytes| Native::hash(&[bytes])));
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
		Self { chain, events, tree, at: (block, others) }
	}

	/// The proof of an event, up to the last block.
	pub fn proof(&self, index: u32) -> EventProof {
		self.proof_at(index, self.chain.height())
	}

	/// The proof of an event, up to block `at`.
	pub fn proof_at(&self, index: u32, at: u32) -> EventProof {
		EventProof {
			genesis: self.chain.genesis(),
			event: self.events[index as usize].clone(),
			place: self.tree.place(index).unwrap(),
			block: self.chain.block_proof(self.at.0, self.at.1, at),
			header: self.chain.blocks[at as usize].header.clone(),
		}
	}

	pub fn trusted(&self) -> Trusted {
		self.chain.trusted(self.chain.height())
	}
}

/// A lot's life in one block.
pub fn life() -> Scene {
	let events = vectors::events().into_iter().map(|(_, event)| event).collect();
	Scene::new(7, events, 2, 4)
}

/// Proofs by their names.
pub fn proofs() -> Vec<(String, EventProof, Trusted)> {
	let life = life();
	let names = vectors::events().into_iter().map(|(name, _)| name);
	let of_life = (0..).zip(names).map(|(at, name)| {
		let name = if name == "the smallest" { "nothing but a pallet" } else { name };
		(name.to_owned(), life.proof(at), life.trusted())
	});
	let (_, smallest) = vectors::events().pop().unwrap();
	let alone = Scene::new(8, vec![smallest], 0, 0);
	let own = ("up to its own block".to_owned(), alone.proof_at(0, 1), alone.chain.trusted(1));
	let smallest = ("the smallest".to_owned(), alone.proof(0), alone.trusted());
	of_life.chain([own, smallest]).collect()
}

fn verdict(file: &[u8], trusted: &Trusted) -> String {
	let verdict = EventProof::from_file(file).and_then(|proof| proof.verify::<Native>(trusted));
	format!("{:?}", verdict.unwrap_err())
}

/// Files that prove nothing, with what they are checked against.
pub fn refusals() -> Vec<(String, Vec<u8>, Trusted)> {
	let scene = life();
	let trusted = scene.trusted();
	let mut all = vec![];
	let mut put = |name: &str, file: Vec<u8>, trusted: Trusted| {
		all.push((name.to_owned(), file, trusted));
	};

	// The packing of a pallet: see docs/events.md for its bytes.
	let good = scene.proof(1);
	let file = good.to_file();
	put("step 2: another magic", [b"TLYQ", &file[4..]].concat(), trusted);
	put("step 2: the magic of a reading's proof", [b"TLYP", &file[4..]].concat(), trusted);
	put("step 2: another version", [b"TLYE\x02", &file[5..]].concat(), trusted);
	put("step 2: cut off", file[..file.len() - 1].to_vec(), trusted);
	put("step 2: a byte too many", [&file[..], &[0]].concat(), trusted);
	put("step 2: nothing", vec![], trusted);
	let event = MAGIC.len() + 32;
	let places = event + good.event.encode().len();
	// Bytes of the event are replaced by others.
	let mut splice = |name: &str, at: std::ops::Range<usize>, with: &[u8]| {
		let mut file = file.clone();
		file.splice(event + at.start..event + at.end, with.iter().copied());
		put(&format!("step 2: {name}"), file, trusted);
	};
	splice("a time after the year 9999", 0..8, &(Time::MAX.millis() + 1).to_le_bytes());
	splice("an offset of more than 14 hours", 8..10, &841i16.to_le_bytes());
	splice("an unknown kind of event", 18..19, &[5]);
	splice("an unknown action", 19..20, &[3]);
	splice("an option that is neither there nor not", 20..21, &[2]);
	splice("a parent without a right check digit", 22..23, &[0x10]);
	splice("a child that is a lot", 31..32, &[1]);
	splice("a list with a length that is not the shortest", 30..31, &[5, 0]);
	splice("more than 32 things", 30..31, &[33 << 2]);
	let serial = 31 + 1 + 8;
	splice("a text with a character that GS1 does not have", serial + 1..serial + 2, b" ");
	splice("a text with a length that is not the shortest", serial..serial + 1, &[29, 0]);
	let lot = serial + 8 + 1;
	splice("an empty text", lot + 9..lot + 13, &[0]);
	splice("an unknown kind of quantity", lot..lot + 1, &[3]);
	let amount = lot + 1 + 8 + 4;
	splice("a zero at the end, behind the decimal point", amount + 9..amount + 10, &[1]);
	splice(
		"more than four digits behind the decimal point",
		amount + 1..amount + 10,
		&[1, 0, 0, 0, 0, 0, 0, 0, 5],
	);
	splice("a unit with a small letter", amount + 12..amount + 13, b"k");
	let step = amount + 1 + 8 + 1 + 5;
	splice("an unknown step", step + 1..step + 2, &[BizStep::ALL.len() as u8]);
	splice("an unknown disposition", step + 3..step + 4, &[Disposition::ALL.len() as u8]);
	splice("an extension 0", step + 4 + 1 + 8..step + 4 + 1 + 8 + 1, &[1, 4, b'0']);
	let path = places - event + 8;
	splice("a path with a length that is not the shortest", path..path + 1, &[13, 0]);

	let mut other = trusted;
	other.genesis[0] ^= 1;
	put("step 3: another genesis", file.clone(), other);
	let mut other = trusted;
	other.block[0] ^= 1;
	put("step 4: another block", file, other);

	let mut change = |name: &str, edit: &dyn Fn(&mut EventProof)| {
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
		p.header.extend(b"\x04TLMR\x80");
		p.header.extend([1; 32]);
	});
	change("step 5: a header that is cut off", &|p| p.header.truncate(150));
	change("step 6: an index that is not below the count", &|p| p.place.index = 8);
	change("step 6: no event at all", &|p| p.place = Place { index: 0, count: 0, path: vec![] });
	change("step 6: a sibling too few", &|p| {
		p.place.path.pop();
	});
	change("step 6: a sibling too many", &|p| p.place.path.push([0; 32]));
	change("step 7: another genesis that is trusted", &|p| p.genesis[0] ^= 1);
	change("step 7: another time", &|p| {
		p.event.time = Time::new(p.event.time.millis() + 1).unwrap();
	});
	change("step 7: another time of recording", &|p| {
		p.event.recorded = Time::new(p.event.recorded.millis() + 1).unwrap();
	});
	change("step 7: another event of the block", &|p| p.event = scene.events[2].clone());
	change("step 7: another place", &|p| p.place.index ^= 1);
	change("step 7: another count", &|p| p.place.count -= 1);
	change("step 7: another sibling", &|p| p.place.path[0][0] ^= 1);
	change("step 7: another place among the statements", &|p| p.block.place.index = 0);
	change("step 7: another number of statements", &|p| p.block.place.count += 1);
	change("step 7: another block of the event", &|p| p.block.number += 1);
	change("step 7: a block beyond the range", &|p| p.block.number = 1000);
	change("step 7: another hash of the block", &|p| p.block.hash[0] ^= 1);
	change("step 7: an item of the range too few", &|p| {
		p.block.items.as_mut().unwrap().pop();
	});
	change("step 7: an item of the range too many", &|p| {
		p.block.items.as_mut().unwrap().push([0; 32]);
	});
	change("step 7: a later block as the event's own", &|p| p.block.items = None);
	change("step 7: a block that does not know the event yet", &|p| {
		p.header = scene.chain.blocks[p.block.number as usize].header.clone();
	});

	let mut change = |name: &str, edit: &dyn Fn(&mut EventProof)| {
		let mut proof = scene.proof_at(1, scene.at.0);
		edit(&mut proof);
		let block = Native::hash(&[&proof.header]);
		put(name, proof.to_file(), Trusted { genesis: proof.genesis, block });
	};
	change("step 5: two roots of statements", &|p| {
		p.header[32 + 1 + 64] = 5 << 2;
		p.header.extend(b"\x04TLST\x80");
		p.header.extend([1; 32]);
	});
	change("step 7: own block, another number", &|p| p.block.number += 1);
	change("step 7: own block, another hash", &|p| p.block.hash[0] ^= 1);
	change("step 7: own block, another event of the block", &|p| p.event = scene.events[2].clone());
	change("step 7: own block, a block without statements", &|p| {
		p.header.clone_from(&scene.chain.blocks.last().unwrap().header);
		(p.block.number, p.block.hash) = (scene.chain.height(), Native::hash(&[&p.header]));
	});

	let twin = Scene::new(9, scene.events.clone(), 2, 4);
	let proof = EventProof { genesis: trusted.genesis, ..twin.proof(1) };
	let end = Trusted { genesis: trusted.genesis, block: twin.trusted().block };
	put("step 7: the same events on another chain", proof.to_file(), end);
	let alone = Scene::new(7, vec![scene.events[1].clone()], 0, 0);
	let bare = Native::hash(&[&alone.events[0].encode()]);
	let mut proof = alone.proof(0);
	proof.block.place = Place { index: 0, count: 2, path: vec![bare] };
	put("step 7: a sibling in place of nothing", proof.to_file(), alone.trusted());
	all
}

fn entry(name: &str, file: &[u8], trusted: &Trusted) -> Value {
	json!({
		"name": name,
		"file": vectors::hex(file),
		"genesis": vectors::hex(&trusted.genesis),
		"block": vectors::hex(&trusted.block),
	})
}

fn with(mut entry: Value, name: &str, value: Value) -> Value {
	entry[name] = value;
	entry
}

/// The files by their names.
pub fn files() -> Vec<(&'static str, String)> {
	let proofs = proofs().into_iter().map(|(name, proof, trusted)| {
		let proven = proof.verify::<Native>(&trusted).unwrap();
		let proven = json!({
			"event": vectors::hex(&proven.event.encode()),
			"leaf": vectors::hex(&proven.leaf),
			"recorded": proven.event.recorded.millis(),
			"id": proven.event.id(),
			"epcis": epcis::event(&proven.event),
			"index": proven.index,
			"count": proven.count,
			"block": proven.block,
			"block_hash": vectors::hex(&proven.block_hash),
		});
		with(entry(&name, &proof.to_file(), &trusted), "proven", proven)
	});
	let refused = refusals().into_iter().map(|(name, file, trusted)| {
		let error = verdict(&file, &trusted);
		with(entry(&name, &file, &trusted), "error", json!(error))
	});
	let vocabulary = json!({
		"BizStep": BizStep::ALL,
		"Disp": Disposition::ALL,
		"BTT": TransactionType::ALL,
		"ER": ErrorReason::ALL,
	});
	let written = |value: &Value| serde_json::to_string_pretty(value).unwrap() + "\n";
	vec![
		("proofs.json", written(&proofs.collect())),
		("refused.json", written(&refused.collect())),
		("vocabulary.json", written(&vocabulary)),
	]
}

/// The hashes on the way from an event to the header.
pub fn hashes(proof: &EventProof) -> Vec<Hash> {
	let leaf = proof.event.leaf(|bytes| Native::hash(&[bytes]));
	let root = proof.place.root::<Native>(Tree::Events, leaf).unwrap();
	let statement = EventRoot { root, count: proof.place.count }.leaf::<Native>(&proof.genesis);
	let statements = proof.block.place.root::<Native>(Tree::Batches, statement).unwrap();
	vec![leaf, root, statement, statements, Native::hash(&[&proof.header])]
}
