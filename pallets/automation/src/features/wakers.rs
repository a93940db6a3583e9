//! Which streams wake which rules.

use crate::*;
use tallystick_primitives::Consumer;
use tallystick_rules::Source;

/// How a stream's device is related to a rule.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Access {
	/// The rule's own organisation's.
	Own,
	/// That of another organisation, which permits it.
	Permitted,
	/// Everybody else's: the rule reads it, and is not woken.
	Read,
}

/// The streams among a program's inputs, each once.
fn streams(program: &Program) -> impl Iterator<Item = StreamId> + '_ {
	let stream = |source: &Source| match source {
		Source::Stream { stream, .. } => Some(*stream),
		_ => None,
	};
	let first = move |(number, source): (usize, &Source)| {
		let own = stream(source)?;
		let before =
			program.inputs.iter().take(number).filter_map(stream).any(|other| other == own);
		(!before).then_some(own)
	};
	program.inputs.iter().enumerate().filter_map(first)
}

impl<T: Config> Pallet<T> {
	/// Has a rule woken by each of its inputs' streams that may wake it.
	pub(crate) fn add_wakers(rule: RuleId, org: OrgId, program: &Program) -> DispatchResult {
		for stream in streams(program) {
			let own = match Self::access(&stream.device, org) {
				Access::Own => true,
				Access::Permitted => false,
				Access::Read => continue,
			};
			Self::add_waker(stream, Waker { rule, own })?;
		}
		Ok(())
	}

	/// Stops waking a rule by the streams of a program, except those of the next one.
	pub(crate) fn remove_wakers(
		rule: RuleId,
		program: &Program,
		next: Option<&Program>,
	) -> DispatchResult {
		for stream in streams(program) {
			let stays = next.is_some_and(|next| streams(next).any(|other| other == stream));
			if !stays {
				Self::remove_waker(&stream, rule)?;
			}
		}
		Ok(())
	}

	pub(crate) fn do_evict(who: T::AccountId, stream: StreamId, rule: RuleId) -> DispatchResult {
		let is_owner = T::Devices::owner(&stream.device) == Some(who);
		ensure!(is_owner, Error::<T>::NotDeviceOwner);
		let is_woken = Wakers::<T>::get(stream).iter().any(|waker| waker.rule == rule);
		ensure!(is_woken, Error::<T>::NotWoken);

		Self::remove_waker(&stream, rule)?;
		Self::deposit_event(Event::Evicted { stream, rule });
		Ok(())
	}

	fn access(device: &DeviceId, org: OrgId) -> Access {
		if Self::org_of(device) == Some(org) {
			return Access::Own;
		}
		let permit = Permits::<T>::get(device, org);
		let is_permitted = permit.is_some_and(|(tenure, _)| T::Devices::goes_on(device, tenure));
		if is_permitted {
			Access::Permitted
		} else {
			Access::Read
		}
	}

	/// The organisation of a device's owner, if it is in good standing.
	pub(crate) fn org_of(device: &DeviceId) -> Option<OrgId> {
		T::Membership::organization(&T::Devices::owner(device)?)
	}

	fn add_waker(stream: StreamId, waker: Waker) -> DispatchResult {
		let tenure = T::Devices::tenure(&stream.device).ok_or(Error::<T>::UnknownDevice)?;
		let org = Self::org_of(&stream.device).ok_or(Error::<T>::UnknownDevice)?;
		let mut woken = Streams::<T>::get(stream);
		if woken.as_ref().is_some_and(|woken| woken.tenure != tenure) {
			// These rules are from before the device changed hands.
			Self::evict_all(&stream)?;
			woken = None;
		}
		let mut wakers = Wakers::<T>::get(stream);
		if wakers.iter().any(|other| other.rule == waker.rule) {
			return Ok(());
		}
		let foreign = wakers.iter().filter(|other| !other.own).count();
		let most = (MAX_WAKERS as usize).saturating_sub(OWN_WAKERS);
		if !waker.own {
			ensure!(foreign < most && !wakers.is_full(), Error::<T>::TooManyWakers);
		} else if wakers.is_full() {
			// The owner's rules come first. Of the others the newest goes.
			let newest = wakers.iter().rfind(|other| !other.own).map(|other| other.rule);
			let evicted = newest.ok_or(Error::<T>::TooManyWakers)?;
			Self::remove_waker(&stream, evicted)?;
			Self::deposit_event(Event::Evicted { stream, rule: evicted });
			wakers = Wakers::<T>::get(stream);
		}
		let place = wakers.iter().take_while(|other| other.rule < waker.rule).count();
		wakers.try_insert(place, waker).map_err(|_| Error::<T>::TooManyWakers)?;
		T::Watch::watch(Consumer::Automation, &stream)?;

		Wakers::<T>::insert(stream, wakers);
		if woken.is_none() {
			let newest = T::Watch::latest(&stream);
			let seen = newest.map(|observation| Waiting { observation, missed: false });
			let (waiting, missed, after) = Default::default();
			Streams::<T>::insert(stream, Woken { org, tenure, seen, waiting, missed, after });
		}
		Ok(())
	}

	/// Stops a stream from waking a rule, if it does.
	pub(crate) fn remove_waker(stream: &StreamId, rule: RuleId) -> DispatchResult {
		let mut wakers = Wakers::<T>::get(stream);
		let Some(place) = wakers.iter().position(|waker| waker.rule == rule) else { return Ok(()) };
		T::Watch::unwatch(Consumer::Automation, stream)?;
		wakers.remove(place);
		if !wakers.is_empty() {
			Wakers::<T>::insert(stream, wakers);
			return Ok(());
		}
		Wakers::<T>::remove(stream);
		// Its observations that have arrived are skipped.
		Streams::<T>::remove(stream);
		Ok(())
	}

	/// Stops a stream from waking any rule.
	pub(crate) fn evict_all(stream: &StreamId) -> DispatchResult {
		for Waker { rule, .. } in Wakers::<T>::get(stream) {
			Self::remove_waker(stream, rule)?;
			Self::deposit_event(Event::Evicted { stream: *stream, rule });
		}
		Ok(())
	}
}
