//! Calls of the runtime's view functions.

use crate::service::FullClient;
use codec::{Decode, DecodeAll, Encode};
use frame_support::view_functions::{
	runtime_api::RuntimeViewFunction, ViewFunction, ViewFunctionDispatchError,
};
use sc_client_api::HeaderBackend;
use sp_api::{ApiError, ProvideRuntimeApi};
use std::sync::Arc;
use tallystick_rpc::Error;
use tallystick_runtime::Hash;

/// The chain at some block.
#[derive(Clone)]
pub(crate) struct Views(Arc<FullClient>);

impl Views {
	pub(crate) fn new(client: Arc<FullClient>) -> Self {
		Self(client)
	}

	/// The result of the view function at this block, or at the best one.
	pub(crate) fn ask<V: ViewFunction<ReturnType: Decode> + Encode>(
		&self,
		at: Option<Hash>,
		view: V,
	) -> Result<V::ReturnType, Error> {
		let at = at.unwrap_or_else(|| self.0.info().best_hash);
		let answer = self
			.0
			.runtime_api()
			.execute_view_function(at, V::id(), view.encode())
			.map_err(failed)?
			.map_err(|error| match error {
				ViewFunctionDispatchError::NotImplemented
				| ViewFunctionDispatchError::NotFound(_)
				| ViewFunctionDispatchError::Codec => Error::OtherRuntime,
			})?;
		V::ReturnType::decode_all(&mut &answer[..]).map_err(|_| Error::OtherRuntime)
	}
}

/// The error for a failed call: the block or its state is not here, or the node is at fault.
pub(crate) fn failed(error: ApiError) -> Error {
	match error {
		ApiError::UnknownBlock(what) => Error::UnknownBlock(what),
		ApiError::Application(error) => match error.downcast_ref::<sp_blockchain::Error>() {
			Some(sp_blockchain::Error::UnknownBlock(what)) => Error::UnknownBlock(what.clone()),
			_ => Error::Internal(error.to_string()),
		},
		error => Error::Internal(error.to_string()),
	}
}
