//! Answers of devices to their commands.

use crate::*;
use frame::deps::sp_runtime::transaction_validity::{TransactionValidityError, ValidTransaction};
use tallystick_control::{ledger::Answered, AnswerError, CommandState, Done, Mark, Track};
use tallystick_primitives::{
	evidence::{Crypto, Message, Purpose, Scheme},
	records::refusal::AnswerRefusal as Refusal,
	refused, DeviceStatus, HostCrypto, DEVICE_PRIORITY,
};

/// The priority of an answer in the pool: the same for each, so that nobody can push another one out.
const PRIORITY: u64 = DEVICE_PRIORITY;

/// For how many blocks an answer stays in the pool.
const LONGEVITY: u64 = 64;

/// Each refusal of an answer has an error of its name.
macro_rules! errors_of_refusals {
	($($name:ident)*) => {
		impl<T> From<Refusal> for Error<T> {
			fn from(refusal: Refusal) -> Self {
				match refusal {
					$(Refusal::$name => Self::$name,)*
				}
			}
		}
	};
}

errors_of_refusals! {
	UnknownDevice DeviceSuspended DeviceRevoked DeviceRetired UnknownActuator OtherTenure
	UnknownCommand StaleAnswer BadSignature QuotaExceeded
}

/// Whether the signature of an answer is to be checked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Checked {
	/// It was, for this very block.
	Before,
	/// It was not.
	Now,
}

impl<T: Config> Pallet<T> {
	pub(crate) fn authorize_answer(
		answer: &Answer,
	) -> Result<ValidTransaction, TransactionValidityError> {
		Self::ensure_answer(answer, Checked::Now).map_err(refused)?;
		let owner = T::Devices::owner(&answer.device);
		let (bytes, weight) = (answer.encoded_size(), Self::charge_of_answer(answer.scheme));
		let suffices = owner.is_some_and(|owner| {
			T::Quota::suffices(&owner, bytes, weight)
				&& Self::share_after(answer, &owner, weight).is_some()
		});
		if !suffices {
			return Err(refused(Refusal::QuotaExceeded));
		}
		ValidTransaction::with_tag_prefix("automation-answer")
			.priority(PRIORITY)
			.longevity(LONGEVITY)
			.and_provides((answer.device, answer.done.channel))
			.propagate(true)
			.build()
	}

	pub(crate) fn do_answer(answer: &Answer) -> DispatchResult {
		Self::ensure_answer(answer, Checked::Before).map_err(Error::<T>::from)?;
		let owner = T::Devices::owner(&answer.device).ok_or(Error::<T>::UnknownDevice)?;
		let weight = Self::charge_of_answer(answer.scheme);
		let share = Self::share_after(answer, &owner, weight).ok_or(Error::<T>::QuotaExceeded)?;
		let is_paid = T::Quota::charge(&owner, answer.encoded_size(), weight);
		ensure!(is_paid, Error::<T>::QuotaExceeded);
		let actuator = answer.actuator();
		if let Some(standing) = Self::standing_of(&actuator) {
			Self::store_standing(&actuator, Standing { share, ..standing });
		}
		Self::take_answer(&actuator, &answer.done)
	}

	/// What an actuator's device has used of its share after it has paid for this answer. All of its
	/// actuators together have the same share as a device that sends observations.
	fn share_after(answer: &Answer, owner: &T::AccountId, weight: Weight) -> Option<DeviceShare> {
		let taken = Self::standing_of(&answer.actuator())?.share;
		T::Quota::take_share(owner, taken, MAX_ACTUATORS, answer.encoded_size(), weight)
	}

	/// Accepts the valid ones of several answers. Events say what is wrong with the others.
	pub(crate) fn do_answer_all(answers: &[Answer]) {
		for answer in answers {
			let taken = Self::ensure_answer(answer, Checked::Now).and_then(|()| {
				let taken = Self::take_answer(&answer.actuator(), &answer.done);
				taken.map_err(|_| Refusal::StaleAnswer)
			});
			if let Err(refusal) = taken {
				let (actuator, id) = (answer.actuator(), CommandId(answer.done.id));
				Self::deposit_event(Event::AnswerRefused { actuator, id, refusal });
			}
		}
	}

