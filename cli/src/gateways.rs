//! `tallystick gateway`.

use crate::{
	failure::{Failure, Result},
	parse,
	session::Session,
};
use clap::{Args, Subcommand};
use serde_json::json;
use tallystick_client::{
	device_registry::{views::GatewaysOf, Grant, MAX_PAGE},
	records::Page,
	AccountId, Call,
};
use tallystick_evidence::DeviceId;

#[derive(Subcommand)]
pub(crate) enum GatewayCommand {
	/// Authorise a gateway to speak for one of the signer's devices, or for all.
	#[command(
		alias = "authorize",
		after_help = "Example:\n  tallystick gateway authorise 5EQH…yTp --all --key-file owner.key"
	)]
	Authorise {
		/// The gateway's account.
		#[arg(value_parser = parse::account)]
		gateway_account: AccountId,
		#[command(flatten)]
		scope: ScopeArgs,
	},
	/// Withdraw that authorisation.
	#[command(alias = "deauthorize")]
	Deauthorise {
		/// The gateway's account.
		#[arg(value_parser = parse::account)]
		gateway_account: AccountId,
		#[command(flatten)]
		scope: ScopeArgs,
	},
	/// Show the gateways that are authorised for this device alone. Those for all devices of its owner
	/// are not listed.
	Show {
		/// The device.
		#[arg(value_parser = parse::device)]
		device: DeviceId,
	},
}

#[derive(Args)]
#[group(required = true, multiple = false)]
pub(crate) struct ScopeArgs {
	/// This device only.
	#[arg(long, value_parser = parse::device)]
	device: Option<DeviceId>,
	/// All devices of the signer, including future ones.
	#[arg(long)]
	all: bool,
}

pub(crate) async fn run(session: &Session, command: GatewayCommand) -> Result {
	let (call, account, done) = match command {
		GatewayCommand::Show { device } => return show(session, &device).await,
		GatewayCommand::Authorise { gateway_account: account, scope } => {
			(Call::authorize_gateway(scope.device.as_ref(), &account), account, "authorised")
		},
		GatewayCommand::Deauthorise { gateway_account: account, scope } => {
			let call = Call::deauthorize_gateway(scope.device.as_ref(), &account);
			(call, account, "no longer authorised")
		},
	};
	let block = session.submit(&call).await?.block.number;
	session.say(
		format!("{account} is {done}, in block {block}"),
		json!({ "gateway": account.to_string(), "block": block }),
	);
	Ok(())
}

async fn show(session: &Session, device: &DeviceId) -> Result {
	let chain = session.chain().await?;
	if chain.device(device, None).await?.is_none() {
		return Err(Failure::refused("the chain does not know this device"));
	}
	let (mut gateways, mut after) = (Vec::new(), None::<AccountId>);
	let block = chain.best().await?.hash;
	loop {
		let grant = Grant::Device(*device);
		let view = GatewaysOf { grant, after, limit: MAX_PAGE };
		let page = Page::new(chain.view(view, Some(&block)).await?, MAX_PAGE);
		for account in page.items {
			let valid = chain.gateway_authorised(device, &account, None).await?;
			gateways.push((account, valid));
		}
		match page.next {
			Some(next) => after = Some(next),
			None => break,
		}
	}
	let lines: Vec<_> = gateways
		.iter()
		.map(|(account, valid)| match valid {
			true => account.to_string(),
			false => {
				format!("{account}  (not valid: its organisation or the owner's is not in good standing)")
			},
		})
		.collect();
	let text = match lines.is_empty() {
		true => "no gateway is authorised for this device alone".into(),
		false => lines.join("\n"),
	};
	let value = gateways
		.iter()
		.map(|(account, valid)| json!({ "gateway": account.to_string(), "authorised": valid }))
		.collect();
	session.say(text, value);
	Ok(())
}
