//! `tallystick trade show` and `list`.

use super::{load_at, refine::moments, state_name};
use crate::{
	assets::{at, measured, Ledger, Measured},
	failure::Result,
	stays::{self, name},
	text::{self, money, money_in_units},
};
use serde_json::{json, Value};
use std::fmt::Write;
use tallystick_client::{
	asset_lifecycle::{
		views::{OfferOf, PolicyOf, PricingOf, ShownFor, TallyOf, TradeIds, TradeOf},
		Trade, TradeTerms, MAX_PAGE,
	},
	records::{
		asset::{Keeper, Place, Terms},
		AssetId, Millis, OrgId, Page, PolicyId, StreamId, TradeId,
	},
	time, AccountId, EscrowState,
};
use tallystick_condition::{
	trade::{Bond, Leg, Pricing, Refused, TradeState},
	Holder, Leaf,
};
use tallystick_evidence::Hash;

/// What is to be done next.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Due {
	what: String,
	until: Option<Millis>,
	/// What happens if nobody does it.
	otherwise: String,
}

/// Says what is due. `decided` is until when the arbiter decides, if they still may.
fn due(trade: TradeId, record: &Trade, decided: Option<Millis>, now: Millis) -> Due {
	let terms = &record.terms;
	let settle = format!("`tallystick trade settle {trade}`");
	let passed = |until: Millis| now > until;
	let all_back = match record.refused.iter().any(|part| part.bond.is_none()) {
		true => "the buyer pays for the refused parts for which they answer, and has the rest back",
		false => "the buyer has all money back",
	};
	let bond_pays = who_pays_for_goods(record);
	let window = |from: Millis| from.saturating_add(terms.window);
	let end = match record.appealed {
		None => "pays the computed price",
		Some(_) => "calls the arbiter",
	};
	let (what, until, otherwise) = match record.state {
		TradeState::Offered => (
			"the buyer funds the trade, or the seller withdraws it",
			Some(terms.offered_until),
			"removes the offer".to_owned(),
		),
		TradeState::Funded => (
			"the goods are picked up: the seller hands them to a carrier, or picks them up",
			Some(terms.pick_up_by),
			format!("ends the trade, and {all_back}"),
		),
		TradeState::Moving if !passed(terms.deliver_by) => (
			"the goods are delivered: the buyer accepts them for no time",
			Some(terms.deliver_by),
			format!("ends the trade after a window to appeal: {all_back}, and {bond_pays}; goods that the buyer carries count as delivered then"),
		),
		TradeState::Moving if record.legs.last().is_some_and(|leg| leg.holder == record.buyer) => (
			"nothing: the buyer carries the goods, and the time to deliver them is over",
			None,
			"counts them as delivered".to_owned(),
		),
		TradeState::Moving => (
			"whoever disagrees that the buyer gets all money back can appeal",
			Some(window(terms.deliver_by)),
			match record.appealed {
				None => format!("ends the trade: {all_back}, and {bond_pays}"),
				Some(_) => "calls the arbiter".to_owned(),
			},
		),
		TradeState::Delivered { since, priced: None } => {
			let data = since.saturating_add(terms.data);
			match passed(data) {
				false => (
					"data of the trade's time still arrive, and parties show leaves; `tallystick trade price` begins the window when all data have come",
					Some(data),
					format!("counts the rest as missing: the window runs until {}, and then {end}", at(window(data))),
				),
				true => (
					"parties show leaves and readings, and may appeal",
					Some(window(data)),
					end.to_owned(),
				),
			}
		},
		TradeState::Delivered { priced: Some(priced), .. } => (
			"parties show leaves and readings, and may appeal",
			Some(window(priced)),
			end.to_owned(),
		),
		TradeState::Disputed => match decided {
			Some(until) => (
				"the arbiter decides what the seller gets: of the price, and of bonds for goods that the seller does not have (--bond)",
				Some(until),
				"pays the computed price".to_owned(),
			),
			None => ("the decision is paid", None, "pays it".to_owned()),
		},
	};
	let over = until.is_none_or(passed);
	let waiting = matches!(record.state, TradeState::Delivered { since, priced: None } if !passed(since.saturating_add(terms.data)));
	Due {
		what: if over { "nothing".to_owned() } else { what.to_owned() },
		until: until.filter(|_| !over),
		otherwise: match (waiting, over) {
			(true, _) => otherwise,
			(false, true) => format!("{settle} {otherwise}"),
			(false, false) => format!("then {settle} {otherwise}"),
		},
	}
}

/// Who pays for goods that are not delivered, as it is now.
fn who_pays_for_goods(record: &Trade) -> &'static str {
	let answers = |leg: &Leg| match (leg.bond, leg.holder) {
		(Some(_), _) => Some("the bond that answers for the goods pays the seller"),
		(None, org) if org == record.seller => {
			Some("nobody pays for the goods, because the seller answers for them")
		},
		(None, _) => None,
	};
	match record.legs.last() {
		_ if record.stopped => "nobody pays for the goods, because the seller stopped them",
		Some(leg) if leg.to.is_some() => {
			"nobody pays for the goods, because the seller has them again"
		},
		_ => record
			.legs
			.iter()
			.rev()
			.find_map(answers)
			.unwrap_or("nobody pays for the goods, because no bond answers for them"),
	}
}

