//! The parts of the chain's runtime that signing a call or reading an event needs.

use crate::{
	call::Call,
	chain::{Chain, ChainError, Head},
	item::{Item, Mismatch},
	json::{hexed, unhex},
	signer::Signer,
	submit::{SignedTx, LIFETIME},
};
use codec::{Decode, Encode};
use serde::Deserialize;
use std::{
	collections::{HashMap, VecDeque},
	sync::{Arc, Mutex as SyncMutex, PoisonError},
};
use subxt::{
	client::{OfflineClient, OfflineClientAtBlock},
	config::{substrate::SpecVersionForRange, DefaultExtrinsicParamsBuilder, SubstrateConfig},
	error::ExtrinsicError,
	metadata::Metadata,
	rpcs::rpc_params,
	utils::{AccountId32 as AccountId, MultiSignature, H256},
};
use tallystick_evidence::Hash;
use tokio::sync::Mutex;

/// The most blocks whose runtime version is remembered. A request in several parts names one block.
const MAX_BLOCKS: usize = 16;

/// A runtime for signing and reading. A clone shares what was checked.
#[derive(Clone, Debug)]
pub(crate) struct Runtime {
	client: OfflineClientAtBlock<SubstrateConfig>,
	/// The items compared with the metadata, and the results.
	checked: Arc<SyncMutex<HashMap<Item, Result<(), Mismatch>>>>,
}

/// The last runtime that was asked for, so that its metadata is fetched and compared once.
#[derive(Debug, Default)]
pub(crate) struct Runtimes {
	last: Mutex<Option<(Versions, Runtime)>>,
	blocks: SyncMutex<VecDeque<(Hash, Versions)>>,
}

/// A runtime's versions.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize)]
pub(crate) struct Versions {
	#[serde(rename = "specVersion")]
	pub(crate) spec: u32,
	#[serde(rename = "transactionVersion")]
	transaction: u32,
}

/// Why a call was not signed.
#[derive(Clone, Debug, thiserror::Error)]
pub enum SignError {
	/// The chain could not be asked for its runtime.
	#[error(transparent)]
	Chain(#[from] ChainError),
	/// The chain's runtime has no such call, or one with other arguments. Use a newer release.
	#[error(transparent)]
	Mismatch(#[from] Mismatch),
	/// The chain's runtime requires an unknown value to be signed. Use a newer release.
	#[error("the call does not fit the chain's runtime: {0}")]
	DoesNotFit(String),
}

impl Runtime {
	pub(crate) fn new(
		genesis: Hash,
		versions: Versions,
		metadata: Metadata,
	) -> Result<Self, ChainError> {
		let everywhere = SpecVersionForRange {
			block_range: 0..u64::MAX,
			spec_version: versions.spec,
			transaction_version: versions.transaction,
		};
		let config = SubstrateConfig::builder()
			.set_genesis_hash(H256(genesis))
			.set_metadata_for_spec_versions([(versions.spec, metadata.into())])
			.set_spec_version_for_block_ranges([everywhere])
			.build();
		let client = OfflineClient::new_with_config(config)
			.at_block(0u32)
			.map_err(|error| ChainError::Unreadable(error.to_string()))?;
		Ok(Self { client, checked: Default::default() })
	}

	pub(crate) fn client(&self) -> &OfflineClientAtBlock<SubstrateConfig> {
		&self.client
	}

	/// Whether the runtime has this view, call or event as it is here.
	pub(crate) fn check(&self, item: Item) -> Result<(), Mismatch> {
		let mut checked = self.checked.lock().unwrap_or_else(PoisonError::into_inner);
		checked.entry(item).or_insert_with(|| item.check(self.client.metadata_ref())).clone()
	}
}

impl Runtimes {
	fn blocks(&self) -> std::sync::MutexGuard<'_, VecDeque<(Hash, Versions)>> {
		self.blocks.lock().unwrap_or_else(PoisonError::into_inner)
	}
}

fn does_not_fit(error: ExtrinsicError) -> SignError {
	SignError::DoesNotFit(error.to_string())
}

impl Chain {
	/// Signs a call with this nonce. The transaction lives for [`LIFETIME`] blocks from the
	/// checkpoint on, which should be a recent finalised block. Nothing is signed if the runtime's
	/// call differs from this one.
	pub async fn sign(
		&self,
		call: &Call,
		signer: &Signer,
		nonce: u64,
		checkpoint: &Head,
	) -> Result<SignedTx, SignError> {
		let runtime = self.runtime_for(call).await?;
		let params = DefaultExtrinsicParamsBuilder::new()
			.mortal_from_unchecked(LIFETIME.into(), checkpoint.number.into(), H256(checkpoint.hash))
			.nonce(nonce)
			.build();
		let mut signable =
			runtime.client().tx().create_signable_offline(call, params).map_err(does_not_fit)?;
		let bytes = signable.sign(signer.pair()).map_err(does_not_fit)?.into_encoded();
		Ok(SignedTx::new(bytes, checkpoint.number.saturating_add(LIFETIME)))
	}

