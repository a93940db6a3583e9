//! What the runtime decides about each pallet's calls. A new pallet or call fails here until somebody
//! has decided on it, too.

mod common;

use common::every_call;
use frame_support::traits::{Contains, InstanceFilter};
use std::collections::BTreeMap;
use tallystick_runtime::{
	configs::{
		consortium::{SponsoredCalls, UnsuspendableCalls},
		governance::{ProxyType, Vital},
	},
	RuntimeCall,
};
use Calls::{AllBut, Only};

/// Some of a pallet's calls.
enum Calls {
	AllBut(&'static [&'static str]),
	Only(&'static [&'static str]),
}

const ALL: Calls = AllBut(&[]);
const NONE: Calls = Only(&[]);

impl Calls {
	fn contains(&self, call: &str) -> bool {
		match self {
			AllBut(calls) => !calls.contains(&call),
			Only(calls) => calls.contains(&call),
		}
	}
}

/// What is decided about the calls of one pallet.
struct Decision {
	pallet: &'static str,
	/// The number of calls that were looked at.
	calls: usize,
	/// An organisation pays for its members' calls, whichever of them signs: `SponsoredCalls`. For whom it
	/// pays to decide in the council is tested in `council.rs`.
	sponsored: Calls,
	/// Neither safe mode nor a pause stops them: `Vital`.
	vital: Calls,
	/// The members of a suspended organisation may make them: `UnsuspendableCalls`.
	unsuspendable: Calls,
	/// Each kind of proxy may make them, in the order of `PROXIES`: `ProxyType`.
	proxies: [Calls; 4],
}

/// Every kind of proxy but `Any`, which may do everything.
const PROXIES: [ProxyType; 4] =
	[ProxyType::NonTransfer, ProxyType::Governance, ProxyType::Consortium, ProxyType::EnergyMarket];
const _: fn(ProxyType) = |kind| match kind {
	// A new kind needs a column.
	ProxyType::Any
	| ProxyType::NonTransfer
	| ProxyType::Governance
	| ProxyType::Consortium
	| ProxyType::EnergyMarket => {},
};

/// The calls by which somebody decides about money in the energy market.
const COMMITTING: &[&str] = &[
	"open_zone",
	"set_terms",
	"drop_zone",
	"offer_tariff",
	"publish_version",
	"end_tariff",
	"propose_point",
	"confirm_point",
	"propose_meter",
	"confirm_meter",
	"close_point",
	"drop_point",
	"request_contract",
	"accept_contract",
	"end_contract",
	"fund",
	"withdraw",
	"place",
	"forgive",
	"fund_float",
	"withdraw_float",
];

/// The calls about organisations and validators that the council alone makes.
const COUNCIL_S: &[&str] = &[
	"admit",
	"set_roles",
	"suspend",
	"resume",
	"set_quota",
	"add_validator",
	"remove_validator",
	"configure",
	"dissolve",
	"enact",
];

/// The calls by which somebody decides about money in an order.
const BUYING: &[&str] = &[
	"publish_offer",
	"grant_mandate",
	"amend_mandate",
	"place_order",
	"grant_claim",
	"accept",
	"cancel",
	"receive",
	"dispute",
	"send_back",
	"take_back",
	"propose",
];

const fn decide(
	pallet: &'static str,
	calls: usize,
	sponsored: Calls,
	vital: Calls,
	unsuspendable: Calls,
	proxies: [Calls; 4],
) -> Decision {
	Decision { pallet, calls, sponsored, vital, unsuspendable, proxies }
}

