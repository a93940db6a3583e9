//! Batches, watched streams, observations and what is odd about them.

use crate::{json, Millis};
use alloc::collections::BTreeMap;
use codec::MaxEncodedLen;
use tallystick_evidence::{Batch, Hash, Summary};

/// What is odd about an observation, as a sum: 1 gap, 2 restart, 4 fork, 8 skew, 16 out of range,
/// 32 uncalibrated, 64 late, 128 old key, 256 omitted. None of these is refused: whoever acts on the
/// observation decides what it means to them, for example by a `FactPolicy`.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Default,
	codec::Encode,
	codec::Decode,
	codec::DecodeWithMemTracking,
	MaxEncodedLen,
	scale_info::TypeInfo,
)]
// In the metadata, too, whatever the build leaves out of it.
#[scale_info(capture_docs = "always")]
pub struct Facts(u16);

impl Facts {
	/// Readings before this segment are missing.
	pub const GAP: Self = Self(1 << 0);
	/// The device began a new boot epoch: it lost its memory, and perhaps readings.
	pub const RESTART: Self = Self(1 << 1);
	/// The segment does not name the one before it as its predecessor.
	pub const FORK: Self = Self(1 << 2);
	/// The device's clock went backwards: the segment begins before the last one ended.
	pub const SKEW: Self = Self(1 << 3);
	/// Some value lies outside the limits that the device's model has for the channel.
	pub const OUT_OF_RANGE: Self = Self(1 << 4);
	/// The device's calibration does not cover all of the run's times: it had run out, had not begun,
	/// or never was.
	pub const UNCALIBRATED: Self = Self(1 << 5);
	/// The observation came later than the chain's bound after the run's last reading.
	pub const LATE: Self = Self(1 << 6);
	/// Signed with a key that has been replaced since.
	pub const OLD_KEY: Self = Self(1 << 7);
	/// Segments before this one came without this channel: they had no reading of it, or somebody
	/// left the run out.
	pub const OMITTED: Self = Self(1 << 8);

	/// Nothing is odd.
	pub const NONE: Self = Self(0);

	/// Every fact there is.
	pub const ALL: [Self; 9] = [
		Self::GAP,
		Self::RESTART,
		Self::FORK,
		Self::SKEW,
		Self::OUT_OF_RANGE,
		Self::UNCALIBRATED,
		Self::LATE,
		Self::OLD_KEY,
		Self::OMITTED,
	];

	/// The names of the facts in JSON, in the order of [`ALL`](Self::ALL).
	pub const NAMES: [&'static str; Self::ALL.len()] = [
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

	/// These and `other` together.
	#[must_use]
	pub const fn with(self, other: Self) -> Self {
		Self(self.0 | other.0)
	}

	/// These, and `other` if `so`.
	#[must_use]
	pub const fn with_if(self, other: Self, so: bool) -> Self {
		if so {
			self.with(other)
		} else {
			self
		}
	}

	/// These, but none of `other`.
	#[must_use]
	pub const fn without(self, other: Self) -> Self {
		Self(self.0 & !other.0)
	}

	/// Whether all of `other` are among these.
	pub const fn contains(self, other: Self) -> bool {
		self.0 & other.0 == other.0
	}

	/// Whether some of `other` are among these.
	pub const fn intersects(self, other: Self) -> bool {
		self.0 & other.0 != 0
	}

	/// The bits, in the order of [`ALL`](Self::ALL).
	pub const fn bits(self) -> u16 {
		self.0
	}

	/// The names of these facts.
	pub fn names(self) -> impl Iterator<Item = &'static str> {
		let all = Self::ALL.into_iter().zip(Self::NAMES);
		all.filter_map(move |(fact, name)| self.contains(fact).then_some(name))
	}

	fn named(name: &str) -> Option<Self> {
		let mut all = Self::ALL.into_iter().zip(Self::NAMES);
		all.find_map(|(fact, own)| (own == name).then_some(fact))
	}
}

names_in_json!(Facts);

record! {
	/// How far a consumer trusts observations with facts. A fact that is in neither set makes an
	/// observation doubtful, so that a fact that is new to the chain does not pass unseen.
	#[derive(Copy, MaxEncodedLen)]
	pub struct FactPolicy {
		/// Facts that change nothing.
		pub ignored: Facts,
		/// Facts with which an observation does not count. They win over `ignored`.
		pub refused: Facts,
	}

	/// What a [`FactPolicy`] makes of an observation, the best first.
	#[derive(Copy, PartialOrd, Ord)]
	pub enum Trust {
		/// It counts as it is.
		#[codec(index = 0)]
		Trusted,
		/// It counts, but must not make its subject look better than missing data would.
		#[codec(index = 1)]
		Doubtful,
		/// It does not count.
		#[codec(index = 2)]
		Refused,
	}

