//! Holds what is in batches against what the fleet said it sent.

use crate::{oracle, Event};
use std::{
	collections::{HashMap, HashSet},
	io,
	path::Path,
};
use tallystick_evidence::{Attestation, Crypto, DeviceId, Native};

/// A reading, as a batch or the log has it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Entry {
	/// Whose.
	pub device: DeviceId,
	/// Its boot epoch. A gateway's word has none.
	pub boot: u32,
	/// Whose word it is.
	pub attestation: Attestation,
	/// The channel.
	pub channel: u16,
	/// UTC, in milliseconds.
	pub time: u64,
	/// The value.
	pub value: i64,
}

impl Entry {
	/// Half a hash tells readings apart, and keeps a million of them small.
	fn name(&self) -> u128 {
		let boot = if self.attestation == Attestation::Gateway { 0 } else { self.boot };
		let hash = Native::hash(&[
			&self.device.0,
			&[self.attestation as u8],
			&boot.to_le_bytes(),
			&self.channel.to_le_bytes(),
			&self.time.to_le_bytes(),
			&self.value.to_le_bytes(),
		]);
		hash.first_chunk().map_or(0, |half| u128::from_le_bytes(*half))
	}
}

/// How often a reading was sent in different messages, acknowledged and seen.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
	sent: u8,
	acknowledged: u8,
	seen: u8,
}

/// What was sent, and how often it was seen.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
	readings: HashMap<u128, Count>,
	devices: HashSet<DeviceId>,
	findings: Findings,
}

/// What came of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Findings {
	/// Readings that were sent.
	pub sent: u64,
	/// Of these, that were acknowledged.
	pub acknowledged: u64,
	/// Readings of the fleet's devices that are in batches.
	pub stored: u64,
	/// Acknowledged, and in no batch.
	pub lost: u64,
	/// Times that a reading is in a batch beyond those that it was sent in different messages.
	pub duplicated: u64,
	/// In a batch, and never sent.
	pub extra: u64,
	/// Sent, not acknowledged, and in a batch all the same: the answer was lost.
	pub unacknowledged: u64,
	/// Readings of devices that the log does not know.
	pub foreign: u64,
	/// Batches that were read.
	pub batches: u64,
	/// Proofs that were verified.
	pub proofs: u64,
}

impl Ledger {
	/// Reads the fleet's log, twice: what was acknowledged stands after what was sent.
	pub fn read(path: &Path) -> io::Result<Self> {
		let mut acknowledged: HashMap<(DeviceId, u32), u64> = HashMap::new();
		for event in oracle::read(path)? {
			if let Event::Acknowledged { device, boot, next, .. } = event? {
				let before = acknowledged.entry((device, boot)).or_default();
				*before = next.max(*before);
			}
		}
		let mut ledger = Self::default();
		for event in oracle::read(path)? {
			let Event::Sent { device, boot, sequence, attestation, readings, .. } = event? else {
				continue;
			};
			let next = acknowledged.get(&(device, boot)).copied().unwrap_or(0);
			ledger.devices.insert(device);
			for (number, (channel, time, value)) in (sequence..).zip(readings) {
				let entry = Entry { device, boot, attestation, channel, time, value };
				ledger.sent(&entry, number < next);
			}
		}
		Ok(ledger)
	}

	/// Takes note of a reading that has to be in a batch.
	pub fn expect(&mut self, entry: &Entry) {
		self.sent(entry, true);
	}

	fn sent(&mut self, entry: &Entry, acknowledged: bool) {
		self.devices.insert(entry.device);
		self.findings.sent += 1;
		self.findings.acknowledged += u64::from(acknowledged);
		let count = self.readings.entry(entry.name()).or_default();
		count.sent = count.sent.saturating_add(1);
		count.acknowledged = count.acknowledged.saturating_add(acknowledged.into());
	}

	/// Takes note of a reading in a batch. Says whether it is of the fleet.
	pub fn seen(&mut self, entry: &Entry) -> bool {
		if !self.devices.contains(&entry.device) {
			self.findings.foreign += 1;
			return false;
		}
		self.findings.stored += 1;
		match self.readings.get_mut(&entry.name()) {
			None => self.findings.extra += 1,
			Some(count) => {
				// A meter's segment begins with the last reading of the one before.
				self.findings.duplicated += u64::from(count.seen >= count.sent);
				count.seen = count.seen.saturating_add(1);
			},
		}
		true
	}

