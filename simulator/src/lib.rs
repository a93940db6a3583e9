//! Plays fleets of devices that replay measured data, with and without faults, and checks afterwards
//! that a gateway kept its promise.
//!
//! A [`Series`], or a [`meter`], is played by a [`Player`] for each [`SimDevice`]. What it measured waits in a
//! [`Queue`] until the gateway acknowledges it; a [`Link`] carries it there. The [`oracle`] is told
//! of everything before it happens. [`obey`] has devices that are commanded. `docs/simulator.md` in the repository tells how to use it.

#![deny(missing_docs)]
#![cfg_attr(
	not(test),
	deny(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)
)]

mod check;
mod clock;
mod device;
mod faults;
mod fleet;
mod forge;
mod keys;
mod ledger;
mod link;
mod load;
pub mod meter;
mod mqtt;
pub mod obey;
pub mod oracle;
mod playback;
mod player;
mod queue;
mod rebuild;
mod register;
mod roam;
mod series;
pub mod story;
mod totals;

pub use check::{check, check_all, Archive, CheckError, Source};
pub use device::{DeviceError, Format, Made, SimDevice, MAX_SEGMENT};
pub use faults::{Fault, Nature, UnknownFault};
pub use fleet::{bench, Bench, Fleet, FleetError, Metering, Mix};
pub use forge::forge;
pub use keys::{identity, Identity, REVOKED, STRANGER};
pub use ledger::{Entry, Findings, Ledger};
pub use link::{Link, LinkDown, Router};
pub use load::{Heard, Load, SendWhen, Senders};
pub use mqtt::{Broker, Mqtt, NotABroker};
pub use oracle::{Event, Oracle};
pub use playback::{Pace, Playback, Readings, Replay};
pub use player::{Limits, Player, PlayerError};
pub use queue::{Due, Gone, Message, Queue};
pub use rebuild::{RebuildError, Rebuilt, Runs};
pub use register::{register, RegisterError, Registered};
pub use roam::{Place, Roaming};
pub use series::{Channel, Point, Series, SeriesError, MAX_CHANNELS};
pub use totals::Totals;
