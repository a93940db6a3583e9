//! Rules for machines: check their text, explain what they do, play them through a history, and, by [`deployed`], run
//! them on the chain.

mod check;
mod explain;
mod history;
mod missing;
pub(crate) mod rule_file;
pub(crate) mod simulate;
pub(crate) mod site;
pub(crate) mod words;

use crate::{
	automation::deployed::{self, AdjustArgs, DeployArgs, ListArgs, ReplaceArgs, RuleArgs},
	failure::Result,
	session::Session,
};
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
	/// Have the chain evaluate a rule, for the signer's organisation.
	#[command(
		after_help = "Example:\n  tallystick rule deploy heating.rule --interval '1 min' --param 0=21 --key-file operator.key\n\n\
			The first line of the rule names the site. Its inputs have to be on the chain, and its actuators have to be the signer's organisation's."
	)]
	Deploy(DeployArgs),
	/// Replace a rule's program, all at once. Settings that are not given stay.
	#[command(
		after_help = "Example:\n  tallystick rule replace 3 heating.rule --key-file operator.key"
	)]
	Replace(ReplaceArgs),
	/// Change a rule's interval and parameters.
	#[command(
		after_help = "Example:\n  tallystick rule adjust 3 --param 0=20.5 --key-file operator.key"
	)]
	Adjust(AdjustArgs),
	/// Have a rule claim nothing until it is resumed.
	Pause(RuleArgs),
	/// Have a paused rule evaluated again.
	Resume(RuleArgs),
	/// Remove a rule. Its deposit goes back.
	Remove(RuleArgs),
	/// List the rules of the chain.
	#[command(after_help = "Example:\n  tallystick rule list --site 0")]
	List(ListArgs),
	/// Show a rule of the chain, with its text.
	Show(RuleArgs),
	/// Show what a rule of the chain sees now, what each of its values is, and what its outputs would do.
	Trace(RuleArgs),
}

pub(crate) async fn run(session: &Session, command: RuleCommand) -> Result {
	match command {
		RuleCommand::Check(args) => check::run(session, args),
		RuleCommand::Explain(args) => explain::run(session, args),
		RuleCommand::Simulate(args) => simulate::run(session, args),
		RuleCommand::Deploy(args) => deployed::deploy(session, args).await,
		RuleCommand::Replace(args) => deployed::replace(session, args).await,
		RuleCommand::Adjust(args) => deployed::adjust(session, args).await,
		RuleCommand::Pause(args) => deployed::pause(session, args).await,
		RuleCommand::Resume(args) => deployed::resume(session, args).await,
		RuleCommand::Remove(args) => deployed::remove(session, args).await,
		RuleCommand::List(args) => deployed::list(session, args).await,
		RuleCommand::Show(args) => deployed::show(session, args).await,
		RuleCommand::Trace(args) => deployed::trace(session, args).await,
	}
}
