use super::*;
use frame::traits::EnsureOrigin;

parameter_types! {
	pub Makers: Roles = Role::Manufacturer.into();
	pub MakersOrCarriers: Roles = Roles::EMPTY.with(Role::Manufacturer).with(Role::Carrier);
}

fn member(who: AccountId) -> Option<(AccountId, OrgId)> {
	EnsureMember::<Test>::try_origin(signed(who)).ok()
}

#[test]
fn a_member_passes_with_its_organisation() {
	TestExt::new().execute_with(|| {
		assert_eq!(member(ALICE), Some((ALICE, ORG)));
		assert_eq!(member(RICH), Some((RICH, ORG)));
		assert_eq!(member(BOB), Some((BOB, OTHER)));
		assert_eq!(member(STRANGER), None);
		assert!(EnsureMember::<Test>::try_origin(root()).is_err());
		assert!(EnsureMember::<Test>::try_origin(RuntimeOrigin::none()).is_err());
	});
}

#[test]
fn a_role_is_asked_for() {
	TestExt::new().execute_with(|| {
		let maker = |who| EnsureRole::<Test, Makers>::try_origin(signed(who)).ok();
		assert_eq!(maker(RICH), Some((RICH, ORG)));
		assert_eq!(maker(BOB), None);
		let either = |who| EnsureRole::<Test, MakersOrCarriers>::try_origin(signed(who)).ok();
		assert_eq!(either(BOB), Some((BOB, OTHER)));
		assert_ok!(Consortium::set_roles(root(), ORG, Roles::EMPTY));
		assert_eq!(maker(RICH), None);
	});
}

#[test]
fn the_admin_alone_administers() {
	TestExt::new().execute_with(|| {
		let admin = |who| EnsureOrgAdmin::<Test>::try_origin(signed(who)).ok();
		assert_eq!(admin(ALICE), Some((ALICE, ORG)));
		assert_eq!(admin(RICH), None);
	});
}

#[test]
fn fails_when_suspended() {
	TestExt::new().execute_with(|| {
		assert_ok!(Consortium::suspend(root(), ORG));
		assert_eq!(member(ALICE), None);
		assert!(EnsureRole::<Test, Makers>::try_origin(signed(ALICE)).is_err());
		assert!(EnsureOrgAdmin::<Test>::try_origin(signed(ALICE)).is_err());
	});
}
