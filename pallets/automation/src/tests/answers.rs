//! Answers of devices: what counts, and what is refused by which name.

use super::{
	actuators::{commanded, done},
	*,
};
use frame::deps::frame_support::{
	dispatch::GetDispatchInfo,
	pallet_prelude::{TransactionSource, TransactionValidityError},
	traits::Authorize,
};
use tallystick_control::{Done, Outcome, Reason};
use tallystick_primitives::{
	evidence::{Purpose, SecretKey},
	records::refusal::AnswerRefusal as Refusal,
	refused, DeviceStatus,
};
use tallystick_world::{secret, Signing, SCHEMES};

const SEED: u8 = 2;

fn key() -> SecretKey {
	secret(tallystick_primitives::evidence::Scheme::Ed25519, SEED)
}

/// What a key signs for a device.
fn signed_by(key: &SecretKey, device: DeviceId, done: Done) -> Answer {
	let signature = Signing::new(Purpose::Done, device).sign(key, &done.to_bytes());
	Answer { device, scheme: key.public().scheme(), signature, done }
}

/// The heater's answer to a command.
fn own(heater: &StreamId, id: u64, after: i64) -> Answer {
	signed_by(&key(), heater.device, done(heater, id, after))
}

/// Has the pool judge an answer, and the chain take it if it passes.
fn send(answer: Answer) -> Result<(), TransactionValidityError> {
	let call = RuntimeCall::Automation(Call::answer { answer: Box::new(answer) });
	let verdict = call.authorize(TransactionSource::External);
	verdict.expect("the call can be authorised")?;
	let RuntimeCall::Automation(inner) = call else { unreachable!() };
	assert!(inner.get_dispatch_info().call_weight.ref_time() > 0);
	let origin = frame_system::RawOrigin::Authorized.into();
	assert_ok!(Automation::answer(origin, Box::new(answer)));
	Ok(())
}

fn refused_as(refusal: Refusal) -> Result<(), TransactionValidityError> {
	Err(refused(refusal))
}

#[test]
fn an_answer_ends_the_command_and_is_charged_to_the_owner() {
	execute_with(|| {
		let site = open_site();
		let heater = actuator(SEED, OWNER, site);
		events();
		Quota::charged(&OWNER);
		assert_eq!(send(own(&heater, 1, 0)), Ok(()));
		let (id, outcome, before, after) = (CommandId(1), Outcome::Done, 0, 0);
		assert_eq!(events(), [Event::Answered { actuator: heater, id, outcome, before, after }]);
		assert_ne!(Quota::charged(&OWNER), Weight::zero());
		assert_eq!(open_commands(heater.device), []);
	});
}

#[test]
fn a_device_answers_in_any_scheme() {
	execute_with(|| {
		let site = open_site();
		for (seed, scheme) in (30u8..).zip(SCHEMES) {
			let key = secret(scheme, seed);
			let device = Registry::add(key.public(), OWNER, 2, GATEWAY);
			let heater = StreamId { device, channel: 1 };
			Devices::set_writable(heater, heater_model());
			assert_ok!(Automation::set_safety(signed(OWNER), heater, site, Box::new(safety())));
			assert_eq!(send(signed_by(&key, device, done(&heater, 1, 0))), Ok(()), "{scheme:?}");
		}
	});
}

#[test]
fn a_refusal_says_where_the_actuator_stands() {
	execute_with(|| {
		let site = open_site();
		let heater = actuator(SEED, OWNER, site);
		let mut done = done(&heater, 1, 22);
		done.outcome = Outcome::Refused(Reason::Local);
		assert_eq!(send(signed_by(&key(), heater.device, done)), Ok(()));
		let confirmed = Automation::standing(heater).unwrap().track.confirmed.unwrap();
		assert_eq!((confirmed.id, confirmed.value), (1, 22));
	});
}

