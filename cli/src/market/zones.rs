//! `tallystick zone`.

use super::{
	moment,
	terms::{self, Draft},
	units, when, Market, ZoneArg,
};
use crate::{
	assets::{done, event_of},
	failure::{Failure, Result},
	files,
	session::Session,
	text,
};
use clap::Subcommand;
use serde_json::json;
use std::{
	fmt::Write,
	path::{Path, PathBuf},
};
use tallystick_client::{
	energy_market::{
		calls::{DropZone, ForgetTerms, OpenZone, SetTerms},
		events::{TermsForgotten, TermsSet, ZoneOpened},
		ZoneTerms,
	},
	market::Agreement,
	records::{
		market::{Availability, Eic, ZoneId},
		Millis, OrgId, Slot,
	},
};

#[derive(Subcommand)]
pub(crate) enum ZoneCommand {
	/// Open a zone, which the signer's organisation operates: a grid operator.
	#[command(after_help = terms::EXAMPLE)]
	Open {
		/// The zone's Energy Identification Code (EIC), of type Y.
		#[arg(value_parser = super::eic)]
		eic: Eic,
		/// The TOML file with its terms.
		terms: PathBuf,
		/// When the zone begins: the first moment of a slot. Without it: as soon as possible.
		#[arg(long, value_name = "TIME", value_parser = when)]
		from: Option<Millis>,
	},
	/// Set the terms of a zone from a slot on, with the least notice.
	#[command(
		after_help = "Example:\n  tallystick zone set-terms 0 terms.toml --from 2027-01-01T00:00Z --key-file grid.key\n\nThe file is as for `tallystick zone open`."
	)]
	SetTerms {
		/// The zone: its number, or its EIC.
		#[arg(value_parser = super::zone)]
		zone: ZoneArg,
		/// The TOML file with its terms.
		terms: PathBuf,
		/// When they begin: the first moment of a slot. Without it: as soon as the notice allows.
		#[arg(long, value_name = "TIME", value_parser = when)]
		from: Option<Millis>,
	},
	/// Show a zone, and its terms.
	Show {
		/// The zone: its number, or its EIC.
		#[arg(value_parser = super::zone)]
		zone: ZoneArg,
		/// The terms at this time. Without it: those of the first slot whose book is not open.
		#[arg(long, value_name = "TIME", value_parser = when)]
		at: Option<Millis>,
	},
	/// List the zones.
	List,
	/// Remove terms that no account needs any more. Their deposits go back.
	ForgetTerms {
		/// The zone: its number, or its EIC.
		#[arg(value_parser = super::zone)]
		zone: ZoneArg,
	},
	/// Remove a zone without metering points. The deposits go back.
	Drop {
		/// The zone: its number, or its EIC.
		#[arg(value_parser = super::zone)]
		zone: ZoneArg,
	},
}

pub(crate) async fn run(session: &Session, command: ZoneCommand) -> Result {
	match command {
		ZoneCommand::Open { eic, terms, from } => open(session, eic, &terms, from).await,
		ZoneCommand::SetTerms { zone, terms, from } => set_terms(session, zone, &terms, from).await,
		ZoneCommand::Show { zone, at } => show(session, zone, at).await,
		ZoneCommand::List => list(session).await,
		ZoneCommand::ForgetTerms { zone } => {
			let market = Market::open(session).await?;
			let (zone, _) = market.zone(zone).await?;
			let included = market.ledger.submit_by_anybody(ForgetTerms { zone }).await?;
			let versions: Vec<_> = included
				.events
				.all::<TermsForgotten>()?
				.iter()
				.map(|event| event.version)
				.collect();
			let text = format!(
				"of zone {zone}, {} forgotten",
				text::count(
					versions.len() as u64,
					"version of the terms is",
					"versions of the terms are"
				)
			);
			done(&market.ledger, &included, text, json!({ "zone": zone, "versions": versions }));
			Ok(())
		},
		ZoneCommand::Drop { zone } => {
			let market = Market::open(session).await?;
			let (zone, record) = market.zone(zone).await?;
			market.ensure_operator(&record).await?;
			let included = market.ledger.submit(DropZone { zone }).await?;
			let text = format!("zone {zone} is removed");
			done(&market.ledger, &included, text, json!({ "zone": zone }));
			Ok(())
		},
	}
}

fn draft(file: &Path) -> Result<Draft> {
	let text = files::read_text(file, files::Kind::Definition)?;
	text.parse().map_err(|error: String| Failure::file(file, error))
}

async fn open(session: &Session, eic: Eic, file: &Path, from: Option<Millis>) -> Result {
	let draft = draft(file)?;
	let market = Market::open(session).await?;
	let from = market.slots.first(from, 0)?;
	let operator = market.ledger.org().await?;
	let terms = complete(&market, draft, operator, from, file).await?;
	let included = market.ledger.submit(OpenZone { eic, from, terms }).await?;
	let zone = event_of::<ZoneOpened>(&included)?.zone;
	let text = format!("zone {zone}, {eic}, begins with {}", market.slots.show(from));
	let value = json!({ "zone": zone, "eic": eic, "from": market.slots.json(from) });
	done(&market.ledger, &included, text, value);
	Ok(())
}

