//! What clients rely on that know this chain by its metadata alone.

#[path = "common/ours.rs"]
mod ours;

use codec::Decode;
use frame_metadata::{v16::RuntimeMetadataV16, RuntimeMetadata, RuntimeMetadataPrefixed};
use ours::ours;
use pallet_consortium::GenesisOrganization;
use pallet_transaction_payment::{FeeDetails, RuntimeDispatchInfo};
use pallet_transaction_payment_rpc_runtime_api::runtime_decl_for_transaction_payment_api::TransactionPaymentApiV4;
use scale_info::form::PortableForm;
use sp_keyring::Sr25519Keyring::{Alice, Bob, Charlie};
use sp_runtime::{generic::Era, BuildStorage, MultiSignature};
use std::collections::{BTreeMap, BTreeSet};
use tallystick_primitives::{Facts, OrgId, Role, Roles};
use tallystick_runtime::{
	AccountId, Balance, Block, Consortium, ConsortiumConfig, Runtime, RuntimeCall,
	RuntimeGenesisConfig, RuntimeOrigin, TxExtension, UncheckedExtrinsic, VERSION,
};

/// The crates of ours whose types pallets share.
const SHARED: [&str; 6] = [
	"tallystick_control",
	"tallystick_evidence",
	"tallystick_market",
	"tallystick_primitives",
	"tallystick_records",
	"tallystick_rules",
];

/// Alice administers an organisation, to which Bob belongs.
fn one_organization() -> sp_io::TestExternalities {
	let organization = GenesisOrganization {
		name: "One".into(),
		admin: Alice.to_account_id(),
		roles: Role::ALL.to_vec(),
		members: vec![Bob.to_account_id()],
		validators: vec![],
	};
	let consortium = ConsortiumConfig { organizations: vec![organization], ..Default::default() };
	let genesis = RuntimeGenesisConfig { consortium, ..Default::default() };
	genesis.build_storage().expect("the genesis builds").into()
}

fn extensions() -> TxExtension {
	(
		frame_system::AuthorizeCall::new().into(),
		frame_system::CheckNonZeroSender::new(),
		frame_system::CheckSpecVersion::new(),
		frame_system::CheckTxVersion::new(),
		frame_system::CheckGenesis::new(),
		frame_system::CheckMortality::from(Era::Immortal),
		frame_system::CheckNonce::from(0u32.into()),
		frame_system::CheckWeight::new(),
		pallet_transaction_payment::ChargeTransactionPayment::from(0).into(),
		frame_metadata_hash_extension::CheckMetadataHash::new(false),
		frame_system::WeightReclaim::new(),
	)
}

/// As wallets ask for a fee: with an empty signature.
fn signed(who: AccountId, call: RuntimeCall) -> UncheckedExtrinsic {
	let signature = MultiSignature::Sr25519(Default::default());
	UncheckedExtrinsic::new_signed(call, who.into(), signature, extensions())
}

fn sponsored_call() -> RuntimeCall {
	pallet_consortium::Call::remove_member { who: Bob.to_account_id() }.into()
}

fn transfer() -> RuntimeCall {
	let dest = Charlie.to_account_id().into();
	pallet_balances::Call::transfer_keep_alive { dest, value: 1 }.into()
}

/// What both ways to ask answer, which must agree.
fn fee(extrinsic: &UncheckedExtrinsic) -> Balance {
	const LENGTH: u32 = 140;
	let info: RuntimeDispatchInfo<Balance> =
		<Runtime as TransactionPaymentApiV4<Block, Balance>>::query_info(extrinsic.clone(), LENGTH);
	assert!(info.weight.ref_time() > 0);
	let details: FeeDetails<Balance> =
		<Runtime as TransactionPaymentApiV4<Block, Balance>>::query_fee_details(
			extrinsic.clone(),
			LENGTH,
		);
	assert_eq!(details.final_fee(), info.partial_fee);
	info.partial_fee
}

#[test]
fn light_clients_and_forks_know_the_system_version() {
	assert_eq!(VERSION.system_version, 1);
}

#[test]
fn a_member_is_told_no_fee_for_a_sponsored_call() {
	one_organization().execute_with(|| {
		for member in [Alice, Bob] {
			assert_eq!(fee(&signed(member.to_account_id(), sponsored_call())), 0);
		}
	});
}

