//! `tallystick purchase`: the orders of machines.

use super::{document, files, org_or_own, statements, words, Parsed};
use crate::{
	assets::{
		args::{self, AssetArg},
		at, done, event_of, Ledger,
	},
	failure::{Failure, Result},
	session::{channel_of, Session},
	text::{self, money, table, Scale},
	trades::ensure_decides,
};
use clap::{Args, Subcommand};
use serde_json::{json, Value};
use tallystick_client::{
	hexed,
	procurement::{
		calls::{
			Accept, Advance, Cancel, Claim, Dispute, PlaceOrder, Propose, Receive, Refuse, Report,
			Rework, SendBack, Ship, TakeBack, Withdraw,
		},
		events::{Advanced, Attested, Claimed, Ended, NeedGivenUp, Placed, Reported, Unmet},
		parcel_hash,
		views::OrderOf,
		Order, OrderRecord, OrderState, MAX_CODE,
	},
	records::{Millis, NeedId, OrderId, OrgId},
	Call, EscrowState, Included,
};
use tallystick_evidence::Hash;

#[derive(Subcommand)]
pub(crate) enum PurchaseCommand {
	/// Order what a need lacks, as its owner: the best offer that fits is taken. The mandate's condition has to be true on
	/// observations that came after the need was last covered or given up.
	#[command(
		after_help = "Example:\n  tallystick purchase place 0 --key-file owner.key\n\n`tallystick need tenders 0` shows beforehand what each offer comes to."
	)]
	Place {
		/// The number of the need.
		#[arg(value_parser = super::need)]
		need: NeedId,
	},
	/// Take an order back as the buyer, before the vendor accepts: in the veto window, an objection. All money comes back.
	Withdraw(OrderArg),
	/// Accept an order as the vendor, and put up a bond.
	Accept(OrderArg),
	/// Refuse an order as the vendor, also in the veto window.
	Refuse(OrderArg),
	/// Say as the vendor what is on its way.
	#[command(
		after_help = "Example:\n  tallystick purchase ship 3 --code 7Q4M-X2RD-9KTB-W6PH --invoice invoice.xml --key-file vendor.key\n\nThe code in the parcel proves its arrival. Take a long random one, and show it to nobody: the chain gets its hash."
	)]
	Ship {
		#[command(flatten)]
		of: OrderArg,
		/// How many units. Without it: all that were ordered.
		#[arg(long)]
		quantity: Option<u32>,
		/// The code in the parcel.
		#[arg(long, value_parser = code)]
		code: String,
		/// The invoice, which the buyer gets in private: a file, or its hash.
		#[arg(long, value_name = "FILE|HASH")]
		invoice: String,
		/// The asset with which it travels, so that a carrier's signature proves the hand-over. The vendor owns and holds it.
		#[arg(long, value_parser = args::asset)]
		asset: Option<AssetArg>,
	},
	/// Give up an order as the vendor after accepting it. The buyer has all money back, and gets the bond.
	Cancel(OrderArg),
	/// Say as the buyer what has arrived. It is paid by quantity when the window is over.
	#[command(
		after_help = "Examples:\n  tallystick purchase receive 3 --code 7Q4M-X2RD-9KTB-W6PH --key-file owner.key\n  tallystick purchase receive 3 --quantity 0 --code 7Q4M-X2RD-9KTB-W6PH --key-file owner.key"
	)]
	Receive {
		#[command(flatten)]
		of: OrderArg,
		/// How many units are as ordered: 0 if none is. Without it: all that were shipped.
		#[arg(long)]
		quantity: Option<u32>,
		/// The code in the parcel.
		#[arg(long, value_parser = code)]
		code: String,
	},
	/// Show as the vendor that a carrier or the buyer has taken over the asset of an order.
	Claim(OrderArg),
	/// Send back as the buyer all that was shipped and received, and put up what a decision of the arbiter costs. The buyer
	/// has it back if the vendor confirms.
	SendBack(OrderArg),
	/// Confirm as the vendor that what was sent back has arrived. The buyer has all money back.
	TakeBack(OrderArg),
	/// Have the vendor of a visit come again for nothing, once: as the buyer or the machine's owner, within the window after the
	/// visit.
	#[command(
		after_help = "Example:\n  tallystick purchase rework 5 2026-12-03T08:00Z --key-file owner.key\n\n`tallystick offer show CATEGORY --vendor VENDOR` shows which times are free."
	)]
	Rework {
		#[command(flatten)]
		of: OrderArg,
		/// When: a time that can be booked, with as much notice as the vendor has to accept an order.
		#[arg(value_name = "TIME", value_parser = files::slot)]
		slot: Millis,
	},
	/// Put the report of a visit as its vendor into the history of the machine as an asset: once the machine has signed that the
	/// visit has ended, and before it is paid.
	#[command(
		after_help = "Example:\n  tallystick purchase report 5 report.pdf --key-file vendor.key\n\n`tallystick need declare --asset` names the asset."
	)]
	Report {
		#[command(flatten)]
		of: OrderArg,
		/// The report: a file, or its hash.
		#[arg(value_name = "FILE|HASH")]
		document: String,
	},
	/// Show what the machine has to sign of an order, when somebody acts at the machine itself. The chain is only read.
	#[command(after_help = statements::EXAMPLE)]
	Statement(statements::StatementArgs),
	/// Bring what the machine has signed of an order: that a visit has begun or ended, or that it has what was shipped. Any member
	/// of an organisation may.
	#[command(after_help = statements::ATTEST)]
	Attest(statements::AttestArgs),
	/// Call the arbiter as a party, and put up what a decision costs. Whoever wins has it back. The vendor of a visit may from its
	/// time on, if nobody opened.
	#[command(
		after_help = "Example:\n  tallystick purchase dispute 3 --reason leaking.pdf --key-file owner.key"
	)]
	Dispute {
		#[command(flatten)]
		of: OrderArg,
		/// The reason, which the arbiter gets in private: a file, or its hash.
		#[arg(long, value_name = "FILE|HASH")]
		reason: String,
	},
	/// Say for what amount one would settle, from acceptance on: as the account that pays, or that put up the bond. If the
	/// other one has said the same, the order ends with it.
	#[command(
		after_help = "Example:\n  tallystick purchase propose 3 '20 TALLY' --key-file owner.key"
	)]
	Propose {
		#[command(flatten)]
		of: OrderArg,
		/// What the vendor gets: 20 TALLY, or a whole number of millionths.
		#[arg(value_parser = text::parse_money)]
		amount: u128,
	},
	/// Decide as the arbiter what the vendor gets. The decision is final.
	#[command(
		after_help = "Example:\n  tallystick purchase decide 3 '12.5 TALLY' --key-file arbiter.key"
	)]
	Decide {
		#[command(flatten)]
		of: OrderArg,
		/// What the vendor gets: 12.5 TALLY, or a whole number of millionths.
		#[arg(value_parser = text::parse_money)]
		amount: u128,
	},
	/// Have done what is due: a deadline has passed, the arbiter has decided, or the vendor is no longer in good standing.
	/// Anybody may, and it is free if something is due.
	Advance(OrderArg),
	/// Show an open order: what was bought, what is due by when, and who gets what if nobody does it.
	Show(OrderArg),
	/// List the open orders of a vendor. `tallystick need list` shows those of a buyer.
	List {
		/// The vendor's number. Without it: the signer's organisation.
		#[arg(value_parser = args::org)]
		vendor: Option<OrgId>,
	},
}

