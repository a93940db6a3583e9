//! `tallystick index`.

use super::{formula, slots::Slots, table, units, when, Market};
use crate::{
	assets::{args, bulk::Problems, done, event_of},
	failure::{Failure, Result},
	session::Session,
	text,
};
use clap::Subcommand;
use serde_json::json;
use std::{
	collections::BTreeMap,
	fmt::Write,
	path::{Path, PathBuf},
};
use tallystick_client::{
	energy_market::{
		calls::{DefineIndex, DropIndex, DropReports, Publish},
		events::IndexDefined,
		views::{IndexOf, IndexValue, ReportsOf},
		Index, Report,
	},
	market::IndexId,
	records::{Millis, OrgId, Rate, Slot},
};

const EXAMPLE: &str = "Example:
  tallystick index publish 0 prices.csv --each 1h --key-file exchange.key

prices.csv:
  begins,rate
  2026-12-02T00:00Z,0.0875 TALLY/kWh
  2026-12-02T01:00Z,-0.0012 TALLY/kWh

A value counts once two publishers have published the same one, before the slot's book opens. Rates
are written with their unit, or as whole millionths of a TALLY for a kWh. What the signer's
organisation has published already is left out, so that a file can be sent again.";

#[derive(Subcommand)]
pub(crate) enum IndexCommand {
	/// Define an index of day-ahead prices, which dynamic tariffs can follow.
	#[command(
		after_help = "Example:\n  tallystick index define 'Day-ahead north' --publisher 3 --publisher 4 --key-file exchange.key"
	)]
	Define {
		/// A name for people.
		name: String,
		/// An organisation that publishes it. Two or three, of whom two have to agree.
		#[arg(long = "publisher", value_name = "ORG", value_parser = args::org, required = true)]
		publishers: Vec<OrgId>,
	},
	/// Publish values of an index from a CSV file.
	#[command(after_help = EXAMPLE)]
	Publish {
		/// The number that the index got when it was defined.
		#[arg(value_parser = index)]
		index: IndexId,
		/// The CSV file: a line for each price, with the moment from which it holds.
		file: PathBuf,
		/// For how long each price holds, such as 1h. Without it: for a slot.
		#[arg(long, value_name = "SPAN", value_parser = args::span)]
		each: Option<u64>,
	},
	/// Show an index, and what was published of a period.
	Show {
		/// The number that the index got when it was defined.
		#[arg(value_parser = index)]
		index: IndexId,
		/// A moment of the period. Without it: the one with the first slot whose book is not open.
		#[arg(long, value_name = "TIME", value_parser = when)]
		at: Option<Millis>,
	},
	/// List all indices with their names and who defined them.
	List,
	/// Remove what was published for a period that no account needs any more. The deposits go back.
	DropReports {
		/// The number that the index got when it was defined.
		#[arg(value_parser = index)]
		index: IndexId,
		/// A moment of the period.
		#[arg(value_name = "TIME", value_parser = when)]
		at: Millis,
	},
	/// Remove an index that no tariff follows. The deposit goes back.
	Drop {
		/// The number that the index got when it was defined.
		#[arg(value_parser = index)]
		index: IndexId,
	},
}

fn index(text: &str) -> std::result::Result<IndexId, String> {
	text.parse().map(IndexId).map_err(|_| "give the index's number".into())
}

pub(crate) async fn run(session: &Session, command: IndexCommand) -> Result {
	match command {
		IndexCommand::Define { name, publishers } => define(session, name, publishers).await,
		IndexCommand::Publish { index, file, each } => publish(session, index, &file, each).await,
		IndexCommand::Show { index, at } => show(session, index, at).await,
		IndexCommand::List => list(session).await,
		IndexCommand::DropReports { index, at } => {
			let market = Market::open(session).await?;
			let period = market.slots.period(at);
			let included = market.ledger.submit_by_anybody(DropReports { index, period }).await?;
			let text = format!(
				"what was published of index {index} for {} is removed",
				market.slots.show_period(period)
			);
			let value = json!({ "index": index, "period": period });
			done(&market.ledger, &included, text, value);
			Ok(())
		},
		IndexCommand::Drop { index } => {
			let market = Market::open(session).await?;
			let record = load(&market, index).await?;
			market.ensure_org(record.definer, "organisation that defined the index").await?;
			let included = market.ledger.submit(DropIndex { index }).await?;
			let text = format!(
				"index {index} is dropped and its deposit free; it stays as long as a tariff follows it"
			);
			done(&market.ledger, &included, text, json!({ "index": index }));
			Ok(())
		},
	}
}

