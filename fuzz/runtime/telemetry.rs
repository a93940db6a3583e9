//! Calls of telemetry: what devices say, batches of it, and the lies of gateways and devices.

use super::{
	cast,
	chain::By,
	device_registry::{limits, EXPORT, IMPORT, SENSOR, SET_POINT},
	source::{any_of, Pick, Source},
	world::World,
};
use frame_support::BoundedVec;
use pallet_telemetry::{Call, Observed, ObservedOf, ObservedRun, Settings};
use tallystick_evidence::{
	builder::SegmentBuilder, fraud::Fraud, Equivocation, Reading, SegmentLeaf,
};
use tallystick_primitives::StreamId;
use tallystick_runtime::{AccountId, Runtime, RuntimeCall, Telemetry};
use tallystick_world::{batch, Said};

pub(crate) fn call(from: &mut Source) -> RuntimeCall {
	match from.below(8) {
		0..=2 => observe(from),
		3 => anchor(from),
		4 => challenge(from),
		5 => convict(from),
		_ => plain(from),
	}
	.into()
}

fn plain(from: &mut Source) -> Call<Runtime> {
	any_of!(from, Call:
		watch { stream },
		unwatch { stream },
		pardon { gateway },
		configure { settings },
	)
}

impl Pick for Settings<u32> {
	fn pick(from: &mut Source) -> Self {
		match from.one_in(2) {
			true => {
				Settings { retention: from.pick(), max_skew: from.pick(), late_after: from.pick() }
			},
			false => Settings::default(),
		}
	}
}

/// How far the readings of a segment are apart, in milliseconds.
const STEPS: [u64; 4] = [1_000, 60_000, 10_000, 300_000];

/// A device's next segment: readings on all channels up to now, or on one.
pub(crate) fn say(from: &mut Source, at: usize) -> Said {
	let (count, step) = (1 + from.below(6) as u64, from.one_of(&STEPS));
	let value = from.one_of(&[5, 20, 40, -30, 100, 0]);
	let one = from.one_in(4).then(|| from.below(4) as u16);
	let now = from.now;
	let first = now.saturating_sub(step * (count - 1));
	say_at(from.cast, at, first, (count, step), (value, one))
}

/// A device's segment: `count` readings `step` apart from `first` on, unless its clock is later.
pub(crate) fn say_at(
	cast: &mut cast::Cast,
	at: usize,
	first: u64,
	(count, step): (u64, u64),
	(value, one): (i64, Option<u16>),
) -> Said {
	let register = cast.registers[at];
	cast.registers[at] = register.saturating_add(value.max(0).saturating_mul(count as i64));
	let device = cast.device(at);
	let start = device.time.max(first);
	let (id, mut builder, mut counted) = (device.id, SegmentBuilder::new(), vec![]);
	for channel in [SENSOR, IMPORT, EXPORT, SET_POINT] {
		if one.is_some_and(|one| one != channel) {
			continue;
		}
		let mut readings = vec![];
		for number in 0..count {
			let rise = value.max(0).saturating_mul(number as i64);
			let value = match channel {
				IMPORT => register.saturating_add(rise),
				EXPORT => register.saturating_add(rise) / 2,
				_ => value,
			};
			let reading = Reading::plain(start + number * step, value);
			builder.push(channel, limits(channel), reading.into()).expect("times ascend");
			readings.push(reading);
		}
		if [IMPORT, EXPORT].contains(&channel) {
			counted.push((StreamId { device: id, channel }, readings));
		}
	}
	let sealed = device.seal(builder).expect("it has readings");
	device.time = start + count * step;
	let signature = sealed.leaf.signature.expect("it is signed");
	let runs = sealed.segment.runs().collect();
	let said = Said { header: sealed.leaf.header, scheme: sealed.scheme, signature, runs };
	cast.remember(said.clone());
	counted.into_iter().for_each(|(stream, readings)| cast.keep(stream, readings));
	said
}

/// A segment with the runs of watched channels.
pub(crate) fn observed(said: &Said) -> ObservedOf<Runtime> {
	let device = said.header.device;
	let is_watched = |channel: &u16| {
		let channel = *channel;
		Telemetry::stream(StreamId { device, channel }).is_some()
	};
	let channels: Vec<_> = said.channels().into_iter().filter(is_watched).collect();
	let runs = said.runs_of(&channels).into_iter().map(|(run, place)| ObservedRun { run, place });
	Observed {
		header: said.header,
		scheme: said.scheme,
		signature: said.signature,
		runs: BoundedVec::truncate_from(runs.collect()),
	}
}

