//! `tallystick statement`.

use super::{contracts::PointArg, id, points, slots::Slots, terms, units, when, Market};
use crate::{
	failure::{Failure, Result},
	session::{print, Session},
	text,
};
use clap::Args;
use serde_json::json;
use std::{
	collections::{btree_map::Entry, BTreeMap},
	fmt::Write,
};
use tallystick_client::{
	energy_market::{views::StatementOf, Places, Statement, SupplyAccount, ZoneTerms},
	market::{Line, LineKind, Period},
	records::Millis,
};

/// Show what a period costs a metering point, as far as it is known.
#[derive(Args)]
#[command(after_help = "Examples:
  tallystick statement 5f0c…9a21 2026-12-02
  tallystick statement 5f0c…9a21 2026-12-02 --csv > december-2.csv

Amounts are what the point pays; what it gets is negative. Each line is rounded once, in the point's favour.")]
pub(crate) struct StatementArgs {
	#[command(flatten)]
	of: PointArg,
	/// A moment of the period.
	#[arg(value_name = "TIME", value_parser = when)]
	at: Millis,
	/// Write the lines as CSV.
	#[arg(long, conflicts_with = "json")]
	csv: bool,
}

pub(crate) async fn run(session: &Session, args: StatementArgs) -> Result {
	let market = Market::open(session).await?;
	let (point, slots) = (args.of.point, &market.slots);
	let record = market.point(point).await?;
	let period = slots.period(args.at);
	let found = market.ledger.chain.view(StatementOf { point, period }, None).await?;
	let found = found.ok_or_else(|| {
		Failure::refused(format!(
			"there is no statement of {}: either its trades are not counted, which blocks do once all of its gates have closed, or it has its final account, whose lines are in the event `Settled`",
			slots.show_period(period)
		))
	})?;
	let mut all = BTreeMap::new();
	for account in &found.accounts {
		if let Entry::Vacant(place) = all.entry(account.terms) {
			place.insert(market.version(record.zone, account.terms).await?);
		}
	}
	if args.csv {
		print(&sheet(slots, period, &found, &all)?.trim_end());
		return Ok(());
	}
	let mut text = format!("metering point {}, {}\n", id(point), slots.show_period(period));
	for account in &found.accounts {
		let name = market.ledger.name(account.supplier).await?;
		let of = text::count(account.slots.iter().count() as u64, "slot", "slots");
		let _ = writeln!(text, "\n{of} with organisation {name}, tariff {}", account.tariff);
		let _ = writeln!(text, "{}", lines(account, all.get(&account.terms)));
	}
	for (places, what) in [
		(found.awaited, "wait for readings, and are in no account"),
		(found.provisional, "are estimated, as long as that can change"),
	] {
		if !places.is_empty() {
			let _ = writeln!(text, "\n{what}: {}", shown(slots, period, places));
		}
	}
	let _ = writeln!(text, "\ntotal  {}", units::amount(total(&found)));
	let _ = writeln!(text, "{}", points::deadlines_text(&market, period).await?);
	let value = json!({
		"point": point, "period": slots.period_json(period), "statement": found,
		"total": total(&found).to_string(),
	});
	session.say(text, value);
	Ok(())
}

fn total(statement: &Statement) -> i128 {
	let lines = statement.accounts.iter().flat_map(|account| &account.lines);
	lines.fold(0, |sum, line| sum.saturating_add(line.amount))
}

/// The first moments of slots.
fn shown(slots: &Slots, period: Period, places: Places) -> String {
	let all = places.iter().map(|place| slots.begins(slots.slot(period, place)));
	all.collect::<Vec<_>>().join(", ")
}

/// What a line is for.
fn line_name(kind: LineKind, terms: Option<&ZoneTerms>) -> String {
	match kind {
		LineKind::Bought => "bought".into(),
		LineKind::Sold => "sold".into(),
		LineKind::Supplied => "supplied".into(),
		LineKind::FedIn => "fed in".into(),
		LineKind::Returned => "returned".into(),
		LineKind::Covered => "covered".into(),
		LineKind::Blocks => "later blocks".into(),
		LineKind::Charge(number) => {
			let charge = terms.and_then(|terms| terms.charges.0.get(usize::from(number)));
			let name = charge.map_or("charge", |charge| terms::kind_name(charge.kind));
			format!("charge {number} ({name})")
		},
	}
}

/// The lines of an account for people.
fn lines(account: &SupplyAccount, terms: Option<&ZoneTerms>) -> String {
	let row = |line: &Line| {
		vec![
			format!("  {}", line_name(line.kind, terms)),
			units::energy(line.energy),
			units::amount(line.amount),
		]
	};
	let rows: Vec<_> = account.lines.iter().map(row).collect();
	match rows.is_empty() {
		true => "  no energy".into(),
		false => text::table(&rows),
	}
}

