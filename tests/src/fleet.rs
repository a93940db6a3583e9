use crate::{account, Client, RawCall, Rpc};
use anyhow::{ensure, Context, Result};
use codec::{Compact, Decode, Encode};
use serde_json::Value;
use std::{
	ops::{Deref, DerefMut},
	time::{Duration, SystemTime, UNIX_EPOCH},
};
use subxt::{rpcs::rpc_params, utils::H256};
use subxt_signer::sr25519::Keypair;
use tallystick_evidence::{
	builder::{BatchBuilder, SealedBatch, SegmentBuilder},
	message::Possession,
	proof::{BlockProof, KeyProof, ReadingProof},
	Batch, Hash, Limits, Proof, Reading, Scheme, SecretKey, Statement,
};
use tallystick_world::Device;
/// A segment that a device signed, with its trees.
pub use tallystick_world::Sealed as Signed;

/// UTC, in milliseconds.
pub fn now() -> u64 {
	SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_millis() as u64
}

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
		let secret = SecretKey::from_seed(scheme, [seed; 32]).context("no key")?;
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
	pub fn register(&self, owner: &Keypair, model: u32) -> Result<RawCall> {
		let key = self.secret.public();
		let (metadata, expires) = ([7; 32], now() + 3_600_000);
		let possession = Possession { owner: account(owner).0, model, metadata, expires };
		let signature = self.consent(&possession);
		let endorsement: Option<()> = None;
		let args = (key, model, metadata, expires, signature, endorsement);
		Ok(RawCall::new("DeviceRegistry", "register", &args))
	}

	/// The arguments of `observe`: the segment with all of its runs.
	pub fn observed(signed: &Signed) -> Result<Vec<u8>> {
		let runs = signed
			.segment
			.runs()
			.map(|run| {
				let proof = signed.segment.prove(run.channel, 0).context("an empty run")?;
				Ok((run, proof.run_place))
			})
			.collect::<Result<Vec<_>>>()?;
		let signature = signed.leaf.signature.context("not signed")?;
		Ok((signed.leaf.header, signed.scheme, signature, runs).encode())
	}
}

/// The call that defines a model with so many channels.
pub fn define_model(channels: u16) -> RawCall {
	let gauge = 0u8;
	let channels: Vec<_> = (0..channels)
		.map(|number| {
			let name = format!("temperature {number}").into_bytes();
			(name, b"Cel".to_vec(), -2i8, gauge, LIMITS, 1_000u32)
		})
		.collect();
	let uri = b"https://example.org/thermometer.tm.json".to_vec();
	let endorsers: Vec<u8> = vec![];
	RawCall::new("DeviceRegistry", "define_model", &([1u8; 32], uri, channels, endorsers))
}

/// The call that lets `gateway` speak for all of the signer's devices.
pub fn authorize_gateway(gateway: &Keypair) -> RawCall {
	let all_of_owner = 1u8;
	RawCall::new("DeviceRegistry", "authorize_gateway", &(all_of_owner, account(gateway).0))
}

/// The call that anchors a batch.
pub fn anchor(number: u64, batch: &Batch) -> RawCall {
	let observed: Vec<u8> = vec![];
	RawCall::new("Telemetry", "anchor", &(Compact(number), *batch, observed))
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

	/// Anchors it, and waits until a block holds it.
	pub async fn submit(&self, client: &Client, gateway: &Keypair) -> Result<u64> {
		let included = client.submit(&anchor(self.number, &self.sealed.batch), gateway).await?;
		included.event("Telemetry", "Anchored")?;
		Ok(included.number)
	}

	/// The proof of one reading.
	pub fn proof(
		&self,
		device: &TestDevice,
		way: &Way,
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
			segment_place: self.sealed.tree.place(segment as u32).context("no such segment")?,
			statement: way.statement,
			block: way.block.clone(),
			header: way.header.clone(),
		})
	}
}

/// A batch's way to a finalised header, as the node tells it.
#[derive(Clone, Debug)]
pub struct Way {
	/// The batch's statement.
	pub statement: Statement,
	/// Where it stands in the chain.
	pub block: BlockProof,
	/// The header that the way ends at.
	pub header: Vec<u8>,
	/// That header's hash.
	pub trusted: H256,
}

impl Way {
	/// Asks a node until the batch is final.
	pub async fn of_batch(rpc: &Rpc, gateway: &Keypair, number: u64) -> Result<Self> {
		crate::wait_until("the batch to be final", Duration::from_secs(40), async || {
			let params = rpc_params![account(gateway), number];
			let answer: Value = rpc.request("telemetry_prove", params).await?;
			Self::read(&answer).map(Some)
		})
		.await
	}

	/// Asks a node for the way of a statement that the chain keeps no more.
	pub async fn of_statement(
		rpc: &Rpc,
		statement: Statement,
		block: u64,
		leaf: &str,
	) -> Result<Self> {
		crate::wait_until("the statement to be final", Duration::from_secs(40), async || {
			let params = rpc_params![block, leaf];
			let mut answer: Value = rpc.request("telemetry_proveStatement", params).await?;
			answer["statement"] = crate::hex(&statement.encode()).into();
			Self::read(&answer).map(Some)
		})
		.await
	}

	fn read(answer: &Value) -> Result<Self> {
		let bytes = |name: &str| {
			crate::rpc::unhex(answer[name].as_str().with_context(|| format!("no {name}"))?)
		};
		Ok(Self {
			statement: Statement::decode(&mut &bytes("statement")?[..])?,
			block: BlockProof::decode(&mut &bytes("proof")?[..])?,
			header: bytes("header")?,
			trusted: serde_json::from_value(answer["block"].clone())?,
		})
	}
}

/// The hash of a chain's first block.
pub async fn genesis(rpc: &Rpc) -> Result<Hash> {
	Ok(rpc.block_hash(Some(0)).await?.0)
}
