//! Reads and writes files: proofs, votes, and what to trust.

use crate::{
	failure::{Failure, Result},
	parse,
};
use serde::{Deserialize, Serialize};
use std::{
	fs::{self, File},
	io::{Read, Write},
	path::Path,
};
use tallystick_client::{finality::ValidatorSet, hexed, time, Head, SecretFileError};
use tallystick_evidence::{json, proof::MAX_FILE, Crypto, Hash, Native, Proof};
use tallystick_gs1::{proof::MAGIC as EVENT_MAGIC, EventProof};
use tallystick_rules::{proof::MAGIC as ACT_MAGIC, ActProof};

/// A proof of any kind.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum ProofFile {
	Reading(Box<Proof>),
	Event(Box<EventProof>),
	Act(Box<ActProof>),
}

impl ProofFile {
	/// Reads a proof. It is not verified here.
	pub(crate) fn read(path: &Path) -> Result<Self> {
		let file = read_up_to(path, MAX_FILE)?;
		match file.first_chunk() {
			Some(&EVENT_MAGIC) => EventProof::from_file(&file).map(Box::new).map(Self::Event),
			Some(&ACT_MAGIC) => ActProof::from_file(&file).map(Box::new).map(Self::Act),
			_ => Proof::from_file(&file).map(Box::new).map(Self::Reading),
		}
		.map_err(|error| Failure::not_valid(error.to_string()))
	}

	/// The hash of the first block of its chain.
	pub(crate) fn genesis(&self) -> &Hash {
		match self {
			Self::Reading(proof) => &proof.genesis,
			Self::Event(proof) => &proof.genesis,
			Self::Act(proof) => &proof.genesis,
		}
	}

	/// The header at which it ends.
	pub(crate) fn header(&self) -> &[u8] {
		match self {
			Self::Reading(proof) => &proof.header,
			Self::Event(proof) => &proof.header,
			Self::Act(proof) => &proof.header,
		}
	}

	/// The hash of the block at which it ends.
	pub(crate) fn end(&self) -> Hash {
		Native::hash(&[self.header()])
	}
}

/// What a file is read for. Each kind has a limit, so that no file fills the memory.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
	/// The TOML of a class, a policy, a model or terms of trade.
	Definition,
	/// The text of a rule.
	Rule,
	/// The time and the calendar of a place.
	Site,
	/// What happened to the inputs of a rule.
	History,
	/// Blocks and validators to trust.
	Trust,
	/// A line for each asset.
	Table,
	/// A file of which only the hash is needed.
	Document,
}

impl Kind {
	/// How many bytes a file of this kind has at most.
	const fn limit(self) -> usize {
		const MEBIBYTE: usize = 1 << 20;
		match self {
			Self::Definition | Self::Rule | Self::Site => MEBIBYTE,
			Self::Trust => 16 * MEBIBYTE,
			Self::Table | Self::History => 64 * MEBIBYTE,
			Self::Document => 256 * MEBIBYTE,
		}
	}

	/// What the file is called, and what to do about one that is too long.
	const fn words(self) -> (&'static str, &'static str) {
		match self {
			Self::Definition => ("a definition", "name a TOML file"),
			Self::Rule => ("a rule", "name a file that holds the text of one rule"),
			Self::Site => ("a site", "name a JSON file with zone, tables and exceptions"),
			Self::History => ("a history", "split it, or leave out what the rule does not need"),
			Self::Trust => ("a file of trust", "name the file that `tallystick trust save` wrote"),
			Self::Table => ("a CSV file", "split it into several"),
			Self::Document => ("a document", "name a smaller file, such as a list of hashes"),
		}
	}
}

/// Reads a file, at most one byte more than the limit, which whoever parses it reports.
pub(crate) fn read_up_to(path: &Path, limit: usize) -> Result<Vec<u8>> {
	let mut file = Vec::new();
	let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
	File::open(path)
		.and_then(|from| from.take(most).read_to_end(&mut file))
		.map_err(|error| Failure::file(path, error))?;
	Ok(file)
}

/// Reads a file. One that is longer than its kind can be is refused; no more of it is read.
pub(crate) fn read(path: &Path, kind: Kind) -> Result<Vec<u8>> {
	let limit = kind.limit();
	let file = read_up_to(path, limit)?;
	if file.len() > limit {
		let (named, advice) = kind.words();
		let problem = format!("the file is longer than {named} can be, {limit} bytes; {advice}");
		return Err(Failure::file(path, problem));
	}
	Ok(file)
}

