//! `tallystick mandate`.

use super::{
	condition,
	files::{self, MANDATE},
	org_or_own, words, Parsed,
};
use crate::{
	assets::{
		args::{self, AssetArg},
		at, done, event_of, Ledger,
	},
	failure::{Failure, Result},
	files::{read_text, Kind},
	parse,
	session::Session,
	text::{money, money_in_units, span, table},
};
use clap::Subcommand;
use serde_json::json;
use std::path::{Path, PathBuf};
use tallystick_client::{
	procurement::{
		calls::{AmendMandate, EndMandate, GrantMandate},
		events::MandateGranted,
		views::MandateOf,
		Machine, Mandate, MandateTerms, Subject,
	},
	records::{MandateId, OrgId},
	time,
};
use tallystick_evidence::{DeviceId, Hash};

#[derive(Subcommand)]
pub(crate) enum MandateCommand {
	/// Permit a machine of one's own to buy, and put the money of one period on hold.
	#[command(after_help = MANDATE)]
	Grant {
		/// The machine: a device's id, or the number or GS1 key of an asset; or `warranties`, for whatever machine has a warranty
		/// of one's own organisation.
		#[arg(value_parser = machine)]
		machine: MachineArg,
		/// What may be bought, from whom and for how much, in TOML.
		file: PathBuf,
		/// A file with the condition on which an order may be placed. Without it an order is placed whenever a member or a
		/// rule of the organisation asks.
		#[arg(long, value_name = "FILE")]
		when: Option<PathBuf>,
	},
	/// Replace the terms of a mandate. What was spent stays spent, and the condition stays as it is. The account that gave
	/// the mandate signs.
	#[command(
		after_help = "Example:\n  tallystick mandate amend 0 washing.toml --key-file owner.key\n\nThe file has all terms, as with `tallystick mandate grant`. A period's length cannot change."
	)]
	Amend {
		/// The number of the mandate.
		#[arg(value_parser = super::mandate)]
		mandate: MandateId,
		/// All terms, in TOML.
		file: PathBuf,
	},
	/// End a mandate: what is left of its money is free again. Open orders go on. Anybody may once the mandate is over.
	End {
		/// The number of the mandate.
		#[arg(value_parser = super::mandate)]
		mandate: MandateId,
	},
	/// Show a mandate: its terms, its condition, and what is left in the period of now.
	Show {
		/// The number of the mandate.
		#[arg(value_parser = super::mandate)]
		mandate: MandateId,
	},
	/// List the mandates of an organisation.
	List {
		/// The organisation's number. Without it: the signer's.
		#[arg(value_parser = args::org)]
		org: Option<OrgId>,
	},
}

/// A machine, as people name it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum MachineArg {
	Device(DeviceId),
	Asset(AssetArg),
	/// Whatever machine has a warranty of the signer's organisation.
	Warranties,
}

fn machine(text: &str) -> Parsed<MachineArg> {
	if text == "warranties" {
		return Ok(MachineArg::Warranties);
	}
	// No key of an asset has 64 hexadecimal digits.
	match parse::device(text) {
		Ok(device) => Ok(MachineArg::Device(device)),
		Err(_) => args::asset(text).map(MachineArg::Asset),
	}
}

pub(crate) async fn run(session: &Session, command: MandateCommand) -> Result {
	let ledger = Ledger::open(session).await?;
	match command {
		MandateCommand::Grant { machine, file, when } => {
			grant(&ledger, machine, &file, when.as_deref()).await
		},
		MandateCommand::Amend { mandate, file } => {
			let terms = terms(&file)?;
			let included = ledger.submit(AmendMandate { mandate, terms }).await?;
			let text = format!("mandate {mandate} has other terms");
			done(&ledger, &included, text, json!({ "mandate": mandate }));
			Ok(())
		},
		MandateCommand::End { mandate } => {
			let included = ledger.submit_by_anybody(EndMandate { mandate }).await?;
			let text = format!("mandate {mandate} has ended");
			done(&ledger, &included, text, json!({ "mandate": mandate }));
			Ok(())
		},
		MandateCommand::Show { mandate } => show(&ledger, mandate).await,
		MandateCommand::List { org } => list(&ledger, org).await,
	}
}

fn terms(path: &Path) -> Result<MandateTerms> {
	let text = read_text(path, Kind::Definition)?;
	files::terms(&text, time::now()).map_err(|error| Failure::file(path, error))
}

/// A mandate that has not ended.
pub(super) async fn load(
	ledger: &Ledger<'_>,
	mandate: MandateId,
	at: Option<&Hash>,
) -> Result<Mandate> {
	let found = ledger.chain.view(MandateOf { mandate }, at).await?;
	found.ok_or_else(|| {
		Failure::refused(format!("there is no mandate {mandate}, or it has ended; `tallystick mandate list` lists those of an organisation"))
	})
}

async fn grant(
	ledger: &Ledger<'_>,
	machine: MachineArg,
	file: &Path,
	when: Option<&Path>,
) -> Result {
	let terms = terms(file)?;
	if machine == MachineArg::Warranties && when.is_some() {
		return Err(Failure::usage(
			"machines under warranty: leave --when out, because a member decides by `tallystick need grant-claim`",
		));
	}
	let condition = match when {
		Some(path) => Some(condition(ledger, path).await?),
		None => None,
	};
	let machine = match machine {
		MachineArg::Device(device) => Machine::Device(device),
		MachineArg::Asset(asset) => Machine::Asset(ledger.asset_id(&asset).await?),
		MachineArg::Warranties => Machine::Warranties,
	};
	let (held, period) = (terms.per_period, terms.period);
	let included = ledger.submit(GrantMandate { machine, terms, condition }).await?;
	let MandateGranted { mandate, subject, .. } = event_of(&included)?;
	let text = format!(
		"mandate {mandate}: {} may spend {} in {}, which is on hold",
		words::subject(&subject),
		money_in_units(held),
		span(period.into())
	);
	let value = json!({ "mandate": mandate, "subject": subject, "held": held.to_string() });
	done(ledger, &included, text, value);
	Ok(())
}