/// The lines of a statement as CSV.
fn sheet(
	slots: &Slots,
	period: Period,
	statement: &Statement,
	terms: &BTreeMap<u32, ZoneTerms>,
) -> Result<String> {
	let unwritten =
		|error: &dyn std::fmt::Display| Failure::no_answer(format!("the sheet: {error}"));
	let mut writer = csv::Writer::from_writer(Vec::new());
	let head = ["begins", "supplier", "tariff", "version", "terms", "line", "wh", "tally", "units"];
	writer.write_record(head).map_err(|error| unwritten(&error))?;
	let begins = slots.begins(slots.slot(period, 0));
	for account in &statement.accounts {
		for line in &account.lines {
			let amount = units::amount(line.amount);
			let amount = amount.split(' ').next().unwrap_or_default();
			let row = [
				begins.clone(),
				account.supplier.to_string(),
				account.tariff.to_string(),
				account.version.to_string(),
				account.terms.to_string(),
				line_name(line.kind, terms.get(&account.terms)),
				line.energy.0.to_string(),
				amount.to_owned(),
				line.amount.to_string(),
			];
			writer.write_record(row).map_err(|error| unwritten(&error))?;
		}
	}
	let bytes = writer.into_inner().map_err(|error| unwritten(&error))?;
	String::from_utf8(bytes).map_err(|error| unwritten(&error))
}

#[cfg(test)]
mod tests {
	use super::{super::slots::tests::quarters, *};
	use tallystick_client::{
		market::{Charge, ChargeKind, Charges, Grid, TariffId},
		records::{OrgId, Price, Rate, WattHours},
		AccountId,
	};

	fn statement() -> (Statement, BTreeMap<u32, ZoneTerms>) {
		let line = |kind, energy, amount| Line { kind, energy: WattHours(energy), amount };
		let account = SupplyAccount {
			supplier: OrgId(3),
			tariff: TariffId(4),
			version: 5,
			terms: 0,
			slots: [0, 1].into_iter().collect(),
			lines: vec![
				line(LineKind::Bought, 900, 71_100),
				line(LineKind::Returned, 50, -3_680),
				line(LineKind::Charge(0), 850, 68_850),
				line(LineKind::Charge(1), 850, 16_150),
			],
			balance: -50,
		};
		let charge =
			Charge { kind: ChargeKind::Network, rate: Rate(81_000), payee: AccountId([7; 32]) };
		let terms = ZoneTerms {
			grid: Grid::new(Price(0), Price(100), Price(1)).unwrap(),
			capacity: WattHours(1),
			charges: Charges::new([charge]).unwrap(),
			deviation: Price(5),
			standard: WattHours(1),
			defaults: vec![],
		};
		let (awaited, provisional) = ([2].into_iter().collect(), Places::default());
		(Statement { accounts: vec![account], awaited, provisional }, [(0, terms)].into())
	}

	#[test]
	fn a_sheet_has_a_line_for_each_line_of_an_account() {
		let (statement, terms) = statement();
		let period = quarters().period(quarters().now);
		let sheet = sheet(&quarters(), period, &statement, &terms).unwrap();
		let expected = "begins,supplier,tariff,version,terms,line,wh,tally,units\n\
			2026-12-01T00:00:00Z,3,4,5,0,bought,900,0.071100,71100\n\
			2026-12-01T00:00:00Z,3,4,5,0,returned,50,-0.003680,-3680\n\
			2026-12-01T00:00:00Z,3,4,5,0,charge 0 (network),850,0.068850,68850\n\
			2026-12-01T00:00:00Z,3,4,5,0,charge 1 (charge),850,0.016150,16150\n";
		assert_eq!(sheet, expected);
		assert_eq!(total(&statement), 152_420);
	}

	#[test]
	fn an_account_is_shown_line_by_line() {
		let (statement, terms) = statement();
		let text = lines(&statement.accounts[0], terms.get(&0));
		assert!(text.contains("  bought              0.900 kWh  0.071100 TALLY"), "{text}");
		assert!(text.contains("-0.003680 TALLY"), "{text}");
		let period = quarters().period(quarters().now);
		assert_eq!(shown(&quarters(), period, statement.awaited), "2026-12-01T00:30:00Z");
		let none = SupplyAccount { lines: vec![], ..statement.accounts[0].clone() };
		assert_eq!(lines(&none, None), "  no energy");
	}
}