#[test]
fn a_device_that_refuses_after_a_reboot_what_it_had_answered_is_commanded_again() {
	execute_with(|| {
		let site = open_site();
		let heater = actuator(SEED, OWNER, site);
		assert_eq!(send(own(&heater, 1, 0)), Ok(()));
		let of = |boot_epoch, outcome| {
			let done = Done { boot_epoch, outcome, ..done(&heater, 1, 22) };
			signed_by(&key(), heater.device, done)
		};
		let before = own(&heater, 1, 0).done.boot_epoch;
		let refused = Outcome::Refused(Reason::Interlock);
		// Without a reboot it has answered, and with one it obeys again.
		assert_eq!(send(of(before, refused)), refused_as(Refusal::StaleAnswer));
		assert_eq!(send(of(before + 1, Outcome::Done)), refused_as(Refusal::StaleAnswer));
		events();
		let again = of(before + 1, refused);
		assert_eq!(send(again), Ok(()));
		let (actuator, id, outcome) = (heater, CommandId(1), refused);
		let (before, after) = (again.done.before, 22);
		assert_eq!(events(), [Event::AnsweredLate { actuator, id, outcome, before, after }]);
		let track = Automation::standing(heater).unwrap().track;
		assert_eq!(track.confirmed.map(|confirmed| confirmed.value), Some(22));
		assert_eq!(send(again), refused_as(Refusal::StaleAnswer), "replayed");
		Clock::pass(60_000);
		next_block();
		assert_eq!(Automation::commands(heater.device)[0].command.id, CommandId(2));
	});
}

#[test]
fn refuses_what_is_replayed_foreign_late_or_forged_by_its_name() {
	execute_with(|| {
		let site = open_site();
		let heater = actuator(SEED, OWNER, site);
		let good = own(&heater, 1, 0);
		// Forged: by another key, over other bytes, for another purpose, chain or device, or in another scheme.
		let other_key = secret(tallystick_primitives::evidence::Scheme::Ed25519, 77);
		let mut wrong = vec![signed_by(&other_key, heater.device, good.done)];
		wrong.push(Answer { done: Done { after: 50, ..good.done }, ..good });
		for signing in [
			Signing::new(Purpose::Command, heater.device),
			Signing { genesis: [9; 32], ..Signing::new(Purpose::Done, heater.device) },
			Signing::new(Purpose::Done, DeviceId([9; 32])),
		] {
			let signature = signing.sign(&key(), &good.done.to_bytes());
			wrong.push(Answer { signature, ..good });
		}
		wrong.push(Answer { scheme: tallystick_primitives::evidence::Scheme::P256, ..good });
		for answer in wrong {
			assert_eq!(send(answer), refused_as(Refusal::BadSignature));
		}
		// What nobody commanded, and what is answered.
		assert_eq!(send(own(&heater, 2, 0)), refused_as(Refusal::UnknownCommand));
		assert_eq!(send(good), Ok(()));
		assert_eq!(send(good), refused_as(Refusal::StaleAnswer));
		// Of no device, no actuator.
		let nobody = Answer { device: DeviceId([9; 32]), ..good };
		assert_eq!(send(nobody), refused_as(Refusal::UnknownDevice));
		let elsewhere = StreamId { channel: 0, ..heater };
		assert_eq!(send(own(&elsewhere, 1, 0)), refused_as(Refusal::UnknownActuator));
	});
}

#[test]
fn an_answer_counts_for_its_tenure_alone() {
	execute_with(|| {
		let (ours, theirs) = (open_site(), site_of(RIVAL));
		let heater = actuator(SEED, OWNER, ours);
		let old = own(&heater, 1, 0);
		transfer(&heater.device, &OWNER, RIVAL);
		assert_eq!(send(old), refused_as(Refusal::OtherTenure));
		assert_ok!(Automation::set_safety(signed(RIVAL), heater, theirs, Box::new(safety())));
		assert_eq!(send(old), refused_as(Refusal::OtherTenure));
		assert_eq!(send(own(&heater, 2, 0)), Ok(()));
	});
}