	/// What a device said of one channel in one segment, under its own signature.
	#[derive(MaxEncodedLen)]
	pub struct Observation {
		/// How often the device had lost its memory.
		pub boot_epoch: u32,
		/// The number of the segment's first reading.
		#[serde(with = "json::Exact")]
		pub sequence: u64,
		/// All of the segment's readings of the channel together. Times are the device's.
		pub summary: Summary,
		/// The hash of the root of the run's tree, which commits to each of these readings.
		#[serde(with = "json::Hex")]
		pub root: Hash,
		/// When the chain took it: UTC, in milliseconds.
		pub at: Millis,
		/// What is odd about it.
		pub facts: Facts,
	}

	/// What the chain keeps of a batch, for as long as it can be challenged.
	#[derive(Copy, MaxEncodedLen)]
	pub struct BatchRecord<BlockNumber> {
		/// The batch. In JSON its fields stand beside the others.
		#[serde(flatten)]
		pub batch: Batch,
		/// The block that holds it.
		pub block: BlockNumber,
		/// Whether it was found to hold a lie.
		pub standing: BatchStanding,
	}

	/// Whether a batch was found to hold a lie.
	#[derive(Copy, MaxEncodedLen)]
	pub enum BatchStanding {
		/// Nobody proved one.
		#[codec(index = 0)]
		Unrefuted,
		/// Somebody did.
		#[codec(index = 1)]
		Convicted,
	}

	/// How a device's segments hang together, for a device with watched streams.
	#[derive(Copy, Default, MaxEncodedLen)]
	pub struct Tail<BlockNumber> {
		/// How many of its streams are watched.
		pub streams: u32,
		/// The newest segment that the chain has seen.
		pub last: Option<TailSegment>,
		/// What went wrong between segments, since the device is watched. In JSON its counters stand
		/// beside the other fields.
		#[serde(flatten)]
		pub continuity: Continuity,
		/// The block of the newest segment.
		pub seen: BlockNumber,
	}

	/// What the next segment of a device is compared with.
	#[derive(Copy, MaxEncodedLen)]
	pub struct TailSegment {
		/// Which of the device's keys signed it.
		pub key_epoch: u32,
		/// Its boot epoch.
		pub boot_epoch: u32,
		/// The number that follows its last reading's.
		#[serde(with = "json::Exact")]
		pub next: u64,
		/// Its hash.
		#[serde(with = "json::Hex")]
		pub name: Hash,
		/// Its end, as the device says: UTC, in milliseconds.
		#[serde(with = "json::Exact")]
		pub end: u64,
	}

	/// How the segments of a device hang together. Each only grows.
	#[derive(Copy, Default, MaxEncodedLen)]
	pub struct Continuity {
		/// How many segments the chain has seen.
		#[serde(with = "json::Exact")]
		pub segments: u64,
		/// How often readings were left out.
		pub gaps: u32,
		/// How many readings were left out, as far as their numbers tell.
		#[serde(with = "json::Exact")]
		pub missing: u64,
		/// How often the device began a new boot epoch.
		pub restarts: u32,
		/// How often a segment did not name the one before it.
		pub forks: u32,
		/// How often a segment began before the one before it had ended.
		pub skews: u32,
	}

	/// A pallet that acts on observations.
	#[derive(Copy, PartialOrd, Ord, MaxEncodedLen)]
	pub enum Consumer {
		/// Assets, and what became of them.
		#[codec(index = 0)]
		AssetLifecycle,
		/// Energy that was delivered, and what is due for it.
		#[codec(index = 1)]
		EnergyMarket,
		/// Rules that act when a value crosses a bound.
		#[codec(index = 2)]
		Automation,
		/// Orders that are filled by what arrives.
		#[codec(index = 3)]
		Procurement,
		/// The example to begin a new pallet with.
		#[codec(index = 4)]
		Example,
	}

	/// The pallets that watch a stream, each with the number of its references. A pallet without a
	/// reference is not in it.
	#[derive(Default)]
	pub struct Consumers(BTreeMap<Consumer, u32>);

	/// A watched stream.
	#[derive(Default, MaxEncodedLen)]
	pub struct Stream {
		/// How many accounts act on it, and how many references of pallets there are.
		pub watchers: u32,
		/// How many of these are accounts.
		pub accounts: u32,
		/// The pallets among the watchers: these alone receive the observations.
		pub consumers: Consumers,
		/// The newest observation.
		pub latest: Option<Observation>,
		/// The device's continuity as of that observation.
		pub seen: Continuity,
		/// All facts of all observations since the stream is watched.
		pub facts: Facts,
	}

