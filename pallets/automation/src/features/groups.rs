//! Groups: actuators that share a power, or of which only one may be on.

use super::setpoints::Next;
use crate::*;

/// What is known of a member while its group shares.
struct Part<AccountId> {
	actuator: StreamId,
	record: ActuatorRecord<AccountId>,
	rated: u64,
	/// What it wants.
	wanted: i64,
	/// The most at which it may stand now: what was commanded, or confirmed, whichever is more.
	present: i64,
}

impl<AccountId> Part<AccountId> {
	fn power(&self, value: i64) -> u64 {
		u64::try_from(value).unwrap_or_default().saturating_mul(self.rated)
	}

	fn is_on(&self, value: i64) -> bool {
		let bounds = &self.record.safety.envelope.bounds;
		match bounds.pace.off {
			Some(off) => value != off,
			None => value > 0,
		}
	}

	/// The value at which it takes least.
	fn least(&self) -> i64 {
		let bounds = &self.record.safety.envelope.bounds;
		let off = bounds.pace.off.filter(|off| bounds.permits(*off));
		off.unwrap_or_else(|| bounds.clamp(0).max(bounds.range.low))
	}

	/// The highest value up to `value` that takes no more than `power`.
	fn within(&self, value: i64, power: u64) -> i64 {
		if self.power(value) <= power {
			return value;
		}
		let most = power.checked_div(self.rated).and_then(|most| i64::try_from(most).ok());
		let value = self.record.safety.envelope.bounds.clamp(most.unwrap_or_default().min(value));
		if self.power(value) <= power {
			value
		} else {
			self.least()
		}
	}
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_form_group(
		Member { who, org }: Member<T::AccountId>,
		group: Group,
	) -> DispatchResult {
		ensure!(group.org == org, Error::<T>::NotOperator);
		let size = group.members.len();
		ensure!(size > 1, Error::<T>::BadGroup);
		let exists = |place: &u8| usize::from(*place) < size;
		let sound = |(a, b): &(u8, u8)| a != b && exists(a) && exists(b);
		ensure!(group.exclusive.iter().all(sound), Error::<T>::BadGroup);
		let id = NextGroupId::<T>::get().unwrap_or(GroupId(0));
		let next = id.next().ok_or(Error::<T>::IdsExhausted)?;
		for (place, member) in group.members.iter().enumerate() {
			let twice =
				group.members.iter().take(place).any(|other| other.actuator == member.actuator);
			ensure!(!twice, Error::<T>::BadGroup);
			let (record, _) = Self::load_actuator(org, &member.actuator)?;
			ensure!(record.site == group.site, Error::<T>::OtherSite);
			ensure!(record.group.is_none(), Error::<T>::InAnotherGroup);
		}
		let deposit = Deposit::new(who, Self::group_footprint())?;

		for member in &group.members {
			Self::edit_actuator(&member.actuator, |record| record.group = Some(id));
		}
		let (site, members) = (group.site, group.members.len());
		Groups::<T>::insert(id, (group, deposit));
		NextGroupId::<T>::put(next);
		Self::schedule(Self::now(), AgendaItem::Group(id));
		Self::deposit_event(Event::GroupFormed { group: id, site, members: members as u32 });
		Ok(())
	}

	pub(crate) fn do_dissolve_group(org: OrgId, id: GroupId) -> DispatchResult {
		let (group, deposit) = Groups::<T>::get(id).ok_or(Error::<T>::UnknownGroup)?;
		ensure!(group.org == org, Error::<T>::NotOperator);

		Groups::<T>::remove(id);
		for member in &group.members {
			Self::edit_actuator(&member.actuator, |record| record.group = None);
			Self::look_after(&member.actuator);
		}
		deposit.refund()?;
		Self::deposit_event(Event::GroupDissolved { group: id });
		Ok(())
	}

	/// Lets the members of a group share what there is, and commands each.
	pub(crate) fn share(id: GroupId) {
		let Some((group, _)) = Groups::<T>::get(id) else { return };
		let now = Self::now();
		let parts: Vec<(u8, Part<T::AccountId>)> = (0u8..)
			.zip(&group.members)
			.filter_map(|(place, member)| Some((place, Self::part(member, now)?)))
			.collect();
		let mut left = group.cap;
		let mut granted: Vec<(u8, i64)> = Vec::new();
		for (place, part) in &parts {
			let rivals = |other: u8| {
				let pair =
					|(a, b): &(u8, u8)| (*a, *b) == (*place, other) || (*b, *a) == (*place, other);
				group.exclusive.iter().any(pair)
			};
			let others = || parts.iter().filter(|(other, _)| other != place);
			// Who comes earlier in the list has what it wants.
			let is_excluded = others().any(|(other, rival)| {
				let is_before = granted.iter().find(|(place, _)| place == other);
				rivals(*other) && is_before.is_some_and(|(_, value)| rival.is_on(*value))
			});
			let mut value = if is_excluded { part.least() } else { part.wanted };
			if let Some(power) = left {
				value = part.within(value, power);
			}
			left = left.map(|power| power.saturating_sub(part.power(value)));
			// Those after it make room for what it is to have, also while it waits for that.
			granted.push((*place, value));
			// Break before make: no more than what all others leave as they may stand now.
			if part.power(value) > part.power(part.present) {
				let taken = others().map(|(_, other)| other.power(other.present));
				let taken = taken.fold(0u64, u64::saturating_add);
				if let Some(cap) = group.cap {
					let now = part.within(value, cap.saturating_sub(taken));
					value = now.max(part.present.min(value));
				}
			}
			let is_blocked = part.is_on(value)
				&& !part.is_on(part.present)
				&& others().any(|(other, rival)| rivals(*other) && rival.is_on(rival.present));
			if is_blocked {
				value = part.least();
			}
			Self::tend(&part.actuator, &part.record, Some(value));
		}
	}

	fn part(member: &GroupMember, now: Millis) -> Option<Part<T::AccountId>> {
		let GroupMember { actuator, rated } = *member;
		let (record, _) = Self::actuator_of(&actuator)?;
		let mut standing = Self::standing_of(&actuator)?;
		let wanted = Self::wanted(&record, &mut standing, now, &mut Next::default()).value;
		let startup = record.safety.envelope.bounds.startup;
		let commanded = standing.track.newest.map_or(startup, |newest| newest.value);
		let confirmed = standing.track.confirmed.map_or(startup, |confirmed| confirmed.value);
		let present = commanded.max(confirmed);
		Some(Part { actuator, record, rated: rated.into(), wanted, present })
	}

	/// What a group makes the chain keep.
	pub(crate) fn group_footprint() -> Footprint {
		Footprint::from_mel::<(GroupId, Group)>()
	}
}