/// Something that a device says now, or said before.
fn any_said(from: &mut Source) -> Said {
	let said = from.cast.said.len();
	if said > 0 && from.one_in(8) {
		let at = from.below(said);
		return from.cast.said[at].clone();
	}
	let at = from.below(cast::DEVICES);
	if from.one_in(8) {
		let device = from.cast.device(at);
		(device.boot_epoch, device.next, device.previous) = (device.boot_epoch + 1, 0, [0; 32]);
	}
	let mut said = say(from, at);
	match from.below(32) {
		30 => said.header.end = from.pick(),
		31 => said.header.sequence = from.pick(),
		_ => {},
	}
	said
}

fn observe(from: &mut Source) -> Call<Runtime> {
	let mut observed = observed(&any_said(from));
	if from.one_in(16) {
		observed.runs.pop();
	}
	Call::observe { observed: Box::new(observed) }
}

/// Segments of which one may be forged.
fn anchor(from: &mut Source) -> Call<Runtime> {
	let said: Vec<_> = (0..1 + from.below(3)).map(|_| any_said(from)).collect();
	let mut leaves: Vec<SegmentLeaf> = said.iter().map(Said::leaf).collect();
	if from.one_in(3) {
		leaves[0].header.root[0] ^= 1;
	}
	let gateway = cast::account(from.one_of(&[4, 5, 0, 1]));
	let number = match from.one_in(16) {
		true => from.pick(),
		false => Telemetry::next_batch(gateway.clone()),
	};
	let (batch, _) = batch(&leaves);
	from.cast.batches.push((gateway, number, leaves));
	let observed = match from.one_in(2) {
		true => said.iter().map(observed).collect(),
		false => vec![],
	};
	Call::anchor { number, batch, observed: BoundedVec::truncate_from(observed) }
}

/// An accusation of a gateway, of what it anchored.
fn challenge(from: &mut Source) -> Call<Runtime> {
	let batches = from.cast.batches.len();
	if batches == 0 {
		return anchor(from);
	}
	let at = batches - 1 - from.below(batches);
	let (gateway, number, leaves) = from.cast.batches[at].clone();
	let (_, placed) = batch(&leaves);
	let segment = placed[from.below(placed.len())].clone();
	let fraud = match from.below(4) {
		0 => Fraud::TwoVersions { segment: segment.clone(), other_batch: number, other: segment },
		1 => Fraud::WrongRuns { segment, runs: vec![] },
		_ => Fraud::ForgedSegment { segment },
	};
	let gateway: AccountId = if from.one_in(16) { from.pick() } else { gateway };
	Call::challenge { gateway, number, fraud: Box::new(fraud) }
}

/// Two versions of what a device said.
fn convict(from: &mut Source) -> Call<Runtime> {
	let at = from.below(cast::DEVICES);
	let before = from.cast.device(at).clone();
	let one = say(from, at).leaf();
	let after = std::mem::replace(from.cast.device(at), before);
	let other = say(from, at).leaf();
	*from.cast.device(at) = after;
	Call::convict_device { equivocation: Box::new(Equivocation { one, other }) }
}

/// A device says this on all channels, and a block holds it.
pub(crate) fn speak(world: &mut World, at: usize, readings: (u64, u64), value: i64) {
	let (count, step) = readings;
	let first = world.now() - step * (count - 1);
	let said = say_at(&mut world.cast, at, first, readings, (value, None));
	let observed = Box::new(observed(&said));
	world.bring(By::Itself, Call::observe { observed }.into());
}

/// Two devices are watched. One has spoken, and the gateway of the other one has anchored a forgery.
pub(crate) fn opening(world: &mut World) {
	for (owner, at) in [(0, 0), (1, 1)] {
		for channel in [SENSOR, IMPORT] {
			let stream = StreamId { device: world.cast.devices[at].id, channel };
			world.submit(owner, Call::watch { stream });
		}
	}
	speak(world, 0, (3, 1_000), 20);
	let said = say_at(&mut world.cast, 1, 0, (3, 1_000), (20, None));
	let mut leaf = said.leaf();
	leaf.header.root[0] ^= 1;
	let (batch, _) = batch(&[leaf]);
	world.submit(5, Call::anchor { number: 0, batch, observed: Default::default() });
	world.cast.batches.push((cast::account(5), 0, vec![leaf]));
}
