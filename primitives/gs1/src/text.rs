//! Short texts of GS1's characters.

use crate::KeyError;
use codec::{Compact, Decode, DecodeWithMemTracking, Encode, Input, MaxEncodedLen, Output};
use core::{fmt, str::FromStr};
use scale_info::{build::Fields, Path, Type, TypeInfo};

/// From 1 to `N` characters of GS1's set of 82, `N` at most 255: serial numbers, lots, extensions.
///
/// SCALE writes it as a string.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Text<const N: usize> {
	// Bytes after `len` are zero, so the derived order is that of the texts.
	bytes: [u8; N],
	len: u8,
}

/// Whether `byte` is in GS1's character set 82.
pub(crate) const fn allowed(byte: u8) -> bool {
	matches!(byte, b'!' | b'"' | b'%'..=b'?' | b'A'..=b'Z' | b'_' | b'a'..=b'z')
}

impl<const N: usize> Text<N> {
	/// The text, if it has 1 to `N` characters and all are allowed.
	pub fn new(text: &str) -> Result<Self, KeyError> {
		const { assert!(N <= u8::MAX as usize) };
		for (at, found) in text.chars().enumerate() {
			if !u8::try_from(found).is_ok_and(allowed) {
				return Err(KeyError::Character { at: at.saturating_add(1), found });
			}
		}
		let wrong = KeyError::Length { min: 1, max: N as u8, found: text.len() };
		let mut bytes = [0; N];
		let room = bytes.get_mut(..text.len()).filter(|room| !room.is_empty()).ok_or(wrong)?;
		room.copy_from_slice(text.as_bytes());
		let len = u8::try_from(text.len()).map_err(|_| wrong)?;
		Ok(Self { bytes, len })
	}

	/// The characters.
	pub fn as_str(&self) -> &str {
		let used = self.bytes.get(..self.len.into()).unwrap_or_default();
		core::str::from_utf8(used).unwrap_or_default()
	}
}

impl<const N: usize> FromStr for Text<N> {
	type Err = KeyError;

	fn from_str(text: &str) -> Result<Self, KeyError> {
		Self::new(text)
	}
}

impl<const N: usize> fmt::Display for Text<N> {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(self.as_str())
	}
}

impl<const N: usize> fmt::Debug for Text<N> {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		fmt::Debug::fmt(self.as_str(), f)
	}
}

impl<const N: usize> Encode for Text<N> {
	fn size_hint(&self) -> usize {
		self.as_str().size_hint()
	}

	fn encode_to<T: Output + ?Sized>(&self, to: &mut T) {
		self.as_str().encode_to(to)
	}
}

impl<const N: usize> codec::EncodeLike for Text<N> {}

impl<const N: usize> Decode for Text<N> {
	fn decode<I: Input>(input: &mut I) -> Result<Self, codec::Error> {
		let len = Compact::<u32>::decode(input)?.0 as usize;
		let mut bytes = [0; N];
		let used = bytes.get_mut(..len).ok_or("a GS1 text is too long")?;
		input.read(used)?;
		let text = core::str::from_utf8(used).map_err(|_| "a GS1 text is not ASCII")?;
		Self::new(text)
			.map_err(|_| "a GS1 text is empty or has a character that is not allowed".into())
	}
}

impl<const N: usize> DecodeWithMemTracking for Text<N> {}

impl<const N: usize> MaxEncodedLen for Text<N> {
	fn max_encoded_len() -> usize {
		Compact(N as u32).encoded_size().saturating_add(N)
	}
}

impl<const N: usize> TypeInfo for Text<N> {
	type Identity = Self;

	fn type_info() -> Type {
		Type::builder()
			.path(Path::new("Text", module_path!()))
			.composite(Fields::unnamed().field(|field| field.ty::<str>().type_name("str")))
	}
}