/// The longest time that whoever has the goods can agree on with a taker, in milliseconds. `None`: any.
pub(crate) fn spare(record: &Trade) -> Option<u64> {
	if let Some(giver) = record.legs.last().filter(|leg| leg.holder != record.seller) {
		return Some(giver.agreed);
	}
	let given = record.legs.iter().fold(0u64, |sum, leg| sum.saturating_add(leg.agreed));
	let all = record.terms.curve.free().checked_div(record.terms.rate.into())?;
	Some(u64::try_from(all).unwrap_or(u64::MAX).saturating_sub(given))
}

/// A bond of an organisation, of so much at least, that answers for no leg yet.
pub(crate) fn bond_of(record: &Trade, org: OrgId, least: u128) -> Option<&Bond<AccountId>> {
	let used =
		|place: usize| record.legs.iter().any(|leg| leg.bond.map(usize::from) == Some(place));
	let mut bonds = record.bonds.iter().enumerate();
	let found =
		bonds.find(|(place, bond)| bond.org == org && bond.amount >= least && !used(*place));
	found.map(|(_, bond)| bond)
}

/// What of a trade nobody has shown, and what has not come.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
struct Open {
	/// Moments whose leaf somebody has to show.
	unproven: Vec<(StreamId, Millis)>,
	/// Moments up to which there are no data, each with the time until which there are.
	awaited: Vec<(StreamId, Millis, Millis)>,
}

async fn open(ledger: &Ledger<'_>, record: &Trade, shown: &[Leaf], at: &Hash) -> Result<Open> {
	let mut open = Open::default();
	for (stream, moments) in moments(record) {
		let Some(tally) = ledger.chain.view(TallyOf { stream }, Some(at)).await? else { continue };
		let until = tally.until.until;
		let leaves =
			|| shown.iter().filter(|leaf| leaf.stream == stream).chain(tally.last.as_ref());
		for moment in &moments {
			if *moment < until && !leaves().any(|leaf| leaf.covers(*moment)) {
				open.unproven.push((stream, Millis(*moment)));
			}
		}
		if let Some(last) = moments.last().filter(|last| **last > until) {
			open.awaited.push((stream, Millis(*last), Millis(until)));
		}
	}
	Ok(open)
}

fn holder_name(holder: &Holder) -> &'static str {
	match holder {
		Holder::Seller => "seller",
		Holder::Buyer => "buyer",
		Holder::Bonded(_) => "bonded",
		Holder::Unbonded => "unbonded",
	}
}

/// What a trade would pay, for programs.
pub(super) fn pricing_json(pricing: &Pricing) -> Value {
	let intervals: Vec<_> = pricing
		.intervals
		.iter()
		.zip(&pricing.shares)
		.map(|(interval, share)| {
			json!({
				"holder": holder_name(&interval.holder),
				"loss": interval.loss.to_string(),
				"allowance": interval.allowance.to_string(),
				"share": share.to_string(),
			})
		})
		.collect();
	let amounts = |of: &[u128]| of.iter().map(ToString::to_string).collect::<Vec<_>>();
	json!({
		"price": pricing.price.to_string(),
		"paid": pricing.paid.to_string(),
		"bonds": amounts(&pricing.bonds),
		"goods": amounts(&pricing.goods),
		"intervals": intervals,
	})
}

/// The loss of all intervals.
pub(super) fn whole_loss(pricing: &Pricing) -> u128 {
	tallystick_condition::price::loss(pricing.intervals.iter().map(|interval| (1, interval.loss)))
}

/// A part that a taker refused, and that the seller does not have again.
struct Part {
	asset: AssetId,
	quantity: u64,
	custodian: Option<OrgId>,
	/// Its share of the price, which the seller is to get.
	worth: u128,
	/// The bond that pays, by its place in the trade. `None`: the buyer's money.
	bond: Option<u8>,
	/// Whose money that is.
	answers: Option<OrgId>,
}

impl Part {
	fn json(&self) -> Value {
		json!({
			"asset": self.asset,
			"quantity": self.quantity.to_string(),
			"custodian": self.custodian,
			"worth": self.worth.to_string(),
			"bond": self.bond,
			"answers": self.answers,
		})
	}
}

/// What was offered for so much of the goods, rounded down.
fn worth(record: &Trade, part: u64) -> u128 {
	let (price, all, part) = (record.terms.price, u128::from(record.quantity), u128::from(part));
	let (whole, rest) = (price.checked_div(all), price.checked_rem(all));
	// The rest and the part have up to 64 bits each.
	let rest = rest.and_then(|rest| rest.saturating_mul(part).checked_div(all));
	let whole = whole.unwrap_or_default().saturating_mul(part);
	whole.saturating_add(rest.unwrap_or_default())
}

