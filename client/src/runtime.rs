//! What the chain's runtime has to be asked for before a call can be signed or an event read.

use crate::{
	json::{hexed, unhex},
	Call, Chain, ChainError, Head, SignedTx, Signer, LIFETIME,
};
use codec::{Decode, Encode};
use serde::Deserialize;
use subxt::{
	client::{OfflineClient, OfflineClientAtBlock},
	config::{substrate::SpecVersionForRange, DefaultExtrinsicParamsBuilder, SubstrateConfig},
	metadata::Metadata,
	rpcs::rpc_params,
	utils::H256,
};
use tallystick_evidence::{Crypto, Hash, Native};
use tokio::sync::Mutex;

/// A runtime, as signing and reading need it.
pub(crate) type Runtime = OfflineClientAtBlock<SubstrateConfig>;

/// The last runtime that was asked for, so that its metadata is fetched once.
#[derive(Debug, Default)]
pub(crate) struct Runtimes(Mutex<Option<(Versions, Runtime)>>);

/// A runtime's versions.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
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
	/// The chain's runtime has no such call, or wants something signed that is not known here. Use a
	/// newer version.
	#[error("the call does not fit the chain's runtime: {0}")]
	DoesNotFit(String),
}

impl Chain {
	/// Signs a call with this nonce. The transaction lives for [`LIFETIME`] blocks from the
	/// checkpoint on, which should be a recent finalised block.
	pub async fn sign(
		&self,
		call: &Call,
		signer: &Signer,
		nonce: u64,
		checkpoint: &Head,
	) -> Result<SignedTx, SignError> {
		let runtime = self.runtime(None).await?;
		let params = DefaultExtrinsicParamsBuilder::new()
			.mortal_from_unchecked(LIFETIME.into(), checkpoint.number.into(), H256(checkpoint.hash))
			.nonce(nonce)
			.build();
		let does_not_fit =
			|error: subxt::error::ExtrinsicError| SignError::DoesNotFit(error.to_string());
		let mut signable =
			runtime.tx().create_signable_offline(call, params).map_err(does_not_fit)?;
		let bytes = signable.sign(signer.pair()).map_err(does_not_fit)?.into_encoded();
		let hash = Native::hash(&[&bytes]);
		let dies_at = checkpoint.number.saturating_add(LIFETIME);
		Ok(SignedTx { bytes, hash, dies_at })
	}

	/// The versions of the runtime at this block, or at the best.
	pub(crate) async fn versions(&self, at: Option<&Hash>) -> Result<Versions, ChainError> {
		let at = at.copied().map(H256);
		Ok(self.rpc.request("state_getRuntimeVersion", rpc_params![at]).await?)
	}

	/// The runtime at this block, or at the best.
	pub(crate) async fn runtime(&self, at: Option<&Hash>) -> Result<Runtime, ChainError> {
		let versions = self.versions(at).await?;
		let mut known = self.runtimes.0.lock().await;
		if let Some((_, runtime)) = known.as_ref().filter(|(of, _)| *of == versions) {
			return Ok(runtime.clone());
		}
		let metadata = self.metadata(at).await?;
		let everywhere = SpecVersionForRange {
			block_range: 0..u64::MAX,
			spec_version: versions.spec,
			transaction_version: versions.transaction,
		};
		let config = SubstrateConfig::builder()
			.set_genesis_hash(H256(self.genesis().await?))
			.set_metadata_for_spec_versions([(versions.spec, metadata.into())])
			.set_spec_version_for_block_ranges([everywhere])
			.build();
		let runtime = OfflineClient::new_with_config(config)
			.at_block(0u32)
			.map_err(|error| ChainError::Unreadable(error.to_string()))?;
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
				.ok_or_else(|| ChainError::Unreadable("the metadata".into()))?;
			if let Some(bytes) = found {
				return Metadata::decode_from(&bytes)
					.map_err(|error| ChainError::Unreadable(format!("the metadata: {error}")));
			}
		}
		Err(ChainError::Unreadable("the runtime describes itself in no version known here".into()))
	}
}
