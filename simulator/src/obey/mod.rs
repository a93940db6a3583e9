//! A device that is commanded: its power, its permanent memory and its log. It has no physical model: an output is where the
//! device puts it, and an action takes no time.
//!
//! All that it decides is decided by [`Commanded`]. Times are milliseconds since power-up, of a clock that never goes back.

mod folder;
mod play;

pub use folder::{Commission, FolderError};
pub use play::{commission, obey};

use crate::keys::Identity;
use folder::{ActionFile, Folder};
use serde::Serialize;
use std::{
	collections::BTreeMap,
	io::{self, Write},
	path::Path,
};
use tallystick_client::{
	control::{
		governor::{Finish, FinishError, GrantError, Kept},
		Output, Why,
	},
	ChainError,
};
use tallystick_device::{
	Actuator, AddError, CommandError, Commanded, Device, Response, SignError, TooShort,
	MAX_COMMANDED, MAX_DONE, MAX_NONCES,
};
use tallystick_evidence::{DeviceId, Message, Native};
use tallystick_wire::Kind;

/// What a gateway publishes to a commanded device: the last level of the topic.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Down {
	/// A grant, or another command key.
	Grant,
	/// A beat, which prolongs the lease.
	Beat,
	/// A command to one channel.
	Command,
}

impl Down {
	/// All of them.
	pub const ALL: [Self; 3] = [Self::Grant, Self::Beat, Self::Command];

	/// What the topic is called.
	pub const fn kind(self) -> Kind {
		match self {
			Self::Grant => Kind::Grant,
			Self::Beat => Kind::Beat,
			Self::Command => Kind::Command,
		}
	}
}

/// What a commanded device publishes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Up {
	/// The nonces that beats have to echo.
	Nonce(Vec<u8>),
	/// A signed answer to a command.
	Done(Vec<u8>),
}

/// A line of the log: where an output is from now on, or an action that happens.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Moved {
	/// UTC, in milliseconds: the time of power-up, and what passed since on the device's clock.
	pub at: u64,
	/// Place of the channel in the model.
	pub channel: u16,
	/// The value, in the channel's unit and exponent; of an action its argument.
	pub value: i64,
	/// `startup`, `command`, `failSafe`, `local`, `interlock` or `action`.
	pub why: &'static str,
	/// The id of the command that is followed.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub id: Option<u64>,
}

