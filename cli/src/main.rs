//! What partners do daily: models, devices, gateways, readings, proofs, assets, energy.

mod account;
mod act_verdict;
mod args;
mod assets;
mod automation;
mod devices;
mod event_verdict;
mod failure;
mod files;
mod finality;
mod gateways;
mod ground;
mod http;
mod keys;
mod market;
mod members;
mod models;
mod parse;
mod policy;
mod procurement;
mod prove;
mod readings;
mod recorded;
mod rules;
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
	let args = match args::Args::try_parse() {
		Ok(args) => args,
		// Help and the version are no failure.
		Err(error) if error.use_stderr() && asks_for_json() => {
			let text = error.render().to_string();
			return report(&failure::Failure::usage(text.trim_end()), true);
		},
		Err(error) => error.exit(),
	};
	let json = args.global.json;
	match args::run(args).await {
		Ok(()) => failure::Exit::Done.into(),
		Err(failure) => report(&failure, json),
	}
}

/// Whether a line that cannot be understood asks for JSON.
fn asks_for_json() -> bool {
	std::env::args_os().skip(1).take_while(|arg| arg != "--").any(|arg| arg == "--json")
}

/// Reports a failure: to programs as one line of JSON, the last one.
fn report(failure: &failure::Failure, json: bool) -> ExitCode {
	match json {
		true => eprintln!("{}", failure.json()),
		false => eprintln!("tallystick: {}", text::plain(&failure.to_string())),
	}
	failure.exit().into()
}
