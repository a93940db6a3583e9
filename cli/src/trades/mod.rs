//! `tallystick trade`: goods are sold for what they are worth when they arrive.

pub(crate) mod page;
mod refine;
pub(crate) mod terms;

use crate::{
	assets::{
		args::{self, AssetArg},
		at, done, event_of, measured, Ledger,
	},
	failure::{Failure, Result},
	files,
	parse::{self, StreamArg},
	session::Session,
	stays::name,
	text::{self, money, money_in_units},
};
use clap::{Args, Subcommand};
use serde_json::json;
use std::{collections::BTreeSet, path::PathBuf};
use tallystick_client::{
	asset_lifecycle::{
		calls::{
			Appeal, Deliver, Fund, OfferTrade, PickUp, PostBond, PriceTrade, SettleTrade,
			SwapStream, WithdrawTrade,
		},
		events::{Bonded, StreamSwapped, TradeEnded, TradeFunded, TradeOffered},
		views::{OfferOf, OpenTrade, TradeOf},
		Trade,
	},
	consortium::views::MembershipOf,
	escrow::Dispute,
	records::{EscrowId, Millis, OrgId, TradeId},
	time, Call, EscrowState,
};
use tallystick_condition::trade::TradeState;
use tallystick_evidence::Hash;

#[derive(Subcommand)]
pub(crate) enum TradeCommand {
	/// Offer an asset, with all that is in it, to a buyer. The price follows from what it goes through.
	#[command(after_help = terms::EXAMPLE)]
	Offer {
		/// The asset: its number, or its GS1 key.
		#[arg(value_parser = args::asset)]
		asset: AssetArg,
		/// The TOML file with the terms.
		terms: PathBuf,
		/// The number of the buyer's organisation.
		#[arg(long, value_parser = args::org)]
		to: OrgId,
	},
	/// Take back an offer that the buyer has not funded.
	Withdraw(TradeArg),
	/// Accept an offer as the buyer: the price goes from the signer's account into escrow.
	Fund(TradeArg),
	/// Put up money as a carrier to whom the goods are offered. It pays for what
	/// the goods lose while the carrier has them, up to its amount.
	#[command(
		after_help = "Example:\n  tallystick trade bond 3 '50 TALLY' --key-file carrier.key"
	)]
	Bond {
		#[command(flatten)]
		of: TradeArg,
		/// How much: 50 TALLY, or a whole number of millionths.
		#[arg(value_parser = text::parse_money)]
		amount: u128,
	},
	/// Begin the trade as a seller who carries the goods. It begins by itself when the seller hands them to
	/// somebody else.
	PickUp {
		#[command(flatten)]
		of: TradeArg,
		/// For how long the seller is to hold the goods, such as 6h.
		#[arg(long, value_parser = args::span)]
		agreed: u64,
	},
	/// End the trade as a buyer who carries the goods. It ends by itself when the buyer accepts them for
	/// an agreed time of 0.
	Deliver(TradeArg),
	/// Agree that another stream counts for moving goods. It does from the moment on at which seller, buyer
	/// and custodian have all signed the same.
	#[command(
		after_help = "Example:\n  tallystick trade swap-stream 3 0939…c77c/0 4f10…a2e0/0 --key-file carrier.key"
	)]
	SwapStream {
		#[command(flatten)]
		of: TradeArg,
		/// The stream that counts: DEVICE/CHANNEL.
		#[arg(value_parser = parse::stream)]
		old: StreamArg,
		/// The stream that is to count: DEVICE/CHANNEL.
		#[arg(value_parser = parse::stream)]
		new: StreamArg,
	},
	/// Begin the window to show readings and to appeal now, because all data have come. If it has begun,
	/// say since when.
	Price(TradeArg),
	/// Show the chain one leaf, and readings of its run if you like. What is shown is public.
	#[command(
		after_help = "Example:\n  tallystick trade show-leaf 3 0939…c77c/0 --at 2026-09-14T08:00Z --key-file carrier.key"
	)]
	ShowLeaf(refine::ShowArgs),
	/// Have runs judged by their readings: finds the leaves, fetches openings from the gateway, and shows both
	/// to the chain. What is shown is public.
	#[command(
		after_help = "Examples:\n  tallystick trade refine 3 --boundaries --dry-run --key-file carrier.key\n  \
			tallystick trade refine 3 --at 2026-09-14T08:00Z --whole-runs --key-file carrier.key"
	)]
	Refine(refine::RefineArgs),
	/// Have the arbiter decide what the seller gets, instead of the computed price.
	Appeal(TradeArg),
	/// Decide as the arbiter what the seller gets of the buyer's money, or of the bond of a carrier for
	/// goods that the seller does not have. The decision is final.
	#[command(
		after_help = "Examples:\n  tallystick trade decide 3 '812.5 TALLY' --key-file arbiter.key\n  \
			tallystick trade decide 3 '50 TALLY' --bond --key-file arbiter.key"
	)]
	Decide {
		#[command(flatten)]
		of: TradeArg,
		/// What the seller gets: 812.5 TALLY, or a whole number of millionths.
		#[arg(value_parser = text::parse_money)]
		amount: u128,
		/// Decide about the bond.
		#[arg(long)]
		bond: bool,
		/// Whose bond it is, if those of several organisations are disputed.
		#[arg(long, requires = "bond", value_parser = args::org)]
		org: Option<OrgId>,
	},
	/// Do what is due: pay a trade that is final, end one that nobody goes on with, call the arbiter.
	Settle(TradeArg),
	/// Show a trade: what is due, who pays what, and what is not proven.
	Show(TradeArg),
	/// List the trades that are not final.
	List {
		/// Only those of this organisation: as seller, buyer or holder.
		#[arg(long, value_parser = args::org)]
		org: Option<OrgId>,
	},
}

