//! Blocks to trust, in a file: JSON of the chain's genesis and of finalised blocks.

use crate::{
	args,
	failure::{Failure, Result},
	session::Session,
	verify::read_proof,
};
use clap::Subcommand;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::path::{Path, PathBuf};
use tallystick_client::{Chain, Head};
use tallystick_evidence::{Crypto, Hash, Native, Proof};

#[derive(Subcommand)]
pub(crate) enum TrustCommand {
	/// Writes down finalised blocks of a node that you trust now, to check proofs without it later.
	#[command(
		after_help = "Examples:\n  tallystick trust save trust.json\n  tallystick trust save trust.json --proof reading.tlyp"
	)]
	Save {
		/// Where to. Blocks are added to those that are there.
		file: PathBuf,
		/// The block that this proof ends at, if the node calls it final. Without any, the node's last
		/// finalised block.
		#[arg(long, value_name = "FILE")]
		proof: Vec<PathBuf>,
	},
}

/// What a file of trust holds.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct TrustFile {
	/// The hash of the chain's first block.
	genesis: String,
	/// Finalised blocks.
	finalized: Vec<Block>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
struct Block {
	number: u32,
	hash: String,
}

impl TrustFile {
	pub(crate) fn read(path: &Path) -> Result<Self> {
		let wrong =
			|error: &dyn std::fmt::Display| Failure::usage(format!("{}: {error}", path.display()));
		let text = std::fs::read_to_string(path).map_err(|error| wrong(&error))?;
		let file: Self = serde_json::from_str(&text).map_err(|error| wrong(&error))?;
		file.genesis().map_err(|error| wrong(&error))?;
		Ok(file)
	}

	pub(crate) fn genesis(&self) -> std::result::Result<Hash, String> {
		args::hash(&self.genesis)
	}

	pub(crate) fn holds(&self, block: &Hash) -> bool {
		self.finalized.iter().any(|kept| args::hash(&kept.hash).as_ref() == Ok(block))
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
	let TrustCommand::Save { file, proof } = command;
	let chain = session.chain().await?;
	let genesis = chain.genesis().await?;
	let mut kept = match file.exists() {
		true => TrustFile::read(&file)?,
		false => TrustFile { genesis: written(&genesis), finalized: Vec::new() },
	};
	if kept.genesis() != Ok(genesis) {
		return Err(Failure::usage(format!("{} is of another chain", file.display())));
	}
	if proof.is_empty() {
		kept.add(&chain.finalized().await?);
	}
	for path in proof {
		kept.add(&end_of(&chain, &read_proof(&path)?).await?);
	}
	let text = serde_json::to_string_pretty(&kept)?;
	std::fs::write(&file, text + "\n")
		.map_err(|error| Failure::usage(format!("{}: {error}", file.display())))?;
	let (shown, blocks, node) =
		(file.display().to_string(), kept.finalized.len(), chain.rpc().url().await);
	session.say(
		format!("{shown} trusts {blocks} finalised block(s), on the word of {node}"),
		json!({ "file": shown, "genesis": kept.genesis, "blocks": blocks }),
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
