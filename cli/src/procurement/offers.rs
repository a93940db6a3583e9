//! `tallystick offer`.

use super::{
	category,
	files::{OfferToml, OFFER},
	org_or_own, words,
};
use crate::{
	assets::{args, at, done, Ledger},
	failure::{Failure, Result},
	files::{self, Kind},
	session::Session,
	text::{money, scaled, span, table},
};
use clap::Subcommand;
use serde_json::json;
use std::path::{Path, PathBuf};
use tallystick_client::{
	hexed,
	procurement::{
		calls::{PublishOffer, RemoveOffer},
		Category, Offer,
	},
	records::OrgId,
	time,
};

#[derive(Subcommand)]
pub(crate) enum OfferCommand {
	/// Offer something to machines, or change what is offered. The signer's organisation has to be a service provider.
	#[command(after_help = OFFER)]
	Publish {
		/// What is offered, in TOML.
		file: PathBuf,
	},
	/// List what a vendor offers.
	#[command(after_help = "Example:\n  tallystick offer list 4")]
	List {
		/// The vendor's number. Without it: the signer's organisation.
		#[arg(value_parser = args::org)]
		vendor: Option<OrgId>,
	},
	/// Remove an offer. Open orders go on, and the deposit goes back. Anybody may once the offer has ended.
	#[command(
		after_help = "Examples:\n  tallystick offer remove 10000405 --key-file vendor.key\n  tallystick offer remove 10000405/P-7 --vendor 4"
	)]
	Remove {
		/// What was offered: CLASS, or CLASS/PART.
		#[arg(value_parser = category)]
		category: Category,
		/// The vendor's number. Without it: the signer's organisation.
		#[arg(long, value_parser = args::org)]
		vendor: Option<OrgId>,
	},
}

pub(crate) async fn run(session: &Session, command: OfferCommand) -> Result {
	match command {
		OfferCommand::Publish { file } => publish(session, &file).await,
		OfferCommand::List { vendor } => list(session, vendor).await,
		OfferCommand::Remove { category, vendor } => {
			let ledger = Ledger::open(session).await?;
			let vendor = org_or_own(&ledger, vendor).await?;
			let included = ledger.submit_by_anybody(RemoveOffer { vendor, category }).await?;
			let text = format!(
				"organisation {} offers no {} any more",
				ledger.name(vendor).await?,
				words::category(&category)
			);
			done(&ledger, &included, text, json!({ "vendor": vendor, "category": category }));
			Ok(())
		},
	}
}

async fn publish(session: &Session, path: &Path) -> Result {
	let text = files::read_text(path, Kind::Definition)?;
	let wrong = |error: String| Failure::file(path, error);
	let file = OfferToml::read(&text).map_err(wrong)?;
	let document = match crate::parse::hash(&file.document) {
		Ok(hash) => hash,
		Err(_) => files::hash_of(&path.with_file_name(&file.document))?,
	};
	let (category, offer) = file.offer(document, time::now()).map_err(wrong)?;
	let ledger = Ledger::open(session).await?;
	let vendor = ledger.org().await?;
	let text = format!(
		"organisation {} offers {} for {} each, without tax",
		ledger.name(vendor).await?,
		words::category(&category),
		money(offer.unit)
	);
	let value = json!({ "vendor": vendor, "category": category, "document": hexed(&document) });
	let included = ledger.submit(PublishOffer { category, offer }).await?;
	done(&ledger, &included, text, value);
	Ok(())
}

async fn list(session: &Session, vendor: Option<OrgId>) -> Result {
	let ledger = Ledger::open(session).await?;
	let vendor = org_or_own(&ledger, vendor).await?;
	let block = ledger.chain.best().await?.hash;
	let (mut all, mut after) = (Vec::<(Category, Offer)>::new(), None);
	loop {
		let page = ledger.chain.offers(vendor, after, Some(&block)).await?;
		all.extend(page.items);
		match page.next {
			Some((next, _)) => after = Some(next),
			None => break,
		}
	}
	all.sort_by_key(|(category, _)| *category);
	let text = match all.is_empty() {
		true => format!("organisation {} offers nothing", ledger.name(vendor).await?),
		false => shown(&all),
	};
	let offers: Vec<_> = all
		.iter()
		.map(|(category, offer)| json!({ "category": category, "offer": offer }))
		.collect();
	session.say(text, json!({ "vendor": vendor, "offers": offers }));
	Ok(())
}

fn shown(offers: &[(Category, Offer)]) -> String {
	let head =
		["category", "price", "freight", "tax", "stock", "arrives within", "until", "arbiter"];
	let mut rows = vec![head.map(str::to_owned).to_vec()];
	for (category, offer) in offers {
		let arrives = [offer.accept, offer.dispatch, offer.delivery];
		rows.push(vec![
			words::category(category),
			money(offer.unit),
			money(offer.freight),
			format!("{} %", scaled(offer.tax.0.into(), -2)),
			offer.stock.to_string(),
			span(arrives.into_iter().map(u128::from).sum()),
			at(offer.until),
			offer.arbiter.to_string(),
		]);
	}
	table(&rows)
}
