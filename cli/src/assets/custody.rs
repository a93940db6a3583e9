//! `tallystick custody`: a custodian offers, the taker accepts what was offered.

use super::{
	args::{self, AssetArg, CircumstancesArgs, Until},
	at, done, event_of, measured, state_name, Ledger,
};
use crate::{
	failure::{Failure, Result},
	session::Session,
	text::{self, count, money, money_in_units, plain},
	trades::page,
};
use clap::{Args, Subcommand, ValueEnum};
use serde_json::{json, Value};
use std::{
	fmt::Write,
	io::{BufRead, IsTerminal},
};
use tallystick_client::{
	asset_lifecycle::{
		calls::{Accept, Lapse, OfferCustody, Refuse, Withdraw},
		events::{HandedOver, OwnerChanged},
		views::{OfferOf, OpenTrade, StatusOfAsset, TradeOf},
		Asset, Offer, Trade,
	},
	records::{
		asset::{AssetStatus, BizStep, Keeper, LotStatus, Passes, Receipt, Terms},
		AssetId, Millis, OrgId, TradeId,
	},
	time,
};

#[derive(Subcommand)]
pub(crate) enum CustodyCommand {
	/// Offer an asset, with all that is in it, to another organisation.
	#[command(
		after_help = "Examples:\n  tallystick custody offer '(00)095060000000000015' --to 3 --agreed 26h --key-file farm.key\n  \
			tallystick custody offer 812 --to 4 --ownership --step receiving --until 2026-09-15T18:00+02:00 --key-file truck.key"
	)]
	Offer(OfferArgs),
	/// Take over what is offered. The terms are shown first, with what of the goods is held or recalled and, of
	/// goods that are traded, whether the ownership passes and whether a bond covers the taker.
	#[command(
		after_help = "Example:\n  tallystick custody accept '(00)095060000000000015' --read-point 9506000134352 --key-file truck.key"
	)]
	Accept(AcceptArgs),
	/// Refuse what is offered. It stays where it is.
	Refuse {
		/// The asset: its number or its GS1 key.
		#[arg(value_parser = args::asset)]
		asset: AssetArg,
	},
	/// Take an offer back.
	Withdraw {
		/// The asset: its number or its GS1 key.
		#[arg(value_parser = args::asset)]
		asset: AssetArg,
	},
	/// Remove an offer that has expired.
	Lapse {
		/// The asset: its number or its GS1 key.
		#[arg(value_parser = args::asset)]
		asset: AssetArg,
	},
	/// List what is offered to an organisation.
	Offers {
		/// The organisation, by its number. Without it: the signer's.
		#[arg(long, value_parser = args::org)]
		to: Option<OrgId>,
	},
}

