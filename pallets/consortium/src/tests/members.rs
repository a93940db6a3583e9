use super::*;

fn held(org: OrgId) -> u64 {
	Balances::total_balance_on_hold(&Consortium::account(org))
}

mod invite {
	use super::*;

	#[test]
	fn works() {
		TestExt::new().execute_with(|| {
			fund(ORG, 1_000);
			assert!(!System::account_exists(&CAROL));
			assert_ok!(Consortium::invite(signed(ALICE), CAROL));
			assert_eq!(last_event(), Event::Invited { org: ORG, who: CAROL });
			assert_eq!(Members::<Test>::get(CAROL), None, "it has not consented yet");
			assert!(Consortium::is_invited(ORG, CAROL) && !Consortium::is_invited(OTHER, CAROL));
			assert!(System::account_exists(&CAROL), "it can sign without a balance");
			assert_eq!(Balances::total_balance(&CAROL), 0);
			assert_eq!(Places::<Test>::get(ORG, CAROL), Some(held(ORG)));
			assert!(held(ORG) > 0);
		});
	}

	#[test]
	fn works_for_several_organisations_and_for_members_of_another() {
		TestExt::new().execute_with(|| {
			fund(ORG, 1_000);
			fund(OTHER, 1_000);
			for who in [CAROL, RICH] {
				assert_ok!(Consortium::invite(signed(BOB), who));
			}
			assert_ok!(Consortium::invite(signed(ALICE), CAROL));
			assert_ok!(Consortium::join(signed(CAROL), OTHER));
			assert_noop!(Consortium::join(signed(CAROL), ORG), Error::<Test>::AlreadyMember);
			assert_ok!(Consortium::remove_member(signed(BOB), CAROL));
			assert!(System::account_exists(&CAROL), "it is still invited");
			assert_ok!(Consortium::join(signed(CAROL), ORG));
		});
	}

	#[test]
	fn fails_when_not_the_admin() {
		TestExt::new().execute_with(|| {
			for who in [RICH, STRANGER] {
				assert_noop!(Consortium::invite(signed(who), CAROL), Error::<Test>::NotAdmin);
			}
			assert_noop!(Consortium::invite(root(), CAROL), DispatchError::BadOrigin);
		});
	}

	#[test]
	fn fails_when_suspended() {
		TestExt::new().execute_with(|| {
			assert_ok!(Consortium::suspend(root(), ORG));
			assert_noop!(
				Consortium::invite(signed(ALICE), CAROL),
				Error::<Test>::OrganizationSuspended
			);
		});
	}

	#[test]
	fn fails_when_the_account_is_there_already() {
		TestExt::new().execute_with(|| {
			fund(ORG, 1_000);
			for who in [RICH, ALICE] {
				assert_noop!(Consortium::invite(signed(ALICE), who), Error::<Test>::AlreadyMember);
			}
			assert_ok!(Consortium::invite(signed(ALICE), CAROL));
			assert_noop!(Consortium::invite(signed(ALICE), CAROL), Error::<Test>::AlreadyInvited);
		});
	}

	#[test]
	fn every_place_is_paid_for() {
		TestExt::new().execute_with(|| {
			assert_noop!(
				Consortium::invite(signed(ALICE), CAROL),
				Error::<Test>::DepositUnaffordable
			);
			fund(ORG, 1_000);
			let mut places = 0;
			let refused = loop {
				match Consortium::invite(signed(ALICE), 20 + places) {
					Ok(()) => places += 1,
					Err(error) => break error,
				}
			};
			assert_eq!(refused, Error::<Test>::DepositUnaffordable.into());
			assert!((1..10).contains(&places), "{places}");

			// The deposit stays with the member, and comes back when it leaves.
			assert_ok!(Consortium::join(signed(20), ORG));
			let before = held(ORG);
			assert_ok!(Consortium::remove_member(signed(20), 20));
			assert_eq!(held(ORG), before - before / places as u64);
			assert!(!System::account_exists(&20), "nothing is left behind");
		});
	}
}

mod withdraw_invitation {
	use super::*;

	#[test]
	fn works_for_the_admin_and_the_council_even_when_suspended() {
		TestExt::new().execute_with(|| {
			fund(ORG, 1_000);
			for (origin, suspend) in
				[(signed(ALICE), false), (root(), false), (signed(ALICE), true), (root(), true)]
			{
				assert_ok!(Consortium::invite(signed(ALICE), CAROL));
				if suspend {
					assert_ok!(Consortium::suspend(root(), ORG));
				}
				assert_ok!(Consortium::withdraw_invitation(origin, ORG, CAROL));
				assert_eq!(last_event(), Event::InvitationWithdrawn { org: ORG, who: CAROL });
				assert_eq!(held(ORG), 0);
				assert!(!System::account_exists(&CAROL), "nothing is left behind");
				if suspend {
					assert_ok!(Consortium::resume(root(), ORG));
				}
				assert_noop!(Consortium::join(signed(CAROL), ORG), Error::<Test>::NotInvited);
			}
		});
	}

