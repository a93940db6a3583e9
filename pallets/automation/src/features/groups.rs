//! Groups: actuators that share a power, or of which only one may be on.

use super::setpoints::Next;
use crate::*;

/// A member while its group shares.
struct Part<AccountId> {
	actuator: StreamId,
	record: ActuatorRecord<AccountId>,
	rated: u64,
	/// What it wants.
	wanted: i64,
	/// Whether it does not ask the group: it is stopped, or stands at its fail-safe.
	is_urgent: bool,
	/// What it was commanded last.
	commanded: i64,
	/// Between which values it may stand now.
	reach: Reach,
	/// What it gets once the others have made room. `None` until that is decided.
	granted: Option<i64>,
}

impl<AccountId> Part<AccountId> {
	fn power(&self, value: i64) -> u64 {
		u64::try_from(value).unwrap_or_default().saturating_mul(self.rated)
	}

	/// The most that it may take now.
	fn most(&self) -> u64 {
		self.power(self.reach.high)
	}

	fn is_on(&self, value: i64) -> bool {
		match self.record.safety.envelope.bounds.pace.off {
			Some(off) => value != off,
			None => value > 0,
		}
	}

	/// Whether it may be on now.
	fn may_be_on(&self) -> bool {
		self.is_on(self.reach.low) || self.is_on(self.reach.high)
	}

	/// The value at which it takes least: off, where that is permitted.
	fn least(&self) -> i64 {
		let bounds = &self.record.safety.envelope.bounds;
		let off = bounds.pace.off.filter(|off| bounds.permits(*off));
		off.unwrap_or_else(|| bounds.clamp(0))
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
		Self::schedule(Lane::Groups(org), Self::now(), AgendaItem::Group(id));
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
	///
	/// Members that are stopped, or at their fail-safe, get what they need. The others share the rest: each gets what it
	/// wants, in the order of the list. A member goes up only once no other member can still take that power.
	pub(crate) fn share(id: GroupId) {
		let Some((group, _)) = Groups::<T>::get(id) else { return };
		let now = Self::now();
		let mut parts: Vec<_> =
			group.members.iter().map(|member| Self::part(member, now)).collect();
		let (urgent, others): (Vec<usize>, Vec<usize>) = (0..parts.len())
			.partition(|place| matches!(parts.get(*place), Some(Some(part)) if part.is_urgent));
		let mut left = group.cap;
		for place in urgent.into_iter().chain(others) {
			let Some(Some(part)) = parts.get(place) else { continue };
			let rivals = || {
				let of = |(a, b): &(u8, u8)| {
					let (a, b) = (usize::from(*a), usize::from(*b));
					let other = if a == place { b } else { a };
					(a == place || b == place).then_some(other)
				};
				group.exclusive.iter().filter_map(of).filter_map(|rival| parts.get(rival)?.as_ref())
			};
			let is_excluded =
				rivals().any(|rival| rival.granted.is_some_and(|value| rival.is_on(value)));
			let mut value = match (part.is_urgent, is_excluded) {
				(true, _) => part.wanted,
				(false, true) => part.least(),
				(false, false) => left.map_or(part.wanted, |left| part.within(part.wanted, left)),
			};
			let granted = value;
			left = left.map(|left| left.saturating_sub(part.power(value)));
			if !part.is_urgent {
				let taken = parts.iter().enumerate().filter(|(other, _)| *other != place);
				let taken = taken.filter_map(|(_, other)| other.as_ref()).map(Part::most);
				let taken = taken.fold(0u64, u64::saturating_add);
				if let Some(cap) =
					group.cap.filter(|_| part.power(value) > part.power(part.commanded))
				{
					// It keeps its value, and goes up as far as all others leave room.
					let room = part.within(value, cap.saturating_sub(taken));
					let more = part.power(room) > part.power(part.commanded);
					value = if more { room } else { part.commanded };
				}
				let is_blocked = part.is_on(value)
					&& !part.may_be_on()
					&& rivals().any(|rival| rival.may_be_on());
				if is_blocked {
					value = part.least();
				}
			}
			Self::tend(&part.actuator, &part.record, Some(value));
			let reach = Self::standing_of(&part.actuator).map(|standing| standing.reach);
			if let Some(Some(part)) = parts.get_mut(place) {
				part.granted = Some(granted);
				part.reach = reach.unwrap_or(part.reach);
			}
		}
	}

	/// `None` if the member is no actuator any more.
	fn part(member: &GroupMember, now: Millis) -> Option<Part<T::AccountId>> {
		let GroupMember { actuator, rated } = *member;
		let (record, _) = Self::actuator_of(&actuator)?;
		let mut standing = Self::standing_of(&actuator)?;
		Self::check_guards(&actuator, &record, &mut standing, now, &mut Next::default());
		Self::settle(&mut standing, now, &mut Next::default());
		let wanted = Self::wanted(&record, &mut standing, now, &mut Next::default());
		Self::store_standing(&actuator, standing.clone());
		let commanded = standing.track.newest.map(|newest| newest.value);
		let commanded = commanded.unwrap_or(record.writable.bounds.startup);
		let Standing { reach, .. } = standing;
		let is_urgent = wanted.is_urgent();
		let (wanted, granted) = (wanted.value, None);
		let rated = rated.into();
		Some(Part { actuator, record, rated, wanted, is_urgent, commanded, reach, granted })
	}

	/// The footprint of a group.
	pub(crate) fn group_footprint() -> Footprint {
		Footprint::from_mel::<(GroupId, Group)>()
	}
}
