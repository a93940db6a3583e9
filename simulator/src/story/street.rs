//! A street of homes trades energy for a day, and is billed for it.
//!
//! Twelve homes, two suppliers, a grid operator. Load and generation of the homes were **measured**, hour by hour, and
//! so were the prices that one of the tariffs follows. An hour of the day takes a slot of the chain's market, so that
//! power is as many times greater as time is shorter. Meters sign their registers and send them through a gateway,
//! homes bid in auctions, and everybody's account of the day is settled on the chain. Each home's bill is computed
//! without the market, too.

mod bids;
mod cast;
mod day;
mod found;
mod log;
mod meters;
mod options;
mod outcome;
mod settle;
mod stage;

pub use super::{HookError, StoryError};
pub use cast::{Cast, Member};
pub use log::Entry as StreetEntry;
pub use options::{Fault, Hooks, Options, Step, Trouble, HOMES};
pub use outcome::{Bill, Outcome, Position};
pub use stage::{Resident, Stage};

use super::log::Log;
use stage::Play;
use tallystick_client::Chain;

/// Plays the street's day, and says how it came out. What the hooks do at its steps is theirs.
pub async fn play<H: Hooks>(
	chain: &Chain,
	options: &Options,
	hooks: &mut H,
) -> Result<Outcome, StoryError> {
	let day = options.check()?;
	let log = Log::create(options.log.as_deref()).map_err(StoryError::Log)?;
	let mut play = Play::begin(chain, options, &day, log, hooks).await?;
	let meters = play.install(hooks).await?;
	play.open(hooks).await?;
	let (accounts, ()) = tokio::try_join!(play.settle(), play.trade(hooks))?;
	let readings = meters.join().await?;
	play.end(accounts, readings, hooks).await
}