#[derive(Args, Clone, Copy)]
pub(crate) struct OrderArg {
	/// The number of the order.
	#[arg(value_parser = super::order)]
	pub(super) order: OrderId,
}

/// Reads the code of a parcel.
fn code(text: &str) -> Parsed<String> {
	match text.len() {
		1..=MAX_CODE => Ok(text.into()),
		_ => Err(format!("a code has 1 to {MAX_CODE} bytes")),
	}
}

pub(crate) async fn run(session: &Session, command: PurchaseCommand) -> Result {
	use PurchaseCommand as Command;
	let ledger = Ledger::open(session).await?;
	let ledger = &ledger;
	match command {
		Command::Place { need } => place(ledger, need).await,
		Command::Withdraw(OrderArg { order }) => step(ledger, order, Withdraw { order }).await,
		Command::Accept(OrderArg { order }) => step(ledger, order, Accept { order }).await,
		Command::Refuse(OrderArg { order }) => step(ledger, order, Refuse { order }).await,
		Command::Ship { of: OrderArg { order }, quantity, code, invoice, asset } => {
			let parcel = parcel_hash(code.as_bytes());
			let invoice = document(&invoice)?;
			let quantity = match quantity {
				Some(quantity) => quantity,
				None => load(ledger, order, None).await?.order.quantity,
			};
			let asset = match asset {
				Some(asset) => Some(ledger.asset_id(&asset).await?),
				None => None,
			};
			step(ledger, order, Ship { order, quantity, parcel, invoice, asset }).await
		},
		Command::Cancel(OrderArg { order }) => step(ledger, order, Cancel { order }).await,
		Command::Receive { of: OrderArg { order }, quantity, code } => {
			let quantity = match quantity {
				Some(quantity) => quantity,
				None => shipped(&load(ledger, order, None).await?),
			};
			step(ledger, order, Receive { order, quantity, code: code.into_bytes() }).await
		},
		Command::Claim(OrderArg { order }) => step(ledger, order, Claim { order }).await,
		Command::SendBack(OrderArg { order }) => step(ledger, order, SendBack { order }).await,
		Command::TakeBack(OrderArg { order }) => step(ledger, order, TakeBack { order }).await,
		Command::Rework { of: OrderArg { order }, slot } => {
			step(ledger, order, Rework { order, slot }).await
		},
		Command::Report { of: OrderArg { order }, document: named } => {
			let document = document(&named)?;
			let included = ledger.submit(Report { order, document }).await?;
			let Reported { asset, .. } = event_of(&included)?;
			let text = format!("the report of order {order} is in the history of asset {asset}");
			let value = json!({ "order": order, "asset": asset, "document": hexed(&document) });
			done(ledger, &included, text, value);
			Ok(())
		},
		Command::Statement(args) => statements::show(ledger, args).await,
		Command::Attest(args) => statements::attest(ledger, args).await,
		Command::Dispute { of: OrderArg { order }, reason } => {
			let reason = document(&reason)?;
			step(ledger, order, Dispute { order, reason }).await
		},
		Command::Propose { of: OrderArg { order }, amount } => propose(ledger, order, amount).await,
		Command::Decide { of: OrderArg { order }, amount } => decide(ledger, order, amount).await,
		Command::Advance(OrderArg { order }) => {
			let included = ledger.submit_by_anybody(Advance { order }).await?;
			tell(ledger, order, &included)
		},
		Command::Show(OrderArg { order }) => show(ledger, order).await,
		Command::List { vendor } => list(ledger, vendor).await,
	}
}

