use tallystick_evidence::{
	builder::{BuildError, Origin, Segment, SegmentBuilder},
	fraud::Placed,
	merkle::{MerkleTree, Place},
	message::{Possession, Rotation},
	Attestation, Batch, DeviceId, Hash, Limits, Message, Native, Purpose, Reading, Run, RunHasher,
	Scheme, SecretKey, SegmentHeader, SegmentLeaf, Signature, Tree,
};

/// The chain that devices sign for, unless a test says otherwise.
pub const GENESIS: Hash = [7; 32];
/// The chain's time when a world begins: UTC, in milliseconds.
pub const NOW: u64 = 1_700_000_000_000;
/// Every scheme that a device can sign with.
pub const SCHEMES: [Scheme; 3] = [Scheme::Ed25519, Scheme::P256, Scheme::Secp256k1];

/// The private key of a seed.
pub fn secret(scheme: Scheme, seed: u8) -> SecretKey {
	SecretKey::from_seed(scheme, [seed; 32]).expect("a small number is a key of every scheme")
}

/// A payload under a signature. A test changes the field that it wants to be wrong.
#[derive(Clone, Copy, Debug)]
pub struct Signing {
	/// The purpose that is signed.
	pub purpose: Purpose,
	/// The chain that is signed for.
	pub genesis: Hash,
	/// The device that is signed for.
	pub device: DeviceId,
}

impl Signing {
	/// For the chain of [`GENESIS`].
	pub fn new(purpose: Purpose, device: DeviceId) -> Self {
		Self { purpose, genesis: GENESIS, device }
	}

	/// The signature of `key`.
	pub fn sign(&self, key: &SecretKey, payload: &[u8]) -> Signature {
		let scheme = key.public().scheme();
		let message = Message::new(self.purpose, &self.genesis, &self.device, scheme, payload);
		key.sign(&message.expect("no payload is that long"))
	}
}

/// A device with its secret key and its place in the sequence.
#[derive(Clone, Debug)]
pub struct Device {
	/// Its id: the fingerprint of its first key.
	pub id: DeviceId,
	/// The chain that it signs for.
	pub genesis: Hash,
	/// The key in use.
	pub secret: SecretKey,
	/// The number of keys before this one.
	pub key_epoch: u32,
	/// How often it has changed hands.
	pub tenure: u32,
	/// The number of times that it lost its memory.
	pub boot_epoch: u32,
	/// The number of its next reading.
	pub next: u64,
	/// The name of its last segment, or zeros.
	pub previous: Hash,
	/// The time of its next reading: UTC, in milliseconds.
	pub time: u64,
}

impl Device {
	/// A device that no registry knows. It begins to measure a minute before [`NOW`].
	pub fn unregistered(scheme: Scheme, seed: u8) -> Self {
		Self::with_secret(secret(scheme, seed))
	}

	/// The same with this key.
	pub fn with_secret(secret: SecretKey) -> Self {
		let id = DeviceId::of::<Native>(&secret.public());
		Self {
			id,
			genesis: GENESIS,
			secret,
			key_epoch: 0,
			tenure: 0,
			boot_epoch: 0,
			next: 0,
			previous: [0; 32],
			time: NOW - 60_000,
		}
	}

	/// The scheme of the key in use.
	pub fn scheme(&self) -> Scheme {
		self.secret.public().scheme()
	}

	/// Signs a payload with the key in use.
	pub fn sign_payload(&self, purpose: Purpose, payload: &[u8]) -> Signature {
		self.signing(purpose).sign(&self.secret, payload)
	}

	fn signing(&self, purpose: Purpose) -> Signing {
		Signing { purpose, genesis: self.genesis, device: self.id }
	}

	/// The consent to be registered.
	pub fn consent(&self, possession: &Possession) -> Signature {
		self.sign_payload(Purpose::Register, &possession.to_bytes())
	}

	/// The replacement of the key in use by `new`, under the signatures of both, the old one first.
	/// The device goes on with its key until [`adopt`](Self::adopt).
	pub fn rotation(&self, new: &SecretKey, expires: u64) -> (Rotation, Signature, Signature) {
		let (key, epoch, tenure) = (new.public(), self.key_epoch + 1, self.tenure);
		let rotation = Rotation { key, epoch, tenure, expires };
		let sign =
			|purpose, key| rotation.with_bytes(|payload| self.signing(purpose).sign(key, payload));
		(rotation, sign(Purpose::Rotate, &self.secret), sign(Purpose::Adopt, new))
	}

