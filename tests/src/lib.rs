//! A harness that runs real `tallystick-node` processes, and what the scenarios in `tests/` share.
//!
//! ```no_run
//! use anyhow::Result;
//! use std::time::Duration;
//! use tallystick_tests::{wait_finalized, Network, SLOT};
//!
//! # async fn example() -> Result<()> {
//! Network::local(4)
//!     .run(async |network| {
//!         network.node_mut("dave")?.kill().await?;
//!         wait_finalized(network.node("alice")?.chain()?, 10, 30 * SLOT).await?;
//!         network.node_mut("dave")?.restart(Duration::from_secs(3)).await
//!     })
//!     .await
//! # }
//! ```
//!
//! Nodes listen on 127.0.0.1 only, on ports that no other test holds, and store everything in a
//! temporary folder that goes away with the network. The process ids are known, and every process
//! ends with its [`Node`]. When a scenario fails, its error carries the end of each node's log.
//!
//! | Variable | Meaning |
//! | --- | --- |
//! | `TALLYSTICK_NODE` | the node's binary; default: `tallystick-node` in this build's target folder |
//! | `TALLYSTICK_KEEP` | set to keep the temporary folder of a scenario that failed |

#![deny(missing_docs)]

mod authorship;
mod binary;
mod command_line;
mod council;
mod equivocation;
mod finality;
mod fleet;
mod gateway;
pub mod goods;
mod http;
mod keys;
mod metrics;
mod mosquitto;
mod network;
mod node;
mod operator;
mod ports;
mod process;
mod sealer;
mod simulator;
mod spec;
mod state;
mod stats;
pub mod throughput;
mod wait;

pub use authorship::{Authored, Authorship};
pub use binary::{node_binary, program};
pub use command_line::CommandLine;
pub use council::Council;
pub use equivocation::{double_votes, ensure_no_equivocation};
pub use finality::{ensure_one_finalized_chain, Pace, PaceWatch};
pub use fleet::{define_model, observed, proof_of_batch, Anchored, Signed, TestDevice, LIMITS};
pub use gateway::{Gateway, GatewaySetup};
pub use http::{get, get_bytes, post, Response};
pub use keys::signer;
pub use metrics::Metrics;
pub use mosquitto::Mosquitto;
pub use network::{Network, NetworkBuilder};
pub use node::{ChainInfo, Memory, Node, NodeSetup};
pub use operator::{
	add_member, finalize, peers, rotate_keys, submit_all, wait_finalized, GeneratedKeys,
};
pub use ports::{NodePorts, Ports};
pub use process::cpu_time;
pub use sealer::Sealer;
pub use simulator::{Playing, Simulator};
pub use spec::{export_raw_spec, export_spec, genesis_mut};
pub use state::State;
pub use stats::{median, percentile, Rng};
pub use wait::wait_until;

use std::time::Duration;

/// The time between two blocks.
pub const SLOT: Duration = Duration::from_secs(2);

/// How long a validator stays down before it is started again: longer than a slot, so that it never
/// signs twice for a slot whose block it lost.
pub const RESTART_DELAY: Duration = Duration::from_secs(3);

/// The number in an environment variable, or `default` where it is not set.
///
/// # Panics
///
/// If the variable holds something else than a number: a typing error should not pass for the
/// default.
pub fn env_number(name: &str, default: u64) -> u64 {
	match std::env::var(name) {
		Ok(text) => {
			text.parse().unwrap_or_else(|_| panic!("{name} must be a number, not {text:?}"))
		},
		Err(_) => default,
	}
}