#[derive(Args, Clone, Copy)]
pub(crate) struct TradeArg {
	/// The number of the trade.
	#[arg(value_name = "TRADE", value_parser = trade)]
	trade: TradeId,
}

fn trade(text: &str) -> std::result::Result<TradeId, String> {
	text.parse().map(TradeId).map_err(|_| "give the trade's number".into())
}

pub(crate) async fn run(session: &Session, command: TradeCommand) -> Result {
	let ledger = Ledger::open(session).await?;
	match command {
		TradeCommand::Offer { asset, terms, to } => offer(&ledger, &asset, &terms, to).await,
		TradeCommand::Withdraw(of) => withdraw(&ledger, of.trade).await,
		TradeCommand::Fund(of) => fund(&ledger, of.trade).await,
		TradeCommand::Bond { of, amount } => bond(&ledger, of.trade, amount).await,
		TradeCommand::PickUp { of, agreed } => pick_up(&ledger, of.trade, agreed).await,
		TradeCommand::Deliver(of) => deliver(&ledger, of.trade).await,
		TradeCommand::SwapStream { of, old, new } => {
			swap_stream(&ledger, of.trade, &old, &new).await
		},
		TradeCommand::Price(of) => price(&ledger, of.trade).await,
		TradeCommand::ShowLeaf(args) => refine::show_leaf(&ledger, args).await,
		TradeCommand::Refine(args) => refine::refine(&ledger, args).await,
		TradeCommand::Appeal(of) => appeal(&ledger, of.trade).await,
		TradeCommand::Decide { of, amount, bond, org } => {
			let about = if bond { Disputed::Bond(org) } else { Disputed::Price };
			decide(&ledger, of.trade, amount, about).await
		},
		TradeCommand::Settle(of) => settle(&ledger, of.trade).await,
		TradeCommand::Show(of) => page::show(&ledger, of.trade).await,
		TradeCommand::List { org } => page::list(&ledger, org).await,
	}
}

/// A trade that is not final.
async fn load(ledger: &Ledger<'_>, trade: TradeId) -> Result<Trade> {
	load_at(ledger, trade, None).await
}

/// The same, at this block.
async fn load_at(ledger: &Ledger<'_>, trade: TradeId, at: Option<&Hash>) -> Result<Trade> {
	let found = ledger.chain.view(TradeOf { trade }, at).await?;
	found.ok_or_else(|| {
		Failure::refused(format!("there is no trade {trade}, or it is final; `tallystick trade list` lists those that are not"))
	})
}

/// Who a call is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Part {
	Seller,
	Buyer,
}

