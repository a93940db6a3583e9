use super::*;
use frame::traits::EnsureOrigin;

parameter_types! {
	pub Makers: Roles = Role::Manufacturer.into();
	pub MakersOrCarriers: Roles = Roles::EMPTY.with(Role::Manufacturer).with(Role::Carrier);
}

fn member(who: AccountId) -> Option<Member<AccountId>> {
	EnsureMember::<Test>::try_origin(signed(who)).ok()
}

fn of(org: OrgId, who: AccountId) -> Option<Member<AccountId>> {
	Some(Member { who, org })
}

#[test]
fn a_member_passes_with_its_organisation() {
	TestExt::new().execute_with(|| {
		assert_eq!(member(ALICE), of(ORG, ALICE));
		assert_eq!(member(RICH), of(ORG, RICH));
		assert_eq!(member(BOB), of(OTHER, BOB));
		assert_eq!(member(STRANGER), None);
		assert!(EnsureMember::<Test>::try_origin(root()).is_err());
		assert!(EnsureMember::<Test>::try_origin(RuntimeOrigin::none()).is_err());
	});
}

#[test]
fn a_role_is_asked_for() {
	TestExt::new().execute_with(|| {
		let maker = |who| EnsureRole::<Test, Makers>::try_origin(signed(who)).ok();
		assert_eq!(maker(RICH), of(ORG, RICH));
		assert_eq!(maker(BOB), None);
		let either = |who| EnsureRole::<Test, MakersOrCarriers>::try_origin(signed(who)).ok();
		assert_eq!(either(BOB), of(OTHER, BOB));
		assert_ok!(Consortium::set_roles(root(), ORG, Roles::EMPTY));
		assert_eq!(maker(RICH), None);
	});
}

#[test]
fn the_admin_alone_administers() {
	TestExt::new().execute_with(|| {
		let admin = |who| EnsureOrgAdmin::<Test>::try_origin(signed(who)).ok();
		assert_eq!(admin(ALICE), of(ORG, ALICE));
		assert_eq!(admin(RICH), None);
		let maker = |who| EnsureRoleAdmin::<Test, Makers>::try_origin(signed(who)).ok();
		assert_eq!(maker(ALICE), of(ORG, ALICE));
		assert_eq!((maker(RICH), maker(BOB)), (None, None));
		assert_ok!(Consortium::set_roles(root(), ORG, Roles::EMPTY));
		assert_eq!((maker(ALICE), admin(ALICE)), (None, of(ORG, ALICE)));
	});
}

#[test]
fn fails_when_suspended() {
	TestExt::new().execute_with(|| {
		assert_ok!(Consortium::suspend(root(), ORG));
		assert_eq!(member(ALICE), None);
		assert!(EnsureRole::<Test, Makers>::try_origin(signed(ALICE)).is_err());
		assert!(EnsureOrgAdmin::<Test>::try_origin(signed(ALICE)).is_err());
		assert!(EnsureRoleAdmin::<Test, Makers>::try_origin(signed(ALICE)).is_err());
	});
}
