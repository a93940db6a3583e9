//! A device whose channels are commanded: a [`Governor`] for each, and what all of them have in common.

use crate::{encode::TooShort, Device, SignError};
use core::fmt;
use tallystick_control::{
	governor::{
		Answer, Finish, FinishError, GrantError, Ignored, Kept, NoMemory, NotWritten, Taken,
	},
	message::{MAX_NEWEST, NONCE_LEN},
	Command, Done, Governor, Grant, Identity, Memory, Output, Signed, Writable,
};
use tallystick_evidence::{Crypto, DeviceId, DeviceKey, Hash, Message, Signature};

/// Most writable channels of a [`Commanded`]: as many as one beat reports.
pub const MAX_COMMANDED: usize = MAX_NEWEST;

/// Most bytes of what is published on `nonce`.
pub const MAX_NONCES: usize = MAX_COMMANDED * NONCE_LEN;

/// Milliseconds between two announcements of a nonce while beats are missing.
pub const NONCE_PAUSE: u64 = 5_000;

/// A writable channel at power-up.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Actuator<M = NoMemory> {
	/// Its place in the model, below 65,535.
	pub channel: u16,
	/// What the manufacturer permits.
	pub writable: Writable,
	/// What was kept of it: [`Kept::nothing`] before it was commissioned.
	pub kept: Kept,
	/// The permanent memory for its actions.
	pub memory: M,
}

/// A channel cannot be added.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AddError {
	/// All places are taken.
	Full,
	/// The channel was added before.
	Twice,
	/// Channels have numbers below 65,535.
	Number,
}

impl fmt::Display for AddError {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		f.write_str(match self {
			Self::Full => "all places are taken; make room for more channels",
			Self::Twice => "the channel was added before; add each of them once",
			Self::Number => "65535 is no channel of a model",
		})
	}
}

impl core::error::Error for AddError {}

/// The device has no such writable channel.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct UnknownChannel(pub u16);

impl fmt::Display for UnknownChannel {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		write!(f, "the device has no writable channel {}", self.0)
	}
}

impl core::error::Error for UnknownChannel {}

/// What to do after a command.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[must_use]
pub enum Response {
	/// The answer is in the buffer, to be published on `done`.
	Done {
		/// The answer as it was signed.
		done: Done,
		/// Its length in the buffer, in bytes.
		length: usize,
	},
	/// [Poll](Commanded::poll), act unless the channel [is held](Commanded::is_held), and then
	/// [finish](Commanded::finish).
	Act {
		/// Place of the channel in the model.
		channel: u16,
		/// The command's id, which the answer repeats.
		id: u64,
		/// The action's argument, in the channel's unit and exponent.
		value: i64,
	},
}

/// There is no answer to publish.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CommandError {
	/// The command changed nothing.
	Ignored(Ignored),
	/// The end of the action was not recorded.
	Finish(FinishError),
	/// The answer is not signed. It is made again when the command comes again.
	Sign(SignError),
}

impl fmt::Display for CommandError {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		match self {
			Self::Ignored(error) => write!(f, "the command is ignored: {error}"),
			Self::Finish(error) => write!(f, "the end of the action is not recorded: {error}"),
			Self::Sign(error) => write!(f, "the answer is not signed: {error}"),
		}
	}
}

impl core::error::Error for CommandError {}

impl From<Ignored> for CommandError {
	fn from(error: Ignored) -> Self {
		Self::Ignored(error)
	}
}

impl From<FinishError> for CommandError {
	fn from(error: FinishError) -> Self {
		Self::Finish(error)
	}
}

impl From<SignError> for CommandError {
	fn from(error: SignError) -> Self {
		Self::Sign(error)
	}
}

/// Up to `N` writable channels of a device, 1 to [`MAX_COMMANDED`], each with its [`Governor`].
///
/// It hands messages to the channels that they are for, writes what the device publishes, and lets no set-point move an
/// output before the change is in permanent memory. All times are milliseconds of the device's monotonic clock.
///
/// The device calls [`poll`](Self::poll) at least once a second and after each message, and puts out what it returns. It
/// publishes [`nonces`](Self::nonces) whenever there are any.
///
/// If the permanent memory of a channel fails, the channel *is held* at its fail-safe until the memory works again.
/// Meanwhile it ignores commands.
#[derive(Clone, Debug)]
pub struct Commanded<const N: usize, M = NoMemory> {
	genesis: Hash,
	device: DeviceId,
	boot_epoch: u32,
	model: Hash,
	nonce: u64,
	places: [Option<Place<M>>; N],
}

/// A channel with what is known of its publications and its memory.
#[derive(Clone, Debug)]
struct Place<M> {
	channel: u16,
	governor: Governor<M>,
	/// What permanent memory has.
	written: Option<Kept>,
	/// Whether the device's own interlock holds it.
	interlock: bool,
	/// Whether it is held because permanent memory lacks something.
	is_held: bool,
	/// When the present nonce was announced last.
	announced: Option<u64>,
}

