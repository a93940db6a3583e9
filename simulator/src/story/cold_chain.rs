//! Strawberries from the field to the supermarket: its price follows from the temperature on its way.
//!
//! Harvest, packing, a pallet, a truck with a logger, two hand-overs. In the second leg the compressor fails. The
//! chain prices the goods from what the logger signed, and says who answers for the difference.
//!
//! The temperature is **simulated**, and one real second stands for some simulated minutes: times that the chain sees
//! are real ones, and what it measures goes by so much faster.

mod goods;
mod options;
mod outcome;
mod sale;
mod stage;

pub use super::{HookError, StoryError};
pub use options::{Hooks, Options, Shown, Span, Step};
pub use outcome::{Money, Outcome, Priced};
pub use stage::{Goods, Stage};

use super::{log::Log, logger::Running};
use stage::Play;
use tallystick_client::Chain;

/// Plays the story, and says how it came out. What the hooks do at its steps is theirs.
pub async fn play<H: Hooks>(
	chain: &Chain,
	options: &Options,
	hooks: &mut H,
) -> Result<Outcome, StoryError> {
	let log = Log::create(options.log.as_deref()).map_err(StoryError::Log)?;
	let mut play = Play::begin(chain, options, hooks, log).await?;
	let kinds = play.prepare().await?;
	let picked = play.harvest(&kinds).await?;
	play.pack(&kinds, picked).await?;
	let running: Running = play.attach().await?;
	play.offer().await?;
	play.fund().await?;
	play.pick_up().await?;
	play.hand_over().await?;
	play.deliver().await?;
	play.data(running).await?;
	play.price().await?;
	play.show().await?;
	play.settle().await?;
	play.recall().await?;
	play.end().await
}
