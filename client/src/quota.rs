//! What an organisation may still spend.

use crate::{
	json::{hexed, unhex},
	AccountId, Chain, ChainError, Hash,
};
use codec::{Decode, Encode};
use subxt::{rpcs::rpc_params, utils::H256};

const PALLET: &str = "Consortium";

/// What the organisation of an account may still spend on calls that it pays for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Decode)]
pub struct Quota {
	/// When nothing is spent.
	pub limit: Spending,
	/// In the next block.
	pub left: Spending,
	/// The block at which everything is back, if nothing else is spent.
	pub full_at: u32,
}

/// Room in blocks.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Decode)]
pub struct Spending {
	/// Bytes of transactions.
	pub bytes: u64,
	/// Execution time, in picoseconds.
	pub ref_time: u64,
}

impl Quota {
	/// What is left of that of which less is left, in percent. None where the organisation pays for
	/// nothing.
	pub fn percent(&self) -> Option<u8> {
		let of = |left: u64, limit: u64| {
			let percent = u128::from(left).saturating_mul(100).checked_div(limit.into())?;
			Some(percent.min(100) as u8)
		};
		let bytes = of(self.left.bytes, self.limit.bytes)?;
		Some(bytes.min(of(self.left.ref_time, self.limit.ref_time)?))
	}
}

impl Chain {
	/// What an account's organisation may still spend. None if it has none.
	pub async fn quota(
		&self,
		account: &AccountId,
		at: Option<&Hash>,
	) -> Result<Option<Quota>, ChainError> {
		// What follows the organisation's number says nothing about its quota.
		let membership = self.view(PALLET, "membership", account, at).await?;
		let Some(org) = read::<Option<u32>>(&membership)? else { return Ok(None) };
		read(&self.view(PALLET, "quota", &org, at).await?)
	}

	/// What a view function answers.
	async fn view(
		&self,
		pallet: &str,
		name: &str,
		args: &impl Encode,
		at: Option<&Hash>,
	) -> Result<Vec<u8>, ChainError> {
		let runtime = self.runtime(at).await?;
		let id = *runtime
			.metadata()
			.pallet_by_name(pallet)
			.and_then(|pallet| pallet.view_function_by_name(name))
			.ok_or_else(|| ChainError::Unreadable(format!("there is no view of {pallet} {name}")))?
			.query_id();
		let params = rpc_params![
			"RuntimeViewFunction_execute_view_function",
			hexed(&(id, args.encode()).encode()),
			at.copied().map(H256)
		];
		let answer: String = self.rpc().request("state_call", params).await?;
		let bytes = unhex(&answer).unwrap_or_default();
		match read::<Result<Vec<u8>, u8>>(&bytes)? {
			Ok(answer) => Ok(answer),
			Err(_) => Err(ChainError::Unreadable(format!("the view of {pallet} {name} failed"))),
		}
	}
}

fn read<T: Decode>(mut bytes: &[u8]) -> Result<T, ChainError> {
	T::decode(&mut bytes).map_err(|error| ChainError::Unreadable(format!("a view: {error}")))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn works_for_the_scarcer() {
		let spending = |bytes, ref_time| Spending { bytes, ref_time };
		let percent = |left, limit| Quota { limit, left, full_at: 0 }.percent();
		assert_eq!(percent(spending(10, 100), spending(10, 100)), Some(100));
		assert_eq!(percent(spending(5, 100), spending(10, 100)), Some(50));
		assert_eq!(percent(spending(9, 1), spending(10, 100)), Some(1));
		assert_eq!(percent(spending(0, 0), spending(u64::MAX, u64::MAX)), Some(0));
		assert_eq!(percent(spending(7, 7), spending(u64::MAX, 7)), Some(0));
		assert_eq!(percent(spending(0, 1), spending(0, 1)), None);
	}
}
