//! `tallystick need`.

use super::{category, condition, document, org_or_own, purchases, words};
use crate::{
	assets::{
		args::{self, AssetArg},
		at, done, event_of, Ledger,
	},
	failure::{Failure, Result},
	session::Session,
	text::table,
};
use clap::{Args, Subcommand};
use serde_json::json;
use std::path::PathBuf;
use tallystick_client::{
	asset_lifecycle::views::DocumentOf,
	hexed,
	procurement::{
		calls::{ChangeNeed, ClearNeed, DeclareNeed, GrantClaim, RefuseClaim, RemoveNeed},
		events::{NeedDeclared, Placed},
		views::{NeedOf, TendersFor},
		Category, Claim, Need, Warranty,
	},
	records::{asset::DocumentKind, MandateId, Millis, NeedId, OrgId},
};
use tallystick_evidence::Hash;

const EXAMPLE: &str = "Examples:
  tallystick need declare 0 10000405 4 --address home.txt --covered full.when --key-file owner.key
  tallystick need declare 2 72154100 1 --address home.txt --asset 17 --warranty warranty.pdf --key-file owner.key

full.when:
  in level = 0x0939…c77c/1.last as 1 % max_age 1 h
  when level > 30 %

Give the address to the mandate's vendors in private; the chain gets the hash of the file alone. Add a random line to it,
because the hash of an address that can be guessed hides nothing.";

#[derive(Subcommand)]
pub(crate) enum NeedCommand {
	/// Declare what a machine may come to lack, under a mandate. A machine has one need of a category.
	#[command(after_help = EXAMPLE)]
	Declare(DeclareArgs),
	/// Change the mandate, the quantity or the address of a need. An open order keeps what it was placed with.
	#[command(
		after_help = "Example:\n  tallystick need change 0 --quantity 6 --key-file owner.key"
	)]
	Change(ChangeArgs),
	/// Remove a need without an open order. Its deposit goes back. Anybody may once the machine is another's.
	Remove(NeedArg),
	/// Say that nothing is lacking any more. An open order goes on.
	Clear(NeedArg),
	/// Pay as the issuer of its warranty for what a machine needs: the best offer that fits a mandate for machines under warranty
	/// is taken.
	#[command(
		after_help = "Example:\n  tallystick need grant-claim 1 --mandate 2 --key-file maker.key\n\n`tallystick mandate grant warranties FILE` makes such a mandate."
	)]
	GrantClaim {
		#[command(flatten)]
		of: NeedArg,
		/// The number of a mandate of one's own for machines under warranty.
		#[arg(long, value_parser = super::mandate)]
		mandate: MandateId,
	},
	/// Refuse as the issuer of its warranty to pay for what a machine needs. Its owner may then order at their own cost.
	#[command(
		after_help = "Example:\n  tallystick need refuse-claim 1 --reason dropped.pdf --key-file maker.key"
	)]
	RefuseClaim {
		#[command(flatten)]
		of: NeedArg,
		/// The reason, which the owner gets in private: a file, or its hash.
		#[arg(long, value_name = "FILE|HASH")]
		reason: String,
	},
	/// Show a need: where it stands, its order, how the last one ended, a claim on its warranty, and what the machine has signed.
	Show(NeedArg),
	/// List the needs of an organisation, with their open orders.
	List {
		/// The organisation's number. Without it: the signer's.
		#[arg(value_parser = args::org)]
		org: Option<OrgId>,
	},
	/// Show what each vendor's offer for a need comes to now, or why it does not fit.
	#[command(after_help = "Example:\n  tallystick need tenders 0")]
	Tenders(NeedArg),
}

#[derive(Args, Clone, Copy)]
pub(crate) struct NeedArg {
	/// The number of the need.
	#[arg(value_parser = super::need)]
	need: NeedId,
}

