//! The `adopt` command: an operator allows a store to go on after batches of its account that it does not know.

use crate::{
	config::{Config, ConfigErrors},
	section::ConfigError,
	store::{Holdings, OpenError, Store, StoreError, StoreOptions},
};
use std::{fmt, path::PathBuf};
use tallystick_client::{self as client, AccountId, ChainError, RpcError};
use tallystick_evidence::Hash;

/// An error of the command. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum AdoptError {
	/// The configuration is invalid.
	#[error(transparent)]
	Config(#[from] ConfigErrors),
	/// The store cannot be opened: for example because the gateway runs.
	#[error(transparent)]
	Open(#[from] OpenError),
	/// The store failed.
	#[error(transparent)]
	Store(#[from] StoreError),
	/// There is no usable endpoint in `chain.endpoints`, or no node answers.
	#[error("chain.endpoints: {0}; the command needs a node that answers")]
	Node(#[from] RpcError),
	/// A node does not answer as it should.
	#[error(
		"the chain could not be asked: {0}; try again, or name another node in chain.endpoints"
	)]
	Chain(#[from] ChainError),
	/// The chain has no batch of the account.
	#[error(
		"the chain has no batch of the account {0}; there is nothing to adopt, start the gateway"
	)]
	Nothing(AccountId),
	/// The store is an old copy.
	#[error(
		"the store {0} is an old copy, or its .lock file was lost: its newest batches are missing, and the \
		readings that wait in it may be in them, and would be anchored twice. If the newest file \
		is lost for good, name a new file in store.path and adopt that; the old copy can still prove what \
		was final"
	)]
	Copy(PathBuf),
}

/// What the chain and the store have, and what an adoption does.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Report {
	/// The gateway's account.
	pub account: AccountId,
	/// The number of the account's next batch in the finalised chain.
	pub final_next: u64,
	/// The number of the account's next batch in the best block.
	pub best_next: u64,
	/// The store's file.
	pub store: PathBuf,
	/// What the store has. `None` if there is no file.
	pub has: Option<Holdings>,
	/// Whether the adoption is allowed now, or this is a report alone.
	pub allowed: bool,
}

impl fmt::Display for Report {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		let Self { account, final_next, best_next, store, has, allowed } = self;
		let store = store.display();
		writeln!(f, "chain: the next batch of {account} is number {final_next}")?;
		if best_next > final_next {
			writeln!(f, "chain: {} more are not final yet", best_next - final_next)?;
		}
		let has = match has {
			None => {
				writeln!(f, "store: {store} does not exist")?;
				Holdings::default()
			},
			Some(has) => {
				write!(f, "store: {store} has {} final batches", has.final_batches)?;
				match has.next_batch {
					Some(next) => writeln!(f, "; its next one is number {next}")?,
					None => writeln!(f)?,
				}
				writeln!(
					f,
					"store: {} readings in {} batches that are not known to be final, {} readings in no batch",
					has.open_readings, has.open_batches, has.waiting
				)?;
				*has
			},
		};
		let lacking = final_next.saturating_sub(has.next_batch.unwrap_or_default());
		writeln!(f)?;
		writeln!(
			f,
			"If it is adopted, the gateway goes on above the chain's batches. The {} readings of the store that \
			are in no batch of the chain are anchored, each once.",
			has.open_readings.saturating_add(has.waiting)
		)?;
		writeln!(
			f,
			"Lost, unless their own store is adopted later: readings that only another store has and has not \
			anchored. This gateway never has the readings and proofs of {} batches, or of more if numbers were \
			used twice.",
			lacking
		)?;
		writeln!(f)?;
		match allowed {
			true => writeln!(
				f,
				"Allowed. Start the gateway: it answers Busy until 64 blocks more are final (reason \
				\"unconfirmed\"), and then goes on."
			),
			false => writeln!(
				f,
				"Nothing was changed. If no other gateway and no other copy of this store uses the account, \
				and none ever will, run the command again with --no-other-store."
			),
		}
	}
}

/// Reports what the chain and the store have. If `allow` is set, it notes the operator's promise that no other
/// store of the account is in use.
pub async fn adopt(config: &Config, allow: bool) -> Result<Report, AdoptError> {
	let signer = config.signer().map_err(|error: ConfigError| ConfigErrors(vec![error]))?;
	let account = signer.account();
	let path = &config.store.path;
	// A store that a gateway has open is refused before anything is asked.
	let known = Store::genesis_at(path);
	let open = |genesis: Hash| {
		let options = StoreOptions {
			genesis,
			account: account.0,
			min_free: config.store.free_floor_bytes,
			..StoreOptions::default()
		};
		Store::open(path, options)
	};
	let mut store = known.map(open).transpose()?;
	let mut endpoints = client::Endpoints::new(config.chain.endpoints.clone());
	if let Some(genesis) = known {
		endpoints = endpoints.with_genesis(genesis);
	}
	let chain = client::Chain::new(client::Rpc::new(endpoints)?);
	let finalized = chain.finalized().await?;
	let final_next = chain.next_batch(&account, Some(&finalized.hash)).await?;
	let best_next = chain.next_batch(&account, None).await?;
	if allow && store.is_none() {
		store = Some(open(chain.genesis().await?)?);
	}
	decide(store.as_ref(), account, final_next, best_next, allow, path.clone())
}

/// The part of [`adopt`] that follows once the chain has answered.
pub fn decide(
	store: Option<&Store>,
	account: AccountId,
	final_next: u64,
	best_next: u64,
	allow: bool,
	path: PathBuf,
) -> Result<Report, AdoptError> {
	if final_next.max(best_next) == 0 {
		return Err(AdoptError::Nothing(account));
	}
	if store.is_some_and(Store::is_copy) {
		return Err(AdoptError::Copy(path));
	}
	let has = store.map(Store::holdings).transpose()?;
	if let (true, Some(store)) = (allow, store) {
		store.allow_adoption()?;
	}
	Ok(Report { account, final_next, best_next, store: path, has, allowed: allow })
}
