//! Calls and questions to the chain.

use super::cold_chain::StoryError;
use codec::{Compact, Encode};
use std::collections::BTreeMap;
use tallystick_client::records::OrgId;
use tallystick_client::{AccountId, Call, Chain, Event, Hash, Included, Signer};

/// With this threshold the council carries out a motion at once.
const ONE_VOTE: u32 = 1;

/// Sends all calls of one account, in their order, and waits until a best block holds each. They can share a
/// block.
pub(crate) async fn send(
	chain: &Chain,
	signer: &Signer,
	calls: &[Call],
) -> Result<Vec<Included>, StoryError> {
	let mut outcomes = BTreeMap::new();
	let done = |place: usize, outcome| {
		outcomes.insert(place, outcome);
	};
	chain.submit_all(calls, signer, done).await?;
	let lost = || StoryError::otherwise("a call did not come into a block");
	let included = (0..calls.len()).map(|place| Ok(outcomes.remove(&place).ok_or_else(lost)??));
	included.collect()
}

/// Sends one call.
pub(crate) async fn act(
	chain: &Chain,
	signer: &Signer,
	call: impl Into<Call>,
) -> Result<Included, StoryError> {
	Ok(chain.submit_and_find(&call.into(), signer).await?)
}

/// The first event of a type that a call made.
pub(crate) fn event<E: Event>(included: &Included) -> Result<E, StoryError> {
	let found = included.events.first::<E>()?;
	found.ok_or_else(|| StoryError::otherwise(format!("a call made no {}.{}", E::PALLET, E::NAME)))
}

/// Has a council of one carry out a call, which must make an event of the type.
pub(crate) fn motion(encoded: &[u8]) -> Call {
	let mut args = Compact(ONE_VOTE).encode();
	args.extend(encoded);
	// What is encoded is a call of some hundred bytes.
	Compact(u32::try_from(encoded.len()).unwrap_or(u32::MAX)).encode_to(&mut args);
	Call::unchecked("Council", "propose", args)
}

/// A transfer that leaves the sender's account alive.
pub(crate) fn transfer(to: &AccountId, amount: u128) -> Call {
	// An address is one of several kinds, and an account's is the first of them.
	let args = (0u8, to.0, Compact(amount)).encode();
	Call::unchecked("Balances", "transfer_keep_alive", args)
}

/// What an organisation has in its account, beside what is held.
pub(crate) async fn treasury(chain: &Chain, org: OrgId) -> Result<(AccountId, u128), StoryError> {
	let view = tallystick_client::consortium::views::AccountOf { org };
	let account = chain.view(view, None).await?;
	let account =
		account.ok_or_else(|| StoryError::otherwise(format!("organisation {org} has gone")))?;
	Ok((account.account, account.available))
}

/// The money of an account: what is free, and what is held.
pub(crate) async fn money(
	chain: &Chain,
	account: &AccountId,
	at: Option<&Hash>,
) -> Result<u128, StoryError> {
	let balance = chain.balance(account, at).await?;
	Ok(balance.free.saturating_add(balance.held))
}
