//! Meters: by how much the registers of a metering point rose in each slot, from signed readings.

use super::supply::Supplies;
use crate::*;
use alloc::collections::BTreeMap;
use core::marker::PhantomData;
use tallystick_market::{substitute, Interval, Metered, Register, Run};
use tallystick_primitives::{
	evidence::{self, Leaf, Limits, Node, RunHasher, SummaryError},
	ChannelKind, Consumer, FactPolicy, Facts, HostCrypto, Observation, StreamId, Trust, Unit,
	Watch,
};

/// The most periods to which one observation adds energy. If the last readings are longer ago, the slots in
/// between have none.
pub(crate) const MAX_PERIODS: u32 = 4;

/// The most records of points and periods to which one observation adds. It adds to no older point. The
/// number suffices for a device that went through all of its points in the first of these periods.
const ENOUGH: u32 = MAX_PERIODS + MAX_POINTS - 2;

/// Most periods whose readings are removed at once.
pub(crate) const MAX_FORGOTTEN: u32 = 32;

/// The most periods whose readings are removed when those of the next one begin.
const FORGOTTEN_ON_THE_WAY: u32 = 2;

/// A register counts on while segments, memory or time are lost: the next reading shows what was
/// used meanwhile. With any other fact, readings are doubtful.
const POLICY: FactPolicy = FactPolicy {
	ignored: Facts::GAP
		.with(Facts::RESTART)
		.with(Facts::LATE)
		.with(Facts::OLD_KEY)
		.with(Facts::OMITTED),
	refused: Facts::NONE,
};

/// A register from the reading before a run to the run's end.
struct Known {
	register: Register,
	/// The moment from which it is known.
	begin: Millis,
	/// Whether it fell since the reading before. What it did in between is unknown.
	fell: bool,
	run: Run,
	/// Whether the run's readings can be shown.
	is_pending: bool,
}

impl Counter {
	/// Adds a run, and returns the register from the reading before it on. `None` if the run is not
	/// later: then it does not count.
	fn follow(&mut self, run: Run, slot: u32) -> Option<Known> {
		let before = self.tip.map(|Tip { last, doubtful, .. }| Run {
			meter: run.meter,
			first: last,
			last,
			doubtful,
		});
		let register = Register::new(before.iter().chain([&run]), slot).ok()?;
		self.tip = Some(Tip { last: run.last, doubtful: run.doubtful });
		let known =
			|register, begin, fell| Some(Known { register, begin, fell, run, is_pending: false });
		match before {
			Some(before) if before.last.register <= run.first.register => {
				known(register, before.last.at, false)
			},
			before => known(Register::new([&run], slot).ok()?, run.first.at, before.is_some()),
		}
	}

	/// Keeps what is needed to show the readings of a run, and drops that of the oldest one.
	fn keep(&mut self, pending: Pending) {
		if self.pending.is_full() {
			self.pending.remove(0);
		}
		// There is room.
		let _ = self.pending.try_push(pending);
	}

	/// The readings with this root can no longer be shown.
	fn take_pending(&mut self, root: &evidence::Hash) -> Option<Pending> {
		let index = self.pending.iter().position(|pending| pending.root == *root)?;
		Some(self.pending.remove(index))
	}

	/// The register that all readings of a segment show.
	fn shown<T>(
		&self,
		pending: &Pending,
		readings: &[evidence::Reading],
		slot: u32,
	) -> Result<Register, Error<T>> {
		let falls = readings.windows(2).any(|pair| match pair {
			[before, after] => after.value < before.value,
			_ => false,
		});
		ensure!(!falls, Error::RegisterFell);
		let run = |reading: &evidence::Reading| {
			let summary = Leaf::from(*reading).summary(&Limits::NONE);
			Run::new(&summary, self.exponent, 0, Trust::Trusted).ok()
		};
		let runs: Option<Vec<_>> = readings.iter().map(run).collect();
		let runs = runs.ok_or(Error::ReadingsDiffer)?;
		let (first, last) = (runs.first().map(|run| run.first), runs.last().map(|run| run.last));
		let is_same = first == Some(pending.first) && last == Some(pending.last);
		ensure!(is_same, Error::ReadingsDiffer);
		Register::new(&runs, slot).map_err(|_| Error::ReadingsDiffer)
	}

