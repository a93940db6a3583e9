//! `tallystick debt`.

use super::{contracts::PointArg, id, moment, units, Market};
use crate::{
	assets::{args, done, event_of},
	failure::{Failure, Result},
	parse,
	session::Session,
	text,
};
use clap::Subcommand;
use serde_json::json;
use tallystick_client::{
	consortium::views::{AccountOf, MembershipOf},
	energy_market::{
		calls::{Forgive, PayDebts},
		events::{DebtsPaid, Forgiven},
		views::{Debtors, DebtsOf},
		Debt, Moved, Party, MAX_PAGE,
	},
	records::{
		market::{self, PointId},
		OrgId,
	},
	AccountId,
};

#[derive(Subcommand)]
pub(crate) enum DebtCommand {
	/// List what is open between metering points and others.
	List {
		/// Only with this supplier.
		#[arg(long, value_parser = args::org)]
		org: Option<OrgId>,
	},
	/// Show what a metering point owes, and is owed.
	Show(PointArg),
	/// Have what is open paid, from the point's free margin and from suppliers' floats. Anybody may.
	#[command(
		after_help = "Example:\n  tallystick margin fund 5f0c…9a21 '5 TALLY' --key-file home.key\n  tallystick debt pay 5f0c…9a21 --key-file home.key"
	)]
	Pay(PointArg),
	/// Waive, as the creditor, what is open with a metering point: as its supplier, as the payee of a charge, or as
	/// the point's owner.
	#[command(
		after_help = "Example:\n  tallystick debt forgive 5f0c…9a21 --amount '0.5 TALLY' --key-file supplier.key"
	)]
	Forgive {
		#[command(flatten)]
		of: PointArg,
		/// How much at most: 0.5 TALLY, or a whole number of millionths. Without it: all.
		#[arg(long, value_parser = text::parse_money)]
		amount: Option<u128>,
		/// The supplier with whom it is open, if several debts are the signer's to waive.
		#[arg(long, value_parser = args::org)]
		org: Option<OrgId>,
		/// The account of the payee to whom it is owed, likewise: the signer's own, or that of their organisation.
		#[arg(long, value_parser = parse::account, conflicts_with = "org")]
		payee: Option<AccountId>,
	},
}

pub(crate) async fn run(session: &Session, command: DebtCommand) -> Result {
	let market = Market::open(session).await?;
	match command {
		DebtCommand::List { org } => list(&market, org).await,
		DebtCommand::Show(PointArg { point }) => show(&market, point).await,
		DebtCommand::Pay(PointArg { point }) => pay(&market, point).await,
		DebtCommand::Forgive { of, amount, org, payee } => {
			let wanted = org.map(market::Party::Supplier).or(payee.map(market::Party::Payee));
			forgive(&market, of.point, amount, wanted).await
		},
	}
}

/// What a point owes in all.
pub(super) fn owed(debts: &[Debt]) -> u128 {
	debts.iter().filter_map(|debt| u128::try_from(debt.amount).ok()).sum()
}

/// A party for people.
pub(super) async fn party(market: &Market<'_>, of: &Party) -> Result<String> {
	Ok(match of {
		market::Party::Supplier(org) => format!("organisation {}", market.ledger.name(*org).await?),
		market::Party::Payee(account) => account.to_string(),
	})
}

/// What moved between a point and parties, a line for each.
pub(super) async fn moved_text(market: &Market<'_>, moved: &Moved) -> Result<String> {
	let mut rows = Vec::new();
	for (of, amount) in moved {
		let name = party(market, of).await?;
		let direction = if *amount < 0 { "got from" } else { "paid to" };
		let amount = units::amount(i128::try_from(amount.unsigned_abs()).unwrap_or(i128::MAX));
		rows.push(vec![format!("  {direction}"), name, amount]);
	}
	Ok(text::table(&rows))
}

