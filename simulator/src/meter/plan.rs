//! What a meter shows, and when it is read.

use super::{Home, Registers};
use crate::{Channel, Point, Series};
use std::{ops::Range, sync::Arc};
use tallystick_client::ChannelKind;
use tallystick_device::Slots;
use tallystick_evidence::Limits;

/// The channel of the register of what was taken from the grid.
pub const IMPORT: u16 = 0;
/// The channel of the register of what was fed into the grid.
pub const EXPORT: u16 = 1;

/// What a meter that lost its power still knows of its messages.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Memory {
	/// All of it: it goes on in the same boot epoch.
	Kept,
	/// Nothing: it begins the next boot epoch, and what was not acknowledged is lost.
	Lost,
}

/// A meter that lost its power, or was set back.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Reset {
	/// From when on: UTC, in milliseconds.
	pub at: u64,
	/// What the registers show then. They count on from there.
	pub to: Registers,
	/// What becomes of the device's memory.
	pub memory: Memory,
}

/// A meter at a home, from its first reading to its last.
#[derive(Clone, Debug)]
pub struct Plan {
	/// What it counts.
	pub home: Arc<Home>,
	/// Where it cuts its segments. It is read at every boundary of a slot.
	pub slots: Slots,
	/// It is read at each multiple of this, too: milliseconds since 1970.
	pub every: u64,
	/// The first reading: UTC, in milliseconds.
	pub begin: u64,
	/// The last reading, of a meter that is taken down.
	pub end: Option<u64>,
	/// What it shows at first.
	pub start: Registers,
	/// A register that reaches this begins again at 0.
	pub modulus: u64,
	/// When its registers fall, in ascending order.
	pub resets: Vec<Reset>,
	/// When it is not read.
	pub silent: Vec<Range<u64>>,
	/// When it reads, but cannot send.
	pub offline: Vec<Range<u64>>,
}

/// A meter cannot be replaced then.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("a meter is replaced at a boundary of its slots, after its first reading: not at {0} ms")]
pub struct PlanError(u64);

impl Plan {
	/// Six digits of kWh with three decimals.
	pub const MODULUS: u64 = 1_000_000_000;

	/// A meter without faults that is read at slots' boundaries, and first at `begin`.
	pub const fn new(home: Arc<Home>, slots: Slots, begin: u64, start: Registers) -> Self {
		Self {
			home,
			slots,
			every: slots.slot(),
			begin,
			end: None,
			start,
			modulus: Self::MODULUS,
			resets: Vec::new(),
			silent: Vec::new(),
			offline: Vec::new(),
		}
	}

	/// Takes the meter down at a slot's boundary and puts another one in its place, whose registers
	/// show `start`. Both read at that time: the one the last time, the other the first.
	pub fn replace(&mut self, at: u64, start: Registers) -> Result<Self, PlanError> {
		let is_boundary = at.checked_rem(self.slots.slot()) == Some(0);
		if !is_boundary || at <= self.begin || self.end.is_some_and(|end| end < at) {
			return Err(PlanError(at));
		}
		let new = Self {
			begin: at,
			start,
			resets: self.resets.iter().filter(|reset| reset.at > at).copied().collect(),
			..self.clone()
		};
		self.end = Some(at);
		Ok(new)
	}

	/// What the registers show.
	pub fn registers(&self, time: u64) -> Registers {
		let last = self.resets.iter().rev().find(|reset| reset.at <= time);
		let (since, from) = last.map_or((self.begin, self.start), |reset| (reset.at, reset.to));
		let counted = self.home.energy(time).since(self.home.energy(since));
		let shown = |value: u64| value.checked_rem(self.modulus).unwrap_or(value);
		let Registers { import, export } = from.plus(counted);
		Registers { import: shown(import), export: shown(export) }
	}

	/// When it is read next after `last`, or first. `None` after the last time.
	pub fn next(&self, last: Option<u64>) -> Option<u64> {
		let mut time = match last {
			None => self.begin,
			Some(last) => self.after(last)?,
		};
		while let Some(silence) = self.silent.iter().find(|silence| silence.contains(&time)) {
			// Not before the silence is over.
			time = self.after(silence.end.checked_sub(1)?.max(time))?;
		}
		self.end.is_none_or(|end| time <= end).then_some(time)
	}

