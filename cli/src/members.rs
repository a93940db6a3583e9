//! `tallystick member`.

use crate::{
	failure::{Failure, Result},
	parse,
	session::Session,
};
use clap::Subcommand;
use serde_json::json;
use tallystick_client::{
	consortium::{
		calls::{Invite, Join, RemoveMember, WithdrawInvitation},
		views::MembershipOf,
	},
	records::OrgId,
	AccountId, Call,
};

#[derive(Subcommand)]
pub(crate) enum MemberCommand {
	/// Offer an account a place in the signer's organisation, for a deposit. The signer has to be its admin.
	#[command(after_help = "Example:\n  tallystick member invite 5EQH…yTp --key-file admin.key")]
	Invite {
		/// The account that may join: SS58, or a public key with 0x.
		#[arg(value_parser = parse::account)]
		account: AccountId,
	},
	/// Withdraw the invitation of an account that has not joined. The signer has to be the admin.
	Withdraw {
		/// The account.
		#[arg(value_parser = parse::account)]
		account: AccountId,
	},
	/// Join an organisation that has invited the signer, or of which the council has named it the admin. The
	/// organisation pays.
	#[command(after_help = "Example:\n  tallystick member join 3 --key-file gateway.key")]
	Join {
		/// The number of the organisation, which `tallystick account` of its admin shows.
		org: u32,
	},
	/// Remove an account from its organisation. The signer has to be the admin, or the account itself.
	Remove {
		/// The account.
		#[arg(value_parser = parse::account)]
		account: AccountId,
	},
}

pub(crate) async fn run(session: &Session, command: MemberCommand) -> Result {
	let (call, account, done): (Call, AccountId, String) = match command {
		MemberCommand::Invite { account } => {
			(Invite { who: account }.into(), account, "is invited".into())
		},
		MemberCommand::Withdraw { account } => {
			let org = own(session).await?;
			let call = WithdrawInvitation { org, who: account };
			(call.into(), account, "is no longer invited".into())
		},
		MemberCommand::Join { org } => {
			let account = session.signer()?.account();
			(Join { org: OrgId(org) }.into(), account, format!("is a member of organisation {org}"))
		},
		MemberCommand::Remove { account } => {
			(RemoveMember { who: account }.into(), account, "is no longer a member".into())
		},
	};
	let block = session.submit(&call).await?.block.number;
	session.say(
		format!("{account} {done}, in block {block}"),
		json!({ "member": account.to_string(), "block": block }),
	);
	Ok(())
}

/// The organisation that the signer belongs to.
async fn own(session: &Session) -> Result<OrgId> {
	let who = session.signer()?.account();
	let member = session.chain().await?.view(MembershipOf { who }, None).await?;
	let member =
		member.ok_or_else(|| Failure::refused(format!("{who} is a member of no organisation")))?;
	Ok(member.org)
}