/// An order that has not ended.
pub(super) async fn load(
	ledger: &Ledger<'_>,
	order: OrderId,
	at: Option<&Hash>,
) -> Result<OrderRecord> {
	let found = ledger.chain.view(OrderOf { order }, at).await?;
	found.ok_or_else(|| {
		Failure::refused(format!("there is no order {order}, or it has ended; `tallystick purchase list` lists the open ones of a vendor, and `tallystick need show` says how a need's last one ended"))
	})
}

/// How many units are on their way; of an order in another state, all of it: the chain says what is wrong.
pub(super) fn shipped(record: &OrderRecord) -> u32 {
	match record.order.state {
		OrderState::Shipped { quantity, .. } | OrderState::Claimed { quantity, .. } => quantity,
		_ => record.order.quantity,
	}
}

/// Does something with an order, and says what became of it.
pub(super) async fn step(ledger: &Ledger<'_>, order: OrderId, call: impl Into<Call>) -> Result {
	let included = ledger.submit(call).await?;
	tell(ledger, order, &included)
}

/// Says what an order's call came to.
fn tell(ledger: &Ledger<'_>, order: OrderId, included: &Included) -> Result {
	let (mut text, mut value) = match included.events.first::<Ended>()? {
		Some(ended) => (ended_text(&ended), ended_json(&ended)),
		None => match included.events.first::<Advanced>()? {
			Some(Advanced { state, until, .. }) => (
				format!("order {order} is {}, until {}", words::state(&state), at(until)),
				json!({ "order": order, "state": state, "until": until }),
			),
			None => (format!("order {order} stands as before"), json!({ "order": order })),
		},
	};
	if let Some(Attested { statement, doubts }) = included.events.first::<Attested>()? {
		text = format!("the machine has signed: {}; {text}", words::said(statement.said));
		if let Some(doubts) = words::doubts(doubts) {
			text.push_str(&format!("; {doubts}"));
		}
		value["statement"] = json!(statement);
		value["doubts"] = json!(doubts);
	}
	done(ledger, included, text, value);
	Ok(())
}

