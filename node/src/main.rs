//! The node of the Tallystick consortium chain.

mod chain_spec;
mod cli;
mod command;
mod equivocation;
mod ports;
mod rpc;
mod service;
mod spawner;
mod stop;

use std::process::ExitCode;

fn main() -> ExitCode {
	match command::run() {
		Ok(()) => ExitCode::SUCCESS,
		Err(error) => {
			eprintln!("Error: {error}");
			ExitCode::FAILURE
		},
	}
}
