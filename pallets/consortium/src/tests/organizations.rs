use super::*;

mod admit {
	use super::*;

	#[test]
	fn works() {
		TestExt::new().execute_with(|| {
			assert_ok!(Consortium::admit(root(), name("new"), CAROL, roles(Role::Operator)));
			let org = OrgId(2);
			assert_eq!(Members::<Test>::get(CAROL), None, "it has not consented yet");
			assert_eq!(NextOrgId::<Test>::get(), Some(OrgId(3)));
			assert_eq!(Buckets::<Test>::get(org).unwrap().limit, QUOTA);
			let record = Organizations::<Test>::get(org).unwrap();
			assert_eq!((record.members, record.status), (0, Status::Active));
			let admitted = Event::Admitted { org, admin: CAROL, roles: roles(Role::Operator) };
			assert_eq!(last_event(), admitted);
			assert_ok!(Consortium::join(signed(CAROL), org));
			assert_eq!(last_event(), Event::MemberAdded { org, who: CAROL });
			assert_eq!(Organizations::<Test>::get(org).unwrap().members, 1);
		});
	}

	#[test]
	fn fails_when_not_from_the_council() {
		TestExt::new().execute_with(|| {
			let call = |origin| Consortium::admit(origin, name("new"), CAROL, Roles::EMPTY);
			assert_noop!(call(signed(ALICE)), DispatchError::BadOrigin);
			assert_noop!(call(RuntimeOrigin::none()), DispatchError::BadOrigin);
		});
	}

	#[test]
	fn nobody_keeps_a_rival_out() {
		TestExt::new().execute_with(|| {
			// Another organisation invites the account as often as it likes.
			fund(ORG, 1_000);
			assert_ok!(Consortium::invite(signed(ALICE), CAROL));
			assert_ok!(Consortium::admit(root(), name("rival"), CAROL, Roles::EMPTY));
			assert_ok!(Consortium::join(signed(CAROL), OrgId(2)));

			// A member elsewhere leaves when it likes, and joins then.
			assert_ok!(Consortium::admit(root(), name("another"), RICH, Roles::EMPTY));
			let join = || Consortium::join(signed(RICH), OrgId(3));
			assert_noop!(join(), Error::<Test>::AlreadyMember);
			assert_ok!(Consortium::remove_member(signed(RICH), RICH));
			assert_ok!(join());
			assert_eq!(Consortium::membership(RICH).unwrap().position, Position::Admin);
		});
	}

	#[test]
	fn an_admin_administers_nothing_before_it_has_joined() {
		TestExt::new().execute_with(|| {
			let org = OrgId(2);
			assert_ok!(Consortium::admit(root(), name("new"), RICH, Roles::EMPTY));
			fund(org, 1_000);
			let not_admin = Error::<Test>::NotAdmin;
			assert_noop!(Consortium::invite(signed(RICH), CAROL), not_admin);
			assert_noop!(Consortium::withdraw(signed(RICH), 1, CAROL), Error::<Test>::NotAdmin);
			assert_noop!(Consortium::set_admin(signed(RICH), org, RICH), Error::<Test>::NotAdmin);
			assert_noop!(
				Consortium::withdraw_invitation(signed(RICH), org, CAROL),
				Error::<Test>::NotAdmin
			);
		});
	}

	#[test]
	fn fails_when_the_name_cannot_be_read() {
		TestExt::new().execute_with(|| {
			for bad in [vec![], vec![0xff, 0xfe], b"a\nb".to_vec()] {
				assert_noop!(
					Consortium::admit(root(), bad.try_into().unwrap(), CAROL, Roles::EMPTY),
					Error::<Test>::BadName
				);
			}
		});
	}

	#[test]
	fn fails_when_a_role_is_unknown() {
		TestExt::new().execute_with(|| {
			let wire = Roles::decode(&mut &[0x00, 0x80][..]).unwrap();
			assert_noop!(
				Consortium::admit(root(), name("new"), CAROL, wire),
				Error::<Test>::UnknownRole
			);
		});
	}

	#[test]
	fn fails_when_ids_are_exhausted() {
		TestExt::new().execute_with(|| {
			NextOrgId::<Test>::put(OrgId(u32::MAX));
			assert_noop!(
				Consortium::admit(root(), name("new"), CAROL, Roles::EMPTY),
				Error::<Test>::IdsExhausted
			);
		});
	}
}