/// Who got what of an order that has ended.
fn ended_text(ended: &Ended) -> String {
	let Ended { order, outcome, paid, refunded, bond, fee, .. } = *ended;
	let mut text = format!(
		"order {order} has ended: {}; the vendor got {}, the buyer has {} back",
		words::outcome(outcome),
		money(paid),
		money(refunded)
	);
	if bond > 0 {
		text.push_str(&format!(" and got the bond, {}", money(bond)));
	}
	if fee > 0 {
		text.push_str(&format!("; the arbiter got {}", money(fee)));
	}
	text
}

fn ended_json(ended: &Ended) -> Value {
	json!({
		"order": ended.order,
		"need": ended.need,
		"outcome": ended.outcome,
		"paid": ended.paid.to_string(),
		"refunded": ended.refunded.to_string(),
		"bond": ended.bond.to_string(),
		"fee": ended.fee.to_string(),
	})
}

async fn place(ledger: &Ledger<'_>, need: NeedId) -> Result {
	let included = ledger.submit(PlaceOrder { need }).await?;
	if let Some(placed) = included.events.first::<Placed>()? {
		return tell_placed(ledger, placed, &included).await;
	}
	if let Some(Claimed { warrantor, until, .. }) = included.events.first::<Claimed>()? {
		let text = format!(
			"nothing is ordered yet: organisation {} may grant or refuse the claim of need {need} until {}",
			ledger.name(warrantor).await?,
			at(until)
		);
		let claim = json!({ "warrantor": warrantor, "until": until });
		let value = json!({ "need": need, "order": null, "claim": claim });
		done(ledger, &included, text, value);
		return Ok(());
	}
	let misfits = included.events.first::<Unmet>()?.map(|unmet| unmet.misfits).unwrap_or_default();
	let (mut rows, mut value) = (Vec::new(), Vec::new());
	for (vendor, misfit) in misfits {
		rows.push(vec![ledger.name(vendor).await?, words::misfit(misfit).into()]);
		value.push(json!({ "vendor": vendor, "misfit": misfit }));
	}
	let mut value = json!({ "need": need, "order": null, "misfits": value });
	let text = match included.events.first::<NeedGivenUp>()? {
		None => format!("no offer fits, and need {need} stays open"),
		Some(NeedGivenUp { why, until, .. }) => {
			value["givenUp"] = json!({ "why": why, "until": until });
			let why = words::given_up(why);
			format!("nothing is ordered, and need {need} is given up until {}: {why}", at(until))
		},
	};
	done(ledger, &included, format!("{}\n{text}", table(&rows)).trim_start(), value);
	Ok(())
}

/// Says what was ordered, and when somebody comes if it is a visit.
pub(super) async fn tell_placed(
	ledger: &Ledger<'_>,
	placed: Placed,
	included: &Included,
) -> Result {
	let Placed { order, need, vendor, quantity, landed, until, .. } = placed;
	let record = ledger.chain.view(OrderOf { order }, Some(&included.block.hash)).await?;
	let visit = record.and_then(|record| record.order.visit);
	let when = visit.map(|slot| format!("; the visit is at {}", at(slot))).unwrap_or_default();
	let text = format!(
		"order {order} of {} is placed with organisation {} for {}, until {}{when}",
		words::units(quantity),
		ledger.name(vendor).await?,
		words::landed(&landed),
		at(until)
	);
	let value = json!({
		"need": need, "order": order, "vendor": vendor, "quantity": quantity, "landed": landed,
		"until": until, "visit": visit,
	});
	done(ledger, included, text, value);
	Ok(())
}

