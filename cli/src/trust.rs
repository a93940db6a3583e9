//! Writes down what to trust: JSON of the chain's genesis, of finalised blocks and of validator sets.

use crate::{
	failure::{Failure, Result},
	files::{ProofFile, TrustFile},
	finality::FinalityArgs,
	session::{end_of, Session},
	text::count,
};
use clap::Subcommand;
use serde_json::json;
use std::path::{Path, PathBuf};
use tallystick_client::hexed;

#[derive(Subcommand)]
pub(crate) enum TrustCommand {
	/// Save the validators and finalised blocks of a node that you trust now, so that you can check
	/// proofs without it later.
	#[command(
		after_help = "Examples:\n  tallystick trust save trust.json\n  tallystick trust save trust.json --proof reading.tlyp"
	)]
	Save {
		/// The file to write. Blocks and validators are added to those that it has.
		file: PathBuf,
		/// Trust the block that this proof ends at, if the node reports it as final. Without this option:
		/// the node's last finalised block.
		#[arg(long, value_name = "FILE")]
		proof: Vec<PathBuf>,
	},
	/// Fetch from a node the validators' votes that made the last block of a proof final.
	#[command(
		after_help = "Example:\n  tallystick trust finality reading.tlyp -o reading.tlyf\n  tallystick verify reading.tlyp --finality reading.tlyf --trust-file trust.json"
	)]
	Finality(FinalityArgs),
}

pub(crate) async fn save(session: &Session, file: &Path, proofs: &[PathBuf]) -> Result {
	let chain = session.chain().await?;
	let genesis = chain.genesis().await?;
	let mut kept = match file.exists() {
		true => TrustFile::read(file)?,
		false => TrustFile::new(&genesis),
	};
	if kept.genesis() != Ok(genesis) {
		return Err(Failure::file(file, "the file is of another chain than the node's"));
	}
	let head = chain.finalized().await?;
	kept.add_set(&chain.validators(&head.hash).await?, head.number)?;
	if proofs.is_empty() {
		kept.add(&head);
	}
	for path in proofs {
		kept.add(&end_of(&chain, &ProofFile::read(path)?).await?);
	}
	let text = serde_json::to_string_pretty(&kept)
		.map_err(|error| Failure::file(file, format!("it cannot be written: {error}")))?;
	std::fs::write(file, text + "\n").map_err(|error| Failure::file(file, error))?;
	let (shown, node) = (file.display().to_string(), chain.rpc().url().await);
	let (blocks, sets) = kept.counts();
	session.say(
		format!(
			"{shown} trusts {} and {}, on the word of {node}",
			count(blocks as u64, "finalised block", "finalised blocks"),
			count(sets as u64, "validator set", "validator sets"),
		),
		json!({ "file": shown, "genesis": hexed(&genesis), "blocks": blocks, "sets": sets }),
	);
	Ok(())
}