async fn load(market: &Market<'_>, index: IndexId) -> Result<Index> {
	let found = market.ledger.chain.view(IndexOf { index }, None).await?;
	found.ok_or_else(|| {
		Failure::refused(format!(
			"there is no index {index}; `tallystick index list` lists the indices"
		))
	})
}

async fn define(session: &Session, name: String, publishers: Vec<OrgId>) -> Result {
	formula::check_name(&name).map_err(|error| Failure::usage(format!("the name: {error}")))?;
	for (number, publisher) in publishers.iter().enumerate() {
		if publishers.iter().take(number).any(|other| other == publisher) {
			return Err(Failure::usage(format!("publisher {publisher} is named twice")));
		}
	}
	if !(2..=3).contains(&publishers.len()) {
		return Err(Failure::usage(
			"an index has two or three publishers, of whom two have to agree",
		));
	}
	let market = Market::open(session).await?;
	let call = DefineIndex { name, publishers };
	let included = market.ledger.submit(call).await?;
	let index = event_of::<IndexDefined>(&included)?.index;
	let text = format!("index {index} is defined");
	done(&market.ledger, &included, text, json!({ "index": index }));
	Ok(())
}

/// The value of each slot, from lines with the first of the slots for which each holds.
fn spread(
	lines: Vec<table::Row<2>>,
	slots: &Slots,
	each: Option<u64>,
) -> (BTreeMap<Slot, Rate>, Problems) {
	let (mut values, mut problems) = (BTreeMap::new(), Problems::default());
	let length = u64::from(slots.timing.slot.max(1));
	let count = each.map_or(1, |each| each / length);
	for row in lines {
		let [_, rate] = &row.fields;
		let read = row.slot(slots).and_then(|first| {
			let rate = units::parse_rate(rate).map_err(|error| format!("rate: {error}"))?;
			Ok((first, rate))
		});
		let (first, rate) = match read {
			Ok(read) => read,
			Err(problem) => {
				problems.add(row.line, problem);
				continue;
			},
		};
		for more in 0..count {
			let slot = Slot(first.0.saturating_add(more));
			if values.insert(slot, rate).is_some() {
				let problem = format!("{} has a price from another line, too", slots.show(slot));
				problems.add(row.line, problem);
				break;
			}
		}
	}
	(values, problems)
}

/// Runs of neighbouring slots, none across the end of a period.
fn runs(values: BTreeMap<Slot, Rate>, slots: &Slots) -> Vec<(Slot, Vec<Rate>)> {
	let mut runs: Vec<(Slot, Vec<Rate>)> = Vec::new();
	for (slot, rate) in values {
		let period = slots.timing.period_of(slot);
		match runs.last_mut() {
			Some((from, values))
				if slots.timing.period_of(*from) == period
					&& from.0.saturating_add(values.len() as u64) == slot.0 =>
			{
				values.push(rate);
			},
			_ => runs.push((slot, vec![rate])),
		}
	}
	runs
}

