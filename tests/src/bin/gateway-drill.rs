//! The gateway with a bomb in it: the process kills itself at a step of a reading's way.

use anyhow::{Context, Result};
use clap::Parser;
use nix::{
	sys::signal::{kill, Signal},
	unistd::Pid,
};
use std::{
	path::PathBuf,
	sync::{
		atomic::{AtomicU32, Ordering},
		Arc,
	},
};
use tallystick_gateway::{
	config::Config,
	gateway::Gateway,
	steps::{Step, Steps},
};

#[derive(Parser)]
struct Args {
	/// The gateway's configuration.
	#[arg(long)]
	config: PathBuf,
	/// The step's name.
	#[arg(long)]
	kill_at: String,
	/// How often the step is passed before.
	#[arg(long, default_value_t = 0)]
	after: u32,
}

struct Bomb {
	at: Step,
	passed: AtomicU32,
	after: u32,
}

impl Steps for Bomb {
	fn reached(&self, step: Step) {
		if step == self.at && self.passed.fetch_add(1, Ordering::SeqCst) >= self.after {
			let _ = kill(Pid::this(), Signal::SIGKILL);
		}
	}
}

#[tokio::main]
async fn main() -> Result<()> {
	let Args { config, kill_at, after } = Args::parse();
	let at = *Step::ALL
		.iter()
		.find(|step| format!("{step:?}") == kill_at)
		.with_context(|| format!("no step {kill_at}"))?;
	let bomb = Bomb { at, passed: AtomicU32::new(0), after };
	let mut gateway = Gateway::bind(Config::load(&config)?, Arc::new(bomb)).await?;
	Err(gateway.join().await.into())
}
