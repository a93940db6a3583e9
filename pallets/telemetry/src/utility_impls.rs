//! Shared by several calls: checks segments, and stores what they say.

use super::*;
use alloc::vec::Vec;
use tallystick_primitives::{
	evidence::{
		fraud::{KeyIn, Record},
		Attestation, Limits, Run, Scheme, SegmentHeader, SegmentLeaf, Summary, Tree,
	},
	records::organization::DeviceShare,
	Calibration, Consumer, DeviceStatus, HostCrypto, KeyAge,
};

/// Whether a segment's signature was checked before.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Signed {
	Checked,
	Unchecked,
}

/// What a segment is whose signature is good.
pub(crate) enum Judged {
	/// The next one, or the newest one with runs that were left out.
	Good(Checked),
	/// Another version of the newest one, under the key that the device has now.
	Contradiction,
}

/// What a good segment does to the tail, and the source of its runs' facts.
pub(crate) struct Checked {
	continuity: Continuity,
	key: KeyAge,
	calibration: Option<Calibration>,
	at: u64,
	late_after: u64,
	nearness: Nearness,
	is_complete: bool,
}

impl Checked {
	/// The rank in the pool among the segments of a device, from 0 to 7.
	pub(crate) fn rank(&self) -> u64 {
		// Two for each class.
		(self.nearness as u64).saturating_mul(2).saturating_add(self.is_complete.into())
	}

	/// The facts that follow from a run alone. Its limits are the model's.
	pub(crate) fn facts_of(&self, run: &Run) -> Facts {
		let Summary { first, last, min, max, .. } = run.summary();
		let plausible = run.limits.contain(*min) && run.limits.contain(*max);
		let calibrated = self
			.calibration
			.is_some_and(|word| word.covers(Millis(first.time)) && word.covers(Millis(last.time)));
		Facts::NONE
			.with_if(Facts::OUT_OF_RANGE, !plausible)
			.with_if(Facts::UNCALIBRATED, !calibrated)
			.with_if(Facts::LATE, self.at > last.time.saturating_add(self.late_after))
			.with_if(Facts::OLD_KEY, self.key == KeyAge::Past)
	}
}

/// Who is interested in a stream.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Interest {
	Account,
	Pallet(Consumer),
}

/// The accused gateway's batches, and everybody's keys.
pub(crate) struct Accused<'a, T: Config>(pub(crate) &'a T::AccountId);

impl<T: Config> Record for Accused<'_, T> {
	fn batch(&self, number: u64) -> Option<Batch> {
		Batches::<T>::get(self.0, number).map(|record| record.batch)
	}

	fn key(&self, device: &DeviceId, epoch: u32) -> KeyIn {
		T::Devices::key(device, epoch).0
	}

	fn limits(&self, device: &DeviceId, channel: u16) -> Option<Limits> {
		T::Devices::channel(&StreamId { device: *device, channel }).map(|channel| channel.limits)
	}
}

