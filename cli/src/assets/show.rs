//! `tallystick asset show` and `tallystick asset children`.

use super::{
	args::{self, AssetArg},
	at, custody, lots, measured, state_name, Ledger,
};
use crate::{
	failure::{Failure, Result},
	session::Session,
	text::count,
};
use clap::Args;
use serde_json::{json, Value};
use std::fmt::Write;
use tallystick_client::{
	asset_lifecycle::{
		views::{OfferOf, OpenTrade, StatusOfAsset, StaysOf},
		Stay,
	},
	hexed,
	records::{asset::Place, stay::StayKind, AssetId, Identified},
};

/// Show an asset: what it is, who owns and holds it, what is agreed about it.
#[derive(Args)]
#[command(after_help = "Example:\n  tallystick asset show '(01)09506000134352(21)A7'")]
pub(crate) struct ShowArgs {
	/// The asset: its number or its GS1 key.
	#[arg(value_parser = args::asset)]
	asset: AssetArg,
}

#[derive(Args)]
pub(crate) struct ChildrenArgs {
	/// The asset: its number or its GS1 key.
	#[arg(value_parser = args::asset)]
	asset: AssetArg,
	/// List what is in those, too, and so on.
	#[arg(long)]
	all: bool,
}

pub(crate) async fn show(session: &Session, args: ShowArgs) -> Result {
	let ledger = Ledger::open(session).await?;
	let chain = &ledger.chain;
	let (id, record) = ledger.find_any(&args.asset).await?;
	let class = ledger.class(record.class).await?.definition;
	let lot = ledger.lot(record.lot).await?;
	let unknown = || Failure::refused(format!("the chain does not know asset {id}"));
	let holder = chain.holder(id, None).await?.ok_or_else(unknown)?;
	let status = chain.view(StatusOfAsset { asset: id }, None).await?.ok_or_else(unknown)?;
	let offer = chain.view(OfferOf { asset: id }, None).await?;
	let trade = chain.view(OpenTrade { asset: id }, None).await?;
	let stays = chain.view(StaysOf { asset: id }, None).await?;

	let named = record.key.map_or("without key".into(), |key| key.to_string());
	let mut out = format!(
		"asset {id}, {named}\nclass      {}, {}\nlot        {}, {}/{}\nquantity   {}\nstate      {}\n",
		record.class,
		class.name,
		record.lot,
		lot.source.gln(),
		lot.code,
		measured(&class).show(record.quantity),
		state_name(&class, record.state),
	);
	if let Some(ended) = record.ended {
		let _ = writeln!(
			out,
			"ended      {}; `tallystick asset history {id}` shows what happened to it",
			at(ended)
		);
		if let Some(key) = &record.key {
			let _ = writeln!(
				out,
				"           the key {key} is free, and may be given to another asset"
			);
		}
	}
	let _ = writeln!(out, "owner      organisation {}", ledger.name(holder.owner).await?);
	let _ = writeln!(
		out,
		"custodian  organisation {}, since {}",
		ledger.name(holder.custodian).await?,
		at(holder.since)
	);
	if let Place::Child { parent, joined, .. } = record.place {
		let root = match holder.root == parent {
			true => String::new(),
			false => format!(", which is in asset {}", holder.root),
		};
		let _ = writeln!(out, "in         asset {parent}, since {}{root}", at(joined));
	}
	let inside: u64 = record.below.iter().map(|number| u64::from(*number)).sum();
	let direct = u64::from(record.below.first().copied().unwrap_or(0));
	match (direct, inside) {
		(0, _) => {},
		(direct, inside) if direct == inside => {
			let _ = writeln!(out, "contents   {}", count(direct, "asset", "assets"));
		},
		(direct, inside) => {
			let direct = count(direct, "asset", "assets");
			let _ = writeln!(out, "contents   {direct}, and with what is in those {inside}");
		},
	}
	if record.foreign > 0 {
		let foreign = count(record.foreign, "of them has", "of them have");
		let _ = writeln!(out, "           {foreign} another owner");
	}
	for (policy, number) in &record.policies {
		let _ = writeln!(out, "policy     {policy}, of {}", count(*number, "asset", "assets"));
	}
	if let Some(offer) = &offer {
		let to = ledger.name(offer.to).await?;
		let _ = writeln!(out, "offered    to organisation {to}");
		for line in custody::terms_text(&offer.terms).lines() {
			let _ = writeln!(out, "           {line}");
		}
	}
	if let Some(trade) = trade {
		let _ = writeln!(out, "trade      {trade} is open");
	}
	if record.documents > 0 {
		let _ =
			writeln!(out, "documents  {}: `tallystick asset document list {id}`", record.documents);
	}
	for stay in &stays {
		let _ = writeln!(out, "watched    {}", stay_text(stay));
	}
	let warnings = custody::warnings(&status);
	match warnings.is_empty() {
		true => {
			let _ = writeln!(out, "holds      none; {}", lots::status_text(&status.lot));
		},
		false => warnings.iter().for_each(|warning| {
			let _ = writeln!(out, "holds      {warning}");
		}),
	}
	let _ = writeln!(out, "last event {}", at(record.last));

	let mut value = json!(Identified { id, record: &record });
	if let Value::Object(fields) = &mut value {
		for (name, part) in [
			("holder", json!(holder)),
			("stateName", json!(state_name(&class, record.state))),
			("status", json!(status)),
			("offer", json!(offer)),
			("openTrade", json!(trade)),
			("stays", json!(stays)),
		] {
			fields.insert(name.into(), part);
		}
	}
	session.say(out, value);
	Ok(())
}