async fn row(market: &Market<'_>, point: PointId, debt: &Debt) -> Result<Vec<String>> {
	let name = party(market, &debt.party).await?;
	let owes = match debt.amount < 0 {
		true => format!("{name} owes the point"),
		false => format!("the point owes {name}"),
	};
	let amount = units::amount(i128::try_from(debt.amount.unsigned_abs()).unwrap_or(i128::MAX));
	Ok(vec![id(point), owes, amount, format!("since {}", moment(debt.since))])
}

async fn list(market: &Market<'_>, org: Option<OrgId>) -> Result {
	let chain = &market.ledger.chain;
	let block = chain.best().await?.hash;
	let (mut rows, mut values, mut after) = (Vec::new(), Vec::new(), None);
	loop {
		let page = chain.view(Debtors { after, limit: MAX_PAGE }, Some(&block)).await?;
		for (point, debts) in &page {
			let wanted =
				|debt: &&Debt| org.is_none_or(|org| debt.party == market::Party::Supplier(org));
			for debt in debts.iter().filter(wanted) {
				rows.push(row(market, *point, debt).await?);
				values.push(json!({ "point": point, "debt": debt }));
			}
		}
		after = page.last().map(|(point, _)| *point);
		if page.len() < MAX_PAGE as usize {
			break;
		}
	}
	let text = if rows.is_empty() { "nothing is open".into() } else { text::table(&rows) };
	market.ledger.session.say(text, json!(values));
	Ok(())
}

async fn show(market: &Market<'_>, point: PointId) -> Result {
	market.point(point).await?;
	let debts = market.ledger.chain.view(DebtsOf { point }, None).await?;
	let mut rows = Vec::new();
	for debt in &debts {
		rows.push(row(market, point, debt).await?);
	}
	let text = match rows.is_empty() {
		true => format!("metering point {} owes nothing, and is owed nothing", id(point)),
		false => text::table(&rows),
	};
	market.ledger.session.say(text, json!({ "point": point, "debts": debts }));
	Ok(())
}

async fn pay(market: &Market<'_>, point: PointId) -> Result {
	market.point(point).await?;
	if market.ledger.chain.view(DebtsOf { point }, None).await?.is_empty() {
		return Err(Failure::refused(format!(
			"metering point {} owes nothing, and is owed nothing",
			id(point)
		)));
	}
	let included = market.ledger.submit_by_anybody(PayDebts { point }).await?;
	let DebtsPaid { moved, free, .. } = event_of(&included)?;
	let text = format!(
		"debts of metering point {} are paid; {} of its margin are free\n{}",
		id(point),
		text::money(free),
		moved_text(market, &moved).await?
	);
	let value = json!({
		"point": point, "moved": moved_json(&moved), "free": free.to_string(),
		"block": included.block.number,
	});
	market.ledger.session.say(text, value);
	Ok(())
}

pub(super) fn moved_json(moved: &Moved) -> serde_json::Value {
	let one =
		|(party, amount): &(Party, i128)| json!({ "party": party, "amount": amount.to_string() });
	json!(moved.iter().map(one).collect::<Vec<_>>())
}

/// The debt that this signer can forgive, who may act for an organisation with an account of its own.
fn forgivable(
	debts: &[Debt],
	owner: AccountId,
	signer: AccountId,
	own: Option<(OrgId, AccountId)>,
	wanted: Option<Party>,
) -> std::result::Result<Debt, &'static str> {
	let is_creditor = |debt: &&Debt| match debt.party {
		_ if debt.amount < 0 => owner == signer,
		market::Party::Supplier(supplier) => own.is_some_and(|(org, _)| org == supplier),
		market::Party::Payee(payee) => {
			payee == signer || own.is_some_and(|(_, account)| account == payee)
		},
	};
	let is_wanted = |debt: &&Debt| wanted.is_none_or(|wanted| debt.party == wanted);
	let mut found = debts.iter().filter(is_creditor).filter(is_wanted);
	match (found.next(), found.next()) {
		(Some(debt), None) => Ok(*debt),
		(None, _) => Err("nothing is open of which the signer is the creditor"),
		(Some(_), Some(_)) => {
			Err("several debts are the signer's to forgive: name one with --org or --payee")
		},
	}
}

