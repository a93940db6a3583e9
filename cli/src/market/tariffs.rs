//! `tallystick tariff`.

use super::{
	formula::{self, TariffFile},
	id, units, when, Market,
};
use crate::{
	assets::{args, done, event_of},
	failure::{Failure, Result},
	files,
	session::Session,
	text,
};
use clap::Subcommand;
use serde_json::{json, Value};
use std::{
	fmt::Write,
	path::{Path, PathBuf},
};
use tallystick_client::{
	energy_market::{
		calls::{DropTariff, EndTariff, ForgetVersions, OfferTariff, PublishVersion},
		events::{TariffOffered, VersionForgotten, VersionPublished},
		views::{IndexOf, IndexValue, Points, Requests, SupplierOf, SupplyOf, VersionOf},
		TariffHead, MAX_PAGE,
	},
	market::{Basis, Dynamic, Formula, Tariff, TariffId},
	records::{
		market::{Availability, PointStatus, Standing},
		Millis, OrgId, Slot,
	},
};

#[derive(Subcommand)]
pub(crate) enum TariffCommand {
	/// Offer a tariff. The signer's organisation has to be an energy supplier.
	#[command(after_help = formula::EXAMPLE)]
	Offer {
		/// The TOML file that describes the tariff.
		file: PathBuf,
		/// When it begins: the first moment of a slot. Without it: as soon as possible.
		#[arg(long, value_name = "TIME", value_parser = when)]
		from: Option<Millis>,
	},
	/// Publish the next version of a tariff, with its notice.
	#[command(
		after_help = "Example:\n  tallystick tariff revise 0 green.toml --from 2027-01-01T00:00Z --key-file supplier.key\n\nThe file is as for `tallystick tariff offer`. Name, availability and notice cannot change, and may be left out."
	)]
	Revise {
		/// The tariff's number.
		#[arg(value_parser = super::tariff)]
		tariff: TariffId,
		/// The TOML file that describes the tariff.
		file: PathBuf,
		/// When the version begins: the first moment of a slot. Without it: as soon as the notice allows.
		#[arg(long, value_name = "TIME", value_parser = when)]
		from: Option<Millis>,
	},
	/// End a tariff, with its notice. Its customers are then supplied by their zone's default.
	End {
		/// The tariff's number.
		#[arg(value_parser = super::tariff)]
		tariff: TariffId,
		/// From when on it is over: the first moment of a slot. Without this option: as soon as the notice
		/// allows.
		#[arg(long, value_name = "TIME", value_parser = when)]
		from: Option<Millis>,
	},
	/// List the tariffs.
	List {
		/// Only those of this supplier.
		#[arg(long, value_parser = args::org)]
		org: Option<OrgId>,
	},
	/// Show a tariff: its versions, and what it costs in a slot.
	Show {
		/// The tariff's number.
		#[arg(value_parser = super::tariff)]
		tariff: TariffId,
		/// The version at this time. Without it: that of the first slot whose book is not open.
		#[arg(long, value_name = "TIME", value_parser = when)]
		at: Option<Millis>,
	},
	/// List the customers of a supplier: who is supplied, who will be, and which requests wait.
	Customers {
		/// The supplier. Without it: the signer's organisation.
		#[arg(long, value_parser = args::org)]
		org: Option<OrgId>,
	},
	/// Remove versions that no account needs any more. Their deposits go back.
	ForgetVersions {
		/// The tariff's number.
		#[arg(value_parser = super::tariff)]
		tariff: TariffId,
	},
	/// Remove a tariff that has ended, once no account needs it. The deposits go back.
	Drop {
		/// The tariff's number.
		#[arg(value_parser = super::tariff)]
		tariff: TariffId,
	},
}

pub(crate) async fn run(session: &Session, command: TariffCommand) -> Result {
	match command {
		TariffCommand::Offer { file, from } => offer(session, &file, from).await,
		TariffCommand::Revise { tariff, file, from } => revise(session, tariff, &file, from).await,
		TariffCommand::End { tariff, from } => end(session, tariff, from).await,
		TariffCommand::List { org } => list(session, org).await,
		TariffCommand::Show { tariff, at } => show(session, tariff, at).await,
		TariffCommand::Customers { org } => customers(session, org).await,
		TariffCommand::ForgetVersions { tariff } => {
			let market = Market::open(session).await?;
			let included = market.ledger.submit_by_anybody(ForgetVersions { tariff }).await?;
			let gone = included.events.all::<VersionForgotten>()?;
			let versions: Vec<_> = gone.iter().map(|event| event.version).collect();
			let text = format!(
				"of tariff {tariff}, {} forgotten",
				text::count(versions.len() as u64, "version is", "versions are")
			);
			let value = json!({ "tariff": tariff, "versions": versions });
			done(&market.ledger, &included, text, value);
			Ok(())
		},
		TariffCommand::Drop { tariff } => {
			let market = Market::open(session).await?;
			let included = market.ledger.submit_by_anybody(DropTariff { tariff }).await?;
			let text = format!("tariff {tariff} is removed");
			done(&market.ledger, &included, text, json!({ "tariff": tariff }));
			Ok(())
		},
	}
}

