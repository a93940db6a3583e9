//! A device that sends to the gateway.

use super::MockChain;
use crate::{
	chain::{ChannelFact, DeviceFacts, KeyFact, Status},
	link::Inbound,
};
use tallystick_client::time::now;
use tallystick_evidence::{
	builder::SegmentBuilder, message::Move, Limits, Native, Purpose, Reading, Scheme,
};
use tallystick_wire::{
	senml::{self, Entry},
	Hex, SignedMove, SignedReading, SignedSegment,
};
use tallystick_world::Device;

pub(crate) const LIMITS: Limits = Limits { low: -100, high: 1_000 };

/// A device that sends to the gateway.
pub(crate) struct TestDevice(pub(crate) Device);

impl core::ops::Deref for TestDevice {
	type Target = Device;

	fn deref(&self) -> &Device {
		&self.0
	}
}

impl core::ops::DerefMut for TestDevice {
	fn deref_mut(&mut self) -> &mut Device {
		&mut self.0
	}
}

impl TestDevice {
	/// A registered device without watched channels.
	pub(crate) fn new(chain: &MockChain, seed: u8, scheme: Scheme) -> Self {
		Self::with(chain, Device::unregistered(scheme, seed))
	}

	/// The same, with this key.
	pub(crate) fn with(chain: &MockChain, device: Device) -> Self {
		let channel = |name: &str| ChannelFact {
			name: name.into(),
			unit: "W".into(),
			exponent: -1,
			limits: LIMITS,
			watched: false,
		};
		let facts = DeviceFacts {
			status: Status::Active,
			authorised: true,
			key_epoch: 0,
			keys: vec![KeyFact { epoch: 0, key: device.secret.public(), since: 0 }],
			channels: vec![channel("power"), channel("load")],
		};
		chain.lock().devices.insert(device.id, facts);
		Self(Device { genesis: chain.genesis(), time: now() - 3_600_000, ..device })
	}

	/// A registered device whose first channel is watched.
	pub(crate) fn watched(chain: &MockChain, seed: u8) -> Self {
		let device = Self::new(chain, seed, Scheme::Ed25519);
		let mut inner = chain.lock();
		inner.devices.get_mut(&device.id).unwrap().channels[0].watched = true;
		device
	}

	fn points(&mut self, count: u32) -> Vec<(u16, u64, i64)> {
		let first = self.time;
		self.time += u64::from(count) * 10;
		(0..u64::from(count))
			.map(|i| ((i % 2) as u16, first + i * 10, ((first / 10 + i) * 37 % 1_200) as i64 - 100))
			.collect()
	}

	fn inbound(&self, kind: &str, payload: Vec<u8>) -> Inbound {
		Inbound { topic: format!("tallystick/{}/{kind}", Hex(self.id)), payload, received: now() }
	}

	/// The next segment, with its readings.
	pub(crate) fn segment(&mut self, count: u32) -> (Inbound, Vec<(u16, u64, i64)>) {
		let points = self.points(count);
		(self.segment_of(&points), points)
	}

	/// These readings as the next segment.
	pub(crate) fn segment_of(&mut self, points: &[(u16, u64, i64)]) -> Inbound {
		let seed = self.next.is_multiple_of(2).then_some([9; 16]);
		let mut builder = SegmentBuilder::new();
		for (channel, time, value) in points {
			let salt = tallystick_wire::salt::<Native>(seed.as_ref(), *channel, *time);
			let reading = Reading { time: *time, value: *value, salt };
			builder.push(*channel, LIMITS, reading.into()).unwrap();
		}
		let (scheme, leaf) = (self.scheme(), self.seal(builder).unwrap().leaf);
		let (header, signature) = (leaf.header, leaf.signature.unwrap());
		let pack = senml::to_cbor("", &entries(points));
		let payload = SignedSegment { header, scheme, signature, seed, pack }.encode();
		self.inbound("segment", payload)
	}

	/// The next readings, each signed.
	pub(crate) fn readings(&mut self, count: u32) -> (Inbound, Vec<(u16, u64, i64)>) {
		let points = self.points(count);
		(self.readings_of(&points), points)
	}

	/// These readings, each signed.
	pub(crate) fn readings_of(&mut self, points: &[(u16, u64, i64)]) -> Inbound {
		let scheme = self.scheme();
		let list: Vec<_> = points
			.iter()
			.zip(self.next..)
			.map(|((channel, time, value), sequence)| {
				let mut reading = SignedReading {
					boot_epoch: self.boot_epoch,
					sequence,
					channel: *channel,
					time: *time,
					value: *value,
					kid: None,
					scheme,
					signature: tallystick_evidence::Signature([0; 64]),
				};
				reading.signature =
					self.secret.sign(&reading.message(&self.genesis, &self.id).unwrap());
				reading
			})
			.collect();
		self.next += points.len() as u64;
		self.inbound("readings", SignedReading::encode_list(&list))
	}

	/// A move to the gateway with this account, after everything that was made.
	pub(crate) fn moves_to(&self, gateway: [u8; 32]) -> Inbound {
		let Device { boot_epoch, next, previous, .. } = self.0;
		let content = Move { gateway, boot_epoch, next, previous };
		let signature = self.sign_payload(Purpose::Move, &content.to_bytes());
		let kid = Some(self.key_epoch);
		let signed = SignedMove { content, kid, scheme: self.scheme(), signature };
		self.inbound("move", signed.encode())
	}

	/// The next readings, unsigned.
	pub(crate) fn senml(&mut self, count: u32) -> (Inbound, Vec<(u16, u64, i64)>) {
		let points = self.points(count);
		let payload = senml::to_json("", &entries(&points)).into_bytes();
		(self.inbound("senml", payload), points)
	}
}

fn entries(points: &[(u16, u64, i64)]) -> Vec<Entry<'static>> {
	let entry = |(channel, time, value): &(u16, u64, i64)| Entry {
		channel: ["power", "1"][usize::from(*channel)],
		unit: "W",
		time: *time,
		value: *value,
		exponent: -1,
	};
	points.iter().map(entry).collect()
}
