//! A device's status, description and calibration.

use super::*;

fn status(device: DeviceId) -> DeviceStatus {
	Registry::device(device).unwrap().status
}

mod suspend {
	use super::*;

	#[test]
	fn works() {
		TestExt::new().execute_with(|| {
			let device = register(ALICE, &ed(1));
			assert_ok!(Registry::suspend(signed(ALICE), device));
			assert_eq!(last_event(), Event::Suspended { device });
			assert_eq!(status(device), DeviceStatus::Suspended);
		});
	}

	#[test]
	fn fails_when_not_allowed() {
		TestExt::new().execute_with(|| {
			let device = register(ALICE, &ed(1));
			let suspend = |who, device| Registry::suspend(signed(who), device);
			assert_noop!(suspend(BOB, device), Error::<Test>::NotOwner);
			assert_noop!(suspend(MAKER, device), Error::<Test>::NotOwner);
			assert_noop!(suspend(ALICE, id(&ed(2))), Error::<Test>::UnknownDevice);
			assert_ok!(suspend(ALICE, device));
			assert_noop!(suspend(ALICE, device), Error::<Test>::DeviceSuspended);
			assert_ok!(Registry::retire(signed(ALICE), device));
			assert_noop!(suspend(ALICE, device), Error::<Test>::DeviceEnded);
		});
	}
}

mod resume {
	use super::*;

	#[test]
	fn works() {
		TestExt::new().execute_with(|| {
			let device = register(ALICE, &ed(1));
			assert_noop!(Registry::resume(signed(ALICE), device), Error::<Test>::DeviceActive);
			assert_ok!(Registry::suspend(signed(ALICE), device));
			assert_noop!(Registry::resume(signed(BOB), device), Error::<Test>::NotOwner);
			assert_ok!(Registry::resume(signed(ALICE), device));
			assert_eq!(last_event(), Event::Resumed { device });
			assert_eq!(status(device), DeviceStatus::Active);
		});
	}

	#[test]
	fn fails_when_the_device_equivocated_until_it_has_another_key() {
		// Also if the owner had suspended it himself.
		for by_owner in [false, true] {
			TestExt::new().execute_with(|| {
				let device = register(ALICE, &ed(1));
				if by_owner {
					assert_ok!(Registry::suspend(signed(ALICE), device));
				}
				Registry::suspend_for_equivocation(&device);
				assert_eq!(last_event(), Event::EquivocationSuspended { device, epoch: 0 });
				assert_noop!(
					Registry::resume(signed(ALICE), device),
					Error::<Test>::KeyNotReplaced
				);
				assert_ok!(try_propose(ALICE, device, &ed(2), 1));
				Clock::pass(DELAY);
				assert_noop!(
					Registry::resume(signed(ALICE), device),
					Error::<Test>::KeyNotReplaced
				);
				assert_ok!(Registry::finish_rotation(signed(ALICE), device));
				assert_eq!(status(device), DeviceStatus::Suspended);
				assert_ok!(Registry::resume(signed(ALICE), device));
				assert_eq!(Registry::device(device).unwrap().equivocated, None);
			});
		}
	}

	#[test]
	fn fails_when_the_owner_is_not_in_good_standing() {
		TestExt::new().execute_with(|| {
			let device = register(ALICE, &ed(1));
			assert_ok!(Registry::suspend(signed(ALICE), device));
			Orgs::suspend(OWNERS);
			assert_noop!(Registry::resume(signed(ALICE), device), BadOrigin);
		});
	}
}

mod revoke {
	use super::*;

	#[test]
	fn works_for_the_owner_and_the_manufacturer() {
		for by in [ALICE, MAKER, MAKER_TOO] {
			TestExt::new().execute_with(|| {
				let device = register(ALICE, &ed(1));
				assert_ok!(try_propose(ALICE, device, &ed(2), 1));
				assert_ok!(Registry::offer_transfer(signed(ALICE), device, BOB, Millis(START)));
				Clock::pass(7);
				assert_ok!(Registry::revoke(signed(by.clone()), device, Some(Millis(START + 3))));
				assert_eq!(last_event(), Event::Revoked { device, by, since: Millis(START + 3) });
				let record = Registry::device(device).unwrap();
				assert_eq!(record.status, DeviceStatus::Revoked);
				let ended = Ended { at: Millis(START + 7), distrusted: Some(Millis(START + 3)) };
				assert_eq!(record.ended, Some(ended));
				let change = Change::Ended(device, ALICE, DeviceStatus::Revoked);
				assert_eq!(Changes::take(), [change]);
				assert_eq!(Registry::proposed_key(device), None);
				assert_eq!(Registry::offer(device), None);
			});
		}
	}

