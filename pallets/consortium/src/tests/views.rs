use super::*;

#[test]
fn membership_tells_standing_and_status() {
	TestExt::new().execute_with(|| {
		let alice = Consortium::membership(ALICE).unwrap();
		assert_eq!((alice.org, alice.standing), (ORG, Standing::Admin));
		assert!(alice.roles.contains(Role::Auditor) && alice.status.is_active());
		assert_eq!(Consortium::membership(RICH).unwrap().standing, Standing::Member);
		assert_eq!(Consortium::membership(STRANGER), None);
		assert_ok!(Consortium::suspend(root(), ORG));
		assert_eq!(Consortium::membership(RICH).unwrap().status, Status::Suspended);
	});
}

#[test]
fn organization_and_quota_tell_what_is_there() {
	TestExt::new().execute_with(|| {
		assert_eq!(Consortium::organization(OTHER).unwrap().admin, BOB);
		assert_eq!(Consortium::organization(OrgId(7)), None);
		let quota = Consortium::quota(ORG).unwrap();
		assert_eq!((quota.limit, quota.left, quota.full_at), (QUOTA, QUOTA, 1));
		assert_eq!(Consortium::quota(OrgId(7)), None);
	});
}

#[test]
fn standing_ends_with_suspension() {
	TestExt::new().execute_with(|| {
		let organization = <Consortium as tallystick_primitives::Standing<_>>::organization;
		assert_eq!(organization(&ALICE), Some(ORG));
		assert_eq!(organization(&STRANGER), None);
		assert_ok!(Consortium::suspend(root(), ORG));
		assert_eq!(organization(&ALICE), None);
		assert_eq!(organization(&BOB), Some(OTHER));
		assert_ok!(Consortium::resume(root(), ORG));
		assert_eq!(organization(&RICH), Some(ORG));
	});
}
