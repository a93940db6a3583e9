//! The gateway.

use clap::Parser;
use std::process::ExitCode;
use tallystick_gateway::cli::Cli;

fn main() -> ExitCode {
	match Cli::parse().run() {
		Ok(()) => ExitCode::SUCCESS,
		Err(error) => {
			eprintln!("tallystick-gateway: {error}");
			ExitCode::FAILURE
		},
	}
}
