use super::*;

#[test]
fn membership_shows_position_and_status() {
	TestExt::new().execute_with(|| {
		let alice = Consortium::membership(ALICE).unwrap();
		assert_eq!((alice.org, alice.position), (ORG, Position::Admin));
		assert!(alice.roles.contains(Role::Auditor) && alice.status.is_active());
		assert_eq!(Consortium::membership(RICH).unwrap().position, Position::Member);
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
fn good_standing_ends_with_suspension() {
	TestExt::new().execute_with(|| {
		let organization = <Consortium as Membership<_>>::organization;
		assert_eq!(organization(&ALICE), Some(ORG));
		assert_eq!(organization(&STRANGER), None);
		assert_ok!(Consortium::suspend(root(), ORG));
		assert_eq!(organization(&ALICE), None);
		assert_eq!(organization(&BOB), Some(OTHER));
		assert_ok!(Consortium::resume(root(), ORG));
		assert_eq!(organization(&RICH), Some(ORG));
	});
}

#[test]
fn other_pallets_see_an_organisation_and_who_is_paid_for_it() {
	TestExt::new().execute_with(|| {
		let is_active = <Consortium as Membership<AccountId>>::is_active;
		let roles = <Consortium as Membership<AccountId>>::roles;
		let account = <Consortium as Membership<AccountId>>::account;
		let payer = <Consortium as Membership<AccountId>>::payer;
		let unknown = OrgId(7);
		assert!(is_active(ORG) && !is_active(unknown));
		assert_eq!(roles(OTHER), Some(Role::Carrier.into()));
		assert_eq!(roles(unknown), None);
		assert_eq!(account(ORG), Some(Consortium::account(ORG)));
		assert_eq!(account(unknown), None);
		assert_eq!(payer(&RICH), account(ORG));
		assert_eq!(payer(&STRANGER), None);
		assert_ok!(Consortium::suspend(root(), ORG));
		assert!(!is_active(ORG) && payer(&RICH).is_none());
		assert!(roles(ORG).is_some() && account(ORG).is_some());
	});
}