/// Checks that the signer is of the seller's or the buyer's organisation.
async fn ensure_part(ledger: &Ledger<'_>, record: &Trade, part: Part) -> Result {
	let (org, role) = match part {
		Part::Seller => (record.seller, "seller"),
		Part::Buyer => (record.buyer, "buyer"),
	};
	if ledger.org().await? == org {
		return Ok(());
	}
	let name = ledger.name(org).await?;
	Err(Failure::refused(format!("that is for the {role}, organisation {name}")))
}

/// Checks where the trade is.
fn ensure_state(trade: TradeId, record: &Trade, expected: &str) -> Result {
	let found = state_name(&record.state);
	if found == expected {
		return Ok(());
	}
	Err(Failure::refused(format!(
		"trade {trade} is {found}, not {expected}; `tallystick trade show {trade}` says what is due"
	)))
}

/// Checks that a deadline has not passed.
fn ensure_before(trade: TradeId, deadline: Millis) -> Result {
	if time::now() <= deadline.0 {
		return Ok(());
	}
	Err(Failure::refused(format!(
		"that had to be done by {}; `tallystick trade settle {trade}` does what is due now",
		at(deadline)
	)))
}

fn state_name(state: &TradeState) -> &'static str {
	match state {
		TradeState::Offered => "offered",
		TradeState::Funded => "funded",
		TradeState::Moving => "moving",
		TradeState::Delivered { .. } => "delivered",
		TradeState::Disputed => "disputed",
	}
}

async fn offer(
	ledger: &Ledger<'_>,
	asset: &AssetArg,
	file: &std::path::Path,
	buyer: OrgId,
) -> Result {
	let text = files::read_text(file, files::Kind::Definition)?;
	let terms = terms::parse(&text, time::now()).map_err(|error| Failure::file(file, error))?;
	let (asset, record) = ledger.find(asset).await?;
	let org = ledger.org().await?;
	if buyer == org {
		return Err(Failure::usage("the buyer is the signer's own organisation"));
	}
	ledger.ensure_known(buyer).await?;
	if record.owner != Some(org) {
		let owner = match record.owner {
			Some(owner) => ledger.name(owner).await?,
			None => "another one".into(),
		};
		return Err(Failure::refused(format!(
			"asset {asset} belongs to organisation {owner}; its owner sells it"
		)));
	}
	if let Some(open) = ledger.chain.view(OpenTrade { asset }, None).await? {
		return Err(Failure::refused(format!("asset {asset} is being sold by trade {open}")));
	}
	if ledger.chain.view(OfferOf { asset }, None).await?.is_some() {
		return Err(Failure::refused(format!(
			"asset {asset} is offered without a trade; `tallystick custody withdraw {asset}` takes that offer back"
		)));
	}
	for weighted in &terms.policies {
		if !record.policies.iter().any(|(policy, _)| *policy == weighted.policy) {
			let own: Vec<_> =
				record.policies.iter().map(|(policy, _)| policy.to_string()).collect();
			return Err(Failure::file(
				file,
				format!(
					"policy {} does not apply to the asset; these do: {}",
					weighted.policy,
					own.join(", ")
				),
			));
		}
	}
	let who = terms.arbiter;
	match ledger.chain.view(MembershipOf { who }, None).await? {
		Some(member) if member.org != org && member.org != buyer => {},
		Some(_) => {
			return Err(Failure::file(file, "the arbiter belongs to the seller or the buyer"));
		},
		None => return Err(Failure::file(file, "the arbiter is a member of no organisation")),
	}
	let price = terms.price;
	let name = ledger.name(buyer).await?;
	let included = ledger.submit(OfferTrade { asset, buyer, terms }).await?;
	let trade = event_of::<TradeOffered>(&included)?.trade;
	let text = format!(
		"trade {trade}: asset {asset} is offered to organisation {name} for {}",
		money_in_units(price)
	);
	done(ledger, &included, text, json!({ "trade": trade, "asset": asset, "buyer": buyer }));
	Ok(())
}

async fn withdraw(ledger: &Ledger<'_>, trade: TradeId) -> Result {
	let record = load(ledger, trade).await?;
	ensure_part(ledger, &record, Part::Seller).await?;
	ensure_state(trade, &record, "offered")?;
	let included = ledger.submit(WithdrawTrade { trade }).await?;
	let text = format!("trade {trade} is withdrawn");
	done(ledger, &included, text, json!({ "trade": trade }));
	Ok(())
}