async fn publish(session: &Session, index: IndexId, file: &Path, each: Option<u64>) -> Result {
	let lines = table::read(file, ["begins", "rate"])?;
	let market = Market::open(session).await?;
	let slots = &market.slots;
	if let Some(each) = each.filter(|each| *each == 0 || each % u64::from(slots.timing.slot) != 0) {
		return Err(Failure::usage(format!(
			"--each: {} is no whole number of slots of {}",
			text::span(each.into()),
			text::span(slots.timing.slot.into())
		)));
	}
	let (mut values, problems) = spread(lines, slots, each);
	problems.check(file)?;
	let record = load(&market, index).await?;
	let org = market.ledger.org().await?;
	if !record.publishers.contains(&org) {
		let all: Vec<_> = record.publishers.iter().map(ToString::to_string).collect();
		return Err(Failure::refused(format!(
			"index {index} is published by the organisations {}",
			all.join(", ")
		)));
	}

	let all = values.len();
	let periods: std::collections::BTreeSet<_> =
		values.keys().map(|slot| slots.timing.period_of(*slot)).collect();
	let mut differing = Vec::new();
	for period in periods {
		let reports = market.ledger.chain.view(ReportsOf { index, period }, None).await?;
		let own = reports.iter().find(|report| report.publisher == org);
		for (place, slot) in slots.timing.slots(period).enumerate() {
			let Some(before) = own.and_then(|own| *own.values.get(place)?) else { continue };
			match values.remove(&slot) {
				Some(rate) if rate != before => differing.push((slot, before)),
				_ => {},
			}
		}
	}
	if let Some((slot, before)) = differing.first() {
		return Err(Failure::refused(format!(
			"{} is published already with {}, and cannot change; take it out of the file",
			slots.show(*slot),
			units::rate(*before)
		)));
	}
	let earliest = slots.timing.next_unopened(slots.now);
	if let Some(slot) = values.keys().next().filter(|slot| **slot < earliest) {
		return Err(Failure::refused(format!(
			"{} is too late: its book is open; the first that can be published is {}",
			slots.show(*slot),
			slots.show(earliest)
		)));
	}
	let (count, found) = (values.len(), all.saturating_sub(values.len()));
	let mut block = None;
	for (from, values) in runs(values, slots) {
		let included = market.ledger.submit(Publish { index, from, values }).await?;
		block = Some(included.block.number);
	}
	let mut text =
		format!("index {index}: {} published", text::count(count as u64, "value is", "values are"));
	if let Some(block) = block {
		let _ = write!(text, ", in block {block}");
	}
	if found > 0 {
		let _ = write!(text, "; {} there already", text::count(found as u64, "is", "are"));
	}
	session
		.say(text, json!({ "index": index, "published": count, "found": found, "block": block }));
	Ok(())
}

/// The value that two publishers agree on at a place of their period.
fn agreed(reports: &[Report], place: usize) -> Option<Rate> {
	let value = |report: &Report| *report.values.get(place)?;
	reports
		.iter()
		.filter_map(value)
		.find(|rate| reports.iter().filter(|report| value(report) == Some(*rate)).count() >= 2)
}

async fn show(session: &Session, index: IndexId, at: Option<Millis>) -> Result {
	let market = Market::open(session).await?;
	let slots = &market.slots;
	let record = load(&market, index).await?;
	let unopened = slots.timing.next_unopened(slots.now);
	let period = at.map_or_else(|| slots.timing.period_of(unopened), |at| slots.period(at));
	let reports = market.ledger.chain.view(ReportsOf { index, period }, None).await?;
	let mut text = format!(
		"index       {index}, {}\ndefined by  organisation {}\n",
		record.name,
		market.ledger.name(record.definer).await?
	);
	let mut head = vec!["slot".to_owned(), "counts".to_owned()];
	for publisher in &record.publishers {
		let name = market.ledger.name(*publisher).await?;
		let _ = writeln!(text, "publisher   organisation {name}");
		head.push(format!("organisation {publisher}"));
	}
	let _ = writeln!(text, "\n{}", slots.show_period(period));
	let written = |rate: Option<Rate>| rate.map_or_else(|| "–".into(), units::rate);
	let mut rows = vec![head];
	for (place, slot) in slots.timing.slots(period).enumerate() {
		let said = |publisher: &OrgId| {
			let report = reports.iter().find(|report| report.publisher == *publisher)?;
			*report.values.get(place)?
		};
		let said: Vec<_> = record.publishers.iter().map(said).collect();
		if said.iter().any(Option::is_some) {
			let mut row = vec![slots.begins(slot), written(agreed(&reports, place))];
			row.extend(said.into_iter().map(written));
			rows.push(row);
		}
	}
	match rows.len() {
		1 => text.push_str("nothing is published for it"),
		_ => text.push_str(&text::table(&rows)),
	}
	let next = market.ledger.chain.view(IndexValue { index, slot: unopened }, None).await?;
	let value = json!({
		"id": index, "record": record, "period": slots.period_json(period), "reports": reports,
		"firstUnopened": { "slot": unopened, "value": next },
	});
	session.say(text, value);
	Ok(())
}