	/// Whether an answer counts.
	fn ensure_answer(answer: &Answer, checked: Checked) -> Result<(), Refusal> {
		let Answer { device, scheme, signature, done } = answer;
		match T::Devices::status(device) {
			None => return Err(Refusal::UnknownDevice),
			Some(DeviceStatus::Suspended) => return Err(Refusal::DeviceSuspended),
			Some(DeviceStatus::Revoked) => return Err(Refusal::DeviceRevoked),
			Some(DeviceStatus::Retired) => return Err(Refusal::DeviceRetired),
			Some(DeviceStatus::Active) => {},
		}
		let actuator = answer.actuator();
		let (record, _) = Self::actuator_of(&actuator).ok_or(Refusal::UnknownActuator)?;
		let tenure = T::Devices::tenure(device);
		if tenure != Some(done.tenure) || record.tenure != done.tenure {
			return Err(Refusal::OtherTenure);
		}
		let standing = Self::standing_of(&actuator).ok_or(Refusal::UnknownActuator)?;
		if !Self::refuses_anew(&standing, done) {
			let mut track = standing.track;
			track.answer(done.id, done.after, 0).map_err(|error| match error {
				AnswerError::Unknown => Refusal::UnknownCommand,
				AnswerError::Stale => Refusal::StaleAnswer,
			})?;
		}
		if checked == Checked::Before {
			return Ok(());
		}
		// Only the present key counts: somebody else may have an older one.
		let key = T::Devices::present_key(device).filter(|key| key.scheme() == *scheme);
		let key = key.ok_or(Refusal::BadSignature)?;
		let genesis = T::Genesis::get();
		let payload = done.to_bytes();
		let message = Message::new(Purpose::Done, &genesis, device, *scheme, &payload);
		let message = message.ok_or(Refusal::BadSignature)?;
		match HostCrypto::verify(&key, message.as_bytes(), signature) {
			true => Ok(()),
			false => Err(Refusal::BadSignature),
		}
	}

	/// Applies an answer that counts.
	pub(crate) fn take_answer(actuator: &StreamId, done: &Done) -> DispatchResult {
		let Done { id, outcome, before, after, boot_epoch, .. } = *done;
		let now = Self::now();
		let (record, _) = Self::actuator_of(actuator).ok_or(Error::<T>::UnknownActuator)?;
		let mut standing = Self::standing_of(actuator).ok_or(Error::<T>::UnknownActuator)?;
		let from = standing.track.confirmed.map(|confirmed| confirmed.value);
		let answered = match Self::refuses_anew(&standing, done) {
			true => {
				standing.track.confirmed = Some(Mark { id, value: after, at: now.0 });
				Answered { ends: false, was_silent: false }
			},
			false => standing.track.answer(id, after, now.0).map_err(|error| match error {
				AnswerError::Unknown => Error::<T>::UnknownCommand,
				AnswerError::Stale => Error::<T>::StaleAnswer,
			})?,
		};
		let envelope = &record.safety.envelope;
		let pace = &envelope.bounds.pace;
		let is_newest = standing.track.newest.is_some_and(|newest| newest.id == id);
		// Minimum times count from the later of command and answer.
		let is_on = |value: i64| pace.off.is_some_and(|off| value != off);
		let from = from.unwrap_or(record.writable.bounds.startup);
		if is_newest && is_on(from) != is_on(after) {
			standing.switch.since = now.0;
		}
		// The answer names the target. The actuator needs time to get there: by its slew, and after a power cut by its
		// minimum times.
		let has_rebooted = standing.boot_epoch.replace(boot_epoch) != Some(boot_epoch);
		let reach = Reach::at(after).with(before);
		if is_newest {
			standing.reach = reach;
		} else {
			standing.reach = standing.reach.with(reach.low).with(reach.high);
		}
		let slew = envelope.slew.map_or(0, |slew| {
			let steps = reach.high.abs_diff(reach.low).div_ceil(u64::from(slew.by).max(1));
			steps.saturating_mul(slew.per.into())
		});
		let rest = if has_rebooted { pace.min_on.max(pace.min_off) } else { 0 };
		let settles = now.saturating_add(slew).saturating_add(rest.into());
		// While a newer command is open, its value counts, too, however long that takes.
		standing.settles = (is_newest && !standing.reach.is_still()).then_some(settles);
		let is_refused = matches!(outcome, Outcome::Refused(_));
		standing.refused = (is_newest && is_refused).then_some(now);

		Self::store_standing(actuator, standing);
		let (actuator, id) = (*actuator, CommandId(id));
		if answered.ends {
			Self::deposit_event(Event::Answered { actuator, id, outcome, before, after });
		} else {
			Self::deposit_event(Event::AnsweredLate { actuator, id, outcome, before, after });
		}
		if answered.was_silent {
			Self::lower(record.site, Topic::Silent);
			Self::deposit_event(Event::SpokeAgain { actuator });
		}
		Self::notify_readers(&actuator, &record);
		Self::look_after(&actuator);
		Ok(())
	}

