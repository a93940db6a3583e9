use crate::{
	chain_spec,
	cli::{Cli, Subcommand},
	service, stop,
};
use sc_cli::{RunCmd, SubstrateCli};
use sc_service::{Configuration, Error as ServiceError, PartialComponents};
use std::path::{Path, PathBuf};

/// The size of the state cache in memory.
const TRIE_CACHE_BYTES: usize = 64 * 1024 * 1024;

impl SubstrateCli for Cli {
	fn impl_name() -> String {
		"Tallystick Node".into()
	}

	fn impl_version() -> String {
		// Only a release gets its commit. Otherwise each commit would recompile the node.
		option_env!("SUBSTRATE_CLI_GIT_COMMIT_HASH").map_or_else(
			|| env!("CARGO_PKG_VERSION").into(),
			|commit| format!("{}-{commit}", env!("CARGO_PKG_VERSION")),
		)
	}

	fn description() -> String {
		env!("CARGO_PKG_DESCRIPTION").into()
	}

	fn author() -> String {
		env!("CARGO_PKG_AUTHORS").into()
	}

	fn support_url() -> String {
		"the maintainers of Tallystick".into()
	}

	fn copyright_start_year() -> i32 {
		2026
	}

	fn load_spec(&self, id: &str) -> Result<Box<dyn sc_service::ChainSpec>, String> {
		Ok(match id {
			"dev" => Box::new(chain_spec::development()?),
			"" | "local" => Box::new(chain_spec::local()?),
			"staging" => Box::new(chain_spec::staging()?),
			path => Box::new(chain_spec::ChainSpec::from_json_file(path.into())?),
		})
	}
}

/// Parses the command line and runs the command.
pub(crate) fn run() -> sc_cli::Result<()> {
	let mut cli = Cli::from_args();
	set_defaults(&mut cli.run);

	let (cache, sealing) = (cli.runtime_cache.as_deref(), cli.sealing());
	let Some(subcommand) = &cli.subcommand else {
		let runner = cli.create_runner(&cli.run)?;
		stop::expect_signals()?;
		runner.run_node_until_exit(|config| async move {
			let database = database(&config);
			service::new_full(config, sealing, cache).map_err(|error| explain(error, &database))
		})?;
		log::info!("stopped by a signal");
		return Ok(());
	};
	match subcommand {
		Subcommand::Key(cmd) => cmd.run(&cli),
		#[allow(deprecated)]
		Subcommand::BuildSpec(cmd) => {
			let runner = cli.create_runner(cmd)?;
			runner.sync_run(|config| cmd.run(config.chain_spec, config.network))
		},
		Subcommand::ExportChainSpec(cmd) => {
			let chain_spec = cli.load_spec(&cmd.chain)?;
			cmd.run(chain_spec)
		},
		Subcommand::CheckBlock(cmd) => {
			let runner = cli.create_runner(cmd)?;
			runner.async_run(|config| {
				let PartialComponents { client, task_manager, import_queue, .. } =
					new_partial(&config, cache)?;
				Ok((cmd.run(client, import_queue), task_manager))
			})
		},
		Subcommand::ExportBlocks(cmd) => {
			let runner = cli.create_runner(cmd)?;
			runner.async_run(|config| {
				let PartialComponents { client, task_manager, .. } = new_partial(&config, cache)?;
				Ok((cmd.run(client, config.database), task_manager))
			})
		},
		Subcommand::ImportBlocks(cmd) => {
			let runner = cli.create_runner(cmd)?;
			runner.async_run(|config| {
				let PartialComponents { client, task_manager, import_queue, .. } =
					new_partial(&config, cache)?;
				Ok((cmd.run(client, import_queue), task_manager))
			})
		},
		Subcommand::ExportState(cmd) => {
			let runner = cli.create_runner(cmd)?;
			runner.async_run(|config| {
				let PartialComponents { client, task_manager, .. } = new_partial(&config, cache)?;
				Ok((cmd.run(client, config.chain_spec), task_manager))
			})
		},
		Subcommand::PurgeChain(cmd) => {
			let runner = cli.create_runner(cmd)?;
			runner.sync_run(|config| cmd.run(config.database))
		},
		Subcommand::Revert(cmd) => {
			let runner = cli.create_runner(cmd)?;
			runner.async_run(|config| {
				let PartialComponents { client, task_manager, backend, .. } =
					new_partial(&config, cache)?;
				let aux_revert = Box::new(|client, _, blocks| {
					sc_consensus_grandpa::revert(client, blocks)?;
					Ok(())
				});
				Ok((cmd.run(client, backend, Some(aux_revert)), task_manager))
			})
		},
		Subcommand::ChainInfo(cmd) => {
			let runner = cli.create_runner(cmd)?;
			runner.sync_run(|config| cmd.run::<tallystick_runtime::opaque::Block>(&config))
		},
	}
}

fn new_partial(
	config: &Configuration,
	runtime_cache: Option<&Path>,
) -> sc_cli::Result<service::PartialComponents> {
	service::new_partial(config, runtime_cache).map_err(|error| explain(error, &database(config)))
}

fn database(config: &Configuration) -> PathBuf {
	config.database.path().unwrap_or(&config.data_path).to_owned()
}

/// The error that ends a node or a command, and how to fix it.
fn explain(error: ServiceError, database: &Path) -> sc_cli::Error {
	use sp_blockchain::Error::{Backend, StateDatabase};
	match error {
		ServiceError::Other(text) => sc_cli::Error::Application(text.into()),
		ServiceError::Client(Backend(what) | StateDatabase(what)) => {
			let text = format!(
				"the database in {} cannot be opened: {what}. If another node uses it, stop that one. If files \
				 are damaged, move the database away and let the node synchronise, a validator with new \
				 session keys: docs/runbooks/run-a-validator.md",
				database.display()
			);
			sc_cli::Error::Application(text.into())
		},
		error => sc_cli::Error::Service(error),
	}
}

/// The defaults of a consortium's node, for options that are not given.
///
/// - It indexes off-chain data: otherwise it could not serve proofs of the Merkle Mountain Range.
/// - It caches little of the state, which is small and does not grow with history. The SDK's cache
///   of a gigabyte would fill up over hours and make nothing faster.
fn set_defaults(run: &mut RunCmd) {
	let given = |flag: &str| std::env::args().any(|arg| arg.starts_with(flag));
	if !given("--enable-offchain-indexing") {
		run.offchain_worker_params.indexing_enabled = true;
	}
	if !given("--trie-cache-size") {
		run.import_params.trie_cache_size = TRIE_CACHE_BYTES;
	}
}
