//! The organisations of the story, each with an account of its own.

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
use tallystick_gs1::{CompanyPrefix, Gln};

/// What an organisation needs for its deposits.
const DEPOSITS: u128 = 200 * TALLY;
/// What the owner has: for the budgets of two mandates, and some more.
const OWN: u128 = 500 * TALLY;
/// What a vendor has for bonds.
const BONDS: u128 = 20 * TALLY;
/// What the works have for repairs under their warranty.
const REPAIRS: u128 = 300 * TALLY;
/// Digits that GS1 keeps for demonstrations and examples.
const DEMONSTRATION: u64 = 952;
/// The place of the works' numbers beside those of other stories of the same seed.
const PLACE: u64 = 9;

/// An organisation, and the member that acts for it.
#[derive(Clone, Debug)]
pub(super) struct Party {
	pub(super) name: &'static str,
	/// The key of its administrator, who signs all of its calls.
	pub(super) signer: Signer,
	pub(super) org: OrgId,
	/// The organisation's account, where vendors are paid.
	pub(super) treasury: AccountId,
}

impl Party {
	pub(super) fn account(&self) -> AccountId {
		self.signer.account()
	}
}

/// Who sells or repairs. Each makes trouble of one kind, or none.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Vendor {
	/// Is cheap, and does not answer.
	Bargain,
	/// Is cheaper, and does not ship.
	Discounter,
	/// Ships the wrong thing once.
	Market,
	/// Is dear and good.
	Drugstore,
	/// Sells filters.
	Parts,
	/// Repairs for little money, and does not come.
	Hasty,
	/// Repairs, the second time at the latest.
	Careful,
}

impl Vendor {
	pub(super) const ALL: [Self; 7] = [
		Self::Bargain,
		Self::Discounter,
		Self::Market,
		Self::Drugstore,
		Self::Parts,
		Self::Hasty,
		Self::Careful,
	];
	/// Those who sell detergent.
	pub(super) const DETERGENT: [Self; 4] =
		[Self::Bargain, Self::Discounter, Self::Market, Self::Drugstore];
	/// Those who repair.
	pub(super) const REPAIRS: [Self; 2] = [Self::Hasty, Self::Careful];
}

#[derive(Clone, Debug)]
pub(super) struct Cast {
	/// Owns the machine.
	pub(super) household: Party,
	/// Builds, calibrates and sells it, with a warranty.
	pub(super) works: Party,
	/// Decides disputes.
	pub(super) office: Party,
	vendors: [Party; 7],
}

impl Cast {
	pub(super) fn vendor(&self, vendor: Vendor) -> &Party {
		let [bargain, discounter, market, drugstore, parts, hasty, careful] = &self.vendors;
		match vendor {
			Vendor::Bargain => bargain,
			Vendor::Discounter => discounter,
			Vendor::Market => market,
			Vendor::Drugstore => drugstore,
			Vendor::Parts => parts,
			Vendor::Hasty => hasty,
			Vendor::Careful => careful,
		}
	}

	/// The vendor that an organisation is.
	pub(super) fn vendor_of(&self, org: OrgId) -> Result<Vendor, StoryError> {
		let own = Vendor::ALL.into_iter().find(|vendor| self.vendor(*vendor).org == org);
		own.ok_or_else(|| StoryError::otherwise(format!("organisation {org} is no vendor")))
	}

	/// All of them.
	pub(super) fn parties(&self) -> impl Iterator<Item = &Party> {
		[&self.household, &self.works, &self.office].into_iter().chain(&self.vendors)
	}
}

/// The account of a part in the story of this seed. Everybody can make these keys: they are for development.
fn signer(seed: u64, path: &str) -> Result<Signer, StoryError> {
	Ok(Signer::from_uri(&format!("//washing-machine//{seed}//{path}"))?)
}

/// The works' company prefix of eight digits, and the number of the company itself.
pub(super) fn numbers(seed: u64) -> Result<(CompanyPrefix, Gln), StoryError> {
	let prefix = DEMONSTRATION * 100_000 + seed % 10_000 * 10 + PLACE;
	Ok((CompanyPrefix::new(&prefix.to_string())?, Gln::from_body(prefix * 10_000)?))
}

/// Has the council admit the organisations, and gives each the money that it needs.
pub(super) async fn found(chain: &Chain, council: &Signer, seed: u64) -> Result<Cast, StoryError> {
	let parts: [(&str, &[Role], u128); 10] = [
		("household", &[Role::Operator], OWN),
		("works", &[Role::Manufacturer, Role::Accreditor], REPAIRS),
		("office", &[Role::Accreditor], 0),
		("bargain", &[Role::ServiceProvider], BONDS),
		("discounter", &[Role::ServiceProvider], BONDS),
		("market", &[Role::ServiceProvider], BONDS),
		("drugstore", &[Role::ServiceProvider], BONDS),
		("parts", &[Role::ServiceProvider], BONDS),
		("hasty", &[Role::ServiceProvider], BONDS),
		("careful", &[Role::ServiceProvider], BONDS),
	];
	let newcomer = |(name, roles, _): &(&str, &[Role], u128)| {
		let (admin, roles) = (signer(seed, name)?, roles.iter().copied().collect::<Roles>());
		Ok(Newcomer { name: format!("Washing machine {seed}: {name}"), admin, roles })
	};
	let newcomers = parts.iter().map(newcomer).collect::<Result<_, StoryError>>()?;
	let orgs = admit(chain, council, newcomers).await?;
	let (mut parties, mut transfers) = (Vec::new(), Vec::new());
	for ((name, _, money), org) in parts.into_iter().zip(orgs) {
		let (account, available) = treasury(chain, org).await?;
		if available < DEPOSITS {
			transfers.push(transfer(&account, DEPOSITS - available));
		}
		let party = Party { name, signer: signer(seed, name)?, org, treasury: account };
		if money > 0 {
			transfers.push(transfer(&party.account(), money));
		}
		parties.push(party);
	}
	send(chain, council, &transfers).await?;
	let Ok([household, works, office, vendors @ ..]) = <[Party; 10]>::try_from(parties) else {
		return Err(StoryError::Council);
	};
	Ok(Cast { household, works, office, vendors })
}
