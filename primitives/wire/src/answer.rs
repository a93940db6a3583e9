//! What the gateway answers.

use crate::{
	cbor::{more, to_vec},
	ErrorCode, UnknownCode,
};
use alloc::{
	string::{String, ToString},
	vec::Vec,
};
use core::fmt;
use minicbor::{decode, Decoder};
use serde::{Deserialize, Serialize};

/// An answer to a message. Without an error it acknowledges.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Answer {
	/// The boot epoch that the numbers belong to.
	pub boot: u32,
	/// All readings of this boot epoch below this number are on the gateway's disk.
	pub next: u64,
	/// All readings of this boot epoch below this number are in a finalised block.
	#[serde(rename = "final", skip_serializing_if = "Option::is_none")]
	pub finalized: Option<u64>,
	/// Why the message was refused.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub error: Option<ErrorCode>,
	/// What to do.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub detail: Option<String>,
}

/// The bytes are no answer.
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

impl Answer {
	/// An acknowledgement.
	pub const fn ack(boot: u32, next: u64) -> Self {
		Self { boot, next, finalized: None, error: None, detail: None }
	}

	/// A refusal, with the code's advice.
	pub fn refusal(boot: u32, next: u64, error: ErrorCode) -> Self {
		let detail = Some(error.advice().to_string());
		Self { boot, next, finalized: None, error: Some(error), detail }
	}

	/// As a CBOR map.
	pub fn to_cbor(&self) -> Vec<u8> {
		let parts = [self.finalized.is_some(), self.error.is_some(), self.detail.is_some()];
		let len = parts.into_iter().fold(2u64, |len, is| len.saturating_add(is.into()));
		to_vec(|to| {
			to.map(len)?.u8(0)?.u32(self.boot)?.u8(1)?.u64(self.next)?;
			if let Some(finalized) = self.finalized {
				to.u8(2)?.u64(finalized)?;
			}
			if let Some(error) = self.error {
				to.u8(3)?.str(error.as_str())?;
			}
			if let Some(detail) = &self.detail {
				to.u8(4)?.str(detail)?;
			}
			Ok(())
		})
	}

	/// From a CBOR map. Unknown keys are ignored.
	pub fn from_cbor(bytes: &[u8]) -> Result<Self, NoAnswer> {
		let mut decoder = Decoder::new(bytes);
		let answer = Self::decode(&mut decoder).ok().flatten().ok_or(NoAnswer)?;
		(decoder.position() == bytes.len()).then_some(answer).ok_or(NoAnswer)
	}

	fn decode(from: &mut Decoder) -> Result<Option<Self>, decode::Error> {
		let (mut boot, mut next, mut finalized) = (None, None, None);
		let (mut error, mut detail) = (None, None);
		let (len, mut done) = (from.map()?, 0u64);
		while more(from, len, done)? {
			done = done.saturating_add(1);
			let twice = match from.int()?.try_into() {
				Ok(0u8) => boot.replace(from.u32()?).is_some(),
				Ok(1) => next.replace(from.u64()?).is_some(),
				Ok(2) => finalized.replace(from.u64()?).is_some(),
				Ok(3) => match from.str()?.parse::<ErrorCode>() {
					Ok(code) => error.replace(code).is_some(),
					Err(UnknownCode) => return Ok(None),
				},
				Ok(4) => detail.replace(from.str()?.to_string()).is_some(),
				_ => from.skip().map(|()| false)?,
			};
			if twice {
				return Ok(None);
			}
		}
		Ok(boot.zip(next).map(|(boot, next)| Self { boot, next, finalized, error, detail }))
	}

	/// As a JSON object.
	pub fn to_json(&self) -> String {
		let json = serde_json::to_string(self);
		debug_assert!(json.is_ok(), "numbers and texts are always JSON");
		json.unwrap_or_default()
	}

	/// From a JSON object. Unknown names are ignored.
	pub fn from_json(text: &[u8]) -> Result<Self, NoAnswer> {
		serde_json::from_slice(text).map_err(|_| NoAnswer)
	}

	/// From either.
	pub fn decode_any(bytes: &[u8]) -> Result<Self, NoAnswer> {
		match bytes {
			[b'{', ..] => Self::from_json(bytes),
			_ => Self::from_cbor(bytes),
		}
	}
}
