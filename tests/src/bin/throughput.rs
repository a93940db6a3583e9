//! Measures what one `--dev` node includes per second, its block time and its finality lag, and
//! prints them as a table. The load is signed beforehand; it comes from this very machine.

use anyhow::Result;
use clap::Parser;
use tallystick_tests::throughput::{play, Options};

#[derive(Parser)]
#[command(about, long_about = None)]
struct Args {
	/// Blocks over which the idle node is watched.
	#[arg(long, default_value_t = 20)]
	idle: u32,
	/// How long remarks and transfers last, in seconds.
	#[arg(long, default_value_t = 30)]
	seconds: u64,
	/// From how many accounts they come.
	#[arg(long, default_value_t = 256)]
	accounts: u32,
	/// Transactions signed for each second; more than the node can include.
	#[arg(long, default_value_t = 4000)]
	rate: u64,
	/// Hand-overs, each an offer and an acceptance.
	#[arg(long, default_value_t = 6000)]
	hand_overs: u64,
	/// Observations under no, one and eight policies each, every one of another device.
	#[arg(long, default_value_t = 4096)]
	observations: u32,
}

#[tokio::main]
async fn main() -> Result<()> {
	let Args { idle, seconds, accounts, rate, hand_overs, observations } = Args::parse();
	play(&Options { idle, seconds, accounts, rate, hand_overs, observations }).await.map(drop)
}
