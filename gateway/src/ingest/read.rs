//! Decodes messages, before their signatures are checked.

use crate::{
	chain::DeviceFacts,
	store::{Body, BodyRun, Content, Incoming, Stale},
};
use std::collections::{BTreeMap, HashMap};
use tallystick_client::{time, AccountId};
use tallystick_evidence::{
	DeviceId, DeviceKey, Hash, Leaf, Message, Move, Native, Reading, Scheme, SegmentLeaf, Signature,
};
use tallystick_wire::{
	rebuild,
	senml::{self, Fault, Number, Record, SenmlError, Time},
	ErrorCode, Kind, MessageError, RebuildError, SignedMove, SignedReading, SignedSegment, Topic,
};

/// An invalid message: the code of its refusal; and what is wrong and what to do, if that is more than the code's
/// advice.
#[derive(Debug)]
pub(super) struct Invalid(pub(super) ErrorCode, pub(super) Option<String>);

impl From<ErrorCode> for Invalid {
	fn from(code: ErrorCode) -> Self {
		Self(code, None)
	}
}

impl From<MessageError> for Invalid {
	fn from(error: MessageError) -> Self {
		Self::because(error.code(), error)
	}
}

impl Invalid {
	/// Combines what is wrong with the code's advice.
	fn because(code: ErrorCode, wrong: impl ToString) -> Self {
		Self(code, Some(format!("{}. {}", wrong.to_string(), code.advice())))
	}

	/// Refuses a SenML pack that arrived at `received` (UTC, in milliseconds).
	fn of_pack(error: SenmlError, received: u64) -> Self {
		let advice = match &error.fault {
			Fault::BadTime(seconds) => match Time::unit(*seconds, received) {
				Some(unit) => {
					let text = format!("{error}; it looks like {unit}. Send seconds.");
					return Self(error.code(), Some(text));
				},
				None => "Send seconds.",
			},
			Fault::NotNumber | Fault::NotFinite => "Send a number, or leave the record out.",
			Fault::NotRising => "Sort the records, and send one per channel and millisecond.",
			_ => error.code().advice(),
		};
		Self(error.code(), Some(format!("{error}. {advice}")))
	}

	/// Refuses a time ahead of the gateway's clock. `sent` is the time as it was sent, in `unit`.
	fn from_future(place: &str, time: u64, received: u64, sent: Number, unit: &str) -> Self {
		let code = ErrorCode::FromFuture;
		let (time, now) = (time::write(time), time::write(received));
		let wrong = format!("{place}: {time} is ahead of the gateway's clock, which says {now}");
		match Time::unit(sent, received) {
			Some(other) => {
				Self(code, Some(format!("{wrong}; the number looks like {other}. Send {unit}.")))
			},
			None => Self::because(code, wrong),
		}
	}
}

/// A decoded message whose signatures are not checked yet.
pub(super) enum Unverified {
	Segment(Box<SignedSegment>),
	Readings(Vec<SignedReading>),
	Senml(Vec<Record>),
	Move(SignedMove),
}

/// The chain and the account of this gateway.
#[derive(Clone, Copy)]
pub(super) struct Identity {
	pub(super) genesis: Hash,
	pub(super) account: [u8; 32],
}

/// A signature to check.
pub(super) struct Check {
	pub(super) key: DeviceKey,
	pub(super) message: Message,
	pub(super) signature: Signature,
}

/// Decodes a message, and the number that a SenML pack carries.
pub(super) fn read(
	topic: &Topic,
	payload: &[u8],
	received: u64,
) -> (Option<u64>, Result<Unverified, Invalid>) {
	match topic.kind {
		Kind::Segment => (None, segment(topic, payload)),
		Kind::Readings => (
			None,
			SignedReading::decode_list(payload).map(Unverified::Readings).map_err(Invalid::from),
		),
		Kind::Senml => {
			let (number, records) = senml::read(payload, &topic.device);
			(
				number,
				records.map(Unverified::Senml).map_err(|error| Invalid::of_pack(error, received)),
			)
		},
		Kind::Move => {
			(None, SignedMove::decode(payload).map(Unverified::Move).map_err(Invalid::from))
		},
		Kind::Done | Kind::Nonce | Kind::Ack | Kind::Grant | Kind::Beat | Kind::Command => {
			(None, Err(ErrorCode::Malformed.into()))
		},
	}
}

