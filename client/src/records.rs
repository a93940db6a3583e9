use crate::{json, AccountId};
use serde::Deserialize;
use tallystick_evidence::{Batch, DeviceId, DeviceKey, Hash, Limits, Summary};

/// A device, as the chain knows it.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeviceRecord {
	/// The device.
	#[serde(deserialize_with = "json::device")]
	pub id: DeviceId,
	/// Whose it is.
	pub owner: AccountId,
	/// The number of its model.
	pub model: u32,
	/// Whose word it is that it is of that model: `declared`, `endorsed` or `lot`.
	pub provenance: String,
	/// The production lot, where that is the provenance.
	pub lot: Option<u32>,
	/// Hash of its description.
	#[serde(deserialize_with = "json::hash")]
	pub metadata: Hash,
	/// The key with which it signs.
	#[serde(deserialize_with = "json::key")]
	pub key: DeviceKey,
	/// How many keys it had before this one.
	pub key_epoch: u32,
	/// Since when it signs with this key: UTC, in milliseconds.
	pub key_since: u64,
	/// Whether its word counts.
	pub status: DeviceStatus,
	/// Whether it was proven to have signed two versions of one reading.
	pub equivocated: bool,
	/// When it was revoked or retired: UTC, in milliseconds.
	pub ended: Option<u64>,
	/// From when on signatures of a revoked device must not be believed: UTC, in milliseconds.
	pub distrusted: Option<u64>,
	/// An accreditor's word that it measures right.
	pub calibration: Option<CalibrationRecord>,
}

/// Whether a device's word counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DeviceStatus {
	/// It does.
	Active,
	/// Not for now.
	Suspended,
	/// Never again: the key is in other hands.
	Revoked,
	/// Never again: out of use.
	Retired,
}

/// An accreditor's word on a device.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
pub struct CalibrationRecord {
	/// Hash of the certificate.
	#[serde(deserialize_with = "json::hash")]
	pub certificate: Hash,
	/// The last moment at which it is valid: UTC, in milliseconds.
	#[serde(deserialize_with = "json::exact")]
	pub until: u64,
	/// The accreditor's organisation.
	pub by: u32,
}

/// A page of devices.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
pub struct DevicePage {
	/// The devices.
	#[serde(deserialize_with = "json::devices")]
	pub items: Vec<DeviceId>,
	/// What to ask the next page after. None after the last page.
	#[serde(deserialize_with = "json::optional_device")]
	pub next: Option<DeviceId>,
}

/// What all devices of one make have in common.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
pub struct Model {
	/// Its number.
	pub id: u32,
	/// The organisation that builds them.
	pub manufacturer: u32,
	/// Hash of the W3C Thing Model.
	#[serde(deserialize_with = "json::hash")]
	pub thing: Hash,
	/// Where that can be fetched.
	pub uri: String,
	/// The inputs; a channel's number is its place here.
	pub channels: Vec<Channel>,
}

impl Model {
	/// The channel of this number.
	pub fn channel(&self, number: u16) -> Option<&Channel> {
		self.channels.get(usize::from(number))
	}

	/// The channel of this name, and its number.
	pub fn channel_named(&self, name: &str) -> Option<(u16, &Channel)> {
		(0u16..).zip(&self.channels).find(|(_, channel)| channel.name == name)
	}
}

/// One input of every device of a model.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
pub struct Channel {
	/// For people; unique within the model.
	pub name: String,
	/// A unit of the SenML registry, or empty.
	pub unit: String,
	/// A value v stands for v × 10^exponent units.
	pub exponent: i8,
	/// What kind of quantity.
	pub kind: ChannelKind,
	/// The smallest plausible value.
	#[serde(deserialize_with = "json::exact")]
	pub low: i64,
	/// The largest plausible value.
	#[serde(deserialize_with = "json::exact")]
	pub high: i64,
	/// Milliseconds between two readings.
	pub period: u32,
}

impl Channel {
	/// The plausible values.
	pub fn limits(&self) -> Limits {
		Limits { low: self.low, high: self.high }
	}
}

/// What kind of quantity a channel measures.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, serde::Serialize, codec::Encode)]
#[serde(rename_all = "lowercase")]
pub enum ChannelKind {
	/// It goes up and down.
	#[codec(index = 0)]
	Gauge,
	/// It only grows.
	#[codec(index = 1)]
	Counter,
	/// One of a few numbered states.
	#[codec(index = 2)]
	State,
}

/// The key that a device had at some time.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
pub struct KeyAt {
	/// The key.
	#[serde(deserialize_with = "json::key")]
	pub key: DeviceKey,
	/// How many keys the device had before it.
	pub epoch: u32,
	/// The first moment at which it was in use: UTC, in milliseconds.
	pub since: u64,
	/// The first moment at which it must not be believed any more, if that is known.
	pub until: Option<u64>,
}

