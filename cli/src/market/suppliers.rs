//! `tallystick supplier`.

use super::{units, when, Market, ZoneArg};
use crate::{
	assets::{args, done, event_of},
	failure::{Failure, Result},
	session::Session,
	text,
};
use clap::{Args, Subcommand};
use serde_json::json;
use tallystick_client::{
	energy_market::{
		calls::NoteStanding,
		events::StandingNoted,
		views::{BalanceOf, SupplierOf},
	},
	records::{market::Standing, Millis, OrgId},
};

#[derive(Subcommand)]
pub(crate) enum SupplierCommand {
	/// Show a supplier's balancing position: what they provided less what they took in a zone and period.
	#[command(
		after_help = "Examples:\n  tallystick supplier balance 0 2026-12-02 --org 2\n  tallystick supplier balance 10YBE----------2 2026-12-02 --key-file supplier.key"
	)]
	Balance(BalanceArgs),
	/// Have a supplier who was suspended, or is in good standing again, count as that from the first slot on whose
	/// book is not open. Anybody may; blocks do it, too.
	#[command(
		after_help = "Example:\n  tallystick supplier note-standing --org 2 --key-file home.key"
	)]
	NoteStanding {
		/// The supplier. Without it: the signer's organisation.
		#[arg(long, value_parser = args::org)]
		org: Option<OrgId>,
	},
}

#[derive(Args)]
pub(crate) struct BalanceArgs {
	/// The zone: its number, or its EIC.
	#[arg(value_parser = super::zone)]
	zone: ZoneArg,
	/// A moment of the period.
	#[arg(value_name = "TIME", value_parser = when)]
	at: Millis,
	/// The supplier. Without it: the signer's organisation.
	#[arg(long, value_parser = args::org)]
	org: Option<OrgId>,
}

pub(crate) async fn run(session: &Session, command: SupplierCommand) -> Result {
	let market = Market::open(session).await?;
	match command {
		SupplierCommand::Balance(args) => balance(&market, args).await,
		SupplierCommand::NoteStanding { org } => note_standing(&market, org).await,
	}
}

/// The supplier who is named, or of whom the signer is.
async fn load(market: &Market<'_>, org: Option<OrgId>) -> Result<OrgId> {
	let org = match org {
		Some(org) => org,
		None => market.ledger.org().await?,
	};
	match market.ledger.chain.view(SupplierOf { org }, None).await? {
		Some(_) => Ok(org),
		None => Err(Failure::refused(format!(
			"organisation {} has no tariffs; `tallystick tariff list` lists the tariffs with their suppliers",
			market.ledger.name(org).await?
		))),
	}
}

/// A balancing position for people.
fn shown(energy: i128) -> String {
	let size = units::signed_energy(i128::try_from(energy.unsigned_abs()).unwrap_or(i128::MAX));
	match energy {
		0 => "nothing is settled, or what was provided and taken is equal".into(),
		1.. => format!("{size} provided more than taken"),
		_ => format!("{size} taken more than provided"),
	}
}

async fn balance(market: &Market<'_>, args: BalanceArgs) -> Result {
	let (zone, _) = market.zone(args.zone).await?;
	let supplier = load(market, args.org).await?;
	let period = market.slots.period(args.at);
	let energy = market.ledger.chain.view(BalanceOf { period, zone, supplier }, None).await?;
	let text = format!(
		"organisation {} in zone {zone}, {}: {}\nonly points whose account of the period is settled are counted",
		market.ledger.name(supplier).await?,
		market.slots.show_period(period),
		shown(energy)
	);
	let value = json!({
		"supplier": supplier, "zone": zone, "period": market.slots.period_json(period),
		"energy": energy.to_string(),
	});
	market.ledger.session.say(text, value);
	Ok(())
}

async fn note_standing(market: &Market<'_>, org: Option<OrgId>) -> Result {
	let supplier = load(market, org).await?;
	let included = market.ledger.submit_by_anybody(NoteStanding { supplier }).await?;
	let StandingNoted { standing, from, .. } = event_of(&included)?;
	let what = match standing {
		Standing::Supplies => "supplies its customers",
		Standing::Suspended => "is suspended, and the zone's default supplies its customers,",
	};
	let name = market.ledger.name(supplier).await?;
	let text = format!("organisation {name} {what} from {} on", market.slots.show(from));
	let value =
		json!({ "supplier": supplier, "standing": standing, "from": market.slots.json(from) });
	done(&market.ledger, &included, text::plain(&text), value);
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_balance_says_which_way_the_energy_went() {
		assert_eq!(shown(250), "0.250 kWh provided more than taken");
		assert_eq!(shown(-1_500), "1.500 kWh taken more than provided");
		assert!(shown(0).contains("nothing is settled"));
	}
}
