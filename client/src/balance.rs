//! The money of accounts.

use crate::{
	chain::{Chain, ChainError},
	json::{hexed, unhex},
};
use subxt::{
	ext::scale_decode::DecodeAsType,
	rpcs::rpc_params,
	storage::dynamic,
	utils::{AccountId32 as AccountId, H256},
};
use tallystick_evidence::Hash;

const PALLET: &str = "System";
const ENTRY: &str = "Account";

/// The money of an account, in the chain's smallest unit.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Balance {
	/// What it can spend, but for what it has to keep to exist.
	pub free: u128,
	/// What is held of it: deposits, and money in escrow.
	pub held: u128,
}

/// What the chain keeps of an account, as far as it is needed.
#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
struct Info {
	data: Data,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
struct Data {
	free: u128,
	reserved: u128,
}

impl Chain {
	/// The money of an account. Nothing if the chain has no such account.
	pub async fn balance(
		&self,
		account: &AccountId,
		at: Option<&Hash>,
	) -> Result<Balance, ChainError> {
		let runtime = self.runtime(at).await?;
		let failed = |cause: &dyn std::fmt::Display| {
			ChainError::Unreadable(format!("the money of an account: {cause}"))
		};
		let client = runtime.client();
		let entry = client
			.storage()
			.entry(dynamic::<([u8; 32],), ()>(PALLET, ENTRY))
			.map_err(|error| failed(&error))?;
		let key = entry.fetch_key((account.0,)).map_err(|error| failed(&error))?;
		let params = rpc_params![hexed(&key), at.copied().map(H256)];
		let stored: Option<String> = self.rpc.request("state_getStorage", params).await?;
		let Some(stored) = stored else { return Ok(Balance::default()) };
		let bytes = unhex(&stored).ok_or_else(|| failed(&"not hexadecimal"))?;
		let metadata = client.metadata_ref();
		let kind = metadata
			.pallet_by_name(PALLET)
			.and_then(|pallet| pallet.storage())
			.and_then(|storage| storage.entry_by_name(ENTRY))
			.map(|entry| entry.value_ty())
			.ok_or_else(|| failed(&"not in the metadata"))?;
		let info = Info::decode_as_type(&mut bytes.as_slice(), kind, metadata.types())
			.map_err(|error| failed(&error))?;
		Ok(Balance { free: info.data.free, held: info.data.reserved })
	}
}
