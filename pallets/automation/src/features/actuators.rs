//! Actuators: writable channels with their owners' safety limits.

use crate::*;
use tallystick_control::{Kind, Switch, Track};
use tallystick_primitives::{Consumer, DeviceStatus};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_set_safety(
		Member { who, org }: Member<T::AccountId>,
		actuator: StreamId,
		site: SiteId,
		safety: Safety,
	) -> DispatchResult {
		let tenure = T::Devices::tenure_of(&actuator.device, &who);
		let tenure = tenure.ok_or(Error::<T>::NotDeviceOwner)?;
		let ended = T::Devices::status(&actuator.device).is_none_or(DeviceStatus::is_final);
		ensure!(!ended, Error::<T>::DeviceEnded);
		let channel = T::Devices::channel(&actuator).ok_or(Error::<T>::UnknownChannel)?;
		let writable = channel.write.ok_or(Error::<T>::NotWritable)?;
		// An action must not happen twice, so it cannot be a set-point.
		ensure!(writable.kind == Kind::SetPoint, Error::<T>::NotWritable);
		ensure!(safety.envelope.check_within(&writable).is_ok(), Error::<T>::BadEnvelope);
		ensure!((MIN_DEADLINE..=MAX_DEADLINE).contains(&safety.deadline), Error::<T>::BadDeadline);
		Self::ensure_guards(org, &safety)?;

		match Self::actuator_of(&actuator) {
			Some((before, _)) if before.tenure == tenure && before.org == org => {
				Self::change_safety(org, actuator, site, safety)
			},
			before => {
				if before.is_some() {
					// A former owner's.
					Self::remove_actuator(&actuator)?;
				}
				let device = actuator.device;
				let count = Actuators::<T>::iter_key_prefix(device).count();
				ensure!(count < MAX_ACTUATORS as usize, Error::<T>::TooManyActuators);
				let deposit = Deposit::new(who.clone(), Self::actuator_footprint())?;
				Self::use_site(org, site)?;
				Self::watch_guards(&safety)?;
				let record = ActuatorRecord {
					owner: who,
					org,
					site,
					tenure,
					writable,
					safety,
					version: 0,
					group: None,
					follows: None,
					readers: BoundedVec::new(),
				};
				Actuators::<T>::insert(device, actuator.channel, (record, deposit));
				// Commands of former tenures have lower ids, so that a device takes none of them any more.
				let legacy = Legacies::<T>::get(device);
				let former = legacy.as_ref().and_then(|legacy| legacy.of(actuator.channel));
				let standing = Standing {
					claims: BoundedVec::new(),
					track: Track::after(legacy.as_ref().map_or(0, |legacy| legacy.last)),
					cause: Hash::default(),
					switch: former.map_or(Switch::started(Self::now().0), |former| former.switch),
					// If the channel was commanded before, it may stand anywhere until the device answers.
					reach: match legacy {
						None => Reach::at(writable.bounds.startup),
						Some(_) => {
							Reach::at(writable.bounds.range.low).with(writable.bounds.range.high)
						},
					},
					settles: None,
					refused: None,
					boot_epoch: None,
					share: DeviceShare::default(),
					latch: former.map_or(Latch::Free, |former| former.latch),
					unguarded: false,
					level: level::DEFAULT,
					due: None,
				};
				let latch = standing.latch;
				Self::store_standing(&actuator, standing);
				Self::deposit_event(Event::SafetySet { actuator, version: 0 });
				if latch == Latch::Hunting {
					// The alarm went with the actuator; the latch did not.
					Self::raise(site, Topic::Hunting(actuator), Severity::Critical);
				}
				Self::look_after(&actuator);
				Ok(())
			},
		}
	}

	fn change_safety(
		org: OrgId,
		actuator: StreamId,
		site: SiteId,
		safety: Safety,
	) -> DispatchResult {
		let (mut record, deposit) = Self::load_actuator(org, &actuator)?;
		ensure!(record.site == site, Error::<T>::OtherSite);
		let version = record.version.checked_add(1).ok_or(Error::<T>::IdsExhausted)?;

		// The new ones come first, so that a stream that both rely on stays watched.
		Self::watch_guards(&safety)?;
		Self::unwatch_guards(&record.safety)?;
		(record.safety, record.version) = (safety, version);
		Actuators::<T>::insert(actuator.device, actuator.channel, (record, deposit));
		Self::deposit_event(Event::SafetySet { actuator, version });
		Self::look_after(&actuator);
		Ok(())
	}

	pub(crate) fn do_drop_actuator(who: T::AccountId, actuator: StreamId) -> DispatchResult {
		let (record, _) = Self::actuator_of(&actuator).ok_or(Error::<T>::UnknownActuator)?;
		if Self::goes_on(&actuator, &record) {
			ensure!(record.owner == who, Error::<T>::NotDeviceOwner);
			let standing = Self::standing_of(&actuator).ok_or(Error::<T>::UnknownActuator)?;
			let by_rule = |claim: &ClaimOf<T>| matches!(claim.by, Claimant::Rule(_));
			ensure!(!standing.claims.iter().any(by_rule), Error::<T>::ActuatorInUse);
			let is_needed = record.group.is_some() || !record.readers.is_empty();
			ensure!(!is_needed, Error::<T>::ActuatorInUse);
		}
		Self::remove_actuator(&actuator)
	}

	/// Removes an actuator and all claims. An unanswered command becomes void.
	fn remove_actuator(actuator: &StreamId) -> DispatchResult {
		Self::end_commands(actuator);
		let taken = Actuators::<T>::take(actuator.device, actuator.channel);
		let Some((record, deposit)) = taken else { return Ok(()) };
		if let Some(standing) = Standings::<T>::take(actuator.device, actuator.channel) {
			if let Some(due) = standing.due {
				Self::cancel(Lane::Actuators(record.org), due, AgendaItem::Actuator(*actuator));
			}
			let StreamId { device, channel } = *actuator;
			if T::Devices::status(&device).is_some_and(|status| !status.is_final()) {
				let Standing { track, switch, latch, .. } = standing;
				let removed = Removed { channel, switch, latch };
				let last = track.next.saturating_sub(1);
				Legacies::<T>::mutate(device, |legacy| {
					legacy.get_or_insert_default().keep(last, removed);
				});
			}
		}
		Self::stop_following(actuator, &record);
		// They read nothing from now on.
		record.readers.iter().for_each(|rule| Self::wake_if_running(*rule));
		for topic in [Topic::Hunting(*actuator), Topic::Unguarded(*actuator)] {
			Self::forget_alarm(record.site, &topic);
		}
		if let Some(group) = record.group {
			Groups::<T>::mutate_extant(group, |(group, _)| group.remove(actuator));
			Self::schedule(Lane::Groups(record.org), Self::now(), AgendaItem::Group(group));
		}
		Self::unwatch_guards(&record.safety)?;
		Self::leave_site(record.site);
		deposit.refund()?;
		Self::deposit_event(Event::ActuatorDropped { actuator: *actuator });
		Ok(())
	}

	/// Ends the open command of an actuator whose tenure is over, or which is removed.
	pub(crate) fn end_commands(actuator: &StreamId) {
		let Some(mut standing) = Self::standing_of(actuator) else { return };
		let was_silent = standing.track.silent;
		if let Some(id) = standing.track.void() {
			Self::deposit_event(Event::Voided { actuator: *actuator, id: CommandId(id) });
		}
		Standings::<T>::insert(actuator.device, actuator.channel, standing);
		if was_silent {
			if let Some((record, _)) = Self::actuator_of(actuator) {
				Self::lower(record.site, Topic::Silent);
			}
		}
	}

	/// The same for all actuators of a device.
	pub(crate) fn end_all_commands(device: &DeviceId) {
		let channels: Vec<u16> =
			Actuators::<T>::iter_key_prefix(device).take(MAX_ACTUATORS as usize).collect();
		for channel in channels {
			Self::end_commands(&StreamId { device: *device, channel });
		}
	}

	/// An actuator, with its deposit.
	pub(crate) fn actuator_of(
		actuator: &StreamId,
	) -> Option<(ActuatorOf<T>, ActuatorDepositOf<T>)> {
		Actuators::<T>::get(actuator.device, actuator.channel)
	}

	/// Changes the record of an actuator, if there is one.
	pub(crate) fn edit_actuator(actuator: &StreamId, edit: impl FnOnce(&mut ActuatorOf<T>)) {
		Actuators::<T>::mutate(actuator.device, actuator.channel, |stored| {
			if let Some((record, _)) = stored {
				edit(record);
			}
		});
	}

	/// The standing of an actuator.
	pub(crate) fn standing_of(actuator: &StreamId) -> Option<StandingOf<T>> {
		Standings::<T>::get(actuator.device, actuator.channel)
	}

	pub(crate) fn store_standing(actuator: &StreamId, standing: StandingOf<T>) {
		Standings::<T>::insert(actuator.device, actuator.channel, standing);
	}

	/// An actuator of this organisation, whose tenure goes on.
	pub(crate) fn load_actuator(
		org: OrgId,
		actuator: &StreamId,
	) -> Result<(ActuatorOf<T>, ActuatorDepositOf<T>), Error<T>> {
		let (record, deposit) = Self::actuator_of(actuator).ok_or(Error::UnknownActuator)?;
		ensure!(record.org == org, Error::NotActuatorOwner);
		ensure!(Self::goes_on(actuator, &record), Error::TenureOver);
		Ok((record, deposit))
	}

	/// Whether the device is not at its end, and still has the owner who set the safety limits, in the same organisation.
	pub(crate) fn goes_on(actuator: &StreamId, record: &ActuatorOf<T>) -> bool {
		T::Devices::goes_on(&actuator.device, record.tenure)
			&& T::Membership::organization(&record.owner).is_none_or(|org| org == record.org)
			&& T::Devices::status(&actuator.device).is_some_and(|status| !status.is_final())
	}

	fn ensure_guards(org: OrgId, safety: &Safety) -> Result<(), Error<T>> {
		for guard in &safety.guards {
			let age = MIN_GUARD_AGE..=tallystick_rules::source::MAX_AGE;
			ensure!(age.contains(&guard.max_age), Error::BadGuard);
			ensure!(T::Devices::channel(&guard.stream).is_some(), Error::UnknownChannel);
			ensure!(Self::org_of(&guard.stream.device) == Some(org), Error::BadGuard);
		}
		Ok(())
	}

	fn watch_guards(safety: &Safety) -> DispatchResult {
		for guard in &safety.guards {
			T::Watch::watch(Consumer::Automation, &guard.stream)?;
		}
		Ok(())
	}

	fn unwatch_guards(safety: &Safety) -> DispatchResult {
		for guard in &safety.guards {
			T::Watch::unwatch(Consumer::Automation, &guard.stream)?;
		}
		Ok(())
	}

	/// The footprint of an actuator, with its alarms and all that it watches.
	pub(crate) fn actuator_footprint() -> Footprint {
		let own =
			<(StreamId, ActuatorOf<T>, StreamId, StandingOf<T>, Due, AgendaItem)>::max_encoded_len(
			);
		let last = <(StreamId, u64, Removed, EventId, StreamId)>::max_encoded_len();
		let alarms = <(SiteId, Topic, AlarmOf<T>)>::max_encoded_len().saturating_mul(3);
		let guards = T::Watch::footprint().saturating_mul(MAX_GUARDS as usize);
		let size = own.saturating_add(last).saturating_add(alarms).saturating_add(guards);
		Footprint::from_parts(1, size)
	}
}