	/// What the register does up to its next reading is not certain.
	fn doubt(&mut self) {
		if let Some(tip) = &mut self.tip {
			tip.doubtful = true;
		}
	}
}

impl Metering {
	/// Ends its turn, at the latest here.
	pub(crate) fn end(&mut self, until: Slot) {
		self.until = Some(self.until.map_or(until, |before| before.min(until)));
	}

	fn streams(&self) -> [StreamId; 2] {
		[&self.import, &self.export]
			.map(|counter| StreamId { device: self.device, channel: counter.channel })
	}

	fn counter_mut(&mut self, channel: u16) -> Option<(Flow, &mut Counter)> {
		if self.import.channel == channel {
			Some((Flow::Import, &mut self.import))
		} else if self.export.channel == channel {
			Some((Flow::Export, &mut self.export))
		} else {
			None
		}
	}
}

/// The numbers of slots.
type SlotRange = core::ops::RangeInclusive<u64>;

/// Whether a segment's readings say more than the first and the last one.
fn has_more(run: &Run, observation: &Observation, slot: u32) -> bool {
	let length = run.last.at.0.saturating_sub(run.first.at.0);
	!run.doubtful && length > slot.into() && (3..=MAX_SHOWN).contains(&observation.summary.count)
}

fn began(segment: Millis, slot: Millis) -> Began {
	if segment <= slot {
		Began::Before
	} else {
		Began::Within
	}
}

/// The root of the tree of a segment's readings. `None` without any.
///
/// Limits do not matter: readings beyond them are doubtful, and are not shown.
pub(crate) fn root_of(readings: &[evidence::Reading]) -> Result<Option<Node>, SummaryError> {
	let mut run = RunHasher::new(0, Limits::NONE);
	for reading in readings {
		run.push::<HostCrypto>(&Leaf::from(*reading))?;
	}
	Ok(run.finish::<HostCrypto>()?.map(|run| run.root))
}

/// The periods that an observation adds to, each with its readings, unless it is too late for any.
struct Open<T> {
	point: PointId,
	periods: BTreeMap<Period, Option<Readings>>,
	/// Those of which nothing is stored.
	new: Vec<Period>,
	config: PhantomData<T>,
}

impl<T: Config> Open<T> {
	fn of(point: PointId) -> Self {
		Self { point, periods: BTreeMap::new(), new: Vec::new(), config: PhantomData }
	}

	/// Stores the readings, and the point's meters. The first readings of a period remove old ones.
	/// Returns how many periods were looked at.
	fn store(self, mut state: Meters) -> u32 {
		let Self { point, periods, new, .. } = self;
		let count = periods.len() as u32;
		for (period, readings) in periods {
			if let Some(readings) = readings {
				SlotReadings::<T>::insert(point, period, readings);
			}
		}
		// In ascending order.
		if let (Some(first), Some(last)) = (new.first(), new.last()) {
			state.oldest = Some(state.oldest.map_or(*first, |oldest| oldest.min(*first)));
			Pallet::<T>::forget_old(point, &mut state, *last, FORGOTTEN_ON_THE_WAY);
		}
		PointMeters::<T>::insert(point, state);
		count
	}

	fn get(&mut self, period: Period) -> Option<&mut Readings> {
		let Self { point, periods, new, .. } = self;
		let load = || {
			let is_over = Pallet::<T>::is_past(period, T::Correction::get());
			(!is_over).then(|| {
				SlotReadings::<T>::get(*point, period).unwrap_or_else(|| {
					new.push(period);
					Readings::default()
				})
			})
		};
		periods.entry(period).or_insert_with(load).as_mut()
	}
}

impl<T: Config> Pallet<T> {
	/// The registers of a meter, from a slot on.
	pub(crate) fn metering(meter: &Meter, from: Slot) -> Result<Metering, Error<T>> {
		let device = meter.device;
		let status = T::Devices::status(&device).ok_or(Error::UnknownDevice)?;
		ensure!(status.is_active(), Error::DeviceNotActive);
		ensure!(T::EndorsedDevices::contains(&device), Error::NotEndorsed);
		let now = Self::now();
		let calibrated = T::Devices::calibration(&device).is_some_and(|word| word.covers(now));
		ensure!(calibrated, Error::NotCalibrated);
		let slot = Self::timing().slot;
		let counter = |channel| -> Result<Counter, Error<T>> {
			let found =
				T::Devices::channel(&StreamId { device, channel }).ok_or(Error::NoRegister)?;
			// A register is read in every slot.
			let suits = found.kind == ChannelKind::Counter
				&& found.unit == Unit::WATT_HOURS
				&& found.period <= slot;
			ensure!(suits, Error::NoRegister);
			let pending = BoundedVec::default();
			Ok(Counter { channel, exponent: found.exponent, tip: None, pending })
		};
		let (import, export) = (counter(meter.import)?, counter(meter.export)?);
		Ok(Metering { device, from, until: None, import, export })
	}