/// The same, of text.
pub(crate) fn read_text(path: &Path, kind: Kind) -> Result<String> {
	String::from_utf8(read(path, kind)?)
		.map_err(|error| Failure::file(path, format!("the file is not text in UTF-8: {error}")))
}

/// Writes all of a file or nothing: others may read it at any time, and the machine may stop.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result {
	let mut part = path.as_os_str().to_owned();
	part.push(".part");
	File::create(&part)
		.and_then(|mut to| to.write_all(bytes).and_then(|()| to.sync_all()))
		.and_then(|()| fs::rename(&part, path))
		.map_err(|error| Failure::file(path, error))
}

/// Why a file with a secret is not used. What is no file has no permissions to change.
pub(crate) fn secret_problem(path: &Path, error: &SecretFileError) -> Failure {
	let is_other = std::fs::metadata(path).is_ok_and(|found| !found.is_file());
	match error {
		SecretFileError::Shared(_) | SecretFileError::Unreadable(_) if is_other => Failure::file(
			path,
			"this is not a regular file; name the file that holds the secret (`tallystick key generate account FILE` makes one)",
		),
		_ => Failure::file(path, error),
	}
}

/// The BLAKE2b-256 hash of a file.
pub(crate) fn hash_of(path: &Path) -> Result<Hash> {
	Ok(Native::hash(&[&read(path, Kind::Document)?]))
}

/// The content of a file of trust: `docs/proofs.md` specifies it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct TrustFile {
	/// The hash of the chain's first block, in hexadecimal.
	genesis: String,
	/// When it was last compared with a node.
	#[serde(default, skip_serializing_if = "Option::is_none")]
	saved: Option<Moment>,
	finalized: Vec<Block>,
	/// The sets that make blocks final.
	#[serde(default)]
	validators: Vec<Set>,
}