	fn after(&self, time: u64) -> Option<u64> {
		let past = time.checked_rem(self.every);
		let next = past.and_then(|past| time.checked_add(self.every.saturating_sub(past)));
		next.into_iter().chain(self.slots.next(time)).min()
	}

	/// Whether the device loses its memory after the reading of `last` and until `time`.
	pub(crate) fn forgets(&self, last: u64, time: u64) -> bool {
		let lost = self.resets.iter().filter(|reset| reset.memory == Memory::Lost);
		lost.into_iter().any(|reset| last < reset.at && reset.at <= time)
	}

	/// All readings until `until`, ends included.
	pub fn readings(&self, until: u64) -> impl Iterator<Item = (u64, Registers)> + '_ {
		std::iter::successors(self.next(None), |last| self.next(Some(*last)))
			.take_while(move |time| *time <= until)
			.map(|time| (time, self.registers(time)))
	}

	/// The channels of such a meter, and its first reading.
	pub fn series(&self) -> Series {
		let high = i64::try_from(self.modulus.saturating_sub(1)).unwrap_or(i64::MAX);
		let channel = |name: &str| Channel {
			name: name.into(),
			unit: "Wh".into(),
			exponent: 0,
			kind: ChannelKind::Counter,
			limits: Limits { low: 0, high },
			period: u32::try_from(self.every).unwrap_or(u32::MAX),
		};
		Series {
			channels: vec![channel("1.8.0"), channel("2.8.0")],
			points: points(self.begin, self.registers(self.begin)).to_vec(),
		}
	}
}