	/// The points that a device meters, with this one from a slot on: no other one in the same slot.
	pub(crate) fn points_with(
		device: &DeviceId,
		point: PointId,
		from: Slot,
	) -> Result<MeteredPoints, Error<T>> {
		let mut points = PointsByDevice::<T>::get(device);
		for other in &points {
			let is_free = PointMeters::<T>::get(other).meters.iter().all(|metering| {
				metering.device != *device || metering.until.is_some_and(|until| until <= from)
			});
			ensure!(is_free, Error::DeviceTaken);
		}
		if !points.contains(&point) {
			points.try_push(point).map_err(|_| Error::TooManyMeters)?;
		}
		Ok(points)
	}

	/// Has the registers of a meter watched for a point.
	pub(crate) fn watch_meter(metering: &Metering, points: MeteredPoints) -> DispatchResult {
		for stream in metering.streams() {
			T::Watch::watch(Consumer::EnergyMarket, &stream)?;
		}
		PointsByDevice::<T>::insert(metering.device, points);
		Ok(())
	}

	/// Unlinks devices whose readings no longer concern a point. `left` are those that still meter it.
	pub(crate) fn unwatch_meters(
		point: PointId,
		gone: &[Metering],
		left: &[Metering],
	) -> DispatchResult {
		for metering in gone {
			for stream in metering.streams() {
				T::Watch::unwatch(Consumer::EnergyMarket, &stream)?;
			}
			if left.iter().any(|other| other.device == metering.device) {
				continue;
			}
			PointsByDevice::<T>::mutate_exists(metering.device, |points| {
				if let Some(points) = points {
					points.retain(|other| *other != point);
				}
				*points = points.take().filter(|points| !points.is_empty());
			});
		}
		Ok(())
	}

	pub(crate) fn do_propose_meter(
		who: T::AccountId,
		id: PointId,
		meter: Meter,
		from: Slot,
	) -> DispatchResult {
		let (point, _) = Self::load_point(id)?;
		ensure!(point.owner == who, Error::<T>::NotOwner);
		ensure!(point.status == PointStatus::Confirmed, Error::<T>::NotConfirmed);
		ensure!(meter.import != meter.export, Error::<T>::OneRegister);
		let present = Self::timing().slot_at(Self::now());
		Self::ensure_can_begin(from, Slot(present.0.saturating_add(1)))?;

		PointMeters::<T>::mutate(id, |state| state.proposed = Some((meter, from)));
		Self::deposit_event(Event::MeterProposed { point: id, meter, from });
		Ok(())
	}

	pub(crate) fn do_confirm_meter(
		org: OrgId,
		id: PointId,
		meter: Meter,
		from: Slot,
	) -> DispatchResult {
		let (mut point, deposit) = Self::load_point(id)?;
		let (zone, _) = Self::load_zone(point.zone)?;
		ensure!(zone.operator == org, Error::<T>::NotOperator);
		ensure!(point.status == PointStatus::Confirmed, Error::<T>::NotConfirmed);
		let timing = Self::timing();
		let mut state = PointMeters::<T>::get(id);
		ensure!(state.proposed.take() == Some((meter, from)), Error::<T>::ProposalDiffers);
		let gone = Self::take_ended(id, &mut state);
		let last = state.meters.last_mut().ok_or(Error::<T>::NotConfirmed)?;
		// The clock of the old meter may be ahead of the chain's.
		let tips = [&last.import, &last.export].map(|counter| counter.tip);
		let read = tips.into_iter().flatten().map(|tip| Millis(tip.last.at.0.saturating_sub(1)));
		let read = read.max().unwrap_or_default().max(Self::now());
		let next = Slot(timing.slot_at(read).0.saturating_add(1));
		Self::ensure_can_begin(from, next)?;
		ensure!(last.device != meter.device, Error::<T>::DeviceTaken);
		ensure!(last.from < from, Error::<T>::NotLater);
		last.end(from);
		let metering = Self::metering(&meter, from)?;
		let points = Self::points_with(&meter.device, id, from)?;
		state.meters.try_push(metering.clone()).map_err(|_| Error::<T>::TooManyMeters)?;

		Self::watch_meter(&metering, points)?;
		Self::unwatch_meters(id, &gone, &state.meters)?;
		point.meter = meter;
		Points::<T>::insert(id, (point, deposit));
		PointMeters::<T>::insert(id, state);
		Self::deposit_event(Event::MeterReplaced { point: id, meter, from });
		Ok(())
	}

