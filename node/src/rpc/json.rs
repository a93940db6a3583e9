//! How values of the chain look in JSON.

use serde::{de::Error as _, Deserialize, Deserializer, Serialize, Serializer};
use sp_core::{crypto::Ss58Codec, H256};
use tallystick_primitives::{
	evidence::{Attestation, Summary},
	Facts, Observation,
};
use tallystick_runtime::AccountId;

/// Longest address that is decoded: decoding takes the square of the length.
const MAX_ADDRESS: usize = 64;

/// An account as a parameter: its address, in SS58.
#[derive(Clone, Debug)]
pub(crate) struct Address(pub(crate) AccountId);

impl<'de> Deserialize<'de> for Address {
	fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
		let text = String::deserialize(deserializer)?;
		if text.len() > MAX_ADDRESS {
			return Err(D::Error::custom("an address is not that long"));
		}
		AccountId::from_ss58check(&text).map(Self).map_err(|_| D::Error::custom("not an address"))
	}
}

/// A number that JSON's own would round: as a string of decimal digits.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Exact<T>(pub(crate) T);

impl<T: core::fmt::Display> Serialize for Exact<T> {
	fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
		serializer.collect_str(&self.0)
	}
}

/// A reading's time and value.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PointJson {
	time: Exact<u64>,
	value: Exact<i64>,
}

/// An aggregate of readings.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SummaryJson {
	count: u32,
	first: PointJson,
	last: PointJson,
	min: Exact<i64>,
	max: Exact<i64>,
	sum: Exact<i128>,
	violations: u32,
}

impl From<&Summary> for SummaryJson {
	fn from(summary: &Summary) -> Self {
		let point = |point: tallystick_primitives::evidence::Point| PointJson {
			time: Exact(point.time),
			value: Exact(point.value),
		};
		Self {
			count: summary.count,
			first: point(summary.first),
			last: point(summary.last),
			min: Exact(summary.min),
			max: Exact(summary.max),
			sum: Exact(summary.sum),
			violations: summary.violations,
		}
	}
}

/// What a device said on a watched stream.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ObservationJson {
	boot_epoch: u32,
	sequence: Exact<u64>,
	summary: SummaryJson,
	at: u64,
	facts: Vec<&'static str>,
}

impl From<&Observation> for ObservationJson {
	fn from(observation: &Observation) -> Self {
		Self {
			boot_epoch: observation.boot_epoch,
			sequence: Exact(observation.sequence),
			summary: (&observation.summary).into(),
			at: observation.at,
			facts: facts(observation.facts),
		}
	}
}

/// The names of facts.
pub(crate) fn facts(facts: Facts) -> Vec<&'static str> {
	const NAMES: [&str; Facts::ALL.len()] = [
		"gap",
		"restart",
		"fork",
		"skew",
		"outOfRange",
		"uncalibrated",
		"late",
		"oldKey",
		"omitted",
	];
	Facts::ALL
		.into_iter()
		.zip(NAMES)
		.filter_map(|(fact, name)| facts.contains(fact).then_some(name))
		.collect()
}

/// The name of an attestation.
pub(crate) fn attestation(attestation: Attestation) -> &'static str {
	match attestation {
		Attestation::Gateway => "gateway",
		Attestation::Readings => "readings",
		Attestation::Segment => "segment",
	}
}

/// A hash, in hex.
pub(crate) fn hash(hash: [u8; 32]) -> H256 {
	H256(hash)
}
