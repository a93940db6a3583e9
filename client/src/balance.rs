//! The money of accounts.

use crate::{
	chain::{Chain, ChainError},
	stored::Entry,
};
use subxt::{
	ext::{
		scale_decode::DecodeAsType,
		scale_value::{Composite, Value, ValueDef},
	},
	utils::AccountId32 as AccountId,
};
use tallystick_evidence::Hash;

const ACCOUNT: Entry = Entry { pallet: "System", name: "Account", what: "the money of an account" };

const HOLDS: Entry =
	Entry { pallet: "Balances", name: "Holds", what: "what is held of an account" };

/// The money of an account, in the chain's smallest unit.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Balance {
	/// The money that it can spend, less what it must keep to exist.
	pub free: u128,
	/// What is held of it: deposits, and money in escrow.
	pub held: u128,
}

/// Money of an account that is held for one reason.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Hold {
	/// The pallet that holds it.
	pub pallet: String,
	/// Its reason, as the pallet names it.
	pub reason: String,
	/// How much it is, in the chain's smallest unit.
	pub amount: u128,
}

/// The parts of the chain's account record that are needed.
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

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
struct Held {
	id: Value,
	amount: u128,
}

impl Chain {
	/// The money of an account. Nothing if the chain has no such account.
	pub async fn balance(
		&self,
		account: &AccountId,
		at: Option<&Hash>,
	) -> Result<Balance, ChainError> {
		let info: Option<Info> = self.stored(ACCOUNT, account.0, at).await?;
		Ok(info.map_or_else(Balance::default, |Info { data }| Balance {
			free: data.free,
			held: data.reserved,
		}))
	}

	/// What is held of an account, by reason, in the order of pallets and reasons.
	pub async fn holds(
		&self,
		account: &AccountId,
		at: Option<&Hash>,
	) -> Result<Vec<Hold>, ChainError> {
		let held: Option<Vec<Held>> = self.stored(HOLDS, account.0, at).await?;
		let read = |Held { id, amount }: Held| {
			let (pallet, reason) = reason(&id)
				.ok_or_else(|| ChainError::Unreadable(format!("{}: {id}", HOLDS.what)))?;
			Ok(Hold { pallet, reason, amount })
		};
		let mut holds = held
			.unwrap_or_default()
			.into_iter()
			.map(read)
			.collect::<Result<Vec<_>, ChainError>>()?;
		holds.sort();
		Ok(holds)
	}
}

/// The pallet of a runtime's reason, and the reason's name there.
fn reason(id: &Value) -> Option<(String, String)> {
	let ValueDef::Variant(pallet) = &id.value else { return None };
	let Composite::Unnamed(fields) = &pallet.values else { return None };
	let [Value { value: ValueDef::Variant(reason), .. }] = fields.as_slice() else { return None };
	Some((pallet.name.clone(), reason.name.clone()))
}
