//! What to trust, in a file: JSON of the chain's genesis, of finalised blocks and of validator sets.

use crate::{
	args,
	failure::{Failure, Result},
	finality::{self, FinalityArgs},
	session::Session,
	verify::read_proof,
};
use clap::Subcommand;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::path::{Path, PathBuf};
use tallystick_client::{finality::ValidatorSet, Chain, Head};
use tallystick_evidence::{Crypto, Hash, Native, Proof};

#[derive(Subcommand)]
pub(crate) enum TrustCommand {
	/// Writes down the validators and finalised blocks of a node that you trust now, to check proofs
	/// without it later.
	#[command(
		after_help = "Examples:\n  tallystick trust save trust.json\n  tallystick trust save trust.json --proof reading.tlyp"
	)]
	Save {
		/// Where to. Blocks and validators are added to those that are there.
		file: PathBuf,
		/// The block that this proof ends at, if the node calls it final. Without any, the node's last
		/// finalised block.
		#[arg(long, value_name = "FILE")]
		proof: Vec<PathBuf>,
	},
	/// Asks a node for the votes of the validators that made the block final at which a proof ends.
	#[command(
		after_help = "Example:\n  tallystick trust finality reading.tlyp -o reading.tlyf\n  tallystick verify reading.tlyp --finality reading.tlyf --trust-file trust.json"
	)]
	Finality(FinalityArgs),
}

/// What a file of trust holds.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct TrustFile {
	/// The hash of the chain's first block.
	genesis: String,
	/// Finalised blocks.
	finalized: Vec<Block>,
	/// Who makes blocks final.
	#[serde(default)]
	validators: Vec<Set>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
struct Block {
	number: u32,
	hash: String,
}

/// A validator set.
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
		let wrong =
			|error: &dyn std::fmt::Display| Failure::usage(format!("{}: {error}", path.display()));
		let text = std::fs::read_to_string(path).map_err(|error| wrong(&error))?;
		let file: Self = serde_json::from_str(&text).map_err(|error| wrong(&error))?;
		file.genesis().map_err(|error| wrong(&error))?;
		file.sets().map_err(|error| wrong(&error))?;
		Ok(file)
	}

	pub(crate) fn genesis(&self) -> std::result::Result<Hash, String> {
		args::hash(&self.genesis)
	}

	pub(crate) fn holds(&self, block: &Hash) -> bool {
		self.finalized.iter().any(|kept| args::hash(&kept.hash).as_ref() == Ok(block))
	}

	/// The validator sets, the oldest first, and of each the height of a block after which it decides.
	pub(crate) fn sets(&self) -> std::result::Result<Vec<(ValidatorSet, u32)>, String> {
		let read = |kept: &Set| {
			let keys = kept.authorities.iter().map(|one| Ok((args::hash(&one.key)?, one.weight)));
			let keys = keys.collect::<std::result::Result<Vec<_>, String>>()?;
			let set = ValidatorSet::new(kept.set, keys);
			set.map(|set| (set, kept.since))
				.ok_or_else(|| format!("the validator set {} is none", kept.set))
		};
		let mut sets =
			self.validators.iter().map(read).collect::<std::result::Result<Vec<_>, _>>()?;
		sets.sort_by_key(|(set, _)| set.id());
		Ok(sets)
	}

	fn add_set(&mut self, found: &ValidatorSet, since: u32) -> Result {
		let kept = self.sets().map_err(Failure::Usage)?;
		match kept.iter().find(|(set, _)| set.id() == found.id()) {
			Some((set, _)) if set == found => return Ok(()),
			Some(_) => {
				return Err(Failure::refused(format!(
					"the node's validator set {} is not the one that the file trusts",
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
				.map(|(key, weight)| Authority { key: written(key), weight })
				.collect(),
		});
		Ok(())
	}

	fn add(&mut self, head: &Head) {
		if !self.holds(&head.hash) {
			self.finalized.push(Block { number: head.number, hash: written(&head.hash) });
		}
	}
}

pub(crate) fn written(hash: &Hash) -> String {
	format!("0x{}", hex::encode(hash))
}

pub(crate) async fn run(session: &Session, command: TrustCommand) -> Result {
	match command {
		TrustCommand::Save { file, proof } => save(session, file, proof).await,
		TrustCommand::Finality(args) => finality::run(session, args).await,
	}
}

async fn save(session: &Session, file: PathBuf, proof: Vec<PathBuf>) -> Result {
	let chain = session.chain().await?;
	let genesis = chain.genesis().await?;
	let mut kept = match file.exists() {
		true => TrustFile::read(&file)?,
		false => TrustFile { genesis: written(&genesis), finalized: vec![], validators: vec![] },
	};
	if kept.genesis() != Ok(genesis) {
		return Err(Failure::usage(format!("{} is of another chain", file.display())));
	}
	let head = chain.finalized().await?;
	kept.add_set(&chain.validators(&head.hash).await?, head.number)?;
	if proof.is_empty() {
		kept.add(&head);
	}
	for path in proof {
		kept.add(&end_of(&chain, &read_proof(&path)?).await?);
	}
	let text = serde_json::to_string_pretty(&kept)?;
	std::fs::write(&file, text + "\n")
		.map_err(|error| Failure::usage(format!("{}: {error}", file.display())))?;
	let (shown, node) = (file.display().to_string(), chain.rpc().url().await);
	let (blocks, sets) = (kept.finalized.len(), kept.validators.len());
	session.say(
		format!("{shown} trusts {blocks} finalised block(s) and {sets} validator set(s), on the word of {node}"),
		json!({ "file": shown, "genesis": kept.genesis, "blocks": blocks, "sets": sets }),
	);
	Ok(())
}

/// The block that a proof ends at, if the node calls it final.
pub(crate) async fn end_of(chain: &Chain, proof: &Proof) -> Result<Head> {
	if proof.genesis != chain.genesis().await? {
		return Err(Failure::refused("the proof is of another chain than the node's"));
	}
	let hash = Native::hash(&[&proof.header]);
	let unknown = || {
		Failure::refused(format!(
			"the node's finalised chain has no block {}, at which the proof ends",
			written(&hash)
		))
	};
	let number = chain.block_number(&hash).await?.ok_or_else(unknown)?;
	let final_until = chain.finalized().await?.number;
	// A block of a fork has a number, too.
	if number > final_until || chain.block_hash(number).await? != Some(hash) {
		return Err(unknown());
	}
	Ok(Head { number, hash })
}

#[cfg(test)]
mod tests {
	use super::*;

	fn file() -> TrustFile {
		TrustFile { genesis: written(&[1; 32]), finalized: vec![], validators: vec![] }
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
		let text = format!(r#"{{ "genesis": "{}", "finalized": [] }}"#, written(&[1; 32]));
		let read: TrustFile = serde_json::from_str(&text).unwrap();
		assert_eq!(read.sets(), Ok(vec![]));
	}

	#[test]
	fn fails_when_a_set_is_another_one_or_none() {
		let mut file = file();
		file.add_set(&set(5, 1), 50).unwrap();
		assert!(matches!(file.add_set(&set(5, 2), 50), Err(Failure::Refused(_))));
		file.validators[0].authorities[1].key = file.validators[0].authorities[0].key.clone();
		assert_eq!(file.sets(), Err("the validator set 5 is none".into()));
		file.validators[0].authorities.clear();
		assert!(file.sets().is_err());
	}
}
