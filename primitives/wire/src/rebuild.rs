//! Rebuilds the root of a signed segment from its readings.

use crate::{
	salt,
	senml::{self, Channel, Fault, SenmlError, Time},
	ErrorCode, SignedSegment,
};
use core::fmt;
use tallystick_evidence::{
	builder::{BuildError, Origin, Segment, SegmentBuilder},
	Attestation, Crypto, Reading,
};

/// Why the readings of a signed segment are refused.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum RebuildError {
	/// The pack cannot be read, or does not fit the model.
	Senml(SenmlError),
	/// The header says that the device did not attest it.
	NotSegment,
	/// The numbers of the readings, or their sum, overflow.
	Overflow,
	/// The readings do not lead to the signed header.
	WrongRoot,
}

impl RebuildError {
	/// The error code of the answer.
	pub const fn code(&self) -> ErrorCode {
		match self {
			Self::Senml(error) => error.code(),
			Self::NotSegment => ErrorCode::Malformed,
			Self::Overflow => ErrorCode::OutOfRange,
			Self::WrongRoot => ErrorCode::WrongRoot,
		}
	}
}

impl fmt::Display for RebuildError {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		f.write_str(match self {
			Self::Senml(error) => return error.fmt(f),
			Self::NotSegment => "the header is not that of a segment the device signs",
			Self::Overflow => "the readings have no numbers, or no sum",
			Self::WrongRoot => "the readings do not lead to the signed header",
		})
	}
}

impl core::error::Error for RebuildError {}

impl From<SenmlError> for RebuildError {
	fn from(error: SenmlError) -> Self {
		Self::Senml(error)
	}
}

impl From<BuildError> for RebuildError {
	fn from(error: BuildError) -> Self {
		match error {
			BuildError::Order => Self::Senml(Fault::NotRising.into()),
			BuildError::Overflow => Self::Overflow,
			// A model has few channels, each with one set of limits, and a pack is never empty.
			BuildError::Channel
			| BuildError::Limits
			| BuildError::Empty
			| BuildError::Signature => Self::WrongRoot,
		}
	}
}

/// Rebuilds the segment and its trees from its readings, and checks that the device signed this
/// segment. Does not check the signature.
pub fn rebuild<C: Crypto>(
	message: &SignedSegment,
	channels: &[Channel],
) -> Result<Segment, RebuildError> {
	let header = &message.header;
	if header.attestation != Attestation::Segment {
		return Err(RebuildError::NotSegment);
	}
	let mut builder = SegmentBuilder::new();
	for record in senml::from_cbor(&message.pack, &header.device)? {
		let Time::Absolute(time) = record.time else {
			return Err(Fault::RelativeTime.at(record.place("t")).into());
		};
		let (channel, value) = record.read(channels)?;
		let salt = salt::<C>(message.seed.as_ref(), channel.number, time);
		let reading = Reading { time, value, salt };
		builder.push(channel.number, channel.limits, reading.into()).map_err(
			|error| match error {
				// The channel appears under its other name, too.
				BuildError::Order => Fault::NotRising.at(record.place("t")).into(),
				error => RebuildError::from(error),
			},
		)?;
	}
	let segment = builder.seal::<C>(Origin {
		device: header.device,
		attestation: header.attestation,
		key_epoch: header.key_epoch,
		boot_epoch: header.boot_epoch,
		sequence: header.sequence,
		previous: header.previous,
	})?;
	(segment.header == *header).then_some(segment).ok_or(RebuildError::WrongRoot)
}