#[derive(Args)]
pub(crate) struct DeclareArgs {
	/// The number of the mandate under which it is ordered, for its machine.
	#[arg(value_parser = super::mandate)]
	mandate: MandateId,
	/// What it is: CLASS, or CLASS/PART.
	#[arg(value_parser = category)]
	category: Category,
	/// How many units an order has.
	#[arg(value_parser = clap::value_parser!(u32).range(1..))]
	quantity: u32,
	/// Where it goes: a file, or its hash.
	#[arg(long, value_name = "FILE|HASH")]
	address: String,
	/// A file with the condition that says when the need is covered. Without it, only its owner clears it.
	#[arg(long, value_name = "FILE")]
	covered: Option<PathBuf>,
	/// The machine as an asset, into whose history a vendor's report of a visit goes: its number or its GS1 key.
	#[arg(long, value_parser = args::asset, requires = "warranty")]
	asset: Option<AssetArg>,
	/// The asset's document by which its issuer is asked first whether they pay: a file, or its hash.
	#[arg(long, value_name = "FILE|HASH", requires = "asset")]
	warranty: Option<String>,
}

#[derive(Args)]
pub(crate) struct ChangeArgs {
	#[command(flatten)]
	of: NeedArg,
	#[command(flatten)]
	to: To,
}

#[derive(Args)]
#[group(required = true, multiple = true)]
struct To {
	/// The number of another mandate for the same machine.
	#[arg(long, value_parser = super::mandate)]
	mandate: Option<MandateId>,
	/// How many units an order has.
	#[arg(long, value_parser = clap::value_parser!(u32).range(1..))]
	quantity: Option<u32>,
	/// Where it goes: a file, or its hash.
	#[arg(long, value_name = "FILE|HASH")]
	address: Option<String>,
}

pub(crate) async fn run(session: &Session, command: NeedCommand) -> Result {
	let ledger = Ledger::open(session).await?;
	match command {
		NeedCommand::Declare(args) => declare(&ledger, args).await,
		NeedCommand::Change(args) => change(&ledger, args).await,
		NeedCommand::Remove(NeedArg { need }) => {
			let included = ledger.submit_by_anybody(RemoveNeed { need }).await?;
			done(&ledger, &included, format!("need {need} is removed"), json!({ "need": need }));
			Ok(())
		},
		NeedCommand::Clear(NeedArg { need }) => {
			let included = ledger.submit(ClearNeed { need }).await?;
			done(&ledger, &included, format!("need {need} is clear"), json!({ "need": need }));
			Ok(())
		},
		NeedCommand::GrantClaim { of: NeedArg { need }, mandate } => {
			let included = ledger.submit(GrantClaim { need, mandate }).await?;
			let placed = event_of::<Placed>(&included)?;
			purchases::tell_placed(&ledger, placed, &included).await
		},
		NeedCommand::RefuseClaim { of: NeedArg { need }, reason } => {
			let reason = document(&reason)?;
			let included = ledger.submit(RefuseClaim { need, reason }).await?;
			let text = format!("the claim of need {need} is refused, and its owner may order");
			let value = json!({ "need": need, "reason": hexed(&reason) });
			done(&ledger, &included, text, value);
			Ok(())
		},
		NeedCommand::Show(NeedArg { need }) => show(&ledger, need).await,
		NeedCommand::List { org } => list(&ledger, org).await,
		NeedCommand::Tenders(NeedArg { need }) => tenders(&ledger, need).await,
	}
}

/// A need that was not removed.
pub(super) async fn load(ledger: &Ledger<'_>, need: NeedId, at: Option<&Hash>) -> Result<Need> {
	let found = ledger.chain.view(NeedOf { need }, at).await?;
	found.ok_or_else(|| {
		Failure::refused(format!(
			"there is no need {need}; `tallystick need list` lists those of an organisation"
		))
	})
}