async fn read(market: &Market<'_>, file: &Path) -> Result<TariffFile> {
	let text = files::read_text(file, files::Kind::Definition)?;
	let read = formula::parse(&text, &market.slots).map_err(|error| Failure::file(file, error))?;
	let own = market.ledger.org().await?;
	for formula in [&read.tariff.supply, &read.tariff.feed_in] {
		let Formula::Dynamic(Dynamic { index, .. }) = formula else { continue };
		let found = market.ledger.chain.view(IndexOf { index: *index }, None).await?;
		let problem = match found {
			None => "does not exist; `tallystick index list` lists the indices",
			Some(record) if record.publishers.contains(&own) => {
				"is published by your organisation; take one of others"
			},
			Some(_) => continue,
		};
		return Err(Failure::file(file, format!("index {index} {problem}")));
	}
	Ok(read)
}

async fn offer(session: &Session, file: &Path, from: Option<Millis>) -> Result {
	let market = Market::open(session).await?;
	let TariffFile { name, availability, notice, tariff: first } = read(&market, file).await?;
	let missing = |name: &str| Failure::file(file, format!("{name} is missing"));
	let name = name.ok_or_else(|| missing("name"))?;
	let availability = availability.ok_or_else(|| missing("availability"))?;
	let span = notice.ok_or_else(|| missing("notice"))?;
	let notice = market.slots.count(span);
	let notice = notice.ok_or_else(|| Failure::file(file, "notice: the span is too long"))?;
	let least = market.least_notice().await?;
	if notice < least {
		return Err(Failure::file(
			file,
			format!(
				"notice: {} is shorter than the least notice, {}",
				text::span(span.into()),
				market.slots.span(least)
			),
		));
	}
	let from = market.slots.first(from, 0)?;
	let call = OfferTariff { name: name.clone(), availability, notice, from, first };
	let included = market.ledger.submit(call).await?;
	let tariff = event_of::<TariffOffered>(&included)?.tariff;
	let text = format!("tariff {tariff}, {name}, begins with {}", market.slots.show(from));
	let value = json!({
		"tariff": tariff, "name": name, "availability": availability, "notice": notice,
		"from": market.slots.json(from),
	});
	done(&market.ledger, &included, text, value);
	Ok(())
}

/// A tariff of the signer's organisation, which has no end.
async fn own(market: &Market<'_>, tariff: TariffId) -> Result<TariffHead> {
	let head = market.tariff(tariff).await?;
	market.ensure_org(head.supplier, "supplier").await?;
	match head.ends {
		None => Ok(head),
		Some(end) => Err(Failure::refused(format!(
			"tariff {tariff} ends with {} already",
			market.slots.show(end)
		))),
	}
}

async fn revise(session: &Session, tariff: TariffId, file: &Path, from: Option<Millis>) -> Result {
	let market = Market::open(session).await?;
	let read = read(&market, file).await?;
	let head = own(&market, tariff).await?;
	let notice = read.notice.map(|span| market.slots.count(span));
	let differs = [
		("name", read.name.is_some_and(|name| name != head.name)),
		("availability", read.availability.is_some_and(|found| found != head.availability)),
		("notice", notice.is_some_and(|notice| notice != Some(head.notice))),
	];
	if let Some((name, _)) = differs.iter().find(|(_, differs)| *differs) {
		let problem = format!("{name}: it is not that of tariff {tariff}, and cannot change; write the same, leave it out, or offer another tariff");
		return Err(Failure::file(file, problem));
	}
	let from = market.slots.first(from, head.notice)?;
	if let Some(last) = head.versions.entries().last().filter(|last| last.from >= from) {
		return Err(Failure::refused(format!(
			"the last version of tariff {tariff} begins with {}; name a later slot with --from",
			market.slots.show(last.from)
		)));
	}
	let next = read.tariff;
	let included = market.ledger.submit(PublishVersion { tariff, from, next }).await?;
	let version = event_of::<VersionPublished>(&included)?.version;
	let text =
		format!("version {version} of tariff {tariff} begins with {}", market.slots.show(from));
	let value = json!({ "tariff": tariff, "version": version, "from": market.slots.json(from) });
	done(&market.ledger, &included, text, value);
	Ok(())
}

