use super::*;

mod add_member {
	use super::*;

	#[test]
	fn works() {
		TestExt::new().execute_with(|| {
			assert!(!System::account_exists(&CAROL));
			assert_ok!(Consortium::add_member(signed(ALICE), CAROL));
			assert_eq!(last_event(), Event::MemberAdded { org: ORG, who: CAROL });
			assert_eq!(Members::<Test>::get(CAROL), Some(ORG));
			assert!(System::account_exists(&CAROL), "it can sign without a balance");
			assert_eq!(Balances::total_balance(&CAROL), 0);
		});
	}

	#[test]
	fn fails_when_not_the_admin() {
		TestExt::new().execute_with(|| {
			for who in [RICH, STRANGER] {
				assert_noop!(Consortium::add_member(signed(who), CAROL), Error::<Test>::NotAdmin);
			}
			assert_noop!(Consortium::add_member(root(), CAROL), DispatchError::BadOrigin);
		});
	}

	#[test]
	fn fails_when_suspended() {
		TestExt::new().execute_with(|| {
			assert_ok!(Consortium::suspend(root(), ORG));
			assert_noop!(
				Consortium::add_member(signed(ALICE), CAROL),
				Error::<Test>::OrganizationSuspended
			);
		});
	}

	#[test]
	fn fails_when_the_account_belongs_somewhere() {
		TestExt::new().execute_with(|| {
			for who in [BOB, RICH, ALICE] {
				assert_noop!(
					Consortium::add_member(signed(ALICE), who),
					Error::<Test>::AlreadyMember
				);
			}
		});
	}

	#[test]
	fn boundary_the_organisation_is_full() {
		TestExt::new().execute_with(|| {
			assert_ok!(Consortium::add_member(signed(ALICE), 20));
			assert_ok!(Consortium::add_member(signed(ALICE), 21));
			assert_noop!(Consortium::add_member(signed(ALICE), 22), Error::<Test>::TooManyMembers);
			assert_ok!(Consortium::remove_member(signed(ALICE), 20));
			assert_ok!(Consortium::add_member(signed(ALICE), 22));
		});
	}
}

mod remove_member {
	use super::*;

	#[test]
	fn works_for_the_admin() {
		TestExt::new().execute_with(|| {
			assert_ok!(Consortium::add_member(signed(ALICE), CAROL));
			assert_ok!(Consortium::remove_member(signed(ALICE), CAROL));
			assert_eq!(last_event(), Event::MemberRemoved { org: ORG, who: CAROL });
			assert_eq!(Members::<Test>::get(CAROL), None);
			assert!(!System::account_exists(&CAROL), "nothing is left behind");
		});
	}

	#[test]
	fn works_for_the_account_itself_even_when_suspended() {
		TestExt::new().execute_with(|| {
			assert_ok!(Consortium::suspend(root(), ORG));
			assert_noop!(
				Consortium::remove_member(signed(ALICE), RICH),
				Error::<Test>::OrganizationSuspended
			);
			assert_ok!(Consortium::remove_member(signed(RICH), RICH));
			assert!(System::account_exists(&RICH), "its balance keeps it");
		});
	}

	#[test]
	fn fails_when_not_allowed() {
		TestExt::new().execute_with(|| {
			assert_noop!(Consortium::remove_member(signed(BOB), RICH), Error::<Test>::NotAdmin);
			assert_noop!(
				Consortium::remove_member(signed(ALICE), STRANGER),
				Error::<Test>::NotMember
			);
			assert_noop!(
				Consortium::remove_member(signed(ALICE), ALICE),
				Error::<Test>::StillAdmin
			);
		});
	}

	#[test]
	fn fails_when_the_account_validates() {
		TestExt::new().execute_with(|| {
			Keys::set(RICH);
			assert_ok!(Consortium::add_validator(root(), RICH));
			assert_noop!(
				Consortium::remove_member(signed(ALICE), RICH),
				Error::<Test>::StillValidator
			);
		});
	}
}