/// How much was refused without anybody paying for it.
fn unclaimed(record: &Trade) -> u64 {
	let refused = record.quantity.saturating_sub(record.left);
	record.refused.iter().fold(refused, |rest, part| rest.saturating_sub(part.quantity))
}

/// Whose money answers for a refused part.
fn answers(record: &Trade, bond: Option<u8>) -> Option<OrgId> {
	match bond {
		Some(bond) => record.bonds.get(usize::from(bond)).map(|bond| bond.org),
		None => Some(record.buyer),
	}
}

async fn refused_parts(ledger: &Ledger<'_>, record: &Trade, at: &Hash) -> Result<Vec<Part>> {
	let mut parts = Vec::new();
	for Refused { asset, quantity, bond } in record.refused.iter().copied() {
		let custodian = match ledger.chain.asset(asset, Some(at)).await?.map(|part| part.place) {
			Some(Place::Root { custodian, .. }) => Some(custodian),
			_ => None,
		};
		let (worth, answers) = (worth(record, quantity), answers(record, bond));
		parts.push(Part { asset, quantity, custodian, worth, bond, answers });
	}
	Ok(parts)
}

pub(super) async fn show(ledger: &Ledger<'_>, trade: TradeId) -> Result {
	// All of it at one block, because places in the record are places in the pricing, too.
	let block = ledger.chain.best().await?.hash;
	let record = load_at(ledger, trade, Some(&block)).await?;
	let pricing = ledger.chain.view(PricingOf { trade }, Some(&block)).await?;
	let shown = ledger.chain.view(ShownFor { trade }, Some(&block)).await?;
	let open = open(ledger, &record, &shown, &block).await?;
	let escrow = match record.escrow {
		Some(escrow) => ledger.chain.escrow(escrow, Some(&block)).await?,
		None => None,
	};
	let offer = ledger.chain.view(OfferOf { asset: record.asset }, Some(&block)).await?;
	// After a delivery the goods are the buyer's.
	let offer = offer.filter(|_| matches!(record.state, TradeState::Funded | TradeState::Moving));
	let parts = refused_parts(ledger, &record, &block).await?;
	let decided = escrow.as_ref().and_then(|escrow| match &escrow.state {
		EscrowState::Disputed(dispute) => Some(dispute.until),
		_ => None,
	});
	let due = due(trade, &record, decided, Millis(time::now()));

	let (seller, buyer) = (ledger.name(record.seller).await?, ledger.name(record.buyer).await?);
	let asset = ledger.asset(record.asset).await?;
	let definition = ledger.class(asset.class).await?.definition;
	let unit = measured(&definition);
	let mut out = format!(
		"trade {trade}      organisation {seller} sells asset {}, {}, to organisation {buyer}\n",
		record.asset,
		unit.show(record.quantity)
	);
	if record.left != record.quantity {
		let _ = writeln!(
			out,
			"left         {}: the rest was refused on the way",
			unit.show(record.left)
		);
	}
	let _ = writeln!(out, "state        {}", state_line(&record));
	if record.stopped && record.state == TradeState::Moving {
		let _ = writeln!(
			out,
			"stopped      the goods were on hold when the seller handed them over, or the seller put them into quarantine: nobody pays if they are not delivered"
		);
	}
	let until = due.until.map_or_else(String::new, |until| format!("until {}: ", at(until)));
	let _ = writeln!(out, "due          {until}{}", due.what);
	let _ = writeln!(out, "otherwise    {}", due.otherwise);
	match (&pricing, &escrow) {
		(Some(pricing), _) => write_pricing(&mut out, &record, pricing),
		(None, Some(escrow)) => {
			let _ = writeln!(out, "in escrow    {}", money_in_units(escrow.held));
			if let EscrowState::Disputed(dispute) = &escrow.state {
				let _ = writeln!(
					out,
					"computed     the seller gets {}",
					money_in_units(dispute.default)
				);
			}
		},
		(None, None) => {},
	}
	if let Some(offer) = &offer {
		let bond = match offer.terms.bond {
			0 => String::new(),
			least => format!(", with a bond of {} at least", money(least)),
		};
		let _ = writeln!(
			out,
			"custody      offered to organisation {} for {}{bond}, until {}",
			ledger.name(offer.to).await?,
			text::span(offer.terms.agreed.into()),
			at(offer.terms.until)
		);
	}
	if let Some(by) = record.appealed {
		let _ = writeln!(out, "appealed     by organisation {}", ledger.name(by).await?);
	}
	out.push_str(&terms_text(&record.terms));
	write_policies(ledger, &mut out, &record).await?;
	if let Some(swap) = &record.swap {
		let orgs: Vec<_> = swap.signed.iter().map(|(org, _)| org.to_string()).collect();
		let _ = writeln!(
			out,
			"proposed     {} instead of {}: agreed by organisation {}",
			name(ledger, &swap.new).await?,
			name(ledger, &swap.old).await?,
			orgs.join(", ")
		);
	}
	if !record.legs.is_empty() {
		write_legs(ledger, &mut out, &record, pricing.as_ref(), &block).await?;
	}
	write_parts(ledger, &mut out, &record, &parts, unit).await?;
	write_open(ledger, &mut out, trade, &open).await?;
	let mut doubts = Vec::new();
	for (policy, stream, from, to) in watched(&record) {
		let found = stays::doubts(ledger, &stream, policy, (from, to), &block, true).await?;
		if let Some(words) = found.words(policy) {
			let _ = write!(out, "\ndoubtful     {}: {words}", name(ledger, &stream).await?);
		}
		doubts.push(found.json(&stream, policy));
	}

	let moment = |(stream, at): &(StreamId, Millis)| json!({ "stream": stream, "at": at });
	let value = json!({
		"id": trade,
		"record": record,
		"pricing": pricing.as_ref().map(pricing_json),
		"refused": parts.iter().map(Part::json).collect::<Vec<_>>(),
		"unclaimed": unclaimed(&record).to_string(),
		"due": { "what": due.what, "until": due.until, "otherwise": due.otherwise },
		"shown": shown.iter().map(|leaf| json!({ "stream": leaf.stream, "leaf": leaf.number })).collect::<Vec<_>>(),
		"unproven": open.unproven.iter().map(moment).collect::<Vec<_>>(),
		"awaited": open.awaited.iter().map(|(stream, to, until)| json!({ "stream": stream, "to": to, "until": until })).collect::<Vec<_>>(),
		"doubts": doubts,
		"escrow": escrow,
		"offer": offer,
	});
	ledger.session.say(out, value);
	Ok(())
}