mod set_roles {
	use super::*;

	#[test]
	fn works() {
		TestExt::new().execute_with(|| {
			let (old, new) = (roles(Role::Carrier), roles(Role::Operator));
			assert_ok!(Consortium::set_roles(root(), OTHER, new));
			assert_eq!(Organizations::<Test>::get(OTHER).unwrap().roles, new);
			assert_eq!(last_event(), Event::RolesChanged { org: OTHER, old, new });
		});
	}

	#[test]
	fn fails_when_not_allowed_or_unknown() {
		TestExt::new().execute_with(|| {
			assert_noop!(
				Consortium::set_roles(signed(ALICE), ORG, Roles::ALL),
				DispatchError::BadOrigin
			);
			assert_noop!(
				Consortium::set_roles(root(), OrgId(7), Roles::ALL),
				Error::<Test>::UnknownOrganization
			);
			let wire = Roles::decode(&mut &[0x00, 0x01][..]).unwrap();
			assert_noop!(Consortium::set_roles(root(), ORG, wire), Error::<Test>::UnknownRole);
		});
	}
}

mod suspend_and_resume {
	use super::*;

	#[test]
	fn works() {
		TestExt::new().execute_with(|| {
			assert_ok!(Consortium::suspend(root(), ORG));
			assert_eq!(last_event(), Event::Suspended { org: ORG });
			assert!(!Organizations::<Test>::get(ORG).unwrap().status.is_active());
			assert_ok!(Consortium::resume(root(), ORG));
			assert_eq!(last_event(), Event::Resumed { org: ORG });
			assert!(Organizations::<Test>::get(ORG).unwrap().status.is_active());
		});
	}

	#[test]
	fn fails_when_there_is_nothing_to_change() {
		TestExt::new().execute_with(|| {
			assert_noop!(Consortium::resume(root(), ORG), Error::<Test>::OrganizationActive);
			assert_ok!(Consortium::suspend(root(), ORG));
			assert_noop!(Consortium::suspend(root(), ORG), Error::<Test>::OrganizationSuspended);
		});
	}

	#[test]
	fn fails_when_not_allowed_or_unknown() {
		TestExt::new().execute_with(|| {
			for origin in [signed(ALICE), signed(BOB), RuntimeOrigin::none()] {
				assert_noop!(Consortium::suspend(origin.clone(), ORG), DispatchError::BadOrigin);
				assert_noop!(Consortium::resume(origin, ORG), DispatchError::BadOrigin);
			}
			let nobody = OrgId(7);
			assert_noop!(Consortium::suspend(root(), nobody), Error::<Test>::UnknownOrganization);
			assert_noop!(Consortium::resume(root(), nobody), Error::<Test>::UnknownOrganization);
		});
	}
}

mod dissolve {
	use super::*;

	#[test]
	fn works() {
		TestExt::new().execute_with(|| {
			assert_ok!(Consortium::admit(root(), name("new"), CAROL, Roles::EMPTY));
			let org = OrgId(2);
			assert!(System::account_exists(&CAROL), "it can sign without a balance");
			assert_ok!(Consortium::suspend(root(), org));
			assert_ok!(Consortium::dissolve(root(), org, STRANGER));
			assert_eq!(last_event(), Event::Dissolved { org });
			assert_eq!(Organizations::<Test>::get(org), None);
			assert!(!System::account_exists(&CAROL), "nothing is left behind");

			assert_ok!(Consortium::admit(root(), name("new"), CAROL, Roles::EMPTY));
			assert!(Organizations::<Test>::contains_key(OrgId(3)), "ids are never reused");
		});
	}

	#[test]
	fn the_council_ends_a_suspended_organisation_whose_members_and_admin_are_gone() {
		TestExt::new().execute_with(|| {
			add_member(CAROL);
			assert_ok!(Consortium::invite(signed(ALICE), STRANGER));
			assert_ok!(Consortium::suspend(root(), ORG));
			assert_ok!(Consortium::remove_validator(root(), ALICE));
			let dissolve = || Consortium::dissolve(root(), ORG, BOB);
			for who in [ALICE, CAROL, RICH] {
				assert_noop!(dissolve(), Error::<Test>::StillMembers);
				assert_ok!(Consortium::remove_member(root(), who));
			}
			assert_noop!(dissolve(), Error::<Test>::StillDeposits);
			assert_ok!(Consortium::withdraw_invitation(root(), ORG, STRANGER));
			assert_ok!(dissolve());
			assert_eq!(Balances::balance(&BOB), 1_000, "every deposit has come back");
		});
	}

