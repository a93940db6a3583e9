//! A whole chain of evidence: devices, segments, batches, blocks and headers.
#![allow(dead_code, unreachable_pub)]

pub mod chain;
pub mod vectors;

pub use chain::*;
use tallystick_evidence::{
	builder::{BatchBuilder, Origin, SealedBatch, Segment, SegmentBuilder},
	fraud::{KeyIn, Placed, Record},
	model::{ChannelProof, ModelChannel, ModelStatement, MAX_CHANNELS},
	proof::{KeyChange, KeyProof},
	reading::{signed_payload, SignedReading},
	Attestation, Batch, DeviceId, DeviceKey, FirstKey, Hash, KeyRecord, Leaf, Limits, Message,
	Native, Proof, Provenance, Purpose, Reading, Registration, Scheme, SecretKey, SegmentLeaf,
	Signature, Statement, Trusted,
};
pub use tallystick_world::{Numbers, SCHEMES};

pub const MODES: [Attestation; 3] =
	[Attestation::Gateway, Attestation::Readings, Attestation::Segment];

/// A device with its keys, the newest last.
pub struct Device {
	pub id: DeviceId,
	pub keys: Vec<SecretKey>,
}

impl Device {
	pub fn new(numbers: &mut Numbers, scheme: Scheme, rotated: bool) -> Self {
		let mut key = || SecretKey::from_seed(scheme, numbers.bytes()).unwrap();
		let first = key();
		let id = DeviceId::of::<Native>(&first.public());
		let keys = if rotated { vec![first, key()] } else { vec![first] };
		Self { id, keys }
	}

	pub fn epoch(&self) -> u32 {
		self.keys.len() as u32 - 1
	}

	pub fn key(&self) -> &SecretKey {
		self.keys.last().unwrap()
	}

	pub fn sign(&self, genesis: &Hash, purpose: Purpose, payload: &[u8]) -> Signature {
		let scheme = self.key().public().scheme();
		self.key().sign(&Message::new(purpose, genesis, &self.id, scheme, payload).unwrap())
	}
}

/// What to build.
#[derive(Clone, Debug)]
pub struct Plan {
	pub mode: Attestation,
	pub scheme: Scheme,
	pub rotated: bool,
	/// Whether the chain has the device's registration and its model.
	pub registered: bool,
	/// How many readings each channel has, in each segment.
	pub runs: Vec<u32>,
	pub segments: u32,
	/// How many blocks come after the batch's.
	pub after: u32,
	/// How many statements stand beside the batch in its block.
	pub beside: u32,
	pub seed: u64,
}

impl Plan {
	pub fn small(mode: Attestation, scheme: Scheme, rotated: bool) -> Self {
		let (registered, runs) = (false, vec![5, 3]);
		Self { mode, scheme, rotated, registered, runs, segments: 3, after: 4, beside: 2, seed: 7 }
	}
}

pub const LIMITS: Limits = Limits { low: -400, high: 450 };

/// The limits of a channel in the model of every device: it has 64.
pub fn limits_in_model(channel: u16) -> Option<Limits> {
	(u32::from(channel) < MAX_CHANNELS).then_some(LIMITS)
}

pub const GATEWAY: [u8; 32] = [0x67; 32];
pub const SINCE: u64 = 1_700_000_000_000;

/// The number of the device's model.
pub const MODEL: u32 = 7;

/// The number of the organisation that builds it.
pub const MAKER: u32 = 2;

/// The channels of the device's model, of which segments use the first and each third one after it.
pub fn model() -> Vec<ModelChannel<'static>> {
	let texts = [
		("Temperatur außen", "Cel", -2),
		("energy of the whole building, in", "1234567890123456", 3),
		("door", "", 0),
		("humidity", "%RH", -1),
		("pressure", "hPa", -1),
		("pulses", "1", 0),
		("power", "W", 0),
	];
	let channel = |(number, (name, unit, exponent)): (u16, (&'static str, &'static str, i8))| {
		let (name, unit) = (name.as_bytes(), unit.as_bytes());
		ModelChannel { number, name, unit, exponent, limits: LIMITS }
	};
	(0..).zip(texts).map(channel).collect()
}

