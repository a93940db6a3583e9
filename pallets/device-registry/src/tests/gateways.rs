use super::*;

fn authorize(who: AccountId, scope: Scope, gateway: AccountId) -> DispatchResult {
	Registry::authorize_gateway(signed(who), scope, gateway)
}

fn deauthorize(who: AccountId, scope: Scope, gateway: AccountId) -> DispatchResult {
	Registry::deauthorize_gateway(signed(who), scope, gateway)
}

fn member(n: u8) -> AccountId {
	let who = AccountId::new([100 + n; 32]);
	Orgs::admit(OTHERS, tallystick_primitives::Role::Operator.into(), [who.clone()]);
	who
}

#[test]
fn works_for_one_device() {
	TestExt::new().execute_with(|| {
		let (device, other) = (register(ALICE, &ed(1)), register(ALICE, &ed(2)));
		let (scope, before) = (Scope::Device(device), held(&ALICE));
		assert_ok!(authorize(ALICE, scope, GATEWAY));
		assert_eq!(
			last_event(),
			Event::GatewayAuthorized { owner: ALICE, gateway: GATEWAY, scope }
		);
		assert!(Registry::gateway(device, GATEWAY));
		assert!(!Registry::gateway(other, GATEWAY));
		assert!(!Registry::gateway(device, BOB));
		assert!(held(&ALICE) > before);

		assert_ok!(deauthorize(ALICE, scope, GATEWAY));
		assert_eq!(
			last_event(),
			Event::GatewayDeauthorized { owner: ALICE, gateway: GATEWAY, scope }
		);
		assert!(!Registry::gateway(device, GATEWAY));
		assert_eq!(held(&ALICE), before);
	});
}

#[test]
fn works_for_all_devices_of_an_owner() {
	TestExt::new().execute_with(|| {
		let device = register(ALICE, &ed(1));
		let foreign = register(BOB, &ed(2));
		assert_ok!(authorize(ALICE, Scope::AllOfOwner, GATEWAY));
		let later = register(ALICE, &ed(3));
		assert!(Registry::may_anchor(&GATEWAY, &device));
		assert!(Registry::may_anchor(&GATEWAY, &later));
		assert!(!Registry::may_anchor(&GATEWAY, &foreign));
		assert!(!Registry::may_anchor(&GATEWAY, &id(&ed(9))));
		assert_ok!(deauthorize(ALICE, Scope::AllOfOwner, GATEWAY));
		assert!(!Registry::may_anchor(&GATEWAY, &later));
	});
}

#[test]
fn the_owner_is_no_gateway_of_his_own() {
	TestExt::new().execute_with(|| {
		let device = register(ALICE, &ed(1));
		assert!(!Registry::gateway(device, ALICE));
		assert_ok!(authorize(ALICE, Scope::AllOfOwner, ALICE));
		assert!(Registry::gateway(device, ALICE));
	});
}

#[test]
fn ends_while_one_of_them_is_not_in_good_standing() {
	TestExt::new().execute_with(|| {
		let device = register(ALICE, &ed(1));
		assert_ok!(authorize(ALICE, Scope::AllOfOwner, GATEWAY));
		for org in [OWNERS, OTHERS] {
			Orgs::suspend(org);
			assert!(!Registry::gateway(device, GATEWAY));
			Orgs::resume(org);
			assert!(Registry::gateway(device, GATEWAY));
		}
		// The deposit can always be had back.
		Orgs::suspend(OWNERS);
		assert_noop!(authorize(ALICE, Scope::AllOfOwner, BOB), BadOrigin);
		assert_ok!(deauthorize(ALICE, Scope::AllOfOwner, GATEWAY));
	});
}

#[test]
fn fails_when_not_allowed() {
	TestExt::new().execute_with(|| {
		let device = register(ALICE, &ed(1));
		let scope = Scope::Device(device);
		let unknown = Scope::Device(id(&ed(9)));
		assert_noop!(authorize(BOB, scope, GATEWAY), Error::<Test>::NotOwner);
		assert_noop!(authorize(STRANGER, scope, GATEWAY), BadOrigin);
		assert_noop!(authorize(ALICE, unknown, GATEWAY), Error::<Test>::UnknownDevice);
		assert_noop!(authorize(ALICE, scope, STRANGER), Error::<Test>::GatewayNotInStanding);
		Orgs::suspend(OTHERS);
		assert_noop!(authorize(ALICE, scope, GATEWAY), Error::<Test>::GatewayNotInStanding);
		Orgs::resume(OTHERS);
		assert_noop!(deauthorize(ALICE, scope, GATEWAY), Error::<Test>::NotAuthorized);
		assert_ok!(authorize(ALICE, scope, GATEWAY));
		assert_noop!(authorize(ALICE, scope, GATEWAY), Error::<Test>::AlreadyAuthorized);
		assert_noop!(deauthorize(BOB, scope, GATEWAY), Error::<Test>::NotOwner);
		assert_noop!(deauthorize(BOB, Scope::AllOfOwner, GATEWAY), Error::<Test>::NotAuthorized);
		assert_ok!(Registry::retire(signed(ALICE), device));
		assert_noop!(authorize(ALICE, scope, BOB), Error::<Test>::DeviceEnded);
		assert_ok!(deauthorize(ALICE, scope, GATEWAY));
	});
}

#[test]
fn boundary_the_number_of_gateways() {
	TestExt::new().execute_with(|| {
		let device = register(ALICE, &ed(1));
		for scope in [Scope::Device(device), Scope::AllOfOwner] {
			for n in 0..MAX_GATEWAYS {
				assert_ok!(authorize(ALICE, scope, member(n as u8)));
			}
			assert_noop!(authorize(ALICE, scope, GATEWAY), Error::<Test>::TooManyGateways);
			assert_ok!(deauthorize(ALICE, scope, member(0)));
			assert_ok!(authorize(ALICE, scope, GATEWAY));
		}
	});
}
