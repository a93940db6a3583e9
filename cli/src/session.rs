//! What all commands share: the options, the connection, the signer, the output.

use crate::{
	failure::{Exit, Failure, Result},
	files::{self, ProofFile},
	parse::{ChannelArg, StreamArg},
	text::plain,
};
use clap::Args;
use std::{
	io::{ErrorKind, Write},
	path::PathBuf,
	time::Duration,
};
use tallystick_client::{
	hexed, records::StreamId, Call, Chain, Channel, Endpoints, Head, Included, Model, Signer,
	SignerError,
};
use tallystick_evidence::{mmr_root_of, DeviceId};

const TIMEOUT: Duration = Duration::from_secs(10);

/// The options of every command.
#[derive(Args, Clone, Debug)]
pub(crate) struct Global {
	/// URL of a node. If you give several, separated by commas, they are asked in turn.
	#[arg(
		long,
		global = true,
		env = "TALLYSTICK_NODE_URL",
		default_value = "ws://127.0.0.1:9944",
		value_delimiter = ','
	)]
	pub(crate) node: Vec<String>,
	/// URL of a gateway.
	#[arg(
		long,
		global = true,
		env = "TALLYSTICK_GATEWAY_URL",
		default_value = "http://127.0.0.1:8080"
	)]
	pub(crate) gateway: String,
	/// File with the secret of the account that signs: see `tallystick key generate account`.
	#[arg(long, global = true, env = "TALLYSTICK_KEY_FILE", value_name = "FILE")]
	pub(crate) key_file: Option<PathBuf>,
	/// The secret of the account that signs, such as //Alice. Others on this machine can see it.
	#[arg(long, global = true, conflicts_with = "key_file")]
	pub(crate) suri: Option<String>,
	/// Write JSON on one line, for programs.
	#[arg(long, global = true)]
	pub(crate) json: bool,
}

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
			Failure::no_answer(format!(
				"{error}\nname a node that runs with --node or TALLYSTICK_NODE_URL"
			))
		})
	}

	/// The account that signs.
	pub(crate) fn signer(&self) -> Result<Signer> {
		match (&self.global.key_file, &self.global.suri) {
			(Some(file), _) => {
				Signer::from_file(file).map_err(|error| match error {
					SignerError::File(error) => files::secret_problem(file, &error),
					other => Failure::file(file, other),
				})
			},
			(None, Some(suri)) => {
				if !suri.starts_with("//") {
					eprintln!(
						"warning: a secret on the command line shows in the list of processes; use --key-file"
					);
				}
				Signer::from_uri(suri).map_err(|error| Failure::usage(format!("--suri: {error}")))
			},
			(None, None) => Err(Failure::usage(
				"an account has to sign this: name its file with --key-file (make one with `tallystick key generate account FILE`)",
			)),
		}
	}

	/// Signs a call, and waits for the block that holds it.
	pub(crate) async fn submit(&self, call: &Call) -> Result<Included> {
		let signer = self.signer()?;
		Ok(self.chain().await?.submit_and_find(call, &signer).await?)
	}

	/// Prints what was done: `text` to people, `value` to programs.
	pub(crate) fn say(&self, text: impl AsRef<str>, value: serde_json::Value) {
		if self.global.json {
			print(&value);
		} else {
			print(&plain(text.as_ref()).trim_end());
		}
	}

	/// The number of a channel. The chain is asked if the argument is a name.
	pub(crate) async fn channel_number(
		&self,
		device: &DeviceId,
		channel: &ChannelArg,
	) -> Result<u16> {
		let name = match channel {
			ChannelArg::Number(number) => return Ok(*number),
			ChannelArg::Name(name) => name,
		};
		let model = model_of(&self.chain().await?, device).await?.ok_or_else(|| {
			Failure::refused("the chain does not know the device, so give the channel's number")
		})?;
		let found = model.channel_named(name).map(|(number, _)| number);
		found.ok_or_else(|| {
			let names: Vec<_> = model.channels.iter().map(|channel| &*channel.name).collect();
			Failure::usage(format!(
				"the device has no channel {name:?}; its channels are: {}",
				names.join(", ")
			))
		})
	}

	/// A stream with the number of its channel.
	pub(crate) async fn stream(&self, stream: &StreamArg) -> Result<StreamId> {
		let channel = self.channel_number(&stream.device, &stream.channel).await?;
		Ok(StreamId { device: stream.device, channel })
	}
}

/// Prints a line. Whoever reads no more of it, such as `head`, ends nothing.
pub(crate) fn print(line: &dyn std::fmt::Display) {
	match writeln!(std::io::stdout(), "{line}") {
		Err(error) if error.kind() != ErrorKind::BrokenPipe => {
			eprintln!("tallystick: the output cannot be written: {error}");
			std::process::exit(Exit::Usage as i32);
		},
		_ => {},
	}
}

async fn model_of(chain: &Chain, device: &DeviceId) -> Result<Option<Model>> {
	let Some(record) = chain.device(device, None).await? else { return Ok(None) };
	Ok(chain.model(record.model).await?)
}

/// A device's channel by its number, if the chain knows both.
pub(crate) async fn channel_of(
	chain: &Chain,
	device: &DeviceId,
	channel: u16,
) -> Result<Option<Channel>> {
	let model = model_of(chain, device).await?;
	Ok(model.and_then(|model| model.channel(channel).cloned()))
}

/// The block that a proof ends at, if the node reports it as final.
pub(crate) async fn end_of(chain: &Chain, proof: &ProofFile) -> Result<Head> {
	if *proof.genesis() != chain.genesis().await? {
		return Err(Failure::not_valid("the proof is of another chain than the node's"));
	}
	let hash = proof.end();
	let finalized = chain.finalized().await?.number;
	let found = match chain.block_number(&hash).await? {
		// A block of a fork has a number, too.
		Some(number) if number <= finalized && chain.block_hash(number).await? == Some(hash) => {
			return Ok(Head { number, hash })
		},
		Some(number) => Some(number),
		None => mmr_root_of(proof.header()).ok().map(|(number, _)| number),
	};
	let block = hexed(&hash);
	Err(match found {
		Some(number) if number > finalized => Failure::no_answer(format!(
			"the proof ends at block {number}, {block}, and the node has finalised blocks only up to {finalized}; ask again later, or ask another node"
		)),
		_ => Failure::not_valid(format!(
			"the node's finalised chain has no block {block}, at which the proof ends"
		)),
	})
}
