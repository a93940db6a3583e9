//! Messages from the gateway to a device.

use crate::{
	cbor::{more, to_vec},
	ErrorCode, Reference, UnknownCode,
};
use alloc::{
	string::{String, ToString},
	vec::Vec,
};
use core::fmt;
use minicbor::{decode, Decoder};
use serde::{Deserialize, Serialize};

/// A message from a gateway to a device.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Reply {
	/// The answer to a message, which it names.
	Answer(Answer),
	/// An announcement that answers no message.
	Announcement(Announcement),
}

/// An answer to a message. It acknowledges the message unless it has an error.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Answer {
	/// Names the message that is answered.
	pub reference: Reference,
	/// The boot epoch that the numbers belong to.
	pub boot: u32,
	/// All readings of this boot epoch below this number are on the gateway's disk.
	pub next: u64,
	/// All readings of this boot epoch below this number are in a finalised block.
	pub finalized: Option<u64>,
	/// Why the message was refused.
	pub error: Option<ErrorCode>,
	/// What to do.
	pub detail: Option<String>,
}

/// Reports what has become final. It answers and acknowledges no message.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Announcement {
	/// The boot epoch that the number belongs to.
	pub boot: u32,
	/// All readings of this boot epoch below this number are in a finalised block.
	pub finalized: u64,
}

/// The bytes are no answer, or no reply at all.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NoAnswer;

impl fmt::Display for NoAnswer {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		f.write_str("not an answer")
	}
}

impl core::error::Error for NoAnswer {}

impl Serialize for ErrorCode {
	fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
		to.serialize_str(self.as_str())
	}
}

impl<'de> Deserialize<'de> for ErrorCode {
	fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
		String::deserialize(from)?.parse().map_err(serde::de::Error::custom)
	}
}

/// A reply in written form. In CBOR the keys are 0 `boot` to 5 `ref`.
#[derive(Default, Serialize, Deserialize)]
struct Fields {
	#[serde(rename = "ref", skip_serializing_if = "Option::is_none")]
	reference: Option<Reference>,
	#[serde(skip_serializing_if = "Option::is_none")]
	boot: Option<u32>,
	#[serde(skip_serializing_if = "Option::is_none")]
	next: Option<u64>,
	#[serde(rename = "final", skip_serializing_if = "Option::is_none")]
	finalized: Option<u64>,
	#[serde(skip_serializing_if = "Option::is_none")]
	error: Option<ErrorCode>,
	#[serde(skip_serializing_if = "Option::is_none")]
	detail: Option<String>,
}

impl From<&Reply> for Fields {
	fn from(reply: &Reply) -> Self {
		match reply {
			Reply::Answer(answer) => Self {
				reference: Some(answer.reference),
				boot: Some(answer.boot),
				next: Some(answer.next),
				finalized: answer.finalized,
				error: answer.error,
				detail: answer.detail.clone(),
			},
			Reply::Announcement(Announcement { boot, finalized }) => {
				Self { boot: Some(*boot), finalized: Some(*finalized), ..Self::default() }
			},
		}
	}
}

impl TryFrom<Fields> for Reply {
	type Error = NoAnswer;

	fn try_from(fields: Fields) -> Result<Self, NoAnswer> {
		let Fields { reference, boot, next, finalized, error, detail } = fields;
		let boot = boot.ok_or(NoAnswer)?;
		match (reference, next, finalized) {
			(Some(reference), Some(next), _) => {
				Ok(Self::Answer(Answer { reference, boot, next, finalized, error, detail }))
			},
			(None, None, Some(finalized)) if error.is_none() => {
				Ok(Self::Announcement(Announcement { boot, finalized }))
			},
			_ => Err(NoAnswer),
		}
	}
}