async fn propose(ledger: &Ledger<'_>, order: OrderId, amount: u128) -> Result {
	let included = ledger.submit(Propose { order, amount }).await?;
	if included.events.first::<Ended>()?.is_some() {
		return tell(ledger, order, &included);
	}
	let text = format!(
		"proposed: the vendor of order {order} gets {}; the order ends so if the other party proposes the same",
		money(amount)
	);
	let value = json!({ "order": order, "amount": amount.to_string() });
	done(ledger, &included, text, value);
	Ok(())
}

async fn decide(ledger: &Ledger<'_>, order: OrderId, amount: u128) -> Result {
	let record = load(ledger, order, None).await?.order;
	let found = ledger.chain.escrow(record.escrow, None).await?;
	let dispute = match found.map(|found| found.state) {
		Some(EscrowState::Disputed(dispute)) => dispute,
		Some(EscrowState::Decided { .. }) => {
			return Err(Failure::refused(format!(
				"the arbiter has decided; `tallystick purchase advance {order}` has it paid"
			)));
		},
		Some(EscrowState::Open) | None => {
			return Err(Failure::refused(format!(
				"order {order} is {}, and no party has called the arbiter",
				words::state(&record.state)
			)));
		},
	};
	ensure_decides(ledger, &dispute, amount).await?;
	let included = ledger.submit(Call::decide(record.escrow, amount)).await?;
	let text = format!(
		"decided: the vendor gets {}; `tallystick purchase advance {order}` has it paid",
		money(amount)
	);
	let value = json!({ "order": order, "escrow": record.escrow, "amount": amount.to_string() });
	done(ledger, &included, text, value);
	Ok(())
}

async fn show(ledger: &Ledger<'_>, order: OrderId) -> Result {
	let block = ledger.chain.best().await?.hash;
	let record = load(ledger, order, Some(&block)).await?;
	let now = ledger.chain.now(Some(&block)).await?;
	let of = &record.order;
	let escrow = ledger.chain.escrow(of.escrow, Some(&block)).await?.map(|found| found.state);
	let gtin = of.gtin.map(|gtin| format!(", GTIN {gtin}")).unwrap_or_default();
	let mut rows = vec![
		vec!["order".into(), format!("{order}, {}", words::state(&of.state))],
		vec!["buyer".into(), ledger.name(of.buyer).await?],
		vec!["vendor".into(), ledger.name(of.vendor).await?],
		vec![
			"buys".into(),
			format!("{} of {}{gtin}", words::units(of.quantity), words::category(&of.category)),
		],
		vec!["price".into(), words::landed(&of.landed)],
		vec!["need".into(), format!("{}, under mandate {}", of.need, of.mandate)],
		vec!["money".into(), format!("in escrow {}, of {}", of.escrow, of.payer)],
		vec!["arbiter".into(), of.arbiter.to_string()],
		vec!["terms".into(), hexed(&of.document)],
		vec!["address".into(), hexed(&of.address)],
	];
	if let Some(slot) = of.visit {
		let again = if of.reworked { ", for the second time" } else { "" };
		rows.push(vec!["visit".into(), format!("at {}{again}", at(slot))]);
	}
	rows.extend(arrived(of));
	if let Some(asset) = record.asset {
		rows.push(vec!["travels with".into(), format!("asset {asset}")]);
	}
	if let Some(bond) = &record.bond {
		rows.push(vec!["bond".into(), format!("{} of {}", money(bond.amount), bond.who)]);
	}
	if let Some(deposit) = &record.deposit {
		rows.push(vec!["deposit".into(), format!("{} of {}", money(deposit.amount), deposit.who)]);
	}
	for evidence in &record.evidence {
		let stream = &evidence.stream;
		let channel = channel_of(&ledger.chain, &stream.device, stream.channel).await?;
		let scale = channel.map(Scale::from).unwrap_or_default();
		rows.push(vec!["evidence".into(), words::evidence(evidence, &scale)]);
	}
	if let Some(proposal) = &of.proposal {
		let by = words::party(proposal.by);
		rows.push(vec!["proposal".into(), format!("{} by the {by}", money(proposal.amount))]);
	}
	rows.extend(due(order, &record, escrow.as_ref(), now));
	let value = json!({ "id": order, "record": record, "escrow": escrow });
	ledger.session.say(table(&rows), value);
	Ok(())
}