async fn show(ledger: &Ledger<'_>, mandate: MandateId) -> Result {
	let block = ledger.chain.best().await?.hash;
	let record = load(ledger, mandate, Some(&block)).await?;
	let condition = ledger.chain.mandate_condition(mandate, Some(&block)).await?;
	let terms = &record.terms;
	let mut vendors = Vec::new();
	for vendor in &terms.vendors {
		vendors.push(ledger.name(*vendor).await?);
	}
	let categories: Vec<_> = terms.categories.iter().map(words::category).collect();
	let arbiters: Vec<_> = terms.arbiters.iter().map(ToString::to_string).collect();
	let (left, limit) = (record.budget.left(), record.budget.limit);
	let veto = match terms.veto {
		0 => "no objection to an order".into(),
		veto => format!("{} to object to an order", span(veto.into())),
	};
	let filled = match terms.filled {
		0 => "never takes a covered need for receipt".into(),
		filled => format!("takes a covered need for receipt up to {}", money(filled)),
	};
	let mut rows = vec![
		vec!["mandate".into(), mandate.to_string()],
		vec!["machine".into(), words::subject(&record.subject)],
		vec!["organisation".into(), ledger.name(record.org).await?],
		vec!["payer".into(), record.payer.to_string()],
		vec!["buys".into(), categories.join(", ")],
		vec!["from".into(), vendors.join(", ")],
		vec!["arbiters".into(), arbiters.join(", ")],
		vec![
			"at most".into(),
			format!(
				"{} for a unit, {} for an order",
				money(terms.per_unit),
				money(terms.per_order)
			),
		],
		vec![
			"period".into(),
			format!("{} left of {} in {}", money(left), money(limit), span(terms.period.into())),
		],
		vec!["arrives".into(), format!("within {}", span(terms.within.into()))],
		vec!["veto".into(), veto],
		vec!["window".into(), format!("{} for an answer", span(terms.window.into()))],
		vec!["arbitration".into(), span(terms.arbitration.into())],
		vec!["filled".into(), filled],
		vec!["until".into(), at(terms.until)],
	];
	if condition.is_none() {
		let who = match record.subject {
			Subject::Warranties => "none: a member grants a claim under it",
			Subject::Device { .. } | Subject::Asset { .. } => {
				"none: an order is placed whenever a member or a rule of the organisation asks"
			},
		};
		rows.push(vec!["condition".into(), who.into()]);
	}
	let mut text = table(&rows);
	let written = condition.as_ref().map(ToString::to_string);
	if let Some(written) = &written {
		text.push_str(&format!("\n\n{written}"));
	}
	let value = json!({ "id": mandate, "record": record, "condition": written });
	ledger.session.say(text, value);
	Ok(())
}

async fn list(ledger: &Ledger<'_>, org: Option<OrgId>) -> Result {
	let org = org_or_own(ledger, org).await?;
	let block = ledger.chain.best().await?.hash;
	let (mut all, mut after) = (Vec::<(MandateId, Mandate)>::new(), None);
	loop {
		let page = ledger.chain.mandates(org, after, Some(&block)).await?;
		for mandate in page.items {
			let found = ledger.chain.view(MandateOf { mandate }, Some(&block)).await?;
			all.extend(found.map(|record| (mandate, record)));
		}
		match page.next {
			Some(next) => after = Some(next),
			None => break,
		}
	}
	all.sort_by_key(|(mandate, _)| *mandate);
	let head = ["mandate", "machine", "buys", "left", "of", "condition", "until"];
	let mut rows = vec![head.map(str::to_owned).to_vec()];
	for (mandate, record) in &all {
		let categories: Vec<_> = record.terms.categories.iter().map(words::category).collect();
		rows.push(vec![
			mandate.to_string(),
			words::subject(&record.subject),
			categories.join(", "),
			money(record.budget.left()),
			money(record.budget.limit),
			if record.conditional { "yes" } else { "none" }.into(),
			at(record.terms.until),
		]);
	}
	let text = match all.is_empty() {
		true => format!("organisation {} has given no mandate", ledger.name(org).await?),
		false => table(&rows),
	};
	let mandates: Vec<_> =
		all.iter().map(|(id, record)| json!({ "id": id, "record": record })).collect();
	ledger.session.say(text, json!({ "org": org, "mandates": mandates }));
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;
	use tallystick_client::records::AssetId;

	#[test]
	fn a_machine_is_a_device_or_an_asset() {
		let device = MachineArg::Device(DeviceId([0x12; 32]));
		assert_eq!(machine(&"12".repeat(32)), Ok(device));
		assert_eq!(machine(&format!("0x{}", "12".repeat(32))), Ok(device));
		assert_eq!(machine("17"), Ok(MachineArg::Asset(AssetArg::Id(AssetId(17)))));
		let key = "(01)09506000134352(21)A7";
		assert!(matches!(machine(key), Ok(MachineArg::Asset(AssetArg::Key(_)))));
		assert_eq!(machine("warranties"), Ok(MachineArg::Warranties));
		assert!(machine("0939").is_ok() && machine("washing machine").is_err());
	}
}