	#[test]
	fn fails_when_not_allowed() {
		TestExt::new().execute_with(|| {
			let device = register(ALICE, &ed(1));
			for who in [BOB, RIVAL, LAB] {
				assert_noop!(Registry::revoke(signed(who), device, None), Error::<Test>::NotOwner);
			}
			assert_noop!(Registry::revoke(signed(STRANGER), device, None), BadOrigin);
			assert_noop!(
				Registry::revoke(signed(ALICE), id(&ed(2)), None),
				Error::<Test>::UnknownDevice
			);
		});
	}

	#[test]
	fn nobody_of_a_suspended_organisation_dates_distrust_back() {
		TestExt::new().execute_with(|| {
			let device = register(ALICE, &ed(1));
			for (org, who) in [(MAKERS, MAKER), (OWNERS, ALICE)] {
				Orgs::suspend(org);
				let revoked = Registry::revoke(signed(who.clone()), device, Some(Millis(0)));
				assert_noop!(revoked, BadOrigin);
				Orgs::resume(org);
			}
			Orgs::suspend(OWNERS);
			assert_ok!(Registry::retire(signed(ALICE), device));
		});
	}

	#[test]
	fn boundary_since() {
		TestExt::new().execute_with(|| {
			let device = register(ALICE, &ed(1));
			let revoke = |since| Registry::revoke(signed(ALICE), device, Some(since));
			assert_noop!(revoke(Millis(START + 1)), Error::<Test>::InFuture);
			assert_ok!(revoke(Millis(START)));
			assert_noop!(revoke(Millis(START)), Error::<Test>::DeviceEnded);
			let older = register(ALICE, &ed(2));
			assert_ok!(Registry::revoke(signed(ALICE), older, Some(Millis(0))));
			assert_eq!(Registry::key_at(older, Millis(START)), None);
			let now = register(ALICE, &ed(3));
			assert_ok!(Registry::revoke(signed(ALICE), now, None));
			assert_eq!(
				Registry::device(now).unwrap().ended.unwrap().distrusted,
				Some(Millis(START))
			);
		});
	}

	#[test]
	fn is_final() {
		TestExt::new().execute_with(|| {
			let device = register(ALICE, &ed(1));
			assert_ok!(Registry::revoke(signed(ALICE), device, None));
			let ended = Error::<Test>::DeviceEnded;
			assert_noop!(Registry::suspend(signed(ALICE), device), ended);
			let ended = Error::<Test>::DeviceEnded;
			assert_noop!(Registry::resume(signed(ALICE), device), ended);
			let ended = Error::<Test>::DeviceEnded;
			assert_noop!(Registry::retire(signed(ALICE), device), ended);
			let ended = Error::<Test>::DeviceEnded;
			assert_noop!(Registry::set_metadata(signed(ALICE), device, [0; 32]), ended);
			let ended = Error::<Test>::DeviceEnded;
			assert_noop!(
				Registry::set_calibration(signed(LAB), device, [0; 32], Millis(START)),
				ended
			);
			let before = Registry::device(device);
			Registry::suspend_for_equivocation(&device);
			assert_eq!(Registry::device(device), before);
		});
	}
}

mod retire {
	use super::*;

	#[test]
	fn works_for_the_owner_alone() {
		TestExt::new().execute_with(|| {
			let device = register(ALICE, &ed(1));
			for who in [BOB, MAKER] {
				assert_noop!(Registry::retire(signed(who), device), Error::<Test>::NotOwner);
			}
			Clock::pass(5);
			assert_ok!(Registry::retire(signed(ALICE), device));
			assert_eq!(last_event(), Event::Retired { device });
			let record = Registry::device(device).unwrap();
			assert_eq!(record.status, DeviceStatus::Retired);
			assert_eq!(record.ended, Some(Ended { at: Millis(START + 5), distrusted: None }));
			// What it signed stays believable.
			assert_eq!(Registry::key_at(device, Millis(START)).unwrap().key, ed(1).public());
		});
	}
}

mod drop_device {
	use super::*;

	#[test]
	fn works_and_leaves_nothing_but_the_used_keys() {
		TestExt::new().execute_with(|| {
			let device = register(ALICE, &ed(1));
			Clock::pass(KEY_AGE);
			assert_ok!(apply(rotate_call(device, &ed(1), &ed(2), 1)).unwrap());
			let scope = Scope::Device(device);
			assert_ok!(Registry::authorize_gateway(signed(ALICE), scope, GATEWAY));
			assert_ok!(Registry::retire(signed(ALICE), device));
			Clock::pass(DROP_DELAY);
			let info = Registry::drop_device(signed(STRANGER), device).unwrap();
			assert_eq!(info.pays_fee, Pays::No);
			assert_eq!(last_event(), Event::DeviceDropped { device });
			assert_eq!(Registry::device(device), None);
			assert_eq!(held(&ALICE), 0);
			assert_eq!(PastKeys::<Test>::iter().count(), 0);
			assert_eq!(Gateways::<Test>::iter().count(), 0);
			assert_eq!(Registry::devices_of(ALICE, None, 10), vec![]);
			assert_eq!(UsedKeys::<Test>::iter().count(), 2);
		});
	}