	/// Whether a device refuses, after a reboot, a command that it had answered: it has lost its set-point, and no longer obeys
	/// this command.
	fn refuses_anew(standing: &StandingOf<T>, done: &Done) -> bool {
		let Track { newest, state, .. } = standing.track;
		let is_newest = newest.is_some_and(|newest| newest.id == done.id);
		let has_rebooted = standing.boot_epoch.is_some_and(|before| done.boot_epoch > before);
		let is_refused = matches!(done.outcome, Outcome::Refused(_));
		is_newest && state == CommandState::Answered && has_rebooted && is_refused
	}

	/// What an answer is charged if the device sends it: the cost to judge and to apply it.
	fn charge_of_answer(scheme: Scheme) -> Weight {
		T::WeightInfo::answer().saturating_add(Self::weight_of_authorize_answer(scheme))
	}

	/// What it costs to judge an answer.
	pub(crate) fn weight_of_authorize_answer(scheme: Scheme) -> Weight {
		T::WeightInfo::authorize_answer().saturating_add(Self::weight_of_signature(scheme))
	}

	/// The extra cost of a signature of this scheme over Ed25519, with which the calls were
	/// measured.
	fn weight_of_signature(scheme: Scheme) -> Weight {
		match scheme {
			Scheme::Ed25519 => Weight::zero(),
			Scheme::P256 => T::WeightInfo::verify_p256(),
			Scheme::Secp256k1 => T::WeightInfo::verify_secp256k1(),
		}
	}

	/// What it costs to apply several answers.
	pub(crate) fn weight_of_answers(answers: &[Answer]) -> Weight {
		let count = u32::try_from(answers.len()).unwrap_or(u32::MAX);
		answers.iter().fold(T::WeightInfo::answer_all(count), |weight, answer| {
			weight.saturating_add(Self::weight_of_signature(answer.scheme))
		})
	}

	pub(crate) fn commands_of(device: DeviceId) -> Vec<NewestCommand> {
		let newest = |(channel, standing): (u16, StandingOf<T>)| {
			let (record, _) = Actuators::<T>::get(device, channel)?;
			let state = standing.track.state;
			let goes_on = Self::goes_on(&StreamId { device, channel }, &record);
			if !goes_on || state == CommandState::Voided {
				return None;
			}
			let Mark { id, value, at } = standing.track.newest?;
			let command = SetPoint { id: CommandId(id), value, at: Millis(at) };
			let lease = record.safety.envelope.bounds.lease;
			let (tenure, cause) = (record.tenure, standing.cause);
			Some(NewestCommand { channel, tenure, command, cause, state, lease })
		};
		Standings::<T>::iter_prefix(device)
			.take(MAX_ACTUATORS as usize)
			.filter_map(newest)
			.collect()
	}
}
