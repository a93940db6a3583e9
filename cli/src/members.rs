use crate::{args, failure::Result, session::Session};
use clap::Subcommand;
use serde_json::json;
use tallystick_client::{AccountId, Call};

#[derive(Subcommand)]
pub(crate) enum MemberCommand {
	/// Adds an account to the signer's organisation, which the signer administers.
	#[command(after_help = "Example:\n  tallystick member add 5EQH…yTp --key-file admin.key")]
	Add {
		/// The account.
		#[arg(value_parser = args::account)]
		account: AccountId,
	},
	/// Removes it.
	Remove {
		/// The account.
		#[arg(value_parser = args::account)]
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