/// Why a device cannot be commanded, or stops.
#[derive(Debug, thiserror::Error)]
pub enum ObeyError {
	/// The permanent memory cannot be used.
	#[error(transparent)]
	Folder(#[from] FolderError),
	/// The device was never commissioned.
	#[error("the device is not commissioned; give its owner's command key, and a node")]
	NotCommissioned,
	/// The folder is another device's.
	#[error("the folder is of the device {}; give each device one of its own", hex::encode(.0 .0))]
	OtherDevice(DeviceId),
	/// The chain does not answer.
	#[error(transparent)]
	Chain(#[from] ChainError),
	/// The chain does not know the device.
	#[error("the chain does not know the device {}; register it", hex::encode(.0 .0))]
	UnknownDevice(DeviceId),
	/// The chain has another key of the device.
	#[error("the chain has another key of the device {}; what it signs with this one counts no longer", hex::encode(.0 .0))]
	OtherKey(DeviceId),
	/// The device's model has the wrong number of writable channels.
	#[error("the model has {0} writable channels; a commanded device has 1 to {MAX_COMMANDED}")]
	Channels(usize),
	/// A channel cannot be added.
	#[error(transparent)]
	Add(#[from] AddError),
	/// The command key cannot be pinned.
	#[error("the command key is not pinned: {0}")]
	Pin(GrantError),
	/// An answer is not signed.
	#[error("an answer is not signed: {0}")]
	Sign(#[from] SignError),
	/// The nonces do not fit.
	#[error("the nonces do not fit: {0}")]
	Nonces(#[from] TooShort),
	/// The log cannot be written.
	#[error("the log cannot be written: {0}")]
	Log(#[from] io::Error),
}

/// A device that is commanded, from one power-up to the next. To cut its power, drop it.
pub struct CommandedDevice<W> {
	identity: Identity,
	state: Device,
	commanded: Box<Commanded<MAX_COMMANDED, ActionFile>>,
	folder: Folder,
	log: W,
	/// UTC at power-up, in milliseconds.
	since: u64,
	outputs: BTreeMap<u16, Output>,
	/// How actions ended, as far as the permanent memory has not taken it: by channel.
	unfinished: BTreeMap<u16, Finish>,
}

impl<W: Write> CommandedDevice<W> {
	/// Writes down what the device is given when it is commissioned, unless it was before. The folder is made if it is missing.
	pub fn commission(folder: &Path, commission: &Commission) -> Result<(), FolderError> {
		let folder = Folder::open(folder)?;
		match folder.commission()? {
			Some(old) => {
				if old != *commission {
					tracing::warn!(
						"the device keeps its first commission; remove the folder to reset it"
					);
				}
				Ok(())
			},
			None => folder.set_commission(commission),
		}
	}

	/// Switches the device on, with `boot` as its boot epoch, at `since` UTC.
	pub fn power_up(
		identity: Identity,
		folder: &Path,
		boot: u32,
		since: u64,
		log: W,
	) -> Result<Self, ObeyError> {
		let folder = Folder::open(folder)?;
		let commission = folder.commission()?.ok_or(ObeyError::NotCommissioned)?;
		let Commission { device, genesis, model, command_key, tenure, channels } = commission;
		if device != identity.id {
			return Err(ObeyError::OtherDevice(device));
		}
		let state = Device::begin(identity.id, genesis, identity.key.scheme(), 0, boot);
		let mut commanded = Box::new(Commanded::new(&state, model, rand::random()));
		let mut is_pinned = true;
		for (channel, writable) in channels {
			let kept = folder.kept(channel)?.unwrap_or_else(Kept::nothing);
			is_pinned &= kept.pinned.is_some();
			let memory = folder.actions(channel)?;
			commanded.add(Actuator { channel, writable, kept, memory }, 0)?;
		}
		if !is_pinned {
			commanded.pin(command_key, tenure, 0).map_err(ObeyError::Pin)?;
		}
		let (outputs, unfinished) = Default::default();
		Ok(Self { identity, state, commanded, folder, log, since, outputs, unfinished })
	}

	/// The device's id.
	pub fn id(&self) -> DeviceId {
		self.identity.id
	}

	/// Where each output is.
	pub fn outputs(&self) -> &BTreeMap<u16, Output> {
		&self.outputs
	}

	/// It is connected to a broker anew, and announces itself with the next [`tick`](Self::tick).
	pub fn connected(&mut self) {
		self.commanded.announce();
	}

	/// Takes a message. What is returned is to be published.
	pub fn take(&mut self, down: Down, bytes: &[u8], now: u64) -> Result<Vec<Up>, ObeyError> {
		let answer = match down {
			Down::Grant => {
				match self.commanded.grant::<Native>(bytes, rand::random, now) {
					Ok(taken) => tracing::info!(?taken, "a grant"),
					Err(error) => tracing::warn!(%error, "a grant is refused"),
				}
				None
			},
			Down::Beat => {
				if let Err(error) = self.commanded.beat::<Native>(bytes, now) {
					tracing::debug!(%error, "a beat is ignored");
				}
				None
			},
			Down::Command => self.command(bytes, now)?,
		};
		let mut up = self.tick(now)?;
		up.extend(answer.map(Up::Done));
		Ok(up)
	}

	/// Brings the outputs to where they are now; at least once a second. What is returned is to be published.
	pub fn tick(&mut self, now: u64) -> Result<Vec<Up>, ObeyError> {
		self.poll(now)?;
		let mut up = Vec::new();
		for (channel, finish) in std::mem::take(&mut self.unfinished) {
			up.extend(self.finish(channel, finish, now)?.map(Up::Done));
		}
		let mut out = [0; MAX_NONCES];
		let length = self.commanded.nonces(now, &mut out)?;
		let nonces = length.and_then(|length| out.get(..length));
		up.extend(nonces.map(|nonces| Up::Nonce(nonces.to_vec())));
		Ok(up)
	}

	fn command(&mut self, bytes: &[u8], now: u64) -> Result<Option<Vec<u8>>, ObeyError> {
		let mut out = [0; MAX_DONE];
		let secret = self.identity.secret.clone();
		let sign = |message: &Message| secret.sign(message);
		let response = self.commanded.command::<Native>(&self.state, bytes, now, sign, &mut out);
		let (channel, id, value) = match response {
			Ok(Response::Act { channel, id, value }) => (channel, id, value),
			Ok(Response::Done { length, .. }) => return answer(Ok(length), &out),
			Err(error) => return answer(Err(error), &out),
		};
		self.poll(now)?;
		let finish = match self.commanded.is_held(channel) {
			true => Finish::Interrupted,
			false => {
				let at = self.since.saturating_add(now);
				self.write(&Moved { at, channel, value, why: "action", id: Some(id) })?;
				Finish::Complete
			},
		};
		self.finish(channel, finish, now)
	}

	/// Says how the channel's action ended. It is said again until the permanent memory has taken it.
	fn finish(
		&mut self,
		channel: u16,
		finish: Finish,
		now: u64,
	) -> Result<Option<Vec<u8>>, ObeyError> {
		let mut out = [0; MAX_DONE];
		let secret = self.identity.secret.clone();
		let sign = |message: &Message| secret.sign(message);
		let finished = self.commanded.finish(&self.state, channel, finish, now, sign, &mut out);
		if let Err(CommandError::Finish(FinishError::NotWritten)) = finished {
			self.unfinished.insert(channel, finish);
		}
		answer(finished.map(|(_, length)| length), &out)
	}

	/// Writes what has to be kept, and then the outputs that moved.
	fn poll(&mut self, now: u64) -> Result<(), ObeyError> {
		let folder = &self.folder;
		let outputs = self.commanded.poll(now, |channel, kept| folder.keep(channel, kept));
		for (channel, output) in outputs.into_iter().flatten() {
			if self.outputs.insert(channel, output) == Some(output) {
				continue;
			}
			let Output { value, why } = output;
			let (why, id) = match why {
				Why::Startup => ("startup", None),
				Why::Command(id) => ("command", Some(id)),
				Why::FailSafe => ("failSafe", None),
				Why::Local => ("local", None),
				Why::Interlock => ("interlock", None),
			};
			let at = self.since.saturating_add(now);
			self.write(&Moved { at, channel, value, why, id })?;
		}
		Ok(())
	}

	fn write(&mut self, moved: &Moved) -> io::Result<()> {
		let mut line = serde_json::to_vec(moved)?;
		line.push(b'\n');
		self.log.write_all(&line)
	}
}

/// The answer that was written, if there is one.
fn answer(written: Result<usize, CommandError>, out: &[u8]) -> Result<Option<Vec<u8>>, ObeyError> {
	match written {
		Ok(length) => Ok(out.get(..length).map(<[u8]>::to_vec)),
		Err(CommandError::Sign(error)) => Err(error.into()),
		Err(error) => {
			tracing::info!(%error, "no answer");
			Ok(None)
		},
	}
}