fn state_line(record: &Trade) -> String {
	match record.state {
		TradeState::Delivered { since, priced } => {
			let end = record.legs.last().and_then(|leg| leg.to).unwrap_or(since);
			let priced = priced.map_or_else(String::new, |at_| format!(", priced {}", at(at_)));
			format!("delivered {}, reported {}{priced}", at(end), at(since))
		},
		state => state_name(&state).into(),
	}
}

/// The terms of a trade in words, but for its policies.
pub(super) fn terms_text(terms: &TradeTerms) -> String {
	let mut out = format!("price        {}\n", money_in_units(terms.price));
	let points = terms.curve.points().iter().map(|point| {
		let percent = text::scaled(point.parts.into(), -7);
		let percent = percent.trim_end_matches('0').trim_end_matches('.');
		format!("{percent} % after a loss of {}", point.loss)
	});
	let points: Vec<_> = points.collect();
	let _ = writeln!(out, "curve        pays {}", points.join(", "));
	let _ = writeln!(
		out,
		"rate         {} of loss allowed for each agreed millisecond, and so {} for each hour",
		terms.rate,
		u128::from(terms.rate).saturating_mul(3_600_000)
	);
	let span = |millis: u64| text::span(millis.into());
	for (name, what) in [
		("fund by", at(terms.offered_until)),
		("pick up by", at(terms.pick_up_by)),
		("deliver by", at(terms.deliver_by)),
		("data", format!("waited for {} after the delivery", span(terms.data))),
		("window", format!("{} to show readings and to appeal", span(terms.window))),
		("arbitration", format!("{} for the arbiter to decide", span(terms.arbitration))),
		("arbiter", terms.arbiter.to_string()),
	] {
		let _ = writeln!(out, "{name:<12} {what}");
	}
	out
}

/// What taking over goods of a trade means for whoever takes them, without a bond unless they have posted one.
pub(crate) fn taking_over(
	trade: TradeId,
	record: &Trade,
	asset: AssetId,
	taker: OrgId,
	terms: &Terms,
	now: Millis,
) -> String {
	let ends = "the ownership passes, too, and the goods are delivered";
	if record.asset != asset {
		let given_back = "nobody answers for it any more";
		return match taker == record.seller {
			true => format!("a part that was refused; the seller has it again, and {given_back}"),
			false => "a part that was refused; whoever answers for it goes on to do so".into(),
		};
	}
	match record.state {
		TradeState::Offered => {
			return "the buyer has not funded the trade, and until then nobody can take the goods over".into()
		},
		TradeState::Moving if now > record.terms.deliver_by => {
			return format!(
				"the custody alone passes: the time to deliver ended at {}",
				at(record.terms.deliver_by)
			)
		},
		_ => {},
	}
	if taker == record.buyer {
		return match terms.agreed {
			0 => ends.into(),
			_ => format!(
				"the buyer carries the goods; with `tallystick trade deliver {trade}` {ends}"
			),
		};
	}
	if taker == record.seller {
		return "the seller has the goods, and answers for them".into();
	}
	match bond_of(record, taker, terms.bond) {
		Some(bond) => format!(
			"the custody alone passes; your bond of {} pays for what the goods lose while you have them",
			money(bond.amount)
		),
		None => format!(
			"the custody alone passes; without a bond of yours the giver answers for what the goods lose. If you are to answer, post it before you accept: `tallystick trade bond {trade} AMOUNT`"
		),
	}
}