async fn set_terms(session: &Session, zone: ZoneArg, file: &Path, from: Option<Millis>) -> Result {
	let draft = draft(file)?;
	let market = Market::open(session).await?;
	let (zone, record) = market.zone(zone).await?;
	market.ensure_operator(&record).await?;
	let from = market.slots.first(from, market.least_notice().await?)?;
	if let Some(last) = record.terms.entries().last().filter(|last| last.from >= from) {
		return Err(Failure::refused(format!(
			"the last terms of zone {zone} begin in {}; name a later slot with --from",
			market.slots.show(last.from)
		)));
	}
	let terms = complete(&market, draft, record.operator, from, file).await?;
	let included = market.ledger.submit(SetTerms { zone, from, terms }).await?;
	let version = event_of::<TermsSet>(&included)?.version;
	let text = format!(
		"version {version} of the terms of zone {zone} begins with {}",
		market.slots.show(from)
	);
	let value = json!({ "zone": zone, "version": version, "from": market.slots.json(from) });
	done(&market.ledger, &included, text, value);
	Ok(())
}

/// Terms with the suppliers of their default tariffs.
async fn complete(
	market: &Market<'_>,
	draft: Draft,
	operator: OrgId,
	from: Slot,
	file: &Path,
) -> Result<ZoneTerms> {
	let mut defaults = Vec::new();
	for tariff in draft.defaults {
		let head = market.tariff(tariff).await?;
		let wrong =
			|problem: String| Failure::file(file, format!("defaults: tariff {tariff} {problem}"));
		if head.availability != Availability::Default(operator) {
			return Err(wrong(format!("is not offered to this operator as a default; its supplier has to offer one with availability = \"default\" and operator = {operator}")));
		}
		if let Some(end) = head.ends {
			return Err(wrong(format!("ends with {}; take another one", market.slots.show(end))));
		}
		if head.versions.at(from).is_none() {
			let first = head.versions.entries().first().map(|first| first.from);
			return Err(wrong(format!(
				"begins with {}, after the terms",
				market.slots.show(first.unwrap_or_default())
			)));
		}
		defaults.push(Agreement { supplier: head.supplier, tariff });
	}
	let Draft { grid, capacity, charges, deviation, standard, .. } = draft;
	Ok(ZoneTerms { grid, capacity, charges, deviation, standard, defaults })
}

async fn show(session: &Session, zone: ZoneArg, at: Option<Millis>) -> Result {
	let market = Market::open(session).await?;
	let slots = &market.slots;
	let (id, record) = market.zone(zone).await?;
	let slot = match at {
		Some(at) => slots.timing.slot_at(at),
		None => slots.timing.next_unopened(slots.now),
	};
	let mut text = format!(
		"zone       {id}, {}\noperator   organisation {}\n",
		record.eic,
		market.ledger.name(record.operator).await?
	);
	for entry in record.terms.entries() {
		let _ =
			writeln!(text, "terms      version {} from {} on", entry.value, slots.show(entry.from));
	}
	let version = record.terms.at(slot).copied().or_else(|| {
		// It has not begun: what it begins with.
		record.terms.entries().first().map(|first| first.value)
	});
	let terms = match version {
		Some(version) => Some(market.version(id, version).await?),
		None => None,
	};
	if let (Some(version), Some(terms)) = (version, &terms) {
		let _ = writeln!(text, "\nversion    {version}");
		write_terms(&market, terms, &mut text).await?;
	}
	let value = json!({
		"id": id, "record": record, "slot": slots.json(slot), "version": version, "terms": terms,
	});
	session.say(text, value);
	Ok(())
}

/// Terms for people, a line for each.
async fn write_terms(market: &Market<'_>, terms: &ZoneTerms, to: &mut String) -> Result {
	let grid = &terms.grid;
	let _ = writeln!(
		to,
		"prices     {} to {}, {} apart",
		units::price(grid.floor),
		units::price(grid.cap),
		units::price(grid.tick)
	);
	let _ = writeln!(to, "capacity   {} in a slot", units::energy(terms.capacity));
	let _ = writeln!(to, "deviation  {}", units::price(terms.deviation));
	let _ = writeln!(
		to,
		"standard   {} at least in a slot without readings, for the time being",
		units::energy(terms.standard)
	);
	for charge in &terms.charges.0 {
		let _ = writeln!(
			to,
			"charge     {} for {}, to {}",
			units::rate(charge.rate),
			terms::kind_name(charge.kind),
			charge.payee
		);
	}
	for Agreement { supplier, tariff } in &terms.defaults {
		let name = market.ledger.name(*supplier).await?;
		let _ = writeln!(to, "default    tariff {tariff} of organisation {name}");
	}
	Ok(())
}

async fn list(session: &Session) -> Result {
	let market = Market::open(session).await?;
	let chain = &market.ledger.chain;
	let block = chain.best().await?.hash;
	let (mut ids, mut after) = (Vec::<ZoneId>::new(), None);
	loop {
		let page = chain.zones(after, Some(&block)).await?;
		ids.extend(page.items);
		match page.next {
			Some(next) => after = Some(next),
			None => break,
		}
	}
	ids.sort();
	let (mut rows, mut all) = (Vec::new(), Vec::new());
	for id in ids {
		let (_, record) = market.zone(ZoneArg::Id(id)).await?;
		let first = record.terms.entries().first().map(|first| first.from).unwrap_or_default();
		let begun = match first <= market.present() {
			true => "has begun".into(),
			false => format!("begins at {}", moment(market.slots.timing.start(first))),
		};
		let operator = market.ledger.name(record.operator).await?;
		rows.push(vec![
			format!("zone {id}"),
			record.eic.to_string(),
			format!("organisation {operator}"),
			begun,
		]);
		all.push(json!({ "id": id, "record": record }));
	}
	let text = match rows.is_empty() {
		true => "there is no zone; a grid operator opens one with `tallystick zone open`".into(),
		false => text::table(&rows),
	};
	session.say(text, json!(all));
	Ok(())
}
