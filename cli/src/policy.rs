//! What a user demands of a reading whose proof holds, before it is to be believed.

use crate::{
	assets::args,
	failure::{Failure, Result},
	parse::{self, ChannelArg},
	verdict::KeyState,
};
use clap::{Args, ValueEnum};
use tallystick_client::time;
use tallystick_evidence::{Attestation, DeviceId, Proven};

#[derive(Args, Clone, Debug)]
pub(crate) struct PolicyArgs {
	/// What the device has to have signed at least: `readings` if it is left out. With `gateway` the reading
	/// may be the gateway's word alone.
	#[arg(long, value_enum, value_name = "WHAT")]
	require: Option<Least>,
	/// The proof has to show that the chain registered the device, and what the device's model says of the channel.
	#[arg(long)]
	require_registration: bool,
	/// Believe a reading although nobody says whether its key was in force at that time. Only a node can
	/// say that.
	#[arg(long)]
	accept_unknown_key: bool,
	/// The device that has to have measured.
	#[arg(long, value_parser = parse::device)]
	device: Option<DeviceId>,
	/// The channel that has to have been measured: its number, or its name if the proof shows the device's
	/// registration or a node is asked.
	#[arg(long, value_parser = parse::channel)]
	channel: Option<ChannelArg>,
	/// The reading has to be of this time or later: UTC, as 2026-01-31T12:00:00Z or in milliseconds.
	#[arg(long, value_parser = parse::time)]
	from: Option<u64>,
	/// The reading has to be from before this time.
	#[arg(long, value_parser = parse::time)]
	to: Option<u64>,
	/// The file of trust has to have been saved within this time, such as 30d.
	#[arg(long, value_parser = args::span, value_name = "SPAN")]
	pub(crate) max_age: Option<u64>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum Least {
	/// The segment, so that gaps show.
	Segment,
	/// Each reading, so that gaps do not show.
	Readings,
	/// Nothing: a gateway's word is enough.
	Gateway,
}

impl PolicyArgs {
	/// The first option that is about readings only.
	pub(crate) fn of_readings(&self) -> Option<&'static str> {
		let given = [
			("--require", self.require.is_some()),
			("--require-registration", self.require_registration),
			("--accept-unknown-key", self.accept_unknown_key),
			("--device", self.device.is_some()),
			("--channel", self.channel.is_some()),
			("--from", self.from.is_some()),
			("--to", self.to.is_some()),
		];
		given.into_iter().find_map(|(option, given)| given.then_some(option))
	}

	/// A channel's name if a node has to be asked for its number.
	pub(crate) fn named_channel(&self) -> Option<&ChannelArg> {
		self.channel.as_ref().filter(|channel| matches!(channel, ChannelArg::Name(_)))
	}

	/// The policy. `named` is the number of the channel that is given by its name, if a node was asked for it.
	/// It is not needed if the proof shows the channel's name.
	pub(crate) fn policy(&self, named: Option<u16>, proven: &Proven) -> Result<Policy> {
		let (channel, name) = match (&self.channel, named) {
			(Some(ChannelArg::Number(number)), _) => (Some(*number), None),
			(Some(ChannelArg::Name(name)), None) if proven.registration.is_some() => {
				(None, Some(name.clone()))
			},
			(Some(ChannelArg::Name(name)), None) => {
				return Err(Failure::usage(format!(
					"the proof does not name its channel, and no node is asked, so --channel {name:?} is not known: give the channel's number"
				)))
			},
			(_, named) => (named, None),
		};
		let least = match self.require {
			Some(Least::Segment) => Attestation::Segment,
			Some(Least::Readings) | None => Attestation::Readings,
			Some(Least::Gateway) => Attestation::Gateway,
		};
		let Self { require_registration: registered, accept_unknown_key, device, from, to, .. } =
			*self;
		Ok(Policy { least, registered, accept_unknown_key, device, channel, name, from, to })
	}
}

/// What a reading has to be, to be believed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Policy {
	pub(crate) least: Attestation,
	/// Whether the proof has to show the device's registration.
	pub(crate) registered: bool,
	pub(crate) accept_unknown_key: bool,
	pub(crate) device: Option<DeviceId>,
	pub(crate) channel: Option<u16>,
	/// The channel's name, where the proof shows it.
	pub(crate) name: Option<String>,
	/// UTC in milliseconds. `to` is the first time that is too late.
	pub(crate) from: Option<u64>,
	pub(crate) to: Option<u64>,
}

impl Default for Policy {
	fn default() -> Self {
		Self {
			least: Attestation::Readings,
			registered: false,
			accept_unknown_key: false,
			device: None,
			channel: None,
			name: None,
			from: None,
			to: None,
		}
	}
}

impl Policy {
	/// Why a proven reading is not to be believed. `node` is the one that was asked about the key.
	pub(crate) fn doubt(&self, proven: &Proven, key: KeyState, node: &str) -> Option<String> {
		let hex = |device: &DeviceId| hex::encode(device.0);
		let when = time::write;
		if key == KeyState::NotInForce {
			return Some(format!(
				"{node} says that the key was not in force at the time of the reading"
			));
		}
		let registration = proven.registration.as_ref();
		let since = proven.key_since.max(registration.map(|registered| registered.since));
		if let Some(since) = since.filter(|since| proven.time < *since) {
			return Some(format!(
				"the reading is of {}, before the chain registered the device or recorded the key: {}",
				when(proven.time),
				when(since)
			));
		}
		if self.registered && registration.is_none() {
			return Some(
				"the proof does not show that the device was registered: ask the gateway for it again, or leave out --require-registration".into(),
			);
		}
		if (proven.attestation as u8) < self.least as u8 {
			return Some(match proven.attestation {
				Attestation::Gateway => "no device signed the reading: it is the gateway's word alone, which --require gateway accepts".into(),
				_ => "the device signed the reading and not the segment, so that gaps would not show".into(),
			});
		}
		if let Some(device) = self.device.filter(|device| *device != proven.device) {
			return Some(format!("device {} measured, not {}", hex(&proven.device), hex(&device)));
		}
		if let Some(channel) = self.channel.filter(|channel| *channel != proven.channel) {
			return Some(format!("the reading is of channel {}, not {channel}", proven.channel));
		}
		let named = self.name.as_ref().zip(registration.map(|registered| &registered.name));
		if let Some((wanted, name)) = named.filter(|(wanted, name)| wanted != name) {
			return Some(format!("the reading is of the channel {name:?}, not {wanted:?}"));
		}
		if let Some(from) = self.from.filter(|from| proven.time < *from) {
			return Some(format!("the reading is of {}, before {}", when(proven.time), when(from)));
		}
		if let Some(to) = self.to.filter(|to| proven.time >= *to) {
			return Some(format!(
				"the reading is of {}, not before {}",
				when(proven.time),
				when(to)
			));
		}
		let unknown = key == KeyState::Unknown && !self.accept_unknown_key;
		unknown.then(|| {
			"whether the key was in force is not known: only a node can say, so leave out --trust-file, --genesis and --trusted-block, or accept that with --accept-unknown-key".into()
		})
	}
}
