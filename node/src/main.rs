//! The node of the Tallystick consortium chain.

mod chain_spec;
mod cli;
mod command;
mod equivocation;
mod rpc;
mod service;
mod spawner;

fn main() -> sc_cli::Result<()> {
	command::run()
}
