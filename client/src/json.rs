//! How JSON-RPC writes what is more than text or a number.

use serde::{de::Error, Deserialize, Deserializer};
use std::{fmt::Display, str::FromStr};
use tallystick_evidence::{DeviceId, DeviceKey, Hash, Point, Summary};

/// Bytes from hexadecimal with `0x`.
pub(crate) fn unhex(text: &str) -> Option<Vec<u8>> {
	hex::decode(text.strip_prefix("0x")?).ok()
}

/// Bytes in hexadecimal with `0x`.
pub(crate) fn hexed(bytes: &[u8]) -> String {
	format!("0x{}", hex::encode(bytes))
}

pub(crate) fn hash<'de, D: Deserializer<'de>>(from: D) -> Result<Hash, D::Error> {
	let text = String::deserialize(from)?;
	unhex(&text).and_then(|bytes| bytes.try_into().ok()).ok_or_else(|| D::Error::custom("no hash"))
}

pub(crate) fn device<'de, D: Deserializer<'de>>(from: D) -> Result<DeviceId, D::Error> {
	hash(from).map(DeviceId)
}

pub(crate) fn devices<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<DeviceId>, D::Error> {
	#[derive(Deserialize)]
	struct Id(#[serde(deserialize_with = "device")] DeviceId);
	Ok(Vec::<Id>::deserialize(from)?.into_iter().map(|id| id.0).collect())
}

pub(crate) fn optional_device<'de, D: Deserializer<'de>>(
	from: D,
) -> Result<Option<DeviceId>, D::Error> {
	#[derive(Deserialize)]
	struct Id(#[serde(deserialize_with = "device")] DeviceId);
	Ok(Option::<Id>::deserialize(from)?.map(|id| id.0))
}

/// A number that JSON-RPC writes as text, so that no client rounds it.
pub(crate) fn exact<'de, T, D>(from: D) -> Result<T, D::Error>
where
	T: FromStr<Err: Display>,
	D: Deserializer<'de>,
{
	String::deserialize(from)?.parse().map_err(D::Error::custom)
}

pub(crate) fn key<'de, D: Deserializer<'de>>(from: D) -> Result<DeviceKey, D::Error> {
	#[derive(Deserialize)]
	struct Key {
		scheme: String,
		key: String,
	}
	let Key { scheme, key } = Key::deserialize(from)?;
	let bytes = unhex(&key).ok_or_else(|| D::Error::custom("a key in no hexadecimal"))?;
	let key = match scheme.as_str() {
		"ed25519" => bytes.try_into().ok().map(DeviceKey::Ed25519),
		"p256" => bytes.try_into().ok().map(DeviceKey::P256),
		"secp256k1" => bytes.try_into().ok().map(DeviceKey::Secp256k1),
		_ => None,
	};
	key.ok_or_else(|| D::Error::custom("a key of no known scheme or length"))
}

pub(crate) fn summary<'de, D: Deserializer<'de>>(from: D) -> Result<Summary, D::Error> {
	#[derive(Deserialize)]
	struct Reading {
		#[serde(deserialize_with = "exact")]
		time: u64,
		#[serde(deserialize_with = "exact")]
		value: i64,
	}
	#[derive(Deserialize)]
	struct Aggregate {
		count: u32,
		first: Reading,
		last: Reading,
		#[serde(deserialize_with = "exact")]
		min: i64,
		#[serde(deserialize_with = "exact")]
		max: i64,
		#[serde(deserialize_with = "exact")]
		sum: i128,
		violations: u32,
	}
	let point = |reading: &Reading| Point { time: reading.time, value: reading.value };
	let Aggregate { count, first, last, min, max, sum, violations } = Aggregate::deserialize(from)?;
	Ok(Summary { count, first: point(&first), last: point(&last), min, max, sum, violations })
}