	/// A gateway whose batch was proven to hold a lie.
	#[derive(Copy, MaxEncodedLen)]
	pub struct Conviction<BlockNumber> {
		/// How many of its batches were found to hold a lie.
		pub batches: u32,
		/// The block of the last verdict.
		pub block: BlockNumber,
	}

	/// What the council sets.
	#[derive(Copy, MaxEncodedLen)]
	pub struct Settings<BlockNumber> {
		/// Blocks for which a batch can be challenged. Its record goes after that; its proof stays.
		pub retention: BlockNumber,
		/// Milliseconds by which a device's clock may be ahead of the chain's. A segment from further
		/// in the future is refused.
		pub max_skew: u64,
		/// Milliseconds after its last reading from which an observation counts as late.
		pub late_after: u64,
	}
}

impl FactPolicy {
	/// Doubts an observation with any fact, refuses none.
	pub const CAUTIOUS: Self = Self { ignored: Facts::NONE, refused: Facts::NONE };

	/// How far an observation with these facts is trusted.
	pub const fn judge(&self, facts: Facts) -> Trust {
		if facts.intersects(self.refused) {
			Trust::Refused
		} else if self.ignored.contains(facts) {
			Trust::Trusted
		} else {
			Trust::Doubtful
		}
	}
}

impl Consumer {
	/// Every consumer there is.
	pub const ALL: [Self; 5] = [
		Self::AssetLifecycle,
		Self::EnergyMarket,
		Self::Automation,
		Self::Procurement,
		Self::Example,
	];
}

impl Consumers {
	/// Whether `consumer` has a reference.
	pub fn contains(&self, consumer: Consumer) -> bool {
		self.0.contains_key(&consumer)
	}

	/// How many references `consumer` has.
	pub fn references(&self, consumer: Consumer) -> u32 {
		self.0.get(&consumer).copied().unwrap_or_default()
	}

	/// Each consumer with the number of its references, in the order of [`Consumer::ALL`].
	pub fn iter(&self) -> impl Iterator<Item = (Consumer, u32)> + '_ {
		self.0.iter().map(|(consumer, references)| (*consumer, *references))
	}

	/// Adds a reference of `consumer`. `None`, without a change, if it has the greatest number
	/// already.
	#[must_use]
	pub fn add(&mut self, consumer: Consumer) -> Option<()> {
		let more = self.references(consumer).checked_add(1)?;
		self.0.insert(consumer, more);
		Some(())
	}

	/// Removes a reference of `consumer`. `None`, without a change, if it has none.
	#[must_use]
	pub fn remove(&mut self, consumer: Consumer) -> Option<()> {
		match self.references(consumer).checked_sub(1)? {
			0 => self.0.remove(&consumer),
			less => self.0.insert(consumer, less),
		};
		Some(())
	}
}

impl MaxEncodedLen for Consumers {
	fn max_encoded_len() -> usize {
		// The map holds each consumer at most once. There are fewer than 64, so the length takes one
		// byte.
		let entry = Consumer::max_encoded_len().saturating_add(u32::max_encoded_len());
		Consumer::ALL.len().saturating_mul(entry).saturating_add(1)
	}
}

impl Continuity {
	/// The facts that are new since `then`.
	pub fn facts_since(&self, then: &Self) -> Facts {
		Facts::NONE
			.with_if(Facts::GAP, self.gaps != then.gaps)
			.with_if(Facts::RESTART, self.restarts != then.restarts)
			.with_if(Facts::FORK, self.forks != then.forks)
			.with_if(Facts::SKEW, self.skews != then.skews)
			.with_if(Facts::OMITTED, self.segments > then.segments.saturating_add(1))
	}
}

impl<BlockNumber: From<u32> + PartialOrd> Settings<BlockNumber> {
	/// Whether batches are kept for at least one block, and at most for `most` blocks.
	pub fn is_sound(&self, most: BlockNumber) -> bool {
		self.retention > 0.into() && self.retention <= most
	}
}