	/// A transaction of a call that nobody signs, because its arguments authorise it: `Telemetry.observe`,
	/// `DeviceRegistry.rotate_key` and `Automation.answer`, which a device signs. It lives for ever. The nonce is not
	/// counted; another nonce makes another transaction of the same call.
	pub async fn unsigned(&self, call: &Call, nonce: u64) -> Result<SignedTx, SignError> {
		let runtime = self.runtime_for(call).await?;
		let params = DefaultExtrinsicParamsBuilder::new().immortal().nonce(nonce).build();
		let mut signable =
			runtime.client().tx().create_v5_signable_offline(call, params).map_err(does_not_fit)?;
		// Only version 4, and an extension that this chain does not have, have a place for a signature.
		let nobody = signable
			.sign_with_account_and_signature(&AccountId([0; 32]), &MultiSignature::Sr25519([0; 64]))
			.map_err(does_not_fit)?;
		Ok(SignedTx::new(nobody.into_encoded(), u32::MAX))
	}

	/// A call as it stands inside of another one, such as a proposal.
	pub async fn encode(&self, call: &Call) -> Result<Vec<u8>, SignError> {
		self.runtime_for(call).await?.client().tx().call_data(call).map_err(does_not_fit)
	}

	/// The best block's runtime, if its call is as it is here.
	async fn runtime_for(&self, call: &Call) -> Result<Runtime, SignError> {
		let runtime = self.runtime(None).await?;
		runtime.check(call.item())?;
		Ok(runtime)
	}

	/// The versions of the runtime at this block, or at the best.
	pub(crate) async fn versions(&self, at: Option<&Hash>) -> Result<Versions, ChainError> {
		let known = |at: &Hash| {
			let blocks = self.runtimes.blocks();
			blocks.iter().find(|(block, _)| block == at).map(|(_, versions)| *versions)
		};
		if let Some(versions) = at.and_then(known) {
			return Ok(versions);
		}
		let params = rpc_params![at.copied().map(H256)];
		let versions = self.rpc.request("state_getRuntimeVersion", params).await?;
		if let Some(at) = at {
			let mut blocks = self.runtimes.blocks();
			blocks.push_front((*at, versions));
			blocks.truncate(MAX_BLOCKS);
		}
		Ok(versions)
	}

	/// The runtime at this block, or at the best.
	pub(crate) async fn runtime(&self, at: Option<&Hash>) -> Result<Runtime, ChainError> {
		let versions = self.versions(at).await?;
		let mut known = self.runtimes.last.lock().await;
		if let Some((_, runtime)) = known.as_ref().filter(|(of, _)| *of == versions) {
			return Ok(runtime.clone());
		}
		let metadata = self.metadata(at).await?;
		let runtime = Runtime::new(self.genesis().await?, versions, metadata)?;
		*known = Some((versions, runtime.clone()));
		Ok(runtime)
	}

	async fn metadata(&self, at: Option<&Hash>) -> Result<Metadata, ChainError> {
		// The newest version that is understood here, or the one before.
		for version in [16u32, 15] {
			let params = rpc_params![
				"Metadata_metadata_at_version",
				hexed(&version.encode()),
				at.copied().map(H256)
			];
			let answer: String = self.rpc.request("state_call", params).await?;
			let found = unhex(&answer)
				.and_then(|bytes| Option::<Vec<u8>>::decode(&mut &*bytes).ok())
				.ok_or_else(|| ChainError::Unreadable("the metadata".to_owned()))?;
			if let Some(bytes) = found {
				return Metadata::decode_from(&bytes)
					.map_err(|error| ChainError::Unreadable(format!("the metadata: {error}")));
			}
		}
		Err(ChainError::Unreadable("the runtime describes itself in no version known here".into()))
	}
}