impl<const N: usize, M: Memory> Commanded<N, M> {
	/// One beat and one message with nonces suffice for all channels.
	const FITS: () = assert!(N > 0 && N <= MAX_COMMANDED);

	/// A device after power-up, without channels so far. `model` is the hash of its model; `nonce` is random and was never used
	/// before. Its channels share it, so that one beat counts for all of them.
	pub fn new(device: &Device, model: Hash, nonce: u64) -> Self {
		let () = Self::FITS;
		let Device { genesis, id, boot_epoch, .. } = *device;
		let places = core::array::from_fn(|_| None);
		Self { genesis, device: id, boot_epoch, model, nonce, places }
	}

	/// Adds a channel, at power-up.
	pub fn add(&mut self, actuator: Actuator<M>, now: u64) -> Result<(), AddError> {
		let Actuator { channel, writable, kept, memory } = actuator;
		if channel == u16::MAX {
			return Err(AddError::Number);
		}
		if self.governor(channel).is_some() {
			return Err(AddError::Twice);
		}
		let &mut Self { genesis, device, boot_epoch, model, nonce, .. } = self;
		let free = self.places.iter_mut().find(|place| place.is_none()).ok_or(AddError::Full)?;
		let identity = Identity { genesis, device, model, channel, boot_epoch };
		let governor = Governor::new(identity, writable, kept, memory, nonce, now);
		let (written, announced) = (None, None);
		let (interlock, is_held) = (false, false);
		*free = Some(Place { channel, governor, written, interlock, is_held, announced });
		Ok(())
	}

	/// The governor of a channel, to look at.
	pub fn governor(&self, channel: u16) -> Option<&Governor<M>> {
		let mut places = self.places.iter().flatten();
		places.find(|place| place.channel == channel).map(|place| &place.governor)
	}

	/// Whether the channel is held because permanent memory lacks something.
	pub fn is_held(&self, channel: u16) -> bool {
		let mut places = self.places.iter().flatten();
		places.any(|place| place.channel == channel && place.is_held)
	}

	/// Pins the owner's command key for all channels, when the device is commissioned and after a physical reset. Whatever was
	/// granted ends.
	pub fn pin(&mut self, key: DeviceKey, tenure: u32, now: u64) -> Result<(), GrantError> {
		self.places.iter_mut().flatten().try_for_each(|place| place.governor.pin(key, tenure, now))
	}

	/// Takes what comes on `grant`: a grant for one channel, or another command key for all of them. `nonce` draws a random
	/// one that was never used before; a channel that took a grant has it from then on.
	///
	/// A command key that is new to some channels, and known to or refused by others, is [`Taken::New`].
	pub fn grant<C: Crypto>(
		&mut self,
		bytes: &[u8],
		nonce: impl FnOnce() -> u64,
		now: u64,
	) -> Result<Taken, GrantError> {
		let Some(signed) = Signed::<Grant>::decode(bytes) else {
			return self.entrust::<C>(bytes);
		};
		let channel = signed.content.channel;
		let place = self.place(channel).ok_or(GrantError::Channel(channel))?;
		let taken = place.governor.grant::<C>(bytes, nonce(), now)?;
		if taken == Taken::New {
			place.announced = None;
		}
		Ok(taken)
	}

	fn entrust<C: Crypto>(&mut self, bytes: &[u8]) -> Result<Taken, GrantError> {
		let places = self.places.iter_mut().flatten();
		let all = places.map(|place| place.governor.entrust::<C>(bytes));
		let worse = |one, other| match (one, other) {
			(Ok(Taken::New), _) | (_, Ok(Taken::New)) => Ok(Taken::New),
			(Err(error), _) | (_, Err(error)) => Err(error),
			_ => Ok(Taken::Known),
		};
		all.reduce(worse).unwrap_or(Err(GrantError::NotCommissioned))
	}

	/// Takes a beat. `Ok` if it counts for one of the channels; otherwise the reason of the last channel that it reports. The
	/// signature is verified for each channel that it would count for.
	pub fn beat<C: Crypto>(&mut self, bytes: &[u8], now: u64) -> Result<(), Ignored> {
		let mut result = Err(Ignored::Channel);
		for place in self.places.iter_mut().flatten() {
			match place.governor.beat::<C>(bytes, now) {
				Err(Ignored::Channel) => {},
				Err(error) if result.is_err() => result = Err(error),
				Err(_) => {},
				Ok(()) => result = Ok(()),
			}
		}
		result
	}

