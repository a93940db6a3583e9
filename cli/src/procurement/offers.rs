//! `tallystick offer`.

use super::{
	category,
	files::{self, OfferToml, Offered, OFFER},
	org_or_own, words,
};
use crate::{
	assets::{args, at, done, Ledger},
	failure::{Failure, Result},
	files::{hash_of, read_text, Kind},
	session::Session,
	text::{money, scaled, span, table},
};
use clap::{Args, Subcommand};
use serde_json::{json, Value};
use std::path::{Path, PathBuf};
use tallystick_client::{
	hexed,
	procurement::{
		calls::{PublishOffer, RemoveOffer, SetSlots},
		views::OfferOf,
		Category, Delivery, Offer,
	},
	records::{Millis, OrgId},
	time,
};
use tallystick_evidence::Hash;

#[derive(Subcommand)]
pub(crate) enum OfferCommand {
	/// Offer something to machines, or change what is offered. The signer's organisation has to be a service provider.
	#[command(after_help = OFFER)]
	Publish {
		/// What is offered, in TOML.
		file: PathBuf,
	},
	/// Set the times at which visits can be booked, in place of those that are free. Times that are booked stay booked.
	#[command(
		after_help = "Examples:\n  tallystick offer set-slots 72154100 2026-12-01T08:00Z 2026-12-02T14:00+01:00 --key-file vendor.key\n  tallystick offer set-slots 72154100 --none --key-file vendor.key\n\n`tallystick offer show 72154100` shows which times are free."
	)]
	SetSlots(SlotsArgs),
	/// Show what a vendor offers of a category, and the times that can be booked.
	#[command(
		after_help = "Examples:\n  tallystick offer show 72154100 --vendor 4\n  tallystick offer show 10000405/P-7 --key-file vendor.key"
	)]
	Show(OfferArgs),
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
	Remove(OfferArgs),
}

#[derive(Args)]
pub(crate) struct OfferArgs {
	/// What is offered: CLASS, or CLASS/PART.
	#[arg(value_parser = category)]
	category: Category,
	/// The vendor's number. Without it: the signer's organisation.
	#[arg(long, value_parser = args::org)]
	vendor: Option<OrgId>,
}

#[derive(Args)]
pub(crate) struct SlotsArgs {
	/// What is offered: CLASS, or CLASS/PART.
	#[arg(value_parser = category)]
	category: Category,
	/// When a visit can begin: up to 64 times, such as 2026-12-01T08:00Z.
	#[arg(value_name = "TIME", value_parser = files::slot, required_unless_present = "none")]
	slots: Vec<Millis>,
	/// No time can be booked.
	#[arg(long, conflicts_with = "slots")]
	none: bool,
}