#[derive(Args)]
pub(crate) struct OfferArgs {
	/// The asset: its number or its GS1 key.
	#[arg(value_parser = args::asset)]
	asset: AssetArg,
	/// The organisation that may accept, by its number.
	#[arg(long, value_parser = args::org)]
	to: OrgId,
	/// Pass the ownership, too. Nothing is paid for it on the chain.
	#[arg(long)]
	ownership: bool,
	/// When the hand-over takes place, at most 12 hours ago. Without it: when it is accepted.
	#[arg(long, value_name = "TIME", value_parser = args::moment)]
	at: Option<args::Moment>,
	/// For how long the taker is to hold it: 90m, 26h, 3d. Of traded goods this is what the taker is allowed to
	/// lose, and has to be given; but 0s, which delivers, is what their buyer gets without it. Of others: 1d.
	#[arg(long, value_name = "SPAN", value_parser = args::span)]
	agreed: Option<u64>,
	/// The least bond that a carrier of traded goods has to put up before they accept: 50 TALLY, or a whole
	/// number of millionths.
	#[arg(long, value_name = "AMOUNT", value_parser = text::parse_money, default_value = "0")]
	bond: u128,
	/// Who keeps the logger that watched the goods, and answers for its data that never come.
	#[arg(long, value_enum, default_value = "taker")]
	keeper: KeeperArg,
	/// The business step of EPCIS, such as shipping or receiving.
	#[arg(long, value_parser = args::step, default_value = "shipping")]
	step: BizStep,
	/// Until when the offer can be accepted: a time, or a span from now; 30 days at most.
	#[arg(long, value_name = "TIME", value_parser = args::until, default_value = "1d")]
	until: Until,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum KeeperArg {
	/// Whoever hands over the goods.
	Giver,
	/// Whoever accepts.
	Taker,
}

#[derive(Args)]
pub(crate) struct AcceptArgs {
	/// The asset: its number or its GS1 key.
	#[arg(value_parser = args::asset)]
	asset: AssetArg,
	/// How much is missing. It is split off, and stays with the giver.
	#[arg(long, value_name = "QUANTITY")]
	short: Option<String>,
	/// How much is refused because it is damaged. It is split off, and stays with the giver.
	#[arg(long, value_name = "QUANTITY")]
	damaged: Option<String>,
	/// How much more there is. It is noted, and belongs to no asset.
	#[arg(long, value_name = "QUANTITY")]
	over: Option<String>,
	/// Do not ask before signing.
	#[arg(long)]
	yes: bool,
	#[command(flatten)]
	circumstances: CircumstancesArgs,
}

pub(crate) async fn run(session: &Session, command: CustodyCommand) -> Result {
	let ledger = Ledger::open(session).await?;
	match command {
		CustodyCommand::Offer(args) => offer(&ledger, args).await,
		CustodyCommand::Accept(args) => accept(&ledger, args).await,
		CustodyCommand::Refuse { asset } => {
			let asset = ledger.asset_id(&asset).await?;
			let included = ledger.submit(Refuse { asset }).await?;
			let text = format!("asset {asset} is refused, and stays where it is");
			done(&ledger, &included, text, json!({ "asset": asset }));
			Ok(())
		},
		CustodyCommand::Withdraw { asset } => {
			let asset = ledger.asset_id(&asset).await?;
			let included = ledger.submit(Withdraw { asset }).await?;
			let text = format!("the offer of asset {asset} is taken back");
			done(&ledger, &included, text, json!({ "asset": asset }));
			Ok(())
		},
		CustodyCommand::Lapse { asset } => {
			let asset = ledger.asset_id(&asset).await?;
			let included = ledger.submit_by_anybody(Lapse { asset }).await?;
			let text = format!("the offer of asset {asset} is removed");
			done(&ledger, &included, text, json!({ "asset": asset }));
			Ok(())
		},
		CustodyCommand::Offers { to } => offers(&ledger, to).await,
	}
}

async fn offer(ledger: &Ledger<'_>, args: OfferArgs) -> Result {
	let (asset, record) = ledger.find(&args.asset).await?;
	let until = args.until.resolve();
	if until.0 <= time::now() {
		return Err(Failure::usage(format!("--until: {} has passed", at(until))));
	}
	let terms = Terms {
		passes: if args.ownership { Passes::Ownership } else { Passes::Custody },
		quantity: record.quantity,
		at: args.at.map(|moment| moment.at),
		agreed: agreed(ledger, asset, args.to, args.agreed).await?,
		bond: args.bond,
		keeper: match args.keeper {
			KeeperArg::Giver => Keeper::Giver,
			KeeperArg::Taker => Keeper::Taker,
		},
		step: args.step,
		until,
	};
	let to = args.to;
	ledger.ensure_known(to).await?;
	let included = ledger.submit(OfferCustody { asset, to, terms }).await?;
	let text = format!(
		"asset {asset} is offered to organisation {}, until {}",
		ledger.name(to).await?,
		at(until)
	);
	done(ledger, &included, text, json!({ "asset": asset, "to": to, "terms": terms }));
	Ok(())
}

/// For how long the taker is to hold an asset, if that is `given` or can be told.
async fn agreed(ledger: &Ledger<'_>, asset: AssetId, to: OrgId, given: Option<u64>) -> Result<u64> {
	const DAY: u64 = 86_400_000;
	let Some((trade, record)) = trade_of(ledger, asset).await? else {
		return Ok(given.unwrap_or(DAY));
	};
	if record.asset != asset || time::now() > record.terms.deliver_by.0 {
		return Ok(given.unwrap_or_default());
	}
	let spare = page::spare(&record);
	let most = || match spare {
		Some(0) => "there is no allowance left to give: 0s".to_owned(),
		Some(spare) => format!("at most {}", text::span(spare.into())),
		None => "as long as you agree on".to_owned(),
	};
	match given {
		Some(given) if spare.is_some_and(|spare| given > spare) => Err(Failure::refused(format!(
			"--agreed: trade {trade} allows for less, {}; the seller gives what the price allows for, everybody else what they were given themselves",
			most()
		))),
		Some(given) => Ok(given),
		None if to == record.buyer || to == record.seller => Ok(0),
		None => Err(Failure::usage(format!(
			"asset {asset} is sold by trade {trade}: say with --agreed for how long the taker is to hold it ({})",
			most()
		))),
	}
}

/// The trade of an asset that has one.
async fn trade_of(ledger: &Ledger<'_>, asset: AssetId) -> Result<Option<(TradeId, Trade)>> {
	let Some(trade) = ledger.chain.view(OpenTrade { asset }, None).await? else {
		return Ok(None);
	};
	let record = ledger.chain.view(TradeOf { trade }, None).await?;
	Ok(record.map(|record| (trade, record)))
}

async fn load_offer(ledger: &Ledger<'_>, asset: AssetId) -> Result<Offer> {
	let found = ledger.chain.view(OfferOf { asset }, None).await?;
	found.ok_or_else(|| Failure::refused(format!("asset {asset} is offered to nobody")))
}

async fn accept(ledger: &Ledger<'_>, args: AcceptArgs) -> Result {
	let circumstances = args.circumstances.read(None)?;
	let (asset, record) = ledger.find(&args.asset).await?;
	let offer = load_offer(ledger, asset).await?;
	let own = ledger.org().await?;
	if offer.to != own {
		return Err(Failure::refused(format!(
			"asset {asset} is offered to organisation {}, not to the signer's",
			ledger.name(offer.to).await?
		)));
	}
	let measured = measured(&ledger.class(record.class).await?.definition);
	let quantity = |name: &str, text: &Option<String>| {
		let read = measured.read_or_zero(text.as_deref());
		read.map_err(|error| Failure::usage(format!("--{name}: {error}")))
	};
	let receipt = Receipt {
		short: quantity("short", &args.short)?,
		damaged: quantity("damaged", &args.damaged)?,
		over: quantity("over", &args.over)?,
	};
	check_receipt(&receipt, &record).map_err(Failure::refused)?;

	let status = ledger.chain.view(StatusOfAsset { asset }, None).await?;
	eprintln!("{}", plain(&describe(ledger, asset, &record, &offer).await?));
	let traded = traded(ledger, asset, &offer, own).await?;
	if let Some((trade, text)) = &traded {
		eprintln!("trade      {trade}: {}", plain(text));
	}
	for warning in status.as_ref().map(warnings).unwrap_or_default() {
		eprintln!("WARNING: {warning}");
	}
	let taken = record.quantity.saturating_sub(receipt.rest().unwrap_or(0));
	eprintln!("accepted   {}", receipt_text(&receipt, |quantity| measured.show(quantity), taken));
	if !args.yes && std::io::stdin().is_terminal() && !is_confirmed()? {
		return Err(Failure::refused("nothing was signed"));
	}

	let terms = offer.terms;
	let included = ledger.submit(Accept { asset, terms, receipt, circumstances }).await?;
	let HandedOver { rest, at: moment, .. } = event_of(&included)?;
	let rest_text = rest.map(|rest| format!("; asset {rest} stays with the giver"));
	let text = format!(
		"asset {asset} is in the custody of organisation {} since {}{}",
		ledger.name(own).await?,
		at(moment),
		rest_text.unwrap_or_default()
	);
	// Of traded goods it passes with the delivery.
	let passes = match included.events.first::<OwnerChanged>()? {
		Some(_) => Passes::Ownership,
		None => Passes::Custody,
	};
	let trade = traded.map(|(trade, _)| trade);
	let value = json!({
		"asset": asset, "terms": terms, "receipt": receipt, "rest": rest, "at": moment,
		"passes": passes, "trade": trade,
	});
	done(ledger, &included, text, value);
	Ok(())
}

/// The trade of an asset, and what its taker has to know of it.
async fn traded(
	ledger: &Ledger<'_>,
	asset: AssetId,
	offer: &Offer,
	taker: OrgId,
) -> Result<Option<(TradeId, String)>> {
	let Some((trade, record)) = trade_of(ledger, asset).await? else { return Ok(None) };
	if offer.terms.bond > 0 && page::bond_of(&record, taker, offer.terms.bond).is_none() {
		let least = money_in_units(offer.terms.bond);
		return Err(Failure::refused(format!(
			"the terms ask for a bond of {least} at least; put it up, then accept: `tallystick trade bond {trade} {}`",
			offer.terms.bond
		)));
	}
	let text = format!(
		"organisation {} sells it to organisation {}; {}",
		ledger.name(record.seller).await?,
		ledger.name(record.buyer).await?,
		page::taking_over(trade, &record, asset, taker, &offer.terms, Millis(time::now()))
	);
	Ok(Some((trade, text)))
}

fn check_receipt(receipt: &Receipt, record: &Asset) -> std::result::Result<(), String> {
	match receipt.rest() {
		Some(0) => Ok(()),
		Some(rest) if rest < record.quantity && record.is_empty() => Ok(()),
		Some(rest) if rest < record.quantity => {
			Err("the asset holds others, so it is taken over as a whole: refuse it, or have it unpacked".into())
		},
		_ => Err("all of it is short or damaged: refuse the offer instead".into()),
	}
}

fn receipt_text(receipt: &Receipt, show: impl Fn(u64) -> String, taken: u64) -> String {
	let parts = [("short", receipt.short), ("damaged", receipt.damaged), ("over", receipt.over)];
	let parts: Vec<_> = parts
		.into_iter()
		.filter(|(_, quantity)| *quantity > 0)
		.map(|(name, quantity)| format!("{name}: {}", show(quantity)))
		.collect();
	match parts.is_empty() {
		true => show(taken),
		false => format!("{}; {}", show(taken), parts.join(", ")),
	}
}

/// Asks on the terminal.
pub(crate) fn is_confirmed() -> Result<bool> {
	eprint!("Sign this? [y/N] ");
	let mut answer = String::new();
	std::io::stdin()
		.lock()
		.read_line(&mut answer)
		.map_err(|error| Failure::usage(format!("the answer cannot be read: {error}")))?;
	Ok(matches!(answer.trim(), "y" | "Y" | "yes"))
}

/// What a taker has to know.
pub(super) fn warnings(status: &AssetStatus) -> Vec<String> {
	let mut all = Vec::new();
	if status.quarantined {
		all.push("it is in quarantine".to_owned());
	}
	if status.lot != LotStatus::Clear {
		all.push(format!("its lot: {}", super::lots::status_text(&status.lot)));
	}
	if status.below > 0 {
		all.push(format!(
			"of what is in it, {} held or recalled",
			count(status.below, "asset is", "assets are")
		));
	}
	if status.counting {
		all.push("a recall is still being counted, so more or fewer may be held".to_owned());
	}
	all
}

/// An offer for people, with all of its terms.
async fn describe(
	ledger: &Ledger<'_>,
	asset: AssetId,
	record: &Asset,
	offer: &Offer,
) -> Result<String> {
	let class = ledger.class(record.class).await?.definition;
	let lot = ledger.lot(record.lot).await?;
	let named = record.key.map(|key| format!(", {key}")).unwrap_or_default();
	let mut out = format!(
		"asset {asset}{named}\nwhat       {} of {}, {}; lot {}/{}\n",
		measured(&class).show(offer.terms.quantity),
		class.name,
		state_name(&class, record.state),
		lot.source.gln(),
		lot.code,
	);
	let inside: u64 = record.below.iter().map(|number| u64::from(*number)).sum();
	if inside > 0 {
		let _ = writeln!(out, "with       {} in it", count(inside, "asset", "assets"));
	}
	let _ = writeln!(out, "from       organisation {}", ledger.name(offer.from).await?);
	let _ = writeln!(out, "to         organisation {}", ledger.name(offer.to).await?);
	out.push_str(&terms_text(&offer.terms));
	let _ = write!(out, "offered    {}", at(offer.offered));
	Ok(out)
}

/// The terms of a hand-over in plain words.
pub(super) fn terms_text(terms: &Terms) -> String {
	let passes = match terms.passes {
		Passes::Custody => "the custody",
		Passes::Ownership => "the custody and the ownership; nothing is paid for it on the chain",
	};
	let when = terms.at.map_or("when it is accepted".into(), at);
	let keeper = match terms.keeper {
		Keeper::Giver => "the giver keeps the logger, and answers",
		Keeper::Taker => "the taker keeps the logger, and answers",
	};
	let bond = match terms.bond {
		0 => String::new(),
		least => {
			format!("bond       of {} at least, which the taker puts up first\n", money(least))
		},
	};
	format!(
		"passes     {passes}, as {}\nwhen       {when}\nagreed     the taker holds it for {}\n{bond}logger     {keeper} for data up to the hand-over that never come\nuntil      {}\n",
		terms.step.term(),
		span_text(terms.agreed),
		at(terms.until)
	)
}

/// A span of time in the largest unit of which it is a whole number.
pub(super) fn span_text(millis: u64) -> String {
	for (unit, one, many) in [
		(86_400_000, "day", "days"),
		(3_600_000, "hour", "hours"),
		(60_000, "minute", "minutes"),
		(1_000, "second", "seconds"),
	] {
		if millis >= unit && millis.is_multiple_of(unit) {
			return count(millis / unit, one, many);
		}
	}
	format!("{millis} ms")
}

async fn offers(ledger: &Ledger<'_>, to: Option<OrgId>) -> Result {
	let to = match to {
		Some(to) => to,
		None => ledger.org().await?,
	};
	let (mut lines, mut value, mut after) = (Vec::new(), Vec::<Value>::new(), None);
	let block = ledger.chain.best().await?.hash;
	loop {
		let page = ledger.chain.offers_to(to, after, Some(&block)).await?;
		for asset in page.items {
			// One that was accepted or taken back in the meantime.
			let Some(offer) = ledger.chain.view(OfferOf { asset }, None).await? else { continue };
			let record = ledger.asset(asset).await?;
			let class = ledger.class(record.class).await?.definition;
			let key = record.key.map_or("without key".into(), |key| key.to_string());
			let over = if offer.terms.until.0 < time::now() { ", which has passed" } else { "" };
			lines.push(format!(
				"{asset}  {key}  {} of {} from organisation {}, until {}{over}",
				measured(&class).show(offer.terms.quantity),
				class.name,
				ledger.name(offer.from).await?,
				at(offer.terms.until)
			));
			value.push(json!({ "asset": asset, "key": record.key, "offer": offer }));
		}
		match page.next {
			Some(next) => after = Some(next),
			None => break,
		}
	}
	let none = format!("nothing is offered to organisation {}", ledger.name(to).await?);
	ledger.session.say(if lines.is_empty() { none } else { lines.join("\n") }, json!(value));
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;
	use tallystick_client::records::RecallId;

	#[test]
	fn terms_are_said_in_words() {
		let terms = Terms {
			passes: Passes::Custody,
			quantity: 1,
			at: None,
			agreed: 26 * 3_600_000,
			bond: 0,
			keeper: Keeper::Taker,
			step: BizStep::Shipping,
			until: Millis(1_700_000_000_000),
		};
		let text = terms_text(&terms);
		for part in [
			"passes     the custody, as shipping",
			"when       when it is accepted",
			"holds it for 26 hours",
			"the taker keeps the logger",
			"until      2023-11-14T22:13:20.000Z",
		] {
			assert!(text.contains(part), "{part}\n{text}");
		}
		let sold = Terms { passes: Passes::Ownership, at: Some(Millis(0)), ..terms };
		let text = terms_text(&sold);
		assert!(text.contains("the ownership") && text.contains("1970-01-01"), "{text}");
		assert_eq!(span_text(90 * 60_000), "90 minutes");
		assert_eq!(span_text(1_500), "1500 ms");
		assert_eq!(span_text(0), "0 ms");
	}

	#[test]
	fn a_taker_is_told_of_everything_that_is_held() {
		let clear =
			AssetStatus { lot: LotStatus::Clear, quarantined: false, below: 0, counting: false };
		assert!(warnings(&clear).is_empty());
		let held = AssetStatus {
			lot: LotStatus::Recalled { by: vec![RecallId(4)], more: 2 },
			quarantined: true,
			below: 3,
			counting: true,
		};
		let text = warnings(&held).join("\n");
		for part in
			["quarantine", "RECALLED by recall 4 and 2 others", "3 assets are held", "counted"]
		{
			assert!(text.contains(part), "{part}\n{text}");
		}
	}

	#[test]
	fn a_receipt_says_what_is_taken_and_what_is_not() {
		let show = |quantity: u64| format!("{quantity} KGM");
		assert_eq!(receipt_text(&Receipt::default(), show, 10), "10 KGM");
		let receipt = Receipt { short: 2, damaged: 0, over: 1 };
		assert_eq!(receipt_text(&receipt, show, 8), "8 KGM; short: 2 KGM, over: 1 KGM");
	}
}