fn segment(topic: &Topic, payload: &[u8]) -> Result<Unverified, Invalid> {
	let segment = SignedSegment::decode(payload)?;
	match segment.header.device == topic.device {
		true => Ok(Unverified::Segment(Box::new(segment))),
		false => Err(ErrorCode::WrongDevice.into()),
	}
}

impl Unverified {
	/// The highest key epoch that it names.
	pub(super) fn key_epoch(&self) -> Option<u32> {
		match self {
			Self::Segment(segment) => Some(segment.header.key_epoch),
			Self::Readings(readings) => readings.iter().filter_map(|reading| reading.kid).max(),
			Self::Move(moved) => moved.kid,
			Self::Senml(_) => None,
		}
	}

	/// The signatures to check in it.
	pub(super) fn checks(
		&self,
		device: &DeviceId,
		facts: &DeviceFacts,
		Identity { genesis, account }: &Identity,
	) -> Result<Vec<Check>, Invalid> {
		let key_of = |epoch: u32, scheme: Scheme| -> Result<DeviceKey, Invalid> {
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
							let wrong = "the readings of a message have one boot epoch and one key";
							return Err(Invalid::because(ErrorCode::Malformed, wrong));
						}
						let key = key_of(origin(reading).1, reading.scheme)?;
						let message =
							reading.message(genesis, device).ok_or(ErrorCode::Malformed)?;
						Ok(Check { key, message, signature: reading.signature })
					})
					.collect()
			},
			Self::Move(moved) => {
				let SignedMove { content, kid, scheme, signature } = moved;
				if content.gateway != *account {
					let [named, own] = [content.gateway, *account].map(AccountId);
					let wrong = format!("the move is to {named}, and this gateway is {own}");
					return Err(Invalid::because(ErrorCode::WrongGateway, wrong));
				}
				let key = key_of(kid.unwrap_or(facts.key_epoch), *scheme)?;
				let message = moved.message(genesis, device).ok_or(ErrorCode::Malformed)?;
				Ok(vec![Check { key, message, signature: *signature }])
			},
			Self::Senml(_) => Ok(Vec::new()),
		}
	}
}

/// The content of a message whose signatures are valid. `present` is the epoch of the device's key.
pub(super) fn content(
	unverified: Unverified,
	present: u32,
	channels: &[senml::Channel],
	received: u64,
	ahead: u64,
) -> Result<Content, Invalid> {
	let latest = received.saturating_add(ahead);
	let content = match unverified {
		Unverified::Segment(segment) => segment_of(*segment, channels, received, latest)?,
		Unverified::Readings(readings) => {
			// `checks` has ensured that all are of one boot epoch and one key.
			let first = readings.first().ok_or(ErrorCode::Malformed)?;
			let (key_epoch, boot) = (first.kid.unwrap_or(present), first.boot_epoch);
			let mut runs = Runs::default();
			for reading in &readings {
				let channel = channels
					.iter()
					.find(|channel| channel.number == reading.channel)
					.ok_or_else(|| {
						let SignedReading { sequence, channel, .. } = reading;
						let wrong = format!(
							"reading number {sequence}: the model has no channel {channel}"
						);
						Invalid::because(ErrorCode::UnknownChannel, wrong)
					})?;
				runs.push(channel, reading.leaf([0; 16]));
			}
			// In the order of their numbers, not of their times.
			for run in runs.0.values_mut() {
				run.leaves.sort_by_key(|leaf| leaf.signed.map(|signed| signed.sequence));
			}
			Content::Readings { key_epoch, boot, body: runs.body() }
		},
		Unverified::Senml(records) => {
			let mut runs = Runs::default();
			for record in records {
				let invalid = |error| Invalid::of_pack(error, received);
				let (channel, value) = record.read(channels).map_err(invalid)?;
				let time = record.time.at(received);
				let time = time.ok_or_else(|| invalid(Fault::TooLongAgo.at(record.place("t"))))?;
				if time > latest {
					let sent = Number::new(time.into(), -3);
					let place = record.place("t").to_string();
					return Err(Invalid::from_future(&place, time, received, sent, "seconds"));
				}
				// The same channel by its other name, or a relative time among absolute ones.
				if runs.last(channel.number).is_some_and(|last| last >= time) {
					return Err(invalid(Fault::NotRising.at(record.place("t"))));
				}
				runs.push(channel, Reading::plain(time, value).into());
			}
			Content::Gateway { body: runs.body() }
		},
		Unverified::Move(moved) => {
			let SignedMove { content, kid, .. } = moved;
			let Move { boot_epoch, next, previous, .. } = content;
			let key_epoch = kid.unwrap_or(present);
			return Ok(Content::Move { key_epoch, boot: boot_epoch, next, previous });
		},
	};
	let body = match &content {
		Content::Segment { body, .. }
		| Content::Readings { body, .. }
		| Content::Gateway { body } => body,
		Content::Move { .. } => return Ok(content),
	};
	if body.count() == 0 {
		return Err(ErrorCode::Malformed.into());
	}
	let ahead = body
		.leaves()
		.find(|(_, _, leaf)| leaf.reading.time > latest)
		.map(|(channel, _, leaf)| (channel, leaf.reading.time, leaf.signed));
	let Some((channel, time, signed)) = ahead else { return Ok(content) };
	let (place, sent, unit) = match signed {
		Some(signed) => {
			let place = format!("reading number {}, channel {channel}", signed.sequence);
			(place, Number::new(time.into(), 0), "milliseconds")
		},
		None => (format!("channel {channel}"), Number::new(time.into(), -3), "seconds"),
	};
	Err(Invalid::from_future(&place, time, received, sent, unit))
}