/// A batch that the chain still keeps.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
pub struct BatchRecord {
	/// The root over its segments.
	#[serde(deserialize_with = "json::hash")]
	pub root: Hash,
	/// How many segments.
	pub segments: u32,
	/// How many readings.
	#[serde(deserialize_with = "json::exact")]
	pub readings: u64,
	/// No reading is earlier: UTC, in milliseconds.
	#[serde(deserialize_with = "json::exact")]
	pub start: u64,
	/// No reading is later: UTC, in milliseconds.
	#[serde(deserialize_with = "json::exact")]
	pub end: u64,
	/// Hash of the raw data.
	#[serde(deserialize_with = "json::hash")]
	pub data: Hash,
	/// The block that holds it.
	pub block: u32,
	/// Whether it was found to hold a lie.
	pub convicted: bool,
}

impl BatchRecord {
	/// The batch as it was anchored.
	pub fn batch(&self) -> Batch {
		let Self { root, segments, readings, start, end, data, .. } = *self;
		Batch { root, segments, readings, start, end, data }
	}
}

/// What the chain made of a segment's run.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Observation {
	/// The segment's boot epoch.
	pub boot_epoch: u32,
	/// The number of the segment's first reading.
	#[serde(deserialize_with = "json::exact")]
	pub sequence: u64,
	/// The channel's readings in it.
	#[serde(deserialize_with = "json::summary")]
	pub summary: Summary,
	/// When the chain took it: UTC, in milliseconds.
	pub at: u64,
	/// What is odd about it.
	pub facts: Vec<String>,
}

/// A watched stream.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
pub struct Stream {
	/// How many accounts and pallets act on it.
	pub watchers: u32,
	/// Its newest observation.
	pub latest: Option<Observation>,
	/// What was odd since it is watched.
	pub facts: Vec<String>,
}

/// Where a device with watched streams stands.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
pub struct Tail {
	/// How many of its streams are watched.
	pub streams: u32,
	/// The newest segment that the chain saw.
	pub last: Option<TailSegment>,
	/// How often readings were left out.
	pub gaps: u32,
	/// How many, as far as their numbers tell.
	#[serde(deserialize_with = "json::exact")]
	pub missing: u64,
	/// How often the device began a new boot epoch.
	pub restarts: u32,
	/// How often a segment did not name the one before it.
	pub forks: u32,
	/// How often a segment began before the one before it had ended.
	pub skews: u32,
}

/// The newest segment that the chain saw of a device.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TailSegment {
	/// Its boot epoch.
	pub boot_epoch: u32,
	/// The number that follows its last reading's.
	#[serde(deserialize_with = "json::exact")]
	pub next: u64,
	/// Its name.
	#[serde(deserialize_with = "json::hash")]
	pub name: Hash,
	/// No reading of it is later: UTC, in milliseconds.
	#[serde(deserialize_with = "json::exact")]
	pub end: u64,
}

#[cfg(test)]
mod tests {
	use super::*;
	use serde_json::Value;

	/// What the documentation says that a node answers.
	fn example<T: serde::de::DeserializeOwned>(method: &str) -> T {
		let text = include_str!("../../docs/openrpc.json");
		let document: Value = serde_json::from_str(text).unwrap();
		let methods = document["methods"].as_array().unwrap();
		let found = methods.iter().find(|entry| entry["name"] == method).unwrap();
		serde_json::from_value(found["examples"][0]["result"]["value"].clone()).unwrap()
	}

	#[test]
	fn works_for_the_documented_answers() {
		let device: DeviceRecord = example("devices_get");
		assert_eq!((device.status, device.key_epoch), (DeviceStatus::Active, 0));
		assert_eq!(device.key_since, 1_700_000_000_000);
		assert!(matches!(device.key, DeviceKey::Ed25519([0xd0, 0x3f, ..])));

		let page: DevicePage = example("devices_list");
		assert_eq!((page.items, page.next), (vec![device.id], None));

		let model: Model = example("devices_model");
		let (number, channel) = model.channel_named("temperature").unwrap();
		assert_eq!((number, channel.unit.as_str(), channel.exponent), (0, "Cel", -1));
		assert_eq!(channel.limits(), Limits { low: -400, high: 450 });
		assert_eq!((model.channel(1), model.channel_named("humidity")), (None, None));

		assert_eq!(example::<KeyAt>("devices_keyAt").key, device.key);
		let batch: BatchRecord = example("telemetry_batch");
		assert_eq!((batch.batch().readings, batch.block), (1, 1));
		let stream: Stream = example("telemetry_stream");
		let latest = stream.latest.unwrap();
		assert_eq!((latest.summary.sum, latest.summary.last.value), (118, 118));
		assert_eq!(latest, example("telemetry_latest"));
		assert_eq!(example::<Tail>("telemetry_tail").last.unwrap().next, 1);
	}

	#[test]
	fn fails_when_a_number_or_key_is_none() {
		let calibration = r#"{"certificate":"0x0000000000000000000000000000000000000000000000000000000000000000","until":"-1","by":1}"#;
		assert!(serde_json::from_str::<CalibrationRecord>(calibration).is_err());
		let key = r#"{"key":{"scheme":"p256","key":"0x00"},"epoch":0,"since":0,"until":null}"#;
		assert!(serde_json::from_str::<KeyAt>(key).is_err());
		let key = r#"{"key":{"scheme":"rsa","key":"0x00"},"epoch":0,"since":0,"until":null}"#;
		assert!(serde_json::from_str::<KeyAt>(key).is_err());
	}
}
