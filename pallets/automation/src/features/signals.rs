//! Signals: limits that grid operators call for, and who listens to them.

use super::{pass::Pass, setpoints::Next};
use crate::*;
use tallystick_primitives::ChannelTraits;
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

		Signals::<T>::insert(id, (Signal { org, quantity, limit: None, walk: None }, deposit));
		NextEventId::<T>::put(next);
		Self::deposit_event(Event::SignalOpened { event: id, org, quantity });
		Ok(())
	}

	pub(crate) fn do_set_limit(org: OrgId, event: EventId, limit: Option<Limit>) -> DispatchResult {
		let (mut signal, deposit) = Self::load_signal(org, event)?;
		if let Some(Limit { from, until, .. }) = limit {
			let now = Self::now();
			let is_ahead = now < until && until <= now.saturating_add(MAX_LIMIT);
			ensure!(from < until && is_ahead, Error::<T>::BadLimit);
		}

		signal.limit = limit;
		Self::begin_walk(&mut signal.walk, AgendaItem::Signal(event));
		Signals::<T>::insert(event, (signal, deposit));
		Self::deposit_event(Event::LimitSet { event, limit });
		Ok(())
	}

	pub(crate) fn do_close_signal(org: OrgId, event: EventId) -> DispatchResult {
		let (signal, deposit) = Self::load_signal(org, event)?;
		let now = Self::now();
		let is_over = signal.limit.is_none_or(|limit| limit.until <= now);
		ensure!(is_over && signal.walk.is_none(), Error::<T>::SignalInUse);

		deposit.refund()?;
		Signals::<T>::remove(event);
		Self::deposit_event(Event::SignalClosed { event });
		Ok(())
	}

	pub(crate) fn do_follow(
		org: OrgId,
		actuator: StreamId,
		event: Option<EventId>,
	) -> DispatchResult {
		let (mut record, deposit) = Self::load_actuator(org, &actuator)?;
		if let Some(event) = event {
			let channel = T::Devices::channel(&actuator).ok_or(Error::<T>::UnknownChannel)?;
			let ChannelTraits { unit, exponent, .. } = channel;
			Self::ensure_signal(event, Quantity { unit, exponent })?;
		}

		Self::stop_following(&actuator, &record);
		if let Some(event) = event {
			Listeners::<T>::insert(event, Listener::Actuator(actuator), ());
		}
		record.follows = event;
		Actuators::<T>::insert(actuator.device, actuator.channel, (record, deposit));
		Self::deposit_event(Event::Followed { actuator, event });
		Self::look_after(&actuator);
		Ok(())
	}

	/// Has an actuator told no more what the signal that it follows calls for.
	pub(crate) fn stop_following(actuator: &StreamId, record: &ActuatorOf<T>) {
		if let Some(event) = record.follows {
			Listeners::<T>::remove(event, Listener::Actuator(*actuator));
		}
	}

	/// Has a rule woken by the signals among a program's inputs.
	pub(crate) fn listen(rule: RuleId, program: &Program) {
		for event in signals(program) {
			Listeners::<T>::insert(event, Listener::Rule(rule), ());
		}
	}

	/// Has a rule no longer woken by them.
	pub(crate) fn stop_listening(rule: RuleId, program: &Program) {
		for event in signals(program) {
			Listeners::<T>::remove(event, Listener::Rule(rule));
		}
	}

	/// Whether there is such a signal, and its limits count this.
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

	/// Tells the next one who listens to a signal that its limit was set or withdrawn. Says whether there may be another one.
	///
	/// Their organisation is charged as far as it has quota: nobody escapes a limit by having none.
	pub(crate) fn tell_next_of(event: EventId, pass: &mut Pass<T>) -> bool {
		let Some((mut signal, deposit)) = Signals::<T>::get(event) else { return false };
		let Some(Walk { due, after }) = signal.walk.take() else { return false };
		Self::cancel(due, AgendaItem::Signal(event));
		let mut listeners = match after {
			None => Listeners::<T>::iter_key_prefix(event),
			Some(after) => {
				let after = Listeners::<T>::hashed_key_for(event, after);
				Listeners::<T>::iter_key_prefix_from(event, after)
			},
		};
		let listener = listeners.next();
		if let Some(after) = listener {
			Self::tell(after, pass);
			signal.walk = Some(Walk { due: pass.now, after: Some(after) });
			Self::schedule(pass.now, AgendaItem::Signal(event));
		}
		Signals::<T>::insert(event, (signal, deposit));
		listener.is_some()
	}

	fn tell(listener: Listener, pass: &mut Pass<T>) {
		let payer = match listener {
			Listener::Actuator(actuator) => {
				Self::look_after(&actuator);
				Self::actuator_of(&actuator).map(|(record, _)| (record.owner, record.org))
			},
			Listener::Rule(rule) => {
				Self::wake_if_running(rule);
				Rules::<T>::get(rule).map(|(record, _)| (record.owner, record.org))
			},
		};
		let weight = T::WeightInfo::tell();
		if let Some((_, org)) = payer.filter(|(who, org)| pass.can_pay(who, *org, weight)) {
			pass.spend(org, weight);
		}
	}

	/// A signal of this organisation.
	fn load_signal(org: OrgId, event: EventId) -> Result<(Signal, SiteDepositOf<T>), Error<T>> {
		let (signal, deposit) = Signals::<T>::get(event).ok_or(Error::UnknownSignal)?;
		ensure!(signal.org == org, Error::NotSignalOwner);
		Ok((signal, deposit))
	}

	/// What a signal makes the chain keep.
	pub(crate) fn signal_footprint() -> Footprint {
		Footprint::from_mel::<(EventId, Signal, Due, AgendaItem)>()
	}
}

/// The signals among a program's inputs.
fn signals(program: &Program) -> impl Iterator<Item = EventId> + '_ {
	program.inputs.iter().filter_map(|source| match source {
		Source::Event { event, .. } => Some(*event),
		_ => None,
	})
}