/// What is known of the goods. Of a visit, its state says it.
fn arrived(of: &Order) -> Option<Vec<String>> {
	let text = match of.state {
		OrderState::Placed | OrderState::Offered | OrderState::Accepted | OrderState::Started => {
			return None
		},
		OrderState::Disputed { by, .. } if of.visit.is_some() => {
			return Some(vec![
				"dispute".into(),
				format!("the {} called the arbiter", words::party(by)),
			])
		},
		_ if of.visit.is_some() => return None,
		OrderState::Shipped { quantity, .. } => format!("{} shipped", words::units(quantity)),
		OrderState::Claimed { quantity, .. } => {
			format!("{} shipped, for which somebody has signed", words::units(quantity))
		},
		OrderState::Received { quantity, shipped } => {
			format!("{} received of {shipped} shipped", words::units(quantity))
		},
		OrderState::Returning { quantity } => format!("{} on the way back", words::units(quantity)),
		OrderState::Disputed { by, signed } => {
			let by = words::party(by);
			format!("signed for {}; {by} called the arbiter", words::units(signed))
		},
	};
	Some(vec!["goods".into(), text])
}

/// What is due, until when, and what happens otherwise.
fn due(
	order: OrderId,
	record: &OrderRecord,
	escrow: Option<&EscrowState>,
	now: Millis,
) -> Vec<Vec<String>> {
	let of = &record.order;
	let advance = format!("`tallystick purchase advance {order}`");
	let row = |name: &str, text: String| vec![name.to_owned(), text];
	let mut pays = of.due();
	let mut rows = Vec::new();
	match escrow {
		Some(EscrowState::Decided { amount, .. }) => {
			return vec![row(
				"due",
				format!(
					"nothing: {advance} has the decision paid, {} to the vendor",
					money(*amount)
				),
			)];
		},
		Some(EscrowState::Disputed(dispute)) => {
			pays = dispute.default;
			let (low, high) = (money(dispute.low), money(dispute.high));
			rows.push(row("decision", format!("from {low} to {high} to the vendor")));
		},
		Some(EscrowState::Open) | None => {},
	}
	let words::Due { what, otherwise } = words::due(of, pays);
	match now > of.until {
		true => rows.push(row("due", format!("nothing: {advance} {otherwise}"))),
		false => {
			rows.push(row("due", format!("{what}, until {}", at(of.until))));
			// The time for an objection ends by itself.
			let then = match of.state {
				OrderState::Placed => otherwise,
				_ => format!("{advance} {otherwise}"),
			};
			rows.push(row("then", then));
		},
	}
	rows
}

async fn list(ledger: &Ledger<'_>, vendor: Option<OrgId>) -> Result {
	let vendor = org_or_own(ledger, vendor).await?;
	let block = ledger.chain.best().await?.hash;
	let (mut all, mut after) = (Vec::<(OrderId, OrderRecord)>::new(), None);
	loop {
		let page = ledger.chain.orders(vendor, after, Some(&block)).await?;
		for order in page.items {
			let found = ledger.chain.view(OrderOf { order }, Some(&block)).await?;
			all.extend(found.map(|record| (order, record)));
		}
		match page.next {
			Some(next) => after = Some(next),
			None => break,
		}
	}
	all.sort_by_key(|(order, _)| *order);
	let now = ledger.chain.now(Some(&block)).await?;
	let head = ["order", "buyer", "category", "units", "price", "visit", "state", "until"];
	let mut rows = vec![head.map(str::to_owned).to_vec()];
	for (order, record) in &all {
		let of = &record.order;
		rows.push(vec![
			order.to_string(),
			ledger.name(of.buyer).await?,
			words::category(&of.category),
			of.quantity.to_string(),
			money(of.landed.gross),
			of.visit.map_or_else(|| "none".into(), at),
			words::state(&of.state).into(),
			words::deadline(of.until, now),
		]);
	}
	let text = match all.is_empty() {
		true => format!("organisation {} has no open order", ledger.name(vendor).await?),
		false => table(&rows),
	};
	let orders: Vec<_> =
		all.iter().map(|(id, record)| json!({ "id": id, "record": record })).collect();
	ledger.session.say(text, json!({ "vendor": vendor, "orders": orders }));
	Ok(())
}

