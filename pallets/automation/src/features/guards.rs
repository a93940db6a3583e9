//! Guards: streams that an actuator relies on, whatever rules say.

use super::setpoints::Next;
use crate::*;
use tallystick_primitives::{DeviceStatus, Facts};

/// How often guards are looked at, in milliseconds.
const RECHECK: u64 = 60_000;

impl<T: Config> Pallet<T> {
	/// Whether the guards of an actuator hold, and when to look again.
	pub(crate) fn check_guards(
		actuator: &StreamId,
		record: &ActuatorOf<T>,
		standing: &mut StandingOf<T>,
		now: Millis,
		next: &mut Next,
	) {
		let mut failed = false;
		for guard in &record.safety.guards {
			match Self::holds_until(guard, record.org, now) {
				// Facts and the device's status are checked in between.
				Some(until) => next.at(until.min(now.saturating_add(RECHECK))),
				None => failed = true,
			}
		}
		if failed {
			next.at(now.saturating_add(RECHECK));
		}
		if failed == standing.unguarded {
			return;
		}
		standing.unguarded = failed;
		let topic = Topic::Unguarded(*actuator);
		match failed {
			true => Self::raise(record.site, topic, Severity::Critical),
			false => Self::lower(record.site, topic),
		}
	}

	/// The moment until which a guard holds without further observations. `None` if it has failed.
	fn holds_until(guard: &Guard, org: OrgId, now: Millis) -> Option<Millis> {
		let newest = T::Watch::latest(&guard.stream)?;
		let device = &guard.stream.device;
		let is_active = T::Devices::status(device) == Some(DeviceStatus::Active);
		let is_own = Self::org_of(device) == Some(org);
		let counts = is_active && is_own && newest.facts.without(guard.allow) == Facts::NONE;
		let from = newest.at.0.min(newest.summary.last.time);
		let until = Millis(from).saturating_add(guard.max_age.into()).saturating_add(1);
		(counts && now < until).then_some(until)
	}
}
