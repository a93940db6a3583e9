//! Plays fleets of devices.

mod args;

use anyhow::{ensure, Context, Result};
use args::{Args, Chosen, Command, StoryCommand};
use clap::Parser;
use std::{
	process::ExitCode,
	sync::{
		atomic::{AtomicBool, Ordering},
		Arc,
	},
	time::Instant,
};
use tallystick_client::{AccountId, Chain, Endpoints, Signer};
use tallystick_sim::{
	bench, check, identity, register,
	story::{cold_chain, street},
	Archive, Ledger, Oracle,
};
use tokio::signal::unix::{signal, SignalKind};
use tracing_subscriber::EnvFilter;

#[tokio::main]
async fn main() -> Result<ExitCode> {
	let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("warn"));
	tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
	let good = match Args::parse().command {
		Command::Run { fleet, oracle, .. } => {
			let oracle = Oracle::append(&oracle).context("the log cannot be opened")?;
			let Chosen { fleet, broker } = fleet.choose(None).await?;
			end_on_signal(fleet.enough.clone())?;
			let totals = fleet.play(&broker, &oracle).await?;
			for failure in totals.failures.iter().take(20) {
				eprintln!("failure: {failure}");
			}
			println!("{totals}");
			totals.is_good()
		},
		Command::Bench { fleet } => {
			let Chosen { fleet, broker } = fleet.choose(Some(100_000)).await?;
			ensure!(fleet.metering.is_none(), "meters read in real time; play them with `run`");
			let measured = bench(&fleet, &broker).await?;
			let seconds = measured.took.as_secs_f64();
			let rate = measured.totals.acknowledged as f64 / seconds;
			println!(
				"{} bytes={} seconds={seconds:.3} readings_per_second={rate:.0}",
				measured.totals, measured.bytes
			);
			measured.totals.is_good()
		},
		Command::Register { node, owner, gateway, data, devices, seed, revoked, meters } => {
			let chain = Chain::connect(Endpoints::new(node)).await?;
			let owner = Signer::from_uri(&owner)?;
			let gateway = gateway.as_deref().map(account).transpose()?;
			let (series, _) = meters.read(&data)?;
			let fleet =
				register(&chain, &owner, gateway.as_ref(), &series, devices, seed, revoked).await?;
			for device in &fleet {
				println!("{}", hex::encode(device.identity.id.0));
			}
			true
		},
		Command::Keys { devices, seed } => {
			for index in 0..devices {
				println!("{index} {}", hex::encode(identity(seed, index).id.0));
			}
			true
		},
		Command::Story { story: StoryCommand::ColdChain(args) } => {
			let chain = Chain::connect(Endpoints::new(args.story.node.clone())).await?;
			let gateway = account(&args.story.gateway)?;
			let options = args.options(gateway)?;
			cold_chain::play(&chain, &options, &mut Narrator(Instant::now())).await?.is_good()
		},
		Command::Story { story: StoryCommand::Street(args) } => {
			let chain = Chain::connect(Endpoints::new(args.story.node.clone())).await?;
			let gateway = account(&args.story.gateway)?;
			let options = args.options(gateway)?;
			street::play(&chain, &options, &mut Narrator(Instant::now())).await?.is_good()
		},
		Command::Check { oracle, gateway, node, account: owner, proofs, wait } => {
			let ledger = Ledger::read(&oracle).context("the log cannot be read")?;
			let chain = Chain::connect(Endpoints::new(node)).await?;
			let archive = Archive::new(&gateway)?;
			let account = account(&owner)?;
			let findings = check(ledger, &chain, &account, &archive, 0, proofs, wait).await?;
			println!("{findings}");
			findings.is_good()
		},
	};
	Ok(if good { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Says what happens in a story, each with the seconds since its begin.
struct Narrator(Instant);

impl Narrator {
	fn print(&self, line: &str) {
		println!("{:4} s  {line}", self.0.elapsed().as_secs());
	}
}

impl cold_chain::Hooks for Narrator {
	fn tell(&mut self, line: &str) {
		self.print(line);
	}
}

impl street::Hooks for Narrator {
	fn tell(&mut self, line: &str) {
		self.print(line);
	}
}

/// On SIGINT or SIGTERM the fleet measures no more, and waits for the answers that it lacks.
fn end_on_signal(enough: Arc<AtomicBool>) -> Result<()> {
	let mut terminate = signal(SignalKind::terminate())?;
	let mut interrupt = signal(SignalKind::interrupt())?;
	tokio::spawn(async move {
		tokio::select! {
			_ = terminate.recv() => {},
			_ = interrupt.recv() => {},
		}
		enough.store(true, Ordering::Relaxed);
	});
	Ok(())
}

/// An account by its address, or by a development secret such as `//Bob`.
fn account(text: &str) -> Result<AccountId> {
	match text.starts_with('/') {
		true => Ok(Signer::from_uri(text)?.account()),
		false => text
			.parse()
			.context("this is not an account: give an SS58 address, or a path such as //Bob"),
	}
}
