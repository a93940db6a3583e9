//! Calls of the view functions of pallets.

use crate::{
	chain::{Chain, ChainError},
	item::{Item, View},
	json::{hexed, unhex},
};
use codec::{Decode, DecodeAll, Encode};
use subxt::{rpcs::rpc_params, utils::H256};
use tallystick_evidence::Hash;

impl Chain {
	/// Calls a view function in the state of this block, or of the best one. If the runtime's
	/// function differs from this one, makes no request and returns [`ChainError::Mismatch`].
	pub async fn view<V: View>(&self, view: V, at: Option<&Hash>) -> Result<V::Answer, ChainError> {
		let runtime = self.runtime(at).await?;
		runtime.check(Item::view::<V>())?;
		let failed = |cause: &dyn std::fmt::Display| {
			ChainError::Unreadable(format!("view {}.{}: {cause}", V::PALLET, V::NAME))
		};
		let metadata = runtime.client().metadata_ref();
		let id = metadata
			.pallet_by_name(V::PALLET)
			.and_then(|pallet| pallet.view_function_by_name(V::NAME))
			.map(|view| *view.query_id())
			.ok_or_else(|| failed(&"not in the metadata"))?;
		let params = rpc_params![
			"RuntimeViewFunction_execute_view_function",
			hexed(&(id, view.encode()).encode()),
			at.copied().map(H256)
		];
		let answer: String = self.rpc.request("state_call", params).await?;
		let bytes = unhex(&answer).ok_or_else(|| failed(&"not hexadecimal"))?;
		// An error begins with the number of its reason.
		let returned = Result::<Vec<u8>, u8>::decode(&mut bytes.as_slice())
			.map_err(|error| failed(&error))?
			.map_err(|code| failed(&format!("the runtime refuses, reason {code}")))?;
		V::Answer::decode_all(&mut returned.as_slice()).map_err(|error| failed(&error))
	}
}
