use crate::{
	args,
	failure::{Failure, Result},
	finality,
	session::{channel_of, Session},
	text::Scale,
	trust::{self, written, TrustFile},
	verdict::{Ground, Verdict},
};
use clap::Args;
use serde_json::json;
use std::{
	io::Read,
	path::{Path, PathBuf},
};
use tallystick_client::Chain;
use tallystick_evidence::{
	mmr_root_of, proof::MAX_FILE, Crypto, Hash, Native, Proof, ProofError, Proven, Trusted,
};

#[derive(Args)]
pub(crate) struct VerifyArgs {
	/// The proof.
	file: PathBuf,
	/// The hash of the finalised block that the proof ends at.
	#[arg(long, value_parser = args::hash, requires = "genesis", conflicts_with = "trust_file")]
	trusted_block: Option<Hash>,
	/// The hash of the chain's first block.
	#[arg(long, value_parser = args::hash, requires = "trusted_block", conflicts_with = "trust_file")]
	genesis: Option<Hash>,
	/// A file of blocks and validators to trust: see `tallystick trust save`.
	#[arg(long, value_name = "FILE")]
	trust_file: Option<PathBuf>,
	/// The votes that made the proof's last block final, where the file of trust has only the
	/// validators: see `tallystick trust finality`.
	#[arg(long, value_name = "FILE", requires = "trust_file")]
	finality: Option<PathBuf>,
	/// How the channel's values are written: a value v is v × 10^EXPONENT. The model's, where a node is asked.
	#[arg(long, allow_hyphen_values = true)]
	exponent: Option<i8>,
	/// The channel's unit. The model's, where a node is asked.
	#[arg(long)]
	unit: Option<String>,
}

/// What is trusted, and the node to ask for the rest.
struct Basis {
	trusted: Trusted,
	ground: Ground,
	chain: Option<Chain>,
}

pub(crate) async fn run(session: &Session, args: VerifyArgs) -> Result {
	let checked = match read_proof(&args.file) {
		Ok(proof) => check(session, &args, &proof).await,
		Err(failure) => Err(failure),
	};
	match checked {
		Ok(verdict) => {
			session.say(verdict.text(), verdict.json());
			Ok(())
		},
		Err(Failure::Refused(reason)) => {
			if session.global.json {
				println!("{}", json!({ "valid": false, "error": reason, "proven": null }));
			}
			Err(Failure::Refused(format!("NOT VALID: {reason}")))
		},
		Err(usage) => Err(usage),
	}
}

/// A proof from its file, not verified.
pub(crate) fn read_proof(path: &Path) -> Result<Proof> {
	let file = read_file(path, MAX_FILE)?;
	Proof::from_file(&file).map_err(|error| Failure::refused(error.to_string()))
}

/// What a file holds, or one byte more than the limit.
pub(crate) fn read_file(path: &Path, limit: usize) -> Result<Vec<u8>> {
	let mut file = Vec::new();
	let limit = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
	std::fs::File::open(path)
		.and_then(|from| from.take(limit).read_to_end(&mut file))
		.map_err(|error| Failure::usage(format!("{}: {error}", path.display())))?;
	Ok(file)
}

async fn check(session: &Session, args: &VerifyArgs, proof: &Proof) -> Result<Verdict> {
	let Basis { trusted, ground, chain } = basis(session, args, proof).await?;
	let proven = proof.verify::<Native>(&trusted).map_err(|error| explain(error, proof))?;
	let mut scale = Scale { name: None, unit: args.unit.clone(), exponent: args.exponent };
	let mut in_force = None;
	if let Some(chain) = chain {
		if let Some(known) = channel_of(&chain, &proven.device, proven.channel).await? {
			let known = Scale::from(known);
			scale = Scale {
				name: known.name,
				unit: scale.unit.or(known.unit),
				exponent: scale.exponent.or(known.exponent),
			};
		}
		in_force = key_in_force(&chain, &proven).await?;
	}
	// It verified, so the header has a height.
	let height = mmr_root_of(&proof.header).map(|(height, _)| height).unwrap_or_default();
	let end = (height, trusted.block);
	Ok(Verdict { proven, limits: proof.reading.limits, end, ground, scale, in_force })
}

async fn basis(session: &Session, args: &VerifyArgs, proof: &Proof) -> Result<Basis> {
	let end = Native::hash(&[&proof.header]);
	if let (Some(block), Some(genesis)) = (args.trusted_block, args.genesis) {
		let trusted = Trusted { genesis, block };
		return Ok(Basis { trusted, ground: Ground::Given, chain: None });
	}
	if let Some(path) = &args.trust_file {
		let file = TrustFile::read(path)?;
		let genesis = file.genesis().map_err(Failure::Usage)?;
		let ground = match &args.finality {
			// Another chain's proof is refused below.
			_ if genesis != proof.genesis || file.holds(&end) => {
				Ground::File(path.display().to_string())
			},
			Some(votes) => finality::check(votes, &file, path, proof)?,
			None => return Err(explain(ProofError::OtherBlock, proof)),
		};
		return Ok(Basis { trusted: Trusted { genesis, block: end }, ground, chain: None });
	}
	let chain = session.chain().await?;
	let head = trust::end_of(&chain, proof).await?;
	let trusted = Trusted { genesis: chain.genesis().await?, block: head.hash };
	let ground = Ground::Node(chain.rpc().url().await);
	Ok(Basis { trusted, ground, chain: Some(chain) })
}

/// Whether the chain would believe this key at the reading's time.
async fn key_in_force(chain: &Chain, proven: &Proven) -> Result<Option<bool>> {
	let Some(key) = &proven.key else { return Ok(None) };
	let then = chain.key_at(&proven.device, proven.time, None).await?;
	Ok(Some(then.is_some_and(|then| then.key == *key)))
}

fn explain(error: ProofError, proof: &Proof) -> Failure {
	let hint = match error {
		ProofError::OtherBlock => format!(
			"; it ends at block {}: ask somebody you trust whether that is final, or let a node say so with `tallystick trust save FILE --proof PROOF`, or get the validators' votes for it with `tallystick trust finality`",
			written(&Native::hash(&[&proof.header]))
		),
		ProofError::OtherChain => {
			format!("; its chain begins with block {}", written(&proof.genesis))
		},
		_ => String::new(),
	};
	Failure::refused(format!("{error}{hint}"))
}
