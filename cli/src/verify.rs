//! `tallystick verify`.

use crate::{
	failure::{Failure, Result},
	files::{ProofFile, TrustFile},
	finality,
	ground::Ground,
	parse,
	recorded::{RecordedVerdict, Telling},
	session::{channel_of, end_of, Session},
	text::Scale,
	verdict::{Demand, KeyState, Verdict},
};
use clap::Args;
use serde_json::{json, Value};
use std::path::PathBuf;
use tallystick_client::{hexed, records::Millis, Chain, Head};
use tallystick_evidence::{mmr_root_of, Hash, Native, ProofError, Proven, ProvenEvent, Trusted};

#[derive(Args)]
pub(crate) struct VerifyArgs {
	/// The proof.
	file: PathBuf,
	/// The hash of the finalised block that the proof ends at.
	#[arg(long, value_parser = parse::hash, requires = "genesis", conflicts_with = "trust_file")]
	trusted_block: Option<Hash>,
	/// The hash of the chain's first block.
	#[arg(long, value_parser = parse::hash, requires = "trusted_block", conflicts_with = "trust_file")]
	genesis: Option<Hash>,
	/// A file of blocks and validators to trust: see `tallystick trust save`.
	#[arg(long, value_name = "FILE")]
	trust_file: Option<PathBuf>,
	/// The votes that made the proof's last block final. They are needed if the file of trust has only
	/// the validators: see `tallystick trust finality`.
	#[arg(long, value_name = "FILE", requires = "trust_file")]
	finality: Option<PathBuf>,
	/// Exit with 3 unless a node says that the key was in force at the time of the reading. Without a
	/// node that is never known.
	#[arg(long)]
	require_key_in_force: bool,
	/// The exponent of the channel's values: a value v stands for v × 10^EXPONENT. A node that is asked
	/// gives the model's.
	#[arg(long, allow_hyphen_values = true)]
	exponent: Option<i8>,
	/// The channel's unit. A node that is asked gives the model's.
	#[arg(long)]
	unit: Option<String>,
}

/// A proof that holds: in words, for programs, and whether it is to be believed.
struct Told {
	text: String,
	json: Value,
	belief: Result,
}

/// What is trusted, and the node to ask for the rest.
struct Basis {
	trusted: Trusted,
	ground: Ground,
	chain: Option<Chain>,
}

pub(crate) async fn run(session: &Session, args: VerifyArgs) -> Result {
	let checked = match ProofFile::read(&args.file) {
		Ok(proof) => check(session, &args, &proof).await,
		Err(failure) => Err(failure),
	};
	match checked {
		Ok(Told { text, json, belief }) => {
			session.say(text, json);
			belief
		},
		Err(failure) => {
			let (verdict, valid, failure) = match failure {
				Failure::NotValid(_) => ("notValid", Value::Bool(false), failure),
				reason => ("notChecked", Value::Null, Failure::NotChecked(Box::new(reason))),
			};
			if session.global.json {
				let error = failure.reason();
				println!(
					"{}",
					json!({ "verdict": verdict, "valid": valid, "error": error, "proven": null })
				);
			}
			Err(failure)
		},
	}
}

async fn check(session: &Session, args: &VerifyArgs, proof: &ProofFile) -> Result<Told> {
	let basis = basis(session, args, proof).await?;
	// If it verifies, the header has a height.
	let height = mmr_root_of(proof.header()).map(|(height, _)| height).unwrap_or_default();
	let end = Head { number: height, hash: basis.trusted.block };
	let refused = |error| explain(error, proof);
	match proof {
		ProofFile::Reading(proof) => {
			let proven = proof.verify::<Native>(&basis.trusted).map_err(refused)?;
			of_reading(args, basis, end, proven).await
		},
		ProofFile::Event(proof) => {
			let proven = proof.verify::<Native>(&basis.trusted).map_err(refused)?;
			of_recorded(args, basis, end, proven)
		},
		ProofFile::Act(proof) => {
			let proven = proof.verify::<Native>(&basis.trusted).map_err(refused)?;
			of_recorded(args, basis, end, proven)
		},
	}
}