	/// Signs with `new` from now on.
	pub fn adopt(&mut self, new: SecretKey) {
		self.secret = new;
		self.key_epoch += 1;
	}

	/// The origin of the next segment.
	pub fn origin(&self) -> Origin {
		Origin {
			device: self.id,
			attestation: Attestation::Segment,
			key_epoch: self.key_epoch,
			boot_epoch: self.boot_epoch,
			sequence: self.next,
			previous: self.previous,
		}
	}

	/// The next segment, with these readings and all of its trees.
	pub fn seal(&mut self, readings: SegmentBuilder) -> Result<Sealed, BuildError> {
		let segment = readings.seal::<Native>(self.origin())?;
		let signature = self.sign_payload(Purpose::Segment, &segment.header.to_bytes());
		self.next += u64::from(segment.header.count);
		self.previous = segment.header.name::<Native>();
		let leaf = SegmentLeaf { header: segment.header, signature: Some(signature) };
		Ok(Sealed { segment, leaf, scheme: self.scheme() })
	}

	/// The next segment: on each channel these values, a second apart.
	pub fn say_on(&mut self, runs: &[(u16, Limits, &[i64])]) -> Said {
		let mut builder = SegmentBuilder::new();
		for (channel, limits, values) in runs {
			for (time, value) in (self.time..).step_by(1_000).zip(*values) {
				let reading = Reading::plain(time, *value);
				builder.push(*channel, *limits, reading.into()).expect("times ascend");
			}
		}
		let sealed = self.seal(builder).expect("it has readings");
		self.time = sealed.leaf.header.end + 1_000;
		let runs = sealed.segment.runs().collect();
		let signature = sealed.leaf.signature.expect("it is signed");
		Said { header: sealed.leaf.header, scheme: self.scheme(), signature, runs }
	}

	/// Signs any segment that a test makes.
	pub fn sign(&self, header: SegmentHeader, runs: Vec<Run>) -> Said {
		let signature = self.sign_payload(Purpose::Segment, &header.to_bytes());
		Said { header, scheme: self.scheme(), signature, runs }
	}
}

/// A signed segment with all of its trees, for proofs.
#[derive(Clone, Debug)]
pub struct Sealed {
	/// The segment.
	pub segment: Segment,
	/// The segment as it stands in a batch.
	pub leaf: SegmentLeaf,
	/// The scheme of the device's key.
	pub scheme: Scheme,
}

/// A signed segment with its runs, which may be false.
#[derive(Clone, Debug)]
pub struct Said {
	/// The header.
	pub header: SegmentHeader,
	/// The scheme of the device's key.
	pub scheme: Scheme,
	/// The device's signature under the header.
	pub signature: Signature,
	/// The runs.
	pub runs: Vec<Run>,
}

impl Said {
	/// The runs of these channels, each with its place in the segment.
	pub fn runs_of(&self, channels: &[u16]) -> Vec<(Run, Place)> {
		let tree = runs_tree(&self.runs);
		let placed = self.runs.iter().zip(0..);
		placed
			.filter(|(run, _)| channels.contains(&run.channel))
			.map(|(run, index)| (*run, tree.place(index).expect("a leaf")))
			.collect()
	}

	/// The channels of its runs.
	pub fn channels(&self) -> Vec<u16> {
		self.runs.iter().map(|run| run.channel).collect()
	}

	/// The segment as it stands in a batch.
	pub fn leaf(&self) -> SegmentLeaf {
		SegmentLeaf { header: self.header, signature: Some(self.signature) }
	}
}

/// A run of these values, a second apart.
pub fn run(channel: u16, limits: Limits, start: u64, values: &[i64]) -> Run {
	let mut hasher = RunHasher::new(channel, limits);
	for (time, value) in (start..).step_by(1_000).zip(values) {
		hasher.push::<Native>(&Reading::plain(time, *value).into()).expect("in order");
	}
	hasher.finish::<Native>().expect("small").expect("has readings")
}