	#[test]
	fn fails_when_not_ended() {
		TestExt::new().execute_with(|| {
			let device = register(ALICE, &ed(1));
			let drop = || Registry::drop_device(signed(ALICE), device);
			Clock::pass(DROP_DELAY);
			assert_noop!(drop(), Error::<Test>::NotEnded);
			assert_ok!(Registry::suspend(signed(ALICE), device));
			assert_noop!(drop(), Error::<Test>::NotEnded);
			assert_noop!(
				Registry::drop_device(signed(ALICE), id(&ed(2))),
				Error::<Test>::UnknownDevice
			);
		});
	}

	#[test]
	fn boundary_the_delay() {
		TestExt::new().execute_with(|| {
			let device = register(ALICE, &ed(1));
			assert_ok!(Registry::revoke(signed(ALICE), device, Some(Millis(0))));
			Clock::pass(DROP_DELAY - 1);
			assert_noop!(Registry::drop_device(signed(ALICE), device), Error::<Test>::TooEarly);
			Clock::pass(1);
			assert_ok!(Registry::drop_device(signed(ALICE), device));
		});
	}
}

mod set_metadata {
	use super::*;

	#[test]
	fn works_for_the_owner_alone() {
		TestExt::new().execute_with(|| {
			let device = register(ALICE, &ed(1));
			assert_noop!(
				Registry::set_metadata(signed(BOB), device, [6; 32]),
				Error::<Test>::NotOwner
			);
			assert_noop!(Registry::set_metadata(signed(STRANGER), device, [6; 32]), BadOrigin);
			assert_ok!(Registry::set_metadata(signed(ALICE), device, [6; 32]));
			assert_eq!(
				last_event(),
				Event::MetadataChanged { device, old: METADATA, new: [6; 32] }
			);
			assert_eq!(Registry::device(device).unwrap().metadata, [6; 32]);
		});
	}
}

mod set_calibration {
	use super::*;

	#[test]
	fn works() {
		TestExt::new().execute_with(|| {
			let device = register(ALICE, &ed(1));
			assert_eq!(Registry::calibration(&device), None);
			let new = Calibration {
				certificate: [1; 32],
				since: Millis(START),
				until: Millis(START + 5),
				by: LABS,
			};
			assert_ok!(Registry::set_calibration(signed(LAB), device, [1; 32], Millis(START + 5)));
			assert_eq!(last_event(), Event::Calibrated { device, old: None, new });
			assert_eq!(Registry::calibration(&device), Some(new));
			Clock::pass(2);
			let newer = Calibration {
				certificate: [2; 32],
				since: Millis(START),
				until: Millis(START + 9),
				by: LABS,
			};
			assert_ok!(Registry::set_calibration(signed(LAB), device, [2; 32], Millis(START + 9)));
			assert_eq!(last_event(), Event::Calibrated { device, old: Some(new), new: newer });
		});
	}

	#[test]
	fn a_lapsed_calibration_is_not_continued() {
		TestExt::new().execute_with(|| {
			let device = register(ALICE, &ed(1));
			assert_ok!(Registry::set_calibration(signed(LAB), device, [1; 32], Millis(START + 5)));
			Clock::pass(6);
			assert_ok!(Registry::set_calibration(signed(LAB), device, [2; 32], Millis(START + 9)));
			let calibration = Registry::calibration(&device).unwrap();
			assert_eq!(
				(calibration.since, calibration.until),
				(Millis(START + 6), Millis(START + 9))
			);
			assert!(!calibration.covers(Millis(START + 5)));
		});
	}

	#[test]
	fn fails_when_not_an_accreditor() {
		TestExt::new().execute_with(|| {
			let device = register(ALICE, &ed(1));
			for who in [ALICE, MAKER, STRANGER] {
				assert_noop!(
					Registry::set_calibration(signed(who), device, [1; 32], Millis(START)),
					BadOrigin
				);
			}
			assert_noop!(
				Registry::set_calibration(signed(LAB), id(&ed(2)), [1; 32], Millis(START)),
				Error::<Test>::UnknownDevice
			);
		});
	}

