use crate::{
	args::Global,
	failure::{Failure, Result},
};
use std::time::Duration;
use tallystick_client::{Call, Chain, Channel, Endpoints, Included, Signer};
use tallystick_evidence::DeviceId;

const TIMEOUT: Duration = Duration::from_secs(10);

/// What all commands have in common.
pub(crate) struct Session {
	pub(crate) global: Global,
}

impl Session {
	pub(crate) fn new(global: Global) -> Self {
		Self { global }
	}

	pub(crate) async fn chain(&self) -> Result<Chain> {
		let endpoints = Endpoints::new(self.global.node.clone()).with_timeout(TIMEOUT);
		Chain::connect(endpoints).await.map_err(|error| {
			Failure::refused(format!(
				"{error}\nname a node that runs with --node or TALLYSTICK_NODE_URL"
			))
		})
	}

	/// Who signs.
	pub(crate) fn signer(&self) -> Result<Signer> {
		let signer = match (&self.global.key_file, &self.global.suri) {
			(Some(file), _) => Signer::from_file(file).map_err(|error| {
				Failure::usage(format!("{}: {error}", file.display()))
			})?,
			(None, Some(suri)) => {
				if !suri.starts_with("//") {
					eprintln!(
						"warning: a secret on the command line shows in the list of processes; use --key-file"
					);
				}
				Signer::from_uri(suri).map_err(|error| Failure::usage(error.to_string()))?
			},
			(None, None) => {
				return Err(Failure::usage(
					"an account has to sign this: name its file with --key-file (make one with `tallystick key generate account FILE`)",
				))
			},
		};
		Ok(signer)
	}

	/// Signs a call, and waits for the block that holds it.
	pub(crate) async fn submit(&self, call: &Call) -> Result<Included> {
		let signer = self.signer()?;
		Ok(self.chain().await?.submit_and_find(call, &signer).await?)
	}

	/// Says what was done: `text` to people, `value` to machines.
	pub(crate) fn say(&self, text: impl AsRef<str>, value: serde_json::Value) {
		if self.global.json {
			println!("{value}");
		} else {
			println!("{}", text.as_ref().trim_end());
		}
	}
}

/// How a channel of a device is written, if the chain knows it.
pub(crate) async fn channel_of(
	chain: &Chain,
	device: &DeviceId,
	channel: u16,
) -> Result<Option<Channel>> {
	let Some(record) = chain.device(device, None).await? else { return Ok(None) };
	let model = chain.model(record.model).await?;
	Ok(model.and_then(|model| model.channel(channel).cloned()))
}