async fn of_reading(args: &VerifyArgs, basis: Basis, end: Head, proven: Proven) -> Result<Told> {
	let (told, key) = match &basis.chain {
		Some(chain) => {
			let channel = channel_of(chain, &proven.device, proven.channel).await?;
			(channel.map(Scale::from).unwrap_or_default(), key_state(chain, &proven).await?)
		},
		None if proven.key.is_none() => (Scale::default(), KeyState::NoKey),
		None => (Scale::default(), KeyState::Unknown),
	};
	let verdict = Verdict {
		limits: proven.limits,
		proven,
		end,
		ground: basis.ground,
		given: Scale { name: None, unit: args.unit.clone(), exponent: args.exponent },
		told,
		key,
		demand: if args.require_key_in_force { Demand::KeyInForce } else { Demand::Proof },
	};
	Ok(Told { text: verdict.text(), json: verdict.json(), belief: verdict.belief() })
}

fn of_recorded<E: Telling>(
	args: &VerifyArgs,
	basis: Basis,
	end: Head,
	proven: ProvenEvent<E>,
) -> Result<Told> {
	if args.require_key_in_force || args.unit.is_some() || args.exponent.is_some() {
		return Err(Failure::usage(format!(
			"the proof is of an {}, which has no device's key, unit or exponent: leave out --require-key-in-force, --unit and --exponent",
			E::KIND
		)));
	}
	let verdict = RecordedVerdict { proven, end, ground: basis.ground };
	Ok(Told { text: verdict.text(), json: verdict.json(), belief: Ok(()) })
}

async fn basis(session: &Session, args: &VerifyArgs, proof: &ProofFile) -> Result<Basis> {
	let end = proof.end();
	if let (Some(block), Some(genesis)) = (args.trusted_block, args.genesis) {
		let trusted = Trusted { genesis, block };
		return Ok(Basis { trusted, ground: Ground::Given, chain: None });
	}
	if let Some(path) = &args.trust_file {
		let file = TrustFile::read(path)?;
		let genesis = file.genesis().map_err(|error| Failure::file(path, error))?;
		let ground = match &args.finality {
			// Another chain's proof is refused below.
			_ if genesis != *proof.genesis() || file.holds(&end) => {
				Ground::File(path.display().to_string())
			},
			Some(votes) => finality::check(votes, &file, path, proof)?,
			None => return Err(explain(ProofError::OtherBlock, proof)),
		};
		return Ok(Basis { trusted: Trusted { genesis, block: end }, ground, chain: None });
	}
	let chain = session.chain().await.map_err(|failure| {
		Failure::no_answer(format!(
			"{}; or check without a node, with --trust-file, or with --genesis and --trusted-block",
			failure.reason()
		))
	})?;
	let head = end_of(&chain, proof).await?;
	let trusted = Trusted { genesis: chain.genesis().await?, block: head.hash };
	let ground = Ground::Node(chain.rpc().url().await);
	Ok(Basis { trusted, ground, chain: Some(chain) })
}

/// Whether the chain would believe this key at the reading's time.
async fn key_state(chain: &Chain, proven: &Proven) -> Result<KeyState> {
	let Some(key) = &proven.key else { return Ok(KeyState::NoKey) };
	let then = chain.key_at(&proven.device, Millis(proven.time), None).await?;
	Ok(match then {
		Some(then) if then.key == *key => KeyState::InForce,
		_ => KeyState::NotInForce,
	})
}

fn explain(error: ProofError, proof: &ProofFile) -> Failure {
	let hint = match error {
		ProofError::OtherBlock => format!(
			"; it ends at block {}: ask somebody you trust whether that block is final, or have a node confirm it with `tallystick trust save FILE --proof PROOF`, or get the validators' votes for it with `tallystick trust finality`",
			hexed(&proof.end())
		),
		ProofError::OtherChain => {
			format!("; its chain begins with block {}", hexed(proof.genesis()))
		},
		_ => String::new(),
	};
	Failure::not_valid(format!("{error}{hint}"))
}
