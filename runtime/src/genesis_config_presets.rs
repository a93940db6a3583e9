//! Presets of the genesis state.

use crate::{
	constants::UNIT, AccountId, Balance, BalancesConfig, Consortium, ConsortiumConfig,
	CouncilConfig, EnergyMarketConfig, RuntimeGenesisConfig, SessionConfig, SessionKeys,
};
use alloc::{format, string::String, vec, vec::Vec};
use frame_support::build_struct_json_patch;
use pallet_consortium::{GenesisOrganization, Settings};
use serde_json::Value;
use sp_genesis_builder::{PresetId, DEV_RUNTIME_PRESET, LOCAL_TESTNET_RUNTIME_PRESET};
use sp_keyring::{Ed25519Keyring, Sr25519Keyring};
use tallystick_market::Timing;
use tallystick_primitives::{OrgId, Role};

/// The preset of a chain that is meant to last: no account, no key and no organisation in it.
pub const STAGING_RUNTIME_PRESET: &str = "staging";

const ENDOWMENT: Balance = 1_000_000 * UNIT;

/// Slots of a minute in periods of five, with books that open two minutes ahead and close ten seconds
/// ahead: a market that one can watch.
const SHORT_SLOTS: Timing =
	Timing { slot: 60_000, period: 5, lead: 10_000, firm: 10_000, horizon: 120_000 };

struct Validator {
	stash: Sr25519Keyring,
	aura: Sr25519Keyring,
	grandpa: Ed25519Keyring,
}

const ALICE: Validator = Validator {
	stash: Sr25519Keyring::AliceStash,
	aura: Sr25519Keyring::Alice,
	grandpa: Ed25519Keyring::Alice,
};
const BOB: Validator = Validator {
	stash: Sr25519Keyring::BobStash,
	aura: Sr25519Keyring::Bob,
	grandpa: Ed25519Keyring::Bob,
};
const CHARLIE: Validator = Validator {
	stash: Sr25519Keyring::CharlieStash,
	aura: Sr25519Keyring::Charlie,
	grandpa: Ed25519Keyring::Charlie,
};
const DAVE: Validator = Validator {
	stash: Sr25519Keyring::DaveStash,
	aura: Sr25519Keyring::Dave,
	grandpa: Ed25519Keyring::Dave,
};

impl Validator {
	fn account(&self) -> AccountId {
		self.stash.to_account_id()
	}

	fn keys(&self) -> (AccountId, AccountId, SessionKeys) {
		let keys =
			SessionKeys { aura: self.aura.public().into(), grandpa: self.grandpa.public().into() };
		(self.account(), self.account(), keys)
	}
}

fn organization(
	name: &str,
	admin: Sr25519Keyring,
	roles: Vec<Role>,
	validator: &Validator,
) -> GenesisOrganization<AccountId> {
	GenesisOrganization {
		name: name.into(),
		admin: admin.to_account_id(),
		roles,
		members: vec![],
		validators: vec![validator.account()],
	}
}

fn genesis(
	validators: &[Validator],
	organizations: Vec<GenesisOrganization<AccountId>>,
	settings: Settings<u32>,
	council: Vec<Sr25519Keyring>,
) -> Value {
	build_struct_json_patch!(RuntimeGenesisConfig {
		balances: BalancesConfig {
			balances: Sr25519Keyring::well_known()
				.map(Sr25519Keyring::to_account_id)
				.chain((0u32..).map(OrgId).map(Consortium::account).take(organizations.len()))
				.map(|who| (who, ENDOWMENT))
				.collect(),
		},
		consortium: ConsortiumConfig { organizations, settings },
		session: SessionConfig { keys: validators.iter().map(Validator::keys).collect() },
		council: CouncilConfig {
			members: council.into_iter().map(Sr25519Keyring::to_account_id).collect(),
		},
		energy_market: EnergyMarketConfig { timing: SHORT_SLOTS },
	})
}

