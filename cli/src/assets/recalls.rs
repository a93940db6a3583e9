//! `tallystick recall`.

use super::{
	args::{self, LotArg},
	at, done, event_of, Ledger,
};
use crate::{
	failure::{Failure, Result},
	files::hash_of,
	session::Session,
	text::count,
};
use clap::Subcommand;
use codec::{Compact, Encode, Output};
use serde_json::json;
use std::path::PathBuf;
use tallystick_client::{
	asset_lifecycle::{calls, events, views, Recall, MAX_PAGE},
	hexed,
	records::{asset::RecallPhase, Identified, Page, RecallId, TraceLotId},
	time, Call,
};

#[derive(Subcommand)]
pub(crate) enum RecallCommand {
	/// Recall a lot, with all that was made from it. It is in force at once if the signer's organisation
	/// made the lot; otherwise the council has to confirm it.
	#[command(
		after_help = "Example:\n  tallystick recall lot 9506000134352/L-2026-37 --notice notice.pdf --key-file farm.key"
	)]
	Lot {
		/// The lot: its number, or GLN/CODE.
		#[arg(value_parser = args::lot)]
		lot: LotArg,
		/// The notice that says why and what to do. The chain keeps the hash.
		#[arg(long, value_name = "FILE")]
		notice: PathBuf,
	},
	/// Have the council confirm a recall that an organisation has proposed. Without --threshold the call is
	/// only shown.
	#[command(
		after_help = "Example:\n  tallystick recall confirm 0 --threshold 2 --key-file council.key"
	)]
	Confirm {
		/// The recall's number.
		#[arg(value_parser = args::recall)]
		recall: RecallId,
		/// Propose it to the council, as one of its members. The number of members that have to agree.
		#[arg(long, value_name = "MEMBERS", value_parser = clap::value_parser!(u32).range(1..))]
		threshold: Option<u32>,
	},
	/// Remove a proposed recall that the council did not confirm in time.
	Lapse {
		/// The recall's number.
		#[arg(value_parser = args::recall)]
		recall: RecallId,
	},
	/// End a recall of the signer's organisation.
	End {
		/// The recall's number.
		#[arg(value_parser = args::recall)]
		recall: RecallId,
	},
	/// Show a recall.
	Show {
		/// The recall's number.
		#[arg(value_parser = args::recall, required_unless_present = "lot", conflicts_with = "lot")]
		recall: Option<RecallId>,
		/// The recall that names this lot.
		#[arg(long, value_parser = args::lot)]
		lot: Option<LotArg>,
	},
	/// List the lots that a recall has marked: its own, and those that descend from it.
	Lots {
		/// The recall's number.
		#[arg(value_parser = args::recall)]
		recall: RecallId,
	},
}

pub(crate) async fn run(session: &Session, command: RecallCommand) -> Result {
	let ledger = Ledger::open(session).await?;
	match command {
		RecallCommand::Lot { lot, notice } => recall_lot(&ledger, &lot, &notice).await,
		RecallCommand::Confirm { recall, threshold } => confirm(&ledger, recall, threshold).await,
		RecallCommand::Lapse { recall } => {
			let included = ledger.submit_by_anybody(calls::LapseRecall { recall }).await?;
			let text = format!("recall {recall} has lapsed");
			done(&ledger, &included, text, json!({ "recall": recall }));
			Ok(())
		},
		RecallCommand::End { recall } => {
			let included = ledger.submit(calls::EndRecall { recall }).await?;
			let text = format!("recall {recall} ends; its marks are removed in the next blocks");
			done(&ledger, &included, text, json!({ "recall": recall }));
			Ok(())
		},
		RecallCommand::Show { recall, lot } => {
			let recall = match (recall, lot) {
				(Some(recall), _) => recall,
				(None, Some(lot)) => recall_of(&ledger, &lot).await?,
				(None, None) => return Err(Failure::usage("name the recall, or a lot with --lot")),
			};
			show(&ledger, recall).await
		},
		RecallCommand::Lots { recall } => lots(&ledger, recall).await,
	}
}

async fn recall_lot(ledger: &Ledger<'_>, lot: &LotArg, notice: &std::path::Path) -> Result {
	let notice = hash_of(notice)?;
	let lot = ledger.lot_id(lot).await?;
	let included = ledger.submit(calls::RecallLot { lot, notice }).await?;
	if let Some(proposed) = included.events.first::<events::RecallProposed>()? {
		let events::RecallProposed { recall, until, .. } = proposed;
		let text = format!(
			"recall {recall} of lot {lot} is proposed: it holds nothing before the council confirms it, and lapses after {}",
			at(until)
		);
		done(ledger, &included, text, json!({ "recall": recall, "lot": lot, "inForce": false }));
		return Ok(());
	}
	let recall = event_of::<events::Recalled>(&included)?.recall;
	let text = format!("lot {lot} is recalled, by recall {recall}, with all that descends from it");
	done(ledger, &included, text, json!({ "recall": recall, "lot": lot, "inForce": true }));
	Ok(())
}

