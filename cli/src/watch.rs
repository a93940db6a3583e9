use crate::{args, failure::Result, session::Session};
use clap::Args;
use serde_json::json;
use tallystick_client::Call;
use tallystick_evidence::DeviceId;

#[derive(Args)]
pub(crate) struct WatchArgs {
	/// The device.
	#[arg(value_parser = args::device)]
	device: DeviceId,
	/// The channel's number.
	channel: u16,
}

pub(crate) async fn watch(session: &Session, args: &WatchArgs) -> Result {
	submit(session, args, Call::watch(&args.device, args.channel), "watched").await
}

pub(crate) async fn unwatch(session: &Session, args: &WatchArgs) -> Result {
	submit(session, args, Call::unwatch(&args.device, args.channel), "no longer watched").await
}

async fn submit(session: &Session, args: &WatchArgs, call: Call, done: &str) -> Result {
	let block = session.submit(&call).await?.block.number;
	session.say(
		format!("channel {} is {done}, in block {block}", args.channel),
		json!({ "channel": args.channel, "block": block }),
	);
	Ok(())
}