	/// Takes out the meters whose slots can no longer change. A meter whose device others ended is needed until its
	/// slots are settled.
	fn take_ended(id: PointId, state: &mut Meters) -> Vec<Metering> {
		let timing = Self::timing();
		let next = Settled::<T>::get(id);
		let is_over = |metering: &Metering| {
			metering.until.is_some_and(|until| {
				let last = timing.period_of(Slot(until.0.saturating_sub(1)));
				let is_settled = next.is_none_or(|next| last < next);
				Self::is_past(last, T::Correction::get())
					&& (is_settled || T::Devices::ended(&metering.device).is_none())
			})
		};
		let gone = state.meters.iter().filter(|metering| is_over(metering)).cloned().collect();
		state.meters.retain(|metering| !is_over(metering));
		gone
	}

	/// Whether neither the account of a period nor that of a week later needs its readings any more.
	fn is_unneeded(period: Period) -> bool {
		let timing = Self::timing();
		let Some(last) = timing.slots(period).next_back() else { return true };
		let week = last.0.saturating_sub(timing.week_before(last).0);
		Slot(last.0.saturating_add(week)) < Self::kept_from()
	}

	/// Removes the readings of old periods before this one, from the oldest on, at most `most`. Returns
	/// how many.
	fn forget_old(id: PointId, state: &mut Meters, until: Period, most: u32) -> u32 {
		let Some(mut oldest) = state.oldest else { return 0 };
		let mut count = 0u32;
		while count < most && oldest < until && Self::is_unneeded(oldest) {
			SlotReadings::<T>::remove(id, oldest);
			oldest = Period(oldest.0.saturating_add(1));
			count = count.saturating_add(1);
		}
		state.oldest = Some(oldest);
		count
	}

	pub(crate) fn do_forget_readings(id: PointId) -> DispatchResult {
		ensure!(Points::<T>::contains_key(id), Error::<T>::UnknownPoint);
		let mut state = PointMeters::<T>::get(id);
		let gone = Self::take_ended(id, &mut state);
		let timing = Self::timing();
		let present = timing.period_of(timing.slot_at(Self::now()));
		let count = Self::forget_old(id, &mut state, present, MAX_FORGOTTEN);
		let mut is_changed = count > 0 || !gone.is_empty();
		for Metering { import, export, .. } in &mut state.meters {
			is_changed |= Self::forget_pending(import);
			is_changed |= Self::forget_pending(export);
		}
		ensure!(is_changed, Error::<T>::StillNeeded);

		Self::unwatch_meters(id, &gone, &state.meters)?;
		PointMeters::<T>::insert(id, state);
		Self::deposit_event(Event::ReadingsForgotten { point: id });
		Ok(())
	}

	/// A point takes part up to this slot. Meters that would have begun later never do.
	pub(crate) fn end_meters(id: PointId, end: Slot) -> DispatchResult {
		let mut state = PointMeters::<T>::get(id);
		let gone: Vec<_> =
			state.meters.iter().filter(|metering| metering.from >= end).cloned().collect();
		state.meters.retain(|metering| metering.from < end);
		state.meters.iter_mut().for_each(|metering| metering.end(end));
		state.proposed = None;
		Self::unwatch_meters(id, &gone, &state.meters)?;
		PointMeters::<T>::insert(id, state);
		Ok(())
	}