	/// Takes a command, and writes the signed answer. A command that comes again gets the same answer; the device does
	/// nothing else to have it settled. `sign` is given the message, whose bytes are to be signed; [`MAX_DONE`](crate::MAX_DONE)
	/// bytes always suffice.
	pub fn command<C: Crypto>(
		&mut self,
		device: &Device,
		bytes: &[u8],
		now: u64,
		sign: impl FnOnce(&Message) -> Signature,
		out: &mut [u8],
	) -> Result<Response, CommandError> {
		let signed = Signed::<Command>::decode(bytes).ok_or(Ignored::Malformed)?;
		let channel = signed.content.channel;
		let place = self.place(channel).ok_or(Ignored::Channel)?;
		if place.is_held {
			return Err(Ignored::Memory.into());
		}
		match place.governor.command::<C>(bytes, now)? {
			Answer::Act { id, value } => Ok(Response::Act { channel, id, value }),
			Answer::Done(done) => {
				let length = device.sign_done(done, sign, out)?;
				Ok(Response::Done { done, length })
			},
		}
	}

	/// Says that the channel's action ended, and writes the signed answer: what it says, and its length.
	pub fn finish(
		&mut self,
		device: &Device,
		channel: u16,
		finish: Finish,
		now: u64,
		sign: impl FnOnce(&Message) -> Signature,
		out: &mut [u8],
	) -> Result<(Done, usize), CommandError> {
		let place = self.place(channel).ok_or(FinishError::NoAction)?;
		let done = place.governor.finish(finish, now)?;
		Ok((done, device.sign_done(done, sign, out)?))
	}

	/// Has all nonces announced again: at each connection to a broker, since a gateway that was restarted knows none of them.
	pub fn announce(&mut self) {
		self.places.iter_mut().flatten().for_each(|place| place.announced = None);
	}

	/// Writes what is to be published on `nonce` now; `None` if nothing is. A channel announces its nonce at power-up, after it
	/// took a grant, when [all do](Self::announce), and every [`NONCE_PAUSE`] while it lacks beats. [`MAX_NONCES`] bytes always suffice.
	pub fn nonces(&mut self, now: u64, out: &mut [u8]) -> Result<Option<usize>, TooShort> {
		let mut length = 0usize;
		for place in self.places.iter().flatten().filter(|place| place.is_due(now)) {
			let end = length.saturating_add(NONCE_LEN);
			let bytes = place.governor.announcement().to_bytes();
			out.get_mut(length..end).ok_or(TooShort)?.copy_from_slice(&bytes);
			length = end;
		}
		for place in self.places.iter_mut().flatten().filter(|place| place.is_due(now)) {
			place.announced = Some(now);
		}
		Ok(Some(length).filter(|length| *length > 0))
	}

	/// Somebody operates the channel by hand, with this value, or no longer does.
	pub fn set_local(
		&mut self,
		channel: u16,
		value: Option<i64>,
		now: u64,
	) -> Result<(), UnknownChannel> {
		let place = self.place(channel).ok_or(UnknownChannel(channel))?;
		place.governor.set_local(value, now);
		Ok(())
	}

	/// An interlock holds the channel, or no longer does.
	pub fn set_interlock(
		&mut self,
		channel: u16,
		holds: bool,
		now: u64,
	) -> Result<(), UnknownChannel> {
		let place = self.place(channel).ok_or(UnknownChannel(channel))?;
		place.interlock = holds;
		place.governor.set_interlock(holds || place.is_held, now);
		Ok(())
	}

	/// What each channel puts out at `now`. `keep` is called before with all that has to be in permanent memory first: a
	/// channel's number, and what takes the place of what was kept of it. `Ok` only if it is safe from a power cut.
	pub fn poll(
		&mut self,
		now: u64,
		mut keep: impl FnMut(u16, &Kept) -> Result<(), NotWritten>,
	) -> [Option<(u16, Output)>; N] {
		self.places.each_mut().map(|place| {
			let place = place.as_mut()?;
			Some((place.channel, place.poll(now, &mut keep)))
		})
	}

	fn place(&mut self, channel: u16) -> Option<&mut Place<M>> {
		self.places.iter_mut().flatten().find(|place| place.channel == channel)
	}
}

impl<M: Memory> Place<M> {
	/// Whether the nonce is to be announced.
	fn is_due(&self, now: u64) -> bool {
		self.announced.is_none_or(|at| {
			now >= at.saturating_add(NONCE_PAUSE) && self.governor.lacks_beats(now)
		})
	}

	fn poll(
		&mut self,
		now: u64,
		keep: &mut impl FnMut(u16, &Kept) -> Result<(), NotWritten>,
	) -> Output {
		if self.is_held {
			if self.write(keep).is_err() {
				return self.governor.poll(now);
			}
			self.is_held = false;
			self.governor.set_interlock(self.interlock, now);
		}
		let output = self.governor.poll(now);
		if self.write(keep).is_ok() {
			return output;
		}
		self.is_held = true;
		self.governor.set_interlock(true, now);
		self.governor.poll(now)
	}

	/// Brings permanent memory up to date.
	fn write(
		&mut self,
		keep: &mut impl FnMut(u16, &Kept) -> Result<(), NotWritten>,
	) -> Result<(), NotWritten> {
		let kept = *self.governor.kept();
		if self.written != Some(kept) {
			keep(self.channel, &kept)?;
			self.written = Some(kept);
		}
		Ok(())
	}
}
