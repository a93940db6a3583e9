//! `tallystick lot`.

use super::{
	args::{self, LotArg, Moment},
	at, done, event_of, Ledger,
};
use crate::{
	failure::{Failure, Result},
	session::Session,
	text::count,
};
use clap::{Args, Subcommand};
use serde_json::{json, Value};
use std::fmt::Write;
use tallystick_client::{
	asset_lifecycle::{
		calls::{DropLot, OpenLot},
		events::LotOpened,
		views::{LotsMadeFrom, StatusOfLot},
		MAX_PAGE,
	},
	records::{
		asset::{LotDates, LotStatus, NewLot},
		ClassId, Identified, Millis, RecallId,
	},
	time,
};
use tallystick_gs1::{Sgln, Text};

#[derive(Subcommand)]
pub(crate) enum LotCommand {
	/// Open a traceability lot: goods of one origin, of which assets can then be created.
	#[command(
		after_help = "Example:\n  tallystick lot open L-2026-37 --class 0 --source 9506000134352 --made 2026-09-14 --expires 2026-10-20 --key-file farm.key"
	)]
	Open {
		/// The class of its assets.
		#[arg(long, value_parser = args::class)]
		class: ClassId,
		#[command(flatten)]
		lot: NewLotArgs,
	},
	/// Show a lot, what it was made from and what was made from it.
	Show {
		/// Its number, or GLN/CODE.
		#[arg(value_parser = args::lot)]
		lot: LotArg,
	},
	/// Remove a lot of which nothing has been left for some months. The deposit goes back.
	Drop {
		/// Its number, or GLN/CODE.
		#[arg(value_parser = args::lot)]
		lot: LotArg,
	},
}

/// A lot that is opened.
#[derive(Args, Clone)]
pub(crate) struct NewLotArgs {
	/// The traceability lot code, unique at its source.
	#[arg(value_parser = args::code)]
	code: Text<20>,
	/// The place where the code is assigned: a GLN of the signer's organisation.
	#[arg(long, value_name = "PLACE", value_parser = args::place)]
	source: Sgln,
	#[command(flatten)]
	dates: DatesArgs,
}

#[derive(Args, Clone)]
pub(crate) struct DatesArgs {
	/// When it was harvested, packed or made. Without it: now.
	#[arg(long, value_name = "TIME", value_parser = args::moment)]
	made: Option<Moment>,
	/// After which moment it should not be used.
	#[arg(long, value_name = "TIME", value_parser = args::moment)]
	expires: Option<Moment>,
}

impl DatesArgs {
	fn read(&self) -> Result<LotDates> {
		let made = self.made.map_or(Millis(time::now()), |made| made.at);
		let expires = self.expires.map(|expires| expires.at);
		match expires {
			Some(expires) if expires < made => Err(Failure::usage(format!(
				"the lot expires at {}, before it is made at {}",
				at(expires),
				at(made)
			))),
			_ => Ok(LotDates { made, expires }),
		}
	}
}

/// A lot that is opened by the way.
pub(crate) async fn new_lot(
	ledger: &Ledger<'_>,
	code: Text<20>,
	source: Sgln,
	dates: &DatesArgs,
) -> Result<NewLot> {
	let dates = dates.read()?;
	Ok(NewLot { code, source, prefix: ledger.prefix_for(&source).await?, dates })
}

pub(crate) async fn run(session: &Session, command: LotCommand) -> Result {
	let ledger = Ledger::open(session).await?;
	match command {
		LotCommand::Open { class, lot } => {
			let record = ledger.class(class).await?;
			if record.retired {
				return Err(Failure::refused(format!(
					"class {class} is retired: no new lot is of it"
				)));
			}
			let NewLotArgs { code, source, dates } = lot;
			let lot = new_lot(&ledger, code, source, &dates).await?;
			let included = ledger.submit(OpenLot { class, lot }).await?;
			let lot = event_of::<LotOpened>(&included)?.lot;
			let text = format!("lot {lot}, {}/{code}, is opened", source.gln());
			done(&ledger, &included, text, json!({ "lot": lot, "source": source, "code": code }));
			Ok(())
		},
		LotCommand::Show { lot } => show(&ledger, &lot).await,
		LotCommand::Drop { lot } => {
			let lot = ledger.lot_id(&lot).await?;
			let included = ledger.submit_by_anybody(DropLot { lot }).await?;
			done(&ledger, &included, format!("lot {lot} is removed"), json!({ "lot": lot }));
			Ok(())
		},
	}
}

async fn show(ledger: &Ledger<'_>, lot: &LotArg) -> Result {
	let id = ledger.lot_id(lot).await?;
	let record = ledger.lot(id).await?;
	let class = ledger.class(record.class).await?;
	let unknown = || Failure::refused(format!("the chain does not know lot {id}"));
	let status = ledger.chain.view(StatusOfLot { lot: id }, None).await?.ok_or_else(unknown)?;
	let made_from_it = LotsMadeFrom { lot: id, after: None, limit: MAX_PAGE };
	let made_from_it = ledger.chain.view(made_from_it, None).await?;

	let mut out = format!(
		"lot {id}, {}/{}\nclass      {}, {}\nsource     {}\nmade       {}, by organisation {}\n",
		record.source.gln(),
		record.code,
		record.class,
		class.definition.name,
		record.source,
		at(record.dates.made),
		ledger.name(record.org).await?,
	);
	if let Some(expires) = record.dates.expires {
		let _ = writeln!(out, "expires    {}", at(expires));
	}
	if !record.inputs.is_empty() {
		let _ = writeln!(out, "made from  {}", lots(&record.inputs));
	}
	if !made_from_it.is_empty() {
		let more = match u32::try_from(made_from_it.len()).is_ok_and(|len| len < MAX_PAGE) {
			true => "",
			false => " and others",
		};
		let _ = writeln!(out, "in         {}{more}", lots(&made_from_it));
	}
	let _ = writeln!(out, "state      {}", status_text(&status));
	let mut value = json!(Identified { id, record: &record });
	if let Value::Object(fields) = &mut value {
		fields.insert("status".into(), json!(status));
		fields.insert("madeFromIt".into(), json!(made_from_it));
	}
	ledger.session.say(out, value);
	Ok(())
}

fn lots(of: &[impl std::fmt::Display]) -> String {
	let all: Vec<_> = of.iter().map(ToString::to_string).collect();
	format!("{} {}", if all.len() == 1 { "lot" } else { "lots" }, all.join(", "))
}

/// Whether goods of a lot may be sold, for people.
pub(super) fn status_text(status: &LotStatus) -> String {
	let recalls = |by: &[RecallId]| {
		let all: Vec<_> = by.iter().map(ToString::to_string).collect();
		format!("{} {}", if all.len() == 1 { "recall" } else { "recalls" }, all.join(", "))
	};
	match status {
		LotStatus::Clear => "no recall concerns it".into(),
		LotStatus::Held { by } => {
			format!("HELD: it may descend from the lot of {}, which still spreads", recalls(by))
		},
		LotStatus::Recalled { by, more } => {
			let more = match more {
				0 => String::new(),
				more => format!(" and {}", count(*more, "other", "others")),
			};
			format!("RECALLED by {}{more}: it can only be returned or destroyed", recalls(by))
		},
	}
}