async fn fund(ledger: &Ledger<'_>, trade: TradeId) -> Result {
	let record = load(ledger, trade).await?;
	ensure_part(ledger, &record, Part::Buyer).await?;
	ensure_state(trade, &record, "offered")?;
	ensure_before(trade, record.terms.offered_until)?;
	// Whoever funds agrees to them.
	let unit = measured(&ledger.class(ledger.asset(record.asset).await?.class).await?.definition);
	let mut terms = format!(
		"trade {trade}: organisation {} sells asset {}, {}\n{}",
		ledger.name(record.seller).await?,
		record.asset,
		unit.show(record.quantity),
		page::terms_text(&record.terms)
	);
	page::write_policies(ledger, &mut terms, &record).await?;
	eprintln!("{}", text::plain(terms.trim_end()));
	let included = ledger.submit(Fund { trade }).await?;
	let escrow = event_of::<TradeFunded>(&included)?.escrow;
	let price = record.terms.price;
	let text = format!("{} are in escrow {escrow} for trade {trade}", money_in_units(price));
	let value = json!({ "trade": trade, "escrow": escrow, "amount": price.to_string() });
	done(ledger, &included, text, value);
	Ok(())
}

async fn bond(ledger: &Ledger<'_>, trade: TradeId, amount: u128) -> Result {
	let record = load(ledger, trade).await?;
	let org = ledger.org().await?;
	if org == record.seller || org == record.buyer {
		return Err(Failure::refused("a bond is for carriers; seller and buyer answer anyway"));
	}
	if amount == 0 {
		return Err(Failure::usage("a bond of 0 is too small"));
	}
	let offer = ledger.chain.view(OfferOf { asset: record.asset }, None).await?;
	let Some(offer) = offer.filter(|offer| offer.to == org) else {
		return Err(Failure::refused(format!(
			"the goods, asset {}, are not offered to your organisation; put up the bond once they are, and before you accept them",
			record.asset
		)));
	};
	if amount < offer.terms.bond {
		return Err(Failure::usage(format!(
			"the terms of the offer ask for a bond of {} at least",
			money_in_units(offer.terms.bond)
		)));
	}
	let included = ledger.submit(PostBond { trade, amount }).await?;
	let escrow = event_of::<Bonded>(&included)?.escrow;
	let text = format!("{} are in escrow {escrow} as a bond", money_in_units(amount));
	let value = json!({ "trade": trade, "escrow": escrow, "amount": amount.to_string() });
	done(ledger, &included, text, value);
	Ok(())
}

async fn pick_up(ledger: &Ledger<'_>, trade: TradeId, agreed: u64) -> Result {
	let record = load(ledger, trade).await?;
	ensure_part(ledger, &record, Part::Seller).await?;
	ensure_state(trade, &record, "funded")?;
	ensure_before(trade, record.terms.pick_up_by)?;
	let included = ledger.submit(PickUp { trade, agreed }).await?;
	let text = format!(
		"the goods of trade {trade} are picked up; the seller holds them for {}",
		text::span(agreed.into())
	);
	done(ledger, &included, text, json!({ "trade": trade, "agreed": agreed }));
	Ok(())
}

async fn deliver(ledger: &Ledger<'_>, trade: TradeId) -> Result {
	let record = load(ledger, trade).await?;
	ensure_part(ledger, &record, Part::Buyer).await?;
	ensure_state(trade, &record, "moving")?;
	ensure_before(trade, record.terms.deliver_by)?;
	if record.legs.last().map(|leg| leg.holder) != Some(record.buyer) {
		return Err(Failure::refused(
			"the buyer does not hold the goods; they are delivered when the buyer accepts them",
		));
	}
	let included = ledger.submit(Deliver { trade }).await?;
	let text = format!("the goods of trade {trade} are delivered");
	done(ledger, &included, text, json!({ "trade": trade }));
	Ok(())
}

