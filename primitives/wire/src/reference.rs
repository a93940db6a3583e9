//! The name by which an answer refers to its message.

use core::fmt;
use minicbor::{data::Type, decode, Decoder};
use serde::{de, Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest, Sha256};

/// The name of a message in its answer: the number that a SenML pack gives as `ref`, or else the
/// beginning of the message's hash.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Reference {
	/// The number that the pack gives. In JSON and CBOR a number.
	Number(u64),
	/// The first 8 bytes of the SHA-256 of what was published. In JSON 16 hexadecimal digits, in
	/// CBOR a string of 8 bytes.
	Hash([u8; 8]),
}

impl Reference {
	/// By the hash of what was published.
	pub fn of(message: &[u8]) -> Self {
		let hash: [u8; 32] = Sha256::digest(message).into();
		Self::Hash(hash.first_chunk().copied().unwrap_or_default())
	}

	/// `None` if it is a string of another length.
	pub(crate) fn decode(from: &mut Decoder) -> Result<Option<Self>, decode::Error> {
		match from.datatype()? {
			Type::Bytes => Ok(from.bytes()?.try_into().ok().map(Self::Hash)),
			_ => Ok(Some(Self::Number(from.u64()?))),
		}
	}
}

impl Serialize for Reference {
	fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
		match self {
			Self::Number(number) => to.serialize_u64(*number),
			Self::Hash(hash) => to.serialize_str(&hex::encode(hash)),
		}
	}
}

impl<'de> Deserialize<'de> for Reference {
	fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
		from.deserialize_any(Visitor)
	}
}

struct Visitor;

impl de::Visitor<'_> for Visitor {
	type Value = Reference;

	fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
		f.write_str("a number, or 16 lower-case hexadecimal digits")
	}

	fn visit_u64<E>(self, number: u64) -> Result<Reference, E> {
		Ok(Reference::Number(number))
	}

	fn visit_str<E: de::Error>(self, digits: &str) -> Result<Reference, E> {
		let mut hash = [0; 8];
		match hex::decode_to_slice(digits, &mut hash) {
			Ok(()) if !digits.bytes().any(|digit| digit.is_ascii_uppercase()) => {
				Ok(Reference::Hash(hash))
			},
			_ => Err(E::invalid_value(de::Unexpected::Str(digits), &self)),
		}
	}
}
