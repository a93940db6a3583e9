//! `tallystick account`: whom an account belongs to, and its money.

use crate::{
	assets::args,
	failure::{Failure, Result},
	parse,
	session::Session,
	text::{money, table},
};
use clap::Args;
use serde_json::{json, Value};
use std::fmt::Write;
use tallystick_client::{
	consortium::views::{AccountOf, MembershipOf, OrganizationOf},
	records::{
		organization::{Position, Roles, Status},
		OrgId,
	},
	AccountId, Chain, Hash, Hold,
};

#[derive(Args)]
pub(crate) struct AccountArgs {
	/// The account. Without it: the one that signs.
	#[arg(value_parser = parse::account)]
	account: Option<AccountId>,
	/// Show an organisation and its account instead.
	#[arg(long, value_parser = args::org, conflicts_with = "account")]
	org: Option<OrgId>,
}

/// What money is held for, by pallet and reason, and when it comes back. `docs/money.md` says more.
const HOLDS: &[(&str, &str, &str, &str)] = &[
	("AssetLifecycle", "Asset", "assets", "when they are dropped"),
	("AssetLifecycle", "Class", "classes", "when they are dropped"),
	("AssetLifecycle", "Document", "documents", "when they are removed"),
	("AssetLifecycle", "Loan", "loans of devices", "when they end"),
	("AssetLifecycle", "Lot", "traceability lots", "when they are dropped"),
	("AssetLifecycle", "Policy", "condition policies", "when they are dropped"),
	("AssetLifecycle", "Prefix", "company prefixes", "when they are released"),
	("AssetLifecycle", "Recall", "recalls", "when they have ended"),
	("AssetLifecycle", "Stay", "stays of streams and their boundaries", "when they are forgotten"),
	("AssetLifecycle", "Trade", "trades and leaves shown for them", "when they are settled"),
	("Automation", "Actuator", "actuators and their groups", "when they are dropped or dissolved"),
	("Automation", "Rule", "rules and permits", "when they are removed or revoked"),
	("Automation", "Site", "sites and signals", "when they are closed"),
	(
		"Consortium",
		"Place",
		"members and invitations",
		"when members leave, and invitations are withdrawn",
	),
	("Council", "ProposalSubmission", "proposals to the council", "when they are decided"),
	("DeviceRegistry", "Device", "devices", "when they are dropped"),
	("DeviceRegistry", "Gateway", "authorised gateways", "when they are deauthorised"),
	("DeviceRegistry", "Lot", "production lots", "when they are closed"),
	("DeviceRegistry", "Model", "models", "when they are dropped"),
	(
		"EnergyMarket",
		"Float",
		"what a supplier pays customers from",
		"with `tallystick float withdraw`",
	),
	("EnergyMarket", "Index", "indices and reports of their values", "when they are dropped"),
	(
		"EnergyMarket",
		"Margin",
		"the orders of metering points, and what is prepaid",
		"with `tallystick margin withdraw`",
	),
	("EnergyMarket", "Point", "metering points", "when they are dropped"),
	("EnergyMarket", "Tariff", "tariffs and their versions", "when they are dropped"),
	("EnergyMarket", "Zone", "zones and their terms", "when they are dropped"),
	("Escrow", "Money", "money in escrow", "as far as nobody else is to get it"),
	("Escrow", "Record", "records of escrows", "when the escrows end"),
	("Preimage", "Preimage", "calls that were noted", "when they are removed"),
	(
		"Procurement",
		"Bond",
		"orders that were accepted as a vendor",
		"when they end, unless they were not shipped, or the arbiter is paid from it",
	),
	("Procurement", "Budget", "what machines may still spend", "when their mandates end"),
	(
		"Procurement",
		"Deposit",
		"disputes about orders",
		"when the orders end, unless the dispute was lost",
	),
	("Procurement", "Record", "offers, mandates, needs and orders", "when they are removed"),
	("SafeMode", "EnterOrExtend", "entering safe mode", "when the council returns it"),
	("Session", "Keys", "session keys", "when they are dropped"),
	("Consortium", "Place", "members and invitations", "when they leave, or it is withdrawn"),
	("Telemetry", "Watch", "watched channels", "when they are watched no more"),
	(
		"Telemetry",
		"Gateway",
		"accounts that have anchored",
		"never: nobody gets their numbers again",
	),
];

/// The money of an account.
struct Money {
	account: AccountId,
	/// What can be spent.
	free: u128,
	held: u128,
	holds: Vec<Hold>,
}