async fn end(session: &Session, tariff: TariffId, from: Option<Millis>) -> Result {
	let market = Market::open(session).await?;
	let head = own(&market, tariff).await?;
	let from = market.slots.first(from, head.notice)?;
	let included = market.ledger.submit(EndTariff { tariff, from }).await?;
	let text = format!("tariff {tariff} ends with {}", market.slots.show(from));
	let value = json!({ "tariff": tariff, "from": market.slots.json(from) });
	done(&market.ledger, &included, text, value);
	Ok(())
}

async fn all(market: &Market<'_>) -> Result<Vec<TariffId>> {
	let chain = &market.ledger.chain;
	let block = chain.best().await?.hash;
	let (mut ids, mut after) = (Vec::new(), None);
	loop {
		let page = chain.tariffs(after, Some(&block)).await?;
		ids.extend(page.items);
		match page.next {
			Some(next) => after = Some(next),
			None => break,
		}
	}
	ids.sort();
	Ok(ids)
}

/// The version of a tariff in a slot. Before it begins: the first one.
fn version_in(head: &TariffHead, slot: Slot) -> Option<u32> {
	let first = || head.versions.entries().first().map(|first| first.value);
	head.versions.at(slot).copied().or_else(first)
}

async fn version(market: &Market<'_>, tariff: TariffId, number: u32) -> Result<Option<Tariff>> {
	Ok(market.ledger.chain.view(VersionOf { tariff, version: number }, None).await?)
}

async fn list(session: &Session, org: Option<OrgId>) -> Result {
	let market = Market::open(session).await?;
	let slot = market.slots.timing.next_unopened(market.slots.now);
	let (mut rows, mut values) = (Vec::new(), Vec::new());
	for tariff in all(&market).await? {
		let head = market.tariff(tariff).await?;
		if org.is_some_and(|org| org != head.supplier) {
			continue;
		}
		let formula = match version_in(&head, slot) {
			Some(number) => version(&market, tariff, number).await?,
			None => None,
		};
		let short = |formula: &Formula| {
			let lines = formula::describe(formula, &market.slots);
			let more = if lines.len() > 1 { ", …" } else { "" };
			format!("{}{more}", lines.first().map(String::as_str).unwrap_or_default())
		};
		let prices = formula
			.as_ref()
			.map(|tariff| format!("{}; feed-in {}", short(&tariff.supply), short(&tariff.feed_in)));
		rows.push(vec![
			format!("tariff {tariff}"),
			head.name.clone(),
			format!("organisation {}", market.ledger.name(head.supplier).await?),
			match head.ends {
				Some(end) => format!("ends at {}", market.slots.begins(end)),
				None => formula::availability_name(head.availability).into(),
			},
			prices.unwrap_or_default(),
		]);
		values.push(json!({ "id": tariff, "record": head, "version": formula }));
	}
	let text = match rows.is_empty() {
		true => {
			"there is no such tariff; a supplier offers one with `tallystick tariff offer`".into()
		},
		false => text::table(&rows),
	};
	session.say(text, json!(values));
	Ok(())
}

async fn show(session: &Session, tariff: TariffId, at: Option<Millis>) -> Result {
	let market = Market::open(session).await?;
	let slots = &market.slots;
	let chain = &market.ledger.chain;
	let head = market.tariff(tariff).await?;
	let slot = match at {
		Some(at) => slots.timing.slot_at(at),
		None => slots.timing.next_unopened(slots.now),
	};
	let supplier = chain.view(SupplierOf { org: head.supplier }, None).await?;
	let standing = supplier.as_ref().and_then(|supplier| supplier.standing.at(slot).copied());
	let mut text = format!("tariff        {tariff}, {}\n", head.name);
	let _ = writeln!(
		text,
		"supplier      organisation {}{}",
		market.ledger.name(head.supplier).await?,
		{
			match standing {
				Some(Standing::Suspended) => {
					", which is suspended: zones' defaults supply its customers"
				},
				_ => "",
			}
		}
	);
	let availability = match head.availability {
		Availability::OnRequest => "for whom the supplier accepts".to_owned(),
		Availability::Open => "for everybody".to_owned(),
		Availability::Default(operator) => format!(
			"for everybody, and a default of zones of organisation {}",
			market.ledger.name(operator).await?
		),
	};
	let _ = writeln!(text, "availability  {availability}");
	let _ = writeln!(text, "notice        {} slots, {}", head.notice, slots.span(head.notice));
	for entry in head.versions.entries() {
		let _ = writeln!(text, "version       {} from {} on", entry.value, slots.show(entry.from));
	}
	if let Some(end) = head.ends {
		let _ = writeln!(text, "ends          with {}", slots.show(end));
	}
	let number = version_in(&head, slot);
	let found = match number {
		Some(number) => version(&market, tariff, number).await?,
		None => None,
	};
	let mut rates = None;
	if let (Some(number), Some(found)) = (number, &found) {
		let _ = writeln!(text, "\nin {}, by version {number}:", slots.show(slot));
		for (name, formula) in [("supply", &found.supply), ("feed-in", &found.feed_in)] {
			for line in formula::describe(formula, slots) {
				let _ = writeln!(text, "{name:<12}  {line}");
			}
		}
		let mut values = std::collections::BTreeMap::new();
		for formula in [&found.supply, &found.feed_in] {
			if let Formula::Dynamic(Dynamic { index, .. }) = formula {
				let value = chain.view(IndexValue { index: *index, slot }, None).await?;
				values.insert(*index, value);
			}
		}
		let index = |index| values.get(&index).copied().flatten();
		let now = found.at(slot, slots.timing.start(slot), index);
		let _ = writeln!(
			text,
			"that is       {} to pay, {} to get, before charges",
			units::rate(now.supply),
			units::rate(now.feed_in)
		);
		rates = Some(now);
	}
	let value = json!({
		"id": tariff, "record": head, "standing": standing, "slot": slots.json(slot),
		"number": number, "version": found, "rates": rates,
	});
	session.say(text, value);
	Ok(())
}

