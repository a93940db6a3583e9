//! `tallystick watch` and `unwatch`.

use crate::{
	failure::Result,
	parse::{self, ChannelArg},
	session::Session,
};
use clap::Args;
use serde_json::json;
use tallystick_client::Call;
use tallystick_evidence::DeviceId;

#[derive(Args)]
pub(crate) struct WatchArgs {
	/// The device.
	#[arg(value_parser = parse::device)]
	device: DeviceId,
	/// The channel's number, or its name.
	#[arg(value_parser = parse::channel)]
	channel: ChannelArg,
}

pub(crate) async fn watch(session: &Session, args: &WatchArgs) -> Result {
	submit(session, args, Call::watch, "watched").await
}

pub(crate) async fn unwatch(session: &Session, args: &WatchArgs) -> Result {
	submit(session, args, Call::unwatch, "no longer watched").await
}

async fn submit(
	session: &Session,
	args: &WatchArgs,
	call: fn(&DeviceId, u16) -> Call,
	done: &str,
) -> Result {
	let channel = session.channel_number(&args.device, &args.channel).await?;
	let block = session.submit(&call(&args.device, channel)).await?.block.number;
	session.say(
		format!("channel {channel} is {done}, in block {block}"),
		json!({ "channel": channel, "block": block }),
	);
	Ok(())
}
