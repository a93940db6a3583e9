//! From bytes to what they say, before anything is believed.

use crate::{
	chain::{DeviceFacts, KeyFact},
	store::{Body, BodyRun, Content},
};
use std::collections::BTreeMap;
use tallystick_evidence::{
	Attestation, DeviceKey, Hash, Leaf, Message, Native, Reading, SegmentLeaf, Signature,
};
use tallystick_wire::{
	rebuild,
	senml::{self, Record, SenmlError},
	ErrorCode, Kind, SignedReading, SignedSegment, Topic,
};

/// Why a message is refused: its code, and what else there is to say.
#[derive(Debug)]
pub(super) struct No(pub(super) ErrorCode, pub(super) Option<String>);

impl From<ErrorCode> for No {
	fn from(code: ErrorCode) -> Self {
		Self(code, None)
	}
}

impl From<SenmlError> for No {
	fn from(error: SenmlError) -> Self {
		Self(error.code(), Some(error.to_string()))
	}
}

/// A message that says something, if its signatures are good.
pub(super) enum Claim {
	Segment(Box<SignedSegment>),
	Readings { key_epoch: u32, boot: u32, readings: Vec<SignedReading> },
	Senml(Vec<Record>),
}

/// A signature to check.
pub(super) struct Check {
	pub(super) key: DeviceKey,
	pub(super) message: Message,
	pub(super) signature: Signature,
}

/// The highest key epoch that a message names, without reading all of it twice.
pub(super) fn claimed_epoch(kind: Kind, payload: &[u8]) -> Option<u32> {
	match kind {
		Kind::Segment => {
			SignedSegment::decode(payload).ok().map(|segment| segment.header.key_epoch)
		},
		Kind::Readings => {
			SignedReading::decode_list(payload).ok()?.iter().filter_map(|reading| reading.kid).max()
		},
		_ => None,
	}
}

/// Reads a message, and tells what has to be signed in it.
pub(super) fn read(
	topic: &Topic,
	payload: &[u8],
	facts: &DeviceFacts,
	genesis: &Hash,
) -> Result<(Claim, Vec<Check>), No> {
	let device = &topic.device;
	let key_of = |epoch: u32| -> Result<&KeyFact, No> {
		facts.key(epoch).ok_or(No::from(ErrorCode::UnknownKey))
	};
	match topic.kind {
		Kind::Segment => {
			let segment = SignedSegment::decode(payload)
				.map_err(|error| No(error.code(), Some(error.to_string())))?;
			if segment.header.device != *device {
				return Err(ErrorCode::WrongDevice.into());
			}
			if segment.header.attestation != Attestation::Segment {
				return Err(ErrorCode::Malformed.into());
			}
			let key = key_of(segment.header.key_epoch)?.key;
			if key.scheme() != segment.scheme {
				return Err(ErrorCode::BadSignature.into());
			}
			let message =
				segment.header.message(genesis, segment.scheme).ok_or(ErrorCode::Malformed)?;
			let check = Check { key, message, signature: segment.signature };
			Ok((Claim::Segment(Box::new(segment)), vec![check]))
		},
		Kind::Readings => {
			let readings = SignedReading::decode_list(payload)
				.map_err(|error| No(error.code(), Some(error.to_string())))?;
			let first = readings.first().ok_or(ErrorCode::Malformed)?;
			let key_epoch = first.kid.unwrap_or(facts.key_epoch);
			let boot = first.boot_epoch;
			let key = key_of(key_epoch)?.key;
			let mut checks = Vec::with_capacity(readings.len());
			for reading in &readings {
				if reading.boot_epoch != boot || reading.kid.unwrap_or(facts.key_epoch) != key_epoch
				{
					return Err(ErrorCode::Malformed.into());
				}
				if key.scheme() != reading.scheme {
					return Err(ErrorCode::BadSignature.into());
				}
				let message = reading.message(genesis, device).ok_or(ErrorCode::Malformed)?;
				checks.push(Check { key, message, signature: reading.signature });
			}
			Ok((Claim::Readings { key_epoch, boot, readings }, checks))
		},
		Kind::Senml => Ok((Claim::Senml(senml::resolve(payload, device)?), Vec::new())),
		Kind::Ack => Err(ErrorCode::Malformed.into()),
	}
}

