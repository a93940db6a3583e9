use core::fmt;

/// Why a text, a number or bytes are no GS1 key. Positions count characters from 1.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum KeyError {
	/// The value has too few or too many characters.
	Length {
		/// The least number of characters.
		min: u8,
		/// The greatest number of characters.
		max: u8,
		/// The number of characters given.
		found: usize,
	},
	/// A character that has to be a digit is another one.
	NotADigit {
		/// The position of the character.
		at: usize,
		/// The character.
		found: char,
	},
	/// The last digit does not match the digits before it.
	CheckDigit {
		/// The digit that matches.
		expected: u8,
		/// The digit given.
		found: u8,
	},
	/// A character is outside GS1's set of 82 characters.
	Character {
		/// The position of the character.
		at: usize,
		/// The character.
		found: char,
	},
	/// The extension of a location is `0`, which GS1 reserves for "no extension".
	ZeroExtension,
	/// The individual asset reference behind the company prefix is missing.
	NoReference,
	/// A GRAI's value does not start with the zero that GS1 puts in front of its 13 digits.
	NoLeadingZero,
	/// A GTIN lacks the serial number or lot that makes it a key of one asset or lot.
	NoQualifier,
	/// The text identifies another kind of thing.
	OtherKey,
	/// The text is no element string, Digital Link URI, EPC URN or plain value.
	UnknownForm,
	/// A `%` is not followed by two hexadecimal digits of a character.
	Escape {
		/// The position of the `%`.
		at: usize,
	},
}

impl fmt::Display for KeyError {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::Length { min, max, found } if min == max => {
				write!(f, "the value has {found} characters, but needs {min}")
			},
			Self::Length { min, max, found } => {
				write!(f, "the value has {found} characters, but needs {min} to {max}")
			},
			Self::NotADigit { at, found } => {
				write!(f, "character {at} is {found:?}, but must be a digit")
			},
			Self::CheckDigit { expected, found } => {
				write!(f, "the check digit is {found}, but must be {expected}: look for a typing error")
			},
			Self::Character { at, found } => write!(
				f,
				"character {at} is {found:?}, which GS1 does not allow: use letters, digits and \
				 !\"%&'()*+,-./:;<=>?_",
			),
			Self::ZeroExtension => {
				f.write_str("the extension 0 stands for no extension: leave it out")
			},
			Self::NoReference => f.write_str(
				"the individual asset reference is missing: add it behind the company prefix",
			),
			Self::NoLeadingZero => {
				f.write_str("the GRAI does not start with 0: put a 0 in front of its 13 digits")
			},
			Self::NoQualifier => {
				f.write_str("the GTIN has no serial number or lot: add (21) or (10) and its value")
			},
			Self::OtherKey => f.write_str("the text identifies another kind of thing"),
			Self::UnknownForm => f.write_str(
				"the text is no GS1 key: write an element string such as (01)…(21)…, a GS1 Digital \
				 Link URI or an EPC URN, with one qualifier at most",
			),
			Self::Escape { at } => {
				write!(f, "the % at character {at} is not followed by two hexadecimal digits")
			},
		}
	}
}

impl core::error::Error for KeyError {}