	#[test]
	fn fails_when_something_is_left() {
		TestExt::new().execute_with(|| {
			assert_noop!(
				Consortium::dissolve(root(), ORG, STRANGER),
				Error::<Test>::OrganizationActive
			);
			assert_ok!(Consortium::suspend(root(), ORG));
			assert_noop!(Consortium::dissolve(root(), ORG, STRANGER), Error::<Test>::StillMembers);
			assert_noop!(
				Consortium::dissolve(root(), OrgId(7), STRANGER),
				Error::<Test>::UnknownOrganization
			);
			assert_noop!(
				Consortium::dissolve(signed(ALICE), ORG, STRANGER),
				DispatchError::BadOrigin
			);
		});
	}
}

mod set_admin {
	use super::*;

	#[test]
	fn works_for_the_present_admin() {
		TestExt::new().execute_with(|| {
			assert_ok!(Consortium::set_admin(signed(ALICE), ORG, RICH));
			assert_eq!(last_event(), Event::AdminChanged { org: ORG, old: ALICE, new: RICH });
			assert_noop!(Consortium::set_admin(signed(ALICE), ORG, ALICE), Error::<Test>::NotAdmin);
			assert_ok!(Consortium::set_admin(signed(RICH), ORG, ALICE));
			assert_eq!(Organizations::<Test>::get(ORG).unwrap().members, 2);
		});
	}

	#[test]
	fn works_for_the_council_even_when_suspended() {
		TestExt::new().execute_with(|| {
			assert_ok!(Consortium::suspend(root(), ORG));
			assert_noop!(
				Consortium::set_admin(signed(ALICE), ORG, RICH),
				Error::<Test>::OrganizationSuspended
			);
			assert_ok!(Consortium::set_admin(root(), ORG, RICH));
		});
	}

	#[test]
	fn an_admin_makes_nobody_the_admin_who_is_no_member() {
		TestExt::new().execute_with(|| {
			fund(ORG, 1_000);
			assert_ok!(Consortium::invite(signed(ALICE), CAROL));
			for outsider in [STRANGER, BOB, CAROL] {
				assert_noop!(
					Consortium::set_admin(signed(ALICE), ORG, outsider),
					Error::<Test>::NotMember
				);
			}
		});
	}

	#[test]
	fn whom_the_council_names_takes_office_when_it_joins() {
		TestExt::new().execute_with(|| {
			assert_ok!(Consortium::set_admin(root(), ORG, CAROL));
			assert_noop!(Consortium::invite(signed(CAROL), STRANGER), Error::<Test>::NotAdmin);
			assert_noop!(Consortium::invite(signed(ALICE), STRANGER), Error::<Test>::NotAdmin);
			assert_ok!(Consortium::join(signed(CAROL), ORG));
			fund(ORG, 1_000);
			assert_ok!(Consortium::invite(signed(CAROL), STRANGER));

			// Another one instead, who never joined: nothing is left behind.
			assert_ok!(Consortium::set_admin(root(), OTHER, 20));
			assert!(System::account_exists(&20));
			assert_ok!(Consortium::set_admin(root(), OTHER, BOB));
			assert!(!System::account_exists(&20));
			assert_noop!(Consortium::join(signed(20), OTHER), Error::<Test>::NotInvited);
		});
	}

	#[test]
	fn nobody_keeps_the_council_from_naming_an_admin() {
		TestExt::new().execute_with(|| {
			fund(OTHER, 1_000);
			assert_ok!(Consortium::invite(signed(BOB), CAROL));
			assert_ok!(Consortium::join(signed(CAROL), OTHER));
			assert_ok!(Consortium::set_admin(root(), ORG, CAROL));
			assert_noop!(Consortium::join(signed(CAROL), ORG), Error::<Test>::AlreadyMember);
			assert_ok!(Consortium::remove_member(signed(CAROL), CAROL));
			assert_ok!(Consortium::join(signed(CAROL), ORG));
		});
	}
}