async fn declare(ledger: &Ledger<'_>, args: DeclareArgs) -> Result {
	let DeclareArgs { mandate, category, quantity, address, covered, asset, warranty } = args;
	let address = document(&address)?;
	let covered = match covered {
		Some(path) => Some(condition(ledger, &path).await?),
		None => None,
	};
	let warranty = match asset.zip(warranty) {
		Some((asset, document)) => Some(find_warranty(ledger, &asset, &document).await?),
		None => None,
	};
	let (asked, warranty) = warranty.unzip();
	let call = DeclareNeed { mandate, category, quantity, address, covered, warranty };
	let included = ledger.submit(call).await?;
	let NeedDeclared { need, subject, category } = event_of(&included)?;
	let mut text = format!(
		"need {need}: {} may lack {}, and an order has {}",
		words::subject(&subject),
		words::category(&category),
		words::units(quantity)
	);
	let mut value = json!({ "need": need, "subject": subject, "address": hexed(&address) });
	if let Some(asked) = asked {
		let who = match asked {
			Some(warrantor) => format!("organisation {} is", ledger.name(warrantor).await?),
			None => {
				"the document is no warranty of another organisation that runs, so nobody is".into()
			},
		};
		text.push_str(&format!("; {who} asked first to pay"));
		value["warranty"] = json!(warranty);
		value["warrantor"] = json!(asked);
	}
	done(ledger, &included, text, value);
	Ok(())
}

/// A warranty among an asset's documents, and who is asked by it to pay, if anybody is.
async fn find_warranty(
	ledger: &Ledger<'_>,
	asset: &AssetArg,
	file: &str,
) -> Result<(Option<OrgId>, Warranty)> {
	let (asset, document) = (ledger.asset_id(asset).await?, document(file)?);
	let found = ledger.chain.view(DocumentOf { asset, document }, None).await?;
	let found = found.ok_or_else(|| {
		Failure::refused(format!(
			"{file} is no document of asset {asset}; `tallystick asset document list {asset}` lists them, and its issuer adds it with `tallystick asset document add {asset} FILE --kind warranty`"
		))
	})?;
	let now = ledger.chain.now(None).await?;
	let runs = found.kind == DocumentKind::Warranty && found.until.is_none_or(|until| now <= until);
	let other = found.issuer != ledger.org().await?;
	Ok(((runs && other).then_some(found.issuer), Warranty { asset, document }))
}

/// Where a claim on a need's warranty stands.
async fn claim_text(ledger: &Ledger<'_>, claim: Claim, now: Millis) -> Result<String> {
	Ok(match claim {
		Claim::None => {
			"none: while the warranty runs, its issuer is asked before an order is placed".into()
		},
		Claim::Made { warrantor, until } => {
			let name = ledger.name(warrantor).await?;
			match now > until {
				true => format!(
					"organisation {name} was silent until {}: the owner may order",
					at(until)
				),
				false => format!("organisation {name} may grant or refuse it until {}", at(until)),
			}
		},
		Claim::Over => "over: the owner may order".into(),
	})
}

async fn change(ledger: &Ledger<'_>, args: ChangeArgs) -> Result {
	let need = args.of.need;
	let record = load(ledger, need, None).await?;
	let address = args.to.address.as_deref().map(document).transpose()?;
	let call = ChangeNeed {
		need,
		mandate: args.to.mandate.unwrap_or(record.mandate),
		quantity: args.to.quantity.unwrap_or(record.quantity),
		address: address.unwrap_or(record.address),
	};
	let value = json!({
		"need": need,
		"mandate": call.mandate,
		"quantity": call.quantity,
		"address": hexed(&call.address),
	});
	let included = ledger.submit(call).await?;
	done(ledger, &included, format!("need {need} is changed"), value);
	Ok(())
}