	/// Removes what is kept of a point's meters.
	pub(crate) fn remove_meters(id: PointId) -> DispatchResult {
		let state = PointMeters::<T>::take(id);
		Self::unwatch_meters(id, &state.meters, &[])?;
		let removed = SlotReadings::<T>::clear_prefix(id, MAX_FORGOTTEN, None);
		ensure!(removed.maybe_cursor.is_none(), Error::<T>::StillNeeded);
		Ok(())
	}

	/// Adds an observation of one of a device's registers. Returns what that cost.
	pub(crate) fn observe(stream: &StreamId, observation: &Observation) -> Weight {
		let (mut records, mut points) = (0u32, 0u32);
		// The newest first. Only a device that often changes points has more than is added.
		for point in PointsByDevice::<T>::get(stream.device).into_iter().rev() {
			if records > ENOUGH {
				break;
			}
			records = records.saturating_add(Self::observe_for(point, stream, observation));
			points = points.saturating_add(1);
		}
		// A record of each older point is in the weight of these.
		let older = points.saturating_sub(1);
		T::WeightInfo::on_observation(records.saturating_sub(older), older)
	}

	/// What it costs to settle an account with this many parties. The devices are read to find out whether others have
	/// ended the meters.
	pub fn weight_of_settle(parties: u32) -> Weight {
		let devices = T::Devices::weight().saturating_mul(MAX_METERS.into());
		let meters = T::DbWeight::get().reads(1);
		T::WeightInfo::settle(parties).saturating_add(devices).saturating_add(meters)
	}

	/// The most that an observation costs: the limit, and as much as one more point can add.
	pub(crate) fn weight_of_observation() -> Weight {
		T::WeightInfo::on_observation(MAX_PERIODS.saturating_mul(2), MAX_POINTS.saturating_sub(1))
	}

	/// Adds an observation for one point. Returns the number of periods to whose slots it adds.
	fn observe_for(id: PointId, stream: &StreamId, observation: &Observation) -> u32 {
		let mut state = PointMeters::<T>::get(id);
		let timing = Self::timing();
		let slot = timing.slot;
		let is_active = T::Devices::status(&stream.device).is_some_and(|found| found.is_active());
		let latest = Self::now().saturating_add(timing.max_skew().into());
		let trust = match is_active && observation.summary.last.time <= latest.0 {
			true => POLICY.judge(observation.facts),
			false => Trust::Doubtful,
		};
		let mut open = Open::<T>::of(id);
		for metering in state.meters.iter_mut().filter(|own| own.device == stream.device) {
			let (from, until) = (metering.from, metering.until);
			let Some((flow, counter)) = metering.counter_mut(stream.channel) else { continue };
			let run = Run::new(&observation.summary, counter.exponent, 0, trust).ok();
			match run.and_then(|run| counter.follow(run, slot)) {
				Some(mut known) => {
					known.is_pending = has_more(&known.run, observation, slot);
					if Self::add_to_slots(&mut open, flow, &known, from, until) {
						let Run { first, last, .. } = known.run;
						Self::forget_pending(counter);
						counter.keep(Pending { root: observation.root, first, last });
					}
				},
				None => {
					counter.doubt();
					let (stream, sequence) = (*stream, observation.sequence);
					Self::deposit_event(Event::NotCounted { point: id, stream, sequence });
				},
			}
		}
		open.store(state)
	}

	/// The slots between two moments to which one observation adds.
	fn slots_between(begin: Millis, end: Millis, from: Slot, until: Option<Slot>) -> SlotRange {
		let timing = Self::timing();
		let last = timing.slot_at(Millis(end.0.saturating_sub(1)));
		let back = u64::from(MAX_PERIODS).saturating_sub(1);
		let earliest = Period(timing.period_of(last).0.saturating_sub(back));
		let last = until.map_or(last, |until| last.min(Slot(until.0.saturating_sub(1))));
		let earliest = timing.slots(earliest).next().unwrap_or_default();
		let first = timing.slot_at(begin).max(from).max(earliest);
		first.0..=last.0
	}

	/// A register as the slots of a meter have it in a period.
	fn within(register: &Register, period: Period, from: Slot, until: Option<Slot>) -> Register {
		let timing = Self::timing();
		let first = timing.slots(period).next().unwrap_or_default().max(from);
		let next = timing.slots(Period(period.0.saturating_add(1))).next().unwrap_or_default();
		let next = until.map_or(next, |until| next.min(until));
		register.within(timing.start(first), timing.start(next))
	}

