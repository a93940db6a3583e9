//! Packs in JSON.

use super::{Fault, Fields, Label, Number, Resolver, SenmlError, Slot};
use alloc::string::String;
use core::fmt;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

/// The byte order mark, which some programs write before JSON.
pub(super) const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

pub(super) fn read(pack: &[u8], resolver: &mut Resolver) -> Result<(), SenmlError> {
	let pack = pack.strip_prefix(BYTE_ORDER_MARK).unwrap_or(pack);
	match pack.trim_ascii_start().first() {
		Some(b'[') => {},
		Some(_) => return Err(Fault::NotArray.into()),
		None => return Err(Fault::Empty.into()),
	}
	let mut refused = None;
	let mut json = serde_json::Deserializer::from_slice(pack);
	let reader = Reader { resolver: &mut *resolver, refused: &mut refused };
	match reader.deserialize(&mut json) {
		Ok(()) => json.end().map_err(|_| Fault::Trailing.into()),
		Err(error) => Err(refused.unwrap_or_else(|| fault(&error, resolver.place.field).into())),
	}
}

/// Why the parser stopped in this field.
fn fault(error: &serde_json::Error, field: Option<&str>) -> Fault {
	match field {
		_ if error.is_eof() => Fault::Truncated,
		Some("n" | "bn" | "u" | "bu") => Fault::NotText,
		Some("ref") => Fault::BadReference,
		Some(_) => Fault::NotNumber,
		None if error.is_data() => Fault::NotObject,
		None => Fault::NotJson { line: error.line(), column: error.column() },
	}
}

/// Passes records to the resolver as they are read, and keeps the reason if one was refused.
struct Reader<'a> {
	resolver: &'a mut Resolver,
	refused: &'a mut Option<SenmlError>,
}

impl Reader<'_> {
	fn take<T, E: Error>(&mut self, result: Result<T, SenmlError>) -> Result<T, E> {
		result.map_err(|error| {
			*self.refused = Some(error);
			E::custom("refused")
		})
	}
}

impl<'de> DeserializeSeed<'de> for Reader<'_> {
	type Value = ();

	fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
		from.deserialize_seq(self)
	}
}

impl<'de> Visitor<'de> for Reader<'_> {
	type Value = ();

	fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
		f.write_str("a SenML pack")
	}

	fn visit_seq<A: SeqAccess<'de>>(self, mut records: A) -> Result<(), A::Error> {
		let Self { resolver, refused } = self;
		loop {
			let record = RecordReader(Reader { resolver: &mut *resolver, refused: &mut *refused });
			if records.next_element_seed(record)?.is_none() {
				return Ok(());
			}
		}
	}
}

struct RecordReader<'a>(Reader<'a>);

impl<'de> DeserializeSeed<'de> for RecordReader<'_> {
	type Value = ();

	fn deserialize<D: Deserializer<'de>>(mut self, from: D) -> Result<(), D::Error> {
		let begun = self.0.resolver.begin();
		self.0.take(begun)?;
		from.deserialize_map(self)
	}
}

impl<'de> Visitor<'de> for RecordReader<'_> {
	type Value = ();

	fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
		f.write_str("a SenML record")
	}

	fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
		let mut fields = Fields::default();
		while let Some(name) = map.next_key::<String>()? {
			let Some(label) = self.0.take(Label::of_name(&name))? else {
				map.next_value::<IgnoredAny>()?;
				continue;
			};
			self.0.resolver.place.field = Some(label.name());
			match self.0.take(fields.slot(label))? {
				Slot::Text(slot) => *slot = Some(map.next_value()?),
				Slot::Number(slot) => {
					let text = map.next_value::<&RawValue>()?.get();
					*slot = Some(self.0.take(Number::parse(text))?);
				},
				Slot::Reference(slot) => {
					let text = map.next_value::<&RawValue>()?.get();
					let number = text.parse().map_err(|_| Fault::BadReference.into());
					let number = self.0.take(number)?;
					*slot = Some(number);
					self.0.resolver.refer(number);
				},
			}
			self.0.resolver.place.field = None;
		}
		let pushed = self.0.resolver.push(fields);
		self.0.take(pushed)
	}
}