#[cfg(test)]
pub(super) mod tests {
	use super::*;
	use tallystick_client::{
		procurement::{Category, Landed, Outcome, Party, TaxRate, Times},
		records::{EscrowId, MandateId},
		AccountId,
	};

	/// Four units for 402, due until 1000.
	pub(crate) fn record(state: OrderState) -> OrderRecord {
		let times =
			Times { veto: 1, accept: 1, dispatch: 1, delivery: 1, window: 1, arbitration: 1 };
		let order = Order {
			need: NeedId(1),
			mandate: MandateId(2),
			period: 0,
			buyer: OrgId(3),
			payer: AccountId([4; 32]),
			vendor: OrgId(5),
			category: Category { class: 10_000_405, part: None },
			gtin: None,
			document: [0; 32],
			quantity: 4,
			landed: Landed { net: 402, rate: TaxRate(0), tax: 0, gross: 402 },
			times,
			arbiter: AccountId([6; 32]),
			address: [0; 32],
			escrow: EscrowId(7),
			visit: None,
			reworked: false,
			fills: false,
			state,
			since: Millis(0),
			until: Millis(1_000),
			proposal: None,
		};
		OrderRecord { order, evidence: vec![], bond: None, deposit: None, asset: None }
	}

	fn shown(state: OrderState, escrow: Option<EscrowState>, now: u64) -> String {
		let rows = due(OrderId(3), &record(state), escrow.as_ref(), Millis(now));
		rows.concat().join(" ")
	}

	#[test]
	fn says_what_is_due_and_what_stands_after_the_deadline() {
		let received = OrderState::Received { quantity: 3, shipped: 3 };
		let before = shown(received, Some(EscrowState::Open), 1_000);
		assert!(
			before.contains("sends it back or disputes, until 1970-01-01T00:00:01"),
			"{before}"
		);
		assert!(before.contains("then `tallystick purchase advance 3` ends it"), "{before}");
		let after = shown(received, Some(EscrowState::Open), 1_001);
		assert_eq!(
			after,
			"due nothing: `tallystick purchase advance 3` ends it, and the vendor gets 0.000301 TALLY"
		);
		let placed = shown(OrderState::Placed, None, 0);
		assert!(placed.ends_with("then it is offered to the vendor"), "{placed}");
	}

	#[test]
	fn a_dispute_shows_its_bounds_and_its_decision() {
		let state = OrderState::Disputed { by: Party::Buyer, signed: 3 };
		let dispute = tallystick_client::escrow::Dispute {
			arbiter: AccountId([6; 32]),
			payee: AccountId([5; 32]),
			parties: [OrgId(3), OrgId(5)],
			low: 0,
			high: 301,
			default: 300,
			until: Millis(1_000),
		};
		let open = shown(state, Some(EscrowState::Disputed(dispute)), 0);
		assert!(open.contains("from 0.000000 TALLY to 0.000301 TALLY"), "{open}");
		assert!(open.contains("the vendor gets 0.000300 TALLY"), "{open}");
		let payee = AccountId([5; 32]);
		let decided = shown(state, Some(EscrowState::Decided { payee, amount: 100 }), 0);
		assert!(decided.contains("advance 3` has the decision paid, 0.000100 TALLY"), "{decided}");
	}

	#[test]
	fn an_end_says_who_got_what() {
		let ended = Ended {
			order: OrderId(3),
			need: NeedId(1),
			outcome: Outcome::Failed,
			paid: 0,
			refunded: 402,
			bond: 41,
			fee: 0,
		};
		let expected = "order 3 has ended: the vendor did not ship it, or did not come, in time; the vendor got 0.000000 TALLY, the buyer has 0.000402 TALLY back and got the bond, 0.000041 TALLY";
		assert_eq!(ended_text(&ended), expected);
		assert_eq!(ended_json(&ended)["outcome"], "failed");
	}

	#[test]
	fn what_is_received_is_what_was_shipped_unless_it_is_said() {
		let parcel = parcel_hash(b"code");
		assert_eq!(shipped(&record(OrderState::Shipped { quantity: 3, parcel })), 3);
		assert_eq!(shipped(&record(OrderState::Accepted)), 4);
		assert!(code("").is_err() && code(&"a".repeat(65)).is_err());
		assert_eq!(code("7Q4M"), Ok("7Q4M".into()));
	}
}