#[test]
fn whoever_pays_is_told_the_fee() {
	one_organization().execute_with(|| {
		assert!(fee(&signed(Bob.to_account_id(), transfer())) > 0);
		assert!(fee(&signed(Charlie.to_account_id(), sponsored_call())) > 0);

		let sponsored = signed(Bob.to_account_id(), sponsored_call());
		let none = pallet_consortium::Quota::default();
		Consortium::set_quota(RuntimeOrigin::root(), OrgId(0), none).expect("the council may");
		assert!(fee(&sponsored) > 0, "the quota is spent");
		Consortium::suspend(RuntimeOrigin::root(), OrgId(0)).expect("the council may");
		assert!(fee(&sponsored) > 0, "a suspended organisation pays for nobody");
	});
}

#[test]
fn what_nobody_signs_costs_nobody() {
	one_organization().execute_with(|| {
		assert_eq!(fee(&UncheckedExtrinsic::new_transaction(transfer(), extensions())), 0);
		assert_eq!(fee(&UncheckedExtrinsic::new_bare(transfer())), 0);
	});
}

fn metadata() -> RuntimeMetadataV16 {
	// The defaults of storage items are looked up in a state.
	let bytes = sp_io::TestExternalities::default()
		.execute_with(|| Runtime::metadata_at_version(16))
		.expect("version 16 is served");
	let prefixed = RuntimeMetadataPrefixed::decode(&mut bytes.as_slice()).expect("it decodes");
	match prefixed.1 {
		RuntimeMetadata::V16(metadata) => metadata,
		other => panic!("version {} in place of 16", other.version()),
	}
}

/// Every text of ours in the metadata, by the crate and the item that it belongs to.
fn docs(metadata: &RuntimeMetadataV16) -> Vec<(String, String, String)> {
	let (mut all, pallets) = (Vec::new(), ours(metadata));
	let is_ours =
		|krate: &str| SHARED.contains(&krate) || pallets.values().any(|pallet| pallet == krate);
	let mut add = |krate: &str, item: String, docs: &[String]| {
		all.push((krate.to_owned(), item, docs.join("\n")));
	};
	for ty in &metadata.types.types {
		let path = &ty.ty.path.segments;
		let Some(krate) = path.first().filter(|krate| is_ours(krate)) else {
			continue;
		};
		let name = path.join("::");
		add(krate, name.clone(), &ty.ty.docs);
		let fields = |fields: &[scale_info::Field<PortableForm>], of: &str| {
			fields
				.iter()
				.map(|field| {
					let field_name = field.name.clone().unwrap_or_default();
					(format!("{of}.{field_name}"), field.docs.clone())
				})
				.collect::<Vec<_>>()
		};
		let mut inner = Vec::new();
		match &ty.ty.type_def {
			scale_info::TypeDef::Composite(composite) => {
				inner.extend(fields(&composite.fields, &name));
			},
			scale_info::TypeDef::Variant(variants) => {
				for variant in &variants.variants {
					let of = format!("{name}::{}", variant.name);
					inner.extend(fields(&variant.fields, &of));
					inner.push((of, variant.docs.clone()));
				}
			},
			_ => {},
		}
		for (item, docs) in inner {
			add(krate, item, &docs);
		}
	}
	for pallet in &metadata.pallets {
		let Some(krate) = pallets.get(&pallet.name) else { continue };
		let name = &pallet.name;
		add(krate, name.clone(), &pallet.docs);
		for entry in pallet.storage.iter().flat_map(|storage| &storage.entries) {
			add(krate, format!("{name}.{}", entry.name), &entry.docs);
		}
		for constant in &pallet.constants {
			add(krate, format!("{name}.{}", constant.name), &constant.docs);
		}
		for view in &pallet.view_functions {
			add(krate, format!("{name}.{}", view.name), &view.docs);
		}
	}
	all
}

/// What a text of a crate may refer to: errors, events, storage, constants and types that the
/// metadata holds.
fn known(metadata: &RuntimeMetadataV16) -> BTreeMap<String, BTreeSet<String>> {
	let mut known: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
	for ty in &metadata.types.types {
		let path = &ty.ty.path.segments;
		let (Some(krate), Some(name)) = (path.first(), path.last()) else { continue };
		let names = known.entry(krate.clone()).or_default();
		names.insert(name.clone());
		if let scale_info::TypeDef::Variant(variants) = &ty.ty.type_def {
			names.extend(
				variants.variants.iter().map(|variant| format!("{name}::{}", variant.name)),
			);
		}
	}
	let pallets = ours(metadata);
	for pallet in &metadata.pallets {
		let Some(krate) = pallets.get(&pallet.name) else { continue };
		let names = known.entry(krate.to_owned()).or_default();
		let storage = pallet.storage.iter().flat_map(|storage| &storage.entries);
		names.extend(storage.map(|entry| entry.name.clone()));
		names.extend(pallet.constants.iter().map(|constant| constant.name.clone()));
	}
	known
}

