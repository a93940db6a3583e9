//! The organisations of a street, each with an account of its own.

use crate::story::{
	ledger::{admit, send, transfer, treasury, Newcomer},
	StoryError, TALLY,
};
use tallystick_client::{
	records::{
		organization::{Role, Roles},
		OrgId,
	},
	AccountId, Chain, Signer,
};

/// What an organisation needs for its deposits.
const DEPOSITS: u128 = 500 * TALLY;

/// An organisation, and the member that acts for it.
#[derive(Clone, Debug)]
pub struct Member {
	/// How it is called.
	pub name: &'static str,
	/// Its administrator's key.
	pub signer: Signer,
	/// The organisation.
	pub org: OrgId,
	/// The organisation's own account.
	pub account: AccountId,
}

/// Who plays, beside the homes.
#[derive(Clone, Debug)]
pub struct Cast {
	/// Operates the zone, and owns the meters.
	pub grid: Member,
	/// Builds and calibrates meters.
	pub works: Member,
	/// Publishes the index, as the grid operator does.
	pub exchange: Member,
	/// Has the tariff of everybody who has chosen no other: one rate all day.
	pub cooperative: Member,
	/// Has a tariff that follows the index.
	pub utility: Member,
	/// Who gets the levy.
	pub levy: AccountId,
}

impl Cast {
	/// The suppliers.
	pub fn suppliers(&self) -> [&Member; 2] {
		[&self.cooperative, &self.utility]
	}

	/// How a supplier is called.
	pub(super) fn name_of(&self, org: OrgId) -> &'static str {
		self.suppliers().into_iter().find(|own| own.org == org).map_or("nobody", |own| own.name)
	}
}

/// The account of a part in the street of this seed. Everybody can make these keys: they are for development.
pub(super) fn signer(seed: u64, path: &str) -> Result<Signer, StoryError> {
	Ok(Signer::from_uri(&format!("//street//{seed}//{path}"))?)
}

/// Has the council admit the organisations, and gives each the money that it needs.
pub(super) async fn found(
	chain: &Chain,
	council: &Signer,
	seed: u64,
	float: u128,
) -> Result<Cast, StoryError> {
	let roles = |roles: &[Role]| roles.iter().copied().collect::<Roles>();
	let parts = [
		("grid operator", "grid", roles(&[Role::GridOperator]), 0),
		("meter works", "works", roles(&[Role::Manufacturer, Role::Accreditor]), 0),
		("exchange", "exchange", roles(&[Role::ServiceProvider]), 0),
		("cooperative", "cooperative", roles(&[Role::EnergySupplier]), float),
		("utility", "utility", roles(&[Role::EnergySupplier]), float),
	];
	let newcomer = |(name, path, roles, _): &(&str, &str, Roles, u128)| {
		let admin = signer(seed, path)?;
		Ok(Newcomer { name: format!("Street {seed}: {name}"), admin, roles: *roles })
	};
	let newcomers = parts.iter().map(newcomer).collect::<Result<_, StoryError>>()?;
	let orgs = admit(chain, council, newcomers).await?;
	let (mut members, mut transfers) = (Vec::new(), Vec::new());
	for ((name, path, _, float), org) in parts.into_iter().zip(orgs) {
		let (account, available) = treasury(chain, org).await?;
		let wanted = DEPOSITS.saturating_add(float);
		if available < wanted {
			transfers.push(transfer(&account, wanted - available));
		}
		members.push(Member { name, signer: signer(seed, path)?, org, account });
	}
	let levy = signer(seed, "levy")?.account();
	// An account that gets less than the least that one can have gets nothing.
	transfers.push(transfer(&levy, TALLY));
	send(chain, council, &transfers).await?;
	let Ok([grid, works, exchange, cooperative, utility]) = <[Member; 5]>::try_from(members) else {
		return Err(StoryError::Council);
	};
	Ok(Cast { grid, works, exchange, cooperative, utility, levy })
}