	/// Adds a register's rise to a meter's slots. Returns whether more can be shown of one.
	fn add_to_slots(
		open: &mut Open<T>,
		flow: Flow,
		known: &Known,
		from: Slot,
		until: Option<Slot>,
	) -> bool {
		let Known { register, begin, fell, run, is_pending } = known;
		let (begin, end) = (*begin, run.last.at);
		let timing = Self::timing();
		let slot = timing.slot_at(begin);
		let is_own = from <= slot && until.is_none_or(|until| slot < until);
		if *fell && is_own && timing.start(slot) < begin {
			// The slot is not read from its beginning on, whatever was read of it before.
			let (period, place) = Self::locate(&timing, slot);
			if let Some(readings) = open.get(period) {
				let energies = readings.of_mut(flow);
				energies.begun = energies.begun.without(place);
			}
		}
		if begin >= end {
			return false;
		}
		let mut is_kept = false;
		let mut registers = BTreeMap::new();
		for slot in Self::slots_between(begin, end, from, until).map(Slot) {
			let (period, place) = Self::locate(&timing, slot);
			let Some(readings) = open.get(period) else { continue };
			let register = registers
				.entry(period)
				.or_insert_with(|| Self::within(register, period, from, until));
			let energies = readings.of_mut(flow);
			let (starts, ends) = (timing.start(slot), timing.end(slot));
			let (low, high) = (starts.max(begin), ends.min(end));
			let split = if *is_pending { run.first.at.max(low).min(high) } else { high };
			if let Some(part) = register.energy(low, split) {
				energies.add(place, part);
			}
			if let Some(part) = register.energy(split, high) {
				energies.add_pending(place, part.energy, began(run.first.at, starts));
				is_kept = true;
			}
			if begin <= starts {
				energies.begun = energies.begun.with(place);
			}
			if end >= ends && energies.begun.contains(place) {
				energies.known = energies.known.with(place);
			}
		}
		is_kept
	}

	/// Removes segments whose slots can no longer change. Returns whether there were any.
	fn forget_pending(counter: &mut Counter) -> bool {
		let timing = Self::timing();
		let before = counter.pending.len();
		counter.pending.retain(|pending| {
			let last = timing.slot_at(Millis(pending.last.at.0.saturating_sub(1)));
			!Self::is_past(timing.period_of(last), T::Correction::get())
		});
		counter.pending.len() < before
	}

	pub(crate) fn do_show_readings(
		id: PointId,
		stream: StreamId,
		readings: &[evidence::Reading],
	) -> DispatchResult {
		ensure!(Points::<T>::contains_key(id), Error::<T>::UnknownPoint);
		let root = root_of(readings).map_err(|_| Error::<T>::UnsortedReadings)?;
		let mut state = PointMeters::<T>::get(id);
		let mut open = Open::<T>::of(id);
		let slot = Self::timing().slot;
		let (mut is_known, mut is_changed) = (false, false);
		for metering in state.meters.iter_mut().filter(|own| own.device == stream.device) {
			let (from, until) = (metering.from, metering.until);
			let Some((flow, counter)) = metering.counter_mut(stream.channel) else { continue };
			let Some(pending) = root.and_then(|root| counter.take_pending(&root.hash)) else {
				continue;
			};
			is_known = true;
			let shown = counter.shown::<T>(&pending, readings, slot)?;
			is_changed |= Self::show_in_slots(&mut open, flow, &pending, &shown, from, until)?;
		}
		ensure!(is_known, Error::<T>::NothingToShow);
		ensure!(is_changed, Error::<T>::TooLate);

		open.store(state);
		Self::deposit_event(Event::ReadingsShown { point: id, stream });
		Ok(())
	}