fn development() -> Value {
	genesis(
		&[ALICE],
		vec![organization("Development", Sr25519Keyring::Alice, Role::ALL.to_vec(), &ALICE)],
		Settings { min_validators: 1, session_length: 10 },
		vec![Sr25519Keyring::Alice],
	)
}

fn local_testnet() -> Value {
	genesis(
		&[ALICE, BOB, CHARLIE, DAVE],
		vec![
			organization(
				"Appliances",
				Sr25519Keyring::Alice,
				vec![Role::Manufacturer, Role::ServiceProvider],
				&ALICE,
			),
			organization("Buildings", Sr25519Keyring::Bob, vec![Role::Operator], &BOB),
			organization("Cold chain", Sr25519Keyring::Charlie, vec![Role::Carrier], &CHARLIE),
			organization(
				"Energy",
				Sr25519Keyring::Dave,
				vec![Role::EnergySupplier, Role::GridOperator],
				&DAVE,
			),
		],
		Settings { min_validators: 3, session_length: 15 },
		vec![Sr25519Keyring::Alice, Sr25519Keyring::Bob, Sr25519Keyring::Charlie],
	)
}

/// A form to fill in: the founders write their organisations, keys, council and endowment into
/// the plain chain spec.
fn staging() -> Value {
	build_struct_json_patch!(RuntimeGenesisConfig {
		balances: BalancesConfig { balances: vec![] },
		consortium: ConsortiumConfig {
			organizations: vec![],
			settings: Settings { min_validators: 4, session_length: crate::constants::HOURS },
		},
		session: SessionConfig { keys: vec![] },
		council: CouncilConfig { members: vec![] },
		// Slots of 15 minutes in periods of a day.
		energy_market: EnergyMarketConfig { timing: EnergyMarketConfig::default().timing },
	})
}

/// Reports what the founders forgot. Otherwise the pallets would only panic, or build a chain that
/// nobody can start or govern.
pub fn check(genesis: &[u8]) -> Result<(), String> {
	// If these bytes are not a genesis state, the builder refuses them, with the place of the
	// error.
	let Ok(RuntimeGenesisConfig { consortium, council, energy_market, session, .. }) =
		serde_json::from_slice(genesis)
	else {
		return Ok(());
	};
	let validators: Vec<_> =
		consortium.organizations.iter().flat_map(|org| &org.validators).collect();
	let minimum = consortium.settings.min_validators;
	if minimum == 0 {
		return Err("consortium.settings.minValidators is 0: set it to 1 or more".into());
	}
	if validators.len() < minimum as usize {
		let count = validators.len();
		return Err(format!("the organisations list {count} validators, the minimum is {minimum}"));
	}
	for who in &validators {
		if !session.keys.iter().any(|(account, id, _)| account == *who && id == *who) {
			return Err(format!("session.keys lacks the validator {who:?}"));
		}
	}
	for (who, ..) in &session.keys {
		if !validators.contains(&who) {
			return Err(format!("no organisation lists {who:?} of session.keys as a validator"));
		}
	}
	if council.members.is_empty() {
		return Err("the council has no members".into());
	}
	energy_market.timing.check().map_err(|wrong| format!("energyMarket.timing: {wrong}"))?;
	Ok(())
}

/// The preset with this name, as JSON.
pub fn get_preset(id: &PresetId) -> Option<Vec<u8>> {
	let patch = match id.as_ref() {
		DEV_RUNTIME_PRESET => development(),
		LOCAL_TESTNET_RUNTIME_PRESET => local_testnet(),
		STAGING_RUNTIME_PRESET => staging(),
		_ => return None,
	};
	// A JSON value always serialises.
	serde_json::to_vec(&patch).ok()
}

/// The names of all presets.
pub fn preset_names() -> Vec<PresetId> {
	vec![
		DEV_RUNTIME_PRESET.into(),
		LOCAL_TESTNET_RUNTIME_PRESET.into(),
		STAGING_RUNTIME_PRESET.into(),
	]
}
