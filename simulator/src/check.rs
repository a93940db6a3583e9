//! The independent checker: reads the chain through its own client, and a gateway's archive only for
//! what the chain can confirm.

use crate::{
	ledger::{Entry, Findings, Ledger},
	rebuild::{RebuildError, Rebuilt},
};
use rand::{rngs::StdRng, Rng, SeedableRng};
use serde::Deserialize;
use std::time::Duration;
use tallystick_client::{AccountId, Chain, ChainError, Head};
use tallystick_evidence::{
	mmr_root_of, Attestation, Native, Proof, ProofError, Statement, Trusted,
};
use tallystick_wire::Hex;
use tokio::time::Instant;

/// Why the check cannot be finished, or has found a batch that is wrong.
#[derive(Debug, thiserror::Error)]
pub enum CheckError {
	/// The chain does not answer.
	#[error(transparent)]
	Chain(#[from] ChainError),
	/// The archive does not answer.
	#[error("the archive does not answer: {0}")]
	Http(#[from] reqwest::Error),
	/// The raw data of a batch are not its own.
	#[error("batch {0}: {1}")]
	Batch(u64, RebuildError),
	/// The chain keeps the batch no more, and the archive does not say in which block it is.
	#[error("batch {0}: nobody says which block holds it")]
	NoBlock(u64),
	/// A proof is refused.
	#[error("the proof of {0:?}: {1}")]
	Proof(Box<Entry>, ProofError),
	/// A proof proves something else.
	#[error("the proof of {0:?} proves something else: {1}")]
	OtherProof(Box<Entry>, &'static str),
}

/// A gateway's archive.
#[derive(Clone, Debug)]
pub struct Archive {
	base: String,
	http: reqwest::Client,
}

#[derive(Deserialize)]
struct BatchView {
	block: Option<BlockView>,
}

#[derive(Deserialize)]
struct BlockView {
	number: u32,
}

impl Archive {
	/// The archive at this URL, such as `http://127.0.0.1:8080`.
	pub fn new(base: &str) -> Result<Self, CheckError> {
		let http = reqwest::Client::builder().timeout(Duration::from_secs(30)).build()?;
		Ok(Self { base: base.trim_end_matches('/').to_owned(), http })
	}

	async fn get(&self, path: &str) -> Result<reqwest::Response, CheckError> {
		let url = format!("{}{path}", self.base);
		Ok(self.http.get(url).send().await?.error_for_status()?)
	}

	async fn data(&self, number: u64) -> Result<Vec<u8>, CheckError> {
		Ok(self.get(&format!("/v1/batches/{number}/data")).await?.bytes().await?.to_vec())
	}

	async fn block(&self, number: u64) -> Result<u32, CheckError> {
		let view: BatchView = self.get(&format!("/v1/batches/{number}")).await?.json().await?;
		view.block.map(|block| block.number).ok_or(CheckError::NoBlock(number))
	}

	async fn proof(&self, entry: &Entry) -> Result<Vec<u8>, CheckError> {
		let Entry { device, channel, time, .. } = entry;
		let path = format!("/v1/devices/{}/readings/{channel}/{time}/proof", Hex(*device));
		Ok(self.get(&path).await?.bytes().await?.to_vec())
	}
}

/// A gateway whose batches are checked.
#[derive(Clone, Debug)]
pub struct Source {
	/// Its account.
	pub account: AccountId,
	/// Its archive.
	pub archive: Archive,
	/// The number of its first batch that counts.
	pub first: u64,
}

/// Reads the gateway's finalised batches from number `first` on, and again until nothing is missing or
/// `wait` is over.
/// Then verifies `proofs` proofs of readings by chance.
pub async fn check(
	ledger: Ledger,
	chain: &Chain,
	gateway: &AccountId,
	archive: &Archive,
	first: u64,
	proofs: usize,
	wait: Duration,
) -> Result<Findings, CheckError> {
	let source = Source { account: *gateway, archive: archive.clone(), first };
	check_all(ledger, chain, &[source], proofs, wait).await
}

/// The same for the batches of several gateways together, with `proofs` proofs of each.
pub async fn check_all(
	mut ledger: Ledger,
	chain: &Chain,
	sources: &[Source],
	proofs: usize,
	wait: Duration,
) -> Result<Findings, CheckError> {
	let deadline = Instant::now() + wait;
	let mut chance = StdRng::from_entropy();
	let mut read: Vec<Progress> = sources
		.iter()
		.map(|source| Progress { next: source.first, ..Default::default() })
		.collect();
	loop {
		let head = chain.finalized().await?;
		for (Source { account, archive, .. }, Progress { next, seen, sample }) in
			sources.iter().zip(&mut read)
		{
			let end = chain.next_batch(account, Some(&head.hash)).await?;
			for number in *next..end {
				let rebuilt = batch(chain, account, archive, number, &head).await?;
				for entry in rebuilt.entries().filter(|entry| ledger.seen(entry)) {
					// Each reading has the same chance.
					*seen += 1;
					if sample.len() < proofs {
						sample.push(entry);
					} else if let Some(place) = sample.get_mut(chance.gen_range(0..*seen)) {
						*place = entry;
					}
				}
			}
			*next = end;
		}
		if ledger.findings().lost == 0 || Instant::now() >= deadline {
			break;
		}
		tokio::time::sleep(Duration::from_secs(1)).await;
	}
	let mut findings = ledger.findings();
	for (Source { account, archive, first }, Progress { next, sample, .. }) in
		sources.iter().zip(&read)
	{
		for entry in sample {
			prove(chain, account, archive, entry, deadline).await?;
		}
		findings.batches = findings.batches.saturating_add(next.saturating_sub(*first));
		findings.proofs = findings.proofs.saturating_add(sample.len() as u64);
	}
	Ok(findings)
}

/// How far a gateway's batches are read.
#[derive(Default)]
struct Progress {
	next: u64,
	seen: usize,
	/// Readings by chance.
	sample: Vec<Entry>,
}

/// A batch, rebuilt from the archive's raw data and held against the chain.
async fn batch(
	chain: &Chain,
	gateway: &AccountId,
	archive: &Archive,
	number: u64,
	head: &Head,
) -> Result<Rebuilt, CheckError> {
	let data = archive.data(number).await?;
	let rebuilt = Rebuilt::new(&data).map_err(|error| CheckError::Batch(number, error))?;
	match chain.batch(gateway, number, Some(&head.hash)).await? {
		Some(kept) => {
			rebuilt.expect(&kept.batch).map_err(|error| CheckError::Batch(number, error))?
		},
		None => {
			// The chain has forgotten it, and still proves that exactly this statement was made.
			let statement = Statement { gateway: gateway.0, number, batch: rebuilt.sealed.batch };
			let block = archive.block(number).await?;
			chain.prove_statement(block, &statement.leaf::<Native>()).await?;
		},
	}
	Ok(rebuilt)
}

/// Downloads a proof, and verifies it against the finalised chain.
async fn prove(
	chain: &Chain,
	gateway: &AccountId,
	archive: &Archive,
	entry: &Entry,
	deadline: Instant,
) -> Result<(), CheckError> {
	let other = |why| CheckError::OtherProof(Box::new(*entry), why);
	let refused = |error| CheckError::Proof(Box::new(*entry), error);
	// A block can be proven once it is final.
	let file = loop {
		match archive.proof(entry).await {
			Err(_) if Instant::now() < deadline => tokio::time::sleep(Duration::from_secs(1)).await,
			answer => break answer?,
		}
	};
	let proof = Proof::from_file(&file).map_err(refused)?;
	let (height, _) = mmr_root_of(&proof.header).map_err(|_| refused(ProofError::BadHeader))?;
	let block = chain.block_hash(height).await?.ok_or_else(|| other("no such block"))?;
	if height > chain.finalized().await?.number {
		return Err(other("the block is not final"));
	}
	let trusted = Trusted { genesis: chain.genesis().await?, block };
	let proven = proof.verify::<Native>(&trusted).map_err(refused)?;
	if proven.gateway != gateway.0 {
		return Err(other("another gateway's batch"));
	}
	if proven.attestation != Attestation::Gateway {
		let device = chain.device(&entry.device, None).await?.ok_or_else(|| other("no device"))?;
		if device.key_epoch == proven.key_epoch && Some(device.key) != proven.key {
			return Err(other("another key than the chain's"));
		}
	}
	let found = Entry {
		device: proven.device,
		boot: proof.segment.header.boot_epoch,
		attestation: proven.attestation,
		channel: proven.channel,
		time: proven.time,
		value: proven.value,
	};
	(found == *entry).then_some(()).ok_or_else(|| other("another reading"))
}
