use super::*;

#[test]
fn add_works() {
	TestExt::new().execute_with(|| {
		Keys::set(RICH);
		assert_ok!(Consortium::add_validator(root(), RICH));
		assert_eq!(last_event(), Event::ValidatorAdded { org: ORG, who: RICH });
		assert_eq!(Consortium::validators(), vec![ALICE, BOB, RICH]);
	});
}

#[test]
fn add_fails_when_not_ready() {
	TestExt::new().execute_with(|| {
		assert_noop!(Consortium::add_validator(signed(ALICE), RICH), DispatchError::BadOrigin);
		assert_noop!(Consortium::add_validator(root(), STRANGER), Error::<Test>::NotMember);
		assert_noop!(Consortium::add_validator(root(), RICH), Error::<Test>::NoKeys);
		assert_noop!(Consortium::add_validator(root(), ALICE), Error::<Test>::AlreadyValidator);
		Keys::set(RICH);
		assert_ok!(Consortium::suspend(root(), ORG));
		assert_noop!(Consortium::add_validator(root(), RICH), Error::<Test>::OrganizationSuspended);
	});
}

#[test]
fn boundary_all_seats_taken() {
	TestExt::new().execute_with(|| {
		for who in [RICH, CAROL] {
			Keys::set(who);
		}
		add_member(CAROL);
		assert_ok!(Consortium::add_validator(root(), RICH));
		assert_noop!(Consortium::add_validator(root(), CAROL), Error::<Test>::TooManyValidators);
	});
}

#[test]
fn remove_works_down_to_the_minimum() {
	TestExt::new().execute_with(|| {
		assert_ok!(Consortium::remove_validator(root(), ALICE));
		assert_eq!(last_event(), Event::ValidatorRemoved { org: ORG, who: ALICE });
		assert_eq!(Consortium::validators(), vec![BOB]);
		assert_noop!(Consortium::remove_validator(root(), ALICE), Error::<Test>::NotValidator);
		assert_noop!(Consortium::remove_validator(root(), BOB), Error::<Test>::TooFewValidators);
		assert_noop!(Consortium::remove_validator(signed(BOB), BOB), DispatchError::BadOrigin);
	});
}

#[test]
fn a_suspended_organisation_keeps_its_seat_until_it_is_taken() {
	TestExt::new().execute_with(|| {
		assert_ok!(Consortium::suspend(root(), ORG));
		assert_eq!(Consortium::validators(), vec![ALICE, BOB]);
		assert_ok!(Consortium::remove_validator(root(), ALICE));
	});
}

#[test]
fn configure_works() {
	TestExt::new().execute_with(|| {
		let old = ChainSettings::<Test>::get();
		let new = Settings { min_validators: 2, session_length: 600 };
		assert_ok!(Consortium::configure(root(), new));
		assert_eq!(last_event(), Event::Configured { old, new });
		assert_eq!(Consortium::session_length(), 600);
		assert_noop!(Consortium::remove_validator(root(), BOB), Error::<Test>::TooFewValidators);
	});
}

#[test]
fn configure_fails_when_it_cannot_hold() {
	TestExt::new().execute_with(|| {
		let settings = |min_validators, session_length| Settings { min_validators, session_length };
		assert_noop!(
			Consortium::configure(root(), settings(3, 10)),
			Error::<Test>::TooFewValidators
		);
		assert_noop!(Consortium::configure(root(), settings(1, 0)), Error::<Test>::SessionTooShort);
		assert_noop!(
			Consortium::configure(signed(ALICE), settings(1, 10)),
			DispatchError::BadOrigin
		);
	});
}

#[test]
fn drop_keys_works_once_the_seat_is_gone() {
	TestExt::new().execute_with(|| {
		assert_noop!(Consortium::drop_keys(signed(ALICE), ALICE), Error::<Test>::StillValidator);
		assert_ok!(Consortium::remove_validator(root(), ALICE));
		assert_ok!(Consortium::drop_keys(signed(ALICE), ALICE));
		assert_eq!(last_event(), Event::KeysDropped { who: ALICE });
		assert_noop!(Consortium::drop_keys(signed(ALICE), ALICE), Error::<Test>::NoKeys);
		assert_noop!(Consortium::drop_keys(RuntimeOrigin::none(), ALICE), DispatchError::BadOrigin);
	});
}

#[test]
fn nobody_drops_the_keys_of_another_organisation_s_candidate() {
	TestExt::new().execute_with(|| {
		Keys::set(RICH);
		for other in [STRANGER, BOB] {
			assert_noop!(Consortium::drop_keys(signed(other), RICH), Error::<Test>::NotAdmin);
		}
		assert_ok!(Consortium::add_validator(root(), RICH));
		assert_eq!(last_event(), Event::ValidatorAdded { org: ORG, who: RICH });
	});
}

#[test]
fn a_candidate_its_admin_and_the_council_drop_its_keys() {
	TestExt::new().execute_with(|| {
		for origin in [signed(RICH), signed(ALICE), root()] {
			Keys::set(RICH);
			assert_ok!(Consortium::drop_keys(origin, RICH));
			assert_eq!(last_event(), Event::KeysDropped { who: RICH });
		}
		Keys::set(RICH);
		assert_ok!(Consortium::suspend(root(), ORG));
		let suspended = Error::<Test>::OrganizationSuspended;
		assert_noop!(Consortium::drop_keys(signed(ALICE), RICH), suspended);
		assert_ok!(Consortium::drop_keys(root(), RICH));
	});
}

#[test]
fn only_members_have_session_keys() {
	TestExt::new().execute_with(|| {
		for origin in [signed(RICH), signed(ALICE)] {
			Keys::set(RICH);
			assert_ok!(Consortium::remove_member(origin, RICH));
			System::assert_has_event(Event::KeysDropped { who: RICH }.into());
			assert!(!Keys::is_registered(&RICH));
			let drop = Consortium::drop_keys(signed(STRANGER), RICH);
			assert_noop!(drop, Error::<Test>::NotMember);
			fund(ORG, 1_000);
			assert_ok!(Consortium::invite(signed(ALICE), RICH));
			assert_ok!(Consortium::join(signed(RICH), ORG));
		}
	});
}

#[test]
fn the_last_validator_stays_whatever_is_configured() {
	TestExt::new().execute_with(|| {
		let none = Settings { min_validators: 0, session_length: 10 };
		assert_noop!(Consortium::configure(root(), none), Error::<Test>::NoMinimum);
		assert_ok!(Consortium::remove_validator(root(), ALICE));
		assert_noop!(Consortium::remove_validator(root(), BOB), Error::<Test>::TooFewValidators);
	});
}

#[test]
#[should_panic(expected = "minimum of one validator")]
fn genesis_fails_without_a_minimum() {
	let settings = Settings { min_validators: 0, session_length: 10 };
	let config = crate::GenesisConfig::<Test> { settings, ..Default::default() };
	TestState::default().execute_with(|| config.build());
}

#[test]
#[should_panic(expected = "minimum of validators")]
fn genesis_fails_when_there_are_too_few() {
	let config = crate::GenesisConfig::<Test> {
		organizations: vec![GenesisOrganization {
			name: "org".into(),
			admin: ALICE,
			roles: vec![],
			members: vec![],
			validators: vec![ALICE],
		}],
		settings: Settings { min_validators: 2, session_length: 10 },
	};
	TestState::default().execute_with(|| config.build());
}
