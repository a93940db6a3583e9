//! Machines on the chain: sites, the rules deployed there, actuators and alarms.

pub(crate) mod actuators;
pub(crate) mod alarms;
pub(crate) mod deployed;
mod entrusts;
mod fit;
mod grants;
mod safety;
pub(crate) mod signals;
pub(crate) mod sites;

use crate::{
	assets::Ledger,
	failure::{Failure, Result},
};
use tallystick_client::{
	automation::{
		views::{RuleOf, SiteOf},
		Claimant, RuleRecord, SiteRecord,
	},
	rules::{RuleId, SiteId},
};

type Parsed<T> = std::result::Result<T, String>;

/// Reads the number of a site.
pub(crate) fn site(text: &str) -> Parsed<SiteId> {
	text.parse().map(SiteId).map_err(|_| "give the site's number".into())
}

/// Reads the number of a rule.
pub(crate) fn rule(text: &str) -> Parsed<RuleId> {
	text.parse().map(RuleId).map_err(|_| "give the rule's number".into())
}

/// Who claims a set-point, for people.
fn claimant(by: &Claimant) -> String {
	match by {
		Claimant::Rule(rule) => format!("rule {rule}"),
		Claimant::Member(who) => who.to_string(),
	}
}

async fn load_site(ledger: &Ledger<'_>, site: SiteId) -> Result<SiteRecord> {
	let record = ledger.chain.view(SiteOf { site }, None).await?;
	record.ok_or_else(|| {
		Failure::refused(format!("there is no site {site}; `tallystick site open` opens one"))
	})
}

async fn load_rule(ledger: &Ledger<'_>, rule: RuleId) -> Result<RuleRecord> {
	let record = ledger.chain.view(RuleOf { rule }, None).await?;
	record.ok_or_else(|| {
		Failure::refused(format!("there is no rule {rule}; `tallystick rule list` lists them"))
	})
}