impl<T: Config> Pallet<T> {
	/// Checks a segment of a device with watched streams, the cheapest first and the signature last:
	/// [`weight_of_refused`](Self::weight_of_refused) relies on it.
	pub(crate) fn check(observed: &ObservedOf<T>, signed: Signed) -> Result<Judged, Refusal> {
		let Observed { header, scheme, signature, runs } = observed;
		ensure!(
			header.attestation == Attestation::Segment && header.is_sound(),
			Refusal::Malformed
		);
		match T::Devices::status(&header.device) {
			Some(DeviceStatus::Active) => {},
			Some(DeviceStatus::Suspended) => return Err(Refusal::DeviceSuspended),
			Some(DeviceStatus::Revoked) => return Err(Refusal::DeviceRevoked),
			Some(DeviceStatus::Retired) => return Err(Refusal::DeviceRetired),
			None => return Err(Refusal::UnknownDevice),
		}
		let tail = Tails::<T>::get(header.device).ok_or(Refusal::NotWatched)?;
		let last = tail.newest.as_ref().map(|leaf| &leaf.header);
		let continuity = match Order::of(last, tail.continuity, header) {
			Order::Follows(continuity) => Some(continuity),
			Order::Again if Self::brings_news(&tail, observed) => Some(tail.continuity),
			Order::Contradicts => None,
			Order::Again | Order::Replayed => return Err(Refusal::Replayed),
			Order::RolledBack => return Err(Refusal::RolledBack),
		};
		let (now, settings) = (T::Time::now(), ChainSettings::<T>::get());
		if continuity.is_some() {
			ensure!(header.end <= now.saturating_add(settings.max_skew), Refusal::FromFuture);
			Self::check_runs(header, runs)?;
		}

		let (key, age) = match T::Devices::key(&header.device, header.key_epoch) {
			(KeyIn::Key(key), age) => (key, age),
			_ => return Err(Refusal::UnknownKey),
		};
		// A thief of a replaced key must not be able to stop the device.
		ensure!(continuity.is_some() || age == KeyAge::Current, Refusal::Replayed);
		// The weight was booked for this scheme.
		ensure!(key.scheme() == *scheme, Refusal::BadSignature);
		ensure!(
			signed == Signed::Checked
				|| header.verify::<HostCrypto>(&T::Genesis::get(), &key, signature),
			Refusal::BadSignature
		);
		let Some(continuity) = continuity else { return Ok(Judged::Contradiction) };
		Ok(Judged::Good(Checked {
			continuity,
			key: age,
			calibration: T::Devices::calibration(&header.device),
			at: now,
			late_after: settings.late_after,
			nearness: Nearness::of(&tail.continuity, &continuity),
			is_complete: Self::is_complete(tail.streams, runs),
		}))
	}

	/// Suspends a device that has signed two versions, and says who proved it. Nothing happens to one
	/// that was convicted before under its present key, or is out of use for ever.
	pub(crate) fn convict(device: DeviceId, challenger: Option<T::AccountId>) -> DispatchResult {
		ensure!(T::Devices::suspend_for_equivocation(&device), Error::<T>::AlreadyConvicted);
		Self::deposit_event(Event::DeviceConvicted { device, challenger });
		Ok(())
	}

	/// Whether no run is left out: there is one for each watched stream, or all of the segment's.
	fn is_complete(streams: u32, runs: &[ObservedRun]) -> bool {
		let most = runs.first().map_or(streams, |run| streams.min(run.place.count));
		// Bounded by `MaxRuns`.
		runs.len() as u32 >= most.min(T::MaxRuns::get())
	}

	/// Whether the newest segment comes again with runs that were left out before. Runs are not
	/// signed one by one, so that whoever passes the segment on can leave some out.
	fn brings_news(tail: &TailRecordOf<T>, observed: &ObservedOf<T>) -> bool {
		let device = observed.header.device;
		!observed.runs.is_empty()
			&& observed.runs.iter().all(|ObservedRun { run, .. }| {
				Streams::<T>::get(StreamId { device, channel: run.channel })
					.is_some_and(|stream| stream.seen.segments < tail.continuity.segments)
			})
	}

