//! A building is heated by rules from its temperatures and from what electricity costs.
//!
//! Ten zones and a heat pump, as [`tallystick_building`] models them, are commanded through a gateway: the weather, the
//! losses and gains, and the prices were **measured**, the zones are synthetic, and the heat pump is hypothetical. Everything
//! else happens: devices sign what they measure, rules on the chain claim set-points, a gateway commands, devices obey within their
//! envelopes and answer. It is played in time-lapse: blocks are made by hand, a minute of the chain's clock apart, and
//! devices and gateway follow that clock. Afterwards the engine is asked, off the chain, what it would have commanded, and what
//! the operator paid for energy is compared with what the engine says it costs.

mod bill;
mod cast;
mod day;
mod found;
mod log;
mod machines;
mod options;
mod outcome;
mod site;

pub use super::{HookError, StoryError};
pub use bill::Bill;
pub use options::{Dead, Hooks, Options};
pub use outcome::{Figures, Outcome};

use super::{
	lapse::{self, Lapse},
	log::Log,
};
use day::Day;
use tallystick_client::Chain;

/// Plays the building, and says how it came out. The chain's blocks must be made by hand, and by nobody else.
pub async fn play<H: Hooks>(
	chain: &Chain,
	options: &Options,
	hooks: &mut H,
) -> Result<Outcome, StoryError> {
	let scene = options.scene()?;
	let log = Log::create(options.log.as_deref()).map_err(StoryError::Log)?;
	let mut lapse = Lapse::begin(chain).await?;
	let found = found::found(&mut lapse, options, &scene, hooks).await?;
	let site = site::open(&mut lapse, options, &found, hooks).await?;
	let mut day = Day::begin(lapse, options, &scene, &found, site, log, hooks).await?;
	day.play(hooks).await?;
	let bill = day.bill(hooks).await?;
	day.end(bill, hooks)
}
