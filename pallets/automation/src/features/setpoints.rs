//! Where an actuator is to stand, by its claims and within its owner's limits.

use crate::*;
use tallystick_control::{Hold, Issued, Pace};

/// Where claims want an actuator, and why.
pub(crate) struct Wanted<AccountId> {
	pub(crate) level: u8,
	pub(crate) value: i64,
	pub(crate) cause: Cause<AccountId>,
}

impl<T: Config> Pallet<T> {
	/// Has an actuator commanded anew after something about it changed: at once, or with its group as soon as there is room.
	pub(crate) fn look_after(actuator: &StreamId) {
		let Some((record, _)) = Self::actuator_of(actuator) else { return };
		match record.group {
			Some(group) => Self::schedule(Self::now(), AgendaItem::Group(group)),
			None => Self::tend(actuator, &record, None),
		}
	}

	/// Commands what is to be commanded, and notes when the actuator has to be looked after again. A group says at what value
	/// it has to stop.
	pub(crate) fn tend(actuator: &StreamId, record: &ActuatorOf<T>, cap: Option<i64>) {
		let now = Self::now();
		let Some(mut standing) = Self::standing_of(actuator) else { return };
		if !Self::goes_on(actuator, record) {
			Self::end_commands(actuator);
			return;
		}
		let before = standing.clone();
		let mut next = Next::default();
		Self::escalate(actuator, record, &mut standing, now, &mut next);
		Self::check_guards(actuator, record, &mut standing, now, &mut next);
		let mut wanted = Self::wanted(record, &mut standing, now, &mut next);
		if let Some(cap) = cap.filter(|_| wanted.level > level::FAIL_SAFE) {
			wanted.value = wanted.value.min(cap);
		}
		Self::aim(actuator, record, &mut standing, wanted, now, &mut next);
		if let Some(at) = next.0 {
			if standing.due.is_none_or(|due| at < due) {
				if let Some(later) = standing.due.replace(at) {
					Self::cancel(later, AgendaItem::Actuator(*actuator));
				}
				Self::schedule(at, AgendaItem::Actuator(*actuator));
			}
		}
		if standing != before {
			Self::store_standing(actuator, standing);
		}
	}

	/// What is due for an actuator.
	pub(crate) fn actuator_due(actuator: &StreamId) {
		let Some(mut standing) = Self::standing_of(actuator) else { return };
		standing.due = None;
		Self::store_standing(actuator, standing);
		let Some((record, _)) = Self::actuator_of(actuator) else { return };
		match record.group {
			// The group looks after all of its members, and this one's due moment is gone.
			Some(group) => Self::schedule(Self::now(), AgendaItem::Group(group)),
			None => Self::tend(actuator, &record, None),
		}
	}

	/// Where claims want an actuator, clamped to its envelope.
	pub(crate) fn wanted(
		record: &ActuatorOf<T>,
		standing: &mut StandingOf<T>,
		now: Millis,
		next: &mut Next,
	) -> Wanted<T::AccountId> {
		let bounds = &record.safety.envelope.bounds;
		standing.claims.retain(|claim| claim.until.is_none_or(|until| now <= until));
		for until in standing.claims.iter().filter_map(|claim| claim.until) {
			next.at(until.saturating_add(1));
		}
		let stands = |claim: &&ClaimOf<T>| claim.value.is_some();
		let first = standing.claims.iter().find(stands);
		let is_stopped = first.is_some_and(|claim| claim.level == level::STOP);
		let fail_safe = |cause| Wanted { level: level::FAIL_SAFE, value: bounds.fail_safe, cause };
		if standing.latch == Latch::Hunting && !is_stopped {
			return fail_safe(Cause::Hunting);
		}
		if standing.unguarded && !is_stopped {
			return fail_safe(Cause::Unguarded);
		}
		let claimed = first.and_then(|claim| Some((claim, claim.value?)));
		match claimed {
			Some((claim, value)) => Wanted {
				level: claim.level,
				value: bounds.clamp(value),
				cause: Cause::Claim { level: claim.level, by: claim.by.clone() },
			},
			None => Wanted {
				level: level::DEFAULT,
				value: record.safety.envelope.default,
				cause: Cause::Default,
			},
		}
	}

	/// Commands a value, unless the actuator has it, or has to keep another one for some time.
	fn aim(
		actuator: &StreamId,
		record: &ActuatorOf<T>,
		standing: &mut StandingOf<T>,
		wanted: Wanted<T::AccountId>,
		now: Millis,
		next: &mut Next,
	) {
		let bounds = &record.safety.envelope.bounds;
		let Wanted { level, value, cause } = wanted;
		let current = standing.track.newest.map(|newest| newest.value);
		if current == Some(value) {
			standing.level = level;
			return;
		}
		let from = current.unwrap_or(bounds.startup);
		let is_urgent = level <= level::FAIL_SAFE;
		if !is_urgent {
			match standing.switch.may_change(&bounds.pace, now.0, from, value) {
				Ok(()) => {},
				Err(Hold::Until(until)) => {
					standing.level = level::HOLD;
					next.at(Millis(until));
					return;
				},
				Err(Hold::Spent(_)) => {
					standing.latch = Latch::Hunting;
					Self::raise(record.site, Topic::Hunting(*actuator), Severity::Critical);
					let wanted = Wanted {
						level: level::FAIL_SAFE,
						value: bounds.fail_safe,
						cause: Cause::Hunting,
					};
					Self::aim(actuator, record, standing, wanted, now, next);
					return;
				},
			}
		}
		Self::issue(actuator, record, standing, from, value, cause, now, next);
		standing.level = level;
	}

	#[allow(clippy::too_many_arguments)]
	fn issue(
		actuator: &StreamId,
		record: &ActuatorOf<T>,
		standing: &mut StandingOf<T>,
		from: i64,
		value: i64,
		cause: CauseOf<T>,
		now: Millis,
		next: &mut Next,
	) {
		let pace: &Pace = &record.safety.envelope.bounds.pace;
		// 2^64 commands are never given.
		let Some(Issued { id, superseded }) = standing.track.command(value, now.0) else { return };
		standing.switch.note(pace, now.0, from, value);
		if let Some(id) = superseded {
			Self::deposit_event(Event::Superseded { actuator: *actuator, id: CommandId(id) });
		}
		let (id, tenure) = (CommandId(id), record.tenure);
		Self::deposit_event(Event::Commanded { actuator: *actuator, tenure, id, value, cause });
		if let Some(due) = standing.track.due(record.safety.deadline) {
			next.at(Millis(due));
		}
	}

	/// Notes, once, that a device has left its commands unanswered for too long.
	fn escalate(
		actuator: &StreamId,
		record: &ActuatorOf<T>,
		standing: &mut StandingOf<T>,
		now: Millis,
		next: &mut Next,
	) {
		let Some(due) = standing.track.due(record.safety.deadline) else { return };
		if now.0 < due {
			next.at(Millis(due));
			return;
		}
		let ended = standing.track.escalate();
		Self::raise(record.site, Topic::Silent, Severity::Critical);
		Self::deposit_event(Event::FellSilent { actuator: *actuator, ended: ended.map(CommandId) });
		Self::notify_readers(actuator, record);
	}
}

/// The next moment at which something has to be looked after.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Next(Option<Millis>);

impl Next {
	pub(crate) fn at(&mut self, moment: Millis) {
		self.0 = Some(self.0.map_or(moment, |next| next.min(moment)));
	}
}
