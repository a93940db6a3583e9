//! `tallystick prefix`.

use super::{args, done, Ledger};
use crate::{
	failure::{Failure, Result},
	session::Session,
};
use clap::Subcommand;
use serde_json::json;
use tallystick_client::{
	asset_lifecycle::{
		calls::{BindPrefix, ReleasePrefix},
		views::{PartyOf, PrefixOf},
	},
	records::OrgId,
};
use tallystick_gs1::{CompanyPrefix, Gln};

#[derive(Subcommand)]
pub(crate) enum PrefixCommand {
	/// Bind a GS1 company prefix to an organisation, which may then use numbers under it. The signer's
	/// organisation has to be an accreditor.
	#[command(
		after_help = "Example:\n  tallystick prefix bind 9506000 --org 3 --party 9506000134352 --key-file accreditor.key"
	)]
	Bind {
		/// The prefix: 4 to 12 digits, as GS1 licensed them.
		#[arg(value_parser = prefix)]
		prefix: CompanyPrefix,
		/// The organisation, by its number.
		#[arg(long, value_parser = args::org)]
		org: OrgId,
		/// The GLN by which events name the organisation, under the prefix.
		#[arg(long, value_name = "GLN", value_parser = gln)]
		party: Option<Gln>,
	},
	/// Release a company prefix. Assets keep their keys.
	Release {
		/// The prefix.
		#[arg(value_parser = prefix)]
		prefix: CompanyPrefix,
	},
	/// Show the organisation of a company prefix.
	Show {
		/// The prefix.
		#[arg(value_parser = prefix)]
		prefix: CompanyPrefix,
	},
}

fn prefix(text: &str) -> std::result::Result<CompanyPrefix, String> {
	text.parse::<CompanyPrefix>().map_err(|error| format!("the company prefix: {error}"))
}

fn gln(text: &str) -> std::result::Result<Gln, String> {
	text.parse::<Gln>().map_err(|error| error.to_string())
}

pub(crate) async fn run(session: &Session, command: PrefixCommand) -> Result {
	let ledger = Ledger::open(session).await?;
	match command {
		PrefixCommand::Bind { prefix, org, party } => {
			if let Some(party) = party.filter(|party| !party.is_under(&prefix)) {
				return Err(Failure::usage(format!(
					"the GLN {party} is not under the prefix {prefix}"
				)));
			}
			ledger.ensure_known(org).await?;
			let included = ledger.submit(BindPrefix { prefix, org, party }).await?;
			let text = format!("{prefix} is bound to organisation {}", ledger.name(org).await?);
			done(&ledger, &included, text, json!({ "prefix": prefix, "org": org, "party": party }));
		},
		PrefixCommand::Release { prefix } => {
			let included = ledger.submit(ReleasePrefix { prefix }).await?;
			done(&ledger, &included, format!("{prefix} is released"), json!({ "prefix": prefix }));
		},
		PrefixCommand::Show { prefix } => {
			let org = ledger.chain.view(PrefixOf { prefix }, None).await?;
			let Some(org) = org else {
				return Err(Failure::refused(format!("the prefix {prefix} is bound to nobody")));
			};
			let party = ledger.chain.view(PartyOf { org }, None).await?;
			let party = party.filter(|party| party.is_under(&prefix));
			let named = party.map(|party| format!(", which events name {party}"));
			session.say(
				format!(
					"{prefix} is bound to organisation {}{}",
					ledger.name(org).await?,
					named.unwrap_or_default()
				),
				json!({ "prefix": prefix, "org": org, "party": party }),
			);
		},
	}
	Ok(())
}