fn stay_text(stay: &Stay) -> String {
	let kind = match stay.kind {
		StayKind::Counting => "counting",
		StayKind::Witness => "witness",
	};
	let until = stay.to.map(|to| format!(" until {}", at(to))).unwrap_or_default();
	format!(
		"by channel {} of device {}, {kind}, since {}{until}",
		stay.stream.channel,
		hexed(&stay.stream.device.0),
		at(stay.from)
	)
}

pub(crate) async fn children(session: &Session, args: ChildrenArgs) -> Result {
	let ledger = Ledger::open(session).await?;
	let (top, _) = ledger.find(&args.asset).await?;
	let (mut lines, mut value) = (Vec::new(), Vec::new());
	let mut open = direct(&ledger, top, 0).await?;
	open.reverse();
	while let Some((depth, id)) = open.pop() {
		let record = ledger.asset(id).await?;
		let class = ledger.class(record.class).await?.definition;
		let named = record.key.map_or("without key".into(), |key| key.to_string());
		let quantity = measured(&class).show(record.quantity);
		lines.push(format!("{}{id}  {named}  {quantity} of {}", "  ".repeat(depth), class.name));
		value.push(json!({ "id": id, "depth": depth, "key": record.key, "class": record.class }));
		if args.all && !record.is_empty() {
			let mut below = direct(&ledger, id, depth.saturating_add(1)).await?;
			below.reverse();
			open.append(&mut below);
		}
	}
	let none = format!("nothing is in asset {top}");
	session.say(if lines.is_empty() { none } else { lines.join("\n") }, json!(value));
	Ok(())
}

/// What is directly in an asset, each with a depth.
async fn direct(
	ledger: &Ledger<'_>,
	asset: AssetId,
	depth: usize,
) -> Result<Vec<(usize, AssetId)>> {
	let (mut all, mut after) = (Vec::new(), None);
	let block = ledger.chain.best().await?.hash;
	loop {
		let page = ledger.chain.children(asset, after, Some(&block)).await?;
		all.extend(page.items.into_iter().map(|child| (depth, child)));
		match page.next {
			Some(next) => after = Some(next),
			None => break,
		}
	}
	// The chain lists them by the hashes of their numbers.
	all.sort_by_key(|(_, child): &(usize, AssetId)| *child);
	Ok(all)
}
