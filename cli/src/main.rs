//! What partners do daily: models, devices, gateways, readings, proofs.

mod args;
mod assets;
mod devices;
mod event_verdict;
mod failure;
mod files;
mod finality;
mod gateways;
mod ground;
mod http;
mod keys;
mod members;
mod models;
mod parse;
mod prove;
mod readings;
mod session;
mod status;
mod stays;
mod text;
mod trades;
mod trust;
mod verdict;
mod verify;
mod watch;

use clap::Parser;
use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
	let args = args::Args::parse();
	match args::run(args).await {
		Ok(()) => failure::Exit::Done.into(),
		Err(failure) => {
			eprintln!("tallystick: {}", text::plain(&failure.to_string()));
			failure.exit().into()
		},
	}
}