// In the order of the fields.
#[rustfmt::skip]
const DECISIONS: &[Decision] = &[
	decide("System",         11, NONE,                                Only(&["apply_authorized_upgrade"]), NONE,                     [ALL, NONE, NONE, NONE]),
	decide("Timestamp",      1,  NONE,                                ALL,                                 NONE,                     [ALL, NONE, NONE, NONE]),
	decide("Utility",        8,  NONE,                                NONE,                                NONE,                     [ALL, NONE, NONE, NONE]),
	decide("Multisig",       5,  NONE,                                NONE,                                NONE,                     [ALL, NONE, NONE, NONE]),
	decide("Proxy",          11, NONE,                                NONE,                                NONE,                     [ALL, NONE, NONE, NONE]),
	decide("Scheduler",      10, NONE,                                NONE,                                NONE,                     [ALL, NONE, NONE, NONE]),
	decide("Preimage",       5,  NONE,                                NONE,                                NONE,                     [ALL, NONE, NONE, NONE]),
	decide("Balances",       9,  NONE,                                NONE,                                NONE,                     [NONE, NONE, NONE, NONE]),
	decide("Consortium",     17, AllBut(COUNCIL_S),                   AllBut(&["withdraw"]),               Only(&["remove_member", "withdraw_invitation"]), [AllBut(&["set_admin", "withdraw"]), NONE, AllBut(&["set_admin", "withdraw"]), NONE]),
	decide("Session",        2,  ALL,                                 ALL,                                 NONE,                     [ALL, NONE, NONE, NONE]),
	decide("Grandpa",        3,  NONE,                                AllBut(&["report_equivocation"]),   NONE,                     [ALL, NONE, NONE, NONE]),
	decide("Council",        8,  NONE,                                ALL,                                 ALL,                      [ALL, ALL, NONE, NONE]),
	decide("SafeMode",       8,  NONE,                                ALL,                                 NONE,                     [ALL, NONE, NONE, NONE]),
	decide("TxPause",        2,  NONE,                                ALL,                                 NONE,                     [ALL, NONE, NONE, NONE]),
	decide("DeviceRegistry", 24, ALL,                                 NONE,                                NONE,                     [ALL, NONE, NONE, NONE]),
	decide("Telemetry",      8,  ALL,                                 NONE,                                NONE,                     [ALL, NONE, NONE, NONE]),
	decide("Escrow",         2,  ALL,                                 NONE,                                NONE,                     [AllBut(&["decide"]), NONE, NONE, NONE]),
	decide("AssetLifecycle", 51, ALL,                                 NONE,                                NONE,                     [AllBut(&["fund", "post_bond"]), NONE, NONE, NONE]),
	decide("Automation",     28, ALL,                                 NONE,                                Only(&["stop"]),          [ALL, NONE, NONE, NONE]),
	decide("Procurement",    28, ALL,                                 NONE,                                NONE,                     [AllBut(BUYING), NONE, NONE, NONE]),
	decide("EnergyMarket",   35, ALL,                                 NONE,                                NONE,                     [AllBut(COMMITTING), NONE, NONE, ALL]),
];

#[test]
fn every_call_is_decided_on() {
	let mut pallets = BTreeMap::<_, Vec<_>>::new();
	for (name, call) in every_call() {
		pallets.entry(name.pallet_name).or_default().push((name.function_name, call));
	}
	let mut wrong = Vec::new();
	for (pallet, calls) in &pallets {
		let decided = DECISIONS.iter().find(|decision| decision.pallet == *pallet);
		let looked_at = decided.map_or(0, |decision| decision.calls);
		if looked_at != calls.len() {
			wrong.push(format!(
				"{pallet} has {} calls, and {looked_at} are decided on: decide on the others in each \
				 column of DECISIONS",
				calls.len()
			));
		}
		if let Some(decision) = decided {
			wrong.extend(calls.iter().flat_map(|(name, call)| differences(decision, name, call)));
		}
	}
	for decision in DECISIONS {
		if !pallets.contains_key(decision.pallet) {
			wrong.push(format!("{}: no such pallet has calls", decision.pallet));
		}
	}
	assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Where the runtime differs from what is decided.
fn differences(decision: &Decision, name: &str, call: &RuntimeCall) -> Vec<String> {
	let by_name = (bounded(decision.pallet), bounded(name));
	let mut columns = vec![
		("SponsoredCalls".into(), &decision.sponsored, SponsoredCalls::contains(call)),
		("Vital".into(), &decision.vital, Vital::contains(call)),
		("Vital, by name,".into(), &decision.vital, Vital::contains(&by_name)),
		("UnsuspendableCalls".into(), &decision.unsuspendable, UnsuspendableCalls::contains(call)),
		("ProxyType::Any".into(), &ALL, ProxyType::Any.filter(call)),
	];
	for (kind, calls) in PROXIES.iter().zip(&decision.proxies) {
		columns.push((format!("ProxyType::{kind:?}"), calls, kind.filter(call)));
	}
	columns
		.into_iter()
		.filter(|(_, decided, contained)| decided.contains(name) != *contained)
		.map(|(column, _, contained)| {
			let verb = if contained { "contains" } else { "does not contain" };
			format!("{column} {verb} {}.{name}, against DECISIONS", decision.pallet)
		})
		.collect()
}

fn bounded<S: frame_support::traits::Get<u32>>(text: &str) -> sp_runtime::BoundedVec<u8, S> {
	text.as_bytes().to_vec().try_into().expect("names are short")
}
