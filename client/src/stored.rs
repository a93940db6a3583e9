//! Values of the chain's storage or constants, for which there is no view function.

use crate::{
	chain::{Chain, ChainError},
	json::{hexed, unhex},
	runtime::Runtime,
	shape::agrees,
};
use codec::{Decode, DecodeAll};
use scale_info::TypeInfo;
use subxt::{
	ext::{
		frame_decode::helpers::{IntoDecodableValues, IntoEncodableValues},
		scale_decode::DecodeAsType,
	},
	rpcs::rpc_params,
	storage::dynamic,
	utils::H256,
};
use tallystick_evidence::Hash;
use tallystick_records::Millis;

/// Where a value is stored.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry {
	pub(crate) pallet: &'static str,
	pub(crate) name: &'static str,
	/// What it is, for errors.
	pub(crate) what: &'static str,
}

const NOW: Entry = Entry { pallet: "Timestamp", name: "Now", what: "the chain's clock" };

impl Chain {
	/// The value of a map under an account's key. `None` if nothing is stored there.
	pub(crate) async fn stored<V: DecodeAsType>(
		&self,
		entry: Entry,
		key: [u8; 32],
		at: Option<&Hash>,
	) -> Result<Option<V>, ChainError> {
		let runtime = self.runtime(at).await?;
		let storage = runtime.client().storage();
		let found = storage
			.entry(dynamic::<([u8; 32],), ()>(entry.pallet, entry.name))
			.map_err(|error| entry.unreadable(&error))?;
		let key = found.fetch_key((key,)).map_err(|error| entry.unreadable(&error))?;
		self.value(entry, &key, at).await
	}

	/// The value of an item that is no map.
	async fn single<V: DecodeAsType>(
		&self,
		entry: Entry,
		at: Option<&Hash>,
	) -> Result<Option<V>, ChainError> {
		let runtime = self.runtime(at).await?;
		let storage = runtime.client().storage();
		let found = storage
			.entry(dynamic::<(), ()>(entry.pallet, entry.name))
			.map_err(|error| entry.unreadable(&error))?;
		self.value(entry, &found.key_prefix(), at).await
	}

	/// The value of a map under a key of one or several parts, which the chain has as this type. `None` if nothing is stored
	/// there.
	pub(crate) async fn record<K, V>(
		&self,
		entry: Entry,
		key: K,
		at: Option<&Hash>,
	) -> Result<Option<V>, ChainError>
	where
		K: IntoEncodableValues + IntoDecodableValues,
		V: Decode + TypeInfo + 'static,
	{
		let runtime = self.runtime(at).await?;
		let storage = runtime.client().storage();
		let found = storage
			.entry(dynamic::<K, ()>(entry.pallet, entry.name))
			.map_err(|error| entry.unreadable(&error))?;
		let key = found.fetch_key(key).map_err(|error| entry.unreadable(&error))?;
		let types = runtime.client().metadata_ref().types();
		agrees::<V>(types, entry.kind(&runtime)?).map_err(|error| entry.unreadable(&error))?;
		let Some(bytes) = self.bytes(entry, &key, at).await? else { return Ok(None) };
		let value = V::decode_all(&mut bytes.as_slice());
		value.map(Some).map_err(|error| entry.unreadable(&error))
	}

	async fn value<V: DecodeAsType>(
		&self,
		entry: Entry,
		key: &[u8],
		at: Option<&Hash>,
	) -> Result<Option<V>, ChainError> {
		let Some(bytes) = self.bytes(entry, key, at).await? else { return Ok(None) };
		let runtime = self.runtime(at).await?;
		let types = runtime.client().metadata_ref().types();
		V::decode_as_type(&mut bytes.as_slice(), entry.kind(&runtime)?, types)
			.map(Some)
			.map_err(|error| entry.unreadable(&error))
	}

	async fn bytes(
		&self,
		entry: Entry,
		key: &[u8],
		at: Option<&Hash>,
	) -> Result<Option<Vec<u8>>, ChainError> {
		let params = rpc_params![hexed(key), at.copied().map(H256)];
		let stored: Option<String> = self.rpc.request("state_getStorage", params).await?;
		let read = |text: String| unhex(&text).ok_or_else(|| entry.unreadable(&"not hexadecimal"));
		stored.map(read).transpose()
	}

	/// What the clock of this block shows, or of the best one.
	pub async fn now(&self, at: Option<&Hash>) -> Result<Millis, ChainError> {
		Ok(Millis(self.single(NOW, at).await?.unwrap_or_default()))
	}

	/// The milliseconds that the event of an asset may be reported late.
	pub async fn max_backdate(&self, at: Option<&Hash>) -> Result<u64, ChainError> {
		let unreadable = || ChainError::Unreadable("how late an event can be reported".into());
		let runtime = self.runtime(at).await?;
		let metadata = runtime.client().metadata_ref();
		let constant = metadata
			.pallet_by_name("AssetLifecycle")
			.and_then(|pallet| pallet.constant_by_name("MaxBackdate"))
			.ok_or_else(unreadable)?;
		u64::decode_all(&mut constant.value()).map_err(|_| unreadable())
	}
}

impl Entry {
	/// The type of its values, by its number in the runtime's metadata.
	fn kind(self, runtime: &Runtime) -> Result<u32, ChainError> {
		let metadata = runtime.client().metadata_ref();
		metadata
			.pallet_by_name(self.pallet)
			.and_then(|pallet| pallet.storage())
			.and_then(|storage| storage.entry_by_name(self.name))
			.map(|found| found.value_ty())
			.ok_or_else(|| self.unreadable(&"not in the metadata"))
	}

	fn unreadable(self, cause: &dyn std::fmt::Display) -> ChainError {
		ChainError::Unreadable(format!("{}: {cause}", self.what))
	}
}
