//! `tallystick trade refine` and `show-leaf`: what a trade is judged by.

use super::{
	ensure_before, ensure_state, load,
	page::{pricing_json, whole_loss},
	TradeArg,
};
use crate::{
	assets::{at, Ledger},
	failure::{Failure, Result},
	http::gateway,
	parse::{self, StreamArg},
	stays::{leaf_at, name},
	text::{self, money_in_units},
};
use clap::{Args, ValueEnum};
use serde_json::{json, Value};
use std::collections::BTreeMap;
use tallystick_client::{
	asset_lifecycle::{
		calls::Show,
		views::{PricingOf, PricingWith, ShownFor, TallyOf},
		Trade,
	},
	records::{Millis, StreamId, TradeId},
	FollowError, Hash,
};
use tallystick_condition::{
	trade::{Pricing, TradeState},
	LeafProof, Opening,
};
use tallystick_evidence::Native;

/// What is shown of a leaf's run.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum Readings {
	/// Nothing but its summary, which the chain has.
	None,
	/// The readings on both sides of the moment.
	Around,
	/// All readings of a run of up to 257, and the largest nodes of a longer one.
	All,
}

#[derive(Args)]
pub(crate) struct ShowArgs {
	#[command(flatten)]
	of: TradeArg,
	/// The stream: DEVICE/CHANNEL.
	#[arg(value_parser = parse::stream)]
	stream: StreamArg,
	/// A moment that the leaf counts.
	#[arg(long, value_parser = parse::time)]
	at: u64,
	/// What to show of its run.
	#[arg(long, value_enum, default_value = "none")]
	readings: Readings,
}

#[derive(Args)]
pub(crate) struct RefineArgs {
	#[command(flatten)]
	of: TradeArg,
	#[command(flatten)]
	moments: Moments,
	/// Show all readings of the runs, not only those around the moments. Without it fewer become public.
	#[arg(long)]
	whole_runs: bool,
	/// Show nothing to the chain. Only say what would change.
	#[arg(long)]
	dry_run: bool,
}

#[derive(Args)]
#[group(required = true, multiple = true)]
struct Moments {
	/// A moment at which it matters what came before it and what after. Can be given several times.
	#[arg(long, value_parser = parse::time)]
	at: Vec<u64>,
	/// The begin and the end of the trade and every hand-over.
	#[arg(long)]
	boundaries: bool,
	/// Every gap in the data. Whoever kept the logger at a hand-over answers for time whose data had not come by
	/// then, once somebody has shown the gap.
	#[arg(long)]
	gaps: bool,
}

/// By stream, the moments at which the trade begins or ends in it, or the goods change hands.
pub(super) fn moments(record: &Trade) -> BTreeMap<StreamId, Vec<u64>> {
	let mut all = BTreeMap::<StreamId, Vec<u64>>::new();
	for (stream, from, to) in times(record) {
		let ends = ends(record).into_iter().filter(|end| from < *end && *end < to);
		all.entry(stream).or_default().extend([from, to].into_iter().chain(ends));
	}
	for moments in all.values_mut() {
		moments.sort_unstable();
		moments.dedup();
	}
	all
}

/// When the legs begin and end.
fn ends(record: &Trade) -> Vec<u64> {
	let begin = record.legs.first().map(|leg| leg.from.0);
	begin.into_iter().chain(record.legs.iter().filter_map(|leg| leg.to).map(|to| to.0)).collect()
}

/// The times in which streams watch a trade.
fn times(record: &Trade) -> impl Iterator<Item = (StreamId, u64, u64)> + '_ {
	let ends = ends(record);
	let span = ends.first().copied().zip(ends.last().copied());
	record.streams.iter().filter_map(move |watching| {
		let (begin, end) = span?;
		let end = watching.to.map_or(end, |to| to.0.min(end));
		Some((watching.stream, begin.max(watching.from.0).min(end), end))
	})
}

