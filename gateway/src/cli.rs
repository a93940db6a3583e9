//! The command line.

use std::{io::Write, path::PathBuf, sync::Arc};

use clap::{Parser, Subcommand};
use tokio::signal::unix::{signal, SignalKind};

use crate::{
	backup::{backup, BackupError},
	config::{self, Config, Refused},
	gateway::{Gateway, GatewayError},
	http,
};

/// Takes what devices say, keeps it, anchors it on a Tallystick chain, and serves the proofs.
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
	/// Print a configuration file in which every field has its text and its default.
	GenerateConfig,
	/// Say all that is wrong with a configuration file, and what is unwise.
	CheckConfig {
		/// The configuration file.
		#[arg(long)]
		config: PathBuf,
	},
	/// Copy the database into a new file, also while the gateway runs. Only its owner may read the copy.
	Backup {
		/// The configuration file, which names the database.
		#[arg(long)]
		config: PathBuf,
		/// The file to make. Nothing is overwritten.
		#[arg(long)]
		to: PathBuf,
	},
	/// Print the OpenAPI description of the HTTP interface.
	Openapi,
}

/// Why a command failed.
#[derive(Debug, thiserror::Error)]
pub enum CliError {
	/// The configuration is not good.
	#[error(transparent)]
	Config(#[from] Refused),
	/// The gateway does not run.
	#[error(transparent)]
	Gateway(#[from] GatewayError),
	/// There is no backup.
	#[error(transparent)]
	Backup(#[from] BackupError),
	/// The system refuses something.
	#[error(transparent)]
	Io(#[from] std::io::Error),
}

impl Cli {
	/// Does what is asked.
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
			Command::CheckConfig { config } => {
				for warning in Config::load(&config)?.warnings() {
					writeln!(out, "warning: {warning}")?;
				}
				writeln!(out, "the configuration is good")?;
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
	// What still waits for the disk has no one who would hear of it.
	runtime.shutdown_background();
	result
}

async fn serve(config: Config) -> Result<(), CliError> {
	let mut terminate = signal(SignalKind::terminate())?;
	let mut interrupt = signal(SignalKind::interrupt())?;
	let mut told = std::pin::pin!(async {
		tokio::select! {
			_ = terminate.recv() => {},
			_ = interrupt.recv() => {},
		}
	});
	let mut gateway = tokio::select! {
		gateway = Gateway::bind(config, Arc::new(())) => gateway?,
		() = &mut told => return Ok(()),
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
		() = &mut told => None,
	};
	match failed {
		None => {
			tracing::info!("stopping");
			Ok(gateway.shutdown().await?)
		},
		Some(error) => {
			tracing::error!(%error, "the gateway ends");
			if let Err(error) = gateway.shutdown().await {
				tracing::warn!(%error, "and not in good order");
			}
			Err(error.into())
		},
	}
}