fn write_pricing(out: &mut String, record: &Trade, pricing: &Pricing) {
	let back = record.terms.price.saturating_sub(pricing.paid);
	let _ = writeln!(
		out,
		"worth        {} as it is, after a loss of {}",
		money_in_units(pricing.price),
		whole_loss(pricing)
	);
	let bonds: u128 = pricing.bonds.iter().fold(0, |sum, bond| sum.saturating_add(*bond));
	let _ = writeln!(
		out,
		"seller gets  {} of the buyer's money, {} of bonds",
		money_in_units(pricing.paid),
		money(bonds)
	);
	let _ = writeln!(out, "buyer gets   {} back", money_in_units(back));
}

pub(super) async fn write_policies(
	ledger: &Ledger<'_>,
	out: &mut String,
	record: &Trade,
) -> Result {
	for weighted in &record.terms.policies {
		let policy = ledger.chain.view(PolicyOf { policy: weighted.policy }, None).await?;
		let what = policy.map_or_else(|| "?".into(), |own| stays::measured(&own.policy).0);
		let mut streams = Vec::new();
		for watching in record.streams.iter().filter(|of| of.policy == weighted.policy) {
			let to = match watching.to {
				Some(to) => format!(" to {}", at(to)),
				None => String::new(),
			};
			let stream = name(ledger, &watching.stream).await?;
			streams.push(format!("{stream} from {}{to}", at(watching.from)));
		}
		let streams: String = match (streams.is_empty(), record.legs.is_empty()) {
			(true, true) => "streams are fixed when the goods are picked up".into(),
			(true, false) => "no stream: all of the time counts as missing".into(),
			(false, _) => streams.join(", then "),
		};
		let (policy, weight) = (weighted.policy, weighted.weight);
		let _ = writeln!(out, "policy {policy:<5} {what}, weight {weight}; {streams}");
	}
	Ok(())
}

async fn write_legs(
	ledger: &Ledger<'_>,
	out: &mut String,
	record: &Trade,
	pricing: Option<&Pricing>,
	block: &Hash,
) -> Result {
	let mut head = vec!["leg", "holder", "from", "to", "agreed", "logger kept by", "bond"];
	if pricing.is_some() {
		head.extend(["loss", "allowed", "share"]);
	}
	let mut rows = vec![head.into_iter().map(ToOwned::to_owned).collect::<Vec<_>>()];
	let figures = |place: usize| {
		let pricing = pricing?;
		let (interval, share) = pricing.intervals.get(place).zip(pricing.shares.get(place))?;
		Some([interval.loss.to_string(), interval.allowance.to_string(), money(*share)])
	};
	for (place, leg) in (1..).zip(&record.legs) {
		let bond = match leg.bond.map(usize::from).and_then(|bond| record.bonds.get(bond)) {
			Some(bond) => money(bond.amount),
			None if leg.holder == record.seller || leg.holder == record.buyer => String::new(),
			None => "none: the giver answers".into(),
		};
		let keeper = match leg.keeper {
			Keeper::Giver => "giver",
			Keeper::Taker => "taker",
		};
		let mut row = vec![
			place.to_string(),
			ledger.name(leg.holder).await?,
			at(leg.from),
			leg.to.map_or_else(|| "now".into(), at),
			text::span(leg.agreed.into()),
			leg.to.map_or("", |_| keeper).into(),
			bond,
		];
		row.extend(figures(place).into_iter().flatten());
		rows.push(row);
	}
	// What seller and buyer answer for beside their legs: silence.
	let last = record.legs.len().saturating_add(1);
	for (place, org) in [(0, record.seller), (last, record.buyer)] {
		let Some(figures) = figures(place).filter(|[loss, ..]| loss != "0") else { continue };
		let mut row = vec![String::new(), ledger.name(org).await?, "without data".into()];
		row.resize(7, String::new());
		row.extend(figures);
		rows.push(row);
	}
	let _ = writeln!(out, "\n{}", text::table(&rows));
	for (place, bond) in record.bonds.iter().enumerate() {
		let (verb, pays, goods, decision) = match (pricing, record.state) {
			(Some(pricing), _) => {
				let of = |amounts: &[u128]| amounts.get(place).copied().unwrap_or_default();
				("pays", of(&pricing.bonds), of(&pricing.goods), "")
			},
			(None, TradeState::Disputed) => {
				let escrow = ledger.chain.escrow(bond.escrow, Some(block)).await?;
				match escrow.map(|escrow| escrow.state) {
					Some(EscrowState::Disputed(_)) => {
						("pays", bond.due, bond.goods, ", unless the arbiter decides otherwise")
					},
					Some(EscrowState::Decided { amount, .. }) => {
						let losses = bond.due.saturating_sub(bond.goods);
						let goods = amount.saturating_sub(losses);
						("pays", amount, goods, ", as the arbiter decided")
					},
					Some(EscrowState::Open) => ("pays", bond.due, bond.goods, ""),
					None => ("has paid", bond.due, bond.goods, ""),
				}
			},
			(None, _) => continue,
		};
		let org = ledger.name(bond.org).await?;
		let (pays, amount) = (money_in_units(pays), money(bond.amount));
		let of_it = match goods {
			0 => String::new(),
			goods => format!(", {} of it for goods that the seller does not have", money(goods)),
		};
		let _ = writeln!(
			out,
			"bond         organisation {org} {verb} {pays} of {amount}{of_it}{decision}"
		);
	}
	Ok(())
}

