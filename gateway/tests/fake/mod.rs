//! A small archive in memory: one device, three channels, one reading a second from [`START`].

use tallystick_evidence::{
	run::RunTree, Attestation, Batch, DeviceId, Hash, Limits, Native, Proof, Reading,
};
use tallystick_gateway::archive::{
	Archive, ArchiveError, Cursor, Place, Progress, Query, ReadingSelector, StoreStatus,
	StoredBatch, StoredDevice, StoredReading,
};

/// The time of the first reading.
pub(crate) const START: u64 = 1_700_000_000_000;
/// The only device.
pub(crate) const DEVICE: DeviceId = DeviceId([0xab; 32]);

/// The archive.
pub(crate) struct Fake {
	/// Whether the disk is gone.
	pub(crate) broken: bool,
	/// The proof of each final reading.
	pub(crate) proof: Proof,
}

impl Fake {
	/// One that works.
	pub(crate) fn new() -> Self {
		let path =
			concat!(env!("CARGO_MANIFEST_DIR"), "/../primitives/evidence/vectors/proofs.json");
		let vectors: serde_json::Value =
			serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
		let file = hex::decode(vectors[0]["file"].as_str().unwrap()).unwrap();
		Self { broken: false, proof: Proof::from_file(&file).unwrap() }
	}

	fn check(&self) -> Result<(), ArchiveError> {
		if self.broken {
			return Err(ArchiveError::Store("disk gone".into()));
		}
		Ok(())
	}

	fn find(&self, asked: &ReadingSelector) -> Result<StoredReading, ArchiveError> {
		let is_meant = |stored: &StoredReading| {
			asked.device == DEVICE
				&& (stored.channel, stored.time) == (asked.channel, asked.time)
				&& asked.boot.is_none_or(|boot| boot == stored.place.boot)
				&& asked.number.is_none_or(|number| number == stored.place.number)
		};
		self.all().find(is_meant).ok_or(ArchiveError::Unknown)
	}

	fn all(&self) -> impl Iterator<Item = StoredReading> {
		(0..30_u16).map(|second| StoredReading {
			channel: second % 3,
			time: START + u64::from(second) * 1_000,
			place: Place { boot: 1, number: second.into() },
			value: i64::MIN + i64::from(second),
			attestation: match second % 3 {
				0 => Attestation::Segment,
				1 => Attestation::Readings,
				_ => Attestation::Gateway,
			},
			progress: match second {
				0..=9 => Progress::Finalized,
				10..=14 => Progress::Included,
				15..=19 => Progress::Sealed,
				_ => Progress::Stored,
			},
			batch: (second < 20).then_some(u64::from(second) / 5),
		})
	}
}

impl Archive for Fake {
	fn status(&self) -> Result<StoreStatus, ArchiveError> {
		self.check()?;
		Ok(StoreStatus {
			waiting: 10,
			in_flight: 2,
			next_batch: 4,
			began: Some(START),
			first_batch: Some(0),
			finalized: 10,
			bytes: 4_096,
		})
	}

	fn devices(&self, after: Option<DeviceId>, _: u32) -> Result<Vec<StoredDevice>, ArchiveError> {
		self.check()?;
		let device =
			StoredDevice { device: DEVICE, boot_epoch: 1, next: 30, finalized: 10, newest: START };
		Ok(if after.is_some_and(|after| after >= DEVICE) { Vec::new() } else { vec![device] })
	}

	fn readings(&self, query: &Query) -> Result<Vec<StoredReading>, ArchiveError> {
		self.check()?;
		// As SQLite has it.
		assert!(i64::try_from(query.to).is_ok() && i64::try_from(query.from).is_ok());
		if query.device != DEVICE {
			return Err(ArchiveError::Unknown);
		}
		Ok(self
			.all()
			.filter(|stored| query.channel.is_none_or(|channel| channel == stored.channel))
			.filter(|stored| (query.from..query.to).contains(&stored.time))
			.filter(|&StoredReading { time, channel, place, .. }| {
				query.after.is_none_or(|after| Cursor { time, channel, place } > after)
			})
			.take(query.limit as usize)
			.collect())
	}

	fn prove_one(&self, asked: &ReadingSelector) -> Result<Proof, ArchiveError> {
		self.check()?;
		let stored = self.find(asked)?;
		match (stored.progress, stored.batch) {
			(Progress::Finalized, Some(0)) => Err(ArchiveError::Pruned),
			(Progress::Finalized, _) => Ok(self.proof.clone()),
			_ => Err(ArchiveError::NotFinal),
		}
	}

	fn run_of(&self, asked: &ReadingSelector, root: Option<Hash>) -> Result<RunTree, ArchiveError> {
		self.check()?;
		match self.find(asked)?.batch {
			Some(0) => return Err(ArchiveError::Pruned),
			None => return Err(ArchiveError::NotFinal),
			Some(_) => {},
		}
		let readings = self.all().filter(|stored| {
			stored.channel == asked.channel && stored.batch.is_some_and(|batch| batch > 0)
		});
		let leaves: Vec<_> = readings
			.map(|stored| Reading { time: stored.time, value: stored.value, salt: [0; 16] }.into())
			.collect();
		let tree = RunTree::build::<Native>(asked.channel, Limits::NONE, &leaves).unwrap().unwrap();
		let same = root.is_none_or(|root| tree.run().root.hash == root);
		same.then_some(tree).ok_or(ArchiveError::OtherRun)
	}

	fn batch(&self, number: u64) -> Result<StoredBatch, ArchiveError> {
		self.check()?;
		let (progress, block) = match number {
			0 | 1 => (Progress::Finalized, Some((7, [7; 32]))),
			2 => (Progress::Included, Some((9, [9; 32]))),
			3 => (Progress::Sealed, None),
			_ => return Err(ArchiveError::Unknown),
		};
		let start = START + number * 5_000;
		let batch = Batch {
			root: [1; 32],
			segments: 1,
			readings: 5,
			start,
			end: start + 4_000,
			data: [2; 32],
		};
		Ok(StoredBatch { number, batch, progress, block })
	}

	fn data(&self, number: u64) -> Result<Vec<u8>, ArchiveError> {
		self.check()?;
		match number {
			0 => Err(ArchiveError::Pruned),
			1..=3 => Ok(vec![number as u8; 5]),
			_ => Err(ArchiveError::Unknown),
		}
	}
}
