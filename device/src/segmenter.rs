//! Gathers readings, and makes signed segments of them.

use crate::{
	encode::Segment,
	evidence::{
		merkle::RootHasher, reading::salt, Attestation, Crypto, Hash, Limits, Message, Portable,
		Reading, RunHasher, SegmentHeader, Signature, Tree,
	},
	Device, SignError,
};
use core::fmt;

/// A channel of the device's model. Its number is its place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Channel {
	/// A value `v` stands for `v × 10^exponent` units, as in the model.
	pub exponent: i8,
	/// The plausible values, as in the model: they are part of what is signed.
	pub limits: Limits,
}

/// Most readings in a message: those of a SenML pack.
pub const MAX_READINGS: usize = 4_096;

/// Why a reading is not taken. The segment is as it was.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PushError {
	/// There is no room. Seal the segment, then push again.
	Full,
	/// The model has no such channel.
	UnknownChannel,
	/// The reading is not later than the channel's last.
	NotRising,
	/// The time is before 1978-07-04, so the device's clock is not set.
	ClockNotSet,
}

impl fmt::Display for PushError {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		f.write_str(match self {
			Self::Full => "the segment is full",
			Self::UnknownChannel => "no such channel in the model",
			Self::NotRising => "the reading is not later than the channel's last",
			Self::ClockNotSet => "the time is before 1978-07-04",
		})
	}
}

impl core::error::Error for PushError {}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Entry {
	pub(crate) channel: u16,
	pub(crate) time: u64,
	pub(crate) value: i64,
}

/// SenML takes earlier times for relative ones.
const EARLIEST: u64 = (1 << 28) * 1_000;

/// The readings of a segment to be: at most `READINGS`, each 24 bytes.
#[derive(Clone, Debug)]
pub struct Segmenter<const CHANNELS: usize, const READINGS: usize> {
	channels: [Channel; CHANNELS],
	readings: [Entry; READINGS],
	len: usize,
}

/// What was signed, and how long the message is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Sealed {
	/// What was signed.
	pub header: SegmentHeader,
	/// By the device.
	pub signature: Signature,
	/// Bytes of the message, at the beginning of the buffer.
	pub length: usize,
}

impl<const CHANNELS: usize, const READINGS: usize> Segmenter<CHANNELS, READINGS> {
	const FITS: () = assert!(READINGS <= MAX_READINGS && CHANNELS < 1 << 15);

	/// A segment without readings, of a device with these channels.
	pub const fn new(channels: [Channel; CHANNELS]) -> Self {
		let () = Self::FITS;
		Self { channels, readings: [Entry { channel: 0, time: 0, value: 0 }; READINGS], len: 0 }
	}

	/// How many readings there are.
	pub const fn len(&self) -> usize {
		self.len
	}

	/// Whether there is none.
	pub const fn is_empty(&self) -> bool {
		self.len == 0
	}

	/// The readings, in the order in which they were pushed: channel, time and value.
	pub(crate) fn iter(&self) -> impl Iterator<Item = (u16, u64, i64)> + '_ {
		self.readings().iter().map(|entry| (entry.channel, entry.time, entry.value))
	}

	/// Appends a reading: `time` in UTC milliseconds, `value` times ten to the power of the channel's
	/// exponent.
	pub fn push(&mut self, channel: u16, time: u64, value: i64) -> Result<(), PushError> {
		if usize::from(channel) >= CHANNELS {
			return Err(PushError::UnknownChannel);
		}
		if time < EARLIEST {
			return Err(PushError::ClockNotSet);
		}
		let mut before = self.readings().iter().rev();
		if before.find(|entry| entry.channel == channel).is_some_and(|last| last.time >= time) {
			return Err(PushError::NotRising);
		}
		*self.readings.get_mut(self.len).ok_or(PushError::Full)? = Entry { channel, time, value };
		// Bounded by READINGS, or the line above would have failed.
		self.len = self.len.saturating_add(1);
		Ok(())
	}

	/// Signs the readings and writes the message. Then the segment is empty and the device's numbers
	/// have moved on; after an error all is as it was.
	///
	/// `seed` makes the salts: 16 secret random bytes, new for each segment, or none for readings that may be
	/// guessed. `sign` is given the message, whose bytes are to be signed. About 6 KiB of stack are used beside its
	/// own.
	pub fn seal(
		&mut self,
		device: &mut Device,
		seed: Option<&[u8; 16]>,
		sign: impl FnOnce(&Message) -> Signature,
		out: &mut [u8],
	) -> Result<Sealed, SignError> {
		let header = self.header(device, seed)?;
		let next = header.next_sequence().ok_or(SignError::Overflow)?;
		let signature = device.sign_header(&header, sign)?;
		let length = Segment {
			header: &header,
			scheme: device.scheme,
			signature: &signature,
			seed: seed.map_or(&[], |seed| seed.as_slice()),
			channels: &self.channels,
			readings: self.readings(),
		}
		.encode(out)?;
		device.next = next;
		device.previous = header.name::<Portable>();
		self.len = 0;
		Ok(Sealed { header, signature, length })
	}

	fn header(&self, device: &Device, seed: Option<&[u8; 16]>) -> Result<SegmentHeader, SignError> {
		let times = || self.readings().iter().map(|entry| entry.time);
		let start = times().min().ok_or(SignError::Empty)?;
		let end = times().max().ok_or(SignError::Empty)?;
		Ok(SegmentHeader {
			device: device.id,
			attestation: Attestation::Segment,
			key_epoch: device.key_epoch,
			boot_epoch: device.boot_epoch,
			sequence: device.next,
			count: u32::try_from(self.len).map_err(|_| SignError::Overflow)?,
			start,
			end,
			root: self.root::<Portable>(seed)?,
			previous: device.previous,
		})
	}

	fn root<C: Crypto>(&self, seed: Option<&[u8; 16]>) -> Result<Hash, SignError> {
		let mut runs = RootHasher::new(Tree::Runs);
		for (number, channel) in (0u16..).zip(&self.channels) {
			let mut run = RunHasher::new(number, channel.limits);
			for entry in self.readings().iter().filter(|entry| entry.channel == number) {
				let Entry { time, value, .. } = *entry;
				let reading = Reading { time, value, salt: salt::<C>(seed, number, time) };
				run.push::<C>(&reading.into()).map_err(|_| SignError::Overflow)?;
			}
			if let Some(run) = run.finish::<C>().map_err(|_| SignError::Overflow)? {
				runs.push::<C>(run.leaf::<C>()).ok_or(SignError::Overflow)?;
			}
		}
		Ok(runs.root::<C>())
	}

	fn readings(&self) -> &[Entry] {
		self.readings.get(..self.len).unwrap_or_default()
	}
}