/// The tree over the runs of a segment.
pub fn runs_tree(runs: &[Run]) -> MerkleTree {
	MerkleTree::build::<Native>(Tree::Runs, runs.iter().map(Run::leaf::<Native>).collect())
		.expect("few leaves")
}

/// The root over the runs of a segment.
pub fn runs_root(runs: &[Run]) -> Hash {
	runs_tree(runs).root::<Native>()
}

/// A batch of these segments, and each segment in its place. The segments may be unsound.
pub fn batch(leaves: &[SegmentLeaf]) -> (Batch, Vec<Placed>) {
	let hashes = leaves.iter().map(SegmentLeaf::leaf::<Native>).collect();
	let tree = MerkleTree::build::<Native>(Tree::Segments, hashes).expect("few leaves");
	let headers = || leaves.iter().map(|leaf| leaf.header);
	let batch = Batch {
		root: tree.root::<Native>(),
		segments: tree.count(),
		readings: headers().map(|header| u64::from(header.count).max(1)).sum(),
		start: headers().map(|header| header.start.min(header.end)).min().unwrap_or_default(),
		end: headers().map(|header| header.end).max().unwrap_or_default(),
		data: [9; 32],
	};
	let placed = leaves
		.iter()
		.zip(0..)
		.map(|(leaf, index)| Placed { leaf: *leaf, place: tree.place(index).expect("a leaf") });
	(batch, placed.collect())
}

/// A batch whose segments are unknown.
pub fn any_batch(seed: u8) -> Batch {
	Batch { root: [seed; 32], segments: 1, readings: 2, start: NOW, end: NOW, data: [0; 32] }
}

#[cfg(test)]
mod tests {
	use super::*;
	use tallystick_evidence::Crypto;

	#[test]
	fn segments_follow_one_another_and_carry_the_key_in_use() {
		for scheme in SCHEMES {
			let mut device = Device::unregistered(scheme, 1);
			let first = device.say_on(&[(0, Limits::NONE, &[1, 2]), (3, Limits::NONE, &[4])]);
			let new = secret(Scheme::Ed25519, 2);
			let old = device.secret.public();
			let (rotation, by_old, by_new) = device.rotation(&new, NOW);
			device.adopt(new);
			let second = device.say_on(&[(0, Limits::NONE, &[3])]);

			assert_eq!(first.header.next_sequence(), Some(second.header.sequence));
			assert_eq!(second.header.previous, first.header.name::<Native>());
			assert!(second.header.start > first.header.end);
			assert_eq!((second.header.key_epoch, rotation.epoch), (1, 1));
			for (key, said) in [(old, &first), (rotation.key, &second)] {
				let message = said.header.message(&GENESIS, key.scheme()).unwrap();
				assert!(Native::verify(&key, message.as_bytes(), &said.signature));
			}
			for (key, purpose, signature) in
				[(old, Purpose::Rotate, by_old), (rotation.key, Purpose::Adopt, by_new)]
			{
				let message = rotation.with_bytes(|payload| {
					Message::new(purpose, &GENESIS, &device.id, key.scheme(), payload).unwrap()
				});
				assert!(Native::verify(&key, message.as_bytes(), &signature));
			}
		}
	}

	#[test]
	fn a_segment_stands_in_its_batch_and_its_runs_in_the_segment() {
		let mut device = Device::unregistered(Scheme::Ed25519, 1);
		let said: Vec<_> = (0..3)
			.map(|_| device.say_on(&[(0, Limits::NONE, &[1, 2]), (1, Limits::NONE, &[3])]))
			.collect();
		let leaves: Vec<_> = said.iter().map(Said::leaf).collect();
		let (batch, placed) = batch(&leaves);
		assert_eq!((batch.segments, batch.readings), (3, 9));
		for placed in placed {
			let leaf = placed.leaf.leaf::<Native>();
			assert_eq!(placed.place.root::<Native>(Tree::Segments, leaf), Some(batch.root));
		}
		let (run, place) = said[1].runs_of(&[1]).remove(0);
		let root = place.root::<Native>(Tree::Runs, run.leaf::<Native>());
		assert_eq!((run.channel, root), (1, Some(said[1].header.root)));
	}
}