/// The targets of rustdoc's links in a text: what stands between brackets, and what follows them in
/// parentheses.
fn links(text: &str) -> Vec<&str> {
	let mut links = Vec::new();
	let mut rest = text;
	while let Some((_, after)) = rest.split_once('[') {
		let Some((target, after)) = after.split_once(']') else { break };
		match after.strip_prefix('(').and_then(|after| after.split_once(')')) {
			Some((target, _)) => links.push(target),
			// Mathematics has no letter after the bracket, a link has.
			None if target.starts_with(|c: char| c == '`' || c.is_alphabetic()) => {
				links.push(target.trim_matches('`'))
			},
			None => {},
		}
		rest = after;
	}
	links
}

#[test]
fn links_are_found() {
	assert_eq!(links("See [`A::B`], [c](Self::c) and [0, 1]."), ["A::B", "Self::c"]);
}

#[test]
fn the_metadata_refers_to_nothing_that_it_does_not_hold() {
	let metadata = metadata();
	let known = known(&metadata);
	let mut dangling = Vec::new();
	for (krate, item, text) in docs(&metadata) {
		let names = &known[&krate];
		let links = links(&text);
		dangling.extend(
			links
				.iter()
				.filter(|link| !names.contains(**link))
				.map(|link| format!("{item}: [{link}]")),
		);
		if text.contains("Config::") || text.contains("Self::") {
			dangling.push(format!("{item}: {text}"));
		}
	}
	assert!(dangling.is_empty(), "say these in words:\n{}", dangling.join("\n"));
}

#[test]
fn the_metadata_describes_every_item_of_ours() {
	let metadata = metadata();
	for pallet in &metadata.pallets {
		if ours(&metadata).contains_key(&pallet.name) {
			assert!(!pallet.docs.is_empty(), "{} has no text", pallet.name);
		}
	}
	let (errors, calls): (Vec<_>, Vec<_>) = docs(&metadata)
		.into_iter()
		.filter(|(_, item, _)| item.contains("::Error::") || item.contains("::Call::"))
		.filter(|(_, item, _)| !item.contains('.') && !item.ends_with("__Ignore"))
		.partition(|(_, item, _)| item.contains("::Error::"));
	assert!(errors.len() > 50 && calls.len() > 30, "{} and {}", errors.len(), calls.len());
	for (_, item, text) in errors.iter().chain(&calls) {
		assert!(!text.trim().is_empty(), "{item} has no text");
	}
	for (_, item, text) in calls {
		assert!(text.contains("## Dispatch Origin"), "{item} does not say who may sign it");
	}
}

#[test]
fn the_metadata_names_the_bits_of_roles_and_facts() {
	let docs = docs(&metadata());
	let of = |name: &str| {
		let found = docs.iter().find(|(_, item, _)| item.ends_with(name));
		found.unwrap_or_else(|| panic!("{name} is not in the metadata")).2.replace('\n', " ")
	};
	let roles = of("::Roles");
	for role in Role::ALL {
		let bit = format!(" {} {role:?}", Roles::from(role).bits());
		assert!(roles.contains(&bit), "{bit} is not in: {roles}");
	}
	let facts = of("::Facts");
	let names = [
		"gap",
		"restart",
		"fork",
		"skew",
		"out of range",
		"uncalibrated",
		"late",
		"old key",
		"omitted",
	];
	assert_eq!(names.len(), Facts::ALL.len());
	for (fact, name) in Facts::ALL.iter().zip(names) {
		let bit = format!(" {} {name}", fact.bits());
		assert!(facts.contains(&bit), "{bit} is not in: {facts}");
	}
}

#[test]
fn the_check_with_polkadot_js_has_a_transaction_of_each_pallet() {
	let script = include_str!("../../tests/interop/polkadot-js/transactions.mjs");
	let (_, table) = script.split_once("export const transactions = {").expect("a table");
	let table = table.split_once('}').expect("the table ends").0;
	let listed: BTreeSet<_> =
		table.split(',').map(str::trim).filter(|name| !name.is_empty()).collect();
	let metadata = metadata();
	let callable = metadata.pallets.iter().filter(|pallet| {
		// A pallet without a call has an empty enum.
		pallet.calls.as_ref().is_some_and(|calls| {
			match &metadata.types.resolve(calls.ty.id).expect("the type is known").type_def {
				scale_info::TypeDef::Variant(calls) => !calls.variants.is_empty(),
				_ => true,
			}
		})
	});
	let names: BTreeSet<_> = callable
		.map(|pallet| {
			let (first, rest) = pallet.name.split_at(1);
			first.to_lowercase() + rest
		})
		.collect();
	assert_eq!(listed, names.iter().map(String::as_str).collect());
}