async fn customers(session: &Session, org: Option<OrgId>) -> Result {
	let market = Market::open(session).await?;
	let org = match org {
		Some(org) => org,
		None => market.ledger.org().await?,
	};
	let (slots, chain) = (&market.slots, &market.ledger.chain);
	let block = chain.best().await?.hash;
	let (mut rows, mut values) = (Vec::new(), Vec::new());
	let mut add = |point, tariff: TariffId, state: String, value: Value| {
		rows.push(vec![id(point), format!("tariff {tariff}"), state]);
		values.push(value);
	};
	let mut after = None;
	loop {
		let page = chain.view(Points { after, limit: MAX_PAGE }, Some(&block)).await?;
		for (point, record) in &page {
			let Some(first) = record.contract.entries().first() else { continue };
			if matches!(record.status, PointStatus::Closed(end) if end <= market.present()) {
				continue;
			}
			let slot = market.present().max(first.from);
			let supply = SupplyOf { point: *point, slot };
			let supply = chain.view(supply, Some(&block)).await?;
			if let Some(supply) = supply.filter(|supply| supply.agreement.supplier == org) {
				let tariff = supply.agreement.tariff;
				let (basis, state) = match supply.basis {
					Basis::Contract => ("contract", "by contract"),
					Basis::Default => ("default", "by default, without a contract in force"),
				};
				let since = match slot > market.present() {
					true => format!("{state} from {} on", slots.show(slot)),
					false => state.to_owned(),
				};
				let value = json!({
					"point": point, "tariff": tariff, "state": basis, "from": slots.json(slot),
				});
				add(*point, tariff, since, value);
			}
			for entry in record.contract.entries().iter().filter(|entry| entry.from > slot) {
				let Some(agreement) = entry.value.filter(|found| found.supplier == org) else {
					continue;
				};
				let state = format!("by contract from {} on", slots.show(entry.from));
				let value = json!({
					"point": point, "tariff": agreement.tariff, "state": "contract",
					"from": slots.json(entry.from),
				});
				add(*point, agreement.tariff, state, value);
			}
		}
		after = page.last().map(|(point, _)| *point);
		if page.len() < MAX_PAGE as usize {
			break;
		}
	}
	let mut after = None;
	loop {
		let page = chain.view(Requests { after, limit: MAX_PAGE }, Some(&block)).await?;
		for (point, request) in page.iter().filter(|(_, one)| one.agreement.supplier == org) {
			let tariff = request.agreement.tariff;
			let unopened = slots.timing.next_unopened(slots.now);
			let state = match request.from < unopened {
				true => format!(
					"asked for {}, whose book is open: the customer has to ask again",
					slots.show(request.from)
				),
				false => format!(
					"asks from {} on: `tallystick contract accept {}`",
					slots.show(request.from),
					id(*point)
				),
			};
			let value = json!({
				"point": point, "tariff": tariff, "state": "request",
				"from": slots.json(request.from),
			});
			add(*point, tariff, state, value);
		}
		after = page.last().map(|(point, _)| *point);
		if page.len() < MAX_PAGE as usize {
			break;
		}
	}
	let text = match rows.is_empty() {
		true => format!(
			"organisation {} has no customers, and no request",
			market.ledger.name(org).await?
		),
		false => text::table(&rows),
	};
	session.say(text, json!(values));
	Ok(())
}