	#[test]
	fn fails_when_not_allowed_or_nothing_is_there() {
		TestExt::new().execute_with(|| {
			add_member(CAROL);
			let withdraw = |who, org, of| Consortium::withdraw_invitation(signed(who), org, of);
			assert_noop!(withdraw(ALICE, ORG, CAROL), Error::<Test>::AlreadyMember);
			assert_noop!(withdraw(ALICE, ORG, STRANGER), Error::<Test>::NotInvited);
			assert_ok!(Consortium::invite(signed(ALICE), STRANGER));
			for who in [BOB, RICH, STRANGER] {
				assert_noop!(withdraw(who, ORG, STRANGER), Error::<Test>::NotAdmin);
			}
			assert_noop!(withdraw(ALICE, OrgId(7), CAROL), Error::<Test>::UnknownOrganization);
		});
	}
}

mod join {
	use super::*;

	#[test]
	fn works() {
		TestExt::new().execute_with(|| {
			add_member(CAROL);
			assert_eq!(last_event(), Event::MemberAdded { org: ORG, who: CAROL });
			assert_eq!(Members::<Test>::get(CAROL), Some(ORG));
			assert_eq!(Organizations::<Test>::get(ORG).unwrap().members, 3);
		});
	}

	#[test]
	fn nobody_becomes_a_member_without_being_invited() {
		TestExt::new().execute_with(|| {
			let join = |who, org| Consortium::join(signed(who), org);
			for who in [STRANGER, BOB] {
				assert_noop!(join(who, ORG), Error::<Test>::NotInvited);
			}
			assert_noop!(join(STRANGER, OrgId(7)), Error::<Test>::UnknownOrganization);
			assert_noop!(Consortium::join(root(), ORG), DispatchError::BadOrigin);
		});
	}

	#[test]
	fn fails_when_suspended() {
		TestExt::new().execute_with(|| {
			fund(ORG, 1_000);
			assert_ok!(Consortium::invite(signed(ALICE), CAROL));
			assert_ok!(Consortium::suspend(root(), ORG));
			let join = || Consortium::join(signed(CAROL), ORG);
			assert_noop!(join(), Error::<Test>::OrganizationSuspended);
			assert_ok!(Consortium::resume(root(), ORG));
			assert_ok!(join());
		});
	}

	#[test]
	fn boundary_the_organisation_is_full() {
		TestExt::new().execute_with(|| {
			add_member(20);
			add_member(21);
			fund(ORG, 1_000);
			assert_ok!(Consortium::invite(signed(ALICE), 22));
			let join = || Consortium::join(signed(22), ORG);
			assert_noop!(join(), Error::<Test>::TooManyMembers);
			assert_ok!(Consortium::remove_member(signed(ALICE), 20));
			assert_ok!(join());
		});
	}
}

mod remove_member {
	use super::*;

	#[test]
	fn works_for_the_admin() {
		TestExt::new().execute_with(|| {
			add_member(CAROL);
			assert_ok!(Consortium::remove_member(signed(ALICE), CAROL));
			assert_eq!(last_event(), Event::MemberRemoved { org: ORG, who: CAROL });
			assert_eq!(Members::<Test>::get(CAROL), None);
			assert_eq!(held(ORG), 0);
			assert!(!System::account_exists(&CAROL), "nothing is left behind");
			assert_noop!(Consortium::join(signed(CAROL), ORG), Error::<Test>::NotInvited);
		});
	}

	#[test]
	fn works_for_the_account_itself_even_when_suspended() {
		TestExt::new().execute_with(|| {
			assert_ok!(Consortium::suspend(root(), ORG));
			assert_ok!(Consortium::remove_member(signed(RICH), RICH));
			assert!(System::account_exists(&RICH), "its balance keeps it");
		});
	}

	#[test]
	fn works_for_the_admin_and_the_council_when_suspended() {
		TestExt::new().execute_with(|| {
			add_member(CAROL);
			assert_noop!(
				Consortium::remove_member(root(), CAROL),
				Error::<Test>::OrganizationActive
			);
			assert_ok!(Consortium::suspend(root(), ORG));
			assert_ok!(Consortium::remove_member(root(), CAROL));
			assert_ok!(Consortium::remove_member(signed(ALICE), RICH));
		});
	}

	#[test]
	fn an_admin_that_has_left_may_come_back_until_another_one_is_named() {
		TestExt::new().execute_with(|| {
			assert_ok!(Consortium::set_admin(signed(ALICE), ORG, RICH));
			assert_ok!(Consortium::remove_member(signed(RICH), RICH));
			assert_noop!(Consortium::invite(signed(RICH), CAROL), Error::<Test>::NotAdmin);
			assert_ok!(Consortium::join(signed(RICH), ORG));
			assert_ok!(Consortium::remove_member(signed(RICH), RICH));
			assert_ok!(Consortium::set_admin(root(), ORG, ALICE));
			assert_noop!(Consortium::join(signed(RICH), ORG), Error::<Test>::NotInvited);
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
		});
	}

	#[test]
	fn fails_when_the_account_validates() {
		TestExt::new().execute_with(|| {
			Keys::set(RICH);
			assert_ok!(Consortium::add_validator(root(), RICH));
			for signer in [signed(ALICE), signed(RICH)] {
				assert_noop!(
					Consortium::remove_member(signer, RICH),
					Error::<Test>::StillValidator
				);
			}
		});
	}
}
