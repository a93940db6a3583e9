//! Set-points: computes them from claims, within the owner's limits, and commands them.

use crate::*;
use tallystick_control::{Hold, Issued};
use tallystick_rules::Commanded;

/// How long after a refusal a command is given again, in milliseconds.
const REPEAT: u64 = 60_000;

/// Where claims want an actuator, and why.
pub(crate) struct Wanted<AccountId> {
	pub(crate) level: u8,
	pub(crate) value: i64,
	pub(crate) cause: Cause<AccountId>,
	/// What a grid operator's limit, within the envelope, permits at most.
	pub(crate) most: Option<i64>,
}

impl<AccountId> Wanted<AccountId> {
	/// Whether it waits for nothing: no minimum time, and no room in a group.
	pub(crate) fn is_urgent(&self) -> bool {
		self.level <= level::FAIL_SAFE
	}
}

impl<T: Config> Pallet<T> {
	/// Commands an actuator anew after something about it changed. A member of a group is commanded with its group, as soon as
	/// there is room, unless it is urgent. Returns how many alarms were raised or lowered.
	pub(crate) fn look_after(actuator: &StreamId) -> u64 {
		let Some((record, _)) = Self::actuator_of(actuator) else { return 0 };
		let Some(group) = record.group else { return Self::tend(actuator, &record, None) };
		Self::schedule(Lane::Groups(record.org), Self::now(), AgendaItem::Group(group));
		let Some(mut standing) = Self::standing_of(actuator) else { return 0 };
		let wanted = Self::wanted(&record, &mut standing, Self::now(), &mut Next::default());
		match wanted.is_urgent() {
			true => Self::tend(actuator, &record, None),
			false => 0,
		}
	}

	/// Gives the command that is due, and schedules when to tend the actuator again. If it is in a group, `decided` is the group's
	/// value, which counts unless something is urgent. Returns how many alarms were raised or lowered: up to [`MAX_TENDED_ALARMS`].
	pub(crate) fn tend(actuator: &StreamId, record: &ActuatorOf<T>, decided: Option<i64>) -> u64 {
		let now = Self::now();
		let Some(mut standing) = Self::standing_of(actuator) else { return 0 };
		if !Self::goes_on(actuator, record) {
			Self::end_commands(actuator);
			return 1;
		}
		let before = standing.clone();
		let mut next = Next::default();
		Self::escalate(actuator, record, &mut standing, now, &mut next);
		Self::check_guards(actuator, record, &mut standing, now, &mut next);
		Self::settle(&mut standing, now, &mut next);
		let mut wanted = Self::wanted(record, &mut standing, now, &mut next);
		if let Some(value) = decided.filter(|_| !wanted.is_urgent()) {
			wanted.value = record.safety.envelope.bounds.clamp(value);
		}
		Self::aim(actuator, record, &mut standing, wanted, now, &mut next);
		if let Some(at) = next.first() {
			if standing.due.is_none_or(|due| at < due) {
				let lane = Lane::Actuators(record.org);
				if let Some(later) = standing.due.replace(at) {
					Self::cancel(lane, later, AgendaItem::Actuator(*actuator));
				}
				Self::schedule(lane, at, AgendaItem::Actuator(*actuator));
			}
		}
		let alarms = alarms_between(&before, &standing);
		if standing != before {
			Self::store_standing(actuator, standing);
		}
		alarms
	}

	/// Does what is due for an actuator. Returns how many alarms were raised or lowered: up to [`MAX_TENDED_ALARMS`].
	pub(crate) fn actuator_due(actuator: &StreamId) -> u64 {
		let Some(mut standing) = Self::standing_of(actuator) else { return 0 };
		standing.due = None;
		let Some((record, _)) = Self::actuator_of(actuator) else { return 0 };
		let Some(group) = record.group else {
			Self::store_standing(actuator, standing);
			return Self::tend(actuator, &record, None);
		};
		// Its guards decide whether it is urgent. The group decides all else, and tends each of its members.
		let now = Self::now();
		let before = standing.clone();
		Self::check_guards(actuator, &record, &mut standing, now, &mut Next::default());
		let wanted = Self::wanted(&record, &mut standing, now, &mut Next::default());
		let alarms = alarms_between(&before, &standing);
		Self::store_standing(actuator, standing);
		Self::schedule(Lane::Groups(record.org), now, AgendaItem::Group(group));
		match wanted.is_urgent() {
			true => alarms.saturating_add(Self::tend(actuator, &record, None)),
			false => alarms,
		}
	}

	/// Where claims want an actuator, clamped to its envelope, and lowered to a grid operator's limit.
	pub(crate) fn wanted(
		record: &ActuatorOf<T>,
		standing: &mut StandingOf<T>,
		now: Millis,
		next: &mut Next,
	) -> Wanted<T::AccountId> {
		let wanted = Self::claimed(record, standing, now, next);
		let limit =
			record.follows.and_then(|event| Some((event, Self::limit_of(event, now, next)?)));
		let Some((event, limit)) = limit.filter(|_| !wanted.is_urgent()) else { return wanted };
		let most = record.safety.envelope.bounds.clamp(limit);
		match wanted.value > most {
			true => {
				let (level, cause) = (level::GRID, Cause::Grid { event });
				Wanted { level, value: most, cause, most: Some(most) }
			},
			false => Wanted { most: Some(most), ..wanted },
		}
	}

