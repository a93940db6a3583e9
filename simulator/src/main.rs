//! Plays fleets of devices.

mod args;

use anyhow::{ensure, Context, Result};
use args::{account, Args, BetweenArgs, Chosen, Command, ObeyArgs, StoryCommand};
use clap::Parser;
use std::{
	fs::File,
	io::Write,
	process::ExitCode,
	sync::{
		atomic::{AtomicBool, Ordering},
		Arc,
	},
	time::Instant,
};
use tallystick_client::{time::now, Chain, Endpoints, Signer};
use tallystick_sim::{
	bench, check_all, identity,
	obey::{self, CommandedDevice},
	register,
	story::{building, cold_chain, lapse, street, washing_machine},
	Archive, Ledger, Oracle, Roaming, Source,
};
use tokio::signal::unix::{signal, SignalKind};
use tracing_subscriber::EnvFilter;

#[tokio::main]
async fn main() -> Result<ExitCode> {
	let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("warn"));
	tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
	let good = match Args::parse().command {
		Command::Run { fleet, oracle, between } => {
			let oracle = Oracle::append(&oracle).context("the log cannot be opened")?;
			let Chosen { fleet, broker } = fleet.choose(None).await?;
			end_on_signal(fleet.enough.clone())?;
			let BetweenArgs { between, move_every: stay } = between;
			let totals = match between.len() {
				0 => fleet.play(&broker, &oracle).await?,
				_ => {
					let gateways: Vec<_> =
						between.into_iter().map(|(broker, account)| (broker, account.0)).collect();
					fleet.play_between(&gateways, Roaming { stay }, &oracle).await?
				},
			};
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
			if let Some(pace) = args.lapse.pace {
				lapse(&chain, pace).await?;
			}
			let options = args.options(gateway)?;
			cold_chain::play(&chain, &options, &mut Narrator(Instant::now())).await?.is_good()
		},
		Command::Story { story: StoryCommand::Street(args) } => {
			let chain = Chain::connect(Endpoints::new(args.story.node.clone())).await?;
			let gateway = account(&args.story.gateway)?;
			if let Some(pace) = args.lapse.pace {
				lapse(&chain, pace).await?;
			}
			let options = args.options(gateway)?;
			street::play(&chain, &options, &mut Narrator(Instant::now())).await?.is_good()
		},
		Command::Story { story: StoryCommand::Building(args) } if args.clock => {
			let gateway = account(&args.story.gateway)?;
			println!("{}", args.options(gateway)?.clock()?);
			true
		},
		Command::Story { story: StoryCommand::Building(args) } => {
			let chain = Chain::connect(Endpoints::new(args.story.node.clone())).await?;
			let gateway = account(&args.story.gateway)?;
			let options = args.options(gateway)?;
			building::play(&chain, &options, &mut Narrator(Instant::now())).await?.is_good()
		},
		Command::Story { story: StoryCommand::WashingMachine(args) } => {
			let chain = Chain::connect(Endpoints::new(args.story.node.clone())).await?;
			let gateway = account(&args.story.gateway)?;
			let options = args.options(gateway)?;
			let mut narrator = Narrator(Instant::now());
			washing_machine::play(&chain, &options, &mut narrator).await?.is_good()
		},
		Command::Obey(args) => {
			run_commanded(args).await?;
			true
		},
		Command::Check { oracle, gateway, node, account: owners, proofs, wait } => {
			let ledger = Ledger::read(&oracle).context("the log cannot be read")?;
			let chain = Chain::connect(Endpoints::new(node)).await?;
			ensure!(
				gateway.len() == owners.len(),
				"give --gateway and --account as often as each other, in the same order"
			);
			let mut sources = Vec::new();
			for (url, owner) in gateway.iter().zip(&owners) {
				let (archive, account) = (Archive::new(url)?, account(owner)?);
				sources.push(Source { account, archive, first: 0 });
			}
			let findings = check_all(ledger, &chain, &sources, proofs, wait).await?;
			println!("{findings}");
			findings.is_good()
		},
	};
	Ok(if good { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Commissions a device if that is wanted, switches it on, and has it obey until a signal comes.
async fn run_commanded(args: ObeyArgs) -> Result<()> {
	let (boot, identity) = (args.boot(), args.device_key);
	if let Some(command_key) = args.command_key {
		let chain = Chain::connect(Endpoints::new(args.node)).await?;
		let commission = obey::commission(&chain, &identity, command_key).await?;
		CommandedDevice::<File>::commission(&args.memory, &commission)?;
	}
	let log: Box<dyn Write> = match &args.log {
		Some(path) => {
			let file = File::options().create(true).append(true).open(path);
			Box::new(file.with_context(|| path.display().to_string())?)
		},
		None => Box::new(std::io::stdout()),
	};
	let device = CommandedDevice::power_up(identity, &args.memory, boot, now(), log)?;
	let mut terminate = signal(SignalKind::terminate())?;
	let mut interrupt = signal(SignalKind::interrupt())?;
	let end = async move {
		tokio::select! {
			_ = terminate.recv() => {},
			_ = interrupt.recv() => {},
		}
	};
	Ok(obey::obey(device, &args.broker, end).await?)
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

impl building::Hooks for Narrator {
	fn tell(&mut self, line: &str) {
		self.print(line);
	}
}

impl washing_machine::Hooks for Narrator {
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
