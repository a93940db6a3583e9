//! Signals: limits that grid operators call for, the actuators that follow them and the rules that read them.

use super::{pass::Pass, setpoints::Next};
use crate::*;
use tallystick_primitives::{ChannelTraits, Role};
use tallystick_rules::Source;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_open_signal(
		Member { who, org }: Member<T::AccountId>,
		quantity: Quantity,
	) -> DispatchResult {
		ensure!(quantity.is_sound(), Error::<T>::BadQuantity);
		let id = NextEventId::<T>::get().unwrap_or(EventId(0));
		let next = id.next().ok_or(Error::<T>::IdsExhausted)?;
		let deposit = Deposit::new(who, Self::signal_footprint())?;

		Signals::<T>::insert(id, (Signal::new(org, quantity), deposit));
		NextEventId::<T>::put(next);
		Self::deposit_event(Event::SignalOpened { event: id, org, quantity });
		Ok(())
	}

	pub(crate) fn do_set_limit(org: OrgId, event: EventId, limit: Option<Limit>) -> DispatchResult {
		let (mut signal, deposit) = Signals::<T>::get(event).ok_or(Error::<T>::UnknownSignal)?;
		ensure!(signal.org == org, Error::<T>::NotSignalOwner);
		let now = Self::now();
		if let Some(Limit { from, until, .. }) = limit {
			let is_ahead = now < until && until <= now.saturating_add(MAX_LIMIT);
			ensure!(from < until && is_ahead, Error::<T>::BadLimit);
		}
		if signal.limit == limit {
			return Ok(());
		}
		if limit.is_some() {
			let earliest = signal.set.map(|set| set.saturating_add(MIN_BETWEEN_LIMITS));
			ensure!(earliest.is_none_or(|earliest| earliest <= now), Error::<T>::LimitTooSoon);
			signal.set = Some(now);
		}

		signal.limit = limit;
		let lane = Lane::Actuators(org);
		Self::begin_walk(&mut signal.followers, lane, AgendaItem::Followers(event));
		Self::begin_walk(&mut signal.readers, Lane::Rules(org), AgendaItem::SignalReaders(event));
		Signals::<T>::insert(event, (signal, deposit));
		Self::deposit_event(Event::LimitSet { event, limit });
		Ok(())
	}

	pub(crate) fn do_close_signal(who: T::AccountId, event: EventId) -> DispatchResult {
		let (signal, deposit) = Signals::<T>::get(event).ok_or(Error::<T>::UnknownSignal)?;
		let is_own = T::Membership::organization(&who) == Some(signal.org);
		ensure!(is_own || !Self::is_grid_operator(signal.org), Error::<T>::NotSignalOwner);
		let now = Self::now();
		let is_over = signal.limit.is_none_or(|limit| limit.until <= now);
		let is_told = signal.followers.is_none() && signal.readers.is_none();
		ensure!(is_over && is_told, Error::<T>::SignalInUse);

		deposit.refund()?;
		Signals::<T>::remove(event);
		Self::deposit_event(Event::SignalClosed { event });
		Ok(())
	}

	/// Whether an organisation is a grid operator in good standing.
	fn is_grid_operator(org: OrgId) -> bool {
		let roles = T::Membership::roles(org);
		T::Membership::is_active(org) && roles.is_some_and(|all| all.contains(Role::GridOperator))
	}

	pub(crate) fn do_follow(
		org: OrgId,
		actuator: StreamId,
		event: Option<EventId>,
	) -> DispatchResult {
		let (mut record, deposit) =
			Self::actuator_of(&actuator).ok_or(Error::<T>::UnknownActuator)?;
		ensure!(record.org == org, Error::<T>::NotActuatorOwner);
		if let Some(event) = event {
			ensure!(Self::goes_on(&actuator, &record), Error::<T>::TenureOver);
			let channel = T::Devices::channel(&actuator).ok_or(Error::<T>::UnknownChannel)?;
			let ChannelTraits { unit, exponent, .. } = channel;
			Self::ensure_signal(event, Quantity { unit, exponent })?;
		}

		Self::stop_following(&actuator, &record);
		if let Some(event) = event {
			Followers::<T>::insert(event, actuator, ());
		}
		record.follows = event;
		Actuators::<T>::insert(actuator.device, actuator.channel, (record, deposit));
		Self::deposit_event(Event::Followed { actuator, event });
		Self::look_after(&actuator);
		Ok(())
	}

	/// Stops notifying an actuator of the signal that it follows.
	pub(crate) fn stop_following(actuator: &StreamId, record: &ActuatorOf<T>) {
		if let Some(event) = record.follows {
			Followers::<T>::remove(event, actuator);
		}
	}

	/// Has a rule woken by the signals among a program's inputs.
	pub(crate) fn listen(rule: RuleId, program: &Program) {
		for event in signals(program) {
			SignalReaders::<T>::insert(event, rule, ());
		}
	}

	/// Stops waking a rule by them.
	pub(crate) fn stop_listening(rule: RuleId, program: &Program) {
		for event in signals(program) {
			SignalReaders::<T>::remove(event, rule);
		}
	}

	/// Checks that a signal exists, and that its limits are of this quantity.
	pub(crate) fn ensure_signal(event: EventId, quantity: Quantity) -> Result<(), Error<T>> {
		let (signal, _) = Signals::<T>::get(event).ok_or(Error::UnknownSignal)?;
		ensure!(signal.quantity == quantity, Error::WrongQuantity);
		Ok(())
	}

	/// The limit of a signal, while it counts. Notes when that changes.
	pub(crate) fn limit_of(event: EventId, now: Millis, next: &mut Next) -> Option<i64> {
		let (signal, _) = Signals::<T>::get(event)?;
		let limit = signal.limit?;
		if let Some(at) = limit.changes(now) {
			next.at(at);
		}
		limit.counts(now).then_some(limit.value)
	}

	/// Notifies the next actuator that follows a signal that its limit was set or withdrawn. Returns whether there may be
	/// another one.
	pub(crate) fn tell_next_follower(event: EventId, pass: &mut Pass<T>) -> bool {
		pass.meter.consume(T::WeightInfo::tell());
		let Some((mut signal, deposit)) = Signals::<T>::get(event) else { return false };
		let Some(walk) = signal.followers.take() else { return false };
		let lane = Lane::Actuators(signal.org);
		Self::cancel(lane, walk.due, AgendaItem::Followers(event));
		let mut followers = match walk.after {
			None => Followers::<T>::iter_key_prefix(event),
			Some(after) => {
				let after = Followers::<T>::hashed_key_for(event, after);
				Followers::<T>::iter_key_prefix_from(event, after)
			},
		};
		let actuator = followers.next();
		if let Some(actuator) = &actuator {
			Self::tell(actuator, pass);
		}
		signal.followers = walk.next(pass.now, actuator);
		let goes_on = signal.followers.is_some();
		if goes_on {
			Self::schedule(lane, pass.now, AgendaItem::Followers(event));
		}
		Signals::<T>::insert(event, (signal, deposit));
		goes_on
	}

	/// Has an actuator obey a limit that was set or withdrawn. If the actuator's tenure is over, it stops following instead, and
	/// nobody pays.
	///
	/// Its organisation is charged as far as it has quota: lack of quota is no escape from a limit.
	fn tell(actuator: &StreamId, pass: &mut Pass<T>) {
		let Some((record, _)) = Self::actuator_of(actuator) else { return };
		if !Self::goes_on(actuator, &record) {
			Self::stop_following(actuator, &record);
			Self::edit_actuator(actuator, |record| record.follows = None);
			Self::deposit_event(Event::Followed { actuator: *actuator, event: None });
			return;
		}
		let alarms = Self::weight_of_alarms(Self::look_after(actuator));
		let opening = pass.weight_of_payer(&record.owner, record.org);
		pass.meter.consume(alarms.saturating_add(opening));
		let weight = T::WeightInfo::tell().saturating_add(alarms);
		if pass.can_pay(&record.owner, record.org, weight) {
			pass.spend(record.org, weight);
		}
	}

	/// Wakes the next rule that reads a signal whose limit was set or withdrawn, at the cost of its organisation. Returns whether
	/// there may be another one.
	///
	/// A rule whose organisation has no quota is passed over, so that it does not hold up the rules of
	/// others.
	pub(crate) fn wake_next_reader(event: EventId, pass: &mut Pass<T>) -> bool {
		pass.meter.consume(T::WeightInfo::tell_reader());
		let Some((mut signal, deposit)) = Signals::<T>::get(event) else { return false };
		let Some(walk) = signal.readers.take() else { return false };
		let lane = Lane::Rules(signal.org);
		Self::cancel(lane, walk.due, AgendaItem::SignalReaders(event));
		let mut readers = match walk.after {
			None => SignalReaders::<T>::iter_key_prefix(event),
			Some(after) => {
				let after = SignalReaders::<T>::hashed_key_for(event, after);
				SignalReaders::<T>::iter_key_prefix_from(event, after)
			},
		};
		let rule = readers.next();
		if let Some(rule) = rule {
			Self::wake_reader(rule, pass);
		}
		signal.readers = walk.next(pass.now, rule);
		let goes_on = signal.readers.is_some();
		if goes_on {
			Self::schedule(lane, pass.now, AgendaItem::SignalReaders(event));
		}
		Signals::<T>::insert(event, (signal, deposit));
		goes_on
	}

	fn wake_reader(rule: RuleId, pass: &mut Pass<T>) {
		let Some((RuleRecord { owner, org, status, .. }, _)) = Rules::<T>::get(rule) else {
			return;
		};
		if !status.is_running() {
			return;
		}
		pass.meter.consume(pass.weight_of_payer(&owner, org));
		let weight = T::WeightInfo::tell_reader();
		if pass.can_pay(&owner, org, weight) {
			pass.spend(org, weight);
			Self::wake_now(rule, org);
		}
	}

	/// The footprint of a signal.
	pub(crate) fn signal_footprint() -> Footprint {
		Footprint::from_mel::<(EventId, Signal, [(Due, AgendaItem); 2])>()
	}
}

/// The signals among a program's inputs.
fn signals(program: &Program) -> impl Iterator<Item = EventId> + '_ {
	program.inputs.iter().filter_map(|source| match source {
		Source::Event { event, .. } => Some(*event),
		_ => None,
	})
}
