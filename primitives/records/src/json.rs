//! JSON for values that have no JSON form of their own. Bytes and long integers use
//! [`tallystick_evidence::json`].

pub use tallystick_evidence::json::{Exact, Hex};

use alloc::{
	string::{String, ToString},
	vec::Vec,
};
use serde::{de::Error, Deserialize, Deserializer, Serializer};

/// A text that the chain stores as UTF-8 bytes. Invalid bytes are shown as the replacement
/// character.
#[derive(Debug)]
pub struct Text;

impl Text {
	/// Writes the text.
	pub fn serialize<S: Serializer>(text: impl AsRef<[u8]>, to: S) -> Result<S::Ok, S::Error> {
		to.serialize_str(&String::from_utf8_lossy(text.as_ref()))
	}

	/// Reads a text that is not longer than its bound.
	pub fn deserialize<'de, D, T>(from: D) -> Result<T, D::Error>
	where
		D: Deserializer<'de>,
		T: TryFrom<Vec<u8>>,
	{
		let bytes = String::deserialize(from)?.into_bytes();
		let len = bytes.len();
		T::try_from(bytes).map_err(|_| D::Error::custom(too_long(len)))
	}
}

fn too_long(len: usize) -> String {
	["a text of ", &len.to_string(), " bytes is too long"].concat()
}