	/// Sets the energy of slots from all readings instead of from the first and the last one. Returns
	/// whether any slot was set.
	fn show_in_slots(
		open: &mut Open<T>,
		flow: Flow,
		pending: &Pending,
		shown: &Register,
		from: Slot,
		until: Option<Slot>,
	) -> Result<bool, Error<T>> {
		let timing = Self::timing();
		let Pending { first, last, .. } = *pending;
		let (begin, end) = (first.at, last.at);
		let run = Run { meter: 0, first, last, doubtful: false };
		let before = Register::new([&run], timing.slot).map_err(|_| Error::ReadingsDiffer)?;
		let mut is_changed = false;
		let mut registers = BTreeMap::<Period, [Register; 2]>::new();
		for slot in Self::slots_between(begin, end, from, until).map(Slot) {
			let (period, place) = Self::locate(&timing, slot);
			let Some(readings) = open.get(period) else { continue };
			let (starts, ends) = (timing.start(slot), timing.end(slot));
			let (low, high) = (starts.max(begin), ends.min(end));
			let [before, shown] = registers.entry(period).or_insert_with(|| {
				[&before, shown].map(|register| Self::within(register, period, from, until))
			});
			let (Some(before), Some(shown)) = (before.energy(low, high), shown.energy(low, high))
			else {
				continue;
			};
			let energies = readings.of_mut(flow);
			is_changed |= energies.show(place, began(begin, starts), before.energy, shown);
		}
		Ok(is_changed)
	}

	/// The slots that a meter could not report, as its device was retired or revoked. These are the slots whose
	/// readings were not yet overdue at that moment, and those up to the end of the least notice. In that time the
	/// point's owner can have another meter confirmed, or leave. Homes own no devices as a rule, so these slots cost no
	/// more than an estimate. An account that was final at that moment has none of them.
	fn excused(id: PointId) -> Vec<SlotRange> {
		let timing = Self::timing();
		let notice = u64::from(Self::shortest_notice());
		let of = |metering: &Metering| {
			let ended = T::Devices::ended(&metering.device)?;
			let begin = Millis(ended.0.saturating_sub(T::Estimation::get()));
			let first = timing.slot_at(begin).max(metering.from);
			let last = Slot(timing.slot_at(ended).0.saturating_add(notice));
			let own = metering.until.map_or(last, |until| Slot(until.0.saturating_sub(1)));
			Some(first.0..=last.min(own).0)
		};
		PointMeters::<T>::get(id).meters.iter().filter_map(of).collect()
	}

	/// The energy in a point's slots in a period. `None` for a slot in which it takes no part, or that still
	/// waits for readings.
	pub(crate) fn metered_of(id: PointId, period: Period) -> Vec<Option<Metered>> {
		let timing = Self::timing();
		let Some((point, _)) = Points::<T>::get(id) else { return Vec::new() };
		let Ok(supplies) = Supplies::<T>::of(point.zone) else { return Vec::new() };
		let read = |period| SlotReadings::<T>::get(id, period).unwrap_or_default();
		let own = read(period);
		let is_estimated = Self::is_past(period, T::Estimation::get());
		let is_corrected = Self::is_past(period, T::Correction::get());
		let most_import = timing.most(point.powers.connected);
		let most_export = timing.most(point.powers.export);
		let excused = if is_corrected { Self::excused(id) } else { Vec::new() };
		let mut before = BTreeMap::<Period, Readings>::new();
		let mut metered = |slot: Slot| {
			let supply = supplies.supply(&point, slot)?;
			let (_, place) = Self::locate(&timing, slot);
			let (import, export) = (own.import.get(place), own.export.get(place));
			if !is_estimated && (import.is_none() || export.is_none()) {
				return None;
			}
			let is_charged = is_corrected && !excused.iter().any(|slots| slots.contains(&slot.0));
			let import = match import {
				Some(import) => import.at_most(most_import),
				None if is_charged => Interval::estimate(WattHours(most_import)),
				None => {
					let standard = supplies.terms(supply.terms)?.standard;
					let (week, place) = Self::locate(&timing, timing.week_before(slot));
					let week = before.entry(week).or_insert_with(|| read(week));
					let then = week.import.get(place).map(|interval| interval.energy);
					substitute(then, standard, most_import)
				},
			};
			let export = match export {
				Some(export) => export.at_most(most_export),
				None => {
					let costs = is_charged && supplies.rates(&supply, slot)?.feed_in.0 < 0;
					Interval::estimate(WattHours(if costs { most_export } else { 0 }))
				},
			};
			Some(both(import, export))
		};
		timing.slots(period).map(&mut metered).collect()
	}
}

/// The energy of both registers.
fn both(import: Interval, export: Interval) -> Metered {
	let quality = import.quality.max(export.quality);
	Metered { import: import.energy, export: export.energy, quality }
}
