//! The votes that made a block final, in a file that comes with the proof.

use crate::{
	failure::{Failure, Result},
	files::{self, ProofFile, TrustFile},
	ground::Ground,
	session::{end_of, Session},
};
use clap::Args;
use serde_json::json;
use std::path::{Path, PathBuf};
use tallystick_client::{
	finality::{Finality, FinalityError, ValidatorSet, MAX_FILE},
	Chain, ChainError,
};

#[derive(Args)]
pub(crate) struct FinalityArgs {
	/// The proof.
	proof: PathBuf,
	/// The file to write the votes to.
	#[arg(short, long, value_name = "FILE")]
	output: PathBuf,
	/// Begin with the oldest validator set of this file. Without it: with the first set of the chain, or
	/// with the present one if the node has forgotten the first.
	#[arg(long, value_name = "FILE")]
	trust_file: Option<PathBuf>,
}

pub(crate) async fn run(session: &Session, args: FinalityArgs) -> Result {
	let proof = ProofFile::read(&args.proof)?;
	let chain = session.chain().await?;
	let block = end_of(&chain, &proof).await?;
	let (set, since) = start(&chain, args.trust_file.as_deref()).await?;
	let finality = chain.finality(set.clone(), since, &block).await?;
	let file = finality.to_file();
	// Those who get the file will check the same.
	let signed = Finality::from_file(&file)
		.and_then(|finality| finality.verify(proof.genesis(), &set, proof.header()))
		.map_err(|error| Failure::refused(explain(&error)))?;
	std::fs::write(&args.output, &file).map_err(|error| Failure::file(&args.output, error))?;
	let (shown, size) = (args.output.display().to_string(), file.len());
	let (first, last) = (finality.first, signed.set);
	let whom = match first == last {
		true => format!("validator set {first}"),
		false => format!("one of the validator sets {first} to {last}"),
	};
	session.say(
		format!("{shown}: {size} bytes, for anyone who trusts {whom}; `tallystick verify {} --finality {shown} --trust-file FILE` checks it", args.proof.display()),
		json!({ "file": shown, "bytes": size, "first": first, "last": last, "block": signed.block.number }),
	);
	Ok(())
}

async fn start(chain: &Chain, file: Option<&Path>) -> Result<(ValidatorSet, u32)> {
	if let Some(path) = file {
		let file = TrustFile::read(path)?;
		if file.genesis() != Ok(chain.genesis().await?) {
			return Err(Failure::file(path, "the file is of another chain than the node's"));
		}
		let oldest = file.sets().map_err(|error| Failure::file(path, error))?.into_iter().next();
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

/// Checks whether the votes in a file make a proof's last block final, by the validators of a file of trust.
pub(crate) fn check(
	path: &Path,
	trust: &TrustFile,
	shown: &Path,
	proof: &ProofFile,
) -> Result<Ground> {
	let refused = |error: FinalityError| Failure::not_valid(explain(&error));
	let file = files::read_up_to(path, MAX_FILE)?;
	let finality = Finality::from_file(&file).map_err(refused)?;
	let sets = trust.sets().map_err(|error| Failure::file(shown, error))?;
	let reached =
		|(set, _): &&(ValidatorSet, u32)| (finality.first..=finality.last()).contains(&set.id());
	// The newest set that the votes reach. If they reach no set, any set shows why.
	let chosen = sets.iter().rev().find(reached).or(sets.last());
	let (set, _) = chosen.ok_or_else(|| without_sets(shown))?;
	let signed = finality.verify(proof.genesis(), set, proof.header()).map_err(refused)?;
	Ok(Ground::Validators { file: shown.display().to_string(), trusted: set.id(), signed })
}

pub(crate) fn without_sets(path: &Path) -> Failure {
	Failure::file(
		path,
			"the file names no validators, whose votes could support anything; `tallystick trust save` writes a new file with those of a node that you trust",
	)
}

pub(crate) fn explain(error: &FinalityError) -> String {
	let hint = match error {
		FinalityError::OtherSet { trusted, first, .. } if trusted < first => {
			"; have the file made with `tallystick trust finality --trust-file` and your file of trust"
		},
		FinalityError::OtherSet { .. } => "; have the file made again",
		FinalityError::TooLong => {
			"; have the file begin with a later validator set (`tallystick trust finality --trust-file`)"
		},
		_ => "",
	};
	format!("{error}{hint}")
}
