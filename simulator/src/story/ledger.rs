//! Calls and questions to the chain.

use super::StoryError;
use codec::{Compact, Encode};
use futures::future::try_join_all;
use std::collections::BTreeMap;
use tallystick_client::{
	consortium::{
		calls::{Admit, Join},
		events::Admitted,
		views::MembershipOf,
	},
	records::{organization::Roles, OrgId},
	AccountId, Call, Chain, Event, FollowError, Hash, Included, Signer,
};

/// With this threshold the council carries out a motion at once.
const ONE_VOTE: u32 = 1;

/// Sends all calls of one account, in their order, and waits until a best block holds each. They can share a
/// block.
pub(crate) async fn send(
	chain: &Chain,
	signer: &Signer,
	calls: &[Call],
) -> Result<Vec<Included>, StoryError> {
	let lost = || StoryError::otherwise("a call did not come into a block");
	let (outcomes, ended) = try_all(chain, signer, calls).await;
	ended?;
	outcomes.into_iter().map(|outcome| Ok(outcome.ok_or_else(lost)??)).collect()
}

/// The same, and what came of each: one that fails does not stop the others. `None` if that is not known, for the
/// reason that comes with it.
pub(crate) async fn try_all(
	chain: &Chain,
	signer: &Signer,
	calls: &[Call],
) -> (Vec<Option<Result<Included, FollowError>>>, Result<(), FollowError>) {
	let mut outcomes = BTreeMap::new();
	let done = |place: usize, outcome| {
		outcomes.insert(place, outcome);
	};
	let ended = chain.submit_all(calls, signer, done).await;
	((0..calls.len()).map(|place| outcomes.remove(&place)).collect(), ended)
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

/// An organisation that the council is to admit, with its administrator.
pub(crate) struct Newcomer {
	pub(crate) name: String,
	pub(crate) admin: Signer,
	pub(crate) roles: Roles,
}

/// Has a council of one admit whoever belongs to no organisation yet, and join their own. Answers the organisation
/// of each.
pub(crate) async fn admit(
	chain: &Chain,
	council: &Signer,
	newcomers: Vec<Newcomer>,
) -> Result<Vec<OrgId>, StoryError> {
	let (mut orgs, mut missing) = (Vec::new(), Vec::new());
	for Newcomer { name, admin, roles } in &newcomers {
		let who = admin.account();
		let known = chain.view(MembershipOf { who }, None).await?.map(|member| member.org);
		if known.is_none() {
			let admit = Admit { name: name.clone(), admin: who, roles: *roles };
			missing.push(motion(&chain.encode(&admit.into()).await?));
		}
		orgs.push(known);
	}
	let mut admitted = send(chain, council, &missing).await?.into_iter();
	let org = |known: Option<OrgId>| match known {
		Some(org) => Ok((org, false)),
		None => {
			let included = admitted.next().ok_or(StoryError::Council)?;
			let admitted = event::<Admitted>(&included).map_err(|_| StoryError::Council)?;
			Ok((admitted.org, true))
		},
	};
	let orgs = orgs.into_iter().map(org).collect::<Result<Vec<_>, StoryError>>()?;
	let joining = newcomers.iter().zip(&orgs).filter(|(_, (_, is_new))| *is_new);
	let joining =
		joining.map(|(newcomer, (org, _))| act(chain, &newcomer.admin, Join { org: *org }));
	try_join_all(joining).await?;
	Ok(orgs.into_iter().map(|(org, _)| org).collect())
}

/// Checks that the gateway's account belongs to an organisation, which pays for what it anchors.
pub(crate) async fn ensure_member(chain: &Chain, gateway: AccountId) -> Result<(), StoryError> {
	match chain.view(MembershipOf { who: gateway }, None).await? {
		Some(_) => Ok(()),
		None => Err(StoryError::option(format!(
			"the gateway's account {gateway} belongs to no organisation: an admin invites it with `tallystick member invite`, and it joins with `tallystick member join`"
		))),
	}
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