/// What takers refused: each part for which somebody answers, and how much nobody pays for.
async fn write_parts(
	ledger: &Ledger<'_>,
	out: &mut String,
	record: &Trade,
	parts: &[Part],
	unit: Measured,
) -> Result {
	if !parts.is_empty() {
		let head = ["refused", "quantity", "held by", "share of the price", "who answers"];
		let mut rows = vec![head.map(ToOwned::to_owned).to_vec()];
		for part in parts {
			let custodian = match part.custodian {
				Some(org) => ledger.name(org).await?,
				None => "?".into(),
			};
			let answers = match (part.answers, part.bond) {
				(Some(org), Some(_)) => format!("the bond of {}", ledger.name(org).await?),
				(Some(org), None) => format!("the buyer's money, {}", ledger.name(org).await?),
				(None, _) => "?".into(),
			};
			rows.push(vec![
				format!("asset {}", part.asset),
				unit.show(part.quantity),
				custodian,
				money(part.worth),
				answers,
			]);
		}
		let _ = writeln!(out, "\n{}", text::table(&rows));
	}
	match unclaimed(record) {
		0 => {},
		quantity => {
			let _ = writeln!(
				out,
				"refused      {}: nobody pays for it, because the seller has it again, or answers for it",
				unit.show(quantity)
			);
		},
	}
	Ok(())
}

async fn write_open(ledger: &Ledger<'_>, out: &mut String, trade: TradeId, open: &Open) -> Result {
	for (stream, moment) in &open.unproven {
		let _ = write!(
			out,
			"\nunproven     {} at {}: nobody has shown the leaf that counts it, so the time beside it counts as missing",
			name(ledger, stream).await?,
			at(*moment)
		);
	}
	for (stream, to, until) in &open.awaited {
		let _ = write!(
			out,
			"\nno data      {} from {} to {}",
			name(ledger, stream).await?,
			at(*until),
			at(*to)
		);
	}
	if !open.unproven.is_empty() {
		let _ = write!(out, "\n`tallystick trade refine {trade} --boundaries` shows the leaves");
	}
	Ok(())
}

/// The time for which each stream counts by a policy of the trade, up to now.
fn watched(record: &Trade) -> Vec<(PolicyId, StreamId, Millis, Millis)> {
	let Some(begin) = record.legs.first().map(|leg| leg.from) else { return Vec::new() };
	let end = record.legs.last().and_then(|leg| leg.to).unwrap_or_else(|| Millis(time::now()));
	let times = record.streams.iter().map(|of| {
		let to = of.to.map_or(end, |to| to.min(end));
		(of.policy, of.stream, of.from.max(begin), to)
	});
	times.filter(|(.., from, to)| from < to).collect()
}

pub(super) async fn list(ledger: &Ledger<'_>, org: Option<OrgId>) -> Result {
	let mut trades: Vec<(TradeId, Trade)> = Vec::new();
	let (block, mut after) = (ledger.chain.best().await?.hash, None);
	loop {
		let view = TradeIds { after, limit: MAX_PAGE };
		let page = Page::new(ledger.chain.view(view, Some(&block)).await?, MAX_PAGE);
		for trade in page.items {
			let found = ledger.chain.view(TradeOf { trade }, Some(&block)).await?;
			trades.extend(found.filter(|record| concerns(record, org)).map(|of| (trade, of)));
		}
		match page.next {
			Some(next) => after = Some(next),
			None => break,
		}
	}
	trades.sort_by_key(|(trade, _)| *trade);
	let head = ["trade", "asset", "seller", "buyer", "offered", "state", "due until"];
	let mut rows = vec![head.map(ToOwned::to_owned).to_vec()];
	let now = Millis(time::now());
	for (trade, record) in &trades {
		let until = match record.state {
			// The escrow knows.
			TradeState::Disputed => "see `trade show`".into(),
			_ => due(*trade, record, None, now).until.map_or_else(|| "settle it".into(), at),
		};
		rows.push(vec![
			trade.to_string(),
			record.asset.to_string(),
			ledger.name(record.seller).await?,
			ledger.name(record.buyer).await?,
			money(record.terms.price),
			state_name(&record.state).into(),
			until,
		]);
	}
	let text = match trades.is_empty() {
		true => "no trade goes on".into(),
		false => text::table(&rows),
	};
	let value: Vec<_> =
		trades.iter().map(|(id, record)| json!({ "id": id, "record": record })).collect();
	ledger.session.say(text, json!(value));
	Ok(())
}