pub(crate) async fn run(session: &Session, command: OfferCommand) -> Result {
	match command {
		OfferCommand::Publish { file } => publish(session, &file).await,
		OfferCommand::SetSlots(args) => set_slots(session, args).await,
		OfferCommand::Show(args) => show(session, args).await,
		OfferCommand::List { vendor } => list(session, vendor).await,
		OfferCommand::Remove(OfferArgs { category, vendor }) => {
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
	let text = read_text(path, Kind::Definition)?;
	let wrong = |error: String| Failure::file(path, error);
	let file = OfferToml::read(&text).map_err(wrong)?;
	let document = match crate::parse::hash(&file.document) {
		Ok(hash) => hash,
		Err(_) => hash_of(&path.with_file_name(&file.document))?,
	};
	let Offered { category, offer, slots } = file.offer(document, time::now()).map_err(wrong)?;
	let ledger = Ledger::open(session).await?;
	let vendor = ledger.org().await?;
	let what = match offer.by {
		Delivery::Parcel => "",
		Delivery::Visit => "visits for ",
	};
	let mut text = format!(
		"organisation {} offers {what}{} for {} each, without tax",
		ledger.name(vendor).await?,
		words::category(&category),
		money(offer.unit)
	);
	let mut value = json!({ "vendor": vendor, "category": category, "document": hexed(&document) });
	let mut included = ledger.submit(PublishOffer { category, offer }).await?;
	if let Some(slots) = slots {
		text.push_str(&format!("; {}", can_be_booked(&slots)));
		value["slots"] = json!(slots);
		included = ledger.submit(SetSlots { category, slots }).await.map_err(|failure| {
			failure.with("\nthe offer is published; `tallystick offer set-slots` sets its times")
		})?;
	}
	done(&ledger, &included, text, value);
	Ok(())
}

async fn set_slots(session: &Session, args: SlotsArgs) -> Result {
	let SlotsArgs { category, slots, .. } = args;
	let slots = files::booked(slots, time::now()).map_err(Failure::usage)?;
	let ledger = Ledger::open(session).await?;
	let vendor = ledger.org().await?;
	let text = format!(
		"visits of organisation {} for {}: {}",
		ledger.name(vendor).await?,
		words::category(&category),
		can_be_booked(&slots)
	);
	let value = json!({ "vendor": vendor, "category": category, "slots": slots });
	let included = ledger.submit(SetSlots { category, slots }).await?;
	done(&ledger, &included, text, value);
	Ok(())
}

fn can_be_booked(slots: &[Millis]) -> String {
	match slots.len() {
		0 => "no time can be booked".into(),
		1 => "1 time can be booked".into(),
		many => format!("{many} times can be booked"),
	}
}

/// An offer, with the times to come that can be booked if it is for visits.
struct Found {
	category: Category,
	offer: Offer,
	slots: Option<Vec<Millis>>,
}

impl Found {
	async fn load(
		ledger: &Ledger<'_>,
		vendor: OrgId,
		(category, offer): (Category, Offer),
		block: &Hash,
	) -> Result<Self> {
		let slots = match offer.by {
			Delivery::Parcel => None,
			Delivery::Visit => {
				let mut slots = ledger.chain.slots(vendor, category, Some(block)).await?;
				let now = ledger.chain.now(Some(block)).await?;
				slots.retain(|slot| *slot > now);
				Some(slots)
			},
		};
		Ok(Self { category, offer, slots })
	}

	fn json(&self) -> Value {
		let mut value = json!({ "category": self.category, "offer": self.offer });
		if let Some(slots) = &self.slots {
			value["slots"] = json!(slots);
		}
		value
	}

	/// How and when it arrives, in short.
	fn delivery(&self) -> String {
		let Offer { accept, dispatch, delivery, .. } = self.offer;
		match self.slots.as_deref() {
			None => {
				let arrives = [accept, dispatch, delivery].into_iter().map(u128::from).sum();
				format!("within {}", span(arrives))
			},
			Some([]) => "visit; no time is free".into(),
			Some([first, ..]) => format!("visit; the first free time is {}", at(*first)),
		}
	}
}

async fn show(session: &Session, OfferArgs { category, vendor }: OfferArgs) -> Result {
	let ledger = Ledger::open(session).await?;
	let vendor = org_or_own(&ledger, vendor).await?;
	let block = ledger.chain.best().await?.hash;
	let offer = ledger.chain.view(OfferOf { vendor, category }, Some(&block)).await?;
	let name = ledger.name(vendor).await?;
	let offer = offer.ok_or_else(|| {
		Failure::refused(format!(
			"organisation {name} has no offer of {}; `tallystick offer list {vendor}` lists those that it has",
			words::category(&category)
		))
	})?;
	let found = Found::load(&ledger, vendor, (category, offer), &block).await?;
	let offer = &found.offer;
	let lasts = |millis: u64| span(millis.into());
	let row = |name: &str, text: String| vec![name.to_owned(), text];
	let mut rows = vec![
		row("vendor", name),
		row("category", words::category(&category)),
		row("price", format!("{}, without tax", money(offer.unit))),
		row("freight", format!("{}, without tax", money(offer.freight))),
		row("tax", format!("{} %", scaled(offer.tax.0.into(), -2))),
		row("stock", words::units(offer.stock)),
		row("accepts", format!("within {}", lasts(offer.accept))),
	];
	if let Some(gtin) = &offer.gtin {
		rows.insert(2, row("GTIN", gtin.to_string()));
	}
	match &found.slots {
		None => {
			rows.push(row("ships", format!("within {}", lasts(offer.dispatch))));
			rows.push(row("arrives", format!("within {}", lasts(offer.delivery))));
		},
		Some(slots) => {
			rows.push(row("late", format!("at most {}", lasts(offer.dispatch))));
			rows.push(row("takes", lasts(offer.delivery)));
			let free: Vec<_> = slots.iter().copied().map(at).collect();
			let none = || "no time".to_owned();
			rows.push(row("free", if free.is_empty() { none() } else { free.join(", ") }));
		},
	}
	rows.extend([
		row("until", at(offer.until)),
		row("arbiter", offer.arbiter.to_string()),
		row("terms", hexed(&offer.document)),
	]);
	let mut value = found.json();
	value["vendor"] = json!(vendor);
	session.say(table(&rows), value);
	Ok(())
}

async fn list(session: &Session, vendor: Option<OrgId>) -> Result {
	let ledger = Ledger::open(session).await?;
	let vendor = org_or_own(&ledger, vendor).await?;
	let block = ledger.chain.best().await?.hash;
	let (mut all, mut after) = (Vec::<Found>::new(), None);
	loop {
		let page = ledger.chain.offers(vendor, after, Some(&block)).await?;
		for item in page.items {
			all.push(Found::load(&ledger, vendor, item, &block).await?);
		}
		match page.next {
			Some((next, _)) => after = Some(next),
			None => break,
		}
	}
	all.sort_by_key(|found| found.category);
	let text = match all.is_empty() {
		true => format!("organisation {} offers nothing", ledger.name(vendor).await?),
		false => shown(&all),
	};
	let offers: Vec<_> = all.iter().map(Found::json).collect();
	session.say(text, json!({ "vendor": vendor, "offers": offers }));
	Ok(())
}

fn shown(offers: &[Found]) -> String {
	let head = ["category", "price", "freight", "tax", "stock", "delivery", "until", "arbiter"];
	let mut rows = vec![head.map(str::to_owned).to_vec()];
	for found in offers {
		let offer = &found.offer;
		rows.push(vec![
			words::category(&found.category),
			money(offer.unit),
			money(offer.freight),
			format!("{} %", scaled(offer.tax.0.into(), -2)),
			offer.stock.to_string(),
			found.delivery(),
			at(offer.until),
			offer.arbiter.to_string(),
		]);
	}
	table(&rows)
}