/// Proposes the call to the council, or shows it.
async fn confirm(ledger: &Ledger<'_>, recall: RecallId, threshold: Option<u32>) -> Result {
	match load(ledger, recall).await?.phase {
		RecallPhase::Proposed { until } if until.0 >= time::now() => {},
		RecallPhase::Proposed { until } => {
			let text = format!("recall {recall} was to be confirmed until {}", at(until));
			return Err(Failure::refused(text));
		},
		_ => {
			let text = format!("recall {recall} needs no confirmation any more; see `recall show`");
			return Err(Failure::refused(text));
		},
	}
	let call = ledger.chain.encode(&calls::ConfirmRecall { recall }.into()).await;
	let call = call.map_err(|error| Failure::refused(error.to_string()))?;
	let shown = hexed(&call);
	let Some(threshold) = threshold else {
		ledger.session.say(
			format!("a member of the council proposes this call with Council.propose:\n{shown}"),
			json!({ "recall": recall, "call": shown }),
		);
		return Ok(());
	};
	let length = u32::try_from(call.len()).unwrap_or(u32::MAX);
	let propose = (Compact(threshold), Encoded(call), Compact(length)).encode();
	let call = Call::unchecked("Council", "propose", propose);
	// A member of the council need not be one of an organisation.
	let included = ledger.session.submit(&call).await?;
	let in_force = included.events.first::<events::Recalled>()?.is_some();
	let text = match in_force {
		true => format!("recall {recall} is confirmed, and in force"),
		// With this threshold the council does at once what is proposed.
		false if threshold < 2 => {
			let text = format!(
				"the council was not allowed to confirm recall {recall}: as many of its members have to agree as \
				 its rules ask for; name their number with --threshold"
			);
			return Err(Failure::refused(text));
		},
		false => {
			format!("the council has a motion to confirm recall {recall}; others have to vote")
		},
	};
	let value = json!({ "recall": recall, "call": shown, "inForce": in_force });
	done(ledger, &included, text, value);
	Ok(())
}

/// A call that is encoded already.
struct Encoded(Vec<u8>);

impl Encode for Encoded {
	fn encode_to<T: Output + ?Sized>(&self, to: &mut T) {
		to.write(&self.0);
	}
}

async fn recall_of(ledger: &Ledger<'_>, lot: &LotArg) -> Result<RecallId> {
	let lot = ledger.lot_id(lot).await?;
	let found = ledger.chain.view(views::RecallByLot { lot }, None).await?;
	found.ok_or_else(|| {
		Failure::refused(format!(
			"no recall names lot {lot}; `tallystick lot show {lot}` says whether it descends from one that is recalled"
		))
	})
}

/// A recall that the chain still has.
async fn load(ledger: &Ledger<'_>, recall: RecallId) -> Result<Recall> {
	let unknown =
		|| Failure::refused(format!("there is no recall {recall}, or it is over and removed"));
	ledger.chain.view(views::RecallOf { recall }, None).await?.ok_or_else(unknown)
}

async fn show(ledger: &Ledger<'_>, recall: RecallId) -> Result {
	let record = load(ledger, recall).await?;
	let phase = match record.phase {
		RecallPhase::Proposed { until } => {
			format!("proposed: the council can confirm it until {}", at(until))
		},
		RecallPhase::Spreading => "in force, and still looking for lots that descend".into(),
		RecallPhase::Spread => "in force; all lots that descend are marked".into(),
		RecallPhase::Ending => "over; its marks are being removed".into(),
	};
	let lot = ledger.lot(record.lot).await?;
	let text = format!(
		"recall {recall}, by organisation {}, {}\nlot     {}, {}/{}\nstate   {phase}\nlots    {} marked\nnotice  {}",
		ledger.name(record.org).await?,
		at(record.at),
		record.lot,
		lot.source.gln(),
		lot.code,
		count(record.lots, "is", "are"),
		hexed(&record.notice)
	);
	ledger.session.say(text, json!(Identified { id: recall, record: &record }));
	Ok(())
}

async fn lots(ledger: &Ledger<'_>, recall: RecallId) -> Result {
	load(ledger, recall).await?;
	let (mut all, mut after) = (Vec::<TraceLotId>::new(), None);
	let block = ledger.chain.best().await?.hash;
	loop {
		let view = views::RecalledLots { recall, after, limit: MAX_PAGE };
		let page = Page::new(ledger.chain.view(view, Some(&block)).await?, MAX_PAGE);
		all.extend(page.items);
		match page.next {
			Some(next) => after = Some(next),
			None => break,
		}
	}
	let (mut lines, mut value) = (Vec::new(), Vec::new());
	for id in all {
		let lot = ledger.lot(id).await?;
		let class = ledger.class(lot.class).await?;
		let org = ledger.name(lot.org).await?;
		let name = format!("{}/{}", lot.source.gln(), lot.code);
		lines.push(format!("{id}  {name}  {}, of organisation {org}", class.definition.name));
		value.push(json!({ "lot": id, "code": name, "class": lot.class, "org": lot.org }));
	}
	let none = format!("recall {recall} has marked no lots");
	ledger.session.say(if lines.is_empty() { none } else { lines.join("\n") }, json!(value));
	Ok(())
}