/// A time in a file: UTC in milliseconds, as text or as a number.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
struct Moment(#[serde(with = "json::Exact")] u64);

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
struct Block {
	number: u32,
	hash: String,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
struct Set {
	/// Its id: sets count from 0.
	#[serde(with = "json::Exact")]
	set: u64,
	/// A block after which it decides.
	since: u32,
	authorities: Vec<Authority>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
struct Authority {
	key: String,
	#[serde(with = "json::Exact")]
	weight: u64,
}

impl TrustFile {
	pub(crate) fn read(path: &Path) -> Result<Self> {
		let text = read_text(path, Kind::Trust)?;
		let file: Self = serde_json::from_str(&text).map_err(|error| Failure::file(path, error))?;
		file.genesis().map_err(|error| Failure::file(path, error))?;
		file.sets().map_err(|error| Failure::file(path, error))?;
		Ok(file)
	}

	/// Trusts nothing yet of the chain that begins with this block.
	pub(crate) fn new(genesis: &Hash) -> Self {
		Self { genesis: hexed(genesis), saved: None, finalized: vec![], validators: vec![] }
	}

	/// Writes the file, and in it that it was compared with a node now.
	pub(crate) fn write(&mut self, path: &Path) -> Result {
		self.saved = Some(Moment(time::now()));
		let text = serde_json::to_string_pretty(self)
			.map_err(|error| Failure::file(path, format!("it cannot be written: {error}")))?;
		write(path, (text + "\n").as_bytes())
	}

	/// How long ago it was last compared with a node, in milliseconds, if it says so.
	pub(crate) fn age(&self) -> Option<u64> {
		self.saved.map(|Moment(saved)| time::now().saturating_sub(saved))
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
		let twice = sets.windows(2).find(|pair| pair[0].0.id() == pair[1].0.id());
		match twice {
			Some(pair) => Err(format!("validator set {} is in the file twice", pair[0].0.id())),
			None => Ok(sets),
		}
	}

	/// Adds a set that decides after this height, unless it has the set.
	pub(crate) fn add_set(&mut self, found: &ValidatorSet, since: u32) {
		if self.validators.iter().any(|kept| kept.set == found.id()) {
			return;
		}
		let authorities = found.iter();
		self.validators.push(Set {
			set: found.id(),
			since,
			authorities: authorities
				.map(|(key, weight)| Authority { key: hexed(key), weight })
				.collect(),
		});
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

	#[test]
	fn reads_no_more_of_a_file_than_its_kind_can_have() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("file");
		for kind in
			[Kind::Definition, Kind::Rule, Kind::Site, Kind::Trust, Kind::Table, Kind::History]
		{
			std::fs::write(&path, vec![b' '; kind.limit()]).unwrap();
			assert_eq!(read_text(&path, kind).unwrap().len(), kind.limit(), "{kind:?}");
			std::fs::write(&path, vec![b' '; kind.limit() + 1]).unwrap();
			let error = read(&path, kind).unwrap_err();
			assert_eq!(error.exit(), crate::failure::Exit::Usage);
			assert!(error.reason().contains("is longer than"), "{error}");
			assert!(error.reason().contains("file: "), "{error}");
		}
		std::fs::write(&path, [0xff]).unwrap();
		assert!(read_text(&path, Kind::Definition).unwrap_err().reason().contains("UTF-8"));
	}

	#[cfg(unix)]
	#[test]
	fn stops_at_the_limit_of_a_file_without_end() {
		let error = hash_of(Path::new("/dev/zero")).unwrap_err();
		assert!(error.reason().contains("is longer than a document can be"), "{error}");
	}

	#[test]
	fn files_are_read_here_and_nowhere_else() {
		fn sources(folder: &Path, to: &mut Vec<std::path::PathBuf>) {
			for entry in std::fs::read_dir(folder).unwrap() {
				let path = entry.unwrap().path();
				match path.is_dir() {
					true => sources(&path, to),
					false => to.push(path),
				}
			}
		}
		let (mut files, root) = (Vec::new(), Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
		sources(&root, &mut files);
		assert!(files.len() > 30, "{}", files.len());
		for file in files.iter().filter(|file| !file.ends_with("files.rs")) {
			let text = std::fs::read_to_string(file).unwrap();
			let code = text.split("#[cfg(test)]").next().unwrap();
			for call in ["fs::read(", "fs::read_to_string(", "File::open(", "read_to_end("] {
				assert!(!code.contains(call), "{}: {call}", file.display());
			}
		}
	}

	fn file() -> TrustFile {
		TrustFile::new(&[1; 32])
	}

	fn set(id: u64, key: u8) -> ValidatorSet {
		ValidatorSet::new(id, [([key; 32], 1), ([99; 32], 2)]).unwrap()
	}

	#[test]
	fn works_for_sets_in_any_order() {
		let mut file = file();
		file.add_set(&set(5, 1), 50);
		file.add_set(&set(3, 2), 30);
		file.add_set(&set(5, 1), 60);
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
	fn refuses_a_malformed_set_and_two_of_one_id() {
		let mut file = file();
		file.add_set(&set(5, 1), 50);
		let mut twice = file.clone();
		twice.validators.push(twice.validators[0].clone());
		assert_eq!(twice.sets(), Err("validator set 5 is in the file twice".into()));
		file.validators[0].authorities[1].key = file.validators[0].authorities[0].key.clone();
		let error = file.sets().unwrap_err();
		assert!(error.starts_with("validator set 5 is malformed: "), "{error}");
		file.validators[0].authorities.clear();
		assert!(file.sets().is_err());
	}

	#[test]
	fn integers_of_64_bits_are_text() {
		let mut file = file();
		file.add_set(&set(u64::MAX, 1), 50);
		let text = serde_json::to_string(&file).unwrap();
		assert!(text.contains(r#""set":"18446744073709551615""#), "{text}");
		assert!(text.contains(r#""weight":"2""#), "{text}");
		let number = text.replace(r#""weight":"2""#, r#""weight":2"#);
		assert!(serde_json::from_str::<TrustFile>(&number).is_err());
	}

	#[test]
	fn a_file_is_replaced_as_a_whole_and_says_when() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("trust.json");
		assert_eq!(file().age(), None);
		file().write(&path).unwrap();
		let mut kept = TrustFile::read(&path).unwrap();
		assert!(kept.age().unwrap() < 60_000);
		// What cannot be written changes nothing.
		let before = std::fs::read(&path).unwrap();
		std::fs::create_dir(folder.path().join("trust.json.part")).unwrap();
		assert!(kept.write(&path).is_err());
		assert_eq!(std::fs::read(&path).unwrap(), before);
	}
}
