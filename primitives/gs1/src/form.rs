//! Keys as text: element strings, GS1 Digital Link URIs, EPC URNs, plain values.

use crate::{
	digits::{number, TO_12, TO_16},
	AssetType, CompanyPrefix, Giai, Gln, Grai, Gtin, Key, KeyError, Lgtin, Pgln, Sgln, Sgtin, Sscc,
	Text,
};
use core::{
	fmt::{self, Write},
	str::FromStr,
};

/// The Application Identifiers that a key can have.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ai {
	Sscc,
	Gtin,
	Lot,
	Serial,
	Extension,
	Place,
	Party,
	Grai,
	Giai,
}

impl Ai {
	const ALL: [Self; 9] = [
		Self::Sscc,
		Self::Gtin,
		Self::Lot,
		Self::Serial,
		Self::Extension,
		Self::Place,
		Self::Party,
		Self::Grai,
		Self::Giai,
	];

	const fn code(self) -> &'static str {
		match self {
			Self::Sscc => "00",
			Self::Gtin => "01",
			Self::Lot => "10",
			Self::Serial => "21",
			Self::Extension => "254",
			Self::Place => "414",
			Self::Party => "417",
			Self::Grai => "8003",
			Self::Giai => "8004",
		}
	}

	fn find(code: &str) -> Option<Self> {
		Self::ALL.into_iter().find(|ai| ai.code() == code)
	}

	/// The length of a value that another element may follow, in characters.
	const fn width(self) -> Option<u8> {
		match self {
			Self::Sscc => Some(18),
			Self::Gtin => Some(14),
			Self::Place | Self::Party => Some(13),
			_ => None,
		}
	}

	const fn is_qualifier(self) -> bool {
		matches!(self, Self::Lot | Self::Serial | Self::Extension)
	}
}

/// Space for the longest value, 30 characters, with its escapes resolved.
struct Value {
	bytes: [u8; Self::MAX],
	len: usize,
}

impl Value {
	const MAX: usize = 30;

	const fn new() -> Self {
		Self { bytes: [0; Self::MAX], len: 0 }
	}

	fn plain(text: &str) -> Result<Self, KeyError> {
		let mut value = Self::new();
		for (at, found) in text.chars().enumerate() {
			let byte = u8::try_from(found)
				.map_err(|_| KeyError::Character { at: at.saturating_add(1), found })?;
			value.push(byte)?;
		}
		Ok(value)
	}

	/// The value of a text in which `%` and two hexadecimal digits stand for a character.
	fn escaped(text: &str) -> Result<Self, KeyError> {
		let mut value = Self::new();
		let mut characters = text.chars().enumerate();
		while let Some((at, found)) = characters.next() {
			let at = at.saturating_add(1);
			let byte = if found == '%' {
				let mut digit = || characters.next().and_then(|(_, digit)| digit.to_digit(16));
				let (high, low) = digit().zip(digit()).ok_or(KeyError::Escape { at })?;
				u8::try_from(high << 4 | low).map_err(|_| KeyError::Escape { at })?
			} else {
				u8::try_from(found).map_err(|_| KeyError::Character { at, found })?
			};
			value.push(byte)?;
		}
		Ok(value)
	}

	fn push(&mut self, byte: u8) -> Result<(), KeyError> {
		if !byte.is_ascii() {
			let at = self.len.saturating_add(1);
			return Err(KeyError::Character { at, found: byte.into() });
		}
		let max = Self::MAX as u8;
		let too_long = KeyError::Length { min: 1, max, found: Self::MAX.saturating_add(1) };
		*self.bytes.get_mut(self.len).ok_or(too_long)? = byte;
		self.len = self.len.saturating_add(1);
		Ok(())
	}

	fn append(&mut self, text: &str) -> Result<(), KeyError> {
		text.bytes().try_for_each(|byte| self.push(byte))
	}

	fn as_str(&self) -> &str {
		core::str::from_utf8(self.bytes.get(..self.len).unwrap_or_default()).unwrap_or_default()
	}
}

