//! The organisations of a building, each with an account of its own.

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
const DEPOSITS: u128 = 2_000 * TALLY;
/// What the operator pays for a metering point beside margin: the deposit, and fees.
const OWN: u128 = 500 * TALLY;
/// What it pays for energy out of: more than the dearest of all weeks costs.
pub(super) const MARGIN: u128 = 10_000 * TALLY;

/// An organisation, and the member that acts for it.
#[derive(Clone, Debug)]
pub(super) struct Member {
	/// The key of its administrator, who signs all of its calls.
	pub(super) signer: Signer,
	pub(super) org: OrgId,
}

impl Member {
	pub(super) fn account(&self) -> AccountId {
		self.signer.account()
	}
}

#[derive(Clone, Debug)]
pub(super) struct Cast {
	/// Runs the building, and owns its devices.
	pub(super) operator: Member,
	/// Builds and calibrates devices.
	pub(super) works: Member,
	/// Runs the grid, and owns the meter.
	pub(super) grid: Member,
	/// Publishes the index, as the grid operator does.
	pub(super) exchange: Member,
	/// Has a tariff of one rate, for whoever has chosen no other.
	pub(super) cooperative: Member,
	/// Sells at the index.
	pub(super) utility: Member,
}

/// The account of a part in the building of this seed. Everybody can make these keys: they are for development.
fn signer(seed: u64, path: &str) -> Result<Signer, StoryError> {
	Ok(Signer::from_uri(&format!("//building//{seed}//{path}"))?)
}

/// Has the council admit the organisations, and gives each the money that it needs.
pub(super) async fn found(chain: &Chain, council: &Signer, seed: u64) -> Result<Cast, StoryError> {
	let roles = |roles: &[Role]| roles.iter().copied().collect::<Roles>();
	let parts = [
		("operator", roles(&[Role::Operator])),
		("works", roles(&[Role::Manufacturer, Role::Accreditor])),
		("grid", roles(&[Role::GridOperator])),
		("exchange", roles(&[Role::ServiceProvider])),
		("cooperative", roles(&[Role::EnergySupplier])),
		("utility", roles(&[Role::EnergySupplier])),
	];
	let newcomer = |(name, roles): &(&str, Roles)| {
		let admin = signer(seed, name)?;
		Ok(Newcomer { name: format!("Building {seed}: {name}"), admin, roles: *roles })
	};
	let newcomers = parts.iter().map(newcomer).collect::<Result<_, StoryError>>()?;
	let orgs = admit(chain, council, newcomers).await?;
	let (mut members, mut transfers) = (Vec::new(), Vec::new());
	for ((name, _), org) in parts.into_iter().zip(orgs) {
		let (account, available) = treasury(chain, org).await?;
		if available < DEPOSITS {
			transfers.push(transfer(&account, DEPOSITS - available));
		}
		members.push(Member { signer: signer(seed, name)?, org });
	}
	let Ok([operator, works, grid, exchange, cooperative, utility]) =
		<[Member; 6]>::try_from(members)
	else {
		return Err(StoryError::Council);
	};
	transfers.push(transfer(&operator.account(), OWN + MARGIN));
	send(chain, council, &transfers).await?;
	Ok(Cast { operator, works, grid, exchange, cooperative, utility })
}
