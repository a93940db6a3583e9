//! Claims: the set-points that rules and members want for an actuator.

use super::pass::Pass;
use crate::*;
use tallystick_rules::{Output, Reason, Source};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_set_by_hand(
		Member { who, org }: Member<T::AccountId>,
		actuator: StreamId,
		value: i64,
		until: Millis,
	) -> DispatchResult {
		let (record, _) = Self::load_actuator(org, &actuator)?;
		let now = Self::now();
		ensure!(until > now, Error::<T>::BadEnd);
		ensure!(until <= now.saturating_add(MAX_BY_HAND), Error::<T>::BadEnd);

		let level = level::HAND;
		let origin = Self::by_hand(level, &who);
		let by = Claimant::Member(who);
		let claim = Claim { level, by: by.clone(), value: Some(value), origin, until: Some(until) };
		Self::put_claim(&actuator, claim)?;
		Self::deposit_event(Event::SetByHand { actuator, by, value, until });
		Self::look_after(&actuator);
		Self::notify_readers(&actuator, &record);
		Ok(())
	}

	pub(crate) fn do_release_by_hand(org: OrgId, actuator: StreamId) -> DispatchResult {
		let (record, _) = Self::load_actuator(org, &actuator)?;
		ensure!(Self::take_claim(&actuator, level::HAND), Error::<T>::NotClaimed);
		Self::deposit_event(Event::ReleasedByHand { actuator });
		Self::look_after(&actuator);
		Self::notify_readers(&actuator, &record);
		Ok(())
	}

	pub(crate) fn do_stop(who: T::AccountId, actuator: StreamId) -> DispatchResult {
		let (record, _) = Self::actuator_of(&actuator).ok_or(Error::<T>::UnknownActuator)?;
		let is_owner = T::Devices::owner(&actuator.device).as_ref() == Some(&who);
		let is_member = T::Membership::organization(&who) == Some(record.org);
		ensure!(is_owner || is_member, Error::<T>::NotActuatorOwner);
		ensure!(Self::goes_on(&actuator, &record), Error::<T>::TenureOver);
		// The fail-safe of the moment at which it counts.
		let value = Some(record.safety.envelope.bounds.fail_safe);
		let level = level::STOP;
		let origin = Self::by_hand(level, &who);
		let by = Claimant::Member(who);
		let claim = Claim { level, by: by.clone(), value, origin, until: None };
		Self::put_claim(&actuator, claim)?;
		Self::deposit_event(Event::Stopped { actuator, by });
		Self::look_after(&actuator);
		Self::notify_readers(&actuator, &record);
		Ok(())
	}

	pub(crate) fn do_start(org: OrgId, actuator: StreamId) -> DispatchResult {
		let (record, _) = Self::load_actuator(org, &actuator)?;
		ensure!(Self::take_claim(&actuator, level::STOP), Error::<T>::NotClaimed);
		Self::deposit_event(Event::Started { actuator });
		Self::look_after(&actuator);
		Self::notify_readers(&actuator, &record);
		Ok(())
	}

	pub(crate) fn do_free(org: OrgId, actuator: StreamId) -> DispatchResult {
		let (record, _) = Self::load_actuator(org, &actuator)?;
		let mut standing = Self::standing_of(&actuator).ok_or(Error::<T>::UnknownActuator)?;
		ensure!(standing.latch == Latch::Hunting, Error::<T>::NotLatched);

		standing.latch = Latch::Free;
		Self::store_standing(&actuator, standing);
		Self::lower(record.site, Topic::Hunting(actuator));
		Self::deposit_event(Event::Freed { actuator });
		Self::look_after(&actuator);
		Self::notify_readers(&actuator, &record);
		Ok(())
	}

	/// Schedules the rules that read an actuator, because it answered or fell silent, or somebody acted by hand. A rule's
	/// command schedules none: no rule wakes itself within a block.
	pub(crate) fn notify_readers(actuator: &StreamId, record: &ActuatorOf<T>) {
		if !record.readers.is_empty() {
			Self::schedule(Lane::Rules(record.org), Self::now(), AgendaItem::Readers(*actuator));
		}
	}

	/// Has the rules evaluated that read an actuator, at the cost of their organisation. Those without quota are passed over:
	/// they could not be evaluated.
	pub(crate) fn wake_readers(actuator: &StreamId, pass: &mut Pass<T>) {
		let Some((record, _)) = Self::actuator_of(actuator) else { return };
		let weight = T::WeightInfo::wake_readers(record.readers.len() as u32)
			.saturating_add(pass.weight_of_payer(&record.owner, record.org));
		pass.meter.consume(weight);
		if pass.can_pay(&record.owner, record.org, weight) {
			pass.spend(record.org, weight);
			record.readers.into_iter().for_each(Self::wake_if_running);
		}
	}

	/// Reserves the levels of a rule's set-points, and its flags, if its organisation can have them all. Has the rule woken
	/// by the actuators and signals that it reads.
	pub(crate) fn reserve(rule: RuleId, org: OrgId, program: &Program) -> DispatchResult {
		for output in &program.outputs {
			let Output::Set { actuator, level, .. } = output else { continue };
			Self::load_actuator(org, actuator)?;
			if Self::claims_as(rule, output) {
				// Its last version set it, too.
				continue;
			}
			let standing = Self::standing_of(actuator).ok_or(Error::<T>::UnknownActuator)?;
			let is_taken = standing.claims.iter().any(|claim| claim.level == *level);
			ensure!(!is_taken, Error::<T>::LevelTaken);
			let (by, value, origin) = (Claimant::Rule(rule), None, Hash::default());
			Self::put_claim(actuator, Claim { level: *level, by, value, origin, until: None })?;
		}
		Self::take_flags(rule, org, program)?;
		Self::listen(rule, program);
		for source in &program.inputs {
			let Source::Actuator { stream, .. } = source else { continue };
			let (mut record, deposit) = Self::load_actuator(org, stream)?;
			if !record.readers.contains(&rule) {
				record.readers.try_push(rule).map_err(|_| Error::<T>::TooManyReaders)?;
				Actuators::<T>::insert(stream.device, stream.channel, (record, deposit));
			}
		}
		Ok(())
	}

	/// Frees a rule's flags and levels, except levels that its next program has too.
	pub(crate) fn give_back(rule: RuleId, program: &Program, next: Option<&Program>) {
		Self::give_back_flags(rule, program);
		Self::stop_listening(rule, program);
		for source in &program.inputs {
			let Source::Actuator { stream, .. } = source else { continue };
			Self::edit_actuator(stream, |record| record.readers.retain(|reader| *reader != rule));
		}
		for output in &program.outputs {
			let Output::Set { actuator, level, .. } = output else { continue };
			if !is_kept(output, next) && Self::claims_as(rule, output) {
				Self::take_claim(actuator, *level);
				Self::look_after(actuator);
			}
		}
	}

	/// Sets what a rule claims: a value, with the leaf of the firing that led to it. If its reservation is gone with the actuator,
	/// it claims nothing. Returns how many alarms were raised or lowered.
	pub(crate) fn claim(
		rule: RuleId,
		actuator: &StreamId,
		level: u8,
		to: Option<(i64, Hash)>,
	) -> u64 {
		let Some(mut standing) = Self::standing_of(actuator) else { return 0 };
		let own =
			|claim: &&mut ClaimOf<T>| claim.level == level && claim.by == Claimant::Rule(rule);
		let Some(claim) = standing.claims.iter_mut().find(own) else { return 0 };
		let (value, origin) = match to {
			Some((value, origin)) => (Some(value), origin),
			None => (None, Hash::default()),
		};
		if claim.value == value {
			return 0;
		}
		(claim.value, claim.origin) = (value, origin);
		Self::store_standing(actuator, standing);
		Self::look_after(actuator)
	}

	/// The hash that stands for somebody who claims by hand.
	fn by_hand(level: u8, who: &T::AccountId) -> Hash {
		Reason::Hand { level, account: who.clone().into() }.hash::<HostCrypto>()
	}

	/// Whether a rule has the level of a set-point.
	pub(crate) fn claims_as(rule: RuleId, output: &Output) -> bool {
		let Output::Set { actuator, level, .. } = output else { return false };
		let own = |claim: &ClaimOf<T>| claim.level == *level && claim.by == Claimant::Rule(rule);
		Self::standing_of(actuator).is_some_and(|standing| standing.claims.iter().any(own))
	}

	/// Puts a claim in the place of the one of its level.
	fn put_claim(actuator: &StreamId, claim: ClaimOf<T>) -> Result<(), Error<T>> {
		let mut standing = Self::standing_of(actuator).ok_or(Error::UnknownActuator)?;
		standing.claims.retain(|other| other.level != claim.level);
		let place = standing.claims.iter().take_while(|other| other.level < claim.level).count();
		// There are as many places as levels.
		standing.claims.try_insert(place, claim).map_err(|_| Error::LevelTaken)?;
		Self::store_standing(actuator, standing);
		Ok(())
	}

	/// Removes the claim of a level. Says whether there was one.
	fn take_claim(actuator: &StreamId, level: u8) -> bool {
		let Some(mut standing) = Self::standing_of(actuator) else { return false };
		let before = standing.claims.len();
		standing.claims.retain(|claim| claim.level != level);
		let is_taken = standing.claims.len() < before;
		Self::store_standing(actuator, standing);
		is_taken
	}
}

/// Whether two outputs set the same actuator at the same level.
pub(crate) fn same_set_point(one: &Output, other: &Output) -> bool {
	match (one, other) {
		(
			Output::Set { actuator, level, .. },
			Output::Set { actuator: other, level: other_level, .. },
		) => actuator == other && level == other_level,
		_ => false,
	}
}

/// Whether an output is a set-point that a rule's next program has too.
pub(crate) fn is_kept(output: &Output, next: Option<&Program>) -> bool {
	next.is_some_and(|next| next.outputs.iter().any(|other| same_set_point(output, other)))
}
