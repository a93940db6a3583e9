//! Packs in JSON.

use super::{Fields, Label, Number, Resolver, SenmlError, Slot};
use alloc::string::String;
use core::fmt;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

pub(super) fn read(pack: &[u8], resolver: &mut Resolver) -> Result<(), SenmlError> {
	let mut refused = None;
	let mut json = serde_json::Deserializer::from_slice(pack);
	let reader = Reader { resolver, refused: &mut refused };
	match reader.deserialize(&mut json).and_then(|()| json.end()) {
		Ok(()) => Ok(()),
		Err(_) => Err(refused.unwrap_or(SenmlError::Malformed)),
	}
}

/// Hands records to the resolver as they come, and keeps why one was refused.
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

	fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
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
			match self.0.take(fields.slot(label))? {
				Slot::Text(slot) => *slot = Some(map.next_value()?),
				Slot::Number(slot) => {
					let text = map.next_value::<&RawValue>()?.get();
					*slot = Some(self.0.take(Number::parse(text))?);
				},
				Slot::Reference(slot) => {
					let text = map.next_value::<&RawValue>()?.get();
					let number = text.parse().map_err(|_| SenmlError::BadReference);
					let number = self.0.take(number)?;
					*slot = Some(number);
					self.0.resolver.refer(number);
				},
			}
		}
		let pushed = self.0.resolver.push(fields);
		self.0.take(pushed)
	}
}