/// Everything that was built.
pub struct Scene {
	pub plan: Plan,
	pub chain: Chain,
	pub device: Device,
	pub segments: Vec<Segment>,
	pub leaves: Vec<SegmentLeaf>,
	pub batch: SealedBatch,
	pub statement: Statement,
	/// Where the batch stands.
	pub at: (u32, u32),
	/// Where the key's record stands.
	pub key_at: Option<(u32, u32)>,
	/// Where the model and the registration stand.
	pub registered_at: Option<[(u32, u32); 2]>,
}

impl Scene {
	pub fn new(plan: Plan) -> Self {
		let mut numbers = Numbers(plan.seed);
		let mut chain = Chain::new(plan.seed);
		let genesis = chain.genesis();
		let device = Device::new(&mut numbers, plan.scheme, plan.rotated);

		let registered_at = plan.registered.then(|| {
			let model = ModelStatement::of::<Native>(MODEL, MAKER, model()).unwrap();
			let first = first_key(&device);
			let [before, after] = [numbers.bytes(), numbers.bytes()];
			let model = chain.push(vec![model.leaf::<Native>(&genesis), after]);
			[(model, 0), (chain.push(vec![before, first.leaf::<Native>()]), 1)]
		});
		let key_at = (device.epoch() > 0).then(|| {
			let key = device.key().public();
			let record = KeyRecord { device: device.id, epoch: 1, key, since: SINCE };
			let other = numbers.bytes();
			(chain.push(vec![other, record.leaf::<Native>()]), 1)
		});

		let mut batch = BatchBuilder::new();
		let (mut segments, mut leaves) = (vec![], vec![]);
		let (mut sequence, mut previous, mut time) = (0, [0; 32], SINCE);
		for _ in 0..plan.segments {
			let segment =
				segment(&plan, &device, &genesis, &mut numbers, sequence, previous, &mut time);
			let signature = (plan.mode == Attestation::Segment)
				.then(|| device.sign(&genesis, Purpose::Segment, &segment.header.to_bytes()));
			let leaf = segment.leaf(signature).unwrap();
			batch.push(leaf).unwrap();
			sequence = segment.header.next_sequence().unwrap();
			previous = segment.header.name::<Native>();
			segments.push(segment);
			leaves.push(leaf);
		}
		let batch = batch.seal::<Native>(numbers.bytes()).unwrap();
		let statement =
			Statement { gateway: GATEWAY, number: numbers.below(1000), batch: batch.batch };
		let index = numbers.below(u64::from(plan.beside) + 1) as u32;
		let statements = (0..=plan.beside)
			.map(|i| if i == index { statement.leaf::<Native>() } else { numbers.bytes() })
			.collect();
		let number = chain.push(statements);
		for _ in 0..plan.after {
			let others = (0..numbers.below(3)).map(|_| numbers.bytes()).collect();
			chain.push(others);
		}
		chain.push(vec![]);
		Self {
			plan,
			chain,
			device,
			segments,
			leaves,
			batch,
			statement,
			at: (number, index),
			key_at,
			registered_at,
		}
	}

	/// The registration of the device, with this channel of its model.
	pub fn registration(&self, channel: u16, at: u32) -> Option<Registration> {
		let [model_block, block] =
			self.registered_at?.map(|(block, index)| self.chain.block_proof(block, index, at));
		let FirstKey { key, since, model, provenance, .. } = first_key(&self.device);
		let channel = channel_proof(channel);
		Some(Registration {
			key,
			since,
			model,
			provenance,
			block,
			manufacturer: MAKER,
			channel,
			model_block,
		})
	}

	pub fn key_proof(&self, at: u32) -> Option<KeyProof> {
		(self.plan.mode != Attestation::Gateway).then(|| KeyProof {
			key: self.device.key().public(),
			change: self.key_at.map(|(block, index)| KeyChange {
				since: SINCE,
				block: self.chain.block_proof(block, index, at),
			}),
		})
	}