async fn swap_stream(
	ledger: &Ledger<'_>,
	trade: TradeId,
	old: &StreamArg,
	new: &StreamArg,
) -> Result {
	let record = load(ledger, trade).await?;
	ensure_state(trade, &record, "moving")?;
	ensure_before(trade, record.terms.deliver_by)?;
	let (old, new) = (ledger.session.stream(old).await?, ledger.session.stream(new).await?);
	if !record.streams.iter().any(|watching| watching.stream == old && watching.to.is_none()) {
		return Err(Failure::refused(format!(
			"{} does not count for trade {trade} now; `tallystick trade show {trade}` says what does",
			name(ledger, &old).await?
		)));
	}
	if record.streams.iter().any(|watching| watching.stream == new) {
		return Err(Failure::refused(format!(
			"{} counts for trade {trade}, or has done so; name another one",
			name(ledger, &new).await?
		)));
	}
	let holder = record.legs.last().map(|leg| leg.holder);
	let org = ledger.org().await?;
	let parties = [Some(record.seller), Some(record.buyer), holder];
	if !parties.contains(&Some(org)) {
		return Err(Failure::refused(
			"seller, buyer and custodian agree on the streams of a trade",
		));
	}
	let agreed = record.swap.as_ref().filter(|swap| (swap.old, swap.new) == (old, new));
	if agreed.is_some_and(|swap| swap.signed.iter().any(|(by, _)| *by == org)) {
		return Err(Failure::refused("your organisation has agreed to this already"));
	}
	let included = ledger.submit(SwapStream { trade, old, new }).await?;
	let swapped = included.events.first::<StreamSwapped>()?;
	let (old_name, new_name) = (name(ledger, &old).await?, name(ledger, &new).await?);
	let text =
		match &swapped {
			Some(swapped) => {
				format!("{new_name} counts instead of {old_name}, from {}", at(swapped.from))
			},
			None => {
				format!("agreed that {new_name} counts instead of {old_name}; others have to agree, too")
			},
		};
	let from = swapped.map(|swapped| swapped.from);
	let value = json!({ "trade": trade, "old": old, "new": new, "from": from });
	done(ledger, &included, text, value);
	Ok(())
}

async fn price(ledger: &Ledger<'_>, trade: TradeId) -> Result {
	let record = load(ledger, trade).await?;
	ensure_state(trade, &record, "delivered")?;
	if let Some((from, by_itself)) = begun(&record, ledger.chain.now(None).await?) {
		let itself = if by_itself { " by itself, when the time for data was over" } else { "" };
		let text = format!("the window of trade {trade} began at {}{itself}", at(from));
		ledger.session.say(
			format!("{text}; {}", after_window(trade, &record, from)),
			window_json(trade, &record, from),
		);
		return Ok(());
	}
	let included = ledger.submit(PriceTrade { trade }).await.map_err(|failure| match failure {
		Failure::Call { ref error, .. } if error == "AssetLifecycle::DataAwaited" => {
			let TradeState::Delivered { since, .. } = record.state else { return failure };
			failure.with(format!(
				"\n`tallystick trade show {trade}` says which data are missing; if they do not come, the window begins by itself after {}",
				at(since.saturating_add(record.terms.data))
			))
		},
		_ => failure,
	})?;
	let record = load(ledger, trade).await?;
	let TradeState::Delivered { priced: Some(from), .. } = record.state else {
		return Err(Failure::no_answer(format!(
			"the call is done, but trade {trade} is not priced; `tallystick trade show {trade}` says what is due"
		)));
	};
	let text = format!("trade {trade} is priced; {}", after_window(trade, &record, from));
	done(ledger, &included, text, window_json(trade, &record, from));
	Ok(())
}

/// Since when the window of delivered goods runs, or has run, and whether it began without `price`.
fn begun(record: &Trade, now: Millis) -> Option<(Millis, bool)> {
	match record.state {
		TradeState::Delivered { priced: Some(from), .. } => Some((from, false)),
		TradeState::Delivered { since, priced: None } => {
			let data = since.saturating_add(record.terms.data);
			(now > data).then_some((data, true))
		},
		_ => None,
	}
}

/// What is possible up to the end of the window, and after it.
fn after_window(trade: TradeId, record: &Trade, from: Millis) -> String {
	let until = from.saturating_add(record.terms.window);
	format!(
		"parties can show readings and appeal until {}, and `tallystick trade settle {trade}` works after that",
		at(until)
	)
}