/// The parts of a key, in whatever form it was written.
struct Parts {
	ai: Ai,
	value: Value,
	qualifier: Option<(Ai, Value)>,
}

impl Parts {
	/// The parts of a text, `None` if it is a plain value.
	fn read(text: &str) -> Result<Option<Self>, KeyError> {
		if text.starts_with('(') {
			return Self::element_string(text).map(Some);
		}
		if let Some(urn) = text.strip_prefix("urn:epc:") {
			return Self::urn(urn).map(Some);
		}
		match text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")) {
			Some(link) => Self::digital_link(link).map(Some),
			None => Ok(None),
		}
	}

	/// `(01)…(21)…`
	fn element_string(text: &str) -> Result<Self, KeyError> {
		let (ai, rest) = element(text)?;
		let Some(width) = ai.width() else {
			return Ok(Self { ai, value: Value::plain(rest)?, qualifier: None });
		};
		let end = rest.find('(').unwrap_or(rest.len());
		let (value, rest) = rest.split_at_checked(end).ok_or(KeyError::UnknownForm)?;
		if value.len() != usize::from(width) {
			return Err(KeyError::Length { min: width, max: width, found: value.chars().count() });
		}
		let qualifier = match rest {
			"" => None,
			rest => {
				let (ai, rest) = element(rest)?;
				Some((ai, Value::plain(rest)?))
			},
		};
		Ok(Self { ai, value: Value::plain(value)?, qualifier })
	}

	/// `id.gs1.org/01/…/21/…`, on any host and below any path. Query and fragment are ignored.
	fn digital_link(link: &str) -> Result<Self, KeyError> {
		let path = link.split(['?', '#']).next().unwrap_or_default();
		let mut segments = path.split('/').skip(1);
		let ai = segments
			.find_map(|segment| Ai::find(segment).filter(|ai| !ai.is_qualifier()))
			.ok_or(KeyError::UnknownForm)?;
		let value = Value::escaped(segments.next().ok_or(KeyError::UnknownForm)?)?;
		let mut qualifier = None;
		if let Some(code) = segments.next().filter(|code| !code.is_empty()) {
			let ai = Ai::find(code).ok_or(KeyError::UnknownForm)?;
			qualifier = Some((ai, Value::escaped(segments.next().ok_or(KeyError::UnknownForm)?)?));
		}
		match segments.next() {
			None | Some("") => Ok(Self { ai, value, qualifier }),
			Some(_) => Err(KeyError::UnknownForm),
		}
	}

	/// `id:sgtin:…`, `class:lgtin:…` or `idpat:sgtin:….*`. The prefix comes first. The check digit is
	/// left out; it belongs after the reference.
	fn urn(urn: &str) -> Result<Self, KeyError> {
		let unknown = KeyError::UnknownForm;
		let (end, _) = urn.match_indices(':').nth(1).ok_or(unknown)?;
		let (scheme, rest) = urn.split_at_checked(end).ok_or(unknown)?;
		let rest = rest.strip_prefix(':').ok_or(unknown)?;
		let (prefix, rest) = rest.split_once('.').ok_or(unknown)?;
		number(prefix, Urn::<Key>::MIN_PREFIX, CompanyPrefix::MAX)?;
		let mut value = Value::new();
		if scheme == "id:giai" {
			value.append(prefix)?;
			value.append(Value::escaped(rest)?.as_str())?;
			return Ok(Self { ai: Ai::Giai, value, qualifier: None });
		}
		let (reference, rest) = match rest.split_once('.') {
			Some((reference, rest)) => (reference, Some(rest)),
			None => (rest, None),
		};
		let (ai, qualifier) = match scheme {
			"id:sgtin" => (Ai::Gtin, Some(Ai::Serial)),
			"class:lgtin" => (Ai::Gtin, Some(Ai::Lot)),
			"idpat:sgtin" if rest == Some("*") => (Ai::Gtin, None),
			"id:sscc" if rest.is_none() => (Ai::Sscc, None),
			"id:sgln" if rest == Some("0") => (Ai::Place, None),
			"id:sgln" => (Ai::Place, Some(Ai::Extension)),
			"id:pgln" if rest.is_none() => (Ai::Party, None),
			"id:grai" => (Ai::Grai, None),
			_ => return Err(unknown),
		};
		match ai {
			// The indicator or extension digit stands before the prefix.
			Ai::Gtin | Ai::Sscc => {
				let (first, reference) = reference.split_at_checked(1).ok_or(unknown)?;
				value.append(first)?;
				value.append(prefix)?;
				value.append(reference)?;
			},
			_ => {
				value.append(prefix)?;
				value.append(reference)?;
			},
		}
		let body = |digits: u8| {
			let body = digits.saturating_sub(1);
			number(value.as_str(), body, body)
		};
		let key = match ai {
			Ai::Gtin => Gtin::from_body(body(Gtin::DIGITS)?)?.get(),
			Ai::Sscc => Sscc::from_body(body(Sscc::DIGITS)?)?.get(),
			_ => Gln::from_body(body(Gln::DIGITS)?)?.get(),
		};
		let check = char::from_digit((key % 10) as u32, 10).ok_or(unknown)?;
		value.push(check as u8)?;
		if ai == Ai::Grai {
			let mut whole = Value::new();
			whole.append("0")?;
			whole.append(value.as_str())?;
			whole.append(Value::escaped(rest.ok_or(unknown)?)?.as_str())?;
			value = whole;
		}
		let qualifier = match qualifier {
			Some(ai) => Some((ai, Value::escaped(rest.ok_or(unknown)?)?)),
			None => None,
		};
		Ok(Self { ai, value, qualifier })
	}

	fn gtin(&self) -> Result<Gtin, KeyError> {
		match (self.ai, &self.qualifier) {
			(Ai::Gtin, None) => Gtin::from_digits(self.value.as_str()),
			_ => Err(KeyError::OtherKey),
		}
	}

	fn key(&self) -> Result<Key, KeyError> {
		let value = self.value.as_str();
		Ok(match (self.ai, &self.qualifier) {
			(Ai::Gtin, Some((Ai::Serial, serial))) => {
				let gtin = Gtin::from_digits(value)?;
				Sgtin { gtin, serial: Text::new(serial.as_str())? }.into()
			},
			(Ai::Gtin, Some((Ai::Lot, lot))) => {
				let gtin = Gtin::from_digits(value)?;
				Lgtin { gtin, lot: Text::new(lot.as_str())? }.into()
			},
			(Ai::Gtin, None) => return Err(KeyError::NoQualifier),
			(Ai::Sscc, None) => Sscc::from_digits(value)?.into(),
			(Ai::Grai, None) => Grai::from_value(value)?.into(),
			(Ai::Giai, None) => Giai::new(value)?.into(),
			_ => return Err(KeyError::OtherKey),
		})
	}

	fn place(&self) -> Result<Sgln, KeyError> {
		let gln = match self.ai {
			Ai::Place => Gln::from_digits(self.value.as_str())?,
			_ => return Err(KeyError::OtherKey),
		};
		match &self.qualifier {
			None => Ok(gln.into()),
			Some((Ai::Extension, extension)) => {
				Sgln::new(gln, Some(Text::new(extension.as_str())?))
			},
			Some(_) => Err(KeyError::OtherKey),
		}
	}

	fn party(&self) -> Result<Pgln, KeyError> {
		match (self.ai, &self.qualifier) {
			(Ai::Party, None) => Gln::from_digits(self.value.as_str()).map(Pgln),
			_ => Err(KeyError::OtherKey),
		}
	}
}