	fn check_runs(header: &SegmentHeader, runs: &[ObservedRun]) -> Result<(), Refusal> {
		let mut pairs = runs.iter().zip(runs.iter().skip(1));
		let ascending = pairs.clone().all(|(a, b)| a.run.channel < b.run.channel);
		ensure!(ascending, Refusal::Malformed);
		let agree = pairs.all(|(a, b)| a.run.agrees(a.place.index, &b.run, b.place.index));
		ensure!(agree, Refusal::OutOfBounds);
		let counts = runs.iter().map(|observed| u64::from(observed.run.summary().count));
		// A sum of 32-bit numbers, as many as there are channels.
		let count = counts.fold(0, u64::saturating_add);
		// Any run says how many the segment has, since the segment's root fixes that number.
		if let Some(ObservedRun { place, .. }) = runs.first() {
			// Bounded by `MaxRuns`.
			let room = header.has_room(count, runs.len() as u32, place.count);
			ensure!(room, Refusal::OutOfBounds);
		}
		for ObservedRun { run, place } in runs {
			let stream = StreamId { device: header.device, channel: run.channel };
			ensure!(Streams::<T>::contains_key(stream), Refusal::NotWatched);
			let channel = T::Devices::channel(&stream).ok_or(Refusal::UnknownChannel)?;
			ensure!(channel.limits == run.limits, Refusal::WrongLimits);
			run.check(place.index, place.count, header).map_err(|_| Refusal::OutOfBounds)?;
			let root = place.root::<HostCrypto>(Tree::Runs, run.leaf::<HostCrypto>());
			ensure!(root == Some(header.root), Refusal::NotInSegment);
		}
		Ok(())
	}

	/// Keeps what a checked segment says, and tells whoever acts on it. Returns the weight of these.
	pub(crate) fn store_observed(observed: &ObservedOf<T>, checked: Checked) -> Weight {
		let Observed { header, signature, runs, .. } = observed;
		let Checked { continuity, at, .. } = checked;
		Tails::<T>::mutate_extant(header.device, |tail| {
			tail.newest = Some(SegmentLeaf { header: *header, signature: Some(*signature) });
			tail.continuity = continuity;
			tail.seen = frame_system::Pallet::<T>::block_number();
		});
		let told: Vec<_> = runs
			.iter()
			.filter_map(|ObservedRun { run, .. }| {
				let stream = StreamId { device: header.device, channel: run.channel };
				let mut record = Streams::<T>::get(stream)?;
				let facts = checked.facts_of(run).with(continuity.facts_since(&record.seen));
				let observation = Observation {
					boot_epoch: header.boot_epoch,
					sequence: header.sequence,
					summary: *run.summary(),
					root: run.root.hash,
					at: Millis(at),
					facts,
				};
				record.seen = continuity;
				record.facts = record.facts.with(facts);
				record.latest = Some(observation.clone());
				Streams::<T>::insert(stream, &record);
				Some((stream, record.consumers, observation))
			})
			.collect();
		told.into_iter().fold(Weight::zero(), |weight, (stream, consumers, observation)| {
			Self::deposit_event(Event::Observed { stream, observation: observation.clone() });
			let told = T::OnObservation::notify(&consumers, &stream, &observation);
			weight.saturating_add(told)
		})
	}

	/// Checks a segment that comes with a gateway's batch.
	pub(crate) fn check_for(
		gateway: &T::AccountId,
		observed: &ObservedOf<T>,
	) -> Result<Judged, Refusal> {
		let authorized = T::Devices::may_anchor(gateway, &observed.header.device);
		ensure!(authorized, Refusal::GatewayNotAuthorized);
		Self::check(observed, Signed::Unchecked)
	}

	/// Checks that this is the device's first segment in this block, that its owner's organisation
	/// can pay, and that the device's share suffices. Returns what the device has used after it.
	pub(crate) fn ensure_turn_and_quota(observed: &ObservedOf<T>) -> Result<DeviceShare, Refusal> {
		let device = &observed.header.device;
		let owner = T::Devices::owner(device).ok_or(Refusal::UnknownDevice)?;
		let tail = Tails::<T>::get(device).unwrap_or_default();
		let heard = tail.newest.is_some() && tail.seen == frame_system::Pallet::<T>::block_number();
		ensure!(!heard, Refusal::TooSoon);
		let (bytes, weight) = (observed.encoded_size(), Self::cost_of_observe(observed));
		ensure!(T::Quota::suffices(&owner, bytes, weight), Refusal::QuotaExceeded);
		T::Quota::take_share(&owner, tail.share, 1, bytes, weight).ok_or(Refusal::QuotaExceeded)
	}

