//! Keys of one thing, lot, place or party.

use crate::{AssetType, Gln, Gtin, KeyError, Sscc, Text};
use codec::{Decode, DecodeWithMemTracking, Encode, Input, MaxEncodedLen};
use scale_info::TypeInfo;

/// One trade item: its GTIN and serial number.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Hash,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Sgtin {
	/// The kind of item.
	pub gtin: Gtin,
	/// Its serial number, AI (21).
	pub serial: Text<20>,
}

/// A lot of a trade item: its GTIN and the batch or lot number.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Hash,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Lgtin {
	/// The kind of item.
	pub gtin: Gtin,
	/// Its batch or lot number, AI (10).
	pub lot: Text<20>,
}

/// A Global Returnable Asset Identifier. GS1 allows one without serial number, which names a type of
/// crate or keg; here the serial number is required, because the key names one.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Hash,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Grai {
	/// The kind of asset.
	pub asset_type: AssetType,
	/// Its serial number.
	pub serial: Text<16>,
}

/// A Global Individual Asset Identifier: a company prefix, and up to 30 characters with it. It has no
/// check digit; the first four characters must be digits, because no company prefix is shorter.
#[derive(
	Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Encode, MaxEncodedLen, TypeInfo,
)]
pub struct Giai(Text<30>);

impl Giai {
	/// The identifier that `text` writes.
	pub fn new(text: &str) -> Result<Self, KeyError> {
		Self::try_from(Text::new(text)?)
	}

	/// The characters, company prefix first.
	pub fn as_str(&self) -> &str {
		self.0.as_str()
	}
}

impl TryFrom<Text<30>> for Giai {
	type Error = KeyError;

	fn try_from(text: Text<30>) -> Result<Self, KeyError> {
		let mut characters = text.as_str().chars();
		for at in 1..=4 {
			match characters.next() {
				Some(digit) if digit.is_ascii_digit() => {},
				Some(found) => return Err(KeyError::NotADigit { at, found }),
				None => return Err(KeyError::NoReference),
			}
		}
		characters.next().ok_or(KeyError::NoReference)?;
		Ok(Self(text))
	}
}

impl Decode for Giai {
	fn decode<I: Input>(input: &mut I) -> Result<Self, codec::Error> {
		Self::try_from(Text::decode(input)?)
			.map_err(|_| "a GIAI is at least four digits and one character".into())
	}
}

impl DecodeWithMemTracking for Giai {}

/// A place: its GLN, and an extension for a spot inside it, such as a dock door.
#[derive(
	Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Encode, MaxEncodedLen, TypeInfo,
)]
pub struct Sgln {
	gln: Gln,
	extension: Option<Text<20>>,
}

impl Sgln {
	/// The place, unless its extension is `0`, which stands for none.
	pub fn new(gln: Gln, extension: Option<Text<20>>) -> Result<Self, KeyError> {
		match extension {
			Some(zero) if zero.as_str() == "0" => Err(KeyError::ZeroExtension),
			_ => Ok(Self { gln, extension }),
		}
	}

	/// The GLN, AI (414).
	pub const fn gln(&self) -> Gln {
		self.gln
	}

	/// The extension, AI (254).
	pub const fn extension(&self) -> Option<&Text<20>> {
		self.extension.as_ref()
	}
}

impl From<Gln> for Sgln {
	fn from(gln: Gln) -> Self {
		Self { gln, extension: None }
	}
}

impl Decode for Sgln {
	fn decode<I: Input>(input: &mut I) -> Result<Self, codec::Error> {
		let (gln, extension) = Decode::decode(input)?;
		Self::new(gln, extension).map_err(|_| "the extension of a GLN is 0".into())
	}
}

impl DecodeWithMemTracking for Sgln {}

/// A party, by its GLN, AI (417).
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Hash,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Pgln(pub Gln);

/// A GS1 key of one asset or lot, at most 32 bytes in SCALE.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Hash,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Key {
	/// One trade item.
	#[codec(index = 0)]
	Sgtin(Sgtin),
	/// A lot of a trade item.
	#[codec(index = 1)]
	Lgtin(Lgtin),
	/// A logistic unit.
	#[codec(index = 2)]
	Sscc(Sscc),
	/// One returnable asset.
	#[codec(index = 3)]
	Grai(Grai),
	/// One other asset.
	#[codec(index = 4)]
	Giai(Giai),
}

impl Key {
	/// The kind of trade item, if the key is of one.
	pub const fn gtin(&self) -> Option<Gtin> {
		match self {
			Self::Sgtin(Sgtin { gtin, .. }) | Self::Lgtin(Lgtin { gtin, .. }) => Some(*gtin),
			_ => None,
		}
	}
}

macro_rules! into_key {
	($($name:ident)+) => {$(
		impl From<$name> for Key {
			fn from(key: $name) -> Self {
				Self::$name(key)
			}
		}
	)+};
}

into_key!(Sgtin Lgtin Sscc Grai Giai);