/// The Application Identifier in front of a text, and what follows it.
fn element(text: &str) -> Result<(Ai, &str), KeyError> {
	text.strip_prefix('(')
		.and_then(|text| text.split_once(')'))
		.and_then(|(code, rest)| Some((Ai::find(code)?, rest)))
		.ok_or(KeyError::UnknownForm)
}

impl Grai {
	/// The key of AI (8003)'s value: 0, 13 digits, the serial number.
	fn from_value(value: &str) -> Result<Self, KeyError> {
		let digits = value.strip_prefix('0').ok_or(KeyError::NoLeadingZero)?;
		let found = value.chars().count();
		let short = KeyError::Length { min: 15, max: 30, found };
		let (digits, serial) = digits.split_at_checked(13).ok_or(short)?;
		if serial.is_empty() {
			return Err(short);
		}
		Ok(Self { asset_type: AssetType::from_digits(digits)?, serial: Text::new(serial)? })
	}
}

macro_rules! from_str {
	($($name:ty, $read:expr, $plain:expr;)+) => {$(
		impl FromStr for $name {
			type Err = KeyError;

			/// The key that an element string, Digital Link URI, EPC URN or plain value writes.
			fn from_str(text: &str) -> Result<Self, KeyError> {
				match Parts::read(text)? {
					Some(parts) => $read(parts),
					None => $plain(text),
				}
			}
		}
	)+};
}