async fn list(session: &Session) -> Result {
	let market = Market::open(session).await?;
	let (mut rows, mut all) = (Vec::new(), Vec::new());
	let chain = &market.ledger.chain;
	let block = chain.best().await?.hash;
	let (mut ids, mut after) = (Vec::new(), None);
	loop {
		let page = chain.price_indices(after, Some(&block)).await?;
		ids.extend(page.items);
		match page.next {
			Some(next) => after = Some(next),
			None => break,
		}
	}
	ids.sort();
	for id in ids {
		let record = load(&market, id).await?;
		let definer = market.ledger.name(record.definer).await?;
		rows.push(vec![
			format!("index {id}"),
			record.name.clone(),
			format!("organisation {definer}"),
		]);
		all.push(json!({ "id": id, "record": record }));
	}
	let text = match rows.is_empty() {
		true => "there is no index; `tallystick index define` defines one".into(),
		false => text::table(&rows),
	};
	session.say(text, json!(all));
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::{super::slots::tests::quarters, *};

	fn row(line: u64, begins: &str, rate: &str) -> table::Row<2> {
		table::Row { line, fields: [begins.to_owned(), rate.to_owned()] }
	}

	#[test]
	fn a_price_holds_for_the_slots_of_its_span() {
		let rows = vec![row(2, "2026-12-02T00:00Z", "5"), row(3, "2026-12-02T01:00Z", "-5")];
		let (values, problems) = spread(rows, &quarters(), Some(3_600_000));
		problems.check(Path::new("a")).unwrap();
		let rates: Vec<_> = values.values().map(|rate| rate.0).collect();
		assert_eq!(rates, [5, 5, 5, 5, -5, -5, -5, -5]);
		let (values, _) = spread(vec![row(2, "2026-12-02T00:00Z", "5")], &quarters(), None);
		assert_eq!(values.len(), 1);
	}

	#[test]
	fn each_wrong_line_is_named() {
		let rows = vec![
			row(2, "2026-12-02T00:00Z", "5"),
			row(3, "2026-12-02T00:45Z", "5"),
			row(4, "2026-12-02T02:07Z", "5"),
			row(5, "2026-12-02T03:00Z", "cheap"),
		];
		let (_, problems) = spread(rows, &quarters(), Some(3_600_000));
		let problem = problems.check(Path::new("a.csv")).unwrap_err();
		for part in [
			"3 lines are wrong",
			"line 3: slot",
			"has a price from another line",
			"line 4: begins: no slot begins at",
			"line 5: rate: \"cheap\"",
		] {
			assert!(problem.reason().contains(part), "{part}: {problem}");
		}
	}

	#[test]
	fn values_are_sent_in_runs_of_one_period() {
		let slots = quarters();
		let day = slots.timing.slot_at(super::super::slots::tests::at("2026-12-02T00:00:00Z"));
		let values = [0, 1, 95, 96, 97, 99].map(|more| (Slot(day.0 + more), Rate(more as i64)));
		let runs = runs(values.into(), &slots);
		let rates = |numbers: &[i64]| numbers.iter().copied().map(Rate).collect::<Vec<_>>();
		assert_eq!(
			runs,
			[
				(day, rates(&[0, 1])),
				(Slot(day.0 + 95), rates(&[95])),
				(Slot(day.0 + 96), rates(&[96, 97])),
				(Slot(day.0 + 99), rates(&[99])),
			]
		);
	}

	#[test]
	fn a_value_counts_that_two_say() {
		let report = |org, values: &[Option<i64>]| Report {
			publisher: OrgId(org),
			values: values.iter().map(|value| value.map(Rate)).collect(),
		};
		let reports = [
			report(1, &[Some(5), Some(6), None]),
			report(2, &[Some(5), Some(7)]),
			report(3, &[Some(4), None, Some(1)]),
		];
		let found: Vec<_> = (0..4).map(|place| agreed(&reports, place)).collect();
		assert_eq!(found, [Some(Rate(5)), None, None, None]);
	}
}