	/// The proof of a reading up to block `at`.
	pub fn proof_at(&self, segment: u32, channel: u16, index: u32, at: u32) -> Proof {
		Proof {
			genesis: self.chain.genesis(),
			reading: self.segments[segment as usize].prove(channel, index).unwrap(),
			segment: self.leaves[segment as usize],
			key: self.key_proof(at),
			registration: self.registration(channel, at),
			segment_place: self.batch.tree.place(segment).unwrap(),
			statement: self.statement,
			block: self.chain.block_proof(self.at.0, self.at.1, at),
			header: self.chain.blocks[at as usize].header.clone(),
		}
	}

	pub fn proof(&self, segment: u32, channel: u16, index: u32) -> Proof {
		self.proof_at(segment, channel, index, self.chain.height())
	}

	pub fn trusted(&self) -> Trusted {
		self.chain.trusted(self.chain.height())
	}

	pub fn placed(&self, segment: u32) -> Placed {
		Placed {
			leaf: self.leaves[segment as usize],
			place: self.batch.tree.place(segment).unwrap(),
		}
	}
}

/// The chain's memory of this one batch, under any of two numbers, so that it can be held against
/// itself.
impl Record for Scene {
	fn batch(&self, number: u64) -> Option<Batch> {
		(number == self.statement.number).then_some(self.batch.batch)
	}

	fn key(&self, device: &DeviceId, epoch: u32) -> KeyIn {
		if *device != self.device.id {
			return KeyIn::NoDevice;
		}
		self.device.keys.get(epoch as usize).map_or(KeyIn::NoEpoch, |key| KeyIn::Key(key.public()))
	}

	fn limits(&self, _: &DeviceId, channel: u16) -> Option<Limits> {
		limits_in_model(channel)
	}
}

fn segment(
	plan: &Plan,
	device: &Device,
	genesis: &Hash,
	numbers: &mut Numbers,
	first: u64,
	previous: Hash,
	time: &mut u64,
) -> Segment {
	let boot_epoch = 2;
	let mut builder = SegmentBuilder::new();
	let mut sequence = first;
	for i in 0..plan.runs.iter().copied().max().unwrap_or(0) {
		*time += 60_000 + numbers.below(1000);
		for (channel, _) in plan.runs.iter().enumerate().filter(|(_, count)| i < **count) {
			let channel = channel as u16 * 3;
			let value = numbers.below(1000) as i64 - 500;
			let salt = if numbers.below(2) == 0 { [0; 16] } else { numbers.bytes() };
			let reading = Reading { time: *time + u64::from(channel), value, salt };
			let signed = (plan.mode == Attestation::Readings).then(|| {
				let payload = signed_payload(boot_epoch, sequence, channel, &reading);
				SignedReading {
					sequence,
					signature: device.sign(genesis, Purpose::Reading, &payload),
				}
			});
			builder.push(channel, LIMITS, Leaf { reading, signed }).unwrap();
			sequence += 1;
		}
	}
	builder
		.seal::<Native>(Origin {
			device: device.id,
			attestation: plan.mode,
			key_epoch: device.epoch(),
			boot_epoch,
			sequence: first,
			previous,
		})
		.unwrap()
}

/// The registration of a device, a day before its next key.
pub fn first_key(device: &Device) -> FirstKey {
	let key = device.keys[0].public();
	let provenance = match device.keys.len() {
		1 => Provenance::Endorsed,
		_ => Provenance::Declared,
	};
	FirstKey { device: device.id, key, since: SINCE - 86_400_000, model: MODEL, provenance }
}

/// A channel of the model, with its way to the model's statement.
pub fn channel_proof(number: u16) -> ChannelProof {
	ChannelProof::of::<Native>(model(), number).unwrap()
}

/// A key that is no device's.
pub fn stranger(scheme: Scheme) -> SecretKey {
	SecretKey::from_seed(scheme, [0x55; 32]).unwrap()
}

pub fn key_bytes(key: &DeviceKey) -> Vec<u8> {
	codec::Encode::encode(key)
}