	#[test]
	fn boundary_until() {
		TestExt::new().execute_with(|| {
			let device = register(ALICE, &ed(1));
			let calibrate = |until| Registry::set_calibration(signed(LAB), device, [1; 32], until);
			assert_noop!(calibrate(Millis(START - 1)), Error::<Test>::Expired);
			assert_ok!(calibrate(Millis(START)));
			assert_ok!(calibrate(Millis(START + MAX_CALIBRATION)));
			let too_long = Error::<Test>::CalibrationTooLong;
			assert_noop!(calibrate(Millis(START + MAX_CALIBRATION + 1)), too_long);
			let too_long = Error::<Test>::CalibrationTooLong;
			assert_noop!(calibrate(Millis(u64::MAX)), too_long);
		});
	}

	/// A second accreditor, of which Bob is a member, too.
	fn also_accredited() {
		Orgs::admit(OTHERS, Role::Accreditor.into(), []);
	}

	#[test]
	fn no_accreditor_ends_or_replaces_the_running_word_of_another() {
		TestExt::new().execute_with(|| {
			also_accredited();
			let device = register(ALICE, &ed(1));
			let calibrate =
				|who, until| Registry::set_calibration(signed(who), device, [1; 32], Millis(until));
			let other = || Error::<Test>::CalibratedByOther;
			assert_ok!(calibrate(LAB, START + 5));
			for until in [START, START + 4, START + MAX_CALIBRATION] {
				assert_noop!(calibrate(BOB, until), other());
			}
			assert_noop!(Registry::end_calibration(signed(BOB), device), other());
			Clock::pass(5);
			assert_noop!(calibrate(BOB, START + 9), other());
			Clock::pass(1);
			assert_ok!(calibrate(BOB, START + 9));
			assert_noop!(calibrate(LAB, START + 9), other());
		});
	}

	#[test]
	fn nobody_calibrates_devices_of_their_own_organisation() {
		TestExt::new().execute_with(|| {
			also_accredited();
			let device = register(BOB, &ed(1));
			let calibrate = |who| {
				Registry::set_calibration(signed(who), device, [1; 32], Millis(Clock::now() + 5))
			};
			let own = || Error::<Test>::OwnDevice;
			assert_noop!(calibrate(GATEWAY), own());
			assert_ok!(calibrate(LAB));
			Clock::pass(6);
			// Bob belonged to another organisation when he became the owner, and belongs to the lab now.
			Orgs::remove_member(&BOB);
			Orgs::admit(LABS, Role::Accreditor.into(), [BOB]);
			assert_noop!(calibrate(GATEWAY), own());
			assert_noop!(calibrate(LAB), own());
		});
	}

	#[test]
	fn whoever_takes_a_device_over_does_not_vouch_for_it_any_more() {
		TestExt::new().execute_with(|| {
			also_accredited();
			let device = register(ALICE, &ed(1));
			let until = Millis(START + MAX_CALIBRATION);
			assert_ok!(Registry::set_calibration(signed(BOB), device, [1; 32], until));
			Clock::pass(5);
			let expires = Millis(Clock::now());
			assert_ok!(Registry::offer_transfer(signed(ALICE), device, GATEWAY, expires));
			assert_ok!(Registry::accept_transfer(signed(GATEWAY), device));
			let word = Registry::calibration(&device).unwrap();
			assert_eq!((word.since, word.until), (Millis(START), Millis(START + 4)));
			System::assert_has_event(Event::CalibrationEnded { device, calibration: word }.into());
			assert_ok!(Registry::set_calibration(signed(LAB), device, [1; 32], until));
		});
	}
}

mod end_calibration {
	use super::*;

	#[test]
	fn works_for_its_accreditor_and_the_council() {
		for origin in [signed(LAB), RuntimeOrigin::root()] {
			TestExt::new().execute_with(|| {
				let device = register(ALICE, &ed(1));
				let none = Error::<Test>::NotCalibrated;
				assert_noop!(Registry::end_calibration(origin.clone(), device), none);
				let until = Millis(START + 9);
				assert_ok!(Registry::set_calibration(signed(LAB), device, [1; 32], until));
				Clock::pass(5);
				for who in [ALICE, MAKER, STRANGER] {
					assert_noop!(Registry::end_calibration(signed(who), device), BadOrigin);
				}
				assert_ok!(Registry::end_calibration(origin.clone(), device));
				let word = Registry::calibration(&device).unwrap();
				assert_eq!(last_event(), Event::CalibrationEnded { device, calibration: word });
				assert!(word.covers(Millis(START + 4)) && !word.covers(Millis(START + 5)));
				let none = Error::<Test>::NotCalibrated;
				assert_noop!(Registry::end_calibration(origin.clone(), device), none);
				Orgs::admit(OTHERS, Role::Accreditor.into(), []);
				assert_ok!(Registry::set_calibration(signed(BOB), device, [2; 32], until));
			});
		}
	}
}