/// A reading of both registers.
pub(crate) fn points(time: u64, registers: Registers) -> [Point; 2] {
	// No register exceeds its modulus, and no limit of a channel exceeds an `i64`.
	let value = |wh: u64| i64::try_from(wh).unwrap_or(i64::MAX);
	[
		Point { channel: IMPORT, time, value: value(registers.import) },
		Point { channel: EXPORT, time, value: value(registers.export) },
	]
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{identity, meter::Hour, Format, Made, SimDevice};
	use std::collections::BTreeMap;
	use tallystick_device::evidence::Summary;
	use tallystick_evidence::Native;
	use tallystick_market::{self as market, Quality};
	use tallystick_records::{telemetry::Trust, Millis};
	use tallystick_wire::{rebuild, SignedSegment};

	const SLOT: u64 = 900_000;
	/// 2026-11-26T00:00:00Z.
	const MIDNIGHT: u64 = 1_795_651_200_000;
	const START: Registers = Registers { import: 7_000_000, export: 900 };

	/// Every other hour 400 Wh are taken, and 100 fed in between.
	fn plan(per_segment: u32) -> Plan {
		let hours = [(400, 0), (50, 150)].map(|(load, pv)| Hour { load, pv });
		let home = Arc::new(Home::new(MIDNIGHT, hours.to_vec()));
		Plan::new(home, Slots::new(SLOT, per_segment).unwrap(), MIDNIGHT, START)
	}

	fn at(slots: u64) -> u64 {
		MIDNIGHT + slots * SLOT
	}

	/// The segments that a device signs whose meter is read until `until`.
	fn play(plan: &Plan, device: u32, until: u64) -> Vec<Made> {
		let who = identity(1, device);
		let series = Arc::new(plan.series());
		let mut device = SimDevice::new(who, series, [9; 32], Format::Segment, 1, 1)
			.and_then(|device| device.metered(plan.slots))
			.unwrap();
		let mut made = Vec::new();
		for (time, registers) in plan.readings(until) {
			for point in points(time, registers) {
				made.extend(device.measure(point, None).unwrap());
			}
		}
		made.extend(device.flush(None).unwrap());
		assert_eq!(device.unsent(), 0);
		made
	}

	/// The runs of both registers.
	fn runs(plan: &Plan, made: &Made) -> [Summary; 2] {
		let signed = SignedSegment::decode(&made.message.payload).unwrap();
		let segment = rebuild::<Native>(&signed, &plan.series().wire_channels()).unwrap();
		let runs: Vec<_> = segment.runs().map(|run| *run.summary()).collect();
		assert_eq!(made.points.len(), signed.header.count as usize);
		runs.try_into().unwrap()
	}

	/// Time and value at both ends of the import register's runs.
	fn imports(plan: &Plan, made: &[Made]) -> Vec<((u64, i64), (u64, i64))> {
		let run = |made| {
			let [import, export] = runs(plan, made);
			for run in [import, export] {
				assert_eq!((run.min, run.max), (run.first.value, run.last.value));
				assert_eq!(run.violations, 0);
			}
			((import.first.time, import.first.value), (import.last.time, import.last.value))
		};
		made.iter().map(run).collect()
	}

	#[test]
	fn each_segment_says_what_its_slot_used() {
		let plan = plan(1);
		let made = play(&plan, 0, at(96));
		assert_eq!(made.len(), 96);
		let mut energy = Registers::default();
		for (slot, made) in (0..).zip(&made) {
			let [import, export] = runs(&plan, made);
			assert_eq!((import.first.time, import.last.time), (at(slot), at(slot + 1)));
			let used = [import, export].map(|run| run.advance().unwrap());
			let hour = slot / 4 % 2;
			assert_eq!(used, [[100, 0], [0, 25]][hour as usize], "slot {slot}");
			energy = energy.plus(Registers { import: used[0], export: used[1] });
			assert_eq!(made.repeated, if slot == 0 { 0 } else { 2 });
		}
		assert_eq!(energy, plan.home.energy(at(96)));
	}

	#[test]
	fn a_day_is_one_segment_that_says_the_same() {
		let plan = plan(96);
		let made = play(&plan, 0, at(2 * 96));
		assert_eq!(made.len(), 2);
		for (day, made) in (0..).zip(&made) {
			let [import, export] = runs(&plan, made);
			assert_eq!((import.count, export.count), (97, 97));
			assert_eq!((import.first.time, import.last.time), (at(day * 96), at((day + 1) * 96)));
			assert_eq!([import, export].map(|run| run.advance()), [Some(4_800), Some(1_200)]);
			let imports = made.points.iter().filter(|point| point.channel == IMPORT);
			let shown = plan.readings(at((day + 1) * 96)).skip(day as usize * 96);
			assert!(imports
				.map(|point| (point.time, point.value as u64))
				.eq(shown.map(|(time, registers)| (time, registers.import))));
		}
	}

	#[test]
	fn a_reset_lies_between_two_segments() {
		let mut plan = plan(96);
		let to = Registers { import: 10, export: 0 };
		plan.resets.push(Reset { at: at(2) + SLOT / 2, to, memory: Memory::Kept });
		let made = play(&plan, 0, at(4));
		assert_eq!(
			imports(&plan, &made),
			[
				((at(0), 7_000_000), (at(2), 7_000_200)),
				// 50 Wh after the reset, and as much before it, which no register shows.
				((at(3), 60), (at(4), 160)),
			]
		);
	}

	#[test]
	fn the_market_reads_each_slot_as_provided_and_a_reset_as_estimated() {
		let mut plan = plan(1);
		let to = Registers::default();
		plan.resets.push(Reset { at: at(9) + SLOT / 2, to, memory: Memory::Kept });
		let runs: Vec<_> = play(&plan, 0, at(12))
			.iter()
			.map(|made| market::Run::new(&runs(&plan, made)[0], 0, 0, Trust::Trusted).unwrap())
			.collect();
		let register = market::Register::new(&runs, SLOT as u32).unwrap();
		for slot in 0..12 {
			let found = register.energy(Millis(at(slot)), Millis(at(slot + 1))).unwrap();
			let used = plan.home.energy(at(slot + 1)).since(plan.home.energy(at(slot)));
			let expected = match slot {
				// Neither the register before the fall nor the one after it was read there.
				9 => (0, Quality::Estimated),
				_ => (used.import, Quality::Provided),
			};
			assert_eq!((found.energy.0, found.quality), expected, "slot {slot}");
		}
	}

	#[test]
	fn an_overflow_is_a_fall_to_zero() {
		let mut plan = plan(1);
		plan.start = Registers { import: Plan::MODULUS - 250, ..START };
		let made = play(&plan, 0, at(4));
		let high = Plan::MODULUS as i64;
		assert_eq!(
			imports(&plan, &made),
			[
				((at(0), high - 250), (at(1), high - 150)),
				((at(1), high - 150), (at(2), high - 50)),
				((at(3), 50), (at(4), 150)),
			]
		);
	}

	#[test]
	fn silence_lies_between_two_segments_and_loses_no_energy() {
		let mut plan = plan(1);
		plan.silent.push(at(1) + 1..at(3) + 1);
		let made = play(&plan, 0, at(5));
		assert_eq!(
			imports(&plan, &made),
			[((at(0), 7_000_000), (at(1), 7_000_100)), ((at(4), 7_000_400), (at(5), 7_000_400)),]
		);
		let numbers: Vec<_> =
			made.iter().map(|made| (made.message.first, made.message.count)).collect();
		assert_eq!(numbers, [(0, 4), (4, 4)]);
	}

	#[test]
	fn a_replaced_meter_and_its_successor_both_sign_the_boundary() {
		let mut old = plan(96);
		let new = old.replace(at(6), Registers { import: 3, export: 0 }).unwrap();
		assert_eq!(old.replace(at(7), START).unwrap_err(), PlanError(at(7)));
		assert_eq!(new.clone().replace(at(6), START).unwrap_err(), PlanError(at(6)));
		assert_eq!(new.clone().replace(at(7) + 1, START).unwrap_err(), PlanError(at(7) + 1));

		let (before, after) = (play(&old, 0, at(96)), play(&new, 1, at(96)));
		let [old_import, old_export] = runs(&old, &before[0]);
		let [new_import, new_export] = runs(&new, &after[0]);
		assert_eq!((before.len(), after.len()), (1, 1));
		assert_eq!((old_import.last.time, new_import.first.time), (at(6), at(6)));
		assert_eq!((old_import.last.value, old_export.last.value), (7_000_400, 950));
		assert_eq!((new_import.first.value, new_export.first.value), (3, 0));
		let both = [old_import, new_import].map(|run| run.advance().unwrap());
		assert_eq!(both.iter().sum::<u64>(), 4_800, "together they count the whole day");
		assert_eq!(
			[old_export, new_export].map(|run| run.advance().unwrap()).iter().sum::<u64>(),
			1_200
		);
	}

	#[test]
	fn a_meter_can_be_read_within_its_slots() {
		let mut plan = plan(1);
		plan.every = 7 * 60_000;
		plan.begin = MIDNIGHT + 1;
		let times: Vec<_> = plan.readings(at(2)).map(|(time, _)| time - MIDNIGHT).collect();
		// Multiples of seven minutes are counted from 1970.
		let since = MIDNIGHT % plan.every;
		let mut expected: Vec<u64> = [1, SLOT, 2 * SLOT].to_vec();
		expected.extend((1..6).map(|n| n * plan.every - since).filter(|time| *time < 2 * SLOT));
		expected.sort_unstable();
		assert_eq!(times, expected);
		let made = play(&plan, 0, at(2));
		let ends: Vec<_> = imports(&plan, &made).iter().map(|(_, last)| last.0).collect();
		assert_eq!(ends, [at(1), at(2)]);
	}

	#[test]
	fn a_meter_has_two_counters_in_watt_hours() {
		let series = plan(1).series();
		let channels: BTreeMap<_, _> =
			series.channels.iter().map(|c| (c.name.as_str(), (c.unit.as_str(), c.kind))).collect();
		let counter = ("Wh", ChannelKind::Counter);
		assert_eq!(channels, BTreeMap::from([("1.8.0", counter), ("2.8.0", counter)]));
		assert_eq!(series.channels[0].limits, Limits { low: 0, high: 999_999_999 });
		assert_eq!(series.channels[0].period, 900_000);
	}
}