	/// What came of it.
	pub fn findings(&self) -> Findings {
		let sum =
			|of: fn(&Count) -> u8| self.readings.values().map(|count| u64::from(of(count))).sum();
		Findings {
			lost: sum(|count| count.acknowledged.saturating_sub(count.seen)),
			unacknowledged: sum(|count| {
				count.seen.min(count.sent).saturating_sub(count.acknowledged)
			}),
			..self.findings
		}
	}
}

impl Findings {
	/// Whether the promise was kept.
	pub fn is_good(&self) -> bool {
		self.lost == 0 && self.duplicated == 0 && self.extra == 0
	}
}

impl std::fmt::Display for Findings {
	fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
		let Self { sent, acknowledged, stored, lost, duplicated, extra, .. } = self;
		let Self { unacknowledged, foreign, batches, proofs, .. } = self;
		write!(
			f,
			"lost={lost} duplicated={duplicated} extra={extra} sent={sent} acknowledged={acknowledged} \
			 stored={stored} unacknowledged={unacknowledged} foreign={foreign} batches={batches} \
			 proofs={proofs}"
		)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	const DEVICE: DeviceId = DeviceId([1; 32]);

	fn entry(boot: u32, time: u64) -> Entry {
		let attestation = Attestation::Segment;
		Entry { device: DEVICE, boot, attestation, channel: 0, time, value: 5 }
	}

	async fn ledger() -> Ledger {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("oracle");
		let oracle = crate::Oracle::append(&path).unwrap();
		let sent = |boot, sequence, times: [u64; 2]| Event::Sent {
			device: DEVICE,
			boot,
			sequence,
			attestation: Attestation::Segment,
			hash: String::new(),
			readings: times.map(|time| (0, time, 5)).to_vec(),
			at: 0,
		};
		for event in [
			sent(1, 0, [10, 11]),
			sent(1, 2, [12, 13]),
			Event::Acknowledged { device: DEVICE, boot: 1, next: 2, at: 0 },
			sent(2, 0, [10, 14]),
		] {
			oracle.record(&event).await.unwrap();
		}
		Ledger::read(&path).unwrap()
	}

	#[tokio::test]
	async fn works_when_all_that_was_acknowledged_is_there_once() {
		let mut ledger = ledger().await;
		assert_eq!(ledger.findings().lost, 2);
		for seen in [entry(1, 10), entry(1, 11), entry(1, 12), entry(2, 10)] {
			assert!(ledger.seen(&seen));
		}
		let findings = ledger.findings();
		assert!(findings.is_good(), "{findings}");
		assert_eq!((findings.sent, findings.acknowledged, findings.unacknowledged), (6, 2, 2));
	}

	#[test]
	fn counts_a_reading_as_often_as_it_was_sent() {
		let mut ledger = Ledger::default();
		ledger.expect(&entry(1, 10));
		ledger.expect(&entry(1, 10));
		let outcomes = [(2, 0), (1, 0), (0, 0), (0, 1)].map(|(lost, duplicated)| {
			let Findings { lost: found, duplicated: twice, .. } = ledger.findings();
			ledger.seen(&entry(1, 10));
			((lost, duplicated), (found, twice))
		});
		for (expected, found) in outcomes {
			assert_eq!(expected, found);
		}
	}

	#[tokio::test]
	async fn fails_when_one_is_lost_twice_there_or_never_sent() {
		let mut ledger = ledger().await;
		ledger.seen(&entry(1, 10));
		assert_eq!(ledger.findings().lost, 1);
		ledger.seen(&entry(1, 11));
		ledger.seen(&entry(1, 11));
		ledger.seen(&entry(3, 11));
		ledger.seen(&Entry { value: 6, ..entry(1, 12) });
		let findings = ledger.findings();
		assert_eq!((findings.lost, findings.duplicated, findings.extra), (0, 1, 2));
		assert!(!findings.is_good());
		assert!(!ledger.seen(&Entry { device: DeviceId([9; 32]), ..entry(1, 10) }));
		assert_eq!(ledger.findings().foreign, 1);
	}
}
