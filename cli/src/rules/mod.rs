//! Rules for machines, off the chain: check their text, explain what they do, play them through a history.

mod check;
mod explain;
mod history;
mod missing;
mod rule_file;
mod simulate;
mod site;
mod words;

use crate::{failure::Result, session::Session};
use clap::Subcommand;

#[derive(Subcommand, Clone, Debug)]
pub(crate) enum RuleCommand {
	/// Check files of rules, and show the size and the cost of each rule.
	#[command(
		after_help = "Examples:\n  tallystick rule check heating.rule\n  tallystick rule check rules/*.rule --json\n\n\
			Each file holds one rule; docs/rules.md says how it is written. Errors name the file, the line and the column."
	)]
	Check(check::CheckArgs),
	/// Say in plain words what a rule does: what wakes it, what it needs, and what happens if an input is undefined.
	#[command(after_help = "Example:\n  tallystick rule explain heating.rule")]
	Explain(explain::ExplainArgs),
	/// Play a history through a rule, and show what its outputs do, and why.
	#[command(after_help = simulate::EXAMPLE)]
	Simulate(simulate::SimulateArgs),
}

pub(crate) fn run(session: &Session, command: RuleCommand) -> Result {
	match command {
		RuleCommand::Check(args) => check::run(session, args),
		RuleCommand::Explain(args) => explain::run(session, args),
		RuleCommand::Simulate(args) => simulate::run(session, args),
	}
}
