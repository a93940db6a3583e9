//! Alarms: active or returned, acknowledged or not.

use crate::*;

impl<T: Config> Pallet<T> {
	/// Notes one more reason for an alarm.
	pub(crate) fn raise(site: SiteId, topic: Topic, severity: Severity) {
		let now = Self::now();
		let before = Alarms::<T>::get(site, &topic);
		let was_active = before.as_ref().is_some_and(|alarm| alarm.active > 0);
		let alarm = match before {
			Some(alarm) if was_active => {
				// Somebody has to look again.
				Alarm {
					active: alarm.active.saturating_add(1),
					severity,
					at: alarm.at,
					acknowledged: None,
				}
			},
			_ => Alarm { severity, active: 1, at: now, acknowledged: None },
		};
		Alarms::<T>::insert(site, &topic, alarm);
		if !was_active {
			Self::deposit_event(Event::Raised { site, topic, severity });
		}
	}

	/// Notes one reason less.
	pub(crate) fn lower(site: SiteId, topic: Topic) {
		let Some(alarm) = Alarms::<T>::get(site, &topic) else { return };
		if alarm.active == 0 {
			return;
		}
		// It is not zero.
		let active = alarm.active.saturating_sub(1);
		if active > 0 {
			Alarms::<T>::insert(site, &topic, Alarm { active, ..alarm });
			return;
		}
		match alarm.acknowledged {
			Some(_) => Alarms::<T>::remove(site, &topic),
			None => Alarms::<T>::insert(site, &topic, Alarm { active, at: Self::now(), ..alarm }),
		}
		Self::deposit_event(Event::Returned { site, topic });
	}

	/// Removes an alarm whose subject is gone.
	pub(crate) fn forget_alarm(site: SiteId, topic: &Topic) {
		Alarms::<T>::remove(site, topic);
	}

	pub(crate) fn do_acknowledge_alarm(
		Member { who, org }: Member<T::AccountId>,
		site: SiteId,
		topic: Topic,
	) -> DispatchResult {
		Self::load_site(org, site)?;
		let alarm = Alarms::<T>::get(site, &topic).ok_or(Error::<T>::NoAlarm)?;
		ensure!(alarm.acknowledged.is_none(), Error::<T>::AlreadyAcknowledged);

		match alarm.active {
			0 => Alarms::<T>::remove(site, &topic),
			_ => {
				let acknowledged = Some(who.clone());
				Alarms::<T>::insert(site, &topic, Alarm { acknowledged, ..alarm });
			},
		}
		Self::deposit_event(Event::AlarmAcknowledged { site, topic, by: who });
		Ok(())
	}
}
