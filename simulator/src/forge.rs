//! Messages that have to be refused.

use crate::{device::SimDevice, keys::Identity, Fault, Format, Made, Point};
use tallystick_evidence::{
	builder::{Origin, SegmentBuilder},
	Attestation, Hash, Limits, Native, Reading, Scheme, Signature,
};
use tallystick_wire::{
	senml::{to_cbor, Entry},
	Hex, SignedReading, SignedSegment, MAX_MESSAGE,
};

const HOUR: u64 = 3_600_000;

/// What a forged message says of its origin.
struct Claim {
	identity: Identity,
	genesis: Hash,
	/// Whose key signs.
	by: Identity,
	key_epoch: u32,
	boot: u32,
	sequence: u64,
	previous: Hash,
	spoil_root: bool,
}

/// A message with this fault, by a device all of whose messages were acknowledged. `fellow` is
/// another device of the fleet, `last` the newest message, and `time` that of the next reading. `None` where
/// the fault needs something that is not there.
pub fn forge(
	fault: Fault,
	device: &SimDevice,
	fellow: &Identity,
	last: Option<&Made>,
	time: u64,
	noise: [u8; 32],
) -> Option<Vec<u8>> {
	let mut claim = Claim {
		identity: device.identity.clone(),
		genesis: device.state.genesis,
		by: device.identity.clone(),
		key_epoch: device.state.key_epoch,
		boot: device.state.boot_epoch,
		sequence: device.state.next,
		previous: device.state.previous,
		spoil_root: false,
	};
	let value = device.series.points.first()?.value;
	let mut points = vec![
		Point { channel: 0, time, value },
		Point { channel: 0, time: time.checked_add(1)?, value },
	];
	match fault {
		Fault::WrongKey => {
			claim.by = Identity::of(noise);
		},
		Fault::FellowKey => claim.by = fellow.clone(),
		Fault::WrongDevice => (claim.identity, claim.by) = (fellow.clone(), fellow.clone()),
		Fault::OtherGenesis => claim.genesis = noise,
		Fault::UnknownKey => claim.key_epoch = claim.key_epoch.checked_add(7)?,
		Fault::Skip => claim.sequence = claim.sequence.checked_add(1_000)?,
		Fault::Conflict => {
			let last = last?;
			claim.sequence = last.message.first;
			points = last.points.clone();
			points.first_mut()?.value ^= 1;
		},
		Fault::Fork => claim.previous = noise,
		Fault::RolledBack => {
			claim.boot = claim.boot.checked_sub(1)?;
			claim.sequence = 1 << 40;
		},
		Fault::WrongRoot => claim.spoil_root = true,
		// The last one that a segment can hold.
		Fault::UnknownChannel => points.iter_mut().for_each(|point| point.channel = 63),
		Fault::Future => points.iter_mut().for_each(|point| point.time += 3 * HOUR),
		Fault::NotRising => points.reverse(),
		Fault::Stale => {
			let last = last?.points.iter().find(|point| point.channel == 0)?;
			points = vec![Point { time: last.time, value: last.value ^ 1, ..*last }];
		},
		Fault::Malformed => return Some(noise.map(|byte| byte | 0xe0).to_vec()),
		Fault::Truncated => {
			let whole = write(device, &claim, &points)?;
			return Some(whole.get(..whole.len() / 2)?.to_vec());
		},
		Fault::Giant => return Some(vec![b'['; MAX_MESSAGE + 1]),
		Fault::WrongUnit => {
			let is_lux = device.series.channels.first()?.unit == "lx";
			return Some(device.senml("", &points, Some(if is_lux { "K" } else { "lx" })));
		},
		Fault::Stranger | Fault::Revoked => {},
		Fault::Duplicate
		| Fault::Reorder
		| Fault::Skew
		| Fault::Power
		| Fault::Replay
		| Fault::Silent
		| Fault::Late
		| Fault::Reset => return None,
	}
	write(device, &claim, &points)
}

fn write(device: &SimDevice, claim: &Claim, points: &[Point]) -> Option<Vec<u8>> {
	match device.format {
		Format::Segment => segment(device, claim, points),
		Format::Readings => readings(claim, points),
		Format::SenmlJson | Format::SenmlCbor => {
			let base = format!("urn:tallystick:{}:", Hex(claim.identity.id));
			Some(device.senml(&base, points, None))
		},
	}
}

fn segment(device: &SimDevice, claim: &Claim, points: &[Point]) -> Option<Vec<u8>> {
	let mut builder = SegmentBuilder::new();
	let (mut names, mut exponents) = (Vec::new(), Vec::new());
	for Point { channel, time, value } in points {
		let known = device.series.channels.get(usize::from(*channel));
		let limits = known.map_or(Limits::NONE, |channel| channel.limits);
		builder.push(*channel, limits, Reading::plain(*time, *value).into()).ok()?;
		names.push(channel.to_string());
		exponents.push(known.map_or(0, |channel| channel.exponent));
	}
	let mut header = builder
		.seal::<Native>(Origin {
			device: claim.identity.id,
			attestation: Attestation::Segment,
			key_epoch: claim.key_epoch,
			boot_epoch: claim.boot,
			sequence: claim.sequence,
			previous: claim.previous,
		})
		.ok()?
		.header;
	if claim.spoil_root {
		header.root[0] ^= 1;
	}
	let entries: Vec<_> = points
		.iter()
		.zip(names.iter().zip(&exponents))
		.map(|(point, (channel, exponent))| Entry {
			channel,
			unit: "",
			time: point.time,
			value: point.value,
			exponent: *exponent,
		})
		.collect();
	let message = header.message(&claim.genesis, Scheme::Ed25519)?;
	let signature = claim.by.secret.sign(&message);
	let pack = to_cbor("", &entries);
	Some(SignedSegment { header, scheme: Scheme::Ed25519, signature, seed: None, pack }.encode())
}

fn readings(claim: &Claim, points: &[Point]) -> Option<Vec<u8>> {
	let mut list = Vec::new();
	for (at, Point { channel, time, value }) in (0u64..).zip(points) {
		let mut reading = SignedReading {
			boot_epoch: claim.boot,
			sequence: claim.sequence.checked_add(at)?,
			channel: *channel,
			time: *time,
			value: *value,
			kid: Some(claim.key_epoch),
			scheme: Scheme::Ed25519,
			signature: Signature([0; 64]),
		};
		let message = reading.message(&claim.genesis, &claim.identity.id)?;
		reading.signature = claim.by.secret.sign(&message);
		list.push(reading);
	}
	Some(SignedReading::encode_list(&list))
}