/// Most channels that an answer names.
const NAMED: usize = 3;

/// The detail of a `Stale` refusal: the readings that are not later than stored ones, and the part of the pack
/// that may be sent again.
pub(super) fn stale(message: &Incoming, facts: &DeviceFacts, stale: &[Stale]) -> String {
	let channels = channels(facts);
	let reached: HashMap<_, _> = stale.iter().map(|stale| (stale.channel, stale.reached)).collect();
	let records = senml::read(&message.payload, &message.device).1.unwrap_or_default();
	let mut places = HashMap::new();
	let mut others = 0usize;
	for record in &records {
		let Ok((channel, _)) = record.read(&channels) else { continue };
		let time = record.time.at(message.received).unwrap_or_default();
		if reached.get(&channel.number).is_some_and(|reached| time <= *reached) {
			places.insert((channel.number, time), record.place("t"));
		} else {
			others = others.saturating_add(1);
		}
	}
	let mut text = String::new();
	for Stale { channel, time, reached } in stale.iter().take(NAMED) {
		if let Some(place) = places.get(&(*channel, *time)) {
			let (time, reached) = (time::write(*time), time::write(*reached));
			text += &format!(
				"{place}: {time} is not later than the channel's last stored time, {reached}. "
			);
		}
	}
	if let more @ 1.. = stale.len().saturating_sub(NAMED) {
		text += &format!("The same holds for {more} more channels. ");
	}
	text += &match others {
		0 => ErrorCode::Stale.advice().into(),
		_ => format!(
			"Leave out the records of such a channel up to its last stored time ({} of {}), and send the others again.",
			records.len().saturating_sub(others),
			records.len(),
		),
	};
	text
}

/// Rebuilds the segment, and checks it against the signed header.
fn segment_of(
	segment: SignedSegment,
	channels: &[senml::Channel],
	received: u64,
	latest: u64,
) -> Result<Content, Invalid> {
	let built = rebuild::<Native>(&segment, channels).map_err(|error| match error {
		RebuildError::Senml(error) => Invalid::of_pack(error, received),
		error => Invalid::because(error.code(), error),
	})?;
	if segment.header.end > latest {
		let records = senml::from_cbor(&segment.pack, &segment.header.device).unwrap_or_default();
		let later = records.iter().find_map(|record| {
			let time = record.time.at(received).filter(|time| *time > latest)?;
			Some((record.place("t").to_string(), time))
		});
		if let Some((place, time)) = later {
			let sent = Number::new(time.into(), -3);
			return Err(Invalid::from_future(&place, time, received, sent, "seconds"));
		}
	}
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