fn no_plain<T>(_: &str) -> Result<T, KeyError> {
	Err(KeyError::UnknownForm)
}

/// The variant of a key.
macro_rules! variant {
	($name:ident) => {
		|parts: Parts| match parts.key()? {
			Key::$name(key) => Ok(key),
			_ => Err(KeyError::OtherKey),
		}
	};
}

from_str! {
	Key, |parts: Parts| parts.key(), no_plain;
	Sgtin, variant!(Sgtin), no_plain;
	Lgtin, variant!(Lgtin), no_plain;
	Sscc, variant!(Sscc), Sscc::from_digits;
	Grai, variant!(Grai), Grai::from_value;
	Giai, variant!(Giai), Giai::new;
	Gtin, |parts: Parts| parts.gtin(), Gtin::from_digits;
	Sgln, |parts: Parts| parts.place(), |text| Gln::from_digits(text).map(Sgln::from);
	Pgln, |parts: Parts| parts.party(), |text| Gln::from_digits(text).map(Pgln);
	Gln, |parts: Parts| match parts.place()? {
		place if place.extension().is_none() => Ok(place.gln()),
		_ => Err(KeyError::OtherKey),
	}, Gln::from_digits;
}

macro_rules! element_string {
	($($name:ty, $key:ident => $form:literal, $($part:expr),+;)+) => {$(
		impl fmt::Display for $name {
			fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
				let $key = self;
				write!(f, $form, $($part),+)
			}
		}
	)+};
}

element_string! {
	Sgtin, key => "(01){}(21){}", key.gtin, key.serial;
	Lgtin, key => "(01){}(10){}", key.gtin, key.lot;
	Grai, key => "(8003)0{}{}", key.asset_type, key.serial;
	Giai, key => "(8004){}", key.as_str();
	Pgln, key => "(417){}", key.0;
}

impl fmt::Display for Sgln {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "(414){}", self.gln())?;
		self.extension().map_or(Ok(()), |extension| write!(f, "(254){extension}"))
	}
}

impl fmt::Display for Key {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::Sgtin(key) => key.fmt(f),
			Self::Lgtin(key) => key.fmt(f),
			Self::Sscc(key) => write!(f, "(00){key}"),
			Self::Grai(key) => key.fmt(f),
			Self::Giai(key) => key.fmt(f),
		}
	}
}

/// A text in which some characters are percent-encoded.
pub(crate) struct Escaped<'a> {
	text: &'a str,
	reserved: &'static [u8],
}

impl fmt::Display for Escaped<'_> {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		self.text.bytes().try_for_each(|byte| {
			if self.reserved.contains(&byte) {
				write!(f, "%{byte:02X}")
			} else {
				f.write_char(byte.into())
			}
		})
	}
}