fn concerns(record: &Trade, org: Option<OrgId>) -> bool {
	org.is_none_or(|org| {
		org == record.seller
			|| org == record.buyer
			|| record.legs.iter().any(|leg| leg.holder == org)
	})
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::trades::tests::record;
	use tallystick_client::{
		asset_lifecycle::TradeTerms,
		records::{
			asset::{BizStep, Passes},
			EscrowId,
		},
	};

	use tallystick_condition::{
		price::{CurvePoint, WHOLE},
		Curve,
	};

	/// Terms of a hand-over for so long, with a bond of so much at least.
	fn terms(agreed: u64, bond: u128) -> Terms {
		Terms {
			passes: Passes::Custody,
			quantity: 1,
			at: None,
			agreed,
			bond,
			keeper: Keeper::Taker,
			step: BizStep::Shipping,
			until: Millis(0),
		}
	}

	fn said(state: TradeState, now: u64) -> Due {
		let record = Trade { state, ..record() };
		due(TradeId(3), &record, None, Millis(now))
	}

	#[test]
	fn every_state_says_what_is_due_until_when_and_what_follows() {
		let TradeTerms { offered_until, pick_up_by, deliver_by, .. } = record().terms;
		for (state, until, what, otherwise) in [
			(TradeState::Offered, offered_until, "funds", "removes the offer"),
			(TradeState::Funded, pick_up_by, "picked up", "the buyer has all money back"),
			(TradeState::Moving, deliver_by, "delivered", "after a window to appeal"),
		] {
			let before = said(state, until.0);
			assert_eq!(before.until, Some(until));
			assert!(before.what.contains(what), "{before:?}");
			assert!(
				before.otherwise.starts_with("then `tallystick trade settle 3` "),
				"{before:?}"
			);
			assert!(before.otherwise.contains(otherwise), "{before:?}");
			let after = said(state, until.0 + 1);
			match state {
				// Its window.
				TradeState::Moving => assert_eq!(after.until, Some(Millis(until.0 + 100))),
				_ => assert_eq!((after.until, &*after.what), (None, "nothing")),
			}
		}
	}

	#[test]
	fn a_delivered_trade_waits_for_data_and_then_for_appeals() {
		let state = TradeState::Delivered { since: Millis(5_000), priced: None };
		let early = said(state, 5_000);
		assert_eq!(early.until, Some(Millis(5_010)));
		assert!(early.otherwise.starts_with("counts the rest as missing"), "{early:?}");
		let window = said(state, 5_011);
		assert_eq!(window.until, Some(Millis(5_110)));
		assert!(window.otherwise.ends_with("pays the computed price"));
		let over = said(state, 5_111);
		assert_eq!((over.until, &*over.what), (None, "nothing"));
		assert_eq!(over.otherwise, "`tallystick trade settle 3` pays the computed price");
		let priced = TradeState::Delivered { since: Millis(5_000), priced: Some(Millis(5_005)) };
		assert_eq!(said(priced, 5_006).until, Some(Millis(5_105)));
		let appealed = Trade { state, appealed: Some(OrgId(1)), ..record() };
		let over = due(TradeId(3), &appealed, None, Millis(5_111));
		assert_eq!(over.otherwise, "`tallystick trade settle 3` calls the arbiter");
	}

	#[test]
	fn the_terms_are_said_with_curve_rate_and_all_deadlines() {
		let text = terms_text(&TradeTerms { rate: 2, ..record().terms });
		for part in [
			"price        0.001000 TALLY (1000 units)",
			"curve        pays 100 % after a loss of 0",
			"rate         2 of loss allowed for each agreed millisecond, and so 7200000 for each hour",
			"fund by      1970-01-01T00:00:00.500Z",
			"pick up by   1970-01-01T00:00:01.500Z",
			"deliver by   1970-01-01T00:00:05.000Z",
			"data         waited for 0.01 s after the delivery",
			"window       0.1 s to show readings",
			"arbitration  1 s for the arbiter",
			"arbiter      ",
		] {
			assert!(text.contains(part), "{part}\n{text}");
		}
	}

	#[test]
	fn a_taker_is_told_what_passes_and_whether_a_bond_covers_them() {
		let mut record = Trade { state: TradeState::Moving, ..record() };
		let asset = record.asset;
		let said = |record: &Trade, asset, taker, agreed| {
			let terms = terms(agreed, 0);
			taking_over(TradeId(3), record, asset, OrgId(taker), &terms, Millis(5_000))
		};
		assert!(said(&record, asset, 1, 0).contains("the ownership passes"));
		assert!(said(&record, asset, 1, 5).contains("`tallystick trade deliver 3`"));
		assert!(said(&record, asset, 0, 5).contains("the seller has the goods"));
		let uncovered = said(&record, asset, 4, 5);
		assert!(uncovered.contains("`tallystick trade bond 3 AMOUNT`"), "{uncovered}");
		let bond = Bond {
			org: OrgId(4),
			payer: AccountId([3; 32]),
			escrow: EscrowId(7),
			amount: 5_000_000,
			due: 0,
			goods: 0,
		};
		record.bonds.try_push(bond).unwrap();
		let covered = said(&record, asset, 4, 5);
		assert!(covered.contains("your bond of 5.000000 TALLY"), "{covered}");
		let more = terms(5, 5_000_001);
		let small = taking_over(TradeId(3), &record, asset, OrgId(4), &more, Millis(5_000));
		assert_eq!(small, uncovered, "it is too small for these terms");
		// A bond is for one leg.
		record.legs[2].bond = Some(0);
		assert_eq!(said(&record, asset, 4, 5), uncovered);
		let whole = terms(0, 0);
		let late = taking_over(TradeId(3), &record, asset, OrgId(1), &whole, Millis(5_001));
		assert!(late.contains("the custody alone passes: the time to deliver ended"), "{late}");
		let offered = Trade { state: TradeState::Offered, ..record.clone() };
		assert!(said(&offered, asset, 4, 5).contains("has not funded"));
		assert!(said(&record, AssetId(99), 0, 0).contains("nobody answers for it any more"));
	}

	#[test]
	fn whoever_has_the_goods_gives_what_they_have() {
		let mut record = record();
		// Of the carrier's leg; whatever the seller likes, since no loss costs anything.
		assert_eq!(spare(&record), Some(1_000));
		record.legs[2].holder = record.seller;
		assert_eq!(spare(&record), None);
		let points = [(12_000, WHOLE), (20_000, 0)].map(|(loss, parts)| CurvePoint { loss, parts });
		(record.terms.rate, record.terms.curve) = (2, Curve::new(points).unwrap());
		assert_eq!(spare(&record), Some(3_000), "6,000 ms, of which 3,000 are given");
	}

	#[test]
	fn streams_are_looked_at_for_the_time_of_the_trade() {
		let mut record = record();
		let (policy, stream) = (record.streams[0].policy, record.streams[0].stream);
		assert_eq!(watched(&record), [(policy, stream, Millis(1_000), Millis(4_000))]);
		record.streams[0].to = Some(Millis(2_000));
		assert_eq!(watched(&record), [(policy, stream, Millis(1_000), Millis(2_000))]);
		record.legs = Default::default();
		assert_eq!(watched(&record), []);
	}

	#[test]
	fn an_arbiter_is_waited_for_until_they_decide_or_their_time_is_over() {
		let record = Trade { state: TradeState::Disputed, ..record() };
		let open = due(TradeId(3), &record, Some(Millis(9)), Millis(9));
		assert_eq!(open.until, Some(Millis(9)));
		for (decided, now) in [(Some(Millis(9)), 10), (None, 5)] {
			let due = due(TradeId(3), &record, decided, Millis(now));
			assert_eq!((due.until, &*due.what), (None, "nothing"));
		}
	}

	#[test]
	fn goods_that_the_seller_stopped_are_paid_by_nobody() {
		let mut moving = Trade { state: TradeState::Moving, ..record() };
		let said = |record: &Trade| due(TradeId(3), record, None, Millis(5_001)).otherwise;
		let again = "nobody pays for the goods, because the seller has them again";
		assert!(said(&moving).contains(again), "{}", said(&moving));
		moving.legs[2].to = None;
		assert!(said(&moving).contains("because the seller answers"), "{}", said(&moving));
		moving.legs[1].bond = Some(0);
		assert!(said(&moving).contains("the bond that answers"), "{}", said(&moving));
		let stopped = Trade { stopped: true, ..moving };
		assert!(said(&stopped).contains("nobody pays for the goods"), "{}", said(&stopped));
	}

	#[test]
	fn a_refused_part_is_its_share_of_the_price_rounded_down() {
		let mut record = record();
		(record.terms.price, record.quantity, record.left) = (1_000, 3, 1);
		assert_eq!([0, 1, 2, 3].map(|part| worth(&record, part)), [0, 333, 666, 1_000]);
		(record.terms.price, record.quantity) = (u128::MAX, u64::MAX);
		assert_eq!(worth(&record, u64::MAX), u128::MAX);
		assert_eq!(worth(&record, u64::MAX - 1), u128::MAX - (1 << 64) - 1);
		record.quantity = 0;
		assert_eq!(worth(&record, 0), 0);
	}

	#[test]
	fn the_buyer_pays_for_refused_parts_for_which_no_bond_answers() {
		let mut record = Trade { quantity: 10, left: 4, state: TradeState::Moving, ..record() };
		assert_eq!(unclaimed(&record), 6);
		let refused = Refused { asset: AssetId(18), quantity: 5, bond: None };
		record.refused.try_push(refused).unwrap();
		assert_eq!((unclaimed(&record), answers(&record, None)), (1, Some(OrgId(1))));
		let said = due(TradeId(3), &record, None, Millis(5_001)).otherwise;
		assert!(said.contains("the buyer pays for the refused parts"), "{said}");
	}

	#[test]
	fn a_trade_concerns_its_parties_and_holders() {
		let record = record();
		for (org, expected) in [(0, true), (1, true), (2, true), (3, false)] {
			assert_eq!(concerns(&record, Some(OrgId(org))), expected, "{org}");
		}
		assert!(concerns(&record, None));
	}
}
