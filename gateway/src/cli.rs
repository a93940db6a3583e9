//! The command line.

use std::{io::Write, path::PathBuf, sync::Arc};

use clap::{Parser, Subcommand};
use tokio::signal::unix::{signal, SignalKind};

use crate::{
	adopt::{adopt, AdoptError},
	backup::{backup, BackupError},
	config::{self, Config, ConfigErrors},
	gateway::{Gateway, GatewayError},
	http,
};

/// Accepts the readings of devices, stores them, anchors them on a Tallystick chain, and serves proofs.
#[derive(Debug, Parser)]
#[command(name = "tallystick-gateway", version)]
pub struct Cli {
	#[command(subcommand)]
	command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
	/// Run until SIGTERM or SIGINT.
	Run {
		/// The configuration file.
		#[arg(long)]
		config: PathBuf,
	},
	/// Print a configuration file with every field, its description and its default.
	GenerateConfig,
	/// Check a configuration file: report every error, and warn of unwise settings.
	CheckConfig {
		/// The configuration file.
		#[arg(long)]
		config: PathBuf,
	},
	/// Copy the database into a new file, even while the gateway runs. Only the file's owner can read it.
	Backup {
		/// The configuration file, which names the database.
		#[arg(long)]
		config: PathBuf,
		/// The new file. An existing file is not overwritten.
		#[arg(long)]
		to: PathBuf,
	},
	/// Report what the chain and the store have of the gateway's account; and, with `--no-other-store`, let
	/// the store go on after batches that it does not know. The gateway must not run.
	Adopt {
		/// The configuration file, which names the database, the account and the nodes.
		#[arg(long)]
		config: PathBuf,
		/// You promise that no other gateway and no other copy of this store uses the account, and none
		/// ever will.
		#[arg(long)]
		no_other_store: bool,
	},
	/// Print the OpenAPI description of the HTTP interface.
	Openapi,
}

/// An error of a command.
#[derive(Debug, thiserror::Error)]
pub enum CliError {
	/// The configuration is invalid.
	#[error(transparent)]
	Config(#[from] ConfigErrors),
	/// The gateway failed.
	#[error(transparent)]
	Gateway(#[from] GatewayError),
	/// The backup failed.
	#[error(transparent)]
	Backup(#[from] BackupError),
	/// The store was not adopted.
	#[error(transparent)]
	Adopt(#[from] AdoptError),
	/// The system reported an error.
	#[error(transparent)]
	Io(#[from] std::io::Error),
}

impl Cli {
	/// Runs the command.
	pub fn run(self) -> Result<(), CliError> {
		let mut out = std::io::stdout().lock();
		match self.command {
			Command::Run { config } => run(Config::load(&config)?)?,
			Command::GenerateConfig => out.write_all(config::describe().as_bytes())?,
			Command::Openapi => out.write_all(http::openapi().as_bytes())?,
			Command::Backup { config, to } => {
				let made = backup(&Config::load(&config)?.store.path, &to)?;
				let batches = match made.last_batch {
					Some(number) => format!("batches up to {number}"),
					None => "no batch yet".into(),
				};
				writeln!(out, "{}: {} bytes, {batches}", to.display(), made.bytes)?;
			},
			Command::Adopt { config, no_other_store } => {
				let config = Config::load(&config)?;
				let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
				write!(out, "{}", runtime.block_on(adopt(&config, no_other_store))?)?;
			},
			Command::CheckConfig { config } => {
				let config = Config::load(&config)?;
				for warning in config.warnings() {
					writeln!(out, "warning: {warning}")?;
				}
				if let Ok(Some(commanding)) = config.commanding() {
					writeln!(out, "the command key, for owners' grants: {}", commanding.public())?;
				}
				writeln!(out, "the configuration is valid")?;
			},
		}
		Ok(())
	}
}

fn run(config: Config) -> Result<(), CliError> {
	tracing_subscriber::fmt()
		.with_env_filter(tracing_subscriber::EnvFilter::new(&config.log.filter))
		.with_writer(std::io::stderr)
		.init();
	for warning in config.warnings() {
		tracing::warn!("{warning}");
	}
	let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
	let result = runtime.block_on(serve(config));
	// Nobody waits for the results of queries that are still running.
	runtime.shutdown_background();
	result
}

async fn serve(config: Config) -> Result<(), CliError> {
	let mut terminate = signal(SignalKind::terminate())?;
	let mut interrupt = signal(SignalKind::interrupt())?;
	let mut signalled = std::pin::pin!(async {
		tokio::select! {
			_ = terminate.recv() => {},
			_ = interrupt.recv() => {},
		}
	});
	let mut gateway = tokio::select! {
		gateway = Gateway::bind(config, Arc::new(())) => gateway?,
		() = &mut signalled => return Ok(()),
	};
	let addresses = gateway.addresses();
	tracing::info!(
		http = %addresses.http,
		mqtt = addresses.mqtt.map(|address| address.to_string()),
		mqtts = addresses.mqtts.map(|address| address.to_string()),
		"the gateway runs"
	);
	let failed = tokio::select! {
		error = gateway.join() => Some(error),
		() = &mut signalled => None,
	};
	match failed {
		None => {
			tracing::info!("stopping");
			Ok(gateway.shutdown().await?)
		},
		Some(error) => {
			tracing::error!(%error, "the gateway stops");
			if let Err(error) = gateway.shutdown().await {
				tracing::warn!(%error, "the gateway did not stop cleanly");
			}
			Err(error.into())
		},
	}
}