	/// Where claims want an actuator, clamped to its envelope.
	fn claimed(
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
		let first = standing.claims.iter().find_map(|claim| Some((claim, claim.value?)));
		let most = None;
		let fail_safe = |level, cause| Wanted { level, value: bounds.fail_safe, cause, most };
		let of = |claim: &ClaimOf<T>| {
			let (level, by, origin) = (claim.level, claim.by.clone(), claim.origin);
			Cause::Claim { level, by, origin }
		};
		match first {
			Some((claim, _)) if claim.level == level::STOP => fail_safe(claim.level, of(claim)),
			_ if standing.latch == Latch::Hunting => fail_safe(level::FAIL_SAFE, Cause::Hunting),
			_ if standing.unguarded => fail_safe(level::FAIL_SAFE, Cause::Unguarded),
			Some((claim, value)) => {
				Wanted { level: claim.level, value: bounds.clamp(value), cause: of(claim), most }
			},
			None => Wanted {
				level: level::DEFAULT,
				value: record.safety.envelope.default,
				cause: Cause::Default,
				most,
			},
		}
	}

	/// Commands a value, unless the actuator has it already, or has to keep another one for some
	/// time.
	fn aim(
		actuator: &StreamId,
		record: &ActuatorOf<T>,
		standing: &mut StandingOf<T>,
		wanted: Wanted<T::AccountId>,
		now: Millis,
		next: &mut Next,
	) {
		let bounds = &record.safety.envelope.bounds;
		let current = standing.track.newest.map(|newest| newest.value);
		let is_urgent = wanted.is_urgent();
		let Wanted { level, value, cause, most } = wanted;
		if current == Some(value) {
			standing.level = level;
			// A device that refused it may have been operated by hand, and no longer obeys older
			// commands.
			if let Some(refused) = standing.refused {
				let again = refused.saturating_add(REPEAT);
				match now >= again {
					true => Self::issue(actuator, record, standing, value, cause, next),
					false => next.at(again),
				}
			}
			return;
		}
		let from = current.unwrap_or(record.writable.bounds.startup);
		// A value that a new envelope or a limit no longer permits is left at once. Other changes have to wait even while a limit
		// counts: a claim that comes and goes above the limit uses up changes as any other does.
		let stands_well = bounds.permits(from) && most.is_none_or(|most| from <= most);
		if !is_urgent && stands_well {
			match standing.switch.may_change(&bounds.pace, now.0, from, value) {
				Ok(()) => {},
				// Changing limits use up changes, too, so that an actuator that follows a signal is
				// not taken to be hunting.
				Err(hold) if matches!(hold, Hold::Until(_)) || record.follows.is_some() => {
					standing.level = level::HOLD;
					next.at(Millis(hold.until()));
					return;
				},
				Err(_) => {
					standing.latch = Latch::Hunting;
					Self::raise(record.site, Topic::Hunting(*actuator), Severity::Critical);
					let (level, cause) = (level::FAIL_SAFE, Cause::Hunting);
					let wanted = Wanted { level, value: bounds.fail_safe, cause, most: None };
					return Self::aim(actuator, record, standing, wanted, now, next);
				},
			}
		}
		standing.switch.note(&bounds.pace, now.0, from, value);
		Self::issue(actuator, record, standing, value, cause, next);
		standing.level = level;
	}

	fn issue(
		actuator: &StreamId,
		record: &ActuatorOf<T>,
		standing: &mut StandingOf<T>,
		value: i64,
		cause: CauseOf<T>,
		next: &mut Next,
	) {
		// 2^64 commands are never given.
		let now = Self::now();
		let Some(Issued { id, superseded }) = standing.track.command(value, now.0) else { return };
		standing.refused = None;
		standing.reach = standing.reach.with(value);
		standing.settles = None;
		if let Some(id) = superseded {
			Self::deposit_event(Event::Superseded { actuator: *actuator, id: CommandId(id) });
		}
		let (id, tenure) = (CommandId(id), record.tenure);
		standing.cause = cause.hash();
		let act =
			Commanded { at: now, actuator: *actuator, tenure, id, value, cause: standing.cause };
		Self::keep(&Act::Commanded(act));
		Self::deposit_event(Event::Commanded { actuator: *actuator, tenure, id, value, cause });
		if let Some(due) = standing.track.due(record.safety.deadline) {
			next.at(Millis(due));
		}
	}

	/// Notes that an actuator has reached the value that its device announced.
	pub(crate) fn settle(standing: &mut StandingOf<T>, now: Millis, next: &mut Next) {
		let Some(settles) = standing.settles else { return };
		if now < settles {
			next.at(settles);
			return;
		}
		standing.settles = None;
		if let Some(confirmed) = standing.track.confirmed {
			standing.reach = Reach::at(confirmed.value);
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
		let ended = ended.map(CommandId);
		Self::deposit_event(Event::FellSilent { actuator: *actuator, ended });
		Self::notify_readers(actuator, record);
	}
}

/// How many alarms differ between two standings of an actuator.
fn alarms_between<AccountId>(before: &Standing<AccountId>, after: &Standing<AccountId>) -> u64 {
	let changes = [
		after.track.silent != before.track.silent,
		after.unguarded != before.unguarded,
		after.latch != before.latch,
	];
	changes.map(u64::from).into_iter().fold(0, u64::saturating_add)
}

/// The next moment at which something has to be tended.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Next(Option<Millis>);

impl Next {
	pub(crate) fn first(&self) -> Option<Millis> {
		self.0
	}

	pub(crate) fn at(&mut self, moment: Millis) {
		self.0 = Some(self.0.map_or(moment, |next| next.min(moment)));
	}
}