/// The begins of the gaps in the data of a trade.
async fn gaps(ledger: &Ledger<'_>, record: &Trade) -> Result<Vec<(StreamId, u64)>> {
	let mut gaps = Vec::new();
	for (stream, from, to) in times(record) {
		let Some(tally) = ledger.chain.view(TallyOf { stream }, None).await? else { continue };
		let meters = record.terms.policies.iter().filter_map(|of| tally.meter(of.policy));
		let meters: Vec<_> = meters.collect();
		for proof in ledger.chain.tally_leaves(&stream, Millis(from), Millis(to), None).await? {
			let begins = meters.iter().filter_map(|meter| {
				let (begin, end) = proof.leaf.gap(meter);
				let (begin, end) = (begin.max(from).max(proof.leaf.before.until), end.min(to));
				(begin < end).then_some((stream, begin))
			});
			gaps.extend(begins.min());
		}
	}
	Ok(gaps)
}

/// A leaf to show, and what is shown of its run.
struct Shown {
	stream: StreamId,
	proof: LeafProof,
	/// The moments for which it is shown.
	moments: Vec<u64>,
	opening: Opening,
	/// How many readings become public.
	public: usize,
}

impl Shown {
	fn new(
		stream: StreamId,
		proof: LeafProof,
		moments: Vec<u64>,
		opening: Opening,
	) -> Result<Self> {
		let closed = opening
			.unfold::<Native>(&proof.leaf.root)
			.map_err(|error| Failure::no_answer(error.to_string()))?;
		let public = match opening.0.is_empty() {
			true => 0,
			false => closed.iter().filter(|node| node.count == 1).count(),
		};
		Ok(Self { stream, proof, moments, opening, public })
	}

	fn json(&self) -> Value {
		json!({
			"stream": self.stream,
			"leaf": self.proof.leaf.number,
			"at": self.moments,
			"readings": self.proof.leaf.root.summary.count,
			"pairs": self.opening.0.len(),
			"public": self.public,
		})
	}

	fn pair(&self) -> (LeafProof, Opening) {
		(self.proof.clone(), self.opening.clone())
	}
}

/// What the gateway shows of a leaf's run; nothing, and a note, if it does not.
async fn opening_of(
	ledger: &Ledger<'_>,
	proof: &LeafProof,
	moments: &[u64],
	readings: Readings,
) -> Result<Opening> {
	let summary = &proof.leaf.root.summary;
	let inside = |moment: &&u64| summary.first.time < **moment && **moment < summary.last.time;
	let around: Vec<_> = match readings {
		Readings::None => return Ok(Opening::default()),
		Readings::All => Vec::new(),
		Readings::Around => match moments.iter().filter(inside).copied().collect::<Vec<_>>() {
			// What lies before the run's first reading is exact anyway.
			none if none.is_empty() => return Ok(Opening::default()),
			around => around,
		},
	};
	let gateway = gateway(ledger.session)?;
	match gateway.opening(&proof.leaf, &around).await {
		Ok(opening) => Ok(opening),
		Err(error) => {
			eprintln!("note: leaf {} is shown without readings: {error}", proof.leaf.number);
			Ok(Opening::default())
		},
	}
}

pub(super) async fn show_leaf(ledger: &Ledger<'_>, args: ShowArgs) -> Result {
	let trade = args.of.trade;
	let record = load(ledger, trade).await?;
	let stream = ledger.session.stream(&args.stream).await?;
	if !record.streams.iter().any(|watching| watching.stream == stream) {
		return Err(Failure::usage(format!(
			"{} counts for no policy of trade {trade}",
			name(ledger, &stream).await?
		)));
	}
	ensure_may_show(ledger, trade, &record).await?;
	let moment = Millis(args.at);
	let proof = leaf_at(ledger, &stream, moment, None)
		.await?
		.ok_or_else(|| Failure::refused(format!("no observation counts {}", at(moment))))?;
	let opening = opening_of(ledger, &proof, &[args.at], args.readings).await?;
	let shown = Shown::new(stream, proof, vec![args.at], opening)?;
	show_all(ledger, trade, &[shown], Mode::Show).await
}

/// Whether the chain is shown anything.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Mode {
	Show,
	/// Not: what it would change is asked of this block alone, since a leaf's path ends with the next observation.
	DryRun(Hash),
}

impl Mode {
	/// The block that is asked. `None` stands for the newest one at each question.
	const fn block(&self) -> Option<&Hash> {
		match self {
			Self::Show => None,
			Self::DryRun(block) => Some(block),
		}
	}
}

