//! `tallystick site`.

use super::load_site;
use crate::{
	assets::{done, event_of, Ledger},
	failure::Result,
	rules::site as site_file,
	session::Session,
	text::count,
};
use clap::Subcommand;
use serde_json::json;
use std::path::PathBuf;
use tallystick_client::{
	automation::{
		calls::{ChangeSite, CloseSite, OpenSite},
		events::SiteOpened,
	},
	rules::{SiteId, Zone},
};

const EXAMPLE: &str = r#"Example:
  tallystick site open site.json --key-file operator.key

site.json:
  { "zone": "CET-1CEST,M3.5.0,M10.5.0/3",
    "tables": [[{ "days": "mon-fri", "from": "06:00", "to": "22:00" }]],
    "exceptions": ["2026-12-25"] }

The zone is as POSIX writes it; rules name the tables by number, from 0. On the days of `exceptions` the bands with the
day `exception` count."#;

#[derive(Subcommand)]
pub(crate) enum SiteCommand {
	/// Open a site: a place with its own time and calendar, for the rules of the signer's organisation.
	#[command(after_help = EXAMPLE)]
	Open {
		/// Time zone, weekly tables and exceptions, in JSON.
		file: PathBuf,
	},
	/// Change a site's time and calendar. Its rules are evaluated anew.
	#[command(
		after_help = "Example:\n  tallystick site change 0 site.json --key-file operator.key"
	)]
	Change {
		/// The number of the site.
		#[arg(value_parser = super::site)]
		site: SiteId,
		/// Time zone, weekly tables and exceptions, in JSON.
		file: PathBuf,
	},
	/// Show a site.
	Show {
		/// The number of the site.
		#[arg(value_parser = super::site)]
		site: SiteId,
	},
	/// Remove a site that no rule and no actuator names. Its deposit goes back.
	Close {
		/// The number of the site.
		#[arg(value_parser = super::site)]
		site: SiteId,
	},
}

pub(crate) async fn run(session: &Session, command: SiteCommand) -> Result {
	match command {
		SiteCommand::Open { file } => {
			let site = site_file::read(&file)?;
			let ledger = Ledger::open(session).await?;
			let included = ledger.submit(OpenSite { site }).await?;
			let site = event_of::<SiteOpened>(&included)?.site;
			done(&ledger, &included, format!("site {site} is open"), json!({ "site": site }));
		},
		SiteCommand::Change { site, file } => {
			let to = site_file::read(&file)?;
			let ledger = Ledger::open(session).await?;
			let included = ledger.submit(ChangeSite { site, to }).await?;
			done(&ledger, &included, format!("site {site} is changed"), json!({ "site": site }));
		},
		SiteCommand::Show { site } => show(session, site).await?,
		SiteCommand::Close { site } => {
			let ledger = Ledger::open(session).await?;
			let included = ledger.submit(CloseSite { site }).await?;
			done(&ledger, &included, format!("site {site} is closed"), json!({ "site": site }));
		},
	}
	Ok(())
}

/// A time zone for people.
fn zone(zone: &Zone) -> String {
	let offset = |minutes: i16| {
		let sign = if minutes < 0 { '-' } else { '+' };
		format!("UTC{sign}{}:{:02}", minutes.unsigned_abs() / 60, minutes.unsigned_abs() % 60)
	};
	let summer = zone.daylight.map(|daylight| format!(", {} in summer", offset(daylight.offset)));
	format!("{}{}", offset(zone.standard), summer.unwrap_or_default())
}

async fn show(session: &Session, site: SiteId) -> Result {
	let ledger = Ledger::open(session).await?;
	let record = load_site(&ledger, site).await?;
	let text = format!(
		"site {site}, of organisation {}\nzone        {}\ncalendar    {}, {}\nnamed by    {}",
		ledger.name(record.org).await?,
		zone(&record.site.zone),
		count(record.site.tables.len() as u64, "weekly table", "weekly tables"),
		count(record.site.exceptions.len() as u64, "exception", "exceptions"),
		count(record.uses, "rule or actuator", "rules and actuators"),
	);
	session.say(text, json!({ "id": site, "record": record }));
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_zone_shows_its_offsets() {
		for (posix, expected) in [
			("UTC0", "UTC+0:00"),
			("CET-1CEST,M3.5.0,M10.5.0/3", "UTC+1:00, UTC+2:00 in summer"),
			("NST3:30", "UTC-3:30"),
		] {
			assert_eq!(zone(&posix.parse().unwrap()), expected);
		}
	}
}