impl Reply {
	/// As a CBOR map.
	pub fn to_cbor(&self) -> Vec<u8> {
		let fields = Fields::from(self);
		let parts = [
			fields.boot.is_some(),
			fields.next.is_some(),
			fields.finalized.is_some(),
			fields.error.is_some(),
			fields.detail.is_some(),
			fields.reference.is_some(),
		];
		to_vec(|to| {
			to.map(parts.into_iter().filter(|is| *is).count() as u64)?;
			if let Some(boot) = fields.boot {
				to.u8(0)?.u32(boot)?;
			}
			if let Some(next) = fields.next {
				to.u8(1)?.u64(next)?;
			}
			if let Some(finalized) = fields.finalized {
				to.u8(2)?.u64(finalized)?;
			}
			if let Some(error) = fields.error {
				to.u8(3)?.str(error.as_str())?;
			}
			if let Some(detail) = &fields.detail {
				to.u8(4)?.str(detail)?;
			}
			match fields.reference {
				Some(Reference::Number(number)) => to.u8(5)?.u64(number)?,
				Some(Reference::Hash(hash)) => to.u8(5)?.bytes(&hash)?,
				None => to,
			};
			Ok(())
		})
	}

	/// From a CBOR map. Unknown keys are ignored.
	pub fn from_cbor(bytes: &[u8]) -> Result<Self, NoAnswer> {
		let mut decoder = Decoder::new(bytes);
		let fields = Fields::decode(&mut decoder).ok().flatten().ok_or(NoAnswer)?;
		if decoder.position() != bytes.len() {
			return Err(NoAnswer);
		}
		fields.try_into()
	}

	/// As a JSON object.
	pub fn to_json(&self) -> String {
		let json = serde_json::to_string(&Fields::from(self));
		debug_assert!(json.is_ok(), "numbers and texts are always JSON");
		json.unwrap_or_default()
	}

	/// From a JSON object. Unknown names are ignored.
	pub fn from_json(text: &[u8]) -> Result<Self, NoAnswer> {
		let fields: Fields = serde_json::from_slice(text).map_err(|_| NoAnswer)?;
		fields.try_into()
	}

	/// From either.
	pub fn decode_any(bytes: &[u8]) -> Result<Self, NoAnswer> {
		match bytes {
			[b'{', ..] => Self::from_json(bytes),
			_ => Self::from_cbor(bytes),
		}
	}
}

impl Fields {
	fn decode(from: &mut Decoder) -> Result<Option<Self>, decode::Error> {
		let mut fields = Self::default();
		let (len, mut done) = (from.map()?, 0u64);
		while more(from, len, done)? {
			done = done.saturating_add(1);
			let twice = match from.int()?.try_into() {
				Ok(0u8) => fields.boot.replace(from.u32()?).is_some(),
				Ok(1) => fields.next.replace(from.u64()?).is_some(),
				Ok(2) => fields.finalized.replace(from.u64()?).is_some(),
				Ok(3) => match from.str()?.parse::<ErrorCode>() {
					Ok(code) => fields.error.replace(code).is_some(),
					Err(UnknownCode) => return Ok(None),
				},
				Ok(4) => fields.detail.replace(from.str()?.to_string()).is_some(),
				Ok(5) => match Reference::decode(from)? {
					Some(reference) => fields.reference.replace(reference).is_some(),
					None => return Ok(None),
				},
				_ => from.skip().map(|()| false)?,
			};
			if twice {
				return Ok(None);
			}
		}
		Ok(Some(fields))
	}
}

impl Answer {
	/// An acknowledgement.
	pub const fn ack(reference: Reference, boot: u32, next: u64) -> Self {
		Self { reference, boot, next, finalized: None, error: None, detail: None }
	}

	/// A refusal, with the code's advice.
	pub fn refusal(reference: Reference, boot: u32, next: u64, error: ErrorCode) -> Self {
		let detail = Some(error.advice().to_string());
		Self { error: Some(error), detail, ..Self::ack(reference, boot, next) }
	}

	/// Whether this is the answer to `message`, for which the gateway knows no number.
	pub fn is_to(&self, message: &[u8]) -> bool {
		self.reference == Reference::of(message)
	}

	/// From CBOR or JSON. An announcement is no answer.
	pub fn decode_any(bytes: &[u8]) -> Result<Self, NoAnswer> {
		match Reply::decode_any(bytes)? {
			Reply::Answer(answer) => Ok(answer),
			Reply::Announcement(_) => Err(NoAnswer),
		}
	}
}

impl From<Answer> for Reply {
	fn from(answer: Answer) -> Self {
		Self::Answer(answer)
	}
}

impl From<Announcement> for Reply {
	fn from(announcement: Announcement) -> Self {
		Self::Announcement(announcement)
	}
}