/// The canonical GS1 Digital Link URI of a key, at `https://id.gs1.org`, as `Display` writes it.
///
/// Percent-encoded are the characters that would end a path segment, `"`, `<` and `>`, and those of table
/// 7-1 of the GS1 Digital Link standard.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct DigitalLink<K>(K);

fn in_link(text: &str) -> Escaped<'_> {
	Escaped { text, reserved: b"!\"%&()*+,/:<>?" }
}

macro_rules! digital_links {
	($($name:ty, $key:ident => $form:literal, $($part:expr),+;)+) => {$(
		impl fmt::Display for DigitalLink<$name> {
			fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
				let $key = &self.0;
				write!(f, concat!("https://id.gs1.org/", $form), $($part),+)
			}
		}

		impl $name {
			/// The canonical GS1 Digital Link URI.
			pub const fn digital_link(&self) -> DigitalLink<Self> {
				DigitalLink(*self)
			}
		}
	)+};
}

digital_links! {
	Gtin, key => "01/{}", key;
	Sgtin, key => "01/{}/21/{}", key.gtin, in_link(key.serial.as_str());
	Lgtin, key => "01/{}/10/{}", key.gtin, in_link(key.lot.as_str());
	Sscc, key => "00/{}", key;
	Grai, key => "8003/0{}{}", key.asset_type, in_link(key.serial.as_str());
	Giai, key => "8004/{}", in_link(key.as_str());
	Pgln, key => "417/{}", key.0;
}

impl fmt::Display for DigitalLink<Sgln> {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "https://id.gs1.org/414/{}", self.0.gln())?;
		match self.0.extension() {
			Some(extension) => write!(f, "/254/{}", in_link(extension.as_str())),
			None => Ok(()),
		}
	}
}

impl Sgln {
	/// The canonical GS1 Digital Link URI.
	pub const fn digital_link(&self) -> DigitalLink<Self> {
		DigitalLink(*self)
	}
}

impl fmt::Display for DigitalLink<Key> {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match &self.0 {
			Key::Sgtin(key) => key.digital_link().fmt(f),
			Key::Lgtin(key) => key.digital_link().fmt(f),
			Key::Sscc(key) => key.digital_link().fmt(f),
			Key::Grai(key) => key.digital_link().fmt(f),
			Key::Giai(key) => key.digital_link().fmt(f),
		}
	}
}

impl Key {
	/// The canonical GS1 Digital Link URI.
	pub const fn digital_link(&self) -> DigitalLink<Self> {
		DigitalLink(*self)
	}
}

/// The EPC URN of a key, as `Display` writes it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Urn<K> {
	key: K,
	/// The digits of the part before the first dot.
	prefix: u8,
}

impl<K> Urn<K> {
	/// The least number of digits before the first dot of a URN. A shorter company prefix counts as the
	/// block of longer prefixes that it contains.
	const MIN_PREFIX: u8 = 6;
}

pub(crate) fn in_urn(text: &str) -> Escaped<'_> {
	Escaped { text, reserved: b"\"%&/<>?" }
}

/// `body`, of `width` digits, with a dot behind the first `prefix` ones and `first` behind the dot.
struct Dotted {
	first: Option<u8>,
	body: u64,
	width: u8,
	prefix: u8,
}

impl fmt::Display for Dotted {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		let width = self.width.saturating_sub(self.prefix);
		let behind = 10u64.pow(width.into());
		// At least 1.
		let prefix = self.body.checked_div(behind).unwrap_or_default();
		write!(f, "{prefix:0digits$}.", digits = self.prefix.into())?;
		if let Some(first) = self.first {
			write!(f, "{first}")?;
		}
		if width > 0 {
			let rest = self.body.checked_rem(behind).unwrap_or_default();
			write!(f, "{rest:0digits$}", digits = width.into())?;
		}
		Ok(())
	}
}