fn window_json(trade: TradeId, record: &Trade, from: Millis) -> serde_json::Value {
	let until = from.saturating_add(record.terms.window);
	json!({ "trade": trade, "window": { "from": from, "until": until } })
}

/// Checks that somebody can appeal now.
fn ensure_appealable(trade: TradeId, record: &Trade, now: Millis) -> Result {
	let terms = &record.terms;
	let later = |when: String| {
		let state = state_name(&record.state);
		Err(Failure::refused(format!("trade {trade} is {state}: nobody can appeal {when}")))
	};
	let from = match record.state {
		TradeState::Offered | TradeState::Funded => {
			return later("before the goods are delivered, or the time to deliver them is over".into())
		},
		TradeState::Moving if now <= terms.deliver_by => {
			return later(format!(
				"before the goods are delivered; if they are not delivered by {}, that is possible from then on for {}",
				at(terms.deliver_by),
				text::span(terms.window.into())
			))
		},
		TradeState::Moving => terms.deliver_by,
		TradeState::Delivered { priced: Some(from), .. } => from,
		TradeState::Delivered { since, priced: None } => since.saturating_add(terms.data),
		TradeState::Disputed => {
			return later("any more, and the arbiter decides, or has decided".into())
		},
	};
	let until = from.saturating_add(terms.window);
	match now > until {
		true => later(format!(
			"after {}, when the window ended; `tallystick trade settle {trade}` does what is due now",
			at(until)
		)),
		false => Ok(()),
	}
}

async fn appeal(ledger: &Ledger<'_>, trade: TradeId) -> Result {
	let record = load(ledger, trade).await?;
	let org = ledger.org().await?;
	let held = record.legs.iter().any(|leg| leg.holder == org);
	if org != record.seller && org != record.buyer && !held {
		return Err(Failure::refused(
			"your organisation cannot appeal: that is for seller, buyer and whoever held the goods",
		));
	}
	if let Some(by) = record.appealed {
		let name = ledger.name(by).await?;
		return Err(Failure::refused(format!("organisation {name} has appealed already")));
	}
	ensure_appealable(trade, &record, Millis(time::now()))?;
	let included = ledger.submit(Appeal { trade }).await?;
	let text = format!(
		"trade {trade} is appealed; when the window has ended, `tallystick trade settle {trade}` calls the arbiter, {}",
		record.terms.arbiter
	);
	done(
		ledger,
		&included,
		text,
		json!({ "trade": trade, "arbiter": record.terms.arbiter.to_string() }),
	);
	Ok(())
}

/// What an arbiter decides about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Disputed {
	Price,
	/// What a bond pays: that of this organisation, or the only one that is disputed.
	Bond(Option<OrgId>),
}

/// The disputed bond about which an arbiter decides next.
async fn disputed_bond(
	ledger: &Ledger<'_>,
	trade: TradeId,
	record: &Trade,
	org: Option<OrgId>,
) -> Result<EscrowId> {
	let mut disputed = Vec::new();
	for bond in record.bonds.iter().filter(|bond| org.is_none_or(|org| bond.org == org)) {
		let escrow = ledger.chain.escrow(bond.escrow, None).await?;
		if matches!(escrow.map(|escrow| escrow.state), Some(EscrowState::Disputed(_))) {
			disputed.push((bond.org, bond.escrow));
		}
	}
	one_bond(trade, &disputed)
}

/// The first of these bonds, unless they are of several organisations.
fn one_bond(trade: TradeId, disputed: &[(OrgId, EscrowId)]) -> Result<EscrowId> {
	let Some((org, escrow)) = disputed.first() else {
		return Err(Failure::refused(format!(
			"no such bond of trade {trade} waits for the arbiter; `tallystick trade show {trade}` says what the bonds pay"
		)));
	};
	if disputed.iter().any(|(other, _)| other != org) {
		let orgs: BTreeSet<_> = disputed.iter().map(|(org, _)| org.to_string()).collect();
		let orgs: Vec<_> = orgs.into_iter().collect();
		return Err(Failure::usage(format!(
			"the bonds of organisations {} are disputed; name one of them with --org",
			orgs.join(", ")
		)));
	}
	Ok(*escrow)
}