/// What a claim says, once its signatures are good.
pub(super) fn content(
	claim: Claim,
	channels: &[senml::Channel],
	received: u64,
	ahead: u64,
) -> Result<Content, No> {
	let latest = received.saturating_add(ahead);
	let content = match claim {
		Claim::Segment(segment) => segment_of(*segment, channels)?,
		Claim::Readings { key_epoch, boot, readings } => {
			let mut runs = Runs::default();
			for reading in &readings {
				let channel = channels
					.iter()
					.find(|channel| channel.number == reading.channel)
					.ok_or(ErrorCode::UnknownChannel)?;
				runs.push(channel, reading.leaf([0; 16]));
			}
			// In the order of their numbers, whatever that of their times.
			for run in runs.0.values_mut() {
				run.leaves.sort_by_key(|leaf| leaf.signed.map(|signed| signed.sequence));
			}
			Content::Readings { key_epoch, boot, body: runs.body() }
		},
		Claim::Senml(records) => {
			let mut runs = Runs::default();
			for record in records {
				let (channel, value) = record.read(channels)?;
				let time = record.time.at(received).ok_or(ErrorCode::OutOfRange)?;
				let leaf: Leaf = Reading::plain(time, value).into();
				if runs.last(channel.number).is_some_and(|last| last >= time) {
					return Err(ErrorCode::NotRising.into());
				}
				runs.push(channel, leaf);
			}
			Content::Gateway { body: runs.body() }
		},
	};
	let body = match &content {
		Content::Segment { body, .. }
		| Content::Readings { body, .. }
		| Content::Gateway { body } => body,
	};
	match body.bounds() {
		None => Err(ErrorCode::Malformed.into()),
		Some((_, end)) if end > latest => Err(ErrorCode::FromFuture.into()),
		Some(_) => Ok(content),
	}
}

/// Builds the segment anew, and holds it against what was signed.
fn segment_of(segment: SignedSegment, channels: &[senml::Channel]) -> Result<Content, No> {
	let built = rebuild::<Native>(&segment, channels)
		.map_err(|error| No(error.code(), Some(error.to_string())))?;
	let runs = built
		.into_leaves()
		.map(|(channel, limits, leaves)| BodyRun { channel, limits, leaves })
		.collect();
	let SignedSegment { header, signature, seed, .. } = segment;
	let leaf = SegmentLeaf { header, signature: Some(signature) };
	Ok(Content::Segment { leaf, body: Body { seed, runs } })
}

#[derive(Default)]
struct Runs(BTreeMap<u16, BodyRun>);

impl Runs {
	fn push(&mut self, channel: &senml::Channel, leaf: Leaf) {
		self.0
			.entry(channel.number)
			.or_insert_with(|| BodyRun {
				channel: channel.number,
				limits: channel.limits,
				leaves: Vec::new(),
			})
			.leaves
			.push(leaf);
	}

	fn last(&self, channel: u16) -> Option<u64> {
		Some(self.0.get(&channel)?.leaves.last()?.reading.time)
	}

	fn body(self) -> Body {
		Body { seed: None, runs: self.0.into_values().collect() }
	}
}

/// The model's channels, as packs are read by.
pub(super) fn channels(facts: &DeviceFacts) -> Vec<senml::Channel> {
	(0u16..)
		.zip(&facts.channels)
		.map(|(number, channel)| senml::Channel {
			number,
			name: channel.name.clone(),
			unit: channel.unit.clone(),
			exponent: channel.exponent,
			limits: channel.limits,
		})
		.collect()
}
