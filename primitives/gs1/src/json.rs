//! Keys and units in JSON: strings.

use crate::{
	event::Unit, AssetType, CompanyPrefix, Giai, Gln, Grai, Gtin, Key, Lgtin, Pgln, Sgln, Sgtin,
	Sscc, Text,
};
use core::{
	fmt::{self, Display},
	marker::PhantomData,
	str::FromStr,
};
use serde::{
	de::{Error, Visitor},
	Deserialize, Deserializer, Serialize, Serializer,
};

/// Reads a value from its text.
struct Reader<T>(PhantomData<T>);

impl<T: FromStr<Err: Display>> Visitor<'_> for Reader<T> {
	type Value = T;

	fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str("a string")
	}

	fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
		text.parse().map_err(E::custom)
	}
}

macro_rules! as_text {
	($($description:literal: $($name:ident $(<const $n:ident: usize>)?)+;)+) => {$($(
		impl $(<const $n: usize>)? Serialize for $name$(<$n>)? {
			fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
				to.collect_str(self)
			}
		}

		impl<'de $(, const $n: usize)?> Deserialize<'de> for $name$(<$n>)? {
			fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
				from.deserialize_str(Reader(PhantomData))
			}
		}

		#[cfg(feature = "schema")]
		impl $(<const $n: usize>)? schemars::JsonSchema for $name$(<$n>)? {
			fn schema_name() -> alloc::borrow::Cow<'static, str> {
				stringify!($name).into()
			}

			fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
				schemars::json_schema!({
					"type": "string",
					"description": $description,
				})
			}
		}
	)+)+};
}

as_text! {
	"A GS1 key: digits, element string, Digital Link URI or EPC URN.":
		AssetType Giai Gln Grai Gtin Key Lgtin Pgln Sgln Sgtin Sscc;
	"A GS1 Company Prefix: 4 to 12 digits.": CompanyPrefix;
	"Characters of GS1's set 82.": Text<const N: usize>;
	"A unit's code of UN/ECE Recommendation 20.": Unit;
}