	pub(crate) fn add_watcher(stream: &StreamId, by: Interest) -> DispatchResult {
		ensure!(T::Devices::status(&stream.device).is_some(), Error::<T>::UnknownDevice);
		ensure!(T::Devices::channel(stream).is_some(), Error::<T>::UnknownChannel);
		let known = Streams::<T>::get(stream);
		let mut tail = Tails::<T>::get(stream.device).unwrap_or_default();
		let mut record = match known {
			Some(record) => record,
			None => {
				tail.streams = tail.streams.checked_add(1).ok_or(ArithmeticError::Overflow)?;
				Stream { seen: tail.continuity, ..Default::default() }
			},
		};
		record.watchers = record.watchers.checked_add(1).ok_or(ArithmeticError::Overflow)?;
		match by {
			// At most as many as watchers.
			Interest::Account => record.accounts = record.accounts.saturating_add(1),
			Interest::Pallet(consumer) => {
				record.consumers.add(consumer).ok_or(ArithmeticError::Overflow)?
			},
		}
		Streams::<T>::insert(stream, record);
		Tails::<T>::insert(stream.device, tail);
		Ok(())
	}

	pub(crate) fn remove_watcher(stream: &StreamId, by: Interest) -> DispatchResult {
		let mut record = Streams::<T>::get(stream).ok_or(Error::<T>::NotWatching)?;
		match by {
			Interest::Account => {
				record.accounts = record.accounts.checked_sub(1).ok_or(Error::<T>::NotWatching)?;
			},
			Interest::Pallet(consumer) => {
				record.consumers.remove(consumer).ok_or(Error::<T>::NotWatching)?;
			},
		}
		record.watchers = record.watchers.checked_sub(1).ok_or(Error::<T>::NotWatching)?;
		if record.watchers > 0 {
			Streams::<T>::insert(stream, record);
			return Ok(());
		}
		Streams::<T>::remove(stream);
		Tails::<T>::mutate_exists(stream.device, |tail| {
			let left = tail.as_ref().and_then(|tail| tail.streams.checked_sub(1));
			match (tail.as_mut(), left) {
				(Some(tail), Some(left @ 1..)) => tail.streams = left,
				_ => *tail = None,
			}
		});
		Ok(())
	}

	/// The number that a gateway's next batch must have.
	pub(crate) fn next_of(gateway: &T::AccountId) -> u64 {
		Gateways::<T>::get(gateway).map_or(0, |record| record.next)
	}

	pub(crate) fn gateway_footprint() -> Footprint {
		Footprint::from_mel::<(T::AccountId, GatewayRecordOf<T>)>()
	}

	pub(crate) fn footprint() -> Footprint {
		Footprint::from_mel::<(StreamId, Stream, TailRecordOf<T>)>()
	}

	fn runs_of(observed: &ObservedOf<T>) -> u32 {
		// Bounded by `MaxRuns`.
		observed.runs.len() as u32
	}

	/// What reading the registry costs: each run's channel is read separately.
	fn weight_of_devices(segments: u32, runs: u32) -> Weight {
		T::Devices::weight().saturating_mul(segments.saturating_add(runs).into())
	}

	/// What the check of a signature costs. Calls are measured with Ed25519, for which the host has a
	/// fast function, so that only the other schemes cost more than was measured.
	fn weight_of_signature(scheme: Scheme) -> Weight {
		match scheme {
			Scheme::Ed25519 => Weight::zero(),
			Scheme::P256 => T::WeightInfo::verify_p256(),
			Scheme::Secp256k1 => T::WeightInfo::verify_secp256k1(),
		}
	}

	/// What the checks of a segment in a batch cost, but for its signature.
	fn weight_of_checks(observed: &ObservedOf<T>) -> Weight {
		let runs = Self::runs_of(observed);
		T::WeightInfo::authorize_observe(runs).saturating_add(Self::weight_of_devices(1, runs))
	}

