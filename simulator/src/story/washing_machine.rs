//! A washing machine orders detergent, a pump filter and repairs, and its vendors make all kinds of trouble.
//!
//! The power of each wash is fitted to a measurement; detergent, pump, faults, vendors, parcels and
//! technicians are **simulated**. Everything else happens: the machine
//! signs what it measures, a gateway anchors it, rules on the chain have its needs ordered under its owner's mandates, vendors and owner are
//! programs that act with keys of their own, and money moves. It is played in time-lapse: blocks are made by hand, half an hour of the
//! chain's clock apart, and device and gateway follow that clock. The story keeps an account of its own, and compares it with the chain's.

mod account;
mod cast;
mod chapters;
mod events;
mod found;
mod log;
mod machine;
mod options;
mod outcome;
mod play;
mod sale;
mod service;

pub use super::{HookError, StoryError};
pub use options::{Chapter, Hooks, Options, Stage};
pub use outcome::{Bought, Figures, Outcome};

use super::{lapse::Lapse, log::Log};
use play::Play;
use tallystick_client::Chain;

/// Plays the washing machine, and says how it came out. The chain's blocks must be made by hand, and by nobody else.
pub async fn play<H: Hooks>(
	chain: &Chain,
	options: &Options,
	hooks: &mut H,
) -> Result<Outcome, StoryError> {
	let log = Log::create(options.log.as_deref()).map_err(StoryError::Log)?;
	let mut lapse = Lapse::begin(chain).await?;
	let found = found::found(&mut lapse, options, hooks).await?;
	let mut play = Play::begin(lapse, options, found, log, hooks).await?;
	for chapter in Chapter::ALL {
		Box::pin(play.chapter(chapter)).await?;
	}
	play.until("all orders have ended", |play| play.account.is_settled()).await?;
	play.end().await
}