/// Checks that the signer may show leaves now.
async fn ensure_may_show(ledger: &Ledger<'_>, trade: TradeId, record: &Trade) -> Result {
	ensure_state(trade, record, "delivered")?;
	if let TradeState::Delivered { since, priced } = record.state {
		let from = priced.unwrap_or(since.saturating_add(record.terms.data));
		ensure_before(trade, from.saturating_add(record.terms.window))?;
	}
	let org = ledger.org().await?;
	let holds = record.legs.iter().any(|leg| leg.holder == org);
	if org != record.seller && org != record.buyer && !holds {
		return Err(Failure::refused(format!(
			"your organisation has no part in trade {trade}: seller, buyer and holders can show"
		)));
	}
	Ok(())
}

pub(super) async fn refine(ledger: &Ledger<'_>, args: RefineArgs) -> Result {
	let trade = args.of.trade;
	let record = load(ledger, trade).await?;
	let mode = match args.dry_run {
		true => Mode::DryRun(ledger.chain.best().await?.hash),
		false => Mode::Show,
	};
	if mode == Mode::Show {
		ensure_may_show(ledger, trade, &record).await?;
	}
	let mut wanted = match args.moments.boundaries {
		true => moments(&record),
		false => BTreeMap::new(),
	};
	if args.moments.gaps {
		for (stream, moment) in gaps(ledger, &record).await? {
			wanted.entry(stream).or_default().push(moment);
		}
	}
	for moment in &args.moments.at {
		let mut found = false;
		for (stream, from, to) in
			times(&record).filter(|(_, from, to)| from <= moment && moment <= to)
		{
			let _ = (from, to);
			wanted.entry(stream).or_default().push(*moment);
			found = true;
		}
		if !found {
			return Err(Failure::usage(format!(
				"no stream watched the goods of trade {trade} at {}",
				at(Millis(*moment))
			)));
		}
	}
	let before = ledger.chain.view(ShownFor { trade }, mode.block()).await?;
	let mut to_show = Vec::new();
	for (stream, mut moments) in wanted {
		moments.sort_unstable();
		moments.dedup();
		let mut leaves = BTreeMap::<u32, (LeafProof, Vec<u64>)>::new();
		for moment in moments {
			match leaf_at(ledger, &stream, Millis(moment), mode.block()).await? {
				Some(proof) => {
					let place = leaves.entry(proof.leaf.number).or_insert((proof, Vec::new()));
					place.1.push(moment);
				},
				// The end of what has come needs no leaf.
				None => eprintln!(
					"note: no observation of {} reaches beyond {}",
					name(ledger, &stream).await?,
					at(Millis(moment))
				),
			}
		}
		for (number, (proof, moments)) in leaves {
			let readings = if args.whole_runs { Readings::All } else { Readings::Around };
			let opening = opening_of(ledger, &proof, &moments, readings).await?;
			let known = before.iter().any(|leaf| leaf.stream == stream && leaf.number == number);
			if known && opening.0.is_empty() {
				continue;
			}
			to_show.push(Shown::new(stream, proof, moments, opening)?);
		}
	}
	show_all(ledger, trade, &to_show, mode).await
}

/// Shows leaves, or says what that would change.
async fn show_all(ledger: &Ledger<'_>, trade: TradeId, all: &[Shown], mode: Mode) -> Result {
	let none = || Failure::refused(format!("trade {trade} has no price"));
	let before = ledger.chain.view(PricingOf { trade }, mode.block()).await?.ok_or_else(none)?;
	let mut rows = Vec::new();
	for shown in all {
		let summary = &shown.proof.leaf.root.summary;
		let moments: Vec<_> = shown.moments.iter().map(|moment| at(Millis(*moment))).collect();
		rows.push(vec![
			name(ledger, &shown.stream).await?,
			format!("leaf {}", shown.proof.leaf.number),
			format!("for {}", moments.join(", ")),
			format!("{} of {}", shown.public, text::count(summary.count, "reading", "readings")),
		]);
	}
	let table = text::table(&rows);
	let leaves: Vec<_> = all.iter().map(Shown::json).collect();
	let is_dry = mode != Mode::Show;
	if is_dry || all.is_empty() {
		let shown = all.iter().map(Shown::pair).collect();
		let after = ledger
			.chain
			.view(PricingWith { trade, shown }, mode.block())
			.await?
			.ok_or_else(none)?;
		let text = match all.is_empty() {
			true => "there is nothing to show that is not shown already".into(),
			false => format!("{table}\nnothing is shown; if it were:\n{}", change(&before, &after)),
		};
		let value = json!({
			"trade": trade, "dryRun": is_dry, "leaves": leaves,
			"before": pricing_json(&before), "after": pricing_json(&after),
		});
		ledger.session.say(text, value);
		return Ok(());
	}
	let mut block = 0;
	for shown in all {
		block = submit(ledger, trade, shown).await?;
	}
	let after = ledger.chain.view(PricingOf { trade }, None).await?.ok_or_else(none)?;
	let text = format!("{table}\nshown, in block {block}\n{}", change(&before, &after));
	let value = json!({
		"trade": trade, "dryRun": false, "leaves": leaves, "block": block,
		"before": pricing_json(&before), "after": pricing_json(&after),
	});
	ledger.session.say(text, value);
	Ok(())
}