pub(crate) async fn run(session: &Session, args: AccountArgs) -> Result {
	let (who, named) = match (args.account, args.org) {
		(_, Some(org)) => (None, Some(org)),
		(Some(account), None) => (Some(account), None),
		(None, None) => (Some(session.signer()?.account()), None),
	};
	let chain = session.chain().await?;
	// Whatever is shown is of one block.
	let at = chain.best().await?.hash;
	let (mut text, mut value) = (String::new(), json!({}));
	let mut org = named;
	if let Some(account) = who {
		let balance = chain.balance(&account, Some(&at)).await?;
		let (free, held) = (balance.free, balance.held);
		let holds = chain.holds(&account, Some(&at)).await?;
		let money = Money { account, free, held, holds };
		let member = chain.view(MembershipOf { who: account }, Some(&at)).await?;
		let _ = writeln!(text, "account       {account}");
		money.write(&mut text, "free");
		value = money.json("free");
		match member {
			Some(member) => {
				org = Some(member.org);
				let position = match member.position {
					Position::Admin => "its admin",
					Position::Member => "a member",
				};
				let _ = writeln!(text, "belongs to    organisation {}, as {position}", member.org);
				value["position"] = json!(member.position);
			},
			None => text.push_str(
				"belongs to    no organisation; the admin of one invites it with `tallystick member invite`, and it joins with `tallystick member join`\n",
			),
		}
	}
	value["organization"] = match org {
		Some(org) => {
			if !text.is_empty() {
				text.push('\n');
			}
			of_organization(&chain, org, &at, &mut text).await?
		},
		None => Value::Null,
	};
	let value = if named.is_some() { value["organization"].take() } else { value };
	session.say(text, value);
	Ok(())
}

async fn of_organization(chain: &Chain, org: OrgId, at: &Hash, text: &mut String) -> Result<Value> {
	let unknown = || Failure::refused(format!("the chain does not know organisation {org}"));
	let found = chain.view(OrganizationOf { org }, Some(at)).await?.ok_or_else(unknown)?;
	let own = chain.view(AccountOf { org }, Some(at)).await?.ok_or_else(unknown)?;
	let holds = chain.holds(&own.account, Some(at)).await?;
	let money = Money { account: own.account, free: own.available, held: own.held, holds };
	let state = match found.status {
		Status::Active => "in good standing",
		Status::Suspended => "suspended: the council has to resume it before its members may act",
	};
	let _ = writeln!(text, "organisation  {org} ({}), {state}", found.name);
	let _ = writeln!(text, "roles         {}", roles_text(found.roles));
	let _ = writeln!(text, "account       {}, to which anybody can send money", own.account);
	money.write(text, "available");
	let mut value =
		json!({ "org": org, "name": found.name, "status": found.status, "roles": found.roles });
	value["money"] = money.json("available");
	Ok(value)
}

fn roles_text(roles: Roles) -> String {
	let roles = json!(roles);
	let names = roles.as_array().into_iter().flatten().filter_map(Value::as_str);
	let names: Vec<_> = names.collect();
	match names.is_empty() {
		true => "none; the council gives them".into(),
		false => names.join(", "),
	}
}

/// What is held for a reason, and when it comes back.
fn words(hold: &Hold) -> (String, &'static str) {
	let known =
		HOLDS.iter().find(|(pallet, reason, ..)| *pallet == hold.pallet && *reason == hold.reason);
	match known {
		Some((_, _, words, back)) => ((*words).to_owned(), back),
		None => (format!("{}.{}", hold.pallet, hold.reason), "when that has ended"),
	}
}

impl Money {
	fn write(&self, to: &mut String, free: &str) {
		let _ = writeln!(to, "{free:<12}  {}", money(self.free));
		let _ = writeln!(to, "held          {}", money(self.held));
		let row = |hold: &Hold| {
			let (words, back) = words(hold);
			vec![money(hold.amount), format!("for {words}"), format!("comes back {back}")]
		};
		let rows: Vec<_> = self.holds.iter().map(row).collect();
		for line in table(&rows).lines() {
			let _ = writeln!(to, "              {line}");
		}
	}

	fn json(&self, free: &str) -> Value {
		let hold = |hold: &Hold| {
			let (words, _) = words(hold);
			json!({
				"pallet": hold.pallet,
				"reason": hold.reason,
				"for": words,
				"amount": hold.amount.to_string(),
			})
		};
		json!({
			"account": self.account.to_string(),
			free: self.free.to_string(),
			"held": self.held.to_string(),
			"holds": self.holds.iter().map(hold).collect::<Vec<_>>(),
		})
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::collections::BTreeSet;

	#[test]
	fn every_reason_of_the_chain_to_hold_money_has_words() {
		let metadata = || tallystick_runtime::Runtime::metadata_at_version(16).unwrap();
		let metadata = sp_io::TestExternalities::default().execute_with(metadata);
		let metadata = tallystick_client::Metadata::decode_from(&metadata).unwrap();
		let types = metadata.types();
		let variants = |id: u32| match &types.resolve(id).unwrap().type_def {
			scale_info::TypeDef::Variant(of) => of.variants.clone(),
			other => panic!("{other:?}"),
		};
		let all = types.types.iter().find(|found| {
			found.ty.path.segments.last().is_some_and(|name| name == "RuntimeHoldReason")
		});
		let mut reasons = BTreeSet::new();
		for pallet in variants(all.unwrap().id) {
			for reason in variants(pallet.fields[0].ty.id) {
				reasons.insert((pallet.name.clone(), reason.name));
			}
		}
		let ours = HOLDS.iter().map(|(pallet, reason, ..)| ((*pallet).into(), (*reason).into()));
		assert_eq!(ours.collect::<BTreeSet<(String, String)>>(), reasons);
	}
}
