//! The gateway.

use clap::Parser;
use tallystick_gateway::cli::Cli;

fn main() -> anyhow::Result<()> {
	Ok(Cli::parse().run()?)
}
