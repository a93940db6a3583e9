//! How JSON shows what its own types cannot: with `#[serde(with = "…")]`.
//!
//! | what | JSON |
//! | --- | --- |
//! | hash, id, signature, key | string: hexadecimal with `0x` |
//! | integer that may exceed 2^53 | string: decimal digits |
//! | name of a variant or a field | `camelCase` |

use alloc::string::String;
use core::{fmt::Display, str::FromStr};
use serde::{de::Error, Deserialize, Deserializer, Serializer};

/// Bytes in hexadecimal, with `0x`.
#[derive(Debug)]
pub struct Hex;

/// An integer in decimal digits, as a string, so that no reader rounds it.
#[derive(Debug)]
pub struct Exact;

impl Hex {
	/// Writes `bytes`.
	pub fn serialize<S: Serializer>(bytes: impl AsRef<[u8]>, to: S) -> Result<S::Ok, S::Error> {
		impl_serde::serialize::serialize(bytes.as_ref(), to)
	}

	/// Reads exactly `N` bytes.
	pub fn deserialize<'de, D: Deserializer<'de>, const N: usize>(
		from: D,
	) -> Result<[u8; N], D::Error> {
		use impl_serde::serialize::{deserialize_check_len, ExpectedLen};
		let mut bytes = [0; N];
		deserialize_check_len(from, ExpectedLen::Exact(&mut bytes))?;
		Ok(bytes)
	}
}

impl Exact {
	/// Writes `number`.
	pub fn serialize<S: Serializer>(number: impl Display, to: S) -> Result<S::Ok, S::Error> {
		to.collect_str(&number)
	}

	/// Reads a number.
	pub fn deserialize<'de, D, T>(from: D) -> Result<T, D::Error>
	where
		D: Deserializer<'de>,
		T: FromStr<Err: Display>,
	{
		String::deserialize(from)?.parse().map_err(D::Error::custom)
	}
}

#[cfg(feature = "schema")]
mod schema {
	use super::{Exact, Hex};
	use alloc::borrow::Cow;
	use schemars::{json_schema, JsonSchema, Schema, SchemaGenerator};

	impl JsonSchema for Hex {
		fn schema_name() -> Cow<'static, str> {
			"Bytes".into()
		}

		fn json_schema(_: &mut SchemaGenerator) -> Schema {
			json_schema!({
				"type": "string",
				"pattern": "^0x([0-9a-f]{2})*$",
				"description": "Bytes in hexadecimal.",
			})
		}
	}

	impl JsonSchema for Exact {
		fn schema_name() -> Cow<'static, str> {
			"Exact".into()
		}

		fn json_schema(_: &mut SchemaGenerator) -> Schema {
			json_schema!({
				"type": "string",
				"pattern": "^-?[0-9]+$",
				"description": "An integer in decimal digits, as a string, so that no reader rounds it.",
			})
		}
	}
}

#[cfg(test)]
mod tests {
	use crate::{Batch, DeviceId, DeviceKey, Limits, Point, Summary};
	use serde::{de::DeserializeOwned, Serialize};
	use serde_json::{json, Value};

	fn shown<T: Serialize + DeserializeOwned + PartialEq + core::fmt::Debug>(what: T, as_: Value) {
		assert_eq!(serde_json::to_value(&what).unwrap(), as_);
		assert_eq!(serde_json::from_value::<T>(as_).unwrap(), what);
	}

	#[test]
	fn json_rounds_no_integer_and_shows_bytes_in_hexadecimal() {
		let hash = |byte: u8| format!("0x{}", hex::encode([byte; 32]));
		shown(DeviceId([1; 32]), json!(hash(1)));
		shown(DeviceKey::Ed25519([2; 32]), json!({ "scheme": "ed25519", "key": hash(2) }));
		let key = format!("0x{}", hex::encode([3; 33]));
		shown(DeviceKey::P256([3; 33]), json!({ "scheme": "p256", "key": key }));
		shown(DeviceKey::Secp256k1([3; 33]), json!({ "scheme": "secp256k1", "key": key }));
		shown(
			Limits { low: i64::MIN, high: i64::MAX },
			json!({ "low": "-9223372036854775808", "high": "9223372036854775807" }),
		);
		let point = json!({ "time": "18446744073709551615", "value": "-1" });
		shown(
			Summary {
				count: 1,
				first: Point { time: u64::MAX, value: -1 },
				last: Point { time: u64::MAX, value: -1 },
				min: -1,
				max: -1,
				sum: i128::MIN,
				violations: 0,
			},
			json!({
				"count": 1,
				"first": point,
				"last": point,
				"min": "-1",
				"max": "-1",
				"sum": "-170141183460469231731687303715884105728",
				"violations": 0,
			}),
		);
		shown(
			Batch { root: [1; 32], segments: 2, readings: 3, start: 4, end: 5, data: [6; 32] },
			json!({
				"root": hash(1), "segments": 2, "readings": "3", "start": "4", "end": "5",
				"data": hash(6),
			}),
		);
	}

	#[test]
	fn json_of_another_length_scheme_or_type_is_refused() {
		for text in [
			r#""0x00""#.into(),
			format!(r#""0x{}""#, "00".repeat(33)),
			r#""nothing""#.into(),
			"1".into(),
		] {
			assert!(serde_json::from_str::<DeviceId>(&text).is_err(), "{text}");
		}
		for key in [json!({ "scheme": "p256", "key": "0x00" }), json!({ "scheme": "rsa" })] {
			assert!(serde_json::from_value::<DeviceKey>(key).is_err());
		}
		for low in [json!(1), json!("1.5"), json!("9223372036854775808"), json!("")] {
			assert!(serde_json::from_value::<Limits>(json!({ "low": low, "high": "1" })).is_err());
		}
	}
}