async fn forgive(
	market: &Market<'_>,
	point: PointId,
	amount: Option<u128>,
	wanted: Option<Party>,
) -> Result {
	let record = market.point(point).await?;
	let debts = market.ledger.chain.view(DebtsOf { point }, None).await?;
	let signer = market.ledger.session.signer()?.account();
	let chain = &market.ledger.chain;
	let own = match chain.view(MembershipOf { who: signer }, None).await? {
		Some(member) => {
			let org = member.org;
			let account = chain.view(AccountOf { org }, None).await?;
			account.map(|own| (org, own.account))
		},
		None => None,
	};
	let debt = forgivable(&debts, record.owner, signer, own, wanted).map_err(|problem| {
		Failure::refused(format!(
			"{problem}; `tallystick debt show {}` shows what is open",
			id(point)
		))
	})?;
	let amount = amount.unwrap_or_else(|| debt.amount.unsigned_abs());
	if amount == 0 {
		return Err(Failure::usage("an amount of 0 is too small"));
	}
	let call = Forgive { point, party: debt.party, amount };
	let included = market.ledger.submit_by_anybody(call).await?;
	let Forgiven { party: of, amount, .. } = event_of(&included)?;
	let name = party(market, &of).await?;
	let shown = units::amount(i128::try_from(amount.unsigned_abs()).unwrap_or(i128::MAX));
	let text = match amount < 0 {
		true => format!("{name} owes metering point {} {shown} less", id(point)),
		false => format!("metering point {} owes {name} {shown} less", id(point)),
	};
	let value = json!({ "point": point, "party": of, "amount": amount.to_string() });
	done(&market.ledger, &included, text, value);
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;
	use tallystick_client::records::Millis;

	#[test]
	fn a_creditor_forgives_what_is_theirs() {
		let [owner, payee, stranger, fund] = [1, 2, 3, 4].map(|byte| AccountId([byte; 32]));
		let debt = |party, amount| Debt { party, amount, since: Millis(5) };
		let supplier = |org| market::Party::Supplier(OrgId(org));
		let debts = [
			debt(supplier(1), 700),
			debt(supplier(2), -50),
			debt(supplier(3), -60),
			debt(market::Party::Payee(payee), 9),
			debt(market::Party::Payee(fund), 8),
		];
		let found = |signer, own: Option<u32>, wanted: Option<Party>| {
			// Two of them have the account that is a payee.
			let account = |org| if org == 5 || org == 1 { fund } else { AccountId([9; 32]) };
			let own = own.map(|org| (OrgId(org), account(org)));
			forgivable(&debts, owner, signer, own, wanted).map(|debt| debt.amount)
		};
		// A supplier who is also a payee, by the account of the organisation.
		assert_eq!(found(stranger, Some(1), Some(supplier(1))), Ok(700));
		assert_eq!(found(stranger, Some(1), Some(market::Party::Payee(fund))), Ok(8));
		let several = found(stranger, Some(1), None).unwrap_err();
		assert!(several.contains("--org or --payee"), "{several}");
		assert_eq!(found(payee, None, None), Ok(9));
		// The grid operator's organisation gets charges, and nobody has the key of its account.
		assert_eq!(found(stranger, Some(5), None), Ok(8));
		assert_eq!(found(owner, None, Some(supplier(3))), Ok(-60));
		assert!(found(owner, None, None).unwrap_err().contains("--org"));
		assert!(found(owner, None, Some(supplier(1))).is_err());
		// A supplier who owes has nothing to forgive.
		assert!(found(stranger, Some(2), None).is_err());
		assert!(found(stranger, None, None).is_err());
	}
}