#[test]
fn no_answer_counts_with_a_key_of_before_or_of_a_device_that_is_stopped() {
	execute_with(|| {
		let site = open_site();
		let heater = actuator(SEED, OWNER, site);
		for (status, refusal) in [
			(DeviceStatus::Suspended, Refusal::DeviceSuspended),
			(DeviceStatus::Revoked, Refusal::DeviceRevoked),
			(DeviceStatus::Retired, Refusal::DeviceRetired),
		] {
			Registry::edit(&heater.device, |record| record.status = status);
			assert_eq!(send(own(&heater, 1, 0)), refused_as(refusal));
		}
		Registry::edit(&heater.device, |record| record.status = DeviceStatus::Active);
		let new = secret(tallystick_primitives::evidence::Scheme::Ed25519, 78);
		Registry::edit(&heater.device, |record| record.keys.push(new.public()));
		assert_eq!(send(own(&heater, 1, 0)), refused_as(Refusal::BadSignature));
		assert_eq!(send(signed_by(&new, heater.device, done(&heater, 1, 0))), Ok(()));
	});
}

#[test]
fn without_quota_no_answer_is_taken() {
	execute_with(|| {
		let site = open_site();
		let heater = actuator(SEED, OWNER, site);
		Quota::spend(OWNER, true);
		assert_eq!(send(own(&heater, 1, 0)), refused_as(Refusal::QuotaExceeded));
		Quota::spend(OWNER, false);
		assert_eq!(send(own(&heater, 1, 0)), Ok(()));
	});
}

#[test]
fn a_device_cannot_answer_anew_beyond_its_share() {
	execute_with(|| {
		let site = open_site();
		let heater = actuator(SEED, OWNER, site);
		let answer = own(&heater, 1, 0);
		let size = answer.encoded_size() as u64;
		Purse::set_share(size - 1);
		assert_eq!(send(answer), refused_as(Refusal::QuotaExceeded));
		// A refusal is a little longer.
		Purse::set_share(2 * size + size / 2);
		assert_eq!(send(answer), Ok(()));
		// It says again and again that it has rebooted and lost its set-point.
		let anew = |more: u32| {
			let boot_epoch = answer.done.boot_epoch + more;
			let outcome = Outcome::Refused(Reason::Interlock);
			let done = Done { boot_epoch, outcome, ..done(&heater, 1, 22) };
			send(signed_by(&key(), heater.device, done))
		};
		assert_eq!(anew(1), Ok(()));
		assert_eq!(anew(2), refused_as(Refusal::QuotaExceeded));
	});
}

#[test]
fn a_gateway_brings_many_and_one_that_is_wrong_stops_no_other() {
	execute_with(|| {
		let site = open_site();
		let heaters: Vec<StreamId> = (40..44).map(|seed| actuator(seed, OWNER, site)).collect();
		let answers = (40u8..).zip(&heaters).map(|(seed, heater)| {
			let key = secret(tallystick_primitives::evidence::Scheme::Ed25519, seed);
			// The second says something else than it signed.
			let answer = signed_by(&key, heater.device, done(heater, 1, 0));
			let after = if seed == 41 { 9 } else { 0 };
			Answer { done: Done { after, ..answer.done }, ..answer }
		});
		let answers: Vec<Answer> = answers.collect();
		events();
		let many = || answers.clone().try_into().unwrap();
		assert_noop!(Automation::answer_all(signed(STRANGER), many()), DispatchError::BadOrigin);
		assert_ok!(Automation::answer_all(signed(RIVAL), many()));
		let open = heaters.iter().map(|heater| open_commands(heater.device).len());
		assert_eq!(open.collect::<Vec<_>>(), [0, 1, 0, 0]);
		let (actuator, id, refusal) = (heaters[1], CommandId(1), Refusal::BadSignature);
		assert!(events().contains(&Event::AnswerRefused { actuator, id, refusal }));
		assert_eq!(commanded(&heaters[1]), Some(0));
	});
}

fn heater_model() -> tallystick_control::Writable {
	heater()
}
