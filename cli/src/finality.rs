//! The votes that made a block final, in a file beside the proof.

use crate::{
	failure::{Failure, Result},
	session::Session,
	trust::{self, TrustFile},
	verdict::Ground,
	verify::{read_file, read_proof},
};
use clap::Args;
use serde_json::json;
use std::path::{Path, PathBuf};
use tallystick_client::{
	finality::{Finality, FinalityError, ValidatorSet, MAX_FILE},
	Chain, ChainError,
};
use tallystick_evidence::Proof;

#[derive(Args)]
pub(crate) struct FinalityArgs {
	/// The proof.
	proof: PathBuf,
	/// Where to write the votes.
	#[arg(short, long, value_name = "FILE")]
	output: PathBuf,
	/// Begin with the oldest validator set of this file. Without it: with the first of the chain, or the
	/// present one if the node has forgotten that.
	#[arg(long, value_name = "FILE")]
	trust_file: Option<PathBuf>,
}

pub(crate) async fn run(session: &Session, args: FinalityArgs) -> Result {
	let proof = read_proof(&args.proof)?;
	let chain = session.chain().await?;
	let block = trust::end_of(&chain, &proof).await?;
	let (set, since) = start(&chain, args.trust_file.as_deref()).await?;
	let finality = chain.finality(set.clone(), since, &block).await?;
	let file = finality.to_file();
	// As whoever gets it will.
	let signed = Finality::from_file(&file)
		.and_then(|finality| finality.verify(&proof.genesis, &set, &proof.header))
		.map_err(|error| explain(&error))?;
	std::fs::write(&args.output, &file)
		.map_err(|error| Failure::usage(format!("{}: {error}", args.output.display())))?;
	let (shown, size) = (args.output.display().to_string(), file.len());
	let (first, last) = (finality.first, signed.set);
	let whom = match first == last {
		true => format!("validator set {first}"),
		false => format!("one of the validator sets {first} to {last}"),
	};
	session.say(
		format!("{shown}: {size} bytes, for whoever trusts {whom}; `tallystick verify {} --finality {shown} --trust-file FILE` checks it", args.proof.display()),
		json!({ "file": shown, "bytes": size, "first": first, "last": last, "block": signed.block.number }),
	);
	Ok(())
}

async fn start(chain: &Chain, file: Option<&Path>) -> Result<(ValidatorSet, u32)> {
	if let Some(path) = file {
		let file = TrustFile::read(path)?;
		if file.genesis() != Ok(chain.genesis().await?) {
			return Err(Failure::usage(format!("{} is of another chain", path.display())));
		}
		let oldest = file.sets().map_err(Failure::Usage)?.into_iter().next();
		return oldest.ok_or_else(|| without_sets(path));
	}
	match chain.validators(&chain.genesis().await?).await {
		Ok(set) => Ok((set, 0)),
		// The node does not keep the state of old blocks.
		Err(ChainError::Other { .. }) => {
			let head = chain.finalized().await?;
			Ok((chain.validators(&head.hash).await?, head.number))
		},
		Err(error) => Err(error.into()),
	}
}

/// Whether the block that a proof ends at is final, by the validators of a file of trust.
pub(crate) fn check(path: &Path, trust: &TrustFile, shown: &Path, proof: &Proof) -> Result<Ground> {
	let file = read_file(path, MAX_FILE)?;
	let finality = Finality::from_file(&file).map_err(|error| explain(&error))?;
	let sets = trust.sets().map_err(Failure::Usage)?;
	let reached =
		|(set, _): &&(ValidatorSet, u32)| (finality.first..=finality.last()).contains(&set.id());
	// The newest that the file reaches. If there is none, any of them tells why not.
	let chosen = sets.iter().rev().find(reached).or(sets.last());
	let (set, _) = chosen.ok_or_else(|| without_sets(shown))?;
	let signed =
		finality.verify(&proof.genesis, set, &proof.header).map_err(|error| explain(&error))?;
	Ok(Ground::Validators { file: shown.display().to_string(), trusted: set.id(), signed })
}

fn without_sets(path: &Path) -> Failure {
	let path = path.display();
	Failure::usage(format!("{path} names no validators; `tallystick trust save {path}` adds those of a node that you trust"))
}

fn explain(error: &FinalityError) -> Failure {
	let hint = match error {
		FinalityError::OtherSet { trusted, first, .. } if trusted < first => {
			"; have it made with `tallystick trust finality --trust-file` and your file of trust"
		},
		FinalityError::OtherSet { .. } => "; have it made anew",
		FinalityError::TooLong => {
			"; have it begin with a later validator set (`tallystick trust finality --trust-file`)"
		},
		_ => "",
	};
	Failure::refused(format!("{error}{hint}"))
}