async fn show(ledger: &Ledger<'_>, need: NeedId) -> Result {
	let block = ledger.chain.best().await?.hash;
	let record = load(ledger, need, Some(&block)).await?;
	let covered = ledger.chain.need_condition(need, Some(&block)).await?;
	let mut skipped = Vec::new();
	for vendor in &record.skipped {
		skipped.push(ledger.name(*vendor).await?);
	}
	let mut rows = vec![
		vec!["need".into(), need.to_string()],
		vec!["machine".into(), words::subject(&record.subject)],
		vec!["organisation".into(), ledger.name(record.org).await?],
		vec![
			"lacks".into(),
			format!("{} of {}", words::units(record.quantity), words::category(&record.category)),
		],
		vec!["mandate".into(), record.mandate.to_string()],
		vec!["address".into(), hexed(&record.address)],
		vec!["state".into(), words::need_state(record.state)],
		vec!["evidence".into(), format!("counts if it came after {}", at(record.since))],
		vec![
			"orders".into(),
			format!(
				"{} so far, {} failed since it was last covered",
				record.attempts, record.failures
			),
		],
	];
	if let Some(Warranty { asset, document }) = record.warranty {
		let now = ledger.chain.now(Some(&block)).await?;
		rows.push(vec![
			"warranty".into(),
			format!("of asset {asset}, document {}", hexed(&document)),
		]);
		rows.push(vec!["claim".into(), claim_text(ledger, record.claim, now).await?]);
	}
	if let Some(attested) = &record.attested {
		rows.push(vec!["signed".into(), words::attested(attested)]);
	}
	if let Some(order) = record.order {
		rows.push(vec![
			"order".into(),
			format!("{order}; `tallystick purchase show {order}` shows it"),
		]);
	}
	if let Some(last) = record.last {
		rows.push(vec!["last order".into(), words::outcome(last).into()]);
	}
	if !skipped.is_empty() {
		rows.push(vec!["not asked".into(), skipped.join(", ")]);
	}
	if covered.is_none() {
		rows.push(vec!["covered".into(), "when its owner says so".into()]);
	}
	let mut text = table(&rows);
	let written = covered.as_ref().map(ToString::to_string);
	if let Some(written) = &written {
		text.push_str(&format!("\n\n{written}"));
	}
	ledger.session.say(text, json!({ "id": need, "record": record, "covered": written }));
	Ok(())
}

async fn list(ledger: &Ledger<'_>, org: Option<OrgId>) -> Result {
	let org = org_or_own(ledger, org).await?;
	let block = ledger.chain.best().await?.hash;
	let (mut all, mut after) = (Vec::<(NeedId, Need)>::new(), None);
	loop {
		let page = ledger.chain.needs(org, after, Some(&block)).await?;
		for need in page.items {
			let found = ledger.chain.view(NeedOf { need }, Some(&block)).await?;
			all.extend(found.map(|record| (need, record)));
		}
		match page.next {
			Some(next) => after = Some(next),
			None => break,
		}
	}
	all.sort_by_key(|(need, _)| *need);
	let head = ["need", "machine", "category", "units", "mandate", "state", "order"];
	let mut rows = vec![head.map(str::to_owned).to_vec()];
	for (need, record) in &all {
		rows.push(vec![
			need.to_string(),
			words::subject(&record.subject),
			words::category(&record.category),
			record.quantity.to_string(),
			record.mandate.to_string(),
			words::need_state(record.state),
			record.order.map_or_else(|| "none".into(), |order| order.to_string()),
		]);
	}
	let text = match all.is_empty() {
		true => format!("organisation {} has declared no need", ledger.name(org).await?),
		false => table(&rows),
	};
	let needs: Vec<_> =
		all.iter().map(|(id, record)| json!({ "id": id, "record": record })).collect();
	ledger.session.say(text, json!({ "org": org, "needs": needs }));
	Ok(())
}

async fn tenders(ledger: &Ledger<'_>, need: NeedId) -> Result {
	let block = ledger.chain.best().await?.hash;
	let record = load(ledger, need, Some(&block)).await?;
	let found = ledger.chain.view(TendersFor { need }, Some(&block)).await?;
	let found = found.ok_or_else(|| {
		Failure::refused(format!(
			"mandate {} of need {need} has ended; `tallystick need change {need} --mandate MANDATE` names another one",
			record.mandate
		))
	})?;
	let mut rows = vec![["vendor", "comes to"].map(str::to_owned).to_vec()];
	let mut tenders = Vec::new();
	for (vendor, tender) in &found {
		rows.push(vec![
			ledger.name(*vendor).await?,
			match tender {
				Ok(landed) => words::landed(landed),
				Err(misfit) => words::misfit(*misfit).into(),
			},
		]);
		tenders.push(match tender {
			Ok(landed) => json!({ "vendor": vendor, "landed": landed }),
			Err(misfit) => json!({ "vendor": vendor, "misfit": misfit }),
		});
	}
	let of = format!("{} of {}", words::units(record.quantity), words::category(&record.category));
	let text = format!("{of}\n{}", table(&rows));
	ledger.session.say(text, json!({ "need": need, "tenders": tenders }));
	Ok(())
}