impl Gtin {
	const fn dotted(self, prefix: u8) -> Dotted {
		let body = self.body() % TO_12;
		Dotted { first: Some(self.indicator()), body, width: 12, prefix }
	}
}

macro_rules! urns {
	($($name:ty, ($key:ident, $prefix:ident) => $form:literal, $($part:expr),+;)+) => {$(
		impl fmt::Display for Urn<$name> {
			fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
				let ($key, $prefix) = (&self.key, self.prefix);
				write!(f, concat!("urn:epc:", $form), $($part),+)
			}
		}
		has_urn!($name);
	)+};
}

macro_rules! has_urn {
	($name:ty) => {
		impl $name {
			/// The EPC URN, if the key was issued under `prefix`.
			pub fn urn(&self, prefix: &CompanyPrefix) -> Option<Urn<Self>> {
				let digits = prefix.digits().max(Urn::<Self>::MIN_PREFIX);
				self.is_under(prefix).then_some(Urn { key: *self, prefix: digits })
			}
		}
	};
}

urns! {
	Gtin, (key, prefix) => "idpat:sgtin:{}.*", key.dotted(prefix);
	Sgtin, (key, prefix) => "id:sgtin:{}.{}", key.gtin.dotted(prefix), in_urn(key.serial.as_str());
	Lgtin, (key, prefix) => "class:lgtin:{}.{}", key.gtin.dotted(prefix), in_urn(key.lot.as_str());
	Sscc, (key, prefix) => "id:sscc:{}", Dotted {
		first: Some(key.extension_digit()),
		body: key.body() % TO_16,
		width: 16,
		prefix,
	};
	Grai, (key, prefix) => "id:grai:{}.{}",
		Dotted { first: None, body: key.asset_type.body(), width: 12, prefix },
		in_urn(key.serial.as_str());
	Sgln, (key, prefix) => "id:sgln:{}.{}",
		Dotted { first: None, body: key.gln().body(), width: 12, prefix },
		in_urn(key.extension().map_or("0", Text::as_str));
	Pgln, (key, prefix) => "id:pgln:{}",
		Dotted { first: None, body: key.0.body(), width: 12, prefix };
}

impl fmt::Display for Urn<Giai> {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		let (prefix, reference) =
			self.key.as_str().split_at_checked(self.prefix.into()).unwrap_or_default();
		write!(f, "urn:epc:id:giai:{prefix}.{}", in_urn(reference))
	}
}

impl Giai {
	/// The EPC URN, if the key was issued under `prefix` and has six digits and a reference behind them.
	pub fn urn(&self, prefix: &CompanyPrefix) -> Option<Urn<Self>> {
		let digits = prefix.digits().max(Urn::<Self>::MIN_PREFIX);
		let (start, reference) = self.as_str().split_at_checked(digits.into())?;
		let whole = !reference.is_empty() && start.bytes().all(|byte| byte.is_ascii_digit());
		(whole && self.is_under(prefix)).then_some(Urn { key: *self, prefix: digits })
	}
}

impl fmt::Display for Urn<Key> {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		let prefix = self.prefix;
		match self.key {
			Key::Sgtin(key) => Urn { key, prefix }.fmt(f),
			Key::Lgtin(key) => Urn { key, prefix }.fmt(f),
			Key::Sscc(key) => Urn { key, prefix }.fmt(f),
			Key::Grai(key) => Urn { key, prefix }.fmt(f),
			Key::Giai(key) => Urn { key, prefix }.fmt(f),
		}
	}
}

impl Key {
	/// The EPC URN, if the key was issued under `prefix` and, a GIAI, is long enough for one.
	pub fn urn(&self, prefix: &CompanyPrefix) -> Option<Urn<Self>> {
		let digits = match self {
			Self::Giai(key) => key.urn(prefix)?.prefix,
			_ => prefix.digits().max(Urn::<Self>::MIN_PREFIX),
		};
		self.is_under(prefix).then_some(Urn { key: *self, prefix: digits })
	}
}