/// Checks that the signer is the arbiter, and the amount within the bounds.
pub(crate) async fn ensure_decides(ledger: &Ledger<'_>, dispute: &Dispute, amount: u128) -> Result {
	let who = ledger.signer().await?.0.account();
	if who != dispute.arbiter {
		return Err(Failure::refused(format!("the arbiter is {}", dispute.arbiter)));
	}
	if amount < dispute.low || amount > dispute.high {
		return Err(Failure::usage(format!(
			"{} is not within {} and {}",
			money(amount),
			money(dispute.low),
			money(dispute.high)
		)));
	}
	Ok(())
}

async fn decide(ledger: &Ledger<'_>, trade: TradeId, amount: u128, about: Disputed) -> Result {
	let record = load(ledger, trade).await?;
	ensure_state(trade, &record, "disputed")?;
	let missing = || Failure::refused(format!("that escrow of trade {trade} has ended"));
	let escrow = match about {
		Disputed::Price => record.escrow,
		Disputed::Bond(org) => Some(disputed_bond(ledger, trade, &record, org).await?),
	};
	let escrow = escrow.ok_or_else(missing)?;
	let EscrowState::Disputed(dispute) =
		ledger.chain.escrow(escrow, None).await?.ok_or_else(missing)?.state
	else {
		return Err(Failure::refused(format!(
			"the arbiter has decided; `tallystick trade settle {trade}` has it paid"
		)));
	};
	ensure_decides(ledger, &dispute, amount).await?;
	ensure_before(trade, dispute.until)?;
	let included = ledger.submit(Call::decide(escrow, amount)).await?;
	let text = format!(
		"decided: the seller gets {}; `tallystick trade settle {trade}` has it paid",
		money_in_units(amount)
	);
	let value = json!({ "trade": trade, "escrow": escrow, "amount": amount.to_string() });
	done(ledger, &included, text, value);
	Ok(())
}

