//! Runs a runtime outside a node: measures the weights of its calls, and checks its invariants on
//! the state of a live chain.
//!
//! The runtime is a WASM file and may use the standard host functions only. The scripts
//! `benchmark.sh` and `try-state.sh` build that file and call this program.

mod try_state;

use anyhow::Result;
use clap::{Parser, Subcommand};
use frame_benchmarking_cli::{OpaqueBlock, OverheadCmd, PalletCmd};
use sp_runtime::traits::BlakeTwo256;

/// Host functions beyond the standard ones.
type NoExtraHostFunctions = ();

#[derive(Parser)]
#[command(version, about)]
enum Command {
	/// Measure weights. The runtime must be built with the feature `runtime-benchmarks`.
	#[command(subcommand)]
	Benchmark(Benchmark),
	/// Run the `try-runtime` hooks of a runtime on the state of a live chain.
	TryState(try_state::TryState),
}

#[derive(Subcommand)]
enum Benchmark {
	/// The weights of a pallet's calls.
	Pallet(Box<PalletCmd>),
	/// The weights of an empty block and of an extrinsic that does nothing.
	Overhead(Box<OverheadCmd>),
}

fn main() -> Result<()> {
	sc_cli::LoggerBuilder::new("info").init()?;
	match Command::parse() {
		Command::Benchmark(Benchmark::Pallet(cmd)) => {
			cmd.run_with_spec::<BlakeTwo256, NoExtraHostFunctions>(None)?;
		},
		Command::Benchmark(Benchmark::Overhead(cmd)) => {
			cmd.run_with_default_builder_and_spec::<OpaqueBlock, NoExtraHostFunctions>(None)?;
		},
		Command::TryState(cmd) => tokio::runtime::Runtime::new()?.block_on(cmd.run())?,
	}
	Ok(())
}
