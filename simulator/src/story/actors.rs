//! The organisations of a story, each with an account of its own.

use super::{
	ledger::{act, admit, send, transfer, treasury, Newcomer},
	StoryError,
};
use tallystick_client::{
	asset_lifecycle::{calls::BindPrefix, views::PrefixOf},
	consortium::{
		calls::{Invite, Join},
		views::{IsInvited, MembershipOf},
	},
	records::{
		organization::{Role, Roles},
		OrgId,
	},
	AccountId, Call, Chain, Signer,
};
use tallystick_gs1::{CompanyPrefix, Gln};

/// The smallest units of money in one TALLY.
pub const TALLY: u128 = 1_000_000;
/// What an organisation needs for its deposits.
const DEPOSITS: u128 = 500 * TALLY;
/// Digits that GS1 keeps for demonstrations and examples.
const DEMONSTRATION: u64 = 952;

/// An organisation, and the member that acts for it.
#[derive(Clone, Debug)]
pub struct Actor {
	/// How it is called.
	pub name: &'static str,
	/// Its administrator's key.
	pub signer: Signer,
	/// The organisation.
	pub org: OrgId,
	/// Its GS1 company prefix.
	pub prefix: CompanyPrefix,
	/// The number by which events name it.
	pub party: Gln,
}

impl Actor {
	/// Its administrator's account.
	pub fn account(&self) -> AccountId {
		self.signer.account()
	}
}

/// Who plays.
#[derive(Clone, Debug)]
pub struct Cast {
	/// Sells.
	pub grower: Actor,
	/// Has the goods first. Owns the logger.
	pub carrier_1: Actor,
	/// Has the goods next.
	pub carrier_2: Actor,
	/// Buys.
	pub supermarket: Actor,
	/// Binds company prefixes to organisations, and calibrates the logger.
	pub institute: Actor,
	/// Decides appeals: another member of the institute.
	pub arbiter: Signer,
}

impl Cast {
	/// All of them, in the order of the story.
	pub fn actors(&self) -> [&Actor; 5] {
		[&self.grower, &self.carrier_1, &self.carrier_2, &self.supermarket, &self.institute]
	}

	/// How an organisation is called.
	pub fn name_of(&self, org: OrgId) -> String {
		let actor = self.actors().into_iter().find(|actor| actor.org == org);
		actor.map_or_else(|| format!("organisation {org}"), |actor| actor.name.to_owned())
	}
}

/// A part, before its organisation is known.
struct Part {
	name: &'static str,
	path: &'static str,
	roles: Roles,
	money: u128,
}

/// What each needs: a name, a key, roles, and money for what it puts up.
fn parts(price: u128, bonds: [u128; 2]) -> [Part; 5] {
	let [first, second] = bonds;
	let part = |name, path, roles: &[Role], money| {
		let roles = roles.iter().copied().collect();
		Part { name, path, roles, money }
	};
	[
		part("grower", "grower", &[Role::Operator], 0),
		// It builds its loggers itself.
		part("carrier 1", "carrier-1", &[Role::Carrier, Role::Manufacturer], first),
		part("carrier 2", "carrier-2", &[Role::Carrier], second),
		part("supermarket", "supermarket", &[Role::Operator], price),
		part("institute", "institute", &[Role::Accreditor], 0),
	]
}

/// The account of a part in the story of this seed. Everybody can make these keys: they are for development.
fn signer(seed: u64, path: &str) -> Result<Signer, StoryError> {
	Ok(Signer::from_uri(&format!("//cold-chain//{seed}//{path}"))?)
}

/// A company prefix of eight digits, and the number of the company itself.
fn numbers(seed: u64, place: u64) -> Result<(CompanyPrefix, Gln), StoryError> {
	let prefix = DEMONSTRATION * 100_000 + seed % 10_000 * 10 + place;
	Ok((CompanyPrefix::new(&prefix.to_string())?, Gln::from_body(prefix * 10_000)?))
}

/// Has the council admit whoever is missing, and gives everybody the money and numbers that they need.
pub(crate) async fn found(
	chain: &Chain,
	council: &Signer,
	seed: u64,
	price: u128,
	bonds: [u128; 2],
) -> Result<Cast, StoryError> {
	let parts = parts(price, bonds);
	let newcomer = |part: &Part| {
		let name = format!("Cold chain {seed}: {}", part.name);
		Ok(Newcomer { name, admin: signer(seed, part.path)?, roles: part.roles })
	};
	let newcomers = parts.iter().map(newcomer).collect::<Result<_, StoryError>>()?;
	let orgs = admit(chain, council, newcomers).await?;
	let mut actors = Vec::new();
	for ((part, org), place) in parts.iter().zip(orgs).zip(1..) {
		let (prefix, party) = numbers(seed, place)?;
		actors.push(Actor {
			name: part.name,
			signer: signer(seed, part.path)?,
			org,
			prefix,
			party,
		});
	}
	let Ok([grower, carrier_1, carrier_2, supermarket, institute]) = <[Actor; 5]>::try_from(actors)
	else {
		return Err(StoryError::Council);
	};
	let arbiter = signer(seed, "arbiter")?;
	let cast = Cast { grower, carrier_1, carrier_2, supermarket, institute, arbiter };

	let mut transfers = Vec::new();
	for (actor, part) in cast.actors().into_iter().zip(&parts) {
		let (account, available) = treasury(chain, actor.org).await?;
		if available < DEPOSITS {
			transfers.push(transfer(&account, DEPOSITS));
		}
		// A little more than what is put up, so that the account still exists then.
		let wanted = if part.money > 0 { part.money.saturating_add(TALLY) } else { 0 };
		let free = chain.balance(&actor.account(), None).await?.free;
		if free < wanted {
			transfers.push(transfer(&actor.account(), wanted - free));
		}
	}
	send(chain, council, &transfers).await?;

	let mut calls: Vec<Call> = Vec::new();
	for actor in cast.actors() {
		let Actor { org, prefix, party, .. } = *actor;
		match chain.view(PrefixOf { prefix }, None).await? {
			Some(bound) if bound == org => {},
			Some(_) => return Err(StoryError::PrefixTaken(prefix)),
			None => calls.push(BindPrefix { prefix, org, party: Some(party) }.into()),
		}
	}
	let (who, org) = (cast.arbiter.account(), cast.institute.org);
	let is_missing = chain.view(MembershipOf { who }, None).await?.is_none();
	if is_missing && !chain.view(IsInvited { org, who }, None).await? {
		calls.push(Invite { who }.into());
	}
	send(chain, &cast.institute.signer, &calls).await?;
	if is_missing {
		act(chain, &cast.arbiter, Join { org }).await?;
	}
	Ok(cast)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn numbers_are_for_demonstrations_and_differ_by_part_and_seed() {
		let (prefix, party) = numbers(7, 2).unwrap();
		assert_eq!((prefix.to_string().as_str(), party.to_string().len()), ("95200072", 13));
		assert!(party.is_under(&prefix));
		assert_ne!(numbers(7, 3).unwrap().0, prefix);
		assert_ne!(numbers(8, 2).unwrap().0, prefix);
	}

	#[test]
	fn each_part_has_a_key_of_its_own() {
		let keys: std::collections::BTreeSet<_> = parts(0, [0, 0])
			.iter()
			.map(|part| signer(1, part.path).unwrap().account().to_string())
			.chain([signer(1, "arbiter").unwrap().account().to_string()])
			.chain([signer(2, "arbiter").unwrap().account().to_string()])
			.collect();
		assert_eq!(keys.len(), 7);
	}
}