/// Shows a leaf. If observations came meanwhile, its path is made anew once.
async fn submit(ledger: &Ledger<'_>, trade: TradeId, shown: &Shown) -> Result<u32> {
	let (signer, _) = ledger.signer().await?;
	let mut proof = shown.proof.clone();
	let mut again = true;
	loop {
		let call = Show { trade, proof, opening: shown.opening.clone() }.into();
		match ledger.chain.submit_and_find(&call, signer).await {
			Ok(included) => return Ok(included.block.number),
			Err(FollowError::Failed { error, .. }) if again && error.ends_with("WrongLeaf") => {
				again = false;
				let moment = Millis(shown.proof.leaf.before.until);
				let fresh = leaf_at(ledger, &shown.stream, moment, None).await?;
				proof = fresh.ok_or_else(|| Failure::refused("the node no longer has the leaf"))?;
			},
			Err(error) => return Err(error.into()),
		}
	}
}

/// What changed from one price to another.
fn change(before: &Pricing, after: &Pricing) -> String {
	if before == after {
		return "the price, and who pays what, stay as they are".into();
	}
	let line = |what: &str, old: u128, new: u128, write: fn(u128) -> String| match old == new {
		true => format!("{what} {}, as before", write(new)),
		false => format!("{what} {}, was {}", write(new), write(old)),
	};
	let bonds =
		|pricing: &Pricing| pricing.bonds.iter().fold(0u128, |sum, bond| sum.saturating_add(*bond));
	let number = |loss: u128| loss.to_string();
	[
		line("loss        ", whole_loss(before), whole_loss(after), number),
		line("worth       ", before.price, after.price, money_in_units),
		line("seller gets ", before.paid, after.paid, money_in_units),
		line("bonds pay   ", bonds(before), bonds(after), money_in_units),
	]
	.join("\n")
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::trades::tests::{record, stream};

	#[test]
	fn boundaries_are_the_ends_of_the_trade_in_each_stream_and_the_hand_overs() {
		// Legs from 1,000 to 2,000, 3,000 and 4,000.
		let mut record = record();
		assert_eq!(moments(&record), [(stream(0), vec![1_000, 2_000, 3_000, 4_000])].into());
		// Attached on the way, and lost before the end.
		record.streams[0].from = Millis(1_500);
		record.streams[0].to = Some(Millis(3_000));
		assert_eq!(moments(&record), [(stream(0), vec![1_500, 2_000, 3_000])].into());
		let mut other = record.streams[0];
		(other.stream, other.from, other.to) = (stream(1), Millis(3_000), None);
		record.streams.try_push(other).unwrap();
		assert_eq!(moments(&record)[&stream(1)], [3_000, 4_000]);
	}

	#[test]
	fn a_trade_that_has_not_begun_has_no_boundaries() {
		let mut record = record();
		record.legs.clear();
		assert_eq!(moments(&record), BTreeMap::new());
	}

	#[test]
	fn a_change_is_said_line_by_line() {
		let before = Pricing {
			price: 838_000_000,
			paid: 838_000_000,
			bonds: vec![5],
			goods: vec![0],
			intervals: vec![],
			shares: vec![],
		};
		assert!(change(&before, &before).contains("stay as they are"));
		let after = Pricing { price: 850_000_000, ..before.clone() };
		let text = change(&before, &after);
		assert!(
			text.contains("worth        850.000000 TALLY (850000000 units), was 838"),
			"{text}"
		);
		assert!(text.contains("bonds pay    0.000005 TALLY (5 units), as before"), "{text}");
	}
}
