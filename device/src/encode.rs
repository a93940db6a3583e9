//! Writing messages into a buffer.

use crate::segmenter::{Channel, Entry};
use core::fmt;
use minicbor::{
	data::Tag,
	encode::{self, write::Cursor, Error, Write},
	Encoder,
};
use tallystick_evidence::{Scheme, SegmentHeader, Signature};

/// The buffer is too short for the message.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TooShort;

impl fmt::Display for TooShort {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		f.write_str("the buffer is too short")
	}
}

impl core::error::Error for TooShort {}

impl<E> From<Error<E>> for TooShort {
	fn from(_: Error<E>) -> Self {
		Self
	}
}

/// Joins readings that [`Device::sign_reading`](crate::Device::sign_reading) wrote to a message: 1
/// to 256 of them.
pub fn join_readings(readings: &[&[u8]], out: &mut [u8]) -> Result<usize, TooShort> {
	let mut to = Cursor::new(out);
	Encoder::new(&mut to).array(readings.len() as u64)?;
	for reading in readings {
		to.write_all(reading).map_err(|_| TooShort)?;
	}
	Ok(to.position())
}

/// The label of the key's id.
const KID: u8 = 4;

pub(crate) fn sign1(
	scheme: Scheme,
	kid: Option<&[u8]>,
	payload: &[u8],
	signature: &Signature,
	out: &mut [u8],
) -> Result<usize, TooShort> {
	let mut to = Encoder::new(Cursor::new(out));
	put_sign1(&mut to, scheme, kid, payload, signature)?;
	Ok(to.writer().position())
}

fn put_sign1<W: Write>(
	to: &mut Encoder<W>,
	scheme: Scheme,
	kid: Option<&[u8]>,
	payload: &[u8],
	signature: &Signature,
) -> Result<(), encode::Error<W::Error>> {
	to.array(4)?.bytes(scheme.protected())?;
	match kid {
		Some(kid) => to.map(1)?.u8(KID)?.bytes(kid)?,
		None => to.map(0)?,
	};
	to.bytes(payload)?.bytes(&signature.0)?;
	Ok(())
}

/// A signed segment with its readings.
pub(crate) struct Segment<'a> {
	pub(crate) header: &'a SegmentHeader,
	pub(crate) scheme: Scheme,
	pub(crate) signature: &'a Signature,
	pub(crate) seed: &'a [u8],
	pub(crate) channels: &'a [Channel],
	pub(crate) readings: &'a [Entry],
}

impl Segment<'_> {
	pub(crate) fn encode(&self, out: &mut [u8]) -> Result<usize, TooShort> {
		// The pack is a string of bytes, which begins with its length.
		let mut counted = Encoder::new(Counter(0));
		self.put_pack(&mut counted)?;
		let length = counted.into_writer().0;

		let mut to = Encoder::new(Cursor::new(out));
		to.array(3)?;
		put_sign1(&mut to, self.scheme, None, &self.header.to_bytes(), self.signature)?;
		to.bytes(self.seed)?.bytes_len(length)?;
		self.put_pack(&mut to)?;
		Ok(to.writer().position())
	}

	/// SenML, channel by channel: the first record of each has the channel's number as base name.
	fn put_pack<W: Write>(&self, to: &mut Encoder<W>) -> Result<(), encode::Error<W::Error>> {
		to.array(self.readings.len() as u64)?;
		let mut is_first = true;
		for (number, channel) in (0u16..).zip(self.channels) {
			let mut is_first_of_channel = true;
			for entry in self.readings.iter().filter(|entry| entry.channel == number) {
				let offset = entry.time.saturating_sub(self.header.start);
				let optional = [is_first_of_channel, is_first, offset != 0];
				to.map(optional.into_iter().fold(1u64, |len, is| len.saturating_add(is.into())))?;
				if is_first_of_channel {
					let mut digits = [0; 5];
					to.i8(-2)?.str(decimal(number, &mut digits))?;
				}
				if is_first {
					to.i8(-3)?.tag(Tag::new(4))?.array(2)?.i8(-3)?.u64(self.header.start)?;
				}
				if offset != 0 {
					to.u8(6)?.tag(Tag::new(4))?.array(2)?.i8(-3)?.u64(offset)?;
				}
				to.u8(2)?;
				if channel.exponent != 0 {
					to.tag(Tag::new(4))?.array(2)?.i8(channel.exponent)?;
				}
				to.i64(entry.value)?;
				(is_first, is_first_of_channel) = (false, false);
			}
		}
		Ok(())
	}
}

/// Counts bytes instead of keeping them.
struct Counter(u64);

impl Write for Counter {
	type Error = core::convert::Infallible;

	fn write_all(&mut self, bytes: &[u8]) -> Result<(), Self::Error> {
		self.0 = self.0.saturating_add(bytes.len() as u64);
		Ok(())
	}
}

fn decimal(number: u16, digits: &mut [u8; 5]) -> &str {
	let (mut rest, mut start) = (number, digits.len());
	for (at, digit) in digits.iter_mut().enumerate().rev() {
		// A digit is below ten.
		*digit = b'0' | (rest % 10) as u8;
		(rest, start) = (rest / 10, at);
		if rest == 0 {
			break;
		}
	}
	digits.get(start..).and_then(|digits| core::str::from_utf8(digits).ok()).unwrap_or_default()
}
