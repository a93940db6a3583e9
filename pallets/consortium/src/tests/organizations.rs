use super::*;

mod admit {
	use super::*;

	#[test]
	fn works() {
		TestExt::new().execute_with(|| {
			assert_ok!(Consortium::admit(root(), name("new"), CAROL, roles(Role::Operator)));
			let org = OrgId(2);
			assert_eq!(Members::<Test>::get(CAROL), Some(org));
			assert_eq!(NextOrgId::<Test>::get(), Some(OrgId(3)));
			assert_eq!(Buckets::<Test>::get(org).unwrap().limit, QUOTA);
			let record = Organizations::<Test>::get(org).unwrap();
			assert_eq!((record.members, record.status), (1, Status::Active));
			System::assert_has_event(
				Event::Admitted { org, admin: CAROL, roles: roles(Role::Operator) }.into(),
			);
			assert_eq!(last_event(), Event::MemberAdded { org, who: CAROL });
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
	fn fails_when_the_admin_is_a_member_elsewhere() {
		TestExt::new().execute_with(|| {
			assert_noop!(
				Consortium::admit(root(), name("new"), BOB, Roles::EMPTY),
				Error::<Test>::AlreadyMember
			);
		});
	}

	#[test]
	fn fails_when_the_name_cannot_be_read() {
		TestExt::new().execute_with(|| {
			for bad in [vec![], vec![0xff, 0xfe]] {
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
			assert_ok!(Consortium::suspend(root(), org));
			assert_ok!(Consortium::dissolve(root(), org, STRANGER));
			assert_eq!(last_event(), Event::Dissolved { org });
			assert_eq!(Organizations::<Test>::get(org), None);
			assert_eq!(Members::<Test>::get(CAROL), None);
			assert!(!System::account_exists(&CAROL));

			assert_ok!(Consortium::admit(root(), name("new"), CAROL, Roles::EMPTY));
			assert_eq!(Members::<Test>::get(CAROL), Some(OrgId(3)), "ids are never reused");
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
			assert_ok!(Consortium::suspend(root(), OTHER));
			assert_noop!(
				Consortium::dissolve(root(), OTHER, STRANGER),
				Error::<Test>::StillValidator
			);
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
			assert_ok!(Consortium::set_admin(signed(ALICE), ORG, CAROL));
			assert_eq!(last_event(), Event::AdminChanged { org: ORG, old: ALICE, new: CAROL });
			assert_eq!(Organizations::<Test>::get(ORG).unwrap().members, 3);
			assert_noop!(Consortium::set_admin(signed(ALICE), ORG, ALICE), Error::<Test>::NotAdmin);
			assert_ok!(Consortium::set_admin(signed(CAROL), ORG, ALICE));
			assert_eq!(Organizations::<Test>::get(ORG).unwrap().members, 3);
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
	fn fails_when_the_successor_belongs_elsewhere() {
		TestExt::new().execute_with(|| {
			assert_noop!(
				Consortium::set_admin(signed(ALICE), ORG, BOB),
				Error::<Test>::AlreadyMember
			);
		});
	}

	#[test]
	fn boundary_a_newcomer_needs_room() {
		TestExt::new().execute_with(|| {
			assert_ok!(Consortium::add_member(signed(ALICE), 20));
			assert_ok!(Consortium::add_member(signed(ALICE), 21));
			assert_noop!(
				Consortium::set_admin(signed(ALICE), ORG, CAROL),
				Error::<Test>::TooManyMembers
			);
			assert_ok!(Consortium::set_admin(signed(ALICE), ORG, 21));
		});
	}
}