	/// What a segment costs in a batch if its runs are kept, without the consumers: as much as a
	/// segment that comes alone.
	pub(crate) fn weight_of_kept(observed: &ObservedOf<T>) -> Weight {
		Self::weight_of_checks(observed)
			.saturating_add(Self::weight_of_signature(observed.scheme))
			.saturating_add(T::WeightInfo::observe(Self::runs_of(observed)))
	}

	/// What a refused segment costs in a batch. Only a wrong signature is found by checking it;
	/// whatever else is wrong is found before.
	pub(crate) fn weight_of_refused(observed: &ObservedOf<T>, refusal: Refusal) -> Weight {
		match refusal {
			Refusal::BadSignature => Self::weight_of_checks(observed)
				.saturating_add(Self::weight_of_signature(observed.scheme)),
			_ => Self::weight_of_checks(observed),
		}
	}

	/// The most that the consumers of the watched streams cost.
	///
	/// It reads each stream; the call's execution reads these, too, and pays for it. The most expensive
	/// consumer can cost ten times what others do. If it were booked for every stream, a full batch would not
	/// fit into a block.
	fn weight_of_consumers(observed: &ObservedOf<T>) -> Weight {
		let device = observed.header.device;
		observed.runs.iter().fold(Weight::zero(), |weight, ObservedRun { run, .. }| {
			let stream = StreamId { device, channel: run.channel };
			let consumers = Streams::<T>::get(stream).map(|record| record.consumers);
			let more = consumers.map(|consumers| T::OnObservation::weight_of(&consumers));
			weight.saturating_add(more.unwrap_or_default())
		})
	}

	/// The most that a batch costs with these segments.
	pub(crate) fn weight_of_anchor(observed: &[ObservedOf<T>]) -> Weight {
		observed.iter().fold(T::WeightInfo::anchor(), |weight, segment| {
			weight
				.saturating_add(Self::weight_of_kept(segment))
				.saturating_add(Self::weight_of_consumers(segment))
		})
	}

	/// What a segment costs alone, but for the consumers and for the check of its signature, which
	/// the pool does.
	pub(crate) fn weight_of_observed(observed: &ObservedOf<T>) -> Weight {
		let runs = Self::runs_of(observed);
		T::WeightInfo::observe(runs)
			.saturating_add(Self::weight_of_devices(1, runs))
			.saturating_add(T::Quota::weight())
	}

	/// The most that a segment costs alone.
	pub(crate) fn weight_of_observe(observed: &ObservedOf<T>) -> Weight {
		Self::weight_of_observed(observed).saturating_add(Self::weight_of_consumers(observed))
	}

	pub(crate) fn weight_of_authorize_observe(observed: &ObservedOf<T>) -> Weight {
		Self::weight_of_checks(observed)
			.saturating_add(Self::weight_of_signature(observed.scheme))
			.saturating_add(T::Quota::weight())
	}

	/// What an observation takes out of the owner's quota: all that is booked, whichever consumers
	/// are called. The pool admitted it for this amount, so this amount is due.
	pub(crate) fn cost_of_observe(observed: &ObservedOf<T>) -> Weight {
		Self::weight_of_observe(observed)
			.saturating_add(Self::weight_of_authorize_observe(observed))
	}

	pub(crate) fn weight_of_challenge(fraud: &Fraud) -> Weight {
		// Anything deeper is refused before it costs anything.
		// A fraud shows one signature at most, and does not say of which scheme.
		T::WeightInfo::challenge(fraud.depth().min(Fraud::most_depth()))
			.saturating_add(Self::weight_of_dearest_signature())
			.saturating_add(T::Devices::weight().saturating_mul(3))
	}

	pub(crate) fn weight_of_convict_device() -> Weight {
		T::WeightInfo::convict_device()
			.saturating_add(Self::weight_of_dearest_signature().saturating_mul(2))
			.saturating_add(T::Devices::weight().saturating_mul(3))
	}

	fn weight_of_dearest_signature() -> Weight {
		T::WeightInfo::verify_p256().max(T::WeightInfo::verify_secp256k1())
	}
}
