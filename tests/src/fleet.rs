use crate::wait_until;
use anyhow::{ensure, Context, Result};
use std::{
	ops::{Deref, DerefMut},
	time::Duration,
};
use tallystick_client::{
	telemetry::events, time::now, Call, Chain, Channel, ChannelKind, Observed, ObservedRun,
	Registration, Signer, StatementProof,
};
use tallystick_evidence::{
	builder::{BatchBuilder, SealedBatch, SegmentBuilder},
	message::Possession,
	proof::{KeyProof, ReadingProof},
	Hash, Limits, Proof, Reading, Scheme, SecretKey, Statement,
};
use tallystick_world::Device;
/// A segment that a device signed, with its trees.
pub use tallystick_world::Sealed as Signed;

/// The plausible values of every channel of the test's model.
pub const LIMITS: Limits = Limits { low: -4_000, high: 8_500 };

/// A device of the tests.
#[derive(Clone, Debug)]
pub struct TestDevice(Device);

impl Deref for TestDevice {
	type Target = Device;

	fn deref(&self) -> &Device {
		&self.0
	}
}

impl DerefMut for TestDevice {
	fn deref_mut(&mut self) -> &mut Device {
		&mut self.0
	}
}

impl TestDevice {
	/// A device that began to measure an hour ago.
	pub fn new(seed: u8, scheme: Scheme, genesis: Hash) -> Result<Self> {
		Self::with_seed([seed; 32], scheme, genesis)
	}

	/// One of many such devices.
	pub fn with_seed(seed: [u8; 32], scheme: Scheme, genesis: Hash) -> Result<Self> {
		let secret = SecretKey::from_seed(scheme, seed).context("no key")?;
		Ok(Self(Device { genesis, time: now() - 3_600_000, ..Device::with_secret(secret) }))
	}

	/// The device's next segment: `count` readings a second apart on each of `channels`.
	pub fn segment(&mut self, channels: u16, count: u32) -> Result<Signed> {
		let mut builder = SegmentBuilder::new();
		for step in 0..count {
			for channel in 0..channels {
				let time = self.time + u64::from(step) * 1_000;
				let value = ((time / 1_000) as i64 * 37 + i64::from(channel) * 911) % 3_000 - 500;
				let reading = Reading { time, value, salt: [step as u8; 16] };
				builder
					.push(channel, LIMITS, reading.into())
					.map_err(|error| anyhow::anyhow!("{error:?}"))?;
			}
		}
		self.time += u64::from(count) * 1_000;
		self.seal(builder).map_err(|error| anyhow::anyhow!("{error:?}"))
	}

	/// The call that registers the device as `owner`'s.
	pub fn register(&self, owner: &Signer, model: u32) -> Call {
		let (key, metadata, expires) = (self.secret.public(), [7; 32], now() + 3_600_000);
		let owner = owner.account().0;
		let consent = self.consent(&Possession { owner, model, metadata, expires });
		Call::register(&Registration { key, owner, model, metadata, expires }, &consent)
	}
}

/// The segment with all of its runs, for the chain to look into.
pub fn observed(signed: &Signed) -> Result<Observed> {
	let runs = signed
		.segment
		.runs()
		.map(|run| {
			let proof = signed.segment.prove(run.channel, 0).context("an empty run")?;
			Ok(ObservedRun { run, place: proof.run_place })
		})
		.collect::<Result<_>>()?;
	let signature = signed.leaf.signature.context("not signed")?;
	Ok(Observed { header: signed.leaf.header, scheme: signed.scheme, signature, runs })
}

/// The call that defines a model with so many channels.
pub fn define_model(channels: u16) -> Call {
	let channels: Vec<_> = (0..channels)
		.map(|number| Channel {
			name: format!("temperature {number}"),
			unit: "Cel".into(),
			exponent: -2,
			kind: ChannelKind::Gauge,
			limits: LIMITS,
			period: 1_000,
			write: None,
		})
		.collect();
	Call::define_model(&[1; 32], "https://example.org/thermometer.tm.json", &channels, &[])
}

/// A batch with everything to prove from.
#[derive(Clone, Debug)]
pub struct Anchored {
	/// The batch's number.
	pub number: u64,
	/// Its segments.
	pub segments: Vec<Signed>,
	/// The batch and its tree.
	pub sealed: SealedBatch,
}

impl Anchored {
	/// Gathers segments.
	pub fn new(number: u64, segments: Vec<Signed>) -> Result<Self> {
		let mut builder = BatchBuilder::new();
		for signed in &segments {
			builder.push(signed.leaf).map_err(|error| anyhow::anyhow!("{error:?}"))?;
		}
		let sealed = builder
			.seal::<tallystick_evidence::Native>([9; 32])
			.map_err(|error| anyhow::anyhow!("{error:?}"))?;
		Ok(Self { number, segments, sealed })
	}

	/// The call that anchors it.
	pub fn anchor(&self) -> Call {
		Call::anchor(self.number, &self.sealed.batch, &[])
	}

	/// Anchors it, and waits until a block holds it.
	pub async fn submit(&self, chain: &Chain, gateway: &Signer) -> Result<u32> {
		let included = chain.submit_and_find(&self.anchor(), gateway).await?;
		included.events.first::<events::Anchored>()?.context("nothing is anchored")?;
		Ok(included.block.number)
	}

	/// Its statement, if this gateway anchored it.
	pub fn statement(&self, gateway: &Signer) -> Statement {
		let gateway = gateway.account().0;
		Statement { gateway, number: self.number, batch: self.sealed.batch }
	}

	/// The proof of one reading.
	pub fn proof(
		&self,
		device: &TestDevice,
		path: &StatementProof,
		segment: usize,
		channel: u16,
		index: u32,
	) -> Result<Proof> {
		let signed = self.segments.get(segment).context("no such segment")?;
		ensure!(signed.leaf.header.device == device.id, "the segment is another device's");
		let reading: ReadingProof =
			signed.segment.prove(channel, index).context("no such reading")?;
		Ok(Proof {
			genesis: device.genesis,
			reading,
			segment: signed.leaf,
			key: Some(KeyProof { key: device.secret.public(), change: None }),
			registration: None,
			segment_place: self.sealed.tree.place(segment as u32).context("no such segment")?,
			statement: path.statement.context("no statement")?,
			block: path.block.clone(),
			header: path.header.clone(),
		})
	}
}

/// The path of a gateway's batch to a finalised header, once it is final.
pub async fn proof_of_batch(
	chain: &Chain,
	gateway: &Signer,
	number: u64,
) -> Result<StatementProof> {
	wait_until("the batch to be final", Duration::from_secs(40), async || {
		Ok(Some(chain.prove(&gateway.account(), number).await?))
	})
	.await
}
