//! Optional integers in JSON.

use alloc::string::String;
use core::{fmt::Display, str::FromStr};
use serde::{de::Error, Deserialize, Deserializer, Serializer};

/// An integer in decimal digits as a string, or `null`.
pub(crate) struct ExactOption;

impl ExactOption {
	pub(crate) fn serialize<T: Display, S: Serializer>(
		number: &Option<T>,
		to: S,
	) -> Result<S::Ok, S::Error> {
		match number {
			Some(number) => to.collect_str(number),
			None => to.serialize_none(),
		}
	}

	pub(crate) fn deserialize<'de, D, T>(from: D) -> Result<Option<T>, D::Error>
	where
		D: Deserializer<'de>,
		T: FromStr<Err: Display>,
	{
		let digits = Option::<String>::deserialize(from)?;
		digits.map(|digits| digits.parse().map_err(D::Error::custom)).transpose()
	}
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for ExactOption {
	fn schema_name() -> alloc::borrow::Cow<'static, str> {
		"ExactOption".into()
	}

	fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
		schemars::json_schema!({
			"type": ["string", "null"],
			"pattern": "^-?[0-9]+$",
			"description": "An integer in decimal digits, as a string, so that no reader rounds it, or null.",
		})
	}
}
