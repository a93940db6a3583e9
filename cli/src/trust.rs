//! Writes down what to trust: JSON of the chain's genesis, of finalised blocks and of validator sets.

use crate::{
	failure::{Failure, Result},
	files::{ProofFile, TrustFile},
	finality::{explain, without_sets, FinalityArgs},
	session::{end_of, Session},
	text::count,
	verify::{too_old, OLD},
};
use clap::Subcommand;
use codec::Encode;
use serde_json::json;
use std::path::{Path, PathBuf};
use tallystick_client::{hexed, Chain, Head};

#[derive(Subcommand)]
pub(crate) enum TrustCommand {
	/// Save the validators and finalised blocks of a node that you trust now, so that you can check
	/// proofs without it later. What is added to a file later needs the votes of its validators.
	#[command(
		after_help = "Examples:\n  tallystick trust save trust.json\n  tallystick trust save trust.json --proof reading.tlyp"
	)]
	Save {
		/// The file to write. A new one is the node's word. To one that exists, blocks and validators are added if
		/// the validators in it have signed them, or sets that follow from those.
		file: PathBuf,
		/// Trust the block that this proof ends at. Without this option: the node's last finalised block.
		#[arg(long, value_name = "FILE")]
		proof: Vec<PathBuf>,
	},
	/// Fetch from a node the validators' votes that made the last block of a proof final.
	#[command(
		after_help = "Example:\n  tallystick trust finality reading.tlyp -o reading.tlyf\n  tallystick verify reading.tlyp --finality reading.tlyf --trust-file trust.json"
	)]
	Finality(FinalityArgs),
}

/// A block to trust, and its encoded header.
type Block = (Head, Vec<u8>);

pub(crate) async fn save(session: &Session, file: &Path, proofs: &[PathBuf]) -> Result {
	let chain = session.chain().await?;
	let mut blocks = Vec::new();
	for path in proofs {
		let proof = ProofFile::read(path)?;
		blocks.push((end_of(&chain, &proof).await?, proof.header().to_vec()));
	}
	if blocks.is_empty() {
		let head = chain.finalized().await?;
		blocks.push((head, chain.header(&head.hash).await?.encode()));
	}
	let node = chain.rpc().url().await;
	let (mut kept, by, ground) = match file.exists() {
		true => (
			extended(&chain, file, &blocks).await?,
			"validators",
			"by the votes of validators that it trusted before".into(),
		),
		false => (first(&chain, &blocks).await?, "node", format!("on the word of {node}")),
	};
	kept.write(file)?;
	let (shown, (blocks, sets)) = (file.display().to_string(), kept.counts());
	session.say(
		format!(
			"{shown} trusts {} and {}, {ground}",
			count(blocks as u64, "finalised block", "finalised blocks"),
			count(sets as u64, "validator set", "validator sets"),
		),
		json!({
			"file": shown,
			"genesis": hexed(&chain.genesis().await?),
			"blocks": blocks,
			"sets": sets,
			"by": by,
			"node": node,
		}),
	);
	Ok(())
}

/// What a node says, which nothing supports.
async fn first(chain: &Chain, blocks: &[Block]) -> Result<TrustFile> {
	let mut kept = TrustFile::new(&chain.genesis().await?);
	let head = chain.finalized().await?;
	kept.add_set(&chain.validators(&head.hash).await?, head.number);
	for (block, _) in blocks {
		kept.add(block);
	}
	Ok(kept)
}

/// A file with what follows from the newest set in it.
async fn extended(chain: &Chain, file: &Path, blocks: &[Block]) -> Result<TrustFile> {
	let (mut kept, genesis) = (TrustFile::read(file)?, chain.genesis().await?);
	if kept.genesis() != Ok(genesis) {
		return Err(Failure::file(file, "the file is of another chain than the node's"));
	}
	let newest = kept.sets().map_err(|error| Failure::file(file, error))?.pop();
	let (set, since) = newest.ok_or_else(|| without_sets(file))?;
	if let Some(old) = too_old(&kept, OLD, file) {
		eprintln!("warning: {old}");
	}
	let unsupported = |failure: Failure| {
		failure.with(format!(
			"; nothing was added to {}. To take the node's word instead, save to a new file",
			file.display()
		))
	};
	for (block, header) in blocks {
		let votes = chain.finality(set.clone(), since, block).await;
		let votes = votes.map_err(|error| unsupported(error.into()))?;
		let checked = votes.verify(&genesis, &set, header);
		let next = checked.and_then(|_| votes.next_set(&genesis, &set));
		let (next, at) = next.map_err(|error| unsupported(Failure::refused(explain(&error))))?;
		kept.add_set(&next, at);
		kept.add(block);
	}
	Ok(kept)
}
