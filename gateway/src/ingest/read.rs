//! Decodes messages, before their signatures are checked.

use crate::{
	chain::DeviceFacts,
	store::{Body, BodyRun, Content},
};
use std::collections::BTreeMap;
use tallystick_evidence::{
	DeviceId, DeviceKey, Hash, Leaf, Message, Native, Reading, Scheme, SegmentLeaf, Signature,
};
use tallystick_wire::{
	rebuild,
	senml::{self, Record, SenmlError},
	ErrorCode, Kind, MessageError, SignedReading, SignedSegment, Topic,
};

/// A refusal of a message: its code, and a detail.
#[derive(Debug)]
pub(super) struct No(pub(super) ErrorCode, pub(super) Option<String>);

impl From<ErrorCode> for No {
	fn from(code: ErrorCode) -> Self {
		Self(code, None)
	}
}

impl From<MessageError> for No {
	fn from(error: MessageError) -> Self {
		Self(error.code(), Some(error.to_string()))
	}
}

impl From<SenmlError> for No {
	fn from(error: SenmlError) -> Self {
		Self(error.code(), Some(error.to_string()))
	}
}

/// A decoded message whose signatures are not checked yet.
pub(super) enum Claim {
	Segment(Box<SignedSegment>),
	Readings(Vec<SignedReading>),
	Senml(Vec<Record>),
}

/// A signature to check.
pub(super) struct Check {
	pub(super) key: DeviceKey,
	pub(super) message: Message,
	pub(super) signature: Signature,
}

/// Decodes a message, and the number that a SenML pack carries.
pub(super) fn read(topic: &Topic, payload: &[u8]) -> (Option<u64>, Result<Claim, No>) {
	match topic.kind {
		Kind::Segment => (None, segment(topic, payload)),
		Kind::Readings => {
			(None, SignedReading::decode_list(payload).map(Claim::Readings).map_err(No::from))
		},
		Kind::Senml => {
			let (number, records) = senml::read(payload, &topic.device);
			(number, records.map(Claim::Senml).map_err(No::from))
		},
		Kind::Ack => (None, Err(ErrorCode::Malformed.into())),
	}
}

fn segment(topic: &Topic, payload: &[u8]) -> Result<Claim, No> {
	let segment = SignedSegment::decode(payload)?;
	match segment.header.device == topic.device {
		true => Ok(Claim::Segment(Box::new(segment))),
		false => Err(ErrorCode::WrongDevice.into()),
	}
}

impl Claim {
	/// The highest key epoch that it names.
	pub(super) fn key_epoch(&self) -> Option<u32> {
		match self {
			Self::Segment(segment) => Some(segment.header.key_epoch),
			Self::Readings(readings) => readings.iter().filter_map(|reading| reading.kid).max(),
			Self::Senml(_) => None,
		}
	}

	/// The signatures to check in it.
	pub(super) fn checks(
		&self,
		device: &DeviceId,
		facts: &DeviceFacts,
		genesis: &Hash,
	) -> Result<Vec<Check>, No> {
		let key_of = |epoch: u32, scheme: Scheme| -> Result<DeviceKey, No> {
			let key = facts.key(epoch).ok_or(ErrorCode::UnknownKey)?.key;
			(key.scheme() == scheme).then_some(key).ok_or(ErrorCode::BadSignature.into())
		};
		match self {
			Self::Segment(segment) => {
				let SignedSegment { header, scheme, signature, .. } = &**segment;
				let key = key_of(header.key_epoch, *scheme)?;
				let message = header.message(genesis, *scheme).ok_or(ErrorCode::Malformed)?;
				Ok(vec![Check { key, message, signature: *signature }])
			},
			Self::Readings(readings) => {
				let origin = |reading: &SignedReading| {
					(reading.boot_epoch, reading.kid.unwrap_or(facts.key_epoch))
				};
				let one = readings.first().map(origin);
				readings
					.iter()
					.map(|reading| {
						if Some(origin(reading)) != one {
							return Err(ErrorCode::Malformed.into());
						}
						let key = key_of(origin(reading).1, reading.scheme)?;
						let message =
							reading.message(genesis, device).ok_or(ErrorCode::Malformed)?;
						Ok(Check { key, message, signature: reading.signature })
					})
					.collect()
			},
			Self::Senml(_) => Ok(Vec::new()),
		}
	}
}

/// The content of a claim whose signatures are valid. `present` is the epoch of the device's key.
pub(super) fn content(
	claim: Claim,
	present: u32,
	channels: &[senml::Channel],
	received: u64,
	ahead: u64,
) -> Result<Content, No> {
	let latest = received.saturating_add(ahead);
	let content = match claim {
		Claim::Segment(segment) => segment_of(*segment, channels)?,
		Claim::Readings(readings) => {
			// `checks` has ensured that all are of one boot epoch and one key.
			let first = readings.first().ok_or(ErrorCode::Malformed)?;
			let (key_epoch, boot) = (first.kid.unwrap_or(present), first.boot_epoch);
			let mut runs = Runs::default();
			for reading in &readings {
				let channel = channels
					.iter()
					.find(|channel| channel.number == reading.channel)
					.ok_or(ErrorCode::UnknownChannel)?;
				runs.push(channel, reading.leaf([0; 16]));
			}
			// In the order of their numbers, not of their times.
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

/// Rebuilds the segment, and checks it against the signed header.
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

/// The model's channels, by which packs are decoded.
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