impl<BlockNumber: From<u32>> Default for Settings<BlockNumber> {
	fn default() -> Self {
		// A week of two-second blocks; a minute; a quarter of an hour.
		Self { retention: 302_400.into(), max_skew: 60_000, late_after: 900_000 }
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use alloc::vec::Vec;
	use codec::{Decode, Encode};
	use serde_json::{from_value, json, to_value};

	#[test]
	fn each_fact_has_one_bit_and_one_name() {
		for (index, (fact, name)) in Facts::ALL.into_iter().zip(Facts::NAMES).enumerate() {
			assert_eq!(fact.bits(), 1 << index);
			assert_eq!(to_value(fact).unwrap(), json!([name]));
			assert_eq!(from_value::<Facts>(json!([name])).unwrap(), fact);
		}
		let both = Facts::GAP.with(Facts::OLD_KEY);
		assert_eq!(both.names().collect::<Vec<_>>(), ["gap", "oldKey"]);
		assert_eq!(both.without(Facts::GAP), Facts::OLD_KEY);
		assert!(from_value::<Facts>(json!(["odd"])).is_err());
	}

	#[test]
	fn a_policy_doubts_what_it_does_not_name() {
		let policy = FactPolicy {
			ignored: Facts::RESTART.with(Facts::LATE),
			refused: Facts::FORK.with(Facts::LATE),
		};
		assert_eq!(policy.judge(Facts::NONE), Trust::Trusted);
		assert_eq!(policy.judge(Facts::RESTART), Trust::Trusted);
		assert_eq!(policy.judge(Facts::RESTART.with(Facts::GAP)), Trust::Doubtful);
		assert_eq!(policy.judge(Facts(1 << 15)), Trust::Doubtful, "a fact of a later runtime");
		assert_eq!(policy.judge(Facts::GAP.with(Facts::FORK)), Trust::Refused);
		assert_eq!(policy.judge(Facts::LATE), Trust::Refused);
		assert_eq!(FactPolicy::CAUTIOUS.judge(Facts::RESTART), Trust::Doubtful);
	}

	#[test]
	fn a_consumer_gives_up_only_its_own_references() {
		let mut consumers = Consumers::default();
		assert_eq!(consumers.remove(Consumer::Automation), None);
		assert_eq!(consumers.add(Consumer::Automation), Some(()));
		assert_eq!(consumers.add(Consumer::Automation), Some(()));
		assert_eq!(consumers.remove(Consumer::Procurement), None);
		assert_eq!(consumers.references(Consumer::Automation), 2);
		assert_eq!(to_value(&consumers).unwrap(), json!({ "automation": 2 }));
		assert_eq!(from_value::<Consumers>(json!({ "automation": 2 })).unwrap(), consumers);
		assert_eq!(consumers.remove(Consumer::Automation), Some(()));
		assert_eq!(consumers.remove(Consumer::Automation), Some(()));
		assert_eq!(consumers, Consumers::default());
		assert!(!consumers.contains(Consumer::Automation));

		consumers.0.insert(Consumer::Example, u32::MAX);
		assert_eq!(consumers.add(Consumer::Example), None);
		assert_eq!(consumers.references(Consumer::Example), u32::MAX);
	}

	#[test]
	fn the_longest_set_of_consumers_is_as_long_as_it_says() {
		let mut consumers = Consumers::default();
		for (index, consumer) in Consumer::ALL.into_iter().enumerate() {
			assert_eq!(consumer.encode(), [index as u8]);
			consumers.0.insert(consumer, u32::MAX);
		}
		assert_eq!(consumers.encode().len(), Consumers::max_encoded_len());
		let read = Consumers::decode(&mut consumers.encode().as_slice()).unwrap();
		assert!(read.iter().eq(Consumer::ALL.map(|consumer| (consumer, u32::MAX))));
	}

	#[test]
	fn json_shows_batches_and_tails_in_one_level() {
		let hash = |byte: &str| format!("0x{}", byte.repeat(32));
		let batch =
			Batch { root: [1; 32], segments: 2, readings: 3, start: 4, end: 5, data: [6; 32] };
		let record = BatchRecord { batch, block: 7u32, standing: BatchStanding::Convicted };
		let shown = json!({
			"root": hash("01"), "segments": 2, "readings": "3", "start": "4", "end": "5",
			"data": hash("06"), "block": 7, "standing": "convicted",
		});
		assert_eq!(to_value(record).unwrap(), shown);
		assert_eq!(from_value::<BatchRecord<u32>>(shown).unwrap(), record);

		let last =
			TailSegment { key_epoch: 1, boot_epoch: 2, next: u64::MAX, name: [3; 32], end: 4 };
		let continuity = Continuity { gaps: 5, missing: u64::MAX, ..Default::default() };
		let tail = Tail { streams: 1, last: Some(last), continuity, seen: 9u32 };
		let shown = json!({
			"streams": 1,
			"last": {
				"keyEpoch": 1, "bootEpoch": 2, "next": "18446744073709551615", "name": hash("03"),
				"end": "4",
			},
			"segments": "0",
			"gaps": 5,
			"missing": "18446744073709551615",
			"restarts": 0,
			"forks": 0,
			"skews": 0,
			"seen": 9,
		});
		assert_eq!(to_value(tail).unwrap(), shown);
		assert_eq!(from_value::<Tail<u32>>(shown).unwrap(), tail);
	}
}
