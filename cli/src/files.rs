//! Reads files: proofs, votes, and what to trust.

use crate::{
	failure::{Failure, Result},
	parse,
};
use serde::{Deserialize, Serialize};
use std::{io::Read, path::Path};
use tallystick_client::{finality::ValidatorSet, hexed, Head};
use tallystick_evidence::{proof::MAX_FILE, Crypto, Hash, Native, Proof};
use tallystick_gs1::{proof::MAGIC as EVENT_MAGIC, EventProof};

/// A proof of either kind.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum ProofFile {
	Reading(Box<Proof>),
	Event(Box<EventProof>),
}

impl ProofFile {
	/// Reads a proof. It is not verified here.
	pub(crate) fn read(path: &Path) -> Result<Self> {
		let file = read_file(path, MAX_FILE)?;
		match file.starts_with(&EVENT_MAGIC) {
			true => EventProof::from_file(&file).map(Box::new).map(Self::Event),
			false => Proof::from_file(&file).map(Box::new).map(Self::Reading),
		}
		.map_err(|error| Failure::not_valid(error.to_string()))
	}

	/// The hash of the first block of its chain.
	pub(crate) fn genesis(&self) -> &Hash {
		match self {
			Self::Reading(proof) => &proof.genesis,
			Self::Event(proof) => &proof.genesis,
		}
	}

	/// The header at which it ends.
	pub(crate) fn header(&self) -> &[u8] {
		match self {
			Self::Reading(proof) => &proof.header,
			Self::Event(proof) => &proof.header,
		}
	}

	/// The hash of the block at which it ends.
	pub(crate) fn end(&self) -> Hash {
		Native::hash(&[self.header()])
	}
}

/// Reads a file, at most one byte more than the limit.
pub(crate) fn read_file(path: &Path, limit: usize) -> Result<Vec<u8>> {
	let mut file = Vec::new();
	let limit = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
	std::fs::File::open(path)
		.and_then(|from| from.take(limit).read_to_end(&mut file))
		.map_err(|error| Failure::file(path, error))?;
	Ok(file)
}

/// The content of a file of trust.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct TrustFile {
	/// The hash of the chain's first block, in hexadecimal.
	genesis: String,
	finalized: Vec<Block>,
	/// The sets that make blocks final.
	#[serde(default)]
	validators: Vec<Set>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
struct Block {
	number: u32,
	hash: String,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
struct Set {
	/// Its id: sets count from 0.
	set: u64,
	/// A block after which it decides.
	since: u32,
	authorities: Vec<Authority>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
struct Authority {
	key: String,
	weight: u64,
}

impl TrustFile {
	pub(crate) fn read(path: &Path) -> Result<Self> {
		let text = std::fs::read_to_string(path).map_err(|error| Failure::file(path, error))?;
		let file: Self = serde_json::from_str(&text).map_err(|error| Failure::file(path, error))?;
		file.genesis().map_err(|error| Failure::file(path, error))?;
		file.sets().map_err(|error| Failure::file(path, error))?;
		Ok(file)
	}

	/// Trusts nothing yet of the chain that begins with this block.
	pub(crate) fn new(genesis: &Hash) -> Self {
		Self { genesis: hexed(genesis), finalized: vec![], validators: vec![] }
	}

	/// How many finalised blocks and how many validator sets it names.
	pub(crate) fn counts(&self) -> (usize, usize) {
		(self.finalized.len(), self.validators.len())
	}

	pub(crate) fn genesis(&self) -> std::result::Result<Hash, String> {
		parse::hash(&self.genesis).map_err(|error| format!("genesis: {error}"))
	}

	pub(crate) fn holds(&self, block: &Hash) -> bool {
		self.finalized.iter().any(|kept| parse::hash(&kept.hash).as_ref() == Ok(block))
	}

	/// The validator sets, the oldest first, and of each the height of a block after which it decides.
	pub(crate) fn sets(&self) -> std::result::Result<Vec<(ValidatorSet, u32)>, String> {
		let read = |kept: &Set| {
			let malformed =
				|problem: &str| format!("validator set {} is malformed: {problem}", kept.set);
			let keys = kept.authorities.iter().map(|one| Ok((parse::hash(&one.key)?, one.weight)));
			let keys = keys
				.collect::<std::result::Result<Vec<_>, String>>()
				.map_err(|error| malformed(&format!("key: {error}")))?;
			let set = ValidatorSet::new(kept.set, keys);
			set.map(|set| (set, kept.since)).ok_or_else(|| {
				malformed("it is empty, or a key is in it twice, or a weight is 0 or too large")
			})
		};
		let mut sets =
			self.validators.iter().map(read).collect::<std::result::Result<Vec<_>, _>>()?;
		sets.sort_by_key(|(set, _)| set.id());
		Ok(sets)
	}

	pub(crate) fn add_set(&mut self, found: &ValidatorSet, since: u32) -> Result {
		let kept = self.sets().map_err(Failure::Usage)?;
		match kept.iter().find(|(set, _)| set.id() == found.id()) {
			Some((set, _)) if set == found => return Ok(()),
			Some(_) => {
				return Err(Failure::refused(format!(
					"validator set {} of the node is not the one that the file trusts; do not trust this node before you know why",
					found.id()
				)))
			},
			None => {},
		}
		let authorities = found.iter();
		self.validators.push(Set {
			set: found.id(),
			since,
			authorities: authorities
				.map(|(key, weight)| Authority { key: hexed(key), weight })
				.collect(),
		});
		Ok(())
	}

	pub(crate) fn add(&mut self, head: &Head) {
		if !self.holds(&head.hash) {
			self.finalized.push(Block { number: head.number, hash: hexed(&head.hash) });
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn file() -> TrustFile {
		TrustFile::new(&[1; 32])
	}

	fn set(id: u64, key: u8) -> ValidatorSet {
		ValidatorSet::new(id, [([key; 32], 1), ([99; 32], 2)]).unwrap()
	}

	#[test]
	fn works_for_sets_in_any_order() {
		let mut file = file();
		file.add_set(&set(5, 1), 50).unwrap();
		file.add_set(&set(3, 2), 30).unwrap();
		file.add_set(&set(5, 1), 60).unwrap();
		let read: TrustFile = serde_json::from_str(&serde_json::to_string(&file).unwrap()).unwrap();
		assert_eq!(read.sets(), Ok(vec![(set(3, 2), 30), (set(5, 1), 50)]));
	}

	#[test]
	fn works_for_a_file_without_validators() {
		let text = format!(r#"{{ "genesis": "{}", "finalized": [] }}"#, hexed(&[1; 32]));
		let read: TrustFile = serde_json::from_str(&text).unwrap();
		assert_eq!(read.sets(), Ok(vec![]));
	}

	#[test]
	fn refuses_another_set_under_a_known_id_and_a_malformed_one() {
		let mut file = file();
		file.add_set(&set(5, 1), 50).unwrap();
		assert!(matches!(file.add_set(&set(5, 2), 50), Err(Failure::Refused(_))));
		file.validators[0].authorities[1].key = file.validators[0].authorities[0].key.clone();
		let error = file.sets().unwrap_err();
		assert!(error.starts_with("validator set 5 is malformed: "), "{error}");
		file.validators[0].authorities.clear();
		assert!(file.sets().is_err());
	}
}
