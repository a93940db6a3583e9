//! `tallystick member`.

use crate::{failure::Result, parse, session::Session};
use clap::Subcommand;
use serde_json::json;
use tallystick_client::{AccountId, Call};

#[derive(Subcommand)]
pub(crate) enum MemberCommand {
	/// Add an account to the signer's organisation. The signer has to be its admin.
	#[command(after_help = "Example:\n  tallystick member add 5EQH…yTp --key-file admin.key")]
	Add {
		/// The account.
		#[arg(value_parser = parse::account)]
		account: AccountId,
	},
	/// Remove an account from the signer's organisation.
	Remove {
		/// The account.
		#[arg(value_parser = parse::account)]
		account: AccountId,
	},
}

pub(crate) async fn run(session: &Session, command: MemberCommand) -> Result {
	let (name, account, done) = match command {
		MemberCommand::Add { account } => ("add_member", account, "a member"),
		MemberCommand::Remove { account } => ("remove_member", account, "no longer a member"),
	};
	let call = Call::new("Consortium", name, &account.0);
	let block = session.submit(&call).await?.block.number;
	session.say(
		format!("{account} is {done}, in block {block}"),
		json!({ "member": account.to_string(), "block": block }),
	);
	Ok(())
}
