//! `tallystick verify`.

use crate::{
	failure::{Failure, Result},
	files::{ProofFile, TrustFile},
	finality,
	ground::Ground,
	parse,
	policy::PolicyArgs,
	recorded::{RecordedVerdict, Telling},
	session::{channel_of, end_of, Session},
	text::{span, Scale},
	verdict::{KeyState, Verdict},
};
use clap::Args;
use serde_json::{json, Value};
use std::path::{Path, PathBuf};
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
	#[command(flatten)]
	policy: PolicyArgs,
	/// The exponent of the channel's values: a value v stands for v × 10^EXPONENT. A node that is asked
	/// gives the model's.
	#[arg(long, allow_hyphen_values = true)]
	exponent: Option<i8>,
	/// The channel's unit. A node that is asked gives the model's.
	#[arg(long)]
	unit: Option<String>,
}

/// A file of trust of this age, in milliseconds, is warned of: 30 days.
pub(crate) const OLD: u64 = 30 * 86_400_000;

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
	/// Why the file of trust is too old.
	stale: Option<String>,
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
			of_reading(session, args, basis, end, proven).await
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

async fn of_reading(
	session: &Session,
	args: &VerifyArgs,
	basis: Basis,
	end: Head,
	proven: Proven,
) -> Result<Told> {
	let (told, key, named) = match &basis.chain {
		Some(chain) => {
			let channel = match proven.registration {
				Some(_) => None,
				None => channel_of(chain, &proven.device, proven.channel).await?,
			};
			let named = args.policy.named_channel().filter(|_| proven.registration.is_none());
			let named = match named {
				Some(channel) => Some(session.channel_number(&proven.device, channel).await?),
				None => None,
			};
			let key = key_state(chain, &proven).await?;
			(channel.map(Scale::from).unwrap_or_default(), key, named)
		},
		None if proven.key.is_none() => (Scale::default(), KeyState::NoKey, None),
		None => (Scale::default(), KeyState::Unknown, None),
	};
	let verdict = Verdict {
		policy: args.policy.policy(named, &proven)?,
		limits: proven.limits,
		proven,
		end,
		ground: basis.ground,
		given: Scale { name: None, unit: args.unit.clone(), exponent: args.exponent },
		told,
		key,
		stale: basis.stale,
	};
	Ok(Told { text: verdict.text(), json: verdict.json(), belief: verdict.belief() })
}

fn of_recorded<E: Telling>(
	args: &VerifyArgs,
	basis: Basis,
	end: Head,
	proven: ProvenEvent<E>,
) -> Result<Told> {
	let given = [("--unit", args.unit.is_some()), ("--exponent", args.exponent.is_some())];
	let given = given.into_iter().find_map(|(option, given)| given.then_some(option));
	if let Some(option) = args.policy.of_readings().or(given) {
		return Err(Failure::usage(format!(
			"the proof is of an {}, and {option} is about readings: leave it out",
			E::KIND
		)));
	}
	let verdict = RecordedVerdict { proven, end, ground: basis.ground, stale: basis.stale };
	Ok(Told { text: verdict.text(), json: verdict.json(), belief: verdict.belief() })
}

async fn basis(session: &Session, args: &VerifyArgs, proof: &ProofFile) -> Result<Basis> {
	let end = proof.end();
	if args.policy.max_age.is_some() && args.trust_file.is_none() {
		return Err(Failure::usage(
			"--max-age is the age of a file of trust: name one with --trust-file",
		));
	}
	if let (Some(block), Some(genesis)) = (args.trusted_block, args.genesis) {
		let trusted = Trusted { genesis, block };
		return Ok(Basis { trusted, ground: Ground::Given, chain: None, stale: None });
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
		let stale = match args.policy.max_age {
			Some(most) => too_old(&file, most, path),
			None => {
				// A block stays final, however old the file. Keys of validators can be stolen.
				let warned = match ground {
					Ground::Validators { .. } => too_old(&file, OLD, path),
					_ => None,
				};
				if let Some(warned) = warned {
					eprintln!("warning: {warned}");
				}
				None
			},
		};
		return Ok(Basis { trusted: Trusted { genesis, block: end }, ground, chain: None, stale });
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
	Ok(Basis { trusted, ground, chain: Some(chain), stale: None })
}

/// Why a file of trust is older than `most` milliseconds.
pub(crate) fn too_old(file: &TrustFile, most: u64, path: &Path) -> Option<String> {
	let age = match file.age() {
		Some(age) if age <= most => return None,
		Some(age) => format!("was saved {} ago", span(age.into())),
		None => "does not say when it was saved".into(),
	};
	let path = path.display();
	Some(format!("{path} {age}; `tallystick trust save {path}` renews it"))
}

/// Whether the chain would believe this key at the reading's time, as of the last finalised block: a best
/// block may be replaced, and the proof's last block may be from before a revocation.
async fn key_state(chain: &Chain, proven: &Proven) -> Result<KeyState> {
	let Some(key) = &proven.key else { return Ok(KeyState::NoKey) };
	let head = chain.finalized().await?;
	let then = chain.key_at(&proven.device, Millis(proven.time), Some(&head.hash)).await?;
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
