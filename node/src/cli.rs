use sc_cli::RunCmd;
use std::{num::NonZeroU32, path::PathBuf};

/// No block is made before 3 November 2004: no event of a block has an earlier time.
const EARLIEST: u64 = 1 << 40;

/// The node of the Tallystick consortium chain.
#[derive(Debug, clap::Parser)]
pub(crate) struct Cli {
	#[command(subcommand)]
	pub(crate) subcommand: Option<Subcommand>,

	#[command(flatten)]
	pub(crate) run: RunCmd,

	/// Make blocks without consensus: at once for each transaction, or when the RPC method
	/// engine_createBlock says so. Only for a chain of the development type.
	#[arg(long, value_enum)]
	pub(crate) seal: Option<Seal>,

	/// Slots of the chain's clock from one block to the next, if blocks are made without consensus. With 30, each block takes a
	/// minute of that clock, however fast blocks come.
	#[arg(long, value_name = "SLOTS", default_value = "1", requires = "seal")]
	pub(crate) seal_slots: NonZeroU32,

	/// The time of the first block that is made without consensus: UTC, in milliseconds since 1970. The present by default.
	#[arg(long, value_name = "MILLIS", requires = "seal", value_parser = clap::value_parser!(u64).range(EARLIEST..))]
	pub(crate) seal_from: Option<u64>,

	/// Folder for compiled runtimes, so that a node that starts again need not compile for seconds.
	/// What lies there is run as it is: nobody else may write to it. In the base path by default.
	#[arg(long, global = true, value_name = "PATH")]
	pub(crate) runtime_cache: Option<PathBuf>,
}

impl Cli {
	/// How blocks are made without consensus. `None` with consensus.
	pub(crate) fn sealing(&self) -> Option<Sealing> {
		self.seal.map(|mode| Sealing { mode, slots: self.seal_slots, from: self.seal_from })
	}
}

/// How blocks are made without consensus.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sealing {
	/// Whether a transaction makes a block, or an RPC method.
	pub(crate) mode: Seal,
	/// From one block to the next, in slots.
	pub(crate) slots: NonZeroU32,
	/// The time of the first one: UTC, in milliseconds. `None`: the present.
	pub(crate) from: Option<u64>,
}

/// What makes a block where there is no consensus.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
pub(crate) enum Seal {
	/// Each transaction that becomes ready.
	Instant,
	/// The RPC method engine_createBlock.
	Manual,
}

#[derive(Debug, clap::Subcommand)]
pub(crate) enum Subcommand {
	/// Key management cli utilities.
	#[command(subcommand)]
	Key(sc_cli::KeySubcommand),

	/// Build a chain specification.
	///
	/// Prints the plain spec of `--chain`, or the raw one with `--raw`.
	BuildSpec(sc_cli::BuildSpecCmd),

	/// Export the chain specification.
	ExportChainSpec(sc_cli::ExportChainSpecCmd),

	/// Validate blocks.
	CheckBlock(sc_cli::CheckBlockCmd),

	/// Export blocks, without the state of the voting on finality: not a backup.
	///
	/// A node that starts on imported blocks may never finalise again. To move or copy a node, stop it
	/// and copy its base path, or let a new node synchronise.
	ExportBlocks(sc_cli::ExportBlocksCmd),

	/// Import blocks, without the state of the voting on finality: not for a node that is to run.
	///
	/// A node that starts on imported blocks may never finalise again. To move or copy a node, stop it
	/// and copy its base path, or let a new node synchronise.
	ImportBlocks(sc_cli::ImportBlocksCmd),

	/// Export the state of a given block into a chain spec.
	ExportState(sc_cli::ExportStateCmd),

	/// Remove the whole chain.
	PurgeChain(sc_cli::PurgeChainCmd),

	/// Revert the chain to a previous state.
	Revert(sc_cli::RevertCmd),

	/// Db meta columns information.
	ChainInfo(sc_cli::ChainInfoCmd),
}