async fn settle(ledger: &Ledger<'_>, trade: TradeId) -> Result {
	let record = load(ledger, trade).await?;
	let included = ledger.submit(SettleTrade { trade }).await?;
	let ended = included.events.first::<TradeEnded>()?;
	let text = match (&ended, record.state) {
		(Some(_), TradeState::Offered) => format!("trade {trade} is over: nobody funded it"),
		(Some(ended), _) => {
			format!(
				"trade {trade} is over: the seller got {} of the buyer's money",
				money_in_units(ended.paid)
			)
		},
		(None, _) => {
			let now = load(ledger, trade).await?;
			format!("trade {trade} is {} now", state_name(&now.state))
		},
	};
	let paid = ended.map(|ended| ended.paid.to_string());
	done(ledger, &included, text, json!({ "trade": trade, "paid": paid }));
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;
	use tallystick_client::{
		asset_lifecycle::TradeTerms,
		records::{asset::Keeper, AssetId, PolicyId, StreamId},
		AccountId,
	};
	use tallystick_condition::{
		price::{CurvePoint, WHOLE},
		trade::{Leg, Watching},
		Curve,
	};
	use tallystick_evidence::DeviceId;

	pub(super) fn stream(channel: u16) -> StreamId {
		StreamId { device: DeviceId([7; 32]), channel }
	}

	/// Seller 0, buyer 1, a carrier 2 between them. Data for 10 ms, the window for 100 ms.
	pub(super) fn record() -> Trade {
		let leg = |holder, from| Leg {
			holder: OrgId(holder),
			from: Millis(from),
			to: Some(Millis(from + 1_000)),
			agreed: 1_000,
			bond: None,
			keeper: Keeper::Taker,
			counted: Default::default(),
			shown: 0,
		};
		let watching = Watching {
			policy: PolicyId(0),
			stream: stream(0),
			owner: None,
			from: Millis(500),
			to: None,
			failed: None,
		};
		Trade {
			asset: AssetId(17),
			seller: OrgId(0),
			payee: AccountId([1; 32]),
			buyer: OrgId(1),
			escrow: None,
			terms: TradeTerms {
				price: 1_000,
				curve: Curve::new([CurvePoint { loss: 0, parts: WHOLE }]).unwrap(),
				policies: Default::default(),
				rate: 0,
				arbiter: AccountId([2; 32]),
				offered_until: Millis(500),
				pick_up_by: Millis(1_500),
				deliver_by: Millis(5_000),
				data: 10,
				window: 100,
				arbitration: 1_000,
			},
			quantity: 1,
			left: 1,
			refused: Default::default(),
			stopped: false,
			state: TradeState::Offered,
			legs: vec![leg(0, 1_000), leg(2, 2_000), leg(2, 3_000)].try_into().unwrap(),
			bonds: Default::default(),
			streams: vec![watching].try_into().unwrap(),
			swap: None,
			shown: [0; 3],
			appealed: None,
		}
	}

	#[test]
	fn an_arbiter_names_whose_bond_it_is_if_several_are_disputed() {
		let bonds = [(1, 7), (1, 8), (4, 9)].map(|(org, escrow)| (OrgId(org), EscrowId(escrow)));
		assert_eq!(one_bond(TradeId(3), &bonds[..2]), Ok(EscrowId(7)));
		assert_eq!(one_bond(TradeId(3), &bonds[2..]), Ok(EscrowId(9)));
		let several = one_bond(TradeId(3), &bonds).unwrap_err();
		assert!(several.reason().contains("organisations 1, 4 are disputed"), "{several}");
		let decided = one_bond(TradeId(3), &[]).unwrap_err();
		assert!(decided.reason().contains("no such bond of trade 3 waits"), "{decided}");
	}

	#[test]
	fn an_appeal_waits_for_the_delivery_or_its_deadline_and_ends_with_the_window() {
		let refused = |state, now| {
			let record = Trade { state, ..record() };
			ensure_appealable(TradeId(3), &record, Millis(now)).err().map(|error| error.to_string())
		};
		let delivered = |priced| TradeState::Delivered { since: Millis(5_000), priced };
		for (state, now, problem) in [
			(TradeState::Offered, 0, "trade 3 is offered: nobody can appeal before"),
			(TradeState::Funded, 0, "trade 3 is funded: nobody can appeal before"),
			(TradeState::Moving, 5_000, "trade 3 is moving: nobody can appeal before"),
			(TradeState::Moving, 5_000, "not delivered by 1970-01-01T00:00:05.000Z"),
			(TradeState::Moving, 5_101, "`tallystick trade settle 3`"),
			(delivered(None), 5_111, "after 1970-01-01T00:00:05.110Z"),
			(delivered(Some(Millis(5_004))), 5_105, "after 1970-01-01T00:00:05.104Z"),
			(TradeState::Disputed, 0, "the arbiter decides"),
		] {
			let found = refused(state, now);
			assert!(found.as_ref().is_some_and(|text| text.contains(problem)), "{now}: {found:?}");
		}
		for (state, now) in [
			(TradeState::Moving, 5_001),
			(TradeState::Moving, 5_100),
			(delivered(None), 5_000),
			(delivered(None), 5_110),
			(delivered(Some(Millis(5_004))), 5_104),
		] {
			assert_eq!(refused(state, now), None, "{state:?} {now}");
		}
	}

	#[test]
	fn the_window_begins_by_itself_when_the_time_for_data_is_over() {
		let since = Millis(5_000);
		let of = |priced| Trade { state: TradeState::Delivered { since, priced }, ..record() };
		assert_eq!(begun(&of(None), Millis(5_010)), None);
		assert_eq!(begun(&of(None), Millis(5_011)), Some((Millis(5_010), true)));
		assert_eq!(begun(&of(Some(since)), since), Some((since, false)));
		let text = after_window(TradeId(3), &of(None), Millis(5_010));
		assert!(text.contains("until 1970-01-01T00:00:05.110Z"), "{text}");
	}

	#[test]
	fn only_what_the_state_allows_is_sent() {
		let record = record();
		assert_eq!(ensure_state(TradeId(3), &record, "offered"), Ok(()));
		let refused = ensure_state(TradeId(3), &record, "delivered").unwrap_err();
		assert!(refused.reason().contains("trade 3 is offered, not delivered"), "{refused}");
		assert_eq!(ensure_before(TradeId(3), Millis(u64::MAX)), Ok(()));
		let refused = ensure_before(TradeId(3), Millis(0)).unwrap_err();
		assert!(refused.reason().contains("settle 3"), "{refused}");
	}
}
